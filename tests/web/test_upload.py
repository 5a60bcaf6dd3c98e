"""Upload: only what was approved, to one server, and believed only when it was read back."""

from __future__ import annotations

import http.client
import http.server
import io
import itertools
import json
import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pydicom
import pytest
from playwright.sync_api import expect

from case_files import IDENTITY, ct_series
from memory import cine, peak_memory
from person import Person
from servers import PASSWORD, USER, Orthanc, orthanc, start_nginx

pytestmark = pytest.mark.browser
__all__ = ["orthanc"]  # a fixture


def destination(url: str = "/dicom-web/", authentication: str = "basic") -> dict[str, Any]:
    return {"destinations": [{"name": "the Archive", "kind": "dicomweb", "url": url, "authentication": authentication}]}


@pytest.fixture
def site(dist: Path, serve_folder: Callable[..., Any], orthanc: Orthanc) -> Any:
    """The page with Orthanc behind its own origin."""
    return serve_folder(dist, config=destination(), dicomweb=orthanc.url)


def approved(page: Any, url: str, folder: Path, slices: int = 3, size: int = 256) -> Person:
    """A person who has approved a series. Its pixels stay on the disk, unless they are small: those are copied."""
    ct_series(folder, slices, rows=size, columns=size, BitsStored=16, HighBit=15)
    person = Person.at(page, url)
    person.review(folder)
    if slices > 5:
        person.waive("a phantom, made by a test")
    else:
        person.look_at_all()
        person.approve()
    return person


def as_approved(person: Person) -> dict[str, bytes]:
    """What was approved, taken as a zip: bytes by SOPInstanceUID."""
    person.share()
    if person.page.locator(".ways-out").count():
        person.page.get_by_role("radio", name="Save to this computer").check()
    files = person.download_bytes()
    return {str(pydicom.dcmread(io.BytesIO(data)).SOPInstanceUID): data for data in files.values()}


# --- A real Orthanc -------------------------------------------------------------------------------


