import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.reading.scan import BIDI, FULL_WIDTH, INVISIBLE, plain


@pytest.mark.parametrize(
    ("given_text", "copied", "notes"),
    [
        ("5,000억 달러", "5,000억 달러", ()),
        ("５，０００억", "5,000억", (FULL_WIDTH,)),
        ("5\u200b000억", "5000억", (INVISIBLE,)),
        ("5000\ufe0f억", "5000억", (INVISIBLE,)),
        ("5000\u110b\u1165\u11a8", "5000억", ()),
        ("5\u00a0000\u2212", "5 000-", ()),
        ("\u20665000억", "\u20665000억", (BIDI,)),
        ("e\u0301 5억", "é 5억", ()),
        ("5\u0301억", "5\u0301억", ()),
    ],
)
def test_copy_and_notes(given_text: str, copied: str, notes: tuple[str, ...]) -> None:
    copy = plain(given_text)
    assert copy.text == copied
    assert copy.notes(0, len(copied)) == notes


def test_places_lead_back_to_the_text_as_given() -> None:
    text = "약\u200b " + unicodedata.normalize("NFD", "오천억") + " 달러\u200b"
    copy = plain(text)
    start = copy.text.index("오천억")
    assert unicodedata.normalize("NFC", text[copy.start(start) : copy.end(start + 3)]) == "오천억"
    assert copy.end(len(copy.text)) == len(text) - 1


def test_long_runs_of_marks_are_not_composed() -> None:
    text = "a" + "\u0301" * 9
    assert plain(text).text == text


@given(st.text(alphabet="5억 ０\u200b\u00a0\u1100\u1161\u11a8e\u0301\u2212a\ufe0f", max_size=30))
def test_every_place_in_the_copy_has_one_in_the_text(text: str) -> None:
    copy = plain(text)
    starts = [copy.start(i) for i in range(len(copy.text))]
    ends = [copy.end(i + 1) for i in range(len(copy.text))]
    assert starts == sorted(starts)
    for i, char in enumerate(copy.text):
        assert 0 <= starts[i] < ends[i] <= len(text)
        source = text[starts[i] : ends[i]]
        assert plain(source).text == char or source.startswith("\u0301")
