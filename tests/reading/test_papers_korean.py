"""Korean sources that stand before, behind or after what they tell, and how what they tell is meant."""

from __future__ import annotations

import pytest

from stargate_claims.reading.doubts import Guess
from stargate_claims.reading.papers_korean import is_content, polled
from tests.reading.test_attribution import drafts, guesses


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # The next sentence says whose paper it is.
        ("지난해 아이 23만명이 태어났다. 새봄청이 28일 공개한 통계에 담긴 내용이다.", "새봄청"),
        ("값이 3조원에서 9원으로 줄었다. 도담전지가 29일 정정 공시한 내용이다.", "도담전지"),
        ("62%는 사람을 뽑지 않는다. 새봄협회가 조사기관 민심연구에 맡겨 설문한 결과로, 121곳이 답했다.", "새봄협회"),
        # It announces without saying what, or is the company that the lead is about.
        ("공장에 58억 달러가 들었다. 박하늘 회장이 4일 새봄궁에서 이바다 장관과 함께 발표했다.", "박하늘 회장"),
        ("KD전지가 맺은 9조원 규모의 계약이 해지됐다. 회사는 통보에 따른 것이라고 4일 공시했다.", "KD전지"),
        # It counts, asks, or stands at the head of what comes next.
        ("수출이 3조원으로 늘어난 것으로 1일 집계됐다. 새봄부가 이날 내놓은 동향을 보면 수입은 줄었다.", "새봄부"),
        ("걱정하는 국민이 76%라는 조사가 19일 나왔다. 새봄상공회의소가 국민 1200명에게 물었다.", "새봄상공회의소"),
        ("물가가 1년 전보다 3.1% 올랐다. 새봄청이 2일 내놓은 소비자물가 동향에 따르면 사과는 더 뛰었다.", "새봄청"),
    ],
)  # fmt: skip
def test_the_source_of_a_lead_stands_in_the_next_sentence(text: str, label: str) -> None:
    first = drafts(text)[0]
    assert label in first.by[0].labels
    assert Guess.SPEAKER in guesses(first)


@pytest.mark.parametrize(
    "text",
    [
        # A lead with a speaker of its own, one that nobody counted, and a paper that is no content of it.
        "새봄은 1억 달러를 벌었다고 밝혔다. 새봄청이 2일 내놓은 동향에 따르면 사과는 더 뛰었다.",
        "새봄은 1억 달러를 벌었다. 한빛은 웃었다. 새봄청에 따르면 사과는 더 뛰었다.",
        "새봄은 1억 달러를 벌었다. 한빛이 조사한 곳이 많다.",
        "새봄은 1억 달러를 투자한다. 새봄청이 2일 내놓은 동향에 따르면 사과는 더 뛰었다.",
        # The next sentence is about something else, or says more than that it announces.
        "새봄 공습으로 300명이 숨졌다. 새봄청에 따르면 새봄 기온은 12도였다.",
        "한빛이 3조원짜리 계약을 따냈다. 새봄청 통계를 보면 수출은 12% 줄었다.",
        "한빛이 12명을 다치게 한 것으로 파악됐다. 새봄청에 따르면 3명은 위독하다.",
        "집값이 3% 내렸다. 그런데 새봄청은 정반대로 발표했다.",
        "집값이 3% 내렸다. 새봄청은 뒤늦게 공개했다.",
        "집값이 3% 내렸다.\n새봄청은 4일 공개했다.",
        "손실은 300만원이다. 새봄청은 이 대표를 12시간 조사했다.",
    ],
)
def test_other_sentences_keep_their_speakers(text: str) -> None:
    assert "새봄청" not in drafts(text)[0].claim.by


def test_what_is_announced_goes_on() -> None:
    text = "박하늘 회장이 4일 새봄궁에서 발표했다. 공장에 58억 달러를 들여 1500명을 고용한다."
    assert [(draft.claim.by, draft.claim.force.value) for draft in drafts(text)] == [(("박하늘",), "plan")] * 2


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("새봄청이 28일 공개한 자료에 담긴 내용이다.", True),
        ("새봄청이 집계한 결과다.", True),
        ("새봄이 1억 달러를 조달한 것으로 보고 있다.", False),
        ("회사가 투자한 것이다.", False),
        ("새봄청이 폭행 사건을 조사한 결과다.", False),
        ("새봄협회가 기업 300곳을 조사한 결과다.", True),
        ("사장이 직접 작성한 것이다.", False),
    ],
)
def test_what_is_the_content_of_a_paper(text: str, is_one: bool) -> None:
    assert is_content(text) == is_one


@pytest.mark.parametrize(
    "text", ["개가 주민을 물었다.", "법원은 책임을 70%만 물었다.", "새봄청은 원인을 조사해 발표한다."]
)
def test_who_asks_nobody(text: str) -> None:
    assert polled(text) is None
    assert not drafts(f"{text} 손실은 300만원이다.")[-1].claim.by[0].startswith(("개", "법원", "새봄청"))


