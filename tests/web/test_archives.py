"""Zip archives: every entry becomes a file of the case or stands in it with the reason why not."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from case_files import IDENTITY
from making import INSTANCE, as_bytes, ct
from person import Person
from zips import CLIMBING, DEFLATED, STORED, archive, central, spoiled, zip64

pytestmark = pytest.mark.browser


def instance(number: int, **attributes: object) -> bytes:
    return as_bytes(ct(SOPInstanceUID=f"{INSTANCE}.{number}", InstanceNumber=number, **attributes))


@pytest.fixture
def add(server: Any, page: Any, tmp_path: Path) -> Callable[..., Person]:
    """Drop files with these contents, by name, and wait until all are through."""

    def drop(files: dict[str, bytes]) -> Person:
        folder = tmp_path / "dropped"
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        person = Person.at(page, server.url)
        server.mark()
        person.drop(folder)
        person.outcome()
        assert server.new_requests() == []
        return person

    return drop


def test_archive_goes_the_whole_way(add: Callable[..., Person]) -> None:
    """Stored and deflated, in nested folders, under any name, in an archive that does not say that it is one."""
    slices = {f"CD/DICOM/S{number}/IM{number}": instance(number) for number in range(3)}
    person = add({
        "deep/down/export.bin": archive(slices | {"CD/README.TXT": b"no image", "CD/EMPTY": b""}),
        "stored.zip": archive({"FOURTH": instance(4)}, STORED),
    })  # fmt: skip
    words = person.outcome()
    assert "4 files de-identified" in words
    assert "2 files are no DICOM" in words
    person.review()
    person.look_at_all()
    person.approve()
    files = person.download_bytes()
    assert len(files) == 4
    assert not [identity for identity in IDENTITY for data in files.values() if identity in data]


def test_archives_of_other_kinds(add: Callable[..., Person], page: Any, tmp_path: Path) -> None:
    """Zip64; one within another is opened, but not a third one; a DICOM file whose preamble begins like one; a chosen one."""
    inner = archive({"IM2": instance(2), "third.zip": archive({"IM3": instance(3)})})
    person = add({
        "outer.zip": archive({"IM1": instance(1), "folder/inner.zip": inner}),
        "zip64.zip": zip64({f"IM{number}": instance(number) for number in (4, 5)}),
        "IM6": b"PK\3\4" + instance(6)[4:],
    })  # fmt: skip
    assert "5 files de-identified" in person.outcome()
    (tmp_path / "case").write_bytes(archive({"IM7": instance(7)}))
    page.locator('input[name="files"]').set_input_files([tmp_path / "case"])
    page.get_by_text("6 files de-identified").wait_for()
    person.review()
    ((path, words),) = person.held().items()
    assert path == "dropped/outer.zip/folder/inner.zip/third.zip"
    assert words.startswith("An archive within an archive within an archive is not opened")


def test_each_bad_entry_stands_with_its_reason(add: Callable[..., Person]) -> None:
    """What climbs out, what is damaged, locked, overlapping or a bomb: and the good ones come out."""
    entries = [
        ("good/1", instance(1)), ("good\\2", instance(2)), *((name, instance(3)) for name in CLIMBING), ("bomb", bytes(64 << 20)),
        ("locked", instance(4)), ("crc", instance(5)), ("size", instance(6)), ("broken", instance(7)), ("method", instance(8)),
        ("stored-crc", instance(9)), ("good/1", instance(10)), ("good/10", instance(11)),
    ]  # fmt: skip
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = spoiled(entries)

    person = add({"case.zip": data})
    assert "3 files de-identified" in person.outcome()
    person.review()
    held = person.held()
    start = "dropped/case.zip/"
    expected = {
        "../up": "The name", "good/../../up": "The name", "/root": "The name", "C:\\disk": "The name", "..\\back": "The name",
        "bomb": "This entry of a zip archive grows", "locked": "This entry of a zip archive is locked",
        "crc": "This entry of a zip archive is damaged", "stored-crc": "This entry of a zip archive is damaged",
        "size": "This entry of a zip archive is damaged", "broken": "This entry of a zip archive is damaged",
        "method": "This entry of a zip archive was packed in a way", "good/10": "This entry of a zip archive is damaged",
    }  # fmt: skip
    assert {name.removeprefix(start): words for name, words in held.items()}.keys() == expected.keys()
    for name, words in expected.items():
        assert held[start + name].startswith(words), name


def test_broken_archives_stand_with_their_reason(add: Callable[..., Person]) -> None:
    whole = archive({f"IM{number}": instance(number) for number in range(3)})
    half = bytearray(whole)
    half[central(whole)[2]] = 0  # the list of entries ends too soon: what is before is taken
    person = add({
        "a-half.zip": bytes(half),
        "b-cut.zip": whole[:-30],
        "c-empty.zip": archive({}),
        "d-start.zip": b"PK\3\4" + bytes(60),
        "e-huge.zip": archive({})[:12] + struct.pack("<LLH", 0xFFFFFFF0, 0, 0),
    })  # fmt: skip
    words = person.outcome()
    assert "2 files de-identified" in words
    assert "1 file is no DICOM" in words
    person.review()
    held = person.held()
    assert set(held) == {f"dropped/{name}.zip" for name in ("a-half", "b-cut", "d-start", "e-huge")}
    assert all(words.startswith("This zip archive is damaged") for words in held.values())


@pytest.mark.slow
def test_sizes_that_lie_do_not_grow_the_tab(add: Callable[..., Person]) -> None:
    """An entry that says it is small and inflates to a gigabyte is stopped at once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
    data = bytearray(archive({"lie": b"", "IM1": instance(1)}))
    info = zipfile.ZipFile(io.BytesIO(data)).infolist()[0]
    assert info.header_offset == 0
    old = 30 + len("lie") + info.compress_size
    local, rest = bytearray(data[: 30 + len("lie")]), data[old:]
    struct.pack_into("<LLL", local, 14, 0, len(packed), 5000)
    shift = len(local) + len(packed) - old
    grown = bytearray(local + packed + rest)
    first, second = (at + shift for at in central(data))
    struct.pack_into("<LLL", grown, first + 16, 0, len(packed), 5000)
    struct.pack_into("<L", grown, second + 42, struct.unpack_from("<L", data, central(data)[1] + 42)[0] + shift)
    end = grown.rindex(b"PK\5\6")
    struct.pack_into("<L", grown, end + 16, struct.unpack_from("<L", grown, end + 16)[0] + shift)
    person = add({"lie.zip": bytes(grown)})
    assert "1 file de-identified" in person.outcome()
    person.review()
    assert person.held()["dropped/lie.zip/lie"].startswith("This entry of a zip archive is damaged")


