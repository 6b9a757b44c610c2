import pytest

from stargate_claims.model.quantities import Hedge
from stargate_claims.reading import hedges


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("약 ", [Hedge.APPROX]),
        ("달러(약 ", [Hedge.APPROX]),
        ("계약 ", []),
        ("최소 약 ", [Hedge.APPROX, Hedge.AT_LEAST]),
        ("우리 돈으로 약 ", [Hedge.APPROX, None]),
        ("총\n", [None]),
        ("한", []),
        ("worth as much as ", [Hedge.AT_MOST]),
        ("Up to ", [Hedge.AT_MOST]),
        ("more than ", [Hedge.MORE_THAN]),
        ("~", [Hedge.APPROX]),
        (">", [Hedge.MORE_THAN]),
        ("not exceeding ", [Hedge.AT_MOST]),
        ("has never topped ", [Hedge.AT_MOST]),
        ("no fewer than ", [Hedge.AT_LEAST]),
        ("does not exceed ", [Hedge.AT_MOST]),
        ("didn't fall below\n", [Hedge.AT_LEAST]),
        ("not only over ", [Hedge.MORE_THAN]),
        ("not nearly ", [Hedge.LESS_THAN]),
        ("in the region of ", [Hedge.APPROX]),
        ("", []),
    ],
)
def test_words_before(text: str, found: list[Hedge | None]) -> None:
    assert [bound.hedge for bound in hedges.before(text, len(text))] == found


@pytest.mark.parametrize(
    ("text", "hedge", "words"),
    [
        (" 이상의", Hedge.AT_LEAST, " 이상"),
        ("를 넘어섰다", Hedge.MORE_THAN, "를 넘어섰다"),
        ("(14조원)에도 못 미친다", Hedge.LESS_THAN, "에도 못 미친다"),
        ("(21일 기준)을 돌파", Hedge.MORE_THAN, "을 돌파"),
        ("'를 돌파하면서", Hedge.MORE_THAN, "'를 돌파하면서"),
        ("의 조회수에 육박하며", Hedge.LESS_THAN, "의 조회수에 육박하며"),
        ("선으로", Hedge.APPROX, "선"),
        ("+ ", Hedge.AT_LEAST, "+"),
        (" or more", Hedge.AT_LEAST, " or more"),
        ("보다 훨씬 많은", Hedge.MORE_THAN, "보다 훨씬 많은"),
        ("를 넘지는 않는다", Hedge.AT_MOST, "를 넘지는 않는다"),
        ("을 넘을 수 없다", Hedge.AT_MOST, "을 넘을 수 없다"),
        ("를 밑돌지 않고", Hedge.AT_LEAST, "를 밑돌지 않고"),
        ("에 도달하지 못한", Hedge.LESS_THAN, "에 도달하지 못한"),
        (" 이하로 내려가지 않았다", Hedge.MORE_THAN, " 이하로 내려가지 않았다"),
    ],
)
def test_words_after(text: str, hedge: Hedge, words: str) -> None:
    bound = hedges.after(text, 0)
    assert bound is not None
    assert (bound.hedge, text[bound.start : bound.end]) == (hedge, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 선발",
        " 이상하다",
        "넘버",
        "의 절반에도 못 미친다",
        "보다 24.8% 늘었다",
        " orange",
        "+5",
        "을 냈다",
        "에 도달했다",
    ],
)
def test_no_words_after(text: str) -> None:
    assert hedges.after(text, 0) is None


def test_opposed() -> None:
    assert hedges.opposed([Hedge.AT_LEAST, Hedge.AT_MOST])
    assert not hedges.opposed([Hedge.AT_LEAST, Hedge.APPROX, None])
