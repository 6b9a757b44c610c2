"""Whom noun phrases mean: known names, titles, pronouns, and names that nobody recorded."""

from __future__ import annotations

import re

from attrs import define, evolve, field

from stargate_claims.model.vocabulary import EntityKind
from stargate_claims.reading.doubts import Doubt, Guess
from stargate_claims.reading.frames import Frame, Whos
from stargate_claims.reading.mentioned import AND, CORPORATE, ENGLISH_NAME, FIRMS, Mentioned, last
from stargate_claims.reading.names import (
    CALENDAR,
    MAX_LABELS,
    MAYOR,
    SURNAMES,
    TITLE,
    TITLED_NAME,
    Who,
    also,
    either,
    new_id,
    words,
)
from stargate_claims.reading.phrases import Phrase, described
from stargate_claims.reading.pointing import (
    NOBODY,
    OFFICIALS,
    POINTERS,
    body_of,
    of_a_firm,
    pointing,
    several,
    unmarked,
)


@define
class Referents(Mentioned):
    """Whom noun phrases mean, in one article."""

    _grams: dict[str, Whos] = field(factory=dict)

    def speaking(self) -> Whos:
        """Whoever spoke a sentence or two ago."""
        return ()

    def told(self) -> Whos:
        """The medium that the article retold last."""
        return ()

    def _sources_of(self, who: Who, media: Whos) -> Who:
        """Unnamed sources of a medium, where the vocabulary tells them from others."""
        if who.kind is not EntityKind.UNNAMED:
            return who
        for label in (label.partition("(")[0].strip() for medium in media for label in medium.labels):
            for name in (f"{label} 소식통", f"{label} sources", f"sources of {label}"):
                found = self.directory.who(name)
                if found is not None:
                    return found
        return who

    def resolve(self, phrase: Phrase, frame: Frame) -> Whos:
        """Whom a noun phrase of a sentence means.

        One that leads back to itself means nobody: "그는" asks who spoke last, and that asks what each topic means.
        """
        found = frame.resolved.get(phrase)
        if found is None:
            frame.resolved[phrase] = ()
            found = frame.resolved[phrase] = self._meant(phrase, frame)
        return found

    def pointed(self, phrase: Phrase, found: Whos) -> tuple[Doubt, ...]:
        """What was guessed where a phrase is a pronoun or the like: whom it means."""
        text = unmarked(phrase.text)
        if not found or found[0].labels[0] == text:
            return ()
        firm = None if found[0].kind is EntityKind.PERSON else of_a_firm(text)
        guessed = {text, text.removeprefix("The ").removeprefix("the "), *(firm or ())[:1]}
        if not guessed & self.partly and not POINTERS & {pointing(each) for each in guessed}:
            return ()  # 회사 대변인: whose he is, is a guess
        return (Doubt(Guess.POINTED, f"{text} = {', '.join(who.labels[0] for who in found)}"),)

    def _meant(self, phrase: Phrase, frame: Frame) -> Whos:
        text = unmarked(phrase.text)
        known = self._grams.get(text)
        if known and not frame.mentions and not any(who.proper for who in known):
            return known  # 매출, 계약 조건: nobody's name, whatever was told before
        pronoun = self._speaks_for(text, phrase, frame) or self._pronoun(text, phrase, frame)
        if pronoun:
            return pronoun
        inside = self._inside(phrase, frame)
        if inside:
            return inside
        if text.casefold() in NOBODY:
            return ()
        return self._grams[text] if text in self._grams else self._printed(text, phrase, frame)

    def _printed(self, text: str, phrase: Phrase, frame: Frame) -> Whos:
        """Whom words name that point at nobody and that nobody recorded; kept, where no other sentence changes that."""
        if (listed := several(text)) is not None:
            return (Who(new_id(text), EntityKind.UNNAMED, (text, listed), False),)
        mayor = MAYOR.fullmatch(text) or _IS_MAYOR.fullmatch(text)
        generic = None if mayor else _UNNAMED.search(text) or _PEOPLE.match(text)
        if generic is None and (body := body_of(text)) is not None:
            return self._of_unit(text, body, phrase, frame)
        found = self._strangers(text) if generic is None else self._unnamed(text, generic.group("word"))
        if generic is not None and frame.korean and (more := described(frame.sentence.text, phrase.start)):
            # 내부 사정을 잘 아는 한 인사: as printed
            labels = tuple(dict.fromkeys((*found[0].labels, f"{more}{text}")))[:MAX_LABELS]
            return (evolve(found[0], labels=labels), *found[1:])
        latin = _LATIN.search(phrase.text) if "(" in phrase.text else None
        if len(found) == 1 and not found[0].known and latin is not None:
            # 크레이그 도널리(Craig Donnelly) 최고경영자 goes by either name
            words_before = latin["name"].split()[-len(latin["latin"].split()) :]
            names = (*found[0].labels, " ".join(words_before), latin["latin"])
            found = (evolve(found[0], labels=tuple(dict.fromkeys(names))[:MAX_LABELS]),)
        before = frame.sentence.text[: phrase.start].rstrip().rpartition(" ")[2] if frame.korean else ""
        if before in _COUNTRIES and len(found) == 1:
            labels = (*found[0].labels, *(f"{before} {name}" for name in found[0].labels))
            found = (evolve(found[0], labels=tuple(dict.fromkeys(labels))[:MAX_LABELS]),)  # 미국 백악관
        self._grams[text] = found
        return found

    def _of_unit(self, text: str, body: str, phrase: Phrase, frame: Frame) -> Whos:
        """A unit of a body goes by the body's name too: 새봄지검 형사3부, 시 관광개발과."""
        who = self._named(text)
        found = self._pronoun(body, phrase, frame)
        labels = found[0].labels if len(found) == 1 else (body,)
        return (evolve(who, labels=tuple(dict.fromkeys((*who.labels, *labels)))[:MAX_LABELS]),)

    def _inside(self, phrase: Phrase, frame: Frame) -> Whos:
        """Known names at the end of the phrase: all that are joined there."""
        offset = frame.sentence.start
        start, end = offset + phrase.start, offset + phrase.end
        found = [m for m in frame.mentions if start <= m.end + 1 and m.start < end]
        if not found:
            return ()
        last = found[-1]
        rest = frame.sentence.text[last.end - offset : phrase.end].strip(" ,'’”\"")
        if rest and not _OFFICES.fullmatch(rest) and not _COUNTED.fullmatch(rest):
            people = [m.who for m in found if m.who.kind is EntityKind.PERSON]
            return (people[-1],) if people and _OFFICE_END.search(rest) else ()
        group = [last.who]
        for one, two in zip(reversed(found[:-1]), reversed(found), strict=False):
            between = frame.sentence.text[one.end - offset : two.start - offset]
            if not AND.fullmatch(between):
                break
            group.append(one.who)
        return tuple(dict.fromkeys(reversed(group)))

    def _speaks_for(self, text: str, phrase: Phrase, frame: Frame) -> Whos:
        """The company for which somebody speaks, or whoever is of it: 회사 대변인, a Kestrel spokesman."""
        firm = of_a_firm(text)
        if firm is None:
            return ()
        head, role = firm
        found = self._pronoun(head, phrase, frame) or self._pronoun(f"the {head}", phrase, frame)
        if not found and (known := self.directory.who(head)) is not None:
            found = (known,)
        if not found and " " in head and (full := self.full.longer(head)) is not None:
            found = (self._named(full),)  # a Tiger Bay spokesman
        if not found and role.startswith("spokes") and head[:1].isupper():
            found = (self._named(head),)
        elif not found and role.startswith("spokes") and _BODY_END.search(head) is not None:
            return (Who(new_id(head), EntityKind.ORGANISATION, (head, f"the {head}", text), False),)
        if len(found) != 1 or role not in OFFICIALS:
            return found
        if found[0].known or found[0].kind is EntityKind.UNNAMED or found[0].labels[0] == head:
            return ()
        labels = tuple(dict.fromkeys((text, *found[0].labels)))[:MAX_LABELS]
        return (Who(new_id(text), EntityKind.UNNAMED, labels, False),)

    def _pronoun(self, text: str, phrase: Phrase, frame: Frame) -> Whos:
        kind = pointing(text)
        if not kind:
            return self._by_short_name(text)
        if kind == "sources":
            return self.sources
        if kind == "paper":  # the filing said: whoever spoke in it
            return self.speaking() or self.told()
        if kind == "pair":
            return self._both(text)
        if kind == "firm":
            return self._company(text, phrase, frame)
        if kind == "person":
            return self._person(phrase, frame)
        if kind == "medium":
            return self.told()
        if kind == "body":  # 시는: 나루시, where it was named
            labels = ((firm, label) for firm in reversed(self.firms.values()) for label in firm.labels)
            firm, name = next(((f, n) for f, n in labels if n.endswith(text) and n != text), (None, ""))
            if firm is None and (place := self.full.region(text)) is not None:
                return (self._named(place),)
            if firm is None:
                return (Who(new_id(text), EntityKind.UNNAMED, (text,), False),)
            return (firm if firm.known or firm.labels[0] == name else self._named(name),)  # of a unit, its city
        if kind == "court":
            named = (who for who in reversed(self.firms.values()) if any(map(_COURT.search, who.labels)))
            return self._by_part(text, court) if (court := next(named, None)) is not None else ()
        if kind == "project" and self.projects:
            return (last(self.projects),)
        return self._of_family(kind.partition(":")[2], text[1:].lstrip()) if kind.startswith("family:") else ()

    def _both(self, text: str) -> Whos:
        """두 회사, they: the two that were joined, or several sources."""
        by = self.speaking() if text.casefold() in ("they", "이들") else ()
        if by and all(who.kind is EntityKind.UNNAMED for who in by):
            return by  # two lawyers said …, they said
        if text.casefold() == "they" and by and not self.pair:
            return by  # the broker's analysts wrote …, they said
        if len(self.pair) > 1:
            return self.pair
        joined = tuple([self._named(name) for name in self.full.joined])
        found = self.first_pair or joined or tuple(self.firms.values())[-2:]
        if text.casefold() == "they":
            return found  # or nobody: the jobs they had promised
        return found or (Who(new_id(text), EntityKind.UNNAMED, (text,), False),)

    def _person(self, phrase: Phrase, frame: Frame) -> Whos:
        """그, she: whoever heads an English sentence, spoke just before without a record, or was named last."""
        heading = () if frame.korean or frame.topic is None else self._heading_person(frame.topic, phrase, frame)
        if heading:
            return heading
        by = self.speaking()
        if len(by) == 1 and not by[0].known and _SOMEBODY.search(by[0].labels[0]):
            return by  # "Ivo Petrak said …. He said": nobody else was named meanwhile
        return (last(self.people),) if self.people else ()

    def _of_family(self, name: str, title: str) -> Whos:
        """김 회장: the one person of that family name whom the article has named, or names with that title."""
        same = {p.id: p for p in self.people.values() if any(_surname(label) == name for label in p.labels)}
        if len(same) == 1:
            return tuple(same.values())
        full = self.full.family(name, title) if not same else None
        return (self._named(f"{full} {title}"),) if full is not None else ()

    def _heading_person(self, topic: Phrase, phrase: Phrase, frame: Frame) -> Whos:
        """The person at the head of the sentence: "Dana Whitlock of Saebom was milder: orders grew, she noted"."""
        if topic.end > phrase.start or pointing(topic.text):
            return ()
        found = self.resolve(topic, frame)
        label = found[0].labels[0] if len(found) == 1 else ""
        return found if ENGLISH_NAME.fullmatch(label) and not CORPORATE.fullmatch(label) else ()

    def _company(self, text: str, phrase: Phrase, frame: Frame) -> Whos:
        """The company that 회사, it or "the utility" means: the topic of its own sentence, else the last named one."""
        topic = frame.topic
        if not frame.korean and topic is not None and topic.end <= phrase.start and not pointing(topic.text):
            heading = self.resolve(topic, frame)
            own = text.partition(" ")[0].casefold() in ("its", "their") and all(who.proper for who in heading)
            words = frame.sentence.text
            aside = _WHO_IT_IS.match(words, topic.end)
            others = _ANOTHER.finditer(words, aside.end() if aside else topic.end, phrase.start)
            # "Halden attacked Kestrel over its claim": somebody else is named
            only = all(_NO_OTHER.match(other["before"] or "") is not None for other in others)
            behind = words.endswith((", ", "” ", '" '), 0, phrase.start)  # "…, the chipmaker said"
            is_it = own or heading[0].id in self.firms or self._is_firm(heading[0], text, behind, aside is not None)
            if len(heading) == 1 and only and is_it:
                return heading
        firm = next((who for who in reversed(self.firms.values()) if not any(map(_AGENCY.search, who.labels))), None)
        if firm is not None:
            return (firm,)
        offset = frame.sentence.start
        here = next((m.who for m in frame.mentions if m.end - offset <= phrase.start and m.who.kind in FIRMS), None)
        if here is not None and not frame.korean:
            return (here,)  # Revenue at Acme rose, the chipmaker said
        if frame.korean:
            name = self.full.company(frame.sentence.start)
            return (self._named(name),) if name else ()
        described = text.removeprefix("the ").removeprefix("The ")
        if described != text and described not in ("company", "firm", "group"):
            return (Who(new_id(described), EntityKind.ORGANISATION, (described, text), False),)  # the hospital said
        return ()

    def _is_firm(self, who: Who, text: str, behind: bool, introduced: bool) -> bool:
        """Whether the head of a sentence is the firm that "the chipmaker" means: "Acme will cut, the maker said"."""
        label = who.labels[0]
        if CORPORATE.fullmatch(label) is not None:
            return True
        if ENGLISH_NAME.fullmatch(label) is not None and not behind:
            return False  # John Smith sued, and the company said
        described = who.kind is EntityKind.ORGANISATION and label[:1].isupper()
        if text.casefold() == "it":
            named = ENGLISH_NAME.fullmatch(label) is not None
            return described and behind and label.istitle() and (introduced or named)
        return described and self.is_name(who)

    def _by_short_name(self, text: str) -> Whos:
        """볼트 CEO, Whitlock: the one person, or unrecorded firm, that the article has named in full."""
        if len(text) > 1 and "가" <= text[0] <= "힣" and " " not in text:
            # 병원은, of which the article has named one: 강릉 바다병원
            if not self._ends_a_label(text):
                full = None
                if self.directory.who(text) is None:
                    full = self.full.korean(text)
                return () if full is None else self._by_part(text, self._named(full))
            named = {
                f.id: f
                for f in self.firms.values()
                if not f.known and any(label.endswith(text) and label != text for label in f.labels)
            }
            return self._by_part(text, *named.values()) if len(named) == 1 else ()
        if (described := _THE.fullmatch(text)) is not None:
            return self._described(described["word"])
        short = _LAST_NAME.fullmatch(text)
        if short is None:
            return ()
        name = short["ko"] or short["en"]
        same = {p.id: p for p in self.people.values() if p.labels[0].endswith(f" {name}")}
        if short["en"]:
            same |= {
                f.id: f
                for f in self.firms.values()
                if not f.known and (f.labels[0].startswith(f"{name} ") or f.labels[0].endswith(f" {name}"))
            }
        full = self.full.english(name) if short["en"] and not same and self.directory.who(name) is None else None
        if full is not None and full != name:
            return (self._named(full),)
        return tuple(same.values()) if len(same) == 1 else ()

    def _described(self, word: str) -> Whos:
        """The person or body that "the judge" or "the ministry" means: the one that the article prints in full."""
        person = self.full.office(word)
        if person is not None:
            return self._by_part(word, Who(new_id(person), EntityKind.PERSON, (person,), False))
        name = self.full.official(word.capitalize())
        if name is not None:
            return self._by_part(word, self._named(name))
        by = self.speaking()
        if word in _CALLED_BY_KIND and len(by) == 1 and by[0].kind is EntityKind.ORGANISATION:
            return self._by_part(word, *by)  # Stats NZ said …, the agency said
        ending = {f.id: f for f in self.firms.values() if any(label.endswith(f" {word}") for label in f.labels)}
        return self._by_part(word, *ending.values()) if len(ending) == 1 else ()  # the ministry: the health ministry

    def _by_part(self, text: str, who: Who) -> Whos:
        """Somebody who is known by a part of a name, which is a guess, and goes by that part too."""
        self.partly.add(text)
        return (who if who.known else evolve(who, labels=tuple(dict.fromkeys((*who.labels, text)))[:MAX_LABELS]),)

    def _unnamed(self, text: str, head: str) -> Whos:
        """Nobody's name: sources, the trade, critics."""
        some = _SOME.match(text)
        names = (text, head, text.removesuffix("들")) if some else (text, text.removesuffix("들"))
        known = next((who for who in map(self.directory.who, names) if who is not None), None)
        if known is not None:  # 투자업계 관계자 is not just anybody of the trade
            return (evolve(known, labels=tuple(dict.fromkeys((*known.labels[: MAX_LABELS - 1], text)))),)
        # What is listed before "등 외신" are names of their own.
        listed = re.match(r"(?:[0-9]+일 )?(?P<names>.+?) 등 ", text)
        if listed:
            return tuple(self._named(part) for part in re.split(r", ?|와 |과 |·", listed["names"]) if part.strip())
        last = next((word for word in words("unnamed") if head.endswith(f" {word}")), head)
        apart = some is not None and some.group().endswith(" ") and "가" <= text[-1] <= "힣"
        bare = text[some.end() :] if some is not None and apart else text  # 복수의 부품업체 관계자
        whose = _OFFICIAL_OF.fullmatch(bare)
        body = (whose["body"],) if whose is not None and whose["body"] not in words("unnamed") else ()
        one = (f"a {text}",) if text.startswith("person ") else ()
        labels = tuple(dict.fromkeys((text, *one, bare, head, last, *also(head), *also(last), *body)))
        return (Who(new_id(text), EntityKind.UNNAMED, labels, False),)

    def _strangers(self, text: str) -> Whos:
        if len(text) > _LONGEST or not text:
            return ()
        parts = [text] if _BODY_OF.match(text) else _JOINED.split(text)
        return tuple(self._named(part) for part in parts if part.strip())

    def owner(self, frame: Frame) -> Whos:
        """The organisation whose own results a sentence is about: "새봄의 지난해 매출은", "새봄 매출의 7.6%다"."""
        topic, text = frame.topic, frame.sentence.text
        match = _SHARE_OF.match(text) if topic is None else _OWN.search(text, max(topic.end - _LONGEST, 0), topic.end)
        if match is None:
            return ()
        who = Phrase(match.start("who"), match.end("who"), match["who"], "의")
        found = self.resolve(who, frame)
        bodies = found and all(w.kind is EntityKind.ORGANISATION and w.proper for w in found)
        return found if bodies and self.recognised(found, match["who"]) else ()

    def recognised(self, found: Whos, printed: str) -> bool:
        """Whether these are no mere words: met before, believed, or called as companies are."""
        return self.met(found) or self.believed(found) or self.full.is_called(printed)

    def spoken_of(self, frame: Frame) -> None:
        """Remember the organisation that a sentence is about, and the companies that English names as such."""
        for match in CORPORATE.finditer(frame.sentence.text) if not frame.korean else ():
            if frame.sentence.quote_at(frame.sentence.start + match.start()) is None:
                self._remember(self._named(match["name"]))
        for match in TITLED_NAME.finditer(frame.sentence.text) if not frame.korean else ():
            who = self.directory.who(match["name"])
            self._remember(who or Who(new_id(match["name"]), EntityKind.PERSON, (match["name"],), False))
        text = frame.sentence.text
        paper = _A_PAPER.search(text) if frame.korean and ("‘" in text or "'" in text) else None
        if paper is not None:
            self.paper = (self._named(paper["name"]),)
        if not frame.korean and (person := _WHO_HAS.match(frame.sentence.text)) is not None:
            self._remember(self.as_person(self._named(person["name"])))
        if frame.topic is not None and not frame.sentence.quotes:
            found = self.resolve(frame.topic, frame)
            one = found[0] if len(found) == 1 else None
            body = one is not None and one.proper and one.kind is EntityKind.ORGANISATION
            if body:
                self.meet(found)


