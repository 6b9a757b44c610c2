"""The last part of the report page: from what it was made, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from stargate_claims.showing.html import Html, element, folded, isolated, joined
from stargate_claims.showing.page_parts import both, claim_link, pair
from stargate_claims.showing.terminal import REASONS, why_unchecked
from stargate_claims.showing.text import topic
from stargate_claims.showing.words import counted, day, pick, question_words

if TYPE_CHECKING:
    from stargate_claims.judging.report import Report

LISTED_AT_MOST = 200
"""Entries of a list that are named; the rest are counted."""

Fact = tuple[tuple[str, str], Html]

_PRINTED: tuple[Fact, ...] = (
    (
        ("기사 문장", "Printed sentences"),
        pair(
            (
                "독자의 사본에서 읽어 이 파일에만 넣었다. 남에게 넘길 때는 저작권을 살핀다.",
                "Read from the reader's copies and kept in this file alone: mind the copyright before passing it on.",
            )
        ),
    ),
)


def about_part(report: Report, head: str | None, *, prints: bool = False) -> Html:
    """The counts of what was judged, accepted, left out and only partly compared, and which data it was.

    Args:
        report: what a check found.
        head: size and hash of the records that it was made from, or None.
        prints: whether the page holds sentences of the articles.
    """
    facts = [*_facts(report, head), *(_PRINTED if prints else ())]
    rows = [element("div", element("dt", pair(term)), element("dd", words)) for term, words in facts]
    caution = (
        "이 보고서는 누구 말이 맞는지 가리지 않는다. 견주지 못한 것을 어긋나지 않는 것으로 읽어서는 안 된다.",
        "This report does not say who is right. What was not compared has not passed.",
    )
    return element(
        "section",
        element("h2", pair(("이 보고서에 대하여", "About this report")), id="about-title"),
        element("dl", *rows),
        element("p", pair(caution), class_="note"),
        id="about",
    )


def _facts(report: Report, head: str | None) -> Iterator[Fact]:
    claims, questions = report.claims, report.questions
    yield (
        ("살펴본 것", "Checked"),
        both(
            lambda language: pick(
                (
                    f"주장 {claims:,}건, 질문 {questions:,}개",
                    f"{counted(claims, 'claim')} on {counted(questions, 'question')}",
                ),
                language,
            )
        ),
    )
    yield ("판단에서 뺀 주장", "Claims not judged"), _skipped(report)
    yield ("다 견주지 못한 질문", "Questions not fully compared"), _unchecked(report)
    yield ("받아들이기로 한 것", "Findings accepted"), _suppressed(report)
    yield ("환율", "Exchange rates"), _rates(report)
    if head is not None:
        yield ("자료의 지문", "Head of the data"), element("code", isolated(head))


def _skipped(report: Report) -> Html:
    rows = [
        joined([claim_link(entry.claim), pair(REASONS.get(entry.reason, (entry.reason, entry.reason)))], " ")
        for entry in report.skipped
    ]
    return _listed(rows)


def _unchecked(report: Report) -> Html:
    rows, vocabulary = [], report.vocabulary
    for entry in report.unchecked[:LISTED_AT_MOST]:
        asked = pair(
            (question_words(entry.question, vocabulary, "ko"), question_words(entry.question, vocabulary, "en"))
        )
        why = pair((why_unchecked(entry, "ko"), why_unchecked(entry, "en")))
        rows.append(joined([asked, why], " — "))
    return _listed(rows, len(report.unchecked))


def _suppressed(report: Report) -> Html:
    reasons = {(entry.finding, entry.fingerprint): entry.reason for entry in report.case.suppressions}
    rows = []
    for finding in report.suppressed[:LISTED_AT_MOST]:
        name = pair((topic(finding, "ko"), topic(finding, "en")))
        reason = isolated(reasons.get((finding.id, finding.fingerprint), ""))
        rows.append(joined([name, reason, element("code", finding.id)], " — "))
    return _listed(rows, len(report.suppressed))


def _rates(report: Report) -> Html:
    last = report.rates_until
    if report.rates is None or last is None:
        return pair(("쓰지 않음: 통화가 다르면 견주지 않는다", "None: amounts in two currencies are not compared"))
    until = both(lambda language: pick((f"{day(last, language)}까지", f"up to {day(last, language)}"), language))
    return joined([isolated(report.rates), until], " ")


def _listed(rows: Sequence[Html], number: int | None = None) -> Html:
    """How many there are, and behind the number which ones."""
    count = len(rows) if number is None else number
    label = pair((f"{count:,}건", f"{count:,}"))
    if not rows:
        return label
    items = [element("li", row) for row in rows[:LISTED_AT_MOST]]
    hidden = count - len(items)
    if hidden > 0:
        items.append(element("li", pair((f"그 밖에 {hidden:,}건", f"and {hidden:,} more"))))
    return folded(label, element("ul", *items))
