"""The first wall: what somebody may ask of pages and services, by name; core decides, this names and demands.

Every permission is a django-rules predicate too, so that templates and tests ask the same question: `rules.has_perm(name, here,
record)`. Pages take `permit`, services take `demand`.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from rules.permissions import set_perm
from rules.predicates import Predicate

from catenary.basis.findings import Finding
from catenary.core.mandate import flow
from catenary.core.mandate.model import ALLOWED, PERSONAL, Act, DataClass, Decision, DeskAct, Held, Role
from catenary.core.mandate.problems import MANDATE
from catenary.core.mandate.rules import may_act, may_do, purposes_for
from catenary.desk.directory.models import Organisation
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.people.standing import as_core
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn

P = ParamSpec("P")
Decide = Callable[[SignedIn, Any], Decision]
Page = Callable[Concatenate[DeskRequest, P], HttpResponse]

AT_THE_DESK = "desk.enter"
"""Anybody with a role in an organisation."""

_DECISIONS: dict[str, Decide] = {}


class RefusedError(PermissionDenied):
    """A page that may not be opened, with the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def permission(name: str, decide: Decide) -> str:
    """Name a decision of core, for pages, services and templates; once, when a room is ready."""
    _DECISIONS[name] = decide
    set_perm(name, Predicate(lambda here, record=None: decide(here, record).allowed, name=name))  # type: ignore[no-untyped-call]
    return name


def decision(name: str, here: SignedIn, record: object = None) -> Decision:
    """Whether somebody may. Raises KeyError for a permission that nobody named."""
    return _DECISIONS[name](here, record)


def demand(name: str, here: SignedIn, record: object = None) -> None:
    """Go on only if allowed: the first line of every service. Raises ProblemError with the refusal."""
    decision(name, here, record).demand()


def permit(name: str) -> Callable[[Page[P]], Page[P]]:
    """Open a page to those who may; others are sent to sign in, or refused and the refusal entered into the log."""

    def guard(page: Page[P]) -> Page[P]:
        def guarded(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            here = request.signed_in
            if here is None:
                return _unknown(request)
            refusal = decision(name, here).refusal
            if refusal is not None:
                enter(room="mandate", act="refused", reason=_code(refusal), params={"permission": name})
                raise RefusedError(refusal)
            return page(request, *args, **kwargs)

        update_wrapper(guarded, page).permission = name  # type: ignore[attr-defined]
        return guarded

    return guard


def of_desk(act: DeskAct) -> str:
    """The name of the permission to act in one's organisation, or in the one given as record."""
    return f"mandate.{act.value}"


def on_record(act: Act) -> str:
    """The name of the permission to do something to a record, given as `Held`."""
    return f"record.{act.value}"


def of_class(about: DataClass) -> str:
    """The name of the permission to open lists of a class of data; each record is asked for besides."""
    return f"see.{about.value}"


def _unknown(request: DeskRequest) -> HttpResponse:
    if request.user.is_authenticated:
        raise RefusedError(MANDATE.finding("role_lacks_desk_act", act=AT_THE_DESK))
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path())
    after = request.htmx.current_url_abs_path or request.get_full_path()  # type: ignore[attr-defined]
    way = redirect_to_login(
        after
    ).url  # of the whole page: a part of it would show the sign-in page inside another
    return HttpResponse(status=204, headers={"HX-Redirect": way})


def _code(finding: Finding) -> str:
    return finding.code.partition(".")[2]


def _may_act(act: DeskAct) -> Decide:
    def decide(here: SignedIn, organisation: Organisation | None) -> Decision:
        return may_act(here.actor, act, str((organisation or here.organisation).public_id))

    return decide


def _may_do(act: Act) -> Decide:
    def decide(here: SignedIn, held: Held) -> Decision:
        usual = may_do(here.actor, act, held, here.core_task)
        if usual.allowed or act is not Act.SEE or held.organisation != here.actor.organisation:
            return usual
        return ALLOWED if _in_emergency(here, held) else usual

    return decide


def _in_emergency(here: SignedIn, held: Held) -> bool:
    now = here.now
    return any(flow.breaks_glass(as_core(row), here.actor, held, now).allowed for row in here.emergencies)


def _may_list(about: DataClass) -> Decide:
    def decide(here: SignedIn, _record: object) -> Decision:
        personal = about in PERSONAL
        if personal and Role.ADMINISTRATOR in here.roles:
            return Decision(MANDATE.finding("administrator_personal"))
        if not purposes_for(here.roles, Act.SEE, about) and not _emergency_for(here, about):
            return Decision(MANDATE.finding("role_lacks", act=Act.SEE.value, data=about.value))
        if personal and not here.strong:
            return Decision(MANDATE.finding("second_factor_missing"))
        return ALLOWED

    return decide


def _emergency_for(here: SignedIn, about: DataClass) -> bool:
    return any(row.data_class == about for row in here.emergencies)


permission(AT_THE_DESK, lambda _here, _record: ALLOWED)
for _act in DeskAct:
    permission(of_desk(_act), _may_act(_act))
for _deed in Act:
    permission(on_record(_deed), _may_do(_deed))
for _about in DataClass:
    permission(of_class(_about), _may_list(_about))
