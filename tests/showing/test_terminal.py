"""The report on a terminal: aligned whatever the script, inert whatever the ledger says, complete at any width."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import stargate_claims as sc
from stargate_claims.judging.report import Report, Unchecked
from stargate_claims.model.claims import Claim, Rank
from stargate_claims.model.findings import Severity
from stargate_claims.model.rules import Suppression
from stargate_claims.model.vocabulary import Label, Question
from stargate_claims.reading.figures import parse_quantity
from stargate_claims.showing.terminal import (
    NARROWEST,
    Line,
    Tone,
    coloured,
    inert,
    report_lines,
    summary,
    wrap,
)
from stargate_claims.showing.text import EDGES_SHOWN
from tests.showing.story import VOCABULARY, judge, say
from tests.showing.test_text import NO_CONTRACT, NOT_READY, READY

WIDTHS = [-1, 0, 1, NARROWEST, 79, 120, 400]


def lines_of(report: Report, language: str = "ko", width: int = 120) -> list[str]:
    return [line.text for line in report_lines(report, language, width)]


@pytest.fixture(scope="module")
def seeds() -> Report:
    return sc.check_consistency(sc.example("stargate"))


class TestInert:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("a\x1b[31mb", "a\\x1b[31mb"),
            ("\x9b31m", "\\x9b31m"),
            ("\u202eabc\u2066", "\\u202eabc\\u2066"),
            ("a\u200bb\u00adc\ufeff", "a\\u200bb\\xadc\\ufeff"),
            ("one\ntwo\ttab\rback\x08", "one\\ntwo\\ttab\\rback\\x08"),
            ("\u2028\u2029", "\\u2028\\u2029"),
            ("\ud800", "\\ud800"),
            ("\U000e0041", "\\U000e0041"),
            ("손정의 “1,000억 달러” — 약 143조원", "손정의 “1,000억 달러” — 약 143조원"),
            ("", ""),
        ],
        ids=ascii,
    )
    def test_what_steers_a_terminal_is_shown_instead(self, text: str, shown: str) -> None:
        assert inert(text) == shown

    @given(st.text())
    def test_nothing_is_left_that_could_steer_and_the_rest_stays(self, text: str) -> None:
        shown = inert(text)
        assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
        assert inert(shown) == shown
        plain = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
        assert plain in (shown, plain)
        if plain == text:
            assert shown == text

    def test_a_ledger_cannot_colour_or_reverse_a_report(self) -> None:
        evil = "\x1b[2J\u202e돈\n이 있다"
        claims = (
            evolve(READY, summary=Label(ko=evil), quantity=evolve(parse_quantity("1,000억 달러"), as_printed=evil)),
            evolve(NOT_READY, by=(evil,), source=evolve(NOT_READY.source, publisher=evil)),
        )
        for width in WIDTHS:
            text = "\n".join(lines_of(judge(*claims), width=width))
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
            assert "\\u202e" in text.replace("\n", "").replace(" ", "")


class TestWrap:
    @given(st.text(alphabet="가나다라 abc·,", max_size=60), st.integers(4, 30))
    def test_no_line_is_wider_and_no_character_is_lost(self, text: str, width: int) -> None:
        lines = wrap(text, width)
        assert all(cell_len(line) <= width for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())

    @given(st.lists(st.text(alphabet="가나a", min_size=1, max_size=4), max_size=12), st.integers(8, 30))
    def test_words_that_fit_are_never_cut_and_lines_are_filled(self, words: list[str], width: int) -> None:
        lines = wrap(" ".join(words), width)
        assert " ".join(lines).split() == words
        for line, following in pairwise(lines):
            assert cell_len(f"{line} {following.split()[0]}") > width

    def test_a_long_list_of_names_is_cut_after_a_dot(self) -> None:
        assert wrap("오픈하나·소프트둘·오라셋", 18) == ["오픈하나·소프트둘·", "오라셋"]


@pytest.mark.parametrize("language", ["ko", "en"])
class TestReport:
    @pytest.mark.parametrize("width", WIDTHS)
    def test_no_line_is_wider_than_the_terminal(self, seeds: Report, language: str, width: int) -> None:
        wide = [line for line in lines_of(seeds, language, width) if cell_len(line) > max(width, NARROWEST)]
        assert wide == []

    @pytest.mark.parametrize("width", WIDTHS)
    def test_every_claim_figure_and_finding_is_there_at_any_width(
        self, seeds: Report, language: str, width: int
    ) -> None:
        text = "".join("".join(lines_of(seeds, language, width)).split())
        for finding in seeds.findings:
            assert finding.id in text
            for claim in (claim for party in finding.parties for claim in party.claims):
                assert claim.id in text

    def test_columns_begin_in_the_same_cell_on_every_row_of_a_finding(self, language: str) -> None:
        claims = (
            READY,
            evolve(READY, id="longer-id-7", by=("beta", "gamma"), summary=Label(ko="요약 둘", en="summary two")),
            evolve(NOT_READY, summary=Label(ko="요약 셋", en="summary three")),
        )
        rows = [line for line in lines_of(judge(*claims), language) if re.match(r"  [A-Z]  ", line)]
        columns = {
            "speaker": {"ko": ("베타건설", "김하나", "박둘"), "en": ("Beta", "Kim", "Park")},
            "day": {"ko": ("2030년 6월 10일",) * 3, "en": ("10 June 2030",) * 3},
            "value": {"ko": ("“1,000억", "“1,000억", "“100억"), "en": ("“1,000억", "“1,000억", "“100억")},
            "summary": {
                "ko": ("요약 둘", "1,000억 달러가", "요약 셋"),
                "en": ("summary two", "says 100", "summary three"),
            },
        }
        assert len(rows) == 3
        for name, words in columns.items():
            starts = {cell_len(row[: row.index(word)]) for row, word in zip(rows, words[language], strict=True)}
            assert len(starts) == 1, (name, rows)

    def test_an_empty_report_says_so_in_one_line(self, language: str) -> None:
        (line,) = report_lines(judge(), language, 120)
        assert line.tone is Tone.TITLE
        assert line.text == {
            "ko": "아직 주장이 없다",
            "en": "There are no claims yet",
        }[language]  # fmt: skip

    def test_a_report_without_findings_says_what_was_compared(self, language: str) -> None:
        (line,) = report_lines(judge(READY), language, 120)
        assert line.text == {
            "ko": "주장 1건, 질문 1개를 살폈다: 어긋나는 주장 없음",
            "en": "1 claim on 1 question: nothing contradicts",
        }[language]  # fmt: skip

    def test_the_first_line_counts_by_severity(self, language: str) -> None:
        report = judge(READY, NOT_READY, evolve(NO_CONTRACT, about=None))
        assert summary(report, language) == {
            "ko": "주장 3건, 질문 2개를 살폈다: 2건 발견 (높음 2)",
            "en": "3 claims on 2 questions: 2 findings (high 2)",
        }[language]  # fmt: skip

    def test_what_was_left_out_is_counted_with_the_reason(self, language: str) -> None:
        doubtful = evolve(NOT_READY, rank=Rank.DEPRECATED, rank_reason="a blog")
        corrected = evolve(READY, id="m9", supersedes=("m1",))
        text = lines_of(judge(READY, doubtful, corrected), language)
        assert {
            "ko": "판단에서 뺀 주장: 신뢰하기 어려움 1, 정정됨 1",
            "en": "Claims not judged: deprecated 1, superseded 1",
        }[language] in text

    def test_questions_that_were_only_partly_compared_are_named(self, language: str) -> None:
        report = judge(READY)
        asked = Question.parse("funds_available(alpha, for=harbour)")
        entries = [Unchecked(question=asked, reason="no rate between KRW and USD", claims=("m1",))] * (EDGES_SHOWN + 2)
        text = lines_of(evolve(report, unchecked=tuple(entries)), language)
        assert text[1:] == {
            "ko": [
                "다 견주지 못한 질문 5개:",
                *["  알파해운: 가용 자금 (신항만용) — KRW/USD 환율이 없다"] * 3,
                "  그 밖에 2개",
            ],
            "en": [
                "5 questions not fully compared:",
                *["  Alpha Lines: funds available (for New Harbour) — no rate between KRW and USD"] * 3,
                "  and 2 more",
            ],
        }[language]  # fmt: skip

    def test_accepted_findings_are_named_and_not_shown(self, language: str) -> None:
        finding = judge(READY, NOT_READY).findings[0]
        accepted = Suppression(finding=finding.id, fingerprint=finding.fingerprint, reason="settled in court")
        report = sc.check_consistency([READY, NOT_READY], vocabulary=VOCABULARY, suppressions=[accepted])
        assert report.consistent
        text = lines_of(report, language)
        assert (
            text[-1]
            == {"ko": f"받아들이기로 한 1건: {finding.id}", "en": f"1 finding accepted: {finding.id}"}[language]
        )

    def test_more_clashes_than_are_shown_are_counted(self, language: str) -> None:
        many = [evolve(NOT_READY, id=f"x{n}", by=(f"critic-{n}",)) for n in range(EDGES_SHOWN + 1)]
        report = judge(READY, *many)
        text = lines_of(report, language)
        assert sum(" × " in line for line in text) == EDGES_SHOWN
        where = f"stargate-claims show {report.findings[0].id}"
        rest = {
            "ko": f"  그 밖에 어긋나는 짝 1개 (모두 보려면 {where})",
            "en": f"  and 1 more clashing pair (all of them: {where})",
        }
        assert rest[language] in text


class TestColour:
    def test_a_finding_is_headed_in_the_tone_of_its_severity(self) -> None:
        lines = list(report_lines(judge(READY, NOT_READY), "ko", 120))
        (head,) = [line for line in lines if line.text.startswith("1. ")]
        assert head.tone is Tone.HIGH

    @pytest.mark.parametrize("tone", list(Tone))
    def test_colour_begins_and_ends_within_the_line(self, tone: Tone) -> None:
        text = coloured(Line("건", tone))
        assert re.sub("\x1b\\[[0-9;]*m", "", text) == "건"
        assert text == "건" or text.endswith("\x1b[0m")

    def test_every_severity_has_a_tone_of_its_own(self) -> None:
        assert {Tone(severity.value) for severity in Severity} == set(Tone) - {Tone.TITLE, Tone.PLAIN}

    def test_an_empty_line_stays_empty(self) -> None:
        assert coloured(Line("", Tone.TITLE)) == ""


def test_a_claim_without_anything_but_a_value_still_has_its_place() -> None:
    claim: Claim = say("a", "means", holds=True)
    other = say("b", "means", holds=False, by="head")
    text = "\n".join(lines_of(judge(claim, other)))
    assert "그렇다" in text
    assert "[일간하나, 2030년 6월 11일, 3번째 문단]" in text
