"""Make a key file: a random key, or the salt with which a passphrase becomes a key.

The same key gives the same pseudonyms, UIDs and shifts of dates in every run. Whoever has it can test a guess (is this patient
that pseudonym?): keep it apart from the data. With --passphrase there is no secret in the file: the key is made from it and the
passphrase together.
"""

import argparse
from pathlib import Path

from curtain.command import given
from curtain.command.say import CLEAN, Wrong, line, plain
from curtain.keys import KeyFile, new_key, new_salt, write_key_file


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", required=True, metavar="FILE", help="the key file; it must not be there yet")
    parser.add_argument("--passphrase", action="store_true", help="the key will come from a passphrase")


def run(chosen: argparse.Namespace) -> int:
    path = Path(chosen.output)
    given.refuse_existing([path])
    content = KeyFile(salt=new_salt()) if chosen.passphrase else KeyFile(key=new_key())
    try:
        given.save_new(path, write_key_file(content).encode(), private=True)
    except OSError:
        raise Wrong("the key file cannot be written") from None
    if chosen.passphrase:
        line(
            f"{plain(path)} holds a salt. The key is made from it and your passphrase: losing either one loses the key."
        )
    else:
        line(f"{plain(path)} holds the key. Keep it apart from the data.")
    return CLEAN
