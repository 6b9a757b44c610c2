"""Words that bound a figure: 약, 최소, 이상, 에도 못 미치는, at least, nearly …"""

from __future__ import annotations

import re
from typing import NamedTuple

from stargate_claims.data import rows
from stargate_claims.model.quantities import Hedge
from stargate_claims.reading.patterns import Pattern


class Bound(NamedTuple):
    """A bound word and where it stands; ``hedge`` is None for a word that changes nothing (총)."""

    hedge: Hedge | None
    start: int
    end: int
    word: str = ""


def _hedge(word: str) -> Hedge | None:
    return None if word == "none" else Hedge(word)


_ROWS = rows("hedges.csv")
_BEFORE = {row["word"]: (_hedge(row["hedge"]), row["glued"]) for row in _ROWS if row["side"] == "before"}
_LAST_WORDS = frozenset(word.split()[-1] for word in _BEFORE)
_LAST_LETTERS = frozenset(word[-1] for word in _BEFORE) | set("tnymresgdfxTNYMRESGDFX.")
_SIGN_HEDGES = {"~": Hedge.APPROX, "≈": Hedge.APPROX, "∼": Hedge.APPROX, "<": Hedge.LESS_THAN, ">": Hedge.MORE_THAN,
                "≥": Hedge.AT_LEAST, "≤": Hedge.AT_MOST}  # fmt: skip
_NEAREST = _LAST_LETTERS | {" ", "\n", *_SIGN_HEDGES}
_BREAK = Pattern(r"[(\[{<「『“”\"'‘’`,:;·…—–)\]}>」』-]")
_WINDOW = 28

_WORD_AFTER = {row["word"]: _hedge(row["hedge"]) for row in _ROWS if row["side"] != "before"}
_PARTICLE = r"(?:에도|에만|에서|을|를|이|가|은|는|에|도|의|로|으로)"
_FREE = "|".join(
    re.escape(row["word"])
    for row in _ROWS
    if row["side"] == "after" and row["language"] == "ko" and row["glued"] == "no"
)
_GLUED = "|".join(re.escape(row["word"]) for row in _ROWS if row["side"] == "after" and row["glued"] == "yes")


def _verbs(side: str) -> str:
    """Verbs that bound, the longest first: 넘지 못 before 넘."""
    return "|".join(sorted((re.escape(row["word"]) for row in _ROWS if row["side"] == side), key=len, reverse=True))


_VERBS, _SHORT = _verbs("verb"), _verbs("short")
_ENGLISH = "|".join(re.escape(row["word"]) for row in _ROWS if row["side"] == "after" and row["language"] == "en")
_MORE, _LESS = "많|늘|큰|크|높|비싸|비싼|웃", "적|줄|작|낮|싸|싼"
_AFTER = Pattern(
    r"['’”\"」』]?(?P<bracket>\([^()\n]{0,80}\))?['’”\"」』]?"
    rf"(?:(?P<glued>{_GLUED})(?=[ ,.)까에으을이은\n]|\Z)"
    rf"|(?:[ \n]?(?P<first>{_FREE})(?!(?<!남짓)(?:하(?!고)|한 (?!번))|기[후류]|현상|징후|권)"
    rf"|[ \n]?(?P<english>{_ENGLISH})(?![A-Za-z]))"
    rf"(?:{_PARTICLE}?[ \n]?(?P<second>{_VERBS})[가-힣]{{0,4}})?"
    rf"|(?:의 ?(?!절반|반|[두세네] )[가-힣]{{1,6}}?)?{_PARTICLE}?[ \n]?"
    rf"(?:채 |크게 |훨씬 |거의 |훌쩍 |약간 |조금 |소폭 |살짝 |겨우 |간신히 |이미 )?(?P<verb>{_VERBS})(?!버|어[지져졌]"
    rf"|겨[지져졌])[가-힣]{{0,4}}"
    rf"|(?:이|가|도|조차)[ \n]?(?:채 )?(?P<short>{_SHORT})[가-힣]{{0,4}}"
    rf"|보다[ ]?(?:더 |훨씬 |크게 )?(?:(?P<above>{_MORE})|(?P<below>{_LESS}))[가-힣]{{0,4}})"
)
_FIRST_LETTERS = frozenset("'’”\"'」』(에을를이가은는도의로으보조+- \n") | {word[0] for word in _WORD_AFTER}
_SECOND_LETTERS = frozenset("채크훨거훌약조소살겨간이(\n") | {word[0] for word in _WORD_AFTER}
_PLUS = Pattern(r"\+(?![0-9])|-plus(?![A-Za-z])")


