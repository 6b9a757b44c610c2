"""Amounts: what one number, or the two ends of a range, come to."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from stargate_claims.model.quantities import Hedge
from stargate_claims.reading import hedges
from stargate_claims.reading.numerals import NotANumber, Number, read, scale_factor, whole
from stargate_claims.reading.parts import Part, part_at, settled
from stargate_claims.reading.patterns import Pattern
from stargate_claims.reading.units import Kind, Unit


class Amount(NamedTuple):
    """What a figure says before the words around it bound it.

    ``low`` and ``high`` are equal for one number; ``nominal`` is the number printed, None for ranges and vague ones.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: Unit
    nominal: Decimal | None = None
    grain: Decimal | None = None
    printed: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    hedge: Hedge = Hedge.EXACT
    notes: tuple[str, ...] = ()


_SIGN = Pattern(r"[ ]?(?:[~∼–—]|-(?! ))[ ]?(?:약 ?)?(?:[A-Z]{0,3}[$€£₩¥] ?)?(?=[0-9])")
_FROM = Pattern(r"(?:에서|부터|[ ]?내지)[ \n]?(?P<hedge>약|최대|많게는|최고)?[ \n]?(?=[0-9])")
_TO = Pattern(r"-?[ ](?P<word>to|and)[ ](?P<under>under |less than )?(?:[A-Z]{0,3}[$€£₩¥] ?|[A-Z]{3} )?(?=[0-9])")
_CLOSED = Pattern(r"[ ]?(?P<word>이상|초과)(?:인|의|에서)?(?:[ ]?~[ ]?|,?[ ])?(?=[0-9])")
_ENDED = Pattern(r"[ ]?(?P<word>이하|미만)")
_JOINTS = frozenset("~∼–—- 에부내이초")
_JOINTS_APART = frozenset("~∼–—-내이초ta")
_AS_RANGE = Pattern(r"[ ]?(?:까지|사이|정도|가량|안팎|내외|의(?![가-힣])|수준|선(?=[ 의]))")
_CHANGED = Pattern(r"[ ]?(?:으로|로)")
_LENGTHS = ("km", "m", "mi")
_SPEEDS = {"시속": "/h", "초속": "/s"}
_CLASS = Pattern(r"급(?![여등속히])|대(?=[ 를을의로에가는인,.)'’”」』와다까초중후규\n]|\Z)")


def amount_at(text: str, start: int, *, alone: bool = False) -> Amount | None:
    """The amount whose first digit stands at a place; None where the digits are no figure.

    Raises:
        NotANumber: if the digits are grouped or ordered as no number is.
    """
    first = part_at(text, start)
    if first is None:
        return None
    amount = _range(text, first, alone)
    if amount is None:
        part = settled(text, first, alone=alone)
        if part is None:
            return None
        amount = lengthened(text, _single(text, part))
    unit = amount.unit
    if unit.factor:
        return in_whole(amount)
    if unit.id in _LENGTHS and (a_time := _SPEEDS.get(text[max(0, amount.start - 3) : amount.start].strip())):
        return amount._replace(unit=unit._replace(id=unit.id + a_time))
    return amount


@lru_cache(maxsize=8192)
def _number(numeral: str, factor: str, negative: bool) -> Number:
    number = read(numeral)
    if not factor and not negative:
        return number
    by = (scale_factor(factor) if factor else 1) * (-1 if negative else 1)
    with localcontext() as context:
        context.prec = 100
        scaled = [None if x is None else whole(x * abs(by)) for x in (number.grain, number.printed, number.step)]
        return number._replace(
            value=whole(number.value * by),
            grain=scaled[0],
            printed=scaled[1] or number.printed,
            step=scaled[2],
            scale=number.scale * abs(by),
        )


