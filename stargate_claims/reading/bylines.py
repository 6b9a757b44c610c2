"""Which medium an article is from, where its byline, dateline or picture credits say so."""

from __future__ import annotations

import re

from attrs import evolve

from stargate_claims.model.vocabulary import EntityKind
from stargate_claims.reading.names import Directory, Who, is_korean_name
from stargate_claims.reading.strangers import unknown

_REPORTER = r"(?:선임|수석|전문|인턴|수습|객원)?기자"
_BYLINES = (
    re.compile(r"\[\s*(?P<name>[^\[\]=\n]{2,20}?)\s*=\s*[^\[\]\n]{2,20}기자\s*\]"),
    re.compile(r"\([가-힣A-Za-z·]{1,12}=(?P<name>[가-힣A-Za-z0-9]{2,12})\)"),
    re.compile(rf"\[(?P<name>[가-힣A-Za-z0-9]{{2,16}}) [가-힣]{{2,4}} ?{_REPORTER}\]"),
    re.compile(
        rf"(?m)^(?P<one>[가-힣A-Za-z0-9]{{2,16}}) (?P<two>[가-힣A-Za-z0-9]{{2,16}}) ?{_REPORTER}(?=[ |·(<\n]|$)"
    ),
    re.compile(r"(?m)^[^()\n]{0,60}\((?P<name>[A-Z][A-Za-z .&]{2,24})\) ?[-–—]"),
    re.compile(r"(?m)^By [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,2}(?:,| \||  ?[-–—]) ?(?P<name>[A-Z][\w&.' -]{2,30}?)\.?$"),
    re.compile(r"(?m)^(?i:staff (?:writer|reporter)),? (?P<name>(?:[Tt]he )?[A-Z][\w&.' -]{2,30}?)\.?$"),
    re.compile(r"(?:사진|자료|그래픽) ?[=:ⓒ] ?(?P<name>[가-힣A-Za-z]{2,16}) ?DB\b"),
    re.compile(r"(?:ⓒ|©|저작권자 ?\(?c?\)?) ?(?P<name>[가-힣A-Za-z]{3,16})(?=[,. ](?:무단|All))"),
    re.compile(
        r"\b(?:seen|reviewed"
        r"|obtained) by (?P<name>(?:[Tt]he )?[A-Z][\w&'-]+(?: [A-Z][\w&'-]+){0,3})(?=[,.;]| (?:show|said"
        r"|had|on)\b)"
    ),
)
_KOREAN_NAME = re.compile(r"[가-힣]{2,4}")


def _named(match: re.Match[str]) -> str:
    """The medium of a byline; of "한빛신문 김한결 기자" and "김한결 한빛신문 기자" the part that is no person."""
    found = match.groupdict()
    if "name" in found:
        return found["name"].strip()
    one, two = found["one"], found["two"]
    if two.endswith("전문") or one.endswith("전문"):  # 김나린 의학전문기자 is of no medium named so
        return ""
    return one if is_korean_name(two) or not _KOREAN_NAME.fullmatch(one) else two


def _written_out(name: str, text: str) -> Who | None:
    """The medium of a dateline's initials, where the article writes them out: (CAW), Coastal Associated Wire."""
    if not 2 <= len(name) <= 5 or not name.isupper():
        return None
    match = re.search(r"\b" + " ".join(rf"{letter}[a-z]+" for letter in name) + r"\b", text)
    return None if match is None else evolve(unknown(match.group()), labels=(match.group(), name))


def outlet_of(text: str, directory: Directory) -> Who | None:
    """The medium that its own byline, dateline or picture credits name, or None.

    >>> from stargate_claims.model.vocabulary import Vocabulary
    >>> outlet_of("[한빛신문 = 김한결 기자]", Directory(Vocabulary())).labels
    ('한빛신문',)
    """
    for pattern in _BYLINES:
        match = pattern.search(text)
        if match is not None:
            name = _named(match)
            if not name:
                continue
            found = directory.who(name) or _written_out(name, text) or unknown(name)
            return evolve(found, kind=EntityKind.ORGANISATION)
    return None
