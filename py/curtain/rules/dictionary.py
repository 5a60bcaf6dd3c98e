"""PS3.6 as a person searches it: attributes by keyword, by words of their name in any order, or by tag in any spelling."""

import re
from functools import cache
from typing import NamedTuple

from pydicom.datadict import DicomDictionary, RepeatersDictionary, get_entry

from curtain.rules.table import basic

_TAG = re.compile(r"\(?([0-9A-Fa-f]{4})[ ,]*([0-9A-Fa-f]{4})\)?")
#: So many digits of a tag stand for all that begin with them.
_BEGINNING = re.compile(r"\(?([0-9A-Fa-f]{4})[ ,]*([0-9A-Fa-f]{0,3})")
#: Of commands, media directories and items: they stand in no data set that is cleaned.
_NO_DATA_SET = frozenset({0x0000, 0x0004, 0xFFFE})
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_POSSESSIVE = re.compile(r"['’`]s\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


class _Entry(NamedTuple):
    tag: int
    words: tuple[str, ...]
    #: Keyword and name without what stands between their words.
    keyword: str
    name: str
    #: What stands behind others that fit as well: retired attributes, and those that no row of Table E.1-1 has.
    is_retired: bool
    is_unlisted: bool


def find(query: str, limit: int = 50) -> list[int]:
    """The tags of the attributes that a query may mean, best first.

    A whole tag gives itself, in the dictionary or not. Of a repeating group the first tag stands for all.
    """
    tag = as_tag(query)
    if tag is not None:
        return [tag]
    words = _words(query)
    if not words:
        return []
    squeezed = "".join(words)
    ranked = [(rank, entry) for entry in _entries() if (rank := _rank(entry, words, squeezed)) is not None]
    ranked.sort(key=lambda each: (each[0], *_order(each[1])))
    beginning = _BEGINNING.fullmatch(query.strip())
    found = [entry.tag for _, entry in ranked]
    if beginning:
        digits = (beginning[1] + beginning[2]).upper()
        found += [entry.tag for entry in _entries() if f"{entry.tag:08X}".startswith(digits)]
    return list(dict.fromkeys(found))[:limit]


def named(text: str) -> int | None:
    """The one public attribute of this tag, keyword or name, however it is spelled."""
    tag = as_tag(text)
    if tag is not None:
        return tag
    squeezed = "".join(_words(text))
    same = [entry for entry in _entries() if squeezed and squeezed in (entry.keyword, entry.name)]
    return min(same, key=_order).tag if same else None


def as_tag(text: str) -> int | None:
    """A tag that is written as `(0010,0040)`, `0010,0040`, `0010 0040` or `00100040`."""
    match = _TAG.fullmatch(text.strip())
    return int(match[1] + match[2], 16) if match else None


def name_of(tag: int) -> str:
    """The name of a public attribute; "" where the dictionary has none."""
    try:
        return get_entry(tag)[2]
    except KeyError:
        return ""


def _rank(entry: _Entry, words: list[str], squeezed: str) -> int | None:
    """How well an entry fits, 0 best; None for not at all."""
    if squeezed in (entry.keyword, entry.name):
        return 0
    if all(word in entry.words for word in words):
        return 1
    if entry.keyword.startswith(squeezed):
        return 2
    if all(any(each.startswith(word) for each in entry.words) for word in words):
        return 3
    return 4 if all(word in entry.keyword for word in words) else None


def _order(entry: _Entry) -> tuple[bool, bool, int, int]:
    return entry.is_retired, entry.is_unlisted, len(entry.words), entry.tag


def _words(text: str) -> list[str]:
    plain = _HUMP.sub(" ", _POSSESSIVE.sub("", text))
    return [word.casefold() for word in _WORD.findall(plain)]


@cache
def _entries() -> list[_Entry]:
    masks = {int(mask.replace("x", "0"), 16): entry for mask, entry in RepeatersDictionary.items()}
    entries = []
    for tag, (_, _, name, retired, keyword) in sorted({**masks, **DicomDictionary}.items()):
        if tag >> 16 in _NO_DATA_SET:
            continue
        words = _words(name)
        own = dict.fromkeys([*words, *_words(keyword)])
        entries.append(_Entry(tag, tuple(own), keyword.casefold(), "".join(words), bool(retired), tag not in basic()))
    return entries
