"""Ultrasound headers with regions, made with pydicom."""

from __future__ import annotations

from pydicom.dataset import Dataset

from curtain.files.dataset import DataSet
from curtain.files.part10 import open_dicom
from making import SYNTAXES, ct, source

ROWS, COLUMNS = 60, 80
TISSUE, FLOW, SPECTRAL, ECG, GREY_BAR, COLOUR_BAR, NONE = 1, 2, 3, 10, 13, 14, 0
TWO_D, M_MODE, DOPPLER, WAVEFORM, GRAPHICS = 1, 2, 3, 4, 5


def region(
    x0: int, y0: int, x1: int, y1: int, data: int | None = TISSUE, space: int | None = TWO_D, flags: int | None = 0
) -> Dataset:
    """An item of SequenceOfUltrasoundRegions by its corners, RegionDataType, RegionSpatialFormat and RegionFlags."""
    item = Dataset()
    item.RegionLocationMinX0, item.RegionLocationMinY0 = x0, y0
    item.RegionLocationMaxX1, item.RegionLocationMaxY1 = x1, y1
    for keyword, value in (("RegionDataType", data), ("RegionSpatialFormat", space), ("RegionFlags", flags)):
        if value is not None:
            setattr(item, keyword, value)
    return item


def header(*regions: Dataset, syntax: str = SYNTAXES[1]) -> DataSet:
    """The header of an image of ROWS and COLUMNS with these regions, as it is read."""
    made = ct(syntax, Rows=ROWS, Columns=COLUMNS, PixelData=bytes(2 * ROWS * COLUMNS))
    made.SequenceOfUltrasoundRegions = list(regions)
    return open_dicom(source(made)).dataset
