from decimal import Decimal

import pytest

from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Quantity
from stargate_claims.reading.figures import parse_quantity
from stargate_claims.showing.quantities import format_number, format_quantity

WRITTEN = [  # as read, in Korean, in English
    ("5000억 달러", "5,000억 달러", "US$500 billion"),
    ("최소 5000억 달러", "최소 5,000억 달러", "at least US$500 billion"),
    ("최대 50억 유로", "최대 50억 유로", "up to €5 billion"),
    ("약 718조8000억원", "약 718조8,000억원", "about ₩718.8 trillion"),
    ("100억 달러 미만", "100억 달러 미만", "less than US$10 billion"),
    ("100억 달러 초과", "100억 달러 초과", "more than US$10 billion"),
    ("-5억원", "-5억원", "-₩500 million"),
    ("50~60%", "50%~60%", "50% to 60%"),
    ("30곳 이상 300곳 미만", "30곳 이상 300곳 미만", "30 곳 to under 300 곳"),
    ("4.5GW", "4.5GW", "4.5 GW"),
    ("2배", "2배", "2 times"),
    ("1년간", "1년", "1 year"),
    ("6개월", "6개월", "6 months"),
    ("36.8%p", "36.8%p", "36.8 percentage points"),
    ("1500kg급", "1,500kg급", "1,500 kg-class"),
    ("3억 체코 코루나", "3억 코루나", "CZK 300 million"),
    ("백만", "100만", "1 million"),
    ("CHF 5 million", "500만 스위스프랑", "CHF 5 million"),
]


@pytest.mark.parametrize(("text", "korean", "english"), WRITTEN)
def test_written(text: str, korean: str, english: str) -> None:
    quantity = parse_quantity(text)
    assert (format_quantity(quantity, "ko"), format_quantity(quantity, "en")) == (korean, english)


@pytest.mark.parametrize(("text", "korean", "english"), WRITTEN)
def test_korean_is_read_back(text: str, korean: str, english: str) -> None:
    first, again = parse_quantity(text), parse_quantity(korean)
    assert (again.interval, again.unit, again.hedge) == (first.interval, first.unit, first.hedge)


@pytest.mark.parametrize(
    ("value", "korean", "english"),
    [("0", "0", "0"), ("10000", "1만", "10,000"), ("100050000", "1억5만", "100.05 million"), ("0.5", "0.5", "0.5")],
)
def test_numbers(value: str, korean: str, english: str) -> None:
    assert (format_number(Decimal(value), "ko"), format_number(Decimal(value), "en")) == (korean, english)


def test_nothing_known_is_shown_as_printed() -> None:
    assert format_quantity(Quantity(interval=Interval(), unit="USD", as_printed="얼마")) == "얼마"
    assert format_quantity(Quantity(interval=Interval(), unit="USD"), "en") == "unknown"
    assert format_quantity(Quantity(interval=Interval(), unit="USD")) == "알 수 없음"


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="'ko' or 'en'"):
        format_quantity(Quantity.exactly(5, "곳"), "ja")
