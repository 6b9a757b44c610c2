"""Korean sentences that hand on what somebody says: which verb, whose, and up to where the words go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from stargate_claims.data import rows
from stargate_claims.reading.names import TITLE, either, is_korean_name, trie, words
from stargate_claims.reading.sentences import Sentence

_REACH = 60
"""Code points between the end of what is said and its verb: a subject and a day stand there."""


class Phrase(NamedTuple):
    """A noun phrase: places are counted from the start of the sentence; ``particle`` follows it."""

    start: int
    end: int
    text: str
    particle: str


class Speech(NamedTuple):
    """One verb of saying.

    Attributes:
        start: where what is said begins; 0 where nothing tells.
        end: where what is said ends.
        at: where the verb stands.
        role: say, report, publish, noun, hearsay, source, document, same (the source before),
            theirs (whose the words just before are) or unnamed.
        cue: the verb as printed.
        subject: who stands as its subject beside it, or None.
    """

    start: int
    end: int
    at: int
    role: str
    cue: str
    subject: Phrase | None = None


@cache
def _roles(language: str) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for row in rows("cues_speech.csv"):
        if row["language"] == language:
            found.setdefault(row["role"], {})[row["word"]] = None
    return found


def speech_words(role: str, language: str) -> tuple[str, ...]:
    """The words of one role."""
    return tuple(_roles(language).get(role, ()))


_VERB = re.compile(
    rf" (?:잘라 |거듭 |직접 |이같이 |이렇게 |적극 |또 )?(?P<verb>{trie([*speech_words('say', 'ko'), *speech_words('report', 'ko')])})"  # noqa: E501
    r"(?P<ending>[가-힣]{0,6})"
)
_INFLECTED = frozenset("겼히혔힌하했한다붙답봤었썼서옴렸쳤았있놨냈")
_REPORTS = frozenset(speech_words("report", "ko"))
_PUBLISHED = re.compile(
    rf"[을를도] (?:[0-9]+일 |이날 |공식 |처음 |전면 |강하게 |즉각 |거듭 )?(?P<verb>{either(speech_words('publish', 'ko'))})"  # noqa: E501
    r"(?P<ending>했|하|한|혔|힌|)"
)
_MARK = re.compile(
    r"(?:[다라자냐요까](?P<said>고만?|며|면서)|[”\"’'](?:이?라)?(?P<quoted>고만?|며|면서|는)?|(?P<thing>것)으로|라고|[다라]는 "  # noqa: E501
    rf"(?:{either(speech_words('noun', 'ko'))})[을를도]?|[을]까)(?=[ ,])"
)
_NOUN_END = re.compile(
    rf"[다라냐자까]는 (?P<noun>{either(speech_words('thought', 'ko'))})(?:이다|다|이었다|였다|이라는|을 받"
    r"|(?:[이가도은는]|[을를])? ?(?:나온|나왔|나오|돌았|돈다|돌고|있다|있었|제기|커지|잇따|퍼지|퍼졌|쏟아"
    r"|우세|많|이어|흘러|들린|고개|힘을))"
)
_HEARSAY = re.compile(rf"것으로 (?P<verb>{either(speech_words('hearsay', 'ko'))})")
_ACCORDING = re.compile(r"에 (?:따르면|의하면|의하자면)(?=[ ,])|[를을] (?:보면|살펴보면|종합하면)(?=[ ,])")
_IS_DOCUMENT = re.compile(rf"(?:{either(speech_words('source', 'ko'))})['’”]?\Z")
_ISSUED = re.compile(
    r"(?P<who>[^\s“”\",]+(?: [^\s“”\",]+){0,3}?)(?:이|가) (?:[^\s“”\"]+ ){0,4}?"
    rf"(?:{either(speech_words('issue', 'ko'))}) (?P<what>.+)\Z"
)
"""국토부가 30일 발표한 '8월 주택 통계': whoever issued a document speaks in it."""
_OURSELVES = frozenset(("본지", "본보", "본사", "기자", "취재진"))
"""본지가 입수한 문건에 따르면: the document speaks, and not the outlet that got it."""
_COUNTED = re.compile(
    r"(?P<who>[^\s“”\",]+(?: [^\s“”\",]+){0,2}?)(?:이|가) (?:[^\s“”\"]+ ){0,4}?"
    r"(?:집계|조사|분석|조회|취합|점검|실사|감사|설문조사|전수조사)한 결과(?=[ ,])"
)
"""통계청이 집계한 결과: whoever counted speaks."""
_SURVEYED = re.compile(
    rf"(?:\A|(?<= ))(?P<who>[가-힣A-Za-z0-9·&]{{2,16}}(?:{either(words('surveyor', 'ko'))})) "
    r"(?:조사|집계|통계|설문조사|여론조사|실태조사|자료|추산|추계|전망)(?: 결과)?"
    r"(?:에서|에서는|에선|에서도|상|로는)?(?=[ ,])"
)
"""한국부동산원 조사에서: a body speaks in what it counts."""
_ISSUED_ON = re.compile(r"\A(?:[0-9]{1,2}일|지난달|지난해|올해|최근|이날) ")
_BEFORE = re.compile(r"[^“”\"]{1,60}\Z")
_QUOTING = re.compile(
    r"(?P<who>[^\s“”\",]+(?: [^\s“”\",]+){0,3})(?:[을를] 인용(?:해|하여|한|하며)|의 (?:말|설명|발언"
    r"|보고서|입)을 (?:인용(?:해|하여|한|하며)|빌려|빌어)|[을를] 빌려)(?=[ ,])"
)
_MADE = re.compile(
    rf"의 (?:[0-9][^\s]{{0,6}}일 )?(?P<what>{either(speech_words('source', 'ko'))})(?:[를을에]|에서|에 따르면|로는|은|는)(?= )"  # noqa: E501
)
_MAKER = re.compile(r"(?:[^\s“”\",]+ ){0,2}[^\s“”\",]+\Z")
_SAME = re.compile(
    rf"(?:같은|해당|이) (?P<what>{either(speech_words('source', 'ko'))})(?:[를을에]|에서|에 따르면|로는|은|는)(?= )"
)
_AMONG = re.compile(
    rf"(?P<who>(?:{either(words('unnamed', 'ko'))})"
    rf"|(?<![가-힣])[가-힣]{{1,5}}(?<![관세단한통회설경합체기무태위연])계|[가-힣]+업계)"
    r"(?:들)?(?: 일각)?(?:에서는|에선|에서도|에선)(?= )"
)
_RATED = re.compile(
    rf"(?<!것)(?:으로|(?<!으)로) (?P<verb>{either(speech_words('rate', 'ko'))})"
    r"(?=했|하고|한다|한 |하며|봤|봐|다(?=[ .]))"
)
_REVISED = re.compile(
    r"(?:목표 ?주가|목표가|전망치|추정치|예상치|성장률|신용등급|투자의견)(?:을|를|은|는|도) [^,“”\"]{2,40}?(?:으로|로) "
    r"(?:[0-9.,%원]+ )?"
    r"(?P<verb>올[렸리려]|내[렸리려]|높[였이여]|낮[췄추춰]|제시|유지|상향|하향|조정|잡[았고]|수정)"
)
"""목표주가를 4만원으로 올렸다: whoever revises a forecast speaks in it."""
_ALONG = re.compile(r"[다라자]며(?= )")
_CONTINUES = re.compile(
    r"(?:것으로 (?:드러났|나타났)|것이었다|라는 것이다|다는 것이다|다는 (?:지적|설명|주장|분석|판단|얘기|이유)이다|덧붙였다|점에서다)"  # noqa: E501
)


def continues(text: str) -> bool:
    """Whether a sentence without a speaker goes on with what the one before said."""
    return _CONTINUES.search(text) is not None


_THUS = re.compile(
    r"이(?:같이|처럼|렇게) (?:밝|말|설명|강조|주장|전했|답)"
    r"|(?:이|그)(?:런|러한| 같은) (?:내용|계획|방침|사실|결정|결과|투자안|입장)[을를의이]?"
    r" ?.{0,24}(?:밝|발표|공시|공개|내놓|내놨|의결|확정)"
)
_THEIRS = re.compile(
    rf"(?P<who>[^“”\",]{{2,40}})의 (?P<noun>{either(speech_words('thought', 'ko'))})(?:이다|다|이었다|였다|입니다)\.?\Z"
)
"""최유안 심사역의 평가다: what was quoted just before is hers."""
_BACK = 2
"""Sentences before "이같이 밝혔다" that are taken for what was said."""


def said_later(every: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Sentences whose speaker stands in a later one that says so: the number of each, and of the later one."""
    for number, sentence in enumerate(every):
        if number and every[number - 1].quotes and not sentence.quotes and _THEIRS.match(sentence.text):
            yield number - 1, number
        if "이" in sentence.text and _THUS.search(sentence.text):
            for before in range(max(number - _BACK, 0), number):
                yield before, number


