"""A report as one page that needs nothing else: no server, no network, and for reading no scripts either."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from string import Template

from attrs import frozen

from stargate_claims import __version__, data
from stargate_claims.judging.replay import Replay, Version
from stargate_claims.judging.report import Report
from stargate_claims.model.claims import Claim
from stargate_claims.model.sources import Source
from stargate_claims.showing.html import Content, Html, element, escaped, isolated, joined, shortened
from stargate_claims.showing.page_about import about_part
from stargate_claims.showing.page_parts import Setting, both, finding_part, pair, promise_part, source_part
from stargate_claims.showing.terminal import REASONS, Printed, summary
from stargate_claims.showing.words import KINDS, day, pick


@frozen(kw_only=True)
class Page:
    """What a report page shows besides the report.

    Attributes:
        name: its title.
        language: "ko" or "en": which one a reader sees first.
        sources: in the order in which they stand; sources that only claims name come after.
        replay: the findings of earlier days, for the slider; None without one.
        printed: where given, the printed sentence stands beside each claim.
        head: size and hash of the records that it was made from, or None.
    """

    name: str
    language: str = "ko"
    sources: tuple[Source, ...] = ()
    replay: Replay | None = None
    printed: Printed | None = None
    head: str | None = None


def report_page(report: Report, page: Page) -> str:
    """A report as HTML: nothing in it runs but this package's script, and nothing is loaded from anywhere."""
    setting = _setting(report, page)
    style, script = data.text("page/page.css"), data.text("page/page.js")
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return Template(data.text("page/page.html")).substitute(
        language=page.language,
        policy=policy,
        version=__version__,
        title=escaped(shortened(page.name, page.language)),
        style=style,
        script=script,
        body=joined(_body(report, page, setting)),
        # As text, for there may be many; no end tag of a script is in it, since what comes from data is escaped.
        earlier=joined(finding_part(version, setting, is_brief=True) for version in _versions(report, page)[1]),
    )


def _digest(text: str) -> str:
    """How a content security policy names the one script or style that it lets through."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"


def _setting(report: Report, page: Page) -> Setting:
    claims = report.case.records
    vocabulary = report.vocabulary
    return Setting(
        vocabulary=vocabulary,
        speakers=_numbered(id for claim in claims for id in claim.by),
        measures=_numbered(claim.measure for claim in claims if claim.measure is not None),
        days=page.replay.days if page.replay else (),
        printed=page.printed,
        reasons={entry.claim: REASONS.get(entry.reason, (entry.reason, entry.reason)) for entry in report.skipped},
    )


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    """A number for each id, those that are met most often first."""
    return {id: number for number, (id, _) in enumerate(Counter(ids).most_common())}


def _body(report: Report, page: Page, setting: Setting) -> Iterator[Content]:
    now, _ = _versions(report, page)
    promises = report.promises()
    by_source = _by_source(report, page)
    yield element("a", pair(("어긋나는 주장으로 건너뛰기", "Skip to the findings")), href="#findings", class_="skip")
    yield element(
        "header",
        element("h1", isolated(page.name)),
        _languages(page.language),
        element("p", both(lambda language: summary(report, language)), class_="lead"),
        _until(report),
        _navigation(len(now), len(promises), len(by_source)),
        class_="top",
    )
    yield _controls(setting, page)
    yield element(
        "main",
        _section("findings", ("어긋나는 주장", "Findings"), [finding_part(version, setting) for version in now]),
        _section(
            "promises",
            ("약속", "Promises"),
            [element("ul", *(promise_part(promise, setting) for promise in promises), class_="promises")]
            if promises
            else [],
        ),
        _section(
            "sources",
            ("출처와 주장", "Sources and their claims"),
            [source_part(source, claims, setting) for source, claims in by_source.items()],
        ),
        about_part(report, page.head, prints=page.printed is not None),
    )


def _versions(report: Report, page: Page) -> tuple[Sequence[Version], Sequence[Version]]:
    """The findings as they stand on the report's day, and those that stood otherwise on an earlier one."""
    if page.replay is None:
        return [Version(finding=finding, days=()) for finding in report.findings], ()
    number = len(report.findings)
    return page.replay.versions[:number], page.replay.versions[number:]


