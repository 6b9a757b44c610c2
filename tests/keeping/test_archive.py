from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.archive import MOST_PROBLEMS, record_of
from stargate_claims.keeping.journal import write_lines
from stargate_claims.keeping.library import load
from stargate_claims.keeping.records import Record
from stargate_claims.keeping.saving import numbered
from stargate_claims.keeping.shapes import plain_of
from stargate_claims.model.rules import Suppression
from stargate_claims.model.sources import Locator
from tests.keeping.stock import SOURCE, claim

HEAD: dict[str, Any] = {"name": "공책", "language": "en"}
RULE: dict[str, Any] = {
    "id": "own",
    "when": [{"measure": "funds_available", "subject": "X", "line": "fact", "value": {}}],
    "then": {"measure": "means", "subject": "X", "line": "fact", "value": {"holds": True}},
    "why": {"ko": "이유", "en": "why"},
}


def written(path: Path, *records: tuple[str, dict[str, Any]]) -> Path:
    """A journal of any records, right or wrong, with chains that are right."""
    lines, _ = numbered([Record.of(kind, value) for kind, value in records])
    write_lines(path, lines)
    return path


def problems(path: Path, *records: tuple[str, dict[str, Any]]) -> list[str]:
    with pytest.raises(LedgerError) as caught:
        load(written(path, *records))
    return [str(problem).removeprefix(f"{path}:").partition(";")[0] for problem in caught.value.problems]


def test_a_good_ledger_of_every_kind(tmp_path: Path) -> None:
    records = [
        ("ledger", HEAD),
        ("term", {"id": "mood", "ko": "기분", "new": 1}),
        ("rule", RULE),
        ("suppression", plain_of(Suppression(finding="f-1", fingerprint="x", reason="확인"))),
        ("source", plain_of(SOURCE)),
        ("claim", plain_of(claim(0))),
    ]
    ledger = load(written(tmp_path / "a.jsonl", *records))
    assert (ledger.name, ledger.language, ledger.rates) == ("공책", "en", None)
    assert ledger.vocabulary.terms["mood"].ko == "기분"
    assert ledger.rules[-1].id == "own"
    assert ledger.rules[-1].cases == ()
    assert ledger.suppressions[0].reason == "확인"


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (("ledger", {**HEAD, "language": "fr"}), "1:1: bad-record ledger '': name, language (ko or en) and rates are"),
        (("ledger", {"name": 5}), "1:1: bad-record ledger '': name"),
        (("term", {"id": "a"}), "1:1: bad-record term 'a': a label needs Korean or English"),
        (("entity", {"id": "a", "kind": "ghost", "label": {"ko": "a"}}), "1:1: bad-record entity 'a': kind: 'ghost'"),
        (("measure", {"id": "a"}), "1:1: bad-record measure 'a': it lacks 'label'"),
        (("suppression", {"finding": "a", "fingerprint": "b"}), "1:1: bad-record suppression 'a:b': it lacks 'reason'"),
        (("rule", {**RULE, "why": {"ko": "이유"}}), "1:1: bad-record rule 'own': rule 'own' needs its why"),
        (("rule", {**RULE, "cases": {}}), "1:1: bad-record rule 'own': its cases are no list"),
        (("rule", {**RULE, "cases": [5]}), "1:1: bad-record rule 'own': a case is no object"),
        (("rule", {**RULE, "cases": [{"cast": []}]}), "1:1: bad-record rule 'own': a case is no object"),
        (("rule", {**RULE, "cases": [{"claims": 5}]}), "1:1: bad-record rule 'own': its claims are no list"),
        (("rule", {**RULE, "cases": [{"cast": {"sources": 5}}]}), "1:1: bad-record rule 'own': its sources"),
        (("rule", {**RULE, "cases": [{"cast": {"terms": [{}]}}]}), "1:1: bad-record rule 'own': a term without 'id'"),
        (("rule", {**RULE, "cases": [{"cast": {"terms": [5]}}]}), "1:1: bad-record rule 'own': a term is no object"),
        (("rule", {**RULE, "cases": [{"clashes": [["a"]]}]}), "1:1: bad-record rule 'own': a clash is two claims"),
        (("claim", plain_of(claim(0))), "1:1: bad-record claim 'k00000': source: the source 'one' is not recorded"),
    ],
    ids=range(16),
)  # fmt: skip
def test_records_that_are_wrong(record: tuple[str, dict[str, Any]], message: str, tmp_path: Path) -> None:
    (found,) = problems(tmp_path / "a.jsonl", record)
    assert found.startswith(message)


