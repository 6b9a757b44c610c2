"""One number with its unit, as it stands at a place in a text; what it means is decided in figures."""

from __future__ import annotations

import re
from typing import NamedTuple

from stargate_claims.reading.numerals import BIG, HANGUL_DIGITS, SCALE_WORDS, SHORT_SCALES, SMALL
from stargate_claims.reading.patterns import Pattern
from stargate_claims.reading.units import COUNTERS, ONE, WON_OMITTED, Kind, Unit, currency_before, sign_before, unit_at

_RUN = r"[0-9]+(?:[,.][0-9]+)*"
# 경 is 10^16 only where an amount goes on: 4경기 are matches.
_BIG_HERE = rf"(?:[{BIG.replace('경', '')}]|경(?=여|[ ]?(?:원|달러|[0-9])))"
_NUMERAL = Pattern(
    rf"(?:[0-9]{{1,3}}(?: [0-9]{{3}}){{1,4}}(?= ?[{BIG}])|{_RUN})"
    rf"(?:여?[{SMALL}]|여?[ \n]?{_BIG_HERE}|(?<=[{SMALL}{BIG}]){_RUN}"
    rf"|(?<=[{SMALL}{BIG}])[ \n]{_RUN}(?=여?[ ]?[{SMALL}{BIG}])|(?<=[만천萬])[ ]{_RUN}(?=여?[ ]?[가-힣A-Za-z"
    rf"㎡㎢㎞㎏$€])"
    rf"|(?<=[{SMALL}{BIG}])[{HANGUL_DIGITS}](?=[{SMALL}{BIG}])){{0,24}}"
    r"(?:여|[ ]여(?=[ ]?(?:명|곳|개|건|대|마리|가구|세대|점|편|차례|회|년|일|달러|원)))?"
)
_WORD_SCALE = Pattern(rf"[ \n-]?({'|'.join(sorted(SCALE_WORDS, key=len, reverse=True))})(?![A-Za-z])", re.IGNORECASE)
_SHORT_SCALE = Pattern(rf"[ ]?({'|'.join(SHORT_SCALES)})(?![A-Za-z0-9])", re.IGNORECASE)
_SCALE_STARTS = frozenset(word[0] for word in SCALE_WORDS) | frozenset(word[0].upper() for word in SCALE_WORDS)
_SHORT_STARTS = frozenset(SHORT_SCALES) | frozenset(word.upper() for word in SHORT_SCALES)
# What may follow a number whose unit is left out: nothing of Hangul but a particle.
_BARE_END = Pattern(
    r"(?![가-힣A-Za-z0-9_])|(?:을|를|이|가|은|는|에|의|도|로|으로|과|와|씩|대|쯤|까지|부터|보다|만|인|짜리|여|달|가량|이상|이하|미만|초과|선|급)"
)
_STATUTE_BEFORE = Pattern(
    r"(?:제|법|법률|[시행]령|규정|규칙|조례|헌법|선언|협정|협약|조약|약관|정관"
    r"|훈령|고시|예선|결승|본선|리그|[0-9][인명]|각|같은|동)[ ]?\Z"
    r"|제 ?[0-9]+조[^.\n]{0,24}\Z"
)
_STATUTE_AFTER = Pattern(
    r"[ ]?(?:제?[0-9]+[항호목]|의 ?[0-9]|항|호|별|편성|각|문|에서 (?:맞|경기|1위"
    r"|2위)|에 (?:배정|편성|속)|\([가-힣 ]{1,20}\)[은는이가에의를]?[ ]?(?:따|의거"
    r"|규정|위반|명시))"
)
_YEAR_BEHIND = Pattern(r"[ ]?[0-9]{1,2}월|[ ]?(?:상|하)반기|[ ]?[1-4]분기|도|엔 |산")
_LASTING = Pattern(
    r"[ ]?(?:간|동안|만에|만인|만의|만이|째|연속|이내|안에|뒤|후|전(?![가-힣])"
    r"|전에|전까지|전부터|가량|정도|이상|이하|미만|넘|치|여|남짓|짜리|밖에|씩"
    r"|가까이|내내"
    r"|안팎|걸|내(?=[ 에로])|앞두|앞으로 다가|앞당|늦|지난 |천하)"
)
_QUARTERS_RUNNING = Pattern(r"[ ]?(?:연속|째|동안|만에|간|이상|내내)")
_TEENS = Pattern(r"[ ]?(?:[0-9]|남|여|소|청|초반|중반|후반|학생|직장|부부|들|후|이하|때|에 |의 |는 |가 |와 |~)")
_VEHICLE = Pattern(
    r"(?:[가-힣]차|버스|트럭|택시|트램|트랙터|헬기|헬리콥터|전투기|여객기|항공기|드론|로봇|자전거|오토바이|킥보드|장비|서버|컴퓨터|노트북|충전기)(?:가|는|를)?[ ]\Z"  # noqa: E501
)
"""전차 30대에: vehicles, and nobody of that age."""
_HEAVY = Pattern(r"(?:무게|중량|체중|몸무게|탄두)[^.\n]{0,12}\Z")
_MINUS = Pattern(r"(?<![가-힣A-Za-z])(?:마이너스|minus|Minus)[ ]?\Z")
# What is counted by 기; any other 1기 is a term or a series: 민선 8기, 3기 신도시.
_MACHINES = Pattern(
    r"(?:원전|원자로|발전기|터빈|위성|미사일|로켓|엔진|크레인|고분|무덤|석탑|리프트|설비|송전탑|철탑|헬기|전투기|폭격기|발사대"
    r"|고로|용광로|저장탱크|승강기|엘리베이터)(?:은|는|이|가|을|를)?[ ](?:약 |총 |모두 |최대 |최소 )?\Z"
)
_ISSUE = Pattern(r"(?:지령|통권)[ ]\Z")
_FLIGHT = Pattern(r"(?:항공|에어|여객기)[ ]?\Z")
_NOUN = Pattern(r"[ -](?!plus[ ])(?:([a-z][a-z-]{1,14}) )?([A-Za-z][A-Za-z-]{1,20})(?![A-Za-z0-9])")
_NO_NOUN = frozenset(
    [
        "was",
        "is",
        "has",
        "as",
        "its",
        "this",
        "plus",
        "less",
        "versus",
        "us",
        "yes",
        "says",
        "does",
        "goes",
        "minus",
        "bonus",
        "always",
        "perhaps",
        "thus",
        "across",
        "towards",
        "besides",
        "others",
        "hours",
        "unless",
        "whereas",
        "plans",
        "years",
        "months",
        "weeks",
        "days",
        "minutes",
        "percent",
        "points",
        "times",
    ]
)
LABELS = frozenset(
    [
        "chapter",
        "section",
        "article",
        "figure",
        "table",
        "no",
        "number",
        "version",
        "page",
        "line",
        "flight",
        "route",
        "channel",
        "act",
        "phase",
        "stage",
        "level",
        "top",
        "part",
        "volume",
        "grade",
        "class",
        "room",
        "floor",
        "group",
        "step",
        "tier",
        "windows",
        "iphone",
        "galaxy",
        "model",
        "type",
        "rule",
        "title",
        "item",
        "paragraph",
        "clause",
        "form",
        "fortune",
        "s&p",
        "nasdaq",
        "ftse",
        "stoxx",
    ]
)
_STRANGE_BEFORE = frozenset("_#№/\\:@=&%^")
_NOT_DIGITS = Pattern(
    r"[²³¹⁰-₉¼-¾⅐-⅞٠-٩۰-۹०-९\U0001d7ce-\U0001d7ff①-⑳_\u0300-\u036f\u200e\u200f\u202a-\u202e\u2066-\u2069\x00\ud800-\udfff]"
)
# 만 2천 명 are 12,000: the number began before its digits.
_TEN_THOUSAND = Pattern(r"(?<![가-힣0-9])만[ ]\Z")
_WORD_BEFORE = Pattern(r"([A-Za-z.]+)[ ]\Z")
# Amounts of 억 or 조 count no buildings: 동 is then Vietnam's money.
_DONG = Unit("VND", Kind.MONEY, ("currency",), "동", "", True)


