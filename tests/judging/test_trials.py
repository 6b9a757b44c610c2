"""Rules on trial: what their cases show, and what they do on a ledger."""

from __future__ import annotations

from attrs import evolve

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.trials import trials, uses
from stargate_claims.model.rules import Case, Rule
from tests.judging.ruling import VOCABULARY, holds, rule, say, state

READY = rule(state("ready", "X"), then=holds("begun", "X"), id="ready-has-begun")
MEMBER = rule(state("begun", "X"), then=holds("member", "X"), id="begun-is-member")
CLAIMS = (
    say("b", "ready", holds=True, about="2030-06-01/2030-06-30"),
    say("a", "begun", holds=False, about="2030-07-01", by="beta"),
    say("c", "ready", holds=True, about="2030-06-01/2030-06-30", subject="elsewhere"),
)


def case(name: str, *clashes: tuple[str, str]) -> Case:
    return Case(name=name, claims=CLAIMS, vocabulary=VOCABULARY, clashes=clashes)


def told(*rules: Rule) -> list[tuple[str, str, bool, object, object]]:
    return [(t.rule, t.case, t.passed, t.missing, t.unwanted) for t in trials(rules)]


def test_a_case_passes_where_exactly_its_pairs_clash_in_either_order() -> None:
    cases = (case("right", ("b", "a")), case("other order", ("a", "b")))
    assert [passed for _, _, passed, _, _ in told(evolve(READY, cases=cases))] == [True, True]


def test_pairs_that_are_missing_and_pairs_that_are_not_wanted() -> None:
    cases = (case("quiet"), case("wrong", ("c", "a")))
    assert told(evolve(READY, cases=cases)) == [
        ("ready-has-begun", "quiet", False, (), (("a", "b"),)),
        ("ready-has-begun", "wrong", False, (("a", "c"),), (("a", "b"),)),
    ]


def test_a_clash_through_another_rule_is_none_of_its_own() -> None:
    other = evolve(MEMBER, cases=(case("of another", ("a", "b")),))
    assert told(READY, other) == [("begun-is-member", "of another", False, (("a", "b"),), ())]


def test_a_chain_is_tried_with_all_rules() -> None:
    claims = (CLAIMS[0], say("n", "member", holds=False, about="2030-06-01/2030-06-30", by="beta"))
    chained = Case(name="chain", claims=claims, vocabulary=VOCABULARY, clashes=(("b", "n"),))
    assert [trial.passed for trial in trials((READY, evolve(MEMBER, cases=(chained,))))] == [True]


def test_what_each_rule_did() -> None:
    idle = rule(state("member", "X"), then=holds("ready", "X"), id="idle")
    report = check_consistency(CLAIMS, vocabulary=VOCABULARY, rules=(READY, MEMBER))
    (finding,) = report.findings
    found = uses(report, (READY, MEMBER, idle))
    assert {name: (use.constraints, use.edges) for name, use in found.items()} == {
        "ready-has-begun": (2, ((finding.id, ("b", "a")),)),
        "begun-is-member": (2, ()),
        "idle": (0, ()),
    }
