"""A series at a glance: what may be seen in an overview and what not, and what is held back as a place of its own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.uid import SecondaryCaptureImageStorage

from case_files import ct_series, image
from making import INSTANCE, as_bytes, ct
from person import Person

pytestmark = pytest.mark.browser

ROWS, COLUMNS, SLICES = 128, 192, 24
#: Of the slice in which something bright stands, as text would.
MARKED = 17
MARK = (150, 20)


def slices_with_text(folder: Path) -> None:
    """A chest CT as the scanner made it, one slice of which has something that no other has."""
    ct_series(folder, SLICES, ROWS, COLUMNS, BodyPartExamined="CHEST", SeriesDescription="Chest")
    pixels = image(ROWS, COLUMNS, 200 + 100 * MARKED)
    pixels[MARK[1] - 6 : MARK[1] + 6, MARK[0] - 20 : MARK[0] + 20] = 60000
    path = folder / f"IM{SLICES - MARKED:04}"
    defaults = {
        "SOPInstanceUID": f"{INSTANCE}.{MARKED + 1}", "InstanceNumber": SLICES - MARKED, "Rows": ROWS, "Columns": COLUMNS,
        "ImagePositionPatient": [0, 0, 2.0 * MARKED], "ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "PixelSpacing": [1, 1],
        "WindowCenter": 1000, "WindowWidth": 2000, "BodyPartExamined": "CHEST", "SeriesDescription": "Chest",
        "PixelData": pixels.tobytes(),
    }  # fmt: skip
    path.write_bytes(as_bytes(ct(**defaults)))


def captures(folder: Path, number: int) -> None:
    """Secondary captures: they have to be looked at one by one."""
    attributes = {
        "SOPClassUID": SecondaryCaptureImageStorage, "Modality": "OT", "ConversionType": "WSD", "SeriesNumber": 9,
        "SeriesInstanceUID": "1.2.3.9", "SeriesDescription": "Capture", "ImageType": ["DERIVED", "SECONDARY"],
        "Rows": 64, "Columns": 96, "PixelData": np.full((64, 96), 900, np.uint16).tobytes(),
    }  # fmt: skip
    folder.mkdir()
    for at in range(number):
        (folder / f"C{at}").write_bytes(
            as_bytes(ct(SOPInstanceUID=f"1.2.3.9.{at + 1}", InstanceNumber=at, **attributes))
        )


@pytest.fixture
def in_review(server: Any, page: Any, tmp_path: Path) -> Callable[[], Person]:
    """The chest CT, three captures, and a file that is cut off."""

    def open_review() -> Person:
        slices_with_text(tmp_path / "ct")
        captures(tmp_path / "captures", 3)
        (tmp_path / "MUSTERMANN.dcm").write_bytes((tmp_path / "ct" / "IM0001").read_bytes()[:-9000])
        person = Person.at(page, server.url)
        person.review(tmp_path / "ct", tmp_path / "captures", tmp_path / "MUSTERMANN.dcm")
        person.settled()
        return person

    return open_review


def test_overviews_are_enough_where_the_header_says_so(in_review: Callable[[], Person], artefacts: Path) -> None:
    person = in_review()
    page = person.page
    titles = page.locator(".series-title")
    assert titles.all_inner_texts() == ["OT series 9", "CT series 3"], "what needs eyes stands first"
    page.get_by_text("Look at each frame").wait_for()
    assert "It was captured from another image" in page.locator(".series", has_text="OT series").inner_text()

    # The contact sheet of the captures leads to an image, and counts for nothing.
    person.wait_for_seen("1 of 3 seen")
    page.keyboard.press("g")
    sheet = page.get_by_role("listbox", name="Contact sheet")
    sheet.get_by_role("option").nth(2).locator("canvas").wait_for()
    page.get_by_text("images of this series have to be looked at one by one").wait_for()
    page.wait_for_timeout(1000)
    assert person.seen() == "1 of 3 seen"
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    person.wait_for_seen("2 of 3 seen")
    assert page.get_by_role("slider").get_attribute("aria-valuenow") == "3"
    person.look_at_all()
    page.keyboard.press("a")
    question = page.get_by_role("dialog", name="What no program finds")
    question.wait_for()
    page.screenshot(path=artefacts / "question.png")
    question.get_by_role("button", name="Look again").click()
    assert person.chip("OT series") == "seen", "nobody answered"
    person.approve("OT series")

    # The slices may be seen in an overview: first those in sight, with the scrolling all.
    page.keyboard.press("n")
    page.get_by_text("An overview is enough").first.wait_for()
    page.keyboard.press("g")
    sheet.wait_for()
    page.wait_for_function("() => parseInt(document.querySelector('.scrubber-words').textContent) > 3")
    assert int(person.seen().split()[0]) < SLICES, "what is not in sight was not seen"
    page.screenshot(path=artefacts / "sheet.png")
    for _ in range(SLICES):
        if person.seen() == f"{SLICES} of {SLICES} seen":
            break
        page.keyboard.press("PageDown")
        page.wait_for_timeout(900)
    person.wait_for_seen(f"{SLICES} of {SLICES} seen")
    assert "Contact sheet: " in page.locator(".approve-seen").inner_text()
    page.keyboard.press("a")
    person.wait_for_chip("approved", "CT series")
    assert len(person.download()) == SLICES + 3


def test_a_projection_leads_to_a_frame_and_quarantine_is_a_place_with_a_list_that_names_nobody(
    in_review: Callable[[], Person], artefacts: Path
) -> None:
    person = in_review()
    page = person.page
    person.choose("CT series")
    page.keyboard.press("j")
    page.get_by_role("img", name=f"Maximum of {SLICES} frames").wait_for()
    page.get_by_text("Maximum and minimum, each for a second").wait_for()
    page.screenshot(path=artefacts / "projection.png")
    page.locator(".segments svg").first.wait_for()
    assert int(person.seen().split()[0]) <= 1, "dark text is not seen in the maximum"
    page.keyboard.press("j")
    person.wait_for_seen(f"{SLICES} of {SLICES} seen")
    page.locator(".segments button").first.click()
    box = page.locator(".projection-port").bounding_box()
    scale = min(box["width"] / COLUMNS, box["height"] / ROWS)
    left, top = box["x"] + (box["width"] - COLUMNS * scale) / 2, box["y"] + (box["height"] - ROWS * scale) / 2
    page.mouse.click(left + MARK[0] * scale, top + MARK[1] * scale)
    page.locator(".viewport").first.wait_for()
    assert page.get_by_role("slider").get_attribute("aria-valuenow") == str(MARKED + 1)

    # The same without a mouse: a box comes in the middle, and each arrow moves it by four columns or rows.
    page.keyboard.press("Home")
    page.keyboard.press("j")
    page.get_by_role("img", name=f"Maximum of {SLICES} frames").wait_for()
    slider = page.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('[role=slider]').ariaValueNow === '2'")
    assert page.locator(".projection-box").count() == 0, "the arrows of the slider are its own"
    page.locator(".projection-port").focus()
    for key, times in (("ArrowRight", 15), ("ArrowUp", 11)):
        for _ in range(times):
            page.keyboard.press(key)
    page.get_by_text(f"In the box: image {MARKED + 1}. Enter goes to it.").wait_for()
    page.screenshot(path=artefacts / "projection-box.png")
    page.keyboard.press("Enter")
    page.locator(".viewport").first.wait_for()
    assert slider.get_attribute("aria-valuenow") == str(MARKED + 1)

    # A key image is found again by its star.
    page.keyboard.press("*")
    page.get_by_role("button", name=re.compile("CT series 3.*1 key image")).wait_for()
    page.keyboard.press("g")
    page.get_by_role("option", name=re.compile(f"^Image {MARKED + 1}, .*, key image$")).wait_for()
    assert page.get_by_role("option", name=re.compile("key image")).count() == 1
    page.screenshot(path=artefacts / "stars.png")
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Open the quarantine").click()
    place = page.get_by_role("region", name="What is held back")
    place.get_by_role("heading", name="Quarantine: 1 file").wait_for()
    assert "MUSTERMANN.dcm" in place.inner_text()
    page.screenshot(path=artefacts / "quarantine.png")
    with page.expect_download() as download:
        place.get_by_role("button", name="Save the list without names").click()
    text = Path(download.value.path()).read_text()
    rows = list(csv.reader(io.StringIO(text)))
    ((number, outcome, _, reason, _),) = rows[1:]
    assert (number.isdigit(), outcome) == (True, "quarantined")
    assert len(reason) > 20
    assert "MUSTERMANN" not in text
    place.get_by_role("button", name="Try again").click()
    place.get_by_role("heading", name="Quarantine: 1 file").wait_for()
    place.get_by_role("button", name="Leave out").click()
    place.get_by_role("button", name="Decide anew").wait_for()
    person.choose("CT series")
    page.locator(".viewport").first.wait_for()
