"""Text in compressed frames that is not an encoder's own name is taken out; the image data stays the same bytes.

Frames of JPEG and JPEG-LS can carry COM and APPn segments (ISO 10918-1 B.2.4, 14495-1 C), JPEG 2000 a COM
segment (15444-1 A.9.2) and, in a file around it, boxes (15444-1 I). An archive writes names and numbers there, which no
rule on attributes reaches. What an encoder calls itself is known by its form and stays; so do the few segments that
tell a decoder of colours, with their fixed fields only. A frame with nothing else is not touched: promise 4 has this
one exception.

An offset table that holds no offsets is such a text, too. Only the head of each frame is read, up to its first scan or
tile. What stands between scans and behind an image is for `curtain.pixels.unseen` to refuse. Needs no numpy.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from curtain.files.dataset import Element
from curtain.files.fragments import EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS, extended_numbers
from curtain.files.part10 import Dicom
from curtain.files.pieces import Piece, Pieces, PieceSource, Range, delimiter
from curtain.files.source import BytesSource, Source, Truncated
from curtain.outcome import Quarantine

#: JPEG and JPEG-LS, JPEG 2000 and HTJ2K, JPEG XL. Other frames are no such streams, whatever they begin with.
_SYNTAXES = re.compile(r"1\.2\.840\.10008\.1\.2\.4\.(?:[5-8]\d|9[0-3]|11[0-2]|20[1-3])")
_JPEG, _JPEG_2000 = b"\xff\xd8\xff", b"\xff\x4f\xff\x51"
_JP2, _JXL = b"\0\0\0\x0cjP  \r\n\x87\n", b"\0\0\0\x0cJXL \r\n\x87\n"
_HEAD = 4096
#: Kept bytes up to this many are written as bytes; longer ones stay ranges of the source.
_COPIED = 512
_ITEM = b"\xfe\xff\x00\xe0"

# --- What may stay -----------------------------------------------------------------------------------

_VERSION = r"[vV]?\d{1,4}(?:\.[0-9A-Za-z]{1,3}){0,3}"
#: What encoders write of themselves. Collected from real files and from the encoders' sources; nothing free may follow.
_ENCODERS = re.compile(
    "|".join(
        (
            r"LEAD(?:TOOLS| Technologies,? Inc\.?)(?: {V})?",
            r"JPEG Pro",
            r"Pegasus Imaging Corp(?:oration)?\.?",
            r"AccuSoft Corp(?:oration)?\.?",
            r"AVLT_\d{1,3}",
            r"Creator: AV-J2K \(c\) 2000,2001 Algo Vision(?: Technology)?",
            r"Kakadu-{V}",
            r"Created by:? (?:GDCM/)?(?:OpenJPEG|Grok|OpenJPH|Kakadu)(?: [Vv]ersion)? {V}",
            r"Creator: JasPer Version {V}",
            r"OpenJPH Ver {V}\.?",
            r"(?:CharLS|charls|JPEG-LS|imagecodecs|libjpeg-turbo|Lavc|ImageGear|Aware)(?:[ /-]?{V})?",
            r"CREATOR: gd-jpeg {V} \(using IJG JPEG {V}\), (?:default quality|quality = \d{1,3})",
            r"Intel\(R\) (?:JPEG Library, version|IPP JPEG encoder) \[{V}\]",
            r"File written by Adobe Photoshop[\xa8\xae]? {V}",
            # Rates and distortions of the quality layers, two numbers to a line.
            r"Kdu-Layer-Info: log_2\{Delta-D\([A-Za-z-]+\)/(?:\[2\^16\*)?Delta-L\(bytes\)\]?\}, L\(bytes\)"
            r"(?:\n *-?\d{1,3}\.\d, +\d\.\de[-+]\d{2,3}){0,64}",
        )
    ).replace("{V}", _VERSION)
)
#: Beyond this a resolution is none: letters make larger numbers.
_MAX_DENSITY = 9600
_JFIF = b"JFIF\0\1\1\0\0\1\0\1\0\0"
_ADOBE_VERSIONS = frozenset((0, 100, 101, 102))
_ADOBE_FLAGS = frozenset((0, 0x4000, 0x8000, 0xC000))
_SPIFF_END = (b"\0\0\0\1", b"\0\0\0\1\xff\xd8")

_COM, _SOS, _SOT, _SOD, _EOC = 0xFE, 0xDA, 0x90, 0x93, 0xD9
_J2K_COM = 0x64
_APPLICATION = range(0xE0, 0xF0)
#: What else may stand in front of a scan: frame headers, tables, restart interval, hierarchical marks, JPEG-LS parameters.
_JPEG_HEADERS = frozenset((*range(0xC0, 0xD0), *range(0xDB, 0xE0), 0xF7, 0xF8)) - {0xC8}
_TILE_HEADERS = frozenset((0x52, 0x53, 0x58, 0x5C, 0x5D, 0x5E, 0x5F, 0x61))
_MAX_TILE_PARTS = 65535

_BRANDS = frozenset((b"jp2 ", b"jpx ", b"jpxb", b"jph ", b"jpm ", b"mjp2", b"J2P0", b"J2P1", b"jxl "))
_FTYP = b"\0\0\0\x14ftypjp2 \0\0\0\0jp2 "
_JP2_HEADER_BOXES = frozenset((b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"res "))
_JXL_BOXES = frozenset((b"JXL ", b"jxll", b"jxlc", b"jxlp", b"jbrd"))
_MAX_UUID, _MAX_RREQ = 64, 256
_SHORT_TEXT, _TEXT = re.compile(rb"[ -~]{3}"), re.compile(rb"[ -~]{6}")
_PADDING = re.compile(rb"\xff*\x00* ?")


def is_encoder(text: bytes) -> bool:
    """True where a comment holds nothing, or what an encoder writes of itself."""
    plain = text.strip(b"\0 \t\r\n").decode("latin-1")
    return not plain or _ENCODERS.fullmatch(plain) is not None


def kept_segment(marker: int, body: bytes) -> bytes | None:
    """What stays of a COM or APPn segment of JPEG: its content, the fixed fields of it, or None."""
    if not body.strip(b"\0"):
        return body
    if marker == _COM:
        return body if is_encoder(body) else None
    if marker == 0xE0:
        return _app0(body)
    if marker == 0xE8:
        return body if _is_spiff(body) else None
    if marker == 0xEE and body.startswith(b"Adobe"):
        return _adobe(body)
    return None


def _app0(body: bytes) -> bytes | None:
    if body.startswith(b"JFIF\0") and len(body) >= 14:
        densities = int.from_bytes(body[8:10], "big"), int.from_bytes(body[10:12], "big")
        fits = body[5] == 1 and body[6] <= 2 and body[7] <= 2 and max(densities) <= _MAX_DENSITY
        # A thumbnail goes: its size becomes 0 by 0.
        return body[:12] + b"\0\0" if fits else _JFIF
    if body[:5] == b"LJIF\0" and len(body) == 13 and max(body[5:]) < 0x20:
        # As JFIF, of an early lossless encoder.
        return body
    return None


def _adobe(body: bytes) -> bytes:
    """The transform flag decides about colours: it stays, whatever stands around it (T.872 6.5.3)."""
    version, flags, more = (int.from_bytes(body[at : at + 2], "big") for at in (5, 7, 9))
    if len(body) < 12:
        # Decoders pass over one that is cut off.
        return body if not any(body[5:]) else b"Adobe"
    if version in _ADOBE_VERSIONS and flags in _ADOBE_FLAGS and more in _ADOBE_FLAGS and body[11] <= 2:
        return body[:12]
    return b"Adobe\0\x64\0\0\0\0" + body[11:12]


def _is_spiff(body: bytes) -> bool:
    """The header of SPIFF and the end of its directory, as CharLS writes them, and a colour transform of HP's encoder."""
    if body.startswith(b"SPIFF\0"):
        numbers = [int.from_bytes(body[at : at + 4], "big") for at in (10, 14, 22, 26)]
        return len(body) == 30 and max(numbers[:2]) <= 0xFFFF and max(numbers[2:]) <= _MAX_DENSITY
    return body in _SPIFF_END or (body.startswith(b"mrfx") and len(body) == 5 and body[4] <= 5)


