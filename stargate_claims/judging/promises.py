"""What became of each commitment, and of each plan with a deadline, by a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from attrs import field, frozen

from stargate_claims.errors import InvalidWindow
from stargate_claims.judging.case import Case
from stargate_claims.judging.constraints import Constraint, Reader
from stargate_claims.judging.intentions import said_order, turns
from stargate_claims.judging.rates import converted
from stargate_claims.judging.sweep import may_clash
from stargate_claims.model.claims import Claim, Force
from stargate_claims.model.findings import Relation
from stargate_claims.model.intervals import DUSK, Interval, Window, day_of, is_below
from stargate_claims.model.rules import Strength
from stargate_claims.model.shown import Shown
from stargate_claims.model.vocabulary import Line, Question


class Outcome(StrEnum):
    """What became of a promise by a day."""

    PENDING = "PENDING"
    """Not due yet, and not kept yet."""
    KEPT = "KEPT"
    PARTLY = "PARTLY"
    """Some of it, or all of it too late, or by some of those who promised."""
    BROKEN = "BROKEN"
    """Due, and a fact says that it was not done."""
    REVISED = "REVISED"
    """Replaced by a later plan before it fell due."""
    UNCHECKABLE = "UNCHECKABLE"
    """Due, or never due, and no fact on record can tell."""


@frozen(kw_only=True)
class Target:
    """A fact that keeps a promise: the values due on a question.

    Attributes:
        by: the last day (an ordinal) on which reaching them is in time.
        due: the first day on which their absence breaks the promise, and ``until`` the last one.
        rules: the rules through which they follow; none where the promise names them itself.
    """

    question: Question
    interval: Interval
    unit: str | None
    by: int
    due: int
    until: int = DUSK
    rules: tuple[str, ...] = ()

    @property
    def is_cap(self) -> bool:
        """Whether it is kept by staying under a value: at most so much, or none at all."""
        return self.interval.upper is not None and (self.interval.lower is None or self.interval.upper <= 0)


@frozen(kw_only=True)
class Turn:
    """A day on which the outcome of a promise, or the evidence for it, changed."""

    on: date
    outcome: Outcome
    evidence: tuple[str, ...]


@frozen(kw_only=True)
class Promise(Shown):
    """One commitment, or one plan with a deadline.

    Attributes:
        claim: the claim that makes it.
        outcome: what became of it by the day asked for.
        due: the first day on which it is due, or None.
        evidence: ids of the claims that decide the outcome.
        rules: ids of the rules between the promise and the fact.
        history: every change of the outcome and its evidence up to that day, as the claims in force then tell it.
        case: the records behind the ids, for display.
    """

    claim: Claim
    outcome: Outcome
    due: date | None
    evidence: tuple[str, ...]
    rules: tuple[str, ...]
    history: tuple[Turn, ...]
    case: Case = field(repr=False, eq=False)


class Promises(Shown, list[Promise]):
    """Promises in the order in which they were said; a list that notebooks show as a table."""

    __slots__ = ()


class _Replaced(NamedTuple):
    """That a later intention replaced one: the ordinal on which it was said, and the day by which it was public."""

    said: int
    known: date | None


class _Ledger(NamedTuple):
    """The constraints of a case by the claim that they come from, and who replaced whom."""

    case: Case
    rows: Mapping[str, Sequence[Constraint]]
    replaced: Mapping[str, Sequence[_Replaced]]
    units: Mapping[Question, Sequence[str | None]]

    def rows_on(self, target: Target) -> Iterator[Constraint]:
        """All that is said of a target, amounts in other currencies at the rate of their day where there is one."""
        for unit in self.units.get(target.question, ()):
            for row in self.case.constraints[target.question, unit]:
                there = row if unit == target.unit else self._converted(row, target.unit)
                if row.converted_from is None and there is not None:
                    yield there

    def _converted(self, row: Constraint, unit: str | None) -> Constraint | None:
        rates = self.case.rates
        return None if rates is None or unit is None or row.unit is None else converted(row, unit, rates)


def promises(case: Case) -> Promises:
    """Every promise published by the case's day, in the order in which they were said."""
    today = case.judged_on
    made = [claim for claim in case.claims if _is_promise(claim)]
    if today is None or not made:
        return Promises()
    rows: dict[str, list[Constraint]] = {claim.id: [] for claim in made}
    units: dict[Question, list[str | None]] = defaultdict(list)
    for (question, unit), group in case.constraints.items():
        units[question].append(unit)
        for row in group:
            if row.claim.id in rows and row.converted_from is None:
                rows[row.claim.id].append(row)
    ledger = _Ledger(case, rows, _replacements(case, rows), units)
    return Promises(_promise(claim, ledger, today) for claim in sorted(made, key=said_order))


