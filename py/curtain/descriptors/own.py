"""What identifies this patient: names, numbers and places of the case, found in a text whatever their order and spelling."""

import re
from collections.abc import Iterable
from contextlib import suppress

from curtain.descriptors.text import Atom
from curtain.descriptors.words import Words, is_listed, words
from curtain.verify.secrets import NOBODY, Secrets, folded

_PIECES = re.compile(r"[^\W\d_]+|\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[\s,;\\^=]+")
_PARTS = re.compile(r"[\^,;\r\n=\\]+")
_SPELLINGS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_FUZZY = 5
_SHORTEST_JOINED, _SHORTEST_NUMBER, _SHORTEST_PHONE = 4, 4, 7
#: A name, a number or a place has no more atoms than this in a text.
_MOST_ATOMS = 8
#: What stands inside of one word, and into how many parts it may cut it.
_INSIDE = frozenset(("", "'", "’", "´", "`"))
_MOST_PARTS = 4
_LONGEST = 80
_INITIAL_GAP = re.compile(r"[\s.,_^-]{0,3}\Z")


class Own:
    """The secrets of a patient, made ready to be found.

    Parameters
    ----------
    secrets
        Of the whole case.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._lists = words()
        self._words: set[str] = set()
        self._sure: set[str] = set()
        self._people: list[frozenset[str]] = []
        self._joined: dict[str, str] = {}
        self._initials: set[str] = set()
        self._whole: set[str] = set()
        self._places: list[tuple[list[str], frozenset[str]]] = []
        self._place_words: set[str] = set()
        for name in secrets.names:
            self._name(name)
            self._sure.update(self._beside_a_name(name))
        for name in secrets.staff:
            self._name(name)
            self._sure.update(self._beside_a_name(name) & self._lists.marks["names_too"])
        for number in secrets.ids:
            self._number(number)
        for phone in secrets.phones:
            self._phone(phone)
        for place in (*secrets.places, *secrets.institutions):
            self._place(place)
        self._long = tuple(sorted(word for word in self._words if len(word) >= _FUZZY))
        self._near: dict[str, list[str]] = {}
        for word in self._long:
            for short in _shortened(word):
                self._near.setdefault(short, []).append(word)
        self._beginnings = {term[:length] for term in self._joined for length in range(1, len(term) + 1)}

    def is_name(self, word: str) -> bool:
        """True for a word of a name of the case, as it is written there."""
        return word in self._words or word in self._sure

    def is_near_name(self, word: str) -> bool:
        """True for a word with a letter more, less or other than a word of a name, or with such a word in it."""
        if len(word) < _FUZZY - 1 or len(word) > _LONGEST:
            return False
        return any(own in word for own in self._long) or self._is_misspelt(word)

    def _is_misspelt(self, word: str) -> bool:
        return any(_is_one_off(word, own) for short in _shortened(word) for own in self._near.get(short, ()))

    def mark(self, atoms: list[Atom]) -> None:
        """Write on atoms why they go: `name`, `id`, `phone` or `institution`."""
        if not atoms:
            return
        core = self._lists.marks["core"]
        found = {atom.word for atom in atoms}
        together: set[str] = set().union(*(person & found for person in self._people if len(person & found) > 1))
        for atom in atoms:
            word = atom.word
            if word in self._sure or (self.is_name(word) and (word not in core or word in together)):
                atom.why = "name"
            elif word in self._place_words:
                atom.why = "institution"
        self._mark_joined(atoms)
        self._mark_misspelt(atoms)
        self._mark_places(atoms)
        self._mark_initials(atoms)
        if "".join(atom.word for atom in atoms) in self._whole:
            for atom in atoms:
                atom.why = atom.why or "id"

    # --- Getting ready

    def _name(self, name: str) -> None:
        for group in name.strip(" \0").split("="):
            family, given = self._parts(group)
            everything = list(dict.fromkeys([*family, *given]))
            self._words.update(word for word in everything if len(word) > 1)
            if len(everything) > 1:
                self._people.append(frozenset(everything))
            for word in everything:
                self._initials.add(word[0])
                self._join(word, "name")
            for one in everything:
                for other in everything:
                    if one != other:
                        self._join(one + other, "name")
                        self._join(one[0] + other, "name")
                        self._join(one + other[0], "name")
            self._join("".join(everything), "name")
            self._join("".join(reversed(everything)), "name")

    def _beside_a_name(self, name: str) -> set[str]:
        """Words such as Case and Ma, which elsewhere are no names, of a name that has a word that is nothing else: Case^Steven."""
        lists, found = self._lists, set()
        doubtful = lists.marks["not_names"] | lists.marks["core"]
        for group in name.split("="):
            pieces = set(_LETTERS.findall(folded(" ".join(group.split("^")[:3]))))
            if any(
                len(piece) > 2 and piece not in doubtful and piece not in NOBODY and not is_plain(piece, lists)
                for piece in pieces
            ):
                found |= (pieces & doubtful) - lists.marks["no_names"] - NOBODY
        return found

    def _parts(self, group: str) -> tuple[list[str], list[str]]:
        components = group.split("^") if "^" in group else group.split(",", 1)
        return self._name_words(components[0]), self._name_words(" ".join(components[1:4]))

    def _name_words(self, text: str) -> list[str]:
        """The words of a component, also in other spellings: of a double-barrelled one each, and all in one."""
        found: dict[str, None] = {}
        nobody = NOBODY | self._lists.marks["not_names"]
        raw = [word for word in _WORDS.split(text) if word][:12]
        small = [folded(word).strip(".") in self._lists.marks["no_names"] for word in raw]
        for written, is_small in zip(raw, small, strict=True):
            if is_small and not all(small):
                continue
            for word in _spellings(written):
                pieces = _PIECES.findall(word)
                if any(piece.isdigit() for piece in pieces):
                    self._number(written)
                    continue
                if not pieces or not nobody.isdisjoint(pieces):
                    continue
                parts = [piece for piece in pieces if len(piece) > 1 and piece not in self._lists.marks["no_names"]]
                found |= dict.fromkeys(("".join(pieces), *parts) if len(pieces) > 1 else pieces)
        return list(found)

    def _join(self, term: str, why: str) -> None:
        if len(term) >= _SHORTEST_JOINED and len(term) <= _LONGEST and term not in self._lists.marks["core"]:
            self._joined.setdefault(term, why)

    def _number(self, number: str) -> None:
        pieces = _PIECES.findall(folded(number))
        bare = "".join(pieces)
        if not NOBODY.isdisjoint(pieces) or not any(piece.isdigit() for piece in pieces):
            # A number that is a word is a secret only where it means nothing else.
            if (
                len(bare) >= _SHORTEST_NUMBER
                and not all(is_listed(piece) for piece in pieces)
                and NOBODY.isdisjoint(pieces)
            ):
                self._join(bare, "id")
            return
        self._whole.add(bare)
        for term in {bare, bare.lstrip("0")}:
            if len(term) >= _SHORTEST_NUMBER:
                self._join(term, "id")

    def _phone(self, text: str) -> None:
        digits = "".join(piece for piece in _PIECES.findall(text) if piece.isdigit())
        if re.search(r"[^\W\d_]{3}", text):
            self._place(text)
        elif len(digits) < _SHORTEST_PHONE:
            self._number(digits)
        for start in range(len(digits) - _SHORTEST_PHONE + 1):
            self._join(digits[start:], "phone")
            self._join("0" + digits[start:], "phone")

    def _place(self, place: str) -> None:
        lists = self._lists
        common = lists.marks["institutions"] | lists.marks["institution_words"] | lists.marks["institution_joins"]
        common |= lists.marks["streets"] | lists.marks["weak_streets"] | lists.marks["streets_first"]
        for text in {place, *_PARTS.split(place)}:
            for spelling in _spellings(text):
                pieces = _PIECES.findall(spelling)
                if not pieces or not NOBODY.isdisjoint(pieces):
                    continue
                self._place_words.update(
                    piece
                    for piece in pieces
                    if len(piece) > 2 and not piece.isdigit() and piece not in common and not is_listed(piece)
                )
                self._place_words.update(piece for piece in pieces if len(piece) > 4 and piece.isdigit())
                if len(pieces) > 1:
                    self._places.append((pieces, frozenset(pieces)))

    # --- Finding

    def _mark_joined(self, atoms: list[Atom]) -> None:
        """Words and numbers that stand in several atoms (de la Cruz, 12-34-567), or several words in one (DoeJane)."""
        for first, atom in enumerate(atoms):
            term, at = (
                atom.word.lstrip("0") if atom.is_number and atom.word not in self._beginnings else atom.word,
                first,
            )
            while term in self._beginnings:
                why = self._joined.get(term)
                if why and (at > first or not is_plain(term, self._lists) or why != "name" or self.is_name(term)):
                    self._mark_run(atoms[first : at + 1], why)
                at += 1
                if at == len(atoms) or at - first >= _MOST_ATOMS or len(atoms[at].gap) > 3 or "\n" in atoms[at].gap:
                    break
                term += atoms[at].word.replace(".", "").replace(",", "")

    def _mark_misspelt(self, atoms: list[Atom]) -> None:
        """Misspelt names whose parts may each be a word of some language: O'Bien, O'rBien of O'Brien."""
        for first, atom in enumerate(atoms):
            word = atom.word
            for last in range(first + 1, min(first + _MOST_PARTS, len(atoms))):
                if atoms[last].gap not in _INSIDE or atoms[last].is_number or atom.is_number:
                    break
                word += atoms[last].word
                if len(word) > _LONGEST:
                    break
                if len(word) >= _FUZZY - 1 and self._is_misspelt(word):
                    for each in atoms[first : last + 1]:
                        each.why = each.why or "name"

    def _mark_run(self, run: list[Atom], why: str) -> None:
        core = self._lists.marks["core"]
        if why == "name" and len(run) == 1 and run[0].word in core:
            return
        for atom in run:
            atom.why = atom.why or why

    def _mark_places(self, atoms: list[Atom]) -> None:
        """Runs of words of one address, of which at least one is of no other place, or that are all of it."""
        lists = self._lists
        telling = self._place_words | lists.marks["institutions"] | lists.marks["institution_strong"]
        for pieces, known in self._places:
            first = 0
            while first < len(atoms):
                last = first
                seen: set[str] = set()
                while (
                    last < len(atoms)
                    and atoms[last].word in known - seen
                    and (last == first or len(atoms[last].gap) < 4)
                ):
                    seen.add(atoms[last].word)
                    last += 1
                run = atoms[first:last]
                if len(run) > 1 and (
                    any(atom.word in telling or atom.word in lists.names for atom in run)
                    or (len(pieces) > 2 and [atom.word for atom in run] == pieces)
                ):
                    while run and run[-1].word in lists.marks["institution_joins"]:
                        run.pop()
                    for atom in run:
                        atom.why = atom.why or "institution"
                first = max(last, first + 1)

    def _mark_initials(self, atoms: list[Atom]) -> None:
        """A letter beside a name, if somebody's name begins with it: J. Doe, Doe J."""
        for at, atom in enumerate(atoms):
            if atom.why or len(atom.word) != 1 or atom.word not in self._initials:
                continue
            before = at > 0 and atoms[at - 1].why == "name" and _INITIAL_GAP.match(atom.gap)
            after = at + 1 < len(atoms) and atoms[at + 1].why == "name" and _INITIAL_GAP.match(atoms[at + 1].gap)
            # The T of T1 and the f of B30f are no initials.
            is_part = (atom.joined and not before) or (at + 1 < len(atoms) and atoms[at + 1].joined and not after)
            if (before or after) and not is_part:
                atom.why = "name"


