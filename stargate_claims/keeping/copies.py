"""The reader's own copies of the articles: read when they are needed, and stored nowhere."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from stargate_claims.keeping.limits import CROWDED, crowd, other_encoding
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.model.claims import Claim
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Source
from stargate_claims.reading.places import Copy, Place, fill

MAX_TEXT = 1024 * 1024
"""Bytes of the largest article that is read: the longest reports of a newspaper have a tenth of it."""


class Basis(StrEnum):
    """How a text was found to be the copy of a source."""

    DIGEST = "sha256"
    """Its digest is the recorded one."""
    NAME = "name"
    """Its file name begins with the id of the source, and no digest is recorded."""
    OTHER_COPY = "other-copy"
    """Its file name begins with the id of the source, but it is another copy than the recorded one."""
    NONE = "none"
    """No text was found, or several whose names begin with the id."""


@frozen(kw_only=True)
class Text:
    """The copy of one source, if there is one.

    Attributes:
        source: the id of the source.
        basis: how the file was found.
        file: its name within the folder, or None.
        sha256: the hex digest of its bytes, or None.
        copy: what it says, or None.
        candidates: files among which nothing decides.
    """

    source: str
    basis: Basis = Basis.NONE
    file: str | None = None
    sha256: str | None = None
    copy: Copy | None = None
    candidates: tuple[str, ...] = ()


class Texts:
    """A folder of texts, matched to sources by digest, or by file names that begin with the id of a source.

    Args:
        folder: where the files are; files in inner folders are not looked at.
        claims: the claims that will be asked for, if known: the places of one article are found together.

    Raises:
        LedgerError: if there is no such folder, or a text in it cannot be read.
    """

    def __init__(self, folder: str | os.PathLike[str], claims: Iterable[Claim] = ()) -> None:
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise refusal(str(folder), Code.NOT_FOUND, "there is no such folder", "give the folder of your copies")
        self._files = sorted(
            path for path in self.folder.iterdir() if path.is_file() and not path.name.startswith(".")
        )  # fmt: skip
        self._texts: dict[Source, Text] = {}
        self._digests: dict[str, str] | None = None
        self._places: dict[tuple[str, str], Place] = {}
        self._expected: dict[Source, dict[str, Claim]] = defaultdict(dict)
        for claim in claims:
            self._expected[claim.source][claim.id] = claim

    def text(self, source: Source) -> Text:
        """The copy of a source."""
        if source not in self._texts:
            self._texts[source] = self._matched(source)
        return self._texts[source]

    def place(self, claim: Claim) -> Place | None:
        """Where a claim is printed, as recorded; None without a copy of its source."""
        copy = self.text(claim.source).copy
        if copy is None:
            return None
        key = (claim.source.id, claim.id)
        if key not in self._places:
            claims = {**self._expected.pop(claim.source, {}), claim.id: claim}
            places = copy.resolve_all(found.locator for found in claims.values())
            self._places |= {(claim.source.id, id): place for id, place in zip(claims, places, strict=True)}
        return self._places[key]

    def printed(self, claim: Claim) -> str | None:
        """The sentence that prints a claim, in one line; None without a copy, or where no place is sure."""
        place, copy = self.place(claim), self.text(claim.source).copy
        if place is None or copy is None:
            return None
        start, end = place.start, place.end
        if claim.locator.digest is None:
            filled = fill(copy, claim.locator, printed_figures(claim)).locator
            start, end = (filled.start, filled.end) if filled else (None, None)
        if start is None or end is None:
            return None
        return " ".join(copy.sentence(start, end).split())

    def _matched(self, source: Source) -> Text:
        named = [path for path in self._files if _names(path.name, source.id)]
        if source.sha256 is not None:
            for path in (*named, *self._files):
                if self._digest(path) == source.sha256:
                    return self._read(source, path, Basis.DIGEST)
        if len(named) == 1:
            return self._read(source, named[0], Basis.NAME if source.sha256 is None else Basis.OTHER_COPY)
        return Text(source=source.id, candidates=tuple(path.name for path in named))

    def _digest(self, path: Path) -> str:
        if self._digests is None:
            self._digests = {}
        if path.name not in self._digests:
            self._digests[path.name] = hashlib.sha256(_bytes(path)).hexdigest()
        return self._digests[path.name]

    def _read(self, source: Source, path: Path, basis: Basis) -> Text:
        data = _bytes(path)
        copy = Copy(_decoded(data, path))
        return Text(source=source.id, basis=basis, file=path.name, sha256=hashlib.sha256(data).hexdigest(), copy=copy)


def printed_figures(claim: Claim) -> tuple[Quantity, ...]:
    """The figures that the article prints for a claim, the one that it is about first."""
    inferred = claim.quantity is not None and "value" in claim.quantity.inferred
    figures = (None if inferred else claim.quantity, claim.restated)
    return tuple(figure for figure in figures if figure is not None)


def _names(file: str, id: str) -> bool:
    """Whether a file name begins with an id, and not with a longer one: 00 does not name 004.txt."""
    file, id = unicodedata.normalize("NFC", file), unicodedata.normalize("NFC", id)
    return file.startswith(id) and not file[len(id) : len(id) + 1].isalnum()


def _bytes(path: Path) -> bytes:
    """What a file holds, up to one byte more than an article may have."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_TEXT + 1)
    except OSError as error:
        raise refusal(str(path), Code.UNREADABLE, f"it cannot be read ({error.strerror})", "check it") from error


def _decoded(data: bytes, path: Path) -> str:
    """A text that is safe to look at."""
    if len(data) > MAX_TEXT:
        raise refusal(str(path), Code.TOO_LARGE, f"more than {MAX_TEXT:,} bytes", "keep one article in a file")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"the text is {other_encoding(data)}"
        raise refusal(str(path), Code.ENCODING, message, "save it as UTF-8") from error
    if "\0" in text:
        raise refusal(str(path), Code.CHARACTER, "NUL in the text", "save the article as plain text")
    if crowd(text) is not None:
        raise refusal(str(path), Code.CHARACTER, CROWDED, "take them out")
    return text
