"""Rows of columns on their way into a file: set aside until all are known, screened, and then written apart.

Which claims may be suspect shows only when all of them are there. Those then make row groups of their own, and what
reads the file passes over the others by the extremes of a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from attrs import frozen

from stargate_claims.errors import brought_by

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


def arrow() -> Any:
    """The pyarrow module.

    Raises:
        ImportError: where it is not installed, with the command that installs it.
    """
    with brought_by("parquet", "Parquet"):
        import pyarrow
        import pyarrow.parquet
    return pyarrow


class Sieve(Protocol):
    """Screens the rows of a whole ledger."""

    @property
    def columns(self) -> Sequence[str]:
        """Of the rows that it takes, in this order."""

    @property
    def marks(self) -> Sequence[int]:
        """Of claims that each check reads, whatever their questions."""

    def take(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Enter some rows of claims that answer questions."""

    def answered(self) -> tuple[int, bool]:
        """How many questions they answer, and whether some in several units."""

    def cells(self) -> Iterable[int]:
        """The cells that may be inconsistent, by all rows taken."""

    def close(self) -> None:
        """Give back what it holds."""


@frozen(kw_only=True)
class Held:
    """What the claims of a file have, counted once while it is written.

    Attributes:
        form, again, marks: the largest of each of these columns, or None.
        published: the last day on which a claim was published, as in `RECORD`, or None.
        answered: how many questions they answer.
        in_units: whether some are answered in several units.
        measures: that they name.
    """

    form: int | None
    again: int | None
    marks: int | None
    published: int | None
    answered: int
    in_units: bool
    measures: tuple[str, ...]


def held_of(found: dict[str, Any]) -> Held:
    """What stands in a footer.

    Raises:
        KeyError: if something is missing.
        TypeError: if something is not of its type.
    """
    numbers = {name: found[name] for name in ("form", "again", "marks", "published", "answered")}
    for name, value in numbers.items():
        if type(value) is not int and (name == "answered" or value is not None):
            raise TypeError(name)
    return Held(**numbers, in_units=bool(found["in_units"]), measures=tuple(map(str, found["measures"])))


@contextmanager
def set_aside(folder: Path, schema: pa.Schema, sieve: Sieve) -> Iterator[Aside]:
    """A place for the rows of a ledger until all of them are known.

    Args:
        folder: on the disk that has room for them.
        schema: their columns.
        sieve: what screens them; closed at the end.
    """
    import tempfile

    pa = arrow()
    packed = pa.ipc.IpcWriteOptions(compression="zstd")
    with (
        closing(sieve),
        tempfile.TemporaryFile(dir=folder) as file,
        pa.ipc.new_stream(file, schema, options=packed) as stream,
    ):
        yield Aside(file, stream, sieve)


class Aside:
    """Rows on their way into a file: which of them may be suspect shows only when all are known."""

    def __init__(self, file: IO[bytes], stream: Any, sieve: Sieve) -> None:
        self._file, self._stream, self._sieve = file, stream, sieve
        self._most: dict[str, int | None] = dict.fromkeys(("form", "again", "marks", "published"))
        self._measures: set[str] = set()

    def add(self, table: pa.Table) -> None:
        """Put a piece aside: claims sorted by question, or other records."""
        self._stream.write_table(table.combine_chunks())
        if table["kind"][0].as_py() == "claim":
            columns = (table[name].to_pylist() for name in self._sieve.columns)
            self._sieve.take(zip(*columns, strict=True))
            self._count(table)

    def _count(self, claims: pa.Table) -> None:
        import pyarrow.compute as pc

        for name, most in self._most.items():
            found = (most, pc.max(claims[name]).as_py())
            self._most[name] = max((value for value in found if value is not None), default=None)
        self._measures.update(name for name in pc.unique(claims["measure"]).to_pylist() if name is not None)

    def held(self) -> Held:
        """What all claims put aside have."""
        answered, in_units = self._sieve.answered()
        return Held(**self._most, answered=answered, in_units=in_units, measures=tuple(sorted(self._measures)))

    def write(self, writer: pq.ParquetWriter) -> None:
        """Write all pieces: in each the claims that may be suspect make one row group, and all others another.

        What reads the file passes over whole row groups by the extremes of a column.
        """
        pa = arrow()
        cells, marks = pa.array(self._sieve.cells(), pa.int64()), pa.array(self._sieve.marks, pa.int32())
        self._stream.close()
        self._file.seek(0)
        for piece in pa.ipc.open_stream(self._file):
            for rows in _parted(pa.table(piece), cells, marks):
                if len(rows):
                    writer.write_table(rows, row_group_size=len(rows))


def _parted(piece: pa.Table, cells: pa.Array, marks: pa.Array) -> Iterator[pa.Table]:
    """The rows of a piece by whether their claims may be suspect: by a question of theirs, or by their marks."""
    import pyarrow.compute as pc

    if piece["kind"][0].as_py() != "claim":
        yield piece
        return
    doubted = piece["seq"].filter(pc.or_(pc.is_in(piece["marks"], marks), pc.is_in(piece["cell"], cells)))
    suspect = pc.is_in(piece["seq"], doubted)
    at = piece.schema.get_field_index("suspect")
    marked = piece.set_column(at, piece.schema.field(at), suspect.cast("int32"))
    yield marked.filter(suspect)
    yield marked.filter(pc.invert(suspect))
