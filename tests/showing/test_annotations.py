"""Findings at lines of files: where they point, and that nothing in them breaks out of a workflow command."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stargate_claims as sc
from stargate_claims.showing.annotations import Spot, github_lines, message_text, newest, property_text, spots_of
from tests.showing.story import judge, say
from tests.showing.test_text import CASES

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "stargate"
COMMAND = re.compile("::(error|warning|notice) ([^:]*)::([^\r\n]*)")


def nowhere(_: str) -> Spot:
    return Spot("ledger.yaml")


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as its runner reads it: split first, percent signs undone last."""
    match = COMMAND.fullmatch(line)
    assert match is not None, line
    pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {name: unquote(value) for name, value in pairs.items()}, unquote(match[3])


class TestSpots:
    def test_every_claim_of_the_seeds_stands_at_its_line(self) -> None:
        ledger = sc.load(SEEDS)
        spots = spots_of(SEEDS, ledger.positions, ROOT)
        for claim in ledger:
            file, line = spots(claim.id)
            assert line is not None
            assert (ROOT / file).read_text(encoding="utf-8").splitlines()[line - 1].split() == ["-", "id:", claim.id]

    @pytest.mark.parametrize("named", ["folder", "ledger.yaml"])
    def test_a_folder_and_the_file_that_heads_it_are_one(self, named: str) -> None:
        path = SEEDS if named == "folder" else SEEDS / named
        spot = spots_of(path, sc.load(path).positions, ROOT)("c4-15")
        assert spot.file == "seeds/stargate/004-economy-ac.yaml"

    @pytest.mark.parametrize("suffix", [".jsonl", ".db"])
    def test_records_have_lines_in_a_journal_and_none_in_a_database(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"kept{suffix}"
        sc.load(SEEDS).save(path)
        spot = spots_of(path, sc.load(path).positions, tmp_path)("c4-15")
        assert spot.file == path.name
        if suffix == ".db":
            assert spot.line is None
        else:
            assert spot.line is not None
            assert '"c4-15"' in path.read_text(encoding="utf-8").splitlines()[spot.line - 1]

    def test_a_path_is_relative_below_the_root_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        positions = {"a": ("one.yaml", 3)}
        monkeypatch.chdir(SEEDS)
        assert spots_of(SEEDS, positions, SEEDS)("a") == ("one.yaml", 3)
        assert spots_of(SEEDS, positions, Path())("a") == ("one.yaml", 3)
        elsewhere = SEEDS.with_name("star")  # a prefix of its name, and another folder
        assert spots_of(SEEDS, positions, elsewhere)("a") == (str(SEEDS / "one.yaml"), 3)

    def test_a_claim_that_nobody_placed_stands_in_the_ledger(self) -> None:
        assert spots_of(SEEDS, {}, ROOT)("typed") == ("seeds/stargate", None)


class TestGithub:
    def test_one_command_for_each_finding_then_the_counts(self) -> None:
        report = sc.check_consistency(sc.load(SEEDS))
        *commands, counts = github_lines(report, spots_of(SEEDS, sc.load(SEEDS).positions, ROOT), "en")
        read = [parsed(line) for line in commands]
        levels = {"high": "error", "medium": "warning", "low": "notice", "info": "notice"}
        assert [level for level, _, _ in read] == [levels[finding.severity] for finding in report.findings]
        for finding, (_, place, text) in zip(report.findings, read, strict=True):
            assert place["title"].endswith(f"({finding.id})")
            assert all(id in text for id in finding.strongest.claims)
        assert counts.startswith("172 claims on 93 questions")

    def test_it_points_at_what_was_published_last(self) -> None:
        early = say("z", "funds_available", "1,000억 달러", subject="alpha", paper="one")
        late = say("a", "funds_available", "100억 달러", subject="alpha", paper="two")
        assert [newest(finding) for finding in judge(early, late).findings] == ["a"]

    @pytest.mark.parametrize("name", CASES)
    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_every_kind_of_clash_is_one_line(self, name: str, language: str) -> None:
        *commands, _ = github_lines(judge(*CASES[name][0]), nowhere, language)
        assert commands
        for line in commands:
            assert parsed(line)[1]["file"] == "ledger.yaml"

    def test_nothing_found_is_the_counts_alone(self) -> None:
        assert list(github_lines(judge(), nowhere, "en")) == ["There are no claims yet"]

    @given(st.text())
    def test_no_text_ends_a_message_or_a_property(self, text: str) -> None:
        assert unquote(message_text(text)) == text
        assert not set(message_text(text)) & set("\r\n")
        assert not set(property_text(text)) & set(":,\r\n")

    def test_a_hostile_name_stays_in_its_place(self) -> None:
        hostile = "x\r\n::set-env name=A::b%0A::error::"
        claims = (
            say("a", "funds_available", "1,000억 달러", subject="alpha", summary=hostile),
            say("b", "funds_available", "100억 달러", subject="alpha", summary="y"),
        )
        *commands, _ = github_lines(judge(*claims), nowhere, "ko")
        (line,) = commands
        assert "\r" not in line
        assert "\n" not in line
        assert "b%0A::error::" in parsed(line)[2]
