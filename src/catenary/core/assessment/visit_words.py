"""The words of a visit: its stages, the acts that move it, whose they are, and what each side may look at."""

from enum import StrEnum
from typing import Final

from catenary.core.measures.model import VisitKind


class Side(StrEnum):
    """The two who make a visit together; in a self-assessment they are one organisation."""

    BODY = "body"
    STATE = "state"


class Stage(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    """The body's own plan: the State is not told before it is asked."""
    CONSENT_ASKED = "consent_asked"
    COMPOSING = "composing"
    """The State agreed; the team is put together and looked at by both sides."""
    PREPARING = "preparing"
    """Desk review, the State's own score and the programme of meetings, side by side."""
    VISITING = "visiting"
    DRAFTING = "drafting"
    COMMENTING = "commenting"
    """The draft report is with the State, which comments on its facts."""
    ANSWERING = "answering"
    """The body answers the State's comments point by point."""
    ADOPTING = "adopting"
    ADOPTED = "adopted"
    """The State decides what is published, and replies."""
    FOLLOWING = "following"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """The State took its consent back: everything is kept and stands still."""
    CANCELLED = "cancelled"


class VisitAct(StrEnum):
    """A step of a visit."""

    ASK_CONSENT = "ask_consent"
    GIVE_CONSENT = "give_consent"
    REFUSE_CONSENT = "refuse_consent"
    WITHDRAW_CONSENT = "withdraw_consent"
    RENEW_CONSENT = "renew_consent"
    """The State agrees again: the visit goes on where it stood, its clocks with what was left on them."""
    BEGIN_ALONE = "begin_alone"
    """Begin a self-assessment: there is nobody else to ask."""
    CANCEL = "cancel"
    SETTLE_TEAM = "settle_team"
    FINISH_DESK_REVIEW = "finish_desk_review"
    HAND_IN_SELF_SCORE = "hand_in_self_score"
    DO_WITHOUT_SELF_SCORE = "do_without_self_score"
    AGREE_PROGRAMME = "agree_programme"
    BEGIN_VISIT = "begin_visit"
    END_VISIT = "end_visit"
    BEGIN_DRAFTING = "begin_drafting"
    """Draft without having been there: a desk review or a self-assessment."""
    SEND_DRAFT = "send_draft"
    HAND_IN_COMMENTS = "hand_in_comments"
    CLOSE_COMMENTS = "close_comments"
    """Go on once the time for comments is over, with those that came."""
    SEND_FOR_ADOPTION = "send_for_adoption"
    SEND_BACK = "send_back"
    ADOPT = "adopt"
    DECIDE_PUBLICATION = "decide_publication"
    LEAVE_UNPUBLISHED = "leave_unpublished"
    """Note that the State decided nothing in its time: nothing is published."""
    REPLY = "reply"
    GO_ON_WITHOUT_REPLY = "go_on_without_reply"
    FOLLOW_UP = "follow_up"
    """Go on from an adopted self-assessment, which nobody replies to."""
    CLOSE = "close"


class Publication(StrEnum):
    """What the State lets others read."""

    FULL = "full"
    PARTIAL = "partial"
    """The sections that it names."""
    NONE = "none"


class TeamTask(StrEnum):
    """What somebody is on a team for."""

    LEADER = "leader"
    EXPERT = "expert"
    INTERPRETER = "interpreter"
    OBSERVER = "observer"


class MemberState(StrEnum):
    """Where somebody stands with a team."""

    PROPOSED = "proposed"
    """By the body alone; the State does not know."""
    INVITED = "invited"
    """Asked, and asked to declare; the State sees who it is."""
    ON = "on"
    """Said yes and declared."""
    DECLINED = "declined"
    RECUSED = "recused"
    """Off the team because of a conflict of interest, by their own word or by decision."""
    LEFT = "left"


class ConflictGround(StrEnum):
    """Why somebody may not be impartial about a State."""

    NATIONALITY = "nationality"
    PAST_POST = "past_post"
    PAID_WORK = "paid_work"
    DECLARED = "declared"
    """Something else that the person declared."""
    OBJECTION = "objection"
    """The State objects, and says why."""


class ConflictState(StrEnum):
    """What became of a conflict of interest. Two persons keep somebody on a team in spite of it; one alone takes them off."""

    OPEN = "open"
    EXCLUDED = "excluded"
    KEEP_PROPOSED = "keep_proposed"
    """One person would keep them, and said why; off the team's work until a second confirms."""
    KEPT = "kept"


class Meets(StrEnum):
    """Whom a meeting is with."""

    MINISTRY = "ministry"
    AGENCY = "agency"
    JUDICIARY = "judiciary"
    PARLIAMENT = "parliament"
    OVERSIGHT = "oversight"
    CIVIL_SOCIETY = "civil_society"
    VICTIMS = "victims"
    PRIVATE_SECTOR = "private_sector"
    PARTNER = "partner"
    OTHER = "other"


class DocumentKind(StrEnum):
    """What a document of a visit is."""

    LAW = "law"
    STRATEGY = "strategy"
    STATISTICS = "statistics"
    CASE_LAW = "case_law"
    OPERATIONAL = "operational"
    BRIEFING = "briefing"
    CORRESPONDENCE = "correspondence"
    REPORT = "report"
    OTHER = "other"


class CommentOutcome(StrEnum):
    """What the body did about a State's comment on a fact."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"
    NOTED = "noted"


CLOSED_MEETINGS: Final = frozenset({Meets.CIVIL_SOCIETY, Meets.VICTIMS})
"""Meetings that the State is never shown, whoever enters them: who met the team could be made to pay for it."""
ON_TEAM: Final = frozenset({MemberState.ON})
ENDED: Final = frozenset({Stage.CLOSED, Stage.REFUSED, Stage.CANCELLED})
"""No step leads out of these."""
STILL: Final = ENDED | {Stage.WITHDRAWN}
"""Nothing is done on a visit here; what was done is kept."""
NOT_ON_THE_SPOT: Final = frozenset({VisitKind.DESK_REVIEW, VisitKind.SELF_ASSESSMENT})
"""Kinds without a stay in the State."""
