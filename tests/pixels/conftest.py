"""What several tests of pixels need."""

import pytest
from pydicom.uid import UID_dictionary

from compressed_images import JXL, JXL_JPEG, JXL_LOSSY


@pytest.fixture
def jpeg_xl_is_known_to_pydicom(monkeypatch):
    """pydicom 3.0 does not have it, and writes no object of a syntax that it does not know."""
    for uid in (JXL, JXL_LOSSY, JXL_JPEG):
        monkeypatch.setitem(UID_dictionary, uid, ("JPEG XL", "Transfer Syntax", "", "", "JPEGXL"))
