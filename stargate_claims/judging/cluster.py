"""A ledger so large that most of what is to be judged stays where it lies: Spark's workers judge it, part by part.

What claims hang together by comes here as numbers; which parts that makes is found here; and each part is judged by one
worker. What rules draw from a part may lie on a question of another one: then the two are one, and judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from stargate_claims.judging.engines import SomeCase
from stargate_claims.judging.judged import Judged, received
from stargate_claims.judging.parts import AT_ONCE, Homes
from stargate_claims.judging.shelves import Columns
from stargate_claims.judging.spark import Spark
from stargate_claims.judging.worker import CALLED, JUDGED, TIED, called, judged, terms_of, tied
from stargate_claims.keeping.columns import About

_TEXTS = """
SELECT claim.record AS record, source.record AS about
FROM every claim LEFT JOIN every source ON source.kind = 'source' AND source.name = claim.source
WHERE claim.kind = 'claim' AND claim.part = 0 AND claim.seq IN (SELECT seq FROM {chosen})
"""
"""The texts of the claims whose numbers a table has, each with that of its source: none is lost that has no source."""

_LINKS = """
SELECT first AS one, first AS other FROM tied
UNION SELECT first AS one, tie AS other FROM tied LATERAL VIEW explode(ties) AS tie
UNION SELECT first AS one, own AS other FROM tied
WHERE own IN (SELECT refer FROM tied LATERAL VIEW explode(refers) AS refer)
"""
"""Every tie, and those that a claim has together."""

_PLACED = """
SELECT record, about, home, first, ties, pmod(home, {batches}) AS batch FROM tied JOIN homes ON homes.tie = first
"""
"""The claims of some parts, in batches of whole parts: the number of a part is as good as drawn by lot."""

_PIECE = 20_000
"""Claims of a piece: some seconds of work, so that none waits long for the last."""


class Cluster(Columns):
    """A file of columns that Spark reads, with workers that can judge."""

    def __init__(self, engine: Spark, path: Path, about: About | None = None) -> None:
        super().__init__(engine, path, about)
        self._spark = engine

    def call(self, sql: str) -> bool:
        """Let the table ``called`` hold the ids that the claims of a query refer to; whether there are any."""
        claims = self._held("calling", sql)
        if claims <= self._spark.collect_at_most:
            return super().call(sql)
        return self._spark.mapped("called", _TEXTS.format(chosen="calling"), called, CALLED, self._pieces(claims))

    def judged(self, sql: str, case: SomeCase) -> tuple[Judged, ...] | None:
        """What is found among the claims of a query, where they lie; None where this process is to judge them."""
        terms = terms_of(case)
        if terms is None or (claims := self._held("many", sql)) <= self._spark.collect_at_most:
            return None
        self._spark.mapped("tied", _TEXTS.format(chosen="many"), partial(tied, terms), TIED, self._pieces(claims))
        return received(self._found(terms, claims))

    def _held(self, name: str, sql: str) -> int:
        """Let a table hold the numbers of claims that a query gives; how many there are."""
        self.engine.keep(name, sql)
        ((claims,),) = self.engine.run(f"SELECT count(*) FROM {name}")
        return int(claims)

    def _pieces(self, claims: int) -> int:
        """In how many pieces workers are given claims: as many as can work at once, and none too large."""
        return max(self._spark.processors, claims // _PIECE)

    def _found(self, terms: str, claims: int) -> Iterable[str]:
        """What is found in each part, once no two parts touch any more."""
        homes = Homes(self._spark.pairs(_LINKS))
        found: dict[int, str] = {}
        again = set(map(homes.of, homes))
        while again:
            self._spark.hold_pairs(
                "homes", ("tie", "home"), [(tie, at) for tie in homes if (at := homes.of(tie)) in again]
            )
            links = []
            for home, ties, text in self._weighed(terms, claims, min(claims // AT_ONCE + 1, len(again))):
                if text is not None:
                    found[home] = text
                links += [(tie, home) for tie in ties]
            touched = _brought_together(homes, links)
            again = set(map(homes.of, touched))
            for home in touched:
                found.pop(home, None)
        return found.values()

    def _weighed(self, terms: str, claims: int, batches: int) -> Iterator[tuple[int, list[int], str | None]]:
        """What workers find in the parts that have a home: the home, further ties, and what was found, if anything."""
        yield from self._spark.grouped(
            _PLACED.format(batches=batches), "batch", partial(judged, terms), JUDGED, self._pieces(claims)
        )


def _brought_together(homes: Homes[int], links: Iterable[tuple[int, int]]) -> set[int]:
    """Link ties to the parts that turned out to have them: the parts that this brought together, by the old names."""
    touched: set[int] = set()
    for tie, home in links:
        before, here = homes.of(tie), homes.of(home)
        if tie in homes and before != here:
            touched |= {before, here}
        homes.join(tie, home)
    return touched
