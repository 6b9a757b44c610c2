"""Who says what: chains of attribution, pronouns, titles, names that nobody recorded, and bylines."""

from __future__ import annotations

import pytest

from stargate_claims.model.claims import Form
from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import Entity, EntityFact, EntityKind, Label, Vocabulary
from stargate_claims.reading.attribution import Cast
from stargate_claims.reading.doubts import Guess
from stargate_claims.reading.draft import Draft
from stargate_claims.reading.extract import extract_claims
from stargate_claims.reading.names import Directory, trie
from stargate_claims.reading.sentences import sentences
from stargate_claims.reading.strangers import unknown


def entity(id: str, kind: str, ko: str, *aliases: str, en: str = "", facts: tuple[EntityFact, ...] = ()) -> Entity:
    return Entity(id=id, kind=EntityKind(kind), label=Label(ko=ko, en=en), aliases=aliases, facts=facts)


NAMES = Vocabulary.of(
    [
        entity("kim", "person", "김한결", "한결", en="Kim Hangyeol"),
        entity("lee", "person", "이바다"),
        entity("hanbit", "organisation", "한빛전자", "한빛", en="Hanbit Electronics"),
        entity("saebom", "organisation", "새봄", en="Saebom"),
        entity("daon", "organisation", "다온에너지"),
        entity("times", "organisation", "가람타임스(GT)", en="Garam Times"),
        entity("times-sources", "unnamed", "가람타임스 소식통"),
        entity("harbour", "project", "새날 항만", "새날"),
        entity("harbour-company", "vehicle", "새날항만공사",
               facts=(EntityFact(kind="vehicle_of", of="harbour", source="invented"),)),
        entity("port", "place", "미리내"),
        entity("twin-one", "person", "하늘"),
        entity("twin-two", "organisation", "하늘"),
    ]
)  # fmt: skip
PUBLISHED = Window.parse("2031-03-05")


def drafts(text: str, publisher: str = "paper") -> list[Draft]:
    return extract_claims(text, Source(id="a", publisher=publisher, published=PUBLISHED), vocabulary=NAMES)


