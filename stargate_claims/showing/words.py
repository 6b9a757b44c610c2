"""Names, days and amounts as a reader is shown them, in Korean and English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Kind, Severity
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Strength
from stargate_claims.model.vocabulary import Dimension, Line, Question, Vocabulary

LANGUAGES = ("ko", "en")

KINDS = {
    Kind.CONTRADICTION: ("모순", "contradiction"),
    Kind.TENSION: ("긴장", "tension"),
    Kind.REVISION: ("목표 변경", "revision"),
    Kind.WORDING: ("표현 차이", "wording"),
    Kind.RESTATEMENT: ("환산 차이", "restatement"),
}
SEVERITIES = {
    Severity.HIGH: ("높음", "high"),
    Severity.MEDIUM: ("보통", "medium"),
    Severity.LOW: ("낮음", "low"),
    Severity.INFO: ("참고", "info"),
}
STRENGTHS = {
    Strength.STRICT: ("엄격", "strict"),
    Strength.DEFEASIBLE: ("반증 가능", "defeasible"),
    Strength.SOFT: ("약함", "soft"),
}
_LINES = {
    Line.INTENTION: ("계획", "plans"),
    Line.ESTIMATE: ("전망", "forecasts"),
    Line.WORDING: ("표현", "wording"),
    Line.TELLING: ("전한 말", "tellings"),
    Line.DATE: ("날짜", "day"),
}
_SPECIAL = {
    Line.HOLDS: ("주장의 진위", "whether the claims hold"),
    Line.RATE: ("기사 안의 환율", "the exchange rate within the article"),
    Line.COMPANY: ("함께 움직이는지", "acting together"),
}


def pick(pair: tuple[str, str], language: str) -> str:
    """The Korean or the English one of a pair."""
    return pair[0] if language == "ko" else pair[1]


def names(ids: tuple[str, ...], vocabulary: Vocabulary, language: str) -> str:
    """Labels of several entities in one phrase."""
    return ("·" if language == "ko" else ", ").join(vocabulary.label(id, language) for id in ids)


def day(value: date, language: str) -> str:
    """One day in words.

    >>> day(date(2025, 1, 22), "ko"), day(date(2025, 1, 22), "en")
    ('2025년 1월 22일', '22 January 2025')
    """
    from babel.dates import format_date

    return str(format_date(value, "y년 M월 d일" if language == "ko" else "d MMMM y", locale=language))


def days(window: Window, language: str) -> str:
    """A window in words.

    >>> days(Window.parse("[2025-01-22..2025-01-23]"), "ko"), days(Window.parse("2025-06"), "en")
    ('2025년 1월 22~23일', '1–30 June 2025')
    """
    first, last = window.first, window.last
    if first is None or last is None:
        if first is None and last is None:
            return ""
        known = day(first or last or date.min, language)
        since = first is not None
        return f"{known} {'이후' if since else '이전'}" if language == "ko" else f"{'from' if since else 'to'} {known}"
    if first == last:
        return day(first, language)
    if language == "ko":
        tail = f"{last.day}일" if (first.year, first.month) == (last.year, last.month) else (
            f"{last.month}월 {last.day}일" if first.year == last.year else day(last, language)
        )  # fmt: skip
        return f"{first.year}년 {first.month}월 {first.day}{'' if tail == f'{last.day}일' else '일'}~{tail}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, language)}"
    return f"{day(first, language)} – {day(last, language)}"


def amount(value: Decimal, unit: str | None, language: str) -> str:
    """A number of a unit in words.

    >>> amount(Decimal(100_000_000_000), "USD", "ko")
    '1,000억 달러'
    """
    if unit is None:
        return f"{value:,f}"
    from stargate_claims.showing.quantities import format_quantity

    return format_quantity(Quantity.exactly(value, unit), language)


def question_words(question: Question, vocabulary: Vocabulary, language: str) -> str:
    """What a finding is about, as a heading.

    >>> question_words(Question.parse("contracts_signed(harbour, kind=dredging)"), Vocabulary(), "en")
    'harbour: contracts signed (dredging)'
    """
    if question.line is Line.HOLDS:
        return pick(_SPECIAL[Line.HOLDS], language)
    what = vocabulary.label(question.measure, language)
    if question.line in _SPECIAL:
        what = pick(_SPECIAL[question.line], language)
    notes = [vocabulary.label(value, language) for name, value in question.keys if name not in ("for", "from", "to")]
    aim = question.key("for") or ("" if not question.of else question.of[0])
    if aim:
        notes.insert(0, f"{vocabulary.label(aim, language)} 대상" if language == "ko" else
                     f"for {vocabulary.label(aim, language)}")  # fmt: skip
    if question.line in _LINES:
        notes.append(pick(_LINES[question.line], language))
    who = names(question.subject, vocabulary, language)
    if question.line is Line.RATE:
        who = ""
    heading = f"{who}: {what}" if who else what
    return f"{heading} ({', '.join(notes)})" if notes else heading


def value_words(claim: Claim, vocabulary: Vocabulary, language: str) -> str:
    """A claim's value as printed, or in a word."""
    if claim.quantity is not None:
        return str(claim.quantity)
    if claim.stage is not None and claim.measure is not None:
        measure = vocabulary.measure(claim.measure)
        index = measure.rung(claim.stage)
        return measure.stage_labels[index].in_(language) if measure.stage_labels else claim.stage
    if claim.day is not None:
        return days(claim.day, language)
    if claim.members is not None:
        return names(claim.members, vocabulary, language)
    if claim.denies:
        return pick(("부인", "denies it"), language)
    if claim.holds is not None:
        return pick(("그렇다", "yes") if claim.holds else ("아니다", "no"), language)
    return ""


def bound_words(value: Decimal, question: Question, unit: str | None, vocabulary: Vocabulary, language: str) -> str:
    """One bound of a gap in words: an amount, a stage, a day, yes or no."""
    measure = vocabulary.measures.get(question.measure)
    if measure is not None and question.line in (Line.FACT, Line.INTENTION, Line.ESTIMATE, Line.TELLING):
        if measure.dimension is Dimension.STAGE and measure.stage_labels:
            return measure.stage_labels[int(value)].in_(language)
        if measure.dimension is Dimension.DAY:
            return day(date.fromordinal(int(value)), language)
        if measure.dimension is Dimension.COUNT:
            counter = measure.counter[0] if measure.counter and language == "ko" else ""
            return f"{value:,f}{counter}"
    if question.line is Line.DATE:
        return day(date.fromordinal(int(value)), language)
    return amount(value, unit, language)


def place_words(claim: Claim, vocabulary: Vocabulary, language: str) -> str:
    """Where a claim is printed: publisher, day, paragraph."""
    source = claim.source
    parts = [vocabulary.label(source.publisher, language)]
    if source.published is not None:
        parts.append(days(source.published, language))
    if claim.locator.paragraph is not None:
        number = claim.locator.paragraph
        parts.append(f"{number}번째 문단" if language == "ko" else f"paragraph {number}")
    return ", ".join(parts)
