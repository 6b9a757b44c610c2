"""Somebody whom the vocabulary lacks: a name as it is printed, taken apart into whom it names and what else it says."""

from __future__ import annotations

import re
from functools import lru_cache

from stargate_claims.model.vocabulary import EntityKind
from stargate_claims.reading.names import (
    CALENDAR,
    MAYOR,
    TITLE,
    TITLED,
    Who,
    either,
    is_common,
    is_korean_name,
    new_id,
    not_after,
    words,
)

_HANGUL_TITLED = re.compile(
    rf"(?P<org>(?:[가-힣A-Za-z0-9·&]+의 |(?:[가-힣A-Za-z0-9·&]+ ){{1,3}})?)(?P<name>[가-힣]{{2,5}}|[가-힣]{{1,6}} [가-힣]{{1,6}}|[A-Za-z가-힣·]+)"  # noqa: E501
    rf" (?P<title>{TITLE})(?:들)?\Z"
)
_NAMED_FIRST = re.compile(rf"(?P<name>[가-힣]{{2,4}}) (?P<org>(?:[가-힣A-Za-z0-9·&]+ ){{1,4}}?)(?P<title>{TITLE})\Z")
_FOREIGN = re.compile(
    rf"(?P<name>[가-힣]{{1,7}} [가-힣]{{1,8}}) (?P<org>(?:[가-힣A-Za-z0-9·&]+ ){{1,4}}?)(?P<title>{TITLE})\Z"
)
_QUOTED = re.compile(r"(?:[^'‘’]{1,40} )?['‘](?P<name>[^'‘’]{2,20})['’]\Z")
_DESCRIBED = re.compile(rf"(?:\S+ ){{0,4}}?\S*(?:{either(words('descriptor', 'ko'))})인? (?P<name>\S+(?: \S+)?)\Z")
_NO_OWN_NAME = re.compile(
    r"(?:\S* )?[가-힣]{0,4}(?:정부|부|청|처|원|위원회|당국|경찰|검찰|군|법원|의회|은행|노조|회사|기업|업체|언론|매체|대사관)\Z"  # noqa: E501
)


def _is_own(name: str) -> bool:
    """Whether a name says which one it is without its country: 정부 and 에너지부 do not."""
    return _NO_OWN_NAME.match(name) is None and not is_common(name, False)


_OF_A_COUNTRY = re.compile(rf"(?:\S+ ){{0,2}}?(?:{either(words('country', 'ko'))}) (?P<name>\S+(?: \S+){{0,2}})\Z")
"""프랑스 새봄에너지 goes by the name without the country too."""
_TITLE_FIRST = re.compile(
    r"(?:\S+ ){0,3}?\S*(?:대통령|총리|장관|차관|총재|의장|최고경영자|회장|사장|대표|애널리스트|이코노미스트|대변인) "
    r"(?P<name>[가-힣]{2,7} [가-힣]{1,8})\Z"
)
"""재무장관 이고르 달만: an office may stand before a foreign name of two words."""
_ENGLISH_TITLED = re.compile(
    rf"(?:[A-Z][\w&.'’-]* ){{0,3}}?(?:(?i:{either(words('title', 'en'))})|[A-Za-z][a-z]+(?:ist|ician|eer|yer|grapher))"
    r" (?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*)\Z"
)
_ITS_MINISTRY = re.compile(
    rf"(?:[A-Z][\w.-]+(?: [A-Z][\w.-]+)?|[a-z]+)['’]s (?P<body>(?:[a-z'’]+ ){{0,3}}(?:{either(words('body', 'en'))}))"
)
"""France's agriculture ministry goes by its name at home."""
_OFFICE_OF = re.compile(
    r"(?:[A-Z]\w+ )?(?:Minister|Secretary|Commissioner|Ambassador|Director|Spokesperson) (?:of|for) (?:the )?[A-Z][\w ,&]*? "  # noqa: E501
    r"(?P<name>[A-Z][\w.'-]+ [A-Z][\w.'-]+)\Z"
)
"""Minister for Health Aoife Brannock."""
_ENGLISH_OF = re.compile(r"(?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,2}) of (?:the )?[A-Z].*\Z")
_CITIZEN = re.compile(r"(?:[^ ]+ ){0,3}?(?P<name>[가-힣]{2,4}|[A-Z]) ?씨\Z")
_TWO_WORDS = re.compile(
    rf"(?P<name>[가-힣]{{1,7}}(?<![사당부청처시군구도회대원실국소팀단]){not_after(words('corporate', 'ko'))} [가-힣]{{2,8}})"  # noqa: E501
    rf" (?P<title>{TITLE})"
)
"""카트린 라우드 의원, where whose member she is was told before the name."""
_OWNER = re.compile(
    r"(?P<who>(?:[^ ]+ ){0,2}[가-힣A-Za-z0-9]{2,12}의 (?=[가-힣]{1,7} [가-힣]{1,8} [가-힣]+\Z)"
    r"|(?:[^ ]+(?:은행|기업|업체|회사|증권사|연구소|단체) )?[가-힣A-Za-z0-9]{2,12}의 (?=\S+ \S+ \S)"
    r"|(?:[^ ]+ )?['‘][^'‘’]{2,20}['’]의 (?=\S+ \S))"
)


