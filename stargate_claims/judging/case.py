"""One case to judge: claims with the vocabulary, rules and rates that they are judged by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Self

from attrs import define, evolve, frozen

from stargate_claims.errors import InvalidRule
from stargate_claims.judging import lines
from stargate_claims.judging.constraints import MEANS, Constraint, Reader
from stargate_claims.judging.derive import derive
from stargate_claims.judging.intentions import lapsed
from stargate_claims.judging.rates import Rates, named, priced
from stargate_claims.judging.screen import (
    Key,
    Sorter,
    Special,
    involved,
    may_disagree,
    special,
    told_twice,
    worded_apart,
)
from stargate_claims.model.claims import Claim, Rank
from stargate_claims.model.rules import ENDLESS_HINT, Rule, Suppression, endless
from stargate_claims.model.vocabulary import Line, Question, Vocabulary

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
        language: the one that readers see first: ko or en.
        printed: reads the sentence that prints a claim from the reader's own copies, or None without copies.
    """

    records: tuple[Claim, ...]
    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    rates: Rates | None = None
    suppressions: tuple[Suppression, ...] = ()
    as_of: date | None = None
    language: str = "ko"
    printed: Callable[[Claim], str | None] | None = None

    def at(self, day: date | None) -> Case:
        """The same case on another day."""
        return self if day == self.as_of else evolve(self, as_of=day)

    def of(self, claims: Iterable[Claim]) -> Self:
        """A case of some claims alone, judged by the same."""
        return evolve(self, records=tuple(sorted(claims, key=attrgetter("id"))))

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
    def judged_on(self) -> date | None:
        """The day it is judged on: as_of, or else the last day on which something was published. Never the clock."""
        return self.as_of or max((day for claim in self.claims if (day := claim.public)), default=None)

    @property
    def size(self) -> int:
        """How many claims are judged."""
        return len(self.claims)

    @property
    def asked(self) -> int:
        """How many questions they answer."""
        return len({key[:5] for key in self.groups})

    @property
    def crowded(self) -> frozenset[tuple[Question, str | None]]:
        """Questions and units of which an engine left out the claims that clash with nobody: none."""
        return frozenset()

    @property
    def was_judged(self) -> bool:
        """Whether an engine judged it already, where its claims lie: no."""
        return False

    def whole(self) -> Case:
        """The case with all of its claims: this one, unless an engine chose among them."""
        return self

    @cached_property
    def groups(self) -> dict[Key, list[Claim]]:
        """The claims by the question and unit that they answer."""
        return Sorter(self.reader).group(self.claims)

    @cached_property
    def constraints(self) -> Grouped:
        """Every constraint on every question, for those who ask about one."""
        return self._constraints(set(self.groups))

    @cached_property
    def suspects(self) -> Grouped:
        """The constraints on the questions that may be inconsistent: all that judging needs."""
        return self._constraints(self.suspicious)

    def _constraints(self, keys: set[Key]) -> Grouped:
        """The constraints on some questions: direct, derived, priced and on the special lines, by question and unit."""
        reader, special = self.reader, self.special
        asked = {claim.id: claim for key in keys for claim in self.groups[key]}
        own = [constraint for id in sorted(asked) for constraint in reader.own(asked[id])]
        own += [constraint for claim in special.adequacy for constraint in reader.means(claim, self.by_id)]
        own = lapsed(own, reader, self.claims)
        worded = [claim for key in sorted(keys) if worded_apart(self.groups[key]) for claim in self.groups[key]]
        retold = [claim for key in sorted(keys) if told_twice(self.groups[key]) for claim in self.groups[key]]
        grouped: Grouped = defaultdict(list)
        for constraint in (
            *own,
            *derive(self.rules, own, self.vocabulary),
            *lines.denials(special.denials),
            *lines.rates(special.restated),
            *lines.wording(worded, reader),
            *lines.tellings(retold, reader),
            *lines.revised(special.revising, self.by_id, reader),
            *lines.members(special.lists, reader),
            *lines.company(special.company, reader),
            *lines.event_days(special.events, reader),
            *lines.visits(special.visits, reader),
        ):
            grouped[constraint.question, constraint.unit].append(constraint)
        if self.rates is not None:
            for constraint in list(priced(grouped, self.rates, self.vocabulary)):
                grouped[constraint.question, constraint.unit].append(constraint)
        return dict(grouped)

    @cached_property
    def suspicious(self) -> set[Key]:
        """The keys that a screen proposes, and those that rules, forecasts or several currencies bring into play."""
        measures, in_rules = self.vocabulary.measures, involved(self.rules)
        units: dict[tuple[object, ...], int] = Counter(key[:5] for key in self.groups)
        forecast = {(key[:4]) for key in self.groups if key[4] is Line.ESTIMATE}
        predicted = {claim.predicts.measure for claim in self.special.predictions if claim.predicts is not None}
        return {
            key
            for key, claims in self.groups.items()
            if key[0] in in_rules
            or (key[0] == MEANS and self.special.adequacy)
            or key[0] in predicted
            or units[key[:5]] > 1
            or key[:4] in forecast
            or may_disagree(claims, measures[key[0]])
            or worded_apart(claims)
            or told_twice(claims)
        }

    @cached_property
    def special(self) -> Special:
        """The claims in force that lines of their own, or forecasts, are about."""
        return special(self.claims, self.by_id, self.vocabulary)


