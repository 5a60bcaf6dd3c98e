"""A description without what identifies: the patient's own words go, then what its shape gives away, then every word that is no word of
radiology (PS3.15 E.3.5; the safest way is to keep words of a safe dictionary only)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from curtain.descriptors.own import Own
from curtain.descriptors.patterns import mark_addresses, mark_words_of_days, spans
from curtain.descriptors.text import Atom, atoms_of, camel_parts, composed, units_of
from curtain.descriptors.words import is_compound, is_formed, is_glued, is_inflected, is_unspaced, words
from curtain.verify.secrets import Secrets, folded

_CACHED, _LONGEST_CACHED = 8192, 1024
_LONGEST_WORD = 40
_OLDEST = 89
#: Kernels of reconstruction, as one maker writes them: B30f, Br40, I70f, Hr60h.
_KERNEL = re.compile(r"(?:[bhijqtu]|[bhuqtis][rvlfspcbn])\d{2}[dfhsqu]?")
#: Vertebrae and segments that are written together: C1C2, L4L5, S1S2.
_SEGMENTS = re.compile(r"(?:[ctdls](?:h|w|wk|ws)?\d{1,2}){1,2}")
#: Iterations and subsets of a reconstruction (3i24s), and how many pregnancies and births (G3P2).
_COUNTS = re.compile(r"\d{1,2}i\d{1,2}s|g\d{1,2}p\d{1,2}")
#: Occupation and Allergies, and the section of marks.txt that says what is plain there.
_SAID_BY_TAG = {0x00102180: "occupations", 0x00102110: "allergens"}
_SPACES = frozenset(" \t\r\n_^-/.,;:|\\")
_PERSON = ("name", "unknown")
_APOSTROPHES = ("'", "’", "´", "`")
_INITIALS = frozenset("jq")
_NO_BREAK = frozenset(" .-'’´`_^/\u00a0&")
_OPEN, _CLOSE = "([{<", ")]}>"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a description.

    Attributes
    ----------
    text
        What stays; as it was where nothing goes, else with its separators in order.
    dropped
        Each word or stretch that goes, and why: name, id, date, time, phone, mail, address, number, institution, or unknown
        (a word that is on no list).
    """

    text: str
    dropped: tuple[tuple[str, str], ...]


