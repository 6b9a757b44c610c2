"""The commands that keep a ledger; as processes, where a terminal, bytes that are no text, or a signal matter."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.verifying import verify
from tests.keeping.stock import claim, filled, torn_tails_allowed
from tests.test_cli import Run

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds" / "stargate"


Done = subprocess.CompletedProcess[str]
Command = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command line in this process, with paths from the project's root unless told."""
    here = Run(monkeypatch, capsys)

    def command(*arguments: str | Path, cwd: Path = ROOT) -> Done:
        monkeypatch.chdir(cwd)
        status, out, err = here(*arguments)
        assert "Traceback" not in err
        return subprocess.CompletedProcess(arguments, status, out, err)

    return command


def process(*arguments: str | Path | bytes, cwd: Path | None = None, **environment: str) -> Done:
    """The command line in a process of its own, as a shell starts it."""
    done = subprocess.run(
        [sys.executable, "-m", "stargate_claims", *arguments], cwd=cwd or ROOT, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, check=False, timeout=60, errors="replace",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def test_convert_and_verify(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    done = run("convert", SEEDS, path)
    assert done.returncode == 0
    assert done.stderr == ""  # a bar is for terminals
    head = done.stdout.splitlines()[-1].removeprefix("head ")
    assert head == str(verify(path).head)
    again = run("verify", path, "--head", head)
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, f"head {head}")
    assert "0 records came after" in again.stdout
    assert "without a kept head" in run("verify", path).stdout
    assert run("convert", SEEDS, path).returncode == 2
    record = json.loads(run("convert", path, tmp_path / "a.csv", "-f", "json").stdout)
    assert record == {"head": head, "claims": 172, "dropped": []}
    record = json.loads(run("convert", path, tmp_path / "a.jsonld", "-f", "json").stdout)
    assert len(record["dropped"]) > 1
    found = json.loads(run("verify", path, "-f", "json").stdout)
    assert found == {"head": head, "claims": 172, "since": None}


def test_verify_names_the_line(run: Command, tmp_path: Path) -> None:
    path = filled(tmp_path / "a.jsonl", 60)
    head = str(verify(path).head)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:56], lines[56].replace("억".encode(), "조".encode()), *lines[57:]]))
    done = run("verify", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{path}:57:1: broken-line" in done.stderr
    path.write_bytes(b"".join(lines[:-5]))
    assert "nobody can tell whether the last records were taken away" in run("verify", path).stdout
    assert "wrong-head it has 56 records, and the kept head says 61" in run("verify", path, "--head", head).stderr
    assert run("verify", path, "--head", "5").returncode == 2
    assert "torn-tail" in run("verify", _torn(path, lines)).stderr


def _torn(path: Path, lines: list[bytes]) -> Path:
    path.write_bytes(b"".join(lines)[:-9])
    return path


def test_a_torn_tail_is_told_and_the_rest_is_read(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    run("convert", SEEDS, path)
    path.write_bytes(path.read_bytes() + b'{"chain')
    done = run("check", path, "--exit-zero")
    assert done.returncode == 0
    assert done.stderr.startswith(f"stargate-claims: {path}:269:1: torn-tail 7 bytes")
    assert done.stderr.count("\n") == 1


def test_every_form_gives_the_same_report(run: Command, tmp_path: Path) -> None:
    reports = set()
    for form in ("a.jsonl", "a.db", "a.csv", "a"):
        run("convert", SEEDS, tmp_path / form)
        reports.add(run("check", tmp_path / form, "-f", "json").stdout)
    assert len(reports) == 1


def test_show_and_doctor(run: Command) -> None:
    done = run("show", "c4-15", SEEDS, "--lang", "en")
    assert done.stdout.startswith("c4-15 Masayoshi Son")
    assert json.loads(run("show", "c4-15", SEEDS, "-f", "json").stdout)["claim"]["id"] == "c4-15"
    assert run("show", "c4-15", cwd=SEEDS).stdout.startswith("c4-15 손정의")
    done = run("show", "c4-1", SEEDS)
    assert (done.returncode, "did you mean" in done.stderr) == (2, True)
    assert "SQLite" in run("doctor").stdout
    assert json.loads(run("doctor", "-f", "json").stdout)["faults"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", "-"), ("verify", "--", "--help"), ("verify", ""), ("verify", "."), ("convert", "", "x.db"),
        ("convert", "-", "x.db"), ("show", "x", "-"), ("convert", "seeds", "seeds"), ("convert", "seeds/stargate", ""),
        ("verify", "postgresql://[x/y"), ("convert", "seeds/stargate", "mysql://x/y"),
        ("check", "postgresql://nobody@127.0.0.1:1/x"), ("show", "x", "postgresql:/x"),
    ],
    ids=range(13),
)  # fmt: skip
def test_odd_arguments_end_in_a_message(arguments: tuple[str, ...], run: Command) -> None:
    refused(run(*arguments))


@pytest.mark.parametrize(
    "arguments",
    [
        ("verify", b"\xff.db"), ("convert", b"\xff", b"\xfe.db"), ("show", b"\xff", b"\xff"),
        ("verify", "a.db", "--head", b"\xff"), ("verify", "-"),
    ],
    ids=range(5),
)  # fmt: skip
def test_arguments_that_are_no_text_end_in_a_message(arguments: tuple[str | bytes, ...]) -> None:
    refused(process(*arguments))


def refused(done: Done) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
    assert not (ROOT / "x.db").exists()


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C", "TERM": "dumb", "COLUMNS": "1"}],
    ids=range(2),
)
def test_terminals_that_have_no_hangul(environment: dict[str, str]) -> None:
    for arguments, status in ((("show", "c4-15", SEEDS), 0), (("doctor",), 0), (("verify", "없다.db"), 2)):
        done = process(*arguments, cwd=ROOT, **environment)
        assert (done.returncode, bool(done.stdout)) == (status, not status)
        if "PYTHONIOENCODING" in environment:
            name = {"show": "손정의", "doctor": "", "verify": "없다"}[arguments[0]]
            assert (done.stdout + done.stderr).isascii()
            assert name.encode("ascii", "backslashreplace").decode() in done.stdout + done.stderr


