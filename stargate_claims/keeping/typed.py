"""Claims typed in a notebook: plain words to a Claim, with no guess at what a name means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from typing import Any, TypedDict

from attrs import evolve

from stargate_claims.errors import FigureError, InvalidClaim, UnknownName
from stargate_claims.keeping.fields import id_fault
from stargate_claims.keeping.statements import as_inferred, restates
from stargate_claims.model.claims import Adequacy, Claim, Prediction
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Dimension, Entity, EntityKind, Label, Vocabulary

Names = str | Iterable[str]
"""One id, or several."""
Days = str | date | Window
"""EDTF, a day, or a window."""
Figure = str | int | Decimal | Quantity
"""A figure as printed, or a number of what the measure counts."""

_LIKENESS = 0.85
"""alpha-lanes is 0.91 like alpha-lines; alpha-corp only 0.57."""

_ONE_ENTITY = ("for_", "bundle")
_ENTITIES = ("by", "via", "subject", "of", "together", "without")
_CLAIMS = ("denies", "supports", "refers_to", "revises", "supersedes", "retracts")
_named, _referred = attrgetter(*_ENTITIES), attrgetter(*_CLAIMS)
_DAYS = ("said", "about", "day")


class Details(TypedDict, total=False):
    """What else a claim may say: the fields of Claim, in plain words."""

    restated: Figure | None
    value_inferred: Figure | None
    qualifiers: Mapping[str, str] | None
    grouping: str
    list_kind: str | None
    bundle: str | None
    adequacy: Adequacy | Mapping[str, Any] | None
    together: Names
    without: Names
    predicts: Prediction | None
    denies: Names
    supports: Names
    refers_to: Names
    revises: Names
    supersedes: Names
    retracts: Names
    certainty: str
    polarity: str
    form: str
    cue: str | None
    locator: Locator
    summary: Label | Mapping[str, str] | None
    note: str | None
    rank: str
    rank_reason: str | None
    reviewed_by: str | None
    reviewed_on: date | None
    recorded_at: str | None
    id: str


class Changes(Details, total=False):
    """What may be different in a claim that supersedes another."""

    by: Names
    via: Names
    measure: str
    value: Figure
    subject: Names
    of: Names
    for_: str
    said: Days
    about: Days
    force: str
    holds: bool
    stage: str
    members: Names
    day: Days


def typed_claim(words: Mapping[str, Any], source: Source, vocabulary: Vocabulary) -> Claim:
    """The claim that keyword arguments mean; new names stay as they are typed."""
    fields = _read(words, vocabulary)
    if "said" not in fields:
        if source.published is None:
            raise InvalidClaim(f"source {source.id!r} has no day; give said=")
        fields["said"] = source.published
    return Claim(**_values(fields, vocabulary), **_records(fields, vocabulary), source=source)


def changed_claim(old: Claim, words: Mapping[str, Any], source: Source, vocabulary: Vocabulary) -> Claim:
    """The claim that supersedes another, with what keyword arguments change; nobody has reviewed it yet."""
    fields = _read(words, vocabulary)
    measure = fields.setdefault("measure", old.measure)
    changes = {**_values(fields, vocabulary), **_records(fields, vocabulary), "source": source}
    if any(name in changes for name in _KINDS):
        changes = {**dict.fromkeys(_KINDS), "restated": None, "list_kind": None, **changes}
    if "restated" in fields and "quantity" not in changes and old.quantity is not None:
        changes["restated"] = restates(figure(fields["restated"], measure, vocabulary), old.quantity)
    if evolve(old, **changes) == old:
        raise InvalidClaim(f"nothing about claim {old.id!r} changes; say what is different")
    given = {"id": "", "supersedes": (old.id,), **dict.fromkeys(("reviewed_by", "reviewed_on", "recorded_at"))}
    return evolve(old, **{**given, **changes})


_KINDS = ("quantity", "holds", "stage", "members", "day")
"""The fields of which a claim has one."""


def _read(words: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Keyword arguments with names and days as a claim has them."""
    fields = {name: value for name, value in words.items() if value is not None}
    for name in fields:
        if name not in _KNOWN:
            near = difflib.get_close_matches(name, _KNOWN)
            raise TypeError(f"claim() has no argument {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    for name in _ENTITIES:
        if name in fields:
            fields[name] = tuple(dict.fromkeys(resolved(id, vocabulary) for id in ids(fields[name], name)))
    for name in _ONE_ENTITY:
        if name in fields:
            fields[name] = resolved(fields[name], vocabulary)
    if "members" in fields:
        fields["members"] = tuple(resolved(id, vocabulary) for id in ids(fields["members"], "members"))
    for name in _CLAIMS:
        if name in fields:
            fields[name] = ids(fields[name], name)
    for name in _DAYS:
        if name in fields:
            fields[name] = window(fields[name])
    return fields


_KNOWN = frozenset(Details.__annotations__) | {
    "by", "measure", "value", "subject", "of", "for_", "said", "about", "force", "via", "holds", "stage", "members",
    "day",
}  # fmt: skip
_OF_VALUES = ("measure", "value", "value_inferred", "restated", "holds", "stage", "members", "day")
_OF_RECORDS = ("summary", "adequacy")


def _values(fields: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """The measure and the one value."""
    values: dict[str, Any] = {
        name: fields[name] for name in ("measure", "holds", "stage", "members", "day") if name in fields
    }
    if "holds" in values and not isinstance(values["holds"], bool):
        raise TypeError(f"holds is True or False, not {values['holds']!r}")
    measure = values.get("measure")
    if "value" in fields and "value_inferred" in fields:
        raise InvalidClaim("a claim has one value, not value and value_inferred; make it two claims")
    if "value" in fields:
        values["quantity"] = figure(fields["value"], measure, vocabulary)
    if "value_inferred" in fields:
        values["quantity"] = as_inferred(figure(fields["value_inferred"], measure, vocabulary))
    if "restated" in fields:
        restated = figure(fields["restated"], measure, vocabulary)
        values["restated"] = restates(restated, values["quantity"]) if "quantity" in values else restated
    return values


def _records(fields: dict[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Everything else."""
    rest = {name: value for name, value in fields.items() if name not in (*_OF_VALUES, *_OF_RECORDS)}
    summary, adequacy = fields.get("summary"), fields.get("adequacy")
    if summary is not None:
        rest["summary"] = summary if isinstance(summary, Label) else Label(**summary)
    if isinstance(adequacy, Mapping):
        adequacy = Adequacy(**{("for_" if key == "for" else key): value for key, value in adequacy.items()})
    if adequacy is not None:
        for_ = None if adequacy.for_ is None else resolved(adequacy.for_, vocabulary)
        rest["adequacy"] = evolve(adequacy, for_=for_)
    return rest


def figure(value: object, measure: str | None, vocabulary: Vocabulary) -> Quantity:
    """A figure as printed, a quantity, or a number of what a measure counts."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, str):
        from stargate_claims.reading.figures import parse_quantity

        return parse_quantity(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        hint = "give holds=" if isinstance(value, bool) else "write the figure as it is printed"
        raise TypeError(f"a value is text, a Quantity or an exact number, not {type(value).__name__}; {hint}")
    known = vocabulary.measure(measure) if measure is not None else None
    if known is None or known.dimension is not Dimension.COUNT or not known.counter:
        raise InvalidClaim(f"{value} of what? write the figure with its unit, such as '5,000억 달러'")
    return _counted(Decimal(value), known.counter[0])


def _counted(number: Decimal, counter: str) -> Quantity:
    """A number of things, as it would be printed where that can be read."""
    from stargate_claims.reading.figures import parse_quantity

    try:
        read = parse_quantity(f"{canonical_decimal(number)}{counter}")
    except FigureError:
        return Quantity.exactly(number, counter)
    return read if read.nominal == number and read.unit == counter else Quantity.exactly(number, counter)


def window(days: Days) -> Window:
    """Days, however they were given."""
    if isinstance(days, Window):
        return days
    if isinstance(days, str):
        return Window.parse(days)
    if isinstance(days, date) and not isinstance(days, datetime):
        return Window.on(days)
    raise TypeError(f"days are text such as '2025-01-22', a date or a Window, not {type(days).__name__}")


def ids(names: object, what: str) -> tuple[str, ...]:
    """One id or several, as a tuple."""
    if isinstance(names, str):
        return (names,)
    found = tuple(names) if isinstance(names, Iterable) else (names,)
    for name in found:
        if not isinstance(name, str):
            raise TypeError(f"{what} is an id or several, not {type(name).__name__}")
    return found


def resolved(name: str, vocabulary: Vocabulary) -> str:
    """The id that a name means: an id, a label or alias of one entity, or a name that is new.

    Raises:
        UnknownName: if several entities have the name, or the name is nearly an id that is defined.
        InvalidClaim: for an empty name.
    """
    if not isinstance(name, str):
        raise TypeError(f"an entity is named by its id, not {type(name).__name__}")
    if name in vocabulary.entities:
        return name
    if not name.strip():
        raise InvalidClaim("an empty name names nobody; leave the argument out")
    if (fault := id_fault(name)) is not None:
        raise InvalidClaim(f"{name!r} cannot be an id; {fault}")
    named = vocabulary.by_name.get(name.casefold(), ())
    if len(named) == 1:
        return named[0]
    if near := named or near_misses(name, vocabulary.entities):
        error = UnknownName("entity", name, near)
        error.add_note(f"If it is another one, define it first: ledger.entity({name!r}, kind=…, ko=…)")
        raise error
    return name


def near_misses(name: str, known: Collection[str]) -> tuple[str, ...]:
    """Ids that a new one may be a slip for; one that differs in its digits alone is meant.

    >>> near_misses("alpha-lanes", ["alpha-lines"]), near_misses("site-2", ["site-1"])
    (('alpha-lines',), ())
    """
    bare = re.sub(r"[0-9]+", "0", name)
    close = difflib.get_close_matches(name, known, cutoff=_LIKENESS)
    return tuple(id for id in close if re.sub(r"[0-9]+", "0", id) != bare)


def unnamed(id: str) -> Entity:
    """What is known of a name that claims use and nobody described."""
    return Entity(id=id, kind=EntityKind.UNNAMED, label=Label(ko=id, en=id))


def entities_of(claim: Claim) -> Iterator[str]:
    """Every entity that a claim names, in the order of its fields."""
    yield claim.source.publisher
    yield from chain.from_iterable(_named(claim))
    yield from claim.members or ()
    yield from (name for name in (claim.for_, claim.bundle) if name is not None)
    if claim.adequacy is not None and claim.adequacy.for_ is not None:
        yield claim.adequacy.for_
    if claim.predicts is not None:
        yield from (*claim.predicts.subject, *claim.predicts.of)


def claims_of(claim: Claim) -> Iterator[str]:
    """Every other claim that a claim names."""
    yield from chain.from_iterable(_referred(claim))
    if claim.adequacy is not None and claim.adequacy.of is not None:
        yield claim.adequacy.of
