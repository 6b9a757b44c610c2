"""A case in parts that no finding reaches across, so that each can be judged, and remembered, by itself.

`islands` keeps such parts while claims come and go; here a case is taken apart once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from stargate_claims.judging.assemble import order
from stargate_claims.judging.case import Case
from stargate_claims.judging.ties import Tie, Ties, question_tie, references, tie_of
from stargate_claims.judging.weighing import Weighed, unchecked_order, weighed
from stargate_claims.model.claims import Claim
from stargate_claims.model.vocabulary import Line

Named = TypeVar("Named", bound=Hashable)
AT_ONCE = 500
"""Claims of small parts that are judged in one go."""


class Parts(NamedTuple):
    """What a case falls into.

    Attributes:
        bound: a case of the claims that rules, references, several units and the like may bring together.
        free: the other claims that may clash, in groups that share a question, in order of their ids. What these give
            follows from their own words, the measures and who speaks for whom alone.
    """

    bound: Case
    free: tuple[tuple[Claim, ...], ...]


def parts_of(case: Case) -> Parts:
    """Take a case apart; claims that nothing can be found of are left out."""
    ties = Ties(case)
    referred = {id for claim in case.records for id in references(claim)}
    bound = {claim.id: claim for claim in case.claims if claim.id in referred or not ties.is_plain(claim)}
    members, links = _by_tie(case)
    homes = joined(links)
    groups: dict[Tie, dict[str, Claim]] = defaultdict(dict)
    for tie, claims in members.items():
        groups[homes.get(tie, tie)] |= claims
    touched = _in_several_units(case).union(*map(ties.touched, bound.values()))
    while True:
        for home in {homes.get(tie, tie) for tie in touched} & groups.keys():
            bound |= groups.pop(home)
        together = case.of(bound.values())
        touched = {question_tie(question) for question, _ in together.suspects if question.line is not Line.HOLDS}
        if groups.keys().isdisjoint(homes.get(tie, tie) for tie in touched):
            break
    doubtful = {homes.get(tie, tie) for tie in map(tie_of, case.suspicious)}
    free = [
        tuple(claims[id] for id in sorted(claims))
        for home, claims in groups.items()
        if home in doubtful or any(claim.holds for claim in claims.values())
    ]
    return Parts(together, tuple(sorted(free, key=lambda claims: claims[0].id)))


def _by_tie(case: Case) -> tuple[dict[Tie, dict[str, Claim]], list[tuple[Tie, Tie]]]:
    """The claims of each question whatever the line and the unit, and which of these share a claim."""
    members: dict[Tie, dict[str, Claim]] = defaultdict(dict)
    first: dict[str, Tie] = {}
    links = []
    for key, claims in case.groups.items():
        tie = tie_of(key)
        there = members[tie]
        for claim in claims:
            there[claim.id] = claim
            if first.setdefault(claim.id, tie) != tie:
                links.append((first[claim.id], tie))
    return members, links


class Homes(Generic[Named]):
    """For names that are linked, the one that stands for all that hang together with it.

    >>> homes = Homes([("a", "b"), ("b", "c"), ("x", "x")])
    >>> homes.of("a") == homes.of("c"), homes.of("x"), "y" in homes
    (True, 'x', False)
    """

    def __init__(self, links: Iterable[tuple[Named, Named]] = ()) -> None:
        self._above: dict[Named, Named] = {}
        for one, other in links:
            self.join(one, other)

    def __contains__(self, name: object) -> bool:
        return name in self._above

    def __iter__(self) -> Iterator[Named]:
        return iter(self._above)

    def of(self, name: Named) -> Named:
        """The name that stands for all that a name hangs together with; itself where it was never linked."""
        above = self._above
        if name not in above:
            return name
        while (next := above[name]) != name:
            above[name] = above[next]
            name = next
        return name

    def join(self, one: Named, other: Named) -> None:
        """Link two names: what stands for the second stands for both."""
        for name in (one, other):
            self._above.setdefault(name, name)
        self._above[self.of(one)] = self.of(other)


def joined(links: Iterable[tuple[Named, Named]]) -> dict[Named, Named]:
    """For each name that is linked, the one that stands for all that hang together with it."""
    homes = Homes(links)
    return {name: homes.of(name) for name in list(homes)}


def _in_several_units(case: Case) -> set[Tie]:
    """Questions that are answered in several units: a rate may join them, or nothing does, which is reported."""
    units: dict[tuple[object, ...], str] = {}
    return {tie_of(key) for key in case.groups if key[5] is not None and units.setdefault(key[:5], key[5]) != key[5]}


def batches(free: Iterable[Sequence[Claim]]) -> Iterator[list[Sequence[Claim]]]:
    """Groups of claims in batches of about as many claims as are judged in one go."""
    batch: list[Sequence[Claim]] = []
    size = 0
    for claims in free:
        batch.append(claims)
        size += len(claims)
        if size >= AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


Watch = Callable[[Iterable[Iterable[Claim]]], Iterable[Iterable[Claim]]]


def weighed_in_parts(case: Case, watch: Watch = iter) -> Iterator[Weighed]:
    """What is found in a case: in the small parts, in order of their ids, then among what hangs together.

    Args:
        case: the case.
        watch: goes over the parts while they are judged, to show progress.
    """
    parts = parts_of(case)
    jobs: list[Iterable[Claim]] = [list(chain.from_iterable(batch)) for batch in batches(parts.free)]
    for job in watch([*jobs, parts.bound.records]):
        yield weighed(parts.bound if job is parts.bound.records else case.of(job))


def brought_together(found: Iterable[Weighed]) -> Weighed:
    """What judging parts of a case gives, as judging all of it at once does."""
    listed = list(found)
    return Weighed(
        findings=tuple(sorted((one for part in listed for one in part.findings), key=order)),
        unchecked=tuple(sorted((one for part in listed for one in part.unchecked), key=unchecked_order)),
        conversions=tuple(sorted((one for part in listed for one in part.conversions), key=attrgetter("claim"))),
    )
