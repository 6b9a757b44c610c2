"""Ledgers of every version of the records stay readable, and newer ones are left alone."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve

from stargate_claims.errors import LedgerError
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import load
from stargate_claims.keeping.records import VERSION, Head, chained
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.verifying import verify
from stargate_claims.model.rules import Rule
from tests.keeping.conftest import FORMS, Places
from tests.keeping.golden import GOLDEN, make, other
from tests.keeping.test_stores import contents, same

VERSIONS = sorted(GOLDEN.glob("v*"), key=lambda folder: int(folder.name[1:]))
FILES = ("ledger.jsonl", "ledger.db")


def bare(ledger: Ledger) -> list[tuple[Rule, list[tuple[str, object]]]]:
    """Rules, and their cases without the names of the ledger around them."""
    return [(evolve(rule, cases=()), [(case.name, case.claims) for case in rule.cases]) for rule in ledger.rules]


def head_of(folder: Path) -> Head:
    return Head.parse((folder / "head.txt").read_text(encoding="utf-8"))


def test_there_is_one_of_every_version() -> None:
    assert [folder.name for folder in VERSIONS] == [f"v{number + 1}" for number in range(VERSION)]


@pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)
class TestEveryVersion:
    @pytest.mark.parametrize("name", FILES)
    def test_it_is_verified_and_read(self, name: str, folder: Path) -> None:
        found = verify(folder / name, head_of(folder))
        assert (found.head, found.claims, found.since) == (head_of(folder), 9, 0)
        ledger = load(folder / name)
        assert {claim.id for claim in ledger} == {f"g{number}" for number in range(1, 10)}
        assert ledger.vocabulary.entity("kim").label.ko == "김씨"
        assert (ledger.name, ledger.language, ledger.rates, len(ledger.suppressions)) == ("황금 원장", "en", "ecb", 1)

    def test_paper_and_files_say_the_same(self, folder: Path) -> None:
        paper, kept = load(folder / "paper"), load(folder / "ledger.jsonl")
        assert list(paper) == list(kept)
        assert bare(paper) == bare(kept)
        assert {s.id: s for s in paper.sources} == {s.id: s for s in kept.sources}
        reports = [check_consistency(ledger, rates=None) for ledger in (paper, kept, load(folder / "ledger.db"))]
        assert reports[0].findings == reports[1].findings == reports[2].findings
        assert reports[0].findings

    @pytest.mark.parametrize("form", FORMS)
    def test_it_goes_on_in_every_form(self, form: str, folder: Path, places: Places) -> None:
        convert(str(folder / "ledger.jsonl"), place := places(form))
        assert contents(place) == (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
        other(folder).save(place)
        assert verify(place, head_of(folder)).since == 2  # a source and a claim
        same(load(place), other(folder))

    def test_fields_that_nobody_knows_are_still_there(self, folder: Path) -> None:
        with open_store(folder / "ledger.db") as store:
            first, last = [line for line in store.lines() if line.name == "kim"]
        assert first.value["mood"] == [1, {"a": "가"}]
        assert (last.envelope["zeal"], last.envelope["replaces"]) == (True, first.envelope["id"])


def test_this_version_still_writes_its_own(tmp_path: Path) -> None:
    make(tmp_path / "new")
    kept = VERSIONS[-1]
    for name in ("ledger.jsonl", "head.txt"):
        assert (tmp_path / "new" / name).read_bytes() == (kept / name).read_bytes()
    assert contents(str(tmp_path / "new" / "ledger.db")) == contents(str(kept / "ledger.db"))


def newer_journal(path: Path) -> None:
    *lines, last = path.read_text(encoding="utf-8").splitlines()
    before = lines[-1][len('{"chain":"') :][:64]
    body = f'"v":{VERSION + 1}'.join(("{" + last.partition(",")[2]).rsplit(f'"v":{VERSION}', 1))
    lines.append(f'{{"chain":"{chained(before, body)}",{body[1:]}')
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def newer_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")


@pytest.mark.parametrize(("name", "change"), [(FILES[0], newer_journal), (FILES[1], newer_database)], ids=FILES)
def test_newer_versions_are_refused_untouched(name: str, change: object, tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSIONS[-1] / name, tmp_path))
    change(path)  # type: ignore[operator] # one of two functions
    data = path.read_bytes()
    for touch in (
        load,
        verify,
        open_store,
        lambda path: convert(str(path), str(tmp_path / "b.jsonl")),
        other(VERSIONS[-1]).save,
    ):
        with pytest.raises(LedgerError, match=r"newer-version version 2 of the .*use a newer stargate-claims"):
            touch(path)
    assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
