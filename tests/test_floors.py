"""The order of the floors: a module imports only from its own floor or one above it, wherever the import stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import stargate_claims

ROOT = Path(stargate_claims.__file__).parent
FLOORS = ("errors", "data", "model", "reading", "keeping", "judging", "showing", "cli")
"""errors and data share the top one."""
EXCEPTIONS = {
    ("model.shown", "showing.display"): "Shown.show",
    ("judging.report", "showing.charts.timeline"): "Report.chart",
    ("judging.report", "showing.charts.parties"): "Report.chart_parties",
    ("judging.report", "showing.charts.promises"): "Report.chart_promises",
    ("judging.report", "showing.charts.rates"): "Report.chart_rates",
    ("judging.report", "showing.tables"): "Report.to_great_tables",
    ("model.findings", "showing.text"): "Finding.explain",
    ("keeping.ledger", "keeping.saving"): "Ledger.save",
    ("model.quantities", "showing.quantities"): "Quantity.format",
}
"""(module, imported module): one-line delegations that a notebook user expects on a record, imported when called."""
NEVER = {("judging", "reading")}
"""Judging is given claims; it reads no text."""


def height(floor: str) -> int:
    return max(FLOORS.index(floor), 1)


def modules() -> list[Path]:
    return sorted(
        path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.stem not in ("__init__", "__main__")
    )


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def trees() -> dict[str, ast.Module]:
    return {name_of(path): tree_of(path) for path in modules()}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module of the package that is imported: at the top, in functions and under TYPE_CHECKING."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found = [node.module or ""]
            if node.module == "stargate_claims":
                # The version is a constant of the facade, which imports nothing to give it.
                found = [f"stargate_claims.{alias.name}" for alias in node.names if alias.name != "__version__"]
        else:
            continue
        yield from (name.partition(".")[2] for name in found if name.split(".")[0] == "stargate_claims")


def breaches(module: str, tree: ast.AST) -> list[str]:
    floor = module.partition(".")[0]
    found = []
    for imported in imports(tree):
        other = imported.partition(".")[0]
        wrong = other not in FLOORS or height(other) > height(floor) or (floor, other) in NEVER
        if wrong and (module, imported) not in EXCEPTIONS:
            found.append(f"{module} imports {imported}")
    return found


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_module_imports_from_below(path: Path) -> None:
    assert name_of(path).partition(".")[0] in FLOORS
    assert breaches(name_of(path), tree_of(path)) == []


def test_no_module_imports_itself_around_a_corner() -> None:
    graph = {
        name: {found for found in imports(tree) if (name, found) not in EXCEPTIONS} for name, tree in trees().items()
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for other in sorted(graph.get(module, ())):
                visit(other, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())


@pytest.mark.parametrize(("module", "imported"), EXCEPTIONS)
def test_an_exception_is_one_delegation_within_a_function(module: str, imported: str) -> None:
    tree = tree_of(ROOT.joinpath(*module.split(".")).with_suffix(".py"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and imported in imports(node)]
    assert len(functions) == 1
    doc, *body = functions[0].body
    assert isinstance(doc, ast.Expr)
    assert [type(node) for node in body] == [ast.ImportFrom, ast.Return]
    assert sum(found == imported for found in imports(tree)) == 1


@pytest.mark.parametrize(
    ("module", "code", "wrong"),
    [
        ("model.claims", "from stargate_claims.reading.figures import parse_quantity", 1),
        ("model.claims", "def f():\n    from stargate_claims.showing import text", 1),
        (
            "model.claims",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import stargate_claims.keeping.ledger",
            1,
        ),
        ("judging.sweep", "from stargate_claims.reading.figures import Figure", 1),
        ("judging.sweep", "from stargate_claims.keeping.ledger import Ledger", 0),
        ("reading.figures", "from stargate_claims import data", 0),
        ("reading.figures", "from stargate_claims import load", 1),
        ("errors", "from stargate_claims.model.claims import Claim", 1),
        ("keeping.paper", "import yaml", 0),
    ],
    ids=range(9),
)
def test_the_test_would_notice(module: str, code: str, wrong: int) -> None:
    assert len(breaches(module, ast.parse(code))) == wrong
