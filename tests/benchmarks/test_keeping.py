"""Speed of keeping, as ratios to the least that has to be done, in the same run and process."""

from __future__ import annotations

import gc
import json
import sqlite3
import statistics
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


def seconds(work: Callable[[], object], before: Callable[[], object] = lambda: None, rounds: int = 5) -> float:
    """Wall time, median of several rounds: most of it is waiting for nobody."""
    times = []
    for _ in range(rounds):
        before()
        gc.collect()
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


@pytest.mark.parametrize("count", [10_000, pytest.param(100_000, marks=pytest.mark.soak)])
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

    least = seconds(write_bare, lambda: bare.unlink(missing_ok=True))
    taken = seconds(write_ours, lambda: ours.unlink(missing_ok=True))
    print(f"\nappend_many: {count / taken:,.0f} claims/s, bare {count / least:,.0f}/s, ratio {least / taken:.2f}")  # noqa: T201
    assert least / taken >= 0.5


@pytest.mark.parametrize("count", [10_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_loading_a_journal(count: int, tmp_path: Path) -> None:
    """Against json.loads of the same lines: read from the file, and every value kept, as a ledger keeps its claims."""
    path = tmp_path / "a.jsonl"
    with open_store(path, create=True) as store:
        store.append_many(example().vocabulary.entities.values())
        store.append_many(generated(count))

    def parse() -> list[object]:
        with path.open(encoding="utf-8") as stream:
            return [json.loads(line) for line in stream]

    gc.disable()  # else the parsed values of 1e5 lines cost as much again to look for garbage in
    try:
        least, taken = seconds(parse, rounds=3), seconds(lambda: load(path), rounds=3)
    finally:
        gc.enable()
    print(f"\nload: {count / taken:,.0f} claims/s, json.loads {count / least:,.0f}/s, ratio {taken / least:.2f}")  # noqa: T201
    assert len(load(path)) == count
    assert taken / least <= 4
