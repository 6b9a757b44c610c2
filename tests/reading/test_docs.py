import doctest
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "en" / "figures.md"


def test_every_example_on_the_page_runs() -> None:
    if not PAGE.exists():
        pytest.skip("the docs are not part of an installed package")
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0
