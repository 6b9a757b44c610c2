"""Places in a copy of an article: found again by digest, or not at all. Nothing is ever taken for its like.

A span is compared without white space, without characters that nobody sees, and in NFKC, so that copies which differ
in line breaks, in composed and decomposed Hangul or in zero-width spaces agree. Everything else must be the same.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from attrs import frozen

from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Locator
from stargate_claims.reading.figures import Figure, find_figures

DIGEST = 16
"""Hex digits of a digest."""
MAX_SPAN = 300
"""Code points of the longest clause or sentence that is a place."""
_LONGEST = 2 * MAX_SPAN
"""Squeezed characters of the longest span that is looked for elsewhere; a longer one is EXACT or LOST."""

# Zero-width characters and variation selectors. Controls that turn the order of what is seen are none of them.
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_END = re.compile(r"[.!?。…]+[\"'”’」』)\]]*(?=\s|$)|(?<=다)\.(?=[가-힣“\"‘'])")
_NO_END = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Inc|Corp|Co|Ltd|No|vs))\.$")
_CLAUSE = re.compile(r"[,;](?=\s)")

Span = tuple[int, int]


class Match(StrEnum):
    """What became of a recorded place in a copy."""

    EXACT = "exact"
    """The same words stand where they stood."""
    RELOCATED = "relocated"
    """The same words stand elsewhere, and only one place can be meant."""
    AMBIGUOUS = "ambiguous"
    """Several places can be meant."""
    LOST = "lost"
    """No place can be meant."""


class Why(StrEnum):
    """Why a place is ambiguous or lost."""

    SEVERAL = "several"
    """The words stand in several places, and how many there were is not known, or another number."""
    GONE = "gone"
    """The words stand nowhere."""
    NOTHING_RECORDED = "nothing-recorded"
    """Neither a digest nor a paragraph."""
    NO_PARAGRAPH = "no-paragraph"
    """The copy has fewer paragraphs."""
    NO_FIGURE = "no-figure"
    """The claim prints no figure to look for, and the paragraph has several sentences."""
    FIGURE_NOT_THERE = "figure-not-there"
    """The paragraph does not print the figure."""
    FIGURE_REPEATED = "figure-repeated"
    """Several sentences of the paragraph print the figure."""
    TOO_LONG = "too-long"
    """The sentence, or the clause that prints the figure, is too long for a place."""
    OUTSIDE = "outside"
    """Start and end, which nobody confirmed by a digest, do not lie in the paragraph."""
    OTHER_COPY = "other-copy"
    """The copy is another than the one that the source records: no place is recorded from it."""


@frozen(kw_only=True)
class Place:
    """Where a span stands in a copy: ``start`` and ``end`` in code points, or why that cannot be said."""

    match: Match
    start: int | None = None
    end: int | None = None
    why: Why | None = None


@frozen(kw_only=True)
class Filled:
    """A place that was found by its paragraph and figure, or why it was not."""

    locator: Locator | None = None
    match: Match = Match.EXACT
    why: Why | None = None


def digest_of(span: str) -> str:
    """First 16 hex digits of the SHA-256 of a span in NFKC, without white space and unseen characters.

    >>> digest_of("5,000억 달러") == digest_of("５，０００억달러")
    True
    """
    return _hash(_UNSEEN.sub("", span))


def _hash(text: str) -> str:
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(squeezed.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]


def paragraphs(text: str) -> Iterator[Span]:
    """The lines that are not blank, without the white space around them."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            yield start, start + len(line.strip())
        at += len(line) + 1


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a paragraph; a heading without a full stop is one.

    >>> text = "계약은 4.5GW다. 착공은 아직이다."
    >>> [text[start:end] for start, end in sentences(text, 0, len(text))]
    ['계약은 4.5GW다.', '착공은 아직이다.']
    """
    return _parts(text, start, end, _END)


def _parts(text: str, start: int, end: int, after: re.Pattern[str]) -> Iterator[Span]:
    for found in after.finditer(text, start, end):
        if found.start() >= start and not _NO_END.search(text, max(start, found.end() - 6), found.end()):
            yield start, found.end()
            start = found.end()
            while start < end and text[start].isspace():
                start += 1
    if start < end:
        yield start, end


class Copy:
    r"""A reader's copy of an article.

    >>> copy = Copy("제목\n100억 달러를 마련했다.")
    >>> copy.resolve(Locator(start=0, end=7, digest=digest_of("100억 달러")))
    Place(match=<Match.RELOCATED: 'relocated'>, start=3, end=10, why=None)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[str, tuple[Span, ...]] = {}

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Its lines that are not blank."""
        return tuple(paragraphs(self.text))

    def paragraph_at(self, offset: int) -> int | None:
        """The number of the paragraph at an offset; None after the last one."""
        return next((number for number, (_, end) in enumerate(self.paragraphs, start=1) if offset < end), None)

    @cached_property
    def _shape(self) -> _Shape:
        return _shaped(self.text)

    def resolve(self, locator: Locator) -> Place:
        """Where a recorded place is in this copy."""
        return self.resolve_all([locator])[0]

    def resolve_all(self, locators: Iterable[Locator]) -> list[Place]:
        """Where some recorded places are: together they take hardly longer than one."""
        given = list(locators)
        exact = [self._stands(locator) for locator in given]
        moved = [locator for locator, stands in zip(given, exact, strict=True) if not stands and locator.digest]
        self._look_for(moved)
        return [
            Place(match=Match.EXACT, start=locator.start, end=locator.end) if stands else self._elsewhere(locator)
            for locator, stands in zip(given, exact, strict=True)
        ]

    def _stands(self, locator: Locator) -> bool:
        if locator.start is None or locator.end is None or locator.digest is None or locator.end > len(self.text):
            return False
        span = self.text[locator.start : locator.end]
        # A digest that was made with unseen characters in it is as good where they still are.
        return locator.digest in (digest_of(span), _hash(span))

    def _elsewhere(self, locator: Locator) -> Place:
        if locator.digest is None:
            return Place(match=Match.LOST, why=Why.NOTHING_RECORDED)
        spans = self.spans(locator.digest)
        if not spans:
            return Place(match=Match.LOST, why=Why.GONE)
        index = 0 if len(spans) == 1 else locator.occurrence - 1
        if len(spans) > 1 and len(spans) != _recorded_number(locator):
            return Place(match=Match.AMBIGUOUS, why=Why.SEVERAL)
        start, end = spans[index]
        return Place(match=Match.RELOCATED, start=start, end=end)

    def spans(self, digest: str) -> tuple[Span, ...]:
        """Every span with a digest, in order."""
        self._look_for([Locator(digest=digest)])
        return self._known[digest]

    def _look_for(self, locators: Iterable[Locator]) -> None:
        """Find the words that some digests stand for, and with them every span that prints them."""
        wanted = {
            locator.digest: None if locator.start is None or locator.end is None else locator.end - locator.start
            for locator in locators
            if locator.digest is not None and locator.digest not in self._known
        }
        words = self._shape.words(wanted) if wanted else {}
        for digest in wanted:
            self._enter(digest, words.get(digest))

    def _enter(self, digest: str, words: str | None) -> None:
        """Remember every span that prints some squeezed words, or that none does."""
        spans = () if words is None else self._shape.printing(words)
        self._known[digest] = tuple(span for span in spans if digest_of(self.text[slice(*span)]) == digest)

    def sentence(self, start: int, end: int) -> str:
        """The sentence in which a span stands, or the sentences; the span alone where they are too long to show."""
        for first, last in self.paragraphs:
            if first <= start < last:
                around = [part for part in sentences(self.text, first, last) if part[1] > start and part[0] < end]
                if around and around[-1][1] - around[0][0] <= MAX_SPAN:
                    start, end = min(start, around[0][0]), max(end, around[-1][1])
        return self.text[start:end]

    def located(self, start: int, end: int, locator: Locator) -> Locator:
        """A locator for a span of this copy, with what another one says of paragraph and repeats."""
        span = self.text[start:end]
        digest = digest_of(span)
        self._enter(digest, _squeezed(span))
        spans = self._known[digest]
        number = next((n for n, (_, last) in enumerate(spans, start=1) if last >= end), 1)
        return Locator(
            paragraph=locator.paragraph,
            start=start,
            end=end,
            digest=digest,
            occurrence=number,
            occurrences=len(spans) if len(spans) > 1 else None,
            repeats=locator.repeats,
        )


def fill(copy: Copy, locator: Locator, figures: Sequence[Quantity] = ()) -> Filled:
    """The place of a claim of which only the paragraph and the printed figures are known.

    Args:
        copy: the article.
        locator: with a paragraph; or with start and end, and no digest yet; or with a digest alone.
        figures: the claim's figures as printed, the one that it is about first.

    Returns:
        A locator with the span of the one sentence, or of the clause of a long one, that prints the figures.
    """
    if locator.digest is not None:
        place = copy.resolve(locator)
        if place.start is None or place.end is None:
            return Filled(match=place.match, why=place.why)
        return Filled(locator=copy.located(place.start, place.end, locator))
    if locator.paragraph is None:
        return Filled(match=Match.LOST, why=Why.NOTHING_RECORDED)
    if locator.paragraph > len(copy.paragraphs):
        return Filled(match=Match.LOST, why=Why.NO_PARAGRAPH)
    first, last = copy.paragraphs[locator.paragraph - 1]
    if locator.start is not None and locator.end is not None:
        if not first <= locator.start < locator.end <= last:
            return Filled(match=Match.LOST, why=Why.OUTSIDE)
        return Filled(locator=copy.located(locator.start, locator.end, locator))
    found = _sentence(copy.text, first, last, figures)
    if isinstance(found, Why):
        several = found in (Why.FIGURE_REPEATED, Why.NO_FIGURE)
        return Filled(match=Match.AMBIGUOUS if several else Match.LOST, why=found)
    return Filled(locator=copy.located(*found, locator))


def _sentence(text: str, first: int, last: int, figures: Sequence[Quantity]) -> Span | Why:
    """The one sentence of a paragraph that prints some figures, or why there is not one."""
    parts = list(sentences(text, first, last))
    if not figures:
        if len(parts) > 1:
            return Why.NO_FIGURE
        return parts[0] if last - first <= MAX_SPAN else Why.TOO_LONG
    printed = find_figures(text[first:last])
    chosen = _printing(parts, printed, first, figures) or _printing(parts, printed, first, figures[:1])
    if len(chosen) != 1:
        return Why.FIGURE_REPEATED if chosen else Why.FIGURE_NOT_THERE
    start, end = chosen[0]
    if end - start <= MAX_SPAN:
        return start, end
    clauses = list(_parts(text, start, end, _CLAUSE))
    chosen = _printing(clauses, printed, first, figures[:1])
    if len(chosen) > 1:
        return Why.FIGURE_REPEATED
    return chosen[0] if chosen and chosen[0][1] - chosen[0][0] <= MAX_SPAN else Why.TOO_LONG


def _printing(
    parts: Collection[Span], printed: Sequence[Figure], offset: int, figures: Sequence[Quantity]
) -> list[Span]:
    """The parts that print every one of some figures: with the same bound words if any do, else the same numbers."""
    for same in (_is_same, _is_same_number):
        places = [{f.start + offset for f in printed if same(f.quantity, figure)} for figure in figures]
        chosen = [part for part in parts if all(any(part[0] <= at < part[1] for at in found) for found in places)]
        if chosen:
            return chosen
    return []


def _is_same(one: Quantity, other: Quantity) -> bool:
    return (one.interval, one.unit, one.hedge) == (other.interval, other.unit, other.hedge)


def _is_same_number(one: Quantity, other: Quantity) -> bool:
    return one.nominal is not None and (one.nominal, one.unit) == (other.nominal, other.unit)


def _recorded_number(locator: Locator) -> int | None:
    """How many spans had the digest when it was recorded, where that is known.

    The last of several whose repeats are all listed was one of so many.
    """
    if locator.occurrences is None and locator.occurrence == len(locator.repeats) + 1 > 1:
        return locator.occurrence
    return locator.occurrences


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).split())


@frozen
class _Shape:
    """A squeezed copy of a text, and for each of its characters which characters of the text it stands for.

    Several characters of the copy may stand for one of the text (㈜), and one for several (decomposed Hangul): a span
    of the copy is one of the text only if it begins and ends between such clusters.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def begins(self, at: int) -> bool:
        """Whether a cluster begins at a character."""
        return at == 0 or self.starts[at] != self.starts[at - 1]

    def closes(self, at: int) -> bool:
        """Whether a cluster ends before a character."""
        return at == len(self.text) or self.begins(at)

    def printing(self, words: str) -> Iterator[Span]:
        """The spans of the text that print some words."""
        at = self.text.find(words)
        while at >= 0:
            if self.begins(at) and self.closes(at + len(words)):
                yield self.starts[at], self.ends[at + len(words) - 1]
            at = self.text.find(words, at + 1)

    def words(self, wanted: Mapping[str, int | None]) -> dict[str, str]:
        """The words behind some digests; each comes with the length of its span as recorded, where it is known.

        A digest can only be found by trying spans. How many of the recorded characters were white space is not
        recorded, so every likely length is tried at every place: in time linear in the text, some 100 tries for each
        of its characters, and for all the digests at once.
        """
        lengths = _lengths(tuple(wanted.values()))
        coded = self.text.encode("utf-8", "surrogatepass")
        at = [0]
        for char in self.text:
            at.append(at[-1] + len(char.encode("utf-8", "surrogatepass")))
        missing = {bytes.fromhex(digest): digest for digest in wanted if _is_digest(digest)}
        found: dict[str, str] = {}
        sha256, half = hashlib.sha256, DIGEST // 2
        for length in lengths:
            for start in range(len(self.text) - length + 1):
                key = sha256(coded[at[start] : at[start + length]]).digest()[:half]
                if key in missing and self.begins(start) and self.closes(start + length):
                    found[missing.pop(key)] = self.text[start : start + length]
            if not missing:
                break
        return found


