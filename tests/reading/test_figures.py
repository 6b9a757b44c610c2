import json
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stargate_claims.errors import FigureError
from stargate_claims.model.quantities import Hedge
from stargate_claims.reading.figures import Figure, find_figures, parse_quantity
from stargate_claims.showing.quantities import format_quantity

SHARED = Path(__file__).parents[3] / "shared" / "cases"

QUANTITIES = [  # text, interval, unit, hedge
    ("5,000억 달러", "[500000000000, 500000000000]", "USD", "exact"),
    ("최소 5,000억 달러", "[500000000000, ∞)", "USD", "at_least"),
    ("최대 5000억 달러", "(-∞, 500000000000]", "USD", "at_most"),
    ("약 143조원", "[143000000000000, 143000000000000]", "KRW", "approx"),
    ("14조3,200억원", "[14320000000000, 14320000000000]", "KRW", "exact"),
    ("100억 달러에도 못 미친다", "(-∞, 10000000000)", "USD", "less_than"),
    ("100억 달러 미만", "(-∞, 10000000000)", "USD", "less_than"),
    ("100억 달러 이하", "(-∞, 10000000000]", "USD", "at_most"),
    ("1400억 달러가 넘는", "(140000000000, ∞)", "USD", "more_than"),
    ("10억달러를 넘지 않는", "(-∞, 1000000000]", "USD", "at_most"),
    ("10%를 밑돌지 않는", "[10, ∞)", "%", "at_least"),
    ("300㎿", "[300, 300]", "MW", "exact"),
    ("500만㎾h", "[5000000, 5000000]", "kWh", "exact"),
    ("20조원을 웃도는", "(20000000000000, ∞)", "KRW", "more_than"),
    ("20조원을 밑도는", "(-∞, 20000000000000)", "KRW", "less_than"),
    ("9달러 가까이", "(-∞, 9)", "USD", "less_than"),
    ("50억원에 육박하는", "(-∞, 5000000000)", "KRW", "less_than"),
    ("50억원에 달하는", "[5000000000, 5000000000]", "KRW", "exact"),
    ("50억원보다 많은", "(5000000000, ∞)", "KRW", "more_than"),
    ("50억원보다 적은", "(-∞, 5000000000)", "KRW", "less_than"),
    ("50억원 이상을 넘는", "(5000000000, ∞)", "KRW", "more_than"),
    ("약 75조 원 이상", "[75000000000000, ∞)", "KRW", "at_least"),
    ("5억원 내외", "[500000000, 500000000]", "KRW", "approx"),
    ("5억원가량", "[500000000, 500000000]", "KRW", "approx"),
    ("한 10유로 미만", "(-∞, 10)", "EUR", "less_than"),
    ("720조", "[720000000000000, 720000000000000]", "KRW", "exact"),
    ("720조원대", "[720000000000000, 730000000000000)", "KRW", "order_of_magnitude"),
    ("수천억 달러", "[200000000000, 1000000000000)", "USD", "order_of_magnitude"),
    ("수십억원대", "[2000000000, 10000000000)", "KRW", "order_of_magnitude"),
    ("몇 천억 달러", "[200000000000, 1000000000000)", "USD", "order_of_magnitude"),
    ("1천700여 명", "[1700, 1800)", "명", "approx"),
    ("10억여원", "[1000000000, 1100000000)", "KRW", "approx"),
    ("1500kg급", "[1500, 1500]", "kg", "order_of_magnitude"),
    ("50~60%", "[50, 60]", "%", "exact"),
    ("60~50%", "[50, 60]", "%", "exact"),
    ("500~1,200만원", "[5000000, 12000000]", "KRW", "exact"),
    ("4337~4750억 홍콩달러", "[433700000000, 475000000000]", "HKD", "exact"),
    ("44조6000억~52조원", "[44600000000000, 52000000000000]", "KRW", "exact"),
    ("1만원~2만원", "[10000, 20000]", "KRW", "exact"),
    ("500~1만명", "[500, 10000]", "명", "exact"),
    ("최소 50만원에서 500만원", "[500000, 5000000]", "KRW", "exact"),
    ("25만 달러에서 약 50만 달러", "[250000, 500000]", "USD", "exact"),
    ("5만 명 내지 7만 명", "[50000, 70000]", "명", "exact"),
    ("30명 이상 300명 미만", "[30, 300)", "명", "exact"),
    ("30명 초과 300명 이하", "(30, 300]", "명", "exact"),
    ("$10-12bn", "[10000000000, 12000000000]", "USD", "exact"),
    ("10 to 12 billion euros", "[10000000000, 12000000000]", "EUR", "exact"),
    ("1곳", "[1, 1]", "곳", "exact"),
    ("두 차례", "[2, 2]", "차례", "exact"),
    ("한두 곳", "[1, 2]", "곳", "exact"),
    ("단 한 건도", "[0, 0]", "건", "exact"),
    ("1건도", "[0, 0]", "건", "exact"),
    ("0건", "[0, 0]", "건", "exact"),
    ("no contracts", "[0, 0]", "contracts", "exact"),
    ("10GW", "[10, 10]", "GW", "exact"),
    ("10기가와트", "[10, 10]", "GW", "exact"),
    ("1만 8,600m2", "[18600, 18600]", "m2", "exact"),
    ("2배", "[2, 2]", "x", "exact"),
    ("2.6 times", "[2.6, 2.6]", "x", "exact"),
    ("36.8 percentage points", "[36.8, 36.8]", "%p", "exact"),
    ("0.25%포인트", "[0.25, 0.25]", "%p", "exact"),
    ("절반", "[50, 50]", "%", "exact"),
    ("100분의 15", "[15, 15]", "%", "exact"),
    ("three quarters", "[75, 75]", "%", "exact"),
    ("a quarter", "[25, 25]", "%", "exact"),
    ("3천210만 주", "[32100000, 32100000]", "주", "exact"),
    ("3주간", "[3, 3]", "week", "exact"),
    ("6개월", "[6, 6]", "month", "exact"),
    ("10년간", "[10, 10]", "year", "exact"),
    ("이틀", "[2, 2]", "day", "exact"),
    ("반년", "[6, 6]", "month", "exact"),
    ("two weeks", "[2, 2]", "week", "exact"),
    ("five-year", "[5, 5]", "year", "exact"),
    ("eighty percent", "[80, 80]", "%", "exact"),
    ("twenty-five sites", "[25, 25]", "sites", "exact"),
    ("half a billion dollars", "[500000000.0, 500000000.0]", "USD", "exact"),
    ("several billion dollars", "[2000000000, 10000000000)", "USD", "order_of_magnitude"),
    ("tens of billions of dollars", "[20000000000, 100000000000)", "USD", "order_of_magnitude"),
    ("up to $6.4 billion", "(-∞, 6400000000]", "USD", "at_most"),
    ("over 17,000", "(17000, ∞)", "1", "more_than"),
    ("nearly US$1.5bn", "(-∞, 1500000000)", "USD", "less_than"),
    ("no less than HK$5m", "[5000000, ∞)", "HKD", "at_least"),
    ("KRW 720 trillion", "[720000000000000, 720000000000000]", "KRW", "exact"),
    ("720 trillion won", "[720000000000000, 720000000000000]", "KRW", "exact"),
    ("20 people or more", "[20, ∞)", "people", "at_least"),
    ("100+ sites", None, "", ""),
    ("6억7천9백75만5천「달러」", "[679755000, 679755000]", "USD", "exact"),
    ("480억 홍콩 달러", "[48000000000, 48000000000]", "HKD", "exact"),
    ("-5억 달러", "[-500000000, -500000000]", "USD", "exact"),
    ("마이너스 2%", "[-2, -2]", "%", "exact"),
    ("오천억 달러", "[500000000000, 500000000000]", "USD", "exact"),
    ("일억사천만 주", "[140000000, 140000000]", "주", "exact"),
]


