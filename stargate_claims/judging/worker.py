"""What runs on the workers of a cluster: Arrow tables of claims in, numbers and what was judged out.

Nothing here knows of Spark, or of the ledger that the claims are from: what they are judged by comes as a text, a claim
as the text of its record and that of its source.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

from stargate_claims import __version__
from stargate_claims.judging.case import Grouped
from stargate_claims.judging.engines import SomeCase
from stargate_claims.judging.judged import recorded, sent
from stargate_claims.judging.rates import EcbRates, Rates, RateTable
from stargate_claims.judging.rows import number
from stargate_claims.judging.ties import Tie, Ties, references
from stargate_claims.judging.weighing import Weighed, weighed
from stargate_claims.keeping.archive import undescribed
from stargate_claims.keeping.shapes import Shaper, plain_with_any_number
from stargate_claims.keeping.strict import quick_json
from stargate_claims.model.claims import Claim
from stargate_claims.model.quantities import Rate
from stargate_claims.model.rules import Rule
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Entity, Measure, Vocabulary

if TYPE_CHECKING:
    import pyarrow as pa

Home = TypeVar("Home", bound=Hashable)

CALLED = "name string"
TIED = "record string, about string, first bigint, own bigint, refers array<bigint>, ties array<bigint>"
JUDGED = "home bigint, ties array<bigint>, found string"
"""The columns of what `called`, `tied` and `judged` make, as Spark writes them."""


# ---------------------------------------------------------------- what claims are judged by


def terms_of(case: SomeCase) -> str | None:
    """What a case is judged by as a text; None where its rates are of a kind that no text can hold."""
    rates = case.rates
    if rates is not None and not isinstance(rates, (EcbRates, RateTable)):
        return None
    words = case.vocabulary
    terms = {
        "version": __version__,
        "entities": [plain_with_any_number(entity) for entity in words.entities.values()],
        "measures": [plain_with_any_number(measure) for measure in words.measures.values()],
        "rules": [plain_with_any_number(evolve(rule, cases=())) for rule in case.rules],
        "rates": None if rates is None else _plain_rates(rates),
        "as_of": None if case.as_of is None else case.as_of.isoformat(),
        "language": case.language,
        "crowded": sorted(case.crowded_cells),
    }
    return json.dumps(terms, ensure_ascii=False)


def _plain_rates(rates: EcbRates | RateTable) -> dict[str, Any]:
    if isinstance(rates, EcbRates):
        last = None if rates.last_day is None else rates.last_day.isoformat()
        return {"currencies": sorted(rates.currencies), "first": rates.first.isoformat(), "last": last}
    listed = [[*key[:2], key[2].isoformat(), plain_with_any_number(rate)] for key, rate in rates.rates.items()]
    return {"source": rates.source, "table": listed}


def case_of(terms: str) -> SomeCase:
    """The case that a text describes, without claims.

    Raises:
        RuntimeError: where this worker would judge otherwise than whoever wrote the text.
    """
    told = json.loads(terms)
    if told["version"] != __version__:
        raise RuntimeError(f"stargate-claims {__version__} on a worker, {told['version']} where the check was started")
    shaper = Shaper({}, numbers=Decimal)
    return SomeCase(
        records=(),
        vocabulary=Vocabulary.of(
            entities=[shaper.read(Entity, entity) for entity in told["entities"]],
            measures=[shaper.read(Measure, measure) for measure in told["measures"]],
        ),
        rules=tuple(shaper.read(Rule, rule) for rule in told["rules"]),
        rates=None if told["rates"] is None else _rates_of(told["rates"], shaper),
        as_of=None if told["as_of"] is None else date.fromisoformat(told["as_of"]),
        language=told["language"],
        crowded_cells=frozenset(told["crowded"]),
    )


def _rates_of(told: dict[str, Any], shaper: Shaper) -> Rates:
    if "table" in told:
        rates = {(base, to, date.fromisoformat(day)): shaper.read(Rate, rate) for base, to, day, rate in told["table"]}
        return RateTable(rates=rates, source=told["source"])
    ecb = EcbRates.load(told["currencies"], date.fromisoformat(told["first"]))
    last = None if ecb.last_day is None else ecb.last_day.isoformat()
    if last != told["last"]:
        raise RuntimeError(f"rates up to {last} on a worker, {told['last']} where the check was started")
    return ecb


@lru_cache(maxsize=1)
def _known(terms: str) -> tuple[SomeCase, Ties]:
    """The case of a text, which a worker is given again for each group of claims."""
    case = case_of(terms)
    return case, Ties(case)


# ---------------------------------------------------------------- claims


def called(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The ids that claims refer to."""
    for batch in batches:
        yield _batch({"name": sorted({id for claim in _claims(batch) for id in references(claim)})}, CALLED)