# --- What goes ---------------------------------------------------------------------------------------


class _Cut(NamedTuple):
    """Bytes of a frame that go, and what stands there instead."""

    start: int
    stop: int
    instead: bytes = b""


class _Frame:
    """The bytes of one frame, however many fragments it is in."""

    def __init__(self, source: Source, ranges: list[tuple[int, int]], head: bytes) -> None:
        self._source = PieceSource((Range(*each) for each in ranges), source)
        self.size = self._source.size
        self._block, self._start = head, 0

    def read(self, at: int, length: int) -> bytes:
        """Up to `length` bytes, fewer at the end."""
        length = min(length, self.size - at)
        if length <= 0:
            return b""
        if length > _HEAD:
            return self._source.read(at, length)
        if not self._start <= at <= at + length <= self._start + len(self._block):
            self._block, self._start = self._source.read(at, min(_HEAD, self.size - at)), at
        return self._block[at - self._start : at - self._start + length]

    def ranges(self, start: int, stop: int) -> Iterator[Range]:
        """Where a span of the frame is in the source."""
        return self._source.ranges(start, stop)

    def forget(self, behind: int) -> None:
        """Hold no more than the bytes in front of `behind`: there may be many thousand frames."""
        self._block = self._block[: max(behind - self._start, 0)]


