"""Drafts on paper: the ledger's YAML with doubts as comments, and the way of accepted ones into a ledger folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve, field, frozen

from stargate_claims.errors import FigureError, InvalidClaim, LedgerError
from stargate_claims.keeping.articles import language_of, read_article
from stargate_claims.keeping.edits import replace
from stargate_claims.keeping.fields import YES_NO, Known, Reader
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.limits import MAX_BYTES
from stargate_claims.keeping.names import read_names
from stargate_claims.keeping.nodes import Node, Scalar, Table, parse
from stargate_claims.keeping.paper import load_folder
from stargate_claims.keeping.problems import Code, Page, Problem, raise_if, refusal
from stargate_claims.keeping.shipped import page_of, shipped_names
from stargate_claims.keeping.statements import ids_of, read_claim, read_source
from stargate_claims.keeping.written import contents, lines, printed
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Vocabulary
from stargate_claims.reading.bylines import outlet_of
from stargate_claims.reading.draft import Draft
from stargate_claims.reading.extract import extract_claims
from stargate_claims.reading.figures import parse_quantity
from stargate_claims.reading.names import Directory, new_id

KEYS = ("entities", "drafts")
_ENTRY = ("source", "claims")
_MARK = "accepted"


@frozen(kw_only=True)
class Reading:
    """One article and the drafts that were read from it."""

    file: str
    text: str
    source: Source
    drafts: tuple[Draft, ...]
    publisher: Entity | None = None


def read_articles(
    paths: Iterable[Path],
    published: date,
    publisher: str | None = None,
    language: str | None = None,
    ledger: Ledger | None = None,
    *,
    new_only: bool = False,
) -> Iterator[Reading]:
    """Read articles, one a file.

    Args:
        paths: the files.
        published: the day on which they were published.
        publisher: the entity id of who published them; None for what a byline says.
        language: of the articles; None for the one that most letters of each are of.
        ledger: lends its names and measures, never claims, sources or places.
        new_only: leave out what the ledger already has from the same place of the same article.

    Raises:
        LedgerError: if a file cannot be read.
    """
    names = ledger.vocabulary if ledger is not None else shipped_names().vocabulary
    for path in paths:
        text, digest = read_article(path)
        recorded = _recorded(ledger, path.stem, digest) if new_only else None
        outlet = outlet_of(text, Directory(names))
        who = publisher or (outlet.id if outlet is not None else new_id(path.stem))
        source = recorded or Source(
            id=new_id(path.stem),
            publisher=who,
            published=Window.on(published),
            language=language or language_of(text),
            sha256=digest,
        )
        drafts: list[Draft] = extract_claims(text, source, vocabulary=names)
        if recorded is not None and ledger is not None:
            there = [claim for claim in ledger if claim.source.id == recorded.id]
            drafts = [draft for draft in drafts if not any(is_there(draft, claim) for claim in there)]
        proposed = None
        if source.publisher not in names.entities:
            label = outlet.labels[0] if outlet is not None and publisher is None else source.publisher
            proposed = Entity(id=source.publisher, kind=EntityKind.ORGANISATION, label=Label(ko=label))
        yield Reading(file=path.name, text=text, source=source, drafts=tuple(drafts), publisher=proposed)


def _recorded(ledger: Ledger | None, stem: str, digest: str) -> Source | None:
    """The source of a ledger that a text is the copy of."""
    for source in ledger.sources if ledger is not None else ():
        if source.sha256 == digest or (source.sha256 is None and source.id == stem):
            return source
    return None


def is_there(draft: Draft, claim: Claim) -> bool:
    """Whether a claim makes a draft's statement at its place: most of one lies in the other, and they say the same."""
    at = claim.locator
    if at.start is None or at.end is None:
        return False
    shared = min(draft.end, at.end) - max(draft.start, at.start)
    if shared * 2 < min(draft.end - draft.start, at.end - at.start):
        return False
    if draft.figure is None or claim.quantity is None:
        return draft.figure is None and draft.claim.measure == claim.measure
    return (draft.figure.interval, draft.figure.unit) == (claim.quantity.interval, claim.quantity.unit)


