"""What a display is made of, and the three ways in which it is drawn: HTML, Markdown, lines of a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from attrs import frozen

from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Finding
from stargate_claims.model.vocabulary import Vocabulary
from stargate_claims.showing.fragments import claim_html, finding_html, more, severity_badge, table_html, told
from stargate_claims.showing.html import MAX_TEXT, Html, element, folded, image, isolated, joined, shortened
from stargate_claims.showing.terminal import Line, Tone, coloured, finding_lines, inert, wrapped
from stargate_claims.showing.text import claim_line, clash_lines, heading, settle_line, side_letter, topic

PLAIN_WIDTH = 100
"""Cells of a line where nobody says how wide the reader's window is."""

MATH_IGNORED = "tex2jax_ignore mathjax_ignore"
"""Classes between which MathJax reads no formula: two dollar signs in an article are money."""


class Title(NamedTuple):
    """What a display is headed by, set large."""

    text: str


class Aside(NamedTuple):
    """A line that is set off as less weighty."""

    text: str


class Card(NamedTuple):
    """A claim by itself."""

    claim: Claim
    vocabulary: Vocabulary


class Sheet(NamedTuple):
    """A finding, with its number in a report if it has one; folded where many stand below each other."""

    finding: Finding
    number: int | None = None
    is_open: bool = True


class Table(NamedTuple):
    """Rows of text, and how many more there are that are not shown."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    hidden: int = 0


class Fold(NamedTuple):
    """Blocks behind a line that a reader opens."""

    summary: str
    blocks: tuple[Block, ...]


class Picture(NamedTuple):
    """A drawing, and the words that stand for it where it cannot be seen."""

    svg: str
    alt: str


Block = Title | Aside | Card | Sheet | Table | Fold | Picture | str


@frozen(kw_only=True)
class Document:
    """A record as a reader sees it in one language: what `Shown.show` returns."""

    language: str
    blocks: tuple[Block, ...]

    def _repr_html_(self) -> str:
        parts = (_html(block, self.language) for block in self.blocks)
        style = "line-height:1.5;max-width:68em;word-break:keep-all;overflow-wrap:break-word"
        return str(element("div", *parts, class_=MATH_IGNORED, lang=self.language, style=style))

    def _repr_markdown_(self) -> str:
        return "\n\n".join(text for block in self.blocks if (text := _markdown(block, self.language)))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        del include, exclude  # a front end picks from what it is given
        return {
            "text/plain": str(self),
            "text/markdown": self._repr_markdown_(),
            "text/html": self._repr_html_(),
        }

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        from rich.text import Text

        for line in self.lines(options.max_width):
            yield Text.from_ansi(coloured(line))

    def __str__(self) -> str:
        return "\n".join(line.text for line in self.lines(PLAIN_WIDTH, brief=True))

    def __repr__(self) -> str:
        return str(self)

    def lines(self, width: int, *, brief: bool = False) -> Iterator[Line]:
        """The display on a terminal of this many cells; ``brief`` leaves out what HTML folds away."""
        for block in self.blocks:
            if brief and isinstance(block, Sheet) and not block.is_open:
                title = f"{block.number}. {heading(block.finding, self.language)}"
                yield from wrapped(title, width, hang=2, tone=Tone(block.finding.severity.value))
            elif not (brief and isinstance(block, Fold)):
                yield from _lines(block, self.language, width)


def _html(block: Block, language: str) -> Html | None:
    match block:
        case Title(text):
            return element("div", isolated(text, language), style="font-size:1.15em;font-weight:600")
        case Aside(text):
            return element("div", isolated(text, language), style="opacity:.8")
        case Card(claim, vocabulary):
            return claim_html(claim, vocabulary, language)
        case Sheet(finding, None, _):
            return finding_html(finding, language)
        case Sheet(finding, number, is_open):
            name = element("b", isolated(topic(finding, language), language))
            summary = joined([f"{number}.", severity_badge(finding, language), name], " ")
            return folded(summary, finding_html(finding, language, Html()), is_open=is_open, style="margin:.3em 0")
        case Table(head, rows, hidden):
            rest = element("div", more(hidden, language)) if hidden else None
            return joined([table_html(head, rows, language), rest])
        case Fold(summary, blocks):
            return folded(summary, *(_html(inner, language) for inner in blocks), style="margin:.3em 0")
        case Picture(svg, alt):
            return image(svg, alt, style="max-width:100%;height:auto")
        case _:
            return element("div", isolated(block, language))


def _markdown(block: Block, language: str) -> str:
    match block:
        case Title(text):
            return f"**{_literal(text, language)}**"
        case Card(claim, vocabulary):
            words = told(claim, vocabulary, language)
            lead = " · ".join(_literal(part, language) for part in (words.who, words.when) if part)
            place = _literal(f"{words.place} · {words.id}", language)
            parts = [f"**{_literal(words.value, language)}**" if words.value else "", lead]
            return "  \n".join(part for part in (*parts, _literal(words.summary, language), place) if part)
        case Sheet(finding, number, is_open):
            lead = "" if number is None else f"{number}. "
            title = f"**{_literal(lead + heading(finding, language), language)}**"
            return "\n".join([title, "", *_finding_markdown(finding, language)]) if is_open else title
        case Table(head, rows, hidden):
            table = [_row(head, language), "|" + " --- |" * len(head), *(_row(row, language) for row in rows)]
            return "\n".join([*table, *(["", more(hidden, language)] if hidden else [])])
        case Fold(summary, _):
            return _literal(summary, language)
        case Picture(_, alt):
            return _literal(alt, language)
        case Aside(text):
            return _literal(text, language)
        case _:
            return _literal(block, language)


def _finding_markdown(finding: Finding, language: str) -> Iterator[str]:
    """A finding in short: the first claim of each side, the first clashes, what would settle it."""
    for number, party in enumerate(finding.parties):
        others = f" {more(len(party.claims) - 1, language)}" if len(party.claims) > 1 else ""
        words = f"{side_letter(number)}: {claim_line(party.claims[0], finding, language)}{others}"
        yield f"- {_literal(words, language)}"
    for line in (*clash_lines(finding, language), settle_line(finding, language)):
        yield f"- {_literal(line.strip(), language)}"


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~$&-])")


def _literal(text: str, language: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> _literal("<b>*a*|$", "ko")
    '\\<b\\>\\*a\\*\\|\\$'
    """
    return _SPECIAL.sub(r"\\\1", inert(" ".join(shortened(text, language).split())))