def _is_digest(text: str) -> bool:
    return re.fullmatch(f"[0-9a-f]{{{DIGEST}}}", text) is not None


def _lengths(spans: Collection[int | None]) -> list[int]:
    """How many squeezed characters spans of so many can have, the likely numbers first.

    Decomposed Hangul shrinks to a third, ㈜ and ½ grow; most text loses a fifth to white space.
    """
    ranges = [
        range(1, MAX_SPAN + 1) if span is None else range(max(1, span // 4), min(span + span // 8 + 5, _LONGEST))
        for span in spans
    ]
    votes = Counter(
        length for span in spans if span is not None for length in range(span * 3 // 5, min(span + 1, _LONGEST))
    )
    return sorted({length for found in ranges for length in found}, key=lambda length: (-votes[length], length))


def _shaped(text: str) -> _Shape:
    """The squeezed copy of a text, in time linear in its length."""
    kept = [at for at, char in enumerate(text) if not _UNSEEN.match(char)]
    seen = "".join([text[at] for at in kept]) if len(kept) < len(text) else text
    if unicodedata.is_normalized("NFKC", seen):
        places = [at for at in kept if not text[at].isspace()]
        return _Shape("".join(seen.split()), places, [at + 1 for at in places])
    joining = {char for char in set(seen) if joins(char)}
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    first = 0
    while first < len(seen):
        last = first + 1
        while last < len(seen) and seen[last] in joining:
            last += 1
        piece = _squeezed(seen[first:last])
        while first < last - 1 and seen[first].isspace():
            first += 1
        pieces.append(piece)
        starts += [kept[first]] * len(piece)
        ends += [kept[last - 1] + 1] * len(piece)
        first = last
    return _Shape("".join(pieces), starts, ends)


def joins(char: str) -> bool:
    """Whether NFKC may join a character to the one before it: marks, and the vowels and finals of Hangul."""
    first = unicodedata.normalize("NFKC", char)[0]
    if unicodedata.category(first).startswith("M") or unicodedata.combining(first):
        return True
    return "\u1161" <= first <= "\u1175" or "\u11a8" <= first <= "\u11c2"
