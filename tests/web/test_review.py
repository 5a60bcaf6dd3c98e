"""The review step: what is shown, what counts as seen, and what may be approved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import MPEG2MPML, BasicTextSRStorage

from case_files import ct_series, image
from making import as_bytes, ct, encapsulated
from person import LOOK, MARGIN, Person

pytestmark = pytest.mark.browser


@pytest.fixture
def ct_in_review(server: Any, page: Any, tmp_path: Path) -> Callable[..., Person]:
    """A CT series in Review: `ct_in_review(slices, **attributes)`."""

    def open_review(slices: int, **attributes: Any) -> Person:
        ct_series(tmp_path / "series", slices, **attributes)
        person = Person.at(page, server.url)
        person.review(tmp_path / "series")
        return person

    return open_review


# --- What is shown


def test_slices_are_sorted_by_position(ct_in_review: Callable[..., Person]) -> None:
    """Numbers and file names run against the positions in these files."""
    person = ct_in_review(4)
    shown = []
    for _ in range(4):
        person.page.wait_for_timeout(LOOK)
        shown.append(person.colour_at(48, 32)[0])
        person.page.keyboard.press("ArrowDown")
    assert shown == sorted(shown)
    assert len(set(shown)) == 4


def test_grey_follows_the_window_of_the_file(server: Any, page: Any, tmp_path: Path) -> None:
    """And turns round where MONOCHROME1 has high values dark."""
    ct_series(tmp_path / "one", 1, WindowCenter=200, WindowWidth=400, PixelData=image(64, 96, 300).tobytes())
    dark = {"PhotometricInterpretation": "MONOCHROME1", "PixelData": image(64, 96, 1800).tobytes()}
    ct_series(tmp_path / "two", 1, SeriesNumber=2, SeriesInstanceUID="1.2.3.5", SOPInstanceUID="1.2.3.5.1", **dark)
    person = Person.at(page, server.url)
    person.review(tmp_path / "one", tmp_path / "two")
    person.choose("CT series 3")
    person.wait_for_seen("1 of 1 seen")
    assert "W 400 L 200" in person.info()
    expected = ((300 - 199.5) / 399 + 0.5) * 255  # PS3.3 C.11.2.1.2.1
    assert person.colour_at(48, 32) == (round(expected),) * 3

    person.choose("CT series 2")
    page.locator(".words", has_text="W 2000 L 1000").first.wait_for(state="attached")
    person.wait_for_seen("1 of 1 seen")
    assert person.colour_at(48, 32)[0] < 40


def test_pixels_that_are_not_square_are_shown_in_their_shape(ct_in_review: Callable[..., Person]) -> None:
    person = ct_in_review(1, rows=64, columns=64, PixelSpacing=[2, 1])
    person.wait_for_seen("1 of 1 seen")
    box = person.page.locator(".viewport").bounding_box()
    read = """() => {
        const canvas = document.querySelector('.viewport canvas');
        const { data, width } = canvas.getContext('2d').getImageData(0, canvas.height / 2, canvas.width, 1);
        return [...Array(width).keys()].filter((x) => data[4 * x + 3] > 0).length;
    }"""
    assert person.page.evaluate(read) == pytest.approx((box["height"] - 2 * MARGIN) / 2, abs=2)


# --- What counts as seen


def test_a_glimpse_does_not_count(ct_in_review: Callable[..., Person]) -> None:
    person = ct_in_review(12)
    person.wait_for_seen("1 of 12 seen")
    # Within the page, so that nothing else than drawing takes time: each stays until it was drawn. A busy computer may
    # take so long for it that it is no glimpse.
    glimpses = """async () => {
        let looks = 0;
        for (let glimpse = 0; glimpse < 11; glimpse += 1) {
            const began = performance.now();
            window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
            for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
            if (glimpse < 10 && performance.now() - began > 120) looks += 1;
        }
        return looks;
    }"""
    person.page.wait_for_timeout(1000)  # until the others are decoded ahead
    looks = person.page.evaluate(glimpses)
    # The first and the last, where the wheel came to rest.
    person.page.locator(".scrubber-words", has_text=re.compile("^([2-9]|1.) of 12 seen$")).wait_for()
    person.page.wait_for_timeout(300)
    assert 2 <= int(person.seen().split()[0]) <= 2 + looks


HIDE = """(state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
}"""


def test_only_a_whole_image_in_sight_counts(ct_in_review: Callable[..., Person]) -> None:
    """Not a part of it, nor one behind a dialog, nor one in a hidden tab."""
    person = ct_in_review(4)
    person.wait_for_seen("1 of 4 seen")
    middle = person.on_screen(48, 32)
    person.drag(middle, (middle[0], middle[1] - 80), button="right")
    person.page.keyboard.press("ArrowDown")
    person.page.wait_for_timeout(2 * LOOK)
    assert person.seen() == "1 of 4 seen"
    person.page.keyboard.press("0")
    person.wait_for_seen("2 of 4 seen")

    person.page.keyboard.press("ArrowDown")
    person.page.get_by_role("button", name="Waive…").click()
    person.page.wait_for_timeout(2 * LOOK)
    if person.seen() == "2 of 4 seen":  # unless the click came too late
        person.page.keyboard.press("Escape")
    person.wait_for_seen("3 of 4 seen")
    person.page.keyboard.press("Escape")

    person.page.evaluate(HIDE, "hidden")
    person.page.keyboard.press("End")
    person.page.wait_for_timeout(2 * LOOK)
    assert person.seen() == "3 of 4 seen"
    person.page.evaluate(HIDE, "visible")
    person.wait_for_seen("4 of 4 seen")


# --- What may be approved


def test_approving_waits_for_every_frame(ct_in_review: Callable[..., Person]) -> None:
    person = ct_in_review(3)
    person.wait_for_seen("1 of 3 seen")
    approve = person.page.get_by_role("button", name="Approve series")
    assert approve.is_disabled()
    person.page.keyboard.press("a")
    assert person.chip() == "needs eyes"
    person.look_at_all()
    person.page.keyboard.press("a")
    person.answer(or_else=person.page.get_by_role("button", name="Take back"))
    person.wait_for_chip("approved")
    person.page.get_by_role("button", name="Take back").click()
    person.wait_for_chip("seen")


def test_left_out_images_stay(ct_in_review: Callable[..., Person]) -> None:
    person = ct_in_review(3)
    person.wait_for_seen("1 of 3 seen")
    person.page.get_by_role("button", name="Leave this image out").click()
    person.look_at_all()
    person.wait_for_seen("2 of 2 seen")
    person.approve()
    objects = person.download()
    assert sorted(each.ImagePositionPatient[2] for each in objects.values()) == [2, 4]


def test_left_out_series_stays(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "one", 1, SeriesNumber=1)
    ct_series(tmp_path / "two", 1, SeriesNumber=2, SeriesInstanceUID="1.2.3.5", SOPInstanceUID="1.2.3.5.1")
    person = Person.at(page, server.url)
    person.review(tmp_path / "one", tmp_path / "two")
    person.wait_for_seen("1 of 1 seen")
    person.approve("CT series 1")
    page.get_by_role("button", name="Next series").click()
    page.get_by_role("button", name="Leave this series out").click()
    person.wait_for_chip("left out", "CT series 2")
    objects = person.download()
    assert [each.SeriesNumber for each in objects.values()] == [1]


def test_waiver_claims_nothing_about_the_pixels(ct_in_review: Callable[..., Person]) -> None:
    person = ct_in_review(3, BurnedInAnnotation=None)
    person.wait_for_seen("1 of 3 seen")
    person.page.get_by_role("button", name="Waive…").click()
    person.answer(or_else=person.page.get_by_role("button", name="Waive and approve"))
    assert person.page.get_by_role("button", name="Waive and approve").is_disabled(), "a waiver needs a reason"
    person.page.keyboard.press("Escape")
    person.waive("a phantom")
    objects = person.download()
    assert len(objects) == 3
    for each in objects.values():
        assert each.get("BurnedInAnnotation") != "NO"
        codes = [item.CodeValue for item in each.DeidentificationMethodCodeSequence]
        assert "113101" not in codes


def test_image_that_cannot_be_shown_cannot_be_approved_nor_waived(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "case", 1)
    jpeg = b"\xff\xd8 no picture \xff\xd9 "
    broken = encapsulated([jpeg], SOPInstanceUID="1.2.3.9", BitsAllocated=8, BitsStored=8, HighBit=7)
    (tmp_path / "case" / "broken").write_bytes(as_bytes(broken))
    video = encapsulated([jpeg], SOPInstanceUID="1.2.3.8", SeriesInstanceUID="1.2.3.7", Modality="ES")
    video.file_meta.TransferSyntaxUID = MPEG2MPML
    (tmp_path / "case" / "video").write_bytes(as_bytes(video))
    person = Person.at(page, server.url)
    person.drop(tmp_path / "case")
    # Told when files are added, and not at the end.
    assert "1 file: This is a video" in person.outcome()
    person.review()
    assert person.chip("ES series") == "cannot be shown"
    person.choose("CT series")
    for _ in range(2):
        page.wait_for_timeout(2 * LOOK)
        page.keyboard.press("ArrowDown")
    person.wait_for_chip("cannot be shown", "CT series")
    page.get_by_text("This image cannot be shown").wait_for()
    assert page.get_by_role("button", name="Approve series").count() == 0
    assert page.get_by_role("button", name="Waive…").count() == 0
    page.keyboard.press("a")
    assert person.chip("CT series") == "cannot be shown"

    page.get_by_role("button", name="Leave it out").click()
    person.approve("CT series")
    assert len(person.download()) == 1


def test_object_without_an_image_is_listed_and_approved_with_its_series(server: Any, page: Any, tmp_path: Path) -> None:
    report = ct(SOPClassUID=BasicTextSRStorage, Modality="SR", ValueType="CONTAINER")
    for keyword in ("PixelData", "Rows", "Columns", "SamplesPerPixel", "BitsAllocated", "BitsStored", "HighBit"):
        del report[keyword]
    (tmp_path / "report").write_bytes(as_bytes(report))
    person = Person.at(page, server.url)
    person.review(tmp_path / "report")
    person.page.get_by_text("An object without an image").wait_for()
    assert "Basic Text SR" in person.page.locator(".placeholder").inner_text()
    person.approve()
    assert len(person.download()) == 1
