"""Commands that judge: check, rules."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stargate_claims.cli.console import (
    CLEAN,
    FORM,
    FOUND,
    LANGUAGE,
    day,
    print_json,
    print_lines,
    print_text,
    progress,
    say,
    size,
    spoken,
    width,
)
from stargate_claims.errors import LedgerError

if TYPE_CHECKING:
    from stargate_claims.judging.report import Diff, Report
    from stargate_claims.keeping.ledger import Ledger
    from stargate_claims.showing.annotations import Spots
    from stargate_claims.showing.terminal import Printed


MACHINES = ("sarif", "github")
"""Forms for machines, which point at the lines of the ledger's files."""


@click.command()
@click.argument("path", type=click.Path())
@click.option("--lang", "language", type=click.Choice(["ko", "en"]), help="Language of the report [the ledger's own].")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["human", "json", "jsonl", "sarif", "github"]),
    help="jsonl: a line for each finding; sarif: SARIF 2.1.0; github: workflow commands [human; github on GitHub].",
)
@click.option("--texts", type=click.Path(path_type=Path), help="Folder of your copies: show the printed sentences.")
@click.option("--as-of", callback=day, metavar="DAY", help="Judge only what was published by the end of this day.")
@click.option("--since", callback=day, metavar="DAY", help="Show only what is new, changed or resolved since that day.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 also where something was found.")
@click.option(
    "--engine",
    type=click.Choice(["python", "duckdb", "sqlite", "postgres", "spark"]),
    help="What screens the questions [duckdb for a .parquet file, else python]; the findings are the same.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    help="Remember in this file what was judged, and judge only what is new; it may be deleted at any time.",
)
@click.option("--threads", type=click.IntRange(min=1), help="Threads of DuckDB [all processors].")
@click.option("--memory", callback=size, metavar="SIZE", help="Memory of DuckDB, as 2GB; beyond it, it spills to disk.")
def check(
    path: str,
    language: str | None,
    form: str | None,
    texts: Path | None,
    as_of: date | None,
    since: date | None,
    exit_zero: bool,
    engine: str | None,
    state: Path | None,
    threads: int | None,
    memory: str | None,
) -> None:
    """Check the ledger at PATH: exit status 0 if nothing contradicts, 1 with findings, 2 if it could not run.

    With --since, 1 if something is new or changed.
    """
    # Columns are judged as they stand, without loading a ledger: only for what needs no more than its findings.
    is_plain = texts is None and form not in MACHINES
    on_columns = is_plain and (engine not in (None, "python") or (engine is None and path.endswith(".parquet")))
    on_github = os.environ.get("GITHUB_ACTIONS") == "true" and is_plain and since is None and not on_columns
    form = form or ("github" if on_github else "human")
    _refuse_misfits(
        form, texts, since, needless=not on_columns and (engine not in (None, "python") or threads or memory)
    )
    try:
        if on_columns:
            session = _session(engine, threads, memory)
            ask = partial(_judge, path, engine=engine, session=session, state=state)
            if form == "jsonl" and since is None and state is None:
                found = _streamed(path, as_of, engine, session)
            else:
                found = _told(ask, as_of, since, form, language, None)
        else:
            found = _found(path, as_of, since, form, language, texts, state)
    except LedgerError as error:
        _refused(error, form, language or spoken())
        raise
    click.get_current_context().exit(FOUND if found and not exit_zero else CLEAN)


def _refuse_misfits(form: str, texts: Path | None, since: date | None, *, needless: object) -> None:
    """Refuse options that do not go together."""
    if since is not None and form in MACHINES:
        raise click.UsageError(
            say(
                f"--since는 human, json, jsonl과 함께 씁니다. {form} 형식은 지금 있는 것을 모두 적습니다",
                f"--since goes with human, json and jsonl: {form} says what stands, not what is new",
            )
        )
    if needless:
        raise click.UsageError(
            say(
                "--threads와 --memory는 --engine duckdb에, --texts와 -f sarif, github는 --engine python에 씁니다",
                "--threads and --memory are for --engine duckdb, --texts and -f sarif or github for --engine python",
            )
        )
    if texts is not None and form in MACHINES:
        raise click.UsageError(
            say(
                f"--texts는 human, json과 함께 씁니다. {form} 형식으로는 기사의 문장이 나가지 않습니다",
                f"--texts goes with human and json: no printed sentence leaves through {form}",
            )
        )


def _judge(path: str, **options: Any) -> Report:
    from stargate_claims.judging.consistency import check_consistency

    return check_consistency(path, **options)


def _streamed(path: str, as_of: date | None, engine: str | None, session: Any) -> bool:
    """Print each finding as soon as it is judged, and a line that sums up; whether there is any."""
    from stargate_claims.judging.engines import found_already
    from stargate_claims.judging.parts import brought_together, weighed_in_parts
    from stargate_claims.judging.scale import case_for
    from stargate_claims.judging.weighing import reported
    from stargate_claims.showing.exports import finding_record, summary_record

    case = case_for(path, None, None, None, None, as_of, engine, session)
    parts = []
    for part in (found_already(case),) if case.was_judged else weighed_in_parts(case, progress):
        for finding in reported(case, part).findings:
            print_json(finding_record(finding), indent=None)
        sys.stdout.flush()
        parts.append(part)
    report = reported(case, brought_together(parts))
    print_json({"summary": summary_record(report)}, indent=None)
    return bool(report.findings)


