"""Safe private attributes are found by group, creator and low byte, whatever block the creator took."""

import pytest

from curtain.files.dataset import DataSet, Element
from curtain.rules.private import creator_of, is_creator, is_private, safe_vr


def with_creator(tag: int, text: bytes) -> DataSet:
    made = DataSet()
    made.add(Element(tag, "LO", text))
    return made


@pytest.mark.parametrize("block", [0x10, 0x12, 0xFF])
@pytest.mark.parametrize(
    "text", [b"Philips PET Private Group", b"PHILIPS PET PRIVATE GROUP ", b" Philips  PET Private Group\0"]
)
def test_a_creator_in_any_block_and_spelling(block, text):
    dataset = with_creator(0x70530000 | block, text)
    tag = 0x70530000 | block << 8
    assert safe_vr(tag, creator_of(tag, dataset)) == "DS"
    assert (
        safe_vr(tag | 0x09, creator_of(tag, dataset)) == "DS" and safe_vr(tag | 0x10, creator_of(tag, dataset)) is None
    )


def test_another_creator_another_group_or_none_is_not_safe():
    dataset = with_creator(0x70530010, b"Philips PET Private Group")
    assert safe_vr(0x70531100, creator_of(0x70531100, dataset)) is None  # block 11 is nobody's
    assert safe_vr(0x70551000, "philips pet private group") is None
    assert safe_vr(0x70531000, "") is None and safe_vr(0x70530010, "philips pet private group") is None
    assert creator_of(0x70530900, dataset) == ""


def test_what_is_private():
    assert is_private(0x70531000) and not is_private(0x00080018)
    assert is_creator(0x70530010) and not is_creator(0x70531000) and not is_creator(0x70530001)
