"""Noun phrases that point at somebody: pronouns, 김 회장, a spokesman of a firm, a unit of a body, several."""

from __future__ import annotations

import re
from functools import lru_cache

from stargate_claims.reading.names import DESCRIBED_FIRM, SURNAMES, TITLE, either, words
from stargate_claims.reading.phrases import BODIES

_BRACKET = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,20}\]")
_ON_DAY = re.compile(r"\A(?:(?:지난|이달|오는) )?[0-9]{1,2}일 ")
_POINTING = re.compile(r"(?:(?:이|그|해당|이번|당초의?|the|this) )?(?:거대한? |거창한 |야심찬 )?")
_PAIR = re.compile(
    rf"(?:이들 )?(?:{either(words('pair'))})(?:의? ?(?:대표|대표들|관계자|회장|측))?(?:들)?(?![가-힣A-Za-z])"
)
_ITS_PAPER = re.compile(
    r"(?:[Ii]ts|[Tt]heir) (?:[a-z-]+ ){0,2}"
    r"(?:own|report|filing|statement|website|accounts|results|prospectus|presentation|records|study|estimates?|forecasts?"
    r"|analysis|figures|data|review|projections?)"
)
"""its annual report: the company speaks in it."""
_DESCRIBED_FIRM = re.compile(DESCRIBED_FIRM)
_FIRM, _PERSON, _PROJECT, _MEDIUM = (frozenset(words(kind)) for kind in ("firm", "person", "project", "medium"))
_THE_SOURCES = re.compile(
    r"(?i:the (?:people|sources?|persons?|officials?|lawyers?|bankers?)|(?:one|two|some) of (?:them|the (?:people|sources)))|이들"  # noqa: E501
)
_THE_PAPER = re.compile(
    r"(?i:the (?:filing|statement|letter|annual report|prospectus|memo|presentation|note|report|disclosure|announcement|press release|bulletin))"  # noqa: E501
)
_SHORT = re.compile(rf"(?P<name>[가-힣]) ?(?:(?<= ){TITLE}|(?<! )씨|(?<= )씨)")
_OUTLET = re.compile(rf"(?:{either(words('outlet'))})\Z")
POINTERS = frozenset(("pair", "firm", "person", "project", "medium", "body", "court", "sources", "paper"))
"""Kinds of what points back to somebody whom the article named."""
NOBODY = frozenset(word.casefold() for kind in ("firm", "person", "pair") for word in words(kind)) | {"그들", "우리"}
"""Pronouns, which are nobody's name."""
_OF_A_FIRM = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?) )?(?P<head>[^ ]+(?: [^ ]+){0,2}?)['’]?s? (?P<for>대변인|측|(?:고위 |핵심 )?관계자|당국자|spokes(?:man|woman|person)"  # noqa: E501
    r"|representative|official|executive|analysts|economists|strategists)"
)
_POSSESSIVE = re.compile(r"(?:의|['’]s)\Z")
_FOR_A_BODY = re.compile(
    r"(?:[Aa] |[Tt]he )?(?P<for>spokes(?:man|woman|person)) (?:for|at|of) (?:the )?(?P<head>[^ ]+(?: [^ ]+){0,5})"
)
"""a spokesperson for the department."""
_FOR_A_FIRM = (
    "대변인",
    "측",
    "관계자",
    "당국자",
    *("man", "woman", "person", "representative", "official", "executive", "analysts", "economists", "strategists"),
)
OFFICIALS = frozenset(("관계자", "고위 관계자", "핵심 관계자", "당국자", "representative", "official", "executive"))
"""Whoever is of a company without speaking for it."""
_SEVERAL = re.compile(
    r"(?P<names>.{2,40}?) 등 [0-9]+여? ?개 ?(?:[가-힣]{2} ?)?(?:단체|시민단체|기업|회사|업체|대학|노조|정당|기관|국가|나라|병원|학교|언론사|매체)"  # noqa: E501
)
"""새봄연대 등 14개 단체: those who are named, and others."""
_UNIT = re.compile(
    r"(?P<body>[시군구도]|[가-힣]{2,}(?:지검|고검|지법|시|군|구|도|청|부|처|공사|공단|은행|경찰서|병원|대학교?|연구원))"
    r" (?P<unit>[가-힣0-9]{2,}(?:과|팀|국|실|부|단|대|반|본부|센터|지부|지회))"
)
_UNITS = tuple("과팀국실부단대반터회")


@lru_cache(maxsize=1 << 12)
def pointing(text: str) -> str:
    """What kind of pronoun a phrase is: pair, firm, person, project, medium, body, court, sources, paper, family:NAME, or none."""  # noqa: E501
    word = _POINTING.sub("", text)
    if _PAIR.match(text) or _PAIR.match(word):
        return "pair"
    if text.casefold() in _FIRM or word in _FIRM or _ITS_PAPER.fullmatch(text) or _DESCRIBED_FIRM.fullmatch(text):
        return "firm"
    if text.casefold() in _PERSON:
        return "person"
    if word in _PROJECT:
        return "project"
    if text.casefold() in _MEDIUM:
        return "medium"
    if text in BODIES:
        return "body"
    if text in ("재판부", "법원"):
        return "court"
    if _THE_SOURCES.fullmatch(text) is not None:
        return "sources"
    if _THE_PAPER.fullmatch(text) is not None:
        return "paper"
    short = _SHORT.fullmatch(text)
    return f"family:{short['name']}" if short is not None and short["name"] in SURNAMES else ""


@lru_cache(maxsize=1 << 12)
def is_outlet_name(labels: tuple[str, ...]) -> bool:
    """Whether some name ends as those of media do."""
    return any(_OUTLET.search(label) for label in labels)


@lru_cache(maxsize=1 << 12)
def unmarked(printed: str) -> str:
    """A noun phrase without brackets, marks and the day before it."""
    text = _ON_DAY.sub("", _BRACKET.sub("", printed).strip(" ,'’‘\"")).removesuffix(" 등")
    # 영국 매체 '더 터치라인'
    return printed if printed[-1:] in ("'", "’") and ("'" in text or "‘" in text) else text


@lru_cache(maxsize=1 << 12)
def of_a_firm(text: str) -> tuple[str, str] | None:
    """Of which company somebody is, and what he is there: 회사 대변인, a Kestrel spokesman.

    >>> of_a_firm("새봄공단 관계자"), of_a_firm("a Kestrel spokesman"), of_a_firm("한빛전자")
    (('새봄공단', '관계자'), ('Kestrel', 'spokesman'), None)
    """
    if text.endswith(_FOR_A_FIRM):
        match = _OF_A_FIRM.fullmatch(text)
    else:
        match = _FOR_A_BODY.fullmatch(text) if "spokes" in text else None
    return None if match is None else (_POSSESSIVE.sub("", match["head"]), match["for"])


def several(text: str) -> str | None:
    """Who is named of several: the 새봄연대 of 새봄연대 등 14개 단체.

    >>> several("새봄연대 등 14개 단체"), several("새봄연대")
    ('새봄연대', None)
    """
    match = _SEVERAL.fullmatch(text) if " 등 " in text else None
    return None if match is None else match["names"]


def body_of(text: str) -> str | None:
    """The body that a name is a unit of: the 새봄지검 of 새봄지검 형사3부.

    >>> body_of("새봄지검 형사3부"), body_of("시 관광과"), body_of("한빛전자")
    ('새봄지검', '시', None)
    """
    match = _UNIT.fullmatch(text) if text.endswith(_UNITS) else None
    return None if match is None else match["body"]
