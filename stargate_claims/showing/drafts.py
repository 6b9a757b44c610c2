"""Drafts as plain JSON types and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.vocabulary import Vocabulary
from stargate_claims.reading.draft import Draft
from stargate_claims.reading.names import MAX_LABELS, Who
from stargate_claims.showing.words import FORCES, asked, pick, value_words

ABOUT_CLAIMS = "claim_validity"
"""What the measure of a draft is called that only denies what others claim."""
_VALIDITY = ("남의 주장", "what others claim")


def draft_record(draft: Draft) -> dict[str, Any]:
    """One draft; numbers are strings, so that none is rounded on the way.

    Days may be null: always before, or holds on.
    """
    claim = draft.claim
    return {
        "id": claim.id,
        "start": draft.start,
        "end": draft.end,
        "figure": None if draft.figure is None else figure_record(draft.figure),
        "claimant": {"id": "+".join(claim.by), "labels": list(labels(draft.by))},
        "attribution": [
            {"who": link.who, "role": link.role, "form": link.form.value if link.form else None, "cue": link.cue}
            for link in claim.attribution.links
        ],
        "measure": claim.measure or ABOUT_CLAIMS,
        "subject": list(claim.subject),
        "force": claim.force.value,
        "polarity": claim.polarity.value,
        "said": _days(claim.said),
        "about": _days(claim.days),
        "confidence": draft.confidence,
        "doubts": [
            {"kind": doubt.guess.value, "about": doubt.about, "ko": doubt.in_("ko"), "en": doubt.in_("en")}
            for doubt in draft.doubts
        ],
    }


def figure_record(figure: Quantity) -> dict[str, Any]:
    """A figure: its bounds as text, or null where there is none."""
    ends = (figure.interval.lower, figure.interval.upper)
    lower, upper = (None if end is None else canonical_decimal(end) for end in ends)
    return {"lower": lower, "upper": upper, "unit": figure.unit, "hedge": figure.hedge.value}


def labels(claimants: Iterable[Who]) -> tuple[str, ...]:
    """Names that the claimants go by: first one of each, then the second of each …"""
    rows = [who.labels for who in claimants]
    turns = (row[turn] for turn in range(max(map(len, rows), default=0)) for row in rows if turn < len(row))
    return tuple(dict.fromkeys(turns))[:MAX_LABELS]


def _days(window: Window) -> list[str | None]:
    return [None if day is None else day.isoformat() for day in (window.first, window.last)]


def draft_lines(drafts: Iterable[Draft], text: str, vocabulary: Vocabulary, language: str) -> Iterator[str]:
    """What a person reads before deciding: each draft in three lines, its words and its doubts."""
    for draft in drafts:
        claim, names = draft.claim, labels(draft.by)
        known = vocabulary | Vocabulary.of(draft.names)
        what = asked(claim, known, language) if claim.measure else pick(_VALIDITY, language)
        value = value_words(claim, known, language)
        head = (f"{draft.confidence}%", claim.id, names[0] if names else "", what, value)
        # A denial of others' claims has no other value than its force.
        yield "  ".join(dict.fromkeys(part for part in (*head, pick(FORCES[claim.force], language)) if part))
        yield f"    {' '.join(text[draft.start : draft.end].split())}"
        for doubt in draft.doubts:
            yield f"    ? {doubt.in_(language)}"
