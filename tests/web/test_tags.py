"""The tab Tags: a tree that somebody searches, compares over a series, and sets a rule from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pydicom
import pytest

from case_files import anatomic_region, ct_series
from command_line import curtain, files_in, key_file
from person import Person

pytestmark = pytest.mark.browser

NEW = "Part of the abdomen"


def test_somebody_reads_the_tags_and_sets_a_rule_for_one(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "series", 3, AnatomicRegionSequence=[anatomic_region()])
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

    # A key that comes before the next frame moves in the new list too.
    which.evaluate("""async (select) => {
      select.selectedIndex = [...select.options].findIndex(({ label }) => label === 'Changed');
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await Promise.resolve();
      document.querySelector('.tag-row').focus();
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
    }""")
    page.locator(f".tag-row:focus[aria-rowindex='{grid.get_attribute('aria-rowcount')}']").wait_for()
    assert int(grid.get_attribute("aria-rowcount")) < number

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


def say_of_patient_sex(person: Person, whom: str, told: str, artefact: Path) -> None:
    """Sets the rule to keep it, from its row, for whom it is to hold."""
    page = person.page
    page.get_by_role("searchbox", name="Search attributes").fill("patientsex")
    row = page.get_by_role("treegrid").locator(".tag-row")
    row.locator(".tag-name", has_text="PatientSex").wait_for()
    row.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="PatientSex")
    dialog.get_by_role("radio", name="keep", exact=True).wait_for()
    assert dialog.get_by_role("radio", name="the whole case").is_checked()
    dialog.get_by_role("radio", name=whom).check()
    dialog.get_by_text(told).wait_for()
    dialog.get_by_role("radio", name="keep", exact=True).check()
    page.screenshot(path=artefact)
    dialog.get_by_role("button", name="Use this").click()
    dialog.wait_for(state="detached")
    page.get_by_text(f"/PatientSex: keep, in {whom}.").wait_for()
    person.settled()


def sexes(files: dict[str, bytes]) -> list[str]:
    images = [data for name, data in files.items() if name.endswith(".dcm")]
    return sorted(str(pydicom.dcmread(io.BytesIO(data)).PatientSex or "") for data in images)


def test_a_rule_is_for_one_object_or_one_series_and_can_be_taken_back(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "case" / "ct", 3)
    for number in range(2):
        others = {"SeriesInstanceUID": "1.2.826.0.1.3680043.9.1.7", "Modality": "MR"}
        ct_series(tmp_path / "case" / f"mr{number}", 1, SOPInstanceUID=f"1.2.826.0.1.3680043.9.1.7.{number}", **others)
    key = key_file(tmp_path)
    person = Person.at(page, server.url)
    person.choose_key_file(key)
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "case")
    for title in ("CT series", "MR series"):
        person.choose(title)
        person.look_at_all()
        person.approve(title)
    first = person.download_bytes()
    assert sexes(first) == [""] * 5

    def review(title: str) -> None:
        page.locator(".step", has_text="Review").click()
        person.choose(title)

    # For one object: only its bytes are others, and only its approval is gone.
    review("CT series")
    say_of_patient_sex(person, "this object", "1 approval is taken back", artefacts / "tags-one-object.png")
    assert person.chip("MR series") == "approved"
    left = person.download_bytes()
    assert len(left) == 4 and left.items() <= first.items()
    review("CT series")
    person.approve("CT series")
    second = person.download_bytes()
    assert sum(first[name] == second[name] for name in first) == 4
    assert sexes(second) == [*[""] * 4, "F"]

    # For a series.
    review("MR series")
    say_of_patient_sex(
        person,
        "this series",
        "2 objects of the series are written anew, and 2 approvals",
        artefacts / "tags-one-series.png",
    )
    assert person.chip("CT series") == "approved"
    person.approve("MR series")
    third = person.download_bytes()
    assert sum(second[name] == third[name] for name in second) == 3
    assert sexes(third) == ["", "", "F", "F", "F"]

    # The rules stand in the profile, and the command does with it what the page did.
    page.locator(".step", has_text="Rules").click()
    some = page.get_by_role("list", name="Rules for one series or one object")
    assert [text.split("\n")[0] for text in some.get_by_role("listitem").all_inner_texts()] == [
        "/PatientSex at the root only one object CT",
        "/PatientSex at the root only one series MR, 2 objects here",
    ]
    some.scroll_into_view_if_needed()
    page.screenshot(path=artefacts / "rules-for-some.png")
    _, profile = person.save("Save profile")
    (tmp_path / "mine.toml").write_bytes(profile)
    done = curtain(
        "deidentify", tmp_path / "case", "--output", tmp_path / "out", "--key-file", key, "--profile", tmp_path / "mine.toml",
        "--reviewed",
    )  # fmt: skip
    assert done.status == 0, done.err
    assert files_in(tmp_path / "out") == third

    # Undo takes both back, and before each what was approved after it. Nothing is approved by going back or forth.
    review("MR series")
    for title in ("MR series", "CT series"):
        for _ in ("the approval", "the rule"):
            page.keyboard.press("Control+z")
            person.settled()
            person.wait_for_chip("seen", title)
        assert title == "CT series" or person.chip("CT series") == "approved"
    page.keyboard.press("Control+Shift+z")
    person.settled()
    page.locator(".tag-after", has_text="F").wait_for()
    for title in ("CT series", "MR series"):
        person.wait_for_chip("seen", title)
    page.keyboard.press("Control+z")
    person.settled()
    for title in ("CT series", "MR series"):
        review(title)
        person.approve(title)
    page.locator(".step", has_text="Rules").click()
    assert some.count() == 0
    assert person.download_bytes() == first


def test_a_rule_for_a_series_is_saved_with_the_case_and_holds_for_what_is_added_later(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "case", 3)
    later = sorted((tmp_path / "case").iterdir())[0].rename(tmp_path / "later")
    key = key_file(tmp_path)

    def begin() -> Person:
        person = Person.at(page, server.url)
        person.choose_key_file(key)
        page.locator(".step", has_text="Add").click()
        person.drop(tmp_path / "case")
        person.outcome()
        return person

    person = begin()
    person.review()
    say_of_patient_sex(
        person, "this series", "2 objects of the series are written anew, and no approval", artefacts / "rule.png"
    )
    person.look_at_all()
    person.approve()
    page.locator(".step", has_text="Add").click()
    name, content = person.save("Save this case")
    (tmp_path / name).write_bytes(content)
    first = person.download_bytes()
    assert sexes(first) == ["F", "F"]

    # It goes by new UIDs: there have to be some. And whatever comes after this case is no business of it.
    page.locator(".step", has_text="Rules").click()
    some = page.get_by_role("list", name="Rules for one series or one object")
    assert some.get_by_role("listitem").count() == 1
    page.get_by_text("Delete the rules for one series or one object first").wait_for()
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("heading", name="Single attributes").wait_for()
    assert some.count() == 0

    page.goto("about:blank")
    person = begin()
    page.locator('input[aria-label="Take up a saved case…"]').set_input_files(tmp_path / name)
    page.get_by_text("Taken up for 2 files.").wait_for()
    person.drop(later)
    page.get_by_text("3 files de-identified").wait_for()
    assert person.download_bytes() == first, "what is added later was approved by nobody"
    page.locator(".step", has_text="Review").click()
    person.look_at_all()
    person.approve()
    second = person.download_bytes()
    assert sexes(second) == ["F", "F", "F"] and first.items() <= second.items()

    # Where its rule is taken out at Rules, the series is as the profile says.
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("button", name="Remove /PatientSex for one series").click()
    page.get_by_text("/PatientSex: as the profile and its options say.").wait_for()
    page.locator(".step", has_text="Review").click()
    person.settled()
    person.wait_for_chip("seen")
    person.approve()
    assert sexes(person.download_bytes()) == ["", "", ""]


def test_a_rule_for_an_object_holds_for_a_copy_with_its_drawings(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "case", 1, rows=192, columns=256)
    person = Person.at(page, server.url)
    person.review(tmp_path / "case")
    page.keyboard.press("v")
    person.drag(person.on_screen(200, 150), person.on_screen(150, 100))
    page.get_by_role("button", name="Burn into a copy").click()
    person.wait_for_chip("needs eyes", "OT series")
    page.keyboard.press("Escape")  # lets go of the arrow: an image with drawings over it does not count as seen
    for title in ("OT series", "CT series"):
        person.choose(title)
        page.get_by_role("tab", name="Tags").click()
        person.look_at_all()
        person.approve(title)
    assert sexes(person.download_bytes()) == ["", ""]
    page.locator(".step", has_text="Review").click()
    person.choose("CT series")
    told = "2 approvals are taken back. 1 copy with drawings is written anew with it."
    say_of_patient_sex(person, "this object", told, artefacts / "tags-copy.png")
    for title in ("OT series", "CT series"):
        person.wait_for_chip("seen", title)
        person.choose(title)
        person.approve(title)
    assert sexes(person.download_bytes()) == ["F", "F"]
