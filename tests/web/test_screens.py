"""Every state of the page in both themes and at three sizes: nothing is cut, and nothing lies upon anything else."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from case_files import ct_series
from layout import faults, rest
from person import Person
from walk import DESTINATION, HOLD, Walk, write_case

pytestmark = pytest.mark.browser

SIZES = ((1280, 720), (1440, 900), (3840, 2160))
THEMES = ("dark", "light")

#: What somebody might do to the style sheets, and what is then found.
BROKEN = {
    ".step { width: 44px; overflow: hidden }": "text is too wide for button.step",
    ".step + .step { margin-left: -40px }": "lie upon each other",
    ".top { height: 12px; overflow: hidden }": "is cut by header.top",
    ".top-end .icon-button { position: relative; left: 400px }": "is outside of the window",
    ".share { width: 120vw }": "main.body scrolls sideways",
}


def save(page: Any, path: Path, width: int, height: int) -> None:
    """A picture; of a large window at half its size, as such a screen shows it from where one sits."""
    scale = 0.5 if width > 2000 else 1
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": scale}
    session = page.context.new_cdp_session(page)
    path.write_bytes(base64.b64decode(session.send("Page.captureScreenshot", {"clip": clip})["data"]))
    session.detach()


def test_every_state_in_both_themes_at_three_sizes(
    dist: Path, serve_folder: Callable[..., Any], page: Any, tmp_path: Path, artefacts: Path
) -> None:
    write_case(tmp_path)
    folder = artefacts / "screens"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    found: dict[str, list[str]] = {}

    def look(step: str, show: str = "") -> None:
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            rest(page)
            if show:
                page.locator(show).first.evaluate("element => element.scrollIntoView({ block: 'center' })")
            for theme in THEMES:
                page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
                save(page, folder / f"{step}-{theme}-{width}x{height}.png", width, height)
            found[f"{step}, {width}x{height}"] = faults(page)
        page.set_viewport_size({"width": 1440, "height": 900})
        rest(page)

    page.emulate_media(reduced_motion="reduce")
    page.add_init_script("document.adoptedStyleSheets = [new CSSStyleSheet()]")
    page.add_init_script(HOLD)
    person = Person.at(page, serve_folder(dist, config={"destinations": [DESTINATION]}).url, wait=False)
    Walk(person, tmp_path, look).all()
    assert {where: what for where, what in found.items() if what} == {}
    # It does look.
    for style, words in BROKEN.items():
        page.evaluate("style => document.adoptedStyleSheets[0].replaceSync(style)", style)
        assert any(words in fault for fault in faults(page)), style


def test_on_a_large_screen_the_mouse_meets_what_it_points_at(server: Any, page: Any, tmp_path: Path) -> None:
    """There the page is magnified, but for the images."""
    page.set_viewport_size({"width": 3840, "height": 2160})
    ct_series(tmp_path / "series", 3)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    whole = "canvas.width === canvas.getBoundingClientRect().width"
    page.wait_for_function(f"() => {{ const canvas = document.querySelector('.viewport canvas'); return {whole}; }}")
    person.draw(10, 4, 40, 12)
    assert person.rectangles() == [(10, 4, 40, 12)]
    track = page.get_by_role("slider").bounding_box()
    page.mouse.click(track["x"] + track["width"] - 8, track["y"] + 8)
    page.locator('.track[aria-valuenow="3"]').wait_for()
    page.locator(".menu-button").click()
    button, menu = page.locator(".menu-button").bounding_box(), page.get_by_role("menu").bounding_box()
    assert abs(menu["x"] - button["x"]) < 2
    assert 0 <= menu["y"] - button["y"] - button["height"] < 12


def test_words_never_lie_over_an_image(server: Any, page: Any, tmp_path: Path) -> None:
    """They could hide what is burned in, and the image would count as seen all the same."""
    page.set_viewport_size({"width": 1280, "height": 720})
    page.add_init_script("document.adoptedStyleSheets = [new CSSStyleSheet()]")
    page.add_init_script(HOLD + "release();")
    ct_series(tmp_path / "series", 20, 64, 64, SeriesDescription="Axial T1 MPRAGE thorax abdomen pelvis contrast 1 mm")
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.draw(10, 4, 40, 12)
    page.evaluate("window.held = true")
    page.get_by_label("Apply to").select_option("series")
    page.keyboard.press("d")
    page.locator(".rewriting-others").wait_for()
    for width, height in ((1280, 720), (3840, 2160)):
        page.set_viewport_size({"width": width, "height": height})
        rest(page)
        assert faults(page) == []
        page.evaluate("document.adoptedStyleSheets[0].replaceSync('.rewriting-others { bottom: 24px }')")
        assert "span.rewriting-others lies over the image" in faults(page)
        page.evaluate("document.adoptedStyleSheets[0].replaceSync('')")