def _replacements(case: Case, promised: Mapping[str, object]) -> dict[str, list[_Replaced]]:
    """The later intentions that replaced each promise, because they clash with it or say so."""
    found: dict[str, list[_Replaced]] = defaultdict(list)
    for claim in case.claims:
        for target in claim.revises:
            found[target].append(_Replaced(said_order(claim)[0], claim.public))
    for (question, _), group in case.constraints.items():
        plans = [row for row in group if not row.rules and row.converted_from is None]
        if question.line is not Line.INTENTION or not may_clash(plans):
            continue
        for row in plans:
            if row.claim.id in promised:
                found[row.claim.id] += _later(row, plans, case.reader)
    return found


def _later(promise: Constraint, plans: Iterable[Constraint], reader: Reader) -> Iterator[_Replaced]:
    """The plans on one question, said later, that replace a promise: whichever becomes known first tells of it."""
    for plan in plans:
        if plan.interval.meets(promise.interval) or said_order(plan.claim) < said_order(promise.claim):
            continue
        if any(turn.relation is Relation.REVISION for turn in turns((promise, plan), reader)):
            yield _Replaced(said_order(plan.claim)[0], plan.claim.public)


def _is_promise(claim: Claim) -> bool:
    if claim.measure is None or not claim.force.intends:
        return False
    return claim.force is Force.COMMITMENT or _deadline(claim) is not None


def _deadline(claim: Claim) -> int | None:
    """The last day that the words give a plan, as an ordinal."""
    if claim.day is not None and claim.day.last is not None:
        return claim.day.last.toordinal()
    printed = claim.qualifier("deadline")
    if printed is not None:
        try:
            last = Window.parse(printed).last
        except InvalidWindow:  # a deadline in words is no day
            last = None
        if last is not None:
            return last.toordinal()
    if claim.about is not None and claim.about.last is not None and claim.about.last > (claim.said.last or date.min):
        return claim.about.last.toordinal()
    return None


def _targets(claim: Claim, rows: Sequence[Constraint]) -> Iterator[Target]:
    """The facts that would keep a promise: the thing itself by its deadline, and what rules say is due later."""
    deadline, said = _deadline(claim), claim.said.possible[1]
    own: set[Question] = set()
    for row in sorted(rows, key=lambda row: len(row.rules)):
        question, values = row.question, row.across or row.interval
        if values.lower is None and values.upper is None:
            continue
        if question.line is Line.INTENTION and not row.rules and deadline is not None:
            fact = question.on(Line.FACT)
            own.add(fact)
            yield Target(question=fact, interval=values, unit=row.unit, by=deadline, due=deadline + 1)
        elif question.line is Line.FACT and row.rules and question not in own:  # a printed deadline beats a rule's
            days = row.low if values.lower is not None else row.high
            due, until = days.sure or days.possible
            if due > said:  # what is due at once is presupposed, not promised
                yield Target(
                    question=question, interval=values, unit=row.unit, by=due, due=due, until=until, rules=row.rules
                )


def _promise(claim: Claim, ledger: _Ledger, today: date) -> Promise:
    targets = sorted(
        _targets(claim, ledger.rows[claim.id]), key=lambda target: (target.due, str(target.question), target.rules)
    )
    evidence = [(target, [row for row in ledger.rows_on(target) if _is_evidence(row)]) for target in targets]
    replaced = ledger.replaced.get(claim.id, ())
    days = {today, *(day for _, rows in evidence for row in rows if (day := row.claim.public))}
    days |= {due for target in targets if (due := day_of(target.due)) is not None}
    days |= {later.known for later in replaced if later.known is not None}
    start = claim.public or today
    history: list[Turn] = []
    for day in sorted({day for day in days if start <= day <= today} | {start}):
        outcome, ids = _outcome(evidence, [later.said for later in replaced if later.known and later.known <= day], day)
        if not history or (history[-1].outcome, history[-1].evidence) != (outcome, ids):
            history.append(Turn(on=day, outcome=outcome, evidence=ids))
    last = history[-1]
    return Promise(
        claim=claim,
        outcome=last.outcome,
        due=day_of(targets[0].due) if targets else None,
        evidence=last.evidence,
        rules=tuple(dict.fromkeys(rule for target in targets for rule in target.rules)),
        history=tuple(history),
        case=ledger.case,
    )


def _is_evidence(row: Constraint) -> bool:
    """Facts that somebody reports, and what follows from them for certain; what may be defeated proves nothing."""
    return row.claim.force.asserts and (not row.rules or row.strength is Strength.STRICT)


