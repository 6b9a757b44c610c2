"""Printed sentences beside the claims: read from the reader's own copies when a finding is shown, stored nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from stargate_claims.errors import LedgerError
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.live import Checker
from stargate_claims.model.sources import Locator
from stargate_claims.showing.exports import finding_record
from tests.judging.build import VOCABULARY, say

SENTENCES = {
    "one": "알파해운은 50억 달러를 갖고 있다고 밝혔다.",
    "two": "베타건설은 알파해운의 돈이 10억 달러라고 했다.",
}
CLAIMS = tuple(
    evolve(
        say(id, "funds_available", value, subject="beta", source=source, by=id, about="2030-06-01/2030-06-09"),
        locator=Locator(paragraph=1),
    )
    for id, value, source in (("a", "50억 달러", "one"), ("b", "10억 달러", "two"), ("c", "9억 달러", "three"))
)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    for source, sentence in SENTENCES.items():
        (tmp_path / f"{source}.txt").write_text(f"{sentence} 다른 말도 했다.\n", encoding="utf-8")
    return tmp_path


def test_each_claim_has_its_sentence_where_a_copy_prints_it(copies: Path) -> None:
    (finding,) = check_consistency(CLAIMS, vocabulary=VOCABULARY, rules=(), texts=copies)
    lines = finding.explain("ko").splitlines()
    for claim, below in (("a", f"▏{SENTENCES['one']}"), ("b", f"▏{SENTENCES['two']}"), ("c", "(사본에서 찾지 못함)")):
        at = next(number for number, line in enumerate(lines) if line.startswith(f"  {claim} "))
        assert lines[at + 1].strip() == below
    assert "(not found in your copies)" in finding.explain("en")
    assert finding_record(finding)["printed"] == {"a": SENTENCES["one"], "b": SENTENCES["two"], "c": None}


def test_without_copies_nothing_is_said_of_sentences() -> None:
    (finding,) = check_consistency(CLAIMS, vocabulary=VOCABULARY, rules=())
    assert "▏" not in finding.explain("ko")
    assert "사본" not in finding.explain("ko")
    assert "printed" not in finding_record(finding)


def test_the_sentence_is_read_when_it_is_shown(copies: Path) -> None:
    with_texts, without = (check_consistency(CLAIMS, vocabulary=VOCABULARY, rules=(), texts=t) for t in (copies, None))
    assert with_texts == without
    (copies / "one.txt").write_text("고친 글: 50억 달러.\n", encoding="utf-8")
    assert "▏고친 글: 50억 달러." in with_texts.findings[0].explain("ko")


def test_the_live_checker_shows_them_too(copies: Path) -> None:
    live = Checker(CLAIMS[:1], vocabulary=VOCABULARY, rules=(), texts=copies)
    (finding,) = live.add(CLAIMS[1]).new
    assert f"▏{SENTENCES['two']}" in finding.explain("ko")


def test_a_folder_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such folder"):
        check_consistency(CLAIMS, vocabulary=VOCABULARY, rules=(), texts=tmp_path / "none")
