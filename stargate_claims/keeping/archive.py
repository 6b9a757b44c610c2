"""A ledger to the records that keep it, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from stargate_claims.keeping.checks import said_after, value_faults
from stargate_claims.keeping.fields import id_fault
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.problems import Code, Problem
from stargate_claims.keeping.records import Head, Line, Record, name_of
from stargate_claims.keeping.shapes import Misshapen, Shaper, plain_of
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary
from stargate_claims.keeping.strict import NotStrict, looks_odd, read_json
from stargate_claims.keeping.typed import claims_of, entities_of, unnamed
from stargate_claims.model.claims import Claim
from stargate_claims.model.rules import Case, Rule, Suppression
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Entity, Label, Measure, Vocabulary

MOST_PROBLEMS = 1_000
"""Problems that are listed before reading stops: a file that is wrong throughout is wrong in one way."""
_LANGUAGES = ("ko", "en")

Item = Claim | Source | Entity | Measure | Suppression | Record
"""What can be appended to a store."""


def records_of(ledger: Ledger) -> Iterator[Record]:
    """Everything that a ledger holds, names before the claims that use them; what is shipped is left out.

    Raises:
        NotStrict: for text or numbers that no record may hold.
    """
    for kind, value in _values(ledger):
        record = Record.of(kind, value)
        yield ledger.kept.get((kind, record.name), record)


def _values(ledger: Ledger) -> Iterator[tuple[str, dict[str, Any]]]:
    shipped, names = shipped_vocabulary(), ledger.vocabulary
    head = {"name": ledger.name, "language": ledger.language, "rates": ledger.rates}
    yield "ledger", {key: value for key, value in head.items() if value is not None}
    for id, label in names.terms.items():
        if shipped.terms.get(id) != label:
            yield "term", {"id": id, **plain_of(label)}
    for id, measure in names.measures.items():
        if shipped.measures.get(id) != measure:
            yield "measure", plain_of(measure)
    for id, entity in names.entities.items():
        if shipped.entities.get(id) != entity:
            yield "entity", plain_of(entity)
    known = {rule.id: rule for rule in shipped_rules()}
    yield from (("rule", _rule(rule, names)) for rule in ledger.rules if known.get(rule.id) != rule)
    yield from (("suppression", plain_of(suppression)) for suppression in ledger.suppressions)
    yield from (("source", plain_of(source)) for source in ledger.sources)
    yield from (("claim", plain_of(claim)) for claim in ledger)


def record_of(item: Item) -> Record:
    """The record of one thing.

    Raises:
        NotStrict: for text or numbers that no record may hold.
        TypeError: for anything that no ledger holds.
    """
    if isinstance(item, Record):
        return item
    for cls, kind in _KINDS.items():
        if isinstance(item, cls):
            return Record.of(kind, plain_of(item))
    raise TypeError(f"a store takes claims, sources, entities, measures and records, not {type(item).__name__}")


_KINDS: Mapping[type, str] = {
    Claim: "claim",
    Source: "source",
    Entity: "entity",
    Measure: "measure",
    Suppression: "suppression",
}


def _rule(rule: Rule, names: Vocabulary) -> dict[str, Any]:
    cases = [_case(case, names) for case in rule.cases]
    return {**plain_of(evolve(rule, cases=())), **({"cases": cases} if cases else {})}


def _case(case: Case, names: Vocabulary) -> dict[str, Any]:
    """A case, with what it adds to the names of the ledger."""
    own = case.vocabulary
    cast = {
        "entities": [plain_of(entity) for id, entity in own.entities.items() if names.entities.get(id) != entity],
        "measures": [plain_of(measure) for id, measure in own.measures.items() if names.measures.get(id) != measure],
        "terms": [{"id": id, **plain_of(label)} for id, label in own.terms.items() if names.terms.get(id) != label],
        "sources": [plain_of(source) for source in {claim.source.id: claim.source for claim in case.claims}.values()],
    }
    return {
        "name": case.name,
        "claims": [plain_of(claim) for claim in case.claims],
        "clashes": [list(pair) for pair in case.clashes],
        "cast": {name: values for name, values in cast.items() if values},
    }


@frozen(kw_only=True)
class _Found:
    """What the lines of a store say, by name; a later record of a name wins."""

    head: dict[str, Any] = field(factory=dict)
    terms: dict[str, Label] = field(factory=dict)
    measures: dict[str, Measure] = field(factory=dict)
    entities: dict[str, Entity] = field(factory=dict)
    rules: dict[str, tuple[int, Line]] = field(factory=dict)
    suppressions: dict[str, Suppression] = field(factory=dict)
    sources: dict[str, Source] = field(factory=dict)
    claims: dict[str, Claim] = field(factory=dict)
    lines: dict[str, tuple[str, int]] = field(factory=dict)
    kept: dict[tuple[str, str], Record] = field(factory=dict)


class Restorer:
    """Takes the lines of a store one after the other, and makes a ledger of them."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._last: Line | None = None
        self._at = 0
        self._found = _Found()
        self._shaper = Shaper(self._found.sources)
        self._claim = self._shaper.reader(Claim)

    def take(self, line: Line, keys: int = -1, at: int = 0) -> None:
        """Enter what a line says; what is wrong with it is collected.

        Args:
            line: the line.
            keys: how many keys its text spells, where nobody looked for keys that come twice; else -1.
            at: the row that it stands in, where that is not its number.
        """
        self._last, self._at = line, at or line.seq
        shaper = self._shaper
        shaper.unknown, shaper.keys = False, len(line.envelope)
        try:
            if line.kind == "claim":
                claim = self._claim(line.envelope["record"])
                if keys >= 0 and (shaper.unknown or looks_odd(line.text, keys, shaper.keys)):
                    read_json(line.text)
                if claim.id in self._found.claims:
                    raise Misshapen(f"a second claim {claim.id!r}")
                self._found.claims[claim.id] = claim
                self._found.lines[claim.id] = (self._file, self._at)
            else:
                if keys >= 0:
                    read_json(line.text)
                self._enter(line)
        except (NotStrict, RecursionError) as error:
            message = "more levels than can be read" if isinstance(error, RecursionError) else error
            self._refuse(self._at, Code.BAD_RECORD, f"{line.kind} {line.name!r}: {message}")
            return
        if shaper.unknown or len(line.envelope) > _USUAL + ("replaces" in line.envelope):
            self._found.kept[line.kind, line.name] = line.record()

    def _enter(self, line: Line) -> None:
        found, read, value = self._found, self._shaper.read, line.value
        if line.kind == "source":
            if line.name in found.sources:
                raise Misshapen("a second source of that id")
            found.sources[line.name] = read(Source, value)
        elif line.kind == "entity":
            found.entities[line.name] = read(Entity, value)
        elif line.kind == "measure":
            found.measures[line.name] = read(Measure, value)
        elif line.kind == "suppression":
            found.suppressions[line.name] = read(Suppression, value)
        elif line.kind == "term":
            found.terms[line.name] = read(Label, _without(value, "id"))
        elif line.kind == "rule":
            read(Rule, _without(value, "cases"))
            found.rules[line.name] = (self._at, line)
        else:
            found.head.update(_head(value))

    def ledger(self, name: str) -> Ledger:
        """The ledger; whether it has problems is for the caller to ask.

        Args:
            name: its title where no record gives one.
        """
        found = self._found
        own = Vocabulary(entities=found.entities, measures=found.measures, terms=found.terms)
        names = shipped_vocabulary() | own
        names = names | Vocabulary.of(undescribed(found.claims.values(), names))
        self._check(names)
        return Ledger(
            name=found.head.get("name", name),
            language=found.head.get("language", "ko"),
            rates=found.head.get("rates"),
            vocabulary=names,
            rules=self._rules(names),
            sources=found.sources.values(),
            claims=found.claims.values(),
            suppressions=found.suppressions.values(),
            positions=found.lines,
            kept=found.kept,
            head=self._last.head if self._last else Head(),
        )

    def _check(self, names: Vocabulary) -> None:
        """What does not fit together, as on paper."""
        claims = self._found.claims
        fitting: set[object] = set()
        for claim in claims.values():
            wrong = list(_misfits(claim, claims, names, fitting))
            for message in wrong:
                self._refuse(self._found.lines[claim.id][1], Code.BAD_RECORD, f"claim {claim.id!r}: {message}")

    def _rules(self, names: Vocabulary) -> tuple[Rule, ...]:
        own = [rule for at, line in self._found.rules.values() if (rule := self._rule(at, line, names)) is not None]
        replaced = {rule.id for rule in own}
        return (*(rule for rule in shipped_rules() if rule.id not in replaced), *own)

    def _rule(self, at: int, line: Line, names: Vocabulary) -> Rule | None:
        try:
            rule = self._shaper.read(Rule, _without(line.value, "cases"))
            cases = line.value.get("cases", [])
            if type(cases) is not list:
                raise Misshapen("its cases are no list")
            return evolve(rule, cases=tuple(_read_case(case, names) for case in cases))
        except NotStrict as error:
            self._refuse(at, Code.BAD_RECORD, f"rule {line.name!r}: {error}")
            return None

    def _refuse(self, at: int, code: Code, message: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            hint = "add a record that corrects it, or read the file with the program that wrote it"
            self.problems.append(Problem(file=self._file, line=at, code=code, message=message, hint=hint))


def undescribed(claims: Iterable[Claim], names: Vocabulary) -> Iterator[Entity]:
    """Entities that claims name and nobody described."""
    known = set(names.entities)
    for claim in claims:
        if not known.issuperset(entities_of(claim)):
            for id in entities_of(claim):
                if id not in known:
                    known.add(id)
                    yield unnamed(id)


_USUAL = len(("chain", "id", "kind", "record", "seq", "v"))


def _misfits(claim: Claim, claims: Mapping[str, Claim], names: Vocabulary, fitting: set[object]) -> Iterator[str]:
    """What does not fit.

    Args:
        claim: one claim.
        claims: all of them.
        names: what they may name.
        fitting: shapes of claims that were seen to fit; more are added.
    """
    if (late := said_after(claim.said, claim.source)) is not None:
        yield late.message
    for id in claims_of(claim):
        if id not in claims:
            yield f"unknown claim {id!r}"
    if id_fault(claim.id) is not None:
        yield "that cannot be an id"
    if (shape := _shape(claim)) in fitting:
        return
    wrong = [
        f"unknown measure {measure!r}"
        for measure in (claim.measure, claim.predicts.measure if claim.predicts else None)
        if measure is not None and measure not in names.measures
    ]
    wrong += [fault.message for fault in value_faults(claim, names)]
    if not wrong:
        fitting.add(shape)
    yield from wrong


def _shape(claim: Claim) -> object:
    """All of a claim that decides whether its value fits its measure: thousands of claims have one shape."""
    quantity, restated = claim.quantity, claim.restated
    return (
        claim.measure, claim.stage, claim.predicts, claim.list_kind, claim.holds is None, claim.members is None,
        claim.day is None, None if quantity is None else quantity.unit, None if restated is None else restated.unit,
    )  # fmt: skip


def _head(value: Mapping[str, Any]) -> dict[str, str]:
    found = {key: value[key] for key in ("name", "language", "rates") if key in value}
    if any(type(text) is not str for text in found.values()) or found.get("language", "ko") not in _LANGUAGES:
        raise Misshapen("name, language (ko or en) and rates are texts")
    return found


def _read_case(value: Any, names: Vocabulary) -> Case:
    if type(value) is not dict or type(cast := value.get("cast", {})) is not dict:
        raise Misshapen("a case is no object")
    sources: dict[str, Source] = {}
    shaper = Shaper(sources)
    for item in _items(cast, "sources"):
        source = shaper.read(Source, item)
        sources[source.id] = source
    own = Vocabulary.of(
        [shaper.read(Entity, item) for item in _items(cast, "entities")],
        [shaper.read(Measure, item) for item in _items(cast, "measures")],
    )
    terms = {name_of("term", _table(item)): shaper.read(Label, _without(item, "id")) for item in _items(cast, "terms")}
    return Case(
        name=str(value.get("name", "?")),
        claims=tuple(shaper.read(Claim, item) for item in _items(value, "claims")),
        vocabulary=names | evolve(own, terms=terms),
        clashes=tuple(_clash(pair) for pair in _items(value, "clashes")),
    )


def _table(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise Misshapen("a term is no object")
    return value


def _without(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key != name}


def _clash(pair: Any) -> tuple[str, str]:
    if type(pair) is not list or [type(id) for id in pair] != [str, str]:
        raise Misshapen("a clash is two claims of the case")
    return pair[0], pair[1]


def _items(value: Mapping[str, Any], name: str) -> Iterable[Any]:
    items = value.get(name, [])
    if type(items) is not list:
        raise Misshapen(f"its {name} are no list")
    return items
