"""An amount as it was printed: bounds, unit, hedge, and how fine its digits are."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from enum import StrEnum

from attrs import evolve, field, frozen

from stargate_claims.errors import InvalidQuantity
from stargate_claims.model.intervals import Interval
from stargate_claims.model.shown import Shown
from stargate_claims.model.units import factor

_EXACT = Context(prec=60)


class Hedge(StrEnum):
    """How a figure was hedged, after the stricter of doubled words."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"

    @property
    def is_floor(self) -> bool:
        """Bounds from below only."""
        return self in _FLOORS

    @property
    def is_cap(self) -> bool:
        """Bounds from above only."""
        return self in _CAPS


_FLOORS = (Hedge.AT_LEAST, Hedge.MORE_THAN)
_CAPS = (Hedge.AT_MOST, Hedge.LESS_THAN)
_ZERO = Decimal(0)


def _known_hedge(value: str) -> Hedge:
    return value if type(value) is Hedge else Hedge(value)


@frozen(kw_only=True)
class Quantity(Shown):
    """A printed amount in one unit.

    Attributes:
        interval: the numbers allowed, in ``unit``. An exact or approximate point has both ends at ``nominal``:
            an approximation's tolerance is applied when judging, not when reading.
        unit: ISO 4217 code (USD, KRW), ``%``, ``%p``, ``GW``, ``x``, ``day`` … or the counter word of a count.
        hedge: exact, approx, at_least, …
        nominal: the number printed; None for ranges and vague figures.
        grain: unit of the last digit that is not zero (5,000억 -> 1,000억), or None.
        printed_grain: unit of the last digit printed (5,000억 -> 1억), or None.
        as_printed: the text; not part of equality.
        restates: the quantity this one converts into another unit, or None.
        inferred: what was not printed but assumed ("currency", "unit"); not part of equality.

    Raises:
        InvalidQuantity: if the unit is empty, or the nominal lies outside the closure of the interval.
    """

    interval: Interval
    unit: str
    hedge: Hedge = field(default=Hedge.EXACT, converter=_known_hedge)
    nominal: Decimal | None = None
    grain: Decimal | None = None
    printed_grain: Decimal | None = None
    as_printed: str | None = field(default=None, eq=False)
    restates: Quantity | None = None
    inferred: tuple[str, ...] = field(default=(), eq=False)

    def __attrs_post_init__(self) -> None:
        if not self.unit:
            raise InvalidQuantity("a quantity needs a unit: an ISO 4217 code, a unit or a counter word")
        for grain in (self.grain, self.printed_grain):
            if grain is not None and not grain > _ZERO:
                raise InvalidQuantity(f"a grain is a positive step, not {grain}")
        if self.nominal is not None and not self.interval.spans(self.nominal):
            raise InvalidQuantity(f"the printed number {self.nominal} lies outside {self.interval}")

    @classmethod
    def exactly(cls, value: Decimal | int, unit: str) -> Quantity:
        """An exact amount typed as a number.

        >>> Quantity.exactly(0, "건").interval.upper
        Decimal('0')
        """
        number = Decimal(value)
        return cls(interval=Interval.exactly(number), unit=unit, nominal=number)

    @property
    def is_point(self) -> bool:
        """Whether it is one number, exact or approximate."""
        return self.interval.is_point

    def rounded(self, *, across: bool) -> Interval:
        """The numbers that would have been printed like this.

        An approximate point covers half a unit of its last non-zero digit to either side. An exact one is itself
        within its own unit and source, and half a unit of its last printed digit when compared ``across`` them.
        """
        if self.hedge is Hedge.APPROX and self.is_point and self.grain is not None:
            return self.interval.widened(self.grain / 2)
        if across and self.hedge is Hedge.EXACT and self.is_point and self.printed_grain is not None:
            return self.interval.widened(self.printed_grain / 2)
        return self.interval

    def in_unit(self, unit: str | None) -> Quantity:
        """The same amount in another unit of its kind, exactly: 450 MW as 0.45 GW. What was printed stays as it was.

        It is left as it is where no unit is asked for, or the two do not convert in a finite decimal.

        >>> print(Quantity.exactly(1200, "MW").in_unit("GW").interval)
        [1.200, 1.200]
        """
        if unit is None or unit == self.unit:
            return self
        ratio = factor(self.unit, unit)
        if ratio is None:
            return self

        def times(number: Decimal | None) -> Decimal | None:
            return None if number is None else _EXACT.multiply(number, ratio)

        return evolve(
            self,
            interval=evolve(self.interval, lower=times(self.interval.lower), upper=times(self.interval.upper)),
            unit=unit,
            nominal=times(self.nominal),
            grain=times(self.grain),
            printed_grain=times(self.printed_grain),
            as_printed=self.as_printed or str(self),
        )

    def format(self, language: str = "ko") -> str:
        """The amount as a newsroom writes it, in "ko" or "en"; what was written reads as the same quantity.

        Raises:
            ValueError: for another language.

        >>> Quantity.exactly(500_000_000_000, "USD").format("ko"), Quantity.exactly(500_000_000_000, "USD").format("en")
        ('5,000억 달러', 'US$500 billion')
        """
        from stargate_claims.showing.quantities import format_quantity

        return format_quantity(self, language)

    def __str__(self) -> str:
        return self.as_printed or f"{self.interval} {self.unit}"


@frozen(kw_only=True)
class Rate:
    """How many units of ``to`` one unit of ``base`` bought on a day, and who says so."""

    base: str
    to: str
    day: date
    value: Decimal
    source: str

    def __attrs_post_init__(self) -> None:
        if self.value <= 0:
            raise InvalidQuantity(f"a rate is positive, not {self.value}")