def test_bounds_hold_for_what_an_archive_claims(add: Callable[..., Person]) -> None:
    large = io.BytesIO()
    with zipfile.ZipFile(large, "w", DEFLATED) as out:
        # Not packed at all: 5 GB of it would be no bomb.
        out.writestr("huge", random.Random(1).randbytes(21 << 20))
        out.infolist()[0].file_size = 5 << 30
        out.writestr("IM1", instance(1))
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as out:
        for number in range(100_001):
            out.writestr(str(number), b"")
    counts = bytearray(archive({"IM2": instance(2)}))
    struct.pack_into("<HH", counts, counts.rindex(b"PK\5\6") + 8, 60_000, 60_000)
    person = add({"large.zip": large.getvalue(), "many.zip": many.getvalue(), "counts.zip": bytes(counts)})
    assert "2 files de-identified" in person.outcome()
    person.review()
    held = person.held()
    assert set(held) == {"dropped/large.zip/huge", "dropped/many.zip", "dropped/counts.zip"}
    assert held["dropped/large.zip/huge"].startswith("This entry of a zip archive is too large")
    assert held["dropped/many.zip"].startswith("This zip archive has too many entries")
    assert held["dropped/counts.zip"].startswith("This zip archive is damaged")


DYING = """{
    // The worker that unpacks ends without a word when it has handed out its first entry, once.
    const Plain = Worker;
    let lives = 1;
    window.Worker = class extends Plain {
        constructor(url, options) {
            super(url, options);
            if (options.name !== 'curtain unzip') return;
            this.addEventListener('message', ({ data }) => {
                if (data.kind !== 'entry' || lives === 0) return;
                lives -= 1;
                this.terminate();
                setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { cancelable: true })));
            });
        }
    };
}"""


def test_archive_whose_worker_was_lost_stands_with_its_reason_and_the_next_is_unpacked(
    add: Callable[..., Person], page: Any, tmp_path: Path
) -> None:
    page.add_init_script(DYING)
    person = add({"a.zip": archive({"IM1": instance(1), "IM2": instance(2)}), "other": instance(3)})
    assert "2 files de-identified" in person.outcome(), "what was handed out before, and what is no archive"
    assert "1 file in quarantine" in person.outcome()
    (tmp_path / "b.zip").write_bytes(archive({"IM4": instance(4), "IM5": instance(5)}))
    person.drop(tmp_path / "b.zip")
    page.get_by_text("4 files de-identified").wait_for()
    person.review()
    assert person.held()["dropped/a.zip"].startswith("The engine stopped at this file")


@pytest.mark.slow
def test_unpacking_is_cancelled_and_taken_up_again(server: Any, page: Any, tmp_path: Path) -> None:
    entries = {f"S{number % 7}/IM{number}": instance(number) for number in range(1500)}
    (tmp_path / "many.zip").write_bytes(archive(entries))
    person = Person.at(page, server.url)
    person.drop(tmp_path / "many.zip")
    page.get_by_text("Unpacking:").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("not finished").wait_for()
    page.wait_for_timeout(300)
    stopped = page.locator(".outcome").inner_text()
    page.wait_for_timeout(300)
    assert page.locator(".outcome").inner_text() == stopped
    page.get_by_role("button", name="Go on").click()
    assert "1,500 files de-identified" in person.outcome()


def test_cancelled_archive_can_be_taken_out(server: Any, page: Any, tmp_path: Path) -> None:
    (tmp_path / "many.zip").write_bytes(archive({f"IM{number}": instance(number) for number in range(1500)}))
    person = Person.at(page, server.url)
    person.drop(tmp_path / "many.zip")
    page.get_by_text("Unpacking:").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Take them out of the case").click()
    page.locator(".facts").wait_for()
    assert page.locator(".outcome, .work").count() == 0
