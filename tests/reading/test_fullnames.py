"""Names that a text prints in full, found by a part of them."""

from __future__ import annotations

import pytest

from stargate_claims.reading.fullnames import FullNames

ENGLISH = (
    "U.S. group Kestrel Industries agreed to buy Corvid Metals. Mayor Jane Doe, who won, met Justice Ada Roe. "
    "Jane Doe's clerk wrote to the Ministry of Transport and Ports. Alder Park and Alder Bank are not the same."
)
KOREAN = (
    "새봄철도공단이 국회 교통위원회 박하늘 의원에게 낸 자료다. 농림축산식품부는 이를 몰랐다. 주인 성바다(71) 씨와 김한결 회장, "  # noqa: E501
    "김누리 회장이 왔다. 통신은 가온반도체가 늦췄다고 했다. 마루물류노조 가람지부는 파업한다. 새봄상수도사업본부와 나루상수도사업본부도 있다."  # noqa: E501
)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Kestrel", "Kestrel Industries"),
        ("Doe", "Jane Doe"),  # printed three times, once as a possessive
        ("Ministry", "Ministry of Transport and Ports"),
        ("Ports", None),  # what is joined ends no name
        ("Alder", None),  # two names begin so
        ("Who", None),
        ("", None),
    ],
)
def test_english_names(word: str, name: str | None) -> None:
    assert FullNames(ENGLISH).english(word) == name


@pytest.mark.parametrize(
    ("title", "name"), [("mayor", "Jane Doe"), ("judge", "Ada Roe"), ("justice", "Ada Roe"), ("governor", None)]
)
def test_offices(title: str, name: str | None) -> None:
    assert FullNames(ENGLISH).office(title) == name


@pytest.mark.parametrize(
    ("family", "title", "name"),
    [("박", "의원", "박하늘"), ("성", "씨", "성바다"), ("김", "회장", None), ("박", "회장", None)],
)
def test_korean_family_names(family: str, title: str, name: str | None) -> None:
    assert FullNames(KOREAN).family(family, title) == name


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("공단", "새봄철도공단"),
        ("노조", "마루물류노조 가람지부"),
        ("지부", "마루물류노조 가람지부"),
        ("본부", None),  # two end so
        ("재단", None),
    ],
)
def test_korean_bodies(word: str, name: str | None) -> None:
    assert FullNames(KOREAN).body(word) == name


@pytest.mark.parametrize(
    ("text", "topics", "short", "name"),
    [
        ("한국수력원자력을 골랐다. 한수원은 크다.", (), "한수원", "한국수력원자력"),
        ("가)원는", (), "가)원", None),  # no letters for a pattern
        ("한국은행이 알렸다. 한은은 크다.", (), "한은", "한국은행"),  # the table says so
        ("한빛은행이 알렸다. 한은은 크다.", ("한빛은행",), "한은", None),
        ("한국전력공사가 알렸다. 한전은 크다.", (), "한전", "한국전력공사"),
        ("누리하버캐피털이 짓는다.", (), "누리하버", "누리하버캐피털"),
        ("누리하버캐피털과 누리하버증권이 짓는다.", (), "누리하버", None),
    ],
)
def test_short_forms_of_companies(text: str, topics: tuple[str, ...], short: str, name: str | None) -> None:
    assert FullNames(text, topics).korean(short) == name


def test_the_city_that_an_article_is_about() -> None:
    assert FullNames("그 도시는 크다. 울산시가 짓는다.").region("시") == "울산시"
    assert FullNames("그 도시는 크다.").region("시") is None


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("농식품부", "농림축산식품부"),
        ("농식부", "농림축산식품부"),
        ("농업부", None),
        ("부", None),
        ("농림축산식품부", None),
    ],
)
def test_short_forms_keep_letters_in_order(short: str, name: str | None) -> None:
    assert FullNames(KOREAN).abbreviated(short) == name


def test_companies_are_known_by_the_end_of_their_name() -> None:
    names = FullNames(KOREAN, ["백산그룹", "마루건설", "누리홀딩스", "누리그룹"])
    assert (names.group("백산"), names.group("마루"), names.group("누리")) == ("백산그룹", None, None)
    place = KOREAN.index("늦췄다")
    assert (names.company(place), names.company(0)) == ("가온반도체", None)


def test_a_text_without_names() -> None:
    names = FullNames("")
    assert names.english("Kestrel") is names.office("mayor") is names.family("박", "의원") is None
    assert names.body("공단") is names.abbreviated("농식품부") is names.group("백산") is names.company(9) is None
