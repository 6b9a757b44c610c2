"""Which way a day points: what stands around it, and nothing else, decides."""

from __future__ import annotations

from datetime import date

import pytest

from stargate_claims.model.intervals import Precision
from stargate_claims.reading.calendar import Span
from stargate_claims.reading.directions import english_ahead, korean_ahead, soonest

PUBLISHED = date(2025, 7, 22)


def one(day: date) -> Span:
    return Span(day, day, Precision.DAY)


@pytest.mark.parametrize(
    ("after", "back", "ahead"),
    [
        (" 이사회를 열 예정이다", date(2025, 6, 28), True),
        (" 이사회를 열 예정이라고 밝혔다", date(2025, 7, 15), False),
        (" 이사회를 열 예정이라고 밝혔다", date(2025, 7, 14), True),
        (" 열린 회의에서 정할 예정이다", date(2025, 6, 28), False),
        (" 계획을 내놓았다", date(2025, 6, 28), False),
        ("까지", date(2025, 7, 16), True),
        ("까지", date(2025, 7, 17), False),
    ],
)
def test_korean(after: str, back: date, ahead: bool) -> None:
    coming = one(date(2025, 7, 28))
    assert korean_ahead("28일" + after, 3, [one(back)], [coming], PUBLISHED) is ahead
    assert not korean_ahead("28일" + after, 3, [one(back)], [], PUBLISHED)


def test_soonest() -> None:
    assert soonest("이르면 9월", 4)
    assert not soonest("이르면서 9월", 5)


@pytest.mark.parametrize(
    ("before", "ahead"),
    [
        ("will open on ", True),
        ("is scheduled for ", True),
        ("Profit rose. The site opened on ", False),
        ("It will open. It began on ", False),
        ("due by ", True),
        ("paid until ", True),
    ],
)
def test_english(before: str, ahead: bool) -> None:
    back, coming = one(date(2025, 1, 2)), one(date(2025, 8, 2))
    assert english_ahead(before + "Aug. 2", len(before), back, coming, PUBLISHED) is ahead
