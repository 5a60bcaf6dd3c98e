"""How closely an image has to be looked at: every row of the table, what is known to be harmless, and what is not known."""

import json

import pytest
from pydicom.dataset import Dataset
from pydicom.sr._snomed_dict import mapping as snomed
from pydicom.sr.coding import Code
from pydicom.uid import (
    ComputedRadiographyImageStorage,
    EnhancedCTImageStorage,
    MRImageStorage,
    MultiFrameTrueColorSecondaryCaptureImageStorage,
    NuclearMedicineImageStorage,
    PositronEmissionTomographyImageStorage,
    SecondaryCaptureImageStorage,
    UltrasoundMultiFrameImageStorage,
    VLEndoscopicImageStorage,
    VLPhotographicImageStorage,
    XRayAngiographicImageStorage,
)

from curtain.anatomy import HEAD_CODES, anatomy, plain_text
from curtain.examine import examine
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.risk import EACH_FRAME, OVERVIEW, SELDOM, TABLE, UNKNOWN, Risk, risk_of
from curtain.write import write
from making import ct, order, source

ROWS = {row.name: row for row in TABLE}


def risk(**attributes: object) -> Risk:
    """Of a CT of the chest as the scanner made it, but for these attributes."""
    return risk_of(open_dicom(source(ct(**({"BodyPartExamined": "CHEST"} | attributes)))).dataset)


def region(code: str, scheme: str, meaning: str) -> list[Dataset]:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = code, scheme, meaning
    return [item]


def names(found: Risk) -> set[str]:
    return {row.name for row in TABLE if row.sentence in found.reasons}


