"""Canonical forms: one spelling for one meaning, and ids made from it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.model.claims import Force
from stargate_claims.model.identity import canonical_decimal, canonical_json, content_id, plain
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.vocabulary import Label

finite = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20)

PLAIN = [  # value, its plain form
    (None, None),
    (True, True),
    (7, 7),
    ("손정의", "손정의"),
    (Decimal("5.00"), "5"),
    (Force.REPORT, "report"),
    (date(2025, 1, 21), "2025-01-21"),
    (Window.parse("2025-01-21/.."), "2025-01-21/.."),
    (("a", ("b",)), ["a", ["b"]]),
    (frozenset({"b", "a"}), ["a", "b"]),
    ({"b": 1, "a": Decimal(2)}, {"b": 1, "a": "2"}),
    (Label(ko="항만"), {"ko": "항만"}),
    (Interval.at_least(0), {"lower": "0"}),
    (
        Quantity(interval=Interval.exactly(1), unit="USD"),
        {"interval": {"lower": "1", "upper": "1"}, "unit": "USD", "hedge": "exact"},
    ),
]


class TestPlain:
    @pytest.mark.parametrize(("value", "form"), PLAIN, ids=lambda value: type(value).__name__)
    def test_json_types_with_nothing_empty(self, value: object, form: object) -> None:
        assert plain(value) == form
        assert json.loads(canonical_json(plain(value))) == form
        assert type(plain(value)) is type(form)

    @pytest.mark.parametrize("value", [1.5, object(), b"bytes", 1j], ids=lambda value: type(value).__name__)
    def test_what_has_no_plain_form_is_a_type_error(self, value: object) -> None:
        with pytest.raises(TypeError, match="no plain form for"):
            plain(value)


class TestDecimals:
    @given(finite)
    def test_the_number_stays_and_no_exponent_or_trailing_zero_is_left(self, value: Decimal) -> None:
        text = canonical_decimal(value)
        assert Decimal(text) == value
        assert "E" not in text.upper()
        assert not (("." in text) and text.endswith(("0", ".")))
        assert text != "-0"

    @given(finite)
    def test_equal_numbers_have_one_spelling(self, value: Decimal) -> None:
        assert canonical_decimal(value) == canonical_decimal(value.normalize()) or value != value.normalize()
        assert canonical_decimal(value + Decimal("0.00")) == canonical_decimal(value) or value != value + 0

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("1E+11", "100000000000"),
            ("0.50", "0.5"),
            ("-0", "0"),
            ("-0.00", "0"),
            ("100", "100"),
            ("1E-7", "0.0000001"),
        ],
    )
    def test_examples(self, value: str, text: str) -> None:
        assert canonical_decimal(Decimal(value)) == text


class TestContentIds:
    def test_order_of_fields_does_not_matter(self) -> None:
        assert content_id("c", {"a": 1, "b": [2]}) == content_id("c", {"b": [2], "a": 1})

    def test_content_and_prefix_do(self) -> None:
        ids = {
            content_id("c", {"a": 1}),
            content_id("c", {"a": 2}),
            content_id("c", {"a": "1"}),
            content_id("f", {"a": 1}),
        }
        assert len(ids) == 4

    def test_an_id_is_a_prefix_and_twelve_hex_digits(self) -> None:
        prefix, _, digits = content_id("c", "건").partition("-")
        assert (prefix, len(digits), set(digits) <= set("0123456789abcdef")) == ("c", 12, True)

    def test_canonical_json_is_one_line_with_sorted_keys(self) -> None:
        assert canonical_json({"b": "건", "a": [1, None]}) == '{"a":[1,null],"b":"건"}'

    def test_canonical_json_refuses_what_is_no_number(self) -> None:
        with pytest.raises(ValueError, match="not JSON compliant"):
            canonical_json(float("nan"))
