"""A header that many questions are asked of: each of its values is read once, and what all patterns may cost together is bounded."""

from curtain.files.dataset import DataSet
from curtain.scripts.elements import Reference, find, text_of
from curtain.scripts.patterns import MOST_STEPS, Pattern, TooCostly


class Asked:
    """A data set and what was read of it."""

    def __init__(self, dataset: DataSet) -> None:
        self.dataset = dataset
        self._texts: dict[Reference, str] = {}
        self._values: dict[int, list[str]] = {}
        self._left = MOST_STEPS

    def text(self, element: Reference) -> str:
        """All values of an element as one text; "" where it is absent."""
        found = self._texts.get(element)
        if found is None:
            at, held = find(element, 0, self.dataset, self.dataset)
            found = self._texts[element] = ("" if at is None else text_of(at, held)) or ""
        return found

    def values(self, tag: int) -> list[str]:
        """The values of an element at the root in small letters, one by one."""
        found = self._values.get(tag)
        if found is None:
            found = self._values[tag] = [value.lower() for value in self.dataset.texts(tag)]
        return found

    def fits(self, pattern: Pattern, text: str) -> bool:
        """True where all of a text is what a pattern says. Raises TooCostly."""
        self._spend(pattern.cost(text))
        return pattern.fits(text)

    def found_in(self, pattern: Pattern, text: str) -> bool:
        """True where a pattern is found in a text. Raises TooCostly."""
        self._spend(pattern.cost(text))
        return pattern.found_in(text)

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise TooCostly
