from __future__ import annotations

import errno
import os
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

from stargate_claims.errors import LedgerError
from stargate_claims.judging.sieve import FileRows
from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import example, load
from stargate_claims.keeping.records import Record
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.shapes import plain_of
from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.vocabulary import EntityKind
from tests.keeping.conftest import ENTITIES, MEASURES, Write
from tests.keeping.conftest import claims as yaml
from tests.keeping.stock import claim, claims, filled
from tests.keeping.test_stores import same

RULES = """\
cast:
  entities: [{id: ara, kind: organisation, label: {ko: 아라}}]
  sources: [{id: s1, publisher: ara, published: 2030-01-01}]
rules:
  - id: own-rule
    when: [{measure: funds_available, subject: X, for: P, value: {above: 0}}]
    then: {measure: contracts_signed, subject: P, at_least: 1}
    grace: 90
    why: {ko: 이유, en: why}
    source: ours
    cases:
      - name: one
        claims:
          - {id: a, by: ara, subject: ara, for: ara, measure: funds_available, value: 5억원}
          - {id: b, by: ara, said: 2029-12-01, subject: ara, measure: contracts_signed, value: 0건}
        clashes: [[a, b]]
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    example().save(tmp_path / "seeds")
    return tmp_path / "seeds"


@pytest.mark.no_cover
def test_round_every_form_and_back(seeds: Path, tmp_path: Path) -> None:
    forms = ["a.jsonl", "b.db", "c.csv", "d", "e.csv", "f.parquet", "g.csv", "h.db", "i", "g.jsonl"]
    heads, before = set(), seeds
    for form in forms:
        heads.add(str(convert(str(before), str(tmp_path / form), teller=FileRows).head))
        before = tmp_path / form
        same(load(before), load(seeds))
    assert len(heads) == 1
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "g.jsonl").read_bytes()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_rules_with_their_cases_and_measures_come_back(write: Write, tmp_path: Path) -> None:
    head = "name: 공책\nlanguage: en\nrates: ecb\nsuppressions:\n  - {finding: f-1, fingerprint: x, reason: 확인}\n"
    head += "  - {finding: f-1, fingerprint: y, reason: 확인, until: 2031-01-01}\n"
    claim = "id: a\nby: park-jisoo\nsaid: 2030-01-08\nsubject: hanbit\nmeasure: money\nvalue: 5억원"
    folder = write({"ledger.yaml": head, "rules.yaml": RULES, "one.yaml": yaml(claim)})
    ledger = load(folder)
    (rule,) = (rule for rule in ledger.rules if rule.id == "own-rule")
    assert rule.cases
    assert len(ledger.suppressions) == 2
    for form in ("a.jsonl", "b.db"):
        convert(str(folder), str(tmp_path / form))
        same(load(tmp_path / form), ledger)
    assert ENTITIES
    assert MEASURES


def test_copies_are_the_very_lines(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.jsonl", 3)
    with open_store(path) as store:
        store.append(Record.of("claim", {**plain_of(claim(9)), "mood": "grim"}, more={"amount": 1}))
    done = convert(str(path), str(tmp_path / "b.db"))
    back = convert(str(tmp_path / "b.db"), str(tmp_path / "c.jsonl"))
    assert done == back
    assert (tmp_path / "c.jsonl").read_bytes() == path.read_bytes()
    to_paper = convert(str(path), str(tmp_path / "paper"))
    assert to_paper.dropped == ("fields that this version does not know",)
    (tmp_path / "empty.jsonl").write_bytes(b"")
    assert convert(str(tmp_path / "empty.jsonl"), str(tmp_path / "empty.db")).claims == 0


@pytest.mark.parametrize("target", ["b.jsonl", "b.db", "b.csv", "b"])
def test_nothing_is_written_over(target: str, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.jsonl", 1)
    place = tmp_path / target
    for pointed_at in (path, tmp_path / "nowhere"):
        place.symlink_to(pointed_at)
        with pytest.raises(LedgerError, match="exists there is something there already"):
            convert(str(path), str(place))
        place.unlink()
    place.mkdir()
    with pytest.raises(LedgerError, match="exists there is something there already"):
        convert(str(path), str(place))
    assert len(load(path)) == 1


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("https://x.org/a.db", "no address of PostgreSQL"),
        ("a.arrow", "no ledger is written as '.arrow'; name a .parquet file"),
        ("a.xlsx", "name a .csv file, which Excel opens"),
        ("a.yaml", "name a folder"),
        ("a.ods", r"no ledger is written as '.ods'; name a folder \(YAML\), a .jsonl"),
        ("nowhere/a.db", "is not there"),
    ],
)
def test_forms_that_do_not_exist(target: str, message: str, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.jsonl", 1)
    with pytest.raises(LedgerError, match=message):
        convert(str(path), target if "://" in target else str(tmp_path / target))
    with pytest.raises(LedgerError, match="not-found"):
        convert(str(tmp_path / "no.jsonl"), str(tmp_path / "b.jsonl"))


def test_what_yaml_has_no_room_for_is_refused_whole(tmp_path: Path) -> None:
    odd = Quantity(interval=Interval(lower=Decimal(1), upper=Decimal(2)), unit="KRW", as_printed="1억원")
    path = tmp_path / "a.jsonl"
    with open_store(path, create=True) as store:
        store.append(claim(0, quantity=odd))
    with pytest.raises(LedgerError, match="would not read back as the same"):
        convert(str(path), str(tmp_path / "paper"))
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_disk_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path / "a.jsonl", 3)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", full)
        with pytest.raises(LedgerError, match="No space left"):
            convert(str(path), str(tmp_path / "paper"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for target in ("b.jsonl", "b.csv", "b.db"):
            with pytest.raises(LedgerError, match="No space left"):
                convert(str(path), str(tmp_path / target))
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl"]


@pytest.mark.parametrize("target", ["b.jsonl", "b.csv", "b.jsonld"])
def test_a_disk_that_may_only_be_read(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There even the removal of what is not there fails, and not as elsewhere: with "not found"."""
    path = filled(tmp_path / "a.jsonl", 3)
    opened = Path.open

    def refused(*_: object, **__: object) -> object:
        raise OSError(errno.EROFS, "Read-only file system")

    def opening(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
        return opened(path, mode, *rest, **more) if mode.startswith("r") else refused()  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opening)
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(LedgerError, match=r"Read-only file system\); the disk is read-only; write elsewhere"):
        convert(str(path), str(tmp_path / target))


