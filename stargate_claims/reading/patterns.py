"""Regular expressions that cost nothing before they are used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
_Matcher = Callable[..., re.Match[str] | None]


class Pattern:
    """A regular expression, compiled when one of its methods is first looked up.

    Compiling all patterns of the readers takes longer than reading a ledger does; most commands need a few of them.
    The methods are those of :class:`re.Pattern`, kept in slots, so that a call costs no more than one of theirs.

    >>> pattern = Pattern("[0-9]+")
    >>> pattern.match("12 sites").group()
    '12'
    """

    __slots__ = ("finditer", "flags", "fullmatch", "match", "search", "source", "split")

    source: str
    flags: int
    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: _Matcher
    match: _Matcher
    search: _Matcher
    split: Callable[..., list[str]]

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags

    def __getattr__(self, name: str) -> object:
        if name not in self.__slots__:
            raise AttributeError(f"a pattern has no {name!r}")
        compiled = re.compile(self.source, self.flags)
        self.finditer, self.fullmatch, self.match = compiled.finditer, compiled.fullmatch, compiled.match
        self.search, self.split = compiled.search, compiled.split
        return getattr(self, name)


def in_batches(items: Iterable[Item], size: int = 512) -> Iterator[Item]:
    """The same items, made some hundred at a time.

    Where one kind of work follows another for each item, every step finds the processor busy with the code of the
    others. A batch of each kind at a time takes a tenth less, in memory that does not grow with the text.

    >>> list(in_batches(range(5), 2))
    [0, 1, 2, 3, 4]
    """
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield from batch


_FINALS = {"ㄴ": 4, "ㄹ": 8, "ㅆ": 20}


def syllables(final: str) -> str:
    """Every syllable that ends in ㄴ (what is: 연다), ㄹ (what is yet to be: 될 전망) or ㅆ (what has been: 늘었다).

    >>> "늘" in syllables("ㄹ"), "었" in syllables("ㅆ"), "느" in syllables("ㄹ")
    (True, True, False)
    """
    return "".join(map(chr, range(ord("가") + _FINALS[final], ord("힣") + 1, 28)))
