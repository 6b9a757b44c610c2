"""Which constraints of one question clash: one sweep over its days, and the pairs behind it."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from stargate_claims.judging.constraints import Constraint, Days, Spans
from stargate_claims.model.intervals import Interval, is_below
from stargate_claims.model.rules import Strength, weakest

PAIRS_AT_MOST = 10_000
"""Above this many lower x upper bounds a question shows witnesses instead of every pair."""


class Tier(StrEnum):
    """How sure it is that two bounds share a day: certain, as things usually go, or only possible."""

    SURE = "sure"
    USUAL = "usual"
    POSSIBLE = "possible"


class Clash(NamedTuple):
    """A lower bound that lies above an upper bound on some day."""

    low: Constraint
    high: Constraint
    strength: Strength
    days: Days
    tier: Tier


def may_clash(constraints: Sequence[Constraint]) -> bool:
    """Whether the bounds of a question could clash at all, whatever their days: no false "no"."""
    lowers = [(c.interval.lower, c.interval.lower_open) for c in constraints if c.interval.lower is not None]
    uppers = [(c.interval.upper, not c.interval.upper_open) for c in constraints if c.interval.upper is not None]
    if not lowers or not uppers:
        return False
    (lower, lower_open), (upper, closed) = max(lowers), min(uppers)
    return is_below(upper, not closed, lower, lower_open)


def clashes(constraints: Sequence[Constraint]) -> list[Clash]:
    """The clashing pairs of constraints on one question: all where they are few, witnesses where they are many.

    There is at least one pair if and only if on some day the largest lower bound lies above the smallest upper one.
    """
    lowers, uppers = _apart(constraints)
    if len(lowers) * len(uppers) > PAIRS_AT_MOST:
        lowers, uppers = _met(lowers, uppers)
    if len(lowers) * len(uppers) <= PAIRS_AT_MOST:
        pairs: Iterable[tuple[Constraint, Constraint]] = ((low, high) for low in lowers for high in uppers)
    else:
        pairs = _witnesses(lowers, uppers)
    return [clash for low, high in pairs if (clash := clash_of(low, high)) is not None]


def _apart(constraints: Sequence[Constraint]) -> tuple[list[Constraint], list[Constraint]]:
    """The lower bounds above some upper bound, and the upper ones below some lower one: no other clashes with any.

    By their printed values: those that are compared between sources are no narrower.
    """
    lowers = [c for c in constraints if c.interval.lower is not None]
    uppers = [c for c in constraints if c.interval.upper is not None]
    if not lowers or not uppers:
        return [], []
    most, least = (
        min(bounds, key=partial(_demand, lower=lower)) for bounds, lower in ((lowers, True), (uppers, False))
    )
    return [c for c in lowers if _crosses(c, least)], [c for c in uppers if _crosses(most, c)]


def _met(lowers: Sequence[Constraint], uppers: Sequence[Constraint]) -> tuple[list[Constraint], list[Constraint]]:
    """The bounds that cross some opposite one with which they may share a day; no other can clash: O(n log n).

    So what is shown of a question does not depend on claims that clash with nobody.
    """
    bounds = [(c.low.possible, 0, c) for c in lowers] + [(c.high.possible, 1, c) for c in uppers]
    met = [False] * len(bounds)
    active: tuple[list[_Active], list[_Active]] = ([], [])
    lonely: tuple[list[_Active], list[_Active]] = ([], [])
    for number in sorted(range(len(bounds)), key=lambda at: bounds[at][0][0]):
        (first, last), side, constraint = bounds[number]
        entry = (_demand(constraint, lower=side == 0), number, last, constraint)
        heapq.heappush(active[side], entry)
        heapq.heappush(lonely[side], entry)
        for waiting in (active[1 - side], lonely[1 - side]):
            while waiting and waiting[0][2] < first:
                heapq.heappop(waiting)  # over before this one begins
        opposite = active[1 - side]
        met[number] = bool(opposite) and _crosses(*_in_order(entry, opposite[0], side))
        others = lonely[1 - side]
        while others and _crosses(*_in_order(entry, others[0], side)):
            _, other, until, _ = heapq.heappop(others)
            met[other] = met[other] or until >= first
    return (
        [c for c, there in zip(lowers, met[: len(lowers)], strict=True) if there],
        [c for c, there in zip(uppers, met[len(lowers) :], strict=True) if there],
    )


def _in_order(entry: _Active, other: _Active, side: int) -> tuple[Constraint, Constraint]:
    return (entry[3], other[3]) if side == 0 else (other[3], entry[3])


def _crosses(low: Constraint, high: Constraint) -> bool:
    return is_below(high.interval.upper, high.interval.upper_open, low.interval.lower, low.interval.lower_open)


def clash_of(low: Constraint, high: Constraint) -> Clash | None:
    """The clash of one lower with one upper bound, at the best strength that some day gives."""
    one, other = low.low, high.high
    possible = _shared(one.possible, other.possible)
    if possible[0] > possible[1]:
        return None  # most pairs of a long story: looked at first
    if low.claim.id == high.claim.id or (low.converted_from and low.converted_from == high.converted_from):
        return None  # what was printed in one currency is compared there
    mine, theirs = low.against(high), high.against(low)
    if not is_below(theirs.upper, theirs.upper_open, mine.lower, mine.lower_open):
        return None
    links = weakest(low.strength, high.strength)
    if one.sure is not None and other.sure is not None and _hold(one.sure, other.sure, one.shaken, other.shaken):
        return Clash(low, high, links, _shared(one.sure, other.sure), Tier.SURE)
    if one.usual is not None and other.usual is not None and is_robust(one.usual, other.usual):
        strength, days = weakest(Strength.DEFEASIBLE, links), _shared(one.usual, other.usual)
        return Clash(low, high, strength, days, Tier.USUAL)
    return Clash(low, high, Strength.SOFT, possible, Tier.POSSIBLE)


def _shared(one: Days, other: Days) -> Days:
    return max(one[0], other[0]), min(one[1], other[1])


def _meet(one: Days, other: Days) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])


def _hold(one: Days, other: Days, one_shaken: tuple[Days, ...], other_shaken: tuple[Days, ...]) -> bool:
    """Whether two spans meet, and still do when either is shaken by a day."""
    return (
        _meet(one, other)
        and all(_meet(days, other) for days in one_shaken)
        and all(_meet(one, days) for days in other_shaken)
    )


def is_robust(one: Days, other: Days) -> bool:
    """Whether two spans of days share more than one day.

    >>> is_robust((1, 5), (4, 9)), is_robust((1, 4), (4, 9))
    (True, False)
    """
    first, last = _shared(one, other)
    return first < last


_TIERS: tuple[Callable[[Spans], Days | None], ...] = tuple(attrgetter(tier.value) for tier in Tier)
RUNNERS_UP = 3
"""Rounding between sources can let the most demanding bound pass where the next one clashes."""


def _demand(constraint: Constraint, *, lower: bool) -> tuple[Decimal, int]:
    """Sorts bounds by how much they demand; an open end demands more than a closed one."""
    interval = constraint.interval
    if lower:
        assert interval.lower is not None
        return interval.lower.copy_negate(), -interval.lower_open
    assert interval.upper is not None
    return interval.upper, -interval.upper_open


def _witnesses(lowers: list[Constraint], uppers: list[Constraint]) -> Iterator[tuple[Constraint, Constraint]]:
    """For each bound, the most demanding opposite ones that have begun and not yet ended: O(n log n).

    Once for the certain days, once for the usual and once for the possible ones, so that a bound on uncertain days
    never hides one on certain days.
    """
    for tier in _TIERS:
        bounds = [(days, 0, c) for c in lowers if (days := tier(c.low)) is not None]
        bounds += [(days, 1, c) for c in uppers if (days := tier(c.high)) is not None]
        yield from _sweep(sorted(bounds, key=lambda bound: (bound[0][0], bound[1], bound[2].claim.id)))


def _sweep(bounds: Iterable[tuple[Days, int, Constraint]]) -> Iterator[tuple[Constraint, Constraint]]:
    active: tuple[list[_Active], list[_Active]] = ([], [])
    for number, ((first, last), side, constraint) in enumerate(bounds):
        heapq.heappush(active[side], (_demand(constraint, lower=side == 0), number, last, constraint))
        opposite = active[1 - side]
        met: list[_Active] = []
        while opposite and len(met) < RUNNERS_UP:
            entry = heapq.heappop(opposite)
            if entry[2] >= first:
                met.append(entry)
        for entry in met:
            heapq.heappush(opposite, entry)
            yield (constraint, entry[3]) if side == 0 else (entry[3], constraint)


_Active = tuple[tuple[Decimal, int], int, int, Constraint]
"""How much a bound demands, its number in the sweep, its last day, and the bound."""


def overlaps_somewhere(rows: Iterable[tuple[int, int, Decimal | None, Decimal | None]]) -> bool:
    """Whether two windows (first, last, lower, upper), in order of their first days, share a day but hardly a value.

    Bounds that touch count as not meeting, for either may be open.
    """
    lows: list[tuple[Decimal, int]] = []
    highs: list[tuple[Decimal, int]] = []
    for first, last, lower, upper in rows:
        for active in (lows, highs):
            while active and active[0][1] < first:
                heapq.heappop(active)
        if lower is not None:
            heapq.heappush(lows, (lower.copy_negate(), last))
        if upper is not None:
            heapq.heappush(highs, (upper, last))
        if lows and highs and lows[0][0].copy_negate() >= highs[0][0]:
            return True
    return False


def components(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Connected groups of ids, each group's smallest id first in order."""
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        while parent.setdefault(id, id) != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for one, other in pairs:
        a, b = root(one), root(other)
        parent[max(a, b)] = min(a, b)
    groups: dict[str, set[str]] = {}
    for id in parent:
        groups.setdefault(root(id), set()).add(id)
    return [groups[key] for key in sorted(groups)]


def sides(
    order: Sequence[str], edges: set[frozenset[str]], values: Mapping[str, Interval], *, in_turn: bool = False
) -> list[list[str]]:
    """Disjoint groups of ids; each id joins the first group with which it neither clashes nor differs in value.

    ``in_turn``, for plans that replace one another: only the latest group is open.

    >>> edges = {frozenset("ab"), frozenset("bc")}
    >>> sides(["a", "b", "c"], edges, {})
    [['a', 'c'], ['b']]
    >>> sides(["a", "b", "c"], edges, {"a": Interval.exactly(17), "c": Interval.exactly(37)})
    [['a'], ['b'], ['c']]
    """
    groups: list[list[str]] = []
    everything = Interval()

    def fits(id: str, group: list[str]) -> bool:
        return all(
            frozenset((id, other)) not in edges and values.get(id, everything).meets(values.get(other, everything))
            for other in group
        )

    for id in order:
        open_groups = groups[-1:] if in_turn else groups
        home = next((group for group in open_groups if fits(id, group)), None)
        if home is None:
            groups.append([id])
        else:
            home.append(id)
    return groups
