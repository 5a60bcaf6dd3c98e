"""Invented people, with names in the scripts that hospitals write, and what hospitals note down about them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from string import Template

#: Specific Character Set, a name as PS3.5 6.2.1.2 writes it, and one way in which a clerk types the family name.
_NAMES = [
    ("", "MUSTERMANN^ERIKA", "Mustermann", "Heidestrasse 17, 51147 Musterstadt"),
    ("", "HEAD^JONATHAN", "Head", "77 Quarry Close, Leeds LS27 9QT"),
    ("ISO_IR 192", "Wang^XiaoDong=王^小東", "王小東", "8 Fuxing Lu, 100036 北京市"),
    ("\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう", "山田太郎", "東京都新宿区西新宿2-8-1"),
    ("ISO_IR 144", "Люксембург^Роза", "Люксембург", "улица Ленина 41, Екатеринбург"),
    ("", "WHITE^MARY^ANN", "White", "1261 Leawood Street, Little Rock AR 72223"),
    ("ISO_IR 126", "Διονυσίου^Ελένη", "Διονυσίου", "Οδός Ερμού 118, Αθήνα"),
    ("ISO_IR 100", "Lefèvre^Zoé^^Mme", "Lefèvre", "14 rue de l'Échaudé, 75006 Paris"),
    ("\\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동", "홍길동", "서울특별시 종로구 세종대로 175"),
    ("ISO_IR 100", "Müller-Lüdenscheidt^Jörg^Übermut", "Müller-Lüdenscheidt", "Königsallee 212, 40215 Düsseldorf"),
    ("ISO_IR 127", "قباني^لنزار", "قباني", "شارع الثورة 23 دمشق"),
    ("GB18030", "Zhang^XiaoDong=张^小东", "张小东", "上海市南京东路 318号"),
    ("ISO_IR 101", "Dvořáková^Jiřina", "Dvořáková", "Vinohradská 1597, 13000 Praha"),
    ("", "LI^WU", "Li", "22 Mott Street, New York NY 10013"),
    ("ISO_IR 192", "Nguyễn^Thị Hương", "Nguyễn", "215 Hồng Bàng, Quận 5"),
    ("ISO_IR 138", "שרון^דבורה", "שרון", "רחוב הרצל 52 חיפה"),
    ("ISO_IR 148", "Şahin^İbrahim", "Şahin", "Atatürk Bulvarı 203, Çankaya"),
    ("", "PHILIPS^ARTHUR^J", "Philips", "9 Larkhall Rise, London SW4"),
    ("ISO_IR 100", "O'Connor^Seán", "O'Connor", "3 Eyre Square, Galway H91"),
    ("", "MAY^BRIANNA", "May", "4410 Peachtree Road, Atlanta GA 30319"),
    ("ISO_IR 166", "สมบูรณ์^วิชัย", "สมบูรณ์", "99 ถนนสุขุมวิท กรุงเทพ"),
    ("ISO_IR 192", "Sørensen^Åse=ソーレンセン^オーセ", "Sørensen", "Grønnegade 33, 8000 Aarhus"),
    ("", "van der Berg^Willem-Alexander", "van der Berg", "Keizersgracht 555, 1017 DR Amsterdam"),
    ("ISO_IR 100", "García Márquez^José María", "García Márquez", "Calle de Alcalá 48, 28014 Madrid"),
]  # fmt: skip
#: A chest scan as hospitals of that character set describe it.
_CHEST = {
    "\\ISO 2022 IR 87": "胸部単純CT", "ISO_IR 144": "КТ грудной клетки", "\\ISO 2022 IR 149": "흉부 단순", "GB18030": "胸部平扫",
    "ISO_IR 126": "Αξονική θώρακος", "ISO_IR 127": "تصوير الصدر", "ISO_IR 138": "חזה ללא ניגוד", "ISO_IR 166": "ทรวงอก",
    "ISO_IR 101": "Plíce nativně", "ISO_IR 148": "Toraks kontrastsız", "ISO_IR 100": "Scanner thoracique sans injection",
}  # fmt: skip
_DOCTORS = [
    "STRAHLER^STEFAN^^DR.",
    "VORBILD^VERA^^PROF.",
    "KIMBALL^RUTH^^^MD",
    "OKONKWO^NGOZI^^DR.",
    "TREMBLAY^LUC^^DR.",
]
_HOSPITALS = [
    ("KLINIKUM MUSTERSTADT", "Am Musterplatz 1, 51147 Musterstadt", "klinikum-musterstadt.example"),
    ("St. Elsewhere Hospital", "300 Longwood Avenue, Boston MA 02115", "stelsewhere.example"),
    ("Hôpital Sainte-Lucie", "47 boulevard Malesherbes, 75008 Paris", "ste-lucie.example"),
]
#: As people write them who have no such letters on their keyboard.
_LETTERS_ONLY = str.maketrans("éèêñåÅğİŞçćřáíóôý", "eeenaAgISccraiooy") | str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ø": "oe"}
)
#: Character sets that hold the letters of Western Europe.
_WESTERN = frozenset({"ISO_IR 100", "ISO_IR 192", "GB18030"})
_EPOCH = date(2019, 1, 7)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist, at a hospital that does not either."""

    charset: str
    name: str
    #: As a clerk types it into a free text.
    typed: str
    address: str
    patient_id: str
    birth: date
    sex: str
    phone: str
    mail: str
    insurance: str
    account: str
    referring: str
    performing: str
    hospital: str
    hospital_address: str
    hospital_domain: str
    first_visit: date

    @property
    def given(self) -> str:
        """The given name as in the first component group."""
        return self.name.split("=")[0].split("^")[1].title()

    @property
    def chest(self) -> str:
        """A description in the hospital's language."""
        return _CHEST.get(self.charset, "Chest plain")

    def age(self, on: date) -> int:
        """Whole years."""
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))

    def fill(self, template: str, visit: date, **more: str) -> str:
        """A marked text with this person's own in the place of `$typed`, `$mrn` and so on."""
        words = {
            "typed": self.typed, "mrn": self.patient_id, "phone": self.phone, "mail": self.mail, "plan": self.insurance,
            "account": self.account, "doctor": self.referring.split("^")[0].title(), "hospital": self.hospital,
            "dots": f"{visit:%d.%m.%Y}", "slashes": f"{visit:%m/%d/%Y}", "dashes": f"{visit:%Y-%m-%d}", "month": f"{visit:%B} {visit.day}, {visit.year}", "short": f"{visit:%d}-{visit:%b}-{visit:%y}".upper(),
            "last": self.name.split("=")[0].split("^")[0], "referring": self.referring.split("^")[0],
            "born": f"{self.birth:%d.%m.%Y}", "address": self.address, "domain": self.hospital_domain,
            "given": self.given, "chest": self.chest, "age": str(self.age(visit)),
        }  # fmt: skip
        return Template(self._written(template)).substitute(words | more)

    def _written(self, text: str) -> str:
        """A text of ours in letters that the person's files can hold."""
        return text if self.charset in _WESTERN else text.translate(_LETTERS_ONLY)


