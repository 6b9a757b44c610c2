"""Findings for other programs: JSON types only, edges as objects, numbers as strings, nothing that steers."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import stargate_claims as sc
from stargate_claims.judging.report import Report
from stargate_claims.model.rules import Suppression
from stargate_claims.showing.exports import json_text, report_record
from tests.showing.story import VOCABULARY, judge
from tests.showing.test_text import CASES, NOT_READY, READY


@pytest.fixture(scope="module")
def seeds() -> Report:
    return sc.check_consistency(sc.example("stargate"))


def leaves(value: Any) -> Iterator[Any]:
    """Every key and every value that holds no other; fails on anything that is no JSON type."""
    if type(value) is dict:
        for key, item in value.items():
            assert type(key) is str
            yield from leaves(item)
    elif type(value) is list:
        for item in value:
            yield from leaves(item)
    else:
        yield value


class TestRecords:
    def test_json_types_only_and_no_float(self, seeds: Report) -> None:
        record = report_record(seeds)
        assert {type(leaf) for leaf in leaves(record)} <= {str, int, bool, type(None)}
        assert json.loads(json.dumps(record)) == record

    def test_a_report_with_nothing_in_it(self) -> None:
        record = report_record(judge())
        assert (record["claims"], record["findings"], record["unchecked"], record["as_of"]) == (0, [], [], None)

    def test_a_finding_has_the_public_fields(self, seeds: Report) -> None:
        public = {
            "id",
            "kind",
            "cause",
            "strength",
            "severity",
            "sides",
            "edges",
            "supporters",
            "question",
            "explanation",
        }
        for finding, record in zip(seeds.findings, report_record(seeds)["findings"], strict=True):
            assert public <= set(record)
            assert record["explanation"] == {language: finding.explain(language) for language in ("ko", "en")}
            assert record["sides"] == [list(side) for side in finding.sides]
            assert sc.Question.parse(record["question"]) == finding.question

    def test_sides_are_disjoint_and_edges_cross_them(self, seeds: Report) -> None:
        for record in report_record(seeds)["findings"]:
            side_of = {id: number for number, side in enumerate(record["sides"]) for id in side}
            assert len(side_of) == sum(map(len, record["sides"]))
            for edge in record["edges"]:
                one, other = edge["claims"]
                assert side_of[one] != side_of[other]

    @pytest.mark.parametrize("name", ["numeric", "negation", "hinge"])
    def test_an_edge_is_an_object_with_all_its_parts(self, name: str) -> None:
        finding = judge(*CASES[name][0]).findings[0]
        edge, record = finding.strongest, report_record(judge(*CASES[name][0]))["findings"][0]["edges"][0]
        assert record["claims"] == list(edge.claims)
        assert record["rules"] == list(edge.rules)
        assert record["hinges"] == list(edge.hinges)
        assert (record["relation"], record["cause"], record["strength"]) == (edge.relation, edge.cause, edge.strength)
        assert len(record["facts"]) == len(edge.facts)

    def test_numbers_of_a_gap_are_strings_without_an_exponent(self) -> None:
        gap = report_record(judge(READY, NOT_READY))["findings"][0]["edges"][0]["gap"]
        assert gap == {
            "lower": "99950000000",  # what may have been printed as 1,000억 elsewhere
            "upper": "10000000000",
            "lower_open": False,
            "upper_open": True,
            "since": "2030-06-10",
            "until": "2030-06-10",
            "unit": "USD",
        }

    def test_what_was_skipped_or_accepted_is_there_too(self) -> None:
        finding = judge(READY, NOT_READY).findings[0]
        accepted = Suppression(finding=finding.id, fingerprint=finding.fingerprint, reason="settled in court")
        corrected = evolve(READY, id="m0", supersedes=("gone",))
        gone = evolve(READY, id="gone")
        record = report_record(
            sc.check_consistency([READY, NOT_READY], vocabulary=VOCABULARY, suppressions=[accepted])
        )  # fmt: skip
        assert record["findings"] == []
        assert [entry["id"] for entry in record["suppressed"]] == [finding.id]
        assert report_record(judge(corrected, gone))["skipped"] == [{"claim": "gone", "reason": "superseded"}]


class TestText:
    @given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.none(), st.booleans())), st.booleans())
    def test_it_is_json_of_the_same_record_and_safe_to_print(self, record: dict[str, Any], ascii_only: bool) -> None:
        text = json_text(record, ascii_only=ascii_only)
        assert json.loads(text) == record
        assert text.isascii() or not ascii_only
        assert {unicodedata.category(char) for char in text.replace("\n", "")} & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()

    @pytest.mark.parametrize("char", "\x1b\x7f\x85\x9b\u202e\u2066\u2028\ufeff\ud800\U000e0041", ids=ascii)
    def test_what_steers_a_terminal_is_escaped(self, char: str) -> None:
        assert json_text([char]).isascii()
        assert json_text([char])[4:-2].startswith("\\u")
        assert json.loads(json_text([char])) == [char]

    def test_hangul_stays_readable(self) -> None:
        assert json_text({"label": "신항만"}) == '{\n "label": "신항만"\n}'
        assert "\\uc2e0" in json_text({"label": "신항만"}, ascii_only=True)

    def test_what_json_cannot_say_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not JSON compliant"):
            json_text({"n": float("inf")})
