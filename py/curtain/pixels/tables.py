"""Look-up tables and colour profiles are drawn through, never shown themselves: what they hold has to be numbers. Needs no numpy.

The patient's own strings are searched for in them as anywhere else (`curtain.verify.search`); here a table is refused that
reads as words, in whichever way letters are put into its entries, and a colour profile that is none. What a genuine
colour profile says of itself and its maker is left.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from curtain.files.dataset import DataSet, Element
from curtain.files.part10 import Dicom
from curtain.outcome import Quarantine
from curtain.pixels.image import read_source

#: Palettes and their segments, red to alpha, large ones of old; data of modality, VOI and presentation tables; blending.
_TABLES = frozenset(
    (
        *range(0x00281201, 0x00281205),
        *range(0x00281211, 0x00281215),
        *range(0x00281221, 0x00281225),
        0x00283006,
        0x00281408,
    )
)
_ICC_PROFILE = 0x00282000
#: 65,536 entries of two bytes, and some more.
_LONGEST = 1 << 18
#: Two words, each in letters of one case, and a third or a number, with signs between them. Palettes of quantized colours have
#: much that is printable in them, and no such thing.
_WORD, _SIGN = rb"([A-Z]{3,24}|[A-Z]?[a-z]{2,24})", rb"[ ^,.'=_:/-]{1,3}"
_WORDS = re.compile(_WORD + _SIGN + _WORD + _SIGN + rb"(?:[A-Za-z]{2}|[0-9]{2})")


def refuse_text_in_tables(dicom: Dicom) -> None:
    """Raises Quarantine (`text-in-table`) where a table of an object, at any depth, reads as text."""
    for element in _elements(dicom.dataset):
        if element.items is not None or element.fragments is not None or not element.length:
            continue
        if element.tag == _ICC_PROFILE:
            if not _is_profile(dicom, element):
                raise Quarantine(
                    "text-in-table",
                    "The colour profile of this image is none: nobody can tell what it holds. Leave it out.",
                )
        elif element.length > _LONGEST or reads_as_text(_value(dicom, element)):
            raise Quarantine(
                "text-in-table",
                "A look-up table of this image reads as text, which nobody would see before it leaves. Leave it out.",
            )


def reads_as_text(data: bytes) -> bool:
    """True where words stand in the entries of a table: two letters in each, or one."""
    views = (data, data[::2], data[1::2])
    return any(any(map(_turns, found.groups())) for view in views for found in _WORDS.finditer(view))


def _turns(word: bytes) -> bool:
    """True where letters go up and down, as those of a curve do not."""
    steps = [after > before for before, after in pairwise(word) if after != before]
    return any(one != other for one, other in pairwise(steps))


def _elements(dataset: DataSet) -> Iterator[Element]:
    for element in dataset:
        if element.tag in _TABLES or element.tag == _ICC_PROFILE:
            yield element
        for item in element.items or ():
            yield from _elements(item)


def _value(dicom: Dicom, element: Element) -> bytes:
    return element.value if element.value is not None else read_source(dicom, element.offset, element.length)


def _is_profile(dicom: Dicom, element: Element) -> bool:
    """By the length in its header and its signature (ISO 15076-1 7.2)."""
    head = element.value[:40] if element.value is not None else read_source(dicom, element.offset, 40)
    return head[36:40] == b"acsp" and 0 <= element.length - int.from_bytes(head[:4], "big") <= 1
