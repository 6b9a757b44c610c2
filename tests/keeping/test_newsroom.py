"""Newsroom sheets: headers in two languages, names, cells of every kind, and every bad cell named."""

from __future__ import annotations

import csv
import datetime
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from stargate_claims.data import rows
from stargate_claims.errors import LedgerError
from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.library import load
from stargate_claims.keeping.newsroom import SHEETS, columns, load_sheet
from stargate_claims.keeping.sheet_template import TITLES, start_sheet
from stargate_claims.keeping.statements import CLAIM, SOURCE, WORDS
from stargate_claims.model.claims import Force, ListKind
from stargate_claims.model.intervals import Window

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (extra: sheets)")

ENTITIES = [
    ("hanbit", "기관", "한빛전자", "Hanbit", "한빛; 한빛전자(주)"),
    ("saebom", "organisation", "새봄", "", ""),
    ("kim", "인물", "김한결", "", "한결"),
    ("lee", "인물", "이한결", "", "한결"),
    ("narae", "기관", "나래일보", "", ""),
    ("harbour", "사업", "새날 항만", "", ""),
]
ROW: dict[str, object] = {
    "출처": "n-1", "말한 이": "김한결", "성격": "계획", "주체": "한빛", "측정 항목": "investment_planned_total",
    "값(인쇄된 대로)": "최대 20억 달러",
}  # fmt: skip


def book(path: Path, claims: Iterable[Mapping[str, object]], language: str = "ko") -> Path:
    """A template with some rows filled in."""
    start_sheet(path, language)
    made = openpyxl.load_workbook(path)
    titles = TITLES[language]
    for entity in ENTITIES:
        made[titles["entities"]].append(entity)
    made[titles["sources"]].append(["n-1", "나래일보", datetime.date(2031, 3, 5)])
    sheet = made[titles["claims"]]
    headers = [cell.value for cell in sheet[1]]
    for number, row in enumerate(claims, 2):
        for header, value in row.items():
            sheet.cell(number, headers.index(header) + 1).value = value
    made.save(path)
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(LedgerError) as caught:
        load_sheet(path)
    return [str(problem).removeprefix(f"{path}:").lstrip() for problem in caught.value.problems]


@pytest.mark.parametrize("text", ["1-2", "MAR1", "0010"])
def test_what_excel_would_take_for_something_else_stays_text(text: str, tmp_path: Path) -> None:
    """Every column of the template is formatted as text, but for days and whole numbers; text is read as it stands."""
    path = book(tmp_path / "a.xlsx", [{**ROW, "번호": text, "메모": text}])
    made = openpyxl.load_workbook(path)
    for kind, title in (("claims", "주장"), ("sources", "출처"), ("entities", "이름")):
        for number, column in enumerate(columns(kind), 1):
            letter = made[title].cell(1, number).column_letter
            as_text = made[title].column_dimensions[letter].number_format == "@"
            assert as_text is (column.form not in ("day", "whole")), column
    (claim,) = load_sheet(path)
    assert (claim.id, claim.note) == (text, text)


