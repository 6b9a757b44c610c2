"""`check_consistency`: claims in, findings out."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from stargate_claims.judging.assemble import Board, Dispute, cause_of, findings, relation_of
from stargate_claims.judging.case import Case, case_of
from stargate_claims.judging.forecasts import forecasts
from stargate_claims.judging.intentions import turns
from stargate_claims.judging.rates import Conversion, Rates, conversions
from stargate_claims.judging.report import NO_BUNDLE, Report, Unchecked
from stargate_claims.judging.screen import may_disagree, question_of
from stargate_claims.judging.sweep import clashes, may_clash
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Cause, Finding, Kind, Relation
from stargate_claims.model.intervals import checked_day
from stargate_claims.model.rules import Rule, Suppression
from stargate_claims.model.units import factor
from stargate_claims.model.vocabulary import Label, Line, Question, Vocabulary

if TYPE_CHECKING:
    from stargate_claims.keeping.ledger import Ledger


def check_consistency(
    claims: Ledger | Iterable[Claim] | str | os.PathLike[str],
    *,
    vocabulary: Vocabulary | None = None,
    rules: Iterable[Rule] | None = None,
    rates: str | Rates | None = None,
    suppressions: Iterable[Suppression] | None = None,
    as_of: date | None = None,
    texts: str | os.PathLike[str] | None = None,
    engine: str | None = None,
    session: Any = None,
    state: str | os.PathLike[str] | None = None,
) -> Report:
    """Find the claims that cannot all be true.

    Args:
        claims: a ledger, any claims, or the path of a ledger.
        vocabulary: what the names mean; the ledger's own, or the package's.
        rules: what entails what; the ledger's own, or the package's.
        rates: "ecb", or a table of rates; without it (the ledger's own, or none) currencies never meet.
        suppressions: findings that a person accepted; the ledger's own, or none.
        as_of: judge only what was published by the end of this day; a range counts from its last day.
        texts: a folder of the reader's own copies of the articles: explanations show the printed sentences, read from
            there when they are shown and stored nowhere.
        engine: what looks for the questions that may be inconsistent before the judge does: "python", "duckdb",
            "sqlite", "postgres" (for a ledger on such a server) or "spark"; by default DuckDB for a .parquet file and
            Python for all else. The report is the same.
        session: a SparkSession, or a DuckDB connection with settings of your own.
        state: a file that remembers what was judged, so that the next check judges only what new claims touch. It is
            written anew by each check, and may be deleted at any time. The report is the same.

    Returns:
        A report. Nothing about it depends on the order of the claims, the clock, the time zone or the locale.

    Raises:
        UnknownName: if a claim uses a measure that the vocabulary does not know, or no engine has the name.
        InvalidRule: if rules could derive for ever.
        LedgerError: if the ledger at a path cannot be read.
        MissingExtra: if the engine is not installed, with the command that installs it.
        RateError: if no rates have the name given.
        LedgerError: if there is no folder of texts, or a text in it cannot be read.
        TypeError: if something among the claims is no Claim.
    """
    checked_day(as_of, "as_of")
    if engine is not None or isinstance(claims, (str, os.PathLike)):
        from stargate_claims.judging.scale import case_for

        case = case_for(claims, vocabulary, rules, suppressions, rates, as_of, engine, session)
    else:
        case = case_of(claims, vocabulary, rules, suppressions, rates, as_of)
    case = case if texts is None else evolve(case, printed=printed_in(texts, case.records))
    if state is None:
        return judge(case)
    from stargate_claims.judging.remembered import judged_with

    return judged_with(state, case)


def printed_in(texts: str | os.PathLike[str] | None, claims: Iterable[Claim]) -> Callable[[Claim], str | None] | None:
    """What reads the printed sentences of claims from a folder of copies; None without one."""
    if texts is None:
        return None
    from stargate_claims.keeping.copies import Texts

    return Texts(texts, claims).printed


def judge(case: Case) -> Report:
    """The report on a case."""
    return reported(case, weighed(case))


class Weighed(NamedTuple):
    """What judging some claims gives, before anybody accepts it: claims that touch nowhere may be judged apart."""

    findings: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    conversions: tuple[Conversion, ...] = ()

    def beside(self, other: Weighed) -> Weighed:
        """What judging two groups of claims apart gives."""
        return Weighed(
            findings=self.findings + other.findings,
            unchecked=self.unchecked + other.unchecked,
            conversions=self.conversions + other.conversions,
        )


def weighed(case: Case) -> Weighed:
    """All that is found in a case, most severe first."""
    converted = () if case.rates is None else tuple(conversions(case.claims, case.rates))
    rules = {rule.id: rule for rule in case.rules}
    board = Board(
        reader=case.reader,
        by_id=case.by_id,
        rules=rules,
        constraints=case.suspects,
        crowded=case.crowded,
        language=case.language,
    )
    found = tuple(
        evolve(_with_notes(finding, converted), printed=case.printed) for finding in findings(_disputes(case), board)
    )
    return Weighed(findings=found, unchecked=tuple(_unchecked(case)), conversions=converted)


def reported(case: Case, found: Weighed) -> Report:
    """The report on a case from what was found in it."""
    hidden = accepted(case.suppressions, case.judged_on) if case.suppressions else set()
    return Report(
        findings=tuple(f for f in found.findings if (f.id, f.fingerprint) not in hidden),
        suppressed=tuple(f for f in found.findings if (f.id, f.fingerprint) in hidden),
        skipped=case.skipped,
        unchecked=found.unchecked,
        claims=case.size,
        questions=case.asked,
        as_of=case.as_of,
        conversions=found.conversions,
        rates=None if case.rates is None else case.rates.source,
        rates_until=None if case.rates is None else case.rates.last_day,
        case=case,
    )


def accepted(suppressions: Iterable[Suppression], today: date | None) -> set[tuple[str, str]]:
    """The findings, with their fingerprints, that somebody accepted until this day or longer."""
    return {
        (suppression.finding, suppression.fingerprint)
        for suppression in suppressions
        if suppression.until is None or today is None or today <= suppression.until
    }


def _disputes(case: Case) -> Iterator[Dispute]:
    """Every clash, with its relation and cause."""
    grouped, reader = case.suspects, case.reader
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
    for clash in forecasts(grouped, case.special.predictions, reader):
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


def _unchecked(case: Case) -> list[Unchecked]:
    """Questions that were only partly compared, in order, each with what was not and why."""
    return sorted([*_unrated(case), *_unbundled(case)], key=unchecked_order)


def unchecked_order(entry: Unchecked) -> tuple[Question, str, tuple[str, ...]]:
    """Sorts questions that were only partly compared."""
    return entry.question, entry.reason, entry.claims


def _unbundled(case: Case) -> Iterator[Unchecked]:
    """Values that differ, of what may have several at once, where nobody says which one is meant."""
    for key, claims in case.groups.items():
        measure = case.vocabulary.measure(key[0])
        if not measure.several or key[4] is Line.ESTIMATE:
            continue
        loose = [claim for claim in claims if claim.bundle is None]
        if may_disagree(loose, measure):
            yield Unchecked(question=question_of(key), reason=NO_BUNDLE, claims=tuple(sorted(c.id for c in loose)))


def _unrated(case: Case) -> Iterator[Unchecked]:
    """Questions answered in several currencies or units, between which no rate is known."""
    units: dict[Question, dict[str, set[str]]] = defaultdict(dict)
    several = Counter(key[:5] for key in case.groups if key[5] is not None and key[4] is not Line.ESTIMATE)
    for key, claims in case.groups.items():
        if key[5] is not None and several[key[:5]] > 1:
            named = case.vocabulary.measure(key[0]).unit
            unit = key[5] if named is None or factor(key[5], named) is None else named
            units[question_of(key)].setdefault(unit, set()).update(claim.id for claim in claims)
    for question, by_unit in units.items():
        met = {row.converted_from for unit in by_unit for row in case.suspects.get((question, unit), ())}
        left = sorted(set(by_unit) - met)
        if len(left) > 1:
            ids = {id for unit in left for id in by_unit[unit]}
            yield Unchecked(
                question=question, reason="no rate between " + " and ".join(left), claims=tuple(sorted(ids))
            )
