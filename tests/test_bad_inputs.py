"""Every bad input of a file, a database, an export or the command line that was thought of beforehand has its test."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from stargate_claims.keeping.saving import open_store
from stargate_claims.model.intervals import Window
from tests.keeping.stock import SOURCE, claim

ROOT = Path(__file__).parents[1]
CASES = ROOT.parent / "shared" / "cases" / "bad_inputs.jsonl"
KINDS = ("FIL", "SQL", "EXP", "CLI", "HTML")

TESTED = {
    "FIL01": "keeping/test_journal.py::TestReading::test_an_empty_file_is_an_empty_ledger",
    "FIL03": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL05": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL07": "keeping/test_journal.py::TestTornTails::test_every_prefix_opens_to_a_prefix",
    "FIL10": "keeping/test_journal.py::TestReading::test_lines_end_in_a_newline_only",
    "FIL11": "keeping/test_journal.py::TestReading::test_lines_end_in_a_newline_only",
    "FIL13": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL14": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL15": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL16": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL17": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL18": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL19": "keeping/test_journal.py::TestReading::test_what_is_no_journal",
    "FIL20": "keeping/test_journal.py::TestReading::test_a_line_without_an_end_meets_the_cap",
    "FIL22": "keeping/test_nodes.py::test_an_alias_bomb_is_refused_before_it_grows",
    "FIL23": "keeping/test_nodes.py::test_hostile_text",
    "FIL24": "keeping/test_nodes.py::test_scalars_stay_text",
    "FIL25": "test_cli_keeping.py::test_verify_names_the_line",
    "FIL26": "keeping/test_durability.py::test_every_change_of_a_journal_is_noticed",
    "FIL27": "test_cli_keeping.py::test_verify_names_the_line",
    "FIL29": "keeping/test_verifying.py::test_a_number_left_out_or_given_twice",
    "FIL30": "keeping/test_golden.py::test_newer_versions_are_refused_untouched",
    "FIL31": "keeping/test_convert.py::test_copies_are_the_very_lines",
    "FIL33": "test_cli_ledger.py::TestLocate::test_an_edited_copy_is_relocated_and_another_text_is_lost",
    "FIL36": "keeping/test_journal.py::TestWriting::test_whatever_fails_the_file_is_as_it_was",
    "FIL37": "test_bad_inputs.py::test_the_order_is_that_of_appending_whatever_the_clock_says",
    "SQL01": "keeping/test_sqlite.py::TestOpening::test_an_empty_file_is_no_ledger",
    "SQL02": "keeping/test_sqlite.py::TestOpening::test_a_file_of_another_kind",
    "SQL03": "keeping/test_durability.py::test_every_change_of_a_database_is_noticed",
    "SQL05": "keeping/test_sqlite.py::TestCorruption::test_a_wal_that_was_taken_away",
    "SQL06": "keeping/test_sqlite.py::TestCorruption::test_a_journal_of_another_file",
    "SQL07": "keeping/test_sqlite.py::TestOpening::test_a_schema_that_is_not_ours",
    "SQL08": "keeping/test_sqlite.py::TestOpening::test_a_schema_that_is_not_ours",
    "SQL09": "keeping/test_sqlite.py::TestOpening::test_a_schema_that_is_not_ours",
    "SQL10": "keeping/test_sqlite.py::TestOpening::test_a_newer_version_is_left_alone",
    "SQL12": "keeping/test_sqlite.py::TestCorruption::test_verify_names_the_first_bad_line",
    "SQL13": "keeping/test_sqlite.py::TestCorruption::test_verify_names_the_first_bad_line",
    "SQL14": "keeping/test_stores.py::TestOneContract::test_names_in_parts_are_names_in_one_piece",
    "SQL15": "keeping/test_sqlite.py::TestCorruption::test_integers_that_python_has_no_room_for_elsewhere",
    "SQL17": "keeping/test_stores.py::TestOneContract::test_ids_are_only_ids",
    "SQL18": "keeping/test_stores.py::TestOneContract::test_ids_are_only_ids",
    "SQL19": "keeping/test_sqlite.py::TestOpening::test_names_are_not_taken_for_options",
    "SQL20": "keeping/test_sqlite.py::TestModes::test_disks_of_other_computers",
    "SQL21": "keeping/test_sqlite.py::TestWriting::test_waiting_for_others_ends",
    "SQL25": "keeping/test_stores.py::TestOneContract::test_threads_share_a_handle",
    "SQL27": "keeping/test_sqlite.py::TestModes::test_a_wal_only_where_it_is_safe",
    "EXP01": "keeping/test_sheets.py::TestWriting::test_nothing_starts_a_formula",
    "EXP02": "keeping/test_sheets.py::TestWriting::test_nothing_starts_a_formula",
    "EXP04": "keeping/test_sheets.py::TestWriting::test_numbers_stay_numbers",
    "EXP07": "keeping/test_sheets.py::TestWriting::test_cells_come_back",
    "EXP08": "keeping/test_stores.py::TestOneContract::test_what_no_store_takes",
    "EXP09": "keeping/test_sheets.py::TestWriting::test_what_no_cell_holds_is_not_cut_off",
    "EXP11": "keeping/test_newsroom.py::test_what_excel_would_take_for_something_else_stays_text",
    "EXP12": "keeping/test_stores.py::TestOneContract::test_what_no_store_takes",
    "EXP13": "keeping/test_linked.py::test_a_file_that_no_page_trips_over",
    "EXP15": "keeping/test_frames.py::test_amounts_at_the_limits",
    "CLI02": "test_cli_keeping.py::test_odd_arguments_end_in_a_message",
    "CLI03": "test_cli_keeping.py::test_arguments_that_are_no_text_end_in_a_message",
    "CLI04": "test_bad_inputs.py::test_standard_input_that_is_no_text",
    "CLI06": "test_cli_keeping.py::test_terminals_that_have_no_hangul",
    "CLI07": "test_cli_keeping.py::test_terminals_that_have_no_hangul",
    "CLI08": "test_cli_keeping.py::test_a_signal_while_appending",
    "CLI09": "test_cli_keeping.py::test_a_signal_while_appending",
    "CLI10": "keeping/test_journal.py::test_processes_append_side_by_side",
    "CLI11": "test_cli_ledger.py::TestAsOf::test_what_is_no_day_is_refused",
    "CLI12": "test_bad_inputs.py::test_options_that_do_not_exist",
    "CLI14": "keeping/test_convert.py::test_nothing_is_written_over",
    "CLI15": "keeping/test_convert.py::test_a_disk_that_fails_leaves_nothing",
    "HTML02": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML03": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML04": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML05": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML07": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML08": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML09": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML10": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML11": "showing/test_display.py::TestInertness::test_labelled_texts",
    "HTML13": "showing/test_display.py::TestInertness::test_mathjax_reads_nothing",
    "HTML15": "showing/test_page.py::TestHostile::test_what_would_turn_the_words_around_is_made_visible",
    "HTML16": "showing/test_display.py::TestOtherRecords::test_a_ledger_shows_its_first_claims_and_counts_the_others",
    "HTML17": "showing/test_page.py::TestHostile::test_a_very_long_text_is_cut_and_its_length_is_said",
    "HTML18": "showing/test_display.py::TestInertness::test_ten_thousand_fuzzed_names_quotes_and_figures",
    "HTML19": "showing/test_display.py::TestInertness::test_fuzzed_texts_in_every_part_of_every_record",
    "HTML22": "test_bad_inputs.py::test_nothing_serves_pages",
    "HTML23": "test_bad_inputs.py::test_nothing_serves_pages",
    "HTML24": "test_bad_inputs.py::test_nothing_serves_pages",
    "HTML25": "test_bad_inputs.py::test_nothing_serves_pages",
    "HTML26": "showing/test_page.py::TestContents::test_only_this_style_and_script_may_run",
}
"""Case to the test that has it."""


@cache
def functions(file: str) -> frozenset[str]:
    """The tests of a file, those of a class with its name before them."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    inner = {f"{cls.name}::{node.name}" for cls in classes for node in cls.body if isinstance(node, ast.FunctionDef)}
    return frozenset(inner | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)})


