"""Sources and claims on paper to records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from stargate_claims.errors import InvalidClaim
from stargate_claims.keeping.checks import Fault, faults
from stargate_claims.keeping.fields import Reader
from stargate_claims.keeping.nodes import Node, Refused, Scalar, Table
from stargate_claims.keeping.problems import Code
from stargate_claims.model.claims import (
    Adequacy,
    Certainty,
    Claim,
    Force,
    Form,
    Grouping,
    ListKind,
    Polarity,
    Prediction,
    Rank,
)
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.model.sources import Basis, Locator, Source

SOURCE = (
    "id", "publisher", "published", "published_basis", "author", "title", "language", "url", "archived_url",
    "retrieved", "revised", "sha256",
)  # fmt: skip
VALUES = ("value", "value_inferred", "holds", "stage", "day", "members")
RELATIONS = ("denies", "supports", "refers_to", "revises", "supersedes", "retracts")
CLAIM = (
    "id", "by", "via", "form", "cue", "force", "certainty", "polarity", "said", "about", "subject", "measure", "of",
    "for", "bundle", "qualifiers", *VALUES, "list", "restated", "adequacy", "together", "without", "predicts",
    *RELATIONS, "at", "summary", "note", "rank", "rank_reason", "reviewed_by", "reviewed_on", "recorded_at",
)  # fmt: skip
AT = ("paragraph", "start", "end", "digest", "occurrence", "occurrences", "repeats")
WORDS = {"form": Form, "force": Force, "certainty": Certainty, "polarity": Polarity, "rank": Rank}
ADEQUACY = ("of", "for", "enough")
PREDICTS = ("measure", "subject", "of", "qualifiers", "value", "holds", "stage")
_FIELD_KEYS = {"quantity": "value", "list_kind": "list", "for_": "for"}

NOBODY = Source(id="?", publisher="?", published=Window())
"""Stands in for a source that was refused, so that its claims are read all the same."""


def read_source(reader: Reader, node: Node) -> Source | None:
    """One source."""
    before = len(reader.page.problems)
    entries = reader.table(node, SOURCE, "a source", needed=("id", "publisher"))
    get = entries.get
    id, publisher = reader.id(get("id")), reader.entity(get("publisher"))
    fields: dict[str, Any] = {
        "published": reader.window(get("published")),
        "published_basis": reader.word(get("published_basis"), Basis) or Basis.PRINTED,
        "language": reader.text(get("language")) or "ko",
        "retrieved": reader.window(get("retrieved")),
        "revised": reader.window(get("revised")),
        **{key: reader.text(get(key)) for key in ("author", "title", "url", "archived_url", "sha256")},
    }
    if id is None or publisher is None or len(reader.page.problems) > before:
        return None
    return Source(id=id, publisher=publisher, **fields)


def ids_of(nodes: Iterable[Node]) -> dict[str, Node]:
    """The ids that some claims carry, each with where it stands first."""
    found: dict[str, Node] = {}
    for node in nodes:
        id = node.entries.get("id") if isinstance(node, Table) else None
        if isinstance(id, Scalar) and id.text.strip():
            found.setdefault(id.text, id)
    return found


def read_claim(reader: Reader, node: Node, source: Source, more: tuple[str, ...] = ()) -> Claim | None:
    """One claim of a source; ``more`` names keys that it may have here beyond the usual ones."""
    before = len(reader.page.problems)
    entries = reader.table(node, (*CLAIM, *more), "a claim", needed=("by",))
    get = entries.get
    said = reader.window(get("said")) or source.published
    if said is None and isinstance(node, Table):
        reader.page.refuse(node.mark, Code.MISSING_KEY, "neither the claim nor its source has a day", "add 'said: …'")
    fields = {
        "id": reader.id(get("id")) or "",
        "by": reader.entities(get("by")),
        "via": reader.entities(get("via")),
        "said": said,
        "about": reader.window(get("about")),
        **_subject(reader, get("subject")),
        "measure": reader.measure(get("measure")),
        "of": reader.entities(get("of")),
        "for_": reader.entity(get("for")),
        "bundle": reader.entity(get("bundle")),
        "qualifiers": reader.pairs(get("qualifiers"), "qualifiers"),
        **_value(reader, entries),
        "adequacy": _adequacy(reader, get("adequacy")),
        "together": reader.entities(get("together")),
        "without": reader.entities(get("without")),
        "predicts": _prediction(reader, get("predicts")),
        **{key: reader.claims(entries[key]) for key in RELATIONS if key in entries},
        **{key: word for key, words in WORDS.items() if (word := reader.word(get(key), words)) is not None},
        **_keeping(reader, entries),
    }
    if len(reader.page.problems) > before:
        return None
    return _made(reader, node, {**fields, "source": source})


def _made(reader: Reader, node: Node, fields: dict[str, Any]) -> Claim | None:
    """The claim, if its parts make one statement that fits its measure and source."""
    try:
        claim = Claim(**fields)
    except InvalidClaim as error:
        message, _, hint = str(error).partition("; ")
        reader.page.refuse(node.mark, Code.BAD_RECORD, message, hint or "see docs for the keys of a claim")
        return None
    found = list(faults(claim, reader.known.vocabulary))
    for fault in found:
        reader.page.refuse(_where(node, fault).mark, fault.code, fault.message, fault.hint)
    return None if found else claim


def _where(node: Node, fault: Fault) -> Node:
    """The node of a faulty field, or of what holds it."""
    for key in (fault.inside, _FIELD_KEYS.get(fault.field, fault.field), "value_inferred"):
        if isinstance(node, Table) and key in node.entries:
            node = node.entries[key]
            if key != fault.inside:
                break
    return node


def _subject(reader: Reader, node: Node | None) -> dict[str, Any]:
    """An id, a list (together), or ``{each: […]}`` or ``{together: […]}``."""
    if not isinstance(node, Table):
        return {"subject": reader.entities(node)}
    entries = reader.table(node, ("each", "together"), "a subject")
    if len(node.entries) > 1:
        reader.page.refuse(node.mark, Code.TWO_VALUES, "subjects both each and together", "make it two claims")
    grouping = Grouping.EACH if "each" in entries else Grouping.TOGETHER
    return {"subject": reader.entities(entries.get(grouping.value)), "grouping": grouping}


def _value(reader: Reader, entries: Mapping[str, Node]) -> dict[str, Any]:
    """The one value, and what belongs to it."""
    given = [key for key in VALUES if key in entries]
    for key in given[1:]:
        reader.page.refuse(
            entries[key].mark,
            Code.TWO_VALUES,
            f"both {given[0]} and {key}",
            "a claim has one value: make it two claims",
        )
    quantity = reader.figure(entries.get("value"))
    inferred = reader.figure(entries.get("value_inferred"))
    if inferred is not None:
        quantity = as_inferred(inferred)
    restated = reader.figure(entries.get("restated"))
    members = reader.entities(entries["members"]) if "members" in entries else None
    list_kind = reader.word(entries.get("list"), ListKind)
    if list_kind is not None and members is None and not _is_several(entries.get("subject")):
        hint = "add members: […], or name several subjects"
        reader.page.refuse(entries["list"].mark, Code.LIST_WITHOUT_MEMBERS, "a list without members", hint)
    return {
        "quantity": quantity,
        "restated": restates(restated, quantity) if restated and quantity else restated,
        "holds": reader.yes_no(entries.get("holds")),
        "stage": reader.text(entries.get("stage")),
        "day": reader.window(entries.get("day")),
        "members": members,
        "list_kind": list_kind,
    }


def _is_several(node: Node | None) -> bool:
    if isinstance(node, Table):
        return any(_is_several(item) for item in node.entries.values())
    return not isinstance(node, (Scalar, Refused)) and node is not None and len(node.nodes) > 1


def as_inferred(quantity: Quantity) -> Quantity:
    """A value that is not printed as a figure."""
    return evolve(quantity, inferred=(*quantity.inferred, "value"))


def restates(restated: Quantity, value: Quantity) -> Quantity:
    """A bracketed figure with what it restates; the bound word of the value counts for both.

    "100억 달러(약 14조3,200억원)에도 못 미친다" says less than either.
    """
    number = restated.nominal
    if number is None or restated.hedge not in (Hedge.EXACT, Hedge.APPROX) or not restated.is_point:
        return evolve(restated, restates=value)
    intervals = {
        Hedge.LESS_THAN: Interval.below,
        Hedge.AT_MOST: Interval.at_most,
        Hedge.MORE_THAN: Interval.above,
        Hedge.AT_LEAST: Interval.at_least,
    }
    if value.hedge not in intervals:
        return evolve(restated, restates=value)
    return evolve(restated, restates=value, hedge=value.hedge, interval=intervals[value.hedge](number))


def _adequacy(reader: Reader, node: Node | None) -> Adequacy | None:
    if node is None:
        return None
    entries = reader.table(node, ADEQUACY, "adequacy", needed=("enough",))
    of, for_, enough = (
        reader.claim(entries.get("of")),
        reader.entity(entries.get("for")),
        reader.yes_no(entries.get("enough")),
    )
    if isinstance(node, Table) and ("of" in entries) == ("for" in entries):
        reader.page.refuse(
            node.mark, Code.BAD_RECORD, "adequacy is either of a claim or for a project", "keep one of them"
        )
    return Adequacy(of=of, for_=for_, enough=enough) if enough is not None and (of is None) != (for_ is None) else None


def _prediction(reader: Reader, node: Node | None) -> Prediction | None:
    if node is None:
        return None
    entries = reader.table(node, PREDICTS, "predicts", needed=("measure", "subject"))
    get = entries.get
    measure = reader.measure(get("measure"))
    fields: dict[str, Any] = {
        "subject": reader.entities(get("subject")),
        "of": reader.entities(get("of")),
        "qualifiers": tuple(sorted(reader.pairs(get("qualifiers"), "qualifiers"))),
        "quantity": reader.figure(get("value")),
        "holds": reader.yes_no(get("holds")),
        "stage": reader.text(get("stage")),
    }
    given = [key for key in ("value", "holds", "stage") if key in entries]
    for key in given[1:]:
        reader.page.refuse(entries[key].mark, Code.TWO_VALUES, f"both {given[0]} and {key}", "keep one of them")
    return None if measure is None else Prediction(measure=measure, **fields)


def _keeping(reader: Reader, entries: Mapping[str, Node]) -> dict[str, Any]:
    """Where it is printed, and who looked at it when."""
    get = entries.get
    fields: dict[str, Any] = {"locator": _locator(reader, get("at"))} if "at" in entries else {}
    return {
        **fields,
        "summary": reader.label(get("summary")),
        "reviewed_on": reader.day(get("reviewed_on")),
        **{key: reader.text(get(key)) for key in ("cue", "note", "rank_reason", "reviewed_by", "recorded_at")},
    }


def _locator(reader: Reader, node: Node | None) -> Locator:
    if node is None:
        return Locator()
    entries = reader.table(node, AT, "a place")
    get = entries.get
    repeats = tuple(
        number for item in reader.items(get("repeats"), "repeats") if (number := reader.whole(item)) is not None
    )
    try:
        return Locator(
            paragraph=reader.whole(get("paragraph")),
            start=reader.whole(get("start")),
            end=reader.whole(get("end")),
            digest=reader.text(get("digest")),
            occurrence=1 if "occurrence" not in entries else reader.whole(get("occurrence")) or 1,
            occurrences=reader.whole(get("occurrences")),
            repeats=repeats,
        )
    except InvalidClaim as error:
        reader.page.refuse(node.mark, Code.BAD_RECORD, str(error), "count paragraphs from 1, code points from 0")
        return Locator()
