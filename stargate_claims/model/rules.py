"""Rules as data: what some claims entail, why, and cases that show it. And suppressions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from stargate_claims.errors import InvalidRule
from stargate_claims.model.claims import Claim, Force
from stargate_claims.model.vocabulary import Label, Line, Vocabulary


class Strength(StrEnum):
    """How surely a conclusion follows; a chain is as strong as its weakest link."""

    STRICT = "strict"
    DEFEASIBLE = "defeasible"
    SOFT = "soft"

    @property
    def weight(self) -> int:
        """2 for strict, 1 for defeasible, 0 for soft."""
        return {"strict": 2, "defeasible": 1, "soft": 0}[self.value]


def weakest(*strengths: Strength) -> Strength:
    """The weakest of some strengths.

    >>> weakest(Strength.STRICT, Strength.SOFT)
    <Strength.SOFT: 'soft'>
    """
    return min(strengths, key=lambda strength: strength.weight)


def is_variable(name: str | None) -> bool:
    """Whether a name in a rule is a variable: capital letters and digits only.

    >>> is_variable("P"), is_variable("data_centre")
    (True, False)
    """
    return name is not None and name.isascii() and name.isalnum() and name[0].isalpha() and name == name.upper()


class Clock(StrEnum):
    """From which days of the first premise a grace counts: when said, when true, or the day that it names."""

    SAID = "said"
    ABOUT = "about"
    DAY = "day"


@frozen(kw_only=True)
class Bound:
    """A condition on, or a conclusion about, a value. Money is in ``unit``, or in any where it is None.

    In a conclusion ``times`` carries the first premise's lower bound, multiplied; ``sum_over`` names a variable, and
    carries the sum of those bounds over all that it stands for: parts against a total. None carries nothing.
    """

    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal | None = None
    holds: bool | None = None
    stage_at_least: str | None = None
    stage_at_most: str | None = None
    unit: str | None = None
    times: Decimal | None = None
    sum_over: str | None = None

    @property
    def carries(self) -> bool:
        """Whether it carries the first premise's value."""
        return self.times is not None or self.sum_over is not None

    @property
    def gives(self) -> tuple[bool, bool]:
        """Whether it bounds a value from below, and from above."""
        floors = (self.at_least, self.above, self.stage_at_least, self.times, self.sum_over, self.holds or None)
        caps = (self.at_most, self.stage_at_most, self.holds is False or None)
        return any(bound is not None for bound in floors), any(bound is not None for bound in caps)


