"""The words that may stay in a description, read once from the lists beside this module."""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from curtain.verify.secrets import folded

#: How many letters a word of words.txt has in common with the word before it.
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
    only_with = {}
    for line in _lines("only_with"):
        word, _, beside = line.partition(":")
        only_with[folded(word)] = frozenset(folded(beside).split())
    found = {name: _whole_words(lines) for name, lines in _sections("words").items()}
    scripts = {word for line in _lines("scripts") for word in folded(line).split()}
    unspaced: dict[str, list[str]] = {}
    for word in sorted(scripts, key=len, reverse=True):
        if is_unspaced(word[0]):
            unspaced.setdefault(word[0], []).append(word)
    return Words(
        allowed=frozenset((found["allowed"] | scripts) - only_with.keys()),
        names=frozenset(found["names"]),
        eponyms=frozenset(found["eponyms"]),
        only_with=only_with,
        parts=frozenset(found["parts"]),
        unspaced={letter: tuple(those) for letter, those in unspaced.items()},
        marks=marks(),
        months={
            word: number for number, line in enumerate(_sections("marks")["months"], 1) for word in folded(line).split()
        },
    )


@cache
def marks() -> dict[str, frozenset[str]]:
    """The sections of marks.txt, folded."""
    return {name: frozenset(folded(" ".join(lines)).split()) for name, lines in _sections("marks").items()}


def _whole_words(lines: list[str]) -> set[str]:
    found, word = set(), ""
    for short in " ".join(lines).split():
        word = word[: DIGITS.index(short[0])] + short[1:]
        found.add(word)
    return found


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


@lru_cache(maxsize=8192)
def is_formed(word: str) -> bool:
    """True for words that medicine forms of others: nephroureterectomy, lumboabdominal, posttraumatic."""
    if not 6 < len(word) < 41 or not word.isalpha():
        return False
    lists = words()
    for length in range(4, min(len(word) - 2, 14)):
        if word[-length:] in lists.marks["endings"]:
            return True
    return any(
        word[:length] in lists.marks["beginnings"] and word[length:] in lists.allowed
        for length in range(3, len(word) - 4)
    )


@lru_cache(maxsize=8192)
def is_inflected(word: str) -> bool:
    """True for a word that differs from a listed one in its ending only: hepatici, rechtsseitiges, mapped."""
    if not 6 < len(word) < 41 or not word.isalpha():
        return False
    lists = words()
    endings = lists.marks["inflections"]
    for length in range(5):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        if len(stem) < 6 or (ending and ending not in endings):
            continue
        if stem in lists.allowed or any(stem + other in lists.allowed for other in endings):
            return True
    return False


def is_listed(word: str) -> bool:
    """True for a word of radiology, or one that is formed of such: none that gives a place or a person away."""
    lists = words()
    return word in lists.allowed or (word not in lists.names and (is_inflected(word) or is_formed(word)))


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


def _sections(name: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in _lines(name):
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        else:
            lines.append(line)
    return sections


def _lines(name: str) -> list[str]:
    lines = (files("curtain.descriptors") / "lists" / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
