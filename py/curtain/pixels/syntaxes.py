"""The transfer syntaxes and what can be done with each.

A syntax that is not in `SYNTAXES` is neither shown nor redacted; `why_not` says why in a
sentence for the person who dropped the file.
"""

from dataclasses import dataclass

IMPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2"
EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
EXPLICIT_VR_BIG_ENDIAN = "1.2.840.10008.1.2.2"
DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1.99"
JPEG_LS_LOSSLESS = "1.2.840.10008.1.2.4.80"
RLE_LOSSLESS = "1.2.840.10008.1.2.5"

#: How frames of a native syntax are stored: not encapsulated, not compressed (PS3.5 A.1, A.2, A.3, A.5).
NATIVE = "native"


@dataclass(frozen=True)
class Syntax:
    """A transfer syntax whose frames can be decoded.

    `codec` is `NATIVE` or names the decoding function in `curtain.pixels.codecs`.
    """

    name: str
    codec: str


SYNTAXES: dict[str, Syntax] = {
    IMPLICIT_VR_LITTLE_ENDIAN: Syntax("Implicit VR Little Endian", NATIVE),
    EXPLICIT_VR_LITTLE_ENDIAN: Syntax("Explicit VR Little Endian", NATIVE),
    EXPLICIT_VR_BIG_ENDIAN: Syntax("Explicit VR Big Endian", NATIVE),
    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN: Syntax("Deflated Explicit VR Little Endian", NATIVE),
    "1.2.840.10008.1.2.4.50": Syntax("JPEG Baseline", "decode_jpeg"),
    "1.2.840.10008.1.2.4.51": Syntax("JPEG Extended", "decode_jpeg"),
    "1.2.840.10008.1.2.4.57": Syntax("JPEG Lossless", "decode_jpeg"),
    "1.2.840.10008.1.2.4.70": Syntax("JPEG Lossless SV1", "decode_jpeg"),
    JPEG_LS_LOSSLESS: Syntax("JPEG-LS Lossless", "decode_jpeg_ls"),
    "1.2.840.10008.1.2.4.81": Syntax("JPEG-LS Near-Lossless", "decode_jpeg_ls"),
    "1.2.840.10008.1.2.4.90": Syntax("JPEG 2000 Lossless", "decode_jpeg_2000"),
    "1.2.840.10008.1.2.4.91": Syntax("JPEG 2000", "decode_jpeg_2000"),
    "1.2.840.10008.1.2.4.201": Syntax("HTJ2K Lossless", "decode_htj2k"),
    "1.2.840.10008.1.2.4.202": Syntax("HTJ2K Lossless RPCL", "decode_htj2k"),
    "1.2.840.10008.1.2.4.203": Syntax("HTJ2K", "decode_htj2k"),
    "1.2.840.10008.1.2.4.110": Syntax("JPEG XL Lossless", "decode_jpeg_xl"),
    "1.2.840.10008.1.2.4.111": Syntax("JPEG XL JPEG Recompression", "decode_jpeg_xl"),
    "1.2.840.10008.1.2.4.112": Syntax("JPEG XL", "decode_jpeg_xl"),
    RLE_LOSSLESS: Syntax("RLE Lossless", "decode_rle"),
}

_VIDEO = frozenset(
    f"1.2.840.10008.1.2.4.{number}" for number in ("100", "100.1", "101", "101.1", "102", "102.1", "103", "103.1")
) | frozenset(
    f"1.2.840.10008.1.2.4.{number}" for number in ("104", "104.1", "105", "105.1", "106", "106.1", "107", "108")
)
_SMPTE = "1.2.840.10008.1.2.7."
_JPIP = frozenset(
    ("1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.204", "1.2.840.10008.1.2.4.205")
)
_MULTI_COMPONENT = frozenset(("1.2.840.10008.1.2.4.92", "1.2.840.10008.1.2.4.93"))


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
    if syntax in _VIDEO or syntax.startswith(_SMPTE):
        return "This is a video (MPEG, HEVC or SMPTE). Curtain cannot show videos, so it cannot be reviewed."
    if syntax in _JPIP:
        return "The pixels of this image are not in the file but on a server (JPIP)."
    if syntax in _MULTI_COMPONENT:
        return "This image is compressed with JPEG 2000 Part 2, which Curtain cannot decode."
    return "This image is compressed in a way that Curtain does not know, so it cannot be shown."
