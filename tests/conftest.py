"""Long runs are asked for by name: `pytest -m soak`."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _nowhere_in_particular(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see the same defaults on GitHub as elsewhere."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "soak" in config.option.markexpr:
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    config.hook.pytest_deselected(items=soak)
    items[:] = [item for item in items if item not in soak]
