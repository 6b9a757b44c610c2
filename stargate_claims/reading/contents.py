"""What figures and statements say: the measure, the value and how it is meant, before anybody asks who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from attrs import evolve

from stargate_claims.model.claims import Adequacy, Certainty, Force
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
    syllables,
)
from stargate_claims.reading.doubts import Doubt, Guess
from stargate_claims.reading.drafting import Article, Content, Setting, polarity
from stargate_claims.reading.figures import Figure
from stargate_claims.reading.frames import Whos
from stargate_claims.reading.phrases import Phrase
from stargate_claims.reading.sentences import Span
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
_ANSWERED = re.compile(
    r"(?:[은는이가도])(?: [^.“”\"0-9]{1,60})?(?:[다라냐자](?:고|며)|것으로|기로) ?(?:답|응답|대답)"
    r"|[가이](?: [^ .,0-9]+){1,6}, (?:[0-9.]+)%[가이은는]"
)
"""37%가 더 뽑겠다고 답했다: how many say so is a fact."""
_MEANT_SO = re.compile(
    r"[은는이가도](?: [^.“”\"0-9]{1,60})?(?:[다라냐자](?:고|며)|것으로|기로) ?(?:했|밝혔|말했|예상|전망|내다|봤)"
)
_SURVEY = re.compile("설문|여론조사|응답|[0-9]명에게|[0-9] ?곳에 물|대상으로 (?:[^ ]+ ){0,3}?(?:조사|물)")
"""What a sentence with shares of those who were asked speaks of."""
_HOLDING = re.compile(r"[다라자]는 (?:기업|업체|회사|사람)(?:의 비율)?[은는이가도] ?(?:전체의 )?[^.,0-9]{0,6}\Z")
"""투자할 예정이라는 기업은 36.4%: how many there are is a fact."""
_ASKED_OF = (
    "adults|voters|respondents|people|workers|employees|households|companies|firms|businesses|members|those|executives"
    "|economists|investors|readers|consumers|managers|residents|parents|students|teachers|doctors|patients|users"
    "|customers|shareholders|fans|drivers|farmers|Americans|Britons|Koreans|Europeans|Germans"
)
_THINK = re.compile(
    rf" of (?:the |all |its |likely )?(?:[a-z-]+ )?(?:{_ASKED_OF})\b[^,.;“”0-9]{{0,50}}?"
    r" (?:think|thought|expect|expected|said|say|believed?|want|wanted|support|supported|plan|planned|feared?)\b"
    r"|(?: [a-z]+)? (?:think|thought|believed?|say|said they|want|wanted|feared?|favou?r|oppose)\b"
)
"""17% of adults think so."""
_TOLD_OF = re.compile(f'[^.,“”"]{{0,30}}[{syllables("ㅆ")}](?<![겠있])다(?:고 [가-힣]{{2,6}}|면서|며)')
"""순손실을 냈다고 발표하면서: what is handed on has a verb of its own."""
_GROUP = re.compile(
    r"당(?![가-힣])| ?(?:기업|회사|업체|국|사(?![가-힣])|단체|시민단체|부문|분야|팀|언어"
    r"|월|년|기관|지역|주(?![가-힣])|부처|항목|도시)"
)
_PAST_ENDING = re.compile(
    f"[{syllables('ㅆ')}](?<![있겠])(?:다|고|으나|지만|으며|습니다|는데)(?=[ ,.고며]|\\Z)|고 있(?:다|으며|고|었)"
    "|에 (?:이른|달한)다"
)
_PAST_WORD = re.compile(
    r"\b(?:[a-z]{3,}(?<!expect)(?<!plann)ed|was|were|had|has|have|took|got|gave|made|ran|came|went|held|kept|left|led|met|paid|brought|built|bought"
    r"|lost|sent|won|cost|is|are)\b"
)
_PRESENT = re.compile(f"[{syllables('ㄴ')}]다(?=[ .,고며]|\\Z)")
_AHEAD_OF = ForceCue(Force.PLAN, Certainty.CERTAIN, False, _PRESENT)
"""다음 달 병동을 연다: the present tense, of a day to come."""
_AS_IT_IS = ForceCue(Force.REPORT, Certainty.CERTAIN, False, _PRESENT)
"""현재 22명인 인력을 60명으로 늘린다: what is so far, beside what is planned."""
_NOW = re.compile(r"(?:현재|지금|지난해|작년|올해|기존|종전|당초|현행) [^.,0-9]{0,8}\Z")
_SO_FAR = re.compile(r"(?:인|이던|였던|이었던|뿐인|에서|에 불과한|에 그친|에 머무는|씩인) ")
_IS_SHARE = re.compile(r"에 (?:해당하|달하|이르|맞먹)는 (?:규모|수준|금액|양|액수)(?:다|로|이며|이다|인데)")
"""매출의 3%에 해당하는 규모로, 배는 내년에 인도된다: the share is what it is."""
_NOT_SO = ForceCue(Force.DENIAL, Certainty.CERTAIN, False, _PRESENT)
"""It denied that it planned to lay off 900 workers."""
_IF_SO = ForceCue(Force.ESTIMATE, Certainty.PROBABLE, False, _PRESENT)
"""합병이 성사되면 24%가 된다: what would be so."""
_WHO_TOLD = re.compile(r"(?:을|를) (?:[가-힣]+ )?인용|의 (?:말|설명|입)을|에게서|에게 물은")
"""소식통 2명을 인용해: of how many it was heard."""
_OUR_MONEY = re.compile(r"(?:우리 ?돈|한화|원화)(?:으로|로)? ?(?:약 |대략 )?\Z")
_BOUNDED = re.compile(r"까지|에서 [0-9]|으?로 (?:늘|줄|연장|단축|늦)")
_FALLS = re.compile(r"하락|내렸|내린|떨어|급락|폭락|뒷걸음|(?i:\bfell\b|\bdropped\b|\bdeclined\b|\blost\b|\bdown\b)")
_LACKS = re.compile(r"(?:자금력|돈|자금|재원)[을를이가]? ?(?:갖추지|가지고 있지|갖고 있지|확보하지|없|부족)")
_CLOSED = re.compile(
    f"(?:이고|이며|이라며|이라면서|[{syllables('ㅆ')}](?<![겠있])(?:고|으며|으나|지만)|이지만)[, ]?\\Z"
)
_PAST = frozenset(
    (
        "funds_available", "funds_raised", "acquisition_price", "sale_proceeds", "amount_spent", "stake_sold",
        "visits_count", "meeting_duration_min", "market_position", "index_change_pct", "contract_value",
        "contracts_signed", "capacity_contracted_gw",
    )
)  # fmt: skip
_AHEAD = 100
"""Code points before a figure that say how it is meant."""
_RELATIVE = re.compile(r", (?:which|who|a|an|the|and|but|as|while)\b|;|[“”\"]")
_OPEN = re.compile(r"해(?![ ]?(?:온|왔))[ ,]|하고 |하며 |하기로 ")
_MET = re.compile(r"[을를에]? ?(?:이미 |크게 |훌쩍 )?(?:넘어섰|넘겼|넘었|달성|채웠|초과|웃돌|밑돌)")
"""A target that was met is a fact."""
_PROMISED = re.compile(r"[^.,“”\"0-9]{0,24}(?:기로 (?:했|약속|합의|결정)|[는을를할갈] (?:계획|방침|예정)|겠다)")
"""해마다 3조원을 들이기로 약속했다: what is done every year, or already, may be a plan."""
_REACH = 14
"""Code points behind a cue that still belong to its verb."""
_DENIABLE = frozenset(("funds_available", "index_change_pct"))
_BESIDE = 8
"""Figures to either side that may bound the words of one."""
_ENDING = 6
"""Code points behind a statement that are its verb's ending."""
_BEFORE = 16
"""Code points before a time that may say that it is a limit."""
_LAST = 16
"""Code points that hold the last verb of a quotation."""
_NOUN = 44
"""Code points of a noun phrase that a figure describes."""


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
    force = _force(at, figures, index, cue)
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
    if not at.frame.sentence.start <= before.start:
        return figure
    quantity = evolve(figure.quantity, unit=before.quantity.unit, inferred=("currency",))
    return evolve(figure, kind=Kind.MONEY, quantity=quantity)


