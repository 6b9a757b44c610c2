"""Findings in words, as an editor reads them: who, when, the figure, where it is printed, why, what would settle it."""

from __future__ import annotations

import re

import pytest
from attrs import evolve

import stargate_claims as sc
from stargate_claims.model.claims import Claim
from stargate_claims.model.findings import Allowance, Cause, Finding, Relation, Tolerance
from stargate_claims.model.vocabulary import EntityFact, EntityKind, Label
from stargate_claims.showing.text import EDGES_SHOWN, edge_lines, explain, side_letter
from tests.showing.story import VOCABULARY, judge, only, say

READY = say(
    "m1", "funds_available", "1,000억 달러", by="head", subject="alpha", for_="harbour", about="2030-06-10",
    summary="1,000억 달러가 준비됐다고 밝힘", summary_en="says 100 billion dollars are ready",
)  # fmt: skip
NOT_READY = say(
    "m2", "funds_available", "100억 달러에도 못 미친다", subject="alpha", for_="harbour", about="2030-06-10",
    paper="two", paragraph=8, via=("daily-two", "daily-one"),
)  # fmt: skip
NO_CONTRACT = say(
    "n2", "contracts_signed", "0건", about="2030-11-30", said="2030-11-30", paper="two", qualifiers={"kind": "dredging"}
)
BROKE = say(
    "t2", "means", holds=False, about="2030-06-10", summary="돈이 없다고 주장", summary_en="says there is no money"
)