def test_names_that_are_taken_and_names_that_cannot_be(tmp_path: Path) -> None:
    source, one = ("source", plain_of(SOURCE)), ("claim", plain_of(claim(0)))
    found = problems(
        tmp_path / "a.jsonl", source, source, one, one, ("claim", plain_of(claim(1, id="a, b"))),
        ("claim", plain_of(claim(2, stage="x", quantity=None, measure="means"))),
    )  # fmt: skip
    assert [line.partition(": ")[0] for line in found] == ["2:1", "4:1", "5:1", "6:1"]
    assert "a second source" in found[0]
    assert "a second claim 'k00000'" in found[1]
    assert "cannot be an id" in found[2]
    assert "means takes a state" in found[3]


def test_a_file_that_is_wrong_throughout(tmp_path: Path) -> None:
    records = [("claim", plain_of(claim(number))) for number in range(MOST_PROBLEMS + 50)]
    assert len(problems(tmp_path / "a.jsonl", *records)) == MOST_PROBLEMS


@pytest.mark.parametrize(
    ("kind", "value", "path"),
    [
        ("claim", plain_of(claim(0)), '"paragraph":1'),
        ("source", plain_of(SOURCE), '"id":"one"'),
    ],
)
def test_keys_that_come_twice_are_found_though_nobody_counts_them_first(
    kind: str, value: dict[str, Any], path: str, tmp_path: Path
) -> None:
    source = Record.of("source", plain_of(SOURCE))
    twice = Record.of(kind, value)
    text = twice.text.replace(path, f"{path},{path}", 1)
    assert text != twice.text
    twice = Record(kind=kind, name=twice.name, text=text, id=twice.id)
    lines, _ = numbered([source, twice] if kind == "claim" else [twice])
    write_lines(tmp_path / "a.jsonl", lines)
    with pytest.raises(LedgerError, match="twice"):
        load(tmp_path / "a.jsonl")


def test_what_has_no_record() -> None:
    with pytest.raises(TypeError, match="not int"):
        record_of(5)  # type: ignore[arg-type] # wrong on purpose


@pytest.mark.parametrize("levels", [50, 5000])
def test_figures_that_restate_figures_without_end(levels: int, tmp_path: Path) -> None:
    value = plain_of(claim(0))
    inner = '{"interval":{},"unit":"KRW"}'
    for _ in range(levels):
        inner = f'{{"interval":{{}},"restates":{inner},"unit":"KRW"}}'
    good = Record.of("claim", {**value, "quantity": "@"})
    deep = Record(kind="claim", name=good.name, text=good.text.replace('"@"', inner), id=good.id)
    lines, _ = numbered([Record.of("source", plain_of(SOURCE)), deep])
    write_lines(tmp_path / "a.jsonl", lines)
    with pytest.raises(LedgerError, match=r"levels deep|levels than can be read"):
        load(tmp_path / "a.jsonl")


def test_long_whole_numbers_are_refused_by_whoever_reads_them(tmp_path: Path) -> None:
    value = plain_of(claim(0, locator=Locator(paragraph=7)))
    for number in (10**15, -(10**15)):
        (found,) = problems(
            tmp_path / f"{number}.jsonl",
            ("source", plain_of(SOURCE)),
            ("claim", {**value, "locator": {"start": number}}),
        )
        assert "is no whole number" in found