def _found(
    path: str,
    as_of: date | None,
    since: date | None,
    form: str,
    language: str | None,
    texts: Path | None,
    state: Path | None,
) -> bool:
    """Check a ledger that is loaded as a whole, and print what was found; whether anything was."""
    from stargate_claims.judging.consistency import check_consistency, printed_in
    from stargate_claims.keeping.library import load

    ledger = load(path)
    if form not in MACHINES:
        ask = partial(check_consistency, ledger, state=state)
        return _told(ask, as_of, since, form, language, printed_in(texts, ledger))
    report = check_consistency(ledger, as_of=as_of, state=state)
    _point(report, form, language or ledger.language, _spots(path, ledger))
    return bool(report.findings)


def _told(
    ask: Callable[..., Report],
    as_of: date | None,
    since: date | None,
    form: str,
    language: str | None,
    printed: Printed | None,
) -> bool:
    """Print what a check says, or what it says that it did not say on an earlier day; whether there is any of it."""
    report = ask(as_of=as_of)
    language = language or report.language
    if since is None:
        _show(report, form, language, printed)
        return bool(report.findings)
    diff = report.diff(ask(as_of=since, state=None))  # a state holds one day's judgement
    _show_difference(diff, form, language, printed)
    return bool(diff.new or diff.changed)


def _show_difference(diff: Diff, form: str, language: str, printed: Printed | None) -> None:
    """Print what is new, changed and resolved: for people, as one JSON object, or as a line for each finding."""
    if form == "human":
        from stargate_claims.showing.terminal import difference_lines

        print_lines(difference_lines(diff, language, width(), printed))
        return
    from stargate_claims.showing.exports import difference_record

    record = difference_record(diff, printed)
    if form == "json":
        print_json(record)
        return
    for name, _ in diff.parts:
        for finding in record[name]:
            print_json({"change": name, **finding}, indent=None)
    counts = {name: len(findings) for name, findings in diff.parts}
    print_json({"summary": counts, "renamed": record["renamed"]}, indent=None)


def _refused(error: LedgerError, form: str, language: str) -> None:
    """Print the problems of a ledger that could not be read for the machine that asked; people read them on stderr."""
    from stargate_claims.keeping.problems import Problem

    problems = [problem for problem in error.problems if isinstance(problem, Problem)]
    if form == "sarif":
        from stargate_claims.showing.sarif import refused_record

        print_json(refused_record(problems, _root(), language))
    elif form == "github":
        from stargate_claims.showing.annotations import refused_lines

        print_text("\n".join(refused_lines(problems, _root(), language)))
    elif form in ("json", "jsonl"):
        from stargate_claims.showing.errors import problem_record

        print_json({"problems": list(map(problem_record, problems))}, indent=1 if form == "json" else None)


def _root() -> Path:
    """What paths are relative to: the repository's root on GitHub, and this folder elsewhere."""
    return Path(os.environ.get("GITHUB_WORKSPACE") or ".")


def _session(engine: str | None, threads: int | None, memory: str | None) -> Any:
    """A DuckDB with the settings asked for, or None."""
    if threads is None and memory is None:
        return None
    if engine not in (None, "duckdb"):
        raise click.UsageError(
            say("--threads와 --memory는 --engine duckdb에 씁니다", "--threads and --memory are for --engine duckdb")
        )
    from stargate_claims.judging.shelves import connected

    return connected(threads, memory)


def _show(report: Report, form: str, language: str, printed: Printed | None) -> None:
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


def _point(report: Report, form: str, language: str, spots: Spots) -> None:
    """Print findings for machines that point at the lines of the ledger."""
    if form == "sarif":
        from stargate_claims.showing.sarif import sarif_record

        print_json(sarif_record(report, spots, language))
    else:
        from stargate_claims.showing.annotations import github_lines

        print_text("\n".join(github_lines(report, spots, language)))


@click.command()
@click.argument("path", type=click.Path())
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The new file, report.html.")
@click.option("--lang", "language", type=click.Choice(["ko", "en"]), help="Shown first [the ledger's own].")
@click.option("--texts", type=click.Path(path_type=Path), help="Folder of your copies: put the printed sentences in.")
@click.option("--as-of", callback=day, metavar="DAY", help="Judge only what was published by the end of this day.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def report(path: str, output: Path, language: str | None, texts: Path | None, as_of: date | None, force: bool) -> None:
    """Write a report on the ledger at PATH as one HTML file, to be read and filtered without any network."""
    from stargate_claims.judging.consistency import check_consistency, printed_in
    from stargate_claims.judging.replay import replay
    from stargate_claims.keeping.files import new_file
    from stargate_claims.keeping.library import load
    from stargate_claims.keeping.saving import head_of
    from stargate_claims.showing.page import Page, report_page

    if output.suffix.lower() not in (".html", ".htm"):
        raise click.BadParameter(
            say(f"{str(output)!r}: .html 파일이 아닙니다", f"{str(output)!r} is no .html file; name one"),
            param_hint="--output",
        )
    ledger = load(path)
    with new_file(output, replace=force) as scratch:
        checked = check_consistency(ledger, as_of=as_of)
        page = Page(
            name=ledger.name,
            language=language or ledger.language,
            sources=ledger.sources,
            replay=replay(checked, watch=progress),
            printed=printed_in(texts, ledger),
            head=str(head_of(ledger, path)),
        )
        scratch.write_text(report_page(checked, page), encoding="utf-8", newline="\n")
    print_text(str(output))


def _spots(path: str, ledger: Ledger) -> Spots:
    """Lines of the ledger's files."""
    from stargate_claims.showing.annotations import spots_of

    return spots_of(Path(path), ledger.positions, _root())


@click.command()
@click.argument("path", type=click.Path(), required=False)
@LANGUAGE
@FORM
def rules(path: str | None, language: str | None, form: str) -> None:
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
