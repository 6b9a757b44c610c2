"""The report page as text: complete, in both languages, made of nothing that runs or loads, without a browser."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import stargate_claims as sc
from stargate_claims.judging.promises import Outcome
from stargate_claims.judging.replay import Replay, Version, replay
from stargate_claims.judging.report import Report
from stargate_claims.keeping.saving import head_of
from stargate_claims.model.intervals import Window
from stargate_claims.model.rules import Suppression
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Label
from stargate_claims.showing.html import VOID
from stargate_claims.showing.page import Page, report_page
from stargate_claims.showing.page_about import LISTED_AT_MOST
from stargate_claims.showing.page_parts import language_tag, spans
from stargate_claims.showing.words import OUTCOMES
from tests.showing.nasty import fuzzed, labelled
from tests.showing.story import VOCABULARY, judge, say
from tests.showing.test_text import CASES

TAGS = frozenset({
    "html", "head", "meta", "title", "style", "body", "script", "a", "header", "h1", "fieldset", "legend",
    "label", "input", "span", "p", "bdi", "nav", "form", "select", "option", "div", "button", "output", "main",
    "section", "h2", "h3", "h4", "article", "ul", "ol", "li", "b", "details", "summary", "blockquote", "time",
    "dl", "dt", "dd", "code",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "type", "value",
    "checked", "aria-label", "aria-describedby", "role", "for", "min", "max", "step", "hidden", "datetime",
    "data-by", "data-about", "data-kind", "data-weight", "data-on", "data-since", "data-day", "data-days",
    "data-ko", "data-en",
})  # fmt: skip
CLASSES = frozenset({
    "tex2jax_ignore", "skip", "top", "languages", "unseen", "lead", "until", "count", "note", "none", "slider",
    "finding", "high", "medium", "low", "info", "badge", "permalink", "gist", "sides", "side", "s0", "s1", "s2",
    "s3", "s4", "s5", "claims", "value", "who", "place", "because", "why", "grade", "settle", "promises",
    "promise", "turns", "pending", "kept", "partly", "broken", "revised", "uncheckable", "source", "about",
    "id",
})  # fmt: skip


class Read(HTMLParser):
    """A page as the standard library reads it: what is on no list, what is not nested, its texts and addresses."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.text: dict[str, str] = {"ko": "", "en": ""}
        self.raw: dict[str, str] = {}
        self._open: list[tuple[str, str | None]] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> never ends" for tag, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.faults += [f"<{tag}>"] * (tag not in TAGS) + [f"{tag} {name}" for name in given if name not in ATTRIBUTES]
        self.faults += [f"class {name}" for name in (given.get("class") or "").split() if name not in CLASSES]
        self.hrefs += [given["href"] or ""] if "href" in given else []
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag not in VOID:
            self._open.append((tag, given.get("lang")))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop()[0] != tag:
            self.faults.append(f"</{tag}> out of turn")

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._open}
        if tags & {"script", "style"}:
            self.raw[self._open[-1][0]] = data  # the last script is the one that runs
            return
        hidden = next((lang for tag, lang in reversed(self._open) if tag == "bdi" and lang), None)
        for language in self.text:
            if hidden in (None, language):
                self.text[language] += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data}")


def earlier(page: str) -> str:
    """The findings of earlier days, which lie in the page as text."""
    return page.rpartition('id="earlier">')[2].partition("</script>")[0]


def page_of(report: Report, **options: object) -> str:
    return report_page(report, Page(**{"name": "원장", "replay": replay(report), **options}))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def ledger() -> sc.Ledger:
    return sc.example()


@pytest.fixture(scope="module")
def seeds(ledger: sc.Ledger) -> Report:
    return sc.check_consistency(ledger)


@pytest.fixture(scope="module")
def page(seeds: Report, ledger: sc.Ledger) -> str:
    return page_of(seeds, name=ledger.name, sources=ledger.sources, head="7:abc")


