"""What was guessed when a claim was read, so that a person can look there first."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class Guess(StrEnum):
    """What kind of guess it was."""

    SPEAKER = "speaker"
    """The speaker stands in another sentence."""
    POINTED = "pointed"
    """A word that points back, such as a pronoun, was taken to mean somebody named before."""
    OUTLET = "outlet"
    """Nobody is named: the article itself speaks."""
    OWN = "own"
    """Nobody is named: a company is taken to state its own results."""
    NAME = "name"
    """The vocabulary lacks a name; it is kept as printed."""
    SHARED_NAME = "shared-name"
    """Several entities go by this name."""
    SUBJECT = "subject"
    """Whose figure it is was read from another sentence."""
    PROJECT = "project"
    """Which project it belongs to was read from another sentence."""
    MEASURE = "measure"
    """No word says which question the figure answers."""
    FORCE = "force"
    """No verb form says whether it is a fact or a plan."""
    CURRENCY = "currency"
    """The currency is not printed in full."""
    DAY = "day"
    """The day has another reading."""
    VALUE = "value"
    """The value is not printed as a figure."""
    TARGET = "target"
    """Which claims a denial means was read from who made them."""
    PROPOSED = "proposed"
    """Somebody else's extractor proposed it."""


_TEXTS = {
    Guess.SPEAKER: ("화자를 다른 문장에서 가져왔다", "the speaker was taken from another sentence"),
    Guess.POINTED: (
        "앞에 나온 누군가를 가리킨다고 보았다",
        "a word that points back was taken to mean somebody named before",
    ),
    Guess.OUTLET: ("말한 사람이 나오지 않아 매체의 말로 보았다", "nobody is named, so the outlet was taken to speak"),
    Guess.OWN: (
        "말한 사람이 나오지 않아 당사자가 밝힌 것으로 보았다",
        "nobody is named, so whoever the figure is about was taken to state it",
    ),
    Guess.NAME: ("어휘에 없는 이름이라 인쇄된 대로 두었다", "the vocabulary lacks this name; it is kept as printed"),
    Guess.SHARED_NAME: ("이 이름을 쓰는 개체가 여럿이다", "several entities go by this name"),
    Guess.SUBJECT: ("주체를 다른 문장에서 가져왔다", "the subject was taken from another sentence"),
    Guess.PROJECT: ("어느 사업인지 다른 문장에서 가져왔다", "the project was taken from another sentence"),
    Guess.MEASURE: ("어느 척도인지 나오지 않는다", "no word says which measure this is"),
    Guess.FORCE: ("사실인지 계획인지 어미로 알 수 없다", "no verb form says whether it is a fact or a plan"),
    Guess.CURRENCY: ("통화를 미루어 읽었다", "the currency was inferred"),
    Guess.DAY: ("날짜를 다르게 읽을 수도 있다", "the day has another reading"),
    Guess.VALUE: ("수치로 인쇄되지 않은 값이다", "the value is not printed as a figure"),
    Guess.TARGET: ("무엇을 부인하는지 화자로 미루어 읽었다", "what is denied was inferred from who said it"),
    Guess.PROPOSED: ("다른 추출기가 제안했다", "another extractor proposed it"),
}
COSTS = {
    Guess.SPEAKER: 10,
    Guess.POINTED: 3,
    Guess.OUTLET: 6,
    Guess.OWN: 8,
    Guess.NAME: 6,
    Guess.SHARED_NAME: 12,
    Guess.SUBJECT: 8,
    Guess.PROJECT: 8,
    Guess.MEASURE: 35,
    Guess.FORCE: 6,
    Guess.CURRENCY: 0,
    Guess.DAY: 4,
    Guess.VALUE: 12,
    Guess.TARGET: 8,
    Guess.PROPOSED: 20,
}
"""Percent that each kind of guess takes off a draft's confidence; each counts once."""


@frozen
class Doubt:
    """One guess: its kind, and what it is about (a name, the words for a day), or ""."""

    guess: Guess
    about: str = ""

    def in_(self, language: str) -> str:
        """What a person is told.

        >>> Doubt(Guess.NAME, "한빛전자").in_("en")
        'the vocabulary lacks this name; it is kept as printed: 한빛전자'
        """
        text = _TEXTS[self.guess][0 if language == "ko" else 1]
        return f"{text}: {self.about}" if self.about else text
