"""Where figures may stand: patterns that tell plain shapes, and digits that are no figure, from the rest.

Most digits in news are days, ordinals and names, and most figures have one plain shape. One pass of ``re`` sorts them;
a plain shape says the same wherever it stands, so that it can be remembered, and only the rest takes the long way.
"""

from __future__ import annotations

from stargate_claims.reading.numerals import BIG, SCALE_WORDS, SHORT_SCALES, SMALL
from stargate_claims.reading.parts import LABELS
from stargate_claims.reading.patterns import Pattern
from stargate_claims.reading.units import COUNTERS, SIGN_ENDS, Kind, Unit, alternatives

_RUN = r"[0-9]++(?:[,.][0-9]++)*+"
_NEEDS_CONTEXT = frozenset(["대", "파운드", "위안", "편", "년", "x", "X", "동", "세대", "기", "호"])


def _is_plain(unit: Unit) -> bool:
    """Whether the unit word means the same whatever stands around the figure."""
    return unit.special == "" and unit.word not in _NEEDS_CONTEXT and unit.id != "minute"


def _is_english(unit: Unit) -> bool:
    return unit.word[0].isascii() and unit.word[0].isalpha()


def _is_money(unit: Unit) -> bool:
    return unit.kind is Kind.MONEY


_SCALES = "|".join(sorted(SCALE_WORDS, key=len, reverse=True))
_NEXT = r"(?:under |less than )?(?:[A-Z]{0,3}[$€£₩¥] ?|[A-Z]{3} )?[0-9]"
# What makes a figure the first end of a range, or of a class (10조원대), or none (1건도): it takes the long way.
_JOINED = rf"[ ]?[~∼–—]|-(?![ ])|[ ]?내지|에서|부터|-?[ ](?:to|and)[ ]{_NEXT}"
_GOES_ON = (
    rf"(?:{_JOINED}|[ ]?(?:이상|초과)(?:인|의|에서)?[ ~,]{{0,3}}[0-9]|[대급도여]|[ ]?반(?:(?![가-힣])|[만이에을동째])"
    r"|[ ]?[0-9]{1,2}(?:분|개월|달)|-class)"
)
_LASTS = (
    r"[ ]?(?:간|동안|만[에인의이]|째|연속|이[내상하]|안|뒤|후|전|가|정도|미만|넘|치|여|남짓|짜리|밖|씩|내|걸|앞|늦"
    r"|지난 |천하)"
)
# What follows digits that may be a figure though they are no plain one. Days, weeks and quarters are where they last.
_MAYBE = (
    rf"[ ]?(?:일(?:{_LASTS}|{_JOINED})|분기[ ]?(?:연속|째|동안|만에|간|이상|내내))|(?<![0-9]{{4}})[ ]?년"
    r"|(?:(?<=[0-9]{3})|(?<=3[2-9])|(?<=[4-9][0-9]))[ ]?일|(?:(?<=[5-9])|(?<=[0-9]{2}))[ ]?분기"
    rf"|[ \n]?(?:주|대|동|세대|기|호|파운드|위안|편|분(?!기)|x|X)|[ ]분의|[「『+]|[ ]?경(?=여|[ ]?(?:원|달러|[0-9]))"
    rf"|[ \n][{SMALL}{BIG}]"
    rf"|[ ][0-9]{{3}}[ {BIG}]"
    rf"|{_JOINED}|[ ]?(?:이상|초과)"
)


def _numbers() -> str:
    plain = alternatives(_is_plain)
    counters = "|".join(sorted((word for word in COUNTERS if word.isascii()), key=len, reverse=True))
    words = (
        rf"[ \n-](?:(?:{_SCALES})(?![A-Za-z])|{alternatives(_is_english)}|[A-Za-z-]{{1,20}}s(?![A-Za-z-])"
        rf"|[a-z-]{{2,15}}[ ](?:{counters})(?![A-Za-z]))"
    )
    return (
        rf"{_RUN}(?:[십백천만억조][0-9]*(?:,[0-9]{{3}})?)*+여?"
        rf"(?:[ ]?{plain}(?!{_GOES_ON})(?P<plain>)"
        rf"|(?:(?=(?<![0-9])|(?<=,[0-9]{{3}}))|(?={_MAYBE}|{words}|[ \n]?{plain}))(?P<maybe>))?"
    )


NUMBERS = Pattern(_numbers())
"""Every run of digits. ``lastgroup`` is "plain" for a whole figure of a plain shape, "maybe" for what may be one of
another, and None for digits that are none unless a currency sign stands before them."""

