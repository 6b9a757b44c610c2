"""What somebody says without a figure: which words, and how they are meant."""

from __future__ import annotations

from datetime import date

import pytest

from stargate_claims.model.claims import Force, Polarity
from stargate_claims.model.vocabulary import Vocabulary
from stargate_claims.reading.attribution import Cast
from stargate_claims.reading.doubts import Doubt, Guess
from stargate_claims.reading.drafting import Setting
from stargate_claims.reading.frames import Frame, Voice
from stargate_claims.reading.names import Directory
from stargate_claims.reading.sentences import sentences
from stargate_claims.reading.statements import STATED, named, statement, statements
from stargate_claims.reading.strangers import unknown


def framed(text: str) -> Frame:
    """A sentence that is not the first, so that places in it are not places in its text."""
    _, sentence = sentences(f"비가 온다. {text}")
    return Cast(Directory(Vocabulary())).frame(sentence, [])


@pytest.mark.parametrize(
    ("text", "taken", "words"),
    [
        ("한빛은 “값을 내릴 수 없다”고 말했다.", [], [("값을 내릴 수 없다", True)]),
        ("한빛은 “값을 내릴 수 없다”고 말했다.", [6], []),  # a figure of the quotation says it already
        ("한빛은 “값을 못 내린다”며 “사람을 뽑겠다”고 했다.", [], [("값을 못 내린다", True), ("사람을 뽑겠다", True)]),
        ("한빛은 ‘새봄밸리’라는 이름을 “새봄골”로 바꿨다.", [], []),  # a name, without a predicate
        ("한빛은 값을 내릴 수 없다고 말했다.", [], [("한빛은 값을 내릴 수 없다", False)]),
        ("한빛은 값을 내릴 수 없다고 말했다.", [0], []),
        ("한빛은 값을 내릴 수 없다고 말했다.", [13], []),
        ("한빛은 값을 내릴 수 없다고 말했다.", [14], [("한빛은 값을 내릴 수 없다", False)]),  # just behind it
        ("한빛은 값을 내렸다.", [], []),
        ("한빛은 간다고 말했다.", [], [("한빛은 간다", False)]),
        ("다 팔았다고 말했다.", [], []),  # five letters
        ("한빛은 “못 팔았다.”고 말했다.", [], [("못 팔았다.", True)]),
        ("한빛은 “다 팔았다”고 말했다.", [], []),
        ("한빛은 “값을 올린다”고 말했다.", [4], [("값을 올린다", True)]),
        ("한빛은 “값을 올린다”고 말했다.", [5], []),
        ("한빛은 “값을 올린다”고 말했다.", [10], []),
        ("한빛은 “값을 올린다”고 말했다.", [11], [("값을 올린다", True)]),
        ("한빛은 값을 내리지 않겠다고 밝혔고, 새봄은 값을 올리겠다고 밝혔다.", [],
         [("한빛은 값을 내리지 않겠다", False), (", 새봄은 값을 올리겠다", False)]),
        # A quotation that stands apart from what is handed on, behind it and before it.
        ("한빛은 값을 내릴 수 없다고 말했고 “새봄밸리”라는 이름을 버렸다.", [], [("한빛은 값을 내릴 수 없다", False)]),
        ("한빛은 “새봄밸리”가 좋다고 밝혔고, 새봄은 값을 올리겠다고 밝혔다.", [],
         [("한빛은 “새봄밸리”가 좋다", False), (", 새봄은 값을 올리겠다", False)]),
        ("한빛은 값을 내린다는 소문을 부인했다.", [], [("한빛은 값을 내린다는 소문", False)]),
        ("한빛은 값을 내린다는 소문을 공개했다.", [], []),
        ("한빛은 “돈을 마련한다”며 유상증자설을 부인했다.", [], [("돈을 마련한다", True), ("며 유상증자설", False)]),
        ("한빛은 “돈을 마련한다”며 새로운 발전시설을 반박했다.", [], [("돈을 마련한다", True)]),
        ("한빛은 “아이들에게 떠넘기는 예산”이라고 비판했다.", [], [("아이들에게 떠넘기는 예산", True)]),
        ("한빛은 그곳을 “새봄의 골짜기”라고 불렀다.", [], []),
        # What goes on without marks behind a quotation; a word or two that is quoted is part of what is handed on.
        ("한빛은 “사실상 동결”이라며, 국회에서 바로잡지 않으면 농성하겠다고 말했다.", [],
         [("사실상 동결", True), ("국회에서 바로잡지 않으면 농성하겠다", False)]),
        ("Jane Doe said that it should open in 2030, “vessels permitting”.", [],
         [(" that it should open in 2030, “vessels permitting”.", False)]),
        ("한빛은 값을 내린 공장을 반박했다.", [], []),  # nothing is said of it
        ("한빛은 이를 부인했다.", [], [("한빛은 이", False)]),
        # Behind a figure: what will be, or what is not; not what else there is.
        ("한빛은 10억원을 들였으며 개통을 더 늦추지 않겠다고 밝혔다.", [4], [("개통을 더 늦추지 않겠다", False)]),
        ("한빛은 10억원을 들였으며 새로운 공장을 크게 지었다고 밝혔다.", [4], []),
        ("Jane Doe said the plan was not sound.", [], [(" the plan was not sound.", False)]),
        ("Jane Doe said no.", [], []),
        ("“We will not sell the plant to anybody,” Jane Doe said.", [],
         [("We will not sell the plant to anybody,", True)]),
    ],
)  # fmt: skip
def test_the_words(text: str, taken: list[int], words: list[tuple[str, bool]]) -> None:
    assert [(text[start:end], quoted) for start, end, quoted in statements(framed(text), taken)] == words


