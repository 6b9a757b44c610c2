"""What points at somebody: pronouns, spokesmen, units, lists of several."""

from __future__ import annotations

import pytest

from stargate_claims.reading.pointing import POINTERS, body_of, is_outlet_name, of_a_firm, pointing, several, unmarked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("두 회사", "pair"),
        ("사측", "firm"),
        ("the Toronto company", "firm"),
        ("its annual report", "firm"),
        ("she", "person"),
        ("이 신문", "medium"),
        ("시", "body"),
        ("재판부", "court"),
        ("the sources", "sources"),
        ("one of the people", "sources"),
        ("the filing", "paper"),
        ("김 회장", "family:김"),
        ("김 씨", "family:김"),
        ("시 관계자", ""),  # of the city, and of no family
        ("한빛전자", ""),
        ("", ""),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert pointing(text) == kind
    assert kind in POINTERS or kind.startswith("family:") or not kind


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("회사 대변인", ("회사", "대변인")),
        ("새봄공단의 고위 관계자", ("새봄공단", "고위 관계자")),
        ("백산 측", ("백산", "측")),
        ("A Kestrel spokeswoman", ("Kestrel", "spokeswoman")),
        ("the ministry official", ("ministry", "official")),
        ("대변인", None),
        ("서측", None),
    ],
)
def test_whose_somebody_is(text: str, firm: tuple[str, str] | None) -> None:
    assert of_a_firm(text) == firm


@pytest.mark.parametrize(
    ("text", "named", "body"),
    [
        ("새봄연대 등 14개 단체", "새봄연대", None),
        ("새봄연대 등 20여 개 시민단체", "새봄연대", None),
        ("새봄지검 형사3부", None, "새봄지검"),
        ("시 관광개발과", None, "시"),
        ("한빛전자 기획팀", None, None),  # which companies have units is not told by their names
        ("한빛전자", None, None),
    ],
)
def test_several_and_units(text: str, named: str | None, body: str | None) -> None:
    assert (several(text), body_of(text)) == (named, body)


@pytest.mark.parametrize(
    ("printed", "text"),
    [("4일 한빛(주),", "한빛"), ("한빛[012345]", "한빛"), ("영국 매체 '나래'", "영국 매체 '나래'"), ("한빛", "한빛")],
)
def test_without_marks(printed: str, text: str) -> None:
    assert unmarked(printed) == text


def test_media_end_as_media_do() -> None:
    assert is_outlet_name(("나래신문",))
    assert not is_outlet_name(("나래전자",))
    assert not is_outlet_name(())
