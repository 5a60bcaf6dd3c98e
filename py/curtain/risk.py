"""How closely an image has to be looked at, told from the header of the source: what kinds of images show a name or a face.

The policy is a table of rows, the most pressing first; a row that holds gives its sentence as a reason. An image is only
given to an overview where it is known to be of a kind that seldom carries text, and no row holds: what is not known is
looked at frame by frame. Sentences are those of the table, so nothing of the header can stand in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from curtain.anatomy import Phrases, anatomy, plain_text
from curtain.files.dataset import DataSet
from curtain.pixels.image import pixel_element

EACH_FRAME, OVERVIEW = "look at each frame", "overview"

_IMAGE_TYPE, _SOP_CLASS_UID, _MODALITY, _CONVERSION_TYPE = 0x00080008, 0x00080016, 0x00080060, 0x00080064
_STUDY_DESCRIPTION, _SERIES_DESCRIPTION, _PROTOCOL_NAME = 0x00081030, 0x0008103E, 0x00181030
_REQUESTED_PROCEDURE, _PERFORMED_PROCEDURE = 0x00321060, 0x00400254
_BODY_PART_EXAMINED = 0x00180015
_SEQUENCE_OF_ULTRASOUND_REGIONS = 0x00186011
_BURNED_IN_ANNOTATION, _RECOGNIZABLE_VISUAL_FEATURES = 0x00280301, 0x00280302
_ANATOMIC_REGION, _PRIMARY_ANATOMIC_STRUCTURE = 0x00082218, 0x00082228
_FRAME_ANATOMY, _SHARED_GROUPS, _PER_FRAME_GROUPS = 0x00209071, 0x52009229, 0x52009230
_CODE_VALUE, _CODING_SCHEME, _CODE_MEANING = 0x00080100, 0x00080102, 0x00080104

#: Free texts that name the examination. None of them is quoted.
_DESCRIPTIONS = (_SERIES_DESCRIPTION, _STUDY_DESCRIPTION, _PROTOCOL_NAME, _REQUESTED_PROCEDURE, _PERFORMED_PROCEDURE)
#: Frames whose anatomy is asked for: those of a large object say the same.
_FRAMES_ASKED = 64

_STORAGE = "1.2.840.10008.5.1.4.1.1."


def _classes(*ends: str) -> frozenset[str]:
    return frozenset(_STORAGE + end for end in ends)


@dataclass(frozen=True, slots=True)
class Risk:
    """`Instance.risk` of the page's types."""

    level: str
    #: Plain sentences of `TABLE`.
    reasons: tuple[str, ...]
    #: Place in `TABLE` of the first row that holds, its length where none does: the lower, the more pressing.
    rank: int

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {"level": self.level, "reasons": list(self.reasons), "rank": self.rank}


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of images that has to be looked at. It holds where any of what it lists is there.

    Attributes
    ----------
    values
        By the tag, whole values of code strings.
    words, phrases
        In ImageType and descriptions, as `Phrases` reads them.
    classes
        SOP classes.
    present
        Attributes that only need to hold something.
    anatomy
        "head" or "not told", of slices of a body from which a face can be made.
    """

    name: str
    sentence: str
    values: Mapping[int, frozenset[str]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    present: tuple[int, ...] = ()
    anatomy: str = ""


def _values(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A face can be made of these: CT, MR and PET, which comes with a CT.
_SLICES = _values("CT MR PT")
#: What seldom carries text where it is as the scanner made it, by SOP class: CT, MR, PET, NM, XA, tomosynthesis.
_PLAIN = {
    "CT": _classes("2", "2.1", "2.2"),
    "MR": _classes("4", "4.1", "4.4"),
    "PT": _classes("128", "128.1", "130"),
    "NM": _classes("20"),
    "XA": _classes("12.1", "12.1.1"),
    "MG": _classes("13.1.3"),
}

TABLE = (
    Row(
        "burned in",
        "The file says of itself that text is burned into the image.",
        values={_BURNED_IN_ANNOTATION: _values("YES")},
    ),
    Row(
        "recognisable",
        "The file says of itself that the person can be recognised in the image.",
        values={_RECOGNIZABLE_VISUAL_FEATURES: _values("YES")},
    ),
    Row(
        "slide label",
        "It shows the label of a slide, or all of the slide with its label.",
        values={_IMAGE_TYPE: _values("LABEL OVERVIEW MACRO")},
    ),
    Row(
        "screen save",
        "It is a picture of a screen, where name and number usually stand at the top.",
        words=("screensave*", "screenshot*", "snapshot*"),
        phrases=("screen save", "screen shot", "screen capture", "screen dump"),
    ),
    Row(
        "dose report",
        "It is a page with the dose, where name and number usually stand at the top.",
        values={_IMAGE_TYPE: _values("DOSE DOSE_INFO DOSEREPORT")},
        words=("dosis*", "dosereport*"),
        phrases=("dose report", "dose info", "dose summary", "dose sheet", "patient protocol", "exam protocol"),
    ),
    Row(
        "scanned",
        "It was scanned from film or paper, on which labels and handwriting are common.",
        values={_CONVERSION_TYPE: _values("DF SD"), _MODALITY: _values("HC DOC FID")},
        words=("scanned", "digitized", "digitised"),
        classes=frozenset({"1.2.840.10008.5.1.1.29", "1.2.840.10008.5.1.1.30"}),
    ),
    Row(
        "page",
        "It is a page, a graph or a table rather than an image of a body.",
        values={_IMAGE_TYPE: _values("REPORT GRAPH CURVE TABLE PROTOCOL RESULT RESULTS SUMMARY FILM HARDCOPY POSDISP")},
        words=("report", "summary"),
        phrases=("key image",),
    ),
    Row(
        "secondary capture",
        "It was captured from another image or a video signal (secondary capture), often with the text that stood on it.",
        values={_CONVERSION_TYPE: _values("DV DI WSD SI DRW SYN"), _MODALITY: _values("OT SC")},
        classes=_classes("7", "7.1", "7.2", "7.3", "7.4"),
    ),
    Row(
        "ultrasound",
        "Ultrasound machines write name and date into the image.",
        values={_MODALITY: _values("US IVUS BDUS ECHO CD DD OPU")},
        classes=_classes("3", "3.1", "6", "6.1", "6.2"),
    ),
    Row(
        "ultrasound regions",
        "The scan takes only parts of the image; beside them a machine writes its text.",
        present=(_SEQUENCE_OF_ULTRASOUND_REGIONS,),
    ),
    Row(
        "endoscopy",
        "Endoscopes write name and date beside the picture.",
        values={_MODALITY: _values("ES CP LP BRONCHOSCOPY")},
        classes=_classes("77.1.1", "77.1.1.1"),
    ),
    Row(
        "photography",
        "A photograph can show a face, a tattoo, a wristband or a label.",
        values={_MODALITY: _values("XC GM SM DMS OP OPT VL CF STAIN")},
        classes=_classes(
            "77.1.2", "77.1.2.1", "77.1.3", "77.1.4", "77.1.4.1", "77.1.5.1", "77.1.5.2", "77.1.6", "77.1.7"
        ),
    ),
    Row(
        "radiograph",
        "Radiographs often show a label, a marker or a note that was exposed or drawn with the image.",
        values={_MODALITY: _values("CR DX RF RG IO PX DG BMD DF TG")},
        classes=_classes("1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1", "12.2", "12.2.1"),
    ),
    Row(
        "localizer",
        "It is a scout image (localizer): name and date are drawn into some of them, and lines with numbers.",
        values={_IMAGE_TYPE: _values("LOCALIZER SCOUT TOPOGRAM SCANOGRAM")},
    ),
    Row("head", "Slices of a head or neck: a face can be made of them.", anatomy="head"),
    Row(
        "derived",
        "A program made it from other images, and such programs draw names and numbers into theirs.",
        values={_IMAGE_TYPE: _values("DERIVED SECONDARY")},
    ),
    Row(
        "anatomy not told",
        "It does not say which part of the body it shows: it could be a head, and a face be made of it.",
        anatomy="not told",
    ),
)

#: The reason where no row holds, and the kind of image is not among those that seldom carry text.
UNKNOWN = "Nothing in the header says that images of this kind carry no text."
#: Where neither the table nor `UNKNOWN` holds.
SELDOM = "Images as the scanner made them seldom carry text."


def risk_of(dataset: DataSet) -> Risk:
    """The risk of a source by its header, which is not yet cleaned; an object without pixels has nothing to look at."""
    if pixel_element(dataset) is None:
        return Risk(OVERVIEW, (), len(TABLE) + 1)
    facts = _Facts(dataset)
    held = [at for at, row in enumerate(TABLE) if facts.hold(row)]
    reasons = [TABLE[at].sentence for at in held]
    if not held and not facts.is_plain():
        held, reasons = [len(TABLE)], [UNKNOWN]
    if held:
        return Risk(EACH_FRAME, tuple(reasons), held[0])
    return Risk(OVERVIEW, (SELDOM,), len(TABLE) + 1)


class _Facts:
    """What the rows ask of one header."""

    def __init__(self, dataset: DataSet) -> None:
        self._dataset = dataset
        self._modality = dataset.text(_MODALITY).upper()
        self._class = dataset.text(_SOP_CLASS_UID)
        self._image_type = [plain_text(value) for value in dataset.texts(_IMAGE_TYPE)]
        self._texts = [plain_text(text) for tag in _DESCRIPTIONS for text in dataset.texts(tag)]

    def hold(self, row: Row) -> bool:
        texts = (*self._image_type, *self._texts)
        return (
            self._class in row.classes
            or any(self._has_value(tag, values) for tag, values in row.values.items())
            or any(map(_OF_ROWS[row.name].are_in, texts))
            or any(self._holds(tag) for tag in row.present)
            or (row.anatomy != "" and row.anatomy == self._anatomy())
        )

    def _has_value(self, tag: int, values: frozenset[str]) -> bool:
        return any(value.upper().replace(" ", "_") in values for value in self._dataset.texts(tag))

    def _holds(self, tag: int) -> bool:
        element = self._dataset.get(tag)
        return element is not None and not element.is_empty

    def _anatomy(self) -> str:
        if self._modality not in _SLICES and not any(self._class in _PLAIN[each] for each in _SLICES):
            return "elsewhere"
        regions = [code for dataset in self._told_by() for code in _codes(dataset)]
        told = [*self._dataset.texts(_BODY_PART_EXAMINED), *(code.text(_CODE_MEANING) for code in regions)]
        codes = [(code.text(_CODING_SCHEME), code.text(_CODE_VALUE)) for code in regions]
        return anatomy((*map(plain_text, told), *self._texts), codes)

    def _told_by(self) -> list[DataSet]:
        """Data sets that tell the anatomy: the object, and of a multi-frame one its functional groups."""
        groups = [*self._dataset.items(_SHARED_GROUPS), *self._dataset.items(_PER_FRAME_GROUPS)[:_FRAMES_ASKED]]
        return [self._dataset, *(item for group in groups for item in group.items(_FRAME_ANATOMY))]

    def is_plain(self) -> bool:
        """As the scanner made it, and of a kind that seldom carries text."""
        original = self._image_type[:2] == ["original", "primary"]
        return original and self._class in _PLAIN.get(self._modality, ())


def _codes(dataset: DataSet) -> list[DataSet]:
    """The items that name the anatomy of a data set."""
    return [*dataset.items(_ANATOMIC_REGION), *dataset.items(_PRIMARY_ANATOMIC_STRUCTURE)]


#: Made once: what the rows look for in texts.
_OF_ROWS = {row.name: Phrases(row.words, row.phrases) for row in TABLE}