def draft_text(readings: Sequence[Reading], language: str = "ko") -> str:
    """The drafts of some articles as YAML. Each is marked ``accepted: no``; its doubts stand above it as comments.

    Args:
        readings: the articles.
        language: of the doubts.
    """
    entities = {entity.id: entity for reading in readings for draft in reading.drafts for entity in draft.names}
    entities |= {reading.publisher.id: reading.publisher for reading in readings if reading.publisher is not None}
    parts = []
    if entities:
        vocabulary = shipped_names().vocabulary | Vocabulary.of(entities.values())
        named = contents(Ledger(name="names", vocabulary=vocabulary))["entities.yaml"]
        parts += ["# Names that the vocabulary lacks, as printed: merge, rename or keep them.\n", *lines(named)]
    parts.append("drafts:\n" if any(reading.drafts for reading in readings) else "drafts: []\n")
    for reading in readings:
        if reading.drafts:
            parts += _entry(reading, language)
    return "".join(parts)


def _entry(reading: Reading, language: str) -> Iterator[str]:
    ledger = Ledger(name="drafts", sources=[reading.source], claims=[_writable(d.claim) for d in reading.drafts])
    (content,) = (c for name, c in contents(ledger).items() if name != "ledger.yaml")
    source = "".join(lines({"source": content["source"]}, 2))
    yield f"  - {source.lstrip(' ')}    claims:\n"
    for draft, claim in zip(reading.drafts, content["claims"], strict=True):
        yield f"      # {draft.confidence}%\n"
        for doubt in draft.doubts:
            shown = "".join(char if char.isprintable() else " " for char in doubt.in_(language))
            yield f"      # ? {shown}\n"
        block = "".join(lines({_MARK: False, **claim}, 4))
        yield f"      - {block.lstrip(' ')}"


def _writable(claim: Claim) -> Claim:
    """The claim with figures that read back as they are; one that has no printed form is left out, with a note."""
    if claim.quantity is None:
        return claim
    quantity, restated = _readable(claim.quantity), None if claim.restated is None else _readable(claim.restated)
    if quantity is None:
        return evolve(claim, quantity=None, restated=None, note=f"{claim.quantity.interval} {claim.quantity.unit}")
    return evolve(claim, quantity=quantity, restated=restated)


def _readable(quantity: Quantity) -> Quantity | None:
    for candidate in (quantity, evolve(quantity, as_printed=None)):
        try:
            text = printed(candidate)
            read = parse_quantity(text or "")
        except (FigureError, LedgerError):
            continue  # bound words that stand elsewhere in the sentence
        if (read.interval, read.unit) == (quantity.interval, quantity.unit):
            return evolve(quantity, as_printed=text)
    return None


def write_drafts(readings: Sequence[Reading], path: Path, language: str = "ko") -> None:
    """Write drafts to a new file.

    Raises:
        LedgerError: if there is something there already, or it cannot be written: reviews are never overwritten.
    """
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(draft_text(readings, language))
    except FileExistsError:
        raise refusal(str(path), Code.LAYOUT, "there is something there already", "name a new file") from None
    except OSError as error:
        raise refusal(str(path), Code.UNREADABLE, f"it cannot be written ({error.strerror})", "check it") from error


@frozen(kw_only=True)
class _Accepted:
    """What a reviewer marked, and the names that it may need."""

    claims: list[Claim] = field(factory=list)
    entities: Mapping[str, Entity] = field(factory=dict)


