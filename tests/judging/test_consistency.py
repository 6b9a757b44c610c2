"""The judge against a plain oracle: all pairs of claims, day by day, from the definition."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.report import Report
from stargate_claims.model.claims import Claim, Rank
from stargate_claims.model.intervals import Interval, Mode, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Strength
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Behaviour
from tests.strategies import LATER, MEASURES, START, ledgers, vocabulary

GRID = range(-2, 16)


def _worlds(window: Window) -> list[set[int]]:
    """Each way in which a window's statement can be true: the days (from START) on which it is."""
    first = None if window.first is None else (window.first - START).days
    last = None if window.last is None else (window.last - START).days
    if window.mode is Mode.SOME_DAY:
        assert first is not None
        assert last is not None
        return [{day} for day in range(first, last + 1)]
    if window.unknown_start:
        assert last is not None
        return [set(range(start, last + 1)) for start in range(GRID.start, last + 1)]
    if window.unknown_end:
        assert first is not None
        return [set(range(first, end)) for end in range(first + 1, GRID.stop + 1)]
    return [set(range(GRID.start if first is None else first, GRID.stop if last is None else last + 1))]


def _bound_days(window: Window, behaviour: Behaviour, lower: bool) -> tuple[set[int], set[int]]:
    """The days on which a bound holds in every world, and in some."""
    spread = []
    for days in _worlds(window):
        if behaviour is Behaviour.FIXED:
            spread.append(set(GRID))
        elif behaviour is Behaviour.LEVEL:
            spread.append(days)
        elif lower:
            spread.append({t for t in GRID if any(day <= t for day in days)})
        else:
            spread.append({t for t in GRID if any(day >= t for day in days)})
    return set.intersection(*spread), set.union(*spread)


def _moved(window: Window) -> list[Window]:
    """The window with one end a day earlier or later, wherever that is still a window."""
    moved = []
    for days in (1, -1):
        for end in ("first", "last"):
            if getattr(window, end) is not None and not (window.is_day and (end == "first") == (days == 1)):
                moved.append(window.moved(**{end: days}))
    return moved


def _strength(low: Claim, high: Claim) -> Strength | None:
    """How strongly the lower bound of one claim clashes with the upper bound of another, from the definition."""
    assert low.quantity is not None
    assert low.measure is not None
    assert low.about is not None
    assert high.quantity is not None
    assert high.about is not None
    if (low.subject, low.measure) != (high.subject, high.measure):
        return None
    above = Interval(lower=low.quantity.interval.lower, lower_open=low.quantity.interval.lower_open)
    below = Interval(upper=high.quantity.interval.upper, upper_open=high.quantity.interval.upper_open)
    if above.meets(below):
        return None
    behaviour = MEASURES[low.measure]

    def shared(one: Window, other: Window, sure: bool) -> bool:
        a, b = _bound_days(one, behaviour, True), _bound_days(other, behaviour, False)
        return bool(a[0] & b[0]) if sure else bool(a[1] & b[1])

    pairs = [(w, high.about) for w in _moved(low.about)] + [(low.about, w) for w in _moved(high.about)]
    if shared(low.about, high.about, True) and all(shared(one, other, True) for one, other in pairs):
        return Strength.STRICT
    return Strength.SOFT if shared(low.about, high.about, False) else None


def _oracle(claims: list[Claim]) -> dict[frozenset[str], Strength]:
    found: dict[frozenset[str], Strength] = {}
    for low in claims:
        for high in claims:
            strength = None if low.id == high.id else _strength(low, high)
            pair = frozenset((low.id, high.id))
            if strength is not None and (pair not in found or strength.weight > found[pair].weight):
                found[pair] = strength
    return found


def _judged(claims: list[Claim]) -> Report:
    return check_consistency(claims, vocabulary=vocabulary(), rules=())


def _edges(report: Report) -> dict[frozenset[str], Strength]:
    return {frozenset(edge.claims): edge.strength for finding in report.findings for edge in finding.edges}


@pytest.mark.no_cover
@given(ledgers())
@settings(max_examples=400)
def test_edges_are_the_clashing_pairs_of_the_definition(claims: list[Claim]) -> None:
    assert _edges(_judged(claims)) == _oracle(claims)


@pytest.mark.no_cover
@given(ledgers(max_size=7))
@settings(max_examples=150)
def test_sides_are_disjoint_and_every_edge_crosses_them(claims: list[Claim]) -> None:
    for finding in _judged(claims).findings:
        side_of = {id: number for number, side in enumerate(finding.sides) for id in side}
        assert len(side_of) == sum(len(side) for side in finding.sides)
        assert {id for edge in finding.edges for id in edge.claims} == set(side_of)
        assert all(side_of[a] != side_of[b] for a, b in (edge.claims for edge in finding.edges))


