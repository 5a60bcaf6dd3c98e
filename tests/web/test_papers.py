"""What goes beside the case: the report, and the crosswalk where it is asked for. Two files, each made by the page alone."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from case_files import IDENTITY, ct_series
from curtain.keys import KeyFile, write_key_file
from curtain.rules.profile import BASIC
from curtain.scan import scan
from curtain.share.crosswalk import CrosswalkError, unseal
from curtain.transforms.keyed import Keyed
from making import KEY, as_bytes, ct, source
from person import Person

pytestmark = pytest.mark.browser

PASSPHRASE = "vier Pferde im Nebel, grün"
SCHEMA = json.loads((files("curtain.share") / "report.schema.json").read_text())
PRIVATE = {"SOPClassUID": "1.2.3.4.5.6", "SOPInstanceUID": "1.2.3.4.5.6.7", "SeriesInstanceUID": "1.2.3.4"}


def case(page: Any, server: Any, folder: Path, key: bytes | None = None) -> Person:
    """Three slices, approved; one file in quarantine, one that is no DICOM."""
    ct_series(folder / "ERIKA MUSTERMANN" / "series", 3)
    ct_series(folder / "ERIKA MUSTERMANN" / "private", 1, **PRIVATE)
    (folder / "ERIKA MUSTERMANN" / "note.txt").write_text("MUSTERMANN^ERIKA")
    person = Person.at(page, server.url)
    if key is not None:
        (folder / "key.json").write_text(write_key_file(KeyFile(key=key)))
        person.choose_key_file(folder / "key.json")
        page.locator(".step", has_text="Add").click()
    person.review(folder / "ERIKA MUSTERMANN")
    person.look_at_all()
    person.approve()
    return person


def test_report_tells_what_was_blanked(server: Any, page: Any, tmp_path: Path) -> None:
    cine = ct(Rows=64, Columns=96, NumberOfFrames=3, PixelData=np.arange(3 * 64 * 96, dtype=np.uint16).tobytes())
    (tmp_path / "cine").write_bytes(as_bytes(cine))
    person = Person.at(page, server.url)
    person.review(tmp_path / "cine")
    person.look_at_all()
    page.keyboard.press("r")
    page.get_by_label("Apply to").select_option("frame")
    person.draw(20, 10, 30, 20)
    person.settled()
    person.approve()
    (made,) = person.download().values()
    report = json.loads(person.save("As JSON, for programs")[1])
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    frames = made.pixel_array
    blanked = [index for index in range(3) if not frames[index, 10:30, 20:50].any()]
    kept = b"".join(frames[index].tobytes() for index in range(3) if index not in blanked)
    (number,) = blanked
    assert report["files"][0]["redactions"] == {
        "boxes": [{"frames": [number + 1, number + 1], "asked": [20, 10, 30, 20], "blanked": [20, 10, 30, 20]}],
        "syntax_before": "Explicit VR Little Endian",
        "syntax_after": "Explicit VR Little Endian",
        "untouched": 2,
        "untouched_sha256": hashlib.sha256(kept).hexdigest(),
    }
    assert b"30 \xc3\x97 20 at 20, 10" in person.save("Save report")[1]


def test_report_tells_of_every_file_and_of_no_patient(server: Any, page: Any, tmp_path: Path, artefacts: Path) -> None:
    asked: list[str] = []
    person = case(page, server, tmp_path, KEY)
    objects = person.download_bytes()
    server.mark()
    page.on("request", lambda request: asked.append(request.url))
    name, data = Person(page).save("As JSON, for programs")
    assert name == "curtain-report.json"
    report = json.loads(data)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)

    assert report["outcomes"] == {"de-identified": 3, "quarantined": 1, "not-dicom": 1, "left-out": 0}
    assert report["pixels"] == {"reviewed": 3, "not reviewed": 0, "none": 0}
    assert [item["code"] for item in report["codes"]] == ["113100", "113101"]
    assert report["profile"]["sha256"] == BASIC.digest
    clean = [file for file in report["files"] if file["outcome"] == "de-identified"]
    assert {file["output"]: file["sha256"] for file in clean} == {
        name: hashlib.sha256(data).hexdigest() for name, data in objects.items()
    }
    sources = [path.read_bytes() for path in (tmp_path / "ERIKA MUSTERMANN" / "series").iterdir()]
    assert {file["source_hmac"] for file in clean} == {
        Keyed(KEY).source_digest(hashlib.sha256(data).hexdigest()) for data in sources
    }
    assert {"attribute": "PatientName", "action": "replace", "count": 3} in report["attributes"]

    name, html = Person(page).save("Save report")
    assert name == "curtain-report.html"
    (artefacts / "report.html").write_bytes(html)
    secrets = [*IDENTITY, b"Mustermann", *(hashlib.sha256(data).hexdigest().encode() for data in sources)]
    for text in (data, html):
        assert [secret for secret in secrets if secret.lower() in text.lower()] == []
    assert server.new_requests() == []
    assert [url for url in asked if not url.startswith("blob:")] == []

    page.goto((artefacts / "report.html").as_uri())
    page.screenshot(path=artefacts / "report.png", full_page=True)
    assert "3 files of 5 de-identified, 1 in quarantine, 1 not DICOM." in page.inner_text("body")
    assert page.evaluate("document.scripts.length") == 0


def test_what_does_not_leave_is_told_as_left_out(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "a", 2)
    ct_series(tmp_path / "b", 1, SeriesInstanceUID="1.2.826.0.1.3680043.9.1.2", SOPInstanceUID="1.2.826.0.1.3680043.9.1.9",
              SeriesNumber=8)  # fmt: skip
    person = Person.at(page, server.url)
    person.review(tmp_path / "a", tmp_path / "b")
    person.choose("CT series 3")
    person.waive("a phantom", "CT series 3")
    person.share()
    report = json.loads(Person(page).save("As JSON, for programs")[1])
    assert report["pixels"] == {"reviewed": 0, "not reviewed": 2, "none": 0}
    assert [item["code"] for item in report["codes"]] == ["113100"], "nobody looked"
    assert [file["code"] for file in report["files"] if file["outcome"] == "left-out"] == ["not-approved"]
    assert report["key"] == "forgotten"


def test_source_that_is_gone_leaves_its_field_empty_and_a_case_that_is_gone_no_report(
    server: Any, page: Any, tmp_path: Path
) -> None:
    person = case(page, server, tmp_path)
    person.share()
    (tmp_path / "ERIKA MUSTERMANN" / "series" / "IM0002").unlink()
    report = json.loads(Person(page).save("As JSON, for programs")[1])
    assert sorted(len(file["source_hmac"]) for file in report["files"] if "output" in file) == [0, 64, 64]
    page.get_by_text("Saved curtain-report.json").wait_for()
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    person.share()
    assert page.get_by_role("button", name="Save report").count() == 0
    assert page.get_by_text("Saved curtain-report.json").count() == 0


@pytest.mark.slow
def test_reading_the_sources_can_be_cancelled(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 6, rows=4096, columns=4096)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.waive("large and grey", "CT series")
    downloads: list[Any] = []
    page.on("download", lambda download: downloads.append(download))
    person.share()
    page.get_by_role("button", name="Save report").click()
    page.get_by_text("source files read again").wait_for()
    page.locator(".paper").get_by_role("button", name="Cancel").click()
    page.get_by_text("source files read again").wait_for(state="detached")
    page.wait_for_timeout(500)
    assert downloads == []
    assert Person(page).save("Save report")[0] == "curtain-report.html"


# --- The crosswalk --------------------------------------------------------------------------------


def ask_for_crosswalk(page: Any, first: str, again: str) -> None:
    page.get_by_role("checkbox", name="I also need a crosswalk").check()
    page.get_by_label("Passphrase", exact=True).fill(first)
    page.get_by_label("The same once more").fill(again)


def test_crosswalk_is_sealed_by_a_passphrase_typed_twice_and_opens_in_python(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    person = case(page, server, tmp_path)
    objects = person.download()
    server.mark()
    assert page.get_by_role("button", name="Save crosswalk").count() == 0, "it needs a tick"
    downloads: list[Any] = []
    page.on("download", lambda download: downloads.append(download))
    for first, again, words in [
        (PASSPHRASE, PASSPHRASE[:-1], "not the same"),
        ("kurz", "kurz", "too short"),
        ("", "", "Type a passphrase"),
    ]:
        ask_for_crosswalk(page, first, again)
        page.get_by_role("button", name="Save crosswalk").click()
        page.get_by_role("alert").filter(has_text=words).wait_for()
        assert page.get_by_label("Passphrase", exact=True).input_value() == ""
    page.wait_for_timeout(300)
    assert downloads == []
    ask_for_crosswalk(page, PASSPHRASE, PASSPHRASE)
    person.picture(artefacts / "papers.png", 1200)
    name, data = Person(page).save("Save crosswalk")
    assert name == "curtain-crosswalk.json"
    assert not [identity for identity in IDENTITY if identity in data]
    with pytest.raises(CrosswalkError):
        unseal(data, PASSPHRASE + "x")

    content = unseal(data, PASSPHRASE)
    pseudonym = next(iter(objects.values())).PatientID
    assert content["patients"] == [
        {"issuer": "", "patient_id": "MRN-4711-08", "name": "MUSTERMANN^ERIKA", "birth_date": "19570812", "pseudonym": pseudonym,
         "shift_days": None}
    ]  # fmt: skip
    old = {each["old"]: each["new"] for each in content["uids"]}
    facts = scan(source(ct()))
    assert {each.StudyInstanceUID for each in objects.values()} == {old[facts.study]}
    assert {each.SOPInstanceUID for each in objects.values()} <= set(old.values())
    assert {each["output"] for each in content["files"]} == set(objects)
    for each in content["files"]:
        path = tmp_path / each["source"]
        assert each["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()

    assert server.new_requests() == []
    fields = page.locator(".passphrase input")
    assert [fields.nth(at).input_value() for at in range(2)] == ["", ""]
    assert all(name.endswith(".dcm") for name in person.download_bytes()), "it is no part of the archive"


def test_without_a_secure_context_nothing_is_made_unencrypted(server: Any, page: Any, tmp_path: Path) -> None:
    page.add_init_script("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });")
    person = case(page, server, tmp_path)
    person.share()
    page.get_by_role("checkbox", name="I also need a crosswalk").check()
    assert "over plain HTTP" in page.get_by_role("region", name="Crosswalk").inner_text()
    assert page.get_by_role("button", name="Save crosswalk").count() == 0
    assert Person(page).save("Save report")[0] == "curtain-report.html"
