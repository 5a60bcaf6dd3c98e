"""Somebody who sits before the built page: browser tests say what they do in these words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydicom

#: The page counts a frame as seen after 150 ms; a person is slower.
LOOK = 260
#: Pixels around an image that is shown at fit, where the words are; more on a large screen.
MARGIN = 24


@dataclass
class Person:
    """Drives one page with mouse and keys. Positions in an image are columns and rows from its top left."""

    page: Any

    @classmethod
    def at(cls, page: Any, url: str, *, wait: bool = True) -> Person:
        page.goto(url)
        if wait:
            page.get_by_text("Engine ready").wait_for(timeout=60_000)
        return cls(page)

    def picture(self, path: Path, height: int = 900) -> None:
        """A screenshot of a window that is so high: what scrolls is in it too."""
        before = self.page.viewport_size
        self.page.set_viewport_size({**before, "height": height})
        self.page.screenshot(path=path)
        self.page.set_viewport_size(before)

    def in_memory(self, text: str) -> int:
        """How many times a text stands in the memory of the page's JavaScript, garbage apart."""
        session = self.page.context.new_cdp_session(self.page)
        chunks: list[str] = []
        session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: chunks.append(event["chunk"]))
        session.send("HeapProfiler.enable")
        session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
        session.detach()
        return "".join(chunks).count(text)

    # --- Add

    def drop(self, *paths: Path) -> None:
        """A drop of real files and folders from the desktop."""
        box = self.page.locator(".drop").bounding_box()
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            place = {"x": box["x"] + 40, "y": box["y"] + 40}
            session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})

    def try_sample(self) -> None:
        self.page.get_by_role("button", name="Try the sample case").click()

    def outcome(self) -> str:
        """What Add says when all files are through."""
        self.page.get_by_role("button", name="Review the case").wait_for(timeout=60_000)
        return self.page.locator(".outcome").inner_text()

    # --- Rules

    def choose_key_file(self, path: Path) -> None:
        """Take the key in this file; the step stays Rules."""
        self.page.locator(".step", has_text="Rules").click()
        self.page.get_by_role("radio", name="From a key file").check()
        self.page.locator('input[aria-label="Choose a key file…"]').set_input_files(path)
        self.page.get_by_text("In force: the key of your key file").wait_for()

    # --- Review

    def review(self, *paths: Path) -> None:
        """Go to Review, after dropping these files."""
        if paths:
            self.drop(*paths)
        self.outcome()
        self.page.get_by_role("button", name="Review the case").click()
        self.page.locator(".viewport").wait_for()

    def choose(self, title: str) -> None:
        self.page.locator(".series", has_text=title).click()

    def chip(self, title: str = "") -> str:
        return self.page.locator(".series", has_text=title).locator(".chip").inner_text()

    def wait_for_chip(self, words: str, title: str = "") -> None:
        row = self.page.locator(".series", has_text=title)
        row.locator(".chip", has_text=re.compile(f"^{re.escape(words)}$")).wait_for(timeout=120_000)

    def seen(self) -> str:
        return self.page.locator(".scrubber-words").inner_text()

    def wait_for_seen(self, words: str) -> None:
        self.page.locator(".scrubber-words", has_text=re.compile(f"^{re.escape(words)}$")).wait_for(timeout=30_000)

    def wait_for_seen_all(self, frames: int) -> None:
        """While a cine plays by itself."""
        words = re.compile(f"^{frames:,} of {frames:,} seen$")
        self.page.locator(".scrubber-words", has_text=words).wait_for(timeout=1000 * frames)

    def info(self) -> str:
        """The words around the image: whose it is, which one, its size, window and zoom."""
        return " ".join(self.page.locator(".words").first.inner_text().split())

    def stack(self) -> int:
        return int(self.page.get_by_role("slider").get_attribute("aria-valuemax"))

    def look_at_all(self) -> None:
        """Wheel through the series from the first image to the last, long enough at each; again where the computer was slower."""
        images = self.stack()
        for _ in range(4):
            self.page.keyboard.press("Home")
            self.hover()
            self.page.wait_for_timeout(LOOK)
            for _ in range(images - 1):
                self.page.mouse.wheel(0, 100)
                self.page.wait_for_timeout(LOOK)
            if re.match(r"([\d,]+) of \1 seen$", self.seen()):
                return
            self.page.wait_for_timeout(4 * LOOK)

    def approve(self, title: str = "") -> None:
        self.page.get_by_role("button", name="Approve series").click(timeout=15_000)
        self.answer(or_else=self.page.get_by_role("button", name="Take back"))
        self.wait_for_chip("approved", title)

    def answer(self, words: str = "I looked for these", *, or_else: Any) -> None:
        """What is asked once for a case; `or_else` is there at once where it was answered before."""
        dialog = self.page.get_by_role("dialog", name="What no program finds")
        dialog.or_(or_else).first.wait_for()
        if dialog.count():
            dialog.get_by_role("radio", name=words).check()
            dialog.get_by_role("button", name="Continue").click()

    def waive(self, reason: str, title: str = "") -> None:
        self.page.get_by_role("button", name="Waive…").click()
        self.answer(or_else=self.page.get_by_role("button", name="Waive and approve"))
        self.page.get_by_role("textbox", name="Why need nobody look").fill(reason)
        self.page.get_by_role("button", name="Waive and approve").click()
        self.wait_for_chip("approved by waiver", title)

    def settled(self) -> None:
        """Wait until no candidate is being written."""
        self.page.locator(".rewriting, .rewriting-others").first.wait_for(state="detached", timeout=30_000)

    def held(self) -> dict[str, str]:
        """What stands in quarantine: each file's path, and the sentence that says why."""
        read = """(groups) => groups.flatMap((group) => [...group.querySelectorAll('.held-path')]
            .map((path) => [path.textContent, group.querySelector('p').textContent]))"""
        return dict(self.page.locator('.quarantine[aria-label="Quarantine"] .held').evaluate_all(read))

    # --- The viewport

    def hover(self) -> None:
        box = self.page.locator(".viewport").bounding_box()
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def on_screen(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of an image of square pixels stands that is shown at fit."""
        box = self.page.locator(".viewport").bounding_box()
        columns, rows = map(int, re.search(r"(\d+) × (\d+)", self.info()).groups())
        margin = MARGIN * float(
            self.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--scale')")
        )
        scale = min((box["width"] - 2 * margin) / columns, (box["height"] - 2 * margin) / rows)
        left = box["x"] + (box["width"] - columns * scale) / 2
        top = box["y"] + (box["height"] - rows * scale) / 2
        return left + x * scale, top + y * scale

    def drag(
        self, start: tuple[float, float], end: tuple[float, float], button: str = "left", *, release: bool = True
    ) -> None:
        self.page.mouse.move(*start)
        self.page.mouse.down(button=button)
        self.page.mouse.move(*end, steps=4)
        if release:
            self.page.mouse.up(button=button)

    def draw(self, x: int, y: int, width: int, height: int) -> None:
        """Black out a rectangle with the mouse."""
        self.page.keyboard.press("r")
        # A hair inside, so that rounding out to whole pixels gives just this rectangle.
        self.drag(self.on_screen(x + 0.2, y + 0.2), self.on_screen(x + width - 0.2, y + height - 0.2))

    def colour_at(self, x: float, y: float) -> tuple[int, int, int]:
        """What the screen shows at a place of the image."""
        box = self.page.locator(".viewport").bounding_box()
        left, top = self.on_screen(x, y)
        read = """([x, y]) => {
            const canvas = document.querySelector('.viewport canvas');
            return [...canvas.getContext('2d').getImageData(x, y, 1, 1).data];
        }"""
        red, green, blue, _ = self.page.evaluate(read, [round(left - box["x"]), round(top - box["y"])])
        return red, green, blue

    def rectangles(self) -> list[tuple[int, int, int, int]]:
        """Left, top, width and height of the redactions, as the list at the right tells them."""
        self.page.get_by_role("tab", name="Redactions").click()
        texts = self.page.locator(".redaction .mono").all_inner_texts()
        return [tuple(map(int, re.findall(r"\d+", text))) for text in texts]  # type: ignore[misc]

    # --- Share

    def share(self) -> None:
        self.page.locator(".step", has_text="Share").click()

    def download(self) -> dict[str, pydicom.FileDataset]:
        """Take the case away; the objects in the zip by their name in it."""
        return {name: pydicom.dcmread(io.BytesIO(data)) for name, data in self.download_bytes().items()}

    def download_bytes(self) -> dict[str, bytes]:
        self.share()
        self.page.get_by_role("checkbox", name="I have looked at").check()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download zip").click()
        assert download.value.suggested_filename == "curtain-case.zip"
        with zipfile.ZipFile(download.value.path()) as archive:
            assert archive.testzip() is None
            assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
            return {name: archive.read(name) for name in archive.namelist()}

    def save(self, button: str) -> tuple[str, bytes]:
        """Press a button that saves a file; the name and the content of that file."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=button).click()
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    def upload(self, name: str = "", secret: str = "") -> None:
        """Send the case to the first destination; what stands there afterwards is for the test to look at."""
        self.share()
        if name:
            self.page.get_by_label("Name", exact=True).fill(name)
        if secret:
            self.page.locator(".sign-in input[type=password]").fill(secret)
        self.page.get_by_role("checkbox", name="I have looked at").check()
        self.page.get_by_role("button", name="Upload to").click()

    def uploaded(self) -> str:
        """What the page says when an upload has ended."""
        self.page.locator(".uploaded").wait_for(timeout=60_000)
        return self.page.locator(".uploaded").inner_text()

    def note(self, words: str) -> str:
        """What a paused upload says, once these words are in it."""
        self.page.get_by_role("button", name="Continue").wait_for(timeout=30_000)
        note = self.page.locator(".uploading-note", has_text=words)
        note.wait_for(timeout=5_000)
        return note.inner_text()