def _unclear() -> Quarantine:
    return Quarantine(
        "frame-unclear",
        "The head of a compressed frame is not built as it should be, so text that may stand in it cannot be found.",
    )


def _between() -> Quarantine:
    return Quarantine(
        "text-in-frame",
        "There is text or other data within the compressed image, where it cannot be taken out without a new compression.",
    )


def _jpeg(frame: _Frame, at: int = 0) -> list[_Cut]:
    """The segments in front of the first scan that go."""
    cuts = []
    at += 2
    while True:
        head = frame.read(at, 4)
        if len(head) < 4 or head[0] != 0xFF:
            raise _unclear()
        marker, stop = head[1], at + 2 + int.from_bytes(head[2:], "big")
        if marker == 0xFF:
            at += 1
            continue
        if marker == _SOS:
            return cuts
        if stop < at + 4 or stop > frame.size:
            raise _unclear()
        if marker == _COM or marker in _APPLICATION:
            body = frame.read(at + 4, stop - at - 4)
            kept = kept_segment(marker, body)
            if kept != body:
                instead = b"" if kept is None else head[:2] + (len(kept) + 2).to_bytes(2, "big") + kept
                cuts.append(_Cut(at, stop, instead))
        elif marker not in _JPEG_HEADERS:
            raise _unclear()
        at = stop


def _codestream(frame: _Frame, at: int = 0, end: int | None = None) -> list[_Cut]:
    """The comments in the main header of a JPEG 2000 codestream that go."""
    end = frame.size if end is None else end
    cuts = []
    at += 2
    while True:
        head = frame.read(at, 6)
        if len(head) < 6 or head[0] != 0xFF:
            raise _unclear()
        marker, stop = head[1], at + 2 + int.from_bytes(head[2:4], "big")
        if marker == _SOT:
            _refuse_comments_in_tiles(frame, at, end)
            return cuts
        if stop < at + 4 or stop > end or marker in (_SOD, _EOC):
            raise _unclear()
        if marker == _J2K_COM:
            text = frame.read(at + 6, stop - at - 6)
            # Registration 1 is Latin text; others are bytes that nobody can judge.
            if text.strip(b"\0") and (head[4:] != b"\0\1" or not is_encoder(text)):
                cuts.append(_Cut(at, stop))
        at = stop


def _refuse_comments_in_tiles(frame: _Frame, at: int, end: int) -> None:
    """A comment in the header of a tile-part (15444-1 A.4.2) cannot go without new lengths all over the codestream.

    Tile-parts tell their lengths, so that each header is found without reading what lies between.
    """
    for _ in range(_MAX_TILE_PARTS):
        head = frame.read(at, 12)
        if len(head) < 12 or head[:4] != b"\xff\x90\0\x0a":
            # The end of the codestream, or a length that is wrong: decoders put up with that.
            return
        size, inner = int.from_bytes(head[6:10], "big"), at + 12
        while (segment := frame.read(inner, 4)) and len(segment) == 4 and segment[1] in _TILE_HEADERS:
            inner += 2 + int.from_bytes(segment[2:], "big")
        if segment[:2] == b"\xff\x64":
            raise _between()
        if size < 14 or at + size > end:
            return
        at += size


