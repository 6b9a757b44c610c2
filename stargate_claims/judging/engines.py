"""Engines screen, the judge judges: a large ledger's suspect questions, found where it lies, and judged here.

Every engine reads the same text (`relational`). Only the claims that the judge needs are made; the rest are counted.
A cluster may judge those as well (`cluster`); then only the claims that something was found of are made here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from attrs import define, evolve

from stargate_claims.judging.case import Case, Skipped, corrected
from stargate_claims.judging.constraints import MEANS
from stargate_claims.judging.judged import Judged, restored
from stargate_claims.judging.parts import brought_together
from stargate_claims.judging.rates import Rates, named_for
from stargate_claims.judging.relational import CENSUS, DOUBTFUL, HELD, SCREEN, besides, in_force, kinds_of, table
from stargate_claims.judging.rows import ALONE, CORRECTS, RESTATED, numbers_of
from stargate_claims.judging.screen import involved, question_of
from stargate_claims.judging.ties import references
from stargate_claims.judging.weighing import Weighed
from stargate_claims.keeping.archive import undescribed
from stargate_claims.keeping.columns import About
from stargate_claims.model.claims import Claim
from stargate_claims.model.rules import Rule, Suppression
from stargate_claims.model.vocabulary import Question, Vocabulary

_ALONE = ", ".join(str(marks) for marks in range(2 * CORRECTS) if marks & ALONE)
"""All marks of claims that stand alone: a list passes over the pieces of a file that hold none."""


class Engine(Protocol):
    """Runs SQL on the table ``every``, which has a row for each question that a claim answers."""

    def run(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""

    def keep(self, name: str, sql: str) -> bool:
        """Let a table hold the rows of a query; whether there are any."""

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query."""

    def narrow(self, name: str, sql: str) -> None:
        """Let a name stand for a query that is asked several times, and mostly gives few of many rows."""

    def names(self, name: str, values: Iterable[str]) -> None:
        """Let a table with the one column ``name`` hold some names."""

    def close(self) -> None:
        """Give back what it holds."""


class Shelf(Protocol):
    """Where the claims of a ledger lie.

    Attributes:
        engine: runs on their columns.
        about: what was counted of them before, or None.
        names_entities: whether reading the ledger makes entities of names that nobody described.
    """

    engine: Engine
    about: About | None = None
    names_entities: bool

    def claims(self, sql: str) -> list[Claim]:
        """The claims whose numbers (seq) a query gives."""

    def call(self, sql: str) -> bool:
        """Let the table ``called`` hold the ids that the claims of a query refer to; whether there are any."""
        called = {id for claim in self.claims(sql) for id in references(claim)}
        if called:
            self.engine.names("called", sorted(called))
        return bool(called)

    def judged(self, sql: str, case: SomeCase) -> tuple[Judged, ...] | None:
        """What is found among the claims of a query, where they lie; None where this process is to judge them.

        Args:
            sql: gives the numbers (seq) of claims in force.
            case: what they are judged by; it has no claims.
        """
        return None


@define(frozen=True, kw_only=True, slots=False, eq=False)
class SomeCase(Case):
    """A case with the claims that an engine chose.

    Attributes:
        crowded_cells: those of which only the claims that clash are here, by their numbers in the columns.
    """

    crowded_cells: frozenset[int] = frozenset()

    @cached_property
    def crowded(self) -> frozenset[tuple[Question, str | None]]:
        """The questions and units of which only the claims that clash are here."""
        if not self.crowded_cells:
            return frozenset()
        # The unit is the measure's, which need not be the one printed: any claim's constraint tells it.
        return frozenset(
            (constraint.question, constraint.unit)
            for key, group in self.groups.items()
            if numbers_of(key)[2] in self.crowded_cells
            for constraint in self.reader.own(group[0])
            if constraint.question == question_of(key)
        )


