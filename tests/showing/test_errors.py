"""Errors in words, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import stargate_claims as sc
from stargate_claims.errors import (
    FigureError,
    InvalidClaim,
    LedgerError,
    MissingExtra,
    RateError,
    StargateClaimsError,
    UnknownName,
)
from stargate_claims.keeping.problems import Code, Problem
from stargate_claims.showing.errors import KINDS, SENTENCES, error_words, problem_record

PROBLEM = Problem(file="a.yaml", line=3, column=5, code=Code.TAG, message="the tag !x", hint="leave it out")


def test_every_code_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Code)
    assert len(set(SENTENCES.values())) == len(Code)
    assert [words for words in SENTENCES.values() if not re.fullmatch(r".*[가-힣]\.", words)] == []


def test_every_kind_of_name_that_is_looked_up_has_its_word() -> None:
    package = Path(sc.__file__).parent
    raised = re.compile(r'UnknownName\(\s*"(\w+)"')
    kinds = {kind for path in package.rglob("*.py") for kind in raised.findall(path.read_text(encoding="utf-8"))}
    assert {"claim", "question"} <= kinds <= set(KINDS)


@pytest.mark.parametrize(
    ("error", "korean"),
    [
        (LedgerError([PROBLEM]), f"a.yaml:3:5: tag {SENTENCES[Code.TAG]}\n  the tag !x; leave it out"),
        (LedgerError(["said by others"]), "said by others"),
        (UnknownName("claim", "c9"), "모르는 주장 'c9': 먼저 정의하거나 이름을 고쳐 주세요"),
        (
            UnknownName("question", "x"),
            "모르는 질문 'x': 답한 주장이 없습니다. "
            "`stargate-claims timeline PATH`를 실행하면 장부에 있는 질문이 나옵니다",
        ),
        (UnknownName("unit", "kw", ["GW", "MW"]), "모르는 단위 'kw': 혹시 'GW' 또는 'MW'?"),
        (
            MissingExtra("a data frame", "frames"),
            "설치되지 않은 라이브러리가 필요합니다: pip install 'stargate-claims[frames]'\n  a data frame",
        ),
        (InvalidClaim("no subject"), "하나의 주장이 되지 못합니다.\n  no subject"),
        (RateError("none of 1900"), "그날의 환율이 없습니다.\n  none of 1900"),
        (StargateClaimsError("else"), "else"),
    ],
)
def test_in_korean_and_as_raised(error: StargateClaimsError, korean: str) -> None:
    assert error_words(error, "ko") == korean
    assert error_words(error, "en") == str(error)


def test_a_figure_says_where() -> None:
    with pytest.raises(FigureError) as caught:
        sc.parse_quantity("100억 달러쯤이나")
    place = caught.value.position + 1
    lead, detail = error_words(caught.value, "ko").split("\n")
    assert lead == f"숫자 하나로 읽을 수 없습니다. {place}번째 글자부터 맞지 않습니다."
    assert detail == f"  {caught.value}"


def test_a_record_has_every_part() -> None:
    assert problem_record(PROBLEM) == {
        "file": "a.yaml",
        "line": 3,
        "column": 5,
        "sheet": None,
        "code": "tag",
        "message": {"ko": SENTENCES[Code.TAG], "en": "the tag !x"},
        "hint": "leave it out",
    }
