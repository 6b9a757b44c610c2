"""Ledgers as this version writes them, kept so that later versions can show that they still read them.

    python -m tests.keeping.golden

makes ``tests/keeping/ledgers/v<VERSION>``, once for each version of the records; what is there is never made anew.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.ledger import Ledger
from stargate_claims.keeping.library import load
from stargate_claims.keeping.records import VERSION, Record
from stargate_claims.keeping.saving import open_store

GOLDEN = Path(__file__).with_name("ledgers")
SOURCE = """\
source:
  id: one
  publisher: daily-one
  author: 이하늘
  title: 항만 확장 발표
  published: 2030-01-10
  language: ko
  url: https://daily-one.example/1
claims:
  - {id: g1, by: park-jisoo, via: [daily-one], form: direct, cue: 밝혔다, force: report, said: 2030-01-09,
     about: 2030-01-09, subject: hanbit, measure: funds_available, for: saebyeok, value: 5억 달러,
     restated: 약 7천억원, at: {paragraph: 3, start: 5, end: 11, digest: 00000000000000ab},
     summary: {ko: 자금 준비, en: money ready}}
  - {id: g2, by: [hanbit, park-jisoo], force: plan, certainty: probable, about: 2030-01/.., subject: saebyeok,
     measure: sites_planned, value: 최소 10곳, qualifiers: {kind: terminal}, reviewed_by: kim, reviewed_on: 2030-02-01}
  - {id: g3, by: daily-one, force: report, said: 2030-01-08/2030-01-10, subject: saebyeok, measure: crane_count,
     value_inferred: 0대}
  - {id: g4, by: park-jisoo, force: denial, denies: [g3], note: 전화 통화}
  - {id: g5, by: daily-one, subject: saebyeok, measure: quay_opened, day: 2031-06}
  - {id: g6, by: daily-one, subject: saebyeok, measure: quay_partners, members: [hanbit, daily-one], list: open}
  - {id: g7, by: daily-one, subject: saebyeok, measure: quay_works, stage: started}
  - {id: g8, by: daily-one, subject: {each: [hanbit, saebyeok]}, measure: quay_alive, holds: no, polarity: negative}
  - {id: g9, by: daily-one, said: 2030-01-10, subject: saebyeok, measure: quay_works, stage: planned, supersedes: [g7]}
"""
ENTITIES = """\
entities:
  - {id: park-jisoo, kind: person, label: {ko: 박지수, en: Park Jisoo}, aliases: [박 대표],
     facts: [{speaks_for: hanbit, source: one, window: 2029-01-01/..}]}
  - {id: hanbit, kind: organisation, label: {ko: 한빛그룹, en: Hanbit Group}}
  - {id: saebyeok, kind: project, label: {ko: 새벽 프로젝트, en: Project Saebyeok}}
  - {id: daily-one, kind: organisation, label: {ko: 하루일보}}
"""
MEASURES = """\
ladders:
  quay_works: [{id: planned, ko: 계획, en: planned}, {id: started, ko: 착공, en: started}]
measures:
  - {id: crane_count, label: {ko: 크레인 수}, dimension: count, behaviour: cumulative, counter: [대]}
  - {id: quay_opened, label: {ko: 개장일}, dimension: day, behaviour: fixed, once: yes}
  - {id: quay_partners, label: {ko: 참여사}, dimension: members, behaviour: fixed}
  - {id: quay_works, label: {ko: 공사}, dimension: stage, behaviour: cumulative, ladder: quay_works}
  - {id: quay_alive, label: {ko: 존속}, dimension: state, behaviour: level}
"""
RULES = """\
cast:
  entities: [{id: ara, kind: organisation, label: {ko: 아라}}]
  sources: [{id: s1, publisher: ara, published: 2031-01-01}]
rules:
  - id: money-buys-cranes
    when: [{measure: funds_available, subject: X, for: P, value: {above: 0}}]
    then: {measure: crane_count, subject: P, at_least: 1}
    grace: 90
    why: {ko: 돈이 있으면 크레인을 산다, en: money buys cranes}
    source: ours
    cases:
      - name: one
        claims:
          - {id: a, by: ara, said: 2030-01-01, subject: ara, for: ara, measure: funds_available, value: 5억 달러}
          - {id: b, by: ara, said: 2030-12-01, subject: ara, measure: crane_count, value: 0대}
        clashes: [[a, b]]
"""
LEDGER = """\
name: 황금 원장
language: en
rates: ecb
suppressions:
  - {finding: f-1, fingerprint: x, reason: 확인, until: 2031-01-01}
"""


def make(folder: Path) -> None:
    """The same ledger on paper, as a journal and in SQLite, and its head."""
    paper = folder / "paper"
    paper.mkdir(parents=True)
    texts = {"one": SOURCE, "entities": ENTITIES, "measures": MEASURES, "rules": RULES, "ledger": LEDGER}
    for name, text in texts.items():
        (paper / f"{name}.yaml").write_text(text, encoding="utf-8")
    journal = folder / "ledger.jsonl"
    load(paper).save(journal)
    with open_store(journal) as store:  # and what paper has no room for
        kim = Record.of("entity", {"id": "kim", "kind": "person", "label": {"ko": "김"}, "mood": [1, {"a": "가"}]})
        store.append_many([kim, Record.of("entity", {**kim.value, "label": {"ko": "김씨"}}, more={"zeal": True})])
    convert(str(journal), str(folder / "ledger.db"))
    (folder / "head.txt").write_text(f"{load(journal).head}\n", encoding="utf-8")


def other(folder: Path) -> Ledger:
    """A ledger that goes on from a golden one."""
    ledger = load(folder / "ledger.jsonl")
    ledger.claim("kim", "funds_available", "6억 달러", subject="hanbit", for_="saebyeok", source="daily-one 2030-05-01",
                 said=date(2030, 4, 30))  # fmt: skip
    return ledger


if __name__ == "__main__":
    make(GOLDEN / f"v{VERSION}")
