"""Noun phrases; in Korean their particles tell which words of a sentence can be its topic or a subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stargate_claims.reading.names import TITLE, either, is_korean_name, not_after, words
from stargate_claims.reading.sentences import Sentence


class Phrase(NamedTuple):
    """A noun phrase: places are counted from the start of the sentence; ``particle`` follows it."""

    start: int
    end: int
    text: str
    particle: str


_BRACKET = re.compile(r"\([^()]{0,40}\)|\[[^\[\]]{0,20}\]")
_TOPIC = re.compile(r"(?P<noun>.+?)(?P<particle>은|는|이|가|께서|도|역시)\Z")
_VERBAL = re.compile(
    r"(?:하는|되는|있는|없는|않는|받는|짓는|넘는|찾는|나오는|시키는|이르는|달하는|만드는|쓰는|잇는|맺는|갖는|이끄는|벌이는|들이는"
    r"|어지는|아지는|[놓꼽뽑먹쌓끊겪쏟닫걷짧덮엎뿜닮굶]은|젊은|지은|[해어아]도|있어|없어|되어|하여|받아|찾아|같은|밝은|가까운|많은|높은|낮은|좋은|맺은|얻은|받은|담은|찾은|남은|넣은|걸맞은|않은|깊은|늦은|맡은|내놓은|없이|같이|많이|높이|깊이|이같은|(?:\A|[아어여와나려쳐져])(?:오|가)는"
    r"|(?:[하되있없놓두빼치않]고|[하되있없쉽렵보들어옮남넘숨맡즐안끊챙당생여섬풍벗쫓잠앗웃굶담지]기|\A이기|면|며|(?:다|지|거)니)는"
    rf"|{not_after(words('paper', 'ko'))}서는"
    r"|\A(?:아|모르|보)는|[아어해여워와려켜겨내]주는|위해서는|에서는|으로는|에게는|에는|까지는|부터는|이라는|다는|라는|냐는|려는|로는|[어아려이가워해혀여]지는"
    rf"|(?:{either(words('verb', 'ko'))})는|에도|까지도|하기도|기도|으로도|면서도|고도|거나|또는|혹은|다가)\Z"
)
_RESET = re.compile(
    r"(?:[을를에고며면]|에서|에게|으로|로|한|된|된다|인|할|던|해|하게|까지|부터|지만|따라|통해|위한|대한|관한|관련|에선|에서는|에게는|에서도|에는|만큼|데다|하며|다가|만에|가운데|따르면|뒤|후|직후|중인|만든|가진|세운|앞둔|나선|이끈|때|당시|(?:묻|하|되|나오|오르|내리|나서|불거지|커지|알려지|밝히)자|거친|만난|손잡은|갈라선|지낸|떠난|물러난|마친|펴낸|내건|알려진|꼽힌"
    r"|[려어아해혀져켜겨뤄춰꿔]진|뛰어든|물든|접어든|\A(?:둔|온|준|낸|쓴|난|간|본|일자))\Z"
)
_DATE = re.compile(r"[0-9][0-9,.]*(?:년|월|일|시|분기|개월|주)|(?:지난|오는|올|이번|다음)\Z|(?:지난|다음|이번)(?:달|주|해|번)|(?:올해|작년|내년|어제|오늘|이날)|(?:하루|이틀|사흘|나흘|일주일)\Z")  # fmt: skip  # noqa: E501
_FILLERS = frozenset(words("filler"))
_EARLY = 8
"""Words before the last of the longest noun phrase that is taken for a name."""


class _Token(NamedTuple):
    """What a word does to the noun phrase before it: ``particle`` ends one, ``resets`` throws it away."""

    noun: int
    particle: str
    resets: bool
    filler: bool


_PLAIN = _Token(0, "", False, False)
_QUOTE = _Token(0, "", True, False)
"""A word with a quotation mark: what follows is read on its own."""
_IN_DO = re.compile(
    r"(?:철도|온도|속도|태도|강도|농도|밀도|용도|빈도|습도|완성도|만족도|정확도|선호도|신뢰도|인지도|의존도|호감도|기여도|난이도"
    r"|중요도|투명도|지지도|제주도|강원도|경기도|전남도|전북도|경남도|경북도|충남도|충북도|한반도|년도|연도|학기도|\A(?:제도|보도|한도|정도|지도|수도|인도|고도|독도))\Z"
)
"""도시철도, 만족도: nouns that end as if they had a particle."""
_IN_GA = re.compile(
    r"(?:주|물|유|저|고|원|단|평|국|작|전문|추|증|휴|허|종|호|상|농|정|건축|음악|소설|활동|번역|분양|공모|목표|최고|최저|낙찰|공시|도매|소매|증권|대학|소비자물)가\Z"
)
"""저가, 전문가: nouns that end as if they had a particle."""
_NOUN_IN = re.compile(
    r"(?:온라|오프라|법|개|외국|노|상|군|디자|와|체|코|할|원|요|본|연예|캠페|도메|확|승|의료|시|범|지|부|걸그룹 라)인\Z"
)
"""온라인, 법인: nouns that end as if they described what follows."""
_ALSO = ("역시", "또한")
_JOINS = ("이", "가", "도", "은")
_BOUND_NEXT = re.compile(
    r"(?:데(?:에|는|도)?|것(?:을|이|은|도|으로)?|게|셈(?:이다)?|만큼|동안|대로|탓에|덕에|덕분에|바람에)(?=[ ,.]|\Z)"
)
BODIES = frozenset("시군구도당")
"""What a body is called by its last letter once it was named: 시, 당."""
_TITLE_NEXT = re.compile(rf"{TITLE}(?:은|는|이|가|도|께서|의)?(?=[ ,]|\Z)")

_NO_PERSON = frozenset(
    word for kind in ("region", "country", "common", "people", "firm", "no-person") for word in words(kind, "ko")
)
"""What stands before 은 or 이 and is no part of a person's name."""
_PERSON_NEXT = re.compile(
    rf"(?![가-힣]{{3}} )(?:(?![^ ]*(?:은|는|이|가|을|를|에|의|로|고|며|서) )[^ ,“”\"]+ ){{1,4}}?{TITLE}(?:은|는)(?=[ ,])"  # noqa: E501
)
_STATESMAN_NEXT = re.compile(rf"[가-힣]{{1,8}} (?:{either(words('country', 'ko'))}) (?:[가-힣]{{2,4}})?{TITLE}")
_TITLE_SOON = re.compile(rf"(?:[^ ,“”\"]+ )?{TITLE}(?:은|는|이|가|도|께서|의)?(?=[ ,]|\Z)")


