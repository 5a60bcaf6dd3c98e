"""GIF 87a and 89a (CompuServe, 1990), for which the page's codecs have no decoder."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from curtain.pixels.streams import BadStream

if TYPE_CHECKING:
    import numpy as np

_IMAGE, _EXTENSION, _TRAILER, _CONTROL = 0x2C, 0x21, 0x3B, 0xF9
_TO_BACKGROUND, _TO_PREVIOUS = 2, 3
_MOST_FRAMES, _MOST_CODES = 4096, 4096
#: What browsers show for a frame that asks for less than 20 ms.
_LEAST_DELAY, _USUAL_DELAY = 20.0, 100.0
_WHITE = 255


@dataclass(frozen=True)
class Frame:
    """One image of an animation: where it goes on the canvas, and its indices as they are compressed."""

    left: int
    top: int
    columns: int
    rows: int
    interlaced: bool
    #: Three bytes for each colour.
    colours: bytes
    transparent: int | None
    disposal: int
    delay: float
    least_code_size: int
    codes: bytes


@dataclass(frozen=True)
class Animation:
    """A whole file; a still picture is an animation of one frame."""

    rows: int
    columns: int
    frames: list[Frame]

    @property
    def frame_time(self) -> float:
        """Milliseconds from frame to frame, on average."""
        return sum(frame.delay for frame in self.frames) / len(self.frames)

    def drawn(self) -> "Iterator[np.ndarray]":
        """Each frame as it is seen: (rows, columns, 3), uint8, white where nothing was drawn. Raises BadStream."""
        import numpy as np

        canvas = np.full((self.rows, self.columns, 3), _WHITE, np.uint8)
        for frame in self.frames:
            place = canvas[frame.top : frame.top + frame.rows, frame.left : frame.left + frame.columns]
            before = place.copy() if frame.disposal == _TO_PREVIOUS else None
            indices = _indices(frame)[: place.shape[0], : place.shape[1]]
            palette = np.frombuffer(frame.colours.ljust(768, b"\0"), np.uint8).reshape(256, 3)
            visible = indices != frame.transparent if frame.transparent is not None else np.ones(indices.shape, bool)
            place[visible] = palette[indices[visible]]
            yield canvas.copy()
            if frame.disposal == _TO_BACKGROUND:
                place[:] = _WHITE
            elif before is not None:
                place[:] = before


class _Bytes:
    """A file that is read from its start on."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        if len(taken) < count:
            raise BadStream("the file is cut off")
        self.at += count
        return taken

    def number(self) -> int:
        return int.from_bytes(self.take(2), "little")

    def blocks(self) -> bytes:
        out = bytearray()
        while (length := self.take(1)[0]) != 0:
            out += self.take(length)
        return bytes(out)

    def colours(self, flags: int) -> bytes:
        """A table of colours, where there is one."""
        return self.take(3 << (flags & 7) + 1) if flags & 0x80 else b""


def read_gif(data: bytes) -> Animation:
    """The frames of a file, not decoded yet. Comments and applications' data are passed over. Raises BadStream."""
    file = _Bytes(data)
    if file.take(6) not in (b"GIF87a", b"GIF89a"):
        raise BadStream("another version")
    columns, rows = file.number(), file.number()
    flags = file.take(3)[0]
    shared = file.colours(flags)
    frames: list[Frame] = []
    transparent, disposal, delay = None, 0, _USUAL_DELAY
    while (kind := file.take(1)[0]) != _TRAILER:
        if kind == _EXTENSION:
            label, body = file.take(1)[0], file.blocks()
            if label == _CONTROL and len(body) >= 4:
                transparent = body[3] if body[0] & 1 else None
                disposal = body[0] >> 2 & 7
                asked = 10.0 * int.from_bytes(body[1:3], "little")
                delay = asked if asked >= _LEAST_DELAY else _USUAL_DELAY
            continue
        if kind != _IMAGE or len(frames) == _MOST_FRAMES:
            raise BadStream("no image where one should be, or too many")
        left, top, width, height = (file.number() for _ in range(4))
        flags = file.take(1)[0]
        colours = file.colours(flags) or shared
        size = file.take(1)[0]
        if not 2 <= size <= 8 or not width or not height or left + width > columns or top + height > rows:
            raise BadStream("an image that cannot be, or one outside the canvas")
        interlaced = bool(flags & 0x40)
        frames.append(
            Frame(left, top, width, height, interlaced, colours, transparent, disposal, delay, size, file.blocks())
        )
        transparent, disposal, delay = None, 0, _USUAL_DELAY
    if not frames:
        raise BadStream("no image")
    return Animation(rows, columns, frames)


def _indices(frame: Frame) -> "np.ndarray":
    """(rows, columns), uint8."""
    import numpy as np

    wanted = frame.rows * frame.columns
    flat = _unpacked(frame.codes, frame.least_code_size, wanted)
    if len(flat) < wanted:
        raise BadStream("an image is cut off")
    indices = np.frombuffer(flat, np.uint8, wanted).reshape(frame.rows, frame.columns)
    if not frame.interlaced:
        return indices
    order = [row for first, step in ((0, 8), (4, 8), (2, 4), (1, 2)) for row in range(first, frame.rows, step)]
    straight = np.empty_like(indices)
    straight[order] = indices
    return straight


def _unpacked(codes: bytes, least: int, wanted: int) -> bytes:
    """LZW with codes that grow (appendix F). What it gives is never longer than `wanted` and one word of the table."""
    clear, end = 1 << least, (1 << least) + 1
    roots = [bytes((value,)) for value in range(clear)] + [b"", b""]
    table, size = list(roots), least + 1
    out = bytearray()
    bits = held = 0
    last = b""
    for byte in codes:
        bits |= byte << held
        held += 8
        while held >= size:
            code = bits & (1 << size) - 1
            bits >>= size
            held -= size
            if code == clear:
                table, size, last = list(roots), least + 1, b""
                continue
            if code == end or len(out) >= wanted:
                return bytes(out)
            if code < len(table):
                word = table[code]
            elif code == len(table) and last:
                word = last + last[:1]
            else:
                raise BadStream("a code that is not there yet")
            out += word
            if last and len(table) < _MOST_CODES:
                table.append(last + word[:1])
                if len(table) == 1 << size and size < 12:
                    size += 1
            last = word
    return bytes(out)
