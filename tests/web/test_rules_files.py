"""Profiles and scripts from files: told line by line before they are in force, and saved again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from case_files import ct_series
from curtain import deidentify
from curtain.keys import derive
from curtain.rules.overrides import Override
from curtain.rules.profile import Profile, parse
from person import Person

pytestmark = pytest.mark.browser

PROFILE = Profile.from_dict(
    {
        "name": "ward 7",
        "options": ["retain-device-identity", "clean-descriptors"],
        "keep_words": ["Zirbeldrüse"],
        "attributes": {"PatientSex": "keep", "StudyID": {"replace": 'a "b" <i>c</i>'}, '(0009,"ACME",02)': "empty"},
        "classes": {"report": "hold back"},
    }
)
SCRIPT = """<script>
<p t="SUFFIX">X</p>
<e en="T" t="00100040" n="PatientSex">@keep()</e>
<e en="T" t="00081010" n="StationName">@conjure("&lt;img src=x onerror=window.pwned=1&gt;")</e>
<e en="T" t="00080080" n="InstitutionName">Here</e>
<e en="F" t="00081030" n="StudyDescription">@keep()</e>
</script>
"""


@pytest.fixture(autouse=True)
def _soon(page: Any) -> None:
    page.set_default_timeout(10_000)


def load(page: Any, *files: Path) -> Any:
    """Choose files to load; the dialog that tells what was read."""
    page.locator(".step", has_text="Rules").click()
    page.locator('input[aria-label="Load profile or script…"]').set_input_files(files)
    return page.get_by_role("dialog")


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def is_chosen(page: Any, name: str) -> bool:
    return page.get_by_role("region", name="Profile", exact=True).get_by_role("radio", name=name).is_checked()


def test_profile_comes_back_as_it_was_saved(server: Any, page: Any, tmp_path: Path, artefacts: Path) -> None:
    Person.at(page, server.url)
    server.mark()
    dialog = load(page, written(tmp_path, "mine.toml", PROFILE.as_toml()))
    dialog.get_by_text("It chooses 2 options and has 3 rules for single attributes.").wait_for()
    assert is_chosen(page, "Basic"), "nothing is in force yet"
    dialog.get_by_role("button", name="Use this profile").click()
    page.get_by_text("“ward 7”, from a file.").wait_for()
    assert page.get_by_role("checkbox", name="Device").is_checked()
    panel = page.get_by_role("region", name="Single attributes")
    assert panel.locator(".override").count() == 3
    assert panel.locator(".override-own-text").inner_text() == 'a "b" <i>c</i>'
    name, data = Person(page).save("Save profile")
    assert name == "curtain-profile.toml"
    assert parse(data) == PROFILE
    # Again, after another one.
    page.get_by_role("radio", name="Basic").check()
    load(page, written(tmp_path, "again.toml", data.decode())).get_by_role("button", name="Use this profile").click()
    panel.locator(".override").nth(2).wait_for()
    assert Person(page).save("Save profile")[1] == data
    assert server.new_requests() == []


def test_script_is_told_line_by_line_before_it_is_used(server: Any, page: Any, tmp_path: Path, artefacts: Path) -> None:
    ct_series(tmp_path / "series", 1, PatientSex="F", StationName="CT_SIEBEN", InstitutionName="Elsewhere")
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    dialog = load(page, written(tmp_path, "<b>script<b>.xml", SCRIPT))
    dialog.get_by_role("heading", name="A script of the CTP anonymizer").wait_for()
    missing = dialog.get_by_role("list", name="No equal here: the attribute goes")
    line = missing.get_by_role("listitem").filter(has_text="StationName")
    assert line.locator(".import-number").inner_text() == "Line 4"
    assert "conjure" in line.inner_text()
    assert "onerror=window.pwned=1" in line.inner_text(), "as text"
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None and dialog.locator("img").count() == 0
    person.picture(artefacts / "rules-import.png", 800)
    dialog.get_by_role("button", name="Discard").click()
    assert is_chosen(page, "Basic")
    page.locator(".step", has_text="Review").click()
    person.wait_for_chip("approved")

    load(page, tmp_path / "<b>script<b>.xml").get_by_role("button", name="Use this profile").click()
    page.locator(".step", has_text="Review").click()
    person.settled()
    person.wait_for_chip("seen")
    person.approve()
    (mine,) = person.download().values()
    assert (mine.PatientSex, mine.InstitutionName) == ("F", "Here")
    assert "StationName" not in mine or mine.StationName == ""


def test_lookup_table_is_gone_with_the_case(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 1)
    person = Person.at(page, server.url)
    script = '<script><e en="T" t="00100040" n="PatientSex">@lookup(PatientID,ptid)</e></script>'
    dialog = load(
        page, written(tmp_path, "script.xml", script), written(tmp_path, "table.properties", "ptid/MRN-4711-08=O\n")
    )
    dialog.get_by_text("It holds a lookup table of 1 line").wait_for()
    dialog.get_by_role("button", name="Use this profile").click()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    (mine,) = person.download().values()
    assert mine.PatientSex == "O"
    page.locator(".step", has_text="Rules").click()
    page.locator(".preview").get_by_text("MUSTERMANN^ERIKA").first.wait_for()
    assert person.in_memory("MRN-4711") and person.in_memory("MUSTERMANN")
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".facts").wait_for()
    page.wait_for_timeout(1500)
    assert person.in_memory("MRN-4711") == 0
    assert person.in_memory("MUSTERMANN") == 0
    page.locator(".step", has_text="Rules").click()
    assert is_chosen(page, "Basic")
    assert page.get_by_role("radio", name="Your own choice").is_disabled()
    assert b"MRN-4711" not in Person(page).save("Save profile")[1]


def test_profile_cannot_loosen_what_the_site_locked(
    serve_folder: Callable[..., Any], dist: Path, page: Any, tmp_path: Path
) -> None:
    server = serve_folder(
        dist, config={"profile": "strict", "lockedOptions": ["retain-device-identity", "retain-uids"]}
    )
    Person.at(page, server.url)
    loose = 'name = "loose"\noptions = ["retain-device-identity", "retain-uids"]\n[attributes]\nStationName = "keep"\n"vr:LO" = "keep"\nPatientSex = "keep"\n'
    dialog = load(page, written(tmp_path, "loose.toml", loose))
    left = dialog.get_by_role("list", name="Not allowed by this site, and left out")
    left.get_by_role("listitem").nth(1).wait_for()
    assert left.get_by_role("listitem").count() == 2
    dialog.get_by_role("button", name="Use this profile").click()
    page.get_by_role("region", name="Single attributes").locator(".override", has_text="PatientSex").wait_for()
    mine = parse(Person(page).save("Save profile")[1])
    assert mine.options == frozenset()
    assert {each.path: each.strategy for each in mine.attributes}["vr:LO"] == "remove"
    assert Override.parse("PatientSex", "keep") in mine.attributes
    assert "report" in mine.classes


def test_file_that_is_none_of_these_is_refused_with_a_sentence(server: Any, page: Any, tmp_path: Path) -> None:
    Person.at(page, server.url)
    for name, text, words in [
        ("a.toml", 'options = ["retain-all"]', "no option of this name"),
        ("b.toml", "[attributes]\nPatientSex = 'ask'", "no such strategy"),
        ("MUSTERMANN.txt", "MUSTERMANN <b>ERIKA</b>", "The file is no profile"),
    ]:
        load(page, written(tmp_path, name, text))
        alert = page.get_by_role("region", name="Profile", exact=True).get_by_role("alert")
        alert.filter(has_text=words).wait_for()
        assert "MUSTERMANN" not in alert.inner_text()
        assert page.get_by_role("dialog").count() == 0 and is_chosen(page, "Basic")


def test_kind_that_is_held_back_takes_the_approval_and_comes_back_unapproved(
    server: Any, page: Any, tmp_path: Path
) -> None:
    ct_series(tmp_path / "series", 2)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    held = written(tmp_path, "held.toml", '[classes]\n"CTImageStorage" = "hold back"\n')
    load(page, held).get_by_role("button", name="Use this profile").click()
    preview = page.get_by_role("complementary", name="Preview on one file")
    preview.get_by_text("Under these rules this file stays in quarantine").wait_for()
    assert "Objects of these kinds are held back" in page.get_by_role("region", name="Profile", exact=True).inner_text()
    page.locator(".step", has_text="Review").click()
    page.locator('.quarantine[aria-label="Quarantine"] .held-path').nth(1).wait_for()
    page.locator(".step", has_text="Share").click()
    page.get_by_role("heading", name="Nothing is approved yet").wait_for()
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("radio", name="Basic").check()
    preview.locator(".tag-row").first.wait_for()
    page.locator(".step", has_text="Review").click()
    person.settled()
    assert person.chip("CT series") != "approved"
    person.look_at_all()
    person.approve()
    assert len(person.download()) == 2


def test_profile_that_carries_a_salt_gives_the_key_of_the_command_line(server: Any, page: Any, tmp_path: Path) -> None:
    salt = bytes(range(16))
    ct_series(tmp_path / "series", 1)
    person = Person.at(page, server.url)
    load(page, written(tmp_path, "ours.toml", f'salt = "{salt.hex()}"\n')).get_by_role(
        "button", name="Use this profile"
    ).click()
    page.get_by_role("radio", name="From a passphrase").check()
    page.get_by_text("The profile that you loaded brings").wait_for()
    page.get_by_label("Passphrase", exact=True).fill("vier Pferde")
    page.get_by_label("The same once more").fill("vier Pferde")
    page.get_by_role("button", name="Use this passphrase").click()
    page.get_by_text("In force: the key of your passphrase").wait_for()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    results = list(deidentify([tmp_path / "series"], tmp_path / "out", derive("vier Pferde", salt)))
    assert {result.instance.name for result in results} == set(person.download())
