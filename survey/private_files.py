"""Files that their owner alone can read: keys, links, exports, databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

OTHERS = 0o077
"""What nobody but the owner may do: the umask of every process of ours."""
OWNER_ALONE = 0o600


def keep_from_others() -> None:
    """Let nobody else read what this process makes from now on: databases, their logs, files on their way out."""
    os.umask(OTHERS)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A new file, private from its first moment and gone again when writing it fails; never an existing one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), OWNER_ALONE)  # a strict umask would keep it from its owner
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
