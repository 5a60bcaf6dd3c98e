"""The tab Tags: a tree that somebody searches, compares over a series, and sets a rule from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydicom import Dataset

from case_files import ct_series
from person import Person

pytestmark = pytest.mark.browser

NEW = "Part of the abdomen"


def region() -> Dataset:
    """An anatomic region, as a code with its modifier."""
    modifier = Dataset()
    modifier.CodeValue, modifier.CodingSchemeDesignator, modifier.CodeMeaning = "24028007", "SCT", "Right"
    region = Dataset()
    region.CodeValue, region.CodingSchemeDesignator, region.CodeMeaning = "10200004", "SCT", "Liver"
    region.AnatomicRegionModifierSequence = [modifier]
    return region


def test_somebody_reads_the_tags_and_sets_a_rule_for_one(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "series", 3, AnatomicRegionSequence=[region()])
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.wait_for_seen("1 of 3 seen")
    person.look_at_all()
    person.approve()

    # Before, after and why; by name.
    grid = page.get_by_role("treegrid")
    rows = grid.locator(".tag-row")
    search = page.get_by_role("searchbox", name="Search attributes")
    which = page.get_by_label("Which attributes")
    search.fill("patientname")
    assert rows.count() == 1
    assert rows.locator("s").inner_text() == "MUSTERMANN^ERIKA"
    assert rows.locator(".tag-after").inner_text() == page.locator(".patient-name span").inner_text()
    assert "Pseudonym" in rows.locator(".tag-why").inner_text()

    # Only what is in sight is in the document, and the focus goes to the end.
    search.fill("")
    which.select_option("All")
    number = int(grid.get_attribute("aria-rowcount"))
    assert number > grid.get_by_role("row").count()
    rows.first.focus()
    page.keyboard.press("End")
    page.locator(f".tag-row:focus[aria-rowindex='{number}']").wait_for()

    # Over the series: what tells the slices apart is marked.
    page.get_by_role("button", name="Series of 3").click()
    page.get_by_text("All 3 objects compared").wait_for()
    which.select_option("differs")
    differing = rows.locator(".tag-name").all_inner_texts()
    assert {"SOPInstanceUID", "InstanceNumber", "ImagePositionPatient"} <= set(differing)
    assert "PatientName" not in differing
    page.screenshot(path=artefacts / "tags-series.png")
    page.get_by_role("button", name="This object").click()

    # A sequence opens and closes by the arrows. It is found by its tag.
    which.select_option("All")
    search.fill("0008,2218")
    row = rows.first
    row.focus()
    assert row.get_attribute("aria-expanded") == "false"
    assert rows.count() == 1
    page.keyboard.press("ArrowRight")
    assert row.get_attribute("aria-expanded") == "true"
    assert rows.locator(".tag-attribute").all_inner_texts()[1].strip() == "Item 1"
    levels = [each.get_attribute("aria-level") for each in rows.all()]
    assert levels == ["1", "2", "3", "3", "3", "3"]
    focused = page.locator(".tag-row:focus")
    for words in ("Item 1", "CodeValue", "CodingSchemeDesignator", "CodeMeaning"):
        page.keyboard.press("ArrowDown")
        focused.filter(has_text=words).wait_for()
    page.keyboard.press("ArrowLeft")
    focused.filter(has_text="Item 1").wait_for()
    assert person.seen() == "3 of 3 seen", "keys of the table move no images"

    # Its rule, by keyboard.
    for words in ("CodeValue", "CodingSchemeDesignator", "CodeMeaning"):
        page.keyboard.press("ArrowDown")
        focused.filter(has_text=words).wait_for()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="CodeMeaning")
    dialog.get_by_text("item 1 of AnatomicRegionSequence").wait_for()
    assert "The same in 3 objects of the series" in dialog.inner_text()
    choice = dialog.get_by_role("radio", name="replace", exact=True)
    choice.wait_for()
    choice.check()
    dialog.get_by_role("textbox", name="Text").fill(NEW)
    page.screenshot(path=artefacts / "tags-rule.png")
    page.keyboard.press("Enter")
    dialog.wait_for(state="detached")
    page.get_by_text("/AnatomicRegionSequence.CodeMeaning: replace").wait_for()
    focused.filter(has_text="CodeMeaning").wait_for()

    # What was approved is another object now.
    person.settled()
    person.wait_for_chip("seen")
    rows.locator(".tag-after", has_text=NEW).wait_for()
    search.fill("")
    which.select_option("risk:rule")
    assert rows.locator(".tag-name").all_inner_texts() == ["AnatomicRegionSequence", "CodeMeaning"]
    person.approve()
    for dataset in person.download().values():
        (found,) = dataset.AnatomicRegionSequence
        assert found.CodeMeaning == NEW
        assert found.AnatomicRegionModifierSequence[0].CodeMeaning == "Right", "the same attribute in another place"
