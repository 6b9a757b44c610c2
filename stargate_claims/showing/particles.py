"""Korean particles: which form follows a word, by how its last sound is read."""

from __future__ import annotations

import re

_SYLLABLES = range(ord("가"), ord("힣") + 1)
_FINALS = 28
"""Each initial and vowel comes with 28 finals, the first of which is none (Unicode standard, section 3.12)."""

_CLOSED_DIGITS, _OPEN_DIGITS = frozenset("013678"), frozenset("2459")
"""영 일 삼 육 칠 팔 end in a consonant; 이 사 오 구 do not."""

_CLOSED_LETTERS = frozenset("LMNR")
"""엘 엠 엔 알; every other letter's Korean name ends in a vowel."""

_ACRONYM = re.compile(r"(?:[A-Z]{2,}|(?<![A-Za-z])[A-Z])$")
"""Read letter by letter: several capitals at the end, or one that stands alone."""


def ends_in_consonant(word: str) -> bool | None:
    """Whether a word's last sound is a consonant, as a Korean reader says it; None where that is not known.

    >>> ends_in_consonant("알파라인"), ends_in_consonant("김하나"), ends_in_consonant("4.5GW"), ends_in_consonant("Alt")
    (True, False, False, None)
    """
    bare = word.rstrip(" )]”’\"'.")
    last = bare[-1:]
    if last and ord(last) in _SYLLABLES:
        return (ord(last) - _SYLLABLES.start) % _FINALS != 0
    if last in _CLOSED_DIGITS or last in _OPEN_DIGITS:
        return last in _CLOSED_DIGITS
    return last in _CLOSED_LETTERS if _ACRONYM.search(bare) else None


def with_particle(word: str, closed: str, opened: str) -> str:
    """A word with the particle that follows a consonant or a vowel; with both where the sound is not known.

    >>> with_particle("알파라인", "은", "는"), with_particle("김하나", "은", "는"), with_particle("Alt", "은", "는")
    ('알파라인은', '김하나는', 'Alt은(는)')
    """
    sound = ends_in_consonant(word)
    if sound is None:
        return f"{word}{closed}({opened})"
    return word + (closed if sound else opened)
