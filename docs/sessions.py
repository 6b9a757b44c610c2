"""Sessions at a shell, as pages print them: each command is run again, and what it printed is put below it.

    <!-- session -->
    ```console
    $ stargate-claims new ledger
    ...
    ```

Lines with ``$ `` are commands, lines with ``> `` go on with them. The sessions of a page share one empty folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- session -->\n```console\n)(.*?)(```\n)", re.DOTALL)
NEEDED = ("bash", "git")


def replayed(text: str, language: str) -> str:
    """A page with what its commands print now to readers of a language.

    It stays as it is where it has no session, or where the tools for one are missing.
    """
    if BLOCK.search(text) is None or not all(map(shutil.which, NEEDED)):
        return text
    with tempfile.TemporaryDirectory() as folder:
        shell = _Shell(Path(folder).resolve(), language)
        return BLOCK.sub(lambda block: block[1] + "".join(_session(block[2], shell)) + block[3], text)


def _session(block: str, shell: _Shell) -> Iterator[str]:
    for command in re.findall(r"^\$ .*\n(?:> .*\n|>\n)*", block, re.MULTILINE):
        yield command
        yield shell.run("".join(line[2:] or "\n" for line in command.splitlines(keepends=True)))


class _Shell:
    """A folder of its own, and where in it the session stands."""

    def __init__(self, home: Path, language: str) -> None:
        tools = home / ".tools"
        tools.mkdir()
        ours = tools / "stargate-claims"
        ours.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m stargate_claims "$@"\n', encoding="utf-8")
        ours.chmod(0o755)
        self.home = self.place = home / "work"
        self.home.mkdir()
        self.environment = {
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100", "NO_COLOR": "1", "HOME": str(tools), "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "Nuri",
            "GIT_AUTHOR_EMAIL": "nuri@example.org", "GIT_COMMITTER_NAME": "Nuri",
            "GIT_COMMITTER_EMAIL": "nuri@example.org", "STARGATE_CLAIMS_LANG": language,
        }  # fmt: skip

    def run(self, command: str) -> str:
        """What a command prints, on either stream; where it stands afterwards is kept."""
        stands = self.home.parent / ".stands"
        result = subprocess.run(
            ["bash", "-c", f'{command}\nstatus=$?; pwd > "{stands}"; exit $status'],
            cwd=self.place, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        if result.returncode not in (0, 1, 2):
            raise SystemExit(f"{command}: exit status {result.returncode}\n{result.stdout}")
        self.place = Path(stands.read_text(encoding="utf-8").strip())
        return "".join(line.rstrip() + "\n" for line in result.stdout.splitlines())
