"""What a ledger survives: kills, other writers, and every changed bit. Small here; in full by ``pytest -m soak``."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.library import example
from stargate_claims.keeping.records import Head
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.verifying import verify
from tests.keeping.conftest import FORMS, Places
from tests.keeping.damage import damaged_database, damaged_journal
from tests.keeping.stock import claim, filled, torn_tails_allowed
from tests.keeping.writer import ROOT, SLOPPY, Nursery, command

pytestmark = pytest.mark.no_cover  # tracing doubles its time

FILES = (".jsonl", ".db")
ROUND = 20
"""Kills of one store, before it is verified and another one begun."""


def worker(path: str, start: int, count: int, batch: int = 1) -> subprocess.Popen[str]:
    return subprocess.Popen(command(path, start, count, batch), stdout=subprocess.PIPE, text=True, cwd=ROOT)


def started(place: str) -> str:
    """A store without a claim."""
    with open_store(place, create=True):
        return place


def sized(small: int, full: int) -> list[object]:
    """A number for every run, and the full one for the soak."""
    return [small, pytest.param(full, marks=pytest.mark.soak)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kills", sized(60, 2000))
def test_killed_at_any_moment(form: str, kills: int, places: Places) -> None:
    """Kill -9, then try the last batch again: nothing acknowledged is lost, nothing is there twice."""
    chance = random.Random(7)
    rounds = [killed_again_and_again(started(places(form)), chance) for _ in range(kills // ROUND)]
    written = sum(rounds, Counter())
    assert written["acknowledged"] > kills  # they were killed while they wrote, not before
    print(f"{form}: {kills} kills, {dict(written)}")  # noqa: T201 - shown by -s


def killed_again_and_again(path: str, chance: random.Random) -> Counter[str]:
    """How many claims were acknowledged, and how many of the last batch were there without that."""
    done, counted = 0, Counter[str]()
    with Nursery(path) as nursery:
        for _ in range(ROUND):
            batch = chance.choice((1, 1, 3, 50))
            pid, acknowledged = nursery.start(done, batch), done
            if chance.random() < 0.8:  # else while it opens the store
                assert nursery.line() == "ready"
                if chance.random() < 0.5:  # on a busy machine nothing may be written in a tenth of a second
                    acknowledged = int(nursery.line())
            time.sleep(chance.random() ** 2 * 0.1)
            os.kill(pid, signal.SIGKILL)
            said, status = nursery.rest()
            assert status == -signal.SIGKILL
            acknowledged = max([acknowledged, *(int(line) for line in said if line != "ready")])
            with torn_tails_allowed(), open_store(path) as store:
                found = [line.name for line in store.lines() if line.kind == "claim"]
                assert found == [f"k{number:05}" for number in range(len(found))]  # in order, none twice, none left out
                assert acknowledged <= len(found) <= acknowledged + batch
                counted += Counter(acknowledged=acknowledged - done, unacknowledged=len(found) - acknowledged)
                store.append_many(claim(number) for number in range(done, acknowledged + batch))  # the retry
                assert len(store) == acknowledged + batch
            done = acknowledged + batch
    assert verify(path).claims == done
    return counted


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("processes", "appends", "kills"), [(8, 100, 2), pytest.param(16, 2000, 6, marks=pytest.mark.soak)]
)
def test_many_writers(form: str, processes: int, appends: int, kills: int, places: Places) -> None:
    path = started(places(form))
    most = 10 * appends  # whoever is to be killed has so much to write that no machine is done before
    workers = [worker(path, number * most, most if number < kills else appends) for number in range(processes)]
    heard: dict[int, list[int]] = {}
    for number, process in enumerate(workers):
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if number < kills:
            time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
    for number, process in enumerate(workers):
        assert process.stdout is not None
        heard[number] = [int(line) for line in process.stdout.read().split()]
        process.stdout.close()
        assert process.wait() == (-signal.SIGKILL if number < kills else 0)  # no 'database is locked'
    with torn_tails_allowed(), open_store(path) as store:
        found = [int(each.id[1:]) for each in store]
    assert len(set(found)) == len(found)
    for number in range(processes):
        mine = [each for each in found if each // most == number]
        assert mine == list(range(number * most, number * most + len(mine)))  # in order, without gaps
        assert number * most + len(mine) >= (heard[number] or [number * most])[-1]
        assert number < kills or len(mine) == appends
    if form != ".jsonl":  # which may end in a torn line
        assert verify(path).claims == len(found)


@pytest.mark.parametrize("changes", sized(2000, 100_000))
def test_every_change_of_a_journal_is_noticed(changes: int, tmp_path: Path) -> None:
    """Bits flipped; lines dropped, swapped, doubled and cut off: the first bad line is named."""
    path = filled(tmp_path / "a.jsonl", 24)
    head, whole, chance = verify(path).head, path.read_bytes(), random.Random(11)
    for _ in range(changes):
        data, line = damaged_journal(whole, chance)
        path.write_bytes(data)
        with pytest.raises(LedgerError) as caught:
            verify(path, head)
        assert str(caught.value).startswith(f"{path}:{line}:1: ")


@pytest.mark.parametrize("changes", sized(2000, 100_000))
def test_every_change_of_a_database_is_noticed(changes: int, tmp_path: Path) -> None:
    """Bits, pages, rows: verify fails, or the file still says the very same (SQLite has bytes that nobody reads)."""
    path = filled(tmp_path / "a.db", 24)
    head, whole, said, chance = verify(path).head, path.read_bytes(), contents(path), random.Random(11)
    harmless = 0
    for _ in range(changes):
        data, line = damaged_database(whole, chance)
        path.write_bytes(data)
        try:
            found, refused = verify(path, head), ""
        except LedgerError as error:
            found, refused = None, str(error)
        if line is not None:
            assert refused.startswith(f"{path}:{line}:1: ")
        elif found is not None:
            harmless += 1
            assert (found.head, contents(path)) == (head, said)
    assert harmless < changes / 2
    print(f"{changes} changes of a .db file, {harmless} of them of bytes that hold nothing")  # noqa: T201 - shown by -s


def contents(path: Path | str) -> list[str]:
    with open_store(path) as store:
        return [line.text for line in store.lines()]


@pytest.mark.parametrize("form", FILES)
def test_a_ledger_written_anew_is_noticed_against_a_kept_head(form: str, tmp_path: Path) -> None:
    head = verify(filled(tmp_path / f"a{form}", 50)).head
    (tmp_path / f"a{form}").unlink()
    path = tmp_path / f"a{form}"
    with open_store(path, create=True) as store:
        store.append_many(claim(number, note="anders" if number == 20 else None) for number in range(60))
    assert verify(path).claims == 60  # it is a good ledger, of another story
    with pytest.raises(LedgerError, match=r":51:1: wrong-head its record 51 is not the one of the kept head"):
        verify(path, head)
    assert verify(path, Head()).since == 61


SAVING = """
import sys
import stargate_claims as sc
for place in sys.argv[1:]:
    print(sc.example().save(place))
