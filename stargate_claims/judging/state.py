"""What was judged before, so that a second run judges only what is new: kept in a file that may be deleted at any time.

An entry has no name. Its address is a digest of all that it follows from: the claims, their sources, the measures,
facts, rules and rates, and this version of the package. So an old entry is never taken for a new one; it is only no
longer found.
"""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from stargate_claims import __version__
from stargate_claims.errors import LedgerWarning
from stargate_claims.judging.case import Case
from stargate_claims.judging.judged import Judged
from stargate_claims.judging.rates import EcbRates, Rates, RateTable
from stargate_claims.keeping.files import new_file
from stargate_claims.keeping.shapes import Shaper, plain_of
from stargate_claims.keeping.strict import NotStrict, quick_json
from stargate_claims.model.claims import Claim
from stargate_claims.model.identity import canonical_json
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import EntityKind

FORM = "stargate-claims state 1"
"""The first line of such a file."""


_in_order = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Fields in the order of the class, which is faster than sorting them."""


def digest(value: Any) -> str:
    """32 hexadecimal digits that stand for a plain value."""
    return hashlib.blake2b(canonical_json(value).encode(), digest_size=16).hexdigest()


class State:
    """Entries by their addresses: those of the file, and those made since.

    Args:
        path: the file; one that is damaged, or of another version, is left aside with a warning and written anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines = dict(_read(path))
        self._used: dict[str, str] = {}
        self._shaper = Shaper({})

    def ties(self, address: str) -> Sequence[str] | None:
        """The digests of a claim's ties, or None."""
        found = self._take(address)
        return None if found is None else found["ties"]

    def judged(self, address: str) -> Judged | None:
        """What judging a part gave, or None."""
        found = self._take(address)
        return None if found is None else self._shaper.read(Judged, found)

    def keep(self, address: str, entry: Judged | Sequence[str]) -> None:
        """Remember the ties of a claim, or what judging a part gave; not what has numbers that no file may hold."""
        try:
            plain = plain_of(entry) if isinstance(entry, Judged) else {"ties": list(entry)}
        except NotStrict:
            return
        self._used[address] = canonical_json(plain)

    def _take(self, address: str) -> dict[str, Any] | None:
        line = self._used.get(address) or self._lines.get(address)
        if line is None:
            return None
        self._used[address] = line
        found, _ = quick_json(line)
        return found  # type: ignore[no-any-return]

    def save(self) -> None:
        """Write what was used, whole or not at all; what was not asked for is forgotten.

        Raises:
            LedgerError: if the disk refuses.
        """
        if self._used == self._lines:
            return
        body = "".join(f"{address} {line}\n" for address, line in sorted(self._used.items()))
        text = f"{FORM} {hashlib.sha256(body.encode()).hexdigest()}\n{body}"
        with new_file(self._path, replace=True) as scratch:
            scratch.write_bytes(text.encode())


def _read(path: Path) -> Iterator[tuple[str, str]]:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return
    if head != f"{FORM} {hashlib.sha256(body).hexdigest()}".encode():
        warnings.warn(
            f"{path}: not a state of this version, or damaged; all is judged anew", LedgerWarning, stacklevel=4
        )
        return
    for line in body.decode().splitlines():
        address, _, entry = line.partition(" ")
        yield address, entry


def terms_of(case: Case) -> str | None:
    """A digest of all that a case is judged by, or None where its rates cannot be told from others."""
    rates = _rates(case.rates)
    if rates is None:
        return None
    vocabulary = case.vocabulary
    facts = [[entity.id, *map(plain_of, entity.facts)] for entity in vocabulary.entities.values() if entity.facts]
    kinds = [e.id for e in vocabulary.entities.values() if e.kind in (EntityKind.EVENT, EntityKind.BUNDLE)]
    measures = [[id, plain_of(measure)] for id, measure in sorted(vocabulary.measures.items())]
    rules = sorted((plain_of(rule) for rule in case.rules), key=canonical_json)
    return digest([FORM, __version__, measures, sorted(facts), sorted(kinds), rules, rates])


def _rates(rates: Rates | None) -> list[Any] | None:
    if rates is None:
        return []
    if isinstance(rates, EcbRates):
        return [rates.source, str(rates.last_day)]
    if isinstance(rates, RateTable):
        return sorted([*key[:2], str(key[2]), str(rate.value)] for key, rate in rates.rates.items())
    return None


def print_of(record: Claim | Source) -> bytes:
    """A digest of a record; of a claim without its source, but for the id."""
    return hashlib.blake2b(_in_order(plain_of(record)).encode(), digest_size=16).digest()
