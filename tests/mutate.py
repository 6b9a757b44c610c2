"""Mutation testing by hand: change one thing in one function, run its tests in a fork, see whether any notices.

    python -m tests.mutate sweep tests/judging/test_consistency.py tests/judging/test_worlds.py --minutes 5

The tests are collected once; a mutant is a fork whose function has other code. Mutants come in random order, so that a
run that is cut short is a fair sample. docs/en/mutation.md has the figures.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

Site = tuple[int, str, int]
"""The number of a node in the tree, what to do to it, and to which of its parts."""

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}


def sites(tree: ast.Module) -> Iterator[Site]:
    """Everything that can be changed, but for docstrings, annotations and assertions."""
    left_out: set[int] = set()
    for node in ast.walk(tree):
        kept: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            kept = [node.returns, *(a.annotation for a in (*node.args.args, *node.args.kwonlyargs)), _docstring(node)]
        elif isinstance(node, ast.AnnAssign):
            kept = [node.annotation]
        elif isinstance(node, ast.Assert):
            kept = [node]
        left_out.update(id(inner) for one in kept if one is not None for inner in ast.walk(one))
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in left_out:
            yield from ((number, what, part) for what, part in _changes(node))


def _docstring(node: ast.FunctionDef) -> ast.AST | None:
    first = node.body[0]
    return first if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else None


def _changes(node: ast.AST) -> Iterator[tuple[str, int]]:
    if isinstance(node, ast.Compare):
        yield from (("compare", part) for part, op in enumerate(node.ops) if type(op) in COMPARED)
    elif isinstance(node, ast.BoolOp):
        yield "and/or", 0
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield "unary", 0
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in CALCULATED:
        yield "calculate", 0
    elif isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, str)) and node.value != "":
        yield "constant", 0
    elif isinstance(node, ast.If):
        yield "never", 0
        yield "always", 0
    elif isinstance(node, ast.Continue):
        yield "break", 0
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield "nothing", 0
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SWAPPED:
        yield "swap", 0
    elif isinstance(node, ast.IfExp):
        yield "other branch", 0


def mutant(tree: ast.Module, site: Site) -> tuple[ast.Module, str]:
    """The tree with one change, and the change in words."""
    number, what, part = site
    changed = copy.deepcopy(tree)
    node: Any = list(ast.walk(changed))[number]
    words = f"{node.lineno} {what}: {ast.unparse(node).splitlines()[0][:90]}"
    if what == "compare":
        node.ops[part] = COMPARED[type(node.ops[part])]()
    elif what == "and/or":
        node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    elif what == "unary":
        node.op = ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
    elif what == "calculate":
        node.op = CALCULATED[type(node.op)]()
    elif what == "constant":
        value = node.value
        node.value = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else value + "?"
    elif what in ("never", "always"):
        op = ast.And() if what == "never" else ast.Or()
        node.test = ast.BoolOp(op=op, values=[node.test, ast.Constant(what == "always")])
    elif what == "break":
        node.__class__ = ast.Break
    elif what == "nothing":
        node.value = ast.Constant(None)
    elif what == "swap":
        node.func.id = SWAPPED[node.func.id]
    elif what == "other branch":
        node.body, node.orelse = node.orelse, node.body
    return ast.fix_missing_locations(changed), words


def functions(code: CodeType, prefix: str = "") -> dict[str, CodeType]:
    """The code of every function of a module, and of every method of its classes, by qualified name."""
    found: dict[str, CodeType] = {}
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and not inner.co_name.startswith("<"):
            name = prefix + inner.co_name
            if inner.co_name[0].isupper() or (inner.co_name.startswith("_") and inner.co_name[1:2].isupper()):
                found |= functions(inner, name + ".")  # what a class says outside its methods is read at import
            else:
                found[name] = inner
    return found


def install(module: ModuleType, code: CodeType) -> None:
    """Give the functions of a module their changed code, wherever they have been imported to."""
    fresh = functions(code)
    for name, value in list(vars(module).items()):
        owned = vars(value).items() if isinstance(value, type) and value.__module__ == module.__name__ else ()
        for qualified, one in [(name, value), *((f"{name}.{inner}", held) for inner, held in owned)]:
            function = getattr(one, "fget", None) or getattr(one, "func", None) or getattr(one, "__func__", one)
            function = getattr(function, "__wrapped__", function)
            mine = isinstance(function, FunctionType) and function.__module__ == module.__name__
            if mine and qualified in fresh and function.__code__.co_freevars == fresh[qualified].co_freevars:
                function.__code__ = fresh[qualified]


class Mutation:
    """A pytest plugin that runs the collected tests once for each mutant, quickest first, each time in a fork."""

    def __init__(self, name: str, seed: int, minutes: float) -> None:
        self.module = importlib.import_module(f"stargate_claims.{name}")
        self.path = Path(str(self.module.__file__))
        self.tree = ast.parse(self.path.read_text(encoding="utf-8"))
        self.seed, self.minutes, self.counts, self.survivors = seed, minutes, Counter[str](), list[str]()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once."""
        times: dict[str, float] = {}
        for item in session.items:
            started = time.perf_counter()
            if not self._passes([item], None, 3600):
                raise pytest.UsageError(f"{item.nodeid} fails without any mutant")
            times[item.nodeid] = time.perf_counter() - started
        items = sorted(session.items, key=lambda item: times[item.nodeid])
        patience = max(10, int(10 * sum(times.values())))
        original = functions(compile(self.tree, str(self.path), "exec"))
        todo = list(sites(self.tree))
        random.Random(self.seed).shuffle(todo)
        started = time.monotonic()
        for site in todo:
            if time.monotonic() - started > 60 * self.minutes:
                break
            tree, words = mutant(self.tree, site)
            code = compile(tree, str(self.path), "exec")
            if functions(code) == original:
                self.counts["outside functions"] += 1  # tables and defaults are read when the module is imported
                continue
            noticed = not self._passes(items, code, patience)
            self.counts["killed" if noticed else "survived"] += 1
            if not noticed:
                self.survivors.append(words)
        self.counts["sites"] = len(todo)
        return True

    def _passes(self, items: list[pytest.Item], code: CodeType | None, patience: int) -> bool:
        child = os.fork()
        if child == 0:
            status = 1
            with contextlib.suppress(BaseException), open(os.devnull, "w") as silent:
                os.dup2(silent.fileno(), 1)
                os.dup2(silent.fileno(), 2)
                signal.alarm(patience)
                if code is not None:
                    install(self.module, code)
                passed = all(
                    report.outcome != "failed"
                    for item in items
                    for report in runtestprotocol(item, nextitem=None, log=False)
                )
                status = 0 if passed else 1
            os._exit(status)
        return os.waitpid(child, 0)[1] == 0


def main() -> None:
    """Run it, and print the figure and who survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("module", help="a module of the package: judging.sweep")
    parser.add_argument("tests", nargs="+", help="the test files that should notice")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    plugin = Mutation(given.module, given.seed, given.minutes)
    status = pytest.main(["-q", "-p", "no:cacheprovider", *given.tests], plugins=[plugin])
    counts = plugin.counts
    tried = counts["killed"] + counts["survived"]
    share = 100 * counts["killed"] / tried if tried else 0.0
    print(  # noqa: T201
        f"{given.module}: {counts['killed']} of {tried} mutants killed ({share:.0f} %), out of {counts['sites']} sites"
        f" ({counts['outside functions']} seen outside functions)"
    )
    for words in plugin.survivors:
        print(f"  survived: line {words}")  # noqa: T201
    sys.exit(status)


if __name__ == "__main__":
    main()
