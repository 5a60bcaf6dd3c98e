"""The transfer syntaxes and what can be done with each: the table `syntaxes.tsv`, with a line for every one that there is.

A syntax without a decoder is neither shown nor redacted; `why_not` says why in a sentence for the person who dropped
the file.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
JPEG_LS_LOSSLESS = "1.2.840.10008.1.2.4.80"
RLE_LOSSLESS = "1.2.840.10008.1.2.5"

#: How frames of a native syntax are stored, and redacted: not encapsulated, not compressed (PS3.5 A.1, A.2, A.3, A.5).
NATIVE = "native"
#: A redaction that decodes all frames and writes them in another syntax.
WHOLE = "whole"
#: One that rewrites blocks in the entropy-coded stream (`curtain.pixels.jpeg`).
BLOCKS = "jpeg-blocks"
_NONE = "-"
_LOSSY = frozenset(f"1.2.840.10008.1.2.4.{number}" for number in (50, 51, 81, 91, 111, 112, 203))
_UNKNOWN = "This image is compressed in a way that Curtain does not know, so it cannot be shown."


@dataclass(frozen=True, slots=True)
class Syntax:
    """One line of the table.

    Attributes
    ----------
    codec
        `NATIVE`, or the decoding function in `curtain.pixels.codecs`; "" where frames cannot be decoded.
    redacts
        `NATIVE`, `BLOCKS`, an encoder of `curtain.pixels.encoders` that makes single frames anew, or `WHOLE`.
    becomes
        TransferSyntaxUID of an object all of whose frames are compressed anew.
    said
        For a person: what a redaction leaves as it is, or why there is none.
    """

    uid: str
    name: str
    codec: str
    redacts: str
    becomes: str
    said: str

    @property
    def is_lossy(self) -> bool:
        """True where frames may have been compressed with a loss."""
        return self.uid in _LOSSY


@cache
def all_syntaxes() -> tuple[Syntax, ...]:
    """Every line, by UID."""
    lines = (files("curtain.pixels") / "syntaxes.tsv").read_text("utf-8").splitlines()[1:]
    return tuple(Syntax(*("" if cell == _NONE else cell for cell in line.split("\t"))) for line in lines)


#: Those whose frames can be decoded, by UID.
SYNTAXES: dict[str, Syntax] = {each.uid: each for each in all_syntaxes() if each.codec}


def is_native(syntax: str) -> bool:
    """True where frames are stored as they are."""
    known = SYNTAXES.get(syntax)
    return known is not None and known.codec == NATIVE


def is_jpeg_2000(syntax: str) -> bool:
    """True for JPEG 2000 and HTJ2K, whose streams may carry a colour transform of their own."""
    known = SYNTAXES.get(syntax)
    return known is not None and known.codec in ("decode_jpeg_2000", "decode_htj2k")


def why_not(syntax: str) -> str | None:
    """Why frames of this syntax cannot be decoded; None where they can."""
    if syntax in SYNTAXES:
        return None
    return next((each.said for each in all_syntaxes() if each.uid == syntax), _UNKNOWN)
