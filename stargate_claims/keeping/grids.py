"""The cells of a workbook or of CSV files: text and where it stands. Nothing is run."""

from __future__ import annotations

import csv
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.limits import CROWDED, MAX_BYTES, crowd, other_encoding
from stargate_claims.keeping.problems import Code, Page, Place, Problem, refusal

MAX_UNPACKED = 256 * 1024 * 1024
"""A workbook that unpacks to more is refused unread."""
MAX_ROWS, MAX_COLUMNS = 100_000, 200
WORKBOOKS = (".xlsx",)
TABLES = (".csv",)


@frozen
class Cell:
    """One cell that holds something. ``kind``: text, number, day, yes_no, formula or error; ``fault``: as reported."""

    text: str
    place: Place
    kind: str = "text"
    fault: Problem | None = None


@frozen
class Grid:
    """One sheet: the cells of each row by their columns, which are counted from 0."""

    page: Page
    rows: tuple[dict[int, Cell], ...]


def grids(path: Path, problems: list[Problem]) -> dict[str, Grid]:
    """The sheets of a workbook by name; of a.csv also a.sources.csv and a.entities.csv, if they are there.

    Raises:
        LedgerError: if a file cannot be read at all. Cells that cannot are collected as problems.
    """
    if path.suffix in WORKBOOKS:
        return dict(_workbook(path, problems))
    beside = {name: path.with_name(f"{path.stem}.{name}.csv") for name in ("sources", "entities")}
    files = {"claims": path, **{name: file for name, file in beside.items() if file.exists()}}
    return {name: _table(file, problems) for name, file in files.items()}


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise refusal(str(path), Code.TOO_LARGE, f"more than {MAX_BYTES:,} bytes", "split it")
    return data


def _workbook(path: Path, problems: list[Problem]) -> Iterator[tuple[str, Grid]]:
    try:
        import openpyxl
    except ImportError:
        hint = "pip install 'stargate-claims[sheets]', or save it as CSV UTF-8"
        raise refusal(str(path), Code.WRONG_FORM, "reading .xlsx needs openpyxl", hint) from None
    data = io.BytesIO(_bytes(path))
    broken = refusal(str(path), Code.UNREADABLE, "this is no workbook", "save it again as .xlsx")
    try:
        with zipfile.ZipFile(data) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
                raise refusal(str(path), Code.TOO_LARGE, "it unpacks to too much", "split it")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles that are not read here
            book = openpyxl.load_workbook(data, read_only=True, data_only=False)
            for sheet in book.worksheets:
                page = Page(file=str(path), problems=problems, sheet=sheet.title)
                sheet.reset_dimensions()  # a file may lie about them
                yield sheet.title, Grid(page, tuple(_rows(page, sheet.iter_rows())))
    except LedgerError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError, EOFError) as error:
        raise broken from error


def _rows(page: Page, rows: Iterable[Iterable[Any]]) -> Iterator[dict[int, Cell]]:
    for number, row in enumerate(rows):
        if number >= MAX_ROWS:
            page.refuse(Place(number, 0), Code.TOO_LARGE, f"more than {MAX_ROWS:,} rows", "split the sheet")
            return
        cells = {}
        for column, cell in enumerate(row):
            if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                continue
            place = Place(number, column)
            if column >= MAX_COLUMNS:
                page.refuse(place, Code.TOO_LARGE, f"more than {MAX_COLUMNS} columns", "take the last ones out")
                break
            cells[column] = _cell(page, place, cell.value, cell.data_type)
        yield cells


def _cell(page: Page, place: Place, value: object, kind: str) -> Cell:
    """A value as Excel keeps it. A number is told from text: its printed form is a matter of the cell's format."""
    if kind == "f":
        return Cell("", place, "formula")
    if kind == "e":
        return Cell(str(value), place, "error")
    if isinstance(value, bool):
        return Cell("yes" if value else "no", place, "yes_no")
    if isinstance(value, datetime):
        return Cell(value.date().isoformat(), place, "day")
    if isinstance(value, date):
        return Cell(value.isoformat(), place, "day")
    if isinstance(value, (int, float)):
        return Cell(str(int(value)) if value == int(value) else repr(value), place, "number")
    return _text(page, place, str(value))


def _text(page: Page, place: Place, text: str) -> Cell:
    """The text of a cell, line breaks as spaces; what a reader would not see is refused."""
    if crowd(text) is not None:
        return Cell("", place, fault=page.refuse(place, Code.CHARACTER, CROWDED, "take them out"))
    text = " ".join(unicodedata.normalize("NFC", text).split())
    hidden = next((char for char in text if not char.isprintable()), None)
    if hidden is not None:
        message = f"invisible U+{ord(hidden):04X} in the text"
        return Cell("", place, fault=page.refuse(place, Code.CHARACTER, message, "take it out; write text only"))
    return Cell(text, place)


def _table(path: Path, problems: list[Problem]) -> Grid:
    """A CSV file in UTF-8, with or without a byte order mark."""
    page = Page(file=str(path), problems=problems, sheet="")
    data = _bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save it as 'CSV UTF-8'; Excel's plain 'CSV' keeps Hangul in CP949"
        raise refusal(str(path), Code.ENCODING, f"the file is {other_encoding(data)}", hint) from None
    rows: list[dict[int, Cell]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True)):
            if number >= MAX_ROWS:
                page.refuse(Place(number, 0), Code.TOO_LARGE, f"more than {MAX_ROWS:,} rows", "split the file")
                break
            filled = {column: value for column, value in enumerate(row[:MAX_COLUMNS]) if value.strip()}
            rows.append({column: _text(page, Place(number, column), value) for column, value in filled.items()})
    except csv.Error as error:
        page.refuse(Place(len(rows), 0), Code.SYNTAX, f"this is no CSV: {error}", "close every quotation mark")
    return Grid(page, tuple(rows))
