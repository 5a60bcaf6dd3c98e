"""How a frame lies in the patient and how large its pixels are: for the letters at its edges and a scale beside it."""

from typing import Any

from curtain.files.dataset import DataSet

_MODALITY, _FRAME_OF_REFERENCE_UID = 0x00080060, 0x00200052
_PATIENT_ORIENTATION, _IMAGE_ORIENTATION_PATIENT, _PLANE_ORIENTATION_SEQUENCE = 0x00200020, 0x00200037, 0x00209116
_PIXEL_SPACING, _PIXEL_MEASURES_SEQUENCE, _CALIBRATION_TYPE = 0x00280030, 0x00289110, 0x00280A02
_IMAGER_PIXEL_SPACING, _NOMINAL_SCANNED_PIXEL_SPACING = 0x00181164, 0x00182010
_SHARED_FUNCTIONAL_GROUPS, _PER_FRAME_FUNCTIONAL_GROUPS = 0x52009229, 0x52009230
_ULTRASOUND_REGIONS, _REGION_SPATIAL_FORMAT = 0x00186011, 0x00186012
_UNITS_X, _UNITS_Y, _DELTA_X, _DELTA_Y = 0x00186024, 0x00186026, 0x0018602C, 0x0018602E

#: RegionSpatialFormat of a picture of tissue, and PhysicalUnits of lengths (PS3.3 C.8.5.5.1.1, C.8.5.5.1.15).
_TISSUE, _CENTIMETRES = 1, 3
#: A shadow on a detector or a film: lengths in the patient are shorter than it shows.
_PROJECTIONS = {"CR", "DX", "MG", "RG", "IO", "PX", "XA", "RF"}


def space_of(dataset: DataSet, index: int) -> dict[str, Any]:
    """`Space` of web/src/engine/types.ts for the frame `index`, from 0, of an opened object. Never raises."""
    directions = dataset.texts(_PATIENT_ORIENTATION)
    return {
        "axes": _axes(dataset, index),
        "directions": directions if len(directions) == 2 and all(directions) else None,
        "reference": dataset.text(_FRAME_OF_REFERENCE_UID),
        "spacing": _spacing(dataset, index),
    }


def _axes(dataset: DataSet, index: int) -> list[float] | None:
    """Direction cosines of a row and of a column (PS3.3 C.7.6.2.1.1)."""
    for place in (*_groups(dataset, index, _PLANE_ORIENTATION_SEQUENCE), dataset):
        axes = place.floats(_IMAGE_ORIENTATION_PATIENT)
        if len(axes) == 6 and all(abs(each) <= 1.01 for each in axes):
            return axes
    return None


def _spacing(dataset: DataSet, index: int) -> dict[str, Any] | None:
    """Millimetres from column to column and from row to row, and in which plane they hold (PS3.3 10.7.1)."""
    region = _of_regions(dataset)
    if region is not None:
        return {"across": region[0], "down": region[1], "plane": "scan"}
    places = (*_groups(dataset, index, _PIXEL_MEASURES_SEQUENCE), dataset)
    pixel = next(filter(None, (_pair(place, _PIXEL_SPACING) for place in places)), None)
    imager, scanned = _pair(dataset, _IMAGER_PIXEL_SPACING), _pair(dataset, _NOMINAL_SCANNED_PIXEL_SPACING)
    projection = imager is not None or dataset.text(_MODALITY) in _PROJECTIONS
    if pixel is not None:
        # Only where it was calibrated does the spacing of a projection hold in the patient (PS3.3 10.7.1.3).
        calibrated = bool(dataset.text(_CALIBRATION_TYPE)) or (imager is not None and imager != pixel)
        plane = "detector" if projection and not calibrated else "film" if pixel == scanned else "patient"
    else:
        pixel, plane = (imager, "detector") if imager is not None else (scanned, "film")
    return None if pixel is None else {"across": pixel[1], "down": pixel[0], "plane": plane}


def _of_regions(dataset: DataSet) -> tuple[float, float] | None:
    """What all ultrasound regions of tissue agree on, in mm; None where they differ or there are none."""
    found = []
    for region in dataset.items(_ULTRASOUND_REGIONS):
        units = [*region.ints(_UNITS_X)[:1], *region.ints(_UNITS_Y)[:1]]
        if region.ints(_REGION_SPATIAL_FORMAT)[:1] != [_TISSUE] or units != [_CENTIMETRES] * 2:
            continue
        deltas = [abs(10 * each) for tag in (_DELTA_X, _DELTA_Y) for each in region.floats(tag)[:1]]
        if len(deltas) != 2 or not all(map(_sensible, deltas)):
            return None
        found.append(deltas)
    if not found or any(abs(a - b) > b / 100 for each in found for a, b in zip(each, found[0], strict=True)):
        return None
    return found[0][0], found[0][1]


def _pair(dataset: DataSet, tag: int) -> list[float] | None:
    values = dataset.floats(tag)
    return values if len(values) == 2 and all(map(_sensible, values)) else None


def _sensible(millimetres: float) -> bool:
    return 1e-6 < millimetres < 1e3


def _groups(dataset: DataSet, index: int, sequence: int) -> list[DataSet]:
    """Items of this frame's functional groups, then of the shared ones (PS3.3 C.7.6.16)."""
    groups = dataset.items(_PER_FRAME_FUNCTIONAL_GROUPS)[index : index + 1]
    groups = [*groups, *dataset.items(_SHARED_FUNCTIONAL_GROUPS)[:1]]
    return [item for group in groups for item in group.items(sequence)[:1]]
