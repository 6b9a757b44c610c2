"""From articles to findings without a hand: extract, accept above a confidence, check, and see what was found.

    python -m tests.stories.end_to_end SHARED [--confidence 50] [--show]

SHARED holds seeds/ (the articles) and gold/ (their labels). Drafts are mapped to labelled claims by place and figure (a
draft without a figure: by place and measure); a finding counts where one of its clashes stands across the sides of a
wanted one, a trap where a clash joins two claims that must not clash. Nothing is corrected on the way.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.keeping.drafts import Reading, read_articles
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import example
from stargate_claims.model.findings import Finding
from stargate_claims.reading.draft import Draft

OWN_SORT = {"bound_wording": "wording", "fx_inconsistency": "restatement"}
LIKE = {
    "project_stage": ("project_stage", "pace"),
    "claim_validity": (None,),
    "participates_in": ("participates_in", "funders"),
}
"""Labels whose measure goes by another name here."""
Row = dict[str, Any]
Pair = frozenset[str]


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _covers(draft: Draft, row: Row) -> bool:
    shared = min(draft.end, row["end"]) - max(draft.start, row["start"])
    return bool(shared * 2 >= row["end"] - row["start"])


def _same(draft: Draft, row: Row) -> bool:
    """Whether a draft reads a label's figure; without one, whether it answers the same question."""
    if row["figure_as_printed"] is None:
        return draft.figure is None and draft.claim.measure in LIKE.get(row["measure"], (row["measure"],))
    if draft.figure is None:
        return False
    ends = draft.figure.interval.lower, draft.figure.interval.upper
    labels = [None if row[key] is None else Decimal(str(row[key])) for key in ("value_lo", "value_hi")]
    return list(ends) == labels and (len(row["unit"]) != 3 or draft.figure.unit == row["unit"])


def mapped(readings: Iterable[Reading], gold: Mapping[str, list[Row]]) -> dict[str, set[str]]:
    """Ids of drafts to the ids of the labels that they serve."""
    found: dict[str, set[str]] = {}
    for reading in readings:
        for draft in reading.drafts:
            rows = [row for row in gold[reading.file] if _covers(draft, row) and _same(draft, row)]
            found[draft.claim.id] = {row["id"] for row in rows}
    return found


def ledger_of(readings: Iterable[Reading], confidence: int) -> tuple[Ledger, int, int]:
    """A ledger of the drafts above a confidence; how many there were, and how many went in."""
    names = example("stargate")
    ledger = Ledger(name="drafts", vocabulary=names.vocabulary, rules=names.rules, rates=names.rates)
    drafts = [draft for reading in readings for draft in reading.drafts]
    accepted = [draft for draft in drafts if draft.confidence >= confidence]
    ids = {draft.claim.id for draft in accepted}
    for draft in sorted(accepted, key=lambda draft: bool(draft.claim.denies)):
        kept = tuple(id for id in draft.claim.denies if id in ids)
        if draft.claim.measure is not None or kept:
            ledger.add(draft.accept(denies=kept))
    return ledger, len(drafts), len(accepted)


def clashes(finding: Finding, served: Mapping[str, set[str]]) -> Iterator[tuple[Pair, str]]:
    """The pairs of labels that clash in a finding, and of which sort it is."""
    sort = finding.kind.value if finding.kind.value in ("wording", "restatement") else "other"
    for edge in finding.edges:
        for one, two in itertools.product(served.get(edge.claims[0], ()), served.get(edge.claims[1], ())):
            if one != two:
                yield frozenset((one, two)), sort


def _across(item: Row) -> set[tuple[Pair, str]]:
    sort = OWN_SORT.get(item["kind"], "other")
    pairs = itertools.combinations(item.get("sides", []), 2)
    return {(frozenset((a, b)), sort) for one, two in pairs for a in one for b in two}


def _within(item: Row) -> set[tuple[Pair, str]]:
    sort = OWN_SORT.get(item["kind"], "other")
    return {(frozenset(pair), sort) for pair in itertools.combinations(item["claims"], 2)}


def run(shared: Path, confidence: int) -> dict[str, Any]:
    """Extract, accept, check and compare."""
    gold: dict[str, list[Row]] = {}
    for row in _rows(shared / "gold" / "claims.jsonl"):
        gold.setdefault(row["source"], []).append(row)
    names = example("stargate")
    readings: list[Reading] = []
    for source in json.loads((shared / "gold" / "sources.json").read_text(encoding="utf-8")):
        day = date.fromisoformat(source["date_range"][0])
        readings += read_articles([shared / "seeds" / source["file"]], day, None, "ko", names)
    served = mapped(readings, gold)
    ledger, drafts, accepted = ledger_of(readings, confidence)
    report = check_consistency(ledger)
    found = {clash for finding in report.findings for clash in clashes(finding, served)}
    findings = _rows(shared / "gold" / "findings.jsonl")
    wanted = [item for item in findings if item["level"] in ("must", "may")]
    allowed = set().union(*(_across(item) for item in wanted))
    musts = [item["id"] for item in wanted if item["level"] == "must" and _across(item) & found]
    traps = [item["id"] for item in findings if item["level"] == "must_not" and (_within(item) & found) - allowed]
    return {
        "drafts": drafts,
        "accepted": accepted,
        "labelled": sum(1 for ids in served.values() if ids),
        "findings": len(report.findings),
        "musts": musts,
        "of": sum(item["level"] == "must" for item in findings),
        "traps": traps,
        "of traps": sum(item["level"] == "must_not" for item in findings),
    }


def table(outcomes: Mapping[int, Mapping[str, Any]]) -> str:
    """The outcomes as the table of docs/en/extract.md."""
    rows = [
        "| accepted from | drafts accepted | findings | wanted findings that appear | traps that fire |",
        "|---|---|---|---|---|",
    ]
    for confidence, got in outcomes.items():
        musts = f"{len(got['musts'])} of {got['of']} ({', '.join(got['musts'])})"
        traps = f"{len(got['traps'])} of {got['of traps']}" + (f" ({', '.join(got['traps'])})" if got["traps"] else "")
        rows.append(
            f"| {confidence} % | {got['accepted']} of {got['drafts']} | {got['findings']} | {musts} | {traps} |"
        )
    return "\n".join(rows)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--confidence", type=int, action="append", help="percent; several may be given [40, 60, 80]")
    given = parser.parse_args()
    outcomes = {level: run(given.shared, level) for level in given.confidence or (40, 60, 80)}
    print(table(outcomes))  # noqa: T201 - the table goes to docs/en/extract.md as it is


if __name__ == "__main__":
    main()
