"""Zip archives, read entry by entry: what is believed of them, and why an entry is not opened.

The same codes, sentences and limits as the page's `web/src/case/archive`. The list of entries is read here and
not by `zipfile`, because one odd entry must not hide the others, and because what two readers may read in two
ways is refused.
"""

import errno
import struct
import tempfile
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO

from curtain.files.source import RangeSource, Source, StreamSource, Truncated
from curtain.outcome import NotDicom, Quarantine

_MB = 1 << 20

# Above these an archive is not opened. What is stored, not packed, takes no room and counts nowhere.
#: Bytes of one entry once unpacked.
MAX_ENTRY = 4096 * _MB
#: Bytes of all entries once unpacked, archives within the archive included.
MAX_TOTAL = 32_768 * _MB
#: Entries, archives within the archive included.
MAX_ENTRIES = 100_000
#: An archive within an archive is opened, one within that is not.
MAX_DEPTH = 2
#: Bytes of an archive's list of entries, which is read at once.
MAX_DIRECTORY = 64 * _MB
#: Times that an image may grow. Deflate reaches 1,032 with nothing but zeros; images stay below 50.
MAX_GROWTH = 250
#: Up to here an entry may grow as it likes: a small image may well be all black.
HARMLESS = 16 * _MB

_BY_HAND = "If you trust it, unpack it with another program and add the folder."
SENTENCES = {
    "zip-path": f"The name of this entry points out of its zip archive, as attacks do. It is not opened. {_BY_HAND}",
    "zip-bomb": f"This entry of a zip archive grows far more than an image when it is unpacked. It is not opened. {_BY_HAND}",
    "zip-too-large": f"This entry of a zip archive is too large to be unpacked here. {_BY_HAND}",
    "zip-encrypted": "This entry of a zip archive is locked with a password. Unpack it with another program and add the folder.",
    "zip-damaged": "This entry of a zip archive is damaged: what it holds is not what was packed. Ask for another copy.",
    "zip-method": f"This entry of a zip archive was packed in a way that is not known here. {_BY_HAND}",
    "zip-depth": f"An archive within an archive within an archive is not opened. {_BY_HAND}",
    "zip-space": "There was no room on this computer to unpack this entry of a zip archive. Make room and add it again.",
    "zip-broken": "This zip archive is damaged, cut off or made to be read in two ways. What could be read of it is here. Ask for another copy.",
    "zip-too-many": "This zip archive has too many entries to be opened here. Unpack it with another program and add its folders one by one.",
    "zip-empty": "This zip archive is empty. It is left out.",
}

_STORED, _DEFLATED = 0, 8
_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_END_64, _LOCATOR_64 = b"PK\6\6", b"PK\6\7"
_LOCAL_FORM = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL_FORM = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END_FORM = struct.Struct("<4sHHHHLLH")
_END_64_FORM = struct.Struct("<4sQHHLLQQQQ")
_LOCATOR_64_FORM = struct.Struct("<4sLQL")
_LONGEST_COMMENT = 0xFFFF
_ENCRYPTED, _UTF8 = 1 << 0 | 1 << 6 | 1 << 13, 1 << 11
_ZIP64_EXTRA = 1
_BLOCK = 64 << 10
#: Up to here an unpacked entry stays in memory.
_IN_MEMORY = 16 * _MB


def refusal(code: str) -> Quarantine | NotDicom:
    """The outcome of what is not opened."""
    return (NotDicom if code == "zip-empty" else Quarantine)(code, SENTENCES[code])


def is_archive(head: bytes) -> bool:
    """By the first 132 bytes; a DICOM file whose preamble looks like an archive is a DICOM file."""
    return head.startswith((_LOCAL, _END)) and head[128:132] != b"DICM"


def path_of(name: str) -> str | None:
    """The name of an entry as it is shown, or None where it points out of its archive.

    Some writers part folders by backslashes.
    """
    path = name.replace("\\", "/")
    parts = path.split("/")
    has_drive = path[1:2] == ":" and path[:1].isascii() and path[:1].isalpha()
    if path.startswith("/") or has_drive or ".." in parts or any(letter < " " for letter in path):
        return None
    return "/".join(part for part in parts if part not in ("", "."))


