"""One claim with its place, its history, and who else says the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.shapes import plain_of
from stargate_claims.model.claims import Claim
from stargate_claims.showing.terminal import Line, Tone, wrapped
from stargate_claims.showing.words import days, names, pick, place_words, quoted_value

_RELATIONS = {
    "supersedes": (("대체한 주장", "대체된 곳"), ("supersedes", "superseded by")),
    "revises": (("고친 주장", "고쳐진 곳"), ("revises", "revised by")),
    "retracts": (("철회한 주장", "철회된 곳"), ("retracts", "retracted by")),
    "denies": (("부인한 주장", "부인한 쪽"), ("denies", "denied by")),
    "supports": (("뒷받침한 주장", "뒷받침한 쪽"), ("supports", "supported by")),
    "refers_to": (("언급한 주장", "언급한 쪽"), ("refers to", "referred to by")),
}
_SAME = (
    "measure", "subject", "of", "for_", "bundle", "qualifiers", "force",
    "quantity", "holds", "stage", "members", "list_kind", "day",
)  # fmt: skip


def related(claim: Claim, ledger: Ledger) -> Iterator[tuple[str, bool, Claim]]:
    """Claims that it names (True) or that name it (False), with the relation."""
    for name in _RELATIONS:
        for id in getattr(claim, name):
            yield name, True, ledger.get(id)
        for other in ledger:
            if claim.id in getattr(other, name):
                yield name, False, other


def repeats(claim: Claim, ledger: Ledger) -> tuple[Claim, ...]:
    """Claims of other places that tell the same: one claimant, question and value, said and about the same days."""
    return tuple(
        other
        for other in ledger
        if other.id != claim.id
        and claim.measure is not None
        and set(other.by) == set(claim.by)
        and all(getattr(other, name) == getattr(claim, name) for name in _SAME)
        and other.said.overlaps(claim.said)
        and other.days.overlaps(claim.days)
    )


def claim_lines(claim: Claim, ledger: Ledger, language: str, width: int) -> Iterator[Line]:
    """For a terminal."""
    vocabulary = ledger.vocabulary
    yield from wrapped(f"{claim.id} {_said(claim, ledger, language)}", width, tone=Tone.TITLE)
    for label, text in _facts(claim, ledger, language):
        yield from wrapped(f"{label}: {text}", width, indent=2, hang=2)
    for name, outward, other in related(claim, ledger):
        label = _RELATIONS[name][language != "ko"][not outward]
        yield from wrapped(f"{label}: {other.id} {_said(other, ledger, language)}", width, indent=2, hang=2)
    for other in repeats(claim, ledger):
        label = pick(("같은 말", "said again"), language)
        place = place_words(other, vocabulary, language)
        yield from wrapped(f"{label}: {other.id} [{place}]", width, indent=2, hang=2)


def _said(claim: Claim, ledger: Ledger, language: str) -> str:
    """Who, when, which value, and in short."""
    vocabulary = ledger.vocabulary
    value = quoted_value(claim, vocabulary, language)
    summary = claim.summary.in_(language) if claim.summary else ""
    said = " — ".join(part for part in (value, summary) if part)
    return f"{names(claim.by, vocabulary, language)}, {days(claim.said, language)}{': ' + said if said else ''}"


def _facts(claim: Claim, ledger: Ledger, language: str) -> Iterator[tuple[str, str]]:
    vocabulary, label = ledger.vocabulary, ledger.vocabulary.label
    yield pick(("자리", "place"), language), place_words(claim, vocabulary, language)
    if claim.locator.repeats:
        text = ", ".join(map(str, claim.locator.repeats))
        yield pick(("같은 기사의 다른 문단", "also in paragraphs"), language), text
    if claim.source.url is not None:
        yield "URL", claim.source.url
    if claim.measure is not None:
        subject = names(claim.subject, vocabulary, language)
        aim = "" if claim.for_ is None else label(claim.for_, language)
        aim = aim and pick((f", {aim}용", f", for {aim}"), language)
        yield pick(("질문", "question"), language), f"{label(claim.measure, language)} ({subject}{aim})"
    if claim.about is not None:
        yield pick(("때", "about"), language), days(claim.about, language)
    if claim.rank_reason:
        yield pick(("등급", "rank"), language), f"{claim.rank.value}: {claim.rank_reason}"
    if claim.note:
        yield pick(("메모", "note"), language), claim.note
    reviewed = " ".join(str(part) for part in (claim.reviewed_by, claim.reviewed_on) if part is not None)
    if reviewed:
        yield pick(("검토", "reviewed"), language), reviewed
    if claim.id in ledger.positions:
        file, line = ledger.positions[claim.id]
        yield pick(("장부의 줄", "kept in"), language), f"{file}:{line}"


def claim_record(claim: Claim, ledger: Ledger) -> dict[str, Any]:
    """As plain JSON types: the claim, its source, relations and repeats."""
    return {
        "claim": plain_of(claim),
        "source": plain_of(claim.source),
        "position": list(ledger.positions.get(claim.id, ())) or None,
        "relations": [
            {"relation": name, "outward": outward, "claim": other.id} for name, outward, other in related(claim, ledger)
        ],
        "repeats": [other.id for other in repeats(claim, ledger)],
    }
