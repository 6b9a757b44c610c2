"""Who is meant: names of the vocabulary in running text, titles, pronouns, and names that nobody recorded yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache

from attrs import frozen

from stargate_claims.data import rows
from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Vocabulary

MAX_LABELS = 12
"""Names that one claimant is shown under."""


@frozen
class Who:
    """Somebody, or something, that a claim names.

    Attributes:
        id: an entity id; for a name that the vocabulary lacks, made from the name as printed.
        kind: what it is, as far as that can be told.
        labels: the names it goes by, the printed one first where it is new.
        known: whether the vocabulary has it.
        doubtful: whether several entities share the name, and this is the first of them.
    """

    id: str
    kind: EntityKind
    labels: tuple[str, ...]
    known: bool = True
    doubtful: bool = False

    @cached_property
    def proper(self) -> bool:
        """Whether it looks like a name and not like a common noun."""
        if self.known or self.kind is EntityKind.UNNAMED:
            return True  # a former employee speaks without a name
        return not _is_common(self.labels[0], self.kind is not EntityKind.ORGANISATION)

    def entity(self) -> Entity:
        """The entity to propose for the vocabulary."""
        return self._proposed

    @cached_property
    def _proposed(self) -> Entity:
        korean = re.search("[가-힣]", self.labels[0]) is not None
        label = Label(ko=self.labels[0]) if korean else Label(en=self.labels[0])
        return Entity(id=self.id, kind=self.kind, label=label, aliases=self.labels[1:])


@frozen
class Mention:
    """A name in the text; ``end`` includes a title, ``particle`` follows it, ``of`` is whom a person is said to be of."""  # noqa: E501

    start: int
    end: int
    who: Who
    particle: str
    of: Who | None = None


@cache
def words(kind: str, language: str = "") -> tuple[str, ...]:
    """The words of one kind, longest first."""
    found = {row["word"] for row in rows("cues_names.csv") if row["kind"] == kind and language in ("", row["language"])}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def also(word: str) -> tuple[str, ...]:
    """What the other language calls those whom nobody names."""
    found = (row["also"].split("|") for row in rows("cues_names.csv") if row["word"] == word)
    return tuple(name for names in found for name in names if name)


def either(alternatives: Iterable[str]) -> str:
    """A pattern for any of these words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(set(alternatives), key=lambda word: (-len(word), word)))


_COMMON = re.compile(
    # 지체상금, 이익률, 국방비: what such letters end is no name, while 국민연금 and a 김단비 are.
    r"(?:[가-힣](?:[가-힣]율|[가-힣]률|[가-힣]액|수지|[흑적]자|가격|물가)|상금|수금|급금|보금|담금|태료|험료|수료|용료|득세|인세|관세|산세|가세"
    r"|(?:[건업공방송사발영작리구]|투자|관리|유지|물류|교육)비"
    r"|[가-힣](?:총량|산량|매량|하량|용량|물량|금액|대금))\Z|"
    # One letter, and the trades, may end a name (누리제약, 한울전력): they are common only as words of their own.
    rf"(?:\A|[ 가-힣])(?:{either(word for word in words('common', 'ko') if len(word) > 1)})\Z"
    rf"|(?:\A| )(?:{either(word for word in (*words('common', 'ko'), *words('trade', 'ko')))})\Z"
    rf"|\A(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) )?(?:{either(words('common', 'en'))})\Z"
    # Workers and revenue at the head of a sentence are no company; Target may be one.
    rf"|\A(?i:{either(word for word in words('result', 'en') if word != 'target')})\Z"
    rf"|\A(?i:{either(word for word in words('common', 'en') if word.endswith('s') and len(word) > 4)})\Z"
    r"|\A[가-힣]\Z|[0-9][0-9,.]*(?: ?(?:달러|원|유로|엔|위안)|[조억만천%명곳건개대년월일위])|\A[0-9]+주?\Z"
)
_RARE_IN_NOUNS = frozenset("김박최윤권송류홍곽엄길강")
"""Family names with which rates hardly begin: 김병률 is a person, 이익률 is none."""
_COMMON_WORDS = frozenset((*words("common", "ko"), *words("trade", "ko")))
_OF_SOMETHING = re.compile(
    r"[가-힣](?:의|는|던) |\A(?:첫|새|이|그|총|각|한|두|세|네|다른|모든|여러|주요|일부|나머지|기존|전체) "
    r"|(?:\A| )(?:큰|작은|높은|낮은|많은|적은|좋은|나쁜|빠른|느린|긴|짧은|비싼|싼|무거운|가벼운|어려운|쉬운|새로운|오랜"
    r"|다양한|중요한|주요한|심각한|필요한|이런|그런|저런|어떤|같은|유일한|또 다른) "
)


