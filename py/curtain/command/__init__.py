"""The command `curtain`: one module for each of its words.

What identifies (paths, values) stands on the terminal of the user and nowhere else: not in a report, not in a trace.
"""

import argparse
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from curtain import __version__
from curtain.batch.lanes import NoStart
from curtain.command import (
    attributes,
    check,
    crosswalk,
    deidentify,
    explain,
    import_script,
    key,
    propose,
    pseudonym,
    redact,
    search,
)
from curtain.command.say import FAILED, WRONG, Wrong, problem

_WORDS = (deidentify, redact, propose, check, search, attributes, explain, import_script, pseudonym, key, crosswalk)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    0: all is clean. 3: something is quarantined or found. 2: wrong use. 1: an error that nobody foresaw, or a result that
    could not be saved. 130 and 143: it was stopped by Ctrl+C or by SIGTERM.
    """
    try:
        chosen = _parser().parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG
    try:
        with _stopping():
            return chosen.run(chosen)
    except Wrong as wrong:
        problem(f"curtain {chosen.word}: {wrong}")
        return WRONG
    except _Stopped as stop:
        problem("Stopped. No half-written file is left; what was finished before stays.")
        return 128 + stop.number
    except NoStart:
        problem("The processes that do the work do not start on this computer.")
        return FAILED
    except Exception as error:
        # Neither the words of the error nor its trace: they may quote a file.
        problem(f"An unexpected error ({type(error).__name__}) stopped the program; please report it.")
        return FAILED


class _Stopped(BaseException):
    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _stopping() -> Iterator[None]:
    """Ctrl+C and SIGTERM end the work in order; a second one does not get in the way of tidying up."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise _Stopped(number)

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="curtain",
        description="De-identifies DICOM files by PS3.15 on this computer. Nothing is sent anywhere.",
        epilog="Exit status: 0 all clean, 3 something quarantined or found, 2 wrong use, 1 an unforeseen error.",
    )
    parser.add_argument("--version", action="version", version=f"curtain {__version__}")
    words = parser.add_subparsers(dest="word", metavar="COMMAND", required=True)
    for module in _WORDS:
        # `import` is no name that a module can have.
        name = getattr(module, "WORD", module.__name__.rpartition(".")[2])
        summary = (module.__doc__ or "").partition("\n")[0]
        part = words.add_parser(name, help=summary, description=module.__doc__)
        module.arguments(part)
        part.set_defaults(run=module.run)
    return parser
