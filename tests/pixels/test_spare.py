"""Bits of containers outside of a sample: what may stand there, and what is left when they are cleared."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.pixels.spare import SpareBits


@st.composite
def layouts(draw) -> SpareBits:
    width = draw(st.sampled_from((1, 2, 4)))
    high = draw(st.integers(0, 8 * width - 1))
    low = draw(st.sampled_from((0, 0, draw(st.integers(0, high)))))
    return SpareBits(width, low, high, draw(st.booleans()), draw(st.booleans()))


def values_of(spare: SpareBits, data: bytes) -> list[int]:
    return np.frombuffer(data, f"{'<' if spare.little else '>'}u{spare.width}").tolist()


def bytes_of(spare: SpareBits, values: list[int]) -> bytes:
    return np.array(values, f"{'<' if spare.little else '>'}u{spare.width}").tobytes()


def extended(spare: SpareBits, value: int) -> int:
    """The container of a sample with its sign in all bits above."""
    above = (1 << 8 * spare.width) - (1 << spare.high + 1)
    return value & spare.mask | (above if value >> spare.high & 1 else 0)


@settings(deadline=None, max_examples=300)
@given(layouts(), st.data())
def test_what_is_hidden_is_what_no_rule_of_one_value_explains(spare, data):
    """Said once more, by numbers instead of bytes."""
    kind = data.draw(st.sampled_from(("anything", "plain", "extended")))
    values = data.draw(st.lists(st.integers(0, (1 << 8 * spare.width) - 1), min_size=1, max_size=6))
    if kind != "anything":
        values = [value & spare.mask if kind == "plain" else extended(spare, value) for value in values]
    plain = all(value & ~spare.mask == 0 for value in values)
    signed = all(value == extended(spare, value) for value in values)
    blocks = [bytes_of(spare, values[:2]), bytes_of(spare, values[2:])]
    assert spare.hides(blocks) == (not plain and not signed)


@settings(deadline=None, max_examples=200)
@given(layouts(), st.binary(min_size=1, max_size=40))
def test_clearing_leaves_the_bits_of_each_sample_and_nothing_else(spare, data):
    data = data * spare.width
    cleared = spare.cleared(data)
    assert len(cleared) == len(data) and not spare.hides([cleared])
    for before, after in zip(values_of(spare, data), values_of(spare, cleared), strict=True):
        assert after == (extended(spare, before) if spare.is_signed else before & spare.mask)


def test_each_byte_can_be_cleared_by_itself():
    twelve = SpareBits(2, 0, 11, is_signed=False)
    assert twelve.spare_bytes == (1,) and twelve.clearing(0) is None
    assert b"\xfa\x05".translate(twelve.clearing(1)) == b"\x0a\x05"
    # The sign is in the same byte.
    assert b"\x1a\x15".translate(SpareBits(2, 0, 11, is_signed=True).clearing(1)) == b"\xfa\x05"
    # It is not: then there are zeros.
    assert b"\x1a\x15".translate(SpareBits(2, 0, 7, is_signed=True).clearing(1)) == b"\0\0"


@pytest.mark.parametrize("little", [True, False])
def test_the_padding_that_the_header_declares_hides_nothing_and_a_second_value_does(little):
    spare = SpareBits(2, 0, 11, is_signed=False, little=little, padding=0xF830)
    padded = bytes_of(spare, [3000, 0xF830, 0x830, 12])
    assert not spare.hides([padded])
    assert SpareBits(2, 0, 11, is_signed=False, little=little).hides([padded])
    assert spare.hides([bytes_of(spare, [3000, 0xF830, 0x1830])])
