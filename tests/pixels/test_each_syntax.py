"""Every syntax of the table that can be redacted, judged by others: on real files where there are some, and on made ones.

A redacted object is compared with the same object de-identified without a redaction: dciodvfy finds no Error more, another decoder
than ours reads both and sees the same outside the box and one value inside, and frames without a box keep their bytes.
"""

import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.encaps import generate_frames
from pydicom.pixels import pixel_array
from pydicom.uid import (
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from compressed_images import BLOCK_OBJECTS, JXL_JPEG, OBJECTS, colour, grey, jpeg, made
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource, PathSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.redact import Box
from curtain.pixels.show import image_info
from curtain.pixels.syntaxes import BLOCKS, SYNTAXES, all_syntaxes
from curtain.write import write
from dciodvfy import errors, needs_dciodvfy
from making import as_bytes, order
from pixel_images import image, outside, real_files

#: Of real files that are quick to look at.
_MOST_SAMPLES = 3_000_000
#: Pixels within which a decoder mixes chroma of both sides of a block.
_RIM = 4


def _native(syntax: str) -> list[Callable[[], pydicom.FileDataset]]:
    return [
        lambda: image(grey(12), syntax, bits_stored=12),
        lambda: _of_a_class(image(grey(12, signed=True), syntax, bits_stored=12)),
        lambda: image(colour(), syntax, photometric="RGB", planar=1),
    ]


def _of_a_class(dataset: pydicom.FileDataset) -> pydicom.FileDataset:
    """GDCM knows no signed secondary captures."""
    if dataset.PixelRepresentation:
        dataset.SOPClassUID = CTImageStorage
    return dataset


def _recompressed() -> pydicom.FileDataset:
    streams = [imagecodecs.jpegxl_encode_jpeg(jpeg(frame)) for frame in colour()]
    return image(streams, JXL_JPEG, photometric="YBR_FULL", Rows=40, Columns=50)


def _made() -> dict[str, list[Callable[[], pydicom.FileDataset]]]:
    """By syntax, what makes an object of three frames."""
    found = {
        str(syntax): _native(syntax)
        for syntax in (
            ImplicitVRLittleEndian,
            ExplicitVRLittleEndian,
            ExplicitVRBigEndian,
            DeflatedExplicitVRLittleEndian,
        )
    }
    for name, (syntax, *_) in {**OBJECTS, **BLOCK_OBJECTS}.items():
        found.setdefault(str(syntax), []).append(lambda name=name: _of_a_class(made(name)[0]))
    found[JXL_JPEG] = [_recompressed]
    return found


MADE = _made()


@cache
def real() -> dict[str, list[Path]]:
    """Small files that can be redacted, by syntax: of each kind of colours the smallest, and the smallest of several frames."""
    kinds: dict[tuple, tuple[int, Path]] = {}
    for path in (each.values[0] for each in real_files() if each.values[0] is not None):
        try:
            dicom = open_dicom(PathSource(path))
            info = image_info(dicom)
            if info is None or info["cannotRedact"]:
                continue
            size = info["rows"] * info["columns"] * info["frames"]
            if min(info["rows"], info["columns"]) < 10 or size > _MOST_SAMPLES:
                continue
            written(PathSource(path))
        except (NotDicom, Quarantine):
            continue
        for kind in ((dicom.syntax, info["photometric"]), (dicom.syntax, info["frames"] > 1)):
            kinds[kind] = min(kinds.get(kind, (size, path)), (size, path))
    found: dict[str, set[Path]] = {}
    for (syntax, _), (_, path) in kinds.items():
        found.setdefault(syntax, set()).add(path)
    return {syntax: sorted(paths) for syntax, paths in found.items()}


def written(source, **asked: object):
    """The bytes of a candidate, and its record."""
    candidate = write(source, order(**asked))
    made = PieceSource(candidate.pieces, candidate.source)
    return made.read(0, made.size), candidate.redactions


def frames_of(path: Path) -> list[bytes]:
    """The frames as they are stored."""
    dataset = pydicom.dcmread(path)
    count = int(dataset.get("NumberOfFrames") or 1)
    if dataset["PixelData"].is_undefined_length:
        return list(generate_frames(dataset.PixelData, number_of_frames=count))
    size = len(dataset.PixelData) // count
    return [dataset.PixelData[at * size : (at + 1) * size] for at in range(count)]


def _run(*command: object) -> Callable[[Path, Path], np.ndarray | None]:
    """A program that writes an object uncompressed; what it has written is read by pydicom."""

    def decode(path: Path, raw: Path) -> np.ndarray | None:
        raw.unlink(missing_ok=True)
        done = subprocess.run([*command, path, raw], capture_output=True, check=False, timeout=60)
        if done.returncode or not raw.is_file():
            return None
        dataset = pydicom.dcmread(raw)
        assert not dataset["PixelData"].is_undefined_length
        samples = pixel_array(dataset, raw=True)
        return samples.reshape(int(dataset.get("NumberOfFrames") or 1), dataset.Rows, dataset.Columns, -1)

    return decode


def _streams(codec: Callable[[bytes], np.ndarray]) -> Callable[[Path, Path], np.ndarray | None]:
    def decode(path: Path, raw: Path) -> np.ndarray:
        dataset = pydicom.dcmread(path)
        frames = [codec(each) for each in frames_of(path)]
        return np.array(frames).reshape(len(frames), dataset.Rows, dataset.Columns, -1)

    return decode


_DCMTK = {"native": "dcmconv", "decode_rle": "dcmdrle", "decode_jpeg": "dcmdjpeg", "decode_jpeg_ls": "dcmdjpls"}
_GDCM = _run("gdcmconv", "--raw")
#: OpenJPEG where ours is OpenJPH. Of JPEG XL there is one decoder on all machines: libjxl, without our rules around it.
_OTHER = {
    "decode_htj2k": [_streams(imagecodecs.jpeg2k_decode)],
    "decode_jpeg_xl": [_streams(imagecodecs.jpegxl_decode)],
}


def decoders(codec: str) -> list[Callable[[Path, Path], np.ndarray | None]]:
    """Those that know a codec."""
    if codec in _OTHER:
        return _OTHER[codec]
    return [*([_run(_DCMTK[codec])] if codec in _DCMTK else []), _GDCM]


pytestmark = pytest.mark.usefixtures("jpeg_xl_is_known_to_pydicom")


def judge(source, syntax: str, tmp_path: Path) -> None:
    """Redact the last frame of an object, and have others look at it."""
    info = image_info(open_dicom(source))
    last, rows, columns = info["frames"] - 1, info["rows"], info["columns"]
    box = Box(last, columns // 4 & ~1, rows // 3, max(columns // 3, 2) & ~1, max(rows // 4, 1))
    before, after, raw = (tmp_path / name for name in ("before.dcm", "after.dcm", "raw.dcm"))
    before.write_bytes(written(source)[0])
    data, told = written(source, boxes=[box])
    after.write_bytes(data)
    if syntax == DeflatedExplicitVRLittleEndian:
        # The validator cannot inflate.
        for path in (before, after):
            subprocess.run(["dcmconv", "+te", path, path], check=True, timeout=60)
    assert errors(after) <= errors(before)

    stored = list(zip(frames_of(before), frames_of(after), strict=True))
    assert told["untouched"] == last or not told["untouched"]
    assert all(one == other for one, other in stored[: told["untouched"]])

    # What reads the object as it was has to read the new one, in whatever syntax.
    became = pydicom.dcmread(after, stop_before_pixels=True).file_meta.TransferSyntaxUID
    seen = next((found for each in decoders(SYNTAXES[syntax].codec) if (found := each(before, raw)) is not None), None)
    new = next((found for each in decoders(SYNTAXES[became].codec) if (found := each(after, raw)) is not None), None)
    assert seen is not None and new is not None and seen.shape == new.shape
    x, y, width, height = map(int, told["boxes"][0]["blanked"])
    rim = _RIM if SYNTAXES[syntax].redacts == BLOCKS else 0
    far = outside((rows, columns), [(x - rim, y - rim, width + 2 * rim, height + 2 * rim)])
    left, top = x + rim * (x > 0), y + rim * (y > 0)
    within = ~outside((rows, columns), [(left, top, x + width - rim - left, y + height - rim - top)])
    assert np.array_equal(seen[:last], new[:last]) and np.array_equal(seen[last][far], new[last][far])
    assert within.any() and (new[last][within] == new[last][within][0]).all()


@needs_dciodvfy
@pytest.mark.skipif(
    shutil.which("gdcmconv") is None or shutil.which("dcmdjpeg") is None, reason="GDCM's or DCMTK's tools are not there"
)
@pytest.mark.parametrize(
    "syntax", [each.uid for each in all_syntaxes() if each.redacts], ids=lambda uid: SYNTAXES[uid].name
)
def test_a_redaction_in_it_stands_up_to_other_programs(syntax, tmp_path):
    assert MADE.get(syntax), "this syntax has no case"
    for make in MADE[syntax]:
        judge(BytesSource(as_bytes(make())), syntax, tmp_path)
    for path in real().get(syntax, ()):
        judge(PathSource(path), syntax, tmp_path)
