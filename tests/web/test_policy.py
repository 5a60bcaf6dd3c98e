"""Where the policy may come from: a header, the page itself, or both. Without one the page takes no file.

The page's workers start from blobs, so they are under the policy of the page wherever it came from; a probe in each worker
decides, and not the page's own belief.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from case_files import ct_series
from person import Person

pytestmark = pytest.mark.browser

REFUSED = "Curtain takes no files now"


@pytest.fixture
def opened(page: Any) -> Callable[[str], str]:
    """Open the page; "ready", or why it takes no files."""

    def open_at(url: str) -> str:
        page.goto(url)
        page.locator("text=Engine ready").or_(page.get_by_text(REFUSED)).first.wait_for(timeout=60_000)
        return page.get_by_role("alert").inner_text() if page.get_by_text(REFUSED).count() else "ready"

    return open_at


def test_header_alone(bare_dist: Path, serve_folder: Callable[..., Any], opened: Callable[[str], str]) -> None:
    assert opened(serve_folder(bare_dist).url) == "ready"


def test_page_alone_on_a_host_that_sends_no_headers(
    dist: Path, serve_folder: Callable[..., Any], page: Any, tmp_path: Path
) -> None:
    ct_series(tmp_path / "series", 3)
    server = serve_folder(dist, policy="")
    person = Person.at(page, server.url)
    server.mark()
    person.review(tmp_path / "series")
    person.look_at_all()
    person.approve()
    assert len(person.download()) == 3
    assert server.new_requests() == []


def test_neither(
    bare_dist: Path, serve_folder: Callable[..., Any], opened: Callable[[str], str], page: Any, tmp_path: Path
) -> None:
    assert "Content-Security-Policy" in opened(serve_folder(bare_dist, policy="").url)
    assert page.get_by_role("button", name="Choose a folder").is_disabled()
    ct_series(tmp_path / "series", 1)
    Person(page).drop(tmp_path / "series")
    page.wait_for_timeout(300)
    assert page.locator(".work, .outcome").count() == 0


def test_weak_header_is_not_enough(
    build: ModuleType, bare_dist: Path, serve_folder: Callable[..., Any], opened: Callable[[str], str]
) -> None:
    weak = build.POLICY.replace("connect-src 'self'", "connect-src *")
    assert "Content-Security-Policy" in opened(serve_folder(bare_dist, policy=weak).url)


def test_weak_header_does_not_weaken_the_page(
    build: ModuleType, dist: Path, serve_folder: Callable[..., Any], opened: Callable[[str], str]
) -> None:
    weak = build.POLICY.replace("connect-src 'self'", "connect-src *")
    assert opened(serve_folder(dist, policy=weak).url) == "ready"


def test_report_only_header_is_no_policy(
    bare_dist: Path, build: ModuleType, opened: Callable[[str], str], serve_folder: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    send = build.Handler.send_header

    def only_report(handler: Any, name: str, value: str) -> None:
        send(handler, "Content-Security-Policy-Report-Only" if name == "Content-Security-Policy" else name, value)

    monkeypatch.setattr(build.Handler, "send_header", only_report)
    assert "Content-Security-Policy" in opened(serve_folder(bare_dist).url)


def test_no_worker_starts_from_an_address(dist: Path, serve_folder: Callable[..., Any], page: Any) -> None:
    """Such a worker would be under no policy where the host sends no headers."""
    server = serve_folder(dist, policy="")
    Person.at(page, server.url)
    server.mark()
    refused = page.evaluate("""() => new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        try {
            new Worker('zip-worker.js', { type: 'module' }).onmessage = () => resolve('it runs');
        } catch (error) {
            resolve(String(error));
        }
    })""")
    assert refused == "worker-src"
    assert server.new_requests() == []
