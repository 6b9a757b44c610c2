"""The command line: what it prints, how it ends, and that no terminal, locale, reader or ledger can break it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import stargate_claims as sc
from stargate_claims import cli as commands
from stargate_claims.cli import cli
from stargate_claims.cli.console import CLEAN, CLOSED, FAILED, FOUND, INTERRUPTED
from stargate_claims.judging import parts
from stargate_claims.judging.judged import recorded
from stargate_claims.judging.shelves import Stored
from stargate_claims.judging.weighing import weighed

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds" / "stargate"

SOURCE = """\
source: {id: one, publisher: daily-one, published: 2030-06-11, language: ko}
claims:
  - {id: a, by: head, subject: alpha, measure: funds_available, value: "1,000억 달러", said: 2030-06-10}
"""
SECOND = """\
  - {id: b, by: critic, subject: alpha, measure: funds_available, value: 100억 달러에도 못 미친다, said: 2030-06-10}
"""
ENTITIES = """\
entities:
  - {id: head, kind: person, label: {ko: 김하나, en: Kim Hana}}
  - {id: critic, kind: person, label: {ko: 박둘, en: Park Dul}}
  - {id: alpha, kind: organisation, label: {ko: 알파해운, en: Alpha Lines}}
  - {id: daily-one, kind: organisation, label: {ko: 일간하나, en: Daily One}}
