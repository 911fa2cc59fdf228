"""The bytes of a file that somebody named: never more than can be read, and never a wait without end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from consult.i18n import _, number

LARGEST_TEXT = 20_000_000
"""More than any file that people keep by hand."""


class TooLarge(OSError):
    """The file is larger than what is read of such files."""


def bytes_of(path: Path, largest: int = LARGEST_TEXT) -> bytes:
    """The content of the file at `path`.

    Raises OSError with the reason as `strerror`: what the system says, or that it is a device or a pipe; TooLarge where there
    are more than `largest` bytes.
    """
    return _read(path, largest, whole=True)


def beginning_of(path: Path, length: int) -> bytes:
    """The first `length` bytes of the file at `path`, or what there is. Raises OSError as `bytes_of` does."""
    return _read(path, length, whole=False)


def _read(path: Path, length: int, *, whole: bool) -> bytes:
    # Opening a pipe that nobody writes to waits for ever, unless one says so.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:
        kind = os.fstat(descriptor)
        if stat.S_ISDIR(kind.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(kind.st_mode):
            raise OSError(errno.EINVAL, _("it is a device or a pipe; save what comes out of it as a file"))
        if whole and kind.st_size > length:
            raise TooLarge(errno.EFBIG, _("it is larger than {n} MB").format(n=number(length / 1_000_000)))
        return file.read(length)
