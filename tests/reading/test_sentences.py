"""Sentences, quotations and clauses; and what of a page is no prose."""

from __future__ import annotations

import pytest

from stargate_claims.reading.sentences import MAX_SENTENCE, clauses, is_prose, quotations, sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


class TestSentences:
    def test_places_are_those_of_the_text_as_given(self) -> None:
        text = " 새봄이 짓는다.  한빛도 짓는다.\n\n다온은 판다."
        found = sentences(text)
        assert [text[s.start : s.end] for s in found] == ["새봄이 짓는다.", "한빛도 짓는다.", "다온은 판다."]
        assert [s.paragraph for s in found] == [1, 1, 2]

    def test_a_full_stop_within_a_quotation_ends_nothing(self) -> None:
        assert texts("김 사장은 “짓는다. 꼭 짓는다”고 말했다. 끝이다.") == [
            "김 사장은 “짓는다. 꼭 짓는다”고 말했다.",
            "끝이다.",
        ]

    def test_a_quotation_may_end_a_sentence(self) -> None:
        assert texts('He said: "We build. We sell." The rest is silent.') == [
            'He said: "We build. We sell."',
            "The rest is silent.",
        ]
        assert texts('"We build." said Jane Doe. It is late.') == ['"We build." said Jane Doe.', "It is late."]
        assert texts("“짓는다.” 그는 말했다.") == ["“짓는다.” 그는 말했다."]

    def test_a_quotation_at_the_end_of_a_line(self) -> None:
        assert texts("그는 말했다. “짓는다.”") == ["그는 말했다.", "“짓는다.”"]

    def test_abbreviations_end_no_sentence(self) -> None:
        assert texts("Hanbit Inc. sold it. Mr. Doe left.") == ["Hanbit Inc. sold it.", "Mr. Doe left."]

    def test_a_space_may_be_missing(self) -> None:
        assert texts("새봄이 짓는다.한빛도 짓는다.") == ["새봄이 짓는다.", "한빛도 짓는다."]

    def test_one_line_alone_needs_no_full_stop(self) -> None:
        assert texts("새봄이 짓는다") == ["새봄이 짓는다"]

    def test_what_a_crawler_adds_is_left_out(self) -> None:
        assert texts(" date 2031-03-05 새봄이 짓는다.") == ["새봄이 짓는다."]

    def test_a_line_that_comes_twice_is_read_once(self) -> None:
        assert texts("새봄이 짓는다.\n새봄이 짓는다.") == ["새봄이 짓는다."]

    def test_a_sentence_without_end_is_cut_between_words(self) -> None:
        found = sentences("새봄 " * MAX_SENTENCE)
        assert max(len(s.text) for s in found) <= MAX_SENTENCE
        assert {s.text for s in found} == {s.text for s in found if s.text.endswith("새봄")}
        assert len(sentences("가" * (3 * MAX_SENTENCE))) == 3

    def test_quotations_are_found_by_their_place(self) -> None:
        text = "앞. 김 사장은 “짓는다”며 “판다”고 말했다."
        sentence = sentences(text)[1]
        assert [text[a:b] for a, b in sentence.quotes] == ["짓는다", "판다"]
        assert sentence.quote_at(text.index("판다")) == sentence.quotes[1]
        assert sentence.quote_at(text.index("말했다")) is None


@pytest.mark.parametrize(
    "line",
    [
        "새봄, 새 공장 짓는다",
        "◇ 뜻밖의 반전.",
        "김한결 새봄 회장(왼쪽)이 손을 흔들고 있다.",
        "새봄 본사 전경. 사진=새봄",
        "▶ 제보는 이곳으로 주세요.",
        "이하늘 기자 sky@example.com.",
        "댓글은 로그인한 뒤에 쓸 수 있습니다.",
        "무단 전재를 금합니다.",
        "[자료 사진].",
        "All rights reserved.",
        "![](picture.jpg).",
    ],
)
def test_this_is_no_prose(line: str) -> None:
    assert not is_prose(line)
    assert texts(f"{line}\n새봄이 짓는다.") == ["새봄이 짓는다."]


def test_a_long_paragraph_may_credit_a_picture() -> None:
    assert is_prose("새봄은 새 공장을 짓기로 했다. " * 30 + "사진=새봄 제공.")


class TestQuotations:
    def test_a_mark_that_is_not_closed_is_passed_over(self) -> None:
        assert list(quotations('"' + "가" * 2000 + '"나"')) == [(2002, 2003)]
        assert list(quotations("“가")) == []
        assert list(quotations('""')) == []
        assert list(quotations("”가")) == []


class TestClauses:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("새봄은 지었으나 한빛은 팔았다.", ["새봄은 지었으나", "한빛은 팔았다."]),
            ("매출은 3조원이고, 이익은 1조원이다.", ["매출은 3조원이고", ", 이익은 1조원이다."]),
            ("It built one plant, but sold two.", ["It built one plant, ", "but sold two."]),
            ("새봄은 재고 물량을 팔았다.", ["새봄은 재고 물량을 팔았다."]),
        ],
    )
    def test_they_end_with_connective_endings(self, text: str, found: list[str]) -> None:
        assert [text[a:b] for a, b in clauses(text)] == found
