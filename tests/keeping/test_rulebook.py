from __future__ import annotations

from decimal import Decimal

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.library import load
from stargate_claims.keeping.paper import load_rules, load_vocabulary_text, shipped_rules, shipped_vocabulary
from stargate_claims.model.claims import Force
from stargate_claims.model.rules import Clock, Strength
from stargate_claims.model.vocabulary import Line
from tests.keeping.conftest import MEASURES, SOURCE, Write

RULE = """\
cast:
  entities:
    - {id: kim, kind: person, label: {ko: 김}}
    - {id: port, kind: project, label: {ko: 항만}}
  sources:
    - {id: one, publisher: kim, published: 2030-01-01}
    - {id: two, publisher: kim, published: 2030-06-01}
rules:
  - id: started-works-have-contracts
    when:
      - measure: works
        subject: P
        line: fact
        force: [report, denial]
        value: {stage_at_least: started}
        qualifiers: {kind: K}
        keys: {kind: K}
        together: yes
        hinge: yes
        any_time: yes
        bundle: B
        without: Y
    where:
      - {entity: P, fact: berth_kind, is: D}
    then: {measure: contracts, subject: P, keys: {kind: D}, line: fact, at_least: 1}
    grace: -30
    expiry: 365
    clock: said
    strength: soft
    why: {ko: 착공에는 계약이 있다., en: Works have contracts.}
    source: 시험
    cases:
      - name: clash
        claims:
          - {id: a, by: kim, subject: port, measure: works, stage: started}
          - {id: b, by: kim, subject: port, measure: contracts, value: 0건, source: two}
        clashes: [[a, b]]
      - {name: quiet, claims: [], clashes: []}
"""


def test_a_rule_with_every_key() -> None:
    (rule,) = load_rules(RULE, load_vocabulary_text(MEASURES), cases=True)
    (premise,) = rule.when
    assert (premise.subject, premise.force, premise.line) == ("P", (Force.REPORT, Force.DENIAL), Line.FACT)
    assert premise.value.stage_at_least == "started"
    assert (premise.together, premise.hinge, premise.any_time, premise.without) == (True, True, True, "Y")
    assert (rule.where[0].kind, rule.where[0].is_, rule.then.keys) == ("berth_kind", "D", (("kind", "D"),))
    assert (rule.then.value.at_least, rule.grace, rule.expiry) == (Decimal(1), -30, 365)
    assert (rule.clock, rule.strength) == (Clock.SAID, Strength.SOFT)
    clash, quiet = rule.cases
    assert [claim.source.id for claim in clash.claims] == ["one", "two"]
    assert (clash.clashes, quiet.clashes) == ((("a", "b"),), ())
    assert {"kim", "port"} <= set(clash.vocabulary.entities)


def test_cases_are_built_only_when_asked_for() -> None:
    (rule,) = load_rules(RULE, load_vocabulary_text(MEASURES))
    assert rule.cases == ()
    assert rule.grace == -30


def test_defaults() -> None:
    (rule,) = load_rules(
        "rules:\n  - id: r\n    when: [{measure: money, subject: X}]\n"
        "    then: {measure: contracts, subject: X, times: 0.5}\n"
        "    why: {ko: 가, en: a}\n    cases: [{name: n, claims: [], clashes: []}]\n",
        load_vocabulary_text(MEASURES),
        cases=True,
    )
    assert (rule.clock, rule.strength, rule.grace, rule.expiry) == (Clock.ABOUT, Strength.DEFEASIBLE, 0, None)
    assert rule.then.value.times == Decimal("0.5")


def test_a_ledgers_own_rule_brings_its_cases_and_its_facts(write: Write) -> None:
    entities = (
        "entities:\n  - {id: daily-one, kind: organisation, label: {ko: 하루}}\n"
        "  - {id: dock, kind: project, label: {ko: 부두}, facts: [{berth_kind: container, source: s}]}\n"
    )
    ledger = load(write({"rules.yaml": RULE, "a.yaml": SOURCE, "entities.yaml": entities}))
    assert ledger.rules[:-1] == shipped_rules()
    assert len(ledger.rules[-1].cases) == 2


def test_a_ledgers_own_rule_replaces_a_shipped_one(write: Write) -> None:
    name = shipped_rules()[0].id
    ledger = load(write({"rules.yaml": RULE.replace("started-works-have-contracts", name), "a.yaml": SOURCE}))
    assert [rule.id for rule in ledger.rules].count(name) == 1
    assert ledger.rules[-1].id == name


def test_a_variable_is_no_entity(write: Write) -> None:
    rule = RULE.replace("id: port", "id: P").replace("subject: port", "subject: P")
    entities = (
        "entities:\n  - {id: daily-one, kind: organisation, label: {ko: 하루}}\n"
        "  - {id: P, kind: project, label: {ko: 피}}\n"
    )
    with pytest.raises(LedgerError, match=r"bad-id 'P' is both a variable and an entity"):
        load(write({"rules.yaml": rule, "a.yaml": SOURCE, "entities.yaml": entities}))


def test_what_ships_is_whole() -> None:
    with_cases = shipped_rules(cases=True)
    assert [rule.id for rule in with_cases] == [rule.id for rule in shipped_rules()]
    for rule in with_cases:
        assert rule.cases, rule.id
        for case in rule.cases:
            ids = {claim.id for claim in case.claims}
            assert {id for pair in case.clashes for id in pair} <= ids, (rule.id, case.name)
    assert shipped_vocabulary().measure("funds_available").organisational in (True, False)


def test_text_is_refused_with_its_file_name() -> None:
    with pytest.raises(LedgerError, match=r"^mine\.yaml:1:1: unknown-key"):
        load_vocabulary_text("measure: []", file="mine.yaml")
    with pytest.raises(LedgerError, match=r"^rules\.yaml:1:8: encoding"):
        load_rules("rules: \ud800")


SUM = """\
rules:
  - id: parts
    when: [{measure: money, subject: X, keys: {kind: K}}]
    then: {measure: money, subject: hanbit, sum_over: X}
    slack: "0.05"
    why: {ko: 가, en: a}
    cases: [{name: n, claims: [], clashes: []}]
"""


def test_a_sum_and_its_slack() -> None:
    names = "entities:\n  - {id: hanbit, kind: organisation, label: {ko: 한빛그룹}}\n"
    (rule,) = load_rules(SUM, load_vocabulary_text(MEASURES + names))
    assert (rule.then.value.sum_over, rule.slack) == ("X", Decimal("0.05"))


def test_rules_that_could_derive_for_ever_are_refused_where_they_stand() -> None:
    twice = SUM.replace("subject: hanbit, sum_over: X", "subject: X, times: 2").replace(", keys: {kind: K}", "")
    with pytest.raises(LedgerError, match=r"2:5: endless-rule .*for ever: parts -> parts; let one of them"):
        load_rules(twice, load_vocabulary_text(MEASURES))