def test_progress_sees_every_line(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.jsonl", 3)
    seen = []

    def watch(lines: object) -> object:
        for line in lines:  # type: ignore[attr-defined]
            seen.append(line)
            yield line

    convert(str(path), str(tmp_path / "b.db"), watch)  # type: ignore[arg-type] # a generator goes over the lines
    assert len(seen) == 4


class TestSaving:
    def test_what_is_new_is_added(self, tmp_path: Path) -> None:
        for form in (".jsonl", ".db"):
            path = tmp_path / f"a{form}"
            ledger = Ledger.new("공책")
            ledger.entity("kim", kind="person", ko="김")
            one = ledger.claim("kim", "contracts_signed", 3, subject="saebyeok", source="daily 2030-01-10")
            first = ledger.save(path)
            assert ledger.save(path) == first
            ledger.claim("kim", "contracts_signed", 4, subject="saebyeok", source="daily 2030-01-11", supersedes=one.id)
            ledger.entity("saebyeok", kind="project", ko="새벽")
            second = ledger.save(path)
            assert second.size > first.size
            same(load(path), ledger)
            assert load(path).vocabulary.entity("saebyeok").kind is EntityKind.PROJECT

    def test_another_ledger_is_not_added_to(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "a.jsonl", 3)
        data = path.read_bytes()
        with pytest.raises(LedgerError, match="another ledger: it has the source 'one'"):
            Ledger.new().save(path)
        assert path.read_bytes() == data

    @pytest.mark.parametrize("name", ["a.yaml", "a.csv", "a.parquet"])
    def test_other_forms(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(LedgerError, match="no ledger is saved as"):
            Ledger.new().save(tmp_path / name)

    def test_what_no_record_holds(self, tmp_path: Path) -> None:
        ledger = Ledger.new("a\0b")
        with pytest.raises(LedgerError, match=r"NUL in .*; take it out; nothing was written"):
            ledger.save(tmp_path / "a.jsonl")
        assert list(tmp_path.iterdir()) == []

    def test_what_is_no_store(self, tmp_path: Path) -> None:
        with pytest.raises(LedgerError, match="not-found there is no such file; name a"):
            open_store(tmp_path / "folder")
        with pytest.raises(LedgerError, match="this is none; name a"):
            open_store(tmp_path)

    def test_an_entity_said_anew_is_not_the_one_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        with open_store(path, create=True) as store:
            store.append_many(claims(1))
            entity = store.ledger().vocabulary.entity("hanbit")
            store.append(Record.of("entity", {**plain_of(entity), "mood": 1}))
        ledger = load(path)
        assert ("entity", "hanbit") in ledger.kept
        ledger.entity("hanbit", ko="한빛")
        ledger.save(path)
        assert load(path).vocabulary.entity("hanbit") == evolve(ledger.vocabulary.entity("hanbit"))
        assert load(path).vocabulary.entity("hanbit").label.ko == "한빛"
