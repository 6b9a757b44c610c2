"""Findings explained in words: who said what, when, where it is printed, and why both cannot be true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Allowance, Cause, Edge, Finding, Tolerance, UsedFact
from stargate_claims.model.vocabulary import Label, Line
from stargate_claims.showing.gaps import gap_words, settle
from stargate_claims.showing.particles import with_particle
from stargate_claims.showing.words import (
    KINDS,
    LANGUAGES,
    RELATIONS,
    SEVERITIES,
    STRENGTHS,
    counted,
    days,
    names,
    pick,
    place_words,
    question_words,
    quoted_value,
)

EDGES_SHOWN = 3
"""Wherever a finding is shown, this many of its clashes are spelt out; the rest are counted, or folded."""


def explain(finding: Finding, language: str = "ko") -> str:
    """A finding in words.

    Args:
        finding: as found in a report.
        language: "ko" or "en".

    Returns:
        Lines of text: the heading, each side with figure, speaker, day and place (and the printed sentence, where the
        check was given the reader's copies), then for the strongest clashes the rule, the gap, what it hinges on, and
        at last what would settle it.

    Raises:
        ValueError: for another language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"explanations are in 'ko' or 'en', not {language!r}")
    lines = [heading(finding, language)]
    for number, party in enumerate(finding.parties):
        lines.append(_side_title(finding, number, language))
        for claim in party.claims:
            lines.append("  " + claim_line(claim, finding, language))
            if finding.printed is not None:
                lines.append("    " + quoted(finding.printed(claim), language))
    lines += ["  " + line for line in clash_lines(finding, language)]
    lines += [note_line(note, language) for note in finding.notes]
    lines.append(settle_line(finding, language))
    return "\n".join(lines)


def clash_lines(finding: Finding, language: str, shown: int = EDGES_SHOWN) -> Iterator[str]:
    """The first clashes of a finding in words, and how many more there are."""
    for edge in finding.edges[:shown]:
        yield from edge_lines(edge, finding, language)
    hidden = len(finding.edges) - shown
    if hidden > 0:
        everything = f"stargate-claims show {finding.id}"
        words = (
            f"그 밖에 어긋나는 짝 {hidden:,}개 (모두 보려면 {everything})",
            f"and {counted(hidden, 'more clashing pair')} (all of them: {everything})",
        )
        yield pick(words, language)


def note_line(note: Label, language: str) -> str:
    """What else a reader should know of a finding, as a line of its own."""
    return pick(("참고: ", "Note: "), language) + note.in_(language)


def settle_line(finding: Finding, language: str) -> str:
    """What would settle a finding, as a line of its own."""
    return pick(("풀려면: ", "To settle it: "), language) + settle(finding, language)


def heading(finding: Finding, language: str) -> str:
    """Severity, kind and question in one line."""
    badge = f"{pick(SEVERITIES[finding.severity], language)}·{pick(KINDS[finding.kind], language)}"
    return f"[{badge}] {topic(finding, language)}"


def topic(finding: Finding, language: str) -> str:
    """What a finding is about; for a denial, whose words are denied."""
    if finding.question.line is Line.HOLDS:
        denied = {target for claim in finding.claims for target in claim.denies}
        by = dict.fromkeys(id for claim in finding.claims if claim.id in denied for id in claim.by)
        if by:
            who = names(tuple(by), finding.vocabulary, language)
            return f"{who}의 말이 맞는지" if language == "ko" else f"whether what {who} said is true"
    return question_words(finding.question, finding.vocabulary, language)


def side_letter(number: int) -> str:
    """A, B … Z, A2, B2 …: what a side of a finding is called.

    >>> side_letter(0), side_letter(25), side_letter(26)
    ('A', 'Z', 'A2')
    """
    round, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(round + 1) if round else "")


def _side_title(finding: Finding, number: int, language: str) -> str:
    backing = finding.supporters[number] if number < len(finding.supporters) else ()
    letter = side_letter(number)
    title = f"{letter}쪽" if language == "ko" else f"Side {letter}"
    if not backing:
        return title + ":"
    known = {claim.id: claim for claim in finding.claims}
    who = "; ".join(
        f"{id} {names(known[id].by, finding.vocabulary, language)}" if id in known else id for id in backing
    )
    return f"{title} (뒷받침: {who}):" if language == "ko" else f"{title} (supported by {who}):"


def said_words(claim: Claim, finding: Finding, language: str) -> tuple[str, str]:
    """What a claim says: its value, and its summary."""
    value = quoted_value(claim, finding.vocabulary, language)
    if claim.restated is not None and finding.question.line is Line.RATE:
        value += f" → “{claim.restated}”"
    summary = claim.summary.in_(language) if claim.summary else ""
    if summary and claim.holds is not None and not claim.denies:
        value = ""  # the summary says yes or no in better words
    return value, summary


