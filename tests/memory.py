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
    """Proportional memory of the tab's process, its workers included, in MB: at the `start`, and the highest since (`peak`).

    A browser keeps other processes of this kind in reserve; the tab is the largest.
    """
    browser = page.context.browser
    renderers = _asked(browser) if browser else _found()

    def now() -> float:
        return max(proportional(Path(f"/proc/{pid}/smaps_rollup")) for pid in renderers) / MB

    found = {"start": now(), "peak": 0.0}
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(0.05):
            found["peak"] = max(found["peak"], now())

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        stop.set()
        thread.join()


def _asked(browser: Any) -> list[int]:
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return [process["id"] for process in processes if process["type"] == "renderer"]


def _found() -> list[int]:
    """A browser with a profile on disk cannot be asked: its processes descend from this one."""
    parents, kinds = {}, {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                kinds[int(folder.name)] = "--type=renderer" in (folder / "cmdline").read_text()

    def ours(pid: int) -> bool:
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    return [pid for pid, renders in kinds.items() if renders and ours(pid)]


def proportional(rollup: Path) -> float:
    """Bytes of a process, shared pages by their share; 0 when it has ended."""
    try:
        lines = rollup.read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024.0
