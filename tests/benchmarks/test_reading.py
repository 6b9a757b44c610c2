"""Speed of reading, as ratios to one plain regular expression in the same run and process."""

from __future__ import annotations

import math
import re
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stargate_claims.reading.dates import find_dates
from stargate_claims.reading.figures import find_figures

pytestmark = pytest.mark.benchmark

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
PUBLISHED = date(2025, 7, 22)
PLAIN = re.compile(
    r"(?:약|최대|최소|총|지난|오는|이달|내년|올해|수)?[ ]?[0-9][0-9,.]*(?:[ ]?(?:만|억|조|천|백|십|경)+[0-9,.]*)*[ ]?"
    r"(?:달러|원|유로|엔|위안|파운드|불|GW|MW|기가와트|%|명|곳|개|건|주|배|위|차례|년|월|일|시간|개월|분기)?"
)
# Our own sentences: one figure in about 60 characters, as in the business pages.
SENTENCES = (
    "이 회사는 지난 {d}일 새 공장을 짓는 데 모두 {n}억 달러를 쓰겠다고 밝혔지만 구체적인 일정은 내놓지 않았다. ",
    "현지 매체는 담당자의 말을 빌려 지금까지 문을 연 곳은 {s}곳뿐이며 나머지는 설계 단계에 머물러 있다고 전했다. ",
    "업계에서는 내년 {q}분기에야 첫 설비가 들어설 것으로 보고 있으며 그때까지 들어갈 돈을 약 {n}조원으로 어림한다. ",
    "회사 측은 사실과 다르다며 협력사와 맺은 계약을 차질 없이 지키고 있고 자금도 넉넉하다고 되풀이해 말했다. ",
    "전문가들은 전력 사정이 가장 큰 걸림돌이라며 {s}GW를 끌어오려면 송전선부터 새로 깔아야 한다고 지적했다. ",
)


ENGLISH = (
    "The company said it would spend ${n} billion on {s} sites by 2029, up from ${s}.4 billion a year earlier. ",
    "Revenue rose {s}% in the second quarter of 2025, more than analysts had expected, while costs went on falling. ",
    "The first building, about 20 miles west of the city, will draw {s} megawatts when it opens early next year. ",
    "A spokesman declined to say who else had been asked to take part, or when the talks might come to an end. ",
    "People familiar with the plan said {n},{n:03d} workers would be hired before the end of {d} months of testing. ",
)


def _generated(size: int, sentences: tuple[str, ...] = SENTENCES) -> str:
    """Business prose of about so many characters; every run makes the same."""
    pieces: list[str] = []
    length = number = 0
    while length < size:
        pieces.append(
            sentences[number % len(sentences)].format(
                d=number % 28 + 1, n=number * 7 % 990 + 3, s=number * 3 % 89 + 2, q=number % 4 + 1
            )
        )
        length += len(pieces[-1])
        number += 1
    return "".join(pieces)