def accept_drafts(path: Path, folder: Path, reviewer: str, on: date) -> tuple[Claim, ...]:
    """Enter the drafts marked ``accepted: yes`` into a ledger folder, with who reviewed them and when.

    Claims of a source that the folder has are added to its file; others start a file of their own. The folder is
    written only if the ledger reads as it should with them.

    Args:
        path: a file that ``extract --into`` wrote, and a person reviewed.
        folder: a ledger folder.
        reviewer: the name that is recorded.
        on: the day that is recorded.

    Raises:
        LedgerError: with every problem of the drafts, or of the ledger with them.
        InvalidClaim: for a claim that does not fit the ledger.
    """
    if not reviewer.strip():
        raise InvalidClaim("a review needs the name of its reviewer")
    if not folder.is_dir():
        raise refusal(str(folder), Code.NOT_FOUND, "there is no such folder", "start one with 'stargate-claims new'")
    ledger = load_folder(folder)
    accepted = _read(path, ledger)
    ids = {claim.id for claim in (*ledger, *accepted.claims)}
    claims = [_reviewed(claim, reviewer, on, ids, ledger) for claim in accepted.claims]
    names = _needed(accepted, claims, ledger)
    trial = Ledger(
        name=ledger.name,
        vocabulary=ledger.vocabulary | names,
        rules=ledger.rules,
        sources=ledger.sources,
        claims=ledger,
    )
    for claim in sorted(claims, key=lambda claim: bool(claim.denies)):
        trial.add(claim)
    if claims:
        _write(folder, claims, names, ledger)
    return tuple(claims)


def _read(path: Path, ledger: Ledger) -> _Accepted:
    problems: list[Problem] = []
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise refusal(str(path), Code.UNREADABLE, f"it cannot be read ({error.strerror})", "check the path") from error
    page, entries = page_of(data, str(path), KEYS, problems)
    own = read_names([(page, {key: node for key, node in entries.items() if key == "entities"})], shipped_names())
    vocabulary = own.vocabulary | ledger.vocabulary
    reader = Reader(page)
    entry_nodes = reader.items(entries.get("drafts"), "drafts")
    tables = [reader.table(node, _ENTRY, "an entry of drafts", needed=_ENTRY) for node in entry_nodes]
    nodes = [node for table in tables for node in reader.items(table.get("claims"), "claims")]
    known = Known(
        vocabulary=vocabulary,
        ladders={**shipped_names().ladders, **own.ladders},
        claims={*ids_of(nodes), *(claim.id for claim in ledger)},
    )
    accepted = _Accepted(entities=own.vocabulary.entities)
    taken = {claim.id for claim in ledger}
    for table in tables:
        accepted.claims.extend(_marked(Reader(page, known), table, taken))
    raise_if(problems)
    return accepted


def _marked(reader: Reader, table: Mapping[str, Node], taken: set[str]) -> Iterator[Claim]:
    """The claims of a source that are marked; ``taken`` holds the ids that others have, and grows."""
    if not {*_ENTRY} <= {*table}:
        return  # that was refused already
    source = read_source(reader, table["source"])
    for node in reader.items(table["claims"], "claims"):
        mark = node.entries.get(_MARK) if isinstance(node, Table) else None
        if isinstance(mark, Scalar) and mark.text not in YES_NO:
            reader.page.refuse(mark.mark, Code.NOT_YES_NO, f"{mark.text!r} is neither yes nor no", "write yes or no")
        if source is None or not isinstance(mark, Scalar) or not YES_NO.get(mark.text, False):
            continue
        claim = read_claim(reader, node, source, (_MARK,))
        if claim is not None and claim.id in taken:
            hint = "mark it 'accepted: no'; if it is another claim, give it an id of its own"
            reader.page.refuse(mark.mark, Code.DUPLICATE_ID, f"{claim.id!r} is in the ledger already", hint)
        elif claim is not None:
            taken.add(claim.id)
            yield claim


def _reviewed(claim: Claim, reviewer: str, on: date, ids: set[str], ledger: Ledger) -> Claim:
    """The claim as it enters: a denial of drafts that nobody accepted denies only the others."""
    denies = tuple(id for id in claim.denies if id in ids)
    if claim.denies and not denies and claim.measure is None:
        raise InvalidClaim(f"{claim.id} denies only drafts that are not accepted; accept {claim.denies[0]} too")
    sources = {source.id: source for source in ledger.sources}
    source = sources.get(claim.source.id, claim.source)
    return evolve(claim, source=source, denies=denies, reviewed_by=reviewer.strip(), reviewed_on=on)


