"""Rules in words: what they ask for, what follows, whether their cases hold, and what they did on a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.rules import Bound, Clock, Conclusion, Premise, Rule
from stargate_claims.model.vocabulary import Line as QuestionLine
from stargate_claims.model.vocabulary import Measure, Vocabulary
from stargate_claims.showing.terminal import Line, Tone, wrapped
from stargate_claims.showing.text import EDGES_SHOWN
from stargate_claims.showing.words import FORCES, STRENGTHS, counted, pick

if TYPE_CHECKING:
    from stargate_claims.judging.trials import Trial, Use

_ROLES = {
    "subject": ("주체", "subject"),
    "of": ("상대", "of"),
    "for": ("대상 사업", "for"),
    "bundle": ("묶음", "bundle"),
    "without": ("빠진 쪽", "without"),
}
_FACTS = {
    "speaks_for": ("대표하는 곳", "speaks for"),
    "part_of": ("속한 곳", "is part of"),
    "participants_of": ("참여하는 사업", "takes part in"),
    "core_contract_kind": ("핵심 계약의 종류", "core contracts"),
    "sector": ("업종", "sector"),
    "vehicle_of": ("합작사로 맡은 사업", "is the vehicle of"),
    "leads": ("주도하는 사업", "leads"),
}
_KEYS = {
    "kind": ("종류", "kind"),
    "tranche": ("차수", "tranche"),
    "role": ("역할", "role"),
    "event": ("일", "event"),
    "place": ("곳", "place"),
    "form": ("방식", "form"),
    "topic": ("주제", "topic"),
    "what": ("무엇", "what"),
    "meeting": ("면담", "meeting"),
}
_FLAGS = {
    "together": ("함께 한다고 밝힘", "says who acts together"),
    "hinge": ("말한 사람의 관점에서", "in the world of who says so"),
    "any_time": ("때와 상관없이", "at any time"),
}
_CLOCKS = {
    Clock.SAID: ("말한 날", "the day it was said"),
    Clock.ABOUT: ("해당하는 날", "the day it is about"),
    Clock.DAY: ("말에 나온 날", "the day that it names"),
}


def bound_words(bound: Bound, measure: Measure | None, language: str) -> str:
    """A bound as a phrase; nothing where any value will do.

    >>> from decimal import Decimal
    >>> bound_words(Bound(at_least=Decimal(1)), None, "ko"), bound_words(Bound(above=Decimal(0)), None, "en")
    ('1 이상', 'above 0')
    """
    unit = f" {bound.unit}" if bound.unit else ""
    words: list[tuple[str, str]] = []
    for number, ko, en in (
        (bound.at_least, "이상", "at least"),
        (bound.above, "초과", "above"),
        (bound.at_most, "이하", "at most"),
    ):
        if number is not None:
            text = canonical_decimal(number)
            words.append((f"{text}{unit} {ko}", f"{en} {text}{unit}"))
    if bound.holds is not None:
        words.append(("그렇다", "holds") if bound.holds else ("그렇지 않다", "does not hold"))
    for stage, ko, en in ((bound.stage_at_least, "이상", "at least"), (bound.stage_at_most, "이하", "at most")):
        if stage is not None:
            name = (_stage(stage, measure, "ko"), _stage(stage, measure, "en"))
            words.append((f"‘{name[0]}’ 단계 {ko}", f"{en} {name[1]!r}"))
    if bound.times is not None:
        times = canonical_decimal(bound.times)
        words.append(("첫 전제의 값", "the value of the first premise"))
        if times != "1":
            words[-1] = (f"첫 전제 값의 {times}배", f"{times} times the value of the first premise")
    if bound.sum_over is not None:
        each = bound.sum_over
        words.append(
            (f"{each}마다 첫 전제의 값을 더한 합계", f"the values of the first premise added up over every {each}")
        )
    return ", ".join(pick(pair, language) for pair in words)


def _stage(id: str, measure: Measure | None, language: str) -> str:
    if measure is not None and id in measure.ladder and measure.stage_labels:
        return measure.stage_labels[measure.rung(id)].in_(language)
    return id


def premise_words(premise: Premise, vocabulary: Vocabulary, language: str) -> str:
    """A premise as a line: the measure, who stands where, and what its value must be."""
    named = {
        "subject": premise.subject,
        "of": premise.of,
        "for": premise.for_,
        "bundle": premise.bundle,
        "without": premise.without,
    }
    parts = [f"{pick(_ROLES[role], language)} {_name(id, vocabulary, language)}" for role, id in named.items() if id]
    parts += _pairs((*premise.keys, *premise.qualifiers), vocabulary, language)
    measure = vocabulary.measures.get(premise.measure)
    parts.append(bound_words(premise.value, measure, language))
    if premise.force:
        forces = "·" if language == "ko" else " or "
        parts.append(forces.join(pick(FORCES[force], language) for force in premise.force))
    if premise.line is QuestionLine.INTENTION:
        parts.append(pick(("계획으로", "as a plan"), language))
    parts += [pick(words, language) for name, words in _FLAGS.items() if getattr(premise, name)]
    return _line(vocabulary.label(premise.measure, language), parts)


def conclusion_words(rule: Rule, vocabulary: Vocabulary, language: str) -> str:
    """What follows from a rule's premises, and from when to when."""
    then: Conclusion = rule.then
    parts = [f"{pick(_ROLES['subject'], language)} {_name(then.subject, vocabulary, language)}"]
    if then.of:
        parts.append(f"{pick(_ROLES['of'], language)} {_name(then.of, vocabulary, language)}")
    parts += _pairs(then.keys, vocabulary, language)
    parts.append(bound_words(then.value, vocabulary.measures.get(then.measure), language))
    if then.line is QuestionLine.INTENTION:
        parts.append(pick(("계획으로", "as a plan"), language))
    if rule.slack:
        share = canonical_decimal(rule.slack * 100)
        parts.append(pick((f"{share}%까지는 모자라도 됨", f"may be missed by {share} %"), language))
    parts.append(_when(rule, language))
    return _line(vocabulary.label(then.measure, language), parts)


