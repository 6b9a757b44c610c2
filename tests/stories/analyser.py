"""Whether an analyser of Korean (Kiwi) reads articles better than the tables, and at what cost: a trial by hand.

    pip install kiwipiepy
    python -m tests.stories.analyser SHARED [--articles DIR]

SHARED holds score/score_extract.py, labelled articles and the labelled seeds; ``--articles`` scores a folder of other
labelled articles instead. Each article is analysed once, in context, and the analysis takes the place of one table at a
time, then of all of them. docs/en/extract.md has what it printed.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import io
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from stargate_claims.keeping.drafts import read_articles
from stargate_claims.keeping.library import example
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.reading import extract, phrases, speech_korean
from stargate_claims.reading.names import trie
from stargate_claims.reading.speech import speech_words
from stargate_claims.showing.drafts import draft_record

Parts = tuple[Any, ...]
"""The morphemes of one word: ``form``, ``tag``, ``start`` and ``len``, as Kiwi gives them."""
Analysis = Mapping[str, tuple[int, Parts]]
"""Each word of an article, where it stands, and its morphemes."""

_NOUNS = ("N", "SL", "SN", "SH", "XSN", "XPN", "XR")
_SUBJECTS = ("은", "는", "이", "가", "도", "께서", "역시")
_HANDS_ON = re.compile(r"(?:[다라자냐]|이라|으라)(?:고|며|면서)\Z")
_NEAR = 6
"""Words between what is said and its verb: a subject and a day stand there."""
ROUNDS = 5
_TOTAL = re.compile(
    r"all: with figure (\d+ of \d+) .*?plain (\d+ of \d+) .*?claimant ([\d.]+ %), force ([\d.]+ %)"
    r".*spurious .*\(([\d.]+ %)\)"
)


def analysed(kiwi: Any, text: str) -> list[tuple[str, int, Parts]]:
    """The words of a text, in order, with where they start and their morphemes."""
    morphemes = kiwi.tokenize(text)
    found, at = [], 0
    for match in re.finditer(r"\S+", text):
        first = at
        while at < len(morphemes) and morphemes[at].start < match.end():
            at += 1
        found.append((match.group(), match.start(), tuple(morphemes[first:at])))
    return found


def particles(words: Analysis) -> Callable[[str], phrases._Token]:
    """What a word does to the noun phrase before it, by its last morpheme; words that were not analysed as before."""
    table = phrases._token

    def token(word: str) -> phrases._Token:
        before = table(word)
        start, parts = words.get(word, (0, ()))
        if before is phrases._QUOTE or not parts or not parts[0].tag.startswith(_NOUNS):
            return before
        last = parts[-1]
        if last.tag in ("JX", "JKS", "JKC") and last.form in _SUBJECTS:
            return phrases._Token(last.start - start, last.form, False, before.filler)
        resets = last.tag[0] in "EV" or last.tag in ("JKO", "JKB", "VCP")
        return phrases._Token(0, "", resets, before.filler)

    return token


def topics(words: Analysis) -> Callable[[str], frozenset[str]]:
    """The nouns of three letters and more that stand as a topic of one word."""
    found = set()
    for word, (start, parts) in words.items():
        if len(parts) > 1 and parts[-1].tag == "JX" and parts[-1].form in ("은", "는"):
            name = word[: parts[-1].start - start]
            if len(name) > 2 and all(part.tag.startswith(_NOUNS) for part in parts[:-1]):
                found.add(name)
    return lambda _text: frozenset(found)


def verbs(words: Sequence[tuple[str, int, Parts]]) -> re.Pattern[str]:
    """The table's verbs of saying, and every predicate that follows what is handed on."""
    more = set()
    for number, (_, _, parts) in enumerate(words):
        if parts and parts[-1].tag in ("EC", "JKQ") and _HANDS_ON.search(parts[-1].form):
            more |= set(_predicate(words[number + 1 : number + 1 + _NEAR]))
    known = [*speech_words("say", "ko"), *speech_words("report", "ko")]
    table = speech_korean._VERB.pattern
    return re.compile(table.replace(trie(known), trie([*known, *more])))


