"""Every key and every gesture of the help sheet is used once and does what the sheet says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pydicom
import pytest
from playwright.sync_api import expect

from case_files import ct_series
from person import LOOK, Person

pytestmark = pytest.mark.browser

RECTANGLE = (30, 20, 40, 24)
#: Of all arrows: what they add to an x and a y.
WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}


def press(person: Person, key: str) -> None:
    """A key as the help sheet writes it."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    last = last.lower() if len(last) == 1 and "Shift" not in modifiers else last
    person.page.keyboard.press("+".join(["Control" if each == "Ctrl" else each for each in modifiers] + [last]))


def says(person: Person, *words: str, viewport: int = 0) -> None:
    for each in words:
        expect(person.page.locator(".viewport").nth(viewport).locator(".words")).to_contain_text(re.compile(each))


def drawn(person: Person, *expected: tuple[int, int, int, int]) -> None:
    """The redactions, once all that was done is told."""
    for _ in range(30):
        if person.rectangles() == list(expected):
            return
        person.page.wait_for_timeout(100)
    assert person.rectangles() == list(expected)


def going(start: str, to: int) -> Callable[[Person, str], None]:
    def check(person: Person, key: str) -> None:
        press(person, start)
        press(person, key)
        says(person, f"\\b{to} of 12")

    return check


def edges(left: str, top: str) -> Callable[[Person, str], None]:
    """Of an axial slice, which shows R at the left and A on top."""

    def check(person: Person, key: str) -> None:
        press(person, key)
        expect(person.page.locator(".edge-left")).to_have_text(left)
        expect(person.page.locator(".edge-top")).to_have_text(top)

    return check


def words_after(key_before: str, *words: str) -> Callable[[Person, str], None]:
    def check(person: Person, key: str) -> None:
        if key_before:
            press(person, key_before)
        press(person, key)
        says(person, *words)

    return check


def tool(name: str, button: str = "") -> Callable[[Person, str], None]:
    def check(person: Person, key: str) -> None:
        press(person, key)
        expect(person.page.locator(".viewport")).to_have_class(re.compile(rf"\btool-{name}\b"))
        if button:
            pressed = person.page.locator(".toolbar").get_by_role("button", name=button, exact=True)
            expect(pressed).to_have_attribute("aria-pressed", "true")

    return check


def rate(start: str, end: str) -> Callable[[Person, str], None]:
    def check(person: Person, key: str) -> None:
        field = person.page.get_by_label("Frames in a second")
        field.select_option(start)
        press(person, key)
        expect(field).to_have_value(end)

    return check


def moved(steps: int, *, stretched: bool, way: str) -> Callable[[Person, str], None]:
    def check(person: Person, key: str) -> None:
        person.draw(*RECTANGLE)
        press(person, key)
        across, down = WAYS[way][0] * steps, WAYS[way][1] * steps
        x, y, width, height = RECTANGLE
        expected = (x, y, width + across, height + down) if stretched else (x + across, y + down, width, height)
        drawn(person, expected)
        press(person, "Delete")

    return check


def cine(person: Person, key: str) -> None:
    press(person, key)
    says(person, "\\b2 of 12")
    press(person, key)
    stands = person.info()
    person.page.wait_for_timeout(2 * LOOK)
    assert person.info() == stands


def invert(person: Person, key: str) -> None:
    person.page.wait_for_timeout(100)
    before = person.colour_at(48, 32)[0]
    press(person, key)
    person.page.wait_for_timeout(100)
    assert person.colour_at(48, 32)[0] == 255 - before


def magnifier(person: Person, key: str) -> None:
    person.page.mouse.move(*person.on_screen(1, 32))
    person.page.wait_for_timeout(100)
    at_the_edge = person.colour_at(3, 32)
    person.page.keyboard.down(key.lower())
    person.page.wait_for_timeout(100)
    assert person.colour_at(3, 32) != at_the_edge, "the dark frame of the image, larger"
    person.page.keyboard.up(key.lower())
    person.page.wait_for_timeout(100)
    assert person.colour_at(3, 32) == at_the_edge


def words(person: Person, key: str) -> None:
    press(person, key)
    expect(person.page.locator(".words")).to_have_count(0)
    press(person, key)
    expect(person.page.locator(".words")).to_have_count(1)


def two_viewports(person: Person, key: str) -> None:
    press(person, key)
    expect(person.page.locator(".viewport")).to_have_count(2)
    says(person, "CT series 1", viewport=0)
    says(person, "CT series 2", viewport=1)
    press(person, key)
    expect(person.page.locator(".viewport")).to_have_count(1)
    person.choose("CT series 1")


