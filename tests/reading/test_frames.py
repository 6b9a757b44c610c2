"""One sentence made ready: its topic, clauses, verbs of saying and the names in it."""

from __future__ import annotations

import pytest

from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Vocabulary
from stargate_claims.reading.attribution import Cast
from stargate_claims.reading.frames import Frame
from stargate_claims.reading.names import Directory
from stargate_claims.reading.sentences import sentences

VOCABULARY = Vocabulary(
    entities={"hanbit": Entity(id="hanbit", kind=EntityKind.ORGANISATION, label=Label(ko="한빛전자", en="Hanbit"))}
)


def frames(text: str) -> list[Frame]:
    directory = Directory(VOCABULARY)
    cast, mentions = Cast(directory), directory.mentions(text)
    return [cast.frame(sentence, mentions) for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "korean", "topic", "roles"),
    [
        ("한빛전자는 공장을 짓는다.", True, "한빛전자", []),
        ("공장이 크다고 한빛전자는 밝혔다.", True, "한빛전자", ["say"]),
        ("앞서 한빛전자 김한결 회장은 “짓는다”고 말했다.", True, "한빛전자 김한결 회장", ["say"]),
        ("누리신문에 따르면 공장이 크다.", True, "공장", ["source"]),
        ("공장이 클 것으로 알려졌다.", True, "공장", ["hearsay"]),
        ("누리신문은 공장이 크다고 보도했다.", True, "누리신문", ["report"]),
        ("곧 짓는다.", True, None, []),
        ("Hanbit builds a plant.", False, "Hanbit", []),
        ("The plant is big, Jane Doe said.", False, None, ["say"]),
        ("According to the ministry, the plant is big.", False, None, ["source"]),
    ],
)
def test_what_a_frame_holds(text: str, korean: bool, topic: str | None, roles: list[str]) -> None:
    (frame,) = frames(text)
    assert frame.korean is korean
    assert (frame.topic.text if frame.topic else None) == topic
    assert [speech.role for speech in frame.speeches] == roles


def test_each_sentence_has_the_names_that_stand_in_it() -> None:
    one, two, three = frames("한빛전자는 크다. 비가 온다. Hanbit grew and Hanbit shrank.")
    assert [[mention.who.id for mention in frame.mentions] for frame in (one, two, three)] == [
        ["hanbit"],
        [],
        ["hanbit", "hanbit"],
    ]
    assert one.mentions[0].particle == "는"


def test_clauses_lie_side_by_side_in_the_sentence() -> None:
    (frame,) = frames("한빛전자는 공장을 마련하고 사람을 뽑았으며 물건을 팔았다.")
    assert [frame.sentence.text[a:b] for a, b in frame.clauses] == [
        "한빛전자는 공장을 마련하고",
        "사람을 뽑았으며",
        "물건을 팔았다.",
    ]


def test_what_is_asked_for_again_is_not_looked_for_again() -> None:
    (frame,) = frames("Hanbit builds a plant.")
    assert frame.topic is frame.topic
    (frame,) = frames("한빛전자는 공장을 마련하고 사람을 뽑았다.")
    assert frame.clauses is frame.clauses
    assert frame.phrases_from(0) is frame.phrases_from(0)


def test_phrases_end_at_a_quotation() -> None:
    (frame,) = frames("한빛전자는 새봄시가 “공장이 크다”고 말했다.")
    assert [phrase.text for phrase in frame.phrases_from(0)] == ["한빛전자", "새봄시"]
    inside = frame.sentence.quotes[0][0] - frame.sentence.start
    assert [phrase.text for phrase in frame.phrases_from(inside)] == ["공장"]