_MONEY = Pattern(
    rf"{_RUN}(?>(?:[ -]?(?:{_SCALES})(?![A-Za-z])|[ ]?(?:{'|'.join(SHORT_SCALES)})(?![A-Za-z0-9]))?)"
    rf"(?![0-9A-Za-z_%]|[ \n]?(?:[{SMALL}{BIG}여]|{alternatives(_is_money)})"
    rf"|[ \n-]?(?i:{_SCALES})(?![A-Za-z])|{_GOES_ON})"
)
_SIGNS = frozenset("$€£₩¥")
_BEFORE_SIGN = frozenset(" (\n")


def money_at(text: str, start: int) -> tuple[int, int] | None:
    """Start and end of a plain figure whose currency sign stands right before its digits: $5.4 billion, US$3bn."""
    begin = start - 1
    if text[begin] not in _SIGNS:
        return None
    if text[begin - 2 : begin] == "US":
        begin -= 2
    if begin and text[begin - 1] not in _BEFORE_SIGN:
        return None
    match = _MONEY.match(text, start)
    return (begin, match.end()) if match else None


_DAY = Pattern(r"(?:(?:1[89]|20)[0-9]{2}년|[01]?[0-9]월|[12][0-9]{3}([-.])[01]?[0-9]\1[0-3]?[0-9])(?![0-9만])")


_ENGLISH_DAY = Pattern(r"[0-3]?[0-9](?![0-9.,]*[0-9]|[ -]?(?:%|percent|per cent|million|billion|trillion|thousand))")
_ENGLISH_MONTH = Pattern(
    r"(?:\b(?i:on|dated|since|until|from) )"
    r"(?:Jan(?:\.|uary)|Feb(?:\.|ruary)|Mar(?:\.|ch)|Apr(?:\.|il)|May|June?|July?|Aug(?:\.|ust)|Sept?(?:\.|ember)|Oct(?:\.|ober)"
    r"|Nov(?:\.|ember)|Dec(?:\.|ember)) \Z"
)
_COUNTER = Pattern(rf" (?:{'|'.join(word for word, row in COUNTERS.items() if row['language'] == 'en')})(?![a-z])")
_ENDS_OF_MONTHS = frozenset(".yhlertn")
_LONGEST_MONTH = 18


def is_day(text: str, start: int) -> bool:
    """Whether a year, month or day starts here, which no figure does.

    >>> is_day("a memo dated Jan. 14 puts", 18), is_day("In May 12 workers", 7)
    (True, False)
    """
    if _DAY.match(text, start) is not None:
        return True
    return text[start - 1 : start] == " " and _is_english_day(text, start)


def _is_english_day(text: str, start: int) -> bool:
    """Whether the digits behind a space are a day after a preposition and a month: on March 3."""
    if text[start - 2 : start - 1] not in _ENDS_OF_MONTHS or (day := _ENGLISH_DAY.match(text, start)) is None:
        return False
    if _COUNTER.match(text, day.end()) is not None:
        return False  # On Dec. 5 workers were hurt
    return _ENGLISH_MONTH.search(text, max(0, start - _LONGEST_MONTH), start) is not None


# What may stand before a plain figure without changing it, and what not before it and a space.
_OPENING = frozenset(" (\n“‘\"'[「『")
_NUMBERED = frozenset("제스속만")
_APART = SIGN_ENDS | _NUMBERED | {"s"}
_MARKS = SIGN_ENDS | frozenset("s약총소대")
_WORDS_APART = frozenset(["nus", " Rs"])


def is_free(text: str, start: int) -> bool:
    """Whether nothing before the digits changes a plain figure: no sign, no 제, no minus, no name that goes on."""
    if not start:
        return True
    last = text[start - 1]
    if last == " ":
        pair = text[start - 2] if start > 1 else ""
        if pair in _APART and (pair != "s" or text[max(0, start - 4) : start - 1] in _WORDS_APART):
            return False
        if not ("a" <= pair <= "z" or pair == "."):
            return True
        label = text[max(0, start - 11) : start - 1].rpartition(" ")[2].lower()
        return label not in LABELS and not _is_english_day(text, start)
    return last in _OPENING or ("가" <= last <= "힣" and last not in _NUMBERED)


def is_marked(text: str, start: int) -> bool:
    """Whether a currency may stand before the digits, or a word that makes a day a length (약 5일)."""
    last = text[start - 1 : start]
    if last == " ":
        last = text[start - 2 : start - 1]
    return last in _MARKS