def other_viewport(person: Person, key: str) -> None:
    press(person, "D")
    expect(person.page.locator(".viewport").nth(1)).to_have_class(re.compile("in-use"))
    press(person, key)
    expect(person.page.locator(".viewport").nth(0)).to_have_class(re.compile("in-use"))
    press(person, "ArrowDown")
    says(person, "\\b2 of 12", viewport=0)
    says(person, "\\b1 of 3", viewport=1)
    press(person, "D")


def linked_scroll(person: Person, key: str) -> None:
    """The second series has every other position of the first."""
    press(person, "D")
    expect(person.page.locator(".viewport")).to_have_count(2)
    person.page.wait_for_timeout(LOOK)
    press(person, key)
    press(person, "ArrowDown")
    says(person, "\\b2 of 3", "linked", viewport=1)
    says(person, "\\b3 of 12", "linked", viewport=0)
    press(person, key)
    press(person, "ArrowDown")
    says(person, "\\b3 of 3", viewport=1)
    says(person, "\\b3 of 12", viewport=0)
    press(person, "Shift+D")
    press(person, "D")


def sheet(person: Person, key: str) -> None:
    press(person, key)
    person.page.locator(".sheet").wait_for()
    press(person, key)
    person.page.locator(".viewport").wait_for()


def projection(person: Person, key: str) -> None:
    """Through its pictures, and back to the image after the last."""
    for _ in range(8):
        press(person, key)
        person.page.wait_for_timeout(50)
        if person.page.locator(".viewport").count():
            return
        expect(person.page.locator(".sheet")).to_be_visible()
    raise AssertionError("it does not end")


def box(way: str) -> Callable[[Person, str], None]:
    def check(person: Person, key: str) -> None:
        press(person, "J")
        person.page.get_by_role("img", name="Maximum of 12 frames").wait_for()
        press(person, key)
        before = person.page.locator(".projection-box").bounding_box()
        press(person, key)
        person.page.wait_for_timeout(100)
        after = person.page.locator(".projection-box").bounding_box()
        gone = [after[axis] - before[axis] for axis in ("x", "y")]
        assert gone == [pytest.approx(each * before["width"] / 2, abs=1) for each in WAYS[way]]

    return check


def box_leads_on(person: Person, key: str) -> None:
    """The last slice is the brightest everywhere."""
    press(person, "J")
    person.page.get_by_role("img", name="Maximum of 12 frames").wait_for()
    press(person, "ArrowUp")
    person.page.get_by_text("In the box: image 12").wait_for()
    press(person, key)
    says(person, "\\b12 of 12")


def drawing_tool(label: str) -> Callable[[Person, str], None]:
    def check(person: Person, key: str) -> None:
        tool("annotate")(person, key)
        pressed = person.page.get_by_role("group", name="What to draw").get_by_role("button", name=label)
        expect(pressed).to_have_attribute("aria-pressed", "true")

    return check


def add_drawing(person: Person, key: str) -> None:
    """An arrow: in a text one would write."""
    press(person, "V")
    press(person, key)
    expect(person.page.locator(".annotation")).to_have_count(1)
    press(person, "Delete")
    expect(person.page.locator(".annotation")).to_have_count(0)


def key_image(person: Person, key: str) -> None:
    for number in (1, 0):
        press(person, key)
        expect(person.page.locator(".key-image")).to_have_count(number)


def escape(person: Person, key: str) -> None:
    press(person, "P")
    tool("window")(person, key)
    press(person, "J")
    person.page.locator(".projection").wait_for()
    press(person, key)
    expect(person.page.locator(".viewport")).to_be_visible()


def add(person: Person, key: str) -> None:
    press(person, key)
    drawn(person, (0, 0, 96, 6))
    press(person, "Delete")


def delete(person: Person, key: str) -> None:
    press(person, "Shift+R")
    press(person, key)
    drawn(person)


def undo(person: Person, key: str) -> None:
    press(person, "Shift+R")
    press(person, key)
    drawn(person)


def redo(person: Person, key: str) -> None:
    press(person, "Shift+R")
    press(person, "Ctrl+Z")
    press(person, key)
    drawn(person, (0, 0, 96, 6))
    press(person, "Ctrl+Z")


def keep_inside(person: Person, key: str) -> None:
    press(person, "R")
    for is_on in (True, False):
        press(person, key)
        expect(person.page.get_by_role("checkbox", name="Keep only what is inside")).to_be_checked(checked=is_on)


