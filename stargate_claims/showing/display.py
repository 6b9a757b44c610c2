"""What a notebook and a terminal show of each kind of record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from stargate_claims.judging.case import Case
from stargate_claims.judging.consensus import Consensus, Timeline
from stargate_claims.judging.promises import Promise, Promises
from stargate_claims.judging.report import Diff, Report
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.shipped import shipped_vocabulary
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding
from stargate_claims.model.intervals import Interval
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.vocabulary import Question, Vocabulary
from stargate_claims.reading.draft import Draft, Drafts
from stargate_claims.showing.blocks import Aside, Block, Card, Document, Fold, Sheet, Table, Title
from stargate_claims.showing.drafts import labels
from stargate_claims.showing.fragments import counted_claims, more
from stargate_claims.showing.quantities import format_quantity
from stargate_claims.showing.terminal import left_out_lines, summary
from stargate_claims.showing.words import (
    DIFFERENCES,
    FORCES,
    LANGUAGES,
    OUTCOMES,
    asked,
    bound_words,
    counted,
    day,
    days,
    difference_words,
    names,
    pick,
    question_words,
    quoted_value,
)

ROWS = 12
"""Rows of a table of a ledger's claims or a promise's history that are shown; the rest are counted."""
ANSWERS = 24
"""Promises, stands, moments or drafts that a notebook shows; the rest are counted."""
SHEETS = 30
"""Findings of a report that are shown; the rest are counted."""
OPEN = 2
"""Findings of a report that stand open; the others open when a reader asks."""

_HANGUL = re.compile("[가-힣]")


def display(record: object, language: str | None = None, most: int | None = ANSWERS) -> Document:
    """A record as a notebook shows it.

    Args:
        record: what to show.
        language: "ko" or "en"; by default the record's own.
        most: how many promises, stands, moments or drafts are shown; None for all.

    Raises:
        TypeError: if nothing shows records of its kind.
        ValueError: for a language other than "ko" and "en".
    """
    own = _language(record)
    asked = own if language is None else language
    if asked not in LANGUAGES:
        raise ValueError(f"records are shown in 'ko' or 'en', not {asked!r}")
    return Document(language=asked, blocks=tuple(_blocks(record, asked, most)))


def _language(record: object) -> str:
    """The language of a record's ledger, or that in which it was printed."""
    match record:
        case Ledger() | Report() | Finding():
            own = record.language
        case Promise() | Consensus() | Timeline():
            own = record.case.language
        case Diff():
            own = next((f.language for f in (*record.new, *record.changed, *record.resolved)), "ko")
        case Promises():
            own = record[0].case.language if record else "ko"
        case Claim():
            own = record.source.language
        case Draft():
            own = record.claim.source.language
        case Drafts():
            own = record[0].claim.source.language if record else "ko"
        case Quantity():
            own = "ko" if _HANGUL.search(str(record)) else "en"
        case _:
            raise TypeError(f"nothing shows a {type(record).__name__}")
    return own if own in LANGUAGES else "en"


def _blocks(record: object, language: str, most: int | None) -> Iterator[Block]:
    match record:
        case Quantity():
            return _quantity(record, language)
        case Claim():
            return _claim(record, shipped_vocabulary(), language)
        case Ledger():
            return _ledger(record, language)
        case Finding():
            return iter([Sheet(record)])
        case Report():
            return _report(record, language)
        case Diff():
            return _difference(record, language)
        case Promise():
            return _promise(record, language)
        case Promises():
            return _promises(record, language, most)
        case Consensus():
            return _consensus(record, language, most)
        case Timeline():
            return _timeline(record, language, most)
        case Draft():
            return _draft(record, language)
        case Drafts():
            return _drafts(record, language, most)
    raise TypeError(f"nothing shows a {type(record).__name__}")


def _quantity(record: Quantity, language: str) -> Iterator[Block]:
    yield Title(str(record))
    words = format_quantity(record, language)
    yield Aside(" · ".join(dict.fromkeys((words, f"{record.interval} {record.unit}"))))
    if record.restates is not None:
        yield Aside(pick(("환산 전: ", "restates "), language) + format_quantity(record.restates, language))
    if record.inferred:
        yield Aside(pick(("적히지 않아 추론함: ", "inferred, not printed: "), language) + ", ".join(record.inferred))


def _claim(claim: Claim, vocabulary: Vocabulary, language: str) -> Iterator[Block]:
    yield Aside(f"{pick(FORCES[claim.force], language)} · {asked(claim, vocabulary, language)}")
    yield Card(claim, vocabulary)
    if claim.restated is not None:
        yield Aside(pick(("기사에 병기된 환산: ", "converted in the article: "), language) + str(claim.restated))


