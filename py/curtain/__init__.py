"""Curtain de-identifies DICOM objects by PS3.15 on the machine they are on.

>>> from curtain import deidentify, new_key
>>> results = list(deidentify([], "clean", new_key()))

The stages are one module each: `scan` a file, `plan` the case, `write` a candidate, `verify` it.
"""

import logging
import warnings

# pydicom warns about odd values by quoting them: a warning on a console would carry what must not leave.
logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)
warnings.filterwarnings("ignore", module=r"pydicom\.")

from curtain._version import __version__  # noqa: E402
from curtain.api import deidentify, deidentify_one  # noqa: E402
from curtain.outcome import NotDicom, Quarantine  # noqa: E402
from curtain.result import Result  # noqa: E402
from curtain.rules.profile import Profile  # noqa: E402
from curtain.rules.profile import load as load_profile  # noqa: E402
from curtain.transforms.keyed import new_key  # noqa: E402

__all__ = [
    "NotDicom",
    "Profile",
    "Quarantine",
    "Result",
    "__version__",
    "deidentify",
    "deidentify_one",
    "load_profile",
    "new_key",
]
