"""Lines of their own: wording, tellings, denials, implied rates, members, company, days of events.

Each turns claims into constraints like any other, so that one sweep sees them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import combinations

from attrs import evolve

from stargate_claims.errors import InvalidInterval
from stargate_claims.judging.constraints import (
    EVER,
    FALSE,
    TRUE,
    Constraint,
    Days,
    Reader,
    Spans,
    stretch,
)
from stargate_claims.model.claims import Claim, Force, ListKind
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import DAWN, DUSK, Interval
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.model.rules import Strength
from stargate_claims.model.vocabulary import Behaviour, Dimension, EntityKind, Line, Measure, Question

ONE_ANNOUNCEMENT = 14
"""Days within which two tellings are taken for tellings of one announcement."""

_CAP, _POINT, _FLOOR = Interval.at_most(-1), Interval.exactly(0), Interval.at_least(1)
_WORDS: Mapping[int | None, Interval] = {-1: _CAP, 0: _POINT, 1: _FLOOR}
_DOWN, _UP = Context(prec=60, rounding=ROUND_FLOOR), Context(prec=60, rounding=ROUND_CEILING)
Names = tuple[str, ...]
_MEASURED = (Dimension.MONEY, Dimension.COUNT, Dimension.PERCENT, Dimension.POWER, Dimension.QUANTITY)


def denials(claims: Iterable[Claim]) -> Iterator[Constraint]:
    """A denial says that its target does not hold; the target, and who supports it, say that it does."""
    by_id = {claim.id: claim for claim in claims}
    targets: set[str] = set()
    for claim in by_id.values():
        strength = Strength.DEFEASIBLE if claim.force in (Force.OPINION, Force.ESTIMATE) else Strength.STRICT
        targets.update(target for target in claim.denies if target in by_id)
        for target in claim.denies:
            if target in by_id:
                yield _ever(_holds(target), FALSE, claim, strength)
    for claim in by_id.values():
        for target in claim.supports:
            if target in targets:
                yield _ever(_holds(target), TRUE, claim)
    for target in sorted(targets):
        yield _ever(_holds(target), TRUE, by_id[target])


def _holds(claim_id: str) -> Question:
    return Question(measure="claim", subject=(claim_id,), line=Line.HOLDS)


def _ever(
    question: Question, interval: Interval, claim: Claim, strength: Strength = Strength.STRICT, unit: str | None = None
) -> Constraint:
    return Constraint(
        question=question, interval=interval, low=EVER, high=EVER, claim=claim, strength=strength, unit=unit
    )


def rates(claims: Iterable[Claim]) -> Iterator[Constraint]:
    """The exchange rate that a bracketed conversion implies; those of one article must share a value.

    The converted figure stands for every number that rounds (half up) to it at its last digit that is not zero.
    """
    for claim in claims:
        implied = implied_rate(claim)
        if implied is not None and claim.quantity is not None and claim.restated is not None:
            keys = (("from", claim.quantity.unit), ("to", claim.restated.unit))
            question = Question(measure="exchange_rate", subject=(claim.source.id,), keys=keys, line=Line.RATE)
            yield _ever(question, implied, claim)


def implied_rate(claim: Claim) -> Interval | None:
    """The rates at which a claim's printed figure converts into its bracketed one, or None."""
    figure, restated = claim.quantity, claim.restated
    if figure is None or restated is None or figure.unit == restated.unit:
        return None
    if not figure.nominal or restated.nominal is None or restated.grain is None:
        return None
    half = restated.grain / 2
    return Interval(
        lower=_DOWN.divide(restated.nominal - half, figure.nominal),
        upper=_UP.divide(restated.nominal + half, figure.nominal),
    )


def _printed(claims: Iterable[Claim], reader: Reader) -> Iterator[tuple[Claim, Question, Quantity, str | None]]:
    """Claims with a printed number on a question that decides, with that question and unit.

    Counts have no unit, whatever word they are counted with: 다섯 건 and "five contracts" are one number.
    """
    for claim in claims:
        measure = None if claim.measure is None else reader.vocabulary.measure(claim.measure)
        if measure is not None and claim.quantity is not None and printed_number(claim, measure) is not None:
            quantity = claim.quantity.in_unit(measure.unit)
            unit = None if measure.dimension is Dimension.COUNT else quantity.unit
            for question, _ in reader.questions(claim):
                yield claim, question, quantity, unit


def printed_number(claim: Claim, measure: Measure) -> Decimal | None:
    """The number that a claim prints on a question that decides, or None."""
    quantity = claim.quantity
    if quantity is None or "value" in quantity.inferred or measure.dimension not in _MEASURED:
        return None
    return quantity.nominal


def word_of(claim: Claim) -> int | None:
    """Whether its printed number is a cap (-1), a floor (1) or the number itself (0); None for anything else."""
    hedge = None if claim.quantity is None else claim.quantity.hedge
    if hedge is None or not (hedge.is_cap or hedge.is_floor or hedge in (Hedge.EXACT, Hedge.APPROX)):
        return None
    return -1 if hedge.is_cap else 1 if hedge.is_floor else 0


