"""The command line: one command a function, nothing but wiring."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import click

from stargate_claims import __version__
from stargate_claims.errors import StargateClaimsError

CLEAN, FOUND, FAILED, INTERRUPTED, CLOSED = 0, 1, 2, 130, 141
"""Exit statuses: nothing found, findings, could not run; and as shells count SIGINT and SIGPIPE."""

WIDTH_WHEN_PIPED = 120


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
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
    from stargate_claims.keeping.library import load

    ledger = load(path)
    report = check_consistency(ledger)
    if form == "json":
        from stargate_claims.showing.exports import report_record

        _print_json(report_record(report))
    else:
        from stargate_claims.showing.terminal import coloured, report_lines

        width = shutil.get_terminal_size((WIDTH_WHEN_PIPED, 0)).columns
        lines = report_lines(report, language or ledger.language, width)
        _print("\n".join(map(coloured, lines)))
    click.get_current_context().exit(FOUND if report.findings and not exit_zero else CLEAN)


def _print_json(record: object) -> None:
    from stargate_claims.showing.exports import json_text

    unicode = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    _print(json_text(record, ascii_only=not unicode))


def _print(text: str) -> None:
    """Print to stdout: in colour on a terminal, unless asked not to (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    try:
        click.echo(text, color=False if plain else None)
    except BrokenPipeError:
        # Whoever read has closed the pipe; what is still buffered must not raise again when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(CLOSED) from None


def main() -> NoReturn:
    """Run a command. Whatever goes wrong ends in one message and exit status 2, never in 1: that means findings."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal or pipe that cannot print Hangul gets escapes instead of a traceback.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_status())


def _status() -> int:
    try:
        return cli.main(prog_name="stargate-claims", standalone_mode=False) or CLEAN
    except click.Abort:  # click's own word for Ctrl-C
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
    except StargateClaimsError as error:
        _complain(str(error))
    except Exception:
        import traceback

        _complain(f"{traceback.format_exc()}This is a mistake in stargate-claims: please report it with these lines.")
    return FAILED


def _complain(message: str) -> None:
    """Print an error to stderr: names in it come from files, so none may steer the terminal."""
    from stargate_claims.showing.terminal import inert

    for line in message.split("\n"):
        click.echo(f"stargate-claims: {inert(line)}", err=True)
