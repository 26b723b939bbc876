from catenary.desk.screening.models.answers import AnswerChange, AnswerTold, TellingAttempt
from catenary.desk.screening.models.candidates import Candidate, Judged, Remembered
from catenary.desk.screening.models.checks import Check
from catenary.desk.screening.models.drills import Drill
from catenary.desk.screening.models.lists import BuiltIndex, ListFile, PastBasis, Rescreening, WatchList
from catenary.desk.screening.models.outcomes import Outcome
from catenary.desk.screening.models.outside import OutsideLookup, OutsideRegister
from catenary.desk.screening.models.papers import PaperCase, PaperJudged
from catenary.desk.screening.models.rules import RuleStep, RuleTrial, RuleVersion, TargetingRule
from catenary.desk.screening.models.tallies import Tally
from catenary.desk.screening.models.thresholds import Measurement, Threshold

__all__ = [
    "AnswerChange",
    "AnswerTold",
    "BuiltIndex",
    "Candidate",
    "Check",
    "Drill",
    "Judged",
    "ListFile",
    "Measurement",
    "Outcome",
    "OutsideLookup",
    "OutsideRegister",
    "PaperCase",
    "PaperJudged",
    "PastBasis",
    "Remembered",
    "Rescreening",
    "RuleStep",
    "RuleTrial",
    "RuleVersion",
    "Tally",
    "TargetingRule",
    "TellingAttempt",
    "Threshold",
    "WatchList",
]