"""
PLACES = [
    {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
    for seed in ("0", "4711")
    for zone in ("Asia/Seoul", "America/Los_Angeles")
    for locale in ("C", "C.UTF-8")
]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_everywhere(form: str, tmp_path: Path, places: Places) -> None:
    head = example().save(tmp_path / "here.jsonl")
    here = (tmp_path / "here.jsonl").read_text(encoding="utf-8").splitlines()
    runs = []
    for place in PLACES:
        environment = {**os.environ, **place, "PYTHONPATH": str(ROOT)}
        code = [sys.executable, "-c", SAVING, kept := places(form)]
        runs.append((kept, subprocess.Popen(code, env=environment, stdout=subprocess.PIPE, text=True)))
    for kept, run in runs:
        assert run.communicate()[0].split() == [str(head)]
        assert contents(kept) == here
    assert len(runs) == 8


@pytest.mark.skipif(not Path("/usr/bin/strace").exists(), reason="strace is not installed")
@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("appends", sized(20, 1000))
def test_nothing_is_acknowledged_before_it_is_synced(form: str, appends: int, tmp_path: Path) -> None:
    """At every acknowledgement, each byte and each name in the folder was synced after it was written."""
    assert audited(tmp_path / f"a{form}", appends) == (appends + 1, 0)


@pytest.mark.skipif(not Path("/usr/bin/strace").exists(), reason="strace is not installed")
@pytest.mark.parametrize("form", FILES)
def test_the_audit_would_notice(form: str, tmp_path: Path) -> None:
    seen, bad = audited(tmp_path / f"a{form}", 5, SLOPPY)
    assert (seen, bad) == (6, 5)


def audited(path: Path, appends: int, sloppy: str = "") -> tuple[int, int]:
    filled(path, 0)
    log = path.with_name("log")
    calls = "openat,write,pwrite64,pwritev,fsync,fdatasync,unlink,unlinkat,rename,ftruncate,close"
    trace = ["/usr/bin/strace", "-f", "-y", "-s", "12", "-e", f"trace={calls}", "-o", str(log)]
    run = [*trace, *command(str(path), 0, appends, 1, sloppy)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"strace cannot trace here: {done.stderr[:100]}")
    return audit(log.read_text(errors="replace"), str(path.parent))


def audit(log: str, folder: str) -> tuple[int, int]:
    """Acknowledgements (and "ready"), and those with bytes or names that were not synced."""
    dirty: set[str] = set()
    seen = bad = 0
    for line in log.splitlines():
        call = line.partition(" ")[2].strip() if line[:1].isdigit() else line
        name, _, rest = call.partition("(")
        if "= -1" in rest or (folder not in rest and not rest.startswith("1<")):
            continue
        file = rest[rest.index("<") + 1 : rest.index(">")] if "<" in rest else ""
        if name == "write" and rest.startswith("1<"):
            seen += 1
            bad += bool(dirty)
        elif name in ("write", "pwrite64", "pwritev", "ftruncate") and folder in file:
            dirty.add(file)
        elif name in ("fsync", "fdatasync"):
            dirty.discard(file)
        elif name in ("unlink", "unlinkat", "rename") or (name == "openat" and "O_CREAT" in rest):
            dirty.add(folder)
            if name.startswith("unlink"):
                dirty = {each for each in dirty if not rest.startswith(f'"{each}"')}
    return seen, bad
