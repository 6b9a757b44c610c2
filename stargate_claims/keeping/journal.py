"""The journal: canonical lines in one text file (JSON Lines) that is only ever appended to.

A batch is one write and one fsync. A tail without its newline is an append that never ended: readers report it and read
up to it; the next writer puts it aside into a file of its own and goes on.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from stargate_claims.errors import LedgerWarning
from stargate_claims.keeping.archive import Restorer
from stargate_claims.keeping.files import DEADLINE, SYSTEM, System, locked, new_file, refused, sync_folder, write_all
from stargate_claims.keeping.problems import Code, Problem, refusal
from stargate_claims.keeping.records import GENESIS, Head, Line, Record, next_line, read_line
from stargate_claims.keeping.stores import Plan, Store, broken
from stargate_claims.keeping.strict import MAX_LINE, NotStrict, decoded, quick_json

_BLOCK = 1024 * 1024
_SHORT = 2048


class Scan:
    """Lines of a stream from a head on; afterwards, where it stopped.

    Attributes:
        head: the head after the last line.
        offset: bytes up to it.
        tail: bytes after the last newline.
    """

    def __init__(self, path: Path, stream: BinaryIO, head: Head | None = None, offset: int = 0) -> None:
        self.head, self.offset, self.tail = head or Head(), offset, b""
        self._path, self._stream = path, stream

    def quick(self) -> Iterator[tuple[Line, int, int]]:
        """Every line, how many keys it spells (see `quick_json`), and how many bytes it has.

        Raises:
            LedgerError: at the first line that does not follow.
        """
        seq, chain = self.head.size, self.head.chain or GENESIS
        try:
            for raw, texts in self._blocks(seq):
                for data, text in zip(raw, texts, strict=True):
                    seq += 1
                    text = decoded(data) if text is None else text
                    envelope, keys = quick_json(text)
                    line = next_line(data, text, envelope, seq, chain)
                    chain = line.chain
                    yield line, keys, len(data) + 1
                self.head = Head(size=seq, chain=chain)
                self.offset += sum(map(len, raw)) + len(raw)
        except NotStrict as error:
            raise broken(str(self._path), seq, _explained(error, data)) from None

    def strict(self) -> Iterator[Line]:
        """Every line, read with all checks.

        Raises:
            LedgerError: at the first line that does not follow.
        """
        for raw, _ in self._blocks(self.head.size):
            for data in raw:
                try:
                    line = read_line(data, self.head)
                except NotStrict as error:
                    raise broken(str(self._path), self.head.size + 1, _explained(error, data)) from None
                yield line
                self.head = line.head
                self.offset += len(data) + 1

    def _blocks(self, seq: int) -> Iterator[tuple[list[bytes], list[str] | list[None]]]:
        """Lines as bytes and, where all of a block are in order, as text."""
        while block := self._stream.read(_BLOCK):
            whole, newline, self.tail = (self.tail + block).rpartition(b"\n")
            if newline:
                raw = whole.split(b"\n")
                seq += len(raw)
                yield raw, _texts(whole, raw)
            if len(self.tail) > MAX_LINE:
                raise broken(str(self._path), seq + 1, NotStrict(f"a line of more than {MAX_LINE:,} bytes"))


def _texts(whole: bytes, raw: list[bytes]) -> list[str] | list[None]:
    try:
        text = whole.decode("utf-8")
    except UnicodeDecodeError:
        return [None] * len(raw)  # each line is decoded by itself, to say which one is wrong
    # Of long lines the marks are counted before they are brought to normal form.
    if text.startswith("\ufeff") or max(map(len, raw)) > _SHORT or not unicodedata.is_normalized("NFC", text):
        return [None] * len(raw)
    return text.split("\n")


def _explained(error: NotStrict, data: bytes) -> NotStrict:
    if data.endswith(b"\r"):
        return NotStrict(f"{error}; it ends in CRLF: something converted the line ends")
    return error


class Journal(Store):
    """A .jsonl file.

    Attributes:
        path: the file.
        torn: what a reader passed over, or None: (bytes before it, its length).
        aside: the file that a torn tail was put into by this handle, or None.

    Raises:
        LedgerError: if it cannot be read, or a line does not follow from the one before.
    """

    def __init__(
        self, path: Path, *, create: bool = False, deadline: float = DEADLINE, system: System = SYSTEM
    ) -> None:
        super().__init__(str(path), path.stem, deadline)
        self.path = path
        self.torn: tuple[int, int] | None = None
        self.aside: Path | None = None
        self._system = system
        self._writer: int | None = None
        self._head, self._offset = Head(), 0
        self._places: dict[str, tuple[int, int, str]] = {}
        self._latest: dict[tuple[str, str], Record] = {}
        self._claims = 0
        if create and not os.path.lexists(path):
            self._create()
        self._catch_up()
        self._report()

    @property
    def head(self) -> Head:
        """How many records this handle knows of, and the chain of the last."""
        return self._head

    def __len__(self) -> int:
        return self._claims

    def lines(self) -> Iterator[Line]:
        """Every line in order, read strictly; a torn tail is passed over."""
        with self._reading() as stream:
            yield from Scan(self.path, stream).strict()

    def restore(self, restorer: Restorer) -> None:
        """Give every line to a restorer."""
        with self._reading() as stream:
            for line, keys, _ in Scan(self.path, stream).quick():
                restorer.take(line, keys)

    def close(self) -> None:
        """Give the file back."""
        with self._guard:
            self._closed = self._closed or "this handle was closed"
            if self._writer is not None:
                os.close(self._writer)
                self._writer = None

    def _names(self) -> Iterable[str]:
        return [key.partition(":")[2] for key in self._places if key.startswith("claim:")]

    def _find(self, kind: str, name: str) -> Line | None:
        place = self._places.get(f"{kind}:{name}")
        if place is None:
            return None
        offset, seq, before = place
        with self._reading() as stream:
            stream.seek(offset)
            data = stream.readline(MAX_LINE + 1)
        try:
            return read_line(data.removesuffix(b"\n"), Head(size=seq - 1, chain=before))
        except NotStrict as error:
            raise broken(self.place, seq, error) from None

    # ------------------------------------------------------------ reading

    @contextmanager
    def _reading(self) -> Iterator[BinaryIO]:
        try:
            with self.path.open("rb", buffering=0) as stream:
                yield stream
        except OSError as error:
            raise refused(self.path, error, "reading the file") from error

    def _catch_up(self) -> None:
        """Read what was appended since; under a lock where something looks torn, for it may be on its way."""
        with self._reading() as stream:
            self._read_from(stream)
            if self.torn is not None and self._writer is None:
                with locked(stream.fileno(), self.place, shared=True, deadline=self.deadline):
                    self._read_from(stream)

    def _read_from(self, stream: BinaryIO) -> None:
        size = os.fstat(stream.fileno()).st_size
        if size < self._offset:
            message = f"it has {size:,} bytes, and had {self._offset:,}: records were taken away"
            raise refusal(self.place, Code.BROKEN_LINE, message, "take the file from a copy")
        stream.seek(self._offset)
        scan = Scan(self.path, stream, self._head, self._offset)
        for line, _, length in scan.quick():
            self._enter(line, self._offset, self._head.chain)
            self._head = line.head
            self._offset += length
        self.torn = (scan.offset, len(scan.tail)) if scan.tail else None

    def _enter(self, line: Line, offset: int, before: str) -> None:
        key = f"{line.kind}:{line.name}"
        if line.kind in ("claim", "source"):
            if key in self._places:
                raise broken(self.place, line.seq, NotStrict(f"a second {line.kind} {line.name!r}"))
            self._places[key] = (offset, line.seq, before)
            self._claims += line.kind == "claim"
        else:
            self._latest[line.kind, line.name] = line.record()

    def _report(self) -> None:
        if self.torn is not None:
            warnings.warn(str(torn_tail(self.path, self._head, *self.torn)), LedgerWarning, stacklevel=3)

    # ------------------------------------------------------------ writing

    def _create(self) -> None:
        try:
            self._writer = self._system.open(self.place, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL)
            self._system.sync(self._writer)
            sync_folder(self.path, self._system)
        except OSError as error:
            raise refused(self.path, error, "creating the file") from error

    def _extend(self, records: list[Record]) -> Head:
        descriptor = self._opened()
        with locked(descriptor, self.place, deadline=self.deadline):
            self._same_file(descriptor)
            self._catch_up()
            if self.torn is not None:
                self._put_aside(descriptor)
            plan = Plan(self, self._head)
            for record in records:
                plan.add(record, self._id_of(record), self._latest.get((record.kind, record.name)))
            if plan.lines:
                self._write(descriptor, "".join(f"{line}\n" for _, line, _ in plan.lines).encode())
                self._entered(plan)
        return self._head

    def _id_of(self, record: Record) -> str | None:
        """The id of the record that has its key: read from the file, for nobody needs the ids of 1e6 claims at once."""
        line = self._find(record.kind, record.name) if record.key in self._places else None
        return None if line is None else str(line.envelope.get("id"))

    def _opened(self) -> int:
        if self._writer is None:
            try:
                self._writer = self._system.open(self.place, os.O_RDWR | os.O_APPEND)
            except OSError as error:
                raise refused(self.path, error, "opening the file to append") from error
        return self._writer

    def _same_file(self, descriptor: int) -> None:
        with suppress(OSError):
            ours, theirs = os.fstat(descriptor), os.stat(self.path)
            if (ours.st_dev, ours.st_ino) == (theirs.st_dev, theirs.st_ino):
                return
        self._poison("the file was moved or replaced since it was opened")
        self.writable()

    def _write(self, descriptor: int, data: bytes) -> None:
        """One write and one fsync. Whatever fails, the file is as it was and this handle writes no more."""
        try:
            write_all(self._system, descriptor, data)
            self._system.sync(descriptor)
        except BaseException as error:
            # After a failed fsync the next one may succeed without having written anything: never try again.
            self._poison("writing to it failed, and this handle is closed to writes")
            with suppress(OSError):
                self._system.truncate(descriptor, self._offset)
            if isinstance(error, OSError):
                raise refused(self.path, error, "writing") from error
            raise

    def _poison(self, why: str) -> None:
        self._closed = why

    def _entered(self, plan: Plan) -> None:
        for record, line, head in plan.lines:
            if record.key.startswith(("claim:", "source:")):
                self._places[record.key] = (self._offset, head.size, self._head.chain)
                self._claims += record.kind == "claim"
            else:
                self._latest[record.kind, record.name] = record
            self._head = head
            self._offset += len(line.encode()) + 1

    def _put_aside(self, descriptor: int) -> None:
        """Move a torn tail into a file of its own: no byte is thrown away, and none is taken for a record."""
        assert self.torn is not None
        offset, length = self.torn
        try:
            tail = os.pread(descriptor, length, offset)
            name = f"{self.path.name}.torn-{offset}-{hashlib.sha256(tail).hexdigest()[:8]}"
            aside = self.path.with_name(name)
            if not aside.exists():
                other = self._system.open(str(aside), os.O_WRONLY | os.O_CREAT | os.O_EXCL)
                try:
                    write_all(self._system, other, tail)
                    self._system.sync(other)
                finally:
                    os.close(other)
                sync_folder(aside, self._system)
            self._system.truncate(descriptor, offset)
            self._system.sync(descriptor)
        except OSError as error:
            self._poison("a torn tail could not be put aside")
            raise refused(self.path, error, "putting a torn tail aside") from error
        self.aside, self.torn = aside, None


def torn_tail(path: Path, head: Head, offset: int, length: int) -> Problem:
    """What is said of a tail without its newline."""
    return Problem(
        file=str(path),
        line=head.size + 1,
        code=Code.TORN_TAIL,
        message=f"{length:,} bytes after byte {offset:,} are an append that never ended: they are passed over",
        hint="nothing that was acknowledged is in them, unless the file was cut off",
    )


def read_ledger(path: Path, restorer: Restorer) -> None:
    """Give every line of a file to a restorer, as quickly as it can be read; a torn tail is warned of.

    Raises:
        LedgerError: if it cannot be read, or a line does not follow from the one before.
    """
    try:
        with path.open("rb", buffering=0) as stream:
            scan = _restored(Scan(path, stream), restorer)
            if scan.tail:  # it may be on its way
                with locked(stream.fileno(), str(path), shared=True):
                    stream.seek(scan.offset)
                    scan = _restored(Scan(path, stream, scan.head, scan.offset), restorer)
    except OSError as error:
        raise refused(path, error, "reading the file") from error
    if scan.tail:
        warnings.warn(str(torn_tail(path, scan.head, scan.offset, len(scan.tail))), LedgerWarning, stacklevel=5)


def _restored(scan: Scan, restorer: Restorer) -> Scan:
    for line, keys, _ in scan.quick():
        restorer.take(line, keys)
    return scan


def write_lines(path: Path, lines: Iterable[str], system: System = SYSTEM) -> None:
    """Write a journal that is not there yet: whole, or not at all.

    Raises:
        LedgerError: if there is something already, or the disk refuses.
    """
    with new_file(path, system) as scratch, scratch.open("xb") as stream:
        stream.writelines(line.encode() + b"\n" for line in lines)
