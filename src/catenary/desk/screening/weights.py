"""What each reason of a score is worth, in words: the figures behind them are nats, the words say which way and how much."""

from collections.abc import Iterable
from typing import Final

from attrs import frozen
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding, Param
from catenary.desk.mandate.records.element_words import VALUES
from catenary.desk.shell.sentences import sentence

_NOTHING: Final = 0.05
_SOME: Final = 1.5
_MUCH: Final = 4.0


@frozen
class Reason:
    """One reason of a score: what met or did not, which way it speaks, and its figure."""

    text: str
    weight: str
    figure: str
    sign: str


def reasons(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    """Every reason in the order in which it was found."""
    return tuple(_reason(each) for each in findings)


def weight(nats: float) -> str:
    """How much a reason says, and for what."""
    if abs(nats) < _NOTHING:
        return _("says nothing either way")
    if nats > 0:
        return _for(nats)
    return _against(-nats)


def _for(nats: float) -> str:
    if nats >= _MUCH:
        return _("speaks strongly for one person")
    return _("speaks for one person") if nats >= _SOME else _("speaks a little for one person")


def _against(nats: float) -> str:
    if nats >= _MUCH:
        return _("speaks strongly for two persons")
    return _("speaks for two persons") if nats >= _SOME else _("speaks a little for two persons")


def _reason(finding: Finding) -> Reason:
    found = finding.params.get("contribution")
    nats = float(found) if isinstance(found, int | float) else 0.0
    sign = "0" if abs(nats) < _NOTHING else "+" if nats > 0 else "−"
    return Reason(sentence(_sayable(finding)), weight(nats), f"{abs(nats):.1f}", sign)


def _sayable(finding: Finding) -> Finding:
    """The same with the codes of core in words."""
    if not finding.code.startswith("screening.sex_"):
        return finding
    told = {name: _word(value) for name, value in finding.params.items()}
    return Finding(finding.code, finding.severity, told)


def _word(value: Param) -> Param:
    found = VALUES["sex"].get(value) if isinstance(value, str) else None
    return str(found) if found else value
