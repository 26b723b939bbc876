"""Pages for people who are at the desk: who is here comes as an argument, and a refusal becomes a page that says why."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from catenary.basis.findings import Finding, ProblemError
from catenary.desk.ledger.services import enter
from catenary.desk.mandate.access import permit
from catenary.desk.mandate.refusal_advice import advice
from catenary.desk.mandate.signed_in import DeskRequest, SignedIn
from catenary.desk.shell.sentences import sentence

P = ParamSpec("P")
Page = Callable[Concatenate[DeskRequest, SignedIn, P], HttpResponse]
View = Callable[Concatenate[DeskRequest, P], HttpResponse]

ACCESS_REFUSALS = frozenset(
    f"mandate.{code}"
    for code in (
        "organisation_other",
        "handling_forbids",
        "audience_lacks",
        "review_without_access",
        "administrator_personal",
        "role_lacks",
        "role_lacks_desk_act",
        "second_factor_missing",
        "purpose_forbidden",
        "task_purpose_forbidden",
        "basis_unknown",
        "basis_forbids",
        "asker_lacks",
        "own_confirmation",
        "second_person_lacks",
        "reviewer_lacks",
        "unmasking_other",
        "unmasking_not_open",
    )
)
"""What is no mistake in a form but something a person may not do: it is entered in the ledger."""


def desk_page(permission: str) -> Callable[[Page[P]], View[P]]:
    """A page behind a permission, as a view: `page(request, here, ...)`, in a transaction that a refusal undoes.

    What the page's services refuse is told in a page of its own; a record that does not exist, or is not seen, is not found.
    """

    def decorated(page: Page[P]) -> View[P]:
        @permit(permission)
        @wraps(page)
        def view(request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            here = request.signed_in
            assert here is not None
            try:
                with transaction.atomic():
                    return page(request, here, *args, **kwargs)
            except ProblemError as refusal:
                return refused(request, refusal.finding)
            except ObjectDoesNotExist as missing:
                raise Http404 from missing

        return view

    return decorated


def refused(request: HttpRequest, finding: Finding) -> HttpResponse:
    """The page that says why something cannot be done; what a person may not do is entered in the ledger."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if finding.code in ACCESS_REFUSALS:
        status = HTTPStatus.FORBIDDEN
        enter(room="mandate", act="refused", reason=finding.code.partition(".")[2])
    return refusal_page(request, finding, status)


def refusal_page(
    request: HttpRequest, finding: Finding, status: HTTPStatus = HTTPStatus.FORBIDDEN
) -> HttpResponse:
    """The page alone, where the refusal is entered already: what was refused, what was missing, who can help."""
    here: SignedIn | None = getattr(request, "signed_in", None)
    told = {"sentence": sentence(finding), "advice": advice(finding, here)}
    return render(request, "mandate/refused.html", told, status=status)
