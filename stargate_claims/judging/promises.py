"""What became of each commitment, and of each plan with a deadline, by a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen

from stargate_claims.errors import InvalidWindow
from stargate_claims.judging.case import Case, published
from stargate_claims.judging.constraints import Constraint
from stargate_claims.judging.intentions import said_order
from stargate_claims.model.claims import Claim, Force
from stargate_claims.model.intervals import DUSK, Interval, Window, day_of, is_below
from stargate_claims.model.rules import Strength
from stargate_claims.model.vocabulary import Line, Question


class Outcome(StrEnum):
    """What became of a promise by a day."""

    PENDING = "PENDING"
    """Not due yet, and not kept yet."""
    KEPT = "KEPT"
    PARTLY = "PARTLY"
    """Some of it, or all of it too late."""
    BROKEN = "BROKEN"
    """Due, and a fact says that it was not done."""
    REVISED = "REVISED"
    """Replaced by a later plan before it fell due."""
    UNCHECKABLE = "UNCHECKABLE"
    """Due, or never due, and no fact on record can tell."""


@frozen(kw_only=True)
class Target:
    """A fact that keeps a promise: the values due on a question by a day."""

    question: Question
    interval: Interval
    unit: str | None
    due: int
    rules: tuple[str, ...]


@frozen(kw_only=True)
class Turn:
    """A day on which the outcome of a promise changed."""

    on: date
    outcome: Outcome
    evidence: tuple[str, ...]


@frozen(kw_only=True)
class Promise:
    """One commitment, or one plan with a deadline.

    Attributes:
        claim: the claim that makes it.
        outcome: what became of it by the day asked for.
        due: the first day on which it is due, or None.
        evidence: ids of the claims that decide the outcome.
        rules: ids of the rules between the promise and the fact.
        history: every change of the outcome up to that day.
    """

    claim: Claim
    outcome: Outcome
    due: date | None
    evidence: tuple[str, ...]
    rules: tuple[str, ...]
    history: tuple[Turn, ...]


def promises(case: Case) -> list[Promise]:
    """Every promise published by the case's day, in the order in which they were said."""
    today = case.today
    if today is None:
        return []
    made = [claim for claim in case.claims if _is_promise(claim)]
    return [_promise(claim, case, today) for claim in sorted(made, key=said_order)]


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


def _targets(claim: Claim, case: Case) -> Iterator[Target]:
    """The facts that would keep a promise: the thing itself by its deadline, and what rules say is due later."""
    deadline, said = _deadline(claim), claim.said.possible[1]
    for (question, unit), rows in case.constraints.items():
        for row in rows:
            if row.claim.id != claim.id or row.converted_from is not None:
                continue
            if question.line is Line.INTENTION and not row.rules and deadline is not None:
                fact = question.on(Line.FACT)
                yield Target(question=fact, interval=row.interval, unit=unit, due=deadline + 1, rules=())
            elif question.line is Line.FACT and row.rules:
                days = row.low if row.interval.lower is not None else row.high
                due = (days.sure or days.possible)[0]
                if due > said:  # what is due at once is presupposed, not promised
                    yield Target(question=question, interval=row.interval, unit=unit, due=due, rules=row.rules)


def _promise(claim: Claim, case: Case, today: date) -> Promise:
    targets = sorted(_targets(claim, case), key=lambda target: (target.due, str(target.question)))
    rows = {
        target: [row for row in case.constraints.get((target.question, target.unit), ()) if _is_evidence(row, claim)]
        for target in targets
    }
    lapse = min(
        (row.lapses for group in case.constraints.values() for row in group if row.claim.id == claim.id), default=DUSK
    )
    days = {today, *(day for group in rows.values() for row in group if (day := published(row.claim)))}
    days |= {due for target in targets if (due := day_of(target.due)) is not None}
    if (lapsed := day_of(lapse)) is not None:
        days.add(lapsed)
    start = published(claim) or today
    days = {day for day in days if start <= day <= today} | {start}
    history: list[Turn] = []
    for day in sorted(days):
        outcome, evidence = _outcome(targets, rows, lapse, day)
        if not history or (history[-1].outcome, history[-1].evidence) != (outcome, evidence):
            history.append(Turn(on=day, outcome=outcome, evidence=evidence))
    last = history[-1]
    return Promise(
        claim=claim,
        outcome=last.outcome,
        due=day_of(targets[0].due) if targets else None,
        evidence=last.evidence,
        rules=tuple(dict.fromkeys(rule for target in targets for rule in target.rules)),
        history=tuple(history),
    )


def _is_evidence(row: Constraint, promise: Claim) -> bool:
    """Facts that somebody reports, and what follows from them for certain; what may be defeated proves nothing."""
    proven = not row.rules or row.strength is Strength.STRICT
    return row.claim.id != promise.id and row.claim.force.asserts and proven


def _outcome(
    targets: Sequence[Target], rows: dict[Target, list[Constraint]], lapse: int, day: date
) -> tuple[Outcome, tuple[str, ...]]:
    """The outcome on a day: what was done, else what was replaced, else what is due."""
    verdicts = [_verdict(target, rows[target], day) for target in targets]
    for wanted in (Outcome.KEPT, Outcome.BROKEN, Outcome.PARTLY):
        evidence = tuple(dict.fromkeys(id for outcome, ids in verdicts if outcome is wanted for id in ids))
        if evidence:
            return wanted, evidence
    today = day.toordinal()
    if lapse <= today and all(lapse < target.due for target in targets):
        return Outcome.REVISED, ()
    if any(today < target.due for target in targets):
        return Outcome.PENDING, ()
    return Outcome.UNCHECKABLE, ()


def _verdict(target: Target, rows: Sequence[Constraint], day: date) -> tuple[Outcome | None, tuple[str, ...]]:
    """What the facts published by a day say of one target."""
    known = [row for row in rows if (when := published(row.claim)) is not None and when <= day]
    reached = [row for row in known if _reaches(row, target)]
    if any(_start(row) <= target.due for row in reached):
        return Outcome.KEPT, _ids(reached)
    is_due = day.toordinal() >= target.due
    denied = [row for row in known if is_due and _denies(row, target)]
    some = reached or [row for row in known if is_due and (row.interval.lower or 0) > 0]
    if some:
        return Outcome.PARTLY, _ids(some)
    return (Outcome.BROKEN, _ids(denied)) if denied else (None, ())


def _ids(rows: Sequence[Constraint]) -> tuple[str, ...]:
    return tuple(sorted({row.claim.id for row in rows}))


def _start(row: Constraint) -> int:
    return (row.low.sure or row.low.possible)[0]


def _reaches(row: Constraint, target: Target) -> bool:
    """Whether a fact lies within the values promised, from below at least."""
    if target.interval.lower is None:
        return row.interval.upper is not None and target.interval.meets(row.interval)
    return row.interval.lower is not None and row.interval.lower >= target.interval.lower


def _denies(row: Constraint, target: Target) -> bool:
    """Whether a fact says, for a day on which it is due, that the promised values were not reached."""
    spans = row.high.sure or row.high.possible
    wanted = target.interval
    return spans[1] >= target.due and is_below(
        row.interval.upper, row.interval.upper_open, wanted.lower, wanted.lower_open
    )
