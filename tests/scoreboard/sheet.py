"""A data set being filled in, together with the answers for what is written into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset

from scoreboard.texts import Told, told

#: Steps from the root: tags, private ones with their creator, and item numbers.
Path = str


@dataclass(slots=True)
class Sheet:
    """One object.

    Attributes
    ----------
    notes
        What is expected of an element, by the data set that holds it and its tag, where its value alone does not say so.
    boxes
        Where text is burned in: column, row, width, height, and the text.
    """

    dataset: FileDataset = field(default_factory=lambda: FileDataset("", {}, file_meta=FileMetaDataset()))
    syntax: str = ""
    notes: dict[tuple[int, int], Told] = field(default_factory=dict)
    boxes: list[tuple[int, int, int, int, str]] = field(default_factory=list)

    def write(self, into: Dataset | None = None, **texts: str) -> None:
        """Write marked texts, by keyword, into the root or an item."""
        dataset = self.dataset if into is None else into
        for keyword, marked in texts.items():
            answer = told(marked)
            setattr(dataset, keyword, answer.text)
            self.notes[(id(dataset), dataset[keyword].tag)] = answer

    def write_private(
        self, group: int, creator: str, element: int, vr: str, value: Any, into: Dataset | None = None
    ) -> None:
        """Write an element of a private block, a marked text or another value; the block is made where it is missing."""
        dataset = self.dataset if into is None else into
        block = dataset.private_block(group, creator, create=True)
        answer = told(value) if isinstance(value, str) else None
        block.add_new(element, vr, answer.text if answer else value)
        if answer:
            self.notes[(id(dataset), block.get_tag(element))] = answer

    def answers(self) -> dict[Path, Told]:
        """The notes by path."""
        return {
            path: self.notes[(id(dataset), element.tag)]
            for path, dataset, element in walk(self.dataset)
            if (id(dataset), element.tag) in self.notes
        }


def item(**attributes: Any) -> Dataset:
    """An item of a sequence."""
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """An item of a code sequence (PS3.3 8.8)."""
    return item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def walk(dataset: Dataset, above: Path = "") -> Iterator[tuple[Path, Dataset, DataElement]]:
    """Every element at every depth but private creators: path, the data set that holds it, the element."""
    for element in dataset:
        if element.tag.is_private_creator:
            continue
        path = above + step(dataset, element)
        yield path, dataset, element
        if element.VR == "SQ":
            for number, child in enumerate(element.value):
                yield from walk(child, inside(path, number))


def step(dataset: Dataset, element: DataElement) -> str:
    """An element as MIDI-B's answer key writes it: `<(0008,1140)>`, a private one `<(0019,"CREATOR",92)>`.

    So a private block may move to another number.
    """
    tag = element.tag
    if tag.is_private:
        return f'<({tag.group:04x},"{creator(dataset, element)}",{tag.element & 0xFF:02x})>'
    return f"<({tag.group:04x},{tag.element:04x})>"


def inside(path: Path, number: int) -> Path:
    """The item of a sequence, counted from 0."""
    return f"{path}[<{number:04}>]"


def creator(dataset: Dataset, element: DataElement) -> str:
    """Who reserved the block of a private element, an empty text where nobody did."""
    found = dataset.get((element.tag.group, element.tag.element >> 8))
    return "" if found is None else str(found.value).strip()
