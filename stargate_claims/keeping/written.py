"""A ledger to paper: the YAML that loads as the same claims. Figures stand as printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, fields

from stargate_claims.errors import FigureError, InvalidWindow
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary
from stargate_claims.keeping.statements import RELATIONS
from stargate_claims.model.claims import Claim, Grouping, Prediction
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import Mode, Precision, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Bound, Case, Conclusion, Premise, Rule
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Entity, Label, Measure

_PLAIN = re.compile(r"[^\W_](?:[\w./%~]|[-,](?=\S)| (?=[\w(]))*")
_INVISIBLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LOST = re.compile("[\x00\ud800-\udfff]")
_RESERVED = frozenset(("ledger", "entities", "measures", "rules"))
_MAX_NAME = 60


def dump(ledger: Ledger, folder: str | Path) -> None:
    """Write a ledger to a new folder, so that loading it gives equal claims.

    Args:
        ledger: the ledger.
        folder: a folder that does not exist yet, or that holds no YAML: nothing is ever overwritten.

    Raises:
        LedgerError: if the folder holds YAML already, or something has no form on paper.
    """
    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(path.suffix in (".yaml", ".yml") for path in place.iterdir())):
        raise refusal(str(place), Code.LAYOUT, "there is something there already", "name a new folder")
    texts = {name: "".join(lines(content)) for name, content in contents(ledger).items()}
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        with (place / name).open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)


def contents(ledger: Ledger) -> dict[str, Any]:
    """File names to what they hold."""
    shipped, names = shipped_vocabulary(), ledger.vocabulary
    head = _filled({"name": ledger.name, "language": ledger.language, "rates": ledger.rates})
    suppressions = [
        _filled({"finding": s.finding, "fingerprint": s.fingerprint, "reason": s.reason, "until": _text(s.until)})
        for s in ledger.suppressions
    ]
    files: dict[str, Any] = {"ledger.yaml": {**head, **_filled({"suppressions": suppressions})}}
    entities = [e for id, e in names.entities.items() if shipped.entities.get(id) != e]
    if entities:
        files["entities.yaml"] = {"entities": [_entity(entity) for entity in entities]}
    measures = [m for id, m in names.measures.items() if shipped.measures.get(id) != m]
    if measures:
        ladders = {m.id: [_stage(id, name) for id, name in _rungs(m)] for m in measures if m.ladder}
        files["measures.yaml"] = _filled({"ladders": ladders, "measures": [_measure(m) for m in measures]})
    terms = {
        id: _filled({"ko": label.ko, "en": label.en})
        for id, label in names.terms.items()
        if shipped.terms.get(id) != label
    }
    if terms:
        files["measures.yaml"] = {"terms": terms, **files.get("measures.yaml", {})}
    known = {rule.id: rule for rule in shipped_rules()}
    rules = [rule for rule in ledger.rules if known.get(rule.id) != rule]
    if rules:
        files["rules.yaml"] = {"cast": _cast(rules, ledger), "rules": [_rule(rule) for rule in rules]}
    taken = {name.partition(".")[0] for name in files} | _RESERVED
    for source in ledger.sources:
        claims = [_claim(claim) for claim in ledger if claim.source.id == source.id]
        files[f"{_file_name(source.id, taken)}.yaml"] = {"source": _source(source), "claims": claims}
    return files


def _file_name(id: str, taken: set[str]) -> str:
    """A free file name that resembles a source's id on any file system."""
    base = re.sub(r"[^\w.-]+", "-", id).strip(".-")[:_MAX_NAME] or "source"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name.casefold())
    return name


def lines(content: Any, indent: int = 0) -> Iterator[str]:
    """Block style YAML of mappings, lists and text."""
    pad = "  " * indent
    for key, value in content.items():
        if isinstance(value, Mapping) and value:
            yield f"{pad}{scalar(key)}:\n"
            yield from lines(value, indent + 1)
        elif isinstance(value, (list, tuple)) and any(isinstance(item, Mapping) for item in value):
            yield f"{pad}{scalar(key)}:\n"
            for item in value:
                block = "".join(lines(item, indent + 2))
                yield f"{pad}  - {block.lstrip(' ')}"
        else:
            yield f"{pad}{scalar(key)}: {_flow(value)}\n"


def _flow(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_quoted(_flow(item)) for item in value)}]"
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return scalar(str(value))


def _quoted(text: str) -> str:
    """Commas end a plain item of a list."""
    return json.dumps(text, ensure_ascii=False) if "," in text and text[0] not in '"[' else text


