"""An amount as it was printed: bounds, unit, hedge, and how fine its digits are."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from enum import StrEnum

from attrs import evolve, field, frozen

from stargate_claims.errors import InvalidQuantity
from stargate_claims.model.intervals import Interval

SCALES: dict[str, tuple[str, Decimal]] = {
    unit: (base, Decimal(factor))
    for base, units in {
        "W": {"W": "1", "kW": "1e3", "MW": "1e6", "GW": "1e9", "TW": "1e12"},
        "Wh": {"Wh": "1", "kWh": "1e3", "MWh": "1e6", "GWh": "1e9", "TWh": "1e12"},
        "g": {"mg": "0.001", "g": "1", "kg": "1e3", "t": "1e6"},
        "m": {"mm": "0.001", "cm": "0.01", "m": "1", "km": "1e3"},
        "m2": {"m2": "1", "ha": "1e4", "km2": "1e6"},
        "L": {"mL": "0.001", "L": "1", "m3": "1e3"},
        "MB": {"MB": "1", "GB": "1e3", "TB": "1e6", "PB": "1e9"},
        "Hz": {"Hz": "1", "kHz": "1e3", "MHz": "1e6", "GHz": "1e9"},
    }.items()
    for unit, factor in units.items()
}
"""Units that are a power of ten of a base unit, by definition (SI brochure, 9th edition, tables 7 and 8)."""

_EXACT = Context(prec=60)


def factor_between(unit: str, to: str) -> Decimal | None:
    """How many of one unit another one is, exactly; None where no definition joins them.

    >>> factor_between("MW", "GW"), factor_between("GW", "GWh")
    (Decimal('0.001'), None)
    """
    if unit == to:
        return Decimal(1)
    (base, many), (other, few) = SCALES.get(unit, (unit, Decimal(1))), SCALES.get(to, (to, Decimal(1)))
    return _EXACT.divide(many, few) if base == other else None


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
        return self in (Hedge.AT_LEAST, Hedge.MORE_THAN)

    @property
    def is_cap(self) -> bool:
        """Bounds from above only."""
        return self in (Hedge.AT_MOST, Hedge.LESS_THAN)


@frozen(kw_only=True)
class Quantity:
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
    hedge: Hedge = field(default=Hedge.EXACT, converter=Hedge)
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
            if grain is not None and not grain > 0:
                raise InvalidQuantity(f"a grain is a positive step, not {grain}")
        if self.nominal is not None:
            closed = Interval(lower=self.interval.lower, upper=self.interval.upper)
            if self.nominal not in closed:
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
        """The same amount in another unit of its kind; as it is where none is asked for, or no definition joins them.

        >>> print(Quantity.exactly(1200, "MW").in_unit("GW").interval)
        [1.200, 1.200]
        """
        factor = None if unit is None or unit == self.unit else factor_between(self.unit, unit)
        if unit is None or factor is None:
            return self

        def scaled(value: Decimal | None) -> Decimal | None:
            return None if value is None else _EXACT.multiply(value, factor)

        values = self.interval
        return evolve(
            self,
            interval=evolve(values, lower=scaled(values.lower), upper=scaled(values.upper)),
            unit=unit,
            nominal=scaled(self.nominal),
            grain=scaled(self.grain),
            printed_grain=scaled(self.printed_grain),
        )

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
