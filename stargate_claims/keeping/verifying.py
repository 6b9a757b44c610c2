"""Whether a kept ledger is as it was written: line by line, and against a head that was kept elsewhere."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from stargate_claims.errors import LedgerError, LedgerWarning
from stargate_claims.keeping.exchange import has_lines, lines_in
from stargate_claims.keeping.problems import Code, Problem, refusal
from stargate_claims.keeping.records import FIXED, Head, Line
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.stores import broken
from stargate_claims.keeping.strict import NotStrict


@frozen(kw_only=True)
class Verified:
    """A ledger whose lines all follow from one another.

    Attributes:
        head: what to keep.
        claims: how many of its records are claims.
        since: how many records came after the head that it was compared with, or None.
    """

    head: Head
    claims: int
    since: int | None = None


def verify(path: str | os.PathLike[str], head: Head | None = None) -> Verified:
    """Read every line, compute everything that is computed anew, and compare with a kept head.

    Without a kept head nobody can tell that the last records were taken away, or that all of it was written anew.

    Raises:
        LedgerError: that names the first bad line, or says that the head is not of this ledger.
    """
    if Path(path).is_dir():
        message = "a folder of YAML has no chain: what was changed in it, git tells"
        raise refusal(str(path), Code.WRONG_FORM, message, "to seal it, write it with 'stargate-claims convert'")
    if has_lines(path):
        return _verified(str(path), lines_in(Path(path)), head)
    with warnings.catch_warnings():
        warnings.simplefilter("error", LedgerWarning)
        try:
            store = open_store(path)
        except LedgerWarning as torn:
            raise LedgerError([str(torn)]) from None
    with store:
        found = _verified(store.place, store.lines(), head)
        store.check()
        return found


def _verified(place: str, lines: Iterable[Line], head: Head | None) -> Verified:
    checks, chain, claims, last = _Names(), Head().chain if head and head.size == 0 else None, 0, Head()
    for line in lines:
        try:
            checks.add(line)
        except NotStrict as error:
            raise broken(place, line.seq, error) from None
        claims += line.kind == "claim"
        last = line.head
        if head is not None and line.seq == head.size:
            chain = line.chain
    if head is None:
        return Verified(head=last, claims=claims)
    if last.size < head.size:
        message = f"it has {last.size} records, and the kept head says {head.size}: the last ones were taken away"
        raise _wrong(place, last.size + 1, message)
    if chain != head.chain:
        message = f"its record {head.size} is not the one of the kept head: that one, or one before it, was rewritten"
        raise _wrong(place, max(head.size, 1), message)
    return Verified(head=last, claims=claims, since=last.size - head.size)


class _Names:
    """Names that may be taken once, and records that replace others."""

    def __init__(self) -> None:
        self._fixed: set[str] = set()
        self._ids: set[str] = set()
        self._latest: dict[tuple[str, str], str] = {}

    def add(self, line: Line) -> None:
        """Check a line against those before it.

        Raises:
            NotStrict: if its name is taken, or it replaces another record than the newest of its name.
        """
        record = line.check()
        if record.id in self._ids:
            raise NotStrict("a record that was there before")
        self._ids.add(record.id)
        if record.kind in FIXED:
            if record.key in self._fixed:
                raise NotStrict(f"a second {record.kind} {record.name!r}")
            self._fixed.add(record.key)
        else:
            if self._latest.get((record.kind, record.name)) != record.replaces:
                raise NotStrict(f"it does not replace the newest {record.kind} {record.name!r}")
            self._latest[record.kind, record.name] = record.id


def _wrong(place: str, line: int, message: str) -> LedgerError:
    problem = Problem(
        file=place, line=line, code=Code.WRONG_HEAD, message=message, hint="compare it with a copy of that day"
    )
    return LedgerError([problem])
