"""How figures are meant, each by the words around it."""

from __future__ import annotations

import pytest

from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.reading.extract import extract_claims

SOURCE = Source(id="a", publisher="paper", published=Window.parse("2031-03-05"))


@pytest.mark.parametrize(
    ("text", "forces"),
    [
        ("새봄은 연간 목표 90억 달러의 82%를 채웠다.", ["plan", "report"]),
        ("새봄은 올해 목표인 9조원을 넘어섰다.", ["report"]),
        ("새봄은 내년 6월까지 관측위성 12기를 쏘아 올린다.", ["plan"]),
        ("김한결 의원은 세수추계위원회에 9조원을 맡겼다고 했다.", ["report"]),
        ("채용은 예정대로 진행돼 300명을 뽑았다.", ["report"]),
        ("새봄은 주식 3만 주를 팔아 7억 달러를 조달할 계획이다.", ["plan", "plan"]),
        ("새봄은 이익률이 4%를 넘기 어려울 것이라고 밝혔다.", ["estimate"]),
        ("새봄은 “3억 달러를 지원한다”며 “일자리 30개가 생길 것”이라고 말했다.", ["plan", "estimate"]),
        ("새봄은 “우리가 낸 돈만 3억 달러”라고 반박했다.", ["report"]),
        ("새봄은 지분을 3억 달러에 인수해 5억 달러를 벌 예정이다.", ["plan", "plan"]),
        ("Saebom, which posted a loss of $3 million, plans to invest $5 million.", ["report", "plan"]),
        ("Saebom will spend $3 million on a plant that it expects to create 300 jobs.", ["plan", "estimate"]),
        ("Saebom had already secured $3 million.", ["report"]),
        ("Saebom is cutting 9% of its workforce.", ["plan"]),
        ("새봄은 3억 달러를 내기로 협약서에 서명했다.", ["commitment"]),
        ("새봄은 쌀 3만t을 비축한다고 밝혔다.", ["plan"]),
        ("새봄은 예상보다 30% 많은 물이 나왔다고 밝혔다.", ["report"]),
        ("새봄노조는 기본급 8% 인상을 요구했다.", ["opinion"]),
        ("실제로 새봄이 쓴 돈은 3억 달러다.", ["report"]),
        ("거론되던 몸값은 3억 달러다.", ["estimate"]),
        ("새봄은 일자리 3000개가 생긴다고 밝혔다.", ["estimate"]),
        ("Jane Doe said the plan would drain its fund to $3 million.", ["estimate"]),
        ("Jane Doe said it should produce $3 million in savings.", ["estimate"]),
        ("Saebom expects margins to land “around 19%”.", ["estimate"]),
        ("새봄은 목표 용량을 1.2GW에서 500MW로 낮췄다.", ["plan", "plan"]),
        ("새봄이 모을 돈은 최대 3억 달러다.", ["plan"]),
        ("태풍이 예상한 것보다 30% 강했다고 새봄청은 밝혔다.", ["report"]),
        ("매일 우유 3만개를 보급한다고 새봄시는 밝혔다.", ["report"]),
        ("The union called for calm after strikes killed 300 people.", ["report"]),
        ("1조원을 더 구하지 못하면 착공은 어렵다고 새봄은 밝혔다.", ["estimate"]),
        ("Saebom wants a guarantee for 900 workers.", ["opinion"]),
        ("Saebom plans for more: it has 31% now.", ["report"]),
        ("The taxpayer is contributing $3 million, which the state will claw back.", ["report"]),
        ("새봄은 “3GW라는 목표는 그대로”라고 반박했다.", ["plan"]),
        ("하바람 연구원은 “수율이 60%에 못 미치는 것 같다”고 했다.", ["estimate"]),
        ("새봄채권단은 3억 달러를 지원하기로 30일 의결했다.", ["commitment"]),
        ("Saebom estimates the carrier paid less than $3 million.", ["estimate"]),
        ("If regulators block it, Saebom must pay $3 million.", ["estimate"]),
        ("It works out at $3 million a year.", ["estimate"]),
        ("Jane Doe said less than 30% of the target had been met.", ["report"]),
        ("연구원은 실제 물량이 30% 줄 것으로 내다봤다.", ["estimate"]),
        ("새봄은 해마다 쌀 3만t을 들여오기로 약속했다고 설명했다.", ["commitment"]),
        ("새봄은 이르면 다음 달 3억 달러어치 채권을 찍을 계획이다.", ["plan"]),
        ("새봄은 “통상 2~3년이 걸린다”고 해명하면서 3억 달러를 목표로 내걸었다.", ["report", "plan"]),
        ("새봄은 3조원을 들여 공장을 갖추며 관람객은 300만명에 달할 것이라고 밝혔다.", ["plan", "estimate"]),
        ("사업비는 3조원으로 낮아졌고 양산은 2년 뒤로 밀릴 것이라고 새봄은 밝혔다.", ["report"]),
        ("매출의 3%에 해당하는 규모로, 배는 내년에 인도된다.", ["report"]),
        ("새봄은 입장 수입이 3억 달러를 넘었다면서 값을 8% 올리겠다고 밝혔다.", ["report", "plan"]),
        ("새봄농민회는 한 가마에 3만원을 보장하라며 농성에 들어갔다.", ["opinion"]),
        # Shares of those who were asked are facts; other percentages are meant as their verbs say.
        ("새봄은행은 성장률이 3%가 될 것으로 전망했다.", ["estimate"]),
        ("새봄은 지분 30%는 매각하겠다고 밝혔다.", ["plan"]),
        ("새봄은 이익의 30%는 배당하기로 했다.", ["commitment"]),
        ("새봄시민 62%는 더 뽑겠다고 답했다.", ["report"]),
        ("공장에 투자할 예정이라는 기업은 36.4%였다.", ["report"]),
        ("설문에 응한 기업의 36.4%는 늘리겠다고 밝혔다.", ["report"]),
        ("60% of adults said they would vote.", ["report"]),
        ("Saebom will sell 30% of the business it said was too small.", ["plan"]),
        ("Saebom plans to give 10% of profit to staff who want shares.", ["plan"]),
        ("Rates will rise to 5%, said Jane Doe.", ["estimate"]),
        ("새봄을 인수하겠다는 회사가 3000억원을 내기로 했다.", ["commitment"]),
        ("투자를 늘리겠다는 기업은 300곳에 이를 것으로 전망됐다.", ["estimate"]),
        ("새봄의 투자 목표가 10조원으로 늘었다.", ["plan"]),
        ("환자는 진료비의 20%를 부담한다.", ["report"]),
        ("Saebom, founded in 1990, will invest $3 billion.", ["plan"]),
        ("Saebom will have installed 3 GW of panels by 2030.", ["plan"]),
        ("Saebom may have shed 300 jobs.", ["estimate"]),
        ("새봄은 3조원을 투자할 계획은 여전히 없다고 밝혔다.", ["denial"]),
        # Money goes on without its currency, and nothing that is counted does.
        ("Saebom cut it to $1.9 billion from 2.6 billion.", ["report", "report"]),
        ("Saebom said 2024 sales would come in at $3 billion.", ["estimate"]),
        ("소식통 2명을 인용해 새봄이 3억 달러를 노린다고 보도했다.", ["plan"]),
    ],
)
def test_each_figure_has_its_own(text: str, forces: list[str]) -> None:
    assert [draft.claim.force.value for draft in extract_claims(text, SOURCE)] == forces
