from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest

from stargate_claims.keeping import nodes
from stargate_claims.keeping.nodes import Items, Scalar, Table, encoded, parse
from stargate_claims.keeping.problems import Code, Page, Problem


def read(text: str | bytes) -> tuple[Table | None, list[Problem]]:
    page = Page(file="a.yaml", problems=[])
    return parse(text if isinstance(text, bytes) else encoded(text), page), page.problems


def codes(text: str | bytes) -> list[Code]:
    return [problem.code for problem in read(text)[1]]


@pytest.mark.parametrize(
    "text", ["NO", "010", "12:30:00", "1_000", "1e3", "null", "~", "2025-01-21", "0x1f", "yes", ".inf"]
)
def test_scalars_stay_text(text: str) -> None:
    root, problems = read(f"a: {text}")
    assert root is not None
    node = root.entries["a"]
    assert isinstance(node, Scalar)
    assert (node.text, node.blank, problems) == (text, False, [])


def test_blank_is_not_an_empty_text() -> None:
    root, _ = read("a:\nb: ''\n")
    assert root is not None
    assert [node.blank for node in root.entries.values() if isinstance(node, Scalar)] == [True, False]


def test_positions_count_code_points() -> None:
    root, _ = read("가나: [다라, 마]\n")
    assert root is not None
    items = root.entries["가나"]
    assert isinstance(items, Items)
    assert [(node.mark.line, node.mark.column) for node in items.nodes] == [(0, 5), (0, 9)]
    assert (root.keys["가나"].line, root.keys["가나"].column) == (0, 0)


def test_decomposed_hangul_is_composed() -> None:
    root, problems = read(unicodedata.normalize("NFD", "한빛: 하나\n"))
    assert root is not None
    assert list(root.entries) == ["한빛"]
    assert problems == []


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n# nothing\n"])
def test_nothing_is_nothing(text: str) -> None:
    assert read(text) == (None, [])


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise("abcdefghi"))
    assert set(codes(bomb)) == {Code.ALIAS}
    root, _ = read(bomb)
    assert root is not None
    assert not any(isinstance(node, Items) for node in root.entries.values())


def test_what_follows_a_refused_container_is_read() -> None:
    root, problems = read("a: !!set {x: y, z: [1]}\nb: c\n")
    assert root is not None
    assert [problem.code for problem in problems] == [Code.TAG]
    assert isinstance(root.entries["b"], Scalar)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("!!python/object/apply:os.system [echo]", [Code.TAG]),
        ("a: ! b", [Code.TAG]),
        ("*a : b", [Code.ALIAS]),
        ("a: 1\na: 2\na: 3", [Code.DUPLICATE_KEY, Code.DUPLICATE_KEY]),
        ("{a: {b: [" * 20, [Code.TOO_DEEP]),
        ("[" * 100_000, [Code.TOO_DEEP]),
        ("? {a: b}\n: c", [Code.WRONG_SHAPE]),
        ("? &a b\n: c", [Code.ALIAS]),
        ("just text", [Code.WRONG_SHAPE]),
        ("a: b\n...\n--- \nc: d", [Code.TWO_DOCUMENTS]),
        ('a: "\\xZZ"', [Code.SYNTAX]),
        ("%YAML 9.9\n---\na: b", [Code.SYNTAX]),
        ("a: b\n\tc: d", [Code.SYNTAX]),
        ("a: \x1b[31m", [Code.CHARACTER]),
        ("a: \ud800", [Code.ENCODING]),
    ],
    ids=range(15),
)
def test_hostile_text(text: str, wanted: list[Code]) -> None:
    assert codes(text) == wanted


def test_marks_within_the_cap_are_language() -> None:
    assert codes("a: cafe\u0301") == []


def test_the_number_of_nodes_is_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_NODES", 100)
    assert codes("a: [" + "b," * 97 + "]") == []
    assert codes("a: [" + "b," * 98 + "]") == [Code.TOO_MANY_NODES]


def test_a_file_of_the_largest_size_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_BYTES", 10)
    assert codes(b"a: 3456789") == []
    assert codes(b"a: 34567890") == [Code.TOO_LARGE]


def test_without_libyaml_the_answers_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    monkeypatch.delattr(yaml, "CSafeLoader")
    root, problems = read("a: [1, 'b']\nc:\nd: !x 1\ne: \"\\0\"")
    assert root is not None
    assert list(root.entries) == ["a", "c", "d", "e"]
    assert isinstance(root.entries["c"], Scalar)
    assert root.entries["c"].blank
    assert [problem.code for problem in problems] == [Code.TAG, Code.CHARACTER]
    assert codes('a: "\\ud800"') == [Code.CHARACTER]  # libyaml itself refuses this escape
    assert codes("a: b: c") == [Code.SYNTAX]
