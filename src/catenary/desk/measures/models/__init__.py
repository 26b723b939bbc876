"""The rows of the room, by what they are about."""

from catenary.desk.measures.models.comments import EditionComment
from catenary.desk.measures.models.editions import Edition, EditionDeed, EditionStep, EditionText
from catenary.desk.measures.models.following import CarryOver, EditionTranslation

__all__ = [
    "CarryOver",
    "Edition",
    "EditionComment",
    "EditionDeed",
    "EditionStep",
    "EditionText",
    "EditionTranslation",
]
