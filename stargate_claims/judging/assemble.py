"""Clashes become edges, edges that hang together become findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from attrs import evolve

from stargate_claims.judging.consensus import Stand, camps
from stargate_claims.judging.constraints import Constraint, Reader
from stargate_claims.judging.intentions import said_order
from stargate_claims.judging.severity import kind_of, severity_of
from stargate_claims.judging.sweep import Clash, Tier, components, sides
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Allowance, Cause, Edge, Finding, Gap, Kind, Relation, Side, Tolerance
from stargate_claims.model.identity import canonical_decimal, content_id
from stargate_claims.model.intervals import Interval, day_of
from stargate_claims.model.rules import Rule
from stargate_claims.model.vocabulary import Dimension, Line, Question, Vocabulary

SUPPORTERS_AMONG = 200
"""Supporters are looked for in questions of at most this many constraints."""


class Dispute(NamedTuple):
    """A clash on the question that a reader is shown, and how its claims stand to one another."""

    question: Question
    clash: Clash
    relation: Relation
    cause: Cause


class Board(NamedTuple):
    """All that is needed to turn clashes into findings; no supporters are looked for in questions that are crowded."""

    reader: Reader
    by_id: Mapping[str, Claim]
    rules: Mapping[str, Rule]
    constraints: Mapping[tuple[Question, str | None], Sequence[Constraint]]
    crowded: frozenset[tuple[Question, str | None]] = frozenset()
    language: str = "ko"


SHOWN_TOGETHER = frozenset({"member", "printed_in", "nominal", "of_line", "revised", "statement", "within"})
"""Keys that separate constraints, and that no finding is separated by."""


def shown_question(question: Question) -> Question:
    """The question that a finding is about: its members, denials and sources are asked about together."""
    if question.line is Line.HOLDS:
        return Question(measure="claim", line=Line.HOLDS)
    keys = tuple((name, value) for name, value in question.keys if name not in SHOWN_TOGETHER)
    return Question(
        measure=question.measure, subject=question.subject, of=question.of, keys=keys, line=question.line
    )  # fmt: skip


def relation_of(clash: Clash, reader: Reader) -> Relation:
    """Whether two claims are one statement told twice, one voice twice, or two voices."""
    one, other = clash.low.claim, clash.high.claim
    if (
        sorted(one.by) == sorted(other.by)
        and one.said == other.said
        and one.said.is_day
        and one.source.id != other.source.id
    ):
        return Relation.MISREPORT
    return Relation.SELF_CONTRADICTION if reader.voice(one) == reader.voice(other) else Relation.DISPUTE


def cause_of(clash: Clash, reader: Reader) -> Cause:
    """Why the two bounds do not meet, from the line and the dimension."""
    question = clash.low.question
    by_line = {
        Line.HOLDS: Cause.DENIAL,
        Line.WORDING: Cause.WORDING,
        Line.RATE: Cause.RESTATEMENT,
        Line.DATE: Cause.DATE,
        Line.COMPANY: Cause.NEGATION,
    }
    if question.line in by_line:
        return by_line[question.line]
    if question.key("member") is not None:
        return Cause.MEMBERSHIP
    dimension = reader.vocabulary.measure(question.measure).dimension
    by_dimension = {Dimension.STATE: Cause.NEGATION, Dimension.STAGE: Cause.STAGE, Dimension.DAY: Cause.DATE}
    if dimension in by_dimension:
        return by_dimension[dimension]
    return Cause.NEGATION if clash.high.interval.upper == 0 else Cause.NUMERIC


def edge_of(dispute: Dispute, vocabulary: Vocabulary) -> Edge:
    """The record of one clash."""
    low, high, strength, days, _ = dispute.clash
    mine, theirs = low.against(high), high.against(low)
    assert mine.lower is not None
    assert theirs.upper is not None
    return Edge(
        claims=(low.claim.id, high.claim.id),
        relation=dispute.relation,
        cause=dispute.cause,
        strength=strength,
        rules=(*low.rules, *(rule for rule in high.rules if rule not in low.rules)),
        hinges=tuple(dict.fromkeys(h for h in (*low.hinges, *high.hinges) if h not in (low.claim.id, high.claim.id))),
        facts=tuple(dict.fromkeys((*low.facts, *high.facts))),
        gap=Gap(
            lower=mine.lower,
            upper=theirs.upper,
            lower_open=mine.lower_open,
            upper_open=theirs.upper_open,
            since=day_of(days[0]),
            until=day_of(days[1]),
            unit=low.unit,
        ),
        tolerances=tuple(_tolerances(dispute.clash, vocabulary)),
    )


def _tolerances(clash: Clash, vocabulary: Vocabulary) -> Iterator[Tolerance]:
    """What a clash rests on besides words and rules: each only once."""
    low, high = clash.low, clash.high
    yield from dict.fromkeys((*low.tolerances, *high.tolerances))
    if clash.tier is Tier.SURE:
        return
    widened = [c for c, spans in ((low, low.low), (high, high.high)) if spans.usual != spans.sure]
    levels = dict.fromkeys((c.claim.measure if c.rules else None) or c.question.measure for c in widened)
    standing = {id: vocabulary.measure(id).persists for id in levels if clash.tier is Tier.USUAL}
    if not any(standing.values()):
        yield Tolerance(allowance=Allowance.UNCERTAIN_DAYS)
    for id, days in standing.items():
        if days:
            yield Tolerance(allowance=Allowance.PERSISTENCE, measure=id, days=days)


def findings(disputes: Iterable[Dispute], board: Board) -> list[Finding]:
    """One finding for each question, kind and group of claims that hang together, most severe first."""
    grouped: dict[tuple[Question, str | None, str], dict[frozenset[str], Edge]] = defaultdict(dict)
    for dispute in disputes:
        edge = edge_of(dispute, board.reader.vocabulary)
        kind = kind_of(edge)
        sort = "clash" if kind in (Kind.CONTRADICTION, Kind.TENSION) else kind.value
        pairs = grouped[shown_question(dispute.question), dispute.clash.low.unit, sort]
        pair = frozenset(edge.claims)
        if pair not in pairs or _rank(edge) < _rank(pairs[pair]):
            pairs[pair] = edge
    found = [
        _finding(question, unit, group, board)
        for (question, unit, _), edges in grouped.items()
        for group in _together(edges.values())
    ]
    return sorted(found, key=order)


def order(finding: Finding) -> tuple[int, int, str, str]:
    """Sorts findings: most severe first, then by independent voices, then by question."""
    return -finding.severity.weight, -finding.voices, str(finding.question), finding.id


def _together(edges: Iterable[Edge]) -> list[list[Edge]]:
    """Edges in groups that hang together."""
    listed = list(edges)
    home = {id: number for number, group in enumerate(components(e.claims for e in listed)) for id in group}
    groups: dict[int, list[Edge]] = defaultdict(list)
    for edge in listed:
        groups[home[edge.claims[0]]].append(edge)
    return [groups[number] for number in sorted(groups)]


def _rank(edge: Edge) -> tuple[int, int, tuple[str, ...], tuple[str, str]]:
    """Stronger edges first, then those with fewer steps between the printed words and the clash."""
    return -edge.strength.weight, len(edge.rules) + len(edge.hinges), edge.rules, edge.claims


def _finding(question: Question, unit: str | None, edges: list[Edge], board: Board) -> Finding:
    ids = {id for edge in edges for id in edge.claims}
    prominent = sorted(edges, key=lambda edge: _prominence(edge, board.by_id))
    kind = kind_of(prominent[0])
    in_turn = kind is Kind.REVISION
    by_day = sorted(ids, key=lambda id: said_order(board.by_id[id]))
    rows = board.constraints.get((question, unit), ())
    heights, rank = _heights(edges), {id: number for number, id in enumerate(by_day)}
    groups = sides(
        by_day if in_turn else sorted(by_day, key=heights.__getitem__),
        {frozenset(edge.claims) for edge in edges},
        _values(rows, ids),
        in_turn=in_turn,
    )
    groups = sorted((sorted(group, key=rank.__getitem__) for group in groups), key=lambda group: rank[group[0]])
    anchor = min(ids, key=lambda id: said_order(board.by_id[id]))
    parties = tuple(_side(group, rows, board) for group in groups)
    record = Finding(
        id=content_id("f", [kind if kind is not Kind.TENSION else Kind.CONTRADICTION, str(question), unit, anchor]),
        fingerprint=content_id("p", sorted(_print_of(e) for e in edges)),
        kind=kind,
        severity=severity_of(prominent[0]),
        question=question,
        parties=parties,
        edges=tuple(prominent),
        supporters=_supporters(parties, ids, () if (question, unit) in board.crowded else rows),
        camps=_camps(rows, ids, parties),
        voices=len({board.reader.voice(board.by_id[id]) for id in ids}),
        claims=(),
        rule_records=tuple(board.rules[rule] for rule in sorted({r for e in edges for r in e.rules})),
        vocabulary=board.reader.vocabulary,
        language=board.language,
    )
    named = [*ids, *(h for e in edges for h in e.hinges), *(s for side in record.supporters for s in side)]
    return evolve(record, claims=tuple(board.by_id[id] for id in sorted(set(named)) if id in board.by_id))


def _print_of(edge: Edge) -> list[str]:
    """What a fingerprint rests on: another pair, rule, hinge or bound makes another finding of it."""
    gap = edge.gap
    bounds = [f"{canonical_decimal(gap.lower)} {gap.lower_open}", f"{canonical_decimal(gap.upper)} {gap.upper_open}"]
    return [*sorted(edge.claims), edge.cause, edge.strength, *edge.rules, *edge.hinges, *bounds, gap.unit or ""]


def _prominence(edge: Edge, by_id: Mapping[str, Claim]) -> tuple[object, ...]:
    """What a reader is shown first: the gravest and strongest, nearest to printed figures, reports before promises."""
    one, other = (by_id[id] for id in edge.claims)
    figures = sum(claim.quantity is not None for claim in (one, other))
    promises = sum(not claim.force.asserts for claim in (one, other))
    wide = -(edge.gap.ratio or Decimal(0))
    return -severity_of(edge).weight, *_rank(edge)[:2], -figures, promises, wide, said_order(one), edge.claims


def _heights(edges: Iterable[Edge]) -> dict[str, tuple[Decimal, int]]:
    """Where each claim stands on the value line: claims of like height share a side."""
    lowers: dict[str, Decimal] = {}
    uppers: dict[str, Decimal] = {}
    count: Counter[str] = Counter()
    for edge in edges:
        low, high = edge.claims
        lowers[low] = max(edge.gap.lower, lowers.get(low, edge.gap.lower))
        uppers[high] = min(edge.gap.upper, uppers.get(high, edge.gap.upper))
        count[low] += 1
    return {id: (lowers.get(id, Decimal(0)) + uppers.get(id, Decimal(0)), count[id]) for id in {*lowers, *uppers}}


def _values(rows: Sequence[Constraint], ids: set[str]) -> dict[str, Interval]:
    """The values that each claim allows on its question; none where it is on several lines at once."""
    values: dict[str, Interval] = {}
    for constraint in rows:
        id = constraint.claim.id
        if id in ids:
            values[id] = values.get(id, constraint.interval).intersection(constraint.interval) or constraint.interval
    return values


def _side(group: list[str], rows: Sequence[Constraint], board: Board) -> Side:
    interval: Interval | None = Interval() if rows else None
    for constraint in rows:
        if constraint.claim.id in group and interval is not None:
            interval = interval.intersection(constraint.interval)
    return Side(claims=tuple(board.by_id[id] for id in group), interval=interval)


def _camps(rows: Sequence[Constraint], ids: set[str], parties: Sequence[Side]) -> tuple[tuple[str, ...], ...]:
    """The largest sets of the claims that share a value; the sides, where the values are on several lines."""
    if not rows or len(ids) > SUPPORTERS_AMONG:
        return tuple(party.ids for party in parties)
    values = _values(rows, ids)
    return tuple(camps([Stand(claim=id, voice=(), interval=values[id]) for id in sorted(values)]))


def _supporters(parties: Sequence[Side], ids: set[str], rows: Sequence[Constraint]) -> tuple[tuple[str, ...], ...]:
    """For each side, the claims that clash with nobody and agree with that side's values alone."""
    backing: list[set[str]] = [set() for _ in parties]
    for constraint in rows if len(rows) <= SUPPORTERS_AMONG else ():
        if constraint.claim.id in ids:
            continue
        meets = [party.interval is not None and party.interval.meets(constraint.interval) for party in parties]
        if sum(meets) == 1:
            backing[meets.index(True)].add(constraint.claim.id)
    return tuple(tuple(sorted(group)) for group in backing)
