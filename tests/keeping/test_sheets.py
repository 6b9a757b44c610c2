from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.library import example, load
from stargate_claims.keeping.records import Record
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.shapes import plain_of
from stargate_claims.keeping.sheet_template import start_sheet
from stargate_claims.keeping.sheets import COLUMNS, is_table, neutral
from stargate_claims.keeping.verifying import verify
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Locator
from tests.keeping.stock import SOURCE, claim, filled
from tests.keeping.test_stores import same

Rows = list[list[str]]


def table(path: Path) -> Rows:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def write(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(LedgerError) as caught:
        load(path)
    (problem,) = caught.value.problems
    return str(problem).removeprefix(str(path))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A table of three claims."""
    convert(str(filled(tmp_path / "a.jsonl", 3)), str(tmp_path / "a.csv"))
    return tmp_path / "a.csv"


class TestWriting:
    def rows(self, folder: Path, *found: Claim) -> list[dict[str, str]]:
        with open_store(folder / "w.jsonl", create=True) as store:
            store.append_many(found)
        convert(str(folder / "w.jsonl"), str(folder / "w.csv"))
        header, *rows = table(folder / "w.csv")
        return [dict(zip(header, row, strict=True)) for row in rows]

    def test_a_file_for_excel(self, path: Path) -> None:
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbfid,by,")
        assert data.count(b"\r\n") == 5
        first, *_, last = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert (first["value"], first["value_lower"], first["unit"], first["said"], first["kind"]) == (
            "1억원", "100000000", "KRW", "2030-01-01", "claim",
        )  # fmt: skip
        assert (last["id"], last["kind"]) == ("one", "source")  # claims stand first

    @pytest.mark.parametrize(
        "text", ['=HYPERLINK("http://x","y")', "+1", "@SUM(1)", "\t=1", "\r=1", "|cmd", " =1", "＝1", "-1+1", "-"]
    )
    def test_nothing_starts_a_formula(self, text: str, tmp_path: Path) -> None:
        assert neutral(text) == f"'{text}"
        row, _ = self.rows(tmp_path, claim(0, note=text))
        assert row["note"] == f"'{text}"
        assert not [name for name in COLUMNS if neutral(name) != name]

    @pytest.mark.parametrize("text", ["-5000", "-0.5", "5", "", "손정의", "a=b"])
    def test_numbers_stay_numbers(self, text: str) -> None:
        assert neutral(text) == text

    def test_cells_come_back(self, tmp_path: Path) -> None:
        note = 'a\nb "c", d\r\ne'
        row, _ = self.rows(tmp_path, claim(0, note=note, qualifiers={"b": "1", "a": "2"}, by=("x", "y")))
        assert (row["note"], row["qualifiers"], row["by"]) == (note, "a=2; b=1", "x; y")

    def test_every_kind_of_value(self, tmp_path: Path) -> None:
        rows = self.rows(
            tmp_path,
            claim(0, quantity=None, holds=False, measure="means"),
            claim(1, quantity=None, members=("a", "b"), list_kind="open", summary=None, locator=Locator()),
            claim(2, quantity=None, day=Window.parse("2030-02")),
            claim(3, quantity=Quantity(interval=Interval.at_least(5), unit="건")),
        )
        assert [rows[0]["holds"], rows[1]["members"], rows[1]["list"], rows[2]["day"]] == [
            "no", "a; b", "open", "2030-02",
        ]  # fmt: skip
        assert [rows[3]["value_lower"], rows[3]["value_upper"], rows[3]["published"]] == [
            "5",
            "",
            str(SOURCE.published),
        ]

    @pytest.mark.parametrize(("letters", "column"), [(32_768, "note"), (32_767 * 4 + 5, "line")])
    def test_what_no_cell_holds_is_not_cut_off(self, letters: int, column: str, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        with open_store(path, create=True) as store:
            notes = {"note": "가" * letters} if column == "note" else {"via": tuple("가" * n for n in range(1, 600))}
            store.append(claim(0, **notes))
        with pytest.raises(LedgerError, match=r"claim 'k00000': [0-9,]+ characters in a cell of '\w+'"):
            convert(str(path), str(tmp_path / "a.csv"))
        assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl"]


class TestReading:
    def test_the_very_lines(self, tmp_path: Path) -> None:
        """Whatever they hold, in whatever order the rows are."""
        before = tmp_path / "a.jsonl"
        example().save(before)
        with open_store(before) as store:
            entity = store.ledger().vocabulary.entities["openai"]
            store.append(Record.of("entity", {**plain_of(entity), "mood": "grim"}, more={"amount": 1}))
            store.append_many([claim(0, note='=1\r\n"a", b\n '), claim(1, note="'=1")])
        convert(str(before), str(tmp_path / "a.csv"))
        header, *rows = table(tmp_path / "a.csv")
        random.Random(3).shuffle(rows)
        write(tmp_path / "b.csv", [header, *rows, [""] * len(header)])
        for table_ in ("a.csv", "b.csv"):
            convert(str(tmp_path / table_), str(tmp_path / f"{table_}.jsonl"))
            assert (tmp_path / f"{table_}.jsonl").read_bytes() == before.read_bytes()
            same(load(tmp_path / table_), load(before))
            assert verify(tmp_path / table_, verify(before).head).since == 0
            found = table(tmp_path / table_)
            for id, (file, row) in load(tmp_path / table_).positions.items():
                assert (file, found[row - 1][0]) == (str(tmp_path / table_), neutral(id))

    def test_an_empty_ledger(self, tmp_path: Path) -> None:
        (tmp_path / "a.jsonl").touch()
        convert(str(tmp_path / "a.jsonl"), str(tmp_path / "a.csv"))
        assert len(load(tmp_path / "a.csv")) == 0

    def test_a_newsrooms_sheet_is_none(self, tmp_path: Path) -> None:
        sheet, *_ = start_sheet(tmp_path / "a.csv", "ko")
        assert not is_table(sheet)
        assert "a sheet is made a ledger first" in refusal(sheet)

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (
                lambda rows: rows[2].__setitem__(8, "2030. 1. 2."),
                ":I3: changed-cell its 'said' is '2030. 1. 2.', and its",
            ),
            (
                lambda rows: [row.__setitem__(0, "1") for row in rows[1:]],
                ":A2: changed-cell its 'id' is '1', and its line",
            ),
            (lambda rows: rows.pop(2), ": broken-line record 3 has no row"),
            (lambda rows: rows.insert(4, rows[3]), ":5:1: broken-line a second row of record 4"),
            (
                lambda rows: rows.append(["k9", "kim", *[""] * (len(COLUMNS) - 2)]),
                ":6:1: broken-line a row without its",
            ),
            (lambda rows: rows[1].append("more"), ":2:1: broken-line a row without its line"),
            (lambda rows: rows[1].__setitem__(-1, "[]"), ":2:1: broken-line its line has no number"),
            (lambda rows: rows[1].__setitem__(-1, "{"), ":2:1: broken-line "),
            (
                lambda rows: rows[1].__setitem__(-1, rows[1][-1].ljust(32_767, "x")),
                ":2:1: broken-line its line ends after 32,767 characters: a spreadsheet cut it off",
            ),
            (lambda rows: rows[1].__setitem__(-1, rows[1][-1].replace("억", "조")), ":2:1: broken-line its chain"),
            (
                lambda rows: rows[2].__setitem__(-1, rows[2][-1].replace('"v":1', '"v":9')),
                ":3:1: newer-version version 9",
            ),
            (
                lambda rows: [row.pop() for row in rows],
                ": wrong-form its columns are not those of a ledger's table: 'line'",
            ),
            (lambda rows: [row.insert(0, row.pop(1)) for row in rows], ": wrong-form its columns are not those"),
        ],
        ids=range(13),
    )
    def test_what_was_changed_is_named(self, change: Callable[[Rows], object], message: str, path: Path) -> None:
        rows = table(path)
        change(rows)
        assert refusal(write(path, rows)).startswith(message)

    def test_how_many_cells_were_changed(self, path: Path) -> None:
        rows = table(path)
        for row in rows[1:4]:
            row[8] = row[37] = "?"
        assert "so it is with 6 cells, as where a spreadsheet saved the file; a table is for" in refusal(
            write(path, rows)
        )

    def test_other_encodings_and_no_csv(self, path: Path) -> None:
        text = path.read_bytes().decode("utf-8-sig")
        path.write_bytes(text.encode("cp949"))
        assert refusal(path).startswith(": encoding the file is not UTF-8 but CP949 (EUC-KR), it seems")
        path.write_text(text + '"', encoding="utf-8")
        assert refusal(path).startswith(": syntax this is no CSV")
