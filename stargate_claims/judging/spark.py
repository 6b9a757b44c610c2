"""Spark: the same screen on Parquet wherever Spark reads it, with a session of the caller's or a local one.

What Spark found is small unless the ledger is huge, and a query on small tables costs it far more to plan and compile
than to run. So small tables stand beside it, in SQLite, where queries on such tables alone are run.

Its workers can run functions of this package on Arrow tables (`worker`): they need the package for that.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stargate_claims.errors import LedgerError, brought_by
from stargate_claims.judging.shelves import SQLite, engine_failed
from stargate_claims.keeping.problems import Code, refusal

COLLECT_AT_MOST = "spark.stargateClaims.collectAtMost"
"""The setting of a session: so many claims are collected, and judged in the process that asked."""
_COLLECT_AT_MOST = 100_000
"""Its default: for so many this process needs some 0.5 GB and twenty seconds. Finding the parts costs workers as much
again as judging them, so that with few claims or few processors they take longer (docs/en/scale.md)."""
_SMALL = 100_000
"""Rows at most of a table that stands beside Spark."""
_NAMED = re.compile(r"\b(?:FROM|JOIN) (\w+)")
"""The tables that a query names."""


class Spark:
    """A SparkSession; its names are its own, so that two checks in one application do not meet.

    Args:
        session: a SparkSession; None for a local one.
        path: a file of columns, on any store that Spark reads.
    """

    def __init__(self, session: Any, path: Path | str) -> None:
        self._kept: list[Any] = []
        self._beside = SQLite()
        self._small: set[str] = set()
        self._unseen: set[str] = set()
        self._place = str(path)
        root = local() if session is None else session
        self.collect_at_most = int(root.conf.get(COLLECT_AT_MOST, str(_COLLECT_AT_MOST)))
        self.processors = int(root.sparkContext.defaultParallelism)
        with self._translated():
            self._session = root.newSession()
            if root.sparkContext.master.startswith("local") and session is None:
                # Spark's own 200 pieces of a shuffle are a cluster's: here each would be a task of a few rows.
                self._session.conf.set("spark.sql.shuffle.partitions", self.processors)
            self._session.conf.set("spark.sql.execution.arrow.pyspark.enabled", "true")  # see `_shown`
            self._session.read.parquet(self._place).createOrReplaceTempView("every")

    def run(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        if self._is_beside(sql):
            yield from list(self._beside.run(sql))  # at once: a table that is being read cannot be made anew
            return
        with self._translated():
            yield from (tuple(row) for row in self._frame(sql).collect())

    def keep(self, name: str, sql: str) -> bool:
        """Let a table hold the rows of a query; whether there are any.

        Of a small one Spark is shown the rows themselves: it sends them to all of a join's other side, and runs nothing
        for a table without rows. A large one is made where it is first asked for.
        """
        if self._is_beside(sql):
            self._stands_beside(name)
            return self._beside.keep(name, sql)
        with self._translated():
            frame = self._frame(sql)
            found = frame.limit(_SMALL + 1).coalesce(1).collect()  # one piece: else it is asked for piece by piece
            if len(found) <= _SMALL:
                self._beside.hold(name, frame.columns, found)
                self._stands_beside(name)
            else:
                self._hold(name, frame.persist())
        return len(found) > 0

    def narrow(self, name: str, sql: str) -> None:
        """Let a name stand for a query that mostly gives few rows: those stand beside Spark, and what rests on them."""
        with self._translated():
            frame = self._frame(sql)
            found = frame.limit(_SMALL + 1).toArrow()
            if found.num_rows <= _SMALL:
                rows = zip(*(column.to_pylist() for column in found.columns), strict=True)
                self._beside.hold(name, frame.columns, rows)
                self._stands_beside(name)
            else:
                frame.createOrReplaceTempView(name)

    def mapped(self, name: str, sql: str, function: Callable[[Any], Any], columns: str, pieces: int) -> bool:
        """Let a table hold what workers make of the rows of a query, a batch at a time; whether there is any.

        Args:
            name: the table.
            sql: the query.
            function: takes an iterator of Arrow batches, and gives another.
            columns: of what it makes, as Spark writes them.
            pieces: of the work; Spark's own choice goes by bytes, of which a claim has few for what it costs.
        """
        with self._translated(by_workers=True), self._own_python():
            frame = self._frame(sql).repartition(pieces).mapInArrow(function, columns).persist()
            self._hold(name, frame)
            return bool(frame.count())  # now, and not within a query that says nothing of workers

    def grouped(
        self, sql: str, by: str, function: Callable[[Any], Any], columns: str, pieces: int
    ) -> Iterator[tuple[Any, ...]]:
        """What workers make of the rows of a query, a group at a time: as Arrow tables, otherwise as in `mapped`."""
        with self._translated(by_workers=True), self._own_python():
            groups = self._frame(sql).repartition(pieces, by).groupBy(by)
            # PySpark looks for hints of types in the function, and stumbles over a partial: a lambda has none.
            made = groups.applyInArrow(lambda table: function(table), columns).toArrow()
        for batch in made.to_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def pairs(self, sql: str) -> Iterator[tuple[int, int]]:
        """The rows of a query for two numbers, in less room than `run` needs."""
        with self._translated():
            found = self._frame(sql).toArrow()
        for batch in found.to_batches():
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    def hold_pairs(self, name: str, columns: Sequence[str], pairs: Sequence[tuple[int, int]]) -> None:
        """Let a table hold some pairs of numbers."""
        import pyarrow

        numbers = {
            name: pyarrow.array([pair[at] for pair in pairs], pyarrow.int64()) for at, name in enumerate(columns)
        }
        with self._translated():
            self._hold(name, self._session.createDataFrame(pyarrow.table(numbers)))

    def _hold(self, name: str, frame: Any) -> None:
        """Let a name stand for a table of Spark's own."""
        self._kept.append(frame)
        frame.createOrReplaceTempView(name)
        self._small.discard(name)
        self._unseen.discard(name)

    @contextmanager
    def _own_python(self) -> Iterator[None]:
        """A local Spark's workers run this Python, whatever ``python3`` is called in the shell."""
        context = self._session.sparkContext
        usual = context.pythonExec
        if context.master.startswith("local") and "PYSPARK_PYTHON" not in os.environ:
            context.pythonExec = sys.executable
        try:
            yield
        finally:
            context.pythonExec = usual

    def _stands_beside(self, name: str) -> None:
        """Note that a table stands beside Spark, which has not seen it."""
        self._small.add(name)
        self._unseen.add(name)

    def _is_beside(self, sql: str) -> bool:
        """Whether all tables that a query names stand beside Spark."""
        return self._small.issuperset(_NAMED.findall(sql))

    def _frame(self, sql: str) -> Any:
        """A query of Spark's own, which is shown the small tables that it names."""
        for name in self._unseen.intersection(_NAMED.findall(sql)):
            self._shown(name).createOrReplaceTempView(name)
            self._unseen.discard(name)
        return self._session.sql(sql)

    def _shown(self, name: str) -> Any:
        """A small table as one of Spark's: by way of Arrow, so that Spark knows how small it is."""
        import pandas

        columns = [column for (column,) in self._beside.run(f"SELECT name FROM pragma_table_info('{name}')")]
        rows = list(self._beside.run(f"SELECT * FROM {name}"))
        if not rows:  # of any type
            nothing = ", ".join(f"CAST(NULL AS BIGINT) AS {column}" for column in columns)
            return self._session.sql(f"SELECT {nothing} WHERE 1 = 0")
        texts = [any(isinstance(value, str) for value in values) for values in zip(*rows, strict=True)]
        schema = ", ".join(
            f"{column} {'string' if is_text else 'bigint'}" for column, is_text in zip(columns, texts, strict=True)
        )
        return self._session.createDataFrame(pandas.DataFrame(rows, columns=columns, dtype=object), schema)

    @contextmanager
    def _translated(self, *, by_workers: bool = False) -> Iterator[None]:
        """Errors of Spark as those of a ledger."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            yield
        except (Py4JError, PySparkException) as error:
            raise (_workers_failed if by_workers else engine_failed)(self._place, "Spark", error) from error

    def close(self) -> None:
        """Let go of what was kept; the session goes on."""
        self._beside.close()
        while self._kept:
            self._kept.pop().unpersist()

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query."""
        with self._translated():
            self._frame(sql).createOrReplaceTempView(name)

    def names(self, name: str, values: Iterable[str]) -> None:
        """Let a table with the one column ``name`` hold some names."""
        self._beside.names(name, values)
        self._stands_beside(name)


def _workers_failed(place: str, engine: str, error: Exception) -> LedgerError:
    """What the Python of workers could not do: find this package, or judge with it."""
    told = str(error).partition("JVM stacktrace:")[0].strip().splitlines() or [type(error).__name__]
    # A trace of Python's says at its end what was wrong, any other message of Spark's at its beginning.
    what = told[-1] if any(line.startswith("Traceback") for line in told) else told[0]
    hint = (
        "install this version of stargate-claims with the extra 'spark' on every worker, for the Python that"
        f" PYSPARK_PYTHON names; or set {COLLECT_AT_MOST} so high that no worker is to judge"
    )
    return refusal(place, Code.UNREADABLE, f"{engine}'s workers could not judge it ({what.strip()[:300]})", hint)


def local() -> Any:
    """A Spark of one's own on all processors of this machine.

    Raises:
        ImportError: where PySpark is not installed, with the command that installs it.
    """
    with brought_by("spark", "engine='spark' (and Java 17)"):
        from pyspark.sql import SparkSession
    builder: Any = SparkSession.builder
    return (
        builder.master("local[*]")
        .appName("stargate-claims")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
