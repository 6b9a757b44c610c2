"""What a check answers: the report, and what changed since another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from attrs import field, frozen

from stargate_claims.errors import brought_by
from stargate_claims.judging.case import Case, Skipped
from stargate_claims.judging.rates import Conversion
from stargate_claims.model.findings import Edge, Finding, Kind
from stargate_claims.model.intervals import checked_day
from stargate_claims.model.shown import Drawing, Shown
from stargate_claims.model.vocabulary import Question, Vocabulary

if TYPE_CHECKING:
    from stargate_claims.judging.consensus import Consensus, Timeline
    from stargate_claims.judging.promises import Promises


NO_BUNDLE = "no bundle says which of several is meant"


@frozen(kw_only=True)
class Unchecked:
    """A question that was only partly compared, and why: no rate between two units, or several things that it may mean.

    ``claims`` are those that were not compared with one another.
    """

    question: Question
    reason: str
    claims: tuple[str, ...]


@frozen(kw_only=True, repr=False)
class Diff(Shown):
    """What one report has that an older one had not.

    Attributes:
        new: findings of which the older report had no clash.
        changed: findings that go on from one of the older report (the same finding, or a clash in common on its
            question) with other clashes; the newer one.
        resolved: findings of the older report from which none goes on.
        renamed: (older id, newer id) where a finding goes on under another id, or in another finding.
    """

    new: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
        """Its findings under the names "new", "changed" and "resolved", in this order."""
        return ("new", self.new), ("changed", self.changed), ("resolved", self.resolved)

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.resolved)

    def __repr__(self) -> str:
        return f"Diff({', '.join(f'{len(findings)} {name}' for name, findings in self.parts)})"

    def __bool__(self) -> NoReturn:
        raise TypeError("a difference is neither true nor false; use len(diff), diff.new, .changed or .resolved")


def difference(now: Iterable[Finding], before: Iterable[Finding]) -> Diff:
    """What some findings have that older ones had not.

    An id alone does not tell: words that come to light late may have been said first, and a finding is named after
    the first of its claims.
    """
    new, old = {finding.id: finding for finding in now}, {finding.id: finding for finding in before}
    told = {trace for finding in old.values() for trace in _traces(finding)}
    home = {trace: id for id, finding in new.items() for trace in _traces(finding)}
    goes_on = {id for id, finding in new.items() if id in old or not told.isdisjoint(_traces(finding))}
    gone = {id: {home[trace] for trace in _traces(f) if trace in home} for id, f in old.items() if id not in new}
    return Diff(
        new=tuple(finding for id, finding in new.items() if id not in goes_on),
        changed=tuple(
            finding
            for id, finding in new.items()
            if id in goes_on and (id not in old or finding.fingerprint != old[id].fingerprint)
        ),
        resolved=tuple(old[id] for id, homes in gone.items() if not homes),
        renamed=tuple((id, home) for id, homes in gone.items() for home in sorted(homes)),
    )


def _traces(finding: Finding) -> set[tuple[Question, frozenset[str]]]:
    """Its clashing pairs, each on its question."""
    return {(finding.question, frozenset(edge.claims)) for edge in finding.edges}


@frozen(kw_only=True, repr=False)
class Report(Shown):
    """What a check found.

    Attributes:
        findings: most severe first, then by independent voices, then by question.
        suppressed: findings that a person accepted, and that have not changed since.
        skipped: claims that were not judged, with the reason.
        unchecked: questions that were only partly compared, with the reason.
        claims: how many claims were judged.
        questions: how many questions they answer.
        as_of: the day up to whose end sources count, or None.
        conversions: bracketed conversions against the official rates, where there are rates.
        rates: who publishes the rates used, or None; ``rates_until`` is the last day they have.
    """

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    claims: int = 0
    questions: int = 0
    as_of: date | None = None
    conversions: tuple[Conversion, ...] = ()
    rates: str | None = None
    rates_until: date | None = None
    case: Case = field(repr=False, eq=False)

    @property
    def consistent(self) -> bool:
        """Whether nothing was found: not the same as true, and not when claims were left unchecked."""
        return not self.findings

    @property
    def vocabulary(self) -> Vocabulary:
        """What the names in it mean."""
        return self.case.vocabulary

    @property
    def language(self) -> str:
        """The language that its readers see first: ko or en."""
        return self.case.language

    def __bool__(self) -> NoReturn:
        raise TypeError("a report is neither true nor false; use report.consistent")

    def __len__(self) -> int:
        return len(self.findings)

    def __repr__(self) -> str:
        return f"Report({len(self.findings)} findings, {self.claims} claims, {self.questions} questions)"

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def diff(self, old: Report) -> Diff:
        """What is new, changed or resolved since an older report."""
        if not isinstance(old, Report):
            raise TypeError(f"a report differs from a report, not from {type(old).__name__}")
        return difference(self.findings, old.findings)

    def promises(self, as_of: date | None = None) -> Promises:
        """Every commitment, and every plan with a deadline, and what became of it by a day.

        Args:
            as_of: the day; the report's own, or else the last day on which one of its sources was published.
        """
        from stargate_claims.judging.promises import promises

        case = self.case.whole()
        checked_day(as_of, "as_of")
        return promises(case if as_of is None else case.at(as_of))

    def consensus(self, question: Question | str, on: date | None = None) -> Consensus:
        """The values that most independent voices support on a day, and who stands outside.

        Args:
            question: a question or its printed form.
            on: the day; the report's own, or else the last day on which one of its sources was published.

        Raises:
            UnknownName: if no claim answers the question.
        """
        from stargate_claims.judging.consensus import consensus

        checked_day(on, "on")
        return consensus(self.case.whole(), question, on)

    def timeline(self, question: Question | str) -> Timeline:
        """Everything that is said on a question, in the order of days.

        Raises:
            UnknownName: if no claim answers the question.
        """
        from stargate_claims.judging.consensus import timeline

        return timeline(self.case.whole(), question)

    def doubt(self, finding: Finding | None = None) -> tuple[str, ...]:
        """The fewest claims to give up so that nothing contradicts: in one finding, or in all of them.

        Revisions are left out: a plan may change.
        """
        from stargate_claims.judging.doubt import doubt

        among = self.findings if finding is None else (finding,)
        return doubt(e.claims for f in among if f.kind is not Kind.REVISION for e in f.edges)

    def chart(self, question: Question | str, language: str | None = None) -> Drawing:
        """A question's timeline as a drawing: values over days, sides in colours, clashes joined.

        Args:
            question: a question or its printed form.
            language: "ko" or "en"; the report's own by default, as in the other charts.

        Raises:
            UnknownName: if no claim answers the question.
            ValueError: for another language.
        """
        from stargate_claims.showing.charts.timeline import question_chart

        return question_chart(self, question, language)

    def chart_parties(self, language: str | None = None) -> Drawing:
        """Who stands against whom, as a drawing: an arc for every two voices whose words clash."""
        from stargate_claims.showing.charts.parties import parties_chart

        return parties_chart(self, language)

    def chart_promises(self, language: str | None = None) -> Drawing:
        """Promises over time, as a drawing: when each was made, when it is due, and what became of it."""
        from stargate_claims.showing.charts.promises import promises_chart

        return promises_chart(self, language)

    def chart_rates(self, language: str | None = None) -> Drawing:
        """The rates that conversions in the articles imply, drawn against the official ones."""
        from stargate_claims.showing.charts.rates import rates_chart

        return rates_chart(self, language)

    def to_great_tables(self, language: str | None = None) -> Any:
        """The findings as a table of great_tables, to be styled for print.

        Raises:
            MissingExtra: where great_tables or pandas is not installed, with the command that installs them.
        """
        from stargate_claims.showing.tables import findings_table

        return findings_table(self, language)

    def to_frame(self) -> Any:
        """The clashes as a pandas DataFrame, a row for each pair of claims.

        Raises:
            MissingExtra: where pandas is not installed, with the command that installs it.
        """
        with brought_by("frames", "a data frame"):
            import pandas
        return pandas.DataFrame([_row(finding, edge) for finding in self.findings for edge in finding.edges])


def _row(finding: Finding, edge: Edge) -> dict[str, Any]:
    """One clash as flat values."""
    return {
        "finding": finding.id,
        "kind": finding.kind.value,
        "severity": finding.severity.value,
        "question": str(finding.question),
        "claim": edge.claims[0],
        "against": edge.claims[1],
        "relation": edge.relation.value,
        "cause": edge.cause.value,
        "strength": edge.strength.value,
        "rules": ", ".join(edge.rules),
        "hinges": ", ".join(edge.hinges),
        "since": edge.gap.since,
        "until": edge.gap.until,
    }
