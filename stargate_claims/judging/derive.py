"""Rules draw more rectangles: from constraints that match their premises to the constraints that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from attrs import evolve, frozen

from stargate_claims.judging.constraints import EVER, Constraint, Days, Spans
from stargate_claims.model.findings import UsedFact
from stargate_claims.model.intervals import DAWN, DUSK, Interval
from stargate_claims.model.rules import Bound, Clock, Conclusion, FactPremise, Premise, Rule, is_variable, weakest
from stargate_claims.model.vocabulary import Behaviour, Line, Question, Vocabulary

Names = tuple[str, ...]
Bindings = dict[str, Names]


class Match(NamedTuple):
    """One way to satisfy some premises."""

    bindings: Bindings
    constraints: tuple[Constraint, ...]
    facts: tuple[UsedFact, ...]


def derive(rules: Iterable[Rule], constraints: Iterable[Constraint], vocabulary: Vocabulary) -> list[Constraint]:
    """Every constraint that follows from some by rules, in a fixed order.

    A rule never applies twice in one chain, so that derivation ends whatever the rules are.
    """
    rules = sorted(rules, key=lambda rule: rule.id)
    wanted = {(premise.measure, premise.line) for rule in rules for premise in rule.when}
    pool: dict[tuple[str, Line], list[Constraint]] = defaultdict(list)
    fresh = [c for c in constraints if (c.question.measure, c.question.line) in wanted]
    found: list[Constraint] = []
    while fresh:
        for constraint in fresh:
            pool[constraint.question.measure, constraint.question.line].append(constraint)
        new = {id(constraint) for constraint in fresh}
        concluded = [
            conclusion
            for rule in rules
            for match in _matches(rule, pool, new, vocabulary)
            if (conclusion := _conclude(rule, match, vocabulary)) is not None
        ]
        found += concluded
        fresh = [c for c in concluded if (c.question.measure, c.question.line) in wanted]
    return found


def _matches(
    rule: Rule, pool: dict[tuple[str, Line], list[Constraint]], new: set[int], vocabulary: Vocabulary
) -> Iterator[Match]:
    """Every way to satisfy all premises that uses at least one new constraint."""
    partial = [Match({}, (), ())]
    for premise in rule.when:
        candidates = [
            (bindings, constraint)
            for constraint in pool.get((premise.measure, premise.line), ())
            if rule.id not in constraint.rules and (bindings := match(premise, constraint, vocabulary)) is not None
        ]
        partial = [
            Match(joined, (*found.constraints, constraint), found.facts)
            for found in partial
            for bindings, constraint in candidates
            if (joined := _join(found.bindings, bindings)) is not None
            and (premise.any_time or not found.constraints or _share_a_day(found.constraints[0], constraint))
        ]
        if not partial:
            return
    for where in rule.where:
        partial = [joined for found in partial for joined in _with_fact(found, where, vocabulary)]
    yield from (found for found in partial if any(id(constraint) in new for constraint in found.constraints))


def match(premise: Premise, constraint: Constraint, vocabulary: Vocabulary) -> Bindings | None:
    """What a premise's variables stand for in a constraint; None where it does not match."""
    claim, question = constraint.claim, constraint.question
    if premise.force and claim.force not in premise.force:
        return None
    if premise.together and not claim.together:
        return None
    if any(claim.qualifier(name) != value for name, value in premise.qualifiers):
        return None
    if not entails(constraint, premise.value, vocabulary):
        return None
    wanted: list[tuple[str | None, Names]] = [
        (premise.subject, question.subject),
        (premise.of, question.of),
        (premise.for_, _named(question.key("for"))),
        (premise.bundle, _named(claim.bundle)),
        (premise.without, claim.without),
        *((value, _named(question.key(name))) for name, value in premise.keys),
    ]
    bindings: Bindings = {}
    for name, value in wanted:
        if name is None:
            continue
        if not value or (bindings.setdefault(name, value) if is_variable(name) else (name,)) != value:
            return None
    return bindings


def entails(constraint: Constraint, bound: Bound, vocabulary: Vocabulary) -> bool:
    """Whether a constraint's values all satisfy a bound."""
    value = constraint.interval
    if bound.unit is not None and bound.unit != constraint.unit:
        return False
    floor = bound.at_least
    if bound.holds is True:
        floor = Decimal(1)
    elif bound.stage_at_least is not None:
        floor = Decimal(vocabulary.measure(constraint.question.measure).rung(bound.stage_at_least))
    if floor is not None and (value.lower is None or value.lower < floor):
        return False
    if bound.above is not None and not (
        value.lower is not None and (value.lower > bound.above or (value.lower == bound.above and value.lower_open))
    ):
        return False
    cap = Decimal(0) if bound.holds is False else bound.at_most
    if bound.stage_at_most is not None:
        cap = Decimal(vocabulary.measure(constraint.question.measure).rung(bound.stage_at_most))
    return cap is None or (value.upper is not None and value.upper <= cap)


def _named(id: str | None) -> Names:
    return () if id is None else (id,)


def _join(one: Bindings, other: Bindings) -> Bindings | None:
    if any(one.get(name, value) != value for name, value in other.items()):
        return None
    return {**one, **other}


def _share_a_day(one: Constraint, other: Constraint) -> bool:
    (a, b), (c, d) = one.low.possible, other.low.possible
    return max(a, c) <= min(b, d)


