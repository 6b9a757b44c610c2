"""Who says what: the chain from the outlet to the speaker for each place in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from attrs import define, evolve, field, frozen

from stargate_claims.model.claims import Form
from stargate_claims.model.vocabulary import EntityKind
from stargate_claims.reading import speech_english, speech_korean
from stargate_claims.reading.doubts import Doubt, Guess
from stargate_claims.reading.names import Directory, Mention, Who, also, either, new_id, unknown, words
from stargate_claims.reading.sentences import Sentence, Span, clauses
from stargate_claims.reading.speech_korean import SUBJECTS, Phrase, Speech, continues, phrases

Whos = tuple[Who, ...]
_FIRMS = (EntityKind.ORGANISATION, EntityKind.VEHICLE)
_PROJECTS = (EntityKind.PROJECT, EntityKind.VEHICLE)


@frozen
class Voice:
    """Whose words stand at a place: ``by`` speaks, ``via`` passes it on, outermost first, without the outlet."""

    by: Whos
    via: Whos = ()
    form: Form = Form.REPORTED
    cue: str | None = None
    at: int | None = None
    doubts: tuple[Doubt, ...] = ()
    role: str = "say"


@define(eq=False)
class Frame:
    """One sentence, the known names in it (places within the text) and its verbs of saying."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    korean: bool
    speeches: tuple[Speech, ...]
    names: frozenset[str] = frozenset()
    voices: dict[int, Voice | None] = field(factory=dict)
    resolved: dict[Phrase, Whos] = field(factory=dict)
    subjects: dict[int, tuple[Phrase, ...]] = field(factory=dict)
    _topic: tuple[Phrase | None, ...] = ()
    _clauses: tuple[Span, ...] = ()

    @property
    def topic(self) -> Phrase | None:
        """The noun phrase that the sentence is about."""
        if not self._topic:  # looked for once, and only in sentences that need it
            found = (
                speech_korean.topic(self.sentence, self.phrases_from(0))
                if self.korean
                else speech_english.topic(self.sentence)
            )
            self._topic = (found,)
        return self._topic[0]

    def phrases_from(self, begin: int) -> tuple[Phrase, ...]:
        """The Korean noun phrases from a place to the next quotation that can be subjects."""
        if begin not in self.subjects:
            text = self.sentence.text[begin:]
            self.subjects[begin] = tuple(phrases(text, begin, SUBJECTS, self.names))
        return self.subjects[begin]

    @property
    def clauses(self) -> tuple[Span, ...]:
        """The clauses, counted from the start of the sentence."""
        if not self._clauses:
            self._clauses = tuple(clauses(self.sentence.text))
        return self._clauses


