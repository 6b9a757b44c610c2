"""A copy of a text that patterns can match, and the way back to the places in the text as given.

Full-width forms become ASCII, decomposed Hangul is composed, invisible characters are taken out. Everything else
stays, character for character, so most texts need no copy at all.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right

from attrs import frozen

from stargate_claims.reading.patterns import Pattern

MAX_MARKS = 8
"""Combining marks in one cluster that are composed; longer runs stay as they are (composing them is quadratic)."""

FULL_WIDTH = "full-width characters"
INVISIBLE = "invisible characters"
BIDI = "bidirectional control characters"

# Zero-width and formatting characters, and variation selectors: nobody sees them, so they must not split a figure.
_UNSEEN = "\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff"
# Controls that change the order in which digits are *seen*: kept, so that no figure is read across one.
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"  # noqa: E501
_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
_SIGNS = {"\u2212": "-", "\u223c": "~", "\u301c": "~", "\uffe6": "₩", "\uffe5": "¥", "\uffe1": "£", "\uffe0": "¢"}
_SIGN = "".join(_SIGNS)
# It begins with one set of characters, which ``re`` scans for without trying the rest.
_CLUSTER = Pattern(
    f"[{_UNSEEN}{_SPACES}{_SIGN}{_MARKS}{TURNING}\uff01-\uff5e\u1100-\u1112]"
    f"(?:(?<=[{_UNSEEN}])[{_UNSEEN}]*|(?<=[{_MARKS}])[{_MARKS}]*|(?<=[\u1100-\u1112])[\u1161-\u1175][\u11a8-\u11c2]?|)"
)
_UNSEEN_RE = Pattern(f"[{_UNSEEN}]")
_SPACE_RE = Pattern(f"[{_SPACES}]")
_PLAIN = Pattern(f"[^{_UNSEEN}{_SPACES}{_SIGN}{_MARKS}{TURNING}\uff01-\uff5e\u1100-\u11ff]*")


@frozen
class Plain:
    """A text made matchable: ``text`` is the copy that patterns match, the rest is the way back."""

    text: str
    copied: tuple[int, ...] = ()
    given: tuple[int, ...] = ()
    width: tuple[int, ...] = ()
    flagged: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    turning: tuple[int, ...] = ()

    def start(self, offset: int) -> int:
        """Where a span that starts here in the copy starts in the text as given."""
        if not self.copied:
            return offset
        index = bisect_right(self.copied, offset) - 1
        return self.given[index] + offset - self.copied[index]

    def end(self, offset: int) -> int:
        """Where a span that ends here in the copy ends in the text as given: invisible characters stay outside."""
        if not self.copied or not offset:
            return offset
        index = bisect_right(self.copied, offset - 1) - 1
        return self.given[index] + (offset - 1 - self.copied[index]) + (self.width[index] or 1)

    def notes(self, start: int, end: int) -> tuple[str, ...]:
        """What was changed or is suspicious within a span of the copy; each thing once."""
        if not self.flagged and not self.turning:
            return ()
        low, high = bisect_left(self.flagged, start), bisect_left(self.flagged, end)
        found = dict.fromkeys(self.flags[low:high])
        if self.turning:
            found[BIDI] = None
        return tuple(found)


def _composed(text: str, start: int, end: int) -> tuple[int, str, str | None]:
    """Where a cluster starts, what it becomes in the copy, and the flag for it."""
    first = text[start]
    if "\uff01" <= first <= "\uff5e":
        return start, chr(ord(first) - 0xFEE0), FULL_WIDTH
    if _SPACE_RE.match(first):
        return start, " ", None
    if first in _SIGNS:
        return start, _SIGNS[first], None
    if _UNSEEN_RE.match(first):
        return start, "", INVISIBLE
    if not "\u1100" <= first <= "\u1112":
        start = max(0, start - 1)  # marks compose with the character before them
        if end - start > MAX_MARKS + 1:
            return start, text[start:end], None
    composed = unicodedata.normalize("NFC", text[start:end])
    return (start, composed, None) if len(composed) == 1 else (start, text[start:end], None)


def plain(text: str) -> Plain:
    """Make a text matchable, in time linear in its length.

    Raises:
        TypeError: if the text is no str.

    >>> copy = plain("５，０００억 달러")
    >>> copy.text, copy.notes(0, 5)
    ('5,000억 달러', ('full-width characters',))
    """
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}; decode bytes first")
    found = _PLAIN.match(text)
    if found is not None and found.end() == len(text):
        return Plain(text)
    pieces: list[str] = []
    copied, given, width, flagged, flags = [0], [0], [0], list[int](), list[str]()
    turning: list[int] = []
    at = length = 0
    for match in _CLUSTER.finditer(text):
        end = match.end()
        if match.group() in TURNING:
            turning.append(length + end - 1 - at)
            continue
        start, new, flag = _composed(text, match.start(), end)
        if start < at or new == text[start:end]:
            continue
        pieces += (text[at:start], new)
        length += start - at
        if flag is not None:
            flagged.append(length)
            flags.append(flag)
        if len(new) != end - start:  # else every place stays where it is
            copied += (length, length + len(new))
            given += (start, end)
            width += (end - start if new else 0, 0)
        length += len(new)
        at = end
    pieces.append(text[at:])
    copy = "".join(pieces)
    if len(copied) == 1:
        return Plain(copy, flagged=tuple(flagged), flags=tuple(flags), turning=tuple(turning))
    return Plain(copy, tuple(copied), tuple(given), tuple(width), tuple(flagged), tuple(flags), tuple(turning))
