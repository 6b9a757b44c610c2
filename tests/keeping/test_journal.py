from __future__ import annotations

import errno
import io
import multiprocessing
import os
import tracemalloc
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerBusy, LedgerError, LedgerWarning
from stargate_claims.keeping import files
from stargate_claims.keeping.files import System, locked, new_file, sync_folder
from stargate_claims.keeping.journal import Journal, Scan, write_lines
from stargate_claims.keeping.library import load
from stargate_claims.keeping.records import Head
from stargate_claims.keeping.strict import MAX_LINE
from tests.keeping.stock import claim, claims, filled, torn_tails_allowed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "a.jsonl", 5)


class Recorded(System):
    """Records calls, and lets one of them fail."""

    def __init__(self, fail_at: int = -1, error: BaseException | None = None, short: int = 0) -> None:
        self.calls: list[str] = []
        self._fail_at, self._error, self._short = fail_at, error, short

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if len(self.calls) - 1 == self._fail_at and self._error is not None:
            raise self._error

    def open(self, path: str, flags: int, mode: int = 0o644) -> int:
        self._called("open")
        return super().open(path, flags, mode)

    def write(self, descriptor: int, data: bytes) -> int:
        self._called("write")
        return super().write(
            descriptor, data[: self._short] if self._short and self.calls.count("write") == 1 else data
        )

    def sync(self, descriptor: int) -> None:
        self._called("sync")
        super().sync(descriptor)

    def link(self, old: str, new: str) -> None:
        self._called("link")
        super().link(old, new)


