"""The catalogue of the page's words, web/src/words: every text of the page stands in it, and all that stands in it is said."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest

HERE = Path(__file__).parent

# What reads like a text of the page and is none, with the reason.
ALLOWED = {
    "Curtain": "the brand",
    "A person left it out.": "in the report, which Python writes",
    "It came out clean, but nobody approved it.": "in the report, which Python writes",
    "The work on it was stopped before it was finished.": "in the report, which Python writes",
    "not DICOM": "a code in a list for programs",
    "The profile's own rule": "looked for in what the engine says",
    "curtain *": "a worker's name",
    "curtain zip": "a worker's name",
    "curtain unzip": "a worker's name",
    "curtain/1/saved case": "what a code is made for",
    "(pointer: coarse)": "a media query",
    "input:not([type=checkbox]), textarea, dialog, [popover]": "a selector",
    "input:checked, input": "a selector",
    "600 *px system-ui, sans-serif": "a font",
    "Bearer *": "a header of HTTP",
    "Basic *": "a header of HTTP",
    'multipart/related; type="application/dicom"; transfer-syntax=*': "a header of HTTP",
    'multipart/related; type="application/dicom"; boundary=*': "a header of HTTP",
    "--* Content-Type: application/dicom": "a header of HTTP",
    "import numpy": "Python",
    "import micropip await micropip.install(where, deps=False)": "Python",
    "from importlib.metadata import entry_points for point in entry_points(group=*): point.load()": "Python",
}


@pytest.fixture(scope="module")
def web(build: ModuleType) -> Path:
    if not (build.WEB / "node_modules").is_dir():
        pytest.skip("the page's packages are not installed; `python3 build.py test` does it")
    return build.WEB


@pytest.fixture(scope="module")
def plain_texts(
    web: Path, build: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path], list[dict[str, Any]]]:
    """What plain_texts.mjs finds in a folder of code."""

    def read_folder(folder: Path) -> list[dict[str, Any]]:
        config = tmp_path_factory.mktemp("project") / "tsconfig.json"
        options = {
            "noResolve": True,
            "noLib": True,
            "types": [],
            "jsx": "preserve",
            "target": "es2022",
            "module": "esnext",
        }
        config.write_text(json.dumps({"compilerOptions": options, "include": [str(folder)]}))
        return printed(build.node(), HERE / "plain_texts.mjs", web, config)

    return read_folder


@pytest.fixture(scope="module")
def in_code(web: Path, plain_texts: Callable[[Path], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return plain_texts(web / "src")


def printed(*command: str | Path) -> Any:
    """What a program prints as JSON."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def messages(web: Path) -> dict[str, str]:
    """Id and pattern of each message, and of each term, whose id begins with a hyphen."""
    text = "\n".join(path.read_text() for path in sorted((web / "src" / "words" / "en").glob("*.ftl")))
    return dict(re.findall(r"^(-?[a-zA-Z][\w-]*) *=(.*(?:\n[ \t]+.*)*)", text, re.MULTILINE))


def test_every_text_stands_in_the_catalogue(in_code: list[dict[str, Any]]) -> None:
    assert [f"{each['file']}:{each['line']}: {each['text']}" for each in in_code if each["text"] not in ALLOWED] == []


def test_no_exception_outlives_its_text(in_code: list[dict[str, Any]]) -> None:
    assert sorted(ALLOWED.keys() - {each["text"] for each in in_code}) == []


def test_every_message_is_said(web: Path, build: ModuleType) -> None:
    build.list_messages()
    said = set(printed(build.node(), HERE / "said_messages.mjs", web))
    catalogue = messages(web)
    # A message may stand in others: { files }, { -reason-by-hand }
    within = {name for pattern in catalogue.values() for name in re.findall(r"\{ *(-?[a-z][\w-]*)", pattern)}
    assert [each for each in catalogue if each not in said | within] == []


def test_nothing_is_said_while_modules_load(web: Path, build: ModuleType, tmp_path: Path) -> None:
    """The language is known only once config.json is here: what was said before would stay English."""
    modules = [
        path
        for path in sorted((web / "src").rglob("*.ts*"))
        if not path.name.endswith((".d.ts", "worker.ts")) and path.name != "main.tsx"
    ]
    build.WORK.mkdir(exist_ok=True)
    entry = build.WORK / f"all_modules_{uuid4().hex}.ts"
    try:
        lines = [f"import {{ said }} from '{HERE / 'empty_browser'}';", *(f"import '{path}';" for path in modules)]
        entry.write_text("\n".join([*lines, "console.log(JSON.stringify(said));", "process.exit();"]))
        workers = {name: {"size": 0, "sha256": ""} for name in build.WORKERS}
        bundle = tmp_path / "all_modules.mjs"
        build.esbuild(entry, bundle, {"ENGINE_FILES": {}, "WORKER_FILES": workers, "SAMPLE_SIZE": 0, "VERSION": "0"})
    finally:
        entry.unlink(missing_ok=True)
    done = subprocess.run([build.node(), bundle], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_workers_carry_no_catalogue(web: Path, build: ModuleType, tmp_path: Path) -> None:
    """They send codes, and the page says them: every worker would load all texts, and know no language."""
    for name, source in build.WORKERS.items():
        build.esbuild(web / "src" / source, tmp_path / name, {"ENGINE_FILES": {}})
        assert "failed-worker-died" not in (tmp_path / name).read_text()


# --- The check itself


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Left here", "<p>Left here</p>"),
        ("left", "<p><b>{count}</b> left</p>"),
        ("Pictures", "<section aria-label='Pictures' />"),
        ("Pictures", "<section aria-label={open ? 'Pictures' : say('cancel')} />"),
        ("Search", "<input placeholder={`Search`} />"),
        ("none", "<p>{count > 0 ? say('files', { files: count }) : 'none'}</p>"),
        ("Paused.", "<p>{open && 'Paused.'}</p>"),
        ("* left", "<p>{open && `${count} left`}</p>"),
        ("* files", "<p>{[1, 2].map((each) => `${each} files`).join(', ')}</p>"),
        ("It is gone.", "<p>{told('It is gone.')}</p>"),
        ("This is no saved case.", "<p>{new SavedError('This is no saved case.').sentence}</p>"),
        ("This is no key file.", "<p>{new KeyFileError('This is no key file.').sentence}</p>"),
        ("Choose a file", "<FileButton label='Choose a file' />"),
        ("Colour", "<Table rows={[{ title: 'Colour' }]} />"),
    ],
)
def test_a_text_in_code_is_found(
    text: str, line: str, plain_texts: Callable[[Path], list[dict[str, Any]]], tmp_path: Path
) -> None:
    (tmp_path / "Part.tsx").write_text(f"export const Part = ({{ count, open }}: any) => {line};")
    assert text in [each["text"] for each in plain_texts(tmp_path)]


def test_what_is_no_text_is_left_alone(plain_texts: Callable[[Path], list[dict[str, Any]]], tmp_path: Path) -> None:
    (tmp_path / "Part.tsx").write_text("""
        type State = 'left out' | 'needs eyes';
        const TABLE = [{ label: 'cancel', state: 'left out' }, { label: `step-${open}`, state: 'needs eyes' }];
        export function Part({ state }: { state: State }) {
          if (state === 'left out') throw new TypeError('nobody comes here');
          return <p class="link warn-text" aria-label={say('cancel')}>· {say('close')} <code>curtain check</code></p>;
        }
    """)
    assert plain_texts(tmp_path) == []
