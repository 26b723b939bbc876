"""What the roles of officers are called on pages of oversight."""

from collections.abc import Iterable

from django.utils.translation import gettext

from catenary.desk.mandate.models import Officer
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.shell.words import word


def roles_told(held: Iterable[Officer]) -> str:
    """The roles of one officer in words; those that ended say so."""
    told: dict[str, str] = {}
    for each in held:
        name = word("role", each.role)
        told.setdefault(
            name,
            name if each.state == MembershipState.ACTIVE else gettext("%(role)s (formerly)") % {"role": name},
        )
    return ", ".join(told.values())
