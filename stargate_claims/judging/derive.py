"""Rules draw more rectangles: from constraints that match their premises to the constraints that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Context, Decimal
from typing import NamedTuple

from attrs import frozen

from stargate_claims.judging.constraints import EVER, Constraint, Days, Spans, both, common
from stargate_claims.judging.sums import totals
from stargate_claims.model.findings import Allowance, Tolerance, UsedFact
from stargate_claims.model.intervals import DAWN, DUSK, Interval
from stargate_claims.model.rules import Bound, Clock, Conclusion, FactPremise, Premise, Rule, is_variable, weakest
from stargate_claims.model.vocabulary import Behaviour, Line, Question, Vocabulary

Names = tuple[str, ...]
Bindings = dict[str, Names]
_EXACT = Context(prec=60)
Pool = dict[tuple[str, Line], list[Constraint]]


class Match(NamedTuple):
    """One way to satisfy some premises.

    Attributes:
        bindings: what the variables stand for.
        constraints: one for each premise, in their order.
        facts: the entity facts used.
        days: the days on which all premises hold that must share one; None before the first of those.
    """

    bindings: Bindings
    constraints: tuple[Constraint, ...]
    facts: tuple[UsedFact, ...]
    days: Spans | None


def derive(rules: Iterable[Rule], constraints: Iterable[Constraint], vocabulary: Vocabulary) -> list[Constraint]:
    """Every constraint that follows from some by rules, in a fixed order.

    A rule never applies twice in one chain, and what one claim entails through the same rules is drawn once, whatever
    their order: so derivation ends whatever the rules are. Parts of a total are added up at last, and nothing follows
    from them but that.
    """
    rules = sorted(rules, key=lambda rule: rule.id)
    wanted = {(premise.measure, premise.line) for rule in rules for premise in rule.when}
    pool: Pool = defaultdict(list)
    fresh = [c for c in constraints if (c.question.measure, c.question.line) in wanted]
    found: dict[object, Constraint] = {}
    parts: dict[tuple[str, Question, str | None], dict[tuple[Names, object], Constraint]] = defaultdict(dict)
    while fresh:
        for constraint in fresh:
            pool[constraint.question.measure, constraint.question.line].append(constraint)
        new = {id(constraint) for constraint in fresh}
        news = {(constraint.question.measure, constraint.question.line) for constraint in fresh}
        concluded: dict[object, Constraint] = {}
        for rule in rules:
            if any((premise.measure, premise.line) in news for premise in rule.when):
                for match in _matches(rule, pool, new, vocabulary):
                    conclusion = _conclude(rule, match, vocabulary)
                    if conclusion is None:
                        continue
                    key = _identity(conclusion)
                    if (over := rule.then.value.sum_over) is not None:
                        group = parts[rule.id, conclusion.question, conclusion.unit]
                        group.setdefault((match.bindings[over], key), conclusion)
                    elif key not in found:
                        concluded.setdefault(key, conclusion)
        found |= concluded
        fresh = [c for c in concluded.values() if (c.question.measure, c.question.line) in wanted]
    for group in parts.values():
        found |= {key: part for (_, key), part in group.items()}
        found |= {_identity(c): c for c in totals([(names, c) for (names, _), c in group.items()], vocabulary)}
    return list(found.values())


def _identity(c: Constraint) -> tuple[object, ...]:
    """What a conclusion says and rests on, whatever the order of its rules."""
    return (
        c.question,
        c.interval,
        c.unit,
        c.claim.id,
        c.low,
        c.high,
        c.strength,
        frozenset(c.rules),
        frozenset(c.hinges),
    )


def _matches(rule: Rule, pool: Pool, new: set[int], vocabulary: Vocabulary) -> Iterator[Match]:
    """Every way to satisfy all premises that uses at least one new constraint."""
    partial = [Match({}, (), (), None)]
    bound: set[str] = set()
    for premise in rule.when:
        shared = sorted(bound & premise.variables())
        candidates: dict[tuple[Names, ...], list[tuple[Bindings, Constraint]]] = defaultdict(list)
        for constraint in pool.get((premise.measure, premise.line), ()):
            if rule.id not in constraint.rules and (bindings := match(premise, constraint, vocabulary)) is not None:
                candidates[tuple(bindings[name] for name in shared)].append((bindings, constraint))
        partial = [
            joined
            for found in partial
            for bindings, constraint in candidates.get(tuple(found.bindings[name] for name in shared), ())
            if (joined := _joined(found, premise, bindings, constraint)) is not None
        ]
        bound |= premise.variables()
        if not partial:
            return
    for where in rule.where:
        partial = [joined for found in partial for joined in _with_fact(found, where, vocabulary)]
    yield from (found for found in partial if any(id(constraint) in new for constraint in found.constraints))


def _joined(found: Match, premise: Premise, bindings: Bindings, constraint: Constraint) -> Match | None:
    """A match with one more premise; None where they must share a day and do not."""
    days = found.days
    if not premise.any_time:
        days = _days_of(premise, constraint)
        if found.days is not None:
            shared = common(found.days, days)
            if shared is None:
                return None
            days = shared
    return Match({**found.bindings, **bindings}, (*found.constraints, constraint), found.facts, days)


def _days_of(premise: Premise, constraint: Constraint) -> Spans:
    """The days on which a constraint satisfies a premise: those of the bound that the premise needs.

    A total that has grown so far goes on; that nothing was there yet is said of its own days only.
    """
    bound = premise.value
    needs_cap = bound.holds is False or bound.at_most is not None or bound.stage_at_most is not None
    if constraint.interval.lower is None:
        return constraint.high
    if not needs_cap or constraint.interval.upper is None:
        return constraint.low
    return common(constraint.low, constraint.high) or constraint.high


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


def _with_fact(found: Match, premise: FactPremise, vocabulary: Vocabulary) -> Iterator[Match]:
    """The match extended by each entity fact that satisfies a fact premise, at the time of the match."""
    one, other = (_value(name, found.bindings) for name in (premise.entity, premise.is_))
    if any(names is not None and len(names) != 1 for names in (one, other)):
        return  # a fact is one entity's
    known = vocabulary.facts(premise.kind, other[0] if other else None, entity=one[0] if one else None)
    for entity, fact in known:
        window, days = fact.window, found.days
        if window is not None and days is not None and both(window.possible, days.possible) is None:
            continue
        ends = ((premise.entity, entity), (premise.is_, fact.of))
        names = {name: (value,) for name, value in ends if is_variable(name)}
        used = UsedFact(entity=entity, fact=fact)
        yield found._replace(bindings={**found.bindings, **names}, facts=(*found.facts, used))


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
    spans = _due(rule, match)
    lapses = min(constraint.lapses for constraint in match.constraints)
    if lapses < spans.possible[0]:
        return None
    interval = _interval(rule, head, vocabulary)
    if interval is None:
        return None
    question = _question(rule.then, match.bindings)
    low, high = _stretched(spans, question, vocabulary)
    chain = _Chain.of(rule, match)
    return Constraint(
        question=question,
        interval=interval,
        unit=rule.then.value.unit or (head.unit if rule.then.value.carries else None),
        low=low,
        high=high,
        claim=head.claim,
        strength=weakest(rule.strength, *(c.strength for c in match.constraints)),
        rules=chain.rules,
        hinges=chain.hinges,
        facts=chain.facts,
        lapses=lapses,
        tolerances=_tolerances(rule, match),
    )


def _tolerances(rule: Rule, match: Match) -> tuple[Tolerance, ...]:
    """What was granted on the way to a conclusion: by the rules before, and by this one."""
    granted = [tolerance for constraint in match.constraints for tolerance in constraint.tolerances]
    if rule.slack:
        words = f"{rule.id}: -{(rule.slack * 100).normalize():f} %"
        granted.append(Tolerance(allowance=Allowance.SLACK, words=words))
    return tuple(dict.fromkeys(granted))


def _due(rule: Rule, match: Match) -> Spans:
    """The days on which a conclusion shows: the rule's clock, its grace and its expiry."""
    head = match.constraints[0]
    if rule.clock is Clock.SAID:
        first, last = head.claim.said.possible
        first, last = (last if first == DAWN else first), (first if last == DUSK else last)
        spans = Spans(sure=(last, DUSK), usual=(last, DUSK), possible=(first, DUSK))
    elif rule.clock is Clock.DAY:
        last_day = head.interval.upper
        end: Days = (DUSK if last_day is None else int(last_day) + 1, DUSK)
        spans = Spans(sure=end, usual=end, possible=end)
    else:
        spans = match.days or _days_of(rule.when[0], head)
    return spans.moved(rule.grace, rule.expiry)