def _predicate(words: Sequence[tuple[str, int, Parts]]) -> Iterator[str]:
    """The first predicate of some words: its noun (귀띔했다), or its stem and tense (꼬집었다)."""
    for word, start, parts in words:
        tags = [part.tag for part in parts]
        if speech_korean._NO_SPEECH.match(f" {word}"):
            return
        if tags[:2] == ["NNG", "XSV"]:
            yield parts[0].form
            return
        if tags and tags[0].startswith("VV"):
            stem = list(takewhile(lambda part: part.tag.startswith(("VV", "VX", "EC", "EP")), parts))
            yield word[: stem[-1].start + stem[-1].len - start]
            return


def reading(kiwi: Any, parts: Sequence[str]) -> Callable[[str, str, str], list[dict[str, Any]]]:
    """What reads an article into drafts as JSON, with the analyser in the place of some tables."""
    names = example("stargate")

    def drafts(text: str, published: str, language: str) -> list[dict[str, Any]]:
        with contextlib.ExitStack() as stack:
            if parts and language == "ko":
                words = analysed(kiwi, text)
                each = {word: (start, morphemes) for word, start, morphemes in words}
                if "particles" in parts:
                    stack.enter_context(patch.object(phrases, "_token", particles(each)))
                if "topics" in parts:
                    stack.enter_context(patch.object(extract, "topics", topics(each)))
                if "verbs" in parts:
                    stack.enter_context(patch.object(speech_korean, "_VERB", verbs(words)))
            path = Path(stack.enter_context(tempfile.TemporaryDirectory()), "article.txt")
            path.write_text(text, encoding="utf-8")
            (read,) = read_articles([path], date.fromisoformat(published), None, language, names)
            return [draft_record(draft) for draft in read.drafts]

    return drafts


def scorer(shared: Path) -> ModuleType:
    """The script that scores drafts against labels."""
    spec = importlib.util.spec_from_file_location("score_extract", shared / "score" / "score_extract.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(score: ModuleType, arguments: Sequence[str], read: Callable[..., Any]) -> tuple[str, ...]:
    """How many labels of both sorts are found, and percentages: right claimant, right force, spurious drafts."""
    printed = io.StringIO()
    with (
        patch.object(score, "drafts", read),
        patch.object(sys, "argv", ["score_extract.py", *arguments]),
        contextlib.redirect_stdout(printed),
    ):
        score.main()
    total = _TOTAL.search(printed.getvalue())
    assert total is not None
    return total.groups()


def least(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """The seconds of CPU that some work on every text takes at least."""
    taken = []
    for _ in range(ROUNDS):
        phrases._token.cache_clear()  # every article is new
        begun = time.process_time()
        for text in texts:
            work(text)
        taken.append(time.process_time() - begun)
    return min(taken)


def main() -> None:
    """Print a score for the tables and each trial, and how long the analysis takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--articles", type=Path)
    given = parser.parse_args()
    arguments = ["--articles", str(given.articles), "--seeds", "none"] if given.articles else []
    score, kiwi = scorer(given.shared), importlib.import_module("kiwipiepy").Kiwi()
    every = ("particles", "topics", "verbs")
    trials: dict[str, Sequence[str]] = {
        "tables": (),
        **{f"Kiwi: {part}": (part,) for part in every},
        "Kiwi: all three": every,
    }
    lines = [
        "| read by | with figure | plain | claimant | force | spurious |",
        "|---|---|---|---|---|---|",
        *(
            f"| {' | '.join((name, *scored(score, arguments, reading(kiwi, parts))))} |"
            for name, parts in trials.items()
        ),
    ]
    folder = given.articles or given.shared / "cases" / "articles"
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("a*.json"))]
    texts = [article["text"] for article in articles if article["lang"] == "ko"]
    source = Source(id="a", publisher="paper", published=Window.parse("2031-03-05"))
    read = least(lambda text: extract.extract_claims(text, source), texts)
    times = least(kiwi.tokenize, texts) / read
    lines.append(f"\nThe analysis alone takes {times:.1f} times as long as reading the same articles by the tables.")
    print("\n".join(lines))  # noqa: T201 - the report


if __name__ == "__main__":
    main()
