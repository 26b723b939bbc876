"""What pages of screening call things: states of a candidate as its viewer may know them, verdicts, weights of reasons."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.core.screening.judging import CandidateState, Compared, Verdict
from catenary.core.screening.model import Band, NameKind
from catenary.desk.shell.parts import Colour, Tag


class Standing(StrEnum):
    """How a candidate stands to one viewer. That a first judge said something is known to that judge alone."""

    OPEN = "open"
    AWAITS = "awaits"
    """The viewer judged first; somebody else looks without seeing it."""
    DISAGREED = "disagreed"
    CLEARED = "cleared"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


def standing(state: CandidateState, *, judged: bool) -> Standing:
    """What somebody is told of a candidate; `judged` says that they judged it themselves in this turn."""
    if state is CandidateState.SECOND:
        return Standing.AWAITS if judged else Standing.OPEN
    return Standing(state.value)


STANDINGS: Mapping[Standing, Promise] = {
    Standing.OPEN: _("waits"),
    Standing.AWAITS: _("you judged; another looks"),
    Standing.DISAGREED: _("for a supervisor"),
    Standing.CLEARED: _("different person"),
    Standing.CONFIRMED: _("same person, said two"),
    Standing.WITHDRAWN: _("withdrawn"),
}
_COLOURS = {
    Standing.OPEN: Colour.BLUE,
    Standing.AWAITS: Colour.PURPLE,
    Standing.DISAGREED: Colour.ORANGE,
    Standing.CLEARED: Colour.GREEN,
    Standing.CONFIRMED: Colour.MAGENTA,
}
GONE: Promise = _("same person, said two; the entry stands no more")
VERDICTS: Mapping[Verdict, Promise] = {
    Verdict.DIFFERENT: _("Different person"),
    Verdict.SAME: _("Same person"),
    Verdict.CANNOT_TELL: _("Cannot tell"),
}
COMPARED: Mapping[Compared, Promise] = {
    Compared.NAME: _("Name"),
    Compared.BIRTH: _("Date of birth"),
    Compared.SEX: _("Sex"),
    Compared.NATIONALITY: _("Nationality"),
    Compared.DOCUMENT: _("Travel document"),
    Compared.PHOTO: _("Photograph"),
    Compared.TRAVEL_HISTORY: _("Earlier journeys"),
    Compared.SOURCE_DOCUMENT: _("The message or the list itself"),
}
SETTLED: Promise = _(
    "A judge, and a supervisor who knew that judges had not agreed, said that the traveller is the person of an entry of a list."
)
"""What is said of a confirmed candidate that two judges did not judge each alone."""
BANDS: Mapping[Band, Promise] = {
    Band.MATCH: _("much agrees"),
    Band.REVIEW: _("some agrees"),
}
NAME_KINDS: Mapping[NameKind, Promise] = {
    NameKind.PRIMARY: _("main name"),
    NameKind.ALIAS: _("other name"),
    NameKind.WEAK_ALIAS: _("other name that proves little"),
    NameKind.ORIGINAL_SCRIPT: _("in its own script"),
}


def standing_tag(shown: Standing) -> Tag:
    """The same as a tag."""
    return Tag(str(STANDINGS[shown]), _COLOURS.get(shown, Colour.GREY))


def gone_tag() -> Tag:
    """Of a confirmed candidate whose entry the traveller meets no more: what was judged holds nobody."""
    return Tag(str(GONE), Colour.GREY)


def band_tag(band: str) -> Tag:
    """How much agrees, in words; it says nothing of the person."""
    return Tag(str(BANDS[Band(band)]), Colour.YELLOW if band == Band.MATCH else Colour.GREY)
