"""Pixels for the planted objects: small, each unlike any other, some with text burned in."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

#: Columns and rows around a text that belong to its box.
_MARGIN = 3


def noise(rows: int, columns: int, seed: int, highest: int = 1 << 12) -> np.ndarray:
    """(rows, columns) uint16."""
    return np.random.default_rng(seed).integers(0, highest, (rows, columns), np.uint16)


def mask(frames: int, rows: int, columns: int, seed: int) -> bytes:
    """Frames of single bits, packed as PS3.5 8.1.1 says, of even length."""
    bits = np.random.default_rng(seed).integers(0, 2, frames * rows * columns, np.uint8)
    packed = np.packbits(bits, bitorder="little").tobytes()
    return packed + b"\0" * (len(packed) % 2)


def screen(
    rows: int, columns: int, seed: int, lines: list[str], colour: bool
) -> tuple[np.ndarray, list[tuple[int, int, int, int, str]]]:
    """A screen with lines of text: (rows, columns[, 3]) uint8, and a box around each line (column, row, width, height, text)."""
    speckle = np.random.default_rng(seed).integers(0, 60, (rows, columns), np.uint8)
    canvas = Image.fromarray(speckle)
    pencil, font = ImageDraw.Draw(canvas), ImageFont.load_default(16)
    boxes, top = [], 6
    for line in lines:
        left, upper, right, lower = (round(edge) for edge in pencil.textbbox((8, top), line, font))
        pencil.text((8, top), line, 255, font)
        boxes.append((left - _MARGIN, upper - _MARGIN, right - left + 2 * _MARGIN, lower - upper + 2 * _MARGIN, line))
        top = lower + 10
    grey = np.asarray(canvas)
    return (np.repeat(grey[:, :, None], 3, axis=2) if colour else grey), boxes
