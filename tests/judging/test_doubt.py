"""The smallest set of claims to give up: against every subset, and on graphs too large for that."""

from __future__ import annotations

import random
import sys
import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stargate_claims.judging.doubt import EXACT_UP_TO, Pair, doubt
from tests.judging.build import judge, say


def smallest(edges: list[Pair]) -> tuple[str, ...]:
    """The first of the smallest sets that touch every edge, from the definition."""
    ids = sorted({id for edge in edges for id in edge})
    return next(
        chosen
        for size in range(len(ids) + 1)
        for chosen in combinations(ids, size)
        if all(set(edge) & set(chosen) for edge in edges)
    )


def _pairs(first: str, second: str) -> st.SearchStrategy[list[Pair]]:
    return st.lists(st.tuples(st.sampled_from(first), st.sampled_from(second)), max_size=16)


@pytest.mark.no_cover
@given(_pairs("abcdefgh", "abcdefgh").map(lambda pairs: [pair for pair in pairs if pair[0] != pair[1]]))
@settings(max_examples=400)
def test_it_is_the_first_of_the_smallest_sets(edges: list[Pair]) -> None:
    assert doubt(edges) == smallest(edges)


@pytest.mark.no_cover
@given(_pairs("aceg", "bdfh"))
@settings(max_examples=300)
def test_it_is_so_between_two_sides(edges: list[Pair]) -> None:
    assert doubt(edges) == smallest(edges)


@pytest.mark.parametrize("seed", range(8))
def test_between_two_sides_of_sixty_claims_it_is_as_small_as_pairs_that_share_no_claim_prove(seed: int) -> None:
    """Whatever is given up holds one claim of each pair, so that as many disjoint pairs prove it smallest."""
    rng = random.Random(seed)
    edges = [(f"a{i:02}", f"b{j:02}") for i in range(30) for j in range(30) if rng.random() < 0.06]
    given_up = doubt(edges)
    assert all(set(edge) & set(given_up) for edge in edges)
    assert len(given_up) == _most_disjoint(edges)


def test_up_to_forty_claims_it_is_the_smallest_set_and_beyond_whoever_clashes_with_most_goes_first() -> None:
    """Five times three pairs that share no claim and a ring of five: at least 15 + 3, and those suffice.

    Whoever goes by the number of clashes gives up the hub of each three pairs first, for nothing.
    """
    edges = [(f"ring{n}", f"ring{(n + 1) % 5}") for n in range(5)]
    for n in range(5):
        edges += [("ring0", f"hub{n}"), *((f"hub{n}", f"arm{n}{k}") for k in range(3))]
        edges += [(f"arm{n}{k}", f"end{n}{k}") for k in range(3)]
    assert len({id for edge in edges for id in edge}) == EXACT_UP_TO
    assert doubt(edges) == (*sorted(f"arm{n}{k}" for n in range(5) for k in range(3)), "ring0", "ring1", "ring3")
    one_more = [*edges, ("arm00", "other")]
    assert len(doubt(one_more)) > 18
    assert all(set(edge) & set(doubt(one_more)) for edge in one_more)


def _most_disjoint(edges: list[Pair]) -> int:
    """The most edges that share no claim, by the textbook's depth-first search."""
    partner: dict[str, str] = {}

    def pair_off(one: str, tried: set[str]) -> bool:
        for first, other in edges:
            if first == one and other not in tried:
                tried.add(other)
                if other not in partner or pair_off(partner[other], tried):
                    partner[other] = one
                    return True
        return False

    return sum(pair_off(one, set()) for one in {first for first, _ in edges})


def test_among_more_than_two_sides_it_is_exact_up_to_a_size() -> None:
    triangles = [
        edge
        for n in range(13)
        for edge in ((f"a{n:02}", f"b{n:02}"), (f"b{n:02}", f"c{n:02}"), (f"a{n:02}", f"c{n:02}"))
    ]
    chained = [*triangles, *((f"c{n:02}", f"a{n + 1:02}") for n in range(12))]
    assert len({id for edge in chained for id in edge}) == 39 <= EXACT_UP_TO
    assert len(doubt(chained)) == 26


def _hub(n: int) -> list[Pair]:
    """Six claims are enough; whoever starts with the hub, which clashes with most, needs seven."""
    spokes = [edge for i in range(5) for edge in ((f"h{n:02}", f"a{n:02}{i}"), (f"a{n:02}{i}", f"b{n:02}{i}"))]
    return [*spokes, (f"a{n:02}0", f"t{n:02}"), (f"a{n:02}0", f"u{n:02}"), (f"t{n:02}", f"u{n:02}")]


