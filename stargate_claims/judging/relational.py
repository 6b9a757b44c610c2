"""The screen as one relational expression: what may be inconsistent, in SQL that every engine here reads.

It runs on the table ``doubtful`` with the columns of `rows.Row`, of claims in force that may be suspect. It names every
cell in which the judge could find something from the claims alone; what rules, denials, lists and other claims bring
into play is added by the columns ``marks`` and ``measure``. The window takes SQL's default frame: claims of one day see
each other.

A file of columns was screened when it was written, with the same expression, over all of its claims. No query here
finds more of fewer claims, so that of what was not suspect then nothing is suspect on any day, whatever is retracted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from stargate_claims.judging.assemble import SUPPORTERS_AMONG
from stargate_claims.judging.rows import APART, CORRECTS, FLAT, GROWS, LONG, SPANS

SCREENED = (
    "seq", "question", "asking", "cell", "asked", "line", "unit", "form", "episode", "day", "until", "lo", "hi",
    "phrase", "word", "statement", "figure", "teller", "again",
)  # fmt: skip
"""The columns that the screen reads."""

DOUBTFUL = f"SELECT {', '.join(SCREENED)} FROM told WHERE suspect = 1"
"""The rows, of the table ``told``, that may be suspect: all of them, where nobody has looked yet."""

_BOUNDS = f"""
SELECT cell FROM doubtful WHERE form = {FLAT} GROUP BY cell, episode HAVING max(lo) > min(hi)
UNION
SELECT cell FROM (
  SELECT cell, hi, max(lo) OVER (PARTITION BY cell ORDER BY day) AS highest FROM (
    SELECT cell, day, max(lo) AS lo, min(CASE WHEN form = {GROWS} THEN hi END) AS hi
    FROM doubtful WHERE form = {GROWS} OR form = {SPANS} GROUP BY cell, day
    UNION ALL
    SELECT cell, until AS day, CAST(NULL AS BIGINT) AS lo, min(hi) AS hi
    FROM doubtful WHERE form = {SPANS} GROUP BY cell, until
  ) steps
) grown WHERE highest > hi
"""
"""Cells (a question, its line and unit) that may be inconsistent: bounds that clash within an episode, or of a total
that never falls."""

_REPEATED = """
SELECT phrase, statement, again FROM doubtful WHERE again > 0
"""
"""What was said before: a printed number of a cell, or a statement on it."""

_PHRASES = """
SELECT phrase, min(cell) AS cell FROM doubtful
WHERE phrase IN (SELECT phrase FROM repeated WHERE again = 1 OR again = 3)
GROUP BY phrase HAVING min(word) < max(word)
"""
"""Printed numbers of a cell with two bound words."""

_STATEMENTS = """
SELECT statement, min(cell) AS cell FROM doubtful WHERE statement IN (SELECT statement FROM repeated WHERE again > 1)
GROUP BY statement HAVING min(figure) < max(figure) AND min(teller) < max(teller)
"""
"""Statements on a cell that were told with two numbers."""

_LONGS = f"""
SELECT cell FROM doubtful WHERE form <> {APART} AND cell IN (SELECT cell FROM doubtful WHERE form = {LONG})
GROUP BY cell
HAVING max(CASE WHEN form = {LONG} THEN lo END) > min(hi) OR max(lo) > min(CASE WHEN form = {LONG} THEN hi END)
"""
"""Cells with a level of long standing that clashes with any other."""

_UNITS = """
SELECT cell FROM doubtful WHERE unit IS NOT NULL AND line <> 'estimate' AND asking IN (
  SELECT asking FROM doubtful WHERE asked = 1 AND unit IS NOT NULL GROUP BY asking HAVING min(cell) < max(cell)
)
"""
"""Cells of questions that are answered in several units."""

_FORECASTS = """
SELECT doubtful.cell FROM doubtful JOIN (
  SELECT question, coalesce(unit, '') AS unit, max(lo) AS lo, min(hi) AS hi
  FROM doubtful WHERE line = 'estimate' GROUP BY question, coalesce(unit, '')
) expected ON doubtful.question = expected.question AND coalesce(doubtful.unit, '') = expected.unit
JOIN (
  SELECT question, coalesce(unit, '') AS unit, max(lo) AS lo, min(hi) AS hi FROM doubtful
  WHERE line = 'fact' AND question IN (SELECT question FROM doubtful WHERE line = 'estimate')
  GROUP BY question, coalesce(unit, '')
) happened ON doubtful.question = happened.question AND coalesce(doubtful.unit, '') = happened.unit
WHERE expected.lo > happened.hi OR happened.lo > expected.hi
"""
"""Cells of a forecast that a fact belies."""

_TOUCHED = """
SELECT seq, cell, asked, line, form, episode, day, until, lo, hi FROM doubtful
WHERE cell IN (SELECT cell FROM bounded UNION ALL SELECT cell FROM suspects)
"""
"""The rows of all cells that may be inconsistent, read once for all that is asked of them."""

_CROWDED = f"""
SELECT cell FROM touched
WHERE asked = 1 AND line = 'fact' AND (lo IS NOT NULL OR hi IS NOT NULL)
  AND cell IN (SELECT cell FROM bounded) AND cell NOT IN (SELECT cell FROM suspects)
