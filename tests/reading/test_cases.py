"""Short texts of our own with every figure and day that stands in them: cases/figures.txt and cases/days.txt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from stargate_claims.model.quantities import Hedge
from stargate_claims.reading.dates import find_dates
from stargate_claims.reading.figures import Figure, find_figures, parse_quantity
from stargate_claims.showing.quantities import format_quantity

CASES = Path(__file__).parent / "cases"
POWERS = {"": 0, "k": 3, "M": 6, "B": 9, "T": 12, "Q": 15}
NUMBER = r"-?[0-9]+(?:\.[0-9]+)?[kMBTQ]?"
WANTED = re.compile(
    rf"(?P<text>.+?) = (?P<sign>~|\^|>=|<=|>"
    rf"|<)?(?P<low>{NUMBER})(?:\.\.(?P<open><)?(?P<high>{NUMBER}))? (?P<unit>[^\s/]+(?:/[hs])?(?: [^\s/<]+)?)"
    r"(?: /(?P<note>\w+))?(?: <- (?P<restates>[0-9]+))?"
)
HEDGES = {None: "exact", "~": "approx", "^": "order_of_magnitude",
          ">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than"}  # fmt: skip
PERCENT, LENGTHS = {"%", "%p", "bp"}, {"year", "month", "week", "day", "hour", "minute", "second", "quarter", "decade"}


def cases(name: str) -> Iterator[tuple[str, str]]:
    """The texts of a file and what is wanted of each."""
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, wanted = line.partition(" ::")
            yield text, wanted.strip()


def _number(printed: str) -> Decimal:
    return Decimal(printed.rstrip("kMBTQ")).scaleb(POWERS[printed[-1] if printed[-1].isalpha() else ""])


class Reading(NamedTuple):
    """A figure as the table writes it, and as the reader found it."""

    text: str
    low: Decimal | None
    high: Decimal | None
    opened: tuple[bool, bool]
    unit: str
    hedge: str
    restates: int | None


def wanted_of(printed: str) -> tuple[Reading, str | None]:
    """One figure of the table, and the note that it must have."""
    match = WANTED.fullmatch(printed)
    assert match is not None, printed
    sign, low = match["sign"], _number(match["low"])
    high: Decimal | None = _number(match["high"]) if match["high"] else low
    floor, cap = sign in (">=", ">"), sign in ("<=", "<")
    opened = (sign == ">", sign == "<" or bool(match["open"]))
    restates = int(match["restates"]) if match["restates"] else None
    reading = Reading(match["text"], None if cap else low, None if floor else high, opened, match["unit"],
                      HEDGES[sign], restates)  # fmt: skip
    return reading, match["note"]


def read_of(figure: Figure, figures: list[Figure]) -> Reading:
    quantity, interval = figure.quantity, figure.quantity.interval
    restates = (
        1 + [(f.start, f.end) for f in figures].index((figure.restates.start, figure.restates.end))
        if figure.restates
        else None
    )
    return Reading(figure.text, interval.lower, interval.upper, (interval.lower_open, interval.upper_open),
                   quantity.unit, str(quantity.hedge), restates)  # fmt: skip


def _same(got: Reading, want: Reading) -> bool:
    """Alike in all but the last digits of a share whose decimals never end, and the hedge of a range."""
    for mine, theirs in ((got.low, want.low), (got.high, want.high)):
        if (mine is None) != (theirs is None) or (
            mine is not None and theirs is not None and abs(mine - theirs) > Decimal("1e-5")
        ):
            return False
    ranged = want.low != want.high and None not in (want.low, want.high) and want.hedge in ("exact", "approx")
    return got._replace(low=want.low, high=want.high, hedge=want.hedge if ranged else got.hedge) == want


def _kind(unit: str) -> set[str]:
    if re.fullmatch("[A-Z]{3}", unit):
        return {"money"}
    return {"percent"} if unit in PERCENT else {"duration"} if unit in LENGTHS else {"count", "quantity"}


FIGURES = list(cases("figures.txt"))
DAYS = list(cases("days.txt"))


@pytest.mark.parametrize(("text", "wanted"), FIGURES, ids=[text for text, _ in FIGURES])
def test_figures(text: str, wanted: str) -> None:
    figures = find_figures(text)
    table = [wanted_of(one) for one in wanted.split(" | ")] if wanted else []
    got = [read_of(figure, figures) for figure in figures]
    assert len(got) == len(table), got
    for figure, reading, (want, note) in zip(figures, got, table, strict=True):
        assert _same(reading, want), reading
        assert note is None or any(note in one for one in figure.notes), figure.notes
        assert figure.kind in _kind(want.unit)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_written_reads_the_same(language: str) -> None:
    """Only that a range is an order of magnitude may be lost: English has no word for 대."""
    for text, _ in FIGURES:
        for figure in find_figures(text):
            quantity = figure.quantity
            again = parse_quantity(format_quantity(quantity, language))
            assert (again.interval, again.unit) == (quantity.interval, quantity.unit), text
            ranged = not quantity.is_point and quantity.hedge is Hedge.ORDER_OF_MAGNITUDE
            assert again.hedge is quantity.hedge or ranged, text


@pytest.mark.parametrize(("text", "wanted"), DAYS, ids=[text for text, _ in DAYS])
def test_days(text: str, wanted: str) -> None:
    """A line may begin with its own day of publication: 2026-03-05> ..."""
    day, found, rest = text.partition("> ")
    published = date.fromisoformat(day) if found else date(2025, 7, 22)
    mentions = find_dates(rest if found else text, published)
    assert [f"{m.text} = {m.window}{' ?' if m.ambiguous else ''}" for m in mentions] == [
        one for one in wanted.split(" | ") if one
    ]


@pytest.mark.parametrize("form", ["NFD", "NFKD-free full width"])
def test_other_spellings_say_the_same(form: str) -> None:
    """Decomposed Hangul, and full-width digits, read as the plain text does."""
    wide = {ord(digit): 0xFEE0 + ord(digit) for digit in "0123456789"}
    for text, _ in FIGURES:
        other = unicodedata.normalize("NFD", text) if form == "NFD" else text.translate(wide)
        assert [f.quantity for f in find_figures(other)] == [f.quantity for f in find_figures(text)], text