def scalar(text: str) -> str:
    """Text as a plain scalar where that is safe in any place, and in quotes where it is not.

    >>> scalar("1,000억 달러"), scalar("a: b"), scalar("004")
    ('1,000억 달러', '"a: b"', '004')
    """
    if _LOST.search(text):
        raise refusal("text", Code.CHARACTER, f"{text!r} holds NUL or half a character", "take it out")
    if _PLAIN.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def _filled(content: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty. ``False`` says no, and stays."""
    return {key: value for key, value in content.items() if value is False or value not in (None, "", (), [], {})}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _one(names: tuple[str, ...]) -> Any:
    """One id alone, several as a list."""
    return names[0] if len(names) == 1 else list(names)


def edtf(window: Window | None) -> str | None:
    """Days as they were given: a month as a month.

    >>> edtf(Window.parse("2025-07")), edtf(Window.parse("../2029"))
    ('2025-07', '../2029')
    """
    if window is None:
        return None
    for text in _spellings(window):
        try:
            if Window.parse(text) == window:
                return text
        except InvalidWindow:
            continue  # a spelling that this window has no use for
    # A week has no EDTF of its own; its days are kept, its precision is not.
    return str(evolve(window, precision=Precision.DAY))


def _spellings(window: Window) -> Iterator[str]:
    cut = {Precision.YEAR: 4, Precision.MONTH: 7}.get(window.precision, 10)
    first, last = (str(day)[:cut] if day else "" for day in (window.first, window.last))
    yield first
    if window.first is not None and window.precision in (Precision.QUARTER, Precision.HALF):
        length, base = (3, 33) if window.precision is Precision.QUARTER else (6, 40)
        yield f"{window.first.year:04}-{base + (window.first.month - 1) // length}"
    if window.mode is Mode.SOME_DAY:
        yield f"[{first}..{last}]"
    left = first or ("" if window.unknown_start else "..")
    right = last or ("" if window.unknown_end else "..")
    yield f"{left}/{right}"


def printed(quantity: Quantity | None) -> str | None:
    """A figure as it was printed; one that never was, as digits and unit.

    Raises:
        LedgerError: if no printed form reads back as the same amount.
    """
    if quantity is None or quantity.as_printed is not None:
        return None if quantity is None else quantity.as_printed
    from stargate_claims.reading.figures import parse_quantity

    number = "" if quantity.nominal is None else canonical_decimal(quantity.nominal)
    unit = {"KRW": "원", "USD": "미국 달러"}.get(quantity.unit, quantity.unit)
    for hedge in ("", "약 ", "최소 ", "최대 "):
        text = f"{hedge}{number}{unit}"
        try:
            read = parse_quantity(text)
        except FigureError:
            continue  # not how this unit is printed
        if (read.interval, read.unit, read.hedge) == (quantity.interval, quantity.unit, quantity.hedge):
            return text
    raise refusal("text", Code.BAD_FIGURE, f"{quantity} has no printed form", "give it as_printed")


def _source(source: Source) -> dict[str, Any]:
    days = {name: edtf(getattr(source, name)) for name in ("published", "retrieved", "revised")}
    plain = {field.name: getattr(source, field.name) for field in fields(Source)}
    return _filled({**plain, "published_basis": source.published_basis.value, **days})


def _claim(claim: Claim) -> dict[str, Any]:
    """One claim, the keys in the order that people write them."""
    words = {name: getattr(claim, name).value for name in ("form", "force", "certainty", "polarity", "rank")}
    usual = {"certainty": "certain", "polarity": "positive", "rank": "normal"}
    words = {name: word for name, word in words.items() if usual.get(name) != word}
    said = edtf(evolve(claim.said, mode=Mode.THROUGHOUT))
    inferred = claim.quantity is not None and "value" in claim.quantity.inferred
    return _filled(
        {
            "id": claim.id,
            "by": _one(claim.by),
            "via": list(claim.via),
            **words,
            "cue": claim.cue,
            "said": said,
            "about": edtf(claim.about),
            "subject": _subject(claim),
            "measure": claim.measure,
            "of": _one(claim.of),
            "for": claim.for_,
            "bundle": claim.bundle,
            "qualifiers": dict(claim.qualifiers),
            "value_inferred" if inferred else "value": printed(claim.quantity),
            "holds": claim.holds,
            "stage": claim.stage,
            "day": edtf(claim.day),
        }
    ) | _rest(claim)


def _rest(claim: Claim) -> dict[str, Any]:
    adequacy = claim.adequacy
    # An empty list of members is a statement too: nobody.
    members = {} if claim.members is None else {"members": list(claim.members)}
    return members | _filled(
        {
            "list": _text(claim.list_kind),
            "restated": printed(claim.restated),
            "adequacy": adequacy and _filled({"of": adequacy.of, "for": adequacy.for_, "enough": adequacy.enough}),
            "together": list(claim.together),
            "without": list(claim.without),
            "predicts": claim.predicts and _prediction(claim.predicts),
            **{name: list(getattr(claim, name)) for name in RELATIONS},
            "at": _locator(claim.locator),
            "summary": _label(claim.summary),
            **{name: getattr(claim, name) for name in ("note", "rank_reason", "reviewed_by", "recorded_at")},
            "reviewed_on": _text(claim.reviewed_on),
        }
    )


def _subject(claim: Claim) -> Any:
    return {"each": list(claim.subject)} if claim.grouping is Grouping.EACH else _one(claim.subject)


def _prediction(record: Prediction) -> dict[str, Any]:
    return _filled(
        {
            "measure": record.measure,
            "subject": _one(record.subject),
            "of": _one(record.of),
            "qualifiers": dict(record.qualifiers),
            "value": printed(record.quantity),
            "holds": record.holds,
            "stage": record.stage,
        }
    )


def _locator(locator: Locator) -> dict[str, Any]:
    named = {field.name: getattr(locator, field.name) for field in fields(Locator)}
    shown = {name: value for name, value in named.items() if value not in (None, ())}
    return {name: value for name, value in shown.items() if name != "occurrence" or value != 1}


def _label(label: Label | None) -> dict[str, str]:
    return {} if label is None else _filled({"ko": label.ko, "en": label.en})


def _words(label: Label) -> str | dict[str, str]:
    return label.ko if label.ko == label.en else _label(label)


def _entity(entity: Entity) -> dict[str, Any]:
    facts = [_filled({f.kind: f.of, "source": _words(f.source), "window": edtf(f.window)}) for f in entity.facts]
    head = {"id": entity.id, "kind": entity.kind.value, "label": _label(entity.label)}
    return _filled({**head, "aliases": list(entity.aliases), "facts": facts})


def _rungs(measure: Measure) -> Iterable[tuple[str, Label]]:
    names = measure.stage_labels or tuple(Label(en=id) for id in measure.ladder)
    return zip(measure.ladder, names, strict=True)


def _stage(id: str, name: Label) -> dict[str, str]:
    return _filled({"id": id, "ko": name.ko, "en": name.en})


def _measure(measure: Measure) -> dict[str, Any]:
    return _filled(
        {
            "id": measure.id,
            "label": _label(measure.label),
            "dimension": measure.dimension.value,
            "behaviour": measure.behaviour.value,
            "ladder": measure.id if measure.ladder else None,
            "keys": list(measure.keys),
            "counter": list(measure.counter),
            "unit": measure.unit,
            "organisational": measure.organisational or None,
            "persists": measure.persists or None,
            "role": measure.role,
            "counts": measure.counts,
            "per_window": measure.per_window or None,
            "several": measure.several or None,
            "once": measure.once or None,
            "once_kinds": list(measure.once_kinds) or None,
            "source": measure.source,
        }
    )


def _bound(bound: Bound) -> dict[str, Any]:
    named = {field.name: getattr(bound, field.name) for field in fields(Bound)}
    numbers = ("at_least", "above", "at_most", "times")
    return _filled({k: canonical_decimal(v) if k in numbers and v is not None else v for k, v in named.items()})


def _premise(premise: Premise) -> dict[str, Any]:
    flags = {name: getattr(premise, name) or None for name in ("together", "hinge", "any_time")}
    return _filled(
        {
            "measure": premise.measure,
            "subject": premise.subject,
            "of": premise.of,
            "for": premise.for_,
            "bundle": premise.bundle,
            "keys": dict(premise.keys),
            "qualifiers": dict(premise.qualifiers),
            "force": [force.value for force in premise.force],
            "line": premise.line.value,
            "value": _bound(premise.value),
            "without": premise.without,
            **flags,
        }
    )


def _conclusion(then: Conclusion) -> dict[str, Any]:
    head = {"measure": then.measure, "subject": then.subject, "of": then.of, "keys": dict(then.keys)}
    return _filled({**head, "line": then.line.value, **_bound(then.value)})


def _rule(rule: Rule) -> dict[str, Any]:
    return _filled(
        {
            "id": rule.id,
            "when": [_premise(premise) for premise in rule.when],
            "where": [{"entity": fact.entity, "fact": fact.kind, "is": fact.is_} for fact in rule.where],
            "then": _conclusion(rule.then),
            "grace": rule.grace,
            "expiry": rule.expiry,
            "clock": rule.clock.value,
            "strength": rule.strength.value,
            "why": _label(rule.why),
            "source": rule.source,
            "cases": [_case(case) for case in rule.cases],
        }
    )


def _case(case: Case) -> dict[str, Any]:
    claims = [{**_claim(claim), "source": claim.source.id} for claim in case.claims]
    return {"name": case.name, "claims": claims, "clashes": [list(pair) for pair in case.clashes]}


def _cast(rules: Iterable[Rule], ledger: Ledger) -> dict[str, Any]:
    """Everybody in the cases who is not in the ledger."""
    entities: dict[str, Entity] = {}
    sources: dict[str, Source] = {}
    for case in (case for rule in rules for case in rule.cases):
        entities |= {id: e for id, e in case.vocabulary.entities.items() if ledger.vocabulary.entities.get(id) != e}
        sources |= {claim.source.id: claim.source for claim in case.claims}
    people = [_entity(entity) for entity in entities.values()]
    return _filled({"entities": people, "sources": [_source(source) for source in sources.values()]})
