"""`build.py serve` answers only its own page, and hands /dicom-web/ on without holding anything whole."""

from __future__ import annotations

import hashlib
import http.client
import http.server
import json
import resource
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest

DESTINATION = {"name": "Archive", "kind": "dicomweb", "url": "/dicom-web/", "authentication": "basic"}
MB = 1 << 20


class Upstream(http.server.BaseHTTPRequestHandler):
    """A server that keeps what it was asked, and answers as its `answers` say."""

    protocol_version = "HTTP/1.1"
    asked: list[dict[str, Any]]
    answers: dict[str, Callable[[Upstream], None]]

    def handle_any(self) -> None:
        digest, left = hashlib.sha256(), int(self.headers.get("Content-Length", "0"))
        size = left
        while left and (block := self.rfile.read(min(left, 1 << 16))):
            digest.update(block)
            left -= len(block)
        self.asked.append({
            "method": self.command, "path": self.path, "headers": dict(self.headers), "size": size, "left": left,
            "sha256": digest.hexdigest(),
        })  # fmt: skip
        if left == 0:
            self.answers.get(self.path, Upstream.fine)(self)

    do_GET = do_POST = handle_any

    def fine(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Set-Cookie", "a=b")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"fine")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def upstream() -> Iterator[Any]:
    handler = type("Handler", (Upstream,), {"asked": [], "answers": {}})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    server.asked, server.answers = handler.asked, handler.answers
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(tmp_path: Path, serve_folder: Callable[..., Any], upstream: Any) -> Any:
    (tmp_path / "index.html").write_text("page")
    (tmp_path / "config.json").write_text("{}")
    base = f"http://127.0.0.1:{upstream.server_address[1]}/base/"
    return serve_folder(tmp_path, config={"destinations": [DESTINATION]}, dicomweb=base)


def ask(url: str, method: str, path: str, body: Any = None, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    answer.body = answer.read()
    return answer


# --- Who is answered ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/config.json", "/dicom-web/studies"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "rebound.example.org"},
        {"Host": "rebound.example.org:{port}"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": "localhost.example.org:{port}"},
        {"Origin": "https://evil.example.org"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:{port}"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_foreign_host_or_origin_gets_nothing(
    site: Any, upstream: Any, headers: dict[str, str], method: str, path: str
) -> None:
    port = str(urlsplit(site.url).port)
    answer = ask(site.url, method, path, **{name: value.replace("{port}", port) for name, value in headers.items()})
    assert answer.status == 403
    assert b"page" not in answer.body.replace(b"its own page", b"") and b"Archive" not in answer.body
    assert upstream.asked == []


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_own_names_are_answered_with_and_without_an_origin(site: Any, name: str) -> None:
    host = f"{name}:{urlsplit(site.url).port}"
    assert ask(site.url, "GET", "/", Host=host).status == 200
    assert ask(site.url, "GET", "/dicom-web/studies", Host=host, Origin=f"http://{host}").status == 200


def test_request_that_names_no_host_or_two_gets_nothing(site: Any) -> None:
    address = urlsplit(site.url)
    for lines in ["", f"Host: {address.netloc}\r\nHost: evil.example.org\r\n"]:
        with socket.create_connection((address.hostname, address.port), timeout=10) as plain:
            plain.sendall(f"GET / HTTP/1.1\r\n{lines}\r\n".encode())
            assert b" 403 " in plain.recv(100)


def test_host_that_was_given_is_own(build: ModuleType, tmp_path: Path, serve_folder: Callable[..., Any]) -> None:
    (tmp_path / "index.html").write_text("page")
    with build.Server(tmp_path, "localhost", 0) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        port = server.server_address[1]
        assert ask(f"http://localhost:{port}/", "GET", "/").status == 200
        server.shutdown()


# --- What goes through ----------------------------------------------------------------------------


def test_what_the_page_asks_reaches_the_server_and_the_answer_comes_back(site: Any, upstream: Any) -> None:
    answer = ask(
        site.url, "POST", "/dicom-web/studies?x=1", b"the body", Content_Type="multipart/related; boundary=b",
        Authorization="Basic abc", Accept="application/dicom+json", Cookie="another=program",
    )  # fmt: skip
    assert (answer.status, answer.body) == (200, b"fine")
    (asked,) = upstream.asked
    assert (asked["method"], asked["path"]) == ("POST", "/base/studies?x=1")
    assert asked["sha256"] == hashlib.sha256(b"the body").hexdigest()
    names = ("Content-Type", "Authorization", "Accept", "Cookie")
    assert [asked["headers"].get(name) for name in names] == [
        "multipart/related; boundary=b", "Basic abc", "application/dicom+json", None,
    ]  # fmt: skip
    assert asked["headers"]["Host"] == f"127.0.0.1:{upstream.server_address[1]}"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"]


def test_browser_is_not_told_to_ask_for_a_password_itself(site: Any, upstream: Any) -> None:
    def unauthorized(self: Any) -> None:
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    upstream.answers["/base/studies"] = unauthorized
    answer = ask(site.url, "GET", "/dicom-web/studies")
    assert answer.status == 401 and "WWW-Authenticate" not in answer.headers


def test_bodies_stream_both_ways(site: Any, upstream: Any) -> None:
    size = 600 * MB
    block = bytes(MB)

    def large(self: Any) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for _ in range(size // MB):
            self.wfile.write(b"%x\r\n%b\r\n" % (MB, block))
        self.wfile.write(b"0\r\n\r\n")

    upstream.answers["/base/large"] = large
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = ask(site.url, "POST", "/dicom-web/studies", (block for _ in range(size // MB)), Content_Length=str(size))
    assert answer.status == 200 and upstream.asked[0]["size"] == size
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
    connection.request("GET", "/dicom-web/large")
    response, got = connection.getresponse(), 0
    while part := response.read(MB):
        got += len(part)
    assert got == size
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 100 * MB


def test_answer_that_breaks_off_does_not_look_whole(site: Any, upstream: Any) -> None:
    def half(self: Any) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(bytes(500))
        self.close_connection = True

    upstream.answers["/base/half"] = half
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        ask(site.url, "GET", "/dicom-web/half")


def test_page_that_stops_sending_ends_the_request_at_the_server(site: Any, upstream: Any) -> None:
    address = urlsplit(site.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as plain:
        head = f"POST /dicom-web/studies HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 1000000\r\n\r\n"
        plain.sendall(head.encode() + bytes(1000))
    for _ in range(100):
        if upstream.asked:
            break
        threading.Event().wait(0.05)
    assert upstream.asked[0]["left"] > 0


def test_only_what_lies_below_the_base_can_be_reached(site: Any, upstream: Any) -> None:
    for path in ["/dicom-web/../instances", "/dicom-web/a/%2e%2e/%2E./instances", "/dicom-web/..%2finstances",
                 "/dicom-web/..\\instances", "/dicom-web/..%5cinstances"]:  # fmt: skip
        assert ask(site.url, "GET", path).status == 404
    assert ask(site.url, "POST", "/index.html", b"x").status == 405
    assert ask(site.url, "DELETE", "/dicom-web/studies/1").status == 501
    assert upstream.asked == []


def test_server_that_is_away_is_said(site: Any, upstream: Any) -> None:
    upstream.shutdown()
    upstream.server_close()
    answer = ask(site.url, "GET", "/dicom-web/studies")
    assert (answer.status, answer.body) == (502, b"The DICOMweb server does not answer.")
    assert ask(site.url, "GET", "/").status == 200


# --- The configuration and the policy -------------------------------------------------------------


def test_page_is_told_of_the_server(build: ModuleType, site: Any) -> None:
    answer = ask(site.url, "GET", "/config.json")
    assert json.loads(answer.body)["destinations"] == [DESTINATION]
    assert answer.headers["Content-Security-Policy"] == build.POLICY, "its own origin is in there already"
    config = build.with_dicomweb({"title": "x", "destinations": []}, "http://127.0.0.1:8042/dicom-web", "basic")
    assert config == {"title": "x", "destinations": [{**DESTINATION, "name": "127.0.0.1:8042"}]}


def test_policy_names_the_destinations_and_nothing_else(build: ModuleType) -> None:
    def policy(*urls: str) -> str:
        return build.policy_of({"destinations": [{"url": url} for url in urls]})

    assert policy() == policy("/dicom-web/") == build.POLICY
    several = policy("https://Archive.example.org:8443/dicom-web", "http://localhost:8042/", "https://a.example.org")
    assert (
        "; connect-src 'self' http://localhost:8042 https://a.example.org https://archive.example.org:8443; " in several
    )
    assert several.count(";") == build.POLICY.count(";")


@pytest.mark.parametrize(
    "url",
    ["http://archive.example.org/", "//archive.example.org/", "https://*/", "https://a.example.org; script-src *", "https://a b/",
     "ftp://a.example.org/", "https://me:secret@a.example.org/", "data:x", "", None, 7],
)  # fmt: skip
def test_policy_is_not_built_from_an_address_that_the_page_would_refuse(build: ModuleType, url: object) -> None:
    with pytest.raises(ValueError, match=r"destinations\[0\]\.url"):
        build.policy_of({"destinations": [{"url": url}]})


def test_configuration_that_cannot_be_read_is_said_with_its_name(build: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    for text in ["{", "[]", '{"destinations": [{}]}']:
        path.write_text(text)
        with pytest.raises(build.BuildError) as wrong:
            build.read_config(path)
        assert str(path) in wrong.value.what and wrong.value.cause
    with pytest.raises(build.BuildError):
        build.with_dicomweb({}, "file:///etc/passwd", "none")


def test_dist_carries_its_policy(build: ModuleType, dist: Path) -> None:
    assert json.loads((dist / "config.json").read_text())["profile"] == "basic"
    assert (dist / "policy.txt").read_text() == f"Content-Security-Policy: {build.POLICY}\n"
    assert (dist / "policy.nginx").read_text() == f'add_header Content-Security-Policy "{build.POLICY}" always;\n'
