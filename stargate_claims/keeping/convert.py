"""A ledger from one form to another, without loss: what was written is read again and compared."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from attrs import frozen

from stargate_claims.keeping.files import refuse_existing, refused
from stargate_claims.keeping.grids import TABLES, WORKBOOKS
from stargate_claims.keeping.journal import write_lines
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import load
from stargate_claims.keeping.paper import dump
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import DATABASES, JOURNALS, Head
from stargate_claims.keeping.saving import all_records, create, numbered, open_store
from stargate_claims.keeping.sheets import DROPPED, write_csv
from stargate_claims.keeping.strict import NotStrict

FORMS = "a folder (YAML), a .jsonl, .db or .csv file"
_LATER = {".parquet": "Parquet", ".arrow": "Arrow", ".feather": "Arrow", ".xlsx": "Excel", ".json": "JSON"}

Watch = Callable[[Iterable[str]], Iterable[str]]
"""Shows the progress of what goes through it."""


@frozen(kw_only=True)
class Converted:
    """What a conversion wrote.

    Attributes:
        head: of what was written.
        claims: how many claims.
        dropped: what the new form has no room for.
    """

    head: Head
    claims: int
    dropped: tuple[str, ...] = ()


def convert(source: str, target: str, watch: Watch | None = None) -> Converted:
    """Write a ledger in another form.

    Args:
        source: anything that `load` reads, or a newsroom's .xlsx or .csv sheet.
        target: what does not exist yet: a folder, a .jsonl, .db or .csv file.
        watch: goes over the lines while they are written, to show progress.

    Raises:
        LedgerError: if something is there already, or the new form cannot hold the ledger.
    """
    place = Path(target)
    _refuse_form(target, place)
    refuse_existing(place)
    if Path(source).suffix in (*JOURNALS, *DATABASES) and place.suffix in (*JOURNALS, *DATABASES):
        return _copied(Path(source), place, watch or _unwatched)
    ledger = _read(source)
    records = all_records(ledger, source)
    if place.suffix in (*JOURNALS, *DATABASES):
        return Converted(head=create(records, place), claims=len(ledger))
    head = numbered(records)[1]
    if place.suffix == ".csv":
        try:
            write_csv(ledger, place)
        except NotStrict as error:
            raise refusal(source, Code.BAD_RECORD, str(error), "shorten it; nothing was written") from None
        return Converted(head=head, claims=len(ledger), dropped=DROPPED)
    _to_folder(ledger, place)
    kept = ("fields that this version does not know",) if ledger.kept else ()
    return Converted(head=head, claims=len(ledger), dropped=kept)


def _read(source: str) -> Ledger:
    """A ledger, or the one that a newsroom's sheet makes."""
    place = Path(source)
    if place.suffix not in (*WORKBOOKS, *TABLES):
        return load(source)
    if not place.is_file():
        raise refusal(source, Code.NOT_FOUND, "there is no such file", "start one with 'stargate-claims new --sheet'")
    from stargate_claims.keeping.newsroom import load_sheet

    return load_sheet(place)


def _unwatched(lines: Iterable[str]) -> Iterable[str]:
    return lines


def _refuse_form(target: str, place: Path) -> None:
    if "://" in target:
        what = "PostgreSQL" if target.startswith(("postgres:", "postgresql:")) else "an address"
        raise refusal(target, Code.WRONG_FORM, f"this version does not write to {what}", f"name {FORMS}")
    if place.suffix in _LATER:
        raise refusal(target, Code.WRONG_FORM, f"this version writes no {_LATER[place.suffix]}", f"name {FORMS}")
    if place.suffix not in ("", ".csv", *JOURNALS, *DATABASES):
        raise refusal(target, Code.WRONG_FORM, f"a ledger has no form {place.suffix!r}", f"name {FORMS}")
    if not place.parent.is_dir():
        raise refusal(target, Code.NOT_FOUND, "the folder that it would lie in is not there", "make it first")


def _copied(source: Path, target: Path, watch: Watch) -> Converted:
    """The very lines of another store: whatever stands in them, known or not."""
    with open_store(source) as store:
        lines = list(store.lines())
        texts = watch([line.text for line in lines])
        if target.suffix in JOURNALS:
            write_lines(target, texts)
        else:
            from stargate_claims.keeping.sqlite import write_database

            write_database(target, texts)
    head = lines[-1].head if lines else Head()
    return Converted(head=head, claims=sum(line.kind == "claim" for line in lines))


def _to_folder(ledger: Ledger, place: Path) -> None:
    """A folder that has its name only when all of it is there, and reads back as the same claims."""
    scratch = place.with_name(f".{place.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        dump(ledger, scratch)
        again = load(scratch)
        _refuse_difference(ledger, again, place)
        refuse_existing(place)
        os.rename(scratch, place)
    except OSError as error:
        raise refused(place, error, "writing the folder") from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _refuse_difference(ledger: Ledger, again: Ledger, place: Path) -> None:
    claims = {claim.id: claim for claim in again}
    for claim in ledger:
        if claims.get(claim.id) != claim:
            message = f"claim {claim.id!r} would not read back as the same: YAML has no room for a part of it"
            raise refusal(str(place), Code.BAD_RECORD, message, "name a .jsonl or .db file")
