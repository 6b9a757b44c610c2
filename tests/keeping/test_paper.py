from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.library import load
from stargate_claims.keeping.problems import Code, Problem
from tests.keeping.conftest import ENTITIES, EVERY_KEY, MEASURES, SOURCE, Problems, Write, claims
from tests.keeping.test_rulebook import RULE

A = "id: a\nby: park-jisoo\nsubject: hanbit\nmeasure: money\nvalue: 5억원"
B = "id: b\nby: park-jisoo\nsubject: hanbit\nmeasure: alive\nholds: no"
TWO = SOURCE.replace("id: one", "id: two")


def refused(path: Path) -> Problem:
    with pytest.raises(LedgerError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert isinstance(problem, Problem)
    return problem


def test_a_folder_is_a_ledger(write: Write) -> None:
    head = (
        "name: 새벽\nlanguage: en\nsuppressions:\n  - {finding: f, fingerprint: g, reason: 확인함, until: 2031-01-01}\n"
    )
    ledger = load(write({"ledger.yaml": head, "하루일보.yaml": claims(A, B)}))
    assert (ledger.name, ledger.language, len(ledger)) == ("새벽", "en", 2)
    assert [claim.id for claim in ledger] == ["a", "b"]
    assert ledger.positions == {"a": ("하루일보.yaml", 6), "b": ("하루일보.yaml", 11)}
    assert [source.id for source in ledger.sources] == ["one"]
    assert ledger.suppressions[0].until == date(2031, 1, 1)
    assert ledger.vocabulary.measure("works").rung("started") == 1
    assert "contracts_signed" in ledger.vocabulary.measures  # shipped
    assert ledger.rules


def test_a_ledger_without_a_name_is_called_like_its_folder(write: Write) -> None:
    assert load(write({"a.yaml": claims(A)})).name == "원장"


def test_one_file_may_hold_everything(tmp_path: Path) -> None:
    path = tmp_path / "all.yml"
    path.write_text(f"name: 하나\n{ENTITIES}{MEASURES}{claims(A)}", encoding="utf-8")
    ledger = load(str(path))
    assert (ledger.name, len(ledger), ledger.positions["a"][0]) == ("하나", 1, "all.yml")


def test_own_names_win_over_shipped_ones(write: Write) -> None:
    measures = (
        MEASURES + "  - {id: contracts_signed, label: {ko: 계약}, dimension: count, behaviour: level, counter: [장]}\n"
    )
    ledger = load(write({"measures.yaml": measures, "a.yaml": claims(A)}))
    assert ledger.vocabulary.measure("contracts_signed").counter == ("장",)


def test_own_measures_may_use_shipped_ladders(write: Write) -> None:
    measures = MEASURES + "  - {id: phase, label: {ko: 단계}, dimension: stage, behaviour: level, ladder: project}\n"
    ledger = load(write({"measures.yaml": measures, "a.yaml": claims(A)}))
    assert ledger.vocabulary.measure("phase").ladder


def test_the_order_of_files_and_claims_does_not_matter(tmp_path: Path) -> None:
    ledgers = []
    for number, (first, second) in enumerate([(claims(A, B), TWO), (TWO, claims(B, A))]):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, text in zip(("1.yaml", "2.yaml"), (first, second), strict=True):
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "entities.yaml").write_text(ENTITIES, encoding="utf-8")
        (folder / "measures.yaml").write_text(MEASURES, encoding="utf-8")
        ledgers.append(load(folder))
    first_ledger, second_ledger = ledgers
    assert {claim.id: claim for claim in first_ledger} == {claim.id: claim for claim in second_ledger}
    assert {source.id: source for source in first_ledger.sources} == {s.id: s for s in second_ledger.sources}


def test_claims_may_name_claims_of_other_files(write: Write) -> None:
    denial = f"{TWO}claims:\n  - {{id: z, by: hanbit, denies: [a]}}\n"
    assert load(write({"2.yaml": claims(A), "1.yaml": denial})).get("z").denies == ("a",)


