"""Where identity hides: objects with a secret of its own in each hiding place, and how each must end.

Values are written byte by byte, so that a place holds what it should not, too: text behind a number, a name in a date,
a sequence in an unknown value.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from planted import tokens
from planted.encoding import element, item, put
from planted.sensitive import sensitive
from planted.tokens import Chance, Secret

TABLE = Path(__file__).parents[2] / "py" / "curtain" / "rules" / "tables" / "ps3_15_e1.tsv"

#: Kept wherever it stands, so that only what is done to the sequence around it decides.
INNER = 0x00181250
#: Their place is elsewhere (an object that is held back), or they are groups.
_APART = {"00420011", "50xxxxxx", "60xx3000", "60xx4000", "private", "fffafffa", "fffcfffc"}


@dataclass
class Planted:
    """A file with secrets, and how it must end."""

    name: str
    data: bytes = b""
    secrets: list[Secret] = field(default_factory=list)
    #: Code of the reason where it must be held back; '' where it comes out.
    held: str = ""
    file_name: str = ""


class Planting:
    """Puts secrets into a data set and keeps their list."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.secrets: list[Secret] = []

    def value(self, vr: str, place: str, tag: int = 0) -> bytes:
        """A new secret as a value."""
        data, texts = tokens.value(vr, f"{self.name}: {place}")
        self.note(place, *texts, tag=tag, vr=vr)
        return data

    def word(self, place: str, length: int = 14) -> bytes:
        return self.value("LO", place) if length == 14 else self._word(place, length)

    def _word(self, place: str, length: int) -> bytes:
        word = Chance(f"{self.name}: {place}").word(length)
        self.note(place, word)
        return word.encode()

    def note(self, place: str, *texts: str, raw: tuple[bytes, ...] = (), tag: int = 0, vr: str = "") -> None:
        self.secrets.append(Secret(f"{self.name}: {place}", texts, raw, tag, vr))

    def put(self, dataset: Dataset, tag: int, vr: str, place: str = "", row: int = 0) -> None:
        """An attribute with a secret; `row` is the attribute that decides, where it is not this one.

        Values of two and four bytes are found by their whole element.
        """
        place = place or f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
        if vr in ("US", "AS"):
            data = tokens.value("AS", place)[0] if vr == "AS" else Chance(place).word(2).encode()
            self.note(place, raw=(element(tag, vr, data), element(tag, vr, data, implicit=True)), tag=row or tag, vr=vr)
        else:
            data = self.value(vr, place, row or tag)
        put(dataset, tag, vr, data)

    def sequence(self, dataset: Dataset, tag: int, child: int, vr: str) -> None:
        """A sequence of one item with a secret."""
        inner = nest(dataset, tag, Dataset())
        self.put(
            inner, child, vr, f"({tag >> 16:04X},{tag & 0xFFFF:04X}).({child >> 16:04X},{child & 0xFFFF:04X})", tag
        )


def nest(dataset: Dataset, tag: int, *items: Dataset) -> Dataset:
    """A sequence of these items; the first one."""
    dataset[tag] = DataElement(tag, "SQ", Sequence(items))
    return items[0]


# --- The attributes of the standard --------------------------------------------------------------------


def table() -> list[dict[str, str]]:
    """The rows of Table E.1-1."""
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def row_vr(row: dict[str, str]) -> str:
    return row["vr"].split(" ")[0] or "OB"


def plant_row(planting: Planting, dataset: Dataset, tag: int, vr: str, inner: tuple[int, str] = (INNER, "SH")) -> None:
    """The attribute of a row; a sequence with one item that has the secret in `inner`."""
    if vr == "SQ":
        planting.sequence(dataset, tag, *inner)
    else:
        planting.put(dataset, tag, vr)


def ordinary_rows() -> list[tuple[int, str, str]]:
    """Tag, VR and code of the rows that are single attributes of a data set."""
    rows = (row for row in table() if row["tag"] not in _APART)
    return [(int(row["tag"], 16), row_vr(row), row["basic"]) for row in rows if int(row["tag"][:4], 16) > 7]


def every_row(planting: Planting, dataset: Dataset) -> None:
    """Each attribute of Table E.1-1. Some objects keep a sequence, cleaned inside: there the secret has a rule of its own."""
    for tag, vr, code in ordinary_rows():
        kept_by_some = {"D", "U*"} & {*code.split("/")}
        plant_row(planting, dataset, tag, vr, (0x00104000, "LT") if kept_by_some else (INNER, "SH"))