@lru_cache(maxsize=1 << 12)
def _is_common(name: str, titled: bool) -> bool:
    """Whether words are a description: they end in a common noun, hold a figure, or say of what a thing is."""
    if titled and is_korean_name(name):  # 이상승 회장
        return name in _COMMON_WORDS
    last = name.rpartition(" ")[2]
    if last[:1] in _RARE_IN_NOUNS and len(last) == len("김병률") and last[-1] in "율률지":
        return last in _COMMON_WORDS
    return _COMMON.search(name) is not None or (not titled and _OF_SOMETHING.search(name) is not None)


PARTICLE = re.compile(
    r"(?:들)?(?:측)?(은|는|이|가|을|를|과|와|의|에서는|에선|에게서|에게|에서|에는|에도|에|도|만|로부터|으로부터|로|으로|부터|까지"
    r"|께서|이나|나|라는|이라는|인|등|보다|처럼|뿐|이며|며|에 따르면|역시|또한)?(?![가-힣A-Za-z0-9])"
)
TITLE = (
    rf"(?:(?:전|현|신임|차기|당시) )?(?:부(?!장)|총)?(?:{either(words('title', 'ko'))}"
    rf"|(?!국가대표|부처장)[가-힣A-Z·]{{1,9}}?(?:{either(words('office', 'ko'))}))(?:\([A-Z]{{2,4}}\))?"
)
"""What stands after a name: a title, or a compound that ends in one (재무부문장, 평택시상인연합회장)."""
_TITLE = re.compile(rf"(?: ?({TITLE})(?:들)?)(?=[은는이가을를과와의에도만로께]|[^가-힣A-Za-z0-9]|\Z)")


def not_after(words: Iterable[str]) -> str:
    """A pattern for a place before which none of these words stands.

    >>> not_after(["가", "나"])
    '(?<!가)(?<!나)'
    """
    return "".join(f"(?<!{re.escape(word)})" for word in words)


def trie(names: Iterable[str]) -> str:
    """A pattern for many words that tries each letter once; the longest word that fits is taken.

    >>> trie(["ab", "ac", "b"])
    '(?:a(?:b|c)|b)'
    """
    root: dict[str, object] = {}
    for name in sorted(names):
        node = root
        for char in name:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, object]) -> str:
    parts = []
    for char, rest in node.items():
        if char:
            assert isinstance(rest, dict)
            parts.append(re.escape(char) + _branch(rest))
    if not parts:
        return ""
    if "" in node:
        return f"(?:{'|'.join(parts)})?"
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


