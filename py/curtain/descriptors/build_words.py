"""Makes lists/words.txt, the words that the package ships: python -m curtain.descriptors.build_words

Sources are the project's own lists in sources/, and two parts of the DICOM standard, both as pydicom carries them: the names in the data
dictionary (PS3.6) and the meanings of the codes in the context groups of PS3.16. Of the standard's words are left out plurals of words that
are there, words of one or two letters (the own lists say which of these mean something), names of people and places, and the groups in
`_ABOUT_OTHERS`. The same pydicom gives the same file.

The file is sent to browsers, so each section is sorted, and a word leaves out what it has in common with the word before it; the
character in front counts these letters.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from pydicom.datadict import DicomDictionary
from pydicom.sr._cid_dict import name_for_cid
from pydicom.sr._concepts_dict import concepts

from curtain.descriptors.words import DIGITS, marks
from curtain.verify.secrets import folded

_HERE = Path(__file__).parent
#: Lists whose words may stay wherever they stand, and lists for themselves.
_ALLOWED = ("anatomy", "technique", "findings", "plain", "life")
_SECTIONS = ("names", "eponyms", "parts")
#: Context groups of animals, countries, languages and parties: their words are names of places and people.
_ABOUT_OTHERS = re.compile(
    r"Breed|Animal|Species|Country|Language|Ethnic|Registry|Authority|Laborator|Manufactur|Genomic|Strain(?!Method|Prop)|Fixative"
)
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3
_SPELLINGS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"))
_HEAD = """\
# The words of sources/ and of the DICOM standard, folded; made by build_words.py, not to be edited. A line that begins with # is a comment.
# The first character of a word counts, from 0 to z, the letters that are those of the word before.
"""


def own_words(name: str) -> set[str]:
    """The words of a list in sources/, folded, and of words with an umlaut the spelling with two letters too."""
    found: set[str] = set()
    for line in (_HERE / "sources" / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        found.update(folded(line).split())
        for letter, letters in _SPELLINGS:
            line = line.replace(letter, letters)
        found.update(folded(line).split())
    return found


def standard_words() -> set[str]:
    """The words of the standard, folded."""
    found: set[str] = set()
    for entry in DicomDictionary.values():
        found.update(_words(entry[2]))
    for scheme in concepts.values():
        for codes in scheme.values():
            for meaning, groups in codes.values():
                if any(not _ABOUT_OTHERS.search(name_for_cid[group]) for group in groups):
                    found.update(_words(meaning))
    return found - own_words("names") - own_words("eponyms")


def allowed_words() -> set[str]:
    """What stays wherever it stands."""
    own = set().union(*map(own_words, _ALLOWED)) | (_contexts() - own_words("names") - own_words("eponyms"))
    standard = standard_words()
    known = own | standard
    return _stems(own | {word for word in standard if not (word.endswith("s") and word[:-1] in known)})


def _stems(found: set[str]) -> set[str]:
    """Without the words that `is_inflected` knows by a shorter one."""
    kept: set[str] = set()
    names = own_words("names")
    for word in sorted(found, key=len):
        stems = (word[:-length] for length in range(1, 5) if word[-length:] in marks()["inflections"])
        if (
            len(word) < 7
            or not word.isalpha()
            or word in names
            or kept.isdisjoint(stem for stem in stems if len(stem) > 5)
        ):
            kept.add(word)
    return kept


def _contexts() -> set[str]:
    """The words beside which a word of only_with.txt stays."""
    lines = (_HERE / "lists" / "only_with.txt").read_text("utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in folded(line.partition(":")[2]).split()}


def text() -> str:
    """The file, in lines of at most 120 letters."""
    sections = {"allowed": allowed_words(), **{name: own_words(name) for name in _SECTIONS}}
    return _HEAD + "".join(f"[{name}]\n{_shortened(found)}" for name, found in sections.items())


def _shortened(found: Iterable[str]) -> str:
    lines, line, before = [], "", ""
    for word in sorted(found):
        pairs = enumerate(zip(before, word, strict=False))
        same = min(
            next((at for at, (one, other) in pairs if one != other), min(len(before), len(word))), len(DIGITS) - 1
        )
        short, before = f"{DIGITS[same]}{word[same:]}", word
        if len(line) + len(short) > 119:
            lines.append(line)
            line = ""
        line = f"{line} {short}" if line else short
    return "\n".join([*lines, line]) + "\n"


def _words(name: str) -> set[str]:
    return {word for word in map(folded, _WORD.findall(name)) if len(word) >= _SHORTEST}


if __name__ == "__main__":
    (_HERE / "lists" / "words.txt").write_text(text(), "utf-8")
