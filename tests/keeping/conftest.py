from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.library import load
from stargate_claims.keeping.problems import Problem
from tests.servers import Server, running

ENTITIES = """\
entities:
  - {id: park-jisoo, kind: person, label: {ko: 박지수, en: Park Jisoo}, aliases: [박 대표]}
  - {id: hanbit, kind: organisation, label: {ko: 한빛그룹, en: Hanbit Group}}
  - {id: saebyeok, kind: project, label: {ko: 새벽 프로젝트, en: Project Saebyeok}}
  - {id: daily-one, kind: organisation, label: {ko: 하루일보}}
"""
SOURCE = """\
source:
  id: one
  publisher: daily-one
  published: 2030-01-10
"""
MEASURES = """\
ladders:
  works:
    - {id: planned, ko: 계획, en: planned}
    - {id: started, ko: 착공, en: started}
measures:
  - {id: contracts, label: {ko: 계약 건수}, dimension: count, behaviour: cumulative, keys: [kind], counter: [건]}
  - {id: money, label: {ko: 자금}, dimension: money, behaviour: level}
  - {id: works, label: {ko: 공사}, dimension: stage, behaviour: cumulative, ladder: works}
  - {id: opened, label: {ko: 개장일}, dimension: day, behaviour: fixed, once: yes}
  - {id: partners, label: {ko: 참여사}, dimension: members, behaviour: fixed}
  - {id: alive, label: {ko: 존속}, dimension: state, behaviour: level}
  - {id: power, label: {ko: 용량}, dimension: power, behaviour: intention, unit: GW}
  - {id: share, label: {ko: 지분}, dimension: percent, behaviour: level}
  - {id: heads, label: {ko: 수}, dimension: count, behaviour: level}
  - {id: remark, label: {ko: 평}, dimension: text, behaviour: context}
"""
EVERY_KEY = (
    "force: commitment\nform: mixed\ncertainty: probable\npolarity: negative\nrank: deprecated\nrank_reason: 오독\n"
    "cue: 밝혔다\nvia: [daily-one]\nsaid: 2030-01-08/2030-01-09\nabout: '[2030-01-01..2030-01-05]'\nmeasure: money\n"
    "of: hanbit\nfor: saebyeok\nbundle: saebyeok\nqualifiers: {kind: a, tranche: '1'}\nvalue: 5억원\n"
    "adequacy: {for: saebyeok, enough: no}\ntogether: [park-jisoo]\nwithout: daily-one\n"
    "predicts: {measure: contracts, subject: saebyeok, of: hanbit, qualifiers: {kind: a}, value: 1건}\n"
    "denies: [z]\nsupports: z\nrefers_to: [z]\nrevises: [z]\nsupersedes: [z]\nretracts: [z]\n"
    "at: {paragraph: 3, start: 5, end: 9, digest: abc, occurrence: 2, repeats: [1, 4]}\n"
    "summary: {ko: 요약, en: summary}\nnote: 메모\nreviewed_by: kim\nreviewed_on: 2030-02-01\n"
    "recorded_at: 2030-02-01T10:00:00+09:00"
)
"""Every key that a claim with a figure may have, but for id, by and subject."""

FORMS = (".jsonl", ".db", "postgresql")
"""Every store of records."""

Places = Callable[[str], str]
"""Gives a new place for a store of a form."""
Write = Callable[[Mapping[str, str | bytes]], Path]
Problems = Callable[[Mapping[str, str | bytes]], tuple[Problem, ...]]


def claims(*blocks: str) -> str:
    """A source file with these claims; each block is the lines of one claim."""
    shown = "".join("  - " + "\n    ".join(block.strip().splitlines()) + "\n" for block in blocks)
    return f"{SOURCE}claims:\n{shown}"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a ledger folder: the vocabulary above, and the files given."""

    def written(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "원장"
        folder.mkdir(exist_ok=True)
        for name, text in {"entities.yaml": ENTITIES, "measures.yaml": MEASURES, **files}.items():
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return written


@pytest.fixture
def problems(write: Write) -> Problems:
    """The problems of a ledger folder, with file names alone."""

    def found(files: Mapping[str, str | bytes]) -> tuple[Problem, ...]:
        with pytest.raises(LedgerError) as caught:
            load(write(files))
        assert all(isinstance(problem, Problem) for problem in caught.value.problems)
        return tuple(problem for problem in caught.value.problems if isinstance(problem, Problem))

    return found


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server, where there can be one."""
    yield from running()


@pytest.fixture
def places(tmp_path: Path, request: pytest.FixtureRequest) -> Places:
    """New places, with names that are hard on whoever takes them apart."""

    def place(form: str) -> str:
        if form == "postgresql":
            found: Server = request.getfixturevalue("server")
            return found.address()
        number = len(list(tmp_path.iterdir()))
        (folder := tmp_path / f"{number}").mkdir()
        return str(folder / f"원장 #1 ?mode=memory&x%41{form}")

    return place
