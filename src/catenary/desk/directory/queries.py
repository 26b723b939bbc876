"""Organisations as tables and pages show them."""

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import OrganisationKind
from catenary.desk.directory.models import Organisation
from catenary.desk.shell import words
from catenary.desk.shell.listing import Listing
from catenary.desk.shell.parts import Answer
from catenary.desk.shell.tables import Column, Row, Shown


class OrganisationsForm(forms.Form):
    """Which organisations."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: [
            ("", _("All")),
            *((kind.value, words.word("organisation", kind)) for kind in OrganisationKind),
        ],
    )


def _rows(asked: dict[str, str]) -> "QuerySet[Organisation]":
    rows = Organisation.objects.select_related("parent").filter(closed_at=None)
    return rows.filter(kind=asked["kind"]) if asked.get("kind") else rows


def _row(row: Organisation) -> Row:
    return Row(
        {
            "name": row.name,
            "kind": words.word("organisation", row.kind),
            "country": row.country,
            "parent": row.parent.name if row.parent else None,
        },
        url=reverse("organisation", args=[row.public_id]),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", gettext("Name"), Shown.NAME, sortable=True),
        Column("kind", gettext("Kind"), sortable=True),
        Column("country", gettext("Country"), Shown.CODE, sortable=True),
        Column("parent", gettext("Part of"), Shown.NAME),
    )


LISTING = Listing(
    name="organisations",
    caption=_("Organisations"),
    columns=_columns,
    empty=_("No organisation is of this kind."),
    rows=_rows,
    row=_row,
    filters=OrganisationsForm,
)


def answers_about(row: Organisation) -> tuple[Answer, ...]:
    """What is known of an organisation."""
    return (
        Answer(gettext("Kind"), words.word("organisation", row.kind)),
        Answer(gettext("Country"), row.country or None, exact=True),
        Answer(gettext("Part of"), row.parent.name if row.parent else None, exact=True),
        Answer(gettext("Time zone"), row.time_zone, exact=True),
    )
