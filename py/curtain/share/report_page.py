"""The report as one page that a person reads, prints and files: no script, nothing from elsewhere, every text escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

#: The page may do nothing but look as it does, whatever stands in it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 980px; padding: 40px 32px 64px; background: #fff; color: #1b2026;
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; }
h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.25; }
h2 { margin: 36px 0 8px; font-size: 17px; break-after: avoid; }
p { margin: 0 0 8px; max-width: 76ch; }
.lead { margin-bottom: 20px; font-size: 16px; }
.small { color: #4d5864; font-size: 13px; }
.mono { font: 12px/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 190px 1fr; gap: 6px 20px; margin: 0; }
dt { color: #4d5864; }
dd { margin: 0; overflow-wrap: anywhere; }
ul { display: grid; gap: 4px; margin: 0; padding-left: 16px; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid #d9dee4; text-align: left; vertical-align: top; }
th { color: #4d5864; font-weight: 600; }
tr { break-inside: avoid; }
.number { width: 1%; padding-right: 20px; text-align: right; white-space: nowrap; }
.short { width: 1%; padding-right: 24px; white-space: nowrap; }
.attention { padding: 10px 14px; border-left: 4px solid #b07a00; background: #fff8e5; }
.sign { display: grid; grid-template-columns: 2fr 1fr; gap: 32px; margin-top: 56px; break-inside: avoid; }
.sign div { padding-top: 6px; border-top: 1px solid #1b2026; color: #4d5864; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .mono { font-size: 8pt; }
  .attention { border: 1px solid #b07a00; border-left-width: 4px; background: none; }
  @page { margin: 16mm 15mm 18mm; }
}
"""

_ACTIONS = {
    "remove": "removed",
    "empty": "emptied",
    "replace": "replaced",
    "new UID": "got a new UID",
    "shift": "moved by days",
    "year only": "only the year kept",
    "cap age": "became 90 years",
    "clean": "cleaned",
    "add": "added",
    "keep": "kept",
}
_SHOWN_MISSING = 50
_SHOWN_BOXES = 20
_STOPPED = {"quarantined": "Quarantine", "not-dicom": "Not DICOM", "left-out": "Left out"}
_LOOKED = {"reviewed": "looked at", "not reviewed": "not looked at", "none": "no image"}


def as_html(report: dict[str, Any]) -> str:
    """A page of what `make_report` made."""
    parts = [
        "<h1>De-identification report</h1>",
        f'<p class="lead">{_lead(report["outcomes"])}</p>',
        _pixels(report["pixels"], sum(map(_in_overview, report["files"]))),
        _review(report.get("review")),
        _teaching(report.get("teaching")),
        _how(report),
        _stopped(report),
        _findings(report["findings"]),
        _attributes(report["attributes"]),
        _references(report["references"], report["missing"]),
        _files(report["files"]),
        _limits(report),
        '<div class="sign"><div>Checked by</div><div>Date</div></div>',
    ]
    body = "\n".join(filter(None, parts))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>De-identification report</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _lead(outcomes: dict[str, int]) -> str:
    total, clean = sum(outcomes.values()), outcomes["de-identified"]
    words = [f"{_count(clean, 'file')} of {total:,} de-identified"]
    words += [
        f"{outcomes[name]:,} {said}"
        for name, said in (("quarantined", "in quarantine"), ("left-out", "left out"), ("not-dicom", "not DICOM"))
        if outcomes[name]
    ]
    return f"{', '.join(words)}."


def _in_overview(file: dict[str, Any]) -> bool:
    seen = file.get("seen", {})
    return file.get("pixels") == "reviewed" and bool(seen.get("contact sheet") or seen.get("projection"))


def _pixels(pixels: dict[str, int], overviews: int) -> str:
    """`overviews`: files that were looked at in a contact sheet or projection."""
    looked, open_, none = pixels["reviewed"], pixels["not reviewed"], pixels["none"]
    words = []
    if looked:
        words.append(
            f"A person looked at every image of {_count(looked, 'file')} before {'it' if looked == 1 else 'they'} left."
        )
    if overviews:
        them = "it" if looked == 1 else f"{overviews:,} of them"
        words.append(f"Frames of {them} were seen together, on a contact sheet or in a projection.")
    if none:
        words.append(f"{_count(none, 'file')} had no image.")
    if not open_:
        return f"<p>{' '.join(words)}</p>" if words else ""
    words.append(
        f"<strong>Nobody looked at the images of {_count(open_, 'file')}.</strong> Text that is burned into an image, or a face, "
        "may still be there. These files do not claim otherwise."
    )
    return f'<p class="attention">{" ".join(words)}</p>'


