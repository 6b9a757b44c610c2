"""Texts that try to become markup: the labelled ones, and any number of others made from their pieces."""

from __future__ import annotations

import ast
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "bad_inputs.jsonl"
_LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")

PIECES = (
    "<img src=x onerror=alert(1)>", "</td></table><svg onload=alert(1)>", '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)", "<script>alert(1)</script>", "data:text/html,<script>", "JaVa\tScRiPt:alert(1)",
    "//evil.example/x", "https://evil.example/", "</style><script>", "-->", "<!--", "<![CDATA[", "]]>", "<?xml?>",
    "$\\href{javascript:alert(1)}{x}$", "$$", "\\(x\\)", "\u202e", "\u2066", "\u200f", "\u2028", "\u0000", "\x1b[31m",
    "\r\n", "\ud800", "&lt;", "&#x3c;", "&amp", "&", "<", ">", '"', "'", "`", "=", "/", "</bdi>", "</div>",
    "<plaintext>", "{{7*7}}", "${x}", "%3Cscript%3E", "שלום", "مرحبا", "손정의", "1,000억 달러", "소프트뱅크", "…",
    "🙂", "é", "a" * 40, " ",
)  # fmt: skip


def labelled() -> list[tuple[str, str]]:
    """(id, text) of the labelled rows that give a text; the others tell of sizes, or of a server, which is none."""
    if not CASES.exists():
        return []
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [
        (row["id"], ast.literal_eval(match[0]))
        for row in rows
        if row["id"].startswith("HTML") and (match := _LITERAL.match(row["input"]))
    ]


def fuzzed(number: int, seed: int = 8) -> Iterator[str]:
    """Texts made of the pieces, the same ones on every run."""
    chance = random.Random(seed)
    for _ in range(number):
        yield "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 6)))