class TestParseQuantity:
    @pytest.mark.parametrize(("text", "interval", "unit", "hedge"), QUANTITIES)
    def test_golden(self, text: str, interval: str | None, unit: str, hedge: str) -> None:
        if interval is None:
            with pytest.raises(FigureError):
                parse_quantity(text)
            return
        quantity = parse_quantity(text)
        assert (str(quantity.interval), quantity.unit, quantity.hedge) == (interval, unit, hedge)
        assert quantity.as_printed == text

    @pytest.mark.parametrize(
        ("text", "grain", "printed"),
        [
            ("5,000억 달러", 10**11, 10**8),
            ("718조8,000억원", 10**11, 10**8),
            ("3억7천500만 달러", 10**6, 10**4),
            ("4.4조", 10**11, 10**11),
            ("$6.4 billion", 10**8, 10**8),
        ],
    )
    def test_grains(self, text: str, grain: int, printed: int) -> None:
        quantity = parse_quantity(text)
        assert [quantity.grain, quantity.printed_grain] == [grain, printed]

    @pytest.mark.parametrize(
        ("text", "inferred"),
        [
            ("100억 달러", ("currency",)),
            ("100억 미국 달러", ()),
            ("720조", ("currency",)),
            ("3.350", ("unit",)),
            ("만원", ("a full house or 10,000 won",)),
            ("▲5억", ("currency", "▲ may mark a rise or a minus")),
            ("(5억)", ("currency", "brackets may mean minus")),
            ("\\1,000", ("a backslash for the won sign",)),
            ("$5,000억", ("currency", "a sign with Korean number words")),
            ("00005억", ("currency", "leading zeros")),
        ],
    )
    def test_what_was_assumed_is_said(self, text: str, inferred: tuple[str, ...]) -> None:
        assert parse_quantity(text).inferred == inferred

    def test_position_and_hint(self) -> None:
        with pytest.raises(FigureError) as raised:
            parse_quantity("10만개의 일자리")
        assert (raised.value.position, raised.value.text) == (4, "10만개의 일자리")
        assert raised.value.hint

    @pytest.mark.parametrize("wrong", [b"5", 5.1, True, None, 5], ids=repr)
    def test_other_types(self, wrong: object) -> None:
        with pytest.raises(TypeError):
            parse_quantity(wrong)  # type: ignore[arg-type]  # that is the test

    def test_brackets_are_refused(self) -> None:
        with pytest.raises(FigureError):
            parse_quantity("100억 달러(약 14조3,200억원)에도 못 미친다")

    def test_spaces_around_are_no_part(self) -> None:
        assert parse_quantity(" 5곳\n").nominal == 5


