"""Whole files with secrets: the general places in many kinds of objects, and places that only some files have."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset, FileDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID

from making import as_bytes, box, ct, segment
from planted.encoding import element, in_front, item, put
from planted.places import TOGETHER, Planted, Planting, general, nest
from planted.tokens import Chance

EXPLICIT, IMPLICIT, BIG, DEFLATED = (
    "1.2.840.10008.1.2.1",
    "1.2.840.10008.1.2",
    "1.2.840.10008.1.2.2",
    "1.2.840.10008.1.2.1.99",
)
_STORAGE = "1.2.840.10008.5.1.4.1.1."
#: SOP classes by what people call them.
CLASSES = {
    "CT": "2", "enhanced CT": "2.1", "MR": "4", "enhanced MR": "4.1", "US": "6.1", "US multi-frame": "3.1", "SC": "7", "CR": "1", "DX": "1.1",
    "MG": "1.2", "tomosynthesis": "13.1.3", "XA": "12.1", "NM": "20", "PET": "128", "photograph": "77.1.4", "whole slide": "77.1.6",
    "SEG": "66.4", "surface SEG": "66.5", "registration": "66.1", "RT dose": "481.2", "RT structures": "481.3", "RT plan": "481.5",
    "RT record": "481.4", "text SR": "88.11", "enhanced SR": "88.22", "comprehensive SR": "88.33", "dose SR": "88.67", "key objects": "88.59",
    "greyscale PR": "11.1", "colour PR": "11.2", "ECG": "9.1.1", "hemodynamics": "9.2.1", "parametric map": "30", "fiducials": "66.2",
    "OCT": "77.1.5.4", "annotations": "91.1", "hanging protocol": "", "raw data": "66",
}  # fmt: skip
_NO_PIXELS = frozenset(
    {
        "surface SEG",
        "registration",
        "RT structures",
        "RT plan",
        "RT record",
        "text SR",
        "enhanced SR",
        "comprehensive SR",
        "dose SR",
    }
) | {
    "key objects",
    "greyscale PR",
    "colour PR",
    "ECG",
    "hemodynamics",
    "fiducials",
    "annotations",
    "hanging protocol",
    "raw data",
}
_PIXEL_KEYWORDS = ("Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "PixelData")  # fmt: skip


def empty(name: str, syntax: str = EXPLICIT, **attributes: object) -> FileDataset:
    """An object of one of `CLASSES` without any secret."""
    sop_class = f"{_STORAGE}{CLASSES[name]}" if CLASSES[name] else "1.2.840.10008.5.1.4.38.1"
    without = dict.fromkeys(_PIXEL_KEYWORDS) if name in _NO_PIXELS else {}
    if without:
        made = ct(syntax, SOPClassUID=sop_class)
        for keyword in without:
            delattr(made, keyword)
        return made
    return ct(syntax, SOPClassUID=sop_class, **attributes)


def kinds_of_objects() -> Iterator[Planted]:
    """Every general place in every kind of object: which action a code means depends on it."""
    for name in CLASSES:
        for what in TOGETHER:
            dataset = empty(name)
            planting = general(name, dataset, what)
            yield Planted(planting.name, as_bytes(dataset), planting.secrets)


def encodings() -> Iterator[Planted]:
    """The general places in the other encodings."""
    for syntax, name in ((IMPLICIT, "implicit VR"), (BIG, "big endian"), (DEFLATED, "deflated")):
        for what in TOGETHER:
            if syntax == BIG and what == "by VR":
                # An unknown value is little endian even here (PS3.5 6.2.2), and ours cannot be walked.
                continue
            dataset = empty("CT", syntax)
            planting = general(f"CT in {name}", dataset, what)
            secrets = [each for each in planting.secrets if each.texts] if syntax == BIG else planting.secrets
            yield Planted(planting.name, as_bytes(dataset), secrets)


# --- Places of some objects -----------------------------------------------------------------------------


def structured_report() -> Iterator[Planted]:
    """A tree of content items of each value type."""
    dataset, planting = empty("comprehensive SR"), Planting("SR")
    root = nest(dataset, 0x0040A043, Dataset())
    put(root, 0x00080100, "SH", b"121071")
    put(root, 0x00080102, "SH", b"DCM ")
    items = []
    for kind, tag, vr in (
        ("TEXT", 0x0040A160, "UT"), ("PNAME", 0x0040A123, "PN"), ("DATE", 0x0040A121, "DA"), ("TIME", 0x0040A122, "TM"),
        ("DATETIME", 0x0040A120, "DT"), ("UIDREF", 0x0040A124, "UI"), ("CODE", 0x0040A168, "SQ"), ("NUM", 0x0040A300, "SQ"),
        ("IMAGE", 0x00081199, "SQ"), ("CONTAINER", 0x0040A730, "SQ"),
    ):  # fmt: skip
        content = Dataset()
        put(content, 0x0040A040, "CS", kind.encode())
        if vr != "SQ":
            planting.put(content, tag, vr, f"content item, {kind}")
        else:
            inner = nest(content, tag, Dataset())
            planting.put(inner, 0x00080104, "LO", f"content item, {kind}, meaning")
            planting.put(inner, 0x0040A30A, "DS", f"content item, {kind}, number")
            planting.put(inner, 0x00081155, "UI", f"content item, {kind}, reference")
            planting.put(
                nest(inner, 0x0040A043, Dataset()), 0x00080104, "LO", f"content item, {kind}, name of the concept"
            )
        items.append(content)
    nest(dataset, 0x0040A730, *items)
    observer = nest(dataset, 0x0040A073, Dataset())
    for tag, vr, what in ((0x0040A075, "PN", "name"), (0x0040A027, "LO", "organization"), (0x0040A030, "DT", "moment")):
        planting.put(observer, tag, vr, f"verifying observer, {what}")
    evidence = nest(nest(nest(dataset, 0x0040A375, Dataset()), 0x00081115, Dataset()), 0x00081199, Dataset())
    planting.put(evidence, 0x00081155, "UI", "evidence, reference")
    yield Planted("SR", as_bytes(dataset), planting.secrets)


def presentation_state() -> Iterator[Planted]:
    dataset, planting = empty("greyscale PR"), Planting("PR")
    annotation = nest(dataset, 0x00700001, Dataset())
    put(annotation, 0x00700002, "CS", b"LAYER ")
    text = nest(annotation, 0x00700008, Dataset())
    planting.put(text, 0x00700006, "ST", "text over the image")
    planting.put(nest(text, 0x00700207, Dataset()), 0x00700006, "ST", "text over the image, compound")
    planting.put(nest(annotation, 0x00700209, Dataset()), 0x00700006, "ST", "compound graphic")
    planting.put(nest(dataset, 0x00700060, Dataset()), 0x00700068, "LO", "description of a layer")
    for tag, vr, what in (
        (0x00700081, "LO", "description"), (0x00700082, "DA", "date"), (0x00700083, "TM", "time"), (0x00700084, "PN", "creator"),
    ):  # fmt: skip
        planting.put(dataset, tag, vr, f"presentation, {what}")
    reference = nest(nest(dataset, 0x00081115, Dataset()), 0x00081140, Dataset())
    planting.put(reference, 0x00081155, "UI", "referenced image")
    yield Planted("PR", as_bytes(dataset), planting.secrets)


def radiotherapy_and_segments() -> Iterator[Planted]:
    for name, sequences in {
        "RT structures": ((0x30060020, ((0x30060026, "LO"), (0x30060028, "ST"), (0x30060024, "UI"))), (0x30060080, ((0x30060085, "SH"), (0x300600A6, "PN"))),
                          (0x30060010, ((0x00200052, "UI"), (0x300600C8, "LO")))),
        "RT plan": ((0x300A0010, ((0x300A0016, "LO"), (0x300A0014, "CS"))), (0x300A0070, ((0x300A0072, "LO"),)), (0x300A00B0, ((0x300A00C3, "ST"), (0x00081040, "LO")))),
        "RT record": ((0x30080020, ((0x30080024, "DA"), (0x30080025, "TM"), (0x30080200, "CS"))), (0x30080030, ((0x00080080, "LO"),))),
        "SEG": ((0x00620002, ((0x00620006, "ST"), (0x00620020, "UT"), (0x00620021, "UI"))), (0x00081115, ((0x0020000E, "UI"),))),
        "whole slide": ((0x00400560, ((0x00400551, "LO"), (0x00400600, "LO"), (0x00400602, "UT"), (0x00400554, "UI"))), (0x00480008, ((0x00220016, "LO"),))),
        "ECG": ((0x0040B020, ((0x00700006, "ST"), (0x0040A13A, "DT"))), (0x54000100, ((0x003A0020, "SH"), (0x00181068, "DS")))),
        "NM": ((0x00540016, ((0x00181072, "TM"), (0x00181078, "DT"), (0x00180031, "LO"))), (0x00540012, ((0x00540018, "SH"),))),
        "US multi-frame": ((0x00186011, ((0x00186018, "LO"), (0x00104000, "LT"))), (0x00185104, ((0x00080090, "PN"),))),
    }.items():  # fmt: skip
        dataset, planting = empty(name), Planting(f"{name}, its own places")
        for tag, elements in sequences:
            inner = nest(dataset, tag, Dataset())
            for child, vr in elements:
                if child in _SHORT_LABELS:
                    continue
                planting.put(
                    inner, child, vr, f"({tag >> 16:04X},{tag & 0xFFFF:04X}).({child >> 16:04X},{child & 0xFFFF:04X})"
                )
        yield Planted(planting.name, as_bytes(dataset), planting.secrets)


#: Labels of kinds and codes that the standard takes for safe (PS3.15 E.1.1): Table E.1-1 has no row and they stay.
_SHORT_LABELS = frozenset(
    {0x300A0014, 0x300A0016, 0x30080200, 0x00180031, 0x00540018, 0x003A0020, 0x00181068, 0x300600C8, 0x30060085}
)
_SHORT_LABELS |= {0x300A0072, 0x00186018, 0x00220016}


def private_implicit() -> Iterator[Planted]:
    """Private blocks in implicit VR, where nobody can tell what a value is."""
    planting = Planting("implicit VR private")
    content = element(0x00090010, "LO", b"ACME 1", implicit=True)
    content += element(0x00091001, "LO", planting.word("text"), implicit=True)
    content += element(
        0x00091002,
        "SQ",
        item(element(0x00100010, "PN", planting.value("PN", "sequence of defined length"), True)),
        True,
    )
    nested = item(element(0x00101001, "PN", planting.value("PN", "sequence of undefined length"), True), undefined=True)
    content += element(0x00091003, "SQ", nested, implicit=True, undefined=True)
    yield Planted(planting.name, in_front(as_bytes(empty("CT", IMPLICIT)), content), planting.secrets)


def unknown_explicit() -> Iterator[Planted]:
    """A known sequence as UN whose items are explicit, against PS3.5 6.2.2."""
    planting, dataset = Planting("UN that holds an explicit sequence"), empty("CT")
    name = element(0x00100010, "PN", planting.value("PN", "name"))
    put(dataset, 0x00540220, "UN", item(name))
    yield Planted(planting.name, as_bytes(dataset), planting.secrets)


def declared_otherwise() -> Iterator[Planted]:
    """A known sequence that says it were text, a label that says it were the name of a node."""
    planting, dataset = Planting("declared otherwise"), empty("CT")
    planting.put(dataset, 0x00540220, "LO", "sequence as text")
    planting.put(dataset, 0x00180024, "AE", "label as a node")
    yield Planted(planting.name, as_bytes(dataset), planting.secrets)


def misplaced_groups() -> Iterator[Planted]:
    """Commands, file meta information, directory records and group lengths in the data set."""
    planting, content = Planting("misplaced groups"), b""
    for tag, vr, what in (
        (0x00000200, "AE", "command, initiator"), (0x00001000, "UI", "command, affected instance"), (0x00001001, "UI", "command, requested instance"),
        (0x00004010, "LT", "command, terminal"), (0x00011001, "LO", "group 0001"), (0x00020016, "AE", "file meta in the data set"),
        (0x00020102, "OB", "private information in the data set"), (0x00031010, "LO", "group 0003"), (0x00041141, "SH", "file-set descriptor"),
        (0x00041500, "CS", "file name of a disc"), (0x00041511, "UI", "referenced instance in a file"), (0x00041432, "UI", "record"),
        (0x00051010, "LO", "group 0005"), (0x00071010, "LO", "group 0007"), (0x00080000, "UL", "group length of 0008"),
    ):  # fmt: skip
        content += element(tag, vr, planting.value(vr if vr != "UL" else "LO", what, tag))
    data = as_bytes(empty("CT"))
    # Group 2 ends where another begins: a group in front of 0002 would end it.
    yield Planted(planting.name, in_front(data, content), planting.secrets)


def file_meta() -> Iterator[Planted]:
    """Preamble and group 0002, all of which is replaced."""
    planting, dataset = Planting("file meta"), empty("CT")
    dataset.preamble = (b"II*\0" + planting.word("preamble")).ljust(128, b"\0")
    for tag, vr, what in (
        (0x00020013, "SH", "implementation version"), (0x00020016, "AE", "source AE title"), (0x00020017, "AE", "sending AE title"),
        (0x00020018, "AE", "receiving AE title"), (0x00020026, "UR", "source address"), (0x00020027, "UR", "sending address"),
        (0x00020028, "UR", "receiving address"), (0x00020033, "UI", "communication instance"), (0x00020102, "OB", "private information"),
        (0x00020012, "UI", "implementation class"), (0x00020100, "UI", "creator of private information"),
    ):  # fmt: skip
        planting.put(dataset.file_meta, tag, vr, what)
    yield Planted(planting.name, as_bytes(dataset), planting.secrets)
    planting, dataset = Planting("file meta alone"), empty("CT")
    dataset.SOPInstanceUID = UID(planting.value("UI", "instance in group 0002").rstrip(b"\0").decode())
    data = as_bytes(dataset)
    own = element(0x00080018, "UI", dataset.SOPInstanceUID.encode() + b"\0" * (len(dataset.SOPInstanceUID) % 2))
    yield Planted(planting.name, data.replace(own, b""), planting.secrets)


def behind_the_object() -> Iterator[Planted]:
    """Bytes behind the last element, which are no part of the object."""
    for name, syntax in (("explicit", EXPLICIT), ("implicit", IMPLICIT), ("deflated", DEFLATED)):
        planting = Planting(f"behind the object, {name}")
        data = as_bytes(empty("CT", syntax)) + b"\0\0\0\0" + planting.word("text") * 3
        yield Planted(planting.name, data, planting.secrets)
    planting = Planting("behind the object, another object")
    other = empty("CT")
    planting.put(other, 0x00100010, "PN", "name")
    yield Planted(planting.name, as_bytes(empty("CT")) + as_bytes(other), planting.secrets)


_CHARACTER_SETS = (
    # SpecificCharacterSet, codec, range of letters, name
    ("ISO_IR 100", "latin-1", (0xC0, 0x100), "Latin 1"),
    ("ISO_IR 101", "iso8859-2", "ĄŁĽŚŠŞŤŹŽąłľśšşťźžŔÁĂĹĆÇČÉĘËĚÍĎĐŃŇÓŐ", "Latin 2"),
    ("ISO_IR 144", "iso8859-5", (0x410, 0x450), "Cyrillic"),
    ("ISO_IR 126", "iso8859-7", (0x3B1, 0x3C9), "Greek"),
    ("ISO_IR 127", "iso8859-6", (0x627, 0x63B), "Arabic"),
    ("ISO_IR 138", "iso8859-8", (0x5D0, 0x5EB), "Hebrew"),
    ("ISO_IR 166", "tis-620", (0xE01, 0xE2F), "Thai"),
    ("ISO_IR 13", "shift_jis", (0xFF71, 0xFF9D), "half-width Katakana"),
    ("\\ISO 2022 IR 87", "iso2022_jp", (0x3041, 0x3094), "Kanji by ISO 2022"),
    ("ISO 2022 IR 13\\ISO 2022 IR 87", "iso2022_jp", (0x30A1, 0x30F4), "Katakana and Kanji by ISO 2022"),
    ("\\ISO 2022 IR 149", "euc_kr", (0xAC00, 0xAC80), "Hangul by ISO 2022"),
    ("\\ISO 2022 IR 149", "iso2022_kr", (0xAC00, 0xAC80), "Hangul in seven bits"),
    ("\\ISO 2022 IR 58", "gb2312", (0x4E00, 0x4E10), "Chinese by ISO 2022"),
    ("ISO_IR 192", "utf-8", (0x4E00, 0x5E00), "UTF-8"),
    ("GB18030", "gb18030", (0x4E00, 0x5E00), "GB18030"),
    ("GBK", "gbk", (0x4E00, 0x5E00), "GBK"),
    # What is declared is not what stands there.
    ("ISO_IR 100", "utf-8", (0x4E00, 0x5E00), "UTF-8 declared as Latin 1"),
    ("", "utf-8", (0xC0, 0x100), "UTF-8 undeclared"),
    ("", "gb18030", (0x4E00, 0x5E00), "GB18030 undeclared"),
    ("ISO_IR 192", "shift_jis", (0x3041, 0x3094), "Shift JIS declared as UTF-8"),
    ("ISO_IR 6", "cp1251", (0x410, 0x450), "Windows Cyrillic declared as ASCII"),
    ("NO SUCH SET", "latin-1", (0xC0, 0x100), "a set that does not exist"),
)  # fmt: skip


def character_sets() -> Iterator[Planted]:
    """Names and descriptions in the character sets of the standard, and wrongly declared; in a sequence with another set, too."""
    for declared, codec, letters, name in _CHARACTER_SETS:
        planting, dataset = Planting(f"character set, {name}"), empty("CT")
        # pydicom would mend what is not UTF-8: it is told so afterwards.
        told = b"ISO_IR 191" if declared == "ISO_IR 192" else declared.encode()
        put(dataset, 0x00080005, "CS", told)
        inner = nest(dataset, 0x00081250, Dataset())
        put(inner, 0x00080005, "CS", told)
        for holder, tag, vr, what in (
            (dataset, 0x00100010, "PN", "name"), (dataset, 0x0008103E, "LO", "description"), (dataset, 0x00104000, "LT", "comments"),
            (dataset, 0x00080114, "ST", "by its VR"), (inner, 0x00081048, "PN", "in a sequence"),
        ):  # fmt: skip
            chance, alphabet = (
                Chance(f"{name} {what}"),
                letters if isinstance(letters, str) else "".join(map(chr, range(*letters))),
            )
            text = ""
            while len(text) < 9:
                letter = alphabet[chance.below(len(alphabet))]
                text += letter if letter.encode(codec, "ignore") else ""
            data = (b"\x1b$)C" if codec == "euc_kr" else b"") + text.encode(codec)
            bare = data
            for escape in (b"\x1b$B", b"\x1b(B", b"\x1b$)C", b"\x0e", b"\x0f"):
                bare = bare.replace(escape, b"")
            put(holder, tag, vr, data)
            planting.note(what, text, raw=(bare,))
        yield Planted(planting.name, as_bytes(dataset).replace(b"ISO_IR 191", b"ISO_IR 192"), planting.secrets)


def file_names() -> Iterator[Planted]:
    """The name under which a file was given says nothing in what comes out."""
    planting = Planting("file name")
    name = f"{planting.value('PN', 'name').decode().strip()}_{planting.value('DA', 'date').decode()}_{planting.word('number').decode()}.dcm"
    yield Planted(planting.name, as_bytes(empty("CT")), planting.secrets, file_name=name)


def large_values() -> Iterator[Planted]:
    """Values over 64 KB, which stay ranges of the source where they stay at all."""
    planting, dataset = Planting("large values"), empty("CT")
    for tag, vr, what in (
        (0x00091001, "OB", "private"),
        (0x00420010 + 0x21, "UT", "unknown"),
        (0x0040A160, "UT", "text"),
        (0x00181030, "LO", "label as UN"),
    ):
        secret = planting.word(f"{what}, over 64 KB")
        put(dataset, tag, "UN" if vr == "LO" else vr, b"x" * 70_000 + secret + b"x" * 10)
    yield Planted(planting.name, as_bytes(dataset), planting.secrets)


# --- Compressed frames ----------------------------------------------------------------------------------


def compressed_frames() -> Iterator[Planted]:
    """Comments, application segments and boxes of compressed frames."""
    grey = np.random.default_rng(1).integers(0, 256, (16, 16), np.uint8)
    jpeg, jpeg_ls = imagecodecs.jpeg8_encode(grey), imagecodecs.jpegls_encode(grey)
    j2k = imagecodecs.jpeg2k_encode(grey, codecformat="J2K", reversible=True)
    jp2 = imagecodecs.jpeg2k_encode(grey, codecformat="JP2", reversible=True)
    tile, codestream = j2k.index(b"\xff\x90\0\x0a"), jp2.index(b"jp2c") - 4

    def planted(name: str, syntax: str, stream, held: str = "") -> Planted:
        planting = Planting(f"frame, {name}")
        data = stream(planting.word("text"))
        made = ct(
            "1.2.840.10008.1.2.4.50", PixelData=encapsulate([data, data]), NumberOfFrames=2, BitsAllocated=8, BitsStored=8, HighBit=7,
            SOPClassUID=f"{_STORAGE}{CLASSES['US multi-frame']}",
        )  # fmt: skip
        made.file_meta.TransferSyntaxUID = UID(syntax)
        return Planted(planting.name, as_bytes(made), planting.secrets, held)

    baseline, ls, lossless_2000 = (f"1.2.840.10008.1.2.4.{number}" for number in (50, 80, 90))
    for marker, before in ((0xFE, b""), (0xFE, b"LEADTOOLS V20 "), (0xE0, b"JFXX\0\x10"), (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), (0xE1, b"Exif\0\0"),
                           (0xE2, b"ICC_PROFILE\0\1\1"), (0xED, b"Photoshop 3.0\0"), (0xEE, b"Adobe\0\x64\0\0\0\0\1"), (0xEF, b"")):  # fmt: skip
        name = f"JPEG segment {marker:02X} {before[:5].decode('latin-1')}".strip(" \0")
        yield planted(name, baseline, lambda text, m=marker, b=before: jpeg[:2] + segment(m, b + text) + jpeg[2:])
    yield planted(
        "JPEG comment in one letter of two bytes",
        baseline,
        lambda text: jpeg[:2] + segment(0xFE, text.decode().encode("utf-16-le")) + jpeg[2:],
    )
    yield planted("JPEG-LS comment", ls, lambda text: jpeg_ls[:2] + segment(0xFE, text) + jpeg_ls[2:])
    yield planted(
        "JPEG-LS, SPIFF entry", ls, lambda text: jpeg_ls[:2] + segment(0xE8, b"\0\0\0\4" + text) + jpeg_ls[2:]
    )
    for kind in (b"\0\1", b"\0\0"):
        yield planted(
            f"JPEG 2000 comment {kind[1]}",
            lossless_2000,
            lambda text, k=kind: j2k[:tile] + segment(0x64, k + text) + j2k[tile:],
        )
    for kind in (b"xml ", b"uuid", b"free"):
        content = bytes(range(128, 144)) if kind == b"uuid" else b""
        yield planted(
            f"JP2 box {kind.decode()}",
            lossless_2000,
            lambda text, k=kind, c=content: jp2[:codestream] + box(k, c + text) + jp2[codestream:],
        )
    scan = jpeg.index(b"\xff\xda")
    yield planted(
        "JPEG comment between scans", baseline, lambda text: jpeg[:-2] + segment(0xFE, text) + jpeg[scan:], "unseen"
    )
    yield planted("behind a JPEG", baseline, lambda text: jpeg + text, "unseen")
    yield planted("behind a JPEG 2000 codestream", lossless_2000, lambda text: j2k + text, "unseen")
    header = j2k.index(b"\xff\x93")
    yield planted(
        "JPEG 2000 comment of a tile",
        lossless_2000,
        lambda text: j2k[:header] + segment(0x64, b"\0\1" + text) + j2k[header:],
        "text-in-frame",
    )
    yield planted("JPEG comment cut off", baseline, lambda text: b"\xff\xd8\xff\xfe\xff\xff" + text, "frame-unclear")


def around_the_pixels() -> Iterator[Planted]:
    """Tables of offsets that hold none, spare bits, bytes behind the last frame, a second kind of pixels."""
    grey = bytes(range(256))
    frame = imagecodecs.jpeg8_encode(np.frombuffer(grey, np.uint8).reshape(16, 16))
    frame += b"\0" * (len(frame) % 2)
    jpeg, rle, raw = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.1.98"

    def planted(name: str, syntax: str, pixels, held: str = "") -> Planted:
        planting = Planting(f"around the pixels, {name}")
        made = ct(jpeg, PixelData=pixels(planting.word("text")), BitsAllocated=8, BitsStored=8, HighBit=7)
        made.file_meta.TransferSyntaxUID = UID(syntax)
        return Planted(planting.name, as_bytes(made), planting.secrets, held)

    def fragments(table: bytes, *parts: bytes) -> bytes:
        items = (b"\xfe\xff\x00\xe0" + struct.pack("<I", len(part)) + part for part in (table, *parts))
        return b"".join(items) + b"\xfe\xff\xdd\xe0\0\0\0\0"

    packed = struct.pack("<16I", 1, 64, *[0] * 14) + b"\x81\x5a\x81\x5a"
    for syntax, stream, name in ((jpeg, frame, "JPEG"), (rle, packed, "RLE"), (raw, grey, "uncompressed")):
        yield planted(f"basic offset table, {name}", syntax, lambda text, each=stream: fragments(text * 2, each))
    whole = struct.pack("<16I", 1, 64, *[0] * 14) + b"\x81\x5a" * 2
    yield planted("RLE, behind the segment", rle, lambda text: fragments(b"", whole + text), "unseen")
    yield planted("uncompressed, behind the frame", raw, lambda text: fragments(b"", grey + text), "unseen")
    yield planted("a fragment of text", jpeg, lambda text: fragments(b"", frame, text), "unseen")
    planting, made = Planting("around the pixels, extended offset tables"), ct()
    made.ExtendedOffsetTable = planting.word("offsets", 16)
    made.ExtendedOffsetTableLengths = planting.word("lengths", 16)
    yield Planted(planting.name, as_bytes(made), planting.secrets)
    for name, prepared in (
        ("spare bits", lambda made: made),
        ("spare bits of an overlay", lambda made: _with_overlay(made, 8)),
    ):
        planting = Planting(f"around the pixels, {name}")
        # As UTF-16 its letters are the high bytes of samples that have eight bits.
        text = planting.word("text").decode().encode("utf-16-be")
        made = prepared(ct(PixelData=text.ljust(512, b"\0"), BitsStored=8, HighBit=7))
        yield Planted(planting.name, as_bytes(made), planting.secrets)
    planting = Planting("around the pixels, behind native frames")
    made = ct(PixelData=grey * 2 + planting.word("text"))
    yield Planted(planting.name, as_bytes(made), planting.secrets, "unseen")
    planting, made = Planting("around the pixels, two kinds"), ct()
    put(made, 0x7FE00008, "OF", planting.word("text", 16))
    yield Planted(planting.name, as_bytes(made), planting.secrets, "unseen")


# --- What is held back ----------------------------------------------------------------------------------


def held_back() -> Iterator[Planted]:
    """Objects that nobody can clean, each with its reason."""
    for name, sop_class, tag, vr, held in (
        ("document in an image", f"{_STORAGE}7", 0x00420011, "OB", "document"),
        ("class of documents", f"{_STORAGE}104.3", 0x00420010, "ST", "document"),
        ("recorded voice", f"{_STORAGE}9.4.1", 0x00104000, "LT", "audio"),
        ("surface scan", f"{_STORAGE}68.1", 0x00104000, "LT", "surface-scan"),
        ("inventory", f"{_STORAGE}201.1", 0x00104000, "LT", "directory"),
        ("private class", "1.2.826.0.1.3680043.9.7.5", 0x00104000, "LT", "private-sop-class"),
        ("class to come", f"{_STORAGE}9999.1", 0x00104000, "LT", "no-treatment"),
        ("no class", "", 0x00104000, "LT", "no-sop-class"),
    ):
        planting, dataset = Planting(name), ct(SOPClassUID=sop_class or "1.2.3")
        planting.put(dataset, tag, vr, "content")
        data = as_bytes(dataset)
        if not sop_class:
            data = data.replace(element(0x00080016, "UI", b"1.2.3\0"), b"").replace(
                element(0x00020002, "UI", b"1.2.3\0"), b""
            )
        yield Planted(planting.name, data, planting.secrets, held)
    for name, attributes, held in (
        ("label of a slide", {"ImageType": ["ORIGINAL", "PRIMARY", "LABEL", "NONE"]}, "slide-label"),
        ("slide with its label", {"SpecimenLabelInImage": "YES"}, "slide-label"),
        ("overview, mostly with a label", {"ImageType": ["DERIVED", "PRIMARY", "OVERVIEW", "NONE"]}, "slide-overview"),
    ):
        planting, dataset = Planting(name), ct(SOPClassUID=f"{_STORAGE}{CLASSES['whole slide']}", **attributes)
        planting.put(dataset, 0x7FE00010, "OW", "picture of the label")
        yield Planted(planting.name, as_bytes(dataset), planting.secrets, held)
    planting, dataset = Planting("overlay in the picture's bits"), _with_overlay(ct(BitsStored=12, HighBit=11), 11)
    planting.put(dataset, 0x60000022, "LO", "description of the overlay")
    yield Planted(planting.name, as_bytes(dataset), planting.secrets, "overlay-in-pixels")


def _with_overlay(dataset, position: int):
    for part, number in ((0x10, 16), (0x11, 16), (0x100, 16), (0x102, position)):
        dataset.add_new(0x60000000 | part, "US", number)
    return dataset


SPECIAL = (
    structured_report, presentation_state, radiotherapy_and_segments, private_implicit, unknown_explicit, declared_otherwise, misplaced_groups, file_meta,
    behind_the_object, character_sets, file_names, large_values, compressed_frames, around_the_pixels, held_back,
)  # fmt: skip


def special() -> Iterator[Planted]:
    """The files of `SPECIAL`."""
    for make in SPECIAL:
        yield from make()
