"""What goes from descriptions although nothing says that it identifies: words that no list has, and long texts.

A person may accept them (`Profile.keep_words`, `Profile.keep_texts`). Words of the case's own people, places and
institutions are never offered, whosever they are.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Self

from curtain.descriptors import Cleaned, cleaner
from curtain.descriptors.text import atoms_of, camel_parts, composed
from curtain.files.dataset import DataSet, Element, decode, dictionary_vr
from curtain.rules.decide import LONG_TEXTS
from curtain.rules.profile import Profile
from curtain.survey.smallest import Smallest, key_of
from curtain.verify.secrets import Secrets, folded

_WORDS, _TEXTS, _OWN, _EXAMPLES, _PATHS = 2000, 300, 20_000, 5, 5
_SHOWN, _SHOWN_LONG = 300, 2000
#: What nobody can read to its end nobody can accept.
_LONGEST_TEXT, _MOST_WORDS = 10_240, 200
_UNKNOWN = "unknown"


def _first(one: Any, other: Any) -> Any:
    return min(one, other)


@dataclass(slots=True)
class Word:
    """A word that no list has."""

    word: str
    files: int = 1
    paths: Smallest[str] = field(default_factory=lambda: Smallest(_PATHS, _first))
    #: Texts that it stands in, before and after, cut.
    texts: Smallest[tuple[str, str]] = field(default_factory=lambda: Smallest(_EXAMPLES, _first))

    def fold(self, other: Self) -> Self:
        self.word = min(self.word, other.word)
        self.files += other.files
        self.paths.fold(other.paths)
        self.texts.fold(other.texts)
        return self


@dataclass(slots=True)
class Text:
    """A long text that the profile removes, and all that would stay of it."""

    digest: str
    before: str
    after: str
    words: tuple[str, ...]
    accepted: bool
    files: int = 1
    paths: Smallest[str] = field(default_factory=lambda: Smallest(_PATHS, _first))

    def fold(self, other: Self) -> Self:
        self.words = min(self.words, other.words)
        self.accepted |= other.accepted
        self.files += other.files
        self.paths.fold(other.paths)
        return self


class LeftOver:
    """Over all files that were surveyed."""

    __slots__ = ("_own", "_own_more", "texts", "words")

    def __init__(self) -> None:
        self.words: Smallest[Word] = Smallest(_WORDS, Word.fold)
        self.texts: Smallest[Text] = Smallest(_TEXTS, Text.fold)
        self._own: set[str] = set()
        #: Of so many people that not all of their words can be held: then none is offered.
        self._own_more = False

    def own(self, words: Iterable[str]) -> None:
        """Take note of words, as they are compared, that are somebody's or some place's."""
        if not self._own_more:
            self._own.update(words)
        if len(self._own) > _OWN:
            self._own_more = True
            self._own.clear()

    def fold(self, other: Self) -> None:
        self.words.fold(other.words)
        self.texts.fold(other.texts)
        if other._own_more:
            self._own_more = True
            self._own.clear()
        self.own(other._own)

    def as_dict(self) -> dict[str, Any]:
        return {
            "words": [
                self.words.more,
                [
                    (key, word.word, word.files, [word.paths.more, word.paths.items()], word.texts.items())
                    for key, word in self.words.items()
                ],
            ],
            "texts": [
                self.texts.more,
                [
                    (key, text.digest, text.before, text.after, text.words, text.accepted, text.files, text.paths.items())
                    for key, text in self.texts.items()
                ],
            ],
            "own": [self._own_more, sorted(self._own)],
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        made = cls()
        made.words.more, words = data["words"]
        for key, written, files, (more, paths), texts in words:
            word = Word(written, files)
            word.paths.more = more
            for each, path in paths:
                word.paths.put(each, path)
            for each, (before, after) in texts:
                word.texts.put(each, (before, after))
            made.words.put(key, word)
        made.texts.more, long_texts = data["texts"]
        for key, digest, before, after, inside, accepted, files, paths in long_texts:
            text = Text(digest, before, after, tuple(inside), accepted, files)
            for each, path in paths:
                text.paths.put(each, path)
            made.texts.put(key, text)
        made._own_more, own = data["own"]
        made._own = set(own)
        return made

    def shown(self) -> dict[str, Any]:
        """`words` and `texts` of the page's `Survey` (web/src/engine/types.ts)."""
        words = [word for word in self.words.values() if self._may_be_offered(word.word)]
        words.sort(key=lambda word: (-word.files, folded(word.word)))
        texts = sorted(self.texts.values(), key=lambda text: (-text.files, text.after))
        return {
            "words": [
                {
                    "word": word.word,
                    "files": word.files,
                    "paths": sorted(word.paths.values()),
                    "texts": [{"before": before, "after": after} for before, after in word.texts.values()],
                }
                for word in words
            ],
            "wordsMore": self.words.more,
            "texts": [
                {
                    "digest": text.digest,
                    "before": text.before,
                    "after": text.after,
                    "paths": sorted(text.paths.values()),
                    "files": text.files,
                    "words": [word for word in text.words if self._may_be_offered(word)],
                    "accepted": text.accepted,
                }
                for text in texts
            ],
            "textsMore": self.texts.more,
        }

    def _may_be_offered(self, word: str) -> bool:
        return not self._own_more and not any(own_key(each) in self._own for each in atoms_in(word))