class Directory:
    """The names of a vocabulary, made ready to be looked for."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.ids: dict[str, tuple[str, ...]] = {}
        for entity in vocabulary.entities.values():
            for name in _spellings(entity):
                if entity.id not in self.ids.get(name, ()):
                    self.ids[name] = (*self.ids.get(name, ()), entity.id)
        self._people: dict[str, Who] = {}
        generic = {*words("unnamed"), *words("pair"), *words("firm"), *words("person"), *words("project")}
        names = [name for name in self.ids if len(name) > 1 and name not in generic]
        self._pattern = re.compile(rf"(?<![가-힣A-Za-z0-9]){trie(names)}") if names else None

    def who(self, name: str) -> Who | None:
        """The entity of a name as printed, or None."""
        found = self.ids.get(name)
        return None if not found else self.known(found[0], doubtful=len(found) > 1)

    def known(self, id: str, doubtful: bool = False) -> Who:
        """The entity of an id."""
        who = self._people.get(id)
        if who is None:
            entity = self.vocabulary.entities[id]
            labels = [entity.label.ko, entity.label.en, *entity.aliases]
            kept = tuple(dict.fromkeys(label for label in labels if label))[:MAX_LABELS]
            who = self._people[id] = Who(id, entity.kind, kept)
        return Who(who.id, who.kind, who.labels, True, True) if doubtful else who

    def mentions(self, text: str) -> list[Mention]:
        """The known names of a text, left to right. A name within another word is none."""
        return list(_joined(text, self._found(text))) if self._pattern is not None else []

    def _found(self, text: str) -> Iterator[Mention]:
        assert self._pattern is not None
        for match in self._pattern.finditer(text):
            start, end = match.span()
            who = self.who(match.group())
            if who is None or start == end:
                continue
            if text[end - 1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
                continue
            title = _TITLE.match(text, end)
            stop = title.end() if title else end
            if text[stop : stop + 1] == "(" and (close := text.find(")", stop, stop + 16)) > 0:
                stop = close + 1  # 최고경영자(CEO), 일간하나(ID)
            if text[stop : stop + 1] in _CLOSING and stop < len(text):
                stop += 1
            particle = PARTICLE.match(text, stop)
            if particle is None:
                continue
            yield Mention(start, stop, who, particle.group(1) or "")


_CLOSING = ("’", "'", "”", '"', "」", "』", ">", "〉")


def _spellings(entity: Entity) -> Iterator[str]:
    for name in (entity.label.ko, entity.label.en, *entity.aliases):
        if name:
            yield name
            outer, bracket, inner = name.partition("(")
            if bracket and inner.endswith(")"):  # 일간하나(ID) goes by either name
                yield outer.strip()
                if len(inner) > 2:
                    yield inner[:-1].strip()


def _joined(text: str, found: Iterable[Mention]) -> Iterator[Mention]:
    """Names that describe one person made one: "한빛의 김한결 회장", "김한결 한빛 회장"."""
    last: Mention | None = None
    for mention in found:
        if last is not None:
            between = text[last.end : mention.start]
            if mention.who.kind is EntityKind.PERSON and last.particle == "의" and _OF.fullmatch(between):
                last = Mention(last.start, mention.end, mention.who, mention.particle, last.who)
                continue
            if last.who.kind is EntityKind.PERSON and between == " " and _is_office(text, mention):
                last = Mention(last.start, mention.end, last.who, mention.particle, mention.who)
                continue
            yield last
        last = mention
    if last is not None:
        yield last


def _is_office(text: str, mention: Mention) -> bool:
    """Whether a name and a title after it describe the person before: the 한빛 회장 of "김한결 한빛 회장"."""
    return mention.who.kind is EntityKind.ORGANISATION and _TITLED.search(text, mention.start, mention.end) is not None


_OF = re.compile(rf"의 (?:(?:{either(words('title', 'ko'))})인? )?")
_TITLED = re.compile(rf"(?:\A|(?<= )){TITLE}\)?\Z|(?:{either(words('title', 'ko'))})\)?\Z")
_SAFE = re.compile(r"[^\w가-힣-]+")


def new_id(name: str) -> str:
    """An id for a name as printed; the same name always gets the same id.

    >>> new_id("Jane Doe"), new_id("한빛 전자(주)")
    ('jane-doe', '한빛-전자-주')
    """
    return _SAFE.sub("-", name.strip()).strip("-").casefold() or "unnamed"


_HANGUL_TITLED = re.compile(
    rf"(?P<org>(?:[가-힣A-Za-z0-9·&]+의 |(?:[가-힣A-Za-z0-9·&]+ ){{1,3}})?)(?P<name>[가-힣]{{2,5}}|[가-힣]{{1,6}} [가-힣]{{1,6}}|[A-Za-z가-힣·]+)"  # noqa: E501
    rf" (?P<title>{TITLE})(?:들)?\Z"
)
_NAMED_FIRST = re.compile(rf"(?P<name>[가-힣]{{2,4}}) (?P<org>(?:[가-힣A-Za-z0-9·&]+ ){{1,4}}?)(?P<title>{TITLE})\Z")
_FOREIGN = re.compile(
    rf"(?P<name>[가-힣]{{1,7}} [가-힣]{{1,8}}) (?P<org>(?:[가-힣A-Za-z0-9·&]+ ){{1,4}}?)(?P<title>{TITLE})\Z"
)
_QUOTED = re.compile(r"(?:[^'‘’]{1,40} )?['‘](?P<name>[^'‘’]{2,20})['’]\Z")
_DESCRIBED = re.compile(rf"(?:\S+ ){{0,4}}?\S*(?:{either(words('descriptor', 'ko'))})인? (?P<name>\S+(?: \S+)?)\Z")
_NO_OWN_NAME = re.compile(
    r"(?:\S* )?[가-힣]{0,4}(?:정부|부|청|처|원|위원회|당국|경찰|검찰|군|법원|의회|은행|노조|회사|기업|업체|언론|매체|대사관)\Z"  # noqa: E501
)


def _is_own(name: str) -> bool:
    """Whether a name says which one it is without its country: 정부 and 에너지부 do not."""
    return _NO_OWN_NAME.match(name) is None and not _is_common(name, False)


_OF_A_COUNTRY = re.compile(rf"(?:\S+ ){{0,2}}?(?:{either(words('country', 'ko'))}) (?P<name>\S+(?: \S+){{0,2}})\Z")
"""프랑스 새봄에너지 goes by the name without the country too."""
_TITLE_FIRST = re.compile(
    r"(?:\S+ ){0,3}?\S*(?:대통령|총리|장관|차관|총재|의장|최고경영자|회장|사장|대표|애널리스트|이코노미스트|대변인) "
    r"(?P<name>[가-힣]{2,7} [가-힣]{1,8})\Z"
)
"""재무장관 이고르 달만: an office may stand before a foreign name of two words."""
_ENGLISH_TITLED = re.compile(
    rf"(?:[A-Z][\w&.'’-]* ){{0,3}}?(?:(?i:{either(words('title', 'en'))})|[A-Za-z][a-z]+(?:ist|ician|eer|yer|grapher))"
    r" (?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*)\Z"
)
_ITS_MINISTRY = re.compile(
    rf"[A-Z][\w.-]+(?: [A-Z][\w.-]+)?['’]s (?P<body>(?:[a-z]+ ){{0,2}}(?:{either(words('body', 'en'))}))"
)
"""France's agriculture ministry goes by its name at home."""
_OFFICE_OF = re.compile(
    r"(?:[A-Z]\w+ )?(?:Minister|Secretary|Commissioner|Ambassador|Director|Spokesperson) (?:of|for) (?:the )?[A-Z][\w ,&]*? "  # noqa: E501
    r"(?P<name>[A-Z][\w.'-]+ [A-Z][\w.'-]+)\Z"
)
"""Minister for Health Aoife Brannock."""
_ENGLISH_OF = re.compile(r"(?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,2}) of (?:the )?[A-Z].*\Z")
TITLED_NAME = re.compile(
    rf"\b(?i:{either(words('title', 'en'))}) (?P<name>[A-Z][\w-]+(?: (?:[A-Z]\.|[A-Z][\w-]+)){{0,2}} [A-Z][\w-]+)(?=['’]s\b|[ ,.;])"  # noqa: E501
)
"""chief executive Stuart Delacroix's promise: a person who may speak later under the last name."""
_CITIZEN = re.compile(r"(?:[^ ]+ ){0,3}?(?P<name>[가-힣]{2,4}|[A-Z]) ?씨\Z")
_TWO_WORDS = re.compile(
    rf"(?P<name>[가-힣]{{1,7}}(?<![사당부청처시군구도회대원실국소팀단]){not_after(words('corporate', 'ko'))} [가-힣]{{2,8}})"  # noqa: E501
    rf" (?P<title>{TITLE})"
)
"""카트린 라우드 의원, where whose member she is was told before the name."""
_OWNER = re.compile(
    r"(?P<who>(?:[^ ]+ ){0,2}[가-힣A-Za-z0-9]{2,12}의 (?=[가-힣]{1,7} [가-힣]{1,8} [가-힣]+\Z)"
    r"|(?:[^ ]+(?:은행|기업|업체|회사|증권사|연구소|단체) )?[가-힣A-Za-z0-9]{2,12}의 (?=\S+ \S+ \S)"
    r"|(?:[^ ]+ )?['‘][^'‘’]{2,20}['’]의 (?=\S+ \S))"
)
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국나라편복태피감"
)