def case_of(
    claims: Iterable[Claim],
    vocabulary: Vocabulary | None,
    rules: Iterable[Rule] | None,
    suppressions: Iterable[Suppression] | None,
    rates: str | Rates | None = None,
    as_of: date | None = None,
) -> Case:
    """A case of a ledger or of any claims, with the ledger's own vocabulary and rules or else the package's.

    Raises:
        InvalidRule: if rules given could derive for ever.
        RateError: if no rates have the name given.
        TypeError: if something among the claims is no Claim.
    """
    from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary

    if vocabulary is None:
        vocabulary = getattr(claims, "vocabulary", None) or shipped_vocabulary()
    if rules is None:
        rules = getattr(claims, "rules", None)
        rules = shipped_rules() if rules is None else rules
    rules = tuple(rules)
    if circle := endless(rules):
        around = " -> ".join(rule.id for rule in (*circle, circle[0]))
        raise InvalidRule(f"rules that could derive for ever: {around}; {ENDLESS_HINT}")
    if suppressions is None:
        suppressions = getattr(claims, "suppressions", ())
    given = getattr(claims, "rates", None) if rates is None else rates
    records = list(claims)
    for record in records:
        if not isinstance(record, Claim):
            raise TypeError(f"check_consistency takes a ledger or claims, not {type(record).__name__}")
    records.sort(key=attrgetter("id"))
    unique = {claim.id: claim for claim in records}
    return Case(
        records=tuple(unique.values()),
        vocabulary=vocabulary,
        rules=rules,
        rates=named(given, unique.values()),
        suppressions=tuple(suppressions),
        as_of=as_of,
        language=getattr(claims, "language", "ko"),
    )


def _in_force(claims: Sequence[Claim], as_of: date | None) -> tuple[tuple[Claim, ...], tuple[Skipped, ...]]:
    """The claims to judge, and those left out: published later, deprecated, superseded or retracted."""
    known = claims if as_of is None else [claim for claim in claims if published_by(claim, as_of)]
    gone = corrected(known)
    skipped = [Skipped(claim=claim.id, reason=gone[claim.id]) for claim in known if claim.id in gone] if gone else []
    if len(known) < len(claims):
        present = {claim.id for claim in known}
        skipped += [Skipped(claim=c.id, reason="published later") for c in claims if c.id not in present]
    return tuple(claim for claim in known if claim.id not in gone) if gone else tuple(known), tuple(skipped)


def corrected(claims: Iterable[Claim]) -> dict[str, str]:
    """The ids that some claims, in order of their ids, take out of force, and why."""
    gone: dict[str, str] = {}
    for claim in claims:
        if claim.supersedes or claim.retracts or claim.rank is Rank.DEPRECATED:
            gone |= dict.fromkeys(claim.supersedes, "superseded") | dict.fromkeys(claim.retracts, "retracted")
            if claim.rank is Rank.DEPRECATED:
                gone[claim.id] = "deprecated"
    return gone


def published_by(claim: Claim, day: date) -> bool:
    """Whether a claim was public by the end of a day."""
    last = claim.public
    return last is not None and last <= day
