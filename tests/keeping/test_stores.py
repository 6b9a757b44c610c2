"""One body of tests for every store."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerError, UnknownName
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.keeping.addresses import is_address
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import example, load
from stargate_claims.keeping.paper import dump
from stargate_claims.keeping.problems import Code
from stargate_claims.keeping.records import Head, Record
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.stores import Store
from stargate_claims.model.claims import Claim
from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Measure
from tests.keeping.conftest import FORMS, Places
from tests.keeping.stock import SOURCE, claim, claims


def code(error: pytest.ExceptionInfo[LedgerError]) -> Code:
    (problem,) = error.value.problems
    found: Code = problem.code  # type: ignore[attr-defined]
    return found


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def path(form: str, places: Places) -> str:
    return places(form)


@pytest.fixture
def store(path: str) -> Iterator[Store]:
    with open_store(path, create=True) as opened:
        yield opened


class TestOneContract:
    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert (len(store), list(store), list(store.lines()), store.head) == (0, [], [], Head())
        assert len(store.ledger()) == 0
        assert repr(store).endswith(", 0 records)")
        if not is_address(store.place):  # nothing lies about it
            assert [path.name for path in Path(store.place).parent.iterdir()] == [Path(store.place).name]

    def test_what_was_appended_is_there(self, store: Store, path: str) -> None:
        first = store.append(claim(0))
        assert first.size == 2  # its source came with it
        head = store.append_many(claims(5, start=1))
        assert (head.size, len(store), store.head) == (7, 6, head)
        assert list(store) == claims(6)
        assert store.get("k00003") == claim(3)
        store.close()
        with open_store(path) as again:
            assert (again.head, list(again), len(again)) == (head, claims(6), 6)
            assert again.get("k00000") == claim(0)
        assert list(load(path)) == claims(6)
        assert load(path).positions["k00000"] == (path, 2)
        assert load(path).head == head

    def test_the_same_again_changes_nothing(self, store: Store, path: str) -> None:
        head = store.append_many(claims(3))
        data = contents(path)
        assert store.append_many([*claims(3), claim(1)]) == head
        assert store.append(SOURCE) == head
        assert store.append_many([]) == head
        assert contents(path) == data

    def test_an_id_that_stands_for_another_is_refused_whole(self, store: Store) -> None:
        head = store.append_many(claims(3))
        with pytest.raises(LedgerError, match=r"'k00001' is already there, and differs.*supersede") as caught:
            store.append_many([claim(7), claim(1, note="anders")])
        assert code(caught) is Code.DUPLICATE_ID
        with pytest.raises(LedgerError, match="'k00008' is already there"):
            store.append_many([claim(8), claim(8, note="anders")])
        with pytest.raises(LedgerError, match="source 'one' is already there"):
            store.append(claim(9, source=type(SOURCE)(id="one", publisher="other", published=SOURCE.published)))
        assert (store.head, list(store)) == (head, claims(3))
        assert store.append(claim(7)).size == head.size + 1  # and it goes on

    def test_a_later_record_of_a_name_replaces_the_one_before(self, store: Store) -> None:
        one, two = (Entity(id="kim", kind=EntityKind.PERSON, label=Label(ko=name)) for name in ("김", "김씨"))
        heads = [store.append(entity) for entity in (one, two, one)]
        assert [head.size for head in heads] == [1, 2, 3]
        assert store.append(one) == heads[2]
        assert store.append_many([two, two, one]).size == 5
        assert store.ledger().vocabulary.entity("kim").label.ko == "김"
        before: str | None = None
        for line in store.lines():
            assert line.check().replaces == before
            before = line.check().id

    def test_names_in_parts_are_names_in_one_piece(self, store: Store) -> None:
        apart = unicodedata.normalize("NFD", "한빛")
        head = store.append(claim(0, id="한빛"))
        assert store.append(claim(0, id=apart)) == head
        assert store.get("한빛").id == "한빛"

    def test_ids_are_only_ids(self, store: Store) -> None:
        names = ["1; drop table record--", "%_%", "'", '"a"', "c\\", "5"]
        store.append_many(claim(number, id=name) for number, name in enumerate(names))
        assert [found.id for found in store] == names
        assert store.get("%_%").id == "%_%"
        with pytest.raises(UnknownName):
            store.get("%")

    def test_an_id_that_is_not_there(self, store: Store) -> None:
        store.append(claim(3))
        with pytest.raises(UnknownName) as caught:
            store.get("k0003")
        assert caught.value.near == ("k00003",)

    def test_what_no_store_takes(self, store: Store) -> None:
        for item, message in [(claim(0, note="a\0"), "item 2: NUL"), (claim(0, note="\ud800"), "item 2: half")]:
            with pytest.raises(LedgerError, match=message):
                store.append_many([claim(1), item])
        with pytest.raises(TypeError, match="not str"):
            store.append("claim")  # type: ignore[arg-type] # wrong on purpose
        assert store.head == Head()

    def test_nothing_is_appended_after_closing(self, store: Store) -> None:
        store.close()
        store.close()
        with pytest.raises(LedgerError, match="was closed"):
            store.append(claim(0))

    def test_two_handles_see_what_the_other_appended(self, store: Store, path: str) -> None:
        with open_store(path) as other:
            store.append(claim(0))
            other.append(claim(1))
            head = store.append(claim(2))
            assert (head.size, [found.id for found in store]) == (4, ["k00000", "k00001", "k00002"])
            assert other.append(claim(0)) == head

    def test_threads_share_a_handle(self, store: Store) -> None:
        threads = [threading.Thread(target=store.append_many, args=(claims(10, start=10 * n),)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found.id for found in store) == [found.id for found in claims(40)]
        assert [line.check().name for line in store.lines()]

    def test_fields_that_nobody_knows_are_kept(self, store: Store, form: str, places: Places) -> None:
        store.append(SOURCE)
        value = Record.of("claim", {**_plain(claim(0)), "mood": {"grim": [1, "가"]}}, more={"zeal": 3})
        store.append(value)
        ledger = store.ledger()
        assert list(ledger) == [claim(0)]
        copy = places(form)
        ledger.save(copy)
        with open_store(copy) as again:
            assert value in [line.check() for line in again.lines()]

    def test_everything_else_that_is_kept(self, store: Store) -> None:
        measure = Measure(id="mood", label=Label(ko="기분"), dimension="state", behaviour="level")
        store.append_many([measure, claim(0, measure="mood", quantity=None, holds=True)])
        ledger = store.ledger()
        assert ledger.vocabulary.measure("mood") == measure
        assert ledger.vocabulary.entity("hanbit").kind is EntityKind.UNNAMED
        assert ledger.name == store.title


def _plain(found: Claim) -> dict[str, object]:
    from stargate_claims.keeping.shapes import plain_of

    return plain_of(found)


@pytest.fixture(scope="module")
def seeds() -> Ledger:
    return example()


def same(one: Ledger, two: Ledger) -> None:
    assert sorted(one, key=lambda claim: claim.id) == sorted(two, key=lambda claim: claim.id)
    assert {source.id: source for source in one.sources} == {source.id: source for source in two.sources}
    assert one.vocabulary == two.vocabulary
    assert {rule.id: rule for rule in one.rules} == {rule.id: rule for rule in two.rules}
    assert (one.name, one.language, one.rates, one.suppressions) == (
        two.name,
        two.language,
        two.rates,
        two.suppressions,
    )


@pytest.mark.parametrize("form", ["", *FORMS])
def test_the_seeds_in_every_form(form: str, seeds: Ledger, places: Places, tmp_path: Path) -> None:
    path, other = places(form), places(form)
    head = seeds.save(path)
    again = load(path)
    same(again, seeds)
    assert again.get("c4-15") == seeds.get("c4-15")
    assert again.where(measure="funds_available") == tuple(c for c in again if c.measure == "funds_available")
    assert head == seeds.save(other)
    assert again.save(tmp_path / "third.jsonl") == head


@pytest.mark.parametrize("form", ["", *FORMS])
def test_a_ledger_answers_the_same_from_every_form(form: str, places: Places) -> None:
    """What can be done with a ledger, wherever it was kept in between."""
    ledger, day = Ledger.new("공책"), "daily 2030-01-10"
    ledger.entity("kim", kind="person", ko="김하나")
    one = ledger.claim("kim", "funds_available", "5억 달러", subject="alpha", source=day, said="2030-01-08", id="one")
    two = ledger.claim("lee", "contracts_signed", 3, subject="beta", source="wire 2030-02-01", id="two")
    three = ledger.supersede("one", value="4억 달러", source="daily 2030-03-01", id="three")
    ledger.save(place := places(form))

    again = load(place)
    assert (len(again), {found.id: found for found in again}) == (3, {"one": one, "two": two, "three": three})
    assert (again.get("two"), again.get("three").supersedes, again.source("daily 2030-01-10")) == (
        two, ("one",), one.source,
    )  # fmt: skip
    assert set(again.where(subject="alpha")) == {one, three}
    assert again.where(measure="contracts_signed", by="lee") == (two,)
    assert again.where(between=("2030-01-09", "2030-02-28")) == (two,)
    assert [found.id for found in again.as_of("2030-01-31")] == ["one"]
    with pytest.raises(UnknownName, match="unknown claim 'tow'; did you mean 'two'"):
        again.get("tow")

    four = again.retract("three", source="daily 2030-03-02", id="four")
    if not form:  # paper is for people to write: a new folder, or the same by hand
        place = places(form)
    head = again.save(place)
    last = load(place)
    assert (len(last), last.get("four"), last.get("three")) == (4, four, three)
    if form:
        assert (last.head, list(last)) == (head, [one, two, three, four])  # in the order they came
    assert {(s.claim, s.reason) for s in check_consistency(last).skipped} == {
        ("one", "superseded"), ("three", "retracted"),
    }  # fmt: skip


def test_paper_is_never_written_over(seeds: Ledger, tmp_path: Path) -> None:
    dump(seeds, tmp_path / "a")
    with pytest.raises(LedgerError, match="already"):
        seeds.save(tmp_path / "a")


def contents(place: str) -> list[str]:
    with open_store(place) as store:
        return [line.text for line in store.lines()]
