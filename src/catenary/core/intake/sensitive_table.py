"""The default table of data that must never enter: service codes and phrases, each with the category it tells.

Law: Directive (EU) 2016/681 art. 13(4) and ICAO Annex 9 s.9.30 (race or ethnic origin, political opinions, religion
or philosophical belief, trade union membership, health, sexual life or sexual orientation: deleted at once).
Codes: the four-letter SSR codes of the airline industry as published by carriers and booking systems. The industry's
own list (ATA/IATA Reservations Interline Message Procedures) is not public, so a carrier's private codes are not all
here: an unknown meal code is removed as `unclear`, and a State extends the table for the carriers that serve it.
"""

import re
from enum import StrEnum
from typing import Final

from attrs import field, frozen
from attrs.validators import matches_re

_ENDLESS = re.compile(r"([^\s|*]+)\*")
_SHORTEST: Final = 4


class Category(StrEnum):
    """What a removed datum would have told of a person; `unclear` tells belief or health without saying which."""

    RELIGION = "religion"
    HEALTH = "health"
    DISABILITY = "disability"
    ETHNICITY = "ethnicity"
    POLITICS = "politics"
    UNION = "union"
    SEXUAL_LIFE = "sexual_life"
    UNCLEAR = "unclear"


@frozen
class ServiceCode:
    """A special service request that is removed, with the meaning its publishers give it.

    `also_a_name` marks a code that people bear as a name: in free text it counts only after the word SSR.
    """

    code: str = field(validator=matches_re(r"[A-Z]{4}"))
    category: Category
    meaning: str
    also_a_name: bool = False


@frozen
class Phrase:
    """Words of free text that tell a category.

    Words stand in order with only spaces or punctuation between them; `|` parts alternatives of one word and a final
    `*` allows any ending after four letters or more: `BLIND PAX|PASSENGER*`. Case and accents make no difference.
    """

    words: str = field()
    category: Category

    @words.validator
    def _endings_need_a_beginning(self, _: object, words: str) -> None:
        short = [stem for stem in _ENDLESS.findall(words) if len(stem) < _SHORTEST]
        if short or not words.strip():
            raise ValueError(f"needs words, with at least {_SHORTEST} letters before a star: {words!r}")


_RELIGION, _HEALTH, _DISABILITY = Category.RELIGION, Category.HEALTH, Category.DISABILITY
_ETHNICITY, _POLITICS, _UNION = Category.ETHNICITY, Category.POLITICS, Category.UNION

