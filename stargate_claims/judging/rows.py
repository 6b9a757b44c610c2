"""Claims as the rows that engines screen: the judge's own constraints, with numbers for names.

Nothing here decides. A row says on which question, from when to when, and between which bounds a claim is compared;
`relational` says which questions may then be inconsistent; the judge looks at those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any, NamedTuple

from stargate_claims.judging import lines
from stargate_claims.judging.constraints import Constraint, Days, Reader
from stargate_claims.judging.forecasts import predicted
from stargate_claims.judging.screen import Key, Sorter, question_of
from stargate_claims.judging.sortable import lower_place, upper_place
from stargate_claims.keeping.columns import Told
from stargate_claims.keeping.shapes import plain_of
from stargate_claims.model.claims import Claim, Rank
from stargate_claims.model.identity import canonical_decimal, content_id
from stargate_claims.model.intervals import DAWN, DUSK, Interval
from stargate_claims.model.vocabulary import Behaviour, Line, Measure, Vocabulary

ALONE, RESTATED, CORRECTS = 1, 2, 4
"""Marks of a claim: judged whatever its question; has a bracketed figure; takes other claims or itself out of force."""
FLAT, GROWS, SPANS, LONG, APART = 0, 1, 2, 3, 4
"""Forms of a row: compared with all of its episode; a total that never falls, of a day; the same of several days; a
level over many episodes, compared with all of its cell; not compared by its bounds."""
EPISODES = 12
"""A level that spans more months than these has one row for all of them."""


class Row(NamedTuple):
    """The columns `SCREEN`, in their order.

    Attributes:
        measure, line, unit: of the question.
        asked: 1 on the one row of a claim for each question and unit that it answers, else 0.
        question, asking, cell: numbers for the question without its line, with it, and with its unit.
        form: FLAT, GROWS, SPANS, LONG or APART.
        episode: the month, of a level; only rows of one episode are compared.
        day, until: ordinals from which the lower bound, and up to which the upper one, may hold.
        lo, lo_rest, hi, hi_rest: the bounds as `sortable` writes them; None for no bound.
        phrase, word: cell and printed number, and whether that is a cap (-1), a floor (1) or the number itself (0).
        statement, figure, teller: one claimant on one day on one cell, the printed number, and the source.
        again: 1 if the phrase was met before, 2 if the statement was, 3 if both were, else 0 or None. Now and then it
            says so of one that is new; never the other way round, so that all others can be passed over.
        suspect: 1 if the claim may be judged. A file has 0 on all rows of a claim whose questions no screen of the
            whole ledger proposes, and that does not stand out by its marks; before that nobody knows.
    """

    measure: str
    line: str
    unit: str | None
    asked: int
    question: int
    asking: int
    cell: int
    form: int
    episode: int
    day: int
    until: int
    lo: int | None
    lo_rest: int | None
    lower_open: bool | None
    hi: int | None
    hi_rest: int | None
    upper_open: bool | None
    phrase: int | None
    word: int | None
    statement: int | None
    figure: int | None
    teller: int | None
    again: int | None
    suspect: int = 1


def number(*parts: str | None) -> int:
    """Some words as a whole number of 64 bits: two questions share one less than once in 10**7 ledgers of 10**6."""
    text = "\x1f".join("\x1e" if part is None else part for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


class Met:
    """Whether a number may have come before: in a fixed room of 16 MiB, however many there are."""

    _BITS = 27

    def __init__(self) -> None:
        self._room = bytearray(1 << (self._BITS - 3))

    def met(self, value: int | None) -> int:
        """1 if the number came before, or now and then another one; remembers it."""
        if value is None:
            return 0
        place, bit = (value >> 3) & ((1 << (self._BITS - 3)) - 1), 1 << (value & 7)
        before = self._room[place] & bit
        self._room[place] |= bit
        return 1 if before else 0


class Rows:
    """Fills the columns of claims, with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._reader = Reader(vocabulary)
        self._sorter = Sorter(self._reader)
        self._measures = vocabulary.measures
        self._counted = {m.id for m in self._measures.values() if m.counts is not None} | {
            m.counts for m in self._measures.values() if m.counts is not None
        }
        self._several = {m.id for m in self._measures.values() if m.several}
        self.basis = basis(vocabulary)
        self._phrases, self._statements = Met(), Met()

    def __call__(self, claim: Claim) -> Told:
        """The columns of a claim."""
        day, said = claim.public, claim.said.first or claim.said.last
        units = {quantity.unit for quantity in (claim.quantity, claim.restated) if quantity is not None}
        return Told(
            published=None if day is None else day.toordinal(),
            said=None if said is None else said.toordinal(),
            units=" ".join(sorted(units)),
            by="+".join(sorted(claim.by)),
            voice="+".join(self._reader.voice(claim)),
            marks=self._marks(claim),
            rows=list(chain(self._own(claim), self._others(claim))),
        )

    def _marks(self, claim: Claim) -> int:
        alone = (
            claim.denies or claim.supports or claim.revises or claim.adequacy is not None
            or claim.members is not None or claim.list_kind is not None or claim.measure in self._counted
            or (claim.measure in self._several and claim.bundle is None)
        )  # fmt: skip
        corrects = claim.supersedes or claim.retracts or claim.rank is Rank.DEPRECATED
        return (ALONE if alone else 0) | (RESTATED if claim.restated else 0) | (CORRECTS if corrects else 0)

    def _own(self, claim: Claim) -> Iterator[Row]:
        """The rows of the questions that a claim answers."""
        keys = list(self._sorter.keys(claim))
        if not keys:
            return
        measure = self._measures[keys[0][0]]
        own: list[Constraint | None] = list(self._reader.own(claim)) or [None] * len(keys)
        for key, constraint in zip(keys, own, strict=True):
            first, *others = _rows(numbers_of(key), key, constraint, measure)
            yield first._replace(asked=1, **self._words(claim, key, measure))
            yield from others

    def _words(self, claim: Claim, key: Key, measure: Measure) -> dict[str, Any]:
        """What is compared of the printed words: a cap against a floor, one statement told twice."""
        printed = lines.printed_number(claim, measure)
        if printed is None:
            return {}
        figure = canonical_decimal(printed)
        cell, word = str(numbers_of(key)[2]), lines.word_of(claim)
        phrase = None if word is None else number(cell, figure)
        statement = number(cell, "+".join(sorted(claim.by)), str(claim.said)) if claim.said.is_day else None
        return {
            "phrase": phrase,
            "word": word,
            "statement": statement,
            "figure": number(figure),
            "teller": number(claim.source.id),
            "again": self._phrases.met(phrase) + 2 * self._statements.met(statement),
        }

    def _others(self, claim: Claim) -> Iterator[Row]:
        """The rows of the lines that a claim has for itself: implied rates, days of events, company, predictions."""
        yield from _extra(lines.rates([claim]), FLAT)
        yield from _extra(lines.event_days([claim], self._reader), FLAT)
        if claim.together or claim.without:
            for constraint in lines.company([claim], self._reader):
                yield from _rows(numbers_of(_key(constraint)), _key(constraint), constraint, None)
        yield from _extra(predicted(claim, self._reader), APART)