@lru_cache(maxsize=1 << 12)
def unknown(printed: str) -> Who:
    """Somebody whom the vocabulary lacks: kept as printed, with the parts of the name as further labels.

    >>> unknown("김한결 한빛전자 회장").labels
    ('김한결', '김한결 회장', '김한결 한빛전자 회장')
    >>> unknown("한빛전자 관계자").labels
    ('한빛전자 관계자', '한빛전자')
    """
    quoted = _QUOTED.match(printed)
    if quoted is not None:  # 영국 매체 '더 터치라인'
        labels = tuple(dict.fromkeys((quoted["name"], printed)))
        return Who(new_id(labels[0]), EntityKind.ORGANISATION, labels, False)
    whole = " ".join(printed.split()).strip(" '‘’\"“”,")
    name = _bare(whole)
    return _untitled(name, whole) or _titled(name, whole)


def _untitled(name: str, whole: str) -> Who | None:
    """Somebody whose name no Korean office follows: a body, somebody of one, an English name; else None."""
    if (several := _THOSE_AT.fullmatch(name)) is not None:
        return Who(new_id(several["org"]), EntityKind.ORGANISATION, (several["org"], name), False)
    if (asked := _ASKED_BY.fullmatch(name)) is not None:
        return Who(new_id(name), EntityKind.UNNAMED, (name, asked["org"]), False)
    if (somebody := _SOMEBODY_OF.fullmatch(name)) is not None:  # spokesman for the Department of Health
        labels = tuple(dict.fromkeys((name, whole, f"a {name}", somebody["who"])))
        return Who(new_id(name), EntityKind.UNNAMED, labels, False)
    if (paper := _PAPER_OF.fullmatch(name)) is not None:
        return Who(new_id(paper["who"]), EntityKind.ORGANISATION, (paper["who"], name, whole), False)
    if (citizen := _CITIZEN.match(name)) is not None:  # 주민 이바다씨
        labels = tuple(dict.fromkeys((citizen["name"], f"{citizen['name']}씨", f"{citizen['name']} 씨", name)))
        return Who(new_id(labels[0]), EntityKind.PERSON, labels, False)
    if (kind := _KIND_BEFORE.fullmatch(name)) is not None:  # pollster Datavoz
        return Who(new_id(kind["name"]), EntityKind.ORGANISATION, (kind["name"], name), False)
    if (ours := _ITS_MINISTRY.fullmatch(name)) is not None:
        return Who(new_id(name), EntityKind.ORGANISATION, (name, ours["body"], f"the {ours['body']}"), False)
    english = _OFFICE_OF.match(name) or _ENGLISH_TITLED.match(name) or _ENGLISH_OF.match(name)
    if english is not None:
        return Who(new_id(english["name"]), EntityKind.PERSON, (english["name"], name), False)
    if _TITLED.search(name) is not None or "A" <= name[:1] <= "Z":
        return _kind_behind(name, whole)
    if (first := _TITLE_FIRST.match(name)) is not None:
        return Who(new_id(first["name"]), EntityKind.PERSON, (first["name"], name), False)
    described = _DESCRIBED.match(name)
    if name[:1].islower() and whole.casefold() == f"the {name}":  # the government: as printed
        return Who(new_id(name), EntityKind.ORGANISATION, (name, f"the {name}"), False)
    # "바이오 기업 누리약품" is called 누리약품
    labels = (described["name"], name) if described else (name, *_LOCAL.findall(name))
    if described is None and (country := _OF_A_COUNTRY.match(name)) is not None and _is_own(country["name"]):
        labels = (*labels, country["name"])
    return Who(new_id(labels[0]), EntityKind.ORGANISATION, labels, False)


