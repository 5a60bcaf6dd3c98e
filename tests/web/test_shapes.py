"""A person's whole session with redactions of every form, by mouse and keys; and the same by the command, from the saved file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect
from pydicom.dataset import FileDataset
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGBaseline8Bit, RLELossless

from case_files import ct_series
from command_line import curtain, files_in, key_file
from making import as_bytes, ct
from person import Person

pytestmark = pytest.mark.browser

BLACK = (0, 0, 0)
ROWS, COLUMNS = 240, 320
NAME, PLACE = (8, 6), (20, 222)


def written(words: str, at: tuple[int, int]) -> np.ndarray:
    """The pixels of an ultrasound image that are text."""
    picture = Image.new("L", (COLUMNS, ROWS))
    ImageDraw.Draw(picture).text(at, words, fill=255)
    return np.asarray(picture) > 60


NAMED, PLACED = written("MUSTERMANN ERIKA 4711", NAME), written("ST ELSEWHERE", PLACE)


def ultrasound() -> FileDataset:
    """Four frames of JPEG in 4:2:0 with a name on all of them, and a place on the second and third."""
    speckle = np.random.default_rng(5).integers(40, 120, (4, ROWS, COLUMNS), np.uint8)
    speckle[:, NAMED] = 255
    speckle[1:3, PLACED] = 255
    streams = [imagecodecs.jpeg8_encode(np.stack([frame] * 3, -1), level=90, subsampling="420") for frame in speckle]
    cine = ct(
        JPEGBaseline8Bit, Modality="US", SOPClassUID="1.2.840.10008.5.1.4.1.1.3.1", Rows=ROWS, Columns=COLUMNS, NumberOfFrames=4,
        SamplesPerPixel=3, PhotometricInterpretation="YBR_FULL_422", PlanarConfiguration=0, BitsAllocated=8, BitsStored=8, HighBit=7,
        SOPInstanceUID="1.2.3.71", SeriesInstanceUID="1.2.3.7", SeriesNumber=7, LossyImageCompression="01",
        PixelData=encapsulate(streams),
    )  # fmt: skip
    cine["PixelData"].VR = "OB"
    cine["PixelData"].is_undefined_length = True
    return cine


def run_length() -> FileDataset:
    frames = np.random.default_rng(6).integers(500, 1500, (2, 64, 96)).astype(np.uint16)
    made = ct(
        Rows=64, Columns=96, NumberOfFrames=2, Modality="OT", SOPInstanceUID="1.2.3.81", SeriesInstanceUID="1.2.3.8",
        SeriesNumber=8, WindowCenter=1000, WindowWidth=2000, PixelData=frames.tobytes(),
    )  # fmt: skip
    made.compress(RLELossless, encoding_plugin="pydicom", generate_instance_uid=False)
    return made


def test_a_session_with_shapes_and_the_same_by_the_command(server: Any, page: Any, tmp_path: Path) -> None:
    case, key = tmp_path / "case", key_file(tmp_path)
    ct_series(case / "ct", 3)
    (case / "us").write_bytes(as_bytes(ultrasound()))
    (case / "rle").write_bytes(as_bytes(run_length()))
    person = Person.at(page, server.url)
    person.choose_key_file(key)
    page.locator(".step", has_text="Add").click()
    person.review(case)

    black_out_the_ultrasound(person)
    keep_the_inside_of_the_middle(person)
    paste_into_the_slices_and_cut_them(person)

    for title in ("US series", "OT series", "CT series"):
        person.choose(title)
        person.look_at_all()
        person.approve(title)
    page.keyboard.press("Control+z")
    person.wait_for_chip("seen", "CT series")
    page.keyboard.press("Control+y")
    assert person.chip("CT series") == "seen", "redo approves nothing"
    person.approve("CT series")
    page.keyboard.press("r")
    page.get_by_text("3 of them are approved, and will have to be seen again").wait_for()

    page.get_by_role("tab", name="Redactions").click()
    name, boxes = person.save("Save redactions")
    assert name == "curtain-boxes.json"
    assert b"MUSTERMANN" not in boxes and b"4711" not in boxes
    out = person.download_bytes()
    (tmp_path / "boxes.json").write_bytes(boxes)
    words = ["--boxes", tmp_path / "boxes.json", "--key-file", key, "--output", tmp_path / "out", "--reviewed"]
    done = curtain("redact", case, *words, "--jobs", 1)
    assert (done.status, done.err) == (0, "")
    assert files_in(tmp_path / "out") == out

    # What was saved is shown before it is taken, and for how many images it is.
    page.locator(".step", has_text="Review").click()
    page.locator('input[aria-label="Load redactions…"]').set_input_files(tmp_path / "boxes.json")
    asked = page.get_by_role("dialog", name="Take these redactions?")
    asked.get_by_text("6 redactions for 5 images of this case").wait_for()
    asked.get_by_text("6 of them are here already").wait_for()
    assert asked.get_by_role("button", name="Take them").is_disabled()
    asked.get_by_role("button", name="Cancel").click()
    person.choose("OT series")
    page.locator(".redaction", has_text="Only inside").get_by_role("button", name="Delete this rectangle").click()
    page.locator('input[aria-label="Load redactions…"]').set_input_files(tmp_path / "boxes.json")
    asked.get_by_text("5 of them are here already").wait_for()
    asked.get_by_role("button", name="Take them").click()
    page.locator(".redaction", has_text="Only inside").wait_for()

    objects = {each.SeriesInstanceUID: each for each in map(pydicom.dcmread, map(io.BytesIO, out.values()))}
    by_modality = {each.Modality: each for each in objects.values()}
    the_ultrasound_is_clean(by_modality["US"])
    kept = np.zeros((64, 96), bool)
    kept[20:44, 30:66] = True
    source = pydicom.dcmread(case / "rle").pixel_array
    assert np.array_equal(by_modality["OT"].pixel_array, np.where(kept, source, 0))
    # The copy was at 30, 20; five columns and four rows above it were cut off.
    cut = by_modality["CT"].pixel_array
    assert cut.shape == (56, 88)
    assert not cut[16:40, 25:61].any() and cut[16:40, 62:].all() and cut[:16].all()


def test_two_viewports_show_the_redactions_and_the_one_in_use_has_the_handles(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "ct", 3)
    person = Person.at(page, server.url)
    person.review(tmp_path / "ct")
    person.draw(30, 20, 36, 24)
    page.keyboard.press("d")
    left, right = (page.locator(".viewport").nth(number) for number in (0, 1))
    for viewport in (left, right):
        expect(viewport.locator("[data-shape]")).to_have_count(1)
        expect(viewport.locator(".handle")).to_have_count(0)

    for here, there in ((right, left), (left, right)):
        page.keyboard.press("r")
        box = here.locator("[data-shape]").bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(here.locator(".handle").first).to_be_visible()
        expect(there.locator(".handle")).to_have_count(0)
        before = there.locator("[data-shape]").get_attribute("d")
        page.keyboard.press("ArrowRight")
        expect(there.locator("[data-shape]")).not_to_have_attribute("d", before)
    assert person.rectangles() == [(32, 20, 36, 24)]
    page.screenshot(path=artefacts / "shapes-in-two.png")
    # Esc lets go of what the keys moved just now, and the arrows are the images' again.
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    expect(left.locator("[data-shape]"), "on the first image only").to_have_count(0)
    expect(right.locator("[data-shape]")).to_have_count(1)


def black_out_the_ultrasound(person: Person) -> None:
    page = person.page
    person.choose("US series")
    person.look_at_all()
    page.keyboard.press("Home")
    person.draw(4, 2, 150, 18)
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.get_by_label("Fill").select_option("white")
    person.drag(person.on_screen(200, 100), person.on_screen(240, 130))
    page.get_by_label("Fill").select_option("black")
    page.keyboard.press("Control+z")
    page.wait_for_function("() => document.querySelector('.properties .form-row select').value === 'white'")

    # A polygon on a range of frames, corner by corner.
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("y")
    page.get_by_label("Fill").select_option("black")
    page.get_by_label("Apply to").select_option("range")
    page.get_by_label("to", exact=True).fill("3")
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Next redaction").get_by_text("2 frames").wait_for()
    for x, y in ((10, 216), (110, 216), (110, 239), (300, 120), (10, 239)):
        page.mouse.click(*person.on_screen(x, y))
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.mouse.click(*person.on_screen(10, 239))
    page.keyboard.press("Enter")

    # The arrows are its own, and what is pressed in one go is one step.
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowRight")
    page.locator(".redaction.here", has_text="21, 216 · 100 × 24").wait_for()
    page.keyboard.press("Control+z")
    assert person.rectangles() == [(4, 0, 150, 20), (200, 100, 40, 30), (10, 216, 100, 24)]

    person.settled()
    person.wait_for_seen("1 of 4 seen")
    where = NAMED.nonzero()
    x, y = int(where[1][0]), int(where[0][0])
    assert person.colour_at(x, y) == BLACK
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    page.keyboard.down("b")
    page.get_by_text("Before: the file as it was added").wait_for()
    page.wait_for_timeout(400)
    assert min(person.colour_at(x, y)) > 150
    page.keyboard.press("End")
    page.wait_for_timeout(400)
    assert person.seen() == "1 of 4 seen", "before does not count"
    page.keyboard.up("b")
    person.wait_for_seen("2 of 4 seen")
    assert person.colour_at(x, y) == BLACK


def keep_the_inside_of_the_middle(person: Person) -> None:
    page = person.page
    person.choose("OT series")
    person.draw(30, 20, 36, 24)
    page.keyboard.press("Control+c")
    page.keyboard.press("k")
    person.settled()
    page.locator(".redaction", has_text="Only inside: rectangle").wait_for()


def paste_into_the_slices_and_cut_them(person: Person) -> None:
    page = person.page
    person.choose("CT series")
    page.keyboard.press("r")
    page.get_by_label("Apply to").select_option("series")
    page.keyboard.press("Control+v")
    assert person.rectangles() == [(30, 20, 36, 24)]
    page.keyboard.press("Shift+K")
    page.get_by_text("The whole image as it was added").wait_for()
    person.drag(person.on_screen(5.2, 4.2), person.on_screen(92.8, 59.8))
    assert person.rectangles()[1] == (5, 4, 88, 56)
    page.locator(".redaction.here", has_text="Crop on 3 images of the series").wait_for()
    page.keyboard.press("x")
    left_out = page.get_by_text("Left out: it stays on this computer")
    left_out.wait_for()
    page.keyboard.press("Control+z")
    left_out.wait_for(state="detached")
    page.keyboard.press("Escape")
    person.settled()
    page.locator(".words .less", has_text="88 × 56").wait_for()
    # The list of the case leads to the others.
    elsewhere = page.get_by_role("region", name="Elsewhere in the case")
    elsewhere.get_by_role("button", name="Polygon on frames 2 to 3").click()
    page.locator(".series.here", has_text="US").wait_for()
    page.locator(".redaction.here", has_text="Polygon").wait_for()


def the_ultrasound_is_clean(made: FileDataset) -> None:
    frames = made.pixel_array.astype(int)
    assert frames.shape == (4, ROWS, COLUMNS, 3)
    assert frames[:, NAMED].max() < 8
    assert frames[1:3, PLACED].max() < 8
    assert frames[0, 222:234, 20:60].min() > 8, "the polygon is on two frames only"
    assert frames[:, 110:120, 215:225].min() > 247
    assert frames[:, 150:176].min() > 8, "untouched"
