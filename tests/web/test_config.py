"""config.json beside the page: what it changes, and what a wrong one does."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from case_files import ct_series
from person import Person

pytestmark = pytest.mark.browser


@pytest.fixture
def site(dist: Path, tmp_path: Path) -> Path:
    """A copy of dist/ whose own files may be changed."""
    return Path(shutil.copytree(dist, tmp_path / "site"))


def test_title_stands_on_the_page_and_asking_for_it_is_no_request_after_the_load(
    serve_folder: Callable[..., Any], dist: Path, page: Any
) -> None:
    server = serve_folder(dist, config={"title": "Curtain <b>at</b> St. Elsewhere"})
    Person.at(page, server.url)
    assert page.title() == "Curtain <b>at</b> St. Elsewhere"
    assert page.locator(".brand").inner_text() == "Curtain <b>at</b> St. Elsewhere"
    assert page.locator(".request-count").inner_text() == "0 requests since load"
    assert [entry["path"] for entry in server.requests()].count("/config.json") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"titel": "x"}', ["titel is not known", "Known are: title"]),
        ('{"title": 1, "profile": "none"}', ["title must be", 'profile must be "basic"']),
        ('{"lockedOptions": ["x"]}', ["lockedOptions[0] must be the name of an option"]),
        ('{"destinations": [{"name": "A", "kind": "dicomweb", "url": "http://a.example/", "authentication": "none"}]}',
         ["must be HTTPS"]),
        ("{", ["no valid JSON"]),
        (None, ["could not be loaded", "404"]),
    ],
)  # fmt: skip
def test_configuration_that_is_wrong_takes_no_file_and_says_why(
    serve_folder: Callable[..., Any], site: Path, page: Any, tmp_path: Path, text: str | None, words: list[str]
) -> None:
    (site / "config.json").unlink()
    if text is not None:
        (site / "config.json").write_text(text)
    ct_series(tmp_path / "series", 1)
    person = Person.at(page, serve_folder(site).url, wait=False)
    page.get_by_text("Curtain takes no files now").wait_for(timeout=60_000)
    said = page.get_by_role("alert").inner_text()
    for word in ["config.json", *words]:
        assert word in said
    assert page.get_by_role("button", name="Choose a folder").is_disabled()
    person.drop(tmp_path / "series")
    page.wait_for_timeout(300)
    assert page.locator(".work, .outcome").count() == 0


def test_policy_of_the_built_page_names_the_destination(
    build: ModuleType, dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://archive.example.org/dicom-web"
    destination = {"name": "A", "kind": "dicomweb", "url": url, "authentication": "none"}
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"destinations": [destination]}))
    monkeypatch.setattr(build, "DIST", tmp_path / "dist")
    (tmp_path / "dist").mkdir()
    build.write_site(config)
    for name in ("policy.txt", "policy.nginx", "index.html"):
        assert "connect-src 'self' https://archive.example.org;" in (tmp_path / "dist" / name).read_text(), name


# --- Extensions -----------------------------------------------------------------------------------

RULE = """
import curtain.browser
def scan(file):
    return '{"outcome": "quarantined", "code": "site-rule", "sentence": "A rule of this site holds it back."}'
curtain.browser.scan = scan
"""


def extension(site: Path, code: str, *, sha256: str | None = None) -> str:
    """Put a wheel with an entry point beside the page, and name it in config.json. Returns its file name."""
    wheel = site / "extensions" / "site_rules-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    info = "site_rules-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("site_rules.py", code)
        # It needs something that nobody has: nothing is looked for on any index.
        archive.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: site-rules\nVersion: 1.0\nRequires-Dist: nobody\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/entry_points.txt", "[curtain.extensions]\nrules = site_rules\n")
        archive.writestr(f"{info}/RECORD", "")
    entry = {"wheel": f"extensions/{wheel.name}", "sha256": sha256 or hashlib.sha256(wheel.read_bytes()).hexdigest()}
    (site / "config.json").write_text(json.dumps({"extensions": [entry]}))
    return wheel.name


def test_extension_is_in_every_worker_and_costs_no_request_after_the_load(
    serve_folder: Callable[..., Any], site: Path, page: Any, tmp_path: Path
) -> None:
    extension(site, RULE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ct_series(tmp_path / "series", 6)
    server = serve_folder(site)
    person = Person.at(page, server.url)
    server.mark()
    asked_before = len(asked)
    assert all(url.startswith((server.url, "blob:", "data:")) for url in asked)
    person.drop(tmp_path / "series")
    page.get_by_text("6 in quarantine").or_(page.get_by_text("6 files in quarantine")).first.wait_for(timeout=30_000)
    assert [url for url in asked[asked_before:] if not url.startswith("blob:")] == []
    assert server.new_requests() == []


def test_extension_with_another_hash_is_not_looked_at(serve_folder: Callable[..., Any], site: Path, page: Any) -> None:
    name = extension(site, "raise SystemExit", sha256="0" * 64)
    Person.at(page, serve_folder(site).url, wait=False)
    page.get_by_text("Curtain takes no files now").wait_for(timeout=60_000)
    said = page.get_by_role("alert").inner_text()
    assert f"The extension {name} is not the one" in said


def test_extension_that_does_not_start_keeps_the_page_from_taking_files(
    serve_folder: Callable[..., Any], site: Path, page: Any
) -> None:
    extension(site, "import nothing_that_exists")
    Person.at(page, serve_folder(site).url, wait=False)
    page.get_by_text("Curtain takes no files now").wait_for(timeout=60_000)
    assert "No module named 'nothing_that_exists'" in page.get_by_role("alert").inner_text()
