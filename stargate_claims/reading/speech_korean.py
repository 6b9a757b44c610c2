"""Korean sentences that hand on what somebody says: which verb, whose, and up to where the words go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stargate_claims.reading.names import either, trie, words
from stargate_claims.reading.papers_korean import announces, is_content, polled
from stargate_claims.reading.phrases import Phrase, describes, phrases, unled
from stargate_claims.reading.sentences import Sentence
from stargate_claims.reading.sources_korean import according
from stargate_claims.reading.speech import Speech, phrase_of, speech_words

_TOPICS = frozenset("은는")
_SUBJECTS = frozenset("이가은는")
_REACH = 60
"""Code points between the end of what is said and its verb: a subject and a day stand there."""


_VERBS = (*speech_words("say", "ko"), *speech_words("report", "ko"))
_BEFORE_VERB = ("잘라", "거듭", "직접", "이같이", "이렇게", "적극", "또")
_VERB = re.compile(
    # One look at a first letter spares most words the rest.
    rf" (?=[{''.join({word[0] for word in (*_BEFORE_VERB, *_VERBS)})}])"
    rf"(?:(?:{'|'.join(_BEFORE_VERB)}) )?(?P<verb>{trie(_VERBS)})(?P<ending>[가-힣]{{0,6}})"
)
_INFLECTED = frozenset("겼히혔힌하했한다붙답봤었썼서옴렸쳤았있놨냈선섰렀본")
_DID = ("했", "하", "한", "해")
_REPORTS = frozenset(speech_words("report", "ko"))
_PUBLISHED = re.compile(
    rf"[을를도] (?:[가-힣]{{1,8}}(?:에|에게|에서|측에) )?(?:[0-9]+일 |이날 |공식 |처음 |전면 |강하게 |즉각 |거듭 )?(?P<verb>{either(speech_words('publish', 'ko'))})"  # noqa: E501
    r"(?P<ending>했|하|한|혔|힌|)"
)
_MARK = re.compile(
    r"(?:[다라자냐요까](?P<said>고만?|며|면서)|(?:[”\"]|(?<=[다라자냐요까][’'])|[’'](?=이?라|고|며|면서))(?:이?라)?(?P<quoted>고만?|며|면서|는)?|(?P<thing>것)으로|라고|[다라]는 "  # noqa: E501
    rf"(?:{either(speech_words('noun', 'ko'))})[을를도]?|[을]까)(?=[ ,])"
)
_NOUN_END = re.compile(
    rf"[다라냐자까]는 (?P<noun>{either(speech_words('thought', 'ko'))})(?:이다|다|이었다|였다|이라는|을 받"
    r"|(?:[이가도은는]|[을를]|까지)? ?(?:나온|나왔|나오|돌았|돈다|돌고|있다|있었|제기|커지|잇따|퍼지|퍼졌|쏟아"
    r"|우세|많|이어|흘러|들린|고개|힘을|파다|무성))"
)
_VOICED = re.compile(
    rf"[다라냐자까]는 (?P<noun>{either(speech_words('thought', 'ko'))})(?:[이가도은는]) (?P<who>[가-힣]*?(?:업계|학계|재계|정계|금융권|정치권|야권|여권|증권가|일각|노조|주민|시민단체|야당|여당))(?:들? 사이에서|에서도?|쪽에서) "  # noqa: E501
    r"(?:나온|나왔|나오|제기|불거|커지|잇따|이어)"
)
"""…다는 우려도 업계에서 나온다: whose it is stands behind it."""
_HEARSAY = re.compile(rf"것으로 (?P<verb>{either(speech_words('hearsay', 'ko'))})")
_AMONG = re.compile(
    rf"(?P<who>(?:{either(words('unnamed', 'ko'))})"
    rf"|(?<![가-힣])시장(?=[^.“”]{{6,70}}(?:본다|보고 있|예상|전망|추정|평가|거론|관측))"
    rf"|(?<![가-힣])[가-힣]{{1,5}}(?<![관세단한통회설경합체기무태위연])계|[가-힣]+업계)"
    r"(?:들)?(?: 일각)?(?:에서는|에선|에서도|에는|엔)(?= )"
    r"|(?P<among>[가-힣A-Za-z]{2,12}들) 사이(?:에서는|에선|에서도|에서|에는)(?= )"
)
_RATED = re.compile(
    rf"(?<!것)(?:으로|(?<!으)로) (?:(?P<verb>{either(speech_words('rate', 'ko'))})(?=했|하고|한다|한 |하며|하면|봤|봐|다(?=[ .])|으[나며])"  # noqa: E501
    r"|(?:늘려 |높여 |올려 |줄여 |낮춰 |내려 |당겨 |늦춰 |어림)?(?P<held>잡(?:고 있|았|는다|기로)|보고 있))"
)
_EACH = re.compile(r"(?:\A|(?<=[ ,]))(?P<who>[^\s“”\",]+)(?:은|는) (?=(?:(?:약|최대|최소|총|모두) )?[0-9])")
_ISSUES = re.compile(
    r"(?:입장문|성명|성명서|논평|보도자료|해명자료|설명자료|사과문|반박문|답변서|공지문|자료)(?:을|를) "
    r"(?P<verb>냈|내고|내놨|내놓|내어|발표|배포|올렸|올려|올리|공개|게시)"
)
"""입장문을 냈다: whoever issues one speaks in what follows."""
_RELEASED = re.compile(
    r"[다라]는 (?:[^ ,“”\"]+ ){0,2}(?:결과|보고서|성명|논평|입장문|자료|공문|서한|의견서|통계|진단서|판단|결론|해석|(?:소수|반대|찬성)?의견|입장|견해)(?:을|를) "  # noqa: E501
    r"(?P<verb>내놨|내놓(?!은)|냈|내고|내렸|(?:발표|공개|전달|제출|배포)(?!한|된|할)|보냈)"
    r"|[다라하]는 (?:[^ ,“”\"]+ ){0,2}(?:예산안|계획|방안|안건|개편안|대책|청사진)(?:을|를) "
    r"(?P<passed>(?:심의·)?(?:의결|확정|승인|채택)(?:했|하고)|통과시[켰키])"
)
"""쓰였다는 감사 결과를 내놨다: whoever gives it out speaks."""
_REVISED = re.compile(
    r"(?:목표 ?주가|목표가|전망치|추정치|예상치|성장률|신용등급|투자의견)(?:을|를|은|는|도) [^,“”\"]{2,40}?(?:으로|로) "
    r"(?:[0-9.,%원]+ )?"
    r"(?P<verb>올[렸리려]|내[렸리려]|높[였이여]|낮[췄추춰]|제시|유지|상향|하향|조정|잡[았고]|수정|그대로 [뒀두])"
    r"|(?:목표 ?주가|목표가|투자의견)(?:을|를)? [0-9.,만천원‘’'가-힣]{2,12}(?:을|를) (?P<kept>유지|제시|고수)"
)
"""목표주가를 4만원으로 올렸다: whoever revises a forecast speaks in it."""
_ALONG = re.compile(r"[다라자]며(?= )")
_CONTINUES = re.compile(
    r"(?:것으로 (?:드러났|나타났)|것이었다|라는 것이다|다는 것이다|[다라]는 (?:지적|설명|주장|분석|판단|얘기|이유|방침|계획|구상|복안|전략|각오|생각|뜻)이다|덧붙였다|점에서다)"  # noqa: E501
)


_INTENDS = re.compile(
    r"[가-힣] (?:계획|예정|방침|작정|참)(?:이다|이라|이며|이고|입니다)\.?\Z"
    r"|[가-힣]기로 (?:최종 |잠정 )?(?:했|결정했|합의했|확정했|방침을 정했|뜻을 모았)다\.?\Z"
)


def intends(text: str) -> bool:
    """Whether a sentence ends with what somebody means to do: "…할 계획이다"."""
    return _INTENDS.search(text, max(0, len(text) - _TAIL)) is not None


_THAT_IS = re.compile(r"[다라]는 것이다")


def explains(text: str) -> bool:
    """Whether a sentence says what somebody meant whom the sentence before named: "…라는 것이다"."""
    return _THAT_IS.search(text) is not None


_QUESTION = re.compile(r"(?:Q|문|질문)[0-9]{0,2}[.:] ?")


def asks(text: str) -> bool:
    """Whether a question of an explainer begins here, after which nobody goes on speaking: "Q."."""
    return _QUESTION.match(text) is not None


def continues(text: str) -> bool:
    """Whether a sentence without a speaker goes on with what the one before said."""
    return _CONTINUES.search(text) is not None


_THUS = re.compile(
    r"이(?:같이|처럼|렇게) (?:판결|선고|결정|명령|밝|말|설명|강조|주장|전했|답|털어|토로|하소연|적었|썼|호소|회고|꼬집|일갈)"  # noqa: E501
    r"|(?:이|그)(?:런|러한| 같은) (?:내용|계획|방침|사실|결정|결과|투자안|입장)[을를의이]?"
    r" ?.{0,24}(?:밝|발표|공시|공개|내놓|내놨|의결|확정)"
)
_THEIRS = re.compile(
    rf"(?P<who>(?:(?![다라]는 (?:게|것)|[다라]는게)[^“”\",]){{2,40}})의 (?P<noun>{either(speech_words('thought', 'ko'))})(?:이다|다|이었다|였다|입니다)\.?\Z"  # noqa: E501
)
"""최유안 심사역의 평가다: what was quoted just before is hers."""
_LAST = 20
"""Code points at the end of a sentence in which whose view it is stands."""
_BACK = 2
"""Sentences before "이같이 밝혔다" that are taken for what was said."""


_CAME_OUT = re.compile(
    r"(?:것으로 (?:[0-9]{1,2}일 |이날 )?(?:집계|조사|나타|파악|분석|확인|드러)[가-힣]{1,4}"
    r"|(?:조사|설문|집계|분석|통계|진단|연구|여론조사)(?: 결과)?(?:가|이) (?:[0-9]{1,2}일 |이날 |최근 |처음 |또 )?"
    r"(?:나왔|공개됐|발표됐)다)"
    r"\.\Z"
)
"""…는 조사가 나왔다, …로 집계됐다: whoever counted stands in the next sentence."""
_BEGINS_WITH_SOURCE = re.compile(
    r"[^“”\"]{2,60}?(?:동향|통계|조사|집계|자료|보고서|현황|분석|연구|추계|결산|실적|백서|논문|설문)[^ ]{0,3}?"
    r"(?:에 (?:따르면|의하면)|[을를] (?:보면|살펴보면)|에는)[ ,]"
)
_STEM = re.compile(r"(?P<stem>[가-힣]{2,}?)(?:에서|으로|에게|까지|부터|은|는|이|가|을|를|의|에|도|로|과|와)?\Z")
_USUAL = frozenset(
    ("지난해", "지난달", "올해", "지난", "전년", "작년", "이날", "최근", "관련", "것으", "것", "대비", "같은")
)
"""What two sentences may share without being about the same thing."""


def _same_matter(text: str, other: str) -> bool:
    """Whether two sentences share a noun."""
    stems = (_STEM.search(word) for word in text.rstrip(".").split(" "))
    return any(stem["stem"] not in _USUAL and stem["stem"] in other for stem in stems if stem is not None)


_THE_FIRM = re.compile(
    rf"(?:이 |해당 )?(?:{either(words('firm', 'ko'))})(?:은|는|이|가) "
    r"(?:(?!사실|아니|없)[^“”\"])*(?:공시|발표)했다\."
)
"""회사는 …고 공시했다, behind a lead in which nobody speaks: the lead is what the company tells."""


def _counted_next(number: int, sentence: Sentence, after: Sentence) -> bool:
    """Whether a sentence tells what the source of the next one has: the first of an article, or "…로 집계됐다"."""
    if sentence.quotes:
        return False
    if is_content(after.text) or (number == 0 and _THE_FIRM.match(after.text)):
        return True
    if announces(after.text):
        return sentence.paragraph == after.paragraph
    with_source = _BEGINS_WITH_SOURCE.match(after.text) is not None
    if _CAME_OUT.search(sentence.text, max(0, len(sentence.text) - _TAIL)):
        return with_source or polled(after.text) is not None
    return number == 0 and with_source and _same_matter(sentence.text, after.text)


def said_later(every: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Sentences whose speaker stands in a later one that says so: the number of each, and of the later one."""
    for number, sentence in enumerate(every):
        if number and _counted_next(number - 1, every[number - 1], sentence):
            yield number - 1, number
        if number and every[number - 1].quotes and not sentence.quotes and _THEIRS.match(sentence.text):
            yield number - 1, number
        if "이" in sentence.text and _THUS.search(sentence.text):
            for before in range(max(number - _BACK, 0), number):
                yield before, number


