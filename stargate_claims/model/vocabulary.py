"""The names claims are made of: entities, measures, ladders, and the questions they answer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from attrs import define, field, frozen

from stargate_claims.errors import InvalidClaim, UnknownName
from stargate_claims.model.intervals import Window


class Behaviour(StrEnum):
    """How a bound stretches over days: see the table in docs/en/design.md."""

    LEVEL = "level"
    CUMULATIVE = "cumulative"
    FIXED = "fixed"
    INTENTION = "intention"
    CONTEXT = "context"
    """Recorded, and never compared: assessments, outlooks, talks."""


class Dimension(StrEnum):
    """What kind of value a measure takes."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    POWER = "power"
    QUANTITY = "quantity"
    """Any other physical quantity, in the unit of its measure: GWh, t, km, m2."""
    DURATION = "duration"
    STATE = "state"
    STAGE = "stage"
    MEMBERS = "members"
    DAY = "day"
    TEXT = "text"


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PROJECT = "project"
    VEHICLE = "vehicle"
    PLACE = "place"
    SITE = "site"
    EVENT = "event"
    BUNDLE = "bundle"
    UNNAMED = "unnamed"


@frozen(kw_only=True)
class Label:
    """One name in Korean and English; either may stand in for the other."""

    ko: str = ""
    en: str = ""

    def __attrs_post_init__(self) -> None:
        if not (self.ko or self.en):
            raise InvalidClaim("a label needs Korean or English")

    def in_(self, language: str) -> str:
        """The label in a language, or in the other one where it is missing."""
        return (self.ko or self.en) if language == "ko" else (self.en or self.ko)


def in_both(words: str | Label) -> Label:
    """One text that stands in both languages, or a label as it is."""
    return words if isinstance(words, Label) else Label(ko=words, en=words)


@frozen(kw_only=True)
class EntityFact:
    """Something recorded about an entity that judging may use as evidence.

    Attributes:
        kind: speaks_for, part_of, participants_of, vehicle_of, sector, core_contract_kind …
        of: the other entity's id, or a plain word (a sector, a kind of contract).
        source: who says so, in words: one text for both languages, or a label.
        window: the days it holds; None for always.
    """

    kind: str
    of: str
    source: Label = field(converter=in_both)
    window: Window | None = None


@frozen(kw_only=True)
class Entity:
    """A person, organisation, project, vehicle, place, unnamed source or bundle of contracts."""

    id: str
    kind: EntityKind = field(converter=EntityKind)
    label: Label
    aliases: tuple[str, ...] = ()
    facts: tuple[EntityFact, ...] = ()


@frozen(kw_only=True)
class Measure:
    """What a claim gives a value for.

    Attributes:
        id: snake_case English.
        dimension: money, count, power, state, stage, members, day …
        behaviour: how a bound stretches over days.
        ladder: ids of the stages, lowest first, for a stage.
        keys: the qualifiers that separate questions; no other qualifier does.
        counter: the Korean counter words that count it (건 counts contracts), for a count.
        unit: the unit it is compared in, or None: a figure in a unit that converts into it exactly is taken too.
        organisational: a person named as its subject stands for the organisation he or she speaks for.
        persists: a level stated for a day stands for this many days around it; 0 for that day alone.
        role: the role that its subjects have in the project its money is for, or None.
        counts: the measure whose distinct days it counts (visits), or None.
        stage_labels: what readers are shown for each stage of the ladder.
        per_window: a sum or change over the window that is named, so that two windows are two questions.
        several: several values may stand at once, so that only claims on one bundle are compared.
        once: an event that happens once, so that it has a date line.
        once_kinds: words of its ``event`` key that happen once to one subject, as long as nobody tells several apart.
        source: where the definition comes from.
    """

    id: str
    label: Label
    dimension: Dimension = field(converter=Dimension)
    behaviour: Behaviour = field(converter=Behaviour)
    ladder: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    unit: str | None = None
    organisational: bool = False
    persists: int = 0
    role: str | None = None
    counts: str | None = None
    stage_labels: tuple[Label, ...] = ()
    per_window: bool = False
    several: bool = False
    once: bool = False
    once_kinds: tuple[str, ...] = ()
    source: str = ""

    def __attrs_post_init__(self) -> None:
        if (self.dimension is Dimension.STAGE) != bool(self.ladder):
            raise InvalidClaim(f"measure {self.id!r}: a stage has a ladder, and nothing else does")
        if self.dimension is Dimension.QUANTITY and self.unit is None:
            raise InvalidClaim(f"measure {self.id!r}: a quantity is compared in a unit, such as GWh, t or km")

    def rung(self, stage: str) -> int:
        """Height of a stage on the ladder, from 0.

        Raises:
            UnknownName: if the ladder has no such stage.
        """
        if stage in self.ladder:
            return self.ladder.index(stage)
        raise UnknownName("stage", stage, difflib.get_close_matches(stage, self.ladder))


class Line(StrEnum):
    """Lines of one question on which constraints are compared; never across lines."""

    FACT = "fact"
    INTENTION = "intention"
    ESTIMATE = "estimate"
    WORDING = "wording"
    TELLING = "telling"
    HOLDS = "holds"
    RATE = "rate"
    COMPANY = "company"
    DATE = "date"
    VISITS = "visits"


_QUESTION = re.compile(r"([a-z][a-z0-9_]*)\(([^()]*)\)(?: \[([a-z]+)\])?")


