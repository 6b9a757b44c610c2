"""Errors in words: in English as they are raised, in Korean with what they quote below."""

from __future__ import annotations

from typing import Any

from stargate_claims.errors import (
    FigureError,
    InvalidClaim,
    InvalidInterval,
    InvalidQuantity,
    InvalidRule,
    InvalidWindow,
    LedgerError,
    MissingExtra,
    RateError,
    StargateClaimsError,
    UnknownName,
)
from stargate_claims.keeping.problems import Code, Problem

SENTENCES = {
    Code.NOT_FOUND: "그런 파일이나 폴더가 없습니다. 경로를 확인해 주세요.",
    Code.UNREADABLE: "읽을 수 없습니다. 권한과 저장 장치를 확인해 주세요.",
    Code.WRONG_FORM: "이 명령에 쓸 수 없는 형식입니다.",
    Code.NO_SOURCES: "폴더에 기사 파일이 없습니다.",
    Code.LAYOUT: "장부 폴더의 짜임새가 아닙니다.",
    Code.TOO_LARGE: "너무 큽니다.",
    Code.TOO_DEEP: "너무 깊이 겹쳐 있습니다.",
    Code.TOO_MANY_NODES: "항목이 너무 많습니다.",
    Code.ENCODING: "UTF-8이 아닙니다. UTF-8로 저장해 주세요.",
    Code.CHARACTER: "쓸 수 없는 글자가 있습니다. 지워 주세요.",
    Code.SYNTAX: "YAML 문법에 맞지 않습니다.",
    Code.TWO_DOCUMENTS: "한 파일에 문서가 둘입니다. 파일을 나눠 주세요.",
    Code.TAG: "YAML 태그는 쓰지 않습니다. 빼 주세요.",
    Code.ALIAS: "YAML 앵커와 별칭은 쓰지 않습니다. 값을 그대로 적어 주세요.",
    Code.DUPLICATE_KEY: "같은 키가 두 번 나옵니다. 하나만 남겨 주세요.",
    Code.WRONG_SHAPE: "이 자리에 올 수 없는 꼴의 값입니다.",
    Code.EMPTY: "값이 비어 있습니다.",
    Code.UNKNOWN_KEY: "모르는 키입니다. 철자를 확인해 주세요.",
    Code.MISSING_KEY: "꼭 있어야 하는 키가 없습니다.",
    Code.UNKNOWN_WORD: "여기에 쓸 수 없는 낱말입니다.",
    Code.NOT_YES_NO: "yes나 no로 적어 주세요.",
    Code.NOT_A_NUMBER: "수가 아닙니다.",
    Code.BAD_WINDOW: "날짜나 기간으로 읽을 수 없습니다. 2025-01-21이나 2025-01처럼 적어 주세요.",
    Code.BAD_ID: "id로 쓸 수 없습니다.",
    Code.BAD_FIGURE: "숫자 하나로 읽을 수 없습니다. 기사에 적힌 숫자만 적어 주세요.",
    Code.DUPLICATE_ID: "같은 id가 두 번 나옵니다.",
    Code.UNKNOWN_MEASURE: "모르는 척도입니다. 이름을 고치거나 measures.yaml에 정의해 주세요.",
    Code.UNKNOWN_ENTITY: "모르는 이름입니다. 고치거나 entities.yaml에 올려 주세요.",
    Code.UNKNOWN_SOURCE: "모르는 출처입니다.",
    Code.UNKNOWN_CLAIM: "그런 주장이 없습니다. id를 확인해 주세요.",
    Code.UNKNOWN_LADDER: "그런 단계 목록이 없습니다.",
    Code.UNKNOWN_FACT: "모르는 종류의 사실입니다.",
    Code.DIMENSION: "척도에 맞지 않는 값입니다.",
    Code.COUNTER: "척도가 세는 단위가 아닙니다.",
    Code.STAGE: "척도에 없는 단계입니다.",
    Code.SAID_AFTER_PUBLISHED: "말한 날이 보도된 날보다 늦습니다.",
    Code.TWO_VALUES: "주장 하나에 값이 둘입니다. 나눠 적어 주세요.",
    Code.LIST_WITHOUT_MEMBERS: "목록의 종류만 있고 구성원이 없습니다.",
    Code.BAD_RECORD: "기록이 바르지 않습니다.",
    Code.RULE_WITHOUT_WHY: "이유(why)가 없는 규칙입니다. 한국어와 영어로 적어 주세요.",
    Code.RULE_WITHOUT_CASES: "사례(cases)가 없는 규칙입니다.",
    Code.ENDLESS_RULE: "규칙이 끝없이 되풀이됩니다.",
    Code.BROKEN_LINE: "줄이 망가졌거나 바뀌었습니다.",
    Code.CHANGED_CELL: "칸의 값이 그 줄에 담긴 기록과 다릅니다.",
    Code.TORN_TAIL: "마지막 줄이 끝까지 쓰이지 않았습니다.",
    Code.NEWER_VERSION: "더 새로운 버전이 쓴 것입니다. 프로그램을 올린 뒤 읽어 주세요.",
    Code.WRONG_HEAD: "보관해 둔 머리값과 맞지 않습니다. 기록이 빠졌거나 고쳐졌습니다.",
    Code.SCHEMA: "이 프로그램이 만든 데이터베이스가 아닙니다.",
    Code.BUSY: "다른 사람이 쓰고 있습니다. 잠시 뒤에 다시 해 주세요.",
    Code.DISK: "디스크에 쓰지 못했습니다.",
    Code.EXISTS: "이미 있습니다. 다른 이름을 적어 주세요.",
}
"""A Korean sentence for each code; what exactly is wrong, and where, the English message says."""

