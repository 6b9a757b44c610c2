"""Which question a figure answers, and what a speaker does with it: by tables of cues, each row with an example."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen

from stargate_claims.data import rows
from stargate_claims.model.claims import Certainty, Force
from stargate_claims.reading.names import trie
from stargate_claims.reading.patterns import syllables

Qualifiers = tuple[tuple[str, str], ...]


@frozen
class MeasureCue:
    """One row of cues_measures.csv."""

    measure: str
    kind: str
    counters: frozenset[str]
    where: int
    pattern: re.Pattern[str] | None
    force: Force
    subject: str
    qualifiers: Qualifiers
    bounded: bool = False


@frozen(eq=False)
class StateCue:
    """One row of cues_states.csv; rows are told apart by where they stand."""

    measure: str
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    value: str
    subject: str
    qualifiers: Qualifiers
    force: Force
    confidence: int


@frozen(eq=False)
class ForceCue:
    """One row of cues_force.csv; rows are told apart by where they stand."""

    force: Force
    certainty: Certainty
    weak: bool
    pattern: re.Pattern[str]


_WHERE = {"after": -1, "near": 0, "clause": 1, "sentence": 2}


def _pairs(text: str) -> Qualifiers:
    return tuple((name, value) for name, _, value in (pair.partition("=") for pair in text.split(";")) if name)


@cache
def _measures(language: str) -> dict[str, tuple[MeasureCue, ...]]:
    """The rows of a language, by the kind of figure they take."""
    found: dict[str, list[MeasureCue]] = {}
    for row in rows("cues_measures.csv"):
        if row["language"] != language:
            continue
        pairs = _pairs(row["qualifiers"])
        cue = MeasureCue(
            measure=row["measure"],
            kind=row["kind"],
            counters=frozenset(row["counter"].split("|")) - {""},
            where=_WHERE[row["where"]],
            pattern=re.compile(row["cue"]) if row["cue"] else None,
            force=Force(row["force"]),
            subject=row["subject"],
            qualifiers=tuple(pair for pair in pairs if pair[0] != "bounded"),
            bounded=("bounded", "yes") in pairs,
        )
        found.setdefault(cue.kind, []).append(cue)
    return {kind: tuple(cues) for kind, cues in found.items()}


def measure_of(kind: str, unit: str, windows: tuple[str, str, str, str], korean: bool) -> MeasureCue | None:
    """The question that a figure answers, by the words around it.

    Args:
        kind: money, power, percent, count or duration.
        unit: the unit of the figure; counts are told apart by it.
        windows: the words behind it up to the next figure, those on both sides, its clause, its sentence.
        korean: the language of the sentence.

    >>> measure_of("money", "USD", ("한빛은 자금을 조달했다",) * 4, True).measure
    'funds_raised'
    """
    cues = _measures("ko" if korean else "en").get(kind, ())
    after, *around = windows
    for reach, window in enumerate(around):
        if reach and window == around[reach - 1]:
            continue  # every row that may look as far as this has looked already
        for cue in cues:
            if (cue.where < reach and not (cue.where < 0 and reach == 0)) or (
                cue.counters and unit not in cue.counters
            ):
                continue
            if cue.pattern is None or cue.pattern.search(after if cue.where < 0 else window):
                return cue
    return None


def _spelt(cue: str) -> re.Pattern[str]:
    """The pattern of a row."""
    return re.compile(cue.replace("{ㄹ}", f"[{syllables('ㄹ')}]"))


@cache
def _forces(language: str, where: str = "after") -> tuple[ForceCue, ...]:
    """The rows of a language that look at one place."""
    return tuple(
        ForceCue(Force(row["force"]), Certainty(row["certainty"]), row["weak"] == "yes", _spelt(row["cue"]))
        for row in rows("cues_force.csv")
        if (row["language"], row["where"]) == (language, where)
    )


def force_of(near: str, sentence: str, korean: bool, before: str = "") -> ForceCue | None:
    """What the words say about how a statement is meant: those of its clause first, then of its sentence.

    Args:
        near: the words from the figure to the end of its clause.
        sentence: those up to the end of its sentence, or "" where they do not count.
        korean: the language.
        before: the words of the clause before the figure; in English the verb stands there.

    >>> force_of("10억 달러를 투자할 계획이다", "", True).force.value
    'plan'
    >>> force_of("10 million dollars", "", False, before="it plans to invest").force.value
    'plan'
    """
    if not korean:
        cues = _forces("en")
        for cue in _forces("en", "next") if near else ():
            if cue.pattern.match(near):
                return cue
        for cue in _forces("en", "before") if before else ():
            if cue.pattern.search(before):
                return cue
        return _nearest(cues, before, last=True) or _nearest(cues, near) or _nearest(cues, sentence)
    for cues, text in ((_forces("ko", "before"), before), (_forces("ko"), near), (_forces("ko"), sentence)):
        for cue in cues if text else ():
            if cue.pattern.search(text):
                return cue
    return None


def _nearest(cues: tuple[ForceCue, ...], text: str, last: bool = False) -> ForceCue | None:
    """The row that fits first in a text, or last; of several at one place, the row that stands first."""
    found: tuple[int, ForceCue] | None = None
    for cue in cues if text else ():
        for match in cue.pattern.finditer(text):
            place = match.end() if last else -match.start()
            if found is None or place > found[0]:
                found = (place, cue)
    return found[1] if found is not None else None


@cache
def states() -> tuple[StateCue, ...]:
    """Every row of cues_states.csv."""
    return tuple(
        StateCue(
            measure=row["measure"],
            stems=tuple(row["stem"].split("|")),
            pattern=re.compile(row["cue"]),
            value=row["value"],
            subject=row["subject"],
            qualifiers=_pairs(row["qualifiers"]),
            force=Force(row["force"]),
            confidence=int(row["confidence"]),
        )
        for row in rows("cues_states.csv")
    )


@cache
def stems() -> tuple[re.Pattern[str], dict[str, tuple[StateCue, ...]]]:
    """A pattern for the letters that some row needs, and the rows by them."""
    found: dict[str, list[StateCue]] = {}
    for cue in states():
        for stem in cue.stems:
            found.setdefault(stem, []).append(cue)
    return re.compile(trie(found)), {stem: tuple(cues) for stem, cues in found.items()}


_KINDS = (
    ("data_centre", re.compile(r"데이터 ?센터|(?i:data cent(?:er|re))")),
    ("ai_chips", re.compile(r"AI ?칩|인공지능 ?칩|(?i:\bAI chips?\b)")),
    ("dram_wafer_supply", re.compile(r"(?:디램|D램|DRAM).{0,8}웨이퍼|(?i:DRAM wafers?)")),
    ("foundry", re.compile(r"파운드리|(?i:foundry)")),
    ("equipment", re.compile(r"장비|(?i:equipment)")),
    ("construction", re.compile(r"건설|시공|공사|(?i:construction)")),
)
_AT_ONCE = re.compile(r"즉시|곧바로|당장|(?i:immediately|right away|at once)")


def contract_kind(clause: str) -> str | None:
    """What a contract is about, in the words that qualifiers use."""
    return next((kind for kind, pattern in _KINDS if pattern.search(clause)), None)


def at_once(clause: str) -> bool:
    """Whether it is to happen without delay."""
    return _AT_ONCE.search(clause) is not None
