"""The README's sections that are tables of the engine: `python tests/readme_tables.py` writes them."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydicom.uid import UID

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"


@dataclass(frozen=True)
class Section:
    """A table between two comments, folded away under its title."""

    name: str
    origin: str
    title: str
    columns: tuple[str, ...]
    lines: Callable[[], Iterator[tuple[str, ...]]]

    @property
    def begin(self) -> str:
        return f"<!-- {self.name}: from {self.origin} -->"

    @property
    def end(self) -> str:
        return f"<!-- /{self.name} -->"

    def made(self) -> str:
        """As it should stand."""
        rows = [self.columns, ("---",) * len(self.columns), *self.lines()]
        table = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join(
            [self.begin, f"<details><summary>{self.title}</summary>", "", *table, "", "</details>", self.end]
        )

    def found(self) -> str:
        """As it stands; "" where it does not."""
        text = README.read_text("utf-8")
        return text[text.index(self.begin) : text.index(self.end) + len(self.end)] if self.begin in text else ""


def _treatments() -> Iterator[tuple[str, ...]]:
    from curtain.rules.treatments import stated

    for treatment, classes in stated():
        names = dict.fromkeys(_class_name(uid) for uid in classes)
        yield treatment.what, treatment.words, ", ".join(names) or "by what the object holds"
    yield "private and unknown classes", "Held back: nobody can tell where they hold identity.", "all others"


def _class_name(uid: str) -> str:
    """A class as PS3.6 names it, without the word that all have; of one that pydicom does not know, the UID."""
    return UID(uid).name.replace(" Storage", "").replace(" SOP Class", "")


def _syntaxes() -> Iterator[tuple[str, ...]]:
    """One line for all with which the same is done."""
    from curtain.pixels.syntaxes import SYNTAXES, WHOLE, Syntax, all_syntaxes

    def comes_out(each: Syntax) -> str:
        if not each.redacts:
            return "none: it is refused"
        if each.redacts == WHOLE:
            return SYNTAXES[each.becomes].name
        if each.is_lossy:
            return f"the same, or {SYNTAXES[each.becomes].name}"
        return "the same"

    alike: dict[tuple[str, ...], list[str]] = {}
    for each in all_syntaxes():
        facts = ("yes" if each.codec else "no", "yes" if each.redacts else "no", comes_out(each), each.said)
        alike.setdefault(facts, []).append(each.name)
    for facts, names in alike.items():
        yield "; ".join(names), *facts


TREATMENTS = Section(
    "treatments",
    "py/curtain/rules/tables/treatments.tsv",
    "What each storage class gets",
    ("objects", "what is done", "classes"),
    _treatments,
)
SYNTAXES = Section(
    "syntaxes",
    "py/curtain/pixels/syntaxes.tsv",
    "What can be done with the pixels of each transfer syntax",
    (
        "transfer syntax",
        "can be shown",
        "can be redacted",
        "what comes out of a redaction",
        "what is guaranteed, or why not",
    ),
    _syntaxes,
)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "py"))
    for section in (TREATMENTS, SYNTAXES):
        whole, old = README.read_text("utf-8"), section.found()
        new = whole.replace(old, section.made()) if old else f"{whole.rstrip()}\n\n{section.made()}\n"
        README.write_text(new, "utf-8")
