"""Whom an article has named so far: what a word that points back may mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attrs import define, evolve, field

from stargate_claims.model.vocabulary import EntityKind
from stargate_claims.reading.frames import Whos
from stargate_claims.reading.fullnames import FullNames
from stargate_claims.reading.names import Directory, Mention, Who, either, words
from stargate_claims.reading.pointing import is_outlet_name
from stargate_claims.reading.strangers import unknown

FIRMS = (EntityKind.ORGANISATION, EntityKind.VEHICLE)


@define
class Mentioned:
    """Whom the article has named so far; one for each article."""

    directory: Directory
    outlet: Who | None = None
    heads: frozenset[str] = frozenset()
    full: FullNames = field(factory=lambda: FullNames(""))
    capitals: frozenset[str] = frozenset()
    """Words with a capital letter within English sentences."""
    people: dict[str, Who] = field(factory=dict)
    firms: dict[str, Who] = field(factory=dict)
    pair: Whos = ()
    first_pair: Whos = ()
    paper: Whos = ()
    """The medium that the article mentioned last as one: 영국 매체 '더 터치라인'."""
    sources: Whos = ()
    """Those whom nobody named, who spoke last."""
    projects: dict[str, Who] = field(factory=dict)
    media: set[str] = field(factory=set)
    partly: set[str] = field(factory=set)
    """Words that were taken for a part of a name."""
    _firm_labels: str = ""
    """A line for each label of the companies that nobody recorded; empty until asked for."""

    def believed(self, found: Whos) -> bool:
        """Whether names that nobody recorded stand as a topic somewhere in the article, or end as bodies' names do."""
        return bool(found) and all(
            who.known or who.labels[0] in self.heads or _BODY_NAME.search(who.labels[0]) is not None for who in found
        )

    def _is_outlet(self, who: Who) -> bool:
        return who.id in self.media or is_outlet_name(who.labels)

    def met(self, found: Whos) -> bool:
        """Whether the article has spoken of these companies before."""
        return all(who.id in self.firms for who in found)

    def meet(self, found: Whos) -> None:
        """Remember who makes a claim, unless it is the outlet."""
        for who in found:
            if who.proper and who.kind is not EntityKind.UNNAMED and not self._is_outlet(who):
                self._remember(who)

    def as_person(self, who: Who) -> Who:
        """Whoever is quoted under two or three English names, none of which companies end in, is a person."""
        if who.known or not ENGLISH_NAME.fullmatch(who.labels[0]) or CORPORATE.fullmatch(who.labels[0]):
            return who
        if self.firms.pop(who.id, None) is not None:
            self._firm_labels = ""
        return evolve(who, kind=EntityKind.PERSON)

    def pair_in(self, text: str, offset: int, mentions: Sequence[Mention]) -> Whos:
        """The first two companies of a text that are joined as one subject."""
        for one, two in pairwise(mentions):
            if two.particle not in _SUBJECTS or two.start - one.end > 4:
                continue
            firms = tuple(who for who in (self._firm(one), self._firm(two)) if who is not None)
            if len(set(firms)) == 2 and AND.fullmatch(text[one.end - offset : two.start - offset]):
                return firms
        return ()

    def _firm(self, mention: Mention) -> Who | None:
        """The company that a name stands for: itself, or the one that a person is of."""
        for who in (mention.who, mention.of):
            if who is not None and who.kind in FIRMS and who.id not in self.media:
                return who
        return None

    def _remember(self, who: Who) -> None:
        if self.outlet is not None and who.id == self.outlet.id:
            return
        kept = self._kept(who)
        if kept is None:
            return
        if kept.pop(who.id, None) is not who and kept is self.firms:
            self._firm_labels = ""
        kept[who.id] = who
        if len(kept) > _REMEMBERED:
            del kept[next(iter(kept))]

    def _kept(self, who: Who) -> dict[str, Who] | None:
        """Among whom somebody is remembered."""
        if who.kind is EntityKind.PERSON:
            return self.people
        if who.kind in (EntityKind.PROJECT, EntityKind.VEHICLE):
            return self.projects
        return self.firms if who.kind in FIRMS and who.id not in self.media else None

    def is_name(self, who: Who) -> bool:
        """Whether a word at the head of an English sentence is a name: "Production is due" begins with none."""
        label = who.labels[0]
        return who.known or " " in label or not label.istitle() or label in self.capitals or self.met((who,))

    def _ends_a_label(self, text: str) -> bool:
        """Whether a longer name of some unrecorded company may end in these words; one search tells for all of them."""
        if not self._firm_labels:
            labels = dict.fromkeys(label for who in self.firms.values() if not who.known for label in who.labels)
            self._firm_labels = "\n".join(("", *labels, ""))
        at = self._firm_labels.find(f"{text}\n")
        while at > 0 and self._firm_labels[at - 1] == "\n":
            at = self._firm_labels.find(f"{text}\n", at + 1)
        return at > 0

    def _named(self, name: str) -> Who:
        name = name.strip()
        plain = name.removeprefix("The ").removesuffix(".")
        return self.directory.who(name) or self.directory.who(plain) or unknown(name)


def last(named: dict[str, Who]) -> Who:
    """Whoever was named last."""
    return named[next(reversed(named))]


_REMEMBERED = 48
"""People, companies and projects of an article that pronouns may still mean."""
_SUBJECTS = frozenset(("은", "는", "이", "가", "의", "도"))
AND = re.compile(r" ?(?:은|는)?(?:와|과|·|,|및|그리고|&|하고|and|, and)? ?(?:및 |and )?")
CORPORATE = re.compile(
    rf"\b(?P<name>(?:(?!The\b)[A-Z][\w&.'-]* ){{1,4}}(?:{either(words('corporate', 'en'))})\b\.?)(?=[ ,.;’']|\Z)"
)
_BODY_NAME = re.compile(
    r"[가-힣]{2,}(?:위원회|협의회|이사회|의회|노조|조합|연맹|협회|공단|공사|재단|연구원|연구소|은행|증권|중공업|대학교|교육청"
    r"|시청|구청|군청|[가-힣](?<!요)(?<!신)(?<!초)(?<!간)(?<!도)청|법원|정책처|데이터처|안전처|법제처)\Z"
    r"|[가-힣]{0,8}(?:통상|재정|국방|외교|교육|복지|고용|노동|환경|법무|교통|수산|식품|보훈|통신|산업|자원|벤처|행정|통일|관광)부\Z"
    r"|(?:[12]심|원심|항소심|상고심)\Z"
    rf"|[가-힣A-Z]{{2,}}(?:{either(word for word in words('corporate', 'ko') if len(word) > 2)})\Z"
)
ENGLISH_NAME = re.compile(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,2}")
