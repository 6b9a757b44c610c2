"""Parts against a total: what the parts that somebody named come to together, at the least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal

from attrs import evolve

from stargate_claims.judging.constraints import Constraint, Spans, common
from stargate_claims.judging.intentions import said_order
from stargate_claims.model.intervals import DUSK, Interval
from stargate_claims.model.rules import weakest
from stargate_claims.model.vocabulary import Vocabulary

Names = tuple[str, ...]
Part = tuple[Names, Constraint]
"""Whose part it is, and what it demands of the total by itself."""

_EXACT = Context(prec=60)


def totals(parts: Sequence[Part], vocabulary: Vocabulary) -> Iterator[Constraint]:
    """What some parts of one total demand of it together, on each day on which another one has begun.

    Only parts that nobody counts twice are added: of the amounts named for one holder the largest, and nothing that is
    named for several together, for a part of another, or for the whole, beside theirs. What a later plan replaced is
    left out. The claim that was said last carries the sum, for only then was it told; it hinges on the others.
    """
    standing = [
        (names, part) for names, part in parts if part.lapses == DUSK and set(names).isdisjoint(part.question.subject)
    ]
    standing.sort(key=lambda entry: (_least(entry[1]).copy_negate(), entry[0], entry[1].claim.id))
    seen: set[tuple[int, ...]] = set()
    for day in sorted({part.low.possible[0] for _, part in standing}):
        chosen, days = _chosen([entry for entry in standing if entry[1].low.possible[0] <= day], vocabulary)
        together = tuple(id(part) for part in chosen)
        if len(chosen) > 1 and days is not None and together not in seen:
            seen.add(together)
            yield _sum(chosen, days)


def _chosen(parts: Sequence[Part], vocabulary: Vocabulary) -> tuple[list[Constraint], Spans | None]:
    """Parts that share a day and overlap nowhere, the largest first, and the days that they share."""
    chosen: list[Constraint] = []
    counted: list[Names] = []
    days: Spans | None = None
    for names, part in parts:
        shared = part.low if days is None else common(days, part.low)
        if shared is None or any(_overlap(names, other, vocabulary) for other in counted):
            continue
        chosen.append(part)
        counted.append(names)
        days = shared
    return chosen, days


def _overlap(one: Names, other: Names, vocabulary: Vocabulary) -> bool:
    """Whether what is counted for one may be counted for the other too."""
    return not (_with_wholes(one, vocabulary).isdisjoint(other) and _with_wholes(other, vocabulary).isdisjoint(one))


def _with_wholes(names: Names, vocabulary: Vocabulary) -> set[str]:
    return {*names, *(fact.of for name in names for _, fact in vocabulary.facts("part_of", entity=name))}


def _least(part: Constraint) -> Decimal:
    assert part.interval.lower is not None  # only what bounds the total from below is carried
    return part.interval.lower


def _sum(parts: Sequence[Constraint], days: Spans) -> Constraint:
    head = max(parts, key=lambda part: said_order(part.claim))
    lower = Decimal(0)
    for part in parts:
        lower = _EXACT.add(lower, _least(part))
    names = [name for part in parts for name in (*part.hinges, part.claim.id)]
    return evolve(
        head,
        interval=Interval(lower=lower, lower_open=any(part.interval.lower_open for part in parts)),
        low=days,
        strength=weakest(*(part.strength for part in parts)),
        rules=tuple(dict.fromkeys(rule for part in parts for rule in part.rules)),
        hinges=tuple(sorted({name for name in names if name != head.claim.id})),
        facts=tuple(dict.fromkeys(fact for part in parts for fact in part.facts)),
        tolerances=tuple(dict.fromkeys(tolerance for part in parts for tolerance in part.tolerances)),
    )
