"""Whether a new bound may clash with any of those on its question: looked up in time that hardly grows with them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from stargate_claims.judging.constraints import Constraint, Days
from stargate_claims.model.intervals import DAWN, is_below

Height = tuple[Decimal, bool]
"""How much a bound demands: a lower one as it stands, an upper one negated; an open end demands more."""

FEW = 32
"""So many bounds are gone through one by one; a tree would take more room than they do."""
_LEAVES = 1 << 22
"""The first power of two above every ordinal."""


class Peaks:
    """The most demanding of some bounds on any day of a span, where each holds on a span of days.

    A segment tree over the days, with only those nodes that something is known of.
    """

    __slots__ = ("_few", "_throughout", "_within")

    def __init__(self) -> None:
        self._few: list[tuple[Days, Height]] | None = []  # None once they are in the tree
        self._throughout: dict[int, Height] = {}
        self._within: dict[int, Height] = {}

    def add(self, days: Days, height: Height) -> None:
        """Take in a bound that holds on some days."""
        if self._few is not None:
            self._few.append((days, height))
            if len(self._few) > FEW:
                few, self._few = self._few, None
                for known in few:
                    self.add(*known)
            return
        for node in _nodes(days):
            if self._throughout.get(node, height) <= height:
                self._throughout[node] = height
            while node and (node not in self._within or self._within[node] < height):
                self._within[node] = height
                node >>= 1

    def over(self, days: Days) -> Height | None:
        """The most demanding bound that holds on one of some days at least; None where none does."""
        if self._few is not None:
            return max(
                (height for (first, last), height in self._few if first <= days[1] and days[0] <= last), default=None
            )
        found = [height for node in _nodes(days) if (height := self._within.get(node)) is not None]
        for day in days:  # what holds throughout more than they are
            node = day + _LEAVES
            while node:
                height = self._throughout.get(node)
                if height is not None:
                    found.append(height)
                node >>= 1
        return max(found, default=None)


def _nodes(days: Days) -> Iterator[int]:
    """The fewest nodes whose days are together exactly those of a span."""
    first, last = max(days[0], DAWN) + _LEAVES, days[1] + _LEAVES + 1  # a level may be padded to before the calendar
    while first < last:
        if first & 1:
            yield first
            first += 1
        if last & 1:
            last -= 1
            yield last
        first >>= 1
        last >>= 1


class Standing:
    """The bounds that stand on one question, in one unit."""

    __slots__ = ("_lowers", "_uppers")

    def __init__(self) -> None:
        self._lowers, self._uppers = Peaks(), Peaks()

    def add(self, constraint: Constraint) -> bool:
        """Take in a constraint: whether it may clash with one before it. Never a false "no"."""
        interval, low, high = constraint.interval, constraint.low.possible, constraint.high.possible
        clashes = False
        if interval.lower is not None:
            cap = self._uppers.over(low)
            clashes = cap is not None and is_below(cap[0].copy_negate(), cap[1], interval.lower, interval.lower_open)
        if interval.upper is not None:
            floor = self._lowers.over(high)
            clashes = clashes or (
                floor is not None and is_below(interval.upper, interval.upper_open, floor[0], floor[1])
            )
            self._uppers.add(high, (interval.upper.copy_negate(), interval.upper_open))
        if interval.lower is not None:
            self._lowers.add(low, (interval.lower, interval.lower_open))
        return clashes
