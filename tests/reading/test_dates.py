import ast
import json
import os
import re
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.model.intervals import Precision
from stargate_claims.reading.dates import find_dates

SHARED = Path(__file__).parents[3] / "shared" / "cases"
TUESDAY = date(2025, 7, 22)

DAYS = [  # text, window, precision, seen from Tuesday 22 July 2025
    ("지난 21일(현지시각)", "2025-07-21", "day"),
    ("4일", "2025-07-04", "day"),
    ("28일", "2025-06-28", "day"),
    ("28일 열릴 예정", "2025-07-28", "day"),
    ("28일까지", "../2025-07-28", "day"),
    ("21일까지", "../2025-07-21", "day"),
    ("오는 28일부터 31일까지", "2025-07-28/2025-07-31", "day"),
    ("오는 28일부터 3일까지", "2025-07-28/2025-08-03", "day"),
    ("이달 초", "2025-07-01/2025-07-10", "day"),
    ("지난달 말", "2025-06-21/2025-06-30", "day"),
    ("다음 달 중순", "2025-08-11/2025-08-20", "day"),
    ("다음달 9~24일", "2025-08-09/2025-08-24", "day"),
    ("지난달 30일", "2025-06-30", "day"),
    ("지난 달", "2025-06-01/2025-06-30", "month"),
    ("5월", "2025-05-01/2025-05-31", "month"),
    ("지난 7월", "2024-07-01/2024-07-31", "month"),
    ("발표 6개월이 지난 7월까지", "../2025-07-31", "month"),
    ("오는 12월", "2025-12-01/2025-12-31", "month"),
    ("9월 18일", "2024-09-18", "day"),
    ("오는 9월 18일", "2025-09-18", "day"),
    ("1월21일", "2025-01-21", "day"),
    ("1~6월", "2025-01-01/2025-06-30", "month"),
    ("1~6월 27일", "2025-01-01/2025-06-27", "day"),
    ("3월 11·13·19일", "2025-03-11/2025-03-19", "day"),
    ("지난해 1~9월", "2024-01-01/2024-09-30", "month"),
    ("11월부터 2월까지", "2024-11-01/2025-02-28", "month"),
    ("2009년 12월부터 2010년 1월사이", "2009-12-01/2010-01-31", "month"),
    ("2025~2029년", "2025-01-01/2029-12-31", "year"),
    ("2025년 11월", "2025-11-01/2025-11-30", "month"),
    ("2025년 2월 28일", "2025-02-28", "day"),
    ("올해", "2025-01-01/2025-12-31", "year"),
    ("올해 말", "2025-10-01/2025-12-31", "month"),
    ("올해 초", "2025-01-01/2025-03-31", "month"),
    ("올 들어", "2025-01-01/2025-12-31", "year"),
    ("올 하반기", "2025-07-01/2025-12-31", "half"),
    ("지난해 11월", "2024-11-01/2024-11-30", "month"),
    ("재작년", "2023-01-01/2023-12-31", "year"),
    ("내년 1분기", "2026-01-01/2026-03-31", "quarter"),
    ("내년 상반기까지", "../2026-06-30", "half"),
    ("2분기", "2025-04-01/2025-06-30", "quarter"),
    ("1~2분기", "2025-01-01/2025-06-30", "quarter"),
    ("2011년 2/4분기 이래", "2011-04-01/..", "quarter"),
    ("하반기", "2025-07-01/2025-12-31", "half"),
    ("2029년까지", "../2029-12-31", "year"),
    ("2018년 이내", "../2018-12-31", "year"),
    ("2027년 이후", "2027-01-01/..", "year"),
    ("2016년부터", "2016-01-01/..", "year"),
    ("'22년~", "2022-01-01/..", "year"),
    ("'25.1.21", "2025-01-21", "day"),
    ("25년 3월", "2025-03-01/2025-03-31", "month"),
    ("1970년대", "1970-01-01/1979-12-31", "year"),
    ("90년대 초", "1990-01-01/1992-12-31", "year"),
    ("앞으로 4년 동안", "2025-07-22/2029-07-22", "year"),
    ("지난 10년간", "2015-07-22/2025-07-22", "year"),
    ("최근 3주간", "2025-07-01/2025-07-22", "week"),
    ("두 달 후", "2025-09-01/2025-09-30", "month"),
    ("6개월 전", "2025-01-01/2025-01-31", "month"),
    ("사흘 전", "2025-07-19", "day"),
    ("하루 전", "2025-07-21", "day"),
    ("어제", "2025-07-21", "day"),
    ("전날", "2025-07-21", "day"),
    ("오늘", "2025-07-22", "day"),
    ("내일", "2025-07-23", "day"),
    ("이날", "2025-07-22", "day"),
    ("지난주", "2025-07-14/2025-07-20", "week"),
    ("다음 주 화요일", "2025-07-29", "day"),
    ("이번 주", "2025-07-21/2025-07-27", "week"),
    ("연말", "2025-10-01/2025-12-31", "month"),
    ("연초", "2025-01-01/2025-03-31", "month"),
    ("월말", "2025-07-21/2025-07-31", "day"),
    ("연내", "../2025-12-31", "year"),
    ("2025.02.06", "2025-02-06", "day"),
    ("2025-10-24", "2025-10-24", "day"),
    ("2025-01-21T09:30:00+09:00", "2025-01-21", "day"),
    ("２０２５년 １월 ２１일", "2025-01-21", "day"),
    ("2025\u200b년 1월 21일", "2025-01-21", "day"),
    ("Jan. 21, 2025", "2025-01-21", "day"),
    ("21 January 2025", "2025-01-21", "day"),
    ("Dec. 30", "2024-12-30", "day"),
    ("May 5-7", "2025-05-05/2025-05-07", "day"),
    ("the 3rd of March", "2025-03-03", "day"),
    ("January 2025", "2025-01-01/2025-01-31", "month"),
    ("in March", "2025-03-01/2025-03-31", "month"),
    ("by 2029", "../2029-12-31", "year"),
    ("before 2029", "../2028-12-31", "year"),
    ("since 2005", "2005-01-01/..", "year"),
    ("in 2027", "2027-01-01/2027-12-31", "year"),
    ("from 2025 to 2029", "2025-01-01/2029-12-31", "year"),
    ("between 2025 and 2029", "2025-01-01/2029-12-31", "year"),
    ("in 2025-29", "2025-01-01/2029-12-31", "year"),
    ("in the 2030s", "2030-01-01/2039-12-31", "year"),
    ("Q1 2026", "2026-01-01/2026-03-31", "quarter"),
    ("1Q25", "2025-01-01/2025-03-31", "quarter"),
    ("H1 2025", "2025-01-01/2025-06-30", "half"),
    ("FY2025", "2025-01-01/2025-12-31", "year"),
    ("fiscal 2025", "2025-01-01/2025-12-31", "year"),
    ("last week", "2025-07-14/2025-07-20", "week"),
    ("next quarter", "2025-10-01/2025-12-31", "quarter"),
    ("yesterday", "2025-07-21", "day"),
    ("on Monday", "2025-07-21", "day"),
    ("last Tuesday", "2025-07-15", "day"),
    ("next Tuesday", "2025-07-29", "day"),
    ("last March", "2025-03-01/2025-03-31", "month"),
    ("next March", "2026-03-01/2026-03-31", "month"),
    ("the first half of this year", "2025-01-01/2025-06-30", "half"),
    ("the first to third quarters of this year", "2025-01-01/2025-09-30", "quarter"),
    ("the second quarter", "2025-04-01/2025-06-30", "quarter"),
    ("the quarter ending March 31, 2025", "2025-01-01/2025-03-31", "quarter"),
    ("the past five years", "2020-07-22/2025-07-22", "year"),
    ("the next 3 months", "2025-07-22/2025-10-22", "month"),
    ("early 2026", "2026-01-01/2026-03-31", "month"),
    ("mid-2026", "2026-04-01/2026-09-30", "month"),
    ("by the end of the year", "../2025-12-31", "month"),
    ("late March", "2025-03-21/2025-03-31", "day"),
    ("from March 3 to April 5", "2025-03-03/2025-04-05", "day"),
    ("1분기부터 3분기까지", "2025-01-01/2025-09-30", "quarter"),
    ("지난 1분기", "2025-01-01/2025-03-31", "quarter"),
    ("다음 주 화요일", "2025-07-29", "day"),
    ("22~25년", None, ""),
    ("'22~'25년", "2022-01-01/2025-12-31", "year"),
    ("the quarter ended June 30", "2025-04-01/2025-06-30", "quarter"),
    ("last August", "2024-08-01/2024-08-31", "month"),
]


