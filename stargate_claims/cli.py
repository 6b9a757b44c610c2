"""The command line: one command a function, nothing but wiring."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from stargate_claims.errors import StargateClaimsError

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit statuses: nothing found, findings, could not run."""

WIDTH_WHEN_PIPED = 120


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="stargate-claims")
def cli() -> None:
    """Keep a ledger of claims and see which of them cannot both be true, and why."""


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--lang", "language", type=click.Choice(["ko", "en"]), help="Language of the report [the ledger's own].")
@click.option("-f", "--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also where something was found.")
def check(path: Path, language: str | None, form: str, exit_zero: bool) -> None:
    """Check the ledger at PATH: exit status 0 if nothing contradicts, 1 with findings, 2 if it could not run."""
    from stargate_claims.judging.consistency import check_consistency
    from stargate_claims.keeping import load

    ledger = load(path)
    report = check_consistency(ledger)
    if form == "json":
        from stargate_claims.showing.exports import report_record

        click.echo(json.dumps(report_record(report), ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        from stargate_claims.showing.terminal import print_report

        console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_WHEN_PIPED)
        print_report(report, console, language or ledger.language)
    sys.exit(FOUND if report.findings and not exit_zero else CLEAN)


def main() -> None:
    """Run a command; every error of ours ends in one message and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal or pipe that cannot print Hangul gets escapes instead of a traceback.
            stream.reconfigure(errors="backslashreplace")
    try:
        cli.main(prog_name="stargate-claims")
    except StargateClaimsError as error:
        from stargate_claims.showing.terminal import inert

        for line in str(error).split("\n"):
            click.echo(f"stargate-claims: {inert(line)}", err=True)
        sys.exit(FAILED)