def _kind_behind(name: str, whole: str) -> Who | None:
    """A body whose kind is printed before or behind its name: the Cask union, tracking service Kestrel."""
    behind = _KIND_BEHIND.fullmatch(name)
    if behind is None:
        return None
    labels = tuple(dict.fromkeys((behind["name"], name, whole)))
    return Who(new_id(labels[0]), EntityKind.ORGANISATION, labels, False)


_KIND_BEHIND = re.compile(
    r"(?P<name>[A-Z][\w&.'-]*(?: (?:of |for |and )?[A-Z][\w&.'-]*)*) "
    r"(?:union|poll|survey|study|report|index|cooperative|newspaper|think tank|group|party|agency|labou?r group|research group|trade group)"  # noqa: E501
)
_KIND_BEFORE = re.compile(
    r"(?:[a-z][a-z'-]* ){0,2}(?:insurer|pollster|service|broker|brokerage|lender|retailer|cooperative|body|agency|group|union|developer"  # noqa: E501
    r"|operator|maker|drugmaker|chipmaker|carmaker|automaker|airline|startup|consultancy|network|newspaper|daily|site|firm"
    r"|company|charity|watchdog|exchange|utility|supplier|tracker|platform|league|club|miner|builder) (?P<name>[A-Z].*)"
)


