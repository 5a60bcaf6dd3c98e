"""The held list: descriptions as scanners and people write them, with names, numbers, days and places planted in them.

No list of words of the package may be built from it. Half of the descriptions, by a hash of their text, are `sealed`: they are scored and
never printed (python tests/descriptors/score.py), so that what is learned from the other half has to hold for them too.
"""

from __future__ import annotations

import hashlib
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from curtain.verify.secrets import Secrets

_SEED = 20260401
_TOKEN = re.compile(r"[^\W_]+")

#: People of the cases, family and given name: of many languages, some of them words of radiology, some called as a disease is.
PEOPLE = [
    "Doe^Jane", "Smith^John^Albert", "Müller^Jürgen", "García López^María", "Nguyen^Thi Hoa", "O'Brien^Siobhan", "van der Berg^Pieter", "Head^William",
    "White^Rose", "Long^Amber", "Lung^Mei", "Brown^Victoria", "Hand^Thomas", "Palm^Ingrid", "Foot^Michael", "Baker^Susan", "Parkinson^James", "Waters^Roger",
    "Young^Faith", "Kowalczyk^Agnieszka", "Yılmaz^Ayşe", "Okonkwo^Chinedu", "Johansson^Åsa", "Fernández^Iñigo", "Lefèvre^Hélène", "Di Stefano^Luca",
    "McAllister^Fiona", "Haddad^Layla", "Takahashi^Haruka", "Petrova^Svetlana", "Oliveira^João", "Vandenbroucke^Lotte", "Grünwald^Käthe", "Schwarzenegger^Otto",
    "Featherstonehaugh^Cuthbert", "Bloodworth^Grace", "Steinhauer^Liesl", "Chestnut^Holly", "Kneebone^Arthur", "Armstrong^Neil", "Legge^Martha", "Hart^Miriam",
    "Chester^Brian", "Field^Sally", "Wood^Mark", "Stone^Art", "Rex^Max", "Frost^Ivy", "Bell^Alexander", "Shah^Priyanka", "Abdulrahman^Yusuf", "Zimmermann^Dieter",
]  # fmt: skip
#: People that no attribute names.
STRANGERS = [
    "Dr. Hendricks", "Dr Brown", "Dr. Long", "Prof. Schreiber", "Dr. med. Wagner", "Mr. Abernathy", "Mrs Castellano", "Frau Obermeier", "Herr Köhler", "Mme Durand",
    "Sr. Ibáñez", "Sig.ra Ferraro", "Dr. Head", "Dr. Rose", "Dr White", "Susan Baker", "Kimberly Atwood", "Ramirez", "Papadimitriou", "Kovalenko", "Name: Whitaker Tom",
    "operator: Delgado", "performed by Kessler", "Miller, Kevin", "Nurse Ratchett", "tech: Rosenbaum", "J. Abernathy", "Abernathy J.", "Thistlewood MD",
]  # fmt: skip
IDS = [
    "4711223",
    "MRN0048213",
    "PAT-99-1234",
    "E10293847",
    "000123456",
    "K7F93-22",
    "19570304-1234",
    "A4421",
    "RX778812",
    "55012",
]
STRANGE_NUMBERS = [
    "MRN 884213", "ID: 4402", "Acc# 20394857", "SSN 123-45-6789", "123-45-6789", "A123456789", "7731234567", "Fallnr. 1002938", "pat.nr 77123", "NHS 943 476 5919",
    "2.16.840.1.113883.4.3", "85 05 78 006 084 36", "DNI 12345678Z", "123.456.789-09", "S/N 98431276", "RSSMRA85T10A562S", "192.168.17.23", "order 30094481",
]  # fmt: skip
DATES = [
    "2019-03-12", "12.03.2019", "03/12/2019", "3/12/19", "20190312", "12-MAR-2019", "12 March 2019", "March 12, 2019", "Mar 12th 2019", "12. März 2019", "12 mars 2019",
    "12 de marzo de 2019", "12 marzo 2019", "12.3.19", "2019/03/12", "12MAR19", "2019.03.12", "12/03/1957", "19570304", "4.7.1957", "190312", "20190312143512",
    "DOB 04/07/1957", "geb. 4.7.57", "March 2019", "03/2019", "2019-03", "2019", "12 maart 2019", "12 mar 2019", "Dez 2018", "1 août 2018", "12 марта 2019".replace("марта", "Mar"),
]  # fmt: skip
TIMES = ["14:35", "14:35:12", "2:35 pm", "14.35 Uhr", "14h35", "0915 hrs", "11:05am"]
REACHES = [
    "+49 89 4400 73214", "089/1234567", "(555) 123-4567", "555-123-4567", "555.123.4567", "01 23 45 67 89", "Tel. 0711 9876543", "ext 4521", "call 555-0199", "+1-202-555-0147",
    "jane.d@example.org", "radiologie@klinik-beispiel.de", "www.example-clinic.com", "https://pacs.example.net/v?id=3", "0044 20 7946 0018", "fax 030-4478123",
]  # fmt: skip
PLACES = [
    "12 Marlborough Street, Springfield", "45 Park Avenue", "Hauptstraße 12, 80331 München", "Lindenweg 7a", "12 rue de la Paix, 75002 Paris", "Calle Mayor 5, Madrid", "Via Garibaldi 33",
    "Kerkstraat 7", "SW1A 1AA", "D-80331", "PO Box 1234", "221B Baker Street", "Rua Augusta 100", "Beverly Hills 90210",
]  # fmt: skip
INSTITUTIONS = [
    "St. Mary's Hospital", "Klinikum Großhadern", "Universitätsklinikum Tübingen", "Hôpital Pitié-Salpêtrière", "Ospedale San Raffaele", "Heart Center Leipzig", "Cedar Ridge Imaging",
    "Mount Sinai", "Cleveland Clinic", "Hospital La Fe", "Praxis Dr. Weidenfeller", "Radiologie Vogtland", "Northgate Medical Center", "Memorial Hermann Hospital", "UMC Utrecht",
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A description, what was planted in it, and what has to stay.

    Attributes
    ----------
    text
        As an attribute holds it.
    protocol
        The description before anything was planted in it.
    planted
        What must go; none of its words may stay, unless the description has the word too and it is not the patient's.
    kept
        Words of radiology that must stay, as often as they stand here.
    kind
        What was planted; "" for nothing.
    sealed
        Never to be printed.
    """

    text: str
    protocol: str
    planted: str
    kept: tuple[str, ...]
    kind: str
    sealed: bool
    secrets: Secrets = field(repr=False)


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(folded(unicodedata.normalize("NFC", text)))


def protocols() -> list[str]:
    lines = (Path(__file__).parent / "protocols.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def is_sealed(protocol: str) -> bool:
    return hashlib.sha256(protocol.encode()).digest()[0] % 2 == 1


def cases() -> Iterator[Case]:
    """Each description alone, and then three times with something planted; the same in every run."""
    for protocol in protocols():
        chance = random.Random(f"{_SEED} {protocol}")
        sealed = is_sealed(protocol)
        yield _case(protocol, "", protocol, "", sealed, chance, {})
        for kind in chance.sample(sorted(_KINDS), 3):
            planted, known = _KINDS[kind](chance)
            yield _case(_placed(protocol, planted, chance), planted, protocol, kind, sealed, chance, known)


def _case(
    text: str, planted: str, protocol: str, kind: str, sealed: bool, chance: random.Random, known: dict[str, set[str]]
) -> Case:
    secrets = Secrets(names={chance.choice(PEOPLE)}, ids={chance.choice(IDS)}) if not known else Secrets(**known)
    people = {word for name in (*secrets.names, *secrets.staff) for word in tokens(name.replace("'", ""))}
    people |= {word for name in (*secrets.names, *secrets.staff) for word in tokens(name)}
    kept = tuple(word for word in tokens(protocol) if word not in people)
    return Case(text, protocol, planted, kept, kind, sealed, secrets)


def _placed(protocol: str, planted: str, chance: random.Random) -> str:
    gap = chance.choice([" ", " ", " ", ", ", " - ", "; ", " / ", "\n"])
    if "_" in protocol and " " not in protocol and not {"@", "/", "www"} & {*re.findall(r"@|/|www", planted)}:
        gap = "_"
    where = chance.randrange(4)
    if where == 0:
        return f"{planted}{gap}{protocol}"
    if where == 1:
        return f"{protocol} ({planted})"
    return f"{protocol}{gap}{planted}"


def _own_name(chance: random.Random) -> tuple[str, dict[str, set[str]]]:
    name = chance.choice(PEOPLE)
    family, given = name.split("^")[:2]
    forms = [
        name, f"{family}, {given}", f"{given} {family}", f"{family} {given}", family, given, f"{given[0]}. {family}", f"{family}, {given[0]}.", f"{given[0]}{family}".replace(" ", ""),
        f"{family}{given}".replace(" ", ""), f"{family}_{given}", family.upper(), f"{given} {family}".lower(), f"{family.upper()}^{given.upper()}", f"Patient {family}", f"{family}'s",
    ]  # fmt: skip
    return chance.choice(forms), {"names": {name}}


def _misspelt_name(chance: random.Random) -> tuple[str, dict[str, set[str]]]:
    """One letter left out, doubled, changed or exchanged with its neighbour, in family names that are no words."""
    name = chance.choice([name for name in PEOPLE if max(map(len, name.split("^")[0].split())) > 6])
    family = max(name.split("^")[0].split(), key=len)
    at = chance.randrange(1, len(family) - 2)
    forms = [
        family[:at] + family[at + 1 :],
        family[:at] + family[at] + family[at:],
        family[:at] + "x" + family[at + 1 :],
        family[:at] + family[at + 1] + family[at] + family[at + 2 :],
    ]
    return chance.choice(forms), {"names": {name}}


def _physician(chance: random.Random) -> tuple[str, dict[str, set[str]]]:
    name = chance.choice(PEOPLE)
    family, given = name.split("^")[:2]
    return chance.choice(
        [f"Dr. {family}", f"Dr {family}", family, f"{family} {given}", f"{given[0]}. {family}", f"ref. {family}"]
    ), {
        "names": {"Quillfeather^Zebedee"},
        "staff": {name},
    }


def _own_number(chance: random.Random) -> tuple[str, dict[str, set[str]]]:
    number = chance.choice(IDS)
    return chance.choice([number, number.lower(), number.replace("-", " "), number.replace("-", ""), f"#{number}"]), {
        "ids": {number}
    }


def _own_institution(chance: random.Random) -> tuple[str, dict[str, set[str]]]:
    place = chance.choice(INSTITUTIONS)
    return chance.choice([place, place.upper()]), {"institutions": {place}}


def _own_place(chance: random.Random) -> tuple[str, dict[str, set[str]]]:
    place = chance.choice(PLACES)
    return place, {"places": {place}}


def _from(values: list[str]):
    return lambda chance: (chance.choice(values), {})


_KINDS = {
    "own name": _own_name,
    "own name, a second": _own_name,
    "own name, misspelt": _misspelt_name,
    "physician": _physician,
    "own number": _own_number,
    "own institution": _own_institution,
    "own address": _own_place,
    "stranger": _from(STRANGERS),
    "number": _from(STRANGE_NUMBERS),
    "date": _from(DATES),
    "date, a second": _from(DATES),
    "time": _from(TIMES),
    "phone, mail or web": _from(REACHES),
    "address": _from(PLACES),
    "institution": _from(INSTITUTIONS),
}


#: Words of what is planted that say nothing of anybody.
_SAYS_NOTHING = frozenset(
    tokens(
        """dr prof mr mrs med sr sig ra frau herr mme md nurse name operator tech performed by patient ref call tel fax ext order dob geb pat nr acc id mrn ssn
        nhs dni s n de la of th st san center centre medical hospital clinic klinikum praxis radiologie imaging memorial uhr pm am hrs the and box po www
        https v 3 com org net umc heart street avenue rue calle via rua park mount hopital ospedale hospital"""
    )
)


def left_of(case: Case, cleaned: str) -> list[str]:
    """The words of what was planted that still stand there; a word that the description has of its own may."""
    allowed = [word for word in tokens(case.protocol) if word in case.kept or len(word) == 1]
    left = []
    standing = tokens(cleaned)
    for word in allowed:
        if word in standing:
            standing.remove(word)
    for word in tokens(case.planted):
        if word in standing and not (word in _SAYS_NOTHING and case.kind not in ("own name", "own name, a second")):
            left.append(word)
    own = "".join(tokens(case.planted))
    if len(own) > 4 and own in "".join(standing):
        left.append(own)
    return left


def lost_of(case: Case, cleaned: str) -> list[str]:
    """The words of radiology that went."""
    standing = tokens(cleaned)
    lost = []
    for word in case.kept:
        if word in standing:
            standing.remove(word)
        else:
            lost.append(word)
    return lost