class Part(NamedTuple):
    """A number at a place: ``numeral`` is its digits and Korean number words, ``factor`` an English number word."""

    start: int
    end: int
    numeral: str
    factor: str = ""
    unit: Unit | None = None
    scaled: bool = False
    negative: bool = False
    notes: tuple[str, ...] = ()
    signed: bool = False


def _sign_at(text: str, start: int) -> tuple[int, bool, tuple[str, ...]] | None:
    """The place before a minus sign, whether there is one, and notes; None where the digits belong to a name."""
    last = text[start - 1 : start]
    if not last:
        return start, False, ()
    before_last = text[start - 2 : start - 1] if start > 1 else ""
    if (last == "스" or (last == " " and before_last in "스s")) and (
        minus := _MINUS.search(text, max(0, start - 6), start)
    ):
        return minus.start(), True, ()
    if last in " \n(":
        return start, False, ()
    if last in "-△▲":
        if last == "-" and (before_last.isalnum() or before_last in ("-", ")", "%")):
            return None if not ("가" <= before_last <= "힣") else (start, False, ())
        return start - 1, True, ("▲ may mark a rise or a minus",) if last == "▲" else ()
    if ("a" <= last.lower() <= "z") or _NOT_DIGITS.match(last) or (last in ".," and "0" <= before_last <= "9"):
        return None
    if last == "=" and (before_last == " " or "가" <= before_last <= "힣"):
        return start, False, ()  # 1달러=1380원
    if last in _STRANGE_BEFORE and (last in "_#№\\@=&%" or before_last.isdigit()):
        return None
    return start, False, ()