class _Box(NamedTuple):
    """A box: its kind, where it starts, where its content starts and where it stops; `width` of its length, 0 where it has none."""

    kind: bytes
    start: int
    content: int
    stop: int
    width: int


def _boxes(frame: _Frame, at: int, end: int) -> Iterator[_Box]:
    """The boxes of a file around a codestream (15444-1 I.4); padding may follow the last."""
    while at < end:
        head = frame.read(at, 16)
        length, kind, content, width = int.from_bytes(head[:4], "big"), head[4:8], at + 8, 4
        if length == 1:
            length, content, width = int.from_bytes(head[8:], "big"), at + 16, 8
        stop = at + length if length else end
        if not content <= stop <= end:
            if _PADDING.fullmatch(frame.read(at, min(end - at, _HEAD))) and end - at <= _HEAD:
                return
            raise _between()
        yield _Box(kind, at, content, stop, width if length else 0)
        at = stop


def _shorter(box: _Box, cuts: list[_Cut]) -> list[_Cut]:
    """Cuts inside a box, and its new length."""
    if not cuts or not box.width:
        return cuts
    length = box.stop - box.start - _removed(cuts)
    at = box.start if box.width == 4 else box.start + 8
    return [_Cut(at, at + box.width, length.to_bytes(box.width, "big")), *cuts]


def _jp2(frame: _Frame) -> list[_Cut]:
    """The boxes of a JP2 file that go, and the comments of the codestream in it."""
    cuts: list[_Cut] = []
    found = False
    for box in _boxes(frame, 0, frame.size):
        size, content = box.stop - box.content, b""
        if size <= _MAX_RREQ:
            content = frame.read(box.content, size)
        if box.kind == b"jp2c" and not found:
            found = True
            cuts += _shorter(box, _codestream(frame, box.content, box.stop))
        elif box.kind == b"jp2h":
            inner = [b for b in _boxes(frame, box.content, box.stop) if b.kind not in _JP2_HEADER_BOXES]
            cuts += _shorter(box, [_Cut(b.start, b.stop) for b in inner])
        elif box.kind == b"ftyp":
            brands = {content[at : at + 4] for at in (0, *range(8, len(content), 4))}
            if not brands <= _BRANDS or any(content[4:8]):
                cuts.append(_Cut(box.start, box.stop, _FTYP))
        elif box.kind == b"uuid":
            # Real ones hold a few numbers behind the 16 bytes of their name; others hold XMP or Exif.
            numbers = size <= _MAX_UUID and not _SHORT_TEXT.search(content[16:].replace(b"\0", b""))
            if not numbers or _TEXT.search(content[:16]):
                cuts.append(_Cut(box.start, box.stop))
        elif box.kind == b"rreq":
            if size > _MAX_RREQ or _TEXT.search(content.replace(b"\0", b"")):
                cuts.append(_Cut(box.start, box.stop))
        elif not (box.kind == b"jP  " and box.start == 0):
            cuts.append(_Cut(box.start, box.stop))
    if not found:
        raise _unclear()
    return cuts


def _jxl(frame: _Frame) -> list[_Cut]:
    """A JPEG XL file: what is no part of the image is refused, since it may be needed to make the JPEG again."""
    for box in _boxes(frame, 0, frame.size):
        if box.kind not in _JXL_BOXES and box.kind != b"ftyp":
            raise _between()
    return []


def _removed(cuts: list[_Cut]) -> int:
    return sum(cut.stop - cut.start - len(cut.instead) for cut in cuts)


_WALKS: dict[bytes, Callable[[_Frame], list[_Cut]]] = {
    _JPEG: _jpeg,
    _JPEG_2000: _codestream,
    _JP2: _jp2,
    _JXL: _jxl,
}


def _walk_of(head: bytes) -> Callable[[_Frame], list[_Cut]] | None:
    return next((walk for start, walk in _WALKS.items() if head.startswith(start)), None)


# --- What is written ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stripped:
    """PixelData without such texts.

    Attributes
    ----------
    frames
        How many compressed frames carried some; 0 where only the offset table was none.
    tables
        The offset tables of the data set by tag, None for one that goes because it was wrong.
    """

    frames: int
    tables: dict[int, bytes | None]
    _pieces: list[Piece]

    def pieces(self) -> list[Piece]:
        """The whole new value: offset table, fragments, delimiter."""
        return self._pieces


