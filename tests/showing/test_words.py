"""Names, days and values in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.model.claims import Claim, Polarity
from stargate_claims.model.findings import Kind, Relation, Severity
from stargate_claims.model.intervals import Window
from stargate_claims.model.rules import Strength
from stargate_claims.model.vocabulary import Line, Question
from stargate_claims.showing import words
from stargate_claims.showing.words import (
    amount,
    asked,
    bound_words,
    counted,
    day,
    days,
    names,
    place_words,
    question_words,
    quoted_value,
    value_words,
)
from tests.showing.story import VOCABULARY, say

SPANS = [  # EDTF, Korean, English
    ("2030-06-10", "2030년 6월 10일", "10 June 2030"),
    ("[2030-01-22..2030-01-23]", "2030년 1월 22~23일", "22–23 January 2030"),
    ("2030-06", "2030년 6월 1~30일", "1–30 June 2030"),
    ("2030-04-23/2030-07-21", "2030년 4월 23일~7월 21일", "23 April – 21 July 2030"),
    ("2030-12-30/2031-01-02", "2030년 12월 30일~2031년 1월 2일", "30 December 2030 – 2 January 2031"),
    ("2030-06-10/..", "2030년 6월 10일 이후", "from 10 June 2030"),
    ("../2030-06-10", "2030년 6월 10일 이전", "to 10 June 2030"),
]


class TestDays:
    @pytest.mark.parametrize(("edtf", "korean", "english"), SPANS)
    def test_windows(self, edtf: str, korean: str, english: str) -> None:
        assert days(Window.parse(edtf), "ko") == korean
        assert days(Window.parse(edtf), "en") == english

    def test_a_window_without_a_day_says_nothing(self) -> None:
        assert days(Window(), "ko") == days(Window(), "en") == ""

    @given(st.dates())
    def test_a_day_names_year_month_and_day(self, value: date) -> None:
        assert day(value, "ko") == f"{value.year}년 {value.month}월 {value.day}일"
        number, month, year = day(value, "en").split()
        assert (int(number), words._MONTHS.index(month) + 1, int(year)) == (value.day, value.month, value.year)


@pytest.mark.parametrize(("number", "text"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1200, "1,200 claims")])
def test_english_counts(number: int, text: str) -> None:
    assert counted(number, "claim") == text


@pytest.mark.parametrize(
    "table",
    [(words.KINDS, Kind), (words.SEVERITIES, Severity), (words.STRENGTHS, Strength)],
    ids=["kinds", "severities", "strengths"],
)
def test_every_word_is_there_in_both_languages(table: tuple[dict[object, tuple[str, str]], type]) -> None:
    labels, members = table
    assert set(labels) == set(members)  # type: ignore[call-overload]
    for korean, english in labels.values():
        assert not korean.isascii()
        assert english.isascii()


def test_relations_that_go_without_saying() -> None:
    assert set(Relation) - set(words.RELATIONS) == {Relation.DISPUTE, Relation.REVISION}


QUESTIONS = [  # question, Korean, English
    ("means(harbour)", "신항만: 자금력", "New Harbour: means"),
    ("contracts_signed(harbour, kind=dredging)", "신항만: 체결한 계약 (준설)",
     "New Harbour: contracts signed (dredging)"),
    ("funds_available(alpha, for=harbour)", "알파해운: 가용 자금 (신항만용)",
     "Alpha Lines: funds available (for New Harbour)"),
    ("stake_sold(alpha, of=beta)", "알파해운: 매각 주식 수 (베타건설)", "Alpha Lines: shares sold (Beta Works)"),
    ("sites_planned(harbour) [intention]", "신항만: 계획 부지 (계획)", "New Harbour: sites planned (plans)"),
    ("hands_on_role(alpha) [estimate]", "알파해운: 직접 사업 참여 (전망)", "Alpha Lines: hands-on role (forecasts)"),
    ("acts_together(alpha+beta) [company]", "알파해운·베타건설: 함께 움직이는지",
     "Alpha Lines, Beta Works: acting together"),
    ("exchange_rate(one, from=USD, to=KRW) [rate]", "기사 안의 환율 (USD/KRW)",
     "the exchange rate within the article (USD/KRW)"),
    ("claim() [holds]", "주장이 맞는지", "whether the claims hold"),
    ("event_occurred(harbour, bundle=opening, event=opening) [date]", "신항만: 사건 발생 (개항식, 날짜)",
     "New Harbour: event occurred (opening, day)"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "korean", "english"), QUESTIONS)
def test_questions_as_headings(question: str, korean: str, english: str) -> None:
    parsed = Question.parse(question)
    assert question_words(parsed, VOCABULARY, "ko") == korean
    assert question_words(parsed, VOCABULARY, "en") == english


@pytest.mark.parametrize(
    ("claim", "heading"),
    [
        (say("a", "contracts_signed", "3건", of=("beta", "gamma"), qualifiers=(("kind", "dredging"),)),
         "New Harbour: contracts signed (Beta Works, Gamma Port, dredging)"),
        (say("a", "contracts_signed", "3건", qualifiers=(("mood", "grim"),)), "New Harbour: contracts signed"),
        (say("a", "funds_available", "3억 달러", for_="harbour", subject="alpha"),
         "Alpha Lines: funds available (for New Harbour)"),
        (say("a", None, denies=("b", "c")), "b, c"),
    ],
)  # fmt: skip
def test_what_a_claim_is_about_names_all_that_makes_it_another_question(claim: Claim, heading: str) -> None:
    assert asked(claim, VOCABULARY, "en") == heading


def test_several_names_in_one_phrase() -> None:
    assert names(("alpha", "beta"), VOCABULARY, "ko") == "알파해운·베타건설"
    assert names(("alpha", "not_recorded"), VOCABULARY, "en") == "Alpha Lines, not recorded"
    assert names((), VOCABULARY, "ko") == ""


class TestValues:
    @pytest.mark.parametrize(
        ("claim", "korean", "english"),
        [
            (say("a", "funds_available", "약 30억 달러"), "“약 30억 달러”", "“약 30억 달러” (about US$3 billion)"),
            (say("a", "contracts_signed", "2건 이상"), "“2건 이상”", "“2건 이상” (at least 2)"),
            (say("a", "partnership_health", stage="smooth"), "순조", "smooth"),
            (say("a", "scheduled_for", day="2030-12-01"), "2030년 12월 1일", "1 December 2030"),
            (say("a", "funders", members=("alpha", "beta")), "알파해운·베타건설", "Alpha Lines, Beta Works"),
            (say("a", "means", holds=True), "그렇다", "yes"),
            (say("a", "means", holds=False), "아니다", "no"),
            (say("a", None, denies="b"), "부인", "denial"),
            (say("a", "outlook"), "", ""),
            (say("a", "statement_made", polarity=Polarity.NEGATIVE), "부정문", "negated"),
            (say("a", "participates_in", holds=False, polarity=Polarity.NEGATIVE), "아니다", "no"),
        ],
        ids=lambda value: value if isinstance(value, str) else value.measure,
    )
    def test_a_value_is_quoted_as_printed_or_told_in_a_word(self, claim: object, korean: str, english: str) -> None:
        assert quoted_value(claim, VOCABULARY, "ko") == korean  # type: ignore[arg-type]
        assert quoted_value(claim, VOCABULARY, "en") == english  # type: ignore[arg-type]

    def test_a_figure_that_was_worked_out_is_not_quoted(self) -> None:
        claim = say("a", "contracts_signed", "0건")
        assert claim.quantity is not None
        inferred = evolve(claim, quantity=evolve(claim.quantity, inferred=("value",)))
        assert quoted_value(inferred, VOCABULARY, "ko") == "0건 (추론)"
        assert quoted_value(inferred, VOCABULARY, "en") == "0건 (inferred)"

    def test_a_figure_printed_in_english_is_repeated_for_korean_readers(self) -> None:
        claim = say("a", "funds_available", "$3 billion")
        english = evolve(claim, source=evolve(claim.source, language="en"))
        assert quoted_value(english, VOCABULARY, "en") == "“$3 billion”"
        assert quoted_value(english, VOCABULARY, "ko") == "“$3 billion” (30억 달러)"

    def test_a_ladder_without_labels_shows_its_ids(self) -> None:
        measure = evolve(VOCABULARY.measure("partnership_health"), stage_labels=())
        plain = evolve(VOCABULARY, measures={measure.id: measure})
        assert value_words(say("a", measure.id, stage="rift"), plain, "ko") == "rift"


class TestBounds:
    @pytest.mark.parametrize(
        ("question", "value", "unit", "korean", "english"),
        [
            ("contracts_signed(harbour)", 1, None, "1건", "1"),
            ("contracts_signed(harbour)", 1500, None, "1,500건", "1,500"),
            ("partnership_health(harbour)", 0, None, "균열", "rift"),
            ("means(harbour)", 1, None, "그렇다", "yes"),
            ("means(harbour)", 0, None, "아니다", "no"),
            ("scheduled_for(harbour)", date(2030, 12, 1).toordinal(), None, "2030년 12월 1일", "1 December 2030"),
            ("event_occurred(harbour) [date]", date(2030, 6, 1).toordinal(), None, "2030년 6월 1일", "1 June 2030"),
            ("funds_available(alpha)", 10**11, "USD", "1,000억 달러", "US$100 billion"),
            ("unheard_of(alpha)", 5, None, "5", "5"),
        ],
    )
    def test_a_bound_is_said_in_the_words_of_its_measure(
        self, question: str, value: int, unit: str | None, korean: str, english: str
    ) -> None:
        parsed = Question.parse(question)
        assert bound_words(Decimal(value), parsed, unit, VOCABULARY, "ko") == korean
        assert bound_words(Decimal(value), parsed, unit, VOCABULARY, "en") == english

    def test_a_number_without_a_unit_has_no_exponent_or_idle_zero(self) -> None:
        assert amount(Decimal("1E+3"), None, "ko") == "1,000"
        assert amount(Decimal("0.50"), None, "en") == "0.5"


class TestPlaces:
    def test_publisher_day_paragraph_and_whom_it_cites(self) -> None:
        claim = say("a", "means", holds=True, paper="two", paragraph=8, via=("daily-two", "daily-one"))
        assert place_words(claim, VOCABULARY, "ko") == "일간둘, 2030년 12월 1~3일, 8번째 문단, 일간하나 인용"
        assert place_words(claim, VOCABULARY, "en") == "Daily Two, 1–3 December 2030, paragraph 8, citing Daily One"

    def test_what_is_not_known_is_left_out(self) -> None:
        claim = say("a", "means", holds=True, paragraph=None)
        undated = evolve(claim, source=evolve(claim.source, published=None))
        assert place_words(undated, VOCABULARY, "ko") == "일간하나"


def test_every_line_has_words_or_goes_without() -> None:
    worded = set(words._LINES) | set(words._SPECIAL)
    assert set(Line) - worded == {Line.FACT, Line.VISITS}
