"""Drafts on paper, the way of accepted ones into a folder, and the commands."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from stargate_claims.cli import cli
from stargate_claims.errors import InvalidClaim, LedgerError
from stargate_claims.keeping.drafts import accept_drafts, draft_text, is_there, read_articles, write_drafts
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import load
from stargate_claims.keeping.paper import dump

DAY = date(2031, 3, 5)
ARTICLE = """새봄, 새 공장 짓는다

김한결 나래일보 기자

새봄은 새 공장에 최대 20억 달러(약 2조8천억원)를 투자할 계획이라고 4일 밝혔다. 공장은 아직 제자리걸음이다.
이바다 새봄 사장은 “공급 계약을 단 한 건도 맺지 못했다는 주장은 틀렸다”고 말했다.
한빛 회장은 새봄의 주장을 전면 부인했다.
"""
LEDGER = """
entities:
  - id: saebom
    kind: organisation
    label: {ko: 새봄, en: Saebom}
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "n-1.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ledger"
    place.mkdir()
    (place / "ledger.yaml").write_text("name: notes\nlanguage: ko\n", encoding="utf-8")
    (place / "entities.yaml").write_text(LEDGER.lstrip(), encoding="utf-8")
    return place


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)
    return result.exit_code, result.output


def extracted(article: Path, folder: Path | None = None, name: str = "drafts.yaml") -> Path:
    path = article.parent / name
    write_drafts(list(read_articles([article], DAY, None, "ko", load(folder) if folder else None, new_only=True)), path)
    return path


def marked(path: Path, *numbers: int) -> Path:
    """The drafts with these, counted from 0, marked as accepted; all where none is named."""
    parts = path.read_text(encoding="utf-8").split("- accepted: no")
    text = parts[0]
    for number, part in enumerate(parts[1:]):
        text += f"- accepted: {'yes' if not numbers or number in numbers else 'no'}{part}"
    path.write_text(text, encoding="utf-8")
    return path


