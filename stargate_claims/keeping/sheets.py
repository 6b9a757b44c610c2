"""A ledger as a table: CSV that Excel opens with Hangul, in which nothing is run, and that comes back whole.

A row is a record, claims first; its cells are for readers, but for the last, which holds the line of the record. From
the lines alone the ledger is read again, in whatever order the rows are; cells that no longer say what their line says
are refused, for nobody can tell which of the two was meant.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.files import new_file, refused
from stargate_claims.keeping.limits import other_encoding
from stargate_claims.keeping.problems import Code, Problem, refusal
from stargate_claims.keeping.records import Head, Line, read_line
from stargate_claims.keeping.shapes import Shaper, days_text
from stargate_claims.keeping.stores import broken
from stargate_claims.keeping.strict import NotStrict, decoded, normal, read_json
from stargate_claims.model.claims import Claim
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Source

COLUMNS = (
    "id", "by", "via", "form", "cue", "force", "certainty", "polarity", "said", "about", "subject", "measure", "of",
    "for", "bundle", "qualifiers", "value", "value_lower", "value_upper", "unit", "restated", "holds", "stage", "day",
    "members", "list", "together", "without", "denies", "supports", "refers_to", "revises", "supersedes", "retracts",
    "source", "publisher", "published", "paragraph", "summary_ko", "summary_en", "note", "rank", "rank_reason",
    "reviewed_by", "reviewed_on", "recorded_at", "kind", "line",
)  # fmt: skip
SUFFIX = ".csv"

_OURS = b"value_lower"
"""A header that no newsroom's sheet has."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_CELL = 32_767
"""Characters of a cell in Excel."""
_LINE = 131_072
"""Characters of a cell for Python's csv module, and with it for many programs."""
_SHOWN = 60
_HINT = "a table is for reading: change the ledger and convert it again, or take the .csv as it was written"


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> neutral("=1+1"), neutral("-5000"), neutral("김하나")
    ("'=1+1", '-5000', '김하나')
    """
    if not text.lstrip(" \u3000\xa0").startswith((*_FORMULA, "＝", "＋", "－", "＠")):
        return text
    number = text.removeprefix("-")
    return text if number.replace(".", "", 1).isdecimal() and number.isascii() else f"'{text}"


def write_csv(path: Path, lines: Iterable[Line]) -> None:
    """Write a new file: UTF-8 with a byte order mark, the line ends of RFC 4180, a row for each record.

    Raises:
        LedgerError: if there is something already, a record does not fit in a cell, or the disk refuses.
    """
    with new_file(path) as scratch, scratch.open("x", encoding="utf-8-sig", newline="") as stream:
        table, rows, others = csv.writer(stream), _Rows(), []
        table.writerow(COLUMNS)
        for line in lines:
            try:
                row = rows.of(line)
            except NotStrict as error:
                message = f"{line.kind} {line.name!r}: {error}"
                raise refusal(str(path), Code.BAD_RECORD, message, "name a .jsonl or .db file: it has room") from None
            if line.kind == "claim":
                table.writerow(row)
            else:
                others.append(row)
        table.writerows(others)


class _Rows:
    """Lines to the cells of their rows; a claim comes after its source."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._shaper = Shaper(self._sources)

    def of(self, line: Line) -> list[str]:
        """The cells of a line.

        Raises:
            NotStrict: for what no cell holds, or a record that the model does not allow.
        """
        cells = {"id": line.name}
        if line.kind == "source":
            self._sources[line.name] = self._shaper.read(Source, line.value)
        elif line.kind == "claim":
            cells |= _cells(self._shaper.read(Claim, line.value))
        for name, text in cells.items():
            _refuse_longer(text, _CELL, name)
        _refuse_longer(line.text, _LINE, "line")
        cells |= {"kind": line.kind, "line": line.text}
        return [neutral(normal(cells.get(name, ""))) for name in COLUMNS]


def _refuse_longer(text: str, most: int, name: str) -> None:
    if len(text) > most:
        raise NotStrict(f"{len(text):,} characters in a cell of {name!r}, which has room for {most:,}")


def _cells(claim: Claim) -> Iterator[tuple[str, str]]:
    for name in COLUMNS:
        value = getattr(claim, {"for": "for_", "list": "list_kind"}.get(name, name), None)
        if name not in ("source", "qualifiers"):
            yield name, _cell(value)
    yield "qualifiers", "; ".join(f"{name}={value}" for name, value in claim.qualifiers)
    yield from _figures(claim.quantity)
    yield "source", claim.source.id
    yield "publisher", claim.source.publisher
    yield "published", _cell(claim.source.published)
    yield "paragraph", _cell(claim.locator.paragraph)
    if claim.summary is not None:
        yield "summary_ko", claim.summary.ko
        yield "summary_en", claim.summary.en


