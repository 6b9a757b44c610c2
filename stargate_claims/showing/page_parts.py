"""The parts of the report page: findings, promises, sources with their claims, in Korean and English at once.

Whatever differs between the languages stands twice, in ``bdi`` elements with a ``lang``, of which the style sheet shows
one. Names from data are numbers where scripts look for them, so that no attribute depends on what somebody is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import quote

from attrs import frozen

from stargate_claims.judging.promises import Promise, Turn
from stargate_claims.judging.replay import Version
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Edge, Finding
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Vocabulary
from stargate_claims.showing.fragments import SIDE_COLOURS, counted_claims, told
from stargate_claims.showing.html import Content, Html, address, element, folded, isolated, joined, shortened
from stargate_claims.showing.terminal import Printed
from stargate_claims.showing.text import between, note_line, settle_line, side_letter, topic
from stargate_claims.showing.words import (
    FORCES,
    KINDS,
    OUTCOMES,
    SEVERITIES,
    asked,
    counted,
    day,
    days,
    paragraph_words,
    pick,
)

CLAIMS_OPEN = 5
"""Claims of a side that stand open; further ones are folded, and none is left out."""
ID_UNBROKEN = 24
"""Characters of an id that is never broken between two lines."""
EDGES_OPEN = 2
EDGES_AT_MOST = 12
DOT = "\u00a0· "
"""Stays at the end of a line, not at the start of the next."""
SENTENCE = 2000
"""Characters of a printed sentence that are shown."""


@frozen(kw_only=True)
class Setting:
    """What the parts of a page share.

    Attributes:
        vocabulary: what the names mean.
        speakers, measures: the number of each id that can be filtered by.
        days: the days of the slider, ascending.
        printed: where given, the printed sentence stands beside each claim.
        reasons: why claims were not judged, by id.
    """

    vocabulary: Vocabulary
    speakers: Mapping[str, int]
    measures: Mapping[str, int]
    days: tuple[date, ...] = ()
    printed: Printed | None = None
    reasons: Mapping[str, tuple[str, str]]

    def filters(self, claims: Iterable[Claim], *measures: str) -> dict[str, str]:
        """The attributes that scripts filter by."""
        listed = list(claims)
        by = {self.speakers[id] for claim in listed for id in claim.by}
        about = {*measures, *(claim.measure for claim in listed if claim.measure is not None)}
        return {
            "data_by": " ".join(map(str, sorted(by))),
            "data_about": " ".join(map(str, sorted(self.measures[id] for id in about if id in self.measures))),
        }

    def since(self, claim: Claim) -> int | None:
        """The first day of the slider on which a claim is public; None where it has no day."""
        known = claim.public
        return None if known is None else sum(day < known for day in self.days)


def both(words: Callable[[str], str]) -> Html:
    """Words in both languages; once where they are the same.

    >>> both(lambda language: {"ko": "약속", "en": "promise"}[language])
    '<bdi lang="ko">약속</bdi><bdi lang="en">promise</bdi>'
    """
    korean, english = (shortened(words(language), language) for language in ("ko", "en"))
    if korean == english:
        return element("bdi", korean) if korean else Html()
    return joined([element("bdi", korean, lang="ko"), element("bdi", english, lang="en")])


def pair(words: tuple[str, str]) -> Html:
    """Our own words in both languages."""
    return both(lambda language: pick(words, language))


def anchor(claim: str) -> str:
    """Where a claim stands on the page."""
    return f"claim-{claim}"


def claim_link(claim: str) -> Html:
    """A claim's id that leads to where the claim stands among its source's."""
    return element(
        "a", isolated(claim), href=f"#{quote(anchor(claim))}", class_="id" if len(claim) <= ID_UNBROKEN else None
    )


def finding_part(version: Version, setting: Setting, *, is_brief: bool = False) -> Html:
    """A finding with its sides beside each other, why they clash, and what would settle it.

    Args:
        version: the finding, and the days on which it stands thus.
        setting: what it is shown with.
        is_brief: whether claims are links alone; scripts copy what stands where they lead.
    """
    finding = version.finding
    claims = [claim for party in finding.parties for claim in party.claims]
    weight = finding.severity.weight * 1000 + min(finding.voices, 999)
    sides = [_side(finding, number, setting, is_brief=is_brief) for number in range(len(finding.parties))]
    notes = [element("p", pair((note_line(note, "ko"), note_line(note, "en")))) for note in finding.notes]
    return element(
        "article",
        _heading(finding),
        element("p", both(lambda language: between(finding.strongest, finding, language).gap), class_="gist"),
        element("div", *sides, class_="sides"),
        _why(finding, 1 if is_brief else EDGES_AT_MOST),
        *notes,
        element("p", both(lambda language: settle_line(finding, language)), class_="settle"),
        id=finding.id,
        class_=f"finding {finding.severity.value}",
        data_kind=list(KINDS).index(finding.kind),
        data_weight=weight,
        data_on=spans(version.days) or None,
        **setting.filters(claims, finding.question.measure),
    )


def spans(numbers: Iterable[int]) -> str:
    """Ascending numbers in short.

    >>> spans((0, 1, 2, 5))
    '0-2 5-5'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return " ".join(f"{first}-{last}" for first, last in found)


