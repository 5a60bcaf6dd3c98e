"""The one module that knows Pyodide: the engine's calls for a worker of the page.

Files come as Blobs, answers go as JSON; nothing that fails here reaches the page as an
exception, because its text might quote the file. One exception is let through, its words staying in
the worker: after a MemoryError the page replaces the worker and tries once more.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from js import Blob, FileReaderSync, MessageChannel, Object, Uint8Array  # type: ignore[import-not-found]
from pyodide.ffi import to_js  # type: ignore[import-not-found]

from curtain.examine import examine
from curtain.files.part10 import Dicom, open_dicom
from curtain.files.pieces import Piece, Range
from curtain.files.source import Truncated
from curtain.outcome import NotDicom, Quarantine, unexpected
from curtain.plan import Patient
from curtain.plan import plan as plan_case
from curtain.rules.profile import Profile
from curtain.scan import Facts
from curtain.scan import scan as scan_source
from curtain.transforms.keyed import Keyed
from curtain.write import Candidate, Order
from curtain.write import write as write_source


def _progress() -> None:
    """Replaced by what the worker gives to `on_progress`."""


def on_progress(tell: Callable[[], None]) -> None:
    """Have `tell` called with every read: the page takes a worker that is silent for too long for hanging."""
    global _progress
    _progress = tell


#: A read costs the same third of a millisecond whatever its length: one for the start of a file answers most.
_HEAD = 68 << 10
#: So does one for many small pieces that lie together: a frame may be in 20,000 fragments.
_BLOCK = 16 << 10
#: New bytes that become a part of a Blob, and those that may be on their way to the browser's own process.
_RUN = 4 << 20
_MOST_UNDER_WAY = 16 << 20
#: A candidate up to here is read once, to be checked and to be digested.
_SMALL = 4 << 20

_reader = FileReaderSync.new()


class BlobSource:
    """A Blob or File, read slice by slice; only a dedicated worker may do that synchronously."""

    def __init__(self, blob: Any) -> None:
        self.blob = blob
        self.size = int(blob.size)
        # Who has read a file many times over is going round in circles: that is no progress.
        self._left = 32 * self.size + (256 << 20)
        #: All of it as an ArrayBuffer, after `hold`.
        self.held: Any = None
        self._head = b""
        self._block, self._block_start = b"", 0

    def read(self, offset: int, length: int) -> bytes:
        if offset + length > self.size:
            raise Truncated
        if not length:
            return b""
        if offset + length <= _HEAD:
            self._head = self._head or self._fetch(0, min(_HEAD, self.size))
            return self._head[offset : offset + length]
        if length > _BLOCK // 4:
            return self._fetch(offset, length)
        at = offset - self._block_start
        if at < 0 or at + length > len(self._block):
            self._block, self._block_start, at = self._fetch(offset, min(_BLOCK, self.size - offset)), offset, 0
        return self._block[at : at + length]

    def _fetch(self, offset: int, length: int) -> bytes:
        self._left -= length
        if self._left > 0:
            _progress()
        try:
            buffer = self._buffer(offset, length)
            data = buffer.to_bytes()
            if length > _HEAD:
                _give_back(buffer)
        except MemoryError:
            raise
        except Exception:
            raise _unreadable() from None
        if len(data) != length:
            raise Truncated
        return data

    def hold(self) -> None:
        """Read all of it now: every later read is of these bytes."""
        try:
            self.held = self._buffer(0, self.size)
        except Exception:
            raise _unreadable() from None

    def _buffer(self, offset: int, length: int) -> Any:
        if self.held is not None:
            return self.held.slice(offset, offset + length)
        # Every slice asks the browser's own process, and is an object there that is slow to go.
        whole = offset == 0 and length == self.size
        return _reader.readAsArrayBuffer(self.blob if whole else self.blob.slice(offset, offset + length))


def _give_back(buffer: Any) -> None:
    """Free the memory of an ArrayBuffer now: garbage of a cine grows by gigabytes while its worker never rests.

    A message to nobody takes it along. (What `ArrayBuffer.transfer` leaves behind stays until it is collected.)
    """
    _nobody().postMessage(None, to_js([buffer]))


@cache
def _nobody() -> Any:
    channel = MessageChannel.new()
    channel.port2.close()
    return channel.port1


def _unreadable() -> Quarantine:
    return Quarantine(
        "unreadable",
        "The file can no longer be read. It was moved, deleted or changed after it was added: add it again.",
    )


def scan(file: Any) -> str:
    """`HeaderCalls.scan`."""
    try:
        # A text within the text: as a string the page keeps it in half the memory of an object.
        facts = json.dumps(scan_source(BlobSource(file)).as_dict())
        return json.dumps({"outcome": "scanned", "facts": facts})
    except (NotDicom, Quarantine) as stop:
        return json.dumps(_stopped(stop))
    except MemoryError:
        raise
    except Exception:
        return json.dumps(_stopped(unexpected()))


def plan(facts: str, key: str) -> str:
    """`HeaderCalls.plan`."""
    known = {file: Facts(**json.loads(fact)) for file, fact in json.loads(facts).items()}
    case = plan_case(known, Keyed(bytes.fromhex(key)))
    series: dict[tuple[str, str], int] = {}
    patients = {
        name: {
            "pseudonym": patient.pseudonym,
            "split": patient.split,
            "secrets": {kind: sorted(values) for kind, values in patient.strings.items()},
        }
        for name, patient in case.patients.items()
    }
    files: dict[str, dict[str, Any]] = {}
    for file, fact in known.items():
        place = case.files[file]
        if isinstance(place, Quarantine):
            files[file] = {"patient": None, "code": place.code, "sentence": place.sentence}
        else:
            files[file] = {"patient": place, "series": series.setdefault((fact.study, fact.series), len(series))}
    return json.dumps({"patients": patients, "files": files})


def write(file: Any, request: str) -> Any:
    """`HeaderCalls.write`, as `{json, blob, bytes}`; `bytes` are those of a small candidate as they were checked."""
    try:
        order = _order(json.loads(request))
        candidate = write_source(BlobSource(file), order)
        blob = _blob(candidate, file)
        written = BlobSource(blob)
        if written.size <= _SMALL:
            written.hold()
        instance = examine(written, candidate, order)
        return _answer({"outcome": "de-identified", "instance": instance.as_dict()}, blob=blob, bytes=written.held)
    except (NotDicom, Quarantine) as stop:
        return _answer({**_stopped(stop), "outcome": "quarantined"})
    except MemoryError:
        raise
    except Exception:
        return _answer(_stopped(unexpected()))


def tags(file: Any, request: str) -> str:
    """`HeaderCalls.tags`; [] where the file cannot be cleaned."""
    try:
        candidate = write_source(BlobSource(file), _order(json.loads(request)), with_rows=True, looks=False)
        return json.dumps([row.as_dict() for row in candidate.changes.rows])
    except MemoryError:
        raise
    except Exception:
        return "[]"


def survey(files: Any, requests: str) -> str:
    """`HeaderCalls.survey`."""
    from curtain.survey import Survey

    whole = Survey()
    for file, request in zip(files, json.loads(requests), strict=True):
        whole.try_to_take(BlobSource(file), _order(request))
    return json.dumps(json.dumps(whole.as_dict()))


def fold(parts: str) -> str:
    """`HeaderCalls.fold`."""
    from curtain.survey import Survey
    from curtain.survey import fold as fold_surveys

    whole = fold_surveys(Survey.from_dict(json.loads(part)) for part in json.loads(parts))
    return json.dumps({"part": json.dumps(whole.as_dict()), "shown": whole.shown()})


def judge(request: str) -> str:
    """`HeaderCalls.judge`."""
    from curtain.rules.profile import ProfileError
    from curtain.survey import judge as judge_rows

    asked = json.loads(request)
    try:
        profile = judge_rows(_profile(json.dumps(asked.pop("profile"))), **asked)
        return json.dumps({"profile": _for_page(profile), "sentence": None})
    except ProfileError as wrong:
        return json.dumps({"profile": None, "sentence": str(wrong)})


#: What was opened last, by the page's name for it: the fragments of a cine are walked through once for all its frames.
_opened: dict[str, Dicom] = {}
_OPENED = 4


def _open_named(blob: Any, name: str) -> Dicom:
    _opened[name] = _opened.pop(name, None) or open_dicom(BlobSource(blob))
    while len(_opened) > _OPENED:
        del _opened[next(iter(_opened))]
    return _opened[name]


def frame(blob: Any, index: int, name: str) -> Any:
    """`PixelCalls.frame`, as `{json, data, lut}`; `{json: {"error": sentence}}` where it cannot be shown."""
    from curtain.pixels.show import show_frame
    from curtain.pixels.space import space_of

    try:
        dicom = _open_named(blob, name)
        shown = show_frame(dicom, index) | {"space": space_of(dicom.dataset, index)}
    except Quarantine as stop:
        return _answer({"error": stop.sentence})
    except MemoryError:
        raise
    except Exception:
        return _answer({"error": "This image cannot be shown."})
    data, lut = shown.pop("data"), shown.get("voiLut")
    shown["dtype"] = str(data.dtype)
    return _answer(shown, data=data.tobytes(), lut=lut.pop("values").tobytes() if lut else None)


def unchanging(blob: Any) -> Any:
    """`PixelCalls.unchanging`, as `{json}`; `{json: {"error": sentence}}` where a frame cannot be decoded."""
    from curtain.files.part10 import open_dicom
    from curtain.places.unchanging import unchanging as boxes_of

    try:
        return _answer({"proposals": [each.as_dict() for each in boxes_of(open_dicom(BlobSource(blob)))]})
    except Quarantine as stop:
        return _answer({"error": stop.sentence})
    except MemoryError:
        raise
    except Exception:
        return _answer({"error": "The frames of this image cannot be compared."})


def read_boxes(text: str) -> str:
    """`PixelCalls.readBoxes`."""
    from dataclasses import asdict

    from curtain.share.boxes import BoxesError
    from curtain.share.boxes import read_boxes as read

    try:
        found = read(text)
        return json.dumps({name: list(map(asdict, getattr(found, name))) for name in ("boxes", "crops")})
    except BoxesError as error:
        return json.dumps({"error": f"This file cannot be taken: {error}."})


def picture(file: Any, into: Any) -> Any:
    """`PixelCalls.picture`, as `{json, blob}`; `{json: {"error": sentence}}` where it cannot be used."""
    from curtain.pictures import secondary_capture

    try:
        pieces = secondary_capture(BlobSource(file), BlobSource(into))
    except (NotDicom, Quarantine) as stop:
        return _answer({"error": stop.sentence})
    except MemoryError:
        raise
    except Exception:
        return _answer({"error": unexpected().sentence})
    return _answer({}, blob=Blob.new(to_js([to_js(piece) for piece in pieces])))


def rules(site: str = "{}") -> str:
    """`HeaderCalls.rules`."""
    from curtain.rules.option_words import explain
    from curtain.rules.options import Option
    from curtain.rules.overrides import Strategy, words_of
    from curtain.rules.profile import load, names

    lock = _lock(site)
    return json.dumps(
        {
            "options": [{"name": option, "code": option.code, **explain(option)._asdict()} for option in Option],
            "profiles": [_for_page(lock.restrict(load(name))[0]) for name in names()],
            "strategies": {each: words_of(each) for each in Strategy},
        }
    )


def check_override(path: str, value: str, site: str, only: bool = False) -> str:
    """`HeaderCalls.checkOverride`."""
    from curtain.rules.only import check_can_be_scoped
    from curtain.rules.overrides import Override, OverrideError

    try:
        override = Override.parse(path, json.loads(value))
        if only:
            check_can_be_scoped(override)
    except OverrideError as error:
        return json.dumps({"error": str(error)})
    refused = _lock(site).refuses(override)
    if refused:
        return json.dumps({"error": refused})
    return json.dumps({"path": override.path, "value": override.as_value()})


def profile_text(profile: str) -> str:
    """`HeaderCalls.profileText`."""
    return json.dumps(_profile(profile).as_toml())


def import_script(files: Any, site: str, ctp_hashes: bool = False) -> str:
    """`HeaderCalls.importScript`."""
    from curtain.scripts import LARGEST, ScriptError, read

    texts: dict[str, bytes] = {}
    for file in files:
        if int(file.size) > LARGEST:
            return json.dumps({"error": "The file is too large for a profile or script."})
        texts[str(file.name)] = BlobSource(file).read(0, int(file.size))
    try:
        imported = read(texts, ctp_hashes)
    except ScriptError as error:
        return json.dumps({"error": str(error)})
    profile, left_out = _lock(site).restrict(imported.profile)
    return json.dumps(
        {
            "kind": imported.kind,
            "profile": _for_page(profile),
            "lines": [line._asdict() for line in imported.lines],
            "goesBeside": imported.goes_beside,
            "leftOut": [{"path": path, "why": why} for path, why in left_out],
        }
    )


def _lock(site: str) -> Any:
    """What config.json of the site locks."""
    from curtain.rules.locks import Lock

    said = {"profile": "basic", "lockedOptions": [], **json.loads(site)}
    return Lock.of(said["profile"], said["lockedOptions"])


def find_attributes(query: str, profile: str) -> str:
    """`HeaderCalls.findAttributes`."""
    from curtain.rules.ask import found

    return json.dumps([each.as_dict() for each in found(query, _profile(profile))])


def report(request: str) -> str:
    """`HeaderCalls.report`."""
    from curtain.share import requests

    return json.dumps(requests.report(_with_profile(request)))


def identifying(request: str) -> str:
    """`HeaderCalls.identifying`."""
    from curtain.share import requests

    return json.dumps(requests.identifying(_with_profile(request)))


def untouched(blob: Any, told: str) -> Any:
    """`HeaderCalls.untouched`, as `{json, blob}`."""
    from curtain.pixels.record import untouched_ranges

    try:
        candidate = BlobSource(blob)
        source, ranges = untouched_ranges(candidate, json.loads(told))
        parts = [
            blob.slice(offset, offset + length) if source is candidate else to_js(source.read(offset, length))
            for offset, length in ranges
        ]
        return _answer({}, blob=Blob.new(to_js(parts)))
    except MemoryError:
        raise
    except Exception:
        return _answer({"error": "What a redaction left as it was could not be read."})


def crosswalk(request: str) -> str:
    """`HeaderCalls.crosswalk`."""
    from curtain.share import requests

    return json.dumps(requests.crosswalk(_with_profile(request)))


def _order(request: dict[str, Any]) -> Order:
    patient, boxes = request["patient"], request["redactions"]
    if boxes:
        from curtain.pixels.areas import read_box

        boxes = [read_box(box) for box in boxes]
    crop = request.get("crop")
    if crop:
        from curtain.pixels.crop import Crop

        crop = Crop(crop["x"], crop["y"], crop["width"], crop["height"])
    strings = {kind: set(values) for kind, values in patient["secrets"].items()}
    return Order(
        Patient(patient["pseudonym"], patient["split"], strings),
        Keyed(bytes.fromhex(request["key"])),
        boxes,
        request["pixelsReviewed"],
        _profile(json.dumps(request["profile"])),
        decoded=request["pixelsReviewed"],
        crop=crop or None,
        origins=[(series, instance) for series, instance in request.get("origins", ())],
    )


@lru_cache(maxsize=8)
def _profile(text: str) -> Profile:
    return Profile.from_dict(_from_page(json.loads(text)))


def _for_page(profile: Profile) -> dict[str, Any]:
    """`Profile` of the page's types. What names patients is never a key there: the browser keeps the keys of objects."""
    return {**profile.as_dict(), "lookup": profile.lookup}


