"""Sentences of an article and the quotations in them; what is no prose is left out.

Headlines, decks, captions, bylines, lists of related articles, comments and what a crawler adds make no claims of their
own: they repeat the body, or belong to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stargate_claims.reading.patterns import syllables

Span = tuple[int, int]

MAX_SENTENCE = 1500
"""Code points of the longest sentence; a longer one is cut between words, so that time stays linear in the text."""
MAX_QUOTE = 1200
"""Code points of the longest quotation; a mark that is not closed by then is taken for a stray one."""


class Sentence(NamedTuple):
    """One sentence and its place: code points of the text as given.

    Attributes:
        start, end: the place, white space left out.
        text: the sentence as printed.
        paragraph: 1-based among the lines that are not blank.
        quotes: places of what stands between double quotation marks, without the marks.
    """

    start: int
    end: int
    text: str
    paragraph: int
    quotes: tuple[Span, ...] = ()

    def quote_at(self, place: int) -> Span | None:
        """The quotation around a place, or None."""
        for start, end in self.quotes:
            if start <= place < end:
                return start, end
        return None


_LINE = re.compile(r"[^\n]+")
_POINT = r"\s*[◇◆■□▲△○●] ?[^=\n]{2,24}= ?"
"""▲얼마나 드나=시는 …: the heading of a point of a list."""
_CRAWLED = re.compile(
    r"\s*date [0-9]{4}-[0-9]{2}-[0-9]{2}\s+"
    # (서울=한빛뉴스) 김한결 기자 = …; [한빛신문=김한결 기자] …
    r"|\s*(?:\[[^\[\]\n]{2,40}기자\]|\([가-힣A-Za-z·]{1,12}=[^()\n]{2,20}\))\s*(?:[가-힣·]{2,12} ?(?:선임"
    r"|수습|인턴|전문|특파원)? ?기자 ?=? ?)?"
    # ▲얼마나 드나=
    rf"|{_POINT}"
    # PORT MIRINAE, March 4 (Hanbit News) - …; March 4 (Hanbit News) - …
    r"|(?:[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][A-Za-z. ]{1,24}){0,2}"
    r"|[A-Z][a-z]{2,8}\.? [0-9]{1,2})?(?:,? [A-Z][a-z]{2,8}\.? [0-9]{1,2})?"
    r" ?\([A-Z][^()\n]{2,30}\) ?[-–—]{1,2} "
    r"|[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][A-Za-z. ]{1,24}){0,2}(?:,? [A-Z][a-z]{2,8}\.? [0-9]{1,2})? ?[–—] "
)
"""What stands before the first sentence: when it was crawled, who wrote it, from where."""
_CLOSED = re.compile(r"[.!?。…][\"'”’」』)\]]{0,4}\s{0,4}\Z")
_WITHIN = re.compile(r"[가-힣]다\.(?=\s)|[a-z]{3}[.!?][\"”]?\s+[A-Z\"“]")
_PAGE = re.compile(
    # Every way begins with a letter of its own: so the engine looks for those letters before it tries anything.
    "|".join(
        (
            r"!\[|\[자료 ?사진|\((?:왼쪽|오른쪽|가운데|좌측|우측|사진)|/ ?사진|ⓒ|©|무단 ?전재|재배포 ?금지|저작권|댓글",
            *(rf"{word} ?(?:=|ⓒ)" for word in ("사진", "자료", "그래픽", "이미지", "출처")),
            *(rf"{mark} ?\S{{0,6}}(?:제보|구독|기자)" for mark in "▶◆■▲"),
            *(rf"{word}s?:" for word in ("Photo", "Image", "Credit", "Source", "File")),
            "All rights reserved|Sign up|Subscribe|advertisement|Advertisement|ADVERTISEMENT",
        )
    )
)
_ADDRESS = re.compile(r"@[\w.]{1,64}\.[a-z]{2,4}\b")
_PARAGRAPH = 400
"""Code points of a line that is a paragraph, whatever else stands in it."""
_COMMENTS = re.compile(r"\s*(?:전체 ?)?(?:댓글|의견|[Cc]omments?)(?: ?(?:쓰기|보기|\(?[0-9,]+\)?개?))*\s*\Z")
_HEAD = re.compile(r"\s*(?:[◇◆■□▲△▶●○•※#*]|-{1,3} |\[[^\]]{1,20}\]\s*\Z)")
_LISTED = re.compile(rf"{_POINT}(?=[^\n]{{20}})")
_DATELINE = re.compile(r"[A-Z][A-Z]+[^()“”\"]{0,40}\((?:AP|AFP|UPI|[A-Z][\w ]{1,24})\) ?(?:--?|[—–]) ?")
"""BERLIN (AP) — : where an article was written, and for whom, is no part of its first sentence."""
_END = re.compile(r"[.!?。…]+[\"'”’」』)\]]*(?=\s|\Z)|(?<=다)\.(?=[가-힣“\"‘'])")
_NO_END = re.compile(
    r"(?:(?<!\bon (?=X))(?<!network )(?<!platform )\b[A-Z]"
    r"|\b(?:Mr|Mrs|Ms|Dr|St|Inc|Corp|Co|Bros|Ltd|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Sen|Gov"
    r"|Rep|approx))\.\Z"
)
_MARK = re.compile('[“”"]')


def lines(text: str) -> Iterator[tuple[int, str, int]]:
    """Start, content and number of every line that is not blank."""
    number = 0
    for match in _LINE.finditer(text):
        if not match.group().isspace():
            number += 1
            yield match.start(), match.group(), number


def sentences(text: str) -> list[Sentence]:
    r"""The sentences of an article's prose, in order.

    >>> [s.text for s in sentences('공장 또 짓는다\n한빛은 "내년에 짓는다. 꼭 짓는다"고 말했다. 값은 비밀이다.')]
    ['한빛은 "내년에 짓는다. 꼭 짓는다"고 말했다.', '값은 비밀이다.']
    """
    every = list(lines(text))
    seen: set[str] = set()
    found: list[Sentence] = []
    for start, line, number in every:
        if found and _COMMENTS.match(line):
            break  # what readers wrote stands below
        if len(every) > 1 and not is_prose(line):
            continue
        if line in seen:
            continue  # captions are printed twice
        seen.add(line)
        found += _of_line(line, start, number)
    return found


def is_prose(line: str) -> bool:
    """Whether a line is part of the body: it has whole sentences, and no sign of the page around it.

    >>> is_prose("사진=한빛뉴스 DB"), is_prose("한빛은 공장을 짓는다.")
    (False, True)
    """
    told = _LISTED.match(line) is not None and (_WITHIN.search(line) is not None or line.endswith("다."))
    if _HEAD.match(line) and not told:
        return False
    # A long paragraph that credits a picture, or begins with a byline, still is one.
    if _CLOSED.search(line, max(len(line) - 12, 0)) is None and _WITHIN.search(line) is None:
        return False
    if len(line) >= _PARAGRAPH:
        return True
    return _PAGE.search(line) is None and ("@" not in line or _ADDRESS.search(line) is None)


def _of_line(line: str, offset: int, number: int) -> list[Sentence]:
    crawled = _CRAWLED.match(line) or _DATELINE.match(line)
    start = crawled.end() if crawled else 0
    quotes = list(quotations(line))
    at = 0
    inside: list[Span] = []
    found: list[Sentence] = []
    for match in _END.finditer(line, start):
        while at < len(quotes) and quotes[at][1] <= match.start():
            inside.append(quotes[at])
            at += 1
        if at < len(quotes) and quotes[at][0] <= match.start():
            closing = quotes[at][1]
            if not (match.end() > closing and _ends(line, match.end())):
                continue  # a full stop within a quotation ends no sentence of the article
            inside.append(quotes[at])
            at += 1
        elif _is_abbreviated(line, start, match.start()):
            continue
        found += _sentence(line, start, match.end(), offset, number, inside)
        start, inside = match.end(), []
    return found + _sentence(line, start, len(line), offset, number, [*inside, *quotes[at:]])


def _is_abbreviated(line: str, start: int, at: int) -> bool:
    """Whether a full stop ends no sentence but a word that is cut short, which in Korean is none."""
    if line[at] != "." or not line[at - 1 : at].isascii():
        return False
    return _NO_END.search(line, max(start, at - 12), at + 1) is not None


_HANDED_ON = re.compile(
    r"[a-z]|(?:[A-Z][\w.'-]*,? ){1,4}(?:said|says|told|added|wrote)"
    r"(?:[.,;:]|\Z| (?:on|in|at|to|late|early|this|last|during|after|before|reporters|lawmakers|[A-Z])\b)"
)
"""Jane Doe said. It belongs to the quotation before it; "Jane Doe said members would strike" does not."""


def _ends(line: str, at: int) -> bool:
    """Whether what follows a closed quotation begins a new sentence: no particle and no verb of saying."""
    rest = line[at : at + 40].lstrip()
    if not rest:
        return True
    if "가" <= rest[0] <= "힣":
        return False
    return _HANDED_ON.match(rest) is None


def _sentence(line: str, start: int, end: int, offset: int, number: int, quotes: list[Span]) -> list[Sentence]:
    found: list[Sentence] = []
    while end - start > MAX_SENTENCE:
        cut = line.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        found += _cut(line, start, cut, offset, number, quotes)
        start = cut
    return found + _cut(line, start, end, offset, number, quotes)


def _cut(line: str, start: int, end: int, offset: int, number: int, quotes: list[Span]) -> list[Sentence]:
    body = line[start:end]
    text = body.strip()
    if not text:
        return []
    first = start + len(body) - len(body.lstrip())
    last = first + len(text)
    spans = [(offset + max(a, first), offset + min(b, last)) for a, b in quotes if a < last and b > first]
    return [Sentence(offset + first, offset + last, text, number, tuple(spans))]


def quotations(line: str) -> Iterator[Span]:
    """What stands between double quotation marks of a line, curly or straight, without the marks.

    >>> list(quotations('“가다”며 "오다"라고'))
    [(1, 3), (7, 9)]
    """
    opened: int | None = None
    for match in _MARK.finditer(line):
        mark, at = match.group(), match.start()
        if opened is not None and at - opened > MAX_QUOTE:
            opened = None
        if mark == "“" or (mark == '"' and opened is None):
            opened = at
        elif opened is not None:
            if at > opened + 1:
                yield opened + 1, at
            opened = None


_CLAUSE = re.compile(
    # It begins with one set of characters, which the engine scans for without trying the rest.
    rf"[고며나만서데가면;,](?:(?=[ ,])(?:(?<=[가-힣][하되이않있없치지리기{syllables('ㅆ')}]고)|(?<=[가-힣]며)"
    r"|(?<=[가-힣](?:으나|지만|면서|는데|다가|다면)))"
    r"|(?<=;)(?=\s)|(?<=,) (?=(?:but|and|while|which|although|though|whereas)\b))"
)


def clauses(text: str) -> list[Span]:
    """The clauses of a sentence; places are counted from its start.

    >>> [("공장을 짓고 사람을 뽑는다.")[a:b] for a, b in clauses("공장을 짓고 사람을 뽑는다.")]
    ['공장을 짓고 사람을 뽑는다.']
    >>> [("공장을 마련하고 사람을 뽑는다.")[a:b] for a, b in clauses("공장을 마련하고 사람을 뽑는다.")]
    ['공장을 마련하고', '사람을 뽑는다.']
    """
    found, start = [], 0
    for match in _CLAUSE.finditer(text):
        found.append((start, match.end()))
        start = match.end() + (text[match.end() : match.end() + 1] == " ")
    found.append((start, len(text)))
    return found
