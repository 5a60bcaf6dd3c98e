"""What a file holds, as another program reads it: every element by its path, as text."""

import hashlib
from collections.abc import MutableSequence
from dataclasses import dataclass
from pathlib import Path

import pydicom
from pydicom.charset import decode_bytes
from pydicom.dataelem import DataElement
from pydicom.multival import MultiValue

from scoreboard.sheet import walk

_PIXEL_DATA = "<(7fe0,0010)>"
_NUMBER = "<(0020,0013)>"
_LONGEST_TEXT = 1024


@dataclass(frozen=True, slots=True)
class Read:
    """One file.

    Attributes
    ----------
    number
        InstanceNumber, by which a planted object is found again; -1 where there is none.
    values
        Elements of group 0002 and of the data set; several values with a backslash between them.
    pixels
        MD5 of the bytes of PixelData; empty without.
    """

    path: Path
    number: int
    values: dict[str, str]
    pixels: str


def read(path: Path) -> Read:
    """Read a file by pydicom."""
    dataset = pydicom.dcmread(path)
    values: dict[str, str] = {}
    for part in (dataset.file_meta, dataset):
        values |= {
            place: text(element, part.original_character_set)
            for place, _, element in walk(part)
            if place != _PIXEL_DATA
        }
    number = values.get(_NUMBER, "")
    bulk = dataset.get("PixelData") or b""
    return Read(
        path,
        int(number) if number.isdigit() else -1,
        values | ({_PIXEL_DATA: f"{len(bulk)} bytes"} if bulk else {}),
        hashlib.md5(bulk, usedforsecurity=False).hexdigest() if bulk else "",
    )


def text(element: DataElement, encodings: str | MutableSequence[str]) -> str:
    """A value as text; of bytes that are no text in the file's character set their digest."""
    value = element.value
    if element.VR == "SQ":
        return f"{len(value)} items" if len(value) else ""
    if isinstance(value, bytes):
        # Of an unknown element in implicit VR nobody knows that it is text, and a reader sees it all the same.
        listed = [encodings] if isinstance(encodings, str) else list(encodings)
        decoded = decode_bytes(value.rstrip(b" \0"), listed, set()) if len(value) <= _LONGEST_TEXT else "\0"
        return decoded if decoded.isprintable() else hashlib.sha256(value).hexdigest()
    if value is None:
        return ""
    return "\\".join(map(str, value)) if isinstance(value, MultiValue | list) else str(value)
