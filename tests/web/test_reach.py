"""Who cannot see or cannot use a mouse: axe-core finds nothing serious in any step, in either theme."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from person import Person

pytestmark = pytest.mark.browser

#: Which nodes, by which rule; elements are named by their classes, never by their text.
_FIND = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}"""


def test_no_step_keeps_anybody_out(server: Any, page: Any, build: ModuleType) -> None:
    axe = (build.WEB / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    # A colour on its way to another is in between.
    page.emulate_media(reduced_motion="reduce")
    person = Person.at(page, server.url)
    page.evaluate(axe)
    found: dict[str, list[str]] = {}

    def look(step: str) -> None:
        for theme in ("dark", "light"):
            page.wait_for_timeout(300)
            found[f"{step}, {theme}"] = page.evaluate(_FIND)
            page.get_by_role("button", name="theme").click()

    look("Add, empty")
    person.try_sample()
    person.outcome()
    look("Add, with a case")
    page.locator(".step", has_text="Rules").click()
    look("Rules")
    page.locator(".step", has_text="Review").click()
    page.locator(".viewport").first.wait_for()
    person.choose("US series")
    page.wait_for_timeout(500)
    person.draw(0, 0, 800, 44)
    person.settled()
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(300)
        look(f"Review, {tab.inner_text().split()[0]}")
    for key, name in (("g", "contact sheet"), ("j", "projection")):
        page.keyboard.press(key)
        page.wait_for_timeout(1000)
        look(f"Review, {name}")
        page.keyboard.press(key)
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    found["Help"] = page.evaluate(_FIND)
    page.keyboard.press("Escape")
    person.share()
    look("Share")
    assert {step: nodes for step, nodes in found.items() if nodes} == {}
    # It does look: a picture without a word is found.
    page.evaluate("document.body.append(document.createElement('img'))")
    page.wait_for_timeout(300)
    assert "image-alt: img" in page.evaluate(_FIND)