@pytest.mark.parametrize(
    ("words", "verb", "force", "negative", "certainty"),
    [
        ("사람을 뽑겠다", "고 말했다.", Force.PLAN, False, "certain"),
        ("꼭 뽑겠다고 약속한다", "고 말했다.", Force.COMMITMENT, False, "certain"),
        ("값이 오를 것", "이라고 말했다.", Force.ESTIMATE, False, "probable"),
        ("값을 내렸다", "고 말했다.", Force.REPORT, False, "certain"),
        ("값을 내리지 않았다", "고 말했다.", Force.REPORT, True, "certain"),
        ("값을 내린 적이 없다", "고 반박했다.", Force.DENIAL, True, "certain"),
        ("사실무근", "이라고 말했다.", Force.DENIAL, True, "certain"),
        ("아직 이르다", "고 말했다.", Force.OPINION, False, "certain"),
        ("값이 비싸다", "고 비판했다.", Force.OPINION, False, "certain"),
        ("The report is false", " Jane Doe said.", Force.DENIAL, False, "certain"),
        ("It is the best plant", " Jane Doe said.", Force.OPINION, False, "certain"),
        ("It will open a plant", " Jane Doe said.", Force.PLAN, False, "certain"),
        ("It has no plant", " Jane Doe said.", Force.REPORT, True, "certain"),
        ("사지 못하면 착공은 미뤄진다", "고 말했다.", Force.ESTIMATE, True, "certain"),
        ("발걸음을 재촉할 것", "으로 보고 있다.", Force.ESTIMATE, False, "certain"),
        ("값을 내리는 방안은 전혀 고려하지 않는다", "고 강조했다.", Force.DENIAL, True, "certain"),
        ("손실은 크지 않다", "고 말했다.", Force.OPINION, True, "certain"),
        ("돈을 마련할 계획이 무산됐다는 소문은 사실이 아니라", "고 했다.", Force.DENIAL, True, "certain"),
        ("수요 전망이 달라져 생산을 멈추기로 했다", "고 말했다.", Force.COMMITMENT, False, "certain"),
        ("비용이 작게 나왔다며 과다 추정이라", "는 지적을 부인했다.", Force.DENIAL, False, "certain"),
        ("보조금 없이는 불가능한 수준", "이라고 주장했다.", Force.OPINION, True, "certain"),
        (" a contract by spring", " It expects", Force.ESTIMATE, False, "certain"),
        (" to close the deal soon", " Saebom aims", Force.PLAN, False, "certain"),
        (" its money back now", " He wants", Force.OPINION, False, "certain"),
    ],
)
def test_how_they_are_meant(words: str, verb: str, force: Force, negative: bool, certainty: str) -> None:
    frame = framed(f"{words}{verb}")
    at = Setting(frame, 0, len(words), (0, len(frame.sentence.text)), (), date(2031, 3, 5))
    content = statement(at, words, verb)
    assert (content.measure, content.force, content.figure) == (STATED, force.value, None)
    assert content.value["polarity"] is (Polarity.NEGATIVE if negative else Polarity.POSITIVE)
    assert content.certainty == certainty
    assert [doubt.guess for doubt in content.doubts] == [Guess.MEASURE]


def test_a_speaker_from_another_sentence_is_not_named() -> None:
    voice = Voice((unknown("한빛"),))
    assert named(voice)
    assert not named(Voice(voice.by, doubts=(Doubt(Guess.SPEAKER),)))
