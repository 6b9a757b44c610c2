"""Checking while claims come in: only what a new claim touches is judged again, by the one judge."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from stargate_claims.errors import InvalidClaim, UnknownName
from stargate_claims.judging.assemble import order
from stargate_claims.judging.case import case_of
from stargate_claims.judging.consistency import accepted, printed_in, reported
from stargate_claims.judging.islands import Island, Islands
from stargate_claims.judging.parts import brought_together
from stargate_claims.judging.rates import Rates, named, needed
from stargate_claims.judging.report import Diff, Report, difference
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding
from stargate_claims.model.rules import Rule, Suppression
from stargate_claims.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from stargate_claims.keeping.ledger import Ledger

Hidden = set[tuple[str, str]]


class Checker:
    """A check that is kept up to date while claims come and go.

    At any moment its report equals what `check_consistency` answers for the same claims. A new claim costs what judging
    the claims that it touches costs; where it cannot clash with any of them, hardly more than finding that out.

    Args:
        claims: a ledger, or any claims, to begin with.
        vocabulary, rules, rates, suppressions, as_of, texts: as `check_consistency` takes them.

    Raises:
        UnknownName: if a claim uses a measure that the vocabulary does not know.
        RateError: if no rates have the name given.
        TypeError: if something among the claims is no Claim.

    >>> from stargate_claims import Ledger
    >>> ledger = Ledger.new()
    >>> what = {"subject": "new-harbour", "qualifiers": {"kind": "dredging"}}
    >>> none = ledger.claim("alpha", "contracts_signed", 0, **what, source="daily-one 2030-07-01")
    >>> two = ledger.claim("beta", "contracts_signed", 2, **what, source="daily-two 2030-03-01")
    >>> checker = Checker()
    >>> len(checker.add(none)), [str(finding.question) for finding in checker.add(two).new]
    (0, ['contracts_signed(new-harbour, kind=dredging)'])
    >>> len(checker.retract(none).resolved), checker.findings
    (1, ())
    """

    def __init__(
        self,
        claims: Ledger | Iterable[Claim] = (),
        *,
        vocabulary: Vocabulary | None = None,
        rules: Iterable[Rule] | None = None,
        rates: str | Rates | None = None,
        suppressions: Iterable[Suppression] | None = None,
        as_of: date | None = None,
        texts: str | os.PathLike[str] | None = None,
    ) -> None:
        case = case_of(claims, vocabulary, rules, suppressions)
        self._rates = getattr(claims, "rates", None) if rates is None else rates
        self._needed = needed(case.records)
        rated, printed = named(self._rates, case.records), printed_in(texts, case.records)
        self._islands = Islands(evolve(case, records=(), rates=rated, as_of=as_of, printed=printed))
        for claim in case.records:
            self._islands.put(claim)
        for island in list(self._islands):
            if island.stale:
                self._islands.settle(island)
        self._found = {finding.id: finding for island in self._islands for finding in island.found.findings}
        self._today = as_of or self._last_day()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What contradicts now, most severe first, without what was accepted."""
        return tuple(sorted(_shown(self._found.values(), self._hidden()), key=order))

    def report(self) -> Report:
        """The whole report, as `check_consistency` gives it for the same claims."""
        found = brought_together(island.found for island in self._islands)
        return reported(self._islands.case.of(self._islands.claims.values()), found)

    def __len__(self) -> int:
        return len(self._islands.claims)

    def __iter__(self) -> Iterator[Claim]:
        return iter(tuple(self._islands.claims.values()))

    def __contains__(self, claim: object) -> bool:
        claims = self._islands.claims
        return claims.get(claim.id) == claim if isinstance(claim, Claim) else claim in claims

    def add(self, claim: Claim) -> Diff:
        """Take in a claim, and answer the findings that are new, changed or resolved through it.

        One that supersedes or retracts others takes them out of force, as in a ledger; the same one again changes
        nothing.

        Raises:
            InvalidClaim: if another claim has its id.
            UnknownName: if it uses a measure that the vocabulary does not know.
        """
        if not isinstance(claim, Claim):
            raise TypeError(f"a checker takes claims, not {type(claim).__name__}")
        known = self._islands.claims.get(claim.id)
        if known is not None:
            if known == claim:
                return difference((), ())
            raise InvalidClaim(f"claim {claim.id!r} is already there; add a new one that supersedes it")
        currencies, first = needed((claim,))
        if not currencies <= self._needed[0] or (first and (self._needed[1] is None or first < self._needed[1])):
            self._price((*self, claim))
        return self._changes(self._islands.put(claim))

    def supersede(self, old: str | Claim, claim: Claim) -> Diff:
        """Take in a claim in the place of an older one, which is skipped from now on, and answer what changed.

        Raises:
            UnknownName: if there is no such older claim.
            InvalidClaim: if another claim has its id.
        """
        id = self._known(old).id
        return self.add(claim if id in claim.supersedes else evolve(claim, supersedes=(*claim.supersedes, id)))

    def retract(self, claim: str | Claim) -> Diff:
        """Take a claim out again, as if it had never come in, and answer what changed.

        To keep on record that it was withdrawn, ``add`` the claim that ``retracts`` it.

        Raises:
            UnknownName: if there is no such claim.
        """
        island = self._islands.take(self._known(claim))
        self._price(self)
        return self._changes(island)

    def _known(self, claim: str | Claim) -> Claim:
        id = claim.id if isinstance(claim, Claim) else claim
        claims = self._islands.claims
        if id not in claims:
            raise UnknownName("claim", id, difflib.get_close_matches(id, claims))
        return claims[id]

    def _changes(self, island: Island) -> Diff:
        """What the last change did to the findings that are shown."""
        hidden, last = self._hidden(), island.last
        before: tuple[Finding, ...] = ()
        after: tuple[Finding, ...] = ()
        if island.stale:
            island, before = self._islands.settle(island)
            after = island.found.findings
            for finding in before:
                del self._found[finding.id]
            self._found |= {finding.id: finding for finding in after}
        self._advance(last, island.last)
        now = self._hidden()
        for id, _ in hidden ^ now:  # acceptances that expired, or hold again
            if id in self._found and all(finding.id != id for finding in after):
                before, after = (*before, self._found[id]), (*after, self._found[id])
        return difference(sorted(_shown(after, now), key=order), sorted(_shown(before, hidden), key=order))

    def _hidden(self) -> Hidden:
        return accepted(self._islands.case.suppressions, self._today)

    def _advance(self, before: date | None, now: date | None) -> None:
        """Keep the day that is judged on: the last one on which a claim in force was published."""
        if self._islands.case.as_of is not None:
            return
        if now is not None and (self._today is None or now >= self._today):
            self._today = now
        elif before == self._today:
            self._today = self._last_day()

    def _last_day(self) -> date | None:
        return max((island.last for island in self._islands if island.last is not None), default=None)

    def _price(self, claims: Iterable[Claim]) -> None:
        """Read the rates that some claims need, where they are known by a name only."""
        if isinstance(self._rates, str):
            listed = tuple(claims)
            if (now := needed(listed)) != self._needed:
                self._needed = now
                self._islands.case = evolve(self._islands.case, rates=named(self._rates, listed))


def _shown(findings: Iterable[Finding], hidden: Hidden) -> list[Finding]:
    return [finding for finding in findings if (finding.id, finding.fingerprint) not in hidden]