GROUP BY cell HAVING count(*) > {SUPPORTERS_AMONG}
"""
"""Bounded cells with so many claims that a finding shows only those that clash: these alone are judged."""

_CROWD = """
SELECT seq, cell, form, episode, day, until, lo, hi FROM touched
WHERE cell IN (SELECT cell FROM crowded)
"""
"""The rows of crowded cells."""

_PHRASED = """
SELECT seq FROM doubtful WHERE phrase IN (SELECT phrase FROM phrases WHERE cell IN (SELECT cell FROM crowded))
"""
_STATED = """
SELECT seq FROM doubtful WHERE statement IN (SELECT statement FROM statements WHERE cell IN (SELECT cell FROM crowded))
"""
"""The claims of crowded cells whose words clash with some other's: a cap with a floor, or two tellings."""

_CLASHING = f"""
SELECT seq FROM crowd JOIN (
  SELECT cell AS crowded, episode AS month, max(lo) AS top, min(hi) AS bottom FROM crowd
  WHERE form = {FLAT} GROUP BY cell, episode HAVING max(lo) > min(hi)
) clashing ON crowd.cell = crowded AND crowd.episode = month
WHERE form = {FLAT} AND (lo > bottom OR hi < top)
UNION
SELECT seq FROM (
  SELECT seq, lo, hi, max(lo) OVER (PARTITION BY cell ORDER BY day) AS highest,
    min(hi) OVER (PARTITION BY cell ORDER BY day DESC) AS lowest
  FROM (
    SELECT cell, seq, day, lo, CAST(NULL AS BIGINT) AS hi FROM crowd WHERE form = {GROWS} OR form = {SPANS}
    UNION ALL
    SELECT cell, seq, until AS day, CAST(NULL AS BIGINT) AS lo, hi FROM crowd WHERE form = {GROWS} OR form = {SPANS}
  ) steps
) met WHERE lo > lowest OR hi < highest
"""
"""The claims of crowded cells whose bounds clash with some other's."""

_ALL = """
SELECT seq FROM touched WHERE cell NOT IN (SELECT cell FROM crowded)
"""
"""The claims of all other cells that may be inconsistent."""

SCREEN: dict[str, dict[str, str]] = {
    "repeated": {"again": _REPEATED},
    "phrases": {"repeated": _PHRASES},
    "statements": {"repeated": _STATEMENTS},
    "bounded": {
        "claims": _BOUNDS,
        "phrases": "\nSELECT cell FROM phrases\n",
        "statements": "\nSELECT cell FROM statements\n",
    },
    "suspects": {"long": _LONGS, "units": _UNITS, "estimates": _FORECASTS},
    "touched": {"claims": _TOUCHED},
    "crowded": {"bounded": _CROWDED},
    "worded": {"phrases": _PHRASED, "statements": _STATED},
    "crowd": {"crowded": _CROWD},
    "proposed": {"touched": _ALL, "worded": "\nSELECT seq FROM worded\n", "crowd": _CLASHING},
}
"""The tables that an engine makes, in this order, of ``doubtful`` and of those before it.

A table is the union of some queries, each beside what it finds nothing without: a kind of claims, or rows of
a table.
"""

