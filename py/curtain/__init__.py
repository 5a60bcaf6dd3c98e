"""Curtain de-identifies DICOM objects by PS3.15 on the machine they are on.

>>> from curtain import deidentify, new_key
>>> results = list(deidentify([], "clean", new_key()))

The stages are one module each: `scan` a file, `plan` the case, `write` a candidate, `verify` it.
"""

from curtain._version import __version__
from curtain.api import Result, deidentify
from curtain.outcome import NotDicom, Quarantine
from curtain.transforms.keyed import new_key

__all__ = ["NotDicom", "Quarantine", "Result", "__version__", "deidentify", "new_key"]
