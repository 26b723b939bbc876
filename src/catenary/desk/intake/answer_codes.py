"""The State's own codes for answers to a carrier: a table kept with the channel, in place of the codes of the guidelines."""

from functools import lru_cache
from typing import Final

from catenary.core.intake.problems import INTAKE
from catenary.formats.cusres.answers import STANDARD_ANSWERS, AnswerTable, Meaning, answer_table

NEEDED: Final = (Meaning.CLEARED, Meaning.DO_NOT_BOARD, Meaning.FURTHER_CHECKS, Meaning.INSUFFICIENT_DATA)
"""Answers about a traveller that every table has a code for; about a message: accepted, and exception."""


def codes_of(text: str) -> AnswerTable:
    """The table; that of the guidelines where there is none of the State's own. Raises ProblemError for what is no table."""
    return _table(text) if text.strip() else STANDARD_ANSWERS


def demand_whole(text: str) -> None:
    """That a table has a code for everything that is ever answered. Raises ProblemError, and for what is no table."""
    table = codes_of(text)
    for meaning in NEEDED:
        table.code(meaning, of_person=True)
    for meaning in (Meaning.ACCEPTED, Meaning.EXCEPTION):
        table.code(meaning, of_person=False)
    if any(meaning is Meaning.UNKNOWN for meaning in (*table.person.values(), *table.message.values())):
        raise INTAKE.problem("answer_table_unreadable", reason="unknown")


@lru_cache(maxsize=64)
def _table(text: str) -> AnswerTable:
    return answer_table(text)
