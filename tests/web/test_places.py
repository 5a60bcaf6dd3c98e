"""Known places: proposed over the image, accepted as redactions, and mentioned where somebody approves past them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from case_files import ct_series
from curtain.rules.profile import parse
from person import Person

pytestmark = pytest.mark.browser

SCRIPT = """Of this maker's small images the top row and the corner at the bottom right hold text.
{ Manufacturer.equals("Acme") * Rows.isLessThan("100") }
(0,0,96,7) (-20,-10,20,10)
{ Modality.resembles("CT") }
(0,0,1,1)
"""


def proposals(person: Person) -> list[tuple[int, ...]]:
    """Left, top, width and height of what is proposed, as the list at the right tells it."""
    person.page.get_by_role("tab", name="Redactions").click()
    texts = person.page.locator(".proposal .mono").all_inner_texts()
    return [tuple(map(int, re.findall(r"\d+", text))) for text in texts]


def test_what_lies_outside_of_the_scan_areas_goes_with_one_press(server: Any, page: Any, artefacts: Path) -> None:
    person = Person.at(page, server.url)
    person.try_sample()
    person.review()
    person.choose("US series")
    person.wait_for_seen("1 of 30 seen")
    page.get_by_text("1 proposal not looked at").wait_for()
    layer = page.get_by_role("group", name="Proposals")
    assert layer.locator(".place").count() == 1
    assert person.rectangles() == []

    everything = page.get_by_role("button", name="Blank everything outside the scan areas")
    everything.hover()
    layer.locator(".place-preview").wait_for()
    person.picture(artefacts / "places.png", 900)
    name = person.colour_at(60, 12)
    everything.click()
    layer.wait_for(state="detached")
    assert person.rectangles() == [(69, 44, 683, 521)]
    assert page.get_by_text("not looked at").count() == 0
    person.settled()
    page.wait_for_timeout(500)
    assert person.colour_at(60, 12) == (0, 0, 0) != name

    # It is a redaction like any other: undone, it is proposed again.
    page.keyboard.press("Control+z")
    page.get_by_text("1 proposal not looked at").wait_for()
    page.get_by_role("button", name="Dismiss what lies outside the scan areas").click()
    assert page.get_by_text("not looked at").count() == 0 and layer.count() == 0
    page.get_by_role("button", name="Show again").click()
    layer.wait_for()

    page.get_by_role("button", name="Find what never changes").click()
    page.locator(".proposal").first.wait_for()
    found = proposals(person)
    # The names and the number stand within a box.
    assert any(x <= 12 and y <= 6 and x + width >= 280 and y + height >= 34 for x, y, width, height in found)
    page.get_by_role("button", name=re.compile("Blank all")).click()
    assert sorted(person.rectangles()) == sorted(found)
    assert proposals(person) == []
    page.get_by_text("1 proposal not looked at").wait_for()


def test_a_script_for_pixels_proposes_for_all_images_that_it_is_for(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "series", 3)
    (tmp_path / "pixels.script").write_text(SCRIPT)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    assert page.get_by_role("group", name="Proposals").count() == 0
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("checkbox", name="Device").check()
    page.locator('input[aria-label="Load profile or script…"]').set_input_files(tmp_path / "pixels.script")
    dialog = page.get_by_role("dialog", name="A script of CTP for pixels")
    dialog.get_by_text("nothing is blanked before you agree").wait_for()
    assert dialog.get_by_role("list", name="Not understood: left out").get_by_text("Line 4").count() == 1
    person.picture(artefacts / "places-import.png", 800)
    dialog.get_by_role("button", name="Add this script").click()
    page.get_by_role("list", name="Scripts for pixels").wait_for()
    # It stands beside what was chosen before, and goes with the profile.
    assert page.get_by_role("checkbox", name="Device").is_checked()
    assert parse(person.save("Save profile")[1]).pixel_scripts == (SCRIPT,)

    page.locator(".step", has_text="Review").click()
    person.settled()
    page.get_by_text("2 proposals not looked at").wait_for()
    assert proposals(person) == [(0, 0, 96, 8), (76, 54, 20, 10)]
    assert page.get_by_text("Signature 1 (line 2) holds for this object.").count() == 1
    page.get_by_role("button", name="Blank in all: 0, 0 · 96 × 8").click()
    page.get_by_role("button", name="Blank: 76, 54 · 20 × 10").click()
    assert person.rectangles() == [(76, 54, 20, 10), (0, 0, 96, 8)]
    # Of the other two images the corner is still open, and nobody is kept from approving for it.
    page.get_by_text("1 proposal not looked at").wait_for()
    person.settled()
    person.look_at_all()
    person.approve()
    shown = sorted(person.download().values(), key=lambda each: each.InstanceNumber)
    assert [bool(np.any(each.pixel_array[:8])) for each in shown] == [False] * 3
    assert sorted(bool(np.any(each.pixel_array[54:, 76:])) for each in shown) == [False, True, True]
    assert all(np.all(each.pixel_array[8:54] > 0) for each in shown)
