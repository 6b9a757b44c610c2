"""A workload in which rules read most claims, so that a screen leaves next to none of them out.

Each project has a score of claims: that money is ready for it, and how many contracts it has. Ready money means a
contract within a quarter; in every two-hundredth project somebody reports, a year later, that there is none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from stargate_claims.judging.sieve import FileRows
from stargate_claims.keeping.archive import records_of
from stargate_claims.keeping.columns import write_columns
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.records import Head, Line, Record, line_of, read_line
from stargate_claims.keeping.shapes import plain_of
from stargate_claims.keeping.shipped import shipped_vocabulary
from stargate_claims.model.claims import Claim
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.model.rules import Bound, Conclusion, Premise, Rule
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Behaviour, Dimension, Label, Measure, Vocabulary

START = date(2030, 1, 1)
EACH = 20
"""Claims of a project."""
SOURCES = 1000

VOCABULARY = shipped_vocabulary() | Vocabulary.of(
    measures=[
        Measure(id="ready", label=Label(en="ready"), dimension=Dimension.STATE, behaviour=Behaviour.LEVEL),
        Measure(id="contracts", label=Label(en="contracts"), dimension=Dimension.COUNT, behaviour=Behaviour.CUMULATIVE),
    ]
)
RULES = (
    Rule(
        id="ready-means-contract",
        when=(Premise(measure="ready", subject="P", value=Bound(holds=True)),),
        then=Conclusion(measure="contracts", subject="P", value=Bound(at_least=Decimal(1))),
        grace=90,
        why=Label(ko="지어낸 규칙", en="invented"),
    ),
)


def write(count: int, path: Path) -> int:
    """Write so many claims as columns; how many projects have a conflict."""
    projects = count // EACH
    write_columns(path, _lines(projects), FileRows(VOCABULARY))
    return -(-projects // 200)


def _lines(projects: int) -> Iterator[Line]:
    """The lines of the ledger, none of which is held."""
    held = Ledger(name="ruled", language="en", vocabulary=VOCABULARY, rules=RULES)
    sources = [
        Source(id=f"s{number}", publisher=f"paper{number % 50}", published=Window.on(START + timedelta(number % 700)))
        for number in range(SOURCES)
    ]
    head = Head()
    for record in _records(held, sources, projects):
        line = read_line(line_of(record, head)[0].encode(), head)
        head = line.head
        yield line


def _records(held: Ledger, sources: list[Source], projects: int) -> Iterator[Record]:
    yield from records_of(held)
    yield from (Record.of("source", plain_of(source)) for source in sources)
    rng = random.Random(7)
    for project in range(projects):
        for number in range(EACH):
            yield Record.of("claim", plain_of(claim(rng, project, number, sources)))


def claim(rng: random.Random, project: int, number: int, sources: list[Source]) -> Claim:
    """One claim of a project: half of them say that money is ready, half that there are contracts."""
    is_ready, is_planted = number < EACH // 2, project % 200 == 0 and number == EACH - 1
    source = sources[699] if is_planted else rng.choice(sources[:300])
    assert source.published is not None
    quantity = None
    if not is_ready:
        value = Decimal(0) if is_planted else Decimal(number)
        interval = Interval.exactly(value) if is_planted else Interval.at_least(value)
        hedge = Hedge.EXACT if is_planted else Hedge.AT_LEAST
        quantity = Quantity(interval=interval, unit="건", hedge=hedge, nominal=value, grain=Decimal(1))
    return Claim(
        id=f"c{project}-{number}",
        by=(f"who{rng.randrange(5000)}",),
        source=source,
        said=source.published,
        subject=(f"project{project}",),
        measure="ready" if is_ready else "contracts",
        holds=True if is_ready else None,
        quantity=quantity,
    )