_TOPIC_NAME = re.compile(
    rf"(?<![가-힣A-Za-z0-9·&])(?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9·&]{{2,15}})(?:(?:은|는) | (?:{either(words('title', 'ko'))})[은는이가을를과와의 (])"  # noqa: E501
)


def topics(text: str) -> frozenset[str]:
    """What stands as a one-word topic somewhere in a text and can be a name.

    >>> sorted(topics("누리플레이는 게임을 만드는 회사다. 그는 웃었다."))
    ['누리플레이']
    """
    found = {match["name"] for match in _TOPIC_NAME.finditer(text)}
    return frozenset(name for name in found if not _VERBAL.search(f"{name}는"))


def speeches(sentence: Sentence, names: frozenset[str] = frozenset()) -> list[Speech]:
    """The verbs of saying of a sentence, outside its quotations, in order."""
    text, offset = sentence.text, sentence.start
    found = list(_according(text))
    if "에선 " in text or "에서는 " in text or "에서도 " in text:
        found += [
            Speech(0, len(text), m.start(), "unnamed", m.group(), Phrase(m.start(), m.end("who"), m["who"], "에선"))
            for m in _AMONG.finditer(text)
            if sentence.quote_at(offset + m.start()) is None
        ]
    for match in _VERB.finditer(text):
        if sentence.quote_at(offset + match.start()) is None:
            found += _said(sentence, match, names)
    for match in _PUBLISHED.finditer(text):
        if sentence.quote_at(offset + match.start()) is None:
            if match["verb"] == "제기" and text[match.start("verb") - 3 : match.start("verb") - 2] not in (
                "문",
                "혹",
                "제",
            ):
                continue  # a lawsuit is brought, a doubt is voiced
            begin = max(text.rfind(end, 0, match.start()) for end in ("며 ", "고 ", "나, ", "만, "))
            cue = match["verb"] + match["ending"]
            found.append(Speech(max(begin, 0), match.start(), match.start("verb"), "publish", cue))
    noun = _NOUN_END.search(text) if "는 " in text else None
    if noun is not None and sentence.quote_at(offset + noun.start()) is None:
        found.append(Speech(0, noun.start(), noun.start("noun"), "noun", noun["noun"]))
    hearsay = _HEARSAY.search(text) if "것으로 " in text else None
    if hearsay is not None:
        found.append(Speech(0, hearsay.start(), hearsay.start("verb"), "hearsay", hearsay["verb"]))
    if not any(speech.role in ("say", "report") for speech in found):
        found += _ending(sentence, names)
    theirs = _THEIRS.search(text) if "의 " in text else None
    if theirs is not None and sentence.quote_at(offset + theirs.start()) is None:
        start = theirs.end("who") - len(theirs["who"].lstrip())
        who = Phrase(start, theirs.end("who"), theirs["who"].lstrip(), "의")
        found.append(
            Speech(0, start, theirs.start("noun"), "say" if sentence.quotes else "theirs", theirs["noun"], who)
        )
    found += _acted(sentence, found)
    return list(_apart(text, sorted(found, key=lambda speech: (speech.end, speech.at)), names))


