"""New pixels of an object, and what its header has to say of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import pack
from typing import Any, Protocol

from curtain.files.pieces import Piece
from curtain.pixels.image import (
    BITS_STORED,
    COLUMNS,
    HIGH_BIT,
    PHOTOMETRIC_INTERPRETATION,
    PLANAR_CONFIGURATION,
    ROWS,
    Image,
)
from curtain.pixels.kept import Kept


class Writer(Protocol):
    """Writes a value of PixelData."""

    def pieces(self) -> Iterator[Piece]: ...


@dataclass(frozen=True)
class PixelPatch:
    """New pixel data for one object.

    Attributes
    ----------
    syntax
        TransferSyntaxUID of the object from now on.
    vr
        VR of PixelData in it.
    length
        Length of the new value in bytes, None for encapsulated data (undefined length).
    attributes
        Attributes of group 0028 that change: tag to VR and value as in the file.
    tables
        The extended offset tables by tag, None for those that go.
    notes
        Plain sentences on what a person should know.
    record
        For the report: `curtain.pixels.record.record`.
    kept
        What is left of each frame; None for all of it.
    """

    syntax: str
    vr: str
    length: int | None
    attributes: dict[int, tuple[str, bytes]]
    tables: dict[int, bytes | None]
    notes: list[str]
    writer: Writer
    record: dict[str, Any] = field(default_factory=dict)
    kept: Kept | None = None

    def pieces(self) -> Iterator[Piece]:
        """The whole new value of PixelData, one frame at a time.

        For encapsulated data this is the offset table, the fragments and the delimiter.
        Raises Quarantine where a frame cannot be decoded, or was not encoded without loss.
        """
        return self.writer.pieces()


def header_changes(image: Image, target: Image, little: bool = True) -> dict[int, tuple[str, bytes]]:
    """What the header has to say of the new pixels."""
    changes: dict[int, tuple[str, bytes]] = {}
    for tag, old, new in ((ROWS, image.rows, target.rows), (COLUMNS, image.columns, target.columns)):
        if new != old:
            changes[tag] = ("US", pack("<H" if little else ">H", new))
    if target.photometric_interpretation != image.photometric_interpretation:
        text = target.photometric_interpretation.encode()
        changes[PHOTOMETRIC_INTERPRETATION] = ("CS", text + b" " * (len(text) % 2))
    if target.planar_configuration != image.planar_configuration:
        changes[PLANAR_CONFIGURATION] = ("US", pack("<H", target.planar_configuration))
    if target.bits_stored != image.bits_stored:
        changes[BITS_STORED] = ("US", pack("<H", target.bits_stored))
        changes[HIGH_BIT] = ("US", pack("<H", target.bits_stored - 1))
    return changes
