"""One case to judge: claims with the vocabulary, rules and rates that they are judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import define, evolve, frozen

from stargate_claims.judging import lines
from stargate_claims.judging.constraints import Constraint, Reader
from stargate_claims.judging.derive import derive
from stargate_claims.judging.intentions import lapsed
from stargate_claims.judging.rates import Rates, priced
from stargate_claims.model.claims import Claim, Rank
from stargate_claims.model.rules import Rule, Suppression
from stargate_claims.model.vocabulary import Question, Vocabulary

Grouped = dict[tuple[Question, str | None], list[Constraint]]


@frozen(kw_only=True)
class Skipped:
    """A claim that was not judged, and why: deprecated, superseded, retracted, or published later."""

    claim: str
    reason: str


@define(frozen=True, kw_only=True, slots=False, eq=False)
class Case:
    """What a report needs to answer further questions about its claims.

    Attributes:
        records: every claim given, each id once, in order of id.
        vocabulary, rules, rates, suppressions: what they are judged by.
        as_of: the day up to whose end sources count, or None.
    """

    records: tuple[Claim, ...]
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    rates: Rates | None = None
    suppressions: tuple[Suppression, ...] = ()
    as_of: date | None = None

    def at(self, day: date | None) -> Case:
        """The same case on another day."""
        return self if day == self.as_of else evolve(self, as_of=day)

    @cached_property
    def reader(self) -> Reader:
        """Claims to constraints."""
        return Reader(self.vocabulary)

    @cached_property
    def _sorted_out(self) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
        return _in_force(self.records, self.as_of)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in force."""
        return self._sorted_out[0]

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The claims that are not in force, and why."""
        return self._sorted_out[1]

    @cached_property
    def by_id(self) -> Mapping[str, Claim]:
        """The claims in force, by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def today(self) -> date | None:
        """The day it is judged on: as_of, or else the last day on which something was published. Never the clock."""
        return self.as_of or max((day for claim in self.claims if (day := published(claim))), default=None)

    @cached_property
    def constraints(self) -> Grouped:
        """Every constraint, direct, derived, priced and on the special lines, by question and unit."""
        reader, claims = self.reader, self.claims
        own = [constraint for claim in claims for constraint in (*reader.own(claim), *reader.means(claim, self.by_id))]
        own = lapsed(own, reader)
        grouped: Grouped = defaultdict(list)
        for constraint in (
            *own,
            *derive(self.rules, own, self.vocabulary),
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
        if self.rates is not None:
            for constraint in list(priced(grouped, self.rates, self.vocabulary)):
                grouped[constraint.question, constraint.unit].append(constraint)
        return dict(grouped)


def case_of(
    claims: Iterable[Claim],
    vocabulary: Vocabulary | None,
    rules: Iterable[Rule] | None,
    suppressions: Iterable[Suppression] | None,
) -> Case:
    """A case of a ledger or of any claims, with the ledger's own vocabulary and rules or else the package's.

    Raises:
        TypeError: if something among the claims is no Claim.
    """
    from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary

    if vocabulary is None:
        vocabulary = getattr(claims, "vocabulary", None) or shipped_vocabulary()
    if rules is None:
        rules = getattr(claims, "rules", None)
        rules = shipped_rules() if rules is None else rules
    if suppressions is None:
        suppressions = getattr(claims, "suppressions", ())
    records = list(claims)
    for record in records:
        if not isinstance(record, Claim):
            raise TypeError(f"check_consistency takes a ledger or claims, not {type(record).__name__}")
    unique = {claim.id: claim for claim in sorted(records, key=lambda claim: claim.id)}
    return Case(
        records=tuple(unique.values()), vocabulary=vocabulary, rules=tuple(rules), suppressions=tuple(suppressions)
    )


def _in_force(claims: Sequence[Claim], as_of: date | None) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    """The claims to judge, and those left out: published later, deprecated, superseded or retracted."""
    known = [claim for claim in claims if as_of is None or _published_by(claim, as_of)]
    gone = {target: "superseded" for claim in known for target in claim.supersedes}
    gone |= {target: "retracted" for claim in known for target in claim.retracts}
    gone |= {claim.id: "deprecated" for claim in known if claim.rank is Rank.DEPRECATED}
    skipped = [Skipped(claim=claim.id, reason=gone[claim.id]) for claim in known if claim.id in gone]
    present = {claim.id for claim in known}
    skipped += [Skipped(claim=c.id, reason="published later") for c in claims if c.id not in present]
    return tuple(claim for claim in known if claim.id not in gone), tuple(skipped)


def published(claim: Claim) -> date | None:
    """The day by whose end a claim was public: the last of its source's, or else the last it was said."""
    window = claim.source.published or claim.said
    return window.last or window.first


def _published_by(claim: Claim, day: date) -> bool:
    last = published(claim)
    return last is not None and last <= day