@pytest.mark.parametrize(("text", "window", "precision"), DAYS)
def test_golden(text: str, window: str | None, precision: str) -> None:
    found = find_dates(text, TUESDAY)
    if window is None:
        assert len(found) <= 1
        return
    assert [(str(mention.window), mention.precision) for mention in found] == [(window, precision)]


NO_DAYS = [
    "수",
    "일",
    "화",
    "a",
    "12",
    "31",
    "1.5",
    "1.21",
    "10년",
    "나흘째",
    "3일 만에",
    "14년 만에",
    "8분기 연속",
    "오후 13시",
    "0년 0월 0일",
    "2월 30일",
    "2025년 2월 29일",
    "10000년 1월 1일",
    "99999999999999999999년",
    "-5일 전",
    "²⁰²⁵-01-21",
    "2025-01-21T24:00:00",
    "2025-01-21T00:00:00+99:99",
    "\u202e2025년 1월 21일",
    "응답하라 1988",
    "4월회",
    "4.4.4.",
    "4·19와 12·3, 9.11",
    "1·4호선",
    "20241115.jpg",
    "TE_20241115",
    "idxno=2023092150338",
    "서밋 코리아 2025",
    "may 5 percent",
    "March on",
    "13월 1일",
    "5만년 전",
    "오늘날",
    "02/30/2025",
    "1,985 homes",
    "in 2000 homes sold",
    "같은 해 6월",
    "같은 달 5일",
    "32일",
    "3월 32일",
    "2월 20~30일",
    "앞으로 9999년 동안",
    "9999년 전",
    "올 때",
    "수요일",
]