def close_polygon(person: Person, key: str) -> None:
    press(person, "Y")
    for number, corner in enumerate([(20, 10), (60, 10), (40, 40)]):
        person.page.mouse.click(*person.on_screen(*corner))
        expect(person.page.locator(".handle-corner")).to_have_count(number + 1)
    press(person, key)
    expect(person.page.locator(".redaction")).to_have_count(1)
    press(person, "Delete")


def copy_and_paste(person: Person, key: str) -> None:
    person.draw(*RECTANGLE)
    press(person, "Ctrl+C")
    press(person, "Ctrl+V")
    expect(person.page.locator(".redaction")).to_have_count(2)
    press(person, "Ctrl+Z")
    press(person, "Ctrl+Z")


def before(person: Person, key: str) -> None:
    person.page.keyboard.down(key.lower())
    note = person.page.get_by_text("Before: the file as it was added")
    expect(note).to_be_visible()
    person.page.keyboard.up(key.lower())
    expect(note).to_have_count(0)


def approve(person: Person, key: str) -> None:
    person.choose("CT series 2")
    person.settled()
    person.look_at_all()
    press(person, key)
    person.answer(or_else=person.page.get_by_role("button", name="Take back"))
    person.wait_for_chip("approved", "CT series 2")


def next_series(person: Person, key: str) -> None:
    person.choose("CT series 2")
    press(person, key)
    expect(person.page.locator(".series.here")).to_contain_text("CT series 1")


def leave_out_image(person: Person, key: str) -> None:
    for button in ("Take this image in", "Leave this image out"):
        press(person, key)
        expect(person.page.get_by_role("button", name=button)).to_be_visible()


def leave_out_series(person: Person, key: str) -> None:
    press(person, key)
    person.wait_for_chip("left out", "CT series 1")
    press(person, key)
    person.wait_for_chip("needs eyes", "CT series 1")


def help_sheet(person: Person, key: str) -> None:
    press(person, key)
    person.page.get_by_role("dialog", name="Keys and mouse").wait_for()
    press(person, "Escape")
    expect(person.page.get_by_role("dialog")).to_have_count(0)


KEYS: dict[str, Callable[[Person, str], None]] = {
    "next-image": going("Home", 2),
    "previous-image": going("End", 11),
    "page-down": going("Home", 11),
    "page-up": going("End", 2),
    "first": going("End", 1),
    "last": going("Home", 12),
    "cine": cine,
    "faster": rate("5", "10"),
    "slower": rate("5", "2"),
    "contact-sheet": sheet,
    "projection": projection,
    **{f"projection-{way}": box(way) for way in WAYS},
    "projection-go": box_leads_on,
    "preset-1": words_after("", "W 400 L 40"),
    "preset-2": words_after("", "W 1500 L -600"),
    "preset-3": words_after("", "W 2500 L 480"),
    "preset-4": words_after("", "W 80 L 40"),
    "preset-5": words_after("", "W 150 L 90"),
    "full-range": words_after("Home", "W 100 L 150"),
    "invert": invert,
    "reset": words_after("4", "W 2000 L 1000"),
    "fit": words_after("=", "7\\d\\d %|8\\d\\d %"),
    "one-to-one": words_after("", "\\b100 %"),
    "magnifier": magnifier,
    "turn-right": edges("P", "R"),
    "turn-left": edges("A", "L"),
    "mirror-across": edges("L", "A"),
    "mirror-down": edges("R", "P"),
    "words": words,
    "two-viewports": two_viewports,
    "other-viewport": other_viewport,
    "linked-scroll": linked_scroll,
    "tool-window": tool("window"),
    "tool-scroll": tool("scroll"),
    "tool-pan": tool("pan"),
    "tool-zoom": tool("zoom"),
    "tool-rectangle": tool("redact", "Black out a rectangle"),
    "tool-ellipse": tool("redact", "Black out an ellipse"),
    "tool-polygon": tool("redact", "Black out a polygon"),
    "tool-crop": tool("crop", "Crop"),
    "tool-arrow": drawing_tool("Draw an arrow"),
    "tool-circle": drawing_tool("Draw a circle"),
    "tool-text": drawing_tool("Write a text"),
    "add-drawing": add_drawing,
    "key-image": key_image,
    "escape": escape,
    "add-rectangle": add,
    "keep-inside": keep_inside,
    "close-polygon": close_polygon,
    "copy": copy_and_paste,
    "paste": copy_and_paste,
    "before": before,
    "delete": delete,
    "undo": undo,
    "redo": redo,
    **{f"nudge-{way}": moved(1, stretched=False, way=way) for way in WAYS},
    **{f"nudge-far-{way}": moved(10, stretched=False, way=way) for way in WAYS},
    **{f"stretch-{way}": moved(1, stretched=True, way=way) for way in WAYS},
    **{f"stretch-far-{way}": moved(10, stretched=True, way=way) for way in WAYS},
    "approve": approve,
    "next-series": next_series,
    "leave-out-image": leave_out_image,
    "leave-out-series": leave_out_series,
    "help": help_sheet,
}


