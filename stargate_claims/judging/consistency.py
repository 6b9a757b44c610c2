"""`check_consistency`: claims in, findings out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve

from stargate_claims.judging.case import case_of
from stargate_claims.judging.rates import Rates
from stargate_claims.judging.report import Report
from stargate_claims.judging.weighing import judge, reported
from stargate_claims.model.claims import Claim
from stargate_claims.model.collector import uncollected
from stargate_claims.model.intervals import checked_day
from stargate_claims.model.rules import Rule, Suppression
from stargate_claims.model.vocabulary import Vocabulary

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
            written anew by each check, and may be deleted at any time. The report is the same. What the workers of a
            cluster judge is not remembered.

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
    with uncollected():
        if engine is not None or isinstance(claims, (str, os.PathLike)):
            from stargate_claims.judging.scale import case_for

            case = case_for(claims, vocabulary, rules, suppressions, rates, as_of, engine, session)
        else:
            case = case_of(claims, vocabulary, rules, suppressions, rates, as_of)
        case = case if texts is None else evolve(case, printed=printed_in(texts, case.records))
        if case.was_judged:
            from stargate_claims.judging.engines import found_already

            return reported(case, found_already(case))
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
