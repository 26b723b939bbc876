"""How people are named: one function per custom of forming a name, with the words and habits of its stock."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from attrs import frozen

from catenary.basis.persons import Sex
from catenary.world.dice import Dice
from catenary.world.name_parts import NamePart, Stock, joined, stock

_TWO_WORDS_OR_HYPHEN_OR_ONE = ("", "-", " ")


@frozen
class FormedName:
    """A name as its custom forms it: own names, then those of the family, and which are said first at home."""

    given: tuple[NamePart, ...]
    family: tuple[NamePart, ...]
    family_first: bool = False


def form_name(custom: str, sex: Sex, dice: Dice, family: NamePart | None = None) -> FormedName:
    """A name of this custom; a family part that is handed in is borne by this person too."""
    formed = _FORMS.get(custom, _with_surname)(stock(custom), sex, dice)
    if family is None:
        return formed
    return FormedName(formed.given, (family, *formed.family[1:]), formed.family_first)


def _own(source: Stock, sex: Sex, dice: Dice) -> NamePart:
    return source.part((source.female if sex is Sex.FEMALE else source.male).draw(dice))


def _with_surname(source: Stock, sex: Sex, dice: Dice) -> FormedName:
    given = [_own(source, sex, dice)]
    if dice.chance(source.habit("hyphen_given")):
        given = [joined((given[0], _own(source, sex, dice)), ("-",), "-")]
    if dice.chance(source.habit("second_given")) and (second := _own(source, sex, dice)) != given[0]:
        given.append(second)
    if dice.chance(source.habit("patronymic")):
        given.append(_patronymic(source, source.male.draw(dice), sex))
    if dice.chance(source.habit("mononym")):
        return FormedName((), (given[0],))
    return FormedName(tuple(given), _family(source, sex, dice), source.script == "kana")


def _family(source: Stock, sex: Sex, dice: Dice) -> tuple[NamePart, ...]:
    families = [_surname(source, sex, dice)]
    if dice.chance(source.habit("hyphen_family")):
        families = [joined((families[0], _surname(source, sex, dice)), ("-",), "-")]
    if dice.chance(source.habit("second_family")):
        families.append(_surname(source, sex, dice))
    if dice.chance(source.habit("particle")):
        particle = dice.pick(source.words("particles")).replace("_", " ")
        families[-1] = joined((NamePart(particle, (particle,)), families[-1]), (" ",))
    return tuple(families)


def _surname(source: Stock, sex: Sex, dice: Dice) -> NamePart:
    text = source.family.draw(dice)
    return source.part(_ending(text, source.words("female_endings")) if sex is Sex.FEMALE else text)


def _patronymic(source: Stock, father: str, sex: Sex) -> NamePart:
    key = "patronymic_of_women" if sex is Sex.FEMALE else "patronymic_of_men"
    return source.part(_ending(father, source.words(key)))


def _ending(text: str, rules: Sequence[str]) -> str:
    """The text with its ending replaced by the first rule that fits, such as `ов=ова`; `-=ович` fits any consonant."""
    for rule in rules:
        old, _, new = rule.partition("=")
        if old == "-":
            return text + new
        if text.endswith(old):
            return text.removesuffix(old) + new
    return text


def _vietnamese(source: Stock, sex: Sex, dice: Dice) -> FormedName:
    given = [_own(source, sex, dice)]
    if dice.chance(source.habit("middle")):
        middles = source.words("female_middle" if sex is Sex.FEMALE else "male_middle")
        given.insert(0, source.part(dice.pick(middles)))
    return FormedName(tuple(given), (source.part(source.family.draw(dice)),), family_first=True)


def _indonesian(source: Stock, sex: Sex, dice: Dice) -> FormedName:
    own = _own(source, sex, dice)
    if dice.chance(source.habit("mononym")):
        return FormedName((), (own,))
    if dice.chance(source.habit("no_family")):
        return FormedName((own,), (_own(source, sex, dice),))
    return FormedName((own,), (source.part(source.family.draw(dice)),))


def _by_syllable(source: Stock, sex: Sex, dice: Dice) -> FormedName:
    text = (source.female if sex is Sex.FEMALE else source.male).draw(dice)
    if dice.chance(source.habit("one_character")):
        text = text[0]
    return FormedName(
        (_syllables(source, text),), (source.part(source.family.draw(dice)),), family_first=True
    )


@lru_cache(maxsize=50_000)
def _syllables_of(text: str, custom: str) -> NamePart:
    source = stock(custom)
    syllables = [source.part(each) for each in text]
    if len(syllables) == 1:
        return syllables[0]
    count = len(syllables[0].spellings)
    forms = [
        _in_one_word([each.spelled(i) for each in syllables], glue)
        for glue in _TWO_WORDS_OR_HYPHEN_OR_ONE
        for i in range(count)
    ]
    return NamePart(text, tuple(forms))


def _syllables(source: Stock, text: str) -> NamePart:
    return _syllables_of(text, source.custom)


def _in_one_word(syllables: Sequence[str], glue: str) -> str:
    first, *rest = syllables
    return glue.join([first, *(each if glue == " " else each.lower() for each in rest)])


def _word(source: Stock, key: str) -> NamePart:
    word = source.data["words"][key]
    return NamePart(word["native"], tuple(word["latin"]))


def _after(word: NamePart, base: NamePart) -> NamePart:
    return joined((word, base), ("",), "")


def _arabic(source: Stock, sex: Sex, dice: Dice) -> FormedName:
    given = [_arabic_own(source, sex, dice)]
    child = _word(source, "daughter" if sex is Sex.FEMALE else "son")
    if dice.chance(source.habit("father")):
        father = _arabic_own(source, Sex.MALE, dice)
        given.append(_after(child, father) if dice.chance(0.5) else father)
        if dice.chance(source.habit("grandfather")):
            given.append(_arabic_own(source, Sex.MALE, dice))
    if not dice.chance(source.habit("family")) and len(given) > 1:
        return FormedName(tuple(given[:-1]), (given[-1],))
    family = source.part(source.family.draw(dice))
    plain = dice.chance(source.habit("plain_family"))
    return FormedName(tuple(given), (family if plain else _after(_word(source, "article"), family),))


def _arabic_own(source: Stock, sex: Sex, dice: Dice) -> NamePart:
    if sex is Sex.MALE and dice.chance(source.habit("servant")):
        name = source.part(dice.pick(source.words("servant")))
        servant = _word(source, "servant")
        return _after(
            NamePart(servant.native + ("" if name.native == "الله" else "ال"), servant.spellings), name
        )
    return _own(source, sex, dice)


def kunya(custom: str, sex: Sex, dice: Dice) -> NamePart | None:
    """The name from one's eldest son (Abu, Umm) in customs that have it."""
    source = stock(custom)
    if "father" not in source.data.get("words", {}):
        return None
    return _after(_word(source, "mother" if sex is Sex.FEMALE else "father"), _own(source, Sex.MALE, dice))


def _urdu(source: Stock, sex: Sex, dice: Dice) -> FormedName:
    formed = _with_surname(source, sex, dice)
    if formed.given and len(formed.given) > 1 and dice.chance(source.habit("no_family")):
        return FormedName(formed.given[:-1], formed.given[-1:])
    return formed


def _with_father(source: Stock, sex: Sex, dice: Dice) -> FormedName:
    own, father = _own(source, sex, dice), _own(source, Sex.MALE, dice)
    if dice.chance(source.habit("grandfather")):
        return FormedName((own, father), (_own(source, Sex.MALE, dice),))
    return FormedName((own,), (father,))


_FORMS: dict[str, Callable[[Stock, Sex, Dice], FormedName]] = {
    "amharic": _with_father,
    "arabic": _arabic,
    "chinese": _by_syllable,
    "indonesian": _indonesian,
    "korean": _by_syllable,
    "urdu": _urdu,
    "vietnamese": _vietnamese,
}
