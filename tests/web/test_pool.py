"""Workers that die, hang or grow are replaced, without a request; the file is tried once more, and the rest goes on.

`trouble.js` lets files do that to the workers of the shipped page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from case_files import ct_series
from making import as_bytes, ct
from person import Person

pytestmark = pytest.mark.browser

TROUBLE = Path(__file__).parent / "trouble.js"


@pytest.fixture
def troubled(page: Any, server: Any) -> Callable[..., Person]:
    """The shipped page whose workers have trouble with marked files; its server is stopped once the engine is ready."""

    def open_page(**settings: int) -> Person:
        page.add_init_script(f"Object.assign(window, {json.dumps(settings)})")
        page.add_init_script(path=TROUBLE)
        person = Person.at(page, server.url)
        # All workers that it wants are there: a drop meets the whole pool.
        page.wait_for_function("() => trouble.ready >= 3", timeout=60_000)
        server.mark()
        server.stop()
        return person

    return open_page


def mark(file: Path, word: str) -> None:
    """Put a word of trouble.js into the preamble."""
    data = file.read_bytes()
    file.write_bytes(f"{word}!".encode().ljust(128, b"\0") + data[128:])


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


def test_case_is_whole_when_one_worker_dies_and_another_hangs_with_the_network_off(
    troubled: Callable[..., Person], server: Any, tmp_path: Path
) -> None:
    ct_series(tmp_path / "case", 24)
    files = files_of(tmp_path / "case")
    mark(files[3], "die-once")
    mark(files[5], "hang-once")
    person = troubled()
    person.drop(tmp_path / "case")
    assert "24 files de-identified" in person.outcome()
    assert person.page.evaluate("() => trouble.kills") == 1
    assert person.page.evaluate("() => trouble.started") >= 5, "two workers were replaced"
    person.review()
    person.waive("The pixels are a test pattern.")
    objects = person.download()
    assert len(objects) == 24
    assert len({item.SeriesInstanceUID for item in objects.values()}) == 1
    assert len({item.StudyInstanceUID for item in objects.values()}) == 1
    assert server.new_requests() == []
    assert person.page.locator(".request-count").inner_text() == "0 requests since load"


def test_files_that_kill_or_hang_every_worker_are_quarantined_and_the_rest_goes_on(
    troubled: Callable[..., Person], server: Any, tmp_path: Path
) -> None:
    ct_series(tmp_path / "case", 12)
    files = files_of(tmp_path / "case")
    mark(files[0], "die")
    mark(files[6], "hang")
    person = troubled()
    person.drop(tmp_path / "case")
    words = person.outcome()
    assert "10 files de-identified" in words
    assert "2 files in quarantine" in words
    person.review()
    shown = person.page.locator("body").inner_text()
    assert "broke down over this file twice" in shown
    assert "stood still over this file twice" in shown
    assert person.page.evaluate("() => trouble.kills") == 2, "each file is tried twice and no more"
    assert server.new_requests() == []


def test_answers_out_of_order_change_nothing(troubled: Callable[..., Person], tmp_path: Path) -> None:
    pixels = ct_series(tmp_path / "case", 20)
    person = troubled(troubleLate=120)
    person.review(tmp_path / "case")
    assert person.page.evaluate("() => trouble.late") > 40
    # The stack is in the order of position, whatever came first.
    assert person.stack() == 20
    person.waive("The pixels are a test pattern.")
    objects = sorted(person.download().values(), key=lambda item: item.ImagePositionPatient[2])
    assert [item.PixelData for item in objects] == list(pixels.values())
    assert [item.InstanceNumber for item in objects] == list(range(20, 0, -1))
    assert len({item.SeriesInstanceUID for item in objects}) == 1


def test_cancel_is_immediate_while_a_worker_hangs(troubled: Callable[..., Person], tmp_path: Path) -> None:
    ct_series(tmp_path / "case", 6)
    mark(files_of(tmp_path / "case")[0], "hang-once")
    # A file that hangs for as long as it takes: no worker is given up in this test before Cancel is pressed.
    person = troubled(troubleFirst=3)
    person.drop(tmp_path / "case")
    person.page.get_by_role("button", name="Cancel").click()
    person.page.get_by_text(re.compile("Stopped. .* not finished")).wait_for(timeout=1000)
    person.page.get_by_role("button", name="Go on").click()
    assert "6 files de-identified" in person.outcome()


# --- The engine alone -----------------------------------------------------------------------------

WRITTEN = """async (size) => {
    const key = '0f'.repeat(16);
    const profile = (await engine.rules()).profiles.find((each) => each.name === 'basic');
    const files = [...document.querySelector('input').files].sort((a, b) => a.name < b.name ? -1 : 1);
    const facts = {};
    await Promise.all(files.map(async (file) => (facts[file.name] = (await engine.scan(undefined, file)).facts)));
    const ordered = Object.fromEntries(files.map((file) => [file.name, facts[file.name]]));
    const plan = await engine.plan(undefined, ordered, key);
    return Promise.all(files.map(async (file) => {
        const patient = plan.patients[plan.files[file.name].patient];
        const result = await engine.write(undefined, file, { key, profile, patient, redactions: [], pixelsReviewed: true });
        return [result.instance.name, await engine.digest(undefined, result.candidate), plan.files[file.name].series];
    }));
}"""


def choose(page: Any, files: list[Path]) -> None:
    page.evaluate(
        "() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', multiple: true }))"
    )
    page.locator("input").set_input_files(files)


def test_any_number_of_workers_writes_the_same_bytes(
    engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict], page: Any, tmp_path: Path
) -> None:
    ct_series(tmp_path / "a", 8)
    ct_series(tmp_path / "b", 8, SeriesInstanceUID="1.2.3.99")
    files = []
    for folder in ("a", "b"):
        for number, file in enumerate(files_of(tmp_path / folder)):
            data = file.read_bytes()
            if folder == "b":
                data = as_bytes(ct(SeriesInstanceUID="1.2.3.99", SOPInstanceUID=f"1.2.3.99.{number + 1}"))
            files.append(tmp_path / f"{folder}{number}")
            files[-1].write_bytes(data)
    url = serve_folder(engine_site).url
    results = []
    page.add_init_script("window.troubleLate = 60")
    page.add_init_script(path=TROUBLE)
    for workers in (1, 3):
        open_engine(f"{url}?workers={workers}")
        page.wait_for_function(f"() => trouble.ready === {workers + 1}", timeout=60_000)
        choose(page, files)
        results.append(page.evaluate(WRITTEN))
    assert results[0] == results[1]
    assert [series for _, _, series in results[0]] == [0] * 8 + [1] * 8


def test_worker_whose_memory_has_grown_is_replaced_between_two_calls(
    engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict], page: Any
) -> None:
    page.add_init_script(path=TROUBLE)
    server = serve_folder(engine_site)
    # Python alone is larger than that: every answer is a worker's last.
    open_engine(f"{server.url}?workers=1&heapLimit={1 << 20}")
    server.mark()
    outcomes = page.evaluate("""() => Promise.all(['a', 'b', 'c'].map(async (text) => {
        return (await engine.scan(undefined, new File([text], text))).outcome;
    }))""")
    assert outcomes == ["not-dicom"] * 3
    assert page.evaluate("() => trouble.started") == 5, "two at the start, and one after each answer"
    assert page.evaluate("() => engine.requests.count") == 0
    assert server.new_requests() == []


REFUSING = """() => {
    // The next worker finds that no policy holds.
    window.Worker = class {
        postMessage() {
            setTimeout(() => this.onmessage({ data: { kind: 'refused', refusal: { why: 'policy' } } }));
        }
        terminate() {}
    };
    return engine.scan(undefined, new File(['die!'.padEnd(200, '\\0')], 'a')).then(() => '', (error) => error.code);
}"""
ENDED = """async () => ({
    ready: await engine.ready.then(() => 'ready', (refusal) => refusal.code), state: engine.state, refusal: engine.refusal.code,
})"""


def test_engine_fails_for_good_when_a_replacement_refuses(
    engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict], page: Any
) -> None:
    page.add_init_script(path=TROUBLE)
    open_engine(f"{serve_folder(engine_site).url}?workers=1")
    page.evaluate("() => engine.addEventListener('change', () => (window.states ??= []).push(engine.state))")
    assert page.evaluate(REFUSING) == "stopped"
    states = page.evaluate("() => ({ states, refusal: engine.refusal.code })")
    assert states == {"states": ["failed"], "refusal": "policy"}


def test_engine_whose_worker_was_refused_is_not_ready_when_the_rest_of_it_arrives(
    engine_site: Path, serve_folder: Callable[..., Any], page: Any
) -> None:
    held: list[Any] = []
    page.route("**/sample.bin", lambda route: held.append(route))
    page.add_init_script(path=TROUBLE)
    page.goto(f"{serve_folder(engine_site).url}?workers=1")
    page.wait_for_function("() => trouble.ready === 2", timeout=60_000)
    assert page.evaluate("() => engine.state") == "starting"
    assert page.evaluate(REFUSING) == "stopped"
    held[0].continue_()
    page.wait_for_timeout(500)
    assert page.evaluate(ENDED) == {"ready": "policy", "state": "failed", "refusal": "policy"}


def test_engine_without_its_script_has_failed_when_the_rest_of_it_arrives(
    engine_site: Path, serve_folder: Callable[..., Any], page: Any
) -> None:
    held: list[Any] = []
    page.route("**/pyodide.asm.wasm", lambda route: held.append(route))
    page.route("**/worker.js?*", lambda route: route.fulfill(status=404))
    page.goto(serve_folder(engine_site).url)
    page.wait_for_function("() => window.engine?.state === 'failed'", timeout=60_000)
    held[0].continue_()
    page.wait_for_timeout(1000)
    assert page.evaluate(ENDED) == {"ready": "download", "state": "failed", "refusal": "download"}