@pytest.mark.skipif(not CASES.exists(), reason="the list of bad inputs lies beside the repository, and is not here")
def test_every_case_of_the_list_has_its_test() -> None:
    listed = [json.loads(line)["id"] for line in CASES.read_text(encoding="utf-8").split("\n") if line]
    assert {case for case in listed if case.startswith(KINDS)} == set(TESTED)


@pytest.mark.parametrize("node", sorted(set(TESTED.values())))
def test_those_tests_are_there(node: str) -> None:
    file, _, name = node.partition("::")
    assert name in functions(file)


@pytest.mark.parametrize("form", [".jsonl", ".db"])
def test_the_order_is_that_of_appending_whatever_the_clock_says(form: str, tmp_path: Path) -> None:
    years = ("2031", "2030", "2032")
    items = [
        claim(
            n,
            recorded_at=f"{year}-01-01T00:00:00Z",
            source=evolve(SOURCE, id=year, published=Window.parse(f"{year}-12")),
        )
        for n, year in enumerate(years)
    ]
    with open_store(tmp_path / f"a{form}", create=True) as store:
        for item in items:
            store.append(item)
        assert list(store) == items
        assert [line.seq for line in store.lines()] == [1, 2, 3, 4, 5, 6]


def test_nothing_serves_pages() -> None:
    """A report is a file: there is no server whose hosts, paths, methods and limits would have to be watched."""
    servers = {"http.server", "socketserver", "wsgiref", "asyncio", "aiohttp", "flask", "tornado"}
    for path in (ROOT / "stargate_claims").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert servers.isdisjoint(names), path


def command(
    *arguments: str, stdin: int | None = subprocess.DEVNULL, data: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    run = [sys.executable, "-m", "stargate_claims", *arguments]
    if data is not None:
        return subprocess.run(run, cwd=ROOT, input=data, capture_output=True, timeout=60, check=False)
    return subprocess.run(run, cwd=ROOT, stdin=stdin, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01", "값".encode("cp949"), b"\0"], ids=["utf-16", "cp949", "nul"])
def test_standard_input_that_is_no_text(data: bytes) -> None:
    done = command("figures", "-", data=data)
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0 or done.stderr


def test_standard_input_that_is_closed_or_never_ends() -> None:
    shell = f"exec {sys.executable} -m stargate_claims figures - <&-"
    closed = subprocess.run(["sh", "-c", shell], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (closed.returncode, b"standard input is closed" in closed.stderr) == (2, True)
    with Path("/dev/zero").open("rb") as endless:
        done = command("figures", "-", stdin=endless.fileno())
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


@pytest.mark.parametrize("value", ["-1", "1000000000", "٣"])
def test_options_that_do_not_exist(value: str) -> None:
    done = command("check", "seeds/stargate", "--limit", value)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"No such option" in done.stderr
