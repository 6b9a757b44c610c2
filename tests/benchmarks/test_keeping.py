"""Speed of keeping, as ratios to the least that has to be done, in the same run and process."""

from __future__ import annotations

import gc
import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve

from stargate_claims.keeping.archive import record_of
from stargate_claims.keeping.library import example, load
from stargate_claims.keeping.records import Head, line_of
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.sqlite_schema import wanted_mode
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval

pytestmark = pytest.mark.benchmark

BATCH = 1000


def generated(count: int) -> list[Claim]:
    """The claims of the seeds again and again, each with an id, a place and a figure of its own."""
    seeds = [evolve(claim, denies=(), supports=(), refers_to=(), revises=(), adequacy=None) for claim in example()
             if claim.measure is not None]  # fmt: skip
    made = []
    for number in range(count):
        claim = seeds[number % len(seeds)]
        quantity = claim.quantity
        if quantity is not None and quantity.is_point and quantity.nominal is not None:
            value = quantity.nominal + number
            quantity = evolve(quantity, interval=Interval.exactly(value), nominal=value)
        place = evolve(claim.locator, paragraph=number % 60 + 1, digest=f"{number:016x}")
        made.append(evolve(claim, id=f"{claim.id}-{number}", quantity=quantity, locator=place, restated=None))
    return made


Work = Callable[[], object]
Clock = Callable[[], float]


def fastest(one: Work, two: Work, clock: Clock, before: Work = lambda: None, rounds: int = 9) -> tuple[float, float]:
    """The least time of each: in short rounds and by turns, so that what else runs here disturbs both alike.

    A garbage collector that runs now and then would be measured in one and not in the other: it runs in between.
    """
    times: tuple[list[float], list[float]] = ([], [])
    gc.disable()
    try:
        for _ in range(rounds):
            for work, taken in zip((one, two), times, strict=True):
                before()
                gc.collect()
                started = clock()
                work()
                taken.append(clock() - started)
    finally:
        gc.enable()
    return min(times[0]), min(times[1])


@pytest.mark.parametrize("count", [5_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_appending_to_sqlite(count: int, tmp_path: Path) -> None:
    """Against a bare executemany of the same lines and hashes, made from the same claims and synced as often."""
    claims, sources = generated(count), example().sources
    bare, ours = tmp_path / "bare.db", tmp_path / "ours.db"

    def write_bare() -> None:
        with closing(sqlite3.connect(bare, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA journal_mode = {wanted_mode(bare)}")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("CREATE TABLE record (line TEXT, chain TEXT)")
            head = Head()
            for start in range(0, count, BATCH):
                rows = []
                for claim in claims[start : start + BATCH]:
                    line, head = line_of(record_of(claim), head)
                    rows.append((line, head.chain))
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT INTO record VALUES (?, ?)", rows)
                connection.execute("COMMIT")

    def write_ours() -> None:
        with open_store(ours, create=True) as store:
            store.append_many(sources)
            for start in range(0, count, BATCH):
                store.append_many(claims[start : start + BATCH])

    def clear() -> None:
        for path in (bare, ours):
            path.unlink(missing_ok=True)

    least, taken = fastest(write_bare, write_ours, time.perf_counter, clear)  # waiting for the disk counts
    print(f"\nappend_many: {count / taken:,.0f} claims/s, bare {count / least:,.0f}/s, ratio {least / taken:.2f}")  # noqa: T201
    assert least / taken >= 0.5


@pytest.mark.parametrize("count", [5_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_loading_a_journal(count: int, tmp_path: Path) -> None:
    """Against json.loads of the same lines: read from the file, and every value kept, as a ledger keeps its claims."""
    path = tmp_path / "a.jsonl"
    with open_store(path, create=True) as store:
        store.append_many(example().vocabulary.entities.values())
        store.append_many(generated(count))

    def parse() -> list[object]:
        with path.open(encoding="utf-8") as stream:
            return [json.loads(line) for line in stream]

    least, taken = fastest(parse, lambda: load(path), time.process_time)
    print(f"\nload: {count / taken:,.0f} claims/s, json.loads {count / least:,.0f}/s, ratio {taken / least:.2f}")  # noqa: T201
    assert len(load(path)) == count
    assert taken / least <= 4
