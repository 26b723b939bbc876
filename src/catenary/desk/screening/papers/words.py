"""What pages call reported documents: how a case stands to its viewer, what one may say, what registers say of a document and never of a person."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.basis.findings import Finding
from catenary.core.documents.lookup import status_word
from catenary.core.documents.model import DocumentClass, RecordedStatus
from catenary.core.screening.judging import CandidateState, Verdict
from catenary.core.screening.judging_problems import JUDGING
from catenary.core.screening.reported import Report
from catenary.desk.screening.papers.looking import LISTED, NEAR_CLASS, NEAR_SPELLING, OUTSIDE_MATCH
from catenary.desk.screening.words import Standing
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.sentences import sentence

STANDINGS: Mapping[Standing, Promise] = {
    Standing.OPEN: _("waits"),
    Standing.AWAITS: _("you judged; another looks"),
    Standing.DISAGREED: _("for a supervisor"),
    Standing.CLEARED: _("documents let pass"),
    Standing.CONFIRMED: _("not valid, said two"),
    Standing.WITHDRAWN: _("withdrawn"),
}
_COLOURS = {
    Standing.OPEN: Colour.BLUE,
    Standing.AWAITS: Colour.PURPLE,
    Standing.DISAGREED: Colour.ORANGE,
    Standing.CLEARED: Colour.GREEN,
    Standing.CONFIRMED: Colour.MAGENTA,
}
GONE: Promise = _("decided; nothing is reported any more")
VERDICTS: Mapping[Verdict, Promise] = {
    Verdict.DIFFERENT: _("Let the documents pass"),
    Verdict.SAME: _("A document is the reported one, or is not valid"),
    Verdict.CANNOT_TELL: _("Cannot tell"),
}
OUTCOMES: Mapping[CandidateState, Promise] = {
    CandidateState.CLEARED: _(
        "The documents may pass. That holds on this flight as long as the same is reported of the same documents."
    ),
    CandidateState.SECOND: _(
        "Your judgement is kept. Somebody else looks too and does not see it; until then nothing follows but an additional check."
    ),
    CandidateState.DISAGREED: _("Your judgement is kept. A supervisor who has not judged yet decides."),
    CandidateState.CONFIRMED: _(
        "Two people said that a document is not valid. The carrier is answered that the traveller is not to board with it; it is told "
        "nothing of why."
    ),
}
_REPORTED: Mapping[str, Promise] = {
    status_word(RecordedStatus.STOLEN): _("reported stolen"),
    status_word(RecordedStatus.LOST): _("reported lost"),
    status_word(RecordedStatus.STOLEN_BLANK): _("reported stolen before it was issued"),
    status_word(RecordedStatus.REVOKED): _("declared not valid by who issued it"),
    status_word(RecordedStatus.OTHER): _("on record for another reason"),
}
_MEETINGS: Mapping[str, Promise] = {
    LISTED: _("This number, of this issuing State."),
    NEAR_SPELLING: _("Not this number, but one that may be taken for it (O and 0, I and 1, and the like)."),
    NEAR_CLASS: _("This number, but of another kind of document."),
    OUTSIDE_MATCH: _("A document of this number, kind and issuing State."),
}
KINDS: Mapping[DocumentClass, Promise] = {
    DocumentClass.PASSPORT: _("Passport"),
    DocumentClass.VISA: _("Visa"),
    DocumentClass.IDENTITY_CARD: _("Identity card"),
    DocumentClass.UNKNOWN: _("Document"),
}
_REFUSALS: Mapping[str, Promise] = {
    JUDGING.finding("closed").code: _("These documents were decided about, or nothing is reported any more."),
    JUDGING.finding("judged_already").code: _(
        "You have judged these documents already; a second judgement is another person's."
    ),
    JUDGING.finding("supervisor_only").code: _(
        "Judges do not agree, or could not tell; a supervisor who has not judged decides."
    ),
}


def standing_tag(shown: Standing, *, gone: bool = False) -> Tag:
    """How a case stands to its viewer; `gone` says that what was decided rests on nothing any more."""
    if gone:
        return Tag(str(GONE), Colour.GREY)
    return Tag(str(STANDINGS[shown]), _COLOURS.get(shown, Colour.GREY))


def reported(report: Report) -> str:
    """What a register says of a document, in words."""
    return str(_REPORTED.get(report.status) or _("on record at an outside register"))


def meeting(report: Report) -> str:
    """How the record meets the document."""
    return str(_MEETINGS[report.code])


def refusal(finding: Finding) -> str:
    """Why somebody may not judge, or may not now."""
    return str(_REFUSALS.get(finding.code) or sentence(finding))
