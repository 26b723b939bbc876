"""Rows checked and saved in a room where one side must not know whom, or which run of the model, of the other a row names."""

from typing import Final

from django.db.models import Model

from catenary.desk.assessment.models import ModelRun
from catenary.desk.mandate.models import Person

_CLOSED: Final = (Person, ModelRun)


def save_row(row: Model) -> None:
    """Save a row that is in order. That its people and runs exist, the database checks: whoever acts may not see them.

    Raises django.core.exceptions.ValidationError.
    """
    closed = [each.name for each in row._meta.concrete_fields if each.related_model in _CLOSED]  # noqa: SLF001  public, by its documentation
    row.full_clean(exclude=closed)
    row.save()
