"""What a ledger looks like in SQLite: one append-only table, and how to tell that a file has just that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from stargate_claims.keeping.derived import DERIVED, NEEDED, NEVER
from stargate_claims.keeping.problems import Code, refusal
from stargate_claims.keeping.records import FIXED

APPLICATION = 0x5367436C
"""application_id of our files: "SgCl"."""
USER_VERSION = 1
SAFE_WAL = (3, 51, 3)
"""Before it, a WAL that is reset while another connection writes can corrupt the file (sqlite.org/wal.html)."""
_MAGIC = b"SQLite format 3\x00"
_NETWORKS = ("nfs", "cifs", "smb", "9p", "fuse.sshfs", "afs", "ceph", "glusterfs", "lustre")

_FIXED = ", ".join(f"'{kind}'" for kind in FIXED)
STATEMENTS = {
    ("table", "record"): (
        "CREATE TABLE record (seq INTEGER PRIMARY KEY, "
        + ", ".join(f"{name} TEXT{' NOT NULL' if name in NEEDED else ''}" for name in DERIVED)
        + ", line TEXT NOT NULL) STRICT"
    ),
    ("index", "record_key"): "CREATE UNIQUE INDEX record_key ON record (key)",
    ("index", "record_latest"): (
        f"CREATE INDEX record_latest ON record (kind, name, seq) WHERE kind NOT IN ({_FIXED})"
    ),
    ("trigger", "record_no_update"): (
        f"CREATE TRIGGER record_no_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    ),
    ("trigger", "record_no_delete"): (
        f"CREATE TRIGGER record_no_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    ),
    # INSERT OR REPLACE deletes without the trigger above.
    ("trigger", "record_no_replace"): (
        "CREATE TRIGGER record_no_replace BEFORE INSERT ON record "
        "WHEN EXISTS (SELECT 1 FROM record WHERE seq >= NEW.seq OR key = NEW.key) "
        f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    ),
}
INSERT = f"INSERT INTO record (seq, {', '.join(DERIVED)}, line) VALUES ({', '.join('?' * (len(DERIVED) + 2))})"
SELECT = f"SELECT seq, line, {', '.join(DERIVED)} FROM record ORDER BY seq"


def check_header(path: Path) -> None:
    """Look at the first bytes before SQLite does.

    Raises:
        LedgerError: if they are not those of a ledger that this program knows.
    """
    with path.open("rb") as stream:
        header = stream.read(100)
    application, version = (int.from_bytes(header[start : start + 4], "big") for start in (68, 60))
    if not header:
        raise refusal(str(path), Code.EMPTY, "the file is empty", "restore it from a copy, or delete it")
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise refusal(str(path), Code.WRONG_FORM, "it is not a database of SQLite", "name a .db file of this program")
    if application != APPLICATION:
        message = "it is a database of another program (its application_id is not ours)"
        raise refusal(str(path), Code.WRONG_FORM, message, "name a .db file of this program")
    if version != USER_VERSION:
        message = f"version {version} of the tables; this program knows version {USER_VERSION}"
        raise refusal(str(path), Code.NEWER_VERSION, message, "use a newer stargate-claims; nothing was changed")


def check_schema(path: Path, connection: sqlite3.Connection) -> None:
    """Every table, index and trigger, and no other: what a stranger adds could run when we read.

    Raises:
        LedgerError: if anything was added, left out or changed.
    """
    found = {(_str(kind), _str(name)): _str(sql) for kind, name, sql in connection.execute(_SCHEMA)}
    for kind, name in sorted(found.keys() ^ STATEMENTS.keys() | {k for k in found if found[k] != STATEMENTS.get(k)}):
        message = f"the {kind} {name!r} is not as this program makes it"
        raise refusal(str(path), Code.SCHEMA, message, "open a copy with SQLite and look at it; nothing was read")


_SCHEMA = "SELECT type, name, sql FROM sqlite_schema"


def _str(value: object) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)


def wanted_mode(path: Path, version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """How a file is written safely by this SQLite, on this disk: "wal" or "delete"."""
    return "wal" if version >= SAFE_WAL and not on_network(path) else "delete"


def on_network(path: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether a file lies on another computer's disk, where a WAL does not work."""
    try:
        text = mounts.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False  # not Linux: nobody tells
    place = str(path.resolve())
    kinds = [(point, kind) for point, kind in _mounts(text) if _lies_in(place, point)]
    return bool(kinds) and max(kinds, key=lambda mount: len(mount[0]))[1].startswith(_NETWORKS)


def _lies_in(place: str, point: str) -> bool:
    return place == point or place.startswith(point.rstrip("/") + "/")


def _mounts(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:
            yield parts[1].replace("\\040", " "), parts[2]
