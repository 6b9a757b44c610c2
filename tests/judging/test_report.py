"""What a report answers beside its findings: differences, suppressions, what was not checked, frames."""

from __future__ import annotations

import builtins
import sys
from datetime import date, datetime
from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest
from attrs import evolve

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.rates import RateTable
from stargate_claims.judging.report import Report
from stargate_claims.model.claims import Claim, Force, Rank
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Rate
from stargate_claims.model.rules import Suppression
from tests.judging.build import VOCABULARY, judge, say

JUNE = "2030-06-01/2030-06-09"


def has(id: str, value: str, published: str, **more: Any) -> Claim:
    words: dict[str, Any] = {"subject": "beta", "about": JUNE, "by": id, **more}
    return say(id, "funds_available", value, published=published, **words)


ONE, OTHER, THIRD = (
    has("a", "50억 달러", "2030-06-11"),
    has("b", "10억 달러", "2030-06-12"),
    has("c", "20억 달러", "2030-06-13"),
)


def checked(*claims: Claim, **more: Any) -> Report:
    return check_consistency(claims, vocabulary=VOCABULARY, rules=(), **more)


class TestDiff:
    def test_what_is_new_changed_and_resolved(self) -> None:
        elsewhere = [
            has(id, value, "2030-06-12", subject="alpha") for id, value in (("x", "1억 달러"), ("y", "5억 달러"))
        ]
        before = checked(ONE, OTHER, *elsewhere)
        after = checked(ONE, OTHER, THIRD, *elsewhere[:1])
        diff = after.diff(before)
        assert [finding.sides for finding in diff.changed] == [(("a",), ("b",), ("c",))]
        assert [finding.sides for finding in diff.resolved] == [(("x",), ("y",))]
        assert diff.new == ()
        assert [finding.sides for finding in before.diff(after).new] == [(("x",), ("y",))]
        assert (len(diff), len(before.diff(before))) == (2, 0)

    def test_by_day(self) -> None:
        claims = ONE, OTHER, THIRD
        reports = [checked(*claims, as_of=date(2030, 6, day)) for day in (11, 12, 13)]
        assert [len(report.findings) for report in reports] == [0, 1, 1]
        diffs = [later.diff(earlier) for earlier, later in pairwise(reports)]
        assert [(len(diff.new), len(diff.changed)) for diff in diffs] == [(1, 0), (0, 1)]

    def test_words_that_come_to_light_late_change_a_finding_though_they_were_said_first(self) -> None:
        late = evolve(THIRD, said=Window.parse("2030-06-01"), about=THIRD.days)
        before, after = checked(ONE, OTHER), checked(ONE, OTHER, late)
        diff = after.diff(before)
        assert (diff.new, diff.changed, diff.resolved) == ((), after.findings, ())
        assert diff.renamed == ((before.findings[0].id, after.findings[0].id),)
        assert before.findings[0].id != after.findings[0].id
        assert repr(diff) == "Diff(0 new, 1 changed, 0 resolved)"

    def test_two_findings_that_become_one_are_changed_into_it(self) -> None:
        may = "2030-05-01/2030-05-09"
        far = [has("x", "1억 달러", "2030-06-12", about=may), has("y", "5억 달러", "2030-06-12", about=may)]
        between = has("z", "9억 달러", "2030-06-20", about="2030-05-01/2030-06-09")
        before, after = checked(ONE, OTHER, *far), checked(ONE, OTHER, *far, between)
        diff = after.diff(before)
        assert (len(before.findings), len(after.findings)) == (2, 1)
        assert (diff.new, diff.changed, diff.resolved) == ((), after.findings, ())
        assert [new for _, new in diff.renamed] == [after.findings[0].id] * len(diff.renamed)
        assert len(diff.renamed) == 1

    def test_a_finding_that_is_still_the_same_is_in_none(self) -> None:
        quiet = say("q", "jv_exists", holds=True, subject="company")
        assert len(checked(ONE, OTHER, quiet).diff(checked(ONE, OTHER))) == 0

    def test_it_is_neither_true_nor_false(self) -> None:
        with pytest.raises(TypeError, match=r"diff\.new"):
            bool(checked(ONE).diff(checked(ONE)))


