"""The expressions that every engine runs, each on a table small enough to see."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from stargate_claims.judging.relational import CENSUS, DOUBTFUL, HELD, SCREEN, besides, in_force, kinds_of, table
from stargate_claims.judging.rows import ALONE, APART, CORRECTS, FLAT, GROWS, LONG, RESTATED, SPANS


@pytest.fixture
def tables() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript("""
        CREATE TABLE every (kind, name, published, form, again, marks);
        INSERT INTO every (kind, name, published)
          VALUES ('claim', 'a', 5), ('claim', 'b', 6), ('claim', 'c', NULL), ('source', 'd', 5);
        CREATE TABLE gone (name);
        INSERT INTO gone VALUES ('a');
        CREATE TABLE told (
          seq, cell, part, marks, measure, name, form, episode, day, until, lo, hi, phrase, statement,
          asked, line, again, published, unit, asking, word, figure, teller, question, suspect DEFAULT 1
        );
        INSERT INTO told (seq, cell, part, marks, measure, name) VALUES
          (1, 10, 0, 0, 'held', 'k1'), (2, 11, 0, 0, 'held', 'k2'), (3, 11, 0, 1, 'held', 'k3'),
          (4, 11, 0, 2, 'held', 'k4'), (5, 11, 0, 3, 'held', 'k5'), (6, 11, 0, 4, 'held', 'k6'),
          (7, 11, 0, 5, 'held', 'k7'), (8, 11, 0, 6, 'held', 'k8'), (9, 11, 0, 7, 'held', 'k9'),
          (10, 11, 0, 0, 'it''s', 'k10'), (11, 11, 0, 0, 'held', 'k11'), (12, 11, 1, 1, 'held', 'k12');
        CREATE TABLE suspects (cell);
        CREATE TABLE bounded (cell);
        CREATE TABLE phrases (phrase, cell);
        CREATE TABLE statements (statement, cell);
        CREATE TABLE crowded (cell);
        CREATE TABLE repeated (phrase, statement, again);
        CREATE VIEW touched AS
          SELECT * FROM told WHERE cell IN (SELECT cell FROM bounded UNION SELECT cell FROM suspects);
        CREATE TABLE worded (seq);
        CREATE TABLE proposed (seq);
        CREATE VIEW crowd AS SELECT * FROM touched WHERE cell IN (SELECT cell FROM crowded);
        CREATE TABLE called (name);
        INSERT INTO called VALUES ('k11');
    """)
    connection.execute(f"CREATE VIEW doubtful AS {DOUBTFUL}")
    return connection


@pytest.mark.parametrize(
    ("as_of", "corrected", "names"),
    [(None, False, "abc"), (None, True, "bc"), (5, False, "a"), (6, False, "ab"), (6, True, "b"), (4, False, "")],
)
def test_claims_in_force(as_of: int | None, corrected: bool, names: str, tables: sqlite3.Connection) -> None:
    found = tables.execute(in_force(as_of, corrected)).fetchall()
    assert sorted(name for _, name, *_ in found) == list(names)


@pytest.mark.parametrize(
    ("measures", "marks", "called", "seqs"),
    [
        ((), 0, False, set()),
        ((), ALONE, False, {3, 5, 7, 9}),
        ((), ALONE | RESTATED, False, {3, 4, 5, 7, 8, 9}),
        (("it's", "elsewhere"), ALONE, False, {3, 5, 7, 9, 10}),
        ((), ALONE, True, {3, 5, 7, 9, 11}),
    ],
)
def test_claims_to_judge(
    measures: tuple[str, ...], marks: int, called: bool, seqs: set[int], tables: sqlite3.Connection
) -> None:
    """Alone (an odd mark), with a bracketed figure if asked, of a measure, or called by another."""
    assert {seq for (seq,) in tables.execute(besides(measures, marks, called=called))} == seqs


CROWD = [
    # seq, cell, form, episode, day, until, lo, hi, phrase, statement, whether it is judged
    (101, 20, FLAT, 1, 1, 1, 5, 5, None, None, True),
    (102, 20, FLAT, 1, 1, 1, 5, 5, None, None, True),
    (103, 20, FLAT, 1, 9, 9, 3, 3, None, None, True),
    (104, 20, FLAT, 1, 9, 9, None, 9, None, None, False),
    (105, 20, FLAT, 2, 40, 40, 3, 3, 7, None, True),
    (106, 21, GROWS, 0, 1, 1, 2, None, None, 8, True),
    (107, 21, GROWS, 0, 2, 2, 8, None, None, None, True),
    (108, 21, GROWS, 0, 5, 5, None, 6, None, None, True),
    (109, 21, GROWS, 0, 6, 6, None, 9, 9, None, False),
    (110, 21, GROWS, 0, 7, 7, 9, None, None, None, False),
    (111, 21, SPANS, 0, 3, 5, 7, 7, None, None, True),
    (112, 22, FLAT, 1, 1, 1, 1, 1, None, None, True),
    (113, 23, FLAT, 1, 1, 1, 1, 1, 9, None, False),
]


CROWDS = """seq, cell, part, marks, measure, name, form, episode, day, until, lo, hi, phrase, statement, asked, line,
    again"""


def test_of_crowded_cells_the_claims_that_clash(tables: sqlite3.Connection) -> None:
    """20 and 21 are crowded; 22 is proposed and small; 23 is not proposed."""
    tables.executescript("""
        INSERT INTO bounded VALUES (20), (21), (22);
        INSERT INTO crowded VALUES (20), (21);
        INSERT INTO phrases VALUES (7, 20), (9, 23);
        INSERT INTO statements VALUES (8, 21);
    """)
    rows = [(seq, cell, 0, 0, "held", f"k{seq}", *rest, 1, "fact", 0) for seq, cell, *rest, _ in CROWD]
    tables.executemany(f"INSERT INTO told ({CROWDS}) VALUES ({', '.join('?' * 17)})", rows)
    tables.execute(f"INSERT INTO worded {table('worded', {'phrases', 'statements'})}")
    chosen = {seq for (seq,) in tables.execute(table("proposed", {"touched", "worded", "crowd"}))}
    assert chosen == {seq for seq, *_, judged in CROWD if judged}


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        ((None, None, None), set()),
        ((FLAT, None, 0), {"claims"}),
        ((SPANS, 0, 0), {"claims"}),
        ((LONG, 1, 0), {"claims", "long", "again"}),
        ((APART, 0, CORRECTS - 1), {"claims", "long", "estimates", "marked"}),  # there may be
        ((FLAT, 0, CORRECTS), {"claims", "marked", "correcting"}),
    ],
)
def test_what_there_may_be(row: tuple[int | None, ...], kinds: set[str], tables: sqlite3.Connection) -> None:
    tables.execute("UPDATE every SET form = ?, again = ?, marks = ? WHERE name = 'b'", row)
    tables.execute("UPDATE every SET form = 9, marks = 9 WHERE kind = 'source'")
    assert kinds_of(*next(tables.execute(HELD))) == kinds


ROW = (1, 10, 0, "USD", 730_000)
"""Asking, cell, part, unit and day of publication."""


@pytest.mark.parametrize(
    ("rows", "in_units"),
    [
        ([], None),
        ([ROW], False),
        ([ROW, (1, 11, 0, None, None)], False),
        ([ROW, (2, 20, 1, "KRW", 730_001)], False),  # two questions, a unit each
        ([ROW, (1, 11, 0, "KRW", 730_001)], True),
    ],
)
def test_how_many_claims_answer_what(
    rows: list[tuple[Any, ...]], in_units: bool | None, tables: sqlite3.Connection
) -> None:
    tables.execute("DELETE FROM told")
    tables.executemany(
        "INSERT INTO told (asking, cell, part, unit, published, asked) VALUES (?, ?, ?, ?, ?, 1)", rows
    )  # fmt: skip
    (claims, latest), (questions, several) = (next(tables.execute(sql)) for sql in CENSUS)
    first = [row for row in rows if row[2] == 0]
    assert claims == len(first)
    assert latest == max((row[4] for row in first if row[4] is not None), default=None)
    assert questions == len({row[0] for row in rows})
    assert several == in_units


def test_what_there_is_none_of_is_not_looked_for(tables: sqlite3.Connection) -> None:
    for name, queries in SCREEN.items():
        assert table(name, queries) == "UNION".join(queries.values())
        assert tables.execute(table(name, ())).fetchall() == []
        columns, empty = (
            [column for column, *_ in tables.execute(sql).description]
            for sql in (table(name, queries), table(name, ()))
        )
        assert columns == empty
    both = SCREEN["suspects"]["long"] + "UNION" + SCREEN["suspects"]["estimates"]
    assert table("suspects", {"long", "estimates"}) == both
