"""Figures and days of a text: in place, as records, as rows; and the command that prints them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from stargate_claims.cli import cli
from stargate_claims.errors import LedgerError
from stargate_claims.keeping.articles import read_article
from stargate_claims.showing.mentions import COLUMNS, figures_frame, mention_csv, mention_lines, mentions

TEXT = "알파해운은 지난 4일 신항만에 최소 5,000억 달러(약 720조원)를 넣겠다고 했다.\n크레인은 =3대다."
PUBLISHED = date(2030, 6, 10)


def test_every_mention_says_where_it_stands_and_how_it_is_read() -> None:
    day, figure, won = mentions(TEXT, PUBLISHED)[:3]
    assert (day["kind"], day["first"], day["last"], day["precision"]) == ("day", "2030-06-04", "2030-06-04", "day")
    assert (figure["kind"], figure["unit"], figure["lower"], figure["upper"]) == ("money", "USD", "500000000000", None)
    assert figure["hedge"] == "at_least"
    assert (won["unit"], won["hedge"]) == ("KRW", "approx")
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in mentions(TEXT, PUBLISHED))


def test_the_text_is_shown_with_its_mentions_marked() -> None:
    lines = [line.text for line in mention_lines(TEXT, mentions(TEXT, PUBLISHED), "en")]
    assert "⟦5,000억 달러⟧" in lines[0]
    assert any("money" in line and "[500000000000, ∞) USD at_least" in line for line in lines)
    assert any("day" in line and "=  2030-06-04 (day)" in line for line in lines)


def test_a_text_without_mentions_is_shown_as_it_stands() -> None:
    assert [line.text for line in mention_lines("아무 숫자도 없다.", mentions("아무 숫자도 없다.", None), "en")] == [
        "아무 숫자도 없다.",
        "",
        "no figures and no days",
    ]


def test_csv_reads_back_and_starts_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(mention_csv([{**dict.fromkeys(COLUMNS), "text": "=1+1", "start": 3}]))))
    assert (rows[0]["text"], rows[0]["start"]) == ("'=1+1", "3")


class TestCommand:
    @pytest.fixture
    def article(self, tmp_path: Path) -> Path:
        path = tmp_path / "기사.txt"
        path.write_text(TEXT, encoding="utf-8")
        return path

    def test_json_is_the_records(self, article: Path) -> None:
        ended = CliRunner().invoke(cli, ["figures", str(article), "--published", "2030-06-10", "-f", "json"])
        assert (ended.exit_code, json.loads(ended.output)) == (0, mentions(TEXT, PUBLISHED))

    def test_csv_has_a_header(self, article: Path) -> None:
        ended = CliRunner().invoke(cli, ["figures", str(article), "-f", "csv"])
        assert ended.output.startswith("start,end,kind,text,")

    def test_standard_input(self) -> None:
        ended = CliRunner().invoke(cli, ["figures", "-", "--published", "2030-06-10"], input=TEXT.encode())
        assert "⟦5,000억 달러⟧" in ended.output

    def test_a_day_that_is_none_ends_in_2(self, article: Path) -> None:
        assert CliRunner().invoke(cli, ["figures", str(article), "--published", "2030-02-30"]).exit_code == 2

    @pytest.mark.parametrize(
        "data", [None, b"\xb0\xa1", b"x" * (16 * 1024 * 1024 + 1)], ids=["missing", "cp949", "huge"]
    )
    def test_what_cannot_be_read_is_refused(self, tmp_path: Path, data: bytes | None) -> None:
        path = tmp_path / "a.txt"
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(LedgerError, match=r"a\.txt"):
            read_article(path)

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (TEXT.encode("cp949"), "not UTF-8 but CP949, it seems; save it as UTF-8: iconv -f CP949 -t UTF-8 a.txt"),
            (TEXT.encode("utf-16"), "not UTF-8 but UTF-16, it seems"),
            (b"\xff\xfe\xfd\x00\x81\xff"[1:], "it may be no text at all"),
        ],
        ids=["cp949", "utf-16", "binary"],
    )
    def test_another_encoding_is_named(self, tmp_path: Path, data: bytes, message: str) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(data)
        with pytest.raises(LedgerError, match=re.escape(message)):
            read_article(path)

    def test_days_that_need_the_day_of_publication_are_counted(self, article: Path) -> None:
        ended = CliRunner().invoke(cli, ["figures", str(article)])
        assert "1 day needs the day of publication: add --published" in ended.output
        ended = CliRunner().invoke(cli, ["figures", "-"], input="어제와 오늘".encode())
        assert "2 days need the day of publication" in ended.output


def test_a_conversion_says_what_it_restates() -> None:
    won = mentions(TEXT, PUBLISHED)[2]
    assert (won["text"], won["restates"], won["notes"]) == ("720조원", "5,000억 달러", None)


def test_a_frame_of_columns() -> None:
    pandas = pytest.importorskip("pandas")
    texts = pandas.Series(["지난 4일 2건", None, "지난 4일"])
    frame = figures_frame(texts, [PUBLISHED, None, date(2029, 1, 10)])
    assert list(frame[frame["kind"] == "day"]["first"]) == ["2030-06-04", "2029-01-04"]
    assert list(frame["row"]) == [0, 0, 2]
    with pytest.raises(TypeError, match="column of texts"):
        figures_frame("지난 4일")
    with pytest.raises(ValueError, match="zip"):
        figures_frame(["2건", "3건"], [PUBLISHED])


def test_a_frame_has_a_row_for_each_mention() -> None:
    pandas = pytest.importorskip("pandas")
    frame = figures_frame([TEXT, "2건", ""], PUBLISHED)
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame[frame["row"] == 1]["text"]) == ["2건"]


def test_what_was_inferred_is_said_once() -> None:
    assert [row["notes"] for row in mentions("20억 달러의 3분의 1", PUBLISHED)] == [
        "currency inferred",
        "rounded to 34 digits",
    ]
