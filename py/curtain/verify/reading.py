"""How strictly each attribute is read: what counts as a finding where a rule should have removed everything is chance
where a device writes its own words, and was asked for where an option keeps a value on purpose.
"""

import re
from enum import Enum
from functools import lru_cache

from curtain.files.dataset import dictionary_vr
from curtain.rules.options import Option
from curtain.rules.overrides import Strategy
from curtain.rules.profile import Profile
from curtain.rules.table import rule
from curtain.verify.terms import (
    ALL,
    INITIAL,
    JOINED,
    JOINED_STAFF,
    NUMBER,
    PHONE,
    PLACE,
    SHORT,
    WORD,
    WORD_OF_FOUR,
    WORD_OF_STAFF,
)

_ALWAYS = JOINED | JOINED_STAFF | NUMBER | PHONE
_WORDS = WORD | WORD_OF_FOUR | WORD_OF_STAFF


class Reading(Enum):
    """A way of reading, and the terms that are findings in it."""

    #: Where the profile leaves a dummy or nothing: everything, however short.
    STRICT = ALL
    #: What people write, and the engine does not take away: any word that is no word of everybody.
    FREE = _ALWAYS | _WORDS | SHORT | INITIAL | PLACE
    #: Descriptions that were cleaned word by word.
    CLEANED = _ALWAYS | _WORDS | SHORT | PLACE
    #: What devices write: words that cannot be chance.
    DEVICE = _ALWAYS | _WORDS | PLACE
    #: Coded strings, and bytes that may be anything: longer words.
    TERM = _ALWAYS | WORD | WORD_OF_STAFF | PLACE
    #: Makers and models: longer words of the patient's own name, and no institutions, which some makers sign as.
    MAKER = _ALWAYS | WORD
    #: Codes of published schemes, which are full of eponyms: a whole name, a number.
    VOCABULARY = _ALWAYS
    #: Kept because an option asks for it: the patient's own whole name and numbers.
    RETAINED = JOINED | NUMBER


CODING_SCHEME_DESIGNATOR, _CODE_MEANING = 0x00080102, 0x00080104
#: The parts of a code (PS3.3 8.1): value, scheme, its version and name, meaning, long value.
_CODES = frozenset({0x00080100, CODING_SCHEME_DESIGNATOR, 0x00080103, _CODE_MEANING, 0x00080115, 0x00080119})
#: Attributes that speak of devices: a word of a name in them (Philips) may be chance, a whole name is not.
_MAKERS = frozenset(
    {
        0x00020013,  # ImplementationVersionName, our own
        0x00080070,  # Manufacturer
        0x00081090,  # ManufacturerModelName
        0x00181020,  # SoftwareVersions
        0x00620009,  # SegmentAlgorithmName
        0x00660031,  # AlgorithmVersion
        0x00660036,  # AlgorithmName
    }
)
_DEIDENTIFICATION_METHOD = 0x00120063
_PROSE = frozenset({"LT", "ST", "UT", "UC", "UR", "PN"})


def _values(one: bytes) -> re.Pattern[bytes]:
    """Values of one form. Nothing is tried twice: a long value that breaks it costs no more than one that does not."""
    one = rb"[ \0]*+(?>" + one + rb")?[ \0]*+"
    return re.compile(one + rb"(?:\\" + one + rb")*+")


_DAY = rb"\d{4}(?:\d{4}|\.\d{2}\.\d{2})"
_NUMBER = rb"[-+]?\d*+(?:\.\d*+)?(?:[eE][-+]?\d++)?"
#: What values of these VRs look like when they are what they should be. What breaks its format is free text.
FORMATS: dict[str, re.Pattern[bytes]] = {
    "AS": _values(rb"\d{3}[DWMY]"),
    "CS": _values(rb"[A-Z0-9_ ]++"),
    "DA": _values(_DAY + rb"(?:-" + _DAY + rb")?"),
    "DS": _values(_NUMBER),
    "DT": _values(rb"\d{4,14}(?:\.\d{1,6})?(?:[-+]\d{4})?"),
    "IS": _values(_NUMBER),
    "UI": re.compile(rb"[0-9. \\\0]*+"),
    "TM": _values(rb"\d{2}:?(?:\d{2}:?(?:\d{2}(?:\.\d{1,6})?)?)?"),
}


def is_part_of_code(tag: int) -> bool:
    """True for an attribute that is read by the scheme that its item names."""
    return tag in _CODES


@lru_cache(maxsize=8192)
def reading_of(tag: int, vr: str, profile: Profile, is_safe: bool = False, is_local: bool = False) -> Reading:
    """How an attribute is read.

    Parameters
    ----------
    is_safe
        For a private attribute: the table of safe ones has it.
    is_local
        For a part of a code: its scheme is somebody's own.
    """
    if tag in _CODES:
        if not is_local:
            return Reading.VOCABULARY
        return Reading.FREE if tag == _CODE_MEANING else Reading.MAKER
    if tag in _MAKERS:
        return Reading.MAKER
    if tag == _DEIDENTIFICATION_METHOD:
        return Reading.FREE
    if tag >> 16 & 1:
        if Option.SAFE_PRIVATE not in profile.options:
            return Reading.STRICT
        return Reading.VOCABULARY if 0x10 <= tag & 0xFFFF <= 0xFF else Reading.DEVICE if is_safe else Reading.STRICT
    found = rule(tag, vr) or rule(tag, dictionary_vr(tag))
    if found is None:
        return Reading.FREE if vr in _PROSE else Reading.DEVICE
    asked = {option: code for option, code in found.options if option in profile.options}
    if Option.CLEAN_DESCRIPTORS in asked:
        return Reading.CLEANED
    if not asked or "C" in asked.values():
        return Reading.STRICT
    return Reading.MAKER if asked.keys() == {Option.PATIENT_CHARACTERISTICS} else Reading.RETAINED


#: What the engine makes of a value with the case's key: letters and digits, which are nobody's.
_MADE = frozenset({Strategy.HASH, Strategy.PSEUDONYM, Strategy.RANDOMISE})
#: A value that stays whole, or that a script took from anywhere in the object: a name may be all of it.
_WHOLE = frozenset({Strategy.KEEP, Strategy.SCRIPT})
_TEXTS = frozenset({"AE", "LO", "LT", "PN", "SH", "ST", "UC", "UN", "UR", "UT"})


def reading_of_override(strategy: Strategy, vr: str) -> Reading:
    """How an attribute is read that the profile has a rule of its own for."""
    if vr in ("DA", "DT", "TM", "AS") or strategy in _MADE:
        # A day that was asked to stay, or what a day became, which may be another one's by chance.
        return Reading.RETAINED
    if strategy in (Strategy.REMOVE, Strategy.EMPTY) or (strategy in _WHOLE and vr in _TEXTS):
        return Reading.STRICT
    return Reading.CLEANED if strategy is Strategy.CLEAN else Reading.FREE
