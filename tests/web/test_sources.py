"""What no line of the page may do, whatever the policy would say to it: a policy does not cover navigation, storage or markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "web" / "src"

FORBIDDEN = {
    "opens a window": r"\bwindow\.open\b|(?<![.\w])open\(\s*['\"`]\w+:|target=['\"{]",
    "navigates": r"\blocation(\.href)?\s*=[^=]|\blocation\.(assign|replace|reload)\(|\bhistory\.\w+State\(|\bnavigation\.navigate\(",
    "submits a form to an address": r"formaction|<form[^>]*\baction=|\.submit\(|\.requestSubmit\(",
    "sends without a request that is counted": r"sendBeacon|new (WebSocket|EventSource|RTCPeerConnection|WebTransport)\b",
    "writes markup": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe",
    "runs text": r"\beval\(|new Function\b|import\(\s*[^'\")]",
    "stores": r"\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|document\.cookie|\bcaches\.|navigator\.storage|window\.name\b",
    "talks to other tabs": r"BroadcastChannel|SharedWorker|serviceWorker|window\.opener|\bparent\.postMessage",
    "writes to the console": r"\bconsole\.",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_line_of_the_page(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{file.relative_to(SOURCES)}:{number}: {line.strip()}"
        for file in sorted(SOURCES.rglob("*.ts*"))
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if pattern.search(line) and not line.lstrip().startswith(("*", "//", "/*"))
    ]
    assert found == []


def test_addresses_of_links_are_of_archives_alone() -> None:
    """A link is the one way to navigate that is left: all there are save the packed archive."""
    links = [
        (file.name, link)
        for file in sorted(SOURCES.rglob("*.tsx"))
        for link in re.findall(r"<a\b[^>]*", file.read_text())
    ]
    assert links
    for name, link in links:
        assert "download={ARCHIVE_NAME}" in link and "href={now.url}" in link, (name, link)


def test_one_function_makes_a_link_of_its_own_and_it_saves() -> None:
    makers = {
        file.name: [line.strip() for line in file.read_text().splitlines() if re.search(r"\blink\b", line)]
        for file in sorted(SOURCES.rglob("*.ts*"))
        if re.search(r"createElement\(['\"]a['\"]\)|\.href\s*=[^=]", file.read_text())
    }
    assert makers == {
        "save.ts": [
            "const link = document.createElement('a');",
            "link.href = URL.createObjectURL(blob);",
            "link.download = name;",
            "link.click();",
            "setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);",
        ]
    }
