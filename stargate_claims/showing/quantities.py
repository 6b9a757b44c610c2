"""Quantities written as a newsroom would: 5,000억 달러, US$500 billion."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext

from stargate_claims.data import rows
from stargate_claims.errors import FigureError
from stargate_claims.model.quantities import Hedge, Quantity

_WORDS = {
    (row["code"], row["language"]): row["word"]
    for row in reversed(rows("currencies.csv"))
    if row["place"] in ("after", "both")
    and row["language"] in ("ko", "en")
    and row["inferred"] == "no"
    and not row["factor"]
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
    },
    "en": {},
}
_LISTED = {row["word"] for row in rows("units.csv") if not row["factor"]}
# Units whose own sign no table lists as a word: square feet, inches.
_SPELLED = {
    (row["unit"], language): row["word"]
    for language, order in (("ko", ("en", "sign", "ko")), ("en", ("ko", "sign", "en")))
    for wanted in order
    for row in reversed(rows("units.csv"))
    if row["language"] == wanted and row["unit"] not in _LISTED and not row["factor"]
}
_LENGTHS = frozenset(["year", "month", "week", "day", "hour", "minute", "second", "quarter"])
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
    sign, value = ("-" if value < 0 else ""), value.copy_abs()
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
        return body + ("급" if language == "ko" else "-class")
    before = _BEFORE[language].get(hedge, "")
    return before + body + (_AFTER_KO.get(hedge, "") if language == "ko" else "")


def _range(quantity: Quantity, low: Decimal, high: Decimal, language: str) -> str:
    before = _BEFORE[language].get(quantity.hedge, "") if quantity.hedge is Hedge.APPROX else ""
    first, second = _with_unit(low, quantity.unit, language), _with_unit(high, quantity.unit, language)
    opened = quantity.interval.lower_open, quantity.interval.upper_open
    if language == "ko" and any(opened):
        vague = next((text for text in _vague(quantity, low, high, first) if _reads_as(text, quantity)), None)
        ends = ("초과" if opened[0] else "이상", "미만" if opened[1] else "이하")
        return vague or f"{first} {ends[0]} {second} {ends[1]}"
    to = "~" if language == "ko" else " to under " if opened[1] else " to "
    several = _several(low, high, quantity.unit) if language == "en" and quantity.hedge is _VAGUE else None
    return several if several and _reads_as(several, quantity) else f"{before}{first}{to}{second}"


_VAGUE = Hedge.ORDER_OF_MAGNITUDE


def _vague(quantity: Quantity, low: Decimal, high: Decimal, first: str) -> Iterator[str]:
    """How Korean writes a range that one number and a syllable say: 200여 명, 5조원대, 수천억 달러."""
    if quantity.hedge is Hedge.APPROX:
        number = format_number(low, "ko")
        yield f"{number}여 {first.removeprefix(number).strip()}"
        yield f"{first}여"
    elif quantity.hedge is _VAGUE:
        yield f"{first}대"
        yield "수" + first.replace(format_number(low, "ko"), _power_word(low / 2), 1)


def _power_word(power: Decimal) -> str:
    """A power of ten in number words alone: 천억."""
    text = format_number(power, "ko").replace(",", "")
    for digits, word in (("1000", "천"), ("100", "백"), ("10", "십"), ("1", "")):
        if text.startswith(digits):
            return word + text[len(digits) :]
    return text


_TENS_OF = {1: "tens of", 2: "several hundred", 3: "several thousand", 4: "tens of thousands of",
            5: "hundreds of thousands of", 6: "several million", 7: "tens of millions of", 8: "hundreds of millions of",
            9: "several billion", 10: "tens of billions of", 11: "hundreds of billions of",
            12: "several trillion"}  # fmt: skip


def _several(low: Decimal, high: Decimal, unit: str) -> str | None:
    """How English writes from twice to ten times a power of ten."""
    words = _TENS_OF.get((low / 2).adjusted()) if high == 5 * low else None
    return f"{words} {_word(unit)}" if words else None


def _word(unit: str) -> str:
    return _WORDS.get((unit, "en")) or (f"{unit}s" if unit in _LENGTHS else unit)


def _reads_as(text: str, quantity: Quantity) -> bool:
    """Whether what was written reads as what it was written from."""
    from stargate_claims.reading.figures import parse_quantity

    try:
        again = parse_quantity(text)
    except FigureError:
        return False
    return (again.interval, again.unit, again.hedge) == (quantity.interval, quantity.unit, quantity.hedge)


def _share(value: Decimal, language: str) -> str | None:
    """A percentage whose decimals never end, as the share that it is: 3분의 1; None where its parts are many."""
    for parts in range(3, 100):
        with localcontext() as context:
            context.prec = 34
            taken = (value * parts / 100).to_integral_value()
            if taken * 100 / parts != value:
                continue
        if language == "ko":
            return f"{parts}분의 {taken}"
        words = {1: "one", 2: "two"}
        return f"{words[int(taken)]} third{'s' if taken > 1 else ''}" if parts == 3 and taken in words else None
    return None


def _times_in_words(value: Decimal) -> str | None:
    """다섯 번: digits before 번 would be a number on a list."""
    from stargate_claims.reading.numerals import NATIVE

    if not value:
        return "한 번도"
    return next((f"{word} 번" for word, ends in NATIVE.items() if ends[0] == ends[1] == value), None)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _with_unit(value: Decimal, unit: str, language: str) -> str:
    number = format_number(value, language)
    if unit == "1":
        return number
    if unit == "번" and (words := _times_in_words(value)):
        return words
    if unit == "%" and _decimals(value) > 9 and (share := _share(value, language)):
        return share
    unit = _SPELLED.get((unit, language), unit)
    if language == "ko":
        word = _PLAIN_KO.get(unit) or _WORDS.get((unit, "ko"))
        if word is not None and unit in _CODES:
            return f"{number}{'' if word == '원' else ' '}{word}"
        if unit == "x":
            return f"{number}배"
        if unit in _CODES:
            return f"{unit} {number}"
        noun = unit not in _TIMES["ko"] and unit.isascii() and unit.islower() and len(unit) > 3
        return f"{number}{' ' if noun else ''}{_TIMES['ko'].get(unit, unit)}"  # 41 investors
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
    if unit in _LENGTHS:
        return f"{number} {unit}{'' if value == 1 else 's'}"
    return f"{number} {unit}"
