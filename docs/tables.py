"""Tables of the documentation that come from the code: ``python docs/tables.py NAME``, a name of TABLES."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import stargate_claims
import stargate_claims.model
from stargate_claims.cli import cli
from stargate_claims.judging.severity import TABLE
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary
from stargate_claims.showing.text import heading, said_words
from stargate_claims.showing.words import STRENGTHS, pick
from stargate_claims.showing.words import names as names_of


def severity() -> list[str]:
    """Cause x strength."""
    rows = [f"{'cause':14}{'strict':10}{'defeasible':12}soft"]
    return rows + [f"{cause:14}{strict:10}{defeasible:12}{soft}" for cause, (strict, defeasible, soft) in TABLE.items()]


def rules(language: str) -> list[str]:
    """Every shipped rule, its strength and grace, and why."""
    lines = []
    for rule in shipped_rules():
        days = pick((f", {rule.grace}일", f", {rule.grace} days"), language) if rule.grace else ""
        lines += [f"{rule.id} ({pick(STRENGTHS[rule.strength], language)}{days})", f"    {rule.why.in_(language)}"]
    return lines


def measures(language: str) -> list[str]:
    """Every shipped measure, its behaviour and keys."""
    lines = []
    for measure in shipped_vocabulary().measures.values():
        keys = f" by {', '.join(measure.keys)}" if measure.keys else ""
        lines.append(f"{measure.id:30}{measure.dimension:10}{measure.behaviour:12}{measure.label.in_(language)}{keys}")
    return lines


def names() -> list[str]:
    """Every public name and the first line of what it is."""
    lines = []
    for name in sorted(stargate_claims.__all__, key=str.casefold):
        what = (
            inspect.getdoc(getattr(stargate_claims, name)) if name != "__version__" else "The version of the package."
        )
        lines.append(f"{name:22}{(what or '').splitlines()[0]}")
    return lines


def commands() -> list[str]:
    """Every command with its help, in the language of the environment."""
    blocks = []
    for name, command in sorted(cli.commands.items()):
        context = command.context_class(
            command, info_name=f"stargate-claims {name}", max_content_width=118, terminal_width=118
        )
        blocks += [*command.get_help(context).splitlines(), ""]
    return blocks[:-1]


def findings(language: str) -> list[str]:
    """The findings on the seed ledger at a glance: what each is about, and its first pair of claims."""
    lines = []
    for number, finding in enumerate(stargate_claims.check_consistency(stargate_claims.example("stargate")), start=1):
        lines.append(f"{number:2}. {heading(finding, language)}")
        for id in finding.strongest.claims:
            claim = finding.claim(id)
            said = next(filter(None, said_words(claim, finding, language)))
            lines.append(f"      {id} {names_of(claim.by, finding.vocabulary, language)}: {said}")
    return lines


ANSWERS = (
    "judging.promises.Promise",
    "judging.consensus.Consensus",
    "judging.consensus.Stand",
    "judging.consensus.Timeline",
    "judging.consensus.Moment",
    "judging.report.Unchecked",
    "judging.case.Skipped",
    "model.findings.Side",
    "model.findings.Gap",
    "showing.charts.chart.Chart",
)
"""What the methods of a report answer with, beside what has a public name."""


def answers() -> list[str]:
    """What Sphinx needs to describe the answers of a report."""
    return [line for path in ANSWERS for line in (f".. autoclass:: stargate_claims.{path}", "")][:-1]


def words() -> list[str]:
    """What Sphinx needs to describe every choice of words in the model."""
    found = {
        f"{value.__module__}.{value.__qualname__}"
        for module in pkgutil.iter_modules(stargate_claims.model.__path__, "stargate_claims.model.")
        for value in vars(importlib.import_module(module.name)).values()
        if inspect.isclass(value) and issubclass(value, StrEnum) and value.__module__ == module.name
    }
    public = {f"{value.__module__}.{value.__qualname__}" for value in map(_public, stargate_claims.__all__) if value}
    return [line for path in sorted(found - public) for line in (f".. autoclass:: {path}", "")][:-1]


def _public(name: str) -> type | None:
    value = getattr(stargate_claims, name)
    return value if inspect.isclass(value) else None


def api(floor: str) -> list[str]:
    """What Sphinx needs to describe the public names of one floor from their docstrings."""
    lines = []
    for name in stargate_claims.__all__:
        value = getattr(stargate_claims, name)
        if getattr(value, "__module__", "").removeprefix("stargate_claims.").split(".")[0] == floor:
            kind = "autofunction" if inspect.isfunction(value) else "autoclass"
            kind = "autoexception" if inspect.isclass(value) and issubclass(value, Exception) else kind
            lines += [f".. {kind}:: stargate_claims.{name}", ""]
    return lines[:-1]


class _Filled(ast.NodeTransformer):
    """An expression with a module's constants in the place of their names."""

    def __init__(self, constants: dict[str, ast.expr]) -> None:
        self.constants = constants

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The value of a constant that is a number."""
        value = self.constants.get(node.id, node)
        return value if isinstance(value, ast.Constant) else node


def _is_bar(test: ast.expr) -> bool:
    """Whether something is held against a number."""
    numbers = [node.value for node in ast.walk(test) if isinstance(node, ast.Constant)]
    ordered = isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.LtE | ast.GtE)
    return ordered and any(isinstance(number, int | float) for number in numbers)


def benchmarks() -> list[str]:
    """Every benchmark: what it measures against what, and what it asserts, out of its source."""
    lines = []
    for path in sorted(Path(__file__).parent.parent.glob("tests/benchmarks/test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            node.targets[0].id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        lines += [f"{path.name}: {(ast.get_docstring(tree) or '').splitlines()[0]}"]
        for test in ast.walk(tree):
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
                tests = [node.test for node in ast.walk(test) if isinstance(node, ast.Assert)]
                bars = [ast.unparse(bar) for bar in map(_Filled(constants).visit, tests) if _is_bar(bar)]
                about = ast.get_docstring(test)
                lines += [f"    {test.name.removeprefix('test_').replace('_', ' ')}"]
                lines += [f"        {about.splitlines()[0]}"] if about else []
                lines += [f"        {bar}" for bar in bars]
    return lines


TABLES: dict[str, Callable[..., list[str]]] = {
    "severity": severity,
    "rules": rules,
    "measures": measures,
    "names": names,
    "commands": commands,
    "findings": findings,
    "api": api,
    "answers": answers,
    "words": words,
    "benchmarks": benchmarks,
}

if __name__ == "__main__":
    sys.stdout.write("\n".join(TABLES[sys.argv[1]](*sys.argv[2:])) + "\n")
