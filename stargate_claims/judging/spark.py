"""Spark: the same screen on Parquet wherever Spark reads it, with a session of the caller's or a local one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stargate_claims.errors import brought_by
from stargate_claims.judging.shelves import engine_failed


class Spark:
    """A SparkSession; its names are its own, so that two checks in one application do not meet.

    Args:
        session: a SparkSession; None for a local one.
        path: a file of columns, on any store that Spark reads.
    """

    def __init__(self, session: Any, path: Path | str) -> None:
        self._kept: list[Any] = []
        self._place = str(path)
        root = local() if session is None else session
        with self._translated():
            self._session = root.newSession()
            if root.sparkContext.master.startswith("local") and session is None:
                # Spark's own 200 pieces of a shuffle are a cluster's: here each would be a task of a few rows.
                self._session.conf.set("spark.sql.shuffle.partitions", root.sparkContext.defaultParallelism)
            self._session.read.parquet(self._place).createOrReplaceTempView("every")

    def run(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        with self._translated():
            yield from (tuple(row) for row in self._session.sql(sql).collect())

    def keep(self, name: str, sql: str) -> None:
        """Let a table hold the rows of a query.

        It is made now: only of a table that is there does Spark know that it is small enough to be sent to all of a
        join's other side, or empty, so that what asks for its rows need not run.
        """
        with self._translated():
            frame = self._session.sql(sql).persist()
            self._kept.append(frame)
            if not frame.count():
                frame = frame.limit(0)
            frame.createOrReplaceTempView(name)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors of Spark as those of a ledger."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        try:
            yield
        except (Py4JError, PySparkException) as error:
            raise engine_failed(self._place, "Spark", error) from error

    def close(self) -> None:
        """Let go of what was kept; the session goes on."""
        while self._kept:
            self._kept.pop().unpersist()

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query."""
        with self._translated():
            self._session.sql(sql).createOrReplaceTempView(name)

    def names(self, name: str, values: Iterable[str]) -> None:
        """Let a table with the one column ``name`` hold some names."""
        rows = [(value,) for value in values]
        with self._translated():
            self._session.createDataFrame(rows, "name string").createOrReplaceTempView(name)


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
