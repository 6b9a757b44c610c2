"""Estimates and predictions meet only what was said later: a missed or a confirmed forecast."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from stargate_claims.errors import InvalidInterval
from stargate_claims.judging.constraints import FALSE, TRUE, Constraint, Reader, stretch
from stargate_claims.judging.sweep import PAIRS_AT_MOST, Clash, clash_of, may_clash
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import UsedFact
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Strength
from stargate_claims.model.vocabulary import Behaviour, Dimension, Line, Measure, Question

WITNESSES = 3
"""Of the facts that belie a forecast, this many are shown where a question has too many pairs to show all."""


def forecasts(
    grouped: Mapping[tuple[Question, str | None], Sequence[Constraint]], claims: Sequence[Claim], reader: Reader
) -> Iterator[Clash]:
    """Each clash of a forecast with a fact that was said after it."""
    expected: dict[tuple[Question, str | None], list[Constraint]] = defaultdict(list)
    for (question, unit), rows in grouped.items():
        if question.line is Line.ESTIMATE:
            expected[question, unit] += rows
    for claim in claims:
        for row in predicted(claim, reader):
            expected[row.question, row.unit].append(row)
    for (question, unit), rows in expected.items():
        facts = grouped.get((question.on(Line.FACT), unit), ())
        if may_clash([*rows, *facts]):
            yield from _missed(rows, facts)


def _missed(forecasts: Sequence[Constraint], facts: Sequence[Constraint]) -> Iterator[Clash]:
    """The forecasts on one question that a fact belies which was said after them: a few such facts where many do."""
    few = len(forecasts) * len(facts) <= PAIRS_AT_MOST
    by_day = sorted(facts, key=lambda fact: fact.claim.said.possible[0])
    days = [fact.claim.said.possible[0] for fact in by_day]
    for forecast in forecasts:
        later = by_day[bisect_right(days, forecast.claim.said.possible[1]) :]
        found = (clash for fact in later if (clash := clash_of(forecast, fact) or clash_of(fact, forecast)) is not None)
        yield from found if few else islice(found, WITNESSES)


def predicted(claim: Claim, reader: Reader) -> Iterator[Constraint]:
    """The constraint of a forecast's prediction, from the day it was made on."""
    expected = claim.predicts
    if expected is None:
        return
    measure = reader.vocabulary.measure(expected.measure)
    qualifiers = dict(expected.qualifiers)
    subject, used = tuple(sorted(expected.subject)), tuple[UsedFact, ...]()
    if measure.organisational:
        subject, used = reader.organisations(expected.subject, claim.said)
    question = Question(
        measure=measure.id,
        subject=subject,
        of=tuple(sorted(expected.of)),
        keys=tuple((name, qualifiers[name]) for name in sorted(measure.keys) if name in qualifiers),
        line=Line.ESTIMATE,
    )
    unit = None
    if expected.holds is not None:
        interval = TRUE if expected.holds else FALSE
    elif expected.stage is not None:
        interval = Interval.at_least(Decimal(measure.rung(expected.stage)))
    elif expected.quantity is not None:
        interval, unit = _amount(expected.quantity, measure)
    else:
        return
    low, high = stretch(claim.about or Window(first=claim.said.first or claim.said.last), Behaviour.LEVEL)
    yield Constraint(
        question=question,
        interval=interval,
        unit=unit,
        low=low,
        high=high,
        claim=claim,
        facts=used,
        strength=Strength.DEFEASIBLE if used else Strength.STRICT,
    )


def _amount(quantity: Quantity, measure: Measure) -> tuple[Interval, str | None]:
    """The values predicted, as printed elsewhere than the facts they will be held against, and their unit."""
    interval = quantity.rounded(across=True)
    if measure.dimension is not Dimension.COUNT:
        return interval, quantity.unit
    try:
        return interval.to_whole(), None
    except InvalidInterval:  # between two whole numbers: compared as it stands
        return interval, None