def by_vr(planting: Planting, dataset: Dataset) -> None:
    """Each attribute that the table forgot and whose VR is prone to identity."""
    for tag, vr in sensitive():
        if tag >> 16 > 7:
            planting.put(dataset, tag, vr)


def beyond_the_table(planting: Planting, dataset: Dataset) -> None:
    """Short texts that identify, retired or overlooked, and what others signed or encrypted."""
    for tag, vr in (
        (0x00080051, "SQ"), (0x0008041B, "LO"), (0x0008041C, "LO"), (0x00100033, "LO"), (0x00100034, "LO"), (0x00102298, "CS"),
        (0x00181803, "LO"), (0x00189423, "LO"), (0x0028702A, "LO"), (0x00401006, "SH"), (0x00401007, "LO"), (0x00402006, "SH"),
        (0x00402007, "SH"), (0x00440011, "LO"), (0x00700068, "LO"), (0x00720008, "LO"), (0x0072000E, "SQ"), (0x00720010, "LO"),
        (0x0074100C, "LO"), (0x30040006, "LO"), (0x04000120, "OB"), (0x04000500, "SQ"), (0x04000520, "OB"), (0x4FFE0001, "SQ"),
    ):  # fmt: skip
        plant_row(planting, dataset, tag, vr)


# --- Places of any object ----------------------------------------------------------------------------


def functional_groups(planting: Planting, dataset: Dataset) -> None:
    """Shared and per frame, one and three sequences deep."""
    for tag, name in ((0x52009229, "shared"), (0x52009230, "per frame")):
        group = Dataset()
        for inner, vr, what in (
            (0x00100010, "PN", "name"), (0x00081048, "PN", "physician"), (0x00209158, "LT", "frame comments"), (0x00189074, "DT", "time"),
            (0x00081155, "UI", "reference"), (0x00200242, "UI", "UID by its VR"), (0x00080023, "DA", "date"), (0x00091001, "LO", "private"),
        ):  # fmt: skip
            planting.put(group, inner, vr, f"{name} functional group, {what}")
        put(group, 0x00090010, "LO", b"ACME 1")
        content = nest(group, 0x00209111, Dataset())
        planting.put(content, 0x00209158, "LT", f"{name} functional group, frame content, comments")
        deep = nest(nest(nest(content, 0x00089215, Dataset()), 0x0040A170, Dataset()), 0x00209116, Dataset())
        planting.put(deep, 0x00102160, "SH", f"{name} functional group, five deep, ethnic group")
        planting.put(deep, 0x00104000, "LT", f"{name} functional group, five deep, comments")
        nest(dataset, tag, group)


def old_values(planting: Planting, dataset: Dataset) -> None:
    """Sequences that keep what was changed, signed or encrypted."""
    original = nest(dataset, 0x04000561, Dataset())
    planting.put(original, 0x04000564, "LO", "OriginalAttributesSequence, source of previous values")
    modified = nest(original, 0x04000550, Dataset())
    planting.put(modified, 0x00100010, "PN", "OriginalAttributesSequence, old name")
    planting.put(modified, INNER, "SH", "OriginalAttributesSequence, an old label")
    odd = nest(original, 0x04000551, Dataset())
    planting.put(odd, 0x04000552, "OB", "OriginalAttributesSequence, a value that did not conform")
    encrypted = nest(dataset, 0x04000500, Dataset())
    planting.put(encrypted, 0x04000520, "OB", "EncryptedAttributesSequence")
    planting.put(encrypted, INNER, "SH", "EncryptedAttributesSequence, beside the content")
    signed = nest(dataset, 0xFFFAFFFA, Dataset())
    planting.put(signed, 0x04000115, "OB", "DigitalSignaturesSequence, certificate of the signer")
    planting.put(signed, 0x04000120, "OB", "DigitalSignaturesSequence, signature")
    planting.put(signed, INNER, "SH", "DigitalSignaturesSequence, a label")
    mac = nest(dataset, 0x4FFE0001, Dataset())
    planting.put(mac, INNER, "SH", "MACParametersSequence, a label")


