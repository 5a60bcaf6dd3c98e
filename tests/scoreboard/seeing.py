"""Whether anything can be read in a box of an image: by Tesseract where it is installed, otherwise by the samples.

MIDI-B asks EasyOCR. Samples that are all alike hold no text whatever reads them, so the second way is the stricter one.
"""

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.encaps import generate_frames
from pydicom.uid import JPEGLSLossless

_ENLARGED = 3


class Reader:
    """Looks at boxes.

    Attributes
    ----------
    how
        What did the looking, for the report.
    """

    def __init__(self, program: str | None = None) -> None:
        self._program = shutil.which("tesseract") if program is None else program
        self.how = "Tesseract" if self._program else "all samples of a box alike"

    def hidden(self, path: Path, box: tuple[int, int, int, int], words: list[str]) -> bool:
        """True where none of the words can be read in the box (left, top, width, height)."""
        left, top, width, height = box
        samples = _samples(path)[top : top + height, left : left + width]
        if not samples.size:
            return False
        if not self._program:
            return bool((samples == samples[:1, :1]).all())
        read = self._read(samples)
        return not any(word in read for word in words)

    def _read(self, samples: np.ndarray) -> str:
        image = Image.fromarray(samples.astype(np.uint8))
        image = image.resize((image.width * _ENLARGED, image.height * _ENLARGED))
        command = [self._program or "", "stdin", "stdout", "--psm", "7"]
        size = f"P6 {image.width} {image.height} 255\n".encode()
        done = subprocess.run(command, input=size + image.convert("RGB").tobytes(), capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace").lower()


@lru_cache(4)
def _samples(path: Path) -> np.ndarray:
    """The first frame, (rows, columns) or (rows, columns, 3)."""
    dataset = pydicom.dcmread(path)
    if dataset.file_meta.TransferSyntaxUID == JPEGLSLossless:
        import imagecodecs

        return imagecodecs.jpegls_decode(next(generate_frames(dataset.PixelData, number_of_frames=1)))
    if dataset.file_meta.TransferSyntaxUID.is_encapsulated:
        import imagecodecs

        return imagecodecs.imread(next(generate_frames(dataset.PixelData, number_of_frames=1)))
    return dataset.pixel_array
