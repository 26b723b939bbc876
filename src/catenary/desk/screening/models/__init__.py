from catenary.desk.screening.models.answers import AnswerTold
from catenary.desk.screening.models.candidates import Candidate, Judged, Remembered
from catenary.desk.screening.models.checks import Check
from catenary.desk.screening.models.lists import BuiltIndex, ListFile, Rescreening, WatchList
from catenary.desk.screening.models.outcomes import Outcome

__all__ = [
    "AnswerTold",
    "BuiltIndex",
    "Candidate",
    "Check",
    "Judged",
    "ListFile",
    "Outcome",
    "Remembered",
    "Rescreening",
    "WatchList",
]
