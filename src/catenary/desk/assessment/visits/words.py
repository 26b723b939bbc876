"""What pages of visits call things: kinds, stages, steps, clocks, sides, people on a team, conflicts, meetings, documents."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.core.assessment.clocks import ClockKind, Standing
from catenary.core.assessment.pause_requests import Outcome
from catenary.core.assessment.visit_words import (
    CommentOutcome,
    ConflictGround,
    ConflictState,
    DocumentKind,
    Meets,
    MemberState,
    Publication,
    Side,
    Stage,
    TeamTask,
    VisitAct,
)
from catenary.core.measures.model import VisitKind
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.sentences import InWords, register_words

KINDS: Mapping[StrEnum, Promise] = {
    VisitKind.COMPREHENSIVE: _("Comprehensive visit"),
    VisitKind.FOCUSED: _("Focused visit"),
    VisitKind.DEEP_DIVE: _("Deep-dive visit"),
    VisitKind.SCOPING: _("Scoping visit"),
    VisitKind.JOINT: _("Joint visit"),
    VisitKind.REGIONAL: _("Visit of a regional mission"),
    VisitKind.FOLLOW_UP: _("Follow-up visit"),
    VisitKind.HYBRID: _("Hybrid visit"),
    VisitKind.DESK_REVIEW: _("Desk review"),
    VisitKind.SELF_ASSESSMENT: _("Self-assessment"),
}
STAGES: Mapping[StrEnum, Promise] = {
    Stage.PLANNED: pgettext_lazy("visit", "planned"),
    Stage.CONSENT_ASKED: pgettext_lazy("visit", "consent asked"),
    Stage.COMPOSING: pgettext_lazy("visit", "team being composed"),
    Stage.PREPARING: pgettext_lazy("visit", "in preparation"),
    Stage.VISITING: pgettext_lazy("visit", "being made"),
    Stage.DRAFTING: pgettext_lazy("visit", "being written up"),
    Stage.COMMENTING: pgettext_lazy("visit", "draft with the State"),
    Stage.ANSWERING: pgettext_lazy("visit", "comments being answered"),
    Stage.ADOPTING: pgettext_lazy("visit", "before the committee"),
    Stage.ADOPTED: pgettext_lazy("visit", "adopted"),
    Stage.FOLLOWING: pgettext_lazy("visit", "being followed up"),
    Stage.CLOSED: pgettext_lazy("visit", "closed"),
    Stage.REFUSED: pgettext_lazy("visit", "refused by the State"),
    Stage.WITHDRAWN: pgettext_lazy("visit", "consent withdrawn"),
    Stage.CANCELLED: pgettext_lazy("visit", "cancelled"),
}
_COLOURS: Mapping[Stage, Colour] = {
    Stage.PLANNED: Colour.GREY,
    Stage.CONSENT_ASKED: Colour.PURPLE,
    Stage.ADOPTED: Colour.GREEN,
    Stage.FOLLOWING: Colour.GREEN,
    Stage.CLOSED: Colour.GREY,
    Stage.REFUSED: Colour.ORANGE,
    Stage.WITHDRAWN: Colour.RED,
    Stage.CANCELLED: Colour.GREY,
}
ACTS: Mapping[StrEnum, Promise] = {
    VisitAct.ASK_CONSENT: _("Ask the State for its consent"),
    VisitAct.GIVE_CONSENT: _("Agree to the visit"),
    VisitAct.REFUSE_CONSENT: _("Refuse the visit"),
    VisitAct.WITHDRAW_CONSENT: _("Withdraw consent"),
    VisitAct.RENEW_CONSENT: _("Agree again"),
    VisitAct.BEGIN_ALONE: _("Begin the self-assessment"),
    VisitAct.CANCEL: _("Cancel the visit"),
    VisitAct.SETTLE_TEAM: _("Settle the team"),
    VisitAct.FINISH_DESK_REVIEW: _("Finish the desk review"),
    VisitAct.HAND_IN_SELF_SCORE: _("Hand in the State's own score"),
    VisitAct.DO_WITHOUT_SELF_SCORE: _("Go on without the State's own score"),
    VisitAct.AGREE_PROGRAMME: _("Agree to the programme"),
    VisitAct.BEGIN_VISIT: _("Begin the visit"),
    VisitAct.END_VISIT: _("End the visit"),
    VisitAct.BEGIN_DRAFTING: _("Begin to draft the report"),
    VisitAct.SEND_DRAFT: _("Send the draft to the State"),
    VisitAct.HAND_IN_COMMENTS: _("Hand in the comments"),
    VisitAct.CLOSE_COMMENTS: _("Go on with the comments that came"),
    VisitAct.SEND_FOR_ADOPTION: _("Send the report for adoption"),
    VisitAct.SEND_BACK: _("Send the report back"),
    VisitAct.ADOPT: _("Adopt the report"),
    VisitAct.DECIDE_PUBLICATION: _("Decide what is published"),
    VisitAct.LEAVE_UNPUBLISHED: _("Note that nothing is published"),
    VisitAct.REPLY: _("Reply to the report"),
    VisitAct.GO_ON_WITHOUT_REPLY: _("Go on without a reply"),
    VisitAct.FOLLOW_UP: _("Begin the follow-up"),
    VisitAct.CLOSE: _("Close the visit"),
}
DONE: Mapping[StrEnum, Promise] = {
    VisitAct.ASK_CONSENT: _("Consent was asked"),
    VisitAct.GIVE_CONSENT: _("The State agreed"),
    VisitAct.REFUSE_CONSENT: _("The State refused"),
    VisitAct.WITHDRAW_CONSENT: _("The State withdrew its consent"),
    VisitAct.RENEW_CONSENT: _("The State agreed again"),
    VisitAct.BEGIN_ALONE: _("The self-assessment began"),
    VisitAct.CANCEL: _("The visit was cancelled"),
    VisitAct.SETTLE_TEAM: _("The team was settled"),
    VisitAct.FINISH_DESK_REVIEW: _("The desk review was finished"),
    VisitAct.HAND_IN_SELF_SCORE: _("The State handed in its own score"),
    VisitAct.DO_WITHOUT_SELF_SCORE: _("Gone on without the State's own score"),
    VisitAct.AGREE_PROGRAMME: _("The State agreed to the programme"),
    VisitAct.BEGIN_VISIT: _("The visit began"),
    VisitAct.END_VISIT: _("The visit ended"),
    VisitAct.BEGIN_DRAFTING: _("Drafting began"),
    VisitAct.SEND_DRAFT: _("The draft was sent to the State"),
    VisitAct.HAND_IN_COMMENTS: _("The State handed in its comments"),
    VisitAct.CLOSE_COMMENTS: _("The time for comments was closed"),
    VisitAct.SEND_FOR_ADOPTION: _("The report was sent for adoption"),
    VisitAct.SEND_BACK: _("The report was sent back"),
    VisitAct.ADOPT: _("The report was adopted"),
    VisitAct.DECIDE_PUBLICATION: _("The State decided what is published"),
    VisitAct.LEAVE_UNPUBLISHED: _("Nothing is published, for want of a decision"),
    VisitAct.REPLY: _("The State replied"),
    VisitAct.GO_ON_WITHOUT_REPLY: _("Gone on without a reply"),
    VisitAct.FOLLOW_UP: _("The follow-up began"),
    VisitAct.CLOSE: _("The visit was closed"),
}
CLOCKS: Mapping[StrEnum, Promise] = {
    ClockKind.CONSENT: _("The State's consent"),
    ClockKind.TEAM: _("Composing the team"),
    ClockKind.DESK_REVIEW: _("Desk review"),
    ClockKind.SELF_SCORE: _("The State's own score"),
    ClockKind.PROGRAMME: _("The State's agreement to the programme"),
    ClockKind.VISIT: _("The visit itself"),
    ClockKind.DRAFT: _("Drafting the report"),
    ClockKind.COMMENTS: _("The State's comments on facts"),
    ClockKind.ANSWERS: _("Answers to the comments"),
    ClockKind.ADOPTION: _("Adoption by the committee"),
    ClockKind.PUBLICATION: _("The State's decision on publication"),
    ClockKind.REPLY: _("The State's reply"),
    ClockKind.FOLLOW_UP: _("Follow-up"),
}
STANDINGS: Mapping[StrEnum, tuple[Promise, Colour]] = {
    Standing.RUNNING: (pgettext_lazy("clock", "running"), Colour.BLUE),
    Standing.PAUSED: (pgettext_lazy("clock", "paused"), Colour.YELLOW),
    Standing.LATE: (pgettext_lazy("clock", "late"), Colour.RED),
    Standing.ENDED: (pgettext_lazy("clock", "ended"), Colour.GREY),
}
REQUESTS: Mapping[StrEnum, tuple[Promise, Colour]] = {
    Outcome.OPEN: (pgettext_lazy("pause", "not answered yet"), Colour.PURPLE),
    Outcome.GRANTED: (pgettext_lazy("pause", "granted"), Colour.GREEN),
    Outcome.DECLINED: (pgettext_lazy("pause", "declined"), Colour.ORANGE),
}
SIDES: Mapping[StrEnum, Promise] = {Side.BODY: _("the assessing body"), Side.STATE: _("the State")}
TASKS: Mapping[StrEnum, Promise] = {
    TeamTask.LEADER: pgettext_lazy("team", "Leader"),
    TeamTask.EXPERT: pgettext_lazy("team", "Expert"),
    TeamTask.INTERPRETER: pgettext_lazy("team", "Interpreter"),
    TeamTask.OBSERVER: pgettext_lazy("team", "Observer"),
}
MEMBERS: Mapping[StrEnum, tuple[Promise, Colour]] = {
    MemberState.PROPOSED: (pgettext_lazy("team", "proposed"), Colour.GREY),
    MemberState.INVITED: (pgettext_lazy("team", "invited"), Colour.PURPLE),
    MemberState.ON: (pgettext_lazy("team", "on the team"), Colour.GREEN),
    MemberState.DECLINED: (pgettext_lazy("team", "declined"), Colour.GREY),
    MemberState.RECUSED: (pgettext_lazy("team", "recused"), Colour.ORANGE),
    MemberState.LEFT: (pgettext_lazy("team", "no longer on the team"), Colour.GREY),
}
GROUNDS: Mapping[StrEnum, Promise] = {
    ConflictGround.NATIONALITY: _("Nationality of the State"),
    ConflictGround.PAST_POST: _("Held a post for the State"),
    ConflictGround.PAID_WORK: _("Was paid by the State"),
    ConflictGround.DECLARED: _("Something else they declared"),
    ConflictGround.OBJECTION: _("Objection of the State"),
}
CONFLICTS: Mapping[StrEnum, tuple[Promise, Colour]] = {
    ConflictState.OPEN: (pgettext_lazy("conflict", "not decided"), Colour.RED),
    ConflictState.EXCLUDED: (pgettext_lazy("conflict", "taken off"), Colour.GREY),
    ConflictState.KEEP_PROPOSED: (pgettext_lazy("conflict", "a second person decides"), Colour.PURPLE),
    ConflictState.KEPT: (pgettext_lazy("conflict", "kept by two persons"), Colour.GREEN),
}
MEETS: Mapping[StrEnum, Promise] = {
    Meets.MINISTRY: _("Ministry"),
    Meets.AGENCY: _("Agency or service"),
    Meets.JUDICIARY: _("Courts and prosecution"),
    Meets.PARLIAMENT: _("Parliament"),
    Meets.OVERSIGHT: _("Oversight body"),
    Meets.CIVIL_SOCIETY: _("Civil society"),
    Meets.VICTIMS: _("Victims and their families"),
    Meets.PRIVATE_SECTOR: _("Private sector"),
    Meets.PARTNER: _("International partner"),
    Meets.OTHER: pgettext_lazy("meeting", "Other"),
}
DOCUMENTS: Mapping[StrEnum, Promise] = {
    DocumentKind.LAW: _("Law or regulation"),
    DocumentKind.STRATEGY: _("Strategy or plan"),
    DocumentKind.STATISTICS: _("Statistics"),
    DocumentKind.CASE_LAW: _("Judgment"),
    DocumentKind.OPERATIONAL: _("Operational document"),
    DocumentKind.BRIEFING: _("Briefing"),
    DocumentKind.CORRESPONDENCE: _("Letter"),
    DocumentKind.REPORT: pgettext_lazy("document", "Report"),
    DocumentKind.OTHER: pgettext_lazy("document", "Other"),
}
OUTCOMES: Mapping[StrEnum, tuple[Promise, Colour]] = {
    CommentOutcome.ACCEPTED: (pgettext_lazy("comment", "accepted"), Colour.GREEN),
    CommentOutcome.PARTLY: (pgettext_lazy("comment", "accepted in part"), Colour.TEAL),
    CommentOutcome.NOT_ACCEPTED: (pgettext_lazy("comment", "not accepted"), Colour.ORANGE),
    CommentOutcome.NOTED: (pgettext_lazy("comment", "noted"), Colour.BLUE),
}
PUBLICATIONS: Mapping[StrEnum, Promise] = {
    Publication.FULL: _("The whole report"),
    Publication.PARTIAL: _("Some sections"),
    Publication.NONE: _("Nothing"),
}

_MOVES: Final[Mapping[str, Promise]] = {
    "object_to_member": _("Object to a member"),
    "compose_team": _("Compose the team"),
    "decide_conflict": _("Decide a conflict of interest"),
    "change_visit": _("Change the visit"),
    "add_comment": _("Comment on a fact"),
    "answer_comment": _("Answer a comment"),
    "pause": _("Stop or start a clock"),
    "ask_pause": _("Ask for a clock to be stopped"),
}


def told(vocabulary: Mapping[StrEnum, Any], code: str) -> str:
    """What people read for a code; the code itself where a newer version wrote one unknown here."""
    found = next((words for key, words in vocabulary.items() if key == code), code)
    return str(found[0] if isinstance(found, tuple) else found)


def tag(vocabulary: Mapping[StrEnum, tuple[Promise, Colour]], code: str) -> Tag:
    """The same with its colour."""
    found = next((words for key, words in vocabulary.items() if key == code), None)
    return Tag(str(found[0]), found[1]) if found else Tag(code)


def stage_tag(stage: str) -> Tag:
    """Where a visit stands."""
    return Tag(told(STAGES, stage), next((c for s, c in _COLOURS.items() if s == stage), Colour.BLUE))


def options(vocabulary: Mapping[StrEnum, Any]) -> list[tuple[str, Any]]:
    """A vocabulary as the choices of a form."""
    return [(key.value, words[0] if isinstance(words, tuple) else words) for key, words in vocabulary.items()]


def language_names(codes: Iterable[str]) -> str | None:
    """What languages call themselves; None for none."""
    names = dict(settings.LANGUAGES)
    return ", ".join(str(names.get(each, each)) for each in codes) or None


def register() -> None:
    """Let refusals of visits speak in these words; once, when the room is ready."""
    register_words(
        "visits",
        act=_act,
        stage=_of(STAGES),
        clock=_of(CLOCKS),
        side=_of(SIDES),
        kind=_of(KINDS),
    )


def _of(vocabulary: Mapping[StrEnum, Any]) -> InWords:
    return lambda code: told(vocabulary, code)


def _act(code: str) -> str:
    return str(_MOVES[code]) if code in _MOVES else told(ACTS, code)
