"""One walk through every state of the page that somebody may see, for tests that look at each; it goes by classes, in any language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from pydicom.uid import SecondaryCaptureImageStorage

from case_files import anatomic_region, ct_series
from making import as_bytes, ct
from person import Person
from photos import photo

HOLD = (Path(__file__).parent / "web" / "hold_workers.js").read_text(encoding="utf-8")

#: Nobody answers there: what an upload says that goes wrong.
DESTINATION = {
    "name": "the teaching archive of the department", "kind": "dicomweb", "url": "/dicom-web/", "authentication": "basic",
}  # fmt: skip

REMARK = "A long remark upon what can be seen at the tip of the arrow"
SCRIPT = """<script>
<e en="T" t="00100040" n="PatientSex">@keep()</e>
<e en="T" t="00081010" n="StationName">@conjure("nothing")</e>
<e en="T" t="00080080" n="InstitutionName">A hospital with a long name, as they are called when two of them became one</e>
<e en="F" t="00081030" n="StudyDescription">@keep()</e>
</script>
"""


def write_case(folder: Path) -> None:
    """A CT with long texts, a secondary capture, a photograph, a note, and files that are held back."""
    slices = folder / "case" / "A series with a long name of its folder"
    texts = {
        "SeriesDescription": "Abdomen portal venous phase 1.0 mm soft tissue kernel",
        "StudyDescription": "CT abdomen and pelvis with contrast, portal venous phase",
        "StationName": "CT_IN_THE_BASEMENT", "BodyPartExamined": "ABDOMEN", "AnatomicRegionSequence": [anatomic_region()],
    }  # fmt: skip
    ct_series(slices, 24, 128, 192, **texts)
    y, x = np.mgrid[0:128, 0:192]
    for number, path in enumerate(sorted(slices.iterdir())):
        dataset = pydicom.dcmread(path)
        body = np.hypot((x - 96) / 70, (y - 64) / 46) < 1
        dataset.PixelData = (
            np.where(body, 700 + 300 * np.sin(x / 9 + number / 5) * np.cos(y / 7), 0).astype("<u2").tobytes()
        )
        dataset.save_as(path)
    capture = {
        "SOPClassUID": SecondaryCaptureImageStorage, "Modality": "OT", "ConversionType": "WSD", "SeriesNumber": 9,
        "SeriesInstanceUID": "1.2.3.9", "SOPInstanceUID": "1.2.3.9.1", "ImageType": ["DERIVED", "SECONDARY"],
        "Rows": 64, "Columns": 96, "PixelData": np.full((64, 96), 900, np.uint16).tobytes(),
    }  # fmt: skip
    (folder / "case" / "capture").write_bytes(as_bytes(ct(**capture)))
    cut_off = (slices / "IM0001").read_bytes()[:-9000]
    (folder / "case" / "A file that was cut off while it was copied from the disc.dcm").write_bytes(cut_off)
    unknown = {"SOPClassUID": "1.2.3.4.5.6", "SOPInstanceUID": "1.2.3.4.5.6.7", "SeriesInstanceUID": "1.2.3.4"}
    (folder / "case" / "unknown").write_bytes(as_bytes(ct(**unknown)))
    (folder / "case" / "photo.jpg").write_bytes(photo())
    (folder / "note.txt").write_text("no image")
    (folder / "ctp.script").write_text(SCRIPT)


class Walk:
    """`look` is called with the name of each state and with what is to be in sight; `said` tells how the page says an English text."""

    def __init__(
        self, person: Person, folder: Path, look: Callable[..., None], said: Callable[[str], str] = str
    ) -> None:
        self.person, self.page, self.folder, self.look, self.said = person, person.page, folder, look, said

    def all(self) -> None:
        self.page.set_default_timeout(30_000)
        self.add()
        self.rules()
        self.review()
        self.approve()
        self.share()

    def step(self, number: int) -> None:
        self.page.locator(".step").nth(number).click()

    def button(self, words: str, within: Any = None) -> Any:
        return (within or self.page).get_by_role("button", name=self.said(words), exact=True)

    def close(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.locator("dialog[open]").wait_for(state="detached")

    def add(self) -> None:
        page, look = self.page, self.look
        page.locator(".drop").wait_for()
        look("add-engine-starts")
        page.evaluate("release()")
        page.locator(".engine-line .dot.ok").wait_for(timeout=60_000)
        look("add-empty")
        for at, name in enumerate(("check", "limits")):
            page.locator(".foot .link").nth(at).click()
            look(f"add-{name}")
            self.close()
        for number, name in ((1, "rules"), (2, "review"), (3, "share")):
            self.step(number)
            look(f"{name}-without-a-case")
        self.step(0)
        page.locator('input[name="files"]').set_input_files(self.folder / "note.txt")
        page.locator(".outcome").wait_for()
        look("add-not-dicom")
        page.evaluate("held = true")
        page.locator('input[name="folder"]').set_input_files(self.folder / "case")
        page.locator(".work").wait_for()
        look("add-reading")
        page.evaluate("release()")
        page.locator(".outcome .primary").wait_for(timeout=60_000)
        page.locator(".drop-ways .button").nth(2).click()  # the sample case
        page.locator(".outcome").wait_for(state="detached")
        page.locator(".outcome .primary").wait_for(timeout=60_000)
        look("add-case", show=".foot")

    def rules(self) -> None:
        page, look = self.page, self.look
        self.step(1)
        page.locator(".preview .tag-row").first.wait_for()
        look("rules")
        page.locator(".attribute-search input").fill("station")
        page.locator(".attribute-found [role=option]").first.wait_for()
        look("rules-attribute-found", show=".attribute-search")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator(".override-editor").wait_for()
        look("rules-attribute", show=".override-editor")
        page.locator(".override-choice input:enabled:not(:checked)").first.check()
        page.locator(".override-editor .primary").click()
        page.locator(".override").first.wait_for()
        page.locator(".rules-basic summary").click()
        look("rules-end", show=".rules-inner > .button")
        page.locator(".key-row input[type=file][multiple]").set_input_files(self.folder / "ctp.script")
        page.locator("dialog[open]").wait_for()
        look("rules-import")
        self.close()
        self.button("Review the attributes of this case").click()
        page.locator(".survey-row:not(.survey-heads)").first.wait_for(timeout=60_000)
        page.locator(".survey-row:not(.survey-heads)").nth(3).click()
        for tab in ("attributes", "words", "texts"):
            page.locator(f"#survey-tab-{tab}").click()
            look(f"survey-{tab}")
        page.locator(".survey-actions .button").click()

    def choose(self, modality: str) -> None:
        row = self.page.locator(".series").filter(has=self.page.locator(".series-title", has_text=modality))
        row.first.click()
        self.page.wait_for_timeout(400)

    def tab(self, name: str) -> None:
        self.page.locator(f"#tab-{name}").click()

    def review(self) -> None:
        page, look, keys = self.page, self.look, self.page.keyboard
        self.step(2)
        page.locator(".viewport .words > span").first.wait_for()
        self.person.settled()
        self.choose("US")
        look("review")
        self.tab("redactions")
        look("review-proposals")
        self.person.draw(300, 200, 140, 80)
        self.person.settled()
        look("review-redactions")
        page.locator(".menu-button").click()
        look("review-menu")
        keys.press("Escape")
        self.tab("teaching")
        look("review-teaching-empty")
        keys.press("v")
        self.person.drag(self.person.on_screen(500, 400), self.person.on_screen(420, 330))
        keys.press("Shift+T")
        page.mouse.click(*self.person.on_screen(430, 430))
        keys.type(REMARK)
        keys.press("Enter")
        keys.press("ArrowRight")
        keys.press("*")
        look("review-teaching")
        keys.press("j")
        page.locator(".projection canvas").wait_for()
        page.locator(".projection-work").wait_for(state="detached")
        look("review-projection")
        page.locator(".sheet-bar .icon-button").click()
        self.choose("CT")
        self.tab("tags")
        page.locator(".tag-row").first.wait_for()
        look("review-tags")
        page.locator(".tag-of .button").nth(1).click()
        page.locator(".tag-comparing progress").wait_for(state="detached")
        page.locator(".tag-head .icon-button").click()
        look("review-tags-wide")
        page.locator(".tag-head .icon-button").click()
        page.locator(".tag-of .button").nth(0).click()
        page.locator(".tag-more button").first.click()
        page.locator(".override-editor").wait_for()
        look("review-attribute")
        self.close()
        keys.press("g")
        page.locator(".tile canvas").first.wait_for()
        look("review-sheet")
        keys.press("g")
        keys.press("d")
        page.locator(".viewports.two").wait_for()
        look("review-two")
        keys.press("d")
        keys.press("?")
        look("review-help")
        self.close()
        page.locator(".quarantine h2 .link").click()
        look("review-quarantine")
        keys.press("Escape")

    def approve(self) -> None:
        page, look = self.page, self.look
        self.choose("US")
        reason = page.locator("dialog[open]:has(textarea)")
        self.button("Waive…").click()
        page.locator("dialog[open] .question-answers").wait_for()
        page.locator(".question-answers input").nth(1).check()
        look("review-question")
        page.locator(".question-answers input").first.check()
        page.locator("dialog[open] .primary").click()
        reason.locator("textarea").fill("It is a phantom")
        look("review-waiver")
        reason.locator(".primary").click()
        look("review-approved")
        page.locator(".series.here .chip.ok").wait_for()
        while page.locator(".series .chip.ok").count() < page.locator(".series").count():
            page.keyboard.press("n")
            page.wait_for_timeout(500)
            # What was seen on the way is approved, all else waived.
            page.locator(".approve-actions .button:enabled").last.click()
            reason.or_(page.locator(".series.here .chip.ok")).first.wait_for()
            if reason.count():
                reason.locator("textarea").fill("It is a phantom")
                reason.locator(".primary").click()
            page.locator(".series.here .chip.ok").wait_for()

    def share(self) -> None:
        page, look = self.page, self.look
        self.step(3)
        look("share")
        page.locator(".sign-in input").first.fill("somebody")
        page.locator(".attest input").first.check()
        page.locator(".share-inner > .primary").click()
        page.locator(".uploading-note").wait_for()
        look("share-upload", show=".uploading")
        page.locator(".uploading-buttons .button").last.click()
        page.locator(".way-out input").last.check()
        with page.expect_download():
            page.locator(".share-inner > .primary").click()
        page.locator(".packed").wait_for()
        with page.expect_download():
            page.locator(".paper .button").first.click()
        page.locator(".paper-saved").wait_for()
        page.locator(".paper .attest input").check()
        look("share-taken", show=".after")
        page.locator(".after .button").click()
        look("clear")
        self.close()