CASES = [
    ("burned in", {"BurnedInAnnotation": "YES"}),
    ("recognisable", {"RecognizableVisualFeatures": "YES"}),
    ("slide label", {"ImageType": ["ORIGINAL", "PRIMARY", "LABEL", "NONE"]}),
    ("slide label", {"ImageType": ["ORIGINAL", "PRIMARY", "OVERVIEW", "NONE"]}),
    ("screen save", {"ImageType": ["DERIVED", "SECONDARY", "SCREEN SAVE"]}),
    ("screen save", {"SeriesDescription": "Screenshots_3D"}),
    ("screen save", {"ProtocolName": "screen capture"}),
    ("dose report", {"ImageType": ["DERIVED", "SECONDARY", "DOSE INFO"]}),
    ("dose report", {"SeriesDescription": "Dose Report"}),
    ("dose report", {"SeriesDescription": "Patient Protocol"}),
    ("scanned", {"ConversionType": "DF"}),
    ("scanned", {"ConversionType": "SD"}),
    ("scanned", {"SeriesDescription": "Digitized films"}),
    ("page", {"ImageType": ["DERIVED", "SECONDARY", "GRAPH"]}),
    ("page", {"SeriesDescription": "CAD report"}),
    ("secondary capture", {"SOPClassUID": SecondaryCaptureImageStorage}),
    ("secondary capture", {"SOPClassUID": MultiFrameTrueColorSecondaryCaptureImageStorage}),
    *[("secondary capture", {"ConversionType": made}) for made in ("DV", "DI", "WSD", "SI", "DRW", "SYN")],
    ("secondary capture", {"Modality": "OT"}),
    ("ultrasound", {"Modality": "US"}),
    ("ultrasound", {"Modality": "IVUS"}),
    ("ultrasound", {"SOPClassUID": UltrasoundMultiFrameImageStorage}),
    ("ultrasound regions", {"SequenceOfUltrasoundRegions": [Dataset()]}),
    ("endoscopy", {"Modality": "ES"}),
    ("endoscopy", {"SOPClassUID": VLEndoscopicImageStorage}),
    ("photography", {"Modality": "XC"}),
    ("photography", {"SOPClassUID": VLPhotographicImageStorage}),
    ("radiograph", {"Modality": "DX"}),
    ("radiograph", {"SOPClassUID": ComputedRadiographyImageStorage}),
    ("localizer", {"ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]}),
    ("derived", {"ImageType": ["DERIVED", "PRIMARY", "MPR"]}),
    ("derived", {"ImageType": ["ORIGINAL", "SECONDARY", "AXIAL"]}),
    *[("head", {"BodyPartExamined": part}) for part in ("HEAD", "BRAIN", "FACE", "NECK", "HEADNECK", "Skull", "WHOLEBODY", "CSPINE")],
    *[
        ("head", {"BodyPartExamined": None, "SeriesDescription": words})
        for words in ("cCT Kopf nativ", "Schädel-CT", "CRANE sans IV", "RM cerebro", "Angio_Neck+Thorax", "t1 mprage", "NNH", "Tête", "Encéphale", "whole-body")
    ],
    ("head", {"Modality": "MR", "SOPClassUID": MRImageStorage, "BodyPartExamined": "", "StudyDescription": "MRI ORBITS"}),
    ("head", {"Modality": "PT", "SOPClassUID": PositronEmissionTomographyImageStorage, "BodyPartExamined": "BRAIN"}),
    ("head", {"AnatomicRegionSequence": region("69536005", "SCT", "")}),
    ("head", {"AnatomicRegionSequence": region("T-D1100", "SNM3", "")}),
    ("head", {"PrimaryAnatomicStructureSequence": region("X1", "99LOCAL", "Paranasal sinuses")}),
    ("anatomy not told", {"BodyPartExamined": None}),
    ("anatomy not told", {"BodyPartExamined": "", "SeriesDescription": "2.0 B31f"}),
    ("anatomy not told", {"Modality": "MR", "SOPClassUID": MRImageStorage, "BodyPartExamined": "OTHER"}),
]  # fmt: skip


@pytest.mark.parametrize(("row", "attributes"), CASES, ids=[f"{row}-{number}" for number, (row, _) in enumerate(CASES)])
def test_each_row_has_images_that_are_looked_at_frame_by_frame(row: str, attributes: dict[str, object]) -> None:
    found = risk(**attributes)
    assert found.level == EACH_FRAME
    assert row in names(found)
    assert found.rank == min(TABLE.index(ROWS[name]) for name in names(found))


def test_no_row_is_without_a_case() -> None:
    assert {row for row, _ in CASES} == set(ROWS)


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"BodyPartExamined": None, "SeriesDescription": "Thorax/Abdomen venös 5.0"},
        {"BodyPartExamined": "", "AnatomicRegionSequence": region("818981001", "SCT", "Abdomen")},
        {"Modality": "MR", "SOPClassUID": MRImageStorage, "BodyPartExamined": "KNEE", "BurnedInAnnotation": "NO"},
        {"Modality": "XA", "SOPClassUID": XRayAngiographicImageStorage, "BodyPartExamined": None},
        {"Modality": "NM", "SOPClassUID": NuclearMedicineImageStorage, "BodyPartExamined": None},
        {"SOPClassUID": EnhancedCTImageStorage, "ImageType": ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]},
    ],
)
def test_an_image_as_a_scanner_makes_it_may_be_seen_in_an_overview(attributes: dict[str, object]) -> None:
    assert risk(**attributes) == Risk(OVERVIEW, (SELDOM,), len(TABLE) + 1)


@pytest.mark.parametrize(
    "attributes",
    [
        {"ImageType": None},
        {"ImageType": ["ORIGINAL"]},
        {"ImageType": ["MIXED", "PRIMARY"]},
        {"Modality": "SM2"},
        {"Modality": None},
        {"Modality": "NM"},  # of a CT
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.66.4"},
    ],
)
def test_what_is_not_known_to_be_harmless_is_looked_at(attributes: dict[str, object]) -> None:
    assert risk(**attributes) == Risk(EACH_FRAME, (UNKNOWN,), len(TABLE))


