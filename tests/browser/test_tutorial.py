"""The tutorial and the cookbook, run and opened in a real JupyterLab: trusted and untrusted, light and dark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Lab
from tests.browser.test_notebook import _CONTRAST, _OUTPUTS, Opened, Reader, check_inert
from tests.showing.markup import TAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

DOCS = Path(__file__).resolve().parents[2] / "docs"
_CELL = re.compile(r"^```\{code-cell\}\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
WAYS = [(True, False), (False, True), (True, True), (False, False)]


def ran(page: str) -> dict[str, object]:
    """A page as a notebook that has run, as Jupyter would save it."""
    nbformat = pytest.importorskip("nbformat", reason="needs Jupyter: pip install 'stargate-claims[browser]'")
    client = pytest.importorskip("nbclient", reason="runs notebooks: pip install 'stargate-claims[docs]'")
    pytest.importorskip("ipykernel", reason="runs notebooks: pip install 'stargate-claims[docs]'")
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    parts = _CELL.split(text)  # prose and code by turns
    make = (nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell)
    cells = [make[number % 2](part.strip()) for number, part in enumerate(parts) if part.strip()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    client.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    # A kernel that nobody has, and no language by which another would be chosen: it is to be read, not run.
    notebook.metadata = {"kernelspec": {"display_name": "none", "language": "python", "name": "none"}}
    nbformat.validate(notebook)
    return dict(notebook)


def shown(notebook: dict[str, object]) -> int:
    """How many outputs are displays of ours."""
    cells: list[dict[str, object]] = notebook["cells"]  # type: ignore[assignment]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]  # type: ignore[attr-defined]
    return sum("text/html" in output.get("data", {}) for output in outputs)


@pytest.fixture(scope="module")
def reader(browser: Browser, lab: Lab, korean_font: None) -> Reader:
    """JupyterLab in a browser."""
    return Reader(browser, lab)


@pytest.fixture(scope="module", params=["ko/tutorial", "en/tutorial", "ko/cookbook", "en/cookbook"])
def walkthrough(request: pytest.FixtureRequest) -> tuple[str, dict[str, object]]:
    """A page in one language, run once."""
    return request.param, ran(request.param)


def opened(reader: Reader, walkthrough: tuple[str, dict[str, object]], *, trusted: bool, dark: bool) -> Opened:
    page, notebook = walkthrough
    kind = f"{'trusted' if trusted else 'untrusted'}-{'dark' if dark else 'light'}"
    name = f"{page.replace('/', '-')}-{kind}.ipynb"
    if not any(known.startswith(page.replace("/", "-")) for known in reader.known):
        reader.close()  # the notebooks of another page: open, they keep the machine busy
    return reader.read(name, notebook, shown(notebook), trusted=trusted, dark=dark)


def test_it_shows_a_report_and_a_chart(walkthrough: tuple[str, dict[str, object]]) -> None:
    assert shown(walkthrough[1]) >= 2


@pytest.mark.parametrize(("trusted", "dark"), WAYS)
class TestWalkthrough:
    def test_nothing_in_it_runs_or_loads(
        self, reader: Reader, walkthrough: tuple[str, dict[str, object]], trusted: bool, dark: bool
    ) -> None:
        found = opened(reader, walkthrough, trusted=trusted, dark=dark)
        check_inert(found, reader.lab)
        assert found.page.locator(".jp-OutputArea script, .jp-OutputArea style, .jp-OutputArea iframe").count() == 0
        assert found.page.locator(".jp-RenderedText[data-mime-type*='stderr']").count() == 0

    def test_its_words_and_its_chart_can_be_seen(
        self, reader: Reader, walkthrough: tuple[str, dict[str, object]], trusted: bool, dark: bool
    ) -> None:
        page = opened(reader, walkthrough, trusted=trusted, dark=dark).page
        assert min(page.eval_on_selector_all(_OUTPUTS, _CONTRAST)) >= 4.5
        images = page.locator(f"{_OUTPUTS} img").all()
        assert images
        for image in images:
            assert image.evaluate("node => node.complete && node.naturalWidth > 300")
            assert image.get_attribute("alt")

    def test_no_display_is_wider_than_its_cell(
        self, reader: Reader, walkthrough: tuple[str, dict[str, object]], trusted: bool, dark: bool
    ) -> None:
        page = opened(reader, walkthrough, trusted=trusted, dark=dark).page
        wide = "nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1).length"
        assert page.eval_on_selector_all(_OUTPUTS, wide) == 0


def test_trust_changes_nothing_that_a_reader_sees(reader: Reader, walkthrough: tuple[str, dict[str, object]]) -> None:
    pages = [opened(reader, walkthrough, trusted=trusted, dark=False).page for trusted in (True, False)]
    texts = [page.locator(_OUTPUTS).all_inner_texts() for page in pages]
    assert texts[0] == texts[1]
    tags = [
        set(page.eval_on_selector_all(f"{_OUTPUTS} *", "nodes => nodes.map(node => node.localName)")) for page in pages
    ]
    assert tags[0] == tags[1] <= TAGS
