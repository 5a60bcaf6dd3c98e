"""What somebody gave to be read: files, folders and zip archives, as one list of files.

Everything that was given stands in the list, also what cannot be opened, with the reason why not. Nothing of an
archive is unpacked but for the moment of reading; only an archive that was packed into another one is a file of
its own in a temporary folder until the work is done.
"""

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from curtain.batch import archive
from curtain.batch.archive import Archive, Budget, Packed, is_archive, path_of, refusal, unpacked
from curtain.batch.telling import Telling, unreadable
from curtain.files.source import PathSource, RangeSource, Source, Truncated
from curtain.outcome import NotDicom, Quarantine

_HEAD = 132


@dataclass(frozen=True, slots=True)
class Input:
    """One file, wherever it lies. A path identifies: it is for the eyes of the user only.

    Attributes
    ----------
    number
        1, 2, ... in the order in which the files were given; within a folder by name.
    shown
        Its path, through an archive if it is in one.
    path
        What is opened on the disk.
    packed
        Where it lies in that file, for an entry of an archive.
    stop
        Its outcome where that is known already.
    """

    number: int
    shown: Path
    path: Path
    packed: Packed | None = None
    stop: NotDicom | Quarantine | None = None


@contextmanager
def opened(file: Input, tell: Callable[[], None] = lambda: None, again: bool = False) -> Iterator[Source]:
    """The bytes of a file. Raises NotDicom or Quarantine.

    `tell` is called with each read. With `again` an entry that is stored in its archive is not compared with its checksum
    once more.
    """
    if file.stop is not None:
        raise type(file.stop)(file.stop.code, file.stop.sentence)
    try:
        path = PathSource(file.path)
    except OSError:
        raise unreadable() from None
    with path:
        source = Telling(path, tell)
        if file.packed is None:
            yield source
        else:
            with unpacked(source, file.packed, again) as inside:
                yield Telling(inside, tell)


class Inputs:
    """The files in what was given. Closing it removes the temporary folder, if there is one."""

    def __init__(self, given: Iterable[str | os.PathLike[str]]) -> None:
        self._given = [Path(path) for path in given]
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._scratched = 0
        self._number = 0

    def __enter__(self) -> "Inputs":
        return self

    def __exit__(self, *_: object) -> None:
        if self._scratch is not None:
            self._scratch.cleanup()

    def __iter__(self) -> Iterator[Input]:
        """Each file once, whatever the number of ways in which it was given."""
        seen: set[str] = set()
        for given in self._given:
            for path, stop in _walk(given):
                place = os.path.abspath(path)
                if place in seen:
                    continue
                seen.add(place)
                if stop is not None:
                    yield self._input(path, path, stop=stop)
                else:
                    yield from self._file(path)

    def _input(
        self, shown: Path, path: Path, packed: Packed | None = None, stop: NotDicom | Quarantine | None = None
    ) -> Input:
        self._number += 1
        return Input(self._number, shown, path, packed, stop)

    def _file(self, path: Path) -> Iterator[Input]:
        try:
            if stat.S_ISREG(os.stat(path).st_mode):
                with PathSource(path) as source:
                    if is_archive(source.read(0, min(_HEAD, source.size))):
                        yield from self._archive(path, path, source, 0, Budget(source.size), depth=1)
                        return
        except (OSError, Truncated, NotDicom):
            yield self._input(path, path, stop=unreadable())
            return
        # What is no ordinary file tells so when it is opened.
        yield self._input(path, path)

    def _archive(
        self, shown: Path, path: Path, source: Source, start: int, budget: Budget, depth: int
    ) -> Iterator[Input]:
        """The files in the archive that begins at `start` of the file `path`."""
        found = Archive(source)
        try:
            for _ in found.entries:
                budget.count_entry()
        except Quarantine as stop:
            yield self._input(shown, path, stop=stop)
            return
        for entry in found.entries:
            if entry.is_folder:
                continue
            name = path_of(entry.name)
            inner = shown / (name or entry.name.replace("\\", "/").lstrip("/"))
            try:
                if not name:
                    raise refusal("zip-path")
                packed = found.locate(entry)
                if packed.deflated:
                    budget.take(packed.length, packed.size)
                yield from self._entry(inner, path, source, packed, start, budget, depth)
            except Quarantine as stop:
                yield self._input(inner, path, stop=stop)
        if found.broken:
            yield self._input(shown, path, stop=refusal("zip-broken"))
        elif not found.entries:
            yield self._input(shown, path, stop=refusal("zip-empty"))

    def _entry(
        self, shown: Path, path: Path, source: Source, packed: Packed, start: int, budget: Budget, depth: int
    ) -> Iterator[Input]:
        if not is_archive(archive.head_of(source, packed, _HEAD)):
            yield self._input(shown, path, packed.moved(start))
            return
        if depth == archive.MAX_DEPTH:
            raise refusal("zip-depth")
        if not packed.deflated:
            within = RangeSource(source, packed.offset, packed.length)
            yield from self._archive(shown, path, within, start + packed.offset, budget, depth + 1)
            return
        place = self._unpack(source, packed)
        with PathSource(place) as within:
            yield from self._archive(shown, place, within, 0, budget, depth + 1)

    def _unpack(self, source: Source, packed: Packed) -> Path:
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="curtain-")
        self._scratched += 1
        place = Path(self._scratch.name) / f"{self._scratched}.zip"
        with place.open("xb") as out:
            archive.inflate(RangeSource(source, packed.offset, packed.length), packed, out)
        return place


def _walk(given: Path) -> Iterator[tuple[Path, Quarantine | None]]:
    """A file, or all files of a folder, by name. Links are followed, but into no folder twice."""
    folders: set[tuple[int, int]] = set()
    waiting = [given]
    while waiting:
        path = waiting.pop()
        try:
            about = os.stat(path)
            if not stat.S_ISDIR(about.st_mode):
                yield path, None
                continue
            if (about.st_dev, about.st_ino) in folders:
                continue
            folders.add((about.st_dev, about.st_ino))
            waiting += sorted((path / name for name in os.listdir(path)), reverse=True)
        except OSError:
            yield path, unreadable()