def _ledger(ledger: Ledger, language: str) -> Iterator[Block]:
    """The first claims and sources: what is shown costs the same however long the ledger is."""
    claims, sources = len(ledger), ledger.sources
    yield Title(ledger.name)
    yield Aside(f"{counted_claims(claims, language)} · {_sources(len(sources), language)}")
    if not claims:
        yield Aside(pick(("아직 주장이 없다", "There are no claims yet"), language))
        return
    yield _claims_table(ledger.first(ROWS), claims, ledger.vocabulary, language)
    rows = tuple(
        (
            source.id,
            ledger.vocabulary.label(source.publisher, language),
            days(source.published, language) if source.published else "",
        )
        for source in sources[:ROWS]
    )
    head = tuple(pick(pair, language) for pair in (("출처", "source"), ("매체", "publisher"), ("보도일", "published")))
    yield Fold(_sources(len(sources), language), (Table(head, rows, max(0, len(sources) - ROWS)),))


def _sources(number: int, language: str) -> str:
    return pick((f"출처 {number:,}곳", counted(number, "source")), language)


def _claims_table(claims: Iterable[Claim], number: int, vocabulary: Vocabulary, language: str) -> Table:
    rows = tuple(
        (
            claim.id,
            names(claim.by, vocabulary, language),
            days(claim.said, language),
            asked(claim, vocabulary, language),
            quoted_value(claim, vocabulary, language),
        )
        for claim in claims
    )
    return Table(_head(language, "id", "who", "said", "what", "value"), rows, number - len(rows))


_HEADS = {
    "id": ("주장", "claim"),
    "who": ("누가", "who"),
    "said": ("말한 날", "said"),
    "what": ("무엇을", "what"),
    "value": ("값", "value"),
    "outcome": ("결과", "outcome"),
    "due": ("따지는 날", "due from"),
    "evidence": ("근거", "evidence"),
    "on": ("날", "day"),
    "stands": ("쪽", "stands"),
    "doubts": ("의문", "doubts"),
    "confidence": ("확신", "confidence"),
}


def _head(language: str, *columns: str) -> tuple[str, ...]:
    return tuple(pick(_HEADS[column], language) for column in columns)


def _report(report: Report, language: str) -> Iterator[Block]:
    yield Title(summary(report, language))
    if report.as_of is not None:
        until = day(report.as_of, language)
        yield Aside(pick((f"{until}까지 보도된 것만", f"Only what was published by {until}"), language))
    for number, finding in enumerate(report.findings[:SHEETS], start=1):
        yield Sheet(finding, number, number <= OPEN)
    hidden = len(report.findings) - SHEETS
    if hidden > 0:
        yield Aside(pick((f"… 외 {hidden:,}건: report.findings", f"… and {hidden:,} more: report.findings"), language))
    for line in left_out_lines(report, language):
        yield Aside(line)


def _difference(diff: Diff, language: str) -> Iterator[Block]:
    yield Title(difference_words(diff, language))
    number = 0
    for name, findings in diff.parts:
        if findings:
            yield Aside(pick(DIFFERENCES[name], language))
        for finding in findings[:SHEETS]:
            number += 1
            yield Sheet(finding, number, number <= OPEN)
        if len(findings) > SHEETS:
            yield Aside(more(len(findings) - SHEETS, language))


def _promise_row(promise: Promise, language: str) -> tuple[str, ...]:
    vocabulary, claim = promise.case.vocabulary, promise.claim
    return (
        pick(OUTCOMES[promise.outcome], language),
        names(claim.by, vocabulary, language),
        days(claim.said, language),
        asked(claim, vocabulary, language),
        quoted_value(claim, vocabulary, language),
        "" if promise.due is None else day(promise.due, language),
        ", ".join(promise.evidence),
        claim.id,
    )


def _promise(promise: Promise, language: str) -> Iterator[Block]:
    words = pick(OUTCOMES[promise.outcome], language)
    due = "" if promise.due is None else day(promise.due, language)
    yield Title(f"{words} · {asked(promise.claim, promise.case.vocabulary, language)}")
    if due:
        yield Aside(pick((f"{due}부터 따진다", f"due from {due}"), language))
    yield Card(promise.claim, promise.case.vocabulary)
    rows = tuple(
        (day(turn.on, language), pick(OUTCOMES[turn.outcome], language), ", ".join(turn.evidence))
        for turn in promise.history
    )
    yield Table(_head(language, "on", "outcome", "evidence"), rows[-ROWS:], max(0, len(rows) - ROWS))


def _promises(promises: Promises, language: str, most: int | None) -> Iterator[Block]:
    number = len(promises)
    yield Title(pick((f"약속 {number:,}건", counted(number, "promise")), language))
    rows = tuple(_promise_row(promise, language) for promise in promises[:most])
    head = _head(language, "outcome", "who", "said", "what", "value", "due", "evidence", "id")
    if rows:
        yield Table(head, rows, number - len(rows))


