"""Writing: pieces, and what another reader makes of them."""

import io

import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curtain.files.part10 import open_dicom
from curtain.files.pieces import Pieces, PieceSource, Range, encode
from curtain.files.source import BytesSource, Truncated
from making import PYDICOM_FILES, SYNTAXES, ct, source


@pytest.mark.parametrize("syntax", SYNTAXES[:3])
def test_what_is_read_and_written_again_is_the_same_data_set(syntax):
    item = pydicom.Dataset()
    item.PatientName = "A^B"
    original = ct(syntax, RequestAttributesSequence=[item])
    dicom = open_dicom(source(original))
    body = PieceSource(encode(dicom.dataset, dicom.implicit, dicom.little).pieces(), dicom.source)
    again = pydicom.filereader.read_dataset(io.BytesIO(body.read(0, body.size)), dicom.implicit, dicom.little)
    assert again == pydicom.Dataset(original)


def test_real_files_survive_reading_and_writing():
    for name in ("CT_small.dcm", "MR_small_bigendian.dcm", "JPEG2000.dcm", "rtplan.dcm", "rtplan.dcm"):
        path = next(PYDICOM_FILES.rglob(name))
        dicom = open_dicom(BytesSource(path.read_bytes()))
        body = PieceSource(encode(dicom.dataset, dicom.implicit, dicom.little).pieces(), dicom.source)
        again = pydicom.filereader.read_dataset(io.BytesIO(body.read(0, body.size)), dicom.implicit, dicom.little)
        assert list(again.keys()) == list(pydicom.dcmread(path, force=True).keys()), name


@given(
    st.lists(st.one_of(st.binary(max_size=9), st.tuples(st.integers(0, 50), st.integers(0, 50)))),
    st.integers(0, 300),
    st.integers(0, 300),
)
def test_a_piece_source_reads_like_its_bytes(parts, offset, length):
    data = bytes(range(100))
    pieces = [part if isinstance(part, bytes) else Range(*part) for part in parts]
    whole = b"".join(p if isinstance(p, bytes) else data[p.offset : p.offset + p.length] for p in pieces)
    reading = PieceSource(pieces, BytesSource(data))
    assert reading.size == len(whole)
    if offset + length <= len(whole):
        assert reading.read(offset, length) == whole[offset : offset + length]
    else:
        with pytest.raises(Truncated):
            reading.read(offset, length)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1), st.data())
def test_the_ranges_of_a_span_hold_its_bytes(parts, draw):
    data = bytes(range(100))
    reading = PieceSource([Range(*part) for part in parts], BytesSource(data))
    start = draw.draw(st.integers(0, reading.size))
    stop = draw.draw(st.integers(start, reading.size))
    ranges = list(reading.ranges(start, stop))
    assert b"".join(data[each.offset : each.offset + each.length] for each in ranges) == reading.read(
        start, stop - start
    )


def test_a_span_of_new_bytes_has_no_range():
    with pytest.raises(TypeError):
        list(PieceSource([b"new"], BytesSource(b"")).ranges(0, 2))


def test_neighbours_are_joined_and_nothing_else():
    pieces = Pieces()
    for piece in (Range(0, 4), Range(4, 6), Range(11, 2), b"a", b"b", Range(13, 1)):
        pieces.add(piece)
    assert pieces.pieces() == [Range(0, 10), Range(11, 2), b"ab", Range(13, 1)]
    assert pieces.length == 15
