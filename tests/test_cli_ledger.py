"""Commands on a ledger folder: new, rules, locate, schema, and the printed sentences beside findings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import stargate_claims as sc
from stargate_claims.cli import cli

ROOT = Path(sc.__file__).resolve().parents[1]
ARTICLE = """신항만 소식

알파해운은 50억 달러를 준비했다고 밝혔다. 크레인은 없다.

베타건설은 알파해운의 돈이 10억 달러 미만이라고 했다.
"""
ENTITIES = """entities:
  - {id: alpha, kind: organisation, label: {ko: 알파해운, en: Alpha Lines}}
  - {id: beta, kind: organisation, label: {ko: 베타건설, en: Beta Works}}
  - {id: daily, kind: organisation, label: {ko: 일간하나, en: Daily One}}
"""
SOURCE = """# 한 기사의 주장
source:
  id: one
  publisher: daily
  published: 2030-01-10
claims:
  - id: a            # 준비된 돈
    by: alpha
    via: [daily]
    subject: alpha
    measure: funds_available
    value: 50억 달러
    at:
      paragraph: 2
  - id: b
    by: beta
    via: [daily]
    subject: alpha
    measure: funds_available
    value: 10억 달러 미만
    at:
      paragraph: 3
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, arguments)))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "ledger.yaml").write_text("name: 신항만\nlanguage: ko\n", encoding="utf-8")
    (folder / "entities.yaml").write_text(ENTITIES, encoding="utf-8")
    (folder / "one.yaml").write_text(SOURCE, encoding="utf-8")
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one_copy.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


class TestNew:
    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_a_new_ledger_is_empty_and_checks_clean(self, tmp_path: Path, language: str) -> None:
        made = run("new", tmp_path / "mine", "--lang", language)
        assert made.exit_code == 0, made.output
        checked = run("check", tmp_path / "mine")
        assert checked.exit_code == 0, checked.output
        assert len(sc.load(tmp_path / "mine")) == 0

    def test_a_folder_with_something_in_it_is_left_alone(self, ledger: Path) -> None:
        before = {path.name: path.read_bytes() for path in ledger.iterdir()}
        assert run("new", ledger).exit_code != 0
        assert {path.name: path.read_bytes() for path in ledger.iterdir()} == before


class TestRules:
    def test_every_shipped_rule_is_listed_and_its_cases_come_out(self) -> None:
        listed = run("rules", "-f", "json")
        assert listed.exit_code == 0, listed.output
        assert all(name in listed.output for name in ("ready-money-signs-contracts", "planned-day-brings-the-event"))

    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_in_words(self, language: str) -> None:
        listed = run("rules", "--lang", language)
        assert listed.exit_code == 0, listed.output
        assert ("90일" if language == "ko" else "90 days") in listed.output

    @pytest.mark.parametrize("form", ["human", "json"])
    def test_with_a_ledger_it_says_what_each_rule_did_there(self, form: str) -> None:
        shown = run("rules", ROOT / "seeds" / "stargate", "-f", form)
        assert shown.exit_code == 0, shown.output
        assert "c4-15" in shown.output