def test_no_name_in_a_file_steers_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.jsonl"
    path.write_bytes(b'{"v":"\x7f\\u001b[31m"}\n')
    done = process("verify", path)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    source = filled(tmp_path / "a.jsonl", 200)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "stargate_claims", "convert", str(source), str(tmp_path / "b.db")],
        stderr=theirs, stdout=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        process.communicate()
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # how a terminal ends
        while piece := os.read(ours, 100_000):
            seen += piece
    os.close(ours)
    assert b"100%" in seen


APPENDING = """
import sys
from pathlib import Path

import click
from stargate_claims import cli
from stargate_claims.keeping.saving import open_store
from tests.keeping.stock import claims

@cli.cli.command()
def append():
    with open_store(Path(sys.argv[2])) as store:
        print("ready", flush=True)
        for number in range(100_000):
            store.append_many(claims(50, start=50 * number))

sys.argv[1:] = ["append", *sys.argv[1:]]
sys.argv, path = sys.argv[:2], sys.argv[2]
sys.argv.append(path)
cli.cli.commands["append"].params.append(click.Argument(["path"], expose_value=False))
cli.main()
"""


@pytest.mark.parametrize("form", [".jsonl", ".db"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -15)], ids=["int", "term"])
def test_a_signal_while_appending(form: str, number: int, status: int, tmp_path: Path) -> None:
    path = filled(tmp_path / f"a{form}", 0)
    with subprocess.Popen(
        [sys.executable, "-c", APPENDING, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.1)
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode == status
    assert "Traceback" not in errors
    with torn_tails_allowed(), open_store(path) as store:
        assert form == ".jsonl" or len(store) % 50 == 0
        store.append(claim(999_999))
    assert verify(path).claims > 0
