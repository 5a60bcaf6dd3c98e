"""A smoke test in Firefox: the page boots, cleans the sample case and saves it. All else is tested in Chromium."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bidi import BidiPage, firefox

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CLICK = """(name) => {
    const fits = (each) => (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(name) && !each.disabled;
    const found = [...document.querySelectorAll('button')].find(fits);
    found?.click();
    return !!found;
}"""
SAYS = "(words) => document.body.innerText.includes(words)"
CHOOSE = """(title) => {
    const row = [...document.querySelectorAll('.series')].find((each) => each.textContent.includes(title));
    row?.click();
    return !!row;
}"""
CHIP = """(title, words) => [...document.querySelectorAll('.series')]
    .some((each) => each.textContent.includes(title) && each.querySelector('.chip')?.textContent === words)"""
FILL = """(text) => {
    const field = document.querySelector('dialog textarea, dialog input');
    if (!field) return false;
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return true;
}"""
ANSWER = """() => {
    const radio = document.querySelector('dialog input[type=radio]');
    radio?.click();
    return radio?.checked ?? false;
}"""
ATTEST = (
    "() => { const box = document.querySelector('.attest input'); if (!box.checked) box.click(); return box.checked; }"
)


@pytest.fixture
def program() -> str:
    found = os.environ.get("CURTAIN_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not found:
        pytest.skip("no Firefox: on Debian `apt install firefox-esr`, or name one in CURTAIN_FIREFOX")
    return found


def click(page: BidiPage, name: str) -> None:
    page.wait_for(CLICK, name)


def test_sample_case_in_firefox(server: Any, program: str, tmp_path: Path, record_property: Any) -> None:
    with firefox(program, tmp_path) as page:
        page.goto(server.url)
        page.wait_for(SAYS, "Engine ready", timeout=120)
        server.mark()
        started = time.monotonic()
        click(page, "Try the sample case")
        page.wait_for(SAYS, "files de-identified", timeout=120)
        record_property("sample cleaned in Firefox, s", round(time.monotonic() - started, 1))
        click(page, "Review the case")
        for title in ("US series", "CT series"):
            page.wait_for(CHOOSE, title)
            click(page, "Waive…")
            if title == "US series":
                page.wait_for(ANSWER)
                click(page, "Continue")
            page.wait_for(FILL, "a phantom, drawn by a program")
            click(page, "Waive and approve")
            page.wait_for(CHIP, title, "approved by waiver")
        # A picture is there, not only a frame for one.
        assert page.wait_for("""() => {
            const canvas = document.querySelector('.viewport canvas');
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            return pixels.some((value, at) => at % 4 !== 3 && value > 60);
        }""")
        page.evaluate("() => [...document.querySelectorAll('.step')].at(-1).click()")
        page.wait_for(ATTEST)
        click(page, "Download zip")
        page.wait_for(SAYS, "Saved curtain-case.zip")
        assert page.evaluate("() => document.querySelector('.request-count').innerText").startswith("0 requests")
        saved = tmp_path / "downloads" / "curtain-case.zip"
        end = time.monotonic() + 30
        while not saved.is_file() or list(saved.parent.glob("*.part")):
            assert time.monotonic() < end, "nothing was saved"
            time.sleep(0.1)
    with zipfile.ZipFile(saved) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 25
    assert server.new_requests() == []
