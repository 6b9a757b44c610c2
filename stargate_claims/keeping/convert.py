"""A ledger from one form to another, without loss: what was written is read again and compared."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from attrs import define, field, frozen

from stargate_claims.keeping.columns import COLUMNS, MakeTeller, about, lines_of, names_of, write_columns
from stargate_claims.keeping.files import refuse_existing, refused
from stargate_claims.keeping.journal import write_lines
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import load
from stargate_claims.keeping.paper import dump
from stargate_claims.keeping.problems import Code, raise_if, refusal
from stargate_claims.keeping.records import DATABASES, JOURNALS, Head, Line, Record, line_of, read_line
from stargate_claims.keeping.saving import all_records, numbered, open_store
from stargate_claims.keeping.sheets import DROPPED, write_csv
from stargate_claims.keeping.strict import NotStrict

FORMS = "a folder (YAML), a .jsonl, .db, .parquet or .csv file"
_LATER = {".arrow": "Arrow", ".feather": "Arrow", ".xlsx": "Excel", ".json": "JSON"}

_LINES = (*JOURNALS, *DATABASES, *COLUMNS)
"""Names of files that hold the very lines of a ledger."""


@frozen
class Lines:
    """The lines of a ledger: how many, and what reads them, as often as it is asked."""

    size: int
    read: Callable[[], Iterable[Line]]

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Line]:
        return iter(self.read())


class Watch(Protocol):
    """Shows the progress of what goes through it."""

    def __call__(self, lines: Iterable[Line]) -> Iterable[Line]:
        """The same lines."""


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


def convert(source: str, target: str, watch: Watch | None = None, teller: MakeTeller | None = None) -> Converted:
    """Write a ledger in another form.

    Args:
        source: anything that `load` reads.
        target: what does not exist yet: a folder, a .jsonl, .db, .parquet or .csv file.
        watch: goes over the lines while they are written, to show progress.
        teller: makes, of a vocabulary, what fills the columns of a .parquet file (`judging.rows.Rows`).

    Raises:
        LedgerError: if something is there already, or the new form cannot hold the ledger.
    """
    place = Path(target)
    _refuse_form(target, place)
    refuse_existing(place)
    if Path(source).suffix in _LINES and place.suffix in _LINES:
        with _lines(Path(source)) as lines:
            return _copied(lines, place, watch or _unwatched, teller)
    ledger = load(source)
    records = all_records(ledger, source)
    if place.suffix in _LINES:
        return _copied(Lines(len(records), lambda: _numbered(records)), place, watch or _unwatched, teller)
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


def _unwatched(lines: Iterable[Line]) -> Iterable[Line]:
    return lines


def _refuse_form(target: str, place: Path) -> None:
    if "://" in target:
        what = "PostgreSQL" if target.startswith(("postgres:", "postgresql:")) else "an address"
        raise refusal(target, Code.WRONG_FORM, f"this version does not write to {what}", f"name {FORMS}")
    if place.suffix in _LATER:
        raise refusal(target, Code.WRONG_FORM, f"this version writes no {_LATER[place.suffix]}", f"name {FORMS}")
    if place.suffix not in ("", ".csv", *_LINES):
        raise refusal(target, Code.WRONG_FORM, f"a ledger has no form {place.suffix!r}", f"name {FORMS}")
    if not place.parent.is_dir():
        raise refusal(target, Code.NOT_FOUND, "the folder that it would lie in is not there", "make it first")


@contextmanager
def _lines(source: Path) -> Iterator[Lines]:
    """The lines of a file of records."""
    if source.suffix in COLUMNS:
        yield Lines(about(source).head.size, lambda: lines_of(source))
    else:
        with open_store(source) as store:
            yield Lines(store.head.size, store.lines)


def _numbered(records: Iterable[Record]) -> Iterator[Line]:
    """The lines of records as a ledger of their own."""
    head = Head()
    for record in records:
        text, _ = line_of(record, head)
        line = read_line(text.encode(), head)
        head = line.head
        yield line


def _copied(lines: Lines, target: Path, watch: Watch, teller: MakeTeller | None) -> Converted:
    """The very lines of another file of records, whatever stands in them, known or not; one after the other."""
    written = _Written()
    if target.suffix in COLUMNS:
        if teller is None:
            raise TypeError("columns need a teller; pass stargate_claims.judging.rows.Rows")
        names = names_of(lines, str(target))
        vocabulary = names.ledger(target.stem).vocabulary
        raise_if(names.problems)
        write_columns(target, written.seen(lines, watch), teller(vocabulary))
        return Converted(head=written.head, claims=written.claims)
    texts = (line.text for line in written.seen(lines, watch))
    if target.suffix in JOURNALS:
        write_lines(target, texts)
    else:
        from stargate_claims.keeping.sqlite import write_database

        write_database(target, texts)
    return Converted(head=written.head, claims=written.claims)


@define
class _Written:
    """How far the writing of a file has come."""

    head: Head = field(factory=Head)
    claims: int = 0

    def seen(self, lines: Iterable[Line], watch: Watch) -> Iterator[Line]:
        """The same lines, counted and shown."""
        for line in watch(lines):
            self.head = line.head
            self.claims += line.kind == "claim"
            yield line


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
