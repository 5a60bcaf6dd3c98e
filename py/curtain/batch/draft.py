"""A file on its way to the disk: it has no name of its own until it has earned one."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Self

from curtain.outcome import Quarantine

#: A name made of new identifiers; anything else could lead out of the folder.
_NAME = re.compile(r"(?!\.)[0-9A-Za-z._-]+(?:/(?!\.)[0-9A-Za-z._-]+){3}")
_FLUSH_EVERY = 64 << 20
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES)


class Drafts:
    """A folder beside the output, gone with all that is in it when it is closed."""

    def __init__(self, output: Path) -> None:
        output.mkdir(parents=True, exist_ok=True)
        self._folder = tempfile.TemporaryDirectory(prefix=".curtain-", dir=output, ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        self._output = output

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def become(self, draft: Path, name: str) -> Path:
        """Give a draft its name in the output. Raises Quarantine where that is taken, or is no name."""
        if _NAME.fullmatch(name) is None:
            raise Quarantine("no-name", "The new identifiers of this object do not make a file name. It is kept back.")
        target = self._output / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _rename(draft, target)
        except FileExistsError:
            raise Quarantine(
                "exists", "The output folder has a file of this name already. Nothing was overwritten."
            ) from None
        except OSError as error:
            raise not_written(error) from None
        return target


def _rename(draft: Path, target: Path) -> None:
    """Raises FileExistsError: a rename alone would take another file's place."""
    try:
        os.link(draft, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A disk without links, such as a USB stick: the name is taken first, and filled at once.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            os.replace(draft, target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    else:
        draft.unlink()


def not_written(error: OSError) -> Quarantine:
    """The outcome of a file that the disk does not take."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Quarantine("no-room", "There is no room left in the output folder. Make room and run it again.")
    return Quarantine("not-written", "The output folder does not take this file. Look at the folder and its disk.")


class Target:
    """A file being written: what goes into it is digested, and brought to the disk bit by bit.

    `tell` is called with every write: the end of a large file would take too long to be silent about.
    """

    def __init__(self, file: BinaryIO, tell: Callable[[], None]) -> None:
        self._file, self._tell = file, tell
        self._digest = hashlib.sha256()
        self._waiting = 0

    @property
    def sha256(self) -> str:
        """Of all that was written, in hex."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> int:
        self._tell()
        self._digest.update(data)
        self._waiting += len(data)
        if self._waiting >= _FLUSH_EVERY:
            self._waiting = 0
            os.fsync(self._file.fileno())
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()