class TestOnPaper:
    def test_doubts_stand_as_comments_and_nothing_of_the_text(self, article: Path) -> None:
        text = draft_text(list(read_articles([article], DAY)))
        assert "# ? 어휘에 없는 이름이라 인쇄된 대로 두었다: 새봄" in text
        assert text.count("accepted: no") == len(re.findall(r"# [0-9]+%", text)) >= 3
        assert "제자리걸음이다" not in text
        assert "value: 최대 20억 달러" in text
        assert "publisher: 나래일보" in text

    def test_an_article_without_claims(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("새봄은 말을 아꼈다.", encoding="utf-8-sig")
        assert "drafts: []" in draft_text(list(read_articles([path], DAY)))

    def test_reviews_are_never_overwritten(self, article: Path) -> None:
        extracted(article)
        with pytest.raises(LedgerError, match="something there already"):
            extracted(article)
        with pytest.raises(LedgerError, match="cannot be written"):
            extracted(article, name="no/such/place.yaml")

    def test_files_that_are_no_articles(self, tmp_path: Path) -> None:
        broken, large = tmp_path / "broken.txt", tmp_path / "large.txt"
        broken.write_bytes(b"\xff\xff")
        large.write_bytes(b"a" * (1024 * 1024 + 1))
        for path, message in ((broken, "not UTF-8"), (large, "bytes"), (tmp_path / "none.txt", "cannot be read")):
            with pytest.raises(LedgerError, match=message):
                list(read_articles([path], DAY))

    def test_a_figure_with_no_printed_form_becomes_a_note(self, article: Path) -> None:
        from attrs import evolve

        from stargate_claims.keeping.drafts import _writable
        from stargate_claims.model.quantities import Quantity

        (reading,) = read_articles([article], DAY)
        claim = next(d.claim for d in reading.drafts if d.claim.quantity is not None)
        odd = _writable(evolve(claim, quantity=Quantity.exactly(3, "스무고개"), restated=None))
        assert odd.quantity is None
        assert odd.note == "[3, 3] 스무고개"


class TestAccepting:
    def test_nothing_enters_unmarked(self, article: Path, folder: Path) -> None:
        path = extracted(article, folder)
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        assert accept_drafts(path, folder, "누리", DAY) == ()
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before

    def test_what_is_marked_enters_with_reviewer_and_day(self, article: Path, folder: Path) -> None:
        path = marked(extracted(article, folder))
        claims = accept_drafts(path, folder, " 누리 ", DAY)
        ledger = load(folder)
        assert len(ledger) == len(claims) >= 3
        for claim in ledger:
            assert (claim.reviewed_by, claim.reviewed_on) == ("누리", DAY)
            assert claim.locator.start is not None
        figure = next(claim for claim in ledger if claim.quantity is not None and claim.restated is not None)
        assert figure.by == ("saebom",)
        assert "나래일보" in ledger.vocabulary.entities
        assert "saebom" in (folder / "entities.yaml").read_text(encoding="utf-8")

    def test_a_second_round_proposes_only_what_is_new(self, article: Path, folder: Path) -> None:
        accept_drafts(marked(extracted(article, folder), 0), folder, "누리", DAY)
        again = extracted(article, folder, "again.yaml")
        assert "최대 20억 달러" not in again.read_text(encoding="utf-8")
        more = accept_drafts(marked(again, 0), folder, "누리", DAY)
        assert len(load(folder)) == 1 + len(more) == 2
        assert len(list(folder.glob("*.yaml"))) == 3

    def test_a_denial_denies_only_what_was_accepted(self, article: Path, folder: Path) -> None:
        path = extracted(article, folder)
        text = path.read_text(encoding="utf-8")
        number = next(i for i, part in enumerate(text.split("- accepted: no")[1:]) if "denies" in part)
        with pytest.raises(InvalidClaim, match="denies only drafts that are not accepted"):
            accept_drafts(marked(path, number), folder, "누리", DAY)
        assert len(load(folder)) == 0

    def test_a_folder_of_its_own_layout(self, article: Path, folder: Path) -> None:
        (folder / "entities.yaml").write_text(LEDGER + "terms: {haste: {ko: 서두름}}\n", encoding="utf-8")
        with pytest.raises(LedgerError, match="last key is 'terms'"):
            accept_drafts(marked(extracted(article, folder)), folder, "누리", DAY)
        (folder / "entities.yaml").write_text("# nobody yet\n", encoding="utf-8")
        path = marked(extracted(article, folder, "more.yaml"))
        assert accept_drafts(path, folder, "누리", DAY)

    def test_empty_lists_are_filled(self, article: Path, folder: Path) -> None:
        (folder / "entities.yaml").write_text("entities: []\n", encoding="utf-8")
        assert accept_drafts(marked(extracted(article, folder)), folder, "누리", DAY)
        assert "나래일보" in load(folder).vocabulary.entities

    def test_a_file_name_that_is_taken(self, article: Path, folder: Path) -> None:
        (folder / "n-1.yaml").write_text(
            "source: {id: other, publisher: saebom, published: 2031-01-01}\nclaims: []\n", encoding="utf-8"
        )
        accept_drafts(marked(extracted(article, folder)), folder, "누리", DAY)
        assert {source.id for source in load(folder).sources} == {"other", "n-1"}

    def test_what_cannot_be_read(self, article: Path, folder: Path, tmp_path: Path) -> None:
        path = marked(extracted(article, folder))
        with pytest.raises(LedgerError, match="no such folder"):
            accept_drafts(path, tmp_path / "none", "누리", DAY)
        with pytest.raises(LedgerError, match="cannot be read"):
            accept_drafts(tmp_path / "none.yaml", folder, "누리", DAY)
        with pytest.raises(InvalidClaim, match="reviewer"):
            accept_drafts(path, folder, " ", DAY)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("accepted: yes", "accepted: perhaps", "neither yes nor no"),
            ("measure: ", "measure: un", "measure"),
            ("    claims:", "    claim:", "claim"),
            ("published: 2031-03-05", "published: soon", "soon"),
        ],
    )
    def test_every_problem_is_named(self, article: Path, folder: Path, old: str, new: str, message: str) -> None:
        path = marked(extracted(article, folder))
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        with pytest.raises(LedgerError, match=message):
            accept_drafts(path, folder, "누리", DAY)

    def test_a_mark_that_is_missing_is_no(self, article: Path, folder: Path) -> None:
        path = extracted(article, folder)
        text = re.sub(r"- accepted: no\n\s+", "- ", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        assert accept_drafts(path, folder, "누리", DAY) == ()


class TestTheSamePlace:
    def test_place_and_figure(self, article: Path) -> None:
        from attrs import evolve

        from stargate_claims.model.sources import Locator

        (reading,) = read_articles([article], DAY)
        figure, state = (next(d for d in reading.drafts if (d.figure is not None) is has) for has in (True, False))
        assert is_there(figure, figure.claim)
        assert is_there(state, state.claim)
        assert not is_there(figure, state.claim)
        assert not is_there(state, figure.claim)
        assert not is_there(figure, evolve(figure.claim, locator=Locator()))
        assert not is_there(figure, evolve(figure.claim, locator=Locator(start=9000, end=9010)))


class TestCommands:
    def test_json(self, article: Path) -> None:
        status, output = run("extract", article, "--published", "2031-03-05", "-f", "json")
        records = json.loads(output)
        assert status == 0
        first = records[0]
        assert first["figure"] == {"lower": None, "upper": "2000000000", "unit": "USD", "hedge": "at_most"}
        assert first["claimant"] == {"id": "새봄", "labels": ["새봄"]}
        assert first["said"] == ["2031-03-04", "2031-03-04"]
        assert [link["who"] for link in first["attribution"]] == ["나래일보", "새봄"]
        assert "claim_validity" in {record["measure"] for record in records}
        assert {"start", "end", "measure", "force", "polarity", "about", "confidence", "doubts"} <= set(first)

    def test_the_ledger_lends_names_and_never_claims(self, article: Path, folder: Path) -> None:
        accept_drafts(marked(extracted(article, folder)), folder, "누리", DAY)
        arguments = ("extract", article, "--published", "2031-03-05", "-f", "json")
        with_ledger = json.loads(run(*arguments, "--ledger", folder)[1])
        assert len(with_ledger) == len(json.loads(run(*arguments)[1]))
        assert with_ledger[0]["claimant"] == {"id": "saebom", "labels": ["새봄", "Saebom"]}

    def test_several_files_and_languages(self, article: Path, tmp_path: Path) -> None:
        second = tmp_path / "n-2.txt"
        second.write_text("Saebom said it raised $1 million.", encoding="utf-8")
        arguments = ("extract", article, second, "--published", "2031-03-05", "--publisher", "narae")
        assert {record["file"] for record in json.loads(run(*arguments, "-f", "json")[1])} == {"n-1.txt", "n-2.txt"}
        written = re.findall(r"language: (\w+)", run(*arguments, "-f", "yaml")[1])
        assert written == ["ko", "en"]  # each article's own
        assert re.findall(r"language: (\w+)", run(*arguments, "-f", "yaml", "--language", "ko")[1]) == ["ko", "ko"]

    @pytest.mark.parametrize("language", ["ko", "en"])
    @pytest.mark.parametrize("form", ["human", "yaml", "into"])
    def test_the_reader_s_language_is_not_the_article_s(self, article: Path, form: str, language: str) -> None:
        arguments = ["extract", article, "--published", "2031-03-05", "--lang", language]
        path = article.parent / "d.yaml"
        status, output = run(*arguments, *(("--into", path) if form == "into" else ("-f", form)))
        output = path.read_text(encoding="utf-8") if form == "into" else output
        assert status == 0
        assert "20억 달러" in output
        assert ("어휘에 없는 이름" in output) is (language == "ko")
        assert ("the vocabulary lacks this name" in output) is (language == "en")

    def test_a_state_is_shown(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("새봄은 시와 협약을 체결했다. 그 회사는 아직 설립되지 않았다.", encoding="utf-8")
        output = run("extract", path, "--published", "2031-03-05", "--lang", "en")[1]
        assert "  yes  " in output
        assert "  no  " in output

    def test_yaml_and_into_and_accept(self, article: Path, folder: Path) -> None:
        arguments = ("extract", article, "--published", "2031-03-05", "--ledger", folder)
        assert "accepted: no" in run(*arguments, "-f", "yaml")[1]
        path = article.parent / "d.yaml"
        assert "draft" in run(*arguments, "--into", path)[1]
        marked(path)
        status, output = run("accept", path, "--into", folder, "--reviewer", "누리", "--on", "2031-03-06")
        assert (status, "claim" in output) == (0, True)
        assert len(load(folder)) >= 3

    def test_accepted_drafts_are_a_ledger_like_any_other(self, article: Path, folder: Path, tmp_path: Path) -> None:
        accept_drafts(marked(extracted(article, folder)), folder, "누리", DAY)
        ledger = load(folder)
        dump(ledger, tmp_path / "copy")
        assert list(load(tmp_path / "copy")) == list(ledger)
        assert isinstance(ledger, Ledger)
