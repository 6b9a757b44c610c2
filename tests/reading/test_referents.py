"""Whom noun phrases mean, after what an article has said so far."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Vocabulary
from stargate_claims.reading.attribution import Cast
from stargate_claims.reading.doubts import Guess
from stargate_claims.reading.frames import Frame
from stargate_claims.reading.names import Directory, unknown
from stargate_claims.reading.phrases import Phrase
from stargate_claims.reading.pointing import pointing
from stargate_claims.reading.sentences import sentences

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
        # Several at once, and descriptions before a name.
        ("", "누리와 다온", "누리와 다온은 웃었다.", ["누리", "다온"]),
        ("", "Nuri and Daon", "Nuri and Daon smiled.", ["nuri", "daon"]),
        ("", "한빛전자, 새봄모터스 등 기업들", "한빛전자, 새봄모터스 등 기업들은 웃었다.", ["hanbit", "saebom"]),
        ("", "한빛전자 등 두 회사", "한빛전자 등 두 회사는 웃었다.", ["hanbit"]),
        ("", "누리신문, 다온신문 등 외신", "누리신문, 다온신문 등 외신은 웃었다.", ["누리신문", "다온신문"]),
        ("", "4일 누리신문과 다온신문 등 외신", "4일 누리신문과 다온신문 등 외신은 웃었다.", ["누리신문", "다온신문"]),
        ("", "한빛전자가 뒤를 봐준 새봄모터스", "한빛전자가 뒤를 봐준 새봄모터스는 웃었다.", ["saebom"]),
        ("", "한빛전자의 낡은 공장", "한빛전자의 낡은 공장은 컸다.", ["한빛전자의-낡은-공장"]),
        ("", "영국 매체 ‘더 누리’", "영국 매체 ‘더 누리’는 웃었다.", ["더-누리"]),
        ("", "영국 매체 '더 누리'", "영국 매체 '더 누리'는 웃었다.", ["더-누리"]),
        ("", "The Hanbit Electronics", "The Hanbit Electronics shrank.", ["hanbit"]),
        ("", "누" * 48, "누" * 48 + "는 웃었다.", ["누" * 48]),
        ("", "누" * 49, "누" * 49 + "는 웃었다.", []),  # no name is so long
        # Words that point back where nobody, one or several can be meant.
        ("", "두 회사", "두 회사는 작다.", ["두-회사"]),
        ("한빛전자는 크다. 새봄모터스도 크다.", "두 회사", "두 회사는 작다.", ["hanbit", "saebom"]),
        ("", "이 회사", "이 회사는 작다.", []),
        ("", "the company", "But the company shrank.", []),
        ("", "The hospital", "The hospital shrank.", ["hospital"]),
        ("", "이 사업", "이 사업은 좁다.", ["이-사업"]),
        ("Hanbit Electronics grew.", "it", "Nuri Foods Inc. said it shrank.", ["nuri-foods-inc"]),
        ("Hanbit Electronics grew.", "it", "Jane Doe said it shrank.", ["hanbit"]),
        ("Nuri Times reported that it rained.", "the newspaper", "But the newspaper smiled.", ["nuri-times"]),
        ("한빛전자와 새봄모터스는 손잡았다. 누리상사는 크다.", "두 회사", "두 회사는 작다.", ["hanbit", "saebom"]),
        ("한빛전자는 크다. 새봄모터스는 크다. 누리상사는 크다.", "두 회사", "두 회사는 작다.", ["saebom", "누리상사"]),
        # Short names, which must be those of one and no more.
        ("Nuri Foods Inc. grew.", "Nuri", "Nuri shrank.", ["nuri-foods-inc"]),
        ("Jane Doe said “it grew”. John Doe said “it shrank”.", "Doe", "Doe wept.", ["doe"]),
        ("강릉 바다병원은 크다. 속초 산병원은 크다.", "병원", "병원은 작다.", ["병원"]),
        ("강릉 바다병원은 크다.", "강릉 바다병원", "강릉 바다병원은 작다.", ["강릉-바다병원"]),
        ("한빛전자는 크다.", "비", "한빛전자가 비를 맞았다.", ["비"]),  # a name that stands elsewhere in the sentence
        ("", "새봄모터스", "한빛전자를 새봄모터스는 샀다.", ["saebom"]),
        ("", "새봄모터스", "새봄모터스는 한빛전자를 샀다.", ["saebom"]),
    ],
)
def test_whom_a_phrase_means(before: str, phrase: str, sentence: str, ids: list[str]) -> None:
    assert meant(before, phrase, sentence) == ids
    assert meant(f"비가 온다. {before}", phrase, sentence) == ids  # further on in a text


def test_who_is_printed_in_two_scripts_goes_by_either_name() -> None:
    phrase = "크레이그 도널리(Craig Donnelly) 최고경영자"
    cast, frame = told("", f"{phrase}는 웃었다.")
    (who,) = cast.resolve(Phrase(0, len(phrase), phrase, "는"), frame)
    assert who.kind is EntityKind.PERSON
    assert {"도널리", "크레이그 도널리", "Craig Donnelly"} <= set(who.labels)


@pytest.mark.parametrize(
    ("phrase", "labels"),
    [
        ("업계 관계자", ("업계 관계자", "관계자", "industry insider", "industry source")),
        (
            "복수의 업계 관계자들",
            ("복수의 업계 관계자들", "업계 관계자들", "업계 관계자", "관계자", "industry insider", "industry source"),
        ),
        ("people familiar with it", ("people familiar with it", "people", "the people")),
    ],
)
def test_sources_go_by_what_others_call_them(phrase: str, labels: tuple[str, ...]) -> None:
    cast, frame = told("", f"{phrase} smiled.")
    (who,) = cast.resolve(Phrase(0, len(phrase), phrase, ""), frame)
    assert (who.kind, who.labels, who.known) == (EntityKind.UNNAMED, labels, False)


@pytest.mark.parametrize(
    ("before", "sentence", "ids"),
    [
        ("", "한빛전자의 지난해 매출은 컸다.", ["hanbit"]),
        ("", "한빛전자의 공장은 컸다.", []),  # no result
        ("", "누리상사의 지난해 매출은 컸다.", []),  # who is that?
        ("누리상사는 크다.", "누리상사의 지난해 매출은 컸다.", ["누리상사"]),
        ("", "누리위원회의 매출은 컸다.", ["누리위원회"]),  # a body by its name
        ("", "김한결의 매출은 컸다.", []),  # no organisation
        ("", "곧 짓는다.", []),
    ],
)
def test_whose_results_a_sentence_is_about(before: str, sentence: str, ids: list[str]) -> None:
    cast, frame = told(before, sentence)
    assert [who.id for who in cast.owner(frame)] == ids


@pytest.mark.parametrize(
    ("before", "firms", "people", "projects", "pair"),
    [
        ("한빛전자는 크다.", ["hanbit"], [], [], []),
        ("새봄밸리는 넓다.", [], [], ["valley"], []),
        ("누리신문은 크다.", [], [], [], []),  # a medium
        ("관계자는 크다.", [], [], [], []),  # nobody's name
        ("한빛전자와 김한결은 크다.", ["hanbit"], ["kim"], [], []),
        ("한빛전자와 새봄모터스는 손잡았다.", ["hanbit", "saebom"], [], [], ["hanbit", "saebom"]),
        ("한빛전자, 새봄모터스는 크다.", ["hanbit", "saebom"], [], [], ["hanbit", "saebom"]),
        ("한빛전자와 새봄모터스를 팔았다.", ["hanbit", "saebom"], [], [], []),  # no subject
        ("한빛전자와 크고 작은 새봄모터스는 크다.", ["hanbit", "saebom"], [], [], []),
        ("Jane Doe said Nuri Foods Inc. grew.", ["nuri-foods-inc", "jane-doe"], [], [], []),
        ("Jane Doe said “Nuri Foods Inc. grew”.", ["jane-doe"], [], [], []),  # her words, not the article's
    ],
)
def test_who_is_remembered(
    before: str, firms: list[str], people: list[str], projects: list[str], pair: list[str]
) -> None:
    cast, _ = told(before, "비가 온다.")
    assert [list(kept) for kept in (cast.firms, cast.people, cast.projects)] == [firms, people, projects]
    assert [who.id for who in cast.pair] == pair


def test_the_outlet_is_never_meant_by_a_word_that_points_back() -> None:
    outlet = unknown("누리상사")
    cast = Cast(Directory(VOCABULARY), outlet)
    cast.meet((outlet, unknown("다온상사")))
    assert list(cast.firms) == ["다온상사"]


def test_whoever_is_quoted_by_two_english_names_is_a_person() -> None:
    cast, _ = told("Jane Doe said Nuri Foods Inc. grew.", "It rained.")
    known = cast.directory.who("Hanbit Electronics")
    assert known is not None
    for who, kind in (
        (unknown("Jane Doe"), EntityKind.PERSON),
        (unknown("Nuri Foods Inc."), EntityKind.ORGANISATION),
        (unknown("Nuri"), EntityKind.ORGANISATION),
        (known, EntityKind.ORGANISATION),
    ):
        assert cast.as_person(who).kind is kind
    assert list(cast.firms) == ["nuri-foods-inc"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("두 회사", "pair"),
        ("양사", "pair"),
        ("이 회사", "firm"),
        ("it", "firm"),
        ("its annual report", "firm"),
        ("its own study", "firm"),
        ("The London-listed miner", "firm"),
        ("the Danish brewer", "firm"),
        ("the central bank", ""),
        ("그", "person"),
        ("She", "person"),
        ("이 사업", "project"),
        ("The newspaper", "medium"),
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