def _when(rule: Rule, language: str) -> str:
    ko, en = _CLOCKS[rule.clock]
    if rule.grace > 0:
        words = (f"{ko}부터 {rule.grace:,}일 뒤", f"from {counted(rule.grace, 'day')} after {en}")
    elif rule.grace < 0:
        words = (f"{ko}보다 {-rule.grace:,}일 앞서", f"from {counted(-rule.grace, 'day')} before {en}")
    else:
        words = (f"{ko}부터", f"from {en} on")
    if rule.expiry is not None:
        words = (f"{words[0]}, {rule.expiry:,}일 동안", f"{words[1]}, for {counted(rule.expiry, 'day')}")
    return pick(words, language)


def _pairs(pairs: Iterable[tuple[str, str]], vocabulary: Vocabulary, language: str) -> list[str]:
    return [
        f"{pick(_KEYS.get(name, (name, name)), language)}={_name(value, vocabulary, language)}" for name, value in pairs
    ]


def _name(id: str, vocabulary: Vocabulary, language: str) -> str:
    """A variable as it is, anything else by its label."""
    return vocabulary.label(id, language) if id in vocabulary.entities or id in vocabulary.terms else id


def _line(head: str, parts: Iterable[str]) -> str:
    rest = ", ".join(part for part in parts if part)
    return f"{head}: {rest}" if rest else head


def fact_words(rule: Rule, language: str) -> list[str]:
    """The entity facts that a rule asks for."""
    lead = pick(("사실", "fact"), language)
    return [
        f"{lead}: {fact.entity} — {pick(_FACTS.get(fact.kind, (fact.kind, fact.kind)), language)} — {fact.is_}"
        for fact in rule.where
    ]


def rule_lines(
    rules: Iterable[Rule],
    vocabulary: Vocabulary,
    tried: Iterable[Trial],
    used: Mapping[str, Use] | None,
    language: str,
    width: int,
) -> Iterator[Line]:
    """Every rule: why, its premises and conclusion, its cases, and what it did on a ledger, if there is one."""
    by_rule: dict[str, list[Trial]] = {}
    for trial in tried:
        by_rule.setdefault(trial.rule, []).append(trial)
    every = list(rules)
    failed = sum(not trial.passed for found in by_rule.values() for trial in found)
    yield from wrapped(_summary(len(every), sum(map(len, by_rule.values())), failed, language), width, tone=Tone.TITLE)
    for rule in every:
        yield Line("")
        yield from wrapped(f"{rule.id} ({pick(STRENGTHS[rule.strength], language)})", width, tone=Tone.TITLE)
        yield from wrapped(rule.why.in_(language), width, indent=2)
        for premise in rule.when:
            line = f"{pick(('전제', 'when'), language)} {premise_words(premise, vocabulary, language)}"
            yield from wrapped(line, width, indent=2, hang=2)
        for line in fact_words(rule, language):
            yield from wrapped(line, width, indent=2, hang=2)
        line = f"{pick(('결론', 'then'), language)} {conclusion_words(rule, vocabulary, language)}"
        yield from wrapped(line, width, indent=2, hang=2)
        for text, tone in _case_lines(by_rule.get(rule.id, []), language):
            yield from wrapped(text, width, indent=2, hang=2, tone=tone)
        if used is not None:
            yield from wrapped(_use_line(used[rule.id], language), width, indent=2, hang=2)