def _acted(sentence: Sentence, found: list[Speech]) -> Iterator[Speech]:
    """What is said with a deed: "…다며 소송을 냈다", and values that somebody gives: "2조원으로 추정했다"."""
    text = sentence.text
    revised = _REVISED.search(text) if "로 " in text else None
    if revised is not None and sentence.quote_at(sentence.start + revised.start()) is None:
        yield Speech(revised.start(), revised.start("verb"), revised.start("verb"), "publish", revised["verb"])
    for rated in _RATED.finditer(text) if "로 " in text else ():
        if sentence.quote_at(sentence.start + rated.start()) is None:
            yield Speech(0, rated.start(), rated.start("verb"), "publish", rated["verb"])
    if "며 " in text and not any(speech.role in ("say", "report") for speech in found):
        match = _ALONG.search(text)
        if match is not None and sentence.quote_at(sentence.start + match.start()) is None:
            yield Speech(0, match.start() + 1, match.start(), "say", match.group())


_QUOTATIVE = re.compile(r"(?:[가-힣][다라자냐]고(?:만|도)?|[”\"’'](?:이?라)?고(?:도)?|[가-힣] 것으로)(?=[ ,])")
_PASSIVE = re.compile(r"[됐된될]|[져졌진]|되[고며]|나타|드러|보[인이]")
_NO_SPEECH = re.compile(
    r"[ ,]+(?:해서|해도|하더라도|하면|할|하지만|불리|불린|보기|볼 수|느끼|느꼈|생각|믿|여기|여겼|치|해야"
    r"|하는|한 [가-힣]|하기|알려졌|전해졌|알려진|이름)"
)
_TAIL = 40
"""Code points of the predicate that ends a sentence: 선을 그었다, 목소리를 높였다."""


