"""A bitmap font of 5 by 7 dots, drawn for the sample case: what a scanner burns into its pixels."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

WIDTH, HEIGHT = 5, 7

#: Seven rows a glyph, from the top, each a digit of base 32: 16 is the leftmost dot.
_GLYPHS = {
    "A": "EHHVHHH", "B": "UHHUHHU", "C": "EHGGGHE", "D": "UHHHHHU", "E": "VGGUGGV", "F": "VGGUGGG", "G": "EHGNHHF",
    "H": "HHHVHHH", "I": "E44444E", "J": "72222IC", "K": "HIKOKIH", "L": "GGGGGGV", "M": "HRLLHHH", "N": "HPLLJHH",
    "O": "EHHHHHE", "P": "UHHUGGG", "Q": "EHHHLID", "R": "UHHUKIH", "S": "FGGE11U", "T": "V444444", "U": "HHHHHHE",
    "V": "HHHHHA4", "W": "HHHLLRH", "X": "HHA4AHH", "Y": "HHA4444", "Z": "V1248GV",
    "0": "EHJLPHE", "1": "4C4444E", "2": "EH1248V", "3": "V2421HE", "4": "26AIV22", "5": "VGU11HE", "6": "68GUHHE",
    "7": "V124888", "8": "EHHEHHE", "9": "EHHF12C",
    "a": "00E1FHF", "b": "GGUHHHU", "c": "00EGGHE", "d": "11FHHHF", "e": "00EHVGE", "f": "698S888",
    "g": "00FHF1E", "h": "GGMPHHH", "i": "40C444E", "k": "GGIKOKI", "l": "C44444E", "m": "00QLLLL", "n": "00MPHHH",
    "o": "00EHHHE", "p": "00UHUGG", "r": "00MPGGG", "s": "00FGE1U", "t": "88S8896", "u": "00HHHJD", "v": "00HHHA4",
    "w": "00HLLLA", "x": "00HA4AH", "z": "00V248V",
    " ": "0000000", ".": "00000CC", ",": "0000CC8", ":": "0CC0CC0", "-": "000V000", "/": "001248G", "%": "OP248J3",
    "(": "2488842", ")": "8422248", "+": "044V440", "^": "4AH0000",
}  # fmt: skip


@cache
def _glyph(character: str) -> "np.ndarray":
    import numpy as np

    rows = [int(digit, 32) for digit in _GLYPHS[character]]
    return np.array([[row >> column & 1 for column in range(WIDTH - 1, -1, -1)] for row in rows], bool)


def draw(
    image: "np.ndarray", text: str, x: int, y: int, colour: tuple[int, int, int], scale: int = 2
) -> tuple[int, int]:
    """Draw text into (rows, columns, 3), its top left dot at column `x`, row `y`. Returns width and height."""
    import numpy as np

    for number, character in enumerate(text):
        dots = np.kron(_glyph(character), np.ones((scale, scale), bool))
        left = x + number * (WIDTH + 1) * scale
        image[y : y + dots.shape[0], left : left + dots.shape[1]][dots] = colour
    return len(text) * (WIDTH + 1) * scale, HEIGHT * scale
