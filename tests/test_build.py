"""build.py: what is cached, what is refused, and what it says when something fails."""

from __future__ import annotations

import hashlib
import http.client
import io
import json
import re
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def elsewhere(build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """build.py with a project folder of its own."""
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "WORK", tmp_path / ".build")
    return tmp_path


# --- Steps ----------------------------------------------------------------------------------------


def test_step_runs_again_only_when_an_input_changed_or_an_output_is_gone(build: ModuleType, elsewhere: Path) -> None:
    source, output = elsewhere / "source.txt", elsewhere / "output.txt"
    source.write_text("one")

    def runs() -> bool:
        return build.step("copy", [source, "option"], [output], lambda: output.write_text(source.read_text()))

    assert runs()
    assert not runs()
    source.write_text("two")
    assert runs() and output.read_text() == "two"
    output.unlink()
    assert runs()


def test_step_that_failed_is_not_taken_for_done(build: ModuleType, elsewhere: Path) -> None:
    source, output = elsewhere / "source.txt", elsewhere / "output.txt"
    source.write_text("same")
    build.step("make", [source], [output], lambda: output.write_text("good"))
    source.write_text("other")
    with pytest.raises(ZeroDivisionError):
        build.step("make", [source], [output], lambda: 1 / 0)
    source.write_text("same")
    assert build.step("make", [source], [output], lambda: output.write_text("good again"))


def test_unchanged_rebuild_takes_seconds(dist: Path) -> None:
    def rebuild() -> tuple[float, str]:
        started = time.monotonic()
        done = subprocess.run([sys.executable, ROOT / "build.py", "dist"], capture_output=True, text=True, check=True)
        return time.monotonic() - started, done.stdout

    # The first may have work to do when somebody edits a file meanwhile.
    seconds, said = min(rebuild(), rebuild())
    assert "page                   unchanged" in said
    assert seconds < 5


# --- Downloads ------------------------------------------------------------------------------------


@pytest.fixture
def wheel(build: ModuleType) -> Any:
    return build.Wheel(
        "thing", "1.0", "thing-1.0-py3-none-any.whl", hashlib.sha256(b"right").hexdigest(), ("thing",),
        url="http://127.0.0.1:9/thing",
    )  # fmt: skip


def test_wheelhouse_serves_without_any_download(build: ModuleType, elsewhere: Path, wheel: Any) -> None:
    (elsewhere / wheel.file).write_bytes(b"right")
    assert build.fetch_wheel(wheel, elsewhere).read_bytes() == b"right"
    (elsewhere / wheel.file).unlink()
    assert build.fetch_wheel(wheel).read_bytes() == b"right"  # kept


def test_wheel_with_a_wrong_hash_is_refused_and_named(build: ModuleType, elsewhere: Path, wheel: Any) -> None:
    (elsewhere / wheel.file).write_bytes(b"wrong")
    with pytest.raises(build.BuildError) as refused:
        build.fetch_wheel(wheel, elsewhere)
    assert wheel.file in refused.value.what and str(elsewhere) in refused.value.what
    assert hashlib.sha256(b"wrong").hexdigest() in refused.value.cause
    assert refused.value.remedy
    assert not list((elsewhere / ".build" / "downloads").iterdir())


def test_kept_wheel_that_was_altered_is_fetched_again(build: ModuleType, elsewhere: Path, wheel: Any) -> None:
    (elsewhere / wheel.file).write_bytes(b"right")
    kept = build.fetch_wheel(wheel, elsewhere)
    kept.write_bytes(b"altered")
    assert build.fetch_wheel(wheel, elsewhere).read_bytes() == b"right"


def test_wheel_that_nobody_has_fails_soon_with_every_source_and_a_remedy(
    build: ModuleType, elsewhere: Path, wheel: Any
) -> None:
    started = time.monotonic()
    with pytest.raises(build.BuildError) as missing:
        build.fetch_wheel(wheel, elsewhere / "nowhere")
    assert time.monotonic() - started < 15
    assert wheel.file in missing.value.what
    assert "wheelhouse" in missing.value.cause and "CDN" in missing.value.cause
    assert "--wheelhouse" in missing.value.remedy


