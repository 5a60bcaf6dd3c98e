"""The whole job as people have it to do: three cases with mouse and keys, and one by the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from PIL import Image, ImageDraw
from pydicom.uid import ComputedRadiographyImageStorage, UltrasoundMultiFrameImageStorage

from case_files import ct_series
from making import as_bytes, ct, encapsulated
from person import Person

pytestmark = pytest.mark.browser

NAME = "MUSTERMANN ERIKA"
#: Where it is burned in: columns and rows.
TEXT = (8, 6, 150, 24)


def burned(pixels: np.ndarray) -> np.ndarray:
    """The same picture with the name on it."""
    image = Image.fromarray(pixels)
    ImageDraw.Draw(image).text((TEXT[0] + 4, TEXT[1] + 4), NAME, fill=(255,) * (3 if pixels.ndim == 3 else 1))
    return np.asarray(image)


def radiograph(folder: Path) -> None:
    folder.mkdir()
    y, x = np.mgrid[0:600, 0:500]
    grey = burned((120 + 60 * np.cos(x / 90) * np.sin(y / 110)).astype(np.uint8))
    attributes = {
        "SOPClassUID": ComputedRadiographyImageStorage, "Modality": "CR", "BodyPartExamined": "CHEST", "ViewPosition": "PA",
        "Rows": 600, "Columns": 500, "BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PixelData": grey.tobytes(),
    }  # fmt: skip
    (folder / "chest").write_bytes(as_bytes(ct(**attributes)))


def cine(folder: Path, frames: int = 120) -> None:
    folder.mkdir()
    y, x = np.mgrid[0:240, 0:320]
    streams = []
    for number in range(frames):
        sector = (np.hypot(x - 160, y - 20) < 200) & (abs(x - 160) < y)
        speckle = 90 + 80 * np.sin(x / 5 + number / 7) * np.cos(y / 6)
        picture = np.dstack([np.where(sector, speckle, 0)] * 3).astype(np.uint8)
        picture[100:120, 150:170, 0] = 200
        streams.append(imagecodecs.jpeg8_encode(burned(picture), level=90, subsampling="422"))
    attributes = {
        "SOPClassUID": UltrasoundMultiFrameImageStorage, "Modality": "US", "Rows": 240, "Columns": 320, "BitsAllocated": 8,
        "BitsStored": 8, "HighBit": 7, "SamplesPerPixel": 3, "PlanarConfiguration": 0, "FrameTime": 40,
        "PhotometricInterpretation": "YBR_FULL_422", "LossyImageCompression": "01",
    }  # fmt: skip
    (folder / "cine").write_bytes(as_bytes(encapsulated(streams, **attributes)))


def black_under_the_name(pixels: np.ndarray) -> bool:
    x, y, width, height = TEXT
    return not (pixels[..., y : y + height, x : x + width] > 8).any()


def test_a_chest_radiograph_from_the_drop_to_the_zip(server: Any, page: Any, tmp_path: Path, artefacts: Path) -> None:
    radiograph(tmp_path / "chest")
    person = Person.at(page, server.url)
    person.review(tmp_path / "chest")
    person.draw(*TEXT)
    person.settled()
    person.look_at_all()
    page.screenshot(path=artefacts / "job-radiograph.png")
    person.approve()
    (written,) = person.download().values()
    assert black_under_the_name(written.pixel_array)
    assert written.BurnedInAnnotation == "NO"


@pytest.mark.slow
def test_three_hundred_slices_by_contact_sheet(server: Any, page: Any, tmp_path: Path, artefacts: Path) -> None:
    sources = ct_series(tmp_path / "ct", 300, 512, 512, BodyPartExamined="CHEST")
    person = Person.at(page, server.url)
    person.review(tmp_path / "ct")
    page.keyboard.press("g")
    page.get_by_role("listbox", name="Contact sheet").wait_for()
    for step in range(180):
        if person.seen() == "300 of 300 seen":
            break
        if step % 60 == 0:
            page.keyboard.press("Home")  # and once more for what the computer was too slow to draw
            page.wait_for_timeout(1500)
        page.mouse.move(700, 450)
        page.mouse.wheel(0, 300)
        page.wait_for_timeout(700)
    page.screenshot(path=artefacts / "job-ct.png")
    person.approve()
    written = person.download()
    assert len(written) == 300
    assert {each.PixelData for each in written.values()} == set(sources.values())


@pytest.mark.slow
def test_a_colour_cine_with_a_name_on_all_frames(server: Any, page: Any, tmp_path: Path, artefacts: Path) -> None:
    cine(tmp_path / "us")
    person = Person.at(page, server.url)
    person.review(tmp_path / "us")
    person.draw(*TEXT)
    person.settled()
    page.keyboard.press("c")
    person.wait_for_seen_all(120)
    page.screenshot(path=artefacts / "job-cine.png")
    person.approve()
    (written,) = person.download().values()
    assert (written.NumberOfFrames, written.file_meta.TransferSyntaxUID.name) == (120, "JPEG Baseline (Process 1)")
    assert black_under_the_name(pydicom.pixels.pixel_array(written).max(axis=-1))


def test_the_sample_by_the_keyboard_alone(server: Any, page: Any) -> None:
    person = Person.at(page, server.url)
    keys = page.keyboard

    def focus(words: str) -> None:
        """Tab to the control with this name, which shows that it has the focus."""
        for _ in range(150):
            keys.press("Tab")
            at = page.evaluate(
                """() => {
                  const at = document.activeElement;
                  if (!at.matches('button, input, select, a')) return ['', false];
                  const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
                  return [label.trim(), at.matches(':focus-visible')];
                }"""
            )
            if words in at[0]:
                assert at[1], f"{words} does not show the focus"
                return
        raise AssertionError(f"no way to {words} by Tab")

    focus("Try the sample case")
    keys.press("Enter")
    person.outcome()
    focus("Review the case")
    keys.press("Enter")
    page.locator(".viewport").first.wait_for()

    done = 0
    while page.locator(".series .chip", has_text="approved").count() < page.locator(".series").count():
        assert done < 5
        done += 1
        if "US" in page.locator(".series.here").inner_text():
            keys.press("Shift+R")
            person.settled()
        keys.press("Home")
        keys.press("c")
        page.get_by_role("button", name="Approve series").and_(page.locator(":enabled")).wait_for(timeout=120_000)
        keys.press("Escape")
        keys.press("a")
        if done == 1:
            page.get_by_role("dialog", name="What no program finds").wait_for()
            focus("I looked for these")
            keys.press("Space")
            focus("Continue")
            keys.press("Enter")
        page.wait_for_function(
            "(wanted) => document.querySelectorAll('.series .chip.ok').length >= wanted", arg=done, timeout=15_000
        )
        keys.press("n")
    focus("Share")
    keys.press("Enter")
    focus("I have looked at")
    keys.press("Space")
    focus("Download zip")
    with page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename == "curtain-case.zip"
