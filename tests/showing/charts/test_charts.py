"""The four charts: what they draw, how they are kept, and what they say where there is nothing to draw."""

from __future__ import annotations

import builtins
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from attrs import evolve

import stargate_claims as sc
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.rates import RateTable
from stargate_claims.judging.report import Report
from stargate_claims.model.quantities import Rate
from stargate_claims.model.shown import Drawing
from stargate_claims.showing.charts.chart import Chart
from stargate_claims.showing.charts.parties import PARTIES_AT_MOST
from stargate_claims.showing.charts.promises import ROWS_AT_MOST
from stargate_claims.showing.charts.timeline import LABELS_AT_MOST
from tests.showing.markup import read, svg_faults
from tests.showing.nasty import fuzzed
from tests.showing.story import VOCABULARY, judge, say

FUNDS = "funds_available(alpha, for=harbour)"
READY = say("k1", "funds_available", "1,000억 달러", by="head", subject="alpha", for_="harbour", said="2030-01-22")
SHORT = say("k3", "funds_available", "100억 달러에도 못 미친다", subject="alpha", for_="harbour", said="2030-01-22")
PLEDGE = say("k4", "investment_planned_total", "5,000억 달러", by="alpha", force="commitment", said="2030-01-21",
             about="../2032")  # fmt: skip
PRICED = say("k5", "acquisition_price", "30억 달러", said="2030-06-10", restated="약 4조3000억원")
RATES = RateTable.of(
    Rate(base="USD", to="KRW", day=date(2030, 6, day), value=Decimal(1400 + day), source="은행") for day in range(1, 21)
)


@pytest.fixture(scope="module")
def seeds() -> Report:
    return sc.check_consistency(sc.example("stargate"))


def charts(report: Report, language: str | None = None) -> list[Drawing]:
    asked = [report.chart_parties(language), report.chart_promises(language), report.chart_rates(language)]
    questions = {question for question, _ in report.case.constraints}
    return [*asked, *(report.chart(question, language) for question in sorted(questions, key=str))]


def texts(chart: Drawing) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(chart.svg).iter() if node.tag.endswith("text")]


def shapes(chart: Drawing, tag: str, **attributes: str) -> list[ElementTree.Element]:
    nodes = ElementTree.fromstring(chart.svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}")
    return [node for node in nodes if all(node.get(name) == value for name, value in attributes.items())]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_question_of_the_seeds_can_be_drawn(seeds: Report, language: str) -> None:
    for chart in charts(seeds, language):
        assert svg_faults(chart.svg) == []
        assert chart.alt
        assert len(chart.svg) < 40_000
        found = read(chart._repr_html_())
        assert found.faults == []
        assert found.tags["img"] == 1


