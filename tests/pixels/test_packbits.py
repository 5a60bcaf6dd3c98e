"""PackBits: what comes out decodes to what went in, row by row, and is no longer than it has to be."""

import imagecodecs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curtain.pixels.packbits import packbits


def unpacked(data: bytes) -> list[bytes]:
    """The runs, as PS3.5 G.3.2 reads them."""
    runs, at = [], 0
    while at < len(data):
        header = data[at]
        if header < 128:
            runs.append(data[at + 1 : at + 2 + header])
            assert len(runs[-1]) == header + 1
            at += 2 + header
        else:
            assert header != 128
            runs.append(data[at + 1 : at + 2] * (257 - header))
            at += 2
    return runs


def expect_rows(rows: np.ndarray) -> bytes:
    """No run crosses the end of a row, and all together are the rows."""
    data = packbits(rows)
    runs = unpacked(data)
    assert b"".join(runs) == rows.tobytes()
    ends = set(np.cumsum([len(run) for run in runs]).tolist())
    assert set(range(rows.shape[1], rows.size + 1, rows.shape[1])) <= ends
    return data


@given(st.integers(1, 300), st.lists(st.tuples(st.integers(0, 255), st.integers(1, 400)), min_size=1, max_size=20))
def test_all_rows_come_back(columns, stretches):
    flat = b"".join(bytes([value]) * length for value, length in stretches)
    rows = np.frombuffer(flat + bytes(-len(flat) % columns), np.uint8).reshape(-1, columns)
    assert np.array_equal(np.frombuffer(imagecodecs.packbits_decode(expect_rows(rows)), np.uint8), rows.ravel())


@pytest.mark.parametrize("columns", [1, 3, 127, 128, 129, 130, 256, 257, 1024])
def test_one_value_is_as_short_as_can_be(columns):
    data = expect_rows(np.full((3, columns), 7, np.uint8))
    assert len(data) == 3 * 2 * -(-columns // 128)


def test_noise_grows_by_one_byte_in_128():
    rows = np.tile(np.arange(256, dtype=np.uint8), (5, 2))
    assert len(expect_rows(rows)) == 5 * (512 + 4)


def test_pairs_are_no_reason_to_begin_a_run():
    rows = np.array([[1, 2, 2, 3, 4, 4, 4, 5]], np.uint8)
    assert unpacked(packbits(rows)) == [b"\1\2\2\3", b"\4\4\4", b"\5"]
