"""Coded findings and problems: what was noticed, where, and with which values. Never an English sentence."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from attrs import field, frozen

Param: TypeAlias = str | int | float | bool | None
"""A value a finding may carry: plain, so that it serialises the same everywhere."""


class Severity(StrEnum):
    """How much a finding weighs: an error lost information, a warning may have, a notice did not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@frozen
class Place:
    """Where in an input: the segment's index and its byte offset, both counted from 0 in the file."""

    segment: int | None = None
    offset: int | None = None


NOWHERE = Place()


def _params(values: Mapping[str, Param]) -> Mapping[str, Param]:
    return MappingProxyType(dict(values))


@frozen
class Finding:
    """One thing noticed: a stable code, the values it speaks of, and its place in the input."""

    code: str
    severity: Severity = Severity.NOTICE
    params: Mapping[str, Param] = field(factory=dict, converter=_params)
    at: Place = NOWHERE


class ProblemError(Exception):
    """A refusal or failure told to a person or program: the same shape as a finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code, dict(finding.params))
        self.finding = finding


@frozen
class Counted:
    """An English sentence about a number of things: `one` where the value named `by` is 1, else `many`."""

    by: str
    one: str
    many: str


Wording: TypeAlias = str | Counted
"""An English sentence with `%(name)s` placeholders, in two forms where it counts."""


class Catalogue:
    """The codes of one room, each with its severity and its English sentence (`%(name)s` placeholders)."""

    _sentences: dict[str, Wording] = {}  # noqa: RUF012  one table of all rooms, filled as rooms are imported

    def __init__(self, room: str, codes: Mapping[str, tuple[Severity, Wording]]) -> None:
        self.room = room
        self._severities = {code: severity for code, (severity, _) in codes.items()}
        self._sentences.update({f"{room}.{code}": sentence for code, (_, sentence) in codes.items()})

    def finding(self, code: str, at: Place = NOWHERE, **params: Param) -> Finding:
        """A finding of this room. Raises KeyError for a code the room does not have."""
        return Finding(f"{self.room}.{code}", self._severities[code], params, at)

    def problem(self, code: str, at: Place = NOWHERE, **params: Param) -> ProblemError:
        """The same as an exception, for what cannot go on."""
        return ProblemError(self.finding(code, at, **params))

    @classmethod
    def wording(cls, code: str) -> Wording:
        """The English sentence of a full code such as `intake.unt_count`; the code itself when unknown."""
        return cls._sentences.get(code, code)

    @classmethod
    def sentence(cls, code: str) -> str:
        """The same in one form, that for many where it counts."""
        wording = cls.wording(code)
        return wording.many if isinstance(wording, Counted) else wording

    @classmethod
    def wordings(cls) -> Mapping[str, Wording]:
        """Every code of the rooms imported so far, with its sentence."""
        return MappingProxyType(cls._sentences)