def test_groups_that_do_not_hang_together_are_exact_each() -> None:
    assert len(doubt([edge for n in range(30) for edge in _hub(n)])) == 6 * 30


def test_among_too_many_claims_whoever_clashes_with_most_of_those_left_goes_first() -> None:
    rng = random.Random(11)
    edges = {(f"k{rng.randrange(60):02}", f"k{rng.randrange(60):02}") for _ in range(150)}
    left = [edge for edge in edges if edge[0] != edge[1]]
    given_up = set()
    near = {id: {next(iter({*edge} - {id})) for edge in left if id in edge} for edge in left for id in edge}
    while any(near.values()):
        first = min(near, key=lambda id: (-len(near[id]), id))
        given_up.add(first)
        near = {id: others - {first} for id, others in near.items() if id != first}
    assert doubt(left) == tuple(sorted(given_up))


def test_the_order_and_direction_of_edges_change_nothing() -> None:
    rng = random.Random(3)
    edges = [(f"k{rng.randrange(20):02}", f"m{rng.randrange(20):02}") for _ in range(60)]
    turned = [(b, a) if rng.random() < 0.5 else (a, b) for a, b in edges]
    rng.shuffle(turned)
    assert doubt(turned) == doubt(edges)


class TestLarge:
    """Paths as long as the ledger: nothing may recurse along them, and nothing may take for ever."""

    @staticmethod
    def _quick(edges: list[Pair]) -> tuple[str, ...]:
        start = time.process_time()
        found = doubt(edges)
        assert time.process_time() - start < 10
        return found

    def test_a_path_of_four_thousand_claims(self) -> None:
        assert sys.getrecursionlimit() < 4000
        path = [(f"k{number:05}", f"k{number + 1:05}") for number in range(4000)]
        assert len(self._quick(path)) == 2000

    def test_pairs_that_must_all_be_undone_again(self) -> None:
        """Each new claim takes its neighbour's partner, which takes the next one's, and so on to the end."""
        steps = [(f"a{number:05}", f"b{number + side:05}") for number in range(2000) for side in (0, 1)]
        assert len(self._quick([*steps, ("a99999", "b00000")])) == 2001

    def test_two_thousand_claims_at_random(self) -> None:
        rng = random.Random(7)
        edges = [(f"a{rng.randrange(1000)}", f"b{rng.randrange(1000)}") for _ in range(10_000)]
        given_up = set(self._quick(edges))
        assert all(set(edge) & given_up for edge in edges)

    def test_a_star_of_many_is_given_up_at_its_centre(self) -> None:
        assert self._quick([("centre", f"k{number}") for number in range(5000)]) == ("centre",)

    def test_among_many_sides_whoever_clashes_with_most_goes_first(self) -> None:
        ring = [(f"k{n:03}", f"k{(n + 1) % 101:03}") for n in range(101)]
        star = [("centre", f"k{n:03}") for n in range(101)]
        given_up = self._quick([*ring, *star])
        assert "centre" in given_up
        assert all(set(edge) & set(given_up) for edge in ring)


class TestOfReport:
    one = say("a", "funds_available", "50억 달러", subject="beta", about="2030-06-01/2030-06-09", by="x")
    others = tuple(
        say(id, "funds_available", "10억 달러", subject="beta", about="2030-06-01/2030-06-09", by=id)
        for id in ("b", "c")
    )

    def test_one_against_two_is_given_up(self) -> None:
        report = judge(self.one, *self.others)
        assert report.doubt() == ("a",)
        assert report.doubt(report.findings[0]) == ("a",)

    def test_a_plan_that_changed_is_no_reason_to_doubt_it(self) -> None:
        plans = (
            say("p", "sites_planned", "5곳", force="plan", said="2030-01-10", source="p"),
            say("q", "sites_planned", "1곳", force="plan", said="2030-09-10", source="q"),
        )
        report = judge(*plans)
        assert len(report.findings) == 1
        assert report.doubt() == ()

    def test_without_what_is_doubted_nothing_is_found(self) -> None:
        report = judge(self.one, *self.others)
        assert judge(*(claim for claim in (self.one, *self.others) if claim.id not in report.doubt())).consistent
