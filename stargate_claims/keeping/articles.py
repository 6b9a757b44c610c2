"""The text of an article from a file of the reader's own, or from standard input."""

from __future__ import annotations

import codecs
import hashlib
import re
import sys
from pathlib import Path

from stargate_claims.keeping.copies import MAX_TEXT
from stargate_claims.keeping.problems import Code, refusal


def read_article(path: Path) -> tuple[str, str]:
    """What a file (``-``: standard input) says, and the SHA-256 of its bytes.

    Raises:
        LedgerError: if it cannot be read, is not UTF-8 or is no article's size.
    """
    try:
        if str(path) == "-":
            if sys.stdin is None:  # what Python makes of one that was closed before it started
                raise refusal("-", Code.UNREADABLE, "standard input is closed", "name a file, or pipe a text into it")
            data = sys.stdin.buffer.read(MAX_TEXT + 1)
        else:
            with path.open("rb") as stream:
                data = stream.read(MAX_TEXT + 1)
    except OSError as error:
        raise refusal(str(path), Code.UNREADABLE, f"it cannot be read ({error.strerror})", "check the path") from error
    if len(data) > MAX_TEXT:
        raise refusal(str(path), Code.TOO_LARGE, f"more than {MAX_TEXT:,} bytes", "keep one article in a file")
    try:
        return data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"), hashlib.sha256(
            data
        ).hexdigest()
    except UnicodeDecodeError as error:
        encoding = _encoding(data)
        message = "the text is not UTF-8" + (f" but {encoding}, it seems" if encoding else "; it may be no text at all")
        name = "article.txt" if str(path) == "-" else path.name
        hint = (
            f"save it as UTF-8: iconv -f {encoding} -t UTF-8 {name}" if encoding else "save the article as plain text"
        )
        raise refusal(str(path), Code.ENCODING, message, hint) from error


def language_of(text: str) -> str:
    """The language that more letters of a text are of: ``ko`` or ``en``; Korean where there are as many.

    >>> language_of("누리IT는 새 모델을 내놨다"), language_of("Samsung (삼성) grew"), language_of("2031-03-05")
    ('ko', 'en', 'ko')
    """
    return "ko" if len(re.findall("[가-힣]", text)) >= len(re.findall("[A-Za-z]", text)) else "en"


def _encoding(data: bytes) -> str | None:
    """What a text that is not UTF-8 is written in, by its first bytes or because it can be read; None where neither."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "UTF-16"
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    return "CP949" if re.search("[가-힣]", text) and "\0" not in text else None
