"""A Secondary Capture around a picture (PS3.3 A.8.1; A.8.5 for several frames)."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from curtain.files.dataset import PIXEL_DATA, DataSet, Element, dictionary_vr
from curtain.files.part10 import open_dicom
from curtain.files.pieces import Piece, delimiter, encode, fragment, header
from curtain.files.source import Source, Truncated
from curtain.outcome import Quarantine
from curtain.pictures.decode import Picture, decode
from curtain.pictures.jpeg import Stream, embeddable
from curtain.pixels.streams import BadStream
from curtain.pixels.syntaxes import JPEG_LS_LOSSLESS
from curtain.scan import SERIES_INSTANCE_UID, SOP_CLASS_UID, SOP_INSTANCE_UID, STUDY_INSTANCE_UID
from curtain.transforms.dummies import text_element
from curtain.write import part10_head

#: Bytes of a picture; a photograph of 100 megapixels has less.
LARGEST = 128 << 20

_SINGLE, _MULTI_FRAME = "1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.7.4"
#: What ties an object to its patient and study, as the other files of the study say it.
_OF_THE_STUDY = (
    0x00080005,  # SpecificCharacterSet
    0x00080020,  # StudyDate
    0x00080030,  # StudyTime
    0x00080050,  # AccessionNumber
    0x00080090,  # ReferringPhysicianName
    0x00081030,  # StudyDescription
    0x00100010,  # PatientName
    0x00100020,  # PatientID
    0x00100021,  # IssuerOfPatientID
    0x00100030,  # PatientBirthDate
    0x00100040,  # PatientSex
    STUDY_INSTANCE_UID,
    0x00200010,  # StudyID
)
#: Type 2 in the modules of the IOD: present, though empty.
_TYPE_2 = (0x00080020, 0x00080030, 0x00080050, 0x00080090, 0x00100010, 0x00100020, 0x00100030, 0x00100040, 0x00200010)
#: Behind the numbers that scanners give.
_SERIES_NUMBER = 9001


def secondary_capture(picture: Source, into: Source) -> list[Piece]:
    """A Part 10 file, as pieces without ranges, with the picture as an image of the study that `into` belongs to.

    A sequential JPEG keeps its image data byte for byte: only its comments and application segments go, EXIF among them, and
    what follows its end. Any other picture (progressive JPEG, PNG, GIF, or one that a camera held turned) is decoded and
    written in JPEG-LS without loss. All pictures of a study are one series, and the same picture has the same UID.

    Raises
    ------
    NotDicom, Quarantine
        `into` cannot be read; `picture-damaged` or `picture-too-large` where the picture cannot be used, `picture-without-study`
        where `into` has no StudyInstanceUID.
    """
    if picture.size > LARGEST:
        raise Quarantine("picture-too-large", "The picture is too large to be put into a case.")
    study = open_dicom(into, header_only=True).dataset
    uid = study.text(STUDY_INSTANCE_UID)
    if not uid:
        raise Quarantine("picture-without-study", "The study has no StudyInstanceUID, so nothing can be put into it.")
    try:
        data = picture.read(0, picture.size)
        content: Stream | Picture = embeddable(data) or decode(data)
        dataset = DataSet()
        _identify(dataset, study, uid, hashlib.sha256(data).hexdigest(), content)
        _describe(dataset, content)
        return list(_pieces(dataset, content))
    except (BadStream, Truncated):
        raise Quarantine("picture-damaged", "The picture is damaged, or of a kind that cannot be read.") from None


def _made(*names: str) -> str:
    """The same UID for the same names (PS3.5 B.2). It is replaced like every other before anything leaves."""
    digest = hashlib.sha256("\0".join(("curtain picture", *names)).encode()).digest()
    return f"2.25.{UUID(bytes=digest[:16], version=4).int}"


def _identify(dataset: DataSet, study: DataSet, uid: str, digest: str, content: Stream | Picture) -> None:
    for tag in _TYPE_2:
        dataset.add(Element(tag, dictionary_vr(tag), b""))
    for tag in _OF_THE_STUDY:
        element = study.get(tag)
        if element is not None and element.value is not None:
            dataset.elements[tag] = Element(tag, dictionary_vr(tag), element.value)
    texts = {
        SOP_CLASS_UID: _SINGLE if content.frames == 1 else _MULTI_FRAME,
        SOP_INSTANCE_UID: _made(uid, digest),
        SERIES_INSTANCE_UID: _made(uid),
        0x00080060: "OT",  # Modality
        0x00080064: "WSD",  # ConversionType
        0x00200011: str(_SERIES_NUMBER),  # SeriesNumber
        # InstanceNumber: nobody counts them here, and numbers that differ put them in an order that stays.
        0x00200013: str(1 + int(digest[:6], 16) % 99_999),
        0x00200020: "",  # PatientOrientation
        0x00200060: "",  # Laterality
        0x00280301: "YES",  # BurnedInAnnotation: nobody has looked yet
    }
    for tag, text in texts.items():
        dataset.elements[tag] = text_element(tag, dictionary_vr(tag), text)


def _describe(dataset: DataSet, content: Stream | Picture) -> None:
    """The Image Pixel module (PS3.3 C.7.6.3), and what is told of an earlier loss (C.7.6.1.1.5)."""
    texts = {0x00280004: content.photometric_interpretation, 0x00282110: "01" if content.ratio else "00"}
    if content.ratio:
        texts |= {0x00282112: f"{content.ratio:.2f}", 0x00282114: "ISO_10918_1"}
    numbers = {
        0x00280002: content.samples_per_pixel,
        0x00280010: content.rows,
        0x00280011: content.columns,
        0x00280100: 8 if content.bits <= 8 else 16,
        0x00280101: content.bits,
        0x00280102: content.bits - 1,
        0x00280103: 0,
    }
    if content.samples_per_pixel == 3:
        numbers[0x00280006] = 0
    if content.frames > 1:
        texts |= {0x00280008: str(content.frames), 0x00181063: f"{content.frame_time:g}"}
        dataset.add(Element(0x00280009, "AT", b"\x18\0\x63\x10"))  # FrameIncrementPointer: FrameTime
    for tag, text in texts.items():
        dataset.add(text_element(tag, dictionary_vr(tag), text))
    for tag, number in numbers.items():
        dataset.add(Element(tag, "US", number.to_bytes(2, "little")))


def _pieces(dataset: DataSet, content: Stream | Picture) -> Iterator[Piece]:
    syntax = content.syntax if isinstance(content, Stream) else JPEG_LS_LOSSLESS
    yield from part10_head(syntax, dataset)
    yield from encode(dataset, implicit=False, little=True).pieces()
    yield header(PIXEL_DATA, "OB", 0xFFFFFFFF, implicit=False, little=True)
    yield fragment()
    for frame in content.encoded():
        yield fragment(frame)
    yield delimiter()