CELLS = "SELECT cell FROM bounded UNION SELECT cell FROM suspects"
"""What the first tables of `SCREEN` propose: the cells."""

_EMPTY = {
    "repeated": ("phrase", "statement", "again"),
    "phrases": ("phrase", "cell"),
    "statements": ("statement", "cell"),
    "touched": ("seq", "cell", "asked", "line", "form", "episode", "day", "until", "lo", "hi"),
    "worded": ("seq",),
    "crowd": ("seq", "cell", "form", "episode", "day", "until", "lo", "hi"),
    "proposed": ("seq",),
}
"""The columns of tables that have others than ``cell``."""

HELD = "SELECT max(form), max(again), max(marks) FROM every WHERE kind = 'claim'"
"""What a ledger may hold, whatever the day that it is judged on: see `kinds_of`.

Nothing but extremes, which an engine that reads Parquet takes from the footer.
"""

CENSUS = (
    "SELECT count(*), max(published) FROM told WHERE part = 0",
    """
    SELECT count(*), max(CASE WHEN one < other THEN 1 ELSE 0 END) FROM (
      SELECT min(answer) AS one, max(answer) AS other
      FROM (SELECT asking, CASE WHEN unit IS NOT NULL THEN cell END AS answer FROM told WHERE asked = 1) answers
      GROUP BY asking
    ) questions
    """,
)
"""How many claims are in force and the last day on which one was published; how many questions they answer, and whether
some in several units."""


def kinds_of(form: int | None, again: int | None, marks: int | None) -> frozenset[str]:
    """The kinds of claims that there may be, from the row of `HELD`: what is not among them is not there."""
    there = {
        "claims": form is not None,
        "long": form is not None and form >= LONG,
        "estimates": form == APART,
        "again": again,
        "marked": marks,
        "correcting": marks is not None and marks >= CORRECTS,
    }
    return frozenset(kind for kind, is_there in there.items() if is_there)


def table(name: str, there: Collection[str]) -> str:
    """The query for a table of `SCREEN`, from what there is: kinds of claims, and tables that have rows."""
    if found := "UNION".join(sql for need, sql in SCREEN[name].items() if need in there):
        return found
    columns = (f"CAST(NULL AS BIGINT) AS {column}" for column in _EMPTY.get(name, ("cell",)))
    return f"SELECT {', '.join(columns)} WHERE 1 = 0"


def in_force(as_of: int | None, corrected: bool) -> str:
    """The rows of the claims in force, of the table ``every``; those taken out of force are in ``gone``."""
    known = "" if as_of is None else f" AND published <= {as_of:d}"
    gone = " AND name NOT IN (SELECT name FROM gone)" if corrected else ""
    return f"SELECT * FROM every WHERE kind = 'claim'{known}{gone}"


def besides(measures: Iterable[str], marks: int, *, called: bool) -> str:
    """The numbers of the claims that are judged whatever their cell.

    A union of conditions and not one of several: each may pass over the pieces of a file that hold none.

    Args:
        measures: whose claims are all judged.
        marks: 1 for claims that stand alone, 2 for those with a bracketed figure, 3 for both, 0 for neither.
        called: whether there are claims in the table ``called``.
    """
    named = ", ".join("'" + name.replace("'", "''") + "'" for name in measures)
    alone = "marks = 1 OR marks = 3 OR marks = 5 OR marks = 7" if marks == 1 else "marks > 0 AND marks <> 4"
    chosen = {
        f"measure IN ({named})": named,
        f"part = 0 AND ({alone})": marks,
        "part = 0 AND name IN (SELECT name FROM called)": called,
    }
    queries = [f"SELECT seq FROM told WHERE {condition}" for condition, is_there in chosen.items() if is_there]
    return " UNION ".join(queries) or "SELECT CAST(NULL AS BIGINT) AS seq WHERE 1 = 0"
