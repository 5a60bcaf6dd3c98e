"""The sample case: what a newcomer can drop on the page. Made at build time; every identity in it is invented.

It lies there like a disc from a hospital: a CT series and an ultrasound cine of one patient,
an object of a vendor's private class, which is kept back, and a text file, which is no DICOM.

    write_sample(Path("sample"))
    Path("dist/sample.bin").write_bytes(bundle(Path("sample")))

Needs numpy and imagecodecs; the same versions of them make the same bytes.
"""

import gzip
import json
from pathlib import Path
from struct import pack

_README = """KLINIKUM MUSTERSTADT - ABTEILUNG FUER RADIOLOGIE
Images of MUSTERMANN, ERIKA (4711-0815), born 12 August 1964
CT chest of 14 March 2024, echocardiography of 2 April 2024

Everybody and everything named on this disc is invented.
"""


def write_sample(directory: Path) -> list[Path]:
    """Write the files of the sample case below `directory`; returns their paths, sorted."""
    from curtain.sample.ct import ct_series
    from curtain.sample.ultrasound import ultrasound_cine
    from curtain.sample.vendor import vendor_object

    directory = Path(directory)
    paths = [directory / "README.TXT"]
    directory.mkdir(parents=True, exist_ok=True)
    paths[0].write_text(_README, encoding="ascii", newline="\r\n")

    def save(name: str, dataset: object) -> None:
        path = directory / "DICOM" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset.save_as(path, enforce_file_format=True)
        paths.append(path)

    for number, dataset in enumerate(ct_series(), start=1):
        save(f"ST000001/SE000001/IM{number:06}", dataset)
    save("ST000001/SE000002/IM000001", vendor_object())
    save("ST000002/SE000001/IM000001", ultrasound_cine())
    return sorted(paths)


def bundle(directory: Path) -> bytes:
    """All files below `directory` as one download for the page.

    gzip of: the length of an index (4 bytes, little endian), the index (JSON, a list of
    `{"path", "size"}`), and the bytes of the files in that order.
    """
    files = sorted(path for path in Path(directory).rglob("*") if path.is_file())
    index = json.dumps(
        [{"path": path.relative_to(directory).as_posix(), "size": path.stat().st_size} for path in files]
    )
    head = index.encode()
    return gzip.compress(pack("<I", len(head)) + head + b"".join(path.read_bytes() for path in files), 9, mtime=0)
