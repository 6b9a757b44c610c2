"""The cue tables: every row shows its own example, and the first row that fits decides."""

from __future__ import annotations

import re

import pytest

from stargate_claims.data import rows
from stargate_claims.keeping.shipped import shipped_vocabulary
from stargate_claims.model.claims import Force
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Behaviour
from stargate_claims.reading.cues import at_once, contract_kind, force_of, measure_of, states
from stargate_claims.reading.extract import extract_claims

SOURCE = Source(id="a", publisher="paper", published=Window.parse("2031-03-05"))
MEASURES = rows("cues_measures.csv")


@pytest.mark.parametrize("row", MEASURES, ids=lambda row: f"{row['measure']} {row['example']}")
def test_an_example_is_read_as_its_row_says(row: dict[str, str]) -> None:
    drafts = extract_claims(row["example"] + ".", SOURCE)
    assert row["measure"] in [draft.claim.measure for draft in drafts]


def test_measures_and_counters_are_those_of_the_vocabulary() -> None:
    known = shipped_vocabulary().measures
    for row in MEASURES:
        measure = known[row["measure"]]
        counters = set(row["counter"].split("|")) - {""}
        lengths = {"minute", "hour"} if row["kind"] == "duration" else set()
        assert counters <= {*measure.counter, *lengths} or measure.dimension.value == "text", row
        if measure.behaviour is Behaviour.INTENTION:
            assert row["force"] in ("plan", "commitment"), row


@pytest.mark.parametrize("row", rows("cues_states.csv"), ids=lambda row: row["example"])
def test_a_statement_is_found_by_its_stem_and_its_cue(row: dict[str, str]) -> None:
    assert any(stem in row["example"] for stem in row["stem"].split("|"))
    assert re.search(row["cue"], row["example"])


def test_stages_are_those_of_their_ladders() -> None:
    known = shipped_vocabulary().measures
    for cue in states():
        ladder = known[cue.measure].ladder if cue.measure in known else ()
        assert not ladder or cue.value in ladder, cue


@pytest.mark.parametrize("row", rows("cues_force.csv"), ids=lambda row: row["example"])
def test_a_force_is_found_by_its_cue(row: dict[str, str]) -> None:
    korean, example = row["language"] == "ko", row["example"]
    ahead = re.split(r"(?=[0-9])", example, maxsplit=1)[0]
    behind = example.partition("dollars")[2] if row["where"] == "next" else example
    cue = force_of("", "", korean, ahead) if row["where"] == "before" else force_of(behind, "", korean)
    assert cue is not None
    assert cue.force.value == row["force"]


@pytest.mark.parametrize("table", ["cues_speech.csv", "cues_names.csv"])
def test_words_stand_in_their_examples(table: str) -> None:
    assert [row["word"] for row in rows(table) if row["word"] not in row["example"]] == []


class TestForce:
    @pytest.mark.parametrize(
        ("words", "force"),
        [
            ("10억 달러를 투자하기로 했다", Force.COMMITMENT),
            ("10억 달러를 투자하겠다고 말했다", Force.PLAN),
            ("세 곳을 지을 예정이다", Force.PLAN),
            ("세 곳이 될 것으로 보인다", Force.ESTIMATE),
            ("그런 계약은 없다고 부인했다", Force.DENIAL),
            ("5조원의 추경을 편성할 계획이 없다고 밝혔다", Force.DENIAL),
            ("계획 자체를 줄이는 것은 아니다", Force.DENIAL),
            ("7% 올리기로 의결했다", Force.COMMITMENT),
            ("3000억원 안팎으로 평가했다", Force.ESTIMATE),
            ("1% 안팎의 인하를 검토하고 있다", Force.PLAN),
            (" 오른다.", Force.PLAN),
        ],
    )
    def test_endings_decide(self, words: str, force: Force) -> None:
        cue = force_of(words, "", True)
        assert cue is not None
        assert cue.force is force

    def test_the_clause_comes_before_the_sentence(self) -> None:
        cue = force_of("지을 계획이지만", "늦어질 전망이다", True)
        assert cue is not None
        assert cue.force is Force.PLAN

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
    def test_each_figure_has_its_own(self, text: str, forces: list[str]) -> None:
        assert [draft.claim.force.value for draft in extract_claims(text, SOURCE)] == forces

    def test_nothing_says(self) -> None:
        assert force_of("지었다", "팔았다", True) is None
        assert force_of("it keeps them", "", False) is None


class TestMeasure:
    def test_the_words_around_a_figure_come_before_the_sentence(self) -> None:
        near = "를 조달했고"
        cue = measure_of(
            "money", "USD", (near, f"1억 달러{near}", f"1억 달러{near}", f"1억 달러{near} 공장을 인수했다"), True
        )
        assert cue is not None
        assert cue.measure == "funds_raised"

    def test_a_purchase_stands_behind_its_price(self) -> None:
        sentence = "인수한 공장에 1억 달러를 투자한다"
        cue = measure_of("money", "USD", ("를 투자한다", sentence, sentence, sentence), True)
        assert cue is not None
        assert cue.measure == "investment_planned_total"

    def test_counters_tell_counts_apart(self) -> None:
        words = ("공장 3곳을 짓는다",) * 4
        assert measure_of("count", "명", words, True) is None
        assert measure_of("count", "곳", words, True) is not None

    def test_no_row_takes_a_distance(self) -> None:
        assert measure_of("quantity", "km", ("3km를 달린다",) * 4, True) is None


def test_kinds_of_contract_and_haste() -> None:
    assert contract_kind("데이터센터 계약") == "data_centre"
    assert contract_kind("평범한 계약") is None
    assert at_once("즉시 투자한다")
    assert not at_once("언젠가 투자한다")
