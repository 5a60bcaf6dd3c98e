"""Which browser the tests drive: one that is named, Playwright's own, or chromium on the PATH.

As a program it only tells, by its exit status, whether there is one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "CURTAIN_BROWSER"

# A browser looks for updates and reports at every start; where there is no internet each attempt is a wait.
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# V8 compiles a function of WebAssembly well once it has run for a while: at the default a third of the work of a page that
# lives for seconds. This is eight times as late, so that an engine that works for a minute still becomes fast.
BRIEF = ["--js-flags=--wasm-tiering-budget=100000000"]


@dataclass(frozen=True)
class Browser:
    """What was found. `executable` is None for Playwright's own, which finds itself."""

    name: str
    executable: str | None


def find_browser() -> Browser | None:
    """The browser to use, or None when there is none.

    Raises
    ------
    ValueError
        When the variable CURTAIN_BROWSER names a file that is not there.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if path is None:
            raise ValueError(f"{VARIABLE} names {named}, which is no program")
        return Browser(named, path)
    if playwright_has_its_own():
        return Browser("Playwright's chromium", None)
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return Browser(path, path) if path else None


def playwright_has_its_own() -> bool:
    """Ask Playwright where its browser would lie, and look whether it does."""
    try:
        plan = subprocess.run(
            [sys.executable, "-m", "playwright", "install", "--dry-run", "--only-shell", "chromium"],
            capture_output=True, text=True, timeout=60, check=False,
        ).stdout  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    places = [place for place in re.findall(r"Install location:\s+(\S.*)", plan) if "chromium" in Path(place).name]
    return bool(places) and all((Path(place.strip()) / "INSTALLATION_COMPLETE").is_file() for place in places)


if __name__ == "__main__":
    found = find_browser()
    print(found.name if found else "none")
    sys.exit(0 if found else 1)
