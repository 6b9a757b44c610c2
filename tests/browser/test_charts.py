"""Labels of the charts in a real browser: none over another, none cut by the edge, none wider than reckoned."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from attrs import evolve

import stargate_claims as sc
from stargate_claims.judging.report import Report
from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Vocabulary
from stargate_claims.showing.charts.canvas import FONTS, SIZE, width_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LONG = "과학기술정보통신부 정보통신정책실 인공지능기반정책관실"
SLACK = 1.0
"""Pixels that two boxes may share: glyphs stand well inside their boxes."""

_BOXES = """svgs => svgs.map(svg => ({
  width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height,
  boxes: [...svg.querySelectorAll('text')].map(node => { const b = node.getBBox();
    return {text: node.textContent, x: b.x, y: b.y, width: b.width, height: b.height} })}))"""
_WIDTHS = """texts => { const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  document.body.append(svg); return texts.map(([text, size, weight, fonts]) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  node.setAttribute('font-family', fonts); node.setAttribute('font-size', size);
  node.setAttribute('font-weight', weight); node.style.whiteSpace = 'pre';
  node.textContent = text; svg.append(node); return node.getComputedTextLength(); }) }"""


class Box(NamedTuple):
    """Where a label stands."""

    text: str
    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return across > SLACK and down > SLACK


@pytest.fixture(scope="module")
def page(browser: Browser, korean_font: None) -> Iterator[Page]:
    del korean_font
    opened = browser.new_page()
    yield opened
    opened.close()


def renamed(report_of: sc.Ledger, name: str) -> Report:
    """The seeds with one name for everybody, in both languages."""
    words = report_of.vocabulary
    entities = {
        id: evolve(entity, label=Label(ko=f"{name} {number}", en=f"{name} {number}"))
        for number, (id, entity) in enumerate(words.entities.items())
    }
    return sc.check_consistency(report_of, vocabulary=words | Vocabulary(entities=entities))


def crowd() -> Report:
    """Sixty voices with long names on one question, their figures close together and far apart."""
    entities = [Entity(id=f"v{n}", kind=EntityKind.PERSON, label=Label(ko=f"{LONG} {n}")) for n in range(60)]
    ledger = sc.Ledger.new()
    for n, entity in enumerate(entities):
        ledger.entity(entity.id, kind="person", ko=entity.label.ko)
        ledger.claim(
            entity.id, "funds_available", f"{(n % 7 + 1) * 10 ** (n % 4):,}억 달러", subject="alpha", for_="harbour",
            said=f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}", about="2025", source=f"paper-{n} 2026-01-0{n % 9 + 1}",
        )  # fmt: skip
        ledger.claim(
            entity.id, "investment_planned_total", f"{n + 1:,}조 원", subject="alpha", force="commitment",
            said=f"{2016 + n % 9}-03-01", about=f"../{2030 + n}", source=f"paper-{n} 2026-01-0{n % 9 + 1}",
        )  # fmt: skip
    return sc.check_consistency(ledger)


def drawings(report: Report, language: str) -> list[str]:
    charts = [report.chart_parties(language), report.chart_promises(language), report.chart_rates(language)]
    questions = sorted({question for question, _ in report.case.constraints}, key=str)
    return [chart.svg for chart in (*charts, *(report.chart(question, language) for question in questions))]


def faults(page: Page, svgs: list[str]) -> list[str]:
    """Every pair of labels that overlap, and every label that an edge cuts."""
    page.set_content("<body>" + "".join(svgs))
    found = []
    measured: list[dict[str, Any]] = page.eval_on_selector_all("svg", _BOXES)
    assert len(measured) == len(svgs)
    for number, drawing in enumerate(measured):
        boxes = [Box(**box) for box in drawing["boxes"]]
        assert boxes
        found += [f"{number}: {a.text} × {b.text}" for a, b in combinations(boxes, 2) if a.overlaps(b)]
        found += [
            f"{number}: {box.text} is cut"
            for box in boxes
            if box.x < -0.1 or box.y < -0.1 or box.x + box.width > drawing["width"] + 0.1
            or box.y + box.height > drawing["height"] + 0.1
        ]  # fmt: skip
    return found


@pytest.mark.parametrize("language", ["ko", "en"])
def test_labels_of_the_seeds_neither_overlap_nor_clip(page: Page, language: str) -> None:
    assert faults(page, drawings(sc.check_consistency(sc.example("stargate")), language)) == []


@pytest.mark.parametrize("name", [LONG, "MWMW@ WMWM Ministry of WWW", "가", "שלום مرحبا"])
def test_with_other_names_neither(page: Page, name: str) -> None:
    assert faults(page, drawings(renamed(sc.example("stargate"), name), "ko")) == []


def test_in_a_crowd_neither(page: Page) -> None:
    assert faults(page, drawings(crowd(), "ko")) == []


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("fonts", [FONTS, "'DejaVu Sans',sans-serif", "'NanumGothic'", "'NanumMyeongjo',serif"])
def test_no_text_is_wider_than_reckoned(page: Page, fonts: str, bold: bool) -> None:
    seeds = sc.example("stargate")
    texts = {label for entity in seeds.vocabulary.entities.values() for label in (entity.label.ko, entity.label.en)}
    texts |= {str(claim.quantity) for claim in seeds if claim.quantity is not None}
    texts |= {chr(code) * 10 for code in range(0x21, 0x7F)}
    texts |= {f"{chr(code)}뷁한글" for code in range(0xAC00, 0xD7A4, 97)}
    listed = sorted(texts - {""})
    page.set_content("<body>")
    sizes = [[text, SIZE, 600 if bold else 400, html.unescape(fonts)] for text in listed]
    measured = page.evaluate(_WIDTHS, sizes)
    wider = {
        text: (width, width_of(text, SIZE, bold=bold))
        for text, width in zip(listed, measured, strict=True)
        if width > width_of(text, SIZE, bold=bold) + 0.5
    }
    assert wider == {}
