"""Who may open a record, do something to it, act in an organisation, and hold roles together."""

from collections.abc import Iterable

from attrs import evolve

from catenary.basis.findings import Finding
from catenary.core.mandate.grants import (
    AFAR,
    DESK_ACTS,
    INCOMPATIBLE,
    PURPOSES,
    SENSITIVE,
    WITHOUT_SECOND_FACTOR,
)
from catenary.core.mandate.handling import may_reach
from catenary.core.mandate.legal_bases import LEGAL_BASES, LegalBases
from catenary.core.mandate.model import (
    ALLOWED,
    PERSONAL,
    Act,
    Actor,
    DataClass,
    Decision,
    DeskAct,
    Held,
    Purpose,
    Role,
    Task,
)
from catenary.core.mandate.problems import MANDATE


def may_open(actor: Actor, held: Held, task: Task | None, bases: LegalBases = LEGAL_BASES) -> Decision:
    """Whether somebody may see a record now; a masked one is seen masked. The refusals are those of `may_do`."""
    return may_do(actor, Act.SEE, held, task, bases)


def may_do(
    actor: Actor, act: Act, held: Held, task: Task | None, bases: LegalBases = LEGAL_BASES
) -> Decision:
    """Whether somebody may do something to a record now.

    In this order: the record reaches the actor's organisation, an administrator stays away from personal data, a role
    grants the act, personal data needs a second factor and a task, the role and the data allow the task's purpose, and
    its legal basis does. Data about nobody needs no task.

    Refusals: `mandate.organisation_other`, `mandate.handling_forbids`, `mandate.administrator_personal`,
    `mandate.role_lacks`, `mandate.second_factor_missing`, `mandate.task_missing`, `mandate.purpose_forbidden`,
    `mandate.basis_unknown`, `mandate.basis_forbids`.
    """
    reach = may_reach(held, actor.organisation, act)
    if not reach.allowed:
        return reach
    return Decision(_of_role(actor, act, held) or _of_task(actor, act, held.data_class, task, bases))


def may_review(
    actor: Actor, held: Held, task: Task | None, *, accessed: bool, bases: LegalBases = LEGAL_BASES
) -> Decision:
    """Whether a supervising body may read a record of an organisation it supervises: one that stands behind an access it reviews.

    Whoever supervises has access to all personal data that are processed (Directive (EU) 2016/680 art. 47(1)); here it goes
    no further than the look under review, for the purpose of oversight, and to reading: a masked record stays masked. The
    owner's audience and handling code do not count, which say who works with a record and not who watches over that work.

    Refusals: `mandate.organisation_other` (not supervised), `mandate.review_without_access`, and those of `may_do` that
    follow the record's reach.
    """
    if held.organisation not in actor.supervises:
        return Decision(MANDATE.finding("organisation_other"))
    if not accessed:
        return Decision(MANDATE.finding("review_without_access"))
    if task is not None and task.purpose is not Purpose.OVERSIGHT:
        purpose, data = task.purpose.value, held.data_class.value
        return Decision(MANDATE.finding("purpose_forbidden", purpose=purpose, data=data))
    watcher = evolve(actor, roles=actor.roles & {Role.OVERSIGHT, Role.ADMINISTRATOR})
    return Decision(
        _of_role(watcher, Act.SEE, held) or _of_task(watcher, Act.SEE, held.data_class, task, bases)
    )


def purposes_for(roles: Iterable[Role], act: Act, about: DataClass) -> frozenset[Purpose]:
    """The purposes for which any of these roles may do an act to a class of data: what a page offers to choose from."""
    return frozenset[Purpose]().union(*(PURPOSES.get((role, about, act), frozenset()) for role in roles))


def may_act(actor: Actor, act: DeskAct, organisation: str) -> Decision:
    """Whether somebody may act in an organisation: on its people, its protection or its works.

    Refusals: `mandate.organisation_other`, `mandate.role_lacks_desk_act`, `mandate.second_factor_missing`.
    """
    afar = act in AFAR and organisation in actor.supervises
    if organisation != actor.organisation and not afar:
        return Decision(MANDATE.finding("organisation_other"))
    if not any(act in DESK_ACTS.get(role, frozenset()) for role in actor.roles):
        return Decision(MANDATE.finding("role_lacks_desk_act", act=act.value))
    if not actor.strong and act not in WITHOUT_SECOND_FACTOR:
        return Decision(MANDATE.finding("second_factor_missing"))
    return ALLOWED


def may_hold(roles: Iterable[Role]) -> Decision:
    """Whether one person may hold these roles together in an organisation. Refusal: `mandate.roles_incompatible`."""
    held = frozenset(roles)
    for role in sorted(held):
        for other in sorted(held & INCOMPATIBLE.get(role, frozenset())):
            return Decision(MANDATE.finding("roles_incompatible", role=role.value, other=other.value))
    return ALLOWED


def is_sensitive(role: Role) -> bool:
    """Whether only two persons can give the role."""
    return role in SENSITIVE


def _of_role(actor: Actor, act: Act, held: Held) -> Finding | None:
    personal = held.data_class in PERSONAL
    if personal and Role.ADMINISTRATOR in actor.roles:
        return MANDATE.finding("administrator_personal")
    if not purposes_for(actor.roles, act, held.data_class):
        return MANDATE.finding("role_lacks", act=act.value, data=held.data_class.value)
    if personal and not actor.strong:
        return MANDATE.finding("second_factor_missing")
    return None


def _of_task(
    actor: Actor, act: Act, about: DataClass, task: Task | None, bases: LegalBases
) -> Finding | None:
    if task is None:
        return MANDATE.finding("task_missing") if about in PERSONAL else None
    if task.purpose not in purposes_for(actor.roles, act, about):
        return MANDATE.finding(
            "purpose_forbidden", purpose=task.purpose.value, data=about.value, act=act.value
        )
    basis = bases.get(task.basis)
    if basis is None:
        return MANDATE.finding("basis_unknown", basis=task.basis)
    if task.purpose not in basis.purposes:
        return MANDATE.finding("basis_forbids", basis=task.basis, purpose=task.purpose.value)
    return None
