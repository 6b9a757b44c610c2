"""Drafts for a person to read: labels instead of ids, in either language."""

from __future__ import annotations

import re

import pytest

import stargate_claims as sc
from stargate_claims.keeping.shipped import shipped_vocabulary
from stargate_claims.showing.drafts import draft_lines

TEXT = (
    "새봄은 새 공장에 최대 20억 달러를 투자할 계획이라고 4일 밝혔다. "
    "나래일보는 소식통을 인용해 새봄이 공급 계약을 단 한 건도 맺지 못했다고 보도했다. "
    "이바다 새봄 사장은 “그 보도는 사실이 아니다”라고 말했다."
)
SOURCE = sc.Source(id="n-1", publisher="narae", published=sc.Window.parse("2031-03-05"))


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (
            "ko",
            ["새봄", "새봄: 총투자 계획 (총액)", "최대 20억 달러", "계획"],
            ["소식통", "새봄: 체결한 계약", "단 한 건도", "보고"],
        ),
        (
            "en",
            ["새봄", "새봄: total investment planned (total)", "최대 20억 달러", "plan"],
            ["소식통", "새봄: contracts signed", "단 한 건도", "report"],
        ),
    ],
)
def test_heads_are_in_the_reader_s_words(language: str, first: list[str], second: list[str]) -> None:
    lines = list(draft_lines(sc.extract_claims(TEXT, SOURCE), TEXT, shipped_vocabulary(), language))
    heads = [line.split("  ")[2:] for line in lines if not line.startswith(" ")]
    assert heads[:2] == [first, second]
    assert not re.search("[a-z]_[a-z]", "\n".join(lines))


@pytest.mark.parametrize(
    ("language", "head"),
    [("ko", ["한빛", "남의 주장", "부인"]), ("en", ["한빛", "what others claim", "denial"])],
)
def test_a_denial_of_what_others_claim_says_so_once(language: str, head: list[str]) -> None:
    text = "새봄은 “공급 계약을 3건 맺었다”고 4일 밝혔다. 한빛 회장은 새봄의 주장을 전면 부인했다."
    lines = list(draft_lines(sc.extract_claims(text, SOURCE), text, shipped_vocabulary(), language))
    assert [line.split("  ")[2:] for line in lines if not line.startswith(" ")][-1] == head


@pytest.mark.parametrize(("language", "mark"), [("ko", "부정문"), ("en", "negated")])
def test_a_statement_that_is_negated_says_so(language: str, mark: str) -> None:
    text = "이바다 새봄 사장은 “공장을 짓지 않겠다”고 말했다. 그는 “공장을 짓겠다”고 말했다."
    lines = list(draft_lines(sc.extract_claims(text, SOURCE), text, shipped_vocabulary(), language))
    heads = [line.split("  ")[2:] for line in lines if not line.startswith(" ")]
    assert [mark in head for head in heads] == [True, False]
    assert all(head[0] == "이바다" for head in heads)
