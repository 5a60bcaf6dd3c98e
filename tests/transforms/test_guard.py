"""Free text in the place of a number, a term or a label is not kept because the attribute is harmless."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curtain.files.dataset import DataSet, Element
from curtain.transforms.guard import fits, mended


def element(vr: str, value: bytes) -> Element:
    return Element(0x00180050, vr, value)


@pytest.mark.parametrize(
    "vr, value",
    [
        ("DS", b"1.25\\-3e-5 \\ 7"),
        ("DS", b"\\1"),
        ("DS", b""),
        ("IS", b" 12 \\-3"),
        ("IS", b"1.0 "),
        ("CS", b"ORIGINAL\\PRIMARY\\AXIAL "),
        ("CS", b"Original\\lower case"),
        ("AS", b"045Y"),
        ("UI", b"1.2.840.10008.1.2\0"),
        ("SH", b"B30f"),
        ("LO", b"A label of ordinary length"),
        ("LO", "Größe des Sichtfelds".encode()),
        ("ST", b"x" * 1000),
        ("DA", b"20240131"),
        ("TM", b"101500.5"),
        ("US", b"\1\0"),
    ],
)
def test_what_a_vr_promises_is_kept(vr, value):
    assert fits(vr, element(vr, value), DataSet())


@pytest.mark.parametrize(
    "vr, value",
    [
        ("DS", b"1.25 DOE^JANE"),
        ("DS", b"123-45-6789"),
        ("IS", b"7 Jane"),
        ("IS", b"5551234567890123"),
        ("CS", b"M\xfcller"),
        ("CS", b"DOE^JANE"),
        ("CS", b"A" * 65),
        ("AS", b"45 years"),
        ("UI", b"1.2.DOE"),
        ("UI", b"1" * 65),
        ("SH", b"x" * 65),
        ("LO", b"short\\" + b"x" * 65),
        ("ST", b"x" * 1025),
        ("DA", b"born 1957"),
        ("TM", b"noon"),
        ("AE", b"x" * 17),
    ],
)
def test_anything_else_is_none_of_it(vr, value):
    assert not fits(vr, element(vr, value), DataSet())


@pytest.mark.parametrize(
    "tag, vr, length, good",
    [
        (0x00280010, "US", 2, True),  # Rows, VM 1
        (0x00280010, "US", 18, False),
        (0x00181271, "FD", 8, True),
        (0x00181271, "FD", 24, False),
        (0x00181271, "FD", 7, False),
        (0x00089459, "FL", 4, True),
        (0x00283002, "US", 6, True),  # LUTDescriptor, VM 3
        (0x00283002, "US", 2, False),
        (0x00280009, "AT", 8, True),  # FrameIncrementPointer, VM 1-n
        (0x00280010, "US", 0, True),
        (0x70531000, "US", 40, True),  # private: nobody says how many
    ],
)
def test_a_number_has_its_width_and_as_many_values_as_the_dictionary_says(tag, vr, length, good):
    assert fits(vr, Element(tag, vr, bytes(length)), DataSet()) is good


def test_a_value_too_long_to_be_held_is_no_label():
    long = Element(0x00180050, "LO", offset=0, length=70_000)
    assert not fits("LO", long, DataSet()) and fits("UT", long, DataSet())


@pytest.mark.parametrize(
    "vr, before, after",
    [
        ("DS", b"1.25 DOE^JANE", b"1.25"),
        ("DS", b"0.5\\0.7mm", b"0.5\\0.7 "),
        ("IS", b"7 Jane", b"7 "),
        ("DS", b"1.2.840.113", None),
        ("DS", b"DOE 1.25", None),
        ("IS", b"5551234567890123", None),
        ("CS", b"DOE^JANE", None),
    ],
)
def test_of_a_number_with_text_behind_it_the_number_stays(vr, before, after):
    made = mended(vr, element(vr, before), DataSet())
    assert (made and made.value) == after


@given(st.sampled_from(["DS", "IS"]), st.binary(max_size=60))
def test_what_was_mended_fits(vr, value):
    made = mended(vr, element(vr, value), DataSet())
    assert made is None or fits(vr, made, DataSet())


@pytest.mark.parametrize(
    "value", [b"1 " * 30_000, b"1" * 60_000, b"\\" * 60_000 + b"x", b" " * 60_000 + b"x", b"1e" * 30_000]
)
def test_a_hostile_value_costs_no_more_than_its_length(value):
    began = time.process_time()
    for vr in ("DS", "IS", "CS", "AS", "UI", "DA", "DT", "TM", "LO"):
        fits(vr, element(vr, value), DataSet())
        mended(vr, element(vr, value), DataSet())
    # Quadratic would be minutes.
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "tag, vr, value, good",
    [
        (0x00080201, "SH", b"+0100 ", True),
        (0x00080201, "SH", b"at Mrs. Doe's", False),
        (0x00080005, "CS", b"ISO_IR 192", True),
        (0x00080005, "CS", b"\\ISO 2022 IR 87\\ISO 2022 IR 159", True),
        (0x00080005, "CS", b"DOE", False),
    ],
)
def test_some_attributes_have_a_form_of_their_own(tag, vr, value, good):
    assert fits(vr, Element(tag, vr, value), DataSet()) is good
