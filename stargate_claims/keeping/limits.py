"""What text may be, before anything is made of it: the caps of every reader, and what is said of other encodings."""

from __future__ import annotations

import re
import unicodedata

MAX_BYTES = 16 * 1024 * 1024
"""A file larger than this is refused unread: a year of one newsroom's claims is under 2 MiB."""
MAX_DEPTH = 40
"""The schema itself needs nine levels."""
MAX_NODES = 1_000_000
"""Keys, values and containers."""
MAX_MARKS = 8
"""Combining marks on one letter: more of them make Unicode normalisation take quadratic time."""
CROWDED = f"more than {MAX_MARKS} marks on one letter"


def crowd(text: str) -> int | None:
    """Where more marks stand on one letter than are read, or None: to be asked before a text is normalised.

    >>> crowd("e\u0301tude"), crowd("no" + "\u0301" * 9)
    (None, 2)
    """
    if text.isascii() or len(text) <= MAX_MARKS:
        return None
    marks = "".join(sorted(letter for letter in set(text) if unicodedata.combining(letter)))
    found = re.search(f"[{re.escape(marks)}]{{{MAX_MARKS + 1}}}", text) if marks else None
    return None if found is None else found.start()


def other_encoding(data: bytes) -> str:
    """What bytes are that are not UTF-8, as far as one can tell.

    >>> other_encoding("값".encode("cp949")), other_encoding(bytes([255]))
    ('not UTF-8 but CP949 (EUC-KR), it seems', 'not UTF-8, and not CP949 either')
    """
    try:
        data.decode("cp949")
    except UnicodeDecodeError:
        return "not UTF-8, and not CP949 either"
    return "not UTF-8 but CP949 (EUC-KR), it seems"