@lru_cache(maxsize=1 << 14)
def _token(word: str) -> _Token:
    if not word:
        return _PLAIN
    if word[0] in '“"' or word[-1] in '“"':
        return _QUOTE
    bare = word.strip(",·’‘'\"”\x01")
    found = _TOPIC.match(bare)
    begins = _DATE.match(bare) is not None or (_RESET.search(bare) is not None and _NOUN_IN.search(bare) is None)
    verbal = (found is not None or not begins) and _VERBAL.search(bare) is not None and _IN_DO.search(bare) is None
    noun, particle = 0, ""
    if found is not None and not verbal and not _IN_DO.search(bare) and not _IN_GA.search(bare):
        noun, particle = len(found["noun"]), found["particle"]
        if found["noun"] == "그" or (found["noun"] in BODIES and particle in ("은", "는") and bare != "도는"):
            noun = 2  # the one pronoun of one letter; 시는, 군은: the city, the county
    resets = verbal or begins
    filler = bare in _FILLERS
    plain = not (particle or resets or filler or word == "한" or word in _ALSO)
    return _PLAIN if plain else _Token(noun, particle, resets, filler)


def describes(word: str) -> bool:
    """Whether a word is a verb before what it describes, though it ends as a topic does: 다루는.

    >>> describes("다루는"), describes("누리는")
    (True, False)
    """
    return _VERBAL.search(word) is not None


def begins_anew(word: str) -> bool:
    """Whether what stands before a word is no part of the noun phrase behind it.

    >>> begins_anew("대리하는"), begins_anew("한빛전자")
    (True, False)
    """
    return _token(word).resets


def unled(text: str) -> str:
    """A noun phrase without the words that lead a sentence in: 한편, 앞서.

    >>> unled("한편 별빛협회"), unled("별빛협회")
    ('별빛협회', '별빛협회')
    """
    first, _, rest = text.partition(" ")
    return unled(rest) if rest and _token(first).filler else text


_HANDED = re.compile(r"[다라자냐]고\Z")
_FURTHER = 40
"""Code points before a noun phrase in which words describe it."""


def described(text: str, start: int) -> str:
    """The words before a noun phrase that describe it, up to the last clause or phrase before them.

    >>> described("그러나 내부 사정을 잘 아는 한 인사는", 16)
    '내부 사정을 잘 아는 '
    """
    words = text[max(0, start - _FURTHER) : start].split(" ")[:-1]
    if not words or start > _FURTHER:
        words = words[1:]  # the first may be cut
    if not words or not begins_anew(words[-1]) or words[-1][-1] in "며고면만":
        return ""
    kept: list[str] = []
    for word in reversed(words):
        token = _token(word) if word else _QUOTE
        if token is _QUOTE or token.filler or token.particle or word[-1] in ",며만" or _HANDED.search(word):
            break
        kept.insert(0, word)
    return f"{' '.join(kept)} " if kept else ""


