"""A case taken apart: judging the parts gives what judging all at once does."""

from __future__ import annotations

import random
from datetime import date

import pytest

from stargate_claims.judging.case import Case, case_of
from stargate_claims.judging.parts import AT_ONCE, batches, brought_together, parts_of, weighed_in_parts
from stargate_claims.judging.weighing import reported, weighed
from stargate_claims.model.claims import Adequacy, Claim
from stargate_claims.model.rules import Rule
from tests.judging.build import say
from tests.judging.test_live import KINDS, MEASURES, RATES, RULES, drawn

PLAIN = (0, 1, 2, 7, 10, 11, 14)
"""Kinds that mostly do no more than bound a question of their own."""


def of_some_kinds(rng: random.Random, count: int) -> list[Claim]:
    """Claims of a few kinds, so that many clash and many stay apart."""
    kinds = rng.sample(PLAIN if rng.random() < 0.6 else range(KINDS), rng.randint(1, 4))
    claims: dict[str, Claim] = {}
    for number in range(count):
        any_kind = rng.random() < 0.05
        claim = drawn(rng, f"c{number:02}", claims, range(KINDS) if any_kind else kinds)
        claims[claim.id] = claim
    return list(claims.values())


def case(claims: list[Claim], rules: tuple[Rule, ...] = RULES, as_of: date | None = None) -> Case:
    return case_of(claims, MEASURES, rules, (), RATES, as_of)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(10))
def test_what_the_parts_give_is_what_the_whole_gives(seed: int) -> None:
    rng = random.Random(seed)
    apart = 0
    for _ in range(100):
        rules = RULES if rng.random() < 0.6 else ()
        as_of = date(2030, 5, 1) if rng.random() < 0.2 else None
        whole = case(of_some_kinds(rng, rng.randint(0, 14)), rules, as_of)
        apart += len(parts_of(whole).free)
        assert reported(whole, brought_together(weighed_in_parts(whole))) == reported(whole, weighed(whole))
    assert apart >= 10


def amount(id: str, value: str, subject: str = "harbour", **more: str) -> Claim:
    return say(id, "depth", value, subject=subject, said="2030-03-05", source=id, **more)


class TestParts:
    def test_a_question_of_its_own_is_a_part(self) -> None:
        claims = [amount("a", "1억 달러"), amount("b", "3억 달러"), amount("c", "1억 달러", "company")]
        parts = parts_of(case(claims))
        assert [[claim.id for claim in part] for part in parts.free] == [["a", "b"]]  # on c nothing can be found
        assert parts.bound.records == ()

    def test_two_units_are_bound_together(self) -> None:
        claims = [amount("a", "1억 달러"), amount("b", "3억원"), amount("c", "1억 달러", "company")]
        assert {claim.id for claim in parts_of(case(claims)).bound.records} == {"a", "b"}

    def test_what_somebody_denies_is_bound(self) -> None:
        claims = [amount("a", "1억 달러"), amount("b", "3억 달러"), say("d", None, denies=("a",), source="d")]
        assert {claim.id for claim in parts_of(case(claims)).bound.records} == {"a", "b", "d"}

    def test_one_claim_of_several_questions_joins_them(self) -> None:
        each = say(
            "e", "depth", "2억 달러", subject=("harbour", "company"), grouping="each", said="2030-03-05", source="e"
        )
        claims = [amount("a", "1억 달러"), amount("c", "3억 달러", "company"), each]
        assert [[claim.id for claim in part] for part in parts_of(case(claims)).free] == [["a", "c", "e"]]

    def test_whose_means_somebody_doubts_is_read_from_what_is_doubted(self) -> None:
        claims = [
            say(
                "ready", "funds_available", "50억 달러", subject="alpha", for_="harbour", said="2030-03-05", source="a"
            ),
            say("has", "means", holds=True, subject="harbour", said="2030-03-05", source="b"),
            say(
                "lacks",
                "means",
                holds=False,
                adequacy=Adequacy(enough=False, of="ready"),
                said="2030-03-05",
                source="c",
            ),
        ]
        whole = case(claims, rules=())
        assert "has" in {claim.id for claim in parts_of(whole).bound.records}
        assert brought_together(weighed_in_parts(whole)) == weighed(whole)
        assert weighed(whole).findings

    def test_no_claims(self) -> None:
        empty = case([])
        assert parts_of(empty).free == ()
        assert brought_together(weighed_in_parts(empty)) == weighed(empty)


def test_batches_are_of_whole_parts() -> None:
    claim = say("a", "pace", stage="stalled")
    parts = [(claim,) * size for size in (3, AT_ONCE - 3, 1, 2 * AT_ONCE, 1)]
    assert [[len(part) for part in batch] for batch in batches(parts)] == [[3, AT_ONCE - 3], [1, 2 * AT_ONCE], [1]]
    assert list(batches([])) == []
