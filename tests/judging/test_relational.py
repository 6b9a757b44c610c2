"""The expressions that every engine runs, each on a table small enough to see."""

from __future__ import annotations

import sqlite3

import pytest

from stargate_claims.judging.relational import in_force, wanted
from stargate_claims.judging.rows import ALONE, RESTATED


@pytest.fixture
def tables() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript("""
        CREATE TABLE every (kind, name, published);
        INSERT INTO every VALUES ('claim', 'a', 5), ('claim', 'b', 6), ('claim', 'c', NULL), ('source', 'd', 5);
        CREATE TABLE gone (name);
        INSERT INTO gone VALUES ('a');
        CREATE TABLE told (seq, cell, part, marks, measure, name);
        INSERT INTO told VALUES
          (1, 10, 0, 0, 'held', 'k1'), (2, 11, 0, 0, 'held', 'k2'), (3, 11, 0, 1, 'held', 'k3'),
          (4, 11, 0, 2, 'held', 'k4'), (5, 11, 0, 3, 'held', 'k5'), (6, 11, 0, 4, 'held', 'k6'),
          (7, 11, 0, 5, 'held', 'k7'), (8, 11, 0, 6, 'held', 'k8'), (9, 11, 0, 7, 'held', 'k9'),
          (10, 11, 0, 0, 'it''s', 'k10'), (11, 11, 0, 0, 'held', 'k11'), (12, 11, 1, 1, 'held', 'k12');
        CREATE TABLE suspects (cell);
        INSERT INTO suspects VALUES (10);
        CREATE TABLE called (name);
        INSERT INTO called VALUES ('k11');
    """)
    return connection


@pytest.mark.parametrize(
    ("as_of", "corrected", "names"),
    [(None, False, "abc"), (None, True, "bc"), (5, False, "a"), (6, False, "ab"), (6, True, "b"), (4, False, "")],
)
def test_claims_in_force(as_of: int | None, corrected: bool, names: str, tables: sqlite3.Connection) -> None:
    found = tables.execute(in_force(as_of, corrected)).fetchall()
    assert sorted(name for _, name, _ in found) == list(names)


@pytest.mark.parametrize(
    ("measures", "marks", "called", "seqs"),
    [
        ((), ALONE, False, {1, 3, 5, 7, 9}),
        ((), ALONE | RESTATED, False, {1, 3, 4, 5, 7, 8, 9}),
        (("it's", "elsewhere"), ALONE, False, {1, 3, 5, 7, 9, 10}),
        ((), ALONE, True, {1, 3, 5, 7, 9, 11}),
    ],
)
def test_claims_to_judge(
    measures: tuple[str, ...], marks: int, called: bool, seqs: set[int], tables: sqlite3.Connection
) -> None:
    """In suspect cells, alone (an odd mark), with a bracketed figure if asked, of a measure, or called by another."""
    assert {seq for (seq,) in tables.execute(wanted(measures, marks, called=called))} == seqs
