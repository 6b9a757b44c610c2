"""Newsroom sheets to a ledger: one claim a row, with headers in Korean or English; every bad cell is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from attrs import define, field, frozen

from stargate_claims.data import rows
from stargate_claims.keeping.fields import Known, Reader, meant, near
from stargate_claims.keeping.grids import Cell, Grid, grids
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.names import is_new, read_names
from stargate_claims.keeping.nodes import Items, Node, Refused, Scalar, Table
from stargate_claims.keeping.problems import WHOLE_FILE, Code, Page, Place, Problem, raise_if, refusal
from stargate_claims.keeping.shipped import shipped_names, shipped_rules
from stargate_claims.keeping.statements import NOBODY, ids_of, read_claim, read_source
from stargate_claims.model.claims import Claim
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Vocabulary

SHEETS = {"claims": ("claims", "주장"), "sources": ("sources", "출처"), "entities": ("entities", "names", "이름")}
"""What a sheet may be called, in any case."""
_NAMES = frozenset(("by", "via", "subject", "of", "for", "bundle", "members", "publisher"))

_ITS_TARGETS = ("subject", "measure")
"""What a row that denies others takes from them."""


@frozen
class Column:
    """One row of sheet_columns.csv."""

    key: str
    ko: str
    en: str
    form: str
    needed: bool
    example: str
    help_ko: str
    help_en: str


@cache
def columns(sheet: str) -> tuple[Column, ...]:
    """The columns of a sheet, in the order of the template."""
    return tuple(
        Column(
            key=row["key"],
            ko=row["ko"],
            en=row["en"],
            form=row["form"],
            needed=row["needed"] == "yes",
            example=row["example"],
            help_ko=row["help_ko"],
            help_en=row["help_en"],
        )
        for row in rows("sheet_columns.csv")
        if row["sheet"] == sheet
    )


@cache
def _words() -> Mapping[tuple[str, str], str]:
    return {(row["key"], row["ko"]): row["word"] for row in rows("sheet_words.csv")}


def load_sheet(path: Path) -> Ledger:
    """The ledger of a workbook, or of a CSV file and those beside it.

    The sheets are called claims, sources and entities (주장, 출처, 이름); other sheets are not read. Names in them are
    ids, or labels and aliases of the sheet of entities.

    Raises:
        LedgerError: with every problem of every cell.
    """
    problems: list[Problem] = []
    found = grids(path, problems)
    wanted = {kind: _sheet(found, kind) for kind in SHEETS}
    if wanted["claims"] is None:
        there = ", ".join(found) or "nothing"
        raise refusal(str(path), Code.NO_SOURCES, f"no sheet is called claims or 주장; there is {there}", "rename one")
    tables = {kind: list(_tables(grid, kind)) for kind, grid in wanted.items() if grid is not None}
    if any(not problem.line for problem in problems):
        raise_if(problems)  # without a sheet's columns, all that names its rows would be wrong too
    ledger = _ledger(path.stem, wanted, tables, problems)
    raise_if(problems)
    return ledger


def _sheet(found: Mapping[str, Grid], kind: str) -> Grid | None:
    return next((grid for name, grid in found.items() if name.strip().casefold() in SHEETS[kind]), None)


def _tables(grid: Grid, kind: str) -> Iterator[Table]:
    """Each row that holds something as a mapping, like one of a YAML file; none where a needed column is missing."""
    places = _places(grid, kind)
    missing = [column for column in columns(kind) if column.needed and column not in places.values()]
    if not places:
        message = f"the first row has no header of a sheet of {kind}"
        grid.page.refuse(
            WHOLE_FILE, Code.EMPTY, message, "'stargate-claims new --sheet FILE' starts one with its headers"
        )
    elif missing:
        for column in missing:
            message = f"the column {column.en!r} ({column.ko}) is missing"
            grid.page.refuse(WHOLE_FILE, Code.MISSING_KEY, message, "add it to the first row")
    else:
        for line, row in enumerate(grid.rows[1:], 1):
            if row:
                yield _table(grid, row, places, line)


def _places(grid: Grid, kind: str) -> dict[int, Column]:
    """Which columns of the grid are which; where none is, headers are not refused one by one."""
    known = {name.casefold(): column for column in columns(kind) for name in (column.key, column.ko, column.en)}
    headers = grid.rows[0] if grid.rows else {}
    places: dict[int, Column] = {}
    if not any(cell.text.casefold() in known for cell in headers.values()):
        return places
    for number, cell in headers.items():
        column = known.get(cell.text.casefold())
        if column is None:
            hint = near(cell.text, [c.ko for c in columns(kind)] + [c.en for c in columns(kind)])
            hint = hint or f"one of {', '.join(c.en for c in columns(kind))}"
            grid.page.refuse(cell.place, Code.UNKNOWN_KEY, f"no column is called {cell.text!r}", hint)
        elif column in places.values():
            grid.page.refuse(cell.place, Code.DUPLICATE_KEY, f"a second column {cell.text!r}", "keep one")
        else:
            places[number] = column
    return places


def _table(grid: Grid, row: Mapping[int, Cell], places: Mapping[int, Column], line: int) -> Table:
    page, table = grid.page, Table({}, Place(line, 0))
    denies = any(column.key == "denies" and number in row for number, column in places.items())
    for number, column in places.items():
        cell = row.get(number)
        if cell is not None:
            node = _node(page, cell, column)
        elif column.needed and not (denies and column.key in _ITS_TARGETS):
            place = Place(line, number)
            message = f"{column.en!r} ({column.ko}) is empty"
            node = Refused(place, page.refuse(place, Code.EMPTY, message, f"such as {column.example}"))
        else:
            continue
        table.entries[column.key], table.keys[column.key] = node, Place(line, number)
    for number, cell in row.items():
        if number not in grid.rows[0]:
            page.refuse(cell.place, Code.UNKNOWN_KEY, "a value in a column without a header", "name the column")
    return table


_UNPRINTED = "format the cell as text and type it as printed, such as 1,000억 달러"


def _node(page: Page, cell: Cell, column: Column) -> Node:
    """A cell as what a YAML file would have there."""
    if cell.fault is not None:
        return Refused(cell.place, cell.fault)
    fault = _fault(cell, column)
    if fault is not None:
        return Refused(cell.place, page.refuse(cell.place, *fault))
    text = _words().get((column.key, cell.text), cell.text)
    if column.form == "list":
        parts = [part.strip() for part in text.split(";")]
        return Items([Scalar(part, cell.place) for part in parts if part], cell.place)
    if column.form == "pairs":
        return _pairs(page, cell)
    if column.form in ("word", "yes_no"):
        text = text.casefold()
    return Scalar(text, cell.place)


def _fault(cell: Cell, column: Column) -> tuple[Code, str, str] | None:
    """Why a cell of this kind cannot stand in the column."""
    if cell.kind == "formula":
        return Code.WRONG_SHAPE, "a formula; no formula is run", "paste its value, as text"
    if cell.kind == "error":
        return Code.WRONG_SHAPE, f"the error {cell.text}", "mend it"
    year = column.form == "day" and cell.kind == "number" and len(cell.text) == 4
    if cell.kind == "number" and column.form != "whole" and not year:
        if column.form == "figure":
            return Code.BAD_FIGURE, f"the number {cell.text} says nothing of how it was printed", _UNPRINTED
        return Code.WRONG_SHAPE, f"the number {cell.text} where text belongs", "format the cell as text"
    if cell.kind == "day" and column.form != "day":
        hint = "format the cell as text" if column.form != "figure" else _UNPRINTED
        return Code.WRONG_SHAPE, f"the day {cell.text} where none belongs", hint
    if cell.kind == "yes_no" and column.form != "yes_no":
        return Code.WRONG_SHAPE, f"{cell.text} where text belongs", "format the cell as text"
    return None


def _pairs(page: Page, cell: Cell) -> Node:
    table = Table({}, cell.place)
    for part in cell.text.split(";"):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not name or not sign or not value or name in table.entries:
            message = f"{part.strip()!r} is no name=value of its own"
            return Refused(cell.place, page.refuse(cell.place, Code.WRONG_SHAPE, message, "such as kind=data_centre"))
        table.entries[name], table.keys[name] = Scalar(value, cell.place), cell.place
    return table


@define
class _Names:
    """Who and what a cell may name: by id, label or alias."""

    vocabulary: Vocabulary
    known: dict[str, set[str]] = field(factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> _Names:
        names = cls(vocabulary)
        for entity in vocabulary.entities.values():
            for name in (entity.id, entity.label.ko, entity.label.en, *entity.aliases):
                if name:
                    names.known.setdefault(name, set()).add(entity.id)
        return names

    def resolve(self, page: Page, node: Node) -> Node:
        """The node with ids; a name of nobody, or of several, is refused."""
        if isinstance(node, Items):
            return Items([self.resolve(page, inner) for inner in node.nodes], node.mark)
        if not isinstance(node, Scalar) or node.text in self.vocabulary.entities:
            return node
        ids = sorted(self.known.get(node.text, ()))
        if len(ids) == 1:
            return Scalar(ids[0], node.mark)
        if ids:
            message, hint = f"several are called {node.text!r}", f"write an ID: {', '.join(ids)}"
        else:
            message = f"nobody is called {node.text!r}"
            hint = meant(self.vocabulary.near_entities(node.text)) or "add a row to the sheet of entities (이름)"
        return Refused(node.mark, page.refuse(node.mark, Code.UNKNOWN_ENTITY, message, hint))


def _ledger(
    name: str, grids: Mapping[str, Grid | None], tables: Mapping[str, Sequence[Table]], problems: list[Problem]
) -> Ledger:
    vocabulary = _entities(grids["entities"], tables.get("entities", ()))
    names = _Names.of(vocabulary)
    sources = _sources(grids["sources"], tables.get("sources", ()), names)
    grid = grids["claims"]
    assert grid is not None  # load_sheet refuses a book without claims
    claims = list(_claims(grid.page, tables.get("claims", ()), names, sources))
    if problems:
        return Ledger(name=name)
    return Ledger(name=name, vocabulary=vocabulary, rules=shipped_rules(), sources=sources.values(), claims=claims)


def _entities(grid: Grid | None, given: Sequence[Table]) -> Vocabulary:
    shipped = shipped_names()
    if grid is None:
        return shipped.vocabulary
    for table in given:
        label: dict[str, Node] = {key: table.entries.pop(key) for key in ("ko", "en") if key in table.entries}
        named: Node = Table(label, table.mark, {key: node.mark for key, node in label.items()})
        if not label:
            hint = "write its name, in Korean or in English"
            named = Refused(table.mark, grid.page.refuse(table.mark, Code.EMPTY, "an entity without a name", hint))
        table.entries["label"] = named
        table.keys["label"] = table.mark
    own = read_names([(grid.page, {"entities": Items(list(given), WHOLE_FILE)})], shipped)
    return shipped.vocabulary | own.vocabulary


def _sources(grid: Grid | None, given: Sequence[Table], names: _Names) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    if grid is None:
        return sources
    reader = Reader(grid.page, Known(vocabulary=names.vocabulary))
    for table in given:
        if "publisher" in table.entries:
            table.entries["publisher"] = names.resolve(grid.page, table.entries["publisher"])
        source = read_source(reader, table)
        if source is not None and is_new(reader, table, source.id, sources):
            sources[source.id] = source
    return sources


def _claims(page: Page, given: Sequence[Table], names: _Names, sources: Mapping[str, Source]) -> Iterator[Claim]:
    measures = {label: id for id, m in names.vocabulary.measures.items() for label in (m.label.ko, m.label.en) if label}
    pairs = [(table, _prepared(page, table, names, measures)) for table in given]
    reader = Reader(
        page,
        Known(vocabulary=names.vocabulary, ladders=shipped_names().ladders, claims=ids_of(t for t, _ in pairs)),
    )
    seen: dict[str, Node] = {}
    for table, named in pairs:
        source = sources.get(named.text) if isinstance(named, Scalar) else None
        if source is None and isinstance(named, Scalar):
            hint = near(named.text, sources) or "add a row to the sheet of sources (출처)"
            page.refuse(named.mark, Code.UNKNOWN_SOURCE, f"no source {named.text!r}", hint)
        claim = read_claim(reader, table, source or NOBODY)
        id = next(iter(ids_of([table])), None)
        if id is None or not is_new(reader, table, id, seen):
            continue
        seen[id] = table
        if claim is not None and source is not None:
            yield claim


def _prepared(page: Page, table: Table, names: _Names, measures: Mapping[str, str]) -> Node | None:
    """The row as a claim on paper, in place; and the node that names its source."""
    entries = table.entries
    source = entries.pop("source", None)
    for key in _NAMES & set(entries):
        entries[key] = names.resolve(page, entries[key])
    measure = entries.get("measure")
    if isinstance(measure, Scalar):
        entries["measure"] = Scalar(measures.get(measure.text, measure.text), measure.mark)
    if "id" not in entries:
        made = f"{source.text}-{table.mark.line + 1}" if isinstance(source, Scalar) else f"row-{table.mark.line + 1}"
        entries["id"], table.keys["id"] = Scalar(made, table.mark), table.mark
    summary = {key[-2:]: entries.pop(key) for key in ("summary_ko", "summary_en") if key in entries}
    for key, inner in (("summary", summary), ("at", {"paragraph": entries.pop("paragraph", None)})):
        kept = {name: node for name, node in inner.items() if node is not None}
        if kept:
            entries[key] = Table(kept, table.mark, {name: node.mark for name, node in kept.items()})
            table.keys[key] = table.mark
    return source
