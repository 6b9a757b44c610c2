"""How long it takes to start: ratios to importing attrs, alternating within one run."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNS = 15
COMMANDS = {
    "attrs": ["-c", "import attrs"],
    "import": ["-c", "import stargate_claims"],
    "check": ["-m", "stargate_claims", "check", "seeds/stargate"],
}


def _seconds(arguments: list[str]) -> float:
    started = time.perf_counter()
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    assert ended.returncode in (0, 1), ended.stderr.decode()
    return time.perf_counter() - started


@pytest.fixture(scope="module")
def medians() -> dict[str, float]:
    for arguments in COMMANDS.values():
        _seconds(arguments)  # the first run may still compile
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, arguments in COMMANDS.items():
            taken[name].append(_seconds(arguments))
    return {name: median(times) for name, times in taken.items()}


@pytest.mark.benchmark
def test_importing_costs_at_most_two_and_a_half_times_attrs(medians: dict[str, float]) -> None:
    assert medians["import"] <= 2.5 * medians["attrs"], medians


@pytest.mark.benchmark
def test_checking_the_seeds_costs_at_most_fifteen_times_attrs(medians: dict[str, float]) -> None:
    assert medians["check"] <= 15 * medians["attrs"], medians