def basis(vocabulary: Vocabulary) -> str:
    """A digest of the measures and offices of a vocabulary, and of this form of the rows."""
    measures = [[id, plain_of(measure)] for id, measure in sorted(vocabulary.measures.items())]
    offices = sorted([id, plain_of(fact)] for id, fact in vocabulary.facts("speaks_for"))
    kinds = sorted([e.id, e.kind.value] for e in vocabulary.entities.values() if e.kind.value in ("event", "bundle"))
    return content_id("b", [1, measures, offices, kinds])


def _key(constraint: Constraint) -> Key:
    q = constraint.question
    return q.measure, q.subject, q.of, q.keys, q.line, constraint.unit


@lru_cache(maxsize=65536)
def numbers_of(key: Key) -> tuple[int, int, int]:
    """The numbers of a question without its line, with it, and with its unit."""
    question, unit = question_of(key), key[5]
    words = (question.measure, "+".join(question.subject), "+".join(question.of), *map("=".join, question.keys))
    line = question.line.value
    return number(*words), number(line, *words), number(line, unit, *words)


def _extra(constraints: Iterable[Constraint], form: int) -> Iterator[Row]:
    for constraint in constraints:
        key = _key(constraint)
        yield _row(numbers_of(key), key, constraint, form, 0, (DAWN, DUSK))


def _rows(
    numbers: tuple[int, int, int], key: Key, constraint: Constraint | None, measure: Measure | None
) -> Iterator[Row]:
    """The rows of a constraint: one for each month of a level, else one."""
    line = key[4]
    if constraint is None or line is Line.ESTIMATE:
        yield _row(numbers, key, constraint, APART, 0, (DAWN, DUSK))
        return
    behaviour = Behaviour.LEVEL if measure is None else measure.behaviour
    if line is Line.INTENTION or behaviour in (Behaviour.FIXED, Behaviour.INTENTION):
        yield _row(numbers, key, constraint, FLAT, 0, (DAWN, DUSK))
    elif behaviour is Behaviour.CUMULATIVE:
        days = (constraint.low.possible[0], constraint.high.possible[1])
        yield _row(numbers, key, constraint, GROWS if days[0] == days[1] else SPANS, 0, days)
    else:
        first, last = days = constraint.low.possible
        months = range(_month(first), _month(last) + 1) if first > DAWN and last < DUSK else range(0)
        if not 0 < len(months) <= EPISODES:
            yield _row(numbers, key, constraint, LONG, 0, days)
        else:
            yield from (_row(numbers, key, constraint, FLAT, month, days) for month in months)


@lru_cache(maxsize=65536)
def _month(ordinal: int) -> int:
    day = date.fromordinal(ordinal)
    return day.year * 12 + day.month


def _row(
    numbers: tuple[int, int, int], key: Key, constraint: Constraint | None, form: int, episode: int, days: Days
) -> Row:
    interval = Interval() if constraint is None else constraint.interval
    low = None if interval.lower is None else lower_place(interval.lower, interval.lower_open)
    high = None if interval.upper is None else upper_place(interval.upper, interval.upper_open)
    return Row(
        measure=key[0], line=key[4].value, unit=key[5], asked=0,
        question=numbers[0], asking=numbers[1], cell=numbers[2],
        form=form, episode=episode, day=days[0], until=days[1],
        lo=low and low[0], lo_rest=low and low[1], lower_open=low and interval.lower_open,
        hi=high and high[0], hi_rest=high and high[1], upper_open=high and interval.upper_open,
        phrase=None, word=None, statement=None, figure=None, teller=None, again=None,
    )  # fmt: skip
