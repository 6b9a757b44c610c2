"""Days printed in digits alone: 2025-01-21, '25. 1. 21, 01/02/2025."""

from __future__ import annotations

import re

from stargate_claims.reading.calendar import day
from stargate_claims.reading.dates_korean import Context, Point
from stargate_claims.reading.patterns import Pattern

_ISO = Pattern(
    r"(?P<y>[0-9]{4})(?P<sep>[-./])[ ]?(?P<m>[0-9]{1,2})(?P=sep)[ ]?(?P<d>[0-9]{1,2})(?![0-9])\.?(?P<more>T"
    r"[0-9:.]*(?:[+-][0-9:]*)?)?"
)
_SHORT = Pattern(r"['’‘](?P<y>[0-9]{2})\.[ ]?(?P<m>[0-9]{1,2})\.[ ]?(?P<d>[0-9]{1,2})(?![0-9.])")
_SLASHED = Pattern(r"(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})/(?P<c>[0-9]{2}|[0-9]{4})(?![0-9/])")


def iso(text: str, at: int, context: Context) -> Point | None:
    """2025-01-21, 2025. 1. 21., 2025/01/21T09:00+09:00."""
    match = _ISO.match(text, at)
    if match is None:
        return None
    span = day(int(match["y"]), int(match["m"]), int(match["d"]))
    more = match["more"]
    good = not more or re.fullmatch(
        r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?:[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?", more
    )
    end = match.end()
    return Point(at, end - (text[end - 1] == "."), span if good else None)


def short(text: str, at: int, context: Context) -> Point | None:
    """'25. 1. 21, where a mark says that the year is cut."""
    match = _SHORT.match(text, at)
    return Point(at, match.end(), day(2000 + int(match["y"]), int(match["m"]), int(match["d"]))) if match else None


def slashed(text: str, at: int, context: Context) -> Point | None:
    """01/02/03: year first as Korean and ISO order have it; month first and day first are the other readings."""
    match = _SLASHED.match(text, at)
    if match is None:
        return None
    a, b, c = (int(match[name]) for name in "abc")
    full = len(match["c"]) == 4
    orders = [(c, a, b), (c, b, a)] if full else [(2000 + a, b, c), (2000 + c, a, b), (2000 + c, b, a)]
    spans = [span for span in dict.fromkeys(day(*order) for order in orders) if span is not None]
    return Point(at, match.end(), spans[0] if spans else None, tuple(spans[1:]))