class TestLocate:
    def test_places_are_filled_only_where_asked_and_comments_stay(self, ledger: Path, texts: Path) -> None:
        before = (ledger / "one.yaml").read_text(encoding="utf-8")
        seen = run("locate", ledger, "--texts", texts)
        assert (ledger / "one.yaml").read_text(encoding="utf-8") == before
        written = run("locate", ledger, "--texts", texts, "--write")
        after = (ledger / "one.yaml").read_text(encoding="utf-8")
        assert written.exit_code == 0, (seen.output, written.output)
        assert "# 준비된 돈" in after
        assert "digest:" in after
        span = sc.load(ledger).get("a").locator
        assert span.start is not None
        assert "50억 달러" in ARTICLE[span.start : span.end]
        again = json.loads(run("locate", ledger, "--texts", texts, "-f", "json").output)
        assert "exact" in json.dumps(again)

    def test_an_edited_copy_is_relocated_and_another_text_is_lost(self, ledger: Path, texts: Path) -> None:
        assert run("locate", ledger, "--texts", texts, "--write").exit_code == 0
        copy = texts / "one_copy.txt"
        copy.write_text("앞에 한 줄이 더 붙었다.\n" + ARTICLE, encoding="utf-8")
        assert "relocated" in run("locate", ledger, "--texts", texts, "-f", "json").output.casefold()
        copy.write_text("전혀 다른 글이다.\n", encoding="utf-8")
        lost = run("locate", ledger, "--texts", texts, "-f", "json")
        assert lost.exit_code == 1
        assert "lost" in lost.output.casefold()

    def test_a_folder_without_texts_says_so(self, ledger: Path, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert run("locate", ledger, "--texts", tmp_path / "empty").exit_code != 0

    def test_the_seeds_are_where_they_say(self) -> None:
        copies = ROOT.parent / "shared" / "seeds"
        if not copies.is_dir():
            pytest.skip("the articles are not beside the checkout")
        found = run("locate", ROOT / "seeds" / "stargate", "--texts", copies, "-f", "json")
        assert found.exit_code == 0
        assert found.output.casefold().count('"exact"') >= 172


class TestPrintedSentences:
    def test_they_stand_beside_the_claims_and_nowhere_else(self, ledger: Path, texts: Path) -> None:
        run("locate", ledger, "--texts", texts, "--write")
        shown = run("check", ledger, "--texts", texts)
        assert shown.exit_code == 1, shown.output
        assert "준비했다고 밝혔다" in shown.output
        assert "준비했다고 밝혔다" not in run("check", ledger).output
        assert "준비했다고 밝혔다" in run("check", ledger, "--texts", texts, "-f", "json").output
        assert "준비했다고 밝혔다" not in "".join(p.read_text(encoding="utf-8") for p in ledger.iterdir())

    def test_without_the_copy_the_report_is_as_ever(self, ledger: Path, texts: Path) -> None:
        shutil.rmtree(texts)
        texts.mkdir()
        assert run("check", ledger, "--texts", texts).exit_code in (1, 2)


class TestAsOf:
    def test_what_was_published_later_does_not_count(self, ledger: Path) -> None:
        assert run("check", ledger, "--as-of", "2030-01-09").exit_code == 0
        assert run("check", ledger, "--as-of", "2030-01-10").exit_code == 1

    @pytest.mark.parametrize("day", ["2025-02-30", "20250101", "tomorrow"])
    def test_what_is_no_day_is_refused(self, ledger: Path, day: str) -> None:
        assert run("check", ledger, "--as-of", day).exit_code == 2


@pytest.mark.parametrize("kind", ["source", "entities", "measures", "rules", "ledger"])
def test_schemas_are_printed(kind: str) -> None:
    assert json.loads(run("schema", kind).output)["title"] == f"stargate_claims: {kind}"


class TestShowingAFinding:
    def test_all_its_clashes_are_there(self) -> None:
        report = sc.check_consistency(sc.example("stargate"))
        finding = max(report.findings, key=lambda finding: len(finding.edges))
        assert f"stargate-claims show {finding.id}" in run("check", ROOT / "seeds" / "stargate").stdout
        shown = run("show", finding.id, ROOT / "seeds" / "stargate")
        assert shown.exit_code == 0
        assert sum(line.count(" × ") for line in shown.stdout.splitlines()) == len(finding.edges)
        assert "그 밖에" not in shown.stdout
        record = json.loads(run("show", finding.id, ROOT / "seeds" / "stargate", "-f", "json").stdout)
        assert (record["id"], len(record["edges"])) == (finding.id, len(finding.edges))

    def test_what_is_neither_a_claim_nor_a_finding(self, ledger: Path) -> None:
        assert isinstance(run("show", "f-000000000000", ledger).exception, sc.UnknownName)
