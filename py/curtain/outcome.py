"""How a file can end, and the two exceptions that say so.

A file ends as exactly one of de-identified, quarantined or not DICOM. The last two carry a
stable code and a plain sentence. Neither ever carries a value of the file: a sentence is
shown, reported and logged.
"""


class _Stopped(Exception):
    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence


class Quarantine(_Stopped):
    """The file cannot be read, understood or cleaned; it is never exported."""


class NotDicom(_Stopped):
    """The file is no DICOM object (or an index of others); there is nothing to export."""


def unexpected() -> Quarantine:
    """The outcome of an error that nobody foresaw. The error's own text may quote the file: it is dropped."""
    return Quarantine(
        "engine-error", "An unexpected error stopped the work on this file. It is kept back; please report it."
    )
