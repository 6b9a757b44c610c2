"""Names: what they mean, what they are called, and what to do about one that nobody defined."""

from __future__ import annotations

import pytest
from hypothesis import given

from stargate_claims.errors import InvalidClaim, UnknownName
from stargate_claims.model.vocabulary import (
    Behaviour,
    Dimension,
    Entity,
    EntityFact,
    EntityKind,
    Label,
    Line,
    Measure,
    Question,
    Vocabulary,
)
from tests.strategies import questions

HARBOUR = Entity(
    id="new-harbour",
    kind=EntityKind.PROJECT,
    label=Label(ko="신항만", en="New Harbour"),
    aliases=("항만 사업",),
    facts=(EntityFact(kind="core_contract_kind", of="dredging", source="a filing"),),
)
HEAD = Entity(
    id="head-of-alpha",
    kind=EntityKind.PERSON,
    label=Label(ko="알파 대표"),
    facts=(EntityFact(kind="speaks_for", of="alpha", source="printed title"),),
)
STAGE = Measure(
    id="project_stage",
    label=Label(ko="사업 단계", en="project stage"),
    dimension=Dimension.STAGE,
    behaviour=Behaviour.CUMULATIVE,
    ladder=("proposed", "contracted", "complete"),
)
NAMES = Vocabulary(
    entities={entity.id: entity for entity in (HARBOUR, HEAD)},
    measures={STAGE.id: STAGE},
    terms={"dredging": Label(ko="준설", en="dredging works")},
)


class TestLabels:
    @pytest.mark.parametrize(
        ("label", "ko", "en"),
        [
            (Label(ko="신항만", en="New Harbour"), "신항만", "New Harbour"),
            (Label(ko="신항만"), "신항만", "신항만"),
            (Label(en="New Harbour"), "New Harbour", "New Harbour"),
        ],
    )
    def test_either_language_stands_in_for_the_other(self, label: Label, ko: str, en: str) -> None:
        assert (label.in_("ko"), label.in_("en")) == (ko, en)

    def test_a_label_needs_a_language(self) -> None:
        with pytest.raises(InvalidClaim, match="needs Korean or English"):
            Label()

    @pytest.mark.parametrize(
        ("id", "ko", "en"),
        [
            ("new-harbour", "신항만", "New Harbour"),
            ("project_stage", "사업 단계", "project stage"),
            ("dredging", "준설", "dredging works"),
            ("never_defined", "never defined", "never defined"),
        ],
    )
    def test_entities_measures_and_terms_have_labels_and_others_their_id(self, id: str, ko: str, en: str) -> None:
        assert (NAMES.label(id, "ko"), NAMES.label(id, "en")) == (ko, en)


class TestUnknownNames:
    def test_an_entity_is_found_by_id(self) -> None:
        assert NAMES.entity("new-harbour") is HARBOUR

    @pytest.mark.parametrize(
        ("written", "meant"),
        [("신항만", "new-harbour"), ("NEW HARBOUR", "new-harbour"), ("항만 사업", "new-harbour"),
         ("new-harbor", "new-harbour"), ("head-of-alhpa", "head-of-alpha")],
    )  # fmt: skip
    def test_a_name_or_a_slip_gets_the_id_as_a_hint(self, written: str, meant: str) -> None:
        with pytest.raises(UnknownName, match=f"did you mean '{meant}'") as caught:
            NAMES.entity(written)
        assert (caught.value.kind, caught.value.name, caught.value.near) == ("entity", written, (meant,))

    def test_without_a_likeness_the_hint_is_to_define_it(self) -> None:
        with pytest.raises(UnknownName, match="unknown entity 'zzz'; define this entity first"):
            NAMES.entity("zzz")

    def test_a_measure_is_found_or_hinted_at(self) -> None:
        assert NAMES.measure("project_stage") is STAGE
        with pytest.raises(UnknownName, match="did you mean 'project_stage'"):
            NAMES.measure("project_stages")

    def test_a_stage_is_a_rung_or_hinted_at(self) -> None:
        assert [STAGE.rung(stage) for stage in STAGE.ladder] == [0, 1, 2]
        with pytest.raises(UnknownName, match="did you mean 'complete'"):
            STAGE.rung("completed")

    @pytest.mark.parametrize("dimension", [Dimension.STAGE, Dimension.MONEY])
    def test_a_stage_and_nothing_else_has_a_ladder(self, dimension: Dimension) -> None:
        ladder = () if dimension is Dimension.STAGE else ("low", "high")
        with pytest.raises(InvalidClaim, match="a stage has a ladder"):
            Measure(id="m", label=Label(en="m"), dimension=dimension, behaviour=Behaviour.LEVEL, ladder=ladder)

    def test_a_quantity_is_compared_in_a_unit(self) -> None:
        parts = {"id": "m", "label": Label(en="m"), "behaviour": Behaviour.LEVEL}
        with pytest.raises(InvalidClaim, match="such as GWh, t or km"):
            Measure(**parts, dimension=Dimension.QUANTITY)  # type: ignore[arg-type]
        assert Measure(**parts, dimension=Dimension.QUANTITY, unit="t").unit == "t"  # type: ignore[arg-type]