class Budget:
    """What was promised so far of one archive that somebody gave; `size` in bytes."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._entries = 0
        self._total = 0

    def count_entry(self) -> None:
        """Raises Quarantine."""
        self._entries += 1
        if self._entries > MAX_ENTRIES:
            raise refusal("zip-too-many")

    def take(self, packed: int, size: int) -> None:
        """Raises Quarantine where an entry may not become this large. What it claims binds it: see `unpacked`."""
        if _grows(size, packed) or _grows(self._total + size, self._size):
            raise refusal("zip-bomb")
        if size > MAX_ENTRY or self._total + size > MAX_TOTAL:
            raise refusal("zip-too-large")
        self._total += size


def _grows(size: int, packed: int) -> bool:
    return size > HARMLESS and size > packed * MAX_GROWTH


@dataclass(frozen=True, slots=True)
class Packed:
    """Where the bytes of an entry lie, and what they must become."""

    offset: int
    length: int
    size: int
    crc: int
    deflated: bool

    def moved(self, by: int) -> "Packed":
        """The same in a file that holds the archive from `by` on."""
        return replace(self, offset=self.offset + by)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an archive's list of entries."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    length: int
    size: int
    start: int

    @property
    def is_folder(self) -> bool:
        """A folder is no file. One that holds something is, whatever its name says."""
        return self.name.endswith(("/", "\\")) and self.size == 0


class Archive:
    """The entries of an archive.

    Attributes
    ----------
    entries
        Those that can be read.
    broken
        True where the list of them cannot be read to its end.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._claimed: list[tuple[int, int]] = []
        self.entries: list[Entry] = []
        try:
            directory, expected = self._directory()
            self.entries.extend(self._parse(directory))
            self.broken = len(self.entries) != expected
        except (_Broken, Truncated, struct.error):
            self.broken = True

    def locate(self, entry: Entry) -> Packed:
        """Where the bytes of an entry are. Raises Quarantine.

        Its local header must say the same of it, and no other entry may have asked for the same bytes.
        """
        if entry.flags & _ENCRYPTED:
            raise refusal("zip-encrypted")
        if entry.method not in (_STORED, _DEFLATED):
            raise refusal("zip-method")
        try:
            head = _LOCAL_FORM.unpack(self._source.read(entry.start, _LOCAL_FORM.size))
            name = self._source.read(entry.start + _LOCAL_FORM.size, head[9])
        except Truncated:
            raise refusal("zip-damaged") from None
        data = entry.start + _LOCAL_FORM.size + head[9] + head[10]
        same = head[0] == _LOCAL and head[3] == entry.method and name == entry.raw_name
        if not same or data + entry.length > self._source.size or not self._claim(entry.start, data + entry.length):
            raise refusal("zip-damaged")
        deflated = entry.method == _DEFLATED
        if not deflated and entry.length != entry.size:
            raise refusal("zip-damaged")
        return Packed(data, entry.length, entry.size, entry.crc, deflated)

    def _claim(self, start: int, end: int) -> bool:
        at = bisect_right(self._claimed, (start, end))
        if (at and self._claimed[at - 1][1] > start) or (at < len(self._claimed) and self._claimed[at][0] < end):
            return False
        self._claimed.insert(at, (start, end))
        return True

    def _directory(self) -> tuple[bytes, int]:
        """The list of entries as it stands there, and how many it should hold."""
        source = self._source
        tail_start = max(source.size - _END_FORM.size - _LONGEST_COMMENT, 0)
        tail = source.read(tail_start, source.size - tail_start)
        at = tail.rfind(_END)
        if at < 0:
            raise _Broken
        _, disk, first_disk, here, entries, size, offset, _ = _END_FORM.unpack_from(tail, at)
        end = tail_start + at
        if 0xFFFF in (disk, first_disk, here, entries) or 0xFFFFFFFF in (size, offset):
            locator = source.read(end - _LOCATOR_64_FORM.size, _LOCATOR_64_FORM.size) if end >= 20 else b""
            if locator.startswith(_LOCATOR_64):
                _, _, end, _ = _LOCATOR_64_FORM.unpack(locator)
                record = _END_64_FORM.unpack(source.read(end, _END_64_FORM.size))
                if record[0] != _END_64:
                    raise _Broken
                disk, first_disk, here, entries, size, offset = record[4:]
        if disk or first_disk or here != entries or size > MAX_DIRECTORY or offset + size != end:
            raise _Broken
        return source.read(offset, size), entries

    def _parse(self, directory: bytes) -> Iterator[Entry]:
        at = 0
        while at < len(directory):
            line = _CENTRAL_FORM.unpack_from(directory, at)
            if line[0] != _CENTRAL:
                raise _Broken
            flags, method, crc, length, size = line[3], line[4], line[7], line[8], line[9]
            name_length, extra_length, comment_length, start = line[10], line[11], line[12], line[16]
            at += _CENTRAL_FORM.size
            raw_name = directory[at : at + name_length]
            extra = directory[at + name_length : at + name_length + extra_length]
            at += name_length + extra_length + comment_length
            if at > len(directory):
                raise _Broken
            size, length, start = _with_zip64(extra, size, length, start)
            name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
            yield Entry(name, raw_name, flags, method, crc, length, size, start)


