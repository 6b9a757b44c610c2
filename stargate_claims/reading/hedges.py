"""Words that bound a figure: 약, 최소, 이상, 에도 못 미치는, at least, nearly, not exceeding …"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
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


class _Word(NamedTuple):
    """A row of the table: ``denied`` is the reading under a denial, None where that changes nothing."""

    text: str
    hedge: Hedge | None
    denied: Hedge | None
    spaced: bool


def _hedge(word: str) -> Hedge | None:
    return None if word in ("", "none") else Hedge(word)


_ROWS = rows("hedges.csv")
_SIGNS = {"~": Hedge.APPROX, "≈": Hedge.APPROX, "∼": Hedge.APPROX, "<": Hedge.LESS_THAN, ">": Hedge.MORE_THAN,
          "≥": Hedge.AT_LEAST, "≤": Hedge.AT_MOST}  # fmt: skip
_GAPS = frozenset(" \n")
_BREAKS = frozenset(" \n([{<「『“”\"'‘’`,:;·…—–)]}>」』-")
_WINDOW = 28


def _by_ending() -> dict[str, list[_Word]]:
    """Words before a figure by their last two letters, the longest first: "more than" before "than"."""
    by_ending: dict[str, list[_Word]] = defaultdict(list)
    for row in sorted(_ROWS, key=lambda row: len(row["word"]), reverse=True):
        if row["side"] == "before":
            word = _Word(row["word"], _hedge(row["hedge"]), _hedge(row["denied"]), row["glued"] == "spaced")
            ending = word.text[-2:]
            for written in {ending, ending.upper(), ending.capitalize()}:
                by_ending[written].append(word)
    return dict(by_ending)


_BY_ENDING = _by_ending()
# A denial right before a word that bounds: not over, never exceeded, did not fall below.
_DENIAL = Pattern(
    r"\b(?:(?:(?:do|does|did|has|have|had|will|would|shall|should|must|may|can|could|is|are|was|were) )?(?:not|never)"
    r"|without|nor|cannot|[a-z]+n['’]t)"
    r"(?: (?:to|be|been|have|ever|yet|likely|expected|allowed))*"
    r"(?: (?:cost|drop|dropped|dip|dipped|fall|fallen|fell|get|go|gone|going|grow|grown|hold|last|own|pay|paying|raise"
    r"|rise|rising|risen|rose|sell|sink|slip|slipped|spend|spending|take|total))? \Z"
)
_NO = Pattern(r"\bno (?:(?!more|fewer|less)[a-z]+ )?\Z")
_NONE_BEYOND = frozenset(("above", "over", "below", "under", "beyond", "exceeding"))
"""no fine above £20m: at most that."""
_DID = Pattern(r"(?:기로|[다라자]고|도록) \Z")
"""투입하기로 한 40억 유로: a verb, and no 한 that means about."""

_AFTER_WORDS = {row["word"]: (_hedge(row["hedge"]), _hedge(row["denied"])) for row in _ROWS if row["side"] != "before"}
_ONLY_DENIED = frozenset(row["word"] for row in _ROWS if row["hedge"] == "")


def _words(side: str, language: str = "ko", glued: str = "no") -> list[str]:
    """Words of one place, the longest first: 뛰어넘 before 넘."""
    chosen = [row["word"] for row in _ROWS if (row["side"], row["language"], row["glued"]) == (side, language, glued)]
    return sorted(chosen, key=len, reverse=True)


_PARTICLE = r"(?:에도|에만|에서|을|를|이|가|은|는|에|도|의|로|으로)"
_FREE, _GLUED, _ENGLISH, _VERBS, _SHORT = (
    "|".join(map(re.escape, words))
    for words in (_words("after"), _words("after", glued="yes"), _words("after", "en"), _words("verb"), _words("short"))
)
_MORE, _LESS = "많|늘|큰|크|높|비싸|비싼|웃", "적|줄|작|낮|싸|싼"
_ADVERB = "채|크게|훨씬|거의|훌쩍|약간|조금|소폭|살짝|겨우|간신히|이미|안|못"
_NOT = "(?:않|못|아니|말)"
# What denies a verb from behind: 넘지 않는, 넘어서지는 못한, 넘을 수 없는, 넘은 적이 없다, 넘어서는 안 된다.
_DENIED = (
    rf"(?:[가-힣]{{0,3}}?(?:지(?:는|도|를|조차)?[ ]?{_NOT}|(?:서는|선|면)[ ]?안[ ]?[되된돼됐])"
    r"|[가-힣]{0,3}[ ](?:수|적|일)(?:이|은|는|도|가)?[ ]?없)"
)
# The same of a bound and the verb it goes with: 3% 이하로 떨어지지 않는다.
_TURNED = (
    rf"(?:으로|로)(?:는|도)?[ ](?:[가-힣]{{1,6}}[ ])?[가-힣]{{1,4}}지(?:는|도)?[ ]?{_NOT}[가-힣]{{0,4}}"
    r"|[이가은는][ ]아[니닌닐]"
)
# 100m 아래로 is where, 1.5% 아래로 is how much.
_NOT_WHERE = "".join(rf"(?<![m터]{gap}{word})" for gap in ("", " ") for word in ("아래로", "밑으로"))
_AFTER = Pattern(
    r"['’”\"」』]?(?P<bracket>\([^()\n]{0,80}\))?['’”\"」』]?(?:어치|[ ]?(?:규모|상당)(?=[ ](?:이상|이하|미만|초과)))?"
    rf"(?:(?P<glued>{_GLUED}|(?<=[원러%]) 선)(?=[ ,.)까에으을이은\n]|\Z)"
    rf"|(?:[ \n]?(?P<first>{_FREE}){_NOT_WHERE}(?!(?<!남짓)(?:하(?!고)|한 (?!번))|기[후류]|현상|징후|권)"
    rf"|[ \n]?(?P<english>{_ENGLISH})(?![A-Za-z]))"
    rf"(?:(?P<turned>{_TURNED})|{_PARTICLE}?[ \n]?(?P<second>{_VERBS})(?P<denied2>{_DENIED})?[가-힣]{{0,4}})?"
    rf"|(?:의 ?(?!절반|반|[두세네] )[가-힣]{{1,6}}?)?{_PARTICLE}?[ \n]?"
    rf"(?:(?P<adverb>{_ADVERB}) )?(?P<verb>{_VERBS})(?!버|어[지져졌]|겨[지져졌])(?P<denied>{_DENIED})?[가-힣]{{0,4}}"
    rf"|(?:이|가|도|조차)[ \n]?(?:채 )?(?P<short>{_SHORT})[가-힣]{{0,4}}"
    rf"|보다[ ]?(?:더 |훨씬 |크게 )?(?:(?P<above>{_MORE})|(?P<below>{_LESS}))(?P<denied3>{_DENIED})?[가-힣]{{0,4}})"
)


def _firsts(*words: str) -> str:
    return "".join({word[0] for word in words})


_AFTER_FIRSTS = _firsts(*_AFTER_WORDS)
_PARTICLE_NEXT = _firsts(*_words("verb"), *_words("short"), *_ADVERB.split("|")) + _MORE + _LESS
# Nearly every figure that no word follows ends here: most are followed by a particle and a verb that bounds nothing.
_LIKELY = Pattern(
    r"['’”\"」』(+-]|어치|[ ]?(?:규모|상당)[ ][이미초]"
    rf"|[ \n]?[{_AFTER_FIRSTS}]|의|[ \n]?[{_firsts(*_words('verb'), *_ADVERB.split('|'))}]"
    rf"|(?:{_PARTICLE}|조차|보다)[ \n]?[{_PARTICLE_NEXT}더]"
)
_PLUS = Pattern(r"\+(?![0-9])|-plus(?![A-Za-z])")


def before(text: str, start: int) -> tuple[Bound, ...]:
    """The bound words right before a figure, nearest first."""
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
    if text[end - 1 : end] in _GAPS:
        end -= 1
        if text[end - 1 : end] in _GAPS:
            end -= 1
    ending = text[end - 2 : end] if end > 1 else text[:end]
    words = _BY_ENDING.get(ending) or _BY_ENDING.get(ending[-1:])
    if words is not None:
        return _word_before(text, words, start, end)
    if end == start and ending[-1:] in _SIGNS:
        return Bound(_SIGNS[ending[-1]], end - 1, end)
    return None


def _word_before(text: str, words: list[_Word], start: int, end: int) -> Bound | None:
    """The longest of some words that ends at a place and is a whole word, or with a denial before it several."""
    for word, hedge, denied, spaced in words:
        begin = end - len(word)
        if begin < 0 or (begin and text[begin - 1] not in _BREAKS):
            continue
        printed = text[begin:end]
        if printed != word and printed.replace("\n", " ").lower() != word:
            continue
        if spaced and (end == start or _DID.search(text, max(0, begin - 4), begin) is not None):
            return None
        denial = _denial(text, begin, word) if denied is not None else None
        if denial is not None:
            return Bound(denied, denial, end, text[denial:end])
        return Bound(hedge, begin, end, printed)
    return None


def _denial(text: str, begin: int, word: str) -> int | None:
    """Where a denial of a bound word starts, which stands right before it."""
    if text[begin - 1 : begin] != " ":
        return None
    denial = _DENIAL.search(text, max(0, begin - _WINDOW), begin)
    if denial is None and (word.endswith("than") or word in _NONE_BEYOND):
        denial = _NO.search(text, max(0, begin - _WINDOW), begin)
    return denial.start() if denial else None


def after(text: str, end: int) -> Bound | None:
    """The bound words right after a figure, past a bracket, a closing quote and particles."""
    if _LIKELY.match(text, end) is None:
        return None
    match = _AFTER.match(text, end)
    if match is None:
        plus = _PLUS.match(text, end)
        return Bound(Hedge.AT_LEAST, end, plus.end()) if plus else None
    start = max(match.end("bracket"), end)
    if match["above"] or match["below"]:
        above, below = (Hedge.AT_MOST, Hedge.AT_LEAST) if match["denied3"] else (Hedge.MORE_THAN, Hedge.LESS_THAN)
        return Bound(above if match["above"] else below, start, match.end())
    return _bounded(match, start)


def _bounded(match: re.Match[str], start: int) -> Bound | None:
    """What the words of the table say after a figure, denials counted."""
    first = (match["glued"] or "").lstrip() or match["first"] or match["english"] or match["verb"] or match["short"]
    denied = match["turned"] or match["denied"] or match["adverb"] in ("안", "못")
    if not denied and first in _ONLY_DENIED:
        return None
    plain, under_denial = _AFTER_WORDS[first]
    hedge = under_denial or plain if denied else plain
    second = match["second"]
    if second and (match["denied2"] or second not in _ONLY_DENIED):
        plain, under_denial = _AFTER_WORDS[second]
        hedge = stricter(hedge, under_denial or plain if match["denied2"] else plain)
    return Bound(hedge, start, match.end())


_STRENGTH = {None: 0, Hedge.EXACT: 0, Hedge.APPROX: 1, Hedge.ORDER_OF_MAGNITUDE: 1, Hedge.AT_LEAST: 2, Hedge.AT_MOST: 2,
             Hedge.MORE_THAN: 3, Hedge.LESS_THAN: 3}  # fmt: skip


def stricter(first: Hedge | None, second: Hedge | None) -> Hedge | None:
    """Of doubled words the stricter wins; of two equally strict ones the second, which stands nearer the verb.

    >>> stricter(Hedge.AT_LEAST, Hedge.MORE_THAN)
    <Hedge.MORE_THAN: 'more_than'>
    """
    return first if _STRENGTH[first] > _STRENGTH[second] else second


def opposed(hedges: Iterable[Hedge | None]) -> bool:
    """Whether one word bounds from below and another from above."""
    found = [hedge for hedge in hedges if hedge is not None]
    return any(hedge.is_floor for hedge in found) and any(hedge.is_cap for hedge in found)
