"""Displays in a real JupyterLab: trusted and untrusted, light and dark, the same words and nothing that runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import define, evolve

import stargate_claims as sc
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Label
from tests.browser.conftest import Lab
from tests.showing.markup import ATTRIBUTES, TAGS
from tests.showing.nasty import fuzzed, labelled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser

SHOTS = os.environ.get("SHOTS")
"""A folder for pictures of the notebooks, for those who want to look at them."""
CONTRACTS = "contracts_signed(stargate-project, kind=data_centre)"
NASTY = 60
PATIENCE = 180_000
"""Milliseconds that JupyterLab may take: seconds on an idle machine, minutes on a crowded one."""
JUPYTERS_OWN = frozenset({"data-jupyter-id"})

_OUTPUTS = ".jp-RenderedHTML"
_KINDS = """mains => mains.map(main => {
  const kinds = new Map();
  for (const node of main.querySelectorAll('*'))
    for (const name of [null, ...node.getAttributeNames()])
      kinds.set(node.localName + ' ' + name, {tag: node.localName, name});
  return [...kinds.values()]; })"""
_FOUND = """nodes => nodes.flatMap(node => [...node.querySelectorAll('*')].map(found => ({
  tag: found.localName, attributes: [...found.attributes].map(a => a.name),
  styles: [...found.style], source: found.getAttribute('src') ?? ''})))"""


def records() -> list[Any]:
    """What the tutorial shows, and more."""
    ledger = sc.example("stargate")
    report = sc.check_consistency(ledger)
    return [
        ledger.get("c4-15").quantity,
        ledger.get("c4-15"),
        ledger,
        report.findings[6],
        report,
        report.promises()[0],
        report.promises(),
        report.consensus(CONTRACTS),
        report.chart(CONTRACTS),
        report.chart_parties(),
        report.chart_promises(),
        report.chart_rates(),
    ]


def nasty_claims(number: int = NASTY) -> Iterator[Claim]:
    """Claims all of whose parts try to become markup."""
    base = sc.example("stargate").get("c4-15")
    for text in (*(text for _, text in labelled()), *fuzzed(number, seed=10)):
        yield evolve(
            base,
            by=(text,),
            summary=Label(ko=text),
            quantity=Quantity(interval=Interval.exactly(1), unit=text, as_printed=text),
            source=Source(id=text, publisher=text),
        )


def notebook(records: list[Any]) -> dict[str, object]:
    """A notebook that has run, with a cell for each record; what cannot be in a file is replaced, as Jupyter does."""
    cells = []
    for number, record in enumerate(records):
        data = {kind: text.encode("utf-8", "replace").decode() for kind, text in record._repr_mimebundle_().items()}
        output = {"output_type": "display_data", "data": data, "metadata": {}}
        cell = {"cell_type": "code", "id": f"c{number}", "source": "", "execution_count": 1, "metadata": {}}
        cells.append({**cell, "outputs": [output]})
    kernel = {"kernelspec": {"display_name": "none", "language": "python", "name": "none"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": cells}


@define(slots=False)  # playwright hangs its handlers on it
class Opened:
    """A notebook in a browser, and what happened there."""

    page: Page
    alarms: list[str]
    asked: list[str]

    def dismiss(self, dialog: Dialog) -> None:
        """A dialog that nothing here should open."""
        self.alarms.append(dialog.message)
        dialog.dismiss()


class Reader:
    """Opens notebooks in JupyterLab, each kind once, and waits until its outputs stand."""

    def __init__(self, browser: Browser, lab: Lab) -> None:
        self.browser, self.lab = browser, lab
        self.displays = records()
        self.known: dict[str, Opened] = {}

    def opened(self, *, trusted: bool, dark: bool = False, shown: list[Any] | None = None) -> Opened:
        """A notebook of these records, or else of the displays."""
        records = self.displays if shown is None else shown
        kind = f"{'trusted' if trusted else 'untrusted'}-{'dark' if dark else 'light'}"
        name = f"{kind}-{'displays' if shown is None else 'others'}.ipynb"
        return self.read(name, notebook(records), len(records), trusted=trusted, dark=dark)

    def read(self, name: str, written: dict[str, object], outputs: int, *, trusted: bool, dark: bool) -> Opened:
        """A notebook with so many displays."""
        if name not in self.known:
            self.known[name] = self._open(name, written, outputs, trusted=trusted, dark=dark)
        return self.known[name]

    def close(self) -> None:
        """Close what is open."""
        while self.known:
            self.known.popitem()[1].page.close()

    def _open(self, name: str, written: dict[str, object], outputs: int, *, trusted: bool, dark: bool) -> Opened:
        self.lab.set("apputils-extension/themes", theme="JupyterLab Dark" if dark else "JupyterLab Light")
        self.lab.write(name, written, trusted=trusted)
        scheme: Any = "dark" if dark else "light"
        page = self.browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme=scheme)
        found = Opened(page, [], [])
        page.on("dialog", found.dismiss)
        page.on("request", lambda request: found.asked.append(request.url))
        page.goto(self.lab.address(name), timeout=PATIENCE)
        page.wait_for_function(
            "([what, n]) => document.querySelectorAll(what).length >= n", arg=[_OUTPUTS, outputs], timeout=PATIENCE
        )
        page.locator(".jp-Dialog button", has_text="No Kernel").click(timeout=PATIENCE)
        if SHOTS:
            _keep(page, Path(SHOTS) / f"{name}.png")
        return found


@pytest.fixture(scope="module")
def reader(browser: Browser, lab: Lab) -> Reader:
    """JupyterLab in a browser."""
    return Reader(browser, lab)


def _keep(page: Page, path: Path) -> None:
    """A picture of all outputs, as high as they are."""
    height = page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
    page.set_viewport_size({"width": 1280, "height": min(12_000, height + 120)})
    page.wait_for_timeout(500)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    page.set_viewport_size({"width": 1280, "height": 1000})


def check_inert(opened: Opened, lab: Lab) -> None:
    """Nothing but what is on the lists, nothing ran, nothing was asked of another computer."""
    for node in opened.page.eval_on_selector_all(_OUTPUTS, _FOUND):
        assert node["tag"] in TAGS, node
        assert set(node["attributes"]) <= ATTRIBUTES | JUPYTERS_OWN, node
        assert not node["source"] or node["source"].startswith("data:image/svg+xml;base64,")
    assert opened.page.locator(f"{_OUTPUTS} mjx-container").count() == 0
    assert opened.alarms == []
    others = [url for url in opened.asked if not url.startswith((f"http://127.0.0.1:{lab.port}/", "data:", "blob:"))]
    assert others == []


@pytest.mark.parametrize(("trusted", "dark"), [(True, False), (False, True), (True, True), (False, False)])
class TestDisplays:
    def test_nothing_in_them_runs_or_loads(self, reader: Reader, trusted: bool, dark: bool) -> None:
        check_inert(reader.opened(trusted=trusted, dark=dark), reader.lab)

    def test_the_sides_of_a_finding_stand_beside_each_other(self, reader: Reader, trusted: bool, dark: bool) -> None:
        finding = reader.opened(trusted=trusted, dark=dark).page.locator(_OUTPUTS).nth(3)
        boxes = [finding.locator("section").nth(number).bounding_box() for number in range(3)]
        a, middle, b = (box for box in boxes if box is not None)
        assert a["x"] + a["width"] <= middle["x"] < middle["x"] + middle["width"] <= b["x"]
        assert abs(a["y"] - b["y"]) < 2

    def test_tables_stand_as_text_does(self, reader: Reader, trusted: bool, dark: bool) -> None:
        page = reader.opened(trusted=trusted, dark=dark).page
        cell = page.locator(f"{_OUTPUTS} td").first
        assert cell.evaluate("node => getComputedStyle(node).textAlign") == "left"

    def test_charts_are_drawn(self, reader: Reader, trusted: bool, dark: bool) -> None:
        images = reader.opened(trusted=trusted, dark=dark).page.locator(f"{_OUTPUTS} img").all()
        sizes = [image.evaluate("node => [node.complete, node.naturalWidth > 300]") for image in images]
        assert sizes == [[True, True]] * 4

    def test_words_stand_out_from_the_page(self, reader: Reader, trusted: bool, dark: bool) -> None:
        page = reader.opened(trusted=trusted, dark=dark).page
        assert min(page.eval_on_selector_all(_OUTPUTS, _CONTRAST)) >= 4.5


def test_the_sanitizer_keeps_every_style_that_carries_meaning(reader: Reader) -> None:
    trusted, untrusted = (reader.opened(trusted=which).page for which in (True, False))
    styles = [
        [(node["tag"], sorted(node["styles"])) for node in page.eval_on_selector_all(_OUTPUTS, _FOUND)]
        for page in (trusted, untrusted)
    ]
    assert styles[0]
    assert styles[0] == styles[1]


def test_the_browser_s_own_dom_of_ten_thousand_fuzzed_texts(browser: Browser) -> None:
    page = browser.new_page()
    found = Opened(page, [], [])
    page.on("dialog", found.dismiss)
    page.on("request", lambda request: found.asked.append(request.url))
    page.set_content("<main></main>")
    claims = nasty_claims(10_000)
    while chunk := [claim._repr_html_().encode("utf-8", "replace").decode() for claim in islice(claims, 500)]:
        page.eval_on_selector("main", "(main, markup) => { main.innerHTML = markup }", "".join(chunk))
        assert page.locator("main > *").count() == len(chunk)  # no text ends its element, or begins another one
        for node in page.eval_on_selector_all("main", _KINDS)[0]:
            assert node["tag"] in TAGS, node
            assert node["name"] is None or node["name"] in ATTRIBUTES, node
    asked = [url for url in found.asked if not url.startswith("data:image/svg+xml;base64,")]
    assert (found.alarms, asked) == ([], [])
    page.close()


@pytest.mark.parametrize("trusted", [True, False])
def test_nothing_in_an_article_runs(reader: Reader, trusted: bool) -> None:
    opened = reader.opened(trusted=trusted, shown=list(nasty_claims()))
    check_inert(opened, reader.lab)
    assert opened.page.locator("[onerror], [onload], [autofocus], script:text('alert')").count() == 0


_CONTRAST = """nodes => {
  const light = colour => { const [r, g, b] = colour.map(c => c / 255).map(
    c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const paper = parts(getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor).slice(0, 3);
  const found = [];
  for (const node of nodes.flatMap(node => [...node.querySelectorAll('div, b, td, th')])) {
    if (![...node.childNodes].some(child => child.nodeType === 3 && child.data.trim()) &&
        !node.querySelector(':scope > bdi')) continue;
    if (node.style.color) continue;  // a letter that names a side is large, bold and said again by its place
    let opacity = 1;
    for (let up = node; up && up.matches && !up.matches('.jp-RenderedHTML'); up = up.parentElement)
      opacity *= Number(getComputedStyle(up).opacity);
    const ink = parts(getComputedStyle(node).color).slice(0, 3).map((c, i) => c * opacity + paper[i] * (1 - opacity));
    const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x);
    found.push((a + 0.05) / (b + 0.05));
  }
  return found;
}"""
