"""Claims become constraints: rectangles of days x values on the line of one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from attrs import evolve, field, frozen

from stargate_claims.errors import InvalidInterval
from stargate_claims.model.claims import Claim, Force, Grouping
from stargate_claims.model.findings import Tolerance, UsedFact
from stargate_claims.model.intervals import DAWN, DUSK, Interval, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Strength
from stargate_claims.model.vocabulary import Behaviour, Dimension, EntityFact, Line, Measure, Question, Vocabulary

Days = tuple[int, int]
"""First and last ordinal, inclusive."""

MEANS = "means"
"""The measure on whose questions a claim that money is, or is not, enough says yes or no."""
TRUE, FALSE = Interval.exactly(1), Interval.exactly(0)
ALL_DAYS: Days = (DAWN, DUSK)


@frozen(kw_only=True)
class Spans:
    """The days on which a bound holds: for certain, as things usually go, and possibly.

    ``shaken`` holds the certain days as they would be if one end of what was said were off by a day, where that
    takes days away: a clash that one of them undoes hangs on a single day.
    """

    sure: Days | None
    usual: Days | None
    possible: Days
    shaken: tuple[Days, ...] = ()

    def moved(self, first: int, last: int | None = None) -> Spans:
        """Every start moved by ``first`` days; with ``last``, each ends that many days after its start."""

        def move(days: Days) -> Days:
            start = days[0] if days[0] == DAWN else days[0] + first
            return start, days[1] if last is None else min(DUSK, start + last)

        sure = self.sure and move(self.sure)
        shaken = tuple(move(days) for days in self.shaken)
        if sure and (first or last is not None) and sure[0] != DAWN:
            shaken = (*shaken, (sure[0] + 1, sure[1]))  # a grace may be a day longer
        usual, possible = self.usual and move(self.usual), move(self.possible)
        ends = max(days[1] for days in (sure, usual, possible) if days)  # what began late for certain ends late
        return Spans(sure=sure, usual=usual, possible=(possible[0], ends), shaken=shaken)


EVER = Spans(sure=ALL_DAYS, usual=ALL_DAYS, possible=ALL_DAYS)


def common(one: Spans, other: Spans) -> Spans | None:
    """The days on which two bounds both hold; None where there is none.

    Days that are shared only as long as no end is off by a day are not certain.
    """
    possible = both(one.possible, other.possible)
    if possible is None:
        return None
    usual = both(one.usual, other.usual) if one.usual is not None and other.usual is not None else None
    if one.sure is None or other.sure is None:
        return Spans(sure=None, usual=usual, possible=possible)
    moved = (*((days, other.sure) for days in one.shaken), *((one.sure, days) for days in other.shaken))
    shaken = [both(*pair) for pair in moved]
    if (sure := both(one.sure, other.sure)) is None or None in shaken:
        return Spans(sure=None, usual=usual, possible=possible)
    return Spans(sure=sure, usual=usual, possible=possible, shaken=tuple(dict.fromkeys(d for d in shaken if d)))


def both(one: Days, other: Days) -> Days | None:
    """The days in both of two spans, or None."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


@frozen(kw_only=True)
class Constraint:
    """One rectangle: what a claim, by itself or through rules, demands of one question.

    Attributes:
        interval: the values allowed as printed (approximations widened).
        across: the values allowed when compared with another source or unit, where that differs.
        unit: values in two units never meet here; None for states, stages, counts and days.
        low, high: the days on which the lower and the upper bound hold.
        claim: the claim that it comes from.
        strength: how surely it follows from the claim.
        rules, hinges, facts: the chain between the claim and this question.
        lapses: the ordinal on which a later intention replaced it, or DUSK.
        tolerances: the rate through which it came into this unit, and the slack of its rules.
        converted_from: the unit that was printed, where that is another one.
    """

    question: Question
    interval: Interval
    across: Interval | None = None
    unit: str | None = None
    low: Spans
    high: Spans
    claim: Claim = field(eq=lambda claim: claim.id)
    strength: Strength = Strength.STRICT
    rules: tuple[str, ...] = ()
    hinges: tuple[str, ...] = ()
    facts: tuple[UsedFact, ...] = ()
    lapses: int = DUSK
    tolerances: tuple[Tolerance, ...] = ()
    converted_from: str | None = None

    def against(self, other: Constraint) -> Interval:
        """The values to compare with another constraint: rounding counts between sources."""
        if self.across is None or self.claim.source.id == other.claim.source.id:
            return self.interval
        return self.across


