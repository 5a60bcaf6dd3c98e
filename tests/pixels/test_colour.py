"""Colour: YBR as the standard has it, palettes as pydicom has them."""

import numpy as np
import pytest
from pydicom.pixels import apply_color_lut, convert_color_space
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian

from curtain.outcome import Quarantine
from curtain.pixels.colour import Palette, ybr_full_to_rgb
from curtain.pixels.frames import frame_samples
from curtain.pixels.redact import Box, redact
from curtain.pixels.show import show_frame
from pixel_images import (
    CORPUS_FILES,
    PYDICOM_FILES,
    as_dicom,
    image,
    opened,
    palette_image,
    patched,
    reopened,
    second_opinion,
    shipped,
)


@pytest.mark.parametrize("luma", [0, 1, 77, 128, 200, 255])
def test_ybr_becomes_rgb_as_with_pydicom(luma):
    ybr = np.empty((256, 256, 3), np.uint8)
    ybr[..., 0], ybr[..., 1], ybr[..., 2] = luma, np.arange(256)[:, None], np.arange(256)
    difference = np.abs(ybr_full_to_rgb(ybr).astype(int) - convert_color_space(ybr, "YBR_FULL", "RGB"))
    # Where a sum falls almost exactly between two numbers, floats and we may part by one.
    assert difference.max() <= 1
    assert np.count_nonzero(difference) < 2e-3 * difference.size


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ExplicitVRBigEndian])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("first, signed", [(0, False), (7, False), (-2, True)])
def test_palettes_are_applied_in_either_byte_order(syntax, bits, first, signed):
    shown = show_frame(as_dicom(palette_image(syntax, bits, first, signed)), 0)["data"]
    last = 0 if signed else 3
    assert shown[..., 0].tolist() == [[5, 15], [35, 5 + 10 * last]]
    assert shown[0, 0].tolist() == [5, 45, 85]


@pytest.mark.parametrize(
    "path",
    [
        PYDICOM_FILES / "examples_palette.dcm",
        CORPUS_FILES / "501482ea_jpeg-ls-Palette.dcm",
        CORPUS_FILES / "8fdcd315_OBXXXX1A_expb.dcm",
    ],
    ids=lambda path: path.name,
)
def test_real_palettes_give_the_colours_that_pydicom_gives(path):
    if not path.exists():
        pytest.skip("the corpus ../shared/corpus is not there")
    dicom, dataset = opened(path), second_opinion(path)
    shown = show_frame(dicom, 0)["data"]
    stored = frame_samples(dicom, 0)
    if not dicom.little:
        for colour in ("Red", "Green", "Blue"):
            table = dataset[f"{colour}PaletteColorLookupTableData"]
            table.value = np.frombuffer(table.value, ">u2").astype("<u2").tobytes()
    theirs = apply_color_lut(stored, dataset)
    assert np.array_equal(shown, theirs >> 8 if theirs.max() > 255 else theirs)


def test_a_segmented_palette_is_expanded():
    dataset = palette_image()
    for colour in ("Red", "Green", "Blue"):
        delattr(dataset, f"{colour}PaletteColorLookupTableData")
        setattr(
            dataset, f"Segmented{colour}PaletteColorLookupTableData", np.array([0, 1, 0, 1, 3, 0x6000], "<u2").tobytes()
        )
        dataset[f"Segmented{colour}PaletteColorLookupTableData"].VR = "OW"
    assert show_frame(as_dicom(dataset), 0)["data"][..., 0].tolist() == [[0, 0x20], [0x60, 0x60]]


@pytest.mark.parametrize(
    "change",
    [
        {"RedPaletteColorLookupTableData": b"\0\0"},
        {"BluePaletteColorLookupTableDescriptor": [5, 0, 16]},
        {"GreenPaletteColorLookupTableDescriptor": None},
        {"RedPaletteColorLookupTableData": None},
    ],
)
def test_a_broken_palette_is_refused(change):
    dataset = palette_image()
    for keyword, value in change.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    with pytest.raises(Quarantine, match="palette"):
        show_frame(as_dicom(dataset), 0)


def test_the_darkest_entry_is_one_that_a_sample_can_hold():
    dicom = as_dicom(palette_image(first=7))
    assert Palette(dicom, False).darkest(0, 255) == 7
    assert Palette(dicom, False).darkest(9, 255) == 9


@pytest.mark.parametrize("name", ["examples_ybr_color.dcm", "SC_rgb_dcmtk_+eb+cy+s4.dcm", "SC_rgb_dcmtk_+eb+cy+np.dcm"])
def test_libjpeg_converts_colours_to_the_very_bytes_that_we_do(name):
    dicom = shipped(name)
    assert np.array_equal(frame_samples(dicom, 0, rgb=True), ybr_full_to_rgb(frame_samples(dicom, 0)))


def _segmented(dataset, entries: list[int]):
    """The palette of all three colours as discrete segments (PS3.3 C.7.9.2.1)."""
    for colour in ("Red", "Green", "Blue"):
        delattr(dataset, f"{colour}PaletteColorLookupTableData")
        data = np.array([0, len(entries), *entries], "<u2").tobytes()
        dataset.add_new(f"Segmented{colour}PaletteColorLookupTableData", "OW", data)
    return dataset


@pytest.mark.parametrize("first", [0, 200])
@pytest.mark.parametrize("is_segmented", [False, True])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_box_is_the_darkest_entry_of_the_palette_wherever_that_is(first, is_segmented, dtype):
    dark, entries = 37, [60_000 - 900 * number for number in range(50)]
    entries[dark] = 256
    samples = (first + np.arange(20).reshape(1, 4, 5)).astype(dtype)
    dataset = image(samples, photometric="PALETTE COLOR")
    for colour in ("Red", "Green", "Blue"):
        dataset.add_new(f"{colour}PaletteColorLookupTableDescriptor", "US", [50, first, 16])
        dataset.add_new(f"{colour}PaletteColorLookupTableData", "OW", np.array(entries, "<u2").tobytes())
    if is_segmented:
        _segmented(dataset, entries)
    dicom = as_dicom(dataset)
    after = reopened(patched(dataset, dicom, redact(dicom, [Box(None, 1, 1, 2, 2)])))
    assert (frame_samples(after, 0)[1:3, 1:3] == first + dark).all()
    assert (show_frame(after, 0)["data"][1:3, 1:3] == 1).all()


def test_of_a_supplemental_palette_the_stored_values_are_shown():
    """PS3.3 C.7.6.19: grey up to some value and colours above. Nothing hides where each value is seen as it is."""
    samples = np.arange(20, dtype=np.uint16).reshape(1, 4, 5) * 900
    dataset = image(samples, PixelPresentation="MIXED")
    for colour in ("Red", "Green", "Blue"):
        dataset.add_new(f"{colour}PaletteColorLookupTableDescriptor", "US", [4, 12_000, 16])
        dataset.add_new(f"{colour}PaletteColorLookupTableData", "OW", bytes(8))
    shown = show_frame(as_dicom(dataset), 0)
    assert shown["kind"] == "grey" and np.array_equal(shown["data"], samples[0])
