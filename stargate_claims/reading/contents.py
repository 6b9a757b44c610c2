"""What figures and statements say: the measure, the value and how it is meant, before anybody asks who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attrs import evolve

from stargate_claims.model.claims import Adequacy, Force
from stargate_claims.model.intervals import Interval, Window
from stargate_claims.model.quantities import Hedge, Quantity
from stargate_claims.reading.cues import (
    ForceCue,
    MeasureCue,
    StateCue,
    at_once,
    contract_kind,
    force_of,
    measure_of,
)
from stargate_claims.reading.doubts import Doubt, Guess
from stargate_claims.reading.drafting import Article, Content, Setting, polarity
from stargate_claims.reading.figures import Figure
from stargate_claims.reading.forces import PAST_ENDING, figure_force
from stargate_claims.reading.frames import Whos
from stargate_claims.reading.phrases import Phrase
from stargate_claims.reading.units import Kind

UNKNOWN = "figure_stated"
"""The measure of a figure whose question no cue names: a person chooses."""
_WATTS = frozenset(("W", "kW", "MW", "GW", "TW"))
_ORDINAL = frozenset(("회", "차", "위", "번", "호선", "층", "인", "살", "세", "학년", "부", "조", "절"))
"""Counters that more often number, or describe, than count."""
_MEMBERS = frozenset(("국", "사", "자", "당", "개국", "개사", "부처"))
_TIME_UNITS = frozenset(("minute", "hour", "day", "week", "month", "year"))
_MANY = 1000
"""From so many on, a count in words is stated as one in digits is."""
_FEW = 10
"""Of fewer, these counters tell who they are: 3국, 2사."""
_TAKES = re.compile(
    r"(?:은|이|가)? ?(?:더 |덜 )?(?:걸[리린릴려렸]|소요|늦[어은춰추춘출췄]|앞당|벌어|뒤처|남[았은아])"
    r"|[을의]? ?(?:선고|구형|실형)|,? (?:longer|behind|ahead|late)"
)
_GROUP = re.compile(
    r"당(?![가-힣])| ?(?:기업|회사|업체|국|사(?![가-힣])|단체|시민단체|부문|분야|팀|언어"
    r"|월|년|기관|지역|주(?![가-힣])|부처|항목|도시)"
)
_PAST_WORD = re.compile(
    r"\b(?:[a-z]{3,}(?<!expect)(?<!plann)ed|was|were|had|has|have|took|got|gave|made|ran|came|went|held|kept|left|led|met|paid|brought|built|bought"
    r"|lost|sent|won|cost|is|are)\b"
)
_WHO_TOLD = re.compile(r"(?:을|를) (?:[가-힣]+ )?인용|의 (?:말|설명|입)을|에게서|에게 물은")
"""소식통 2명을 인용해: of how many it was heard."""
_OUR_MONEY = re.compile(r"(?:우리 ?돈|한화|원화)(?:으로|로)? ?(?:약 |대략 )?\Z")
_BOUNDED = re.compile(r"까지|에서 [0-9]|으?로 (?:늘|줄|연장|단축|늦)")
_FALLS = re.compile(r"하락|내렸|내린|떨어|급락|폭락|뒷걸음|(?i:\bfell\b|\bdropped\b|\bdeclined\b|\blost\b|\bdown\b)")
_LACKS = re.compile(r"(?:자금력|돈|자금|재원)[을를이가]? ?(?:갖추지|가지고 있지|갖고 있지|확보하지|없|부족)")
_DENIABLE = frozenset(("funds_available", "index_change_pct"))
_BESIDE = 8
"""Figures to either side that may bound the words of one."""
_ENDING = 6
"""Code points behind a statement that are its verb's ending."""
_BEFORE = 16
"""Code points before a time that may say that it is a limit."""
_LAST = 16
"""Code points that hold the last verb of a quotation."""


def kind_of(figure: Figure) -> str:
    """The kind of question that a figure can answer."""
    if figure.kind is Kind.QUANTITY:
        return "power" if figure.quantity.unit in _WATTS else "quantity"
    return figure.kind.value


