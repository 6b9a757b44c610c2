"""A ledger as linked data: JSON-LD in the words of schema.org (Claim, and ClaimReview where a person checked one).

A ledger holds no verdict on what is true, so a review has no rating; it says who looked at the claim, and when.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from stargate_claims.keeping.files import new_file
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.strict import normal
from stargate_claims.keeping.written import edtf
from stargate_claims.model.claims import Claim
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Dimension, Entity, EntityKind, Label, Vocabulary

DROPPED = (
    "rules, suppressions and the definitions of measures",
    "who passed a claim on, qualifiers, stages, members and days as values",
    "the hedge and the grains of figures, and the places but for their paragraph",
)
"""What schema.org has no words for."""

_TYPES = {
    EntityKind.PERSON: "Person",
    EntityKind.ORGANISATION: "Organization",
    EntityKind.PROJECT: "Project",
    EntityKind.PLACE: "Place",
    EntityKind.SITE: "Place",
    EntityKind.EVENT: "Event",
}
"""Other kinds have no type of their own: an unnamed source may be a person or not."""


def write_jsonld(ledger: Ledger, path: Path) -> None:
    """Write a new file.

    Raises:
        LedgerError: if there is something already, or the disk refuses.
    """
    with new_file(path) as scratch:
        text = json.dumps(linked(ledger), ensure_ascii=False, indent=2, allow_nan=False)
        # "<" as an escape, so that no web page that holds this ends its script here.
        scratch.write_text(normal(text).replace("<", "\\u003c") + "\n", encoding="utf-8", newline="\n")


def linked(ledger: Ledger) -> dict[str, Any]:
    """A ledger as plain values of JSON-LD 1.1.

    >>> linked(Ledger.new())
    {'@context': 'https://schema.org', '@graph': []}
    """
    corrections: dict[str, list[dict[str, str]]] = {}
    for claim in ledger:
        for id in (*claim.supersedes, *claim.retracts):
            corrections.setdefault(id, []).append({"@id": _iri("claim", claim.id)})
    named = {id for claim in ledger for id in (*claim.by, *claim.subject, *claim.of, claim.source.publisher)}
    vocabulary = ledger.vocabulary
    graph = [_entity(entity) for entity in vocabulary.entities.values() if entity.id in named]
    graph += [_source(source) for source in ledger.sources]
    for claim in ledger:
        graph.append(_claim(claim, vocabulary, corrections.get(claim.id, [])))
        graph += _reviews(claim)
    return {"@context": "https://schema.org", "@graph": graph}


def _iri(kind: str, id: str) -> str:
    return f"#{kind}/{quote(id, safe='')}"


def _filled(**fields: Any) -> dict[str, Any]:
    """What says something; a name may start with ``at_`` for JSON-LD's own keywords."""
    return {name.replace("at_", "@", 1) if name.startswith("at_") else name: value
            for name, value in fields.items() if value not in (None, "", [], {})}  # fmt: skip


def _label(label: Label | None) -> list[dict[str, str]]:
    texts = () if label is None else (("ko", label.ko), ("en", label.en))
    return [{"@language": language, "@value": text} for language, text in texts if text]


def _refs(kind: str, ids: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"@id": _iri(kind, id)} for id in ids]


def _entity(entity: Entity) -> dict[str, Any]:
    return _filled(
        at_id=_iri("entity", entity.id), at_type=_TYPES.get(entity.kind), identifier=entity.id,
        name=_label(entity.label), alternateName=list(entity.aliases),
    )  # fmt: skip


def _source(source: Source) -> dict[str, Any]:
    published = source.published
    return _filled(
        at_id=_iri("source", source.id), at_type="CreativeWork", identifier=source.id, name=source.title,
        url=source.url, archivedAt=source.archived_url, inLanguage=source.language,
        publisher={"@id": _iri("entity", source.publisher)},
        author={"@type": "Person", "name": source.author} if source.author else None,
        # A date is one day; a range of days is said in words of its own.
        datePublished=str(published.first) if published and published.is_day else None,
        temporal=edtf(published) if published and not published.is_day else None,
    )  # fmt: skip


def _claim(claim: Claim, vocabulary: Vocabulary, corrections: list[dict[str, str]]) -> dict[str, Any]:
    place = claim.locator.paragraph
    return _filled(
        at_id=_iri("claim", claim.id), at_type="Claim", identifier=claim.id, text=_label(claim.summary),
        author=_refs("entity", claim.by),
        about=[*_refs("entity", (*claim.subject, *claim.of)),
               *_refs("claim", (*claim.denies, *claim.supports, *claim.refers_to))],
        appearance={"@id": _iri("source", claim.source.id)},
        pagination=None if place is None else f"paragraph {place}",
        dateCreated=str(claim.said.first) if claim.said.is_day else None,
        temporalCoverage=edtf(claim.about), keywords=_measure(claim, vocabulary),
        mentions=_amount(claim, vocabulary),
        correction=corrections,
    )  # fmt: skip


def _measure(claim: Claim, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    measure = vocabulary.measures.get(claim.measure or "")
    if measure is None:
        return []
    return [{"@type": "DefinedTerm", "termCode": measure.id, "name": _label(measure.label)}]


def _amount(claim: Claim, vocabulary: Vocabulary) -> dict[str, Any] | None:
    """Bounds as text: a JSON number would be read as a float."""
    quantity = claim.quantity
    if quantity is None:
        return None
    lower, upper = quantity.interval.lower, quantity.interval.upper
    bounds = {"minValue": lower, "maxValue": upper}
    shown = {name: canonical_decimal(bound) for name, bound in bounds.items() if bound is not None}
    measure = vocabulary.measures.get(claim.measure or "")
    if measure is not None and measure.dimension is Dimension.MONEY:
        return {"@type": "MonetaryAmount", "currency": quantity.unit, "name": str(quantity), **shown}
    return {"@type": "QuantitativeValue", "unitText": quantity.unit, "name": str(quantity), **shown}


def _reviews(claim: Claim) -> Iterator[dict[str, Any]]:
    if claim.reviewed_by is not None:
        yield _filled(
            at_id=_iri("review", claim.id), at_type="ClaimReview", itemReviewed={"@id": _iri("claim", claim.id)},
            claimReviewed=_label(claim.summary), author={"@type": "Person", "name": claim.reviewed_by},
            datePublished=None if claim.reviewed_on is None else str(claim.reviewed_on),
        )  # fmt: skip
