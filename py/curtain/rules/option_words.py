"""Each option in plain words, for a person who has to choose: what it keeps, and what that risks."""

from typing import NamedTuple

from curtain.rules.options import Option


class Explanation(NamedTuple):
    """Three texts for a screen or a report."""

    title: str
    keeps: str
    risk: str


_WORDS = {
    Option.FULL_DATES: Explanation(
        "Dates as they are",
        "All dates and times, unchanged.",
        "The day of an examination is one of the strongest ways back to a patient, and in many countries counts as identity by itself.",
    ),
    Option.MODIFIED_DATES: Explanation(
        "Shifted dates",
        "Dates moved by one number of days for each patient. Intervals and times of day stay exact.",
        "Whoever knows one true date of the patient knows all of them. The time of day stays as it was.",
    ),
    Option.PATIENT_CHARACTERISTICS: Explanation(
        "Patient characteristics",
        "Age, sex, size, weight, ethnic group, pregnancy, smoking. Ages of 90 and over become 90.",
        "Rare values stand out, and several together can be enough to recognise somebody.",
    ),
    Option.DEVICE: Explanation(
        "Device",
        "Names and serial numbers of scanners, detectors, coils and stations.",
        "A serial number tells the hospital; with a day or an hour it may tell the patient.",
    ),
    Option.INSTITUTION: Explanation(
        "Institution",
        "Name, address and department of the hospital.",
        "It narrows down who the patient can be, most of all with a rare finding.",
    ),
    Option.UIDS: Explanation(
        "Original UIDs",
        "The UIDs of studies, series and objects, unchanged.",
        "Whoever can search the archive that they come from finds the patient at once. Some contain a date.",
    ),
    Option.SAFE_PRIVATE: Explanation(
        "Safe private attributes",
        "Vendors’ attributes that the standard lists as safe, such as the scale of a PET image or a diffusion value.",
        "A vendor may one day write something else into one of them.",
    ),
    Option.CLEAN_GRAPHICS: Explanation(
        "Graphics",
        "Drawn annotations, without their text. Overlays and curves go all the same.",
        "Text that is drawn as a shape is not found by any search: look at every image that has graphics.",
    ),
    Option.CLEAN_STRUCTURED_CONTENT: Explanation(
        "Structured content",
        "Measurements, codes and references of structured reports, item by item. Names and free text in them become dummies.",
        "Rare findings, and several together, can be enough to recognise somebody. What a published code says in words is believed.",
    ),
    Option.CLEAN_DESCRIPTORS: Explanation(
        "Descriptions",
        "Descriptions of studies, series and procedures, word by word: words of radiology stay, names, dates, numbers and unknown words go.",
        "A rare diagnosis can describe somebody without a name.",
    ),
}


def explain(option: Option) -> Explanation:
    """What an option keeps, and what that risks."""
    return _WORDS[option]
