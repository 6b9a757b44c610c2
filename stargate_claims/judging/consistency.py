"""`check_consistency`: claims in, findings out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from attrs import evolve, field, frozen

from stargate_claims.judging import lines
from stargate_claims.judging.assemble import Board, Dispute, cause_of, findings, relation_of, shown_question
from stargate_claims.judging.constraints import Constraint, Reader
from stargate_claims.judging.derive import derive
from stargate_claims.judging.forecasts import forecasts
from stargate_claims.judging.intentions import lapsed, turns
from stargate_claims.judging.rates import Conversion, Rates, conversions, named, priced
from stargate_claims.judging.sweep import clashes, may_clash
from stargate_claims.model.claims import Claim, Rank
from stargate_claims.model.findings import Cause, Finding, Kind, Relation
from stargate_claims.model.rules import Rule
from stargate_claims.model.vocabulary import Label, Line, Question, Vocabulary

if TYPE_CHECKING:
    from stargate_claims.keeping.ledger import Ledger

Grouped = dict[tuple[Question, str | None], list[Constraint]]


@frozen(kw_only=True)
class Skipped:
    """A claim that was not judged, and why: deprecated, superseded, retracted, or published later."""

    claim: str
    reason: str


@frozen(kw_only=True)
class Unchecked:
    """A question that was only partly compared, and why."""

    question: Question
    reason: str
    claims: tuple[str, ...]


@frozen(kw_only=True)
class Report:
    """What a check found.

    Attributes:
        findings: most severe first, then by independent voices, then by question.
        skipped: claims that were not judged, with the reason.
        unchecked: questions that were only partly compared, with the reason.
        claims: how many claims were judged.
        questions: how many questions they answer.
        as_of: the day up to whose end sources count, or None.
        conversions: bracketed conversions against the official rates, where there are rates.
        rates: who publishes the rates used, or None; ``rates_until`` is the last day they have.
    """

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    claims: int = 0
    questions: int = 0
    as_of: date | None = None
    conversions: tuple[Conversion, ...] = ()
    rates: str | None = None
    rates_until: date | None = None
    vocabulary: Vocabulary = field(factory=Vocabulary, repr=False, eq=False)

    @property
    def consistent(self) -> bool:
        """Whether nothing was found: not the same as true, and not when claims were left unchecked."""
        return not self.findings

    def __bool__(self) -> NoReturn:
        raise TypeError("a report is neither true nor false; use report.consistent")

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)


def check_consistency(
    claims: Ledger | Iterable[Claim],
    *,
    vocabulary: Vocabulary | None = None,
    rules: Iterable[Rule] | None = None,
    rates: str | Rates | None = None,
    as_of: date | None = None,
) -> Report:
    """Find the claims that cannot all be true.

    Args:
        claims: a ledger, or any claims.
        vocabulary: what the names mean; the ledger's own, or the package's.
        rules: what entails what; the ledger's own, or the package's.
        rates: "ecb", or a table of rates; without it (the ledger's own, or none) currencies never meet.
        as_of: judge only what was published by the end of this day; a range counts from its last day.

    Returns:
        A report. Nothing about it depends on the order of the claims, the clock, the time zone or the locale.

    Raises:
        UnknownName: if a claim uses a measure that the vocabulary does not know.
        TypeError: if something among the claims is no Claim.
    """
    records, vocabulary, rules = _given(claims, vocabulary, rules)
    judged, skipped = _in_force(records, as_of)
    reader = Reader(vocabulary)
    prices = named(getattr(claims, "rates", None) if rates is None else rates, judged)
    grouped = _constraints(judged, reader, rules)
    if prices is not None:
        for constraint in list(priced(grouped, prices, vocabulary)):
            grouped[constraint.question, constraint.unit].append(constraint)
    disputes = _disputes(grouped, judged, reader)
    converted = () if prices is None else tuple(conversions(judged, prices))
    board = Board(
        reader=reader,
        by_id={claim.id: claim for claim in judged},
        rules={rule.id: rule for rule in rules},
        constraints=grouped,
    )
    return Report(
        findings=tuple(_with_notes(finding, converted) for finding in findings(disputes, board)),
        skipped=tuple(skipped),
        unchecked=tuple(_unchecked(grouped)),
        claims=len(judged),
        questions=len({shown_question(question) for question, _ in grouped}),
        as_of=as_of,
        conversions=converted,
        rates=None if prices is None else prices.source,
        rates_until=None if prices is None else prices.last_day,
        vocabulary=vocabulary,
    )


def _given(
    claims: Ledger | Iterable[Claim], vocabulary: Vocabulary | None, rules: Iterable[Rule] | None
) -> tuple[list[Claim], Vocabulary, tuple[Rule, ...]]:
    """The claims in order of id, and the vocabulary and rules to judge them with."""
    from stargate_claims.keeping.paper import shipped_rules, shipped_vocabulary

    own_vocabulary = getattr(claims, "vocabulary", None)
    own_rules = getattr(claims, "rules", None)
    if vocabulary is None:
        vocabulary = shipped_vocabulary() if own_vocabulary is None else own_vocabulary
    if rules is None:
        rules = shipped_rules() if own_rules is None else own_rules
    records = list(claims)
    for record in records:
        if not isinstance(record, Claim):
            raise TypeError(f"check_consistency takes a ledger or claims, not {type(record).__name__}")
    unique = {claim.id: claim for claim in sorted(records, key=lambda claim: claim.id)}
    return list(unique.values()), vocabulary, tuple(rules)


def _in_force(claims: Sequence[Claim], as_of: date | None) -> tuple[list[Claim], list[Skipped]]:
    """The claims to judge, and those left out: published later, deprecated, superseded or retracted."""
    known = [claim for claim in claims if as_of is None or _published_by(claim, as_of)]
    gone = {target: "superseded" for claim in known for target in claim.supersedes}
    gone |= {target: "retracted" for claim in known for target in claim.retracts}
    gone |= {claim.id: "deprecated" for claim in known if claim.rank is Rank.DEPRECATED}
    skipped = [Skipped(claim=claim.id, reason=gone[claim.id]) for claim in known if claim.id in gone]
    present = {claim.id for claim in known}
    skipped += [Skipped(claim=c.id, reason="published later") for c in claims if c.id not in present]
    return [claim for claim in known if claim.id not in gone], skipped


def _published_by(claim: Claim, day: date) -> bool:
    published = claim.source.published or claim.said
    last = published.last or published.first
    return last is not None and last <= day


def _constraints(claims: Sequence[Claim], reader: Reader, rules: Iterable[Rule]) -> Grouped:
    """Every constraint, direct, derived and on the special lines, by question and unit."""
    by_id = {claim.id: claim for claim in claims}
    own = [constraint for claim in claims for constraint in (*reader.own(claim), *reader.means(claim, by_id))]
    own = lapsed(own, reader)
    grouped: Grouped = defaultdict(list)
    for constraint in (
        *own,
        *derive(rules, own, reader.vocabulary),
        *lines.denials(claims),
        *lines.rates(claims),
        *lines.wording(claims, reader),
        *lines.tellings(claims, reader),
        *lines.members(claims, reader),
        *lines.company(claims, reader),
        *lines.event_days(claims, reader),
        *lines.visits(claims, reader),
    ):
        grouped[constraint.question, constraint.unit].append(constraint)
    return grouped


def _disputes(grouped: Grouped, claims: Sequence[Claim], reader: Reader) -> Iterator[Dispute]:
    """Every clash, with its relation and cause."""
    told: list[Dispute] = []
    seen: set[frozenset[str]] = set()
    for (question, _), rows in grouped.items():
        if question.line is Line.ESTIMATE or not may_clash(rows):
            continue
        if question.line is Line.INTENTION:
            found = [
                Dispute(question, clash, relation, cause_of(clash, reader)) for clash, relation in turns(rows, reader)
            ]
        else:
            found = [
                Dispute(question, clash, relation_of(clash, reader), cause_of(clash, reader)) for clash in clashes(rows)
            ]
        if question.line is Line.TELLING:
            told += [dispute for dispute in found if dispute.relation is Relation.MISREPORT]
            continue
        seen.update(frozenset((d.clash.low.claim.id, d.clash.high.claim.id)) for d in found)
        yield from found
    # One statement told with two figures is shown once: where the figures clash anyway, that clash says so.
    yield from (d for d in told if frozenset((d.clash.low.claim.id, d.clash.high.claim.id)) not in seen)
    for clash in forecasts(grouped, claims, reader):
        yield Dispute(clash.low.question.on(Line.ESTIMATE), clash, Relation.DISPUTE, Cause.FORECAST)


def _with_notes(finding: Finding, converted: Iterable[Conversion]) -> Finding:
    """A restatement finding with the day whose official rate fits each conversion best."""
    if finding.kind is not Kind.RESTATEMENT:
        return finding
    sides = {id for side in finding.sides for id in side}
    notes = [
        Label(
            ko=f"{c.claim}의 환산은 {c.best.day} {c.best.source} 환율 {c.best.value:,.1f}에 가장 가깝다",
            en=f"the conversion in {c.claim} is nearest to {c.best.source} {c.best.value:,.1f} of {c.best.day}",
        )
        for c in converted
        if c.claim in sides
    ]
    return evolve(finding, notes=tuple(notes))


def _unchecked(grouped: Grouped) -> Iterator[Unchecked]:
    """Questions answered in several currencies or units, between which no rate is known."""
    units: dict[Question, set[str]] = defaultdict(set)
    met: set[tuple[Question, str]] = set()
    for (question, unit), rows in grouped.items():
        if unit is not None and question.line in (Line.FACT, Line.INTENTION):
            units[question].add(unit)
            met.update((question, row.converted_from) for row in rows if row.converted_from)
    for question, unit in met:
        units[question].discard(unit)
    for question in sorted(units):
        if len(units[question]) > 1:
            ids = {c.claim.id for unit in units[question] for c in grouped[question, unit]}
            reason = "no rate between " + " and ".join(sorted(units[question]))
            yield Unchecked(question=question, reason=reason, claims=tuple(sorted(ids)))
