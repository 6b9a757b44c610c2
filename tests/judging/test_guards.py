"""No guard is a decoration: each is switched off in turn, and a story that it holds right comes out wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attrs import evolve, frozen

import stargate_claims as sc
from stargate_claims.judging import case, derive, lines, sweep
from stargate_claims.judging.constraints import Constraint, Reader
from stargate_claims.judging.screen import Sorter
from stargate_claims.judging.trials import trials
from stargate_claims.keeping.paper import shipped_rules
from stargate_claims.model.claims import Adequacy, Claim, Grouping, ListKind
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Rule
from stargate_claims.model.vocabulary import Line, Vocabulary
from tests.judging import build
from tests.judging.build import VOCABULARY, say
from tests.stories.convert import convert
from tests.stories.scoring import SHARED, edges, score, with_end_moved

Patch = pytest.MonkeyPatch
RULES = shipped_rules(cases=True)
JUNE = "2030-06-01/2030-06-09"


def found(*claims: Claim, rules: bool = False) -> list[tuple[str, str, tuple[str, ...]]]:
    """What a report says of some claims: kind, strength, and who stands against whom."""
    report = build.judge(*claims, rules=rules)
    return [(f.kind.value, f.strength.value, tuple(sorted({id for e in f.edges for id in e.claims}))) for f in report]


@frozen
class Guard:
    """A guard, how to switch it off, and a story with what it comes to with and without the guard."""

    name: str
    off: Callable[[Patch], None]
    story: Callable[[], object]
    on: object
    without: object


def changed(owner: object, name: str, change: Callable[[Claim], Claim]) -> Callable[[Patch], None]:
    """Switch a guard off by showing its function other claims."""

    def off(patch: Patch) -> None:
        original = getattr(owner, name)
        patch.setattr(owner, name, lambda claims, *rest: original([change(claim) for claim in claims], *rest))

    return off


def measures(**changes: Any) -> Callable[[Patch], None]:
    """Switch a guard off that stands in the table of measures."""

    def off(patch: Patch) -> None:
        every = [evolve(m, **changes) for m in VOCABULARY.measures.values()]
        patch.setattr(build, "VOCABULARY", Vocabulary.of(VOCABULARY.entities.values(), every))

    return off


def replaced(owner: object, name: str, value: object) -> Callable[[Patch], None]:
    """Switch a guard off by putting something else in its place."""
    return lambda patch: patch.setattr(owner, name, value)


def has(id: str, value: str, **more: Any) -> Claim:
    return say(id, "funds_available", value, **{"subject": "alpha", "about": JUNE, "by": id, "source": id, **more})


def plan(id: str, value: str, **more: Any) -> Claim:
    words: dict[str, Any] = {"force": "plan", "by": id, "source": id, **more}
    return say(id, "investment_planned_total", value, qualifiers={"tranche": "total"}, **words)


def funders(id: str, members: tuple[str, ...], kind: ListKind, source: str) -> Claim:
    return say(id, "funders", members=members, list_kind=kind, source=source, by=source)


def filed(id: str, about: str) -> Claim:
    return say(
        id, "event_occurred", holds=True, qualifiers={"event": "suit"}, subject="beta", about=about, by=id, source=id
    )


def visited(id: str, about: str) -> Claim:
    return say(id, "visited", holds=True, subject="head", of="beta", about=about, by=id, source=id)


def in_won(id: str, won: str, source: str) -> Claim:
    return say(id, "amount_spent", "500억 달러", restated=won, subject=id, source=source, by=id)


def _listed_as(kind: ListKind, now: ListKind) -> Callable[[Claim], Claim]:
    return lambda claim: evolve(claim, list_kind=now) if claim.list_kind is kind else claim


def _everyone_for_oneself(patch: Patch) -> None:
    original = Reader.questions

    def each(self: Reader, claim: Claim) -> Iterator[Any]:
        return original(self, evolve(claim, grouping=Grouping.EACH))

    grouped = Sorter.group

    def group(self: Sorter, claims: Iterable[Claim]) -> Any:
        return grouped(self, [evolve(claim, grouping=Grouping.EACH) for claim in claims])

    patch.setattr(Reader, "questions", each)
    patch.setattr(Sorter, "group", group)


def _no_hinges(patch: Patch) -> None:
    original = derive._Chain.of.__func__  # type: ignore[attr-defined]

    def without(cls: type, rule: Rule, match: Any) -> Any:
        return evolve(original(cls, rule, match), hinges=())

    patch.setattr(derive._Chain, "of", classmethod(without))


def _certain_of_every_day(patch: Patch) -> None:
    patch.setattr(Window, "certain", property(lambda window: window.possible))


def _every_line_is_fact(patch: Patch) -> None:
    patch.setattr(Reader, "line", lambda self, force, measure: Line.FACT)


def _part_of_harbour() -> list[Any]:
    report = build.judge(
        say("a", "contracts_signed", "2건", subject="beta", bundle="leases", by="beta", about="2030-03-01",
            qualifiers={"kind": "dredging"}),
        say("p", "part_of", holds=True, subject="leases", of="harbour", by="beta", about="2030-03-01"),
        say("b", "contracts_signed", "0건", by="daily", about="2030-01-01/2030-06-10", source="two",
            qualifiers={"kind": "dredging"}),
    )  # fmt: skip
    return [edge.hinges for finding in report for edge in finding.edges]


def _voices() -> list[tuple[int, str]]:
    report = build.judge(has("a", "50억 달러", by="alpha"), has("b", "10억 달러", by="head"), rules=False)
    return [(finding.voices, finding.strongest.relation.value) for finding in report]


def _consensus() -> tuple[str, ...]:
    retold = [has(f"r{n}", "50억 달러", by="alpha") for n in range(3)]
    report = build.judge(*retold, has("x", "10억 달러"), has("y", "10억 달러"), rules=False)
    return report.consensus("funds_available(alpha)", on=date(2030, 6, 5)).claims


SUIT = filed("a", "2030-02-01"), filed("b", "2030-03-04")
CLOSED = funders("a", ("alpha", "beta"), ListKind.CLOSED, "one")
GROUP = say("a", "funds_raised", "50억 달러", subject=("alpha", "beta"), for_="harbour", about="2030-06-01")
MEMBER = say("b", "funds_raised", "1억 달러", subject="alpha", for_="harbour", about="2030-06-02", by="b", source="b")
VISITS = visited("a", "2030-02-04"), visited("b", "[2030-02-01..2030-02-28]"), visited("c", "2030-05-01")
COUNTED = say("n", "visits_count", "두 차례", subject="head", of="beta", about="2030-01-01/2030-06-09", by="daily")
OPENING = {"event": "opening"}
LACK = say(
    "b", "means", holds=False, subject="beta", adequacy=Adequacy(for_="harbour", enough=False), about=JUNE, by="b"
)

GUARDS = [
    Guard("voices: an officer is no second one", replaced(Reader, "voice", lambda self, claim: claim.by), _voices,
          [(1, "self_contradiction")], [(2, "dispute")]),
    Guard("voices: retellings are one", replaced(Reader, "voice", lambda self, claim: (claim.id,)), _consensus,
          ("x", "y"), ("r0", "r1", "r2")),
    Guard("rounding between sources", replaced(Quantity, "rounded", lambda self, across: self.interval),
          lambda: found(has("a", "91.8억 달러"), has("b", "92억 달러")), [], [("contradiction", "strict", ("a", "b"))]),
    Guard("lines by force: a plan is no fact", _every_line_is_fact,
          lambda: found(has("a", "5억 달러", force="plan"), has("b", "1억 달러")),
          [], [("contradiction", "strict", ("a", "b"))]),
    Guard("lines by force: an opinion decides nothing", _every_line_is_fact,
          lambda: found(has("a", "5억 달러", force="opinion"), has("b", "1억 달러")),
          [], [("contradiction", "strict", ("a", "b"))]),
    Guard("keys separate questions", measures(keys=()),
          lambda: found(has("a", "5억 달러", for_="harbour"), has("b", "1억 달러", for_="resort")),
          [], [("contradiction", "strict", ("a", "b"))]),
    Guard("open lists do not speak by absence",
          changed(lines, "members", _listed_as(ListKind.OPEN, ListKind.CLOSED)),
          lambda: found(CLOSED, funders("b", ("alpha",), ListKind.OPEN, "two")),
          [], [("contradiction", "strict", ("a", "b"))]),
    Guard("additive lists are not excluded by the list beside them",
          changed(lines, "members", _listed_as(ListKind.ADDITIVE, ListKind.OPEN)),
          lambda: found(CLOSED, funders("b", ("gamma",), ListKind.ADDITIVE, "one")),
          [], [("contradiction", "strict", ("a", "b"))]),
    Guard("events: only what happens once has a day", measures(once=True), lambda: found(*SUIT),
          [], [("contradiction", "strict", ("a", "b"))]),
    Guard("events: a kind that happens once has a day", measures(once_kinds=()),
          lambda: found(*(evolve(claim, qualifiers={"event": "founding"}) for claim in SUIT)),
          [("contradiction", "defeasible", ("a", "b"))], []),
    Guard("visits are merged by day", replaced(lines, "_distinct", lambda visits, within: list(visits)),
          lambda: found(COUNTED, *VISITS), [], [("contradiction", "defeasible", ("c", "n"))]),
    Guard("a group is not its member", _everyone_for_oneself, lambda: found(GROUP, MEMBER),
          [], [("contradiction", "strict", ("a", "b"))]),
    Guard("hinges are named", _no_hinges, _part_of_harbour, [("p",)], [()]),
    Guard("uncertain days are not certain", _certain_of_every_day,
          lambda: found(has("a", "5억 달러", about="[2030-06-01..2030-06-09]"), has("b", "1억 달러")),
          [("tension", "soft", ("a", "b"))], [("contradiction", "strict", ("a", "b"))]),
    Guard("what hangs on one day is soft",
          replaced(sweep, "_hold", lambda one, other, *shaken: max(one[0], other[0]) <= min(one[1], other[1])),
          lambda: found(has("a", "5억 달러"), has("b", "1억 달러", about="2030-06-09/2030-06-20", said="2030-07-01")),
          [("tension", "soft", ("a", "b"))], [("contradiction", "strict", ("a", "b"))]),
    Guard("what holds on a day holds for the days around it", measures(persists=0),
          lambda: found(has("a", "5억 달러", about="2030-06-01"), has("b", "1억 달러", about="2030-06-03")),
          [("contradiction", "defeasible", ("a", "b"))], []),
    Guard("conversions are compared inside one article only",
          changed(lines, "rates", lambda claim: evolve(claim, source=evolve(claim.source, id="any"))),
          lambda: found(in_won("a", "71조8,800억원", "one"), in_won("b", "69조3,000억원", "two")),
          [], [("restatement", "strict", ("a", "b"))]),
    Guard("one statement told with two figures", replaced(lines, "tellings", lambda claims, reader: ()),
          lambda: found(plan("a", "최소 5억 달러", by="alpha"), plan("b", "최소 9억 달러", by="alpha")),
          [("contradiction", "strict", ("a", "b"))], []),
    Guard("a cap against a floor of one number", replaced(lines, "wording", lambda claims, reader: ()),
          lambda: found(plan("a", "최대 5억 달러"), plan("b", "최소 5억 달러")),
          [("wording", "strict", ("a", "b"))], []),
    Guard("wording is that of one announcement", replaced(lines, "ONE_ANNOUNCEMENT", 1000),
          lambda: found(plan("a", "최대 5억 달러"), plan("b", "최소 5억 달러", said="2031-06-10")),
          [], [("wording", "strict", ("a", "b"))]),
    Guard("a denial is about its target", replaced(lines, "denials", lambda claims: ()),
          lambda: found(has("a", "5억 달러"), say("d", None, denies="a", by="beta", force="denial")),
          [("contradiction", "strict", ("a", "d"))], []),
    Guard("adequacy is about means", replaced(Reader, "means", lambda self, claim, by_id: ()),
          lambda: found(has("a", "5억 달러", for_="harbour"), LACK, rules=True),
          [("contradiction", "defeasible", ("a", "b"))], []),
    Guard("what was taken back is not judged", replaced(case, "_in_force", lambda claims, day: (tuple(claims), ())),
          lambda: found(has("a", "5억 달러"), has("b", "1억 달러"), say("r", None, retracts="b", by="daily")),
          [], [("contradiction", "strict", ("a", "b"))]),
    Guard("a later plan replaces an earlier one",
          replaced(case, "lapsed", lambda rows, reader, claims: list(rows)),
          lambda: found(
              say("p", "scheduled_for", day="2030-03-01", qualifiers=OPENING, force="plan", said="2030-01-01"),
              say("q", "scheduled_for", day="2031-03-01", qualifiers=OPENING, force="plan", said="2030-02-01"),
              say("x", "event_occurred", holds=False, qualifiers=OPENING, about=JUNE, by="daily"),
              rules=True,
          ),
          [("revision", "strict", ("p", "q"))],
          [("contradiction", "defeasible", ("p", "x")), ("revision", "strict", ("p", "q"))]),
]  # fmt: skip


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_without_a_guard_its_story_comes_out_wrong(guard: Guard, monkeypatch: Patch) -> None:
    assert guard.story() == guard.on
    guard.off(monkeypatch)
    assert guard.story() == guard.without


@pytest.mark.no_cover
def test_without_knowing_which_rules_were_applied_a_chain_never_ends(monkeypatch: Patch) -> None:
    from tests.judging.test_derive import TestChains

    class TooMany(Exception):
        pass

    drawn = 0
    original = derive._conclude

    def forgetful(*given: Any) -> Constraint | None:
        nonlocal drawn
        drawn += 1
        if drawn > 500:
            raise TooMany
        conclusion = original(*given)
        return conclusion and evolve(conclusion, rules=())

    TestChains().test_a_bound_that_doubles_itself_ends()
    monkeypatch.setattr(derive, "_conclude", forgetful)
    with pytest.raises(TooMany):
        TestChains().test_a_bound_that_doubles_itself_ends()


class TestRules:
    """Each shipped rule is needed: by its own cases, which come out as they say with it and not without it."""

    def test_with_all_of_them_every_case_passes(self) -> None:
        assert [trial for trial in trials(RULES) if not trial.passed] == []

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
    def test_without_it_a_case_of_its_own_fails(self, rule: Rule) -> None:
        others = [other for other in RULES if other is not rule]
        missed = []
        for own in rule.cases:
            report = sc.check_consistency(own.claims, vocabulary=own.vocabulary, rules=others)
            clashing = set(edges(report))
            missed += [pair for pair in own.clashes if frozenset(pair) not in clashing]
        assert missed

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
    def test_it_says_also_when_it_does_not_apply(self, rule: Rule) -> None:
        assert any(not own.clashes for own in rule.cases)


SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "stargate"
STORY = SHARED / "domains" / "samsung_taylor"
EXTRA = Path(__file__).resolve().parents[1] / "stories" / "samsung_taylor"
ANNOTATED = {"seeds": SHARED / "gold" / "findings.jsonl", "samsung_taylor": STORY / "findings.jsonl"}

with_annotations = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotations are not part of the repository")


@pytest.fixture(scope="module", params=sorted(ANNOTATED))
def ledger(request: pytest.FixtureRequest) -> Iterator[tuple[sc.Ledger, Path]]:
    """A ledger with the findings that a person wants of it."""
    if request.param == "seeds":
        yield sc.load(SEEDS), ANNOTATED["seeds"]
        return
    with TemporaryDirectory() as folder:
        convert(STORY, Path(folder) / "story", EXTRA)
        yield sc.load(Path(folder) / "story"), ANNOTATED[request.param]


@with_annotations
class TestOneDayToEitherSide:
    """No outcome hangs on a single day: nothing wanted is lost, no trap springs, strengths change by a step at most."""

    @staticmethod
    def _holds(
        ledger: sc.Ledger, claims: Iterable[Claim], rules: Iterable[Rule], annotated: Path, folder: Path
    ) -> None:
        before = edges(sc.check_consistency(ledger))
        report = sc.check_consistency(claims, vocabulary=ledger.vocabulary, rules=rules)
        after = edges(report)
        result = score(report, annotated, folder)
        assert result.passed, result.lines
        assert (result.met, result.violated) == (result.wanted, 0)
        assert before.keys() <= after.keys()
        assert [pair for pair in before if abs(before[pair].weight - after[pair].weight) > 1] == []

    @pytest.mark.parametrize("days", [-1, 0, 1])
    def test_graces(self, ledger: tuple[sc.Ledger, Path], days: int, tmp_path: Path) -> None:
        claims, annotated = ledger
        moved = [evolve(rule, grace=rule.grace + days) for rule in claims.rules]
        self._holds(claims, claims, moved, annotated, tmp_path)

    @pytest.mark.parametrize("end", ["first", "last"])
    @pytest.mark.parametrize("days", [-1, 1])
    def test_ends_of_windows(self, ledger: tuple[sc.Ledger, Path], end: str, days: int, tmp_path: Path) -> None:
        claims, annotated = ledger
        moved = [with_end_moved(claim, end, days) for claim in claims]
        self._holds(claims, moved, claims.rules, annotated, tmp_path)

    @pytest.mark.parametrize("days", [-1, 1])
    def test_the_example_of_the_project_stands_whatever_end_of_it_moves(self, days: int) -> None:
        claims = sc.load(SEEDS)
        moved = [evolve(rule, grace=rule.grace + days) for rule in claims.rules]
        for id in ("c4-15", "c1-07"):
            for end in ("first", "last"):
                other = [with_end_moved(claim, end, days) if claim.id == id else claim for claim in claims]
                report = sc.check_consistency(other, vocabulary=claims.vocabulary, rules=moved)
                assert edges(report)[frozenset(("c4-15", "c1-07"))] == "defeasible"
