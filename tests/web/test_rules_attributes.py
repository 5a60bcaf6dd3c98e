"""What is done to single attributes: found by search, shown on one file, and in force in what leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from case_files import ct_series
from person import Person

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _soon(page: Any) -> None:
    page.set_default_timeout(10_000)


def rules(page: Any) -> Any:
    page.locator(".step", has_text="Rules").click()
    return page.get_by_role("region", name="Single attributes")


def find(page: Any, query: str) -> None:
    """Type, and take the first that is found."""
    panel = rules(page)
    panel.get_by_role("combobox").fill(query)
    panel.locator("[role=listbox][aria-busy=false]").wait_for()
    panel.get_by_role("option").first.click()


def override(page: Any, query: str, strategy: str, text: str = "") -> None:
    """Find an attribute, take the first that is found, and choose what is done with it."""
    panel = rules(page)
    find(page, query)
    panel.get_by_role("radio", name=strategy, exact=True).check()
    if text:
        panel.locator(".override-text input").fill(text)
    panel.get_by_role("button", name="Use this").click()
    panel.locator(".override-editor:not([aria-busy=true]), .override-note").first.wait_for()


def preview(page: Any, search: str = "", which: str = "") -> str:
    """What the rows of the preview say, once it has followed the rules."""
    panel = page.get_by_role("complementary", name="Preview on one file")
    panel.get_by_role("searchbox").fill(search)
    if which:
        panel.get_by_label("Which attributes").select_option(which)
    panel.locator(".preview-rows[aria-busy=false]").wait_for(timeout=10_000)
    return " ".join(panel.locator(".tag-row").all_inner_texts())


def test_rules_preview_override_approval_and_again(server: Any, page: Any, tmp_path: Path, artefacts: Path) -> None:
    """The whole way: another profile, one attribute otherwise, approved, the rule changed again: approval gone, output new."""
    ct_series(tmp_path / "series", 2, PatientSex="F", StationName="CT_SIEBEN", PatientSize="1.7")
    person = Person.at(page, server.url)
    server.mark()
    person.review(tmp_path / "series")
    panel = rules(page)
    assert "CT_SIEBEN → removed remove PS3.15" in " ".join(preview(page, "StationName").split())
    page.get_by_role("region", name="Profile", exact=True).get_by_role("radio", name="Research").check()
    page.locator(".tag-row.marked", has_text="StationName").wait_for()
    assert "CT_SIEBEN" in preview(page, "StationName", "all") and "removed" not in preview(page, "StationName", "all")

    override(page, "patient sex", "replace", "O")
    panel.get_by_text("1 attribute with a rule of its own").wait_for()
    preview(page)
    page.locator(".preview .tag-row", has_text="PatientSex").locator(".tag-after", has_text="O").wait_for()
    preview(page, "", "fresh")
    # The stamp says that there are rules of the user's own.
    assert page.locator(".preview .tag-name").all_inner_texts() == ["PatientSex", "DeidentificationMethod"]
    person.picture(artefacts / "rules-preview.png", 2600)

    page.locator(".step", has_text="Review").click()
    person.settled()
    person.look_at_all()
    person.approve()
    first = person.download_bytes()
    assert {each.PatientSex for each in person.download().values()} == {"O"}

    panel = rules(page)
    panel.get_by_role("button", name="Change PatientSex").click()
    panel.get_by_role("radio", name="empty", exact=True).check()
    panel.get_by_role("button", name="Use this").click()
    page.locator(".step", has_text="Review").click()
    person.settled()
    person.wait_for_chip("seen")
    assert person.seen() == "2 of 2 seen", "the images are the same"
    page.locator(".step", has_text="Share").click()
    page.get_by_role("heading", name="Nothing is approved yet").wait_for()
    page.locator(".step", has_text="Review").click()
    person.approve()
    second = person.download()
    assert {each.PatientSex for each in second.values()} == {""}
    assert {each.StationName for each in second.values()} == {"CT_SIEBEN"}
    assert set(first) == set(second), "the same names"

    rules(page).get_by_role("button", name="Remove PatientSex").click()
    page.locator(".step", has_text="Review").click()
    person.settled()
    person.approve()
    assert {each.PatientSex for each in person.download().values()} == {"F"}
    assert server.new_requests() == []


def test_search_and_choice_with_the_keyboard_alone(server: Any, page: Any) -> None:
    Person.at(page, server.url)
    panel = rules(page)
    field = panel.get_by_role("combobox", name="Find an attribute")
    field.focus()
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.type("patient s")
    panel.get_by_role("option").first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator(f"[id='{field.get_attribute('aria-controls')}']").get_attribute("role") == "listbox"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = panel.get_by_role("option", selected=True)
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false" and field.input_value() == "patient s"
    page.keyboard.press("ArrowDown")
    field.fill("0010,0040")
    page.keyboard.press("Enter")
    assert panel.locator(".override-editor").count() == 0, "what was found is of the search before"
    panel.locator("[role=listbox][aria-busy=false]", has_text="(0010,0040)").wait_for()
    page.keyboard.press("Enter")
    # The focus is where the choice is.
    page.wait_for_function("document.activeElement.type === 'radio'")
    assert "(0010,0040)" in panel.locator(".override-editor legend").inner_text()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Use this":
            break
    page.keyboard.press("Enter")
    panel.get_by_role("status").filter(has_text="PatientSex: remove.").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    assert panel.get_by_role("list", name="Attributes with rules of their own").inner_text().startswith("PatientSex")


def test_only_what_goes_with_an_attribute_can_be_chosen(server: Any, page: Any) -> None:
    Person.at(page, server.url)
    panel = rules(page)
    for query, expected in [
        ("PatientID", ["pseudonym"]),
        ("StudyInstanceUID", ["remove", "empty", "new UID"]),
        ("PatientAge", ["keep", "remove", "empty", "replace", "add", "age band", "cap age", "script"]),
    ]:
        find(page, query)
        panel.locator(".override-editor", has_text=query).wait_for()
        assert panel.locator(".override-choice strong").all_inner_texts() == expected
    find(page, "PixelData")
    assert "a rule that no profile changes" in panel.locator(".override-editor").inner_text()
    assert panel.get_by_role("button", name="Use this").count() == 0


def test_text_that_is_no_such_value_is_refused_at_the_field(server: Any, page: Any) -> None:
    Person.at(page, server.url)
    panel = rules(page)
    for query, strategy, text, words in [
        ("PatientAge", "replace", "old", "no value of the kind AS"),
        ("PatientAge", "age band", "1", "2 to 50 years"),
        ("StudyDate", "replace", "<b>31.1.</b>", "no value of the kind DA"),
    ]:
        override(page, query, strategy, text)
        alert = panel.get_by_role("alert")
        alert.filter(has_text=words).wait_for()
        field = panel.locator(".override-text input")
        assert field.get_attribute("aria-invalid") == "true"
        assert field.get_attribute("aria-describedby") == alert.get_attribute("id")
        assert panel.get_by_role("list").count() == 0, "nothing is in force"
        panel.get_by_role("button", name="Cancel").click()
        alert.wait_for(state="detached")


def test_private_nested_and_whole_kinds_can_be_named(server: Any, page: Any) -> None:
    Person.at(page, server.url)
    override(page, '(0009,"ACME 1.0",02)', "empty")
    override(page, "RequestAttributesSequence.ScheduledProcedureStepID", "hash")
    override(page, "vr:DA", "year only")
    panel = rules(page)
    panel.get_by_text("3 attributes with rules of their own").wait_for()
    text = panel.get_by_role("list", name="Attributes with rules of their own").inner_text()
    for words in [
        '(0009,"acme 1.0",02)',
        "RequestAttributesSequence.ScheduledProcedureStepID",
        "All attributes of the kind DA",
    ]:
        assert words in text
    panel.get_by_role("button", name="Change All attributes of the kind DA").click()
    panel.get_by_role("radio", name="shift", exact=True).check()
    panel.get_by_role("button", name="Use this").click()
    panel.locator(".override", has_text="kind DA").get_by_text("shift", exact=True).wait_for()


def test_what_the_site_locked_is_shown_as_locked_and_stays(
    serve_folder: Callable[..., Any], dist: Path, page: Any, tmp_path: Path
) -> None:
    server = serve_folder(
        dist, config={"profile": "teaching", "lockedOptions": ["retain-device-identity", "retain-full-dates"]}
    )
    ct_series(tmp_path / "series", 1, PatientSex="F", StationName="CT_SIEBEN", PatientAge="067Y")
    person = Person.at(page, server.url)
    panel = rules(page)
    sex = panel.locator(".override", has_text="PatientSex")
    assert sex.get_by_text("locked by this site").count() == 1 and sex.get_by_role("button").count() == 0
    find(page, "PatientSex")
    assert panel.locator(".override-editor").get_by_text("locked by this site").count() == 1
    assert panel.get_by_role("button", name="Use this").count() == 0
    panel.get_by_role("button", name="Close").click()
    for path, strategy in [("/PatientSex", "remove"), ("StationName", "keep"), ("StudyDate", "year only")]:
        override(page, path, strategy)
        panel.get_by_role("alert").filter(has_text="This site has").wait_for()
        panel.get_by_role("button", name="Cancel").click()
    # Also under another profile.
    page.get_by_role("region", name="Profile", exact=True).get_by_role("radio", name="Strict").check()
    assert sex.get_by_text("locked by this site").count() == 1
    page.get_by_role("region", name="Profile", exact=True).get_by_role("radio", name="Basic").check()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    (mine,) = person.download().values()
    assert (mine.PatientSex, mine.PatientAge) == ("F", "060Y") and "StationName" not in mine


def test_your_own_choice_comes_back_after_a_look_at_another_profile(server: Any, page: Any) -> None:
    Person.at(page, server.url)
    override(page, "PatientSex", "keep")
    profiles = page.get_by_role("region", name="Profile", exact=True)
    own = profiles.get_by_role("radio", name="Your own choice", checked=True)
    own.wait_for()
    own = profiles.get_by_role("radio", name="Your own choice")
    profiles.get_by_role("radio", name="HIPAA Safe Harbor").check()
    assert rules(page).locator(".override").count() == 11
    own.check()
    assert rules(page).locator(".override").count() == 1


def test_preview_goes_from_file_to_file_and_says_nothing_of_its_name(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "MUSTERMANN", 3, PatientSex="F")
    person = Person.at(page, server.url)
    page.locator(".step", has_text="Rules").click()
    assert page.locator(".preview").count() == 0, "no file"
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "MUSTERMANN")
    page.locator(".step", has_text="Rules").click()
    first = preview(page, "InstanceNumber", "all")
    panel = page.locator(".preview")
    assert panel.get_by_role("button", name="File before").is_disabled()
    panel.get_by_role("button", name="Next file").click()
    assert preview(page, "InstanceNumber", "all") != first
    assert panel.get_by_role("spinbutton").input_value() == "2"
    panel.get_by_role("spinbutton").fill("99")
    panel.get_by_role("spinbutton").press("Tab")
    assert panel.get_by_role("spinbutton").input_value() == "3"
    assert panel.get_by_role("button", name="Next file").is_disabled()
    assert "MUSTERMANN" not in panel.locator(".preview-name").inner_text()
    assert ".dcm" in panel.locator(".preview-name").inner_text()


def test_preview_comes_before_the_files_are_written_anew(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 40)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    page.locator(".step", has_text="Rules").click()
    preview(page)
    page.evaluate(
        """() => {
            window.calls = [];
            const post = Worker.prototype.postMessage;
            Worker.prototype.postMessage = function (message, ...rest) {
                if (message.kind === 'call') window.calls.push(message.method);
                return post.call(this, message, ...rest);
            };
        }"""
    )
    page.get_by_role("region", name="Profile", exact=True).get_by_role("radio", name="Research").check()
    page.locator(".tag-row.marked").first.wait_for()
    page.locator(".step", has_text="Review").click()
    person.settled()
    # Frames that are read ahead are for another worker.
    calls = [call for call in page.evaluate("window.calls") if call != "frame"]
    assert calls[0] == "tags" and calls.count("write") == 40, calls[:4]


def test_override_that_changes_what_an_image_shows_makes_it_unseen(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 2, PatientSex="F")
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    override(page, "(0028,1050)", "replace", "90")
    page.locator(".step", has_text="Review").click()
    person.settled()
    # The one on the screen is seen at once again, the other has to be looked at.
    assert person.seen() != "2 of 2 seen"
    person.look_at_all()
    person.approve()
    assert {str(each.WindowCenter) for each in person.download().values()} == {"90"}


def test_crosswalk_that_is_asked_for_stands_ready_at_share(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 1)
    person = Person.at(page, server.url)
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("checkbox", name="At the end also make a sealed crosswalk").check()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    person.share()
    assert page.get_by_role("checkbox", name="I also need a crosswalk").is_checked()
    assert page.get_by_role("button", name="Save crosswalk").count() == 1
    page.get_by_role("checkbox", name="I also need a crosswalk").uncheck()
    page.locator(".step", has_text="Rules").click()
    box = page.get_by_role("checkbox", name="At the end also make a sealed crosswalk")
    assert not box.is_checked()
    box.check()
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".step", has_text="Rules").click()
    assert not box.is_checked()
