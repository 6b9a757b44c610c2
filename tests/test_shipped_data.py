"""What ships is general, sourced and tried: no name of the seeds, a source for each row, rules whose cases come out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import stargate_claims
import stargate_claims as sc
from stargate_claims import data
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary
from stargate_claims.model.rules import Rule
from stargate_claims.model.vocabulary import EntityKind

PACKAGE = Path(stargate_claims.__file__).parent
TEXTS = sorted(
    path for ending in ("py", "yaml", "csv") for path in PACKAGE.rglob(f"*.{ending}") if "_seeds" not in path.parts
)
NAMED = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PROJECT, EntityKind.VEHICLE)
TOO_SHORT = 3
"""Names of one or two letters are parts of words."""
WORDS = {"arm"}
"""Names that are plain English words too."""


@cache
def names() -> tuple[str, ...]:
    """Every id, label and alias of the persons, organisations and projects of the seeds."""
    vocabulary, shipped = sc.example("stargate").vocabulary, shipped_vocabulary()
    found: set[str] = set()
    for entity in vocabulary.entities.values():
        if entity.kind in NAMED and entity.id not in shipped.entities:
            found |= {entity.id, entity.label.ko, entity.label.en, *entity.aliases}
    return tuple(sorted(name for name in found if len(name) >= TOO_SHORT and name.casefold() not in WORDS))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_that_ships_names_a_claim_a_person_or_a_company_of_the_seeds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # The package's own name and its example ledger's are no project's name.
    text = re.sub(r"stargate[_-]claims|\bstargate\b", "", text)
    assert re.findall(r"\bc[0-4]-[0-9]{2}\b", text) == []
    folded = text.casefold()
    assert [
        name
        for name in names()
        if name.casefold() in folded and re.search(rf"(?<![\w-]){re.escape(name.casefold())}(?![a-z0-9-])", folded)
    ] == []


@pytest.mark.parametrize("measure", shipped_vocabulary().measures.values(), ids=lambda measure: measure.id)
def test_every_measure_has_two_labels_and_a_source(measure: sc.Measure) -> None:
    assert measure.label.ko
    assert measure.label.en
    assert measure.source


TABLES = sorted(path.name for path in (PACKAGE / "data").glob("*.csv"))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_every_table_has_a_source_or_an_example(table: str) -> None:
    rows = data.rows(table)
    assert rows
    assert [row for row in rows if not (row.get("source") or row.get("example"))] == []


RULES = shipped_rules(cases=True)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_s_cases_come_out_and_would_not_without_it(rule: Rule) -> None:
    assert {bool(case.clashes) for case in rule.cases} == {True, False}
    for case in rule.cases:
        assert _through(rule, case.claims, case.vocabulary, RULES) == {frozenset(pair) for pair in case.clashes}
        without = tuple(other for other in RULES if other.id != rule.id)
        assert _through(rule, case.claims, case.vocabulary, without) == set()


def _through(
    rule: Rule, claims: tuple[sc.Claim, ...], vocabulary: sc.Vocabulary, rules: tuple[Rule, ...]
) -> set[frozenset[str]]:
    report = check_consistency(claims, vocabulary=vocabulary, rules=rules)
    return {frozenset(e.claims) for finding in report.findings for e in finding.edges if rule.id in e.rules}
