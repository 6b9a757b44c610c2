"""Somebody whom the vocabulary lacks: names taken apart."""

from __future__ import annotations

import pytest

from stargate_claims.reading.names import new_id
from stargate_claims.reading.strangers import unknown


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("김한결 한빛 회장", ("김한결", "김한결 회장", "김한결 한빛 회장")),
        ("한빛의 김한결 회장", ("김한결", "김한결 회장", "한빛의 김한결 회장")),
        ("한빛 측", ("한빛 측", "한빛")),
        ("한빛 관계자", ("한빛 관계자", "한빛")),
        ("다온 사장", ("다온", "다온 사장")),
        ("Governor Jane Doe", ("Jane Doe", "Governor Jane Doe")),
        ("Hanbit Motors", ("Hanbit Motors",)),
    ],
)
def test_parts_of_a_name(printed: str, labels: tuple[str, ...]) -> None:
    assert unknown(printed).labels == labels


def test_an_office_within_a_company() -> None:
    who = unknown("한빛 누리 사장")
    assert "한빛 누리" in who.labels


def test_a_proposed_entity_has_every_part() -> None:
    entity = unknown("김한결 회장").entity()
    assert (entity.id, entity.label.ko, entity.aliases) == ("김한결", "김한결", ("김한결 회장",))
    assert unknown("Jane Doe").entity().label.en == "Jane Doe"
    assert new_id("((") == "unnamed"
