"""What was approved is what is taken away, or nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from case_files import ct_series
from person import Person

pytestmark = pytest.mark.browser


def approved(page: Any, server: Any, folder: Path) -> Person:
    # Large enough for their pixels to stay on the disk: shorter values are copied.
    ct_series(folder, 2, rows=256, columns=256)
    person = Person.at(page, server.url)
    person.review(folder)
    person.look_at_all()
    person.approve()
    return person


@pytest.mark.parametrize("same_time", [True, False], ids=["with its old time", "as editors do"])
def test_file_rewritten_on_disk_refuses_the_archive(server: Any, page: Any, tmp_path: Path, same_time: bool) -> None:
    person = approved(page, server, tmp_path / "series")
    victim = tmp_path / "series" / "IM0001"
    before = victim.stat()
    data = bytearray(victim.read_bytes())
    data[-2000:-1900] = bytes(100)
    victim.write_bytes(data)
    if same_time:
        os.utime(victim, ns=(before.st_atime_ns, before.st_mtime_ns))

    saved: list[Any] = []
    page.on("download", lambda download: saved.append(download))
    person.share()
    page.get_by_role("checkbox", name="I have looked at").check()
    page.get_by_role("button", name="Download zip").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    words = alert.inner_text()
    assert "not those that you approved" in words
    assert "2.25." in words and "IM0001" not in words, "it is named by its new identifier"
    assert saved == []
    assert "1 in quarantine" in page.locator(".summary").inner_text()
    assert not page.get_by_role("checkbox", name="I have looked at").is_checked(), (
        "the word was given for another set of files"
    )
    assert len(person.download()) == 1, "the other one is as it was approved"

    page.locator(".step", has_text="Add").click()
    person.review(victim)
    assert person.stack() == 2, "added again, it is taken as it is now"
    assert person.chip() in ("needs eyes", "seen"), "and not approved"


def test_download_waits_for_approval_and_attestation_and_leaving_asks_until_then(
    server: Any, page: Any, tmp_path: Path
) -> None:
    asks = """() => {
        const event = new Event('beforeunload', { cancelable: true });
        window.dispatchEvent(event);
        return event.defaultPrevented;
    }"""
    person = Person.at(page, server.url)
    assert not page.evaluate(asks)
    ct_series(tmp_path / "series", 2)
    person.review(tmp_path / "series")
    assert page.evaluate(asks)
    person.share()
    page.get_by_text("Nothing is approved yet").wait_for()
    assert page.get_by_role("button", name="Download zip").count() == 0

    page.locator(".step", has_text="Review").click()
    person.look_at_all()
    person.approve()
    person.share()
    assert page.get_by_role("button", name="Download zip").is_disabled()
    page.get_by_role("checkbox", name="I have looked at").check()
    assert page.get_by_role("button", name="Download zip").is_enabled()
    assert page.evaluate(asks)

    person.download()
    assert not page.evaluate(asks)
    kept = """async () => [
        localStorage.length, sessionStorage.length, document.cookie.length,
        (await indexedDB.databases()).length, (await caches.keys()).length, location.search + location.hash,
    ]"""
    assert page.evaluate(kept) == [0, 0, 0, 0, 0, ""], "nothing is stored in the browser"


@pytest.mark.slow
def test_packing_is_cancelled_and_done_again(server: Any, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 4, rows=4096, columns=4096)
    person = Person.at(page, server.url)
    person.review(tmp_path / "series")
    person.waive("large and grey", "CT series")
    saved: list[Any] = []
    page.on("download", lambda download: saved.append(download))
    person.share()
    page.get_by_role("checkbox", name="I have looked at").check()
    page.get_by_role("button", name="Download zip").click()
    page.locator(".packing").get_by_role("button", name="Cancel").click()
    page.locator(".packing").wait_for(state="detached")
    page.wait_for_timeout(1000)
    assert saved == []
    assert page.get_by_text("Saved curtain-case.zip").count() == 0
    assert page.locator("a[download]").count() == 0
    assert len(person.download_bytes()) == 4
