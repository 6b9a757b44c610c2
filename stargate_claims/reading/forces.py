"""How a figure is meant: what the verbs around it, in its clause, its quotation and its sentence, say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stargate_claims.model.claims import Certainty, Force
from stargate_claims.reading.cues import ForceCue, MeasureCue, force_of
from stargate_claims.reading.drafting import Setting
from stargate_claims.reading.figures import Figure
from stargate_claims.reading.names import either, words
from stargate_claims.reading.patterns import syllables
from stargate_claims.reading.sentences import Span
from stargate_claims.reading.units import Kind

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
_THINK = re.compile(
    rf" of (?:the |all |its |likely )?(?:[a-z-]+ )?(?:{either(words('asked', 'en'))})\b[^,.;“”0-9]{{0,50}}?"
    r" (?:think|thought|expect|expected|said|say|believed?|want|wanted|support|supported|plan|planned|feared?)\b"
    r"|(?: [a-z]+)? (?:think|thought|believed?|say|said they|want|wanted|feared?|favou?r|oppose)\b"
)
"""17% of adults think so."""
_TOLD_OF = re.compile(f'[^.,“”"]{{0,30}}[{syllables("ㅆ")}](?<![겠있])다(?:고 [가-힣]{{2,6}}|면서|며)')
"""순손실을 냈다고 발표하면서: what is handed on has a verb of its own."""
PAST_ENDING = re.compile(
    f"[{syllables('ㅆ')}](?<![있겠])(?:다|고|으나|지만|으며|습니다|는데)(?=[ ,.고며]|\\Z)|고 있(?:다|으며|고|었)"
    "|에 (?:이른|달한)다"
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
_PROMISED = re.compile(
    r"[^.,“”\"0-9]{0,24}(?:기로 (?:했|약속|합의|결정)|[는을를할갈] (?:계획|방침|예정)|겠다"
    r"|것으로 (?:추산|추정|전망|예상|보|내다)|것이라)"
)
"""해마다 3조원을 들이기로 약속했다: what is done every year, or already, may be a plan."""
_REACH = 14
"""Code points behind a cue that still belong to its verb."""
_NOUN = 44
"""Code points of a noun phrase that a figure describes."""


def figure_force(at: Setting, figures: Sequence[Figure], index: int, cue: MeasureCue | None) -> ForceCue | None:
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
        return _IF_SO if PAST_ENDING.search(rest) is None else None
    return None


def _is_open(rest: str, match: re.Match[str]) -> bool:
    """Whether a verb has no tense of its own: "인수해 … 확보할 예정이다", "팔아 … 마련할 계획이다"."""
    ends = match.group()[-1:] in ("아", "어", "여") and rest[match.end() : match.end() + 1] == " "
    return ends or _OPEN.match(rest, match.end()) is not None


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
