"""Ledgers with a bit of everything that the judge compares: for tests that two ways of judging agree."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from stargate_claims.model.claims import Adequacy, Claim, Force, Grouping, ListKind, Prediction, Rank
from stargate_claims.model.intervals import Interval, Mode, Window
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.model.rules import Bound, Conclusion, Premise, Rule
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import (
    Behaviour,
    Dimension,
    Entity,
    EntityFact,
    EntityKind,
    Label,
    Measure,
    Vocabulary,
)

START = date(2030, 1, 1)
_MEASURES: dict[str, tuple[Dimension, Behaviour, dict[str, Any]]] = {
    "held": (Dimension.MONEY, Behaviour.LEVEL, {}),
    "lasting": (Dimension.MONEY, Behaviour.LEVEL, {"persists": 40, "organisational": True}),
    "total": (Dimension.COUNT, Behaviour.CUMULATIVE, {"keys": ("kind",)}),
    "raised": (Dimension.MONEY, Behaviour.CUMULATIVE, {}),
    "pledged": (Dimension.MONEY, Behaviour.CUMULATIVE, {}),
    "sites": (Dimension.COUNT, Behaviour.CUMULATIVE, {}),
    "vowed": (Dimension.STATE, Behaviour.LEVEL, {}),
    "price": (Dimension.MONEY, Behaviour.FIXED, {}),
    "goal": (Dimension.MONEY, Behaviour.INTENTION, {}),
    "earned": (Dimension.MONEY, Behaviour.FIXED, {"per_window": True}),
    "lease": (Dimension.MONEY, Behaviour.FIXED, {"several": True}),
    "open": (Dimension.STATE, Behaviour.LEVEL, {}),
    "means": (Dimension.STATE, Behaviour.LEVEL, {"persists": 7}),
    "founded": (Dimension.STATE, Behaviour.CUMULATIVE, {"once": True}),
    "went_to": (Dimension.STATE, Behaviour.LEVEL, {}),
    "trips": (Dimension.COUNT, Behaviour.FIXED, {"counts": "went_to", "per_window": True}),
    "stage": (Dimension.STAGE, Behaviour.CUMULATIVE, {"ladder": ("planned", "begun", "done")}),
    "mood": (Dimension.STAGE, Behaviour.LEVEL, {"ladder": ("bad", "fair", "good")}),
    "due_on": (Dimension.DAY, Behaviour.FIXED, {}),
    "board": (Dimension.MEMBERS, Behaviour.LEVEL, {}),
    "outlook": (Dimension.TEXT, Behaviour.CONTEXT, {}),
}
AMOUNTS = ("held", "lasting", "raised", "pledged", "price", "goal", "earned", "lease")
SORTS = (
    *["amount"] * len(AMOUNTS),
    "count",
    "state",
    "stage",
    "stage",
    "day",
    "members",
    "adequacy",
    "acts",
    "predicts",
    "words",
    "bracket",
    "context",
)
PEOPLE = ("ann", "bob", "cho")


def vocabulary() -> Vocabulary:
    """A measure of each sort, and one person who speaks for a firm."""
    speaks = EntityFact(kind="speaks_for", of="firm", source="invented")
    return Vocabulary.of(
        entities=[
            Entity(id="ann", kind=EntityKind.PERSON, label=Label(en="ann"), facts=(speaks,)),
            Entity(id="firm", kind=EntityKind.ORGANISATION, label=Label(en="firm")),
        ],
        measures=[
            Measure(id=id, label=Label(en=id), dimension=dimension, behaviour=behaviour, **more)
            for id, (dimension, behaviour, more) in _MEASURES.items()
        ],
    )


def rules() -> tuple[Rule, ...]:
    """What is pledged is means; what is vowed and has a pledge has a total of one."""
    why = Label(ko="지어낸 규칙", en="invented")
    return (
        Rule(
            id="pledged-is-means",
            when=(Premise(measure="pledged", subject="?x", value=Bound(at_least=Decimal(2))),),
            then=Conclusion(measure="means", subject="?x", value=Bound(holds=True)),
            why=why,
            cases=(),
        ),
        Rule(
            id="vowed-has-one",
            when=(
                Premise(measure="vowed", subject="?x", value=Bound(holds=True)),
                Premise(measure="pledged", subject="?x", value=Bound(at_least=Decimal(1)), any_time=True),
            ),
            then=Conclusion(measure="total", subject="?x", value=Bound(at_least=Decimal(1))),
            grace=3,
            why=why,
            cases=(),
        ),
    )


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Days, months and longer, throughout or some day of, open or unknown at an end."""
    first = START + timedelta(draw(st.integers(0, 70)))
    last = first + timedelta(draw(st.sampled_from([0, 0, 0, 1, 20, 45, 700])))
    shape = draw(st.sampled_from(["days", "days", "days", "some", "from", "until", "since", "up to"]))
    if shape in ("from", "up to"):
        return Window(first=first, unknown_end=shape == "up to")
    if shape in ("until", "since"):
        return Window(last=last, unknown_start=shape == "since")
    return Window(first=first, last=last, mode=Mode.SOME_DAY if shape == "some" else Mode.THROUGHOUT)


