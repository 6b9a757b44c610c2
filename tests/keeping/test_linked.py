from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from attrs import evolve

from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import example
from stargate_claims.keeping.linked import linked
from stargate_claims.model.intervals import Window
from stargate_claims.model.vocabulary import Label
from tests.keeping.stock import SOURCE, claim

CREATIVE = {
    "text", "author", "about", "dateCreated", "temporalCoverage", "keywords", "mentions", "correction", "publisher",
    "datePublished", "temporal", "inLanguage", "archivedAt", "pagination",
}  # fmt: skip
THING = {"identifier", "name", "alternateName", "url"}
WORDS = {  # schema.org: what each type may say (https://schema.org/Claim …; pagination is of Article and Chapter)
    "Claim": THING | CREATIVE | {"appearance"},
    "ClaimReview": THING | CREATIVE | {"claimReviewed", "itemReviewed"},
    "CreativeWork": THING | CREATIVE,
    "Person": THING, "Organization": THING, "Project": THING, "Place": THING, "Event": THING, None: THING,
    "DefinedTerm": {"termCode", "name"},
    "MonetaryAmount": {"currency", "minValue", "maxValue", "name"},
    "QuantitativeValue": {"unitText", "minValue", "maxValue", "name"},
}  # fmt: skip


def nodes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        inner = [node for item in value.values() for node in nodes(item)]
        return [value, *inner] if {"@id", "@type"} & value.keys() else inner
    return [node for item in value for node in nodes(item)] if isinstance(value, list) else []


def test_all_of_the_seeds_in_words_of_schema_org() -> None:
    ledger = example()
    found = linked(ledger)
    assert found["@context"] == "https://schema.org"
    seen = nodes(found["@graph"])
    for node in seen:
        said = {name for name in node if not name.startswith("@")}
        assert said <= WORDS[node.get("@type")], node
    defined = [node["@id"] for node in found["@graph"]]
    assert len(set(defined)) == len(defined)
    assert {node["@id"] for node in seen if "@id" in node} == set(defined)  # nothing points at nothing
    assert [node["identifier"] for node in found["@graph"] if node.get("@type") == "Claim"] == [c.id for c in ledger]
    assert not [node for node in seen for item in node.values() if isinstance(item, float)]


def test_one_claim() -> None:
    ledger = Ledger.new()
    ledger.entity("park-jisoo", kind="person", ko="박지수", en="Park Jisoo")
    ledger.add(claim(0, reviewed_by="kim", reviewed_on=Window.parse("2030-03-01").first, about=Window.parse("2030/..")))
    ledger.supersede("k00000", value="최소 5억원", id="k1")
    ledger.retract("k1", source=evolve(SOURCE, id="two", url="https://x.org/a"), id="k2")
    graph = {node["@id"]: node for node in linked(ledger)["@graph"]}
    one, two = graph["#claim/k00000"], graph["#claim/k1"]
    assert one["mentions"] == {
        "@type": "MonetaryAmount", "currency": "KRW", "name": "1억원", "minValue": "100000000", "maxValue": "100000000",
    }  # fmt: skip
    assert (two["mentions"]["minValue"], "maxValue" in two["mentions"]) == ("500000000", False)
    assert (one["correction"], two["correction"]) == ([{"@id": "#claim/k1"}], [{"@id": "#claim/k2"}])
    assert (one["dateCreated"], one["temporalCoverage"], one["pagination"]) == ("2030-01-01", "2030/..", "paragraph 1")
    assert one["text"][0] == {"@language": "ko", "@value": "1억원이 있다고 밝힘"}
    assert graph["#entity/park-jisoo"]["@type"] == "Person"
    assert "@type" not in graph["#entity/hanbit"]
    assert graph["#review/k00000"]["author"] == {"@type": "Person", "name": "kim"}
    assert graph["#review/k00000"]["datePublished"] == "2030-03-01"
    assert "#review/k1" not in graph  # nobody has looked at the correction yet
    assert graph["#source/two"]["url"] == "https://x.org/a"


def test_a_file_that_no_page_trips_over(tmp_path: Path) -> None:
    ledger = Ledger.new()
    ledger.add(claim(0, id="a b/1", summary=Label(ko="</script><b>", en="x")))
    ledger.save(tmp_path / "b.jsonl")
    done = convert(str(tmp_path / "b.jsonl"), str(tmp_path / "b.jsonld"))
    text = (tmp_path / "b.jsonld").read_text(encoding="utf-8")
    assert "<" not in text
    (found,) = (node for node in json.loads(text)["@graph"] if node.get("@type") == "Claim")
    assert found["@id"] == "#claim/a%20b%2F1"
    assert found["text"][0]["@value"] == "</script><b>"
    assert done.claims == 1
    assert any("rules" in what for what in done.dropped)
