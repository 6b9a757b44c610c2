"""JSON Schemas of the files of a ledger folder, for editors and check-jsonschema.

They are made from the loader's own lists of keys and the model's own words. The loader reads every scalar as text, so a
schema asks for text too: validate YAML that was loaded without types (PyYAML's BaseLoader).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from stargate_claims.keeping import names, paper, rulebook, statements
from stargate_claims.model.claims import ListKind
from stargate_claims.model.rules import Clock, Strength
from stargate_claims.model.sources import Basis
from stargate_claims.model.vocabulary import Behaviour, Dimension, EntityKind

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_FILLED: Schema = {"type": "string", "minLength": 1}
_WHOLE: Schema = {"type": "string", "pattern": "^-?[0-9]+$"}
_YES_NO: Schema = {"enum": ["yes", "no"]}
_SOME: Schema = {"anyOf": [_FILLED, {"type": "array", "items": _FILLED}]}
_PAIRS: Schema = {"type": "object", "additionalProperties": _TEXT}


def schema_of(kind: str) -> Schema:
    """The schema of one kind of file: source, entities, measures, rules or ledger.

    >>> sorted(schema_of("ledger")["properties"])
    ['language', 'name', 'rates', 'suppressions']

    Raises:
        KeyError: for another kind.
    """
    made = {"source": _source, "entities": _names, "measures": _names, "rules": _rules, "ledger": _ledger}[kind]()
    return {"$schema": DRAFT, "title": f"stargate_claims: {kind}", **made}


def _object(keys: Iterable[str], special: Schema, needed: Iterable[str] = ()) -> Schema:
    """An object with these keys and no others; text, unless something special is said of a key."""
    properties = {key: special.get(key, _TEXT) for key in keys}
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": False}


def _words(words: type[StrEnum]) -> Schema:
    return {"enum": [word.value for word in words]}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


_LABEL: Schema = {**_object(("ko", "en"), {}), "minProperties": 1}
_EACH: Schema = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": _SOME,
                 "propertyNames": {"enum": ["each", "together"]}}  # fmt: skip


def _claim() -> Schema:
    special: Schema = {
        key: _SOME for key in ("by", "via", "of", "members", "together", "without", *statements.RELATIONS)
    }
    special |= {key: _words(words) for key, words in statements.WORDS.items()}
    predicts = {"of": _SOME, "subject": {"anyOf": [_SOME, _EACH]}, "qualifiers": _PAIRS, "holds": _YES_NO}
    whole = dict.fromkeys(("paragraph", "start", "end", "occurrence", "occurrences"), _WHOLE)
    special |= {
        "subject": {"anyOf": [_SOME, _EACH]},
        "qualifiers": _PAIRS,
        "holds": _YES_NO,
        "list": _words(ListKind),
        "adequacy": _object(statements.ADEQUACY, {"enough": _YES_NO}, ("enough",)),
        "predicts": _object(statements.PREDICTS, predicts, ("measure", "subject")),
        "at": _object(statements.AT, {**whole, "repeats": {"anyOf": [_WHOLE, _list(_WHOLE)]}}),
        "summary": _LABEL,
    }
    return _object(statements.CLAIM, special, ("by",))


def _source_record() -> Schema:
    return _object(statements.SOURCE, {"id": _FILLED, "published_basis": _words(Basis)}, ("id", "publisher"))


def _source() -> Schema:
    return _object(paper.SOURCE_KEYS, {"source": _source_record(), "claims": _list(_claim())}, ("source",))


def _entity() -> Schema:
    fact: Schema = {"type": "object", "required": ["source"], "minProperties": 2, "maxProperties": 3,
                    "properties": {"source": {"anyOf": [_TEXT, _LABEL]}}, "additionalProperties": _TEXT}  # fmt: skip
    special = {"kind": _words(EntityKind), "label": _LABEL, "aliases": _SOME, "facts": _list(fact)}
    return _object(names.ENTITY, special, ("id", "kind", "label"))


def _names() -> Schema:
    special: Schema = {key: _YES_NO for key in ("organisational", "once", "per_window", "several")}
    special |= {"label": _LABEL, "dimension": _words(Dimension), "behaviour": _words(Behaviour), "keys": _SOME,
                "counter": _SOME, "once_kinds": _SOME, "persists": _WHOLE}  # fmt: skip
    measure = _object(names.MEASURE, special, ("id", "label", "dimension", "behaviour"))
    ladder = {"type": "object", "additionalProperties": _list(_object(names.STAGE, {}, ("id",)))}
    terms = {"type": "object", "additionalProperties": _LABEL}
    parts = {"entities": _list(_entity()), "measures": _list(measure), "ladders": ladder, "terms": terms}
    return _object(("entities", "ladders", "terms", "measures"), parts)


def _rules() -> Schema:
    yes_no = dict.fromkeys(("together", "hinge", "any_time", "holds"), _YES_NO)
    premise = {**yes_no, "keys": _PAIRS, "qualifiers": _PAIRS, "force": _SOME,
               "value": _object(rulebook.BOUND, yes_no)}  # fmt: skip
    case_claim = {**_claim(), "properties": {**_claim()["properties"], "source": _FILLED}}
    case = {
        "claims": _list(case_claim),
        "clashes": _list({"type": "array", "items": _FILLED, "minItems": 2, "maxItems": 2}),
    }
    rule = {
        "when": {**_list(_object(rulebook.PREMISE, premise, ("measure",))), "minItems": 1},
        "where": _list(_object(rulebook.FACT, {}, rulebook.FACT)),
        "then": _object(rulebook.CONCLUSION, {"keys": _PAIRS, **yes_no}, ("measure", "subject")),
        "grace": _WHOLE,
        "expiry": _WHOLE,
        "clock": _words(Clock),
        "strength": _words(Strength),
        "why": {**_object(("ko", "en"), {}), "required": ["ko", "en"]},
        "cases": {**_list(_object(rulebook.CASE, case, ("claims",))), "minItems": 1},
    }
    cast = {"entities": _list(_entity()), "sources": _list(_source_record())}
    listed = _object(rulebook.RULE, rule, ("id", "when", "then", "why", "cases"))
    return _object(("cast", "rules"), {"cast": _object(rulebook.CAST, cast), "rules": _list(listed)})


def _ledger() -> Schema:
    suppression = _object(paper.SUPPRESSION, {}, ("finding", "fingerprint", "reason"))
    special = {"language": {"enum": list(paper.LANGUAGES)}, "rates": {"enum": list(paper.RATES)},
               "suppressions": _list(suppression)}  # fmt: skip
    return _object(paper.LEDGER_KEYS, special)