def _ending(sentence: Sentence, names: frozenset[str]) -> Iterator[Speech]:
    """Words that any predicate hands on at the end of a sentence: "…다고 선을 그었다"."""
    text = sentence.text
    mark = None
    for found in _QUOTATIVE.finditer(text, max(0, len(text) - _REACH)):
        if sentence.quote_at(sentence.start + found.start()) is None:
            mark = found
    if mark is None or len(text) - mark.end() > _TAIL or _NO_SPEECH.match(text, mark.end()):
        return
    between = text[mark.end() :]
    subject = next(phrases(between, mark.end(), _SUBJECTS, names), None)
    last = between.rstrip(" .").rpartition(" ")[2]
    if mark.group().endswith("로") and _PASSIVE.search(between):
        return  # 것으로 나타났다: nobody is named
    yield Speech(0, mark.start() + 1, len(text) - len(last) - 1, "say", last, subject)


def _apart(text: str, found: list[Speech], names: frozenset[str]) -> Iterator[Speech]:
    """Verbs with topics of their own: in "새봄은 …고 밝혔으나 한빛은 …고 반박했다" each speaks for itself."""
    before: Speech | None = None
    among = next((speech.subject for speech in found if speech.role == "unnamed"), None)
    for speech in found:
        if among is not None and speech.role in ("say", "noun") and speech.subject is None:
            speech = speech._replace(subject=among)  # "업계에서는 …고 보고 있다"
        if before is not None and speech.role in ("say", "report") and speech.subject is None:
            start = before.at + len(before.cue)
            topic = next(phrases(text[start : speech.end], start, _TOPICS, names), None) if start < speech.end else None
            if topic is not None:
                speech = speech._replace(start=start, subject=topic)
        if speech.role in ("say", "report"):
            before = speech
        yield speech


