"""The engine starts in the page under its policy, and refuses to start when anything about it is not as built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytestmark = pytest.mark.browser

SCAN = "async (text) => engine.scan(undefined, new File([text], 'note.txt'))"


def test_engine_starts_under_the_policy_and_then_is_silent(
    engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict], page: Any, tmp_path: Path,
    record_property: Any,
) -> None:  # fmt: skip
    server = serve_folder(engine_site)
    opened = open_engine(server.url)
    assert opened["state"] == "ready", opened["refusal"]
    record_property("engine ready, ms", opened["startedIn"])
    # Five times of what it takes on two cores: a start that Pyodide has to compile for takes longer.
    assert opened["startedIn"]["header"] < 10_000
    assert page.evaluate("() => [typeof RTCPeerConnection, typeof WebTransport]") == ["undefined", "undefined"]
    server.mark()

    assert page.evaluate(SCAN, "no image")["outcome"] == "not-dicom"
    digest = page.evaluate("() => engine.digest(undefined, new Blob(['abc']))")
    assert digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert page.evaluate(SAMPLE).count("scanned") > 10, "the sample case is there"
    assert page.evaluate(ABORTED_WHILE_IT_WAITS) == ["not-dicom", "AbortError"], "the first call goes on"
    assert digest_of_changed(page, tmp_path / "image.dcm") == "unreadable", "not silently hashed"

    assert server.new_requests() == []
    assert page.evaluate("() => engine.requests.count") == 0
    # One is counted and named.
    page.evaluate("() => fetch('index.html?leak')")
    page.wait_for_function("() => engine.requests.count === 1")
    urls = page.evaluate("() => engine.requests.since.map((request) => request.url)")
    assert urls == [f"{server.url}index.html?leak"]


SAMPLE = """async () => {
    const files = await engine.sampleCase();
    const results = await Promise.all(files.map(({ file }) => engine.scan(undefined, file)));
    return results.map((result) => result.outcome);
}"""
ABORTED_WHILE_IT_WAITS = """async () => {
    const leave = new AbortController();
    const first = engine.scan(undefined, new File(['a'], 'a')).then((result) => result.outcome);
    const second = engine.scan(leave.signal, new File(['b'], 'b')).catch((error) => error.name);
    leave.abort();
    return Promise.all([first, second]);
}"""


def digest_of_changed(page: Any, file: Path) -> str:
    """The digest, or why there is none, of a file that was written anew after it was chosen."""
    file.write_bytes(b"before")
    page.evaluate("() => document.body.append(Object.assign(document.createElement('input'), { type: 'file' }))")
    page.locator("input").set_input_files(file)
    # The browser takes note of size and date when it is first asked, not when the file is chosen.
    assert page.evaluate("() => document.querySelector('input').files[0].size") == len(b"before")
    file.write_bytes(b"and now it is longer")
    return page.evaluate(
        "() => engine.digest(undefined, document.querySelector('input').files[0]).catch((error) => error.code)"
    )


def test_site_works_under_a_sub_path(
    engine_site: Path, tmp_path: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict]
) -> None:
    (tmp_path / "root" / "radiology").mkdir(parents=True)
    (tmp_path / "root" / "radiology" / "curtain").symlink_to(engine_site)
    server = serve_folder(tmp_path / "root")
    assert open_engine(f"{server.url}radiology/curtain/")["state"] == "ready"
    assert all(request["path"].startswith("/radiology/curtain/") for request in server.requests())


@pytest.mark.parametrize(
    "pattern",
    ["pydicom-*.whl", "curtain-*.whl", "numpy-*.whl", "imagecodecs-*.whl", "python_stdlib.zip", "*.wasm", "*lock.json"],
)
def test_engine_refuses_a_file_that_is_not_the_one_it_was_built_with(
    pattern: str, engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict], page: Any
) -> None:
    wrong = next((engine_site / "pyodide").glob(pattern))
    content = wrong.read_bytes()
    wrong.unlink()  # a link into dist/
    wrong.write_bytes(content + b"\0")
    opened = open_engine(serve_folder(engine_site).url)
    assert opened["state"] == "failed"
    assert opened["refusal"]["code"] == "wrong-file"
    assert wrong.name in opened["refusal"]["sentence"]
    with pytest.raises(Exception, match="stopped"):
        page.evaluate(SCAN, "a file for a dead engine")


def test_engine_refuses_when_a_file_is_missing(
    engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict]
) -> None:
    wheel = next((engine_site / "pyodide").glob("numpy-*.whl"))
    wheel.unlink()
    opened = open_engine(serve_folder(engine_site).url)
    assert (opened["state"], opened["refusal"]["code"]) == ("failed", "download")
    assert wheel.name in opened["refusal"]["sentence"]


def test_engine_refuses_without_the_policy(
    engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict], page: Any
) -> None:
    opened = open_engine(serve_folder(engine_site, policy="").url)
    assert (opened["state"], opened["refusal"]["code"]) == ("failed", "policy")
    with pytest.raises(Exception, match="stopped"):
        page.evaluate(SCAN, "a file that must not be read")


def test_engine_refuses_a_policy_that_lets_it_connect_elsewhere(
    build: ModuleType, engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict]
) -> None:
    open_policy = build.POLICY.replace("connect-src 'self'", "connect-src *")
    opened = open_engine(serve_folder(engine_site, policy=open_policy).url)
    assert (opened["state"], opened["refusal"]["code"]) == ("failed", "policy")


def test_engine_says_so_when_webassembly_is_forbidden(
    build: ModuleType, engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict]
) -> None:
    strict = build.POLICY.replace(" 'wasm-unsafe-eval'", "")
    opened = open_engine(serve_folder(engine_site, policy=strict).url + "?bootTimeout=3000")
    assert opened["state"] == "failed"
    assert "did not start" in opened["refusal"]["sentence"]


def test_aborted_call_ends_at_once_and_a_fresh_worker_takes_up_the_others_without_a_request(
    engine_site: Path, serve_folder: Callable[..., Any], open_engine: Callable[[str], dict], page: Any
) -> None:
    server = serve_folder(engine_site)
    open_engine(server.url)
    server.mark()
    server.stop()  # nobody is there to answer a request any more
    result = page.evaluate("""async () => {
        const stuck = new AbortController();
        // Two gigabytes of nothing: hashing them takes seconds.
        const block = new Blob([new Uint8Array(64 << 20)]);
        const huge = new Blob(Array(32).fill(block));
        const aborted = engine.digest(stuck.signal, huge).catch((error) => error.name);
        const waiting = engine.scan(undefined, new File(['text'], 'a'));
        await new Promise((resolve) => setTimeout(resolve, 50));
        const pressed = performance.now();
        stuck.abort();
        return {
            aborted: await aborted,
            milliseconds: performance.now() - pressed,
            waiting: (await waiting).outcome,
            requests: engine.requests.count,
        };
    }""")
    assert result["aborted"] == "AbortError"
    assert result["milliseconds"] < 200
    assert result["waiting"] == "not-dicom"
    assert result["requests"] == 0
    assert server.new_requests() == []
