"""A check that remembers: the same report as without, less to judge, and a file that nothing depends on."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

import stargate_claims as sc
from stargate_claims.judging import remembered
from stargate_claims.judging.rates import RateTable
from stargate_claims.judging.remembered import weighed_with
from stargate_claims.judging.state import State, terms_of
from stargate_claims.judging.weighing import weighed
from stargate_claims.model.claims import Adequacy
from stargate_claims.model.quantities import Rate
from tests.judging.build import say
from tests.judging.test_live import KINDS, MEASURES, RATES, drawn
from tests.judging.test_parts import amount, case, of_some_kinds


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(10))
def test_it_finds_what_a_check_without_it_finds(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    for number in range(25):
        path = tmp_path / f"{number}.state"
        rules = {} if rng.random() < 0.5 else {"rules": ()}
        claims = of_some_kinds(rng, rng.randint(0, 12))
        for _ in range(3):
            as_of = date(2030, 5, 1) if rng.random() < 0.2 else None
            whole = case(claims, as_of=as_of, **rules)
            state = State(path)
            assert weighed_with(state, whole) == weighed(whole)
            state.save()
            known = {claim.id: claim for claim in claims}
            for more in range(rng.randint(0, 3)):
                claims.append(drawn(rng, f"d{len(claims)}-{more}", known, range(KINDS)))
            if claims and rng.random() < 0.3:
                claims.pop(rng.randrange(len(claims)))


def judged(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The ids that the judge is asked about from now on, part by part."""
    asked: list[list[str]] = []

    def watched(part):  # type: ignore[no-untyped-def]
        asked.append([claim.id for claim in part.records])
        return weighed(part)

    monkeypatch.setattr(remembered, "weighed", watched)
    return asked


CLAIMS = (
    amount("a", "1억 달러"),
    amount("b", "3억 달러"),
    amount("c", "1억 달러", "company"),
    amount("d", "3억 달러", "company"),
    say("s", "pace", stage="stalled", source="s"),
    say("t", "pace", stage="fast", source="t"),
)


