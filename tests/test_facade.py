"""The public names: light to import, complete, and each at home where it belongs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import stargate_claims as sc

SOURCE = Path(sc.__file__)


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_it_imports_nothing_else() -> None:
    code = (
        "import sys; before = set(sys.modules); import stargate_claims;"
        "print(sorted(name for name in set(sys.modules) - before if name.partition('.')[0] != 'stargate_claims'))"
    )
    assert set(ast.literal_eval(run(code))) <= {"__future__"}


def test_a_ledger_is_loaded_without_what_it_does_not_need() -> None:
    heavy = {"babel", "dateparser", "currency_converter", "rich", "click", "cattrs", "pandas"}
    code = "import sys, stargate_claims as sc; sc.example(); print(sorted({n.partition('.')[0] for n in sys.modules}))"
    assert heavy.isdisjoint(ast.literal_eval(run(code)))


def test_every_name_resolves_and_is_listed() -> None:
    homes = sc._HOME
    assert sorted([*homes, "__version__"]) == sorted(sc.__all__)
    for name in sc.__all__:
        value = getattr(sc, name)
        if name in homes:
            assert value.__module__ == f"stargate_claims.{homes[name]}"
    assert dir(sc) == sorted(sc.__all__)


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {
        alias.asname: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname == alias.name
    }
    assert seen == {name: f"stargate_claims.{module}" for name, module in sc._HOME.items()}


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        sc.lode  # noqa: B018


def test_the_version_is_that_of_the_project() -> None:
    import tomllib

    project = tomllib.loads((SOURCE.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert sc.__version__ == project["project"]["version"]