def _stretched(spans: Spans, question: Question, vocabulary: Vocabulary) -> tuple[Spans, Spans]:
    """The days of a conclusion's lower and upper bound, by the behaviour of its measure."""
    measure = vocabulary.measure(question.measure)
    if question.line is Line.INTENTION or measure.behaviour is Behaviour.FIXED:
        return EVER, EVER
    if measure.behaviour is not Behaviour.CUMULATIVE:
        return spans, spans
    return _each(spans, lambda days: (days[0], DUSK)), _each(spans, lambda days: (DAWN, days[1]))


def _each(spans: Spans, change: Callable[[Days], Days]) -> Spans:
    """Every span of days changed in one way; a shaken one that equals the sure one shakes nothing."""
    sure = spans.sure and change(spans.sure)
    return Spans(
        sure=sure,
        usual=spans.usual and change(spans.usual),
        possible=change(spans.possible),
        shaken=tuple(dict.fromkeys(days for each in spans.shaken if (days := change(each)) != sure)),
    )


def _interval(rule: Rule, head: Constraint, vocabulary: Vocabulary) -> Interval | None:
    bound, measure = rule.then.value, vocabulary.measure(rule.then.measure)
    if bound.carries:
        carried = head.interval if bound.sum_over is None else head.across or head.interval  # parts are printed apart
        if carried.lower is None:
            return None
        share = _EXACT.multiply(1 - rule.slack, bound.times if bound.times is not None else Decimal(1))
        return Interval(lower=_EXACT.multiply(carried.lower, share), lower_open=carried.lower_open)
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