def _heading(finding: Finding) -> Html:
    grade = (pick(SEVERITIES[finding.severity], "ko"), pick(SEVERITIES[finding.severity], "en"))
    kind = KINDS[finding.kind]
    badge = element("span", pair((f"{grade[0]} · {kind[0]}", f"{grade[1]} · {kind[1]}")), class_="badge")
    name = both(lambda language: topic(finding, language))
    link = element("a", finding.id, href=f"#{finding.id}", class_="permalink")
    return element("header", badge, element("h3", name), link)


def _side(finding: Finding, number: int, setting: Setting, *, is_brief: bool) -> Html:
    letter, claims = side_letter(number), finding.parties[number].claims
    if is_brief:
        items = [element("li", claim_link(claim.id)) for claim in claims]
    else:
        items = [element("li", *_claim_in(claim, setting, finding)) for claim in claims]
    backing = finding.supporters[number] if number < len(finding.supporters) else ()
    return element(
        "section",
        element("h4", pair((f"{letter}쪽", f"Side {letter}"))),
        element("ul", *items[:CLAIMS_OPEN], class_="claims"),
        _more(items[CLAIMS_OPEN:]),
        element("p", pair(("뒷받침: ", "Supported by: ")), joined(map(claim_link, backing), ", "), class_="place")
        if backing
        else None,
        class_=f"side s{number % len(SIDE_COLOURS)}",
    )


def _more(items: list[Html]) -> Html | None:
    if not items:
        return None
    number = len(items)
    return folded(pair((f"{number:,}건 더 보기", f"{number:,} more")), element("ul", *items, class_="claims"))


def _claim_in(
    claim: Claim, setting: Setting, finding: Finding | None = None, place: Content = None
) -> Iterator[Content]:
    """What a reader is told of a claim: the figure, who said it and when, the summary, the printed words, the place."""
    ko, en = (told(claim, setting.vocabulary, language, finding) for language in ("ko", "en"))
    is_said = claim.holds is not None and ko.summary  # a summary says yes or no in better words
    if ko.value and not is_said:
        yield element("p", pair((ko.value, en.value)), class_="value")
    yield element("p", element("b", pair((ko.who, en.who))), DOT, pair((ko.when, en.when)), class_="who")
    if ko.summary:
        yield element("p", pair((ko.summary, en.summary)))
    if setting.printed is not None:
        yield _sentence(claim, setting.printed(claim))
    where = pair((ko.place, en.place)) if place is None else place
    yield element("p", joined([where, claim_link(claim.id)], DOT), class_="place")


def _sentence(claim: Claim, sentence: str | None) -> Html:
    if sentence is None:
        return element("p", pair(("(사본에서 찾지 못함)", "(not found in your copies)")), class_="place")
    words = shortened(sentence, claim.source.language, SENTENCE)
    return element("blockquote", element("bdi", words), lang=language_tag(claim.source.language))


def language_tag(text: str) -> str | None:
    """A language that may stand in a ``lang`` attribute: nothing else from data does."""
    return text if text.isascii() and text.isalpha() and len(text) in (2, 3) else None