class _Broken(Exception):
    """The list of entries makes no sense."""


def _with_zip64(extra: bytes, *numbers: int) -> list[int]:
    """Each number that says "look there", from the extra field (APPNOTE 4.5.3)."""
    found = list(numbers)
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _ZIP64_EXTRA:
            values = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            found = [next(values, number) if number == 0xFFFFFFFF else number for number in found]
        at += 4 + length
    return found


@contextmanager
def unpacked(source: Source, packed: Packed, trusted: bool = False) -> Iterator[Source]:
    """An entry as a source: where it lies, or inflated into memory or a temporary file that has no name.

    Raises Quarantine where it is not what it should be; with `trusted` a stored one is not read to find out.
    """
    try:
        inside = RangeSource(source, packed.offset, packed.length)
        if not packed.deflated:
            if not trusted and _crc_of(inside) != packed.crc:
                raise refusal("zip-damaged")
            yield inside
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="curtain-") as out:
            inflate(inside, packed, out)  # type: ignore[arg-type] - it is a binary file in all but name
            yield StreamSource(out)  # type: ignore[arg-type]
    except Truncated:
        raise refusal("zip-damaged") from None


def inflate(inside: Source, packed: Packed, out: BinaryIO) -> None:
    """Write what an entry holds. Raises Quarantine as soon as it becomes larger than it said, or where it is damaged."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    write, crc, size, offset = _room(out), 0, 0, 0
    try:
        while not inflater.eof:
            data = inflater.unconsumed_tail or inside.read(offset, min(_BLOCK, inside.size - offset))
            if not inflater.unconsumed_tail:
                offset += len(data)
            chunk = inflater.decompress(data, _MB)
            size += len(chunk)
            # Without anything new there is no end to come either.
            if size > packed.size or not (data or chunk):
                raise refusal("zip-damaged")
            crc = zlib.crc32(chunk, crc)
            write(chunk)
    except zlib.error:
        raise refusal("zip-damaged") from None
    if inflater.unused_data or offset != inside.size or size != packed.size or crc != packed.crc:
        raise refusal("zip-damaged")


def _room(out: BinaryIO) -> Callable[[bytes], None]:
    def write(data: bytes) -> None:
        try:
            out.write(data)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise refusal("zip-space") from None
            raise

    return write


def _crc_of(source: Source) -> int:
    crc = 0
    for offset in range(0, source.size, _MB):
        crc = zlib.crc32(source.read(offset, min(_MB, source.size - offset)), crc)
    return crc


def head_of(source: Source, packed: Packed, length: int) -> bytes:
    """The first bytes of what an entry holds; fewer where it is short or damaged."""
    packed_head = source.read(packed.offset, min(packed.length, _BLOCK if packed.deflated else length))
    if not packed.deflated:
        return packed_head
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed_head, length)
    except zlib.error:
        return b""