def _article_text() -> str:
    if SEEDS.is_dir():
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
        return text * (1_000_000 // len(text.encode()) + 1)
    return _generated(400_000)


def _seconds(work: Callable[[], object], rounds: int = 7) -> float:
    """CPU time, median of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


FIGURES_BAR = 0.33
BOTH_BAR = 0.2
DENSE_FIGURES_BAR = 0.2
DENSE_BOTH_BAR = 0.16
"""For text that is denser than articles are: three figures and two days in 200 characters, some or all in English."""
FLOOR = 0.9
"""The share of the bars that every run must reach: what makes many small objects loses more to other work on the host
than one pass of ``re`` does. The bars themselves are asserted by hand, with ``-m soak``."""
PIECE = 50_000
WORKS: tuple[Callable[[str], object], ...] = (
    lambda text: sum(1 for _ in PLAIN.finditer(text)),
    find_figures,
    lambda text: find_dates(text, PUBLISHED),
)


def _ratios(text: str, rounds: int = 7) -> tuple[float, float]:
    """Throughput of figures, and of figures and days, as shares of the plain pattern's.

    The three take turns on one piece of the text after another, and each piece counts with the shortest of its rounds:
    other work on the machine lengthens some rounds of each, and none shortens any.
    """
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    best = [[math.inf] * len(WORKS) for _ in pieces]
    for _ in range(rounds):
        for piece, times in zip(pieces, best, strict=True):
            for number, work in enumerate(WORKS):
                start = time.process_time()
                work(piece)
                times[number] = min(times[number], time.process_time() - start)
    plain, figures, days = (sum(times[number] for times in best) for number in range(len(WORKS)))
    return plain / figures, plain / (figures + days)


def _report(name: str, ratios: tuple[float, float], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{name}: figures {ratios[0]:.2f}, with days {ratios[1]:.2f} of the plain pattern")  # noqa: T201 - a benchmark reports


@pytest.mark.parametrize("share", [FLOOR, pytest.param(1, marks=pytest.mark.soak)])
def test_throughput_beside_one_regular_expression(share: float, capsys: pytest.CaptureFixture[str]) -> None:
    figures, both = _ratios(_article_text())
    if figures < share * FIGURES_BAR or both < share * BOTH_BAR:  # more rounds find the quiet moments
        figures, both = _ratios(_article_text(), 21)
    _report("articles", (figures, both), capsys)
    assert figures >= share * FIGURES_BAR
    assert both >= share * BOTH_BAR


@pytest.mark.parametrize("share", [FLOOR, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", ["english", "mixed"])
def test_throughput_on_dense_text(name: str, share: float, capsys: pytest.CaptureFixture[str]) -> None:
    english = _generated(200_000, ENGLISH)
    text = english if name == "english" else english[:100_000] + _generated(100_000)
    figures, both = _ratios(text)
    if figures < share * DENSE_FIGURES_BAR or both < share * DENSE_BOTH_BAR:
        figures, both = _ratios(text, 21)
    _report(name, (figures, both), capsys)
    assert figures >= share * DENSE_FIGURES_BAR
    assert both >= share * DENSE_BOTH_BAR


PUMPS = [
    "1,", "9", "1 ", "1.", "1,1", "5억 ", "5만 ", "억", "천", "(약 ", "(", "수천", "두 ", "한 건도 ", "약 ",
    "최소 ", "1~", "1-", "1에서 ", "5% 이상 ", "$", "$1", "a ", "no ", "one ", "five-", "3월 ", "2025년 ", "2025 ",
    "지난 ", "21일", "1/", "'22년~", "q1", "Q1 ", "May ",
    "e\u0301", "\u0301", "\u200b", "\u1100\u1161", "５", "\u202e5", "의 ", "같은 해 ", "5달러(",
]  # fmt: skip


def _exponent(pump: str, sizes: tuple[int, int]) -> float:
    """How time grows with length: the slope of the logarithms."""
    small, large = (min(_cost(pump * (size // len(pump))) for _ in range(2)) for size in sizes)
    return math.log(large / small) / math.log(sizes[1] / sizes[0])


def _cost(text: str) -> float:
    start = time.process_time()
    find_figures(text)
    find_dates(text, PUBLISHED)
    return time.process_time() - start


@pytest.mark.parametrize("pump", PUMPS, ids=ascii)
def test_hostile_text_costs_no_more_than_its_length(pump: str) -> None:
    assert _exponent(pump, (16_384, 262_144)) <= 1.2


def _soaked(name: str, make: Callable[[int], str], capsys: pytest.CaptureFixture[str]) -> float:
    """How time grows from 64 kB to 16 MB: the larger text takes minutes where all of it matches."""
    small, large = min(_cost(make(65_536)) for _ in range(9)), _cost(make(16_777_216))
    exponent = math.log(large / small) / math.log(16_777_216 / 65_536)
    with capsys.disabled():
        print(f"\n{name} of 64 kB to 16 MB: length^{exponent:.3f}, {large:.1f} s")  # noqa: T201 - a benchmark reports
    return exponent


@pytest.mark.soak
def test_articles_of_megabytes(capsys: pytest.CaptureFixture[str]) -> None:
    exponent = _soaked("articles", _generated, capsys)
    assert exponent <= 1.1


@pytest.mark.soak
@pytest.mark.parametrize("pump", PUMPS, ids=ascii)
def test_hostile_text_of_megabytes(pump: str, capsys: pytest.CaptureFixture[str]) -> None:
    exponent = _soaked(ascii(pump), lambda size: pump * (size // len(pump)), capsys)
    assert exponent <= 1.1


@pytest.mark.filterwarnings("ignore")  # what others warn of is their business
@pytest.mark.parametrize("name", ["re2", "quantulum3", "price_parser"])
def test_peers_beside_us(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What others take for the same text, where they are installed; figures to read, not a bar."""
    module = pytest.importorskip(name, reason=f"{name} is installed only for comparing")
    text = _article_text()[: 10_000 if name == "quantulum3" else 100_000]
    ours = _seconds(lambda: find_figures(text), 3)
    run: Callable[[], object] = {
        "re2": lambda: sum(1 for _ in module.compile(PLAIN.pattern).finditer(text)),
        "quantulum3": lambda: __import__("quantulum3.parser").parser.parse(text),
        "price_parser": lambda: [module.Price.fromstring(line) for line in text.splitlines()],
    }[name]
    with capsys.disabled():
        print(f"\n{name}: {_seconds(run, 3) / ours:.2f} of our time")  # noqa: T201 - a benchmark reports