def tied(terms: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Claims with the numbers of what they touch others through.

    ``own`` is the claim's number, ``refers`` has those of the claims that it refers to; ``first`` is one of its ties,
    and ``ties`` has the others, ``refers`` among them.
    """
    case, ties = _known(terms)
    for batch in batches:
        claims = _claims(batch)
        # At once, which is faster: a tie too many does no harm, and one too few is found when the part is judged.
        bound = {claim.id: claim for claim in claims if not ties.is_plain(claim)}
        rows = _apart(case.of(bound.values()).constraints, {id: id for id in bound})
        mark = cache(_mark)
        columns: dict[str, list[Any]] = {"first": [], "own": [], "refers": [], "ties": []}
        for claim in claims:
            own, refers = mark(("claim", claim.id)), [mark(("claim", id)) for id in references(claim)]
            found = ties.of_plain(claim)
            if claim.id in bound:
                found = ties.of_words(claim) | ties.of_rows(rows[claim.id])
            first, *others = sorted({*map(mark, found), *refers} - {own}) or [own]
            for name, value in (("first", first), ("own", own), ("refers", refers), ("ties", others)):
                columns[name].append(value)
        yield _batch({"record": batch["record"], "about": batch["about"], **columns}, TIED)


def judged(terms: str, table: pa.Table) -> pa.Table:
    """What is found in each part of some claims, and which ties it turned out to have besides those of its claims.

    The parts are judged in one go. Where two of them touch after all, what is said of either does not count: they have
    a tie in common, are put together, and come again.
    """
    case, ties = _known(terms)
    claims = _claims(table)
    homes = {claim.id: home for claim, home in zip(claims, table["home"].to_pylist(), strict=True)}
    known: dict[int, set[int]] = defaultdict(set)
    for home, first, others in zip(*(table[name].to_pylist() for name in ("home", "first", "ties")), strict=True):
        known[home].update((first, *others))
    names = case.vocabulary | Vocabulary.of(undescribed(claims, case.vocabulary))
    case = evolve(case.of(claims), vocabulary=names)
    found = _by_home(weighed(case), homes)
    mark = cache(_mark)
    met = {
        home: set(map(mark, ties.of_rows(rows))) - known[home] for home, rows in _apart(case.suspects, homes).items()
    }
    told = [home for home in sorted(known) if home in found or met.get(home)]
    columns = {
        "home": told,
        "ties": [sorted(met.get(home, ())) for home in told],
        "found": [sent(recorded(found[home])) if home in found else None for home in told],
    }
    return _table(columns, JUDGED)


def _by_home(found: Weighed, homes: dict[str, int]) -> dict[int, Weighed]:
    """What was found, by the part that it was found in."""
    parts: dict[int, tuple[list[Any], ...]] = defaultdict(lambda: ([], [], []))
    for finding in found.findings:
        parts[homes[finding.edges[0].claims[0]]][0].append(finding)
    for entry in found.unchecked:
        parts[homes[entry.claims[0]]][1].append(entry)
    for one in found.conversions:
        parts[homes[one.claim]][2].append(one)
    return {home: Weighed(*map(tuple, listed)) for home, listed in parts.items()}


def _apart(grouped: Grouped, homes: Mapping[str, Home]) -> dict[Home, Grouped]:
    """Constraints by the homes of their claims."""
    parts: dict[Home, Grouped] = defaultdict(lambda: defaultdict(list))
    for key, rows in grouped.items():
        for row in rows:
            parts[homes[row.claim.id]][key].append(row)
    return parts


def _mark(tie: Tie) -> int:
    return number(repr(tie))


def _claims(table: pa.Table | pa.RecordBatch) -> list[Claim]:
    """The claims of a table with the texts of their records and of their sources, in their order.

    Raises:
        NotStrict: for a record that is damaged, or whose source is missing.
    """
    sources: dict[str, Source] = {}
    shaper = Shaper(sources)
    for about in table["about"].drop_null().unique().to_pylist():
        source = shaper.read(Source, quick_json(about)[0])
        sources[source.id] = source
    return [shaper.read(Claim, quick_json(record)[0]) for record in table["record"].to_pylist()]


# ---------------------------------------------------------------- Arrow


def _table(columns: dict[str, Any], written: str) -> pa.Table:
    """Columns as a table of the types that Spark writes so."""
    import pyarrow as pa

    types = {"bigint": pa.int64(), "string": pa.string(), "array<bigint>": pa.list_(pa.int64())}
    schema = pa.schema([(name, types[kind]) for name, kind in (one.split(" ") for one in written.split(", "))])
    return pa.table(columns, schema=schema)


def _batch(columns: dict[str, Any], written: str) -> pa.RecordBatch:
    import pyarrow as pa

    table = _table(columns, written)
    return pa.RecordBatch.from_arrays([column.combine_chunks() for column in table.columns], schema=table.schema)
