"""The judge against worlds: every way in which the values of a small calendar can be, and what claims leave of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from itertools import combinations, product

import pytest
from attrs import evolve

from stargate_claims.judging import sweep
from stargate_claims.judging.case import Case, Grouped
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.report import Report
from stargate_claims.judging.weighing import judge
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding
from stargate_claims.model.intervals import Interval, Mode, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Strength
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Behaviour
from tests.strategies import LATER, MEASURES, START, vocabulary

pytestmark = pytest.mark.no_cover  # tracing doubles its time

DAYS = range(-1, 5)
"""Windows lie within days 0 to 3; one end of one may move by a day."""
HALVES = range(-1, 6)
"""Bounds are 0, 2 and 4: between and beyond them there is room for one value each."""
VOCABULARY = vocabulary()
PAPERS = [Source(id=f"paper-{number}", publisher="paper", published=Window.on(LATER)) for number in range(3)]
ROUNDS = 10
EACH = 1_000

History = tuple[int, ...]


@cache
def histories(behaviour: Behaviour) -> list[History]:
    """Every history of a value: any at all, one that never falls, or one that never changes."""
    if behaviour is Behaviour.FIXED:
        return [(value,) * len(DAYS) for value in HALVES]
    every = product(HALVES, repeat=len(DAYS))
    if behaviour is Behaviour.LEVEL:
        return list(every)
    return [values for values in every if list(values) == sorted(values)]


@cache
def at(behaviour: Behaviour, day: int, value: int) -> int:
    """The worlds, a bit for each, in which the value on a day is this one."""
    place = DAYS.index(day)
    bits = "".join("1" if history[place] == value else "0" for history in reversed(histories(behaviour)))
    return int(bits, 2)


@cache
def allowing(behaviour: Behaviour, day: int, interval: Interval) -> int:
    """The worlds in which the value on a day lies within an interval."""
    worlds = 0
    for value in HALVES:
        if value in interval:
            worlds |= at(behaviour, day, value)
    return worlds


@cache
def satisfying(behaviour: Behaviour, window: Window, interval: Interval) -> int:
    """The worlds in which what is claimed of a window is true."""
    first = DAYS[0] if window.first is None else (window.first - START).days
    last = DAYS[-1] if window.last is None else (window.last - START).days
    if window.unknown_start:  # since some day, and it may have been the last
        first = last
    if window.unknown_end:
        last = first
    worlds = [allowing(behaviour, day, interval) for day in range(first, last + 1)]
    result = worlds[0]
    for other in worlds[1:]:
        result = result | other if window.mode is Mode.SOME_DAY else result & other
    return result


@cache
def moved(window: Window) -> tuple[Window, ...]:
    """The window with one of its ends a day off, where that is still a window."""
    found = []
    for days in (1, -1):
        if window.first is not None and not (window.is_day and days == 1):
            found.append(window.moved(first=days))
        if window.last is not None and not (window.is_day and days == -1):
            found.append(window.moved(last=days))
    return tuple(found)


def no_world(claims: Sequence[tuple[Behaviour, Window, Interval]]) -> bool:
    """Whether no history satisfies all of some claims."""
    worlds = -1
    for claim in claims:
        worlds &= satisfying(*claim)
    return worlds == 0


def verdict(claims: Sequence[Claim]) -> Strength | None:
    """What the worlds say of the claims on one question.

    Strict if some claims, none of them beside the point, leave no world, and still leave none with one end of one
    window moved by a day; soft if they leave none only as they are written.
    """
    told = [_told(claim) for claim in claims]
    impossible: list[frozenset[int]] = []
    found: Strength | None = None
    for size in range(2, len(told) + 1):
        for chosen in combinations(range(len(told)), size):
            group = [told[number] for number in chosen]
            if any(smaller <= set(chosen) for smaller in impossible) or not no_world(group):
                continue
            impossible.append(frozenset(chosen))
            if all(no_world(other) for other in _one_end_moved(group)):
                return Strength.STRICT
            found = Strength.SOFT
    return found


def _told(claim: Claim) -> tuple[Behaviour, Window, Interval]:
    assert claim.measure is not None
    assert claim.about is not None
    assert claim.quantity is not None
    return MEASURES[claim.measure], claim.about, claim.quantity.interval


def _one_end_moved(
    group: list[tuple[Behaviour, Window, Interval]],
) -> list[list[tuple[Behaviour, Window, Interval]]]:
    return [
        [*group[:number], (behaviour, window, interval), *group[number + 1 :]]
        for number, (behaviour, was, interval) in enumerate(group)
        for window in moved(was)
    ]


def window(rng: random.Random, shapes: Sequence[str]) -> Window:
    """A window of the small calendar."""
    first, last = sorted((rng.randrange(4), rng.randrange(4)))
    start, end = START + timedelta(first), START + timedelta(last)
    shape = rng.choice(shapes)
    if shape == "from":
        return Window(first=start)
    if shape == "until":
        return Window(last=end)
    if shape == "unknown start":
        return Window(last=end, unknown_start=True)
    if shape == "unknown end":
        return Window(first=start, unknown_end=True)
    return Window(first=start, last=end, mode=Mode.SOME_DAY if shape == "some day" else Mode.THROUGHOUT)


def interval(rng: random.Random) -> Interval:
    """Bounds 0, 2 and 4, open or closed, one or two."""
    lower, upper = sorted((2 * rng.randrange(3), 2 * rng.randrange(3)))
    shape = rng.choice(["both", "both", "floor", "cap"])
    if shape == "floor":
        return Interval(lower=lower, lower_open=rng.random() < 0.3)
    if shape == "cap":
        return Interval(upper=upper, upper_open=rng.random() < 0.3)
    ends = [lower < upper and rng.random() < 0.3 for _ in range(2)]
    return Interval(lower=lower, upper=upper, lower_open=ends[0], upper_open=ends[1])


CERTAIN = ("days", "days", "days", "from", "until")
ANY = (*CERTAIN, "some day", "some day", "unknown start", "unknown end")


def ledger(rng: random.Random, shapes: Sequence[str], *, at_most: int = 5) -> list[Claim]:
    """A few claims on one or two questions."""
    measures = rng.sample(sorted(MEASURES), rng.choice((1, 1, 2)))
    return [
        Claim(
            id=f"k{number:02}",
            by=(rng.choice(("ann", "bob", "cho")),),
            source=rng.choice(PAPERS),
            said=Window.on(LATER),
            about=window(rng, shapes),
            subject=("x",),
            measure=rng.choice(measures),
            quantity=Quantity(interval=interval(rng), unit="USD"),
        )
        for number in range(rng.randint(2, at_most))
    ]


def judged(claims: Sequence[Claim]) -> Report:
    """The report, without any rule."""
    return check_consistency(claims, vocabulary=VOCABULARY, rules=())


def found_on(report: Report) -> dict[str, Strength]:
    """The strongest edge of each measure."""
    found: dict[str, Strength] = {}
    for finding in report.findings:
        for edge in finding.edges:
            known = found.get(finding.question.measure)
            if known is None or edge.strength.weight > known.weight:
                found[finding.question.measure] = edge.strength
    return found


def by_measure(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """The claims of each question."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        assert claim.measure is not None
        found[claim.measure].append(claim)
    return found


