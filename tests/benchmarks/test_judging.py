"""Speed and room of judging, as ratios to peers and to the least that has to be done, in the same run and process."""

from __future__ import annotations

import gc
import importlib.util
import math
import random
import statistics
import time
import tracemalloc
from bisect import insort
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.live import Checker
from stargate_claims.judging.report import Report
from stargate_claims.model.claims import Claim
from tests.benchmarks import workload
from tests.judging.build import say
from tests.judging.test_live import MEASURES

pytestmark = pytest.mark.benchmark

FULL = pytest.mark.soak
PEERS = ("py_sort_sweep", "pandas_groupby", "duckdb_split")


@cache
def ledger(count: int) -> tuple[list[Claim], set[int]]:
    """The claims of a generated workload, and the keys with a planted pair."""
    made, planted = workload.rows(count)
    return workload.claims_of(made), planted


def checked(claims: list[Claim]) -> Report:
    return check_consistency(claims, vocabulary=workload.MEASURES, rules=())


def keys(report: Report) -> set[int]:
    """The keys of the questions that were found inconsistent."""
    return {int(finding.question.subject[0].split("-")[1]) for finding in report.findings}


def _run(peer: workload.Peer, path: str) -> Callable[[], set[int]]:
    data = peer.load(path)
    return lambda: workload.peer_keys(peer.check(data))


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU time of one run, and what it gave: what else the machine does is not counted."""
    gc.collect()
    started = time.process_time()
    answer = work()
    return time.process_time() - started, answer


@pytest.mark.skipif(not workload.PEERS.is_dir(), reason="the peers' code is no part of the repository")
def test_against_the_peers(tmp_path: Path) -> None:
    """Judging Claim objects, witnesses included, beside the peers that only name keys from flat rows."""
    for module in ("numpy", "pyarrow"):
        pytest.importorskip(module, reason="the peers' generator needs it")
    count, path = 100_000, str(tmp_path / "rows.parquet")
    claims, planted = ledger(count)
    workload.write(count, path)
    runs: dict[str, Callable[[], Any]] = {"check_consistency": lambda: checked(claims)}
    for name in PEERS:
        if importlib.util.find_spec(name.split("_")[0]) or name == "py_sort_sweep":
            runs[name] = _run(workload.peer(name), path)
    best: dict[str, float] = dict.fromkeys(runs, math.inf)
    for _ in range(5):
        for name, work in runs.items():
            taken, answer = seconds(work)
            best[name] = min(best[name], taken)
            assert (keys(answer) if isinstance(answer, Report) else answer) == planted, name
    ours = best["check_consistency"]
    print("\n" + ", ".join(f"{ours / taken:.2f} x {name}" for name, taken in best.items()))  # noqa: T201
    assert ours <= 4 * best["py_sort_sweep"]


@pytest.mark.parametrize("count", [10_000, pytest.param(100_000, marks=FULL), pytest.param(1_000_000, marks=FULL)])
def test_exactly_the_planted_keys_each_with_its_witnesses(count: int) -> None:
    claims, planted = ledger(count)
    report = checked(claims)
    assert keys(report) == planted
    assert len(report.findings) == len(planted)
    by_id = {claim.id: claim for claim in claims}
    for finding in report.findings:
        for edge in finding.edges:
            low, high = (by_id[id] for id in edge.claims)
            assert (low.measure, low.subject) == (high.measure, high.subject)
            assert low.quantity is not None
            assert high.quantity is not None
            lower, upper = low.quantity.interval.lower, high.quantity.interval.upper
            assert lower is not None
            assert upper is not None
            assert lower > upper


@pytest.mark.parametrize("largest", [100_000, pytest.param(1_000_000, marks=FULL)])
def test_it_grows_with_the_claims(largest: int) -> None:
    smallest = 10_000
    few, many = ledger(smallest)[0], ledger(largest)[0]
    times = {size: math.inf for size in (smallest, largest)}
    for _ in range(3):
        for size, claims in ((smallest, few), (largest, many)):
            times[size] = min(times[size], seconds(lambda claims=claims: checked(claims))[0])  # type: ignore[misc]
    exponent = math.log(times[largest] / times[smallest], largest / smallest)
    print(f"\ntime grows as n^{exponent:.2f}")  # noqa: T201
    assert exponent <= 1.1


@pytest.mark.parametrize("largest", [40_000, pytest.param(1_000_000, marks=FULL)])
def test_what_is_held_beside_each_claim(largest: int) -> None:
    held: dict[int, float] = {}
    for size in (10_000, largest):
        claims = ledger(size)[0]
        gc.collect()
        tracemalloc.start()
        try:
            report = checked(claims)
            gc.collect()
            held[size] = tracemalloc.get_traced_memory()[0] / size
        finally:
            tracemalloc.stop()
        assert report.findings
    print("\n" + ", ".join(f"{held[size]:,.0f} bytes beside each of {size:,} claims" for size in held))  # noqa: T201
    assert max(held.values()) <= 2_000
    assert held[largest] <= 1.2 * held[10_000]


@pytest.mark.parametrize("count", [20_000, pytest.param(100_000, marks=FULL)])
def test_adding_one_claim(count: int) -> None:
    """Against what keeping a sorted list of claims costs: building one Claim, and putting it in its place.

    In CPU time, as everywhere here: a 99th percentile of wall times is that of other people's work.
    """
    extra = 2_000
    made, _ = workload.rows(count)
    claims = workload.claims_of(made[:-extra])
    live = Checker(claims, vocabulary=workload.MEASURES, rules=())
    listed = sorted(claims, key=_place)
    least: list[float] = []
    taken: list[float] = []
    late = workload.claims_of(made[-extra:], count)
    gc.collect()
    gc.disable()
    try:
        for claim, row in zip(late, made[-extra:], strict=True):
            started = time.process_time()
            insort(listed, workload.claim_of(count, row), key=_place)
            least.append(time.process_time() - started)
            started = time.process_time()
            live.add(claim)
            taken.append(time.process_time() - started)
    finally:
        gc.enable()
    ratio = statistics.quantiles(taken, n=100)[98] / statistics.median(least)
    typical = statistics.median(taken) / statistics.median(least)
    print(f"\nadd: median {typical:.1f}, 99th percentile {ratio:.1f} x building a claim and insort")  # noqa: T201
    assert ratio <= 30
    assert live.findings == checked([*claims, *late]).findings


_place = attrgetter("measure", "subject", "id")


def test_the_generator_of_our_own_plants_what_is_found() -> None:
    made, planted = workload.own_rows(5_000, seed=3)
    assert keys(checked(workload.claims_of(made))) == planted
    random.Random(1).shuffle(made)
    assert keys(checked(workload.claims_of(made))) == planted


def disputed(stories: int, claims: int) -> list[Claim]:
    """Stories on each of which many say many things."""
    rng = random.Random(7)
    return [
        say(
            f"c{story}-{number}",
            "depth",
            f"{rng.randint(1, 9)}억 달러",
            subject=f"site{story}",
            said=f"2030-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
            by=f"w{rng.randint(1, 40)}",
            source=f"s{rng.randint(1, 99)}",
        )
        for story in range(stories)
        for number in range(claims)
    ]


def test_a_second_run_judges_what_is_new(tmp_path: Path) -> None:
    """One claim more on one of twenty disputed stories, with a state beside a check that remembers nothing."""
    claims, path = disputed(20, 300), tmp_path / "state"
    terms: dict[str, Any] = {"vocabulary": MEASURES, "rules": ()}
    check_consistency(claims, **terms, state=path)
    more = [*claims, say("new", "depth", "5억 달러", subject="site0", source="new")]
    remembered, report = seconds(lambda: check_consistency(more, **terms, state=path))
    fresh, again = min((seconds(lambda: check_consistency(more, **terms)) for _ in range(3)), key=lambda run: run[0])
    print(f"\nwith a state {remembered / fresh:.2f} of a fresh check")  # noqa: T201 - a benchmark reports
    assert report == again
    assert remembered <= 0.7 * fresh
