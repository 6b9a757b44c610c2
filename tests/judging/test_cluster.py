"""What workers judge, without Spark: Arrow tables in and out, and parts put together until none touch any more."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from stargate_claims.judging import worker
from stargate_claims.judging.case import Case
from stargate_claims.judging.cluster import Cluster
from stargate_claims.judging.engines import SomeCase
from stargate_claims.judging.judged import received, restored
from stargate_claims.judging.parts import brought_together
from stargate_claims.judging.rates import EcbRates, RateTable
from stargate_claims.judging.weighing import Weighed, reported, weighed
from stargate_claims.keeping.shapes import plain_of
from stargate_claims.model.claims import Adequacy, Claim
from stargate_claims.model.quantities import Rate
from stargate_claims.model.rules import Rule
from tests.judging.build import say
from tests.judging.test_live import KINDS, RATES, RULES, drawn
from tests.judging.test_parts import amount, case, of_some_kinds

pa = pytest.importorskip("pyarrow", reason="pip install 'stargate-claims[parquet]'")


def some(whole: Case) -> SomeCase:
    """What a case is judged by, without its claims."""
    return SomeCase(
        records=(),
        vocabulary=whole.vocabulary,
        rules=whole.rules,
        rates=whole.rates,
        as_of=whole.as_of,
        language=whole.language,
    )


def texts(claims: Sequence[Claim]) -> Any:
    """Claims as Spark hands them to a worker."""
    return pa.table(
        {
            "record": [json.dumps(plain_of(claim)) for claim in claims],
            "about": [json.dumps(plain_of(claim.source)) for claim in claims],
        }
    )


class Pretended:
    """What `Cluster` asks of Spark, for some claims, without Spark; ``rounds`` counts how often workers judge."""

    def __init__(self, claims: Sequence[Claim], at_once: int = 3) -> None:
        self.collect_at_most, self.processors, self.rounds = 0, 1, 0
        self._claims, self._at_once = claims, at_once
        self._tied: list[dict[str, Any]] = []
        self._homes: dict[int, int] = {}

    def keep(self, name: str, sql: str) -> bool:
        return True

    def run(self, sql: str) -> Iterator[tuple[Any, ...]]:
        yield (len(self._claims),)

    def mapped(self, name: str, sql: str, function: Callable[[Any], Any], columns: str, pieces: int) -> bool:
        batches = texts(self._claims).to_batches(max_chunksize=self._at_once)
        self._tied = [row for batch in function(batches) for row in batch.to_pylist()]
        assert len(self._tied) == len(self._claims)
        return True

    def pairs(self, sql: str) -> Iterator[tuple[int, int]]:
        referred = {number for row in self._tied for number in row["refers"]}
        for row in self._tied:
            yield from ((row["first"], other) for other in (row["first"], *row["ties"]))
            if row["own"] in referred:
                yield row["first"], row["own"]

    def hold_pairs(self, name: str, columns: Sequence[str], pairs: Sequence[tuple[int, int]]) -> None:
        self._homes = dict(pairs)

    def grouped(
        self, sql: str, by: str, function: Callable[[Any], Any], columns: str, pieces: int
    ) -> Iterator[tuple[Any, ...]]:
        self.rounds += 1
        placed = [{**row, "home": self._homes[row["first"]]} for row in self._tied if row["first"] in self._homes]
        groups: dict[int, list[dict[str, Any]]] = {}
        for row in placed:
            groups.setdefault(row["home"] % self._at_once, []).append(row)
        for rows in groups.values():
            for found in function(pa.Table.from_pylist(rows)).to_pylist():
                yield found["home"], found["ties"], found["found"]


def judged_by_workers(whole: Case, spark: Pretended | None = None) -> Weighed:
    """What workers find in a case."""
    spark = Pretended(whole.claims) if spark is None else spark
    judged = Cluster(spark, Path("x.parquet")).judged("", some(whole))  # type: ignore[arg-type]
    assert judged is not None
    return brought_together(restored(part, whole, whole.by_id) for part in judged)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(6))
def test_workers_find_what_one_judge_finds(seed: int) -> None:
    rng = random.Random(seed)
    found = 0
    for _ in range(60):
        rules: dict[str, Any] = {} if rng.random() < 0.7 else {"rules": ()}
        claims = of_some_kinds(rng, rng.randint(1, 14))
        for more in range(rng.randint(0, 3)):
            claims.append(drawn(rng, f"d{more}", [claim.id for claim in claims], range(KINDS)))
        whole = case(claims, as_of=date(2030, 5, 1) if rng.random() < 0.2 else None, **rules)
        if not whole.claims:
            continue
        alone = reported(whole, weighed(whole))
        assert reported(whole, judged_by_workers(whole, Pretended(whole.claims, rng.randint(1, 5)))) == alone
        found += len(alone.findings)
    assert found >= 10


THEN = {"said": "2030-03-05"}


def doubted(name: str) -> list[Claim]:
    """Whose means are doubted is known from another claim, so that only judging both leads to the question."""
    return [
        say("l-ready", "funds_available", "50억 달러", subject="alpha", for_="harbour", source="a", **THEN),
        say("n-lacks", "means", holds=False, adequacy=Adequacy(enough=False, of="l-ready"), source="c", **THEN),
        say(f"{name}-has", "means", holds=True, subject="harbour", source="b", **THEN),
        say(f"{name}-too", "means", holds=True, subject="harbour", source="d", **THEN),
    ]


def concluded(name: str) -> list[Claim]:
    """What a rule of two premises concludes is known only where both are judged together."""
    return [
        say("l-stalls", "pace", stage="stalled", source="a", **THEN),
        say("n-supplies", "supplies_to", holds=True, subject="alpha", source="b", **THEN),
        say(f"{name}-has", "partner_of", holds=True, subject="alpha", source="c", **THEN),
    ]


@pytest.mark.parametrize("name", ["a", "m", "z"])
@pytest.mark.parametrize(("story", "rules"), [(doubted, ()), (concluded, RULES)], ids=["doubted", "concluded"])
def test_parts_that_only_judging_brings_together_are_judged_again(
    name: str, story: Callable[[str], list[Claim]], rules: tuple[Rule, ...]
) -> None:
    apart = [amount("other", "1억 달러", "company"), amount("another", "3억 달러", "company")]
    whole = case([*story(name), *apart], rules=rules)
    spark = Pretended(whole.claims, at_once=1)
    alone = weighed(whole)
    assert any(f"{name}-has" in ids for finding in alone.findings for ids in finding.sides)
    assert judged_by_workers(whole, spark) == alone
    assert spark.rounds == 2


def test_a_claim_is_tied_to_those_that_it_refers_to() -> None:
    whole = case([amount("a", "1억 달러"), say("d", None, denies=("a",), source="d")])
    terms = worker.terms_of(some(whole))
    assert terms is not None
    (batch,) = worker.tied(terms, texts(whole.claims).to_batches())
    said, denial = batch.to_pylist()
    assert denial["refers"] == [said["own"]]
    assert said["own"] in {denial["first"], *denial["ties"]}
    assert (said["refers"], said["ties"]) == ([], [])


def test_ids_that_are_referred_to() -> None:
    claims = [amount("a", "1억 달러"), say("d", None, denies=("a", "b"), source="d"), say("s", None, supports="c")]
    (batch,) = worker.called(texts(claims).to_batches())
    assert batch["name"].to_pylist() == ["a", "b", "c"]


OLD_RATES = {"currencies": ["KRW", "USD"], "first": "2024-01-02", "last": "1999-01-04"}


class TestTerms:
    def test_they_come_back(self) -> None:
        whole = some(case([], as_of=date(2030, 5, 1)))
        terms = worker.terms_of(whole)
        assert terms is not None
        again = worker.case_of(terms)
        assert again.vocabulary.entities == whole.vocabulary.entities
        assert again.vocabulary.measures == whole.vocabulary.measures
        assert again.rules == tuple(evolve(rule, cases=()) for rule in whole.rules)
        assert (again.as_of, again.language, again.rates) == (whole.as_of, whole.language, whole.rates)

    def test_rates_are_exact_however_long(self) -> None:
        third = Rate(base="KRW", to="USD", day=date(2030, 3, 5), value=Decimal(1) / Decimal(1434), source="a bank")
        long = evolve(third, value=Decimal("0." + "1" * 60))
        for rate in (third, long):
            whole = evolve(some(case([])), rates=RateTable.of([rate]))
            assert worker.case_of(worker.terms_of(whole) or "").rates == whole.rates

    def test_rates_of_the_ecb_are_read_anew(self) -> None:
        ecb = EcbRates.load(("KRW", "USD"), date(2024, 1, 2))
        again = worker.case_of(worker.terms_of(evolve(some(case([])), rates=ecb)) or "").rates
        assert again is not None
        assert again.on("USD", "KRW", date(2024, 1, 3)) == ecb.on("USD", "KRW", date(2024, 1, 3))

    def test_of_rates_of_an_unknown_kind_there_is_no_text(self) -> None:
        class Odd:
            source, last_day = "odd", None

            def on(self, base: str, to: str, day: date) -> Rate | None:
                return None

        odd = evolve(some(case([])), rates=Odd())
        assert worker.terms_of(odd) is None
        assert Cluster(Pretended([]), Path("x.parquet")).judged("", odd) is None  # type: ignore[arg-type]

    @pytest.mark.parametrize("change", [{"version": "0"}, {"rates": OLD_RATES}])
    def test_another_version_or_other_rates_are_refused(self, change: dict[str, Any]) -> None:
        terms = json.loads(worker.terms_of(some(case([]))) or "")
        with pytest.raises(RuntimeError, match="on a worker"):
            worker.case_of(json.dumps({**terms, **change}))


def test_what_was_found_is_exact_however_long_its_numbers() -> None:
    odd = RateTable.of(evolve(rate, base=rate.to, to=rate.base, value=1 / rate.value) for rate in RATES.rates.values())
    claims = [
        amount("a", "1억 달러"),
        amount("b", "1억 달러"),
        amount("c", "3,000억원", published="2030-03-05", restated="7억 달러"),
    ]
    whole = evolve(case(claims), rates=odd)
    alone = weighed(whole)
    assert alone.findings
    assert alone.conversions
    assert reported(whole, judged_by_workers(whole)) == reported(whole, alone)
    assert received([]) == ()