@define(frozen=True, kw_only=True, slots=False, eq=False)
class ScreenedCase(SomeCase):
    """A case with the claims that an engine chose, and what it counted of all.

    Attributes:
        passed_over: the claims that are not in force, and why.
        counted: how many claims are in force.
        answered: how many questions they answer.
        latest: the last day on which one was published, or None.
        fetch: reads the case with all claims.
        judged: what was found where the claims lie, of which the case then has those that a report shows; or None.
    """

    passed_over: tuple[Skipped, ...]
    counted: int
    answered: int
    latest: date | None
    fetch: Callable[[], Case]
    judged: tuple[Judged, ...] | None = None

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The claims that are not in force, and why."""
        return self.passed_over

    @property
    def size(self) -> int:
        """How many claims are judged."""
        return self.counted

    @property
    def asked(self) -> int:
        """How many questions they answer."""
        return self.answered

    @cached_property
    def judged_on(self) -> date | None:
        """The day it is judged on."""
        return self.as_of or self.latest

    @property
    def was_judged(self) -> bool:
        """Whether an engine judged it already, where its claims lie."""
        return self.judged is not None

    def whole(self) -> Case:
        """The case with all of its claims, read when they are first asked for."""
        return self._whole

    @cached_property
    def _whole(self) -> Case:
        return self.fetch()


def found_already(case: Case) -> Weighed:
    """What was found in a case that an engine judged: nothing where none did."""
    judged = case.judged or () if isinstance(case, ScreenedCase) else ()
    return brought_together(restored(part, case, case.by_id) for part in judged)


def screened(
    shelf: Shelf,
    vocabulary: Vocabulary,
    rules: Sequence[Rule],
    suppressions: Sequence[Suppression],
    rates: str | Rates | None,
    as_of: date | None,
    language: str,
    fetch: Callable[[], Case],
) -> ScreenedCase:
    """The case of a ledger that lies on a shelf, with the claims that an engine's screen proposes.

    ``fetch`` reads the case with all claims, for those who ask more than what contradicts.
    """
    engine = shelf.engine
    kinds = _kinds(shelf)
    passed_over = _passed_over(shelf, as_of, kinds)
    exchange = _rates(engine, rates)
    counted, latest, answered, in_units = _census(shelf, is_whole=as_of is None and not passed_over)
    there = {*kinds, "units"} if in_units else set(kinds)
    engine.narrow("doubtful", DOUBTFUL)
    for name in SCREEN:
        if engine.keep(name, table(name, there)):
            there.add(name)
    crowded = frozenset(cell for (cell,) in engine.run("SELECT cell FROM crowded"))
    case = ScreenedCase(
        records=(),
        vocabulary=vocabulary,
        rules=tuple(rules),
        suppressions=tuple(suppressions),
        rates=exchange,
        as_of=as_of,
        language=language,
        passed_over=passed_over,
        counted=counted,
        answered=answered,
        latest=None if latest is None else date.fromordinal(latest),
        crowded_cells=crowded,
        fetch=fetch,
    )
    chosen = _chosen(shelf, rules, kinds, restated=exchange is not None)
    judged = shelf.judged(chosen, case)
    if judged is not None:
        engine.names("shown", sorted(frozenset[str]().union(*(one.claims for one in judged))))
        chosen = "SELECT seq FROM told WHERE part = 0 AND name IN (SELECT name FROM shown)"
    records = sorted(shelf.claims(chosen), key=lambda claim: claim.id)
    if shelf.names_entities:
        vocabulary = vocabulary | Vocabulary.of(undescribed(records, vocabulary))
    return evolve(case, records=tuple(records), vocabulary=vocabulary, judged=judged)


def _kinds(shelf: Shelf) -> frozenset[str]:
    """The kinds of claims that there may be on a shelf."""
    if shelf.about is not None and (held := shelf.about.held) is not None:
        return kinds_of(held.form, held.again, held.marks)
    ((form, again, marks),) = shelf.engine.run(HELD)
    return kinds_of(form, again, marks)


def _census(shelf: Shelf, *, is_whole: bool) -> tuple[int, int | None, int, bool]:
    """How many claims are in force, the last day of publication, how many questions they answer, and if in many units.

    Args:
        shelf: where they lie; they are under the name ``told``.
        is_whole: whether all of its claims are in force: then what was counted before is true of them.
    """
    if is_whole and shelf.about is not None and (held := shelf.about.held) is not None:
        return shelf.about.claims, held.published, held.answered, held.in_units
    (counted, latest), (answered, in_units) = (row for sql in CENSUS for row in shelf.engine.run(sql))
    return int(counted), latest, int(answered), bool(in_units)


def _passed_over(shelf: Shelf, as_of: date | None, kinds: Collection[str]) -> tuple[Skipped, ...]:
    """The claims that are not in force; leaves the rows of all others under the name ``told``."""
    engine, day = shelf.engine, None if as_of is None else as_of.toordinal()
    known = "" if day is None else f" AND published <= {day:d}"
    gone: dict[str, str] = {}
    if "correcting" in kinds:
        correcting = f"SELECT seq FROM every WHERE kind = 'claim' AND part = 0 AND marks >= {CORRECTS}{known}"
        gone = corrected(sorted(shelf.claims(correcting), key=lambda claim: claim.id))
    skipped = []
    if gone:
        engine.names("gone", gone)
        there = f"SELECT name FROM every WHERE kind = 'claim' AND part = 0 AND name IN (SELECT name FROM gone){known}"
        skipped = sorted(name for (name,) in engine.run(there))
    engine.view("told", in_force(day, bool(gone)))
    later: list[str] = []
    if day is not None:
        unknown = (
            f"SELECT name FROM every WHERE kind = 'claim' AND part = 0 AND (published IS NULL OR published > {day:d})"
        )
        later = sorted(name for (name,) in engine.run(unknown))
    return (
        *(Skipped(claim=name, reason=gone[name]) for name in skipped),
        *(Skipped(claim=name, reason="published later") for name in later),
    )


def _rates(engine: Engine, rates: str | Rates | None) -> Rates | None:
    """The rates given, or those of a name for the currencies and days of all claims."""
    if rates is None or not isinstance(rates, str):
        return rates
    units = {unit for (text,) in engine.run("SELECT DISTINCT units FROM every WHERE part = 0 AND kind = 'claim'")
             for unit in (text or "").split(" ")}  # fmt: skip
    ((first,),) = engine.run("SELECT min(said) FROM every WHERE part = 0 AND kind = 'claim'")
    return named_for(rates, units, None if first is None else date.fromordinal(int(first)))


def _chosen(shelf: Shelf, rules: Iterable[Rule], kinds: Collection[str], *, restated: bool) -> str:
    """The query for the numbers of the claims to judge."""
    marks, called = 0, False
    if "marked" in kinds:
        marks = ALONE | RESTATED if restated else ALONE
        called = shelf.call(f"SELECT seq FROM told WHERE part = 0 AND marks IN ({_ALONE})")
    measures = involved(rules) | {MEANS}
    if shelf.about is not None and shelf.about.held is not None:
        measures &= frozenset(shelf.about.held.measures)
    shelf.engine.keep("besides", besides(sorted(measures), marks, called=called))
    return "SELECT seq FROM proposed UNION SELECT seq FROM besides"
