"""Opening files: what is DICOM, in which encoding, and where it ends."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.files.part10 import open_dicom
from curtain.files.source import BytesSource
from curtain.outcome import NotDicom, Quarantine
from making import PIXELS, SYNTAXES, as_bytes, ct, encapsulated, source


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_native_encoding_reads_the_same_values(syntax):
    dicom = open_dicom(source(ct(syntax)))
    assert dicom.syntax == syntax
    assert dicom.dataset.text(0x00100010) == "MUSTERMANN^ERIKA"
    assert dicom.dataset.ints(0x00280010) == [16]
    assert dicom.dataset.texts(0x00080008) == ["ORIGINAL", "PRIMARY", "AXIAL"]
    assert dicom.pixel_data is not None and dicom.pixel_data.length == len(PIXELS)


def test_a_file_without_preamble_is_read():
    assert open_dicom(BytesSource(as_bytes(ct())[132:])).dataset.text(0x00100020) == "MRN-4711-08"


@pytest.mark.parametrize("syntax", SYNTAXES[:3])
def test_a_bare_data_set_without_file_meta_is_read(syntax):
    data = as_bytes(ct(syntax))
    start = 132 + 12 + int.from_bytes(data[140:144], "little")
    dicom = open_dicom(BytesSource(data[start:]))
    assert (dicom.syntax, dicom.dataset.text(0x00100020)) == (syntax, "MRN-4711-08")


def test_the_encoding_that_stands_there_counts_more_than_the_one_announced():
    # Padded to the same length, so that group 0002 stays whole: explicit is announced as implicit.
    lying = as_bytes(ct()).replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2\0\0\0")
    assert open_dicom(BytesSource(lying)).dataset.text(0x00100020) == "MRN-4711-08"


@pytest.mark.parametrize(
    "data",
    [b"hello, this is a letter about a patient", b"\x08\x00" + b"x" * 300, b"PK\x03\x04" + bytes(400), bytes(500)],
)
def test_what_is_no_dicom_is_listed_as_such(data):
    with pytest.raises(NotDicom):
        open_dicom(BytesSource(data))


def test_an_empty_file_is_listed_as_such():
    with pytest.raises(NotDicom) as stop:
        open_dicom(BytesSource(b""))
    assert stop.value.code == "empty"


def test_a_dicomdir_is_recognised_and_left_out():
    dataset = ct(SOPClassUID="1.2.840.10008.1.3.10")
    with pytest.raises(NotDicom) as stop:
        open_dicom(source(dataset))
    assert stop.value.code == "dicomdir"


def test_a_file_cut_off_anywhere_is_refused_or_visibly_has_no_pixels():
    data = as_bytes(ct())
    for size in range(1, len(data)):
        try:
            dicom = open_dicom(BytesSource(data[:size]))
        except (NotDicom, Quarantine) as stop:
            assert stop.code in ("truncated", "damaged", "not-dicom"), size
        else:
            assert dicom.pixel_data is None, size


def test_what_follows_pixel_data_is_read_and_loose_bytes_are_counted():
    dataset = ct()
    dataset.add_new(0xFFFCFFFC, "OB", b"MUSTERMANN")
    dicom = open_dicom(BytesSource(as_bytes(dataset) + b"\0\0\0"))
    assert 0xFFFCFFFC in dicom.dataset.elements
    assert dicom.trailing == 3


def test_garbage_behind_pixel_data_is_not_carried_over():
    dicom = open_dicom(BytesSource(as_bytes(ct()) + b"MUSTERMANN^ERIKA is the name of the patient"))
    assert dicom.trailing > 0
    assert max(dicom.dataset.elements) == 0x7FE00010


def test_encapsulated_data_without_its_delimiter_is_read():
    data = as_bytes(encapsulated([b"\xff\xd8\xff\xd9"]))
    assert data.endswith(b"\xfe\xff\xdd\xe0\0\0\0\0")
    dicom = open_dicom(BytesSource(data[:-8]))
    assert dicom.pixel_data is not None and len(dicom.pixel_data.fragments) == 2


def test_a_header_is_read_at_the_cost_of_the_header():
    class Counting(BytesSource):
        read_bytes = 0

        def read(self, offset, length):
            self.read_bytes += length
            return super().read(offset, length)

    dataset = ct(PixelData=bytes(50_000_000), Rows=5000, Columns=5000)
    counting = Counting(as_bytes(dataset))
    open_dicom(counting)
    assert counting.read_bytes < 300_000


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_whatever_the_bytes_only_an_outcome_comes_out(noise):
    for data in (noise, bytes(128) + b"DICM" + noise, as_bytes(ct())[:340] + noise):
        with contextlib.suppress(NotDicom, Quarantine):
            open_dicom(BytesSource(data))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(132, 900), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_mutated_file_opens_or_has_an_outcome(edits):
    data = bytearray(as_bytes(ct()))
    for at, value in edits:
        data[at % len(data)] = value
    with contextlib.suppress(NotDicom, Quarantine):
        open_dicom(BytesSource(bytes(data)))