class TestReport:
    def test_it_is_a_list_of_its_findings(self) -> None:
        report = checked(ONE, OTHER)
        assert list(report) == list(report.findings)
        assert len(report) == 1

    def test_it_counts_claims_and_questions(self) -> None:
        report = checked(ONE, OTHER, has("x", "1억 달러", "2030-06-12", subject="alpha"))
        assert (report.claims, report.questions) == (3, 2)

    def test_how_it_is_printed(self) -> None:
        assert repr(checked(ONE, OTHER)) == "Report(1 findings, 2 claims, 1 questions)"

    def test_it_has_the_vocabulary_and_language_of_its_case(self) -> None:
        report = checked(ONE)
        assert (report.vocabulary, report.language) == (VOCABULARY, "ko")

    def test_why_a_claim_was_skipped(self) -> None:
        claims = [
            ONE,
            has("d", "1억 달러", "2030-06-12", rank=Rank.DEPRECATED, rank_reason="a rumour"),
            has("e", "2억 달러", "2030-06-12", supersedes="a"),
            has("f", "2억 달러", "2030-06-20"),
        ]
        report = checked(*claims, as_of=date(2030, 6, 15))
        assert {skipped.claim: skipped.reason for skipped in report.skipped} == {
            "a": "superseded",
            "d": "deprecated",
            "f": "published later",
        }


class TestSuppressions:
    @staticmethod
    def _accept(report: Report, until: date | None = None, **more: str) -> Suppression:
        (finding,) = report.findings
        words = {"finding": finding.id, "fingerprint": finding.fingerprint, "reason": "settled by a letter", **more}
        return Suppression(until=until, **words)

    def test_an_accepted_finding_is_hidden_and_counted(self) -> None:
        before = checked(ONE, OTHER)
        after = checked(ONE, OTHER, suppressions=[self._accept(before)])
        assert (after.findings, after.suppressed) == ((), before.findings)
        assert after.consistent

    def test_a_changed_finding_shows_again(self) -> None:
        accepted = self._accept(checked(ONE, OTHER))
        after = checked(ONE, OTHER, THIRD, suppressions=[accepted])
        assert (len(after.findings), after.suppressed) == (1, ())

    def test_another_finding_is_not_hidden(self) -> None:
        accepted = self._accept(checked(ONE, OTHER), finding="f-000000000000")
        assert len(checked(ONE, OTHER, suppressions=[accepted]).findings) == 1

    @pytest.mark.parametrize(
        ("as_of", "hidden"), [("2030-06-19", 1), ("2030-06-20", 1), ("2030-06-21", 0), ("2030-06-22", 0)]
    )
    def test_it_lasts_until_the_day_of_the_report(self, as_of: str, hidden: int) -> None:
        accepted = self._accept(checked(ONE, OTHER), date(2030, 6, 20))
        report = checked(ONE, OTHER, suppressions=[accepted], as_of=date.fromisoformat(as_of))
        assert (len(report.suppressed), len(report.findings)) == (hidden, 1 - hidden)

    @pytest.mark.parametrize(("published", "hidden"), [("2030-06-20", 1), ("2030-06-21", 0)])
    def test_without_a_day_it_lasts_until_the_last_day_of_publication(self, published: str, hidden: int) -> None:
        accepted = self._accept(checked(ONE, OTHER), date(2030, 6, 20))
        quiet = say("q", "jv_exists", holds=True, subject="company", published=published)
        assert len(checked(ONE, OTHER, quiet, suppressions=[accepted]).suppressed) == hidden


