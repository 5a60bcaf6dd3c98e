"""Which part of the body words and codes name, as far as it matters: one with a face, or another. Policy as lists."""

import re
from collections.abc import Iterable

from curtain.verify.secrets import folded


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words as `Phrases` reads them, in the languages of descriptions that are met most.
_HEAD = """
head* neck* brain* face facial skull* scalp crani* cereb* enceph* neuro* stroke orbit* eye eyes ocul* ophthalm* sinus sinuses
paranasal nose nasal nasopharyn* maxill* mandib* jaw* teeth tooth dental dentition tmj temporomandibular mouth tongue ear ears
mastoid* petrous temporal iac pituitary sella hypophys* carotid* willis parotid* saliva* larynx pharyn* thyroid cervical cspine
wholebody wb wbct polytrauma mprage
*kopf* *schadel* *schaedel* *hirn* *gesicht* hals* nnh nasennebenh* auge augen kiefer* zahn* ohr felsenbein* hws *ganzkorper*
tete crane cou cerveau visage massif oeil
cabeza craneo cuello cara ojo ojos encefalo
testa cranio collo cervello viso volto
cabeca cerebro pescoco rosto
*hoofd* *hersen* *schedel* nek *gelaat* aangezicht
*huvud* *hjarn* skalle ansikte *hoved* *hjerne* ansigt
glow* mozg* twarz* szyj* czasz* hlav* mozek oblicej krk fej agy koponya paa aivot kallo
kafa beyin yuz boyun *голов* *мозг* *череп* лиц* ше*
*頭* *头* *脳* *脑* *腦* *顔* *面部* *颌* *颈* *頸* *頚* *두부* *뇌* *머리* *안면* *경부*
"""
_HEAD_PHRASES = ("whole body", "total body", "c spine", "ganz korper")
_ELSEWHERE = """
abd abdomen* abdomin* thorax* thorac* chest* lung lungs pulmon* heart cardiac cardio* coronary coron* aort* liver hepat* kidney* renal
urogr* pelvi* bladder prostat* uter* ovar* breast* mamm* tspine lspine lumbar* lumbo* sacr* coccyx hip hips knee* ankle* foot feet leg
legs thigh* femur* femoral tibia* fibula* calf shoulder* elbow* wrist* hand hands finger* arm arms humer* forearm* extremit* limb limbs
bowel colon* entero* pancrea* spleen gallbladder biliary mrcp adrenal* retroperit* rectum rectal phantom
*bauch* *brust* *lunge* herz* leber* niere* *becken* lws bws *knie* schulter* hufte* fuss sprungg* handgelenk* ellenbogen*
poumon* foie reins bassin genou epaule hanche cheville poignet
torax corazon higado rinon rodilla hombro cadera tobillo muneca
addome torace cuore fegato rene bacino ginocchio spalla anca caviglia polso
buik borst* hart lever nier* bekken schouder heup voet pols
"""
#: SNOMED CT, and the older SNOMED codes, of regions with a face or next to it (PS3.16 CID 4).
HEAD_CODES = {
    "SCT": _codes(
        """
        69536005 12738006 89545001 45048000 774007 89546000 38266002 91397008 81745001 371398005 363654007 2095001 45206002 74386004
        360955006 70925003 91609006 661005 123851003 21974007 117590005 59066005 53620006 42575006 1101003 113305005 88556005 11279006
        69105007 22286001 86117002 32062004 45289007 54019009 54066008 4596009 312535008 69748006 122494005 417437006 416152001
        416319003 110517009 41695006 60819002 80243003 361078006 84301002 13881006 18962004 53342003 79361005 55024004 5713008 170887008
        """
    ),
    "SRT": _codes(
        """
        T-D1400 T-11011 T-45520 T-A6000 T-AB001 T-11501 T-D0662 T-A0100 T-11166 T-D161E T-23050 T-22000 T-53000 T-45200
        T-20101 T-45100 T-2300C T-AB959 T-D14AE T-D0801 T-D0010 R-FAB53 R-FAB54 T-D1160 R-FAB52 T-D1460 T-D1600 T-21000
        T-61100 T-24100 T-21300 T-15290 T-61300 T-55000 T-11102 T-D1603 T-11133 T-D1206 T-D1213 T-45010 T-D1100 T-B6000
        T-11170 T-11149 T-D1000 T-15200 T-AA810 T-AA000 T-AB200 T-45300 T-45510 T-D1200 T-11100 T-11196 T-11180
        """
    ),
}
#: Other names of a coding scheme.
_SCHEMES = {"SNM3": "SRT", "99SDM": "SRT"}


def plain_text(text: str) -> str:
    """Words in small letters without accents, one space between them."""
    return " ".join(re.findall(r"[^\W\d_]+", folded(text)))


class Phrases:
    """Finds words in a text of `plain_text`: `word`, `beginning*`, `*part*` of joined words, or several words."""

    def __init__(self, words: Iterable[str], phrases: Iterable[str] = ()) -> None:
        plain = {word: plain_text(word) for word in words}
        self._parts = tuple(plain[word] for word in plain if word.startswith("*"))
        self._starts = tuple(plain[word] for word in plain if word.endswith("*") and not word.startswith("*"))
        self._whole = frozenset(plain[word] for word in plain if "*" not in word)
        self._several = tuple(f" {phrase}" for phrase in phrases)

    def are_in(self, text: str) -> bool:
        return (
            any(word in self._whole or word.startswith(self._starts) for word in text.split())
            or any(part in text for part in self._parts)
            or any(phrase in f" {text}" for phrase in self._several)
        )


_HEADS = Phrases(_HEAD.split(), _HEAD_PHRASES)
_ELSEWHERES = Phrases(_ELSEWHERE.split())


def anatomy(texts: Iterable[str], codes: Iterable[tuple[str, str]]) -> str:
    """Tell "head" where one of these names a part with a face or next to it, "elsewhere" where one names another, else "not told".

    Parameters
    ----------
    texts
        As `plain_text` gives them.
    codes
        Coding scheme designator and code value.
    """
    texts = list(texts)
    if any(code in HEAD_CODES.get(_SCHEMES.get(scheme, scheme), ()) for scheme, code in codes) or any(
        map(_HEADS.are_in, texts)
    ):
        return "head"
    return "elsewhere" if any(map(_ELSEWHERES.are_in, texts)) else "not told"
