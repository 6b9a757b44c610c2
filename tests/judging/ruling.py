"""Small measures, entities and rules for tests of what follows from claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from stargate_claims.judging.constraints import Constraint, Reader
from stargate_claims.judging.derive import derive
from stargate_claims.judging.intentions import lapsed
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Window
from stargate_claims.model.rules import Bound, Conclusion, Premise, Rule
from stargate_claims.model.vocabulary import (
    Behaviour,
    Dimension,
    Entity,
    EntityFact,
    EntityKind,
    Label,
    Measure,
    Vocabulary,
)
from tests.judging import build

MEASURES = [
    Measure(id=name, label=Label(en=name), dimension=dimension, behaviour=behaviour, keys=keys)
    for name, dimension, behaviour, keys in (
        ("held", Dimension.MONEY, Behaviour.LEVEL, ("for",)),
        ("total", Dimension.COUNT, Behaviour.CUMULATIVE, ("kind",)),
        ("ready", Dimension.STATE, Behaviour.LEVEL, ()),
        ("member", Dimension.STATE, Behaviour.LEVEL, ()),
        ("begun", Dimension.STATE, Behaviour.CUMULATIVE, ()),
        ("due_on", Dimension.DAY, Behaviour.INTENTION, ()),
        ("size", Dimension.COUNT, Behaviour.INTENTION, ()),
    )
]


def say(id: str, measure: str, value: str | None = None, **more: Any) -> Claim:
    """A claim that was said when all that it is about had passed, unless told."""
    return build.say(id, measure, value, **{"said": "2030-12-01", **more})


def entity(id: str, *facts: EntityFact) -> Entity:
    return Entity(id=id, kind=EntityKind.ORGANISATION, label=Label(en=id), facts=facts)


def fact(kind: str, of: str, window: str | None = None) -> EntityFact:
    return EntityFact(kind=kind, of=of, source="invented", window=None if window is None else Window.parse(window))


VOCABULARY = Vocabulary.of(
    entities=[
        entity("head", fact("speaks_for", "alpha")),
        entity("dock", fact("part_of", "harbour"), fact("kind", "stone")),
        entity("quay", fact("part_of", "harbour", "2030-06-01/2030-06-30")),
        entity("pier", fact("part_of", "resort")),
    ],
    measures=MEASURES,
)
READER = Reader(VOCABULARY)
JUNE = "2030-06-10/2030-06-20"


def rule(*when: Premise, then: Conclusion, id: str = "own", **more: Any) -> Rule:
    """A rule with a reason."""
    return Rule(id=id, when=when, then=then, why=Label(ko="시험", en="a trial"), **more)


def state(measure: str, subject: str, **more: Any) -> Premise:
    """A premise that something holds."""
    return Premise(measure=measure, subject=subject, value=Bound(holds=True), **more)


def holds(measure: str, subject: str, **more: Any) -> Conclusion:
    """A conclusion that something holds."""
    return Conclusion(measure=measure, subject=subject, value=Bound(holds=True), **more)


def derived(rules: Rule | Sequence[Rule], *claims: Claim) -> list[Constraint]:
    """What follows from some claims."""
    own = lapsed([row for claim in claims for row in READER.own(claim)], READER, claims)
    return derive([rules] if isinstance(rules, Rule) else rules, own, VOCABULARY)


def only(rules: Rule | Sequence[Rule], *claims: Claim) -> Constraint:
    """The one thing that follows."""
    (found,) = derived(rules, *claims)
    return found


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def days(text: str) -> tuple[int, int]:
    first, _, last = text.partition("/")
    return day(first), day(last)
