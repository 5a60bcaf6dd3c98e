"""Redacts damaged objects of every syntax, and looks at what comes out: a reason, or an object in which the box is blank.

`PYTHONPATH=py:tests python tests/redact_fuzz.py --seconds 300` runs for so long and prints what was tried and what came of it;
`--seed N --case M` repeats one. Cases run in a process of their own: one that hangs, or takes the process down with it, is
found, told, and the others go on. Nothing of what a case holds is printed.
"""

import argparse
import copy
import faulthandler
import io
import json
import os
import random
import subprocess
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from struct import pack

import imagecodecs
import numpy as np
import pydicom
from pydicom.dataset import FileDataset
from pydicom.uid import UID_dictionary

from compressed_images import BLOCK_OBJECTS, JXL, JXL_LOSSY, OBJECTS, J, colour, grey, made
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.areas import Area, Box, areas_of
from curtain.pixels.frames import stored_samples
from curtain.pixels.growth import Growth, growth
from curtain.pixels.image import read_image
from curtain.write import write
from jpeg_streams import Made
from making import order
from native_images import LAYOUTS
from pixel_images import image

#: After so many seconds a case hangs; the slowest takes less than one.
HANG = 120
#: Bytes of memory that are no file's: beyond, a case asks for too much.
MEMORY = 3 << 30
#: Where decoders of JPEG mix the chroma of both sides.
RIM = 4
IDENTITY = ("MUSTERMANN", "ERIKA", "4711")


# --- Whole objects ---------------------------------------------------------------------------------


def _scans(**options: object) -> list[bytes]:
    """JPEG that encoders seldom write: several scans, restarts, odd tables, the number of lines behind."""
    components = [(1, 2, 2, 0), (2, 1, 1, 1), (3, 1, 1, 1)]
    scans = options.pop("scans", [[1, 2, 3]])
    return [Made(50, 40, components, scans, **options).noise(random.Random(number)).stream() for number in range(3)]  # type: ignore[arg-type]


def _progressive() -> list[bytes]:
    from PIL import Image

    buffers = [io.BytesIO() for _ in range(3)]
    for frame, buffer in zip(grey(8), buffers, strict=True):
        Image.fromarray(frame).save(buffer, "jpeg", progressive=True)
    return [buffer.getvalue() for buffer in buffers]


#: Of single streams: how they are made, syntax, photometric interpretation.
STREAMS: dict[str, tuple[Callable[[], list[bytes]], str, str]] = {
    "JPEG restarts": (lambda: _scans(interval=2), J + "50", "YBR_FULL_422"),
    "JPEG scans": (lambda: _scans(scans=[[1], [2, 3]], tables="tight", dnl=True), J + "50", "YBR_FULL_422"),
    "JPEG progressive": (_progressive, J + "50", "MONOCHROME2"),
    "JPEG XL of JPEG": (
        lambda: [imagecodecs.jpegxl_encode_jpeg(imagecodecs.jpeg8_encode(frame, level=80), usecontainer=False) for frame in grey(8)],
        J + "111", "MONOCHROME2",
    ),
}  # fmt: skip


def _uncompressed(name: str) -> FileDataset:
    dtype, options = LAYOUTS[name]
    bits = options.get("bits_stored", np.dtype(dtype).itemsize * 8)
    samples = (
        colour() if options.get("photometric", "M")[0] != "M" else grey(min(bits, 16), np.dtype(dtype).kind == "i")
    )
    return image(samples & 1 if options.get("bits_allocated") == 1 else samples.astype(dtype), **options)


@cache
def objects() -> dict[str, FileDataset]:
    """By name, of three frames of 40 rows and 50 columns."""
    for uid in (JXL, JXL_LOSSY, J + "111"):
        UID_dictionary.setdefault(uid, ("JPEG XL", "Transfer Syntax", "", "", "JPEGXL"))
    found = {name: made(name)[0] for name in (*OBJECTS, *BLOCK_OBJECTS)}
    for name, (streams, syntax, photometric) in STREAMS.items():
        found[name] = image(streams(), syntax, photometric=photometric, Rows=40, Columns=50)
    return found | {f"raw {name}": _uncompressed(name) for name in LAYOUTS}


