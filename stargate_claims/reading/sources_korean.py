"""Korean sources that stand before what they say: …에 따르면, X의 발표를, X가 집계한 결과, X가 제시한 3조원."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stargate_claims.reading.names import either, words
from stargate_claims.reading.papers_korean import papers
from stargate_claims.reading.phrases import TITLE_END, Phrase, begins_anew, unled
from stargate_claims.reading.pointing import pointing
from stargate_claims.reading.speech import Speech, phrase_of, speech_words

_REACH = 60
"""Code points before it in which a source stands."""
_ACCORDING = re.compile(r"에 (?:따르면|의하면|의하자면)(?=[ ,])|[를을] (?:보면|살펴보면|종합하면)(?=[ ,])")
_IS_DOCUMENT = re.compile(rf"(?:{either(speech_words('source', 'ko'))})['’”]?\Z")
_ISSUED = re.compile(
    r"(?P<who>[^\s“”\",]+(?: [^\s“”\",]+){0,3}?)(?:이|가) (?:[^\s“”\"]+ ){0,7}?"
    rf"(?:{either(speech_words('issue', 'ko'))}) (?P<what>.+)\Z"
)
"""국토부가 30일 발표한 '8월 주택 통계': whoever issued a document speaks in it."""
_OURSELVES = frozenset(("본지", "본보", "본사", "기자", "취재진"))
"""본지가 입수한 문건에 따르면: the document speaks, and not the outlet that got it."""
_OBTAINED = re.compile(r"(?:입수|열람)한 \Z")
_COUNTED = re.compile(
    r"(?P<who>[^\s“”\",]+(?: [^\s“”\",]+){0,2}?)(?:이|가) (?:[^\s“”\"]+ ){0,4}?"
    r"(?:(?:집계|조사|분석|조회|취합|점검|실사|감사|설문|설문조사|전수조사|여론조사)(?:한 결과|했더니|해 ?보니)"
    r"|살펴봤더니|따져봤더니|세어 보니)(?=[ ,])"
)
"""통계청이 집계한 결과: whoever counted speaks."""
_ASKED = re.compile(
    r"(?P<who>[^\s“”\",]+)에 (?:맡겨|의뢰해|위탁해) [^.“”\"]{0,40}?(?:물은|조사한|설문한|여론조사) ?결과(?=[ ,])"
)
"""민심연구에 맡겨 물은 결과: whoever was asked to ask speaks."""
_SURVEYED = re.compile(
    rf"(?:\A|(?<= ))(?P<who>[가-힣A-Za-z0-9·&]{{2,16}}(?:{either(words('surveyor', 'ko'))})) "
    r"(?:조사|집계|통계|설문|설문조사|여론조사|실태조사|자료|추산|추계|전망|관측)(?: 결과)?"
    r"(?:에서|으로는|에서는|에선|에서도|상|로|로는|에 (?:응한|답한|참여한))?(?=[ ,])"
)
"""한국부동산원 조사에서: a body speaks in what it counts."""
_ITS_POLL = re.compile(
    r"(?:\A|(?<= ))(?!(?:이번|같은|해당|여론|설문|경찰|검찰|자체|내부|국정|세무|현장|실태|방문|전화|전날|지난|최근|별도|추가|다른|이런|비슷한) )"  # noqa: E501
    r"(?P<who>[가-힣A-Za-z0-9]{3,12}(?<![은는이가을를의에한된던인])) (?:여론)?조사에서(?:는|도)(?= )"
)
"""민심미터 조사에서는: whoever asked, whatever its name."""
_COUNTING = re.compile("조사|집계|통계|설문|자료|추산|추계|전망|관측")
"""Words of which one stands in whatever the pattern above finds."""
_ISSUED_ON = re.compile(r"\A(?:[0-9]{1,2}일|지난달|지난해|올해|최근|이날) ")
_BEFORE = re.compile(r"[^“”\"]{1,60}\Z")
_QUOTING = re.compile(
    r"(?P<who>[^\s“”\",]+(?: [^\s“”\",]+){0,3}?)(?: (?:추정|전망|분석|추산|집계|자료|보도))?"
    r"(?:[을를] 인용(?:해|하여|한|하며)|의 (?:말|설명|발언"
    r"|보고서|입)을 (?:인용(?:해|하여|한|하며)|빌려|빌어)|(?<!말)(?<!입)(?<!발언)(?<!설명)[을를] 빌려)(?=[ ,])"
)
_MADE = re.compile(
    rf"의 (?:[0-9][^\s]{{0,6}}일 )?(?P<what>{either(speech_words('source', 'ko'))})(?:[를을에]|에서|에 따르면|로는|은|는)(?= )"  # noqa: E501
)
_MAKER = re.compile(r"(?:[^\s“”\",]+ ){0,2}[^\s“”\",]+\Z")
_SAME = re.compile(
    rf"(?:같은|해당|이) (?P<what>{either(speech_words('source', 'ko'))})(?:[를을에]|에서|에 따르면|로는|은|는)(?= )"
)


def according(text: str) -> Iterator[Speech]:
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
        obtained = issued is not None and _OBTAINED.search(who, issued.end("who"), issued.start("what")) is not None
        if issued is not None and (obtained or _ISSUED_ON.sub("", issued["who"]) in _OURSELVES):
            start += issued.start("what")
            who = issued["what"]
        elif issued is not None:
            who = _ISSUED_ON.sub("", issued["who"])
            start += issued.end("who") - len(who)
            phrase = Phrase(start, start + len(who), who, "가")
            yield Speech(match.end(), len(text), match.start(), "document", "에 따르면", phrase)
            continue
        named = _of_whom(unled(who))
        if named in ("이", "그"):  # 이에 따르면: the document before
            yield Speech(match.end(), len(text), match.start(), "same", "에 따르면")
            continue
        start += max(who.find(named), 0)
        phrase = Phrase(start, start + len(named), named, "에 따르면")
        yield Speech(match.end(), len(text), match.start(), "source", "에 따르면", phrase)
    yield from _documents(text)


_PAPER = re.compile(rf" (?:{either(speech_words('source', 'ko'))})\Z")
_NO_BODY = re.compile(
    r"(?:\A|.* )(?:이|그|해당|같은|최근|내부|관련|공개|당시|비밀|각종|이날|추가|공식|새|한|[0-9]+"
    r"|.*(?:한|된|는|은|의|인|일|날|년|달|주|분기|회의|토론))\Z"
)


def _of_whom(who: str) -> str:
    """Whose paper it is, where a name stands right before it: the 거래소 of "거래소 자료를 보면"."""
    described = max((number for number, word in enumerate(who.split(" ")[:-1], 1) if begins_anew(word)), default=0)
    if described and TITLE_END.search(who) is not None:
        return " ".join(who.split(" ")[described:])
    paper = _PAPER.search(who)
    if paper is not None and pointing(head := _ISSUED_ON.sub("", who[: paper.start()])) == "firm":
        return head  # 29일 회사 발표에 따르면
    if (
        paper is None
        or _NO_BODY.match(who[: paper.start()].removesuffix("의"))
        or len(who[: paper.start()].rpartition(" ")[2]) < 3
    ):
        return who
    whose = who[: paper.start()].removesuffix("의")
    first, _, rest = whose.partition(" ")
    return first if rest and _BODY_FIRST.search(first) is not None else whose  # 행정안전부 인허가 자료


_BODY_FIRST = re.compile(r"[가-힣]{2,}(?:부|청|처|원|위원회|공사|공단|은행|협회|시|군|구|도|거래소)\Z")
_OTHER_TOPIC = re.compile(r"(?:(?:했|봤|렸|혔|썼|꼈|혔)(?:고|으며|지만|으나)), [^ ,“”\"]{2,14}(?:은|는) ")
"""가람일보는 업계를 인용해 …고 전했고, 로이터는 …: where another begins to tell."""
_HOLDS = re.compile(
    r"[다라]는 (?:게|것이|것은) (?P<who>[^“”\",]{1,30}?)(?:의|측) "
    rf"(?P<noun>{either(speech_words('thought', 'ko'))})(?:이다|다|이었다|였다)"
)
"""공법을 바꿔야 했다는 것이 위원회의 판단이다: whose view it is stands behind it."""
_GIVEN = re.compile(
    r"[이가] (?:(?:처음|당초|애초|앞서|지난[해달]?|올해|작년|재작년|최근|이달|같은 기간을?|[가-힣]{1,6} (?:전|후|뒤|당시)에?|[0-9]+년|[0-9]+월에?|[0-9]+일) ){0,3}"  # noqa: E501
    r"(?P<verb>잡은|내놓은|집계한(?! 결과)|조사한(?! 결과)|파악한|밝힌(?! 바)|추계한|내세운|내건|언급한|공개한|발표한|제시한|추산한|추정한|예상한|전망한|계산한|책정한|산정한|요구한|제안한|약속한|공언한|주장한|인정한|예측한|확인한|선고한|청구한|부과한) "  # noqa: E501
)
"""회사가 잡은 사업비는 90억 유로: whoever gave a value speaks up to it."""
_CONSENSUS = re.compile(
    r"(?P<who>증권가|시장|업계|금융투자업계|증권업계)(?:의)? (?:전망치|예상치|기대치|추정치|컨센서스)"
)
"""증권가 전망치 평균: those who expect it speak, up to the figure."""
_NEAR = 24
"""Code points behind an expectation within which its figure stands."""


def _documents(text: str) -> Iterator[Speech]:
    """What somebody's announcement, survey or report says, or the words of others that a paper cites."""
    for match in _MADE.finditer(text) if "의 " in text else ():
        low = max(0, match.start() - _REACH)
        maker = _MAKER.search(text, text.rfind(" ", 0, low) + 1 if low else 0, match.start())
        if maker is None:
            continue
        phrase = Phrase(maker.start(), maker.end(), maker.group(), "의")
        yield Speech(match.end(), len(text), match.start("what"), "document", match["what"], phrase)
    for match in _COUNTED.finditer(text) if "한 결과" in text or "더니" in text or "보니" in text else ():
        phrase = phrase_of(match, "가")
        yield Speech(match.end(), len(text), match.end("who"), "document", "결과", phrase)
    yield from papers(text)
    for match in _ASKED.finditer(text) if "맡겨" in text or "의뢰해" in text or "위탁해" in text else ():
        yield Speech(match.end(), len(text), match.end("who"), "document", "결과", phrase_of(match, "에"))
    for match in _GIVEN.finditer(text):
        begin = max(text.rfind(mark, 0, match.start()) for mark in ' “”",') + 1
        if match.start() - begin > 1:
            giver = Phrase(begin, match.start(), text[begin : match.start()], "가")
            yield Speech(match.end(), match.end() + _NEAR, match.start(), "given", match["verb"], giver)
    for match in _SURVEYED.finditer(text) if _COUNTING.search(text) is not None else ():
        phrase = phrase_of(match, "의")
        yield Speech(match.end(), len(text), match.end("who") + 1, "document", "조사", phrase)
    for match in _ITS_POLL.finditer(text) if "조사에서" in text else ():
        yield Speech(match.end(), len(text), match.end("who") + 1, "document", "조사", phrase_of(match, "의"))
    for match in _HOLDS.finditer(text) if "는 것" in text or "는 게" in text else ():
        name = unled(match["who"])
        phrase = Phrase(match.end("who") - len(name), match.end("who"), name, "의")
        yield Speech(0, match.start() + 1, match.start("noun"), "say", match["noun"], phrase)
    for match in _CONSENSUS.finditer(text) if "치" in text or "컨센서스" in text else ():
        phrase = phrase_of(match, "의")
        yield Speech(match.end(), match.end() + _NEAR, match.end("who"), "expected", "전망치", phrase)
    for match in _QUOTING.finditer(text) if " 인용" in text or " 빌려" in text or " 빌어" in text else ():
        start, who = match.start("who"), match["who"]
        cut = max((who.rfind(end) for end in ("은 ", "는 ", "이 ", "가 ", "고 ", "며 ")), default=-1)
        phrase = Phrase(
            start + cut + 2 if cut >= 0 else start, match.end("who"), who[cut + 2 :] if cut >= 0 else who, "을"
        )
        other = _OTHER_TOPIC.search(text, match.end())
        yield Speech(0, other.start() if other else len(text), match.end("who"), "document", "인용", phrase)
    for match in _SAME.finditer(text) if "같은 " in text or "해당 " in text or "이 " in text else ():
        yield Speech(match.end(), len(text), match.start("what"), "same", match["what"])
