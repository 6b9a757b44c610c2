"""Claims of an invented story for tests: a harbour, its company, two partners and two papers."""

from __future__ import annotations

from typing import Any

from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.report import Report
from stargate_claims.keeping.paper import shipped_rules, shipped_vocabulary
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Edge, Finding
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Entity, EntityFact, EntityKind, Label, Vocabulary
from stargate_claims.reading.figures import parse_quantity


def _fact(kind: str, of: str) -> EntityFact:
    return EntityFact(kind=kind, of=of, source="invented")


ENTITIES = (
    Entity(
        id="harbour",
        kind=EntityKind.PROJECT,
        label=Label(en="harbour"),
        facts=(_fact("core_contract_kind", "dredging"),),
    ),
    Entity(id="company", kind=EntityKind.VEHICLE, label=Label(en="company"), facts=(_fact("vehicle_of", "harbour"),)),
    Entity(id="alpha", kind=EntityKind.ORGANISATION, label=Label(en="Alpha"), facts=(_fact("leads", "harbour"),)),
    Entity(id="beta", kind=EntityKind.ORGANISATION, label=Label(en="Beta")),
    Entity(id="head", kind=EntityKind.PERSON, label=Label(en="head"), facts=(_fact("speaks_for", "alpha"),)),
    Entity(id="leases", kind=EntityKind.BUNDLE, label=Label(en="leases")),
    Entity(id="suit", kind=EntityKind.BUNDLE, label=Label(en="suit")),
)
VOCABULARY: Vocabulary = shipped_vocabulary() | Vocabulary.of(entities=ENTITIES)


def say(id: str, measure: str | None, value: str | None = None, **more: Any) -> Claim:
    """A claim with plain words for windows, figures and qualifiers; said on 10 June 2030 by alpha unless told.

    A source is published on the last day of 2030 unless a day is told; then its id carries the day.
    """
    subject = more.pop("subject", "harbour")
    published = more.pop("published", None)
    source = more.pop("source", "one") if published is None else f"{more.pop('source', 'paper')} of {published}"
    words: dict[str, Any] = {
        "by": _names(more.pop("by", "alpha")),
        "source": Source(id=source, publisher="daily", published=Window.parse(published or "2030-12-31")),
        "said": Window.parse(more.pop("said", "2030-06-10")),
        "subject": _names(subject) if measure else (),
        "qualifiers": more.pop("qualifiers", {}),
    }
    for name in ("about", "day"):
        if name in more:
            words[name] = Window.parse(more.pop(name))
    for name in ("of", "together", "without", "denies", "supports", "revises", "supersedes", "retracts", "members"):
        if name in more:
            words[name] = _names(more.pop(name))
    for name in ("restated",):
        if name in more:
            words[name] = parse_quantity(more.pop(name))
    if value is not None:
        words["quantity"] = parse_quantity(value)
    return Claim(id=id, measure=measure, **words, **more)


def _names(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def judge(*claims: Claim, rules: bool = True) -> Report:
    """The report on some claims with the shipped measures, and the shipped rules unless told."""
    return check_consistency(claims, vocabulary=VOCABULARY, rules=shipped_rules() if rules else ())


def pairs(report: Report) -> dict[tuple[str, str], str]:
    """The clashing pairs of a report, each with the kind of its finding."""
    found: dict[tuple[str, str], str] = {}
    for finding in report.findings:
        for edge in finding.edges:
            one, other = sorted(edge.claims)
            found[one, other] = finding.kind.value
    return found


def only(report: Report) -> tuple[Finding, Edge]:
    """The one finding of a report and its strongest edge."""
    assert len(report.findings) == 1, [str(finding.question) for finding in report.findings]
    return report.findings[0], report.findings[0].edges[0]