def _single(text: str, part: Part) -> Amount:
    number = _number(part.numeral, part.factor, part.negative)
    unit, end, notes = part.unit, part.end, part.notes + number.notes
    assert unit is not None
    value = number.value
    if number.step is not None:
        high = value + number.step
        return Amount(part.start, end, value, high, unit, value, number.grain, number.printed, False, True,
                      Hedge.APPROX, notes)  # fmt: skip
    if unit.word == "위":
        notes = (*notes, "rank")
    amount = Amount(part.start, end, value, value, unit, value, number.grain, number.printed, notes=notes)
    return of_class(text, amount)


def of_class(text: str, amount: Amount) -> Amount:
    """10조원대 reaches to the next step of its last digit that is no zero; 500MW급 is about that large."""
    end, value = amount.end, amount.low
    if text.startswith("-class", end):
        return amount._replace(end=end + 6, hedge=Hedge.ORDER_OF_MAGNITUDE)
    if text[end : end + 1] not in ("대", "급") or amount.unit.word == "대" or not _CLASS.match(text, end):
        return amount
    if text[end] == "급":
        return amount._replace(end=end + 1, hedge=Hedge.ORDER_OF_MAGNITUDE)
    high = value + (amount.grain or amount.printed or 1)
    return amount._replace(end=end + 1, high=high, high_open=True, hedge=Hedge.ORDER_OF_MAGNITUDE)


_SMALLER = {"year": ("month", 12), "hour": ("minute", 60)}
_LONGER = Pattern("여|[ ]?[반0-9]")  # what the words below begin with
_AND_HALF = Pattern(r"[ ]?반(?:(?![가-힣])|(?=만에|이[ ]|에|을|동안|째|간))")
_AND_MORE = Pattern(r"여(?:(?![가-힣])|(?=만에|간|동안|의|에|를|가[ ]))")
_AND_SMALLER = Pattern(r"[ ]?(?P<number>[0-9]{1,2})[ ]?(?P<unit>개월|달|분)(?![가-힣]*기)")


def lengthened(text: str, amount: Amount) -> Amount:
    """A length of time with what follows its unit: 1년 6개월 are 18 months, 2년 반, 3개월여."""
    unit, end = amount.unit, amount.end
    following = text[end : end + 2]
    if not following or not unit.korean or not _LONGER.match(following) or amount.low != amount.high:
        return amount
    if amount.low > 10**6:
        return amount
    lasting = unit.kind is Kind.DURATION
    if following[0] == "여" and _AND_MORE.match(text, end):
        step = 1 if lasting else (amount.grain or 1)
        return amount._replace(end=end + 1, high=amount.low + step, high_open=True, hedge=Hedge.APPROX)
    if not lasting:
        return amount
    if "반" in following and (half := _AND_HALF.match(text, end)):
        value = amount.low + Decimal("0.5")
        return amount._replace(end=half.end(), low=value, high=value, nominal=value, grain=Decimal("0.5"))
    smaller = _AND_SMALLER.match(text, end) if unit.id in _SMALLER else None
    if smaller is None:
        return amount
    name, count = _SMALLER[unit.id]
    if (name == "minute") != (smaller["unit"] == "분") or int(smaller["number"]) >= count:
        return amount
    value = amount.low * count + int(smaller["number"])
    ending = unit._replace(id=name, word=smaller["unit"])
    return Amount(amount.start, smaller.end(), value, value, ending, value, Decimal(1), Decimal(1), notes=amount.notes)


def in_whole(amount: Amount) -> Amount:
    """An amount of 센트 in 달러, of 할 in percent, of decades in years."""
    factor = Decimal(amount.unit.factor)
    with localcontext() as context:
        context.prec = 100
        low, high, nominal, grain, printed = (
            None if value is None else value * factor
            for value in (amount.low, amount.high, amount.nominal, amount.grain, amount.printed)
        )
    assert low is not None
    assert high is not None
    return amount._replace(low=low, high=high, nominal=nominal, grain=grain, printed=printed)


