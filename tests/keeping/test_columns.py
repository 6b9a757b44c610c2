from __future__ import annotations

import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from stargate_claims.errors import LedgerError
from stargate_claims.judging.consistency import check_consistency
from stargate_claims.judging.sieve import FileRows
from stargate_claims.keeping import columns
from stargate_claims.keeping.convert import convert
from stargate_claims.keeping.library import load
from stargate_claims.keeping.saving import open_store
from stargate_claims.keeping.verifying import verify
from stargate_claims.model.vocabulary import Entity, EntityKind, Label
from tests.keeping.stock import claim, claims, filled

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
ROOT = Path(__file__).parents[2]
HEAD = b"1:" + b"0" * 64
NULLS = b'{"form":null,"again":null,"marks":null,"published":null,"answered":null,"in_units":false,"measures":[]}'


def written(source: Path, target: Path) -> Path:
    convert(str(source), str(target), teller=FileRows)
    return target


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    return written(filled(tmp_path / "a.jsonl", 40), tmp_path / "a.parquet")


@pytest.mark.parametrize("suffix", [".jsonl", ".db"])
@pytest.mark.parametrize("piece", [7, columns.PIECE])
def test_there_and_back_without_loss(suffix: str, piece: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "PIECE", piece)
    source = tmp_path / f"a{suffix}"
    with open_store(source, create=True) as store:
        store.append_many(claims(20))
        store.append(Entity(id="hanbit", kind=EntityKind.ORGANISATION, label=Label(ko="한빛")))
        store.append(Entity(id="hanbit", kind=EntityKind.ORGANISATION, label=Label(ko="한빛그룹")))  # replaces it
        store.append_many([claim(100, subject=("hanbit", "saebyeok"), grouping="each"), claim(101, denies=("k00001",))])
    there = written(source, tmp_path / "b.parquet")
    back = tmp_path / f"c{suffix}"
    assert convert(str(there), str(back)).head == columns.about(there).head == verify(there).head
    with open_store(source) as before, open_store(back) as after:
        assert [line.text for line in before.lines()] == [line.text for line in after.lines()]
    assert list(load(there)) == list(load(source))
    assert load(there).vocabulary == load(source).vocabulary
    groups = pq.ParquetFile(there).metadata.num_row_groups
    assert groups == 2 if piece > 100 else groups > 4


def test_of_a_folder_and_back(tmp_path: Path) -> None:
    there = written(ROOT / "seeds" / "stargate", tmp_path / "a.parquet")
    again = written(there, tmp_path / "b.parquet")
    assert columns.about(there) == columns.about(again)
    convert(str(there), str(tmp_path / "folder"))
    assert set(load(tmp_path / "folder")) == set(load(there))