class TestASecondRun:
    def run(self, path: Path, claims: Sequence[sc.Claim], **more: object) -> None:
        state = State(path)
        whole = case(list(claims), **more)  # type: ignore[arg-type]
        assert weighed_with(state, whole) == weighed(whole)
        state.save()

    def test_judges_only_what_a_new_claim_touches(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path, asked = tmp_path / "state", judged(monkeypatch)
        self.run(path, CLAIMS)
        assert sorted(asked) == [["a", "b"], ["c", "d"], ["s", "t"]]
        asked.clear()
        self.run(path, CLAIMS)
        assert asked == []
        self.run(path, [*CLAIMS, amount("e", "9억 달러", "company")])
        assert asked == [["c", "d", "e"]]

    def test_other_terms_are_judged_anew(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path, asked = tmp_path / "state", judged(monkeypatch)
        self.run(path, CLAIMS)
        asked.clear()
        self.run(path, CLAIMS, rules=())
        assert asked

    def test_a_source_that_changes_is_judged_anew(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path, asked = tmp_path / "state", judged(monkeypatch)
        self.run(path, CLAIMS)
        asked.clear()
        first, *others = CLAIMS
        self.run(path, [evolve(first, source=evolve(first.source, publisher="another")), *others])
        assert asked == [["a", "b"]]

    def test_what_was_not_asked_for_is_forgotten(self, tmp_path: Path) -> None:
        path = tmp_path / "state"
        self.run(path, CLAIMS)
        size = path.stat().st_size
        self.run(path, CLAIMS[:2])
        assert path.stat().st_size < size
        again, number = path.read_bytes(), path.stat().st_ino
        self.run(path, CLAIMS[:2])
        assert (path.read_bytes(), path.stat().st_ino) == (again, number)  # nothing new, nothing written

    @pytest.mark.parametrize("name", ["a", "m", "z"])
    def test_what_only_judging_brings_together_is_judged_together(self, name: str, tmp_path: Path) -> None:
        then = {"said": "2030-03-05"}
        claims = [
            say("l-ready", "funds_available", "50억 달러", subject="alpha", for_="harbour", source="a", **then),
            say("n-lacks", "means", holds=False, adequacy=Adequacy(enough=False, of="l-ready"), source="c", **then),
            say(f"{name}-has", "means", holds=True, subject="harbour", source="b", **then),
            say(f"{name}-too", "means", holds=True, subject="harbour", source="d", **then),
        ]
        for rules in ({}, {"rules": ()}):
            whole = case(claims, **rules)  # type: ignore[arg-type]
            assert any(f"{name}-has" in ids for finding in weighed(whole).findings for ids in finding.sides)
            for _ in range(2):
                self.run(tmp_path / f"{len(rules)}.state", claims, **rules)

    def test_an_event_on_two_days_is_found(self, tmp_path: Path) -> None:
        days = ("2030-03-05", "2030-04-02")
        claims = [say(f"o{day}", "opened", holds=True, about=day, source=day) for day in days]
        assert weighed(case(claims)).findings
        self.run(tmp_path / "state", claims)


class TestTheFile:
    def test_the_report_is_the_same(self, tmp_path: Path) -> None:
        ledger = sc.example("stargate")
        path = tmp_path / "seeds.state"
        fresh = sc.check_consistency(ledger)
        for _ in range(2):
            assert sc.check_consistency(ledger, state=path) == fresh
        assert [f.explain("ko") for f in sc.check_consistency(ledger, state=path).findings] == [
            f.explain("ko") for f in fresh.findings
        ]

    @pytest.mark.parametrize(
        "damage",
        [b"", b"x", b"\xff\xfe", b"stargate-claims state 0 00\n", None],
        ids=["empty", "x", "utf-16", "old", "flip"],
    )
    def test_one_that_is_damaged_costs_a_warning_and_time(self, damage: bytes | None, tmp_path: Path) -> None:
        path = tmp_path / "state"
        claims = CLAIMS
        fresh = sc.check_consistency(claims, vocabulary=MEASURES, state=path)
        whole = path.read_bytes()
        path.write_bytes(whole[:-9] + b"0" + whole[-8:] if damage is None else damage)
        with pytest.warns(sc.LedgerWarning, match="judged anew"):
            again = sc.check_consistency(claims, vocabulary=MEASURES, state=path)
        assert again == fresh
        assert path.read_bytes() == whole

    def test_one_that_cannot_be_written_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(sc.LedgerError):
            sc.check_consistency(CLAIMS, vocabulary=MEASURES, state=tmp_path / "nowhere" / "state")


class TestTerms:
    def test_facts_and_events_are_part_of_them(self) -> None:
        plain = case([])
        entities = plain.vocabulary.entities
        spoken = evolve(entities["beta"], facts=(sc.EntityFact(kind="speaks_for", of="alpha", source="a page"),))
        event = evolve(entities["beta"], kind="event")
        others = [evolve(MEASURES, entities={**entities, "beta": one}) for one in (spoken, event)]
        renamed = evolve(entities["beta"], aliases=("Beta",))
        same = evolve(MEASURES, entities={**entities, "beta": renamed})
        terms = [terms_of(evolve(plain, vocabulary=vocabulary)) for vocabulary in (MEASURES, *others)]
        assert len(set(terms)) == 3
        assert terms_of(evolve(plain, vocabulary=same)) == terms[0]

    def test_rates_are_part_of_them(self) -> None:
        one = evolve(case([]), rates=RATES)
        dearer = [evolve(rate, value=rate.value + Decimal(1)) for rate in RATES.rates.values()]
        other = evolve(one, rates=RateTable.of(dearer))
        assert len({terms_of(one), terms_of(other), terms_of(evolve(one, rates=None))}) == 3

    def test_rates_of_an_unknown_kind_are_judged_each_time(self, tmp_path: Path) -> None:
        class Odd:
            source, last_day = "odd", None

            def on(self, base: str, to: str, day: date) -> Rate | None:
                return None

        odd = evolve(case(list(CLAIMS)), rates=Odd())
        assert terms_of(odd) is None
        state = State(tmp_path / "state")
        assert weighed_with(state, odd) == weighed(odd)
