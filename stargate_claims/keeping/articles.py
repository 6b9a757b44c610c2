"""The text of an article from a file of the reader's own, or from standard input."""

from __future__ import annotations

import hashlib
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
        raise refusal(str(path), Code.ENCODING, "the text is not UTF-8", "save it as UTF-8") from error