@st.composite
def quantities(draw: st.DrawFn, units: tuple[str, ...] = ("USD", "USD", "USD", "KRW")) -> Quantity:
    """Points, caps, floors and ranges of small numbers, and now and then one that is no whole number."""
    value, unit = Decimal(draw(st.integers(0, 3))), draw(st.sampled_from(units))
    if draw(st.integers(0, 9)) == 0:
        value += Decimal("0.1234567890123456789")
    hedge = draw(st.sampled_from(list(Hedge)))
    if hedge is Hedge.ORDER_OF_MAGNITUDE:
        return Quantity(interval=Interval(lower=value, upper=value + 2), unit=unit, hedge=hedge)
    interval = {
        Hedge.AT_LEAST: Interval(lower=value),
        Hedge.MORE_THAN: Interval(lower=value, lower_open=True),
        Hedge.AT_MOST: Interval(upper=value),
        Hedge.LESS_THAN: Interval(upper=value, upper_open=True),
    }.get(hedge, Interval.exactly(value))
    grain = Decimal(1)
    return Quantity(interval=interval, unit=unit, hedge=hedge, nominal=value, grain=grain, printed_grain=grain)


@st.composite
def claims(draw: st.DrawFn, name: str, number: int, sorts: tuple[str, ...], amounts: tuple[str, ...]) -> Claim:
    """One claim of a ledger, of some sorts; what it names but people is the ledger's own."""
    here, said = (f"{name}-x", f"{name}-y"), START + timedelta(draw(st.sampled_from([75, 75, 78, 100, 0])))
    paper, others = draw(st.integers(0, 2)), [f"{name}-{other}" for other in range(number)]
    published = draw(st.sampled_from([None, Window.on(said), Window(first=said, last=said + timedelta(9))]))
    words: dict[str, Any] = {
        "id": f"{name}-{number}",
        "by": (draw(st.sampled_from(PEOPLE)),),
        "source": Source(id=f"{name}-paper-{paper}-{published}", publisher=f"paper_{paper}", published=published),
        "said": draw(st.sampled_from([Window.on(said), Window.on(said), Window(first=said, last=said + timedelta(2))])),
        "about": draw(st.none() | windows()),
        "subject": (draw(st.sampled_from(here)),),
        "force": draw(st.sampled_from([*[Force.REPORT] * 5, *Force])),
    }
    if others and draw(st.integers(0, 7)) == 0:
        relation = draw(st.sampled_from(["denies", "supports", "revises", "supersedes", "retracts"]))
        words[relation] = (draw(st.sampled_from(others)),)
    if draw(st.integers(0, 19)) == 0:
        words |= {"rank": Rank.DEPRECATED, "rank_reason": "no source"}
    if draw(st.integers(0, 9)) == 0:
        words |= {"subject": here, "grouping": draw(st.sampled_from(list(Grouping)))}
    return Claim(**{**words, **draw(_values(here, sorts, amounts))})