def _according(text: str) -> Iterator[Speech]:
    """Sources that stand before what they say: "…에 따르면", "X의 발표를"."""
    for match in _ACCORDING.finditer(text) if "에 " in text or "면 " in text or "면," in text else ():
        before = _BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        if before is None:
            continue
        start, who = before.start(), before.group()
        if match.group()[0] in "를을" and not _IS_DOCUMENT.search(who):
            continue  # 얼굴을 보면
        for stop in (", ", "다. ", "며 ", "고 "):
            cut = who.rfind(stop)
            # "A, B 등 주요 외신에 따르면" is one list of names.
            if cut >= 0 and not (stop == ", " and re.search(r" 등(?: |\Z)", who)):
                start, who = start + cut + len(stop), who[cut + len(stop) :]
        issued = _ISSUED.match(who)
        if issued is not None and issued["who"] in _OURSELVES:
            start += issued.start("what")
            who = issued["what"]
        elif issued is not None:
            who = _ISSUED_ON.sub("", issued["who"])
            start += issued.end("who") - len(who)
            phrase = Phrase(start, start + len(who), who, "가")
            yield Speech(match.end(), len(text), match.start(), "document", "에 따르면", phrase)
            continue
        who = _of_whom(who)
        phrase = Phrase(start, start + len(who), who, "에 따르면")
        yield Speech(match.end(), len(text), match.start(), "source", "에 따르면", phrase)
    yield from _documents(text)


_PAPER = re.compile(rf" (?:{either(speech_words('source', 'ko'))})\Z")
_NO_BODY = re.compile(
    r"(?:\A|.* )(?:이|그|해당|같은|최근|내부|관련|공개|당시|비밀|각종|이날|추가|공식|새|한|[0-9]+"
    r"|.*(?:한|된|는|은|의|인|일|날|년|달|주|분기|회의|토론))\Z"
)


def _of_whom(who: str) -> str:
    """Whose paper it is, where a name stands right before it: the 거래소 of "거래소 자료를 보면"."""
    paper = _PAPER.search(who)
    if paper is None or _NO_BODY.match(who[: paper.start()]) or len(who[: paper.start()].rpartition(" ")[2]) < 3:
        return who
    return who[: paper.start()]


def _documents(text: str) -> Iterator[Speech]:
    """What somebody's announcement, survey or report says, or the words of others that a paper cites."""
    for match in _MADE.finditer(text) if "의 " in text else ():
        low = max(0, match.start() - _REACH)
        maker = _MAKER.search(text, text.rfind(" ", 0, low) + 1 if low else 0, match.start())
        if maker is None:
            continue
        phrase = Phrase(maker.start(), maker.end(), maker.group(), "의")
        yield Speech(match.end(), len(text), match.start("what"), "document", match["what"], phrase)
    for match in _COUNTED.finditer(text) if "한 결과" in text else ():
        phrase = Phrase(match.start("who"), match.end("who"), match["who"], "가")
        yield Speech(match.end(), len(text), match.end("who"), "document", "결과", phrase)
    for match in _SURVEYED.finditer(text):
        phrase = Phrase(match.start("who"), match.end("who"), match["who"], "의")
        yield Speech(match.end(), len(text), match.end("who") + 1, "document", "조사", phrase)
    for match in _QUOTING.finditer(text) if " 인용" in text else ():
        start, who = match.start("who"), match["who"]
        cut = max((who.rfind(end) for end in ("은 ", "는 ", "이 ", "가 ", "고 ", "며 ")), default=-1)
        phrase = Phrase(
            start + cut + 2 if cut >= 0 else start, match.end("who"), who[cut + 2 :] if cut >= 0 else who, "을"
        )
        yield Speech(0, len(text), match.end("who"), "document", "인용", phrase)
    for match in _SAME.finditer(text) if "같은 " in text or "해당 " in text or "이 " in text else ():
        yield Speech(match.end(), len(text), match.start("what"), "same", match["what"])


