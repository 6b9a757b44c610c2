"""Claims in islands: those that touch one another, directly or through others, and what was found among them.

No finding, and nothing that a finding depends on, reaches over two islands: judging each by itself gives what judging
all at once does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import define, field

from stargate_claims.judging import lines
from stargate_claims.judging.case import Case
from stargate_claims.judging.constraints import Constraint
from stargate_claims.judging.peaks import Standing
from stargate_claims.judging.screen import Key, Told, Words, told_twice, worded_apart
from stargate_claims.judging.ties import Tie, Ties
from stargate_claims.judging.weighing import Weighed, weighed
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding
from stargate_claims.model.vocabulary import Question


@define(eq=False)
class Island:
    """Claims that touch one another, and what was found among them.

    Attributes:
        claims, ties: the claims by id, and what they touch one another through.
        found: what the judge found among them when it was last asked.
        last: the last day on which one of them that is in force was published.
        plain: whether each does nothing but bound its own questions; then ``watch`` can tell that nothing clashes.
        stale: whether the judge has to be asked again.
    """

    claims: dict[str, Claim] = field(factory=dict)
    ties: set[Tie] = field(factory=set)
    found: Weighed = field(factory=Weighed)
    last: date | None = None
    plain: bool = True
    stale: bool = False
    _standing: dict[tuple[Question, str | None], Standing] = field(factory=dict)
    _units: dict[tuple[object, ...], str] = field(factory=dict)
    _words: dict[Key, Words] = field(factory=dict)
    _told: dict[Key, Told] = field(factory=dict)

    def watch(self, claim: Claim, rows: Iterable[Constraint], keys: Iterable[Key]) -> None:
        """Take in what a plain claim bounds; the island is stale where that may clash. Never a false "no"."""
        for row in rows:
            standing = self._standing.get((row.question, row.unit))
            if standing is None:
                standing = self._standing[row.question, row.unit] = Standing()
            self.stale |= standing.add(row)
        for key in keys:
            if key[5] is not None and self._units.setdefault(key[:5], key[5]) != key[5]:
                self.stale, self.plain = True, False  # a rate may join the two units; without one, that is reported
            if claim.quantity is not None and claim.quantity.nominal is not None:
                self.stale |= worded_apart((claim,), self._words.setdefault(key, {}))
                self.stale |= told_twice((claim,), self._told.setdefault(key, {}))
        self.last = _later(self.last, claim.public)
        self.stale |= bool(self.found.findings)

    def absorb(self, other: Island) -> None:
        """Take in another island; their findings stay as long as no claim ties them together anew."""
        self.claims |= other.claims
        self.ties |= other.ties
        self.found = self.found.beside(other.found)
        self.last = _later(self.last, other.last)
        self.plain, self.stale = self.plain and other.plain, self.stale or other.stale
        self._standing |= other._standing
        self._units |= other._units
        self._words |= other._words
        self._told |= other._told
        other.claims, other.ties, other.stale = {}, set(), False

    def forget(self) -> None:
        """Watch nothing any more."""
        for watched in (self._standing, self._units, self._words, self._told):
            watched.clear()


class Islands:
    """All islands of one case; ``case`` says what claims are judged by."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.claims: dict[str, Claim] = {}
        self._ties = Ties(case)
        self._homes: dict[Tie, Island] = {}

    def __iter__(self) -> Iterator[Island]:
        return iter({id(island): island for island in self._homes.values()}.values())

    def put(self, claim: Claim) -> Island:
        """The island of a new claim, which is stale where the claim may change what is found there.

        Raises:
            UnknownName: if it uses a measure or a stage that the vocabulary does not know; then nothing has changed.
        """
        is_plain = self._ties.is_plain(claim) and ("claim", claim.id) not in self._homes
        ties = self._ties.of_plain(claim) if is_plain else self._ties.of_claim(claim)
        rows = self._rows(claim) if is_plain else ()
        island = self._joined(ties or {("claim", claim.id)})
        island.claims[claim.id] = self.claims[claim.id] = claim
        if is_plain and island.plain:
            island.watch(claim, rows, self._ties.keys(claim))
        else:
            island.stale, island.plain = True, False
        if not island.plain:
            island.forget()
        return island

    def take(self, claim: Claim) -> Island:
        """The island that a claim is taken out of; it is stale."""
        island = self._home(claim)
        del island.claims[claim.id], self.claims[claim.id]
        island.forget()
        if island.plain:
            for other in island.claims.values():
                island.watch(other, self._rows(other), self._ties.keys(other))
        island.stale = True
        return island

    def _rows(self, claim: Claim) -> list[Constraint]:
        """What a plain claim demands, alone, that only others like it can clash with."""
        reader = self.case.reader
        return [*reader.own(claim), *(lines.event_days((claim,), reader) if claim.holds else ())]

    def settle(self, island: Island) -> tuple[Island, tuple[Finding, ...]]:
        """Judge an island, and those that it turns out to touch: the island now, and what was found before."""
        while True:
            case = self.case.of(island.claims.values())
            found = weighed(case)
            grown = island if island.plain else self._joined(self._ties.of_rows(case.suspects), island)
            if len(grown.claims) == len(case.records):
                break
            island = grown
        before, grown.found = grown.found.findings, found
        grown.stale, grown.last = False, case.judged_on
        if not grown.claims:
            for tie in grown.ties:
                del self._homes[tie]
        return grown, before

    def _joined(self, ties: set[Tie], island: Island | None = None) -> Island:
        """The one island of some ties: those that have any of them become one, with ``island`` if it is given."""
        homes = {} if island is None else {id(island): island}
        for tie in ties:
            home = self._homes.get(tie)
            if home is None and tie[0] == "claim" and (known := self.claims.get(str(tie[1]))) is not None:
                home = self._home(known)  # a plain claim has no tie of its own until another refers to it
            if home is not None:
                homes[id(home)] = home
        largest = max(homes.values(), key=lambda home: len(home.ties), default=None) or Island()
        for home in homes.values():
            if home is not largest:
                self._homes.update(dict.fromkeys(home.ties, largest))
                largest.absorb(home)
        fresh = ties - largest.ties
        largest.ties |= fresh
        self._homes.update(dict.fromkeys(fresh, largest))
        return largest

    def _home(self, claim: Claim) -> Island:
        """The island of a claim that is there."""
        own = self._homes.get(("claim", claim.id))
        return own if own is not None else self._homes[next(iter(self._ties.of_plain(claim)))]


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day is not None), default=None)
