"""Objects in which nothing of the patient of `making.ct` is left, to plant something in."""

from typing import Any

from curtain.files.part10 import Dicom, open_dicom
from making import ct, source

PSEUDONYM = "7F3K-21QZ-M8TD"
ANONYMOUS: dict[str, Any] = {
    "PatientName": PSEUDONYM, "PatientID": PSEUDONYM, "AccessionNumber": "", "ReferringPhysicianName": "", "PatientBirthDate": "",
    "StudyDate": "", "ContentDate": "", "StudyID": "", "StudyInstanceUID": "2.25.1", "SeriesInstanceUID": "2.25.2",
    "SOPInstanceUID": "2.25.3", "FrameOfReferenceUID": "2.25.4",
}  # fmt: skip


def clean(**attributes: Any) -> Dicom:
    """Such an object, and what is put over it; None removes an attribute."""
    return open_dicom(source(ct(**(ANONYMOUS | attributes))))
