"""SARIF: valid, at the right lines, and complete."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from attrs import evolve

import stargate_claims as sc
from stargate_claims.judging.report import Report
from stargate_claims.keeping.problems import Code, Problem
from stargate_claims.model.findings import Kind
from stargate_claims.model.rules import Suppression
from stargate_claims.showing.annotations import Spot, spots_of
from stargate_claims.showing.exports import json_text
from stargate_claims.showing.sarif import RELATED_AT_MOST, refused_record, sarif_record
from tests.showing.story import judge, say
from tests.showing.test_text import CASES

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "stargate"

LEVELS = {"high": "error", "medium": "warning", "low": "note", "info": "note"}


def nowhere(_: str) -> Spot:
    return Spot("/somewhere/kept.db")


def valid(record: dict[str, Any]) -> dict[str, Any]:
    """The run of a log that fits the schema; the models are generated from OASIS's sarif-schema-2.1.0.json."""
    model = pytest.importorskip("pydantic_sarif.model", reason="pydantic-sarif holds the schema of SARIF")
    text = json_text(record)
    model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    assert json.loads(text) == record
    (run,) = record["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert isinstance(run, dict)
    return run


@pytest.fixture(scope="module")
def seeds() -> Report:
    return sc.check_consistency(sc.load(SEEDS))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_seeds(seeds: Report, language: str) -> None:
    run = valid(sarif_record(seeds, spots_of(SEEDS, sc.load(SEEDS).positions, ROOT), language))
    assert run["language"] == language
    assert len(run["results"]) == len(seeds.findings)
    for finding, result in zip(seeds.findings, run["results"], strict=True):
        assert result["partialFingerprints"] == {"findingId/v1": finding.id}
        assert result["ruleId"] == finding.kind
        assert (
            result["level"] == {"high": "error", "medium": "warning", "low": "note", "info": "note"}[finding.severity]
        )
        places = [*result["locations"], *result["relatedLocations"]]
        lines = [line_at(place["physicalLocation"]) for place in places]
        assert sorted(lines) == sorted(f"- id: {claim.id}" for party in finding.parties for claim in party.claims)
        assert all(id in result["message"]["text"] for id in finding.strongest.claims)


def line_at(place: dict[str, Any]) -> str:
    assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    file = ROOT / unquote(place["artifactLocation"]["uri"])
    line: str = file.read_text(encoding="utf-8").splitlines()[place["region"]["startLine"] - 1].strip()
    return line


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_clash_fits_the_schema(name: str) -> None:
    run = valid(sarif_record(judge(*CASES[name][0]), nowhere, "en"))
    (place,) = run["results"][0]["locations"]
    assert place == {"physicalLocation": {"artifactLocation": {"uri": "file:///somewhere/kept.db"}}}


def test_nothing_found_is_a_run_without_results() -> None:
    run = valid(sarif_record(judge(), nowhere, "ko"))
    assert (run["results"], run["invocations"][0]["toolExecutionNotifications"]) == ([], [])
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(Kind)


def test_what_was_accepted_is_there_with_the_reason() -> None:
    claims = CASES["numeric"][0]
    (finding,) = judge(*claims).findings
    reason = "물어 보았다"
    accepted = Suppression(finding=finding.id, fingerprint=finding.fingerprint, reason=reason)
    report = sc.check_consistency(claims, vocabulary=finding.vocabulary, suppressions=[accepted])
    (result,) = valid(sarif_record(report, nowhere, "ko"))["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": reason}]


def test_what_could_not_be_checked_is_said() -> None:
    claims = (
        say("a", "funds_available", "1,000억 달러", subject="alpha"),
        say("b", "funds_available", "100억 원", subject="alpha"),
    )
    run = valid(sarif_record(judge(*claims), nowhere, "en"))
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "Alpha Lines: funds available: no rate between KRW and USD"


def test_a_file_name_is_an_address_and_many_places_are_few() -> None:
    report = judge(*CASES["numeric"][0])
    first, second = report.findings[0].parties
    many = tuple(evolve(first.claims[0], id=f"a{number}") for number in range(150))
    crowded = evolve(report.findings[0], parties=(evolve(first, claims=(*first.claims, *many)), second))
    record = sarif_record(evolve(report, findings=(crowded,)), lambda _: Spot("원장 #1?.yaml", 7), "ko")
    (result,) = valid(record)["results"]
    assert len(result["relatedLocations"]) == RELATED_AT_MOST
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert address.isascii()
    assert unquote(address) == "원장 #1?.yaml"
    assert not set(address) & set(" #?")


def test_the_fingerprint_of_a_result_stays_while_its_clashes_change(seeds: Report) -> None:
    finding = seeds.findings[0]
    changed = evolve(seeds, findings=(evolve(finding, fingerprint="p-0"),))
    before, after = (sarif_record(report, nowhere, "ko")["runs"][0]["results"][0] for report in (seeds, changed))
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["properties"]["fingerprint"] != after["properties"]["fingerprint"]


def test_a_ledger_that_could_not_be_read_is_valid_too() -> None:
    problems = [
        Problem(file=file, line=7, column=3, code=code, message="what", hint="do", sheet=sheet)
        for file, code, sheet in (
            ("a b/one.yaml", Code.TAG, None),
            ("/elsewhere/two.yaml", Code.ALIAS, None),
            ("a.xlsx", Code.TAG, "Claims"),
            ("postgresql://db.example/news?schema=x", Code.BUSY, None),
        )
    ]
    run = valid(refused_record(problems, Path(), "ko"))
    assert [result["ruleId"] for result in run["results"]] == ["tag", "alias", "tag", "busy"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["artifactLocation"]["uri"] for place in places] == [
        "a%20b/one.yaml", "file:///elsewhere/two.yaml", "a.xlsx", "postgresql://db.example/news?schema=x",
    ]  # fmt: skip
    assert ["region" in place for place in places] == [True, True, False, False]
    assert run["results"][2]["message"]["text"].startswith("a.xlsx:Claims!C7: YAML 태그는")
