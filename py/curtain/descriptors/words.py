"""The words that may stay in a description, read once from the lists beside this module."""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from curtain.verify.secrets import folded

#: Lists of the project's own.
LISTS = ("anatomy", "technique", "findings", "plain", "scripts", "eponyms", "only_with")
#: How many letters a word of standard.txt shares with the word before it.
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST_PART = 14
_LINKS = ("", "s", "n", "en", "es", "er", "e")
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Words:
    """All lists, folded.

    Attributes
    ----------
    allowed
        What stays wherever it stands.
    names
        Common given and family names.
    eponyms
        People after whom something is called; those that are in `names` too need a word of `marks["eponym_words"]` near them.
    only_with
        Words that are more often a name, and beside which words they stay.
    parts
        What German and Dutch compounds are made of.
    unspaced
        Words of scripts that put no spaces between words, the longest first, by their first letter.
    marks
        Words that say what the words beside them are, by section.
    months
        Names of months and their short forms, to the month's number.
    """

    allowed: frozenset[str]
    names: frozenset[str]
    eponyms: frozenset[str]
    only_with: dict[str, frozenset[str]]
    parts: frozenset[str]
    unspaced: dict[str, tuple[str, ...]]
    marks: dict[str, frozenset[str]]
    months: dict[str, int]


@cache
def words() -> Words:
    """The lists, read once."""
    eponyms = read_words("eponyms")
    only_with = {}
    for line in _lines("only_with"):
        word, _, beside = line.partition(":")
        only_with[folded(word)] = frozenset(folded(beside).split())
    sections: dict[str, list[str]] = {}
    months: dict[str, int] = {}
    for line in _lines("marks"):
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        else:
            section.append(folded(line))
            if section is sections.get("months"):
                months |= dict.fromkeys(folded(line).split(), len(section))
    allowed: set[str] = set()
    for name in LISTS:
        if name not in ("eponyms", "only_with"):
            allowed |= read_words(name)
    word = ""
    for short in " ".join(_lines("standard")).split():
        word = word[: DIGITS.index(short[0])] + short[1:]
        allowed.add(word)
    unspaced: dict[str, list[str]] = {}
    for word in read_words("scripts"):
        if is_unspaced(word[0]):
            unspaced.setdefault(word[0], []).append(word)
    return Words(
        allowed=frozenset(allowed - only_with.keys()),
        names=read_words("names"),
        eponyms=eponyms,
        only_with=only_with,
        parts=read_words("parts"),
        unspaced={letter: tuple(sorted(found, key=len, reverse=True)) for letter, found in unspaced.items()},
        marks={name: frozenset(" ".join(lines).split()) for name, lines in sections.items()},
        months=months,
    )


def read_words(name: str) -> frozenset[str]:
    """The words of a list, folded, and of words with an umlaut the spelling with two letters too."""
    found: set[str] = set()
    for line in _lines(name):
        text = line.partition(":")[0] if name == "only_with" else line
        found.update(folded(text).split())
        if not text.isascii() and name != "scripts":
            found.update(folded(_wide(text)).split())
    return frozenset(found)


def is_unspaced(letter: str) -> bool:
    """True for letters of scripts that put no spaces between words: Thai, and from the CJK radicals on."""
    return "\u0e00" <= letter <= "\u0eff" or "\u1100" <= letter <= "\u11ff" or "\u2e80" <= letter <= "\ufaff"


@lru_cache(maxsize=8192)
def is_compound(word: str) -> bool:
    """True for a word that is made of parts: Kniegelenkserguss."""
    return 7 < len(word) < 61 and _splits(word, words().parts)


@lru_cache(maxsize=8192)
def is_glued(word: str) -> bool:
    """True for words of protocols that are written together: axt2fs, headneck."""
    return 3 < len(word) < 41 and _splits(word, words().marks["glue"], ("",), 2)


def _splits(word: str, parts: frozenset[str], links: tuple[str, ...] = _LINKS, shortest: int = 3) -> bool:
    """Whether two to four parts, with their links, make up the whole word; linear in its length."""
    reached: list[set[int]] = [{0}, *(set() for _ in word)]
    for start in range(len(word)):
        counts = reached[start]
        if not counts:
            continue
        for end in range(start + shortest, min(len(word), start + _LONGEST_PART) + 1):
            if word[start:end] not in parts:
                continue
            more = {count + 1 for count in counts if count < _MOST_PARTS}
            for link in links:
                if word.startswith(link, end):
                    reached[end + len(link)] |= more
    return any(count > 1 for count in reached[len(word)])


def _wide(text: str) -> str:
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa")):
        text = text.replace(letter, letters)
    return text


def _lines(name: str) -> list[str]:
    lines = (files("curtain.descriptors") / "lists" / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