def chain(draft: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return draft.claim.via, draft.claim.by


def guesses(draft: Draft) -> set[Guess]:
    return {doubt.guess for doubt in draft.doubts}


class TestSpeakers:
    @pytest.mark.parametrize(
        ("text", "via", "by"),
        [
            ("김한결 한빛전자 회장은 “1억 달러를 투자하겠다”고 말했다.", ("paper",), ("kim",)),
            ("한빛전자의 김한결 회장은 1억 달러를 투자하겠다고 밝혔다.", ("paper",), ("kim",)),
            ("한빛전자가 1억 달러를 투자하겠다고 발표했다.", ("paper",), ("hanbit",)),
            ("1억 달러를 투자할 계획이라고 가람타임스(GT)가 4일 보도했다.", ("paper",), ("times",)),
            ("가람타임스에 따르면 새봄은 1억 달러를 조달했다.", ("paper",), ("times",)),
            ("가람타임스에 따르면 이바다 새봄 사장은 “1억 달러를 조달했다”고 말했다.", ("paper",), ("lee",)),
            ("가람타임스는 “소식통에 따르면 새봄이 1억 달러를 조달했다”고 전했다.", ("paper", "times"), ("times-sources",)),  # noqa: E501
            ("가람타임스는 소식통을 인용해 새봄이 1억 달러를 조달했다고 보도했다.", ("paper", "times"), ("소식통",)),
            ("한빛전자의 4일 발표를 가람타임스는 매출이 1조원이라고 옮겼다.", ("paper", "times"), ("hanbit",)),
            ("이바다 사장 “1억 달러를 조달했다”고 강조했다.", ("paper",), ("lee",)),
            ("김한결 회장 역시 1억 달러를 투자할 준비가 됐다는 입장을 밝혔다.", ("paper",), ("kim",)),
            ("한빛과 새봄은 1억 달러를 투자하기로 했다.", ("paper",), ("hanbit", "saebom")),
            ("업계에서는 새봄이 1억 달러를 조달한 것으로 보고 있다.", ("paper",), ("업계",)),
            ("5일 가람타임스, 나래일보 등 주요 외신에 따르면 새봄은 1억 달러를 조달했다.", ("paper",), ("times", "나래일보")),  # noqa: E501
            ("새봄은 공장 2곳을 짓겠다는 계획을 발표했다.", ("paper",), ("saebom",)),
            ('"We raised $1 million," said Jane Doe, the chief executive.', ("paper",), ("jane-doe",)),
            ("Saebom said on Monday it raised $1 million.", ("paper",), ("saebom",)),
            ("According to Garam Times, Saebom raised $1 million.", ("paper",), ("times",)),
            ("Saebom raised $1 million, sources said.", ("paper",), ("sources",)),
            ("Garam Times reported that Saebom raised $1 million.", ("paper",), ("times",)),
        ],
    )  # fmt: skip
    def test_the_chain_outermost_first(self, text: str, via: tuple[str, ...], by: tuple[str, ...]) -> None:
        draft = drafts(text)[0]
        assert chain(draft) == (via, by)

    def test_forms(self) -> None:
        direct, indirect, own = (
            drafts(text)[0].claim.form
            for text in (
                "새봄은 “1억 달러를 조달했다”고 말했다.",
                "새봄은 1억 달러를 조달했다고 말했다.",
                "새봄은 1억 달러를 조달했다.",
            )
        )
        assert (direct, indirect, own) == (Form.DIRECT, Form.INDIRECT, Form.REPORTED)

    def test_a_speaker_goes_on_in_the_next_sentence(self) -> None:
        _, second = drafts("새봄은 1억 달러를 조달했다고 밝혔다. 이어 “2억 달러를 더 조달했다”고 덧붙였다.")
        assert second.claim.by == ("saebom",)
        assert Guess.SPEAKER in guesses(second)

    def test_what_turned_out_goes_on_with_the_paper(self) -> None:
        _, second = drafts(
            "새봄이 1억 달러를 조달했다고 가람타임스가 보도했다. 이 회사는 공장 계약을 한 건도 맺지 못한 것으로 드러났다."  # noqa: E501
        )
        assert second.claim.by == ("times",)

    def test_the_outlet_speaks_where_nobody_is_named(self) -> None:
        (draft,) = drafts("새봄은 지난해 1억 달러를 조달했다.", publisher="times")
        assert draft.claim.by == ("times",)
        assert draft.claim.via == ()
        assert Guess.OUTLET in guesses(draft)

    def test_in_a_paragraph_the_last_speaker_is_believed_to_go_on(self) -> None:
        first, second = drafts("새봄은 1억 달러를 조달했다고 공시했다. 매출은 3조원이다.")
        assert first.claim.by == second.claim.by == ("saebom",)
        assert Guess.SPEAKER in guesses(second)
        _, apart = drafts("새봄은 1억 달러를 조달했다고 공시했다.\n매출은 3조원이다.")
        assert apart.claim.by == ("saebom",)

    def test_where_somebody_else_is_spoken_of_the_outlet_speaks(self) -> None:
        _, other = drafts("새봄은 1억 달러를 조달했다고 공시했다.\n한빛전자는 3조원이 든다.\n")
        assert other.claim.by == ("paper",)
        _, later = drafts("새봄은 1억 달러를 조달했다고 공시했다.\n한빛전자는 말을 아꼈다.\n매출은 3조원이다.")
        assert later.claim.by == ("paper",)

    def test_a_promise_is_its_promisers_via_the_outlet(self) -> None:
        (draft,) = drafts("새봄은 1억 달러를 투자할 계획이다.", publisher="times")
        assert chain(draft) == (("times",), ("saebom",))

    def test_the_same_announcement_retold_by_another_paper(self) -> None:
        first, second = drafts(
            "한빛전자의 4일 발표를 나래일보는 매출이 1조원이라고 옮겼다. 가람타임스는 같은 발표를 2조원이라고 적었다."
        )
        assert first.claim.by == second.claim.by == ("hanbit",)
        assert second.claim.via == ("paper", "times")

    def test_the_size_of_a_plan_is_its_planners_word(self) -> None:
        (draft, *_) = drafts("1억 달러 규모의 사업 계획 '새날 항만'이 늦어지고 있다고 가람타임스가 보도했다.")
        assert draft.claim.by == ("harbour",)
        assert "times" in draft.claim.via

    def test_two_verbs_with_topics_of_their_own(self) -> None:
        text = "새봄은 1억 달러를 조달했다고 밝혔으나 한빛은 2억 달러를 조달했다고 반박했다."
        assert [draft.claim.by for draft in drafts(text)] == [("saebom",), ("hanbit",)]

    def test_a_criticism_is_whoever_spoke_before(self) -> None:
        _, second = drafts("이바다 사장은 공장 계획에 의문을 제기했다. 새봄의 자금이 1억 달러에 못 미친다는 지적이다.")
        assert second.claim.by == ("lee",)

    def test_a_subject_in_another_clause_does_not_speak(self) -> None:
        text = "이바다 사장은 공장을 짓겠다고 밝혔다. 새봄이 1위에 오르자 “1억 달러를 조달했다”고 인정했다."
        assert drafts(text)[-1].claim.by == ("lee",)

    def test_what_is_said_to_be_a_places_view_is_whoever_spoke_before(self) -> None:
        text = "이바다 사장은 공장을 짓겠다고 밝혔다. 미리내가 1억 달러를 조달해야 한다고 강조했다."
        assert drafts(text)[-1].claim.by == ("lee",)

    @pytest.mark.parametrize(
        ("text", "by"),
        [
            ("The plant reportedly raised $1 million.", "paper"),
            ('"Saebom said it raised $1 million," added Jane Doe.', "jane-doe"),
            ("“공장을 짓는다”며 “1억 달러를 조달했다”고 말했다.", "paper"),
            ("새봄은 말을 아꼈고, 가람타임스에 따르면 1억 달러를 조달했다.", "times"),
            ("“1억 달러를 조달했다”", "paper"),
            ("It said that it raised $1 million.", "paper"),
            ("About 300 jobs were promised by Saebom.", "saebom"),
            ('"We raised $1 million, as pledged by Hanbit," Jane Doe said.', "jane-doe"),
        ],
    )
    def test_odd_sentences(self, text: str, by: str) -> None:
        assert drafts(text)[0].claim.by == (by,)


class TestPronouns:
    def test_two_companies(self) -> None:
        text = "한빛과 새봄이 손을 잡았다. 두 회사는 1억 달러를 투자하기로 했다."
        assert drafts(text)[0].claim.by == ("hanbit", "saebom")

    def test_two_companies_named_only_later(self) -> None:
        text = "두 회사는 1억 달러를 투자하기로 했다. 한빛과 새봄은 말을 아꼈다."
        assert drafts(text)[0].claim.by == ("hanbit", "saebom")

    def test_he_and_the_company(self) -> None:
        first, second = drafts(
            "김한결 한빛전자 회장은 공장을 찾았다. 그는 “1억 달러를 투자하겠다”고 말했다. 회사는 2억 달러를 조달했다고 밝혔다."  # noqa: E501
        )
        assert first.claim.by == ("kim",)
        assert second.claim.by == ("hanbit",)

    def test_a_family_name_with_a_title(self) -> None:
        text = "김한결 한빛전자 회장이 나섰다. 김 회장은 “1억 달러를 투자하겠다”고 말했다."
        assert drafts(text)[0].claim.by == ("kim",)

    def test_two_people_of_one_family_name_are_not_guessed(self) -> None:
        text = (
            "김한결 회장은 “짓는다”고 말했다. 김누리 사장은 “판다”고 말했다. 김 부장은 1억 달러를 투자하겠다고 밝혔다."
        )
        draft = drafts(text)[-1]
        assert draft.claim.by == ("김-부장",)
        assert not draft.by[0].known

    def test_an_agency_is_no_company(self) -> None:
        text = (
            "한빛전자가 공장을 짓는다고 밝혔다. 산업통상부는 반겼다고 말했다. 회사 측은 1억 달러를 조달했다고 밝혔다."
        )
        assert drafts(text)[-1].claim.by == ("hanbit",)

    def test_it_means_nobody_before_anybody_was_named(self) -> None:
        (draft,) = drafts("그는 1억 달러를 조달했다고 말했다.")
        assert draft.claim.by == ("paper",)

    def test_this_project(self) -> None:
        _, second = drafts("새날 항만에 1억 달러를 투자할 계획이다. 이 사업은 일자리 3천 개를 만들 계획이다.")
        assert second.claim.subject == ("harbour",)


class TestUnknownNames:
    """What an article says of names that no vocabulary has; every sentence is ours."""

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            # An appositive is no part of a name.
            ("바이오 기업 도담제약은 1억 달러를 조달했다고 밝혔다.", ("도담제약", "바이오 기업 도담제약")),
            ("국책기관인 미래경제원은 성장률을 2%로 예상했다.", ("미래경제원",)),
            # A name may end in a trade, or in what looks like a particle.
            ("한울전력은 1억 달러를 조달했다고 밝혔다.", ("한울전력",)),
            ("고슬기 미르플레이 대표는 1억 달러를 조달했다고 밝혔다.", ("고슬기", "고슬기 대표", "고슬기 미르플레이 대표")),  # noqa: E501
            ("캐런 볼트 브라이트카트 최고경영자는 1억 달러를 조달했다고 밝혔다.", ("캐런 볼트", "캐런 볼트 최고경영자", "캐런 볼트 브라이트카트 최고경영자")),  # noqa: E501
            ("이로써 마루해운은 1억 달러를 조달했다고 밝혔다.", ("마루해운",)),
            # Words with a deed, and values that somebody gives.
            ("새별통신은 밀린 사용료가 380억원에 이른다며 소송을 제기했다.", ("새별통신",)),
            ("별빛증권은 보고서에서 올해 매출을 3조원으로 추정했다.", ("별빛증권",)),
            ("16일 건설업계에 따르면 다온은 1억 달러를 모으고 있다.", ("건설업계", "construction industry")),
            # English.
            ("The port authority of Mirinae has approved a $780 million expansion.", ("port authority of Mirinae",)),
            ("“It cost $3 million,” said port director Elena Marsh.", ("Elena Marsh",)),
            ("“It cost $3 million,” the union's president, Luis Ortega, said.", ("Luis Ortega",)),
            ("Rowan Pierce of Goldengate expects the margin to reach 8.5%.", ("Rowan Pierce", "Rowan Pierce of Goldengate")),  # noqa: E501
            ("Steelmaker Ostrova Group said it raised $3 million.", ("Ostrova Group",)),
            ("Chief Financial Officer Mira Dane said it raised $3 million.", ("Mira Dane", "Chief Financial Officer Mira Dane")),  # noqa: E501
            ("Castell plans a $3 billion plant, two sources close to the company told the Harbor Post.", ("two sources close to the company", "sources")),  # noqa: E501
            # An office that begins with its place, and a body that a member is of.
            ("하민서 나루시장은 1억 달러를 투자하겠다고 밝혔다.", ("하민서", "하민서 나루시장")),
            ("나루시의회 교통위원회 소속 하민서 의원은 1억 달러가 든다고 밝혔다.", ("하민서", "하민서 의원")),
            ("신용평가사 도담평정은 이자가 3조원을 넘을 것으로 추산했다.", ("도담평정", "신용평가사 도담평정")),
            # Whose paper it is, and whoever revises a forecast.
            ("전력관리원 자료를 보면 여유는 90㎿다.", ("전력관리원",)),
            ("별빛증권은 다온에너지 목표주가를 4만원으로 올렸다.", ("별빛증권",)),
            # A verb before what it describes is no topic; a body between quotation marks is one.
            ("빈곤을 다루는 '이웃마루연대'는 논평을 내고 단가가 1만원에 머문 점을 짚었다.", ("이웃마루연대",)),
            ("서포터스 '푸른마루'의 하민서 회장은 1억 달러가 든다고 밝혔다.", ("하민서", "하민서 회장")),
            ("소송을 대리하는 나루법인 하민서 변호사에 따르면 4만명이 뜻을 모았다.", ("하민서", "하민서 변호사", "나루법인 하민서 변호사")),  # noqa: E501
            ("같은 당 위원들 사이에서는 2조원이 넘을 것이라는 우려도 나왔다.", ("위원들",)),
            ("반면 “이제 겨우 3조원을 벌었을 뿐”(하민서 나루증권 연구원)이라는 평가도 나온다.", ("하민서", "하민서 연구원", "하민서 나루증권 연구원")),  # noqa: E501
            # Two words of a name before a country and an office; a member of a city's council.
            ("브렌트 하우 미국 대통령은 3조원을 쓰겠다고 밝혔다.", ("브렌트 하우", "브렌트 하우 대통령", "브렌트 하우 미국 대통령")),  # noqa: E501
            ("나루시의회 하민서 의원은 3조원이 든다고 밝혔다.", ("하민서", "하민서 의원", "나루시의회 하민서 의원")),
            ("Analysts at Dain Securities expect profit to reach $3 million.", ("Dain Securities", "Analysts at Dain Securities")),  # noqa: E501
            ("The ministry's data showed exports rose 5.1% in June.", ("ministry", "the ministry")),
            ("The union is demanding a 7% raise.", ("union", "the union")),
            ("Environmental groups say the dam cost $3 million.", ("Environmental groups",)),
            ("According to a report released Monday by the Dain Institute, rents rose 8%.", ("Dain Institute",)),
            ("마루위원회는 250억 유로 규모의 관세를 매기는 방안을 회원국에 제시했다.", ("마루위원회",)),
            ("마루소비자원이 제품을 조사했더니 4개 제품에서 납이 나왔다.", ("마루소비자원",)),
            # Whose view it is, who expects it, the committee of a city, and who asked before.
            ("공법을 4차례 바꿔야 했다는 것이 마루위원회의 판단이다.", ("마루위원회",)),
            ("증권가 전망치 평균(310억원)에도 한참 모자란다.", ("증권가", "brokerages", "analysts")),
            ("9일 시 감사위원회가 공개한 보고서를 보면 사업비는 3조원이다.", ("시 감사위원회", "감사위원회")),
            ("시점을 묻자 하 본부장은 3조원이 든다고 밝혔다.", ("하 본부장",)),
            ("푸른금융투자는 3조원이 든다고 밝혔다.", ("푸른금융투자",)),
            ("업계에는 3조원을 조율하고 있다는 얘기가 파다하다.", ("업계", "industry sources", "industry")),
            # Whose sums they are, who revises a forecast, and a body that only describes.
            ("Dain Securities lifted its forecast for sales to $3 billion.", ("Dain Securities",)),
            ("Dain Partners, a consulting firm, projects 6,200 fans.", ("Dain Partners",)),
            ("A county official had told her privately that it cost $3 million.", ("county official",)),
            # Offices that begin with their field, a team, a group's officer, and a paper of a body.
            ("라시드 마르완 에너지장관은 3조원이 든다고 밝혔다.", ("라시드 마르완", "라시드 마르완 에너지장관")),
            ("하민서 마루청 접종과장은 3조원이 든다고 밝혔다.", ("하민서", "하민서 접종과장", "하민서 마루청 접종과장")),  # noqa: E501
            ("It costs $3 million, according to a term sheet released by the department.", ("department",)),
            ("It cost $3 million, according to figures the council released.", ("council", "the council")),
            ("Prices rose 9.2%, Jane Doe points out.", ("Jane Doe",)),
            # One whom nobody names.
            ("새봄의 한 재무 담당 임원은 3조원이 든다고 밝혔다.", ("재무 담당 임원", "한 재무 담당 임원")),
            ("A dispatcher at Eastgate said it cost $3 million.", ("dispatcher at Eastgate", "A dispatcher at Eastgate", "a dispatcher at Eastgate", "dispatcher")),  # noqa: E501
            ("Rival developers, speaking privately, said it cost $3 million.", ("Rival developers",)),
            # English asides, descriptions and verbs ahead of their subjects.
            ("It found 3 GW, grid operator Castell said in a note.", ("Castell",)),
            ("Downtown, the Chamber of Commerce estimates, shops lose $3 million.", ("Chamber of Commerce",)),
            ("“It cost $3 million,” according to its head of bidding, Luis Ortega.", ("Luis Ortega",)),
            ("It will cost $3 million, warned the supply lobby Castell.", ("Castell",)),
            ("Jane Doe flatly denied that it cost $3 million.", ("Jane Doe",)),
            # A year that looks like a topic, and whoever speaks before it.
            ("나루교육청이 내년도 예산안을 3조원으로 짰다고 밝혔다.", ("나루교육청",)),
            ("라온물산이 올해도 1억 달러를 벌었다고 밝혔다.", ("라온물산",)),
            ("“It cost $3 million,” said its president, Luis Ortega.", ("Luis Ortega",)),
            ("Castell wants at least 60%, one of the people said.", ("one of the people", "the people", "people")),
        ],
    )  # fmt: skip
    def test_labels(self, text: str, names: tuple[str, ...]) -> None:
        assert drafts(text)[0].by[0].labels == names

    @pytest.mark.parametrize(
        ("text", "by"),
        [
            # A planner with 이 or 가, as a topic of another sentence shows it to be a name.
            ("미르모터스가 2억 달러를 들여 공장을 짓는다. 미르모터스는 말을 아꼈다.", "미르모터스"),
            # A miner, a brewer: described and not named.
            ("Korvan Energy plans a mine. The London-listed miner said the cost was $3 million.", "korvan-energy"),
            # What the outlet tells of the markets, and a person who is introduced without saying anything.
            ("별빛증권은 2조원으로 추산했다. 브렌트유 선물은 3.1% 내렸다.", "paper"),
            ("Colin Brack, who sells houses, laughs at that. He said it cost $3 million.", "colin-brack"),
            # By his math: whoever spoke last.
            ("Mayor Rosa Dell said so. Under her proposal the city would borrow $3 million.", "rosa-dell"),
            # Someone introduced by office speaks later under the last name.
            ("A blow to chief executive Stuart Dell's plan. Dell said the cost was $3 million.", "stuart-dell"),
            # People of whom something is told go on with nothing.
            ("별빛증권은 2조원으로 추산했다. 인근 주민 200여명은 집회를 열었다.", "paper"),
            # Whoever issues a statement speaks in what follows; a plan without a topic is that of whoever spoke last.
            ("라온물산은 입장문을 냈다. 그러면서 3년간 500억원을 쓰겠다고 했다.", "라온물산"),
            ("라온물산은 매출이 줄었다고 밝혔다. 내년 설비투자는 20% 줄인다는 방침이다.", "라온물산"),
            ("불씨를 댕긴 것은 영국 매체 ‘나래신문’이다. 이 매체는 1억 달러를 제안했다고 보도했다.", "나래신문"),
            # A verb whose topic stands behind it is not that topic's.
            ("한편 별빛협회에 따르면 4만명이 뜻을 밝혔고, 원고들은 기다린다.", "별빛협회"),
            # A view that a topic holds, though somebody else spoke before.
            ("별빛증권은 2조원으로 추산했다. 라온물산은 3조원을 마련할 수 있다는 입장이다.", "라온물산"),
            # Who said it stands in the next sentence.
            ("매출은 3조원으로 늘었다. 라온물산은 4일 이같이 밝혔다.", "라온물산"),
            # A last name, and a pronoun.
            ("캐런 볼트 브라이트카트 회장은 말했다고 밝혔다. 볼트 회장은 2억 달러를 아끼겠다고 했다.", "캐런-볼트"),
            ("Ivo Petrak said so on Monday. He said the cost was $3 million.", "ivo-petrak"),
            ("Helvar Bio said it was late. Helvar said the cost was $3 million.", "helvar-bio"),
            # A union is no company, and a verb is no name.
            (
                "새봄모터스는 멈췄다고 밝혔다. 새봄노조는 반겼다고 밝혔다. 회사는 1억 달러를 잃었다고 주장했다.",
                "새봄모터스",
            ),
            ("정부는 위성을 띄우는 데 2억 달러를 지원하기로 했다.", "정부"),
            # The report of which the article spoke.
            ("나래통신은 공장이 늦어진다고 보도했다. 보도에 따르면 공정률은 62%다.", "나래통신"),
            # The results of whoever is called as companies are, and the newspaper is not the company.
            ("KD엔진의 지난해 매출은 4조원이다.", "kd엔진"),
            ("매출은 4조원으로 늘었다. 계약액은 매출의 3%다. KD엔진은 크다. KD엔진 매출의 7%에 해당한다.", "kd엔진"),
            ("값은 4조원으로 늘었다. 회사 측은 값이 3조원이라고 설명했다.", "회사-측"),
            # What 회사 means, and what it does not.
            ("직원 300명이 떠났다. 회사는 경영난이 심하다고 설명했다. 손실은 3조원이다.", "회사"),
            ("KD엔진이 뇌물 30억원을 건넸다. 이 회사는 사실무근이라고 밝혔다.", "kd엔진"),
            ("KD엔진이 손실 30억원을 냈다. 회사는 5일 이같이 공시했다.", "kd엔진"),
            ("TV시장이 얼어붙었다. 회사는 300명을 줄인다.", "paper"),
            # Short names are what the table says, and rates are no people.
            ("한빛은행은 3조원을 벌었다고 밝혔다. 한은은 금리를 3%로 내린다고 발표했다.", "한은"),
            ("이수지 씨는 1억원을 냈다고 밝혔다. 김병률은 3억원을 냈다고 말했다.", "김병률"),
            ("협력사는 3억원을 받지 못했다고 주장했다. 거래처는 2억원이라고 주장했다.", "거래처"),
            ("통신은 관계자를 인용해 새봄이 5명을 줄이고, 한빛은 7명을 줄인다고 보도했다.", "관계자"),
            # The head of an English sentence is no company because one is spoken of behind.
            ("Jane Doe sued over the crash, which killed 300, but the airline said it lost $3 million.", "airline"),
            ("Moody's cut Kestrel's rating, but the company said its debt was $3 billion.", "paper"),
            ("Halden attacked Kestrel over its claim that sales rose 30%.", "paper"),
            ("Halden sued Kestrel after its reports showed a loss of $3 million.", "paper"),
            (
                "Lumen Park, a Boston startup for chips, has closed a $6 million round, it said on Tuesday.",
                "lumen-park",
            ),
            ("Bloomberg reported sales at Kestrel fell 30%, according to a person close to it.", "person-close-to-it"),
            ("In a video posted to Kestrel's page, Jane Doe said 300 jobs will go.", "jane-doe"),
            # What the trade thinks is not its fact.
            ("업계에서는 비싸다고 보고 있다. 라온물산의 공장은 3조원이다.", "paper"),
        ],
    )
    def test_who_speaks(self, text: str, by: str) -> None:
        assert drafts(text)[-1].claim.by == (by,)

    def test_a_figure_or_a_description_is_no_name(self) -> None:
        (draft,) = drafts("이 공장에는 모두 170억 달러가 투입될 예정이다.")
        assert draft.claim.by == ("paper",)
        assert not unknown("공급 대책의 핵심").proper
        assert not unknown("The deal").proper
        assert unknown("The Mirinae Port Union").proper

    def test_what_readers_write_is_no_claim(self) -> None:
        text = "라온물산은 1억 달러를 조달했다고 밝혔다.\n댓글 12\n3억 달러를 어디에 쓰려고 조달했다는 건지요.\n"
        assert len(drafts(text)) == 1


