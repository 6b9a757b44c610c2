"""What judging some claims gave, without the claims: plain values that can be kept, or sent, and made whole again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from stargate_claims.judging.case import Case
from stargate_claims.judging.rates import Conversion
from stargate_claims.judging.report import Unchecked
from stargate_claims.judging.weighing import Weighed
from stargate_claims.keeping.shapes import Shaper, plain_with_any_number
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Edge, Finding, Kind, Severity, Side
from stargate_claims.model.intervals import Interval
from stargate_claims.model.vocabulary import Label, Question


@frozen(kw_only=True)
class _Stand:
    """A side by the ids of its claims."""

    claims: tuple[str, ...]
    interval: Interval | None = None


@frozen(kw_only=True)
class _Found:
    """A finding without the records that it speaks of."""

    id: str
    fingerprint: str
    kind: Kind
    severity: Severity
    question: Question
    parties: tuple[_Stand, ...]
    edges: tuple[Edge, ...]
    supporters: tuple[tuple[str, ...], ...] = ()
    camps: tuple[tuple[str, ...], ...] = ()
    voices: int
    notes: tuple[Label, ...] = ()
    claims: tuple[str, ...] = ()


@frozen(kw_only=True)
class Judged:
    """What judging a part gave.

    Attributes:
        findings, unchecked, conversions: as in `Weighed`, by ids.
        ties: digests of the ties that its claims turned out to have together.
    """

    findings: tuple[_Found, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    ties: tuple[str, ...] = ()

    @property
    def claims(self) -> frozenset[str]:
        """The claims that a report shows: those of findings, and those whose conversions were looked at."""
        shown = {id for found in self.findings for id in found.claims}
        sides = (party.claims for found in self.findings for party in found.parties)
        return frozenset(shown.union(*sides, (one.claim for one in self.conversions)))


def recorded(found: Weighed, ties: Iterable[str] = ()) -> Judged:
    """What judging a part gave, by ids."""
    return Judged(
        findings=tuple(map(_bare, found.findings)),
        unchecked=found.unchecked,
        conversions=found.conversions,
        ties=tuple(sorted(ties)),
    )


def _bare(finding: Finding) -> _Found:
    return _Found(
        id=finding.id,
        fingerprint=finding.fingerprint,
        kind=finding.kind,
        severity=finding.severity,
        question=finding.question,
        parties=tuple(_Stand(claims=party.ids, interval=party.interval) for party in finding.parties),
        edges=finding.edges,
        supporters=finding.supporters,
        camps=finding.camps,
        voices=finding.voices,
        notes=finding.notes,
        claims=tuple(claim.id for claim in finding.claims),
    )


def restored(judged: Judged, case: Case, by_id: Mapping[str, Claim]) -> Weighed:
    """What judging a part gave, with the claims of a case."""
    rules = {rule.id: rule for rule in case.rules}
    return Weighed(
        findings=tuple(_full(found, case, by_id, rules) for found in judged.findings),
        unchecked=judged.unchecked,
        conversions=judged.conversions,
    )


def _full(found: _Found, case: Case, by_id: Mapping[str, Claim], rules: Mapping[str, Any]) -> Finding:
    return Finding(
        id=found.id,
        fingerprint=found.fingerprint,
        kind=found.kind,
        severity=found.severity,
        question=found.question,
        parties=tuple(
            Side(claims=tuple(by_id[id] for id in party.claims), interval=party.interval) for party in found.parties
        ),
        edges=found.edges,
        supporters=found.supporters,
        camps=found.camps,
        voices=found.voices,
        notes=found.notes,
        claims=tuple(by_id[id] for id in found.claims),
        rule_records=tuple(rules[id] for id in sorted({id for edge in found.edges for id in edge.rules})),
        vocabulary=case.vocabulary,
        language=case.language,
        printed=case.printed,
    )


def sent(judged: Judged) -> str:
    """What judging gave as a text, with every number exact."""
    return json.dumps(plain_with_any_number(judged), ensure_ascii=False, separators=(",", ":"))


def received(texts: Iterable[str]) -> tuple[Judged, ...]:
    """What `sent` made into texts."""
    shaper = Shaper({}, numbers=Decimal)
    return tuple(shaper.read(Judged, json.loads(text)) for text in texts)
