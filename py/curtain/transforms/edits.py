"""Changes to a cleaned data set after the rules have been carried out, each of them told."""

from collections.abc import Iterable, Iterator, Sequence
from struct import error, pack

from pydicom.datadict import keyword_for_tag

from curtain.files.dataset import DataSet, Element, dictionary_vr
from curtain.rules.decide import Action
from curtain.rules.iod import Types
from curtain.transforms.changes import Changes, Path
from curtain.transforms.dummies import encode_text

SHARED_FUNCTIONAL_GROUPS, PER_FRAME_FUNCTIONAL_GROUPS = 0x52009229, 0x52009230
_FORMATS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d"}


class Edits:
    """Puts, moves and removes elements of a root data set and of its items, and tells `changes` of it."""

    def __init__(self, root: DataSet, types: Types, changes: Changes) -> None:
        self.root = root
        self.types = types
        self.changes = changes

    def groups(self) -> Iterator[tuple[Path, DataSet]]:
        """Functional groups (PS3.3 C.7.6.16), the shared one first."""
        for tag in (SHARED_FUNCTIONAL_GROUPS, PER_FRAME_FUNCTIONAL_GROUPS):
            yield from numbered((), tag, self.root.items(tag))

    def put(self, dataset: DataSet, path: Path, tag: int, value: bytes, why: str, vr: str = "") -> None:
        """Write a value; `path` leads to the data set that it is for."""
        old = dataset.get(tag)
        new = Element(tag, vr or (old.vr if old is not None else dictionary_vr(tag)), value)
        dataset.elements[tag] = new
        before = None if old is None else (old, dataset)
        self.changes.note((*path, tag), before, (new, dataset), Action.REPLACE if old else Action.ADD, why)

    def put_text(self, dataset: DataSet, path: Path, tag: int, text: bytes, why: str, vr: str = "") -> None:
        self.put(dataset, path, tag, text + b" " * (len(text) % 2), why, vr)

    def put_numbers(self, dataset: DataSet, path: Path, tag: int, numbers: Sequence[float], why: str) -> bool:
        """Write other numbers into an element that is there; False where it cannot hold them."""
        try:
            value = _encoded(dataset.elements[tag], numbers, dataset.little)
        except error:
            return False
        self.put(dataset, path, tag, value, why)
        return True

    def drop(self, dataset: DataSet, path: Path, tags: Iterable[int], why: str) -> None:
        """Remove elements that are there."""
        for tag in tags:
            old = dataset.elements.pop(tag, None)
            if old is not None:
                self.changes.note((*path, tag), (old, dataset), None, Action.REMOVE, why)
                self.changes.removed_items((*path, tag), old, why)

    def without(self, dataset: DataSet, path: Path, tag: int, why: str) -> bool:
        """Remove or empty an element, as its type allows; False where it does not."""
        kind = self.types.strictest(keyword_for_tag(tag), keyword_for_tag(path[-2]) if path else "")
        if kind == "3":
            self.drop(dataset, path, (tag,), why)
        elif kind in ("2", "2C"):
            old = dataset.elements[tag]
            new = Element(tag, old.vr, b"") if old.items is None else Element(tag, "SQ", items=[])
            dataset.elements[tag] = new
            self.changes.note((*path, tag), (old, dataset), (new, dataset), Action.EMPTY, why)
        return kind in ("3", "2", "2C")


def numbered(path: Path, tag: int, items: Iterable[DataSet]) -> Iterator[tuple[Path, DataSet]]:
    """Items of a sequence with their paths."""
    for number, item in enumerate(items, 1):
        yield (*path, tag, number), item


def _encoded(element: Element, numbers: Sequence[float], little: bool) -> bytes:
    vr = element.vr if element.vr != "UN" else dictionary_vr(element.tag)
    letter = _FORMATS.get(vr)
    if letter is None:
        return encode_text(vr, "\\".join(_decimal(number) for number in numbers))
    whole = letter not in "fd"
    return pack(f"{'<' if little else '>'}{len(numbers)}{letter}", *(int(each) if whole else each for each in numbers))


def _decimal(number: float) -> str:
    """The closest decimal string of 16 characters (PS3.5 6.2)."""
    if float(number).is_integer() and abs(number) < 1e15:
        return str(int(number))
    return next(text for digits in range(16, 0, -1) if len(text := f"{number:.{digits}g}") <= 16)
