"""After the work: the case is cleared on request, or when nobody is there, and nothing of it stays in the page."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from case_files import ct_series
from person import Person

pytestmark = pytest.mark.browser


def taken(page: Any, server: Any, folder: Path) -> Person:
    ct_series(folder, 2)
    person = Person.at(page, server.url)
    person.review(folder)
    person.draw(10, 4, 40, 12)
    person.settled()
    person.look_at_all()
    person.approve()
    person.download()
    return person


def test_clearing_asks_first_and_forgets_everything(server: Any, page: Any, tmp_path: Path) -> None:
    page.add_init_script("""
        const made = URL.createObjectURL.bind(URL), gone = URL.revokeObjectURL.bind(URL);
        window.urls = new Set();
        URL.createObjectURL = (blob) => { const url = made(blob); window.urls.add(url); return url; };
        URL.revokeObjectURL = (url) => { window.urls.delete(url); gone(url); };
    """)
    person = taken(page, server, tmp_path / "series")
    before = page.evaluate("() => window.urls.size")
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("dialog", name="Clear this case?").get_by_role("button", name="Keep it").click()
    assert page.get_by_role("dialog").count() == 0
    assert "1 of 1" in page.locator(".summary").inner_text(), "nothing is lost by asking"

    server.mark()
    page.get_by_role("button", name="Clear this case…").click()
    dialog = page.get_by_role("dialog", name="Clear this case?")
    assert "list of downloads" in dialog.inner_text()
    dialog.get_by_role("button", name="Clear the case").click()
    page.locator(".facts").wait_for()
    assert page.evaluate("() => window.urls.size") == before - 1, "the archive's address is revoked"
    page.locator(".step", has_text="Share").click()
    page.get_by_text("Nothing is approved yet").wait_for()
    assert page.get_by_text("curtain-case.zip").count() == 0
    assert page.get_by_role("button", name="Clear this case…").count() == 0
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    assert person.chip() == "needs eyes"
    assert person.rectangles() == []
    assert not page.get_by_role("button", name="Undo").is_enabled()
    assert server.new_requests() == []


def test_cleared_case_leaves_no_name_in_memory(server: Any, page: Any, tmp_path: Path) -> None:
    person = taken(page, server, tmp_path / "WINTERKORN_CD")
    page.locator(".step", has_text="Review").click()
    page.get_by_role("tab", name="Tags").click()
    page.get_by_text("MUSTERMANN^ERIKA").first.wait_for()
    assert person.in_memory("MUSTERMANN")
    assert person.in_memory("WINTERKORN")
    page.keyboard.press("g")
    page.locator(".tile canvas").first.wait_for()
    page.keyboard.press("j")
    page.get_by_role("img", name="Maximum of 2 frames").wait_for()
    person.page.locator(".step", has_text="Add").click()
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".facts").wait_for()
    page.wait_for_timeout(1500)
    assert person.in_memory("MUSTERMANN") == 0
    assert person.in_memory("WINTERKORN") == 0


def test_cleared_case_leaves_no_key(server: Any, page: Any, tmp_path: Path) -> None:
    """The same files after clearing get another pseudonym and other UIDs, though nothing was drawn on them."""
    person = Person.at(page, server.url)
    ct_series(tmp_path / "series", 1)
    results = []
    for _ in range(2):
        person.review(tmp_path / "series")
        person.wait_for_seen("1 of 1 seen")
        person.approve()
        results.append(person.download())
        page.get_by_role("button", name="Clear this case…").click()
        page.get_by_role("button", name="Clear the case").click()
    first, second = results
    assert not set(first) & set(second)
    assert {each.PatientID for each in first.values()} != {each.PatientID for each in second.values()}


def test_clearing_in_the_middle_of_the_work_ends_it(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 400, rows=8, columns=8)
    with zipfile.ZipFile(tmp_path / "more.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in (tmp_path / "series").iterdir():
            archive.write(file, file.name)
    person = Person.at(page, server.url)
    person.drop(tmp_path)
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("button", name="Clear this case…").click()
    assert "not taken this case away" in page.get_by_role("dialog").inner_text()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".facts").wait_for()
    page.wait_for_timeout(700)
    assert page.locator(".work, .outcome").count() == 0
    ct_series(tmp_path / "after", 2)
    person.drop(tmp_path / "after")
    assert "2 files de-identified" in person.outcome()


@pytest.fixture
def idle_site(dist: Path, serve_folder: Callable[..., Any], tmp_path: Path) -> Any:
    """The page on a site that asks for clearing after two minutes."""
    site = tmp_path / "site"
    site.mkdir()
    for file in dist.iterdir():
        if file.name != "config.json":
            (site / file.name).symlink_to(file)
    (site / "config.json").write_text(json.dumps({"idleMinutes": 2}))
    return serve_folder(site)


def test_case_left_alone_is_cleared_after_a_warning(idle_site: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 2)
    person = Person.at(page, idle_site.url)
    person.review(tmp_path / "series")
    page.clock.install()
    page.clock.run_for(30_000)
    page.keyboard.press("i")
    page.clock.run_for(50_000)
    assert page.get_by_role("dialog").count() == 0, "a key counts as a sign of life"
    page.clock.run_for(15_000)
    warning = page.get_by_role("dialog", name="Is somebody still here?")
    warning.wait_for()
    page.mouse.move(400, 400)
    page.clock.run_for(2_000)
    warning.get_by_role("button", name="Keep the case").click()
    page.clock.run_for(2_000)
    assert warning.count() == 0
    assert page.locator(".series").count() == 1
    page.clock.run_for(121_000)
    page.get_by_text("nobody touched this page for 2 minutes").wait_for()
    assert page.locator(".outcome, .series").count() == 0


def test_no_case_is_cleared_where_nobody_asked_for_it(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 1)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    page.clock.install()
    page.clock.run_for(24 * 3600 * 1000)
    assert page.locator(".series").count() == 1
