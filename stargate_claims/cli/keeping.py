"""Commands that keep ledgers: new, locate, schema, convert, verify, show, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stargate_claims.cli.console import (
    CLEAN,
    FORM,
    FOUND,
    LANGUAGE,
    LEDGER,
    plain,
    print_json,
    print_lines,
    print_text,
    progress,
    say,
    width,
)

if TYPE_CHECKING:
    from stargate_claims.keeping.ledger import Ledger
    from stargate_claims.model.findings import Finding


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--lang", "language", type=click.Choice(["ko", "en"]), default="ko", show_default=True)
@click.option("--sheet", type=click.Path(path_type=Path), help="Start a newsroom sheet instead: a .xlsx or .csv file.")
def new(folder: Path | None, language: str, sheet: Path | None) -> None:
    """Start an empty ledger in FOLDER, with comments that say what to write where; or an empty sheet."""
    if (folder is None) == (sheet is None):
        raise click.UsageError(
            say(
                "장부를 둘 FOLDER나, 표를 쓸 --sheet FILE 가운데 하나를 적어 주세요",
                "name a FOLDER for a ledger, or --sheet FILE for a sheet",
            )
        )
    if sheet is not None:
        from stargate_claims.keeping.sheet_template import start_sheet

        files = start_sheet(sheet, language)
    else:
        from stargate_claims.keeping.started import start

        assert folder is not None  # one of the two is
        files = start(folder, language)
    for file in files:
        print_text(str(file))


@click.command()
@LEDGER
@click.option("--texts", type=click.Path(path_type=Path), required=True, help="Folder of your copies of the articles.")
@click.option("--write", is_flag=True, help="Write what is missing into the ledger's files.")
@LANGUAGE
@FORM
def locate(path: Path, texts: Path, write: bool, language: str | None, form: str) -> None:
    """Find the places of the claims in your copies: exit status 1 if a place is lost or could be several."""
    from stargate_claims.keeping.locating import locate as located
    from stargate_claims.showing.places import located_lines, located_record

    outcome = located(path, texts, write=write)
    if form == "json":
        print_json(located_record(outcome))
    else:
        print_lines(located_lines(outcome, language or outcome.language, width()))
    click.get_current_context().exit(CLEAN if outcome.settled else FOUND)


@click.command()
@click.argument("kind", type=click.Choice(["source", "entities", "measures", "rules", "ledger"]), default="source")
def schema(kind: str) -> None:
    """Print the JSON Schema of one KIND of ledger file, for editors and check-jsonschema."""
    from stargate_claims.keeping.schema import schema_of

    print_json(schema_of(kind))


@click.command()
@click.argument("source")
@click.argument("target")
@FORM
def convert(source: str, target: str, form: str) -> None:
    """Write the ledger SOURCE as TARGET, which must not exist yet.

    A folder (YAML), a .jsonl, .db, .parquet, .csv or .jsonld file, or a schema of PostgreSQL: postgresql://USER@HOST/DATABASE?schema=NAME

    SOURCE may also be a newsroom's sheet, .xlsx or .csv, as 'new --sheet' starts one.
    """
    from stargate_claims.judging.sieve import FileRows
    from stargate_claims.keeping.convert import convert as converted

    done = converted(source, target, progress, FileRows)
    if form == "json":
        print_json({"head": str(done.head), "claims": done.claims, "dropped": list(done.dropped)})
        return
    dropped = (
        say(f"{target}에는 둘 자리가 없어 뺀 것: {what}", f"left out, for {target} has no room for it: {what}")
        for what in done.dropped
    )
    counts = say(
        f"주장 {done.claims:,}건, 기록 {done.head.size:,}건",
        f"{_number(done.claims, 'claim')}, {_number(done.head.size, 'record')}",
    )
    print_lines(map(plain, (counts, *dropped, f"{say('머리값', 'head')} {done.head}")))


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


@click.command()
@click.argument("file", type=click.Path())
@click.option("--head", metavar="SIZE:HASH", help="A head that you kept: records taken away or rewritten are noticed.")
@FORM
def verify(file: str, head: str | None, form: str) -> None:
    """Read every record of FILE (.jsonl, .db, postgresql://…): was anything changed? The first bad line is named."""
    from stargate_claims.keeping.records import Head
    from stargate_claims.keeping.verifying import verify as verified

    found = verified(file, None if head is None else Head.parse(head))
    if form == "json":
        print_json({"head": str(found.head), "claims": found.claims, "since": found.since})
        return
    kept = say(
        "보관해 둔 머리값이 없으면 마지막 기록들이 사라졌는지는 알 수 없습니다",
        "without a kept head nobody can tell whether the last records were taken away",
    )
    if found.since is not None:
        kept = say(
            f"보관해 둔 머리값이 들어 있고, 그 뒤로 기록 {found.since:,}건이 더해졌습니다",
            f"the kept head is in it; {_number(found.since, 'record')} came after",
        )
    records, claims = _number(found.head.size, "record"), _number(found.claims, "claim")
    counts = say(
        f"기록 {found.head.size:,}건, 주장 {found.claims:,}건: 모든 줄이 앞줄에서 이어집니다",
        f"{records}, {claims}: every line follows from the one before",
    )
    print_lines(map(plain, (counts, kept, f"{say('머리값', 'head')} {found.head}")))


@click.command()
@click.argument("claim")
@click.argument("path", type=click.Path(), required=False)
@LANGUAGE
@FORM
def show(claim: str, path: str | None, language: str | None, form: str) -> None:
    """Show one CLAIM of the ledger at PATH [this folder]: its place, its history, and who repeats it; or a finding."""
    from stargate_claims.keeping.library import load
    from stargate_claims.showing.history import claim_lines, claim_record

    ledger = load(path or ".")
    language = language or ledger.language
    if claim not in ledger and (finding := _finding(claim, ledger)) is not None:
        from stargate_claims.showing.exports import finding_record
        from stargate_claims.showing.terminal import finding_lines

        if form == "json":
            print_json(finding_record(finding, None))
        else:
            print_lines(finding_lines(finding, language, width(), shown=len(finding.edges)))
        return
    found = ledger.get(claim)
    if form == "json":
        print_json(claim_record(found, ledger))
    else:
        print_lines(claim_lines(found, ledger, language, width()))


def _finding(id: str, ledger: Ledger) -> Finding | None:
    """A finding of a ledger, accepted ones too; None for what is no id of one."""
    if not id.startswith("f-"):
        return None
    from stargate_claims.judging.consistency import check_consistency

    report = check_consistency(ledger)
    return next((finding for finding in (*report.findings, *report.suppressed) if finding.id == id), None)


@click.command()
@FORM
def doctor(form: str) -> None:
    """Tell the versions of what this program runs on, and which of their known faults touch a ledger."""
    from stargate_claims.showing.doctor import diagnose, diagnosis_lines, diagnosis_record

    diagnosis = diagnose(Path())
    if form == "json":
        print_json(diagnosis_record(diagnosis))
    else:
        print_lines(diagnosis_lines(diagnosis, width()))
