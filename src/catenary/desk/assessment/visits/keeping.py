"""Rows checked and saved in a room where one side must not know who on the other stands in a row."""

from django.db.models import Model

from catenary.desk.mandate.models import Person


def save_row(row: Model) -> None:
    """Save a row that is in order. That its people exist, the database checks: whoever acts may not see them.

    Raises django.core.exceptions.ValidationError.
    """
    people = [each.name for each in row._meta.concrete_fields if each.related_model is Person]  # noqa: SLF001  public, by its documentation
    row.full_clean(exclude=people)
    row.save()
