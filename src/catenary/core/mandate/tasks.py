"""What somebody may state as their task: one purpose, on one legal basis, that their roles have work for."""

import re
from collections.abc import Iterable

from catenary.core.mandate.grants import PURPOSES
from catenary.core.mandate.legal_bases import LEGAL_BASES, LegalBases
from catenary.core.mandate.model import ALLOWED, Decision, Purpose, Role, Task
from catenary.core.mandate.problems import MANDATE

LONGEST_REFERENCE = 40
_REFERENCE = re.compile(rf"(?=.*\d)[A-Za-z0-9][A-Za-z0-9./_-]{{0,{LONGEST_REFERENCE - 1}}}")


def purposes_of(roles: Iterable[Role]) -> tuple[Purpose, ...]:
    """The purposes for which any of these roles may do anything to any record, in the order of `Purpose`."""
    held = frozenset(roles)
    granted = frozenset[Purpose]().union(*(PURPOSES[key] for key in PURPOSES if key[0] in held))
    return tuple(purpose for purpose in Purpose if purpose in granted)


def may_begin(roles: Iterable[Role], task: Task, bases: LegalBases = LEGAL_BASES) -> Decision:
    """Whether somebody with these roles may state such a task.

    Refusals: `mandate.task_purpose_forbidden`, `mandate.basis_unknown`, `mandate.basis_forbids`.
    """
    if task.purpose not in purposes_of(roles):
        return Decision(MANDATE.finding("task_purpose_forbidden", purpose=task.purpose.value))
    basis = bases.get(task.basis)
    if basis is None:
        return Decision(MANDATE.finding("basis_unknown", basis=task.basis))
    if task.purpose not in basis.purposes:
        return Decision(MANDATE.finding("basis_forbids", basis=task.basis, purpose=task.purpose.value))
    return ALLOWED


def check_reference(reference: str) -> Decision:
    """Whether a text looks like a file number: letters, digits and `. / _ -`, with a digit and no space, or nothing.

    A name or an address does not pass; whether a number is that of a person, nobody can tell from it. Refusal:
    `mandate.reference_not_a_number`.
    """
    if not reference or _REFERENCE.fullmatch(reference):
        return ALLOWED
    return Decision(MANDATE.finding("reference_not_a_number", longest=LONGEST_REFERENCE))
