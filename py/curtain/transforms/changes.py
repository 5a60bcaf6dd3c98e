"""The record of what was done to an object: counts always, rows with values only when somebody looks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from pydicom.datadict import keyword_for_tag

from curtain.files.dataset import TEXT_VRS, DataSet, Element, decode
from curtain.rules.decide import Action

_SHOWN = 200
#: Tags and 1-based item numbers in turn, from the root.
Path = tuple[int, ...]
#: An element and the data set that it stands in.
Placed = tuple[Element, DataSet]


@dataclass(slots=True)
class TagRow:
    """One attribute before and after. Identifies: it is shown and never logged."""

    path: str
    depth: int
    tag: str
    keyword: str
    vr: str
    before: str | None
    after: str | None
    action: str
    why: str

    def as_dict(self) -> dict:
        """As plain data, for JSON."""
        return asdict(self)


class Changes:
    """Collects what happened to each attribute of an object.

    Parameters
    ----------
    with_rows
        Keep a `TagRow` for each attribute, kept ones included; otherwise only the counts.
    """

    def __init__(self, with_rows: bool = False) -> None:
        self.counts: Counter[str] = Counter()
        self._by_tag: Counter[tuple[int, str]] = Counter()
        self._rows: dict[Path, TagRow] | None = {} if with_rows else None
        self._placed: dict[Path, tuple[Placed | None, Placed | None]] = {}

    @property
    def rows(self) -> list[TagRow]:
        """In the order of the tags, items behind their sequence."""
        return [row for _, row in sorted((self._rows or {}).items())]

    def told(self) -> Iterator[tuple[Path, TagRow, Placed | None, Placed | None]]:
        """As `rows`, each with its path and the elements before and after: a row shows no more than the start of a value."""
        for path, row in sorted((self._rows or {}).items()):
            yield path, row, *self._placed[path]

    @property
    def attributes(self) -> Counter[tuple[str, str]]:
        """How often what was done to which attribute; what was kept is not counted. Says nothing of values."""
        told: Counter[tuple[str, str]] = Counter()
        for (tag, action), count in self._by_tag.items():
            told[_name(tag), str(action)] += count
        return told

    def note(
        self,
        path: Path,
        old: Placed | None,
        new: Placed | None,
        action: Action,
        why: str,
    ) -> None:
        """Record one attribute: the element before and after, each with the data set it stands in."""
        self.counts[action] += 1
        if action is not Action.KEEP:
            self._by_tag[path[-1], action] += 1
        if self._rows is None:
            return
        element = (old or new)[0]  # type: ignore[index]
        before = None if old is None else shown(*old)
        known = self._rows.get(path)
        if known is not None:
            # A stamp over what a rule already decided: the source's value is the one before.
            before, old = known.before, self._placed[path][0]
            self.counts[known.action] -= 1
        tag = path[-1]
        self._placed[path] = (old, new)
        self._rows[path] = TagRow(
            path=path_text(path),
            depth=len(path) // 2,
            tag=tag_text(tag),
            keyword=keyword_for_tag(tag) or ("Private" if tag >> 16 & 1 else ""),
            vr=element.vr,
            before=before,
            after=None if new is None else shown(*new),
            action=action.value,
            why=why,
        )

    def removed_items(self, path: Path, element: Element, why: str) -> None:
        """Record what goes with a removed sequence, so that it can be found by search."""
        if self._rows is None:
            return
        for number, item in enumerate(element.items or [], 1):
            self.removed_item((*path, number), item, why)

    def removed_item(self, path: Path, item: DataSet, why: str) -> None:
        """Record all that goes with one item; `path` ends with its number."""
        for child in item:
            inner = (*path, child.tag)
            self.note(inner, (child, item), None, Action.REMOVE, why)
            self.removed_items(inner, child, why)


@lru_cache(maxsize=8192)
def _name(tag: int) -> str:
    """The keyword; for a private tag without its block, because which one a creator took is chance."""
    private = f"private ({tag >> 16:04X},xx{tag & 0xFF:02X})" if tag >> 16 & 1 else ""
    return private or keyword_for_tag(tag) or tag_text(tag)


def tag_text(tag: int) -> str:
    """A tag as the standard writes it."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"


def path_text(path: Path) -> str:
    """A path such as `(0040,0275)[1].(0008,1110)`."""
    parts = [tag_text(path[0])]
    for number, tag in zip(path[1::2], path[2::2], strict=True):
        parts.append(f"[{number}].{tag_text(tag)}")
    return "".join(parts)


def shown(element: Element, dataset: DataSet) -> str:
    """A value for a person: text, numbers, or how much there is."""
    if element.items is not None:
        return f"{len(element.items)} item{'' if len(element.items) == 1 else 's'}"
    if element.fragments is not None:
        return f"{max(len(element.fragments) - 1, 0)} fragments, {_size(element.length)}"
    if element.value is None:
        return _size(element.length)
    if element.vr in TEXT_VRS:
        text = decode(element.value, dataset.charset).strip(" \0")
    elif numbers := dataset.numbers(element) if element.vr not in ("OW", "OB", "UN") else ():
        text = "\\".join(f"{number:g}" if isinstance(number, float) else str(number) for number in numbers[:40])
    elif element.vr == "AT" and len(element.value) == 4:
        order = "little" if dataset.little else "big"
        text = f"({int.from_bytes(element.value[:2], order):04X},{int.from_bytes(element.value[2:], order):04X})"
    elif (
        element.vr == "UN"
        and element.value.strip(b" \0").isascii()
        and element.value.strip(b" \0").decode("ascii").isprintable()
    ):
        text = element.value.strip(b" \0").decode("ascii")
    else:
        text = _size(element.length) if element.length else ""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _size(length: int) -> str:
    for unit, factor in (("MB", 1 << 20), ("kB", 1 << 10)):
        if length >= factor:
            return f"{length / factor:.1f} {unit}"
    return f"{length} bytes"