def test_the_whole_way_to_orthanc_and_back(site: Any, orthanc: Orthanc, page: Any, tmp_path: Path) -> None:
    ct_series(tmp_path / "series", 5)
    person = Person.at(page, site.url)
    site.mark()
    person.review(tmp_path / "series")
    person.draw(10, 4, 40, 12)
    person.settled()
    person.look_at_all()
    person.approve()
    person.share()
    page.get_by_label("Name", exact=True).fill(USER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("checkbox", name="I have looked at").check()
    page.wait_for_timeout(300)
    assert site.new_requests() == [] and orthanc.count() == 0, "nothing leaves before the button"
    assert page.locator(".request-count").inner_text() == "0 requests since load"

    page.get_by_role("button", name="Upload to the Archive").click()
    assert "5 instances stored and read back" in person.uploaded()
    host = urlsplit(site.url).netloc
    assert re.fullmatch(rf"\d+ requests, all to {host}", page.locator(".request-count").inner_text())

    # Name and password are forgotten, and stored nowhere.
    assert page.locator(".sign-in input").evaluate_all("all => all.map((input) => input.value)") == ["", ""]
    kept = """async () => [
        localStorage.length, sessionStorage.length, document.cookie.length,
        (await indexedDB.databases()).length, (await caches.keys()).length, location.search + location.hash,
    ]"""
    assert page.evaluate(kept) == [0, 0, 0, 0, 0, ""]
    assert USER not in site.log.read_text()

    stored = orthanc.files()
    assert stored == as_approved(person), "byte for byte"
    for data in stored.values():
        assert not [identity for identity in IDENTITY if identity in data]
    sent = [entry for entry in site.new_requests() if entry["method"] == "POST"]
    assert [entry["path"] for entry in sent] == ["/dicom-web/studies"] * 5, "one instance per request"


def test_another_object_with_the_same_uid_is_told_and_not_claimed(
    site: Any, orthanc: Orthanc, page: Any, tmp_path: Path
) -> None:
    person = approved(page, site.url, tmp_path / "series", 3)
    mine = as_approved(person)
    others = {}
    for uid, data in list(mine.items())[:2]:
        other = pydicom.dcmread(io.BytesIO(data))
        other.PixelData = bytes(len(other.PixelData))
        buffer = io.BytesIO()
        other.save_as(buffer)
        orthanc.ask("/instances", buffer.getvalue())
        others[uid] = orthanc.files()[uid]

    page.get_by_role("radio", name="Upload to the Archive").check()
    person.upload(USER, PASSWORD)
    ended = person.uploaded()
    assert "1 of 3 instances stored and read back" in ended and "2 instances not" in ended
    rows = page.locator(".upload-rows").first.locator("li")
    assert rows.count() == 2
    assert "another object" in rows.nth(0).inner_text() and "Nothing was sent" in rows.nth(0).inner_text()
    assert "is not what you approved" in rows.nth(1).inner_text()
    assert {uid: data for uid, data in orthanc.files().items() if uid in others} == others


def test_object_that_is_there_already_counts_as_stored(site: Any, orthanc: Orthanc, page: Any, tmp_path: Path) -> None:
    person = approved(page, site.url, tmp_path / "series", 3)
    for _ in range(2):
        person.upload(USER, PASSWORD)
        assert "3 instances stored and read back" in person.uploaded()
        person.page.locator(".step", has_text="Review").click()
    assert orthanc.count() == 3


def test_empty_fields_ask_nobody_and_a_wrong_password_sends_nothing_and_may_be_mended(
    site: Any, orthanc: Orthanc, page: Any, tmp_path: Path
) -> None:
    person = approved(page, site.url, tmp_path / "series", 3)
    site.mark()
    person.upload()
    person.note("Type your name and password")
    assert site.new_requests() == []

    page.get_by_label("Name", exact=True).fill(USER)
    page.locator(".sign-in input[type=password]").fill("wrong")
    page.get_by_role("button", name="Continue").click()
    page.locator(".uploading-note", has_text="did not accept the sign-in").wait_for()
    asked = site.new_requests()
    assert [(entry["method"], entry["status"]) for entry in asked] == [("GET", 401)], "asked once, nothing sent"
    page.locator(".sign-in input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    assert "3 instances stored and read back" in person.uploaded()
    assert orthanc.count() == 3


def test_server_that_stops_half_way_and_comes_back(site: Any, orthanc: Orthanc, page: Any, tmp_path: Path) -> None:
    person = approved(page, site.url, tmp_path / "series", 150, size=16)
    person.upload(USER, PASSWORD)
    while orthanc.count() < 10:
        time.sleep(0.01)
    orthanc.stop()
    page.get_by_text("Trying again in").wait_for()
    assert "cannot take anything now" in person.note("Nothing is lost")
    done = int(page.locator(".uploading strong").inner_text().split()[0])
    assert 0 < done < 150
    orthanc.start()
    page.get_by_role("button", name="Continue").click()
    assert "150 instances stored and read back" in person.uploaded()
    assert orthanc.files() == as_approved(person)


@pytest.mark.slow
def test_short_absence_is_bridged_without_a_question(site: Any, orthanc: Orthanc, page: Any, tmp_path: Path) -> None:
    person = approved(page, site.url, tmp_path / "series", 100, size=16)
    person.upload(USER, PASSWORD)
    while orthanc.count() < 10:
        time.sleep(0.01)
    orthanc.stop()
    page.get_by_text("Trying again in").wait_for()
    orthanc.start()
    assert "100 instances stored and read back" in person.uploaded()
    assert orthanc.count() == 100


def test_paused_and_continued_and_cancelled(site: Any, orthanc: Orthanc, page: Any, tmp_path: Path) -> None:
    person = approved(page, site.url, tmp_path / "series", 150, size=16)
    person.upload(USER, PASSWORD)
    while orthanc.count() < 5:
        time.sleep(0.01)
    page.get_by_role("button", name="Pause").click()
    page.get_by_text("Paused.").wait_for()
    page.wait_for_timeout(300)
    there = orthanc.count()
    page.wait_for_timeout(500)
    assert orthanc.count() == there < 150
    page.get_by_role("button", name="Continue").click()
    while orthanc.count() < there + 5:
        time.sleep(0.01)
    page.get_by_role("button", name="Cancel").click()
    assert "The upload was cancelled" in person.uploaded()
    page.wait_for_timeout(300)
    there = orthanc.count()
    page.wait_for_timeout(500)
    assert orthanc.count() == there < 150
    page.get_by_text("What became of each instance").click()
    assert "not sent" in page.locator(".upload-rows").inner_text()


def test_through_nginx_as_the_sample_configuration_has_it(
    dist: Path, build: ModuleType, orthanc: Orthanc, page: Any, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(dist, tmp_path / "html"))
    (folder / "config.json").write_text(json.dumps(destination()))
    os.chmod(tmp_path, 0o755)
    nginx = start_nginx(tmp_path / "nginx", folder, orthanc.port)
    try:
        address = urlsplit(nginx.url)
        asking = http.client.HTTPConnection(address.netloc, timeout=10)
        asking.request("GET", "/", headers={"Host": "rebound.example.org"})
        with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
            asking.getresponse()
        for path, status, kept in [("/", 200, None), ("/nothing", 404, None), ("/dicom-web/studies", 401, "no-store")]:
            asking = http.client.HTTPConnection(address.netloc, timeout=10)
            asking.request("GET", path)
            answer = asking.getresponse()
            assert answer.status == status
            assert answer.headers["Content-Security-Policy"] == build.POLICY
            assert answer.headers["Cache-Control"] == kept
            assert "WWW-Authenticate" not in answer.headers
        person = approved(page, nginx.url, tmp_path / "series", 5)
        person.upload(USER, PASSWORD)
        assert "5 instances stored and read back" in person.uploaded()
        assert orthanc.files() == as_approved(person)
    finally:
        nginx.stop()


# --- What is refused before it is sent ------------------------------------------------------------


def test_file_that_was_rewritten_after_it_was_approved_is_not_sent(
    site: Any, orthanc: Orthanc, page: Any, tmp_path: Path
) -> None:
    person = approved(page, site.url, tmp_path / "series", 3)
    victim = tmp_path / "series" / "IM0002"
    before = victim.stat()
    data = bytearray(victim.read_bytes())
    data[-2000:-1900] = bytes(100)
    victim.write_bytes(data)
    os.utime(victim, ns=(before.st_atime_ns, before.st_mtime_ns))

    site.mark()
    person.upload(USER, PASSWORD)
    assert "2 of 3 instances stored" in person.uploaded()
    assert "not those that you approved, so it was not sent" in page.locator(".upload-rows").first.inner_text()
    assert "1 in quarantine" in page.locator(".summary").inner_text()
    assert orthanc.count() == 2
    assert len([entry for entry in site.new_requests() if entry["method"] == "POST"]) == 2


def test_nothing_of_the_sending_code_can_be_called_from_the_console(site: Any, page: Any, tmp_path: Path) -> None:
    site_of_its_own = page.context.new_page()
    site_of_its_own.goto(f"{site.url}config.json")
    names = "() => Object.getOwnPropertyNames(window)"
    of_the_browser = set(site_of_its_own.evaluate(names))
    approved(page, site.url, tmp_path / "series", 1)
    ours = set(page.evaluate(names)) - of_the_browser
    assert {name for name in ours if not re.fullmatch(r"\d+|__playwright.*", name)} == set()
    assert page.evaluate("async () => Object.keys(await import('./app.js'))") == []


# --- Servers of all kinds -------------------------------------------------------------------------

SEQUENCES = {"referenced": "00081199", "failed": "00081198"}
EVIL = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


class Archive:
    """A DICOMweb server that does what a test tells it. `says` makes its answer to an upload, `gives` what it gives back."""

    def __init__(self, allow: str | None = None) -> None:
        self.stored: dict[str, bytes] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.says: Callable[[str], tuple[int, str, str]] = self.referenced
        self.gives: Callable[[bytes], bytes | None] = lambda data: data
        self.gate = threading.Event()
        self.gate.set()
        archive = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, status: int, kind: str = "text/plain", body: bytes = b"") -> None:
                archive.asked.append((self.command, self.path, dict(self.headers)))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if allow:
                    self.send_header("Access-Control-Allow-Origin", allow)
                    self.send_header("Access-Control-Allow-Headers", "authorization, content-type, accept")
                self.end_headers()
                self.wfile.write(body)

            def do_OPTIONS(self) -> None:
                self.answer(204)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                archive.gate.wait(30)
                boundary = self.headers["Content-Type"].split("boundary=")[1].encode()
                part = body.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n--" + boundary + b"--\r\n")
                uid = str(pydicom.dcmread(io.BytesIO(part)).SOPInstanceUID)
                archive.stored.setdefault(uid, part)
                status, kind, text = archive.says(uid)
                self.answer(status, kind, text.encode())

            def do_GET(self) -> None:
                data = archive.stored.get(self.path.rsplit("/", 1)[1])
                data = None if data is None else archive.gives(data)
                if data is None:
                    self.answer(404)
                else:
                    part = b"--b\r\nContent-Type: application/dicom\r\n\r\n" + data + b"\r\n--b--\r\n"
                    self.answer(200, 'multipart/related; type="application/dicom"; boundary="b"', part)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def posts(self) -> list[dict[str, str]]:
        return [headers for method, _, headers in self.asked if method == "POST"]

    @staticmethod
    def sequence(which: str, uid: str, reason: int = 272) -> str:
        item = {"00081155": {"vr": "UI", "Value": [uid]}, "00081197": {"vr": "US", "Value": [reason]}}
        return json.dumps({SEQUENCES[which]: {"vr": "SQ", "Value": [item]}})

    def referenced(self, uid: str) -> tuple[int, str, str]:
        return 200, "application/dicom+json", self.sequence("referenced", uid)

    @staticmethod
    def in_xml(uid: str) -> tuple[int, str, str]:
        return 200, "application/dicom+xml", (
            '<?xml version="1.0"?><NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM">'
            '<DicomAttribute tag="00081198" vr="SQ" keyword="FailedSOPSequence"><Item number="1">'
            f'<DicomAttribute tag="00081155" vr="UI"><Value number="1">{uid}</Value></DicomAttribute>'
            '<DicomAttribute tag="00081197" vr="US"><Value number="1">49442</Value></DicomAttribute>'
            "</Item></DicomAttribute></NativeDicomModel>"
        )  # fmt: skip


@pytest.fixture
def archive() -> Iterator[Archive]:
    server = Archive()
    yield server
    server.gate.set()
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def plain(dist: Path, serve_folder: Callable[..., Any], archive: Archive) -> Any:
    """The page with the obedient server behind its own origin, without a sign-in."""
    return serve_folder(dist, config=destination(authentication="none"), dicomweb=archive.url)


def rewritten(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def referenced(uid: str) -> tuple[int, str, str]:
    return 200, "application/dicom+json", Archive.sequence("referenced", uid)


def failed(status: int, reason: int) -> Callable[[str], tuple[int, str, str]]:
    return lambda uid: (status, "application/dicom+json", Archive.sequence("failed", uid, reason))


def always(status: int, kind: str, text: str) -> Callable[[str], tuple[int, str, str]]:
    return lambda _: (status, kind, text)


def nothing(_: bytes) -> None:
    return None


JSON = "application/dicom+json"
NOT_STORED = [
    (failed(200, 0xA700), nothing, "no space left (reason A700)"),
    (failed(409, 0x0122), nothing, "kind of object (reason 0122)"),
    (Archive.in_xml, nothing, "transfer syntax (reason C122)"),
    (referenced, nothing, "does not give it back"),
    (referenced, rewritten, "is not what you approved"),
    (referenced, lambda data: data[:-10], "is not what you approved"),
    (referenced, lambda data: data + b"\0\0", "is not what you approved"),
    (lambda _: referenced("1.2.3"), nothing, "does not say that it stored this"),
    (always(200, JSON, "{}"), nothing, "does not say that it stored this"),
    (always(200, JSON, '{"00081199": {"Value": {"length": 3}}}'), nothing, "does not say"),
    (always(200, JSON, '[null, 1, "x"]'), nothing, "does not say"),
    (always(200, "text/html", EVIL), nothing, EVIL),
    (always(400, "text/html", EVIL), nothing, EVIL),
]


def test_answer_and_what_is_given_back_decide_not_the_status(
    plain: Any, archive: Archive, page: Any, tmp_path: Path
) -> None:
    person = approved(page, plain.url, tmp_path / "series", 1)
    for says, gives, words in NOT_STORED:
        archive.says, archive.gives = says, gives
        archive.stored.clear()
        person.upload()
        page.locator(".uploaded", has_text="0 of 1 instance stored").wait_for(timeout=30_000)
        page.locator(".upload-rows li", has_text=words).wait_for(timeout=5_000)
    assert page.title() == "Curtain" and page.locator("main img, main script").count() == 0
    assert len(archive.posts()) == len(NOT_STORED)

    archive.gives = lambda data: data
    for says in [failed(409, 0x0111), always(200, "text/plain", "OK"), lambda uid: (409, *referenced(uid)[1:])]:
        archive.says = says
        archive.stored.clear()
        person.upload()
        page.locator(".uploaded", has_text="1 instance stored and read back").wait_for(timeout=30_000)
        assert archive.stored == as_approved(person), "there, byte for byte, whatever was said"
        page.get_by_role("radio", name="Upload to the Archive").check()


def test_what_no_upload_takes_is_told_before_it_and_saved_by_itself(
    plain: Any, archive: Archive, page: Any, tmp_path: Path, artefacts: Path
) -> None:
    person = approved(page, plain.url, tmp_path / "series", 1)
    person.share()
    aside = page.locator(".teaching-aside")
    expect(page.get_by_role("button", name="Upload to the Archive")).to_be_visible()
    expect(aside).to_have_count(0)

    def caption(text: str) -> None:
        page.locator(".step", has_text="Review").click()
        page.get_by_role("tab", name="Teaching").click()
        page.get_by_label("Caption").fill(text)
        page.keyboard.press("Enter")
        person.share()

    page.locator(".step", has_text="Review").click()
    page.keyboard.press("*")
    caption(f"Seen by {IDENTITY[0].decode().title()}")
    expect(aside).to_contain_text("travel only in the zip, not with an upload: DICOMweb has no place for them.")
    expect(page.locator(".summary")).to_contain_text("1, not in the upload")
    save = page.get_by_role("button", name="Save teaching.json")
    expect(save).to_be_disabled()
    page.get_by_role("checkbox", name="I have looked at").check()
    save.click()
    expect(aside.get_by_role("alert")).to_contain_text(
        "Nothing was saved: a text or a caption under Teaching names the patient."
    )

    caption("Look here")
    page.get_by_role("checkbox", name="I have looked at").check()
    page.screenshot(path=artefacts / "upload-teaching.png")
    name, data = person.save("Save teaching.json")
    assert name == "teaching.json"
    person.upload()
    page.locator(".uploaded", has_text="1 instance stored and read back").wait_for(timeout=30_000)
    (uid,) = archive.stored
    (image,) = json.loads(data)["images"]
    assert (image["instance"], image["caption"]) == (uid, "Look here")

    page.get_by_role("radio", name="Save to this computer").check()
    expect(aside).to_have_count(0)
    expect(page.locator(".summary")).to_contain_text("1, in teaching.json of the zip")
    assert person.download_bytes()["teaching.json"] == data


def test_approval_that_is_taken_back_while_the_upload_is_paused_is_heeded(
    plain: Any, archive: Archive, page: Any, tmp_path: Path
) -> None:
    person = approved(page, plain.url, tmp_path / "series", 4)
    archive.gate.clear()
    person.upload()
    page.get_by_role("button", name="Pause").click()
    page.locator(".step", has_text="Review").click()
    page.get_by_role("button", name="Take back").click()
    person.share()
    page.get_by_role("button", name="Continue").click()
    archive.gate.set()
    assert "0 of 4 instances stored" in person.uploaded()
    assert "no longer approved" in page.locator(".upload-rows").first.inner_text()
    assert len(archive.posts()) <= 1, "the one that was under way"


def test_case_that_is_cleared_ends_the_upload(plain: Any, archive: Archive, page: Any, tmp_path: Path) -> None:
    person = approved(page, plain.url, tmp_path / "series", 4)
    archive.gate.clear()
    person.upload()
    page.get_by_role("button", name="Pause").wait_for()
    page.locator(".step", has_text="Add").click()
    page.get_by_role("button", name=re.compile("Clear|Forget")).first.click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Clear")).click()
    archive.gate.set()
    person.share()
    page.get_by_text("Nothing is approved yet").wait_for()
    assert page.locator(".uploading").count() == 0
    page.wait_for_timeout(300)
    assert len(archive.posts()) <= 1


@pytest.mark.slow
def test_busy_server_is_asked_again_with_patience(plain: Any, archive: Archive, page: Any, tmp_path: Path) -> None:
    times: list[float] = []

    def busy(uid: str) -> tuple[int, str, str]:
        times.append(time.monotonic())
        archive.stored.clear()
        if len(times) < 4:
            return 503, "text/plain", ""
        archive.says = archive.referenced
        return archive.referenced(uid)

    archive.says = busy
    person = approved(page, plain.url, tmp_path / "series", 1)
    person.upload()
    page.get_by_text("Trying again in").wait_for()
    assert "1 instance stored and read back" in person.uploaded()
    waits = [later - sooner for sooner, later in itertools.pairwise(times)]
    assert waits[0] >= 0.5 and waits[1] >= 1 and waits[2] >= 2


def test_token_is_sent_as_one(
    dist: Path, serve_folder: Callable[..., Any], archive: Archive, page: Any, tmp_path: Path
) -> None:
    server = serve_folder(dist, config=destination(authentication="bearer"), dicomweb=archive.url)
    person = approved(page, server.url, tmp_path / "series", 1)
    person.upload(secret="no token\r\nX-Evil: 1")
    person.note("Paste the token")
    assert archive.asked == []
    page.locator(".sign-in input").fill("abc.DEF-123=")
    page.get_by_role("button", name="Continue").click()
    assert "1 instance stored and read back" in person.uploaded()
    assert {headers["Authorization"] for _, _, headers in archive.asked} == {"Bearer abc.DEF-123="}


# --- A server under another address ---------------------------------------------------------------


def test_server_under_another_address_is_in_the_policy_and_no_other_is(
    build: ModuleType, dist: Path, serve_folder: Callable[..., Any], page: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    archive, stranger = Archive("*"), Archive("*")
    folder = Path(shutil.copytree(dist, tmp_path / "site"))
    config = tmp_path / "config.json"
    config.write_text(json.dumps(destination(archive.url, "none")))
    monkeypatch.setattr(build, "DIST", folder)
    build.write_site(config)
    server = serve_folder(folder, config=json.loads(config.read_text()))
    person = approved(page, server.url, tmp_path / "series", 2)
    person.upload()
    assert "2 instances stored and read back" in person.uploaded()
    assert page.locator(".request-count").inner_text().endswith(f"all to {urlsplit(archive.url).netloc}")
    reached = page.evaluate("(url) => fetch(url, {mode: 'no-cors'}).then(() => true, () => false)", stranger.url)
    assert reached is False and stranger.asked == []


def test_server_that_the_policy_does_not_name_is_not_reached(
    dist: Path, serve_folder: Callable[..., Any], page: Any, tmp_path: Path
) -> None:
    archive = Archive("*")
    folder = Path(shutil.copytree(dist, tmp_path / "site"))
    (folder / "config.json").write_text(json.dumps(destination(archive.url, "none")))
    person = approved(page, serve_folder(folder).url, tmp_path / "series", 1)
    person.upload()
    assert "the policy of this site" in person.note("does not answer")
    assert archive.asked == []


# --- Size -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_instance_of_one_gigabyte_needs_no_memory_of_the_tab(
    site: Any, orthanc: Orthanc, page: Any, tmp_path: Path, record_property: Any
) -> None:
    person = Person.at(page, site.url)
    page.locator("input[type=file]:not([webkitdirectory])").set_input_files(cine(tmp_path / "cine.dcm", 456))
    person.review()
    page.get_by_text("1 of 456 seen").wait_for(timeout=120_000)
    person.waive("black frames, made by a test")
    started = time.monotonic()
    person.upload(USER, PASSWORD)
    page.get_by_role("button", name="Pause").wait_for()
    page.wait_for_timeout(1000)  # the engine goes to rest
    with peak_memory(page) as memory:
        page.locator(".uploaded").wait_for(timeout=300_000)
    measured = {"seconds": round(time.monotonic() - started, 1), **{name: round(mb) for name, mb in memory.items()}}
    print(f"\n  1 GB uploaded and read back; MB of the tab: {measured}")
    record_property("upload of 1 GB", measured)
    assert "1 instance stored and read back" in person.uploaded()
    assert memory["peak"] < 300

    person.page.locator(".step", has_text="Review").click()
    page.get_by_role("slider").focus()
    page.keyboard.press("End")
    person.wait_for_seen("2 of 456 seen")  # it has woken up
