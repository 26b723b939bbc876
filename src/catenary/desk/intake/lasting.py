"""That what was taken is committed, asked before it is acknowledged."""

from django.db import OperationalError, connection


def demand_lasting() -> None:
    """That what was taken will be committed: where a fault on the way was caught, Django would undo it in silence.

    Raises OperationalError.
    """
    if connection.closed_in_transaction or connection.needs_rollback:
        raise OperationalError
