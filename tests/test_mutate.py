"""The harness of docs/en/mutation.md, on modules small enough to see."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutate import mutant, sites, spans

ROOT = Path(__file__).resolve().parents[1]
TOY = '''"""A toy."""

LIMIT = 3


def clamp(value: int) -> int:
    """At most the limit."""
    if value > LIMIT:
        return LIMIT
    return value


def endless(value: int) -> int:
    """Counts down."""
    while value > 0:
        value = value - 1
    return value


def unused(value: int) -> bool:
    """Called by nobody."""
    return value == 1
'''
TESTS = """import toy


def test_above():
    assert toy.clamp(4) == 3


def test_below():
    assert toy.clamp(2) == 2


def test_endless():
    assert toy.endless(2) == 0


def test_that_fails_anyway():
    assert toy.unused(2)
"""


def changes(text: str) -> list[str]:
    tree = ast.parse(text)
    return [ast.unparse(mutant(tree, site)[0]) for site in sites(tree)]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("a < b", ["a <= b"]),
        ("a <= b < c", ["a < b < c", "a <= b <= c"]),
        ("x is None", ["x is not None"]),
        ("a and b", ["a or b"]),
        ("not a", ["not not a"]),
        ("-a", ["+a"]),
        ("a + b", ["a - b"]),
        ("a |= b", ["a &= b"]),
        ("a(True, 2, 'x')", ["a(False, 2, 'x')", "a(True, 3, 'x')", "a(True, 2, 'x?')"]),
        ("min(a)", ["max(a)"]),
        ("a if b else c", ["c if b else a"]),
        ("if a:\n    b", ["if a and False:\n    b", "if a or True:\n    b"]),
        ("for a in b:\n    continue", ["for a in b:\n    break"]),
        ("def f(a: 'int') -> 'int':\n    'Words.'\n    assert 1\n    return a",
         ["def f(a: 'int') -> 'int':\n    \"\"\"Words.\"\"\"\n    assert 1\n    return None"]),
    ],
)  # fmt: skip
def test_what_is_changed(text: str, changed: list[str]) -> None:
    assert changes(text) == changed


def test_a_node_belongs_to_the_lines_of_its_statement() -> None:
    tree = ast.parse("if (\n    a\n):\n    b(\n        1,\n    )\n")
    found = {getattr(node, "id", None): span for node, span in zip(ast.walk(tree), spans(tree), strict=True)}
    assert (found["a"], found["b"]) == ((1, 3), (4, 6))


@pytest.mark.no_cover
def test_who_is_killed_and_who_survives(tmp_path: Path) -> None:
    (tmp_path / "toy.py").write_text(TOY, encoding="utf-8")
    (tmp_path / "test_toy.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "tests.mutate", "toy", "test_toy.py", "--seed", "7", "--patience", "3"]
    paths = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    # What this run was told (processes, coverage, marks) is not for the one inside.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_", "COVERAGE_"))}
    done = subprocess.run(command, cwd=tmp_path, env=own | paths, capture_output=True, text=True, check=False)
    told = done.stdout.splitlines()
    assert "toy: 8 of 13 killed (62 %), 1 of them by the clock; 3 reached by no test; 2 more outside functions" in told
    assert [line.strip() for line in told if line.startswith("  ")] == [
        "survived: toy:16 constant: 1 (survived, 1 tests)",
        "survived: toy:22 compare: value == 1 (reached by no test, 0 tests)",
        "survived: toy:22 constant: 1 (reached by no test, 0 tests)",
        "survived: toy:22 nothing: return value == 1 (reached by no test, 0 tests)",
        "survived: toy:8 compare: value > LIMIT (survived, 2 tests)",
        "left out: test_toy.py::test_that_fails_anyway",
    ]
