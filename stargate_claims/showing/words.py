"""Names, days and amounts as a reader is shown them, in Korean and English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stargate_claims.judging.promises import Outcome
from stargate_claims.judging.report import Diff
from stargate_claims.model.claims import Claim, Force, Polarity
from stargate_claims.model.findings import Kind, Relation, Severity
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.rules import Strength
from stargate_claims.model.vocabulary import Dimension, Line, Question, Vocabulary

LANGUAGES = ("ko", "en")

STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode categories that steer a terminal, or are half of a character: never printed raw."""

KINDS = {
    Kind.CONTRADICTION: ("모순", "contradiction"),
    Kind.TENSION: ("엇갈림", "tension"),
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
    Strength.STRICT: ("확실", "strict"),
    Strength.DEFEASIBLE: ("반박 가능", "defeasible"),
    Strength.SOFT: ("약함", "soft"),
}
FORCES = {
    Force.REPORT: ("보고", "report"),
    Force.ESTIMATE: ("추정", "estimate"),
    Force.PLAN: ("계획", "plan"),
    Force.COMMITMENT: ("약속", "commitment"),
    Force.DENIAL: ("부인", "denial"),
    Force.OPINION: ("의견", "opinion"),
}
OUTCOMES = {
    Outcome.PENDING: ("아직 기한 전", "pending"),
    Outcome.KEPT: ("지켜짐", "kept"),
    Outcome.PARTLY: ("일부만 지켜짐", "partly kept"),
    Outcome.BROKEN: ("지켜지지 않음", "broken"),
    Outcome.REVISED: ("바뀜", "revised"),
    Outcome.UNCHECKABLE: ("확인 불가", "cannot be checked"),
}
RELATIONS = {
    Relation.SELF_CONTRADICTION: ("같은 쪽의 말", "one voice"),
    Relation.MISREPORT: ("같은 말을 달리 전함", "one statement told twice"),
}
"""A dispute and a revision go without saying."""
_LINES = {
    Line.INTENTION: ("계획", "plans"),
    Line.ESTIMATE: ("전망", "forecasts"),
    Line.WORDING: ("표현", "wording"),
    Line.TELLING: ("전한 말", "tellings"),
    Line.DATE: ("날짜", "day"),
}
_SPECIAL = {
    Line.HOLDS: ("주장이 맞는지", "whether the claims hold"),
    Line.RATE: ("기사 안의 환율", "the exchange rate within the article"),
    Line.COMPANY: ("함께 움직이는지", "acting together"),
}
# Not from the locale: what is printed never depends on where it is printed.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def pick(pair: tuple[str, str], language: str) -> str:
    """The Korean or the English one of a pair."""
    return pair[0] if language == "ko" else pair[1]


def counted(number: int, thing: str) -> str:
    """An English count: one thing, several things.

    >>> counted(1, "claim"), counted(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def names(ids: tuple[str, ...], vocabulary: Vocabulary, language: str) -> str:
    """Labels of several entities in one phrase."""
    return ("·" if language == "ko" else ", ").join(vocabulary.label(id, language) for id in ids)


def day(value: date, language: str) -> str:
    """One day in words.

    >>> day(date(2025, 1, 22), "ko"), day(date(2025, 1, 22), "en")
    ('2025년 1월 22일', '22 January 2025')
    """
    if language == "ko":
        return f"{value.year}년 {value.month}월 {value.day}일"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(window: Window, language: str) -> str:
    """A window in words; nothing for one without a day.

    >>> days(Window.parse("[2025-01-22..2025-01-23]"), "ko"), days(Window.parse("2025-06"), "en")
    ('2025년 1월 22~23일', '1–30 June 2025')
    >>> days(Window.parse("2025-04-23/2025-07-21"), "ko"), days(Window.parse("2025-04-23/2025-07-21"), "en")
    ('2025년 4월 23일~7월 21일', '23 April – 21 July 2025')
    """
    first, last = window.first, window.last
    if first is None or last is None:
        known = first or last
        if known is None:
            return ""
        if language == "ko":
            return f"{day(known, language)} {'이후' if first else '이전'}"
        return f"{'from' if first else 'to'} {day(known, language)}"
    if first == last:
        return day(first, language)
    return _korean_span(first, last) if language == "ko" else _english_span(first, last)


def _korean_span(first: date, last: date) -> str:
    start = f"{first.year}년 {first.month}월 {first.day}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{start}~{last.day}일"
    return f"{start}일~" + (f"{last.month}월 {last.day}일" if first.year == last.year else day(last, "ko"))


def _english_span(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, 'en')}"
    start = day(first, "en")
    return f"{start.rpartition(' ')[0] if first.year == last.year else start} – {day(last, 'en')}"


def amount(value: Decimal, unit: str | None, language: str) -> str:
    """A number of a unit in words.

    >>> amount(Decimal(100_000_000_000), "USD", "ko")
    '1,000억 달러'
    """
    if unit is None:
        return f"{Decimal(canonical_decimal(value)):,f}"
    from stargate_claims.showing.quantities import format_quantity

    return format_quantity(Quantity.exactly(value, unit), language)


def question_words(question: Question, vocabulary: Vocabulary, language: str) -> str:
    """What a finding is about, as a heading.

    >>> question_words(Question.parse("contracts_signed(harbour, kind=dredging)"), Vocabulary(), "en")
    'harbour: contracts signed (dredging)'
    """
    if question.line is Line.HOLDS:
        return pick(_SPECIAL[Line.HOLDS], language)
    special = _SPECIAL.get(question.line)
    what = pick(special, language) if special else vocabulary.label(question.measure, language)
    notes = [names(question.of, vocabulary, language)] if question.of else []
    aim = question.key("for")
    if aim:
        label = vocabulary.label(aim, language)
        notes.append(f"{label}용" if language == "ko" else f"for {label}")
    notes += [vocabulary.label(value, language) for name, value in question.keys if name not in ("for", "from", "to")]
    if question.line in _LINES:
        notes.append(pick(_LINES[question.line], language))
    if question.line is Line.RATE:
        notes = [f"{question.key('from')}/{question.key('to')}"]
    who = "" if question.line is Line.RATE else names(question.subject, vocabulary, language)
    heading = f"{who}: {what}" if who else what
    return f"{heading} ({', '.join(dict.fromkeys(notes))})" if notes else heading


def asked(claim: Claim, vocabulary: Vocabulary, language: str) -> str:
    """What a claim is about, as a heading; the ids of the others for one that only speaks of other claims."""
    if claim.measure is None:
        return ", ".join(claim.denies or claim.supports or claim.retracts)
    keys = [("for", claim.for_)] if claim.for_ else []
    measure = vocabulary.measures.get(claim.measure)
    keys += [pair for pair in claim.qualifiers if measure is not None and pair[0] in measure.keys]
    question = Question(measure=claim.measure, subject=claim.subject, of=claim.of, keys=tuple(keys))
    return question_words(question, vocabulary, language)


def value_words(claim: Claim, vocabulary: Vocabulary, language: str) -> str:
    """A claim's value as printed, or in a word."""
    if claim.quantity is not None:
        return str(claim.quantity)
    if claim.stage is not None and claim.measure is not None:
        return stage_words(claim.measure, vocabulary.measure(claim.measure).rung(claim.stage), vocabulary, language)
    if claim.day is not None:
        return days(claim.day, language)
    if claim.members is not None:
        return names(claim.members, vocabulary, language)
    if claim.denies:
        return pick(("부인", "denial"), language)
    if claim.holds is not None:
        return yes_no(claim.holds, language)
    return pick(("부정문", "negated"), language) if claim.polarity is Polarity.NEGATIVE else ""


