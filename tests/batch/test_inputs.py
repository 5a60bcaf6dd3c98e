"""What somebody gave: files, folders and archives, each file with its outcome or its bytes."""

import io
import random
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from curtain.batch import archive as module
from curtain.batch.inputs import Input, Inputs, opened
from curtain.outcome import NotDicom, Quarantine
from zips import CLIMBING, DEFLATED, SPOILED, STORED, archive, central, spoiled, zip64

ROOT = Path(__file__).parents[2]
WORDS = b"not a picture, but it will do for being packed. " * 40


def content(file: Input) -> bytes | str:
    """What a file holds, or the code of its reason."""
    try:
        with opened(file) as source:
            return source.read(0, source.size)
    except (Quarantine, NotDicom) as stop:
        return stop.code


def everything(*given: Path) -> dict[str, bytes | str]:
    with Inputs(given) as files:
        found = [(file.shown.as_posix(), content(file)) for file in files]
    assert len(dict(found)) == len(found)
    return dict(found)


@pytest.fixture
def held(tmp_path: Path) -> Callable[[bytes], dict[str, bytes | str]]:
    """The files in an archive with these bytes, by their path in it."""

    def read(data: bytes) -> dict[str, bytes | str]:
        (tmp_path / "case").write_bytes(data)
        prefix = f"{tmp_path.as_posix()}/case"
        return {
            name.removeprefix(prefix).removeprefix("/"): found for name, found in everything(tmp_path / "case").items()
        }

    return read


def test_codes_sentences_and_limits_are_those_of_the_page():
    page = (ROOT / "web" / "src" / "words" / "en" / "case.ftl").read_text()
    hand = re.search(r"^-reason-by-hand = (.*)$", page, re.MULTILINE)[1]
    said = {
        code: words.replace("{ -reason-by-hand }", hand)
        for code, words in re.findall(r"^reason-(zip-[a-z-]+) = (.*)$", page, re.MULTILINE)
    }
    assert said == module.SENTENCES
    limits = (ROOT / "web" / "src" / "case" / "archive" / "judge.ts").read_text()
    mine = {
        "entry": module.MAX_ENTRY, "total": module.MAX_TOTAL, "entries": module.MAX_ENTRIES, "depth": module.MAX_DEPTH,
        "directory": module.MAX_DIRECTORY, "growth": module.MAX_GROWTH, "harmless": module.HARMLESS,
    }  # fmt: skip
    for name, limit in mine.items():
        value = re.search(rf"\b{name}: ([\d_]+)( \* MB)?,", limits)
        assert int(value[1]) * (1 << 20 if value[2] else 1) == limit, name


def test_folder_is_walked_by_name_and_each_file_taken_once(tmp_path: Path):
    for name in ("b/2", "b/1", "a", "c/d/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "round").symlink_to(tmp_path)
    with Inputs([tmp_path, tmp_path / "a", tmp_path / "b" / ".." / "a"]) as files:
        found = list(files)
    assert [file.shown.relative_to(tmp_path).as_posix() for file in found] == ["a", "b/1", "b/2", "c/d/e"]
    assert [file.number for file in found] == [1, 2, 3, 4]
    assert content(found[3]) == b"c/d/e"


def test_linked_folder_is_walked(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "IM1").write_bytes(b"1")
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "link").symlink_to(tmp_path / "elsewhere")
    assert everything(tmp_path / "given") == {f"{tmp_path.as_posix()}/given/link/IM1": b"1"}


def test_what_cannot_be_read_stands_in_the_list(tmp_path: Path):
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert set(everything(tmp_path).values()) == {"unreadable"}
    assert everything(tmp_path / "never there") == {f"{tmp_path.as_posix()}/never there": "unreadable"}


@pytest.mark.parametrize("method", [STORED, DEFLATED])
def test_archive_is_read_where_it_lies(held: Callable, method: int):
    files = {"CD/IM1": WORDS, "CD/deep/IM2": WORDS[::-1], "EMPTY": b""}
    assert held(archive(files, method)) == files


@pytest.mark.parametrize("outer", [STORED, DEFLATED])
@pytest.mark.parametrize("inner", [STORED, DEFLATED])
def test_archive_within_an_archive_is_opened_once(held: Callable, outer: int, inner: int):
    third = archive({"IM3": WORDS}, STORED)
    second = archive({"IM2": WORDS[:50], "third": third}, inner)
    found = held(archive({"IM1": WORDS[:10], "folder/second.zip": second}, outer))
    assert found == {"IM1": WORDS[:10], "folder/second.zip/IM2": WORDS[:50], "folder/second.zip/third": "zip-depth"}


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path / "scratch"))
    monkeypatch.setattr(module, "_IN_MEMORY", 10)
    (tmp_path / "scratch").mkdir()
    (tmp_path / "a.zip").write_bytes(archive({"b.zip": archive({"IM1": WORDS})}))
    with Inputs([tmp_path / "a.zip"]) as files:
        (file,) = files
        (folder,) = (tmp_path / "scratch").iterdir()
        assert folder.stat().st_mode & 0o077 == 0
        with opened(file) as source:
            assert source.read(0, source.size) == WORDS
            assert [*(tmp_path / "scratch").iterdir()] == [folder]
    assert [*(tmp_path / "scratch").iterdir()] == []


def test_zip64_is_read(held: Callable):
    assert held(zip64({f"IM{number}": WORDS for number in range(2)})) == {"IM0": WORDS, "IM1": WORDS}


