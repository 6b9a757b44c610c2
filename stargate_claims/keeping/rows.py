"""Stores that keep each line in a row of a table, with columns beside it that are computed from the line."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any

from stargate_claims.keeping.archive import Restorer
from stargate_claims.keeping.derived import DERIVED
from stargate_claims.keeping.records import FIXED, GENESIS, Head, Line, Record, next_line, read_line
from stargate_claims.keeping.stores import Plan, Store, broken
from stargate_claims.keeping.strict import NotStrict, decoded, quick_json


class RowStore(Store):
    """A table of rows: the number, the line as bytes, and the derived columns."""

    @abstractmethod
    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """All rows in order, in one view of the table; a few at a time."""

    @abstractmethod
    def _columns(self, line: Line) -> tuple[Any, ...]:
        """What a line's derived columns must be, as `_rows` gives them."""

    @abstractmethod
    def _line_at(self, seq: int) -> bytes | None:
        """The line of a number."""

    @abstractmethod
    def _newest(self, kind: str, name: str) -> tuple[int, Any] | None:
        """Number and line of the newest record of a kind and name."""

    @abstractmethod
    def _known(self, keys: list[str]) -> dict[str, str]:
        """The ids of the records that have these keys."""

    def lines(self) -> Iterator[Line]:
        """Every line in order, read strictly, its columns computed anew."""
        head = Head()
        for seq, data, *columns in self._rows():
            try:
                line = read_line(as_bytes(data), head)
                _same_number(line.seq, seq)
                for name, wanted, found in zip(DERIVED, self._columns(line), columns, strict=True):
                    if found != wanted:
                        raise NotStrict(f"its column {name!r} is not what its line says")
            except NotStrict as error:
                raise broken(self.place, head.size + 1, error) from None
            head = line.head
            yield line

    def restore(self, restorer: Restorer) -> None:
        """Give every line to a restorer."""
        chain = GENESIS
        for number, (seq, data, *_) in enumerate(self._rows(), start=1):
            try:
                data = as_bytes(data)
                text = decoded(data)
                envelope, keys = quick_json(text)
                line = next_line(data, text, envelope, number, chain)
                _same_number(number, seq)
            except NotStrict as error:
                raise broken(self.place, number, error) from None
            chain = line.chain
            restorer.take(line, keys)

    def _single(self, seq: int, data: Any) -> Line:
        """A row by itself: its chain is that which the row before says."""
        try:
            before = self._line_at(seq - 1)
            chain = GENESIS if before is None else chain_of(before)
            return read_line(as_bytes(data), Head(size=seq - 1, chain=chain))
        except NotStrict as error:
            raise broken(self.place, seq, error) from None

    def _plan(self, records: list[Record], head: Head) -> Plan:
        """What is new of these, after a head. Called when nobody else can write."""
        keys = [record.key for record in records if record.kind in FIXED]
        known = self._known(keys) if keys else {}
        plan = Plan(self, head)
        for record in records:
            latest = None
            if record.kind not in FIXED and (row := self._newest(record.kind, record.name)) is not None:
                latest = self._single(*row).record()
            plan.add(record, known.get(record.key), latest)
        return plan


def _same_number(number: int, seq: object) -> None:
    if seq != number:
        raise NotStrict(f"its number is {number}, and its row says {seq}")


def as_bytes(value: Any) -> bytes:
    """What a column of text holds.

    Raises:
        NotStrict: if it is not text.
    """
    if type(value) is not bytes:
        raise NotStrict("a column that should be text is not")
    return value


def chain_of(line: bytes) -> str:
    """The chain that a line says it has.

    Raises:
        NotStrict: if it has none.
    """
    envelope, _ = quick_json(decoded(line))
    chain = envelope.get("chain") if type(envelope) is dict else None
    if type(chain) is not str or len(chain) != len(GENESIS):
        raise NotStrict("it has no chain")
    return chain
