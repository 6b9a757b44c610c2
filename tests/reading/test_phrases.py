"""Korean noun phrases: where they begin and end, and which of them is the topic."""

from __future__ import annotations

import pytest

from stargate_claims.reading.phrases import SUBJECTS, begins_anew, described, describes, phrases, topic, unled
from stargate_claims.reading.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("한빛전자 김한결 회장은 새봄이 낸 안을", [("한빛전자 김한결 회장", "은"), ("새봄", "이")]),
        ("앞서 한빛은", [("한빛", "은")]),  # what leads in is no part of a name
        ("공장을 한빛은", [("한빛", "은")]),  # nor what is acted on
        ("시점을 묻자 하 본부장은", [("하 본부장", "은")]),
        ("시장에 떠도는 소문은", [("소문", "은")]),  # a verb before what it describes
        ("카카도오는 웃었다", [("카카도오", "는")]),  # and a name that ends as a verb does
        ("내년도 예산안은", [("예산안", "은")]),  # 도 of a year is no particle
        ("한빛도 새봄 역시", [("한빛", "도"), ("새봄", "도")]),
        ("시는 부지를", [("시", "는")]),  # a city that was named before
        ("시장에 도는 물건을", []),
        # Nouns that end as verbs or particles do.
        (
            "한빛전기는 보고서는 여객기는 광고는",
            [("한빛전기", "는"), ("보고서", "는"), ("여객기", "는"), ("광고", "는")],
        ),
        ("옮기는 나서는 다니는 아는 깎아주는 한빛은", [("한빛", "은")]),
        ("저가 수주는", [("저가 수주", "는")]),
        ("인천 송도 공장은", [("인천 송도 공장", "은")]),
        ("한 온라인 상점은", [("한 온라인 상점", "은")]),
        ("한빛전자[098231]는", [("한빛전자[098231]", "는")]),
        ("도는 공항을", [("도", "는")]),  # the province
        ("한 관계자는", [("한 관계자", "는")]),
        ("나흘 간 한 관계자는", [("한 관계자", "는")]),
        ("한빛전자(사장 하늘은)는", [("한빛전자(사장 하늘은)", "는")]),
        ("한빛은 “새봄은 진다”", [("한빛", "은")]),  # what is quoted is read on its own
        ("", []),
    ],
)
def test_phrases(text: str, found: list[tuple[str, str]]) -> None:
    places = list(phrases(text, 0, SUBJECTS))
    assert [(phrase.text, phrase.particle) for phrase in places] == found
    assert [text[phrase.start : phrase.end] for phrase in places] == [name for name, _ in found]


def test_what_is_known_to_be_a_name_keeps_its_end() -> None:
    assert [p.text for p in phrases("한빛나이 새봄은", 0, SUBJECTS, frozenset(("한빛나이",)))] == ["한빛나이 새봄"]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("한빛이 물값은 내렸다.", "물값"),  # 은 before 이
        ("한빛이 값을 내렸다.", "한빛"),
        ("값을 내렸다.", None),
        ("새봄이 1위에 오르자 “진다”고 했다.", None),  # somebody else speaks
        ("김한결 회장 “값을 내리겠다”", "김한결 회장"),  # an office before a quotation
    ],
)
def test_the_topic(text: str, heading: str | None) -> None:
    (sentence,) = sentences(text)
    head = sentence.text[: sentence.quotes[0][0] - 1] if sentence.quotes else sentence.text
    found = topic(sentence, list(phrases(head, 0, SUBJECTS)))
    assert (found and found.text) == heading


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("그러나 내부 사정을 잘 아는 한 인사는", 16, "내부 사정을 잘 아는 "),
        ("한빛은 사안에 정통한 한 인사", 12, "사안에 정통한 "),
        ("새로 온, 사안에 정통한 한 인사", 14, "사안에 정통한 "),
        ("값을 내리고 한 인사", 7, ""),  # another clause
        ("한 인사", 0, ""),
    ],
)
def test_what_describes_a_phrase(text: str, start: int, words: str) -> None:
    assert described(text, start) == words


def test_words() -> None:
    assert [word for word in ("다루는", "누리는", "회사는", "나가는") if describes(word)] == ["다루는", "나가는"]
    assert [word for word in ("대리하는", "공장을", "묻자", "관계자", "한빛") if begins_anew(word)] == [
        "대리하는",
        "공장을",
        "묻자",
    ]
    assert (unled("한편 앞서 한빛"), unled("한빛"), unled("한편")) == ("한빛", "한빛", "한편")