def test_zip64_numbers_of_an_entry_are_found():
    extra = struct.pack("<HHH", 0x5455, 2, 7) + struct.pack("<HHQQ", 1, 16, 5 << 32, 6 << 32)
    assert module._with_zip64(extra, 0xFFFFFFFF, 7, 0xFFFFFFFF) == [5 << 32, 7, 6 << 32]


def test_dicom_file_with_an_archive_in_its_preamble_is_dicom(held: Callable):
    data = b"PK\3\4" + bytes(124) + b"DICM" + WORDS
    assert held(data) == {"": data}


def test_other_bytes_are_a_file(held: Callable):
    assert held(b"PK") == {"": b"PK"}


def test_each_bad_entry_stands_with_its_reason(held: Callable):
    """What climbs out, what is damaged, locked, overlapping or a bomb: and the good ones come out."""
    entries = {name: WORDS for name in (*CLIMBING, *SPOILED, "good/1", "good\\2", "be\nll", "stored-crc")}
    entries |= {"bomb": bytes(64 << 20), "good/10": WORDS[:1]}
    damaged = ("crc", "stored-crc", "size", "longer", "broken", "Renamed", "good/10", "cut")
    assert held(spoiled(entries.items())) == {
        "good/1": WORDS, "good/2": WORDS,
        "../up": "zip-path", "good/../../up": "zip-path", "root": "zip-path", "C:/disk": "zip-path", "../back": "zip-path",
        "be\nll": "zip-path", "bomb": "zip-bomb", "locked": "zip-encrypted", "method": "zip-method",
        **dict.fromkeys(damaged, "zip-damaged"),
    }  # fmt: skip


def test_bomb_that_lies_about_its_size_is_stopped_when_it_gets_there(held: Callable):
    data = bytearray(archive({"bomb": bytes(64 << 20)}))
    for at in (data.index(b"PK\3\4") + 22, data.index(b"PK\1\2") + 24):
        struct.pack_into("<L", data, at, 1000)
    assert held(bytes(data)) == {"bomb": "zip-damaged"}


def test_many_small_bombs_are_one(held: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "HARMLESS", 1 << 20)
    found = held(archive({f"{number}": bytes(900_000) for number in range(4)}))
    assert [*found.values()] == [bytes(900_000), "zip-bomb", "zip-bomb", "zip-bomb"]


def test_entries_are_counted_through_all_archives(held: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MAX_ENTRIES", 3)
    inner = archive({"1": b"1", "2": b"2"})
    assert held(archive({"a": b"a", "inner": inner})) == {"a": b"a", "inner": "zip-too-many"}


def test_too_large_is_told_before_anything_is_unpacked(held: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MAX_ENTRY", 100)
    assert held(archive({"a": WORDS})) == {"a": "zip-too-large"}
    assert held(archive({"a": WORDS}, STORED)) == {"a": WORDS}


def test_no_room_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Full(io.BytesIO):
        def write(self, _: bytes) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.tempfile, "SpooledTemporaryFile", lambda **_: Full())
    (tmp_path / "a").write_bytes(archive({"IM1": WORDS}))
    assert everything(tmp_path / "a") == {f"{tmp_path.as_posix()}/a/IM1": "zip-space"}


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.999])
def test_archive_that_was_cut_off_is_broken(held: Callable, keep: float):
    data = archive({f"IM{number}": WORDS for number in range(5)})
    assert held(data[: int(len(data) * keep)]) == {"": "zip-broken"}


def test_list_that_ends_in_the_middle_gives_what_could_be_read(held: Callable):
    data = bytearray(archive({f"IM{number}": WORDS for number in range(5)}))
    data[central(data)[3]] = 0
    assert held(bytes(data)) == {"IM0": WORDS, "IM1": WORDS, "IM2": WORDS, "": "zip-broken"}


def test_two_archives_in_a_row_can_be_read_in_two_ways(held: Callable):
    assert held(archive({"a": WORDS}) + archive({"b": WORDS})) == {"": "zip-broken"}


def test_empty_archive_is_left_out(held: Callable):
    assert held(archive({})) == {"": "zip-empty"}


def test_every_single_byte_may_be_wrong(held: Callable):
    """No byte of an archive makes anything but an outcome."""
    good = archive({"IM1": b"12345678", "b/IM2": b"1" * 100})
    for at in range(len(good)):
        for bit in (1, 128):
            data = bytearray(good)
            data[at] ^= bit
            for found in held(bytes(data)).values():
                assert isinstance(found, str) or found in (b"12345678", b"1" * 100) or found == bytes(data)


def test_inflating_goes_on_where_output_is_longer_than_a_block(held: Callable):
    data = bytes(5_000_000) + WORDS
    assert held(archive({"IM1": data})) == {"IM1": data}


@pytest.mark.parametrize("method", [STORED, DEFLATED])
def test_long_entry_is_not_read_in_silence(tmp_path: Path, method: int):
    """Whoever waits would take it for hanging: a stored entry is read to its end first, a deflated one inflated."""
    data = random.Random(7).randbytes(8 << 20)
    (tmp_path / "a").write_bytes(archive({"IM1": data}, method))
    heard = []
    with Inputs([tmp_path / "a"]) as files:
        (file,) = files
        with opened(file, lambda: heard.append(1)) as source:
            assert len(heard) > 7
            assert source.read(0, 10) == data[:10]