_TOPIC_NAME = re.compile(
    rf"[^가-힣A-Za-z0-9·&](?P<name>[가-힣A-Za-z][가-힣A-Za-z0-9·&]{{2,15}})(?:[은는](?= )| (?:{either(words('title', 'ko'))})(?=[은는이가을를과와의 (]))"  # noqa: E501
)


def topics(text: str) -> frozenset[str]:
    """What stands as a one-word topic somewhere in a text and can be a name.

    >>> sorted(topics("누리플레이는 게임을 만드는 회사다. 그는 웃었다."))
    ['누리플레이']
    """
    found = {match["name"] for match in _TOPIC_NAME.finditer(f"\n{text}")}
    return frozenset(name for name in found if not describes(f"{name}는"))


def speeches(sentence: Sentence, names: frozenset[str] = frozenset()) -> list[Speech]:
    """The verbs of saying of a sentence, outside its quotations, in order."""
    text, offset = sentence.text, sentence.start
    found = list(according(text))
    if _AMONG_MARKS.search(text) is not None:
        found += _among(sentence)
    for match in _VERB.finditer(text):
        if sentence.quote_at(offset + match.start()) is None:
            found += _said(sentence, match, names)
    found += _published(sentence)
    found += _views(sentence)
    hearsay = _HEARSAY.search(text) if "것으로 " in text else None
    if hearsay is not None:
        found.append(Speech(0, hearsay.start(), hearsay.start("verb"), "hearsay", hearsay["verb"]))
    if not (found and any(speech.role in ("say", "report") for speech in found)):
        found += _ending(sentence, names)
    theirs = _THEIRS.search(text) if "의 " in text[-_LAST:] else None
    if theirs is not None and any(speech.at == theirs.start("noun") for speech in found):
        theirs = None  # "…라는 것이 새봄의 설명이다"
    if theirs is not None and sentence.quote_at(offset + theirs.start()) is None:
        name = unled(theirs["who"].lstrip())
        start = theirs.end("who") - len(name)
        who = Phrase(start, theirs.end("who"), name, "의")
        found.append(
            Speech(0, start, theirs.start("noun"), "say" if sentence.quotes else "theirs", theirs["noun"], who)
        )
    found += _acted(sentence, found)
    if sentence.quotes:
        found += _signed(sentence)
    if not found:
        return found
    return list(_apart(text, sorted(found, key=lambda speech: (speech.end, speech.at)), names))


