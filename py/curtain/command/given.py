"""What the user gave: inputs, profile, key, passphrases, and files that must not be there yet."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from curtain.command.say import Wrong, plain
from curtain.files.texts import BadText, read_text
from curtain.keys import KeyFileError, derive, new_key, read_key_file
from curtain.rules.options import Option, OptionError, parse_options
from curtain.rules.profile import Profile, ProfileError, load, names
from curtain.share.boxes import BoxesError, BoxList, load_boxes

_LARGEST = 1 << 16


def add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder or a zip archive")


def add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", default="basic", metavar="NAME|FILE", help=f"a profile: {', '.join(names())}, or a TOML file"
    )
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME",
        help=f"an option of PS3.15 E.3 beside those of the profile: {', '.join(Option)}",
    )


def add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key-file", metavar="FILE", help="a file made by `curtain key`")
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="a file whose only line is the passphrase; its salt is in the key file or the profile",
    )


def add_boxes(parser: argparse.ArgumentParser, required: bool = False) -> None:
    parser.add_argument(
        "--boxes", required=required, metavar="FILE.json", help="what to blank (share/boxes.schema.json)"
    )
    parser.add_argument(
        "--reviewed",
        action="store_true",
        help="a person has looked at every frame of every image as it comes out, and vouches that nobody can be identified by "
        "it: files whose images can be shown say BurnedInAnnotation NO and method 113101",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=_processors(),
        metavar="N",
        help="processes at once (all processors, if not given)",
    )


def inputs(arguments: argparse.Namespace) -> list[Path]:
    """The inputs, all of which are there. Raises Wrong."""
    paths = [Path(text) for text in arguments.inputs]
    if "" in arguments.inputs:
        raise Wrong("one of the inputs is an empty word, not a path")
    for path in paths:
        if not os.path.lexists(path):
            raise Wrong(f"there is no file or folder {path}")
    return paths


def profile(arguments: argparse.Namespace) -> Profile:
    """The profile with the options added to it. Raises Wrong."""
    # All commands load this module, and most need no scripts.
    from curtain.scripts.check import unreadable_pixel_script, unusable

    try:
        chosen = load(arguments.profile)
        if wrong := unreadable_pixel_script(chosen):
            raise Wrong(wrong)
        for path, why in unusable(chosen):
            raise Wrong(f"in the profile, the script of {path} cannot be carried out: {why}")
        return replace(chosen, options=chosen.options | parse_options(arguments.option)) if arguments.option else chosen
    except (ProfileError, OptionError) as wrong:
        raise Wrong(str(wrong)) from None


def key(arguments: argparse.Namespace, chosen: Profile) -> bytes | None:
    """The key by file, or by passphrase with the salt of the key file or profile; None where none is given. Raises Wrong."""
    try:
        if arguments.key_file is not None:
            content = read_key_file(_small_file(arguments.key_file, "key file"))
            given = arguments.passphrase_file
            if content.salt is not None and given is None:
                return content.open(ask_passphrase("Passphrase of the key"))
            return content.open(None if given is None else read_passphrase(given))
        if arguments.passphrase_file is None:
            return None
        if not chosen.salt:
            raise Wrong(
                "a passphrase needs a salt, the same in every run: give a key file made by `curtain key --passphrase`, "
                "or a profile with a salt"
            )
        return derive(read_passphrase(arguments.passphrase_file), bytes.fromhex(chosen.salt))
    except KeyFileError as wrong:
        raise Wrong(str(wrong)) from None


def key_or_random(arguments: argparse.Namespace, chosen: Profile) -> tuple[bytes, bool]:
    """The key, and whether it is one that somebody keeps."""
    found = key(arguments, chosen)
    if found is None and chosen.only:
        raise Wrong(
            "the profile has rules for single series or objects by their new UIDs, which only the same key gives again: "
            "say --key-file"
        )
    return (new_key(), False) if found is None else (found, True)


def boxes(arguments: argparse.Namespace, chosen: Profile, kept: bool) -> BoxList | None:
    """The boxes of the file that was given. Raises Wrong; `kept` is as `key_or_random` says."""
    if arguments.boxes is None:
        return None
    try:
        found = load_boxes(arguments.boxes)
    except BoxesError as wrong:
        raise Wrong(str(wrong)) from None
    if found.names_uids:
        refuse_lost_uids(chosen, kept)
    refuse_without_codecs()
    return found


def refuse_lost_uids(chosen: Profile, kept: bool) -> None:
    """Raises Wrong where boxes would name UIDs that no other run gives; `kept` is as `key_or_random` says."""
    if not kept and Option.UIDS not in chosen.options:
        raise Wrong("the boxes name new UIDs, which only the same key gives again: say --key-file")


def refuse_without_codecs() -> None:
    """Raises Wrong where pixels cannot be decoded."""
    if not all(find_spec(name) for name in ("numpy", "imagecodecs")):
        raise Wrong("pixels need numpy and imagecodecs: pip install 'curtain[pixels]'")


def script(path: str) -> bytes:
    """A file that is to be imported; one that is too long is cut, and refused later. Raises Wrong."""
    from curtain.scripts import LARGEST

    try:
        with open(path, "rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise Wrong(f"the file {plain(path)} cannot be read") from None


def read_passphrase(path: str) -> str:
    """The only line of a file. Raises Wrong."""
    lines = _small_file(path, "passphrase file").splitlines()
    if len(lines) != 1 or not lines[0]:
        raise Wrong("the passphrase file has to hold one line, the passphrase")
    return lines[0]


def ask_passphrase(what: str, twice: bool = True) -> str:
    """Ask on the terminal; twice, because a slip would be another key without a word. Raises Wrong."""
    if not sys.stdin.isatty():
        raise Wrong("a passphrase is needed: give it in a file, or run this on a terminal to be asked for it")
    try:
        first = getpass.getpass(f"{what}: ")
        second = getpass.getpass("Once more: ") if twice and first else first
    except EOFError:
        raise Wrong("no passphrase was given") from None
    if not first:
        raise Wrong("the passphrase is empty")
    if second != first:
        raise Wrong("the two passphrases differ")
    return first


def refuse_existing(paths: Iterable[Path | None]) -> None:
    """Raises Wrong where a file that is to be made is there already, or has no folder to be in."""
    for path in paths:
        if path is None:
            continue
        if os.path.lexists(path):
            raise Wrong(f"{path} is there already; nothing is overwritten")
        if not path.parent.is_dir():
            raise Wrong(f"there is no folder {path.parent}")


def save_new(path: Path, data: bytes, private: bool = False) -> None:
    """Write a file that was not there before, for its owner's eyes only if `private`. Raises OSError."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _small_file(path: str, what: str) -> str:
    try:
        return read_text(path, what, _LARGEST)
    except BadText as wrong:
        raise Wrong(str(wrong)) from None


def _jobs(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 256:
        raise ValueError
    return number


_jobs.__name__ = "number of jobs from 1 to 256"  # argparse says it so


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
