"""An invented story in two languages for tests of display: a harbour, those who build it, and two papers."""

from __future__ import annotations

from typing import Any

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.report import Report
from stargate_claims.keeping.shipped import shipped_rules, shipped_vocabulary
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import Entity, EntityFact, EntityKind, Label, Vocabulary
from stargate_claims.reading.figures import parse_quantity


def _entity(id: str, kind: EntityKind, ko: str, en: str, *facts: tuple[str, str]) -> Entity:
    return Entity(
        id=id,
        kind=kind,
        label=Label(ko=ko, en=en),
        facts=tuple(EntityFact(kind=name, of=of, source="항만청 고시 7호") for name, of in facts),
    )


CAST = Vocabulary(
    entities={
        entity.id: entity
        for entity in (
            _entity("harbour", EntityKind.PROJECT, "신항만", "New Harbour", ("core_contract_kind", "dredging")),
            _entity("alpha", EntityKind.ORGANISATION, "알파해운", "Alpha Lines", ("leads", "harbour")),
            _entity("beta", EntityKind.ORGANISATION, "베타건설", "Beta Works"),
            _entity("gamma", EntityKind.ORGANISATION, "감마항운", "Gamma Port"),
            _entity("head", EntityKind.PERSON, "김하나", "Kim Hana", ("speaks_for", "alpha")),
            _entity("critic", EntityKind.PERSON, "박둘", "Park Dul"),
            _entity("opening", EntityKind.EVENT, "개항식", "opening"),
            _entity("daily-one", EntityKind.ORGANISATION, "일간하나", "Daily One"),
            _entity("daily-two", EntityKind.ORGANISATION, "일간둘", "Daily Two"),
        )
    },
    terms={"dredging": Label(ko="준설", en="dredging")},
)
VOCABULARY = shipped_vocabulary() | CAST
PAPERS = {
    "one": Source(id="one", publisher="daily-one", published=Window.parse("2030-06-11")),
    "two": Source(id="two", publisher="daily-two", published=Window.parse("2030-12-01/2030-12-03")),
}
WINDOWS = ("said", "about", "day")
NAMES = ("by", "via", "subject", "of", "together", "without", "denies", "supports", "revises", "members")


def say(id: str, measure: str | None, value: str | None = None, **words: Any) -> Claim:
    """A claim by the critic in the first paper, said on 10 June 2030 of the harbour, unless told otherwise."""
    base: dict[str, Any] = {"by": "critic", "said": "2030-06-10", "paper": "one", "paragraph": 3}
    given = {**base, **({"subject": "harbour"} if measure else {}), **words}
    for name in WINDOWS:
        if name in given:
            given[name] = Window.parse(given[name])
    for name in NAMES:
        if isinstance(given.get(name), str):
            given[name] = (given[name],)
    if value is not None:
        given["quantity"] = parse_quantity(value)
    if "restated" in given:
        given["restated"] = parse_quantity(given["restated"])
    if "summary" in given:
        given["summary"] = Label(ko=given["summary"], en=given.pop("summary_en", ""))
    locator = Locator(paragraph=given.pop("paragraph"))
    return Claim(id=id, measure=measure, source=PAPERS[given.pop("paper")], locator=locator, **given)


def judge(*claims: Claim) -> Report:
    """The report on some claims with the shipped measures and rules."""
    return check_consistency(claims, vocabulary=VOCABULARY, rules=shipped_rules())


def only(*claims: Claim) -> Finding:
    """The one finding on some claims."""
    (finding,) = judge(*claims).findings
    return finding
