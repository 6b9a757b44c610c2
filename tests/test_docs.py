"""The documentation runs, names all that is public, links to what is there, and says the same in two languages."""

from __future__ import annotations

import doctest
import importlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import pytest

import stargate_claims as sc
from stargate_claims.cli import cli
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("README*.md"), *DOCS.glob("**/*.md")])
PICTURES = sorted(DOCS.glob("images/*.svg"))
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
SHARED = ROOT.parent / "shared"
TWINS = sorted({page.name for page in (DOCS / "en").glob("*.md")} & {page.name for page in (DOCS / "ko").glob("*.md")})

ENGLISH_ONLY = {
    "api.md": "is made from docstrings, which are English; the Korean reference leads there",
    "scale.md": "is for those who run DuckDB or Spark, whose own manuals are English",
    "mutation.md": "is a log of test runs for those who change the code",
}


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """A page without its blocks of code, in which nothing is a heading or a link."""
    return re.sub(r"^ *(`{3,}|:{3,}).*?^ *\1", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The headings of a page, as GitHub and MyST make addresses of them."""
    headings = re.findall(r"^#+ +(.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links(page: Path) -> list[str]:
    return re.findall(r"!?\[[^\]]*\]\((?!https?://)([^)\s]+)\)", prose(page))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_cookbook_finds_what_it_says(language: str) -> None:
    text = (DOCS / language / "cookbook.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for cell in re.findall(r"^```\{code-cell\}\n(.*?)^```\n", text, re.MULTILINE | re.DOTALL):
        exec(cell, names)
    assert len(names["found"]) == 5
    assert len(names["ledger"]) == 5
    assert [finding.kind.value for finding in names["report"].findings] == ["contradiction", "wording"]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_examples_run_as_printed(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, _ = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    lost = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


def test_a_link_that_leads_nowhere_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# One two\n\n[a](b.md) [b](#one-two) [c](#two) ![d](e.svg)\n\n```md\n[e](f.md)\n# Two\n```\n")
    assert links(page) == ["b.md", "#one-two", "#two", "e.svg"]
    assert anchors(page) == {"one-two"}


@pytest.mark.parametrize("kind", ["public names", "commands", "rules", "measures"])
def test_everything_public_is_documented(kind: str) -> None:
    names = {
        "public names": list(sc.__all__),
        "commands": list(cli.commands),
        "rules": [rule.id for rule in shipped_rules()],
        "measures": list(shipped_vocabulary().measures),
    }[kind]
    assert names
    assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", TEXT)] == []


def test_every_public_name_is_described_from_its_docstring() -> None:
    page = (DOCS / "en" / "api.md").read_text(encoding="utf-8")
    described = re.findall(r"auto\w+:: stargate_claims\.(\w+)$", page, re.MULTILINE)
    assert sorted(described) == sorted(set(sc.__all__) - {"__version__"})


def test_the_readmes_print_the_same_commands() -> None:
    blocks = [
        re.findall(r"```shell\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
        for name in ("README.md", "README.ko.md")
    ]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) == 2
    for language in ("en", "ko"):
        page = (DOCS / language / "index.md").read_text(encoding="utf-8")
        assert re.findall(r"```shell\n(.*?)```", page, re.DOTALL) == blocks[0][:1]


class TestTwoLanguages:
    def test_every_page_is_in_both_or_says_why_not(self) -> None:
        english, korean = ({page.name for page in (DOCS / language).glob("*.md")} for language in ("en", "ko"))
        assert korean <= english
        assert english - korean == set(ENGLISH_ONLY)
        index = links(DOCS / "ko" / "index.md")
        assert {f"../en/{name}" for name in ENGLISH_ONLY} <= set(index)  # a Korean reader is told of them

    @pytest.mark.parametrize("name", TWINS)
    def test_each_links_to_the_other(self, name: str) -> None:
        assert f"../ko/{name}" in links(DOCS / "en" / name)
        assert f"../en/{name}" in links(DOCS / "ko" / name)

    @pytest.mark.parametrize("name", TWINS)
    def test_both_ask_for_the_same_output(self, name: str) -> None:
        asked = [
            re.sub(r"(?<= )(--lang )?(ko|en)\b", "", command)
            for language in ("en", "ko")
            for command in ["\n".join(re.findall(r"<!-- output[^:]*: (.+) -->", (DOCS / language / name).read_text()))]
        ]
        assert asked[0] == asked[1]

    def test_korean_pages_are_korean(self) -> None:
        for page in (DOCS / "ko").glob("*.md"):
            words = re.findall(r"[가-힣]+|[A-Za-z]+", re.sub(r"`[^`]*`", "", prose(page)))
            assert sum("가" <= word[0] <= "힣" for word in words) > len(words) / 2, page.name


class TestPictures:
    @pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
    def test_nothing_is_fetched_and_nothing_runs(self, picture: Path) -> None:
        root = ElementTree.fromstring(picture.read_text(encoding="utf-8"))
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "rect", "path", "text", "defs", "pattern"}
        values = [value for element in root.iter() for value in element.attrib.values()]
        assert not [value for value in values if "://" in value or "url(" in value.replace("url(#no)", "")]

    def test_each_is_shown_with_words_for_who_cannot_see_it(self) -> None:
        shown = dict(re.findall(r"!\[([^\]]+)\]\(\S*?images/(\S+?)\)", TEXT))
        assert set(shown.values()) == {picture.name for picture in PICTURES}

    def test_the_first_finding_is_in_the_readmes_picture(self) -> None:
        for language in ("ko", "en"):
            words = " ".join(ElementTree.parse(DOCS / "images" / f"check.{language}.svg").getroot().itertext())
            assert "c4-15" in words.split()
            assert "c1-07" in words.split()


class TestFindings:
    """Every clash that the hand annotation does not list is defended, in both languages, and nothing else is."""

    @pytest.mark.skipif(not (SHARED / "score").exists(), reason="needs the hand annotation, ../shared/gold")
    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_the_unlisted_are_the_defended(self, language: str, tmp_path: Path) -> None:
        from stargate_claims.showing.exports import json_text, report_record

        found = tmp_path / "found.json"
        report = sc.check_consistency(sc.load(ROOT / "seeds" / "stargate"))
        found.write_text(json_text(report_record(report, None)), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score" / "score_findings.py"), str(found), "--show", "1000"]
        printed = subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout
        unlisted = {frozenset(pair) for pair in re.findall(r"^unlisted (c\S+) (c\S+)", printed, re.MULTILINE)}
        assert unlisted
        page = (DOCS / language / "findings.md").read_text(encoding="utf-8")
        rows = "\n".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| c"))
        defended = [frozenset(pair) for pair in re.findall(r"(c\d-\d\d) × (c\d-\d\d)", rows)]
        assert len(defended) == len(set(defended))
        assert set(defended) == unlisted
        assert f"{len(json.loads(found.read_text(encoding='utf-8'))['findings'])}. [" in page


class TestBuild:
    """The script that puts real output into the pages."""

    @pytest.fixture
    def built(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
        monkeypatch.syspath_prepend(str(DOCS))
        monkeypatch.delitem(sys.modules, "build", raising=False)
        return cast("Callable[[str], str]", importlib.import_module("build").built)

    @pytest.mark.parametrize(
        ("lines", "kept"),
        [("", ["pytest", "ruff", "mypy"]), (" lines=1-2", ["pytest", "ruff"]), (" lines=-1", ["mypy"])],
    )
    def test_a_block_holds_what_its_command_prints(
        self, built: Callable[[str], str], lines: str, kept: list[str]
    ) -> None:
        command = "python -c \"print('pytest', 'ruff', 'mypy', sep='\\n')\""
        page = f"<!-- output{lines}: {command} -->\n```text\nstale\n```\n"
        assert built(page) == page.replace("stale", "\n".join(kept))

    def test_a_command_that_fails_stops_the_build(self, built: Callable[[str], str]) -> None:
        with pytest.raises(SystemExit, match="exit status 2"):
            built("<!-- output: stargate-claims check nowhere -->\n```text\n```\n")

    @pytest.mark.skipif(not (shutil.which("bash") and shutil.which("git")), reason="needs bash and git")
    def test_a_session_is_run_line_by_line_where_the_last_one_stood(self, built: Callable[[str], str]) -> None:
        blocks = [
            "<!-- session -->\n```console\n$ mkdir a && cd a\n$ cat > b <<'END'\n> one\n> END\n```\n",
            "<!-- session -->\n```console\n$ cat b; basename $PWD\n{}```\n",
        ]
        assert built("".join(blocks).replace("{}", "stale\n")) == "".join(blocks).replace("{}", "one\na\n")
