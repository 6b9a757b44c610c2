"""Stories of other domains, labelled by hand and turned into ledgers: the same rules, no word of them in the code."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import stargate_claims as sc
from stargate_claims.judging.promises import Promise
from stargate_claims.model.intervals import Interval, Mode
from stargate_claims.model.quantities import Hedge
from stargate_claims.model.vocabulary import Question
from tests.stories.convert import convert
from tests.stories.scoring import SHARED, edges, score

STORY = SHARED / "domains" / "samsung_taylor"
EXTRA = Path(__file__).parent / "samsung_taylor"
SURE = 0.8

with_story = pytest.mark.skipif(not STORY.is_dir(), reason="the labelled stories are not part of the repository")


@cache
def story() -> sc.Ledger:
    """The labelled story as a ledger."""
    with TemporaryDirectory() as folder:
        convert(STORY, Path(folder) / "story", EXTRA)
        return sc.load(Path(folder) / "story")


@cache
def report(on: date | None = None) -> sc.Report:
    """What is found in it by a day."""
    return sc.check_consistency(story(), as_of=on)


def edges_of(finding: sc.Finding) -> set[frozenset[str]]:
    """The clashing pairs of a finding."""
    return {frozenset(edge.claims) for edge in finding.edges}


def expected(kind: str) -> list[dict[str, Any]]:
    """The expectations of one kind of which the annotator was sure."""
    if not STORY.is_dir():
        return []
    listed = json.loads((STORY / "expected.json").read_text(encoding="utf-8"))[kind]
    return [item for item in listed if item["sure"] >= SURE]


@with_story
class TestSamsungTaylor:
    def test_the_wanted_findings_are_there_and_no_trap_springs(self, tmp_path: Path) -> None:
        found = score(report(), STORY / "findings.jsonl", tmp_path)
        assert found.met >= 0.8 * found.wanted, found.lines
        assert found.violated == 0, found.lines
        assert found.unlisted <= 6, found.lines

    @pytest.mark.parametrize("item", expected("promises"), ids=lambda item: item["claim"])
    def test_promises(self, item: dict[str, Any]) -> None:
        for on, outcome in item["on"].items():
            found = self._promise(item["claim"], date.fromisoformat(on))
            assert found.outcome == outcome, on
        assert set(item["evidence"]) <= set(found.evidence)

    @staticmethod
    def _promise(id: str, on: date) -> Promise:
        return next(promise for promise in report().promises(as_of=on) if promise.claim.id == id)

    @pytest.mark.parametrize("item", expected("as_of"), ids=lambda item: "-".join(item["finding_claims"]))
    def test_what_is_new_by_a_day(self, item: dict[str, Any]) -> None:
        pair = frozenset(item["finding_claims"])
        before, after = (report(date.fromisoformat(item[name])) for name in ("absent_on", "present_on"))
        assert pair not in edges(before)
        assert pair in edges(after)
        diff = after.diff(before)
        assert any(pair in edges_of(finding) for finding in (*diff.new, *diff.changed))

    @pytest.mark.parametrize("item", expected("consensus"), ids=lambda item: item["question"])
    def test_consensus(self, item: dict[str, Any]) -> None:
        measure = item["question"].split(",")[0]
        asked = Question(measure=measure, subject=("samsung-taylor",), keys=(("grant", "CHIPS"),))
        found = report().consensus(asked, on=date.fromisoformat(item["on"]))
        assert found.value is not None
        assert found.value.upper == Decimal(item["value"].split()[0])
        assert len(found.voices) == len(item["voices"]) == 1
        assert len(found.claims) == 3  # three outlets, one voice

    def test_there_is_something_to_check(self) -> None:
        assert [len(expected(kind)) for kind in ("promises", "as_of", "consensus")] == [3, 2, 1]


def row(id: str, measure: str, **more: Any) -> dict[str, Any]:
    """One labelled claim of an invented story, with what most rows have."""
    return {
        "id": id,
        "source": "gull",
        "published": "2031-05-02",
        "attribution_chain": ["Gull Gazette", "Mayor Finch"],
        "speaker_canonical": "Mayor Finch",
        "subject": "Pier Project",
        "measure": measure,
        "modality": "fact",
        "polarity": "+",
        "value_lo": None,
        "value_hi": None,
        "lo_open": False,
        "hi_open": False,
        "unit": None,
        "approx": False,
        "negation_in_value": False,
        "stated_on": {"from": "2031-05-01", "to": "2031-05-01"},
        "about_from": None,
        "about_until": None,
        "qualifiers": None,
        "paraphrase_en": f"row {id}",
        **more,
    }


INVENTED = [
    row(
        "p-1", "investment_committed", modality="commitment", value_lo=3_000_000_000, value_hi=3_000_000_000,
        unit="USD", figure_as_printed="30억 달러", subject="Heron Corp", object="Pier Project",
        qualifiers={"tranche": "initial", "retold_on": "2031-05-02"}, converted_figure={"text": "4조2천억원"},
        stated_on={"from": "2031-01-05", "to": "2031-01-05"},
    ),
    row(
        "p-2", "contracts_signed", value_lo=0, value_hi=0, unit="contracts", negation_in_value=True, polarity="-",
        about_from="2031-01-01", about_until="2031-05-01", qualifiers={"kind": "construction"},
    ),
    row(
        "p-3", "claim_validity", targets=["p-2"], modality="denial", speaker_canonical="Heron Corp", source="tern",
        attribution_chain=["Tern Times", "Heron Corp"],
    ),
    row(
        "p-4", "event_occurred", value_lo=1, value_hi=1, unit="bool", about_from="2031-03-01",
        about_until="2031-03-31", qualifiers={"event": "opening"},
    ),
    row("p-5", "project_stage", qualifiers={"stage": "stalled"}),
    row(
        "p-6", "participates_in", subject=["Heron Corp", "갈매기건설"], object="Pier Project", value_lo=1, value_hi=1,
        qualifiers={"role": "investor", "list_closed": True},
    ),
    row("p-7", "construction_progress_pct", value_lo=0.4, value_hi=0.4, unit="share", approx=True, supersedes=["p-8"]),
    row("p-8", "construction_progress_pct", value_hi=70, hi_open=True, unit="percent", rank="deprecated"),
    row(
        "p-9", "scheduled_for", modality="plan", about_from="2031-07-01", about_until="2031-12-31",
        qualifiers={"event": "opening", "supersedes_target_of": ["p-11"]}, published="2031-05-03/2031-05-09",
    ),
    row("p-10", "amount_spent", qualifiers={"adequacy": "not enough"}, subject="Pier Project"),
    row(
        "p-11", "scheduled_for", modality="plan", about_from="2031-06-01", about_until="2031-06-30",
        qualifiers={"event": "opening"}, stated_on={"from": "2031-01-05", "to": "2031-01-05"},
    ),
]  # fmt: skip


class TestConverter:
    """An invented story of eleven rows; runs without any annotation."""

    @pytest.fixture
    def claims(self, tmp_path: Path) -> dict[str, sc.Claim]:
        return {claim.id: claim for claim in self._converted(tmp_path)}

    @staticmethod
    def _converted(folder: Path, rows: list[dict[str, Any]] = INVENTED) -> sc.Ledger:
        (folder / "pier").mkdir(exist_ok=True)
        lines = "\n".join(json.dumps(line, ensure_ascii=False) for line in rows)
        (folder / "pier" / "claims.jsonl").write_text(lines, encoding="utf-8")
        convert(folder / "pier", folder / "ledger")
        return sc.load(folder / "ledger")

    def test_every_row_is_a_claim_of_its_source(self, claims: dict[str, sc.Claim]) -> None:
        assert set(claims) == {line["id"] for line in INVENTED}
        assert {claim.source.id for claim in claims.values()} == {"gull", "tern"}
        assert claims["p-3"].source.publisher == "tern-times"

    def test_a_retold_pledge_is_its_promiser_s(self, claims: dict[str, sc.Claim]) -> None:
        pledge = claims["p-1"]
        assert (pledge.by, pledge.via) == (("heron-corp",), ("gull-gazette", "mayor-finch"))
        assert (str(pledge.said), pledge.for_, pledge.qualifier("tranche")) == ("2031-01-05", "pier-project", "initial")

    def test_figures_are_read_as_printed_with_their_brackets(self, claims: dict[str, sc.Claim]) -> None:
        quantity, restated = claims["p-1"].quantity, claims["p-1"].restated
        assert quantity is not None
        assert restated is not None
        assert (quantity.interval, quantity.unit) == (Interval.exactly(3_000_000_000), "USD")
        assert (restated.nominal, restated.unit) == (Decimal("4.2e12"), "KRW")

    def test_figures_that_are_not_printed_are_inferred(self, claims: dict[str, sc.Claim]) -> None:
        none, built, below = (claims[id].quantity for id in ("p-2", "p-7", "p-8"))
        assert none is not None
        assert built is not None
        assert below is not None
        assert (none.interval, "value" in none.inferred) == (Interval.exactly(0), True)
        assert (built.nominal, built.unit) == (Decimal(40), "%")
        assert (below.interval, below.hedge) == (Interval.below(70), Hedge.LESS_THAN)

    def test_states_stages_days_and_members(self, claims: dict[str, sc.Claim]) -> None:
        assert claims["p-4"].holds is True
        assert claims["p-4"].about is not None
        assert claims["p-4"].about.mode is Mode.SOME_DAY
        assert (claims["p-5"].measure, claims["p-5"].stage) == ("pace", "stalled")
        assert str(claims["p-9"].day) == "2031-07-01/2031-12-31"
        assert claims["p-6"].measure == "funders"
        members = claims["p-6"].members
        assert members is not None
        assert (len(members), members[0], claims["p-6"].list_kind) == (2, "heron-corp", "closed")

    def test_relations_between_claims(self, claims: dict[str, sc.Claim]) -> None:
        assert claims["p-3"].denies == ("p-2",)
        assert claims["p-7"].supersedes == ("p-8",)
        assert claims["p-9"].revises == ("p-11",)
        assert claims["p-8"].rank_reason is not None
        assert claims["p-10"].adequacy is not None
        assert (claims["p-10"].measure, claims["p-10"].adequacy.for_) == ("means", "pier-project")

    def test_the_kind_of_contract_that_money_goes_to_is_taken_from_the_story(self, tmp_path: Path) -> None:
        facts = dict(self._converted(tmp_path).vocabulary.facts("core_contract_kind"))
        assert {id: fact.of for id, fact in facts.items()} == {"pier-project": "construction"}

    def test_its_pledge_is_broken_and_its_denial_found(self, tmp_path: Path) -> None:
        checked = sc.check_consistency(self._converted(tmp_path))
        assert {frozenset(("p-1", "p-2")), frozenset(("p-2", "p-3"))} <= set(edges(checked))
        outcomes = {promise.claim.id: promise.outcome.value for promise in checked.promises()}
        assert outcomes["p-1"] == "BROKEN"

    def test_the_order_of_rows_changes_nothing(self, tmp_path: Path) -> None:
        before = sc.check_consistency(self._converted(tmp_path))
        assert sc.check_consistency(self._converted(tmp_path, INVENTED[::-1])).findings == before.findings