def _range(text: str, first: Part, alone: bool) -> Amount | None:
    """Both ends of a range that starts with this part; None where it doesn't."""
    following = text[first.end : first.end + 2]
    if not following or following[0] not in _JOINTS or (following[0] == " " and following[1:] not in _JOINTS_APART):
        return None
    closed = _CLOSED.match(text, first.end)
    if closed:
        return _closed_range(text, first, closed, alone)
    for pattern in (_SIGN, _FROM, _TO):
        joint = pattern.match(text, first.end)
        if joint:
            second = _second(text, first, joint.end(), alone)
            if second is None or not _is_range(text, first, second, joint, pattern):
                return None
            return _between(first, second, high_open=pattern is _TO and joint["under"] is not None)
    return None


def _second(text: str, first: Part, start: int, alone: bool) -> Part | None:
    """The second end: settled, and in the unit of the first where that has one."""
    part = part_at(text, start, joined=True)
    if part is None:
        return None
    if part.unit is None and first.signed and (part.scaled or not first.scaled):
        return part._replace(unit=first.unit)
    if part.unit is None and first.unit is not None and part.scaled == first.scaled:
        return part._replace(unit=first.unit)
    # Of a range that is a text of its own the second end still needs its unit.
    part = settled(text, part, alone=alone and part.unit is not None)
    if part is None or part.unit is None:
        return None
    if first.unit is None or first.unit.id == part.unit.id or first.unit.word == part.unit.word:
        return part
    return part if first.unit.word == "$" and part.unit.kind is Kind.MONEY else None


def _is_range(text: str, first: Part, second: Part, joint: re.Match[str], pattern: Pattern) -> bool:
    """A에서 B is a range only where a word says so; "5달러에서 27달러로" is a change, two figures."""
    if pattern is _SIGN:
        return True
    before = text[max(0, first.start - 10) : first.start].lower()
    if pattern is _TO:
        return before.endswith("between ") if joint["word"] == "and" else not before.endswith(("from ", "to "))
    if "내지" in joint.group():
        return True
    if _CHANGED.match(text, second.end):
        return False
    if joint["hedge"] or _AS_RANGE.match(text, second.end):
        return True
    return any(bound.hedge is Hedge.AT_LEAST for bound in hedges.before(text, first.start))


def _ends(first: Part, second: Part) -> tuple[Number, Number]:
    """The numbers of both ends: the first borrows the number words of the second where it has none."""
    high = _number(second.numeral, second.factor, second.negative)
    low = _number(first.numeral, first.factor, first.negative)
    if not first.scaled and second.scaled:
        share = high.scale
        if low.value * share <= high.value or low.value > high.value:
            return Number(low.value * share, None, low.printed * share), high
    return low, high


def _between(first: Part, second: Part, low_open: bool = False, high_open: bool = False, end: int = 0) -> Amount:
    low, high = _ends(first, second)
    unit = second.unit
    assert unit is not None
    ends = sorted(((low.value, low_open), (high.value + (high.step or 0), high_open or high.step is not None)))
    notes = tuple(dict.fromkeys(first.notes + second.notes + low.notes + high.notes))
    (bottom, bottom_open), (top, top_open) = ends
    if bottom == top:
        bottom_open = top_open = False
    return Amount(
        first.start,
        end or second.end,
        bottom,
        top,
        unit,
        grain=high.grain,
        printed=high.printed,
        low_open=bottom_open,
        high_open=top_open,
        notes=notes,
    )


def _closed_range(text: str, first: Part, joint: re.Match[str], alone: bool) -> Amount | None:
    """30명 이상 300명 미만."""
    second = _second(text, first, joint.end(), alone)
    ended = _ENDED.match(text, second.end) if second is not None else None
    if second is None or ended is None:
        return None
    low, high = _ends(first, second)
    if low.value >= high.value:
        return None
    return _between(first, second, joint["word"] == "초과", ended["word"] == "미만", ended.end())


__all__ = ["Amount", "Kind", "NotANumber", "amount_at"]
