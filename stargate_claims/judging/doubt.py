"""The smallest set of claims to give up so that nothing clashes: a minimum vertex cover of the clashes."""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from stargate_claims.judging.sweep import components

EXACT_UP_TO = 40
"""Among more claims than this that form no two sides, whoever clashes with most is given up first."""

Pair = tuple[str, str]
Near = Mapping[str, set[str]]


def doubt(edges: Iterable[Pair]) -> tuple[str, ...]:
    """The smallest set of claims without which nothing clashes; of several, the first in order of ids.

    Claims that hang together are taken at a time. Exact where they form two sides, as they do on a line of lower
    against upper bounds, and where they are up to 40; else whoever clashes with most is given up first.

    >>> doubt([("a", "b"), ("a", "c"), ("a", "d")])
    ('a',)
    >>> doubt([("a", "b"), ("b", "c"), ("a", "c")])
    ('a', 'b')
    """
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in edges:
        if one != other:
            near[one].add(other)
            near[other].add(one)
    groups = components((id, other) for id, others in near.items() for other in others)
    return tuple(sorted(id for group in groups for id in _of_group({id: near[id] for id in group})))


def _of_group(near: Near) -> tuple[str, ...]:
    left = _one_side(near)
    if left is not None:
        return _of_two_sides(near, left)
    return _of_few(near) if len(near) <= EXACT_UP_TO else _greedy(near)


def _one_side(near: Near) -> list[str] | None:
    """The claims of one of two sides, or None where there are more."""
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
    return sorted(id for id, is_left in side.items() if is_left)


def _of_two_sides(near: Near, left: list[str]) -> tuple[str, ...]:
    """As many claims as pair off (Koenig's theorem); a claim that some best pairing leaves out is never among them."""
    partner = _paired(near, left)
    free = {id for id in near if id not in partner}
    spared: set[str] = set()
    given_up: list[str] = []
    _spare(free, spared, near, partner, frozenset())
    gone: set[str] = set()
    for id in sorted(near):
        if id in spared or id in gone:
            continue
        given_up.append(id)
        gone.add(id)
        _spare({partner[id]}, spared, near, partner, gone)
    return tuple(given_up)


def _spare(start: Iterable[str], spared: set[str], near: Near, partner: Mapping[str, str], gone: Iterable[str]) -> None:
    """Add the claims that a pairing as large can leave out, now that some are left out: those two steps away."""
    waiting = [id for id in start if id not in spared and id not in gone]
    spared.update(waiting)
    while waiting:
        id = waiting.pop()
        for other in near[id]:
            mate = partner.get(other)
            if other not in gone and mate is not None and mate not in spared:
                spared.add(mate)
                waiting.append(mate)


def _paired(near: Near, left: list[str]) -> dict[str, str]:
    """The partner of each claim in a largest pairing across two sides: shortest paths first (Hopcroft and Karp)."""
    partner: dict[str, str] = {}
    while True:
        depth = _depths(near, [id for id in left if id not in partner], partner)
        ahead = {id: iter(sorted(near[id])) for id in left}
        if not sum(_augment(id, near, partner, depth, ahead) for id in left if id not in partner):
            return partner


def _depths(near: Near, free: Iterable[str], partner: Mapping[str, str]) -> dict[str, int]:
    """How many pairs lie between each claim of the left side and an unpaired one."""
    depth = dict.fromkeys(free, 0)
    waiting = deque(depth)
    while waiting:
        id = waiting.popleft()
        for other in near[id]:
            mate = partner.get(other)
            if mate is not None and mate not in depth:
                depth[mate] = depth[id] + 1
                waiting.append(mate)
    return depth


def _augment(
    start: str, near: Near, partner: dict[str, str], depth: Mapping[str, int], ahead: Mapping[str, Iterable[str]]
) -> bool:
    """Pair off one more claim along a path that goes one layer deeper with each step; no recursion, paths are long."""
    path, via = [start], list[str]()
    while path:
        id = path[-1]
        for other in ahead[id]:
            mate = partner.get(other)
            if mate is None:
                for one, two in zip(path, [*via, other], strict=True):
                    partner[one], partner[two] = two, one
                return True
            if depth.get(mate) == depth[id] + 1:
                path.append(mate)
                via.append(other)
                break
        else:
            path.pop()
            del via[len(path) - 1 if path else 0 :]
    return False


def _of_few(near: Near) -> tuple[str, ...]:
    """Exact among a few claims: sets of them are whole numbers, a bit for each claim."""
    ids = sorted(near)
    bit = {id: 1 << number for number, id in enumerate(ids)}
    masks = [sum(bit[other] for other in near[id]) for id in ids]
    known: dict[int, int] = {}
    left = (1 << len(ids)) - 1
    given_up = []
    for number, id in enumerate(ids):
        if masks[number] & left and _fewest(left & ~bit[id], masks, known) < _fewest(left, masks, known):
            given_up.append(id)
            left &= ~bit[id]
    return tuple(given_up)


def _fewest(left: int, masks: list[int], known: dict[int, int]) -> int:
    """How many of the claims left must go at least."""
    found = known.get(left)
    if found is not None:
        return found
    number, clashes = -1, 0
    rest = left
    while rest:
        lowest = (rest & -rest).bit_length() - 1
        rest &= rest - 1
        degree = (masks[lowest] & left).bit_count()
        if degree == 1:  # giving up the other one of the pair is as good as any choice
            known[left] = 1 + _fewest(left & ~(masks[lowest] | 1 << lowest), masks, known)
            return known[left]
        if degree > clashes:
            number, clashes = lowest, degree
    if clashes == 0:
        return 0
    without = left & ~(1 << number)
    known[left] = min(
        1 + _fewest(without, masks, known), clashes + _fewest(without & ~masks[number], masks, known)
    )  # either it goes, or all that it clashes with
    return known[left]


def _greedy(near: Near) -> tuple[str, ...]:
    """Whoever clashes with most of those left is given up, until nobody does."""
    degree = {id: len(others) for id, others in near.items()}
    waiting = [(-count, id) for id, count in degree.items()]
    heapq.heapify(waiting)
    given_up: set[str] = set()
    while waiting:
        count, id = heapq.heappop(waiting)
        if -count != degree[id] or count == 0 or id in given_up:
            continue
        given_up.add(id)
        for other in near[id] - given_up:
            degree[other] -= 1
            heapq.heappush(waiting, (-degree[other], other))
    return tuple(sorted(given_up))
