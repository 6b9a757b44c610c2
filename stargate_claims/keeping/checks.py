"""What one claim must fit: its measure, its source's day. The same checks for paper and notebooks."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from attrs import frozen

from stargate_claims.keeping.problems import Code
from stargate_claims.model.claims import Claim, Prediction
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Source
from stargate_claims.model.units import convertible, factor
from stargate_claims.model.vocabulary import Dimension, Measure, Vocabulary

_CURRENCY = re.compile(r"[A-Z]{3}")  # ISO 4217
_UNITS = {
    Dimension.PERCENT: frozenset(("%", "%p")),
    Dimension.POWER: frozenset(("W", "kW", "MW", "GW", "TW")),
    Dimension.DURATION: frozenset(("year", "month", "week", "day", "hour", "minute")),
}
_NUMBERS = frozenset((Dimension.MONEY, Dimension.COUNT, Dimension.QUANTITY, *_UNITS))
_FIELDS = {
    Dimension.STATE: "holds",
    Dimension.STAGE: "stage",
    Dimension.MEMBERS: "members",
    Dimension.DAY: "day",
}
_HINTS = {
    "quantity": "value: a figure as printed",
    "holds": "holds: yes or no",
    "stage": "stage: a stage of the ladder",
    "members": "members: a list",
    "day": "day: 2025-06-04",
}


@frozen(kw_only=True)
class Fault:
    """A field of a claim that does not fit: ``inside`` names the field it is nested in, if any."""

    field: str
    code: Code
    message: str
    hint: str
    inside: str | None = None


def faults(claim: Claim, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What does not fit, in the order of the fields; measures that are not defined are passed over."""
    late = said_after(claim.said, claim.source)
    if late is not None:
        yield late
    yield from value_faults(claim, vocabulary)


def value_faults(claim: Claim, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Values that do not fit their measure; measures that are not defined are passed over."""
    measure = vocabulary.measures.get(claim.measure or "")
    if measure is not None:
        yield from _value_faults(claim, measure)
        if claim.list_kind is None and claim.restated is not None and measure.dimension is Dimension.MONEY:
            yield from _unit_faults(claim.restated, measure, "restated")
    if claim.predicts is not None:
        measure = vocabulary.measures.get(claim.predicts.measure)
        if measure is not None:
            yield from _value_faults(claim.predicts, measure, inside="predicts")


def said_after(said: Window, source: Source) -> Fault | None:
    """A claim cannot be printed before it was said."""
    last = source.published.last if source.published else None
    if last is None or said.first is None or said.first <= last:
        return None
    return Fault(
        field="said",
        code=Code.SAID_AFTER_PUBLISHED,
        message=f"said on {said.first}, after its source was published ({last})",
        hint="correct said, or published of the source",
    )


def _value_faults(record: Claim | Prediction, measure: Measure, inside: str | None = None) -> Iterator[Fault]:
    """A value of another kind than the measure takes, or one it has no room for."""
    if measure.dimension is Dimension.TEXT:
        return
    wanted = "quantity" if measure.dimension in _NUMBERS else _FIELDS[measure.dimension]
    for field in _HINTS:
        if field != wanted and getattr(record, field, None) is not None:
            yield Fault(
                field=field,
                code=Code.DIMENSION,
                message=f"{measure.id} takes a {measure.dimension}, not {_shown(record, field)}",
                hint=f"write {_HINTS[wanted]}; or name another measure",
                inside=inside,
            )
    if wanted == "quantity" and record.quantity is not None:
        yield from _unit_faults(record.quantity, measure, "quantity", inside)
    if record.stage is not None and measure.dimension is Dimension.STAGE and record.stage not in measure.ladder:
        near = difflib.get_close_matches(record.stage, measure.ladder)
        yield Fault(
            field="stage",
            code=Code.STAGE,
            message=f"{record.stage!r} is no stage of {measure.id}",
            hint=f"did you mean {' or '.join(map(repr, near))}?" if near else f"one of {', '.join(measure.ladder)}",
            inside=inside,
        )


def _unit_faults(quantity: Quantity, measure: Measure, field: str, inside: str | None = None) -> Iterator[Fault]:
    unit, dimension = quantity.unit, measure.dimension
    if measure.unit is not None:
        fits = factor(unit, measure.unit) is not None
        hint = f"it takes {', '.join(convertible(measure.unit))}"
    elif dimension is Dimension.MONEY:
        fits, hint = _CURRENCY.fullmatch(unit) is not None, "write an amount of money, such as 5,000억 달러"
    elif dimension in _UNITS:
        fits, hint = unit in _UNITS[dimension], f"it takes {', '.join(sorted(_UNITS[dimension]))}"
    else:
        yield from _counter_faults(quantity, measure, field, inside)
        return
    if not fits:
        message = f"{measure.id} takes {dimension}, not {quantity} ({unit})"
        yield Fault(field=field, code=Code.DIMENSION, message=message, hint=hint, inside=inside)


def _counter_faults(quantity: Quantity, measure: Measure, field: str, inside: str | None) -> Iterator[Fault]:
    """Counts are told apart by their counter words: 건 counts contracts, 곳 sites."""
    unit = quantity.unit
    hint = f"{measure.id} counts in {', '.join(measure.counter)}" if measure.counter else "write a count"
    if unit not in measure.counter and (_CURRENCY.fullmatch(unit) or any(unit in units for units in _UNITS.values())):
        message = f"{measure.id} takes a count, not {quantity} ({unit})"
        yield Fault(field=field, code=Code.DIMENSION, message=message, hint=hint, inside=inside)
    elif measure.counter and unit not in measure.counter:
        message = f"{measure.id} is not counted in {unit}"
        yield Fault(field=field, code=Code.COUNTER, message=message, hint=hint, inside=inside)


def _shown(record: Claim | Prediction, field: str) -> str:
    value = getattr(record, field)
    if isinstance(value, bool):
        return f"{field}: {'yes' if value else 'no'}"
    if isinstance(value, tuple):
        return "a list of members"
    return f"{'a' if field == 'stage' else 'the'} {field if field != 'quantity' else 'figure'} {value}"
