"""What can go wrong around the warehouse, as types that the command line maps to exit codes.

Every message says what, where and what to do, and is shown to the user as it is. Exit codes: LockHeld, NoSnapshot and
QueryError 2, CheckFailed 3, MachineFault 4.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


class WarehouseError(Exception):
    """Something a user can act on; never shown with a traceback."""


class LockHeld(WarehouseError):
    """Another run has the home, or what is left of a killed one still has its build file open."""


class NoSnapshot(WarehouseError):
    """Nothing was published in this home yet."""


class QueryError(WarehouseError):
    """A query that cannot be answered: it writes, it reaches outside, or the SQL or the time is wrong."""


class CheckFailed(WarehouseError):
    """The audit found a fault: nothing was published, and the last good snapshot stays."""


class MachineFault(WarehouseError):
    """The disk, its permissions or the memory failed. What was committed before stands, and nothing is torn."""


_REMEDIES = {
    errno.ENOSPC: "the disk is full: free some space, then run again",
    errno.EDQUOT: "the disk quota is used up: free some space, then run again",
    errno.EFBIG: "the file may not grow further here: raise the limit, then run again",
    errno.EACCES: "permission denied: give this user the right to write there, then run again",
    errno.EPERM: "permission denied: give this user the right to write there, then run again",
    errno.EROFS: "the file system is read-only: mount it for writing, or set another home",
    errno.EIO: "the disk gave an input/output error: check it before you run again",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away, or set another home",
    errno.EEXIST: "a file stands where a folder is needed: move it away, or set another home",
    errno.EMFILE: "too many files are open: raise `ulimit -n`, then run again",
}

_DUCKDB_FAULTS = (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException, duckdb.SerializationException)


@contextmanager
def machine_faults(doing: str, path: Path) -> Iterator[None]:
    """Turn what the machine refuses inside the block into one MachineFault.

    Args:
        doing: what was under way, to read after "could not", such as "open the build file".
        path: where.

    Raises:
        MachineFault: the operating system or DuckDB could not read, write or lock; other exceptions pass unchanged.
    """
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0, f"{error.strerror or error}: check that place, then run again")
        raise MachineFault(f"could not {doing} at {error.filename or path}: {remedy}") from error
    except _DUCKDB_FAULTS as error:
        raise MachineFault(f"could not {doing} at {path}: {_told(error)}") from error
    except duckdb.TransactionException as error:
        if "Could not write" not in str(error):
            raise
        raise MachineFault(f"could not {doing} at {path}: {_told(error)}") from error


_WORDS = {
    "No space left": errno.ENOSPC,
    "Disk quota exceeded": errno.EDQUOT,
    "File too large": errno.EFBIG,
    "Permission denied": errno.EACCES,
    "Read-only file system": errno.EROFS,
}
"""What the operating system says in DuckDB's messages, which carry no error number."""


def _told(error: Exception) -> str:
    words = str(error).strip()
    return next((_REMEDIES[number] for said, number in _WORDS.items() if said in words), words.splitlines()[0])
