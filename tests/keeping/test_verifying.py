from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.keeping.journal import write_lines
from stargate_claims.keeping.records import Head, Record, line_of
from stargate_claims.keeping.saving import numbered
from stargate_claims.keeping.verifying import verify
from tests.keeping.stock import filled


def refusal(path: Path, records: list[Record]) -> str:
    write_lines(path, numbered(records)[0])
    with pytest.raises(LedgerError) as caught:
        verify(path)
    return str(caught.value).removeprefix(str(path))


def entity(name: str = "a", **more: Any) -> Record:
    return Record.of("entity", {"id": name}, **more)


def claim(name: str, **fields: Any) -> Record:
    return Record.of("claim", {"id": name, **fields})


def test_what_a_store_would_never_have_written(tmp_path: Path) -> None:
    one = entity()
    for number, (records, message) in enumerate(
        [
            ([one, one], ":2:1: broken-line a record that was there before"),
            (
                [one, Record.of("entity", {"id": "a", "x": 1})],
                ":2:1: broken-line it does not replace the newest entity 'a'",
            ),
            ([one, entity("b").after(one)], ":2:1: broken-line it does not replace the newest entity 'b'"),
            ([claim("a"), claim("b"), claim("a", x=1)], ":3:1: broken-line a second claim 'a'"),
            (
                [Record(kind="claim", name="a", text='{"id":"a"}', id="r-" + "0" * 24)],
                ":1:1: broken-line its id is not",
            ),
        ]
    ):
        assert refusal(tmp_path / f"{number}.jsonl", records).startswith(message)


@pytest.mark.parametrize("seq", [1, 3])
def test_a_number_left_out_or_given_twice(seq: int, tmp_path: Path) -> None:
    """Even where the chain is that of the line as it stands."""
    first, _ = numbered([entity()])
    head = Head(size=seq - 1, chain=first[0][len('{"chain":"') :][:64])
    write_lines(tmp_path / "a.jsonl", [*first, line_of(entity("b"), head)[0]])
    with pytest.raises(LedgerError, match=f":2:1: broken-line its number is {seq}, not 2"):
        verify(tmp_path / "a.jsonl")


def test_a_journal_names_a_second_claim_when_it_is_opened(tmp_path: Path) -> None:
    assert "a second claim 'a'" in refusal(tmp_path / "a.jsonl", [claim("a"), claim("a")])


def test_another_spelling(tmp_path: Path) -> None:
    body = f'{{"id":"{entity().id}","kind":"entity","record":{{"id": "a"}},"seq":1,"v":1}}'
    chain = hashlib.sha256(f"{Head().chain}\n{body}".encode()).hexdigest()
    write_lines(tmp_path / "a.jsonl", [f'{{"chain":"{chain}",{body[1:]}'])
    with pytest.raises(LedgerError, match="canonical"):
        verify(tmp_path / "a.jsonl")


def test_paper_has_no_chain(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"wrong-form a folder of YAML has no chain: .*, git tells; to seal it"):
        verify(tmp_path)
    with pytest.raises(LedgerError, match="not-found there is no such file; name a"):
        verify(tmp_path / "no")


@pytest.mark.parametrize("form", [".jsonl", ".db"])
def test_heads(form: str, tmp_path: Path) -> None:
    path = filled(tmp_path / f"a{form}", 3)
    head = verify(path).head
    assert (verify(path, head).since, verify(path, Head()).since, verify(path).since) == (0, 4, None)
    with pytest.raises(LedgerError, match=":5:1: wrong-head it has 4 records, and the kept head says 9"):
        verify(path, Head(size=9, chain=head.chain))
    with pytest.raises(LedgerError, match=":1:1: wrong-head its record 0"):
        verify(path, Head(size=0, chain=head.chain))


def test_pages_that_sqlite_finds_wrong(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db", 30)
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'record_key'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    place = data.index(b"claim:k00007", (page - 1) * size)
    data[place + 11] ^= 1  # in the index alone: the row itself is as it was
    path.write_bytes(data)
    with pytest.raises(LedgerError, match=r"broken-line .*record_key"):
        verify(path)
