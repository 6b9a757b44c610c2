"""The few calls to the operating system that stores are written with, and what a file needs to be kept.

They stand on one class so that tests can let each of them fail.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stargate_claims.errors import LedgerBusy, LedgerError
from stargate_claims.keeping.problems import Code, Problem, refusal

DEADLINE = 30.0
"""Seconds to wait for other writers."""
_PAUSE = 0.002
"""Seconds between two tries for a lock: about what one synchronised write takes."""

if sys.platform == "win32":  # pragma: no cover
    _lock = None
else:
    from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN
    from fcntl import flock as _lock


class System:
    """Calls to the operating system."""

    def open(self, path: str, flags: int, mode: int = 0o644) -> int:
        """A file descriptor that follows no symbolic link and that no child inherits."""
        return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), mode)

    def write(self, descriptor: int, data: bytes) -> int:
        """As many bytes as were written."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """Returns when the bytes are on the disk."""
        os.fsync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut to a size."""
        os.ftruncate(descriptor, size)

    def link(self, old: str, new: str) -> None:
        """A second name; an error if the name is taken."""
        os.link(old, new)

    def rename(self, old: str, new: str) -> None:
        """Another name."""
        os.rename(old, new)


SYSTEM = System()


def write_all(system: System, descriptor: int, data: bytes) -> None:
    """One write; more only where the system took a part of it, as on a disk that is nearly full."""
    written = system.write(descriptor, data)
    while written < len(data):
        written += system.write(descriptor, data[written:])


def refused(path: str | os.PathLike[str], error: OSError, doing: str) -> LedgerError:
    """An error of the operating system as one of a ledger."""
    if error.errno == errno.ENOENT:
        return refusal(os.fspath(path), Code.NOT_FOUND, "there is no such file or folder", "check the path")
    hints = {
        errno.ENOSPC: "make room on the disk; nothing was added",
        errno.EROFS: "the disk is read-only; write elsewhere",
        errno.EACCES: "check its permissions",
        errno.ELOOP: "it is a symbolic link; name the file itself",
    }
    hint = hints.get(error.errno or 0, "check the disk before you trust it again; nothing was added")
    return refusal(os.fspath(path), Code.DISK, f"{doing} failed ({error.strerror or error})", hint)


def busy(path: str | os.PathLike[str], deadline: float) -> LedgerBusy:
    """The error when others write for too long."""
    return LedgerBusy(
        [
            Problem(
                file=os.fspath(path),
                code=Code.BUSY,
                message=f"another program has been writing for {deadline:g} seconds",
                hint="nothing was added; try again",
            )
        ]
    )


@contextmanager
def locked(descriptor: int, path: str, *, shared: bool = False, deadline: float = DEADLINE) -> Iterator[None]:
    """Holds a lock of the whole file; readers may share one.

    Raises:
        LedgerBusy: if others hold it until the deadline.
    """
    if _lock is None:  # pragma: no cover
        raise refusal(path, Code.DISK, "this system has no file locks", "use a .db file")
    until = time.monotonic() + deadline
    while True:
        try:
            _lock(descriptor, (LOCK_SH if shared else LOCK_EX) | LOCK_NB)
            break
        except BlockingIOError:
            if time.monotonic() >= until:
                raise busy(path, deadline) from None
            time.sleep(_PAUSE)
        except OSError as error:
            raise refused(path, error, "locking the file") from error
    try:
        yield
    finally:
        _lock(descriptor, LOCK_UN)


def sync_folder(path: str | os.PathLike[str], system: System = SYSTEM) -> None:
    """Makes a new name in a folder last through a power cut."""
    descriptor = os.open(Path(path).parent, os.O_RDONLY)
    try:
        system.sync(descriptor)
    finally:
        os.close(descriptor)


def refuse_existing(path: Path) -> None:
    """Nothing is ever overwritten.

    Raises:
        LedgerError: if there is something, be it a broken link.
    """
    if os.path.lexists(path):
        raise refusal(str(path), Code.EXISTS, "there is something there already", "name a new file")


@contextmanager
def new_file(path: Path, system: System = SYSTEM, *, replace: bool = False) -> Iterator[Path]:
    """A temporary path beside a new one, to be written and then given its final name, whole or not at all.

    Args:
        path: the new file.
        system: the calls that it is written with.
        replace: whether it takes the place of a file that is there already.

    Raises:
        LedgerError: if there is something already, or the disk refuses.
    """
    if not replace:
        refuse_existing(path)
    scratch = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        yield scratch
        descriptor = system.open(str(scratch), os.O_RDWR)
        try:
            system.sync(descriptor)
        finally:
            os.close(descriptor)
        if replace:
            system.rename(str(scratch), str(path))
        else:
            _name(scratch, path, system)
        sync_folder(path, system)
    except OSError as error:
        raise refused(path, error, "writing the file") from error
    finally:
        for left in (scratch, *(scratch.with_name(scratch.name + end) for end in ("-journal", "-wal", "-shm"))):
            with suppress(OSError):  # not there; or on a disk that is read-only, which was said already
                left.unlink()


def _name(scratch: Path, path: Path, system: System) -> None:
    """Gives a file its name, if that is still free."""
    try:
        system.link(str(scratch), str(path))
    except FileExistsError:
        refuse_existing(path)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        refuse_existing(path)  # a disk without second names: between this and the next line others may take it
        system.rename(str(scratch), str(path))
