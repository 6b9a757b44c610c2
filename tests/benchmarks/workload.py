"""A generated workload: the peers' own where it is, or one of the same shape; and the peers to run beside ours.

A row is (key, cumulative, day, kind, lower, upper): one claim of its own claimant and source. Keys that are not
cumulative are levels, stated throughout the block of 30 days around their day; cumulative ones are stated for their
day. In a few keys one pair that no world satisfies is planted; all others are consistent by construction.
"""

from __future__ import annotations

import math
import random
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Behaviour, Dimension, Label, Measure, Vocabulary

PEERS = Path(__file__).resolve().parents[2].parent / "shared" / "bench"
"""The peers' code and their generator are no part of the repository."""
DAYS, BLOCK = 3650, 30
START = date(2020, 1, 1).toordinal()
SAID = Window.on(date.fromordinal(START + DAYS + BLOCK))
MEASURES = Vocabulary.of(
    measures=[
        Measure(id=id, label=Label(en=id), dimension=Dimension.MONEY, behaviour=behaviour)
        for id, behaviour in (("level", Behaviour.LEVEL), ("total", Behaviour.CUMULATIVE))
    ]
)


class Row(NamedTuple):
    """One generated claim; an open end is None."""

    key: int
    cumulative: bool
    day: int
    lower: int | None
    upper: int | None


def rows(count: int, seed: int = 7) -> tuple[list[Row], set[int]]:
    """Rows in random order, and the keys with a planted pair: the peers' own where their generator is."""
    if not PEERS.is_dir() or find_spec("numpy") is None or find_spec("pyarrow") is None:
        return own_rows(count, seed)
    generator = _peer("gen")
    table, planted = _table(count, seed)
    columns = (table[name].to_pylist() for name in ("key", "cum", "day", "lo", "hi"))
    nothing, everything = generator.NEG, generator.POS
    made = [
        Row(key, cumulative, day, None if lower == nothing else lower, None if upper == everything else upper)
        for key, cumulative, day, lower, upper in zip(*columns, strict=True)
    ]
    return made, set(planted.tolist())


@cache
def _table(count: int, seed: int) -> tuple[Any, Any]:
    table, planted = _peer("gen").generate(count, seed)
    return table, planted


def write(count: int, path: str, seed: int = 7) -> None:
    """The peers' rows in a file, as they read them."""
    import_module("pyarrow.parquet").write_table(_table(count, seed)[0], path)


def own_rows(count: int, seed: int) -> tuple[list[Row], set[int]]:
    """The same shape without the peers' generator: few keys with many rows, many with few."""
    rng = random.Random(seed)
    keys = max(10, count // 20)
    weights = list(accumulate(1 / (number + 1) for number in range(keys)))
    names = rng.sample(range(keys), keys)
    is_total = [rng.random() < 0.4 for _ in range(keys)]
    base = [math.exp(rng.uniform(math.log(1e8), math.log(1e13))) for _ in range(keys)]
    made: list[Row] = []
    of_key: dict[int, list[int]] = {}
    for number in range(count):
        key = names[bisect_left(weights, rng.random() * weights[-1])]
        day = rng.randrange(DAYS)
        wobble = 1 + day / DAYS if is_total[key] else 1 + 0.3 * math.sin(key * 12.9898 + day // BLOCK * 78.233)
        value, share = int(base[key] * wobble), rng.choice((0.0, 0.01, 0.05, 0.2))
        kind = rng.choices(("floor", "cap", "both"), (3, 3, 4))[0]
        lower = None if kind == "cap" else int(value * (1 - (rng.random() * 0.6 if kind == "floor" else share)))
        upper = None if kind == "floor" else int(value * (1 + (rng.random() * 0.6 if kind == "cap" else share))) + 1
        made.append(Row(key, is_total[key], day, lower, upper))
        of_key.setdefault(key, []).append(number)
    candidates = sorted(key for key, found in of_key.items() if len(found) > 1)
    planted = set(rng.sample(candidates, max(1, keys // 200)))
    for key in sorted(planted):
        one, other = rng.sample(of_key[key], 2)
        if made[one].day > made[other].day:
            one, other = other, one
        top = int(base[key] * 4)
        made[one] = made[one]._replace(lower=top, upper=None)
        day = made[other].day if is_total[key] else made[one].day
        made[other] = made[other]._replace(day=day, lower=None, upper=top * 7 // 10)
    return made, planted


def claims_of(made: Iterable[Row], first: int = 0) -> list[Claim]:
    """A claim for each row, each of its own claimant and source, numbered from the first on."""
    return [claim_of(number, row) for number, row in enumerate(made, first)]


def claim_of(number: int, row: Row) -> Claim:
    """The claim of one row."""
    values = Interval(lower=_bound(row.lower), upper=_bound(row.upper))
    return Claim(
        id=f"c{number:07}",
        by=(f"speaker-{number}",),
        source=Source(id=f"source-{number}", publisher=f"paper-{number}", published=SAID),
        said=SAID,
        about=_about(row.day if row.cumulative else row.day // BLOCK * BLOCK, 1 if row.cumulative else BLOCK),
        subject=(f"subject-{row.key}",),
        measure="total" if row.cumulative else "level",
        quantity=Quantity(interval=values, unit="USD"),
    )


@cache
def _about(first: int, days: int) -> Window:
    return Window(first=date.fromordinal(START + first), last=date.fromordinal(START + first + days - 1))


def _bound(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


class Peer(NamedTuple):
    """One of the peers: how it loads a file of rows, and how it finds the keys in conflict."""

    load: Callable[[str], Any]
    check: Callable[[Any], Iterable[Any]]


def peer(name: str) -> Peer:
    """A peer of theirs by its name."""
    return Peer(*_peer("approaches").A[name])


def peer_keys(found: Iterable[Any]) -> set[int]:
    """The keys that a peer found, as numbers."""
    key_int = _peer("attrs_model").key_int
    return {key_int(key) if isinstance(key, tuple) else int(key) for key in found}


def _peer(module: str) -> Any:
    if str(PEERS) not in sys.path:
        sys.path.insert(0, str(PEERS))
    return import_module(module)
