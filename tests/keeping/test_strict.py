from __future__ import annotations

import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.keeping.strict import MAX_LINE, NotStrict, decoded, looks_odd, normal, quick_json, read_json

REFUSED = [  # text, a word of the message
    ("NaN", "NaN"),
    ("-Infinity", "Infinity"),
    ("1e999", "1e999"),
    ("0.1", "0.1"),
    ("1" * 5000, "5,000 digits"),
    ("1234567890123456", "16 digits"),
    ('{"a":1,"a":1}', "'a' twice"),
    ('{"x":{"a":1,"b":2,"a":1}}', "'a' twice"),
    ("[" * 100_000, "40 levels"),
    ("[" * 41 + "]" * 41, "40 levels"),
    ('"\\ud800"', "half"),
    ('"\\udc00\\ud800"', "half"),
    ('"\\ud800\\u0041"', "half"),
    ('"\\ud800a\\udc00"', "half"),
    ('"\\\\\\ud800"', "half"),
    ('"\\ud800', "half"),
    ('"\\u0000"', "NUL"),
    ("", "no value"),
    ("[1] 2", "more follows"),
    ("{a:1}", "not JSON"),
    ('"a\nb"', "not JSON"),
]


@pytest.mark.parametrize(("text", "word"), REFUSED, ids=range(len(REFUSED)))
def test_what_two_readers_could_read_differently(text: str, word: str) -> None:
    with pytest.raises(NotStrict, match=word):
        read_json(text)
    if word in ("'a' twice", "16 digits", "40 levels") and len(text) < 1000:  # seen by whoever takes the value apart
        quick_json(text)
    else:
        with pytest.raises(NotStrict, match=word):
            quick_json(text)


@pytest.mark.parametrize(
    ("text", "taken", "odd"),
    [
        ('{"a":{"b":1}}', 2, False),
        ('{"a":1,"a":1}', 1, True),
        ('{"a" :1,"a" :1}', 1, True),
        ('{"a":' * 40 + "1" + "}" * 40, 40, False),
        ('{"a":' * 41 + "1" + "}" * 41, 41, True),
    ],
    ids=range(5),
)
def test_what_looks_odd(text: str, taken: int, odd: bool) -> None:
    assert looks_odd(text, quick_json(text)[1], taken) is odd


@pytest.mark.parametrize(
    "text", ['"\\\\ud800"', '"\\ud83d\\ude00"', '"a\\\\\\\\ud800"', "-5", '"' + "[" * 100 + '"', '"a\u2028b\x85"']
)
def test_what_is_fine(text: str) -> None:
    assert read_json(text) == json.loads(text) == quick_json(text)[0]


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
VALUES = st.recursive(
    TEXTS | st.integers(-9, 9) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_the_quick_reader_counts_the_keys(value: object) -> None:
    def keys(inner: object) -> int:
        if isinstance(inner, dict):
            return len(inner) + sum(map(keys, inner.values()))
        return sum(map(keys, inner)) if isinstance(inner, list) else 0

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    found, number = quick_json(text)
    assert found == read_json(text) == value
    assert number in (-1, keys(value))
    assert (number == -1) == ("\\" in text)


def test_encodings() -> None:
    assert decoded("값".encode()) == "값"
    for data, word in [
        ("값을 읽는다".encode("cp949"), "CP949"),
        (b"\xff\xfe\x00", "not CP949 either"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b"\xed\xa0\x80", "not UTF-8"),
        (unicodedata.normalize("NFD", "한국").encode(), "in parts"),
        (b" " * (MAX_LINE + 1), "more than 1,048,576 bytes"),
    ]:
        with pytest.raises(NotStrict, match=word):
            decoded(data)


def test_marks_are_counted_before_they_are_put_in_order() -> None:
    text = "a" + "\u0301\u0323" * 80_000
    started = time.process_time()
    for read in (normal, lambda text: decoded(text.encode())):
        with pytest.raises(NotStrict, match="8 marks"):
            read(text)
    assert time.process_time() - started < 2  # putting them in order takes half a minute
    assert normal("a" + "\u0323\u0301" * 3 + "가" * 3000)


def test_text_that_cannot_be_written() -> None:
    for text in ("a\0b", "\ud800", "값\udfff"):
        with pytest.raises(NotStrict, match=r"NUL|half"):
            normal(text)
    assert normal(unicodedata.normalize("NFD", "손정의")) == "손정의"
