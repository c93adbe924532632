"""Files put on the disk so that a crash at any moment leaves either the old or the new one."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

_CHUNK = 8 * 1024 * 1024


def synced(path: Path) -> None:
    """Have the operating system put a file's content, or a folder's entries, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copied(source: Path, target: Path) -> str:
    """Copy a file, sync it, and return the SHA-256 of what was copied; a copy that fails is removed."""
    digest = hashlib.sha256()
    try:
        with source.open("rb") as reading, target.open("xb") as writing:
            while chunk := reading.read(_CHUNK):
                digest.update(chunk)
                writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def written(path: Path, text: str) -> None:
    """Write a text file at once or not at all."""
    with whole_text(path) as file:
        file.write(text)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes its name only when the block ends well; till then the old one stays."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def linked(link: Path, target: Path) -> None:
    """Point a symbolic link at a file beside it, by one rename: a reader finds the old target or the new one."""
    part = link.with_name(link.name + ".part")
    part.unlink(missing_ok=True)
    part.symlink_to(target.name)
    part.replace(link)
    synced(link.parent)


@contextmanager
def whole_text(path: Path) -> Iterator[TextIO]:
    """The same for text in UTF-8, its line ends written as they are."""
    with whole_file(path) as file:
        stream = io.TextIOWrapper(file, encoding="utf-8", newline="")
        yield stream
        stream.detach()