def _summary(rules: int, cases: int, failed: int, language: str) -> str:
    if language == "ko":
        return f"규칙 {rules:,}개, 사례 {cases:,}건: " + (f"{failed:,}건이 어긋남" if failed else "모두 맞음")
    lead = f"{counted(rules, 'rule')}, {counted(cases, 'case')}: "
    return lead + (f"{failed:,} failed" if failed else "all hold")


def _case_lines(tried: list[Trial], language: str) -> Iterator[tuple[str, Tone]]:
    passed = sum(trial.passed for trial in tried)
    yield pick((f"사례 {passed}/{len(tried)} 맞음", f"cases: {passed} of {len(tried)} hold"), language), Tone.INFO
    for trial in tried:
        if trial.passed:
            continue
        missing = ", ".join(" × ".join(pair) for pair in trial.missing)
        unwanted = ", ".join(" × ".join(pair) for pair in trial.unwanted)
        parts = [pick((f"‘{trial.case}’ 사례가 어긋남", f"the case {trial.case!r} fails"), language)]
        if missing:
            parts.append(pick((f"맞부딪쳐야 하는데 아님 {missing}", f"should clash and does not: {missing}"), language))
        if unwanted:
            parts.append(pick((f"맞부딪치면 안 됨 {unwanted}", f"clashes and should not: {unwanted}"), language))
        yield "; ".join(parts), Tone.HIGH


def _use_line(use: Use, language: str) -> str:
    number, pairs = use.constraints, len(use.edges)
    lead = pick((f"이 장부에서: 제약 {number:,}개", f"on this ledger: {counted(number, 'constraint')}"), language)
    lead += pick((f", 어긋나는 짝 {pairs:,}개", f", {counted(pairs, 'clashing pair')}"), language)
    shown = ", ".join(" × ".join(pair) for _, pair in use.edges[:EDGES_SHOWN])
    if not shown:
        return lead
    return f"{lead}: {shown}{' …' if pairs > EDGES_SHOWN else ''}"


def rule_records(
    rules: Iterable[Rule],
    vocabulary: Vocabulary,
    tried: Iterable[Trial],
    used: Mapping[str, Use] | None,
    shipped: Iterable[Rule],
) -> list[dict[str, Any]]:
    """Every rule as plain JSON types, words in both languages."""
    by_rule: dict[str, list[Trial]] = {}
    for trial in tried:
        by_rule.setdefault(trial.rule, []).append(trial)
    known = {rule.id: rule for rule in shipped}
    return [
        {
            "id": rule.id,
            "shipped": known.get(rule.id) == rule,
            "strength": rule.strength.value,
            "clock": rule.clock.value,
            "grace": rule.grace,
            "expiry": rule.expiry,
            "why": {"ko": rule.why.ko, "en": rule.why.en},
            "source": rule.source,
            **{
                language: {
                    "when": [premise_words(premise, vocabulary, language) for premise in rule.when],
                    "where": fact_words(rule, language),
                    "then": conclusion_words(rule, vocabulary, language),
                }
                for language in ("ko", "en")
            },
            "cases": [_trial_record(trial) for trial in by_rule.get(rule.id, ())],
            **({} if used is None else {"use": _use_record(used[rule.id])}),
        }
        for rule in rules
    ]


def _trial_record(trial: Trial) -> dict[str, Any]:
    pairs = {"missing": list(map(list, trial.missing)), "unwanted": list(map(list, trial.unwanted))}
    return {"name": trial.case, "passed": trial.passed, **pairs}


def _use_record(use: Use) -> dict[str, Any]:
    edges = [{"finding": finding, "claims": list(pair)} for finding, pair in use.edges]
    return {"constraints": use.constraints, "edges": edges}