@st.composite
def _values(draw: st.DrawFn, here: tuple[str, ...], sorts: tuple[str, ...], amounts: tuple[str, ...]) -> dict[str, Any]:
    """A measure and its value, and what else the words say."""
    sort = draw(st.sampled_from(sorts))
    if sort == "amount":
        measure, quantity = draw(st.sampled_from(amounts)), draw(quantities())
        more: dict[str, Any] = {"bundle": draw(st.sampled_from([None, here[0]]))} if measure == "lease" else {}
        if measure == "lasting" and draw(st.booleans()):
            more["subject"] = (draw(st.sampled_from(PEOPLE)),)
        if quantity.unit == "USD" and draw(st.integers(0, 2)) == 0:
            more["restated"] = draw(quantities(units=("KRW",)))
        return {"measure": measure, "quantity": quantity, **more}
    if sort == "words":
        quantity = draw(quantities(units=("USD",)))
        return {"measure": "price", "by": ("bob",), "said": Window.on(START), "force": Force.REPORT, "about": None,
                "quantity": quantity}  # fmt: skip
    if sort == "bracket":
        paper = Source(id=f"{here[0]}-paper", publisher="paper_0", published=Window.on(START))
        figures = [Decimal(draw(st.integers(1, 4))) for _ in range(2)]
        amount, restated = (
            Quantity(interval=Interval.exactly(value), unit=unit, nominal=value, grain=Decimal(1))
            for value, unit in zip(figures, ("USD", "KRW"), strict=True)
        )
        return {
            "measure": "raised",
            "source": paper,
            "said": Window.on(START),
            "quantity": amount,
            "restated": restated,
        }
    if sort == "count":
        kind = draw(st.sampled_from([{}, {"kind": "big"}]))
        measure, quantity = draw(st.sampled_from(["total", "trips", "sites"])), draw(quantities(units=("건",)))
        return {"measure": measure, "quantity": quantity, "qualifiers": kind}
    if sort == "state":
        names = ["open", "means", "founded", "went_to", "vowed"]
        return {"measure": draw(st.sampled_from(names)), "holds": draw(st.booleans())}
    if sort == "stage":
        measure = draw(st.sampled_from(["stage", "mood"]))
        return {"measure": measure, "stage": draw(st.sampled_from(_MEASURES[measure][2]["ladder"]))}
    if sort == "day":
        return {"measure": "due_on", "day": draw(windows())}
    if sort == "members":
        who = draw(st.sets(st.sampled_from(PEOPLE), min_size=1))
        return {"measure": "board", "members": tuple(sorted(who)), "list_kind": draw(st.sampled_from(list(ListKind)))}
    if sort == "adequacy":
        return {"measure": "means", "adequacy": Adequacy(enough=draw(st.booleans()), for_=here[0])}
    if sort == "acts":
        acts: dict[str, Any] = draw(
            st.sampled_from([{"together": ("bob", "cho")}, {"without": ("cho",), "subject": ("bob",)}])
        )
        return {"measure": "open", "holds": True, **acts}
    if sort == "predicts":
        expected = Prediction(measure="open", subject=(here[0],), holds=draw(st.booleans()))
        return {"measure": "outlook", "force": Force.ESTIMATE, "predicts": expected}
    return {"measure": "outlook"}


@st.composite
def ledgers(draw: st.DrawFn, name: str, sort: str, amount: str, *, max_size: int = 6) -> list[Claim]:
    """A few claims on questions of their own, most of them of one sort."""
    size = draw(st.integers(2, max_size))
    sorts = (sort, sort, draw(st.sampled_from(SORTS)))
    return [draw(claims(name, number, sorts, (amount,))) for number in range(size)]


def many(count: int) -> list[Claim]:
    """The claims of as many ledgers, each on questions of its own: all can be judged at once; as many of each sort."""
    found: list[Claim] = []
    for number, sort in enumerate(SORTS):
        _collect(found, sort, AMOUNTS[number % len(AMOUNTS)], -(-count // len(SORTS)))
    return found


def _collect(found: list[Claim], sort: str, amount: str, count: int) -> None:
    @settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        found.extend(data.draw(ledgers(f"l{len(found)}", sort, amount)))

    collect()
