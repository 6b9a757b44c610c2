"""Which medium an article is from, by its byline, dateline or picture credits."""

from __future__ import annotations

import pytest

from stargate_claims.model.vocabulary import Vocabulary
from stargate_claims.reading.bylines import outlet_of
from stargate_claims.reading.names import Directory
from tests.reading.test_attribution import NAMES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[나래신문 = 김한결 기자]", "나래신문"),
        ("(미리내=나래통신) 김한결 기자 = 새봄이", "나래통신"),
        ("김한결 나래일보 기자 kim@example.com", "나래일보"),
        ("새봄 본사 (사진=나래뉴스 DB)", "나래뉴스"),
        ("MIRINAE, March 5 (Narae News) - Saebom", "Narae News"),
        ("MIRINAE (CAW) - Saebom told Coastal Associated Wire", "Coastal Associated Wire"),
        ("MIRINAE (CAW) - Saebom told Coastal Wire", "CAW"),
        ("By Jane Doe\nStaff writer, Mirinae Ledger\n\nSaebom", "Mirinae Ledger"),
    ],
)
def test_bylines_name_the_outlet(text: str, name: str) -> None:
    who = outlet_of(text, Directory(Vocabulary()))
    assert who is not None
    assert who.labels[0] == name
    assert who.labels[1:] in ((), ("CAW",))


def test_a_byline_that_the_vocabulary_knows() -> None:
    who = outlet_of("[가람타임스 = 김한결 기자]", Directory(NAMES))
    assert who is not None
    assert who.id == "times"
    assert outlet_of("새봄이 나섰다.", Directory(NAMES)) is None
