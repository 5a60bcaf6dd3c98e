"""Dummies are valid values of their VR, by pydicom's own rules."""

import pytest
from pydicom import config
from pydicom.dataelem import DataElement
from pydicom.valuerep import validate_value

from curtain.files.dataset import Element
from curtain.transforms.dummies import CONTENT_SEQUENCE, GRAPHIC_ANNOTATION_SEQUENCE, dummy, dummy_items

TEXT = ["AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UR", "UT"]


@pytest.mark.parametrize("vr", TEXT)
def test_text_dummies_are_valid_and_of_even_length(vr):
    value = dummy(0x00091001, vr)
    assert value and len(value) % 2 == 0
    validate_value(vr, value.decode().rstrip(" "), config.RAISE)


@pytest.mark.parametrize("vr", ["US", "SS", "UL", "SL", "FL", "FD", "OB", "OW", "UN", "AT", "SV", "UV"])
def test_binary_dummies_fit_their_width(vr):
    element = DataElement(0x00091001, vr, dummy(0, vr)) if vr in ("OB", "OW", "UN") else None
    assert element is None or len(element.value) == 2
    assert len(dummy(0, vr)) == {"US": 2, "SS": 2, "UL": 4, "SL": 4, "FL": 4, "FD": 8, "AT": 4, "SV": 8, "UV": 8}.get(
        vr, 2
    )


def test_a_removed_report_still_has_one_content_item():
    (item,) = dummy_items(CONTENT_SEQUENCE, Element(CONTENT_SEQUENCE, "SQ", items=[]), little=True)
    assert item.text(0x0040A160) == "REMOVED" and item.items(0x0040A043)[0].text(0x00080100) == "121106"


def test_removed_graphics_stay_on_a_layer_that_exists():
    from curtain.files.dataset import DataSet

    old = DataSet()
    old.add(Element(0x00700002, "CS", b"LAYER1"))
    (item,) = dummy_items(
        GRAPHIC_ANNOTATION_SEQUENCE, Element(GRAPHIC_ANNOTATION_SEQUENCE, "SQ", items=[old]), little=True
    )
    assert item.text(0x00700002) == "LAYER1"