def test_whose_words_a_paper_hands_on() -> None:
    (draft,) = drafts("가람일보는 새봄이 3조원을 투자한다는 노조의 주장을 전했다.")
    assert draft.by[0].labels[0] == "노조"
    assert "가람일보" in [who.labels[0] for who in draft.via]


def test_who_asked() -> None:
    asked = polled("새봄협회는 회원사 300곳에 물었다.")
    assert asked is not None
    assert asked["who"] == "새봄협회"
    assert polled("새봄협회는 300명을 뽑았다.") is None


@pytest.mark.parametrize(
    ("text", "label", "force"),
    [
        # Short forms of bodies, unions and companies; 회사 before anybody spoke; offices behind a country.
        ("산업은행은 늦었다. 산은은 3조원이 든다고 밝혔다.", "산업은행", "report"),
        ("도담전자노동조합이 모였다. 노조는 임금을 3.5% 올리라고 요구한다.", "도담전자노동조합", "opinion"),
        ("새봄상공회의소가 물었다. 새봄상의는 3조원이 든다고 밝혔다.", "새봄상공회의소", "report"),
        ("새나라경제인연합회가 모였다. 새경련은 3조원이 든다고 밝혔다.", "새나라경제인연합회", "report"),
        ("KD하이텍의 분기 매출이 크게 늘었다. 29일 회사 발표에 따르면 매출은 3조원이다.", "KD하이텍", "report"),
        ("하로트 러트너 미 상무장관은 3조원이 든다고 썼다.", "하로트 러트너", "report"),
        ("도담그룹 회장이 왔다. 그룹이 배포한 자료에는 3조원을 쓴다는 계획이 담겼다.", "도담그룹", "plan"),
        # Descriptions before a name are no part of it.
        ("네 곳으로 꾸려진 시공사업단은 3조원을 받지 못했다고 주장한다.", "시공사업단", "report"),
        ("투자금은 3조원이라는 것이 당시 가람통신의 설명이다.", "가람통신", "plan"),
        ("보고서를 쓴 마이클 엘리온 등은 3조원이 든다고 진단했다.", "마이클 엘리온", "report"),
        # Values that somebody counted, and whoever disclosed what the sentence goes on about.
        ("새봄노조가 집계한 파업 조합원은 6540명이다.", "새봄노조", "report"),
        ("도담연구원(KDX)이 지난 12일 제시한 전망치는 2.0%다.", "도담연구원", "estimate"),
        ("도담전자가 28일 3조원 규모의 계약을 공시하면서 가려 둔 고객사는 많다.", "도담전자", "report"),
        # The day's markets are the outlet's own.
        ("새봄전자는 3조원을 벌었다고 밝혔다. 이날 뉴욕증시에서 새봄전자 주가는 1.03% 내렸다.", "paper", "report"),
        # How it is meant.
        ("채용 계획을 세우지 못했다는 곳이 44.6%였다.", "paper", "report"),
        ("기업의 37.0%가 사람을 더 뽑겠다고 답했다.", "paper", "report"),
        ("새봄은 수정 전망에서 성장률을 1.9%로 낮춰 잡았다.", "새봄", "estimate"),
        ("새봄은 1억 달러를 투자한다는 계획은 그대로라고 반박했다.", "새봄", "plan"),
        ("새봄은 3조원의 순손실을 냈다고 발표하면서 사람을 줄이겠다고 밝혔다.", "새봄", "plan"),
        ("값을 3조원으로 평가한 문건이 있다.", "paper", "estimate"),
        ("새봄은 3조원을 들여 완공한다는 일정이다.", "새봄", "plan"),
        ("목표가로는 7만6000원을 제시했다.", "paper", "estimate"),
        # What is said without a figure: sources, opinions that are handed in, and what was resolved.
        ("금융 업계에 따르면 새봄은 주주에게 서한을 보내 매각 의사를 알렸다.", "금융 업계", "report"),
        ("새봄 조합은 매각에 반대한다는 입장을 냈다.", "새봄 조합", "report"),
        ("새봄은 값을 동결해야 한다는 소수의견을 냈다.", "새봄", "opinion"),
        ("새봄은 독자 노선을 택해 새 칩을 만들기로 했다.", "새봄", "commitment"),
    ],
)  # fmt: skip
def test_whose_they_are_and_how_they_are_meant(text: str, label: str, force: str) -> None:
    draft = drafts(text)[-1]
    assert label in draft.by[0].labels or (label,) == draft.claim.by
    assert draft.claim.force.value == force


def test_what_was_handed_on_in_the_past_keeps_its_own_verb() -> None:
    lost, _ = drafts("새봄은 3조원의 순손실을 냈다고 발표하면서 300명을 줄이겠다고 밝혔다.")
    assert lost.claim.force.value == "report"
