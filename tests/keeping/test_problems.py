"""Every code, where it points, and what it advises."""
# ruff: noqa: E501 # one case of a table a line

from __future__ import annotations

import copy
import re

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.problems import Code, Problem, raise_if
from tests.keeping.conftest import ENTITIES, MEASURES, SOURCE, Problems, claims

BASE = "id: a\nby: park-jisoo\nsubject: hanbit"
RULE = """\
rules:
  - id: money-signs
    when:
      - {measure: money, subject: X, for: P, value: {above: 0}}
    then: {measure: contracts, subject: P, at_least: 1}
    why: {ko: 돈이 있으면 계약이 있다., en: Money signs contracts.}
    cases:
      - {name: none, claims: [], clashes: []}
"""

IN_CLAIMS: list[tuple[Code, str, int, int, str]] = [  # code, lines of a claim, line in it, column, word of the hint
    (Code.UNKNOWN_KEY, f"{BASE}\nmesure: money", 4, 5, "'measure'"),
    (Code.MISSING_KEY, "id: a\nmeasure: money\nsubject: hanbit\nvalue: 5억원", 1, 5, "by"),
    (Code.TAG, f"{BASE}\nmeasure: !!python/name:os.system money", 4, 14, "tags"),
    (Code.ALIAS, f"{BASE}\nmeasure: &m money\nvalue: 5억원", 4, 14, "quotes"),
    (Code.ALIAS, f"{BASE}\nmeasure: money\nnote: *m", 5, 11, "quotes"),
    (Code.DUPLICATE_KEY, f"{BASE}\nsubject: saebyeok\nmeasure: money\nvalue: 5억원", 4, 5, "keep one"),
    (Code.WRONG_SHAPE, f"{BASE}\nmeasure: [money]", 4, 14, "one value"),
    (Code.WRONG_SHAPE, f"{BASE}\nmeasure: {{a: money}}", 4, 14, "one value"),
    (Code.WRONG_SHAPE, f"{BASE}\nmeasure: money\nqualifiers: kind", 5, 17, "name"),
    (Code.WRONG_SHAPE, f"{BASE}\nmeasure: money\n? [a]\n: b", 5, 7, "single words"),
    (Code.EMPTY, f"{BASE}\nmeasure:", 4, 13, "leave the key out"),
    (Code.EMPTY, f"{BASE}\nmeasure: alive\nholds: no\nsummary: {{}}", 6, 14, "ko"),
    (Code.UNKNOWN_WORD, f"{BASE}\nmeasure: money\nforce: reported", 5, 12, "report"),
    (Code.NOT_YES_NO, f"{BASE}\nmeasure: alive\nholds: true", 5, 12, "yes or no"),
    (Code.NOT_A_NUMBER, f"{BASE}\nmeasure: alive\nholds: no\nat: {{paragraph: 1_0}}", 6, 21, "digits"),
    (Code.BAD_WINDOW, f"{BASE}\nmeasure: alive\nholds: no\nabout: 지난해", 6, 12, "2025-01-21"),
    (Code.BAD_WINDOW, f"{BASE}\nmeasure: alive\nholds: no\nreviewed_on: 2030-01", 6, 18, "one day"),
    (Code.BAD_ID, "id: a,b\nby: park-jisoo\nsubject: hanbit\nmeasure: alive\nholds: no", 1, 9, "brackets"),
    (Code.BAD_FIGURE, f"{BASE}\nmeasure: money\nvalue: 많은 돈", 5, 12, ""),
    (Code.UNKNOWN_MEASURE, f"{BASE}\nmeasure: contract", 4, 14, "'contracts'"),
    (Code.UNKNOWN_ENTITY, "by: 박지수\nsubject: hanbit\nmeasure: alive\nholds: no", 1, 9, "'park-jisoo'"),
    (Code.UNKNOWN_ENTITY, "by: nobody\nsubject: hanbit\nmeasure: alive\nholds: no", 1, 9, "entities.yaml"),
    (Code.UNKNOWN_CLAIM, "id: aaa\nby: park-jisoo\ndenies: [aab]", 3, 14, "'aaa'"),
    (Code.UNKNOWN_CLAIM, f"{BASE}\nmeasure: money\nadequacy: {{of: zz, enough: no}}", 5, 20, "by its id"),
    (Code.DIMENSION, f"{BASE}\nmeasure: money\nvalue: 10GW", 5, 12, "amount of money"),
    (Code.DIMENSION, f"{BASE}\nmeasure: contracts\nvalue: 5억원", 5, 12, "건"),
    (Code.DIMENSION, f"{BASE}\nmeasure: heads\nvalue: 5%", 5, 12, "count"),
    (Code.DIMENSION, f"{BASE}\nmeasure: power\nvalue: 5억원", 5, 12, "GW"),
    (Code.DIMENSION, f"{BASE}\nmeasure: share\nvalue: 5억원", 5, 12, "%"),
    (Code.DIMENSION, f"{BASE}\nmeasure: money\nholds: no", 5, 12, "figure as printed"),
    (Code.DIMENSION, f"{BASE}\nmeasure: alive\nstage: started", 5, 12, "yes or no"),
    (Code.DIMENSION, f"{BASE}\nmeasure: works\nmembers: [hanbit]", 5, 14, "ladder"),
    (Code.DIMENSION, f"{BASE}\nmeasure: partners\nday: 2030-01-01", 5, 10, "list"),
    (Code.DIMENSION, f"{BASE}\nmeasure: money\nvalue: 5억원\nrestated: 3GW", 6, 15, "amount of money"),
    (Code.DIMENSION, f"{BASE}\nmeasure: remark\npredicts: {{measure: alive, subject: hanbit, value: 5억원}}", 5, 56, "yes"),
    (Code.COUNTER, f"{BASE}\nmeasure: contracts\nvalue_inferred: 5곳", 5, 21, "건"),
    (Code.STAGE, f"{BASE}\nmeasure: works\nstage: start", 5, 12, "'started'"),
    (Code.STAGE, f"{BASE}\nmeasure: works\nstage: 준공", 5, 12, "planned, started"),
    (Code.SAID_AFTER_PUBLISHED, f"{BASE}\nmeasure: alive\nholds: no\nsaid: 2030-01-11", 6, 11, "published"),
    (Code.TWO_VALUES, f"{BASE}\nmeasure: money\nvalue: 5억원\nvalue_inferred: 5억원", 6, 21, "make it two"),
    (Code.TWO_VALUES, f"{BASE}\nmeasure: money\nvalue: 5억원\nholds: no", 6, 12, "make it two"),
    (
        Code.TWO_VALUES,
        f"{BASE}\nmeasure: remark\npredicts: {{measure: money, subject: hanbit, value: 5억원, stage: x}}",
        5, 68, "keep one",
    ),
    (
        Code.TWO_VALUES,
        "by: park-jisoo\nmeasure: alive\nholds: no\nsubject:\n  each: [hanbit]\n  together: [hanbit]",
        5, 7, "two claims",
    ),
    (Code.LIST_WITHOUT_MEMBERS, f"{BASE}\nmeasure: partners\nlist: closed", 5, 11, "members"),
    (Code.BAD_RECORD, f"{BASE}\nmeasure: alive\nholds: no\nrank: deprecated", 1, 5, ""),
    (Code.BAD_RECORD, f"{BASE}\nmeasure: money\nadequacy: {{enough: no}}", 5, 15, "one of them"),
    (Code.BAD_RECORD, f"{BASE}\nmeasure: alive\nholds: no\nat: {{start: 5}}", 6, 9, "code points"),
]  # fmt: skip

