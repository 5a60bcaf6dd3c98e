"""What a tab needs of the computer's memory, and a file large enough to ask."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from making import as_bytes, ct

MB = 1 << 20


def cine(path: Path, frames: int) -> Path:
    """A colour ultrasound of 2.25 MB a frame, all black; it takes no place on most disks."""
    header = ct(SOPClassUID="1.2.840.10008.5.1.4.1.1.3.1", Modality="US", Rows=768, Columns=1024, SamplesPerPixel=3,
                PhotometricInterpretation="RGB", PlanarConfiguration=0, BitsAllocated=8, BitsStored=8, HighBit=7,
                NumberOfFrames=frames, PixelData=b"\0\0")  # fmt: skip
    size = frames * 768 * 1024 * 3
    head = as_bytes(header)[:-6] + size.to_bytes(4, "little")
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + size)
    return path


@contextmanager
def peak_memory(page: Any) -> Iterator[dict[str, float]]:
    """Proportional memory in MB. Of the tab's process, its workers included: at the `start`, and the highest since (`peak`).
    Of the browser's own process, which holds what Blobs are made of: the same, `browser_start` and `browser_peak`.

    A browser keeps other processes of the tab's kind in reserve; the tab is the largest.
    """
    browser = page.context.browser
    renderers, owners = _asked(browser) if browser else _found()

    def largest(processes: list[int]) -> float:
        return max(proportional(Path(f"/proc/{pid}/smaps_rollup")) for pid in processes) / MB

    found = {"start": largest(renderers), "peak": 0.0, "browser_start": largest(owners), "browser_peak": 0.0}
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.05):
            found["peak"] = max(found["peak"], largest(renderers))
            found["browser_peak"] = max(found["browser_peak"], largest(owners))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()


def _asked(browser: Any) -> tuple[list[int], list[int]]:
    """The processes that show pages, and the one that started them."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return tuple(
        [process["id"] for process in processes if process["type"] == kind] for kind in ("renderer", "browser")
    )


def _found() -> tuple[list[int], list[int]]:
    """A browser with a profile on disk cannot be asked: its processes descend from this one."""
    parents, words = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words[int(folder.name)] = (folder / "cmdline").read_text()

    def ours(pid: int) -> bool:
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    shows = [pid for pid, line in words.items() if "--type=renderer" in line and ours(pid)]
    owns = [pid for pid, line in words.items() if "--user-data-dir=" in line and "--type=" not in line and ours(pid)]
    return shows, owns


def proportional(rollup: Path) -> float:
    """Bytes of a process, shared pages by their share; 0 when it has ended."""
    try:
        lines = rollup.read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024.0