def stretch(window: Window, behaviour: Behaviour, persists: int = 0) -> tuple[Spans, Spans]:
    """The days of a lower and of an upper bound stated for a window.

    ``persists`` widens a level stated for fewer days: what holds on a day usually holds for the days around it.
    """
    if behaviour is Behaviour.FIXED:
        return EVER, EVER
    certain, (first, last) = window.certain, window.possible
    if behaviour is Behaviour.CUMULATIVE:
        low, high = certain or (last, first)
        later, earlier = (() if window.is_day else ((low + 1, DUSK),)), (() if window.is_day else ((DAWN, high - 1),))
        return (
            Spans(sure=(low, DUSK), usual=(low, DUSK), possible=(first, DUSK), shaken=() if low == DAWN else later),
            Spans(sure=(DAWN, high), usual=(DAWN, high), possible=(DAWN, last), shaken=() if high == DUSK else earlier),
        )
    missing = max(0, persists - (last - first + 1))
    pad = (missing + 1) // 2
    possible = (first if first == DAWN else first - pad, last if last == DUSK else last + pad)
    usual = certain and ((certain[0] - pad, certain[1] + pad) if pad else certain)
    if usual is None and pad:
        usual = (last - pad, first + pad) if last - pad <= first + pad else None
    spans = Spans(sure=certain, usual=usual, possible=possible, shaken=_shaken(window, certain))
    return spans, spans


def _shaken(window: Window, certain: Days | None) -> tuple[Days, ...]:
    """What one day more or less at an end leaves of a level's certain days."""
    if certain is None or window.is_day:
        return ()
    if window.unknown_start or window.unknown_end:
        return tuple((day, day) for day in (certain[0] - 1, certain[0] + 1))
    first, last = certain
    inwards = [(first + 1, last)] if first != DAWN else []
    return (*inwards, *([(first, last - 1)] if last != DUSK else []))


class Reader:
    """Turns claims into constraints with one vocabulary; holds nothing else."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def organisations(
        self, ids: Iterable[str], said: Window | None = None
    ) -> tuple[tuple[str, ...], tuple[UsedFact, ...]]:
        """Entities with every person replaced by the organisation he or she spoke for, and the facts used.

        Of several offices the first one recorded for those days counts; an office of other days does not.
        """
        named: set[str] = set()
        used: list[UsedFact] = []
        for id in ids:
            offices = self.vocabulary.facts("speaks_for", entity=id)
            fact = next((fact for _, fact in offices if _in_office(fact, said)), None)
            named.add(id if fact is None else fact.of)
            if fact is not None:
                used.append(UsedFact(entity=id, fact=fact))
        return tuple(sorted(named)), tuple(used)

    def voice(self, claim: Claim) -> tuple[str, ...]:
        """Who is answerable for a claim: the innermost claimants, officers as their organisations."""
        return self.organisations(claim.by, claim.said)[0]

    def project_of(self, claim: Claim) -> str | None:
        """The project that a claim's money or plan is for."""
        return claim.for_ or (claim.subject[0] if claim.subject else None)

    def line(self, force: Force, measure: Measure) -> Line | None:
        """The line on which claims of a force compete; None for opinions and for context."""
        if force is Force.OPINION or measure.behaviour is Behaviour.CONTEXT:
            return None
        if force is Force.ESTIMATE:
            return Line.ESTIMATE
        return Line.INTENTION if force.intends or measure.behaviour is Behaviour.INTENTION else Line.FACT

    def line_of(self, claim: Claim, measure: Measure) -> Line | None:
        """The line on which a claim competes: what is reported of days to come is a plan."""
        line = self.line(claim.force, measure)
        return Line.INTENTION if line is Line.FACT and is_ahead(claim) else line

    def questions(self, claim: Claim) -> Iterator[tuple[Question, tuple[UsedFact, ...]]]:
        """The questions a claim answers (one for each subject where each is meant), with the facts used."""
        assert claim.measure is not None
        measure = self.vocabulary.measure(claim.measure)
        line = self.line_of(claim, measure)
        if line is None:
            return
        keys = separating(claim, measure)
        groups = [(id,) for id in claim.subject] if claim.grouping is Grouping.EACH else [claim.subject]
        for group in groups:
            subject, used = (
                self.organisations(group, claim.said) if measure.organisational else (tuple(sorted(group)), ())
            )
            yield Question(measure=measure.id, subject=subject, of=tuple(sorted(claim.of)), keys=keys, line=line), used

    def own(self, claim: Claim) -> Iterator[Constraint]:
        """The constraints a claim puts on its own questions, without any rule."""
        if claim.measure is None or claim.adequacy is not None:
            return
        measure = self.vocabulary.measure(claim.measure)
        values = _values(claim, measure)
        if values is None or (measure.several and claim.bundle is None):
            return
        interval, across, unit = values
        persists = measure.persists if measure.behaviour is Behaviour.LEVEL else 0
        for question, used in self.questions(claim):
            fixed = measure.behaviour in (Behaviour.INTENTION, Behaviour.FIXED) or question.line is Line.INTENTION
            low, high = stretch(claim.days, Behaviour.FIXED if fixed else measure.behaviour, persists)
            yield Constraint(
                question=question,
                interval=interval,
                across=across,
                unit=unit,
                low=low,
                high=high,
                claim=claim,
                facts=used,
                strength=Strength.DEFEASIBLE if used else Strength.STRICT,
            )

    def means(self, claim: Claim, by_id: Mapping[str, Claim]) -> Iterator[Constraint]:
        """What a claim that money is, or is not, enough says of the means for its project."""
        if claim.adequacy is None:
            return
        target = by_id.get(claim.adequacy.of or "")
        project = claim.adequacy.for_ or (self.project_of(target) if target else None)
        if project is None or claim.force in (Force.OPINION, Force.ESTIMATE):
            return
        measure = self.vocabulary.measures.get(MEANS)
        low, high = stretch(claim.days, Behaviour.LEVEL, measure.persists if measure else 0)
        yield Constraint(
            question=Question(measure=MEANS, subject=(project,)),
            interval=TRUE if claim.adequacy.enough else FALSE,
            low=low,
            high=high,
            claim=claim,
        )


