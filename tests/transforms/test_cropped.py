"""What the header says of a cropped image: a pixel that is left lies where it lay, and nothing points elsewhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import (
    CTImageStorage,
    DigitalXRayImageStorageForPresentation,
    EnhancedCTImageStorage,
    EnhancedUSVolumeStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    NuclearMedicineImageStorage,
    OphthalmicTomographyImageStorage,
    RTDoseStorage,
    RTImageStorage,
    SegmentationStorage,
    UltrasoundImageStorage,
    VLSlideCoordinatesMicroscopicImageStorage,
    VLWholeSlideMicroscopyImageStorage,
    XRayAngiographicImageStorage,
)

from curtain.files.dataset import DataSet, Element
from curtain.outcome import Quarantine
from curtain.pixels.kept import Kept
from curtain.rules.iod import types
from curtain.transforms.changes import Changes
from curtain.transforms.cropped import follow
from pixel_images import as_dicom, image

ROWS, COLUMNS = 60, 80
#: Ten rows and twenty columns are cut off before it, some behind it.
KEPT = Kept(10, 50, 20, 70)


def sequence(*items: dict) -> list[Dataset]:
    made = []
    for each in items:
        item = Dataset()
        for keyword, value in each.items():
            setattr(item, keyword, value)
        made.append(item)
    return made


def an_object(
    sop_class: str, syntax: str = ExplicitVRLittleEndian, frames: int = 1, **attributes: object
) -> FileDataset:
    return image(np.zeros((frames, ROWS, COLUMNS), np.uint8), syntax, SOPClassUID=sop_class, **attributes)


def cropped(dataset: FileDataset, kept: Kept = KEPT) -> tuple[DataSet, list[str]]:
    """The followed header, and the notes."""
    root = as_dicom(dataset).dataset
    notes = follow(root, kept, types(dataset.SOPClassUID), Changes(with_rows=True))
    return root, notes


def refused(dataset: FileDataset, kept: Kept = KEPT) -> str:
    with pytest.raises(Quarantine) as stop:
        cropped(dataset, kept)
    return stop.value.code


def place(position, axes, spacing, column: int, row: int) -> np.ndarray:
    """Of a pixel in the patient (PS3.3 C.7.6.2.1.1)."""
    across, down = np.array(axes[:3]), np.array(axes[3:])
    return np.array(position) + across * spacing[1] * column + down * spacing[0] * row


numbers = st.floats(-900, 900, allow_nan=False).map(lambda number: round(number, 6))
angles = st.floats(0, 6.28).map(lambda angle: round(angle, 4))


@st.composite
def planes(draw):
    """Position, orientation and spacing of some plane."""
    turn, tilt = draw(angles), draw(angles)
    across = [round(float(each), 6) for each in (np.cos(turn), np.sin(turn), 0)]
    down = [round(float(each), 6) for each in (-np.sin(turn) * np.cos(tilt), np.cos(turn) * np.cos(tilt), np.sin(tilt))]
    spacing = [draw(st.floats(0.05, 4).map(lambda number: round(number, 4))) for _ in range(2)]
    return [draw(numbers) for _ in range(3)], [*across, *down], spacing


@settings(deadline=None, max_examples=60)
@given(
    planes(),
    st.integers(0, ROWS - 1),
    st.integers(0, COLUMNS - 1),
    st.sampled_from((ImplicitVRLittleEndian, ExplicitVRBigEndian)),
)
def test_the_corner_that_is_left_lies_in_the_patient_where_it_lay(plane, top, left, syntax):
    position, axes, spacing = plane
    dataset = an_object(
        CTImageStorage,
        syntax,
        ImagePositionPatient=position,
        ImageOrientationPatient=axes,
        PixelSpacing=spacing,
        SliceLocation="3.5",
    )
    root, _ = cropped(dataset, Kept(top, ROWS, left, COLUMNS))
    found = root.floats(0x00200032)
    assert np.allclose(found, place(position, axes, spacing, left, top), atol=1e-6)
    assert all(len(text) <= 16 for text in root.texts(0x00200032))
    # Along the normal nothing moves.
    assert (root.floats(0x00200037), root.floats(0x00280030), root.text(0x00201041)) == (axes, spacing, "3.5")


AXES, SPACING = [0, 1, 0, 0, 0, -1], [0.5, 0.25]
MOVED = [0, 5, -5]


def positions(root: DataSet, macro: int = 0x00209113, tag: int = 0x00200032) -> list[list[float]]:
    groups = [*root.items(0x52009229), *root.items(0x52009230)]
    return [item.floats(tag) for group in groups for item in group.items(macro)]


def test_positions_of_frames_move_with_the_orientation_and_spacing_that_they_share():
    frames = [{"PlanePositionSequence": sequence({"ImagePositionPatient": [x, 2, 3]})} for x in (1, 2, 3)]
    shared = {
        "PlaneOrientationSequence": sequence({"ImageOrientationPatient": AXES}),
        "PixelMeasuresSequence": sequence({"PixelSpacing": SPACING}),
    }
    dataset = an_object(
        EnhancedCTImageStorage, frames=3,
        SharedFunctionalGroupsSequence=sequence(shared), PerFrameFunctionalGroupsSequence=sequence(*frames),
    )  # fmt: skip
    root, _ = cropped(dataset)
    assert positions(root) == [[x, 7, -2] for x in (1, 2, 3)]


def test_a_shared_position_moves_by_what_all_frames_agree_on_and_is_refused_otherwise():
    def made(*spacings):
        frames = [{"PixelMeasuresSequence": sequence({"PixelSpacing": each})} for each in spacings]
        shared = {
            "PlanePositionSequence": sequence({"ImagePositionPatient": [0, 0, 0]}),
            "PlaneOrientationSequence": sequence({"ImageOrientationPatient": AXES}),
        }
        return an_object(
            EnhancedCTImageStorage, frames=len(frames),
            SharedFunctionalGroupsSequence=sequence(shared), PerFrameFunctionalGroupsSequence=sequence(*frames),
        )  # fmt: skip

    assert positions(cropped(made(SPACING, SPACING))[0]) == [MOVED]
    assert refused(made(SPACING, [1, 1])) == "cannot-crop"


def test_positions_in_a_volume_of_ultrasound_move():
    frame = {
        "PlanePositionVolumeSequence": sequence({"ImagePositionVolume": [0.0, 0.0, 0.0]}),
        "PlaneOrientationVolumeSequence": sequence({"ImageOrientationVolume": list(map(float, AXES))}),
        "PixelMeasuresSequence": sequence({"PixelSpacing": SPACING}),
    }
    dataset = an_object(EnhancedUSVolumeStorage, PerFrameFunctionalGroupsSequence=sequence(frame))
    assert positions(cropped(dataset)[0], 0x0020930E, 0x00209301) == [MOVED]


def test_the_position_of_a_detector_moves_or_is_emptied():
    detector = {"ImagePositionPatient": [0, 0, 0], "ImageOrientationPatient": AXES}
    for spacing, expected in ((SPACING, MOVED), (None, [])):
        dataset = an_object(
            NuclearMedicineImageStorage, DetectorInformationSequence=sequence(detector), PixelSpacing=spacing
        )
        (item,) = cropped(dataset)[0].items(0x00540022)
        assert item.floats(0x00200032) == expected


def test_the_position_of_a_radiotherapy_image_moves_down_its_rows():
    dataset = an_object(RTImageStorage, RTImagePosition=[-100, 100], ImagePlanePixelSpacing=[0.5, 0.25])
    assert cropped(dataset)[0].floats(0x30020012) == [-95, 95]
    # Where the spacing is not known, the position may be empty (type 2).
    dataset.ImagePlanePixelSpacing = None
    element = cropped(dataset)[0].get(0x30020012)
    assert element is not None and element.length == 0


def test_a_slice_that_does_not_say_how_it_lies_is_not_cut():
    dataset = an_object(CTImageStorage, ImagePositionPatient=[0, 0, 0], PixelSpacing=SPACING)
    assert refused(dataset) == "cannot-crop"
    # Its first pixel stays: nothing has to move.
    assert cropped(dataset, Kept(0, 30, 0, 40))[0].floats(0x00200032) == [0, 0, 0]


def region(x0: int, y0: int, x1: int, y1: int, **more: int) -> dict:
    bounds = {
        "RegionLocationMinX0": x0, "RegionLocationMinY0": y0, "RegionLocationMaxX1": x1, "RegionLocationMaxY1": y1,
        "PhysicalUnitsXDirection": 3, "PhysicalUnitsYDirection": 3, "PhysicalDeltaX": 0.1, "PhysicalDeltaY": 0.2,
    }  # fmt: skip
    return bounds | more


def regions_of(root: DataSet) -> list[tuple[int, ...]]:
    tags = (0x00186018, 0x0018601A, 0x0018601C, 0x0018601E, 0x00186020, 0x00186022)
    return [tuple(item.ints(tag)[0] for tag in tags if item.ints(tag)) for item in root.items(0x00186011)]


def test_ultrasound_regions_are_clipped_and_their_reference_pixel_stays_at_its_place():
    asked = [
        region(25, 15, 60, 40, ReferencePixelX0=5, ReferencePixelY0=-3, TMLinePositionX0=7),
        region(0, 0, 79, 59, ReferencePixelX0=40, ReferencePixelY0=8),
        region(0, 52, 79, 59),
        region(70, 0, 79, 59),
    ]
    root, notes = cropped(an_object(UltrasoundImageStorage, SequenceOfUltrasoundRegions=sequence(*asked)))
    # Of the second one (40, 8) of the whole image is (20, -2) of what is left.
    assert regions_of(root) == [(5, 5, 40, 30, 5, -3), (0, 0, 49, 39, 20, -2)]
    # A line is told from the reference pixel.
    assert root.items(0x00186011)[0].ints(0x0018603D) == [7]
    assert root.items(0x00186011)[0].floats(0x0018602C) == [0.1]
    assert notes == ["2 ultrasound regions lie outside of the crop and went, with the scale for measuring in there."]


def test_without_a_region_that_is_left_there_is_no_sequence():
    root, notes = cropped(an_object(UltrasoundImageStorage, SequenceOfUltrasoundRegions=sequence(region(0, 0, 19, 59))))
    assert root.get(0x00186011) is None and len(notes) == 1


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_what_lies_in_a_region_is_measured_from_the_same_point(data):
    def pair(size):
        low, high = sorted((data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))))
        return low, high

    (x0, x1), (y0, y1), (left, right), (top, bottom) = pair(COLUMNS), pair(ROWS), pair(COLUMNS), pair(ROWS)
    reference = (data.draw(st.integers(-50, 90)), data.draw(st.integers(-50, 90)))
    asked = region(x0, y0, x1, y1, ReferencePixelX0=reference[0], ReferencePixelY0=reference[1])
    kept = Kept(top, bottom + 1, left, right + 1)
    root, _ = cropped(an_object(UltrasoundImageStorage, SequenceOfUltrasoundRegions=sequence(asked)), kept)
    overlaps = x0 <= right and x1 >= left and y0 <= bottom and y1 >= top
    assert len(regions_of(root)) == overlaps
    for nx0, ny0, nx1, ny1, rx, ry in regions_of(root):
        assert 0 <= nx0 <= nx1 < kept.columns and 0 <= ny0 <= ny1 < kept.rows
        assert (nx0 + left, nx1 + left) == (max(x0, left), min(x1, right))
        assert (ny0 + top, ny1 + top) == (max(y0, top), min(y1, bottom))
        assert (nx0 + left + rx, ny0 + top + ry) == (x0 + reference[0], y0 + reference[1])


def test_shutters_and_collimators_stay_at_their_place():
    dataset = an_object(
        XRayAngiographicImageStorage, ShutterShape=["RECTANGULAR", "CIRCULAR"], ShutterLeftVerticalEdge=22, ShutterRightVerticalEdge=75,
        ShutterUpperHorizontalEdge=5, ShutterLowerHorizontalEdge=45, CenterOfCircularShutter=[30, 40], RadiusOfCircularShutter=12,
        CollimatorShape="POLYGONAL", VerticesOfThePolygonalCollimator=[11, 21, 12, 60, 50, 70],
    )  # fmt: skip
    root, _ = cropped(dataset)
    found = [
        root.ints(tag) for tag in (0x00181602, 0x00181604, 0x00181606, 0x00181608, 0x00181610, 0x00181612, 0x00181720)
    ]
    assert found == [[2], [55], [-5], [35], [20, 20], [12], [1, 1, 2, 40, 40, 50]]


def test_shutters_of_frames_stay_at_their_place():
    frame = {"FrameDisplayShutterSequence": sequence({"ShutterShape": "CIRCULAR", "CenterOfCircularShutter": [30, 40]})}
    dataset = an_object("1.2.840.10008.5.1.4.1.1.12.1.1", PerFrameFunctionalGroupsSequence=sequence(frame))
    root, _ = cropped(dataset)
    assert root.items(0x52009230)[0].items(0x00189472)[0].ints(0x00181610) == [20, 20]


def test_what_could_show_what_was_cut_off_goes_at_any_depth():
    icon = {"Rows": 2, "Columns": 2}
    dataset = an_object(UltrasoundImageStorage, IconImageSequence=sequence(icon), LargestImagePixelValue=9)
    dataset.ReferencedImageSequence = sequence({"ReferencedSOPInstanceUID": "1.2", "IconImageSequence": sequence(icon)})
    dataset.add_new(0x60000010, "US", ROWS)
    dataset.add_new(0x60003000, "OW", bytes(ROWS * COLUMNS // 8))
    dataset.add_new(0x50003000, "OW", bytes(4))
    dataset.HistogramSequence = sequence({"HistogramData": [1, 2]})
    block = dataset.private_block(0x0009, "ACME", create=True)
    block.add_new(1, "OB", b"\1\2")
    block.add_new(2, "DS", "1.5")
    block.add_new(3, "LT", "x" * 1500)
    nested = Dataset()
    nested.private_block(0x0009, "ACME", create=True).add_new(1, "OW", b"\1\2")
    block.add_new(4, "SQ", [nested])
    dataset.DisplayedAreaSelectionSequence = sequence({"DisplayedAreaTopLeftHandCorner": [1, 1]})
    small = Dataset()
    small.BitsAllocated, small.PixelData = 8, b"\1\2"
    dataset.SourceImageSequence = [small]
    root, _ = cropped(dataset)
    gone = {0x00880200, 0x60000010, 0x60003000, 0x50003000, 0x00603000, 0x00280107, 0x00091001, 0x00091003, 0x0070005A}
    assert not gone & root.elements.keys()
    assert root.text(0x00091002) == "1.5"
    assert root.items(0x00081140)[0].get(0x00880200) is None
    assert root.items(0x00082112)[0].get(0x7FE00010) is None
    assert 0x00091001 not in root.items(0x00091004)[0].elements


def test_a_field_of_view_of_the_detector_that_no_longer_holds_goes():
    told = {
        "FieldOfViewShape": "RECTANGLE", "FieldOfViewDimensions": [30, 40], "FieldOfViewOrigin": [0, 0],
        "FieldOfViewRotation": 0, "FieldOfViewHorizontalFlip": "NO", "DetectorActiveDimensions": [300, 400],
    }  # fmt: skip
    root, _ = cropped(an_object(DigitalXRayImageStorageForPresentation, **told))
    assert not {0x00181147, 0x00181149, 0x00187030, 0x00187032, 0x00187034} & root.elements.keys()
    assert root.ints(0x00187026) == [300, 400]
    # That of an image intensifier is another one.
    assert cropped(an_object(XRayAngiographicImageStorage, FieldOfViewShape="ROUND"))[0].text(0x00181147) == "ROUND"


def test_the_place_of_a_frame_in_another_image_goes():
    frame = {"OphthalmicFrameLocationSequence": sequence({"ReferenceCoordinates": [1.0, 2.0, 3.0, 4.0]})}
    dataset = an_object(OphthalmicTomographyImageStorage, PerFrameFunctionalGroupsSequence=sequence(frame))
    assert cropped(dataset)[0].items(0x52009230)[0].get(0x00220031) is None


def test_the_centre_on_a_slide_is_emptied():
    centre = sequence({"XOffsetInSlideCoordinateSystem": 1, "YOffsetInSlideCoordinateSystem": 2})
    dataset = an_object(VLSlideCoordinatesMicroscopicImageStorage, ImageCenterPointCoordinatesSequence=centre)
    element = cropped(dataset)[0].get(0x0040071A)
    assert element is not None and element.items == []


def test_it_says_that_it_is_derived():
    frame_type = {"FrameType": ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]}
    dataset = an_object(
        EnhancedCTImageStorage, ImageType=["MIXED", "PRIMARY", "VOLUME", "NONE"], DerivationDescription="Smoothed",
        PerFrameFunctionalGroupsSequence=sequence({"CTImageFrameTypeSequence": sequence(frame_type)}),
        SourceImageSequence=sequence({"ReferencedSOPInstanceUID": "1.2", "SpatialLocationsPreserved": "YES"}),
    )  # fmt: skip
    root, _ = cropped(dataset)
    assert root.texts(0x00080008) == ["DERIVED", "PRIMARY", "VOLUME", "NONE"]
    (item,) = root.items(0x52009230)[0].items(0x00189329)
    assert item.texts(0x00089007)[0] == "DERIVED"
    assert root.text(0x00082111) == "Smoothed; Cropped"
    assert root.items(0x00082112)[0].text(0x0028135A) == "NO"


@pytest.mark.parametrize(
    "sop_class", [SegmentationStorage, VLWholeSlideMicroscopyImageStorage, RTDoseStorage, "1.2.840.10008.5.1.4.1.1.30"]
)
def test_images_that_belong_to_others_are_refused(sop_class):
    assert refused(an_object(sop_class)) == "cannot-crop"


def test_an_image_of_tiles_is_refused_whatever_it_calls_itself():
    frame = {"PlanePositionSlideSequence": sequence({"ColumnPositionInTotalImagePixelMatrix": 1})}
    dataset = an_object(EnhancedCTImageStorage, PerFrameFunctionalGroupsSequence=sequence(frame))
    assert refused(dataset) == "cannot-crop"


def test_a_region_without_bounds_is_refused():
    broken = region(0, 0, 9, 9)
    del broken["RegionLocationMaxX1"]
    assert refused(an_object(UltrasoundImageStorage, SequenceOfUltrasoundRegions=sequence(broken))) == "cannot-crop"


@pytest.mark.parametrize("spacing", [b"nan\\1 ", b"1e999\\1", b"0\\1 ", b"-1\\1", b"1 ", b"MM"])
def test_a_spacing_that_is_none_keeps_a_slice_from_being_cut(spacing):
    dataset = an_object(CTImageStorage, ImagePositionPatient=[0, 0, 0], ImageOrientationPatient=AXES)
    root = as_dicom(dataset).dataset
    root.add(Element(0x00280030, "DS", spacing))
    with pytest.raises(Quarantine) as stop:
        follow(root, KEPT, types(CTImageStorage), Changes())
    assert stop.value.code == "cannot-crop"


def test_a_reference_pixel_that_would_be_too_far_away_goes():
    asked = region(0, 0, 79, 59, ReferencePixelX0=-(1 << 31), ReferencePixelY0=4)
    root, _ = cropped(an_object(UltrasoundImageStorage, SequenceOfUltrasoundRegions=sequence(asked)))
    assert regions_of(root) == [(0, 0, 49, 39, -6)]


def test_every_change_is_told():
    dataset = an_object(
        UltrasoundImageStorage, SequenceOfUltrasoundRegions=sequence(region(0, 0, 9, 9), region(30, 20, 60, 50)),
        ImageType=["ORIGINAL", "PRIMARY"],
    )  # fmt: skip
    changes = Changes(with_rows=True)
    follow(as_dicom(dataset).dataset, KEPT, types(UltrasoundImageStorage), changes)
    told = {row.path: (row.action, row.before, row.after) for row in changes.rows}
    assert told["(0018,6011)[1].(0018,6018)"] == ("remove", "0", None)
    assert told["(0018,6011)[2].(0018,6018)"] == ("replace", "30", "10")
    assert told["(0008,0008)"] == ("replace", "ORIGINAL\\PRIMARY", "DERIVED\\PRIMARY")
    assert told["(0008,2111)"] == ("add", None, "Cropped")
