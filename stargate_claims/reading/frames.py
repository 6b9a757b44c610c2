"""One sentence made ready for reading: its known names, verbs of saying, topic, clauses, and whose words it holds."""

from __future__ import annotations

from typing import NamedTuple

from attrs import define, field

from stargate_claims.model.claims import Form
from stargate_claims.reading import speech_english
from stargate_claims.reading.doubts import Doubt
from stargate_claims.reading.names import Mention, Who
from stargate_claims.reading.phrases import SUBJECTS, Phrase, phrases, topic
from stargate_claims.reading.sentences import Sentence, Span, clauses
from stargate_claims.reading.speech import Speech

Whos = tuple[Who, ...]


class Voice(NamedTuple):
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
    spoken: dict[int, Voice | None] = field(factory=dict)
    """Whose words stand at a place outside quotations, by the voices above."""
    quoted: dict[Span, Voice] = field(factory=dict)
    """Who speaks in a quotation, where nothing but its verb of saying tells."""
    resolved: dict[Phrase, Whos] = field(factory=dict)
    subjects: dict[int, tuple[Phrase, ...]] = field(factory=dict)
    _topic: tuple[Phrase | None, ...] = ()
    _clauses: tuple[Span, ...] = ()

    @property
    def topic(self) -> Phrase | None:
        """The noun phrase that the sentence is about."""
        if not self._topic:  # looked for once, and only in sentences that need it
            found = topic(self.sentence, self.phrases_from(0)) if self.korean else speech_english.topic(self.sentence)
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
