"""What the answer codes of CUSRES mean: a table that every State agrees with its carriers and may replace."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files
from typing import Final

from attrs import field, frozen

from catenary.core.intake.problems import INTAKE


class Meaning(StrEnum):
    """What a carrier may do; only `cleared` lets a person board without more."""

    CLEARED = "cleared"
    DO_NOT_BOARD = "do_not_board"
    BOARD_IF_DOCUMENTS_GOOD = "board_if_documents_good"
    FURTHER_CHECKS = "further_checks"
    ADVISORY = "advisory"
    INSUFFICIENT_DATA = "insufficient_data"
    ACCEPTED = "accepted"
    EXCEPTION = "exception"
    UNKNOWN = "unknown"


@frozen
class AnswerTable:
    """Meanings by code: of answers about a person, and about the message as a whole."""

    person: Mapping[str, Meaning] = field(factory=dict)
    message: Mapping[str, Meaning] = field(factory=dict)

    def meaning(self, code: str, *, of_person: bool) -> Meaning:
        """The meaning of a code at its level; `unknown` fails closed."""
        return (self.person if of_person else self.message).get(code, Meaning.UNKNOWN)

    def code(self, meaning: Meaning, *, of_person: bool) -> str:
        """The code to send for a meaning, the longest where several say it. Raises ProblemError when none does."""
        table = self.person if of_person else self.message
        codes = [code for code, meant in table.items() if meant is meaning]
        if not codes:
            raise INTAKE.problem("answer_meaning_without_code", meaning=meaning.value)
        return max(codes, key=len)


def answer_table(text: str) -> AnswerTable:
    """A table from TOML with the tables `person` and `message`. Raises ProblemError for anything else."""
    try:
        tables = tomllib.loads(text)
        return AnswerTable(_meanings(tables.get("person", {})), _meanings(tables.get("message", {})))
    except (tomllib.TOMLDecodeError, ValueError, AttributeError) as fault:
        raise INTAKE.problem("answer_table_unreadable", reason=str(fault)) from fault


def _meanings(table: Mapping[str, str]) -> Mapping[str, Meaning]:
    return {code: Meaning(meaning) for code, meaning in table.items()}


STANDARD_ANSWERS: Final = answer_table(
    files("catenary.formats.cusres").joinpath("data/answers.toml").read_text("utf-8")
)
"""The codes of the WCO/IATA/ICAO guidelines and the two-character scheme in use between States and carriers."""
