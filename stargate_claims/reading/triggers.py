"""Where days may be named: one pattern, so that ``re`` passes over everything else.

The tables say how a mention goes on after its first letter; nothing is decided here that the grammars do not decide
again. A first letter that is missing hides its mentions, one too many only costs time.
"""

from __future__ import annotations

from collections.abc import Mapping

from stargate_claims.reading.patterns import Pattern

_COUNT = r"[0-9한두세석네넉다여]"
_FAR = r"[ ]?[전뒤후]"
_KOREAN = {
    "지": r"난(?=[ ]?[해달주]|[ ][0-9'’‘상하한두세석네넉다여])|지난",
    "오": r"는(?= )|늘",
    "다": rf"음(?=[ ]?[주달]|[ ][0-9상하])|가오는|섯(?=[ ]?[달해주]{_FAR})",
    "이": rf"달|번(?=[ ]?[주달]|[ ][0-9상하])|날|듬|(?= 달)|틀(?={_FAR})",
    "올": r"해|(?= [들상하연말초0-9])",
    "전": r"[날월일]|년(?=[ ]?[0-9상하말초])",
    "금": r"[년주월일]",
    "작": r"년",
    "재": r"작",
    "내": r"[년달주일후]",
    "명": r"년",
    "같": r"은(?=[ ]?[해달날])",
    "그": r"해|제|저께|(?= 해)",
    "어": r"[제젯]",
    "연": r"[말초내]",
    "월": r"[말초]",
    "상": r"반기",
    "하": rf"반기|루(?={_FAR})",
    "앞": rf"으로(?= {_COUNT})|선(?= [0-9상하])",
    "향": rf"후(?= {_COUNT})",
    "최": rf"근(?= {_COUNT})",
    "모": r"레",
    "당": r"일",
    "돌": r"아오",
    "일": rf"주일(?={_FAR})",
    **dict.fromkeys("한두세석네넉", rf"[ ]?[달해주](?=일?{_FAR})"),
    "여": rf"섯(?=[ ]?[달해주]{_FAR})",
    **dict.fromkeys("사나", rf"흘(?={_FAR})"),
    **dict.fromkeys("닷엿", rf"새(?={_FAR})"),
    "열": rf"흘(?={_FAR})",
    "보": rf"름(?={_FAR})",
}

