"""Fourth stage: the candidate is opened from its bytes, as if it came from a stranger."""

import io

from pydicom import dcmread

from curtain.files.dataset import LARGE
from curtain.files.part10 import Dicom, open_dicom
from curtain.files.source import Source
from curtain.outcome import Quarantine
from curtain.rules.profile import Profile
from curtain.scan import MEDIA_STORAGE_SOP_INSTANCE_UID, PATIENT_ID, PATIENT_NAME, SOP_INSTANCE_UID
from curtain.share.names import output_name
from curtain.verify.search import Search
from curtain.verify.secrets import Secrets

_PATIENT_IDENTITY_REMOVED = 0x00120062
#: pydicom stops before the first of the pixel data elements.
_PIXELS = 0x7FE00008


def check(candidate: Source, pseudonym: str, secrets: Secrets, profile: Profile) -> Dicom:
    """Open, check and search a candidate; return it opened.

    Parameters
    ----------
    candidate
        The bytes that would leave.
    pseudonym
        What PatientID and PatientName must be.
    secrets
        What must not be found, in the bytes or in the file name.
    profile
        What its options keep on purpose may stand.

    Raises
    ------
    Quarantine
        It cannot be read by us and by pydicom, its stamps are not there, or something of the
        patient is still in it. The sentence names the place, never the value.
    """
    try:
        dicom = open_dicom(candidate)
    except Quarantine:
        raise _unreadable() from None
    _read_by_another(candidate, dicom)
    dataset = dicom.dataset
    if dicom.meta.text(MEDIA_STORAGE_SOP_INSTANCE_UID) != dataset.text(SOP_INSTANCE_UID):
        raise _unreadable()
    if {dataset.text(PATIENT_ID), dataset.text(PATIENT_NAME)} != {pseudonym} or dataset.text(
        _PATIENT_IDENTITY_REMOVED
    ) != "YES":
        raise _unreadable()
    place = Search(secrets, profile, pseudonym).find(dicom, output_name(dataset))
    if place is not None:
        raise Quarantine(
            "identity-found",
            f"Something of the patient (a name, a number, a day, an address or a UID) is still in the cleaned file, in {place}. It is kept back.",
        )
    return dicom


def _unreadable() -> Quarantine:
    return Quarantine(
        "output-unreadable",
        "The cleaned file could not be read again as it should be. It is kept back; please report it.",
    )


def _read_by_another(candidate: Source, dicom: Dicom) -> None:
    """pydicom, which shares no code with our reader and writer, must read the same header."""
    stream = io.BufferedReader(_Stream(candidate), LARGE)
    try:
        other = dcmread(stream, stop_before_pixels=True, defer_size=LARGE)
        seen = {tag for tag in map(int, other.keys()) if tag < _PIXELS}  # iterating itself would convert every value
    except Exception:
        raise _unreadable() from None
    # A tag that only one of the two sees means that one of them lost its way.
    if seen != {tag for tag in dicom.dataset.elements if tag < _PIXELS}:
        raise _unreadable()


class _Stream(io.RawIOBase):
    """A source as the file object that pydicom wants."""

    name = "candidate"

    def __init__(self, source: Source) -> None:
        self._source = source
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = (0, self._position, self._source.size)[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        length = max(min(len(buffer), self._source.size - self._position), 0)
        buffer[:length] = self._source.read(self._position, length)
        self._position += length
        return length