def test_anatomy_is_read_from_the_functional_groups_of_a_multi_frame_object() -> None:
    anatomy_of_frame, group = Dataset(), Dataset()
    anatomy_of_frame.AnatomicRegionSequence = region("12738006", "SCT", "Brain")
    group.FrameAnatomySequence = [anatomy_of_frame]
    for sequence in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"):
        found = risk(SOPClassUID=EnhancedCTImageStorage, BodyPartExamined=None, **{sequence: [group]})
        assert names(found) == {"head"}


def test_an_object_without_an_image_has_nothing_to_look_at() -> None:
    nothing = ct(Modality="SR")
    del nothing.PixelData
    assert risk_of(open_dicom(source(nothing)).dataset) == Risk(OVERVIEW, (), len(TABLE) + 1)


def test_reasons_are_those_of_the_table_whatever_the_header_says() -> None:
    hostile = "MUSTERMANN ERIKA dose report brain"
    found = risk(
        SeriesDescription=hostile, StudyDescription=hostile, BodyPartExamined="MUSTERMANN", Modality="MUSTERMANN"
    )
    assert found.reasons
    assert set(found.reasons) <= {row.sentence for row in TABLE} | {UNKNOWN, SELDOM}


def test_the_page_is_told_the_risk_of_the_source_although_the_candidate_says_otherwise() -> None:
    """What the stamps write (BurnedInAnnotation NO) and what cleaning takes away does not make an image harmless."""
    asked = order(pixels_reviewed=True)
    candidate = write(source(ct(BurnedInAnnotation="YES", SeriesDescription="Kopf Mustermann")), asked)
    told = examine(PieceSource(candidate.pieces, candidate.source), candidate, asked).as_dict()
    assert told["risk"]["level"] == EACH_FRAME
    assert told["risk"]["reasons"] == [ROWS["burned in"].sentence, ROWS["head"].sentence]


def test_codes_of_heads_are_those_of_the_standard() -> None:
    """Each older code stands for one of the newer ones; a few of pydicom's dictionary are read as a check of the numbers."""
    assert {snomed["SRT"][code] for code in HEAD_CODES["SRT"]} <= HEAD_CODES["SCT"]
    for code, meaning in (("69536005", "Head"), ("12738006", "Brain"), ("89545001", "Face"), ("45048000", "Neck")):
        assert code in HEAD_CODES["SCT"]
        assert Code(code, "SCT", meaning).value == code


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("HEAD", "head"), ("headache", "head"), ("Überkopf", "head"), ("頭部CT", "head"), ("головы", "head"), ("두부", "head"),
        ("Lunge", "elsewhere"), ("CHESTABDPELVIS", "elsewhere"), ("Becken-CT", "elsewhere"),
        ("", "not told"), ("Behead", "not told"), ("B31f 5.0", "not told"),
    ],
)  # fmt: skip
def test_words_of_anatomy(words: str, where: str) -> None:
    assert anatomy([plain_text(words)], []) == where


def test_real_files(corpus) -> None:
    """A screen save, a chest CT, an ultrasound with text: as a person would judge them."""

    def of(name: str) -> Risk:
        (path,) = (corpus / "files").glob(f"*{name}*")
        return risk_of(open_dicom(BytesSource(path.read_bytes())).dataset)

    assert "ultrasound" in names(of("YBR_FULL-RLE"))
    assert names(of("dx_image")) == {"radiograph"}
    assert "photography" in names(of("JPEGwithIcon"))
    assert "scanned" in names(of("SC1_JPLL"))
    assert of("BigEndianExplicitTransferSyntax").level == OVERVIEW
    assert "head" in names(of("CT0012.not_fragmented_bot_rle"))


def test_files_with_text_that_identifies_are_never_given_to_an_overview(corpus) -> None:
    """Those of which somebody wrote down what text their pixels show."""
    listed = json.loads((corpus / "burned_in_text.json").read_text())
    found = {}
    for name in listed:
        path = corpus / "files" / name
        found[name] = risk_of(open_dicom(BytesSource(path.read_bytes())).dataset).level
    assert found
    assert set(found.values()) == {EACH_FRAME}