def phrases(text: str, offset: int, particles: frozenset[str], names: frozenset[str] = frozenset()) -> Iterator[Phrase]:
    """The noun phrases of a text that carry one of these particles; what is one of the names has none.

    >>> [p.text for p in phrases("앞서 한빛전자 김한결 회장은 공장을 짓는", 0, frozenset("은는"))]
    ['한빛전자 김한결 회장']
    """
    kept: list[tuple[int, str]] = []
    masked = _BRACKET.sub(lambda match: "\x01" * len(match.group()), text) if "(" in text or "[" in text else text
    at = 0
    for word in masked.split(" "):
        start, at = at, at + len(word) + 1
        token = _token(word)
        if token is _PLAIN:  # most words
            if word:
                kept.append((start, word))
            continue
        if token is _QUOTE:
            return
        noun, particle, resets, filler = token
        if word == "도는" and not start and not offset:
            noun, particle, resets, filler = 2, "는", False, False  # the province, at the head of a sentence
        if particle == "는" and _BOUND_NEXT.match(masked, at):
            kept = []  # 띄우는 데: the ending of a verb
            continue
        if len(word) == 1 and _TITLE_NEXT.match(masked, at):
            noun, particle, resets, filler = _PLAIN  # 한 병원장: a family name
        if particle in _JOINS and (word in names or _ends_a_name(word, noun, masked, at)):
            noun, particle, resets, filler = _PLAIN
        if resets and _can_be_name(word) and _TITLE_SOON.match(masked, at):
            noun, particle, resets, filler = _PLAIN  # 온지후 감독은, 이해진 한빛 사장은
        if word == "한":
            kept = [(start, word)]  # 한 관계자: somebody, after whatever describes him
        elif kept and word in _ALSO:
            yield _phrase(text, kept[-_EARLY:], offset, "도")
            kept = []
        elif (
            particle and particle[0] in particles and (noun > 1 or (kept and particle != "도"))  # 인천 송도: no 송 too
        ):
            end = (start, word[: word.rfind(particle)])
            yield _phrase(text, [*kept[-_EARLY:], end], offset, particle)
            kept = []
        elif resets or (filler and not kept):
            kept = []
        else:
            kept.append((start, word))


def _ends_a_name(word: str, noun: int, text: str, at: int) -> bool:
    """Whether what looks like a particle is the end of a name, by the office that follows: 한빛플레이 대표는.

    So it is in 안드레이 포페스쿠 루마니아 장관은, and in 남정은 새봄병원 교수는.
    """
    if _TITLE_NEXT.match(text, at) or (noun > 1 and _STATESMAN_NEXT.match(text, at)):
        return True
    return is_korean_name(word) and word[:-1] not in _NO_PERSON and _PERSON_NEXT.match(text, at) is not None


def _can_be_name(word: str) -> bool:
    """Whether a word that looks like an ending may be a person's name: 온지후, 최다인, but not 핵심인."""
    return len(word) == 3 and (word[-1] == "후" or (word[-1] in "인진" and is_korean_name(word)))


def _phrase(text: str, kept: list[tuple[int, str]], offset: int, particle: str) -> Phrase:
    first, (last, token) = kept[0][0], kept[-1]
    end = last + len(token)
    return Phrase(offset + first, offset + end, text[first:end], particle)


HEAD = 6
"""Code points before the subject of a sentence: 또한, 그러나 …"""
TITLE_END = re.compile(rf"(?: |\A){TITLE}\Z")
SUBJECTS = frozenset("은는이가도역께")
"""Particles of what can be a subject."""
_TURNS = re.compile(r"[가-힣](?:자|지만|으나|는데),? ")


def topic(sentence: Sentence, found: Sequence[Phrase]) -> Phrase | None:
    """The topic of a sentence: its first noun phrase with 은 or 는, else with 이 or 가, before any quotation.

    Args:
        sentence: the sentence.
        found: its phrases with the particles of subjects, up to its first quotation.
    """
    for phrase in found:
        if phrase.particle[0] not in "이가께":
            return phrase
    if not sentence.quotes:
        return found[0] if found else None
    head = sentence.text[: sentence.quotes[0][0] - sentence.start - 1]
    if found:  # "새봄이 1위에 오르자 “…”라고 했다": somebody else speaks
        return None if _TURNS.search(head, found[0].end) else found[0]
    tail = re.search(r"(?:[^\s,“”\"]+ ){0,3}[^\s,“”\"]+\Z", head.rstrip())
    if tail and TITLE_END.search(tail.group()):
        return Phrase(tail.start(), tail.end(), tail.group(), "")
    return None
