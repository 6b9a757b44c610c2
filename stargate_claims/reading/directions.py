"""Which way a day without a year or month points: back, as most days of news do, or ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from stargate_claims.model.intervals import Precision
from stargate_claims.reading.calendar import Span
from stargate_claims.reading.patterns import Pattern

# What a clause about days to come says after it has named them; the days news tells of without one are past.
_RIEUL = "".join(chr(0xAC00 + 28 * syllable + 8) for syllable in range(399))  # 할, 열릴, 나올
# It begins with one set of characters, which ``re`` scans for without trying the rest.
_COMING_AFTER = Pattern(
    rf"[{_RIEUL}예계방전목한된연간온진선낸는열나](?:(?<=[{_RIEUL}])[ ](?:것|전망|예정|계획|방침|듯|참)"
    r"|(?:(?<=예)정|(?<=계)획|(?<=방)침|(?<=전)망)(?:이[다며고라었]|인|임|[.,)]|\Z)"
    r"|(?<=목)표(?:로|다|인|이)|(?<=[한된연간온진선낸는])다(?:고|는|며|[ .,]|\Z)"
    r"|(?<=열)(?:리는|릴)|(?<=나)올|(?<=될)[ ])"
)
_SENTENCE_END = Pattern(r"[.!?\n]")
_CLAUSE = 50
"""Characters after a mention within which its clause says that the days are to come."""
# A day that stands with what has happened: 6월 열린 회의.
_HAPPENED = Pattern(
    r"[ ]?(?:[가-힣A-Z]{1,8}(?:에서|와|과|에|이|가)?[ ])?(?:열린|발표한|발표된|체결한|체결된|맺은|나온|개최한|개최된"
    r"|진행된"
    r"|취임한"
    r"|출범한|시작된|시작한|공개한|공개된|내놓은|있었던|치러진|치른|밝힌|마감한|끝난|출시한|출시된|문을 연|기록한"
    r"|인수한)[ ]"
)
_REPORTED = Pattern(
    r"[밝말전발설강보공알덧내예주](?:(?<=밝)혔|(?<=[말전])했|(?<=발)표했|(?<=설)명했|(?<=강)조했|(?<=보)도했|(?<=공)[시개]했|(?<=알)렸"
    r"|(?<=덧)붙였|(?<=내)다봤|(?<=전)망했|(?<=예)고했|(?<=주)장했)"
)
_REST = 160
"""Characters after a mention within which its sentence says that it was told."""
_JUST_NOW = 7
"""Days within which a bare day before "…고 밝혔다" is the day it was said."""
_SOONEST = Pattern(r"(?:이르면|빠르면|늦어도|일러야|늦으면)[ ]\Z")
# English says it before.
_COMING_BEFORE = Pattern(
    r"\b(?:will|shall|expects?|expected|plans?|planned|scheduled|due|set to|aims?|slated|targets?|targeting"
    r"|hopes?|going to"
    r"|upcoming)\b[^.!?;\n]{0,60}\Z",
    re.IGNORECASE,
)
_UNTIL = Pattern(r"(?:by|until|till|before|no later than)[ ](?:the[ ])?\Z", re.IGNORECASE)


def soonest(text: str, start: int) -> bool:
    """Whether 이르면, 늦어도 or the like stands before a mention: it is to come, without a doubt."""
    return _SOONEST.search(text, max(0, start - 5), start) is not None


def korean_ahead(text: str, end: int, past: Sequence[Span], coming: Sequence[Span], published: date) -> bool:
    """Whether what stands after a mention says that its days are to come.

    Args:
        text: the text it stands in.
        end: where it ends.
        past: its last days that have begun, if any.
        coming: its next days, if any.
        published: the day from which they are seen.
    """
    if not coming:
        return False
    back = past[0].last if past else None
    if text.startswith("까지", end) and back is not None and coming[0].first is not None:
        return (coming[0].first - published).days <= (published - back).days
    if not _coming_after(text, end) or _HAPPENED.match(text, end):
        return False
    if back is None or past[0].precision is not Precision.DAY or (published - back).days > _JUST_NOW:
        return True
    stop = _SENTENCE_END.search(text, end, end + _REST)
    return _REPORTED.search(text, end, stop.start() if stop else end + _REST) is None


def _coming_after(text: str, end: int) -> bool:
    # Further than a clause, so that the end of what is searched is not taken for the end of the text.
    match = _COMING_AFTER.search(text, end, end + 2 * _CLAUSE)
    if match is None or match.start() > end + _CLAUSE:
        return False
    return _SENTENCE_END.search(text, end, match.start()) is None


def english_ahead(text: str, at: int, past: Span, coming: Span, published: date) -> bool:
    """Whether words before a mention point ahead: will open in, scheduled for; "by" points to the nearer one."""
    if past.last is None or coming.first is None or past.last > published:
        return False
    if _UNTIL.search(text, max(0, at - 18), at):
        return (coming.first - published).days <= (published - past.last).days
    return _COMING_BEFORE.search(text, max(0, at - 80), at) is not None
