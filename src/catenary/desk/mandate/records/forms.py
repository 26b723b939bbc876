"""What people fill in about records."""

from collections.abc import Iterable
from datetime import timedelta

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.model import DataClass, OrganisationKind
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import RightsCase
from catenary.desk.mandate.people.matters import neighbours
from catenary.desk.mandate.records.words import STANDINGS
from catenary.desk.shell.numbers import day
from catenary.desk.shell.words import word

_AUTHORITIES = (OrganisationKind.STATE, OrganisationKind.UNIT, OrganisationKind.BODY)
HOURS = (1, 4, 8, 24)


class RecordFilter(forms.Form):
    """One class, one standing."""

    data_class = forms.ChoiceField(label=_("Class of data"), required=False)
    standing = forms.ChoiceField(
        label=_("Standing"), required=False, choices=[("", _("All that are kept")), *STANDINGS.items()]
    )

    def __init__(self, *args: object, classes: tuple[DataClass, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = [(each.value, word("data_class", each.value)) for each in classes]
        self.fields["data_class"].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stays in the ledger as a commitment, and with the record while that is kept."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class _WithOrganisations(ReasonForm):
    def __init__(self, *args: object, own: Organisation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["organisations"].queryset = self.offered(own)  # type: ignore[attr-defined]

    def offered(self, own: Organisation) -> QuerySet[Organisation]:
        """Every authority that is known here."""
        return Organisation.objects.filter(kind__in=_AUTHORITIES, closed_at=None).exclude(pk=own.pk)


class MatterForm(_WithOrganisations):
    """Why, and who may decide from afar where nobody here can."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations that may decide from afar"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def offered(self, own: Organisation) -> QuerySet[Organisation]:
        """Only those next to one's own: nobody chooses a judge of their own matter from everywhere."""
        return super().offered(own).filter(pk__in=[each.pk for each in neighbours(own)])


class UnmaskForm(MatterForm):
    """The same, and for how long."""

    hours = forms.TypedChoiceField(
        label=_("For how many hours"), coerce=int, choices=[(hours, str(hours)) for hours in HOURS]
    )

    @property
    def lasts(self) -> timedelta:
        """The time asked for."""
        return timedelta(hours=self.cleaned_data["hours"])


class EraseForm(MatterForm):
    """Why, and the granted request of the person that names the record; without one a second person decides."""

    request = forms.ChoiceField(label=_("Granted request of the person"), required=False)

    def __init__(self, *args: object, requests: Iterable[RightsCase], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = [(str(each.public_id), _request(each)) for each in requests]
        if offered:
            self.fields["request"].choices = [("", _("None: a second person decides")), *offered]  # type: ignore[attr-defined]
        else:
            del self.fields["request"]


def _request(case: RightsCase) -> str:
    return gettext("Received on %(day)s, answered on %(answered)s") % {
        "day": day(case.received_at.date()),
        "answered": day(case.closed_at.date()) if case.closed_at else "–",
    }


class ShareForm(_WithOrganisations):
    """Exactly who else may see a record."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Organisations that may see the record"),
        help_text=_("Only those marked here. Where nobody is marked, nobody else sees it."),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
