"""Who says what: the chain from the outlet to the speaker for each place in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from attrs import define, field

from stargate_claims.model.claims import Form
from stargate_claims.model.vocabulary import EntityKind
from stargate_claims.reading import speech_english, speech_korean
from stargate_claims.reading.doubts import Doubt, Guess
from stargate_claims.reading.frames import Frame, Voice, Whos
from stargate_claims.reading.names import Mention, Who, new_id
from stargate_claims.reading.papers_korean import ANNOUNCEMENT
from stargate_claims.reading.phrases import HEAD, Phrase
from stargate_claims.reading.pointing import POINTERS, pointing
from stargate_claims.reading.referents import Referents
from stargate_claims.reading.sentences import Sentence
from stargate_claims.reading.speech import Speech
from stargate_claims.reading.speech_korean import asks, continues, explains


@define
class Cast(Referents):
    """Who speaks in an article, and whom it has named so far."""

    voice: Voice | None = None
    origin: Voice | None = None
    medium: Voice | None = None
    filed: Voice | None = None
    """Who disclosed something last: 공시."""
    claimed: Voice | None = None
    """Who says, in a later sentence, that the present one is his: "…이같이 밝혔다", "…의 평가다"."""
    spoke: int = -1
    """The paragraph in which somebody spoke last."""
    since: list[Frame] = field(factory=list)
    """The sentences after the one in which somebody spoke last; no more than matter."""
    _places: list[int] = field(factory=list)
    _announced: tuple[Frame, Voice | None] | None = None

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
        if place not in frame.spoken:
            frame.spoken[place] = self._spoken(frame, place)
        return frame.spoken[place]

    def _spoken(self, frame: Frame, place: int) -> Voice | None:
        """The voice at a place outside quotations."""
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
        if quote in frame.quoted:
            return frame.quoted[quote]
        offset = frame.sentence.start
        closing = quote[1] - offset
        verb = next((s for s in frame.speeches if s.end >= closing and s.role in _HANDS_ON), None)
        if verb is None and not frame.korean:
            verb = next((s for s in frame.speeches if s.role in _HANDS_ON or s.role == "source"), None)
        if verb is None and self.claimed is not None:
            return self.claimed._replace(form=Form.DIRECT)
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
        direct = Voice(voice.by, voice.via, form, voice.cue, voice.at, voice.doubts, voice.role)
        if verb is not None and frame.voices[id(verb)] is voice and "source" not in [s.role for s in frame.speeches]:
            frame.quoted[quote] = direct
        return direct

    def _voice(self, frame: Frame, speech: Speech) -> Voice | None:
        """Whose words a verb of saying hands on; asked once for each."""
        key = id(speech)
        if key in frame.voices:
            return frame.voices[key]
        voice = frame.voices[key] = self._read(frame, speech)
        if voice is not None and speech.cue.startswith("공시"):
            self.filed = voice
        return voice

    def _read(self, frame: Frame, speech: Speech) -> Voice | None:
        form = Form.INDIRECT
        if speech.role == "hearsay":
            # 알려졌다 names nobody; 드러났다 goes on with what the sentence before began.
            voice = self.going_on(frame)
            return voice and voice._replace(cue=speech.cue, form=form)
        if speech.role == "same":
            return self.origin and self.origin._replace(cue=speech.cue, at=speech.at, doubts=(Doubt(Guess.SPEAKER),))
        if speech.role == "source" and speech.subject is not None and speech.subject.text in _REPORT:
            # 보도에 따르면: the medium or document of which the article spoke, else whoever spoke in one
            filed = self.filed if speech.subject.text == "공시" else None
            before = filed or self.medium or self.origin or self.last()
            if before is None and (firm := self._company("회사", speech.subject, frame)):
                before = Voice(firm, form=form, role=speech.role)  # 신고서에 따르면: whose it was is told before
            return before and before._replace(cue=speech.cue, at=speech.at, form=form, doubts=(Doubt(Guess.SPEAKER),))
        if speech.subject is not None:
            found = self.resolve(speech.subject, frame)
            if speech.subject.particle in ("은", "는", "도") and not any(who.proper for who in found):
                found = ()  # "…라며 가능성은 부인했다": what is denied, not who denies it
            if speech.role == "given" and not self.recognised(found, speech.subject.text):
                return None  # 세력이 요구한 금액: nobody whom the article knows
            if found:
                if speech.role == "report" or (speech.role in _SOURCES and self._is_outlet(found[-1])):
                    self._are_media(found)
                via: Whos = ()
                if speech.role in _SOURCES and all(who.kind is EntityKind.UNNAMED for who in found):
                    reported = self.voice is not None and self.voice.role == "report" and len(self.since) < _LASTING
                    via = self.voice.by if self.voice is not None and reported else ()
                    found = tuple(self._sources_of(who, via) for who in found)
                doubts = (*_new(found), *self.pointed(speech.subject, found))
                voice = Voice(found, via, form, speech.cue, speech.at, doubts, speech.role)
                if speech.role == "report":
                    self.medium = voice
                if speech.role in (*_SOURCES, "document") and not via:
                    self.origin = voice._replace(via=(), role="document")
                return voice
            if speech.role in ("say", "report") and not frame.korean:
                return None  # it said, and nobody was named before
            if speech.role == "document" and pointing(speech.subject.text) == "firm":
                printed = Who(new_id(speech.subject.text), EntityKind.UNNAMED, (speech.subject.text,), False)
                return Voice((printed,), form=form, cue=speech.cue, at=speech.at, role=speech.role)
        if speech.role in (*_SOURCES, "document"):
            return None
        return self._of_topic(frame, speech.cue, speech.at, report=speech.role == "report", noun=speech.role == "noun")

    def _of_topic(
        self, frame: Frame, cue: str, at: int | None, *, report: bool = False, noun: bool = False
    ) -> Voice | None:
        """The topic speaks; where a sentence has none, whoever spoke last goes on."""
        topic = frame.topic
        other = noun and not self._holds(topic, cue, frame)
        if other or topic is None or not (report or self._speaks(topic, frame)):
            before = self._before()
            if before is not None:
                return before._replace(cue=cue or None, at=at, form=Form.INDIRECT)
        if topic is None:
            return None
        if at is not None and frame.korean and topic.start > at:
            # "4만명이 의사를 밝혔고, 원고들은 …": the topic of what follows; "새봄이 계약을 공시하며 가린 고객은 …"
            heads = [phrase for phrase in frame.phrases_from(0) if phrase.start <= HEAD and phrase.end < at]
            if any(who.proper for who in self.resolve(topic, frame)) or not heads:
                return None
            topic = heads[0]
        topic, found = self._heading(topic, frame)
        if report:
            self._are_media(found)
        if not found and cue and pointing(topic.text) == "firm":  # of which no name could be told
            found = (Who(new_id(topic.text), EntityKind.UNNAMED, (topic.text,), False),)
        if not found:
            return self._before()
        doubts = (*_new(found), *self.pointed(topic, found))
        voice = Voice(found, (), Form.INDIRECT, cue or None, at, doubts, "report" if report else "say")
        if report:
            self.medium = voice
        return voice

    def _are_media(self, found: Whos) -> None:
        """Remember who reports; 소식통 does so too, and is no medium."""
        self.media.update(who.id for who in found if who.kind is not EntityKind.UNNAMED)

    def _heading(self, topic: Phrase, frame: Frame) -> tuple[Phrase, Whos]:
        """The topic and whom it means; where that is nobody's name, the name at the head of the sentence.

        "새봄이 성장률 전망은 낮춘다고 밝혔다" is said by the subject and not by the topic.
        """
        found = tuple([who for who in self.resolve(topic, frame) if who.proper])
        if found or pointing(topic.text) in POINTERS:  # whomever 회사 means, it is who speaks
            return topic, found
        for phrase in frame.phrases_from(0) if frame.korean else ():
            if phrase.start <= HEAD and (found := tuple([w for w in self.resolve(phrase, frame) if w.proper])):
                return phrase, found
        return topic, ()

    def _holds(self, topic: Phrase | None, noun: str, frame: Frame) -> bool:
        """Whether a topic is who holds a view, not what it is about: "새봄은 …다는 입장이다"."""
        if topic is None or noun not in _STANCES or topic.particle not in ("은", "는") or topic.start > HEAD:
            return False
        return any(who.proper and who.kind is not EntityKind.PLACE for who in self.resolve(topic, frame))

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

    def claim(self, frame: Frame | None) -> None:
        """Take the words of the present sentence for those of the speaker of a later one, or for nobody's."""
        if frame is None:
            self.claimed = None
            return
        theirs = next((speech for speech in frame.speeches if speech.role in _PASSES_ON), None)
        voice = self._voice(frame, theirs) if theirs is not None else self._of_topic(frame, "", None)
        self.claimed = voice and voice._replace(at=None, doubts=(*voice.doubts, Doubt(Guess.SPEAKER)))

    def _speaks(self, topic: Phrase, frame: Frame) -> bool:
        """Whether a topic can be the subject of saying: with 이 or 가 it may belong to what is said instead."""
        if topic.particle not in ("이", "가") or frame.sentence.quotes:
            return _ASKED_ABOUT.match(frame.sentence.text, topic.end) is None
        found = self.resolve(topic, frame)
        if all(who.known for who in found):
            return any(who.kind is not EntityKind.PLACE for who in found)
        return topic.start <= HEAD and topic.text.count(" ") < 4 and " 등" not in topic.text

    def going_on(self, frame: Frame) -> Voice | None:
        """Whoever spoke just before, where a sentence says that it goes on with that."""
        if not continues(frame.sentence.text):
            return None
        if self.since and explains(frame.sentence.text) and (topic := self.since[-1].topic) is not None:
            # "새봄신문은 더 나아갔다. …라고 요청했다는 것이다": whom the sentence between is about
            found = tuple(who for who in self.resolve(topic, self.since[-1]) if who.proper)
            if len(found) == 1 and (self._is_outlet(found[0]) or found[0].kind is EntityKind.PERSON):
                return Voice(found, form=Form.INDIRECT, doubts=(*_new(found), Doubt(Guess.SPEAKER)))
        return self._before()

    def speaking(self) -> Whos:
        """Whoever spoke a sentence or two ago."""
        return self.voice.by if self.voice is not None and self.lately else ()

    def told(self) -> Whos:
        """The medium that the article retold last."""
        return self.medium.by if self.medium is not None else self.paper

    def _before(self) -> Voice | None:
        """Whoever spoke a sentence or two ago, with a doubt."""
        return self.last() if self.lately else None

    @property
    def lately(self) -> bool:
        """Whether somebody spoke a sentence or two ago."""
        # Where somebody else is spoken of, nobody goes on speaking.
        return len(self.since) < _LASTING and all(map(self.about_speaker, self.since))

    def announced(self, frame: Frame) -> Voice | None:
        """An organisation that goes on with what it announced a sentence or two ago, with a doubt.

        What follows a quotation, or the words of a person or of nobody in particular, is the narrator's; in English so
        is what stands in another paragraph.
        """
        if self._announced is None or self._announced[0] is not frame:  # every draft of a sentence asks
            self._announced = (frame, self._goes_on_announcing(frame))
        return self._announced[1]

    def _goes_on_announcing(self, frame: Frame) -> Voice | None:
        voice, same = self.voice, self.spoke == frame.sentence.paragraph
        if voice is None or not voice.by or voice.role == "report":
            return None
        if not same and not (frame.korean and len(self.since) < _LASTING):
            return None
        kinds = (*_BODIES, EntityKind.PERSON) if voice.cue == ANNOUNCEMENT else _BODIES
        if voice.form is not Form.INDIRECT or not all(who.kind in kinds and who.proper for who in voice.by):
            return None
        # A paper that others are told of goes on with them: "…에 따르면 한빛은 3조원을 벌었다. 새봄은 2조원이다."
        told = voice.role in _SOURCES_ON and same and not self.since and not self.is_market(frame)
        if turns(frame.sentence.text) or not (told or all(map(self._theirs, (*self.since, frame)))):
            return None
        return self.last()

    def _theirs(self, frame: Frame) -> bool:
        """Whether a sentence is about nobody else than whoever spoke last."""
        if self.is_market(frame):
            return False
        if frame.topic is None or self.voice is None:
            return True
        if _CROWD.search(frame.topic.text) is not None:
            return False
        own = {who.id for who in self.voice.by}
        found = [who for who in self.resolve(frame.topic, frame) if who.known or self.believed((who,))]
        if not frame.korean and " " in frame.topic.text and not pointing(frame.topic.text):
            found = [who for who in self.resolve(frame.topic, frame) if who.labels[0][:1].isupper()]
        if not any(who.proper and who.id not in own for who in found):
            start = frame.sentence.start + frame.topic.start
            named = {m.who.id for m in frame.mentions if start <= m.start < start + len(frame.topic.text)}
            named = named or self._begun_by(frame.topic)
            return not named or bool(named & own)
        return any(who.id in own for who in found)

    def is_market(self, frame: Frame) -> bool:
        """Whether a sentence is about the day's markets, which the outlet itself tells."""
        if not frame.korean:
            return _SHARES.match(frame.sentence.text) is not None
        return frame.topic is not None and _MARKET.search(frame.topic.text) is not None

    def _begun_by(self, topic: Phrase) -> set[str]:
        """Companies met before, with whose name a topic begins: 한빛전자 주가, 한빛전자의 매출."""
        head = topic.text.partition(" ")[0].removesuffix("의")
        return {who.id for who in self.firms.values() if head in who.labels}

    def retold(self, voice: Voice) -> bool:
        """Whether a medium hands the words on: that is mostly the article itself in short."""
        return voice.role == "report" and all(self._is_outlet(who) for who in voice.by)

    def last(self) -> Voice | None:
        """Whoever spoke last, however long ago, with a doubt."""
        if self.voice is None:
            return None
        doubts = (*(d for d in self.voice.doubts if d.guess is not Guess.SPEAKER), Doubt(Guess.SPEAKER))
        return self.voice._replace(doubts=doubts, at=None)

    def advance(self, frame: Frame, voice: Voice | None) -> None:
        """Remember whom a sentence named, and who spoke last in it."""
        self._announced = None
        if frame.korean and asks(frame.sentence.text):
            self.voice, self.since = None, []
        if voice is not None:
            self.voice, self.since, self.spoke = voice, [], frame.sentence.paragraph
            if voice.by and all(who.kind is EntityKind.UNNAMED for who in voice.by):
                self.sources = voice.by
        elif len(self.since) < _LASTING:
            self.since.append(frame)
        self.spoken_of(frame)
        self.pair = self.pair_in(frame.sentence.text, frame.sentence.start, frame.mentions) or self.pair
        if voice is not None and not frame.mentions and len(voice.by) == 2 and all(who.proper for who in voice.by):
            self.pair = voice.by
        for mention in frame.mentions:
            self._remember(mention.who)
            if mention.of is not None:
                self._remember(mention.of)
        for who in voice.by if voice else ():
            if who.proper:
                self._remember(self.as_person(who) if voice is not None and voice.form is Form.DIRECT else who)


