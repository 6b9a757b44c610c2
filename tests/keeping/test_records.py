from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

import pytest

from stargate_claims.errors import InvalidClaim
from stargate_claims.keeping.records import GENESIS, Head, Line, Newer, Record, line_of, read_line
from stargate_claims.keeping.strict import NotStrict


def record(name: str = "a", **more: Any) -> Record:
    return Record.of("entity", {"id": name, "kind": "person", "label": {"ko": "손정의"}}, **more)


def read(text: str, after: Head | None = None) -> Line:
    return read_line(text.encode(), after or Head())


def forged(**changes: Any) -> str:
    """A first line whose chain is right, whatever else is not."""
    envelope: dict[str, Any] = json.loads(line_of(record(), Head())[0])
    del envelope["chain"]
    envelope = {key: value for key, value in {**envelope, **changes}.items() if value is not ...}
    body = json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    chain = hashlib.sha256(f"{GENESIS}\n{body}".encode()).hexdigest()
    return json.dumps({**envelope, "chain": chain}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_a_line_as_the_documentation_has_it() -> None:
    text, head = line_of(record(), Head())
    assert text == (
        '{"chain":"' + head.chain + '","id":"r-0b3e5d1fbd2b0d3ee2a1f8d4","kind":"entity",'
        '"record":{"id":"a","kind":"person","label":{"ko":"손정의"}},"seq":1,"v":1}'
    ).replace("r-0b3e5d1fbd2b0d3ee2a1f8d4", record().id)
    assert json.loads(text)["chain"] == hashlib.sha256(f"{GENESIS}\n{{{text[76:]}".encode()).hexdigest()
    line = read(text)
    assert (line.head, line.record(), line.check()) == (head, record(), record())
    second, _ = line_of(record("b"), head)
    assert read(second, head).seq == 2


def test_the_same_content_has_the_same_id() -> None:
    assert record().id == record().id
    assert record().id != record("b").id
    assert record().id != Record.of("measure", record().value).id
    apart = Record.of("entity", {"id": "a", "kind": "person", "label": {"ko": unicodedata.normalize("NFD", "손정의")}})
    assert apart == record()
    assert apart.value == record().value


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seq": 2}, "its number is 2, not 1"),
        ({"seq": True}, "its number is True"),
        ({"record": "x"}, "no object"),
        ({"record": {"kind": "person"}}, "an entity without 'id'|entity without 'id'"),
        ({"record": {"id": ""}}, "without 'id'"),
        ({"replaces": "r-1"}, "no id of a record"),
        ({"kind": "claim", "replaces": "r-" + "0" * 24}, "no id of a record"),
    ],
    ids=range(7),
)
def test_lines_that_do_not_follow(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(NotStrict, match=message):
        read(forged(**changes))


@pytest.mark.parametrize("changes", [{"v": 99}, {"v": "1"}, {"v": True}, {"kind": "rumour"}])
def test_what_a_newer_program_wrote(changes: dict[str, Any]) -> None:
    with pytest.raises(Newer, match="this program knows"):
        read(forged(**changes))


def test_no_record_at_all() -> None:
    for text in ("[]", "5", "{}", '{"seq":1}'):
        with pytest.raises(NotStrict, match="no record"):
            read(text)
    with pytest.raises(NotStrict, match="does not follow"):
        read(line_of(record(), Head())[0].replace("손", "송"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"id": "r-" + "0" * 24}, "not that of its content"), ({"seq": 1, "id": ...}, "not that of its content")],
    ids=range(2),
)
def test_lines_that_only_verify_refuses(changes: dict[str, Any], message: str) -> None:
    line = read(forged(**changes))
    with pytest.raises(NotStrict, match=message):
        line.check()


def test_another_spelling_is_refused_by_verify() -> None:
    body = '{"id":"%s","kind":"entity","record":{"kind":"person","id":"a"},"seq":1,"v":1}'
    id = Record.of("entity", {"id": "a", "kind": "person"}).id
    chain = hashlib.sha256(f"{GENESIS}\n{body % id}".encode()).hexdigest()
    line = read(f'{{"chain":"{chain}",{(body % id)[1:]}')
    with pytest.raises(NotStrict, match="canonical"):
        line.check()


@pytest.mark.parametrize("more", [{"zeal": 1}, {"amount": {"x": [1]}, "zeal": None}])
def test_fields_that_nobody_knows_are_kept(more: dict[str, Any]) -> None:
    kept = record(more=more)
    text, head = line_of(kept, Head())
    line = read(text)
    assert line.check() == kept
    assert line_of(line.record(), Head()) == (text, head)
    assert json.loads(text).items() >= more.items()


def test_replacing() -> None:
    second = record().after(record("b"))
    text, _ = line_of(second, Head())
    assert json.loads(text)["replaces"] == record("b").id
    assert read(text).check() == second
    assert second.id != record().id
    both = Record.of("entity", {"id": "a"}, replaces=record().id, more={"x": 1})
    assert read(line_of(both, Head())[0]).check() == both


def test_text_that_no_line_holds() -> None:
    for value in ("a\0", "\ud800"):
        with pytest.raises(NotStrict, match=r"NUL|half"):
            record(value)
    assert record("a\\u0000").value["id"] == "a\\u0000"
    with pytest.raises(NotStrict, match="more than 1,048,576 bytes"):
        record("가" * 400_000)


def test_heads_are_printed_and_read() -> None:
    head = Head(size=5, chain="ab" * 32)
    assert Head.parse(f" {head}\n") == head
    for text in ("", "5", "5:ab", f"-1:{GENESIS}", f"٣:{GENESIS}", f"5:{GENESIS.upper()}x", "5:" + "AB" * 32):
        with pytest.raises(InvalidClaim, match="is no head"):
            Head.parse(text)
