"""YAML text to nodes with positions, and nothing else: every scalar stays text.

The safe loader's events are built into nodes here, one after the other and without recursion, so that a hostile file
meets a cap before anything is built from it: no tags, no anchors or aliases, no duplicate keys.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from attrs import define, field

from stargate_claims.keeping.limits import CROWDED, MAX_BYTES, MAX_DEPTH, MAX_NODES, crowd, other_encoding
from stargate_claims.keeping.problems import WHOLE_FILE, Code, Mark, Page, Place, Problem


# Nodes are made by the ten thousand in one load: plain slotted classes, neither frozen nor compared.
@define(eq=False)
class Scalar:
    """Text, with its place. ``blank`` is nothing at all, as after a key; ``""`` in quotes is not blank."""

    text: str
    mark: Mark
    blank: bool = False


@define(eq=False)
class Items:
    """A list."""

    nodes: list[Node]
    mark: Mark


@define(eq=False)
class Table:
    """A mapping; ``keys`` says where each key stands."""

    entries: dict[str, Node]
    mark: Mark
    keys: dict[str, Mark] = field(factory=dict)


@define(eq=False)
class Refused:
    """Something already reported: whoever needs it reports the same problem, which counts once."""

    mark: Mark
    problem: Problem


Node = Scalar | Items | Table | Refused


class _StopReading(Exception):
    """The file is past saving: its problem is already collected."""


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ESCAPED = re.compile("[\x00\ud800-\udfff]")  # what an escape in quotes can smuggle in
_BOMS = ((b"\xef\xbb\xbf", "UTF-8 with a byte order mark"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def parse(data: bytes, page: Page) -> Table | None:
    """The mapping that a file holds, or None where it holds nothing; problems are collected in the page."""
    text = _decoded(data, page)
    if text is None or not _is_visible(text, page):
        return None
    try:
        # Decomposed Hangul, as macOS writes it, would make two names of one.
        root = _built(unicodedata.normalize("NFC", text), page)
    except _StopReading:
        return None
    if root is None or isinstance(root, Table):
        return root
    if isinstance(root, Scalar) and root.blank:  # '---' and nothing after it
        return None
    if not isinstance(root, Refused):
        page.refuse(
            root.mark, Code.WRONG_SHAPE, "the file is not a mapping", "start it with a key: 'source:', 'entities:' …"
        )
    return None


def encoded(text: str) -> bytes:
    """Text as the bytes of a file; half a surrogate pair goes through, to be refused with its place."""
    return text.encode("utf-8", "surrogatepass")


def _decoded(data: bytes, page: Page) -> str | None:
    """The text of a file in UTF-8."""
    if len(data) > MAX_BYTES:
        page.refuse(WHOLE_FILE, Code.TOO_LARGE, f"more than {MAX_BYTES:,} bytes", "split it: one file for each source")
        return None
    for bom, name in _BOMS:
        if data.startswith(bom):
            page.refuse(
                WHOLE_FILE, Code.ENCODING, f"the file is {name}", "save it as plain UTF-8 without a byte order mark"
            )
            return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place(data[: error.start].decode("utf-8"))
        page.refuse(place, Code.ENCODING, _other_encoding(data, error.start), "save it as UTF-8")
        return None


def _other_encoding(data: bytes, start: int) -> str:
    if re.match(rb"\xed[\xa0-\xbf][\x80-\xbf]", data[start : start + 3]):
        return "half of a surrogate pair, which UTF-8 does not have"
    return f"the file is {other_encoding(data)}"


def _is_visible(text: str, page: Page) -> bool:
    """Whether a reader of the file sees all that is in it."""
    found = _CONTROL.search(text)
    if found is not None:
        message = "NUL in the text" if found.group() == "\0" else f"invisible U+{ord(found.group()):04X} in the text"
        page.refuse(_place(text[: found.start()]), Code.CHARACTER, message, "take it out; write text only")
        return False
    crowded = crowd(text)
    if crowded is not None:
        page.refuse(_place(text[:crowded]), Code.CHARACTER, CROWDED, "take them out")
    return crowded is None


def _place(before: str) -> Place:
    return Place(before.count("\n"), len(before) - before.rfind("\n") - 1)


def _built(text: str, page: Page) -> Node | None:
    """The root node of the one document in a text."""
    import yaml

    # libyaml's events come several times faster; without it PyYAML gives the same ones.
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    builder = _Builder(page)
    try:
        builder.build(loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark or WHOLE_FILE
        if "nesting depth" in (error.problem or ""):  # newer libyaml has a limit of its own, met while looking ahead
            _too_deep(page, mark)
        else:
            page.refuse(mark, Code.SYNTAX, f"this is no YAML: {error.problem or error.context}", _syntax_hint(error))
        raise _StopReading from error
    finally:
        loader.dispose()
    return builder.root


def _too_deep(page: Page, mark: Mark) -> None:
    page.refuse(mark, Code.TOO_DEEP, f"more than {MAX_DEPTH} levels", "write it flatter: a ledger needs nine levels")


def _syntax_hint(error: Exception) -> str:
    what = str(error)
    if any(sign in what for sign in ("mapping values", "cannot start any token", "alphabetic or numeric")):
        return "put a text in quotes that has ': ' in it or starts with a sign"
    return "check the indentation, colons and quotes here"


class _Builder:
    """Events to nodes, with a stack of open containers instead of recursion."""

    def __init__(self, page: Page) -> None:
        self.page, self.count, self.documents = page, 0, 0
        self.root: Node | None = None
        self.stack: list[Items | Table] = []
        self.waiting: list[Node | None] = []  # for each open container, the key that waits for its value

    def build(self, loader: Any) -> None:
        """Take every event of a loader."""
        from yaml import events

        handlers = {
            events.ScalarEvent: self.scalar,
            events.MappingStartEvent: lambda event: self.open(event, Table({}, event.start_mark)),
            events.SequenceStartEvent: lambda event: self.open(event, Items([], event.start_mark)),
            events.MappingEndEvent: self.close,
            events.SequenceEndEvent: self.close,
            events.AliasEvent: self.alias,
            events.DocumentStartEvent: self.document,
        }
        while (event := loader.get_event()) is not None:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)

    def scalar(self, event: Any) -> None:
        """Text, unless it smuggles something in."""
        text, style = event.value, event.style
        if event.tag is not None or event.anchor is not None:
            self.place(self.refused(event))
        elif style == '"' and _ESCAPED.search(text):
            mark, message = event.start_mark, "an escape for NUL or half a character"
            self.place(Refused(mark, self.page.refuse(mark, Code.CHARACTER, message, "take it out; write text")))
        else:
            self.place(Scalar(text, event.start_mark, not text and not style))

    def open(self, event: Any, node: Items | Table) -> None:
        """Start a list or a mapping."""
        if len(self.stack) >= MAX_DEPTH:
            _too_deep(self.page, node.mark)
            raise _StopReading
        # A refused container is still built, so that what follows it is read, but it is not put anywhere.
        self.place(node if event.tag is None and event.anchor is None else self.refused(event))
        self.stack.append(node)
        self.waiting.append(None)

    def close(self, _event: Any) -> None:
        """End a list or a mapping."""
        self.stack.pop()
        self.waiting.pop()

    def alias(self, event: Any) -> None:
        """What stands for an anchor elsewhere."""
        mark, message = event.start_mark, f"the alias *{event.anchor}"
        self.place(
            Refused(mark, self.page.refuse(mark, Code.ALIAS, message, "write the text out, or put it in quotes"))
        )

    def document(self, event: Any) -> None:
        """The start of a document."""
        self.documents += 1
        if self.documents > 1:
            self.page.refuse(
                event.start_mark, Code.TWO_DOCUMENTS, "a second document starts here", "make it a file of its own"
            )
            raise _StopReading

    def refused(self, event: Any) -> Refused:
        """A tag or an anchor: what it stands on is passed over."""
        if event.tag is not None:
            code, message, hint = Code.TAG, f"the tag {event.tag}", "leave tags out; every value is text"
        else:
            code, message, hint = Code.ALIAS, f"the anchor &{event.anchor}", "leave it out; put text with & in quotes"
        return Refused(event.start_mark, self.page.refuse(event.start_mark, code, message, hint))

    def place(self, node: Node) -> None:
        """Put a node where it belongs: the root, the end of a list, a key or its value."""
        self.count += 1
        if self.count > MAX_NODES:
            self.page.refuse(node.mark, Code.TOO_MANY_NODES, f"more than {MAX_NODES:,} values", "split the file")
            raise _StopReading
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if type(parent) is Items:
            parent.nodes.append(node)
        elif self.waiting[-1] is None:
            self.waiting[-1] = node
        elif type(parent) is Table:
            self.enter(parent, self.waiting[-1], node)
            self.waiting[-1] = None

    def enter(self, table: Table, key: Node, value: Node) -> None:
        """Put a key and its value into a mapping."""
        if type(key) is Scalar:
            text = key.text
            if text not in table.entries:
                table.entries[text] = value
                table.keys[text] = key.mark
                return
            first = table.keys[text].line + 1
            self.page.refuse(key.mark, Code.DUPLICATE_KEY, f"the key {text!r} is already on line {first}", "keep one")
        elif type(key) is not Refused:
            self.page.refuse(key.mark, Code.WRONG_SHAPE, "a key is a list or a mapping", "keys are single words")
