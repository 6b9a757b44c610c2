"""Where the claims of a ledger stand in the reader's copies, for a terminal and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from stargate_claims.showing.terminal import Line, Tone, wrapped
from stargate_claims.showing.words import counted, pick

if TYPE_CHECKING:
    from stargate_claims.keeping.copies import Text
    from stargate_claims.keeping.locating import Found, Located

_STATUSES = {
    "exact": ("그 자리에 있음", "exact"),
    "relocated": ("자리를 옮김", "relocated"),
    "ambiguous": ("여러 곳이라 알 수 없음", "ambiguous"),
    "lost": ("찾지 못함", "lost"),
    "filled": ("채움", "filled"),
    "unchecked": ("확인하지 못함", "unchecked"),
}
_WHY = {
    "several": ("같은 말이 여러 곳에 있다", "the same words stand in several places"),
    "gone": ("그 말이 원문에 없다", "the words stand nowhere in the copy"),
    "nothing-recorded": ("문단도 다이제스트도 적혀 있지 않다", "neither a paragraph nor a digest is recorded"),
    "no-paragraph": ("원문에 그런 문단이 없다", "the copy has no such paragraph"),
    "no-figure": (
        "문단에 문장이 여럿인데 찾을 수치가 없다",
        "the paragraph has several sentences, and the claim has no figure to look for",
    ),
    "figure-not-there": ("문단에 그 수치가 없다", "the paragraph does not print the figure"),
    "figure-repeated": ("문단의 여러 문장에 그 수치가 있다", "several sentences of the paragraph print the figure"),
    "too-long": ("문장이 너무 길다", "the sentence is too long"),
    "outside": ("적힌 자리가 문단 밖이다", "start and end lie outside the paragraph"),
    "other-copy": ("적힌 것과 다른 사본이다", "the copy is another than the one recorded"),
}
_BASES = {
    "sha256": ("다이제스트로 찾음", "by its digest"),
    "name": ("파일 이름으로 찾음", "by its name"),
    "other-copy": ("파일 이름으로 찾음, 적힌 것과 다른 사본", "by its name; not the copy that is recorded"),
}


def located_lines(located: Located, language: str, width: int) -> Iterator[Line]:
    """The counts, each source with its copy, and every claim whose place is not simply where it was."""
    yield from wrapped(_summary(located, language), width, tone=Tone.TITLE)
    for text in located.texts:
        yield from wrapped(_text_line(text, language), width, indent=2, tone=Tone.PLAIN if text.copy else Tone.MEDIUM)
    for found in located.found:
        if found.status.value in ("exact", "unchecked") and found.why is None:
            continue
        tone = Tone.PLAIN if found.status.settled else Tone.HIGH
        yield from wrapped(_found_line(found, language), width, hang=2, tone=tone)
    if located.incomplete:
        files = ", ".join(located.incomplete)
        line = pick((f"--write로 채울 파일: {files}", f"--write would complete {files}"), language)
        if located.written:
            line = pick((f"채운 파일: {files}", f"completed {files}"), language)
        yield from wrapped(line, width)


def _summary(located: Located, language: str) -> str:
    listed = ", ".join(
        f"{pick(words, language)} {number}"
        for status, words in _STATUSES.items()
        if (number := sum(found.status.value == status for found in located.found))
    )
    number = len(located.found)
    lead = pick((f"주장 {number:,}건", counted(number, "claim")), language)
    return f"{lead}: {listed}" if listed else lead


def _text_line(text: Text, language: str) -> str:
    if text.file is not None:
        return f"{text.source} = {text.file} ({pick(_BASES[text.basis.value], language)})"
    if text.candidates:
        listed = ", ".join(text.candidates)
        return f"{text.source}: {pick(('맞는 파일이 여럿', 'several files have its name'), language)}: {listed}"
    return f"{text.source}: {pick(('원문 파일이 없다', 'no file'), language)}"


def _found_line(found: Found, language: str) -> str:
    line = f"{found.claim} ({found.source}) {pick(_STATUSES[found.status.value], language)}"
    if found.paragraph is not None and found.status.settled:
        line += pick((f": {found.paragraph}번째 문단", f": paragraph {found.paragraph}"), language)
    if found.start is not None:
        line += f", {found.start}–{found.end}"
    return line if found.why is None else f"{line}: {pick(_WHY[found.why.value], language)}"


def located_record(located: Located) -> dict[str, Any]:
    """The outcome as plain JSON types."""
    return {
        "sources": [
            {
                "source": text.source,
                "file": text.file,
                "basis": text.basis.value,
                "sha256": text.sha256,
                "candidates": list(text.candidates),
            }
            for text in located.texts
        ],
        "claims": [
            {
                "claim": found.claim,
                "source": found.source,
                "status": found.status.value,
                "paragraph": found.paragraph,
                "start": found.start,
                "end": found.end,
                "why": None if found.why is None else found.why.value,
            }
            for found in located.found
        ],
        "counts": {status: sum(found.status.value == status for found in located.found) for status in _STATUSES},
        "incomplete": list(located.incomplete),
        "written": located.written,
    }