def interval_words(values: Interval, case: Case, question: Question, unit: str | None, language: str) -> str:
    """Values in words: one, from one to another, or a bound."""

    def words(value: Decimal) -> str:
        return bound_words(value, question, unit, case.vocabulary, language)

    low, high = values.lower, values.upper
    if low is not None and low == high:
        return words(low)
    parts = []
    if low is not None:
        ko, en = ("초과", "more than") if values.lower_open else ("이상", "at least")
        parts.append(pick((f"{words(low)} {ko}", f"{en} {words(low)}"), language))
    if high is not None:
        ko, en = ("미만", "less than") if values.upper_open else ("이하", "at most")
        parts.append(pick((f"{words(high)} {ko}", f"{en} {words(high)}"), language))
    return pick((" ", " and "), language).join(parts)


def _consensus(found: Consensus, language: str, most: int | None) -> Iterator[Block]:
    case = found.case
    yield Title(question_words(found.question, case.vocabulary, language))
    when = "" if found.on is None else f" ({day(found.on, language)})"
    if found.value is None:
        none = ("가장 많은 쪽이 한 곳으로 모이지 않는다", "No value has the most voices")
        yield pick(none, language) + when
    else:
        value = interval_words(found.value, case, found.question, found.unit, language)
        voices = pick(
            (f"독립된 목소리 {len(found.voices)}곳", counted(len(found.voices), "independent voice")), language
        )
        yield f"{value} — {voices}{when}"
    rows = [_stand(case, id, stands, language) for ids, stands in _stands(found, language) for id in ids]
    if rows:
        head = _head(language, "stands", "who", "said", "value", "id")
        yield Table(head, tuple(rows[:most]), len(rows) - len(rows[:most]))


def _stands(found: Consensus, language: str) -> list[tuple[tuple[str, ...], str]]:
    inside, outside = pick(("모인 값", "agrees"), language), pick(("다른 값", "stands outside"), language)
    return [(found.claims, inside), (found.outside, outside)]


def _stand(case: Case, id: str, stands: str, language: str) -> tuple[str, ...]:
    claim, vocabulary = case.by_id[id], case.vocabulary
    who, value = names(claim.by, vocabulary, language), quoted_value(claim, vocabulary, language)
    return stands, who, days(claim.said, language), value, id


def _timeline(found: Timeline, language: str, most: int | None) -> Iterator[Block]:
    case = found.case
    yield Title(question_words(found.question, case.vocabulary, language))
    rows = []
    for moment in found.moments[:most]:
        claim = case.by_id[moment.claim]
        value = interval_words(moment.interval, case, found.question, moment.unit, language)
        who = names(claim.by, case.vocabulary, language)
        rows.append((days(claim.said, language), who, value, ", ".join(moment.rules), claim.id))
    head = (*_head(language, "said", "who", "value"), pick(("규칙", "rule"), language), *_head(language, "id"))
    yield Table(head, tuple(rows), len(found.moments) - len(rows))


def _draft_row(draft: Draft, vocabulary: Vocabulary, language: str) -> tuple[str, ...]:
    claim = draft.claim
    return (
        f"{draft.confidence}%",
        ", ".join(labels(draft.by)[:1]),
        days(claim.said, language),
        asked(claim, vocabulary, language),
        quoted_value(claim, vocabulary, language),
        "; ".join(doubt.in_(language) for doubt in draft.doubts),
        claim.id,
    )


def _named(draft: Draft) -> Vocabulary:
    """The shipped names, and those that the draft proposes."""
    return shipped_vocabulary() | Vocabulary.of(draft.names)


def _draft(draft: Draft, language: str) -> Iterator[Block]:
    yield Title(pick((f"초안 · 확신 {draft.confidence}%", f"draft · confidence {draft.confidence}%"), language))
    yield from _claim(draft.claim, _named(draft), language)
    for doubt in draft.doubts:
        yield f"? {doubt.in_(language)}"
    place = f"{draft.start:,}–{draft.end:,}"
    yield Aside(pick((f"글의 {place}번째 글자", f"characters {place} of the text"), language))


def _drafts(drafts: Drafts, language: str, most: int | None) -> Iterator[Block]:
    yield Title(pick((f"초안 {len(drafts):,}건", counted(len(drafts), "draft")), language))
    rows = tuple(_draft_row(draft, _named(draft), language) for draft in drafts[:most])
    head = _head(language, "confidence", "who", "said", "what", "value", "doubts", "id")
    if rows:
        yield Table(head, rows, len(drafts) - len(rows))
