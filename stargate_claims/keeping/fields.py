"""Nodes to words, numbers, days and figures; what does not fit is collected, never raised."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from attrs import Factory, frozen

from stargate_claims.errors import FigureError, InvalidWindow
from stargate_claims.keeping.nodes import Items, Node, Refused, Scalar, Table
from stargate_claims.keeping.problems import Code, Page
from stargate_claims.model.intervals import Window
from stargate_claims.model.quantities import Quantity
from stargate_claims.model.vocabulary import Label, Vocabulary, in_both

Word = TypeVar("Word", bound=StrEnum)

WHOLE = re.compile(r"-?[0-9]{1,9}")
NUMBER = re.compile(r"-?[0-9]{1,34}(?:\.[0-9]{1,9})?")
NOT_IN_ID = r"()\[\]{},+=\x00-\x1f"  # signs that the printed form of a question needs
_WRONG_IN_ID = re.compile(f"[{NOT_IN_ID}]")
YES_NO = {"yes": True, "no": False}


def near(name: str, known: Iterable[str]) -> str:
    """A hint that names what a word may have been meant to be.

    >>> near("mesure", ["measure", "subject"])
    "did you mean 'measure'?"
    """
    return meant(difflib.get_close_matches(name, known))


def id_fault(text: str) -> str | None:
    """Why a text cannot be an id, as a hint; None where it can.

    >>> id_fault("alpha-lines"), id_fault("a, b")
    (None, "leave out brackets, ',', '+' and '='; letters, digits and '-' are safe")
    """
    if text != text.strip() or _WRONG_IN_ID.search(text):
        return "leave out brackets, ',', '+' and '='; letters, digits and '-' are safe"
    return None


def meant(words: Iterable[str]) -> str:
    """The words as a question, or nothing."""
    found = " or ".join(repr(word) for word in words)
    return f"did you mean {found}?" if found else ""


@frozen
class Known:
    """What the files of a ledger may refer to, and what was already read out of them."""

    vocabulary: Vocabulary = Factory(Vocabulary)
    ladders: Mapping[str, tuple[tuple[str, Label], ...]] = Factory(dict)
    claims: Container[str] = ()
    figures: dict[str, Quantity] = Factory(dict)
    windows: dict[str, Window] = Factory(dict)


@frozen
class Reader:
    """Reads nodes of one page. Every method answers None, or nothing, for what it had to refuse."""

    page: Page
    known: Known = Factory(Known)

    def table(self, node: Node, keys: Collection[str], what: str, needed: Iterable[str] = ()) -> Mapping[str, Node]:
        """A mapping with no other than these keys."""
        if not isinstance(node, Table):
            if _is_blank(node):
                self.page.refuse(node.mark, Code.EMPTY, f"{what} is empty", f"write its keys: {', '.join(keys)}")
            elif isinstance(node, Refused):
                self.page.problems.append(node.problem)
            else:
                self.page.refuse(node.mark, Code.WRONG_SHAPE, f"{what} is not a mapping", f"keys: {', '.join(keys)}")
            return {}
        for key in node.entries:
            if key not in keys:
                hint = near(key, keys) or f"{what} has {', '.join(keys)}"
                self.page.refuse(node.keys[key], Code.UNKNOWN_KEY, f"{what} has no key {key!r}", hint)
        for key in needed:
            if key not in node.entries:
                self.page.refuse(node.mark, Code.MISSING_KEY, f"{what} lacks {key!r}", f"add the line '{key}: …'")
        return node.entries

    def items(self, node: Node | None, what: str) -> list[Node]:
        """The nodes of a list; nothing after a key is an empty list."""
        if node is None or _is_blank(node):
            return []
        if isinstance(node, Items):
            return node.nodes
        if isinstance(node, Refused):
            self.page.problems.append(node.problem)
            return []
        self.page.refuse(node.mark, Code.WRONG_SHAPE, f"{what} is not a list", "start each of its lines with '- '")
        return []

    def text(self, node: Node | None) -> str | None:
        """Text that is not empty."""
        if node is None:
            return None
        if isinstance(node, Refused):
            self.page.problems.append(node.problem)
        elif not isinstance(node, Scalar):
            shape = "a list" if isinstance(node, Items) else "a mapping"
            self.page.refuse(node.mark, Code.WRONG_SHAPE, f"{shape} stands where one value belongs", "write one value")
        elif not node.text.strip():
            self.page.refuse(node.mark, Code.EMPTY, "a key without a value", "write a value, or leave the key out")
        else:
            return node.text
        return None

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """One value, or a list of them, none twice."""
        if isinstance(node, Items):
            return tuple(dict.fromkeys(text for item in node.nodes if (text := self.text(item)) is not None))
        text = self.text(node)
        return () if text is None else (text,)

    def id(self, node: Node | None) -> str | None:
        """A name for a new record."""
        text = self.text(node)
        if text is None or node is None:
            return None
        fault = id_fault(text)
        if fault is not None:
            self.page.refuse(node.mark, Code.BAD_ID, f"{text!r} cannot be an id", fault)
            return None
        return text

    def word(self, node: Node | None, words: type[Word]) -> Word | None:
        """One of the words of a list."""
        text = self.text(node)
        if text is None or node is None:
            return None
        try:
            return words(text)
        except ValueError:
            known = [word.value for word in words]
            hint = near(text, known) or f"one of {', '.join(known)}"
            self.page.refuse(node.mark, Code.UNKNOWN_WORD, f"{text!r} is no {words.__name__.lower()}", hint)
            return None

    def words(self, node: Node | None, words: type[Word]) -> tuple[Word, ...]:
        """Words of a list, one or several."""
        nodes = node.nodes if isinstance(node, Items) else [node]
        return tuple(word for item in nodes if (word := self.word(item, words)) is not None)

    def yes_no(self, node: Node | None) -> bool | None:
        """Yes or no."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if text not in YES_NO:
            self.page.refuse(node.mark, Code.NOT_YES_NO, f"{text!r} is neither yes nor no", "write yes or no")
        return YES_NO.get(text)

    def whole(self, node: Node | None) -> int | None:
        """A whole number."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if WHOLE.fullmatch(text) is None:
            self.page.refuse(
                node.mark, Code.NOT_A_NUMBER, f"{text!r} is no whole number", "write digits only, such as 90"
            )
            return None
        return int(text)

    def number(self, node: Node | None) -> Decimal | None:
        """An exact number: digits, and a decimal point where needed."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if NUMBER.fullmatch(text) is None:
            hint = "write digits, such as 100000000000 or 4.5; no commas, exponents or units"
            self.page.refuse(node.mark, Code.NOT_A_NUMBER, f"{text!r} is no number", hint)
            return None
        return Decimal(text)

    def window(self, node: Node | None) -> Window | None:
        """Days in EDTF."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if text not in self.known.windows:
            try:
                self.known.windows[text] = Window.parse(text)
            except InvalidWindow as error:
                hint = "write 2025-01-21, 2025-07, 2025-01-21/2025-01-31, 2025-01-21/.. or ../2029"
                self.page.refuse(node.mark, Code.BAD_WINDOW, str(error).partition(";")[0], hint)
                return None
        return self.known.windows[text]

    def day(self, node: Node | None) -> date | None:
        """One day."""
        window = self.window(node)
        if window is None or node is None:
            return None
        if not window.is_day:
            self.page.refuse(node.mark, Code.BAD_WINDOW, f"{window} is more than one day", "write one day: 2025-01-21")
            return None
        return window.first

    def label(self, node: Node | None) -> Label | None:
        """A name or sentence in Korean and English."""
        if node is None:
            return None
        entries = self.table(node, ("ko", "en"), "a label")
        ko, en = self.text(entries.get("ko")), self.text(entries.get("en"))
        if isinstance(node, Table) and not entries:
            self.page.refuse(node.mark, Code.EMPTY, "a label without words", "write ko: … or en: …")
        return Label(ko=ko or "", en=en or "") if ko or en else None

    def in_both(self, node: Node | None) -> Label | None:
        """Words that are one text for both languages, or a label."""
        if isinstance(node, Table):
            return self.label(node)
        text = self.text(node)
        return None if text is None else in_both(text)

    def pairs(self, node: Node | None, what: str) -> tuple[tuple[str, str], ...]:
        """Names and values, as text."""
        if node is None:
            return ()
        if not isinstance(node, Table):
            self.table(node, ("name",), what)
            return ()
        return tuple((name, text) for name, item in node.entries.items() if (text := self.text(item)) is not None)

    def figure(self, node: Node | None) -> Quantity | None:
        """A figure as it is printed."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if text not in self.known.figures:
            from stargate_claims.reading.figures import parse_quantity

            try:
                self.known.figures[text] = parse_quantity(text)
            except FigureError as error:
                self.page.refuse(node.mark, Code.BAD_FIGURE, str(error).removesuffix(f"; {error.hint}"), error.hint)
                return None
        return self.known.figures[text]

    def entity(self, node: Node | None) -> str | None:
        """The id of an entity that is defined."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if text not in self.known.vocabulary.entities:
            hint = meant(self.known.vocabulary.near_entities(text)) or "define it in entities.yaml"
            self.page.refuse(node.mark, Code.UNKNOWN_ENTITY, f"no entity {text!r}", hint)
            return None
        return text

    def entities(self, node: Node | None) -> tuple[str, ...]:
        """Ids of entities, one or a list."""
        nodes = node.nodes if isinstance(node, Items) else [node]
        return tuple(dict.fromkeys(id for item in nodes if (id := self.entity(item)) is not None))

    def measure(self, node: Node | None) -> str | None:
        """The id of a measure that is defined."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if text not in self.known.vocabulary.measures:
            hint = near(text, self.known.vocabulary.measures) or "define it in measures.yaml"
            self.page.refuse(node.mark, Code.UNKNOWN_MEASURE, f"no measure {text!r}", hint)
            return None
        return text

    def claims(self, node: Node | None) -> tuple[str, ...]:
        """Ids of claims of this ledger, one or a list."""
        nodes = node.nodes if isinstance(node, Items) else [node]
        return tuple(dict.fromkeys(id for item in nodes if (id := self.claim(item)) is not None))

    def claim(self, node: Node | None) -> str | None:
        """The id of a claim of this ledger."""
        text = self.text(node)
        if text is None or node is None:
            return None
        if text not in self.known.claims:
            names = list(self.known.claims) if isinstance(self.known.claims, Collection) else []
            hint = near(text, names) or "name a claim of this ledger by its id"
            self.page.refuse(node.mark, Code.UNKNOWN_CLAIM, f"no claim {text!r}", hint)
            return None
        return text


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.blank
