"""Put real output into the documentation: ``python docs/build.py``, or ``--check`` to see whether it is up to date.

A page asks for output with a comment, and gets it in the block below (``lines=-6`` are the last six):

    <!-- output lines=1-20: stargate-claims check seeds/stargate -->
    ```text
    ...
    ```

``python`` and ``stargate-claims`` run in the project's root; ``cat FILE`` shows a file of it. Sessions at a shell are
described in sessions.py. The pictures in docs/images are made anew, too.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from pictures import pictures  # beside this script
from screens import screens
from sessions import replayed

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
BLOCK = re.compile(r"(<!-- output(?: lines=(\d*)-(\d+))?: ([^\n]+?) -->\n```([\w{}-]*)\n)(.*?)(```\n)", re.DOTALL)


def run(command: str, language: str) -> str:
    """What a command prints to readers of a language; the environment decides nothing about it."""
    name, *arguments = shlex.split(command)
    if name == "cat":
        return "".join((ROOT / file).read_text(encoding="utf-8") for file in arguments)
    programs = {"stargate-claims": ["-m", "stargate_claims"], "python": []}
    environment = {**os.environ, "COLUMNS": "120", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    environment["STARGATE_CLAIMS_LANG"] = language
    environment.pop("GITHUB_ACTIONS", None)  # there, check would print workflow commands
    result = subprocess.run(
        [sys.executable, *programs[name], *arguments], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8"
    )
    if result.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit status {result.returncode}\n{result.stderr}")
    return "\n".join(line.rstrip() for line in result.stdout.split("\n"))


def built(text: str, language: str = "en") -> str:
    """A page with every asked-for output in it."""

    def fill(match: re.Match[str]) -> str:
        head, first, last, command, _, _, tail = match.groups()
        lines = run(command, language).rstrip("\n").split("\n")
        if last:
            lines = lines[int(first) - 1 : int(last)] if first else lines[-int(last) :]
        return head + "\n".join(lines) + "\n" + tail

    if lost := re.search(r"^<!-- output[^\n]*-->\n(?!```)", text, re.MULTILINE):
        raise SystemExit(f"no block stands below to take the output: {lost[0]}")
    return replayed(BLOCK.sub(fill, text), language)


def made() -> Iterator[tuple[Path, str]]:
    """Every page and picture as it should be."""
    for page in sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")]):
        korean = page.parent.name == "ko" or page.name.endswith(".ko.md")
        yield page, built(page.read_text(encoding="utf-8"), "ko" if korean else "en")
    for name, picture in (*pictures(), *screens()):
        yield IMAGES / name, picture


def main() -> int:
    """Build every page and picture; with --check, only tell which ones are out of date."""
    stale = []
    for path, new in made():
        if not path.exists() or path.read_text(encoding="utf-8") != new:
            stale.append(str(path.relative_to(ROOT)))
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    sys.stdout.write("".join(f"{name}\n" for name in stale))
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
