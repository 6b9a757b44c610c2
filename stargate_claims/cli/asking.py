"""Commands that ask a ledger more than what contradicts: promises, consensus, timeline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from stargate_claims.cli.console import FORM, LANGUAGE, day, plain, print_json, print_lines, width

if TYPE_CHECKING:
    from stargate_claims.judging.report import Report

OUTCOMES = ["PENDING", "KEPT", "PARTLY", "BROKEN", "REVISED", "UNCHECKABLE"]
AS_OF = click.option("--as-of", callback=day, metavar="DAY", help="Only what was published by the end of this day.")
PATH = click.argument("path", type=click.Path())
QUESTION = click.argument("question")


@click.command()
@PATH
@AS_OF
@click.option("--outcome", type=click.Choice(OUTCOMES, case_sensitive=False), multiple=True, help="Only these.")
@LANGUAGE
@FORM
def promises(path: str, as_of: date | None, outcome: tuple[str, ...], language: str | None, form: str) -> None:
    """Tell what became of every commitment, and every plan with a deadline, in the ledger at PATH."""
    from stargate_claims.judging.promises import Promises
    from stargate_claims.showing.exports import promise_record

    report = _checked(path, as_of)
    found = Promises(promise for promise in report.promises() if not outcome or promise.outcome in outcome)
    if form == "json":
        print_json([promise_record(promise) for promise in found])
    else:
        _print(found, language or report.language)


@click.command()
@PATH
@QUESTION
@click.option(
    "--on", callback=day, metavar="DAY", help="The day asked about [the last one that anything was published]."
)
@AS_OF
@LANGUAGE
@FORM
def consensus(path: str, question: str, on: date | None, as_of: date | None, language: str | None, form: str) -> None:
    """Tell which values of QUESTION most independent voices support, and who stands outside.

    QUESTION is written as `timeline PATH` lists it: measure(subject, key=value).
    """
    from stargate_claims.showing.exports import consensus_record

    report = _checked(path, as_of)
    found = report.consensus(question, on)
    if form == "json":
        print_json(consensus_record(found))
    else:
        _print(found, language or report.language)


@click.command()
@PATH
@click.argument("question", required=False)
@AS_OF
@LANGUAGE
@FORM
def timeline(path: str, question: str | None, as_of: date | None, language: str | None, form: str) -> None:
    """List all that is said on QUESTION, in the order of days; without one, list the questions of the ledger at PATH.

    QUESTION is written as the list prints it: measure(subject, key=value).
    """
    from stargate_claims.showing.exports import timeline_record

    report = _checked(path, as_of)
    if question is None:
        _list_questions(report, form)
        return
    found = report.timeline(question)
    if form == "json":
        print_json(timeline_record(found))
    else:
        _print(found, language or report.language)


def _checked(path: str, as_of: date | None) -> Report:
    from stargate_claims.judging.consistency import check_consistency

    return check_consistency(path, as_of=as_of)


def _list_questions(report: Report, form: str) -> None:
    """Every question with the number of claims on it, those with most claims first."""
    from collections import Counter

    from stargate_claims.judging.screen import question_of

    counts: Counter[str] = Counter()
    for key, claims in report.case.whole().groups.items():
        counts[str(question_of(key))] += len(claims)
    found = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    if form == "json":
        print_json([{"question": question, "claims": number} for question, number in found])
    else:
        print_lines(plain(f"{number:>6,}  {question}") for question, number in found)


def _print(found: Any, language: str) -> None:
    """All of an answer: a terminal scrolls, where a notebook would only grow."""
    from stargate_claims.showing.display import display

    print_lines(display(found, language, most=None).lines(width()))
