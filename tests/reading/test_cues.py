"""The cue tables: every row shows its own example, and the first row that fits decides."""

from __future__ import annotations

import re

import pytest

from stargate_claims.data import rows
from stargate_claims.keeping.shipped import shipped_vocabulary
from stargate_claims.model.claims import Force
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Behaviour
from stargate_claims.reading.cues import at_once, contract_kind, force_of, measure_of, states
from stargate_claims.reading.extract import extract_claims

SOURCE = Source(id="a", publisher="paper", published=Window.parse("2031-03-05"))
MEASURES = rows("cues_measures.csv")


@pytest.mark.parametrize("row", MEASURES, ids=lambda row: f"{row['measure']} {row['example']}")
def test_an_example_is_read_as_its_row_says(row: dict[str, str]) -> None:
    drafts = extract_claims(row["example"] + ".", SOURCE)
    assert row["measure"] in [draft.claim.measure for draft in drafts]


def test_measures_and_counters_are_those_of_the_vocabulary() -> None:
    known = shipped_vocabulary().measures
    for row in MEASURES:
        measure = known[row["measure"]]
        counters = set(row["counter"].split("|")) - {""}
        lengths = {"minute", "hour"} if row["kind"] == "duration" else set()
        assert counters <= {*measure.counter, *lengths} or measure.dimension.value == "text", row
        if measure.behaviour is Behaviour.INTENTION:
            assert row["force"] in ("plan", "commitment"), row


@pytest.mark.parametrize("row", rows("cues_states.csv"), ids=lambda row: row["example"])
def test_a_statement_is_found_by_its_stem_and_its_cue(row: dict[str, str]) -> None:
    assert any(stem in row["example"] for stem in row["stem"].split("|"))
    assert re.search(row["cue"], row["example"])


def test_stages_are_those_of_their_ladders() -> None:
    known = shipped_vocabulary().measures
    for cue in states():
        ladder = known[cue.measure].ladder if cue.measure in known else ()
        assert not ladder or cue.value in ladder, cue


@pytest.mark.parametrize("row", rows("cues_force.csv"), ids=lambda row: row["example"])
def test_a_force_is_found_by_its_cue(row: dict[str, str]) -> None:
    korean, example = row["language"] == "ko", row["example"]
    ahead = re.split(r"(?=[0-9])", example, maxsplit=1)[0]
    behind = example.partition("dollars")[2] if row["where"] == "next" else example
    cue = force_of("", "", korean, ahead) if row["where"] == "before" else force_of(behind, "", korean)
    assert cue is not None
    assert cue.force.value == row["force"]


@pytest.mark.parametrize("table", ["cues_speech.csv", "cues_names.csv"])
def test_words_stand_in_their_examples(table: str) -> None:
    assert [row["word"] for row in rows(table) if row["word"] not in row["example"]] == []


class TestForce:
    @pytest.mark.parametrize(
        ("words", "force"),
        [
            ("10억 달러를 투자하기로 했다", Force.COMMITMENT),
            ("10억 달러를 투자하겠다고 말했다", Force.PLAN),
            ("세 곳을 지을 예정이다", Force.PLAN),
            ("세 곳이 될 것으로 보인다", Force.ESTIMATE),
            ("그런 계약은 없다고 부인했다", Force.DENIAL),
            ("5조원의 추경을 편성할 계획이 없다고 밝혔다", Force.DENIAL),
            ("계획 자체를 줄이는 것은 아니다", Force.DENIAL),
            ("7% 올리기로 의결했다", Force.COMMITMENT),
            ("3000억원 안팎으로 평가했다", Force.ESTIMATE),
            ("1% 안팎의 인하를 검토하고 있다", Force.PLAN),
            (" 오른다.", Force.PLAN),
        ],
    )
    def test_endings_decide(self, words: str, force: Force) -> None:
        cue = force_of(words, "", True)
        assert cue is not None
        assert cue.force is force

    def test_the_clause_comes_before_the_sentence(self) -> None:
        cue = force_of("지을 계획이지만", "늦어질 전망이다", True)
        assert cue is not None
        assert cue.force is Force.PLAN

    def test_nothing_says(self) -> None:
        assert force_of("지었다", "팔았다", True) is None
        assert force_of("it keeps them", "", False) is None


class TestMeasure:
    def test_the_words_around_a_figure_come_before_the_sentence(self) -> None:
        near = "를 조달했고"
        cue = measure_of(
            "money", "USD", (near, f"1억 달러{near}", f"1억 달러{near}", f"1억 달러{near} 공장을 인수했다"), True
        )
        assert cue is not None
        assert cue.measure == "funds_raised"

    def test_a_purchase_stands_behind_its_price(self) -> None:
        sentence = "인수한 공장에 1억 달러를 투자한다"
        cue = measure_of("money", "USD", ("를 투자한다", sentence, sentence, sentence), True)
        assert cue is not None
        assert cue.measure == "investment_planned_total"

    def test_counters_tell_counts_apart(self) -> None:
        words = ("공장 3곳을 짓는다",) * 4
        assert measure_of("count", "명", words, True) is None
        assert measure_of("count", "곳", words, True) is not None

    def test_no_row_takes_a_distance(self) -> None:
        assert measure_of("quantity", "km", ("3km를 달린다",) * 4, True) is None


def test_kinds_of_contract_and_haste() -> None:
    assert contract_kind("데이터센터 계약") == "data_centre"
    assert contract_kind("평범한 계약") is None
    assert at_once("즉시 투자한다")
    assert not at_once("언젠가 투자한다")
