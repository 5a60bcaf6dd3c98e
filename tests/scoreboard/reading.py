"""What a file holds, as another program reads it: every element by its path, as text."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pydicom
from pydicom.dataelem import DataElement
from pydicom.multival import MultiValue

from scoreboard.sheet import walk

_PIXEL_DATA = "<(7fe0,0010)>"
_NUMBER = "<(0020,0013)>"


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
        values |= {place: text(element) for place, _, element in walk(part) if place != _PIXEL_DATA}
    number = values.get(_NUMBER, "")
    bulk = dataset.get("PixelData") or b""
    return Read(
        path,
        int(number) if number.isdigit() else -1,
        values | ({_PIXEL_DATA: f"{len(bulk)} bytes"} if bulk else {}),
        hashlib.md5(bulk, usedforsecurity=False).hexdigest() if bulk else "",
    )


def text(element: DataElement) -> str:
    """A value as text; of bytes that are no text their digest."""
    value = element.value
    if element.VR == "SQ":
        return f"{len(value)} items" if len(value) else ""
    if isinstance(value, bytes):
        plain = value.rstrip(b" \0")
        readable = plain.isascii() and plain.decode("ascii").isprintable()
        return plain.decode("ascii") if readable else hashlib.sha256(value).hexdigest()
    if value is None:
        return ""
    return "\\".join(map(str, value)) if isinstance(value, MultiValue | list) else str(value)
