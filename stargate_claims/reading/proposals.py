"""Proposals of somebody else's extractor, held to our schema: evidence looked up, figures read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stargate_claims.errors import InvalidClaim
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Vocabulary
from stargate_claims.reading.doubts import COSTS, Doubt, Guess
from stargate_claims.reading.draft import Draft
from stargate_claims.reading.figures import find_figures, parse_quantity
from stargate_claims.reading.names import Directory, Who
from stargate_claims.reading.places import MAX_SPAN, digest_of, paragraphs
from stargate_claims.reading.strangers import unknown

KEYS = frozenset(
    ("evidence", "by", "via", "measure", "subject", "figure", "holds", "stage", "day", "force", "of", "for", "said",
     "about", "qualifiers")
)  # fmt: skip
"""The keys that a proposal may have."""
_FULL = 92


def drafts_of(proposals: Iterable[Mapping[str, Any]], text: str, source: Source, vocabulary: Vocabulary) -> list[Draft]:
    """Drafts from proposals.

    Raises:
        InvalidClaim: for a proposal whose evidence is not in the text, whose figure is not in its evidence, which
            names an unknown key or measure, or whose parts do not make one statement; it says which.
        FigureError: for a figure that is none.
    """
    directory = Directory(vocabulary)
    return [_draft(proposal, number, text, source, directory) for number, proposal in enumerate(proposals, 1)]


def _draft(proposal: Mapping[str, Any], number: int, text: str, source: Source, directory: Directory) -> Draft:
    where = f"proposal {number}"
    if not isinstance(proposal, Mapping):
        raise TypeError(f"{where} is a mapping, not {type(proposal).__name__}")
    strange = sorted(set(proposal) - KEYS)
    if strange:
        raise InvalidClaim(f"{where}: unknown key {strange[0]!r}; one of {', '.join(sorted(KEYS))}")
    start, end = _evidence(proposal, where, text)
    measure = proposal.get("measure")
    if not isinstance(measure, str) or (directory.vocabulary.measures and measure not in directory.vocabulary.measures):
        raise InvalidClaim(f"{where}: the vocabulary has no measure {measure!r}; name one that it has")
    by, via, subject, of = (_whos(proposal.get(key), directory) for key in ("by", "via", "subject", "of"))
    strangers = {who.id: who for who in (*by, *via, *subject, *of) if not who.known}
    figure = proposal.get("figure")
    fields: dict[str, Any] = {
        key: proposal[key] for key in ("holds", "stage", "force") if proposal.get(key) is not None
    }
    fields |= {key: Window.parse(proposal[key]) for key in ("day", "about") if proposal.get(key) is not None}
    if figure is not None:
        fields["quantity"] = _figure(figure, where, text[start:end])
    if proposal.get("for") is not None:
        fields["for_"] = _whos(proposal["for"], directory)[0].id
    said = Window.parse(proposal["said"]) if proposal.get("said") is not None else source.published
    assert said is not None  # extract_claims refuses a source without a day
    claim = Claim(
        id=f"{source.id}-{start}-{number}",
        by=_ids(by),
        via=_ids(via),
        source=source,
        said=said,
        subject=_ids(subject),
        of=_ids(of),
        measure=measure,
        qualifiers=_pairs(proposal.get("qualifiers"), where),
        locator=Locator(paragraph=_paragraph(text, start), start=start, end=end, digest=digest_of(text[start:end])),
        **fields,
    )
    doubts = (Doubt(Guess.PROPOSED), *(Doubt(Guess.NAME, who.labels[0]) for who in strangers.values()))
    cost = sum(COSTS[guess] for guess in {doubt.guess for doubt in doubts})
    return Draft(
        claim=claim,
        start=start,
        end=end,
        doubts=doubts,
        confidence=_FULL - cost,
        figure=claim.quantity,
        by=by,
        via=via,
        strangers=tuple(strangers.values()),
    )


def _evidence(proposal: Mapping[str, Any], where: str, text: str) -> tuple[int, int]:
    """Where the evidence stands; words that are not in the text are never accepted."""
    evidence = proposal.get("evidence")
    if not isinstance(evidence, str) or not evidence.strip():
        raise InvalidClaim(f"{where}: it has no evidence; give words of the text, verbatim")
    evidence = evidence.strip()
    if len(evidence) > MAX_SPAN:
        raise InvalidClaim(f"{where}: its evidence has more than {MAX_SPAN} characters; give the clause or sentence")
    start = text.find(evidence)
    if start < 0:
        raise InvalidClaim(f"{where}: its evidence is not in the text; give words of the text, verbatim")
    return start, start + len(evidence)


def _figure(printed: object, where: str, evidence: str) -> Any:
    """A figure as our own reader reads it, bound words around it included."""
    if not isinstance(printed, str):
        raise TypeError(f"{where}: a figure is text as printed, not {type(printed).__name__}")
    at = evidence.find(printed)
    if at < 0:
        raise InvalidClaim(f"{where}: the figure {printed!r} is not in its evidence; give it as printed there")
    for figure in find_figures(evidence):
        if figure.start < at + len(printed) and at < figure.end:
            return figure.quantity
    return parse_quantity(printed)


def _whos(names: object, directory: Directory) -> tuple[Who, ...]:
    if names is None:
        return ()
    given = [names] if isinstance(names, str) else names
    if not isinstance(given, (list, tuple)) or not all(isinstance(name, str) and name.strip() for name in given):
        raise TypeError("names are text, or a list of texts")
    return tuple(_who(name, directory) for name in given)


def _who(name: str, directory: Directory) -> Who:
    if name in directory.vocabulary.entities:
        return directory.known(name)
    return directory.who(name) or unknown(name)


def _pairs(given: object, where: str) -> tuple[tuple[str, str], ...]:
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        raise TypeError(f"{where}: qualifiers are a mapping, not {type(given).__name__}")
    return tuple((str(name), str(value)) for name, value in given.items())


def _ids(found: tuple[Who, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who.id for who in found))


def _paragraph(text: str, place: int) -> int | None:
    return next((number for number, (start, end) in enumerate(paragraphs(text), 1) if start <= place < end), None)