class TestSourcesOfFigures:
    @pytest.mark.parametrize(
        ("text", "label", "force"),
        [
            ("새봄청이 집계한 결과 지난달 취업자는 20만명 늘었다.", "새봄청", "report"),
            ("새봄은행이 발표한 자료를 보면 가계빚은 1900조원이다.", "새봄은행", "report"),
            ("김도윤 의원이 국토부에서 제출받은 자료에 따르면 사고는 120건이었다.", "김도윤", "report"),
            ("본지가 입수한 내부 문건에 따르면 손실은 30억원이다.", "내부 문건", "report"),
            ("새봄업계는 82%를 적정 수준으로 본다.", "새봄업계", "estimate"),
            ("주민 이바다(52)씨는 “공사비 30억원이 샜다”고 토로했다.", "이바다", "report"),
            ("하지만 한 전직 직원은 본지에 “3억원이 샜다”고 말했다.", "전직 직원", "report"),
            ("공항에 정통한 한 인사는 “임원 60명을 불렀다”고 말했다.", "인사", "report"),
            ("시공을 맡은 다원건설 컨소시엄은 공사비가 3조원이라고 밝혔다.", "다원건설 컨소시엄", "report"),
            ("게임사 누리플레이는 매출이 3조원이라고 밝혔다.", "누리플레이", "report"),
            ("예지안 한결증권 연구원은 목표주가를 3만원으로 제시했다.", "예지안", "estimate"),
            ("새봄시는 요금을 150원 올린다고 밝혔다.\n\n대상 노선은 12개다.", "새봄시", "report"),
            ("Unemployment rose to 4.2%, the Labor Department said Friday.", "Labor Department", "report"),
            ("Dr. Mei Tan of the National Institute warned that it cost $3 million.", "Mei Tan", "report"),
            ("The agency's report found that 60% of bridges need repairs.", "agency", "report"),
            ("Nearly 12,000 farms have applied, ministry data show.", "ministry", "report"),
            ("It delivered 44 jets in May, data from Harbour Aero showed.", "Harbour Aero", "report"),
            ("The Ledger Times reported that it asked for $3 million, citing a person close to the talks.",
             "person close to the talks", "opinion"),
            ("The engines’ maker, Tarn Aero, has pledged to return at least 10 jets.", "Tarn Aero", "commitment"),
            ("The League put this year’s losses at $4 billion.", "League", "estimate"),
            ("The ministry puts the cost at $3 million.", "ministry", "estimate"),
            ("Saebom Motors disputes it. Its own study puts the cost at $3 million.", "Saebom Motors", "estimate"),
            ("Hydrologist Jane Doe said it used 3 million gallons.", "Jane Doe", "report"),
            ("새봄부동산원 조사에서 지난주 집값은 0.17% 올랐다.", "새봄부동산원", "report"),
            ("감독을 맡은 온지후 감독은 “관객이 30만명이다”라고 했다.", "온지후", "report"),
            ("배급사 새봄영화 측은 “제작비 30억원을 회수했다”고 전했다.", "새봄영화", "report"),
            ("새봄대 등록금심의위원회가 등록금을 4.9% 올리기로 의결했다.", "새봄대 등록금심의위원회", "commitment"),
            ("새봄시는 관객이 500만명을 넘으면 열 곳을 짓겠다고 공약했다.", "새봄시", "commitment"),
            ("도시철도 2호선 개통이 2년 늦어진다.", "paper", "plan"),
            ("이도현 전남도 경제부지사는 투자금이 3조원이라고 밝혔다.", "이도현", "report"),
            ("김수인 경기도 교통국장은 버스가 425대라고 털어놨다.", "김수인", "report"),
            ("남정은 새봄병원 소아과 교수는 손님이 3만명이라고 밝혔다.", "남정은", "report"),
            ("새봄군은 복구비를 900억원가량으로 어림잡고 있다.", "새봄군", "estimate"),
            ("민심미터 조사에서는 찬성이 58%에 머물렀다.", "민심미터", "report"),
            ("KB연구가 개통 전에 예측한 손님은 4만명이다. KB연구는 크다. KB연구가 같은 기간을 조사한 비율은 4%다.", "KB연구", "report"),  # noqa: E501
            ("새봄청 관측으로는 비가 793㎜ 쏟아졌다.", "새봄청", "report"),
            ("새봄이 정정 신고서를 냈다. KD로봇은 크다. KD로봇의 매출은 작다. 신고서에 따르면 매출은 4억원이다.", "KD로봇", "report"),  # noqa: E501
            ("김한결 시장은 짓겠다고 했다. 의원들이 요구하는 해지에 대해서는 “3억원을 물어야 한다”며 난색을 보였다.", "김한결",  # noqa: E501
             "opinion"),
            ("김하늘은 내주기로 했다는 새봄 언론 보도를 부인했다.", "김하늘", "denial"),
            ("새봄도는 버스 425대를 투입하기로 하고, 손님은 40%만 탈 것으로 예상했다.", "새봄도", "estimate"),
            # Bodies go by their names without their kinds, and by their kinds once they were named.
            ("The Cask union reckons that 3,000 jobs are at risk.", "Cask", "estimate"),
            ("A survey by pollster Datafern found 34% in favour.", "Datafern", "report"),
            ("Tracking service Kestrel said 17 ships waited.", "Kestrel", "report"),
            ("France's agriculture ministry on Tuesday lowered its forecast to 3 million tonnes.",
             "agriculture ministry", "estimate"),
            ("Council leader Jane Roe said it had spent £35 million.", "Jane Roe", "report"),
            ("Stats Ward said it rose. The number fell by 6,700, the agency said.", "Stats Ward", "report"),
            ("The High Court had awarded £6 million in 2024.", "High Court", "report"),
            ("Berries are lost on 12 percent of land, the state's growers' association said.", "growers' association",
             "report"),
            ("The Ashworth Museum is old. The museum said it paid $3 million.", "Ashworth Museum", "report"),
            ("Tiger Park Capital is here. A Tiger Park spokesman said it lost $3 million.", "Tiger Park Capital", "report"),  # noqa: E501
            ("BERLIN (AP) — Halden Semiconductor has put a $6 billion plant in eastern Germany on hold, the chipmaker said.",  # noqa: E501
             "Halden Semiconductor", "report"),
            ("Some 11 plants have opened, the state auditor said in a report.", "state auditor", "report"),
            ("Dockworkers will walk out, the Cask union said after 94% of them backed a strike.", "Cask", "report"),
            ("Kestrel Lithium and battery maker Corvid Cell have torn up a contract for 50,000 tonnes, the two said.",
             "Kestrel Lithium", "report"),
            # What a crowd foresees, what courts order, what is asked for, what is valued.
            ("Prices rose, below the 3.1% economists polled by Newswire had expected.", "economists polled by Newswire",
             "estimate"),
            ("Employment shrank, against a 0.2% drop pencilled in by economists polled by Newswire.",
             "economists polled by Newswire", "estimate"),
            ("A federal jury in Newark on Wednesday ordered Kestrel to pay $147 million.", "federal jury", "report"),
            ("The Relief Board has appealed for $24 million.", "Relief Board", "opinion"),
            ("Halden Fund values the club at around $420 million.", "paper", "estimate"),
            ("Two investors who saw the pitch said it sought $5 billion.", "investors", "plan"),
            ("새봄은 개통을 2년 늦춘다고 밝혔다.", "새봄", "plan"),
            ("새봄신문은 투자액을 3조원, 채용을 1200명가량으로 적었다.", "새봄신문", "report"),
            ("값을 새봄신문은 1조원, 한빛일보는 2조원으로 보도했다.", "한빛일보", "report"),
            ("새봄보험협회는 손해액을 300억원 안팎으로 보고 있다.", "새봄보험협회", "estimate"),
            ("새봄전력은 400MW 이상을 대기 어렵다고 회신한 것으로 전해졌다.", "새봄전력", "report"),
            ("예산을 아직 나누지 않았다고 현지 일간 새봄신문이 전했다.", "새봄신문", "report"),
            ("기자들과 만난 김한결 사장은 3조원을 투자하겠다고 밝혔다.", "김한결", "plan"),
            ("입찰에 뛰어든 새봄디펜스는 현지 생산 비율 80%를 보장하겠다고 약속했다.", "새봄디펜스", "commitment"),
            ("안드레이 포페 루마니아 국방장관은 3조원을 쓰겠다고 말했다.", "안드레이 포페", "plan"),
            ("새봄데이터처가 예상한 생산량은 357만t이다.", "새봄데이터처", "estimate"),
            ("새봄고법 민사8부가 판결했다. 재판부는 균열이 70%라고 판단했다.", "새봄고법 민사8부", "report"),
            ("미국 투자사 누리하버캐피털이 짓는다. 누리하버 측은 3조원이 든다고 밝혔다.", "누리하버캐피털", "report"),
            ("새봄의 김누리 대변인은 “3조원은 작다”라고 깎아내렸고, 새봄실은 논평을 내지 않았다.", "김누리", "report"),
        ],
    )  # fmt: skip
    def test_whose_they_are_and_how_they_are_meant(self, text: str, label: str, force: str) -> None:
        draft = drafts(text)[-1]
        assert label in draft.by[0].labels
        assert draft.claim.force.value == force

    @pytest.mark.parametrize(
        ("text", "about"),
        [
            ("김한결 새봄전자 회장은 “늘린다”고 했다. 그는 3조원이 든다고 말했다.", "그 = 김한결"),
            ("새봄전자는 4일 늘린다고 밝혔다. 이 회사는 3조원이 든다고 말했다.", "이 회사 = 새봄전자"),
            ("Jane Doe said it grew. She said it cost $3 million.", "She = Jane Doe"),
            ("김한결 새봄전자 회장은 “늘린다”고 했다. 김 회장은 3조원이 든다고 말했다.", None),
            ("새봄전자는 3조원이 든다고 말했다.", None),
            ("새봄전자는 4일 늘린다고 밝혔다. 회사 대변인은 3조원이 든다고 말했다.", "회사 대변인 = 새봄전자"),
            ("새봄철도공단이 낸 자료다. 공단은 3조원이 든다고 말했다.", "공단 = 새봄철도공단"),
            ("Justice Ada Roe heard it. The judge said it cost $3 million.", "The judge = Ada Roe"),
        ],
    )
    def test_whom_a_pronoun_means_is_a_guess(self, text: str, about: str | None) -> None:
        draft = drafts(text)[-1]
        found = [doubt.about for doubt in draft.doubts if doubt.guess is Guess.POINTED]
        assert found == ([about] if about is not None else [])

    def test_a_word_at_the_head_of_a_sentence_is_no_name(self) -> None:
        (draft,) = drafts("Production is due to start in the second half of 2032.")
        assert draft.claim.by == ("paper",)
        (draft,) = drafts("It was Harborline that said so. Harborline is due to open in 2032.")[-1:]
        assert draft.claim.subject == ("harborline",)