class Descriptors:
    """Cleans the descriptions of one patient.

    Parameters
    ----------
    secrets
        What identifies the patient, from the whole case.
    accepted
        Words and stretches that the user wants to keep; what the case itself gives away goes nevertheless.
    """

    def __init__(self, secrets: Secrets, accepted: Collection[str] = ()) -> None:
        self._own = Own(secrets)
        self._accepted = frozenset(folded(composed(text)).strip() for text in accepted)
        self._lists = words()
        self._known: dict[tuple[str, str], Cleaned] = {}

    def clean(self, text: str, tag: int = 0) -> Cleaned:
        """A description without what identifies. What is a trade in Occupation and an allergen in Allergies is a name elsewhere: `tag`
        says where the text stands."""
        section = _SAID_BY_TAG.get(tag, "")
        if len(text) > _LONGEST_CACHED:
            return self._clean(text, section)
        known = self._known.get((section, text))
        if known is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            known = self._known[section, text] = self._clean(text, section)
        return known

    def _clean(self, written: str, section: str) -> Cleaned:
        text = composed(written)
        atoms = self._atoms(text)
        self._own.mark(atoms)
        stretches = self._mark_shapes(atoms, text)
        mark_words_of_days(atoms)
        mark_addresses(atoms, lambda atom: self._is_plain(atom.word))
        self._mark_labelled(atoms, text)
        self._mark_institutions(atoms)
        self._mark_people(atoms, text)
        if section:
            self._mark_said(atoms, self._lists.marks[section])
        self._mark_words(atoms, text)
        self._mark_beside_names(atoms, text)
        if self._says_the_opposite(atoms):
            return Cleaned("", ((text, "name"),))
        dropped = self._dropped(atoms, stretches, text)
        if not dropped:
            return Cleaned(written, ())
        return Cleaned(
            _without(text, [(start, end) for start, end, _ in dropped]),
            tuple((text[a:b], why) for a, b, why in dropped),
        )

    # --- Atoms, and what their shape says

    def _atoms(self, text: str) -> list[Atom]:
        """The atoms; a word in CamelCase in its parts, unless it means something as a whole."""
        atoms = []
        for atom in atoms_of(text):
            parts: list[Atom] = []
            if not atom.is_number:
                if is_unspaced(atom.word[0]):
                    parts = self._in_unspaced(atom, text)
                elif not self._own.is_name(atom.word):
                    parts = camel_parts(atom, text)
                    if parts and self._is_known(atom.word) and not any(self._own.is_name(part.word) for part in parts):
                        parts = []
            atoms += parts or [atom]
        return atoms

    def _in_unspaced(self, atom: Atom, text: str) -> list[Atom]:
        """The words in a row of letters of a script without spaces: the longest known first, and what is between them."""
        written, parts, at, unknown = text[atom.start : atom.end], [], 0, 0
        unspaced = self._lists.unspaced

        def add(start: int, end: int) -> None:
            if end > start:
                parts.append(
                    Atom(
                        atom.start + start,
                        atom.start + end,
                        folded(written[start:end]),
                        False,
                        start > 0 or atom.joined,
                        "" if start else atom.gap,
                    )
                )

        while at < len(written):
            word = next(
                (
                    word
                    for word in unspaced.get(folded(written[at]), ())
                    if folded(written[at : at + len(word)]) == word
                ),
                "",
            )
            if word:
                add(unknown, at)
                add(at, at + len(word))
                unknown = at + len(word)
            at += len(word) or 1
        add(unknown, len(written))
        return parts

    def _mark_shapes(self, atoms: list[Atom], text: str) -> list[tuple[int, int, str]]:
        stretches = [span for span in spans(text) if folded(text[span[0] : span[1]]).strip() not in self._accepted]
        stretches.sort()
        first = 0
        for start, end, why in stretches:
            while first < len(atoms) and atoms[first].end <= start:
                first += 1
            at = first
            while at < len(atoms) and atoms[at].start < end:
                atoms[at].why = atoms[at].why or why
                at += 1
        return stretches

    # --- What a word beside it says

    def _mark_labelled(self, atoms: list[Atom], text: str) -> None:
        """Numbers behind `MRN`, `DOB` and `Tel`, and the names behind `Name`."""
        marks = self._lists.marks
        for at, atom in enumerate(atoms):
            if atom.is_number:
                continue
            for section, why, least in (
                ("id_labels", "id", 3),
                ("birth_labels", "date", 1),
                ("phone_labels", "phone", 3),
            ):
                if atom.word in marks[section]:
                    self._mark_number_behind(
                        atoms, at, why, 1 if atom.word in ("room", "zimmer", "chambre", "id", "mrn") else least
                    )

    def _mark_number_behind(self, atoms: list[Atom], at: int, why: str, least: int) -> None:
        first = at + 1
        while (
            first < len(atoms)
            and first - at < 4
            and not atoms[first].is_number
            and self._is_beside(atoms[first])
            and len(atoms[first].word) < 4
        ):
            first += 1
        if first == len(atoms) or not atoms[first].is_number or not self._is_beside(atoms[first]):
            return
        last = first + 1
        while last < len(atoms):
            # A phone number is written in groups; of another what stands apart is something else (MRN 1234 5 mm).
            gap = atoms[last].gap
            if not (
                atoms[last].joined
                or (
                    atoms[last].is_number
                    and (gap in ("-", "/", ".") or (why == "phone" and gap in (" ", ") ", " / ", " - ")))
                )
            ):
                break
            last += 1
        run = atoms[at + 1 : last]
        if sum(len(atom.word) for atom in run if atom.is_number) < least:
            return
        for atom in (atoms[at], *run):
            atom.why = atom.why or why

    @staticmethod
    def _is_beside(atom: Atom) -> bool:
        return len(atom.gap) < 4 and "\n" not in atom.gap and ";" not in atom.gap

    def _mark_institutions(self, atoms: list[Atom]) -> None:
        """Hospitals and practices, with the words that make up their names."""
        marks = self._lists.marks
        for at, atom in enumerate(atoms):
            if atom.word not in marks["institutions"] and not atom.word.endswith(
                ("klinik", "klinikum", "hospital", "krankenhaus", "ziekenhuis", "sjukhus")
            ):
                continue
            if atom.why == "mail":
                continue
            atom.why = atom.why or "institution"
            if at > 1 and atoms[at - 1].word == "s" and atom.gap == " " and atoms[at - 1].gap in _APOSTROPHES:
                atoms[at - 1].why = "institution"
                self._mark_beside(atoms, at - 1, -1, marks["institution_words"])
            self._mark_beside(atoms, at, -1, marks["institution_words"])
            self._mark_beside(atoms, at, 1, marks["institution_words"] | marks["institution_joins"])

    def _mark_beside(self, atoms: list[Atom], at: int, step: int, common: frozenset[str]) -> None:
        """Mark the neighbours that belong to a name: common words of such names up to the last that no list knows."""
        run: list[Atom] = []
        has_name = False
        number = at
        while abs(number - at) < 5:
            gap = atoms[number].gap if step < 0 else atoms[number + 1].gap if number + 1 < len(atoms) else "\n"
            number += step
            if not 0 <= number < len(atoms) or len(gap) > 2 or not _NO_BREAK.issuperset(gap):
                break
            atom = atoms[number]
            if atom.is_number:
                break
            if atom.word in common:
                run.append(atom)
            elif atom.why or not self._is_known(atom.word):
                run.append(atom)
                has_name = True
                for each in run:
                    each.why = each.why or "institution"
            else:
                if run and not has_name and run[-1].word in self._lists.marks["institution_joins"]:
                    # Hospital La Fe: what follows is its name, whatever it means elsewhere.
                    for each in (*run, atom):
                        each.why = each.why or "institution"
                break
        if step < 0:
            for each in run:
                each.why = each.why or "institution"

    def _mark_people(self, atoms: list[Atom], text: str) -> None:
        """Those who are called Dr, and those behind `Name:` and `performed by`."""
        marks = self._lists.marks
        for at, atom in enumerate(atoms):
            if atom.is_number or (atom.joined and atom.word not in marks["name_labels"]):
                continue
            behind = text[atom.end : atom.end + 2]
            if atom.word in marks["titles"]:
                is_plain_title = atom.word in marks["plain_titles"]
                written = text[atom.start : atom.end]
                is_sure = (
                    not is_plain_title
                    or behind[:1] == "."
                    or (written[0].isupper() and written[1:].islower() and len(written) > 1)
                )
                if (
                    atom.word in ("md", "phd", "rn", "mph", "frcr", "facr", "dds", "dmd", "rdms")
                    and at
                    and self._is_person(atoms[at - 1])
                ):
                    atoms[at - 1].why = atoms[at - 1].why or "name"
                    atom.why = atom.why or "name"
                following = self._mark_person(atoms, at, is_sure and (written[0].isupper() or behind[:1] == "."))
                if following and (is_sure or not written.isupper()):
                    atom.why = atom.why or "name"
            elif atom.word in marks["name_labels"] or atom.word in marks["roles"]:
                is_label = ":" in behind or "=" in behind
                following = atoms[at + 1] if at + 1 < len(atoms) and self._is_beside(atoms[at + 1]) else None
                if following is not None and atom.word in marks["signed_by"] and self._are_initials(following, text):
                    following.why = following.why or "name"
                if (
                    self._mark_person(atoms, at, is_label and self._can_be_person(atoms, at + 1))
                    and atom.word in marks["name_labels"]
                ):
                    atom.why = atom.why or "name"

    def _mark_person(self, atoms: list[Atom], at: int, is_sure: bool) -> bool:
        """Mark the words of a name behind an atom; the first whatever it is where a name must follow, else only a common name."""
        found = False
        for number in range(at + 1, min(at + 6, len(atoms))):
            atom = atoms[number]
            if atom.is_number or len(atom.gap) > 3 or not (_NO_BREAK | {",", ":", "="}).issuperset(atom.gap):
                break
            is_title = atom.word in self._lists.marks["titles"] and not found
            is_initial = (
                len(atom.word) == 1 and number + 1 < len(atoms) and atoms[number + 1].gap.startswith((".", "-"))
            )
            if atom.why != "name" and not is_title and not is_initial:
                is_common = atom.word in self._lists.names and atom.word not in self._lists.allowed
                is_unknown = len(atom.word) > 1 and not self._is_known(atom.word)
                if not (is_common or (found and is_unknown) or (is_sure and not found)):
                    break
            if is_title:
                continue
            found = found or not is_initial
            atom.why = atom.why or "name"
        return found

    def _are_initials(self, atom: Atom, text: str) -> bool:
        written = text[atom.start : atom.end]
        return 1 < len(written) < 4 and written.isupper() and atom.word not in self._lists.marks["core"]

    def _can_be_person(self, atoms: list[Atom], at: int) -> bool:
        return at < len(atoms) and self._is_person(atoms[at])

    def _is_person(self, atom: Atom) -> bool:
        """True for a word that can be somebody's name."""
        word, lists = atom.word, self._lists
        if atom.is_number or len(word) < 2:
            return False
        return word in lists.names or word in lists.only_with or word in lists.eponyms or not self._is_known(word)

    # --- Words, one by one

    def _mark_said(self, atoms: list[Atom], said: frozenset[str]) -> None:
        """Words that the attribute makes plain, unless something else in the text may be a name: Farmer, but not Farmer John."""
        words = [atom for atom in atoms if not atom.is_number]
        if any(atom.why or not (atom.word in said or self._is_plain(atom.word)) for atom in words):
            return
        for atom in words:
            atom.said = atom.word in said

    def _mark_words(self, atoms: list[Atom], text: str) -> None:
        for first, last in units_of(atoms):
            if last - first == 1:
                atom = atoms[first]
                if not atom.why and not self._stays(atoms, first, text):
                    atom.why = self._why(atom)
                continue
            self._mark_unit(atoms, first, last, text)

    def _mark_unit(self, atoms: list[Atom], first: int, last: int, text: str) -> None:
        """Letters and digits that touch: a shape that means something stays as a whole, a name takes its digits with it."""
        unit = atoms[first:last]
        if any(atom.why for atom in unit):
            for atom in unit:
                if not atom.why and (atom.is_number or len(atom.word) < 3 or not self._is_plain(atom.word)):
                    atom.why = next(other.why for other in unit if other.why)
            return
        whole = "".join(atom.word for atom in unit)
        if (
            self._is_known(whole)
            or whole in self._accepted
            or _KERNEL.fullmatch(whole)
            or _SEGMENTS.fullmatch(whole)
            or _COUNTS.fullmatch(whole)
            or is_glued(whole)
        ):
            return
        letters = [atom for atom in unit if not atom.is_number]
        numbers = [atom for atom in unit if atom.is_number]
        single = sum(len(atom.word) == 1 and atom.word != "x" for atom in letters)
        if single > 1 and len(numbers) > 1 and single == len(letters):
            for atom in unit:
                atom.why = "number"
            return
        bad = [number for number in range(first, last) if not self._stays(atoms, number, text)]
        for number in bad:
            atoms[number].why = self._why(atoms[number])
        if bad:
            for atom in unit:
                if not atom.why and (atom.is_number or len(atom.word) < 3):
                    atom.why = atoms[bad[0]].why

    def _stays(self, atoms: list[Atom], at: int, text: str) -> bool:
        atom, lists = atoms[at], self._lists
        word = atom.word
        if word in self._accepted or atom.said:
            return True
        if atom.is_number:
            return self._number_stays(atoms, at)
        if len(word) == 1:
            return self._letter_stays(atoms, at)
        if word in lists.only_with:
            return not lists.only_with[word].isdisjoint(self._near(atoms, at, 1)) or (
                word in lists.eponyms and self._eponym_stays(atoms, at)
            )
        if word in lists.eponyms and word not in lists.allowed:
            return self._eponym_stays(atoms, at)
        return self._is_known(word)

    def _is_known(self, word: str) -> bool:
        lists = self._lists
        if word in lists.allowed or word in self._accepted or word in lists.marks["beginnings"]:
            return True
        if len(word) > _LONGEST_WORD or word in lists.names or word in lists.only_with:
            return False
        if word in lists.eponyms or (
            len(word) > 4 and word[-1] == "s" and word[:-1] in lists.allowed and word[:-1] not in lists.names
        ):
            return True
        return (
            is_compound(word) or is_glued(word) or is_formed(word) or is_inflected(word)
        ) and not self._own.is_near_name(word)

    def _is_plain(self, word: str) -> bool:
        return self._is_known(word) and word not in self._lists.names and word not in self._lists.only_with

    def _near(self, atoms: list[Atom], at: int, far: int) -> list[str]:
        return [atoms[number].word for number in range(max(at - far, 0), min(at + far + 1, len(atoms))) if number != at]

    def _eponym_stays(self, atoms: list[Atom], at: int) -> bool:
        """People after whom something is called; those with common names only where the text says so."""
        word, lists = atoms[at].word, self._lists
        if self._own.is_near_name(word):
            return False
        if word not in lists.names:
            return True
        if not lists.marks["eponym_words"].isdisjoint(self._near(atoms, at, 2)):
            return True
        hyphens = [
            atoms[other].word
            for other in (at - 1, at + 1)
            if 0 <= other < len(atoms) and atoms[max(at, other)].gap in ("-", "–")
        ]
        return any(other in lists.eponyms and other not in lists.names for other in hyphens)

    def _letter_stays(self, atoms: list[Atom], at: int) -> bool:
        atom = atoms[at]
        # V/Q, but J. Doe.
        return atom.word not in _INITIALS or atom.joined or atom.gap == "/"

    def _number_stays(self, atoms: list[Atom], at: int) -> bool:
        atom, lists = atoms[at], self._lists
        digits = re.split("[.,]", atom.word)
        behind = atoms[at + 1] if at + 1 < len(atoms) and len(atoms[at + 1].gap) < 2 else None
        before = atoms[at - 1] if at and len(atom.gap) < 3 else None
        if len(digits) == 1 and len(digits[0]) < 4:
            return not (_OLDEST < int(digits[0]) < 130 and self._is_age(atoms, at))
        if len(digits[0]) > 4 or len(digits[-1]) > 5:
            return False
        if len(digits) > 1 and len(digits[0]) < 4:
            return True
        # A year stands behind any of these words as well: TR 2000, but not ASL 2019.
        is_year = 1880 < int(digits[0]) < 2100
        if (
            before is not None
            and not before.is_number
            and before.word in lists.marks["numbers"]
            and "(" not in atom.gap
            and (not is_year or int(digits[0]) % 50 == 0)
        ):
            return True
        if (
            behind is not None
            and not behind.is_number
            and behind.word in lists.marks["units"]
            and (not is_year or behind.joined)
        ):
            return True
        row = [other.word for other in atoms[max(at - 6, 0) : at + 3] if other.is_number]
        in_row = len(row) > 2 and all(word.isdecimal() and int(word[-4:]) % 50 == 0 for word in row)
        return int(digits[0]) % 50 == 0 and (not is_year or in_row)

    def _is_age(self, atoms: list[Atom], at: int) -> bool:
        behind = atoms[at + 1] if at + 1 < len(atoms) and len(atoms[at + 1].gap) < 2 else None
        before = atoms[at - 1] if at and len(atoms[at].gap) < 3 else None
        return (behind is not None and behind.word in self._lists.marks["years_old"]) or (
            before is not None and before.word in ("age", "aged", "alter", "edad", "eta", "idade", "leeftijd")
        )

    def _mark_beside_names(self, atoms: list[Atom], text: str) -> None:
        """Initials and particles beside what went, the s of a genitive, and eponyms that stand in a person's name (Susan Baker)."""
        lists = self._lists
        for at in range(len(atoms) - 2, -1, -1):
            atom, after = atoms[at], atoms[at + 1]
            if atom.why or len(after.gap) > 2:
                continue
            if after.why == "name" and (
                atom.word in lists.marks["particles"] or atom.word in lists.marks["name_labels"]
            ):
                atom.why = "name"
            elif after.why in ("name", "unknown") and atom.word in lists.marks["strong_particles"]:
                atom.why = after.why
        for at, atom in enumerate(atoms):
            if atom.why or atom.is_number:
                continue
            before = atoms[at - 1] if at and len(atom.gap) < 3 and not atom.joined else None
            after = (
                atoms[at + 1]
                if at + 1 < len(atoms) and len(atoms[at + 1].gap) < 3 and not atoms[at + 1].joined
                else None
            )
            if len(atom.word) == 1:
                if (
                    before is not None
                    and before.why
                    and not before.is_number
                    and atom.gap in _APOSTROPHES
                    and atom.word == "s"
                ):
                    atom.why = before.why
                elif before is not None and atom.gap == "." and before.word + atom.word in lists.marks["abbreviations"]:
                    continue
                elif (after is not None and after.why in _PERSON and after.gap in (*_APOSTROPHES, ".", ". ", ".-")) or (
                    before is not None
                    and before.why in _PERSON
                    and after is None
                    and text[atom.end : atom.end + 1] == "."
                ):
                    atom.why = "name"
            elif atom.word in lists.eponyms or atom.word in lists.only_with:
                hyphens = (atom.gap, atoms[at + 1].gap if at + 1 < len(atoms) else "")
                beside = [
                    other
                    for other, gap in zip((before, after), hyphens, strict=True)
                    if other is not None and gap in (" ", ", ", ",", "^", "_")
                ]
                if "-" not in hyphens and any(other.why == "name" and other.word in lists.names for other in beside):
                    atom.why = "name"
            elif atom.word in lists.marks["given"]:
                # Tim and Ute are words of scanners, and the given names of those who use them.
                written = text[atom.start : atom.end]
                if written.istitle() and any(
                    other is not None and other.why in ("name", "unknown") and text[other.start].isupper()
                    for other in (before, after)
                ):
                    atom.why = "name"

    def _says_the_opposite(self, atoms: list[Atom]) -> bool:
        """True where a word that negates is gone because somebody is called so: `sin fractura` of Sin^Jong must not become `fractura`."""
        return any(
            atom.why == "name"
            and atom.word in self._lists.marks["negations"]
            and self._own.is_name(atom.word)
            and all(other.why != "name" for other in (*atoms[max(at - 1, 0) : at], *atoms[at + 1 : at + 2]))
            for at, atom in enumerate(atoms)
        )

    def _why(self, atom: Atom) -> str:
        if atom.is_number:
            return (
                "date" if len(atom.word) == 4 and atom.word.isdecimal() and 1880 < int(atom.word) < 2100 else "number"
            )
        if atom.word in self._lists.names or self._own.is_near_name(atom.word):
            return "name"
        return "unknown"

    def _dropped(
        self, atoms: list[Atom], stretches: list[tuple[int, int, str]], text: str
    ) -> list[tuple[int, int, str]]:
        """What goes, in order, without overlaps; neighbours that go for the same reason are one, unknown words each for itself."""
        found: list[tuple[int, int, str]] = []
        parts = sorted([*stretches, *((atom.start, atom.end, atom.why) for atom in atoms if atom.why)])
        for start, end, why in parts:
            if found:
                last_start, last_end, last_why = found[-1]
                if start < last_end:
                    found[-1] = (last_start, max(end, last_end), last_why)
                    continue
                between = text[last_end:start]
                if (
                    why == last_why
                    and (why != "unknown" or not between)
                    and len(between) < 4
                    and all(letter in " ^,.-/'’´`_:=" for letter in between)
                ):
                    found[-1] = (last_start, end, why)
                    continue
            found.append((start, end, why))
        return found


