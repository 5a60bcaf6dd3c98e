"""A case of images, a segmentation, contours, a presentation state, a report and key objects stays one case when it is
cleaned: whatever refers to something still does. What is taken out of it is told once."""

from collections import Counter
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset

from curtain.api import deidentify
from curtain.result import Result
from curtain.rules.options import Option
from curtain.rules.profile import Profile
from curtain.share.references import count, missing
from curtain.share.report import make_report
from curtain.share.report_page import as_html
from dciodvfy import errors, needs_dciodvfy
from making import KEY, ct
from reports import PLANTED, uid

hd = pytest.importorskip("highdicom")
np = pytest.importorskip("numpy")

STRUCTURED = Profile("structured", frozenset({Option.CLEAN_STRUCTURED_CONTENT}))
RESEARCH = Profile(
    "research",
    frozenset({Option.CLEAN_STRUCTURED_CONTENT, Option.MODIFIED_DATES, Option.DEVICE, Option.CLEAN_GRAPHICS}),
)
LIVER = ("10200004", "SCT", "Liver")
ORGAN = ("123037004", "SCT", "Anatomical Structure")
_MADE_BY = {
    "manufacturer": "Acme",
    "manufacturer_model_name": "Acme One",
    "software_versions": "1",
    "device_serial_number": "4711",
}


def code(value: tuple[str, str, str]):
    return hd.sr.CodedConcept(*value)


def slices() -> list[Dataset]:
    return [
        ct(
            SOPInstanceUID=uid(1, number), SeriesInstanceUID=uid(1), InstanceNumber=number, FrameOfReferenceUID=uid(90),
            ImagePositionPatient=[0, 0, number * 5], ImageOrientationPatient=[1, 0, 0, 0, 1, 0], PixelSpacing=[1, 1],
            SliceThickness=5, RescaleSlope=1, RescaleIntercept=-1024, PositionReferenceIndicator="", StudyDescription="CT of Erika",
            KVP=120, AcquisitionNumber=1,
        )
        for number in (1, 2, 3)
    ]  # fmt: skip


def segmentation(images: list[Dataset]) -> Dataset:
    segment = hd.seg.SegmentDescription(
        1, "Liver", code(ORGAN), code(LIVER), hd.seg.SegmentAlgorithmTypeValues.MANUAL, tracking_uid=uid(91), tracking_id="L1"
    )  # fmt: skip
    pixels = np.zeros((3, 16, 16), np.uint8)
    pixels[:, 4:9, 4:9] = 1
    return hd.seg.Segmentation(
        images, pixels, hd.seg.SegmentationTypeValues.BINARY, [segment], uid(2), 2, uid(2, 1), 1,
        content_creator_name="Brinkmann^Otto", **_MADE_BY,
    )  # fmt: skip