_SCALES = ("million", "billion", "trillion")
_NOTHING_COUNTED = re.compile(
    r"[.,;:”\")]|\Z| (?:from|in|by|to|at|against|last|this|a year|for|over|and|or|after|before|when|as|on|since|under|with"  # noqa: E501
    r"|previously|earlier|today|now|instead|so far|early|late)\b"
)


def _is_past(at: Setting) -> bool:
    """Whether the verb of a figure tells of what was or is: it stands behind it in Korean, before it in English."""
    if at.korean:
        return _PAST_ENDING.search(at.rest) is not None
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


def _force(at: Setting, figures: Sequence[Figure], index: int, cue: MeasureCue | None) -> ForceCue | None:
    """What the verb of a figure says: its own, else that of the sentence where its clause has no tense of its own."""
    sentence, offset = at.frame.sentence, at.frame.sentence.start
    found = sentence.quote_at(offset + at.place)
    quote = None if found is None else (found[0] - offset, found[1] - offset)
    if figures[index].kind is Kind.PERCENT and _is_answer(at):
        return _AS_IT_IS
    # What is quoted next has verbs of its own.
    stop = min((start - offset for start, _ in sentence.quotes if start - offset > at.stop), default=len(sentence.text))
    return _korean_force(at, cue, quote, stop) if at.korean else _english_force(at, cue, quote, stop)


