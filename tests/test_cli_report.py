"""The command that writes the report page: whole or not at all, and never over something by accident."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import stargate_claims as sc
from stargate_claims.cli.console import CLEAN, FAILED
from tests.test_cli import SEEDS, Run, clashing, clean, run

__all__ = ["clashing", "clean", "run"]


def test_it_says_what_it_wrote(run: Run, clashing: Path, tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    assert run("report", clashing, "-o", output) == (CLEAN, f"{output}\n", "")
    page = output.read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="ko">')
    assert all(finding.id in page for finding in sc.check_consistency(sc.load(clashing)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clashing", "report.html"]


@pytest.mark.parametrize(("option", "shown"), [("en", "en"), ("ko", "ko"), (None, "ko")])
def test_the_language_is_the_ledgers_own_unless_asked(
    run: Run, clashing: Path, tmp_path: Path, option: str | None, shown: str
) -> None:
    output = tmp_path / "report.html"
    assert run("report", clashing, "-o", output, *(("--lang", option) if option else ()))[0] == CLEAN
    assert f'<html lang="{shown}">' in output.read_text(encoding="utf-8")


def test_an_empty_and_a_clean_ledger(run: Run, clean: Path, tmp_path: Path) -> None:
    assert run("new", tmp_path / "empty")[0] == CLEAN
    for name, ledger in (("a.html", tmp_path / "empty"), ("b.HTM", clean)):
        assert run("report", ledger, "-o", tmp_path / name) == (CLEAN, f"{tmp_path / name}\n", "")


def test_only_what_was_published_by_a_day(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    assert run("report", SEEDS, "-o", output, "--as-of", "2025-02-10", "--lang", "en")[0] == CLEAN
    page = output.read_text(encoding="utf-8")
    assert "As published up to 10 February 2025" in page
    assert "claim-c0-15" in page
    assert "claim-c1-07" not in page.partition('id="about"')[0]


def test_with_texts_the_printed_sentences_are_in_it(run: Run, clashing: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    sentence = "김하나는 1,000억 달러가 있다고 했다."
    (texts / "one.txt").write_text(f"{sentence} 박둘은 100억 달러에도 못 미친다고 했다.\n", encoding="utf-8")
    source = (clashing / "one.yaml").read_text(encoding="utf-8")
    placed = source.replace("said: 2030-06-10}", "said: 2030-06-10, at: {paragraph: 1}}")
    (clashing / "one.yaml").write_text(placed, encoding="utf-8")
    assert run("report", clashing, "-o", tmp_path / "with.html", "--texts", texts)[0] == CLEAN
    assert run("report", clashing, "-o", tmp_path / "without.html")[0] == CLEAN
    assert sentence in (tmp_path / "with.html").read_text(encoding="utf-8")
    assert sentence not in (tmp_path / "without.html").read_text(encoding="utf-8")


class TestRefusals:
    def test_it_writes_over_nothing_unless_told_to(self, run: Run, clashing: Path, tmp_path: Path) -> None:
        output = tmp_path / "report.html"
        output.write_text("mine", encoding="utf-8")
        status, out, err = run("report", clashing, "-o", output)
        assert (status, out) == (FAILED, "")
        assert "there is something there already" in err
        assert output.read_text(encoding="utf-8") == "mine"
        assert run("report", clashing, "-o", output, "--force")[0] == CLEAN
        assert output.read_text(encoding="utf-8") != "mine"

    def test_where_it_ends_early_the_old_report_stays(
        self, run: Run, clashing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        output = tmp_path / "report.html"
        output.write_text("mine", encoding="utf-8")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        status, _, err = run("report", clashing, "-o", output, "--force")
        assert status == FAILED
        assert "make room on the disk" in err
        assert output.read_text(encoding="utf-8") == "mine"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["clashing", "report.html"]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("report", "{ledger}"), "Missing option '-o'"),
            (("report", "-o", "x.html"), "Missing argument 'PATH'"),
            (("report", "{ledger}", "-o", "{ledger}/report.pdf"), "is no .html file"),
            (("report", "{ledger}", "-o", "{ledger}"), "is no .html file"),
            (("report", "{ledger}", "-o", "{ledger}/no/report.html"), "check the path"),
            (("report", "no-such-ledger", "-o", "{ledger}/report.html"), "there is no such file or folder"),
            (("report", "{ledger}", "-o", "{ledger}/report.html", "--texts", "no-such-folder"), "no such folder"),
            (("report", "{ledger}", "-o", "{ledger}/report.html", "--as-of", "yesterday"), "is no day"),
            (("report", "{ledger}", "-o", "{ledger}/report.html", "--lang", "de"), "'de' is not one of"),
        ],
        ids=str,
    )
    def test_one_message_and_no_file(self, run: Run, clashing: Path, arguments: tuple[str, ...], message: str) -> None:
        before = sorted(path.name for path in clashing.iterdir())
        status, out, err = run(*(part.format(ledger=clashing) for part in arguments))
        assert (status, out) == (FAILED, "")
        assert message in err
        assert "Traceback" not in err
        assert sorted(path.name for path in clashing.iterdir()) == before

    def test_a_folder_of_that_name_is_left_alone(self, run: Run, clashing: Path, tmp_path: Path) -> None:
        (tmp_path / "report.html").mkdir()
        for force in ((), ("--force",)):
            status, _, err = run("report", clashing, "-o", tmp_path / "report.html", *force)
            assert status == FAILED
            assert "report.html" in err
        assert (tmp_path / "report.html").is_dir()