_FOUND = {
    "nothing": "A person also looked for what no program finds, such as jewellery with a name, a face, a tattoo, rare anatomy or "
    "a label in the room, and found none of it.",
    "stays": "A person also looked for what no program finds, such as jewellery with a name, a face or a tattoo, and found "
    "something that stays in these files:",
    "not looked for": "Nobody looked for what no program finds, such as jewellery with a name, a face or a tattoo.",
}


def _review(review: dict[str, str] | None) -> str:
    if review is None:
        return ""
    attention = "" if review["found"] == "nothing" else ' class="attention"'
    note = f" {escape(review['note'])}" if review["note"] else ""
    return f"<p{attention}>{_FOUND[review['found']]}{note}</p>"


def _teaching(teaching: dict[str, int] | None) -> str:
    """What somebody added: how much, never what it says."""
    if teaching is None:
        return ""
    stars, drawings, copies = teaching["key_images"], teaching["drawings"], teaching["copies"]
    beside = [_count(number, noun) for number, noun in ((stars, "key image"), (drawings, "drawing")) if number]
    words = (
        [f"For teaching: {' and '.join(beside)}, kept beside these files; no pixel is changed by them."]
        if beside
        else []
    )
    if copies:
        words.append(
            f"{_count(copies, 'file')} {'is a copy' if copies == 1 else 'are copies'} of an image with drawings burned in."
        )
    return f"<p>{' '.join(words)}</p>"


_SEEN = {"one by one": "one by one", "contact sheet": "on a contact sheet", "projection": "in a projection"}


def _seen(seen: dict[str, int]) -> str:
    """`Seen: 3 frames one by one, 40 frames in a projection. Not seen: 2 frames.`"""
    parts = [f"{_count(seen[how], 'frame')} {words}" for how, words in _SEEN.items() if seen[how]]
    lines = [f"Seen: {', '.join(parts)}."] if parts else []
    if seen["not seen"]:
        lines.append(f"Not seen: {_count(seen['not seen'], 'frame')}.")
    return f'<br><span class="small">{" ".join(lines)}</span>' if lines else ""


def _only_row(entry: dict[str, Any]) -> tuple[str, str]:
    """What was done to attributes of one series or one object."""
    scope = "series" if "series" in entry else "object"
    lines = [f'<span class="mono">{escape(entry[scope])}</span>']
    lines += [f"{escape(path)}: {escape(strategy)}" for path, strategy in entry["attributes"].items()]
    return f"Rules for one {scope}", "<br>".join(lines)


def _how(report: dict[str, Any]) -> str:
    tool, profile = report["tool"], report["profile"]
    options = "".join(f"<li>{escape(item['keeps'])}</li>" for item in report["codes"] if "keeps" in item)
    kept = f"<ul>{options}</ul>" if options else "nothing beyond the Basic Profile"
    rows = [
        ("Made with", f"{escape(tool['name'])} {escape(tool['version'])}, tables of {escape(tool['standard'])}"),
        ("Profile", escape(profile["name"])),
        ("What its options keep", kept),
    ]
    if profile["shift_days"]:
        rows.append(("Dates moved by", f"1 to {profile['shift_days']:,} days, the same for all files of a patient"))
    if profile["birth_year"]:
        rows.append(("Birth dates", "1 January of the same year"))
    if profile["attributes"]:
        lines = (f"{escape(path)}: {escape(strategy)}" for path, strategy in profile["attributes"].items())
        rows.append(("Rules of the user’s own", "<br>".join(lines)))
    for each in profile.get("only", ()):
        rows.append(_only_row(each))
    if "only_others" in profile:
        rows.append(("Rules for what did not come out", f"for {profile['only_others']:,} series or objects"))
    if profile["classes"]:
        rows.append(("Held back", escape(", ".join(profile["classes"]))))
    rows += [
        (
            "Codes (CID 7050)",
            "<br>".join(f"{escape(item['code'])} {escape(item['meaning'])}" for item in report["codes"]),
        ),
        ("SHA-256 of the profile", f'<span class="mono">{escape(profile["sha256"])}</span>'),
        ("Key", _KEYS[report["key"]]),
    ]
    return f"<h2>How</h2>\n<dl>{''.join(f'<dt>{name}</dt><dd>{value}</dd>' for name, value in rows)}</dl>"


