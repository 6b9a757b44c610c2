"""What can be wrong with a ledger on paper: every problem is collected, and all are reported at once."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from attrs import field, frozen

from stargate_claims.errors import LedgerError


class Code(StrEnum):
    """What can be wrong with a ledger on paper."""

    NOT_FOUND = "not-found"
    UNREADABLE = "unreadable"
    WRONG_FORM = "wrong-form"
    NO_SOURCES = "no-sources"
    LAYOUT = "layout"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    TOO_MANY_NODES = "too-many-nodes"
    ENCODING = "encoding"
    CHARACTER = "character"
    SYNTAX = "syntax"
    TWO_DOCUMENTS = "two-documents"
    TAG = "tag"
    ALIAS = "alias"
    DUPLICATE_KEY = "duplicate-key"
    WRONG_SHAPE = "wrong-shape"
    EMPTY = "empty"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    UNKNOWN_WORD = "unknown-word"
    NOT_YES_NO = "not-yes-no"
    NOT_A_NUMBER = "not-a-number"
    BAD_WINDOW = "bad-window"
    BAD_ID = "bad-id"
    BAD_FIGURE = "bad-figure"
    DUPLICATE_ID = "duplicate-id"
    UNKNOWN_MEASURE = "unknown-measure"
    UNKNOWN_ENTITY = "unknown-entity"
    UNKNOWN_SOURCE = "unknown-source"
    UNKNOWN_CLAIM = "unknown-claim"
    UNKNOWN_LADDER = "unknown-ladder"
    UNKNOWN_FACT = "unknown-fact"
    DIMENSION = "dimension"
    COUNTER = "counter"
    STAGE = "stage"
    SAID_AFTER_PUBLISHED = "said-after-published"
    TWO_VALUES = "two-values"
    LIST_WITHOUT_MEMBERS = "list-without-members"
    BAD_RECORD = "bad-record"
    RULE_WITHOUT_WHY = "rule-without-why"
    RULE_WITHOUT_CASES = "rule-without-cases"
    ENDLESS_RULE = "endless-rule"
    BROKEN_LINE = "broken-line"
    CHANGED_CELL = "changed-cell"
    TORN_TAIL = "torn-tail"
    NEWER_VERSION = "newer-version"
    WRONG_HEAD = "wrong-head"
    SCHEMA = "schema"
    BUSY = "busy"
    DISK = "disk"
    EXISTS = "exists"


class Mark(Protocol):
    """A place in a file, counted from 0, as YAML's own parser says it."""

    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Code points before it on its line."""


@frozen
class Place:
    """A place of our own making."""

    line: int = 0
    column: int = 0


WHOLE_FILE = Place(-1, 0)
"""No place in particular: the whole file."""


@frozen(kw_only=True, order=True)
class Problem:
    """One thing wrong with a ledger on paper, and what to do about it.

    Attributes:
        file: the path as it was given, or as found under the folder that was given.
        line, column: 1-based; line 0 for a problem of the whole file or folder.
        code: a word to look up in the documentation.
        message: what is wrong.
        hint: what to do next.
        sheet: of a workbook; "" for a table without sheets, None for a text. In both, places are cells.

    >>> print(Problem(file="004.yaml", line=3, column=5, code=Code.TAG, message="the tag !x", hint="leave it out"))
    004.yaml:3:5: tag the tag !x; leave it out
    >>> print(Problem(file="nope", code=Code.NOT_FOUND, message="there is no such file or folder", hint="look again"))
    nope: not-found there is no such file or folder; look again
    >>> Problem(file="a.xlsx", line=7, column=28, code=Code.EMPTY, message="", hint="", sheet="Claims").place
    'a.xlsx:Claims!AB7'
    """

    file: str
    line: int = 0
    column: int = 1
    code: Code = field(converter=Code)
    message: str
    hint: str
    sheet: str | None = field(default=None, order=False)

    @property
    def place(self) -> str:
        """The file and the place in it, if it has one: a.yaml:3:5, a.xlsx:Claims!D7, a.csv:D7."""
        if self.sheet is None or not self.line:
            where = (self.file, self.sheet, *((self.line, self.column) if self.line else ()))
            return ":".join(str(part) for part in where if part)
        letters, number = "", self.column
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{self.file}:{self.sheet}{'!' if self.sheet else ''}{letters}{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.message}; {self.hint}"


@frozen(kw_only=True)
class Page:
    """One file, and the list in which the problems of the whole ledger are collected."""

    file: str
    problems: list[Problem]
    sheet: str | None = None

    def refuse(self, mark: Mark, code: Code, message: str, hint: str) -> Problem:
        """Collect a problem at a place."""
        line, column = mark.line + 1, mark.column + 1
        problem = Problem(
            file=self.file, line=line, column=column, code=code, message=message, hint=hint, sheet=self.sheet
        )
        self.problems.append(problem)
        return problem


def raise_if(problems: Iterable[Problem]) -> None:
    """Raise all problems at once, each once, in the order of files and lines."""
    found = sorted(set(problems))
    if found:
        raise LedgerError(found)


def refusal(file: str, code: Code, message: str, hint: str) -> LedgerError:
    """An error about a whole file or folder."""
    return LedgerError([Problem(file=file, code=code, message=message, hint=hint)])