def stage_words(measure: str, rung: int, vocabulary: Vocabulary, language: str) -> str:
    """One stage of a measure's ladder in words."""
    record = vocabulary.measure(measure)
    return record.stage_labels[rung].in_(language) if record.stage_labels else record.ladder[rung].replace("_", " ")


def yes_no(holds: bool, language: str) -> str:
    """A state in a word."""
    return pick(("그렇다", "yes") if holds else ("아니다", "no"), language)


def quoted_value(claim: Claim, vocabulary: Vocabulary, language: str) -> str:
    """A claim's value for running text: a printed figure in quotation marks, a worked-out one marked as such.

    A figure printed in another language than the reader's is repeated in the reader's.
    """
    value = value_words(claim, vocabulary, language)
    if claim.quantity is None:
        return value
    if "value" in claim.quantity.inferred:
        return f"{value} {pick(('(추론)', '(inferred)'), language)}"
    if claim.source.language == language:
        return f"“{value}”"
    from stargate_claims.showing.quantities import format_quantity

    translated = format_quantity(claim.quantity, language)
    measure = vocabulary.measures.get(claim.measure or "")
    if measure is not None and measure.dimension is Dimension.COUNT:
        translated = translated.replace(f" {claim.quantity.unit}", "")  # a counter word says nothing to other readers
    return f"“{value}” ({translated})"


DIFFERENCES = {"new": ("새로 생김", "new"), "changed": ("달라짐", "changed"), "resolved": ("풀림", "resolved")}
"""What the parts of a difference between two reports are called."""


def difference_words(diff: Diff, language: str) -> str:
    """How many findings are new, changed and resolved, in one line."""
    counts = [(len(findings), pick(DIFFERENCES[name], language)) for name, findings in diff.parts]
    if language == "ko":
        return ", ".join(f"{words} {number:,}건" for number, words in counts)
    return ", ".join(f"{number:,} {words}" for number, words in counts)


def bound_words(value: Decimal, question: Question, unit: str | None, vocabulary: Vocabulary, language: str) -> str:
    """One bound of a gap in words: an amount, a stage, a day, yes or no."""
    measure = vocabulary.measures.get(question.measure)
    if question.line is Line.DATE:
        return day(date.fromordinal(int(value)), language)
    if measure is not None and question.line in (Line.FACT, Line.INTENTION, Line.ESTIMATE, Line.TELLING):
        if measure.dimension is Dimension.STATE:
            return yes_no(value > 0, language)
        if measure.dimension is Dimension.STAGE:
            return stage_words(measure.id, int(value), vocabulary, language)
        if measure.dimension is Dimension.DAY:
            return day(date.fromordinal(int(value)), language)
        if measure.dimension is Dimension.COUNT:
            counter = measure.counter[0] if measure.counter and language == "ko" else ""
            return amount(value, None, language) + counter
    return amount(value, unit, language)


def place_words(claim: Claim, vocabulary: Vocabulary, language: str) -> str:
    """Where a claim is printed: publisher, day, paragraph, and whom the publisher cites."""
    source = claim.source
    parts = [vocabulary.label(source.publisher, language)]
    if source.published is not None:
        parts.append(days(source.published, language))
    return ", ".join(part for part in (*parts, paragraph_words(claim, vocabulary, language)) if part)


def paragraph_words(claim: Claim, vocabulary: Vocabulary, language: str) -> str:
    """Where in its source a claim is printed, and whom the publisher cites."""
    parts = []
    if claim.locator.paragraph is not None:
        number = claim.locator.paragraph
        parts.append(f"{number}번째 문단" if language == "ko" else f"paragraph {number}")
    cited = names(claim.via[1:], vocabulary, language)
    if cited:
        parts.append(f"{cited} 인용" if language == "ko" else f"citing {cited}")
    return ", ".join(parts)