def _is_answer(at: Setting) -> bool:
    """Whether a percentage is the share of those who say so."""
    text = at.frame.sentence.text
    if not at.korean:
        return _THINK.match(text, at.stop) is not None
    if _ANSWERED.match(text, at.stop) is not None:
        return True
    if _HOLDING.search(text, max(0, at.place - _AHEAD), at.place) is not None:
        return force_of(at.rest, "", True) is None
    return _MEANT_SO.match(text, at.stop) is not None and _SURVEY.search(text) is not None


def _english_force(at: Setting, cue: MeasureCue | None, quote: Span | None, stop: int) -> ForceCue | None:
    """In English the verb before a figure comes first; ``quote`` and ``stop`` count from the start of the sentence."""
    text, rest = at.frame.sentence.text, _WHICH.split(at.rest[: max(stop - at.stop, 0)], maxsplit=1)[0]
    if quote is not None and text.count(" ", *quote) < _PHRASE:
        # margins should land "around 19%": the verb stands before the quotation
        begin, quote = max(at.clause[0], at.place - _AHEAD), None
        ahead = _MARKS.sub("", text[begin : at.place])
    else:
        begin = max(at.clause[0], quote[0] if quote else 0, at.place - _AHEAD)
        ahead = text[begin : at.place]
    ahead = ahead[max((match.end() for match in _RELATIVE.finditer(ahead)), default=0) :]
    aside = _ASIDE.search(text, begin, at.place)
    if aside is not None and (closing := text.find(", ", at.stop)) > 0:
        # Haldane, which owns about 4% of it, promised: the verb of the sentence is about something else
        return force_of(text[at.stop : closing], "", False, text[aside.start() : at.place])
    if _DENIED_THAT.search(text, max(0, at.place - _FURTHER), at.place) is not None:
        return _NOT_SO
    if _JOINED.match(ahead) is not None:  # it will cut jobs, and stop flying 14 routes
        found = force_of("", "", False, text[max(0, at.place - _FURTHER) : at.place])
        if found is not None and found.force in (Force.PLAN, Force.COMMITMENT):
            return found
    past = cue is not None and cue.measure in _PAST
    sentence = "" if past or quote else _WHICH.split(text[at.stop : stop], maxsplit=1)[0]
    return force_of(rest, sentence, False, ahead)


def _korean_force(at: Setting, cue: MeasureCue | None, quote: Span | None, stop: int) -> ForceCue | None:
    """In Korean the verb behind a figure tells; ``quote`` and ``stop`` count from the start of the sentence."""
    text, past = at.frame.sentence.text, cue is not None and cue.measure in _PAST
    if quote is not None and _AND_DID.match(text, quote[1]) is not None:
        stop = quote[1]  # “3억원이 샜다”며 철회를 요구했다: what was done besides
    elif quote is not None and (handed := _AND_THEN.match(text, quote[1])) is not None:
        stop = min(stop, handed.end())  # “2년이 걸린다”고 해명하면서 3조원을 목표로 내걸었다
    rest = at.rest[: max(stop - at.stop, 0)]
    ahead = text[max(at.clause[0], quote[0] if quote else 0, at.place - _AHEAD) : at.place]
    if _IS_SHARE.match(rest) is not None or (_NOW.search(ahead) is not None and _SO_FAR.match(rest) is not None):
        return _AS_IT_IS  # 현재 22명인 인력을 60명으로
    found = force_of("", "", True, ahead)
    reported = found is not None and found.force in (Force.REPORT, Force.ESTIMATE)
    promised = reported and _PROMISED.match(rest) is not None
    if found is not None and not promised and not (found.force is Force.PLAN and _MET.match(rest)):
        return found
    match = cue.pattern.search(rest) if past and cue is not None and cue.pattern else None
    if past and (match is None or not _is_open(rest, match)):
        # Where the cue stands before the figure, what follows it is the verb's.
        found = force_of(rest[: match.end() + _REACH] if match else rest, "", True)
        return found if found is not None and not found.weak else None
    if (told := _TOLD_OF.match(rest)) is not None:
        return force_of(told.group(), "", True)
    tail = "" if at.describes or _CLOSED.search(at.words) else text[at.stop : stop]
    found = force_of(rest[:_NOUN] if at.describes else rest, "", True)
    if found is None:
        found = force_of("", tail, True)
        planned = cue is not None and cue.force in (Force.PLAN, Force.COMMITMENT) and at.clause[1] < stop
        if planned and found is not None and found.force is Force.ESTIMATE:
            return None  # 4조원을 들여 공장을 갖추며 고용은 2만명에 달할 것이라고: planned, and estimated besides
    if found is None:
        return _unsaid(at, rest, quote)
    if quote and found.force is Force.DENIAL:
        # A figure within a denial is what the denial holds to be true, as the quotation itself puts it.
        found = force_of(text[at.stop : quote[1]], "", True)
        return found if found is not None and found.force is not Force.DENIAL else None
    return found


