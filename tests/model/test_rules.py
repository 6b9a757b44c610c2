"""Rules as data: variables, and what makes one refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.errors import InvalidRule
from stargate_claims.model.rules import (
    Bound,
    Clock,
    Conclusion,
    FactPremise,
    Premise,
    Rule,
    Strength,
    is_variable,
    weakest,
)
from stargate_claims.model.vocabulary import Label

RULE = Rule(
    id="ready-money-signs-contracts",
    when=(Premise(measure="funds_available", for_="P", value=Bound(above=Decimal(0))),),
    where=(FactPremise(kind="core_contract_kind", entity="P", is_="K"),),
    then=Conclusion(
        measure="contracts_signed", subject="P", keys=(("kind", "K"),), value=Bound(at_least=Decimal(1))
    ),
    why=Label(ko="돈이 있으면 계약이 나온다.", en="Money shows in contracts."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "variable"),
    [("P", True), ("P2", True), ("KIND", True), ("p", False), ("Pa", False), ("data_centre", False), ("2P", False),
     ("A_B", False), ("A-B", False), ("가", False), ("Ⅳ", False), ("É", False), ("2", False), ("", False),
     (None, False)],
)  # fmt: skip
def test_a_variable_is_capital_letters_and_digits(name: str | None, variable: bool) -> None:
    assert is_variable(name) is variable


class TestRules:
    def test_each_part_names_its_variables(self) -> None:
        premise = Premise(
            measure="m", subject="A", of="B", for_="C", bundle="D", without="E", keys=(("k", "F"), ("l", "fixed"))
        )
        assert premise.variables() == set("ABCDEF")
        assert RULE.where[0].variables() == {"P", "K"}
        assert RULE.then.variables() == {"P", "K"}
        assert Premise(measure="m", subject="alpha").variables() == set()

    @pytest.mark.parametrize(
        ("parts", "message"),
        [
            ({"when": ()}, "'ready-money-signs-contracts' has no premise"),
            ({"where": ()}, "no premise binds K"),
            ({"when": (Premise(measure="m"),), "where": ()}, "no premise binds K, P"),
            ({"why": Label(ko="이유")}, "its why in Korean and in English"),
            ({"why": Label(en="why")}, "its why in Korean and in English"),
        ],
    )
    def test_rules_that_are_refused(self, parts: dict[str, Any], message: str) -> None:
        with pytest.raises(InvalidRule, match=message):
            evolve(RULE, **parts)

    def test_a_fact_may_bind_a_variable(self) -> None:
        then = evolve(RULE.then, subject="K", keys=())
        assert evolve(RULE, then=then).then.variables() == {"K"}

    @pytest.mark.parametrize("parts", [{"clock": "later"}, {"strength": "iron"}])
    def test_words_that_are_none_of_the_choices(self, parts: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="is not a valid"):
            evolve(RULE, **parts)

    def test_words_are_read_as_choices(self) -> None:
        rule = evolve(RULE, clock="day", strength="soft")
        assert (rule.clock, rule.strength) == (Clock.DAY, Strength.SOFT)


@given(st.lists(st.sampled_from(Strength), min_size=1))
def test_a_chain_is_as_strong_as_its_weakest_link(chain: list[Strength]) -> None:
    order = [Strength.SOFT, Strength.DEFEASIBLE, Strength.STRICT]
    assert weakest(*chain) is order[min(order.index(link) for link in chain)]
