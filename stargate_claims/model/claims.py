"""A claim: who said what through whom, of when, where it is printed, and how firmly."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import evolve, field, frozen
from attrs.converters import optional

from stargate_claims.errors import InvalidClaim
from stargate_claims.model.identity import content_id, filled
from stargate_claims.model.intervals import Mode, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.shown import Shown
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Label


class Force(StrEnum):
    """What the speaker does with the statement."""

    REPORT = "report"
    ESTIMATE = "estimate"
    PLAN = "plan"
    COMMITMENT = "commitment"
    DENIAL = "denial"
    OPINION = "opinion"

    @property
    def intends(self) -> bool:
        """Whether it says what somebody means to do."""
        return self in (Force.PLAN, Force.COMMITMENT)

    @property
    def asserts(self) -> bool:
        """Whether it says what is."""
        return self in (Force.REPORT, Force.DENIAL)


class Certainty(StrEnum):
    """How sure the speaker sounds."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Polarity(StrEnum):
    """The surface form only: a negation already lives in the value."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Form(StrEnum):
    """How the words are printed."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    REPORTED = "reported"


class Rank(StrEnum):
    """Deprecated claims are kept and never judged."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


class ListKind(StrEnum):
    """What a list of members says about who is not on it."""

    CLOSED = "closed"
    """Nobody else."""
    OPEN = "open"
    """등: others may be."""
    ADDITIVE = "additive"
    """…도: these too, beside those already named."""


class Grouping(StrEnum):
    """How several subjects share one statement."""

    TOGETHER = "together"
    EACH = "each"


@frozen(kw_only=True)
class Link:
    """One step of an attribution chain: who passed the words on, in which role, by which cue."""

    who: str
    role: str
    form: Form | None = None
    cue: str | None = None


@frozen(kw_only=True)
class Attribution:
    """A chain of links, outermost (the outlet) first, the speaker last."""

    links: tuple[Link, ...]


@frozen(kw_only=True)
class Adequacy:
    """Whether money is enough: ``of`` a claimed undertaking, or ``for`` a project."""

    enough: bool
    of: str | None = None
    for_: str | None = None

    def __attrs_post_init__(self) -> None:
        if (self.of is None) == (self.for_ is None):
            raise InvalidClaim("adequacy is either of a claim or for a project")


@frozen(kw_only=True)
class Prediction:
    """The question a forecast answers beforehand, and the value it expects."""

    measure: str
    subject: tuple[str, ...]
    of: tuple[str, ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()
    quantity: Quantity | None = None
    holds: bool | None = None
    stage: str | None = None


def _sorted_pairs(pairs: dict[str, str] | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs.items() if isinstance(pairs, dict) else pairs))


_VALUES = ("quantity", "holds", "stage", "members", "day")


@frozen(kw_only=True)
class Claim(Shown):
    """One statement, from one place.

    Attributes:
        by: entity ids of the innermost claimants; several made it together.
        via: entity ids that passed it on, outermost (the outlet) first, without ``by``.
        force: report, estimate, plan, commitment, denial or opinion.
        said: when it was asserted, on some day of this window, local to the place.
        about: when it is true; None for the days it was said (facts) or from then on (plans).
        subject, grouping: entity ids, and whether several act together or are each meant.
        measure: a measure id; None for a claim that only denies others.
        of: entity ids of the object.
        qualifiers: (name, value) pairs, sorted; the measure's keys among them separate questions.
        quantity, holds, stage, members, day: the value, at most one of them.
        list_kind: what ``members`` (or, without them, the list of subjects) says of everyone else.
        restated: a bracketed conversion of ``quantity``; never evidence of its own.
        for_: the project that money is for.
        bundle: the set of contracts, the lawsuit or the meeting that this is about.
        adequacy, together, without, predicts: what else the words say.
        denies, supports, refers_to, revises, supersedes, retracts: ids of other claims.
        rank, rank_reason: deprecated claims are skipped, with a reason.
        id: made from the content where none is given.

    Raises:
        InvalidClaim: if it has no claimant, no value or target, or two values.
    """

    by: tuple[str, ...]
    source: Source
    force: Force = field(default=Force.REPORT, converter=Force)
    said: Window
    via: tuple[str, ...] = ()
    form: Form = field(default=Form.REPORTED, converter=Form)
    cue: str | None = None
    about: Window | None = None
    subject: tuple[str, ...] = ()
    grouping: Grouping = field(default=Grouping.TOGETHER, converter=Grouping)
    measure: str | None = None
    of: tuple[str, ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = field(default=(), converter=_sorted_pairs)
    quantity: Quantity | None = None
    holds: bool | None = None
    stage: str | None = None
    members: tuple[str, ...] | None = None
    list_kind: ListKind | None = field(default=None, converter=optional(ListKind))
    day: Window | None = None
    restated: Quantity | None = None
    certainty: Certainty = field(default=Certainty.CERTAIN, converter=Certainty)
    polarity: Polarity = field(default=Polarity.POSITIVE, converter=Polarity)
    for_: str | None = None
    bundle: str | None = None
    adequacy: Adequacy | None = None
    together: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    predicts: Prediction | None = None
    denies: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    revises: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    retracts: tuple[str, ...] = ()
    locator: Locator = field(factory=Locator)
    summary: Label | None = None
    note: str | None = None
    rank: Rank = field(default=Rank.NORMAL, converter=Rank)
    rank_reason: str | None = None
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    recorded_at: str | None = None
    id: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.by:
            raise InvalidClaim("a claim needs a claimant: by")
        said = self.said
        if said.mode is Mode.THROUGHOUT and said.first != said.last and None not in (said.first, said.last):
            object.__setattr__(self, "said", evolve(said, mode=Mode.SOME_DAY))
        given = (self.quantity, self.holds, self.stage, self.members, self.day)
        if given.count(None) < len(given) - 1:
            values = [name for name, value in zip(_VALUES, given, strict=True) if value is not None]
            raise InvalidClaim(f"a claim has one value, not {' and '.join(values)}; make it two claims")
        if self.measure is None and not (self.denies or self.supports or self.retracts):
            raise InvalidClaim("a claim needs a measure, or the claims that it denies, supports or retracts")
        if self.measure is not None and not self.subject:
            raise InvalidClaim("a claim with a measure needs a subject")
        if self.list_kind is not None and self.members is None and len(self.subject) < 2:
            raise InvalidClaim("only members, or several subjects, are a closed, open or additive list")
        if self.restated is not None and self.quantity is None:
            raise InvalidClaim("a restated figure needs the figure that it restates")
        if self.rank is Rank.DEPRECATED and not self.rank_reason:
            raise InvalidClaim("a deprecated claim needs its rank_reason")
        if not self.id:
            object.__setattr__(self, "id", content_id("c", self.content()))

    def content(self) -> dict[str, object]:
        """What it says, without its id and bookkeeping: the basis of a content id."""
        bookkeeping = {"id", "recorded_at", "reviewed_by", "reviewed_on", "source"}
        return {"source": self.source.id, **filled(self, without=bookkeeping)}

    @property
    def attribution(self) -> Attribution:
        """The chain as links, outermost first."""
        roles = ["outlet", *["medium"] * (len(self.via) - 1)] if self.via else []
        links = [Link(who=who, role=role) for who, role in zip(self.via, roles, strict=True)]
        links += [Link(who=who, role="speaker", form=self.form, cue=self.cue) for who in self.by]
        return Attribution(links=tuple(links))

    def qualifier(self, name: str) -> str | None:
        """The value of one qualifier, or None."""
        return dict(self.qualifiers).get(name)

    @property
    def public(self) -> date | None:
        """The day by whose end it could be read: the last of its source's, or else the last on which it was said."""
        window = self.source.published or self.said
        return window.last or window.first

    @property
    def days(self) -> Window:
        """The days it is about: as given; else those it was said (facts), or from then on (plans)."""
        if self.about is not None:
            return self.about
        if self.force.intends:
            return Window(first=self.said.first or self.said.last)
        return self.said