def test_twelve_mistakes_are_twelve_problems(problems: Problems) -> None:
    wrong = claims(
        "id: c1\nby: park-jiso\nsubject: hanbit\nmeasure: money\nvalue: 5억원",
        "id: c2\nby: park-jisoo\nsubject: hanbit\nmeasure: mony\nvalue: 5억원",
        "id: c3\nby: park-jisoo\nsubject: hanbit\nmeasure: money\nvalue: 3GW",
        "id: c4\nby: park-jisoo\nsubject: hanbit\nmeasure: alive\nholds: never",
        "id: c5\nby: park-jisoo\nsubject: hanbit\nmeasure: works\nstage: stared",
        "id: c6\nby: park-jisoo\ndenies: [c99]",
        "id: c7\nby: park-jisoo\nsubject: hanbit\nmeasure: alive\nholds: no\nabout: 2030-13",
        "id: c1\nby: park-jisoo\nsubject: hanbit\nmeasure: alive\nholds: no",
    )
    found = problems(
        {
            "a.yaml": wrong,
            "b.yaml": "source: {id: two, publisher: daily-tow}\nclaims: []\n",
            "c.yaml": "source: [\n",
            "entities.yaml": ENTITIES + "  - {id: x, kind: persn, label: {ko: 가}}\n",
            "ledger.yaml": "nam: 새벽\n",
        }
    )
    assert len(found) == 12, "\n".join(map(str, found))
    assert list(found) == sorted(found)
    assert {Path(problem.file).name for problem in found} == {
        "a.yaml", "b.yaml", "c.yaml", "entities.yaml", "ledger.yaml",
    }  # fmt: skip


def test_mistakes_do_not_breed_others(problems: Problems) -> None:
    files = {
        "entities.yaml": ENTITIES.replace("kind: person", "kind: persn"),
        "measures.yaml": MEASURES.replace("dimension: money", "dimension: mony"),
        "a.yaml": claims(A, "by: park-jisoo\ndenies: [a]").replace("2030-01-10", "2030-01-99"),
    }
    assert [problem.code for problem in problems(files)] == [Code.BAD_WINDOW, Code.UNKNOWN_WORD, Code.UNKNOWN_WORD]


def test_two_sources_with_one_id(problems: Problems) -> None:
    (problem,) = problems({"a.yaml": claims(A), "b.yaml": SOURCE})
    assert (problem.code, problem.line) == (Code.DUPLICATE_ID, 2)


def test_claims_without_ids_are_told_apart_by_content(write: Write, problems: Problems) -> None:
    nameless = [block.partition("\n")[2] for block in (A, B)]
    ids = [claim.id for claim in load(write({"a.yaml": claims(*nameless)}))]
    assert len(set(ids)) == 2
    assert all(id.startswith("c-") for id in ids)
    (problem,) = problems({"a.yaml": claims(nameless[0], nameless[0])})
    assert problem.code is Code.DUPLICATE_ID


