"""The layout of the charts: how wide a text is at most, what fits, and labels that keep apart."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.showing.charts.canvas import Canvas, fitted, paired, spread, width_of
from stargate_claims.showing.words import STEERING
from tests.showing.markup import svg_faults


class TestWidths:
    @pytest.mark.parametrize(
        ("text", "least", "most"),
        [
            ("", 0, 0),
            ("한", 10, 10),
            ("Ａ", 10, 10),
            ("漢字", 20, 20),
            ("i", 3, 5),
            ("W", 9.5, 11),
            ("7", 6, 7),
            ("e\u0301", 6, 7),
        ],
    )
    def test_of_texts(self, text: str, least: float, most: float) -> None:
        assert least <= width_of(text, 10) <= most

    def test_bold_letters_are_wider(self) -> None:
        assert width_of("GW", bold=True) > width_of("GW")

    @given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.floats(20, 400))
    def test_what_is_fitted_fits(self, text: str, room: float) -> None:
        shown = fitted(text, room)
        assert width_of(shown) <= room
        assert not {unicodedata.category(char) for char in shown} & set(STEERING)

    def test_what_fits_is_not_cut(self) -> None:
        assert fitted("손정의", width_of("손정의")) == "손정의"
        assert fitted("손정의", width_of("손정의") - 1) == "손…"


class TestPairs:
    def test_the_name_gives_way_and_the_figure_stays(self) -> None:
        assert paired("과학기술정보통신부", "“1,000억 달러”", 160).endswith("… · “1,000억 달러”")

    @pytest.mark.parametrize(("name", "value", "shown"), [("손정의", "", "손정의"), ("", "10억", "10억"), ("", "", "")])
    def test_one_of_them_may_be_missing(self, name: str, value: str, shown: str) -> None:
        assert paired(name, value, 300) == shown

    @given(st.text("가나AW i", max_size=20), st.text("가1,.", max_size=20), st.floats(40, 300))
    def test_both_fit(self, name: str, value: str, room: float) -> None:
        assert width_of(paired(name, value, room)) <= room


class TestSpread:
    @given(st.lists(st.floats(0, 300), max_size=15))
    def test_places_are_apart_in_order_and_within_the_room(self, wanted: list[float]) -> None:
        placed = spread(wanted, 18, 0, 300)
        order = sorted(range(len(wanted)), key=wanted.__getitem__)
        ranked = [placed[index] for index in order]
        assert all(after - before >= 18 - 1e-9 for before, after in pairwise(ranked))
        assert all(-1e-9 <= place <= 300 for place in placed)

    def test_those_that_are_apart_stay(self) -> None:
        assert spread([200.0, 10.0, 100.0], 18, 0, 300) == [200, 10, 100]


class TestCanvas:
    def test_a_text_is_escaped_and_inert(self) -> None:
        canvas = Canvas(400, 50)
        canvas.label(0, 10, "</text><script>alert(1)</script>\u202e\x00&\ud800")
        canvas.label(0, 30, "")
        svg = canvas.svg('"><svg onload=alert(1)>\n')
        assert svg_faults(svg) == []
        assert svg.count("<text") == 1
        svg.encode()

    def test_numbers_are_short(self) -> None:
        canvas = Canvas(100, 50)
        canvas.line(1 / 3, 0, 10.0, 2)
        assert 'x1="0.3" y1="0" x2="10" y2="2"' in canvas.svg("x")
