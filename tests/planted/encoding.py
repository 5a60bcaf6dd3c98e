"""Writing single elements byte by byte, so that anything can be planted: no library would write most of it."""

from __future__ import annotations

import struct

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import Tag

_LONG = {"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"}
_UNDEFINED = 0xFFFFFFFF


def put(dataset: Dataset, tag: int, vr: str, value: bytes, undefined: bool = False) -> None:
    """An element of a pydicom data set that is written as these bytes, valid or not."""
    value += b" " * (len(value) % 2)
    length = _UNDEFINED if undefined else len(value)
    dataset[tag] = RawDataElement(Tag(tag), vr, length, value, 0, dataset.is_implicit_VR or False, True)


def element(tag: int, vr: str, value: bytes, implicit: bool = False, undefined: bool = False) -> bytes:
    """An element in little endian."""
    value += b" " * (len(value) % 2)
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF)
    length = struct.pack("<I", _UNDEFINED if undefined else len(value))
    if undefined:
        value += b"\xfe\xff\xdd\xe0\0\0\0\0"
    if implicit:
        return head + length + value
    if vr in _LONG:
        return head + vr.encode() + b"\0\0" + length + value
    return head + vr.encode() + struct.pack("<H", len(value)) + value


def item(content: bytes, undefined: bool = False) -> bytes:
    """A sequence item in little endian."""
    if undefined:
        return b"\xfe\xff\x00\xe0\xff\xff\xff\xff" + content + b"\xfe\xff\x0d\xe0\0\0\0\0"
    return b"\xfe\xff\x00\xe0" + struct.pack("<I", len(content)) + content


def in_front(data: bytes, elements: bytes) -> bytes:
    """A file with elements at the start of its data set, where groups 0000, 0002 and 0004 would stand."""
    at = 144 + int.from_bytes(data[140:144], "little")
    return data[:at] + elements + data[at:]
