"""A browser driven over WebDriver BiDi (W3C), as far as a smoke test needs it; nothing but the standard library.

Playwright drives only its own build of Firefox. This drives the one that people have.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


class WebSocket:
    """The client's side of RFC 6455, text messages only."""

    def __init__(self, host: str, port: int, path: str, timeout: float) -> None:
        self._socket = socket.create_connection((host, port), timeout)
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        self._file = self._socket.makefile("rb")
        status = self._file.readline()
        assert b" 101 " in status, status
        while self._file.readline().strip():
            pass

    def send(self, text: str) -> None:
        self._frame(_TEXT, text.encode())

    def receive(self) -> str:
        message = b""
        while True:
            first, second = self._file.read(2)
            length = second & 127
            if length > 125:
                length = int.from_bytes(self._file.read(2 if length == 126 else 8), "big")
            data = self._file.read(length)
            kind = first & 15
            if kind == _PING:
                self._frame(_PONG, data)
                continue
            assert kind != _CLOSE, "the browser hung up"
            message += data
            if first & 128:
                return message.decode()

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def _frame(self, kind: int, data: bytes) -> None:
        mask = os.urandom(4)
        size = len(data)
        head = bytes([128 | kind]) + (
            bytes([128 | size])
            if size < 126
            else struct.pack(">BH", 254, size)
            if size < 1 << 16
            else struct.pack(">BQ", 255, size)
        )
        self._socket.sendall(head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data)))


class BidiPage:
    """One tab."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket, self._last = socket, 0
        self.command("session.new", capabilities={})
        self._context = self.command("browsingContext.getTree")["contexts"][0]["context"]

    def command(self, method: str, **params: Any) -> Any:
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.receive())
            if answer.get("id") == self._last:
                assert answer["type"] == "success", answer
                return answer["result"]

    def goto(self, url: str) -> None:
        self.command("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, function: str, *values: str | int | bool) -> Any:
        """The JSON of what a function returns, as a gesture of the user."""
        arguments = ", ".join(json.dumps(value) for value in values)
        result = self.command(
            "script.evaluate",
            expression=f"Promise.resolve(({function})({arguments})).then((value) => JSON.stringify(value ?? null))",
            target={"context": self._context}, awaitPromise=True, userActivation=True,
        )  # fmt: skip
        assert result["type"] == "success", result.get("exceptionDetails", {}).get("text")
        return json.loads(result["result"]["value"])

    def wait_for(self, function: str, *values: str | int | bool, timeout: float = 60) -> Any:
        end = time.monotonic() + timeout
        while not (found := self.evaluate(function, *values)):
            assert time.monotonic() < end, f"waited {timeout} s for {function} {values}"
            time.sleep(0.1)
        return found


@contextlib.contextmanager
def firefox(program: str, folder: Path) -> Iterator[BidiPage]:
    """A fresh headless Firefox whose downloads go to `folder`/downloads."""
    downloads = folder / "downloads"
    profile = folder / "profile"
    for each in (downloads, profile):
        each.mkdir()
    preferences = {
        "browser.download.folderList": 2, "browser.download.dir": str(downloads), "browser.download.alwaysOpenPanel": False,
        "browser.helperApps.neverAsk.saveToDisk": "application/zip", "app.update.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False, "browser.shell.checkDefaultBrowser": False,
    }  # fmt: skip
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines))
    log = folder / "firefox.log"
    words = [program, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(profile)]
    with log.open("wb") as output:
        process = subprocess.Popen(words, stdout=output, stderr=output, env={**os.environ, "HOME": str(folder)})
    try:
        end = time.monotonic() + 60
        while not (found := re.search(r"listening on ws://([\w.]+):(\d+)", log.read_text())):
            assert process.poll() is None and time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        websocket = WebSocket(found[1], int(found[2]), "/session", timeout=120)
        try:
            yield BidiPage(websocket)
        finally:
            websocket.close()
    finally:
        process.terminate()
        process.wait(20)
