r"""Records: one canonical line for everything that a ledger holds, the same in every store.

A line is a JSON object with sorted keys, no spaces and no newline::

    {"chain":"<64 hex>","id":"r-<24 hex>","kind":"claim","record":{...},"seq":7,"v":1}

- ``record``: what is kept, as plain JSON: numbers that are amounts are strings, days EDTF, text in normal form C.
- ``id``: made from the kind and the record's canonical text: the same content has the same id in every ledger.
- ``seq``: 1 for the first line, without gaps.
- ``chain``: SHA-256 of the chain of the line before (64 zeros for the first) and of this line without its ``chain``.
- ``replaces``: only on a later record of an entity, measure, term, rule or suppression: the id of the one before.
- ``v``: the version of this form. Fields that it does not know are kept as they are; versions it does not know are
  refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

from stargate_claims.errors import InvalidClaim
from stargate_claims.keeping.strict import MAX_LINE, NotStrict, decoded, normal, read_json

VERSION = 1
GENESIS = "0" * 64
"""What the first line is chained to."""
FIXED = ("source", "claim")
"""Kinds of which a ledger has one record for each name: a correction is a new claim that supersedes."""
KINDS = ("ledger", "term", "measure", "entity", "rule", "suppression", *FIXED)

JOURNALS = (".jsonl", ".ndjson")
DATABASES = (".db", ".sqlite", ".sqlite3")
"""Names that files of records end in."""

_NAMED_BY = {"ledger": (), "suppression": ("finding", "fingerprint")}
_ID = re.compile(r"r-[0-9a-f]{24}")
_START = len('{"chain":"')
_END = _START + len(GENESIS) + len('",')
_KNOWN = frozenset(("chain", "id", "kind", "record", "replaces", "seq", "v"))
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class Newer(NotStrict):
    """A line of a version that this program does not know."""


@frozen(kw_only=True)
class Head:
    """How many records a ledger has, and the chain of the last one: keep it to notice a later rewrite.

    >>> print(Head())
    0:0000000000000000000000000000000000000000000000000000000000000000
    """

    size: int = 0
    chain: str = GENESIS

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read a head as it is printed.

        Raises:
            InvalidClaim: if the text is not SIZE:HASH.
        """
        found = re.fullmatch(r"([0-9]{1,15}):([0-9a-f]{64})", text.strip())
        if found is None:
            raise InvalidClaim(f"{text!r} is no head; it is printed as SIZE:HASH, the hash in 64 hex digits")
        return cls(size=int(found[1]), chain=found[2])

    def __str__(self) -> str:
        return f"{self.size}:{self.chain}"


@frozen(kw_only=True)
class Record:
    """Something a ledger holds, without its place in any ledger.

    Attributes:
        kind: ledger, term, measure, entity, rule, suppression, source or claim.
        name: what it is called among its kind: the id of a claim, source, entity …; "" for the ledger itself.
        text: the record as canonical JSON.
        replaces: the id of the record of this name before it, or None.
        more: fields of its line that this version does not know.
        id: made from the content.
        value: the record as plain values.
    """

    kind: str
    name: str
    text: str
    replaces: str | None = None
    more: Mapping[str, Any] = field(factory=dict)
    id: str = ""
    value: Mapping[str, Any] = field(factory=dict, eq=False, repr=False)

    @classmethod
    def of(
        cls, kind: str, value: Mapping[str, Any], *, replaces: str | None = None, more: Mapping[str, Any] | None = None
    ) -> Record:
        """The record of plain values.

        Raises:
            NotStrict: for values that no line may hold.
        """
        spelt = _encode(value)
        text = _bounded(spelt)
        if text is not spelt:
            value = read_json(text)  # letters in parts were put together
        content = f"{kind}\n{replaces or ''}\n{text}"
        id = f"r-{hashlib.sha256(content.encode()).hexdigest()[:24]}"
        name = name_of(kind, value)
        return cls(kind=kind, name=name, text=text, replaces=replaces, more=more or {}, id=id, value=value)

    @property
    def key(self) -> str:
        """What no two records of a ledger share."""
        return f"{self.kind}:{self.name}" if self.kind in FIXED else self.id

    def after(self, latest: Record) -> Record:
        """The same record as the successor of another one of its name."""
        return Record.of(self.kind, self.value, replaces=latest.id, more=self.more)

    def body(self, seq: int) -> str:
        """Its line without the chain."""
        if self.more:
            known = {"id": self.id, "kind": self.kind, "record": self.value, "seq": seq, "v": VERSION}
            return canonical({**self.more, **known, **({"replaces": self.replaces} if self.replaces else {})})
        replaces = f',"replaces":"{self.replaces}"' if self.replaces else ""
        return f'{{"id":"{self.id}","kind":"{self.kind}","record":{self.text}{replaces},"seq":{seq},"v":{VERSION}}}'


