"""Which medium an article is from, where its byline, dateline or picture credits say so."""

from __future__ import annotations

import re

from attrs import evolve

from stargate_claims.model.vocabulary import EntityKind
from stargate_claims.reading.names import Directory, Who, unknown

_BYLINES = (
    re.compile(r"\[\s*(?P<name>[^\[\]=\n]{2,20}?)\s*=\s*[^\[\]\n]{2,20}기자\s*\]"),
    re.compile(r"\([가-힣A-Za-z]{2,8}=(?P<name>[가-힣A-Za-z0-9]{2,12})\)"),
    re.compile(r"(?m)^[가-힣]{2,4} (?P<name>[가-힣A-Za-z]{3,16}) (?:선임|수석|전문|인턴)?기자"),
    re.compile(r"(?:사진|자료|그래픽) ?[=:ⓒ] ?(?P<name>[가-힣A-Za-z]{2,16}) ?DB\b"),
    re.compile(r"(?:ⓒ|©|저작권자 ?\(?c?\)?) ?(?P<name>[가-힣A-Za-z]{3,16})(?=[,. ](?:무단|All))"),
    re.compile(r"(?m)^(?:[A-Z][A-Z, .]{2,40}, [A-Z][a-z]+\.? [0-9]{1,2} )?\((?P<name>[A-Z][A-Za-z ]{2,24})\) ?[-–—]"),
)


def outlet_of(text: str, directory: Directory) -> Who | None:
    """The medium that its own byline, dateline or picture credits name, or None.

    >>> from stargate_claims.model.vocabulary import Vocabulary
    >>> outlet_of("[한빛신문 = 김한결 기자]", Directory(Vocabulary())).labels
    ('한빛신문',)
    """
    for pattern in _BYLINES:
        match = pattern.search(text)
        if match is not None:
            name = match["name"].strip()
            found = directory.who(name) or unknown(name)
            return evolve(found, kind=EntityKind.ORGANISATION)
    return None
