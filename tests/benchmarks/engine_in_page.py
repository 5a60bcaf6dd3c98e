"""Runs inside Pyodide (see engine_in_page.js) on `file`; the last expression is milliseconds by stage, as JSON."""

import io
import json
import time

import pydicom

from curtain import browser
from curtain.examine import examine
from curtain.rules.profile import BASIC
from curtain.write import write

facts = json.loads(browser.scan(file))["facts"]  # noqa: F821 - set by engine_in_page.js
key = "0f" * 32
plan = json.loads(browser.plan(json.dumps({"f1": facts}), key))
patient = plan["patients"][plan["files"]["f1"]["patient"]]
request = {
    "key": key,
    "profile": BASIC.as_dict(),
    "patient": patient,
    "redactions": [],
    "pixelsReviewed": True,
}
order = browser._order(json.loads(json.dumps(request)))
text = json.dumps(request)
buffer = await file.arrayBuffer()  # noqa: F704, F821 - Pyodide runs this as a coroutine
data = buffer.to_bytes()


def pydicom_reads_and_writes():
    pydicom.dcmread(io.BytesIO(data)).save_as(io.BytesIO())


def pydicom_reads_every_element_and_writes():
    dataset = pydicom.dcmread(io.BytesIO(data))
    for _ in dataset.iterall():
        pass
    dataset.save_as(io.BytesIO())


def write_pieces():
    candidate = write(browser.BlobSource(file), order)  # noqa: F821
    candidate.pieces = list(candidate.pieces)
    return candidate


written = write_pieces()
blob = browser._blob(written, file)  # noqa: F821


def verify():
    source = browser.BlobSource(blob)
    source.hold()
    examine(source, written, order)
    return source.held


held = verify()

stages = {
    "pydicom reads and writes": pydicom_reads_and_writes,
    "pydicom reads every element and writes": pydicom_reads_every_element_and_writes,
    "scan": lambda: browser.scan(file),  # noqa: F821
    "write": write_pieces,
    "blob of the candidate": lambda: browser._blob(written, file),  # noqa: F821
    "verify": verify,
    "scan to verified candidate": lambda: (browser.scan(file), browser.write(file, text)),  # noqa: F821
}


def one(stage, calls=10):
    began = time.perf_counter()
    for _ in range(calls):
        stage()
    return (time.perf_counter() - began) / calls * 1000


async def one_digest(calls=10):
    began = time.perf_counter()
    for _ in range(calls):
        await digest(held)  # noqa: F821
    return (time.perf_counter() - began) / calls * 1000


# The best of several rounds: whatever else the machine does only makes a round longer.
measured = {name: min(one(stage) for _ in range(40)) for name, stage in stages.items()}
measured["digest"] = min([await one_digest() for _ in range(40)])  # noqa: F704
json.dumps(measured)