def structures(images: list[Dataset]) -> Dataset:
    """RT structures with a contour on each slice."""
    made = ct(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.481.3",
        SOPInstanceUID=uid(3, 1),
        SeriesInstanceUID=uid(3),
        Modality="RTSTRUCT",
    )
    for keyword in ("Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "SamplesPerPixel", "PixelData", "PhotometricInterpretation", "ImageType"):  # fmt: skip
        delattr(made, keyword)

    def named(image: Dataset) -> Dataset:
        one = Dataset()
        one.ReferencedSOPClassUID, one.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
        return one

    made.StructureSetLabel, made.StructureSetDate, made.StructureSetTime = "Erika", "20240131", "101500"
    frame, study, series = Dataset(), Dataset(), Dataset()
    series.SeriesInstanceUID, series.ContourImageSequence = (
        images[0].SeriesInstanceUID,
        [named(image) for image in images],
    )
    study.ReferencedSOPClassUID, study.ReferencedSOPInstanceUID = "1.2.840.10008.3.1.2.3.1", images[0].StudyInstanceUID
    study.RTReferencedSeriesSequence = [series]
    frame.FrameOfReferenceUID, frame.RTReferencedStudySequence = images[0].FrameOfReferenceUID, [study]
    made.ReferencedFrameOfReferenceSequence = [frame]
    roi, contours, observation = Dataset(), Dataset(), Dataset()
    roi.ROINumber, roi.ReferencedFrameOfReferenceUID = 1, images[0].FrameOfReferenceUID
    roi.ROIName, roi.ROIGenerationAlgorithm = "GTV Mustermann", "MANUAL"
    contours.ReferencedROINumber, contours.ContourSequence = 1, []
    for number, image in enumerate(images, 1):
        contour = Dataset()
        contour.ContourImageSequence, contour.ContourGeometricType = [named(image)], "CLOSED_PLANAR"
        contour.NumberOfContourPoints, contour.ContourData = 3, [1, 1, number * 5, 5, 1, number * 5, 3, 5, number * 5]
        contours.ContourSequence.append(contour)
    observation.ObservationNumber, observation.ReferencedROINumber = 1, 1
    observation.RTROIInterpretedType, observation.ROIInterpreter = "GTV", "Brinkmann^Otto"
    made.StructureSetROISequence, made.ROIContourSequence, made.RTROIObservationsSequence = (
        [roi],
        [contours],
        [observation],
    )
    return made


def presentation(images: list[Dataset]) -> Dataset:
    words = hd.pr.TextObject("Erika MUSTERMANN", units="PIXEL", bounding_box=(1, 1, 9, 9))
    layer = hd.pr.GraphicLayer("LAYER1", 1)
    annotation = hd.pr.GraphicAnnotation(images[:1], layer, text_objects=[words])
    return hd.pr.GrayscaleSoftcopyPresentationState(
        images, uid(4), 4, uid(4, 1), 1, content_label="WINDOW", graphic_annotations=[annotation], graphic_layers=[layer],
        content_creator_name="Brinkmann^Otto",
        voi_lut_transformations=[hd.pr.SoftcopyVOILUTTransformation(window_center=40, window_width=400)], **_MADE_BY,
    )  # fmt: skip


def report(images: list[Dataset], segments: Dataset) -> Dataset:
    observer = hd.sr.ObserverContext(
        code(("121006", "DCM", "Person")), hd.sr.PersonObserverIdentifyingAttributes("Brinkmann^Otto", organization_name="Elsewhere")
    )  # fmt: skip
    sources = [hd.sr.SourceImageForSegmentation(image.SOPClassUID, image.SOPInstanceUID) for image in images]
    segment = hd.sr.ReferencedSegment(segments.SOPClassUID, segments.SOPInstanceUID, 1, source_images=sources)
    volume = hd.sr.Measurement(code(("118565006", "SCT", "Volume")), 1234.5, code(("mm3", "UCUM", "mm3")))
    group = hd.sr.VolumetricROIMeasurementsAndQualitativeEvaluations(
        hd.sr.TrackingIdentifier(uid(91), "Erika 1"), referenced_segment=segment, measurements=[volume], finding_type=code(LIVER)
    )  # fmt: skip
    content = hd.sr.MeasurementReport(
        hd.sr.ObservationContext(observer_person_context=observer), code(("77477000", "SCT", "CT")), [group]
    )
    return hd.sr.Comprehensive3DSR(
        [*images, segments], content, uid(5), 5, uid(5, 1), 1, manufacturer="Acme", institution_name="Elsewhere"
    )


def key_objects(objects: list[Dataset]) -> Dataset:
    selection = hd.ko.KeyObjectSelection(code(("113000", "DCM", "Of Interest")), objects, description="for Brinkmann")
    return hd.ko.KeyObjectSelectionDocument(objects, selection, uid(6), 6, uid(6, 1), 1, institution_name="Elsewhere")


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> dict[str, Path]:
    """The files by what they are; uid(n) is the UID of the series."""
    images = slices()
    segments = segmentation(images)
    found = {
        "CT": images[1],
        "CT first": images[0],
        "CT last": images[2],
        "SEG": segments,
        "RTSTRUCT": structures(images),
    }
    found["PR"] = presentation(images)
    found["SR"] = report(images, segments)
    found["KO"] = key_objects(list(found.values()))
    folder = tmp_path_factory.mktemp("linked")
    for name, dataset in found.items():
        dataset.save_as(folder / f"{name}.dcm", enforce_file_format=True)
    return {name: folder / f"{name}.dcm" for name in found}


def run(files: list[Path], output: Path, profile: Profile = STRUCTURED) -> list[Result]:
    results = list(deidentify(files, output, KEY, profile))
    assert [result.outcome for result in results] == ["de-identified"] * len(files), [r.sentence for r in results]
    return results


def references(dataset: Dataset) -> list[tuple[str, str, str]]:
    """Of each item that names something: sequence, class and UID; an object, or a series of which no object is named."""
    found = []
    for element in dataset:
        for item in element.value if element.VR == "SQ" else ():
            if "ReferencedSOPInstanceUID" in item:
                found.append((element.keyword, item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID))
            elif "SeriesInstanceUID" in item:
                found.append((element.keyword, "series", item.SeriesInstanceUID))
            elif "StudyInstanceUID" in item:
                found.append((element.keyword, "study", item.StudyInstanceUID))
            found += references(item)
    return found


@pytest.mark.parametrize("profile", [STRUCTURED, RESEARCH], ids=lambda profile: profile.name)
def test_every_reference_still_leads_to_what_it_led_to(case, tmp_path, profile):
    before = {name: pydicom.dcmread(path) for name, path in case.items()}
    results = run(list(case.values()), tmp_path / "clean", profile)
    after = {name: pydicom.dcmread(result.path) for name, result in zip(case, results, strict=True)}
    renamed = {}
    for name, dataset in before.items():
        for keyword in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
            renamed[dataset[keyword].value] = after[name][keyword].value
        if "FrameOfReferenceUID" in dataset:
            renamed[dataset.FrameOfReferenceUID] = after[name].FrameOfReferenceUID
    assert len(set(renamed.values())) == len(renamed)
    classes = {dataset.SOPInstanceUID: dataset.SOPClassUID for dataset in after.values()}
    walked = Counter()
    for name, dataset in before.items():
        old, new = references(dataset), references(after[name])
        # Those of an annotation go with it, unless the profile cleans graphics.
        expected = [(keyword, kind, renamed[uid]) for keyword, kind, uid in old]
        assert Counter(new) <= Counter(expected), name
        assert set(new) == set(expected), name
        for _, kind, found in new:
            walked[name] += 1
            if kind not in ("series", "study", "1.2.840.10008.3.1.2.3.1"):
                assert classes[found] == kind
    assert all(walked[name] > 3 for name in ("SEG", "RTSTRUCT", "PR", "SR", "KO")), walked
    # Frames of reference and tracked regions, by name.
    contours = after["RTSTRUCT"]
    assert contours.ReferencedFrameOfReferenceSequence[0].FrameOfReferenceUID == after["CT"].FrameOfReferenceUID
    assert contours.StructureSetROISequence[0].ReferencedFrameOfReferenceUID == after["SEG"].FrameOfReferenceUID
    groups = hd.sr.srread(results[list(case).index("SR")].path).content.get_volumetric_roi_measurement_groups()
    assert [group.tracking_uid for group in groups] == [after["SEG"].SegmentSequence[0].TrackingUID]
    assert [found.value for found in groups[0].get_measurements()] == [1234.5]


def test_nobody_is_left_in_any_of_them_and_others_read_them(case, tmp_path):
    results = dict(zip(case, run(list(case.values()), tmp_path / "clean"), strict=True))
    after = {name: pydicom.dcmread(result.path) for name, result in results.items()}
    for name, dataset in after.items():
        told = " ".join(str(element.value) for element in dataset.iterall() if element.VR != "SQ").casefold()
        assert [planted for planted in PLANTED if planted.casefold() in told] == [], name
    segments = hd.seg.segread(results["SEG"].path)
    images = [dataset.SOPInstanceUID for name, dataset in after.items() if name.startswith("CT")]
    assert segments.get_pixels_by_source_instance(images, segment_numbers=[1]).sum() == 75
    assert after["RTSTRUCT"].StructureSetROISequence[0].ROIName == ""
    assert len(after["RTSTRUCT"].ROIContourSequence[0].ContourSequence) == 3


@needs_dciodvfy
@pytest.mark.parametrize("profile", [STRUCTURED, RESEARCH, Profile()], ids=lambda profile: profile.name)
def test_an_independent_checker_finds_nothing_new(case, tmp_path, profile):
    results = run(list(case.values()), tmp_path / "clean", profile)
    new = {name: errors(result.path) - errors(case[name]) for name, result in zip(case, results, strict=True)}
    assert {name: found for name, found in new.items() if found} == {}


def findings(results: list[Result]) -> list[dict]:
    objects = [
        ((r.instance.uid, r.instance.series["uid"], r.instance.study["uid"]), r.instance.references) for r in results
    ]
    report = make_report(STRUCTURED, [], {}, count(objects), missing=missing(objects))
    assert sum(each["out_of_case"] for each in report["references"]) >= len(report["missing"])
    assert all(each["uid"] in as_html(report) for each in report["missing"])
    return report["missing"]


def test_in_the_whole_case_nothing_is_missing(case, tmp_path):
    assert findings(run(list(case.values()), tmp_path / "clean")) == []


@pytest.mark.parametrize("taken", ["CT", "CT first", "CT last", "SEG", "RTSTRUCT", "PR", "SR"])
def test_what_is_taken_out_is_told_once(case, tmp_path, taken):
    whole = run(list(case.values()), tmp_path / "whole")
    gone = whole[list(case).index(taken)].instance
    rest = run([path for name, path in case.items() if name != taken], tmp_path / "rest")
    (finding,) = findings(rest)
    assert finding["uid"] == gone.uid
    naming = [result for result in rest if gone.uid in str(pydicom.dcmread(result.path))]
    assert finding["objects"] == len(naming) >= 1


def test_what_nobody_refers_to_is_not_missed(case, tmp_path):
    assert findings(run([path for name, path in case.items() if name != "KO"], tmp_path / "rest")) == []


def test_without_the_option_the_evidence_of_a_report_still_names_its_images(case, tmp_path):
    results = run(list(case.values()), tmp_path / "clean", Profile())
    assert findings(results) == []
    for name in ("SR", "KO", "SEG", "RTSTRUCT", "PR"):
        assert references(pydicom.dcmread(results[list(case).index(name)].path)), name
