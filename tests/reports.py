"""Structured reports that tests make with pydicom: one of each family of templates, with people planted in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydicom.dataset import Dataset, FileDataset

from making import STUDY, ct

#: Everything that must not be found in a report that was cleaned. All UIDs of these objects begin with the last.
PLANTED = (
    "MUSTERMANN", "Erika", "Brinkmann", "Otto", "Kleinschmidt", "Elsewhere", "MRN-4711", "4711", "ACC778899", "555-0199",
    "20240131", "19570812", "101500", "+49", "1.2.826.0.1.3680043.9.",
)  # fmt: skip
DAY = "20240131"

Code = tuple[str, str, str]
Item = Dataset


def code(value: str, scheme: str, meaning: str) -> Dataset:
    made = Dataset()
    made.CodeValue, made.CodingSchemeDesignator, made.CodeMeaning = value, scheme, meaning
    return made


def uid(*numbers: int) -> str:
    return ".".join([STUDY, *map(str, numbers)])


def item(relationship: str, kind: str, name: Code | None, *children: Item, **attributes: Any) -> Item:
    """A content item; `attributes` are its value, by keyword."""
    made = Dataset()
    made.RelationshipType, made.ValueType = relationship, kind
    if name is not None:
        made.ConceptNameCodeSequence = [code(*name)]
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    if children:
        made.ContentSequence = list(children)
    return made


def text(relationship: str, name: Code, value: str, *children: Item) -> Item:
    return item(relationship, "TEXT", name, *children, TextValue=value)


def pname(relationship: str, name: Code, value: str = "Brinkmann^Otto", *children: Item) -> Item:
    return item(relationship, "PNAME", name, *children, PersonName=value)


def coded(relationship: str, name: Code, value: Code, *children: Item) -> Item:
    return item(relationship, "CODE", name, *children, ConceptCodeSequence=[code(*value)])


def num(relationship: str, name: Code, value: str, unit: Code, *children: Item) -> Item:
    measured = Dataset()
    measured.NumericValue = value
    measured.MeasurementUnitsCodeSequence = [code(*unit)]
    return item(relationship, "NUM", name, *children, MeasuredValueSequence=[measured])


def date(relationship: str, name: Code, value: str = DAY) -> Item:
    return item(relationship, "DATE", name, Date=value)


def moment(relationship: str, name: Code, value: str = DAY + "101500") -> Item:
    return item(relationship, "DATETIME", name, DateTime=value)


def uidref(relationship: str, name: Code, value: str = uid(77)) -> Item:
    return item(relationship, "UIDREF", name, UID=value)


def reference(number: int, sop_class: str = "1.2.840.10008.5.1.4.1.1.2") -> Dataset:
    made = Dataset()
    made.ReferencedSOPClassUID, made.ReferencedSOPInstanceUID = sop_class, uid(5, number)
    return made


def image(relationship: str, name: Code | None = None, number: int = 1, kind: str = "IMAGE") -> Item:
    return item(relationship, kind, name, ReferencedSOPSequence=[reference(number)])


def container(relationship: str, name: Code, *children: Item) -> Item:
    return item(relationship, "CONTAINER", name, *children, ContinuityOfContent="SEPARATE")


def by_reference(relationship: str, *place: int) -> Item:
    made = Dataset()
    made.RelationshipType, made.ReferencedContentItemIdentifier = relationship, list(place)
    return made


def template(identifier: str) -> Dataset:
    made = Dataset()
    made.MappingResource, made.TemplateIdentifier = "DCMR", identifier
    return made


def report(
    sop_class: str, title: Code, root_template: str, *content: Item, modality: str = "SR", **attributes: Any
) -> FileDataset:
    """A document with this content, of the patient of `making.ct`."""
    nothing = (
        "Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation", "BitsAllocated", "BitsStored", "HighBit",
        "PixelRepresentation", "ImageType", "PixelData", "FrameOfReferenceUID",
    )  # fmt: skip
    dataset = ct(PixelData=b"\0\0")
    for keyword in nothing:
        delattr(dataset, keyword)
    for keyword, value in {
        "SOPClassUID": sop_class, "SOPInstanceUID": uid(6, 1), "SeriesInstanceUID": uid(6), "Modality": modality,
        "ReferencedPerformedProcedureStepSequence": [], "PerformedProcedureCodeSequence": [], "ContentDate": DAY,
        "ContentTime": "101500", "ValueType": "CONTAINER", "ContinuityOfContent": "SEPARATE", "ManufacturerModelName": "Reporter",
        "DeviceSerialNumber": "4711", "SoftwareVersions": "1",
        "ConceptNameCodeSequence": [code(*title)],
    }.items():  # fmt: skip
        setattr(dataset, keyword, value)
    if modality != "KO":
        dataset.CompletionFlag, dataset.VerificationFlag = "COMPLETE", "UNVERIFIED"
    dataset.ContentTemplateSequence = [template(root_template)]
    if content:
        dataset.ContentSequence = list(content)
    numbers = sorted({found.ReferencedSOPInstanceUID for found in _referenced(dataset)})
    if numbers:
        series, study = Dataset(), Dataset()
        series.SeriesInstanceUID = uid(5)
        series.ReferencedSOPSequence = [reference(int(number.rsplit(".", 1)[1])) for number in numbers]
        study.StudyInstanceUID, study.ReferencedSeriesSequence = STUDY, [series]
        dataset.CurrentRequestedProcedureEvidenceSequence = [study]
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def _referenced(dataset: Dataset) -> list[Dataset]:
    found = []
    for child in dataset.get("ContentSequence", []):
        found += [*child.get("ReferencedSOPSequence", []), *_referenced(child)]
    return found


MM = ("mm", "UCUM", "mm")
MM2 = ("mm2", "UCUM", "mm2")
YEARS = ("a", "UCUM", "year")
ONE = ("1", "UCUM", "no units")
FINDING = ("121071", "DCM", "Finding")
LIVER = ("10200004", "SCT", "Liver")
NODULE = ("27925004", "SCT", "Nodule")


def observers() -> list[Item]:
    """Who saw it, with what, and of whom: TID 1001 with a local code, a person's and a device's."""
    return [
        coded("HAS OBS CONTEXT", ("121005", "DCM", "Observer Type"), ("121006", "DCM", "Person")),
        pname("HAS OBS CONTEXT", ("121008", "DCM", "Person Observer Name")),
        text("HAS OBS CONTEXT", ("121009", "DCM", "Person Observer's Organization Name"), "St. Elsewhere"),
        coded("HAS OBS CONTEXT", ("121011", "DCM", "Person Observer's Role in this Procedure"), ("KLEINSCHMIDT", "99ELSEWHERE", "Dr. Kleinschmidt")),
        uidref("HAS OBS CONTEXT", ("121012", "DCM", "Device Observer UID"), uid(88)),
        text("HAS OBS CONTEXT", ("121016", "DCM", "Device Observer Serial Number"), "4711"),
    ]  # fmt: skip


def subject() -> list[Item]:
    """TID 1007."""
    return [
        pname("HAS OBS CONTEXT", ("121029", "DCM", "Subject Name"), "MUSTERMANN^Erika"),
        text("HAS OBS CONTEXT", ("121030", "DCM", "Subject ID"), "MRN-4711-08"),
        date("HAS OBS CONTEXT", ("121031", "DCM", "Subject Birth Date"), "19570812"),
        coded("HAS OBS CONTEXT", ("121032", "DCM", "Subject Sex"), ("F", "DCM", "Female")),
        num("HAS OBS CONTEXT", ("121033", "DCM", "Subject Age"), "95", YEARS),
    ]


def basic_text() -> FileDataset:
    """TID 2000, in sections of free text."""
    return report(
        "1.2.840.10008.5.1.4.1.1.88.22", ("126000", "DCM", "Imaging Measurement Report"), "2000",
        *observers(), *subject(),
        container("CONTAINS", ("121060", "DCM", "History"),
            text("CONTAINS", ("11329-0", "LN", "History"), "Mrs Erika MUSTERMANN was seen by Dr. Brinkmann")),
        container("CONTAINS", ("121070", "DCM", "Findings"),
            text("CONTAINS", FINDING, "Liver of Erika, tel. 555-0199",
                image("INFERRED FROM", ("121112", "DCM", "Source of Measurement"), 1),
                num("INFERRED FROM", ("410668003", "SCT", "Length"), "12.5", MM)),
            coded("CONTAINS", FINDING, NODULE, text("HAS PROPERTIES", ("121106", "DCM", "Comment"), "as told by Brinkmann"))),
        container("CONTAINS", ("121076", "DCM", "Conclusions"),
            text("CONTAINS", ("121077", "DCM", "Conclusion"), "Benign, MUSTERMANN told on 20240131",
                num("INFERRED FROM", ("42798000", "SCT", "Area"), "88", MM2)),
            date("CONTAINS", ("111054", "DCM", "Recommended Follow-up Date")),
            date("CONTAINS", ("99001", "99LOCAL", "Birthday of Erika"), "19570812")),
    )  # fmt: skip


def measurements() -> FileDataset:
    """TID 1500, with a region, its segment, and a local concept."""
    group = container("CONTAINS", ("125007", "DCM", "Measurement Group"),
        text("HAS OBS CONTEXT", ("112039", "DCM", "Tracking Identifier"), "Erika lesion 1"),
        uidref("HAS OBS CONTEXT", ("112040", "DCM", "Tracking Unique Identifier"), uid(91)),
        coded("CONTAINS", FINDING, NODULE),
        item("CONTAINS", "SCOORD", ("111030", "DCM", "Image Region"),
            image("SELECTED FROM", ("121200", "DCM", "Illustration of ROI"), 1),
            GraphicType="POLYLINE", GraphicData=[1.0, 1.0, 5.0, 5.0, 1.0, 1.0]),
        image("CONTAINS", ("121080", "DCM", "Best illustration of finding"), 1),
        num("CONTAINS", ("42798000", "SCT", "Area"), "123.4", MM2, coded("HAS CONCEPT MOD", ("G-C0E3", "SRT", "Finding Site"), LIVER)),
        num("CONTAINS", ("X17", "99LOCAL", "Kleinschmidt index"), "3", ONE),
        text("CONTAINS", ("G-C0E3", "SRT", "Finding Site"), "where Dr. Brinkmann saw it"),
    )  # fmt: skip
    group.ContentTemplateSequence = [template("1410")]
    segment = container("CONTAINS", ("125007", "DCM", "Measurement Group"),
        text("HAS OBS CONTEXT", ("112039", "DCM", "Tracking Identifier"), "MUSTERMANN 2"),
        uidref("HAS OBS CONTEXT", ("112040", "DCM", "Tracking Unique Identifier"), uid(92)),
        image("CONTAINS", ("121191", "DCM", "Referenced Segment"), 2),
        uidref("CONTAINS", ("121232", "DCM", "Source series for segmentation"), uid(5)),
        num("CONTAINS", ("118565006", "SCT", "Volume"), "77", ("mm3", "UCUM", "mm3")),
    )  # fmt: skip
    return report(
        "1.2.840.10008.5.1.4.1.1.88.34", ("126000", "DCM", "Imaging Measurement Report"), "1500",
        coded("HAS CONCEPT MOD", ("121049", "DCM", "Language of Content Item and Descendants"), ("eng", "RFC5646", "English")),
        *observers(), *subject(),
        coded("HAS CONCEPT MOD", ("121058", "DCM", "Procedure reported"), ("P5-08000", "99SDM", "CT of Erika^MUSTERMANN")),
        container("CONTAINS", ("111028", "DCM", "Image Library"),
            container("CONTAINS", ("126200", "DCM", "Image Library Group"),
                image("CONTAINS", None, 1), date("HAS ACQ CONTEXT", ("126201", "DCM", "Acquisition Date")))),
        container("CONTAINS", ("126010", "DCM", "Imaging Measurements"), group, segment),
    )  # fmt: skip


def ct_dose() -> FileDataset:
    """TID 10011."""
    event = container("CONTAINS", ("113819", "DCM", "CT Acquisition"),
        text("CONTAINS", ("125203", "DCM", "Acquisition Protocol"), "Abdomen MUSTERMANN"),
        coded("CONTAINS", ("123014", "DCM", "Target Region"), ("818981001", "SCT", "Abdomen")),
        uidref("CONTAINS", ("113769", "DCM", "Irradiation Event UID"), uid(71)),
        num("CONTAINS", ("113830", "DCM", "Mean CTDIvol"), "7.5", ("mGy", "UCUM", "mGy")),
        num("CONTAINS", ("113838", "DCM", "DLP"), "310", ("mGy.cm", "UCUM", "mGy.cm")),
        text("CONTAINS", ("121106", "DCM", "Comment"), "done by Kleinschmidt"),
    )  # fmt: skip
    return report(
        "1.2.840.10008.5.1.4.1.1.88.67", ("113701", "DCM", "X-Ray Radiation Dose Report"), "10011",
        coded("HAS CONCEPT MOD", ("121058", "DCM", "Procedure reported"), ("77477000", "SCT", "Computed Tomography X-Ray")),
        *observers(),
        moment("HAS OBS CONTEXT", ("113809", "DCM", "Start of X-Ray Irradiation")),
        moment("HAS OBS CONTEXT", ("113810", "DCM", "End of X-Ray Irradiation")),
        container("CONTAINS", ("113811", "DCM", "CT Accumulated Dose Data"),
            num("CONTAINS", ("113813", "DCM", "CT Dose Length Product Total"), "310", ("mGy.cm", "UCUM", "mGy.cm"))),
        event,
        container("HAS CONCEPT MOD", ("121000", "DCM", "Unique Device Identifiers"),
            text("CONTAINS", ("74711-3", "LN", "Unique Device Identifier"), "(01)4711")),
        coded("HAS CONCEPT MOD", ("113854", "DCM", "Source of Dose Information"), ("113856", "DCM", "Automated Data Collection")),
        pname("CONTAINS", ("113850", "DCM", "Irradiation Authorizing")),
    )  # fmt: skip


def projection_dose() -> FileDataset:
    """TID 10001."""
    return report(
        "1.2.840.10008.5.1.4.1.1.88.67", ("113701", "DCM", "X-Ray Radiation Dose Report"), "10001",
        coded("HAS CONCEPT MOD", ("121058", "DCM", "Procedure reported"), ("113704", "DCM", "Projection X-Ray")),
        *observers(),
        coded("HAS OBS CONTEXT", ("113705", "DCM", "Scope of Accumulation"), ("113014", "DCM", "Study"),
            uidref("HAS PROPERTIES", ("110180", "DCM", "Study Instance UID"), STUDY)),
        container("CONTAINS", ("113702", "DCM", "Accumulated X-Ray Dose Data"),
            coded("HAS CONCEPT MOD", ("113764", "DCM", "Acquisition Plane"), ("113622", "DCM", "Single Plane")),
            num("CONTAINS", ("113722", "DCM", "Dose Area Product Total"), "0.0012", ("Gy.m2", "UCUM", "Gy.m2")),
            moment("CONTAINS", ("113723", "DCM", "Calibration DateTime")),
            text("CONTAINS", ("113724", "DCM", "Calibration Responsible Party"), "Kleinschmidt, Elsewhere")),
        container("CONTAINS", ("113706", "DCM", "Irradiation Event X-Ray Data"),
            moment("CONTAINS", ("111526", "DCM", "DateTime Started")),
            uidref("CONTAINS", ("113769", "DCM", "Irradiation Event UID"), uid(72)),
            image("CONTAINS", ("113795", "DCM", "Acquired Image"), 3),
            text("CONTAINS", ("113605", "DCM", "Irradiation Event Label"), "Erika 1"),
            num("CONTAINS", ("113733", "DCM", "KVP"), "81.2", ("kV", "UCUM", "kV")),
            pname("HAS OBS CONTEXT", ("113870", "DCM", "Person Name"), "Kleinschmidt^Anna",
                text("HAS PROPERTIES", ("113871", "DCM", "Person ID"), "4711"))),
    )  # fmt: skip


def mammography_cad() -> FileDataset:
    """TID 4000, whose findings refer to the images of its library by their places."""
    return report(
        "1.2.840.10008.5.1.4.1.1.88.50", ("111036", "DCM", "Mammography CAD Report"), "4000",
        coded("HAS CONCEPT MOD", ("121049", "DCM", "Language of Content Item and Descendants"), ("eng", "RFC5646", "English")),
        text("HAS OBS CONTEXT", ("121013", "DCM", "Device Observer Name"), "CAD of Brinkmann"),
        container("CONTAINS", ("111028", "DCM", "Image Library"),
            text("CONTAINS", ("121106", "DCM", "Comment"), "library of MUSTERMANN"),
            image("CONTAINS", None, 1), image("CONTAINS", None, 2)),
        coded("CONTAINS", ("111017", "DCM", "CAD Processing and Findings Summary"), ("111242", "DCM", "All algorithms succeeded; with findings"),
            coded("INFERRED FROM", ("111034", "DCM", "Individual Impression/Recommendation"), ("111144", "DCM", "Benign finding"),
                text("HAS PROPERTIES", ("111033", "DCM", "Impression Description"), "Kleinschmidt agrees"),
                by_reference("INFERRED FROM", 1, 3, 3)),
            by_reference("INFERRED FROM", 1, 3, 2)),
        container("CONTAINS", ("111064", "DCM", "Summary of Detections"),
            date("CONTAINS", ("111018", "DCM", "Content Date")), num("CONTAINS", ("111047", "DCM", "Probability of cancer"), "12", ("%", "UCUM", "Percent"))),
    )  # fmt: skip


def chest_cad() -> FileDataset:
    """TID 4100; a comment that another item refers to cannot vanish."""
    return report(
        "1.2.840.10008.5.1.4.1.1.88.65", ("112000", "DCM", "Chest CAD Report"), "4100",
        *observers(),
        text("CONTAINS", ("121022", "DCM", "Accession Number"), "ACC778899"),
        text("CONTAINS", ("121106", "DCM", "Comment"), "Brinkmann said so"),
        container("CONTAINS", ("111028", "DCM", "Image Library"), image("CONTAINS", None, 1),
            image("CONTAINS", None, 2)),
        coded("CONTAINS", ("111059", "DCM", "Single Image Finding"), NODULE,
            by_reference("INFERRED FROM", 1, 8),
            by_reference("SELECTED FROM", 1, 9, 2),
            num("HAS PROPERTIES", ("81827009", "SCT", "Diameter"), "8", MM),
            uidref("HAS PROPERTIES", ("112040", "DCM", "Tracking Unique Identifier"), uid(92)),
            text("HAS PROPERTIES", ("112050", "DCM", "Anatomic Identifier"), "Erika")),
    )  # fmt: skip


def echo() -> FileDataset:
    """TID 5200, with the patient and the procedure in it."""
    return report(
        "1.2.840.10008.5.1.4.1.1.88.33", ("125200", "DCM", "Adult Echocardiography Procedure Report"), "5200",
        *observers(), *subject(),
        container("CONTAINS", ("121064", "DCM", "Current Procedure Descriptions"),
            text("CONTAINS", ("121065", "DCM", "Procedure Description"), "Echo for Dr. Brinkmann, +49 555-0199")),
        container("CONTAINS", ("121070", "DCM", "Findings"),
            num("CONTAINS", ("18043-0", "LN", "Left Ventricular Ejection Fraction by US"), "61", ("%", "UCUM", "Percent"),
                coded("HAS CONCEPT MOD", ("G-C036", "SRT", "Measurement Method"), ("125207", "DCM", "Method of Disks, Biplane")),
                image("INFERRED FROM", ("121112", "DCM", "Source of Measurement"), 4)),
            text("CONTAINS", ("18118-0", "LN", "LV Wall Motion Segmental Findings"), "as MUSTERMANN had in 20240131")),
    )  # fmt: skip


def obstetric() -> FileDataset:
    """TID 5000."""
    return report(
        "1.2.840.10008.5.1.4.1.1.88.33", ("125000", "DCM", "OB-GYN Ultrasound Procedure Report"), "5000",
        *observers(),
        pname("HAS OBS CONTEXT", ("121036", "DCM", "Mother of fetus"), "MUSTERMANN^Erika"),
        container("CONTAINS", ("121111", "DCM", "Summary"),
            date("CONTAINS", ("11778-8", "LN", "EDD")), date("CONTAINS", ("11955-2", "LN", "LMP")),
            text("CONTAINS", ("121106", "DCM", "Comment"), "Erika is well"),
            num("CONTAINS", ("11727-5", "LN", "Estimated Weight"), "2600", ("g", "UCUM", "gram"))),
        container("CONTAINS", ("125002", "DCM", "Fetal Biometry"),
            text("HAS OBS CONTEXT", ("11951-1", "LN", "Fetus ID"), "MUSTERMANN A"),
            num("CONTAINS", ("11820-8", "LN", "Biparietal Diameter"), "91", MM, image("INFERRED FROM", ("121112", "DCM", "Source of Measurement"), 6)),
            coded("CONTAINS", ("F1", "L", "Presentation of Erika"), ("V1", "L", "Vertex, says Brinkmann"))),
    )  # fmt: skip


def key_objects() -> FileDataset:
    """TID 2010."""
    return report(
        "1.2.840.10008.5.1.4.1.1.88.59", ("113000", "DCM", "Of Interest"), "2010",
        coded("HAS CONCEPT MOD", ("121049", "DCM", "Language of Content Item and Descendants"), ("de", "RFC5646", "German")),
        *observers(),
        text("CONTAINS", ("113012", "DCM", "Key Object Description"), "for Dr. Brinkmann"),
        image("CONTAINS", None, 1), image("CONTAINS", None, 2),
        modality="KO",
    )  # fmt: skip


def procedure_log() -> FileDataset:
    """TID 3001: each entry with its time, and people who acted."""
    entries = [
        coded("CONTAINS", ("121131", "DCM", "Action Item Description"), ("P5-30000", "SRT", "Angiography")),
        text("CONTAINS", ("121124", "DCM", "Procedure Action ID"), "4711"),
        pname("CONTAINS", ("121114", "DCM", "Performing Physician")),
        pname("CONTAINS", ("121152", "DCM", "Person administering drug/contrast"), "Kleinschmidt^Anna"),
        text("CONTAINS", ("122083", "DCM", "Drug administered"), "Heparin by Kleinschmidt"),
        image("CONTAINS", ("121138", "DCM", "Image Acquired"), 3),
        num("CONTAINS", ("122093", "DCM", "Contrast Volume"), "80", ("ml", "UCUM", "ml")),
        text("CONTAINS", ("121173", "DCM", "Physician Note"), "Brinkmann: Erika is fine"),
        item("CONTAINS", "WAVEFORM", ("121112", "DCM", "Source of Measurement"),
            ReferencedSOPSequence=[reference(9, "1.2.840.10008.5.1.4.1.1.9.2.1")]),
    ]  # fmt: skip
    for number, entry in enumerate(entries):
        entry.ObservationDateTime = f"{DAY}1015{number:02}"
    return report(
        "1.2.840.10008.5.1.4.1.1.88.40", ("121145", "DCM", "Procedure Log"), "3001",
        *observers(),
        text("HAS ACQ CONTEXT", ("121121", "DCM", "Room Identification"), "Elsewhere 3"),
        uidref("HAS OBS CONTEXT", ("121126", "DCM", "Performed Procedure Step SOP Instance UID"), uid(60)),
        *entries,
    )  # fmt: skip


FAMILIES: list[Callable[[], FileDataset]] = [
    basic_text, measurements, ct_dose, projection_dose, mammography_cad, chest_cad, echo, obstetric, key_objects, procedure_log,
]  # fmt: skip