def people(number: int, seed: int) -> list[Person]:
    """So many people; the same ones for the same seed. Every eighth is ninety or older."""
    dice = random.Random(f"people {seed}")
    return [_person(index, dice) for index in range(number)]


def _person(index: int, dice: random.Random) -> Person:
    charset, name, typed, address = _NAMES[index % len(_NAMES)]
    hospital, hospital_address, domain = _HOSPITALS[index % len(_HOSPITALS)]
    if charset not in _WESTERN:
        hospital = hospital.translate(_LETTERS_ONLY)
    age = 93 if index % 8 == 5 else dice.randint(3, 88)
    first = _EPOCH + timedelta(dice.randint(0, 1700))
    local = typed.translate(_LETTERS_ONLY).lower().replace(" ", ".").replace("'", "")
    local = local if local.isascii() else f"patient.{dice.randint(1000, 9999)}"
    return Person(
        charset=charset,
        name=name,
        typed=typed,
        address=address,
        # One patient has the kind of number that means nothing by itself.
        patient_id="0001" if index == 9 else f"{dice.choice(('MRN', 'KH', 'P'))}{dice.randint(10**6, 10**7)}",
        birth=first - timedelta(round(age * 365.25) + 40),
        sex="MFO"[dice.choices((0, 1, 2), (48, 48, 4))[0]],
        phone=f"+{dice.randint(20, 99)} {dice.randint(200, 999)} {dice.randint(10**5, 10**6)}",
        mail=f"{local}.{dice.randint(10, 99)}@{dice.choice(('posteo', 'inbox', 'mailbox'))}.example",
        insurance=f"{dice.choice('GKX')}{dice.randint(10**8, 10**9)}",
        account=f"AC{dice.randint(10**7, 10**8)}",
        referring=_DOCTORS[index % len(_DOCTORS)],
        performing=_DOCTORS[(index + 2) % len(_DOCTORS)],
        hospital=hospital,
        hospital_address=hospital_address,
        hospital_domain=domain,
        first_visit=first,
    )
