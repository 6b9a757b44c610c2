"""Findings explained in words: who said what, when, where it is printed, and why both cannot be true."""

from __future__ import annotations

from collections.abc import Iterator

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Cause, Edge, Finding, Kind, Relation
from stargate_claims.model.vocabulary import Dimension
from stargate_claims.showing.words import (
    KINDS,
    SEVERITIES,
    STRENGTHS,
    bound_words,
    day,
    days,
    names,
    pick,
    place_words,
    question_words,
    value_words,
)

EDGES_SHOWN = 5
"""An explanation spells out this many clashes of a finding; the rest are counted."""


def explain(finding: Finding, language: str = "ko") -> str:
    """A finding in words.

    Args:
        finding: as found in a report.
        language: "ko" or "en".

    Returns:
        Lines of text: the heading, each side with figure, speaker, day and place, then for the strongest clashes
        the rule, the gap, what it hinges on, and at last what would settle it.

    Raises:
        ValueError: for another language.
    """
    if language not in ("ko", "en"):
        raise ValueError(f"explanations are in 'ko' or 'en', not {language!r}")
    lines = [heading(finding, language)]
    for number, party in enumerate(finding.parties):
        lines.append(_side_title(finding, number, language))
        lines += ["  " + claim_line(claim, finding, language) for claim in party.claims]
    for edge in finding.edges[:EDGES_SHOWN]:
        lines += ["  " + line for line in edge_lines(edge, finding, language)]
    hidden = len(finding.edges) - EDGES_SHOWN
    if hidden > 0:
        lines.append("  " + more_edges(hidden, language))
    lines.append(pick(("풀려면: ", "To settle it: "), language) + settle(finding, language))
    return "\n".join(lines)


def more_edges(number: int, language: str) -> str:
    """How many clashing pairs are not spelt out."""
    return f"그 밖에 어긋나는 짝 {number}개" if language == "ko" else f"and {number} more clashing pairs"


def heading(finding: Finding, language: str) -> str:
    """Severity, kind and question in one line."""
    words = question_words(finding.question, finding.vocabulary, language)
    badge = f"{pick(SEVERITIES[finding.severity], language)}·{pick(KINDS[finding.kind], language)}"
    return f"[{badge}] {words}"


def _side_title(finding: Finding, number: int, language: str) -> str:
    backing = finding.supporters[number] if number < len(finding.supporters) else ()
    letter = chr(ord("A") + number % 26)
    title = f"{letter}쪽" if language == "ko" else f"Side {letter}"
    if not backing:
        return title + ":"
    who = ", ".join(backing)
    return f"{title} (뒷받침: {who}):" if language == "ko" else f"{title} (supported by {who}):"


def claim_line(claim: Claim, finding: Finding, language: str) -> str:
    """One claim: id, speaker, day said, figure as printed, summary, place."""
    vocabulary = finding.vocabulary
    who = names(claim.by, vocabulary, language)
    said = days(claim.said, language)
    value = value_words(claim, vocabulary, language)
    quoted = f" “{value}”" if claim.quantity is not None else f" {value}" if value else ""
    summary = claim.summary.in_(language) if claim.summary else ""
    place = place_words(claim, vocabulary, language)
    via = names(claim.via[1:], vocabulary, language) if len(claim.via) > 1 else ""
    if via:
        place += f", {via} 인용" if language == "ko" else f", citing {via}"
    return f"{claim.id} {who}, {said}:{quoted}{' — ' + summary if summary else ''} [{place}]"


def edge_lines(edge: Edge, finding: Finding, language: str) -> Iterator[str]:
    """One clash: the pair and its gap, then the rules, facts and hinges between."""
    strength = pick(STRENGTHS[edge.strength], language)
    yield f"{edge.claims[0]} × {edge.claims[1]} ({strength}): {gap_words(edge, finding, language)}"
    records = {rule.id: rule for rule in finding.rule_records}
    for name in edge.rules:
        label = records[name].why.in_(language) if name in records else name
        yield ("  규칙: " if language == "ko" else "  Rule: ") + f"{label} ({name})"
    for used in edge.facts:
        yield "  " + _fact_words(used.entity, used.fact.kind, used.fact.of, used.fact.source, finding, language)
    for hinge in edge.hinges:
        yield "  " + _hinge_words(hinge, finding, language)
    if edge.tolerance:
        yield ("  허용 오차: " if language == "ko" else "  Tolerance: ") + edge.tolerance


def _fact_words(entity: str, kind: str, of: str, source: str, finding: Finding, language: str) -> str:
    label = finding.vocabulary.label
    who, what = label(entity, language), label(of, language)
    words = {
        "speaks_for": (f"{who} = {what}의 대표", f"{who} speaks for {what}"),
        "core_contract_kind": (f"{who}의 핵심 계약: {what}", f"core contracts of {who}: {what}"),
        "vehicle_of": (f"{who} = {what}의 합작사", f"{who} is the vehicle of {what}"),
        "leads": (f"{who} = {what}의 주도자", f"{who} leads {what}"),
    }.get(kind, (f"{who} {kind} {what}", f"{who} {kind} {what}"))
    lead = "근거 사실: " if language == "ko" else "Fact used: "
    return f"{lead}{pick(words, language)} ({source})"


def _hinge_words(hinge: str, finding: Finding, language: str) -> str:
    claims = {claim.id: claim for claim in finding.claims}
    if hinge not in claims:
        return hinge
    claim = claims[hinge]
    who = names(claim.by, finding.vocabulary, language)
    summary = claim.summary.in_(language) if claim.summary else ""
    if language == "ko":
        return f"전제: {who}의 주장 {hinge}을(를) 받아들일 때만 어긋난다 — {summary}"
    return f"Hinges on: {hinge} by {who}; without it nothing clashes — {summary}"


