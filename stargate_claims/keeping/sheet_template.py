"""The template of a newsroom sheet: headers, and what to write under each."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from stargate_claims.keeping.files import new_file
from stargate_claims.keeping.grids import TABLES, WORKBOOKS
from stargate_claims.keeping.newsroom import Column, columns
from stargate_claims.keeping.problems import Code, refusal

TITLES = {
    "ko": {"claims": "주장", "sources": "출처", "entities": "이름", "help": "읽어두기"},
    "en": {"claims": "Claims", "sources": "Sources", "entities": "Entities", "help": "Read me"},
}


def start_sheet(path: Path, language: str) -> tuple[Path, ...]:
    """Write an empty sheet: a workbook, or a CSV file with one for sources and one for names beside it.

    Args:
        path: a new .xlsx or .csv file.
        language: "ko" or "en": of the headers.

    Raises:
        LedgerError: if there is something already, or it cannot be written.
    """
    if path.suffix in WORKBOOKS:
        data = _workbook(path, language)
        with new_file(path) as scratch:
            scratch.write_bytes(data)
        return (path,)
    if path.suffix not in TABLES:
        raise refusal(str(path), Code.WRONG_FORM, f"a sheet has no form {path.suffix!r}", "name a .xlsx or .csv file")
    files = {"claims": path, **{n: path.with_name(f"{path.stem}.{n}.csv") for n in ("sources", "entities")}}
    for kind, file in files.items():
        with new_file(file) as scratch:
            text = io.StringIO(newline="")
            csv.writer(text).writerow([_header(column, language) for column in columns(kind)])
            scratch.write_bytes(text.getvalue().encode("utf-8-sig"))
    return tuple(files.values())


def _header(column: Column, language: str) -> str:
    return column.ko if language == "ko" else column.en


def _workbook(path: Path, language: str) -> bytes:
    try:
        import openpyxl
        from openpyxl.styles import Font
    except ImportError:
        hint = "pip install 'stargate-claims[sheets]', or name a .csv file"
        raise refusal(str(path), Code.WRONG_FORM, "writing .xlsx needs openpyxl", hint) from None
    book = openpyxl.Workbook()
    book.remove(book.active)
    for kind in ("claims", "sources", "entities"):
        sheet: Any = book.create_sheet(TITLES[language][kind])
        for number, column in enumerate(columns(kind), 1):
            cell = sheet.cell(1, number, _header(column, language))
            cell.font = Font(bold=True, underline="single" if column.needed else None)
            if column.form not in ("day", "whole"):  # as text, so that 5억, 004 and 1-2 stay as they were typed
                sheet.column_dimensions[cell.column_letter].number_format = "@"
        sheet.freeze_panes = "A2"
    notes: Any = book.create_sheet(TITLES[language]["help"])
    for kind in ("claims", "sources", "entities"):
        for column in columns(kind):
            told = column.help_ko if language == "ko" else column.help_en
            notes.append([TITLES[language][kind], _header(column, language), told, column.example])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