def _titled(name: str, whole: str) -> Who:
    """Somebody whose name stands before an office, or one whom nobody names but by the office."""
    if (owned := _OWNER.match(name)) is not None:
        name = name[owned.end() :]  # 로슬라레의 얀 더브리스 단장
        if (two := _TWO_WORDS.fullmatch(name)) is not None:
            return _person(two["name"], two["title"], name)
    if name.startswith("한 ") and _TITLED.search(name) is not None:
        name = name.removeprefix("한 ")  # 한 재무 담당 임원: one whom nobody names
        return Who(new_id(name), EntityKind.UNNAMED, (name, whole), False)
    if (member := _MEMBER.match(name)) is not None:
        name = name[member.end() :]  # 도의회 교육위원회 소속 표준호 의원
    office = _STATESMAN.fullmatch(name) or _MINISTER.fullmatch(name) or MAYOR.fullmatch(name)
    if office is not None and (" " in office["name"] or is_korean_name(office["name"])):
        return _person(office["name"], office["title"], name)
    first = _NAMED_FIRST.match(name)
    group = first is not None and first["title"] in _GROUPS  # 배급사 한빛영화 측: no person
    if first is not None and not group and _is_full_name(first["name"], first["org"]):
        return _person(first["name"], first["title"], name)
    titled, foreign = _HANGUL_TITLED.match(name), _FOREIGN.match(name)
    if (
        foreign
        and titled
        and not is_korean_name(titled["name"])
        and not foreign["name"].endswith(("의", "은행", "증권"))
    ):
        return _person(foreign["name"], foreign["title"], name)  # 제인 도 한빛전자 사장
    if titled is None or titled["title"] in _GROUPS:
        return _group(name, whole, titled)
    who = _person(titled["name"], titled["title"], name)
    org = titled["org"].strip().removesuffix("의").strip()
    if org and not is_korean_name(titled["name"]) and " " not in titled["name"]:
        # "한빛 시스템 사장" may be an office rather than a name: every part is kept.
        return Who(who.id, who.kind, (*who.labels, f"{org} {titled['name']}"), False)
    return who


