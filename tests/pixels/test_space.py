"""How a frame lies in the patient, and how large its pixels are."""

import pytest
from pydicom.dataset import Dataset

from curtain.files.part10 import open_dicom
from curtain.pixels.space import space_of
from making import ct, source

AXIAL, CORONAL = [1.0, 0, 0, 0, 1, 0], [1.0, 0, 0, 0, 0, -1]


def item(**attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def space(index=0, **attributes):
    plain = {"PixelSpacing": None, "ImageOrientationPatient": None, "FrameOfReferenceUID": None}
    return space_of(open_dicom(source(ct(**(plain | attributes)))).dataset, index)


def plane(**attributes):
    spacing = space(**attributes)["spacing"]
    return None if spacing is None else (spacing["across"], spacing["down"], spacing["plane"])


def region(delta_x, delta_y, form=1, units=3):
    return item(RegionSpatialFormat=form, PhysicalUnitsXDirection=units, PhysicalUnitsYDirection=units,
                PhysicalDeltaX=delta_x, PhysicalDeltaY=delta_y)  # fmt: skip


def test_a_slice_has_axes_and_a_spacing_in_the_patient():
    found = space(ImageOrientationPatient=AXIAL, PixelSpacing=[0.7, 0.5], FrameOfReferenceUID="1.2.3")
    assert found["axes"] == AXIAL
    assert found["reference"] == "1.2.3"
    assert found["spacing"] == {"across": 0.5, "down": 0.7, "plane": "patient"}, "rows are named first"


def test_nothing_is_told_where_nothing_is_known():
    assert space() == {"axes": None, "directions": None, "reference": "", "spacing": None}
    assert space(ImageOrientationPatient=[1, 0, 0], PixelSpacing=[0, 1])["spacing"] is None


def test_a_radiograph_has_directions():
    assert space(PatientOrientation=["L", "F"])["directions"] == ["L", "F"]
    assert space(PatientOrientation=["L", ""])["directions"] is None


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"ImagerPixelSpacing": [0.2, 0.1]}, (0.1, 0.2, "detector")),
        ({"ImagerPixelSpacing": [0.2, 0.1], "PixelSpacing": [0.2, 0.1]}, (0.1, 0.2, "detector")),
        ({"ImagerPixelSpacing": [0.2, 0.2], "PixelSpacing": [0.15, 0.15]}, (0.15, 0.15, "patient")),
        ({"Modality": "CR", "PixelSpacing": [0.2, 0.2]}, (0.2, 0.2, "detector")),
        ({"Modality": "CR", "PixelSpacing": [0.2, 0.2], "PixelSpacingCalibrationType": "FIDUCIAL"}, (0.2, 0.2, "patient")),
        ({"NominalScannedPixelSpacing": [0.1, 0.1]}, (0.1, 0.1, "film")),
    ],
)  # fmt: skip
def test_the_plane_in_which_a_spacing_holds(attributes, expected):
    assert plane(**attributes) == expected


def test_ultrasound_regions_that_agree_give_the_scale():
    assert plane(SequenceOfUltrasoundRegions=[region(0.02, -0.03)]) == pytest.approx((0.2, 0.3, "scan"))
    doppler = region(0.01, 5, form=3, units=4)
    assert plane(SequenceOfUltrasoundRegions=[region(0.02, 0.02), doppler]) == (0.2, 0.2, "scan")
    assert plane(SequenceOfUltrasoundRegions=[region(0.02, 0.02), region(0.05, 0.05)]) is None
    assert plane(SequenceOfUltrasoundRegions=[doppler]) is None


def test_frames_may_lie_differently():
    def group(axes):
        return item(PlaneOrientationSequence=[item(ImageOrientationPatient=axes)])

    attributes = {
        "PerFrameFunctionalGroupsSequence": [group(AXIAL), group(CORONAL)],
        "SharedFunctionalGroupsSequence": [item(PixelMeasuresSequence=[item(PixelSpacing=[2, 1])])],
    }
    assert [space(index, **attributes)["axes"] for index in (0, 1)] == [AXIAL, CORONAL]
    assert plane(**attributes) == (1, 2, "patient")