def strip(dicom: Dicom) -> Stripped | None:
    """Take out what a compressed object's frames carry as text; None where there is nothing to take out.

    Raises
    ------
    Quarantine
        `frame-unclear` where the head of a frame cannot be walked, `text-in-frame` where text stands
        behind that head, `truncated` where the file has become shorter.
    """
    element = dicom.pixel_data
    if element is None or not element.fragments:
        return None
    try:
        return _strip(dicom, element)
    except Truncated:
        raise _shorter_file() from None


def tables_that_are_none(dicom: Dicom) -> list[int]:
    """The extended offset tables whose numbers cannot be offsets or lengths: anything could be written there.

    Raises Quarantine (`truncated`) where the file has become shorter.
    """
    pixels = dicom.pixel_data
    longest = pixels.length if pixels is not None and pixels.fragments is not None else -1
    found = []
    for tag in (EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS):
        element = dicom.dataset.get(tag)
        if element is None or element.is_empty:
            continue
        try:
            raw = element.value if element.value is not None else dicom.source.read(element.offset, element.length)
        except Truncated:
            raise _shorter_file() from None
        if element.items is not None or _is_no_table(raw, 8, longest):
            found.append(tag)
    return found


def _is_no_table(raw: bytes, width: int, longest: int) -> bool:
    """True for bytes that are no offsets into so many bytes. An offset that is merely wrong says nothing of anybody."""
    numbers = (int.from_bytes(raw[at : at + width], "little") for at in range(0, len(raw), width))
    return len(raw) % width != 0 or any(number > longest for number in numbers)


def _shorter_file() -> Quarantine:
    return Quarantine("truncated", "The file became shorter while it was read. Add it again.")


def _strip(dicom: Dicom, element: Element) -> Stripped | None:
    fragments = element.fragments or []
    if _SYNTAXES.fullmatch(dicom.syntax):
        parts = [_part(dicom.source, ranges, head) for ranges, head in _frames(dicom.source, fragments[1:])]
    else:
        parts = [Part([each], _Frame(dicom.source, [each], b""), []) for each in fragments[1:]]
    touched = sum(bool(part.cuts) for part in parts)
    if not touched and not _is_no_table(dicom.source.read(*fragments[0]), 4, element.length):
        return None
    out = Pieces()
    for part in parts:
        part.write(out)
    out.add(delimiter())
    moved = _moved(parts)
    table = _basic_table(dicom.source, fragments[0], moved)
    pieces = Pieces()
    pieces.add(_ITEM + len(table).to_bytes(4, "little") + table)
    pieces.extend(out)
    return Stripped(touched, _extended_tables(dicom, parts, moved), pieces.pieces())


def _frames(source: Source, fragments: list[tuple[int, int]]) -> Iterator[tuple[list[tuple[int, int]], bytes]]:
    """Fragments by the frames that they begin, each with the first bytes; offset tables are not believed."""
    group: list[tuple[int, int]] = []
    first = b""
    for offset, length in fragments:
        head = source.read(offset, min(length, _HEAD))
        if group and _walk_of(head) is not None:
            yield group, first
            group = []
        if not group:
            first = head
        group.append((offset, length))
    if group:
        yield group, first


@dataclass(frozen=True)
class Part:
    """The fragments of one frame, and what is cut out of them."""

    fragments: list[tuple[int, int]]
    frame: _Frame
    cuts: list[_Cut]

    @property
    def is_merged(self) -> bool:
        """True where one fragment takes the place of several: a cut goes beyond the first, or it would be of odd length."""
        first = self.fragments[0][1]
        return bool(self.cuts) and (self.cuts[-1].stop > first or (first - _removed(self.cuts)) % 2 == 1)

    def written(self) -> list[int]:
        """Length of each fragment as it is written."""
        if not self.cuts:
            return [length for _, length in self.fragments]
        removed = _removed(self.cuts)
        if self.is_merged:
            # Padding has its place behind the end of a frame only.
            return [self.frame.size - removed + (self.frame.size - removed) % 2]
        return [self.fragments[0][1] - removed, *(length for _, length in self.fragments[1:])]

    def write(self, out: Pieces) -> None:
        start = self.fragments[0][0] - 8
        last = sum(self.fragments[-1])
        if not self.cuts:
            out.add(Range(start, last - start))
            return
        new = self.written()[0]
        out.add(_ITEM + new.to_bytes(4, "little"))
        before, at = out.length, 0
        end = self.frame.size if self.is_merged else self.fragments[0][1]
        for cut in [*self.cuts, _Cut(end, end)]:
            if cut.start - at <= _COPIED:
                out.add(self.frame.read(at, cut.start - at))
            else:
                for each in self.frame.ranges(at, cut.start):
                    out.add(each)
            out.add(cut.instead)
            at = cut.stop
        out.add(b"\0" * (new - (out.length - before)))
        if not self.is_merged and len(self.fragments) > 1:
            second = self.fragments[1][0] - 8
            out.add(Range(second, last - second))