class TestEmptiness:
    def test_a_ledger_file_alone_is_an_empty_ledger(self, tmp_path: Path) -> None:
        (tmp_path / "ledger.yaml").write_bytes(b"")
        assert len(load(tmp_path)) == len(load(tmp_path / "ledger.yaml")) == 0

    def test_a_file_of_comments_is_passed_over(self, write: Write) -> None:
        assert len(load(write({"a.yaml": "# source:\n", "b.yaml": claims(A)}))) == 1

    def test_no_files(self, tmp_path: Path) -> None:
        assert refused(tmp_path).code is Code.NO_SOURCES

    def test_ledgers_in_a_folder_are_not_taken_for_parts_of_one(self, tmp_path: Path) -> None:
        for name in ("two", "one"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "ledger.yaml").touch()
        with pytest.raises(LedgerError, match=r"but folders in it do; give one of them: .*one, .*two$"):
            load(tmp_path)

    def test_no_sources(self, write: Write) -> None:
        assert refused(write({})).code is Code.NO_SOURCES

    def test_one_file_of_a_ledger_alone(self, write: Write, tmp_path: Path) -> None:
        """What it names stands in other files: one problem that says so, not one for each name."""
        one = "id: a\nby: park-jisoo\nsaid: 2030-01-08\nsubject: hanbit\nmeasure: money\nvalue: 5억원"
        path = write({"one.yaml": claims(one)}) / "one.yaml"
        with pytest.raises(LedgerError) as caught:
            load(path)
        (found,) = map(str, caught.value.problems)
        assert found.startswith(
            f"{path}: layout it is one file of a ledger, and names what the others define (no entity"
        )
        assert found.endswith(f" and 3 more); give the folder: {path.parent}")
        (alone := tmp_path / "one.yaml").write_bytes(path.read_bytes())
        with pytest.raises(LedgerError) as caught:
            load(alone)
        assert len(caught.value.problems) == 4

    def test_one_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_bytes(b"")
        assert refused(tmp_path / "a.yaml").code is Code.EMPTY

    def test_one_file_of_comments(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_bytes(b"# nothing yet\n")
        assert refused(tmp_path / "a.yaml").code is Code.NO_SOURCES

    def test_a_source_without_claims(self, write: Write) -> None:
        ledger = load(write({"a.yaml": f"{SOURCE}claims:\n"}))
        assert (len(ledger), len(ledger.sources)) == (0, 1)


def test_files_in_inner_folders_are_not_lost_in_silence(write: Write) -> None:
    folder = write({"a.yaml": claims(A), ".hidden.yaml": "["})
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text("a", encoding="utf-8")
    assert len(load(folder)) == 1
    (folder / "texts" / "b.yaml").write_text(SOURCE, encoding="utf-8")
    assert refused(folder).code is Code.LAYOUT


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_nobody_may_read(write: Write) -> None:
    folder = write({"a.yaml": claims(A)})
    (folder / "a.yaml").chmod(0)
    assert refused(folder).code is Code.UNREADABLE


def test_a_file_that_cannot_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write({"a.yaml": claims(A)})
    opened = Path.open

    def broken(self: Path, mode: str = "r") -> object:
        if self.name == "a.yaml":
            raise OSError(5, "Input/output error")
        return opened(self, mode)

    monkeypatch.setattr(Path, "open", broken)
    problem = refused(folder)
    assert (problem.code, "Input/output error" in problem.message) == (Code.UNREADABLE, True)


PIECES = [
    "{",
    "}",
    "[a]",
    "{a: b}",
    ": ",
    "- ",
    "!!x ",
    "&a ",
    "*a",
    "'",
    '"',
    "#",
    "|",
    "가",
    "0",
    "no",
    "\\",
    "\t",
    "",
]


@given(st.integers(0, 10**6), st.sampled_from(PIECES), st.booleans(), st.sampled_from(["a.yaml", "rules.yaml"]))
def test_whatever_is_mistyped_is_a_problem_or_a_ledger(at: int, piece: str, whole: bool, name: str) -> None:
    every = claims(f"id: a\nby: park-jisoo\nsubject: hanbit\n{EVERY_KEY}", "id: z\nby: hanbit\ndenies: [a]")
    files = {"entities.yaml": ENTITIES, "measures.yaml": MEASURES, "rules.yaml": RULE, "a.yaml": every}
    lines = files[name].split("\n")
    line = lines[at % len(lines)]
    place = line.find(": ") + 2 if whole else at % (len(line) + 1)
    lines[at % len(lines)] = line[:place] + piece + ("" if whole else line[place:])
    with TemporaryDirectory() as folder:
        for file, text in {**files, name: "\n".join(lines)}.items():
            (Path(folder) / file).write_text(text, encoding="utf-8")
        refused: tuple[object, ...] = ()
        try:
            load(folder)
        except LedgerError as error:
            refused = error.problems
    assert all(str(problem).startswith(folder) for problem in refused)
