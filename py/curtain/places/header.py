"""All that the header of a source and the scripts of a profile propose for its image."""

from curtain.files.dataset import DataSet
from curtain.pixels.image import COLUMNS, ROWS, pixel_element
from curtain.places.proposal import Proposal
from curtain.places.ultrasound import outside_scan_areas

#: In one object. A person looks at each.
_MOST = 400


def proposals(dataset: DataSet, scripts: tuple[str, ...] = ()) -> list[Proposal]:
    """Proposals for the image of a source, before anything in its header was changed; [] where there is no image."""
    rows, columns = (next(iter(dataset.ints(tag)), 0) for tag in (ROWS, COLUMNS))
    if rows < 1 or columns < 1 or pixel_element(dataset) is None:
        return []
    found = outside_scan_areas(dataset, rows, columns)
    if scripts:
        # Few profiles have any, and what reads them is not small.
        from curtain.places.listed import from_scripts

        found += from_scripts(scripts, dataset, rows, columns)
    # Two scripts may say the same.
    return list({(each.x, each.y, each.width, each.height, each.keep): each for each in reversed(found)}.values())[
        ::-1
    ][:_MOST]
