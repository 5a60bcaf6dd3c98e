"""How long a frame takes from the wheel to the screen, and what a tab needs to scroll through a large case.

    python3 build.py test -m slow -s tests/benchmarks/test_scrolling.py

Nothing is asserted of time: the numbers are printed and kept in test-artefacts/measured.json.
"""

import re
import statistics
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGBaseline8Bit, UltrasoundMultiFrameImageStorage

from making import as_bytes, ct
from memory import peak_memory
from person import Person

pytestmark = [pytest.mark.slow, pytest.mark.browser]

HERE = Path(__file__).parent
#: Milliseconds from one notch of the wheel to the next: a quick hand.
NOTCH = 60


def slices(folder: Path, number: int, series: int = 1, *, noise: bool = True) -> Path:
    """CT slices of 512x512; without noise they take no place on most disks."""
    folder.mkdir(exist_ok=True)
    chance = np.random.default_rng(series)
    size = 512 * 512 * 2
    header = ct(Rows=512, Columns=512, BitsStored=16, HighBit=15, SeriesInstanceUID=f"1.2.826.0.1.3680043.9.1.{series}",
                SeriesNumber=series, ImageOrientationPatient=[1, 0, 0, 0, 1, 0], PixelSpacing=[0.7, 0.7],
                WindowCenter=1000, WindowWidth=2000, PixelData=b"\0\0")  # fmt: skip
    for at in range(number):
        header.SOPInstanceUID = header.file_meta.MediaStorageSOPInstanceUID = (
            f"1.2.826.0.1.3680043.9.1.{series}.{at + 1}"
        )
        header.InstanceNumber = at + 1
        header.ImagePositionPatient = [0, 0, at]
        head = as_bytes(header)[:-6] + size.to_bytes(4, "little")
        with (folder / f"{series}-{at:05}.dcm").open("wb") as file:
            file.write(head)
            if noise:
                file.write(chance.integers(0, 2000, 512 * 512, dtype=np.uint16).tobytes())
            else:
                file.truncate(len(head) + size)
    return folder


def cine(path: Path, frames: int) -> Path:
    """A colour ultrasound of noisy JPEG frames of 1024x768."""
    chance = np.random.default_rng(1)
    speckle = chance.normal(0, 30, (768, 1024))
    column = np.arange(1024)
    streams = []
    for at in range(frames):
        grey = np.clip(90 + 60 * np.sin((column + 9 * at) / 70) + np.roll(speckle, 7 * at, axis=1), 0, 255)
        colour = np.repeat(grey.astype(np.uint8)[..., None], 3, axis=2)
        streams.append(imagecodecs.jpeg8_encode(colour, level=85, subsampling="422"))
    given = ct(JPEGBaseline8Bit, SOPClassUID=UltrasoundMultiFrameImageStorage, Modality="US", Rows=768, Columns=1024,
               SamplesPerPixel=3, PhotometricInterpretation="YBR_FULL_422", PlanarConfiguration=0, BitsAllocated=8,
               BitsStored=8, HighBit=7, NumberOfFrames=frames, PixelData=encapsulate(streams))  # fmt: skip
    path.write_bytes(as_bytes(given))
    return path


def open_review(page, url: str, *paths: Path, wait: bool = True) -> Person:
    page.add_init_script(path=HERE / "scrolling.js")
    person = Person.at(page, url)
    if wait:
        person.review(*paths)
    else:
        person.drop(*paths)
        page.locator(".step", has_text="Review").click()
    person.page.locator(".scrubber-words", has_text="1 of ").wait_for(timeout=120_000)
    return person


def scroll(person: Person, notches: int, pause: int = NOTCH) -> dict[str, float]:
    """Milliseconds from the wheel to the drawn frame."""
    person.hover()
    person.page.evaluate("() => void rolledAndDrawn()")
    for _ in range(notches):
        person.page.mouse.wheel(0, 100)
        person.page.wait_for_timeout(pause)
    person.page.wait_for_timeout(500)
    taken = person.page.evaluate("() => rolledAndDrawn()")
    assert len(taken) > 0.9 * notches, f"of {notches} notches only {len(taken)} were answered by a frame"
    cuts = statistics.quantiles(taken, n=20)
    return {"median": round(cuts[9], 1), "95 of 100 below": round(cuts[18], 1)}


def test_ct(page, server, told, tmp_path):
    person = open_review(page, server.url, slices(tmp_path / "ct", 150))
    told("ms from wheel to drawn frame, 512x512 CT", scroll(person, 140))


def test_jpeg(page, server, told, tmp_path):
    person = open_review(page, server.url, cine(tmp_path / "cine.dcm", 100))
    told("ms from wheel to drawn frame, 1024x768 JPEG", scroll(person, 95))


def test_ct_while_other_files_are_processed(page, server, told, tmp_path):
    slices(tmp_path / "case", 120)
    slices(tmp_path / "case", 2500, 2, noise=False)
    person = open_review(page, server.url, tmp_path / "case", wait=False)
    page.wait_for_function("() => +document.querySelector('[role=slider]')?.ariaValueMax >= 110", timeout=120_000)
    told("ms from wheel to drawn frame, 512x512 CT, while 2,500 other files are written", scroll(person, 100))
    others = page.locator(".series", has_text="CT series 2")
    written = int(re.search(r"([\d,]+) image", others.inner_text())[1].replace(",", "")) if others.count() else 0
    assert written < 2500, "they were all done before"


def test_memory_of_3000_slices(page, server, told, tmp_path):
    person = Person.at(page, server.url)
    slices(tmp_path / "ct", 3000, noise=False)
    with peak_memory(page) as memory:
        person.drop(tmp_path / "ct")
        page.get_by_role("button", name="Review the case").wait_for(timeout=600_000)
        person.review()
        person.wait_for_seen("1 of 3,000 seen")
        person.hover()
        for _ in range(2999):
            page.mouse.wheel(0, 100)
            page.wait_for_timeout(20)
        page.wait_for_timeout(1000)
        assert "3000 of 3000" in person.info()
    told(
        "MB of the tab after 3,000 CT slices scrolled end to end: at start, peak",
        [round(memory["start"]), round(memory["peak"])],
    )
