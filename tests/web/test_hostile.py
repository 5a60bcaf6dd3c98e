"""One case with everything in it that is broken or made to hurt: each with its outcome, nothing hangs, the rest comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from case_files import IDENTITY
from hostile_files import CLEAN, HELD, OTHER, STOWAWAY, Hostile, hostile_files, image
from person import Person
from zips import archive

pytestmark = pytest.mark.browser

CASE = "case"
ZIP_SENTENCES = {
    "../../etc/up": "The name of this entry points out of its zip archive",
    "thousandfold": "This entry of a zip archive grows far more than an image",
}


def large(number: int) -> bytes:
    """An image whose pixels stay on the disk: shorter values are copied."""
    pixels = np.random.default_rng(number).integers(0, 4000, (256, 256), np.uint16)
    return image(number, Rows=256, Columns=256, PixelData=pixels.tobytes())


def hostile_zip() -> bytes:
    return archive({"../../etc/up": image(70), "thousandfold": bytes(200 << 20), "good": image(71)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / CASE
    folder.mkdir()
    for name, each in hostile_files().items():
        (folder / name).write_bytes(each.data)
    (folder / "hostile.zip").write_bytes(hostile_zip())
    for name, number in (("rewritten", 72), ("vanishing", 73), ("good", 74)):
        (folder / name).write_bytes(large(number))
    return folder


def named(outcome: str) -> dict[str, Hostile]:
    return {name: each for name, each in hostile_files().items() if each.outcome == outcome}


def test_whole_case_of_hostile_files(server: Any, page: Any, folder: Path, artefacts: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    person = Person.at(page, server.url)
    server.mark()
    person.drop(folder)
    words = person.outcome()
    assert f"{len(named(CLEAN)) + 4} files de-identified" in words
    assert f"{len(named(HELD)) + 2} files in quarantine" in words
    assert f"{len(named(OTHER))} files are no DICOM" in words

    person.review()
    held = person.held()
    assert set(held) == {f"{CASE}/{name}" for name in named(HELD)} | {
        f"{CASE}/hostile.zip/{name}" for name in ZIP_SENTENCES
    }
    assert all(len(sentence) > 30 for sentence in held.values())
    for name, start in ZIP_SENTENCES.items():
        assert held[f"{CASE}/hostile.zip/{name}"].startswith(start)
    page.get_by_role("region", name="Quarantine").scroll_into_view_if_needed()
    page.screenshot(path=artefacts / "hostile-quarantine.png")

    # What nobody can see is left out; all else is looked at and approved.
    unseen = [name for name, each in named(CLEAN).items() if not each.frames]
    assert unseen == ["frames-unclear"]
    titles = page.locator(".series .series-title").all_inner_texts()
    assert len(titles) == len(named(CLEAN)) + 4
    for title in titles:
        person.choose(title)
        if title == "CT series 111":
            person.wait_for_chip("cannot be shown", title)
            continue
        person.look_at_all()
        person.approve(title)

    rewritten, vanishing = folder / "rewritten", folder / "vanishing"
    data = bytearray(rewritten.read_bytes())
    data[-2000:] = bytes(2000)
    rewritten.write_bytes(data)
    vanishing.unlink()
    person.share()
    for _ in range(2):
        page.get_by_role("checkbox", name="I have looked at").check()
        page.get_by_role("button", name="Download zip").click()
        page.get_by_role("alert").wait_for()
        assert "not those that you approved" in page.get_by_role("alert").inner_text()
    files = person.download_bytes()
    assert len(files) == len(titles) - 3
    for data in files.values():
        assert STOWAWAY not in data
        assert not [identity for identity in IDENTITY if identity in data]
    page.locator(".step", has_text="Review").click()
    held = person.held()
    assert "changed, moved or removed" in held[f"{CASE}/rewritten"]
    assert "changed, moved or removed" in held[f"{CASE}/vanishing"]
    assert server.new_requests() == []
    assert errors == []


def test_file_that_vanishes_before_it_is_read_is_held_back(server: Any, page: Any, tmp_path: Path) -> None:
    """Dropped while the engine still starts, gone before it is ready."""
    for name, number in (("gone", 72), ("good", 74)):
        (tmp_path / name).write_bytes(large(number))
    person = Person.at(page, server.url, wait=False)
    page.locator(".drop").wait_for()
    person.drop(tmp_path / "gone", tmp_path / "good")
    page.get_by_text("2 files").wait_for()
    (tmp_path / "gone").unlink()
    assert "1 file de-identified" in person.outcome()
    person.review()
    ((path, sentence),) = person.held().items()
    assert path == "gone"
    assert "add it again" in sentence.lower()
