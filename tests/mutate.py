"""Mutation testing by hand: change one thing in one function, run the tests that reach it, see whether any notices.

    python -m tests.mutate stargate_claims.judging tests/judging --minutes 60

The tests are collected once, and run once to see which lines each one reaches. A mutant is a fork whose function has
other code; it runs the tests that reach its line, quickest first, until one fails. Mutants come in random order, so
that a run that is cut short is a fair sample. docs/en/mutation.md has the figures.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import gc
import importlib
import json
import os
import pkgutil
import random
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol

import stargate_claims

Site = tuple[int, str, int]
"""The number of a node in the tree, what to do to it, and to which of its parts."""
OUTSIDE = "outside functions"
"""What is read when a module is imported, such as tables and defaults, or cannot be given other code."""
WAITING = 60
"""Seconds after which a test that computes nothing is stopped."""
BELOW_KEEPING = ("stargate_claims.judging", "stargate_claims.showing")
"""Floors on which nothing of reading a ledger happens."""
EXAMPLES, SEEDS = 100, 2
"""Of each property, so many examples at most; of a test with a ``seed``, so many seeds."""
CONTROL = 300
"""So many tests, the quickest, are run one after another without any mutant."""
MEMORY = 8 << 30
"""Bytes of addresses that a fork may ask for."""

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


def spans(tree: ast.Module) -> list[tuple[int, int]]:
    """The first and last line of the statement that each node is part of; of a compound one, of its head."""
    found: dict[int, tuple[int, int]] = {}

    def visit(node: ast.AST, span: tuple[int, int]) -> None:
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
            span = node.lineno, last
        found[id(node)] = span
        for inner in ast.iter_child_nodes(node):
            visit(inner, span)

    visit(tree, (1, 1))
    return [found[id(node)] for node in ast.walk(tree)]


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


def install(module: ModuleType, code: CodeType) -> set[str]:
    """Give the functions of a module their changed code, wherever they have been imported to; their names."""
    fresh, given = functions(code), set()
    for name, value in list(vars(module).items()):
        owned = vars(value).items() if isinstance(value, type) and value.__module__ == module.__name__ else ()
        for qualified, one in [(name, value), *((f"{name}.{inner}", held) for inner, held in owned)]:
            function = getattr(one, "fget", None) or getattr(one, "func", None) or getattr(one, "__func__", one)
            function = getattr(function, "__wrapped__", function)
            mine = isinstance(function, FunctionType) and function.__module__ == module.__name__
            if mine and qualified in fresh and function.__code__.co_freevars == fresh[qualified].co_freevars:
                function.__code__ = fresh[qualified]
                given.add(qualified)
    return given


class Subject:
    """A module that is changed: its tree, its code, and all that can be changed in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.module = importlib.import_module(name)
        self.path = str(Path(str(self.module.__file__)).resolve())
        self.tree = ast.parse(Path(self.path).read_text(encoding="utf-8"))
        self.original = functions(compile(self.tree, self.path, "exec"))
        self.sites = list(sites(self.tree))
        self.spans = spans(self.tree)


def subjects(name: str) -> Iterator[Subject]:
    """A module, or every module of a package."""
    found = importlib.import_module(name)
    names = [f"{name}.{inner.name}" for inner in pkgutil.iter_modules(getattr(found, "__path__", ()))] or [name]
    return (Subject(name) for name in names)


@dataclass
class Baseline:
    """What the tests do without any mutant: how long each one takes, and which tests reach a line."""

    seconds: dict[int, float] = field(default_factory=dict)
    reaching: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    left_out: list[str] = field(default_factory=list)


