"""Long runs are asked for by name, `pytest -m soak`; and `no_cover` holds in the processes of pytest-xdist, too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None)  # how long an example takes is the machine's business
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _nowhere_in_particular(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see the same defaults on GitHub as elsewhere, and under every locale."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setenv("STARGATE_CLAIMS_LANG", "en")


def pytest_configure(config: pytest.Config) -> None:
    """In a process of pytest-xdist, pytest-cov traces twice: once as if it were the main one, which nobody reads.

    `no_cover` pauses only the second, and the first goes on in its place, as slowly.
    """
    plugin: Any = config.pluginmanager.get_plugin("_cov")
    if hasattr(config, "workerinput") and plugin is not None and plugin.cov_controller is not None:
        plugin.cov_controller.cov.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "soak" in config.option.markexpr:
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    config.hook.pytest_deselected(items=soak)
    items[:] = [item for item in items if item not in soak]
