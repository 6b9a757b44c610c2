"""Units, currencies and counters: which one stands at a place in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum
from typing import NamedTuple

from stargate_claims.data import rows


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
    """

    id: str
    kind: Kind
    inferred: tuple[str, ...] = ()
    word: str = ""
    special: str = ""
    korean: bool = False


ONE = Unit("1", Kind.COUNT, ("unit",))
"""The unit of a number that stands alone."""
WON_OMITTED = Unit("KRW", Kind.MONEY, ("currency",), "", "", True)
"""What 720조 is in: Korean newspapers leave the currency out only where it is 원."""

_SPECIAL = ("days", "weeks", "quarters")
_BRACKETS = "「『"


def _load() -> list[tuple[Unit, str, str]]:
    """(unit, letters that may not follow, place) of every row."""
    units = []
    for row in rows("currencies.csv"):
        inferred = ("currency",) if row["inferred"] == "yes" else ()
        unit = Unit(row["code"], Kind.MONEY, inferred, row["word"], "", row["language"] == "ko")
        units.append((unit, row["beware"], row["place"] if row["language"] != "never" else "never"))
    for row in rows("units.csv"):
        language = row["language"]
        special = language if language in _SPECIAL else ""
        korean = language == "ko" or bool(special)
        unit = Unit(row["unit"], Kind(row["kind"]), (), row["word"], special, korean)
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


_ALL = _load()
_WORDS: dict[str, list[Unit]] = defaultdict(list)
for _unit, _, _place in _ALL:
    if _place in ("after", "both"):
        _WORDS[_unit.word.lower()].append(_unit)


def _matchers() -> dict[str, re.Pattern[str]]:
    """One pattern for every first letter: longest word first, so that 대만달러 is not 대."""
    by_first: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit, beware, place in _ALL:
        if place in ("after", "both"):
            by_first[unit.word[0]].append((unit.word, beware))
            if unit.word[0].islower() and len(unit.word) > 3:
                by_first[unit.word[0].upper()].append((unit.word[0].upper() + unit.word[1:], beware))
    return {
        first: re.compile("|".join(_pattern(*pair) for pair in sorted(set(pairs), key=lambda pair: -len(pair[0]))))
        for first, pairs in by_first.items()
    }


_AFTER = _matchers()
_SIGNS = {unit.word: unit for unit, _, place in _ALL if place in ("before", "both")}
_SIGN_ENDS = frozenset(word[-1] for word in _SIGNS)
_SIGN = re.compile(
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
    opened = at < len(text) and text[at] in _BRACKETS
    if opened:
        at += 1
    pattern = _AFTER.get(text[at : at + 1])
    match = pattern.match(text, at) if pattern is not None else None
    if match is None:
        return None
    end = match.end()
    if opened:
        end += text[end : end + 1] in ("」", "』")
    word = match.group().replace("\n", " ")
    known = [unit for unit in _WORDS[word.lower()] if unit.word == word] or _WORDS[word.lower()]
    return known[0], end


def sign_before(text: str, at: int) -> tuple[Unit, int] | None:
    """The currency sign or code that stands before a number, and where it starts.

    >>> unit, start = sign_before("US$5", 3)
    >>> unit.id, unit.inferred, start
    ('USD', (), 0)
    """
    last = text[at - 1 : at]
    if last == " ":
        last = text[at - 2 : at - 1]
    if last not in _SIGN_ENDS or not last:
        return None
    # re.search from a few characters back: no sign is longer than 4.
    match = _SIGN.search(text, max(0, at - 6), at)
    return (_SIGNS[match.group().rstrip()], match.start()) if match else None


COUNTERS = {row["word"]: row for row in rows("counters.csv")}
