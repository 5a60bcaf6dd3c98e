"""A photograph dropped with a case: put into a study, reviewed, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pydicom
import pytest

from case_files import ct_series
from dciodvfy import errors
from person import Person
from photos import WORDS, photo, saved, scans, scene

pytestmark = pytest.mark.browser


def test_a_photo_with_its_place_becomes_a_valid_image_of_the_study(
    server: Any, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    folder = tmp_path / "case"
    ct_series(folder, 2)
    (folder / "IMG_0042 Ernestine.jpg").write_bytes(photo())
    (folder / "screen.png").write_bytes(saved(scene(), "PNG"))
    (folder / "broken.gif").write_bytes(b"GIF89a and no more")
    server.mark()
    person = Person.at(page, server.url)
    person.drop(folder)
    assert "3 files are no DICOM" in person.outcome()
    page.screenshot(path=artefacts / "1-pictures.png", full_page=True)
    page.get_by_role("button", name="Put them into this study").click()
    page.get_by_text("The picture is damaged").wait_for()
    page.get_by_text("4 files de-identified").wait_for()

    person.review()
    for series in ("CT series", "OT series"):
        person.choose(series)
        person.look_at_all()
        person.approve(series)
    files = person.download_bytes()
    assert len(files) == 4
    written = tmp_path / "written"
    written.mkdir()
    for number, data in enumerate(files.values()):
        (written / f"{number}.dcm").write_bytes(data)
        assert not [word for word in WORDS if word in data]
    assert not [name for name in files if "Ernestine" in name or "IMG" in name]
    objects = [pydicom.dcmread(path) for path in written.iterdir()]
    assert len({each.StudyInstanceUID for each in objects}) == len({each.PatientID for each in objects}) == 1
    captures = [each for each in objects if each.Modality == "OT"]
    assert {errors(Path(each.filename)) == set() for each in captures} == {True}
    (embedded,) = (each for each in captures if each.LossyImageCompression == "01")
    assert scans(photo()) in embedded.PixelData
    assert embedded.BurnedInAnnotation == "NO"