def claim_line(claim: Claim, finding: Finding, language: str) -> str:
    """One claim: id, speaker, day said, figure as printed, summary, place."""
    vocabulary = finding.vocabulary
    said = " — ".join(part for part in said_words(claim, finding, language) if part)
    lead = f"{claim.id} {names(claim.by, vocabulary, language)}, {days(claim.said, language)}"
    return f"{lead}{': ' + said if said else ''} [{place_words(claim, vocabulary, language)}]"


def quoted(sentence: str | None, language: str) -> str:
    """A printed sentence with a mark before it that says that it is one."""
    if sentence is None:
        return pick(("(사본에서 찾지 못함)", "(not found in your copies)"), language)
    return f"▏{sentence}"


class Between(NamedTuple):
    """What stands between two claims that clash, in words: the pair, how sure, the gap, and what it rests on."""

    pair: str
    grade: str
    gap: str
    because: tuple[tuple[str, str], ...]
    """(what it is, its words): rules, facts, hinges and conversions, in this order."""


def between(edge: Edge, finding: Finding, language: str) -> Between:
    """One clash in words."""
    grade = pick(STRENGTHS[edge.strength], language)
    if edge.relation in RELATIONS and edge.cause not in (Cause.RESTATEMENT, Cause.WORDING):
        grade += f", {pick(RELATIONS[edge.relation], language)}"
    records = {rule.id: rule for rule in finding.rule_records}
    because: list[tuple[str, str]] = []
    for name in edge.rules:
        label = f"{records[name].why.in_(language)} ({name})" if name in records else name
        because.append((pick(("규칙", "Rule"), language), label))
    because += [
        (pick(("근거 사실", "Fact used"), language), _fact_words(used, finding, language)) for used in edge.facts
    ]
    because += [
        (pick(("전제", "Hinges on"), language), _hinge_words(hinge, finding, language)) for hinge in edge.hinges
    ]
    because += [
        (pick(("적용 기준", "Reckoned with"), language), _tolerance_words(tolerance, finding, language))
        for tolerance in edge.tolerances
    ]
    gap = gap_words(edge, finding, language)
    return Between(f"{edge.claims[0]} × {edge.claims[1]}", grade, gap, tuple(because))


def edge_lines(edge: Edge, finding: Finding, language: str) -> Iterator[str]:
    """One clash: the pair and its gap, then the rules, facts and hinges between."""
    words = between(edge, finding, language)
    yield f"{words.pair} ({words.grade}): {words.gap}"
    yield from (f"  {lead}: {text}" for lead, text in words.because)


def _tolerance_words(tolerance: Tolerance, finding: Finding, language: str) -> str:
    if tolerance.allowance is Allowance.UNCERTAIN_DAYS:
        words = ("두 말이 같은 날의 일인지는 확실하지 않다", "both may be about the same days, and need not be")
        return pick(words, language)
    if tolerance.measure is None:
        return tolerance.words
    label = finding.vocabulary.label(tolerance.measure, language)
    if language == "ko":
        stays = with_particle(label, "은", "는")
        return f"어느 날의 {stays} {tolerance.days}일 동안 그대로라고 본다"
    return f"{label}: what is said of a day is taken to stand for {tolerance.days} days"


def _fact_words(used: UsedFact, finding: Finding, language: str) -> str:
    label = finding.vocabulary.label
    who, what = label(used.entity, language), label(used.fact.of, language)
    is_, of = with_particle(who, "은", "는"), with_particle(what, "을", "를")
    words = {
        "speaks_for": (f"{is_} {of} 대표한다", f"{who} speaks for {what}"),
        "part_of": (f"{is_} {what}에 속한다", f"{who} is part of {what}"),
        "participants_of": (f"{is_} {what}에 참여한다", f"{who} takes part in {what}"),
        "core_contract_kind": (f"{who}의 핵심 계약: {what}", f"core contracts of {who}: {what}"),
        "sector": (f"{who}의 업종: {what}", f"sector of {who}: {what}"),
        "vehicle_of": (f"{is_} {what}의 합작사다", f"{who} is the vehicle of {what}"),
        "leads": (f"{is_} {of} 주도한다", f"{who} leads {what}"),
    }.get(used.fact.kind, (f"{who} — {used.fact.kind} — {what}", f"{who} — {used.fact.kind} — {what}"))
    return f"{pick(words, language)} ({used.fact.source.in_(language)})"


def _hinge_words(hinge: str, finding: Finding, language: str) -> str:
    claims = {claim.id: claim for claim in finding.claims}
    if hinge not in claims:
        return hinge
    claim = claims[hinge]
    who = names(claim.by, finding.vocabulary, language)
    summary = f" — {claim.summary.in_(language)}" if claim.summary else ""
    if language == "ko":
        return f"{who}의 주장({hinge})이 맞을 때만 어긋난다{summary}"
    return f"{hinge} by {who}; if that is wrong, nothing clashes{summary}"
