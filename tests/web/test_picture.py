"""The picture in the README, drawn anew from the sample case.

    python3 build.py test -m slow tests/web/test_picture.py
"""

from pathlib import Path

import pytest

from person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PICTURE = Path(__file__).resolve().parents[2] / "web" / "pictures" / "review.png"


def test_the_readme_shows_the_review_step_as_it_is(page, server):
    person = Person.at(page, server.url)
    person.try_sample()
    person.review()
    person.choose("US series")
    person.hover()
    for _ in range(17):
        page.mouse.wheel(0, 100)
        page.wait_for_timeout(260)
    person.draw(0, 0, 800, 44)
    person.settled()
    page.wait_for_timeout(1000)
    PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=PICTURE)
    assert PICTURE.stat().st_size > 50_000