def is_plain(word: str, lists: Words) -> bool:
    """True for a word of radiology that is not called after anybody."""
    return is_listed(word) and word not in lists.eponyms


def _spellings(text: str) -> Iterable[str]:
    """Text folded, with umlauts as one and as two letters, and two letters as one."""
    plain = folded(text)
    found = {plain}
    lower = text.lower()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"), ("æ", "ae")):
        lower = lower.replace(letter, letters)
    found.add(folded(lower))
    if len(plain) >= _FUZZY:
        narrow = plain
        for letters, letter in _SPELLINGS:
            narrow = narrow.replace(letters, letter)
        found.add(narrow)
    if not text.isascii():
        with suppress(UnicodeError):
            found.add(folded(text.encode("latin-1").decode("utf-8")))
    return sorted(found)


def _shortened(word: str) -> set[str]:
    """A word, and the same with each one of its letters left out."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _is_one_off(word: str, own: str) -> bool:
    """True for one letter more, less or other, and for two neighbours that changed places."""
    if abs(len(word) - len(own)) > 1:
        return False
    at = 0
    while at < min(len(word), len(own)) and word[at] == own[at]:
        at += 1
    if len(word) == len(own):
        return word[at + 1 :] == own[at + 1 :] or (
            word[at : at + 2] == own[at : at + 2][::-1] and word[at + 2 :] == own[at + 2 :]
        )
    return word[at + 1 :] == own[at:] if len(word) > len(own) else word[at:] == own[at + 1 :]
