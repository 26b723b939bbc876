from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """The log, its checkpoints and proofs."""

    name = "catenary.desk.ledger"
    label = "ledger"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        """Where the room's pages are found, and what its long work is called."""
        from catenary.core.mandate.grants import DESK_ACTS  # noqa: PLC0415  not before apps are ready
        from catenary.core.mandate.model import DeskAct  # noqa: PLC0415
        from catenary.desk.shell.navigation import register_link  # noqa: PLC0415
        from catenary.desk.shell.progress.services import register_work  # noqa: PLC0415

        watching = {role for role, acts in DESK_ACTS.items() if DeskAct.SEE_ACCESSES in acts}
        register_link(70, _("Ledger"), "ledger", lambda roles: bool(watching & set(roles)))
        register_work("ledger_verification", _("Verifying the ledger"))
        register_work("ledger_export", _("Writing the ledger to a file"))
