"""What a notebook and a terminal show of each record: the words that matter, whitelisted markup, and no more."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from rich.console import Console

import stargate_claims as sc
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.promises import Promises
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.shown import Shown
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Vocabulary
from stargate_claims.reading.draft import Drafts
from stargate_claims.reading.extract import extract_claims
from stargate_claims.reading.figures import parse_quantity
from stargate_claims.showing.display import SHEETS, display, interval_words
from stargate_claims.showing.html import MAX_TEXT, shortened
from stargate_claims.showing.terminal import inert
from tests.showing.markup import read
from tests.showing.nasty import fuzzed, labelled
from tests.showing.story import CAST, VOCABULARY, judge, only, say

CONTRACTS = "contracts_signed(harbour, kind=dredging)"
READY = say("k1", "funds_available", "1,000억 달러", by="head", subject="alpha", for_="harbour", said="2030-01-22",
            summary="1,000억 달러가 준비됐다고 말함", summary_en="says 100 billion dollars are ready")  # fmt: skip
NONE = say("k2", "contracts_signed", "0건", paper="two", qualifiers={"kind": "dredging"}, said="2030-11-30",
           summary="준설 계약이 없다고 지적", summary_en="says that no dredging contract was signed")  # fmt: skip
SHORT = say("k3", "funds_available", "100억 달러에도 못 미친다", subject="alpha", for_="harbour", said="2030-01-22")
PLEDGE = say("k4", "investment_planned_total", "5,000억 달러", by="alpha", force="commitment", said="2030-01-21",
             about="../2032")  # fmt: skip
ARTICLE = "한빛전자는 새 공장에 최대 20억 달러를 투자할 계획이라고 4일 밝혔다."
PAPER = Source(id="a", publisher="daily-one", published=Window.parse("2031-03-05"))


def ledger(*claims: Claim, language: str = "ko", name: str = "원장") -> sc.Ledger:
    return sc.Ledger(name=name, language=language, vocabulary=VOCABULARY, claims=claims)


def records() -> dict[str, Shown]:
    """One record of each kind that displays know."""
    report = judge(READY, NONE, SHORT, PLEDGE)
    drafts = extract_claims(ARTICLE, PAPER)
    promises = report.promises()
    return {
        "quantity": parse_quantity("최소 5,000억 달러"),
        "claim": READY,
        "ledger": ledger(READY, NONE, PLEDGE),
        "empty ledger": ledger(),
        "finding": only(READY, SHORT),
        "report": report,
        "empty report": judge(),
        "promise": promises[0],
        "promises": promises,
        "no promises": Promises(),
        "consensus": report.consensus("funds_available(alpha, for=harbour)"),
        "timeline": report.timeline("funds_available(alpha, for=harbour)"),
        "draft": drafts[0],
        "drafts": drafts,
        "no drafts": Drafts(),
    }


def html(record: Shown, language: str | None = None) -> str:
    return record.show(language)._repr_html_()


def drawn(record: Shown, width: int = 100) -> str:
    console = Console(width=width, file=io.StringIO(), color_system=None)
    console.print(record)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("name", records())
class TestEveryRecord:
    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_its_markup_is_on_the_list(self, name: str, language: str) -> None:
        found = read(html(records()[name], language))
        assert found.faults == []
        assert found.text.strip()

    def test_a_front_end_gets_html_markdown_and_text_from_the_same_words(self, name: str) -> None:
        record = records()[name]
        bundle = record._repr_mimebundle_()
        assert set(bundle) == {"text/html", "text/markdown", "text/plain"}
        assert bundle["text/html"] == record._repr_html_() == html(record)
        first = bundle["text/plain"].split("\n")[0].split(". ")[-1].split("] ")[-1]
        assert first in read(bundle["text/html"]).text
        assert inert(first.split(" ")[0].split("(")[0]) in bundle["text/markdown"].replace("\\", "")

    @pytest.mark.parametrize("width", [40, 100])
    def test_a_terminal_shows_it_within_its_width(self, name: str, width: int) -> None:
        from rich.cells import cell_len

        lines = drawn(records()[name], width).splitlines()
        assert lines
        assert all(cell_len(line) <= width for line in lines)

    def test_other_languages_are_refused(self, name: str) -> None:
        with pytest.raises(ValueError, match="'ko' or 'en', not 'fr'"):
            records()[name].show("fr")

    def test_what_it_shows_is_what_it_prints(self, name: str) -> None:
        shown = records()[name].show()
        assert repr(shown) == str(shown)


def test_what_has_no_display_is_refused() -> None:
    with pytest.raises(TypeError, match="nothing shows a int"):
        display(3)


class TestLanguages:
    def test_a_report_speaks_its_ledgers_language(self) -> None:
        korean, english = (check_consistency(ledger(READY, SHORT, language=which)) for which in ("ko", "en"))
        assert (korean.language, english.language) == ("ko", "en")
        assert "김하나" in html(korean)
        assert "Kim Hana" in html(english)
        assert "Kim Hana" in html(english.findings[0])
        assert "김하나" in html(english, "ko")
        assert "알파해운" in html(ledger(READY))
        assert "Alpha Lines" in html(ledger(READY, language="en"))

    def test_what_follows_from_a_report_does_too(self) -> None:
        report = check_consistency(ledger(READY, PLEDGE, language="en"))
        for record in (report.promises(), report.promises()[0], report.timeline("funds_available(alpha, for=harbour)"),
                       report.consensus("funds_available(alpha, for=harbour)")):  # fmt: skip
            assert "Alpha Lines" in html(record)
            assert "알파해운" in html(record, "ko")

    def test_a_claim_and_a_figure_speak_the_language_they_were_printed_in(self) -> None:
        english = evolve(READY, source=evolve(READY.source, language="en"))
        assert "says 100 billion dollars are ready" in html(english)
        assert "준비됐다고" in html(READY)
        assert "100 billion" in html(parse_quantity("$100 billion"))
        assert 'lang="ko"' in html(parse_quantity("1,000억 달러"))

    def test_a_source_in_a_third_language_is_shown_in_english(self) -> None:
        french = evolve(READY, source=evolve(READY.source, language="fr"))
        assert 'lang="en"' in html(french)


class TestFigures:
    def test_the_printed_figure_comes_first_and_its_bounds_after(self) -> None:
        text = read(html(parse_quantity("100억 달러에도 못 미친다"))).text
        assert (
            text.index("100억 달러에도 못 미친다") < text.index("100억 달러 미만") < text.index("(-∞, 10000000000) USD")
        )

    def test_what_it_restates_and_what_was_inferred(self) -> None:
        base = Quantity.exactly(30, "USD")
        text = html(evolve(Quantity.exactly(43_000, "KRW"), restates=base, inferred=("currency",)))
        assert "30 US dollars" in text or "30달러" in text or "US$30" in text
        assert "currency" in text


class TestFindings:
    def test_the_sides_stand_beside_each_other_with_the_rule_between(self) -> None:
        (finding,) = judge(READY, NONE).findings
        found = read(html(finding))
        a, b = (found.text.index(words) for words in ("“1,000억 달러”", "“0건”"))
        rule = found.text.index("규칙")
        gap = found.text.index("1건 이상")
        assert a < gap < rule < b
        assert found.tags["section"] == 3
        assert "display:flex" in html(finding)

    def test_each_side_says_who_when_and_where(self) -> None:
        text = read(html(only(READY, SHORT))).text
        for words in (
            "김하나",
            "박둘",
            "2030년 1월 22일",
            "일간하나, 2030년 6월 11일, 3번째 문단",
            "k1",
            "k3",
            "풀려면",
        ):
            assert words in text

    def test_who_backs_a_side(self) -> None:
        backing = evolve(only(READY, SHORT), supporters=(("k1", "k9"), ()))
        assert "김하나 (k1), k9" in read(html(backing)).text.split("뒷받침: ")[1]

    def test_of_very_many_backers_and_sides_some_are_shown_and_the_rest_counted(self) -> None:
        finding = only(READY, SHORT)
        crowded = evolve(
            finding,
            parties=(*finding.parties, *finding.parties * 70),
            supporters=(tuple(f"s{number}" for number in range(146)), ()),
        )
        text = read(html(crowded)).text
        assert "s5, … 외 140건" in text
        assert "… 외 136쪽" in text

    def test_printed_sentences_stand_below_their_claims_where_asked_for(self) -> None:
        from stargate_claims.showing.fragments import finding_html

        text = finding_html(only(READY, SHORT), "ko", printed=lambda claim: f"<{claim.id}>의 문장")
        found = read(text)
        assert found.tags["q"] == 2
        assert "<k1>의 문장" in found.text

    def test_notes_are_shown(self) -> None:
        noted = evolve(only(READY, SHORT), notes=(Label(ko="덧붙임"),))
        assert "참고: 덧붙임" in read(html(noted)).text

    def test_many_claims_are_folded_and_those_beyond_are_counted(self) -> None:
        claims = [evolve(SHORT, id=f"m{number:03}", by=(f"voice-{number:03}",)) for number in range(164)]
        (finding,) = judge(READY, *claims).findings
        found = read(html(finding))
        assert "160건 더" in found.text
        assert "… 외 140건" in found.text
        assert "… and 140 more" in html(finding, "en")
        assert found.tags["details"] >= 2
        assert len(html(finding)) < 60_000


class TestReports:
    def test_findings_are_folded_all_but_the_first(self) -> None:
        text = html(sc.check_consistency(sc.example("stargate")))
        assert text.count(" open>") == 2
        assert text.count("<article") == 18

    def test_the_counts_the_day_and_what_was_left_out(self) -> None:
        old = evolve(READY, rank="deprecated", rank_reason="정정됨")
        report = check_consistency(ledger(old, SHORT), as_of=date(2030, 12, 31))
        text = read(html(report)).text
        assert "2030년 12월 31일까지 보도된 것만" in text
        assert "판단에서 뺀 주장: 신뢰하기 어려움 1" in text

    def test_beyond_the_first_findings_the_rest_are_counted(self) -> None:
        report = judge(READY, SHORT)
        many = evolve(report, findings=tuple(evolve(report.findings[0], id=f"f{n}") for n in range(SHEETS + 140)))
        assert "… 외 140건: report.findings" in html(many)
        assert html(many).count("<article") == SHEETS

    def test_it_prints_short_and_in_full_where_a_terminal_asks(self) -> None:
        report = sc.check_consistency(sc.example("stargate"))
        assert repr(report) == "Report(18 findings, 172 claims, 93 questions)"
        assert len(str(report.show())) < len(drawn(report)) / 2


class TestOtherRecords:
    def test_a_ledger_shows_its_first_claims_and_counts_the_others(self) -> None:
        text = read(html(sc.example("stargate"))).text
        assert "주장 172건 · 출처 5곳" in text
        assert "… 외 160건" in text

    def test_an_empty_ledger_says_so(self) -> None:
        assert "아직 주장이 없다" in html(ledger())
        assert "There are no claims yet" in html(ledger(language="en"))

    def test_a_promise_tells_what_became_of_it(self) -> None:
        report = sc.check_consistency(sc.example("stargate"))
        broken = next(promise for promise in report.promises() if promise.claim.id == "c0-15")
        text = read(html(broken)).text
        assert text.startswith("지켜지지 않음")
        assert "2025년 4월 21일부터 따진다" in text
        assert text.index("아직 기한 전") < text.index("확인 불가")
        assert "c1-07" in text

    def test_promises_are_a_list_and_a_table(self) -> None:
        promises = sc.check_consistency(sc.example("stargate")).promises()
        assert isinstance(promises, list)
        assert read(html(promises)).tags["tr"] == len(promises) + 1

    def test_consensus_with_and_without_a_value(self) -> None:
        funds, day = "funds_available(alpha, for=harbour)", date(2030, 1, 22)
        other = evolve(SHORT, id="k8", by=("daily-two",))
        agreed = read(html(judge(READY, SHORT, other).consensus(funds, day))).text
        assert "100억 달러 미만 — 독립된 목소리 2곳 (2030년 1월 22일)" in agreed
        assert agreed.index("모인 값박둘") < agreed.index("다른 값김하나")
        assert "모이지 않는다" in html(judge(READY, SHORT).consensus(funds, day))
        assert "<table" not in html(judge(READY).consensus(funds, date(2020, 1, 1)))

    def test_a_draft_shows_its_doubts(self) -> None:
        (draft,) = extract_claims(ARTICLE, PAPER)
        text = read(html(draft)).text
        assert f"확신 {draft.confidence}%" in text
        assert all(doubt.in_("ko") in text for doubt in draft.doubts)
        assert "최대 20억 달러" in text

    @pytest.mark.parametrize(
        ("values", "ko", "en"),
        [
            (Interval.exactly(2), "2건", "2"),
            (Interval.at_least(1), "1건 이상", "at least 1"),
            (Interval.above(1), "1건 초과", "more than 1"),
            (Interval.at_most(1), "1건 이하", "at most 1"),
            (Interval.below(3), "3건 미만", "less than 3"),
            (Interval(lower=Decimal(1), upper=Decimal(2)), "1건 이상 2건 이하", "at least 1 and at most 2"),
            (Interval(), "", ""),
        ],
    )
    def test_values_in_words(self, values: Interval, ko: str, en: str) -> None:
        case = judge(NONE).case
        question = sc.Question.parse(CONTRACTS)
        assert interval_words(values, case, question, None, "ko") == ko
        assert interval_words(values, case, question, None, "en") == en


class TestInertness:
    """Names, quotes and figures from an article or a sheet; the text that is shown is the text that was given."""

    def records(self, text: str) -> list[Shown]:
        label = Label(ko=text, en=text)
        cast = {
            id: Entity(id=id, kind=EntityKind.PERSON, label=label, aliases=()) for id in ("head", "critic", "alpha")
        }
        words = VOCABULARY | CAST | Vocabulary(entities=cast)
        ready, short = (
            evolve(
                claim,
                summary=label,
                quantity=evolve(claim.quantity, as_printed=text),
                source=evolve(claim.source, publisher=text, id=text),
                by=(*claim.by, text),
            )
            for claim in (READY, SHORT)
            if claim.quantity is not None
        )
        report = check_consistency([ready, short], vocabulary=words, rules=())
        notes = sc.Ledger(name=text, vocabulary=words, claims=[ready])
        return [ready, report, notes, report.timeline("funds_available(alpha, for=harbour)")]

    def check(self, text: str) -> None:
        for record in self.records(text):
            bundle = record._repr_mimebundle_()
            found = read(bundle["text/html"])
            assert found.faults == [], (text, type(record).__name__)
            assert inert(" ".join(text.splitlines()).replace("\t", " ")) in found.text
            assert "\u202e" not in bundle["text/html"]
            assert "\x1b" not in bundle["text/plain"]
            bundle["text/html"].encode()  # half a character cannot be written to a file

    @pytest.mark.parametrize(("id", "text"), labelled() or [("none", "")], ids=[id for id, _ in labelled()] or ["none"])
    def test_labelled_texts(self, id: str, text: str) -> None:
        if id == "none":
            pytest.skip("needs ../shared/cases/bad_inputs.jsonl")
        self.check(text)

    @pytest.mark.no_cover
    def test_ten_thousand_fuzzed_names_quotes_and_figures(self) -> None:
        for text in fuzzed(10_000):
            claim = evolve(
                READY,
                by=(text,),
                summary=Label(ko=text),
                quantity=Quantity(interval=Interval.exactly(1), unit=text, as_printed=text),
                source=Source(id=text, publisher=text),
            )
            found = read(claim._repr_html_())
            assert found.faults == [], text
            expected = shortened(" ".join(text.splitlines()).replace("\t", " "), "ko", MAX_TEXT)
            assert inert(expected) in found.isolated, text  # the summary: whole, and alone in its element

    @pytest.mark.parametrize("text", list(fuzzed(150, seed=9)), ids=range(150))
    def test_fuzzed_texts_in_every_part_of_every_record(self, text: str) -> None:
        self.check(text)

    def test_markdown_takes_no_markup_from_a_text(self) -> None:
        nasty = "<b>[x](javascript:alert(1))`a`|$x$ ![](https://evil.example)"
        claim = evolve(READY, summary=Label(ko=nasty))
        shown = claim._repr_mimebundle_()["text/markdown"]
        assert "](" not in shown
        assert "<b>" not in shown
        assert "$x" not in shown.replace("\\$", "")

    def test_mathjax_reads_nothing(self) -> None:
        for record in records().values():
            assert 'class="tex2jax_ignore mathjax_ignore"' in html(record).partition(">")[0]


class TestWeight:
    def test_the_seed_report_in_a_notebook_is_at_most_120_kB(self) -> None:
        report = sc.check_consistency(sc.example("stargate"))
        output = {"data": report._repr_mimebundle_(), "metadata": {}, "output_type": "display_data"}
        cell = json.dumps(output, ensure_ascii=False, indent=1).encode()
        assert len(cell) <= 120_000

    @pytest.mark.benchmark
    @pytest.mark.parametrize("shown", [repr, lambda notes: notes._repr_mimebundle_()], ids=["repr", "notebook"])
    def test_a_ledger_of_100_000_claims_costs_at_most_three_times_one_of_1_000(
        self, shown: Callable[[sc.Ledger], object]
    ) -> None:
        def seconds(notes: sc.Ledger) -> float:
            best = 1.0
            for _ in range(9):
                started = time.perf_counter()
                for _ in range(3):
                    shown(notes)
                best = min(best, time.perf_counter() - started)
            return best

        short, long = (ledger(*(evolve(READY, id=f"k{number}") for number in range(size))) for size in (1_000, 100_000))
        assert seconds(long) <= 3 * seconds(short) + 1e-4

    def test_showing_imports_no_data_frames_no_charts_and_no_browser(self) -> None:
        code = (
            "import sys, stargate_claims as sc; r = sc.check_consistency(sc.example()); r._repr_mimebundle_();"
            "r.chart_parties(); print(sorted({n.partition('.')[0] for n in sys.modules}))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        heavy = {"pandas", "altair", "playwright", "great_tables", "IPython", "resvg_py", "numpy"}
        assert heavy.isdisjoint(json.loads(done.stdout.replace("'", '"')))


def test_ipython_takes_what_is_offered() -> None:
    formatters = pytest.importorskip("IPython.core.formatters", reason="needs IPython")
    data, _ = formatters.DisplayFormatter().format(READY)
    assert data["text/html"] == READY._repr_html_()
    assert "“1,000억 달러”" in data["text/plain"]
    data, _ = formatters.DisplayFormatter().format(judge(READY, PLEDGE).promises())
    assert "<table" in data["text/html"]
