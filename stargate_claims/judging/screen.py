"""Which questions may be inconsistent: claims grouped by question, and a look at each group's bounds and days.

A screen only proposes: never fewer questions than the judge would flag. The judge builds constraints for what it
proposes, and for nothing else, so that a large ledger costs little more than sorting it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from stargate_claims.errors import InvalidInterval
from stargate_claims.judging.constraints import Reader, is_ahead, separating
from stargate_claims.judging.sweep import overlaps_somewhere
from stargate_claims.model.claims import Claim, Force, Grouping
from stargate_claims.model.intervals import DAWN, DUSK, Interval
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.model.rules import Rule
from stargate_claims.model.vocabulary import Behaviour, Dimension, Line, Measure, Question, Vocabulary

Key = tuple[str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...], Line, str | None]
"""Measure, subject, of, keys, line and unit: a question and a unit, cheap to make and to hash."""


def question_of(key: Key) -> Question:
    """The question of a key."""
    measure, subject, of, keys, line, _ = key
    return Question(measure=measure, subject=subject, of=of, keys=keys, line=line)


class _Meaning(NamedTuple):
    """What a measure means for the questions of its claims.

    Attributes:
        lines: the line on which claims of each force compete; None for those that decide nothing.
        separates: whether claims may carry keys that separate questions.
        has_unit: whether values in two units are kept apart.
    """

    measure: Measure
    lines: Mapping[Force, Line | None]
    separates: bool
    has_unit: bool


class Sorter:
    """Puts claims under the questions they answer; holds what each measure means for that, and nothing else."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._meanings: dict[str, _Meaning] = {}

    def group(self, claims: Iterable[Claim]) -> dict[Key, list[Claim]]:
        """Claims by question and unit, in the order they came; those that answer none are left out."""
        groups: dict[Key, list[Claim]] = {}
        for claim in claims:
            for key in self.keys(claim):
                found = groups.get(key)
                if found is None:
                    groups[key] = [claim]
                else:
                    found.append(claim)
        return groups

    def keys(self, claim: Claim) -> Sequence[Key]:
        """The questions and units that a claim answers; none where nothing is compared with it.

        Raises:
            UnknownName: if the vocabulary does not know its measure.
        """
        name = claim.measure
        if name is None or claim.adequacy is not None:
            return ()
        measure, lines, separates, has_unit = self._meanings.get(name) or self._learn(name)
        line, quantity = lines[claim.force], claim.quantity
        if line is None:
            return ()
        if line is Line.FACT and is_ahead(claim):
            line = Line.INTENTION
        keys = separating(claim, measure) if separates else ()
        unit = quantity.unit if has_unit and quantity is not None else None
        subject, of = claim.subject, claim.of
        if len(of) > 1:
            of = tuple(sorted(of))
        if claim.grouping is Grouping.EACH or measure.organisational:
            groups = [(id,) for id in subject] if claim.grouping is Grouping.EACH else [subject]
            if measure.organisational:
                groups = [self.reader.organisations(group, claim.said)[0] for group in groups]
            return [(name, tuple(sorted(group)), of, keys, line, unit) for group in groups]
        if len(subject) > 1:
            subject = tuple(sorted(subject))
        return ((name, subject, of, keys, line, unit),)

    def _learn(self, name: str) -> _Meaning:
        measure = self.reader.vocabulary.measure(name)
        meaning = self._meanings[name] = _Meaning(
            measure=measure,
            lines={force: self.reader.line(force, measure) for force in Force},
            separates=bool(measure.keys or measure.per_window or measure.several),
            has_unit=measure.dimension is not Dimension.COUNT,
        )
        return meaning


def involved(rules: Iterable[Rule]) -> frozenset[str]:
    """Measures that some rule reads or concludes about: their questions are always judged in full."""
    return frozenset(name for rule in rules for name in (*(p.measure for p in rule.when), rule.then.measure))


class Bounds(NamedTuple):
    """What a claim demands, as compact as a sweep needs it; open ends count as the next thing inwards."""

    lower: Decimal | None
    lower_open: bool
    upper: Decimal | None
    upper_open: bool
    first: int
    last: int


def may_disagree(claims: Sequence[Claim], measure: Measure) -> bool:
    """Whether some lower bound of a group lies above some upper one on days that may be shared: no false "no"."""
    if len(claims) < 2:
        return False
    whole = measure.dimension is Dimension.COUNT
    intervals: list[Interval] = []
    top: Decimal | None = None
    bottom: Decimal | None = None
    is_open = False
    for claim in claims:
        quantity = claim.quantity
        if quantity is None:
            return True
        interval = _interval(quantity, whole) if whole or quantity.hedge is Hedge.APPROX else quantity.interval
        intervals.append(interval)
        lower, upper = interval.lower, interval.upper
        if lower is not None and (top is None or lower > top):
            top = lower
        if upper is not None and (bottom is None or upper < bottom):
            bottom = upper
        is_open = is_open or interval.lower_open or interval.upper_open
    if top is None or bottom is None or top < bottom or (top == bottom and not is_open):
        return False
    if measure.behaviour is Behaviour.CUMULATIVE:
        return _rises_above(claims, intervals)
    if measure.behaviour is Behaviour.LEVEL:
        return _level(claims, intervals, measure.persists)
    return True


