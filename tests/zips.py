"""Zip archives that tests make: good ones, and ones with each thing that can be wrong with an entry."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
#: Names that lead out of the archive.
CLIMBING = ("../up", "good/../../up", "/root", "C:\\disk", "..\\back")
#: What `spoiled` does to an entry of each of these names.
SPOILED = ("locked", "crc", "size", "longer", "broken", "method", "renamed", "cut")


def archive(entries: Mapping[str, bytes], method: int = DEFLATED) -> bytes:
    """An archive with these entries, packed by one method."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as out:
        for name, data in entries.items():
            out.writestr(name, data)
    return buffer.getvalue()


def zip64(entries: Mapping[str, bytes]) -> bytes:
    """The same with an end that only zip64 can tell: every number in the old record says "look there"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", DEFLATED) as out:
        for name, data in entries.items():
            with out.open(name, "w", force_zip64=True) as entry:
                entry.write(data)
    data = buffer.getvalue()
    end = data.rindex(b"PK\5\6")
    count, size, offset = struct.unpack_from("<HLL", data, end + 10)
    record = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    old_end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    return data[:end] + record + locator + old_end


def spoiled(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive with these entries and a folder, where those called as in `SPOILED` are what they are called.

    `stored-crc` is stored, with another checksum than it has; `good/10` another name for the bytes of `good\\2`.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", DEFLATED) as out:
        for name, content in entries:
            out.writestr(zipfile.ZipInfo(name) if name == "stored-crc" else name, content)
        out.mkdir("a folder")
        listed = out.infolist()
    data = bytearray(buffer.getvalue())
    places = {info.filename: info.header_offset for info in listed}
    directory = {info.filename: at for info, at in zip(listed, central(data), strict=True)}

    def both(name: str, at_entry: int, in_list: int, form: str, value: int) -> None:
        if name in places:
            struct.pack_into(form, data, places[name] + at_entry, value)
            struct.pack_into(form, data, directory[name] + in_list, value)

    both("locked", 6, 8, "<H", 1)
    both("crc", 14, 16, "<L", 0)
    both("stored-crc", 14, 16, "<L", 0)
    both("size", 22, 24, "<L", 100)
    both("longer", 22, 24, "<L", 100_000)
    both("method", 8, 10, "<H", 14)
    if "renamed" in places:
        data[directory["renamed"] + 46] = ord("R")
    if "broken" in places:
        start = places["broken"] + 30 + len("broken")
        data[start : start + 8] = b"\xff" * 8
    if "cut" in places:
        struct.pack_into("<L", data, directory["cut"] + 20, 20)
    if "good/10" in places:
        struct.pack_into("<L", data, directory["good/10"] + 42, places["good\\2"])
    return bytes(data)


def central(data: bytes) -> list[int]:
    """Where each entry of the list at the end begins."""
    end = data.rindex(b"PK\5\6")
    entries, _, at = struct.unpack_from("<HLL", data, end + 10)
    places = []
    for _ in range(entries):
        places.append(at)
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
    return places
