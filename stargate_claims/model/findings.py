"""What judging answers: findings, the edges between claims that clash, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval
from stargate_claims.model.rules import Rule, Strength
from stargate_claims.model.shown import Shown
from stargate_claims.model.vocabulary import EntityFact, Label, Question, Vocabulary


class Kind(StrEnum):
    """What sort of finding it is."""

    CONTRADICTION = "contradiction"
    TENSION = "tension"
    REVISION = "revision"
    WORDING = "wording"
    RESTATEMENT = "restatement"


class Relation(StrEnum):
    """How the two claims of an edge stand to one another."""

    DISPUTE = "dispute"
    SELF_CONTRADICTION = "self_contradiction"
    REVISION = "revision"
    MISREPORT = "misreport"


class Cause(StrEnum):
    """Why no world satisfies both."""

    NUMERIC = "numeric"
    NEGATION = "negation"
    DATE = "date"
    STAGE = "stage"
    MEMBERSHIP = "membership"
    WORDING = "wording"
    RESTATEMENT = "restatement"
    DENIAL = "denial"
    FORECAST = "forecast"


class Severity(StrEnum):
    """How much a reader should care, from the table in docs/en/findings.md."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def weight(self) -> int:
        """0 for info to 3 for high."""
        return list(Severity).index(self)


@frozen(kw_only=True)
class Gap:
    """What keeps two bounds apart: ``lower`` is held on ``since``.., ``upper`` on ..``until``.

    Attributes:
        lower, upper: the bounds that no number satisfies, in ``unit``.
        lower_open, upper_open: whether the bound itself is excluded.
        since, until: first and last day on which both hold; None for always.
        unit: as in quantities; None for states, stages and days.
    """

    lower: Decimal
    upper: Decimal
    lower_open: bool = False
    upper_open: bool = False
    since: date | None = None
    until: date | None = None
    unit: str | None = None

    @property
    def ratio(self) -> Decimal | None:
        """How many times the upper bound the lower one is; None where a bound is not positive."""
        return self.lower / self.upper if self.upper > 0 and self.lower > 0 else None


@frozen(kw_only=True)
class UsedFact:
    """An entity fact that a constraint rests on."""

    entity: str
    fact: EntityFact


class Allowance(StrEnum):
    """What a clash may rest on besides words and rules."""

    RATE = "rate"
    SLACK = "slack"
    PERSISTENCE = "persistence"
    UNCERTAIN_DAYS = "uncertain_days"


@frozen(kw_only=True)
class Tolerance:
    """An option that decided a clash.

    Attributes:
        allowance: a dated rate with its margin, a rule's slack, the days for which a level is taken to stand, or days
            that both may be about and need not be.
        words: the rate or the slack in figures, which need no language.
        measure, days: whose levels are taken to stand, and for how many days.
    """

    allowance: Allowance
    words: str = ""
    measure: str | None = None
    days: int | None = None

    def __str__(self) -> str:
        if self.measure is not None:
            return f"{self.allowance}: {self.measure}, {self.days} days"
        return f"{self.allowance}: {self.words}" if self.words else self.allowance.value


@frozen(kw_only=True)
class Edge:
    """Two claims that no world satisfies together. Returned as data, never raised.

    Attributes:
        claims: their ids; the first one holds the lower bound.
        relation: dispute, self_contradiction, revision or misreport.
        cause: numeric, negation, date, stage, membership, wording, restatement, denial or forecast.
        strength: strict, defeasible or soft.
        rules: ids of the rules between them, in the order they were applied.
        hinges: ids of the claims in whose world alone they clash.
        facts: entity facts used.
        gap: the bounds that do not meet.
        tolerances: the options that decided it.
    """

    claims: tuple[str, str]
    relation: Relation
    cause: Cause
    strength: Strength
    rules: tuple[str, ...] = ()
    hinges: tuple[str, ...] = ()
    facts: tuple[UsedFact, ...] = ()
    gap: Gap
    tolerances: tuple[Tolerance, ...] = ()


@frozen(kw_only=True)
class Side:
    """Claims of a finding that stand together against the others, and the values they allow together."""

    claims: tuple[Claim, ...]
    interval: Interval | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(claim.id for claim in self.claims)


@frozen(kw_only=True)
class Finding(Shown):
    """One question that some claims answer so that they cannot all be true.

    Attributes:
        id: stable while the question and the earliest claim in it stay.
        fingerprint: changes whenever an edge does.
        kind: contradiction, tension, revision, wording or restatement.
        severity: info, low, medium or high.
        question: what they disagree on.
        sides: disjoint lists of claim ids; each clashes with some claim of another side.
        edges: the pairs that clash, strongest first.
        supporters: for each side, ids of claims that agree with it alone and clash with none.
        camps: the largest sets of its claims that share a value; unlike sides they may overlap.
        voices: how many independent claimants stand on the sides.
        notes: what else a reader should know, in both languages.
        claims, rule_records, vocabulary, language: the records behind the ids and the ledger's language, for display.
        printed: reads the sentence that prints a claim from the reader's own copies, where the check was given some;
            it is stored nowhere.
    """

    id: str
    fingerprint: str
    kind: Kind
    severity: Severity
    question: Question
    parties: tuple[Side, ...]
    edges: tuple[Edge, ...]
    supporters: tuple[tuple[str, ...], ...]
    camps: tuple[tuple[str, ...], ...] = ()
    voices: int
    notes: tuple[Label, ...] = ()
    claims: tuple[Claim, ...] = field(repr=False)
    rule_records: tuple[Rule, ...] = field(default=(), repr=False)
    vocabulary: Vocabulary = field(factory=Vocabulary, repr=False, eq=False)
    language: str = field(default="ko", repr=False, eq=False)
    printed: Callable[[Claim], str | None] | None = field(default=None, repr=False, eq=False)

    @property
    def sides(self) -> tuple[tuple[str, ...], ...]:
        """Claim ids of each side."""
        return tuple(party.ids for party in self.parties)

    @property
    def strongest(self) -> Edge:
        """The edge that a reader is shown first."""
        return self.edges[0]

    @property
    def cause(self) -> Cause:
        """The cause of the strongest edge."""
        return self.strongest.cause

    @property
    def strength(self) -> Strength:
        """The strength of the strongest edge."""
        return self.strongest.strength

    @property
    def gap(self) -> Gap:
        """The gap of the strongest edge."""
        return self.strongest.gap

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of every rule between its claims, in the order of the edges."""
        return tuple(dict.fromkeys(rule for edge in self.edges for rule in edge.rules))

    @property
    def hinges(self) -> tuple[str, ...]:
        """Ids of every claim that it hinges on."""
        return tuple(dict.fromkeys(hinge for edge in self.edges for hinge in edge.hinges))

    def explain(self, language: str = "ko") -> str:
        """The finding in Korean ("ko") or English ("en"): see `showing.text.explain`."""
        from stargate_claims.showing.text import explain

        return explain(self, language)

    def claim(self, id: str) -> Claim:
        """The claim of an id in this finding."""
        return next(claim for claim in self.claims if claim.id == id)