class TestNames:
    def test_unknown_names_are_kept_as_printed_and_proposed(self) -> None:
        (draft,) = drafts("라온물산은 1억 달러를 조달했다고 밝혔다.")
        assert draft.claim.by == ("라온물산",)
        assert [entity.label.ko for entity in draft.names] == ["라온물산"]
        assert Guess.NAME in guesses(draft)

    def test_a_name_that_resembles_another_is_another(self) -> None:
        (draft,) = drafts("한빛전지는 1억 달러를 조달했다고 밝혔다.")
        assert draft.claim.by == ("한빛전지",)

    def test_a_name_that_two_share_is_doubted(self) -> None:
        (draft,) = drafts("하늘은 1억 달러를 조달했다고 밝혔다.")
        assert draft.claim.by == ("twin-one",)
        assert Guess.SHARED_NAME in guesses(draft)

    def test_names_within_words_are_none(self) -> None:
        directory = Directory(NAMES)
        found = [(m.who.id, m.particle) for m in directory.mentions("새봄은 새봄날에 한빛전자와 Saebomix를 만났다")]
        assert found == [("saebom", "은"), ("hanbit", "와")]

    def test_brackets_and_marks_belong_to_a_name(self) -> None:
        (mention,) = Directory(NAMES).mentions("‘새봄’이 나섰다")
        assert mention.particle == "이"
        (mention,) = Directory(NAMES).mentions("가람타임스(GT)는 적었다")
        assert mention.particle == "는"

    def test_a_directory_of_nobody(self) -> None:
        assert Directory(Vocabulary()).mentions("새봄은 나섰다") == []

    def test_a_trie_takes_the_longest(self) -> None:
        import re

        assert [m.group() for m in re.finditer(trie(["한빛", "한빛전자", "새봄"]), "한빛전자와 한빛")] == [
            "한빛전자",
            "한빛",
        ]


def test_an_article_names_no_more_than_anybody_can_keep_in_mind() -> None:
    cast = Cast(Directory(Vocabulary()))
    for number in range(200):
        (sentence,) = sentences(f"다온{number}호는 1억 달러를 조달했다고 밝혔다.")
        frame = cast.frame(sentence, ())
        cast.advance(frame, cast.voice_at(frame, 10))
    assert len(cast.firms) < 60


def test_he_who_spoke_last_is_asked_for_only_once() -> None:
    """What "그는" means depends on who spoke last, and that on what the topics since then mean."""
    found = drafts(
        "김한결 새봄 회장은 “함께 일할 사람을 찾겠다”고 말했다. 그는 공장을 넓혔다. 그의 회사는 30억 달러를 벌었다."
    )
    assert [str(draft.claim.quantity) for draft in found if draft.claim.quantity is not None] == ["30억 달러"]
