"""Forms of people and roles; what is offered depends on who asks, what is allowed on core."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow
from catenary.core.mandate.grants import PURPOSES
from catenary.core.mandate.model import PERSONAL, DataClass, Role
from catenary.core.mandate.rules import is_sensitive
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.machines import LONGEST, MACHINE_ROLES
from catenary.desk.mandate.models import Person
from catenary.desk.mandate.people.words import STEPS
from catenary.desk.shell.words import DATA_CLASSES, ROLES

_LONGEST_REASON = 2000
_HOURS = int((ARRANGEMENTS[Flow.BREAK_GLASS].lasts or timedelta(0)).total_seconds() // 3600)


def _role_choices(roles: frozenset[Role] = frozenset(Role)) -> list[tuple[str, Promise | str]]:
    return [(role.value, _role_words(role)) for role in Role if role in roles]


def _role_words(role: Role) -> Promise | str:
    return (
        format_lazy(_("{role} (needs a second person)"), role=ROLES[role])
        if is_sensitive(role)
        else ROLES[role]
    )


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(
        label=_("Reason"), max_length=_LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(forms.Form):
    """What the panel of two persons sends: the step, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[(step.value, words) for step, words in STEPS.items()]
    )
    reason = forms.CharField(label=_("Your reason"), max_length=_LONGEST_REASON)


class AfarForm(ReasonForm):
    """A reason, and who may decide from elsewhere where nobody here can."""

    remote = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("Who else may decide"),
        help_text=_(
            "Where nobody here can, for instance at night. They see this matter and nothing else of yours."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, neighbours: tuple[Organisation, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["remote"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in neighbours])
        if not neighbours:
            del self.fields["remote"]


class InviteForm(ReasonForm):
    """Whom to invite, and the roles they are to have."""

    field_order = ("name", "email", "language", "roles", "reason")
    name = forms.CharField(label=_("Name"), max_length=300)
    email = forms.EmailField(label=_("Address for signing in"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"), choices=_role_choices, coerce=Role, widget=forms.CheckboxSelectMultiple
    )


class GrantForm(AfarForm):
    """A role for somebody who is here already."""

    field_order = ("role", "reason", "remote")
    role = forms.TypedChoiceField(label=_("Role"), choices=_role_choices, coerce=Role)


class EmergencyForm(AfarForm):
    """Which class of data, for how long."""

    field_order = ("data_class", "hours", "reason", "remote")
    data_class = forms.TypedChoiceField(label=_("Data to be opened"), coerce=DataClass)
    hours = forms.TypedChoiceField(
        label=_("For how many hours"),
        coerce=int,
        choices=[(hours, str(hours)) for hours in range(1, _HOURS + 1)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opened = {about for _role, about, _act in PURPOSES} & PERSONAL
        field = self.fields["data_class"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(about.value, DATA_CLASSES[about]) for about in DataClass if about in opened]


class MachineForm(AfarForm):
    """A program: its roles, its scopes, its time."""

    field_order = ("name", "roles", "scopes", "days", "reason", "remote")
    name = forms.CharField(label=_("Name of the program"), max_length=120)
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        choices=lambda: _role_choices(MACHINE_ROLES),
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
    )
    scopes = forms.CharField(
        label=_("Scopes"),
        help_text=_("What it may ask for, such as directory:read, separated by spaces."),
        max_length=600,
    )
    days = forms.IntegerField(
        label=_("Valid for how many days"), min_value=1, max_value=LONGEST.days, initial=90
    )

    def clean_scopes(self) -> list[str]:
        """The scopes one by one."""
        return str(self.cleaned_data["scopes"]).split()


class LanguageForm(forms.Form):
    """The language of one's pages."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class AcceptForm(forms.Form):
    """The password an invited person chooses, twice, and the code where the link alone does not do."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("You got it from another person than the link."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. A sentence is easier to remember than a puzzle."),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        if not needs_code:
            del self.fields["code"]

    def clean_password(self) -> str:
        """A password that is not easily guessed."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self._person)
        return password

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        told = super().clean() or {}
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            raise ValidationError({"again": _("The two passwords differ.")})
        return told