def windows(at: Setting, figures: Sequence[Figure], index: int) -> tuple[str, str, str, str]:
    """The words behind a figure and around it, up to the figures beside it; its clause; its sentence."""
    sentence = at.frame.sentence
    low, high = at.clause
    if len(figures) == 1:
        return sentence.text[at.stop : max(high, at.stop)], sentence.text[low:high], at.words, sentence.text
    sides = [
        (other.start - sentence.start, other.end - sentence.start)
        for other in figures[max(index - _BESIDE, 0) : index + _BESIDE]
        if other.restates is None
        and other.kind is not Kind.DURATION
        and not _GROUP.match(sentence.text, other.end - sentence.start)
    ]
    low = max((end for _, end in sides if low < end <= at.place), default=low)
    high = max(min((start for start, _ in sides if at.stop <= start < high), default=high), at.stop)
    return sentence.text[at.stop : high], sentence.text[low:high], at.words, sentence.text


def figure_content(at: Setting, figures: Sequence[Figure], index: int) -> Content | None:
    """What one figure says; None where it makes no claim."""
    figure, korean = _in_currency(at, figures, index), at.korean
    kind, quantity = kind_of(figure), figure.quantity
    around = windows(at, figures, index)
    cue = measure_of(kind, quantity.unit, around, korean)
    if not _makes_a_claim(at, figure, cue, kind):
        return None
    if cue is not None and (
        (kind == "power" and quantity.unit != "GW") or (kind == "percent" and quantity.unit != "%")
    ):
        cue = None  # the measure takes another unit
    doubts = tuple(Doubt(Guess.CURRENCY, figure.text) for _ in quantity.inferred[:1])
    force = figure_force(at, figures, index, cue)
    restated = next((f.quantity for f in figures[index + 1 : index + 2] if f.restates == figure), None)
    if cue is None:
        doubts = (*doubts, Doubt(Guess.MEASURE))
        value = _valued(_capped(quantity, at), restated)
        return Content(UNKNOWN, value, *_meant(force, "report"), figure=_capped(quantity, at), doubts=doubts)
    quantity = _negated(cue.measure, _capped(quantity, at), at)
    default: str = cue.force
    if force is None and default in ("plan", "commitment") and _is_past(at):
        default = "report"  # 사업비가 4조원으로 불었다
    elif force is None and default in ("plan", "commitment", "estimate"):
        doubts = (*doubts, Doubt(Guess.FORCE))
    negative = quantity.interval.upper == 0 or (cue.measure in _DENIABLE and quantity is not figure.quantity)
    return Content(
        cue.measure,
        {**_valued(quantity, restated), "polarity": polarity(negative)},
        *_meant(force, default),
        subject=cue.subject,
        qualifiers=_qualifiers(cue, at, around[1]),
        figure=quantity,
        doubts=doubts,
    )


def _in_currency(at: Setting, figures: Sequence[Figure], index: int) -> Figure:
    """A figure; one without a unit, behind money, is in the same money: "to 1.9 billion euros from 2.6 billion"."""
    figure, before = figures[index], figures[index - 1] if index else None
    bare = figure.quantity.unit == "1" and figure.text.endswith(_SCALES)
    if not bare or before is None or before.kind is not Kind.MONEY or not _NOTHING_COUNTED.match(at.rest):
        return figure
    start = at.frame.sentence.start
    if before.start < start or not _COMPARED.search(at.frame.sentence.text, before.end - start, at.place):
        return figure
    quantity = evolve(figure.quantity, unit=before.quantity.unit, inferred=("currency",))
    return evolve(figure, kind=Kind.MONEY, quantity=quantity)


_COMPARED = re.compile(r"\b(?:from|against|compared with|past|top|reported) \Z")
"""What joins two amounts of one money: what else is counted may be anything."""
_SCALES = ("million", "billion", "trillion")
_NOTHING_COUNTED = re.compile(
    r"[.,;:”\")]|\Z| (?:from|in|by|to|at|against|last|this|a year|for|over|and|or|after|before|when|as|on|since|under|with"  # noqa: E501
    r"|previously|earlier|today|now|instead|so far|early|late)\b"
)


def _is_past(at: Setting) -> bool:
    """Whether the verb of a figure tells of what was or is: it stands behind it in Korean, before it in English."""
    if at.korean:
        return PAST_ENDING.search(at.rest) is not None
    return _PAST_WORD.search(at.words[: max(at.place - at.clause[0], 0)]) is not None


def _valued(quantity: Quantity, restated: Quantity | None) -> dict[str, object]:
    return {"quantity": quantity} if restated is None else {"quantity": quantity, "restated": restated}


def _meant(force: ForceCue | None, default: str) -> tuple[str, str]:
    return (force.force, force.certainty) if force is not None else (default, "certain")


