"""Numbers as Korean and English print them: exact, with how fine their digits are."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple, TypeVar

from attrs import frozen

from stargate_claims.data import rows
from stargate_claims.reading.patterns import Pattern

MAX_DIGITS = 34
"""Digits of the longest number read (IEEE 754 decimal128)."""

_SCALES = {row["word"]: (int(row["factor"]), row["kind"]) for row in rows("scales.csv")}
_DIGITS = {row["word"]: int(row["low"]) for row in rows("numbers.csv") if row["kind"] == "digit"}
_ONES = [
    row for row in rows("numbers.csv") if row["kind"] == "native" and row["low"] == row["high"] and len(row["low"]) == 1
]
NATIVE = {
    **{row["word"]: (int(row["low"]), int(row["high"])) for row in rows("numbers.csv") if row["kind"] == "native"},
    **{
        ten["word"] + one["word"]: (int(ten["low"]) + int(one["low"]),) * 2
        for ten in rows("numbers.csv")
        if ten["kind"] == "tens"
        for one in _ONES
    },
}
ENGLISH = {row["word"]: int(row["low"]) for row in rows("numbers.csv") if row["kind"] in ("word", "ten")}
TENS = tuple(row["word"] for row in rows("numbers.csv") if row["kind"] == "ten")

SMALL = "".join(word for word, (_, kind) in _SCALES.items() if kind == "small")
BIG = "".join(word for word, (_, kind) in _SCALES.items() if kind == "big")
HANGUL_DIGITS = "".join(_DIGITS)
SCALE_WORDS = tuple(word for word, (_, kind) in _SCALES.items() if kind == "word")
SHORT_SCALES = tuple(word for word, (_, kind) in _SCALES.items() if kind == "short")

_DIGIT_RUN = Pattern(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,34})(?:\.[0-9]{1,9})?")
_TOKEN = Pattern(
    rf"(?P<run>[0-9]{{1,3}}(?: [0-9]{{3}})+(?![0-9,.])|[0-9]+(?:[,.][0-9]+)*)|(?P<scale>[{SMALL}{BIG}])"
    rf"|(?P<digit>[{HANGUL_DIGITS}])|(?P<more>여)|[ \n]+"
)


# Nearly every number in news: one run of digits, at most one number word, nothing that needs a second look.
_SIMPLE = Pattern(
    rf"([1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,4}}|[1-9][0-9]{{0,14}})(?:\.([0-9]{{1,9}}))?([{SMALL}{BIG}]?)"
)
_POWERS = tuple(Decimal(10**power) for power in range(36))


class NotANumber(ValueError):
    """Text that is not one number; ``position`` is the first character that does not fit."""

    def __init__(self, position: int, hint: str) -> None:
        self.position, self.hint = position, hint
        super().__init__(position, hint)


class Number(NamedTuple):
    """An exact number as printed.

    Attributes:
        value: the number; for "여" its lower end.
        grain: the unit of the last digit that is not zero; None for zero.
        printed: the unit of the last digit printed.
        step: how far "여" reaches above the value; None without it.
        scale: the product of the number words after the last digits: what a range shares with its first end.
        bare: whether digits stand alone, without a number word.
        notes: what the reader should know: "leading zeros", "space as thousands separator".
    """

    value: Decimal
    grain: Decimal | None
    printed: Decimal
    step: Decimal | None = None
    scale: Decimal = Decimal(1)
    bare: bool = False
    notes: tuple[str, ...] = ()


@frozen
class _Term:
    """Digits times a unit: 3 x 100 in "3백"."""

    value: Decimal
    unit: Decimal
    places: int = 0

    def times(self, factor: int) -> _Term:
        return _Term(self.value, self.unit * factor, self.places)

    @property
    def amount(self) -> Decimal:
        return self.value * self.unit

    @property
    def printed(self) -> Decimal:
        return self.unit * Decimal(1).scaleb(-self.places)

    @property
    def grain(self) -> Decimal:
        digits = int(self.value.scaleb(self.places))
        grain = self.printed
        while digits % 10 == 0:
            digits //= 10
            grain *= 10
        return grain


@frozen
class _Token:
    kind: str
    text: str
    start: int


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotANumber(at, "only digits, commas, a decimal point and number words belong to a number")
        if match.lastgroup is not None:
            yield _Token(match.lastgroup, match.group(), at)
        at = match.end()


def _digits(token: _Token) -> _Term:
    """A run of digits, its grouping checked."""
    if _DIGIT_RUN.fullmatch(token.text) is None:
        raise NotANumber(token.start, "thousands are grouped by threes, with at most 34 digits and 9 decimals")
    whole = token.text.replace(",", "").replace(" ", "")
    return _Term(Decimal(whole), Decimal(1), len(whole.partition(".")[2]))


_Amount = TypeVar("_Amount", Decimal, Decimal | None)


def whole(value: _Amount) -> _Amount:
    """The same number without decimals that say nothing; printed decimals of a plain number stay."""
    if value is not None and value >= 1000 and value == value.to_integral_value():
        return value.to_integral_value()
    return value


class _Sum:
    """The state of reading one number from left to right."""

    def __init__(self) -> None:
        self.done: list[_Term] = []
        self.group: list[_Term] = []
        self.pending: _Term | None = None
        self.last_big: int | None = None
        self.last_small: int | None = None
        self.more: str | None = None
        self.notes: list[str] = []
        self.last = ""

    def add(self, token: _Token) -> None:
        """Take one more token, or refuse it."""
        if token.kind == "more":
            if self.more is not None or not self.last:
                raise NotANumber(token.start, "여 stands once, after a number")
            self.more = "printed" if self.last in BIG else "grain"
            return
        if token.kind == "scale":
            self._scale(token, *_SCALES[token.text])
        elif self.more is not None or self.pending is not None or self._ended():
            raise NotANumber(token.start, "two numbers stand side by side")
        elif token.kind == "run":
            self.pending = _digits(token)
            if len(token.text) > 1 and token.text[0] == "0" and token.text[1] != ".":
                self.notes.append("leading zeros")
            if " " in token.text:
                self.notes.append("space as thousands separator")
        else:
            self.pending = _Term(Decimal(_DIGITS[token.text]), Decimal(1))
        self.last = token.text

    def _ended(self) -> bool:
        """A number with decimals before a scale ends there: 4.4조 takes no more digits."""
        return any(term.places for term in self.done + self.group)

    def _scale(self, token: _Token, factor: int, kind: str) -> None:
        if kind == "small":
            if self.last_small is not None and factor >= self.last_small:
                raise NotANumber(token.start, "number words go from large to small")
            self.group.append((self.pending or _Term(Decimal(1), Decimal(1))).times(factor))
            self.pending, self.last_small = None, factor
            return
        self._close_group(token)
        if not self.group:
            if self.done or self.last:
                raise NotANumber(token.start, "a number word needs digits before it")
            self.group = [_Term(Decimal(1), Decimal(1))]
        amount = sum((term.amount for term in self.group), Decimal(0)) * factor
        if self.last_big is not None and (factor >= self.last_big or amount >= self.last_big):
            raise NotANumber(token.start, "number words go from large to small")
        self.done += [term.times(factor) for term in self.group]
        self.group, self.last_big, self.last_small = [], factor, None

    def _close_group(self, token: _Token | None) -> None:
        if self.pending is None:
            return
        ceiling = self.last_small if self.last_small is not None else None
        if ceiling is not None and self.pending.value >= ceiling:
            raise NotANumber(token.start if token else 0, "digits after a number word are smaller than it")
        self.group.append(self.pending)
        self.pending = None

    def result(self, bare: bool) -> Number:
        """The number read."""
        self._close_group(None)
        rest = sum((term.amount for term in self.group), Decimal(0))
        if self.last_big is not None and rest >= self.last_big:
            raise NotANumber(0, "digits after a number word are smaller than it")
        if self.last_big is not None and self.last_big > 10_000 and 0 < rest < 10:
            raise NotANumber(0, "one digit after 억 or 조 may stand for thousands; print its number word")
        if self.last_big is not None and self.last_big > 10_000 and self.last_small and len(self.group) == 1:
            raise NotANumber(0, "2천 after 억 may stand for 2천만; print its number word")
        terms = self.done + self.group
        if not terms:
            raise NotANumber(0, "a number has digits")
        nonzero = [term for term in terms if term.value]
        printed, grain = terms[-1].printed, nonzero[-1].grain if nonzero else None
        step = None if self.more is None else (printed if self.more == "printed" or grain is None else grain)
        value = sum((term.amount for term in terms), Decimal(0))
        value = value if bare else whole(value)
        return Number(value, whole(grain), whole(printed), whole(step), terms[-1].unit, bare, tuple(self.notes))


def _power(exponent: int) -> Decimal:
    return _POWERS[exponent] if exponent >= 0 else Decimal(1).scaleb(exponent)


def _simple(text: str) -> Number | None:
    """The number where it is one run of digits with at most one number word; None where it takes the long way."""
    match = _SIMPLE.fullmatch(text)
    if match is None:
        return None
    run, decimals, word = match.groups()
    digits = run.replace(",", "") + (decimals or "")
    factor = _SCALES[word][0] if word else 1
    places = len(decimals) if decimals else 0
    if word and places and int(digits) * factor < 1000 * 10**places:
        return None
    finest = len(str(factor)) - 1 - places
    zeros = len(digits) - len(digits.rstrip("0"))
    # Constructors are exact whatever the caller's decimal context; a product would not be.
    value = Decimal(int(digits) * 10**finest) if finest >= 0 else Decimal(f"{digits}E{finest}")
    return Number(value, _power(finest + zeros), _power(finest), None, Decimal(factor), not word, ())


@lru_cache(maxsize=8192)
def read(text: str) -> Number:
    """Read one number with all its parts; see :func:`read_number`.

    >>> str(read("1천700여").step), str(read("718조8,000억").grain)
    ('100', '100000000000')
    """
    simple = _simple(text)
    if simple is not None:
        return simple
    if len(text) > 3 * MAX_DIGITS:
        raise NotANumber(MAX_DIGITS, f"a number has at most {MAX_DIGITS} digits")
    state = _Sum()
    with localcontext() as context:
        context.prec = 3 * MAX_DIGITS
        kinds = set()
        for token in _tokens(text):
            state.add(token)
            kinds.add(token.kind)
        number = state.result(bare=kinds <= {"run"})
    if number.value.adjusted() >= MAX_DIGITS:
        raise NotANumber(0, f"a number has at most {MAX_DIGITS} digits")
    return number


def read_number(text: str) -> Decimal:
    """Read a Korean number that mixes digits with 조, 억, 만 and 천, 백, 십.

    Args:
        text: the number alone: commas allowed, no unit, no hedge ("약", "최소").

    Returns:
        The exact number, with no unit; the caller attaches one.

    Raises:
        NotANumber: if any character is left over. Nothing is guessed.

    Source: data/scales.csv and data/numbers.csv; their ``source`` column cites each row.

    >>> read_number("718조8,000억"), read_number("3억7천500만"), read_number("일억사천만")
    (Decimal('718800000000000'), Decimal('375000000'), Decimal('140000000'))
    """
    return read(text).value


def scale_factor(word: str) -> int:
    """The factor of an English number word.

    >>> scale_factor("bn")
    1000000000
    """
    return _SCALES[word.lower()][0]