def part_of(dicom: Dicom, fragments: list[tuple[int, int]]) -> Part:
    """One frame, without what it carries as text.

    Raises Quarantine as `strip` does.
    """
    if not _SYNTAXES.fullmatch(dicom.syntax):
        return Part(fragments, _Frame(dicom.source, fragments, b""), [])
    try:
        offset, length = fragments[0]
        return _part(dicom.source, fragments, dicom.source.read(offset, min(length, _HEAD)))
    except Truncated:
        raise _shorter_file() from None


def without_text(stream: bytes) -> bytes:
    """The bytes of one frame without what they carry as text.

    Raises Quarantine as `strip` does.
    """
    out, at = [], 0
    for cut in _part(BytesSource(stream), [(0, len(stream))], stream[:_HEAD]).cuts:
        out += (stream[at : cut.start], cut.instead)
        at = cut.stop
    return b"".join((*out, stream[at:]))


def _part(source: Source, fragments: list[tuple[int, int]], head: bytes) -> Part:
    frame, walk = _Frame(source, fragments, head), _walk_of(head)
    cuts = sorted(walk(frame)) if walk is not None else []
    frame.forget(cuts[-1].stop if cuts else 0)
    return Part(fragments, frame, cuts)


def _moved(parts: list[Part]) -> dict[int, int]:
    """Where each fragment's item begins now, by where it began, both from the first one (PS3.5 A.4)."""
    if not parts:
        return {}
    origin = parts[0].fragments[0][0]
    moved, at = {}, 0
    for part in parts:
        written = part.written()
        # Of a merged frame only the first fragment has a place of its own.
        for (offset, _), length in zip(part.fragments, written, strict=False):
            moved[offset - origin] = at
            at += 8 + length
    return moved


def _basic_table(source: Source, table: tuple[int, int], moved: dict[int, int]) -> bytes:
    """The new basic offset table; an empty one where the old one was wrong."""
    offset, length = table
    if length % 4 or length // 4 > len(moved):
        return b""
    raw = source.read(offset, length)
    starts = [moved.get(int.from_bytes(raw[at : at + 4], "little")) for at in range(0, length, 4)]
    if any(start is None or start > 0xFFFFFFFF for start in starts):
        return b""
    return b"".join(start.to_bytes(4, "little") for start in starts if start is not None)


def _extended_tables(dicom: Dicom, parts: list[Part], moved: dict[int, int]) -> dict[int, bytes | None]:
    """The extended offset table and its lengths (PS3.3 C.7.6.3); both go where they were wrong."""
    tags = (EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS)
    numbers = [extended_numbers(dicom, tag) for tag in tags]
    if all(each is None for each in numbers):
        return {}
    if not parts:
        return dict.fromkeys(tags)
    starts, lengths = (each or [] for each in numbers)
    origin = parts[0].fragments[0][0]
    by_start = {part.fragments[0][0] - origin: part for part in parts}
    if len(starts) == len(lengths) and all(start in by_start for start in starts):
        new = [length - _removed(by_start[start].cuts) for start, length in zip(starts, lengths, strict=True)]
        if all(0 < length <= sum(by_start[start].written()) for start, length in zip(starts, new, strict=True)):
            return dict(zip(tags, (_words([moved[start] for start in starts]), _words(new)), strict=True))
    return dict.fromkeys(tags)


def _words(numbers: list[int]) -> bytes:
    return b"".join(number.to_bytes(8, "little") for number in numbers)
