"""Names that an article prints in full somewhere, found by a part of them: Jessup, the judge, 윤 의원, 백산."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from stargate_claims.reading.names import SURNAMES, TITLE, TITLED_NAME, also, either, words

Names = dict[str, dict[str, None]]
"""Names by what they are found by; a dict for its order."""

_WORD = r"[A-Z][\w&'-]*[\w&]"
_ENGLISH = re.compile(
    rf"(?<![\w’'.-]){_WORD}(?: (?:{_WORD}|&(?= [A-Z])|(?:of|and|for)(?= (?:the )?[A-Z])|the(?= [A-Z]))){{1,6}}"
)
_LATIN = re.compile(r"[A-Z][a-z]")
_TWO = re.compile(
    rf"(?:{_WORD}['’]s |[A-Z][a-z]+ (?=[a-z]))?(?:[a-z-]+ ){{0,6}}(?P<one>{_WORD}(?: {_WORD}){{0,4}}) and "
    rf"(?:[A-Z][a-z]+ ){{0,3}}?(?:[a-z-]+ ){{0,6}}(?P<two>{_WORD}(?: {_WORD}){{0,4}}) (?:have|said|will|are|agreed|plan|signed)\b"  # noqa: E501
)
_JOINED = re.compile(r" (?:and|of) ")
_MOST = 4
"""Names that share a part, beyond which nobody can tell which is meant."""
_KOREAN = re.compile(
    rf"(?<![가-힣])(?P<name>[{''.join(sorted(SURNAMES))}][가-힣]{{2}})(?:\([0-9]{{1,3}}\))? ?(?:(?P<plain>씨)|(?<= )(?:[가-힣A-Za-z0-9·]+ ){{0,3}}?(?P<title>{TITLE})(?![가-힣]{{3}}))"  # noqa: E501
)
_BODY = re.compile(
    r"(?P<body>공단|공사|협회|재단|노동조합|노조|조합|위원회|연구원|연구소|병원|대학교|대학|은행|본부|거래소|교육청|지검|상공회의소|의회"
    r"|부|청|처|원|연맹|노총|연합회)"
    r"(?P<branch> [가-힣]{2,10}(?:지부|지회))?"
    r"(?=[은는이가의을를과와도에 ,(·]|\Z)"
)
"""The end of a body's name, with the branch that stands behind it."""
_STEM = re.compile(r"[가-힣]{2,12}\Z")
_BRAND = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣A-Za-z0-9]{3,10}\Z")
_LONGEST_STEM = 14
_AS_SUBJECT = rf"(?=(?:[이가은는]|의 (?:[^ ]+ ){{0,3}}(?:{either(words('result', 'ko'))})[이가은는]) )"
_TECHNOLOGY = either(words("technology"))
_CALLED = re.compile(
    rf"(?<![가-힣A-Za-z])(?P<name>[가-힣A-Za-z0-9]{{1,10}}(?:{either(words('corporate', 'ko'))}){_AS_SUBJECT}"
    rf"|(?!(?:{_TECHNOLOGY})[가-힣])[A-Z]{{2,4}}[가-힣]{{2,8}}{_AS_SUBJECT}|[가-힣A-Za-z]{{2,10}}그룹(?= {TITLE}))"
)
"""도담반도체가, KD전지의 매출은: a subject that is called as companies are."""
_GROUP = re.compile(r"(?P<stem>.{2,}?)(?:그룹|홀딩스|금융그룹|금융지주)\Z")
_COMPANY_END = re.compile(
    rf"(?:{either(word for word in words('corporate', 'ko') if len(word) > 1)})(?=[은는이가의을를와과도에 ,(·]|\Z)"
)
"""The end of a company's name, without which it may be called: 누리하버캐피털 is 누리하버."""
_OFFICIAL_BODIES = frozenset(words("official", "en"))
"""Bodies that an article calls by this word alone; a union or a city that it names may be another."""
_REGIONS = frozenset(words("region", "ko"))
_OF_THEIR_OWN = _REGIONS.union(words("country", "ko"), ("정부", "법원", "의원", "한국", "국회", "경찰", "검찰", "당국"))
"""What is called so without being short for anything: 정부 is no 정보통신부."""
_OFFICES = {"judge": "justice", "lawmaker": "senator", "minister": "secretary"}
"""Another title under which an article may have introduced the judge."""
_LAST_LETTERS = frozenset("부청처위원공은협련총본의")
"""With which short forms of bodies end."""
_CALLED_SHORT = {"노동조합": "노조"}
"""Ends of bodies' names that stand for them in another form."""
_SHORT = frozenset(words("short", "ko"))
"""한은: whatever the table says, where the text prints that in full."""
_LONG = re.compile(r"(?<![가-힣])[가-힣]{6,12}?(?=(?:은|는|이|가|을|를|의|과|와|에|도|로|으로)?(?![가-힣]))")
_SHORTEST = 3
"""Letters of the shortest abbreviation that is looked for: of two letters, the table knows 한은 and the like."""
_SHORT_FORM = 6
"""Letters of the longest abbreviation."""
_MANY = 32
"""Bodies of one first letter that are tried."""


