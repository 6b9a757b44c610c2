"""Whom noun phrases mean, after what an article has said so far."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Vocabulary
from stargate_claims.reading.attribution import Cast
from stargate_claims.reading.doubts import Guess
from stargate_claims.reading.frames import Frame
from stargate_claims.reading.names import Directory, unknown
from stargate_claims.reading.referents import pointing
from stargate_claims.reading.sentences import sentences
from stargate_claims.reading.speech_korean import Phrase

VOCABULARY = Vocabulary(
    entities={
        entity.id: entity
        for entity in (
            Entity(id="hanbit", kind=EntityKind.ORGANISATION, label=Label(ko="한빛전자", en="Hanbit Electronics")),
            Entity(id="saebom", kind=EntityKind.ORGANISATION, label=Label(ko="새봄모터스", en="Saebom Motors")),
            Entity(id="kim", kind=EntityKind.PERSON, label=Label(ko="김한결", en="Kim Hangyeol")),
            Entity(id="valley", kind=EntityKind.PROJECT, label=Label(ko="새봄밸리", en="Saebom Valley")),
        )
    }
)


def told(before: str, sentence: str) -> tuple[Cast, Frame]:
    """The cast of an article that has told ``before``, and the frame of its next sentence."""
    directory = Directory(VOCABULARY)
    text = f"{before} {sentence}".strip()
    cast, mentions = Cast(directory), directory.mentions(text)
    *earlier, last = sentences(text)
    for one in earlier:
        frame = cast.frame(one, mentions)
        cast.advance(frame, cast.voice_at(frame, len(one.text) - 1) if frame.speeches else None)
    return cast, cast.frame(last, mentions)


def meant(before: str, phrase: str, sentence: str) -> Sequence[str]:
    """The ids of whom a phrase of a sentence means."""
    cast, frame = told(before, sentence)
    start = sentence.index(phrase)
    return [who.id for who in cast.resolve(Phrase(start, start + len(phrase), phrase, ""), frame)]


@pytest.mark.parametrize(
    ("before", "phrase", "sentence", "ids"),
    [
        ("", "한빛전자", "한빛전자는 크다.", ["hanbit"]),
        ("", "한빛전자와 새봄모터스", "한빛전자와 새봄모터스는 손잡았다.", ["hanbit", "saebom"]),
        ("", "김한결 한빛전자 회장", "김한결 한빛전자 회장은 웃었다.", ["kim"]),
        ("한빛전자는 크다.", "이 회사", "이 회사는 작다.", ["hanbit"]),
        ("한빛전자는 크다. 새봄모터스도 크다.", "이 회사", "이 회사는 작다.", ["saebom"]),
        ("한빛전자와 새봄모터스는 손잡았다.", "두 회사", "두 회사는 작다.", ["hanbit", "saebom"]),
        ("김한결 회장은 웃었다.", "그", "그는 울었다.", ["kim"]),
        ("김한결 회장은 웃었다.", "김 회장", "김 회장은 울었다.", ["kim"]),
        ("김한결 회장은 웃었다.", "이 회장", "이 회장은 울었다.", ["이-회장"]),
        ("새봄밸리는 넓다.", "이 사업", "이 사업은 좁다.", ["valley"]),
        ("", "그", "그는 울었다.", []),
        ("", "그들", "그들은 울었다.", []),
        ("", "이다온 누리증권 연구원", "이다온 누리증권 연구원은 웃었다.", ["이다온"]),
        ("", "업계 관계자", "업계 관계자는 웃었다.", ["업계-관계자"]),
        ("강릉 바다병원은 크다.", "병원", "병원은 작다.", ["강릉-바다병원"]),
        ("Hanbit Electronics grew.", "the company", "But the company shrank.", ["hanbit"]),
        ("Kim Hangyeol smiled.", "He", "He wept.", ["kim"]),
        ("Jane Doe said “it grew”.", "She", "She wept.", ["jane-doe"]),
        ("Jane Doe said “it grew”.", "Doe", "Doe wept.", ["jane-doe"]),
    ],
)
def test_whom_a_phrase_means(before: str, phrase: str, sentence: str, ids: list[str]) -> None:
    assert meant(before, phrase, sentence) == ids


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("두 회사", "pair"),
        ("양사", "pair"),
        ("이 회사", "firm"),
        ("it", "firm"),
        ("its annual report", "firm"),
        ("its own study", "firm"),
        ("그", "person"),
        ("She", "person"),
        ("이 사업", "project"),
        ("김 회장", "family:김"),
        ("한빛전자", ""),
        ("Hanbit", ""),
    ],
)
def test_what_points_back(text: str, kind: str) -> None:
    assert pointing(text) == kind


def test_a_word_that_points_back_is_a_guess_and_a_name_is_none() -> None:
    cast, frame = told("김한결 회장은 웃었다.", "그는 울었다.")
    phrase = Phrase(0, 1, "그", "는")
    (doubt,) = cast.pointed(phrase, cast.resolve(phrase, frame))
    assert (doubt.guess, doubt.about) == (Guess.POINTED, "그 = 김한결")
    name = Phrase(0, 4, "한빛전자", "는")
    assert cast.pointed(name, cast.resolve(name, frame)) == ()
    assert cast.pointed(phrase, ()) == ()


@pytest.mark.parametrize(
    ("name", "believed"),
    [("한빛전자", True), ("누리플레이", False), ("새봄위원회", True), ("세무공무원", False)],
)
def test_names_that_are_believed(name: str, believed: bool) -> None:
    cast, _ = told("", "비가 온다.")
    who = cast.directory.who(name) or unknown(name)
    assert cast.believed((who,)) is believed
    assert not cast.believed(())


def test_no_more_is_remembered_than_matters() -> None:
    cast, _ = told("", "비가 온다.")
    for number in range(200):
        cast.meet((unknown(f"누리{number}회사"),))
    assert len(cast.firms) == 48
    assert next(reversed(cast.firms)) == "누리199회사"