def _makes_a_claim(at: Setting, figure: Figure, cue: MeasureCue | None, kind: str) -> bool:
    """Whether a figure is one that somebody states, and not a way of counting who they are."""
    text = at.frame.sentence.text
    if figure.restates is not None or _OUR_MONEY.search(text, max(0, at.place - 16), at.place):
        return False
    if kind in ("money", "percent", "power", "quantity"):
        return True
    if kind == "count" and _WHO_TOLD.match(text, at.stop):
        return False
    if text[at.place - 1 : at.place] == "(" or (kind == "count" and _GROUP.match(text, at.stop)):
        return False
    if kind == "duration":
        bounded = figure.quantity.hedge is not Hedge.EXACT or _BOUNDED.match(text, at.stop) is not None
        if _is_limit(at):
            return True
        if cue is None:
            return _TAKES.match(text, at.stop) is not None or (bounded and figure.text[0].isdigit())
        return bounded or not cue.bounded
    if not figure.text[0].isdigit() and (figure.quantity.interval.lower or 0) < _MANY:
        return cue is not None
    few = (figure.quantity.interval.upper or _FEW) < _FEW
    return cue is not None or not (figure.quantity.unit in _ORDINAL or (few and figure.quantity.unit in _MEMBERS))


def _qualifiers(cue: MeasureCue, at: Setting, near: str) -> tuple[tuple[str, str], ...]:
    found = dict(cue.qualifiers)
    if cue.measure in ("contracts_signed", "contract_value", "capacity_contracted_gw"):
        kind = contract_kind(near) or contract_kind(at.words)
        if kind is not None:
            found["kind"] = kind
    if cue.measure in ("investment_committed", "funds_available") and at_once(at.words):
        found["immediate"] = "yes"
    return tuple(found.items())


_LIMIT = re.compile(r" ?(?:안에|안으로|내에|내로)(?=[ ,])")
_LIMIT_AHEAD = re.compile(r"\b(?:within|in (?:less than|under)) (?:the next )?\Z")
_UP_TO = re.compile(r"까지 .{0,12}(?:늘[릴어리]|늘 수|연장|확대|올릴|키울|높일)")


def _is_limit(at: Setting) -> bool:
    """Whether a time is how long something may take at most: 석 달 안에, within nine months."""
    text = at.frame.sentence.text
    return _LIMIT.match(text, at.stop) is not None or (
        _LIMIT_AHEAD.search(text, max(0, at.place - _BEFORE), at.place) is not None
    )


def _capped(quantity: Quantity, at: Setting) -> Quantity:
    """7년까지 늘릴 수 있다, 석 달 안에: a bound, though no bound word stands before it."""
    number = quantity.interval.upper
    if number is None or not quantity.is_point or quantity.hedge is not Hedge.EXACT:
        return quantity
    if not (quantity.unit in _TIME_UNITS and _is_limit(at)) and not _UP_TO.match(at.rest):
        return quantity
    printed = f"최대 {quantity.as_printed}" if quantity.as_printed else None
    return evolve(quantity, interval=Interval.at_most(number), hedge=Hedge.AT_MOST, as_printed=printed)


def _negated(measure: str, quantity: Quantity, at: Setting) -> Quantity:
    """A negation or a fall goes into the value: it is not judged by the surface form."""
    number = quantity.interval.lower
    if measure == "index_change_pct" and number is not None and quantity.is_point and _FALLS.search(at.rest):
        printed = f"-{quantity.as_printed}" if quantity.as_printed else None
        return evolve(quantity, interval=Interval.exactly(-number), nominal=-number, as_printed=printed)
    top = quantity.interval.upper
    if (
        measure == "funds_available"
        and top is not None
        and quantity.hedge is not Hedge.LESS_THAN
        and _LACKS.search(at.rest)
    ):
        bare = quantity.as_printed
        return evolve(
            quantity,
            interval=Interval.below(top),
            nominal=None if quantity.nominal is None else top,
            hedge=Hedge.LESS_THAN,
            as_printed=f"{bare} 미만" if bare else None,
        )
    return quantity


