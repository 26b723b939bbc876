"""Names as lists write them: several in one field, remarks in brackets, the original script beside the Latin."""

import re
from collections.abc import Iterator

from catenary.basis.persons import PersonName
from catenary.core.screening.model import ListedName, NameKind
from catenary.formats.lists.notes import Notes

_SEVERAL = re.compile(r"\s*;\s*|\s+(?=[b-h]\) )")
_LETTERED = re.compile(r"^[a-h]\) ")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_SUFFIX = re.compile(r"(?i)(jr|sr|ii|iii|iv)\.?")
_LAST_LATIN_LETTER = 0x24F
_LATIN_EXTENDED = range(0x1E00, 0x1F00)


def in_other_script(text: str) -> bool:
    """Whether most letters are not Latin."""
    if text.isascii():
        return False
    letters = [ord(mark) for mark in text if mark.isalpha()]
    other = sum(code > _LAST_LATIN_LETTER and code not in _LATIN_EXTENDED for code in letters)
    return other * 2 > len(letters)


def written_names(text: str, kind: NameKind, notes: Notes) -> Iterator[ListedName]:
    """The names in one field, free of enumeration and remarks; a name in another script is ORIGINAL_SCRIPT."""
    text = " ".join(text.split())
    outside, beside = _without_brackets(text, notes)
    parts = [_LETTERED.sub("", part) for field in (outside, *beside) for part in _SEVERAL.split(field)]
    names = [part.strip() for part in parts if part.strip()]
    if len(names) > 1 + len(beside):
        notes.add("name_holds_several", value=text)
    for name in names:
        yield ListedName(PersonName(name), kind_in_script(name, kind))


def _without_brackets(text: str, notes: Notes) -> tuple[str, list[str]]:
    """The text outside its brackets, and what stands in brackets in another script than the text outside."""
    outside, beside = _BRACKETS.sub(" ", text), list[str]()
    for bracketed in _BRACKETS.finditer(text):
        inside = bracketed[1].rpartition(":")[2].strip()
        if inside and in_other_script(inside) is not in_other_script(outside):
            beside.append(inside)
        elif inside[:1].isupper():
            return text, []
        else:
            notes.add("name_holds_remark", value=text)
    return outside, beside


def kind_in_script(text: str, kind: NameKind) -> NameKind:
    """ORIGINAL_SCRIPT for a name that is not in Latin letters; a weak alias stays weak in any script."""
    return NameKind.ORIGINAL_SCRIPT if kind is not NameKind.WEAK_ALIAS and in_other_script(text) else kind


def surname_first(text: str) -> PersonName:
    """A name written `SURNAME, Given names`, as listed, with its parts; `Jr.` belongs to the surname."""
    surname, comma, given = (part.strip() for part in text.partition(","))
    suffix, _, rest = (part.strip() for part in given.partition(","))
    if rest and _SUFFIX.fullmatch(suffix):
        surname, given = f"{surname} {suffix}", rest
    return PersonName(text, surname, given) if comma and surname and given else PersonName(text)