Evidence = Sequence[tuple[Target, Sequence[Constraint]]]
Verdict = tuple[Outcome | None, tuple[str, ...]]


def _outcome(evidence: Evidence, replaced: Sequence[int], day: date) -> tuple[Outcome, tuple[str, ...]]:
    """The outcome on a day: what was done, else what was replaced in time, else what is due."""
    today = day.toordinal()
    verdicts = [(target, _verdict(target, rows, day)) for target, rows in evidence]
    printed = [verdict for target, verdict in verdicts if not target.rules]
    outcome, ids = _together(printed)
    if outcome is None:  # the words decide where they can; what rules expect of them, where they cannot
        outcome, ids = _together([verdict for target, verdict in verdicts if target.rules])
    if outcome is Outcome.KEPT:
        return outcome, ids
    if replaced and all(min(replaced) < target.due for target, _ in evidence):
        return Outcome.REVISED, ()
    if outcome is not None:
        return outcome, ids
    if any(today < target.due for target, _ in evidence):
        return Outcome.PENDING, ()
    return Outcome.UNCHECKABLE, ()


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """What several targets of one promise come to: all kept, none kept, or some."""
    decided = [(outcome, ids) for outcome, ids in verdicts if outcome is not None]
    outcomes = {outcome for outcome, _ in decided}
    if not outcomes or (outcomes == {Outcome.KEPT} and len(decided) < len(verdicts)):
        return None, ()
    ids = tuple(sorted({id for _, group in decided for id in group}))
    return (outcomes.pop() if len(outcomes) == 1 else Outcome.PARTLY), ids


def _verdict(target: Target, rows: Sequence[Constraint], day: date) -> Verdict:
    """What the facts published by a day say of one target."""
    known = [row for row in rows if (when := row.claim.public) is not None and when <= day]
    if target.is_cap:
        return _kept_under(target, known, day.toordinal() >= target.due)
    reached = [row for row in known if _reaches(row, target)]
    if any(_start(row) <= target.by for row in reached):
        return Outcome.KEPT, _ids(reached)
    if day.toordinal() < target.due:
        return None, ()
    if reached:
        return Outcome.PARTLY, _ids(reached)
    denied = [row for row in known if _denies(row, target)]
    if any(row.claim.quantity is not None and (row.interval.lower or 0) > 0 for row in denied):
        return Outcome.PARTLY, _ids(denied)
    return (Outcome.BROKEN, _ids(denied)) if denied else (None, ())


def _kept_under(target: Target, known: Sequence[Constraint], is_due: bool) -> Verdict:
    """The verdict on a promise of at most so much: one day above breaks it, the last day under keeps it."""
    cap = target.interval
    above = [
        row
        for row in known
        if is_below(cap.upper, cap.upper_open, row.interval.lower, row.interval.lower_open) and _start(row) <= target.by
    ]
    if above:
        return Outcome.BROKEN, _ids(above)
    under = [
        row
        for row in known
        if row.interval.upper is not None and cap.meets(row.interval) and (row.high.sure or (0, 0))[1] >= target.by
    ]
    return (Outcome.KEPT, _ids(under)) if is_due and under else (None, ())


def _ids(rows: Sequence[Constraint]) -> tuple[str, ...]:
    return tuple(sorted({row.claim.id for row in rows}))


def _start(row: Constraint) -> int:
    return (row.low.sure or row.low.possible)[0]


def _reaches(row: Constraint, target: Target) -> bool:
    """Whether a fact lies within the values promised, from below at least; a rounded figure counts as printed."""
    wanted, floor = target.interval, _floor(row)
    if floor is None or wanted.lower is None:
        return False
    value, is_open = floor
    return value > wanted.lower or (value == wanted.lower and (is_open or not wanted.lower_open))


def _floor(row: Constraint) -> tuple[Decimal, bool] | None:
    """The least that a fact allows, and whether it is itself excluded: of a point, the number that was printed."""
    printed = row.claim.quantity
    as_printed = not row.rules and row.converted_from is None
    if printed is not None and row.unit is not None:
        printed = printed.in_unit(row.unit)
    if as_printed and printed is not None and printed.is_point and printed.nominal is not None:
        return printed.nominal, False
    return None if row.interval.lower is None else (row.interval.lower, row.interval.lower_open)


def _denies(row: Constraint, target: Target) -> bool:
    """Whether a fact says, for a day on which it is due, that the promised values were not reached."""
    first, last = row.high.sure or row.high.possible
    wanted = target.interval
    return (
        last >= target.due
        and first <= target.until
        and is_below(row.interval.upper, row.interval.upper_open, wanted.lower, wanted.lower_open)
    )
