"""What every store of records does: append without ever changing, find, iterate in order, and tell its head."""

from __future__ import annotations

import difflib
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from stargate_claims.errors import LedgerError, UnknownName
from stargate_claims.keeping.archive import Item, Restorer, record_of
from stargate_claims.keeping.files import DEADLINE
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.problems import Code, Problem, raise_if, refusal
from stargate_claims.keeping.records import FIXED, Head, Line, Newer, Record, line_of
from stargate_claims.keeping.shapes import Shaper
from stargate_claims.keeping.strict import NotStrict
from stargate_claims.model.claims import Claim
from stargate_claims.model.sources import Source


class Store(ABC):
    """Records in the order they came. A handle may be shared by threads; every process opens its own.

    Attributes:
        place: the file or address, as messages name it.
        title: what its ledger is called where no record says so.
        deadline: seconds to wait for other writers.
    """

    def __init__(self, place: str, title: str, deadline: float = DEADLINE) -> None:
        self.place, self.title, self.deadline = place, title, deadline
        self._guard = threading.RLock()
        self._closed: str | None = None

    # ------------------------------------------------------------ what a store is made of

    @property
    @abstractmethod
    def head(self) -> Head:
        """How many records there are, and the chain of the last."""

    @abstractmethod
    def lines(self) -> Iterator[Line]:
        """Every line in order, read strictly.

        Raises:
            LedgerError: at the first line that does not follow from the one before.
        """

    @abstractmethod
    def restore(self, restorer: Restorer) -> None:
        """Give every line to a restorer, as quickly as it can be read."""

    @abstractmethod
    def close(self) -> None:
        """Give the file back. Appending is over; closing again changes nothing."""

    @abstractmethod
    def __len__(self) -> int:
        """How many claims there are."""

    @abstractmethod
    def _find(self, kind: str, name: str) -> Line | None:
        """The line of a claim or source."""

    @abstractmethod
    def _names(self) -> Iterable[str]:
        """The ids of all claims, for hints."""

    @abstractmethod
    def _extend(self, records: list[Record]) -> Head:
        """Append what is new of these, all or nothing."""

    def check(self) -> None:  # noqa: B027 - most engines find nothing
        """What the engine itself finds wrong, apart from any line.

        Raises:
            LedgerError: if it finds anything.
        """

    # ------------------------------------------------------------ what follows from it

    def append(self, item: Item) -> Head:
        """Append one thing; when this returns it is on the disk. The same again changes nothing.

        Raises:
            LedgerError: if it was not appended: its id stands for another, or the disk refuses.
            LedgerBusy: if others wrote until the deadline.
        """
        return self.append_many([item])

    def append_many(self, items: Iterable[Item]) -> Head:
        """Append several things as one batch, each with the source it needs; those that are there already are skipped.

        Raises:
            LedgerError: if nothing was appended.
            LedgerBusy: if others wrote until the deadline.
        """
        records = self._records(items)
        with self._guard:
            self.writable()
            return self._extend(records) if records else self.head

    def writable(self) -> None:
        """Raise where nothing can be appended through this handle any more.

        Raises:
            LedgerError: if it was closed, by its user or by an error of the disk.
        """
        if self._closed is not None:
            raise refusal(self.place, Code.DISK, self._closed, "open the ledger again, and verify it")

    def _records(self, items: Iterable[Item]) -> list[Record]:
        records: list[Record] = []
        sources: dict[str, Source] = {}
        for number, item in enumerate(items):
            try:
                if isinstance(item, Claim) and sources.get(item.source.id) is not item.source:
                    sources[item.source.id] = item.source
                    records.append(record_of(item.source))
                records.append(record_of(item))
            except NotStrict as error:
                hint = "take it out; nothing was added"
                raise refusal(self.place, Code.BAD_RECORD, f"item {number + 1}: {error}", hint) from None
        return records

    def ledger(self) -> Ledger:
        """The ledger that it keeps.

        Raises:
            LedgerError: with every problem.
        """
        restorer = Restorer(self.place)
        self.restore(restorer)
        ledger = restorer.ledger(self.title)
        raise_if(restorer.problems)
        return ledger

    def __iter__(self) -> Iterator[Claim]:
        sources: dict[str, Source] = {}
        shaper = Shaper(sources)
        for line in self.lines():
            try:
                if line.kind == "source":
                    sources[line.name] = shaper.read(Source, line.value)
                elif line.kind == "claim":
                    yield shaper.read(Claim, line.value)
            except NotStrict as error:
                raise broken(self.place, line.seq, error) from None

    def get(self, id: str) -> Claim:
        """The claim of an id.

        Raises:
            UnknownName: with ids that resemble it.
        """
        line = self._find("claim", id)
        if line is None:
            raise UnknownName("claim", id, difflib.get_close_matches(id, self._names()))
        sources: dict[str, Source] = {}
        shaper = Shaper(sources)
        try:
            name = line.value.get("source")
            source = self._find("source", name) if isinstance(name, str) else None
            if source is not None:
                sources[source.name] = shaper.read(Source, source.value)
            return shaper.read(Claim, line.value)
        except NotStrict as error:
            raise broken(self.place, line.seq, error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.place!r}, {self.head.size} records)"


class Plan:
    """The records of a batch that are new, and the lines that they make after a head."""

    def __init__(self, store: Store, head: Head) -> None:
        self.head = head
        self.lines: list[tuple[Record, str, Head]] = []
        self._store = store
        self._fixed: dict[str, str] = {}
        self._latest: dict[tuple[str, str], Record] = {}

    def add(self, record: Record, known: str | None, latest: Record | None) -> None:
        """Add a record.

        Args:
            record: what to add.
            known: the id of the record with its key that the store has, if any.
            latest: the newest record of its kind and name that the store has, if any.

        Raises:
            LedgerError: if its name stands for another claim or source.
        """
        if record.kind in FIXED:
            known = self._fixed.get(record.key, known)
            if known == record.id:
                return
            if known is not None:
                message = f"{record.kind} {record.name!r} is already there, and differs"
                hint = "nothing was added; give the new one another id" + (
                    " and let it supersede the old one" if record.kind == "claim" else ""
                )
                raise refusal(self._store.place, Code.DUPLICATE_ID, message, hint)
            self._fixed[record.key] = record.id
        else:
            latest = self._latest.get((record.kind, record.name), latest)
            if latest is not None:
                if latest.text == record.text:
                    return
                record = record.after(latest)
            self._latest[record.kind, record.name] = record
        line, self.head = line_of(record, self.head)
        self.lines.append((record, line, self.head))


def broken(place: str, seq: int, error: NotStrict) -> LedgerError:
    """The error of a line that is not the next one."""
    newer = isinstance(error, Newer)
    hint = "use a newer stargate-claims" if newer else "take the file from a copy; nothing after this line is certain"
    code = Code.NEWER_VERSION if newer else Code.BROKEN_LINE
    return LedgerError([Problem(file=place, line=seq, code=code, message=str(error), hint=hint)])