def separating(claim: Claim, measure: Measure) -> tuple[tuple[str, str], ...]:
    """The keys of a claim's question, sorted: qualifiers that the measure names, and the window or bundle it is of."""
    if not (measure.keys or measure.per_window or measure.several):
        return ()
    given = dict(claim.qualifiers)
    found = {name: given[name] for name in measure.keys if name in given and name != "for"}
    if claim.for_ is not None and "for" in measure.keys:
        found["for"] = claim.for_
    if measure.per_window and claim.about is not None:
        found["within"] = str(claim.about)
    if measure.several and claim.bundle is not None:
        found["bundle"] = claim.bundle
    return tuple(sorted(found.items()))


def _in_office(fact: EntityFact, said: Window | None) -> bool:
    return fact.window is None or said is None or fact.window.overlaps(said)


def is_ahead(claim: Claim) -> bool:
    """Whether a claim is about days after it was said: nobody can report those."""
    about = claim.about
    if about is None:
        return False
    first, last = about.first, claim.said.last
    return first is not None and last is not None and first > last


def _values(claim: Claim, measure: Measure) -> tuple[Interval, Interval | None, str | None] | None:
    """The interval of a claim's value, the one to compare across sources, and its unit."""
    if claim.holds is not None:
        return (TRUE if claim.holds else FALSE), None, None
    if claim.stage is not None:
        rung = Decimal(measure.rung(claim.stage))
        level = measure.behaviour is Behaviour.LEVEL
        return Interval(lower=rung, upper=rung if level else None), None, None
    if claim.day is not None:
        first, last = claim.day.possible
        return Interval(
            lower=None if first == DAWN else Decimal(first), upper=None if last == DUSK else Decimal(last)
        ), None, None  # fmt: skip
    if claim.quantity is not None:
        return _amount(claim.quantity, measure)
    return None


def _amount(quantity: Quantity, measure: Measure) -> tuple[Interval, Interval | None, str | None]:
    quantity = quantity.in_unit(measure.unit)
    within, across = quantity.rounded(across=False), quantity.rounded(across=True)
    if measure.dimension is Dimension.COUNT:
        try:
            return within.to_whole(), None, None
        except InvalidInterval:
            return within, None, None
    return within, across if across != within else None, quantity.unit


def with_lapse(constraint: Constraint, day: int) -> Constraint:
    """The constraint as one that a later intention replaced on a day."""
    return evolve(constraint, lapses=min(day, constraint.lapses))
