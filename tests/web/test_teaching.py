"""Drawings for teaching and key images: beside the images, and in a copy of a redacted frame."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pydicom
import pytest
from playwright.sync_api import expect

from case_files import IDENTITY, INSTANCE, ct_series
from person import Person

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMA = json.loads((ROOT / "py/curtain/share/teaching.schema.json").read_text())


def test_a_key_image_with_drawings_leaves_beside_the_image_and_in_a_copy_of_its_own(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "case", 1, rows=192, columns=256)
    person = Person.at(page, server.url)
    person.review(tmp_path / "case")
    person.draw(20, 16, 100, 40)
    person.settled()
    person.look_at_all()
    person.approve("CT series")
    before = person.download_bytes()

    page.locator(".step", has_text="Review").click()
    page.keyboard.press("v")
    person.drag(person.on_screen(200, 150), person.on_screen(150, 100))
    page.keyboard.press("Shift+T")
    page.mouse.click(*person.on_screen(150, 160))
    page.keyboard.type(f"Seen by {IDENTITY[0].decode().title()}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("This names the patient. Change it: nothing leaves with it.")
    burn = page.get_by_role("button", name="Burn into a copy")
    burn.click()
    page.get_by_text("A text of these drawings names the patient").wait_for()
    person.share()
    page.get_by_role("checkbox", name="I have looked at").check()
    page.get_by_role("button", name="Download zip").click()
    page.get_by_text("Nothing was saved: a text or a caption under Teaching names the patient").wait_for()
    page.locator(".step", has_text="Review").click()
    page.get_by_label("Text", exact=True).fill("Fluid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    page.keyboard.press("Control+z")
    page.keyboard.press("*")
    page.get_by_label("Caption").fill("Look at the tip")
    page.keyboard.press("Enter")
    assert "Key image" in person.info()
    assert person.chip("CT series") == "approved", "what is beside an image changes nothing of it"
    page.screenshot(path=artefacts / "teaching-1-drawn.png")

    burn.click()
    person.wait_for_chip("needs eyes", "OT series")
    person.choose("OT series")
    page.get_by_role("tab", name="Tags").click()
    person.look_at_all()
    person.approve("OT series")
    page.screenshot(path=artefacts / "teaching-2-copy.png")

    # What is blacked out later is no longer in any copy that leaves.
    person.choose("CT series")
    person.draw(130, 90, 40, 20)
    expect(page.locator(".series", has_text="OT series")).to_have_count(0)
    page.get_by_role("tab", name="Teaching").click()
    page.get_by_text("Out of date: the image or its drawings changed").wait_for()
    assert "may show what is blacked out now" in page.locator(".quarantine").inner_text()
    page.screenshot(path=artefacts / "teaching-3-out-of-date.png")
    page.keyboard.press("Control+z")
    page.get_by_role("tab", name="Teaching").click()
    page.get_by_role("button", name="Burn in again").click()
    for series in ("CT series", "OT series"):
        person.wait_for_chip("needs eyes", series)
        person.choose(series)
        page.get_by_role("tab", name="Teaching").click()
        if series == "CT series":
            page.wait_for_timeout(600)
            assert person.seen() == "0 of 1 seen", "nobody sees what lies under a drawing"
        page.get_by_role("tab", name="Tags").click()
        person.look_at_all()
        person.approve(series)
    after = person.download_bytes()

    teaching = json.loads(after.pop("teaching.json"))
    report = person.save("As JSON, for programs")[1].decode()
    assert json.loads(report)["teaching"] == {"key_images": 1, "drawings": 2, "copies": 1}
    assert "Look at the tip" not in report and "Fluid" not in report
    jsonschema.Draft202012Validator(SCHEMA).validate(teaching)
    assert before.items() <= after.items(), "the image keeps its bytes"
    image = pydicom.dcmread(io.BytesIO(next(iter(before.values()))))
    (copy,) = (pydicom.dcmread(io.BytesIO(data)) for name, data in after.items() if name not in before)
    assert teaching["images"] == [
        {
            "study": image.StudyInstanceUID,
            "series": image.SeriesInstanceUID,
            "instance": image.SOPInstanceUID,
            "frame": 1,
            "rows": 192,
            "columns": 256,
            "key": True,
            "caption": "Look at the tip",
            "annotations": [
                {"kind": "arrow", "tail": [200, 150], "tip": [150, 100]},
                {"kind": "text", "at": [150, 160], "text": "Fluid"},
            ],
            "copy": copy.SOPInstanceUID,
        }
    ]
    assert INSTANCE not in json.dumps(teaching)
    assert (copy.StudyInstanceUID, copy.PatientID) == (image.StudyInstanceUID, image.PatientID)

    pixels = copy.pixel_array.astype(int)
    assert pixels.shape == (192, 256, 3)
    assert not pixels[18:54, 22:118].any(), "the redaction"
    along = [pixels[100 + at, 150 + at] for at in range(0, 50, 5)]
    assert all(red > green + 40 for red, green, _ in along), "the arrow"
    letters = pixels[158:176, 148:200]
    assert (letters[..., 0] > letters[..., 1] + 40).any(), "the text"
    shown = np.clip((image.pixel_array.astype(float) - 999.5) / 1999 + 0.5, 0, 1) * 255
    assert np.abs(pixels[60:95, 20:120, 0] - shown[60:95, 20:120]).max() <= 1, "the rest as it is shown"


def test_a_copy_waits_for_its_image_wherever_somebody_goes_and_can_be_cancelled(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "case", 2, rows=192, columns=256)
    page.add_init_script(path=HERE / "hold_workers.js")
    page.add_init_script("window.held = false")
    person = Person.at(page, server.url)
    person.review(tmp_path / "case")
    page.keyboard.press("v")
    person.drag(person.on_screen(200, 150), person.on_screen(150, 100))
    burn = page.get_by_role("button", name="Burn into a copy")
    expect(burn).to_be_enabled()
    page.evaluate("held = true")
    person.draw(20, 16, 100, 40)
    page.get_by_role("tab", name="Teaching").click()
    copies = page.get_by_role("list", name="Copies with drawings").get_by_role("listitem")

    burn.click()
    expect(copies.get_by_role("status")).to_have_text("Waiting until the image is written.")
    expect(burn).to_be_disabled()
    page.screenshot(path=artefacts / "teaching-4-waiting.png")
    copies.get_by_role("button", name="Cancel the copy of").click()
    expect(copies).to_have_count(0)

    burn.click()
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    assert "2 of 2" in person.info()
    expect(burn).to_be_disabled()
    page.evaluate("release()")
    person.wait_for_chip("needs eyes", "OT series")
    expect(copies).to_have_count(1)
    expect(copies).to_contain_text("1 of 2Not approved yet")
    assert page.locator(".series", has_text="OT series").inner_text().count("1 image") == 1
    copies.get_by_role("button").click()
    person.choose("OT series")
    page.locator(".viewport canvas").wait_for()
    person.settled()
    page.wait_for_timeout(500)
    assert person.colour_at(60, 30) == (0, 0, 0), "made once the redaction was in it"

    # Drawings that change while they are burned in are not half in a copy.
    person.choose("CT series")
    page.keyboard.press("Home")
    page.get_by_role("tab", name="Teaching").click()
    page.evaluate("held = true")
    page.get_by_role("button", name="Burn in again").click()
    page.keyboard.press("v")
    person.drag(person.on_screen(200, 60), person.on_screen(150, 90))
    page.evaluate("release()")
    page.get_by_text("The image or its drawings changed meanwhile. Try again.").wait_for()
    expect(page.locator(".series", has_text="OT series")).to_have_count(0)
    expect(copies).to_contain_text("Out of date")
    page.get_by_role("button", name="Burn in again").click()
    person.wait_for_chip("needs eyes", "OT series")
