"""The documentation runs, names everything that is public, and links only to what is there."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import stargate_claims
from stargate_claims.cli import cli
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_run_as_printed(page: Path) -> None:
    failed, _ = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("kind", ["public names", "commands", "rules", "measures"])
def test_everything_public_is_documented(kind: str) -> None:
    names = {
        "public names": list(stargate_claims.__all__),
        "commands": list(cli.commands),
        "rules": [rule.id for rule in shipped_rules()],
        "measures": list(shipped_vocabulary().measures),
    }[kind]
    assert names
    assert [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", TEXT)] == []


def test_the_readmes_print_the_same_commands() -> None:
    blocks = [
        re.findall(r"```shell\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
        for name in ("README.md", "README.ko.md")
    ]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) == 2
