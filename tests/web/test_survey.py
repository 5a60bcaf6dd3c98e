"""The review of attributes: what stands in each over the case, and what a person's word makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from case_files import ct_series
from making import as_bytes, ct
from person import Person

pytestmark = pytest.mark.browser

OTHER = {
    "PatientName": "BEISPIEL^OTTO", "PatientID": "MRN-4712-09", "PatientBirthDate": "19610304",
    "StudyInstanceUID": "1.2.826.0.1.3680043.9.2", "SeriesInstanceUID": "1.2.826.0.1.3680043.9.2.1",
    "SOPInstanceUID": "1.2.826.0.1.3680043.9.2.1.7", "FrameOfReferenceUID": "1.2.826.0.1.3680043.9.8",
}  # fmt: skip


def two_patients(folder: Path, **attributes: object) -> Path:
    """Two slices of one patient and one of another, who were at different scanners."""
    one = {
        "StationName": "CT_SIEBEN",
        "StudyDescription": "CT Thorax Quarzella MUSTERMANN",
        "ConvolutionKernel": "QZ77",
    }
    two = {"StationName": "CT_ACHT", "StudyDescription": "CT Schädel Quarzella", "ConvolutionKernel": "QZ77"}
    latin = {"SpecificCharacterSet": "ISO_IR 100"}
    ct_series(folder / "one", 2, **(latin | one | attributes))
    ct_series(folder / "two", 1, **(latin | OTHER | two | attributes))
    return folder


def open_survey(page: Any) -> Any:
    """Open the panel from the rules."""
    page.locator(".step", has_text="Rules").click()
    if page.locator(".survey").count() == 0:
        page.get_by_role("button", name="Review the attributes of this case").click()
    return page.get_by_role("region", name="Attributes of this case")


def survey(page: Any) -> Any:
    """Open the panel and wait until the case is read."""
    panel = open_survey(page)
    up_to_date(page)
    return panel


def up_to_date(page: Any) -> None:
    """Wait until what is shown tells of the rules in force."""
    page.locator(".survey-state", has_text="Up to date").wait_for(timeout=60_000)


def row(page: Any, name: str) -> Any:
    return page.get_by_role("grid").get_by_role("row").filter(has=page.get_by_text(name, exact=True))


def only(page: Any, words: str) -> Any:
    """The one row that the search leaves."""
    page.get_by_role("searchbox", name="Search attributes").fill(words)
    rows = page.locator(".survey-row:not(.survey-heads)")
    page.wait_for_function("() => document.querySelectorAll('.survey-row:not(.survey-heads)').length === 1")
    return rows


def reviewed(server: Any, page: Any, folder: Path, option: str = "") -> Person:
    """A case that was cleaned, with one option of the rules."""
    person = Person.at(page, server.url)
    if option:
        page.locator(".step", has_text="Rules").click()
        page.get_by_role("checkbox", name=option, exact=True).check()
        page.locator(".step", has_text="Add").click()
    person.review(folder)
    return person


def taken_away(person: Person, count: int) -> dict[str, Any]:
    """Look at every image, approve every series, and download."""
    page = person.page
    page.locator(".step", has_text="Review").click()
    for series in page.locator(".series").all():
        series.click()
        page.locator(".series.here").get_by_text(series.locator(".series-title").inner_text()).first.wait_for()
        person.settled()
        approve = page.get_by_role("button", name="Approve series")
        while not series.locator(".chip", has_text="approved").count():
            if approve.count() and approve.is_enabled():
                approve.click()
                person.answer(or_else=page.get_by_role("button", name="Take back"))
            else:
                person.look_at_all()
    objects = person.download()
    assert len(objects) == count
    return objects


def test_a_row_tells_values_what_happens_and_whether_patients_differ(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    person = reviewed(server, page, two_patients(tmp_path / "case"))
    server.mark()
    panel = survey(page)
    person.picture(artefacts / "survey.png")
    assert "3 files of 2 patients" in page.locator(".survey-lead").inner_text()

    station = only(page, "station name").inner_text()
    assert "CT_SIEBEN" in station and "CT_ACHT" in station
    assert station.count("removed") >= 2
    assert "same within each patient" in station
    assert "same in all patients" in only(page, "(0008,0070)").inner_text()
    assert "differs" in only(page, "instance number").inner_text()
    assert "Study Description" in only(page, "Schädel").inner_text(), "found by value"

    name = only(page, "patient's name")
    assert "always the pseudonym" in name.inner_text()
    assert name.get_by_role("button", name="Safe").count() == 0

    search = page.get_by_role("searchbox", name="Search attributes")
    search.fill("")
    page.get_by_label("Which attributes").select_option("What stays")
    assert row(page, "Manufacturer").count() == 1 and row(page, "Station Name").count() == 0
    page.get_by_label("Which attributes").select_option("What goes")
    assert row(page, "Manufacturer").count() == 0 and row(page, "Station Name").count() == 1

    assert server.new_requests() == []
    kept = "() => [localStorage.length, sessionStorage.length, document.cookie, location.search + location.hash, document.title]"
    assert page.evaluate(kept) == [0, 0, "", "", page.title()]
    assert "BEISPIEL" not in page.title()

    # Without the option for descriptions the other lists say so and lead to it.
    for tab in ("Words left over", "Long texts"):
        page.get_by_role("tab", name=tab).click()
        assert "The rules in force remove" in panel.inner_text()
    page.get_by_role("button", name="See the option").click()
    box = page.get_by_role("checkbox", name="Descriptions", exact=True)
    page.wait_for_function("() => document.activeElement.type === 'checkbox'")
    assert box.evaluate("(box) => box === document.activeElement")


def test_what_is_not_safe_goes_and_comes_back_with_undo(server: Any, page: Any, tmp_path: Path) -> None:
    person = reviewed(server, page, two_patients(tmp_path / "case"))
    assert all(each.ConvolutionKernel == "QZ77" for each in taken_away(person, 3).values())
    survey(page)
    kernel = only(page, "convolution kernel")
    button = kernel.get_by_role("button", name="Not safe: Convolution Kernel")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    up_to_date(page)
    assert "removed" in kernel.inner_text()
    page.get_by_label("Which attributes").select_option("Judged")
    assert kernel.count() == 1

    # It is a rule as any other.
    page.get_by_role("button", name="Back to the rules").click()
    assert "ConvolutionKernel" in page.locator(".rules-inner").inner_text()
    page.locator(".step", has_text="Review").click()
    person.settled()
    assert person.page.locator(".series .chip", has_text="approved").count() == 0, (
        "what was approved is no longer there"
    )
    for each in taken_away(person, 3).values():
        assert "ConvolutionKernel" not in each
        assert b"QZ77" not in as_bytes(each)

    survey(page)
    page.get_by_role("button", name="Undo").click()
    assert button.get_attribute("aria-pressed") == "false"
    up_to_date(page)
    assert "stays" in kernel.inner_text()
    page.keyboard.press("Control+y")
    page.wait_for_function("() => document.querySelector('.survey-mark.bad').getAttribute('aria-pressed') === 'true'")
    # Pressed once more it takes the word back.
    button.click()
    page.wait_for_function("() => document.querySelector('.survey-mark.bad').getAttribute('aria-pressed') === 'false'")
    assert all(each.ConvolutionKernel == "QZ77" for each in taken_away(person, 3).values())


def test_what_is_safe_stays(server: Any, page: Any, tmp_path: Path) -> None:
    person = reviewed(server, page, two_patients(tmp_path / "case"))
    survey(page)
    only(page, "station name").get_by_role("button", name="Safe: Station Name", exact=True).click()
    up_to_date(page)
    assert {each.StationName for each in taken_away(person, 3).values()} == {"CT_SIEBEN", "CT_ACHT"}


def test_a_word_that_is_kept_stands_in_the_output_and_names_are_not_offered(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    person = reviewed(server, page, two_patients(tmp_path / "case"), "Descriptions")
    survey(page)
    page.get_by_role("tab", name="Words left over").click()
    person.picture(artefacts / "survey-words.png")
    assert page.locator(".survey-word").all_inner_texts() == ["Quarzella"], "and nobody's name"
    texts = page.get_by_role("list", name="Texts with Quarzella").inner_text()
    assert "CT Thorax Quarzella MUSTERMANN" in texts and "CT Schädel Quarzella" in texts
    keep = page.get_by_role("button", name="Keep the word Quarzella")
    keep.click()
    up_to_date(page)
    assert keep.get_attribute("aria-pressed") == "true", "it stands where it stood"
    found = {each.StudyDescription for each in taken_away(person, 3).values()}
    assert found == {"CT Thorax Quarzella", "CT Schädel Quarzella"}

    survey(page)
    page.get_by_role("button", name="Undo").click()
    up_to_date(page)
    assert {each.StudyDescription for each in taken_away(person, 3).values()} == {"CT Thorax", "CT Schädel"}


def test_a_long_text_that_is_accepted_stays_as_it_was_shown(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    comments = "Bekannte Leberzirrhose, Herr Beispiel raucht."
    person = reviewed(server, page, two_patients(tmp_path / "case", PatientComments=comments), "Descriptions")
    survey(page)
    page.get_by_role("tab", name="Long texts").click()
    person.picture(artefacts / "survey-texts.png")
    (text,) = page.locator(".survey-card > .survey-text").all_inner_texts()
    assert "Leberzirrhose" in text and "Beispiel" not in text
    page.get_by_text("As it stands in the file").click()
    assert comments in page.locator(".survey-card details").inner_text()
    page.get_by_role("button", name="Let this text stay").click()
    up_to_date(page)
    assert {each.PatientComments for each in taken_away(person, 3).values()} == {text}


def test_reading_can_be_cancelled_and_begun_again(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "case", 400)
    reviewed(server, page, tmp_path / "case")
    panel = open_survey(page)
    panel.get_by_role("progressbar").wait_for()
    assert "of 400 files read" in panel.inner_text()
    panel.get_by_role("button", name="Cancel").click()
    panel.get_by_text("Nothing was read yet").wait_for()
    page.wait_for_timeout(1500)
    assert page.get_by_role("grid").count() == 0, "it stays cancelled"
    panel.get_by_role("button", name="Read the attributes of 400 files").click()
    page.get_by_role("grid").wait_for(timeout=60_000)
    assert "400 files of 1 patient" in page.locator(".survey-lead").inner_text()


def test_markup_in_values_is_text(server: Any, page: Any, tmp_path: Path) -> None:
    page.add_init_script("window.happened = []; window.ran = () => window.happened.push('ran');")
    image, script = "<img src=x onerror=ran()>", '"><script>ran()</script>'
    folder = two_patients(
        tmp_path / "case",
        Manufacturer=image,
        StudyDescription=f"CT {script}",
        PatientComments=f"Leber {image} {script}",
    )
    reviewed(server, page, folder, "Descriptions")
    panel = survey(page)
    assert image in only(page, "manufacturer").inner_text()
    assert image in page.get_by_role("complementary", name="Attribute").inner_text()
    for tab in ("Words left over", "Long texts"):
        page.get_by_role("tab", name=tab).click()
        assert panel.locator(".survey-card").count() > 0
    page.get_by_text("As it stands in the file").click()
    assert image in panel.inner_text()
    assert panel.locator("img, script").count() == 0
    assert page.evaluate("() => window.happened") == []


def test_second_stage_tells_what_the_first_one_left(server: Any, page: Any, tmp_path: Path) -> None:
    folder = two_patients(
        tmp_path / "case", PatientIdentityRemoved="YES", DeidentificationMethod="somebody's", ReferringPhysicianName="",
        OperatorsName="RENNER^IDA",
    )  # fmt: skip
    reviewed(server, page, folder)
    panel = survey(page)
    assert "All of them say that they were de-identified before" in panel.inner_text()
    assert "RENNER^IDA" in only(page, "operators").inner_text()
    assert "empty" in only(page, "referring physician's name").inner_text()


@pytest.mark.slow
def test_the_table_is_worked_by_keys_and_a_thousand_rows_stay_quick(server: Any, page: Any, tmp_path: Path) -> None:
    dataset = ct()
    for group in range(0x0009, 0x0009 + 2 * 5, 2):
        block = dataset.private_block(group, f"MAKER {group}", create=True)
        for element in range(220):
            block.add_new(element, "LO", f"value {group} {element}")
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "IM1").write_bytes(as_bytes(dataset))
    reviewed(server, page, tmp_path / "case")
    survey(page)
    grid = page.get_by_role("grid")
    assert int(grid.get_attribute("aria-rowcount")) > 1100
    assert grid.get_by_role("row").count() < 40, "only what is in sight is in the document"

    rows = page.locator(".survey-row:not(.survey-heads)")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.activeElement.getAttribute('aria-rowindex') === '3'")
    page.keyboard.press("n")
    page.locator("[aria-rowindex='3'] .survey-mark.bad[aria-pressed='true']").wait_for()
    up_to_date(page)
    assert page.evaluate("() => document.activeElement.getAttribute('aria-rowindex')") == "3", "no row moved"
    page.keyboard.press("u")
    page.locator("[aria-rowindex='3'] .survey-mark.bad[aria-pressed='false']").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Safe"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'survey-detail'")
    rows.first.focus()
    page.keyboard.press("End")
    last = grid.get_attribute("aria-rowcount")
    page.wait_for_function("(last) => document.activeElement.getAttribute('aria-rowindex') === last", arg=last)

    began = page.evaluate("() => performance.now()")
    only(page, "0011,xx07")
    assert page.evaluate("() => performance.now()") - began < 1000


def test_nothing_of_it_outlives_the_case(server: Any, page: Any, tmp_path: Path) -> None:
    person = reviewed(server, page, two_patients(tmp_path / "case", PatientComments="Leber RENNER"), "Descriptions")
    survey(page)
    only(page, "CT_SIEBEN").get_by_role("button", name="Not safe: Station Name").click()
    for tab in ("Words left over", "Long texts"):
        page.get_by_role("tab", name=tab).click()
        assert page.locator(".survey-card").count() > 0
    up_to_date(page)
    told = ("CT_SIEBEN", "MUSTERMANN", "RENNER", "Quarzella")
    assert all(map(person.in_memory, told))
    page.locator(".step", has_text="Add").click()
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".facts").wait_for()
    page.wait_for_timeout(1500)
    assert {text: person.in_memory(text) for text in told} == dict.fromkeys(told, 0)
    page.locator(".step", has_text="Rules").click()
    assert page.get_by_role("button", name="Review the attributes of this case").is_disabled()


def test_what_the_site_has_locked_is_not_called_safe(
    serve_folder: Callable[..., Any], dist: Path, page: Any, tmp_path: Path
) -> None:
    server = serve_folder(dist, config={"lockedOptions": ["retain-device-identity"]})
    reviewed(server, page, two_patients(tmp_path / "case"))
    survey(page)
    button = only(page, "station name").get_by_role("button", name="Safe: Station Name", exact=True)
    button.click()
    page.get_by_role("alert").filter(has_text="This site has locked").wait_for()
    assert button.get_attribute("aria-pressed") == "false"
    only(page, "convolution kernel").get_by_role("button", name="Not safe: Convolution Kernel").click()
    page.get_by_role("alert").wait_for(state="detached")
    up_to_date(page)
    assert "removed" in only(page, "convolution kernel").inner_text()
