from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from stargate_claims import data
from stargate_claims.model.units import convertible, factor

TABLE = data.rows("conversions.csv")
KNOWN = {row["unit"] for row in data.rows("units.csv")} | {row["word"] for row in data.rows("units.csv")}
RATIOS = [  # how many of the second make one of the first, by other books than the table's
    ("GW", "MW", "1000"),
    ("MWh", "kWh", "1000"),
    ("mi", "ft", "5280"),
    ("ft", "in", "12"),
    ("ha", "m2", "10000"),
    ("t", "kg", "1000"),
    ("m3", "L", "1000"),
    ("week", "hour", "168"),
    ("year", "quarter", "4"),
    ("lb", "g", "453.59237"),
    ("acre", "ft2", "43560"),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["unit"])
def test_every_unit_of_the_table_is_one_that_is_read(row: dict[str, str]) -> None:
    assert row["unit"] in KNOWN
    assert convertible(row["unit"]).count(row["base"]) == (factor(row["base"], row["unit"]) is not None)


@pytest.mark.parametrize(("unit", "into", "many"), RATIOS)
def test_ratios(unit: str, into: str, many: str) -> None:
    assert factor(unit, into) == Decimal(many)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["unit"])
def test_a_ratio_is_exact_or_there_is_none(row: dict[str, str]) -> None:
    for other in TABLE:
        ratio = Fraction(row["factor"]) / Fraction(other["factor"])
        found = factor(row["unit"], other["unit"])
        if row["base"] != other["base"]:
            assert found is None
        elif found is not None:
            assert Fraction(found) == ratio
        else:  # no finite decimal: something but 2 and 5 divides the denominator
            left = ratio.denominator
            for prime in (2, 5):
                while left % prime == 0:
                    left //= prime
            assert left > 1


def test_units_of_two_kinds_do_not_convert() -> None:
    assert factor("GW", "GWh") is None
    assert factor("day", "month") is None
    assert factor("평", "m2") is None
    assert convertible("명") == ("명",)