@pytest.mark.no_cover
@given(ledgers(max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_order_and_duplicates_change_nothing(claims: list[Claim], shuffler: random.Random) -> None:
    shuffled = [*claims, *claims]
    shuffler.shuffle(shuffled)
    assert _judged(shuffled) == _judged(claims)


@pytest.mark.no_cover
@given(ledgers(max_size=6))
@settings(max_examples=100)
def test_adding_a_claim_never_removes_a_clash(claims: list[Claim]) -> None:
    if claims:
        fewer, all_of_them = _edges(_judged(claims[:-1])), _edges(_judged(claims))
        assert fewer.items() <= all_of_them.items()


def _said(
    id: str, amount: int | Interval, about: str, *, measure: str = "held", by: str = "ann", **more: object
) -> Claim:
    interval = amount if isinstance(amount, Interval) else Interval.exactly(amount)
    return Claim(
        id=id,
        by=(by,),
        source=Source(id=f"paper-{by}", publisher="paper", published=Window.on(LATER)),
        said=Window.on(LATER),
        about=Window.parse(about),
        subject=("x",),
        measure=measure,
        quantity=Quantity(interval=interval, unit="USD"),
        **more,  # type: ignore[arg-type]
    )


class TestWhatIsJudged:
    def test_a_superseded_claim_is_skipped_and_counted(self) -> None:
        old, new = _said("old", 1, "2030-01-01"), _said("new", 2, "2030-01-01", supersedes=("old",))
        report = _judged([old, new])
        assert report.consistent
        assert [(skipped.claim, skipped.reason) for skipped in report.skipped] == [("old", "superseded")]

    def test_a_retracted_claim_is_skipped(self) -> None:
        same, wrong = _said("b", 1, "2030-01-01", retracts=("c",)), _said("c", 5, "2030-01-01")
        report = _judged([_said("a", 1, "2030-01-01"), same, wrong])
        assert report.consistent
        assert report.skipped[0].reason == "retracted"

    def test_a_deprecated_claim_is_skipped(self) -> None:
        weak = _said("a", 1, "2030-01-01", rank=Rank.DEPRECATED, rank_reason="a blog without a source")
        report = _judged([weak, _said("b", 5, "2030-01-01")])
        assert report.consistent
        assert report.claims == 1

    def test_sources_published_later_do_not_count(self) -> None:
        claims = [_said("a", 1, "2030-01-01"), _said("b", 5, "2030-01-01", by="bob")]
        before = check_consistency(claims, vocabulary=vocabulary(), rules=(), as_of=LATER - timedelta(1))
        after = check_consistency(claims, vocabulary=vocabulary(), rules=(), as_of=LATER)
        assert (before.claims, len(before.skipped), before.consistent) == (0, 2, True)
        assert (after.claims, after.consistent) == (2, False)

    def test_amounts_in_two_currencies_are_reported_as_unchecked(self) -> None:
        won = Quantity(interval=Interval.exactly(700), unit="KRW")
        other = _said("b", 1, "2030-01-01", by="bob")
        from attrs import evolve

        report = _judged([_said("a", 1, "2030-01-01"), evolve(other, quantity=won)])
        assert report.consistent
        assert [(str(entry.question), entry.claims) for entry in report.unchecked] == [("held(x)", ("a", "b"))]

    def test_truth_of_a_report_is_ambiguous(self) -> None:
        with pytest.raises(TypeError, match=r"report\.consistent"):
            bool(_judged([]))

    def test_something_that_is_no_claim_is_a_type_error(self) -> None:
        with pytest.raises(TypeError, match="not str"):
            check_consistency(["a claim"], vocabulary=vocabulary(), rules=())  # type: ignore[list-item]


class TestFinding:
    def test_one_voice_against_itself(self) -> None:
        finding = _judged([_said("a", 1, "2030-01-01"), _said("b", 5, "2030-01-01")]).findings[0]
        assert (finding.strongest.relation, finding.voices) == ("self_contradiction", 1)

    def test_two_voices_dispute_and_the_gap_names_days_and_bounds(self) -> None:
        finding = _judged(
            [_said("a", 1, "2030-01-01/2030-01-05"), _said("b", 50, "2030-01-03/2030-01-09", by="bob")]
        ).findings[0]
        gap = finding.gap
        assert finding.strongest.relation == "dispute"
        assert (gap.lower, gap.upper) == (Decimal(50), Decimal(1))
        assert (gap.since, gap.until) == (date(2030, 1, 3), date(2030, 1, 5))
        assert finding.strongest.claims == ("b", "a")

    def test_a_claim_that_agrees_with_both_is_no_side(self) -> None:
        wide = _said("c", Interval(lower=0, upper=100), "2030-01-01", by="cho")
        finding = _judged([_said("a", 1, "2030-01-01"), _said("b", 50, "2030-01-01", by="bob"), wide]).findings[0]
        assert finding.sides == (("a",), ("b",))
        assert finding.supporters == ((), ())

    def test_a_claim_that_agrees_with_one_side_only_supports_it(self) -> None:
        earlier = _said("c", Interval(upper=2), "2029-12-01", by="cho", measure="held")
        finding = _judged([_said("a", 1, "2030-01-01"), _said("b", 50, "2030-01-01", by="bob"), earlier]).findings[0]
        assert finding.supporters == (("c",), ())

    def test_the_id_stays_and_the_fingerprint_changes_when_a_clash_joins(self) -> None:
        two = [_said("a", 1, "2030-01-01"), _said("b", 50, "2030-01-01", by="bob")]
        before, after = _judged(two).findings[0], _judged([*two, _said("c", 60, "2030-01-01", by="cho")]).findings[0]
        assert before.id == after.id
        assert before.fingerprint != after.fingerprint

    def test_two_episodes_of_a_question_are_two_findings(self) -> None:
        claims = [
            _said("a", 1, "2030-01-01"),
            _said("b", 50, "2030-01-01", by="bob"),
            _said("c", 2, "2030-06-01"),
            _said("d", 60, "2030-06-01", by="bob"),
        ]
        assert sorted(finding.sides for finding in _judged(claims).findings) == [(("a",), ("b",)), (("c",), ("d",))]