@define
class Cast:
    """Whom the article has named so far; one for each article."""

    directory: Directory
    outlet: Who | None = None
    heads: frozenset[str] = frozenset()
    people: dict[str, Who] = field(factory=dict)
    firms: dict[str, Who] = field(factory=dict)
    pair: Whos = ()
    first_pair: Whos = ()
    projects: dict[str, Who] = field(factory=dict)
    media: set[str] = field(factory=set)
    voice: Voice | None = None
    origin: Voice | None = None
    medium: Voice | None = None
    since: list[Frame] = field(factory=list)
    """The sentences after the one in which somebody spoke last; no more than matter."""
    _places: list[int] = field(factory=list)
    _grams: dict[str, Whos] = field(factory=dict)

    def frame(self, sentence: Sentence, mentions: Sequence[Mention]) -> Frame:
        """What is needed of one sentence to tell its voices; ``mentions`` are those of the whole text, in order."""
        if len(self._places) != len(mentions):
            self._places = [mention.start for mention in mentions]
        low, high = bisect_left(self._places, sentence.start), bisect_left(self._places, sentence.end)
        korean = _HANGUL.search(sentence.text) is not None
        speech = speech_korean if korean else speech_english
        said = tuple(speech.speeches(sentence, self.heads))
        return Frame(sentence, tuple(mentions[low:high]), korean, said, self.heads)

    def voice_at(self, frame: Frame, place: int) -> Voice | None:
        """Whose words stand at a place of a sentence (counted from its start); None where nobody is named."""
        quote = frame.sentence.quote_at(frame.sentence.start + place)
        if quote is not None:
            return self._quoted(frame, place, quote)
        outer: Voice | None = None
        for speech in frame.speeches:
            if speech.role == "publish" and not speech.start <= place <= speech.end:
                continue
            if not speech.start <= place < max(speech.end, speech.start + 1):
                continue
            voice = self._voice(frame, speech)
            if voice is None:
                continue
            # "소식통에 따르면 … 했다고 신문이 보도했다": the sources speak, the paper passes it on.
            outer = voice if outer is None else _nested(outer, voice)
        return outer

    def _quoted(self, frame: Frame, place: int, quote: tuple[int, int]) -> Voice | None:
        """The voice within a direct quotation, and whom it names in turn."""
        offset = frame.sentence.start
        verb = next((s for s in frame.speeches if s.end >= quote[1] - offset and s.role in ("say", "report")), None)
        if verb is None and not frame.korean:
            verb = next((s for s in frame.speeches if s.role in ("say", "report", "source")), None)
        voice = self._voice(frame, verb) if verb is not None else self._of_topic(frame, "", None)
        if voice is None:
            voice = self._before()
        if voice is None:
            return None
        inner = [s for s in frame.speeches if s.role == "source" and quote[0] - offset <= s.at < place]
        form = Form.DIRECT
        if inner:
            named = self._voice(frame, inner[-1])
            if named is not None:
                by = tuple(self._sources_of(who, voice.by) for who in named.by)
                return Voice(
                    by, (*voice.via, *voice.by), form, inner[-1].cue, inner[-1].at, voice.doubts + named.doubts
                )
        return evolve(voice, form=form)

    def _voice(self, frame: Frame, speech: Speech) -> Voice | None:
        """Whose words a verb of saying hands on; asked once for each."""
        if id(speech) not in frame.voices:
            frame.voices[id(speech)] = self._read(frame, speech)
        return frame.voices[id(speech)]

    def _read(self, frame: Frame, speech: Speech) -> Voice | None:
        form = Form.INDIRECT
        if speech.role == "hearsay":
            # 알려졌다 names nobody; 드러났다 goes on with what the sentence before began.
            voice = self.going_on(frame)
            return voice and evolve(voice, cue=speech.cue, form=form)
        if speech.role == "same":
            return self.origin and evolve(self.origin, cue=speech.cue, at=speech.at, doubts=(Doubt(Guess.SPEAKER),))
        if speech.role == "source" and speech.subject is not None and speech.subject.text in _REPORT:
            # 보도에 따르면: the medium, or the document, of which the article spoke before
            before = self.medium or self.origin
            return before and evolve(before, cue=speech.cue, at=speech.at, form=form, doubts=(Doubt(Guess.SPEAKER),))
        if speech.subject is not None:
            found = self.resolve(speech.subject, frame)
            if found:
                if speech.role == "report" or (speech.role == "source" and self._is_outlet(found[-1])):
                    self.media.update(who.id for who in found)
                via: Whos = ()
                if speech.role == "source" and all(who.kind is EntityKind.UNNAMED for who in found):
                    reported = self.voice is not None and self.voice.role == "report" and len(self.since) < _LASTING
                    via = self.voice.by if self.voice is not None and reported else ()
                    found = tuple(self._sources_of(who, via) for who in found)
                voice = Voice(found, via, form, speech.cue, speech.at, _new(found), speech.role)
                if speech.role == "report":
                    self.medium = voice
                if speech.role in ("source", "document") and not via:
                    self.origin = evolve(voice, via=(), role="document")
                return voice
            if speech.role in ("say", "report") and not frame.korean:
                return None  # it said, and nobody was named before
        if speech.role in ("source", "document"):
            return None
        return self._of_topic(frame, speech.cue, speech.at, report=speech.role == "report", noun=speech.role == "noun")

    def _of_topic(
        self, frame: Frame, cue: str, at: int | None, *, report: bool = False, noun: bool = False
    ) -> Voice | None:
        """The topic speaks; where a sentence has none, whoever spoke last goes on."""
        topic = frame.topic
        if noun or topic is None or not (report or self._speaks(topic, frame)):
            before = self._before()
            if before is not None:
                return evolve(before, cue=cue or None, at=at, form=Form.INDIRECT)
        if topic is None:
            return None
        found = tuple(who for who in self.resolve(topic, frame) if who.proper)
        if report:
            self.media.update(who.id for who in found)
        if not found and cue and _pointing(topic.text) == "firm":  # of which no name could be told
            found = (Who(new_id(topic.text), EntityKind.UNNAMED, (topic.text,), False),)
        if not found:
            return self._before()
        voice = Voice(found, (), Form.INDIRECT, cue or None, at, _new(found), "report" if report else "say")
        if report:
            self.medium = voice
        return voice

    def about_speaker(self, frame: Frame) -> bool:
        """Whether the topic of a sentence is no name, or the name of whoever spoke last."""
        topic = frame.topic
        if topic is None or self.voice is None:
            return True
        own = {who.id for who in self.voice.by}
        found = [who for who in self.resolve(topic, frame) if who.proper and who.kind is not EntityKind.UNNAMED]
        if found:
            return any(who.id in own for who in found)
        start = frame.sentence.start + topic.start
        named = [m.who for m in frame.mentions if start <= m.start < start + len(topic.text)]
        if named:  # the sales of somebody else
            return any(who.id in own for who in named)
        head = topic.text.partition(" ")[0].removesuffix("의")
        return head not in self.heads or any(head in label for who in self.voice.by for label in who.labels)

    def of_topic(self, frame: Frame) -> Voice | None:
        """Who is the topic of a sentence that says whose words those before it were."""
        return self._of_topic(frame, "", None)

    def believed(self, found: Whos) -> bool:
        """Whether names that nobody recorded stand as a topic somewhere in the article."""
        return bool(found) and all(who.known or who.labels[0] in self.heads for who in found)

    def _speaks(self, topic: Phrase, frame: Frame) -> bool:
        """Whether a topic can be the subject of saying: with 이 or 가 it may belong to what is said instead."""
        if topic.particle not in ("이", "가") or frame.sentence.quotes:
            return True
        found = self.resolve(topic, frame)
        if all(who.known for who in found):
            return any(who.kind is not EntityKind.PLACE for who in found)
        return topic.start <= _HEAD and topic.text.count(" ") < 4 and " 등" not in topic.text

    def going_on(self, frame: Frame) -> Voice | None:
        """Whoever spoke just before, where a sentence says that it goes on with that."""
        return self._before() if continues(frame.sentence.text) else None

    def _before(self) -> Voice | None:
        """Whoever spoke a sentence or two ago, with a doubt."""
        return self.last() if self.lately else None

    @property
    def lately(self) -> bool:
        """Whether somebody spoke a sentence or two ago."""
        # Where somebody else is spoken of, nobody goes on speaking.
        return len(self.since) < _LASTING and all(map(self.about_speaker, self.since))

    def last(self) -> Voice | None:
        """Whoever spoke last, however long ago, with a doubt."""
        if self.voice is None:
            return None
        doubts = (*(d for d in self.voice.doubts if d.guess is not Guess.SPEAKER), Doubt(Guess.SPEAKER))
        return evolve(self.voice, doubts=doubts, at=None)

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

    def _is_outlet(self, who: Who) -> bool:
        return who.id in self.media or any(_OUTLET.search(label) for label in who.labels)

    def resolve(self, phrase: Phrase, frame: Frame) -> Whos:
        """Whom a noun phrase of a sentence means."""
        if phrase not in frame.resolved:
            frame.resolved[phrase] = self._meant(phrase, frame)
        return frame.resolved[phrase]

    def _meant(self, phrase: Phrase, frame: Frame) -> Whos:
        text = _ON_DAY.sub("", _BRACKET.sub("", phrase.text).strip(" ,'’‘\""))
        pronoun = self._pronoun(text)
        if pronoun:
            return pronoun
        inside = self._inside(phrase, frame)
        if inside:
            return inside
        if text.casefold() in _NOBODY:
            return ()
        if text in self._grams:
            return self._grams[text]
        generic = _UNNAMED.search(text) or _PEOPLE.match(text)
        found = self._strangers(text) if generic is None else self._unnamed(text, generic.group("word"))
        self._grams[text] = found
        return found

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
            if not _AND.fullmatch(between):
                break
            group.append(one.who)
        return tuple(dict.fromkeys(reversed(group)))

    def _pronoun(self, text: str) -> Whos:
        kind = _pointing(text)
        if not kind:
            return self._by_short_name(text)
        if kind == "pair":
            found = self.pair if len(self.pair) > 1 else self.first_pair or tuple(self.firms.values())[-2:]
            return found or (Who(new_id(text), EntityKind.UNNAMED, (text,), False),)
        if kind == "firm":
            firm = next((who for who in reversed(self.firms.values()) if not _AGENCY.search(who.labels[0])), None)
            return () if firm is None else (firm,)
        if kind == "person":
            by = self.voice.by if self.voice is not None and self.lately else ()
            if len(by) == 1 and _ENGLISH_NAME.fullmatch(by[0].labels[0]) and not by[0].known:
                return by  # "Ivo Petrak said …. He said": nobody else was named meanwhile
            return (last(self.people),) if self.people else ()
        if kind == "project" and self.projects:
            return (last(self.projects),)
        if kind.startswith("family:"):  # 김 회장, of whom the article has named one with that family name
            name = kind.partition(":")[2]
            same = {p.id: p for p in self.people.values() if any(_surname(label) == name for label in p.labels)}
            if len(same) == 1:
                return tuple(same.values())
        return ()

    def _by_short_name(self, text: str) -> Whos:
        """볼트 CEO, Whitlock: the one person, or unrecorded firm, that the article has named in full."""
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
        return tuple(same.values()) if len(same) == 1 else ()

    def _unnamed(self, text: str, head: str) -> Whos:
        """Nobody's name: sources, the trade, critics."""
        for name in (text, head, text.removesuffix("들")):
            known = self.directory.who(name)
            if known is not None:
                return (known,)
        # What is listed before "등 외신" are names of their own.
        listed = re.match(r"(?:[0-9]+일 )?(?P<names>.+?) 등 ", text)
        if listed:
            return tuple(self._named(part) for part in re.split(r", ?|와 |과 |·", listed["names"]) if part.strip())
        last = next((word for word in words("unnamed") if head.endswith(f" {word}")), head)
        names = (text, head, last, *also(head), *also(last))
        return (Who(new_id(text), EntityKind.UNNAMED, tuple(dict.fromkeys(names)), False),)

    def _strangers(self, text: str) -> Whos:
        if len(text) > _LONGEST or not text:
            return ()
        parts = re.split(r"(?:(?<=[가-힣A-Za-z])(?:와|과) |, | and )", text)
        return tuple(self._named(part) for part in parts if part.strip())

    def _named(self, name: str) -> Who:
        name = name.strip()
        plain = name.removeprefix("The ").removesuffix(".")
        return self.directory.who(name) or self.directory.who(plain) or unknown(name)

    def advance(self, frame: Frame, voice: Voice | None) -> None:
        """Remember whom a sentence named, and who spoke last in it."""
        if voice is not None:
            self.voice, self.since = voice, []
        elif len(self.since) < _LASTING:
            self.since.append(frame)
        self.pair = self.pair_in(frame.sentence.text, frame.sentence.start, frame.mentions) or self.pair
        if voice is not None and not frame.mentions and len(voice.by) == 2 and all(who.proper for who in voice.by):
            self.pair = voice.by
        for mention in frame.mentions:
            self._remember(mention.who)
            if mention.of is not None:
                self._remember(mention.of)
        for who in voice.by if voice else ():
            if who.proper:
                self._remember(who)

    def meet(self, found: Whos) -> None:
        """Remember who makes a claim, unless it is the outlet."""
        for who in found:
            if who.proper and who.kind is not EntityKind.UNNAMED and not self._is_outlet(who):
                self._remember(who)

    def pair_in(self, text: str, offset: int, mentions: Sequence[Mention]) -> Whos:
        """The first two companies of a text that are joined as one subject."""
        for one, two in pairwise(mentions):
            if two.particle not in _SUBJECTS or two.start - one.end > 4:
                continue
            firms = tuple(who for who in (self._firm(one), self._firm(two)) if who is not None)
            if len(set(firms)) == 2 and _AND.fullmatch(text[one.end - offset : two.start - offset]):
                return firms
        return ()

    def _firm(self, mention: Mention) -> Who | None:
        """The company that a name stands for: itself, or the one that a person is of."""
        for who in (mention.who, mention.of):
            if who is not None and who.kind in _FIRMS and who.id not in self.media:
                return who
        return None

    def _remember(self, who: Who) -> None:
        if self.outlet is not None and who.id == self.outlet.id:
            return
        kinds = {EntityKind.PERSON: self.people, EntityKind.PROJECT: self.projects, EntityKind.VEHICLE: self.projects}
        kept = kinds.get(who.kind, self.firms if who.kind in _FIRMS and who.id not in self.media else None)
        if kept is None:
            return
        kept.pop(who.id, None)
        kept[who.id] = who
        if len(kept) > _REMEMBERED:
            del kept[next(iter(kept))]