OWN_BAD = {  # figures that are refused, and what they must never be
    "refused": [
        "억",
        "조",
        "1조2조",
        "1억1조",
        "5만만",
        "1,2,3억",
        "12,34억",
        "5,00억",
        "1.234,56",
        ",89",
        "--5억",
        "٥٠٠٠억",
        "𝟓𝟎𝟎𝟎억",
        "٣5억",
        "5_000억",
        "²억",
        "5½억",
        "10⁹달러",
        "\u202e000,5억",
        "\u20665000\u2069억",
        "달러 5억 원",
        "Infinity",
        "sNaN",
        "1e5억",
        "1e1000000",
        "1E999999999억",
        "9" * 10**6 + "억",
        "1," * 50000 + "x",
        "(약 " * 20000,
        "\ud800억",
        "5\x00억",
        "5달러에서 27달러로",
        "5억 6억",
        "$5 won",
        "제5조",
        "형법 5조",
        "5G",
        "2025년",
        "",
    ],
    "read": {
        "3억7천500만 달러": "375000000",
        "58억3천만 달러": "5830000000",
        "천억": "100000000000",
        "백만": "1000000",
        "3.350": "3.350",
        "1,234,567.890": "1234567.890",
        "-5억 달러": "-500000000",
        "−5억": "-500000000",
        "△5억": "-500000000",
        "▲5억": "-500000000",
        "５，０００억": "500000000000",
        "五千億": "500000000000",
        "5\u200b000억": "500000000000",
        "5000\ufe0f억": "500000000000",
        "5000\u110b\u1165\u11a8": "500000000000",
        "\\1,000": "1000",
        "00005억": "500000000",
        "100%": "100",
        "3천210만 주": "32100000",
        "USＤ 5": "5",
        "$5,000억": "500000000000",
        "(5억)": "500000000",
    },
}


class TestBadInputs:
    @pytest.mark.parametrize("text", OWN_BAD["refused"], ids=lambda text: ascii(text[:12]))
    def test_refused(self, text: str) -> None:
        with pytest.raises(FigureError):
            parse_quantity(text)

    @pytest.mark.parametrize(("text", "value"), list(OWN_BAD["read"].items()))  # type: ignore[attr-defined]
    def test_read(self, text: str, value: str) -> None:
        assert parse_quantity(text).nominal == Decimal(value)

    def test_shared_corpus(self) -> None:
        """Every row: what is to be refused is, what is to be flagged says why, and the rest reads exactly as wanted."""
        file = SHARED / "bad_inputs.jsonl"
        if not file.exists():
            pytest.skip("the shared corpus of bad inputs is not beside this checkout")
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        rows = [row for row in rows if row["id"].startswith("FIG")]
        for row in rows:
            text = eval_literal(row["input"])
            expected = CORPUS.get(row["id"], "refused")
            if expected in ("refused", "no text"):
                with pytest.raises(TypeError if expected == "no text" else FigureError):
                    parse_quantity(text)  # type: ignore[arg-type]  # the corpus holds other types too
            else:
                quantity = parse_quantity(text)  # type: ignore[arg-type]  # a text, as the table says
                read = f"{quantity.interval.lower}..{quantity.interval.upper} {quantity.unit}"
                assert "; ".join([read, *quantity.inferred]) == expected, row["id"]
        assert CORPUS.keys() <= {row["id"] for row in rows}


