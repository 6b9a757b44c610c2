"""Units, currencies and counters: which one stands at a place in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from stargate_claims.data import rows
from stargate_claims.reading.patterns import Pattern


class Kind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    QUANTITY = "quantity"
    COUNT = "count"
    DURATION = "duration"


class Unit(NamedTuple):
    """What a unit word means.

    Attributes:
        id: ISO 4217 code, ``%``, ``GW``, ``day`` … or the counter word.
        kind: what it measures.
        inferred: what the word leaves open and the reader assumed: ("currency",) for 달러.
        word: as the table lists it.
        special: how the word is told from its look-alikes: "days", "weeks", "quarters" or "".
        korean: whether the word is written in Hangul.
        factor: how many of the unit the word is, as printed in the table: "0.01" for 센트; "" where it is one.
    """

    id: str
    kind: Kind
    inferred: tuple[str, ...] = ()
    word: str = ""
    special: str = ""
    korean: bool = False
    factor: str = ""


ONE = Unit("1", Kind.COUNT, ("unit",))
"""The unit of a number that stands alone."""
WON_OMITTED = Unit("KRW", Kind.MONEY, ("currency",), "", "", True)
"""What 720조 is in: Korean newspapers leave the currency out only where it is 원."""

_SPECIAL = ("days", "weeks", "quarters")


def _load() -> list[tuple[Unit, str, str]]:
    """(unit, letters that may not follow, place) of every row."""
    units = []
    for row in rows("currencies.csv"):
        inferred = ("currency",) if row["inferred"] == "yes" else ()
        unit = Unit(row["code"], Kind.MONEY, inferred, row["word"], "", row["language"] == "ko", row["factor"])
        units.append((unit, row["beware"], row["place"] if row["language"] != "never" else "never"))
    for row in rows("units.csv"):
        language = row["language"]
        special = language if language in _SPECIAL else ""
        korean = language == "ko" or bool(special)
        unit = Unit(row["unit"], Kind(row["kind"]), (), row["word"], special, korean, row["factor"])
        units.append((unit, row["beware"], "never" if language == "never" else "after"))
    for row in rows("counters.csv"):
        unit = Unit(row["word"], Kind.COUNT, (), row["word"], "", row["language"] == "ko")
        units.append((unit, row["beware"], "after" if row["native"] != "only" else "never"))
    return units


def _pattern(word: str, beware: str) -> str:
    ending = rf"(?!{beware})" if beware else ""
    if word[-1].isascii() and word[-1].isalnum():
        ending += r"(?![A-Za-z0-9])"
    return re.escape(word).replace(r"\ ", r"[ \n]") + ending


def _capital(word: str) -> str:
    """The word at the start of a sentence, where it is an English one."""
    return word[0].upper() + word[1:] if word[0].islower() and len(word) > 3 else word


_ALL = _load()
_AFTER = [(unit, beware) for unit, beware, place in _ALL if place in ("after", "both")]


def _known() -> dict[str, Unit]:
    """Every word that may stand after a number; where two rows have one word the first is meant."""
    known: dict[str, Unit] = {}
    for unit, _ in _AFTER:
        known.setdefault(unit.word, unit)
    for unit, _ in _AFTER:
        known.setdefault(_capital(unit.word), unit)
    return known


_KNOWN = _known()


def _by_first() -> dict[str, dict[str, str]]:
    """The letters that may not follow, by first letter and word."""
    by_first: dict[str, dict[str, str]] = defaultdict(dict)
    for unit, beware in _AFTER:
        for word in (unit.word, _capital(unit.word)):
            by_first[word[0]].setdefault(word, beware)
    return by_first


_WORDS = _by_first()


def alternatives(wanted: Callable[[Unit], bool]) -> str:
    """A pattern for the words of some units, longest first, so that 대만달러 is not 대.

    It looks at the first letter before it tries its alternatives, which is what ``re`` is quick at.
    """
    grouped, letters = [], ""
    for first, words in _WORDS.items():
        some = sorted((word for word in words if wanted(_KNOWN[word])), key=len, reverse=True)
        if some:
            rest = "|".join(_pattern(word, words[word])[len(re.escape(first)) :] for word in some)
            grouped.append(re.escape(first) + (f"(?:{rest})" if len(some) > 1 else rest))
            letters += re.escape(first)
    return f"(?=[{letters}])(?>{'|'.join(grouped)})"


def _first_letter(first: str) -> Pattern:
    words = sorted(_WORDS[first], key=len, reverse=True)
    return Pattern("|".join(_pattern(word, _WORDS[first][word]) for word in words))


_MATCHERS = {first: _first_letter(first) for first in _WORDS}
_SIGNS = {unit.word: unit for unit, _, place in _ALL if place in ("before", "both")}
SIGN_ENDS = frozenset(word[-1] for word in _SIGNS)
"""The last characters of all currency signs and codes."""
_SIGN = Pattern(
    "(?:" + "|".join(re.escape(word) for word in sorted(_SIGNS, key=len, reverse=True) if not word[0].isalpha())
    + "|(?<![A-Za-z])(?:"
    + "|".join(re.escape(word) for word in sorted(_SIGNS, key=len, reverse=True) if word[0].isalpha())
    + r"))[ ]?\Z"
)  # fmt: skip


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit word that stands right at a place, and where it ends.

    >>> unit, end = unit_at("대만달러", 0)
    >>> unit.id, end
    ('TWD', 4)
    """
    first = text[at : at + 1]
    if first in ("「", "『"):
        return _in_brackets(text, at + 1)
    pattern = _MATCHERS.get(first)
    match = pattern.match(text, at) if pattern is not None else None
    if match is None:
        return None
    word = match.group()
    return _KNOWN.get(word) or _KNOWN[word.replace("\n", " ")], match.end()


