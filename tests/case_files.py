"""Small cases on disk for the browser tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset

from making import INSTANCE, as_bytes, ct

#: Every identity that the files of `ct_series` carry.
IDENTITY = [
    b"MUSTERMANN", b"ERIKA", b"MRN-4711-08", b"19570812", b"BRINKMANN", b"ACC778899", b"1.2.826.0.1.3680043.9.1",
]  # fmt: skip


def image(rows: int, columns: int, value: int) -> np.ndarray:
    """A flat grey with a dark frame, so that no two places of an image look quite alike."""
    pixels = np.full((rows, columns), value, np.uint16)
    pixels[:2], pixels[-2:], pixels[:, :2], pixels[:, -2:] = value // 2, value // 2, value // 2, value // 2
    return pixels


def ct_series(folder: Path, slices: int, rows: int = 64, columns: int = 96, **attributes: object) -> dict[str, bytes]:
    """Slices at 2 mm whose grey rises with the position, while name and number run the other way.

    Returns the PixelData of each by its original SOPInstanceUID.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = {}
    for place in range(slices):
        pixels = image(rows, columns, 200 + 100 * place).tobytes()
        uid = f"{INSTANCE}.{place + 1}"
        defaults = {
            "SOPInstanceUID": uid, "InstanceNumber": slices - place, "Rows": rows, "Columns": columns,
            "ImagePositionPatient": [0, 0, 2.0 * place], "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
            "PixelSpacing": [1, 1], "WindowCenter": 1000, "WindowWidth": 2000, "PixelData": pixels,
        }  # fmt: skip
        (folder / f"IM{slices - place:04}").write_bytes(as_bytes(ct(**(defaults | attributes))))
        kept[uid] = pixels
    return kept


def anatomic_region() -> Dataset:
    """An anatomic region, as a code with its modifier."""
    modifier = Dataset()
    modifier.CodeValue, modifier.CodingSchemeDesignator, modifier.CodeMeaning = "24028007", "SCT", "Right"
    region = Dataset()
    region.CodeValue, region.CodingSchemeDesignator, region.CodeMeaning = "10200004", "SCT", "Liver"
    region.AnatomicRegionModifierSequence = [modifier]
    return region