def gap_words(edge: Edge, finding: Finding, language: str) -> str:
    """What keeps the two apart, in words and days."""
    gap, question, vocabulary = edge.gap, finding.question, finding.vocabulary
    special = {
        Cause.DENIAL: ("한쪽이 다른 쪽의 말을 부인한다", "one denies what the other says"),
        Cause.WORDING: (
            "같은 숫자를 한쪽은 상한, 다른 쪽은 하한이나 값 그대로 적었다",
            "one printed number is a cap in one place, a floor or the value itself in the other",
        ),
        Cause.MEMBERSHIP: ("한쪽 명단에는 있고 다른 쪽 명단에는 없다", "on one list and kept off the other"),
    }
    if edge.cause in special:
        return pick(special[edge.cause], language)
    measure = vocabulary.measures.get(question.measure)
    state = measure is not None and measure.dimension is Dimension.STATE
    if state or edge.cause is Cause.FORECAST or (edge.cause is Cause.NEGATION and gap.unit is None and measure is None):
        text = pick(("한쪽은 그렇다고, 다른 쪽은 아니라고 한다", "one says yes, the other no"), language)
        return text + _when(edge, language)
    unit = gap.unit if edge.cause is not Cause.RESTATEMENT else None
    lower = bound_words(gap.lower.normalize() if unit is None else gap.lower, question, unit, vocabulary, language)
    upper = bound_words(gap.upper.normalize() if unit is None else gap.upper, question, unit, vocabulary, language)
    if edge.cause is Cause.RESTATEMENT:
        return _rates(lower, upper, finding, language)
    if edge.relation is Relation.REVISION:
        return pick(
            (f"{lower} 이상이던 것과 {upper} 이하가 맞선다", f"at least {lower} against at most {upper}"), language
        )
    return _bounds(edge, lower, upper, language)


def _bounds(edge: Edge, lower: str, upper: str, language: str) -> str:
    gap = edge.gap
    if language == "ko":
        low = f"{lower} {'초과' if gap.lower_open else '이상'}"
        high = f"{upper} {'미만' if gap.upper_open else '이하'}" if gap.upper else upper
        since = f"{day(gap.since, language)}부터 " if gap.since else ""
        until = f"{day(gap.until, language)}까지 " if gap.until else ""
        return f"{since}{low}이어야 하는데 {until}{high}"
    low = f"{'more than' if gap.lower_open else 'at least'} {lower}"
    high = f"{'less than' if gap.upper_open else 'at most'} {upper}" if gap.upper else upper
    since = f" since {day(gap.since, language)}" if gap.since else ""
    until = f" up to {day(gap.until, language)}" if gap.until else ""
    return f"{low}{since}, {high} reported{until}"


def _rates(lower: str, upper: str, finding: Finding, language: str) -> str:
    base, to = finding.question.key("from") or "", finding.question.key("to") or ""
    low, high = (text[: text.find(".") + 3] if "." in text else text for text in (lower, upper))
    return pick(
        (
            f"한 기사 안의 환산이 1 {base}당 {low} {to} 이상과 {high} {to} 이하로 갈린다",
            f"conversions in one article imply at least {low} and at most {high} {to} for 1 {base}",
        ),
        language,
    )


def _when(edge: Edge, language: str) -> str:
    since, until = edge.gap.since, edge.gap.until
    if since is None and until is None:
        return ""
    if since is not None and until is not None:
        window = day(since, language) if since == until else f"{day(since, language)} ~ {day(until, language)}"
    else:
        known = since or until
        assert known is not None
        window = day(known, language)
    return f" ({window})"


def settle(finding: Finding, language: str) -> str:
    """The claim or document that would remove a finding."""
    edge = finding.strongest
    by_kind = {
        Kind.WORDING: ("발표 원문에 쓰인 표현.", "the wording of the announcement itself."),
        Kind.RESTATEMENT: ("환산에 쓴 환율과 그 날짜.", "the rate used for each conversion, and its day."),
        Kind.REVISION: (
            "어느 목표가 유효한지 밝힌 계획 주체의 자료.",
            "the planner's word on which target stands.",
        ),
    }
    by_cause = {
        Cause.DENIAL: ("주장한 쪽이나 부인하는 쪽이 내놓는 증빙.", "evidence from whoever claims it or denies it."),
        Cause.MEMBERSHIP: ("계약서나 공시에 적힌 명단.", "the list in a contract or a filing."),
    }
    if finding.kind in by_kind:
        return pick(by_kind[finding.kind], language)
    if edge.cause in by_cause:
        return pick(by_cause[edge.cause], language)
    span = _span(edge, language)
    if edge.rules:
        korean = f"{span}의 계약서나 공시처럼 한쪽을 뒤집는 자료, 또는 규칙이 여기에 맞지 않는다는 근거."
        english = f"a contract or filing{span} that overturns one side, or a reason why the rule does not apply here."
        return pick((korean, english), language)
    return pick(
        ("같은 날 같은 대상을 두고 나온 공시나 감사 자료.", "a filing or audited figure for the same day and subject."),
        language,
    )


def _span(edge: Edge, language: str) -> str:
    since, until = edge.gap.since, edge.gap.until
    if language == "ko":
        left = day(since, language) if since else ""
        right = day(until, language) if until else ""
        return f"{left}~{right}" if left or right else "그 기간"
    left = f" from {day(since, language)}" if since else ""
    return left + (f" to {day(until, language)}" if until else "")