def last(named: dict[str, Who]) -> Who:
    """Whoever was named last."""
    return named[next(reversed(named))]


_REMEMBERED = 48
"""People, companies and projects of an article that pronouns may still mean."""
_HANGUL = re.compile("[가-힣]")
_HEAD = 6
"""Code points before the subject of a sentence: 또한, 그러나 …"""
_LASTING = 3
"""Sentences after which a speaker no longer goes on by default."""
_LONGEST = 48
_BRACKET = re.compile(r"\([^()]{0,40}\)")
_OUTLET = re.compile(rf"(?:{either(words('outlet'))})\Z")
_UNNAMED = re.compile(rf"(?P<word>{either(words('unnamed'))})(?:들)?(?: (?:두|세|네|여러|[0-9]+) ?명)?\Z")
_PEOPLE = re.compile(
    r"(?i:(?:(?:one|two|three|some|several|a|the) (?:of the )?)?(?P<word>people|persons?|sources?|officials?)"
    r" (?:familiar|briefed|with|close|involved) )"
)
_OFFICES = re.compile(rf"(?:(?:{either(words('title'))}|대표들|총수들)(?:들)? ?)+")
_OFFICE_END = re.compile(rf"(?:{either(words('title'))})\Z")
_COUNTED = re.compile(
    r"등 (?:주요 |현지 )?(?:외신|언론|매체)(?:들)?|(?:등 )?(?:[0-9]+개 ?|두 |세 |네 )?(?:기업|회사|업체|곳|사)(?:들)?|등|양사|양측"  # noqa: E501
)
_SUBJECTS = frozenset(("은", "는", "이", "가", "의", "도"))
_AND = re.compile(r" ?(?:은|는)?(?:와|과|·|,|및|그리고|&|하고|and|, and)? ?(?:및 |and )?")
_POINTING = re.compile(r"(?:(?:이|그|해당|이번|당초의?|the|this) )?(?:거대한? |거창한 |야심찬 )?")
_PAIR = re.compile(
    rf"(?:이들 )?(?:{either(words('pair'))})(?:의? ?(?:대표|대표들|관계자|회장|측))?(?:들)?(?![가-힣A-Za-z])"
)
_NOBODY = frozenset(word.casefold() for kind in ("firm", "person", "pair") for word in words(kind)) | {"그들", "우리"}
_AGENCY = re.compile(
    r"(?:부|청|처|위원회|정부|당국|의회|국회|연구소|연구원|협회|시|군|구|은행|노조|조합|연대|단체|대책위|협의회|연합|연맹)\Z"
)
_FIRM, _PERSON, _PROJECT = (frozenset(words(kind)) for kind in ("firm", "person", "project"))
_SHORT = re.compile(rf"(?P<name>[가-힣]) (?:{either(words('title', 'ko'))})")
_LAST_NAME = re.compile(
    rf"(?P<ko>[가-힣]{{2,8}}) (?:{either(words('title', 'ko'))})|(?:(?:Mr|Ms|Mrs|Dr)\. )?(?P<en>[A-Z][\w'-]{{2,20}})"
)
_ENGLISH_NAME = re.compile(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,2}")
_REPORT = frozenset(
    ("보도", "이 보도", "해당 보도", "같은 보도", "기사", "이 기사", "해당 기사", "발표", "공시", "자료", "보고서")
)
_ON_DAY = re.compile(r"\A(?:(?:지난|이달|오는) )?[0-9]{1,2}일 ")


