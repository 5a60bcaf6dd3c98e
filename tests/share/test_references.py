"""Who points by pixel coordinates into other objects, and whom a crop of those displaces."""

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import (
    ColorSoftcopyPresentationStateStorage,
    ComprehensiveSRStorage,
    CTImageStorage,
    OphthalmicTomographyImageStorage,
    RTStructureSetStorage,
    SegmentationStorage,
)

from curtain.share.references import Pointer, displaced, points_by_pixels
from making import ct
from pixel_images import as_dicom


def item(**attributes: object) -> Dataset:
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def a_measurement(value_type: str) -> list[Dataset]:
    image = item(ValueType="IMAGE", ReferencedSOPSequence=[item(ReferencedSOPInstanceUID="1.2")])
    return [item(ValueType="CONTAINER", ContentSequence=[item(ValueType=value_type, ContentSequence=[image])])]


@pytest.mark.parametrize(
    "sop_class, attributes, expected",
    [
        (ColorSoftcopyPresentationStateStorage, {}, True),
        (SegmentationStorage, {}, True),
        (ComprehensiveSRStorage, {"ContentSequence": a_measurement("SCOORD")}, True),
        # In the patient, not in the image.
        (ComprehensiveSRStorage, {"ContentSequence": a_measurement("SCOORD3D")}, False),
        (RTStructureSetStorage, {}, False),
        (CTImageStorage, {"SourceImageSequence": [item(ReferencedSOPInstanceUID="1.2")]}, False),
        (
            OphthalmicTomographyImageStorage,
            {"PerFrameFunctionalGroupsSequence": [item(OphthalmicFrameLocationSequence=[item(ReferencedSOPInstanceUID="1.2")])]},
            True,
        ),
    ],
)  # fmt: skip
def test_presentation_states_segmentations_and_coordinates_in_images_point_by_pixels(sop_class, attributes, expected):
    assert points_by_pixels(as_dicom(ct(SOPClassUID=sop_class, **attributes)).dataset) == expected


def test_only_who_points_into_what_was_cropped_is_displaced():
    at, other = {"ReferencedImageSequence": ["1.1"]}, {"ReferencedImageSequence": ["1.9"]}
    objects = [
        Pointer("1.1", False, True, {}),
        Pointer("1.2", True, False, at),
        Pointer("1.3", False, False, at),
        Pointer("1.4", True, False, other),
        Pointer("1.9", False, False, {}),
    ]
    assert displaced(objects) == {"1.2"}
