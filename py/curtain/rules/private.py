"""Private attributes that are safe to keep: PS3.15 Table E.3.10-1.

An attribute is found by group, private creator and the low byte of its element number; which block a creator took in a
file is chance (PS3.5 7.8.1).
"""

import re
from functools import cache

from pydicom.datadict import private_dictionaries

from curtain.files.dataset import DataSet, decode
from curtain.rules.table import rows

_CREATOR = re.compile(r'"([^"]*)"')


@cache
def _safe() -> dict[tuple[int, str, int], tuple[str, str]]:
    """VR and meaning by group, creator and low byte."""
    found = {}
    for line in rows("ps3_15_safe_private.tsv"):
        group, low = int(line["tag"][:4], 16), int(line["tag"][6:], 16)
        found[group, plain(line["creator"]), low] = line["vr"].split("/")[0], line["meaning"]
    return found


@cache
def _creators() -> frozenset[str]:
    return frozenset(creator for _, creator, _ in _safe())


def is_safe_creator(text: str) -> bool:
    """True for a creator that Table E.3.10-1 names."""
    return plain(text.strip(" \0")) in _creators()


def without_strangers(path: str) -> str:
    """A path with a question mark for each creator that no list has: who made such a one up may have put anything into it."""
    return _CREATOR.sub(lambda found: found[0] if _is_listed(found[1]) else '"?"', path)


def _is_listed(creator: str) -> bool:
    return creator in _makers() or is_safe_creator(creator)


@cache
def _makers() -> frozenset[str]:
    """The creators of pydicom's private dictionaries."""
    return frozenset(map(plain, private_dictionaries))


def plain(creator: str) -> str:
    """A creator as it is compared: case and runs of spaces do not count."""
    return " ".join(creator.split()).casefold()


def is_private(tag: int) -> bool:
    """True for an odd group."""
    return bool(tag >> 16 & 1)


def is_creator(tag: int) -> bool:
    """True for an element that reserves a block of a private group."""
    return is_private(tag) and 0x10 <= tag & 0xFFFF <= 0xFF


def creator_of(tag: int, dataset: DataSet) -> str:
    """The creator of the block that a private element stands in, in plain form; '' where nobody reserved it."""
    block = tag >> 8 & 0xFF
    if block < 0x10:
        return ""
    creator = dataset.get(tag & 0xFFFF0000 | block)
    if creator is None or not creator.value:
        return ""
    return plain(decode(creator.value, dataset.charset).strip(" \0"))


def safe_vr(tag: int, creator: str) -> str | None:
    """The VR of a private attribute that is safe to keep, None for all others. `creator` as `creator_of` gives it."""
    found = _row(tag, creator)
    return found and found[0]


def safe_meaning(tag: int, creator: str) -> str:
    """What the table says that a safe private attribute is; "" for all others."""
    found = _row(tag, creator)
    return found[1] if found else ""


def _row(tag: int, creator: str) -> tuple[str, str] | None:
    return _safe().get((tag >> 16, creator, tag & 0xFF)) if creator and tag & 0xFFFF >= 0x1000 else None