def _group(name: str, whole: str, titled: re.Match[str] | None) -> Who:
    """Those who speak for a body: 한빛전자 관계자, 한빛전자 측; or a body whose name is none of ours to take apart."""
    head = name[: titled.start("title")].strip() if titled else ""
    kind = EntityKind.UNNAMED if titled and titled["title"] != "측" else EntityKind.ORGANISATION
    labels = (name, head) if head else (name, whole) if whole == f"The {name}" else (name,)
    if (country := _COUNTRY_FIRST.match(name)) is not None:
        labels = (*labels, name[country.end() :])
    if (described := _DESCRIBED.match(head)) is not None:
        labels = (*labels, described["name"])
    return Who(new_id(labels[-1] if titled and titled["title"] == "측" else name), kind, labels, False)


_COUNTRY_FIRST = re.compile(r"(?:U\.S\.|U\.K\.|US|UK|EU) (?=[A-Z][a-z]+ [A-Z])")
"""The U.S. Commerce Department is the Commerce Department."""
_PAPER_OF = re.compile(
    r"(?:the )?(?P<who>[A-Za-z].{2,40}?)(?:['’]s|(?<=s)['’]) (?:[a-z]+ ){0,2}"
    r"(?:order|report|filing|statement|website|ruling|accounts|prospectus|letter|study|audit|review|memo|plan|estimates?|data|figures)"
)
"""The commission's order is the commission's word."""
_THOSE_AT = re.compile(
    r"(?:[Aa]nalysts|[Ee]conomists|[Rr]esearchers|[Ss]trategists|[Ss]cientists|[Cc]onsultants|[Aa]cademics|[Ee]xperts) (?:at|with|from) (?:the )?"  # noqa: E501
    r"(?P<org>[A-Z].*)"
)
"""Analysts at Pell Hutton speak for it."""
_ASKED_BY = re.compile(r"(?:[Aa]nalysts|[Ee]conomists|[Ii]nvestors) (?:polled|surveyed) by (?P<org>.+)")
_SOMEBODY_OF = re.compile(r"(?P<who>[a-z][a-z-]+(?: [a-z-]+){0,2}) (?:at|for|in|from|with) (?:the )?[A-Z].*")
_LOCAL = re.compile(r"\A[시군구도당] (.+)\Z")
"""시 감사위원회: the committee of the city that the article is about."""
_MEMBER = re.compile(r"(?:[^ ]+ ){1,4}(?:소속|산하|출신)인? (?=[^ ]+ [^ ])")
_STATESMAN = re.compile(
    rf"(?P<name>[가-힣]{{2,5}} [가-힣]{{1,6}}) (?:{either(words('country', 'ko'))}|[미일중영독프러북]) "
    r"(?P<title>(?:부)?(?:대통령|총리|(?:[가-힣]{2,4})?장관|상원의원|하원의원|국왕|총통|주석))"
)
"""제인 도 미국 대통령: two words are the name where a country stands before the office."""
_MINISTER = re.compile(
    r"(?P<name>[가-힣]{2,5} [가-힣]{1,6}(?<![부청처원실국회당])) "
    r"(?P<title>(?:에너지|석유|국방|외무|외교|재무|상무|국무|내무|법무|경제|산업|통상|보건|환경|농업|교통)장관|왕세자)"
)
"""라시드 마르완 에너지장관: an office that begins with its field stands behind the whole name."""
MAYOR = re.compile(
    r"(?P<name>[가-힣]{3}) "
    r"(?P<title>[가-힣]{1,6}(?:시장|군수|구청장|도지사|지사|시의장|도의장|시의원|도의원|구의원|군의원|교육감|경찰서장|소방서장|보건소장))"
)
"""방윤호 새터시장: an office that begins with its place."""
LINKED = "listed|based|owned|backed|led|run|born|made|style|traded"
"""What makes a place or an owner a description: London-listed."""
DESCRIBED_FIRM = (
    rf"\b(?:[Tt]he) (?:(?:[A-Za-z]+-(?:{LINKED}|cost|held|old)|budget|struggling|troubled|embattled|ailing"
    r"|[A-Z][a-z]+(?:-based)?) ){1,2}"
    rf"(?:{either(word.removeprefix('the ') for word in words('firm', 'en') if word.startswith('the '))})\b"
)
"""The London-listed miner: the company that was named before."""
_GROUPS = frozenset(("측", "관계자", "고위 관계자", "당국자", "관리", "임원", "경영진"))
"""Titles of somebody who is not named."""
_WHOSE = re.compile(
    rf"(?:[A-Z]\w+'s|[A-Z][a-z]+ (?:{either(words('body', 'en'))}|firm|company|maker|operator|developer"
    rf"|consultancy|chain|startup)|[A-Z]\w+makers?|(?i:{either(words('body', 'en'))}|customer|supplier|rival|contractor|owner|partner)) (?=[A-Z])"  # noqa: E501
)
"""Sweden's Norrvik Energy, steelmaker Ostrova: what stands before a name is no part of it."""
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?=[a-zA-Z])")
_HONORIFIC = re.compile(r"\A(?:Dr|Mr|Ms|Mrs|Prof|Sen|Rep|Gov|Gen|Col|Lt)\.? (?=[A-Z][\w'-]+ [A-Z])")
_DEGREE = re.compile(r"(?<=[a-z]) (?:KC|QC|MP|MSP|MEP|TD|MD|PhD|Jr\.?|Sr\.?)\Z")
"""David Rensburg KC: what a person is called besides."""
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros))\.\Z")


