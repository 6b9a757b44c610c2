"""What displays may be made of, read back with the standard library's parser."""

from __future__ import annotations

import base64
import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree

from stargate_claims.showing.html import VOID

TAGS = frozenset({
    "article", "b", "bdi", "details", "div", "img", "q", "section", "span", "summary", "table", "tbody", "td",
    "th", "thead", "time", "tr",
})  # fmt: skip
ATTRIBUTES = frozenset(["alt", "class", "datetime", "lang", "open", "scope", "src", "style"])
CLASSES = frozenset({"tex2jax_ignore mathjax_ignore"})
STYLES = frozenset({
    "background", "border", "border-bottom", "border-collapse", "border-left", "border-radius", "color",
    "display", "flex", "flex-wrap", "font-size", "font-weight", "gap", "height", "line-height", "margin",
    "margin-top", "max-width", "opacity", "overflow-wrap", "padding", "padding-left", "text-align",
    "vertical-align", "white-space", "word-break",
})  # fmt: skip
SVG_TAGS = frozenset(["svg", "title", "style", "rect", "line", "path", "circle", "text"])
SVG_ATTRIBUTES = frozenset({
    "class", "cx", "cy", "d", "fill", "fill-opacity", "font-family", "font-size", "font-weight", "height",
    "r", "role", "rx", "stroke", "stroke-dasharray", "stroke-opacity", "stroke-width", "text-anchor",
    "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
})  # fmt: skip
_SVG = re.compile(r"data:image/svg\+xml;base64,(.+)")


class Read(NamedTuple):
    """Markup as a browser would take it."""

    tags: Counter[str]
    text: str
    isolated: list[str]
    faults: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read(Counter(), "", [], [])
        self.texts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read.tags[tag] += 1
        if tag not in TAGS:
            self.read.faults.append(f"<{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        if tag == "bdi":
            self.read.isolated.append("")
        for name, value in attrs:
            self.read.faults.extend(_attribute_faults(name, value or ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.read.faults.append(f"</{tag}> out of turn")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.open and self.open[-1] == "bdi":
            self.read.isolated[-1] += data

    def handle_comment(self, data: str) -> None:
        self.read.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.read.faults.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.read.faults.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.read.faults.append(f"declaration {data}")


def _attribute_faults(name: str, value: str) -> list[str]:
    if name not in ATTRIBUTES:
        return [f"attribute {name}"]
    if name == "class" and value not in CLASSES:
        return [f"class {value}"]
    if name == "style":
        properties = {part.partition(":")[0].strip() for part in value.split(";")}
        return [f"style {found}" for found in properties - STYLES]
    if name == "src":
        match = _SVG.fullmatch(value)
        return [f"src {value[:40]}"] if match is None else svg_faults(base64.b64decode(match[1]).decode())
    return []


def read(markup: str) -> Read:
    """Markup read back; ``faults`` lists whatever is not on the lists above, or not nested."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    left = [f"<{tag}> never ends" for tag in reader.open]
    found = reader.read
    return Read(found.tags, "".join(reader.texts), found.isolated, [*found.faults, *left])


def svg_faults(svg: str) -> list[str]:
    """Whatever in a drawing is not on the lists above."""
    faults = []
    for node in ElementTree.fromstring(svg).iter():
        tag = node.tag.removeprefix("{http://www.w3.org/2000/svg}")
        faults += [] if tag in SVG_TAGS else [f"<{tag}>"]
        faults += [f"{tag} {name}" for name in node.attrib if name not in SVG_ATTRIBUTES]
        if tag == "style" and re.search(r"url|import|expression|[<>]", node.text or ""):
            faults.append("a style that loads")
    return faults