SERVICE_CODES: Final[tuple[ServiceCode, ...]] = (
    ServiceCode("AVML", _RELIGION, "vegetarian Hindu (Asian vegetarian) meal"),
    ServiceCode("HNML", _RELIGION, "Hindu meal"),
    ServiceCode("JNML", _RELIGION, "Jain meal"),
    ServiceCode("KSML", _RELIGION, "kosher meal"),
    ServiceCode("MOML", _RELIGION, "Muslim meal"),
    ServiceCode("RVML", _RELIGION, "vegetarian raw meal (may follow a belief)"),
    ServiceCode("VGML", _RELIGION, "vegetarian vegan meal (may follow a belief)"),
    ServiceCode("VJML", _RELIGION, "vegetarian Jain meal"),
    ServiceCode("VLML", _RELIGION, "vegetarian lacto-ovo meal (may follow a belief)"),
    ServiceCode("VOML", _RELIGION, "vegetarian Oriental meal (Buddhist rules)"),
    ServiceCode("ORML", _ETHNICITY, "Oriental meal"),
    ServiceCode("BLML", _HEALTH, "bland meal"),
    ServiceCode("DBML", _HEALTH, "diabetic meal"),
    ServiceCode("GFML", _HEALTH, "gluten intolerant meal"),
    ServiceCode("HFML", _HEALTH, "high fibre meal"),
    ServiceCode("LCML", _HEALTH, "low calorie meal"),
    ServiceCode("LFML", _HEALTH, "low fat meal"),
    ServiceCode("LPML", _HEALTH, "low protein meal"),
    ServiceCode("LSML", _HEALTH, "low salt meal"),
    ServiceCode("NLML", _HEALTH, "low lactose meal"),
    ServiceCode("PRML", _HEALTH, "low purine meal"),
    ServiceCode("SPML", Category.UNCLEAR, "special meal, the text says which"),
    ServiceCode("AOXY", _HEALTH, "oxygen supplied by the airline"),
    ServiceCode("ESAN", _HEALTH, "emotional support or psychiatric assistance animal", also_a_name=True),
    ServiceCode("LEGB", _HEALTH, "both legs in a cast", also_a_name=True),
    ServiceCode("LEGL", _HEALTH, "left leg in a cast", also_a_name=True),
    ServiceCode("LEGR", _HEALTH, "right leg in a cast", also_a_name=True),
    ServiceCode("MEDA", _HEALTH, "medical case", also_a_name=True),
    ServiceCode("OXYG", _HEALTH, "oxygen needed"),
    ServiceCode("POXY", _HEALTH, "the passenger's own oxygen"),
    ServiceCode("PPOC", _HEALTH, "the passenger's own oxygen concentrator"),
    ServiceCode("STCR", _HEALTH, "stretcher"),
    ServiceCode("BDGP", _DISABILITY, "blind passenger with a guide dog"),
    ServiceCode("BDGR", _DISABILITY, "blind passenger who needs reading assistance"),
    ServiceCode("BLDP", _DISABILITY, "blind passenger with an attendant"),
    ServiceCode("BLDR", _DISABILITY, "blind passenger who needs a ramp"),
    ServiceCode("BLND", _DISABILITY, "blind passenger"),
    ServiceCode("BLSC", _DISABILITY, "blind passenger who needs a chair"),
    ServiceCode("DEAF", _DISABILITY, "deaf passenger"),
    ServiceCode("DMAA", _DISABILITY, "disabled passenger who needs assistance", also_a_name=True),
    ServiceCode("DPNA", _DISABILITY, "passenger with an intellectual or developmental disability"),
    ServiceCode("SVAN", _DISABILITY, "service animal", also_a_name=True),
    ServiceCode("WCBD", _DISABILITY, "own wheelchair, dry battery"),
    ServiceCode("WCBW", _DISABILITY, "own wheelchair, wet battery"),
    ServiceCode("WCHC", _DISABILITY, "wheelchair to the cabin seat"),
    ServiceCode("WCHR", _DISABILITY, "wheelchair to the ramp"),
    ServiceCode("WCHS", _DISABILITY, "wheelchair to the steps"),
    ServiceCode("WCLB", _DISABILITY, "own wheelchair, lithium battery"),
    ServiceCode("WCMP", _DISABILITY, "own wheelchair, manual power"),
    ServiceCode("WCOB", _DISABILITY, "on-board wheelchair"),
)

NEUTRAL_MEALS: Final = frozenset({"BBML", "CHML", "CNML", "FPML", "SFML"})
"""Meals that tell neither belief nor health: baby, child, chicken, fruit, seafood. Every other `..ML` is removed."""

SEAT_CHARACTERISTICS: Final = {"H": Category.DISABILITY}
"""Seat characteristics (PADIS 9825) that tell something: `H` is a seat with facilities for a disabled passenger."""

_PERSON = "PAX|PASSENGER*|PSGR*|PERSON|PERSONS|TRAVELLER*|TRAVELER*|LADY|MAN|WOMAN|CHILD"
_FAITHFUL = "PAX|PASSENGER*|PSGR*|FOOD|MEAL|MEALS|DIET|GROUP|GRP|FAITH|RELIGION|PRAYER|TRAVELLER*|TRAVELER*"
_JOURNEY = "GROUP|GRP|PAX|FLIGHT|FLIGHTS|FLT|TRIP|SEASON|PACKAGE|TOUR|PILGRIM*|VISA|FARE|TRAVEL"