def _row(cells: Iterable[str], language: str) -> str:
    return "| " + " | ".join(_literal(cell, language) for cell in cells) + " |"


def _lines(block: Block, language: str, width: int) -> Iterator[Line]:
    match block:
        case Title(text):
            yield from wrapped(shortened(text, language), width, tone=Tone.TITLE)
        case Aside(text):
            yield from wrapped(shortened(text, language), width, tone=Tone.INFO)
        case Card(claim, vocabulary):
            words = told(claim, vocabulary, language)
            if words.value:
                yield from wrapped(shortened(words.value, language), width, tone=Tone.TITLE)
            yield from wrapped(" · ".join(part for part in (words.who, words.when) if part), width)
            if words.summary:
                yield from wrapped(shortened(words.summary, language), width)
            yield from wrapped(f"{words.place} · {words.id}", width, tone=Tone.INFO)
        case Sheet(finding, number, _):
            yield from [] if number is None else [Line("")]
            yield from finding_lines(finding, language, width, "" if number is None else f"{number}. ")
        case Table(head, rows, hidden):
            yield from _table_lines(head, rows, width)
            if hidden:
                yield Line(more(hidden, language), Tone.INFO)
        case Fold(summary, blocks):
            yield from wrapped(summary, width, tone=Tone.TITLE)
            for inner in blocks:
                yield from _lines(inner, language, width)
        case Picture(_, alt):
            yield from wrapped(alt, width, tone=Tone.INFO)
        case _:
            yield from wrapped(shortened(block, language), width)


def _table_lines(head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[Line]:
    """Columns where they fit, each cell on one line; else each row as a paragraph."""
    from rich.cells import cell_len, set_cell_size

    cells = [[inert(" ".join(cell.split()))[:MAX_TEXT] for cell in row] for row in (head, *rows)]
    widths = [max(cell_len(row[i]) for row in cells) for i in range(len(head))]
    if sum(widths) + 2 * (len(widths) - 1) <= width:
        for number, row in enumerate(cells):
            padded = "  ".join(set_cell_size(cell, size) for cell, size in zip(row, widths, strict=True))
            yield Line(padded.rstrip(" "), Tone.PLAIN if number else Tone.TITLE)
        return
    for row in cells[1:]:
        yield from wrapped(" · ".join(cell for cell in row if cell), width, hang=2)