@pytest.mark.parametrize("text", NO_DAYS, ids=ascii)
def test_what_is_no_day(text: str) -> None:
    assert [mention.text for mention in find_dates(text, TUESDAY) if mention.text != "2000"] == []


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("28일", ["2025-07-28"]),
        ("22일", []),
        ("지난 4일", []),
        ("12월", ["2025-12-01/2025-12-31"]),
        ("01/02/03", ["2003-01-02", "2003-02-01"]),
        ("28일까지", ["../2025-06-28"]),
    ],
)
def test_other_readings(text: str, others: list[str]) -> None:
    (mention,) = find_dates(text, TUESDAY)
    assert [str(other) for other in mention.others] == others
    assert mention.ambiguous == bool(others)


def test_days_lean_on_the_ones_named_before() -> None:
    text = "지난해 2월 소송을 냈다가 같은 해 6월 거뒀고, 이듬해 3월 다시 냈다. 같은 달 5일, 이날도."
    assert [str(mention.window) for mention in find_dates(text, TUESDAY)] == [
        "2024-02-01/2024-02-29",
        "2024-06-01/2024-06-30",
        "2025-03-01/2025-03-31",
        "2025-03-05",
        "2025-03-05",
    ]


def test_without_a_day_of_publication_only_what_needs_none() -> None:
    text = "21일, 지난해, 다음 주, 2분기, 2024년 3월, 앞으로 3년간, 6개월 전, 연말, 오늘"
    text += ", last week, on Monday, Q3, this year"
    assert [mention.text for mention in find_dates(text)] == ["2024년 3월"]


def test_english_without_a_day_of_publication() -> None:
    text = "H1, 2Q, the past five years, last Monday, on Dec. 30, the quarter ended June 30, 지난주 월요일"
    assert find_dates(text) == []


def test_the_same_words_are_the_same_days() -> None:
    first, second = find_dates("2027년 상반기에 열고 2027년 상반기에 닫는다")
    assert first.window == second.window
    assert (second.start, second.text) == (14, "2027년 상반기")


def test_notes_and_places() -> None:
    text = "　２０２５년\u200b 1월"
    (mention,) = find_dates(text)
    assert (mention.start, mention.end, mention.notes) == (
        1,
        len(text),
        ("full-width characters", "invisible characters"),
    )
    assert find_dates("FY2025")[0].notes == ("fiscal year as stated",)


def test_same_in_nfd() -> None:
    text = "지난 21일과 내년 1분기"
    decomposed = unicodedata.normalize("NFD", text)
    assert [m.window for m in find_dates(decomposed, TUESDAY)] == [m.window for m in find_dates(text, TUESDAY)]


def test_wrong_types() -> None:
    with pytest.raises(TypeError):
        find_dates(b"21", TUESDAY)  # type: ignore[arg-type]  # that is the test
    with pytest.raises(TypeError):
        find_dates("21일", "2025-07-22")  # type: ignore[arg-type]  # that is the test
    with pytest.raises(TypeError, match=r"take \.date\(\)"):
        find_dates("21일", datetime(2025, 7, 22, tzinfo=UTC))