def wording(claims: Iterable[Claim], reader: Reader) -> Iterator[Constraint]:
    """Bound words for one printed number: a cap against a floor anywhere, a point against a bound in one source."""
    for claim, question, quantity, unit in _printed(claims, reader):
        assert quantity.nominal is not None
        keys = (*question.keys, ("nominal", canonical_decimal(quantity.nominal)), ("of_line", question.line.value))
        base = Question(
            measure=question.measure,
            subject=question.subject,
            of=question.of,
            keys=tuple(sorted(keys)),
            line=Line.WORDING,
        )
        word = _WORDS.get(word_of(claim))
        if word in (_CAP, _FLOOR):
            first, last = claim.said.possible
            days = (first if first == DAWN else first - ONE_ANNOUNCEMENT, last)
            spans = Spans(sure=days, usual=days, possible=days)
            yield Constraint(
                question=base, interval=word, unit=unit, low=spans, high=spans, claim=claim
            )  # fmt: skip
        if word is not None:
            printed = Question(
                measure=base.measure,
                subject=base.subject,
                of=base.of,
                keys=tuple(sorted((*base.keys, ("printed_in", claim.source.id)))),
                line=Line.WORDING,
            )
            yield _ever(printed, word, claim, Strength.DEFEASIBLE, unit)


def tellings(claims: Iterable[Claim], reader: Reader) -> Iterator[Constraint]:
    """One statement (same claimants, same day, same question) told by several sources with different figures.

    Each teller may have rounded it: at the last digit printed, or, where the teller says 약, at the last one that is
    not zero.
    """
    told: dict[tuple[Question, str | None], list[Constraint]] = defaultdict(list)
    for claim, question, quantity, unit in _printed(claims, reader):
        if not claim.said.is_day:
            continue
        statement = ("statement", f"{'+'.join(sorted(claim.by))} {claim.said}")
        asked = Question(
            measure=question.measure,
            subject=question.subject,
            of=question.of,
            keys=tuple(sorted((*question.keys, ("of_line", question.line.value), statement))),
            line=Line.TELLING,
        )
        assert quantity.nominal is not None
        rounds = quantity.grain if quantity.hedge is Hedge.APPROX else quantity.printed_grain
        figure = Interval.exactly(quantity.nominal).widened((rounds or Decimal(0)) / 2)
        told[asked, unit].append(_ever(asked, figure, claim, Strength.STRICT, unit))
    for constraints in told.values():
        if len({constraint.claim.source.id for constraint in constraints}) > 1:
            yield from constraints


def revised(claims: Iterable[Claim], by_id: Mapping[str, Claim], reader: Reader) -> Iterator[Constraint]:
    """The printed numbers of plans that say which ones they revise.

    "Up to 8.5" and "up to 7.86" share values, yet the second takes the first one's place.
    """
    for claim in claims:
        for target in (by_id[id] for id in claim.revises if id in by_id):
            later = {(question, unit): quantity for _, question, quantity, unit in _printed((claim,), reader)}
            for _, question, quantity, unit in _printed((target,), reader):
                now = later.get((question, unit))
                if now is None or question.line is not Line.INTENTION:
                    continue
                keys = tuple(sorted((*question.keys, ("revised", target.id))))
                asked = evolve(question, keys=keys)
                for one, printed in ((target, quantity), (claim, now)):
                    assert printed.nominal is not None
                    yield _ever(asked, Interval.exactly(printed.nominal), one, unit=unit)


def members(claims: Iterable[Claim], reader: Reader) -> Iterator[Constraint]:
    """Who is on a list: 1 for each member; 0 for everyone else named for the role, if the list is closed."""
    lists = [entry for claim in claims for entry in _lists(claim, reader)]
    named: dict[Question, set[str]] = defaultdict(set)
    additive: set[tuple[Question, str, str]] = set()
    for role, claim, who in lists:
        named[role].update(who)
        if claim.list_kind is ListKind.ADDITIVE:
            additive.update((role, claim.source.id, member) for member in who)
    for role, claim, who in lists:
        measure = reader.vocabulary.measure(role.measure)
        low, high = stretch(claim.days, measure.behaviour, measure.persists)
        for member in sorted(named[role]):
            if member in who:
                interval = TRUE
            elif claim.list_kind is ListKind.CLOSED and (role, claim.source.id, member) not in additive:
                interval = FALSE
            else:
                continue
            question = Question(
                measure=role.measure,
                subject=role.subject,
                of=role.of,
                keys=tuple(sorted((*role.keys, ("member", member)))),
                line=role.line,
            )
            yield Constraint(question=question, interval=interval, low=low, high=high, claim=claim)


