"""A case that somebody goes on with another day: the same folder, the same key, and the small file of the day before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from case_files import IDENTITY, ct_series
from making import KEY
from person import Person

pytestmark = pytest.mark.browser


def test_decisions_come_back_for_the_same_bytes_and_for_no_others(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    folder, key = tmp_path / "case", tmp_path / "key.json"
    ct_series(folder, 3)
    for number in range(2):
        ct_series(
            folder / f"o{number}",
            1,
            SeriesInstanceUID="1.2.826.0.1.3680043.9.1.7",
            Modality="MR",
            SOPInstanceUID=f"1.2.826.0.1.3680043.9.1.7.{number}",
        )
    key.write_text(f'{{"format": "curtain-key", "version": 1, "key": "{KEY.hex()}"}}')

    def begin() -> Person:
        person = Person.at(page, server.url)
        person.choose_key_file(key)
        page.locator(".step", has_text="Add").click()
        person.drop(folder)
        person.outcome()
        return person

    person = begin()
    person.review()
    person.choose("CT series")
    person.draw(10, 4, 40, 12)
    person.settled()
    person.look_at_all()
    person.approve("CT series")
    page.keyboard.press("*")
    page.get_by_label("Caption").fill("The last one")
    page.keyboard.press("Enter")
    page.locator(".step", has_text="Add").click()
    name, content = person.save("Save this case")
    assert name == "curtain-case.json"
    assert not [word for word in IDENTITY if word in content]
    file = tmp_path / name
    file.write_bytes(content)
    first = person.download_bytes()

    page.goto("about:blank")
    # One slice is another one now.
    changed = sorted(folder.glob("IM*"))[1]
    changed.write_bytes(changed.read_bytes()[:-2] + b"\1\1")
    person = begin()
    page.locator('input[aria-label="Take up a saved case…"]').set_input_files(file)
    page.get_by_text("Taken up for 5 files.").wait_for()
    page.screenshot(path=artefacts / "1-taken-up.png", full_page=True)
    person.review()
    person.choose("CT series")
    assert person.rectangles() == [(10, 4, 40, 12)]
    page.get_by_role("tab", name="Teaching").click()
    assert page.get_by_label("Caption").input_value() == "The last one"
    person.wait_for_seen("2 of 3 seen")
    assert person.chip("MR series") == "needs eyes"
    person.look_at_all()
    person.approve("CT series")
    second = person.download_bytes()
    assert first.keys() == second.keys()
    assert first.pop("teaching.json") == second.pop("teaching.json")
    assert sum(first[name] == second[name] for name in first) == 2


def test_a_case_with_a_random_key_says_that_it_cannot_be_saved(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "case", 1)
    person = Person.at(page, server.url)
    person.drop(tmp_path / "case")
    person.outcome()
    assert page.get_by_role("button", name="Save this case").is_disabled()
    assert "cannot be taken up again" in page.get_by_role("region", name="Go on another day").inner_text()