_AMONG_MARKS = re.compile("에(?:선|서는|서도|는) |엔 | 사이에")


def _among(sentence: Sentence) -> Iterator[Speech]:
    """Among whom something is said: 업계에서는."""
    for m in _AMONG.finditer(sentence.text):
        if sentence.quote_at(sentence.start + m.start()) is None:
            who = phrase_of(m, "에선", "who" if m["who"] else "among")
            yield Speech(0, len(sentence.text), m.start(), "unnamed", m.group(), who)


def _published(sentence: Sentence) -> Iterator[Speech]:
    """Verbs that take what is said as their object: 계획을 발표했다."""
    text = sentence.text
    for match in _PUBLISHED.finditer(text):
        if sentence.quote_at(sentence.start + match.start()) is not None:
            continue
        verb = match.start("verb")
        if match["verb"] == "제기" and text[verb - 3 : verb - 2] not in ("문", "혹", "제"):
            continue  # a lawsuit is brought, a doubt is voiced
        begin = max(text.rfind(end, 0, match.start()) for end in ("며 ", "고 ", "나, ", "만, "))
        yield Speech(max(begin, 0), match.start(), verb, "publish", match["verb"] + match["ending"])


def _views(sentence: Sentence) -> Iterator[Speech]:
    """Views that are there: …다는 우려가 나온다, …다는 우려도 업계에서 나온다."""
    text, offset = sentence.text, sentence.start
    noun = _NOUN_END.search(text) if "는 " in text else None
    if noun is not None and sentence.quote_at(offset + noun.start()) is None:
        yield Speech(0, noun.start(), noun.start("noun"), "noun", noun["noun"])
    voiced = _VOICED.search(text) if "에서" in text else None
    if voiced is not None and sentence.quote_at(offset + voiced.start()) is None:
        yield Speech(0, voiced.start() + 1, voiced.start("noun"), "say", voiced["noun"], phrase_of(voiced, "에선"))


