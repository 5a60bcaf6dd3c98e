"""What a compressed frame could carry that no viewer shows. Needs numpy and codecs for JPEG XL only.

A decoder takes the first image of a stream and is content. What stands behind its end, in a
second image, between its scans or in boxes around it would leave without anybody having seen it.
Texts in front of the image data are not looked for here: they are searched for what identifies.
"""

import itertools
import re
from collections.abc import Iterator

from curtain.files.fragments import frame_bits, frames, number_of_frames
from curtain.files.part10 import Dicom
from curtain.files.pieces import PieceSource, Range
from curtain.outcome import Quarantine
from curtain.pixels.streams import EOI, SOS, STARTS_OF_FRAME, BadStream, jpeg_segments
from curtain.pixels.syntaxes import NATIVE, SYNTAXES

_BEHIND = "There is more in the compressed image than what is shown; nobody would see it before it leaves."
_BETWEEN = "There is text or other data within the compressed image, where nobody would see it before it leaves."
_SMALL = "A second, small picture is hidden in the compressed image; nobody would see it before it leaves."

_MORE = "There are more pixels than the header says; nobody would see them before they leave."
_TWO_KINDS = "There are two kinds of pixels in this file; only one of them could be seen."

#: Integer, float and double float pixels.
_PIXEL_TAGS = (0x7FE00010, 0x7FE00008, 0x7FE00009)
_ROWS, _COLUMNS = 0x00280010, 0x00280011
_ENCAPSULATED_UNCOMPRESSED = "1.2.840.10008.1.2.1.98"
#: Padding behind native frames that is read to see that it is nothing else.
_MAX_EXCESS = 1 << 16

_PADDING = re.compile(rb"\xff*\x00* ?")
_TEXT = re.compile(rb"[ -~]{3}")

_DNL, _LSE = 0xDC, 0xF8
#: Huffman, arithmetic and quantization tables, restart interval. What is in them, a decoder checks.
_TABLES = frozenset((0xC4, 0xCC, 0xDB, 0xDD))
_APPLICATION_AND_COMMENT = frozenset((*range(0xE0, 0xF0), 0xFE))
_PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
#: Some encoders leave a word of their buffer behind the image; it is too short for a name.
_MAX_STRAY = 4

# JPEG 2000 markers (ISO 15444-1 A.2, 15444-15 A): those with segments in the main header, and in that of a tile-part.
_SOT, _SOD, _EOC = 0x90, 0x93, 0xD9
_MAIN_HEADER = frozenset((0x50, 0x51, 0x52, 0x53, 0x55, 0x56, 0x57, 0x59, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x63, 0x64))
_TILE_HEADER = frozenset((0x52, 0x53, 0x58, 0x5C, 0x5D, 0x5E, 0x5F, 0x61))
# In packets 0xFF is followed by at most 0x8F, but for the marks of a packet and of its header (91, 92).
_TILE_END = re.compile(rb"\xff[\x90\x93-\xff]")