def _in_brackets(text: str, at: int) -> tuple[Unit, int] | None:
    """A unit in the brackets that some printers put around foreign words: 75천「유로」."""
    found = unit_at(text, at) if text[at : at + 1] not in ("「", "『") else None
    if found is None:
        return None
    unit, end = found
    return unit, end + (text[end : end + 1] in ("」", "』"))


def sign_before(text: str, at: int) -> tuple[Unit, int] | None:
    """The currency sign or code that stands before a number, and where it starts.

    >>> unit, start = sign_before("US$5", 3)
    >>> unit.id, unit.inferred, start
    ('USD', (), 0)
    """
    last = text[at - 1 : at]
    if last == " ":
        last = text[at - 2 : at - 1]
    if last not in SIGN_ENDS or not last:
        return None
    # re.search from a few characters back: no sign is longer than 4.
    match = _SIGN.search(text, max(0, at - 6), at)
    return (_SIGNS[match.group().rstrip()], match.start()) if match else None


_CURRENCY_NAMES = [
    unit.word for unit, _, place in _ALL
    if place == "after" and unit.kind is Kind.MONEY and unit.korean and not unit.inferred and len(unit.word) > 2
]  # fmt: skip
_CURRENCY_BEFORE = Pattern(rf"(?:{'|'.join(sorted(map(re.escape, _CURRENCY_NAMES), key=len, reverse=True))})[ ]?\Z")
_LONGEST_NAME = max(map(len, _CURRENCY_NAMES)) + 1


def currency_before(text: str, at: int) -> tuple[Unit, int] | None:
    """The currency that a Korean name before a number without a unit says, and where it starts: 위안화 3억.

    >>> unit, start = currency_before("홍콩달러 4억", 5)
    >>> unit.id, start
    ('HKD', 0)
    """
    match = _CURRENCY_BEFORE.search(text, max(0, at - _LONGEST_NAME), at)
    return (_KNOWN[match.group().rstrip()], match.start()) if match else None


COUNTERS = {row["word"]: row for row in rows("counters.csv")}