class TestWriting:
    def test_a_batch_is_one_write_and_one_sync(self, path: Path) -> None:
        system = Recorded()
        with Journal(path, system=system) as journal:
            journal.append_many(claims(100, start=10))
            assert system.calls == ["open", "write", "sync"]
            journal.append(claim(200))
            assert system.calls[3:] == ["write", "sync"]

    def test_a_new_file_is_in_its_folder_before_anything_is_acknowledged(self, tmp_path: Path) -> None:
        system = Recorded()
        Journal(tmp_path / "n.jsonl", create=True, system=system).close()
        assert system.calls == ["open", "sync", "sync"]

    def test_a_short_write_is_completed(self, path: Path) -> None:
        system = Recorded(short=100)
        with Journal(path, system=system) as journal:
            journal.append(claim(7))
        assert system.calls == ["open", "write", "write", "sync"]
        assert len(load(path)) == 6

    @pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EINVAL, errno.EACCES])
    @pytest.mark.parametrize("at", [0, 1, 2], ids=["open", "write", "sync"])
    def test_whatever_fails_the_file_is_as_it_was(self, path: Path, at: int, error: int) -> None:
        data = path.read_bytes()
        journal = Journal(path, system=Recorded(at, OSError(error, os.strerror(error))))
        head = journal.head
        with pytest.raises(LedgerError, match=r"failed \("):
            journal.append_many(claims(10, start=10))
        assert path.read_bytes() == data
        assert journal.head == head
        if at > 0:  # the next sync would succeed without having written: this handle is closed to writes
            with pytest.raises(LedgerError, match="closed to writes"):
                journal.append(claim(10))
        journal.close()
        with Journal(path) as again:
            assert again.append(claim(10)).size == head.size + 1

    def test_an_interrupt_leaves_the_file_as_it_was(self, path: Path) -> None:
        data = path.read_bytes()
        with Journal(path, system=Recorded(2, KeyboardInterrupt())) as journal, pytest.raises(KeyboardInterrupt):
            journal.append(claim(10))
        assert path.read_bytes() == data

    @pytest.mark.parametrize("at", [0, 1, 2])
    def test_a_new_file_that_the_disk_refuses(self, tmp_path: Path, at: int) -> None:
        with pytest.raises(LedgerError, match=r"n\.jsonl: disk"):
            Journal(
                tmp_path / "n.jsonl", create=True, system=Recorded(at, OSError(errno.ENOSPC, "No space left on device"))
            )

    def test_a_link_is_not_written_through(self, path: Path) -> None:
        link = path.with_name("link.jsonl")
        link.symlink_to(path)
        with Journal(link) as journal, pytest.raises(LedgerError, match="symbolic link"):
            journal.append(claim(9))
        assert len(load(link)) == 5

    def test_a_file_that_was_moved_away(self, path: Path) -> None:
        with Journal(path) as journal:
            journal.append(claim(8))
            path.rename(path.with_name("b.jsonl"))
            with pytest.raises(LedgerError, match="moved or replaced"):
                journal.append(claim(9))

    def test_a_file_that_was_rolled_back(self, path: Path) -> None:
        with Journal(path) as journal:
            os.truncate(path, 0)
            with pytest.raises(LedgerError, match="records were taken away"):
                journal.append(claim(9))

    def test_waiting_for_others_ends(self, path: Path) -> None:
        descriptor = os.open(path, os.O_RDWR)
        try:
            journal = Journal(path, deadline=0.05)
            with locked(descriptor, str(path)), pytest.raises(LedgerBusy, match=r"writing for 0\.05 seconds"):
                journal.append(claim(9))
            assert len(load(path)) == 5
            assert journal.append(claim(9)).size == 7
            journal.close()
        finally:
            os.close(descriptor)

    def test_a_disk_without_locks(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(descriptor: int, how: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(files, "_lock", refused)
        with Journal(path) as journal, pytest.raises(LedgerError, match="No locks available"):
            journal.append(claim(9))


class TestTornTails:
    def test_every_prefix_opens_to_a_prefix(self, tmp_path: Path) -> None:
        """Every byte of a file of 200 records: the part before its last newline is read once, the rest each time."""
        path = filled(tmp_path / "whole.jsonl", 199)
        whole, heads = path.read_bytes(), [Head()]
        start = 0
        for line in Journal(path).lines():
            end = whole.index(b"\n", start) + 1
            for size in range(end - start + 1):
                scan = Scan(path, io.BytesIO(whole[start : start + size]), heads[-1], start)
                found = [again.head for again in scan.strict()]
                complete = start + size == end
                assert found == ([line.head] if complete else [])
                assert (scan.offset, scan.tail) == ((end, b"") if complete else (start, whole[start : start + size]))
            start = end
            heads.append(line.head)
        assert (len(heads), start) == (201, len(whole))

    @pytest.mark.parametrize("step", [997, pytest.param(1, marks=pytest.mark.soak)])
    def test_every_prefix_as_a_file(self, tmp_path: Path, step: int) -> None:
        whole = filled(tmp_path / "whole.jsonl", 199).read_bytes()
        ends = [index + 1 for index, byte in enumerate(whole) if byte == 10]
        heads = [Head(), *(line.head for line in Journal(tmp_path / "whole.jsonl").lines())]
        for size in sorted({*range(0, len(whole), step), *ends[::20], *(end - 1 for end in ends[::20])}):
            check_prefix(tmp_path / "part.jsonl", whole[:size], ends, heads)

    def test_a_tail_is_reported_with_its_place(self, path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data + b'{"chain":"0')
        with pytest.warns(
            LedgerWarning, match=rf"a\.jsonl:7:1: torn-tail 11 bytes after byte {len(data):,} "
        ) as caught:
            assert len(load(path)) == 5
        assert caught[0].filename == __file__
        with pytest.warns(LedgerWarning):
            assert Journal(path).torn == (len(data), 11)

    def test_the_next_writer_puts_it_aside(self, path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data + b'{"chain":"0')
        with torn_tails_allowed(), Journal(path) as journal:
            assert journal.append(claim(5)).size == 7
            aside = journal.aside
        assert aside is not None
        assert aside.read_bytes() == b'{"chain":"0'
        assert aside.name.startswith(f"a.jsonl.torn-{len(data)}-")
        assert path.read_bytes().startswith(data)
        assert len(load(path)) == 6

    @pytest.mark.parametrize("at", [1, 2, 3, 4], ids=["open", "write", "sync", "folder"])
    def test_a_tail_that_cannot_be_put_aside_stays(self, path: Path, at: int) -> None:
        data = path.read_bytes() + b"torn"
        path.write_bytes(data)
        with torn_tails_allowed():
            journal = Journal(path, system=Recorded(at, OSError(errno.EIO, "I/O error")))
        with pytest.raises(LedgerError, match="torn tail"):
            journal.append(claim(5))
        journal.close()
        assert path.read_bytes() == data

    def test_a_tail_of_zeros_as_a_power_cut_leaves_it(self, path: Path) -> None:
        path.write_bytes(path.read_bytes() + bytes(300))
        with pytest.warns(LedgerWarning, match="300 bytes"):
            assert len(load(path)) == 5


def check_prefix(path: Path, data: bytes, ends: list[int], heads: list[Head]) -> None:
    path.write_bytes(data)
    whole = sum(end <= len(data) for end in ends)
    with torn_tails_allowed(), Journal(path) as journal:
        assert journal.head == heads[whole]
        tail = len(data) - (ends[whole - 1] if whole else 0)
        assert journal.torn == ((len(data) - tail, tail) if tail else None)


class TestReading:
    def refused(self, path: Path, data: bytes) -> str:
        path.write_bytes(data)
        with pytest.raises(LedgerError) as caught:
            load(path)
        return str(caught.value)

    def test_an_empty_file_is_an_empty_ledger(self, tmp_path: Path) -> None:
        path = tmp_path / "빈.jsonl"
        path.write_bytes(b"")
        ledger = load(path)
        assert (len(ledger), ledger.name) == (0, "빈")
        assert ledger.rules

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"\xef\xbb\xbf{}\n", "byte order mark"),
            ("{'값'}\n".encode("cp949"), "CP949"),
            (b"\n", "no value"),
            (b'{"v":NaN}\n', "NaN"),
            (b'{"v":-Infinity}\n', "-Infinity"),
            (b'{"v":1e999}\n', "1e999"),
            (b'{"v":' + b"1" * 5000 + b"}\n", "5,000 digits"),
            (b"[" * 100_000 + b"\n", "40 levels"),
            (b'{"v":"\\ud800"}\n', "half"),
            (b'{"v":"\\u0000"}\n', "NUL"),
            (b'{"v":0.1}\n', "0.1"),
            (b'{"record":{"id":"a","quantity":{"nominal":0.1}},"v":1}\n', "0.1"),
            (b'{"v":99}\n', "version 99"),
            (b"&a [*a,*a]\n", "not JSON"),
            (b"!!python/object/apply:os.system []\n", "not JSON"),
            (b'{"a":1,"a":2,"v":1}\n', "twice"),
        ],
        ids=range(16),
    )
    def test_what_is_no_journal(self, tmp_path: Path, data: bytes, message: str) -> None:
        path = tmp_path / "a.jsonl"
        found = self.refused(path, data)
        assert message in found
        assert found.startswith(f"{path}:1:1: ")
        assert path.read_bytes() == data  # untouched

    def test_a_line_without_an_end_meets_the_cap(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        with path.open("wb") as stream:
            stream.truncate(10 * 1024**3)  # a hole: it takes no room
        tracemalloc.start()
        try:
            with pytest.raises(LedgerError, match=f"more than {MAX_LINE:,} bytes"):
                load(path)
            assert tracemalloc.get_traced_memory()[1] < 32 * 1024**2
        finally:
            tracemalloc.stop()

    def test_lines_end_in_a_newline_only(self, tmp_path: Path) -> None:
        note = "a\u2028b\x85c\x0bd\x0ce\r\nf"
        path = tmp_path / "a.jsonl"
        with Journal(path, create=True) as journal:
            journal.append(claim(1, note=note))
        assert next(iter(load(path))).note == note
        assert path.read_bytes().count(b"\n") == 2

    def test_line_ends_that_something_converted(self, path: Path) -> None:
        assert "converted the line ends" in self.refused(path, path.read_bytes().replace(b"\n", b"\r\n"))

    def test_long_lines_and_other_blocks(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        notes = [f"{number}" + "가" * 100_000 for number in range(12)]  # more than two blocks
        with Journal(path, create=True) as journal:
            journal.append_many(claim(number, note=note) for number, note in enumerate(notes))
            assert journal.get("k00011").note == notes[11]
        assert [found.note for found in load(path)] == notes
        data = path.read_bytes()
        assert ":8:1:" in self.refused(path, data[:2_000_000] + data[2_000_001:])

    def test_keys_that_come_twice_deep_inside(self, tmp_path: Path) -> None:
        from tests.keeping.test_records import forged  # a chain that is right, over anything

        path = tmp_path / "a.jsonl"
        path.write_text(forged(record={"id": "x"}) + "\n", encoding="utf-8")
        assert "it lacks 'kind', 'label'" in self.refused(path, path.read_bytes())

    def test_what_is_wrong_is_said_for_every_line(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        with Journal(path, create=True) as journal:
            journal.append_many([claim(0, measure="no_such"), claim(1, denies=("nowhere",)), claim(2)])
        with pytest.raises(LedgerError) as caught:
            load(path)
        assert [str(problem).split(";")[0] for problem in caught.value.problems] == [
            f"{path}:2:1: bad-record claim 'k00000': unknown measure 'no_such'",
            f"{path}:3:1: bad-record claim 'k00001': unknown claim 'nowhere'",
        ]

    def test_a_folder_and_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(LedgerError, match="Is a directory"):
            Journal(tmp_path)
        with pytest.raises(LedgerError, match="there is no such file"):
            Journal(tmp_path / "no.jsonl")


class TestNewFiles:
    def test_nothing_is_left_of_one_that_failed(self, tmp_path: Path) -> None:
        for at in range(3):
            with pytest.raises(LedgerError, match="No space left"):
                write_lines(tmp_path / "n.jsonl", ["a"], Recorded(at, OSError(errno.ENOSPC, "No space left on device")))
            if at < 2:
                assert list(tmp_path.iterdir()) == []

    def test_a_disk_without_second_names(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "n.jsonl", ["a"], Recorded(2, OSError(errno.EPERM, "Operation not permitted")))
        assert [path.name for path in tmp_path.iterdir()] == ["n.jsonl"]

    def test_one_that_another_made_meanwhile(self, tmp_path: Path) -> None:
        path = tmp_path / "n.jsonl"

        def both() -> None:
            with new_file(path) as scratch:
                scratch.write_text("ours")
                path.write_text("theirs")

        with pytest.raises(LedgerError, match="something there already"):
            both()
        assert path.read_text() == "theirs"
        assert [path.name for path in tmp_path.iterdir()] == ["n.jsonl"]

    def test_the_folder_is_synced(self, tmp_path: Path) -> None:
        system = Recorded()
        sync_folder(tmp_path / "x", system)
        assert system.calls == ["sync"]


def _append(path: Path, start: int) -> None:
    with torn_tails_allowed(), Journal(path, create=True) as journal:
        for number in range(start, start + 25):
            journal.append(claim(number))


def test_processes_append_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    Journal(path, create=True).close()
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_append, args=(path, 25 * number)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert sorted(found.id for found in load(path)) == [found.id for found in claims(100)]
