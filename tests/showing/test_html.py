"""Markup is inert by construction: a text stays a text, whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.showing.html import Html, address, element, escaped, folded, image, isolated, joined, shortened
from stargate_claims.showing.terminal import inert
from tests.showing.markup import read


class TestElements:
    def test_markup_stays_and_text_is_escaped(self) -> None:
        assert element("div", element("b", "<i>"), "&", None) == "<div><b>&lt;i&gt;</b>&amp;</div>"

    def test_void_elements_have_no_end(self) -> None:
        assert element("br") == "<br>"

    def test_attributes_that_are_left_out(self) -> None:
        assert element("details", open=False, lang=None) == "<details></details>"
        assert element("details", open=True) == "<details open></details>"

    def test_names_are_spelt_as_in_html(self) -> None:
        assert element("p", class_="a", aria_label='"') == '<p class="a" aria-label="&quot;"></p>'

    @pytest.mark.parametrize("tag", ["script", "style", "iframe", "object", "embed", "a b", "A", "", "x>"])
    def test_elements_that_are_refused(self, tag: str) -> None:
        with pytest.raises(ValueError, match="no element"):
            element(tag)

    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("onclick", "x", "no attribute"),
            ("a b", "x", "no attribute"),
            ("href", "javascript:alert(1)", "no address"),
            ("href", "//evil.example", "no address"),
            ("href", "data:text/html,x", "no address"),
            ("href", "https://a b", "no address"),
            ("src", "https://evil.example/x.png", "no address"),
            ("src", "data:text/html;base64,AA==", "no address"),
            ("style", "background:url(x)", "no style"),
            ("style", 'a"b', "no style"),
            ("style", "width:expression(alert(1))\\", "no style"),
        ],
    )
    def test_attributes_that_are_refused(self, name: str, value: str, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            element("p", **{name: value})

    def test_attributes_that_are_not(self) -> None:
        assert element("a", href="https://example.org/?a=1&b=2") == '<a href="https://example.org/?a=1&amp;b=2"></a>'
        assert element("a", href="#f-1") == '<a href="#f-1"></a>'

    def test_joining_text_to_markup_makes_text(self) -> None:
        assert element("p", element("b") + "<i>") == "<p>&lt;b&gt;&lt;/b&gt;&lt;i&gt;</p>"

    def test_folding(self) -> None:
        assert folded("<a>", "x", is_open=True) == "<details open><summary>&lt;a&gt;</summary>x</details>"

    def test_parts_in_a_row(self) -> None:
        assert joined(["<", None, Html("<br>"), ""], " · ") == "&lt; · <br>"

    def test_a_drawing_is_an_image(self) -> None:
        assert image("<svg/>", '"x"') == '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="&quot;x&quot;">'


class TestText:
    @given(st.text())
    def test_a_text_is_read_back_as_it_is(self, text: str) -> None:
        shown = read(escaped(text))
        assert not shown.tags
        assert not shown.faults
        assert shown.text == inert(" ".join(text.splitlines()).replace("\t", " "))

    @given(st.text(min_size=1, max_size=40))
    def test_a_text_is_isolated(self, text: str) -> None:
        shown = read(isolated(text))
        assert list(shown.tags) == ["bdi"]
        assert not shown.faults

    def test_nothing_is_isolated_without_a_text(self) -> None:
        assert isolated("") == ""

    def test_a_long_one_is_cut_and_its_length_told(self) -> None:
        shown = isolated("가" * 1_000_000)
        assert len(shown) < 1_000
        assert "1,000,000자" in shown
        assert "1,000,000 characters" in isolated("a" * 1_000_000, "en")
        assert shortened("가" * 600, "ko") == "가" * 600

    def test_what_steers_is_made_visible(self) -> None:
        assert escaped("a\u202eb\x00\ud800") == "a\\u202eb\\x00\\ud800"

    @pytest.mark.parametrize(
        ("url", "link"),
        [
            ("http://example.org", True),
            ("HTTPS://example.org/a?b#c", True),
            ("https://예시.한국/기사", True),
            (None, False),
            ("", False),
            ("#x", False),
            ("ftp://example.org", False),
            ("//evil.example/x", False),
            ("JaVa\tScRiPt:alert(1)", False),
            ("https:///x", False),
            ("https://a\u202eb", False),
            (" https://example.org", False),
        ],
    )
    def test_addresses_that_may_be_links(self, url: str | None, link: bool) -> None:
        assert address(url) == (url if link else None)