# What the shared corpus wants read, with what must be said about it; its other rows are refused.
CORPUS = {
    "FIG02": "375000000..375000000 USD; currency",
    "FIG03": "5830000000..5830000000 USD; currency",
    "FIG04": "18000000000..20000000000 USD; currency",
    "FIG08": "10000..10000 KRW; a full house or 10,000 won",
    "FIG09": "200000000000..1000000000000 USD; currency; vague",
    "FIG11": "100000000000..100000000000 KRW; currency",
    "FIG12": "1000000..1000000 1; unit",
    "FIG22": "3.350..3.350 1; unit",
    "FIG23": "1234567.890..1234567.890 1; unit",
    "FIG29": "-500000000..-500000000 USD; currency",
    "FIG30": "-500000000..-500000000 KRW; currency",
    "FIG31": "-500000000..-500000000 KRW; currency",
    "FIG32": "-500000000..-500000000 KRW; currency; ▲ may mark a rise or a minus",
    "FIG33": "500000000..500000000 KRW; currency; brackets may mean minus",
    "FIG34": "500000000000..500000000000 KRW; currency; full-width characters",
    "FIG45": "500000000000..500000000000 KRW; currency",
    "FIG47": "500000000000..500000000000 KRW; currency; invisible characters",
    "FIG51": "500000000000..500000000000 KRW; currency; invisible characters",
    "FIG53": "500000000000..500000000000 KRW; currency",
    "FIG56": "1000..1000 KRW; a backslash for the won sign",
    "FIG57": "500000000000..500000000000 USD; currency; a sign with Korean number words",
    "FIG58": "5..5 USD; full-width characters",
    "FIG74": "500000000..500000000 KRW; currency; leading zeros",
    "FIG75": "100..100 %",
    "FIG78": "32100000..32100000 주",
    "FIG79": "33.33333333333333333333333333333333..33.33333333333333333333333333333333 %; rounded to 34 digits",
    "FIG85": "no text",
    "FIG86": "no text",
    "FIG87": "no text",
}


def eval_literal(source: str) -> object:
    """The value of an input as the corpus writes it: a literal, or a literal times a number plus a literal."""
    import ast

    tree = ast.parse(source, mode="eval").body

    def value(node: ast.expr) -> object:
        if isinstance(node, ast.BinOp):
            left, right = value(node.left), value(node.right)
            if isinstance(node.op, ast.Mult):
                return left * right  # type: ignore[operator]
            if isinstance(node.op, ast.Pow):
                return left**right  # type: ignore[operator]
            return left + right  # type: ignore[operator]
        return ast.literal_eval(node)

    return value(tree)


def answers_or_refuses(text: object) -> None:
    try:
        parse_quantity(text)  # type: ignore[arg-type]
    except (FigureError, TypeError):
        return


def texts(text: str) -> list[str]:
    return [figure.text for figure in find_figures(text)]