@lru_cache(maxsize=1 << 12)
def unknown(printed: str) -> Who:
    """Somebody whom the vocabulary lacks: kept as printed, with the parts of the name as further labels.

    >>> unknown("김한결 한빛전자 회장").labels
    ('김한결', '김한결 회장', '김한결 한빛전자 회장')
    >>> unknown("한빛전자 관계자").labels
    ('한빛전자 관계자', '한빛전자')
    """
    quoted = _QUOTED.match(printed)
    if quoted is not None:  # 영국 매체 '더 터치라인'
        labels = tuple(dict.fromkeys((quoted["name"], printed)))
        return Who(new_id(labels[0]), EntityKind.ORGANISATION, labels, False)
    whole = " ".join(printed.split()).strip(" '‘’\"“”,")
    name = _bare(whole)
    return _untitled(name, whole) or _titled(name, whole)


def _untitled(name: str, whole: str) -> Who | None:
    """Somebody whose name no Korean office follows: a body, somebody of one, an English name; else None."""
    if (several := _THOSE_AT.fullmatch(name)) is not None:
        return Who(new_id(several["org"]), EntityKind.ORGANISATION, (several["org"], name), False)
    if (asked := _ASKED_BY.fullmatch(name)) is not None:
        return Who(new_id(name), EntityKind.UNNAMED, (name, asked["org"]), False)
    if (somebody := _SOMEBODY_OF.fullmatch(name)) is not None:  # spokesman for the Department of Health
        labels = tuple(dict.fromkeys((name, whole, f"a {name}", somebody["who"])))
        return Who(new_id(name), EntityKind.UNNAMED, labels, False)
    if (paper := _PAPER_OF.fullmatch(name)) is not None:
        return Who(new_id(paper["who"]), EntityKind.ORGANISATION, (paper["who"], name, whole), False)
    if (citizen := _CITIZEN.match(name)) is not None:  # 주민 이바다씨
        labels = tuple(dict.fromkeys((citizen["name"], f"{citizen['name']}씨", f"{citizen['name']} 씨", name)))
        return Who(new_id(labels[0]), EntityKind.PERSON, labels, False)
    if (kind := _KIND_BEFORE.fullmatch(name)) is not None:  # pollster Datavoz
        return Who(new_id(kind["name"]), EntityKind.ORGANISATION, (kind["name"], name), False)
    if (ours := _ITS_MINISTRY.fullmatch(name)) is not None:
        return Who(new_id(name), EntityKind.ORGANISATION, (name, ours["body"], f"the {ours['body']}"), False)
    english = _OFFICE_OF.match(name) or _ENGLISH_TITLED.match(name) or _ENGLISH_OF.match(name)
    if english is not None:
        return Who(new_id(english["name"]), EntityKind.PERSON, (english["name"], name), False)
    if TITLED.search(name) is not None or "A" <= name[:1] <= "Z":
        return _kind_behind(name, whole)
    if (first := _TITLE_FIRST.match(name)) is not None:
        return Who(new_id(first["name"]), EntityKind.PERSON, (first["name"], name), False)
    described = _DESCRIBED.match(name)
    if name[:1].islower() and whole.casefold() == f"the {name}":  # the government: as printed
        return Who(new_id(name), EntityKind.ORGANISATION, (name, f"the {name}"), False)
    # "바이오 기업 누리약품" is called 누리약품
    labels = (described["name"], name) if described else (name, *_LOCAL.findall(name))
    if described is None and (country := _OF_A_COUNTRY.match(name)) is not None and _is_own(country["name"]):
        labels = (*labels, country["name"])
    return Who(new_id(labels[0]), EntityKind.ORGANISATION, labels, False)