KINDS = {
    "engine": "엔진",
    "measure": "척도",
    "question": "질문",
    "stage": "단계",
    "entity": "이름",
    "unit": "단위",
    "source": "출처",
    "claim": "주장",
    "key": "키",
    "rule": "규칙",
    "member": "구성원",
    "place": "자리",
}
"""What kinds of names are called."""

_HINTS = {
    "engine": "쓸 수 있는 엔진인지 확인해 주세요",
    "question": "답한 주장이 없습니다. `stargate-claims timeline PATH`를 실행하면 장부에 있는 질문이 나옵니다",
}
_CLASSES = {
    InvalidInterval: "범위가 될 수 없는 수입니다.",
    InvalidWindow: "날짜나 기간으로 읽을 수 없습니다.",
    InvalidQuantity: "값의 단위와 범위가 서로 맞지 않습니다.",
    InvalidClaim: "하나의 주장이 되지 못합니다.",
    InvalidRule: "규칙이 되지 못합니다.",
    RateError: "그날의 환율이 없습니다.",
}


def error_words(error: StargateClaimsError, language: str) -> str:
    """An error in words; in Korean, the English details stand in lines below it.

    >>> print(error_words(UnknownName("measure", "fund", ["funds_raised"]), "ko"))
    모르는 척도 'fund': 혹시 'funds_raised'?
    """
    if language != "ko":
        return str(error)
    match error:
        case LedgerError():
            return "\n".join(problem_line(problem, language) for problem in error.problems)
        case UnknownName():
            near = " 또는 ".join(map(repr, error.near))
            hint = f"혹시 {near}?" if near else _HINTS.get(error.kind, "먼저 정의하거나 이름을 고쳐 주세요")
            return f"모르는 {KINDS.get(error.kind, error.kind)} {error.name!r}: {hint}"
        case MissingExtra():
            return (
                f"설치되지 않은 라이브러리가 필요합니다: pip install 'stargate-claims[{error.extra}]'\n  {error.what}"
            )
        case FigureError():
            lead = f"숫자 하나로 읽을 수 없습니다. {error.position + 1:,}번째 글자부터 맞지 않습니다."
            return f"{lead}\n  {error}"
    lead = next((words for kind, words in _CLASSES.items() if isinstance(error, kind)), "")
    return f"{lead}\n  {error}" if lead else str(error)


def problem_line(problem: object, language: str) -> str:
    """What is wrong with a ledger, and where; in Korean over two lines."""
    if not isinstance(problem, Problem) or language != "ko":
        return str(problem)
    return f"{problem.place}: {problem.code} {problem_words(problem, language)}"


def problem_words(problem: Problem, language: str) -> str:
    """What is wrong with a ledger, without the place."""
    english = f"{problem.message}; {problem.hint}"
    return f"{SENTENCES[problem.code]}\n  {english}" if language == "ko" else english


def problem_record(problem: Problem) -> dict[str, Any]:
    """A problem as plain JSON types."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "sheet": problem.sheet,
        "code": problem.code.value,
        "message": {"ko": SENTENCES[problem.code], "en": problem.message},
        "hint": problem.hint,
    }