class TestReading:
    def test_a_row_is_a_claim(self, tmp_path: Path) -> None:
        path = book(
            tmp_path / "a.xlsx",
            [
                {
                    **ROW,
                    "환산값": "약 2조8천억원",
                    "말한 날": datetime.datetime(2031, 3, 4),  # noqa: DTZ001 - Excel has no time zone
                    "문단": 3,
                    "요약": "투자 계획",
                    "사업": "새날 항만",
                    "한정": "kind=data_centre; tranche=total",
                    "거친 매체": "나래일보; 새봄",
                }
            ],
        )
        (claim,) = load_sheet(path)
        assert (claim.id, claim.by, claim.via, claim.subject, claim.for_) == (
            "n-1-2", ("kim",), ("narae", "saebom"), ("hanbit",), "harbour",
        )  # fmt: skip
        assert claim.force is Force.PLAN
        assert (str(claim.said), claim.locator.paragraph) == ("2031-03-04", 3)
        assert claim.qualifiers == (("kind", "data_centre"), ("tranche", "total"))
        assert str(claim.quantity) == "최대 20억 달러"
        assert claim.restated is not None
        assert claim.summary is not None
        assert claim.summary.ko == "투자 계획"
        assert claim.source.published == Window.parse("2031-03-05")

    def test_headers_in_english_and_the_ledgers_own_keys(self, tmp_path: Path) -> None:
        row = {
            "ID": "c", "Source": "n-1", "Claimant": "hanbit", "Force": "Denial", "Denies": "d",
        }  # fmt: skip
        other = {
            "ID": "d",
            "Source": "n-1",
            "Claimant": "Hanbit",
            "Force": "report",
            "Subject": "saebom",
            "Measure": "contracts_signed",
            "Holds": None,
            "Value inferred": "1건 이상",
        }
        ledger = load_sheet(book(tmp_path / "a.xlsx", [row, other], "en"))
        assert [claim.id for claim in ledger] == ["c", "d"]
        assert ledger.get("c").denies == ("d",)

    def test_what_people_write_for_yes_and_lists(self, tmp_path: Path) -> None:
        held = {**ROW, "측정 항목": "jv_exists", "주체": "새날 항만", "참/거짓": "아니요"}
        typed = {**held, "참/거짓": True}
        members = {**ROW, "측정 항목": "participants", "주체": "새날 항만", "구성원": "한빛; 새봄", "명단 종류": "열림"}
        for row in (held, typed, members):
            del row["값(인쇄된 대로)"]
        no, yes, several = load_sheet(book(tmp_path / "a.xlsx", [held, typed, members]))
        assert (no.holds, yes.holds) == (False, True)
        assert (several.members, several.list_kind) == (("hanbit", "saebom"), ListKind.OPEN)

    def test_a_year_may_be_typed_as_a_number(self, tmp_path: Path) -> None:
        (claim,) = load_sheet(book(tmp_path / "a.xlsx", [{**ROW, "해당 기간": 2033}]))
        assert claim.about == Window.parse("2033")

    def test_csv_with_its_sources_and_names_beside_it(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        files = start_sheet(path, "ko")
        assert [file.name for file in files] == ["a.csv", "a.sources.csv", "a.entities.csv"]
        with (tmp_path / "a.entities.csv").open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(ENTITIES)
        with (tmp_path / "a.sources.csv").open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(["n-1", "나래일보", "2031-03-05"])
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([list(ROW), [], list(ROW.values()), [*ROW.values()][:2]])
        assert refused(path)[0].startswith("C4: empty")
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([list(ROW), [], list(ROW.values())])
        (claim,) = load_sheet(path)
        assert claim.id == "n-1-3"

    def test_convert_makes_a_folder_that_loads_as_the_same_claims(self, tmp_path: Path) -> None:
        path = book(tmp_path / "a.xlsx", [ROW, {**ROW, "번호": "z"}])
        done = convert(str(path), str(tmp_path / "folder"))
        assert done.claims == 2
        assert list(load(tmp_path / "folder")) == list(load_sheet(path))
        with pytest.raises(LedgerError, match=r"convert a\.xlsx FOLDER"):
            load(path)
        with pytest.raises(LedgerError, match="no such file"):
            convert(str(tmp_path / "none.csv"), str(tmp_path / "other"))


BAD: list[tuple[dict[str, object], str]] = [
    ({"값(인쇄된 대로)": 2_000_000_000}, "Q2: bad-figure the number 2000000000"),
    ({"값(인쇄된 대로)": datetime.date(2031, 1, 2)}, "Q2: wrong-shape the day 2031-01-02"),
    ({"값(인쇄된 대로)": "많이"}, "Q2: bad-figure"),
    ({"값(인쇄된 대로)": "=1+1"}, "Q2: wrong-shape a formula"),
    ({"메모": "=1+1"}, "AC2: wrong-shape a formula"),
    ({"번호": 4}, "A2: wrong-shape the number 4"),
    ({"번호": 4.5}, "A2: wrong-shape the number 4.5"),
    ({"번호": True}, "A2: wrong-shape yes"),
    ({"출처": "n-2"}, "B2: unknown-source no source 'n-2'; did you mean 'n-1'?"),
    ({"말한 이": "김한길"}, "C2: unknown-entity nobody is called '김한길'"),
    ({"말한 이": "한결"}, "C2: unknown-entity several are called '한결'; write an ID: kim, lee"),
    ({"말한 이": None}, "C2: empty 'Claimant' (말한 이) is empty"),
    ({"성격": "계획임"}, "F2: unknown-word"),
    ({"말한 날": "어제"}, "I2: bad-window"),
    ({"측정 항목": "investment"}, "L2: unknown-measure"),
    ({"한정": "kind"}, "P2: wrong-shape 'kind' is no name=value"),
    ({"한정": "a=1; a=2"}, "P2: wrong-shape 'a=2' is no name=value"),
    ({"참/거짓": "글쎄", "값(인쇄된 대로)": None}, "T2: not-yes-no"),
    ({"부인하는 주장": "nobody"}, "Y2: unknown-claim"),
    ({"메모": "가\u200b나"}, "AC2: character invisible U+200B"),
    ({"메모": "a" + "\u0301" * 20}, "AC2: character more than 8 marks"),
]  # fmt: skip


class TestBadCells:
    @pytest.mark.parametrize(("change", "problem"), BAD, ids=[problem for _, problem in BAD])
    def test_it_is_named_by_sheet_row_and_column(self, tmp_path: Path, change: dict[str, object], problem: str) -> None:
        (found,) = refused(book(tmp_path / "a.xlsx", [{**ROW, **change}]))
        assert found.startswith(f"주장!{problem}")

    def test_all_at_once(self, tmp_path: Path) -> None:
        changes = [change for change, _ in BAD if "번호" not in change]
        found = refused(book(tmp_path / "a.xlsx", [{**ROW, **change} for change in changes]))
        assert {int(line.partition(":")[0].lstrip("주장!ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for line in found} == {
            number + 2 for number in range(len(changes))
        }

    def test_two_claims_of_one_id(self, tmp_path: Path) -> None:
        (found,) = refused(book(tmp_path / "a.xlsx", [{**ROW, "번호": "a"}, {**ROW, "번호": "a"}]))
        assert found.startswith("주장!A3: duplicate-id")

    def test_sources_and_names(self, tmp_path: Path) -> None:
        path = book(tmp_path / "a.xlsx", [])
        made = openpyxl.load_workbook(path)
        made["출처"].append(["n-2", "아무개", "2031-13-01"])
        made["이름"].append(["nobody", "기관"])
        made.save(path)
        assert sorted(" ".join(line.split(" ")[:2]) for line in refused(path)) == [
            "이름!A8: empty", "출처!B3: unknown-entity", "출처!C3: bad-window",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("headers", "problem"),
        [
            (["출처", "말한이"], "B1: unknown-key no column is called '말한이'; did you mean '말한 이'?"),
            (["출처", "Source"], "B1: duplicate-key a second column 'Source'"),
            (["출처"], "missing-key the column 'Claimant' (말한 이) is missing"),
        ],
    )
    def test_headers(self, tmp_path: Path, headers: list[str], problem: str) -> None:
        path = tmp_path / "a.csv"
        path.write_text(",".join(headers), encoding="utf-8")
        assert any(line.startswith(problem) for line in refused(path))

    @pytest.mark.parametrize("text", ["", "a,b\n1,2\n3,4\n", "\n출처,말한 이\n"])
    def test_a_table_of_something_else_is_one_problem(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "a.csv"
        path.write_text(text, encoding="utf-8")
        (found,) = refused(path)
        assert found.startswith("empty the first row has no header of a sheet of claims; 'stargate-claims new --sheet")

    def test_a_column_too_many_is_named_once_and_one_too_few_ends_it(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("출처,말한 이,기분\n" + "n-1,kim,좋음\n" * 50, encoding="utf-8")
        found = refused(path)
        assert [line.split(" ", 1)[0] for line in found] == [*["missing-key"] * 3, "C1:"]

    def test_a_value_under_no_header(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("출처,말한 이,성격,주체,측정 항목\nn-1,kim,계획,a,b,stray\n", encoding="utf-8")
        assert any(line.startswith("F2: unknown-key") for line in refused(path))


class TestFiles:
    def test_what_is_no_sheet(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(b"PK\x03\x04 and then nothing")
        assert "this is no workbook" in refused(path)[0]
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.txt", "a")
        assert "this is no workbook" in refused(path)[0]
        made = openpyxl.Workbook()
        made.save(path)
        assert "no sheet is called claims or 주장; there is Sheet" in refused(path)[0]

    def test_a_workbook_that_unpacks_to_too_much(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stargate_claims.keeping.grids.MAX_UNPACKED", 10)
        assert "unpacks to too much" in refused(book(tmp_path / "a.xlsx", []))[0]

    def test_caps(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = book(tmp_path / "a.xlsx", [ROW, ROW])
        flat = tmp_path / "a.csv"
        flat.write_text("출처,말한 이,성격,주체,측정 항목\na\nb\n", encoding="utf-8")
        monkeypatch.setattr("stargate_claims.keeping.grids.MAX_ROWS", 2)
        monkeypatch.setattr("stargate_claims.keeping.grids.MAX_COLUMNS", 4)
        assert any("more than 2 rows" in line for line in refused(path))
        assert any("more than 4 columns" in line for line in refused(path))
        assert any("more than 2 rows" in line for line in refused(flat))
        monkeypatch.setattr("stargate_claims.keeping.grids.MAX_BYTES", 10)
        assert "more than 10 bytes" in refused(flat)[0]

    def test_csv_that_is_none(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes("말한 이".encode("cp949"))
        assert "CSV UTF-8" in refused(path)[0]
        path.write_text('출처,"말한 이\n', encoding="utf-8")
        assert any("this is no CSV" in line for line in refused(path))

    def test_without_openpyxl_it_says_what_to_install(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = book(tmp_path / "a.xlsx", [])
        monkeypatch.setitem(sys.modules, "openpyxl", None)
        assert "stargate-claims[sheets]" in refused(path)[0]
        with pytest.raises(LedgerError, match=r"stargate-claims\[sheets\]"):
            start_sheet(tmp_path / "b.xlsx", "ko")


class TestTemplate:
    def test_nothing_is_overwritten(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        start_sheet(path, "ko")
        with pytest.raises(LedgerError, match="there"):
            start_sheet(path, "ko")
        with pytest.raises(LedgerError, match=r"\.xlsx or \.csv"):
            start_sheet(tmp_path / "a.ods", "ko")

    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_the_examples_of_the_columns_are_understood(self, tmp_path: Path, language: str) -> None:
        path = tmp_path / "a.xlsx"
        start_sheet(path, language)
        made = openpyxl.load_workbook(path)
        assert made[TITLES[language]["claims"]].column_dimensions["Q"].number_format == "@"
        for row in ENTITIES:
            made[TITLES[language]["entities"]].append(row)
        # What is one value or another is tried one at a time.
        others = ("value_inferred", "holds", "stage", "day", "members", "list", "denies", "bundle")
        for kind in ("sources", "claims"):
            made[TITLES[language][kind]].append(
                [None if column.key in others else column.example for column in columns(kind)]
            )
        made.save(path)
        (claim,) = load_sheet(path)
        assert (claim.id, claim.reviewed_by) == ("h-1", "이누리")

    def test_every_column_is_one_of_the_ledgers(self) -> None:
        beside = {"source", "paragraph", "summary_ko", "summary_en"}
        assert {column.key for column in columns("claims")} - beside <= set(CLAIM)
        assert {column.key for column in columns("sources")} <= set(SOURCE)
        assert {row["key"] for row in rows("sheet_words.csv")} <= {"holds", "list", "kind", "published_basis", *WORDS}
        assert set(SHEETS) == {row["sheet"] for row in rows("sheet_columns.csv")}
