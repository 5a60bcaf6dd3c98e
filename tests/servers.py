"""Real servers for the tests of uploads: Orthanc with its DICOMweb plugin, and nginx with the repository's own sample.

Each runs on a free port of this computer, from a configuration and a folder of its own; those that Debian starts are
left alone. Under CI a program that is missing is a failure, elsewhere the test is skipped.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")
USER, PASSWORD = "teacher", "s3cret: Größe"


def needed(program: str, package: str) -> str:
    """The path of a program of Debian."""
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found is None:
        message = f"{program} is missing; `python3 build.py test` installs it as root (Debian: {package})"
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"no server on port {port}:\n{log.read_text()[-2000:]}")


@dataclass
class Orthanc:
    """An Orthanc that asks for a name and a password."""

    folder: Path
    program: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """Base of its DICOMweb service."""
        return f"http://127.0.0.1:{self.port}/dicom-web"

    def start(self) -> None:
        self.folder.mkdir(exist_ok=True)
        settings = {
            "Name": "Test", "StorageDirectory": str(self.folder / "db"), "IndexDirectory": str(self.folder / "db"),
            "HttpPort": self.port, "DicomServerEnabled": False, "RemoteAccessAllowed": False,
            "AuthenticationEnabled": True, "RegisteredUsers": {USER: PASSWORD}, "Plugins": [str(PLUGIN)],
            "DicomWeb": {"Enable": True, "Root": "/dicom-web/"}, "LuaScripts": [], "StorageCompression": False,
        }  # fmt: skip
        (self.folder / "orthanc.json").write_text(json.dumps(settings))
        log = self.folder / "orthanc.log"
        with log.open("a") as out:
            self.process = subprocess.Popen([self.program, self.folder / "orthanc.json"], stdout=out, stderr=out)
        wait_for(self.port, self.process, log)

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def ask(self, path: str, body: bytes | None = None) -> bytes:
        """What its own API answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body)
        token = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def files(self) -> dict[str, bytes]:
        """Every stored file by its SOPInstanceUID."""
        found = {}
        for number in json.loads(self.ask("/instances")):
            uid = json.loads(self.ask(f"/instances/{number}"))["MainDicomTags"]["SOPInstanceUID"]
            found[uid] = self.ask(f"/instances/{number}/file")
        return found

    def count(self) -> int:
        return len(json.loads(self.ask("/instances")))


@pytest.fixture
def orthanc(tmp_path: Path) -> Iterator[Orthanc]:
    program = needed("Orthanc", "orthanc, orthanc-dicomweb")
    if not PLUGIN.exists():
        needed("Orthanc's DICOMweb plugin", "orthanc-dicomweb")
    server = Orthanc(tmp_path / "orthanc", program)
    server.start()
    yield server
    server.stop()


@dataclass
class Nginx:
    """nginx as web/hosting/nginx.conf has it, but for names, paths and the certificate."""

    url: str
    process: subprocess.Popen

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def start_nginx(folder: Path, dist: Path, upstream: int) -> Nginx:
    program = needed("nginx", "nginx-light")
    folder.mkdir()
    port = free_port()
    site = (ROOT / "web" / "hosting" / "nginx.conf").read_text()
    for old, new in [
        (
            "    listen 443 ssl default_server;\n    ssl_reject_handshake on;\n",
            f"listen 127.0.0.1:{port} default_server;",
        ),
        ("    listen 443 ssl;\n", f"listen 127.0.0.1:{port};"),
        ("CURTAIN.EXAMPLE.ORG", "127.0.0.1"),
        ("    ssl_certificate /PATH/TO/CERTIFICATE.pem;\n    ssl_certificate_key /PATH/TO/KEY.pem;\n", ""),
        ("/PATH/TO/DIST", str(dist)),
        ("127.0.0.1:8042", f"127.0.0.1:{upstream}"),
    ]:
        assert old in site, f"the sample no longer says {old}"
        site = site.replace(old, new)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; {'user root;' if os.geteuid() == 0 else ''}"
        f"events {{}} http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; {temporary}\n{site} }}"
    )
    log = folder / "started.log"
    with log.open("w") as out:
        process = subprocess.Popen([program, "-p", folder, "-c", config], stdout=out, stderr=out)
    wait_for(port, process, log)
    return Nginx(f"http://127.0.0.1:{port}/", process)
