"""What other programs get from the command line: annotations, SARIF, hooks, completion."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from stargate_claims.cli import cli
from stargate_claims.cli.console import CLEAN, FAILED, FOUND
from tests.test_cli import Run, clashing, clean, run

__all__ = ["clashing", "clean", "run"]
ROOT = Path(__file__).resolve().parents[1]


class TestForms:
    def test_github_is_the_default_on_github(self, run: Run, clashing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        monkeypatch.setenv("GITHUB_WORKSPACE", str(clashing.parent))
        status, out, err = run("check", clashing)
        assert (status, err) == (FOUND, "")
        assert out.startswith("::error file=clashing/one.yaml,line=4,title=[높음·모순] ")
        assert run("check", clashing, "-f", "human")[1].startswith("주장 2건")
        assert run("check", clashing, "--texts", clashing)[1].startswith("주장 2건")

    def test_github_where_asked_for(self, run: Run, clashing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(clashing)
        status, out, _ = run("check", ".", "-f", "github", "--lang", "en")
        assert status == FOUND
        command, counts = out.splitlines()
        assert command.startswith("::error file=one.yaml,line=4,title=[high·contradiction] Alpha Lines%3A ")
        assert counts == "2 claims on 1 question: 1 finding (high 1)"

    @pytest.mark.parametrize("form", ["github", "sarif"])
    def test_a_clean_and_an_empty_ledger_end_in_0(self, run: Run, clean: Path, tmp_path: Path, form: str) -> None:
        empty = tmp_path / "empty"
        assert run("new", empty)[0] == CLEAN
        for ledger in (clean, empty):
            status, out, err = run("check", ledger, "-f", form)
            assert (status, err) == (CLEAN, "")
            assert json.loads(out)["runs"][0]["results"] == [] if form == "sarif" else "::" not in out

    def test_sarif_says_where(self, run: Run, clashing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(clashing.parent)
        status, out, err = run("check", "clashing", "-f", "sarif")
        assert (status, err) == (FOUND, "")
        (result,) = json.loads(out)["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"] == {
            "artifactLocation": {"uri": "clashing/one.yaml", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 4},
        }

    @pytest.mark.parametrize("form", ["github", "sarif"])
    def test_no_printed_sentence_leaves_through_them(self, run: Run, clashing: Path, form: str) -> None:
        status, out, err = run("check", clashing, "-f", form, "--texts", clashing)
        assert (status, out) == (FAILED, "")
        assert f"no printed sentence leaves through {form}" in err


class TestBroken:
    """A ledger that cannot be read: its problems come where findings would, and the exit status stays 2."""

    @pytest.fixture
    def broken(self, clean: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = clean / "one.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("funds_available", "fund_available"), encoding="utf-8")
        monkeypatch.chdir(clean.parent)
        return Path(clean.name)

    def test_github(self, run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GITHUB_ACTIONS", "true")
        status, out, err = run("check", broken)
        assert status == FAILED
        assert out == (
            "::error file=clean/one.yaml,line=3,col=48,title=clean/one.yaml%3A3%3A48%3A unknown-measure::"
            "no measure 'fund_available'; did you mean 'funds_available' or 'funds_raised'?\n"
        )
        assert "clean/one.yaml:3:48: unknown-measure" in err
        assert "모르는 척도입니다." in run("check", broken, "--lang", "ko")[1]

    def test_sarif(self, run: Run, broken: Path) -> None:
        status, out, _ = run("check", broken, "-f", "sarif")
        assert status == FAILED
        (ran,) = json.loads(out)["runs"]
        assert ran["invocations"] == [{"executionSuccessful": False}]
        (result,) = ran["results"]
        assert ran["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "unknown-measure"
        assert result["level"] == "error"
        assert result["locations"][0]["physicalLocation"] == {
            "artifactLocation": {"uri": "clean/one.yaml", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 3},
        }

    @pytest.mark.parametrize("form", ["json", "jsonl"])
    def test_json(self, run: Run, broken: Path, form: str) -> None:
        status, out, _ = run("check", broken, "-f", form)
        assert status == FAILED
        (problem,) = json.loads(out)["problems"]
        assert (problem["file"], problem["line"], problem["code"]) == ("clean/one.yaml", 3, "unknown-measure")
        assert len(out.splitlines()) == 1 or form == "json"

    def test_people_read_it_on_standard_error_alone(self, run: Run, broken: Path) -> None:
        status, out, err = run("check", broken, "-f", "human")
        assert (status, out) == (FAILED, "")
        assert "unknown-measure" in err

    @pytest.mark.parametrize("form", ["github", "sarif", "json"])
    def test_a_ledger_that_is_not_there(self, run: Run, form: str) -> None:
        status, out, err = run("check", "nowhere", "-f", form)
        assert status == FAILED
        assert "not-found" in out
        assert "not-found" in err


class TestHook:
    def test_the_manifest_is_valid(self) -> None:
        clientlib = pytest.importorskip("pre_commit.clientlib", reason="pre-commit checks its own manifests")
        (hook,) = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
        assert hook["language"] == "python"

    def test_its_entry_is_a_command_that_takes_a_ledger(self, run: Run, clashing: Path, clean: Path) -> None:
        (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
        program, *arguments = hook["entry"].split()
        assert program == "stargate-claims"
        assert not hook["pass_filenames"]
        assert run(*arguments, clashing)[0] == FOUND
        assert run(*arguments, clean)[0] == CLEAN


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_the_script_asks_this_program(self, run: Run, shell: str) -> None:
        status, out, err = run("completion", shell)
        assert (status, err) == (CLEAN, "")
        assert f"_STARGATE_CLAIMS_COMPLETE={shell}_complete" in out
        if shutil.which(shell):
            done = subprocess.run([shell, "-n"], input=out, text=True, capture_output=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")

    def test_bash_completes_with_it(self, run: Run, tmp_path: Path) -> None:
        if shutil.which("bash") is None:
            pytest.skip("there is no bash here")
        program = tmp_path / "stargate-claims"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m stargate_claims "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        script = run("completion", "bash")[1]
        script += (
            "\nCOMP_WORDS=(stargate-claims co); COMP_CWORD=1; _stargate_claims_completion stargate-claims"
            '\nprintf "%s " "${COMPREPLY[@]}"\n'
        )
        environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(["bash"], input=script, text=True, capture_output=True, env=environment, check=False)
        assert sorted(done.stdout.split()) == [name for name in sorted(cli.commands) if name.startswith("co")]

    def test_another_shell_is_refused(self, run: Run) -> None:
        status, out, err = run("completion", "tcsh")
        assert (status, out) == (FAILED, "")
        assert "'tcsh' is not one of" in err