class TestContents:
    def test_it_is_made_of_what_is_on_the_lists(self, page: str) -> None:
        assert Read(page).faults == []

    def test_earlier_versions_lie_there_as_text_until_they_are_asked_for(self, page: str, seeds: Report) -> None:
        read = Read(earlier(page))
        versions = replay(seeds).versions[len(seeds) :]
        assert read.faults == []
        assert read.ids == [version.finding.id for version in versions]
        assert "f-3434cee0fef9" in read.ids
        assert set(read.hrefs) <= {f"#{id}" for id in (*Read(page).ids, *read.ids)}

    def test_every_finding_with_its_words_in_both_languages(self, page: str, seeds: Report) -> None:
        read = Read(page)
        for finding in seeds:
            assert finding.id in read.ids
            assert f"#{finding.id}" in read.hrefs
            for language in ("ko", "en"):
                heading, *lines = finding.explain(language).split("\n")
                assert heading.partition("] ")[2] in read.text[language]
                assert lines[-1] in read.text[language]

    def test_every_claim_is_among_those_of_its_source_with_its_place(
        self, page: str, seeds: Report, ledger: sc.Ledger
    ) -> None:
        read = Read(page)
        shown = [id.removeprefix("claim-") for id in read.ids if id.startswith("claim-")]
        assert sorted(shown) == sorted(claim.id for claim in ledger)
        places = [(ledger.sources.index(ledger.get(id).source), ledger.get(id).locator.paragraph) for id in shown]
        assert places == sorted(places)
        for claim in ledger:
            if claim.locator.paragraph:
                assert f"{claim.locator.paragraph}번째 문단" in read.text["ko"]
        assert seeds.claims == len(ledger)

    def test_links_within_the_page_lead_somewhere(self, page: str) -> None:
        read = Read(page)
        inner = {unquote(href[1:]) for href in read.hrefs if href.startswith("#")}
        assert inner <= set(read.ids)

    def test_an_id_of_what_stands_on_the_page_is_there_once(self, page: str) -> None:
        ids = Read(page).ids
        assert len(ids) == len(set(ids))

    def test_outside_addresses_are_those_of_the_sources_and_links_only(self, page: str, ledger: sc.Ledger) -> None:
        outside = [href for href in Read(page).hrefs if not href.startswith("#")]
        assert sorted(outside) == sorted(source.url for source in ledger.sources if source.url)
        assert not re.search(r"\bsrc=|@import|url\(", page)

    def test_every_promise_with_what_became_of_it(self, page: str, seeds: Report) -> None:
        read = Read(page)
        assert page.count('class="promise"') == len(seeds.promises())
        for promise in seeds.promises():
            assert OUTCOMES[promise.outcome][0] in read.text["ko"]
            assert OUTCOMES[promise.outcome][1] in read.text["en"]
        assert {outcome.value.lower() for outcome in Outcome} <= CLASSES

    def test_the_data_and_the_rates_it_was_made_from(self, page: str, seeds: Report) -> None:
        read = Read(page)
        assert "7:abc" in read.text["ko"]
        assert seeds.rates_until is not None
        assert (
            f"{seeds.rates_until.year}년 {seeds.rates_until.month}월 {seeds.rates_until.day}일까지" in read.text["ko"]
        )

    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_the_language_that_is_seen_first(self, seeds: Report, language: str) -> None:
        page = page_of(seeds, language=language)
        assert f'<html lang="{language}">' in page
        assert re.findall(r'id="(ko|en)"[^>]* checked', page) == [language]

    def test_only_this_style_and_script_may_run(self, page: str) -> None:
        read = Read(page)
        policy = page.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
        for tag in ("style", "script"):
            digest = base64.b64encode(hashlib.sha256(read.raw[tag].encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert " style=" not in page

    def test_the_same_report_is_the_same_page(self, seeds: Report, page: str, ledger: sc.Ledger) -> None:
        assert page_of(seeds, name=ledger.name, sources=ledger.sources, head="7:abc") == page


class TestParts:
    def test_an_empty_ledger(self) -> None:
        page = page_of(judge())
        read = Read(page)
        assert read.faults == []
        assert "아직 주장이 없다" in read.text["ko"]
        assert "There are no claims yet" in read.text["en"]
        assert 'id="day"' not in page

    def test_a_ledger_in_which_nothing_clashes(self) -> None:
        read = Read(page_of(judge(say("a", "funds_available", "1,000억 달러", subject="alpha"))))
        assert read.faults == []
        assert "어긋나는 주장 없음" in read.text["ko"]
        assert "claim-a" in read.ids

    @pytest.mark.parametrize("name", CASES)
    def test_every_kind_of_clash(self, name: str) -> None:
        claims, clash_ko, clash_en, settle_ko, settle_en = CASES[name]
        read = Read(page_of(judge(*claims)))
        assert read.faults == []
        for language, clash, settled in (("ko", clash_ko, settle_ko), ("en", clash_en, settle_en)):
            assert clash.partition(": ")[2] in read.text[language]
            assert settled in read.text[language]

    def test_what_was_left_out_is_counted_and_named(self) -> None:
        claims = (
            say("a", "funds_available", "1,000억 달러", subject="alpha"),
            say("b", "funds_available", "100억 원", subject="alpha"),
            say("old", "funds_available", "1억 달러", subject="beta", rank="deprecated", rank_reason="오보"),
            *CASES["numeric"][0],
        )
        finding = next(f for f in judge(*claims).findings if set(f.sides[0] + f.sides[1]) == {"m1", "m2"})
        accepted = Suppression(finding=finding.id, fingerprint=finding.fingerprint, reason="물어 보았다")
        report = sc.check_consistency(claims, vocabulary=VOCABULARY, suppressions=[accepted])
        read = Read(page_of(report))
        assert (len(report.skipped), len(report.suppressed), len(report.unchecked)) == (1, 1, 1)
        for words in ("신뢰하기 어려움", "물어 보았다", "KRW/USD 환율이 없다"):
            assert words in read.text["ko"]
        assert "no rate between KRW and USD" in read.text["en"]

    def test_long_lists_are_cut_and_their_length_is_said(self) -> None:
        claims = [
            say(f"old{number}", "funds_available", "1억 달러", rank="deprecated", rank_reason="오보")
            for number in range(LISTED_AT_MOST + 7)
        ]
        text = Read(page_of(judge(*claims))).text
        assert f"{LISTED_AT_MOST + 7}건" in text["ko"]
        assert "그 밖에 7건" in text["ko"]
        assert "and 7 more" in text["en"]

    def test_without_earlier_days_there_is_no_slider(self, seeds: Report) -> None:
        page = page_of(seeds, replay=None)
        assert 'id="day"' not in page
        assert earlier(page) == ""
        assert all(finding.id in Read(page).ids for finding in seeds)

    def test_printed_sentences_stand_beside_each_claim_where_asked_for(self, seeds: Report) -> None:
        bare, printed = page_of(seeds), page_of(seeds, printed=lambda claim: f"문장 <{claim.id}>")
        assert "blockquote>" not in bare.partition("<body")[2]
        read = Read(printed)
        assert read.faults == []
        for claim in seeds.case.claims:
            assert f"문장 <{claim.id}>" in read.text["en"]
        assert "저작권" in read.text["ko"]

    def test_a_sentence_that_was_not_found_is_said(self, seeds: Report) -> None:
        assert "(사본에서 찾지 못함)" in Read(page_of(seeds, printed=lambda _: None)).text["ko"]

    def test_many_claims_and_edges_are_folded_and_none_is_lost(self) -> None:
        report = judge(*CASES["numeric"][0])
        finding = report.findings[0]
        first, second = finding.parties
        many = tuple(evolve(first.claims[0], id=f"x{number}") for number in range(30))
        edges = tuple(evolve(finding.edges[0], claims=(claim.id, second.claims[0].id)) for claim in many)
        crowded = evolve(
            finding, parties=(evolve(first, claims=many), second), edges=edges, claims=(*many, *second.claims)
        )
        read = Read(page_of(evolve(report, findings=(crowded,)), replay=None))
        assert read.faults == []
        assert all(claim.id in read.text["ko"] for claim in many)
        assert "25건 더 보기" in read.text["ko"]
        assert "그 밖에 어긋나는 짝 18개" in read.text["ko"]

    def test_days_in_short(self) -> None:
        assert spans(()) == ""
        assert spans((3,)) == "3-3"
        assert spans((0, 1, 4, 5, 9)) == "0-1 4-5 9-9"

    @pytest.mark.parametrize(
        ("text", "tag"), [("ko", "ko"), ("fil", "fil"), ('en" x="', None), ("한국", None), ("", None)]
    )
    def test_a_language_from_data(self, text: str, tag: str | None) -> None:
        assert language_tag(text) == tag


def hostile_report(text: str) -> Report:
    """A report in which whatever comes from data is one text."""
    label = Label(ko=text, en=text)
    id_text = text.encode("utf-8", "replace").decode()  # half a character is refused where ids are read
    source = Source(
        id=f"s {id_text}",
        publisher="daily-one",
        published=Window.parse("2030-06-11"),
        title=text,
        url=text,
        language=text,
    )
    claims = [
        evolve(claim, id=f"{claim.id} {id_text}", summary=label, source=source, locator=Locator(paragraph=1))
        for claim in CASES["numeric"][0]
    ]
    entities = {id: evolve(entity, label=label) for id, entity in VOCABULARY.entities.items()}
    return sc.check_consistency(claims, vocabulary=evolve(VOCABULARY, entities=entities))


class TestHostile:
    @pytest.mark.parametrize(("name", "text"), labelled() or [("none", "x")])
    def test_the_labelled_texts_stay_text(self, name: str, text: str) -> None:
        report = hostile_report(text)
        versions = [Version(finding=finding, days=(day,)) for day in (1, 0) for finding in report]
        days = Replay(days=(date(2030, 6, 10), date(2030, 6, 11)), versions=tuple(versions))
        page = report_page(report, Page(name=text, replay=days, printed=lambda _: text, head=text))
        read = Read(page)
        assert read.faults == []
        assert Read(earlier(page)).faults == []
        assert page.count("<script") == page.count("</script") == 2
        assert all(href.startswith(("#", "https://", "http://")) for href in read.hrefs)
        assert name == "none" or len(report.findings) == 1

    def test_fuzzed_texts_stay_text(self) -> None:
        for text in fuzzed(60):
            report = hostile_report(text or "x")
            read = Read(report_page(report, Page(name=text, printed=lambda _, text=text: text, head=text)))  # type: ignore[misc]
            assert read.faults == [], text

    @given(st.text(min_size=1))
    def test_any_name_stays_text(self, text: str) -> None:
        assert Read(report_page(judge(), Page(name=text, head=text))).faults == []

    def test_a_very_long_text_is_cut_and_its_length_is_said(self) -> None:
        report = judge(*CASES["numeric"][0])
        page = report_page(report, Page(name="원장", printed=lambda _: "가" * 1_000_000))
        assert len(page) < 100_000
        assert "(1,000,000자)" in page

    def test_what_would_turn_the_words_around_is_made_visible(self) -> None:
        page = report_page(hostile_report("\u202e알파"), Page(name="원장"))
        assert "\u202e" not in page
        assert "\\u202e알파" in page


def test_the_head_is_that_of_the_store_or_of_its_records(tmp_path: Path, ledger: sc.Ledger) -> None:
    path = tmp_path / "a.jsonl"
    head = ledger.save(path)
    assert head_of(sc.load(path), path) == head
    seeds = Path(__file__).resolve().parents[2] / "seeds" / "stargate"
    assert head_of(ledger, seeds) == head
