from __future__ import annotations

import pytest

from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import example
from stargate_claims.model.claims import Claim
from stargate_claims.model.sources import Locator
from stargate_claims.showing.history import claim_lines, claim_record, related, repeats


@pytest.fixture
def ledger() -> Ledger:
    return Ledger.new("공책")


def said(ledger: Ledger, value: str, source: str = "daily 2030-01-10", **details: object) -> Claim:
    return ledger.claim("kim", "funds_available", value, subject="hanbit", source=source, said="2030-01-09", **details)  # type: ignore[arg-type]


def shown(claim: Claim, ledger: Ledger, language: str = "en") -> str:
    return "\n".join(line.text for line in claim_lines(claim, ledger, language, 100))


def test_history_both_ways(ledger: Ledger) -> None:
    first = said(ledger, "5억원")
    second = said(ledger, "6억원", source="daily 2030-01-11", supersedes=first.id, revises=first.id)
    assert [(name, outward, other.id) for name, outward, other in related(second, ledger)] == [
        ("supersedes", True, first.id),
        ("revises", True, first.id),
    ]
    assert f"  superseded by: {second.id} kim" in shown(first, ledger)
    assert f"  대체된 곳: {second.id}" in shown(first, ledger, "ko")
    assert f"  supersedes: {first.id} kim" in shown(second, ledger)
    record = claim_record(first, ledger)
    assert {"relation": "revises", "outward": False, "claim": second.id} in record["relations"]
    assert (record["claim"]["id"], record["source"]["id"], record["position"]) == (first.id, "daily 2030-01-10", None)


def test_who_repeats_it(ledger: Ledger) -> None:
    first = said(ledger, "5억원")
    again = said(ledger, "5억원", source="weekly 2030-01-12")
    other = said(ledger, "7억원", source="weekly 2030-01-12", note="다른 값")
    assert [claim.id for claim in repeats(first, ledger)] == [again.id]
    assert repeats(other, ledger) == ()
    assert f"said again: {again.id} [weekly" in shown(first, ledger)
    assert claim_record(first, ledger)["repeats"] == [again.id]
    denial = ledger.claim("lee", source="weekly 2030-01-12", denies=first.id, said="2030-01-11")
    assert repeats(denial, ledger) == ()
    assert f"denied by: {denial.id} lee" in shown(first, ledger)


def test_everything_that_is_known(ledger: Ledger) -> None:
    full = said(
        ledger, "5억원", about="2030-01-08", note="메모", rank="deprecated", rank_reason="오독", reviewed_by="park",
        locator=Locator(paragraph=3, repeats=(5, 6)), summary={"en": "has money"},
    )  # fmt: skip
    text = shown(full, ledger)
    for part in (
        "has money",
        "paragraph 3",
        "also in paragraphs: 5, 6",
        "note: 메모",
        "rank: deprecated: 오독",
        "reviewed: park",
        "about: ",
    ):
        assert part in text


def test_the_seeds_in_both_languages() -> None:
    ledger = example()
    for claim in ledger:
        for language in ("ko", "en"):
            text = shown(claim, ledger, language)
            assert text.startswith(f"{claim.id} ")
            assert claim.source.url is None or "URL: " in text
    assert "kept in: 004-economy-ac.yaml:" in shown(ledger.get("c4-15"), ledger)


def test_what_answers_another_question_is_not_said_again(ledger: Ledger) -> None:
    first = said(ledger, "5억원")
    for other in (
        said(ledger, "5억원", source="weekly 2030-01-12", for_="harbour"),
        said(ledger, "5억원", source="weekly 2030-01-12", qualifiers={"kind": "dredging"}),
        said(ledger, "5억원", source="weekly 2030-01-12", about="2020-01-01"),
    ):
        assert other not in repeats(first, ledger)


def test_the_suits_of_the_seeds_are_no_repeats_of_one_another() -> None:
    ledger = example()
    assert [claim.id for claim in ledger if claim.measure == "event_occurred" and repeats(claim, ledger)] == []
    assert "가용 자금 (소프트뱅크그룹, 스타게이트 프로젝트용)" in shown(ledger.get("c4-15"), ledger, "ko")
