"""Keys added to a YAML file in place: every comment and every other byte stays as it is."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from stargate_claims.keeping.nodes import Items, Node, Scalar, Table, parse
from stargate_claims.keeping.problems import Code, Mark, Page, refusal
from stargate_claims.keeping.written import scalar
from stargate_claims.reading.places import joins

_BREAK = re.compile(r"\r\n|\r|\n")


@frozen(kw_only=True)
class Addition:
    """Keys that a mapping lacks: ``path`` leads to it from the root, ``after`` is the key that they follow best."""

    path: tuple[str | int, ...]
    keys: Mapping[str, str]
    after: str


def with_keys(data: bytes, additions: Iterable[Addition], file: str) -> bytes:
    """A file with some keys more.

    The result is read again and compared: nothing but these keys may be new.

    Raises:
        LedgerError: if the file is no YAML of ours, or is laid out so that no line can be added safely.
    """
    given = list(additions)
    text = data.decode("utf-8")
    before = _root(data, file)
    lines = _Lines(text)
    pieces, done = [], 0
    for place, words in sorted(_insert(lines, _at(before, addition.path), addition) for addition in given):
        pieces += [text[done:place], words]
        done = place
    text = "".join([*pieces, text[done:]])
    wanted = _plain(before)
    for addition in given:
        mapping = wanted
        for step in addition.path:
            mapping = mapping[step]
        mapping.update(addition.keys)
    changed = text.encode("utf-8")
    if _plain(_root(changed, file)) != wanted:
        raise _unsafe(file)
    return changed


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Write a file as a whole or not at all, unless it is no longer what it was.

    Raises:
        LedgerError: if it changed meanwhile, or cannot be written; then it is as it was.
    """
    place = path.resolve()  # a link stays a link
    temporary = None
    try:
        if place.read_bytes() != before:
            raise refusal(str(path), Code.UNREADABLE, "the file changed while it was read", "run the command again")
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(place, temporary)
        os.replace(temporary, place)
        temporary = None
        _sync(place.parent)
    except OSError as error:
        hint = "check its permissions and the disk"
        raise refusal(str(path), Code.UNREADABLE, f"it cannot be written ({error.strerror})", hint) from error
    finally:
        if temporary is not None:
            os.unlink(temporary)


def _sync(folder: Path) -> None:
    """Make a new name in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Lines:
    """A text by lines, as YAML counts them."""

    def __init__(self, text: str) -> None:
        breaks = list(_BREAK.finditer(text))
        self.text = text
        self.starts = [0, *(found.end() for found in breaks)]
        self.newline = breaks[0].group() if breaks else "\n"

    def line(self, number: int) -> str:
        """A line with its end; nothing after the last one."""
        if number >= len(self.starts):
            return ""
        return self.text[self.starts[number] : (*self.starts[1:], len(self.text))[number]]

    def offset(self, mark: Mark) -> int:
        """Where a mark is in the text as it is; the file was composed (NFC) before its columns were counted."""
        line, start = self.line(mark.line), self.starts[mark.line]
        if unicodedata.is_normalized("NFC", line):
            return start + mark.column
        column = at = 0
        while at < len(line) and column < mark.column:
            end = at + 1
            while end < len(line) and joins(line[end]):
                end += 1
            column += len(unicodedata.normalize("NFC", line[at:end]))
            at = end
        return start + at


def _insert(lines: _Lines, table: Table, addition: Addition) -> tuple[int, str]:
    """Where to put the new keys, and as which text."""
    pairs = [f"{key}: {scalar(value)}" for key, value in addition.keys.items()]
    start = lines.offset(table.mark)
    anchor = table.entries.get(addition.after)
    if lines.text[start : start + 1] == "{":
        if isinstance(anchor, Scalar):
            at = lines.offset(anchor.mark)
            if anchor.text and lines.text.startswith(anchor.text, at):
                return at + len(anchor.text), "".join(f", {pair}" for pair in pairs)
        return start + 1, "".join(f"{pair}, " for pair in pairs)
    for key in (addition.after, *reversed(table.entries)):
        if key in table.entries and _is_one_line(lines, table.keys[key], table.entries[key]):
            mark = table.keys[key]
            line = lines.line(mark.line)
            end = lines.starts[mark.line] + len(line)
            glue = "" if _BREAK.search(line) else lines.newline
            indent = " " * mark.column
            return end, glue + "".join(f"{indent}{pair}{lines.newline}" for pair in pairs)
    return len(lines.text), ""  # nowhere: the comparison will say so


def _is_one_line(lines: _Lines, key: Mark, value: Node) -> bool:
    """Whether a key and its value are one line alone: what follows stands no deeper than the key."""
    if not isinstance(value, Scalar) or value.mark.line != key.line:
        return False
    number = key.line + 1
    while number < len(lines.starts) and not lines.line(number).strip():
        number += 1
    following = lines.line(number)
    return len(following) - len(following.lstrip(" ")) <= key.column


def _at(root: Table, path: tuple[str | int, ...]) -> Table:
    node: Node = root
    for step in path:
        if isinstance(node, Table) and isinstance(step, str):
            node = node.entries[step]
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.nodes[step]
    assert isinstance(node, Table), path
    return node


def _root(data: bytes, file: str) -> Table:
    page = Page(file=file, problems=[])
    root = parse(data, page)
    if root is None or page.problems:
        raise _unsafe(file)
    return root


def _plain(node: Node) -> Any:
    """Nodes as mappings, lists and text, with nothing at all as None."""
    if isinstance(node, Table):
        return {key: _plain(value) for key, value in node.entries.items()}
    if isinstance(node, Items):
        return [_plain(item) for item in node.nodes]
    return node.text if isinstance(node, Scalar) and not node.blank else None


def _unsafe(file: str) -> Exception:
    hint = "write each key of 'source' and 'at' on a line of its own"
    return refusal(file, Code.LAYOUT, "no key can be added here without touching something else", hint)
