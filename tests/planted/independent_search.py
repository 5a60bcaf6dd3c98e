"""A search for planted secrets that shares nothing with the engine: every byte of a file, and its path.

Each text is looked for in capitals and small letters, in one and two bytes a letter, and in the character sets that
DICOM knows; a deflated data set is inflated first.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from planted.tokens import Secret

_ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1", "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "tis-620",
    "cp1251", "shift_jis", "euc_jp", "iso2022_jp_2", "euc_kr", "iso2022_kr", "gb18030", "big5",
)  # fmt: skip
_SHORTEST = 8
_TEXTS = re.compile(rb"[ -~]{8,}")
_DEFLATED = b"1.2.840.10008.1.2.1.99"
#: Escape sequences of ISO 2022 stand between letters, not in them.
_ESCAPES = (b"\x1b$B", b"\x1b(B", b"\x1b(J", b"\x1b$)C", b"\x1b$)A", b"\x1b$A", b"\x1b-A", b"\x0e", b"\x0f")


class IndependentSearch:
    """Finds secrets in bytes and in folders."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._plain: list[tuple[bytes, str]] = []
        self._others: list[tuple[bytes, str]] = []
        for secret in secrets:
            for text in secret.texts:
                if text.isascii():
                    assert len(text) >= _SHORTEST
                    self._plain.append((text.lower().encode(), secret.place))
                else:
                    self._others += [(needle, secret.place) for needle in _encoded(text)]
            self._others += [(raw.lower(), secret.place) for raw in secret.raw]

    def in_bytes(self, data: bytes) -> list[str]:
        """The places whose secrets stand in a file, by name."""
        found: set[str] = set()
        for view in _views(data):
            # A letter of two or four bytes is ASCII with zeros.
            for words in (_words(view), _words(view.replace(b"\0", b""))):
                found |= {place for needle, place in self._plain if needle in words}
            lower = view.lower()
            found |= {place for needle, place in self._others if needle in lower}
        return sorted(found)

    def in_text(self, text: str) -> list[str]:
        """The places whose secrets stand in a path, a report or a message."""
        return self.in_bytes(text.encode("utf-8", "surrogateescape"))

    def in_folder(self, folder: Path) -> list[str]:
        """The places whose secrets stand in any file of a folder, or in its path there."""
        found: set[str] = set()
        for path in folder.rglob("*"):
            found.update(self.in_text(str(path.relative_to(folder))))
            if path.is_file():
                found.update(self.in_bytes(path.read_bytes()))
        return sorted(found)


def _words(data: bytes) -> bytes:
    """All that could be a text of ASCII, in small letters: a million pixels come down to a few words."""
    return b"\n".join(_TEXTS.findall(data)).lower()


def _encoded(text: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        try:
            encoded = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        for escape in _ESCAPES:
            encoded = encoded.replace(escape, b"")
        yield encoded.lower()


def _views(data: bytes) -> Iterator[bytes]:
    """A file as it is, and inflated where its data set is deflated."""
    yield data
    if data[128:132] != b"DICM" or _DEFLATED not in data[:600]:
        return
    # (0002,0000) tells how long group 2 is.
    behind_meta = 144 + int.from_bytes(data[140:144], "little")
    yield zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[behind_meta:])
