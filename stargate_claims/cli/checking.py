"""Commands that judge: check, rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stargate_claims.cli.console import CLEAN, FORM, FOUND, LANGUAGE, day, print_json, print_lines, width

if TYPE_CHECKING:
    from stargate_claims.judging.report import Report
    from stargate_claims.model.claims import Claim


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--lang", "language", type=click.Choice(["ko", "en"]), help="Language of the report [the ledger's own].")
@click.option(
    "-f", "--format", "form", type=click.Choice(["human", "json", "jsonl"]), default="human", show_default=True
)
@click.option("--texts", type=click.Path(path_type=Path), help="Folder of your copies: show the printed sentences.")
@click.option("--as-of", callback=day, metavar="DAY", help="Judge only what was published by the end of this day.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also where something was found.")
@click.option(
    "--engine",
    type=click.Choice(["python", "duckdb", "sqlite", "spark"]),
    help="What screens the questions [duckdb for a .parquet file, else python]; the findings are the same.",
)
@click.option("--threads", type=click.IntRange(min=1), help="Threads of DuckDB [all processors].")
@click.option("--memory", metavar="SIZE", help="Memory of DuckDB, such as 2GB; beyond it, it spills to disk.")
def check(
    path: Path,
    language: str | None,
    form: str,
    texts: Path | None,
    as_of: date | None,
    exit_zero: bool,
    engine: str | None,
    threads: int | None,
    memory: str | None,
) -> None:
    """Check the ledger at PATH: exit status 0 if nothing contradicts, 1 with findings, 2 if it could not run."""
    from stargate_claims.judging.consistency import check_consistency
    from stargate_claims.keeping.library import load

    if texts is None and (engine not in (None, "python") or (engine is None and path.suffix == ".parquet")):
        report = check_consistency(path, as_of=as_of, engine=engine, session=_session(engine, threads, memory))
        _show(report, form, language or report.case.language, None)
        click.get_current_context().exit(FOUND if report.findings and not exit_zero else CLEAN)
    if threads is not None or memory is not None or engine not in (None, "python"):
        raise click.UsageError("--threads and --memory are for --engine duckdb, and --texts for --engine python")
    ledger = load(path)
    printed = None
    if texts is not None:
        from stargate_claims.keeping.copies import Texts

        printed = Texts(texts, ledger).printed
    report = check_consistency(ledger, as_of=as_of)
    _show(report, form, language or ledger.language, printed)
    click.get_current_context().exit(FOUND if report.findings and not exit_zero else CLEAN)


def _session(engine: str | None, threads: int | None, memory: str | None) -> Any:
    """A DuckDB with the settings asked for, or None."""
    if threads is None and memory is None:
        return None
    if engine not in (None, "duckdb"):
        raise click.UsageError("--threads and --memory are for --engine duckdb")
    from stargate_claims.judging.shelves import connected

    return connected(threads, memory)


def _show(report: Report, form: str, language: str, printed: Callable[[Claim], str | None] | None) -> None:
    """Print a report: for people, as one JSON object, or as a line of JSON for each finding and one that sums up."""
    if form == "human":
        from stargate_claims.showing.terminal import report_lines

        print_lines(report_lines(report, language, width(), printed))
        return
    from stargate_claims.showing.exports import finding_record, report_record, summary_record

    if form == "json":
        print_json(report_record(report, printed))
        return
    for finding in report.findings:
        print_json(finding_record(finding, printed), indent=None)
    print_json({"summary": summary_record(report)}, indent=None)


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@LANGUAGE
@FORM
def rules(path: Path | None, language: str | None, form: str) -> None:
    """List the rules, run their cases, and say what they did on the ledger at PATH: exit status 1 if a case fails."""
    from stargate_claims.judging.consistency import check_consistency
    from stargate_claims.judging.trials import trials, uses
    from stargate_claims.keeping.ledger import Ledger
    from stargate_claims.keeping.library import load
    from stargate_claims.keeping.shipped import shipped_rules, with_cases
    from stargate_claims.showing.rules import rule_lines, rule_records

    ledger = Ledger.new() if path is None else load(path)
    every = with_cases(ledger.rules)
    tried = list(trials(every))
    used = None if path is None else uses(check_consistency(ledger), every)
    if form == "json":
        print_json(rule_records(every, ledger.vocabulary, tried, used, shipped_rules(cases=True)))
    else:
        print_lines(rule_lines(every, ledger.vocabulary, tried, used, language or ledger.language, width()))
    click.get_current_context().exit(CLEAN if all(trial.passed for trial in tried) else FOUND)
