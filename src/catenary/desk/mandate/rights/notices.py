"""Who is told of a request about rights: whoever took it in, when it is answered."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catenary.desk.mandate.models import Person, RightsCase
from catenary.desk.shell.notices.kinds import register_notice
from catenary.desk.shell.notices.services import notify

_ANSWERED = "rights_request_answered"


def register_kinds() -> None:
    """Give the notice its sentence; once, when the room is ready."""
    register_notice(_ANSWERED, _("A request about rights that you took in was answered"))


def tell_registrar(case: RightsCase, answered_by: Person) -> None:
    """Tell who took the request in that somebody else answered it, in the caller's transaction."""
    registrar = case.registered_by
    if registrar is not None and registrar != answered_by:
        url = reverse("rights_case", args=[case.public_id])
        notify(people=[registrar], organisation=case.organisation, kind=_ANSWERED, url=url)