IN_FILES: list[tuple[Code, str, str | bytes, int, int, str]] = [  # code, file, text, line, column, word of the hint
    (Code.TOO_DEEP, "a.yaml", "a: " + "[" * 50, 1, 43, "flatter"),
    (Code.TOO_LARGE, "a.yaml", b"#" * (16 * 1024 * 1024 + 1), 0, 1, "split"),
    (Code.ENCODING, "a.yaml", claims(BASE).encode("utf-16"), 0, 1, "UTF-8"),
    (Code.ENCODING, "a.yaml", b"\xef\xbb\xbf" + claims(BASE).encode(), 0, 1, "byte order mark"),
    (Code.ENCODING, "a.yaml", "# 1\nsource: 한빛".encode("cp949"), 2, 9, "UTF-8"),
    (Code.ENCODING, "a.yaml", b"source: \xff\xff\xff", 1, 9, "UTF-8"),
    (Code.ENCODING, "a.yaml", b"source: \xed\xa0\x80", 1, 9, "UTF-8"),
    (Code.CHARACTER, "a.yaml", b"source: a\x00b", 1, 10, "take it out"),
    (Code.CHARACTER, "a.yaml", "source: a\u2028b", 1, 10, "take it out"),
    (Code.CHARACTER, "a.yaml", 'source: {publisher: daily-one, id: "\\0"}', 1, 36, "take it out"),
    (Code.CHARACTER, "a.yaml", "source: a" + "\u0301" * 9, 1, 10, "take them out"),
    (Code.SYNTAX, "a.yaml", "source: {id: one", 2, 1, "indentation"),
    (Code.SYNTAX, "a.yaml", "source: a: b", 1, 10, "quotes"),
    (Code.SYNTAX, "a.yaml", "source: @a", 1, 9, "quotes"),
    (Code.TWO_DOCUMENTS, "a.yaml", f"{SOURCE}---\n{SOURCE}", 5, 1, "file of its own"),
    (Code.WRONG_SHAPE, "a.yaml", "- a\n- b\n", 1, 1, "key"),
    (Code.WRONG_SHAPE, "a.yaml", f"{SOURCE}claims: {{a: b}}\n", 5, 9, "'- '"),
    (Code.WRONG_SHAPE, "a.yaml", f"{SOURCE}claims: [a]\n", 5, 10, "keys"),
    (Code.EMPTY, "a.yaml", "  \n", 0, 1, "restore"),
    (Code.EMPTY, "a.yaml", f"{SOURCE}claims:\n  -\n", 6, 4, "keys"),
    (Code.MISSING_KEY, "a.yaml", "claims: []\n", 0, 1, "source:"),
    (Code.MISSING_KEY, "a.yaml", "source: {id: x, publisher: daily-one}\nclaims:\n  - {by: hanbit, denies: []}", 3, 5, "said"),
    (Code.UNKNOWN_KEY, "a.yaml", f"{SOURCE}claim: []\n", 5, 1, "'claims'"),
    (Code.UNKNOWN_WORD, "ledger.yaml", "language: jp\n", 1, 11, "ko or en"),
    (Code.MISSING_KEY, "ledger.yaml", "suppressions:\n  - {finding: f, fingerprint: g}\n", 2, 5, "reason"),
    (Code.DUPLICATE_ID, "a.yaml", claims(f"{BASE}\nmeasure: alive", f"{BASE}\nmeasure: money"), 10, 9, "another id"),
    (Code.DUPLICATE_ID, "entities.yaml", ENTITIES + ENTITIES.splitlines()[2] + "\n", 6, 10, "another id"),
    (Code.DUPLICATE_ID, "measures.yaml", MEASURES + MEASURES.splitlines()[6] + "\n", 16, 10, "another id"),
    (Code.UNKNOWN_LADDER, "measures.yaml", MEASURES.replace("ladder: works", "ladder: work"), 8, 83, "'works'"),
    (Code.BAD_RECORD, "measures.yaml", MEASURES.replace(", ladder: works", ""), 8, 5, "ladder"),
    (Code.WRONG_SHAPE, "measures.yaml", "ladders: [a]\n", 1, 10, "name"),
    (
        Code.UNKNOWN_FACT, "entities.yaml",
        ENTITIES + "  - {id: x, kind: person, label: {ko: 가}, facts: [{speak_for: hanbit, source: s}]}\n",
        6, 63, "'speaks_for'",
    ),
    (
        Code.UNKNOWN_ENTITY, "entities.yaml",
        ENTITIES + "  - {id: x, kind: person, label: {ko: 가}, facts: [{speaks_for: hanbi, source: s}]}\n",
        6, 64, "'hanbit'",
    ),
    (
        Code.MISSING_KEY, "entities.yaml",
        ENTITIES + "  - {id: x, kind: person, label: {ko: 가}, facts: [{source: s}]}\n",
        6, 51, "speaks_for",
    ),
    (Code.RULE_WITHOUT_WHY, "rules.yaml", RULE.replace(", en: Money signs contracts.", ""), 6, 10, "why"),
    (Code.RULE_WITHOUT_CASES, "rules.yaml", RULE.replace("cases:\n      - {name: none, claims: [], clashes: []}", "cases: []"), 7, 12, "claims"),
    (Code.RULE_WITHOUT_CASES, "rules.yaml", RULE.partition("    cases")[0], 2, 5, "cases"),
    (Code.BAD_RECORD, "rules.yaml", RULE.replace("subject: P, at", "subject: Q, at"), 2, 5, "bind"),
    (Code.BAD_RECORD, "rules.yaml", RULE.replace("when:\n      - {measure: money, subject: X, for: P, value: {above: 0}}", "when: []"), 2, 5, "when"),
    (Code.NOT_A_NUMBER, "rules.yaml", RULE.replace("above: 0", "above: 1e9"), 4, 61, "exponents"),
    (Code.STAGE, "rules.yaml", RULE.replace("at_least: 1}", "stage_at_least: begun}"), 5, 60, "no stages"),
    (Code.DUPLICATE_ID, "rules.yaml", RULE + RULE.partition("rules:\n")[2], 9, 9, "another id"),
    (
        Code.UNKNOWN_SOURCE, "rules.yaml",
        RULE.replace("claims: []", "claims: [{source: b, id: a, by: hanbit, said: 2030, subject: hanbit, measure: alive}]"),
        8, 40, "cast",
    ),
    (Code.WRONG_SHAPE, "rules.yaml", RULE.replace("clashes: []", "clashes: [[]]"), 8, 44, "[a, b]"),
    (
        Code.BAD_ID, "rules.yaml",
        RULE.replace("rules:", "cast:\n  entities: [{id: park(a), kind: person, label: {ko: 가}}]\nrules:"),
        2, 19, "brackets",
    ),
    (Code.UNKNOWN_ENTITY, "rules.yaml", RULE.replace("subject: X", "subject: hanbi"), 4, 35, "'hanbit'"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "lines", "line", "column", "hint"), IN_CLAIMS, ids=range(len(IN_CLAIMS)))
