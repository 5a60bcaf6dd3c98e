"""A bounded table that comes out the same in whatever order and in whatever batches it was filled."""

import hashlib
import heapq
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

#: Characters of a key.
KEY = 16
Entry = TypeVar("Entry")


def key_of(*parts: bytes | str) -> str:
    """A key of 16 hex digits. Keys fall anywhere, whatever they are made of: the smallest are a fair choice."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:KEY]


class Smallest(Generic[Entry]):
    """The entries with the `limit` smallest keys.

    What is among the smallest of all is among the smallest of each batch that has it, so nothing is lost of an entry that
    is there in the end.
    """

    __slots__ = ("_entries", "_highest", "_limit", "_merge", "_more")

    def __init__(self, limit: int, merge: Callable[[Entry, Entry], Entry]) -> None:
        self._limit, self._merge = limit, merge
        self._entries: dict[str, Entry] = {}
        self._highest = ""
        self._more = False

    @property
    def more(self) -> bool:
        """True where there were more keys than the limit."""
        self._trim()
        return self._more

    @more.setter
    def more(self, more: bool) -> None:
        self._more = more

    def put(self, key: str, entry: Entry) -> None:
        """Add an entry; to one that is there by `merge`."""
        if self._highest and key > self._highest:
            return
        entries = self._entries
        known = entries.get(key)
        entries[key] = entry if known is None else self._merge(known, entry)
        # Not at each one too many: looking for the highest costs as much as there are.
        if len(entries) > 2 * self._limit:
            self._trim()

    def get(self, key: str) -> Entry | None:
        """The entry of a key, to be changed in its place."""
        return self._entries.get(key)

    def fold(self, other: "Smallest[Entry]") -> None:
        """Add all entries of another one of the same limit, whose entries may be changed."""
        self._more |= other.more
        for key, entry in other._entries.items():
            self.put(key, entry)

    def items(self) -> list[tuple[str, Entry]]:
        """By key."""
        self._trim()
        return sorted(self._entries.items())

    def values(self) -> list[Entry]:
        """By key."""
        return [entry for _, entry in self.items()]

    def __len__(self) -> int:
        self._trim()
        return len(self._entries)

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.items())

    def _trim(self) -> None:
        if len(self._entries) > self._limit:
            kept = heapq.nsmallest(self._limit, self._entries)
            self._entries = {key: self._entries[key] for key in kept}
            self._highest, self._more = kept[-1], True
