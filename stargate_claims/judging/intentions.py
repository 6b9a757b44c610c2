"""Plans and promises: a later one revises, one of the same days by another voice disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stargate_claims.judging.constraints import Constraint, Reader, with_lapse
from stargate_claims.judging.lines import ONE_ANNOUNCEMENT
from stargate_claims.judging.sweep import Clash, clash_of
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Relation
from stargate_claims.model.intervals import DUSK
from stargate_claims.model.vocabulary import Line, Question


class Turn(NamedTuple):
    """Two intentions that no planner can have at once."""

    clash: Clash
    relation: Relation


def said_order(claim: Claim) -> tuple[int, int, str]:
    """Sorts claims by the last day they may have been said, then the first, then id."""
    first, last = claim.said.possible
    return (first if last == DUSK else last), first, claim.id


def lapsed(constraints: Iterable[Constraint], reader: Reader, claims: Iterable[Claim]) -> list[Constraint]:
    """The same constraints; an intention that a later one replaced carries the day on which it lapsed.

    ``claims`` are all in force: one of them may say that it revises a plan on another question.
    """
    by_question: dict[tuple[Question, str | None], list[Constraint]] = defaultdict(list)
    constraints = list(constraints)
    days: dict[int, int] = {}
    revisers: dict[str, int] = {}
    for constraint in constraints:
        if constraint.question.line is Line.INTENTION:
            by_question[constraint.question, constraint.unit].append(constraint)
    for claim in claims:
        for target in claim.revises:
            revisers[target] = min(said_order(claim)[0], revisers.get(target, DUSK))
    for group in by_question.values():
        for turn in turns(group, reader):
            if turn.relation is Relation.REVISION:
                earlier, later = sorted((turn.clash.low, turn.clash.high), key=lambda c: said_order(c.claim))
                day = said_order(later.claim)[0]
                days[id(earlier)] = min(day, days.get(id(earlier), DUSK))
    return [
        with_lapse(c, min(days.get(id(c), DUSK), revisers.get(c.claim.id, DUSK)))
        if c.question.line is Line.INTENTION
        else c
        for c in constraints
    ]


def turns(constraints: Sequence[Constraint], reader: Reader) -> list[Turn]:
    """Revisions and disputes among the intentions on one question, in the order they were said.

    A later intention is compared with those still standing. One that it contradicts is revised by it and stands no
    longer; one said within 14 days by a different voice is disputed instead, and both stand.
    """
    found: list[Turn] = []
    standing: list[Constraint] = []
    for later in sorted(constraints, key=lambda c: said_order(c.claim)):
        kept: list[Constraint] = []
        for earlier in standing:
            clash = clash_of(earlier, later) or clash_of(later, earlier)
            if clash is None:
                kept.append(earlier)
                continue
            relation = _relation(earlier.claim, later.claim, reader)
            found.append(Turn(clash, relation))
            if relation is not Relation.REVISION:
                kept.append(earlier)
        standing = [*kept, later]
    return found


def _relation(earlier: Claim, later: Claim, reader: Reader) -> Relation:
    if earlier.id in later.revises:
        return Relation.REVISION
    if earlier.by == later.by and earlier.said == later.said:
        return Relation.MISREPORT
    gap = later.said.possible[0] - earlier.said.possible[1]
    if gap > ONE_ANNOUNCEMENT or reader.voice(earlier) == reader.voice(later):
        return Relation.REVISION
    return Relation.DISPUTE
