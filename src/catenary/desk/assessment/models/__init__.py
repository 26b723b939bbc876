from catenary.desk.assessment.models.agreements import Agreed, Voice
from catenary.desk.assessment.models.clocks import ClockPause, PauseRequest, Term, VisitClock
from catenary.desk.assessment.models.fighters import FighterFigure, FighterFigures, FigureQuestion
from catenary.desk.assessment.models.findings import ConcernChoice, FindingVersion, VisitFinding
from catenary.desk.assessment.models.measured import AgreementFigure, AreaStanding, ModelRun, RaterStanding
from catenary.desk.assessment.models.meetings import (
    IdentityOpening,
    Interviewee,
    Meeting,
    MeetingNote,
    SealedIdentity,
)
from catenary.desk.assessment.models.packs import BroughtPack, GivenPack
from catenary.desk.assessment.models.papers import (
    DocumentCounts,
    FactualComment,
    PublicationDecision,
    VisitDocument,
)
from catenary.desk.assessment.models.plans import AssessedState, PastVisit
from catenary.desk.assessment.models.ratings import ExpertAnswer, Panel, Rating, RatingEvidence, Seat
from catenary.desk.assessment.models.reports import ReleasedPdf, ReleasedReport, SectionText
from catenary.desk.assessment.models.self_scores import SelfScore, VignetteRating
from catenary.desk.assessment.models.team import Conflict, Interest, Member
from catenary.desk.assessment.models.visits import StepTaken, Visit

__all__ = [
    "Agreed",
    "AgreementFigure",
    "AreaStanding",
    "AssessedState",
    "BroughtPack",
    "ClockPause",
    "ConcernChoice",
    "Conflict",
    "DocumentCounts",
    "ExpertAnswer",
    "FactualComment",
    "FighterFigure",
    "FighterFigures",
    "FigureQuestion",
    "FindingVersion",
    "GivenPack",
    "IdentityOpening",
    "Interest",
    "Interviewee",
    "Meeting",
    "MeetingNote",
    "Member",
    "ModelRun",
    "Panel",
    "PastVisit",
    "PauseRequest",
    "PublicationDecision",
    "RaterStanding",
    "Rating",
    "RatingEvidence",
    "ReleasedPdf",
    "ReleasedReport",
    "SealedIdentity",
    "Seat",
    "SectionText",
    "SelfScore",
    "StepTaken",
    "Term",
    "VignetteRating",
    "Visit",
    "VisitClock",
    "VisitDocument",
    "VisitFinding",
    "Voice",
]
