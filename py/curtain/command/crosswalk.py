"""Open a crosswalk and print it as JSON: old identifiers and what they became.

What is printed identifies the patients: do not keep it beside the clean files.
"""

import argparse
import json
from pathlib import Path

from curtain.command import given
from curtain.command.say import CLEAN, Wrong, line, problem
from curtain.keys import KeyFileError
from curtain.share.crosswalk import CrosswalkError, unseal


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a crosswalk")
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="a file whose only line is the passphrase; else it is asked for"
    )


def run(chosen: argparse.Namespace) -> int:
    try:
        data = Path(chosen.file).read_bytes()
    except OSError:
        raise Wrong("the crosswalk cannot be read") from None
    file = chosen.passphrase_file
    passphrase = (
        given.read_passphrase(file) if file else given.ask_passphrase("Passphrase of the crosswalk", twice=False)
    )
    try:
        content = unseal(data, passphrase)
    except (CrosswalkError, KeyFileError) as wrong:
        raise Wrong(str(wrong)) from None
    problem("What follows identifies the patients.")
    line(json.dumps(content, indent=1))
    return CLEAN
