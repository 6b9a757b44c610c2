from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from stargate_claims.errors import InvalidClaim
from stargate_claims.keeping.frames import COLUMNS, arrow_table
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import example
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Quantity
from tests.keeping.stock import SOURCE, claim
from tests.keeping.test_shapes import FULL

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")


def row(found: Claim) -> dict[str, Any]:
    (only,) = arrow_table([found]).to_pylist()
    return dict(only)


def test_every_claim_is_a_row_and_every_column_has_its_type() -> None:
    seeds = example()
    table = arrow_table(seeds)
    assert table.num_rows == len(seeds)
    assert table.column_names == list(COLUMNS)
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["lower"], types["said_first"], types["holds"], types["by"], types["paragraph"]) == (
        "decimal128(38, 9)", "date32[day]", "bool", "list<item: string>", "int32",
    )  # fmt: skip
    assert not [name for name, kind in types.items() if "float" in kind or "double" in kind or kind == "null"]


def test_what_a_row_holds() -> None:
    found = row(FULL)
    assert found["lower"] == found["upper"] == found["nominal"] == Decimal("800000000")
    assert (found["unit"], found["value"], found["hedge"]) == ("KRW", "8억원", "exact")
    assert (found["said_first"], found["said_last"]) == (date(2030, 1, 8), date(2030, 1, 8))
    assert (found["about_first"], found["about_last"]) == (date(2030, 2, 1), date(2030, 2, 28))
    assert (found["by"], found["supersedes"], found["qualifiers"]) == (["park-jisoo"], ["e"], "a=1; kind=x")
    assert (found["rank"], found["reviewed_on"], found["for"], found["list"]) == (
        "deprecated", date(2030, 2, 1), "p", "open",
    )  # fmt: skip
    assert (found["source"], found["published_last"], found["paragraph"]) == ("one", SOURCE.published.last, 3)  # type: ignore[union-attr] # it has a day
    assert found["summary_en"].startswith("says that 8 ")


def test_what_is_not_there_is_none() -> None:
    found = row(
        claim(0, quantity=None, members=(), measure="partners", about=Window.parse("2030-01-01/.."), summary=None)
    )
    assert (found["lower"], found["unit"], found["holds"], found["summary_ko"]) == (None, None, None, None)
    assert (found["members"], found["about_first"], found["about_last"]) == ([], date(2030, 1, 1), None)
    half = row(claim(0, quantity=Quantity(interval=Interval.below(10), unit="건")))
    assert (half["lower"], half["upper"], half["lower_open"], half["upper_open"]) == (None, Decimal(10), False, True)
    assert row(claim(0, quantity=None, measure="means", holds=False))["holds"] is False
    assert row(claim(0, quantity=None, measure="opened", day=Window.parse("2030-02")))["day_last"] == date(2030, 2, 28)
    assert arrow_table([]).num_rows == 0


def test_amounts_at_the_limits() -> None:
    most = Decimal("12345678901234567890123456789.5")
    assert row(claim(0, quantity=Quantity.exactly(most, "KRW")))["lower"] == most
    for number in ("1E+29", "-1E+33"):
        with pytest.raises(InvalidClaim, match=r"claim 'k00000': .* has more than the 29 digits that a table holds"):
            arrow_table([claim(0, quantity=Quantity.exactly(Decimal(number), "KRW"))])


@pytest.mark.parametrize("sign", [1, -1])
def test_a_third_is_rounded_outwards(sign: int) -> None:
    third = sign * Decimal("33." + "3" * 32)
    found = row(claim(0, quantity=Quantity.exactly(third, "%"), measure="share"))
    assert found["lower"] < third < found["upper"]
    assert found["upper"] - found["lower"] == Decimal("1E-9")
    assert found["nominal"] == sign * Decimal("33.333333333")


def test_pandas() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = example().to_pandas()
    money = frame[(frame["unit"] == "USD") & (frame["measure"] == "funds_available")]
    assert {type(value) for value in money["lower"].dropna()} == {Decimal}
    assert str(frame["said_first"].dtype).startswith("date32")
    assert frame["lower"].max() == max(
        claim.quantity.interval.lower for claim in example() if claim.quantity and claim.quantity.interval.lower
    )
    assert len(Ledger.new().to_pandas()) == 0


def test_polars_and_whoever_reads_arrow() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    seeds = example()
    frame = seeds.to_polars()
    assert frame.schema["upper"] == polars.Decimal(38, 9)
    assert frame.schema["said_last"] == polars.Date
    assert frame.filter(polars.col("by").list.contains("masayoshi-son"))["id"].to_list() == [
        claim.id for claim in seeds.where(by="masayoshi-son")
    ]
    assert polars.DataFrame(seeds).equals(frame)
    assert pa.table(seeds).num_rows == len(seeds)


@pytest.mark.parametrize(
    ("missing", "call"), [("pyarrow", "to_arrow"), ("pandas", "to_pandas"), ("polars", "to_polars")]
)
def test_without_the_extra(missing: str, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ImportError, match=rf"frames need {missing}: pip install 'stargate-claims\[frames\]'"):
        getattr(Ledger.new(), call)()


def test_nothing_of_it_is_imported_before() -> None:
    code = "import sys, stargate_claims as sc; list(sc.example()); sys.exit(bool(set(sys.argv) & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code, "pyarrow", "pandas", "polars"], check=False).returncode == 0
