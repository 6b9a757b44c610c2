"""Bounds looked up by day: the same as going through all of them, few or many."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from stargate_claims.judging.constraints import Constraint, Days, Spans
from stargate_claims.judging.peaks import FEW, Height, Peaks, Standing
from stargate_claims.judging.sweep import clash_of
from stargate_claims.model.intervals import DAWN, DUSK
from stargate_claims.model.vocabulary import Question
from tests.judging.build import say
from tests.judging.test_worlds import interval


def span(rng: random.Random) -> Days:
    """A few days, a day, or days without an end on either side; now and then from before the calendar."""
    first, last = sorted((rng.randrange(60), rng.randrange(60)))
    return rng.choice(((first, last), (first, first), (DAWN, last), (first, DUSK), (DAWN, DUSK), (-3, last)))


def height(rng: random.Random) -> Height:
    return Decimal(rng.randrange(8)), rng.random() < 0.5


@pytest.mark.parametrize("size", [0, 1, FEW, FEW + 1, 5 * FEW])
def test_the_most_demanding_on_some_day_of_a_span(size: int) -> None:
    rng = random.Random(size)
    for _ in range(20):
        peaks, known = Peaks(), list[tuple[Days, Height]]()
        for _ in range(size):
            known.append((span(rng), height(rng)))
            peaks.add(*known[-1])
        for _ in range(20):
            days = span(rng)
            met = [h for (first, last), h in known if first <= days[1] and days[0] <= last]
            assert peaks.over(days) == max(met, default=None), (days, known)


@pytest.mark.parametrize("size", [6, 3 * FEW])
def test_a_clash_with_one_before_is_never_missed_and_never_seen_without_reason(size: int) -> None:
    rng = random.Random(size)
    for _ in range(60):
        standing, rows = Standing(), list[Constraint]()
        for number in range(size):
            days = [span(rng) for _ in range(2)]
            low, high = (Spans(sure=None, usual=None, possible=each) for each in days)
            row = Constraint(
                question=Question(measure="held"),
                interval=interval(rng),
                low=low,
                high=high,
                claim=say(f"k{number}", "means", holds=True),
            )
            clashes = any(clash_of(row, other) or clash_of(other, row) for other in rows)
            assert standing.add(row) is clashes
            rows.append(row)
            if clashes:
                break