CASES: dict[str, tuple[tuple[Claim, ...], str, str, str, str]] = {
    # name: claims, then in Korean and English: how the pair clashes, what would settle it
    "numeric": (
        (READY, NOT_READY),
        "m1 × m2 (확실): 1,000억 달러와 100억 달러 미만이 맞선다 (2030년 6월 10일)",
        "m1 × m2 (strict): US$100 billion against less than US$10 billion (10 June 2030)",
        "공시나 감사 자료(2030년 6월 10일).",
        "a filing or audited accounts (10 June 2030).",
    ),
    "negation": (
        (READY, NO_CONTRACT),
        "m1 × n2 (반박 가능): 2030년 9월 8일부터 1건 이상이어야 하는데 2030년 11월 30일까지 0건",
        "m1 × n2 (defeasible): at least 1 since 8 September 2030, 0 reported up to 30 November 2030",
        "계약서나 공시(2030년 9월 8일~11월 30일), 또는 규칙이 여기에는 맞지 않는다는 근거.",
        "a contract or filing (8 September – 30 November 2030), or a reason why the rule does not apply here.",
    ),
    "state": (
        (say("t1", "means", holds=True, about="2030-06-10", by="head"), BROKE),
        "t1 × t2 (확실): 자금력: t1 ‘그렇다’, t2 ‘아니다’ (2030년 6월 10일)",
        "t1 × t2 (strict): means: t1 ‘yes’ against t2 ‘no’ (10 June 2030)",
        "당사자가 내놓은 문서나 공시(2030년 6월 10일).",
        "a document or filing by those involved (10 June 2030).",
    ),
    "stage": (
        (
            say("s1", "partnership_health", stage="smooth", subject=("alpha", "beta"), about="2030-06-10"),
            say("s2", "partnership_health", stage="rift", by="beta", subject=("alpha", "beta"), about="2030-06-10"),
        ),
        "s1 × s2 (확실): 순조와 균열이 맞선다 (2030년 6월 10일)",
        "s1 × s2 (strict): smooth against rift (10 June 2030)",
        "당사자가 내놓은 문서나 공시(2030년 6월 10일).",
        "a document or filing by those involved (10 June 2030).",
    ),
    "stage by a rule": (
        (
            say("s1", "partnership_health", stage="smooth", subject=("alpha", "beta"), about="2030-06-10"),
            say("s3", "agreement_reached", holds=False, by="beta", subject=("alpha", "beta"),
                qualifiers={"topic": "core_terms"}, about="2030-06-10"),
        ),
        "s1 × s3 (반박 가능): 이견 이하여야 하는데 순조 (2030년 6월 10일)",
        "s1 × s3 (defeasible): at most strained expected, smooth reported (10 June 2030)",
        "당사자가 내놓은 문서나 공시(2030년 6월 10일), 또는 규칙이 여기에는 맞지 않는다는 근거.",
        "a document or filing by those involved (10 June 2030), or a reason why the rule does not apply here.",
    ),
    "membership": (
        (
            say("b1", "funders", members=("alpha", "beta"), list_kind="closed"),
            say("b2", "funders", by="beta", members=("alpha", "gamma", "beta"), list_kind="closed", paper="two"),
        ),
        "b2 × b1 (확실): 감마항운은 b2의 명단에는 있고 b1의 명단에는 없다",
        "b2 × b1 (strict): on the list of b2 and not on that of b1: Gamma Port",
        "계약서나 공시에 적힌 명단.",
        "the list in a contract or a filing.",
    ),
    "wording": (
        (
            say("w1", "investment_planned_total", "최대 5,000억 달러", force="plan"),
            say("w2", "investment_planned_total", "최소 5,000억 달러", force="plan", by="head", paper="two"),
        ),
        "w2 × w1 (확실): 같은 숫자를 w1에서는 상한으로, w2에서는 하한으로 적었다",
        "w2 × w1 (strict): the same number is a cap in w1 and a floor in w2",
        "발표 원문에 쓰인 표현.",
        "the wording of the announcement itself.",
    ),
    "wording of a point": (
        (
            say("w1", "investment_planned_total", "최대 5,000억 달러", force="plan"),
            say("w3", "investment_planned_total", "5,000억 달러", force="plan", by="head"),
        ),
        "w3 × w1 (반박 가능): 같은 숫자를 w1에서는 상한으로, w3에서는 숫자 그대로 적었다",
        "w3 × w1 (defeasible): the same number is a cap in w1 and the figure itself in w3",
        "발표 원문에 쓰인 표현.",
        "the wording of the announcement itself.",
    ),
    "restatement": (
        (
            say("r1", "funds_raised", "5,000억 달러", restated="718조8,000억원", subject="alpha"),
            say("r2", "funds_available", "100억 달러", restated="14조3,180억원", subject="alpha", paragraph=9),
        ),
        "r1 × r2 (확실): 한 기사 안의 환산이 1달러당 1,437.5원 이상과 1,431.85원 이하로 갈린다",
        "r1 × r2 (strict): conversions in one article imply at least ₩1,437.5 and at most ₩1,431.85 for US$1",
        "환산에 쓴 환율과 그 날짜.",
        "the rate used for each conversion, and its day.",
    ),
    "denial": (
        (BROKE, say("d2", None, by="head", denies="t2", force="denial", paper="two")),
        "t2 × d2 (확실): 박둘의 말을 김하나가 부인한다",
        "t2 × d2 (strict): said by Park Dul, denied by Kim Hana",
        "말한 쪽이나 부인하는 쪽이 내놓는 증빙.",
        "evidence from whoever said it or whoever denies it.",
    ),
    "forecast": (
        (
            say("f1", "contracts_signed", "5건", force="estimate", about="2030-11-30"),
            evolve(NO_CONTRACT, qualifiers=()),
        ),
        "f1 × n2 (확실): 전망(f1)은 ‘5건’인데 나중에 나온 말(n2)은 ‘0건’",
        "f1 × n2 (strict): forecast in f1: 5; said later in n2: 0",
        "전망한 쪽이 새로 내놓은 전망이나, 나중에 나온 말을 확인해 줄 자료.",
        "a newer forecast by the same forecaster, or a document that confirms what was said later.",
    ),
    "forecast of a state": (
        (
            say("f3", "hands_on_role", holds=False, subject="alpha", force="estimate", about="2030-12-01"),
            say("f4", "hands_on_role", holds=True, subject="alpha", said="2030-12-01", about="2030-12-01"),
        ),
        "f4 × f3 (확실): 전망(f3)은 ‘아니다’인데 나중에 나온 말(f4)은 ‘그렇다’",
        "f4 × f3 (strict): forecast in f3: no; said later in f4: yes",
        "전망한 쪽이 새로 내놓은 전망이나, 나중에 나온 말을 확인해 줄 자료.",
        "a newer forecast by the same forecaster, or a document that confirms what was said later.",
    ),
    "revision": (
        (
            say("v1", "sites_planned", "20곳", by="head", force="plan"),
            say("v2", "sites_planned", "1곳", by="head", force="plan", said="2030-11-29/2030-11-30", paper="two"),
        ),
        "v1 × v2 (확실): 2030년 6월 10일에는 20곳, 2030년 11월 29~30일에는 1곳",
        "v1 × v2 (strict): 20 (10 June 2030), then 1 (29–30 November 2030)",
        "어느 목표가 유효한지 밝힌 계획 주체의 자료.",
        "the planner's word on which target stands.",
    ),
    "revision upwards": (
        (
            say("v3", "sites_planned", "최대 5곳", by="head", force="plan"),
            say("v4", "sites_planned", "20곳 이상", by="head", force="plan", said="2030-11-30", paper="two"),
        ),
        "v4 × v3 (확실): 2030년 6월 10일에는 5곳 이하, 2030년 11월 30일에는 20곳 이상",
        "v4 × v3 (strict): at most 5 (10 June 2030), then at least 20 (30 November 2030)",
        "어느 목표가 유효한지 밝힌 계획 주체의 자료.",
        "the planner's word on which target stands.",
    ),
    "date": (
        (
            say("e3", "event_occurred", holds=True, about="2030-06-01", by="head", bundle="opening",
                qualifiers={"event": "opening"}),
            say("e4", "event_occurred", holds=True, about="2030-06-05", bundle="opening", paper="two",
                qualifiers={"event": "opening"}),
        ),
        "e4 × e3 (확실): 2030년 6월 5일과 2030년 6월 1일이 맞선다",
        "e4 × e3 (strict): 5 June 2030 against 1 June 2030",
        "날짜가 적힌 공식 기록.",
        "an official record of the day.",
    ),
    "company": (
        (
            say("k1", "partnership_health", stage="smooth", subject=("alpha", "beta"), together=("alpha", "beta"),
                by="head", about="2030-06-10"),
            say("k2", "capacity_contracted_gw", "4GW", subject="alpha", without=("beta",), about="2030-06-10"),
        ),
        "k1 × k2 (약함): 함께한다는 말과 따로 움직인 일이 어긋난다 (2030년 6월 10일)",
        "k1 × k2 (soft): said to act together, yet acted apart (10 June 2030)",
        "누가 함께했는지 적힌 계약서(2030년 6월 10일).",
        "a contract that says who acted with whom (10 June 2030).",
    ),
    "misreport": (
        (READY, evolve(READY, id="m3", quantity=sc.parse_quantity("10억 달러"), source=NOT_READY.source)),
        "m1 × m3 (확실, 같은 말을 달리 전함): 1,000억 달러와 10억 달러가 맞선다 (2030년 6월 10일)",
        "m1 × m3 (strict, one statement told twice): US$100 billion against US$1 billion (10 June 2030)",
        "공시나 감사 자료(2030년 6월 10일).",
        "a filing or audited accounts (10 June 2030).",
    ),
    "one voice": (
        (READY, evolve(NOT_READY, id="m5", by=("alpha",))),
        "m1 × m5 (확실, 같은 쪽의 말): 1,000억 달러와 100억 달러 미만이 맞선다 (2030년 6월 10일)",
        "m1 × m5 (strict, one voice): US$100 billion against less than US$10 billion (10 June 2030)",
        "공시나 감사 자료(2030년 6월 10일).",
        "a filing or audited accounts (10 June 2030).",
    ),
    "hinge": (
        (
            say("h1", "contracts_signed", "2건", subject="beta", by="beta", about="2030-03-01", bundle="leases",
                qualifiers={"kind": "dredging"}),
            say("h2", "part_of", subject="leases", of="harbour", holds=True, by="beta",
                summary="임대차 계약도 사업의 일부라고 주장", summary_en="says the leases are part of the project"),
            say("h3", "contracts_signed", "0건", about="2030-01-01/2030-07-01", said="2030-07-01", paper="two",
                qualifiers={"kind": "dredging"}),
        ),
        "h1 × h3 (반박 가능): 2030년 3월 1일부터 2건 이상이어야 하는데 2030년 7월 1일까지 0건",
        "h1 × h3 (defeasible): at least 2 since 1 March 2030, 0 reported up to 1 July 2030",
        "계약서나 공시(2030년 3월 1일~7월 1일), 또는 규칙이 여기에는 맞지 않는다는 근거, "
        "또는 h2의 주장이 틀렸다는 자료.",
        "a contract or filing (1 March – 1 July 2030), or a reason why the rule does not apply here, "
        "or evidence against h2.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
class TestEachCause:
    def test_in_korean(self, name: str) -> None:
        claims, clash, _, settled, _ = CASES[name]
        lines = explain(only(*claims), "ko").split("\n")
        assert "  " + clash in lines
        assert lines[-1] == "풀려면: " + settled

    def test_in_english(self, name: str) -> None:
        claims, _, clash, _, settled = CASES[name]
        lines = explain(only(*claims), "en").split("\n")
        assert "  " + clash in lines
        assert lines[-1] == "To settle it: " + settled


def test_the_cases_show_every_cause_and_relation() -> None:
    edges = [edge for claims, *_ in CASES.values() for edge in only(*claims).edges]
    assert {edge.cause for edge in edges} == set(Cause)
    assert {edge.relation for edge in edges} == set(Relation)


def test_a_whole_explanation_in_korean() -> None:
    assert explain(only(READY, NOT_READY), "ko") == "\n".join([
        "[높음·모순] 알파해운: 가용 자금 (신항만용)",
        "A쪽:",
        "  m1 김하나, 2030년 6월 10일: “1,000억 달러” — 1,000억 달러가 준비됐다고 밝힘"
        " [일간하나, 2030년 6월 11일, 3번째 문단]",
        "B쪽:",
        "  m2 박둘, 2030년 6월 10일: “100억 달러에도 못 미친다”"
        " [일간둘, 2030년 12월 1~3일, 8번째 문단, 일간하나 인용]",
        "  m1 × m2 (확실): 1,000억 달러와 100억 달러 미만이 맞선다 (2030년 6월 10일)",
        "풀려면: 공시나 감사 자료(2030년 6월 10일).",
    ])  # fmt: skip


def test_a_whole_explanation_in_english() -> None:
    assert explain(only(READY, NO_CONTRACT), "en") == "\n".join([
        "[high·contradiction] New Harbour: contracts signed (dredging)",
        "Side A:",
        "  m1 Kim Hana, 10 June 2030: “1,000억 달러” (US$100 billion) — says 100 billion dollars are ready"
        " [Daily One, 11 June 2030, paragraph 3]",
        "Side B:",
        "  n2 Park Dul, 30 November 2030: “0건” (0) [Daily Two, 1–3 December 2030, paragraph 3]",
        "  m1 × n2 (defeasible): at least 1 since 8 September 2030, 0 reported up to 30 November 2030",
        "    Rule: Money that is ready for a project shows, within 90 days, as at least one of its core contracts."
        " (ready-money-signs-contracts)",
        "    Fact used: core contracts of New Harbour: dredging (항만청 고시 7호)",
        "To settle it: a contract or filing (8 September – 30 November 2030),"
        " or a reason why the rule does not apply here.",
    ])  # fmt: skip


class TestParts:
    def test_a_premise_names_who_claims_it_and_what(self) -> None:
        finding = only(*CASES["hinge"][0])
        ko, en = explain(finding, "ko"), explain(finding, "en")
        assert "    전제: 베타건설의 주장(h2)이 맞을 때만 어긋난다 — 임대차 계약도 사업의 일부라고 주장\n" in ko
        assert "    Hinges on: h2 by Beta Works; if that is wrong, nothing clashes — says the leases are part of" in en

    def test_a_denial_is_headed_by_whose_words_are_denied(self) -> None:
        finding = only(*CASES["denial"][0])
        assert explain(finding, "ko").startswith("[높음·모순] 박둘의 말이 맞는지\n")
        assert explain(finding, "en").startswith("[high·contradiction] whether what Park Dul said is true\n")

    def test_who_backs_what_is_denied(self) -> None:
        backer = say("t4", None, by="beta", supports="t2")
        report = judge(*CASES["denial"][0], backer)
        text = explain(report.findings[0], "ko") + explain(report.findings[0], "en")
        assert "베타건설이 뒷받침하는 말을 김하나가 부인한다" in text
        assert "backed by Beta Works, denied by Kim Hana" in text

    def test_a_restated_figure_stands_beside_the_printed_one(self) -> None:
        assert "“100억 달러” → “14조3,180억원” [" in explain(only(*CASES["restatement"][0]), "ko")

    def test_a_summary_says_yes_or_no_in_better_words(self) -> None:
        text = explain(only(*CASES["state"][0]), "ko")
        assert "t2 박둘, 2030년 6월 10일: 돈이 없다고 주장 [" in text
        assert "t1 김하나, 2030년 6월 10일: 그렇다 [" in text

    def test_supporters_are_named_beside_their_side(self) -> None:
        ally = say("m4", "funds_available", "500억 달러 이상", by="beta", subject="alpha", for_="harbour",
                   said="2030-07-01", paper="two")  # fmt: skip
        finding = only(READY, NOT_READY, ally)
        assert "A쪽 (뒷받침: m4 베타건설):" in explain(finding, "ko")
        assert "Side A (supported by m4 Beta Works):" in explain(finding, "en")

    def test_more_clashes_than_are_spelt_out_are_counted(self) -> None:
        many = [evolve(NOT_READY, id=f"x{n}", by=(f"critic-{n}",)) for n in range(EDGES_SHOWN + 2)]
        finding = only(READY, *many)
        ko, en = explain(finding, "ko"), explain(finding, "en")
        assert ko.count(" × ") == en.count(" × ") == EDGES_SHOWN
        assert f"  그 밖에 어긋나는 짝 2개 (모두 보려면 stargate-claims show {finding.id})\n" in ko
        assert f"  and 2 more clashing pairs (all of them: stargate-claims show {finding.id})\n" in en
        assert "  and 1 more clashing pair (all of them: " in explain(only(READY, *many[:-1]), "en")

    def test_a_tolerance_that_decided_is_named(self) -> None:
        finding = only(READY, NOT_READY)
        rate = Tolerance(allowance=Allowance.RATE, words="1 USD = 1437 KRW (a bank, 2030-06-10) ± 1.5 %")
        edge = evolve(finding.strongest, tolerances=(rate,))
        assert list(edge_lines(edge, finding, "ko"))[-1] == "  적용 기준: 1 USD = 1437 KRW (a bank, 2030-06-10) ± 1.5 %"
        assert list(edge_lines(edge, finding, "en"))[-1].startswith("  Reckoned with: 1 USD = ")

    @pytest.mark.parametrize(
        ("kind", "of", "korean", "english"),
        [
            ("speaks_for", "alpha", "김하나는 알파해운을 대표한다", "Kim Hana speaks for Alpha Lines"),
            ("part_of", "beta", "김하나는 베타건설에 속한다", "Kim Hana is part of Beta Works"),
            ("participants_of", "harbour", "김하나는 신항만에 참여한다", "Kim Hana takes part in New Harbour"),
            ("vehicle_of", "harbour", "김하나는 신항만의 합작사다", "Kim Hana is the vehicle of New Harbour"),
            ("leads", "harbour", "김하나는 신항만을 주도한다", "Kim Hana leads New Harbour"),
            ("sector", "dredging", "김하나의 업종: 준설", "sector of Kim Hana: dredging"),
            ("core_contract_kind", "dredging", "김하나의 핵심 계약: 준설", "core contracts of Kim Hana: dredging"),
            ("owns", "beta", "김하나 — owns — 베타건설", "Kim Hana — owns — Beta Works"),
        ],
    )
    def test_facts_used_are_sentences_with_their_source(self, kind: str, of: str, korean: str, english: str) -> None:
        finding = only(READY, NO_CONTRACT)
        used = evolve(
            finding.strongest.facts[0], entity="head", fact=EntityFact(kind=kind, of=of, source="고시 7호")
        )  # fmt: skip
        edge = evolve(finding.strongest, facts=(used,))
        assert f"  근거 사실: {korean} (고시 7호)" in list(edge_lines(edge, finding, "ko"))
        assert f"  Fact used: {english} (고시 7호)" in list(edge_lines(edge, finding, "en"))

    def test_notes_stand_before_what_would_settle_it(self) -> None:
        note = Label(ko="이 날의 환율은 휴일이라 없다", en="no rate on a holiday")
        finding = evolve(only(READY, NOT_READY), notes=(note,))
        assert explain(finding, "ko").split("\n")[-2] == "참고: 이 날의 환율은 휴일이라 없다"
        assert explain(finding, "en").split("\n")[-2] == "Note: no rate on a holiday"

    def test_another_language_is_refused(self) -> None:
        with pytest.raises(ValueError, match="'ko' or 'en', not 'de'"):
            explain(only(READY, NOT_READY), "de")

    def test_sides_beyond_z_have_names_of_their_own(self) -> None:
        letters = [side_letter(number) for number in range(60)]
        assert len(set(letters)) == 60
        assert letters[:2] + letters[26:27] + letters[52:53] == ["A", "B", "A2", "A3"]


@pytest.fixture(scope="module")
def seed_findings() -> tuple[Finding, ...]:
    return sc.check_consistency(sc.example("stargate")).findings


@pytest.mark.parametrize("language", ["ko", "en"])
class TestSeeds:
    def test_every_claim_of_a_side_is_told_with_speaker_and_place(
        self, seed_findings: tuple[Finding, ...], language: str
    ) -> None:
        assert len(seed_findings) > 5
        for finding in seed_findings:
            text = explain(finding, language)
            label = finding.vocabulary.label
            for party in finding.parties:
                for claim in party.claims:
                    (line,) = [
                        line for line in text.split("\n") if line.startswith(f"  {claim.id} ") and "×" not in line
                    ]
                    assert label(claim.by[0], language) in line
                    assert label(claim.source.publisher, language) in line
                    assert claim.quantity is None or str(claim.quantity) in line

    def test_every_rule_shown_says_why(self, seed_findings: tuple[Finding, ...], language: str) -> None:
        for finding in seed_findings:
            text = explain(finding, language)
            for edge in finding.edges[:EDGES_SHOWN]:
                for rule in finding.rule_records:
                    assert rule.id not in edge.rules or f"{rule.why.in_(language)} ({rule.id})" in text

    def test_nothing_reads_like_a_template_with_a_hole(self, seed_findings: tuple[Finding, ...], language: str) -> None:
        ugly = re.compile(
            r"None|Decimal|을\(를\)|이\(가\)|은\(는\)|\(\)|: —|— \[|\[,|  +\S.*  |Line\.|Cause\.| $", re.MULTILINE
        )
        for finding in seed_findings:
            text = explain(finding, language)
            assert [line for line in text.split("\n") if ugly.search(line.strip())] == []

    def test_no_id_of_a_measure_or_entity_is_shown_for_its_label(
        self, seed_findings: tuple[Finding, ...], language: str
    ) -> None:
        for finding in seed_findings:
            people = [e.id for e in finding.vocabulary.entities.values() if e.kind is EntityKind.PERSON]
            shown = explain(finding, language)
            rules = " ".join(finding.rules)
            assert [id for id in people if id in shown and id not in rules] == []
            assert not re.search(r"[a-z]_[a-z]", shown)


def test_the_story_has_labels_for_all_its_people() -> None:
    assert VOCABULARY.label("head", "ko") == "김하나"
