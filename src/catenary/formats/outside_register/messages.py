"""One question and one answer in JSON: a document by number, type and issuing State, and whether it is on record.

Made after what such registers are asked (INTERPOL's stolen and lost travel documents through FIND): the question has no field for a
name, and an answer that says more than match, no match and a reference is cut to that. An answer to another question is none.
"""

import json
from typing import Any, Final

from catenary.core.documents.outside import OutsideAnswered, OutsideFault, OutsideQuestion, OutsideStatus

MEDIA_TYPE: Final = "application/json"
VERSION: Final = 1
LONGEST_REFERENCE: Final = 80
_UNREADABLE: Final = OutsideAnswered(OutsideStatus.NOT_CHECKED, fault=OutsideFault.UNREADABLE)
_RESULTS: Final = {"match": OutsideStatus.MATCH, "no_match": OutsideStatus.NO_MATCH}


def write_question(question: OutsideQuestion) -> bytes:
    """The question as it is sent."""
    document = {"number": question.number, "type": question.type, "issuer": question.issuer}
    return _written({"version": VERSION, "id": question.id, "document": document})


def read_question(data: bytes) -> OutsideQuestion:
    """The question that was sent. Raises ValueError for anything else."""
    told = _object(data)
    document = told.get("document")
    if told.get("version") != VERSION or not isinstance(document, dict):
        raise ValueError
    return OutsideQuestion(
        _text(told, "id"), _text(document, "number"), _text(document, "issuer"), _text(document, "type")
    )


def write_answer(question: str, answered: OutsideAnswered) -> bytes:
    """An answer as a register sends it."""
    told: dict[str, Any] = {"version": VERSION, "id": question, "result": answered.status.value}
    if answered.reference:
        told["reference"] = answered.reference
    return _written(told)


def read_answer(data: bytes, question: OutsideQuestion) -> OutsideAnswered:
    """What was answered; whatever is no answer to this very question is `not_checked`. Never raises."""
    try:
        told = _object(data)
        result = _RESULTS[_text(told, "result")], _text(told, "reference") if "reference" in told else ""
    except (ValueError, KeyError, RecursionError):
        return _UNREADABLE
    if told.get("version") != VERSION or told.get("id") != question.id:
        return _UNREADABLE
    status, reference = result
    matched = status is OutsideStatus.MATCH
    return OutsideAnswered(status, _printable(reference)[:LONGEST_REFERENCE] if matched else "")


def _object(data: bytes) -> dict[str, Any]:
    told = json.loads(data.decode("utf-8"))
    if not isinstance(told, dict):
        raise ValueError  # noqa: TRY004  one error for whatever is no question and no answer
    return told


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004  the same
    return value


def _printable(text: str) -> str:
    return "".join(each for each in text if each.isprintable())


def _written(told: dict[str, Any]) -> bytes:
    return json.dumps(told, separators=(",", ":")).encode("ascii")