"""


def write_ledger(folder: Path, source: str, *, language: str = "ko") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "ledger.yaml").write_text(f"name: notes\nlanguage: {language}\n", encoding="utf-8")
    (folder / "entities.yaml").write_text(ENTITIES, encoding="utf-8")
    (folder / "one.yaml").write_text(source, encoding="utf-8")
    return folder


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write_ledger(tmp_path / "clean", SOURCE)


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    return write_ledger(tmp_path / "clashing", SOURCE + SECOND)


class Run:
    """The command line in this process: its exit status and what it printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["stargate-claims", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            commands.main()
        captured = self._capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, captured.out, captured.err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(monkeypatch, capsys)


class TestCheck:
    def test_a_clean_ledger_ends_in_0(self, run: Run, clean: Path) -> None:
        assert run("check", clean) == (CLEAN, "주장 1건, 질문 1개를 살폈다: 어긋나는 주장 없음\n", "")

    def test_findings_end_in_1(self, run: Run, clashing: Path) -> None:
        status, out, err = run("check", clashing)
        assert (status, err) == (FOUND, "")
        assert "1,000억 달러와 100억 달러 미만이 맞선다 (2030년 6월 10일)" in out

    def test_findings_end_in_0_where_asked_for(self, run: Run, clashing: Path) -> None:
        status, out, _ = run("check", "--exit-zero", clashing)
        assert status == CLEAN
        assert "[높음·모순]" in out

    def test_one_file_is_a_ledger_too(self, run: Run, tmp_path: Path) -> None:
        text = ENTITIES + SOURCE + SECOND
        (tmp_path / "all.yaml").write_text(text, encoding="utf-8")
        assert run("check", tmp_path / "all.yaml")[0] == FOUND

    @pytest.mark.parametrize(
        ("own", "asked", "shown"),
        [("ko", None, "알파해운"), ("en", None, "Alpha Lines"), ("ko", "en", "Alpha Lines"), ("en", "ko", "알파해운")],
    )
    def test_the_language_is_the_ledgers_own_unless_asked(
        self, run: Run, tmp_path: Path, own: str, asked: str | None, shown: str
    ) -> None:
        folder = write_ledger(tmp_path / "ledger", SOURCE + SECOND, language=own)
        _, out, _ = run("check", folder, *(("--lang", asked) if asked else ()))
        other = {"알파해운": "Alpha Lines", "Alpha Lines": "알파해운"}[shown]
        assert shown in out
        assert other not in out

    def test_json_is_the_report(self, run: Run, clashing: Path) -> None:
        status, out, err = run("check", clashing, "--format", "json")
        record = json.loads(out)
        report = sc.check_consistency(sc.load(clashing))
        assert (status, err) == (FOUND, "")
        assert [(f["id"], f["sides"]) for f in record["findings"]] == [
            (f.id, [list(side) for side in f.sides]) for f in report.findings
        ]

    def test_json_of_a_clean_ledger_ends_in_0(self, run: Run, clean: Path) -> None:
        status, out, _ = run("check", clean, "-f", "json")
        assert (status, json.loads(out)["findings"]) == (CLEAN, [])

    def test_what_main_answers_is_what_other_programs_get(self, clashing: Path) -> None:
        assert CliRunner().invoke(cli, ["check", str(clashing)]).exit_code == FOUND
        assert CliRunner().invoke(cli, ["check", str(clashing), "--exit-zero"]).exit_code == CLEAN


class TestEngines:
    @pytest.mark.parametrize("options", [(), ("--engine", "duckdb"), ("--threads", "1", "--memory", "500MB")])
    def test_columns_give_what_the_ledger_gives(
        self, options: tuple[str, ...], run: Run, clashing: Path, tmp_path: Path
    ) -> None:
        pytest.importorskip("duckdb")
        path = tmp_path / "a.parquet"
        assert run("convert", clashing, path)[0] == CLEAN
        assert run("check", path, *options) == run("check", clashing)

    @pytest.mark.parametrize("options", [(), ("--engine", "sqlite")])
    def test_a_line_for_each_finding_and_one_that_sums_up(
        self, options: tuple[str, ...], run: Run, clashing: Path
    ) -> None:
        status, out, _ = run("check", clashing, "-f", "jsonl", *options)
        *findings, last = map(json.loads, out.splitlines())
        report = sc.check_consistency(sc.load(clashing))
        assert status == FOUND
        assert [finding["id"] for finding in findings] == [finding.id for finding in report.findings]
        assert last["summary"]["findings"] == len(findings)
        assert last["summary"]["by_severity"] == {"high": 1}

    def test_lines_from_columns_come_as_they_are_judged(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "seeds.parquet"
        assert run("convert", SEEDS, path)[0] == CLEAN
        status, out, _ = run("check", path, "-f", "jsonl", "--as-of", "2025-07-21")
        *findings, last = map(json.loads, out.splitlines())
        _, whole, _ = run("check", SEEDS, "-f", "jsonl", "--as-of", "2025-07-21")
        *all_at_once, summary = map(json.loads, whole.splitlines())
        assert status == FOUND
        assert last == summary
        assert sorted(findings, key=lambda one: one["id"]) == sorted(all_at_once, key=lambda one: one["id"])

    def test_lines_of_what_was_judged_where_the_claims_lie(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "seeds.db"
        assert run("convert", SEEDS, path)[0] == CLEAN
        ask = ("check", path, "--engine", "sqlite", "-f", "jsonl")
        _, here, _ = run(*ask)
        monkeypatch.setattr(Stored, "judged", lambda shelf, sql, case: (recorded(weighed(case.of(shelf.claims(sql)))),))
        monkeypatch.setattr(parts, "weighed", None)
        _, there, _ = run(*ask)
        assert sorted(there.splitlines()) == sorted(here.splitlines())

    @pytest.mark.parametrize("engine", ["python", "duckdb"])
    def test_a_state_changes_nothing_that_is_printed(self, engine: str, run: Run, tmp_path: Path) -> None:
        state, ask = tmp_path / "seeds.state", ("check", SEEDS, "--engine", engine, "-f", "jsonl")
        fresh = run(*ask)
        assert run(*ask, "--state", state) == fresh
        first = state.read_bytes()
        assert run(*ask, "--state", state) == fresh
        assert run(*ask, "--state", state, "--since", "2025-07-01")[0] == FOUND
        assert state.read_bytes() == first

    @pytest.mark.parametrize(
        "options",
        [("--threads", "2"), ("--engine", "sqlite", "--memory", "1GB"), ("--engine", "sqlite", "--texts", ".")],
    )
    def test_options_that_do_not_go_together(self, options: tuple[str, ...], run: Run, clashing: Path) -> None:
        status, _, err = run("check", clashing, *options)
        assert status == FAILED
        assert "--threads and --memory are for --engine duckdb" in err


class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("check", "no-such-folder"), "there is no such file or folder"),
            (("check",), "Missing argument 'PATH'"),
            (("check", "--no-such-option", "x"), "No such option"),
            (("check", "x", "--lang", "de"), "'de' is not one of"),
            (("check", "x", "-f", "xml"), "'xml' is not one of"),
            (("czech", "x"), "No such command 'czech'"),
        ],
        ids=str,
    )
    def test_one_message_on_stderr_and_2(self, run: Run, arguments: tuple[str, ...], message: str) -> None:
        status, out, err = run(*arguments)
        assert (status, out) == (FAILED, "")
        assert err.count(message) == 1
        assert "Traceback" not in err

    def test_a_broken_ledger_lists_every_problem_on_a_line_of_its_own(self, run: Run, tmp_path: Path) -> None:
        broken = SOURCE.replace("funds_available", "funds_availabel").replace("1,000억 달러", "천만다행")
        status, out, err = run("check", write_ledger(tmp_path / "broken", broken))
        assert (status, out) == (FAILED, "")
        lines = err.splitlines()
        assert len(lines) == 2
        assert all(line.startswith("stargate-claims: ") and "one.yaml:3:" in line for line in lines)
        assert "did you mean 'funds_available'" in err

    def test_a_file_that_is_no_yaml(self, run: Run, tmp_path: Path) -> None:
        folder = write_ledger(tmp_path / "broken", "claims: [{")
        status, out, err = run("check", folder)
        assert (status, out) == (FAILED, "")
        assert "one.yaml:" in err
        assert "Traceback" not in err

    def test_a_name_cannot_steer_the_terminal(self, run: Run) -> None:
        status, _, err = run("check", "no\x1b[31m\u202efolder")
        assert status == FAILED
        assert "no\\x1b[31m\\u202efolder" in err

    def test_without_a_command_it_shows_the_help(self, run: Run) -> None:
        status, out, err = run()
        assert status == FAILED
        assert "Usage: stargate-claims" in out + err

    def test_a_mistake_of_ours_is_2_too_and_says_what_to_do(
        self, run: Run, clean: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError("a \x1b[31m bug")

        monkeypatch.setattr("stargate_claims.judging.consistency.check_consistency", broken)
        status, out, err = run("check", clean)
        assert (status, out) == (FAILED, "")
        assert "ZeroDivisionError: a \\x1b[31m bug" in err
        assert "please report it" in err.splitlines()[-1]

    @pytest.mark.parametrize("stopped", [KeyboardInterrupt, EOFError])
    def test_an_interrupt_ends_as_shells_count_it(
        self, run: Run, clean: Path, monkeypatch: pytest.MonkeyPatch, stopped: type[BaseException]
    ) -> None:
        def interrupted(*_: object, **__: object) -> None:
            raise stopped

        monkeypatch.setattr("stargate_claims.judging.consistency.check_consistency", interrupted)
        status, out, err = run("check", clean)
        assert (status, out) == (INTERRUPTED, "")
        assert "Traceback" not in err


class TestHelp:
    def test_every_command_says_what_it_does(self, run: Run) -> None:
        status, out, err = run("--help")
        assert "..." not in out.replace("[ARGS]...", "")  # no first sentence is cut
        assert (status, err) == (CLEAN, "")
        for name, command in cli.commands.items():
            assert f"  {name} " in out
            assert command.help
            assert run(name, "--help")[0] == CLEAN

    def test_check_tells_its_exit_statuses(self, run: Run) -> None:
        _, out, _ = run("check", "-h")
        assert all(f" {status} " in out for status in (CLEAN, FOUND, FAILED))

    def test_the_version_needs_no_installed_package(self, run: Run) -> None:
        status, out, _ = run("--version")
        assert (status, sc.__version__ in out) == (CLEAN, True)


def spawn(
    *arguments: str | Path, stdout: int = subprocess.PIPE, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "stargate_claims", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


POOR = {
    "LANG": "C",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "ascii",
    "TERM": "dumb",
    "COLUMNS": "1",
}
"""The poorest of terminals: no Hangul, no colour, no room."""


class TestProcesses:
    def test_the_poorest_terminal_gets_escapes_and_no_traceback(self) -> None:
        ended = spawn("check", SEEDS, environment=POOR)
        assert (ended.returncode, ended.stderr) == (FOUND, b"")
        assert ended.stdout.isascii()
        assert b"\\uc8fc\\uc7a5" in ended.stdout  # 주장
        assert b"\x1b" not in ended.stdout

    def test_json_stays_json_in_ascii(self) -> None:
        ended = spawn("check", SEEDS, "-f", "json", environment=POOR)
        assert (ended.returncode, ended.stderr) == (FOUND, b"")
        assert ended.stdout.isascii()
        assert "스타게이트" in json.loads(ended.stdout)["findings"][0]["explanation"]["ko"]

    def test_an_error_in_hangul_on_the_poorest_terminal(self) -> None:
        ended = spawn("check", "없는 폴더", environment=POOR)
        assert (ended.returncode, ended.stdout) == (FAILED, b"")
        assert b"Traceback" not in ended.stderr
        assert ended.stderr.count(b"\n") == 1

    @pytest.mark.parametrize("form", ["human", "json"])
    def test_a_reader_that_has_closed_the_pipe_gets_no_traceback(self, form: str) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        try:
            ended = spawn("check", SEEDS, "-f", form, stdout=writing)
        finally:
            os.close(writing)
        assert (ended.returncode, ended.stderr) == (CLOSED, b"")

    def test_python_m_is_the_same_command(self) -> None:
        ended = spawn("--help")
        assert (ended.returncode, ended.stderr) == (CLEAN, b"")
        assert ended.stdout.startswith(b"Usage: stargate-claims ")


class TestColour:
    @pytest.mark.parametrize(
        ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)], ids=str
    )
    def test_only_where_nobody_asked_not_to(
        self, monkeypatch: pytest.MonkeyPatch, clashing: Path, environment: dict[str, str], coloured: bool
    ) -> None:
        for name in ("NO_COLOR", "TERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        result = CliRunner().invoke(cli, ["check", str(clashing)], color=True)
        assert ("\x1b[" in result.output) is coloured

    def test_never_in_a_pipe(self, run: Run, clashing: Path) -> None:
        assert "\x1b" not in run("check", clashing)[1]


def test_an_error_that_nobody_reads_is_no_finding(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "stargate_claims", "check"]
    for arguments in ([str(tmp_path / "nope")], ["--no-such-option"]):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([*command, *arguments], stdout=subprocess.DEVNULL, stderr=writing, check=False)
        os.close(writing)
        assert done.returncode == FAILED


@pytest.mark.parametrize("size", ["2XB", "much", "2 G", "-1GB"])
def test_an_amount_of_memory(size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.BadParameter, match="write it as 2GB"):
        cli.main(["check", str(tmp_path), "--engine", "duckdb", "--memory", size], standalone_mode=False)


def test_a_day_before_everything(capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(["check", "seeds/stargate", "--as-of", "2020-01-01", "--lang", "en"], standalone_mode=False)
    assert status == CLEAN
    assert "Nothing to judge: all claims were left out" in capsys.readouterr().out