def _from_page(profile: dict[str, Any]) -> dict[str, Any]:
    """The reverse, as `Profile.from_dict` takes it."""
    return {**profile, "lookup": dict(profile.get("lookup", ()))}


def _with_profile(request: str) -> dict[str, Any]:
    asked = json.loads(request)
    return {**asked, "profile": _from_page(asked["profile"])}


def _blob(candidate: Candidate, file: Any) -> Any:
    """The candidate as a Blob over slices of the dropped file: its pixels are not copied."""
    whole = _Growing()
    # A deflated file was inflated: its ranges are not ranges of the file.
    direct = isinstance(candidate.source, BlobSource)
    for piece in candidate.pieces:
        if isinstance(piece, Range) and direct:
            whole.add_slice(file.slice(piece.offset, piece.offset + piece.length))
            continue
        for data in _bytes_of(piece, candidate):
            whole.add(data)
    return whole.blob()


class _Growing:
    """A Blob of many parts: new bytes leave this worker, and then the tab, while more of them are made.

    They go through one array: thousands of them would be waiting to be collected as garbage.
    """

    def __init__(self) -> None:
        self._parts: list[Any] = []
        #: The last of the parts: new bytes, which lie in the array up to `_filled`, and slices between them.
        self._run: list[Any] = []
        self._filled = self._under_way = 0

    def add_slice(self, slice: Any) -> None:
        self._run.append(slice)

    def add(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            if self._filled == _RUN:
                self._flush()
            part = rest[: _RUN - self._filled]
            place = _array().subarray(self._filled, self._filled + len(part))
            place.assign(part)
            self._run.append(place)
            self._filled += len(part)
            rest = rest[len(part) :]

    def blob(self) -> Any:
        return Blob.new(to_js([*self._parts, *self._run]))

    def _flush(self) -> None:
        run = Blob.new(to_js(self._run))
        self._parts.append(run)
        self._under_way += self._filled
        self._run, self._filled = [], 0
        if self._under_way >= _MOST_UNDER_WAY:
            # A Blob can be read when the browser's own process has it: until then its bytes are in the memory of the tab.
            try:
                _reader.readAsArrayBuffer(run.slice(0, 1))
            except Exception:
                raise Quarantine(
                    "no-room",
                    "The browser has no room for what the redactions of this image write anew. Free some of the disk, or leave "
                    "the private window: it holds no more than 2 GB.",
                ) from None
            self._under_way = 0


@cache
def _array() -> Any:
    return Uint8Array.new(_RUN)


def _bytes_of(piece: Piece, candidate: Candidate) -> Iterator[bytes]:
    """A piece that is no slice of the file, a few megabytes at a time."""
    if not isinstance(piece, Range):
        yield piece
        return
    for at in range(0, piece.length, _SMALL):
        yield candidate.source.read(piece.offset + at, min(_SMALL, piece.length - at))


def _stopped(stop: NotDicom | Quarantine) -> dict[str, str]:
    outcome = "not-dicom" if isinstance(stop, NotDicom) else "quarantined"
    return {"outcome": outcome, "code": stop.code, "sentence": stop.sentence}


def _answer(answer: dict[str, Any], **binary: Any) -> Any:
    """A JS object: the answer as JSON, and what is binary beside it."""

    values = {
        "json": json.dumps(answer),
        **{name: value if not isinstance(value, bytes) else to_js(value) for name, value in binary.items()},
    }
    return to_js(values, dict_converter=Object.fromEntries)