def by(person: Person, x: float, y: float, button: str = "left") -> None:
    start = person.on_screen(48, 32)
    person.drag(start, (start[0] + x, start[1] + y), button)


def zoom(person: Person) -> int:
    return int(re.search(r"(\d+) %", person.info())[1])


def wheel(person: Person) -> None:
    person.hover()
    person.page.mouse.wheel(0, 100)
    says(person, "\\b2 of 12")


def wheel_zoom(person: Person) -> None:
    before = zoom(person)
    person.hover()
    person.page.keyboard.down("Control")
    person.page.mouse.wheel(0, -100)
    person.page.keyboard.up("Control")
    person.page.wait_for_timeout(50)
    assert zoom(person) > before
    says(person, "\\b1 of 12")


def left(person: Person) -> None:
    by(person, 80, 40)
    width, level = map(int, re.search(r"W (\d+) L (\d+)", person.info()).groups())
    assert width > 2000
    assert level > 1000


def middle(person: Person) -> None:
    edge = person.colour_at(0.5, 32)
    by(person, -60, 0, "middle")
    person.page.wait_for_timeout(100)
    assert person.colour_at(0.5, 32) != edge


def right(person: Person) -> None:
    before = zoom(person)
    by(person, 0, -80, "right")
    assert zoom(person) > 1.3 * before


def touch(person: Person, *steps: list[tuple[float, float]]) -> None:
    """Fingers as they stand one moment after the other, first down and at last up."""
    session = person.page.context.new_cdp_session(person.page)
    fingers = 0
    for points in [*steps, []]:
        kind = "touchEnd" if not points else "touchMove" if len(points) == fingers else "touchStart"
        fingers = len(points)
        given = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})
    session.detach()


def finger(person: Person) -> None:
    """The tool is to scroll: down is on."""
    press(person, "S")
    x, y = person.on_screen(48, 20)
    touch(person, [(x, y)], [(x, y + 60)])
    says(person, "\\b[3-6] of 12")


def pinch(person: Person) -> None:
    before = zoom(person)
    x, y = person.on_screen(48, 32)
    touch(person, [(x - 30, y)], [(x - 30, y), (x + 30, y)], [(x - 90, y), (x + 90, y)])
    says(person, "W 2000 L 1000")
    assert zoom(person) == pytest.approx(3 * before, rel=0.05)


GESTURES: dict[str, Callable[[Person], None]] = {
    "wheel": wheel, "wheel-zoom": wheel_zoom, "left": left, "middle": middle, "right": right, "finger": finger, "pinch": pinch,
}  # fmt: skip


def test_everything_on_the_help_sheet_does_what_it_says(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "one", 12, SeriesNumber=1)
    ct_series(tmp_path / "two", 3, SeriesNumber=2, SeriesInstanceUID="1.2.3.5")
    for place, path in enumerate(sorted((tmp_path / "two").iterdir())):
        dataset = pydicom.dcmread(path)
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = f"1.2.3.5.{place}"
        dataset.ImagePositionPatient[2] *= 2
        dataset.save_as(path)
    person = Person.at(page, server.url)
    person.review(tmp_path / "one", tmp_path / "two")
    person.choose("CT series 1")

    press(person, "?")
    rows = page.locator("[data-action]").evaluate_all(
        "(rows) => rows.map((row) => [row.dataset.action, row.dataset.keys])"
    )
    gestures = page.locator("[data-gesture]").evaluate_all("(rows) => rows.map((row) => row.dataset.gesture)")
    press(person, "Escape")
    assert {name for name, _ in rows} == set(KEYS), "every action is tried, and nothing else"
    assert set(gestures) == set(GESTURES)

    failures: dict[str, str] = {}
    tried = [(name, key, KEYS[name]) for name, keys in rows for key in keys.split(" ")]
    tried += [(name, "", lambda person, _, name=name: GESTURES[name](person)) for name in gestures]
    for name, key, check in sorted(tried, key=lambda each: each[0] in ("approve", "next-series")):
        for calm in ("Escape", "Escape", "Home", "Space"):
            press(person, calm)
        try:
            check(person, key)
        except Exception as error:
            failures[f"{name} {key}"] = str(error).split("Call log")[0]
    assert not failures, "\n".join(f"{what}: {why}" for what, why in failures.items())