def _figures(quantity: Quantity | None) -> Iterator[tuple[str, str]]:
    if quantity is not None:
        interval = quantity.interval
        yield "value", str(quantity)
        yield "value_lower", "" if interval.lower is None else canonical_decimal(interval.lower)
        yield "value_upper", "" if interval.upper is None else canonical_decimal(interval.upper)
        yield "unit", quantity.unit


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Window):
        return days_text(value)
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


# ---------------------------------------------------------------- reading


def is_table(path: Path) -> bool:
    """Whether a file is the table of a ledger, and no newsroom's sheet.

    Raises:
        LedgerError: if it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return _OURS in stream.readline(4096)
    except OSError as error:
        raise refused(path, error, "reading the file") from error


def size_of(path: Path) -> int:
    """How many rows a table has, but for the headers.

    Raises:
        LedgerError: if it is no CSV in UTF-8, or cannot be read.
    """
    return sum(map(any, _table(path))) - 1


def lines_of(path: Path) -> Iterator[tuple[int, Line]]:
    """Every line of the ledger in order, and the row that it stands in, counted from 1.

    Raises:
        LedgerError: at the first line that is missing or changed, or if a cell is not what its line says.
    """
    found = _found(path)
    head, rows, changed = Head(), _Rows(), _Changed(path)
    for seq in sorted(found):
        number, row = found[seq]
        if seq != head.size + 1:
            raise refusal(str(path), Code.BROKEN_LINE, f"record {head.size + 1} has no row", "take it from a copy")
        try:
            line = read_line(row[-1].encode(), head)
            changed.compare(number, row, rows.of(line))
        except NotStrict as error:
            raise broken(str(path), number, error) from None
        head = line.head
        yield number, line
    changed.refuse()


class _Changed:
    """Cells that are not what their line says; the first is named, and how many there are."""

    def __init__(self, path: Path) -> None:
        self._path, self._count = path, 0
        self._first: tuple[int, int, str, str] | None = None

    def compare(self, number: int, row: list[str], wanted: list[str]) -> None:
        """Look at the cells of a row."""
        for column, (is_, should) in enumerate(zip(row, wanted, strict=True), 1):
            if is_ != should:
                self._count += 1
                self._first = min(self._first or (number, column, is_, should), (number, column, is_, should))

    def refuse(self) -> None:
        """Refuse the table if there were any."""
        if self._first is None:
            return
        number, column, is_, should = self._first
        message = f"its {COLUMNS[column - 1]!r} is {is_[:_SHOWN]!r}, and its line says {should[:_SHOWN]!r}"
        if self._count > 1:
            message += f"; so it is with {self._count:,} cells, as where a spreadsheet saved the file"
        problem = Problem(
            file=str(self._path),
            line=number,
            column=column,
            code=Code.CHANGED_CELL,
            message=message,
            hint=_HINT,
            sheet="",
        )
        raise LedgerError([problem])


def _found(path: Path) -> dict[int, tuple[int, list[str]]]:
    """The rows by the numbers of their records: where each stands, and its cells."""
    found: dict[int, tuple[int, list[str]]] = {}
    for number, row in enumerate(_table(path), 1):
        if number == 1:
            if tuple(row) != COLUMNS:
                lost = ", ".join(repr(name) for name in COLUMNS if name not in row) or "nothing, but their order"
                message = f"its columns are not those of a ledger's table: {lost} is missing"
                raise refusal(str(path), Code.WRONG_FORM, message, _HINT)
        elif any(row):
            try:
                seq = _number(row)
                if seq in found:
                    raise NotStrict(f"a second row of record {seq}")
            except NotStrict as error:
                raise broken(str(path), number, error) from None
            found[seq] = (number, row)
    return found


def _number(row: list[str]) -> int:
    """The number of a row's record."""
    if len(row) != len(COLUMNS) or not row[-1]:
        raise NotStrict("a row without its line")
    if len(row[-1]) == _CELL:
        raise NotStrict(f"its line ends after {_CELL:,} characters: a spreadsheet cut it off")
    envelope = read_json(decoded(row[-1].encode()))
    seq = envelope.get("seq") if type(envelope) is dict else None
    if type(seq) is not int:
        raise NotStrict("its line has no number")
    return seq


def _table(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield from csv.reader(stream, strict=True)
    except UnicodeDecodeError as error:
        hint = "take the .csv as it was written; a spreadsheet saved it in another encoding"
        message = f"the file is {other_encoding(path.read_bytes())}"
        raise refusal(str(path), Code.ENCODING, message, hint) from error
    except csv.Error as error:
        raise refusal(str(path), Code.SYNTAX, f"this is no CSV: {error}", _HINT) from error
    except OSError as error:
        raise refused(path, error, "reading the file") from error