class TestTimeline:
    def test_sides_are_coloured_labelled_and_joined(self) -> None:
        chart = judge(READY, SHORT).chart(FUNDS)
        assert {"김하나 · “1,000억 달러”", "박둘 · “100억 달러에도 못 미친다”", "A쪽", "B쪽", "어긋남"} <= set(
            texts(chart)
        )
        assert len(shapes(chart, "line", **{"class": "clash"})) == 1
        (clash,) = shapes(chart, "line", **{"class": "clash"})
        assert clash.get("x1") == clash.get("x2")
        assert "맞선다" in chart.alt

    def test_agreement_is_drawn_without_a_clash(self) -> None:
        chart = judge(READY).chart(FUNDS)
        assert not shapes(chart, "line", **{"class": "clash"})
        assert "어긋나지 않음" in texts(chart)
        assert "어긋나는 곳 없음" in chart.alt

    def test_bounds_are_arrows_and_rectangles_have_two_ends(self) -> None:
        chart = judge(READY, SHORT).chart(FUNDS)
        plot = [node for node in shapes(chart, "rect") if node.get("fill-opacity")]
        assert len(plot) == 1
        heads = [node for node in shapes(chart, "path", fill="none") if (node.get("d") or "").count("L") == 2]
        assert len(heads) == 1  # the cap

    def test_the_day_of_the_report_is_marked(self) -> None:
        chart = check_consistency([READY, SHORT], vocabulary=VOCABULARY, as_of=date(2030, 7, 1)).chart(FUNDS)
        assert "2030년 7월 1일 기준" in texts(chart)
        assert shapes(chart, "line", **{"class": "now"})

    def test_its_language_is_the_reports_unless_asked(self) -> None:
        ledger = sc.Ledger(name="x", language="en", vocabulary=VOCABULARY, claims=[READY, SHORT])
        report = check_consistency(ledger)
        assert "side A" in texts(report.chart(FUNDS))
        assert "A쪽" in texts(report.chart(FUNDS, "ko"))
        with pytest.raises(ValueError, match="'ko' or 'en', not 'fr'"):
            report.chart(FUNDS, "fr")

    def test_a_question_that_nobody_answers(self) -> None:
        with pytest.raises(sc.UnknownName):
            judge(READY).chart("funds_available(nobody)")

    def test_of_very_many_claims_some_are_drawn_and_the_rest_counted(self) -> None:
        claims = [evolve(SHORT, id=f"m{n:03}", by=(f"v{n}",)) for n in range(LABELS_AT_MOST + 139)]
        chart = judge(READY, *claims).chart(FUNDS)
        assert "… 외 140건" in texts(chart)

    def test_days_far_away_leave_the_scale_readable(self) -> None:
        far = say("k9", "funds_available", "10억 달러", subject="alpha", for_="harbour", about="2990")
        years = [words for words in texts(judge(READY, far).chart(FUNDS)) if re.fullmatch(r"\d{4}년 \d+월", words)]
        assert years
        assert all(words < "2051" for words in years)

    def test_a_changed_plan_is_joined_where_it_changed(self) -> None:
        later = evolve(PLEDGE, id="k7", said=say("x", "means", holds=True, said="2030-06-01").said,
                       quantity=sc.parse_quantity("1,000억 달러"))  # fmt: skip
        (finding,) = judge(PLEDGE, later).findings
        (clash,) = shapes(judge(PLEDGE, later).chart(finding.question), "line", **{"class": "clash"})
        assert float(clash.get("x1", "0")) < 560

    def test_states_have_words_for_values(self, seeds: Report) -> None:
        assert {"그렇다", "아니다"} <= set(texts(seeds.chart("means(stargate-project)")))
        assert {"그렇다", "아니다"} <= set(texts(seeds.chart("acts_together(openai+softbank-group) [company]")))
        assert {"빠른 진척", "정체"} <= set(texts(seeds.chart("pace(stargate-project)")))


class TestParties:
    def test_an_arc_for_every_two_who_clash(self) -> None:
        chart = judge(READY, SHORT).chart_parties()
        assert {"김하나 (1)", "박둘 (1)"} <= set(texts(chart))
        assert len([node for node in shapes(chart, "path") if "C" in (node.get("d") or "")]) == 1
        assert "김하나 × 박둘 1쌍" in chart.alt or "박둘 × 김하나 1쌍" in chart.alt

    def test_those_who_contradict_themselves_have_a_loop(self) -> None:
        chart = judge(READY, evolve(SHORT, by=("head",))).chart_parties()
        assert len(shapes(chart, "circle", fill="none")) == 1

    def test_no_clash(self) -> None:
        assert texts(judge(READY).chart_parties()) == ["누가 누구와 어긋나나: 어긋나는 주장 없음"]

    def test_of_very_many_voices_some_are_drawn_and_the_rest_counted(self) -> None:
        claims = [evolve(SHORT, id=f"m{n:03}", by=(f"v{n:03}",)) for n in range(PARTIES_AT_MOST + 139)]
        chart = judge(READY, *claims).chart_parties()
        assert "… 외 140건" in texts(chart)


class TestPromises:
    def test_a_row_for_each_with_its_outcome(self, seeds: Report) -> None:
        chart = seeds.chart_promises()
        assert texts(chart).count("지켜지지 않음") == 3 + 1  # and once in the legend
        assert "18건" in chart.alt

    def test_none(self) -> None:
        assert texts(judge(READY).chart_promises("en")) == ["What became of the promises: there are none"]

    def test_of_very_many_some_are_drawn_and_the_rest_counted(self) -> None:
        claims = [evolve(PLEDGE, id=f"m{n:03}", said=evolve(PLEDGE.said)) for n in range(ROWS_AT_MOST + 140)]
        assert "… 외 140건" in texts(judge(*claims).chart_promises())


class TestRates:
    def test_implied_rates_stand_beside_the_official_ones(self) -> None:
        chart = check_consistency([PRICED], vocabulary=VOCABULARY, rates=RATES).chart_rates()
        assert "은행 환율" in texts(chart)
        assert "환율과 맞음" in texts(chart)
        assert "환산 1건 가운데 1건" in chart.alt
        line = max(shapes(chart, "path", fill="none"), key=lambda node: len(node.get("d") or ""))
        assert (line.get("d") or "").count("L") >= 8

    def test_one_that_fits_no_day(self) -> None:
        wrong = evolve(PRICED, restated=sc.parse_quantity("약 9조원"))
        chart = check_consistency([wrong], vocabulary=VOCABULARY, rates=RATES).chart_rates("en")
        assert "fits none of them" in texts(chart)
        assert "0 of 1 conversion" in chart.alt

    def test_without_rates_it_says_how_to_get_them(self) -> None:
        (words,) = texts(judge(PRICED).chart_rates())
        assert 'rates="ecb"' in words