def _why(finding: Finding, most: int) -> Html:
    """The clashes in words, strongest first; all but the first are folded."""
    rows = [
        element("li", *_edge(edge, finding, is_first=number == 0)) for number, edge in enumerate(finding.edges[:most])
    ]
    hidden = len(finding.edges) - len(rows)
    if hidden > 0:
        words = (f"그 밖에 어긋나는 짝 {hidden:,}개", f"and {counted(hidden, 'more clashing pair')}")
        rows.append(element("li", pair(words)))
    further = rows[EDGES_OPEN:]
    number = len(finding.edges) - EDGES_OPEN
    label = pair((f"어긋나는 짝 {number:,}개 더 보기", counted(number, "more clashing pair")))
    return element(
        "section",
        element("h4", pair(("왜 어긋나나", "Why not both"))),
        element("ul", *rows[:EDGES_OPEN]),
        folded(label, element("ul", *further)) if further else None,
        class_="why",
    )


def _edge(edge: Edge, finding: Finding, *, is_first: bool) -> Iterator[Content]:
    """One clash; the gap of the first one stands below the heading of the finding already."""
    ko, en = (between(edge, finding, language) for language in ("ko", "en"))
    first, second = edge.claims
    grade = element("span", pair((ko.grade, en.grade)), class_="grade")
    yield element("p", claim_link(first), " × ", claim_link(second), " ", grade)
    if not is_first:
        yield element("p", pair((ko.gap, en.gap)))
    for (lead, words), (lead_en, words_en) in zip(ko.because, en.because, strict=True):
        yield element("p", element("b", pair((lead, lead_en))), " ", pair((words, words_en)), class_="because")


def promise_part(promise: Promise, setting: Setting) -> Html:
    """A promise: what became of it, who made it, when it is due, and its history."""
    claim, vocabulary = promise.claim, setting.vocabulary
    due = promise.due
    turns = [_turn(turn) for turn in promise.history]
    return element(
        "li",
        element(
            "p", _outcome(promise.history[-1]), element("b", both(lambda language: asked(claim, vocabulary, language)))
        ),
        *_claim_in(claim, setting),
        element("p", pair(("기한: ", "Due: ")), both(lambda language: day(due, language))) if due else None,
        element("ol", *turns, class_="turns"),
        class_="promise",
        data_since=setting.since(claim),
        **setting.filters([claim]),
    )


def _outcome(turn: Turn) -> Html:
    return element("span", pair(OUTCOMES[turn.outcome]), class_=f"badge {turn.outcome.value.lower()}")


def _turn(turn: Turn) -> Html:
    evidence = joined(map(claim_link, turn.evidence), ", ")
    when = element("time", both(lambda language: day(turn.on, language)), datetime=turn.on.isoformat())
    return element("li", when, " ", _outcome(turn), " ", evidence, data_day=turn.on.isoformat())


def source_part(source: Source, claims: list[Claim], setting: Setting) -> Html:
    """A source with its claims, each with its place."""
    vocabulary, window = setting.vocabulary, source.published
    when = both(lambda language: days(window, language)) if window is not None else pair(("날짜 모름", "no day"))
    name = element("b", both(lambda language: vocabulary.label(source.publisher, language)))
    count = both(lambda language: counted_claims(len(claims), language))
    summary = joined([name, when, isolated(source.title or ""), count, isolated(source.id)], " · ")
    url = address(source.url)
    since = {setting.since(claim) for claim in claims}
    return element(
        "details",
        element("summary", summary),
        element("p", element("a", url, href=url, rel="noopener noreferrer"), class_="place") if url else None,
        element("ul", *(_claim_row(claim, setting) for claim in claims), class_="claims"),
        class_="source",
        data_since=since.pop() if len(since) == 1 else None,
    )


def _claim_row(claim: Claim, setting: Setting) -> Html:
    """A claim among those of its source, where links to it lead."""
    reason = setting.reasons.get(claim.id)
    force = both(lambda language: pick(FORCES[claim.force], language))
    topic = both(lambda language: asked(claim, setting.vocabulary, language))
    place = both(lambda language: paragraph_words(claim, setting.vocabulary, language))
    return element(
        "li",
        element("p", force, " · ", topic, class_="about"),
        element("p", pair(reason), class_="badge") if reason else None,
        *_claim_in(claim, setting, place=place),
        id=anchor(claim.id),
        data_since=setting.since(claim),
        **setting.filters([claim]),
    )