class Reader:
    """Collects what is left over of one file."""

    def __init__(self, secrets: Secrets, profile: Profile) -> None:
        self.found = LeftOver()
        self.found.own(map(own_key, own_words(secrets)))
        self._clean = cleaner(secrets, profile)
        self._profile = profile
        self._words: dict[str, Word] = {}
        self._texts: dict[str, Text] = {}

    def label(self, path: str, element: Element, dataset: DataSet) -> None:
        """A text whose words stay or go one by one."""
        text = _text(element, dataset)
        parts = [text] if _is_long(element) else text.split("\\")
        cleaned = [self._clean(part, element.tag) for part in parts]
        words = {word for each in cleaned for word in unknown_words(each)}
        after = "\\".join(each.text for each in cleaned)
        for word in words:
            about = self._words.setdefault(folded(composed(word)), Word(word))
            about.word = min(about.word, word)
            about.paths.put(key_of(path), path)
            about.texts.put(key_of(text, after), (_cut(text, _SHOWN), _cut(after, _SHOWN)))

    def long_text(self, path: str, element: Element, dataset: DataSet) -> None:
        """A text that goes as a whole, unless somebody accepted what is left of it."""
        text = _text(element, dataset)
        cleaned = self._clean(text)
        if not cleaned.text.strip() or len(cleaned.text) > _LONGEST_TEXT:
            return
        digest = digest_of(cleaned.text)
        words = tuple(sorted(unknown_words(cleaned)))[:_MOST_WORDS]
        accepted = digest in self._profile.keep_texts
        made = Text(digest, _cut(text, _SHOWN_LONG), cleaned.text, words, accepted)
        about = self._texts.setdefault(key_of(text, cleaned.text), made)
        about.paths.put(key_of(path), path)

    def finish(self) -> LeftOver:
        for key, word in self._words.items():
            self.found.words.put(key_of(key), word)
        for key, text in self._texts.items():
            self.found.texts.put(key, text)
        return self.found


def digest_of(cleaned: str) -> str:
    """What names a cleaned long text in `Profile.keep_texts`."""
    return hashlib.sha256(cleaned.encode("utf-8", "surrogatepass")).hexdigest()


def unknown_words(cleaned: Cleaned) -> Iterator[str]:
    """The words that went only because no list has them."""
    return (word for word, why in cleaned.dropped if why == _UNKNOWN)


def atoms_in(text: str) -> set[str]:
    """The words of a text as they are compared, also those within one in CamelCase; numbers left out."""
    written = composed(text)
    atoms = [atom for atom in atoms_of(written) if not atom.is_number]
    return {each.word for atom in atoms for each in (atom, *camel_parts(atom, written))}


@lru_cache(maxsize=8192)
def own_key(word: str) -> str:
    """What is held of a word that is somebody's: enough to know it again."""
    return key_of("own", word)


def own_words(secrets: Secrets) -> set[str]:
    """The words of people, places and institutions, with those that a hyphen or an apostrophe parts."""
    found: set[str] = set()
    for kind in ("names", "staff", "phones", "places", "institutions", "ids"):
        for text in getattr(secrets, kind):
            found |= atoms_in(text)
    return {word for word in found if len(word) > 1}


def _text(element: Element, dataset: DataSet) -> str:
    return decode(element.value or b"", dataset.charset).strip(" \0")


def _is_long(element: Element) -> bool:
    return element.vr in LONG_TEXTS or dictionary_vr(element.tag) in LONG_TEXTS


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + "…"