def _lists(claim: Claim, reader: Reader) -> Iterator[tuple[Question, Claim, frozenset[str]]]:
    """The role that a claim lists members for, and the members."""
    if claim.measure is None or claim.force in (Force.OPINION, Force.ESTIMATE):
        return
    measure = reader.vocabulary.measure(claim.measure)
    if claim.members is not None:
        for question, _ in reader.questions(claim):
            yield question.on(Line.FACT), claim, frozenset(claim.members)
    elif measure.role is not None and claim.for_ is not None and claim.list_kind is not None:
        role = Question(measure=measure.role, subject=(claim.for_,))
        yield role, claim, frozenset(claim.subject)


def company(claims: Iterable[Claim], reader: Reader) -> Iterator[Constraint]:
    """Words against acts: who is said to act together, and who acted without whom."""
    for claim in claims:
        if claim.force is Force.OPINION:
            continue
        low, high = stretch(claim.days, Behaviour.LEVEL)
        if claim.together:
            partners = reader.organisations(claim.together, claim.said)[0]
            pairs = [(pair, TRUE) for pair in combinations(sorted(partners), 2)]
        else:
            actors, absent = (reader.organisations(ids, claim.said)[0] for ids in (claim.subject, claim.without))
            pairs = [((min(a, b), max(a, b)), FALSE) for a in actors for b in absent if a != b]
        for pair, interval in pairs:
            question = Question(measure="acts_together", subject=pair, line=Line.COMPANY)
            yield Constraint(
                question=question, interval=interval, low=low, high=high, claim=claim, strength=Strength.SOFT
            )  # fmt: skip


def event_days(claims: Iterable[Claim], reader: Reader) -> Iterator[Constraint]:
    """The day of an event that happens once: of a once-only kind, or an event or bundle of its own.

    That a kind happens once is how things usually go: two days of it clash defeasibly.
    """
    for claim in claims:
        if claim.measure is None or claim.holds is not True or claim.about is None or not claim.force.asserts:
            continue
        measure = reader.vocabulary.measure(claim.measure)
        event = reader.vocabulary.entities.get(claim.bundle or "")
        is_event = event is not None and event.kind in (EntityKind.EVENT, EntityKind.BUNDLE)
        named = measure.once or (is_event and "event" in measure.keys)
        of_a_kind = "event" in measure.keys and claim.qualifier("event") in measure.once_kinds
        if measure.dimension is not Dimension.STATE or not (named or of_a_kind):
            continue
        first, last = claim.about.possible
        days = Interval(lower=None if first == DAWN else Decimal(first), upper=None if last == DUSK else Decimal(last))
        for question, _ in reader.questions(claim):
            keys = (*question.keys, *((("bundle", claim.bundle),) if claim.bundle else ()))
            asked = Question(
                measure=question.measure,
                subject=question.subject,
                of=question.of,
                keys=tuple(sorted(keys)),
                line=Line.DATE,
            )
            yield _ever(asked, days, claim, Strength.STRICT if named else Strength.DEFEASIBLE)


def visits(claims: Iterable[Claim], reader: Reader) -> Iterator[Constraint]:
    """How often somebody went somewhere within a window: at least the distinct visits recorded there.

    Two records whose days may be the same are taken for one visit; the last distinct one carries the count, and the
    others are what it hinges on.
    """
    recorded: dict[tuple[str, Names, Names], list[Claim]] = defaultdict(list)
    counted: list[tuple[Measure, Claim]] = []
    for claim in claims:
        if not claim.force.asserts or claim.about is None or claim.measure is None:
            continue
        measure = reader.vocabulary.measure(claim.measure)
        if claim.holds is True:
            recorded[measure.id, claim.subject, claim.of].append(claim)
        elif measure.counts is not None and claim.quantity is not None:
            counted.append((measure, claim))
    for measure, claim in counted:
        assert claim.about is not None
        question = Question(
            measure=measure.id,
            subject=claim.subject,
            of=claim.of,
            keys=(("within", str(claim.about)),),
            line=Line.VISITS,
        )
        assert claim.quantity is not None
        yield _ever(question, _whole(claim.quantity.interval), claim)
        distinct = _distinct(recorded.get((measure.counts or "", claim.subject, claim.of), ()), claim.about.possible)
        if distinct:
            *others, last = distinct
            yield evolve(
                _ever(question, Interval.at_least(len(distinct)), last, Strength.DEFEASIBLE),
                hinges=tuple(other.id for other in others),
            )


def _whole(interval: Interval) -> Interval:
    try:
        return interval.to_whole()
    except InvalidInterval:  # between two whole numbers: compared as it stands
        return interval


def _distinct(visits: Iterable[Claim], within: Days) -> list[Claim]:
    """The most visits, of those that lie within some days, no two of which can be one."""
    inside = [
        (visit.about.possible, visit)
        for visit in visits
        if visit.about is not None and within[0] <= visit.about.possible[0] and visit.about.possible[1] <= within[1]
    ]
    chosen: list[Claim] = []
    free = DAWN
    for (first, last), visit in sorted(inside, key=lambda entry: (entry[0][1], entry[0][0], entry[1].id)):
        if first > free:
            chosen.append(visit)
            free = last
    return chosen