def before(text: str, start: int) -> tuple[Bound, ...]:
    """The bound words right before a figure, nearest first."""
    last = text[start - 1 : start]
    if last == " ":
        last = text[start - 2 : start - 1]
    if last not in _NEAREST:
        return ()
    first = _one_before(text, start)
    if first is None:
        return ()
    second = _one_before(text, first.start)
    if second is None:
        return (first,)
    third = _one_before(text, second.start)
    return (first, second) if third is None else (first, second, third)


def _one_before(text: str, start: int) -> Bound | None:
    end = start
    while end and start - end < 2 and text[end - 1] in " \n":
        end -= 1
    if not end:
        return None
    last = text[end - 1]
    if last in _SIGN_HEDGES and end == start:
        return Bound(_SIGN_HEDGES[last], end - 1, end)
    if last not in _LAST_LETTERS:
        return None
    return _word_before(text, start, end)


def _word_before(text: str, start: int, end: int) -> Bound | None:
    window = text[max(0, end - _WINDOW) : end].replace("\n", " ")
    last = _BREAK.split(window[window.rfind(" ") + 1 :])[-1]
    if last not in _LAST_WORDS and last.lower() not in _LAST_WORDS:
        return None
    words = _BREAK.split(window)[-1].split(" ")
    for count in (3, 2, 1):
        phrase = " ".join(words[-count:])
        known = _BEFORE.get(phrase) or _BEFORE.get(phrase.lower())
        if known is not None and len(words) >= count:
            hedge, glued = known
            if glued == "spaced" and end == start:
                return None
            return Bound(hedge, end - len(phrase), end, phrase)
    return None


def after(text: str, end: int) -> Bound | None:
    """The bound words right after a figure, past a bracket, a closing quote and particles."""
    if text[end : end + 1] not in _FIRST_LETTERS:
        return None
    if text[end] == " " and text[end + 1 : end + 2] not in _SECOND_LETTERS:
        return None
    match = _AFTER.match(text, end)
    if match is None:
        plus = _PLUS.match(text, end)
        return Bound(Hedge.AT_LEAST, end, plus.end()) if plus else None
    start = max(match.end("bracket"), end)
    if match["above"] or match["below"]:
        return Bound(Hedge.MORE_THAN if match["above"] else Hedge.LESS_THAN, start, match.end())
    first = match["glued"] or match["first"] or match["english"] or match["verb"] or match["short"]
    hedge = _WORD_AFTER[first]
    if match["second"]:
        hedge = stricter(hedge, _WORD_AFTER[match["second"]])
    return Bound(hedge, start, match.end())


_STRENGTH = {None: 0, Hedge.EXACT: 0, Hedge.APPROX: 1, Hedge.ORDER_OF_MAGNITUDE: 1, Hedge.AT_LEAST: 2, Hedge.AT_MOST: 2,
             Hedge.MORE_THAN: 3, Hedge.LESS_THAN: 3}  # fmt: skip


def stricter(first: Hedge | None, second: Hedge | None) -> Hedge | None:
    """Of doubled words the stricter wins; of two equally strict ones the second, which stands nearer the verb.

    >>> stricter(Hedge.AT_LEAST, Hedge.MORE_THAN)
    <Hedge.MORE_THAN: 'more_than'>
    """
    return first if _STRENGTH[first] > _STRENGTH[second] else second


def opposed(hedges: list[Hedge | None]) -> bool:
    """Whether one word bounds from below and another from above."""
    found = [hedge for hedge in hedges if hedge is not None]
    return any(hedge.is_floor for hedge in found) and any(hedge.is_cap for hedge in found)
