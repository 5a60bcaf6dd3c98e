"""Runs inside Pyodide (see compile.mjs): turns each archive of sources named in /work/jobs.json into one of bytecode.

jobs.json: [{"source": "a.zip", "target": "b.zip"}]. The same input gives the same bytes: members are sorted, every date
is that of ZIP's epoch, and a .pyc is checked by nothing at run time ("unchecked hash"), so no clock enters it.
"""

import importlib.util
import json
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

WORK = "/work/"


def bytecode(source: bytes, name: str) -> bytes:
    code = compile(source, name, "exec", dont_inherit=True, optimize=0)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def compile_archive(source: str, target: str) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in sorted(old.namelist()):
            content = old.read(member)
            # Python in Pyodide reads _sysconfigdata as source, at start.
            if member.endswith(".py") and not member.startswith("_sysconfigdata"):
                content, member = bytecode(content, member), member + "c"
            # Packed: not every host compresses what it serves, and unpacking costs no measurable time.
            new.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)


with open(WORK + "jobs.json") as file:
    for job in json.load(file):
        compile_archive(WORK + job["source"], WORK + job["target"])
