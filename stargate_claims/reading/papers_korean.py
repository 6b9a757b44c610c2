"""Korean sentences that say whose paper tells something: what it holds, who asked, and whose words a paper hands on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stargate_claims.reading.names import either
from stargate_claims.reading.speech import Speech, phrase_of, speech_words

CONTENT = "내용"
"""The cue of what says whose paper tells something, and tells nothing itself."""
ANNOUNCEMENT = "발표"
"""The cue of what says who announced, and not what."""
_HAS_PAPER = re.compile(
    # Every way begins with a letter of its own: so the engine looks for those letters before it tries anything.
    "내용|결과|집계|통계|수치|것이다|발표했|공시했|공개했|공표했|자료에|보고서에|문건에|공문에|서한에|계획서에|신고서에|설명서에"
    "|공시에|공고에|묻고|물어|물었|물은|설문|조사|의견을|대상으로|을 (?:옮|전|인용|소개|실)|를 (?:옮|전|인용|소개|실)"
)
"""What stands in every sentence that the costly patterns below find something in."""
_CONTENT = re.compile(
    r"(?:\A|(?<= ))(?P<who>[^\s“”\",]+(?: [^\s“”\",]+){0,2}?)(?:이|가) (?:[^\s“”\"]+ ){0,14}?"
    r"(?:(?:(?:공개|발표|집계|분석|설문|공시|제출|배포|보고)한|낸|내놓은|펴낸|물은|담긴|실린|적힌) "
    r"(?P<content>내용|결과|집계|통계|수치|(?<=발표한 |집계한 |공시한 |공개한 )것)"
    r"|(?:[0-9,]+(?:명|곳|가구|개사|개 기업)[^“”\"]{0,30}?)조사한 (?P<asked>결과))(?:이다|다|(?:으로|로|이며),)(?=[ .])"
)
"""통계청이 28일 공개한 자료에 담긴 내용이다: what was told just before is its word."""
_IS_TOLD = re.compile("(?:내용|결과|집계|통계|수치|것)(?:이?다|(?:으로|로|이며),)[ .]")
_OTHERS = re.compile(r" [^ “”\",]{2,14}(?:은|는) ")
"""…가 조사한 결과로, 노동계는 …: somebody else."""
_IN_PAPER = re.compile(
    r"(?:(?:\A|(?<= ))(?P<who>[^\s“”\",]+)(?:이|가) (?:[^\s“”\"]+ ){0,3}?"
    rf"(?!입수|확보|열람|단독)(?:{either(speech_words('issue', 'ko'))}) (?:[^\s“”\",]+ ){{0,2}}?|\A)"
    r"(?P<paper>자료|보고서|문건|공문|서한|계획서|신고서|설명서|공시|공고)에(?:는|도|서는)?"
    r"(?= (?:[^“”\"]{2,80} )?(?:담|적[힌혀]|실[린려렸]|나온|명시|기재|포함))"
)
"""그룹이 배포한 자료에는 …는 계획이 담겼다: whose paper it is; 공시에 적힌: of whoever disclosed something last."""
_POLLED = re.compile(
    r"\A(?P<who>[^\s“”\",]+(?: [^\s“”\",]+){0,2}?)(?:이|가|은|는) (?:[^\s“”\"]+ ){0,12}?"
    r"(?:[^\s]*[0-9](?:명|곳|가구|개사|개 ?기업|인)(?:에게|에|한테)? (?:[^\s“”\"]+ ){0,3}?"
    r"(?:묻고|물어|물었다|물었더니|물어보니|물은|설문했다|설문해|의견을 (?:[^\s]+ )?(?:모았|들었|물었)다)"
    r"|[^\s]*[0-9](?:명|곳|가구|개사|개 ?기업|인)(?:을|를) (?:[^\s“”\"]+ ){0,3}?(?:조사|설문)해 (?:[^\s]+ ){0,2}?[가-힣]{1,3} 결과"  # noqa: E501
    r"|대상으로 (?:[^\s]+ ){0,3}?(?:조사|설문)[가-힣]*)"
    r"(?=[ ,.])"
)
"""새봄협회는 회원사 300곳에 물었다: the survey is its own."""
_HANDED_ON = re.compile(
    r"(?:[다라자]는|이란) (?P<who>[^“”\",]{2,24}?)의 (?P<noun>설명|주장|발표|전망|말|해명|분석|추산|추정)(?:을|를) "
    r"(?P<verb>옮겼|옮기|전했|전하|인용|소개|실었|실으)"
)
"""투자한다는 새봄부의 설명을 옮겼다: the ministry speaks, and a paper hands it on."""
_ANNOUNCE = ("발표", "공시", "공개", "공표")
_ANNOUNCING = tuple(f"{verb}했다{stop}" for verb in _ANNOUNCE for stop in (".", ""))
_ANNOUNCED = re.compile(
    r"(?P<who>(?:(?![^\s]*(?:은|는|이|가|을|를|고|며|의|데|서|로|인|[0-9]일|한편|앞서) )[^\s“”\",]+ ){0,3}?[^\s“”\",]+)(?:이|가) "  # noqa: E501
    r"(?:(?![^\s]*(?:[을를도며고나만]|것으로|같이|렇게|정반대로|반대로|달리|따로|먼저|뒤늦게|나중에) )[^\s“”\",]+ ){0,6}?"  # noqa: E501
    rf"(?P<verb>{'|'.join(_ANNOUNCE)})했다\.?\Z"
)
"""박하늘 회장이 새봄궁에서 발표했다: what stands before and behind it is announced."""


def announces(text: str) -> re.Match[str] | None:
    """Who announces, in a sentence that does not say what.

    >>> announces("박하늘 회장이 4일 서울에서 발표했다.")["who"], announces("새봄이 계획을 발표했다.")
    ('박하늘 회장', None)
    """
    return _ANNOUNCED.match(text) if text.endswith(_ANNOUNCING) else None


def is_content(text: str) -> bool:
    """Whether a sentence says whose paper the one before it told: "…가 공개한 내용이다".

    >>> is_content("통계청이 28일 공개한 통계에 담긴 내용이다."), is_content("값은 비밀이다.")
    (True, False)
    """
    return _IS_TOLD.search(text) is not None and _CONTENT.search(text) is not None


def polled(text: str) -> re.Match[str] | None:
    """Who asked, in a sentence that says how a survey was made."""
    return _POLLED.match(text) if _HAS_PAPER.search(text) is not None else None


def papers(text: str) -> Iterator[Speech]:
    """The papers of a sentence, and those whose words another hands on."""
    if _HAS_PAPER.search(text) is None:
        return
    end = len(text)
    for match in _IN_PAPER.finditer(text):
        role, who = (
            ("source", phrase_of(match, "에", "paper"))
            if match["who"] is None
            else ("document", phrase_of(match, "가"))
        )
        yield Speech(match.end(), end, match.start("paper"), role, match["paper"], who)
    content = _CONTENT.search(text)
    if content is not None:
        stop = content.end() if _OTHERS.match(text, content.end()) is not None else end
        yield Speech(content.end("who"), stop, content.end("who"), "document", CONTENT, phrase_of(content, "가"))
    asking = _POLLED.match(text)
    if asking is not None:
        yield Speech(asking.end("who"), end, asking.end("who"), "document", CONTENT, phrase_of(asking, "가"))
    announced = announces(text)
    if announced is not None:
        at = announced.start("verb")  # the sentence itself tells nothing
        yield Speech(at, end, at, "document", ANNOUNCEMENT, phrase_of(announced, "가"))
    handed = _HANDED_ON.search(text)
    if handed is not None:
        begin = max(text.rfind(mark, 0, handed.start()) for mark in (", ", "고 ", "며 "))
        who = phrase_of(handed, "의")
        yield Speech(max(begin, 0), handed.start() + 1, handed.start("noun"), "source", handed["noun"], who)
        yield Speech(max(begin, 0), handed.start() + 1, handed.end(), "report", handed["verb"])
