"""Tables of the documentation that come from the code: ``python docs/tables.py NAME``, a name of TABLES."""

from __future__ import annotations

import inspect
import sys

import click

import stargate_claims
from stargate_claims.cli import cli
from stargate_claims.judging.severity import TABLE
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary


def severity() -> list[str]:
    """Cause x strength."""
    rows = [f"{'cause':14}{'strict':10}{'defeasible':12}soft"]
    return rows + [f"{cause:14}{strict:10}{defeasible:12}{soft}" for cause, (strict, defeasible, soft) in TABLE.items()]


def rules() -> list[str]:
    """Every shipped rule, its strength and grace, and why."""
    lines = []
    for rule in shipped_rules():
        days = f", {rule.grace} days" if rule.grace else ""
        lines += [f"{rule.id} ({rule.strength}{days})", f"    {rule.why.en}", f"    {rule.why.ko}"]
    return lines


def measures() -> list[str]:
    """Every shipped measure, its behaviour and keys."""
    lines = []
    for measure in shipped_vocabulary().measures.values():
        keys = f" by {', '.join(measure.keys)}" if measure.keys else ""
        lines.append(f"{measure.id:30}{measure.dimension:10}{measure.behaviour:12}{measure.label.ko}{keys}")
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
    """Every command with its help."""
    blocks = []
    for name, command in sorted(cli.commands.items()):
        context = click.Context(command, info_name=f"stargate-claims {name}", max_content_width=118, terminal_width=118)
        blocks += [*command.get_help(context).splitlines(), ""]
    return blocks[:-1]


TABLES = {"severity": severity, "rules": rules, "measures": measures, "names": names, "commands": commands}

if __name__ == "__main__":
    sys.stdout.write("\n".join(TABLES[sys.argv[1]]()) + "\n")
