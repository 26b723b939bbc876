"""What pages of the method call things: states, steps, kinds of question, marks, force and confidence of a source, verdicts, fields."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.core.measures.carrying import Carry
from catenary.core.measures.differences import Change, Part
from catenary.core.measures.flow import EditionAct, EditionState
from catenary.core.measures.model import Confidence, Force, Mark, QuestionKind, ReviewStatus
from catenary.desk.measures.models import EditionDeed
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.sentences import InWords, register_words
from catenary.locale import LANGUAGES

STATES: Mapping[EditionState, tuple[Promise, Colour]] = {
    EditionState.DRAFTED: (pgettext_lazy("edition", "draft"), Colour.GREY),
    EditionState.CONSULTED: (pgettext_lazy("edition", "out for comments"), Colour.PURPLE),
    EditionState.FROZEN: (pgettext_lazy("edition", "frozen"), Colour.GREEN),
    EditionState.RETIRED: (pgettext_lazy("edition", "retired"), Colour.GREY),
}
ACTS: Mapping[EditionAct, Promise] = {
    EditionAct.CONSULT: _("Put it out for comments"),
    EditionAct.DRAFT_AGAIN: _("Draft it again"),
    EditionAct.FREEZE: _("Freeze it"),
    EditionAct.RETIRE: _("Retire it"),
}
DEEDS: Mapping[EditionDeed, Promise] = {
    EditionDeed.MAKE: _("Began the edition"),
    EditionDeed.LOAD_FIRST: _("Took the first edition as a draft"),
    EditionDeed.WRITE: _("Wrote a question"),
    EditionDeed.UPLOAD: _("Wrote it from a file"),
    EditionDeed.CONSULT: pgettext_lazy("deed", "Put it out for comments"),
    EditionDeed.DRAFT_AGAIN: _("Took it back to draft it again"),
    EditionDeed.FREEZE: _("Froze it"),
    EditionDeed.RETIRE: _("Retired it"),
}
KINDS: Mapping[QuestionKind, tuple[Promise, Colour]] = {
    QuestionKind.LAW: (pgettext_lazy("kind of question", "law"), Colour.BLUE),
    QuestionKind.PRACTICE: (pgettext_lazy("kind of question", "practice"), Colour.TEAL),
    QuestionKind.EFFECT: (pgettext_lazy("kind of question", "effect"), Colour.PURPLE),
}
MARKS: Mapping[Mark, Promise] = {
    Mark.HUMAN_RIGHTS: pgettext_lazy("mark of a question", "human rights"),
    Mark.GENDER: pgettext_lazy("mark of a question", "gender"),
    Mark.CHILDREN: pgettext_lazy("mark of a question", "children"),
    Mark.CIVIL_SOCIETY: pgettext_lazy("mark of a question", "civil society"),
}
FORCES: Mapping[Force, Promise] = {
    Force.DECIDES: _("decides: it binds every State"),
    Force.CALLS_UPON: _("calls upon States"),
    Force.URGES: _("urges States"),
    Force.REQUESTS: _("requests States"),
    Force.ENCOURAGES: _("encourages States"),
    Force.STRESSES: _("stresses"),
    Force.PRACTICE: _("practice: no obligation"),
}
CONFIDENCES: Mapping[Confidence, tuple[Promise, Colour]] = {
    Confidence.LOW: (_("low: the source is uncertain"), Colour.ORANGE),
    Confidence.MEDIUM: (_("medium"), Colour.YELLOW),
    Confidence.HIGH: (_("high"), Colour.BLUE),
    Confidence.VERIFIED: (_("verified: the official text was read"), Colour.GREEN),
}
CARRIES: Mapping[Carry, tuple[Promise, Colour]] = {
    Carry.SAME: (pgettext_lazy("carry-over", "the same"), Colour.GREEN),
    Carry.REWORDED: (pgettext_lazy("carry-over", "other words, same meaning"), Colour.TEAL),
    Carry.CHANGED: (pgettext_lazy("carry-over", "asks something else"), Colour.ORANGE),
    Carry.NEW: (pgettext_lazy("carry-over", "new"), Colour.BLUE),
    Carry.DROPPED: (pgettext_lazy("carry-over", "dropped"), Colour.GREY),
}
STATUSES: Mapping[ReviewStatus, tuple[Promise, Colour]] = {
    ReviewStatus.MACHINE_DRAFT: (_("machine-made draft"), Colour.ORANGE),
    ReviewStatus.REVIEWED: (pgettext_lazy("translation", "reviewed"), Colour.BLUE),
    ReviewStatus.APPROVED: (pgettext_lazy("translation", "approved"), Colour.GREEN),
}
PARTS: Mapping[Part, Promise] = {
    Part.EDITION: _("The edition"),
    Part.AREA: _("Area"),
    Part.REQUIREMENT: _("Requirement"),
    Part.QUESTION: _("Question"),
    Part.VIGNETTE: _("Invented case"),
}
CHANGES: Mapping[Change, tuple[Promise, Colour]] = {
    Change.ADDED: (pgettext_lazy("difference", "added"), Colour.GREEN),
    Change.REMOVED: (pgettext_lazy("difference", "removed"), Colour.RED),
    Change.CHANGED: (pgettext_lazy("difference", "changed"), Colour.YELLOW),
}
FIELDS: Mapping[str, Any] = {
    "code": _("Short name"),
    "title": _("Title"),
    "language": _("Language"),
    "complete": _("Called complete"),
    "follows": _("Follows"),
    "name": _("Name"),
    "area": _("Area"),
    "text": _("Text"),
    "resolution": _("Resolution or document"),
    "paragraph": _("Paragraph"),
    "also": _("Other sources"),
    "force": _("Force of the verb"),
    "confidence": _("Confidence in the source"),
    "note": _("Note"),
    "prerequisites": _("What has to stand first"),
    "requirement": _("Requirement"),
    "kind": _("Kind"),
    "help": pgettext_lazy("field of a question", "Help"),
    "level_1": _("Level 1"),
    "level_2": _("Level 2"),
    "level_3": _("Level 3"),
    "level_4": _("Level 4"),
    "level_5": _("Level 5"),
    "levels": _("Levels"),
    "not_applicable": _("Not applicable"),
    "evidence": _("Evidence to ask for"),
    "marks": _("Marks"),
    "partners": _("Partners concerned"),
    "question": _("Question"),
    "case": _("Invented case"),
    "order_of_areas": _("Order of areas"),
    "order_of_requirements": _("Order of requirements"),
    "order_of_questions": _("Order of questions"),
    "order_of_vignettes": _("Order of invented cases"),
}
_Code = TypeVar("_Code", bound=StrEnum)


def tag(words: Mapping[_Code, tuple[Promise, Colour]], code: _Code) -> Tag:
    """A code as a tag in the reader's language."""
    text, colour = words[code]
    return Tag(str(text), colour)


