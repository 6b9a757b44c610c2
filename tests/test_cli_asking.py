"""The command line asked more than what contradicts: promises, consensus, timeline."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import stargate_claims as sc
from stargate_claims.cli import cli
from stargate_claims.cli.asking import OUTCOMES
from stargate_claims.judging.promises import Outcome

SEEDS = Path(__file__).resolve().parents[1] / "seeds" / "stargate"
MONEY = "funds_available(softbank-group, for=stargate-project)"


def run(*arguments: object) -> tuple[int, str]:
    found = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return found.exit_code, found.output


def record(*arguments: object) -> object:
    status, out = run(*arguments, "-f", "json")
    assert status == 0
    return json.loads(out)


@pytest.fixture(scope="module")
def report() -> sc.Report:
    return sc.check_consistency(sc.load(SEEDS))


class TestSince:
    def test_json_is_the_difference_between_two_days(self, report: sc.Report) -> None:
        diff = report.diff(sc.check_consistency(sc.load(SEEDS), as_of=date(2025, 7, 1)))
        status, out = run("check", SEEDS, "--since", "2025-07-01", "-f", "json")
        found = json.loads(out)
        assert status == 1
        for name, findings in diff.parts:
            assert [one["id"] for one in found[name]] == [finding.id for finding in findings]
        assert found["renamed"] == [list(pair) for pair in diff.renamed] != []

    def test_a_line_for_each_finding_and_one_that_sums_up(self) -> None:
        _, out = run("check", SEEDS, "--since", "2025-07-01", "--as-of", "2025-07-22", "-f", "jsonl")
        *findings, last = map(json.loads, out.splitlines())
        counts = Counter(finding["change"] for finding in findings)
        assert last["summary"] == {name: counts[name] for name in ("new", "changed", "resolved")}

    @pytest.mark.parametrize(("language", "words"), [("ko", "새로 생김: [높음·모순]"), ("en", "new: [high·")])
    def test_people_read_what_each_is(self, language: str, words: str) -> None:
        assert words in run("check", SEEDS, "--since", "2025-07-01", "--lang", language)[1]

    def test_since_the_last_day_nothing_is_new(self) -> None:
        assert run("check", SEEDS, "--since", "2025-12-31") == (0, "새로 생김 0건, 달라짐 0건, 풀림 0건\n")

    def test_what_points_at_lines_says_what_stands(self) -> None:
        found = CliRunner().invoke(cli, ["check", str(SEEDS), "--since", "2025-07-01", "-f", "sarif"])
        assert (found.exit_code, "--since goes with human" in found.output) == (2, True)

    def test_notebooks_show_it(self, report: sc.Report) -> None:
        diff = report.diff(sc.check_consistency(sc.load(SEEDS), as_of=date(2025, 7, 1)))
        shown = diff._repr_html_()
        assert "새로 생김" in shown
        assert all(finding.id in shown for _, findings in diff.parts for finding in findings)


class TestPromises:
    def test_json_is_what_the_report_says(self, report: sc.Report) -> None:
        found = record("promises", SEEDS)
        assert isinstance(found, list)
        assert [(one["claim"], one["outcome"], one["evidence"]) for one in found] == [
            (promise.claim.id, promise.outcome, list(promise.evidence)) for promise in report.promises()
        ]
        assert found[0]["history"][-1]["outcome"] == found[0]["outcome"]

    def test_on_an_earlier_day_a_promise_is_still_pending(self) -> None:
        early = record("promises", SEEDS, "--as-of", "2025-02-07")
        assert isinstance(early, list)
        assert {one["claim"]: one["outcome"] for one in early}["c0-15"] == "PENDING"

    def test_only_some_outcomes(self, report: sc.Report) -> None:
        found = record("promises", SEEDS, "--outcome", "broken", "--outcome", "revised")
        assert isinstance(found, list)
        wanted = [p.claim.id for p in report.promises() if p.outcome in (Outcome.BROKEN, Outcome.REVISED)]
        assert [one["claim"] for one in found] == wanted
        assert list(Outcome) == OUTCOMES

    @pytest.mark.parametrize(("language", "words"), [("ko", "지켜지지 않음"), ("en", "broken")])
    def test_people_read_all_of_them_in_their_language(self, language: str, words: str, report: sc.Report) -> None:
        _, out = run("promises", SEEDS, "--lang", language)
        assert words in out
        assert all(promise.claim.id in out for promise in report.promises())


class TestConsensus:
    def test_json_is_what_the_report_says(self, report: sc.Report) -> None:
        asked = "investment_planned_total(stargate-project, tranche=total) [intention]"
        found, answer = record("consensus", SEEDS, asked), report.consensus(asked)
        assert isinstance(found, dict)
        assert (found["claims"], found["outside"]) == (list(answer.claims), list(answer.outside))
        assert answer.value is not None
        assert (found["value"]["lower"], found["value"]["unit"]) == ("500000000000", "USD")

    def test_where_two_camps_have_as_many_voices_there_is_no_value(self) -> None:
        found = record("consensus", SEEDS, MONEY, "--on", "2025-01-22")
        assert isinstance(found, dict)
        assert (found["value"], found["on"], len(found["camps"])) == (None, "2025-01-22", 2)
        assert "한 곳으로 모이지 않는다" in run("consensus", SEEDS, MONEY, "--on", "2025-01-22")[1]


class TestTimeline:
    def test_json_is_what_the_report_says(self, report: sc.Report) -> None:
        found = record("timeline", SEEDS, MONEY)
        assert isinstance(found, dict)
        assert [(one["claim"], one["lower_days"]) for one in found["moments"]] == [
            (moment.claim, str(moment.lower_days)) for moment in report.timeline(MONEY).moments
        ]

    def test_without_a_question_it_lists_them(self, report: sc.Report) -> None:
        found = record("timeline", SEEDS)
        assert isinstance(found, list)
        assert {"question": MONEY, "claims": 2} in found
        assert len(found) == report.questions
        assert MONEY in run("timeline", SEEDS)[1]

    def test_people_read_all_of_it(self) -> None:
        _, out = run("timeline", SEEDS, MONEY, "--lang", "en")
        assert "SoftBank" in out
        assert "c4-10" in out

    def test_a_question_that_nobody_answers_names_those_that_resemble_it(self) -> None:
        found = CliRunner().invoke(cli, ["timeline", str(SEEDS), MONEY.replace("softbank", "softbnk")])
        assert MONEY in str(found.exception)
        assert "lists the questions" in str(CliRunner().invoke(cli, ["consensus", str(SEEDS), "x(y)"]).exception)
