"""Model objects to plain values and back, from one reading of their annotations.

Both directions are made from the fields of the classes, so that a field added to the model is kept without a line here.
Values are taken as they are or refused, never converted: text is not a number, 1 is not True.
"""

from __future__ import annotations

import re
import typing
from collections import deque
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache, lru_cache, partial
from itertools import chain, repeat
from operator import attrgetter, call
from types import NoneType, UnionType
from typing import Any, NamedTuple, NoReturn, TypeVar

from attrs import NOTHING, Attribute, evolve, fields, has

from stargate_claims.errors import StargateClaimsError
from stargate_claims.keeping.strict import MAX_DIGITS, NotStrict
from stargate_claims.keeping.written import edtf
from stargate_claims.model.identity import canonical_decimal
from stargate_claims.model.intervals import Precision, Window
from stargate_claims.model.sources import Source

_NUMBER = re.compile(r"-?[0-9]{1,34}(?:\.[0-9]{1,34})?")
_LARGEST = 10**MAX_DIGITS
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_run = deque[object](maxlen=0).extend
"""Goes through an iterator without a step of Python for each item."""
Record = TypeVar("Record")
Write = Callable[[Any], Any]
Read = Callable[[Any], Any]


class Misshapen(NotStrict):
    """A plain value that is no such object, and the path of keys to what is wrong."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message, path)
        self.message, self.path = message, path

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


# ---------------------------------------------------------------- to plain values


def plain_of(record: object) -> dict[str, Any]:
    """The fields of a model object as plain values; a field that is as by default, and empty, is left out.

    Raises:
        NotStrict: for a number that no record may hold.
    """
    return _plain(record, number_text)


def plain_with_any_number(record: object) -> dict[str, Any]:
    """The same with numbers of any length, for what no record holds: a `Shaper` with ``numbers=Decimal`` reads it."""
    return _plain(record, str)


def _plain(record: object, numbers: Write) -> dict[str, Any]:
    cls: Any = type(record)
    values, writers = _writers(cls, numbers)
    return {
        name: value if write is None else write(value)
        for value, (name, default, write) in zip(values(record), writers, strict=True)
        if value is not default and (value or value != default)
    }


@cache
def _writers(
    cls: Any, numbers: Write
) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[str, Any, Write | None], ...]]:
    """What takes all values out of an object at once, and for each field its name, default and how it is written."""
    hints = _hints(cls)
    names = [attribute.name for attribute in _attributes(cls)]
    writers = tuple((f.name, _default(f), _writer(hints[f.name], numbers)) for f in _attributes(cls))
    return (attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)), writers


def _attributes(cls: type) -> tuple[Attribute[Any], ...]:
    return tuple(fields(cls))


def _default(attribute: Attribute[Any]) -> Any:
    """The default, where it says nothing."""
    default = attribute.default
    return NOTHING if default is NOTHING or hasattr(default, "factory") or default else default


def _writer(hint: Any, numbers: Write) -> Write | None:
    origin, arguments = _parts(hint)
    if origin is tuple:
        return _list_writer(_writer(arguments[0], numbers))  # pairs have two of one kind
    (hint,) = arguments
    if hint is Decimal:
        return numbers
    if hint in _WRITERS:
        return _WRITERS[hint]
    if hint is Source:
        return attrgetter("id")
    if issubclass(hint, StrEnum):
        return str.__str__  # a text that is no member
    return partial(_plain, numbers=numbers) if has(hint) else None


def _list_writer(write: Write | None) -> Write:
    return list if write is None else lambda values: [write(value) for value in values]


@lru_cache(maxsize=4096)
def number_text(value: Decimal) -> str:
    """A decimal as a record holds it.

    Raises:
        NotStrict: for one with more than 34 digits to either side of its point.

    >>> number_text(Decimal("1E+11"))
    '100000000000'
    """
    if not value:
        return "0"
    exponent = value.as_tuple().exponent
    small = isinstance(exponent, int) and exponent > -1000 and value.adjusted() <= 34
    if small and _NUMBER.fullmatch(text := canonical_decimal(value)):
        return text
    raise NotStrict("a number of more than 34 digits")


def days_text(window: Window) -> str:
    """Days as EDTF, and after it the unit in which they were given where EDTF does not tell.

    >>> days_text(Window.parse("2025-07")), days_text(Window(first=date(2025, 7, 7), last=date(2025, 7, 13),
    ...     precision=Precision.WEEK))
    ('2025-07', '2025-07-07/2025-07-13 week')
    """
    if window.is_day and window.precision is Precision.DAY:
        return str(window.first)
    return _days_text(window, window.precision)


@lru_cache(maxsize=4096)
def _days_text(window: Window, precision: Precision) -> str:
    """The same for any window: the days of the news are few, and come again and again."""
    text = edtf(window)
    assert text is not None  # only no window has no text
    return text if Window.parse(text).precision is precision else f"{window} {precision.value}"


_WRITERS: Mapping[Any, Write] = {
    Window: days_text,
    date: date.isoformat,
}


# ---------------------------------------------------------------- and back


class Shaper:
    """Reads plain values as model objects: one for each ledger, for it remembers days and numbers that it has read.

    Args:
        sources: by id, for the claims that name them.
        numbers: reads a number; those of records unless told.

    Attributes:
        unknown: set when a field was met that the model does not know; whoever reads a record resets it.
        keys: how many keys of objects were read.
    """

    def __init__(self, sources: Mapping[str, Source], numbers: Callable[[str], Decimal] | None = None) -> None:
        self.unknown = False
        self.keys = 0
        self._sources = sources
        self._objects: dict[type, Read] = {}
        known: Read = sources.__getitem__
        self._readers: dict[Any, Read] = {
            str: str.__str__,
            int: _whole,
            bool: _flag,
            date: _day,
            Decimal: _Memo(numbers or _number).__getitem__,
            Window: _Memo(_window).__getitem__,
            Source: known,
            tuple[str, ...]: _remembered(_texts, tuple),
        }
        self._qualifiers = _remembered(lambda value: tuple(sorted(_text_pairs(value))), _pairs)
        # Those written in C know no more than that something is wrong.
        self._careful: dict[Read, Read] = {str.__str__: _text, known: self._source}

    def read(self, cls: type[Record], value: object) -> Record:
        """The object that plain values describe.

        Raises:
            Misshapen: with the path of the first thing that is wrong.
        """
        found: Record = self._object(cls)(value)
        return found

    def reader(self, cls: type[Record]) -> Callable[[object], Record]:
        """What reads one class, for whoever reads many of it."""
        return self._object(cls)

    def _source(self, value: object) -> Source:
        source = self._sources.get(_text(value))
        if source is None:
            raise Misshapen(f"the source {value!r} is not recorded before it")
        return source

    def _reader(self, hint: Any) -> Read:
        origin, arguments = _parts(hint)
        plain: Any = tuple[arguments] if origin is tuple else arguments[0]  # type: ignore[valid-type] # at run time
        if plain in self._readers:
            return self._readers[plain]
        if origin is tuple and ... not in arguments:
            return _pair([self._reader(inner) for inner in arguments])
        if origin is tuple:
            return _list(self._reader(arguments[0]))
        return _member(plain) if issubclass(plain, Enum) else self._object(plain)

    def _object(self, cls: type) -> Read:
        if cls not in self._objects:
            # Until it is made: a quantity may restate a quantity.
            self._objects[cls] = lambda value: self._objects[cls](value)
            self._objects[cls] = self._made(cls)
        return self._objects[cls]

    def _made(self, cls: type) -> Read:
        """A function that reads one class."""
        plans: dict[tuple[str, ...], _Plan] = {}
        readers: dict[str, Read] = {}
        twin: Any = _writable(cls)
        new = twin.__new__
        valid = getattr(cls, "__attrs_post_init__", None)

        def read(value: Any) -> Any:
            if type(value) is not dict:
                raise Misshapen(f"{_shown(value)} is no object")
            self.keys += len(value)
            names = tuple(value)
            plan = plans.get(names)
            if plan is None:
                plan = plans[names] = self._plan(cls, names, readers)
            if plan.unknown:
                self.unknown = True
                value = {name: item for name, item in value.items() if name not in plan.unknown}
            record: Any = new(twin)
            try:  # without a step of Python for each field
                values = chain(map(call, plan.readers, value.values()), plan.defaults)
                _run(map(setattr, repeat(record), plan.fields, values))
            except (Misshapen, KeyError, TypeError):  # the last two of words, of days or of numbers
                self._explain(plan, value)
                raise
            record.__class__ = cls
            if valid is not None:
                try:
                    valid(record)
                except StargateClaimsError as error:
                    raise Misshapen(str(error)) from None
            return record

        return read

    def _plan(self, cls: type, names: tuple[str, ...], readers: dict[str, Read]) -> _Plan:
        attributes = _by_name(cls)
        missing = [a for a in attributes.values() if a.name not in names]
        if lacking := [a.name for a in missing if a.default is NOTHING]:
            raise Misshapen(f"it lacks {', '.join(map(repr, lacking))}")
        given = [name for name in names if name in attributes]
        for name in given:
            if name not in readers:
                # The one field whose converter does more than to make a member of a word: it sorts.
                readers[name] = self._qualifiers if name == "qualifiers" else self._reader(_hints(cls)[name])
        return _Plan(
            fields=(*given, *(a.name for a in missing)),
            readers=tuple(readers[name] for name in given),
            defaults=tuple(_default_of(a) for a in missing),
            unknown=frozenset(names) - attributes.keys(),
        )

    def _explain(self, plan: _Plan, value: Mapping[str, Any]) -> None:
        """Say which field cannot be read, and why."""
        for name, read, item in zip(plan.fields, plan.readers, value.values(), strict=False):
            try:
                self._careful.get(read, read)(item)
            except Misshapen as error:
                raise Misshapen(error.message, f"{name}.{error.path}".rstrip(".")) from None
            except (KeyError, TypeError):
                raise Misshapen(f"{_shown(item)} may not stand here", name) from None


class _Plan(NamedTuple):
    """How an object with these keys is read: 1e5 claims have a few dozen sets of keys.

    Attributes:
        fields: those of the keys, in their order, then all others.
        readers: what reads the value of each key.
        defaults: what the others hold.
        unknown: keys that the class does not have.
    """

    fields: tuple[str, ...]
    readers: tuple[Read, ...]
    defaults: tuple[Any, ...]
    unknown: frozenset[str]


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


@cache
def _by_name(cls: type) -> dict[str, Attribute[Any]]:
    return {attribute.name: attribute for attribute in _attributes(cls)}


def _writable(cls: type) -> type:
    """A class of the same slots whose fields can be written one after the other, in C.

    What it makes becomes a record of the frozen class, and is checked by the same ``__attrs_post_init__``, before
    anybody sees it; a test holds the result to what the constructor makes.
    """
    # Both are needed, or CPython goes through the frozen class's own method for each field.
    body = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(f"_{cls.__name__}", (cls,), body)


def _default_of(attribute: Attribute[Any]) -> Any:
    default: Any = attribute.default
    return default.factory() if hasattr(default, "factory") else default


def _remembered(read: Read, key: Callable[[Any], Any]) -> Read:
    """Reads lists, and remembers what of: the same names come again and again."""
    known: dict[Any, tuple[Any, ...]] = {}

    def read_list(value: Any) -> tuple[Any, ...]:
        if type(value) is list:
            try:
                return known[key(value)]
            except (KeyError, TypeError):  # new; or something in it has no hash, and is no text
                pass
        found: tuple[Any, ...] = read(value)
        known[key(value)] = found
        return found

    return read_list


def _pairs(value: list[Any]) -> tuple[Any, ...]:
    """A list of lists so that nothing else looks like it: "ab" would be taken for the pair of a and b."""
    return tuple([tuple(item) if type(item) is list else (item,) for item in value])


class _Memo(dict[str, Any]):
    """What texts were read as: days and numbers come again and again."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._read(_text(text))
        return value