def syntaxes() -> set[str]:
    return {each.file_meta.TransferSyntaxUID for each in objects().values()}


# --- Damage ----------------------------------------------------------------------------------------


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut, doubled or put in, half of it at the beginning, where headers are."""
    broken = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        if not broken:
            break
        at = chance.randrange(min(len(broken), chance.choice((40, 700, len(broken)))))
        kind, length = chance.randrange(6), chance.choice((1, 2, 9, 100))
        if kind == 0:
            broken[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            broken[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        elif kind == 2:
            del broken[at : at + length]
        elif kind == 3:
            broken[at:at] = bytes(chance.randrange(256) for _ in range(length))
        elif kind == 4:
            broken[at:at] = broken[at : at + length]
        else:
            del broken[at:]
    return bytes(broken)


def streams_of(dataset: FileDataset) -> list[bytes]:
    return list(pydicom.encaps.generate_frames(dataset.PixelData, number_of_frames=3))


def item(data: bytes, length: int | None = None) -> bytes:
    return b"\xfe\xff\x00\xe0" + pack("<I", len(data) if length is None else length) + data


def damaged_frames(dataset: FileDataset, chance: random.Random) -> None:
    """Damage in the streams, in how they are cut into fragments, or in the table of their places."""
    streams = streams_of(dataset)
    victim = chance.randrange(3)
    kind = chance.choice(
        ("bytes", "bytes", "bytes", "cut", "empty", "lost", "twice", "split", "swapped", "length", "tag", "table")
    )
    if kind == "bytes":
        streams[victim] = flipped(streams[victim], chance)
    elif kind == "cut":
        streams[victim] = streams[victim][: chance.randrange(len(streams[victim]))]
    elif kind == "empty":
        streams[victim] = b""
    elif kind == "lost":
        del streams[victim]
    elif kind == "twice":
        streams.insert(victim, streams[victim])
    elif kind == "swapped":
        streams[victim] = chance.choice(list(objects().values())).PixelData[:20_000]
    items = [item(stream + b"\0" * (len(stream) % 2)) for stream in streams]
    if kind == "split":
        whole = streams[victim]
        cuts = sorted(chance.randrange(len(whole)) & ~1 for _ in range(chance.choice((1, 2, 5))))
        items[victim] = b"".join(item(whole[a:b]) for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True))
    elif kind == "length":
        wrong = len(streams[victim]) + chance.choice((-100, -2, -1, 1, 2, 8, 100, 1 << 20, 1 << 31))
        items[victim] = item(streams[victim], chance.choice((0, 0xFFFFFFFF, max(wrong, 0) & 0xFFFFFFFF)))
    elif kind == "tag":
        items[victim] = flipped(items[victim][:8], chance)[:8].ljust(8, b"\0") + items[victim][8:]
    table = b""
    if kind == "table" or chance.random() < 0.2:
        starts = [sum(map(len, items[:number])) for number in range(len(items))]
        starts[chance.randrange(len(starts))] = chance.choice(
            (0, 1, 8, starts[-1], 0xFFFFFFFF, chance.randrange(1 << 16))
        )
        table = pack(f"<{len(starts)}I", *starts)[: chance.choice((99, 99, 4, 6))]
    dataset.PixelData = item(table) + b"".join(items)


def damaged_samples(dataset: FileDataset, chance: random.Random) -> None:
    value = dataset.PixelData
    dataset.PixelData = chance.choice(
        (value[: chance.randrange(len(value))], value + bytes(chance.randrange(1, 9)), flipped(value, chance))
    )


HEADER: dict[str, tuple[object, ...]] = {
    "NumberOfFrames": (0, 1, 2, 4, 300, 1 << 31, -1, None),
    "Rows": (0, 1, 39, 41, 80, 65535, None),
    "Columns": (0, 1, 25, 49, 51, 100, 65535, None),
    "BitsAllocated": (0, 1, 8, 12, 16, 32, 64, None),
    "BitsStored": (0, 1, 7, 8, 10, 12, 16, 17, None),
    "HighBit": (0, 7, 11, 15, 31, None),
    "SamplesPerPixel": (0, 1, 2, 3, 4, None),
    "PixelRepresentation": (0, 1, 2, None),
    "PlanarConfiguration": (0, 1, 2, None),
    "PhotometricInterpretation": ("MONOCHROME1", "MONOCHROME2", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_RCT", "YBR_ICT", "PALETTE COLOR", "HSV", "", None),
    "LossyImageCompression": ("00", "01"),
    "ExtendedOffsetTable": (b"", bytes(24), pack("<3Q", 0, 1 << 40, 1 << 63)),
    "RescaleSlope": ("-1", "0", "1e400"),
}  # fmt: skip


def damaged_header(dataset: FileDataset, chance: random.Random) -> None:
    """A header that contradicts the pixels."""
    for keyword in chance.sample(sorted(HEADER), chance.choice((1, 1, 2))):
        value = chance.choice(HEADER[keyword])
        if value is None:
            if keyword in dataset:
                del dataset[keyword]
        else:
            setattr(dataset, keyword, value)
    if chance.random() < 0.1 and dataset["PixelData"].is_undefined_length:
        dataset.file_meta.TransferSyntaxUID = chance.choice(sorted(syntaxes()))


def case(seed: int, number: int) -> tuple[str, bytes, list[Box]]:
    """The name of the object, the damaged file, and what is to be blanked in it."""
    chance = random.Random(f"{seed} {number}")
    name = chance.choice(sorted(objects()))
    dataset = copy.deepcopy(objects()[name])
    encapsulated = dataset["PixelData"].is_undefined_length
    kind = chance.choice(("pixels", "pixels", "header", "file", "both"))
    if kind in ("pixels", "both"):
        (damaged_frames if encapsulated else damaged_samples)(dataset, chance)
    if kind in ("header", "both"):
        damaged_header(dataset, chance)
    data = as_file(dataset)
    if kind == "file":
        data = (
            data[:132] + flipped(data[132:], chance) if chance.random() < 0.8 else data[: chance.randrange(len(data))]
        )
    frame = chance.choice((None, None, 0, 1, 2))
    fill = chance.choice(("black", "black", "white", "background"))
    if chance.random() < 0.3:
        box = Box(frame, 0, 0, 0, 0, "polygon", ((8, 9), (30, 9), (14, 28)), fill)
    else:
        shape = chance.choice(("rectangle", "ellipse"))
        box = Box(frame, 10, 8, 14, 9, shape, (), fill, chance.random() < 0.15)
    return name, data, [box]


def as_file(dataset: FileDataset) -> bytes:
    buffer = io.BytesIO()
    # pydicom complains of much that is wrong here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset.save_as(buffer, enforce_file_format=False, implicit_vr=False, little_endian=True)
    return buffer.getvalue()


# --- What has to come out --------------------------------------------------------------------------


class Wrong(Exception):
    """What came out is not what should."""


def outcome(data: bytes, boxes: list[Box]) -> str:
    """Redact a file that may be anything: `redacted`, or the code of the reason. Raises `Wrong`."""
    try:
        candidate = write(BytesSource(data), order(boxes=boxes))
        source = PieceSource(candidate.pieces, candidate.source)
        written = source.read(0, source.size)
    except (NotDicom, Quarantine) as stop:
        if not stop.code or not stop.sentence.endswith(".") or any(word in stop.sentence for word in IDENTITY):
            raise Wrong("a reason that tells nothing, or too much") from None
        return stop.code
    expect_blank(data, written, boxes)
    return "redacted"


def expect_blank(data: bytes, written: bytes, boxes: list[Box]) -> None:
    """In every frame that has the box it is of one value, for whoever opens the file."""
    before, after = open_dicom(BytesSource(data)), open_dicom(BytesSource(written))
    grows, read = growth(before), read_image(after)
    if not read.frames:
        # With all bits of the containers: what lies in spare ones may be nothing that is shown.
        read = replace(read, bits_stored=read.bits_allocated)
    rim = RIM if after.syntax == before.syntax and grows.width > 1 and read.frames else 0
    for box in boxes:
        areas = areas_of(box, read.rows, read.columns, grows)
        asked = _mask(areas_of(box, read.rows, read.columns, Growth()), read.rows, read.columns)
        inner = _mask(areas, read.rows, read.columns)
        if (asked & ~inner).any():
            raise Wrong("a box that shrank")
        inner &= ~_around(~inner, rim)
        for index in range(read.number_of_frames) if box.frame is None else [box.frame]:
            samples = stored_samples(after, index, read)[0]
            pixels = samples.reshape(read.rows, read.columns, -1)[inner]
            if len(pixels) and (pixels != pixels[0]).any():
                raise Wrong("a box that is not blank")


def _mask(areas: Iterable[Area], rows: int, columns: int) -> np.ndarray:
    mask = np.zeros((rows, columns), bool)
    for area in areas:
        mask[area.top : area.bottom, area.left : area.right] = True
    return mask


def _around(mask: np.ndarray, rim: int) -> np.ndarray:
    wide, (rows, columns), shifts = np.pad(mask, rim), mask.shape, range(2 * rim + 1)
    return np.any([wide[y : y + rows, x : x + columns] for y in shifts for x in shifts], axis=0)


# --- In a process of its own -----------------------------------------------------------------------


def run_here(seed: int, first: int, count: int, seconds: float) -> None:
    """Cases from `first` on. Each tells on a line of its own that it begins, and on the next what came of it."""
    # The memory of a process that asks for too much is not taken from all others.
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    except (ImportError, ValueError):
        pass
    end = time.monotonic() + seconds
    objects()
    for number in range(first, first + count):
        if time.monotonic() > end:
            break
        print(json.dumps([number]), flush=True)
        name, data, boxes = case(seed, number)
        faulthandler.dump_traceback_later(HANG, exit=True)
        try:
            came = outcome(data, boxes)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            came = f"! {error if isinstance(error, Wrong) else type(error).__name__} ({Path(last.filename).name}:{last.lineno})"
        finally:
            faulthandler.cancel_dump_traceback_later()
        print(json.dumps([number, name, came]), flush=True)


def run(
    seed: int, count: int = 1 << 40, seconds: float = 1e9
) -> tuple[Counter[tuple[str, str]], list[tuple[int, str]]]:
    """Cases in processes of their own: how often what came of which object, and the cases that went wrong, with why."""
    found: Counter[tuple[str, str]] = Counter()
    wrong: list[tuple[int, str]] = []
    end, number = time.monotonic() + seconds, 0
    while number < count and time.monotonic() < end:
        left = end - time.monotonic()
        words = ["--seed", seed, "--first", number, "--count", count - number, "--seconds", left, "--child"]
        with subprocess.Popen(
            [sys.executable, __file__, *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        ) as child:
            begun, ended = number - 1, number - 1
            for line in child.stdout or ():
                begun, *told = json.loads(line)
                if told:
                    ended, (name, came) = begun, told
                    found[name, came] += 1
                    if came.startswith("!"):
                        wrong.append((begun, came))
        if begun > ended:
            wrong.append((begun, "it hung" if child.returncode == 1 else f"the process ended with {child.returncode}"))
        elif child.returncode:
            raise RuntimeError("the cases cannot be run")
        else:
            break
        number = begun + 1
    return found, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=time.time_ns() % (1 << 32))
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--count", type=int, default=1 << 40)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--case", type=int)
    given = parser.parse_args()
    if given.child:
        run_here(given.seed, given.first, given.count, given.seconds)
        return
    if given.case is not None:
        name, data, boxes = case(given.seed, given.case)
        print(name, boxes, outcome(data, boxes))
        return
    found, wrong = run(given.seed, given.count, given.seconds)
    codes: Counter[str] = Counter()
    for (_, came), number in found.items():
        codes[came] += number
    print(f"seed {given.seed}: {codes.total()} damaged objects of {len({name for name, _ in found})} kinds")
    for came, number in codes.most_common():
        print(f"{number:8,}  {came}")
    for number, why in wrong:
        print(f"WRONG  --seed {given.seed} --case {number}: {why}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