def _acted(sentence: Sentence, found: list[Speech]) -> Iterator[Speech]:
    """What is said with a deed: "…다며 소송을 냈다", and values that somebody gives: "2조원으로 추정했다"."""
    text = sentence.text
    revised = _REVISED.search(text) if "로 " in text or "목표" in text else None
    if revised is not None and sentence.quote_at(sentence.start + revised.start()) is None:
        name = "verb" if revised["verb"] else "kept"
        yield Speech(revised.start(), revised.start(name), revised.start(name), "publish", revised[name])
    released = _RELEASED.search(text) if "는 " in text else None
    if released is not None and sentence.quote_at(sentence.start + released.start()) is None:
        name = "verb" if released["verb"] else "passed"
        yield Speech(0, released.start() + 1, released.start(name), "say", released[name])
    for issued in _ISSUES.finditer(text) if "문" in text or "성명" in text or "논평" in text or "자료" in text else ():
        if sentence.quote_at(sentence.start + issued.start()) is None:
            yield Speech(issued.end(), len(text), issued.start("verb"), "publish", issued["verb"])
    for rated in _RATED.finditer(text) if "로 " in text else ():
        if sentence.quote_at(sentence.start + rated.start()) is None:
            yield from _rated(text, rated)
    journal = (
        _IN_JOURNAL.search(text) if "학술지" in text or "저널" in text or "논문" in text or "학회지" in text else None
    )
    if journal is not None:
        yield Speech(0, journal.start(), journal.start("verb"), "say", journal["verb"])
    if "며 " in text and not any(speech.role in ("say", "report") for speech in found):
        match = _ALONG.search(text)
        if match is not None and sentence.quote_at(sentence.start + match.start()) is None:
            yield Speech(0, match.start() + 1, match.start(), "say", match.group())


