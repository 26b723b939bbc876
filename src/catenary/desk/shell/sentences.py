"""The sentence of a coded problem, as a page or an answer says it: the codes it speaks of stand in it as words."""

from collections.abc import Callable

from django.utils.translation import get_language

from catenary.basis.findings import Finding
from catenary.locale import nearest_language
from catenary.locale.wording import worded

InWords = Callable[[str], str]
"""What people read for a code; the code itself where it is unknown."""

_IN_WORDS: dict[tuple[str, str], InWords] = {}


def register_words(room: str, **by_param: InWords) -> None:
    """Say how pages word the codes in the named params of a room's problems; once, when the room is ready."""
    _IN_WORDS.update({(room, name): in_words for name, in_words in by_param.items()})


def sentence(finding: Finding) -> str:
    """The finding in the reader's language, its values filled in."""
    room = finding.code.partition(".")[0]
    told = {name: _told(room, name, value) for name, value in finding.params.items()}
    return worded(finding, nearest_language(get_language() or "en") or "en") % told


def _told(room: str, name: str, value: object) -> object:
    """A value as it stands in the sentence; one that is not there leaves its place empty."""
    if value is None:
        return ""
    in_words = _IN_WORDS.get((room, name))
    return in_words(value) if in_words and isinstance(value, str) else value