# What the shared corpus wants read, seen from Tuesday 22 July 2025; its other rows name no day that may be read.
CORPUS = {
    "DAT01": "2025-07-21 or 2025-08-21",
    "DAT05": "../2029-12-31",
    "DAT06": "2025-11-01/2025-11-30",
    "DAT11": "2025-03-01/2025-03-31 or 2026-03-01/2026-03-31",
    "DAT20": "2001-02-03 or 2003-01-02 or 2003-02-01",
    "DAT21": "2025-01-21",
    "DAT24": "2025-01-01/2025-02-28 or 2026-01-01/2026-02-28",
    "DAT25": "2025-01-01/2029-12-31",
    "DAT37": "2025-01-21 with full-width characters",
    "DAT38": "2025-01-21 with invisible characters",
    "DAT40": "2025-01-21",
    "DAT43": "2024-01-01/2024-12-31",
}
# How long they take, and what zone and locale change, are tests of their own.
ELSEWHERE = {"DAT45", "DAT47", "DAT54", "DAT55"}


def corpus_text(source: str) -> str:
    """The text of a row, which the corpus writes as a Python literal, one of them decomposed."""
    inner = re.fullmatch(r"__import__\('unicodedata'\)\.normalize\('NFD',(.*)\)", source)
    text = ast.literal_eval(inner[1] if inner else source)
    assert isinstance(text, str)
    return unicodedata.normalize("NFD", text) if inner else text


def test_shared_corpus() -> None:
    file = SHARED / "bad_inputs.jsonl"
    if not file.exists():
        pytest.skip("the shared corpus of bad inputs is not beside this checkout")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["id"].startswith("DAT") and row["id"] not in ELSEWHERE]
    for row in rows:
        found = find_dates(corpus_text(row["input"]), TUESDAY)
        read = [
            " or ".join(map(str, (mention.window, *mention.others)))
            + "".join(f" with {note}" for note in mention.notes)
            for mention in found
        ]
        assert read == ([CORPUS[row["id"]]] if row["id"] in CORPUS else []), row["id"]
    assert CORPUS.keys() <= {row["id"] for row in rows}


def test_many_years_in_a_row_are_read_one_by_one() -> None:
    """Long text is no error: every mention is read, in time that grows with the text (tests/benchmarks)."""
    assert len(find_dates("2025년 " * 10_000, TUESDAY)) == 10_000
    assert len(find_dates("2025 " * 1600, TUESDAY)) == 0


@pytest.mark.parametrize("zone", ["Asia/Seoul", "UTC", "America/New_York"])
def test_neither_zone_nor_locale_changes_a_day(zone: str) -> None:
    code = (
        "from datetime import date; from stargate_claims.reading.dates import find_dates; "
        "print([str(m.window) for m in find_dates('2025년 1월 21일, 어제', date(2025, 7, 22))])"
    )
    env = {**os.environ, "TZ": zone, "LC_ALL": "C", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['2025-01-21', '2025-07-21']"


_WHEN = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(_WHEN)
def test_full_days_are_read_back(day: date) -> None:
    english = f"{day:%B} {day.day}, {day.year}"
    for text in (f"{day.year}년 {day.month}월 {day.day}일", day.isoformat(), f"{day:%Y.%m.%d}", english):
        (mention,) = find_dates(text)
        assert (mention.window.first, mention.window.last, mention.precision) == (day, day, Precision.DAY)
        assert (mention.start, mention.end) == (0, len(text))


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)), st.integers(1, 31))
def test_a_bare_day_is_the_last_one_that_has_come(published: date, number: int) -> None:
    (mention,) = find_dates(f"{number}일", published)
    assert mention.window.first is not None
    assert mention.window.first <= published
    assert mention.window.first.day == number
    assert (published - mention.window.first).days <= 61


@given(
    st.text(
        alphabet="0123456789년월일 지난오는해올내달주분기상하반초말까지부터~.-/'"
        "JanuaryMay,20QFY5thelasweek\u200b\u202e",
        max_size=50,
    ),
    _WHEN,
)
def test_mentions_are_in_order_and_apart(text: str, published: date) -> None:
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(st.text(max_size=40), st.none() | _WHEN)
def test_any_text_is_answered(text: str, published: date | None) -> None:
    find_dates(text, published)
