"""What is wrong with how the page lies on the screen, as layout.js finds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_FIND = (Path(__file__).parent / "web" / "layout.js").read_text(encoding="utf-8")

#: What lies upon something else on purpose.
UPON = [
    # Drawn over the image, where the image is what it is about.
    ".shapes", ".annotations",
    # What a search finds opens over what stands below.
    ".attribute-found",
]  # fmt: skip

#: What may be cut without telling all of itself on the spot: in a narrow viewport, where the list of series says the same.
CUT = [".words"]

#: Resolves when two looks at the page one after the other find it the same.
_REST = """async () => {
  const look = () => [...document.querySelectorAll('body *')]
    .map((each) => { const { x, y, width, height } = each.getBoundingClientRect(); return [x, y, width, height].map(Math.round); }).join();
  for (let before = '', tries = 0; tries < 30; tries++) {
    await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 60));
    const now = look();
    if (now === before) return;
    before = now;
  }
}"""


def rest(page: Any) -> None:
    """Wait until nothing moves."""
    page.evaluate(_REST)


def faults(page: Any) -> list[str]:
    """What is cut, sticks out or lies upon something, in words that name classes only."""
    return page.evaluate(_FIND, {"upon": UPON, "cut": CUT})
