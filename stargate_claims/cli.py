"""The command line: one command a function, nothing but wiring."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from stargate_claims import __version__
from stargate_claims.errors import LedgerWarning, StargateClaimsError

if TYPE_CHECKING:
    from stargate_claims.showing.terminal import Line

CLEAN, FOUND, FAILED, INTERRUPTED, CLOSED = 0, 1, 2, 130, 141
"""Exit statuses: nothing found, findings, could not run; and as shells count SIGINT and SIGPIPE."""

WIDTH_WHEN_PIPED = 120


_FORM = click.option("-f", "--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
_LANGUAGE = click.option("--lang", "language", type=click.Choice(["ko", "en"]), help="Language [the ledger's own].")
_LEDGER = click.argument("path", type=click.Path(path_type=Path))


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> date | None:
    """A day as 2025-01-21, and in no other spelling."""
    if text is None:
        return None
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        raise click.BadParameter(f"{text!r} is no day; write it as 2025-01-21")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"there is no {text} in the calendar") from None


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Keep a ledger of claims and see which of them cannot both be true, and why."""


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--lang", "language", type=click.Choice(["ko", "en"]), help="Language of the report [the ledger's own].")
@click.option("-f", "--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
@click.option("--texts", type=click.Path(path_type=Path), help="Folder of your copies: show the printed sentences.")
@click.option("--as-of", callback=_day, metavar="DAY", help="Judge only what was published by the end of this day.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also where something was found.")
def check(path: Path, language: str | None, form: str, texts: Path | None, as_of: date | None, exit_zero: bool) -> None:
    """Check the ledger at PATH: exit status 0 if nothing contradicts, 1 with findings, 2 if it could not run."""
    from stargate_claims.judging.consistency import check_consistency
    from stargate_claims.keeping.library import load

    ledger = load(path)
    printed = None
    if texts is not None:
        from stargate_claims.keeping.copies import Texts

        printed = Texts(texts, ledger).printed
    report = check_consistency(ledger, as_of=as_of)
    if form == "json":
        from stargate_claims.showing.exports import report_record

        _print_json(report_record(report, printed))
    else:
        from stargate_claims.showing.terminal import report_lines

        _print_lines(report_lines(report, language or ledger.language, _width(), printed))
    click.get_current_context().exit(FOUND if report.findings and not exit_zero else CLEAN)


@cli.command()
@_LEDGER
@click.option("--texts", type=click.Path(path_type=Path), required=True, help="Folder of your copies of the articles.")
@click.option("--write", is_flag=True, help="Write what is missing into the ledger's files.")
@_LANGUAGE
@_FORM
def locate(path: Path, texts: Path, write: bool, language: str | None, form: str) -> None:
    """Find the places of the claims in your copies: exit status 1 if a place is lost or could be several."""
    from stargate_claims.keeping.locating import locate as located
    from stargate_claims.showing.places import located_lines, located_record

    outcome = located(path, texts, write=write)
    if form == "json":
        _print_json(located_record(outcome))
    else:
        _print_lines(located_lines(outcome, language or outcome.language, _width()))
    click.get_current_context().exit(CLEAN if outcome.settled else FOUND)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--published", callback=_day, metavar="DAY", help="The day of publication, for days such as 지난 21일.")
@click.option("-f", "--format", "form", type=click.Choice(["human", "json", "csv"]), default="human", show_default=True)
def figures(file: Path, published: date | None, form: str) -> None:
    """Show the figures and days of FILE (- for standard input), and how each is read."""
    from stargate_claims.keeping.articles import read_article
    from stargate_claims.showing.mentions import mention_csv, mention_lines, mentions

    text, _ = read_article(file)
    rows = mentions(text, published)
    if form == "json":
        _print_json(rows)
    elif form == "csv":
        _print(mention_csv(rows))
    else:
        _print_lines(mention_lines(text, rows))


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--published", callback=_day, required=True, metavar="DAY", help="The day of publication, 2025-07-22.")
@click.option("--publisher", metavar="ID", help="Who published it [what the article's byline says].")
@click.option("--language", type=click.Choice(["ko", "en"]), default="ko", show_default=True, help="Of the articles.")
@click.option("--ledger", type=click.Path(path_type=Path), help="A ledger that lends its names, measures and rules.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["human", "json", "yaml"]), default="human", show_default=True
)
@click.option("--into", type=click.Path(path_type=Path), help="Write drafts to this new YAML file, for review.")
def extract(
    files: tuple[Path, ...],
    published: date,
    publisher: str | None,
    language: str,
    ledger: Path | None,
    form: str,
    into: Path | None,
) -> None:
    """Read draft claims from articles, each FILE one article: a person decides which of them enter a ledger."""
    from stargate_claims.keeping.drafts import Reading, draft_text, read_articles, write_drafts
    from stargate_claims.showing.drafts import draft_lines, draft_record

    known = None
    if ledger is not None:
        from stargate_claims.keeping.library import load

        known = load(ledger)
    read: list[Reading] = []
    with (
        click.progressbar(files, file=sys.stderr)
        if len(files) > 1 and sys.stderr.isatty()
        else nullcontext(files) as bar
    ):
        read += read_articles(bar, published, publisher, language, known, new_only=into is not None)
    if into is not None:
        write_drafts(read, into)
        _print(f"{into}: {sum(len(reading.drafts) for reading in read)} drafts")
    elif form == "json":
        several = len(read) > 1
        _print_json([
            {**({"file": reading.file} if several else {}), **draft_record(draft)}
            for reading in read
            for draft in reading.drafts
        ])  # fmt: skip
    elif form == "yaml":
        _print(draft_text(read).rstrip("\n"))
    else:
        from stargate_claims.showing.terminal import inert

        for reading in read:
            _print("\n".join(map(inert, draft_lines(reading.drafts, reading.text, language))))


@cli.command()
@click.argument("drafts", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), required=True, help="The ledger folder that they enter.")
@click.option("--reviewer", required=True, metavar="NAME", help="Who has read them.")
@click.option("--on", callback=_day, required=True, metavar="DAY", help="The day of the review, 2025-07-22.")
def accept(drafts: Path, into: Path, reviewer: str, on: date) -> None:
    """Enter the drafts in DRAFTS that are marked 'accepted: yes' into a ledger folder."""
    from stargate_claims.keeping.drafts import accept_drafts

    claims = accept_drafts(drafts, into, reviewer, on)
    _print(f"{into}: {len(claims)} claims")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lang", "language", type=click.Choice(["ko", "en"]), default="ko", show_default=True)
def new(folder: Path, language: str) -> None:
    """Start an empty ledger in FOLDER, with comments that say what to write where."""
    from stargate_claims.keeping.started import start

    for file in start(folder, language):
        _print(str(file))


@cli.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@_LANGUAGE
@_FORM
def rules(path: Path | None, language: str | None, form: str) -> None:
    """List the rules, run their cases, and say what they did on the ledger at PATH: exit status 1 if a case fails."""
    from stargate_claims.judging.consistency import check_consistency
    from stargate_claims.judging.trials import trials, uses
    from stargate_claims.keeping.ledger import Ledger
    from stargate_claims.keeping.library import load
    from stargate_claims.keeping.shipped import shipped_rules, with_cases
    from stargate_claims.showing.rules import rule_lines, rule_records

    ledger = Ledger.new() if path is None else load(path)
    every = with_cases(ledger.rules)
    tried = list(trials(every))
    used = None if path is None else uses(check_consistency(ledger), every)
    if form == "json":
        _print_json(rule_records(every, ledger.vocabulary, tried, used, shipped_rules(cases=True)))
    else:
        _print_lines(rule_lines(every, ledger.vocabulary, tried, used, language or ledger.language, _width()))
    click.get_current_context().exit(CLEAN if all(trial.passed for trial in tried) else FOUND)


@cli.command()
@click.argument("kind", type=click.Choice(["source", "entities", "measures", "rules", "ledger"]), default="source")
def schema(kind: str) -> None:
    """Print the JSON Schema of one KIND of ledger file, for editors and check-jsonschema."""
    from stargate_claims.keeping.schema import schema_of

    _print_json(schema_of(kind))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--head", metavar="SIZE:HASH", help="A head that you kept: records taken away or rewritten are noticed.")
@_FORM
def verify(file: Path, head: str | None, form: str) -> None:
    """Read every record of FILE (.jsonl, .db) and check that nothing was changed; the first bad line is named."""
    from stargate_claims.keeping.records import Head
    from stargate_claims.keeping.verifying import verify as verified

    found = verified(file, None if head is None else Head.parse(head))
    if form == "json":
        _print_json({"head": str(found.head), "claims": found.claims, "since": found.since})
        return
    kept = "without a kept head nobody can tell whether the last records were taken away"
    if found.since is not None:
        kept = f"the kept head is in it; {found.since} records came after"
    counts = f"{found.head.size} records, {found.claims} claims: every line follows from the one before"
    _print_lines(map(_plain, (counts, kept, f"head {found.head}")))


@cli.command()
@click.argument("source")
@click.argument("target")
@_FORM
def convert(source: str, target: str, form: str) -> None:
    """Write the ledger SOURCE as TARGET, which must not exist: a folder (YAML), a .jsonl, .db or .csv file."""
    from stargate_claims.keeping.convert import convert as converted

    done = converted(source, target, _progress)
    if form == "json":
        _print_json({"head": str(done.head), "claims": done.claims, "dropped": list(done.dropped)})
        return
    dropped = (f"left out, for {target} has no room for it: {what}" for what in done.dropped)
    counts = f"{done.claims} claims, {done.head.size} records"
    _print_lines(map(_plain, (counts, *dropped, f"head {done.head}")))


@cli.command()
@click.argument("claim")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@_LANGUAGE
@_FORM
def show(claim: str, path: Path | None, language: str | None, form: str) -> None:
    """Show one CLAIM of the ledger at PATH [this folder]: its place, its history, and who repeats it."""
    from stargate_claims.keeping.library import load
    from stargate_claims.showing.history import claim_lines, claim_record

    ledger = load(path or Path())
    found = ledger.get(claim)
    if form == "json":
        _print_json(claim_record(found, ledger))
    else:
        _print_lines(claim_lines(found, ledger, language or ledger.language, _width()))


@cli.command()
@_FORM
def doctor(form: str) -> None:
    """Tell the versions of what this program runs on, and which of their known faults touch a ledger."""
    from stargate_claims.showing.doctor import diagnose, diagnosis_lines, diagnosis_record

    diagnosis = diagnose(Path())
    if form == "json":
        _print_json(diagnosis_record(diagnosis))
    else:
        _print_lines(diagnosis_lines(diagnosis, _width()))


def _plain(text: str) -> Line:
    from stargate_claims.showing.terminal import Line, inert

    return Line(inert(text))


def _progress(lines: Iterable[str]) -> Iterable[str]:
    """A bar on a terminal, and nothing anywhere else."""
    if not sys.stderr.isatty():
        yield from lines
        return
    with click.progressbar(lines, file=sys.stderr) as bar:
        yield from bar


def _width() -> int:
    return shutil.get_terminal_size((WIDTH_WHEN_PIPED, 0)).columns


def _print_lines(lines: Iterable[Line]) -> None:
    from stargate_claims.showing.terminal import coloured

    _print("\n".join(map(coloured, lines)))


def _print_json(record: object) -> None:
    from stargate_claims.showing.exports import json_text

    unicode = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    _print(json_text(record, ascii_only=not unicode))


def _print(text: str) -> None:
    """Print to stdout: in colour on a terminal, unless asked not to (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    try:
        # click's own choice of stream would write UTF-8 to a terminal that says it reads ASCII.
        click.echo(text, file=sys.stdout, color=False if plain else None)
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
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", LedgerWarning)
            warnings.showwarning = _warn
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


def _warn(
    message: Warning | str, category: object, filename: str, lineno: int, file: object = None, line: str | None = None
) -> None:
    """A warning as one line, without the line of code that gave it."""
    _complain(str(message))


def _complain(message: str) -> None:
    """Print an error to stderr: names in it come from files, so none may steer the terminal."""
    from stargate_claims.showing.terminal import inert

    for line in message.split("\n"):
        click.echo(f"stargate-claims: {inert(line)}", file=sys.stderr)
