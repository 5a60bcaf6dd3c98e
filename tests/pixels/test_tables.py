"""Text in look-up tables: found however it is put there, and never in the tables that pictures have."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.data import get_palette_files
from pydicom.dataset import Dataset

from curtain.examine import examine
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource, PathSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.tables import reads_as_text, refuse_text_in_tables
from curtain.write import write
from making import as_bytes, order
from pixel_images import as_dicom, image, palette_image, real_files

NAME = b"MUSTERMANN^ERIKA 12.08.1957"
RAMP = np.arange(256)


def tables() -> dict[str, np.ndarray]:
    """As devices and programs make them."""
    random, steps = np.random.default_rng(5), np.linspace(0, 1, 4096)
    return {
        "ramp": RAMP.astype(np.uint8),
        "ramp in words": (RAMP * 257).astype("<u2"),
        "identity": np.arange(65536).astype("<u2"),
        "identity from a letter": (np.arange(4096) + 0x4100).astype("<u2"),
        "inverse": np.arange(65536)[::-1].astype(">u2"),
        "gamma": (steps**2.2 * 65535).astype("<u2"),
        "sine": (32768 * (1 + np.sin(np.arange(65536) / 97))).clip(0, 65535).astype("<u2"),
        "sine of bytes": (127.5 * (1 + np.sin(np.arange(4096) / 3))).astype(np.uint8),
        "sigmoid": (65535 / (1 + np.exp(-12 * (steps - 0.5)))).astype("<u2"),
        "gamma of 12 bits": (steps**0.45 * 4095).astype("<u2"),
        "hot": np.minimum(RAMP * 3, 255).astype(np.uint8),
        "rainbow": (127.5 * (1 + np.sin(RAMP / 20))).astype(np.uint8),
        "steps": (RAMP // 16 * 17).astype(np.uint8),
        "colours of labels": random.integers(0, 256, 256).astype(np.uint8),
        "colours of labels in words": random.integers(0, 65536, 65536).astype("<u2"),
        "colours of a picture": np.frombuffer(b"FBQP.5169KTAEJKIITRXKPVVi^bhallprswyoowqspeRfcZJYWOAKIC8=", np.uint8),
    }


@pytest.mark.parametrize("name", tables())
def test_tables_of_numbers_are_no_text(name):
    assert not reads_as_text(tables()[name].tobytes())


@settings(deadline=None, max_examples=50)
@given(st.floats(0.2, 5), st.integers(8, 16), st.sampled_from([256, 1024, 4096, 65536]))
def test_no_curve_is_text(gamma, bits, entries):
    curve = (np.linspace(0, 1, entries) ** gamma * ((1 << bits) - 1)).astype("<u2")
    assert not reads_as_text(curve.tobytes())


def hidings() -> dict[str, bytes]:
    letters = np.frombuffer(NAME, np.uint8)
    return {
        "a byte after the other": NAME,
        "UTF-16": NAME.decode().encode("utf-16-le"),
        "UTF-16, the other way": NAME.decode().encode("utf-16-be"),
        "in both bytes of entries": (letters * np.uint16(257)).tobytes(),
        "above a ramp": (letters * np.uint16(256) + np.arange(letters.size, dtype=np.uint16)).tobytes(),
    }


@pytest.mark.parametrize("how", hidings())
@pytest.mark.parametrize("before", [0, 100])
def test_a_name_among_numbers_is_text(how, before):
    ramp = tables()["ramp in words"].tobytes()
    assert reads_as_text(ramp[:before] + hidings()[how] + ramp[before:])


def in_a_palette() -> object:
    dataset = palette_image(entries=256)
    dataset.GreenPaletteColorLookupTableData = NAME.ljust(512, b" ")
    return dataset


def in_a_sequence(keyword: str) -> object:
    item = Dataset()
    item.LUTDescriptor, item.LUTData = [64, 0, 16], list(np.frombuffer(NAME.ljust(128, b"\0"), "<u2"))
    item["LUTDescriptor"].VR, item["LUTData"].VR = "US", "US"
    return image(np.zeros((1, 4, 4), np.uint16), **{keyword: [item]})


def in_segments() -> object:
    dataset = palette_image(entries=256)
    for colour in ("Red", "Green", "Blue"):
        dataset.add_new(f"Segmented{colour}PaletteColorLookupTableData", "OW", b"\0\0\x0e\0" + NAME + b" ")
    return dataset


def in_a_profile() -> object:
    return image(np.zeros((1, 4, 4, 3), np.uint8), photometric="RGB", ICCProfile=NAME.ljust(200))


PLACES = {
    "palette": in_a_palette,
    "segmented palette": in_segments,
    "modality LUT": lambda: in_a_sequence("ModalityLUTSequence"),
    "VOI LUT": lambda: in_a_sequence("VOILUTSequence"),
    "colour profile": in_a_profile,
}


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("reviewed", [True, False])
def test_an_object_with_text_in_a_table_does_not_come_out(where, reviewed):
    # Of somebody whom the search does not know.
    asked = order(pixels_reviewed=reviewed, decoded=reviewed)
    dataset = PLACES[where]()
    dataset.PatientName, dataset.PatientBirthDate = "DOE^JANE", "20010101"
    candidate = write(BytesSource(as_bytes(dataset)), asked)
    with pytest.raises(Quarantine) as stop:
        examine(PieceSource(candidate.pieces, candidate.source), candidate, asked)
    assert stop.value.code == "text-in-table"


def test_real_tables_and_profiles_pass():
    seen = 0
    for path in [*(each.values[0] for each in real_files() if each.values[0]), *map(str, get_palette_files())]:
        try:
            dicom = open_dicom(PathSource(path))
        except (NotDicom, Quarantine):
            continue
        refuse_text_in_tables(dicom)
        seen += 1
    assert seen > 20
    refuse_text_in_tables(as_dicom(palette_image()))
