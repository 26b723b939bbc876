"""Rows of the room checked and saved: a rating alone is a dozen statements, and a visit has a thousand ratings."""

from django.db.models import Model


def save_row(row: Model) -> None:
    """Save a row whose texts and codes are in order.

    What it names was read just before, or is of the other side, which whoever acts may not see. That it exists and that
    constraints hold, the database asks anyway when it takes the row in: asking for each beforehand took longer than all else.
    Raises django.core.exceptions.ValidationError, django.db.IntegrityError.
    """
    row.clean_fields(exclude={each.name for each in row._meta.concrete_fields if each.is_relation})  # noqa: SLF001  public, by its documentation
    row.save()