def _bare(name: str) -> str:
    """A name without an English article before it or the full stop of its sentence behind it."""
    name = name[match.end() :] if (match := _ARTICLE.match(name) or _WHOSE.match(name)) else name
    name = _DEGREE.sub("", _HONORIFIC.sub("", name))
    return name[:-1] if name.endswith(".") and not _ABBREVIATED.search(name) else name


def is_korean_name(name: str) -> bool:
    """Whether it can be a full Korean name: three letters that begin with a family name."""
    return len(name) == 3 and name[0] in SURNAMES


_COMPANY = re.compile(r"(?:증권|은행|보험|카드|캐피탈|자산운용|화재|생명|전자|제약|중공업|연구원|대학교|병원) \Z")
_NO_GIVEN_NAME = re.compile(r"[의부처청시도군구원회사측계국]\Z")


def _is_full_name(name: str, org: str) -> bool:
    """Whether letters before a company's name are a person's, however rare the family name: 예지안 한결증권 연구원."""
    if is_korean_name(name):
        return name[-1] != "의" and not name.endswith("의회")
    return len(name) == 3 and _COMPANY.search(org) is not None and _NO_GIVEN_NAME.search(name) is None


def _person(name: str, title: str, printed: str) -> Who:
    if len(name) == 1:  # a family name alone names nobody
        return Who(new_id(printed), EntityKind.PERSON, (printed,), False)
    labels = tuple(dict.fromkeys((name, f"{name} {title}", printed)))
    return Who(new_id(name), EntityKind.PERSON, labels, False)