@lru_cache(maxsize=1 << 12)
def _pointing(text: str) -> str:
    """What kind of pronoun a phrase is: pair, firm, person, project, family:NAME, or none."""
    word = _POINTING.sub("", text)
    if _PAIR.match(text) or _PAIR.match(word):
        return "pair"
    if text.casefold() in _FIRM or word in _FIRM:
        return "firm"
    if text.casefold() in _PERSON:
        return "person"
    if word in _PROJECT:
        return "project"
    short = _SHORT.fullmatch(text)
    return f"family:{short['name']}" if short is not None else ""


def _surname(label: str) -> str:
    return label[0] if re.fullmatch("[가-힣]{3}", label) else ""


def _new(found: Iterable[Who]) -> tuple[Doubt, ...]:
    doubts = [Doubt(Guess.NAME, who.labels[0]) for who in found if not who.known]
    return (*doubts, *(Doubt(Guess.SHARED_NAME, who.labels[0]) for who in found if who.doubtful))


def _nested(inner: Voice, outer: Voice) -> Voice:
    """Words within words: ``outer`` passes on what ``inner`` says."""
    if set(inner.by) & set(outer.by):
        return inner
    if outer.role == "document" or (
        inner.role == "report" and outer.role == "source" and all(who.kind is EntityKind.UNNAMED for who in outer.by)
    ):
        inner, outer = outer, inner
    return evolve(
        inner, via=(*outer.via, *outer.by, *inner.via), doubts=tuple(dict.fromkeys(inner.doubts + outer.doubts))
    )
