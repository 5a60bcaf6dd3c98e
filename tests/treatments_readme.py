"""The README's section on storage classes, from the table: `python tests/treatments_readme.py` writes it."""

import sys
from pathlib import Path

from pydicom.uid import UID

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
BEGIN, END = "<!-- treatments: from py/curtain/rules/tables/treatments.tsv -->", "<!-- /treatments -->"


def section() -> str:
    """One line for each treatment, folded away."""
    from curtain.rules.treatments import stated

    lines = [
        BEGIN,
        "<details><summary>What each storage class gets</summary>",
        "",
        "| objects | what is done | classes |",
        "|---|---|---|",
    ]
    for treatment, classes in stated():
        names = dict.fromkeys(name(uid) for uid in classes)
        lines.append(f"| {treatment.what} | {treatment.words} | {', '.join(names) or 'by what the object holds'} |")
    lines += [
        "| private and unknown classes | Held back: nobody can tell where they hold identity. | all others |",
        "",
        "</details>",
        END,
    ]
    return "\n".join(lines)


def name(uid: str) -> str:
    """A class as PS3.6 names it, without the word that all have; of one that pydicom does not know, the UID."""
    return UID(uid).name.replace(" Storage", "").replace(" SOP Class", "")


def in_readme() -> str:
    """The section as it stands."""
    text = README.read_text("utf-8")
    return text[text.index(BEGIN) : text.index(END) + len(END)] if BEGIN in text else ""


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "py"))
    whole = README.read_text("utf-8")
    old = in_readme()
    README.write_text(whole.replace(old, section()) if old else f"{whole.rstrip()}\n\n{section()}\n", "utf-8")