@define(eq=False)
class Line:
    """A line that was read: its chain fits, and its envelope is that of a record."""

    text: str
    seq: int
    chain: str
    kind: str
    name: str
    envelope: dict[str, Any]

    @property
    def value(self) -> dict[str, Any]:
        """The record as plain values."""
        value: dict[str, Any] = self.envelope["record"]
        return value

    @property
    def head(self) -> Head:
        """The head of the ledger up to here."""
        return Head(size=self.seq, chain=self.chain)

    def record(self) -> Record:
        """The record by itself."""
        more = {key: value for key, value in self.envelope.items() if key not in _KNOWN}
        return Record.of(self.kind, self.value, replaces=self.envelope.get("replaces"), more=more)

    def check(self) -> Record:
        """The record, if its id is that of its content and its line is spelt as this program spells it.

        Raises:
            NotStrict: if it is not.
        """
        record = self.record()
        if self.envelope.get("id") != record.id:
            raise NotStrict("its id is not that of its content")
        if canonical(self.envelope) != self.text:
            raise NotStrict("it is not spelt in the one canonical way")
        return record


def canonical(value: object) -> str:
    """Plain values as canonical JSON in normal form C.

    Raises:
        NotStrict: for text that cannot be written, or has more bytes than a line may have.
    """
    return _bounded(_encode(value))


def _bounded(text: str) -> str:
    text = normal(text)
    if "\\u0000" in text:
        read_json(text)  # NUL is refused; the same letters after a backslash are not
    if len(text) > MAX_LINE // 8 and len(text.encode()) > MAX_LINE - 1024:
        raise NotStrict(f"a record of more than {MAX_LINE:,} bytes")
    return text


def chained(before: str, body: str) -> str:
    """The chain of a line."""
    return hashlib.sha256(f"{before}\n{body}".encode()).hexdigest()


def line_of(record: Record, after: Head) -> tuple[str, Head]:
    """The line of a record that follows a head, and the head it makes."""
    body = record.body(after.size + 1)
    head = Head(size=after.size + 1, chain=chained(after.chain, body))
    if not body.startswith('{"id":'):  # unknown fields may sort before "chain"
        return _encode({**json.loads(body), "chain": head.chain}), head
    return f'{{"chain":"{head.chain}",{body[1:]}', head


def read_line(data: bytes, after: Head) -> Line:
    """The record of a line (without its newline) that must follow a head.

    Raises:
        Newer: for a version that this program does not know.
        NotStrict: for anything that is not the next line, and why.
    """
    text = decoded(data)
    return next_line(data, text, read_json(text), after.size + 1, after.chain)


def next_line(data: bytes, text: str, envelope: Any, seq: int, before: str) -> Line:
    """The same for a line that is decoded and read already.

    Raises:
        Newer: for a version that this program does not know.
        NotStrict: for anything that is not the next line, and why.
    """
    if type(envelope) is not dict or "v" not in envelope:
        raise NotStrict("it is no record: an object with the key 'v'")
    if envelope["v"] != VERSION or type(envelope["v"]) is not int:
        raise Newer(f"version {envelope['v']!r} of the records; this program knows version {VERSION}")
    chain = envelope.get("chain")
    if chain != _chain(data, text, envelope, before):
        raise NotStrict("its chain does not follow from the line before: this line or that one was changed")
    if envelope.get("seq") != seq or envelope["seq"] is True:
        raise NotStrict(f"its number is {envelope.get('seq')!r}, not {seq}")
    kind, value, replaces = envelope.get("kind"), envelope.get("record"), envelope.get("replaces")
    if kind not in KINDS:
        raise Newer(f"the kind {kind!r}; this program knows {', '.join(KINDS)}")
    if type(value) is not dict:
        raise NotStrict("its 'record' is no object")
    if replaces is not None and (kind in FIXED or type(replaces) is not str or _ID.fullmatch(replaces) is None):
        raise NotStrict("its 'replaces' is no id of a record")
    name = value.get("id") if kind in FIXED else None
    if type(name) is not str or not name:
        name = name_of(kind, value)
    return Line(text, seq, chain, kind, name, envelope)


def _chain(data: bytes, text: str, envelope: dict[str, Any], before: str) -> str:
    if data[:_START] == b'{"chain":"' and data[_END - 2 : _END] == b'",':
        return hashlib.sha256(b"%b\n{%b" % (before.encode(), data[_END:])).hexdigest()
    # A field that this version does not know stands before "chain".
    read_json(text)  # nothing too deep to be written again
    return chained(before, _encode({key: value for key, value in envelope.items() if key != "chain"}))


def name_of(kind: str, value: Mapping[str, Any]) -> str:
    """What a record is called among its kind.

    Raises:
        NotStrict: if it has no name.
    """
    names = _NAMED_BY.get(kind, ("id",))
    parts = [value.get(name) for name in names]
    for part, name in zip(parts, names, strict=True):
        if type(part) is not str or not part:
            raise NotStrict(f"a {kind} without {name!r}")
    return ":".join(map(str, parts))