def _said(sentence: Sentence, match: re.Match[str], names: frozenset[str]) -> Iterator[Speech]:
    """What is said ends with 고, 며 or 것으로 before the verb; between them may stand who says it."""
    text = sentence.text
    low = max(0, match.start() - _REACH)
    mark = None
    for found in _MARK.finditer(text, low, match.start("verb")):
        if sentence.quote_at(sentence.start + found.start()) is None:
            mark = found
    if mark is None or (match["verb"][-1] not in _INFLECTED and match["ending"][:1] not in ("했", "하", "한", "해")):
        return  # 전망이, 전망된다: nobody is named
    between = text[mark.end() : match.start() + 1]
    subject = next(phrases(between, mark.end(), _SUBJECTS, names), None) if between.strip() else None
    role = "report" if match["verb"] in _REPORTS else "say"
    yield Speech(0, mark.start() + 1, match.start("verb"), role, match["verb"] + match["ending"], subject)


_BRACKET = re.compile(r"\([^()]{0,40}\)")
_TOPIC = re.compile(r"(?P<noun>.+?)(?P<particle>은|는|이|가|께서|도|역시)\Z")
_VERBAL = re.compile(
    r"(?:하는|되는|있는|없는|않는|받는|짓는|넘는|찾는|나오는|시키는|이르는|달하는|만드는|쓰는|잇는|맺는|갖는|이끄는|벌이는|들이는"
    r"|어지는|아지는|[놓꼽뽑먹쌓끊겪쏟닫걷짧덮엎뿜닮굶]은|젊은|지은|[고기서면니며]는|[해어아]도|있어|없어|되어|하여|받아|찾아|같은|많은|높은|낮은|좋은|맺은|얻은|받은|담은|찾은|남은|넣은|걸맞은|않은|깊은|늦은|맡은|내놓은|없이|같이|많이|높이|깊이|이같은|오는|가는"
    r"|위해서는|에서는|으로는|에게는|에는|까지는|부터는|이라는|다는|라는|려는|로는|[어아려이가워해혀여]지는|에도|까지도|하기도|기도|으로도|면서도|고도|거나|또는|혹은|다가)\Z"
)
_RESET = re.compile(
    r"(?:[을를에고며면]|에서|에게|으로|로|한|된|된다|인|할|던|해|하게|까지|부터|지만|따라|통해|위한|대한|관한|관련|에선|에서는|에게는|에서도|에는|만큼|데다|하며|다가|만에|가운데|따르면|뒤|후|직후|중인|만든|가진|세운|앞둔|나선|이끈|거친|지낸|떠난|물러난|마친|펴낸|내건|알려진|꼽힌)\Z"
)
_DATE = re.compile(r"[0-9][0-9,.]*(?:년|월|일|시|분기|개월|주)|(?:지난|오는|올|이번|다음)\Z|(?:지난|다음|이번)(?:달|주|해|번)|(?:올해|작년|내년|어제|오늘|이날)")  # fmt: skip  # noqa: E501
_FILLERS = frozenset(words("filler"))
_EARLY = 8
"""Words of the longest noun phrase that is taken for a name."""


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
    r"|중요도|투명도|지지도|제주도|강원도|경기도|한반도|년도|연도|학기도|\A(?:제도|보도|한도|정도|지도|수도|인도|고도|연도|독도))\Z"
)
"""도시철도, 만족도: nouns that end as if they had a particle."""
_ALSO = ("역시", "또한")
_JOINS = ("이", "가", "도", "은")
_BOUND_NEXT = re.compile(
    r"(?:데(?:에|는|도)?|것(?:을|이|은|도|으로)?|게|셈(?:이다)?|만큼|동안|대로|탓에|덕에|덕분에|바람에)(?=[ ,.]|\Z)"
)
_TITLE_NEXT = re.compile(rf"{TITLE}(?:은|는|이|가|도|께서|의)?(?=[ ,]|\Z)")