def _without(text: str, gone: list[tuple[int, int]]) -> str:
    """A text without some of its parts: one separator where they stood, no empty brackets, none at its ends."""
    kept: list[str] = []
    before = 0
    for start, end in [*gone, (len(text), len(text))]:
        kept.append(text[before:start])
        before = end
    result = kept[0]
    for part in kept[1:]:
        result = _join(result, part)
    return result.strip("".join(_SPACES - {"."}) + "&#=").strip()


def _join(left: str, right: str) -> str:
    start = len(left)
    while start and left[start - 1] in _SPACES:
        start -= 1
    end = 0
    while end < len(right) and right[end] in _SPACES:
        end += 1
    gap = left[start:] + right[:end]
    if start and end < len(right) and left[start - 1] in _OPEN and right[end] == _CLOSE[_OPEN.index(left[start - 1])]:
        return _join(left[: start - 1], " " + right[end + 1 :])
    if start and left[start - 1] in _OPEN:
        return left[:start] + right[end:]
    if end < len(right) and right[end] in _CLOSE:
        return left[:start] + right[end:]
    if not start or end == len(right):
        return left[:start] + (gap[:1] if gap[:1] in "\n " else " ") + right[end:]
    for separator in ("\n", "^", "_"):
        if separator in gap and " " not in gap:
            return left[:start] + separator + right[end:]
    if "\n" in gap:
        return left[:start] + "\n" + right[end:]
    mark = next((letter for letter in gap if letter in ",;:"), "")
    return left[:start] + mark + " " + right[end:]
