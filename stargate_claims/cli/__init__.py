"""The command line: one command a function, nothing but wiring."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import NoReturn

import click

from stargate_claims import __version__
from stargate_claims.cli.asking import consensus, promises, timeline
from stargate_claims.cli.checking import check, report, rules
from stargate_claims.cli.console import CLEAN, FAILED, INTERRUPTED, Spoken, complain, say, spoken
from stargate_claims.cli.keeping import convert, doctor, locate, new, schema, show, verify
from stargate_claims.cli.reading import accept, extract, figures
from stargate_claims.cli.shell import completion
from stargate_claims.errors import LedgerWarning, StargateClaimsError


class _Group(click.Group):
    """Commands listed with their whole first sentence: click would cut it at the end of the line."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in ``--help``."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(200)) for name in sorted(self.commands)])


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Keep a ledger of claims and see which of them cannot both be true, and why."""


cli.context_class = Spoken
for _command in (
    check, report, promises, consensus, timeline, rules,
    figures, extract, accept,
    new, locate, schema, convert, verify, show, doctor,
    completion,
):  # fmt: skip
    _command.context_class = Spoken
    cli.add_command(_command)


def main() -> NoReturn:
    """Run a command. Whatever goes wrong ends in one message and exit status 2, never in 1: that means findings."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal or pipe that cannot print Hangul gets escapes instead of a traceback.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_status())


def _status() -> int:
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", LedgerWarning)
            warnings.showwarning = _warn
            return cli.main(prog_name="stargate-claims", standalone_mode=False) or CLEAN
    except click.Abort:  # click's own word for Ctrl-C
        return INTERRUPTED
    except click.ClickException as error:
        with suppress(BrokenPipeError):
            _show(error)
    except StargateClaimsError as error:
        from stargate_claims.showing.errors import error_words

        complain(error_words(error, spoken()))
    except Exception:
        import traceback

        ours = "This is a mistake in stargate-claims: please report it with these lines."
        complain(traceback.format_exc() + say("stargate-claims의 잘못입니다. 이 줄들과 함께 알려 주세요.", ours))
    return FAILED


def _show(error: click.ClickException) -> None:
    """A command line that could not be read, with its usage."""
    if spoken() != "ko":
        error.show()
        return
    from stargate_claims.cli.korean import usage_lines

    for line in usage_lines(error):
        click.echo(line, file=sys.stderr)


def _warn(
    message: Warning | str, category: object, filename: str, lineno: int, file: object = None, line: str | None = None
) -> None:
    """A warning as one line, without the line of code that gave it."""
    complain(str(message))