def _numbered(text: str, start: int) -> bool:
    """Whether 제 makes the number an ordinal: 제24차, 제 1조, but not 경제 5%."""
    place = start - 1 if text[start - 1 : start] == " " else start
    return text[place - 1 : place] == "제" and not ("가" <= text[place - 2 : place - 1] <= "힣") if place else False


def part_at(text: str, start: int, *, joined: bool = False) -> Part | None:
    """The number whose first digit stands at a place, with the sign before and the unit after it.

    ``joined``: it is the second end of a range, so that a hyphen before it is no minus.
    """
    match = _NUMERAL.match(text, start)
    if match is None:
        return None
    numeral, end = match.group(), match.end()
    sign = sign_before(text, start)
    begin = sign[1] if sign else start
    signed = (begin, False, ()) if joined else _sign_at(text, begin)
    if signed is None and sign is not None and not sign[0].word[0].isalpha():
        signed = (begin, False, ())  # "invest$ 100 billion": a sign ends the word before it
    if (
        signed is None
        or _numbered(text, start)
        or (_TEN_THOUSAND.search(text, max(0, start - 3), start) and "천" in numeral)
    ):
        return None
    begin, negative, notes = signed
    while numeral[-1] in " \n":
        numeral, end = numeral[:-1], end - 1
    scaled = not ("0" <= numeral[-1] <= "9")
    factor, end = ("", end) if scaled else _factor(text, end, sign is not None)
    unit, end = _unit(text, end, begin, sign[0] if sign else None, bool(factor) or scaled)
    if unit is None and end < len(text) and (_NOT_DIGITS.match(text, end) or (not scaled and _continues(text, end))):
        return None
    if sign is not None and unit is not None and unit is not sign[0] and unit.id != sign[0].id:
        notes = (*notes, "two currencies")
    if sign is not None and scaled and not sign[0].word[0].isalpha() and sign[0].id != "KRW":
        notes = (*notes, "a sign with Korean number words")
    if negative and begin == 0 and text[:1] == "-" and text[1:2] == "-":
        return None
    return Part(begin, end, numeral, factor, unit, scaled or bool(factor), negative, notes, sign is not None)


def _continues(text: str, end: int) -> bool:
    """Whether letters or digits go on after the number: 5G, 6s, 1920x1080."""
    char = text[end]
    return ("a" <= char.lower() <= "z") or char == "_"


def _factor(text: str, end: int, money: bool) -> tuple[str, int]:
    following = text[end : end + 1]
    if following in " -\n":
        following = text[end + 1 : end + 2]
    if following in _SCALE_STARTS:
        match = _WORD_SCALE.match(text, end)
        if match:
            return match.group(1).lower(), match.end()
    if money and following in _SHORT_STARTS:
        match = _SHORT_SCALE.match(text, end)
        if match:
            return match.group(1).lower(), match.end()
    return "", end


def _unit(text: str, end: int, start: int, sign: Unit | None, scaled: bool) -> tuple[Unit | None, int]:
    """The unit after a number, one space or hyphen apart; else the sign that stood before it."""
    at = end + 1 if text[end : end + 1] in (" ", "\n") else end
    found = unit_at(text, at)
    if found is None and text[end : end + 1] == "-":
        found = unit_at(text, end + 1)
        if found is not None and (found[0].korean or not found[0].word[0].isalpha()):
            found = None
    if sign is not None:
        return found if found is not None and found[0].kind is Kind.MONEY else (sign, end)
    if found is not None:
        return found
    if text[end : end + 1] in (" ", "-"):
        return _noun(text, end, start, scaled)
    return None, end


def _labelled(text: str, start: int) -> bool:
    """Whether the word before makes the number a name: Chapter 11, Fortune 500."""
    before = _WORD_BEFORE.search(text, max(0, start - 14), start)
    return before is not None and before[1].rstrip(".").lower() in LABELS


def _noun(text: str, end: int, start: int, scaled: bool) -> tuple[Unit | None, int]:
    """An English noun that the number counts: one of the table, or any plural after an amount that is no year."""
    match = _NOUN.match(text, end)
    if match is None:
        return None, end
    between, noun = match.groups()
    if _labelled(text, start):
        return None, end
    if noun in COUNTERS:
        return Unit(noun, Kind.COUNT, (), noun), match.end()
    first = between or noun
    plural = first[-1] == "s" and first[-2:] != "ss" and first.lower() not in _NO_NOUN and len(first) > 3
    if plural and (scaled or not re.fullmatch(r"(?:19|20)[0-9]{2}", text[start:end])):
        return Unit(first, Kind.COUNT, (), first), end + 1 + len(first)
    return None, end