def state_content(article: Article, at: Setting, cue: StateCue, match: re.Match[str]) -> Content | None:
    """What a statement without a figure says; None where something that it needs is missing."""
    force: ForceCue | None = None
    if cue.force in (Force.REPORT, Force.COMMITMENT):
        force = force_of(at.frame.sentence.text[match.end() : match.end() + _ENDING], "", at.frame.korean)
        force = force if force is not None and not force.weak else None
    meant = _meant(force, cue.force)
    value: dict[str, object] | None
    doubts: tuple[Doubt, ...] = ()
    measure: str | None = cue.measure
    if measure == "assessment" and _means_to(at, match):
        return None
    qualifiers = dict(cue.qualifiers)
    if cue.measure == "denial":
        if article.cast.voice_at(at.frame, at.place) is None and cue.force is Force.DENIAL:
            return None  # nobody is named who denies it
        measure, value, doubts = None, _denied(article, at, match), (Doubt(Guess.TARGET),)
    elif cue.value == "insufficient":
        measure, value = "funds_available", _insufficient(article, at)
    elif cue.value == "day":
        value = _day(at, match)
    elif cue.value.startswith("inferred:"):
        value, doubts = {"quantity": _inferred(at)}, (Doubt(Guess.VALUE),)
        kind = contract_kind(at.words)
        qualifiers |= {"kind": kind} if kind else {}
    elif cue.value in ("yes", "no"):
        value = {"holds": cue.value == "yes", "polarity": polarity(cue.value == "no")}
    else:
        value = {"stage": cue.value} if cue.value else {}
    if value is None:
        return None
    more: dict[str, object] = _object(article, at, cue)
    return Content(
        measure, {**more, **value}, *meant, cue.subject, tuple(qualifiers.items()), None, doubts, cue.confidence
    )


def _means_to(at: Setting, match: re.Match[str]) -> bool:
    """Whether what is weighed is said with a tense of its own: "떨어뜨리지 않겠다"고 강조했다 promises."""
    sentence = at.frame.sentence
    quote = sentence.quote_at(sentence.start + at.place)
    begin = max(quote[0] - sentence.start if quote else at.clause[0], match.start() - _LAST)
    own = force_of(sentence.text[begin : match.start()], "", at.frame.korean)
    return own is not None and not own.weak and own.force in (Force.PLAN, Force.COMMITMENT, Force.ESTIMATE)


def _object(article: Article, at: Setting, cue: StateCue) -> dict[str, object]:
    """What is taken part in, and who is not in it."""
    if cue.measure in ("participates_in", "part_of"):
        project, _ = article.project(at)
        return {"of": (project.id,)} if project is not None else {}
    if cue.measure == "project_stage" and cue.value == "under_construction" and "함께" in at.words:
        return {"together": tuple(who.id for who in article.cast.pair)}
    return {}


def _insufficient(article: Article, at: Setting) -> dict[str, object] | None:
    """Too little money: for the project that is spoken of."""
    project, _ = article.project(at)
    if project is None:
        return None
    return {"adequacy": Adequacy(enough=False, for_=project.id), "polarity": polarity(True)}


_TIMES = re.compile(r"각각|각자|잇달아|잇따라|여러 ")


@cache
def _contracts(number: int) -> Quantity:
    """So many contracts, or more."""
    printed = f"{number}건 이상"
    return evolve(
        Quantity.exactly(number, "건"),
        interval=Interval.at_least(number),
        hedge=Hedge.AT_LEAST,
        as_printed=printed,
        inferred=("value",),
    )


def _inferred(at: Setting) -> Quantity:
    """A contract that was signed is at least one; 각각 says one with each of those named."""
    return _contracts(2 if _TIMES.search(at.words) else 1)


def _day(at: Setting, match: re.Match[str]) -> dict[str, object] | None:
    """The day that the statement names, if it names one."""
    start = at.frame.sentence.start
    for mention in at.dates:
        if mention.start - start >= match.start() - 30 and mention.window.first is not None:
            window = mention.window
            day = window if window.last is not None else Window.on(mention.window.first)
            return {"day": day}
    return None


_CLAIMED = re.compile(
    r"(?P<who>[^\s,“”\"]+(?: [^\s,“”\"]+)?)의 (?:이 같은 |이러한 |그런 )?(?:주장|발언|말|보도|비판|의혹)"
)


def _denied(article: Article, at: Setting, match: re.Match[str]) -> dict[str, object] | None:
    """The claims that a denial means: those made so far by whoever is named as having made them."""
    text, offset = at.frame.sentence.text, at.frame.sentence.start
    named: Whos = ()
    for found in _CLAIMED.finditer(text, 0, match.end()):
        cut = max(found["who"].rfind(end) for end in ("은 ", "는 ", "이 ", "가 "))
        start = found.start("who") + (cut + 2 if cut >= 0 else 0)
        phrase = Phrase(start, found.end("who"), text[start : found.end("who")], "의")
        named = article.cast.resolve(phrase, at.frame)
    if not named:
        return None
    targets = article.said_by({who.id for who in named}, before=offset)
    return {"denies": targets, "polarity": polarity(True)} if targets else None
