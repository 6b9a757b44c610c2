"""Judging with a state: what was judged before is looked up, and only the parts that new claims touch are judged."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path

from stargate_claims.judging.case import Case
from stargate_claims.judging.judged import Judged, recorded, restored
from stargate_claims.judging.parts import brought_together, joined
from stargate_claims.judging.report import Report
from stargate_claims.judging.state import State, digest, print_of, terms_of
from stargate_claims.judging.ties import Tie, Ties, references, tie_of
from stargate_claims.judging.weighing import Weighed, reported, weighed
from stargate_claims.model.claims import Claim


class _Remembering:
    """One run over one case."""

    def __init__(self, case: Case, state: State, terms: str) -> None:
        self.case, self.state, self.terms = case, state, terms
        self.ties = Ties(case)
        self.by_id = case.by_id
        self._prints: dict[str, str] = {}
        self._sources: dict[int, bytes] = {}
        self._marks: dict[Tie, str] = {}

    def mark(self, tie: Tie) -> str:
        """What stands for a tie in the file, and here."""
        found = self._marks.get(tie)
        if found is None:
            found = self._marks[tie] = digest(repr(tie))[:16]
        return found

    def address(self, kind: str, claims: Iterable[Claim]) -> str:
        """The address of what follows from some claims."""
        return digest([self.terms, kind, *(self._print(claim) for claim in claims)])

    def _print(self, claim: Claim) -> str:
        found = self._prints.get(claim.id)
        if found is None:
            source = claim.source
            if id(source) not in self._sources:  # claims that are no ledger may have two sources of one id
                self._sources[id(source)] = print_of(source)
            found = self._prints[claim.id] = (print_of(claim) + self._sources[id(source)]).hex()
        return found

    def ties_of(self, claim: Claim) -> Iterable[str]:
        """The marks of a claim's ties; made anew only for one that was not met before."""
        address = self.address("ties", [claim])
        known = self.state.ties(address)
        if known is None:
            known = sorted(map(self.mark, self.ties.of_claim(claim)))
            self.state.keep(address, known)
        return known

    def judged(self, claims: Iterable[Claim]) -> tuple[Judged, Weighed]:
        """What judging some claims by themselves gives, looked up where it was judged before."""
        listed = sorted(claims, key=attrgetter("id"))
        address = self.address("judged", listed)
        known = self.state.judged(address)
        if known is not None:
            return known, restored(known, self.case, self.by_id)
        alone = self.case.of(listed)
        found = weighed(alone)
        judged = recorded(found, map(self.mark, self.ties.of_rows(alone.suspects)))
        self.state.keep(address, judged)
        return judged, found


def judged_with(path: str | os.PathLike[str], case: Case) -> Report:
    """The report on a case, with the state in a file, which takes in what it did not have.

    Raises:
        LedgerError: if the state cannot be written.
    """
    state = State(Path(path))
    report = reported(case, weighed_with(state, case))
    state.save()
    return report


def weighed_with(state: State, case: Case) -> Weighed:
    """What is found in a case, with what a state has of it; the state takes in the rest."""
    terms = terms_of(case)
    if terms is None:  # rates of a kind that nothing is known of
        return weighed(case)
    run = _Remembering(case, state, terms)
    groups, homes, doubtful = _groups(run)

    def home_of(mark: str) -> str:
        while (above := homes.get(mark, mark)) != mark:
            mark = above
        return mark

    found: dict[str, Weighed] = {}
    for home in sorted(map(home_of, doubtful)):
        if home != home_of(home) or home in found:
            continue  # it was judged together with another
        while True:
            judged, found[home] = run.judged(groups[home].values())
            met = {home_of(mark) for mark in judged.ties} - {home}
            if not met:
                break
            homes |= dict.fromkeys(met, home)  # what only rules lead to is met by others under this name
            joining = met & groups.keys()
            for other in joining:
                groups[home] |= groups.pop(other)
                found.pop(other, None)
            if not joining:
                break
    return brought_together(found.values())


def _groups(run: _Remembering) -> tuple[dict[str, dict[str, Claim]], dict[str, str], set[str]]:
    """Claims by the tie that stands for all that they share, what stands for each tie, and the ties that may clash."""
    case = run.case
    ties: dict[str, list[str]] = defaultdict(list)
    for key, claims in case.groups.items():
        mark = run.mark(tie_of(key))
        for claim in claims:
            ties[claim.id].append(mark)
    doubtful = {run.mark(tie_of(key)) for key in case.suspicious}
    referred = {id for claim in case.claims for id in references(claim)}
    for claim in case.claims:
        if claim.id in referred or claim.id not in ties:
            ties[claim.id].append(run.mark(("claim", claim.id)))
        if is_bound := not run.ties.is_plain(claim):
            ties[claim.id] += run.ties_of(claim)
        if is_bound or claim.holds:
            doubtful.update(ties[claim.id][:1])
    homes = joined((marks[0], other) for marks in ties.values() for other in marks[1:])
    groups: dict[str, dict[str, Claim]] = defaultdict(dict)
    for id, marks in ties.items():
        groups[homes.get(marks[0], marks[0])][id] = run.by_id[id]
    return dict(groups), homes, doubtful
