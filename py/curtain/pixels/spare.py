"""Bits of a container that hold no part of a sample: those outside of BitsStored (PS3.5 8.1.1).

By bytes alone, each by a table, because the workers that write most objects have no numpy: to look at a CT slice takes less
than a millisecond.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

_TYPES = {1: "B", 2: "H", 4: "I"}


@dataclass(frozen=True)
class SpareBits:
    """How samples lie in their containers.

    Attributes
    ----------
    width
        Bytes of a container: 1, 2 or 4.
    low, high
        The lowest and the highest bit of a sample.
    is_signed
        PixelRepresentation.
    little
        Byte order of the containers.
    padding
        The container that the header declares as padding; None without one.
    """

    width: int
    low: int
    high: int
    is_signed: bool
    little: bool = True
    padding: int | None = None

    @cached_property
    def mask(self) -> int:
        """The bits of a sample."""
        return (1 << self.high + 1) - (1 << self.low)

    @cached_property
    def _top(self) -> int:
        """The byte, from the least significant one, that holds the sign."""
        return self.high // 8

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and the highest sample."""
        stored = self.high - self.low + 1
        return (-(1 << stored - 1), (1 << stored - 1) - 1) if self.is_signed else (0, (1 << stored) - 1)

    @property
    def spare_bytes(self) -> tuple[int, ...]:
        """Those of a container, from the least significant one, that have spare bits."""
        return tuple(self._plain)

    def _mask(self, byte: int) -> int:
        return self.mask >> 8 * byte & 0xFF

    @cached_property
    def _plain(self) -> dict[int, bytes]:
        """By each byte that has spare bits what may stand there where those are zero."""
        masks = {byte: self._mask(byte) for byte in range(self.width)}
        return {byte: bytes(x for x in range(256) if not x & ~mask) for byte, mask in masks.items() if mask != 0xFF}

    @cached_property
    def _extending(self) -> bytes:
        """The byte with the sign as it is where the sign fills the bits above it."""
        sign, mask = 1 << self.high % 8, self._mask(self._top)
        above = 0xFF & -(sign << 1)
        return bytes(x & mask | (above if x & sign else 0) for x in range(256))

    @cached_property
    def _extended(self) -> bytes:
        """What it can be then."""
        return bytes(x for x in range(256) if self._extending[x] == x)

    @cached_property
    def _signs(self) -> bytes:
        """What fills each byte above."""
        sign = 1 << self.high % 8
        return bytes(0xFF if x & sign else 0 for x in range(256))

    def clearing(self, byte: int) -> bytes | None:
        """The table (`bytes.translate`) for each byte by itself; None for one that has no spare bits.

        Signed samples get their sign where one byte holds all of it, else zeros.
        """
        if byte == self._top == self.width - 1 and self.is_signed:
            return self._extending
        return bytes(x & self._mask(byte) for x in range(256)) if byte in self._plain else None

    def planes(self, data: bytes) -> list[bytes]:
        """The bytes of containers, the least significant ones first."""
        order = range(self.width) if self.little else range(self.width - 1, -1, -1)
        return [data[at :: self.width] for at in order]

    def is_plain(self, planes: Sequence[bytes] | Mapping[int, bytes]) -> bool:
        """True where all spare bits are zero; by byte, from the least significant one, those that have some."""
        return not any(planes[byte].translate(None, allowed) for byte, allowed in self._plain.items())

    def is_extended(self, planes: Sequence[bytes]) -> bool:
        """True where the sign fills the spare bits above it, and those below are zero."""
        top = planes[self._top]
        if top.translate(None, self._extended):
            return False
        above = planes[self._top + 1 :]
        signs = top.translate(self._signs) if above else b""
        below = (planes[byte].translate(None, allowed) for byte, allowed in self._plain.items() if byte < self._top)
        return not any(below) and all(plane == signs for plane in above)

    def hides(self, blocks: Iterable[bytes]) -> bool:
        """True where the containers of a frame hold something else than samples, the sign and padding.

        Blocks are of whole containers. They may be asked for twice: for what is likely, and for the other.
        """
        likely, other = (self.is_extended, self.is_plain) if self.is_signed else (self.is_plain, self.is_extended)
        return not (self._all(likely, blocks) or self._all(other, blocks))

    def _all(self, test: Callable[[list[bytes]], bool], blocks: Iterable[bytes]) -> bool:
        return all(test(self.planes(data if self.padding is None else self._without_padding(data))) for data in blocks)

    def _without_padding(self, data: bytes) -> bytes:
        """Containers of which none is the padding, in any order."""
        padding = (self.padding or 0).to_bytes(self.width, "little" if self.little else "big")
        if padding not in data:
            return data
        kind = _TYPES[self.width]
        return array(kind, set(array(kind, data)) - set(array(kind, padding))).tobytes()

    def cleared(self, data: bytes) -> bytes:
        """The containers without what stands in their spare bits: signed ones get their sign there."""
        out = bytearray(data)
        planes = self.planes(data)
        for byte, plane in enumerate(planes):
            at = byte if self.little else self.width - 1 - byte
            if byte > self._top and self.is_signed:
                out[at :: self.width] = planes[self._top].translate(self._signs)
            elif byte == self._top and self.is_signed:
                out[at :: self.width] = plane.translate(self._extending)
            elif byte in self._plain:
                out[at :: self.width] = plane.translate(self.clearing(byte))
        return bytes(out)
