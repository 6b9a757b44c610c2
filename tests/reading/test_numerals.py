from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.reading.numerals import NotANumber, read, read_number, scale_factor

NUMBERS = [  # text, value, unit of the last non-zero digit, unit of the last digit printed
    ("5,000억", "500000000000", "100000000000", "100000000"),
    ("718조8,000억", "718800000000000", "100000000000", "100000000"),
    ("3억7천500만", "375000000", "1000000", "10000"),
    ("58억3천만", "5830000000", "10000000", "10000000"),
    ("4조4천억", "4400000000000", "100000000000", "100000000000"),
    ("2만5천", "25000", "1000", "1000"),
    ("4억천만", "410000000", "10000000", "10000000"),
    ("일억사천만", "140000000", "10000000", "10000000"),
    ("오천억", "500000000000", "100000000000", "100000000000"),
    ("五千億", "500000000000", "100000000000", "100000000000"),
    ("4.4조", "4400000000000", "100000000000", "100000000000"),
    ("7000천", "7000000", "1000000", "1000"),
    ("6억7천9백75만5천", "679755000", "1000", "1000"),
    ("2 000억", "200000000000", "100000000000", "100000000"),
    ("1,234,567.890", "1234567.890", "0.01", "0.001"),
    ("3.350", "3.350", "0.01", "0.001"),
    ("천억", "100000000000", "100000000000", "100000000000"),
    ("1조 1664억", "1166400000000", "100000000", "100000000"),
]


@pytest.mark.parametrize(("text", "value", "grain", "printed"), NUMBERS)
def test_numbers_and_their_grains(text: str, value: str, grain: str, printed: str) -> None:
    number = read(text)
    assert [number.value, number.grain, number.printed] == [Decimal(value), Decimal(grain), Decimal(printed)]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("1천700여", 100),
        ("300여", 100),
        ("2만7천여", 1000),
        ("1조8천3백억여", 10**10),
        ("9000여만", 10**7),
        ("10억여", 10**8),
        ("2000여 만", 10**7),
        ("3억4천200여만", 10**6),
    ],
)
def test_여_reaches_one_step_further(text: str, step: int) -> None:
    assert read(text).step == step


@pytest.mark.parametrize(
    "text",
    [
        "",
        "여",
        "1조2조",
        "1억1조",
        "5만만",
        "1,2,3억",
        "12,34억",
        "5,00억",
        ",89",
        "1.234,56",
        "1억 20000만",
        "4.4조5000억",
        "3억5",
        "5여6",
        "5천6천",
        "5억x",
        "1e5",
        "9" * 35,
        "9" * 200,
        "5천7000",
        "백여여",
        "3 4",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text)


def test_zero_has_no_grain() -> None:
    assert [read("0").value, read("0").grain, read("0").printed] == [0, None, 1]


def test_leading_zeros_are_noted() -> None:
    assert read("00005억").notes == ("leading zeros",)


def test_english_number_words() -> None:
    assert [scale_factor(word) for word in ("bn", "Million", "trn")] == [10**9, 10**6, 10**12]


_BIG = (("조", 10**12), ("억", 10**8), ("만", 10**4))


def _spelled(value: int, style: int) -> str:
    """A whole number in one of the ways newspapers print it."""
    pieces = []
    for word, unit in _BIG:
        if value >= unit:
            pieces.append(_group(value // unit, style) + word)
            value %= unit
    if value:
        pieces.append(_group(value, style))
    return (" " if style == 3 else "").join(pieces) or "0"


def _group(value: int, style: int) -> str:
    if style == 2 and value >= 1000:  # 3천500
        return f"{value // 1000}천" + (str(value % 1000) if value % 1000 else "")
    return f"{value:,}" if style == 1 else str(value)


@given(st.integers(1, 10**16 - 1), st.integers(0, 3))
def test_every_whole_number_is_read_back(value: int, style: int) -> None:
    text = _spelled(value, style)
    if 0 < value % 10**4 < 10 and value > 10**8 and value % 10**8 < 10:
        with pytest.raises(NotANumber):
            read_number(text)
    else:
        assert read_number(text) == value


@given(st.decimals(min_value=Decimal("0.001"), max_value=Decimal("999999.999"), places=3))
def test_decimals_are_exact(value: Decimal) -> None:
    assert read_number(f"{value:f}") == value


@given(st.text(alphabet="0123456789,.억조만천백십여 일이삼", max_size=24))
def test_reading_answers_or_refuses(text: str) -> None:
    try:
        number = read(text)
    except NotANumber:
        return
    assert number.value >= 0
    assert number.grain is None or number.grain >= number.printed
