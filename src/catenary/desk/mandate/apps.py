from collections.abc import Callable, Iterable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct, Role


class MandateConfig(AppConfig):
    """People, roles, purposes, retention, rights."""

    name = "catenary.desk.mandate"
    label = "mandate"
    verbose_name = _("Mandate")

    def ready(self) -> None:
        """What the room tells people, and where its pages are found."""
        from catenary.desk.mandate.joining import join  # noqa: PLC0415  not before apps are ready
        from catenary.desk.mandate.people.telling import register_kinds  # noqa: PLC0415  not before apps are ready
        from catenary.desk.shell.navigation import register_link  # noqa: PLC0415

        def may(act: DeskAct) -> Callable[[Iterable[Role]], bool]:
            return lambda roles: any(act in DESK_ACTS.get(role, frozenset()) for role in roles)

        join()
        register_kinds()
        register_link(80, _("People"), "people", may(DeskAct.SEE_PEOPLE))
        register_link(85, _("Matters of two persons"), "matters", bool)
