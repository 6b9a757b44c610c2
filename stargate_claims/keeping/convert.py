"""A ledger from one form to another, without loss: what was written is read again and compared."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from attrs import frozen

from stargate_claims.keeping import linked, sheets
from stargate_claims.keeping.addresses import is_address, without_password
from stargate_claims.keeping.files import refuse_existing, refused
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import load
from stargate_claims.keeping.linked import write_jsonld
from stargate_claims.keeping.paper import dump
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import Head
from stargate_claims.keeping.saving import all_records, create, is_store, is_there, numbered, open_store, write_store
from stargate_claims.keeping.sheets import write_csv
from stargate_claims.keeping.strict import NotStrict

FORMS = "a folder (YAML), a .jsonl, .db, .csv or .jsonld file, or postgresql://…"
_TABLES: dict[str, tuple[Callable[[Ledger, Path], None], tuple[str, ...]]] = {
    ".csv": (write_csv, sheets.DROPPED),
    ".jsonld": (write_jsonld, linked.DROPPED),
}
"""What is written for readers and not loaded again: how, and what it has no room for."""
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
        source: anything that `load` reads.
        target: what does not exist yet: a folder, a .jsonl, .db, .csv or .jsonld file, or a schema of PostgreSQL.
        watch: goes over the lines while they are written, to show progress.

    Raises:
        LedgerError: if something is there already, or the new form cannot hold the ledger.
    """
    _refuse_target(target)
    if is_store(source) and is_store(target):
        return _copied(source, target, watch or _unwatched)
    ledger = load(source)
    records = all_records(ledger, source)
    if is_store(target):
        return Converted(head=create(records, target), claims=len(ledger))
    place = Path(target)
    head = numbered(records)[1]
    if place.suffix in _TABLES:
        write, dropped = _TABLES[place.suffix]
        try:
            write(ledger, place)
        except NotStrict as error:
            raise refusal(source, Code.BAD_RECORD, str(error), "shorten it; nothing was written") from None
        return Converted(head=head, claims=len(ledger), dropped=dropped)
    _to_folder(ledger, place)
    kept = ("fields that this version does not know",) if ledger.kept else ()
    return Converted(head=head, claims=len(ledger), dropped=kept)


def _unwatched(lines: Iterable[str]) -> Iterable[str]:
    return lines


def _refuse_target(target: str) -> None:
    if not is_address(target):
        _refuse_form(target, Path(target))
    if is_there(target):
        raise refusal(without_password(target), Code.EXISTS, "there is something there already", "name a new one")


def _refuse_form(target: str, place: Path) -> None:
    if place.suffix in _LATER:
        raise refusal(target, Code.WRONG_FORM, f"this version writes no {_LATER[place.suffix]}", f"name {FORMS}")
    if place.suffix and place.suffix not in _TABLES and not is_store(target):
        raise refusal(target, Code.WRONG_FORM, f"a ledger has no form {place.suffix!r}", f"name {FORMS}")
    if not place.parent.is_dir():
        raise refusal(target, Code.NOT_FOUND, "the folder that it would lie in is not there", "make it first")


def _copied(source: str, target: str, watch: Watch) -> Converted:
    """The very lines of another store: whatever stands in them, known or not."""
    with open_store(source) as store:
        lines = list(store.lines())
    write_store(target, watch([line.text for line in lines]))
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