_HANDS_ON = ("say", "report")
"""Roles of verbs that hand on what is quoted."""
_PASSES_ON = ("theirs", "document", "source")
"""Roles of those whose words a sentence before may be."""
_SOURCES_ON = ("document", "source")
_SOURCES = ("source", "given", "expected")
"""Roles of whoever stands before what is said."""
_BODIES = (EntityKind.ORGANISATION, EntityKind.VEHICLE, EntityKind.PROJECT)
_ASKED_ABOUT = re.compile(r"[이가] [^ “”\"]*(?:는|은|한|던|된) [^“”\"]*에 (?:대해|관해)(?:서는|선|서도|서)?,? [“\"]")
"""의원들이 요구하는 해지에 대해서는 “…”라며: somebody else answers."""
_TURN = re.compile(r"한편|이와 (?:별도|별개|관련)|(?:Meanwhile|Separately|Elsewhere)\b")
_HANGUL = re.compile("[가-힣]")
_CROWD = re.compile(
    r"[0-9여]+ ?명\Z"
    r"|(?:주민|시민|학부모|상인|농민|어민|학생|교사|환자|가족|유족|승객|소비자|시위대|노동자|노조원)(?:들)?\Z"
)
"""인근 주민 200여명은: somebody else than whoever spoke last."""
_MARKET = re.compile(r"(?:유가|지수|환율|선물|금값|증시|코스피|코스닥|종가|브렌트유|비트코인)(?: |\Z)|주가\Z")
_SHARES = re.compile(
    r"(?:The (?:company['’]s )?|Its |Their |[A-Z]\w+(?:['’]s)? )?(?:[Ss]hares?|[Ss]tock|[Ff]utures) "
    r"(?:in (?:the [a-z]+ |[A-Z]\w+ (?:[A-Z]\w+ )?))?(?:[a-z]+ )?(?:rose|fell|slipped|jumped|dropped|gained|lost|climbed|slid|closed|surged|tumbled|ended|edged|sank|plunged|(?:was|were) (?:up|down))\b"  # noqa: E501
)
"""What the outlet itself tells of the day's markets."""
_LASTING = 3
"""Sentences after which a speaker no longer goes on by default."""
# Nouns for what somebody holds; of a 지적 or 비판 the topic is the target.
_STANCES = frozenset(("입장", "설명", "주장", "판단", "태도", "견해", "논리", "지론", "반론", "계산", "해석", "의견"))
_REPORT = frozenset(
    (
        "보도",
        "이 보도",
        "해당 보도",
        "같은 보도",
        "기사",
        "이 기사",
        "해당 기사",
        "발표",
        "공시",
        "자료",
        "보고서",
        "문건",
        "공문",
        "서한",
        "계획서",
        "신고서",
        "설명서",
        "공고",
    )
)


def turns(text: str) -> bool:
    """Whether a sentence turns to something else: 한편, meanwhile."""
    return _TURN.match(text) is not None


def _new(found: Iterable[Who]) -> tuple[Doubt, ...]:
    doubts = [Doubt(Guess.NAME, who.labels[0]) for who in found if not who.known]
    return (*doubts, *(Doubt(Guess.SHARED_NAME, who.labels[0]) for who in found if who.doubtful))


def _nested(inner: Voice, outer: Voice) -> Voice:
    """Words within words: ``outer`` passes on what ``inner`` says."""
    if any(who in outer.by for who in inner.by):
        return inner
    if outer.role == "document" or (
        inner.role == "report" and outer.role == "source" and all(who.kind is EntityKind.UNNAMED for who in outer.by)
    ):
        inner, outer = outer, inner
    return inner._replace(
        via=(*outer.via, *outer.by, *inner.via), doubts=tuple(dict.fromkeys(inner.doubts + outer.doubts))
    )