class TestVocabulary:
    def test_names_are_found_whatever_their_case(self) -> None:
        assert NAMES.by_name["new harbour"] == ("new-harbour",)
        assert NAMES.by_name["head-of-alpha"] == ("head-of-alpha",)
        assert "" not in NAMES.by_name

    def test_a_name_that_several_share_lists_them_all(self) -> None:
        twin = Entity(id="old-harbour", kind=EntityKind.PROJECT, label=Label(ko="신항만"))
        both = NAMES | Vocabulary.of([twin])
        assert both.by_name["신항만"] == ("new-harbour", "old-harbour")
        with pytest.raises(UnknownName, match="did you mean 'new-harbour' or 'old-harbour'"):
            both.entity("신항만")

    def test_the_right_one_wins_and_nothing_is_lost(self) -> None:
        newer = Entity(id="new-harbour", kind=EntityKind.PROJECT, label=Label(ko="새 항만"))
        joined = NAMES | Vocabulary(entities={newer.id: newer}, terms={"paving": Label(ko="포장")})
        assert joined.label("new-harbour", "ko") == "새 항만"
        assert (joined.label("dredging", "ko"), joined.label("paving", "ko")) == ("준설", "포장")
        assert joined.label("project_stage", "ko") == "사업 단계"
        assert NAMES.label("new-harbour", "ko") == "신항만"

    def test_it_lists_every_record(self) -> None:
        assert list(NAMES) == [HARBOUR, HEAD, STAGE]

    def test_facts_by_kind_and_by_whom_they_are_of(self) -> None:
        assert [id for id, _ in NAMES.facts("speaks_for")] == ["head-of-alpha"]
        assert list(NAMES.facts("speaks_for", "beta")) == []
        assert [fact.source.en for _, fact in NAMES.facts("speaks_for", "alpha")] == ["printed title"]


class TestQuestions:
    @given(questions())
    def test_a_question_is_read_back_as_it_is_printed(self, question: Question) -> None:
        assert Question.parse(str(question)) == question

    @pytest.mark.parametrize(
        "text",
        [
            "means(harbour)",
            "means()",
            "contracts_signed(harbour, kind=dredging)",
            "acts_together(alpha+beta) [company]",
            "stake_sold(alpha, of=beta+gamma, event=sale) [intention]",
        ],
    )
    def test_it_prints_as_it_was_written(self, text: str) -> None:
        assert str(Question.parse(text)) == text

    def test_order_and_spaces_do_not_matter(self) -> None:
        written = Question.parse(" m( beta+alpha ,of=z+y,  b=2, a=1 ) ")
        assert written == Question(
            measure="m", subject=("alpha", "beta"), of=("y", "z"), keys=(("a", "1"), ("b", "2")), line=Line.FACT
        )

    @pytest.mark.parametrize("text", ["", "means", "means(", "means)x(", "Means(x)", "a(b)(c)", "m(x) [Fact]"])
    def test_anything_else_is_an_unknown_question(self, text: str) -> None:
        with pytest.raises(UnknownName, match="unknown question"):
            Question.parse(text)

    def test_a_line_that_does_not_exist_is_refused_as_a_question(self) -> None:
        with pytest.raises(UnknownName, match="unknown question"):
            Question.parse("means(x) [rumour]")

    def test_its_keys_and_lines(self) -> None:
        question = Question.parse("contracts_signed(harbour, kind=dredging)")
        assert (question.key("kind"), question.key("tranche")) == ("dredging", None)
        assert str(question.on(Line.INTENTION)) == "contracts_signed(harbour, kind=dredging) [intention]"
        assert question.on(Line.INTENTION).on(Line.FACT) == question
