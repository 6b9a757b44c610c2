"""JSON that means one thing: text to plain values, with everything refused that two readers could read differently.

The order is that of the caps: bytes, UTF-8, NUL and half characters, marks on one letter, normal form, depth, and
only then numbers and keys.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any, NoReturn

from stargate_claims.keeping.limits import CROWDED, MAX_DEPTH, crowd, other_encoding

MAX_LINE = 1024 * 1024
"""Bytes of the longest line: the longest claim of the seeds has 2,000."""
MAX_DIGITS = 15
"""Digits of a JSON number: every program reads those exactly. Amounts are strings."""
_SHORT = 2048
"""Characters up to which even the worst text is brought to normal form within a millisecond."""
_LOST = re.compile("[\x00\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)


class NotStrict(ValueError):
    """Text that is refused, and why; whoever reads a file turns it into a problem with a place."""


def decoded(data: bytes) -> str:
    """The text of a line, in UTF-8 and in normal form C.

    Raises:
        NotStrict: for other encodings, half characters and texts in another normal form.

    >>> decoded("값".encode("cp949"))
    Traceback (most recent call last):
    stargate_claims.keeping.strict.NotStrict: it is not UTF-8 but CP949 (EUC-KR), it seems
    """
    if len(data) > MAX_LINE:
        raise NotStrict(f"a line of more than {MAX_LINE:,} bytes")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotStrict(f"it is {other_encoding(data)}") from None
    if text.startswith("\ufeff"):
        raise NotStrict("a byte order mark at its start; save it as plain UTF-8")
    if not text.isascii():
        _refuse_marks(text)
        if not unicodedata.is_normalized("NFC", text):
            raise NotStrict("letters are written in parts (NFD), which makes two names of one")
    return text


def normal(text: str) -> str:
    """A text in normal form C, which can be written as UTF-8.

    Raises:
        NotStrict: for NUL, half characters and too many marks on one letter.

    >>> normal("한국") == "한국"
    True
    """
    if (found := _LOST.search(text)) is not None:
        raise NotStrict(f"{'NUL' if found.group() == chr(0) else 'half of a character'} in {text[:40]!r}")
    if text.isascii():
        return text
    _refuse_marks(text)
    return unicodedata.normalize("NFC", text)


def read_json(text: str) -> Any:
    """The plain value of one JSON text: no duplicate keys, no floats, no NaN, no NUL, nothing too deep or too long.

    Raises:
        NotStrict: for all of these, and for what is not JSON.

    >>> read_json('{"a": 1.0}')
    Traceback (most recent call last):
    stargate_claims.keeping.strict.NotStrict: the number 1.0: write amounts as strings
    """
    if "\\u" in text:
        _refuse_lost_escapes(text)
    if text.count("[") + text.count("{") > MAX_DEPTH:
        _refuse_depth(text)
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        raise NotStrict("it is not JSON: there is no value") from None
    except json.JSONDecodeError as error:
        raise NotStrict(f"it is not JSON: {error.msg} at character {error.pos + 1}") from None
    if end != len(text):
        raise NotStrict(f"it is not one JSON value: more follows at character {end + 1}")
    return value


def quick_json(text: str) -> tuple[Any, int]:
    """The same in half the time: the value, and how many keys the text spells.

    Not looked for are keys that come twice, long whole numbers, and depth. Whoever takes the value apart asks
    `looks_odd`, refuses long numbers, and reads the text with `read_json` where there are keys that it does not know.

    Raises:
        NotStrict: as `read_json` does.
    """
    if "\\" in text:
        return read_json(text), -1
    try:
        value, end = _quick(text, 0)
    except (StopIteration, ValueError, RecursionError):
        return read_json(text), -1  # which says what is wrong
    if end != len(text):
        read_json(text)
    return value, text.count('":')  # no quote within a text is followed by a colon: it would have a backslash before it


def looks_odd(text: str, spelt: int, taken: int) -> bool:
    """Whether a text that `quick_json` read may have keys that come twice, or be too deep.

    Args:
        text: the text.
        spelt: how many keys it spells.
        taken: how many keys the objects have that were made of it.
    """
    return spelt != taken or (spelt > MAX_DEPTH and text.count("{") > MAX_DEPTH)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotStrict(f"the key {twice!r} twice")
    return found


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise NotStrict(f"a number of {len(text):,} digits: write amounts as strings")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise NotStrict(f"the number {text[:40]}: write amounts as strings")


def _scanner(**hooks: Any) -> Callable[[str, int], tuple[Any, int]]:
    """The part of a JSON decoder that reads one value from a place on, and says where it ends."""
    decoder = json.JSONDecoder(parse_float=_no_number, parse_constant=_no_number, **hooks)
    scan: Callable[[str, int], tuple[Any, int]] = getattr(decoder, "scan_once")  # noqa: B009 - not in the stubs
    return scan


_scan = _scanner(object_pairs_hook=_object, parse_int=_whole)
_quick = _scanner()


def _refuse_marks(text: str) -> None:
    if len(text) > _SHORT and crowd(text) is not None:
        raise NotStrict(CROWDED)


def _refuse_lost_escapes(text: str) -> None:
    """NUL, and halves of characters that no other half completes."""
    half = None
    for found in _ESCAPE.finditer(text):
        code = None if found[1] is None else int(found[1], 16)
        low = code is not None and 0xDC00 <= code < 0xE000
        if code == 0:
            raise NotStrict("NUL in the text")
        if low != (half == found.start()):
            break
        half = found.end() if code is not None and 0xD800 <= code < 0xDC00 else None
    else:
        if half is None:
            return
    raise NotStrict("half of a character in the text")


def _refuse_depth(text: str) -> None:
    depth = 0
    for bracket in re.findall(r'"(?:[^"\\]|\\.)*+"|([\[{])|([\]}])', text):
        depth += bool(bracket[0]) - bool(bracket[1])
        if depth > MAX_DEPTH:
            raise NotStrict(f"more than {MAX_DEPTH} levels deep")