def _kind_behind(name: str, whole: str) -> Who | None:
    """A body whose kind is printed behind its name: the Cask union."""
    behind = _KIND_BEHIND.fullmatch(name)
    if behind is None:
        return None
    labels = tuple(dict.fromkeys((behind["name"], name, whole)))
    return Who(new_id(labels[0]), EntityKind.ORGANISATION, labels, False)


_KIND_BEHIND = re.compile(
    rf"(?!(?:{CALENDAR}) )(?P<name>[A-Z][\w&.'-]*(?: (?:of |for |and )?[A-Z][\w&.'-]*)*) (?:{either(words('kind-behind', 'en'))})"  # noqa: E501
)
_KIND_BEFORE = re.compile(rf"(?:[a-z][a-z'-]* ){{0,2}}(?:{either(words('kind-before', 'en'))}) (?P<name>[A-Z].*)")
"""Tracking service Kestrel goes by its name alone."""


def _titled(name: str, whole: str) -> Who:
    """Somebody whose name stands before an office, or one whom nobody names but by the office."""
    if (owned := _OWNER.match(name)) is not None:
        name = name[owned.end() :]  # 로슬라레의 얀 더브리스 단장
        if (two := _TWO_WORDS.fullmatch(name)) is not None:
            return _person(two["name"], two["title"], name)
    if name.startswith("한 ") and TITLED.search(name) is not None:
        name = name.removeprefix("한 ")  # 한 재무 담당 임원: one whom nobody names
        return Who(new_id(name), EntityKind.UNNAMED, (name, whole), False)
    if (member := _MEMBER.match(name)) is not None:
        name = name[member.end() :]  # 도의회 교육위원회 소속 표준호 의원
    office = _STATESMAN.fullmatch(name) or _MINISTER.fullmatch(name) or MAYOR.fullmatch(name)
    if office is not None and (" " in office["name"] or is_korean_name(office["name"])):
        return _person(office["name"], office["title"], name)
    first = _NAMED_FIRST.match(name)
    group = first is not None and first["title"] in _GROUPS  # 배급사 한빛영화 측: no person
    if first is not None and not group and _is_full_name(first["name"], first["org"]):
        return _person(first["name"], first["title"], name)
    titled, foreign = _HANGUL_TITLED.match(name), _FOREIGN.match(name)
    if (
        foreign
        and titled
        and not is_korean_name(titled["name"])
        and not foreign["name"].endswith(("의", "은행", "증권"))
    ):
        return _person(foreign["name"], foreign["title"], name)  # 제인 도 한빛전자 사장
    if titled is None or titled["title"] in _GROUPS:
        return _group(name, whole, titled)
    who = _person(titled["name"], titled["title"], name)
    org = titled["org"].strip().removesuffix("의").strip()
    if org and not is_korean_name(titled["name"]) and " " not in titled["name"]:
        # "한빛 시스템 사장" may be an office rather than a name: every part is kept.
        return Who(who.id, who.kind, (*who.labels, f"{org} {titled['name']}"), False)
    return who


def _group(name: str, whole: str, titled: re.Match[str] | None) -> Who:
    """Those who speak for a body: 한빛전자 관계자, 한빛전자 측; or a body whose name is none of ours to take apart."""
    head = name[: titled.start("title")].strip() if titled else ""
    kind = EntityKind.UNNAMED if titled and titled["title"] != "측" else EntityKind.ORGANISATION
    labels = (name, head) if head else (name, whole) if whole == f"The {name}" else (name,)
    if (country := _COUNTRY_FIRST.match(name)) is not None:
        labels = (*labels, name[country.end() :])
    if (described := _DESCRIBED.match(head)) is not None:
        labels = (*labels, described["name"])
    return Who(new_id(labels[-1] if titled and titled["title"] == "측" else name), kind, labels, False)


