"""What somebody says without a figure and without a cue of any question: kept as said, for a person to choose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stargate_claims.model.claims import Certainty, Force
from stargate_claims.reading.cues import force_of
from stargate_claims.reading.doubts import Doubt, Guess
from stargate_claims.reading.drafting import Content, Setting, polarity
from stargate_claims.reading.frames import Frame, Voice
from stargate_claims.reading.papers_korean import CONTENT
from stargate_claims.reading.sentences import Span

STATED = "statement_made"
"""The measure of a statement whose question no cue names."""
_BASE = 70
"""Percent of such a draft without another doubt."""
_SHORT = 6
"""Code points of the shortest statement."""
_TELLS = re.compile(
    r"(?:[다요까죠자라]|[음임함됨]|[가-힣]적|것|수준|뿐|때문|중|따름|셈)[.!… ]*\Z|\A[^가-힣 ]+(?: [^가-힣 ]+){3,}\Z"
)
"""What is quoted and has a predicate; names and single words are quoted too."""
# “떠넘기는 예산”이라고 비판했다: what is quoted is said of something, and is no name.
_OF_IT = re.compile(r"[”\"]이?라(?:고|며|면서)(?! ?(?:불|부르|이름|적힌|쓰인|쓴))")
_GOES_ON = re.compile(r"[”\"](?:이?라|고)?(?:며|면서),? ")
_LONG = 12
"""Code points of the shortest statement that goes on behind a quotation."""
_CLAUSE = re.compile(
    r"[가-힣](?:했|았|었|였|으|하|되|이)?(?:으며|며|고|지만|으나|는데)(?<!라고)(?<!다고)(?<!라며)(?<!다며),? "
)
"""Where a clause ends and another begins: 반영했으며, 밝혔지만."""
_OF_ITS_OWN = re.compile(r"겠|기로|계획|방침|예정|않|없|못")
"""What a clause beside a figure says of its own: what will be, or what is not."""
_CAUSE = re.compile(r"(?:덕|덕분|탓|계획|방침|예정|사실|대로|중|결과|이유|목표|입장)\Z")
_ROLES = frozenset(("say", "report", "noun"))
_SOURCES = frozenset(("source", "document"))
"""Roles of those who are named before or behind what they tell, in a sentence that nobody else speaks in."""
_NEGATED = re.compile(r"않|없|아니|못|무근|n(?<!\wn)(?:ot|o|ever|either|or)\b|n't\b")
_DENYING = re.compile(
    r"부인|반박|일축|해명|선을 그|손사래|고개를 저|아니라|\bden(?:y|ies|ied)\b|\brefut|\breject|\bdismiss"
)
_HEARD = "소문|의혹|보도 내용|보도|주장|관측|지적|비판|얘기|이야기|말|설|추측"
"""What is heard of somebody, and denied."""
_DENIED = re.compile(rf"는 (?:[가-힣]+ ){{0,3}}?(?:{_HEARD})[은는을를도] (?:[가-힣]+ )?(?:부인|일축|반박)")
"""과다 추정이라는 지적을 부인했다."""
_DENIES_IT = re.compile(r"[을를은는도] ?부인")
_PROMISING = re.compile(r"\b(?:promised|pledged|vowed|guaranteed)\b")
_MEANING = re.compile(
    r"\b(?:(?P<plan>aims?|plans?|intends?|hopes?|seeks?)|(?P<wish>wants?|demands?|demanded)"
    r"|(?:expects?|expected|forecasts?|predicts?|predicted|anticipates?|anticipated|estimates?|estimated|thinks?|doubts?))\b(?! to\b.{0,20}said)"  # noqa: E501
)
"""Verbs that tell how what follows is meant: it aims to close, he expects a contract."""
_ENDING = 32
"""Code points at the end of a Korean statement, which tells how it is meant."""
_SUPPOSING = re.compile(r"(?:으로|로) (?:보고|본다|봤|내다|예상|전망|관측|추정|추산|예측|기대|판단)")
"""재촉할 것으로 보고 있다: what is thought to come."""
_IF = re.compile(r"[가-힣](?<!따르)(?<!의하)(?<!보)(?<!하)(?<!라)(?<!으)면 |(?:하|으)면 ")
"""A condition, and no 에 따르면 or 에 의하면."""
_WOULD_BE = re.compile(r"(?:진|된|난|든|는|린|한)다[.!]?\Z")
_IS_UNTRUE = re.compile(r"(?:사실무근|사실이 아니[라다]|사실과 다르다)[.!]?\Z")
_EXPECTED = re.compile(r"[”\"]?(?:이?라)?는 (?:관측|전망|예상|추정|추측|예측)")
_UNTRUE = re.compile(
    r"(?:고려|검토|논의|추진)(?:한 (?:적|바)|하지 않|하고 있지 않)|전혀 [^.]{0,20}(?:않|없|아니)|사실무근|(?:사실|진실)이 아니|사실과 다르|\b(?:untrue|not true|false|baseless|groundless)\b"  # noqa: E501
    r"|\b(?:do|does|did) not (?:accept|recogni[sz]e|agree with)\b"
    r"|\b(?:figures?|number|report|claim|story|amount|estimate)s? (?:is|are|was|were) (?:simply |plainly |just )?(?:wrong|incorrect|inaccurate)\b"  # noqa: E501
)
_RUMOUR = re.compile(
    rf"(?:[다라]는 (?:[가-힣]+ ){{0,3}}?(?:{_HEARD})"
    # 유상증자설을 부인했다; 시설, 건설 and the like are no rumours
    r"|[가-힣]{2,9}(?<![건시개전연해신가소역증부학])설|(?:의혹|가능성|혐의|루머))(?:을|를|도|은|는)?\Z"
)
_JUDGING = re.compile(
    r"평가|비판|비난|지적|우려|꼬집|자평|호평|혹평|촉구|진단|아쉬|강조"
    r"|날을 세|질타|성토|규탄|몰아붙|쏘아붙|반겼|환영"
    r"|\b(?:criticiz|criticis|praised|hailed|argu|complain|lament|described)"
)
_WEIGHING = re.compile(
    r"(?:어렵|이르|크|커졌|작|좋|나쁘|맞|옳|틀리|낫|앞서|뒤처|높|낮|적절|부적절|불가피|당연|훌륭|매력|심각|충분|부족|중요|지나치|과도|섣부|성급|무리|미흡|부실)[가-힣]{0,6}(?: 않[가-힣]{0,3}| 못하[가-힣]{0,3})?[.!]?\Z"  # noqa: E501
    r"|(?:불가능|부당|과도|지나|터무니|무책임|무리|부적절|억지|황당)[가-힣]{0,3}(?: [가-힣]+)? ?(?:수준|처사|행위|일|조치|결정|요구|주장|발상)\Z"  # noqa: E501
    r"|(?:한계|시기상조|단정(?:하기|할)|속단)[가-힣 ]{0,12}[.!]?\Z"
)
"""What the end of a Korean statement weighs."""
_WEIGHED = re.compile(
    r"\b(?:is|are|was|were|looks?|seems?|appears?|remains?|sounds?)"
    r" (?:still |too |very |quite |so |simply |clearly |also |not )?"
    r"(?:sound|full|ugl(?:y|ier)|fragile|risky|expensive|cheap|rich|steep|premature|excessive|reasonable|unreasonable"
    r"|disappointing|encouraging|promising|worrying|alarming|dangerous|safe|reckless|absurd|outrageous|tough|hard|difficult"
    r"|easy|impossible|unlikely|inevitable|overdue|robust|solid|resilient|healthy|sluggish|tight|clear|unclear|necessary)\b"
    r"|\ban? (?:[a-z]+ )?(?:disaster|mistake|success|triumph|failure|scandal|disgrace|win|victory|setback|milestone"
    r"|insult|tax on)\b"
    r"|\b(?:superior|inferior|disproportionate|unjust|astounding|irresponsible|unacceptable|misguided)\b"
    r"|\b(?:good|bad|great|decent|crowded|terrible|remarkable|foolish|bargain"
    r"|best|worst|strong|weak|fair|unfair|important|right|wrong|what we hoped|should|must)\b"
)


def statements(
    frame: Frame, taken: Sequence[int], figures: Sequence[int] | None = None
) -> Iterator[tuple[int, int, bool]]:
    """The quotations and handed-on words of a sentence in which nothing was read yet, and whether they are quoted.

    Places count from the start of the sentence.

    Args:
        frame: the sentence.
        taken: the places of the drafts that were read from it.
        figures: those among them that have a figure; None for all.
    """
    sentence, before = frame.sentence, 0
    quotes = [(start - sentence.start, end - sentence.start) for start, end in sentence.quotes]
    told: list[Span] = []
    for start, end in quotes:
        read, says = any(start <= place < end for place in taken), _says(sentence.text, start, end)
        if read or says:
            told.append((start, end))  # what is quoted beside is a word or two of what is handed on
        if says and not read and (end - start >= _SHORT or _UNTRUE.search(sentence.text, start, end) is not None):
            yield start, end, True
    for speech in frame.speeches:
        start, end = max(speech.start, before), min(speech.end, len(sentence.text))
        quoted = any(start - 2 <= high and low <= end + 2 for low, high in told)
        if quoted and speech.role in _ROLES and (later := _tail(sentence.text, told, start, end)) is not None:
            start, quoted = later, False  # “…”라며, 농성에 들어가겠다고 말했다
        if (
            speech.role in _SOURCES
            and speech.cue != CONTENT
            and not taken
            and len(frame.speeches) == 1
            and end - start >= _LONG
        ):
            yield start, end, False
        denied = speech.role == "publish" and _denies(speech.cue, sentence.text[start:end])
        if denied or (speech.role in _ROLES and not quoted and end - start >= _SHORT):
            inside = [place for place in taken if start <= place < end]
            rest = start if not inside else None
            told_apart = figures is None or all(place in figures for place in inside)
            if inside and frame.korean and not denied and told_apart:
                rest = _after(sentence.text, max(inside), end)
            if rest is not None:
                yield rest, end, False
            before = max(before, speech.at)


def _denies(verb: str, words: str) -> bool:
    """Whether a verb denies its object: whatever 부인 has is denied, what 반박 has is where it is a rumour."""
    return _DENYING.match(verb) is not None and (verb.startswith("부인") or _RUMOUR.search(words) is not None)


def _tail(text: str, quotes: Sequence[Span], start: int, end: int) -> int | None:
    """Where words that are handed on without marks begin behind the last quotation of a span; None where none do."""
    last = max((high for _, high in quotes if start <= high < end), default=None)
    found = _GOES_ON.match(text, last) if last is not None else None
    return found.end() if found is not None and end - found.end() >= _LONG else None


def _after(text: str, place: int, end: int) -> int | None:
    """Where a clause begins behind the last figure that was read, if it says of its own what will be, or what is not."""  # noqa: E501
    found = _CLAUSE.search(text, place, end)
    apart = found is not None and end - found.end() >= _LONG and _OF_ITS_OWN.search(text, found.end(), end) is not None
    return found.end() if found is not None and apart else None


def _supposes(words: str) -> bool:
    """Whether a Korean statement says what would be: "구매자를 찾지 못하면 착공은 미뤄진다"."""
    return _IF.search(words) is not None and _WOULD_BE.search(words) is not None


def _weighing(words: str, korean: bool) -> bool:
    """Whether a statement says how good or likely something is."""
    return (_WEIGHING.search(words[-_ENDING:]) if korean else _WEIGHED.search(words)) is not None


def _weighs(words: str, verb: str) -> bool:
    """Whether something is called by a noun: "사실상 동결"이라며, but not "공시한 그대로"라며 or "날씨 탓"이라며."""
    return _TELLS.search(words) is None and _OF_IT.match(verb) is not None and _CAUSE.search(words) is None


def _says(text: str, start: int, end: int) -> bool:
    """Whether what is quoted is a sentence, or said of something: "떠넘기는 예산"이라고 비판했다."""
    if _TELLS.search(text[start:end]) is not None or _UNTRUE.search(text, start, end) is not None:
        return True
    return " " in text[start:end].strip() and _OF_IT.match(text, end) is not None


def named(voice: Voice) -> bool:
    """Whether the sentence itself says who speaks."""
    return not any(doubt.guess is Guess.SPEAKER for doubt in voice.doubts)


def statement(at: Setting, words: str, verb: str) -> Content:
    """What is said, by the form of its own verb and of the verb that hands it on."""
    korean, negative = at.korean, _NEGATED.search(words) is not None
    cue = force_of(words[-_ENDING:] if korean else words, "", korean)
    force = cue.force if cue is not None else Force.REPORT
    if korean and (_DENIED.match(verb) or (_DENIES_IT.match(verb) and _RUMOUR.search(words))):
        force = Force.DENIAL
    elif not korean and _DENYING.search(verb):
        force = Force.DENIAL  # it denied that it would sell
    elif korean and _EXPECTED.match(verb) is not None:
        force = Force.ESTIMATE  # "…"는 관측이 나온다
    elif not korean and (meant := _MEANING.search(verb)) is not None:
        force = Force.PLAN if meant["plan"] else Force.OPINION if meant["wish"] else Force.ESTIMATE
    elif not korean and _PROMISING.search(verb):
        force = Force.COMMITMENT
    elif korean and _IS_UNTRUE.search(words) is not None:
        force = Force.DENIAL  # 자금 조달이 무산됐다는 소문은 사실이 아니라고
    elif korean and force in (Force.REPORT, Force.PLAN) and (_SUPPOSING.match(verb) or _supposes(words)):
        force = Force.ESTIMATE
    elif force in (Force.REPORT, Force.DENIAL):
        force = Force.REPORT
        if _DENYING.search(verb) or _UNTRUE.search(words):
            force = Force.DENIAL
        elif _weighing(words, korean) or _JUDGING.search(verb) or (korean and _weighs(words, verb)):
            force = Force.OPINION
    value: dict[str, object] = {"polarity": polarity(negative)}
    certainty = cue.certainty if cue is not None and force is cue.force else Certainty.CERTAIN
    return Content(STATED, value, force, certainty, doubts=(Doubt(Guess.MEASURE),), base=_BASE)