def _needed(accepted: _Accepted, claims: Sequence[Claim], ledger: Ledger) -> Vocabulary:
    """The proposed names that the claims use and the ledger lacks."""
    used: set[str] = set()
    for claim in claims:
        used |= {
            claim.source.publisher,
            *claim.by,
            *claim.via,
            *claim.subject,
            *claim.of,
            *claim.together,
            *claim.without,
        }
        used |= {id for id in (claim.for_, claim.bundle) if id is not None}
    return Vocabulary.of(
        e for id, e in accepted.entities.items() if id in used and id not in ledger.vocabulary.entities
    )


def _write(folder: Path, claims: Sequence[Claim], names: Vocabulary, ledger: Ledger) -> None:
    """Change the folder as a whole: first a copy, which must load with all claims."""
    files = dict(_changed(folder, claims, names, ledger))
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "ledger"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*"))
        for name, (_, after) in files.items():
            (copy / name).write_bytes(after)
        if len(load_folder(copy)) != len(ledger) + len(claims):
            raise refusal(str(folder), Code.LAYOUT, "not every claim can be read back", "report this, with the file")
    for name, (before, after) in files.items():
        if before is not None:
            replace(folder / name, before, after)
            continue
        try:
            with (folder / name).open("xb") as stream:
                stream.write(after)
        except OSError as error:
            message = f"it cannot be written ({error.strerror})"
            raise refusal(str(folder / name), Code.UNREADABLE, message, "check its permissions") from error


def _changed(
    folder: Path, claims: Sequence[Claim], names: Vocabulary, ledger: Ledger
) -> Iterator[tuple[str, tuple[bytes | None, bytes]]]:
    """Each file that changes: what it held, or None where it is new, and what it is to hold."""
    there = {source: path for path in sorted(folder.glob("*.yaml")) if (source := _source_in(path)) is not None}
    small = Ledger(
        name="new",
        vocabulary=shipped_names().vocabulary | names,
        sources={claim.source.id: claim.source for claim in claims}.values(),
        claims=claims,
    )
    for name, content in contents(small).items():
        if name == "ledger.yaml":
            continue
        key, path = ("entities", folder / name) if name == "entities.yaml" else ("claims", folder / name)
        if key == "claims":
            path = there.get(content["source"]["id"], _free(folder, name))
        text = "".join(lines(content))
        if not path.exists():
            yield path.name, (None, text.encode())
            continue
        before = path.read_bytes()
        added = "".join(lines({key: content[key]})).partition("\n")[2]
        yield path.name, (before, _appended(before, key, added, path))


def _free(folder: Path, name: str) -> Path:
    """A file name that nobody has yet."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem}-{number}.yaml"
        number += 1
    return path


def _source_in(path: Path) -> str | None:
    root = parse(path.read_bytes(), Page(file=path.name, problems=[])) if path.stat().st_size else None
    source = root.entries.get("source") if isinstance(root, Table) else None
    id = source.entries.get("id") if isinstance(source, Table) else None
    return id.text if isinstance(id, Scalar) else None


def _appended(before: bytes, key: str, added: str, path: Path) -> bytes:
    """A file with entries added to its last key, which must be the list that they belong to."""
    text = before.decode("utf-8")
    root = parse(before, Page(file=path.name, problems=[])) if text.strip() else None
    keys = list(root.entries) if isinstance(root, Table) else []
    if not keys:
        return (text + ("" if not text or text.endswith("\n") else "\n") + f"{key}:\n{added}").encode()
    if keys[-1] != key:
        hint = f"move {key!r} to the end of the file"
        raise refusal(str(path), Code.LAYOUT, f"its last key is {keys[-1]!r}, so nothing can be added to {key!r}", hint)
    stripped = text.rstrip()
    if stripped.endswith(f"{key}: []") or stripped.endswith(f"{key}:"):
        return (stripped.removesuffix("[]").rstrip() + "\n" + added).encode()
    return (stripped + "\n" + added).encode()