_KEYS = {
    "kept": "Kept by whoever made this. With it the same patient gets the same pseudonym again: the files are pseudonymous.",
    "forgotten": "Random, and forgotten at the end. Nobody can make these pseudonyms again.",
}


def _stopped(report: dict[str, Any]) -> str:
    files = [file for file in report["files"] if file["outcome"] != "de-identified"]
    if not files:
        return ""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for file in files:
        groups.setdefault((file["outcome"], file["code"], file["sentence"]), []).append(file["number"])
    rows = [
        (
            f'<td class="short">{escape(_STOPPED[outcome])}</td>',
            f"<td>{escape(sentence)}<br><span class='small mono'>{escape(code)}</span></td>",
            f'<td class="number">{len(numbers):,}</td>',
            f"<td>{escape(_ranges(numbers))}</td>",
        )
        for (outcome, code, sentence), numbers in groups.items()
    ]
    head = ('<th class="short">Outcome</th>', "<th>Why</th>", '<th class="number">Files</th>', "<th>Numbers</th>")
    return f"<h2>What did not come out</h2>\n{_table(head, rows)}"


def _findings(findings: Sequence[dict[str, Any]]) -> str:
    if not findings:
        return ""
    rows = [
        (
            f'<td class="number">{finding["file"]:,}</td>',
            f'<td class="mono">{escape(finding["path"])}</td>',
            f'<td class="mono">{escape(finding["code"])}</td>',
        )
        for finding in findings
    ]
    head = ('<th class="number">File</th>', "<th>Where</th>", "<th>Code</th>")
    return (
        "<h2>Findings of the last search</h2>\n"
        "<p>These files were held back, because something of the patient was still in them. What it was is not told here.</p>\n"
        f"{_table(head, rows)}"
    )


def _attributes(attributes: Sequence[dict[str, Any]]) -> str:
    if not attributes:
        return ""
    rows = [
        (
            f"<td>{escape(item['attribute'])}</td>",
            f"<td>{escape(_ACTIONS.get(item['action'], item['action']))}</td>",
            f'<td class="number">{item["count"]:,}</td>',
        )
        for item in attributes
    ]
    head = ("<th>Attribute</th>", "<th>What was done</th>", '<th class="number">Times</th>')
    return f"<h2>What was changed</h2>\n<p>At every depth, in all files that came out.</p>\n{_table(head, rows)}"


def _references(references: Sequence[dict[str, Any]], missing: Sequence[dict[str, Any]]) -> str:
    if not references:
        return "<h2>References</h2>\n<p>No file that came out names another object, series or study.</p>"
    rows = [
        (
            f"<td>{escape(item['attribute'])}</td>",
            f'<td class="number">{item["in_case"]:,}</td>',
            f'<td class="number">{item["out_of_case"]:,}</td>',
        )
        for item in references
    ]
    head = ("<th>Held by</th>", '<th class="number">In this case</th>', '<th class="number">Elsewhere</th>')
    return (
        "<h2>References</h2>\n<p>To objects, series and studies, by their new UIDs. What lies elsewhere cannot be "
        f"followed in this case.</p>\n{_table(head, rows)}{_missing(missing)}"
    )


def _missing(missing: Sequence[dict[str, Any]]) -> str:
    """What is referred to and is not there: one line each, up to `_SHOWN_MISSING`."""
    if not missing:
        return ""
    rows = [
        (
            f'<td class="mono">{escape(item["uid"])}</td>',
            f"<td>{escape(', '.join(item['attributes']))}</td>",
            f'<td class="number">{item["objects"]:,}</td>',
        )
        for item in missing[:_SHOWN_MISSING]
    ]
    head = ("<th>Not in this case</th>", "<th>Held by</th>", '<th class="number">Objects that name it</th>')
    more = len(missing) - _SHOWN_MISSING
    rest = f"\n<p>And {more:,} more; the report in JSON lists all.</p>" if more > 0 else ""
    return f"\n{_table(head, rows)}{rest}"


