from catenary.desk.screening.models.answers import AnswerTold
from catenary.desk.screening.models.candidates import Candidate, Judged, Remembered
from catenary.desk.screening.models.checks import Check
from catenary.desk.screening.models.drills import Drill
from catenary.desk.screening.models.lists import BuiltIndex, ListFile, PastBasis, Rescreening, WatchList
from catenary.desk.screening.models.outcomes import Outcome
from catenary.desk.screening.models.thresholds import Measurement, Threshold

__all__ = [
    "AnswerTold",
    "BuiltIndex",
    "Candidate",
    "Check",
    "Drill",
    "Judged",
    "ListFile",
    "Measurement",
    "Outcome",
    "PastBasis",
    "Remembered",
    "Rescreening",
    "Threshold",
    "WatchList",
]