class Mutation:
    """A pytest plugin that, for each mutant, runs the tests that reach it, quickest first, in a fork."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.given = given
        self.subjects = list(subjects(given.subject))
        self.counts: dict[str, Counter[str]] = {subject.name: Counter() for subject in self.subjects}
        self.survivors: list[str] = []
        self.baseline = Baseline()

    def pytest_sessionstart(self) -> None:
        """Examples are the same for every mutant, none are remembered, and none are made smaller."""
        from hypothesis import Phase, settings  # pytest rewrites it first

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", deadline=None, database=None, derandomize=True, phases=phases)
        settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Fewer examples of each property, for each of them may be run for every mutant that survives."""
        items[:] = [item for item in items if _seed(item) < SEEDS]
        for item in items:
            test: Any = getattr(item, "obj", None)
            test = getattr(test, "__func__", test)
            known = getattr(test, "_hypothesis_internal_use_settings", None)
            if known is not None and known.max_examples > EXAMPLES:
                test._hypothesis_internal_use_settings = type(known)(known, max_examples=EXAMPLES)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running the tests once."""
        if self.given.subject.startswith(BELOW_KEEPING):
            stargate_claims.example()  # what is cached of reading it need not be read in every fork
        gc.freeze()  # what is there by now need not be looked at in every fork
        self._measure(session.items)
        self._control(session.items)
        todo = [(subject, site) for subject in self.subjects for site in subject.sites if self._is_asked(subject, site)]
        random.Random(self.given.seed).shuffle(todo)
        started = time.monotonic()
        for subject, site in todo:
            counts = self.counts[subject.name]
            if time.monotonic() - started > 60 * self.given.minutes or self._tried() >= self.given.most:
                break
            counts[self._fate(subject, site, session.items)] += 1
        return True

    def _tried(self) -> int:
        return sum(n for counts in self.counts.values() for fate, n in counts.items() if fate != OUTSIDE)

    def _is_asked(self, subject: Subject, site: Site) -> bool:
        first, last = subject.spans[site[0]]
        at = [int(place.rpartition(":")[2]) for place in self.given.at if place.rpartition(":")[0] == subject.name]
        return not self.given.at or any(first <= line <= last for line in at)

    def _measure(self, items: list[pytest.Item]) -> None:
        """Run each test alone in a fork, and note its time and the lines that it reaches."""
        paths = [subject.path for subject in self.subjects]
        for number, item in enumerate(items):
            trace = coverage.Coverage(data_file=None, config_file=False, include=paths)
            trace.set_option("run:disable_warnings", ["no-data-collected"])

            def run(item: pytest.Item = item, trace: coverage.Coverage = trace) -> list[object]:
                signal.setitimer(signal.ITIMER_PROF, self.given.slowest)
                trace.start()
                started = time.process_time()
                passed = passes(item)
                seconds = time.process_time() - started
                trace.stop()
                data = trace.get_data()
                return [passed, seconds, [[path, data.lines(path) or []] for path in data.measured_files()]]

            told: Any = in_fork(run)
            if number % 100 == 0:
                say(f"{number} of {len(items)} tests measured")
            if told is None or not told[0]:
                self.baseline.left_out.append(item.nodeid)
                continue
            self.baseline.seconds[number] = told[1]
            for path, lines in told[2]:
                for line in lines:
                    self.baseline.reaching[path, line].add(number)
        if not self.baseline.seconds:
            raise pytest.UsageError("no test passes without any mutant")

    def _control(self, items: list[pytest.Item]) -> None:
        """What changes nothing must survive: tests that spoil one another would kill every mutant."""
        order = sorted(self.baseline.seconds, key=self.baseline.seconds.__getitem__)[:CONTROL]

        def run() -> list[str]:
            return next(([items[number].nodeid] for number in order if not passes(items[number])), ["none"])

        if (failed := in_fork(run)) != ["none"]:
            raise pytest.UsageError(f"fails after others, without any mutant: {failed}")

    def _fate(self, subject: Subject, site: Site, items: list[pytest.Item]) -> str:
        """Whether a mutant is killed, and whether by a test or by the clock."""
        tree, words = mutant(subject.tree, site)
        code = compile(tree, subject.path, "exec")
        changed = {name for name, one in functions(code).items() if one != subject.original.get(name)}
        if not changed:
            return OUTSIDE
        first, last = subject.spans[site[0]]
        numbers = {n for line in range(first, last + 1) for n in self.baseline.reaching.get((subject.path, line), ())}
        seconds = self.baseline.seconds
        ranked = sorted(numbers, key=seconds.__getitem__)
        order = [
            n
            for n, spent in zip(ranked, accumulate(map(seconds.__getitem__, ranked)), strict=True)
            if spent <= self.given.budget
        ]

        def run() -> str:
            if not changed <= install(subject.module, code):
                return OUTSIDE
            for number in order:
                signal.setitimer(signal.ITIMER_PROF, self.given.patience * (1 + self.baseline.seconds[number]))
                signal.alarm(WAITING)
                if not passes(items[number]):
                    return "killed"
            return "survived" if numbers else "reached by no test"

        fate = str(in_fork(run) or "timed out")
        if fate not in ("killed", "timed out", OUTSIDE):
            self.survivors.append(f"{subject.name}:{words} ({fate}, {len(order)} tests)")
            say(self.survivors[-1])
        return fate


def _seed(item: pytest.Item) -> int:
    """The seed of a test that takes one, else 0."""
    return int(item.callspec.params.get("seed", 0)) if hasattr(item, "callspec") else 0


def say(*lines: str) -> None:
    """Write lines at once."""
    sys.stdout.write("".join(line + "\n" for line in lines))
    sys.stdout.flush()


def passes(item: pytest.Item) -> bool:
    """Whether a test passes, with fixtures of its own."""
    return all(report.outcome != "failed" for report in runtestprotocol(item, nextitem=None, log=False))


def in_fork(run: Callable[[], object]) -> object:
    """What a function says when it runs in a fork, without a word to the terminal; None if the fork dies first."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        with contextlib.suppress(BaseException), open(os.devnull, "w") as silent:
            os.dup2(silent.fileno(), 1)
            os.dup2(silent.fileno(), 2)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            with os.fdopen(writing, "w") as told:
                json.dump(run(), told)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        text = told.read()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what a test that was stopped had started
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def main() -> None:
    """Run it, and print the figures and who survived."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("subject", help="a module, or a package for all of its modules: stargate_claims.judging")
    parser.add_argument("tests", nargs="+", help="the tests that should notice")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--most", type=int, default=10**6, help="how many mutants are tried at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=float, default=5, help="tests that take longer, in seconds, are left out")
    parser.add_argument(
        "--patience",
        type=float,
        default=5,
        help="seconds of computing that a test is given, and times of what it takes",
    )
    parser.add_argument("--budget", type=float, default=60, help="seconds after which a mutant counts as survived")
    parser.add_argument("--at", action="append", default=[], metavar="MODULE:LINE", help="only what is on such lines")
    given, others = parser.parse_known_args()
    plugin = Mutation(given)
    status = pytest.main(["-qs", "-p", "no:cacheprovider", *given.tests, *others], plugins=[plugin])
    total = Counter[str]()
    for name, counts in plugin.counts.items():
        say(f"{name}: {_figure(counts)}")
        total += counts
    say(f"all: {_figure(total)}")
    say(*(f"  survived: {words}" for words in sorted(plugin.survivors)))
    say(*(f"  left out: {words}" for words in plugin.baseline.left_out))
    sys.exit(status)


def _figure(counts: Counter[str]) -> str:
    tried = sum(counts.values()) - counts[OUTSIDE]
    killed = counts["killed"] + counts["timed out"]
    share = f"{100 * killed / tried:.0f} %" if tried else "-"
    return (
        f"{killed} of {tried} killed ({share}), {counts['timed out']} of them by the clock;"
        f" {counts['reached by no test']} reached by no test; {counts[OUTSIDE]} more outside functions"
    )


if __name__ == "__main__":
    main()
