"""The error tree: one root, each also a builtin, each pickles and keeps its message."""

from __future__ import annotations

import copy
import inspect

import pytest

from stargate_claims import errors
from stargate_claims.errors import FigureError, LedgerError, MissingExtra, StargateClaimsError, UnknownName

CLASSES: list[type[StargateClaimsError]] = [
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, StargateClaimsError) and error.__module__ == errors.__name__
]
SAMPLES = [
    *(error("what is wrong; what to do") for error in CLASSES if "__init__" not in vars(error)),
    UnknownName("measure", "contract_signed", iter(["contracts_signed"])),
    UnknownName("source", "모르는 기사"),
    FigureError("수천억", 2, "name a number"),
    MissingExtra("a data frame", "frames"),
    LedgerError(iter(["a.yaml:1:1: one", "b.yaml:2:3: two"])),
]


def test_every_class_has_a_sample() -> None:
    assert {type(sample) for sample in SAMPLES} == set(CLASSES)
    assert len(CLASSES) > 5


@pytest.mark.parametrize("error", SAMPLES, ids=lambda error: type(error).__name__)
def test_it_pickles_and_keeps_its_message_and_parts(error: StargateClaimsError) -> None:
    # deepcopy goes the way of pickle (__reduce_ex__), without a byte to unpickle: pools send errors like that.
    again = copy.deepcopy(error)
    assert str(type(error)(*error.args)) == str(error)
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
    assert str(error)


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_each_but_the_root_is_a_builtin_too(error: type[StargateClaimsError]) -> None:
    assert issubclass(error, StargateClaimsError)
    if error is not StargateClaimsError:
        assert issubclass(error, (ValueError, LookupError, ImportError))


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_the_tree_at_the_top_of_the_module_names_it(error: type[StargateClaimsError]) -> None:
    builtin = next((base.__name__ for base in error.__mro__ if base in (ValueError, LookupError, ImportError)), None)
    line = error.__name__ if builtin is None else f"{error.__name__} ({builtin})"
    assert line in (errors.__doc__ or "")


class TestMessages:
    def test_an_unknown_name_says_what_may_be_meant(self) -> None:
        assert str(UnknownName("measure", "x", ["a", "b"])) == "unknown measure 'x'; did you mean 'a' or 'b'?"
        assert str(UnknownName("unit", "x")) == "unknown unit 'x'; define this unit first, or correct its name"

    def test_a_figure_error_says_where_and_shows_no_more_than_a_line(self) -> None:
        assert str(FigureError("수천억", 2, "name a number")) == (
            "not one figure: '수천억', at character 2; name a number"
        )
        assert "..." in str(FigureError("1" * 61, 0, "x"))
        assert "..." not in str(FigureError("1" * 60, 0, "x"))

    def test_a_ledger_error_lists_every_problem_on_its_own_line(self) -> None:
        error = LedgerError(iter(["one", "two"]))
        assert (str(error), error.problems) == ("one\ntwo", ("one", "two"))