MONTHS = r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_UNIT = r"(?:day|week|month|quarter|year|decade)"
_AGO = rf"[ ]{_UNIT}s?[ ]ago"
_WHEN = rf"(?:{_UNIT}|(?:{MONTHS})|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_LENGTH = rf"(?:[0-9]{{1,3}}|[a-z]{{3,5}})[ ]{_UNIT}s"
_PART_OF = r"(?:[12][0-9]{3}|this |next |last |year|month|in |the |[JFMASOND])"
_ORDERED = r"[ -](?=quarter|half|to|through|and)"
_ENDED = r"[ ]end(?:ed|ing)"
_OF_THE = (
    rf"(?:(?:first|second|third|fourth|1st|2nd|3rd|4th){_ORDERED}|(?:early|late|mid|end of|beginning of|start of"
    rf"|middle of)[ -]|(?:quarter|year|half|month|(?:three|six|nine|twelve|[0-9]+)[ ]months){_ENDED}"
    rf"|(?:past|last|next|coming)[ ](?:{_LENGTH}|{_UNIT}))"
)
# How mentions go on after a small first letter; with a capital one they begin a sentence.
_ENGLISH = {
    "a": rf"n?{_AGO}",
    "b": r"eginning of ",
    "c": rf"oming (?={_LENGTH}|{_UNIT})",
    "e": rf"arly (?={_PART_OF})|nd of |ight{_AGO}",
    "f": rf"iscal |irst{_ORDERED}|ourth{_ORDERED}|(?:our|ive){_AGO}",
    "h": rf"alf{_ENDED}",
    "l": rf"ate (?={_PART_OF})|ast (?={_WHEN}|{_LENGTH})",
    "m": rf"id[ -]|iddle of |onth{_ENDED}",
    "n": rf"ext (?={_WHEN}|{_LENGTH})|ine{_AGO}|ine months{_ENDED}",
    "o": rf"ne{_AGO}",
    "p": rf"ast (?={_LENGTH}|{_UNIT})",
    "q": rf"uarter{_ENDED}",
    "s": rf"econd{_ORDERED}|tart of |(?:ix|even){_AGO}|ix months{_ENDED}",
    "t": rf"he (?={_OF_THE})|his (?={_WHEN})|hird{_ORDERED}|oday|omorrow|(?:wo|hree|en){_AGO}|(?:hree"
    "|welve) months{_ENDED}",
    "y": rf"esterday|ear(?:[- ]end|{_ENDED})",
}
_CAPITAL = {
    "J": r"an|u[nl]",
    "F": r"eb|Y[ ]?[0-9]|ri",
    "M": r"a[ry]|on",
    "A": r"pr|ug",
    "S": r"ep|at|un",
    "O": r"ct",
    "N": r"ov",
    "D": r"ec",
    "T": r"ue|hu",
    "W": r"ed",
    "Q": r"[1-4](?![0-9])",
    "H": r"[12](?![0-9])",
}
# What follows the first digit. Most digits are no days; the group that matches says which grammar may read them.
_DIGITS = (
    rf"(?P<odd>[0-9]{{0,3}}(?:년대|[ ]?(?:년|일|분기|해|개월|주일?|달){_FAR}|년?[ ]?(?:회계[연년]도|학년도|사업연도)))"
    r"|(?P<korean>[0-9]{0,19}[ ]?(?:년|월|일|분기)"
    r"|[0-9]{0,3}(?:[ ]?[~∼·,–/-][ ]?['’‘]?[0-9]{1,4}){1,8}[ ]?(?:년|월|일|분기))"
    r"|(?P<dotted>[0-9]{0,3}(?P<mark>[/.-])[ ]?[0-9]{1,2}(?P=mark)[ ]?[0-9])"
    r"|(?P<english>(?<=[1-4])[QH](?![A-Za-z])|[0-9]?(?:st|nd|rd|th)?[ ](?:of[ ])?(?:" + MONTHS + ")"
    rf"|(?:st|nd|rd|th){_ORDERED}|[0-9]{{0,2}}{_AGO}|[0-9]?[ ]months{_ENDED}"
    r"|(?<=[12])[0-9]{3}(?![0-9,.]*[0-9가-힣]))"
)


def _branches(table: Mapping[str, str]) -> str:
    """One branch for each first letter, behind one look at all of them."""
    return f"(?=[{''.join(table)}])(?:" + "|".join(f"{first}(?:{rest})" for first, rest in table.items()) + ")"


def _capitals() -> dict[str, str]:
    """By capital letter: names of months and days, and what begins a sentence."""
    table = {first.upper(): rest for first, rest in _ENGLISH.items()}
    for first, rest in _CAPITAL.items():
        table[first] = f"{rest}|{table[first]}" if first in table else rest
    return table


_WORDS = rf"(?:{_branches(_KOREAN)}|(?<![_.%=&/-])(?:{_branches(_ENGLISH)}|{_branches(_capitals())}))"
_FIRSTS = "".join({*_KOREAN, *_ENGLISH, *_capitals()})
_AFTER_BREAK = Pattern(rf"[^가-힣一-龥A-Za-z0-9](?=[{_FIRSTS}]){_WORDS}")
_AT_START = Pattern(_WORDS)
# It begins with one set of characters, which ``re`` scans for without trying the rest.
_IN_DIGITS = Pattern(rf"[0-9'’‘](?:(?<![0-9][0-9])(?<=[0-9])(?={_DIGITS})|(?<=['’‘])(?=[0-9]{{2}}[년.]))")


def day_starts(text: str) -> list[tuple[int, str]]:
    """Every place where a mention may start, left to right, and what kind: the group of digits, or "word"."""
    starts = [(match.start(), match.lastgroup or "") for match in _IN_DIGITS.finditer(text)]
    starts += [(match.start() + 1, "word") for match in _AFTER_BREAK.finditer(text)]
    if _AT_START.match(text):
        starts.append((0, "word"))
    starts.sort()
    return starts
