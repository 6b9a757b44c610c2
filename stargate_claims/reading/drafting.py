"""One article on its way to drafts: what figures and statements stand where, and what they mean there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from attrs import define, evolve, field

from stargate_claims.model.claims import Claim, Form, ListKind, Polarity
from stargate_claims.model.intervals import Mode, Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.sources import Locator, Source
from stargate_claims.model.vocabulary import EntityKind, Vocabulary
from stargate_claims.reading.attribution import Cast, turns
from stargate_claims.reading.cues import Qualifiers
from stargate_claims.reading.dates import DateMention
from stargate_claims.reading.doubts import COSTS, Doubt, Guess
from stargate_claims.reading.draft import Draft
from stargate_claims.reading.frames import Frame, Voice, Whos
from stargate_claims.reading.mentioned import last
from stargate_claims.reading.names import Who
from stargate_claims.reading.phrases import HEAD, Phrase
from stargate_claims.reading.places import MAX_SPAN, digest_of
from stargate_claims.reading.sentences import Span
from stargate_claims.reading.strangers import unknown

_DENIED = 8
"""Claims that one denial is taken to mean, at most."""
_FAR = 300
"""Code points before a figure within which its subject is looked for."""
CERTAIN = 92
"""Percent of a draft without a single doubt: rules still misread."""
_TOGETHER = re.compile(r"함께|공동으로|손잡고|(?i:jointly|together)")
_LISTED = re.compile(r" 등(?:이|은|과|도|의| )|(?i:among others|including)")
_OCCASION = re.compile(
    r"[^.“”\"]{0,40}?(?:발표|기자회견|성명|행사|간담회|설명회|메시지|보고서|연설|인터뷰|콘퍼런스콜)(?:에서|를 통해|을 통해|에|로)"  # noqa: E501
)
_NEEDS_PROJECT = frozenset(("funds_available", "funds_raised", "investment_committed", "equity_contribution_planned"))
_WITH_OTHERS = frozenset(
    ("contracts_signed", "contract_value", "capacity_contracted_gw", "supplies_to", "acquisition_price")
)


class Setting(NamedTuple):
    """A sentence and the place in it (counted from its start) that a claim is made at."""

    frame: Frame
    place: int
    stop: int
    clause: Span
    dates: tuple[DateMention, ...]
    published: date

    @property
    def ahead(self) -> bool:
        """Whether the clause, up to its verb, names a day to come."""
        sentence, start = self.frame.sentence, self.frame.sentence.start
        quote = sentence.quote_at(start + self.place)
        return any(
            (mention.window.first or mention.window.last or self.published) > self.published
            for mention in self.dates
            if mention.start - start < self.clause[1] and sentence.quote_at(mention.start) == quote
        )

    @property
    def korean(self) -> bool:
        """The language of the words: those of a quotation may be in another than its sentence."""
        sentence = self.frame.sentence
        quote = sentence.quote_at(sentence.start + self.place) if self.frame.korean else None
        if quote is None:
            return self.frame.korean
        return _HANGUL.search(sentence.text, quote[0] - sentence.start, quote[1] - sentence.start) is not None

    @property
    def words(self) -> str:
        """The clause."""
        return self.frame.sentence.text[self.clause[0] : self.clause[1]]

    @property
    def describes(self) -> bool:
        """Whether the figure describes a noun: the 규모의 of "10억 달러 규모의 사업"."""
        return _OF_A_NOUN.match(self.rest) is not None

    @property
    def rest(self) -> str:
        """The clause from the figure on."""
        return self.frame.sentence.text[self.stop : max(self.clause[1], self.stop)]


class Content(NamedTuple):
    """What a claim says, before it is known who says it."""

    measure: str | None
    value: dict[str, object]
    force: str
    certainty: str = "certain"
    subject: str = "actor"
    qualifiers: Qualifiers = ()
    figure: Quantity | None = None
    doubts: tuple[Doubt, ...] = ()
    base: int = CERTAIN


@define
class Article:
    """What one article is read with."""

    text: str
    source: Source
    vocabulary: Vocabulary
    cast: Cast
    publisher: Who
    published: Window
    dates: Sequence[DateMention]
    days: Sequence[int]
    vehicles: tuple[tuple[str, str], ...] = ()
    used: set[str] = field(factory=set)
    voiced: int = -1
    spoken: tuple[Frame, Voice] | None = None
    located: Locator | None = None
    statements: dict[str, list[tuple[int, str]]] = field(factory=dict)

    def said_by(self, ids: set[str], before: int) -> tuple[str, ...]:
        """The last claims that these entities, together, have made up to a place."""
        first, *rest = sorted(ids)
        shared = {id for _, id in self.statements.get(first, ())}
        for other in rest:
            shared &= {id for _, id in self.statements.get(other, ())}
        found = [id for start, id in self.statements.get(first, ()) if id in shared and start < before]
        return tuple(found[-_DENIED:])

    def keep(self, draft: Draft) -> None:
        """Remember who made a claim, so that a denial of it can be understood."""
        if draft.claim.measure is not None:
            for id in draft.claim.by:
                made = self.statements.setdefault(id, [])
                made.append((draft.start, draft.claim.id))
                if len(made) > 4 * _DENIED:
                    del made[0]

    def setting(self, frame: Frame, place: int, stop: int) -> Setting:
        """A place in a sentence, with its clause and the days that the sentence names."""
        sentence = frame.sentence
        for clause in frame.clauses:
            if place < clause[1]:
                break
        else:
            clause = (0, len(sentence.text))
        low = bisect_left(self.days, sentence.start)
        high = bisect_left(self.days, sentence.end, low)
        return Setting(frame, place, stop, clause, tuple(self.dates[low:high]), self.published.last or date.max)

    def voice(self, at: Setting, force: str, actors: Whos) -> Voice:
        """Whose words they are: as printed, else the promiser's, the outlet's, or whoever spoke last."""
        voice = self.cast.voice_at(at.frame, at.place)
        described = voice is not None and voice.role == "report" and force == "plan" and at.describes
        if voice is not None and voice.by and not described:
            return voice
        if voice is not None and described and actors:
            # The size of a plan is its planner's word, though a paper hands it on with its own.
            return Voice(actors, (*voice.via, *voice.by), doubts=_names(actors))
        going_on = self.cast.going_on(at.frame)
        if going_on is not None:
            return going_on
        outlet, proper = self.cast.outlet, tuple(who for who in actors if who.proper)
        promised = bool(proper) and force in ("plan", "commitment")
        claimed = self.cast.claimed
        if claimed is not None and not (promised and claimed.role in ("document", "source")):
            return claimed  # what a lead plans is its planner's, though a paper may tell the rest of it
        if promised:
            return Voice(proper, doubts=_names(proper))
        announced = self.cast.announced(at.frame)
        if announced is not None:
            return announced
        owner = self.cast.owner(at.frame) if force in ("report", "estimate") else ()
        if owner:
            return Voice(owner, doubts=(*_names(owner), Doubt(Guess.OWN, owner[0].labels[0])))
        if outlet is not None:
            return Voice((outlet,), doubts=(Doubt(Guess.OUTLET),))
        before = self.cast.last()
        # In English another paragraph is the narrator's.
        near = self.voiced == at.frame.sentence.paragraph or (at.korean and self.cast.lately)
        if (
            before is not None
            and near
            and not self.cast.is_market(at.frame)
            and not turns(at.frame.sentence.text)
            and self.cast.about_speaker(at.frame)
        ):
            return before
        return Voice((self.publisher,), doubts=(Doubt(Guess.OUTLET),))

    def actors(self, at: Setting) -> tuple[Whos, tuple[Doubt, ...]]:
        """Who acts at a place: the nearest subject before it, the topic, or who was spoken of last."""
        frame, sentence = at.frame, at.frame.sentence
        quote = sentence.quote_at(sentence.start + at.place)
        begin = quote[0] - sentence.start if quote else 0
        for phrase in self._subjects(at, begin):
            found = tuple([who for who in self.cast.resolve(phrase, frame) if who.proper])
            if found and found[0].kind is not EntityKind.PLACE and self._can_act(phrase, found):
                return found, (*_names(found), *self.cast.pointed(phrase, found))
        if quote is None and frame.topic is not None:
            found = tuple(who for who in self.cast.resolve(frame.topic, frame) if who.proper)
            heads = frame.topic.start <= HEAD or self._can_act(frame.topic, found)
            if found and (heads if frame.korean else all(map(self.cast.is_name, found))):
                return found, (*_names(found), *self.cast.pointed(frame.topic, found))
        # "지난 8월 공장을 인수한 새봄은": whom a clause describes stands behind it.
        behind = (m for m in frame.mentions if m.start >= sentence.start + at.stop)
        after = next((m.who for m in behind if m.particle in ("은", "는", "이", "가")), None)
        if after is not None and quote is None and after.kind is not EntityKind.PLACE:
            return (after,), ()
        voice = self.cast.voice_at(frame, at.place)
        if voice is not None and (quote is not None or voice.role == "say"):
            return voice.by, ()
        if self.cast.firms:
            firm = last(self.cast.firms)
            return (firm,), (Doubt(Guess.SUBJECT, firm.labels[0]),)
        return (voice.by if voice else ()), (Doubt(Guess.SUBJECT),)

    def _can_act(self, phrase: Phrase, found: Whos) -> bool:
        """Whether a Korean phrase is a name: one that nobody recorded is believed to be one only as a topic."""
        if phrase.particle not in ("이", "가") or all(who.known for who in found):
            return True
        return self.cast.believed(found) or (bool(found) and self.cast.met(found))

    def _subjects(self, at: Setting, begin: int) -> Iterator[Phrase]:
        """What can be the subject at a place, the nearest first."""
        if at.frame.korean:
            low, high = at.place - _FAR, at.place
            for phrase in reversed(at.frame.phrases_from(begin)):
                if low <= phrase.start and phrase.end + len(phrase.particle) <= high:
                    yield phrase
            return
        topic = at.frame.topic
        if topic is not None and topic.end <= at.place:
            yield topic

    def project(self, at: Setting) -> tuple[Who | None, bool]:
        """The project that a place speaks of, and whether another sentence had to say so."""
        for mention in at.frame.mentions:
            if mention.who.kind is EntityKind.PROJECT:
                return mention.who, False
            if mention.who.kind is EntityKind.VEHICLE:
                owner = next((of for id, of in self.vehicles if id == mention.who.id), None)
                if owner is not None:
                    return self.cast.directory.known(owner), False
        return (last(self.cast.projects), True) if self.cast.projects else (None, False)

    def subject(
        self, at: Setting, content: Content, acting: tuple[Whos, tuple[Doubt, ...]]
    ) -> tuple[Whos, tuple[Doubt, ...], Who | None]:
        """Whose question it is, what was guessed, and the project that it is about."""
        actors, doubts = acting
        project, guessed = self.project(at)
        named = (Doubt(Guess.PROJECT, project.labels[0]),) if guessed and project else ()
        if content.subject == "project" and project is not None:
            points = any(p.search(at.frame.sentence.text[: at.place]) for p in (_POINTS,))
            alone = bool(actors) and not guessed
            together = len(actors) > 1 or _TOGETHER.search(at.words) is not None
            nobody = not actors or any(d.guess is Guess.SUBJECT for d in doubts)
            if alone or points or together or nobody or project.id in {who.id for who in actors}:
                return (project,), named, project
        if content.subject == "vehicle":
            owned = [id for id, of in self.vehicles if project is not None and of == project.id]
            if owned:
                return (self.cast.directory.known(owned[0]),), named, project
        if content.subject in ("pair", "people") and len(actors) < 2 and len(self.cast.pair) > 1:
            return self.cast.pair, (Doubt(Guess.SUBJECT),), project
        return actors or (self.publisher,), doubts, project

    def draft(self, at: Setting, content: Content) -> Draft:
        """A draft of what is said at a place."""
        acting = self.actors(at)
        subject, doubts, project = self.subject(at, content, acting)
        voice = self.voice(at, content.force, self._planners(at, subject, acting))
        force = content.force
        if content.figure is not None and force == "opinion" and voice.form is not Form.DIRECT and self._is_told(voice):
            force = "report"  # 이사 7명 이상의 동의를 얻어야 한다: the outlet tells a rule
        if voice.role == "expected" and force == "report":
            force = "estimate"  # the 3.1% economists had expected
        said, spoken = self.said(at, voice)
        start, end = self.evidence(at)
        outlet = self.cast.outlet or self.publisher
        own = [who.id for who in voice.by]
        via = tuple([who for who in (outlet, *voice.via) if who.id not in own])
        details, more = self._details(at, content, subject, project)
        about, days = self.about(at, content.force, said, spoken)
        doubts = tuple(dict.fromkeys((*content.doubts, *voice.doubts, *doubts, *more, *days)))
        claim = Claim(
            id=self.id_at(at.frame.sentence.start + at.place),
            by=_ids(voice.by),
            via=_ids(via),
            source=self.source,
            force=force,
            certainty=content.certainty,
            form=voice.form,
            cue=voice.cue,
            said=said,
            about=about,
            subject=() if content.measure is None else _ids(subject),
            measure=content.measure,
            locator=self.locator(at.frame.sentence.paragraph, start, end),
            **(details | content.value),  # type: ignore[arg-type]
        )
        strangers = {who.id: who for who in (*voice.by, *via, *subject) if not who.known and who is not self.publisher}
        return Draft(
            claim=claim,
            start=start,
            end=end,
            doubts=doubts,
            confidence=confidence(content.base, doubts),
            figure=content.figure,
            by=voice.by,
            via=via,
            strangers=tuple(strangers.values()),
        )

    def _is_told(self, voice: Voice) -> bool:
        """Whether the outlet speaks, or goes on with what somebody said."""
        carried = any(doubt.guess is Guess.SPEAKER for doubt in voice.doubts)
        return carried or voice.by in ((self.publisher,), (self.cast.outlet,))

    def _planners(self, at: Setting, subject: Whos, acting: tuple[Whos, tuple[Doubt, ...]]) -> Whos:
        """Whose plan it is: who acts in the sentence, or the project that is spoken of."""
        actors, doubts = acting
        if any(d.guess is Guess.SUBJECT for d in doubts):
            return tuple(who for who in subject if who.kind in (EntityKind.PROJECT, EntityKind.VEHICLE))
        if self._describes_project(at, subject) or at.describes:
            return subject
        return tuple([who for who in actors if who.proper])

    def _describes_project(self, at: Setting, subject: Whos) -> bool:
        """Whether a clause describes the project that is named after it: "3곳을 짓는 '새봄 사업'"."""
        if not at.frame.mentions:
            return False
        ids, offset = {who.id for who in subject}, at.frame.sentence.start
        return any(
            m.who.id in ids
            and m.start >= offset + at.stop
            and _ADNOMINAL.search(at.frame.sentence.text[: m.start - offset])
            for m in at.frame.mentions
        )

    def _details(
        self, at: Setting, content: Content, subject: Whos, project: Who | None
    ) -> tuple[dict[str, object], tuple[Doubt, ...]]:
        """What else the words say: the other side of a contract, the project, who shares."""
        details: dict[str, object] = {"qualifiers": content.qualifiers}
        doubts: tuple[Doubt, ...] = ()
        taken = {who.id for who in subject}
        if content.measure in _WITH_OTHERS and project not in subject:
            low, high = (at.frame.sentence.start + edge for edge in at.clause)
            others = [
                m.who.id for m in at.frame.mentions if low <= m.start < high and m.who.kind is EntityKind.ORGANISATION
            ]
            details["of"] = tuple(dict.fromkeys(id for id in others if id not in taken))
        if content.measure == "capex_planned":
            sites = [m.who.id for m in at.frame.mentions if m.who.kind is EntityKind.SITE]
            details["of"] = tuple(sites[:1])
        if content.measure in _NEEDS_PROJECT and project is not None and project.id not in taken:
            details["for_"] = project.id
            if project.id not in {m.who.id for m in at.frame.mentions}:
                doubts = (Doubt(Guess.PROJECT, project.labels[0]),)
        if content.measure in ("investment_committed", "funds_raised") and len(subject) > 1:
            details["list_kind"] = ListKind.OPEN if _LISTED.search(at.words) else ListKind.CLOSED
        return details, doubts

    def said(self, at: Setting, voice: Voice) -> tuple[Window, DateMention | None]:
        """When it was said: the day beside the verb of saying, or of the occasion; else the source's."""
        sentence, limit = at.frame.sentence, self.published.last or date.max
        for mention in at.dates:
            window, end = mention.window, mention.end - sentence.start
            if window.last is None or window.first is None or window.first > limit:
                continue
            if sentence.quote_at(mention.start) is not None:
                continue
            beside = voice.at is not None and (0 <= voice.at - end <= 24 or self._follows(at, voice.at, mention))
            if beside or (voice.at is not None and end < at.place and _OCCASION.match(sentence.text[end : end + 60])):
                return _some_day(window, limit), mention
        if any(d.guess is Guess.SPEAKER for d in voice.doubts) and self.spoken is not None:
            frame, before = self.spoken
            return self.said(self.setting(frame, len(frame.sentence.text) - 1, len(frame.sentence.text)), before)[
                0
            ], None
        return self.published, None

    def _follows(self, at: Setting, verb: int, mention: DateMention) -> bool:
        """Whether a day stands beside the topic ("새봄은 4일 …고 밝혔다") or the English verb ("said on Monday")."""
        start, topic = mention.start - at.frame.sentence.start, at.frame.topic
        if not at.frame.korean:
            return 0 <= start - verb <= 16
        return topic is not None and 0 <= start - topic.end <= 4 and verb > start

    def about(
        self, at: Setting, force: str, said: Window, spoken: DateMention | None
    ) -> tuple[Window | None, tuple[Doubt, ...]]:
        """When it is true, where the clause says so: up to a deadline, or in days gone by."""
        if not at.dates:
            return None, ()
        low, high = (at.frame.sentence.start + edge for edge in at.clause)
        near = [d for d in at.dates if low <= d.start < high and d is not spoken]
        near = near or [d for d in at.dates if d is not spoken and d.start < low and force in ("plan", "commitment")]
        for mention in reversed(near):
            window = mention.window
            doubts = (Doubt(Guess.DAY, mention.text),) if mention.ambiguous else ()
            if force in ("plan", "commitment"):
                first = said.first or said.last
                if window.first is None and window.last is not None and first is not None and first <= window.last:
                    return Window(first=first, last=window.last), doubts
                if window.first is not None and first is not None and window.first >= first:
                    return window, doubts
            elif (
                window.first is not None
                and window.last is not None
                and window.last <= (self.published.last or date.max)
            ):
                return window, doubts
        return None, ()

    def evidence(self, at: Setting) -> Span:
        """The sentence, or where it is too long the quotation or clause around the place."""
        sentence = at.frame.sentence
        if sentence.end - sentence.start <= MAX_SPAN:
            return sentence.start, sentence.end
        clause = (sentence.start + at.clause[0], sentence.start + at.clause[1])
        for start, end in (sentence.quote_at(sentence.start + at.place) or clause, clause):
            if end - start <= MAX_SPAN:
                return start, end
        middle = sentence.start + at.place
        start = max(sentence.start, middle - MAX_SPAN // 2)
        return start, min(sentence.end, start + MAX_SPAN)

    def locator(self, paragraph: int, start: int, end: int) -> Locator:
        """The place of some evidence; several drafts in a row often stand in the same."""
        located = self.located
        if located is None or (located.start, located.end) != (start, end):
            digest = digest_of(self.text[start:end])
            located = self.located = Locator(paragraph=paragraph, start=start, end=end, digest=digest)
        return located

    def id_at(self, place: int) -> str:
        """An id that says where the claim stands, the same in every run."""
        base = f"{self.source.id}-{place}"
        name, number = base, 2
        while name in self.used:
            name, number = f"{base}-{number}", number + 1
        self.used.add(name)
        return name

    def advance(self, frame: Frame, voice: Voice | None) -> None:
        """Go on to the next sentence."""
        if voice is not None:
            if voice.by and not any(d.guess is Guess.OUTLET for d in voice.doubts):
                self.voiced = frame.sentence.paragraph
            if not any(d.guess is Guess.SPEAKER for d in voice.doubts):
                self.spoken = (frame, voice)
        self.cast.advance(frame, voice)


_HANGUL = re.compile("[가-힣]")
_ADNOMINAL = re.compile(r"[가-힣](?:는|한|할) ['‘\"“]?\Z")
_OF_A_NOUN = re.compile(r"(?:\([^()]{0,40}\))? ?(?:에 달하는|에 이르는|규모의|규모인|짜리|상당의)")
_POINTS = re.compile(
    r"(?:이|해당|이번|당초의?) (?:거대한? |거창한 )?(?:계획|구상|프로젝트|사업)|(?:\A|\s)(?:계획|구상|프로젝트)[은는이가의]|(?i:the (?:project|plan|venture))"  # noqa: E501
)


def confidence(base: int, doubts: Sequence[Doubt]) -> int:
    """What is left of a percentage after every kind of doubt took its share once."""
    if not doubts:
        return max(5, base)
    return max(5, base - sum([COSTS[guess] for guess in {doubt.guess for doubt in doubts}]))


def _names(found: Whos) -> tuple[Doubt, ...]:
    return tuple([Doubt(Guess.NAME, who.labels[0]) for who in found if not who.known])


def _ids(found: Whos) -> tuple[str, ...]:
    if len(found) == 1:
        return (found[0].id,)
    return tuple(dict.fromkeys([who.id for who in found]))


def _some_day(window: Window, limit: date) -> Window:
    """A window of saying, cut at the day of publication."""
    last = min(window.last, limit) if window.last is not None else limit
    return Window(first=window.first, last=last, mode=Mode.SOME_DAY, precision=window.precision)


def publisher_of(source: Source, directory_who: Who | None) -> Who:
    """The outlet as the source names it."""
    return directory_who or evolve(unknown(source.publisher), id=source.publisher, kind=EntityKind.ORGANISATION)


def polarity(negative: bool) -> Polarity:
    """The surface form."""
    return Polarity.NEGATIVE if negative else Polarity.POSITIVE
