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
        return not is_common(self.labels[0], self.kind is not EntityKind.ORGANISATION)

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
    """What else a word of the table is called: in the other language, or in full."""
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
def is_common(name: str, titled: bool) -> bool:
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
    return mention.who.kind is EntityKind.ORGANISATION and TITLED.search(text, mention.start, mention.end) is not None


_OF = re.compile(rf"의 (?:(?:{either(words('title', 'ko'))})인? )?")
TITLED = re.compile(rf"(?:\A|(?<= )){TITLE}\)?\Z|(?:{either(words('title', 'ko'))})\)?\Z")
_SAFE = re.compile(r"[^\w가-힣-]+")


def new_id(name: str) -> str:
    """An id for a name as printed; the same name always gets the same id.

    >>> new_id("Jane Doe"), new_id("한빛 전자(주)")
    ('jane-doe', '한빛-전자-주')
    """
    return _SAFE.sub("-", name.strip()).strip("-").casefold() or "unnamed"


TITLED_NAME = re.compile(
    rf"\b(?i:{either(words('title', 'en'))}) (?P<name>[A-Z][\w-]+(?: (?:[A-Z]\.|[A-Z][\w-]+)){{0,2}} [A-Z][\w-]+)(?=['’]s\b|[ ,.;])"  # noqa: E501
)
"""chief executive Stuart Delacroix's promise: a person who may speak later under the last name."""
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국나라편복태피감"
)
MAYOR = re.compile(
    r"(?P<name>[가-힣]{3}) "
    r"(?P<title>[가-힣]{1,6}(?:시장|군수|구청장|도지사|지사|시의장|도의장|시의원|도의원|구의원|군의원|교육감|경찰서장|소방서장|보건소장))"
)
"""방윤호 새터시장: an office that begins with its place."""
CALENDAR = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?"
)
"""What has a capital letter in English and names nobody."""
LINKED = "listed|based|owned|backed|led|run|born|made|style|traded"
"""What makes a place or an owner a description: London-listed."""
DESCRIBED_FIRM = (
    rf"\b(?:[Tt]he) (?:(?:[A-Za-z]+-(?:{LINKED}|cost|held|old)|budget|struggling|troubled|embattled|ailing"
    r"|[A-Z][a-z]+(?:-based)?) ){1,2}"
    rf"(?:{either(word.removeprefix('the ') for word in words('firm', 'en') if word.startswith('the '))})\b"
)
"""The London-listed miner: the company that was named before."""


def is_korean_name(name: str) -> bool:
    """Whether it can be a full Korean name: three letters that begin with a family name."""
    return len(name) == 3 and name[0] in SURNAMES
