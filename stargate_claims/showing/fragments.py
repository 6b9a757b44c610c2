"""Pieces of HTML that a notebook and a page share: a claim, a finding with its sides beside each other, badges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding, Severity
from stargate_claims.model.intervals import Window
from stargate_claims.model.vocabulary import Vocabulary
from stargate_claims.showing.html import Content, Html, element, folded, isolated, joined
from stargate_claims.showing.text import (
    EDGES_SHOWN,
    Between,
    between,
    note_line,
    said_words,
    settle_line,
    side_letter,
    topic,
)
from stargate_claims.showing.words import (
    KINDS,
    SEVERITIES,
    counted,
    days,
    names,
    pick,
    place_words,
    quoted_value,
)

CLAIMS_SHOWN = 4
"""Claims of a side that stand open; further ones are folded."""
CLAIMS_AT_MOST = 24
"""Claims of a side that are shown at all; the rest are counted."""
SIDES_AT_MOST = 6
"""Sides of a finding, and claims that back one, that are shown; the rest are counted."""
EDGES_AT_MOST = 8
_SHORT = 16
"""Characters of a cell that stands on one line."""

# Middle tones stand out on white and on black alike; words keep the colour of the page around them.
SIDE_COLOURS = ("#3b7dbd", "#c8702a", "#2f9384", "#9465b5", "#b0587a", "#7d8a2e")
SEVERITY_COLOURS = {
    Severity.HIGH: "#cf4436",
    Severity.MEDIUM: "#c28a17",
    Severity.LOW: "#3b7dbd",
    Severity.INFO: "#808a94",
}
LINE = "1px solid rgba(128,128,128,.35)"
ASIDE = "font-size:.86em;opacity:.8"
FIGURE = "font-size:1.25em;font-weight:600"
BESIDE = "display:flex;flex-wrap:wrap;gap:.5em 1.1em;margin-top:.4em"

Printed = Callable[[Claim], str | None]


class Told(NamedTuple):
    """What a reader is told of one claim, in words: each part may be empty."""

    value: str
    summary: str
    who: str
    when: str
    place: str
    id: str


def told(claim: Claim, vocabulary: Vocabulary, language: str, finding: Finding | None = None) -> Told:
    """The words of a claim; on a finding, its value as that finding needs it."""
    if finding is None:
        value = quoted_value(claim, vocabulary, language)
        summary = claim.summary.in_(language) if claim.summary else ""
    else:
        value, summary = said_words(claim, finding, language)
    return Told(
        value=value,
        summary=summary,
        who=names(claim.by, vocabulary, language),
        when=days(claim.said, language),
        place=place_words(claim, vocabulary, language),
        id=claim.id,
    )


def side_colour(number: int) -> str:
    """The colour of a side; they repeat where there are many."""
    return SIDE_COLOURS[number % len(SIDE_COLOURS)]


def badge(text: str, colour: str) -> Html:
    """A word in a tinted box."""
    box = f"border:1px solid {colour};border-radius:4px;padding:0 .4em;font-size:.86em;background:{colour}22"
    return element("span", text, style=f"{box};white-space:nowrap")


def severity_badge(finding: Finding, language: str) -> Html:
    """How grave a finding is, and of which kind."""
    words = f"{pick(SEVERITIES[finding.severity], language)} · {pick(KINDS[finding.kind], language)}"
    return badge(words, SEVERITY_COLOURS[finding.severity])


def more(hidden: int, language: str) -> str:
    """How many are not shown.

    >>> more(140, "ko"), more(140, "en")
    ('… 외 140건', '… and 140 more')
    """
    return pick((f"… 외 {hidden:,}건", f"… and {hidden:,} more"), language)


def more_sides(hidden: int, language: str) -> str:
    """How many sides are not shown.

    >>> more_sides(3, "ko"), more_sides(1, "en")
    ('… 외 3쪽', '… and 1 more side')
    """
    return pick((f"… 외 {hidden:,}쪽", f"… and {counted(hidden, 'more side')}"), language)


def time_html(window: Window, language: str) -> Html:
    """Days in words, and for machines where they are one day."""
    words = days(window, language)
    machine = str(window.first) if window.first is not None and window.first == window.last else None
    return element("time", words, datetime=machine) if words else Html()


def claim_html(
    claim: Claim, vocabulary: Vocabulary, language: str, finding: Finding | None = None, printed: str | None = None
) -> Html:
    """One claim: the figure as printed, who said it and when, the summary, and where it is printed."""
    words = told(claim, vocabulary, language, finding)
    who = element("b", isolated(words.who, language))
    lead = joined([who, time_html(claim.said, language)], " · ")
    return element(
        "div",
        element("div", isolated(words.value, language), style=FIGURE) if words.value else None,
        element("div", lead),
        element("div", isolated(words.summary, language)) if words.summary else None,
        element("q", isolated(printed, language), lang=claim.source.language) if printed else None,
        element("div", isolated(f"{words.place} · {words.id}", language), style=ASIDE),
        style="margin:.35em 0 .6em",
    )


def finding_html(finding: Finding, language: str, title: Content = None, printed: Printed | None = None) -> Html:
    """A finding: what it is about, its sides beside each other with the rule between, and what would settle it.

    Args:
        finding: as found in a report.
        language: "ko" or "en".
        title: what stands above it; the badge and the topic where it is None.
        printed: where given, the printed sentence stands below each claim.
    """
    sides = [side_html(finding, number, language, printed) for number in range(len(finding.parties[:SIDES_AT_MOST]))]
    hidden = len(finding.parties) - len(sides)
    middle = between_html(finding, language)
    notes = [element("div", isolated(note_line(note, language), language)) for note in finding.notes]
    return element(
        "article",
        title_html(finding, language) if title is None else title,
        element("div", sides[0], middle, *sides[1:], style=BESIDE),
        element("div", more_sides(hidden, language)) if hidden > 0 else None,
        *notes,
        element("div", isolated(settle_line(finding, language), language), style="margin-top:.5em"),
        element("div", finding.id, style=ASIDE),
        style="margin:.4em 0 1em",
    )


def title_html(finding: Finding, language: str) -> Html:
    """The badge of a finding and what it is about."""
    return joined([severity_badge(finding, language), element("b", isolated(topic(finding, language), language))], " ")


def side_html(finding: Finding, number: int, language: str, printed: Printed | None = None) -> Html:
    """One side of a finding: its letter, its claims, and who backs it."""
    letter, claims = side_letter(number), finding.parties[number].claims
    items = [
        claim_html(claim, finding.vocabulary, language, finding, printed(claim) if printed else None)
        for claim in claims[:CLAIMS_AT_MOST]
    ]
    backing = finding.supporters[number] if number < len(finding.supporters) else ()
    colour = side_colour(number)
    backed = [element("div", pick(("뒷받침: ", "Supported by: "), language), _backers(finding, backing, language))]
    return element(
        "section",
        element("b", pick((f"{letter}쪽", f"Side {letter}"), language), style=f"color:{colour}"),
        *items[:CLAIMS_SHOWN],
        rest(items[CLAIMS_SHOWN:], len(claims) - CLAIMS_SHOWN, language),
        *(backed if backing else []),
        style=f"flex:3 1 11em;border-left:3px solid {colour};padding-left:.7em",
    )


def _backers(finding: Finding, ids: Sequence[str], language: str) -> Html:
    known = {claim.id: claim for claim in finding.claims}
    who = (f"{names(known[id].by, finding.vocabulary, language)} ({id})" if id in known else id for id in ids)
    shown = [isolated(words, language) for words in list(who)[:SIDES_AT_MOST]]
    hidden = [Html(more(len(ids) - len(shown), language))] if len(ids) > len(shown) else []
    return joined([*shown, *hidden], ", ")


def rest(items: Sequence[Content], number: int, language: str) -> Html | None:
    """Items that a reader may open, and how many more there are that are not shown at all."""
    if number <= 0:
        return None
    hidden = number - len(items)
    closing = element("div", more(hidden, language)) if hidden > 0 else None
    return folded(pick((f"{number:,}건 더", f"{number:,} more"), language), *items, closing)


def between_html(finding: Finding, language: str) -> Html:
    """What keeps the sides apart: the gap of each clash and the rules that it rests on."""
    shown = [_edge_html(between(edge, finding, language), language) for edge in finding.edges[:EDGES_AT_MOST]]
    hidden = len(finding.edges) - EDGES_SHOWN
    return element(
        "section",
        element("b", pick(("왜 어긋나나", "Why not both"), language)),
        *shown[:EDGES_SHOWN],
        rest(shown[EDGES_SHOWN:], hidden, language),
        style="flex:2 1 9em;border-left:3px double rgba(128,128,128,.6);padding-left:.7em",
    )


def _edge_html(words: Between, language: str) -> Html:
    because = [element("div", element("b", lead), " ", isolated(text, language)) for lead, text in words.because]
    return element(
        "div",
        element("div", isolated(words.gap, language)),
        *because,
        element("div", isolated(f"{words.pair} · {words.grade}", language), style=ASIDE),
        style="margin:.35em 0 .6em",
    )


def table_html(head: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> Html:
    """A table whose cells stand as text does: Jupyter would set them to the right in stripes.

    A short text (a day, an id, a figure) is never broken.
    """
    cell = f"text-align:left !important;vertical-align:top;padding:.3em .9em .3em 0;border-bottom:{LINE}"
    whole = f"{cell};white-space:nowrap"
    top = (element("th", name, scope="col", style=whole) for name in head)
    body = (
        element(
            "tr",
            *(element("td", isolated(text, language), style=whole if len(text) <= _SHORT else cell) for text in row),
        )
        for row in rows
    )
    return element(
        "table",
        element("thead", element("tr", *top)),
        element("tbody", *body),
        style="border-collapse:collapse;margin:.3em 0",
    )


def counted_claims(number: int, language: str) -> str:
    """How many claims.

    >>> counted_claims(172, "ko"), counted_claims(1, "en")
    ('주장 172건', '1 claim')
    """
    return pick((f"주장 {number:,}건", counted(number, "claim")), language)
