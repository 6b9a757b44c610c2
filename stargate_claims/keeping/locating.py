"""The places of a ledger's claims in the reader's copies: confirmed, found again, or filled in on paper."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from stargate_claims.keeping.copies import Basis, Text, Texts, printed_figures
from stargate_claims.keeping.edits import Addition, replace, with_keys
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import load
from stargate_claims.keeping.nodes import Items, Scalar, Table, parse
from stargate_claims.keeping.problems import Code, Page, refusal
from stargate_claims.model.claims import Claim
from stargate_claims.model.sources import Locator
from stargate_claims.reading.places import Match, Place, Why, fill


class Status(StrEnum):
    """What became of one claim's place."""

    EXACT = "exact"
    RELOCATED = "relocated"
    AMBIGUOUS = "ambiguous"
    LOST = "lost"
    FILLED = "filled"
    """It had no digest or no offsets yet, and only one place can be meant."""
    UNCHECKED = "unchecked"
    """There is no copy of its source."""

    @property
    def settled(self) -> bool:
        """Whether a reader can be shown the place."""
        return self in (Status.EXACT, Status.RELOCATED, Status.FILLED)


@frozen(kw_only=True)
class Found:
    """One claim: what became of its place, and where it is now. ``why`` says what stood in the way."""

    claim: str
    source: str
    status: Status
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    why: Why | None = None


@frozen(kw_only=True)
class Located:
    """The outcome: every source with its copy, every claim, and the files that were written or would be."""

    language: str
    texts: tuple[Text, ...]
    found: tuple[Found, ...]
    incomplete: tuple[str, ...]
    written: bool

    def number(self, status: Status) -> int:
        """How many claims came out so."""
        return sum(found.status is status for found in self.found)

    @property
    def settled(self) -> bool:
        """Whether the place of every claim whose source has a copy is sure."""
        return all(found.status.settled or found.status is Status.UNCHECKED for found in self.found)


def locate(path: str | os.PathLike[str], folder: str | os.PathLike[str], *, write: bool = False) -> Located:
    """Find the places of a ledger's claims.

    Only what is missing is ever written: start, end, digest and number of occurrences of a place, and the sha256 of a
    source. What is recorded is never changed, also where the words have moved: it describes the copy it was made from.

    Args:
        path: a ledger folder, or one .yaml file.
        folder: the reader's copies.
        write: whether to write what was found into the files, each as a whole or not at all.

    Raises:
        LedgerError: if the ledger or a text cannot be read, no text belongs to a source, or a file cannot be written.
    """
    ledger = load(path)
    texts = Texts(folder, ledger)
    copies = tuple(texts.text(source) for source in ledger.sources)
    if copies and all(text.copy is None for text in copies):
        hint = "begin each file name with the id of its source, as in '004.txt'"
        raise refusal(str(texts.folder), Code.NOT_FOUND, "no file here belongs to a source of the ledger", hint)
    found: list[Found] = []
    places: dict[str, Locator] = {}
    for claim in ledger:
        outcome, locator = _found(claim, texts)
        found.append(outcome)
        if locator is not None:
            places[claim.id] = locator
    digests = {text.source: text.sha256 for text in copies if text.sha256 and not ledger.source(text.source).sha256}
    changed = dict(_changes(_files(Path(path)), ledger, places, digests))
    if write:
        for file, (before, after) in changed.items():
            replace(file, before, after)
    files = tuple(file.name for file in changed)
    return Located(language=ledger.language, texts=copies, found=tuple(found), incomplete=files, written=write)


def _found(claim: Claim, texts: Texts) -> tuple[Found, Locator | None]:
    """What became of a claim's place, and the locator to write where something was missing."""
    recorded, text = claim.locator, texts.text(claim.source)
    place = texts.place(claim)
    if text.copy is None or place is None:
        return _outcome(claim, Status.UNCHECKED), None
    if recorded.digest is not None and recorded.start is not None:
        return _outcome(claim, Status(place.match.value), text, place), None
    if text.basis is Basis.OTHER_COPY:
        return _outcome(claim, Status.UNCHECKED, text, Place(match=Match.LOST, why=Why.OTHER_COPY)), None
    filled = fill(text.copy, recorded, printed_figures(claim))
    if filled.locator is None:
        return _outcome(claim, Status(filled.match.value), text, Place(match=filled.match, why=filled.why)), None
    start, end = filled.locator.start, filled.locator.end
    return _outcome(claim, Status.FILLED, text, Place(match=Match.EXACT, start=start, end=end)), filled.locator


def _outcome(claim: Claim, status: Status, text: Text | None = None, place: Place | None = None) -> Found:
    paragraph, start, end = claim.locator.paragraph, None, None
    if place is not None and place.start is not None and text is not None and text.copy is not None:
        start, end = place.start, place.end
        paragraph = text.copy.paragraph_at(place.start)
    return Found(
        claim=claim.id,
        source=claim.source.id,
        status=status,
        paragraph=paragraph,
        start=start,
        end=end,
        why=None if place is None else place.why,
    )


def _files(path: Path) -> Iterator[Path]:
    """The files of a ledger."""
    folder = path.parent if path.name == "ledger.yaml" else path
    if folder.is_dir():
        yield from sorted(file for file in folder.iterdir() if file.suffix in (".yaml", ".yml") and file.is_file())
    else:
        yield path


def _changes(
    files: Iterator[Path], ledger: Ledger, places: Mapping[str, Locator], digests: Mapping[str, str]
) -> Iterator[tuple[Path, tuple[bytes, bytes]]]:
    """Each file that lacks something: as it is, and as it should be."""
    ids: dict[str, dict[int, str]] = defaultdict(dict)
    for id, (name, line) in ledger.positions.items():
        ids[name][line] = id
    for file in files:
        data = file.read_bytes()
        root = parse(data, Page(file=str(file), problems=[])) if data.strip() else None
        if root is None or "source" not in root.entries:
            continue
        additions = [*_of_source(root, digests), *_of_claims(root, ids[file.name], places)]
        if additions:
            yield file, (data, with_keys(data, additions, str(file)))


def _of_source(root: Table, digests: Mapping[str, str]) -> Iterator[Addition]:
    source = root.entries["source"]
    id = source.entries.get("id") if isinstance(source, Table) else None
    if isinstance(id, Scalar) and id.text in digests:
        yield Addition(path=("source",), keys={"sha256": digests[id.text]}, after="sha256")


def _of_claims(root: Table, ids: Mapping[int, str], places: Mapping[str, Locator]) -> Iterator[Addition]:
    claims = root.entries.get("claims")
    for number, node in enumerate(claims.nodes if isinstance(claims, Items) else ()):
        locator = places.get(ids.get(node.mark.line + 1, ""))
        at = node.entries.get("at") if isinstance(node, Table) else None
        if locator is None or not isinstance(at, Table):
            continue
        missing = {key: value for key, value in _written(locator) if key not in at.entries}
        yield Addition(path=("claims", number, "at"), keys=missing, after="paragraph")


def _written(locator: Locator) -> Iterator[tuple[str, str]]:
    """What a located place is on paper; an only occurrence needs no number."""
    yield "start", str(locator.start)
    yield "end", str(locator.end)
    yield "digest", str(locator.digest)
    if locator.occurrences is not None:
        yield "occurrence", str(locator.occurrence)
        yield "occurrences", str(locator.occurrences)