class TestUnchecked:
    won = has("w", "7조원", "2030-06-12")

    def test_amounts_in_two_currencies(self) -> None:
        (entry,) = checked(ONE, self.won).unchecked
        assert (str(entry.question), entry.claims) == ("funds_available(beta)", ("a", "w"))
        assert entry.reason == "no rate between KRW and USD"

    def test_several_contracts_of_which_nobody_says_which_is_meant(self) -> None:
        values = {"a": "20억 달러", "b": "30억 달러", "c": "20억 달러"}
        deals = {
            id: say(id, "contract_value", value, subject="beta", by=id, qualifiers={"kind": "dredging"})
            for id, value in values.items()
        }
        report = checked(*deals.values())
        assert report.consistent
        (entry,) = report.unchecked
        assert (entry.reason, entry.claims) == ("no bundle says which of several is meant", ("a", "b", "c"))
        assert checked(deals["a"], deals["c"]).unchecked == ()
        named = [evolve(deals[id], bundle="leases") for id in ("a", "b")]
        assert (checked(*named).unchecked, len(checked(*named).findings)) == ((), 1)

    def test_a_unit_of_the_same_kind_is_no_other_unit(self) -> None:
        plans = [say(id, "capacity_planned_gw", value, force=Force.PLAN, by=id) for id, value in
                 (("a", "2GW"), ("b", "2,000MW"), ("c", "900MW"))]  # fmt: skip
        report = checked(*plans)
        assert report.unchecked == ()
        assert {frozenset(edge.claims) for f in report for edge in f.edges} == {frozenset("ac"), frozenset("bc")}

    def test_with_a_rate_they_are_checked(self) -> None:
        rate = Rate(base="USD", to="KRW", day=date(2030, 6, 10), value=1400, source="a bank")  # type: ignore[arg-type]
        assert checked(ONE, self.won, rates=RateTable.of([rate])).unchecked == ()

    def test_a_rate_of_another_month_is_none(self) -> None:
        rate = Rate(base="USD", to="KRW", day=date(2030, 5, 10), value=1400, source="a bank")  # type: ignore[arg-type]
        assert len(checked(ONE, self.won, rates=RateTable.of([rate])).unchecked) == 1


class TestFrame:
    def test_one_row_a_clash(self) -> None:
        pytest.importorskip("pandas")
        frame = checked(ONE, OTHER, THIRD).to_frame()
        assert len(frame) == 3
        assert {frozenset(pair) for pair in zip(frame["claim"], frame["against"], strict=True)} == {
            frozenset("ab"),
            frozenset("ac"),
            frozenset("bc"),
        }
        assert set(frame["strength"]) == {"strict"}
        assert set(frame["since"]) == {date(2030, 6, 1)}

    def test_the_columns_of_a_row(self) -> None:
        pytest.importorskip("pandas")
        report = checked(ONE, OTHER)
        (finding,) = report.findings
        (row,) = report.to_frame().to_dict("records")
        assert row == {
            "finding": finding.id,
            "kind": "contradiction",
            "severity": "high",
            "question": "funds_available(beta)",
            "claim": "a",
            "against": "b",
            "relation": "dispute",
            "cause": "numeric",
            "strength": "strict",
            "rules": "",
            "hinges": "",
            "since": date(2030, 6, 1),
            "until": date(2030, 6, 9),
        }

    def test_rules_and_hinges_are_listed_in_a_row(self) -> None:
        pytest.importorskip("pandas")
        report = checked(ONE, OTHER)
        (finding,) = report.findings
        edge = evolve(finding.edges[0], rules=("one", "two"), hinges=("x", "y"))
        (row,) = evolve(report, findings=(evolve(finding, edges=(edge,)),)).to_frame().to_dict("records")
        assert (row["rules"], row["hinges"]) == ("one, two", "x, y")

    def test_without_pandas_it_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = builtins.__import__

        def without_pandas(name: str, *args: Any, **more: Any) -> ModuleType:
            if name.split(".")[0] == "pandas":
                raise ModuleNotFoundError("No module named 'pandas'")
            return found(name, *args, **more)

        monkeypatch.setattr(builtins, "__import__", without_pandas)
        for name in [name for name in sys.modules if name.split(".")[0] == "pandas"]:
            monkeypatch.delitem(sys.modules, name)
        with pytest.raises(ImportError, match=r"^a data frame needs .*pip install 'stargate-claims\[frames\]'"):
            checked(ONE, OTHER).to_frame()


def test_a_report_on_nothing() -> None:
    report = judge()
    assert report.consistent
    assert (report.claims, report.questions, report.findings, report.doubt()) == (0, 0, (), ())


@pytest.mark.parametrize("day", ["2030-06-10", 3, datetime(2030, 6, 10)])  # noqa: DTZ001 - that is what is refused
def test_a_day_is_a_date(day: Any) -> None:
    report = judge()
    for name, ask in (
        ("as_of", lambda: report.promises(as_of=day)),
        ("on", lambda: report.consensus("funds_available(alpha)", on=day)),
        ("as_of", lambda: check_consistency([], as_of=day)),
    ):
        with pytest.raises(TypeError, match=f"^{name} is a date, not"):
            ask()
    with pytest.raises(TypeError, match="a report differs from a report"):
        report.diff(day)
