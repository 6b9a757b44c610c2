"""A PostgreSQL server for tests: Debian's binaries, a temporary folder, a socket of its own and no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

_USER = "postgres"
"""Whom the server runs as where the tests run as root: PostgreSQL refuses root."""


def binaries() -> Path | None:
    """The newest server that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    at_hand = shutil.which("initdb")
    return found[-1].parent if found else Path(at_hand).parent if at_hand else None


class Server:
    """A server that can be stopped in any way and started again."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self._programs = programs
        self._user = _USER if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None
        self._schemas = 0
        self._run("initdb", "-D", str(self.data), "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd="/", user=self._user, group=self._user
        )
        if done.returncode:
            pytest.skip(f"{program} does not work here: {done.stderr[-200:]}")

    def start(self) -> None:
        command = [str(self._programs / "postgres"), "-D", str(self.data), "-k", str(self.folder), "-h", ""]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "-c", "max_connections=50"],
                stdout=log,
                stderr=log,
                cwd="/",
                user=self._user,
                group=self._user,
            )
        ready = [str(self._programs / "pg_isready"), "-q", "-h", str(self.folder), "-U", "tester", "-d", "postgres"]
        for _ in range(300):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        pytest.skip(f"the server does not start: {(self.folder / 'log').read_text(errors='replace')[-300:]}")

    def crash(self) -> None:
        """As a power cut leaves it, but for the disk's own cache: every process of it is killed."""
        assert self._process is not None
        children = [
            int(pid) for pid in Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        ]
        for pid in (self._process.pid, *children):
            os.kill(pid, signal.SIGKILL)
        self._process.wait()
        time.sleep(0.1)  # until the last of them is gone

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # at once
            self._process.wait()

    def address(self, schema: str = "") -> str:
        """The address of a ledger, by itself a new one."""
        self._schemas += 1
        schema = schema or f"ledger_{os.getpid()}_{self._schemas}"
        return f"postgresql://tester@/postgres?host={self.folder}&schema={schema}"


def running() -> Iterator[Server]:
    """A server for as long as a fixture lives; skips, and says why, where there can be none."""
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(tempfile.mkdtemp(prefix="claims-pg-"))
    try:
        if os.geteuid() == 0:
            try:
                shutil.chown(folder, _USER, _USER)
            except LookupError:
                pytest.skip("there is no user to run a PostgreSQL server as")
        server = Server(folder, programs)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
