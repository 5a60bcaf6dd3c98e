"""HTML and script in every string of a file, and in names of files, folders and archives: text everywhere, and nothing runs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pydicom import config
from pydicom.datadict import DicomDictionary
from pydicom.tag import Tag

from curtain.verify.secrets import IDENTIFYING as OF_A_PERSON
from hostile_files import image, plain
from making import as_bytes
from person import Person

pytestmark = pytest.mark.browser

IMAGE = "<img src=x onerror=ran()>"
SCRIPT = '"><script>ran()</script>'
#: Of people, so that it is not looked for in what stays.
PERSON = "<svg onload=hit()>^</td><b onclick=hit()>"

STRINGS = {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"}
#: Without these it would be no image, or stand in another place than where the test looks for it.
NEEDED = {
    "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "SpecificCharacterSet", "PhotometricInterpretation",
    "NumberOfFrames", "PixelPaddingRangeLimit", "WindowCenter", "WindowWidth", "RescaleSlope", "RescaleIntercept", "SeriesNumber",
    "InstanceNumber", "PresentationLUTShape", "VOILUTFunction",
}  # fmt: skip

WATCH = """
    window.ran = window.hit = () => { window.happened.push('ran'); };
    window.happened = [];
    document.addEventListener('securitypolicyviolation', (event) => window.happened.push(event.violatedDirective));
"""


def every_string(number: int, person: str, **attributes: object) -> bytes:
    """An image with markup in every string attribute of the standard, retired ones too."""
    dataset = plain(number, BitsStored=16, HighBit=15, **attributes)
    config.settings.writing_validation_mode = config.IGNORE
    try:
        for place, (tag, (vr, _, _, _, keyword)) in enumerate(DicomDictionary.items()):
            if vr not in STRINGS or keyword in NEEDED or keyword in attributes or Tag(tag).group < 8 or not keyword:
                continue
            text = person if vr in {"PN", "UI"} or tag in OF_A_PERSON else (IMAGE, SCRIPT)[place % 2]
            dataset.add_new(tag, vr if vr not in {"DS", "IS"} else "LO", text)
        return as_bytes(dataset)
    finally:
        config.settings.writing_validation_mode = config.RAISE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / IMAGE / "\"'><i onmouseover=ran()>"
    folder.mkdir(parents=True)
    private = {"SOPClassUID": "1.2.3.4.5"}
    (folder / f"{IMAGE}1").write_bytes(every_string(1, PERSON))
    (folder / f"{IMAGE}2").write_bytes(every_string(2, IMAGE, **private))
    (folder / f"{IMAGE}3.txt").write_text("no image")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{SCRIPT}good", image(4))
        archive.writestr(f"{SCRIPT}private", image(5, **private))
        archive.writestr(f"../{IMAGE}", image(6))
    (folder / f"{IMAGE}.zip").write_bytes(buffer.getvalue())
    return tmp_path / IMAGE


def test_markup_in_every_string_is_text(server: Any, page: Any, folder: Path, artefacts: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.add_init_script(WATCH)
    person = Person.at(page, server.url)
    server.mark()
    person.review(folder)
    held = person.held()
    assert len(held) == 3
    assert all(IMAGE in path for path in held)

    # Every attribute before and after, by way of the search, which must take markup as well.
    # A Modality of markup is no term of the standard.
    person.choose("OT series 101")
    page.get_by_label("Which attributes").select_option("All")
    table = page.get_by_role("treegrid")
    table.wait_for()
    assert int(table.get_attribute("aria-rowcount")) > 1000
    for text in (IMAGE, SCRIPT, "onload=hit()"):
        page.get_by_label("Search attributes").fill(text)
        table.get_by_text(text).first.wait_for()
        assert int(table.get_attribute("aria-rowcount")) > 5, text
        table.get_by_text(text).first.hover()
    page.screenshot(path=artefacts / "injection.png")
    page.get_by_label("Search attributes").fill("")
    table.focus() if table.get_attribute("tabindex") else table.locator("[tabindex='0']").first.focus()
    for _ in range(60):
        page.keyboard.press("PageDown")

    for title in page.locator(".series .series-title").all_inner_texts():
        person.choose(title)
        person.look_at_all()
        person.draw(2, 2, 6, 6)
        person.settled()
        person.wait_for_seen("1 of 1 seen")
        person.rectangles()
        page.get_by_role("tab", name="Tags").click()
        person.approve(title)
    page.locator(".step", has_text="Rules").click()
    files = person.download_bytes()
    assert len(files) == 2
    assert not [name for name in files if "<" in name or '"' in name]
    page.get_by_role("button", name="Clear this case…").click()
    page.get_by_role("button", name="Clear the case").click()
    page.locator(".facts").wait_for()

    assert page.evaluate("() => window.happened") == []
    assert page.locator("img, iframe, object, embed, b, i[onmouseover], td").count() == 0
    assert page.locator("script:not([src]), svg[onload]").count() == 0
    assert errors == []
    assert server.new_requests() == []