@lru_cache(maxsize=1 << 14)
def _token(word: str) -> _Token:
    if word[0] in '“"' or word[-1] in '“"':
        return _QUOTE
    bare = word.strip(",·’‘'\"”\x01")
    found = _TOPIC.match(bare)
    verbal = _VERBAL.search(bare) is not None
    noun, particle = 0, ""
    if found is not None and not verbal and not _IN_DO.search(bare):
        noun, particle = len(found["noun"]), found["particle"]
        if found["noun"] == "그":
            noun = 2  # the one pronoun of one letter
    resets = verbal or _RESET.search(bare) is not None or _DATE.match(bare) is not None
    filler = bare in _FILLERS
    plain = not (particle or resets or filler or word == "한" or word in _ALSO)
    return _PLAIN if plain else _Token(noun, particle, resets, filler)


def phrases(text: str, offset: int, particles: frozenset[str], names: frozenset[str] = frozenset()) -> Iterator[Phrase]:
    """The noun phrases of a text that carry one of these particles; what is one of the names has none.

    >>> [p.text for p in phrases("앞서 한빛전자 김한결 회장은 공장을 짓는", 0, frozenset("은는"))]
    ['한빛전자 김한결 회장']
    """
    kept: list[tuple[int, str]] = []
    masked = _BRACKET.sub(lambda match: "\x01" * len(match.group()), text) if "(" in text else text
    at = 0
    for word in masked.split(" "):
        start, at = at, at + len(word) + 1
        if not word:
            continue
        token = _token(word)
        if token is _QUOTE:
            return
        if token is _PLAIN:  # most words
            kept.append((start, word))
            if len(kept) > _EARLY:
                del kept[0]
            continue
        if token.particle == "는" and _BOUND_NEXT.match(masked, at):
            kept = []  # 띄우는 데: the ending of a verb
            continue
        if len(word) == 1 and _TITLE_NEXT.match(masked, at):
            token = _PLAIN  # 한 병원장: a family name
        if token.particle in _JOINS and (word in names or _TITLE_NEXT.match(masked, at)):
            token = _PLAIN  # 한빛플레이 대표는: 이 is the end of the name
        if token.resets and _can_be_name(word) and _TITLE_NEXT.match(masked, at):
            token = _PLAIN  # 온지후 감독은
        if word == "한":
            kept = [(start, word)]  # 한 관계자: somebody, after whatever describes him
        elif kept and word in _ALSO:
            yield _phrase(text, kept, offset, "도")
            kept = []
        elif token.particle and token.particle[0] in particles and (token.noun > 1 or kept):
            kept.append((start, word[: word.rfind(token.particle)]))
            yield _phrase(text, kept, offset, token.particle)
            kept = []
        elif token.resets or (token.filler and not kept):
            kept = []
        else:
            kept.append((start, word))
            if len(kept) > _EARLY:
                del kept[0]


def _can_be_name(word: str) -> bool:
    """Whether a word that looks like an ending may be a person's name: 온지후, 최다인, but not 핵심인."""
    return len(word) == 3 and (word[-1] == "후" or (word[-1] == "인" and is_korean_name(word)))


def _phrase(text: str, kept: list[tuple[int, str]], offset: int, particle: str) -> Phrase:
    first, (last, token) = kept[0][0], kept[-1]
    end = last + len(token)
    return Phrase(offset + first, offset + end, text[first:end], particle)


_TITLE_END = re.compile(rf"(?: |\A){TITLE}\Z")
_TOPICS = frozenset("은는")
_SUBJECTS = frozenset("이가은는")
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
    if tail and _TITLE_END.search(tail.group()):
        return Phrase(tail.start(), tail.end(), tail.group(), "")
    return None