def _unsaid(at: Setting, rest: str, quote: Span | None) -> ForceCue | None:
    """How a Korean figure is meant of which no cue tells: by what it is supposed to follow from, or its tense."""
    if _IF_IT.match(rest) is not None:
        return _IF_SO
    if at.ahead and _PRESENT.search(rest) is not None:
        return _AHEAD_OF
    if _SUPPOSED.search(at.frame.sentence.text, quote[0] if quote else 0, at.place) is not None:
        return _IF_SO if _PAST_ENDING.search(rest) is None else None
    return None


def _is_open(rest: str, match: re.Match[str]) -> bool:
    """Whether a verb has no tense of its own: "인수해 … 확보할 예정이다", "팔아 … 마련할 계획이다"."""
    ends = match.group()[-1:] in ("아", "어", "여") and rest[match.end() : match.end() + 1] == " "
    return ends or _OPEN.match(rest, match.end()) is not None


def _qualifiers(cue: MeasureCue, at: Setting, near: str) -> tuple[tuple[str, str], ...]:
    found = dict(cue.qualifiers)
    if cue.measure in ("contracts_signed", "contract_value", "capacity_contracted_gw"):
        kind = contract_kind(near) or contract_kind(at.words)
        if kind is not None:
            found["kind"] = kind
    if cue.measure in ("investment_committed", "funds_available") and at_once(at.words):
        found["immediate"] = "yes"
    return tuple(found.items())


_PHRASE = 5
"""Spaces in an English quotation that has a verb of its own."""
_JOINED = re.compile(
    r"(?:and)? (?!(?:the|an?|its|their|his|her|that|then|about|some|more)\b)"
    r"[a-z]{3,12}(?<!ed)(?<!ing)(?<!s)(?= )[^,;]*\Z"
)
"""What a verb in its base form goes on with after ", and"."""
_FURTHER = 160
"""Code points before it in which that verb's auxiliary stands."""
_DENIED_THAT = re.compile(
    r"\bden(?:y|ies|ied|ying) (?:that|it|they|he|she|having|planning|the|any|reports?|claims?)\b(?:(?!, (?:but|and|while)\b)[^.;“”]){0,100}\Z"  # noqa: E501
)
_MARKS = re.compile('[“”"]')
_AND_DID = re.compile(r"[”\"]?(?:이?라)?(?:며|면서)[ ,]")
_AND_THEN = re.compile(r"[”\"]?(?:이?라)?고 (?:[가-힣]+ )?[가-힣]{1,6}(?:면서|며|으나|지만|으며|[했혔었았]고)[ ,]")
_WHICH = re.compile(
    r", (?:which|who|whose|although|though|while|but)\b|, and (?:the [a-z]+|it|he|she|they) (?:said|says|told|added)\b"
)
"""What follows says something of its own."""
_ASIDE = re.compile(r", (?:which|who|whose) [^,;]*\Z")
_SUPPOSED = re.compile(
    r"[가-힣](?<!따르)(?<!의하)(?<!보)(?<!피)(?<!비하)(?<!합치)(?<!합하)(?<!더하)(?<!빼)(?<!치)(?<!따지)(?<!감안하)(?<!고려하)"
    r"(?<!포함하)(?<!제외하)(?<!환산하)(?<!계산하)(?<!종합하)(?<!놓고 보)면[, ]"
)
"""합병이 성사되면: what follows is not so yet; 포함하면 and 환산하면 only say how it was counted."""
_IF_IT = re.compile(
    r"[을를이가로에도]{0,2} ?(?:더 |추가로 |못 )?(?:[가-힣]{1,4}지 (?=못하면|않으면))?[가-힣]{1,5}(?<!따르)(?<!의하)(?<!보)(?<!비하)(?<!치)면[ ,]"  # noqa: E501
)
"""1450원을 넘으면: the figure itself is supposed."""
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
