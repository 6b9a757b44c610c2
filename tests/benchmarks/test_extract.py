"""Speed of extracting, as a share of the throughput of find_figures in the same run; and hostile text."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import date

import pytest

from stargate_claims.model.intervals import Window
from stargate_claims.model.sources import Source
from stargate_claims.reading.extract import extract_claims
from stargate_claims.reading.figures import find_figures

pytestmark = pytest.mark.benchmark

SOURCE = Source(id="a", publisher="paper", published=Window.on(date(2031, 3, 5)))
BAR = 0.1
FLOOR = 0.35
"""The share of the bar that every run asserts: 0.37 to 0.45 of it is reached, by the machine; `-m soak` asserts all."""
PARTS, ROUNDS = 10, 5
# An article of our own as the business pages print them: a headline, a caption, a byline; a figure in every third sentence.  # noqa: E501
LINES = (
    "{name}, 새 공장에 승부수 … “{n}년 안에 따라잡는다”",
    "{name} 본사 전경. 사진={name} 제공",
    "{name}가 새 공장을 짓는 데 모두 {n}억 달러를 투자하겠다고 {d}일 밝혔다. 첫 삽을 뜨는 시기는 이사회를 거쳐 정하기로 했다. "  # noqa: E501
    "지역 사회에서는 반기는 목소리와 걱정하는 목소리가 엇갈린다.",
    "김한결 {name} 회장은 “우리 기술을 믿는 고객이 있기에 내린 결정”이라며 “함께 일할 사람을 널리 찾겠다”고 말했다. "
    "그는 앞서 여러 자리에서 생산 거점을 넓히겠다는 뜻을 내비쳐 왔다.",
    "업계에서는 이번 결정이 경쟁사의 발걸음을 재촉할 것으로 보고 있다. 다만 전력과 용수를 어떻게 댈지는 아직 정해지지 않았다. "  # noqa: E501
    "시 관계자는 송전선을 새로 까는 방안을 놓고 주민과 머리를 맞대고 있다고 설명했다.",
    "{name}는 지난해 매출이 {n}조원으로 {s}% 늘었다고 공시했다. 새 설비가 돌아가면 생산 능력은 지금보다 크게 늘어난다. "
    "증권가에서는 투자 부담이 당분간 실적을 누를 수 있다는 말도 나온다.",
    "한편 {name}는 협력사와 장비 공급 계약을 맺고 시험 생산을 서두르고 있다. 계약 조건은 밝히지 않기로 두 회사가 뜻을 모았다. "  # noqa: E501
    "현지 매체는 담당자의 말을 빌려 설계가 마무리 단계에 들어섰다고 전했다.",
    "이하늘 한빛신문 기자 sky@example.com",
)
NAMES = ("새봄전자", "한빛모터스", "가람중공업", "누리화학", "다온에너지", "라온물산", "마루조선")


def articles(size: int) -> str:
    """Articles of about so many bytes in one text; every run makes the same, and no line comes twice."""
    pieces: list[str] = []
    length = number = 0
    while length < size:
        for line in LINES:
            made = line.format(
                name=f"{NAMES[number % 7]}{number}", n=number * 7 % 990 + 3, d=number % 28 + 1, s=number % 89 + 2
            )
            pieces.append(made)
            length += len(made.encode()) + 1
        number += 1
    return "\n".join(pieces)


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("share", [FLOOR, pytest.param(1, marks=pytest.mark.soak)])
def test_throughput_beside_finding_figures(share: float, capsys: pytest.CaptureFixture[str]) -> None:
    text = articles(1_000_000)
    drafts = sum(len(extract_claims(part, SOURCE)) for part in parts(text))
    assert drafts > 1000  # it does read claims at that speed
    # Both sides in turn on short pieces, and the fastest run of each piece: other work on the machine only ever slows.
    figures, extract = [], []
    for part in parts(text):
        rounds = [
            (seconds(lambda part=part: find_figures(part)), seconds(lambda part=part: extract_claims(part, SOURCE)))  # type: ignore[misc]
            for _ in range(ROUNDS)
        ]
        figures.append(min(one for one, _ in rounds))
        extract.append(min(other for _, other in rounds))
    ratio = sum(figures) / sum(extract)
    with capsys.disabled():
        print(f"\nextract {ratio:.3f} of find_figures")  # noqa: T201 - a benchmark reports
    assert ratio >= share * BAR


def parts(text: str) -> list[str]:
    """A text in pieces of whole lines."""
    lines = text.split("\n")
    size = len(lines) // PARTS + 1
    return ["\n".join(lines[at : at + size]) for at in range(0, len(lines), size)]


PUMPS = [
    "다", "다. ", "“", "”", '"', "“가”고 ", "고 ", "며 ", "에 따르면 ", "따르면 ", "것으로 알려졌다. ", "(", "한빛은 ", "한빛은 10억 달러를 ",  # noqa: E501
    "10억 달러를 투자하겠다고 밝혔다. ", "을 인용해 ", "의 발표를 ", "김 회장은 ", "그는 ", "두 회사는 ", "말했다 ", "고 말했다 ", "다고 말했다 ",  # noqa: E501
    "업계에선 ", "의 주장을 부인했다. ", "의 주장을 ", "갈등 ", "돈이 없다 ", "계약을 ", "아직 ", "said ", "He said. ", "according to ",  # noqa: E501
    "A B ", "A ", ", ", "Jane Doe, ", "[가=", "\n", "가\n", "사진=", "date 2025-01-01 ", "까지 ", "\u200b", "기간은 ", "A said \"b\" ",  # noqa: E501
]  # fmt: skip


@pytest.mark.parametrize("pump", PUMPS, ids=ascii)
def test_hostile_text_costs_no_more_than_its_length(pump: str) -> None:
    sizes = (8_192, 131_072)
    times = []
    for size in sizes:
        text = pump * (size // len(pump))
        times.append(max(min(seconds(lambda text=text: extract_claims(text, SOURCE)) for _ in range(2)), 0.0005))  # type: ignore[misc]
    assert math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0]) <= 1.25