class TestFindFigures:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("5층 건물에 200명이 일한다", ["200명"]),
            ("제3공장과 제 2조, 형법 241조, 예선 2조, 2인 1조", ["2인"]),
            ("노조원과 조원진, 만원 관중, 천만다행, 구조 조정", []),
            ("2011년엔 10위안에 들었다", ["10위"]),
            ("이런 이유로 19일 만났다", []),
            ("4·19와 9.11, 12·3, 4.4.4", []),
            ("5G와 6s, 1920x1080, V3, 딥시크V3", []),
            ("02-558-5752, rcpNo=20230224004393", []),
            ("53대 46으로 이겼다. 10대 3명과 100대 기업", ["3명"]),
            ("14년 만에, 3일 만에, 25일만인 12일", ["14년", "3일", "25일"]),
            ("5만년 된 나무", ["5만년"]),
            ("4경기에서 2천만 원", ["4경기", "2천만 원"]),
            ("오후 9시 40분에 만나 40분간 말했다", ["40분간"]),
            ("5달러에서 27달러로 올랐다", ["5달러", "27달러"]),
            ("기존 300만원에서 330만원으로", ["300만원", "330만원"]),
            ("Windows 11 and Section 230, Chapter 11", []),
            ("born in 1985, 1,000 homes", ["1,000 homes"]),
            ("invest$ 100 billion", ["$ 100 billion"]),
            ("from 25% to 15%", ["25%", "15%"]),
            ("between 5,000 and 7,000 jobs", ["5,000 and 7,000 jobs"]),
            ("두 번째 회의, 한번 더", []),
            ("유카와 하루나 씨가 하루 전", ["하루"]),
            ("항공 175편", []),
            ("시속 300∼320km", ["300∼320km"]),
            ("탄두 500파운드와 500파운드", ["500파운드", "500파운드"]),
            ("3-4분기와 8분기 연속", ["8분기"]),
            ("21일부터 3주간, 주식 3주를", ["3주간", "3주"]),
            ("728조는 54.7조(8.1%)원 늘었다", ["728조", "54.7조", "8.1%"]),
            ("30대 남성과 무기 7000대", ["7000대"]),
            ("12,34억과 1,2,3억", []),
            ("0분의 1과 3분의 1", ["3분의 1"]),
            ("1건도 맺었다", ["1건"]),
            ("두 배로 늘고 세 배 뛰었다. 두배추", ["두 배", "세 배"]),
            ("2곳을 열고 2곳도 닫았다. 2곳을", ["2곳", "2곳", "2곳"]),
            ("무수천 번, 수만 관중, 수십년대", []),
            ("십수억과 무수억", []),
            ("수만 주를 샀다", ["수만 주"]),
            ("만억조 원, 일만 억 번", []),
            ("v.two sites", []),
            ("hundreds of reasons, one times more, two percent", ["two percent"]),
            ("two x 3, twelve apostles", []),
            ("5-원짜리, 3\n명", ["3\n명"]),
            ("worth 2 million, grew 4.5 million", ["2 million", "4.5 million"]),
            ("3 new sites and 12 other countries", ["3 new sites", "12 other countries"]),
            ("in 2025 sales fell, page 12 shows", []),
            ("5주년과 5주차, 3주 뒤, 3주요", ["5주년", "3주 뒤"[:2]]),
            ("25년 3월, '25년, 10년", ["10년"]),
            ("30명 이상 300명, 300명 이상 30명 미만", ["30명", "300명", "300명", "30명"]),
            ("20만원~30만, 5%~5%", ["20만원~30만", "5%~5%"]),
            ("10~명, 10~제5조", []),
            ("5€10", ["5€"]),
            ("--5억", []),
            ("앱 1,200명, about 3,400 of them", ["1,200명", "3,400"]),
        ],
    )
    def test_what_is_a_figure(self, text: str, found: list[str]) -> None:
        assert texts(text) == found

    def test_restatement_in_a_bracket(self) -> None:
        dollars, won = find_figures("자금은 100억 달러(약 14조3,200억원)에도 못 미친다")
        assert dollars.quantity.hedge is Hedge.LESS_THAN
        assert won.quantity.hedge is Hedge.APPROX
        assert won.restates == dollars
        assert won.quantity.restates == dollars.quantity

    def test_unhedged_conversion_takes_over_the_word_behind_the_bracket(self) -> None:
        _, won = find_figures("100억달러(14조3660억원)를 못 미치는")
        assert won.quantity.hedge is Hedge.LESS_THAN

    def test_but_not_the_word_before_it(self) -> None:
        _, won = find_figures("최대 100억달러(14조3660억원)를")
        assert won.quantity.hedge is Hedge.EXACT

    def test_original_in_the_bracket(self) -> None:
        won, dollars = find_figures("약 14조원(100억 달러)을 넣는다")
        assert won.restates == dollars
        assert dollars.restates is None

    def test_restatement_beside(self) -> None:
        yuan, won = find_figures("3천800억 위안, 우리 돈 약 75조 원 이상")
        assert won.restates == yuan

    def test_another_kind_restates_nothing(self) -> None:
        assert all(figure.restates is None for figure in find_figures("약 7.1%(7만2000원) 더 비싸다"))

    def test_a_rate_restates_nothing(self) -> None:
        assert all(figure.restates is None for figure in find_figures("금액(1인당 1억 달러)은 120억원이다"))

    def test_bounds_are_placed(self) -> None:
        text = "연내 최소 3곳 이상을 짓는다"
        (figure,) = find_figures(text)
        assert [text[slice(*place)] for place in figure.bounds] == ["최소", " 이상"]

    def test_opposed_bounds_are_noted(self) -> None:
        (figure,) = find_figures("최대 5억원 이상")
        assert "opposed bounds" in figure.notes

    def test_over_years_is_a_length(self) -> None:
        (figure,) = find_figures("over five years")
        assert figure.quantity.hedge is Hedge.EXACT

    def test_notes(self) -> None:
        (figure,) = find_figures("５，０００억 달러")
        assert figure.notes == ("currency inferred", "full-width characters")
        assert (figure.start, figure.end) == (0, 9)

    def test_zero_only_where_it_is_denied(self) -> None:
        assert [figure.quantity.nominal for figure in find_figures("한 건도 없다. 한 건을 맺었다.")] == [0, 1]

    def test_other_types(self) -> None:
        with pytest.raises(TypeError):
            find_figures(b"5")  # type: ignore[arg-type]  # that is the test
        with pytest.raises(TypeError, match="date"):
            find_figures("5곳", "2025-07-22")  # type: ignore[arg-type]  # that is the test

    def test_same_in_nfd(self) -> None:
        text = "약 5,000억 달러를 쓴다. 두 곳에 10만 명이 넘는다."
        decomposed = unicodedata.normalize("NFD", text)
        assert [f.quantity for f in find_figures(text)] == [f.quantity for f in find_figures(decomposed)]
        assert [unicodedata.normalize("NFC", f.text) for f in find_figures(decomposed)] == texts(text)