def test_an_empty_ledger(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.jsonl", create=True):
        pass
    path = written(tmp_path / "a.jsonl", tmp_path / "a.parquet")
    assert len(load(path)) == 0
    report = check_consistency(path)
    assert (report.claims, report.questions, report.findings) == (0, 0, ())


def test_pieces_are_sorted_by_question(parquet: Path) -> None:
    table = pq.ParquetFile(parquet).read_row_group(1).to_pydict()
    assert set(table["kind"]) == {"claim"}
    order = list(zip(*(table[name] for name in ("question", "cell", "episode", "day")), strict=True))
    assert order == sorted(order)


class TestTheFirstForm:
    """What was written before the columns said which claims may be suspect."""

    @pytest.fixture
    def old(self, parquet: Path, tmp_path: Path) -> Path:
        path = tmp_path / "old.parquet"
        table = pq.read_table(parquet).drop_columns(["suspect"])
        footer = pq.ParquetFile(parquet).metadata.metadata[b"stargate_claims"].replace(b'"form": 2', b'"form": 1')
        pq.write_table(table.replace_schema_metadata({b"stargate_claims": footer}), path)
        return path

    def test_its_claims_can_be_read(self, old: Path, parquet: Path) -> None:
        assert list(load(old)) == list(load(parquet))
        assert verify(old).head == verify(parquet).head

    def test_it_is_converted_before_it_is_checked(self, old: Path, parquet: Path) -> None:
        with pytest.raises(LedgerError, match=r"convert it again: stargate-claims convert old\.parquet NEW\.parquet"):
            check_consistency(old)
        new = written(old, old.with_name("new.parquet"))
        assert check_consistency(new).findings == check_consistency(parquet).findings


class TestWhatIsRefused:
    def test_what_is_there_already(self, parquet: Path) -> None:
        with pytest.raises(LedgerError, match="there is something there already"):
            written(parquet.with_suffix(".jsonl"), parquet)

    def test_columns_without_a_teller(self, parquet: Path, tmp_path: Path) -> None:
        with pytest.raises(TypeError, match="columns need a teller"):
            convert(str(parquet), str(tmp_path / "b.parquet"))

    @pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"no such thing" * 9], ids=range(4))
    def test_what_is_no_parquet(self, data: bytes, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        path.write_bytes(data)
        for read in (load, check_consistency, verify):
            with pytest.raises(LedgerError, match="no Parquet file, or damaged"):
                read(path)

    def test_parquet_of_others(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pq.write_table(pa.table({"claim": ["a"]}), path)
        for read in (load, check_consistency, verify):
            with pytest.raises(LedgerError, match="a Parquet file, and no ledger"):
                read(path)

    @pytest.mark.parametrize(
        ("footer", "message"),
        [
            (b"{", "footer is damaged"),
            (b"[]", "footer is damaged"),
            (b"{}", "footer is damaged"),
            (b'{"form":1,"head":"x","claims":1,"basis":"b"}', "footer is damaged"),
            (b'{"form":1,"head":"1:00","claims":"many","basis":"b"}', "footer is damaged"),
            (b"\xff", "footer is damaged"),
            (b'{"form":2,"head":"%s","claims":1,"basis":"b","held":{}}' % HEAD, "footer is damaged"),
            (b'{"form":2,"head":"%s","claims":1,"basis":"b","held":{"form":"0"}}' % HEAD, "footer is damaged"),
            (b'{"form":2,"head":"%s","claims":1,"basis":"b","held":%s}' % (HEAD, NULLS), "footer is damaged"),
            (b'{"form":3}', "use a newer"),
        ],
        ids=range(10),
    )
    def test_footers(self, footer: bytes, message: str, parquet: Path, tmp_path: Path) -> None:
        path = tmp_path / "b.parquet"
        pq.write_table(pq.read_table(parquet).replace_schema_metadata({b"stargate_claims": footer}), path)
        with pytest.raises(LedgerError, match=message):
            check_consistency(path)

    def test_rows_that_were_changed_or_taken_away(self, parquet: Path, tmp_path: Path) -> None:
        footer = pq.ParquetFile(parquet).metadata.metadata
        table = pq.read_table(parquet).replace_schema_metadata(footer)
        records = table["record"].to_pylist()
        changed = [record and record.replace("hanbit", "hanbat") for record in records]
        at = table.schema.get_field_index("record")
        for number, other in enumerate((table.slice(0, 30), table.set_column(at, "record", pa.array(changed)))):
            path = tmp_path / f"b{number}.parquet"
            pq.write_table(other, path)
            with pytest.raises(LedgerError, match="some are missing or changed"):
                load(path)

    def test_records_that_are_none(self, parquet: Path, tmp_path: Path) -> None:
        footer = pq.ParquetFile(parquet).metadata.metadata
        table = pq.read_table(parquet).replace_schema_metadata(footer)
        at = table.schema.get_field_index("record")
        for number, text in enumerate(("{", "[]", '{"id":"k"}', '{"id":"k","id":"l"}')):
            path = tmp_path / f"b{number}.parquet"
            pq.write_table(table.set_column(at, "record", pa.array([text] * len(table))), path)
            for read in (load, check_consistency):
                with pytest.raises(LedgerError):
                    read(path)

    def test_every_changed_byte_is_an_error_of_the_ledger_or_changes_nothing(
        self, parquet: Path, tmp_path: Path
    ) -> None:
        data, rng, before = parquet.read_bytes(), random.Random(7), list(load(parquet))
        path = tmp_path / "b.parquet"
        for _ in range(60):
            at = rng.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :])
            with suppress(LedgerError):
                assert list(load(path)) == before

    def test_other_measures_than_those_of_the_columns(self, parquet: Path) -> None:
        from tests.judging.mixed import vocabulary

        with pytest.raises(LedgerError, match="made for other measures"):
            check_consistency(parquet, vocabulary=vocabulary())


def test_a_killed_run_leaves_nothing_under_the_final_name(tmp_path: Path) -> None:
    source = filled(tmp_path / "a.jsonl", 3000)
    target = tmp_path / "b.parquet"
    code = (
        "import sys; from stargate_claims.keeping import columns; from stargate_claims.keeping.convert import convert\n"
        "from stargate_claims.judging.sieve import FileRows\n"
        "columns.PIECE = 100\n"
        "def watch(lines):\n"
        "    for number, line in enumerate(lines):\n"
        "        if number == 2000: print('half', flush=True)\n"
        "        yield line\n"
        "convert(sys.argv[1], sys.argv[2], watch, FileRows)\n"
    )
    run = [sys.executable, "-c", code, str(source), str(target)]
    process = subprocess.Popen(run, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not target.exists()
    assert len(load(written(source, target))) == 3000