def _with_fact(found: Match, premise: FactPremise, vocabulary: Vocabulary) -> Iterator[Match]:
    """The match extended by each entity fact that satisfies a fact premise."""
    entity = _value(premise.entity, found.bindings)
    is_ = _value(premise.is_, found.bindings)
    for id, fact in vocabulary.facts(premise.kind):
        if entity not in (None, (id,)) or is_ not in (None, (fact.of,)):
            continue
        names = {name: (value,) for name, value in ((premise.entity, id), (premise.is_, fact.of)) if is_variable(name)}
        yield Match({**found.bindings, **names}, found.constraints, (*found.facts, UsedFact(entity=id, fact=fact)))


def _value(name: str, bindings: Bindings) -> Names | None:
    return bindings.get(name) if is_variable(name) else (name,)


@frozen(kw_only=True)
class _Chain:
    """What a conclusion inherits from the constraints it rests on."""

    rules: Names
    hinges: Names
    facts: tuple[UsedFact, ...]

    @classmethod
    def of(cls, rule: Rule, match: Match) -> _Chain:
        head, *others = match.constraints
        chained = [name for c in match.constraints for name in c.rules]
        hinges = [name for c in match.constraints for name in c.hinges] + [c.claim.id for c in others]
        facts = [fact for c in match.constraints for fact in c.facts] + list(match.facts)
        return cls(
            rules=tuple(dict.fromkeys([*chained, rule.id])),
            hinges=tuple(dict.fromkeys(name for name in hinges if name != head.claim.id)),
            facts=tuple(dict.fromkeys(facts)),
        )


def _conclude(rule: Rule, match: Match, vocabulary: Vocabulary) -> Constraint | None:
    """The constraint that a match entails; None where an intention lapsed before it fell due."""
    head = match.constraints[0]
    spans = _due(rule, head)
    if head.lapses < spans.possible[0]:
        return None
    interval = _interval(rule.then, head, vocabulary)
    if interval is None:
        return None
    question = _question(rule.then, match.bindings)
    low, high = _stretched(spans, question, vocabulary)
    chain = _Chain.of(rule, match)
    return Constraint(
        question=question,
        interval=interval,
        unit=rule.then.value.unit or (head.unit if rule.then.value.times is not None else None),
        low=low,
        high=high,
        claim=head.claim,
        strength=weakest(rule.strength, *(c.strength for c in match.constraints)),
        rules=chain.rules,
        hinges=chain.hinges,
        facts=chain.facts,
        lapses=head.lapses,
    )


def _due(rule: Rule, head: Constraint) -> Spans:
    """The days on which a conclusion shows: the rule's clock, its grace and its expiry."""
    if rule.clock is Clock.SAID:
        first, last = head.claim.said.possible
        first, last = (last if first == DAWN else first), (first if last == DUSK else last)
        spans = Spans(sure=(last, DUSK), usual=(last, DUSK), possible=(first, DUSK))
    elif rule.clock is Clock.DAY:
        last_day = head.interval.upper
        end: Days = (DUSK if last_day is None else int(last_day) + 1, DUSK)
        spans = Spans(sure=end, usual=end, possible=end)
    else:
        spans = head.low if head.interval.lower is not None else head.high
    return spans.moved(rule.grace, rule.expiry)


def _stretched(spans: Spans, question: Question, vocabulary: Vocabulary) -> tuple[Spans, Spans]:
    """The days of a conclusion's lower and upper bound, by the behaviour of its measure."""
    measure = vocabulary.measure(question.measure)
    if question.line is Line.INTENTION or measure.behaviour is Behaviour.FIXED:
        return EVER, EVER
    if measure.behaviour is not Behaviour.CUMULATIVE:
        return spans, spans

    def on(days: Days | None) -> Days | None:
        return days and (days[0], DUSK)

    def before(days: Days | None) -> Days | None:
        return days and (DAWN, days[1])

    return (
        evolve(spans, sure=on(spans.sure), usual=on(spans.usual), possible=(spans.possible[0], DUSK)),
        evolve(spans, sure=before(spans.sure), usual=before(spans.usual), possible=(DAWN, spans.possible[1])),
    )


def _interval(then: Conclusion, head: Constraint, vocabulary: Vocabulary) -> Interval | None:
    bound, measure = then.value, vocabulary.measure(then.measure)
    if bound.times is not None:
        if head.interval.lower is None:
            return None
        return Interval(lower=head.interval.lower * bound.times, lower_open=head.interval.lower_open)
    if bound.holds is not None:
        return Interval.exactly(1 if bound.holds else 0)
    if bound.above is not None:
        return Interval.above(bound.above)
    lower, upper = bound.at_least, bound.at_most
    if bound.stage_at_least is not None:
        lower = Decimal(measure.rung(bound.stage_at_least))
    if bound.stage_at_most is not None:
        upper = Decimal(measure.rung(bound.stage_at_most))
    return Interval(lower=lower, upper=upper)


def _question(then: Conclusion, bindings: Bindings) -> Question:
    def names(name: str | None) -> Names:
        return () if name is None else (_value(name, bindings) or ())

    keys = tuple(sorted((key, "+".join(names(value))) for key, value in then.keys))
    return Question(measure=then.measure, subject=names(then.subject), of=names(then.of), keys=keys, line=then.line)
