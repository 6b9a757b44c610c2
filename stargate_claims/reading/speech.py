"""Verbs of saying as every language hands them on, and the words by which they are found."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from stargate_claims.data import rows
from stargate_claims.reading.phrases import Phrase


class Speech(NamedTuple):
    """One verb of saying.

    Attributes:
        start: where what is said begins; 0 where nothing tells.
        end: where what is said ends.
        at: where the verb stands.
        role: say, report, publish, noun, hearsay, source, given (a value, by whoever
            gave it), expected (by whoever expects it), document, same (the source before),
            theirs (whose the words just before are) or unnamed.
        cue: the verb as printed.
        subject: who stands as its subject beside it, or None.
    """

    start: int
    end: int
    at: int
    role: str
    cue: str
    subject: Phrase | None = None


@cache
def _roles(language: str) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for row in rows("cues_speech.csv"):
        if row["language"] == language:
            found.setdefault(row["role"], {})[row["word"]] = None
    return found


def speech_words(role: str, language: str) -> tuple[str, ...]:
    """The words of one role."""
    return tuple(_roles(language).get(role, ()))


def phrase_of(match: re.Match[str], particle: str, name: str = "who") -> Phrase:
    """The noun phrase that a group of a pattern found."""
    return Phrase(match.start(name), match.end(name), match[name], particle)