def test_in_a_claim(problems: Problems, code: Code, lines: str, line: int, column: int, hint: str) -> None:
    (problem,) = problems({"a.yaml": claims(lines)})
    assert (problem.code, problem.line, problem.column) == (code, line + 5, column)
    assert hint in problem.hint
    assert re.fullmatch(r".+a\.yaml:[0-9]+:[0-9]+: [a-z-]+ .+; .+", str(problem))


@pytest.mark.parametrize(("code", "file", "text", "line", "column", "hint"), IN_FILES, ids=range(len(IN_FILES)))
def test_in_a_file(
    problems: Problems, code: Code, file: str, text: str | bytes, line: int, column: int, hint: str
) -> None:
    found = problems({"ledger.yaml": "", file: text})
    assert [(p.code, p.line, p.column) for p in found] == [(code, line, column)], [str(p) for p in found]
    assert found[0].file.endswith(file)
    assert hint in found[0].hint


def test_every_code_is_shown_somewhere() -> None:
    elsewhere = {  # test_library.py, test_nodes.py, test_paper.py
        Code.NOT_FOUND, Code.UNREADABLE, Code.WRONG_FORM, Code.NO_SOURCES, Code.LAYOUT, Code.TOO_MANY_NODES,
        # test_journal.py, test_sqlite.py, test_durability.py, test_convert.py
        Code.BROKEN_LINE, Code.TORN_TAIL, Code.NEWER_VERSION, Code.WRONG_HEAD, Code.SCHEMA, Code.BUSY, Code.DISK,
        Code.EXISTS,
        # test_rulebook.py, test_sheets.py
        Code.ENDLESS_RULE, Code.CHANGED_CELL,
    }  # fmt: skip
    assert {row[0] for row in IN_CLAIMS} | {row[0] for row in IN_FILES} | elsewhere == set(Code)


def test_problems_are_raised_together_once_and_in_order() -> None:
    late, early = (Problem(file="a", line=n, code=Code.TAG, message="m", hint="h") for n in (9, 2))
    with pytest.raises(LedgerError) as caught:
        raise_if([late, early, late])
    assert caught.value.problems == (early, late)
    assert str(caught.value) == f"{early}\n{late}"
    assert copy.copy(caught.value).problems == (early, late)  # as it travels between processes
    raise_if([])