_JOINED = re.compile(rf"(?<=[가-힣A-Za-z])(?:와|과) (?!(?:석좌 )?{TITLE}\Z)|, | and ")
"""한빛과 새봄; in "한울대 교육학과 교수" nothing is joined."""
_BODY_OF = re.compile(
    r"(?:(?:[Tt]he|[A-Z][\w.]*) ){0,2}(?:Department|Ministry|Office|Bureau|Institute|Committee|Agency|Board|Center|Centre|Council|Society|School|College)"  # noqa: E501
    r" (?:of|for|on) "
)
"""Department of Children and Families: one body."""
_SOMEBODY = re.compile(
    rf"\A[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{1,2}}\Z|(?:spokes(?:man|woman|person)|official|executive|lawyer|{TITLE}"
    r"|개발자|직원|주민|시민|학부모|상인|노동자|연구자|담당자|교사|기사|조합원|환자|농민|어민)\Z"
)
"""One person, named or not: a spokesman, 군 관계자."""
_LONGEST = 48
_LATIN = re.compile(r"(?P<name>[가-힣]+(?: [가-힣]+){0,3})\((?P<latin>[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3})\)")
_UNNAMED = re.compile(
    rf"(?P<word>익명의 [가-힣]{{2,6}}|{either(words('unnamed'))})(?:들)?(?: (?:두|세|네|여러|[0-9]+) ?명)?\Z"
)
_SOME = re.compile(r"(?:복수의|다수의|일부|여러|한|현지|주요|익명의|관련|이|그|the|some|several|two|three) ?")
_PEOPLE = re.compile(
    r"(?i:(?:(?:one|two|three|some|several|a|the) (?:of the )?)?(?P<word>people|persons?|sources?|officials?|investors?|lawyers?|bankers?|executives?|traders?)"  # noqa: E501
    r" (?:familiar|briefed|with|close|involved|who) )"
)
_OFFICES = re.compile(rf"(?:(?:{TITLE}|{either(words('title', 'en'))}|대표들|총수들)(?:들)? ?)+")
_OFFICE_END = re.compile(rf"(?:{TITLE}|{either(words('title', 'en'))})\Z")
_COUNTED = re.compile(
    r"등 (?:주요 |현지 )?(?:외신|언론|매체)(?:들)?|(?:등 )?(?:[0-9]+개 ?|두 |세 |네 )?(?:기업|회사|업체|곳|사)(?:들)?|등|양사|양측"  # noqa: E501
)
_A_PAPER = re.compile(r"(?:매체|일간지|경제지|전문지|주간지|신문|방송|통신사|잡지) ['‘](?P<name>[^'‘’]{2,20})['’]")
_WHO_HAS = re.compile(
    r"(?P<name>[A-Z][\w'-]+ [A-Z][\w'-]+), (?:(?:who|a|an|[0-9]{2}) "
    rf"|(?:(?:[Tt]he|[Ii]ts|[A-Z]\w+['’]s) )?(?:[\w'’-]+ ){{0,3}}?(?:{either(words('title', 'en'))})\b)"
)
"""Colin Brack, who has sold houses here: a person, and no company."""
_OWN = re.compile(rf"(?:\A|(?<= ))(?P<who>[^ ]+?)의? (?:[^ ]+ ){{0,3}}?(?:{either(words('result', 'ko'))})\Z")
_SHARE_OF = re.compile(
    rf"(?:이는 |전체 )?(?:(?:지난해|작년|올해|최근|[0-9]{{4}}년|연간|연결|기준) )*(?P<who>[^ ]+?)의? (?:[^ ]+ ){{0,3}}?(?:{either(words('result', 'ko'))})의 [0-9]"  # noqa: E501
)
_WHO_IT_IS = re.compile(r", (?:an?|the) [^,.;“”]{3,60}, ")
"""Lumen Harbor, a Boston startup, has closed: what it is."""
_ANOTHER = re.compile(rf"(?:\b(?P<before>[a-z]+) )?\b(?!(?:{CALENDAR})\b)[A-Z][\w-]+(?: [A-Z][\w-]+)*")
"""A name within an English sentence, with the word before it."""
_NO_OTHER = re.compile(r"(?:in|of|at|from|near|on|by|for|a|an|[mbtr]+illion|[a-z]+ern|central)\Z")
"""What stands before a place, or before what a description says: in Ohio, eastern Germany, a Boston startup."""
_AGENCY = re.compile(
    r"(?:부|청|처|위원회|정부|당국|의회|국회|연구소|연구원|협회|시|군|구|은행|노조|조합|연대|단체|대책위|협의회|연합|연맹|지부|지회)\Z"
    rf"|\b(?:{either(words('body', 'en'))})\Z"
)
_COUNTRIES = frozenset(words("country", "ko"))
_CALLED_BY_KIND = frozenset(("agency", "bureau", "office", "pollster", "regulator", "watchdog", "institute"))
_COURT = re.compile(r"(?:법원|지법|고법|헌재|헌법재판소|지원)(?: |\Z)")
_LAST_NAME = re.compile(
    rf"(?P<ko>[가-힣]{{2,8}}) {TITLE}|(?:(?:Mr|Ms|Mrs|Dr|Sir|Dame)\.? )?(?P<en>[A-Z][\w'-]{{2,20}})"
)
_IS_MAYOR = re.compile(rf"[{''.join(sorted(SURNAMES))}][가-힣]{{2}} 시장")
"""강도훈 시장 is a mayor and not a market."""
_OFFICIAL_OF = re.compile(r"(?P<body>(?:[A-Z]{2,4} )?[가-힣A-Za-z0-9]{2,}) (?:고위 |핵심 )?(?:관계자|당국자)")
"""한빛전자 관계자 is of 한빛전자."""
_BODY_END = re.compile(rf"(?:\A| )(?:{either(words('body', 'en'))})\Z")
_THE = re.compile(r"(?:[Tt]he )?(?P<word>[a-z]+(?: [a-z]+)?)")


def _surname(label: str) -> str:
    return label[0] if re.fullmatch("[가-힣]{3}", label) else ""