def _parts(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """The origin and arguments of an annotation, without ``| None``."""
    origin = typing.get_origin(hint)
    if origin in (UnionType, typing.Union):
        (hint,) = (inner for inner in typing.get_args(hint) if inner is not NoneType)
        return _parts(hint)
    return (tuple, typing.get_args(hint)) if origin is tuple else (None, (hint,))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _refuse(value: object, wanted: str) -> NoReturn:
    raise Misshapen(f"{_shown(value)} is no {wanted}")


def _text(value: object) -> str:
    if type(value) is not str:
        _refuse(value, "text")
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not -_LARGEST < value < _LARGEST:
        _refuse(value, "whole number")
    return value


def _flag(value: object) -> bool:
    if type(value) is not bool:
        _refuse(value, "true or false")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if type(value) is not list:
        _refuse(value, "list")
    for item in value:
        if type(item) is not str:
            _refuse(item, "text")
    return tuple(value)


def _number(text: str) -> Decimal:
    if _NUMBER.fullmatch(text) is None:
        _refuse(text, "number of up to 34 digits")
    return Decimal(text)


def _day(value: object) -> date:
    text = _text(value)
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # not in the calendar: refused like any other text
    _refuse(value, "day")


def _window(text: str) -> Window:
    days, _, precision = text.partition(" ")
    try:
        window = Window.parse(days)
        return evolve(window, precision=Precision(precision)) if precision else window
    except ValueError as error:
        raise Misshapen(str(error)) from None


def _member(cls: type[Enum]) -> Read:
    return {member.value: member for member in cls}.__getitem__


def _list(read: Read) -> Read:
    def read_list(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            _refuse(value, "list")
        return tuple([read(item) for item in value])

    return read_list


def _pair(readers: list[Read]) -> Read:
    def read_pair(value: Any) -> tuple[Any, ...]:
        if type(value) is not list or len(value) != len(readers):
            _refuse(value, f"list of {len(readers)}")
        return tuple([read(item) for read, item in zip(readers, value, strict=True)])

    return read_pair


_text_pairs = _list(_pair([_text, _text]))
