"""Quantities written as a newsroom would: 5,000억 달러, US$500 billion."""

from __future__ import annotations

from decimal import Decimal

from stargate_claims.data import rows
from stargate_claims.model.quantities import Hedge, Quantity

_WORDS = {
    (row["code"], row["language"]): row["word"]
    for row in reversed(rows("currencies.csv"))
    if row["place"] in ("after", "both") and row["language"] in ("ko", "en") and row["inferred"] == "no"
}
_SIGNS = {row["code"]: row["word"] for row in reversed(rows("currencies.csv"))
          if row["language"] == "sign" and row["inferred"] == "no" and row["place"] in ("before", "both")}  # fmt: skip
_CODES = {row["code"] for row in rows("currencies.csv") if row["language"] == "code"}
_PLAIN_KO = {"USD": "달러", "KRW": "원", "JPY": "엔", "CNY": "위안", "EUR": "유로", "GBP": "파운드"}
_TIMES = {
    "ko": {
        "year": "년",
        "month": "개월",
        "week": "주일",
        "day": "일간",
        "hour": "시간",
        "minute": "분",
        "second": "초",
        "quarter": "개 분기",
        "decade": "0년",
    },
    "en": {},
}
_BIG_KO = ((Decimal(10) ** 12, "조"), (Decimal(10) ** 8, "억"), (Decimal(10) ** 4, "만"))
_BIG_EN = (
    (Decimal(10) ** 15, "quadrillion"),
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
_BEFORE = {
    "ko": {Hedge.APPROX: "약 ", Hedge.AT_LEAST: "최소 ", Hedge.AT_MOST: "최대 "},
    "en": {Hedge.APPROX: "about ", Hedge.AT_LEAST: "at least ", Hedge.AT_MOST: "up to ", Hedge.MORE_THAN: "more than ",
           Hedge.LESS_THAN: "less than "},
}  # fmt: skip
_AFTER_KO = {Hedge.MORE_THAN: " 초과", Hedge.LESS_THAN: " 미만"}


def format_number(value: Decimal, language: str) -> str:
    """A number with its number words: nothing is rounded.

    >>> format_number(Decimal("718800000000000"), "ko"), format_number(Decimal("1500000"), "en")
    ('718조8,000억', '1.5 million')
    """
    sign, value = ("-" if value < 0 else ""), abs(value)
    return sign + (_korean(value) if language == "ko" else _english(value))


def _grouped(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _korean(value: Decimal) -> str:
    pieces = []
    for unit, word in _BIG_KO:
        whole = value // unit if value < Decimal(10) ** 27 else Decimal(0)
        if whole:
            pieces.append(f"{_grouped(whole)}{word}")
            value -= whole * unit
    if value or not pieces:
        pieces.append(_grouped(value))
    return "".join(pieces)


def _english(value: Decimal) -> str:
    for unit, word in _BIG_EN:
        if value >= unit:
            return f"{_grouped(value / unit)} {word}"
    return _grouped(value)


def format_quantity(quantity: Quantity, language: str = "ko") -> str:
    """A quantity in Korean ("ko") or English ("en"): reading it gives the same quantity.

    Args:
        quantity: an exact, approximate or bounded amount, or a range.
        language: "ko" or "en".

    Raises:
        ValueError: for another language.

    >>> from stargate_claims.model.intervals import Interval
    >>> plan = Quantity(interval=Interval.at_least(500_000_000_000), unit="USD", hedge="at_least")
    >>> format_quantity(plan, "ko"), format_quantity(plan, "en")
    ('최소 5,000억 달러', 'at least US$500 billion')
    """
    if language not in ("ko", "en"):
        raise ValueError(f"a quantity is written in 'ko' or 'en', not {language!r}")
    low, high = quantity.interval.lower, quantity.interval.upper
    if low is not None and high is not None and low != high:
        return _range(quantity, low, high, language)
    value = low if low is not None else high
    if value is None:
        return quantity.as_printed or ("알 수 없음" if language == "ko" else "unknown")
    hedge = quantity.hedge
    body = _with_unit(value, quantity.unit, language)
    if hedge is Hedge.ORDER_OF_MAGNITUDE:
        return body + ("급" if language == "ko" else "")
    before = _BEFORE[language].get(hedge, "")
    return before + body + (_AFTER_KO.get(hedge, "") if language == "ko" else "")


def _range(quantity: Quantity, low: Decimal, high: Decimal, language: str) -> str:
    before = _BEFORE[language].get(quantity.hedge, "") if quantity.hedge is Hedge.APPROX else ""
    first, second = _with_unit(low, quantity.unit, language), _with_unit(high, quantity.unit, language)
    if language == "ko" and (quantity.interval.lower_open or quantity.interval.upper_open):
        ends = ("초과" if quantity.interval.lower_open else "이상", "미만" if quantity.interval.upper_open else "이하")
        return f"{first} {ends[0]} {second} {ends[1]}"
    return f"{before}{first}{'~' if language == 'ko' else ' to '}{second}"


def _with_unit(value: Decimal, unit: str, language: str) -> str:
    number = format_number(value, language)
    if unit == "1":
        return number
    if language == "ko":
        word = _PLAIN_KO.get(unit) or _WORDS.get((unit, "ko"))
        if word is not None and unit in _CODES:
            return f"{number}{'' if word == '원' else ' '}{word}"
        if unit == "x":
            return f"{number}배"
        return f"{number}{_TIMES['ko'].get(unit, unit)}" if unit not in _CODES else f"{unit} {number}"
    return _english_unit(number, unit, value)


def _english_unit(number: str, unit: str, value: Decimal) -> str:
    if unit in _CODES:
        sign = "US$" if unit == "USD" else _SIGNS.get(unit)
        minus, bare = ("-", number[1:]) if number.startswith("-") else ("", number)
        return f"{minus}{sign}{bare}" if sign else f"{minus}{unit} {bare}"
    if unit in ("%", "%p"):
        return f"{number}{unit}" if unit == "%" else f"{number} percentage points"
    if unit == "x":
        return f"{number} times"
    if unit in ("year", "month", "week", "day", "hour", "minute", "quarter", "decade"):
        return f"{number} {unit}{'' if value == 1 else 's'}"
    return f"{number} {unit}"
