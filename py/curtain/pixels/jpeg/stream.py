"""The headers of a sequential JPEG stream (ISO 10918-1 B.2): frame, scans, and the tables in force at each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from curtain.pixels.jpeg.grid import Grid
from curtain.pixels.streams import EOI, SOS, STARTS_OF_FRAME, BadStream, scan_end

SOF_BASELINE, SOI = 0xC0, 0xD8
DHT, DAC, DQT, DNL, DRI, DHP, EXP = 0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF
_RESTARTS = range(0xD0, 0xD8)

#: Why a frame is not done in its entropy-coded stream, by its marker.
_OTHERS = {
    "This image is progressive JPEG, in which text cannot be taken out block by block.": (0xC2,),
    "This image is lossless JPEG, which has no blocks.": (0xC3, 0xF7),
    "This image is hierarchical JPEG, in which text cannot be taken out block by block.": (0xC5, 0xC6, 0xC7, DHP, EXP),
    "This image is JPEG with arithmetic coding, in which text cannot be taken out block by block.": (
        *range(0xC9, 0xD0),
        DAC,
    ),
}


class OtherProcess(Exception):
    """A JPEG that is not sequential with Huffman codes: it has to be decoded and written losslessly."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Segment(NamedTuple):
    """A marker with its segment's content; `start` and `stop` are offsets of all of it, without fill bytes."""

    marker: int
    body: bytes
    start: int
    stop: int


@dataclass(frozen=True)
class Component:
    """A component of the frame: its name, sampling factors, and place of its quantization table."""

    name: int
    h: int
    v: int
    quantization: int


@dataclass(frozen=True)
class Frame:
    """A frame header. `rows` is 0 where a DNL segment behind the first scan tells them."""

    precision: int
    rows: int
    columns: int
    components: tuple[Component, ...]

    @property
    def grid(self) -> Grid:
        """Units of a scan with all components (A.2.3); a component alone has units of one block (A.2.2)."""
        return Grid(
            self.columns,
            self.rows,
            8 * max(component.h for component in self.components),
            8 * max(component.v for component in self.components),
        )


def segments(data: bytes) -> Iterator[Segment]:
    """Walk the segments of a stream; after SOS the data of the scan is passed over. The last is EOI.

    Raises `BadStream` where there is something else.
    """
    if data[:2] != b"\xff\xd8":
        raise BadStream("no start of image")
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise BadStream("no marker where one should be")
        while data[at + 1 : at + 2] == b"\xff":
            at += 1
        if at + 2 > len(data):
            raise BadStream("no end of image")
        marker = data[at + 1]
        if marker == EOI:
            yield Segment(marker, b"", at, at + 2)
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        if marker in (0, 1, SOI, *_RESTARTS) or length < 2 or len(body) != length - 2:
            raise BadStream("a segment is cut off, or stands where none should be")
        yield Segment(marker, body, at, at + 2 + length)
        at += 2 + length
        if marker == SOS:
            at = scan_end(data, at)


def read_frame(data: bytes) -> Frame:
    """The frame of a stream, with its number of lines from wherever it is told.

    Raises
    ------
    OtherProcess
        Where the frame is not sequential with Huffman codes.
    BadStream
        Where the headers make no sense.
    """
    frame, scans = None, 0
    for segment in segments(data):
        if segment.marker in STARTS_OF_FRAME or segment.marker in (DHP, EXP, DAC):
            for sentence, markers in _OTHERS.items():
                if segment.marker in markers:
                    raise OtherProcess(sentence)
            if frame is not None:
                raise BadStream("two frames in one")
            frame = _frame(segment)
        elif segment.marker == SOS:
            scans += 1
            if frame is None:
                raise BadStream("a scan without a frame")
            if frame.rows and scans == 1:
                # What follows is looked at when it is its turn.
                return frame
        elif segment.marker == DNL and frame is not None and scans == 1 and not frame.rows:
            return Frame(frame.precision, _lines(segment.body), frame.columns, frame.components)
    raise BadStream("no frame, or none with lines")


def _lines(body: bytes) -> int:
    lines = int.from_bytes(body, "big")
    if len(body) != 2 or not lines:
        raise BadStream("the number of lines is missing")
    return lines


def _frame(segment: Segment) -> Frame:
    body = segment.body
    if len(body) < 6 or not 1 <= body[5] <= 4 or len(body) != 6 + 3 * body[5]:
        raise BadStream("the frame header is cut off")
    parts = [body[at : at + 3] for at in range(6, len(body), 3)]
    components = tuple(Component(name, factors >> 4, factors & 15, place) for name, factors, place in parts)
    if len({component.name for component in components}) < len(components):
        raise BadStream("two components have one name")
    if any(not (1 <= each.h <= 4 and 1 <= each.v <= 4 and each.quantization <= 3) for each in components):
        raise BadStream("sampling factors or quantization tables that cannot be")
    if body[0] not in ((8,) if segment.marker == SOF_BASELINE else (8, 12)):
        raise BadStream("another depth than 8 or 12 bits")
    if len(components) == 1:
        # Sampling is relative to the other components; there are none (A.1.1).
        components = (Component(components[0].name, 1, 1, components[0].quantization),)
    frame = Frame(body[0], int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big"), components)
    if not frame.columns:
        raise BadStream("an image without columns")
    return frame


class ScanPart(NamedTuple):
    """A component in a scan, and the places of its DC and AC tables."""

    component: Component
    dc: int
    ac: int


def read_scan(frame: Frame, body: bytes) -> list[ScanPart]:
    """The components of a scan. Raises `BadStream` where the frame has them not."""
    if len(body) < 6 or len(body) != 4 + 2 * body[0] or not 1 <= body[0] <= 4:
        raise BadStream("a scan header is cut off")
    known = {component.name: component for component in frame.components}
    parts = []
    for name, tables in zip(body[1:-3:2], body[2:-3:2], strict=True):
        if name not in known or tables >> 4 > 3 or tables & 15 > 3:
            raise BadStream("a scan of a component that is not there")
        # Each once, and so in the order of the frame as far as it matters.
        parts.append(ScanPart(known.pop(name), tables >> 4, tables & 15))
    if len(parts) > 1 and sum(part.component.h * part.component.v for part in parts) > 10:
        raise BadStream("more than ten blocks in a unit")
    return parts


def read_quantization(body: bytes) -> Iterator[tuple[int, int]]:
    """Place and DC step of the tables in a DQT segment, of 8 or 16 bits. Raises `BadStream`."""
    at = 0
    while at < len(body):
        width, place = (body[at] >> 4) + 1, body[at] & 15
        table = body[at + 1 : at + 1 + 64 * width]
        step = int.from_bytes(table[:width], "big")
        if width > 2 or place > 3 or len(table) < 64 * width or not step:
            raise BadStream("a quantization table is cut off, or has a step of nothing")
        yield place, step
        at += 1 + len(table)