_WORDS: Final[dict[Category, tuple[str, ...]]] = {
    _RELIGION: (
        # English
        "KOSHER",
        "HALAL FOOD|MEAL|MEALS|DIET|ONLY|REQ|REQD|REQUEST*|PAX",
        f"MUSLIM|MOSLEM|HINDU|JAIN|SIKH|CHRISTIAN|JEWISH|JEW {_FAITHFUL}",
        "JEWISH",
        "BUDDHIST*",
        "PILGRIMAGE*",
        f"HAJJ|HADJ|UMRAH|UMRA|OMRA {_JOURNEY}",
        "RELIGIOUS",
        "RELIGION",
        "KIRPAN",
        # French
        "REPAS CASHER|MUSULMAN|HALAL|HINDOU*|JUIF|VEGETARIEN*|RELIGIEU*",
        "PELERINAGE*",
        # Spanish
        "COMIDA MUSULMAN*|HALAL|HINDU|JUDIA|VEGETARIAN*",
        "PEREGRINACION*",
        # Russian, also as typed in Latin letters
        "КОШЕРН*",
        "ХАЛЯЛЬН*",
        "МУСУЛЬМАНСК*",
        "ПАЛОМНИ*",
        "KOSHERN*",
        "HALYALN*",
        # Arabic
        "طعام حلال",
        "وجبة حلال|إسلامية|كوشير|هندوسية",
        "كوشير",
        # Chinese
        "清真",
        "犹太餐",
        "猶太餐",
        "穆斯林餐",
        "印度教",
        "宗教",
    ),
    _HEALTH: (
        "MEDICAL CASE|CONDITION*|CLEARANCE|CLRNC|REASON*|FORM|CERT*|NEED*|EQUIP*|ATTENTION|TREATMENT|HISTORY|OXYGEN|PAX",
        "MEDA CASE|PAX|FORM|APPROVED|OK|REQ|REQD|CLEARED",
        "MEDIF",
        "OXYGEN",
        "STRETCHER*",
        "DIABETI*|DIABETES",
        "INSULIN*",
        "EPILEP*",
        "PREGNAN*",
        "ASTHMA*",
        "CANCER",
        "CHEMOTHERAP*",
        "DIALYSIS",
        "HIV",
        "TUBERCULOSIS",
        "COVID*",
        "ALLERG*",
        "GLUTEN|LACTOSE FREE|INTOLERAN*",
        "PEANUT*",
        "PACEMAKER*",
        "HEART DISEASE|CONDITION|ATTACK|PATIENT|SURGERY|PROBLEM*|FAILURE",
        "SURGERY",
        "PSYCHIATR*",
        "DEMENTIA",
        "ALZHEIMERS",
        "ALZHEIMER DISEASE|PATIENT|PAX",
        "BROKEN LEG|ARM|ANKLE|FOOT|HIP",
        "LEG IN CAST|PLASTER",
        "CPAP",
        "HOSPITALISED|HOSPITALIZED",
        "SICK|ILL PAX|PASSENGER*|PSGR*",
        # French
        "ENCEINTE",
        "DIABETIQUE*",
        "OXYGENE",
        "CIVIERE*",
        "DOSSIER MEDICAL",
        "CAS MEDICAL",
        # Spanish
        "EMBARAZADA*",
        "OXIGENO",
        "CAMILLA MEDICA",
        "CASO MEDICO",
        "ALERGI*",
        "SIN GLUTEN|LACTOSA",
        # Russian
        "ДИАБЕТ*",
        "БЕРЕМЕНН*",
        "КИСЛОРОД*",
        "АЛЛЕРГИ*",
        "НОСИЛКИ",
        "НОСИЛКАХ",
        # Arabic
        "مرض السكري",
        "امرأة حامل",
        "أكسجين",
        "حساسية",
        "نقالة",
        # Chinese
        "糖尿病",
        "孕妇",
        "孕婦",
        "氧气",
        "氧氣",
        "担架",
        "擔架",
        "过敏",
        "過敏",
        "病人",
    ),
    _DISABILITY: (
        "WHEELCHAIR*",
        "WHEEL CHAIR*",
        "WHLCHR|WCHAIR|WHCHR",
        f"BLIND {_PERSON}",
        f"DEAF {_PERSON}",
        "DEAF",
        "VISUALLY|HEARING|VISION|SIGHT IMPAIRED",
        "DISABLED",
        "DISABILIT*",
        "HANDICAP*",
        "REDUCED MOBILITY",
        "CANNOT|CANT|UNABLE WALK|CLIMB",
        "UNABLE TO WALK|CLIMB",
        "CRUTCHES",
        "AMPUTE*",
        "PARALYSED|PARALYZED|PARAPLEGI*|QUADRIPLEGI*",
        "GUIDE|SERVICE DOG|ANIMAL",
        "AUTISM|AUTISTIC*|AUTISTE*|AUTISTA*",
        "DOWN SYNDROME",
        # French
        "FAUTEUIL ROULANT",
        "PASSAGER* AVEUGLE|SOURD*|MALVOYANT*|MALENTENDANT*",
        "MOBILITE REDUITE",
        "CHIEN GUIDE",
        # Spanish
        "SILLA DE RUEDAS",
        "SILLA RUEDAS",
        "DISCAPACIT*|MINUSVALID*",
        "PASAJER* CIEG*|SORD*",
        "MOVILIDAD REDUCIDA",
        "PERRO GUIA",
        # Russian
        "ИНВАЛИД*",
        "КРЕСЛО КОЛЯСК*",
        "КОЛЯСКА|КОЛЯСКЕ|КОЛЯСКУ|КОЛЯСКИ",
        "СЛЕПОЙ|СЛЕПАЯ|ГЛУХОЙ|ГЛУХАЯ ПАССАЖИР*",
        "KOLYASKA|KOLYASKE|KOLYASKU|KOLIASKA",
        # Arabic
        "كرسي متحرك",
        "كرسي مدولب",
        "ذوي الاحتياجات|الإعاقة",
        "راكب كفيف|أصم|مكفوف|معاق",
        # Chinese
        "轮椅",
        "輪椅",
        "残疾",
        "殘疾",
        "盲人",
        "聋人",
        "聾人",
        "导盲犬",
        "導盲犬",
    ),
    _ETHNICITY: (
        "ETHNIC*",
        "RACIAL",
        "NATIVE AMERICAN*",
        "ABORIGINAL*",
        "ORIGEN ETNICO",
        "ORIGINE ETHNIQUE",
        "НАЦИОНАЛЬНОСТЬ ПО РОЖДЕНИЮ",
        "أصل عرقي",
        "少数民族",
        "少數民族",
    ),
    _POLITICS: (
        "POLITICAL|POLITICALLY ASYLUM|PARTY|REFUGEE*|PRISONER*|ACTIVIST*|OPINION*|DISSIDENT*|EXPOSED|PERSECUT*",
        "COMMUNIST*|SOCIALIST* PARTY|MEMBER*",
        "PARTY MEMBER*|DELEGATE*|CONGRESS",
        "OPPOSITION PARTY|LEADER|MEMBER*|POLITICIAN",
        "PARTI POLITIQUE",
        "REFUGIE POLITIQUE",
        "PARTIDO POLITICO",
        "REFUGIADO* POLITICO*",
        "ПОЛИТИЧЕСК*",
        "حزب سياسي",
        "لاجئ سياسي",
        "政党",
        "政黨",
        "党员",
        "黨員",
    ),
    _UNION: (
        "TRADE|LABOR|LABOUR|WORKERS UNION|UNIONS|UNIONIST*",
        "UNION MEMBER*|MBR|MBRS|DELEGATE*|OFFICIAL*|REPRESENTATIVE*|CONGRESS",
        "SYNDICALISTE*|SYNDICAT",
        "SINDICALISTA*|SINDICATO",
        "ПРОФСОЮЗ*",
        "نقابة",
        "工会",
        "工會",
    ),
    Category.SEXUAL_LIFE: (
        "HOMOSEXUAL*|HOMOSEXUEL*|BISEXUAL*|TRANSSEXUAL*|TRANSGENDER*|LESBIAN*",
        "GAY COUPLE|PAX|GROUP|PRIDE|CRUISE",
        "SAME SEX",
        "LGBT*",
        "SEXUAL ORIENTATION",
        "ГОМОСЕКСУАЛ*",
        "同性恋",
        "同性戀",
    ),
}

PHRASES: Final[tuple[Phrase, ...]] = tuple(
    Phrase(words, category) for category, phrases in _WORDS.items() for words in phrases
)
