"""Pictures of a terminal for the READMEs: the first finding on the seed ledger, as `stargate-claims check` prints it.

``python docs/build.py`` writes them. Rich's own export names fonts by address, counts Hangul as one cell and differs
from version to version; this one is placed word by word and fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import takewhile

from rich.cells import cell_len

import stargate_claims as sc
from stargate_claims.showing.terminal import Line, Tone, report_lines

COLUMNS = 120
CELL, LEADING, MARGIN = 7.5, 19, 16
"""Pixels: the width of a cell, from line to line, and around the text."""
FONTS = "D2Coding, 'Noto Sans Mono CJK KR', NanumGothicCoding, ui-monospace, Menlo, Consolas, monospace"
COLOURS = {
    Tone.TITLE: "#fff",
    Tone.HIGH: "#ff7b72",
    Tone.MEDIUM: "#e3b341",
    Tone.LOW: "#79c0ff",
    Tone.INFO: "#8b949e",
    Tone.PLAIN: "#d0d7de",
}


def first_finding(language: str) -> list[Line]:
    """The report's first line, and its first finding."""
    lines = report_lines(sc.check_consistency(sc.example("stargate")), language, COLUMNS)
    return list(takewhile(lambda line: not line.text.startswith("2. "), lines))[:-1]


def screen(lines: list[Line], language: str) -> str:
    """A terminal as SVG, in the reader's own fonts; every word stands in its own cells."""
    width, height = round(COLUMNS * CELL) + 2 * MARGIN, len(lines) * LEADING + 2 * MARGIN
    words = [
        f'<text x="{MARGIN + cell_len(line.text[: word.start()]) * CELL:g}" y="{MARGIN + LEADING * number + 14}" '
        f'textLength="{cell_len(word[0]) * CELL:g}" fill="{COLOURS[line.tone]}">{escape(word[0])}</text>'
        for number, line in enumerate(lines)
        for word in re.finditer(r"\S+", line.text)
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'lang="{language}" font-family="{FONTS}" font-size="13">'
    )
    return "\n".join([head, '<rect width="100%" height="100%" rx="8" fill="#161b22"/>', *words, "</svg>"]) + "\n"


def screens() -> Iterator[tuple[str, str]]:
    """Every picture of a terminal: its file's name, and its text."""
    for language in ("ko", "en"):
        command = f"$ stargate-claims check seeds/stargate --lang {language}"
        yield f"check.{language}.svg", screen([Line(command), *first_finding(language)], language)
