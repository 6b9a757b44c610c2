"""A ledger as columns: one Parquet file that holds every record, and beside each claim what engines screen by.

Written and read a piece at a time, so that memory does not grow with the ledger. Each piece is sorted by question, for
the screen; the numbers of the records bring back their order, and the head says whether all of them are there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from attrs import asdict, frozen

from stargate_claims.errors import InvalidClaim
from stargate_claims.keeping.archive import Restorer
from stargate_claims.keeping.aside import Aside, Held, Sieve, arrow, held_of, set_aside
from stargate_claims.keeping.files import SYSTEM, System, new_file, refused
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import Head, Line, Record, line_of, read_line
from stargate_claims.keeping.shapes import Shaper
from stargate_claims.keeping.stores import broken
from stargate_claims.keeping.strict import NotStrict, read_json
from stargate_claims.model.claims import Claim
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

COLUMNS = (".parquet",)
"""Names that files of columns end in."""
FORM = 2
"""The version of the columns. In the first nothing said which claims may be suspect."""
PIECE = 131_072
"""Claims that are held in memory, sorted and written together."""
_PAGE = 64 * 1024
"""Bytes of a page."""
_ABOUT = b"stargate_claims"
"""Where the footer says what the file is."""

RECORD = {
    "kind": "word",
    "name": "text",
    "seq": "int64",
    "part": "int32",
    "record": "text",
    "envelope": "text",
    "source": "word",
    "published": "int32",
    "said": "int32",
    "units": "word",
    "by": "word",
    "voice": "word",
    "marks": "int32",
}  # fmt: skip
"""Of every record: ``part`` 0 carries the text; a claim that answers several questions has more rows."""
SCREEN = {
    "measure": "word",
    "line": "word",
    "unit": "word",
    "asked": "int32",
    "question": "int64",
    "asking": "int64",
    "cell": "int64",
    "form": "int32",
    "episode": "int32",
    "day": "int32",
    "until": "int32",
    "lo": "int64",
    "lo_rest": "int64",
    "lower_open": "bool",
    "hi": "int64",
    "hi_rest": "int64",
    "upper_open": "bool",
    "phrase": "int64",
    "word": "int32",
    "statement": "int64",
    "figure": "int64",
    "teller": "int64",
    "again": "int32",
    "suspect": "int32",
}  # fmt: skip
"""Of each question that a claim answers: see `judging.rows`, which fills them."""
_WHOLE = len(RECORD) + len(SCREEN)
EMPTY = (None,) * len(SCREEN)
"""The row of a claim that answers no question."""


class Told(NamedTuple):
    """The columns of one claim.

    Attributes:
        published, said, units, by, voice, marks: as in `RECORD`.
        rows: for each question and episode, the values of `SCREEN` in that order.
    """

    published: int | None
    said: int | None
    units: str
    by: str
    voice: str
    marks: int
    rows: Sequence[tuple[Any, ...]]


class Teller(Protocol):
    """Fills the columns of claims."""

    @property
    def basis(self) -> str:
        """A digest of everything but the claim that the columns rest on."""

    def __call__(self, claim: Claim) -> Told:
        """The columns of a claim."""


class FileTeller(Teller, Protocol):
    """Fills the columns of a file."""

    def sieve(self) -> Sieve:
        """What screens the rows of a whole ledger."""


MakeTeller = Callable[[Vocabulary], FileTeller]


@frozen(kw_only=True)
class About:
    """What the footer of a file says.

    Attributes:
        head: of the ledger.
        claims: how many claims there are.
        basis: what its columns rest on.
        held: what its claims have; None in the first form.
    """

    head: Head
    claims: int
    basis: str
    held: Held | None


# ---------------------------------------------------------------- writing


def schema() -> pa.Schema:
    """The columns and their types."""
    pa = arrow()
    types = {"text": pa.string(), "word": pa.string(), "bool": pa.bool_(), "int32": pa.int32(), "int64": pa.int64()}
    return pa.schema([(name, types[kind]) for name, kind in (RECORD | SCREEN).items()])


def _first_schema() -> pa.Schema:
    """Those of the first form."""
    return schema().remove(schema().get_field_index("suspect"))


def write_columns(path: Path, lines: Iterable[Line], tell: FileTeller, system: System = SYSTEM) -> About:
    """Write a file of columns that is not there yet: whole, or not at all.

    Args:
        path: the new file.
        lines: every line of a ledger in order.
        tell: fills the columns of claims.
        system: calls to the operating system.

    Raises:
        LedgerError: if there is something already, a line is no record, or the disk refuses.
    """
    with new_file(path, system) as scratch, set_aside(path.parent, schema(), tell.sieve()) as aside:
        pieces = _Pieces(aside, tell)
        for line in lines:
            try:
                pieces.take(line)
            except NotStrict as error:
                raise broken(str(path), line.seq, error) from None
        about = pieces.end()
        with writer_of(scratch) as writer:
            aside.write(writer)
            sign(writer, about)
        return about


def writer_of(path: Path) -> pq.ParquetWriter:
    """A writer of columns: pages so small that those without a claim that is asked for are passed over unread."""
    words = [name for name, kind in (RECORD | SCREEN).items() if kind in ("word", "bool")]
    return arrow().parquet.ParquetWriter(
        path, schema(), compression="zstd", use_dictionary=words, data_page_size=_PAGE, write_page_index=True
    )


def sign(writer: pq.ParquetWriter, about: About) -> None:
    """Write into the footer what the file is."""
    footer = {"form": FORM, "head": str(about.head), "claims": about.claims, "basis": about.basis}
    if about.held is not None:
        footer["held"] = asdict(about.held)
    writer.add_key_value_metadata({_ABOUT.decode(): json.dumps(footer)})


def entries(
    claim: Claim, told: Told, seq: int, record: str | None = None, envelope: str | None = None
) -> Iterator[tuple[Any, ...]]:
    """The rows of a claim, with all columns; its text stands in the first."""
    for part, row in enumerate(told.rows or (EMPTY,)):
        texts = (None, None) if part else (record, envelope)
        yield ("claim", claim.id, seq, part, *texts, claim.source.id, *told[:-1], *row)


def table_of(rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    """Rows with all columns as an Arrow table."""
    pa = arrow()
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema())
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema(), strict=True)]
    return pa.table(arrays, schema=schema())


class _Pieces:
    """Rows on their way into a file, a piece at a time: its claims, and all other records."""

    def __init__(self, aside: Aside, tell: Teller) -> None:
        self._aside, self._tell = aside, tell
        self._sources: dict[str, Source] = {}
        self._shaper = Shaper(self._sources)
        self._claims: list[tuple[Any, ...]] = []
        self._others: list[tuple[Any, ...]] = []
        self._head, self._count, self._held = Head(), 0, 0

    def take(self, line: Line) -> None:
        """Enter the rows of a line.

        Raises:
            NotStrict: for a record that the model does not allow.
        """
        self._head = line.head
        record = line.record()
        envelope = {"replaces": record.replaces, "more": dict(record.more)}
        more = json.dumps(envelope, ensure_ascii=False) if record.replaces or record.more else None
        if line.kind == "claim":
            claim = self._shaper.read(Claim, line.value)
            told = self._tell(claim)
            self._claims += entries(claim, told, line.seq, record.text, more)
            self._count += 1
        else:
            if line.kind == "source":
                self._sources[line.name] = self._shaper.read(Source, line.value)
            row = (line.kind, line.name, line.seq, 0, record.text, more)
            self._others.append(row + (None,) * (_WHOLE - len(row)))
        self._held += 1
        if self._held >= PIECE:
            self._flush()

    def end(self) -> About:
        """Write what is left, and say what was written."""
        self._flush()
        return About(head=self._head, claims=self._count, basis=self._tell.basis, held=self._aside.held())

    def _flush(self) -> None:
        names = schema().names
        by_question = tuple(names.index(name) for name in ("question", "cell", "episode", "day"))
        self._claims.sort(key=lambda row: tuple(-(1 << 63) if row[at] is None else row[at] for at in by_question))
        for rows in (self._others, self._claims):
            if rows:
                self._aside.add(table_of(rows))
            rows.clear()
        self._held = 0


# ---------------------------------------------------------------- reading


@contextmanager
def opened(path: Path) -> Iterator[pq.ParquetFile]:
    """A Parquet file; whatever is wrong with it is an error of the ledger.

    Raises:
        LedgerError: if it is no Parquet file, or a part of it cannot be read.
    """
    pa = arrow()
    try:
        with pa.parquet.ParquetFile(path) as file:
            yield file
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise refused(path, error, "reading the file") from error
        message = f"it is no Parquet file, or damaged ({_brief(error)})"
        raise refusal(str(path), Code.BROKEN_LINE, message, "take it from a copy") from error


def _brief(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:200]


def about_screened(path: Path) -> About:
    """What a file of columns says about itself, if it was screened when it was written.

    Raises:
        LedgerError: if it is of the first form, no ledger's, or of a version that this program does not know.
    """
    found = about(path)
    if found.held is None:
        message = "its columns are of an earlier form, and do not say which claims may be suspect"
        hint = f"convert it again: stargate-claims convert {path.name} NEW.parquet"
        raise refusal(str(path), Code.WRONG_FORM, message, hint)
    return found


def about(path: Path) -> About:
    """What a file of columns says about itself.

    Raises:
        LedgerError: if it is not a ledger's, or of a version that this program does not know.
    """
    with opened(path) as file:
        return _about(path, file)


def _about(path: Path, file: pq.ParquetFile) -> About:
    text = (file.metadata.metadata or {}).get(_ABOUT)
    if text is None or not any(file.schema_arrow.equals(known) for known in (schema(), _first_schema())):
        hint = "give a file that 'stargate-claims convert' wrote"
        raise refusal(str(path), Code.WRONG_FORM, "that is a Parquet file, and no ledger", hint)
    try:
        found = read_json(text.decode())
        if found["form"] not in (1, FORM):
            message = f"its columns have form {found['form']!r}; this program knows form {FORM}"
            raise refusal(str(path), Code.NEWER_VERSION, message, "use a newer stargate-claims")
        return About(
            head=Head.parse(found["head"]),
            claims=int(found["claims"]),
            basis=str(found["basis"]),
            held=held_of(found["held"]) if found["form"] == FORM else None,
        )
    except (NotStrict, UnicodeDecodeError, KeyError, TypeError, ValueError, InvalidClaim) as error:
        if isinstance(error, NotStrict | UnicodeDecodeError | KeyError | TypeError | InvalidClaim):
            raise refusal(str(path), Code.BROKEN_LINE, "its footer is damaged", "take it from a copy") from error
        raise


def lines_of(path: Path) -> Iterator[Line]:
    """Every line of the ledger in order, a piece at a time.

    Raises:
        LedgerError: at the first record that is damaged, or at the end if some are missing or changed.
    """
    head = Head()
    with opened(path) as file:
        wanted = _about(path, file).head
        for piece in _in_order(file):
            for _, kind, text, envelope in piece:
                try:
                    more = {} if envelope is None else read_json(envelope)
                    record = Record.of(kind, read_json(text), replaces=more.get("replaces"), more=more.get("more"))
                    line = read_line(line_of(record, head)[0].encode(), head)
                except (NotStrict, AttributeError, TypeError) as error:
                    raise broken(str(path), head.size + 1, NotStrict(f"its record is damaged ({error})")) from None
                head = line.head
                yield line
    if head != wanted:
        message = f"its records make the head {head}, and its footer says {wanted}: some are missing or changed"
        raise refusal(str(path), Code.WRONG_HEAD, message, "take it from a copy")


def _in_order(file: pq.ParquetFile) -> Iterator[list[tuple[int, str, str, str | None]]]:
    """Number, kind, text and envelope of the records of each piece, in order."""
    held: list[tuple[int, str, str, str | None]] = []
    done, number = 0, itemgetter(0)
    for group in range(file.num_row_groups):
        table = file.read_row_group(group, columns=["kind", "seq", "part", "record", "envelope"])
        rows = zip(*(table[name].to_pylist() for name in ("seq", "kind", "record", "envelope", "part")), strict=True)
        held += [row[:4] for row in rows if row[4] == 0]
        if held and max(map(number, held)) - done == len(held):  # else more of the piece is to come
            held.sort(key=number)
            yield held
            done += len(held)
            held = []
    held.sort(key=number)
    yield held


def names_of(lines: Iterable[Line], file: str) -> Restorer:
    """A restorer that was given everything but the claims: what the columns of claims rest on."""
    restorer = Restorer(file)
    for line in lines:
        if line.kind not in ("claim", "source"):
            restorer.take(line)
    return restorer
