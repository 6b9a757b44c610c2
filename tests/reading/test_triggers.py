"""Where days may be named: nothing that the grammars read may be passed over."""

from __future__ import annotations

import re
from datetime import date

import pytest

from stargate_claims.reading import dates
from stargate_claims.reading.dates import find_dates
from stargate_claims.reading.triggers import day_starts
from tests.reading.test_cases import DAYS
from tests.reading.test_dates import DAYS as MORE_DAYS

TEXTS = [text for text, _ in DAYS] + [text for text, *_ in MORE_DAYS]


def every_start(text: str) -> list[tuple[int, str]]:
    """Every place after a break, and the first digit of every number: the grammars are tried at all of them."""
    return [(match.start(), "") for match in re.finditer(r"(?<![가-힣A-Za-z0-9_.%=&/])\S|(?<![0-9])[0-9]", text)]


def test_triggers_miss_nothing_that_the_grammars_read(monkeypatch: pytest.MonkeyPatch) -> None:
    published = date(2025, 7, 22)
    found = {text: find_dates(text, published) for text in TEXTS}
    monkeypatch.setattr(dates, "day_starts", every_start)
    assert {text: find_dates(text, published) for text in TEXTS} == found


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("오는 9월, 내년", [(0, "word"), (3, "korean"), (7, "word")]),
        ("2년 전 2025.7.22", [(0, "odd"), (5, "dotted")]),
        ("'25년 in 2027", [(0, ""), (1, "korean"), (8, "english")]),
        ("1,600 workers, 6.5%, 이번 계약, the plan", []),
    ],
)
def test_kinds_of_starts(text: str, starts: list[tuple[int, str]]) -> None:
    assert day_starts(text) == starts
