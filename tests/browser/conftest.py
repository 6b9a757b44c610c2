"""A browser and a Jupyter server, where they are: without them these tests skip, with the reason."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_SECONDS_TO_START = 180


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install 'stargate-claims[browser]'")
    if not Path(CHROMIUM).exists():
        pytest.skip(f"needs Chromium at {CHROMIUM}: apt-get install chromium, or name another one in CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def korean_font() -> None:
    """A font with Hangul: widths measured with the boxes of a missing one say nothing."""
    listed = shutil.which("fc-list")
    if listed is None or not subprocess.run([listed, ":lang=ko"], capture_output=True, check=True).stdout.strip():
        pytest.skip("needs a Korean font: apt-get install fonts-nanum")


class Lab:
    """A Jupyter server of its own: a folder with notebooks, settings and signatures that nobody else uses."""

    def __init__(self, home: Path, port: int) -> None:
        self.home, self.port = home, port

    @property
    def environment(self) -> dict[str, str]:
        """Where it keeps everything, for the server and for those who sign notebooks for it."""
        folders = {f"JUPYTER_{name}_DIR": str(self.home / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
        labs = {f"JUPYTERLAB_{name}_DIR": str(self.home / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
        return {**os.environ, **folders, **labs, "HOME": str(self.home)}

    def address(self, notebook: str) -> str:
        """Where a notebook is opened, alone."""
        return f"http://127.0.0.1:{self.port}/doc/tree/{notebook}?reset"

    def set(self, plugin: str, **settings: object) -> None:
        """A setting of JupyterLab's, as a user would store it."""
        path = self.home / "settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")

    def write(self, name: str, notebook: dict[str, object], *, trusted: bool) -> None:
        """A notebook in its folder, signed or not."""
        path = self.home / "notebooks" / name
        path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
        if trusted:
            self._sign(path)

    def _sign(self, path: Path) -> None:
        """What `jupyter trust` does, without a process of its own."""
        (self.home / "data").mkdir(exist_ok=True)
        notary: Any = import_module("nbformat.sign").NotebookNotary(data_dir=str(self.home / "data"))
        notary.sign(import_module("nbformat").read(path, as_version=4))
        notary.store.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A running JupyterLab."""
    if find_spec("jupyterlab") is None:
        pytest.skip("needs JupyterLab: pip install 'stargate-claims[browser]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    server = Lab(tmp_path_factory.mktemp("lab"), port)
    (server.home / "notebooks").mkdir()
    server.set("notebook-extension/tracker", windowingMode="none")
    server.set("apputils-extension/notification", fetchNews="false", checkForUpdates=False)
    options = {
        "ServerApp.port": port,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.root_dir": server.home / "notebooks",
        "IdentityProvider.token": "",
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "LabApp.collaborative": False,
        "LabApp.news_url": "",
    }
    with (server.home / "log.txt").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())],
            env=server.environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(server: Lab, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_SECONDS_TO_START * 4):
        assert process.poll() is None, (server.home / "log.txt").read_text(encoding="utf-8")[-2000:]
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/api", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.25)
    pytest.fail("JupyterLab did not start: " + (server.home / "log.txt").read_text(encoding="utf-8")[-2000:])
