"""Whom noun phrases mean, after what an article has said so far."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from stargate_claims.model.vocabulary import Entity, EntityKind, Label, Vocabulary
from stargate_claims.reading.attribution import Cast
from stargate_claims.reading.doubts import Guess
from stargate_claims.reading.frames import Frame
from stargate_claims.reading.names import Directory
from stargate_claims.reading.phrases import Phrase
from stargate_claims.reading.pointing import pointing
from stargate_claims.reading.sentences import sentences
from stargate_claims.reading.strangers import unknown
from tests.reading.test_attribution import drafts

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


class TestNamesInFull:
    """Who is meant by a part of a name, or by an office, that the article prints in full somewhere."""

    @pytest.mark.parametrize(
        ("text", "label", "force"),
        [
            # A part of an English name, a title before it, a degree behind it, a country or a spokesman.
            ("It blocks a bid for Corvid Metals. Corvid said it lost $3 million.", "Corvid Metals", "report"),
            ("A blow to Senate Majority Leader Ana Roe. Roe said it cost $3 million.", "Ana Roe", "report"),
            ("Dan Rensby KC, for the firm, argued that it cost $3 million.", "Dan Rensby", "report"),
            ("A bid for Corvid Metals failed. A Corvid spokesman said it cost $3 million.", "Corvid Metals", "report"),
            ("Justice Ada Roe heard it. The judge held that it cost $3 million.", "Ada Roe", "report"),
            ("The Ministry of Ports is late. The ministry said it cost $3 million.", "Ministry of Ports", "report"),
            ("The Department of Ports and Roads counts 212 homes.", "Department of Ports and Roads", "report"),
            # Pronouns: whoever heads the sentence, and several sources.
            ("Jane Doe spoke. Ana Roe of Corvid was milder: orders grew 13%, she noted.", "Ana Roe", "report"),
            ("Two lawyers familiar with it said so. It has over 40%, they said.", "Two lawyers familiar with it", "report"),  # noqa: E501
            # Single voices, papers, and what stands behind a speaker.
            ("“Nobody knew that 40% was lost,” said one engineer, who left.", "one engineer", "report"),
            ("The town grants a break that his finance clerk reckons will cost up to $3 million.", "his finance clerk", "estimate"),  # noqa: E501
            ("A pitch deck sent to investors values the firm at $3 million.", "pitch deck", "estimate"),
            ("Internal logs reviewed by the paper show 412 homes.", "Internal logs", "report"),
            ("It is the cost, which one person close to the case put at $3 million.", "one person close to the case", "estimate"),  # noqa: E501
            ("Users would pay 62%, according to the commission's order.", "commission", "plan"),
            ("“No contract is signed,” said Ana Roe, who chairs it, adding that it was $3 million short.", "Ana Roe", "report"),  # noqa: E501
            ("Its developer, Corvid Power, now puts the cost at $3 million.", "Corvid Power", "estimate"),
            ("Analysts at Pell Bank reckon demand will be at least 20% lower.", "Pell Bank", "estimate"),
            ("Corvid denied that it planned to lay off 900 workers.", "Corvid", "denial"),
            ("Sales were short of the $3 million analysts had expected.", "analysts", "estimate"),
            # Korean: stock codes, short forms, units, citizens, those who speak for a body.
            ("도담중공업[098231]은 3조원을 수주했다고 공시했다.", "도담중공업", "report"),
            ("도담중공업은 3조원을 수주했다고 공시했다. 공시에 따르면 선수금은 계약액의 15%다.", "도담중공업", "report"),  # noqa: E501
            ("회계감사관리부는 몰랐다. 회감부는 300명이 갔다고 밝혔다.", "회계감사관리부", "report"),
            ("새봄지검 형사3부는 3억원이 샜다고 밝혔다.", "새봄지검", "report"),
            ("주인 성바다(71) 씨는 웃었다. 성 씨는 “손님이 30명이다”라고 말했다.", "성바다", "report"),
            ("새봄철도공단이 낸 자료가 있다. 공단 관계자는 “300명이 왔다”고 말했다.", "새봄철도공단", "report"),
            ("국회 하바람 의원에게 낸 자료다. 하 의원은 “3억원이 샜다”고 말했다.", "하바람", "report"),
            ("통신은 도담반도체가 늦췄다고 전했다. 회사 대변인은 “3조원이 든다”고 반박했다.", "도담반도체", "report"),
            ("백산그룹은 크다. 백산 측은 “3조원이 든다”고 말했다.", "백산그룹", "report"),
            ("새봄연대 등 14개 단체는 “3억원이 샜다”며 철회를 요구했다.", "새봄연대", "report"),
            ("에스토니아 야당의 카트린 라우드 의원은 “3억원이 샜다”고 말했다.", "카트린 라우드", "report"),
            ("재무장관 이고르 달만은 300명이 갔다고 말했다.", "이고르 달만", "report"),
            ("프랑스 도담에너지는 3억원이 들었다고 밝혔다.", "도담에너지", "report"),
            ("3억원이 늦는다고 센다이 경제신보가 14일 전했다.", "센다이 경제신보", "report"),
            ("그러나 사정을 잘 아는 한 인사는 “3억원이 샜다”고 말했다.", "사정을 잘 아는 한 인사", "report"),
            ("한 온라인 쇼핑몰 관계자는 “3억원이 샜다”고 말했다.", "한 온라인 쇼핑몰 관계자", "report"),
            # Names that end as verbs or particles do.
            ("도담전기는 자사가 3억원을 썼다고 밝혔다.", "도담전기", "report"),
            ("도담경찰서는 3억원이 샜다고 밝혔다.", "도담경찰서", "report"),
            ("저가 수주가 많다. 도담중공업은 3억원을 잃었다고 밝혔다.", "도담중공업", "report"),
            # Documents and deeds that hand a value on.
            ("감사청은 예산 3억원이 샜다는 감사 결과를 내놨다.", "감사청", "report"),
            ("새봄증권은 “주문이 많다”며 목표주가 6만원을 유지했다.", "새봄증권", "estimate"),
            ("새봄시가 민심연구에 맡겨 시민에게 물은 결과 찬성은 44.6%다.", "민심연구", "report"),
            ("새봄부 인허가 자료를 보면 욕장은 5640곳이다.", "새봄부", "report"),
            ("새봄전자의 반기보고서를 보면 잔액은 3조원이다.", "새봄전자", "report"),
            ("도담전자는 컸다. 도담전자가 지난해 11월 내놓은 사업비는 3조원이다.", "도담전자", "plan"),
            ("도담이 늦는다는 우려도 도담업계에서 나온다. 증권사들은 규모를 최소 4조원으로 잡고 있다.", "증권사들", "report"),  # noqa: E501
            # Points of a list, sources named before, offices of something, several appositions.
            ("▲얼마나 드나=새봄은행은 총사업비를 1조3400억원으로 잡고 있다. 더 늘 수 있다.", "새봄은행", "report"),
            ("하바람 새봄부 차관보는 “늦었다”고 말했다. 세수가 얼마나 모자라느냐는 질문에는 “10조원이다”라고 답했다.", "하바람", "report"),  # noqa: E501
            ("네 명이 숨졌다. 숨진 사람이 40명이라는 것이 새봄지회의 집계다.", "새봄지회", "report"),
            ("한빛신문이 입수한 사내 공지에 따르면 직원의 30%가 떠났다.", "사내 공지", "report"),
            ("물류팀의 A씨는 “3억원을 못 받았다”고 털어놨다.", "A씨", "report"),
            ("강도훈 시장은 3억원이 샜다고 밝혔다.", "강도훈", "report"),
            ("지난해 5월 발표 때 도담전자는 3억원이 샜다고 했다.", "도담전자", "report"),
            ("새봄신문은 몫이 30%라고 썼고, 도담신문은 45%라고 전했다.", "도담신문", "report"),
            ("새봄협회 설문에 응한 업체의 68%가 늦었다.", "새봄협회", "report"),
            ("Two people familiar with it said so. It now spends $3 million, the people said.",
             "Two people familiar with it", "report"),
            ("Figures from the Ledger Department show it has hired 410 people.", "Ledger Department", "report"),
            ("“We stay,” said Ana Roe, Corvid's chief, who promised that $3 million was there.", "Ana Roe", "commitment"),  # noqa: E501
            ("“It drops below 10%,” said Corvid chief executive Rolf Stein.", "Rolf Stein", "report"),
            ("Minister for Health Ada Roe is late. Ms Roe said it cost $3 million.", "Ada Roe", "report"),
            ("Tod Brann, mayor of nearby Elmsford, where a mill closed, said it cost $3 million.", "Tod Brann", "report"),  # noqa: E501
            ("Corvid blamed it. The filing said it cost $3 million.", "Corvid", "report"),
            ("An economy ministry spokeswoman said it cost $3 million.", "economy ministry", "report"),
            ("The Handel newspaper reported that it cost $3 million.", "Handel", "report"),
            ("A Corvid spokesman declined to comment on that but said it cost $3 million.", "Corvid", "report"),
            ("One firm, citing a memo, said it was late; the newswire Euro put the number at about 2,300 homes.", "Euro", "estimate"),  # noqa: E501
            ("He wants a guarantee for the 900 workers who remain, Ana Roe said.", "Ana Roe", "opinion"),
            # Whose view it is stands behind it; descriptions; longer names; what is no name.
            ("나래신문은 줄었다고 보도했다. 약정된 돈은 4조원에 그친다는 게 이 매체의 설명이다.", "나래신문", "report"),
            ("복수의 장비업체 관계자는 2대만 들어왔다고 전했다. 30%가 비었다고 이들은 말했다.", "장비업체 관계자", "report"),  # noqa: E501
            ("사정에 밝은 인사 3명의 말을 빌려 9억원이 모였다고 나래신문이 전했다.", "사정에 밝은 인사 3명", "report"),
            ("중동 국부펀드 도담투자청은 60억 달러를 썼다고 밝혔다.", "도담투자청", "report"),
            ("하루 앞서 핀란드 도담신문은 값이 3억 유로라고 썼다.", "도담신문", "report"),
            ("수주전에서 밀린 프랑스 도담로르는 3억원이 늘었다고 주장했다.", "도담로르", "report"),
            ("도담전자는 4일 3조원을 줄인다고 밝혔다. 연산 능력은 3만t으로 줄었다.", "도담전자", "report"),
            ("Corvid called it wrong. In a filing in August it had put its exposure at $3 million.", "Corvid", "estimate"),  # noqa: E501
            ("Chief executive Dan Okaf, who spoke of “at least 80” jets, conceded that 40% had gone.", "Dan Okaf", "report"),  # noqa: E501
            # What points at nobody, and what is nobody's name.
            ("이에 따르면 도담전자는 3억 달러를 투자하기로 했다.", "도담전자", "commitment"),
            ("도담전자가 붙잡은 세력이 요구한 3억 달러는 크다.", "paper", "report"),
            ("On Dec. 30 it announced a contract worth KRW 5.6 trillion.", "paper", "plan"),
            ("한울전자 관계자는 3억원이 샜다고 말했다.", "한울전자", "report"),
            # What is short for nothing, and what is no speaker.
            ("정보통신부는 늦었다. 정부는 3조원이 든다고 밝혔다.", "정부", "report"),
            ("마루제철은 늦었다. 마루는 3조원이 든다고 밝혔다.", "마루", "report"),
            ("새봄은 늦었다. 체코 정부는 3조원이 든다고 밝혔다.", "체코 정부", "report"),
            ("도담시 교통국은 3억원이 든다고 밝혔다. 시는 4억원이 든다고 밝혔다.", "도담시", "report"),
            ("도담이 5000억원을 투자한다.", "도담", "plan"),
            ("새봄연금은 100조원을 벌었다고 밝혔다.", "새봄연금", "report"),
            ("4차산업위원회는 30조원이 든다고 밝혔다.", "4차산업위원회", "report"),
            ("30명이 다쳤다는 주장이 온라인에서 제기됐다.", "paper", "report"),
            ("회사는 창고에 맡겨 둔 물건 300개를 판 결과 10억원을 벌었다.", "paper", "report"),
            ("새봄지검은 3억원을 받았다는 진단서를 제출한 이를 기소했다.", "paper", "report"),
            ("미국이 관세 25%를 요구했다고 새봄부는 밝혔다.", "새봄부", "report"),
            ("한편,  새봄청에 따르면 30명이 다쳤다.", "새봄청", "report"),  # two spaces
            ("OpenCorvid chief executive Sam Alt said it cost $3 million.", "Sam Alt", "report"),
            ("On Tuesday President Dan Trumb said it cost $3 million.", "Dan Trumb", "report"),
            ("Acme will cut 300 jobs, it said.", "Acme", "plan"),
            ("The Eastern Union fined Acme. The union said 300 workers walked out.", "union", "report"),
            ("Acme denied wrongdoing and paid $30 million.", "Acme", "report"),
            ("A third said they earned less than $20.", "paper", "report"),
            ("The agreement puts 300 jobs at risk.", "paper", "plan"),
            ("새봄대 임바다 교수 연구팀은 5만명의 자료를 학술지에 실었다.", "새봄대 임바다 교수 연구팀", "report"),
            ("새봄은행은 목표가를 4만원으로 내렸고, 도담증권 하바람 연구원은 물량이 60% 늘 것이라고 봤다.", "하바람", "estimate"),  # noqa: E501
        ],
    )  # fmt: skip
    def test_whose_they_are_and_how_they_are_meant(self, text: str, label: str, force: str) -> None:
        draft = drafts(text)[-1]
        assert label in draft.by[0].labels or (label,) == draft.claim.by
        assert draft.claim.force.value == force

    @pytest.mark.parametrize("who", ["한빛 대변인은", "한빛 관계자는", "한빛 측은"])
    def test_whoever_is_of_a_company_on_record_speaks_as_it(self, who: str) -> None:
        assert drafts(f"{who} 3조원이 든다고 말했다.")[0].claim.by == ("hanbit",)

    def test_a_question_of_an_explainer_ends_whose_words_they_are(self) -> None:
        text = "Q. 무엇을 발표했나.\n도담그룹은 3조원을 쓰겠다고 밝혔다.\n\nQ. 얼마나 큰가.\n영업이익은 6조원이었다."
        assert drafts(text)[-1].claim.by == ("paper",)

    def test_what_is_planned_without_a_figure_is_kept_as_said(self) -> None:
        (draft,) = drafts("도담노조는 오는 25일 파업에 들어갈 계획이다.")
        assert (draft.claim.by, draft.claim.force.value, draft.claim.measure) == (
            ("도담노조",),
            "plan",
            "statement_made",
        )
        assert drafts("시점은 내년이 될 계획이다.") == []  # nobody plans

    def test_a_word_at_the_head_of_an_english_sentence_is_no_company(self) -> None:
        text = "Net income was $1 million. The company sees revenue of $3 million."
        assert drafts(text)[-1].claim.by == ("paper",)