_COUNTRY_FIRST = re.compile(r"(?:U\.S\.|U\.K\.|US|UK|EU) (?=[A-Z][a-z]+ [A-Z])")
"""The U.S. Commerce Department is the Commerce Department."""
_PAPER_OF = re.compile(
    r"(?:the )?(?P<who>[A-Za-z].{2,40}?)(?:['’]s|(?<=s)['’]) (?:[a-z]+ ){0,2}"
    r"(?:order|report|filing|statement|website|ruling|accounts|prospectus|letter|study|audit|review|memo|plan|estimates?|data|figures)"
)
"""The commission's order is the commission's word."""
_THOSE_AT = re.compile(
    r"(?:[Aa]nalysts|[Ee]conomists|[Rr]esearchers|[Ss]trategists|[Ss]cientists|[Cc]onsultants|[Aa]cademics|[Ee]xperts) (?:at|with|from) (?:the )?"  # noqa: E501
    r"(?P<org>[A-Z].*)"
)
"""Analysts at Pell Hutton speak for it."""
_ASKED_BY = re.compile(r"(?:[Aa]nalysts|[Ee]conomists|[Ii]nvestors) (?:polled|surveyed) by (?P<org>.+)")
_SOMEBODY_OF = re.compile(r"(?P<who>[a-z][a-z-]+(?: [a-z-]+){0,2}) (?:at|for|in|from|with) (?:the )?[A-Z].*")
_LOCAL = re.compile(r"\A[시군구도당] (.+)\Z")
"""시 감사위원회: the committee of the city that the article is about."""
_MEMBER = re.compile(r"(?:[^ ]+ ){1,4}(?:소속|산하|출신)인? (?=[^ ]+ [^ ])")
_STATESMAN = re.compile(
    rf"(?P<name>[가-힣]{{2,5}} [가-힣]{{1,6}}) (?:{either(words('country', 'ko'))}|[미일중영독프러북]) "
    r"(?P<title>(?:부)?(?:대통령|총리|(?:[가-힣]{2,4})?장관|상원의원|하원의원|국왕|총통|주석))"
)
"""제인 도 미국 대통령: two words are the name where a country stands before the office."""
_MINISTER = re.compile(
    r"(?P<name>[가-힣]{2,5} [가-힣]{1,6}(?<![부청처원실국회당])) "
    r"(?P<title>(?:에너지|석유|국방|외무|외교|재무|상무|국무|내무|법무|경제|산업|통상|보건|환경|농업|교통)장관|왕세자)"
)
"""라시드 마르완 에너지장관: an office that begins with its field stands behind the whole name."""
_GROUPS = frozenset(("측", "관계자", "고위 관계자", "당국자", "관리", "임원", "경영진"))
"""Titles of somebody who is not named."""
_WHOSE = re.compile(
    rf"(?:[A-Z]\w+'s|[A-Z][a-z]+ (?:{either(words('body', 'en'))}|firm|company|maker|operator|developer"
    rf"|consultancy|chain|startup)|[A-Z]\w+makers?|(?i:{either(words('body', 'en'))}|customer|supplier|rival|contractor|owner|partner)) (?=[A-Z])"  # noqa: E501
)
"""Sweden's Norrvik Energy, steelmaker Ostrova: what stands before a name is no part of it."""
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?=[a-zA-Z])")
_HONORIFIC = re.compile(r"\A(?:Dr|Mr|Ms|Mrs|Prof|Sen|Rep|Gov|Gen|Col|Lt)\.? (?=[A-Z][\w'-]+ [A-Z])")
_DEGREE = re.compile(r"(?<=[a-z]) (?:KC|QC|MP|MSP|MEP|TD|MD|PhD|Jr\.?|Sr\.?)\Z")
"""David Rensburg KC: what a person is called besides."""
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros))\.\Z")


def _bare(name: str) -> str:
    """A name without an English article before it or the full stop of its sentence behind it."""
    name = name[match.end() :] if (match := _ARTICLE.match(name) or _WHOSE.match(name)) else name
    name = _DEGREE.sub("", _HONORIFIC.sub("", name))
    return name[:-1] if name.endswith(".") and not _ABBREVIATED.search(name) else name


_COMPANY = re.compile(r"(?:증권|은행|보험|카드|캐피탈|자산운용|화재|생명|전자|제약|중공업|연구원|대학교|병원) \Z")
_NO_GIVEN_NAME = re.compile(r"[의부처청시도군구원회사측계국]\Z")


def _is_full_name(name: str, org: str) -> bool:
    """Whether letters before a company's name are a person's, however rare the family name: 예지안 한결증권 연구원."""
    if is_korean_name(name):
        return name[-1] != "의" and not name.endswith("의회")
    return len(name) == 3 and _COMPANY.search(org) is not None and _NO_GIVEN_NAME.search(name) is None


def _person(name: str, title: str, printed: str) -> Who:
    if len(name) == 1:  # a family name alone names nobody
        return Who(new_id(printed), EntityKind.PERSON, (printed,), False)
    labels = tuple(dict.fromkeys((name, f"{name} {title}", printed)))
    return Who(new_id(name), EntityKind.PERSON, labels, False)