def settled(text: str, part: Part, *, alone: bool = False) -> Part | None:
    """The part with its unit told from its look-alikes; None where it is no figure.

    Args:
        text: the text it stands in.
        part: as found.
        alone: whether the text is nothing but a figure, so that a number without a unit is one.
    """
    unit = part.unit
    if unit is None:
        return _bare(text, part, alone)
    if unit.kind is Kind.DURATION and unit.korean:
        return _duration(text, part, unit)
    of_age = unit.word == "대" and re.fullmatch("[1-9]0", part.numeral) and _TEENS.match(text, part.end)
    if of_age and not _VEHICLE.search(text, max(0, part.start - 12), part.start):
        return None
    if unit.word == "파운드" and _HEAVY.search(text, max(0, part.start - 24), part.start):
        return part._replace(unit=Unit("lb", Kind.QUANTITY, (), "파운드", "", True))
    if unit.word == "위안" and re.match(r"에 ?(?:든|들|진입|올|오르|랭크|포함|속|이름)", text[part.end : part.end + 4]):
        rank = unit_at("위", 0)
        return part._replace(unit=rank[0], end=part.end - 1) if rank else None
    if unit.kind is Kind.COUNT and not unit.korean and _labelled(text, part.start):
        return None
    # One to nine 세대 may be households, or a generation.
    if unit.word == "세대" and part.numeral.isdigit() and len(part.numeral) == 1:
        return None
    if unit.word == "동" and re.search("[억조]", part.numeral):
        return part._replace(unit=_DONG)
    if unit.word == "기" and not alone and not _MACHINES.search(text, max(0, part.start - 12), part.start):
        return None
    # 13만호 are houses; 202호 is a door, and 지령 3만호 an issue.
    if unit.word == "호" and not alone and (not part.scaled or _ISSUE.search(text, max(0, part.start - 3), part.start)):
        return None
    if unit.word == "편" and _FLIGHT.search(text, max(0, part.start - 4), part.start):
        return None
    return part


def _bare(text: str, part: Part, alone: bool) -> Part | None:
    """A number without a unit: 720조 is won, 1,200만 counts something, and plain digits are no figure."""
    if not (alone and part.end == len(text)):
        if part.factor:
            return part._replace(unit=ONE)
        if not part.scaled:
            if "," in part.numeral and re.search(r"[A-Za-z] \Z", text[max(0, part.start - 2) : part.start]):
                return part._replace(unit=ONE)
            return None
        if not _BARE_END.match(text, part.end) or part.numeral[-1] in SMALL:
            return None
        if part.numeral[-1] == "조" and _is_statute(text, part):
            return None
    named = currency_before(text, part.start)
    if named is not None:
        return part._replace(unit=named[0], start=named[1])
    return part._replace(unit=WON_OMITTED if any(word in part.numeral for word in "억조億兆경") else ONE)


def _is_statute(text: str, part: Part) -> bool:
    """Whether 조 is an article of a law or a group: 형법 241조, 예선 2조, 2인 1조."""
    return bool(
        _STATUTE_AFTER.match(text, part.end) or _STATUTE_BEFORE.search(text, max(0, part.start - 32), part.start)
    )


def _duration(text: str, part: Part, unit: Unit) -> Part | None:
    plain = part.numeral.isdigit()
    number = int(part.numeral[:6]) if plain else 0
    if unit.special == "weeks":
        if _LASTING.match(text, part.end):
            return part
        if re.match(COUNTERS["주"]["beware"], text[part.end : part.end + 4]):
            return None
        return part._replace(unit=Unit("주", Kind.COUNT, (), "주", "", True))
    if unit.special == "days":
        approx = text[max(0, part.start - 2) : part.start].strip() in ("약", "최소", "최대", "총")
        return part if not plain or number > 31 or approx or _LASTING.match(text, part.end) else None
    if unit.special == "quarters":
        return part if not plain or number > 4 or _QUARTERS_RUNNING.match(text, part.end) else None
    if unit.word == "년" and plain and (number >= 1000 or _is_short_year(text, part)):
        return None
    if unit.id == "minute" and text[max(0, part.start - 2) : part.start].rstrip(" ").endswith("시"):
        return None
    return part


def _is_short_year(text: str, part: Part) -> bool:
    """Whether two digits are a year: '25년, 25년 3월."""
    return text[part.start - 1 : part.start] in ("'", "’", "‘") or bool(_YEAR_BEHIND.match(text, part.end))
