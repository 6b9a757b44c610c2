"""What every command shares: exit statuses, options, and how it prints."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from stargate_claims.showing.terminal import Line

Item = TypeVar("Item")

CLEAN, FOUND, FAILED, INTERRUPTED, CLOSED = 0, 1, 2, 130, 141
"""Exit statuses: nothing found, findings, could not run; and as shells count SIGINT and SIGPIPE."""

WIDTH_WHEN_PIPED = 120

_LOCALE = ("STARGATE_CLAIMS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that say in which language to speak, in the order of POSIX; ours first."""


FORM = click.option("-f", "--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
LANGUAGE = click.option("--lang", "language", type=click.Choice(["ko", "en"]), help="Language [the ledger's own].")
LEDGER = click.argument("path", type=click.Path(path_type=Path))


def spoken() -> str:
    """The language of help, errors and of what has no ledger to take one from: the locale's, "ko" or "en"."""
    chosen = next(filter(None, map(os.environ.get, _LOCALE)), "")
    return "ko" if re.split(r"[_.@-]", chosen)[0].lower() in ("ko", "korean") else "en"


def say(korean: str, english: str) -> str:
    """One of two wordings of one message, by the language of errors."""
    return korean if spoken() == "ko" else english


class Spoken(click.Context):
    """Help in the language of the locale."""

    def make_formatter(self) -> click.HelpFormatter:
        """What lays out the help."""
        if spoken() != "ko":
            return super().make_formatter()
        from stargate_claims.cli.korean import KoreanFormatter

        return KoreanFormatter(width=self.terminal_width, max_width=self.max_content_width)


def day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    """A day as 2025-01-21, and in no other spelling."""
    if text is None:
        return None
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        raise click.BadParameter(
            say(f"{text!r}: 날짜가 아닙니다. 2025-01-21처럼 적어 주세요", f"{text!r} is no day; write it as 2025-01-21")
        )
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(say(f"달력에 없는 날입니다: {text}", f"there is no {text} in the calendar")) from None


def size(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """An amount of memory as 2GB or 512MiB."""
    if text is None or re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,3})? ?[KMGT]i?B", text):
        return text
    raise click.BadParameter(
        say(
            f"{text!r}: 메모리의 크기가 아닙니다. 2GB처럼 적어 주세요",
            f"{text!r} is no amount of memory; write it as 2GB",
        )
    )


def plain(text: str) -> Line:
    """A line without marks; nothing in it steers the terminal."""
    from stargate_claims.showing.terminal import Line, inert

    return Line(inert(text))


def progress(items: Iterable[Item]) -> Iterable[Item]:
    """A bar on a terminal, and nothing anywhere else."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, file=sys.stderr) as bar:
        yield from bar


def width() -> int:
    """Columns of the terminal."""
    return shutil.get_terminal_size((WIDTH_WHEN_PIPED, 0)).columns


def print_lines(lines: Iterable[Line]) -> None:
    """Print marked lines."""
    from stargate_claims.showing.terminal import coloured

    print_text("\n".join(map(coloured, lines)))


def print_json(record: object, indent: int | None = 1) -> None:
    """Print a record as JSON, on one line without an indent; escaped where stdout is not Unicode."""
    from stargate_claims.showing.exports import json_text

    unicode = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    print_text(json_text(record, ascii_only=not unicode, indent=indent))


def print_text(text: str) -> None:
    """Print to stdout: in colour on a terminal, unless asked not to (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    try:
        # click's own choice of stream would write UTF-8 to a terminal that says it reads ASCII.
        click.echo(text, file=sys.stdout, color=False if plain else None)
    except BrokenPipeError:
        # Whoever read has closed the pipe; what is still buffered must not raise again when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(CLOSED) from None


def complain(message: str) -> None:
    """Print an error to stderr: names in it come from files, so none may steer the terminal."""
    from stargate_claims.showing.terminal import inert

    with suppress(BrokenPipeError):  # whoever read has closed the pipe: the exit status still tells
        for line in message.split("\n"):
            click.echo(f"stargate-claims: {inert(line)}", file=sys.stderr)
