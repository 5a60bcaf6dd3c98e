"""What is chosen at Rules: where the key comes from, and what is kept beyond the Basic Profile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread

from case_files import ct_series
from curtain import deidentify
from curtain.files.source import BytesSource
from curtain.keys import KeyFile, read_key_file, write_key_file
from curtain.plan import plan
from curtain.rules.profile import load
from curtain.scan import scan
from curtain.transforms.keyed import Keyed
from making import KEY
from person import Person

pytestmark = pytest.mark.browser

PASSPHRASE = "vier Pferde im Nebel, grün"


# --- The key --------------------------------------------------------------------------------------


def expected(folder: Path, key: bytes) -> tuple[set[str], set[str]]:
    """Pseudonym and instance UIDs that the engine gives natively."""
    keyed = Keyed(key)
    facts = {str(path): scan(BytesSource(path.read_bytes())) for path in sorted(folder.rglob("IM*"))}
    return set(plan(facts, keyed).patients), {keyed.uid(fact.instance) for fact in facts.values()}


@pytest.fixture
def share_series(server: Any, page: Any, tmp_path: Path) -> Callable[[], dict[str, Any]]:
    """Drop two slices, waive them, and take them away: it is their names that count here."""

    def go() -> dict[str, Any]:
        person = Person(page)
        ct_series(tmp_path / "series", 2)
        page.locator(".step", has_text="Add").click()
        person.review(tmp_path / "series")
        person.waive("grey", "CT series")
        return person.download()

    return go


def identifiers(objects: dict[str, Any]) -> tuple[set[str], set[str]]:
    return {each.PatientID for each in objects.values()}, {each.SOPInstanceUID for each in objects.values()}


@pytest.mark.slow
def test_key_file_gives_the_same_here_and_on_the_command_line(
    server: Any, page: Any, tmp_path: Path, share_series: Callable[[], dict[str, Any]]
) -> None:
    (tmp_path / "key.json").write_text(write_key_file(KeyFile(key=KEY)))
    Person.at(page, server.url).choose_key_file(tmp_path / "key.json")
    objects = share_series()
    results = list(deidentify([tmp_path / "series"], tmp_path / "out", KEY))
    assert {result.instance.name for result in results} == set(objects)
    assert identifiers(objects) == expected(tmp_path / "series", KEY)


def test_passphrase_gives_the_same_here_and_on_the_command_line(
    server: Any, page: Any, tmp_path: Path, artefacts: Path, share_series: Callable[[], dict[str, Any]]
) -> None:
    Person.at(page, server.url)
    server.mark()
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("radio", name="From a passphrase").check()
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same once more").fill(PASSPHRASE)
    Person(page).picture(artefacts / "key.png", 1900)
    page.get_by_role("button", name="Use this passphrase").click()
    page.get_by_text("In force: the key of your passphrase").wait_for()
    assert page.locator(".passphrase").count() == 0
    name, data = Person(page).save("Save the key file")
    assert name == "curtain-key.json"
    assert PASSPHRASE.encode() not in data and b'"key"' not in data

    objects = share_series()
    key = read_key_file(data.decode()).open(PASSPHRASE)
    assert identifiers(objects) == expected(tmp_path / "series", key)
    assert server.new_requests() == []
    kept = "() => [localStorage.length, sessionStorage.length, document.cookie.length, location.search + location.hash]"
    assert page.evaluate(kept) == [0, 0, 0, ""]

    # A later session: the same passphrase with the key file of the first.
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".step", has_text="Rules").click()
    assert "In force: a random key" in page.get_by_role("region", name="Key of the pseudonyms").inner_text()
    page.get_by_role("radio", name="From a passphrase").check()
    (tmp_path / "key.json").write_bytes(data)
    page.locator('input[aria-label="I have its key file…"]').set_input_files(tmp_path / "key.json")
    page.get_by_text("The key file is read").wait_for()
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same once more").fill(PASSPHRASE)
    page.get_by_role("button", name="Use this passphrase").click()
    page.get_by_text("In force: the key of your passphrase").wait_for()
    assert set(share_series()) == set(objects)


def test_key_cannot_change_under_a_case(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 1)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    page.locator(".step", has_text="Rules").click()
    panel = page.get_by_role("region", name="Key of the pseudonyms")
    assert "clear the case first" in panel.inner_text()
    assert panel.get_by_role("radio", name="From a key file").is_disabled()
    panel.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".step", has_text="Rules").click()
    assert panel.get_by_role("radio", name="From a key file").is_enabled()


@pytest.mark.parametrize(
    ("text", "words"),
    [("{}", "no key file"), ("MUSTERMANN", "no key file"), (write_key_file(KeyFile(key=KEY))[:-20], "no key file")],
)
def test_file_that_is_no_key_file_is_refused_with_a_sentence(
    server: Any, page: Any, tmp_path: Path, text: str, words: str
) -> None:
    Person.at(page, server.url)
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("radio", name="From a key file").check()
    (tmp_path / "key.json").write_text(text)
    page.locator('input[aria-label="Choose a key file…"]').set_input_files(tmp_path / "key.json")
    page.get_by_role("status").filter(has_text=words).wait_for()
    assert page.get_by_text("In force: the key of your key file").count() == 0


def test_new_key_file_is_in_force_and_can_be_read(server: Any, page: Any, share_series: Any, tmp_path: Path) -> None:
    Person.at(page, server.url)
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("radio", name="From a key file").check()
    name, data = Person(page).save("Make a new key file")
    assert name == "curtain-key.json"
    assert identifiers(share_series()) == expected(tmp_path / "series", read_key_file(data.decode()).open())


def test_without_a_secure_context_a_passphrase_is_not_taken(server: Any, page: Any, tmp_path: Path) -> None:
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });")
    Person.at(page, server.url)
    page.locator(".step", has_text="Rules").click()
    page.get_by_role("radio", name="From a passphrase").check()
    assert "over plain HTTP" in page.get_by_role("region", name="Key of the pseudonyms").inner_text()
    assert page.locator(".passphrase").count() == 0
    (tmp_path / "key.json").write_text(write_key_file(KeyFile(key=KEY)))
    Person(page).choose_key_file(tmp_path / "key.json")


# --- The options ----------------------------------------------------------------------------------


def codes(dataset: Any) -> list[str]:
    return [item.CodeValue for item in dataset.DeidentificationMethodCodeSequence]


def options(page: Any) -> Any:
    page.locator(".step", has_text="Rules").click()
    return page.get_by_role("region", name="Options")


def profiles(page: Any) -> Any:
    page.locator(".step", has_text="Rules").click()
    return page.get_by_role("region", name="Profile", exact=True)


def test_an_option_cleans_every_file_anew_and_takes_back_the_approval(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    ct_series(tmp_path / "series", 2, StationName="CT_SIEBEN", InstitutionName="Elsewhere")
    person = Person.at(page, server.url)
    server.mark()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    panel = options(page)
    person.picture(artefacts / "rules.png", 1900)
    panel.get_by_role("checkbox", name="Device").check()
    page.locator(".step", has_text="Review").click()
    person.settled()
    person.wait_for_chip("seen")
    assert person.seen() == "2 of 2 seen", "the images are the same"
    person.approve()
    for each in person.download().values():
        assert each.StationName == "CT_SIEBEN"
        assert "InstitutionName" not in each
        assert codes(each) == ["113100", "113101", "113109"]
    options(page).get_by_role("checkbox", name="Device").uncheck()
    page.locator(".step", has_text="Review").click()
    person.settled()
    person.wait_for_chip("seen")
    assert server.new_requests() == []


def test_research_profile_is_the_one_of_the_command_line(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 1, StationName="CT_SIEBEN", PatientAge="067Y")
    (tmp_path / "key.json").write_text(write_key_file(KeyFile(key=KEY)))
    person = Person.at(page, server.url)
    person.choose_key_file(tmp_path / "key.json")
    profiles(page).get_by_role("radio", name="Research").check()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    (mine,) = person.download().values()
    list(deidentify([tmp_path / "series"], tmp_path / "out", KEY, load("research")))
    (native,) = (dcmread(path) for path in (tmp_path / "out").rglob("*.dcm"))
    # Only what says that a person looked may differ.
    for dataset in (mine, native):
        for keyword in ("BurnedInAnnotation", "DeidentificationMethodCodeSequence"):
            if keyword in dataset:
                delattr(dataset, keyword)
    assert mine == native
    assert mine.StudyDate not in ("", "20240131")


def test_dates_are_removed_or_shifted_or_kept(server: Any, page: Any, tmp_path: Path) -> None:
    person = Person.at(page, server.url)
    ct_series(tmp_path / "series", 1)
    panel = options(page)
    panel.get_by_role("radio", name="Dates as they are").check()
    panel.get_by_role("radio", name="Shifted dates").check()
    panel.get_by_role("radio", name="Dates as they are").check()
    assert profiles(page).get_by_role("radio", name="Your own choice").is_checked()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    (mine,) = person.download().values()
    assert mine.StudyDate == "20240131" and mine.LongitudinalTemporalInformationModified == "UNMODIFIED"
    assert codes(mine) == ["113100", "113101", "113106"]


def test_range_of_the_shift_and_the_year_of_birth_are_set(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 1)
    person = Person.at(page, server.url)
    panel = options(page)
    panel.get_by_role("radio", name="Shifted dates").check()
    days = panel.get_by_role("spinbutton")
    days.fill("0")
    days.press("Tab")
    assert days.input_value() == "3650", "never zero"
    days.fill("2")
    days.press("Tab")
    panel.get_by_role("checkbox", name="Year of birth").check()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    (mine,) = person.download().values()
    assert mine.StudyDate in ("20240129", "20240130", "20240201", "20240202")
    assert mine.PatientBirthDate == "19570101"


def test_uids_cannot_change_under_a_redaction(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 2)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.draw(10, 4, 40, 12)
    person.settled()
    box = options(page).get_by_role("checkbox", name="Original UIDs")
    assert box.is_disabled()
    assert "Delete the redactions first" in page.get_by_role("region", name="Options").inner_text()
    # Any other option keeps them.
    page.get_by_role("checkbox", name="Device").check()
    page.locator(".step", has_text="Review").click()
    person.settled()
    assert person.rectangles() == [(10, 4, 40, 12)]


def test_site_chooses_the_profile_and_locks_options(
    serve_folder: Callable[..., Any], dist: Path, page: Any, tmp_path: Path
) -> None:
    locked = ["retain-uids", "retain-device-identity", "retain-full-dates"]
    server = serve_folder(dist, config={"profile": "research", "lockedOptions": locked})
    ct_series(tmp_path / "series", 1, StationName="CT_SIEBEN", PatientSize="1.7")
    person = Person.at(page, server.url)
    panel = options(page)
    assert profiles(page).get_by_role("radio", name="Research").is_checked()
    for role, name, checked in [
        ("checkbox", "Original UIDs", False), ("checkbox", "Device", True), ("radio", "Dates as they are", False),
    ]:  # fmt: skip
        box = panel.get_by_role(role, name=name)
        assert box.is_disabled() and box.is_checked() == checked, name
    assert panel.get_by_text("locked by this site").count() == 3
    profiles(page).get_by_role("radio", name="Basic").check()
    assert panel.get_by_role("checkbox", name="Device").is_checked(), "also in another profile"
    assert not panel.get_by_role("checkbox", name="Patient characteristics").is_checked()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    (mine,) = person.download().values()
    assert mine.StationName == "CT_SIEBEN" and "PatientSize" not in mine
    assert codes(mine) == ["113100", "113101", "113109"]