@frozen(kw_only=True, order=True, cache_hash=True)
class Question:
    """What two claims must both answer before they can compete.

    Attributes:
        measure: a measure id.
        subject: entity ids, sorted: several act together.
        of: entity ids of the object, sorted.
        keys: the qualifiers that separate questions, sorted by name.
        line: fact, intention …

    >>> print(Question.parse("contracts_signed(harbour, kind=data_centre)"))
    contracts_signed(harbour, kind=data_centre)
    """

    measure: str
    subject: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    line: Line = Line.FACT

    @classmethod
    def parse(cls, text: str) -> Question:
        """Read a question as it is printed.

        Raises:
            UnknownName: if the text is not of that form.
        """
        match = _QUESTION.fullmatch(text.strip())
        if match is None or (match[3] or Line.FACT) not in set(Line):
            raise UnknownName("question", text)
        measure, inner, line = match.groups()
        subject: tuple[str, ...] = ()
        of: tuple[str, ...] = ()
        keys: list[tuple[str, str]] = []
        for part in (part.strip() for part in inner.split(",") if part.strip()):
            name, equals, value = part.partition("=")
            if not equals:
                subject = tuple(sorted(part.split("+")))
            elif name == "of":
                of = tuple(sorted(value.split("+")))
            else:
                keys.append((name, value))
        return cls(measure=measure, subject=subject, of=of, keys=tuple(sorted(keys)), line=Line(line or "fact"))

    def key(self, name: str) -> str | None:
        """The value of one separating qualifier, or None."""
        return dict(self.keys).get(name)

    def on(self, line: Line) -> Question:
        """The same question on another line."""
        return Question(measure=self.measure, subject=self.subject, of=self.of, keys=self.keys, line=line)

    def __str__(self) -> str:
        parts = ["+".join(self.subject)] if self.subject else []
        if self.of:
            parts.append("of=" + "+".join(self.of))
        parts += [f"{name}={value}" for name, value in self.keys]
        suffix = "" if self.line is Line.FACT else f" [{self.line}]"
        return f"{self.measure}({', '.join(parts)}){suffix}"


@define(frozen=True, kw_only=True, slots=False)
class Vocabulary:
    """Every entity and measure a ledger may name. A value: combine two with ``|``, the right one wins.

    Attributes:
        entities, measures: by id.
        terms: labels of plain words that qualifiers take (data_centre, initial).
    """

    entities: Mapping[str, Entity] = field(factory=dict)
    measures: Mapping[str, Measure] = field(factory=dict)
    terms: Mapping[str, Label] = field(factory=dict)

    @classmethod
    def of(cls, entities: Iterable[Entity] = (), measures: Iterable[Measure] = ()) -> Vocabulary:
        """A vocabulary of these records."""
        return cls(entities={e.id: e for e in entities}, measures={m.id: m for m in measures})

    def __or__(self, other: Vocabulary) -> Vocabulary:
        return Vocabulary(
            entities={**self.entities, **other.entities},
            measures={**self.measures, **other.measures},
            terms={**self.terms, **other.terms},
        )

    def __iter__(self) -> Iterator[Entity | Measure]:
        yield from self.entities.values()
        yield from self.measures.values()

    def entity(self, id: str) -> Entity:
        """The entity of an id.

        Raises:
            UnknownName: with ids and aliases that resemble it.
        """
        if id in self.entities:
            return self.entities[id]
        raise UnknownName("entity", id, self.near_entities(id))

    def measure(self, id: str) -> Measure:
        """The measure of an id.

        Raises:
            UnknownName: with ids that resemble it.
        """
        if id in self.measures:
            return self.measures[id]
        raise UnknownName("measure", id, difflib.get_close_matches(id, self.measures))

    def near_entities(self, name: str) -> tuple[str, ...]:
        """Ids of entities that a name may mean: by alias first, then by likeness of the id."""
        exact = self.by_name.get(name.casefold(), ())
        return exact or tuple(difflib.get_close_matches(name, self.entities))

    @cached_property
    def by_name(self) -> dict[str, tuple[str, ...]]:
        """Ids by every label and alias, case folded; a name that several share lists them all."""
        found: dict[str, tuple[str, ...]] = {}
        for entity in self.entities.values():
            for name in {entity.id, entity.label.ko, entity.label.en, *entity.aliases} - {""}:
                found[name.casefold()] = (*found.get(name.casefold(), ()), entity.id)
        return found

    def label(self, id: str, language: str) -> str:
        """What a reader is shown for an entity, measure or term; the id itself where nothing is recorded."""
        record = self.entities.get(id) or self.measures.get(id)
        label = record.label if record else self.terms.get(id)
        return label.in_(language) if label else id.replace("_", " ")

    def facts(self, kind: str, of: str | None = None, *, entity: str | None = None) -> Sequence[tuple[str, EntityFact]]:
        """Every (entity id, fact) of a kind, of one entity where it is given, and whose ``of`` is given where it is."""
        return self._facts.get((kind, entity, of), ())

    @cached_property
    def _facts(self) -> dict[tuple[str, str | None, str | None], list[tuple[str, EntityFact]]]:
        """Entity facts by kind, looked up by either end, both or none."""
        found: dict[tuple[str, str | None, str | None], list[tuple[str, EntityFact]]] = {}
        for entity in self.entities.values():
            for fact in entity.facts:
                for one in (entity.id, None):
                    for other in (fact.of, None):
                        found.setdefault((fact.kind, one, other), []).append((entity.id, fact))
        return found