_JP2_BOXES = frozenset((b"jP  ", b"ftyp", b"rreq", b"jp2h", b"uuid", b"jp2c"))
_JP2_HEADER_BOXES = frozenset((b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef", b"res "))
_MAX_UUID = 64
#: A codestream whole or in parts, its level, and what the JPEG was made of that it comes from.
_JPEG_XL_BOXES = frozenset((b"JXL ", b"ftyp", b"jxll", b"jxlc", b"jxlp", b"jbrd"))


class Unseen(BadStream):
    """The stream carries something that nobody sees; `sentence` tells a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def look_through(syntax: str, stream: bytes) -> None:
    """Walk one compressed frame of a syntax of `SYNTAXES` to its end.

    Raises `Unseen` where it carries what no decoder shows, `BadStream` where it cannot be walked.
    """
    _WALKS[SYNTAXES[syntax].codec](stream)


def _jpeg(data: bytes) -> None:
    frame, passes = None, {}
    for marker, body in jpeg_segments(data):
        if marker == EOI:
            if not (_is_padding(body) or _is_stray(body)):
                raise Unseen(_BEHIND)
        elif marker in STARTS_OF_FRAME:
            if frame is not None:
                raise BadStream("two frames in one")
            frame = marker
        elif marker == SOS:
            _scan(body, frame in _PROGRESSIVE, passes)
        elif marker in _APPLICATION_AND_COMMENT:
            if passes:
                raise Unseen(_BETWEEN)
            _refuse_thumbnail(marker, body)
        elif not (
            marker in _TABLES
            or (marker == _DNL and len(body) == 2)
            # The coding parameters; other kinds are mapping tables, which would have to be shown.
            or (marker == _LSE and body[:1] == b"\1" and len(body) == 11)
        ):
            raise Unseen(_BETWEEN)
    if not passes:
        raise BadStream("no scan")


def _scan(header: bytes, progressive: bool, passes: dict[tuple[int, int], int]) -> None:
    """Refuse a scan that draws over what another has drawn. `passes`: lowest bit told of each coefficient."""
    if len(header) < 6 or len(header) != 4 + 2 * header[0]:
        raise BadStream("a scan header is cut off")
    first, last, high, low = header[-3], header[-2], header[-1] >> 4, header[-1] & 15
    if not progressive:
        first = last = high = low = 0
    for component in header[1:-3:2]:
        for coefficient in range(first, last + 1):
            if passes.get((component, coefficient), 0) != high:
                raise Unseen(_BEHIND)
            passes[component, coefficient] = low or -1


def _refuse_thumbnail(marker: int, body: bytes) -> None:
    jfif = marker == 0xE0 and body.startswith(b"JFIF\0") and any(body[12:14])
    if jfif or (marker == 0xE0 and body.startswith(b"JFXX\0")) or (marker != 0xFE and b"\xff\xd8\xff" in body):
        raise Unseen(_SMALL)


def _is_padding(data: bytes) -> bool:
    return _PADDING.fullmatch(data) is not None


def _is_stray(data: bytes) -> bool:
    stray = data.lstrip(b"\0")
    return len(stray) <= _MAX_STRAY and not _TEXT.search(stray)


def _jpeg_2000(data: bytes) -> None:
    """A codestream (ISO 15444-1 A), bare or in a JP2 file (I.5)."""
    if not data.startswith(b"\x00\x00\x00\x0cjP  "):
        return _codestream(data)
    found = None
    for kind, start, stop in _boxes(data, 0, len(data)):
        if kind not in _JP2_BOXES or (kind == b"jp2c" and found):
            raise Unseen(_BETWEEN)
        if kind == b"uuid":
            # Real ones hold a few numbers behind their 16 bytes of name; others hold XMP or Exif.
            if stop - start > _MAX_UUID or _TEXT.search(data[start + 16 : stop].replace(b"\0", b"")):
                raise Unseen(_BETWEEN)
        elif kind == b"jp2h":
            if any(inner not in _JP2_HEADER_BOXES for inner, _, _ in _boxes(data, start, stop)):
                raise Unseen(_BETWEEN)
        elif kind == b"jp2c":
            found = start, stop
    if found is None:
        raise BadStream("no codestream")
    return _codestream(data[slice(*found)])


def _codestream(data: bytes) -> None:
    if data[:4] != b"\xff\x4f\xff\x51":
        raise BadStream("no codestream")
    position, tile_end, allowed = 2, None, _MAIN_HEADER
    while True:
        start, marker = position, data[position + 1 : position + 2]
        if data[position : position + 1] != b"\xff" or not marker:
            raise BadStream("no marker where one should be")
        marker = marker[0]
        if marker == _EOC:
            break
        if marker == _SOD and allowed is _TILE_HEADER:
            end = _TILE_END.search(data, position + 2)
            if end is None:
                raise BadStream("no end of the codestream")
            position, allowed = end.start(), frozenset()
            if tile_end is not None and position != tile_end:
                raise Unseen(_BEHIND)
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        position += 2 + length
        if length < 2 or position > len(data):
            raise BadStream("a segment is cut off")
        if marker == _SOT and allowed is not _TILE_HEADER:
            size = int.from_bytes(data[start + 6 : start + 10], "big")
            # A length of zero means: to the end of the codestream.
            tile_end, allowed = start + size if size else None, _TILE_HEADER
            if length != 10:
                raise BadStream("a tile-part has another header")
        elif marker not in allowed:
            raise Unseen(_BETWEEN)
    if not _is_padding(data[position + 2 :]):
        raise Unseen(_BEHIND)


def _boxes(data: bytes, position: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and stop of the content of each box (ISO 15444-1 I.4); padding may follow the last."""
    while position < end and not _PADDING.fullmatch(data, position, end):
        length, kind, start = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8], 8
        if length == 1:
            length, start = int.from_bytes(data[position + 8 : position + 16], "big"), 16
        stop = position + length if length else end
        if not position + start <= stop <= end:
            # Nothing that can be a box: what is it then?
            raise Unseen(_BEHIND)
        yield kind, position + start, stop
        position = stop


def _jpeg_xl(data: bytes) -> None:
    """A codestream (ISO 18181-1), bare or in boxes (18181-2). It does not tell its length: only a decoder knows."""
    import imagecodecs

    codestream = data
    if data.startswith(b"\x00\x00\x00\x0cJXL "):
        parts, was_jpeg = [], False
        for kind, start, stop in _boxes(data, 0, len(data)):
            if kind not in _JPEG_XL_BOXES:
                raise Unseen(_BETWEEN)
            if kind in (b"jxlc", b"jxlp"):
                parts.append(data[start + 4 * (kind == b"jxlp") : stop])
            was_jpeg = was_jpeg or kind == b"jbrd"
        codestream = b"".join(parts)
        if was_jpeg:
            try:
                jpeg = imagecodecs.jpegxl_decode_jpeg(data)
            except Exception:
                raise BadStream("the JPEG cannot be made again") from None
            _jpeg(jpeg)
    # Without its last byte a codestream does not decode. If it does, that was not its last.
    try:
        imagecodecs.jpegxl_decode(codestream.rstrip(b"\0")[:-1], numthreads=1)
    except Exception:
        # Codecs raise what they like.
        return
    raise Unseen(_BEHIND)


def _rle(data: bytes) -> None:
    """The header (PS3.5 G.5). What stands in or behind a segment, the decoder counts."""
    words = [int.from_bytes(data[at : at + 4], "little") for at in range(0, 64, 4)]
    if len(data) < 64 or not 1 <= words[0] <= 15:
        raise BadStream("no RLE header")
    if words[1] != 64 or any(words[1 + words[0] :]):
        raise Unseen(_BETWEEN)


_WALKS = {
    "decode_jpeg": _jpeg,
    "decode_jpeg_ls": _jpeg,
    "decode_jpeg_2000": _jpeg_2000,
    "decode_htj2k": _jpeg_2000,
    "decode_jpeg_xl": _jpeg_xl,
    "decode_rle": _rle,
}


def look_through_object(dicom: Dicom) -> None:
    """Look for what no viewer would show in the pixels of an object that nobody will look at.

    One compressed frame is in memory at a time. Raises Quarantine where something is hidden, or cannot be looked for.
    """
    kinds = [tag for tag in _PIXEL_TAGS if (element := dicom.dataset.get(tag)) is not None and not element.is_empty]
    if not kinds:
        return
    if len(kinds) > 1:
        raise Quarantine("unseen", _TWO_KINDS)
    syntax = SYNTAXES.get(dicom.syntax)
    if dicom.syntax == _ENCAPSULATED_UNCOMPRESSED or (syntax is not None and syntax.codec == NATIVE):
        _refuse_behind_frames(dicom, kinds[0])
        return
    if syntax is None or dicom.pixel_data is None:
        return
    for frame in frames(dicom):
        stream = b"".join(dicom.source.read(*fragment) for fragment in frame)
        try:
            look_through(dicom.syntax, stream)
            if syntax.codec == "decode_rle":
                _refuse_behind_segments(stream, _pixels_of(dicom))
        except Unseen as unseen:
            raise Quarantine("unseen", unseen.sentence) from None
        except BadStream:
            raise Quarantine(
                "cannot-decode", "The compressed image is damaged: nobody can tell what it holds. Leave it out."
            ) from None
        except ImportError:
            raise Quarantine(
                "cannot-look",
                "This kind of compressed image can only be checked where its codec is installed (extra: pixels).",
            ) from None


def _pixels_of(dicom: Dicom) -> int:
    """Rows times Columns, 0 where one is missing."""
    rows, columns = dicom.dataset.ints(_ROWS), dicom.dataset.ints(_COLUMNS)
    return rows[0] * columns[0] if rows and columns else 0


def _refuse_behind_segments(stream: bytes, pixels: int) -> None:
    """An RLE segment (PS3.5 G.3) ends with its last pixel, but for padding; here nobody decodes and counts them."""
    count = int.from_bytes(stream[:4], "little")
    bounds = [int.from_bytes(stream[4 * at : 4 * at + 4], "little") for at in range(1, count + 1)]
    for start, stop in itertools.pairwise([*bounds, len(stream)]):
        if not 64 <= start <= stop <= len(stream):
            raise BadStream("the RLE segments overlap")
        position, left = start, pixels
        while left > 0 and position < stop:
            code = stream[position]
            if code < 128:
                position += code + 2
                left -= code + 1
            elif code > 128:
                position += 2
                left -= 257 - code
            else:
                position += 1
        # What a frame lacks is for a viewer to complain of; it hides nothing.
        if left < 0 or (not left and stream[position:stop].strip(b"\0\x80")):
            raise Unseen(_BEHIND)


def _refuse_behind_frames(dicom: Dicom, tag: int) -> None:
    """Pixels that are stored as they are end where the header says, but for padding."""
    element = dicom.dataset.get(tag)
    if element is None or not dicom.dataset.ints(_ROWS) or not dicom.dataset.ints(_COLUMNS):
        # No image: then nobody can tell where it ends, and there is little of it.
        return
    bits = frame_bits(dicom)
    if element.fragments is not None:
        ends = [(frame, (bits + 7) // 8) for frame in frames(dicom)]
    else:
        ends = [([(element.offset, element.length)], (bits * number_of_frames(dicom) + 7) // 8)]
    for ranges, needed in ends:
        stored = PieceSource((Range(*each) for each in ranges), dicom.source)
        excess = stored.size - needed
        if excess > 1 and (excess > _MAX_EXCESS or any(stored.read(needed, excess))):
            raise Quarantine("unseen", _MORE)
