"""Hypothesis strategies: valid by construction, no filters."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from stargate_claims.model.claims import Claim, Force
from stargate_claims.model.intervals import Interval, Mode, Window
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Behaviour, Dimension, Label, Line, Measure, Question, Vocabulary

START = date(2030, 1, 1)
"""Day 0 of the small calendar that claims are drawn from."""

LATER = START + timedelta(200)
"""The day on which everything is said: after all the days that it is about."""

MEASURES = {
    "held": Behaviour.LEVEL,
    "total": Behaviour.CUMULATIVE,
    "price": Behaviour.FIXED,
}


@st.composite
def intervals(draw: st.DrawFn, *, min_value: int = 0, max_value: int = 10**15) -> Interval:
    """Bounded, half-bounded and point intervals; open ends only where a number is left."""
    numbers = st.integers(min_value, max_value).map(Decimal)
    lower, upper = sorted(draw(st.tuples(numbers, numbers)))
    ends = st.booleans() if lower < upper else st.just(False)
    shape = draw(st.sampled_from(["both", "lower", "upper"]))
    if shape == "lower":
        return Interval(lower=lower, lower_open=draw(st.booleans()))
    if shape == "upper":
        return Interval(upper=upper, upper_open=draw(st.booleans()))
    return Interval(lower=lower, upper=upper, lower_open=draw(ends), upper_open=draw(ends))


@st.composite
def windows(draw: st.DrawFn, *, max_days: int = 12) -> Window:
    """Windows of a small calendar: throughout, some day of, open or unknown at either end."""
    first, last = sorted(draw(st.tuples(st.integers(0, max_days), st.integers(0, max_days))))
    start, end = START + timedelta(first), START + timedelta(last)
    shape = draw(st.sampled_from(["days", "days", "some", "from", "until", "unknown_start", "unknown_end"]))
    if shape == "from":
        return Window(first=start)
    if shape == "until":
        return Window(last=end)
    if shape == "unknown_start":
        return Window(last=end, unknown_start=True)
    if shape == "unknown_end":
        return Window(first=start, unknown_end=True)
    return Window(first=start, last=end, mode=Mode.SOME_DAY if shape == "some" else Mode.THROUGHOUT)


@st.composite
def quantities(draw: st.DrawFn, *, max_digits: int = 4, max_zeros: int = 11) -> Quantity:
    """Printed points: a whole number of a scale word, exact or approximate, with the grains that its digits give."""
    digits, zeros = draw(st.integers(1, 10**max_digits)), draw(st.integers(0, max_zeros))
    step = Decimal(10) ** zeros
    value, grain = digits * step, step
    while value % (grain * 10) == 0:
        grain *= 10
    return Quantity(
        interval=Interval.exactly(value),
        unit=draw(st.sampled_from(["USD", "KRW", "GW"])),
        hedge=draw(st.sampled_from([Hedge.EXACT, Hedge.APPROX])),
        nominal=value,
        grain=grain,
        printed_grain=step,
    )


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Questions on any line, with ids and qualifiers as ledgers have them."""
    ids = st.sampled_from(["alpha", "beta-2", "gamma_x", "신항만"])
    groups = st.sets(ids, max_size=2).map(sorted).map(tuple)
    keys = draw(st.dictionaries(st.sampled_from(["event", "for", "kind"]), ids))
    return Question(
        measure=draw(st.sampled_from(["means", "contracts_signed", "acts_together"])),
        subject=draw(groups),
        of=draw(groups),
        keys=tuple(sorted(keys.items())),
        line=draw(st.sampled_from(list(Line))),
    )


def vocabulary() -> Vocabulary:
    """One money measure of each behaviour."""
    return Vocabulary.of(
        measures=[
            Measure(id=name, label=Label(en=name), dimension=Dimension.MONEY, behaviour=behaviour)
            for name, behaviour in MEASURES.items()
        ]
    )


@st.composite
def claims(draw: st.DrawFn, *, number: int = 0, max_value: int = 4) -> Claim:
    """A reported amount on one of a few questions, about a window of the small calendar."""
    who = draw(st.sampled_from(["ann", "bob", "cho"]))
    return Claim(
        id=f"k{number:03}",
        by=(who,),
        source=Source(id=f"paper-{draw(st.integers(0, 2))}", publisher="paper", published=Window.on(LATER)),
        force=Force.REPORT,
        said=Window.on(LATER),
        about=draw(windows()),
        subject=(draw(st.sampled_from(["x", "y"])),),
        measure=draw(st.sampled_from(sorted(MEASURES))),
        quantity=Quantity(interval=draw(intervals(max_value=max_value)), unit="USD"),
    )


@st.composite
def ledgers(draw: st.DrawFn, *, max_size: int = 8) -> list[Claim]:
    """A few claims with different ids."""
    size = draw(st.integers(0, max_size))
    return [draw(claims(number=number)) for number in range(size)]
