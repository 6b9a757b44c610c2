"""Figures without digits: 수천억, 두 곳, 이틀, 절반, 단 한 건도, "several billion", "five years", "no contracts"."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from stargate_claims.model.quantities import Hedge
from stargate_claims.reading.numerals import (
    BIG,
    ENGLISH,
    HANGUL_DIGITS,
    NATIVE,
    SCALE_WORDS,
    SMALL,
    TENS,
    NotANumber,
    read,
    scale_factor,
)
from stargate_claims.reading.patterns import Pattern
from stargate_claims.reading.ranges import Amount, in_whole, lengthened, of_class
from stargate_claims.reading.units import COUNTERS, WON_OMITTED, Kind, Unit, sign_before, unit_at

_H = "가-힣"
_NUMERALS = HANGUL_DIGITS + SMALL + BIG
_SURNAMES = frozenset("이오구")
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "여드레": 8,
    "아흐레": 9,
    "열흘": 10,
    "보름": 15,
}
_LENGTHS = {
    **{word: (Decimal(days), Unit("day", Kind.DURATION, (), word, "", True)) for word, days in _DAYS.items()},
    "반년": (Decimal(6), Unit("month", Kind.DURATION, (), "반년", "", True)),
    "일주일": (Decimal(1), Unit("week", Kind.DURATION, (), "일주일", "", True)),
    "반나절": (Decimal(6), Unit("hour", Kind.DURATION, (), "반나절", "", True)),
}
_MEASURED = {"배": Unit("x", Kind.QUANTITY, (), "배", "", True)}
_TIME_WORDS = {"달": "month", "해": "year", "시간": "hour", "주": "week", "주일": "week", "분기": "quarter"}

_NATIVE_COUNTERS = sorted(
    (word for word, row in COUNTERS.items() if row["language"] == "ko" and row["native"] != "no"), key=len, reverse=True
)
_NATIVE_UNITS = {
    **{word: Unit(word, Kind.COUNT, (), word, "", True) for word in _NATIVE_COUNTERS},
    **{word: Unit(unit, Kind.DURATION, (), word, "", True) for word, unit in _TIME_WORDS.items()},
    **_MEASURED,
}
_BEWARE = {word: Pattern(COUNTERS[word]["beware"]) for word in _NATIVE_COUNTERS if COUNTERS[word]["beware"]}
_ONE = Decimal(1)
_COUNTED = "".join({word[0] for word in (*_NATIVE_COUNTERS, *_TIME_WORDS, *_MEASURED)})
_NATIVE = Pattern(
    rf"(?P<number>{'|'.join(sorted(NATIVE, key=len, reverse=True))})(?P<space>[ ]?)"
    rf"(?P<counter>{'|'.join(_NATIVE_COUNTERS)}|달|해|시간|분기|배(?=[로가의를 ])|주일|주(?=간|일| ))(?P<none>도|조차)?"
)
# After 한 these are "a certain" one, unless a particle counts it.
_NOUNS = frozenset(["기업", "회사", "업체", "나라", "건물", "팀"])
_COUNTED_NOUN = Pattern(r"[도만당뿐]|이상|밖에|조차")
_NATIVE_END = Pattern(
    rf"(?![{_H}])|(?:을|를|이|가|은|는|에|의|도|로|만|나|씩|쯤|째|간|동안|뿐|밖에|까지|당|꼴|짜리|이나|에서|전|뒤|후|여|이상|이하|조차|과|와)"
)
_LENGTH = Pattern(
    rf"(?P<word>{'|'.join(_LENGTHS)})(?:(?P<long>간|동안)|(?![{_H}])|(?=만에|째|를|을|이|가|전|뒤|후|의|에|도|씩|쯤|새|만))"
)
_A_DAY = Pattern(r"[ ](?:평균|약|최대|최소|최고|[0-9])")  # so much each day
_HALF = Pattern(r"절반")
_VAGUE = Pattern(rf"(?P<word>[수몇])[ ]?(?P<numeral>[{SMALL}{BIG}]{{1,4}})(?P<more>여)?")
_VAGUE_JOINT = Pattern(r"[ ]?[~∼–-][ ]?(?=[수몇])")
_SINO = Pattern(rf"[{_NUMERALS}]{{1,24}}")
_FRACTION = Pattern(r"분의[ ]?")
_NEGATED = Pattern(r"[^.!?\n]{0,40}?(?:못|않|없|아니)")

_ENGLISH_COUNTERS = "|".join(word for word, row in COUNTERS.items() if row["language"] == "en")
_ONES = "|".join(sorted((word for word in ENGLISH if word not in TENS), key=len, reverse=True))
_WORD = "|".join(SCALE_WORDS)
_ENGLISH = Pattern(
    rf"(?:(?P<ten>{'|'.join(TENS)})(?:[- ](?P<one>{_ONES}))?|(?P<low>{_ONES})|(?P<a>half an?"
    rf"|an?)(?=[ ](?:{_WORD}|decade)(?![a-z])|(?<=half a)[ ]percentage|(?<=half an)[ ]hour))"
    r"(?P<half>[ ]and[ ]a[ ]half)?"
    rf"(?P<scales>(?:[ -](?:{_WORD})(?![a-z])){{0,2}})(?=fold|(?![A-Za-z]))",
    re.IGNORECASE,
)
_SEVERAL = Pattern(
    rf"(?:(?P<several>several|a few|some few)[ ](?P<scale>{_WORD})(?:[ ](?P<scale2>{_WORD}))?(?![a-z])"
    rf"|(?P<many>tens|dozens|hundreds|thousands|millions|billions|trillions)[ ]of[ ](?:(?P<of>{_WORD})s(?![a-z]))?)",
    re.IGNORECASE,
)
_ADJECTIVE = Pattern(
    rf"[ ](?!(?:of|or|to|in|and|at|on|for)[ ])[a-z][a-z-]{{1,14}}[ ](?=(?:{_ENGLISH_COUNTERS})(?![A-Za-z]))"
)
_IN_A_NAME = Pattern(r"[A-Z]\w+[ -][A-Z]\w+[ ][A-Z]\Z")
_PARTS = Pattern(
    r"(?:(?P<several>(?:one|two|three|four)[ -](?:third|quarter|fifth|tenth)s?)(?![A-Za-z])"
    r"|(?:(?P<whole>an?)[ ](?P<part>half|third|quarter|fifth|tenth)|half)(?=[ ](?:of|the|its|their|that)\b|[,.;)]|\Z))",
    re.IGNORECASE,
)
_NO_ADJECTIVE = (
    "more|less|fewer|longer|such|other|further|additional|or|and|of|than|at|in|on|for|to|from|with|by|as|but|if"
    "|is|are|was|were|be|been|has|have|had|will|would|can|could|may|that|which|who"
)
_DESCRIBED = rf"(?:(?!(?:{_NO_ADJECTIVE})[ ])[a-z][a-z-]{{1,14}}[ ]){{0,3}}"
_NONE = Pattern(
    rf"(?:(?P<none>no|zero|not a single|not one)|(?P<one>one|a single|any))[ ]{_DESCRIBED}"
    rf"(?P<counter>{_ENGLISH_COUNTERS})(?![A-Za-z])",
    re.IGNORECASE,
)
# A denial that reaches the figure: nothing between them may bound it, or begin another statement.
_DENIED_BEFORE = Pattern(
    r"(?:\bnot|n['’]t|\bnever|\byet to|\bwithout|\bfail(?:ed|s)? to)"
    r"(?:(?!\b(?:than|only|just|least|most|over|because|until|but|and|while|if)\b)[^.,!?;:\n]){0,40}[ ]\Z",
    re.IGNORECASE,
)
_TO_WORD = Pattern(r"[ ](?:to|or)[ ](?=[a-z])|-to-(?=[a-z])")
_OF_SCALE = Pattern(rf"[ ]of[ ]an?[ ](?P<scale>{_WORD})(?![a-z])", re.IGNORECASE)
_DIVISORS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MANY = {
    "tens": (20, 100),
    "dozens": (24, 100),
    "hundreds": (200, 1000),
    "thousands": (2000, 10**6),
    "millions": (2 * 10**6, 10**9),
    "billions": (2 * 10**9, 10**12),
    "trillions": (2 * 10**12, 10**15),
}
_SHARE = Unit("%", Kind.PERCENT, (), "절반", "", True)
_SHARES = Unit("주", Kind.COUNT, (), "주", "", True)
_LAST = Pattern(r"(?:first|second|third|latter|last|other|next|previous|fourth|final)[ -]\Z", re.IGNORECASE)

_FIRST = "수몇절한두세석네넉다여일아열스서마쉰너대예하이사나닷엿보반영삼오육칠팔구십백천만一二三四五六七八九十百千"
_IN_KOREAN = (
    rf"[{_NUMERALS}](?:[{_NUMERALS}]|[ ]?(?:명|개|달러|원|건|대|곳))|[한두세석네넉][ ]?[{_COUNTED}]|[한두][두세서]"
    rf"|[수몇][ ]?[{SMALL}{BIG}]|절반|다섯|여[섯덟드]|일[곱주흔]|아[홉흐흔]|열[흘 한두세네다여일아]|스[무물]"
    rf"|서[른너]|마흔|쉰[ 한두세네다여일아]"
    rf"|예순"
    r"|[너네][덧댓]|대여섯|예닐|하루|이[틀레]|[사나]흘|[닷엿]새|보름|반[년나]"
)
_IN_ENGLISH = (
    r"[oO]ne|[tT](?:wo|hree|en|hir|hous|wel|wen|rilli)|[fF](?:ive|our|if|ort)|[sS](?:ix|even|ever)|[eE](?:igh|lev)"
    r"|[nN](?:ine|o |ot (?:a s|one))|[zZ]ero|[hH](?:alf|undred)|[dD]ozens|[mM]illions|[bB]illions"
    r"|[aA]ny |[aA] single "
    r"|[aA]n? (?:hundr|thous|mill|bill|tri|quadr|dozen|decade|crore|lakh|few|half|third|quarter|fifth|tenth)"
)
# Syllables that are printed together with a number word: 약두 곳, 단한 건도.
_GLUED = "약총단각"
_START = (
    rf"(?:[{_GLUED}](?=[{_FIRST}]))?(?=[{_FIRST}])(?={_IN_KOREAN})"
    rf"|(?<!-)(?=[oOtTfFsSeEnNzZhHaAdDmMbB])(?={_IN_ENGLISH})"
)
# It begins with one set of characters, which ``re`` scans for without trying the rest.
_STARTS = Pattern(rf"[^{_H}一-龥A-Za-z0-9_](?=[{_FIRST}{_GLUED}oOtTfFsSeEnNzZhHaAdDmMbB])(?:{_START})")
_FIRST_OF_ALL = Pattern(_START)


def word_starts(text: str) -> list[int]:
    """Every place where a figure in words may start, left to right."""
    first = _FIRST_OF_ALL.match(text)
    starts = [match.end() for match in _STARTS.finditer(text)]
    return starts if first is None else [first.end(), *starts]


def word_amount_at(text: str, at: int, *, alone: bool = False) -> Amount | None:
    """The amount in words that starts at a place; None where there is none."""
    amount = _word_amount(text, at, alone)
    return in_whole(amount) if amount is not None and amount.unit.factor else amount


def _word_amount(text: str, at: int, alone: bool) -> Amount | None:
    char = text[at]
    if char.isascii():
        return _english(text, at)
    if char in "수몇":
        return _vague(text, at)
    if char == "절":
        return (
            _percent(at, at + 2, Decimal(50)) if _HALF.match(text, at) and not text[at + 2 : at + 3].isdigit() else None
        )
    return _length(text, at) or _native(text, at, alone) or _sino(text, at, alone)


def _point(start: int, end: int, value: Decimal, unit: Unit, notes: tuple[str, ...] = ()) -> Amount:
    return Amount(start, end, value, value, unit, value, value or None, value or Decimal(1), notes=notes)


def _percent(start: int, end: int, value: Decimal, notes: tuple[str, ...] = ()) -> Amount:
    return Amount(start, end, value, value, _SHARE, value, None, None, notes=notes)


def fraction(start: int, end: int, over: Decimal, under: Decimal) -> Amount | None:
    """A share as a percentage: 3분의 1 is 33.33… %, cut at 34 digits and noted."""
    if not under:
        return None
    with localcontext() as context:
        context.prec = 34
        value = over * 100 / under
        exact = value * under == over * 100
    return _percent(start, end, value, () if exact else ("rounded to 34 digits",))


def fraction_at(text: str, start: int) -> Amount | None:
    """3분의 1, 100분의 15."""
    match = re.compile(r"([0-9]{1,6})[ ]?분의[ ]?([0-9]{1,6})(?![0-9,.])").match(text, start)
    return fraction(start, match.end(), Decimal(match[2]), Decimal(match[1])) if match else None


def _length(text: str, at: int) -> Amount | None:
    match = _LENGTH.match(text, at)
    if match is None or (match["word"] == "하루" and _A_DAY.match(text, match.end())):
        return None
    value, unit = _LENGTHS[match["word"]]
    return _point(at, match.end(), value, unit)


def _native(text: str, at: int, alone: bool) -> Amount | None:
    """두 곳, 한두 건; 단 한 건도 before a denial is exactly none."""
    match = _NATIVE.match(text, at)
    if match is None or text.startswith("세대", at):  # households, or a generation; three cars are 세 대
        return None
    counter, (low, high) = match["counter"], NATIVE[match["number"]]
    end = match.end("counter")
    beware = _BEWARE.get(counter)
    if (beware is not None and beware.match(text, end)) or not _NATIVE_END.match(text, end):
        return None
    if (counter == "번" and not match["space"]) or (
        match["number"] == "한" and counter in _NOUNS and not _COUNTED_NOUN.match(text, end)
    ):
        return None
    if match["none"] and low == high == 1 and _denied(text, at, match.end(), alone):
        unit = Unit(counter, Kind.COUNT, (), counter, "", True)
        return Amount(at, match.end(), Decimal(0), Decimal(0), unit, Decimal(0), None, _ONE)
    unit = _NATIVE_UNITS[counter]
    if low != high:
        return Amount(at, end, Decimal(low), Decimal(high), unit, None, _ONE, _ONE)
    value = Decimal(low)
    return lengthened(text, Amount(at, end, value, value, unit, value, _ONE, _ONE))


def _denied(text: str, start: int, end: int, alone: bool) -> bool:
    """Whether "한 건도" is denied later in the sentence; alone, 단 before it says so."""
    return bool(_NEGATED.match(text, end)) or (alone and text[:start].strip() in ("", "단") and not text[end:].strip())


def denied_at(text: str, amount: Amount, alone: bool) -> Amount | None:
    """One in digits before a denial, as in 1건도 없다: exactly none."""
    if (
        amount.low != 1
        or amount.high != 1
        or amount.unit.kind is not Kind.COUNT
        or text[amount.end : amount.end + 1] != "도"
    ):
        return None
    if not _denied(text, amount.start, amount.end + 1, alone):
        return None
    return amount._replace(end=amount.end + 1, low=Decimal(0), high=Decimal(0), nominal=Decimal(0), grain=None)


def _unit_after(text: str, end: int) -> tuple[Unit, int] | None:
    return unit_at(text, end + 1 if text[end : end + 1] in (" ", "\n") else end)


_BARE = Pattern(rf"(?![{_H}A-Za-z0-9])|(?:을|를|이|가|은|는|에|의|도|로|대|규모|이상)")


def _vague(text: str, at: int) -> Amount | None:
    """수천억 달러: from twice to ten times its number word."""
    if "가" <= text[at - 1 : at] <= "힣" and at:
        return None
    match, first = _VAGUE.match(text, at), None
    if match is None:
        return None
    try:
        number = read(match["numeral"])
        joint = _VAGUE_JOINT.match(text, match.end())
        if joint is not None:  # 수백만~수천만원
            first, match = number.value, _VAGUE.match(text, joint.end()) or match
            number = read(match["numeral"])
    except NotANumber:
        return None
    found = _unit_after(text, match.end())
    if found is None:
        if number.value < 10**8 or not _BARE.match(text, match.end()):
            return None
        found = WON_OMITTED, match.end()
    unit, end = found
    if unit.word == "년" and text[end : end + 1] == "대":
        return None
    low = 2 * number.value if first is None else 2 * first
    if text[end : end + 1] == "대" and unit.kind is Kind.MONEY:
        end += 1
    if unit.special == "weeks":
        unit = _SHARES
    return Amount(at, end, low, 10 * number.value, unit, None, number.value, number.value, False, True,
                  Hedge.ORDER_OF_MAGNITUDE)  # fmt: skip


def _sino(text: str, at: int, alone: bool) -> Amount | None:
    """일억사천만 주, 오천억, 五千億: a unit must follow, or an amount of 억 or 조."""
    match = _SINO.match(text, at)
    if match is None:
        return None
    numeral, end = match.group(), match.end()
    if text[at - 1 : at].isdigit() or not any(char in SMALL + BIG for char in numeral) or numeral[0] in "억조경億兆":
        return None
    try:
        number = read(numeral)
    except NotANumber:
        return None
    found = _unit_after(text, end)
    if found is None:
        if alone and end == len(text):
            unit = WON_OMITTED if number.value >= 10**8 else Unit("1", Kind.COUNT, ("unit",))
            return Amount(at, end, number.value, number.value, unit, number.value, number.grain, number.printed)
        # 구조 and 백조 are words: an amount left without its unit has a small number word too, as 오천억 has.
        if (
            number.value < 10**8
            or not any(char in SMALL for char in numeral)
            or numeral == "백조"
            or not _BARE.match(text, end)
        ):
            return None
        found = WON_OMITTED, end
    unit, end = found
    if unit.special == "weeks":
        unit = _SHARES
    idiom = numeral == "만" and unit.word == "원"
    if (
        (idiom and not alone)
        or unit.special
        or unit.id == "%"
        or (len(numeral) == 1 and unit.kind not in (Kind.MONEY, Kind.COUNT))
    ):
        return None
    if (
        not alone
        and end - at == 3
        and numeral[0] in _SURNAMES
        and (numeral[1] in "억조" or unit.kind is not Kind.MONEY)
    ):
        return None  # 이억원, 오만석: names sooner than amounts
    notes = ("a full house or 10,000 won",) if idiom else ()
    amount = Amount(at, end, number.value, number.value, unit, number.value, number.grain, number.printed, notes=notes)
    return of_class(text, amount)


def _english(text: str, at: int) -> Amount | None:
    if text[at - 1 : at] == "." and at:
        return None
    none = _NONE.match(text, at)
    if none and (none["none"] or _DENIED_BEFORE.search(text, max(0, at - 60), at)):
        counter = none["counter"]
        unit = Unit(counter, Kind.COUNT, (), counter)
        return Amount(at, none.end(), Decimal(0), Decimal(0), unit, Decimal(0), None, Decimal(1))
    return _share(text, at) or _several(text, at) or _spelled(text, at)


def _share(text: str, at: int) -> Amount | None:
    """A quarter of, two-thirds, half of."""
    match = _PARTS.match(text, at)
    if match is None or _LAST.search(text, max(0, at - 10), at):
        return None
    whole, part = "a", match["part"] or "half"
    if match["several"]:
        whole, part = re.split("[ -]", match["several"])
    over, under = Decimal(ENGLISH.get(whole.lower(), 1)), Decimal(_DIVISORS[part.lower().rstrip("s")])
    of_scale = _OF_SCALE.match(text, match.end())
    if of_scale is not None:
        return _part_of_scale(text, at, of_scale, over, under)
    return fraction(at, match.end(), over, under)


def _part_of_scale(text: str, at: int, match: re.Match[str], over: Decimal, under: Decimal) -> Amount | None:
    """A quarter of a million people."""
    found = unit_at(text, match.end() + 1) if text[match.end() : match.end() + 1] == " " else None
    with localcontext() as context:
        context.prec = 34
        value = over * scale_factor(match["scale"]) / under
    if found is None or found[0].korean or value * under != over * scale_factor(match["scale"]):
        return None
    return _point(at, found[1], value, found[0])


def _several(text: str, at: int) -> Amount | None:
    match = _SEVERAL.match(text, at)
    if match is None:
        return None
    if match["several"]:
        base = scale_factor(match["scale"]) * (scale_factor(match["scale2"]) if match["scale2"] else 1)
        low, high, end = 2 * base, 10 * base, match.end()
    else:
        low, high = _MANY[match["many"].lower()]
        by = scale_factor(match["of"]) if match["of"] else 1
        low, high, end = low * by, high * by, match.end()
    if text.startswith(" of ", end):
        end += 3
    found = unit_at(text, end + (text[end : end + 1] == " "))
    if found is None:
        return None
    unit, end = found
    return Amount(at, end, Decimal(low), Decimal(high), unit, None, Decimal(low) / 2, Decimal(low) / 2, False, True,
                  Hedge.ORDER_OF_MAGNITUDE)  # fmt: skip


def _scales(match: re.Match[str]) -> Decimal:
    factor = Decimal(1)
    for word in re.findall("[a-z]+", match["scales"].lower()):
        factor *= scale_factor(word)
    return factor


def _spelled_number(match: re.Match[str]) -> Decimal:
    base = Decimal(sum(ENGLISH[match[name].lower()] for name in ("ten", "one", "low") if match[name]))
    if match["a"]:
        base = Decimal("0.5") if match["a"].lower().startswith("half") else Decimal(1)
    if match["half"]:
        base += Decimal("0.5")
    return base * _scales(match)


def _spelled(text: str, at: int) -> Amount | None:
    """Five years, eighty percent, twenty-five sites, half a billion dollars."""
    match = _ENGLISH.match(text, at)
    if match is None:
        return None
    base, end, top = _spelled_number(match), match.end(), None
    joint = _TO_WORD.match(text, end)
    if joint is not None and (second := _ENGLISH.match(text, joint.end())) is not None:
        top, end = _spelled_number(second), second.end()
        if top <= base or match["scales"]:
            return None
        base *= _scales(second)
    found = unit_at(text, end + (text[end : end + 1] != "f")) if text[end : end + 1] in (" ", "-", "\n", "f") else None
    if found is None and base > 1 and (adjective := _ADJECTIVE.match(text, end)):
        found = unit_at(text, adjective.end())
    if found is None or found[0].korean or found[0].word == "x":
        return None
    unit, end = found
    if unit.id == "x" and unit.word == "times" and base < 2:
        return None
    if unit.kind is Kind.QUANTITY and text[at].isupper() and _IN_A_NAME.search(text[at : end + 2]) is not None:
        return None  # Three Mile Island
    if top is not None:
        return Amount(at, end, base, top, unit, None, Decimal(1), Decimal(1))
    return Amount(at, end, base, base, unit, base, base or None, Decimal(1) if base < 100 else base)


__all__ = ["denied_at", "fraction_at", "sign_before", "word_amount_at", "word_starts"]