def _files(files: Sequence[dict[str, Any]]) -> str:
    rows = []
    for file in files:
        if file["outcome"] != "de-identified":
            continue
        notes = "".join(f'<br><span class="small">{escape(note)}</span>' for note in file["notes"])
        notes += _seen(file["seen"]) if "seen" in file else ""
        if "waiver" in file:
            notes += f'<br><span class="small">Approved without all of it being seen: {escape(file["waiver"])}</span>'
        notes += _redactions(file["redactions"]) if "redactions" in file else ""
        source = f"<br>source, HMAC {escape(file['source_hmac'])}" if file["source_hmac"] else ""
        rows.append(
            (
                f'<td class="number">{file["number"]:,}</td>',
                f"<td>{escape(file['sop_class'])}, {_LOOKED[file['pixels']]}{notes}"
                f'<div class="mono">{escape(file["output"])}<br>SHA-256 {escape(file["sha256"])}{source}</div></td>',
            )
        )
    if not rows:
        return ""
    head = ('<th class="number">File</th>', "<th>What came out</th>")
    return f"<h2>What came out</h2>\n{_table(head, rows)}"


def _redactions(told: dict[str, Any]) -> str:
    """What was blanked and cropped in a file: one line each, up to `_SHOWN_BOXES`."""
    boxes = told["boxes"]
    lines = [_box(box) for box in boxes[:_SHOWN_BOXES]]
    if len(boxes) > _SHOWN_BOXES:
        lines.append(f"and {len(boxes) - _SHOWN_BOXES:,} more; the report in JSON lists all")
    if "crop" in told:
        lines.append(_crop(told["crop"]))
    before, after = told["syntax_before"], told["syntax_after"]
    lines.append(f"written as {after}" if before == after else f"it was {before}, and is {after} now")
    if told["untouched"]:
        digest = f", SHA-256 {told['untouched_sha256']}" if told["untouched_sha256"] else ""
        lines.append(f"{_count(told['untouched'], 'frame')} with the same bytes as before{digest}")
    told_of = "Blanked" if boxes else "Cropped"
    return f'<br><span class="small">{told_of}: {"; ".join(map(escape, lines))}.</span>'


def _crop(crop: dict[str, Any]) -> str:
    asked, kept = (_rectangle(crop[name]) for name in ("asked", "kept"))
    columns, rows = crop["size"]
    return f"cut from {columns} × {rows} to {kept}" + ("" if asked == kept else f", asked for as {asked}")


def _box(box: dict[str, Any]) -> str:
    first, last = box["frames"] or (0, 0)
    frames = "all frames" if not first else f"frame {first}" if first == last else f"frames {first}–{last}"
    asked, blanked = (_rectangle(box[name]) for name in ("asked", "blanked"))
    fill = {"white": ", in white", "background": ", in the value of the background"}.get(box.get("fill", ""), "")
    if "pixels" in box:
        corners = len(box.get("points", ()))
        shape = {"ellipse": "an ellipse in ", "polygon": f"a polygon of {corners} corners in "}.get(
            box.get("shape", ""), ""
        )
        outside = "all outside " if box.get("outside") else ""
        return f"{frames}, {outside}{shape}{asked}: {box['pixels']:,} pixels of each{fill}"
    return f"{frames}, {blanked}" + ("" if asked == blanked else f", asked for as {asked}") + fill


def _rectangle(sides: Sequence[float]) -> str:
    x, y, width, height = (f"{side:g}" for side in sides)
    return f"{width} × {height} at {x}, {y}"


def _limits(report: dict[str, Any]) -> str:
    hmac = (
        " The HMAC of a source can be reckoned again by whoever has the file and the key."
        if any(file.get("source_hmac") for file in report["files"])
        else ""
    )
    return (
        "<h2>About this report</h2>\n"
        "<p>It says nothing about who the patient is: files are called by their number, in the order in which they were given."
        f"{hmac} It has no date, because the day of the work may be close to the day of the examination; write one below.</p>\n"
        "<p>Every file that came out was opened again from its bytes and searched for the patient’s own names, numbers and UIDs, "
        "as far as the profile does not keep them. That search reads headers; what is drawn in an image only a person sees.</p>"
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    return f"<table>\n<thead><tr>{''.join(head)}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"


def _ranges(numbers: Sequence[int]) -> str:
    """`1, 4–6`: ascending numbers, neighbours drawn together."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(f"{start}" if start == end else f"{start}–{end}" for start, end in ranges)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
