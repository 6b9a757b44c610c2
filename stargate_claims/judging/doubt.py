"""The smallest set of claims to give up so that nothing clashes: a minimum vertex cover of the clashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

EXACT_UP_TO = 40
"""Among more claims than this that form no two sides, whoever clashes with most is given up first."""

Pair = tuple[str, str]


def doubt(edges: Iterable[Pair]) -> tuple[str, ...]:
    """The smallest set of claims without which nothing clashes; of several, the first in order of ids.

    Exact where the claims form two sides, as they do on a line of lower against upper bounds, and among up to 40
    claims otherwise; beyond that, whoever clashes with most is given up first.

    >>> doubt([("a", "b"), ("a", "c"), ("a", "d")])
    ('a',)
    >>> doubt([("a", "b"), ("b", "c"), ("a", "c")])
    ('a', 'b')
    """
    pairs = sorted({(min(pair), max(pair)) for pair in edges})
    ids = sorted({id for pair in pairs for id in pair})
    if not _two_sided(pairs) and len(ids) > EXACT_UP_TO:
        return _greedy(pairs)
    size, given_up = _cover_size(pairs), []
    for id in ids:
        if not pairs:
            break
        without = [pair for pair in pairs if id not in pair]
        if len(without) < len(pairs) and _cover_size(without) == size - 1:
            given_up.append(id)
            pairs, size = without, size - 1
    return tuple(given_up)


def _neighbours(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    return near


def _two_sided(pairs: Iterable[Pair]) -> dict[str, bool] | None:
    """Which of two sides each claim is on, or None where there are more."""
    near = _neighbours(pairs)
    side: dict[str, bool] = {}
    for start in sorted(near):
        if start in side:
            continue
        side[start], waiting = True, [start]
        while waiting:
            id = waiting.pop()
            for other in near[id]:
                if other not in side:
                    side[other] = not side[id]
                    waiting.append(other)
                elif side[other] == side[id]:
                    return None
    return side


def _cover_size(pairs: list[Pair]) -> int:
    """How many claims must go at least."""
    if not pairs:
        return 0
    side = _two_sided(pairs)
    if side is not None:
        return _matching(_neighbours(pairs), [id for id in sorted(side) if side[id]])  # Koenig: as many as pair off
    near = _neighbours(pairs)
    id = min(near, key=lambda each: (-len(near[each]), each))
    with_it = 1 + _cover_size([pair for pair in pairs if id not in pair])
    neighbours = near[id]
    if len(neighbours) >= with_it:
        return with_it
    return min(with_it, len(neighbours) + _cover_size([pair for pair in pairs if not neighbours & set(pair)]))


def _matching(near: dict[str, set[str]], left: list[str]) -> int:
    """How many claims of one side pair off with one of the other, by augmenting paths."""
    partner: dict[str, str] = {}

    def augment(id: str, tried: set[str]) -> bool:
        for other in sorted(near[id] - tried):
            tried.add(other)
            if other not in partner or augment(partner[other], tried):
                partner[other] = id
                return True
        return False

    return sum(augment(id, set()) for id in left)


def _greedy(pairs: list[Pair]) -> tuple[str, ...]:
    given_up: set[str] = set()
    while pairs:
        near = _neighbours(pairs)
        given_up.add(min(near, key=lambda id: (-len(near[id]), id)))
        pairs = [pair for pair in pairs if not given_up & set(pair)]
    return tuple(sorted(given_up))