def edges(report: Report) -> dict[frozenset[str], Strength]:
    """Every clashing pair."""
    return {frozenset(edge.claims): edge.strength for finding in report.findings for edge in finding.edges}


class TestOracle:
    """The oracle itself, on cases small enough to see."""

    days = Window(first=START, last=START + timedelta(2))

    @pytest.mark.parametrize(
        ("behaviour", "lower", "upper", "impossible"),
        [
            (Behaviour.LEVEL, 0, 1, False),
            (Behaviour.CUMULATIVE, 0, 1, True),
            (Behaviour.CUMULATIVE, 1, 0, False),
            (Behaviour.FIXED, 1, 0, True),
        ],
    )
    def test_a_floor_on_one_day_and_a_cap_on_another(
        self, behaviour: Behaviour, lower: int, upper: int, impossible: bool
    ) -> None:
        floor = (behaviour, Window.on(START + timedelta(lower)), Interval.at_least(2))
        cap = (behaviour, Window.on(START + timedelta(upper)), Interval.at_most(0))
        assert no_world([floor, cap]) is impossible

    def test_some_day_leaves_a_world_that_every_day_does_not(self) -> None:
        cap = (Behaviour.LEVEL, Window.on(START), Interval.at_most(0))
        every = (Behaviour.LEVEL, self.days, Interval.at_least(2))
        some = (Behaviour.LEVEL, evolve(self.days, mode=Mode.SOME_DAY), Interval.at_least(2))
        assert no_world([every, cap])
        assert not no_world([some, cap])

    def test_what_hangs_on_one_day_is_soft(self) -> None:
        def claims(last: int) -> list[Claim]:
            late = Window(first=START + timedelta(2), last=START + timedelta(3))
            early = Window(first=START, last=START + timedelta(last))
            low, high = ledger(random.Random(1), CERTAIN, at_most=2)
            return [
                evolve(low, measure="held", about=early, quantity=Quantity(interval=Interval.at_least(2), unit="USD")),
                evolve(high, measure="held", about=late, quantity=Quantity(interval=Interval.at_most(0), unit="USD")),
            ]

        assert [verdict(claims(last)) for last in (1, 2, 3)] == [None, Strength.SOFT, Strength.STRICT]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_strict_finding_exists_if_and_only_if_no_world_satisfies_the_claims(seed: int) -> None:
    rng = random.Random(seed)
    seen: dict[Strength | None, int] = defaultdict(int)
    for _ in range(EACH):
        claims = ledger(rng, CERTAIN)
        expected = {m: v for m, group in by_measure(claims).items() if (v := verdict(group)) is not None}
        assert found_on(judged(claims)) == expected, claims
        seen[next(iter(expected.values()), None)] += 1
    assert min(seen[None], seen[Strength.SOFT], seen[Strength.STRICT]) > EACH // 50


