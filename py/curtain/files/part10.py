"""Opening a file: preamble, file meta information, transfer syntax, data set (PS3.10 7)."""

import re
import zlib
from dataclasses import dataclass

from curtain.files.dataset import PIXEL_DATA, DataSet, Element
from curtain.files.reader import LONG_VRS, SHORT_VRS, Reader
from curtain.files.source import BytesSource, Source
from curtain.outcome import NotDicom, Quarantine

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
DEFLATED = "1.2.840.10008.1.2.1.99"
MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"

#: Syntaxes that are explicit little endian with encapsulated pixel data: today's, and numbers that may be given out.
_ENCAPSULATED = re.compile(r"1\.2\.840\.10008\.1\.2\.(?:1\.98|4\.\d{2,3}(?:\.1)?|5|7\.\d|8\.\d)")

_TRANSFER_SYNTAX_UID = 0x00020010
_MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002
_SOP_CLASS_UID = 0x00080016
#: The lowest tag of group 7FE0 that holds pixels or leads to them.
_FIRST_PIXELS = 0x7FE00001
_DIRECTORY_RECORDS = 0x00041220

#: A deflated file larger than this once inflated is refused: it would have to be held in memory.
_MAX_INFLATED = 1 << 28

#: How a file without preamble begins: group 2, or group 8 in either byte order.
_FIRST_GROUPS = (b"\x02\x00", b"\x08\x00", b"\x00\x08")

_NO_DICOM = NotDicom("not-dicom", "This is not a DICOM file. It is left out.")
#: JPEG, PNG, GIF.
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_PICTURE = NotDicom(
    "picture", "This is a picture and no DICOM file. It is left out, unless it is put into a study of the case."
)


@dataclass(slots=True)
class Dicom:
    """An opened file. Values over 64 KB and pixel data are ranges of `source`."""

    source: Source
    syntax: str
    implicit: bool
    little: bool
    meta: DataSet
    dataset: DataSet
    #: Bytes behind the data set that are no elements; they are not carried over.
    trailing: int = 0

    @property
    def writes_implicit(self) -> bool:
        """Encoding of an object written in the same syntax; a source may use implicit VR where it must not."""
        return self.syntax == IMPLICIT_LITTLE

    @property
    def pixel_data(self) -> Element | None:
        """PixelData of the root data set."""
        return self.dataset.get(PIXEL_DATA)


def open_dicom(source: Source, header_only: bool = False) -> Dicom:
    """Open a DICOM file.

    With `header_only` fragments are not walked: enough to know who and what a file is.

    Raises
    ------
    NotDicom
        Nothing in the file says DICOM, or it is a DICOMDIR.
    Quarantine
        It is DICOM and cannot be read to its end.
    """
    if source.size == 0:
        raise NotDicom("empty", "This file is empty. It is left out.")
    head = source.read(0, min(source.size, 144))
    if head[128:132] == b"DICM":
        return _open(source, 132, header_only)
    if not head.startswith(_FIRST_GROUPS):
        raise _PICTURE if head.startswith(_PICTURES) else _NO_DICOM
    try:
        dicom = _open(source, 0, header_only)
    except Quarantine:
        # No preamble and no sense: then it only looked like DICOM, unless it names itself.
        if b"1.2.840.10008." in source.read(0, min(source.size, 4096)):
            raise
        raise _NO_DICOM from None
    if not dicom.dataset.text(_SOP_CLASS_UID) and not dicom.meta and 0x00080060 not in dicom.dataset.elements:
        raise _NO_DICOM
    return dicom


def _open(source: Source, position: int, header_only: bool) -> Dicom:
    meta, position = _read_meta(source, position)
    syntax = meta.text(_TRANSFER_SYNTAX_UID)
    if meta.text(_MEDIA_STORAGE_SOP_CLASS_UID) == MEDIA_STORAGE_DIRECTORY:
        raise NotDicom(
            "dicomdir", "This is the index of a disc. It names the patients and is not needed: it is left out."
        )
    if syntax == DEFLATED:
        source, position = _inflate(source, position), 0
    implicit, little = _encoding(source, position, syntax)
    if not syntax or syntax in (IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG):
        # Some writers announce one encoding and use another: what stands there counts.
        syntax = IMPLICIT_LITTLE if implicit else EXPLICIT_LITTLE if little else EXPLICIT_BIG
    encapsulated = bool(_ENCAPSULATED.fullmatch(syntax))
    # Native pixels are one length to look at: only a walk over fragments is worth saving.
    header_only = header_only and encapsulated
    reader = Reader(source, implicit, little)
    dataset, position = reader.read(position, _FIRST_PIXELS if header_only else None)
    if _DIRECTORY_RECORDS in dataset.elements:
        raise NotDicom(
            "dicomdir", "This is the index of a disc. It names the patients and is not needed: it is left out."
        )
    dicom = Dicom(source, syntax, implicit, little, meta, dataset)
    pixels = dicom.pixel_data
    if pixels is not None:
        if pixels.length and (pixels.fragments is not None) != encapsulated:
            raise Quarantine("damaged", "The pixel data is not stored as its transfer syntax demands.")
        _read_behind_pixels(reader, dicom, position)
    elif not header_only and reader.peek(position, 8).strip(b"\0"):
        raise Quarantine("truncated", "The file ends in the middle of an element: it was cut off when it was copied.")
    return dicom


def _read_behind_pixels(reader: Reader, dicom: Dicom, position: int) -> None:
    """Add the elements that follow PixelData; what is no element there is counted and dropped."""
    try:
        behind, end = reader.read(position)
    except Quarantine:
        dicom.trailing = reader.end - position
        return
    dicom.trailing = reader.end - end
    for element in behind:
        dicom.dataset.add(element)


def _read_meta(source: Source, position: int) -> tuple[DataSet, int]:
    """Group 0002, always explicit little endian; empty where the file begins with its data set."""
    reader = Reader(source, implicit=False, little=True)
    if reader.peek(position, 2) != b"\x02\x00":
        return DataSet(), position
    return reader.read(position, 0x00030000)


def _encoding(source: Source, position: int, syntax: str) -> tuple[bool, bool]:
    """(implicit, little) by the syntax, corrected by what the first element looks like."""
    head = source.read(position, min(8, max(source.size - position, 0)))
    if len(head) < 8:
        raise Quarantine("truncated", "The file ends behind its file meta information: it has no data set.")
    has_vr = head[4:6].decode("latin-1") in LONG_VRS | SHORT_VRS
    if not syntax or syntax in (IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG):
        little = head[1] == 0 or head[0] != 0
        return not has_vr, little
    if syntax == DEFLATED or _ENCAPSULATED.fullmatch(syntax):
        return not has_vr, True
    raise Quarantine(
        "unknown-syntax",
        "The file is in a transfer syntax that is not part of the standard: nobody can tell what it holds.",
    )


def _inflate(source: Source, position: int) -> BytesSource:
    """The data set of a deflated file (PS3.5 A.5): the one case that is read whole."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = inflater.decompress(source.read(position, source.size - position), _MAX_INFLATED)
    except zlib.error:
        raise Quarantine("damaged", "The deflated data set cannot be inflated.") from None
    if inflater.unconsumed_tail:
        raise Quarantine(
            "too-large",
            "The deflated data set is larger than 256 MB. Convert it to another transfer syntax first.",
        )
    if not inflater.eof:
        raise Quarantine("truncated", "The deflated data set has no end: the file was cut off when it was copied.")
    return BytesSource(data)
