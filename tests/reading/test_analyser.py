"""Whether a Korean analyser reads articles better than the tables: a trial by hand, not a test of the package.

``pip install kiwipiepy``, then ``python -m pytest -m soak tests/reading/test_analyser.py -s``. What it printed stands
in docs/en/extract.md.
"""

from __future__ import annotations

import importlib.util
import json
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from stargate_claims.keeping.library import load
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.reading import speech_korean
from stargate_claims.reading.extract import extract_claims
from stargate_claims.showing.drafts import draft_record

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
_SUBJECT = ("JX", "JKS", "JKC")
_PARTICLES = ("은", "는", "이", "가", "도", "께서", "역시")
_NOUNS = ("N", "SL", "SN", "SH", "XSN", "XR", "MM")


def analysed(kiwi: Any) -> Callable[[str], speech_korean._Token]:
    """The function that says what a word does to the noun phrase before it, by the analyser's tags."""

    @lru_cache(maxsize=1 << 16)
    def token(word: str) -> speech_korean._Token:
        table = original(word)
        if table is speech_korean._QUOTE:
            return table
        bare = word.strip(",·’‘'\"”\x01")
        parts = kiwi.tokenize(bare) if bare else []
        if not parts or not parts[0].tag.startswith(_NOUNS):
            return table
        last = parts[-1]
        if last.tag in _SUBJECT and last.form in _PARTICLES:
            return speech_korean._Token(last.start, last.form, False, table.filler)
        resets = last.tag[0] in "EV" or last.tag in ("JKO", "JKB", "VCP")
        return speech_korean._Token(0, "", resets, table.filler)

    original = speech_korean._token
    return token


def articles() -> Iterator[dict[str, Any]]:
    for path in sorted((SHARED / "cases" / "articles").glob("a*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def scored(score: Any, vocabulary: Any) -> tuple[int, int, int]:
    """Of the labelled claims: how many drafts serve, how many of these name the claimant, and the milliseconds."""
    found = claimants = 0
    begun = time.process_time()
    for article in articles():
        source = Source(id="a", publisher="paper", published=Window.parse((article["published"] + "-15")[:10]))
        drafts = [draft_record(draft) for draft in extract_claims(article["text"], source, vocabulary=vocabulary)]
        used: set[int] = set()
        for claim in article["claims"]:
            label = {**claim, "figure": claim["lo"] is not None or claim["hi"] is not None}
            label["speakers"] = [claim["speaker"], *claim.get("via", [])[-1:]]
            at = next((n for n, d in enumerate(drafts) if n not in used and score.serves(label, d)), None)
            if at is not None:
                used.add(at)
                found += 1
                claimants += score.same_claimant(label, drafts[at])
    return found, claimants, round((time.process_time() - begun) * 1000)


def test_claimants_with_and_without_an_analyser(monkeypatch: pytest.MonkeyPatch) -> None:
    kiwi = pytest.importorskip("kiwipiepy", reason="the trial needs it: pip install kiwipiepy").Kiwi()
    script = SHARED / "score" / "score_extract.py"
    if not script.exists():
        pytest.skip("the labelled articles are not beside the project")
    spec = importlib.util.spec_from_file_location("score_extract", script)
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    vocabulary = load(ROOT / "seeds" / "stargate").vocabulary
    plain = [scored(score, vocabulary) for _ in range(2)][-1]
    monkeypatch.setattr(speech_korean, "_token", analysed(kiwi))
    with_analyser = [scored(score, vocabulary) for _ in range(2)]
    for name, (found, claimants, taken) in (("tables", plain), ("analyser, cold", with_analyser[0])):
        print(f"\n{name}: {found} drafts serve, {claimants} with the claimant, {taken} ms")  # noqa: T201 - a report
    assert plain[0] > 0
