"""The whole way: drop a folder, look, black out, approve, take away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from case_files import IDENTITY, ct_series
from person import Person

pytestmark = pytest.mark.browser


def test_dropped_folder_becomes_a_clean_zip(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "CD" / "DICOM" / "A", 5)
    (tmp_path / "CD" / "AUTORUN.INF").write_text("no image")
    person = Person.at(page, server.url)
    person.drop(tmp_path / "CD")
    assert "5 files de-identified" in person.outcome()
    assert "1 file is no DICOM" in person.outcome()

    person.review()
    person.draw(10, 4, 40, 12)
    person.settled()
    person.look_at_all()
    person.approve()
    files = person.download_bytes()

    assert len(files) == 5
    for name, data in files.items():
        assert not [identity for identity in IDENTITY if identity in data or identity.decode() in name]
    person.page.get_by_text("Saved curtain-case.zip").wait_for()


def test_only_the_redacted_image_changes(server: Any, page: Any, tmp_path: Path) -> None:
    originals = ct_series(tmp_path / "series", 3)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.draw(10, 4, 40, 12)
    person.settled()
    person.look_at_all()
    person.approve()
    objects = person.download()

    by_position = sorted(objects.values(), key=lambda each: each.ImagePositionPatient[2])
    sources = [np.frombuffer(pixels, np.uint16).reshape(64, 96) for pixels in originals.values()]
    redacted = by_position[0].pixel_array
    assert not redacted[4:16, 10:50].any()
    outside = np.ones((64, 96), bool)
    outside[4:16, 10:50] = False
    assert np.array_equal(redacted[outside], sources[0][outside])
    for source, written in zip(sources[1:], by_position[1:], strict=True):
        assert written.PixelData == source.tobytes()
    for written in by_position:
        assert written.PatientIdentityRemoved == "YES"
        assert written.BurnedInAnnotation == "NO"
        assert written.PatientID == str(written.PatientName) != ""
        assert written.file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.1"
        assert written.file_meta.MediaStorageSOPInstanceUID == written.SOPInstanceUID
    assert len({written.SeriesInstanceUID for written in by_position}) == 1


def test_sample_case_within_a_minute_and_without_a_request(server: Any, page: Any, artefacts: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    person = Person.at(page, server.url)
    page.screenshot(path=artefacts / "1-add.png")
    server.mark()
    asked.clear()

    person.try_sample()
    person.review()
    person.choose("US series")
    page.wait_for_timeout(500)
    person.draw(0, 0, 800, 44)
    person.settled()
    page.get_by_role("slider").focus()
    page.keyboard.press("c")
    person.wait_for_seen("30 of 30 seen")
    page.keyboard.press("c")
    page.screenshot(path=artefacts / "3-review.png")
    person.approve("US series")
    page.locator(".step", has_text="Rules").click()
    page.screenshot(path=artefacts / "2-rules.png")
    page.locator(".step", has_text="Review").click()
    person.choose("CT series")
    person.waive("a phantom, drawn by a program", "CT series")
    files = person.download()
    page.screenshot(path=artefacts / "4-share.png")

    ultrasound = next(each for each in files.values() if each.Modality == "US")
    assert ultrasound.NumberOfFrames == 30
    assert len(files) == 25
    assert server.new_requests() == []
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert page.locator(".request-count").inner_text() == "0 requests since load"


def test_files_come_by_a_drop_also_while_the_engine_starts_and_by_choice(
    server: Any, page: Any, tmp_path: Path
) -> None:
    """A browser hands out a folder of more than a hundred files in pieces: it is read whole."""
    folder = tmp_path / "many" / "deep" / "deeper"
    ct_series(folder, 2)
    for number in range(230):
        (folder / f"note{number}.txt").write_text(str(number))
    person = Person.at(page, server.url, wait=False)
    page.locator(".drop").wait_for()
    person.drop(tmp_path / "many")
    assert "2 files de-identified" in person.outcome()
    assert "230 files are no DICOM" in person.outcome()

    ct_series(tmp_path / "CD" / "series", 1, SOPInstanceUID="1.2.826.0.1.3680043.9.1.7")
    (tmp_path / "note.txt").write_text("no image")
    page.locator('input[name="folder"]').set_input_files(tmp_path / "CD")
    page.get_by_text("3 files de-identified").wait_for()
    page.locator('input[name="files"]').set_input_files([tmp_path / "note.txt"])
    page.get_by_text("231 files are no DICOM").wait_for()


def test_quarantined_file_stands_with_its_reason_and_stays(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "good", 1)
    private = {"SOPClassUID": "1.2.3.4.5.6", "SOPInstanceUID": "1.2.3.4.5.6.7", "SeriesInstanceUID": "1.2.3.4"}
    ct_series(tmp_path / "private", 1, **private)
    person = Person.at(page, server.url)
    person.review(tmp_path / "good", tmp_path / "private")
    held = page.get_by_role("region", name="Quarantine")
    assert "private/IM0001" in held.inner_text()
    assert len(held.locator(".held p").inner_text()) > 20
    assert held.get_by_role("button").all_inner_texts() == ["Open"], "nothing there shares anything"
    person.look_at_all()
    person.approve()
    person.share()
    assert "1 in quarantine" in page.locator(".summary").inner_text()
    assert len(person.download()) == 1


def test_work_can_be_cancelled_and_taken_up_again(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 400, rows=8, columns=8)
    person = Person.at(page, server.url)
    person.drop(tmp_path / "series")
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("not finished").wait_for()
    page.wait_for_timeout(500)
    stopped = page.locator(".outcome").inner_text()
    page.wait_for_timeout(300)
    assert page.locator(".outcome").inner_text() == stopped
    page.get_by_role("button", name="Go on").click()
    assert "400 files de-identified" in person.outcome()


def test_files_added_later_join_the_case(server: Any, page: Any, tmp_path: Path) -> None:
    """A name that only a later file knows is searched for in all: what was approved is written again, unapproved."""
    ct_series(tmp_path / "first", 1)
    ct_series(tmp_path / "second", 1, SOPInstanceUID="1.2.826.0.1.3680043.9.1.7", OtherPatientNames="WINTERKORN^HILDE")
    person = Person.at(page, server.url)
    person.review(tmp_path / "first")
    person.look_at_all()
    person.approve()
    page.locator(".step", has_text="Add").click()
    person.review(tmp_path / "second")
    assert person.chip() == "needs eyes"
    assert person.stack() == 2
    person.look_at_all()
    person.approve()
    objects = person.download()
    assert len({each.PatientID for each in objects.values()}) == 1
    assert len(objects) == 2
