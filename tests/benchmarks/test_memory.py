"""What the tab needs of the computer's memory when a case is large; the numbers are printed.

python3 build.py test -m slow -s tests/benchmarks/test_memory.py
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from command_line import start
from making import INSTANCE, as_bytes, ct
from memory import cine, peak_memory
from person import Person

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def settled(page: Any, url: str) -> Person:
    """The page with all the workers that it wants."""
    person = Person.at(page, url)
    page.wait_for_timeout(5000)
    return person


def page_heap(page: Any) -> float:
    """MB of JavaScript's own memory in the page, without its workers."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return session.send("Runtime.getHeapUsage")["usedSize"] / (1 << 20)


def tell(what: str, started: float, memory: dict[str, float], **more: object) -> None:
    measured = {
        "seconds": round(time.monotonic() - started, 1),
        **{name: round(mb) for name, mb in memory.items()},
        **more,
    }
    print(f"\n  {what}; MB of the tab: {measured}")


def test_cine_of_two_gigabytes(page: Any, server: Any, tmp_path: Path) -> None:
    """Scanned, written, checked, digested, and its first frame looked at."""
    path = cine(tmp_path / "cine.dcm", 912)
    assert path.stat().st_size > 2 << 30
    person = settled(page, server.url)
    before = page_heap(page)
    started = time.monotonic()
    with peak_memory(page) as memory:
        page.locator("input[type=file]:not([webkitdirectory])").set_input_files(path)
        person.review()
        page.get_by_text("1 of 912 seen").wait_for(timeout=120_000)
    growth = page_heap(page) - before
    tell("a cine of 2 GB", started, memory, page=round(growth, 1))
    assert memory["peak"] - memory["start"] < 200
    assert growth < 20


#: x, y, width and height: a line of text, and a strip from top to bottom, for which every row is written anew.
BOXES = {"a line": (20, 12, 300, 24), "a strip": (1000, 0, 24, 768)}


@pytest.mark.parametrize("box", BOXES)
def test_redacted_cine_of_two_gigabytes(kept_page: Any, server: Any, tmp_path: Path, box: str) -> None:
    """A box on all frames: new bytes go where the browser keeps Blobs, in its own process and on the disk, not all through the tab."""
    page = kept_page
    path = cine(tmp_path / "cine.dcm", 912)
    person = settled(page, server.url)
    page.set_default_timeout(300_000)
    page.locator("input[type=file]:not([webkitdirectory])").set_input_files(path)
    person.review()
    page.get_by_text("1 of 912 seen").wait_for()
    page.wait_for_timeout(5000)
    started = time.monotonic()
    with peak_memory(page) as memory:
        person.draw(*BOXES[box])
        page.get_by_text("1 image is being written").wait_for()
        page.get_by_text("1 image is being written").wait_for(state="detached")
        # Its digest is reckoned, and the new frame looked at.
        page.get_by_text("1 of 912 seen").wait_for()
    tell(f"{box} on all frames of a cine of 2 GB", started, memory)
    assert memory["peak"] < 600
    assert memory["peak"] - memory["start"] < 100


def test_redacted_cine_on_the_command_line(tmp_path: Path) -> None:
    path, (x, y, width, height) = cine(tmp_path / "cine.dcm", 912), BOXES["a strip"]
    box = {"rows": 768, "columns": 1024, "x": x, "y": y, "width": width, "height": height}
    boxes = tmp_path / "boxes.json"
    boxes.write_text(json.dumps({"format": "curtain-boxes", "version": 2, "boxes": [box]}))
    started = time.monotonic()
    running = start("redact", path, "--boxes", boxes, "--output", tmp_path / "out", "--jobs", 1)
    # The largest of the program and of the processes that it started.
    _, status, usage = os.wait4(running.pid, 0)
    assert status == 0
    largest = usage.ru_maxrss / 1024
    tell("the strip on the command line", started, {"peak": largest})
    assert largest < 150


def test_twenty_thousand_files(page: Any, server: Any, tmp_path: Path) -> None:
    number = "000000"
    template = as_bytes(ct(SOPInstanceUID=f"{INSTANCE}.1{number}"))
    place = f"{INSTANCE}.1{number}".encode()
    assert template.count(place) == 2
    for count in range(20_000):
        uid = f"{INSTANCE}.1{count:06}".encode()
        folder = tmp_path / f"{count // 500:03}"
        folder.mkdir(exist_ok=True)
        (folder / f"{count:06}.dcm").write_bytes(template.replace(place, uid))
    person = settled(page, server.url)
    started = time.monotonic()
    page.set_default_timeout(900_000)
    with peak_memory(page) as memory:
        page.locator("input[webkitdirectory]").set_input_files(tmp_path)
        page.get_by_text("20,000 files de-identified").wait_for()
    tell("20,000 files", started, memory, heap=round(page_heap(page)))
    started = time.monotonic()
    with peak_memory(page) as reviewing:
        page.get_by_role("button", name="Review the case").click()
        person.wait_for_seen("1 of 20,000 seen")
        page.wait_for_timeout(3000)
    tell("their first image", started, reviewing)
    assert memory["peak"] < 600
    assert reviewing["peak"] < 600


@pytest.fixture
def kept_page(
    browser_type: Any, browser_type_launch_args: dict, browser_context_args: dict, tmp_path: Path
) -> Iterator[Any]:
    """A page of a browser with a profile on the disk: a private window holds no more than 2 GB of blobs."""
    options = {**browser_type_launch_args, **browser_context_args}
    context = browser_type.launch_persistent_context(tmp_path / "profile", **options)
    yield context.pages[0]
    context.close()


def test_archive_of_three_gigabytes(kept_page: Any, server: Any, tmp_path: Path) -> None:
    page = kept_page
    (tmp_path / "case").mkdir()
    for count in range(3):
        path = cine(tmp_path / "case" / f"{count}.dcm", 460)
        with path.open("r+b") as file:
            head = file.read(4096)
            file.seek(0)
            file.write(head.replace(INSTANCE.encode(), f"{INSTANCE[:-1]}{count + 2}".encode()))
    person = settled(page, server.url)
    page.locator("input[webkitdirectory]").set_input_files(tmp_path / "case")
    person.review()
    # Three digests of 1 GB come first.
    page.get_by_text(re.compile("[1-9] of 1,?380 seen")).first.wait_for(timeout=300_000)
    page.set_default_timeout(300_000)
    person.waive("black frames, made by a test")
    person.share()
    page.get_by_role("checkbox", name="I have looked at").check()
    started = time.monotonic()
    with peak_memory(page) as memory, page.expect_download() as download:
        page.get_by_role("button", name="Download zip").click()
    size = Path(download.value.path()).stat().st_size
    tell("an archive of 3 GB", started, memory)
    assert size > 3 << 30
    assert memory["peak"] - memory["start"] < 100
