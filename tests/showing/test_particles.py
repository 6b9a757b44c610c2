"""Particles follow the last sound as it is said."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stargate_claims.showing.particles import ends_in_consonant, with_particle

WORDS = [  # word, as said after it
    ("오라클", "은"), ("소프트뱅크", "는"), ("손정의", "는"), ("샘 올트먼", "은"), ("준설", "은"),
    ("1,000억 달러", "는"), ("0건", "은"), ("5곳", "은"), ("미만", "은"), ("이하", "는"),
    ("c4-15", "는"), ("c4-10", "은"), ("c1-21", "은"), ("c1-22", "는"), ("c1-23", "은"), ("c1-24", "는"),
    ("c1-26", "은"), ("c1-27", "은"), ("c1-28", "은"), ("c1-29", "는"),
    ("4.5GW", "는"), ("MGX", "는"), ("IBM", "은"), ("AWS", "는"), ("SKT", "는"), ("OpenAI", "는"), ("X", "는"),
    ("김하나(알파)", "는"), ("“0건”", "은"),
    ("Arm", "은(는)"), ("Oracle", "은(는)"), ("", "은(는)"), ("?", "은(는)"), ("ㄱ", "은(는)"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "particle"), WORDS)
def test_the_particle_fits_the_last_sound_and_both_stand_where_it_is_not_known(word: str, particle: str) -> None:
    assert with_particle(word, "은", "는") == word + particle


@given(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")))
def test_a_syllable_ends_in_a_consonant_if_it_decomposes_into_three(syllable: str) -> None:
    assert ends_in_consonant(syllable) == (len(unicodedata.normalize("NFD", syllable)) == 3)