def _rated(text: str, rated: re.Match[str]) -> Iterator[Speech]:
    """Whoever gives a value, or each his own: "한빛신문은 1조원, 새봄일보는 2조원으로 보도했다"."""
    name = "verb" if rated["verb"] else "held"
    role = "report" if rated[name] in _REPORTS else "publish"
    each = list(_EACH.finditer(text, 0, rated.start()))
    # "통계청은 남성은 70%, 여성은 60%로 추정했다": whoever stands before them speaks
    if len(each) < 2 or _ONE_BEFORE.search(text, 0, each[0].start()) is not None:
        yield Speech(0, rated.start(), rated.start(name), role, rated[name])
        return
    ends = [*(match.start() for match in each[1:]), rated.start()]
    for match, end in zip(each, ends, strict=True):
        yield Speech(match.end(), end, rated.start(name), role, rated[name], phrase_of(match, "은"))


_ONE_BEFORE = re.compile(r"(?:\A| )[^\s,“”\"]+(?:은|는) ")
_QUOTATIVE = re.compile(r"(?:[가-힣][다라자냐]고(?:만|도)?|[”\"’'](?:이?라)?고(?:도)?|[가-힣] 것으로)(?=[ ,])")
_PASSIVE = re.compile(r"[됐된될]|[져졌진]|되[고며]|나타|드러|보[인이]")
_NO_SPEECH = re.compile(
    r"[ ,]+(?:해서|해도|하더라도|하면|할|하지만|불리|불린|불렀|부르|부른|보기|볼 수|느끼|느꼈|생각|믿|여기|여겼|치|해야"
    r"|하는|한 [가-힣]|하기|알려졌|전해졌|알려진|이름)"
)
_NEXT_CLAUSE = re.compile(r"[가-힣](?:고|지만|으나|며|면서|는데),? ")
_TAIL = 40
"""Code points of the predicate that ends a sentence: 선을 그었다, 목소리를 높였다."""