class TestKeeping:
    @pytest.fixture
    def chart(self) -> Drawing:
        return judge(READY, SHORT).chart(FUNDS)

    def test_as_svg(self, chart: Drawing, tmp_path: Path) -> None:
        path = chart.save(tmp_path / "x.svg")
        assert path.read_text(encoding="utf-8") == chart.svg

    def test_as_png(self, chart: Drawing, tmp_path: Path) -> None:
        pytest.importorskip("resvg_py", reason="needs resvg-py")
        plain = chart.save(tmp_path / "x.png").read_bytes()
        fine = chart.save(str(tmp_path / "y.PNG"), scale=3).read_bytes()
        assert plain.startswith(b"\x89PNG\r\n")
        width = [int.from_bytes(data[16:20], "big") for data in (plain, fine)]
        assert width == [1760, 2640]

    def test_a_png_has_hangul_where_there_is_a_font(self, tmp_path: Path) -> None:
        pytest.importorskip("resvg_py", reason="needs resvg-py")
        from stargate_claims.showing.charts.chart import empty

        drawn = {empty(word).save(tmp_path / f"{word}.png").read_bytes() for word in ("가나", "다라", "마바")}
        if len(drawn) == 1:
            pytest.skip("needs a Korean font: apt-get install fonts-nanum")
        assert len(drawn) == 3

    def test_in_a_notebook(self, chart: Drawing) -> None:
        assert isinstance(chart, Chart)
        assert chart._repr_mimebundle_() == {"text/plain": chart.alt, "text/html": chart._repr_html_()}

    @pytest.mark.parametrize("name", ["x.pdf", "x", "x.svgz"])
    def test_as_nothing_else(self, chart: Drawing, tmp_path: Path, name: str) -> None:
        with pytest.raises(ValueError, match=r"saved as \.svg or \.png"):
            chart.save(tmp_path / name)

    def test_in_altair(self, seeds: Report) -> None:
        pytest.importorskip("altair", reason="needs Altair")
        for chart in charts(seeds)[:8]:
            spec = chart.to_altair().to_dict()
            assert spec["description"] == chart.alt
            (rows,) = spec["datasets"].values() if "datasets" in spec else (spec["data"]["values"],)
            assert isinstance(chart, Chart)
            assert len(rows) == len(chart.rows)
            used = {channel["field"] for name, channel in spec["encoding"].items() if name != "tooltip"}
            assert used <= set(rows[0])

    def test_findings_in_great_tables(self, seeds: Report) -> None:
        pytest.importorskip("great_tables", reason="needs great_tables")
        pytest.importorskip("pandas", reason="needs pandas")
        text = seeds.to_great_tables().as_raw_html()
        assert "소프트뱅크그룹: 가용 자금" in text
        assert "c4-15" in text
        assert "Claims that cannot all be true" in seeds.to_great_tables("en").as_raw_html()

    @pytest.mark.parametrize(
        ("missing", "ask"),
        [
            ("resvg_py", lambda report, folder: report.chart_parties().save(folder / "x.png")),
            ("altair", lambda report, folder: report.chart_parties().to_altair()),
            ("great_tables", lambda report, folder: report.to_great_tables()),
        ],
    )
    def test_what_is_missing_is_named_with_its_command(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: str, ask: Any
    ) -> None:
        real = builtins.__import__

        def without(name: str, *rest: Any, **more: Any) -> Any:
            if name == missing:
                raise ImportError(name)
            return real(name, *rest, **more)

        monkeypatch.setattr(builtins, "__import__", without)
        with pytest.raises(ImportError, match=r"pip install 'stargate-claims\[charts\]'"):
            ask(judge(READY, SHORT), tmp_path)


@pytest.mark.no_cover
def test_nothing_in_a_name_reaches_a_drawing_as_markup() -> None:
    for text in fuzzed(300, seed=11):
        claims = [evolve(claim, by=(text, claim.by[0])) for claim in (READY, SHORT)]
        report = judge(*claims)
        for chart in (report.chart(FUNDS), report.chart_parties()):
            assert svg_faults(chart.svg) == [], text
            assert read(chart._repr_html_()).faults == [], text
            chart.svg.encode()
