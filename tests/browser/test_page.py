"""The report page in a real browser: read, filtered, printed, and held to what accessibility checkers ask."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

import stargate_claims as sc
from stargate_claims.judging.replay import replay
from stargate_claims.model.findings import Kind
from stargate_claims.showing.page import Page, report_page
from tests.showing.nasty import fuzzed, labelled
from tests.showing.story import judge
from tests.showing.test_page import ATTRIBUTES, TAGS, hostile_report
from tests.showing.test_text import CASES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog
    from playwright.sync_api import Page as Tab

pytestmark = pytest.mark.browser

Until = Literal["load", "commit"]
WIDE, NARROW = {"width": 1200, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def report() -> sc.Report:
    return sc.check_consistency(sc.example())


@pytest.fixture(scope="module")
def file(report: sc.Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ledger = sc.example()
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(report_page(report, page_of(ledger, report)), encoding="utf-8")
    return path


def page_of(ledger: sc.Ledger, report: sc.Report) -> Page:
    """A page with all that a page may have; what would be printed sentences are words of ours."""
    return Page(
        name=ledger.name,
        sources=ledger.sources,
        replay=replay(report),
        printed=lambda claim: f"문장 {claim.id}",
        head="1:ab",
    )


class Watched:
    """A tab, what it said on its console, and what it asked for besides the file itself."""

    def __init__(self, browser: Browser, file: Path, until: Until = "load", **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": WIDE, **options})
        self.tab: Tab = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("dialog", self._refuse)
        self.tab.on("request", lambda request: self.asked.append(request.url))
        self.tab.goto(file.as_uri(), wait_until=until, timeout=120_000)

    def _refuse(self, dialog: Dialog) -> None:
        self.said.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def shown(self, selector: str) -> list[str]:
        """The ids of the elements that are not hidden."""
        script = "nodes => nodes.filter(node => !node.closest('[hidden]')).map(node => node.id)"
        found: list[str] = self.tab.eval_on_selector_all(selector, script)
        return found

    def pick(self, name: str, label: str) -> None:
        self.tab.select_option(f"[name=filter-{name}]", label=label)

    def move_to(self, number: int) -> None:
        """The slider, as somebody drags it."""
        self.tab.locator("#day").fill(str(number))


@pytest.fixture
def watched(browser: Browser, file: Path) -> Iterator[Watched]:
    seen = Watched(browser, file)
    yield seen
    seen.context.close()
    assert seen.said == []
    assert {url.partition("#")[0] for url in seen.asked} == {file.as_uri()}


class TestReading:
    def test_everything_is_there_without_scripts(self, browser: Browser, file: Path, report: sc.Report) -> None:
        seen = Watched(browser, file, java_script_enabled=False)
        assert seen.tab.locator("#controls").is_hidden()
        for finding in report:
            shown = seen.tab.locator(f"#{finding.id}")
            shown.scroll_into_view_if_needed()  # what is far from the window is not laid out
            assert finding.explain("ko").splitlines()[-1] in shown.inner_text()
        seen.tab.locator("details.source summary").first.click()
        assert seen.tab.locator("#claim-c0-15").is_visible()
        seen.tab.locator("label:has(#en)").click()
        first = seen.tab.locator(".finding").first
        first.scroll_into_view_if_needed()
        assert "Stargate Project: contracts signed" in first.inner_text()
        assert "체결한 계약" not in first.inner_text()
        assert "문장 c0-15" in first.inner_text()  # printed words stay, whatever their language
        seen.context.close()

    def test_the_languages(self, watched: Watched) -> None:
        tab = watched.tab
        assert tab.locator("h2").first.inner_text() == "어긋나는 주장"
        tab.locator("label:has(#en)").click()
        assert tab.locator("h2").first.inner_text() == "Findings"
        assert tab.evaluate("document.documentElement.lang") == "en"
        assert tab.locator("#status").inner_text() == "18 of 18 findings shown"
        assert tab.locator("#day-shown").inner_text() == "21 November 2025"
        assert tab.locator("[name=filter-kind] option").all_inner_texts()[:2] == ["All", "contradiction"]
        assert not re.search("[가-힣]", tab.locator("#controls").inner_text().replace("전체", ""))

    @pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
    def test_nothing_is_wider_than_the_window(
        self, browser: Browser, file: Path, viewport: dict[str, int], korean_font: None
    ) -> None:
        seen = Watched(browser, file, viewport=viewport)
        seen.tab.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true; })")
        width = seen.tab.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"]
        seen.context.close()


class TestFilters:
    def test_each_day_shows_what_a_check_as_of_that_day_finds(self, watched: Watched, report: sc.Report) -> None:
        ledger = sc.example()
        days = replay(report).days
        for number in (0, 3, 1, len(days) - 1):
            watched.move_to(number)
            then = sc.check_consistency(ledger, as_of=days[number])
            assert sorted(watched.shown("#findings .finding")) == sorted(finding.id for finding in then)
            for finding in then:
                text = watched.tab.locator(f"#{finding.id}").text_content() or ""
                assert all(id in text for side in finding.sides for id in side)
                assert finding.explain("ko").splitlines()[-1] in text
            promised = {promise.claim.id for promise in then.promises()}
            assert watched.tab.locator(".promise:visible").count() == len(promised)
            assert {id.removeprefix("claim-") for id in watched.shown(".source .claims > li")} == {
                claim.id for claim in then.case.claims
            }
        assert watched.shown("#findings .finding") == [finding.id for finding in report]

    def test_an_earlier_version_tells_what_its_claims_say(self, watched: Watched) -> None:
        watched.move_to(0)
        early = watched.tab.locator("#f-3434cee0fef9")
        assert "문장 " in (early.text_content() or "")
        assert early.locator("blockquote").count() == early.locator(".claims > li").count()
        assert watched.tab.locator("#day-shown").inner_text() == "2025년 1월 31일"
        assert watched.tab.get_attribute("#day", "aria-valuetext") == "2025년 1월 31일"

    def test_the_outcome_of_a_promise_is_that_of_the_day(self, watched: Watched) -> None:
        badge = watched.tab.locator(".promise:has(.place a[href='#claim-c0-15']) > p > .badge bdi[lang=ko]")
        assert badge.text_content() == "지켜지지 않음"
        watched.move_to(1)
        assert badge.text_content() == "아직 기한 전"
        watched.move_to(4)
        assert badge.text_content() == "지켜지지 않음"

    def test_by_speaker_measure_and_kind(self, watched: Watched, report: sc.Report) -> None:
        def found(test: Any) -> list[str]:
            return [finding.id for finding in report if test(finding)]

        def claims(finding: sc.Finding) -> list[sc.Claim]:
            return [claim for party in finding.parties for claim in party.claims]

        watched.pick("kind", "표현 차이")
        assert watched.shown("#findings .finding") == found(lambda finding: finding.kind == "wording")
        watched.tab.locator("button[type=reset]").click()
        watched.pick("by", "일론 머스크")
        assert watched.shown("#findings .finding") == found(
            lambda finding: any("elon-musk" in claim.by for claim in claims(finding))
        )
        assert "2건" not in watched.tab.locator("#status").inner_text().partition("가운데")[0]
        watched.pick("about", "가용 자금")
        both = found(
            lambda finding: (
                any("elon-musk" in claim.by for claim in claims(finding))
                and any(claim.measure == "funds_available" for claim in claims(finding))
            )
        )
        assert watched.shown("#findings .finding") == both
        assert watched.tab.locator("#status").inner_text() == f"어긋나는 주장 18건 가운데 {len(both)}건"
        shown = {id.removeprefix("claim-") for id in watched.shown(".source .claims > li")}
        assert shown == {
            claim.id for claim in sc.example() if "elon-musk" in claim.by and claim.measure == "funds_available"
        }
        watched.tab.locator("button[type=reset]").click()
        watched.tab.evaluate("new Promise(done => setTimeout(done))")  # the page answers in a timer of its own
        assert len(watched.shown("#findings .finding")) == len(report)

    def test_a_permalink_shows_what_it_names(self, browser: Browser, file: Path, watched: Watched) -> None:
        watched.pick("kind", "표현 차이")
        watched.tab.evaluate("location.hash = '#f-69988bc9fdb7'")
        watched.tab.locator("#f-69988bc9fdb7").wait_for()
        watched.tab.evaluate("location.hash = '#claim-c4-15'")
        assert watched.tab.locator("#claim-c4-15").is_visible()
        gone = watched.context.new_page()
        gone.goto(f"{file.as_uri()}#f-3434cee0fef9")  # a finding that later days no longer have
        assert gone.locator("#f-3434cee0fef9").is_visible()
        assert gone.locator("#day").input_value() == "1"


class TestAccess:
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize(("language", "viewport"), [("ko", WIDE), ("en", NARROW)], ids=["ko-wide", "en-narrow"])
    def test_axe_finds_nothing(
        self, browser: Browser, tmp_path: Path, scheme: str, language: str, viewport: dict[str, int]
    ) -> None:
        axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
        report = judge(*{claim.id: claim for claims, *_ in CASES.values() for claim in claims}.values())
        assert {finding.kind for finding in report} == set(Kind)
        file = tmp_path / "report.html"
        file.write_text(report_page(report, page_of(sc.Ledger.new("원장"), report)), encoding="utf-8")
        seen = Watched(browser, file, viewport=viewport, color_scheme=scheme)
        seen.tab.locator(f"label:has(#{language})").click()
        # What is far from the window is not laid out, and colours are measured on what is.
        seen.tab.evaluate(
            "document.querySelectorAll('article, li').forEach(node => { node.style.contentVisibility = 'visible'; })"
        )
        seen.tab.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true; })")
        found = axe.Axe().run(seen.tab).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:100]) for rule in found] == []
        seen.context.close()

    def test_by_keyboard_alone(self, watched: Watched) -> None:
        tab = watched.tab
        reached: list[str] = []
        for _ in range(12):
            tab.keyboard.press("Tab")
            name = tab.evaluate(
                "(at => at.name || at.id || at.className || at.getAttribute('href') || at.type)(document.activeElement)"
            )
            reached.append(str(name))
            outline = tab.evaluate(
                "(at => getComputedStyle(at.matches('.languages input') ? at.nextElementSibling : at).outlineStyle)"
                "(document.activeElement)"
            )
            assert outline != "none", name
        assert reached[0] == "skip"
        assert [name for name in reached if name.startswith("filter-")] == ["filter-by", "filter-about", "filter-kind"]
        assert "day" in reached
        tab.locator("#day").focus()
        tab.keyboard.press("ArrowLeft")
        assert tab.locator("#day").input_value() == "3"
        tab.locator("#ko").focus()
        tab.keyboard.press("ArrowRight")
        assert tab.locator("h2").first.inner_text() == "Findings"


class TestPrint:
    def test_everything_is_printed(self, watched: Watched, tmp_path: Path, report: sc.Report) -> None:
        if shutil.which("pdftotext") is None:
            pytest.skip("needs pdftotext: apt-get install poppler-utils")
        watched.tab.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
        done = subprocess.run(["pdftotext", "-raw", tmp_path / "report.pdf", "-"], capture_output=True, check=True)
        text = done.stdout.decode()
        assert all(finding.id in text for finding in report)
        assert all(f"문장 {claim.id}" in text for claim in report.case.claims)
        assert "모두 보기" not in text
        assert not watched.tab.locator("details[open]").count()


class TestHostile:
    def test_nothing_from_data_becomes_markup(self, browser: Browser, tmp_path: Path) -> None:
        texts = [text for _, text in labelled()] + list(fuzzed(6, seed=3))
        blank = tmp_path / "blank.html"
        blank.write_text("<!DOCTYPE html><title>x</title>", encoding="utf-8")
        seen = Watched(browser, blank)
        for number, text in enumerate(texts):
            report = hostile_report(text)
            path = tmp_path / f"{number}.html"
            page = Page(name=text, replay=replay(report), printed=lambda _, text=text: text, head=text)  # type: ignore[misc]
            path.write_text(report_page(report, page), encoding="utf-8")
            seen.asked.clear()
            seen.tab.goto(path.as_uri())
            tags, attributes = seen.tab.evaluate(
                "[[...new Set([...document.querySelectorAll('*')].map(node => node.localName))],"
                " [...new Set([...document.querySelectorAll('*')].flatMap(node => node.getAttributeNames()))]]"
            )
            assert set(tags) <= TAGS, text
            assert set(attributes) <= ATTRIBUTES | {"aria-valuetext"}, text
            assert (seen.said, seen.asked) == ([], [path.as_uri()]), text
        seen.context.close()


def large(number: int) -> sc.Ledger:
    """A ledger of so many claims by 200 speakers in 20 papers on 300 days, the same one on every run."""
    chance = random.Random(1)
    ledger = sc.Ledger.new(name="large")
    figures = ("1,000억 달러", "100억 달러", "약 500억 달러", "최소 300억 달러", "최대 5,000억 달러")
    for count in range(number):
        day = date(2024, 1, 1) + timedelta(days=chance.randrange(300))
        speaker, subject = f"speaker-{chance.randrange(200)}", f"company-{chance.randrange(number // 25)}"
        source = f"paper-{count % 20} {day}"
        ledger.claim(speaker, "funds_available", chance.choice(figures), subject=subject, said=str(day), source=source)
    return ledger


def test_sources_far_from_the_window_are_not_laid_out(browser: Browser, tmp_path: Path) -> None:
    ledger = large(500)
    path = tmp_path / "many.html"
    path.write_text(report_page(sc.check_consistency(ledger), Page(name="many")), encoding="utf-8")
    seen = Watched(browser, path)
    last = seen.tab.locator(".source > summary").last
    is_laid_out = "node => node.checkVisibility({ contentVisibilityAuto: true })"
    assert not last.evaluate(is_laid_out)
    last.scroll_into_view_if_needed()
    seen.tab.wait_for_timeout(200)
    assert last.evaluate(is_laid_out)
    seen.context.close()


@pytest.mark.benchmark
def test_ten_thousand_claims_are_painted_within_five_times_an_empty_page(browser: Browser, tmp_path: Path) -> None:
    ledger = large(10_000)
    report = sc.check_consistency(ledger)
    assert len(report) > 100
    done = replay(report, most=3)
    page = tmp_path / "large.html"
    page.write_text(report_page(report, Page(name="large", sources=ledger.sources, replay=done)), encoding="utf-8")
    empty = tmp_path / "empty.html"
    empty.write_text(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>x</title><p>x</p></html>", encoding="utf-8"
    )

    def first_paint(file: Path) -> float:
        seen = Watched(browser, file, until="commit")
        # An observer, for the page's policy lets no waiting function be made from text.
        found: float = seen.tab.evaluate(
            "new Promise(done => new PerformanceObserver(list => list.getEntriesByName('first-paint')"
            ".forEach(entry => done(entry.startTime))).observe({ type: 'paint', buffered: true }))"
        )
        seen.context.close()
        return found

    turns = [(first_paint(empty), first_paint(page)) for _ in range(5)]
    assert min(large for _, large in turns) <= 5 * min(small for small, _ in turns)