def test_numpy_comes_from_the_package_that_carries_it_when_the_cdn_does_not_answer(
    build: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = io.BytesIO()
    with zipfile.ZipFile(carrier, "w") as archive:
        archive.writestr("inner/thing.whl", b"right")
    asked = []

    def pip_download(requirement: str, *_: object) -> bytes:
        asked.append(requirement)
        return carrier.getvalue()

    monkeypatch.setattr(build, "pip_download", pip_download)
    inside = build.Inside("carrier==1", "", "inner/thing.whl", "1 kB")
    sha256 = hashlib.sha256(b"right").hexdigest()
    thing = build.Wheel("thing", "1.0", "thing.whl", sha256, ("thing",), url="http://127.0.0.1:9/thing", inside=inside)
    assert build.fetch_wheel(thing).read_bytes() == b"right"
    assert asked == ["carrier==1"]


def test_every_wheel_for_the_browser_is_pinned_by_hash(build: ModuleType) -> None:
    assert {wheel.name for wheel in build.BROWSER_WHEELS} == {"numpy", "pydicom", "imagecodecs", "micropip"}
    assert all(len(wheel.sha256) == 64 for wheel in build.BROWSER_WHEELS)
    for requirements in ("build.txt", "test.txt"):
        lines = (ROOT / "requirements" / requirements).read_text().splitlines()
        packages = [line for line in lines if "==" in line]
        assert packages and all(line.endswith("\\") for line in packages), "each is followed by its hashes"


# --- What is built --------------------------------------------------------------------------------


def test_same_sources_give_the_same_bytes(build: ModuleType, dist: Path) -> None:
    wheel = build.curtain_wheel()
    built = (dist / "pyodide" / wheel.file).read_bytes()
    for compiled in (build.WORK / "compiled").glob(f"*-{wheel.file}"):
        compiled.unlink()
    again = build.compiled({"curtain": build.WORK / "downloads" / wheel.file})["curtain"]
    assert build.curtain_wheel().sha256 == wheel.sha256
    assert again.read_bytes() == built


def test_lock_file_names_only_what_is_shipped_with_its_hash(dist: Path) -> None:
    lock = json.loads((dist / "pyodide" / "pyodide-lock.json").read_text())
    assert set(lock["packages"]) == {"numpy", "pydicom", "imagecodecs", "micropip", "curtain"}
    for package in lock["packages"].values():
        content = (dist / "pyodide" / package["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == package["sha256"]
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert not [name for name in names if name.endswith(".py")], "sources are compiled"
        assert not [name for name in names if "/tests/" in name]


def test_notices_name_everything_that_ships(dist: Path) -> None:
    notices = (dist / "NOTICES.txt").read_text()
    engine = ("Pyodide", "CPython", "numpy", "pydicom", "imagecodecs", "openjpeg", "charls")
    page = ("preact", "client-zip", "hash-wasm", "lucide")
    for name in ["Curtain", "NEMA", *engine, *page, "Mozilla Public License", "PYTHON SOFTWARE FOUNDATION"]:
        assert name in notices, name


def test_page_asks_no_other_host_for_anything(dist: Path) -> None:
    """The policy would refuse it; it should not be tried either."""
    page = (dist / "index.html").read_text()
    assert "http:" not in page and "https:" not in page
    assert 'src="/' not in page and 'href="/' not in page, "works under any sub-path"


def test_lock_of_the_javascript_packages_records_no_addresses() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
    packages = [package for path, package in lock["packages"].items() if path]
    assert packages and not [package for package in packages if "resolved" in package]
    assert all(package["integrity"].startswith("sha512-") for package in packages)


# --- serve ----------------------------------------------------------------------------------------


def get(url: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read()
    return answer


@pytest.fixture
def small_site(tmp_path: Path, serve_folder: Callable[..., Any]) -> Any:
    for name in ("index.html", "app.js", "module.mjs", "engine.wasm", "wheel.whl"):
        (tmp_path / name).write_text(f"this is {name}")
    (tmp_path / "folder").mkdir()
    return serve_folder(tmp_path)


def test_policy_is_on_every_response(build: ModuleType, small_site: Any) -> None:
    tag = get(small_site.url, "/app.js").headers["ETag"]
    answers = {
        200: get(small_site.url, "/"),
        304: get(small_site.url, "/app.js", **{"If-None-Match": tag}),
        404: get(small_site.url, "/folder/"),
    }
    for status, answer in answers.items():
        assert answer.status == status
        assert answer.headers["Content-Security-Policy"] == build.POLICY
    assert get(small_site.url, "/nothing").headers["Content-Security-Policy"] == build.POLICY
    assert get(small_site.url, "/folder").headers["Content-Security-Policy"] == build.POLICY


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/app.js", "text/javascript"),
        ("/module.mjs", "text/javascript"),
        ("/engine.wasm", "application/wasm"),
    ],
)
def test_types_are_right_whatever_the_machine_thinks(path: str, kind: str, small_site: Any) -> None:
    assert get(small_site.url, path).headers["Content-Type"].split(";")[0] == kind


def test_changed_file_is_never_taken_from_a_cache(small_site: Any, tmp_path: Path) -> None:
    first = get(small_site.url, "/app.js")
    assert first.headers["Cache-Control"] == "no-cache"
    (tmp_path / "app.js").write_text("now it is other")
    second = get(small_site.url, "/app.js", **{"If-None-Match": first.headers["ETag"]})
    assert (second.status, second.body) == (200, b"now it is other")


def test_address_with_a_hash_may_be_kept(small_site: Any) -> None:
    assert "immutable" in get(small_site.url, "/app.js?v=0123").headers["Cache-Control"]
    assert get(small_site.url, "/missing.js?v=0123").headers["Cache-Control"] == "no-cache"


def test_nothing_outside_of_the_folder_is_served(small_site: Any, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.txt").write_text("secret")
    assert get(small_site.url, "/../secret.txt").status == 404
    assert get(small_site.url, "/%2e%2e/secret.txt").status == 404


def test_log_names_every_request(small_site: Any) -> None:
    get(small_site.url, "/app.js")
    get(small_site.url, "/nothing?to=see")
    assert [(entry["method"], entry["path"], entry["status"]) for entry in small_site.requests()] == [
        ("GET", "/app.js", 200),
        ("GET", "/nothing?to=see", 404),
    ]


def test_taken_port_is_said_at_once_before_anything_is_built(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, ROOT / "build.py", "serve", "--port", str(port)],
            capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"127.0.0.1:{port}" in done.stderr and "in use" in done.stderr and "--port" in done.stderr


def test_host_that_is_not_ours_is_a_clear_error() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "serve", "--host", "192.0.2.1"],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 1
    assert "192.0.2.1" in done.stderr and "Traceback" not in done.stderr


# --- test -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("engine", "page"), [(True, True), (False, True), (True, False)])
def test_all_tests_run_once_and_have_to_pass(
    engine: bool, page: bool, build: ModuleType, elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    monkeypatch.setattr(build, "python", lambda: sys.executable)
    (elsewhere / "tests" / "web").mkdir(parents=True)
    for file, passes in {"test_one.py": engine, "web/test_two.py": page, "web/test_same_engine.py": True}.items():
        (elsewhere / "tests" / file).write_text(f"def test_it():\n    assert {passes}\n")
    assert (build.test_everything() == 0) == (engine and page)
    said = capfd.readouterr().out
    assert f"{1 + engine + page} passed" in said
    assert ("1 failed" in said) == (not (engine and page))
    failed = re.findall(r"^FAILED .*(test_\w+)\.py::test_it", said, re.MULTILINE)
    assert failed == ["test_one"] * (not engine) + ["test_two"] * (not page)
