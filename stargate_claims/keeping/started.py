"""A new ledger: files with comments that say what to write where."""

from __future__ import annotations

from pathlib import Path

from stargate_claims import data
from stargate_claims.keeping.problems import Code, refusal

FILES = ("ledger.yaml", "entities.yaml", "measures.yaml", "rules.yaml", "example.yaml")


def start(folder: Path, language: str) -> tuple[Path, ...]:
    """Write an empty ledger and answer its files.

    Args:
        folder: one that is empty, or that does not exist yet.
        language: "ko" or "en": of the comments and of the ledger.

    Raises:
        LedgerError: if there is something in the folder, or it cannot be written.
    """
    texts = {name: data.text(f"new/{language}/{name}") for name in FILES}
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise refusal(str(folder), Code.LAYOUT, "there is something there already", "name a new or an empty folder")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            with (folder / name).open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
    except OSError as error:
        message = f"the folder cannot be written ({error.strerror})"
        raise refusal(str(folder), Code.UNREADABLE, message, "check its permissions and the disk") from error
    return tuple(folder / name for name in FILES)