@frozen(kw_only=True)
class Premise:
    """One claim, or one derived constraint, that a rule needs. Names in capitals are variables.

    Attributes:
        measure: a measure id.
        subject, of, for_, bundle: a variable or an id; None matches anything.
        keys: (key, variable or value) pairs of the question.
        qualifiers: (name, value) pairs that the claim itself must have.
        force: forces that count; empty for any that decide.
        line: the line of the question.
        value: what the bound must entail.
        together: whether the claim must name who acts together.
        without: a variable or an id: whom the claim says it was done without.
        hinge: the premise holds in the world of who says so, and a finding names it.
        any_time: it need not share a day with the other premises.
    """

    measure: str
    subject: str | None = None
    of: str | None = None
    for_: str | None = None
    bundle: str | None = None
    keys: tuple[tuple[str, str], ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()
    force: tuple[Force, ...] = ()
    line: Line = field(default=Line.FACT, converter=Line)
    value: Bound = field(factory=Bound)
    together: bool = False
    without: str | None = None
    hinge: bool = False
    any_time: bool = False

    def variables(self) -> set[str]:
        """The variables that it binds."""
        names = {self.subject, self.of, self.for_, self.bundle, self.without, *(value for _, value in self.keys)}
        return {name for name in names if name is not None and is_variable(name)}


@frozen(kw_only=True)
class FactPremise:
    """An entity fact that a rule needs: ``entity`` has a fact of ``kind`` whose ``of`` is ``is_``."""

    kind: str
    entity: str
    is_: str

    def variables(self) -> set[str]:
        """The variables that it binds."""
        return {name for name in (self.entity, self.is_) if is_variable(name)}


@frozen(kw_only=True)
class Conclusion:
    """The question and bound that follow; names in capitals are variables."""

    measure: str
    subject: str
    of: str | None = None
    keys: tuple[tuple[str, str], ...] = ()
    line: Line = field(default=Line.FACT, converter=Line)
    value: Bound

    def variables(self) -> set[str]:
        """The variables that it uses."""
        names = {self.subject, self.of, self.value.sum_over, *(value for _, value in self.keys)}
        return {name for name in names if name is not None and is_variable(name)}


@frozen(kw_only=True)
class Case:
    """A small ledger of a rule's own, and the pairs of claims that must clash in it through the rule."""

    name: str
    claims: tuple[Claim, ...]
    vocabulary: Vocabulary
    clashes: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Rule:
    """Claims that entail a bound on another question.

    Attributes:
        id: kebab-case.
        when, where: the premises: claims first, then entity facts.
        then: the conclusion.
        grace: days after the last day of ``clock`` before the conclusion must show; negative where it must have
            shown before.
        expiry: days after the grace on which the conclusion lapses; None for never.
        slack: the share by which a bound that is carried may be missed: 0.05 for five percent.
        clock: said, or about (from the first day that the premise is certain).
        strength: strict, defeasible or soft.
        why: what the rule says, as a sentence in Korean and English.
        cases: small ledgers that show it working, and not working.
        source: where the rule comes from.

    Raises:
        InvalidRule: without why, with a variable that no premise binds, or with a slack that is no share.
    """

    id: str
    when: tuple[Premise, ...]
    where: tuple[FactPremise, ...] = ()
    then: Conclusion
    grace: int = 0
    expiry: int | None = None
    slack: Decimal = Decimal(0)
    clock: Clock = field(default=Clock.ABOUT, converter=Clock)
    strength: Strength = field(default=Strength.DEFEASIBLE, converter=Strength)
    why: Label
    cases: tuple[Case, ...] = ()
    source: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.when:
            raise InvalidRule(f"rule {self.id!r} has no premise: when")
        if not (self.why.ko and self.why.en):
            raise InvalidRule(f"rule {self.id!r} needs its why in Korean and in English")
        bound = set().union(*(p.variables() for p in self.when), *(f.variables() for f in self.where))
        loose = sorted(self.then.variables() - bound)
        if loose:
            raise InvalidRule(f"rule {self.id!r}: no premise binds {', '.join(loose)}")
        if not 0 <= self.slack < 1:
            raise InvalidRule(f"rule {self.id!r}: a slack is a share from 0 to below 1, not {self.slack}")

    @property
    def creates(self) -> bool:
        """Whether what follows has values or days that its premises have not."""
        moves = self.grace != 0 and self.clock is Clock.ABOUT
        return moves or self.slack > 0 or self.then.value.times not in (None, 1)

    def keeps(self, premise: Premise) -> bool:
        """Whether it concludes about what a premise of its own is about, and not, say, about the group of a member."""
        return not is_variable(self.then.subject) or self.then.subject == premise.subject


ENDLESS_HINT = "let one of them conclude on another measure or line, or without times, slack and grace"
"""What to do about rules that are `endless`."""


def endless(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules that feed one another in a circle on which values or days move on each time round; none is the rule.

    Such rules could derive for ever: twice the money, then twice that.
    """
    listed = tuple(rule for rule in rules if rule.then.value.sum_over is None)
    feeds = {
        rule.id: [r for r in listed if any(r.keeps(p) and _feeds(rule.then, p) for p in r.when)] for rule in listed
    }
    for start in listed:
        if not start.creates:
            continue
        paths: list[tuple[Rule, ...]] = [(start,)]
        seen: set[str] = set()
        while paths:
            path = paths.pop()
            for rule in feeds[path[-1].id]:
                if rule is start:
                    return path
                if rule.id not in seen:
                    seen.add(rule.id)
                    paths.append((*path, rule))
    return ()


def _feeds(then: Conclusion, premise: Premise) -> bool:
    """Whether a conclusion may be what a premise asks for."""
    given = dict(then.keys)
    asked = [*premise.keys, *((("for", premise.for_),) if premise.for_ else ())]
    if (then.measure, then.line) != (premise.measure, premise.line) or any(name not in given for name, _ in asked):
        return False
    pairs: list[tuple[str | None, str | None]] = [(given[name], value) for name, value in asked]
    pairs += [(then.subject, premise.subject), (then.of, premise.of)]
    if premise.of is not None and then.of is None:
        return False
    if any(a != b for a, b in pairs if a and b and not is_variable(a) and not is_variable(b)):
        return False
    floor, cap = then.value.gives
    needs_floor, needs_cap = premise.value.gives
    return not (needs_floor and not floor) and not (needs_cap and not cap)


@frozen(kw_only=True)
class Suppression:
    """A finding that a person accepted, why, and until when. It shows again when the finding changes."""

    finding: str
    fingerprint: str
    reason: str
    until: date | None = None