def _ending(sentence: Sentence, names: frozenset[str]) -> Iterator[Speech]:
    """Words that any predicate hands on at the end of a sentence: "…다고 선을 그었다"."""
    text = sentence.text
    mark, low = None, max(0, len(text) - _REACH)
    if text.find("고", low) < 0 and text.find(" 것으로", low) < 0:
        return
    for found in _QUOTATIVE.finditer(text, low):
        if sentence.quote_at(sentence.start + found.start()) is None:
            mark = found
    if mark is None or len(text) - mark.end() > _TAIL or _NO_SPEECH.match(text, mark.end()):
        return
    between = text[mark.end() :]
    if (apart := _NEXT_CLAUSE.search(between)) is not None:
        between = between[: apart.end()]  # “…”라고 깎아내렸고, 대통령실은 …: somebody else
    subject = next(phrases(between, mark.end(), _SUBJECTS, names), None)
    last = between.rstrip(" .,").rpartition(" ")[2]
    if mark.group().endswith("로") and _PASSIVE.search(between):
        return  # 것으로 나타났다: nobody is named
    yield Speech(0, mark.start() + 1, mark.end() + between.rfind(last), "say", last, subject)


def _apart(text: str, found: list[Speech], names: frozenset[str]) -> Iterator[Speech]:
    """Verbs with topics of their own: in "새봄은 …고 밝혔으나 한빛은 …고 반박했다" each speaks for itself."""
    before: Speech | None = None
    among = next((speech.subject for speech in found if speech.role == "unnamed"), None)
    for speech in found:
        if among is not None and speech.role in ("say", "noun", "publish") and speech.subject is None:
            speech = speech._replace(subject=among)  # "업계에서는 …고 보고 있다"
        if before is not None and speech.role in ("say", "report") and speech.subject is None:
            start = before.at + len(before.cue)
            topic = next(phrases(text[start : speech.end], start, _TOPICS, names), None) if start < speech.end else None
            if topic is not None:
                speech = speech._replace(start=start, subject=topic)
        if speech.role in ("say", "report", "publish"):
            before = speech
        yield speech


_SIGNED = re.compile(r"[”\"] ?\((?P<who>[^()“”\"0-9]{2,40})\)(?=(?:이?라|[은는며고])|[.,]|\Z)")
"""“…”(편지수 솔밭증권 연구원)이라는 평가: who is quoted stands in brackets behind."""


def _signed(sentence: Sentence) -> Iterator[Speech]:
    """Quotations with their speakers in brackets."""
    for match in _SIGNED.finditer(sentence.text) if "(" in sentence.text else ():
        who = phrase_of(match, "은")
        yield Speech(0, match.start(), match.start("who"), "say", "(", who)


_IN_JOURNAL = re.compile(
    r"(?:학술지|저널|학회지|논문집|논문)[^.“”\"]{0,40}?에 (?P<verb>실었|게재했|발표했|공개했|실렸)"
)
"""연구팀은 이를 학술지에 실었다: the team speaks, and goes on."""


def _one(text: str, found: Iterator[Phrase]) -> Phrase | None:
    """The subject before a verb of saying; a name may end as if it had a particle of its own: 센다이 경제신보가."""
    first, second = next(found, None), next(found, None)
    if first is None or second is None or first.particle != "이" or second.start != first.end + 2:
        return first
    return Phrase(first.start, second.end, text[first.start : second.end], second.particle)


def _said(sentence: Sentence, match: re.Match[str], names: frozenset[str]) -> Iterator[Speech]:
    """What is said ends with 고, 며 or 것으로 before the verb; between them may stand who says it."""
    text = sentence.text
    low = max(0, match.start() - _REACH)
    mark = None
    for found in _MARK.finditer(text, low, match.start("verb")):
        if sentence.quote_at(sentence.start + found.start()) is None:
            mark = found
    inflected = match["verb"][-1] in _INFLECTED or match["verb"][0] == "했" or match["ending"][:1] in _DID
    if mark is None or not inflected:
        return  # 전망이, 전망된다: nobody is named
    between = text[mark.end() : match.start() + 1]
    subject = _one(text, phrases(between, mark.end(), _SUBJECTS, names)) if between.strip() else None
    role = "report" if match["verb"] in _REPORTS else "say"
    yield Speech(0, mark.start() + 1, match.start("verb"), role, match["verb"] + match["ending"], subject)