def private(planting: Planting, dataset: Dataset) -> None:
    """Private blocks: texts, sequences, unknown values, without a creator, in groups that do not exist."""
    put(dataset, 0x00090010, "LO", b"ACME 1")
    planting.put(dataset, 0x00090011, "LO", "private creator")
    for number, vr in enumerate(("LO", "PN", "DA", "UI", "UN", "OB", "ST", "DS"), 1):
        planting.put(dataset, 0x00091000 + number, vr, f"private {vr}")
    planting.put(dataset, 0x000B1001, "LO", "private without a creator")
    inner = nest(dataset, 0x00091020, Dataset())
    planting.put(inner, INNER, "SH", "private sequence, a label")
    planting.put(inner, 0x00100010, "PN", "private sequence, a name")
    planting.put(nest(inner, 0x00091021, Dataset()), INNER, "SH", "private sequence in a private sequence")
    for place, implicit in (("implicit", True), ("explicit", False)):
        content = item(element(INNER, "SH", planting.word(f"private UN that holds a sequence, {place}"), implicit))
        put(dataset, 0x00091030 + implicit, "UN", content)
    content = item(element(INNER, "SH", planting.word("private UN of undefined length"), True), undefined=True)
    put(dataset, 0x00091040, "UN", content, undefined=True)
    put(dataset, 0x00290010, "LO", b"SIEMENS CSA HEADER")
    put(dataset, 0x00291010, "OB", b"SV10\4\3\2\1" + planting.word("binary header of a vendor") + bytes(100))
    for group in (0x0009, 0x0101, 0x7FE1, 0xFFFB):
        planting.put(dataset, group << 16 | 0x1055, "LO", f"private group {group:04X}")


def unknown_values(planting: Planting, dataset: Dataset) -> None:
    """VR UN where the dictionary knows better: texts, and sequences in implicit VR (PS3.5 6.2.2)."""
    for tag, what in (
        (0x00080090, "referring physician"),
        (0x00104000, "comments"),
        (0x00321060, "procedure"),
        (0x00081155, "a UID"),
    ):
        put(dataset, tag, "UN", planting.value("UI" if tag == 0x00081155 else "LO", f"UN, {what}"))
    name = element(0x00100010, "PN", planting.value("PN", "UN that holds a known sequence, name"), True)
    secret = element(0x00091001, "LO", planting.word("UN that holds a known sequence, private"), True)
    put(dataset, 0x00540220, "UN", item(secret + name))
    name = element(0x00100010, "PN", planting.value("PN", "UN of undefined length that holds a known sequence"), True)
    put(dataset, 0x00540016, "UN", item(name, undefined=True), undefined=True)


def wrong_vrs(planting: Planting, dataset: Dataset) -> None:
    """Attributes that say they were something else."""
    for tag, vr, kind in (
        (0x00100030, "LO", "DA"), (0x00080090, "CS", "PN"), (0x00104000, "OB", "LO"), (0x00200242, "LO", "UI"), (0x00080404, "SH", "DT"),
        (0x0040A067, "UC", "PN"), (0x00080114, "UN", "LO"), (0x00280106, "PN", "PN"), (0x00181271, "DT", "DT"), (0x00280107, "UI", "UI"),
    ):  # fmt: skip
        put(dataset, tag, vr, planting.value(kind, f"({tag >> 16:04X},{tag & 0xFFFF:04X}) as {vr}"))


def misfits(planting: Planting, dataset: Dataset) -> None:
    """Text where a number, a date or a code should be, and values longer than their VR allows."""
    for tag, vr, before, what in (
        (0x00180050, "DS", b"1.25 ", "text behind a number, DS"),
        (0x00280030, "DS", b"0.5\\0.5 ", "text behind the second number, DS"),
        (0x00181130, "DS", b"", "text instead of a number, DS"),
        (0x00200013, "IS", b"17 ", "text behind a number, IS"),
        (0x00181150, "IS", b"", "text instead of a number, IS"),
        (0x00281050, "DS", b"40e", "text in an exponent, DS"),
        (0x0018A002, "DT", b"20240131 ", "text behind a date and time"),
        (0x00181012, "DA", b"20240131", "text behind a date"),
        (0x00181014, "TM", b"1015 ", "text behind a time"),
        (0x00180031, "LO", b"x" * 70, "text behind 70 characters, LO"),
        (0x00180024, "SH", b"x" * 70, "text behind 70 characters, SH"),
        (0x00180015, "CS", b"HEAD" + b"X" * 70, "text behind 70 characters, CS"),
        (0x00185101, "CS", b"AP;", "text with a semicolon, CS"),
    ):
        put(dataset, tag, vr, before + planting.word(what))
    put(dataset, 0x00101010, "AS", planting.word("text instead of an age"))


