"""What is said: measures, values, forces, days, subjects; doubts and confidence; and other extractors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stargate_claims as sc
from stargate_claims.errors import FigureError, InvalidClaim
from stargate_claims.keeping.checks import faults
from stargate_claims.keeping.shipped import shipped_vocabulary
from stargate_claims.model.claims import Force, ListKind, Polarity
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Hedge
from stargate_claims.model.sources import Source
from stargate_claims.model.vocabulary import EntityFact, Vocabulary
from stargate_claims.reading.doubts import COSTS, Doubt, Guess
from stargate_claims.reading.draft import Draft, Extractor
from stargate_claims.reading.extract import extract_claims
from stargate_claims.reading.places import MAX_SPAN
from tests.reading.test_attribution import NAMES, entity

SOURCE = Source(id="a", publisher="paper", published=Window.parse("2031-03-05"))
VOCABULARY = shipped_vocabulary() | NAMES


def drafts(text: str, vocabulary: Vocabulary | None = VOCABULARY) -> list[Draft]:
    return extract_claims(text, SOURCE, vocabulary=vocabulary)


def one(text: str) -> Draft:
    (draft,) = drafts(text)
    return draft


def by_measure(text: str) -> dict[str | None, Draft]:
    return {draft.claim.measure: draft for draft in drafts(text)}


def guesses(draft: Draft) -> set[Guess]:
    return {doubt.guess for doubt in draft.doubts}


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "measure", "force", "subject"),
        [
            ("새봄은 새날 항만에 모두 20억 달러를 투입할 계획이다.", "investment_planned_total", "plan", "harbour"),
            ("새봄은 새날 항만에 우선 5억 달러를 투자하기로 했다.", "investment_committed", "commitment", "saebom"),
            ("새봄은 다온에너지 지분을 3억 달러에 매각했다.", "sale_proceeds", "report", "saebom"),
            ("새봄은 3억 달러에 공장을 인수할 예정이다.", "acquisition_price", "plan", "saebom"),
            ("새봄은 1.5GW 규모의 데이터센터를 지을 계획이다.", "capacity_planned_gw", "plan", "saebom"),
            ("새봄은 항만 부지 3곳을 고를 방침이다.", "sites_planned", "plan", "saebom"),
            ("새봄은 일자리 3천 개가 생길 것으로 내다봤다.", "jobs_promised", "estimate", "saebom"),
            # What is supposed, what is computed, and what must be.
            ("합병이 성사되면 새봄은 일자리 3천 개를 얻게 된다.", "jobs_promised", "estimate", "saebom"),
            # What is so far, what is a budget, and a rule that the outlet tells.
            ("새봄은 현재 3천 개인 일자리를 늘리겠다고 밝혔다.", "jobs_promised", "report", "saebom"),
            ("새봄은 일자리 3천 개가 적절하다고 말했다.", "jobs_promised", "opinion", "saebom"),
            ("일자리가 3천 개를 넘으면 새봄은 어렵다고 밝혔다.", "jobs_promised", "estimate", "saebom"),
            (
                "새봄은 일자리가 3천 개에 이를 것이라는 예측을 따져야 한다고 말했다.",
                "jobs_promised",
                "estimate",
                "saebom",
            ),
            ("부두까지 포함하면 새날 항만의 공정률은 40%다.", "construction_progress_pct", "report", "harbour"),
            ("새봄은 일자리 3천 개를 줄일 수밖에 없다고 말했다.", "jobs_promised", "opinion", "saebom"),
            ("새날 항만의 공정률은 40%를 넘었다.", "construction_progress_pct", "report", "harbour"),
        ],
    )
    def test_measure_force_and_subject(self, text: str, measure: str, force: str, subject: str) -> None:
        draft = one(text)
        assert (draft.claim.measure, draft.claim.force.value, draft.claim.subject) == (measure, force, (subject,))

    def test_a_conversion_belongs_to_the_figure_before_it(self) -> None:
        draft = one("새봄은 20억 달러(약 2조8천억원)를 투자할 계획이다.")
        assert draft.claim.restated is not None
        assert draft.claim.restated.unit == "KRW"

    def test_a_conversion_in_the_next_sentence_is_no_claim(self) -> None:
        assert len(drafts("새봄은 20억 달러를 투자할 계획이다. 우리 돈으로 약 2조8천억원에 달하는 규모다.")) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "두 회사는 말을 아꼈다.",
            "새봄 등 3개 기업이 나섰다.",
            "6개월 만에 소식이 나왔다.",
            "새봄은 (1위) 자리를 지켰다.",
            "새봄이 20억 달러를 투자할까?",
        ],
    )
    def test_not_every_figure_is_a_claim(self, text: str) -> None:
        assert drafts(text) == []

    def test_a_figure_whose_question_nobody_names(self) -> None:
        draft = one("새봄의 시가총액은 3조원이다.")
        assert draft.claim.measure == "figure_stated"
        assert Guess.MEASURE in guesses(draft)
        assert draft.confidence < 60

    @pytest.mark.parametrize("printed", ["500MW", "3%p", "12km"])
    def test_a_unit_that_the_measure_does_not_take(self, printed: str) -> None:
        draft = one(f"새봄의 공정률과 용량은 {printed} 늘었다.")
        assert draft.claim.measure == "figure_stated"

    def test_negation_goes_into_the_value(self) -> None:
        none = one("새봄은 공급 계약을 단 한 건도 맺지 못했다.")
        assert none.claim.quantity is not None
        assert none.claim.quantity.interval.upper == 0
        assert none.claim.polarity is Polarity.NEGATIVE
        lacking = one("새봄은 수십억 달러를 댈 자금력을 갖추지 못했다고 이바다 사장은 말했다.")
        assert lacking.claim.quantity is not None
        assert lacking.claim.quantity.hedge is Hedge.LESS_THAN
        assert lacking.claim.quantity.interval.lower is None

    def test_a_fall_has_its_sign(self) -> None:
        fall, rise = one("새봄 주가가 7.8% 하락했다."), one("새봄 주가가 7.8% 올랐다.")
        assert fall.claim.quantity is not None
        assert fall.claim.quantity.nominal == Decimal("-7.8")
        assert rise.claim.quantity is not None
        assert rise.claim.quantity.nominal == Decimal("7.8")

    def test_what_may_grow_up_to_a_figure_is_bounded_by_it(self) -> None:
        draft = one("새봄은 계약 기간을 7년까지 늘릴 수 있다고 밝혔다.")
        assert draft.figure is not None
        assert draft.figure.interval.lower is None
        assert draft.figure.interval.upper == Decimal(7)
        assert draft.claim.force.value == "plan"

    def test_a_budget_for_the_next_year_is_a_plan(self) -> None:
        assert one("새봄은 내년도 예산안을 136조원으로 편성했다고 발표했다.").claim.force.value == "plan"
        assert one("새봄은 올해 예산을 136조원으로 편성했다고 발표했다.").claim.force.value == "report"

    def test_a_rule_that_the_outlet_tells_is_no_opinion(self) -> None:
        assert one("규정상 주주 7명 이상의 동의를 얻어야 한다.").claim.force.value == "report"
        assert one("새봄은 주주 7명 이상의 동의를 얻어야 한다고 말했다.").claim.force.value == "opinion"

    def test_within_a_time_is_a_bound(self) -> None:
        draft = one("새봄은 “인허가를 석 달 안에 끝내겠다”고 말했다.")
        assert draft.figure is not None
        assert (draft.figure.interval.lower, draft.figure.interval.upper) == (None, Decimal(3))
        draft = one("Saebom vowed that it would be back within nine months.")
        assert draft.figure is not None
        assert (draft.figure.interval.lower, draft.figure.interval.upper) == (None, Decimal(9))

    def test_a_time_beside_a_meeting_is_no_length_of_it(self) -> None:
        assert "meeting_duration_min" not in by_measure("새봄은 한빛과 만나 “값을 3년간 올리지 않는다”고 했다.")

    @pytest.mark.parametrize(
        ("text", "forces"),
        [
            ("Saebom said it will cut 300 jobs, and stop flying 14 routes.", ["plan", "plan"]),
            ("Saebom said it cut 300 jobs, and the airline flew 14 routes.", ["report", "report"]),
            ("Fares, now $2, could go up by $1, Saebom said.", ["report", "estimate"]),
            ("Saebom said that meeting the demand would blow a $86 million hole.", ["estimate"]),
            ("Saebom expects to open 40 stores next year.", ["plan"]),
            ("“We will put in at least $5 billion,” Saebom said.", ["plan"]),
            ("Saebom reckons 8 GW is nearer the mark.", ["estimate"]),
            ("Saebom cut its guidance for the year to 3,000 tonnes.", ["estimate"]),
            ("If copper stays above $9,500, debt will peak at $5 billion.", ["estimate", "estimate"]),
        ],
    )
    def test_english_forces(self, text: str, forces: list[str]) -> None:
        assert [draft.claim.force.value for draft in drafts(text) if draft.figure] == forces

    def test_in_one_sentence_each_speaks_for_itself(self) -> None:
        first, second = drafts("Saebom said that the plan was not sound; Hanbit denied this, saying it would pay.")
        assert (first.claim.by, second.claim.by) == (("saebom",), ("hanbit",))
        assert (first.claim.force.value, second.claim.force.value) == ("opinion", "denial")

    def test_a_figure_said_twice_in_a_sentence_is_one_draft(self) -> None:
        assert len(drafts("새봄은 매출 3조원, 모두 3조원을 벌었다.")) <= 2

    def test_several_figures_of_a_sentence_answer_their_own_questions(self) -> None:
        found = by_measure(
            "새봄은 2033년까지 20억 달러를 투입해 2GW 용량을 마련하고 일자리 3천 개를 만들겠다고 약속했다."
        )
        assert {"investment_planned_total", "capacity_planned_gw", "jobs_promised"} <= set(found)
        assert {draft.claim.force.value for draft in found.values()} == {"commitment"}

    def test_qualifiers(self) -> None:
        contract = one("새봄은 한빛과 3억 달러 규모의 데이터센터 계약을 체결했다.")
        assert dict(contract.claim.qualifiers) == {"kind": "data_centre"}
        assert contract.claim.of == ("hanbit",)
        ready = one("새봄은 새날 항만에 3억 달러를 즉시 투입할 준비가 됐다고 밝혔다.")
        assert dict(ready.claim.qualifiers) == {"immediate": "yes"}
        assert ready.claim.for_ == "harbour"

    def test_several_who_share_a_sum(self) -> None:
        closed = one("한빛과 새봄은 새날 항만에 우선 3억 달러를 투자하기로 했다.")
        assert closed.claim.list_kind is ListKind.CLOSED
        text = "한빛과 새봄 등은 새날 항만에 우선 3억 달러를 투자하기로 했다."
        assert all(draft.claim.list_kind is not ListKind.CLOSED for draft in drafts(text))

    def test_a_refit_names_its_site(self) -> None:
        site = Vocabulary.of([entity("mill", "site", "가온 공장")])
        (draft,) = drafts("새봄은 가온 공장 증설에 3억 달러를 투입한다.", VOCABULARY | site)
        assert draft.claim.of == ("mill",)

    def test_the_clause_describes_the_project(self) -> None:
        draft = by_measure("새봄은 부지 3곳을 개발하는 '새날 항만' 사업에 참여하고 있다.")["sites_planned"]
        assert draft.claim.by == ("harbour",)

    def test_who_is_described_stands_behind(self) -> None:
        draft = by_measure("3억 달러에 공장을 인수한 새봄은 말을 아꼈다.")["acquisition_price"]
        assert draft.claim.subject == ("saebom",)


class TestStatements:
    @pytest.mark.parametrize(
        ("text", "measure", "value"),
        [
            ("한빛과 새봄은 손을 잡았다. 늦어지는 원인은 두 회사 사이의 갈등이다.", "partnership_health", "conflict"),
            ("새날 항만은 이미 진행 중인 사업이다.", "project_stage", "under_construction"),
            ("새날 항만이 완공됐다.", "project_stage", "complete"),
            ("새날 항만은 제자리걸음이다.", "pace", "stalled"),
        ],
    )
    def test_stages(self, text: str, measure: str, value: str) -> None:
        assert by_measure(text)[measure].claim.stage == value

    @pytest.mark.parametrize(
        ("text", "measure", "holds"),
        [
            ("한빛과 새봄은 값에서 합의에 이르지 못했다.", "agreement_reached", False),
            ("한빛은 시와 협약을 체결했다.", "agreement_reached", True),
            ("새날 항만 회사는 아직 설립되지 않았다.", "jv_exists", False),
            ("한빛은 합작사를 만들기로 했다.", "jv_exists", True),
            ("새봄도 투자자로 참여하고 있다.", "participates_in", True),
            ("새봄은 한빛을 상대로 소송을 제기했다.", "event_occurred", True),
        ],
    )
    def test_states(self, text: str, measure: str, holds: bool) -> None:
        assert by_measure(text)[measure].claim.holds is holds

    def test_a_vehicle_stands_for_its_project(self) -> None:
        draft = by_measure("새날 항만은 아직 설립되지 않았다.")["jv_exists"]
        assert draft.claim.subject == ("harbour-company",)
        figure = by_measure("새날항만공사는 부지 3곳을 고를 계획이다.")["sites_planned"]
        assert figure.claim.subject == ("harbour",)

    def test_taking_part_is_in_a_project(self) -> None:
        draft = by_measure("새봄은 새날 항만에 투자자로 참여하고 있다.")["participates_in"]
        assert draft.claim.of == ("harbour",)
        nobody = by_measure("새봄도 투자자로 참여하고 있다.")["participates_in"]
        assert nobody.claim.of == ()

    def test_building_together(self) -> None:
        text = "한빛과 새봄은 손을 잡았다. 이바다 사장은 “새날 항만을 함께 짓고 있다”고 말했다."
        assert by_measure(text)["project_stage"].claim.together == ("hanbit", "saebom")

    def test_a_contract_counts_at_least_one(self) -> None:
        draft = by_measure("새봄은 한빛, 다온에너지와 각각 공급 계약을 체결했다.")["contracts_signed"]
        assert draft.claim.quantity is not None
        assert draft.claim.quantity.interval.lower == 2
        assert draft.figure is None
        assert Guess.VALUE in guesses(draft)

    def test_a_contract_with_its_value_is_not_counted_again(self) -> None:
        assert set(by_measure("새봄은 한빛과 3억 달러 규모의 공급 계약을 체결했다.")) == {"contract_value"}

    def test_not_enough_money(self) -> None:
        text = "새날 항만이 알려졌다. 이바다 사장은 “그쪽은 재원을 갖고 있지 않다”고 말했다."
        draft = by_measure(text)["funds_available"]
        assert draft.claim.adequacy is not None
        assert (draft.claim.adequacy.for_, draft.claim.adequacy.enough) == ("harbour", False)
        nowhere = by_measure("이바다 사장은 “그쪽은 재원을 갖고 있지 않다”고 말했다.")
        assert set(nowhere) == {"statement_made"}  # for which project is not told

    def test_a_lack_beside_its_figure_is_said_once(self) -> None:
        text = "새날 항만을 두고 이바다 사장은 새봄이 확보한 자금이 1억 달러에 못 미쳐 돈이 부족하다고 말했다."
        assert len([d for d in drafts(text) if d.claim.measure == "funds_available"]) == 1

    def test_a_denial_means_what_was_said_before(self) -> None:
        text = "이바다 사장은 새봄이 확보한 자금이 1억 달러에 못 미친다고 말했다. 김한결 회장은 이바다 사장의 주장을 전면 부인했다."  # noqa: E501
        claim, denial = drafts(text)
        assert denial.claim.denies == (claim.claim.id,)
        assert denial.claim.by == ("kim",)
        assert Guess.TARGET in guesses(denial)

    @pytest.mark.parametrize("what", ["이바다 사장의 주장을", "그런 보도를", "보도 내용을", "이를"])
    def test_a_denial_of_what_was_not_read_is_kept_as_said(self, what: str) -> None:
        (draft,) = drafts(f"김한결 회장은 {what} 전면 부인했다.")
        assert (draft.claim.measure, draft.claim.force, draft.claim.by) == ("statement_made", Force.DENIAL, ("kim",))
        assert draft.claim.denies == ()

    def test_nobody_s_denial_is_no_draft(self) -> None:
        assert drafts("누군가의 주장을 부인했다.") == []

    def test_a_denial_of_what_two_said_together(self) -> None:
        text = "한빛과 새봄은 3억 달러를 조달했다고 밝혔다. 이바다 사장은 두 회사의 주장을 부인했다."
        claim, denial = drafts(text)
        assert denial.claim.denies == (claim.claim.id,)

    def test_days(self) -> None:
        start = by_measure("새봄은 새날 항만에 물을 댄다. 공급은 오는 4월 1일부터 시작된다.")["scheduled_for"]
        assert start.claim.day == Window.on(date(2031, 4, 1))
        whole = by_measure("계약 기간은 2032년 1월 1일부터 2033년 12월 31일까지다.")["scheduled_for"]
        assert whole.claim.day == Window.parse("2032-01-01/2033-12-31")
        assert "scheduled_for" not in by_measure("계약 기간은 비밀이다.")

    def test_an_opinion_is_its_speakers(self) -> None:
        draft = by_measure("이바다 사장은 “알맞은 선택”이라고 평가했다.")["assessment"]
        assert draft.claim.by == ("lee",)
        assert draft.claim.force.value == "opinion"
        (promise,) = drafts("이바다 사장은 “급식의 질은 떨어뜨리지 않겠다”고 강조했다.")
        assert (promise.claim.by, promise.claim.force.value) == (("lee",), "plan")

    def test_statements_give_way_to_figures(self) -> None:
        assert set(by_measure("새봄이 20억 달러를 투자할 전망이다.")) == {"investment_planned_total"}


class TestDays:
    def test_said_on_the_day_beside_the_verb(self) -> None:
        assert one("새봄은 3억 달러를 조달했다고 4일 밝혔다.").claim.said == Window.parse("2031-03-04")

    def test_said_on_an_occasion(self) -> None:
        said = one("새봄은 지난 1월 발표에서 3억 달러를 조달했다고 밝혔다.").claim.said
        assert said == Window.parse("[2031-01-01..2031-01-31]")

    def test_else_on_the_day_of_the_article(self) -> None:
        assert one("새봄은 3억 달러를 조달했다고 밝혔다.").claim.said == SOURCE.published

    def test_what_goes_on_was_said_on_the_same_day(self) -> None:
        text = "새봄은 지난 1월 발표에서 3억 달러를 조달했다고 밝혔다. 이어 2032년까지 공장 3곳을 짓겠다고 약속했다."
        _, second = drafts(text)
        assert second.claim.said == Window.parse("[2031-01-01..2031-01-31]")
        assert second.claim.about == Window.parse("2031-01-01/2032-12-31")

    def test_a_fact_is_about_the_days_it_names(self) -> None:
        assert one("새봄은 지난해 3억 달러를 조달했다.").claim.about == Window.parse("2030")

    def test_a_plan_for_days_to_come(self) -> None:
        about = one("새봄은 내년에 3억 달러를 투자할 계획이다.").claim.about
        assert about == Window.parse("2032")

    def test_a_day_to_come_says_nothing_of_a_fact(self) -> None:
        assert one("내년에 대비해 새봄은 3억 달러를 조달했다.").claim.about is None


class TestDrafts:
    def test_evidence_is_a_sentence_of_at_most_300_characters(self) -> None:
        text = "새봄은 " + "아주 " * 120 + "큰 공장에 20억 달러를 투자할 계획이다."
        draft = one(text)
        assert draft.end - draft.start <= MAX_SPAN
        assert "20억 달러" in text[draft.start : draft.end]
        quoted = "이바다 사장은 " + "거듭 " * 120 + "“20억 달러를 투자하겠다”고 말했다."
        draft = one(quoted)
        assert quoted[draft.start : draft.end] == "20억 달러를 투자하겠다"

    def test_places_and_ids_are_the_same_in_every_run(self) -> None:
        text = "새봄은 3억 달러를 조달했다고 밝혔다. 늦어지는 원인은 두 회사 사이의 갈등이다."
        assert drafts(text) == drafts(text)
        assert [draft.claim.id for draft in drafts(text)] == [f"a-{text.index('3억')}", f"a-{text.index('원인')}"]
        locator = drafts(text)[0].claim.locator
        assert (locator.paragraph, locator.start) == (1, 0)
        assert locator.digest is not None

    def test_accepting_changes_what_is_given(self) -> None:
        draft = one("새봄은 3억 달러를 조달했다고 밝혔다.")
        assert draft.accept() is draft.claim
        assert draft.accept(reviewed_by="누리").reviewed_by == "누리"
        with pytest.raises(TypeError):
            draft.accept(colour="red")

    def test_confidence_falls_with_every_kind_of_doubt_once(self) -> None:
        sure = one("새봄은 3억 위안을 조달했다고 밝혔다.")
        assert sure.doubts == ()
        new = one("라온물산은 3억 위안을 조달했다고 밝혔다.")
        assert sure.confidence - new.confidence == COSTS[Guess.NAME]

    def test_a_draft_is_checked(self) -> None:
        claim = one("새봄은 3억 달러를 조달했다고 밝혔다.").claim
        with pytest.raises(InvalidClaim, match="evidence"):
            Draft(claim=claim, start=0, end=0)
        with pytest.raises(InvalidClaim, match="confidence"):
            Draft(claim=claim, start=0, end=1, confidence=101)
        with pytest.raises(TypeError):
            Draft(claim=claim, start=0, end=1, confidence=0.5)  # type: ignore[arg-type]

    def test_doubts_speak_both_languages(self) -> None:
        for guess in Guess:
            assert Doubt(guess).in_("ko") != Doubt(guess).in_("en")
            assert Doubt(guess, "새봄").in_("ko").endswith("새봄")

    def test_claims_fit_their_measures(self) -> None:
        text = (
            "새봄은 5MW를 3억 달러에 팔았다. 공정률은 3%p 올랐다. 3천 명이 참석했다. 지분 3만 주를 팔았다. 세계 2위다."
        )
        for draft in drafts(text):
            assert list(faults(draft.claim, VOCABULARY)) == []

    def test_wrong_types(self) -> None:
        with pytest.raises(TypeError, match="str"):
            extract_claims(b"", SOURCE)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="Source"):
            extract_claims("", "paper")  # type: ignore[arg-type]
        with pytest.raises(InvalidClaim, match="day"):
            extract_claims("", Source(id="a", publisher="paper"))

    def test_headlines_captions_and_bylines_claim_nothing(self) -> None:
        text = "새봄, 20억 달러 투자\n새봄 공장. 사진=새봄\n새봄은 말을 아꼈다.\n김한결 나래일보 기자"
        assert drafts(text) == []


@given(
    st.text(
        alphabet="가나은는이다고며 .,“”\"'()0123456789억달러조원%\n을를새봄한빛김회장에따르면말했밝혔계약투자계획Aa ",
        max_size=300,
    )
)
def test_any_text_can_be_read(text: str) -> None:
    for draft in drafts(text):
        assert 0 <= draft.start < draft.end <= len(text)
        assert draft.end - draft.start <= MAX_SPAN
        assert list(faults(draft.claim, VOCABULARY)) == []


TEXT = "새봄은 최대 20억 달러를 투자할 계획이다."
PROPOSAL: dict[str, Any] = {
    "evidence": TEXT,
    "by": "새봄",
    "measure": "investment_planned_total",
    "subject": ["새날 항만"],
    "figure": "20억 달러",
    "force": "plan",
    "qualifiers": {"tranche": "total"},
    "about": "2031/2033",
    "said": "2031-03-04",
    "for": "harbour",
    "via": ["가람타임스(GT)"],
}


class Proposer:
    """What a user writes around a language model."""

    def __init__(self, *proposals: Any) -> None:
        self.proposals = list(proposals)

    def propose(self, text: str, source: Source, vocabulary: Vocabulary) -> list[dict[str, Any]]:
        return self.proposals


def proposed(**changes: Any) -> list[Draft]:
    given = {key: value for key, value in {**PROPOSAL, **changes}.items() if value is not None}
    return extract_claims(TEXT, SOURCE, vocabulary=VOCABULARY, extractor=Proposer(given))


class TestOtherExtractors:
    def test_a_class_with_propose_is_an_extractor(self) -> None:
        assert isinstance(Proposer(), Extractor)
        assert sc.extract_claims(TEXT, SOURCE, extractor=Proposer()) == []

    def test_figures_are_read_again(self) -> None:
        (draft,) = proposed()
        assert draft.claim.quantity is not None
        assert draft.claim.quantity.hedge is Hedge.AT_MOST
        assert (draft.claim.by, draft.claim.subject, draft.claim.via) == (("saebom",), ("harbour",), ("times",))
        assert (draft.start, draft.end) == (0, len(TEXT))
        assert Guess.PROPOSED in guesses(draft)
        assert draft.claim.said == Window.parse("2031-03-04")

    def test_without_figure_or_day(self) -> None:
        (draft,) = proposed(
            figure=None, measure="jv_exists", holds=True, said=None, about=None, qualifiers=None, **{"for": None}
        )
        assert (draft.claim.holds, draft.figure, draft.claim.said) == (True, None, SOURCE.published)

    def test_new_names_are_proposed(self) -> None:
        (draft,) = proposed(by="라온물산")
        assert [entity.id for entity in draft.names] == ["라온물산"]

    def test_a_figure_that_the_reader_finds_only_alone(self) -> None:
        text = "새봄은 20억달러짜리를 산다."
        with pytest.raises(FigureError):
            extract_claims(
                text,
                SOURCE,
                vocabulary=VOCABULARY,
                extractor=Proposer({**PROPOSAL, "evidence": text, "figure": "산다"}),
            )

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"evidence": "새봄은 최대 30억 달러를 투자한다."}, "not in the text"),
            ({"evidence": ""}, "no evidence"),
            ({"evidence": "가" * 301}, "more than 300"),
            ({"figure": "30억 달러"}, "not in its evidence"),
            ({"measure": "colour"}, "no measure 'colour'"),
            ({"measure": None}, "no measure"),
            ({"colour": "red"}, "unknown key 'colour'"),
            ({"by": []}, "needs a claimant"),
        ],
    )
    def test_what_is_refused(self, changes: dict[str, Any], message: str) -> None:
        with pytest.raises(InvalidClaim, match=message):
            proposed(**changes)

    @pytest.mark.parametrize("changes", [{"figure": 20}, {"by": 1}, {"by": [""]}, {"qualifiers": "total"}])
    def test_wrong_types(self, changes: dict[str, Any]) -> None:
        with pytest.raises(TypeError):
            proposed(**changes)
        with pytest.raises(TypeError, match="mapping"):
            extract_claims(TEXT, SOURCE, extractor=Proposer("새봄"))


def test_vehicles_are_told_by_facts() -> None:
    assert EntityFact(kind="vehicle_of", of="harbour", source="invented") in NAMES.entity("harbour-company").facts