def _by_source(report: Report, page: Page) -> dict[Source, list[Claim]]:
    """The claims of each source, in the order of their places; those published later than the report are not shown."""
    later = {entry.claim for entry in report.skipped if entry.reason == "published later"}
    found: dict[Source, list[Claim]] = defaultdict(list)
    for claim in report.case.records:
        if claim.id not in later:
            found[claim.source].append(claim)
    ordered = [*(source for source in page.sources if source in found), *found]
    return {
        source: sorted(found[source], key=lambda claim: (claim.locator.paragraph or 0, claim.locator.start or 0))
        for source in dict.fromkeys(ordered)
    }


def _languages(chosen: str) -> Html:
    """The switch between the languages; it works without scripts."""
    return element(
        "fieldset",
        element("legend", "언어 · Language", class_="unseen"),
        *(
            element(
                "label",
                element(
                    "input", type="radio", name="language", id=language, value=language, checked=language == chosen
                ),
                element("span", label, lang=language),
            )
            for language, label in (("ko", "한국어"), ("en", "English"))
        ),
        class_="languages",
    )


def _until(report: Report) -> Html | None:
    today = report.case.judged_on
    if today is None:
        return None
    words = both(
        lambda language: pick(
            (f"{day(today, language)}까지 나온 보도를 기준으로 한다", f"As published up to {day(today, language)}"),
            language,
        )
    )
    return element("p", words, class_="until")


def _navigation(findings: int, promises: int, sources: int) -> Html:
    entries = (
        ("findings", ("어긋나는 주장", "Findings"), findings),
        ("promises", ("약속", "Promises"), promises),
        ("sources", ("출처", "Sources"), sources),
        ("about", ("이 보고서", "About"), None),
    )
    return element(
        "nav",
        *(
            element("a", pair(label), " " if count is not None else None, _count(count), href=f"#{name}")
            for name, label, count in entries
        ),
        aria_label="차례 · Contents",
    )


def _count(number: int | None) -> Html | None:
    return None if number is None else element("span", f"{number:,}", class_="count")


def _section(name: str, title: tuple[str, str], parts: Sequence[Content]) -> Html:
    nothing = element("p", pair(("없음", "None")), class_="none")
    return element("section", element("h2", pair(title), id=f"{name}-title"), *(parts or [nothing]), id=name)


def _controls(setting: Setting, page: Page) -> Html:
    """What scripts filter by; hidden where there are none."""
    vocabulary = setting.vocabulary
    speakers = [(id, (vocabulary.label(id, "ko"), vocabulary.label(id, "en"))) for id in setting.speakers]
    measures = [(id, (vocabulary.label(id, "ko"), vocabulary.label(id, "en"))) for id in setting.measures]
    kinds = [(kind.value, KINDS[kind]) for kind in KINDS]
    return element(
        "form",
        _select("by", ("말한 사람", "Speaker"), speakers),
        _select("about", ("무엇을", "Measure"), measures),
        _select("kind", ("종류", "Kind"), kinds),
        element("button", pair(("모두 보기", "Show all")), type="reset"),
        _slider(setting, page),
        element("p", id="status", role="status"),
        id="controls",
        role="search",
        aria_label="골라 보기 · Filters",
        hidden=True,
    )


def _select(name: str, label: tuple[str, str], options: Sequence[tuple[str, tuple[str, str]]]) -> Html:
    everything = ("전체", "All")
    return element(
        "label",
        element("span", pair(label)),
        element(
            "select",
            _option("", everything),
            *(_option(str(number), words) for number, (_, words) in enumerate(options)),
            name=f"filter-{name}",
        ),
    )


def _option(value: str, words: tuple[str, str]) -> Html:
    """A choice; an option holds no markup, so scripts put the words of the chosen language in."""
    ko, en = shortened(words[0], "ko", 60), shortened(words[1], "en", 60)
    return element("option", ko, value=value, data_ko=ko, data_en=en)


def _slider(setting: Setting, page: Page) -> Html | None:
    if len(setting.days) < 2:
        return None
    last = len(setting.days) - 1
    every = page.replay is None or page.replay.every_day
    note = ("날짜를 옮기면 그날까지 나온 보도만으로 본다", "Move it to see only what was published by that day")
    some = (
        "날이 많아 주·달의 마지막 날만 골랐다",
        "There are many days: the last of each week or month stands for them",
    )
    return element(
        "div",
        element("label", pair(("기준일", "As of")), for_="day"),
        element("input", type="range", id="day", min=0, max=last, value=last, step=1, aria_describedby="day-note"),
        element("output", for_="day", id="day-shown"),
        element("p", pair(note), None if every else joined([" · ", pair(some)]), id="day-note", class_="note"),
        class_="slider",
        data_days=" ".join(day.isoformat() for day in setting.days),
    )