_AMOUNTS = st.one_of(
    st.integers(1, 9999).map(lambda n: f"{n:,}억"),
    st.integers(1, 999).map(lambda n: f"{n}조"),
    st.tuples(st.integers(1, 99), st.integers(1, 9)).map(lambda n: f"{n[0]}억{n[1]}천만"),
    st.integers(1, 99).map(lambda n: f"{n}.5조"),
)
_UNITS = st.sampled_from(["원", " 달러", " 유로", " 홍콩달러", "엔", " 위안"])
_HEDGES = st.sampled_from(
    [
        ("", ""),
        ("약 ", ""),
        ("최소 ", ""),
        ("최대 ", ""),
        ("", " 이상"),
        ("", " 미만"),
        ("", "가량"),
        ("총 ", "에 달하는"),
    ]
)


@st.composite
def figures(draw: st.DrawFn) -> str:
    """One money figure as newspapers print it."""
    before, after = draw(_HEDGES)
    return f"{before}{draw(_AMOUNTS)}{draw(_UNITS)}{after}"


SOUP = "0123456789,.~-$%() 억조만천백여원달러약최소이상넘는명곳건년월일한두단도못aBkGWtomillion\u200b\u202e５"


class TestProperties:
    @given(figures())
    def test_written_is_read_back(self, text: str) -> None:
        quantity = parse_quantity(text)
        for language in ("ko", "en"):
            again = parse_quantity(format_quantity(quantity, language))
            assert (again.interval, again.unit, again.hedge) == (quantity.interval, quantity.unit, quantity.hedge)

    @given(st.lists(figures(), max_size=5))
    def test_running_text_says_what_each_figure_says(self, several: list[str]) -> None:
        text = ". 그리고 ".join(several)
        found = find_figures(text)
        assert [figure.quantity for figure in found] == [parse_quantity(one) for one in several]

    @given(
        st.text(
            alphabet=SOUP,
            max_size=60,
        )
    )
    @settings(max_examples=300)
    def test_mentions_are_in_order_and_apart(self, text: str) -> None:
        found = find_figures(text)
        ends = [0]
        for figure in found:
            assert ends[-1] <= figure.start < figure.end <= len(text)
            assert text[figure.start : figure.end] == figure.text
            ends.append(figure.end)

    @given(st.text(max_size=40))
    def test_any_text_is_answered_or_refused(self, text: str) -> None:
        find_figures(text)
        answers_or_refuses(text)


def test_figures_are_hashable_records() -> None:
    (figure,) = find_figures("5곳")
    assert isinstance(figure, Figure)
    assert hash(figure) == hash(find_figures("5곳")[0])