def _keeps(short: str, name: str) -> bool:
    """Whether all letters of a word stand in a name, in order, the last of both in its last two or three."""
    short = short.replace("련", "연")  # 연합회 is 련 where it ends a short form
    letters = iter(name)
    return all(letter in letters for letter in short) and short[-1] in name[-3:]


def _put(found: Names, key: str, name: str) -> None:
    names = found.setdefault(key, {})
    if len(names) <= _MOST:
        names[name] = None


def _only(names: Iterable[str]) -> str | None:
    """The one name among these, if the others only go on where it ends, or have an office before it."""
    first, *others = sorted(names, key=len) or ("",)
    longer = (other.startswith(f"{first} ") or other.endswith(f" {first}") for other in others)
    return first if first and all(longer) else None


class FullNames:
    """The full names of one text; each index is made once, when it is first asked for."""

    def __init__(self, text: str, topics: Iterable[str] = ()) -> None:
        self.text, self._topics = text, topics
        self._short: dict[str, str | None] = {}
        self._places: dict[str, str | None] = {}

    def english(self, word: str) -> str | None:
        """The one name of several words that begins or ends with a word.

        >>> names = FullNames("The deal values Kestrel Metals at $2 million. Jane Doe, a farmer, sold early.")
        >>> names.english("Kestrel"), names.english("Doe"), names.english("Metal")
        ('Kestrel Metals', 'Jane Doe', None)
        """
        return _only(names) if (names := self._english.get(word)) else None

    def longer(self, name: str) -> str | None:
        """The one longer name that begins with several words: Tiger Bay Capital for Tiger Bay.

        >>> FullNames("Tiger Bay Capital agreed. A Tiger Bay spokesman denied it.").longer("Tiger Bay")
        'Tiger Bay Capital'
        """
        longer = [full for full in self._english.get(name.partition(" ")[0], ()) if full.startswith(f"{name} ")]
        return longer[0] if len(longer) == 1 else None

    def office(self, title: str) -> str | None:
        """The one person whom the text gives an English title.

        >>> FullNames("Mayor Jane Doe won. The mayor is less patient.").office("mayor")
        'Jane Doe'
        """
        title = title.casefold()
        names = self._offices.get(title) or self._offices.get(_OFFICES.get(title, ""))
        return _only(names) if names else None

    def official(self, head: str) -> str | None:
        """The one public body that an article calls by its kind: the Ministry.

        >>> FullNames("The Ministry of Ports and Roads is late.").official("Ministry")
        'Ministry of Ports and Roads'
        """
        name = self.english(head) if head in _OFFICIAL_BODIES else None
        return (
            name if name and (name.startswith((f"{head} of ", f"{head} for ")) or name.endswith(f" {head}")) else None
        )

    def korean(self, text: str) -> str | None:
        """The one Korean body or company that a word is short for, unless it is a name of its own.

        >>> names = FullNames("새봄철도공단은 정보통신부에 알렸다. 공단과 정부는 몰랐다.")
        >>> names.korean("공단"), names.korean("정부")
        ('새봄철도공단', None)
        """
        if text not in self._short:  # asked for again and again: each answer may take the whole text
            self._short[text] = None if text in _OF_THEIR_OWN else self._full(text)
        return self._short[text]

    def _full(self, text: str) -> str | None:
        named = next((name for name in also(text) if name in self.text), None) if text in _SHORT else None
        return named or self.body(text) or self.group(text) or self.abbreviated(text)

    def family(self, name: str, title: str) -> str | None:
        """The one person with a Korean family name and a title.

        >>> FullNames("국회 박하늘 의원에게 낸 자료에 따르면").family("박", "의원")
        '박하늘'
        """
        return _only(names) if (names := self._families.get(f"{name} {title}")) else None

    def body(self, word: str) -> str | None:
        """The one body whose name ends in a word: 공단.

        >>> FullNames("새봄철도공단이 낸 자료에 따르면").body("공단")
        '새봄철도공단'
        """
        return _only(names) if (names := self._bodies.get(word)) else None

    def group(self, stem: str) -> str | None:
        """The one company that the text also calls by its name without the kind: 백산 for 백산그룹.

        >>> FullNames("한빛그룹은 크다.", ["한빛그룹"]).group("한빛")
        '한빛그룹'
        >>> FullNames("누리한빛전자를 샀다.").group("누리한빛")
        '누리한빛전자'
        """
        return _only(names) if (names := self._groups.get(stem)) else None

    def abbreviated(self, short: str) -> str | None:
        """The one body of which a word keeps some letters, the first among them: 농식품부.

        >>> FullNames("농림축산식품부는 13일 밝혔다.").abbreviated("농식품부")
        '농림축산식품부'
        """
        if not _SHORTEST <= len(short) <= _SHORT_FORM or short[-1] not in _LAST_LETTERS or short[:-1] in _REGIONS:
            return None
        names = {
            name for name in self._official.get(short[0], ()) if len(name) > len(short) + 1 and _keeps(short, name)
        }
        if not names and len(short) == _SHORTEST and (full := self._spelt(short)) is not None:
            return full
        return names.pop() if len(names) == 1 else None

    def region(self, letter: str) -> str | None:
        """The first province, city, county or district that is named: 울산시 for 시.

        >>> FullNames("울산시가 추진하는 사업비가 늘었다.").region("시")
        '울산시'
        """
        if letter not in self._places:
            found = re.search(rf"(?<![가-힣])(?:{either(_REGIONS)}){letter}(?=[은는이가의와 ,])", self.text)
            self._places[letter] = found.group() if found is not None else None
        return self._places[letter]

    def _spelt(self, short: str) -> str | None:
        """The long name that a word of three letters is short for, though it does not end as bodies do: 한수원."""
        return _only({name for name in self._long.get(short[0], ()) if _keeps(short, name)})

    @cached_property
    def _long(self) -> Names:
        """Long Korean words without their particles, by their first letters."""
        found: Names = {}
        for match in _LONG.finditer(self.text):
            names = found.setdefault(match.group()[0], {})
            if len(names) < _MANY:
                names[match.group()] = None
        return found

    @cached_property
    def _official(self) -> Names:
        found: Names = {}
        for name in self._named_bodies:
            names = found.setdefault(name[0], {})
            if len(names) < _MANY:
                names[name] = None
        return found

    @cached_property
    def joined(self) -> tuple[str, ...]:
        """The names of two that an English article begins with: Kestrel Metals and South Korean maker Corvid Cell.

        >>> FullNames("Kestrel Metals and battery maker Corvid Cell have torn it up.").joined
        ('Kestrel Metals', 'Corvid Cell')
        """
        match = _TWO.match(self.text)
        return (match["one"], match["two"]) if match is not None else ()

    def company(self, before: int) -> str | None:
        """The last subject before a place that is called as companies are: 가온반도체가.

        >>> FullNames("통신은 가온반도체가 늦췄다고 전했다. 회사는 부인했다.").company(30)
        '가온반도체'
        """
        starts, names = self._companies
        at = bisect_left(starts, before)
        return names[at - 1] if at else None

    def is_called(self, name: str) -> bool:
        """Whether a name stands somewhere as a subject that is called as companies are.

        >>> FullNames("KD전지의 매출은 줄었다.").is_called("KD전지")
        True
        """
        return name in self._called

    @cached_property
    def _called(self) -> frozenset[str]:
        return frozenset(self._companies[1])

    @cached_property
    def _companies(self) -> tuple[list[int], list[str]]:
        found = [(match.start(), match["name"]) for match in _CALLED.finditer(self.text)]
        return [start for start, _ in found], [name for _, name in found]

    @cached_property
    def _english(self) -> Names:
        found: Names = {}
        for match in _ENGLISH.finditer(self.text) if _LATIN.search(self.text) else ():
            for name in self._parts(match.group()):
                first, _, rest = name.partition(" ")
                if first in _LEADING:
                    name, first = rest, rest.partition(" ")[0]
                if " " in name:
                    _put(found, first, name)
                    if _JOINED.search(name) is None:
                        _put(found, name.rpartition(" ")[2], name)
        return found

    @staticmethod
    def _parts(name: str) -> list[str]:
        """Two names that "and" joins; within what is "of" something it is part of one."""
        parts = [name] if " of " in name.partition(" and ")[0] else name.split(" and ")
        return [part.removesuffix("'s").removesuffix("’s") for part in parts]

    @cached_property
    def _offices(self) -> Names:
        found: Names = {}
        for match in TITLED_NAME.finditer(self.text):
            for title in {
                *(at := match.group()[: match.start("name") - match.start()].casefold().split()),
                " ".join(at),
            }:
                _put(found, title, match["name"])
        return found

    @cached_property
    def _families(self) -> Names:
        found: Names = {}
        for match in _KOREAN.finditer(self.text):
            _put(found, f"{match['name'][0]} {match['title'] or match['plain']}", match["name"])
        return found

    @cached_property
    def _bodies(self) -> Names:
        found: Names = {}
        for name, (body, branch) in self._named_bodies.items():
            _put(found, body, name + branch)
            if body in _CALLED_SHORT:
                _put(found, _CALLED_SHORT[body], name + branch)
            if branch:
                _put(found, branch[-2:], name + branch)
        return found

    @cached_property
    def _named_bodies(self) -> dict[str, tuple[str, str]]:
        """Names that end as bodies' names do, each with that ending, and with the branch that stands behind it."""
        found: dict[str, tuple[str, str]] = {}
        for match in _BODY.finditer(self.text):
            stem = _STEM.search(self.text, max(0, match.start() - _LONGEST_STEM), match.start())
            if stem is not None:
                name = stem.group() + match["body"]
                found[name] = (match["body"], match["branch"] or found.get(name, ("", ""))[1])
        return found

    @cached_property
    def _groups(self) -> Names:
        found: Names = {}
        for name in sorted(self._topics):
            match = _GROUP.match(name)
            if match is not None:
                _put(found, match["stem"], name)
        for match in _COMPANY_END.finditer(self.text):
            stem = _BRAND.search(self.text, max(0, match.start() - _LONGEST_STEM), match.start())
            if stem is not None:
                _put(found, stem.group(), stem.group() + match.group())
        return found


_LEADING = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "But",
        "And",
        "For",
        "By",
        "As",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "Since",
        "With",
        "From",
        "To",
        "Last",
        "Next",
        "Both",
        "Its",
        "Their",
        "His",
        "Her",
        "Our",
        "This",
        "That",
        "Although",
        "Under",
        "Meanwhile",
        "Still",
        "Yet",
        "Of",
        "Not",
        "No",
        "One",
        "Two",
        "Three",
        "Or",
        "Nor",
        "So",
        "Then",
        "Now",
        "Mr",
        "Ms",
        "Mrs",
        "Dr",
        "Sir",
        "Dame",
    ]
)
"""Words at the head of a sentence that no name begins with, and forms of address."""
