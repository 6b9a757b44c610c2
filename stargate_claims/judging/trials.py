"""Rules on trial: whether their own cases come out as they say, and what they do on a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import frozen

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.report import Report
from stargate_claims.model.rules import Case, Rule

Pair = tuple[str, str]


@frozen(kw_only=True)
class Trial:
    """One case of a rule: the pairs that should clash through it and do not, and those that do and should not."""

    rule: str
    case: str
    missing: tuple[Pair, ...] = ()
    unwanted: tuple[Pair, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether exactly the pairs clash that the case lists."""
        return not (self.missing or self.unwanted)


@frozen(kw_only=True)
class Use:
    """What a rule did on a ledger.

    Attributes:
        constraints: how many constraints it drew.
        edges: the clashing pairs that rest on it, each with the id of its finding.
    """

    constraints: int = 0
    edges: tuple[tuple[str, Pair], ...] = ()


def trials(rules: Iterable[Rule]) -> Iterator[Trial]:
    """Every case of some rules, judged with all of them: a chain may need more than one."""
    together = tuple(rules)
    for rule in together:
        for case in rule.cases:
            yield _trial(rule, case, together)


def _trial(rule: Rule, case: Case, rules: tuple[Rule, ...]) -> Trial:
    report = check_consistency(case.claims, vocabulary=case.vocabulary, rules=rules)
    edges = (edge for finding in report.findings for edge in finding.edges)
    clashing = {_pair(edge.claims) for edge in edges if rule.id in edge.rules}
    wanted = {_pair(pair) for pair in case.clashes}
    missing, unwanted = tuple(sorted(wanted - clashing)), tuple(sorted(clashing - wanted))
    return Trial(rule=rule.id, case=case.name, missing=missing, unwanted=unwanted)


def _pair(claims: Pair) -> Pair:
    one, other = sorted(claims)
    return one, other


def uses(report: Report, rules: Iterable[Rule]) -> dict[str, Use]:
    """What each rule did in a report."""
    rows = report.case.whole().constraints.values()
    drawn = Counter(constraint.rules[-1] for row in rows for constraint in row if constraint.rules)
    edges = [(finding.id, edge) for finding in report.findings for edge in finding.edges]
    return {
        rule.id: Use(
            constraints=drawn[rule.id],
            edges=tuple((finding, edge.claims) for finding, edge in edges if rule.id in edge.rules),
        )
        for rule in rules
    }