def codes(planting: Planting, dataset: Dataset) -> None:
    """Code sequences of local coding schemes: what they mean is what somebody typed."""
    for tag, what, scheme in (
        (0x00082218, "anatomy", b"99ACME"),
        (0x00400260, "protocol", b"L "),
        (0x00540220, "view", b"99LOCAL "),
    ):
        code = nest(dataset, tag, Dataset())
        put(code, 0x00080100, "SH", b"1234")
        put(code, 0x00080102, "SH", scheme)
        planting.put(code, 0x00080104, "LO", f"meaning of a local code, {what}")
    scheme = nest(dataset, 0x00080110, Dataset())
    for holder, tag, what in (
        (scheme, 0x0008010C, "coding scheme"), (code, 0x0008010D, "creator of an extension"), (code, 0x00080117, "context"),
        (dataset, 0x00080062, "classes of the study"), (dataset, 0x0008115A, "classes supported"),
    ):  # fmt: skip
        planting.put(holder, tag, "UI", f"a UID where the standard's own stand, {what}")


def groups(planting: Planting, dataset: Dataset) -> None:
    """Curves, overlays, group lengths, pixels of other groups, tags that the standard does not know."""
    for tag, vr, what in (
        (0x50003000, "OW", "curve data"), (0x50000022, "LO", "curve description"), (0x50020010, "US", "curve of two dimensions"),
        (0x5000200C, "OW", "audio in a curve"), (0x60003000, "OW", "overlay data"), (0x60000022, "LO", "overlay description"),
        (0x60001500, "LO", "overlay label"), (0x60024000, "LT", "overlay comments"), (0x601E3000, "OB", "overlay of the last group"),
        (0x00080007, "LO", "unknown even tag"), (0x0010FFFE, "LO", "unknown even tag of the patient"), (0x00300010, "LO", "unknown even group"),
        (0x7F000010, "OW", "pixels of an unknown kind"), (0x7FE00020, "OW", "coefficients of a transform"), (0x60010010, "LO", "odd overlay group"),
    ):  # fmt: skip
        if vr == "US":
            put(dataset, tag, vr, b"\2\0")
        else:
            planting.put(dataset, tag, vr, what)


def misplaced(planting: Planting, dataset: Dataset) -> None:
    """Commands, file meta information and directory records in a sequence."""
    inner = nest(dataset, 0x00400260, Dataset())
    for tag, vr, what in (
        (0x00000902, "LO", "comment of a command"), (0x00020013, "SH", "version of an implementation"), (0x00041141, "SH", "file-set descriptor"),
        (0x00041500, "CS", "file name of a disc"), (0x00001001, "UI", "requested instance"), (0x00041511, "UI", "referenced instance in a file"),
    ):  # fmt: skip
        planting.put(inner, tag, vr, f"in a sequence, {what}")


def icons(planting: Planting, dataset: Dataset) -> None:
    """An icon, whose pixels nobody is shown, in the root and in a kept sequence."""
    for holder, place in ((dataset, "icon"), (nest(dataset, 0x0040A170, Dataset()), "icon in a sequence")):
        icon = nest(holder, 0x00880200, Dataset())
        icon.Rows = icon.Columns = 8
        planting.put(icon, 0x7FE00010, "OB", place)
    loose = nest(dataset, 0x00540300, Dataset())
    planting.put(loose, 0x7FE00010, "OW", "pixels in a sequence that is no icon")


def behind_the_pixels(planting: Planting, dataset: Dataset) -> None:
    """Elements that follow PixelData."""
    for tag, vr, what in (
        (0x7FE10010, "LO", "private creator behind the pixels"), (0x7FE11001, "OB", "private behind the pixels"),
        (0xFFFCFFFC, "OB", "trailing padding"), (0xFFFD1001, "LO", "a private group behind the padding"),
    ):  # fmt: skip
        planting.put(dataset, tag, vr, what)


def uids(planting: Planting, dataset: Dataset) -> None:
    """The identifiers of the object itself, with a date and a long number in each."""
    for tag, what in (
        (0x00080018, "instance"),
        (0x0020000D, "study"),
        (0x0020000E, "series"),
        (0x00200052, "frame of reference"),
    ):
        planting.put(dataset, tag, "UI", f"UID, {what}")


#: What is planted together in one object: no two of a tuple share an attribute.
TOGETHER: dict[str, tuple[Callable[[Planting, Dataset], None], ...]] = {
    "rows": (every_row,),
    "by VR": (by_vr, private, old_values, codes, behind_the_pixels),
    "odd": (beyond_the_table, functional_groups, unknown_values, misfits, groups, misplaced, icons, uids),
    "wrong VRs": (wrong_vrs,),
}


def general(name: str, dataset: Dataset, what: str) -> Planting:
    """Plant one of `TOGETHER` in a data set."""
    planting = Planting(f"{name}, {what}")
    for place in TOGETHER[what]:
        place(planting, dataset)
    return planting
