"""Makes lists/standard.txt, the words that the DICOM standard itself uses: python -m curtain.descriptors.build_words

Sources, both as pydicom carries them: the names in the data dictionary (PS3.6) and the meanings of the codes in the context groups of
PS3.16. Left out are what the project's own lists hold already, plurals of words that are there, words of one or two letters (the own lists
say which of these mean something), names of people and places, and the groups in `_ABOUT_OTHERS`. The same pydicom gives the same file.

The file is shipped to browsers, so a word leaves out what it begins with as the word before it, and a digit (36 of them, to z) counts these letters.
"""

import re
from importlib.resources import files
from os.path import commonprefix
from pathlib import Path

from pydicom.datadict import DicomDictionary
from pydicom.sr._cid_dict import name_for_cid
from pydicom.sr._concepts_dict import concepts

from curtain.descriptors.words import DIGITS, LISTS, read_words
from curtain.verify.secrets import folded

#: Context groups of animals, countries, languages and parties: their words are names of places and people.
_ABOUT_OTHERS = re.compile(
    r"Breed|Animal|Species|Country|Language|Ethnic|Registry|Authority|Laborator|Manufactur|Genomic|Strain(?!Method|Prop)|Fixative"
)
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_HEAD = """\
# Words of the DICOM standard that no other list has; made by build_words.py. A line that begins with # is a comment.
# The first character counts, from 0 to z, the letters that are those of the word before.
"""


def standard_words() -> list[str]:
    """The words, folded and in order."""
    found: set[str] = set()
    for entry in DicomDictionary.values():
        found.update(_words(entry[2]))
    for scheme in concepts.values():
        for codes in scheme.values():
            for meaning, groups in codes.values():
                if any(not _ABOUT_OTHERS.search(name_for_cid[group]) for group in groups):
                    found.update(_words(meaning))
    own = {word for name in LISTS for word in read_words(name)}
    found -= own | read_words("names")
    known = found | own
    return sorted(word for word in found if not (word.endswith("s") and word[:-1] in known))


def text() -> str:
    """The file, in lines of at most 120 letters."""
    lines, line, before = [], "", ""
    for word in standard_words():
        same = min(len(commonprefix((before, word))), len(DIGITS) - 1)
        short, before = f"{DIGITS[same]}{word[same:]}", word
        if len(line) + len(short) > 119:
            lines.append(line)
            line = ""
        line = f"{line} {short}" if line else short
    return _HEAD + "\n".join([*lines, line]) + "\n"


def _words(name: str) -> set[str]:
    return {word for word in map(folded, _WORD.findall(name)) if len(word) >= _SHORTEST}


if __name__ == "__main__":
    Path(str(files("curtain.descriptors") / "lists" / "standard.txt")).write_text(text(), "utf-8")
