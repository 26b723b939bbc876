from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """The log, its checkpoints and proofs."""

    name = "catenary.desk.ledger"
    label = "ledger"
    verbose_name = _("Ledger")
