"""Draft claims from an article, by rules that a person can follow, offline, in time linear in its length."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

from stargate_claims.errors import InvalidClaim
from stargate_claims.model.collector import uncollected
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import EntityKind, Vocabulary
from stargate_claims.reading.attribution import Cast
from stargate_claims.reading.bylines import outlet_of
from stargate_claims.reading.contents import figure_content, state_content
from stargate_claims.reading.cues import StateCue, stems
from stargate_claims.reading.dates import find_dates
from stargate_claims.reading.doubts import Guess
from stargate_claims.reading.draft import Draft, Drafts, Extractor
from stargate_claims.reading.drafting import Article, Setting, publisher_of
from stargate_claims.reading.figures import Figure, find_figures
from stargate_claims.reading.frames import Frame, Voice
from stargate_claims.reading.fullnames import FullNames
from stargate_claims.reading.names import Directory
from stargate_claims.reading.patterns import in_batches
from stargate_claims.reading.proposals import drafts_of
from stargate_claims.reading.sentences import Sentence, sentences
from stargate_claims.reading.speech_korean import intends, said_later, topics
from stargate_claims.reading.statements import named, statement, statements

_ALONE = frozenset(
    ("outlook", "assessment", "stance", "funds_sought", "alliance_forming", "event_occurred", "met_with")
)
"""What is read only where the sentence states no figure: the figure is the claim, these are its setting."""
_BESIDE = {"contracts_signed": frozenset(("contract_value", "contracts_signed"))}
_CAPITALISED_WITHIN = re.compile(r"(?<=[a-z,] )[A-Z][\w&'-]+")
"""What has a capital letter within an English sentence is a name."""
_DENIES = re.compile(r"않았|못했|없[다었]|아니")
"""What did not happen, of which the article tells nothing else."""
_MANY = 40
_VERB_AHEAD = 24
"""Code points before what is said in English, in which its verb stands."""
_NEAR = 80
"""Code points around a figure within which a statement about the same money says nothing of its own."""


def extract_claims(
    text: str,
    source: Source,
    *,
    vocabulary: Vocabulary | None = None,
    extractor: Extractor | None = None,
) -> Drafts:
    """Read draft claims from an article; nothing enters a ledger before a person accepts it.

    Args:
        text: the article, Korean, English or mixed, as one text with its line breaks.
        source: where it is from; relative days are counted from the last day of ``published``.
        vocabulary: names and measures to recognise, usually a ledger's; names it lacks are kept as printed, proposed
            with the draft, and never taken for names that resemble them.
        extractor: somebody else's reading instead of the rules; see :class:`Extractor`.

    Returns:
        Drafts in the order of their places.

    Raises:
        TypeError: if the text is no str, or the source no Source.
        InvalidClaim: if the source has no day of publication, or a proposal's evidence is not in the text.

    >>> source = Source(id="a", publisher="paper", published=Window.parse("2031-03-05"))
    >>> draft, = extract_claims("한빛전자는 새 공장에 최대 20억 달러를 투자할 계획이라고 4일 밝혔다.", source)
    >>> claim = draft.claim
    >>> claim.measure, claim.force.value, claim.by, str(claim.said), claim.quantity.hedge.value
    ('investment_planned_total', 'plan', ('한빛전자',), '2031-03-04', 'at_most')
    """
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}; decode bytes first")
    if not isinstance(source, Source):
        raise TypeError(f"a source is a Source, not {type(source).__name__}")
    if source.published is None:
        raise InvalidClaim(f"source {source.id!r} has no day; give its published")
    names = vocabulary if vocabulary is not None else Vocabulary()
    if extractor is not None:
        return Drafts(drafts_of(extractor.propose(text, source, names), text, source, names))
    with uncollected():
        return Drafts(_Reading(text, source, source.published, names).drafts())


class _Reading:
    """One pass over one article; what it remembers ends with it."""

    def __init__(self, text: str, source: Source, published: Window, vocabulary: Vocabulary) -> None:
        day: date | None = published.last or published.first
        directory = Directory(vocabulary)
        outlet = directory.who(source.publisher) if source.publisher in directory.ids else None
        if source.publisher in vocabulary.entities:
            outlet = directory.known(source.publisher)
        outlet = outlet or outlet_of(text, directory)
        heads = topics(text)
        cast = Cast(directory, outlet, heads, FullNames(text, heads), frozenset(_CAPITALISED_WITHIN.findall(text)))
        self.text = text
        self.mentions = directory.mentions(text)
        cast.first_pair = cast.pair_in(text, 0, self.mentions)
        self.figures = find_figures(text)
        dates = find_dates(text, day)
        vehicles = tuple((id, fact.of) for id, fact in vocabulary.facts("vehicle_of"))
        days = [mention.start for mention in dates]
        self.article = Article(
            text, source, vocabulary, cast, publisher_of(source, outlet), published, dates, days, vehicles
        )
        pattern, self.rows = stems()
        found = [(match.group(), match.start()) for match in pattern.finditer(text)]
        self.stems, self.stem_places = [word for word, _ in found], [place for _, place in found]
        self.figure_places = [figure.start for figure in self.figures]

    def drafts(self) -> Iterator[Draft]:
        """Every draft, sentence by sentence."""
        every = sentences(self.text)
        later = dict(said_later(every))
        frames = in_batches(self.article.cast.frame(sentence, self.mentions) for sentence in every)
        for number, (sentence, frame) in enumerate(zip(every, frames, strict=True)):
            ahead = self.article.cast.frame(every[later[number]], self.mentions) if number in later else None
            self.article.cast.claim(ahead)
            found = [] if sentence.text.endswith("?") else self._of_sentence(frame)
            for draft in found:
                self.article.keep(draft)
                if Guess.OUTLET not in [doubt.guess for doubt in draft.doubts]:
                    self.article.cast.meet(draft.by)  # else "the company" would be the newspaper
            yield from found
            self.article.advance(frame, self._last_voice(frame))

    def _last_voice(self, frame: Frame) -> Voice | None:
        """Who speaks last in a sentence: within its last quotation, else up to its last verb of saying."""
        sentence = frame.sentence
        if not frame.speeches and not sentence.quotes:
            return None
        places = [start - sentence.start for start, _ in sentence.quotes[-1:]]
        # What the trade thinks ("업계에서는 …고 본다") does not go on in the next sentence.
        # Nor do those with whose forecast, or number, something is compared.
        spoken = [
            speech
            for speech in frame.speeches
            if (speech.subject is None or speech.subject.particle != "에선")
            and speech.role not in ("given", "expected")
        ]
        places += [max(speech.end - 1, 0) for speech in spoken]
        for place in places:
            voice = self.article.cast.voice_at(frame, min(place, len(sentence.text) - 1))
            if voice is not None and voice.by:
                return voice
        return None

    def _of_sentence(self, frame: Frame) -> list[Draft]:
        sentence = frame.sentence
        places, low = self.figure_places, bisect_left(self.figure_places, sentence.start)
        high = bisect_left(places, sentence.end, low) if low < len(places) and places[low] < sentence.end else low
        inside = self.figures[low:high]
        drafts = list(self._figures(frame, inside)) if inside else []
        states: list[tuple[int, Draft]] = []
        places, low = self.stem_places, bisect_left(self.stem_places, sentence.start)
        if low < len(places) and places[low] < sentence.end:
            high = bisect_left(places, sentence.end, low)
            states = list(self._states(frame, self.stems[low:high], [d for _, d in drafts]))
        if drafts and states:
            drafts = sorted([*drafts, *states], key=itemgetter(0))
        found = drafts or states
        if frame.speeches or sentence.quotes:
            found = sorted([*found, *self._said(frame, found)], key=itemgetter(0))
        elif not found and frame.korean:
            found = list(self._planned(frame))
        return [draft for _, draft in found]

    def _planned(self, frame: Frame) -> Iterator[tuple[int, Draft]]:
        """What somebody plans in a sentence that states nothing else: "노조는 25일 파업에 들어갈 계획이다"."""
        text, topic, cast = frame.sentence.text, frame.topic, self.article.cast
        if not intends(text) or topic is None or topic.particle not in ("은", "는"):
            return
        found = cast.resolve(topic, frame)
        planner = found and all(who.proper and who.kind is not EntityKind.PLACE for who in found)
        if planner or cast.announced(frame) is not None:
            at = self._at(frame, max(topic.end, len(text) - 2), len(text))
            yield at.place, self.article.draft(at, statement(at, text[topic.end :], ""))

    def _said(self, frame: Frame, found: Sequence[tuple[int, Draft]]) -> Iterator[tuple[int, Draft]]:
        """What somebody says beside the figures and cues of a sentence: a statement or two of each speaker.

        The outlet's own words are no statements, nor those of a speaker whom another sentence names, unless quoted.
        """
        text = frame.sentence.text
        spoken = {(draft.claim.by, draft.claim.force) for _, draft in found if draft.figure is None}
        figures = [place for place, draft in found if draft.figure is not None]
        for start, end, quoted in statements(frame, [place for place, _ in found], figures):
            at = self._at(frame, max(end - 1, start), end)
            voice = self.article.cast.voice_at(frame, at.place)
            if voice is None or not voice.by or not (quoted or named(voice)):
                continue
            if self.article.cast.retold(voice) and (found or not _DENIES.search(text, start, end)):
                continue  # a medium hands on what the article tells anyway
            verb = text[end:]
            if not frame.korean:
                ahead = text[max(start - _VERB_AHEAD, 0) : start]
                verb = ahead if start and not quoted else f"{ahead} {verb}"
            draft = self.article.draft(at, statement(at, text[start:end], verb))
            # What goes on without marks behind a quotation, or is meant in another way, is another statement.
            forces = {force for by, force in spoken if by == draft.claim.by}
            goes_on = text[start - 1 : start] == " "
            if not forces or (frame.korean and (goes_on or draft.claim.force not in forces)):
                spoken.add((draft.claim.by, draft.claim.force))
                yield at.place, draft

    def _figures(self, frame: Frame, figures: Sequence[Figure]) -> Iterator[tuple[int, Draft]]:
        seen = set()
        for index, figure in enumerate(figures):
            at = self._at(frame, figure.start - frame.sentence.start, figure.end - frame.sentence.start)
            content = figure_content(at, figures, index)
            if content is None:
                continue
            draft = self.article.draft(at, content)
            key = (draft.start, draft.end, draft.claim.measure, draft.figure)
            if key not in seen:  # "10억 달러, 모두 10억 달러" is said once
                seen.add(key)
                yield at.place, draft

    def _states(self, frame: Frame, found: Sequence[str], drafts: Sequence[Draft]) -> Iterator[tuple[int, Draft]]:
        text, done = frame.sentence.text, {draft.claim.measure for draft in drafts if draft.figure is None}
        cues = dict.fromkeys(cue for word in found for cue in self.rows[word])
        for cue in cues:
            if cue.measure in done or (cue.measure in _ALONE and drafts):
                continue
            match = cue.pattern.search(text)
            if match is None or not self._says_more(cue, match, drafts, frame.sentence):
                continue
            # What is weighed stands within the quotation that the verb follows.
            back = 2 if cue.measure == "assessment" else 0
            at = self._at(frame, max(match.start() - back, 0), match.end())
            content = state_content(self.article, at, cue, match)
            if content is not None:
                done.add(cue.measure)
                yield at.place, self.article.draft(at, content)

    def _says_more(self, cue: StateCue, match: re.Match[str], drafts: Sequence[Draft], sentence: Sentence) -> bool:
        """Whether a statement says something that no figure of its sentence says already."""
        measures = {draft.claim.measure for draft in drafts}
        if measures & _BESIDE.get(cue.measure, frozenset()):
            return False
        if cue.measure == "means":
            place = sentence.start + match.start()
            return all(
                abs(figure.start - place) > _NEAR or sentence.quote_at(figure.start) != sentence.quote_at(place)
                for figure in self.figures[bisect_left(self.figure_places, sentence.start) :][:_MANY]
                if figure.start < sentence.end
            )
        return True

    def _at(self, frame: Frame, place: int, stop: int) -> Setting:
        return self.article.setting(frame, place, stop)
