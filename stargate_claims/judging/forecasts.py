"""Estimates and predictions meet only what was said later: a missed or a confirmed forecast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from stargate_claims.judging.constraints import FALSE, TRUE, Constraint, Reader, stretch
from stargate_claims.judging.sweep import Clash, clash_of
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval
from stargate_claims.model.vocabulary import Behaviour, Line, Question


def forecasts(
    grouped: Mapping[tuple[Question, str | None], Sequence[Constraint]], claims: Sequence[Claim], reader: Reader
) -> Iterator[Clash]:
    """Each clash of a forecast with a fact that was said after it."""
    expected = [(question, unit, row) for (question, unit), rows in grouped.items() if question.line is Line.ESTIMATE
                for row in rows]  # fmt: skip
    expected += [(row.question, row.unit, row) for claim in claims for row in _predicted(claim, reader)]
    for question, unit, forecast in expected:
        for fact in grouped.get((question.on(Line.FACT), unit), ()):
            if fact.claim.said.possible[0] > forecast.claim.said.possible[1]:
                clash = clash_of(forecast, fact) or clash_of(fact, forecast)
                if clash is not None:
                    yield clash


def _predicted(claim: Claim, reader: Reader) -> Iterator[Constraint]:
    """The constraint of a forecast's prediction, from the day it was made on."""
    expected = claim.predicts
    if expected is None:
        return
    measure = reader.vocabulary.measure(expected.measure)
    qualifiers = dict(expected.qualifiers)
    question = Question(
        measure=measure.id,
        subject=tuple(sorted(expected.subject)),
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
        interval, unit = expected.quantity.rounded(across=True), expected.quantity.unit
        if measure.dimension == "count":
            interval, unit = interval.to_whole(), None
    else:
        return
    low, high = stretch(claim.days, Behaviour.LEVEL)
    yield Constraint(question=question, interval=interval, unit=unit, low=low, high=high, claim=claim)
