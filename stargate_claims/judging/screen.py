"""Which questions may be inconsistent: claims grouped by question, and a look at each group's bounds and days.

A screen only proposes: never fewer questions than the judge would flag. The judge builds constraints for what it
proposes, and for nothing else, so that a large ledger costs little more than sorting it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from stargate_claims.errors import InvalidInterval
from stargate_claims.judging.constraints import Reader, separating
from stargate_claims.judging.sweep import overlaps_somewhere
from stargate_claims.model.claims import Claim, Force, Grouping
from stargate_claims.model.intervals import DAWN, DUSK, Interval
from stargate_claims.model.quantities import Hedge
from stargate_claims.model.rules import Rule
from stargate_claims.model.vocabulary import Behaviour, Dimension, Line, Measure, Question, Vocabulary

Key = tuple[str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...], Line, str | None]
"""Measure, subject, of, keys, line and unit: a question and a unit, cheap to make and to hash."""


def question_of(key: Key) -> Question:
    """The question of a key."""
    measure, subject, of, keys, line, _ = key
    return Question(measure=measure, subject=subject, of=of, keys=keys, line=line)


class Sorter:
    """Puts claims under the questions they answer; holds what each measure means for that, and nothing else."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._lines: dict[str, dict[Force, Line | None]] = {}
        self._measures: dict[str, Measure] = {}

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
        """The questions and units that a claim answers; none for opinions, context and what is said of other claims."""
        name = claim.measure
        if name is None or claim.adequacy is not None:
            return ()
        lines = self._lines.get(name)
        if lines is None:
            lines = self._learn(name)
        line = lines[claim.force]
        if line is None:
            return ()
        measure, quantity = self._measures[name], claim.quantity
        if line is Line.FACT and _is_ahead(claim):
            line = Line.INTENTION
        keys = separating(claim, measure)
        unit = None if quantity is None or measure.dimension is Dimension.COUNT else quantity.unit
        subject = claim.subject
        if claim.grouping is Grouping.EACH or measure.organisational:
            groups = [(id,) for id in subject] if claim.grouping is Grouping.EACH else [subject]
            if measure.organisational:
                groups = [self.reader.organisations(group, claim.said)[0] for group in groups]
            of = tuple(sorted(claim.of))
            return [(name, tuple(sorted(group)), of, keys, line, unit) for group in groups]
        if len(subject) > 1:
            subject = tuple(sorted(subject))
        of = claim.of if len(claim.of) < 2 else tuple(sorted(claim.of))
        return ((name, subject, of, keys, line, unit),)

    def _learn(self, name: str) -> dict[Force, Line | None]:
        measure = self._measures[name] = self.reader.vocabulary.measure(name)
        self._lines[name] = {force: self.reader.line(force, measure) for force in Force}
        return self._lines[name]


def _is_ahead(claim: Claim) -> bool:
    about, said = claim.about, claim.said.last
    return about is not None and said is not None and about.first is not None and about.first > said


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
    if any(claim.quantity is None for claim in claims):
        return True
    whole = measure.dimension is Dimension.COUNT
    intervals = [_interval(claim, whole) for claim in claims]
    lowers = [interval.lower for interval in intervals if interval.lower is not None]
    uppers = [interval.upper for interval in intervals if interval.upper is not None]
    if not lowers or not uppers:
        return False
    top, bottom = max(lowers), min(uppers)
    if top < bottom or (top == bottom and not any(i.lower_open or i.upper_open for i in intervals)):
        return False
    if measure.behaviour is Behaviour.CUMULATIVE:
        return _rises_above(claims, intervals)
    if measure.behaviour is Behaviour.LEVEL:
        return _level(claims, intervals, measure.persists)
    return True


def _interval(claim: Claim, whole: bool) -> Interval:
    quantity = claim.quantity
    assert quantity is not None
    interval = quantity.rounded(across=False) if quantity.hedge is Hedge.APPROX else quantity.interval
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


def worded_apart(claims: Sequence[Claim]) -> bool:
    """Whether a group has a printed cap or floor beside another figure, so that its wording is worth a look."""
    if len(claims) < 2:
        return False
    seen: dict[Decimal, set[int]] = defaultdict(set)
    for claim in claims:
        quantity = claim.quantity
        if quantity is not None and quantity.nominal is not None:
            hedge = quantity.hedge
            seen[quantity.nominal].add(-1 if hedge.is_cap else 1 if hedge.is_floor else 0)
    return any(len(words) > 1 for words in seen.values())


def told_twice(claims: Sequence[Claim]) -> bool:
    """Whether one statement of a group was told by two sources with two figures."""
    if len(claims) < 2:
        return False
    told: dict[tuple[tuple[str, ...], object], tuple[str, Decimal]] = {}
    for claim in claims:
        quantity = claim.quantity
        if quantity is None or quantity.nominal is None:
            continue
        this = (claim.source.id, quantity.nominal)
        other = told.setdefault((tuple(sorted(claim.by)), claim.said), this)
        if other[1] != this[1]:
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


def special(claims: Iterable[Claim], by_id: Mapping[str, Claim], vocabulary: Vocabulary) -> Special:
    """Which claims each special line is about: one look at each claim."""
    found = Special([], [], [], [], [], [], [], [])
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
    found.denials.extend(targets[id] for id in sorted(targets))
    return found
