"""Blacking out: rectangles by mouse and by keys, what they hold for, undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from case_files import ct_series
from making import as_bytes, ct
from person import Person

pytestmark = pytest.mark.browser

BLACK = (0, 0, 0)


@pytest.fixture
def ct_in_review(server: Any, page: Any, tmp_path: Path) -> Callable[[int], Person]:
    def open_review(slices: int) -> Person:
        ct_series(tmp_path / "series", slices)
        person = Person.at(page, server.url)
        person.review(tmp_path / "series")
        person.wait_for_seen(f"1 of {slices} seen")
        return person

    return open_review


@pytest.fixture
def cine_in_review(server: Any, page: Any, tmp_path: Path) -> Callable[[int], Person]:
    def open_review(frames: int) -> Person:
        pixels = np.stack([np.full((64, 96), 1000, np.uint16)] * frames).tobytes()
        cine = ct(Rows=64, Columns=96, NumberOfFrames=frames, PixelData=pixels, WindowCenter=1000, WindowWidth=2000)
        (tmp_path / "cine").write_bytes(as_bytes(cine))
        person = Person.at(page, server.url)
        person.review(tmp_path / "cine")
        person.wait_for_seen(f"1 of {frames} seen")
        return person

    return open_review


def test_draw_move_resize_and_delete_and_all_of_it_undone_and_done_again(
    ct_in_review: Callable[[int], Person],
) -> None:
    person = ct_in_review(1)
    person.draw(20, 10, 30, 20)
    assert person.rectangles() == [(20, 10, 30, 20)]

    start = person.on_screen(35, 20)
    end = person.on_screen(45, 30)
    person.drag(start, end)
    assert person.rectangles() == [(30, 20, 30, 20)]

    person.drag(person.on_screen(60, 40), person.on_screen(70, 50))
    assert person.rectangles() == [(30, 20, 40, 30)]

    person.page.keyboard.press("Delete")
    assert person.rectangles() == []

    states = [[], [(30, 20, 40, 30)], [(30, 20, 30, 20)], [(20, 10, 30, 20)], []]
    for expected in states[1:]:
        person.page.keyboard.press("Control+z")
        assert person.rectangles() == expected
    for key, expected in zip(
        ["Control+y", "Control+Shift+Z", "Control+y", "Control+y"], reversed(states[:-1]), strict=True
    ):
        person.page.keyboard.press(key)
        assert person.rectangles() == expected


def test_escape_ends_a_drag_without_a_trace(ct_in_review: Callable[[int], Person]) -> None:
    person = ct_in_review(1)
    person.page.keyboard.press("r")
    person.drag(person.on_screen(10, 10), person.on_screen(40, 30), release=False)
    assert person.page.locator(".shape").count() == 1
    person.page.keyboard.press("Escape")
    person.page.mouse.up()
    assert person.page.locator(".shape").count() == 0
    assert person.rectangles() == []
    assert person.seen() == "1 of 1 seen"

    # And one that goes beyond the image ends at its edge.
    person.page.keyboard.press("r")
    person.drag(person.on_screen(80, 50), (person.on_screen(96, 64)[0] + 6, person.on_screen(96, 64)[1] + 6))
    assert person.rectangles() == [(80, 50, 16, 14)]


def test_shown_pixels_become_those_of_the_new_candidate(ct_in_review: Callable[[int], Person]) -> None:
    person = ct_in_review(1)
    assert person.colour_at(30, 20) != BLACK
    person.draw(20, 10, 30, 20)
    person.settled()
    person.wait_for_seen("1 of 1 seen")
    assert person.colour_at(30, 20) == BLACK
    assert person.colour_at(60, 20) != BLACK
    person.page.keyboard.press("Control+z")
    person.page.wait_for_timeout(100)
    person.settled()
    person.wait_for_seen("1 of 1 seen")
    assert person.colour_at(30, 20) != BLACK


def test_redaction_takes_the_approval_back_and_has_to_be_seen(ct_in_review: Callable[[int], Person]) -> None:
    person = ct_in_review(2)
    person.look_at_all()
    person.approve()
    person.page.keyboard.press("Home")
    person.draw(20, 10, 30, 20)
    person.page.wait_for_timeout(50)
    assert person.chip() != "approved"
    person.settled()
    person.wait_for_seen("2 of 2 seen")
    assert person.chip() == "seen"


def test_one_frame_of_a_cine(cine_in_review: Callable[[int], Person]) -> None:
    person = cine_in_review(4)
    person.look_at_all()
    person.page.keyboard.press("Home")
    person.page.keyboard.press("ArrowDown")
    person.page.keyboard.press("r")
    person.page.get_by_label("Apply to").select_option("frame")
    person.draw(20, 10, 30, 20)
    person.settled()
    person.wait_for_seen("4 of 4 seen")  # the other three still count
    person.approve()
    (written,) = person.download().values()
    frames = written.pixel_array
    assert not frames[1, 10:30, 20:50].any()
    frames[1, 10:30, 20:50] = 1000
    assert (frames == 1000).all()


def test_all_frames_of_a_cine_have_to_be_seen_again(cine_in_review: Callable[[int], Person]) -> None:
    person = cine_in_review(4)
    person.look_at_all()
    person.draw(20, 10, 30, 20)
    person.settled()
    person.wait_for_seen("1 of 4 seen")
    person.look_at_all()
    person.approve()
    (written,) = person.download().values()
    assert not written.pixel_array[:, 10:30, 20:50].any()


def test_whole_series_of_the_same_size(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "case" / "same", 3)
    other = {"SOPInstanceUID": "1.2.3.8", "ImagePositionPatient": [0, 0, 99.0]}
    ct_series(tmp_path / "case" / "other", 1, rows=32, columns=32, **other)
    person = Person.at(page, server.url)
    person.review(tmp_path / "case")
    person.page.keyboard.press("r")
    person.page.get_by_label("Apply to").select_option("series")
    person.draw(4, 4, 20, 10)
    person.settled()
    person.look_at_all()
    person.approve()
    by_position = sorted(person.download().values(), key=lambda each: each.ImagePositionPatient[2])
    for written in by_position[:3]:
        assert not written.pixel_array[4:14, 4:24].any()
    assert by_position[3].pixel_array[4:14, 4:24].all()


def test_object_that_cannot_be_blanked_is_held_back_until_undo(server: Any, page: Any, tmp_path: Path) -> None:
    """A rectangle for a whole series also holds for an object of floating point numbers, which it cannot blank."""
    ct_series(tmp_path / "case", 2)
    floats = ct(SOPInstanceUID="1.2.3.9", Rows=64, Columns=96, BitsAllocated=32, ImagePositionPatient=[0, 0, 99.0])
    for keyword in ("PixelData", "BitsStored", "HighBit", "PixelRepresentation"):
        delattr(floats, keyword)
    floats.FloatPixelData = np.linspace(0, 1, 64 * 96, dtype=np.float32).tobytes()
    (tmp_path / "case" / "MAP").write_bytes(as_bytes(floats))
    person = Person.at(page, server.url)
    person.review(tmp_path / "case")
    assert person.stack() == 3
    person.page.keyboard.press("r")
    person.page.get_by_label("Apply to").select_option("series")
    person.draw(4, 4, 20, 10)
    person.settled()
    ((path, sentence),) = person.held().items()
    assert path == "case/MAP"
    assert "redaction" in sentence or "floating point" in sentence
    assert person.stack() == 2

    person.page.keyboard.press("Control+z")
    person.page.get_by_role("region", name="Quarantine").wait_for(state="detached")
    person.settled()
    assert person.stack() == 3
    person.look_at_all()
    person.approve()
    assert len(person.download()) == 3


def test_rectangle_by_keyboard_alone(ct_in_review: Callable[[int], Person]) -> None:
    person = ct_in_review(1)
    person.page.keyboard.press("Shift+R")
    assert person.rectangles() == [(0, 0, 96, 6)]
    width = person.page.get_by_label("Width")
    width.focus()
    person.page.keyboard.press("Control+a")
    person.page.keyboard.type("40")
    person.page.keyboard.press("Tab")
    assert person.rectangles() == [(0, 0, 40, 6)]
