"""Rules on paper to records, with their cases where somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from stargate_claims.errors import InvalidRule
from stargate_claims.keeping.fields import Known, Reader, near
from stargate_claims.keeping.names import Names, is_new, read_names
from stargate_claims.keeping.nodes import Node, Table
from stargate_claims.keeping.problems import Code, Page
from stargate_claims.keeping.statements import NOBODY, ids_of, read_claim, read_source
from stargate_claims.model.claims import Force
from stargate_claims.model.rules import (
    ENDLESS_HINT,
    Bound,
    Case,
    Clock,
    Conclusion,
    FactPremise,
    Premise,
    Rule,
    Strength,
    endless,
    is_variable,
)
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Line, Measure, Vocabulary

RULE = ("id", "when", "where", "then", "grace", "expiry", "slack", "clock", "strength", "why", "source", "cases")
BOUND = ("at_least", "above", "at_most", "holds", "stage_at_least", "stage_at_most", "unit")
NAMES = ("subject", "of", "for", "bundle", "without")
PREMISE = ("measure", *NAMES, "keys", "qualifiers", "force", "line", "value", "together", "hinge", "any_time")

FACT = ("entity", "fact", "is")
CONCLUSION = ("measure", "subject", "of", "keys", "line", *BOUND, "times", "sum_over")
CASE = ("name", "claims", "clashes")
CAST = ("entities", "sources")


@frozen(kw_only=True)
class Cast:
    """Who appears in the cases of one page: none of them is in any ledger."""

    vocabulary: Vocabulary
    sources: Mapping[str, Source]


def read_rules(pages: list[tuple[Page, Mapping[str, Node]]], names: Names, *, cases: bool) -> tuple[Rule, ...]:
    """The rules of some pages, in the order they stand; ``names`` are all the names they may use."""
    rules: dict[str, Rule] = {}
    places: dict[str, tuple[Page, Node]] = {}
    for page, entries in pages:
        reader = Reader(page, Known(vocabulary=names.vocabulary, ladders=names.ladders))
        cast = _cast(reader, entries.get("cast"), names) if cases and "rules" in entries else None
        for node in reader.items(entries.get("rules"), "rules"):
            rule = _rule(reader, node, cast)
            if rule is not None and is_new(reader, node, rule.id, rules):
                rules[rule.id] = rule
                places[rule.id] = page, node
    circle = endless(rules.values())
    if circle:
        page, node = places[circle[0].id]
        around = " -> ".join(rule.id for rule in (*circle, circle[0]))
        page.refuse(node.mark, Code.ENDLESS_RULE, f"rules that could derive for ever: {around}", ENDLESS_HINT)
    return tuple(rules.values())


def _cast(reader: Reader, node: Node | None, names: Names) -> Cast:
    entries = {} if node is None else reader.table(node, CAST, "the cast")
    people = read_names([(reader.page, {"entities": entries["entities"]})] if "entities" in entries else [], names)
    vocabulary = names.vocabulary | people.vocabulary
    reader = Reader(reader.page, Known(vocabulary=vocabulary))
    sources: dict[str, Source] = {}
    for item in reader.items(entries.get("sources"), "sources"):
        source = read_source(reader, item)
        if source is not None and is_new(reader, item, source.id, sources):
            sources[source.id] = source
    return Cast(vocabulary=vocabulary, sources=sources)


def _rule(reader: Reader, node: Node, cast: Cast | None) -> Rule | None:
    before = len(reader.page.problems)
    entries = reader.table(node, RULE, "a rule", needed=("id", "when", "then"))
    get = entries.get
    _explained(reader, node, entries)
    why = reader.label(get("why"))
    fields: dict[str, Any] = {
        "when": tuple(_premise(reader, item) for item in reader.items(get("when"), "when")),
        "where": tuple(_fact(reader, item) for item in reader.items(get("where"), "where")),
        "then": _conclusion(reader, get("then")),
        "grace": reader.whole(get("grace")) or 0,
        "expiry": reader.whole(get("expiry")),
        "slack": reader.number(get("slack")) or Decimal(0),
        "clock": reader.word(get("clock"), Clock) or Clock.ABOUT,
        "strength": reader.word(get("strength"), Strength) or Strength.DEFEASIBLE,
        "source": reader.text(get("source")) or "",
    }
    id = reader.id(get("id"))
    if cast is not None:
        fields["cases"] = tuple(_case(reader, item, cast) for item in reader.items(get("cases"), "cases"))
    if id is None or why is None or len(reader.page.problems) > before:
        return None
    try:
        return Rule(id=id, why=why, **fields)
    except InvalidRule as error:
        reader.page.refuse(node.mark, Code.BAD_RECORD, str(error), "bind every variable of 'then' in 'when' or 'where'")
        return None


def _explained(reader: Reader, node: Node, entries: Mapping[str, Node]) -> None:
    """A rule says why it holds, in both languages, and brings its cases."""
    if not isinstance(node, Table):
        return
    why = entries.get("why")
    words = why.entries if isinstance(why, Table) else {}
    if not {"ko", "en"} <= set(words):
        hint = "add why: {ko: …, en: …}: one sentence that a reader can disagree with"
        reader.page.refuse(
            (why or node).mark, Code.RULE_WITHOUT_WHY, "a rule without its why in Korean and English", hint
        )
    if not reader.items(entries.get("cases"), "cases"):
        hint = "add cases: claims, and the pairs that must clash; and a case in which nothing may"
        reader.page.refuse(entries.get("cases", node).mark, Code.RULE_WITHOUT_CASES, "a rule without cases", hint)


def _name(reader: Reader, node: Node | None) -> str | None:
    """A variable, or the id of an entity."""
    text = reader.text(node)
    if text is None or node is None or not is_variable(text):
        return reader.entity(node) if text is not None else None
    if text in reader.known.vocabulary.entities:
        hint = "write the variable with other capitals, or give the entity an id with small letters"
        reader.page.refuse(node.mark, Code.BAD_ID, f"{text!r} is both a variable and an entity", hint)
    return text


def _premise(reader: Reader, node: Node) -> Premise:
    entries = reader.table(node, PREMISE, "a premise", needed=("measure",))
    get = entries.get
    measure = reader.measure(get("measure"))
    names: dict[str, Any] = {("for_" if key == "for" else key): _name(reader, get(key)) for key in NAMES}
    value = reader.table(entries["value"], BOUND, "a bound") if "value" in entries else {}
    forces = get("force")
    return Premise(
        measure=measure or "?",
        **names,
        keys=tuple(sorted(reader.pairs(get("keys"), "keys"))),
        qualifiers=tuple(sorted(reader.pairs(get("qualifiers"), "qualifiers"))),
        force=reader.words(forces, Force),
        line=reader.word(get("line"), Line) or Line.FACT,
        value=_bound(reader, value, reader.known.vocabulary.measures.get(measure or "")),
        together=reader.yes_no(get("together")) or False,
        hinge=reader.yes_no(get("hinge")) or False,
        any_time=reader.yes_no(get("any_time")) or False,
    )


def _bound(reader: Reader, entries: Mapping[str, Node], measure: Measure | None) -> Bound:
    get = entries.get
    for key in ("stage_at_least", "stage_at_most"):
        stage = reader.text(get(key))
        if stage is not None and measure is not None and stage not in measure.ladder:
            hint = near(stage, measure.ladder) or f"one of {', '.join(measure.ladder) or 'none: it has no stages'}"
            reader.page.refuse(entries[key].mark, Code.STAGE, f"{stage!r} is no stage of {measure.id}", hint)
    return Bound(
        at_least=reader.number(get("at_least")),
        above=reader.number(get("above")),
        at_most=reader.number(get("at_most")),
        times=reader.number(get("times")),
        sum_over=reader.text(get("sum_over")),
        holds=reader.yes_no(get("holds")),
        stage_at_least=reader.text(get("stage_at_least")),
        stage_at_most=reader.text(get("stage_at_most")),
        unit=reader.text(get("unit")),
    )


def _fact(reader: Reader, node: Node) -> FactPremise:
    entries = reader.table(node, FACT, "a condition", needed=FACT)
    entity, kind, of = (
        _name(reader, entries.get("entity")),
        reader.text(entries.get("fact")),
        reader.text(entries.get("is")),
    )
    return FactPremise(entity=entity or "?", kind=kind or "?", is_=of or "?")


def _conclusion(reader: Reader, node: Node | None) -> Conclusion:
    entries: Mapping[str, Node] = {}
    if node is not None:
        entries = reader.table(node, CONCLUSION, "a conclusion", needed=("measure", "subject"))
    get = entries.get
    measure = reader.measure(get("measure"))
    return Conclusion(
        measure=measure or "?",
        subject=_name(reader, get("subject")) or "?",
        of=_name(reader, get("of")),
        keys=tuple(sorted(reader.pairs(get("keys"), "keys"))),
        line=reader.word(get("line"), Line) or Line.FACT,
        value=_bound(reader, entries, reader.known.vocabulary.measures.get(measure or "")),
    )


def _case(reader: Reader, node: Node, cast: Cast) -> Case:
    entries = reader.table(node, CASE, "a case", needed=CASE)
    nodes = reader.items(entries.get("claims"), "claims")
    ids = ids_of(nodes)
    known = evolve(reader.known, vocabulary=cast.vocabulary, claims=ids)
    inner = Reader(reader.page, known)
    claims = [read_claim(inner, item, _source(inner, item, cast), more=("source",)) for item in nodes]
    clashes = []
    for pair in reader.items(entries.get("clashes"), "clashes"):
        two = inner.claims(pair)
        if len(two) == 2:
            clashes.append((two[0], two[1]))
        else:
            reader.page.refuse(pair.mark, Code.WRONG_SHAPE, "a clash is two claims of the case", "write - [a, b]")
    return Case(
        name=reader.text(entries.get("name")) or "?",
        claims=tuple(claim for claim in claims if claim is not None),
        vocabulary=cast.vocabulary,
        clashes=tuple(clashes),
    )


def _source(reader: Reader, node: Node, cast: Cast) -> Source:
    """The source that a claim of a case names; the first of the cast where it names none."""
    named = node.entries.get("source") if isinstance(node, Table) else None
    id = reader.text(named)
    if id is None or named is None:
        return next(iter(cast.sources.values()), NOBODY)
    if id not in cast.sources:
        hint = near(id, cast.sources) or "name a source of the cast"
        reader.page.refuse(named.mark, Code.UNKNOWN_SOURCE, f"no source {id!r}", hint)
    return cast.sources.get(id, NOBODY)
