"""The figures and days of a text: highlighted in place, as records, as rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from stargate_claims.errors import brought_by
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.reading.dates import DateMention, find_dates
from stargate_claims.reading.figures import Figure, find_figures
from stargate_claims.showing.terminal import Line, Tone, inert
from stargate_claims.showing.words import pick

COLUMNS = (
    "start", "end", "kind", "text", "lower", "upper", "lower_open", "upper_open", "unit", "hedge",
    "first", "last", "precision", "restates", "notes",
)  # fmt: skip


def mentions(text: str, published: date | None) -> list[dict[str, Any]]:
    """Every figure and day of a text as flat values, in the order in which they stand.

    Numbers are strings, so that none is rounded on the way; places are code points.
    """
    rows = [_figure(figure) for figure in find_figures(text, published)]
    rows += [_day(mention) for mention in find_dates(text, published)]
    return sorted(rows, key=lambda row: (row["start"], row["end"], row["kind"]))


def _figure(figure: Figure) -> dict[str, Any]:
    quantity = figure.quantity
    ends = (quantity.interval.lower, quantity.interval.upper)
    lower, upper = (None if end is None else canonical_decimal(end) for end in ends)
    return {
        **dict.fromkeys(COLUMNS),
        "start": figure.start,
        "end": figure.end,
        "kind": str(figure.kind),
        "text": figure.text,
        "lower": lower,
        "upper": upper,
        "lower_open": quantity.interval.lower_open,
        "upper_open": quantity.interval.upper_open,
        "unit": quantity.unit,
        "hedge": quantity.hedge.value,
        "restates": figure.restates.text if figure.restates else None,
        "notes": "; ".join(dict.fromkeys(figure.notes)) or None,
    }


def _day(mention: DateMention) -> dict[str, Any]:
    first, last = mention.window.first, mention.window.last
    others = [f"or {other}" for other in mention.others]
    return {
        **dict.fromkeys(COLUMNS),
        "start": mention.start,
        "end": mention.end,
        "kind": "day",
        "text": mention.text,
        "first": None if first is None else first.isoformat(),
        "last": None if last is None else last.isoformat(),
        "precision": mention.precision.value,
        "notes": "; ".join((*mention.notes, *others)) or None,
    }


_KOREAN = {
    "money": "금액",
    "percent": "비율",
    "quantity": "수량",
    "count": "개수",
    "duration": "기간",
    "day": "날짜",
    "exact": "정확히",
    "approx": "어림",
    "at_least": "이상",
    "at_most": "이하",
    "more_than": "초과",
    "less_than": "미만",
    "order_of_magnitude": "자릿수만",
}
_KOREAN_PRECISIONS = {
    "day": "하루", "week": "주", "month": "달", "quarter": "분기", "half": "반기", "year": "해",
}  # fmt: skip
_KOREAN_NOTES = {
    "currency inferred": "통화는 미루어 읽음",
    "unit inferred": "단위는 미루어 읽음",
    "brackets may mean minus": "괄호가 음수를 뜻할 수 있음",
    "a backslash for the won sign": "원화 기호 대신 역슬래시",
    "vague": "막연한 수",
    "opposed bounds": "서로 어긋나는 한정어",
    "two currencies": "통화가 둘",
    "a sign with Korean number words": "한글 수사에 붙은 부호",
    "rank": "순위",
    "fiscal year as stated": "회계연도는 적힌 대로",
    "another day of the week": "요일이 맞지 않음",
    "separate days": "따로 떨어진 날들",
    "leading zeros": "앞에 붙은 0",
    "space as thousands separator": "천 단위를 띄어 씀",
    "full-width characters": "전각 문자",
}


def mention_lines(text: str, rows: Iterable[dict[str, Any]], language: str) -> list[Line]:
    """The text with every mention in ⟦brackets⟧, then a line for each with what was read."""
    found = list(rows)
    marked, at = [], 0
    for row in found:
        if row["start"] >= at:  # a day may stand inside a figure's words
            marked.append(f"{text[at : row['start']]}⟦{text[row['start'] : row['end']]}⟧")
            at = row["end"]
    lines = [Line(inert(line)) for line in ("".join(marked) + text[at:]).splitlines()]
    if not found:
        return [*lines, Line(""), Line(pick(("숫자도 날짜도 없습니다", "no figures and no days"), language))]
    return [*lines, Line(""), *(Line(inert(_read(row, language)), Tone.TITLE) for row in found)]


def _read(row: dict[str, Any], language: str) -> str:
    words = _KOREAN if language == "ko" else {}
    place = f"{row['start']}–{row['end']}"
    if row["kind"] == "day":
        first, last = row["first"] or "..", row["last"] or ".."
        precision = _KOREAN_PRECISIONS[row["precision"]] if language == "ko" else row["precision"]
        value = f"{first if first == last else f'{first}/{last}'} ({precision})"
    else:
        left = "(" if row["lower"] is None or row["lower_open"] else "["
        right = ")" if row["upper"] is None or row["upper_open"] else "]"
        hedge = words.get(row["hedge"], row["hedge"])
        value = f"{left}{row['lower'] or '-∞'}, {row['upper'] or '∞'}{right} {row['unit']} {hedge}"
    notes = f"  ! {_notes(row['notes'], language)}" if row["notes"] else ""
    if row.get("restates"):
        value += pick((f", {row['restates']}의 환산액", f", restates {row['restates']}"), language)
    kind = f"{_KOREAN[row['kind']]}     " if language == "ko" else f"{row['kind']:9}"
    return f"{place:>12}  {kind} {row['text']}  =  {value}{notes}"


def _notes(notes: str, language: str) -> str:
    if language != "ko":
        return notes
    listed = (_KOREAN_NOTES.get(note, re.sub("^or (?=[0-9])", "또는 ", note)) for note in notes.split("; "))
    return ", ".join(listed)


def mention_csv(rows: Iterable[dict[str, Any]]) -> str:
    """The mentions as CSV with a header; a cell that a spreadsheet would run as a formula is neutralised."""
    from stargate_claims.keeping.sheets import neutral

    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: neutral(value) if isinstance(value, str) else value for name, value in row.items()})
    return out.getvalue().rstrip("\n")


def undated(text: str) -> int:
    """How many mentions cannot be read without the day of publication.

    >>> undated("지난 21일 발표했고 2027년에 연다")
    1
    """
    anchor = date(2000, 1, 1)  # any day: only how many can be read is asked
    return len(find_dates(text, anchor)) - len(find_dates(text))


def figures_frame(texts: Iterable[str | None], published: date | Iterable[date | None] | None = None) -> Any:
    """The figures and days of a column of texts as a pandas DataFrame: a row each, with the number of its text.

    Args:
        texts: a column, a list …; a missing text (None, NaN) has no mentions and still counts.
        published: the day of publication of all of them, or a column with one for each.

    Raises:
        MissingExtra: where pandas is not installed, with the command that installs it.
        TypeError: for one text instead of several, or another type in either column.
        ValueError: if the columns are not of one length.
    """
    if isinstance(texts, str):
        raise TypeError("figures_frame reads a column of texts; put one text in a list")
    with brought_by("frames", "a data frame"):
        import pandas
    column = list(texts)
    days = [published] * len(column) if published is None or isinstance(published, date) else list(published)
    rows = [
        {"row": number, **row}
        for number, (text, day) in enumerate(zip(column, days, strict=True))
        if text is not None and not (isinstance(text, float) and text != text)  # NaN is what pandas has for no text
        for row in mentions(text, day)
    ]
    return pandas.DataFrame(rows, columns=["row", *COLUMNS])
