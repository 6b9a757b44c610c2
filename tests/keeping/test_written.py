from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import example, load
from stargate_claims.keeping.nodes import Items, Scalar, Table, parse
from stargate_claims.keeping.paper import dump
from stargate_claims.keeping.problems import Page
from stargate_claims.keeping.written import edtf, lines, printed, scalar
from stargate_claims.model.intervals import Interval, Mode, Precision, Window
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.model.sources import Source
from tests.keeping.conftest import EVERY_KEY, Write, claims
from tests.keeping.test_rulebook import RULE


def same(one: Ledger, other: Ledger) -> None:
    assert {claim.id: claim for claim in one} == {claim.id: claim for claim in other}
    assert {source.id: source for source in one.sources} == {source.id: source for source in other.sources}
    assert one.vocabulary == other.vocabulary
    assert {rule.id: rule for rule in one.rules} == {rule.id: rule for rule in other.rules}
    assert (one.name, one.language, one.suppressions) == (other.name, other.language, other.suppressions)


def test_the_seed_ledger_comes_back(tmp_path: Path) -> None:
    ledger = example()
    dump(ledger, tmp_path / "씨앗")
    same(ledger, load(tmp_path / "씨앗"))


def test_every_key_comes_back(write: Write, tmp_path: Path) -> None:
    text = claims(
        f"id: a\nby: park-jisoo\nsubject: hanbit\n{EVERY_KEY}",
        "id: z\nby: hanbit\nmeasure: alive\nholds: no\nsubject: {each: [hanbit, daily-one]}\nlist: open",
        "id: y\nby: [hanbit, daily-one]\nsubject: hanbit\nmeasure: partners\nmembers: []\nlist: closed",
        "id: x\nby: hanbit\nsubject: hanbit\nmeasure: opened\nday: 2030\nabout: ../2029",
        "id: w\nby: hanbit\nsubject: hanbit\nmeasure: contracts\nvalue_inferred: 0건\nqualifiers: {'a: b': '#c'}",
        'id: v\nby: hanbit\nsubject: hanbit\nmeasure: works\nstage: started\nnote: "두 줄\\n\\u2028: \'x\', \\"y\\""',
    )
    head = (
        "name: 새벽\nlanguage: en\nsuppressions:\n  - {finding: f, fingerprint: g, reason: 확인함, until: 2031-01-01}\n"
    )
    entities = (
        "entities:\n  - {id: daily-one, kind: organisation, label: {ko: 하루}, aliases: ['하루, 일보', 일보]}\n"
        "  - {id: hanbit, kind: organisation, label: {en: Hanbit}, facts: [{berth_kind: a, source: s, window: 2017}]}\n"
        "  - {id: park-jisoo, kind: person, label: {ko: 박}}\n  - {id: saebyeok, kind: project, label: {ko: 새벽}}\n"
    )
    ledger = load(write({"ledger.yaml": head, "a.yaml": text, "rules.yaml": RULE, "entities.yaml": entities}))
    dump(ledger, tmp_path / "copy")
    copy = load(tmp_path / "copy")
    same(ledger, copy)
    dump(copy, tmp_path / "again")
    for path in sorted((tmp_path / "copy").iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_a_notebook_comes_back(tmp_path: Path) -> None:
    ledger = Ledger.new("공책")
    ledger.claim("kim", "funds_available", "1,000억 달러", subject="hanbit", source="daily one/2 2030-01-02")
    ledger.claim("kim", "contracts_signed", 0, subject="hanbit", source="daily 2030-01-02/2030-02")
    ledger.claim(
        "kim", "funds_available", "5억원", subject="hanbit", source=Source(id="ledger", publisher="kim"), said="2030"
    )
    ledger.claim(
        "kim", "funds_available", "6억원", subject="hanbit", source=Source(id="Ledger", publisher="kim"), said="2030"
    )
    dump(ledger, str(tmp_path / "a" / "b"))
    same(ledger, load(tmp_path / "a" / "b"))


def test_nothing_is_overwritten(write: Write) -> None:
    folder = write({"a.yaml": claims("id: a\nby: hanbit\nsubject: hanbit\nmeasure: alive\nholds: no")})
    before = (folder / "a.yaml").read_bytes()
    with pytest.raises(LedgerError, match="name a new folder"):
        dump(load(folder), folder)
    with pytest.raises(LedgerError, match="name a new folder"):
        dump(load(folder), folder / "a.yaml")
    assert (folder / "a.yaml").read_bytes() == before


def test_what_has_no_form_on_paper_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    ledger = Ledger.new()
    odd = Quantity(interval=Interval(lower=Decimal(1), upper=Decimal(2)), unit="KRW")
    ledger.claim("kim", "funds_available", odd, subject="kim", source="daily 2030-01-02")
    with pytest.raises(LedgerError, match="no printed form"):
        dump(ledger, tmp_path / "a")
    assert not (tmp_path / "a").exists()
    with pytest.raises(LedgerError, match="half a character"):
        scalar("\ud800")


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity.exactly(5, "KRW"), "5원"),
        (Quantity.exactly(5, "GW"), "5GW"),
        (
            Quantity(interval=Interval.at_most(7), unit="USD", hedge=Hedge.AT_MOST, nominal=Decimal(7)),
            "최대 7미국 달러",
        ),
        (None, None),
    ],
)
def test_figures_that_were_never_printed(quantity: Quantity | None, text: str | None) -> None:
    assert printed(quantity) == text


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-21", "2025-07", "2025", "2025-33", "2025-36", "2025-40", "2025-41", "2025-01-21/..", "../2029",
        "/2025-01-31", "2025-01-31/", "2025-01/2025-03", "[2025-06-01..2025-06-30]", "[2025-06..2025-07]",
        "2025-01-21/2029",
    ],
)  # fmt: skip
def test_days_come_back(text: str) -> None:
    window = Window.parse(text)
    written = edtf(window)
    assert written is not None
    assert Window.parse(written) == window


def test_a_week_keeps_its_days() -> None:
    week = Window(
        first=Window.parse("2025-01-20").first, last=Window.parse("2025-01-26").last, precision=Precision.WEEK
    )
    assert edtf(week) == "2025-01-20/2025-01-26"
    assert edtf(Window(first=week.first, last=week.last, mode=Mode.SOME_DAY)) == "[2025-01-20..2025-01-26]"


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)


@given(st.dictionaries(texts, texts | st.lists(texts, max_size=3), min_size=1, max_size=4))
def test_any_text_comes_back(content: dict[str, str | list[str]]) -> None:
    page = Page(file="a", problems=[])
    root = parse("".join(lines(content)).encode(), page)
    if page.problems:  # more combining marks than any language uses
        assert {problem.code for problem in page.problems} <= {"character", "duplicate-key"}
        return
    assert isinstance(root, Table)
    read = {
        key: node.text if isinstance(node, Scalar) else [item.text for item in node.nodes if isinstance(item, Scalar)]
        for key, node in root.entries.items()
        if isinstance(node, (Scalar, Items))
    }
    composed = {
        unicodedata.normalize("NFC", key): unicodedata.normalize("NFC", value)
        if isinstance(value, str)
        else [unicodedata.normalize("NFC", item) for item in value]
        for key, value in content.items()
    }
    assert read == composed
