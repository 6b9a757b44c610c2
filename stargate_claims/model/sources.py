"""Where a claim is printed: the article, filing or post, and the place within it."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from stargate_claims.errors import InvalidClaim
from stargate_claims.model.intervals import Window


class Basis(StrEnum):
    """How a source's day is known."""

    PRINTED = "printed"
    INFERRED = "inferred"


@frozen(kw_only=True)
class Source:
    """An article, filing or post.

    Attributes:
        id: unique within a ledger.
        publisher: entity id of who published it.
        author: the byline, or None.
        title: a short title in our own words, or None.
        published: the publisher's local day, or a range where only that is known; replay uses its last day.
        published_basis: printed, or inferred from the text or the address.
        language: "ko", "en" … (ISO 639-1).
        url, archived_url: addresses, or None.
        retrieved, revised: days, or None.
        sha256: hex digest of the reader's copy, or None.
    """

    id: str
    publisher: str
    published: Window | None = None
    published_basis: Basis = field(default=Basis.PRINTED, converter=Basis)
    author: str | None = None
    title: str | None = None
    language: str = "ko"
    url: str | None = None
    archived_url: str | None = None
    retrieved: Window | None = None
    revised: Window | None = None
    sha256: str | None = None

    def __attrs_post_init__(self) -> None:
        if not self.id or not self.publisher:
            raise InvalidClaim("a source needs an id and a publisher")


@frozen(kw_only=True)
class Locator:
    """A place in a source. Offsets are Unicode code points, ``[start, end)``.

    Attributes:
        paragraph: 1-based among the lines that are not blank, or None.
        start, end: the span, or None until it was located in a copy.
        digest: first 16 hex digits of the SHA-256 of the span (NFKC, no white space).
        occurrence: 1-based, among spans of one source with this digest.
        occurrences: how many spans of the source had this digest when it was located, or None where nobody counted:
            only an unchanged number lets ``occurrence`` point at one of several in another copy.
        repeats: other paragraphs that print the same (headlines, captions).
    """

    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    digest: str | None = None
    occurrence: int = 1
    occurrences: int | None = None
    repeats: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.paragraph is not None and self.paragraph < 1:
            raise InvalidClaim("paragraphs count from 1")
        if (self.start is None) != (self.end is None):
            raise InvalidClaim("a span has both a start and an end")
        if self.start is not None and self.end is not None and not 0 <= self.start < self.end:
            raise InvalidClaim("a span starts before it ends, at 0 or later")
        if self.occurrence < 1 or (self.occurrences is not None and self.occurrences < self.occurrence):
            raise InvalidClaim("occurrences count from 1, and there are at least as many")
