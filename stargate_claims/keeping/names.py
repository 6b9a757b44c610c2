"""Entities, measures and ladders on paper to records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import Factory, frozen

from stargate_claims.errors import InvalidClaim
from stargate_claims.keeping.fields import Known, Reader, near
from stargate_claims.keeping.nodes import Node, Table
from stargate_claims.keeping.problems import Code, Page
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

Ladders = Mapping[str, tuple[tuple[str, Label], ...]]

FACTS_OF_ENTITIES = ("speaks_for", "part_of", "participants_of", "vehicle_of", "leads")
"""Kinds of facts that name another entity."""
FACTS_OF_WORDS = ("sector", "core_contract_kind")
"""Kinds of facts that name a plain word."""

ENTITY = ("id", "kind", "label", "aliases", "facts")
MEASURE = (
    "id", "label", "dimension", "behaviour", "keys", "counter", "unit", "organisational", "persists", "once",
    "once_kinds", "ladder", "role", "counts", "per_window", "several", "source",
)  # fmt: skip

STAGE = ("id", "ko", "en")


@frozen(kw_only=True)
class Names:
    """The vocabulary of a file or folder, its ladders, and the facts that are still to be checked."""

    vocabulary: Vocabulary = Factory(Vocabulary)
    ladders: Ladders = Factory(dict)
    facts: tuple[tuple[Page, Node, str, str], ...] = ()

    def __or__(self, other: Names) -> Names:
        return Names(
            vocabulary=self.vocabulary | other.vocabulary,
            ladders={**self.ladders, **other.ladders},
            facts=self.facts + other.facts,
        )


def read_names(pages: list[tuple[Page, Mapping[str, Node]]], shipped: Names) -> Names:
    """The entities, measures and ladders of some pages. Facts are checked later, when every name is known."""
    ladders: dict[str, tuple[tuple[str, Label], ...]] = {}
    terms: dict[str, Label] = {}
    entities: dict[str, Entity] = {}
    measures: dict[str, Measure] = {}
    facts: list[tuple[Page, Node, str, str]] = []
    for page, entries in pages:
        _read_ladders(Reader(page), entries.get("ladders"), ladders)
        terms |= _terms(Reader(page), entries.get("terms"))
    for page, entries in pages:
        reader = Reader(page, Known(ladders={**shipped.ladders, **ladders}))
        for node in reader.items(entries.get("entities"), "entities"):
            entity = _entity(reader, node, facts)
            if entity is not None and is_new(reader, node, entity.id, entities):
                entities[entity.id] = entity
        for node in reader.items(entries.get("measures"), "measures"):
            measure = _measure(reader, node)
            if measure is not None and is_new(reader, node, measure.id, measures):
                measures[measure.id] = measure
    return Names(
        vocabulary=Vocabulary(entities=entities, measures=measures, terms=terms), ladders=ladders, facts=tuple(facts)
    )


def is_new(reader: Reader, node: Node, id: str, taken: Mapping[str, object]) -> bool:
    """Whether an id is free; if not, that is collected as a problem."""
    if id in taken:
        at = node.entries.get("id", node) if isinstance(node, Table) else node
        reader.page.refuse(
            at.mark, Code.DUPLICATE_ID, f"the id {id!r} is already taken", "give one of the two another id"
        )
        return False
    return True


def check_facts(names: Names, vocabulary: Vocabulary, of_rules: frozenset[str]) -> None:
    """Collect a problem for every fact whose kind or entity nothing knows."""
    kinds = {*FACTS_OF_ENTITIES, *FACTS_OF_WORDS, *of_rules}
    for page, node, kind, of in names.facts:
        if kind not in kinds:
            hint = near(kind, sorted(kinds)) or f"one of {', '.join(sorted(kinds))}, or a kind that a rule asks for"
            page.refuse(node.mark, Code.UNKNOWN_FACT, f"no rule asks for facts of the kind {kind!r}", hint)
        elif kind in FACTS_OF_ENTITIES and of not in vocabulary.entities:
            Reader(page, Known(vocabulary=vocabulary)).entity(node)


def _read_ladders(reader: Reader, node: Node | None, found: dict[str, tuple[tuple[str, Label], ...]]) -> None:
    if node is None:
        return
    if not isinstance(node, Table):
        reader.table(node, ("name",), "ladders")
        return
    for name, rungs in node.entries.items():
        stages = []
        for rung in reader.items(rungs, f"the ladder {name!r}"):
            entries = reader.table(rung, STAGE, "a stage", needed=("id",))
            id, ko, en = reader.id(entries.get("id")), reader.text(entries.get("ko")), reader.text(entries.get("en"))
            if id is not None:
                stages.append((id, Label(ko=ko or "", en=en or id)))
        found[name] = tuple(stages)


def _terms(reader: Reader, node: Node | None) -> dict[str, Label]:
    """Labels of the plain words that qualifiers take."""
    if node is None:
        return {}
    entries = node.entries if isinstance(node, Table) else reader.table(node, ("word",), "terms")
    named = ((word, reader.label(label)) for word, label in entries.items())
    return {word: label for word, label in named if label is not None}


def _entity(reader: Reader, node: Node, facts: list[tuple[Page, Node, str, str]]) -> Entity | None:
    before = len(reader.page.problems)
    entries = reader.table(node, ENTITY, "an entity", needed=("id", "kind", "label"))
    id, kind, label = reader.id(entries.get("id")), reader.word(entries.get("kind"), EntityKind), entries.get("label")
    name = reader.label(label)
    aliases = reader.texts(entries.get("aliases"))
    recorded = tuple(_facts(reader, entries.get("facts"), facts))
    if id is None or kind is None or name is None or len(reader.page.problems) > before:
        return None if id is None else Entity(id=id, kind=EntityKind.UNNAMED, label=Label(en=id))
    return Entity(id=id, kind=kind, label=name, aliases=aliases, facts=recorded)


def _facts(reader: Reader, node: Node | None, facts: list[tuple[Page, Node, str, str]]) -> Iterator[EntityFact]:
    for item in reader.items(node, "facts"):
        kinds = [key for key in item.entries if key not in ("source", "window")] if isinstance(item, Table) else []
        entries = reader.table(item, ("source", "window", *kinds[:1]), "a fact", needed=("source",))
        if not kinds and isinstance(item, Table):
            hint = f"start it with one of {', '.join((*FACTS_OF_ENTITIES, *FACTS_OF_WORDS))}"
            reader.page.refuse(item.mark, Code.MISSING_KEY, "a fact without its kind", hint)
        of = reader.text(entries.get(kinds[0])) if kinds else None
        source, window = reader.in_both(entries.get("source")), reader.window(entries.get("window"))
        if of is not None and source is not None:
            facts.append((reader.page, entries[kinds[0]], kinds[0], of))
            yield EntityFact(kind=kinds[0], of=of, source=source, window=window)


def _measure(reader: Reader, node: Node) -> Measure | None:
    before = len(reader.page.problems)
    entries = reader.table(node, MEASURE, "a measure", needed=("id", "label", "dimension", "behaviour"))
    get = entries.get
    id, label = reader.id(get("id")), reader.label(get("label"))
    dimension, behaviour = reader.word(get("dimension"), Dimension), reader.word(get("behaviour"), Behaviour)
    rungs = _rungs(reader, get("ladder"))
    fields: dict[str, Any] = {
        "keys": reader.texts(get("keys")),
        "counter": reader.texts(get("counter")),
        "unit": reader.text(get("unit")),
        "organisational": reader.yes_no(get("organisational")) or False,
        "persists": reader.whole(get("persists")) or 0,
        "role": reader.text(get("role")),
        "counts": reader.text(get("counts")),
        "per_window": reader.yes_no(get("per_window")) or False,
        "several": reader.yes_no(get("several")) or False,
        "once": reader.yes_no(get("once")) or False,
        "once_kinds": reader.texts(get("once_kinds")),
        "source": reader.text(get("source")) or "",
    }
    if id is None or label is None or dimension is None or behaviour is None or len(reader.page.problems) > before:
        return _stand_in(id)
    try:
        return Measure(
            id=id, label=label, dimension=dimension, behaviour=behaviour,
            ladder=tuple(stage for stage, _ in rungs), stage_labels=tuple(name for _, name in rungs),
            **fields,
        )  # fmt: skip
    except InvalidClaim as error:
        reader.page.refuse(node.mark, Code.BAD_RECORD, str(error), "a ladder for a stage, a unit for a quantity")
        return _stand_in(id)


def _stand_in(id: str | None) -> Measure | None:
    """A measure that was refused still has its name, so that the claims that use it are not refused too."""
    if id is None:
        return None
    return Measure(id=id, label=Label(en=id), dimension=Dimension.TEXT, behaviour=Behaviour.CONTEXT)


def _rungs(reader: Reader, node: Node | None) -> tuple[tuple[str, Label], ...]:
    name = reader.text(node)
    if name is None or node is None:
        return ()
    if name not in reader.known.ladders:
        hint = near(name, reader.known.ladders) or "define it under 'ladders:'"
        reader.page.refuse(node.mark, Code.UNKNOWN_LADDER, f"no ladder {name!r}", hint)
    return reader.known.ladders.get(name, ())
