"""A program that appends claims and says how far it is, for tests that kill it.

As a nursery it forks a writer for each line of its input, so that two thousand of them need not start Python anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from stargate_claims.errors import LedgerWarning
from stargate_claims.keeping.saving import open_store
from tests.keeping.stock import claim, filled

ROOT = Path(__file__).parents[2]

SLOPPY = """
from stargate_claims.keeping import files, sqlite
files.System.sync = lambda self, descriptor: None
connected = sqlite._prepare
sqlite._prepare = lambda connection: (connected(connection), connection.execute("PRAGMA synchronous = NORMAL"))
"""
"""What makes a store lose acknowledged records in a power cut, though not when it is killed."""


def append(path: str, start: int, count: int, batch: int) -> None:
    """Append in batches; each number that is printed acknowledges every claim below it."""
    warnings.simplefilter("ignore", LedgerWarning)
    with open_store(path) as store:
        os.write(1, b"ready\n")
        for number in range(start, start + count, batch):
            store.append_many(claim(each) for each in range(number, number + batch))
            os.write(1, b"%d\n" % (number + batch))


def command(path: str, start: int, count: int, batch: int = 1, sloppy: str = "") -> list[str]:
    """What runs a writer of its own."""
    code = f"{sloppy}\nfrom tests.keeping.writer import append\nappend({path!r}, {start}, {count}, {batch})"
    return [sys.executable, "-c", code]


class Nursery:
    """Writers of one store, one after the other."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.keeping.writer", path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def start(self, start: int, batch: int) -> int:
        """The process id of a new writer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{start} {batch}\n")
        self._process.stdin.flush()
        return int(self.line())

    def line(self) -> str:
        """What the writer said next."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def rest(self) -> tuple[list[str], int]:
        """All that the writer said after that, and its exit status."""
        said = []
        while not (line := self.line()).startswith("gone"):
            said.append(line)
        return said, int(line.split()[1])


def nurse(path: str) -> None:
    """Fork a writer for each line of the input."""
    with tempfile.TemporaryDirectory() as folder:  # so that a writer finds everything loaded
        filled(Path(folder, "a.db"), 1)
    if path.startswith("postgresql"):
        import psycopg  # noqa: F401
        import sqlalchemy.dialects.postgresql.psycopg  # noqa: F401

    for line in sys.stdin:
        start, batch = map(int, line.split())
        pid = os.fork()
        if pid == 0:
            os.write(1, b"%d\n" % os.getpid())
            append(path, start, 1_000_000, batch)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        os.write(1, b"gone %d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    nurse(sys.argv[1])
