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

from stargate_claims.keeping.addresses import is_address, without_password
from stargate_claims.keeping.columns import COLUMNS, MakeTeller, names_of, write_columns
from stargate_claims.keeping.exchange import has_lines, lines_in, size_of
from stargate_claims.keeping.files import refuse_existing, refused
from stargate_claims.keeping.grids import TABLES, WORKBOOKS
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import load
from stargate_claims.keeping.linked import DROPPED, write_jsonld
from stargate_claims.keeping.paper import dump
from stargate_claims.keeping.problems import Code, raise_if, refusal
from stargate_claims.keeping.records import Head, Line, Record, line_of, read_line
from stargate_claims.keeping.saving import all_records, is_store, is_there, numbered, open_store, write_store
from stargate_claims.keeping.sheets import SUFFIX, write_csv

FORMS = "a folder (YAML), a .jsonl, .db, .parquet, .csv or .jsonld file, or postgresql://…"
_LINKED = ".jsonld"
"""Written for readers, and not loaded again."""
_INSTEAD = {
    ".arrow": "name a .parquet file, or use Ledger.to_arrow",
    ".feather": "name a .parquet file, or use Ledger.to_arrow",
    ".xlsx": "name a .csv file, which Excel opens",
    ".json": "name a .jsonl file, a record on each line",
    ".yaml": "name a folder, which will hold a file for each source",
    ".yml": "name a folder, which will hold a file for each source",
}
"""What to name instead of a form that is not written."""


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

    def __call__(self, lines: Iterable[Line], /) -> Iterable[Line]:
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
        source: anything that `load` reads, or a newsroom's .xlsx or .csv sheet.
        target: what does not exist yet: a folder, a .jsonl, .db, .parquet, .csv or .jsonld file, or a schema of
            PostgreSQL.
        watch: goes over the lines while they are written, to show progress.
        teller: makes, of a vocabulary, what fills the columns of a .parquet file (`judging.sieve.FileRows`).

    Raises:
        LedgerError: if something is there already, or the new form cannot hold the ledger.
    """
    _refuse_target(target)
    if (is_store(source) or has_lines(source)) and _takes_lines(target):
        with _lines(source) as lines:
            return _copied(lines, target, watch or _unwatched, teller)
    ledger = _read(source)
    records = all_records(ledger, source)
    if _takes_lines(target):
        return _copied(Lines(len(records), lambda: _numbered(records)), target, watch or _unwatched, teller)
    place = Path(target)
    head = numbered(records)[1]
    if place.suffix == _LINKED:
        write_jsonld(ledger, place)
        return Converted(head=head, claims=len(ledger), dropped=DROPPED)
    _to_folder(ledger, place)
    kept = ("fields that this version does not know",) if ledger.kept else ()
    return Converted(head=head, claims=len(ledger), dropped=kept)


def _read(source: str) -> Ledger:
    """A ledger, or the one that a newsroom's sheet makes."""
    place = Path(source)
    if place.suffix not in (*WORKBOOKS, *TABLES) or has_lines(place):
        return load(source)
    if not place.is_file():
        raise refusal(
            source, Code.NOT_FOUND, "there is no such file", "check the path; 'stargate-claims new --sheet' starts one"
        )
    from stargate_claims.keeping.newsroom import load_sheet

    return load_sheet(place)


def _takes_lines(target: str) -> bool:
    """Whether a name is that of what will hold the very lines of a ledger."""
    return is_store(target) or Path(target).suffix in (*COLUMNS, SUFFIX)


def _unwatched(lines: Iterable[Line]) -> Iterable[Line]:
    return lines


def _refuse_target(target: str) -> None:
    if not is_address(target):
        _refuse_form(target, Path(target))
    if is_there(target):
        raise refusal(without_password(target), Code.EXISTS, "there is something there already", "name a new one")


def _refuse_form(target: str, place: Path) -> None:
    if place.suffix and place.suffix != _LINKED and not _takes_lines(target):
        hint = _INSTEAD.get(place.suffix, f"name {FORMS}")
        raise refusal(target, Code.WRONG_FORM, f"no ledger is written as {place.suffix!r}", hint)
    if not place.parent.is_dir():
        raise refusal(target, Code.NOT_FOUND, "the folder that it would lie in is not there", "make it first")


@contextmanager
def _lines(source: str) -> Iterator[Lines]:
    """The lines of what holds records."""
    place = Path(source)
    if not is_store(source):
        yield Lines(size_of(place), lambda: lines_in(place))
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


def _copied(lines: Lines, target: str, watch: Watch, teller: MakeTeller | None) -> Converted:
    """The very lines of another store, whatever stands in them, known or not; one after the other."""
    written = _Written()
    if is_store(target):
        write_store(target, (line.text for line in written.seen(lines, watch)))
    elif Path(target).suffix == SUFFIX:
        write_csv(Path(target), written.seen(lines, watch))
    else:
        if teller is None:
            raise TypeError("columns need a teller; pass stargate_claims.judging.sieve.FileRows")
        names = names_of(lines, target)
        vocabulary = names.ledger(Path(target).stem).vocabulary
        raise_if(names.problems)
        write_columns(Path(target), written.seen(lines, watch), teller(vocabulary))
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