@pytest.mark.parametrize("seed", range(3))
def test_with_uncertain_days_strict_is_impossible_and_impossible_is_found(seed: int) -> None:
    rng = random.Random(1000 + seed)
    for _ in range(EACH):
        claims = ledger(rng, ANY, at_most=4)
        found = found_on(judged(claims))
        for measure, group in by_measure(claims).items():
            expected = verdict(group)
            if found.get(measure) is Strength.STRICT:
                assert expected is Strength.STRICT, group
            if expected is not None:
                assert measure in found, group


@pytest.mark.parametrize("seed", range(3))
def test_order_and_duplicates_change_nothing(seed: int) -> None:
    rng = random.Random(2000 + seed)
    for _ in range(150):
        claims = ledger(rng, ANY)
        others = [*claims, *rng.sample(claims, rng.randint(0, len(claims)))]
        rng.shuffle(others)
        assert judged(others) == judged(claims)


@pytest.mark.parametrize("seed", range(3))
def test_renaming_changes_nothing_but_the_names(seed: int) -> None:
    rng = random.Random(3000 + seed)
    for _ in range(150):
        claims = ledger(rng, ANY)
        ids = {claim.id: f"z{number:02}" for number, claim in enumerate(rng.sample(claims, len(claims)))}
        who = dict(zip(("ann", "bob", "cho"), rng.sample(("dan", "eve", "fay"), 3), strict=True))
        renamed = [evolve(claim, id=ids[claim.id], by=(who[claim.by[0]],), subject=("y",)) for claim in claims]
        before, after = judged(claims), judged(renamed)
        assert {frozenset(ids[id] for id in pair): s for pair, s in edges(before).items()} == edges(after)
        assert sorted(_outline(f, ids) for f in before) == sorted(_outline(f, {}) for f in after)


def _outline(finding: Finding, names: Mapping[str, str]) -> tuple[str, str, str, int, list[str]]:
    claims = sorted(names.get(id, id) for side in finding.sides for id in side)
    return finding.kind.value, finding.severity.value, finding.question.measure, finding.voices, claims


@pytest.mark.parametrize("seed", range(3))
def test_adding_a_claim_removes_no_strict_clash_unless_it_supersedes_or_retracts(seed: int) -> None:
    rng = random.Random(4000 + seed)
    for _ in range(150):
        *claims, last = ledger(rng, ANY, at_most=6)
        before = edges(judged(claims))
        assert before.items() <= edges(judged([*claims, last])).items()
        gone = rng.choice(claims).id
        corrected = rng.choice((evolve(last, supersedes=(gone,)), evolve(last, retracts=(gone,))))
        assert {pair: s for pair, s in before.items() if gone not in pair}.items() <= edges(
            judged([*claims, corrected])
        ).items()


@pytest.mark.parametrize("seed", range(2))
def test_the_screen_leaves_out_nothing_that_the_judge_would_find(seed: int) -> None:
    class Unscreened(Case):
        @property
        def suspects(self) -> Grouped:
            return self.constraints

    rng = random.Random(5000 + seed)
    for _ in range(300):
        claims = tuple(ledger(rng, ANY))
        screened = Case(records=claims, vocabulary=VOCABULARY, rules=())
        whole = Unscreened(records=claims, vocabulary=VOCABULARY, rules=())
        assert judge(screened).findings == judge(whole).findings


def _crowd(size: int) -> list[Claim]:
    """Caps of some day or other, one cap of every day, and floors that come later and clash with all of them."""
    first = ledger(random.Random(1), CERTAIN, at_most=2)[0]
    months, later = Window(first=START, last=START + timedelta(100)), Window(first=START + timedelta(50))
    told = [(f"u{n:03}", evolve(months, mode=Mode.SOME_DAY), Interval.at_most(0)) for n in range(size)]
    told += [("v", months, Interval.at_most(1))]
    told += [(f"w{n:03}", later, Interval.at_least(5)) for n in range(size)]
    return [
        evolve(first, id=id, by=(id,), measure="held", about=about, quantity=Quantity(interval=values, unit="USD"))
        for id, about, values in told
    ]


@pytest.mark.parametrize(
    "size",
    [
        3,
        101,
    ],
)
def test_a_certain_clash_is_found_behind_uncertain_ones(size: int) -> None:
    assert found_on(judged(_crowd(size))) == {"held": Strength.STRICT}


@pytest.mark.parametrize("seed", range(2))
def test_witnesses_find_what_all_pairs_find(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(6000 + seed)
    for _ in range(400):
        claims = ledger(rng, CERTAIN, at_most=9)
        every = found_on(judged(claims))
        with monkeypatch.context() as few:
            few.setattr(sweep, "PAIRS_AT_MOST", 0)
            assert found_on(judged(claims)).keys() == every.keys()