def _interval(quantity: Quantity, whole: bool) -> Interval:
    interval = quantity.rounded(across=False)
    if not whole:
        return interval
    try:
        return interval.to_whole()
    except InvalidInterval:  # between two whole numbers: compared as it stands
        return interval


def _rises_above(claims: Sequence[Claim], intervals: Sequence[Interval]) -> bool:
    """Whether a lower bound has begun by the day on which a smaller upper bound ends."""
    begun = sorted(
        (claim.days.possible[0], interval.lower)
        for claim, interval in zip(claims, intervals, strict=True)
        if interval.lower is not None
    )
    starts = [day for day, _ in begun]
    highest: list[Decimal] = []
    for _, lower in begun:
        highest.append(lower if not highest else max(lower, highest[-1]))
    for claim, interval in zip(claims, intervals, strict=True):
        if interval.upper is not None:
            before = bisect_right(starts, claim.days.possible[1])
            if before and highest[before - 1] >= interval.upper:
                return True
    return False


def _level(claims: Sequence[Claim], intervals: Sequence[Interval], persists: int) -> bool:
    """Whether two windows that may share a day have bounds that do not meet: windows alike are merged first."""
    merged: dict[tuple[int, int], list[Decimal | None]] = {}
    for claim, interval in zip(claims, intervals, strict=True):
        window = claim.days
        first = DAWN if window.first is None else window.first.toordinal()
        last = DUSK if window.last is None else window.last.toordinal()
        if persists > last - first:
            pad = (persists - (last - first)) // 2 + 1
            first, last = first - pad, last + pad
        known = merged.get((first, last))
        if known is None:
            merged[first, last] = [interval.lower, interval.upper]
            continue
        if interval.lower is not None and (known[0] is None or interval.lower > known[0]):
            known[0] = interval.lower
        if interval.upper is not None and (known[1] is None or interval.upper < known[1]):
            known[1] = interval.upper
    return overlaps_somewhere([(first, last, low, high) for (first, last), (low, high) in sorted(merged.items())])


Words = dict[Decimal, int]
"""Each printed number with the kinds of words that bound it: 1 a cap, 2 none, 4 a floor; together where several do."""


def worded_apart(claims: Iterable[Claim], seen: Words | None = None) -> bool:
    """Whether a group has a printed cap or floor beside another figure, so that its wording is worth a look.

    ``seen`` is what others of the group said before, and takes in what these say.
    """
    seen = {} if seen is None else seen
    for claim in claims:
        quantity = claim.quantity
        if quantity is not None and quantity.nominal is not None:
            hedge, nominal = quantity.hedge, quantity.nominal
            word = 1 if hedge.is_cap else 4 if hedge.is_floor else 2
            if seen.setdefault(nominal, word) != word:
                seen[nominal] |= word
                return True
    return False


Told = dict[tuple[tuple[str, ...], date | None], Decimal]
"""Each statement (who said it, and on which day) with a figure that it was told with."""


def told_twice(claims: Iterable[Claim], told: Told | None = None) -> bool:
    """Whether one statement of a group was told with two figures.

    ``told`` is what others of the group said before, and takes in what these say.
    """
    told = {} if told is None else told
    for claim in claims:
        quantity, said = claim.quantity, claim.said
        if quantity is None or quantity.nominal is None or not said.is_day:
            continue
        by = claim.by if len(claim.by) == 1 else tuple(sorted(claim.by))
        if told.setdefault((by, said.first), quantity.nominal) != quantity.nominal:
            return True
    return False


class Special(NamedTuple):
    """The claims that the special lines are about."""

    adequacy: list[Claim]
    denials: list[Claim]
    restated: list[Claim]
    lists: list[Claim]
    company: list[Claim]
    events: list[Claim]
    visits: list[Claim]
    predictions: list[Claim]
    revising: list[Claim]


def special(claims: Iterable[Claim], by_id: Mapping[str, Claim], vocabulary: Vocabulary) -> Special:
    """Which claims each special line is about: one look at each claim."""
    found = Special([], [], [], [], [], [], [], [], [])
    counting = {m.id for m in vocabulary.measures.values() if m.counts is not None}
    counted = counting | {m.counts for m in vocabulary.measures.values() if m.counts is not None}
    targets: dict[str, Claim] = {}
    for claim in claims:
        if claim.restated is not None:
            found.restated.append(claim)
        if claim.holds is True:
            found.events.append(claim)
        if claim.measure in counted:
            found.visits.append(claim)
        if claim.adequacy is not None:
            found.adequacy.append(claim)
        if claim.denies or claim.supports:
            targets[claim.id] = claim
            targets |= {id: by_id[id] for id in (*claim.denies, *claim.supports) if id in by_id}
        if claim.members is not None or claim.list_kind is not None:
            found.lists.append(claim)
        if claim.together or claim.without:
            found.company.append(claim)
        if claim.predicts is not None:
            found.predictions.append(claim)
        if claim.revises:
            found.revising.append(claim)
    found.denials.extend(targets[id] for id in sorted(targets))
    return found