def language_name(code: str) -> str:
    """What a language calls itself; its code where the desk does not speak it."""
    return LANGUAGES.get(code, code)


def field_word(code: str) -> str:
    """What a field of an edition is called; its code where it is unknown."""
    return str(FIELDS.get(code, code))


def _worded(
    words: Mapping[_Code, Promise | tuple[Promise, Colour]], codes: Callable[[str], _Code]
) -> InWords:
    def in_words(code: str) -> str:
        try:
            found = words[codes(code)]
        except (KeyError, ValueError):
            return code
        return str(found[0] if isinstance(found, tuple) else found)

    return in_words


_OTHER_ACTS: Final[Mapping[str, Promise]] = {
    "revise": _("Write in it"),
    "reply": _("Answer a comment"),
}


def _act(code: str) -> str:
    return str(ACTS[EditionAct(code)] if code in {*EditionAct} else _OTHER_ACTS.get(code, code))


def register() -> None:
    """The codes in the room's problems are told in words."""
    register_words(
        "measures",
        state=_worded(STATES, EditionState),
        act=_act,
        field=field_word,
        confidence=_worded(CONFIDENCES, Confidence),
        mark=_worded(MARKS, Mark),
        status=_worded(STATUSES, ReviewStatus),
        verdict=_worded(CARRIES, Carry),
        language=language_name,
    )
    register_words("measures_file", language=language_name)
    register_words("editions", stated=language_name, wanted=language_name)
