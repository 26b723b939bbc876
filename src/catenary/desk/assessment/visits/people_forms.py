"""What is filled in about teams, meetings, documents and comments."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.basis.country import CodeKind, CountryCode, country_from_name
from catenary.core.assessment.visit_words import CommentOutcome, DocumentKind, Meets, TeamTask
from catenary.core.mandate.model import Handling, OrganisationKind, Role
from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.visits.forms import SPEAKS, area_field, areas_field, areas_of, reason_field
from catenary.desk.assessment.visits.identity_key import LONGEST
from catenary.desk.assessment.visits.words import DOCUMENTS, MEETS, OUTCOMES, TASKS, options
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.words import HANDLING

_ASSESS = (Role.ASSESSOR, Role.REVIEWER, Role.COMMITTEE_SECRETARY, Role.ANALYST, Role.FOCAL_POINT)


def states_of(text: str) -> list[str]:
    """Codes of the States that a line names, by code or English name, separated by commas.

    Raises forms.ValidationError for what is neither, without repeating it.
    """
    found = [_state_of(part) for part in text.replace(";", ",").split(",") if part.strip()]
    if None in found:
        raise forms.ValidationError(_("Name States by their codes or their English names."))
    return [each for each in found if each]


def _state_of(text: str) -> str | None:
    code = CountryCode.of(text)
    if code.country:
        return code.country
    known = code.kind in {CodeKind.USER_ASSIGNED, CodeKind.SPECIMEN}
    return text.strip().upper() if known else country_from_name(text) or _by_name(text)


def _by_name(text: str) -> str | None:
    """A State of the directory, by the name it has here."""
    rows = Organisation.objects.filter(kind=OrganisationKind.STATE, name__iexact=text.strip())
    return rows.exclude(country="").values_list("country", flat=True).first()


class ProposeForm(forms.Form):
    """Who is to go: a colleague, or an expert whom a partner names."""

    person = forms.ModelChoiceField(
        label=_("Colleague"), queryset=Person.objects.none(), to_field_name="public_id", required=False
    )
    organisation = forms.ModelChoiceField(
        label=_("Or an expert of"),
        help_text=_("The partner says who."),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    task = forms.ChoiceField(label=_("Task on the team"), choices=options(TASKS))
    areas = areas_field(_("Areas"), _("What they are asked to assess."))
    expertise = forms.CharField(label=_("Expertise"), max_length=300, required=False)

    def __init__(self, *args: Any, visit: Visit, here: SignedIn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Membership.objects.filter(
            organisation=here.organisation, role__in=_ASSESS, state=MembershipState.ACTIVE
        )
        people = Person.objects.filter(pk__in=held.values("person"))
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        partners = Organisation.objects.filter(kind=OrganisationKind.PARTNER, closed_at=None)
        self.fields["organisation"].queryset = partners  # type: ignore[attr-defined]
        self.fields["areas"].choices = areas_of(visit)  # type: ignore[attr-defined]

    def clean_person(self) -> Any:
        """By their public id."""
        chosen = self.cleaned_data["person"]
        return chosen.public_id if chosen else None

    def clean_organisation(self) -> Any:
        """By its public id."""
        chosen = self.cleaned_data["organisation"]
        return chosen.public_id if chosen else None

    def clean_task(self) -> TeamTask:
        """As the rules know it."""
        return TeamTask(self.cleaned_data["task"])


class DeclareForm(forms.Form):
    """A yes, with what may bear on one's judgement of the State."""

    nationalities = forms.CharField(
        label=_("Your nationalities"),
        help_text=_("Codes or names of States, separated by commas."),
        max_length=200,
    )
    past_posts = forms.CharField(
        label=_("States you held a post for"), help_text=_("At any time."), max_length=400, required=False
    )
    paid_work = forms.CharField(
        label=_("States that paid for your work"),
        help_text=_("Within the last five years."),
        max_length=400,
        required=False,
    )
    other = forms.CharField(
        label=_("Anything else that could be seen as a conflict of interest"),
        help_text=_(
            "Family, property, public statements about the State. The body reads it, the State does not."
        ),
        max_length=2000,
        required=False,
        widget=area_field(),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"), choices=SPEAKS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_nationalities(self) -> list[str]:
        """As codes."""
        return states_of(self.cleaned_data["nationalities"])

    def clean_past_posts(self) -> list[str]:
        """As codes."""
        return states_of(self.cleaned_data["past_posts"])

    def clean_paid_work(self) -> list[str]:
        """As codes."""
        return states_of(self.cleaned_data["paid_work"])


class WhyForm(forms.Form):
    """Why."""

    reason = reason_field()


class DeclineForm(forms.Form):
    """A no; why, if one wishes."""

    reason = reason_field(required=False)


class ObjectForm(forms.Form):
    """What the State has against somebody."""

    words = forms.CharField(
        label=_("Objection"),
        help_text=_("What is known of the person that may make them partial."),
        max_length=2000,
        widget=area_field(),
    )


class ConflictForm(forms.Form):
    """What becomes of somebody with a conflict of interest."""

    keep = forms.TypedChoiceField(
        label=_("Decision"),
        help_text=_("One person takes somebody off. To keep somebody takes two."),
        choices=[("no", _("Take them off the team")), ("yes", _("Keep them on the team in spite of it"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    reason = reason_field()


class MeetingForm(forms.Form):
    """A meeting of the programme; times are UTC."""

    meets = forms.ChoiceField(label=pgettext_lazy("meeting", "With"), choices=options(MEETS))
    institution = forms.CharField(label=_("Institution"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    begins_at = forms.DateTimeField(
        label=pgettext_lazy("meeting", "Begins"),
        help_text=_("UTC"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    ends_at = forms.DateTimeField(
        label=pgettext_lazy("meeting", "Ends"),
        help_text=_("UTC"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    with_state = forms.BooleanField(
        label=_("The State knows of it"),
        help_text=_("Meetings with civil society and with victims are never shown to the State."),
        required=False,
    )
    areas = areas_field(_("Areas"))

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = areas_of(visit)  # type: ignore[attr-defined]

    def clean_meets(self) -> Meets:
        """As the rules know it."""
        return Meets(self.cleaned_data["meets"])

    def clean_begins_at(self) -> datetime:
        """In UTC."""
        return _utc(self.cleaned_data["begins_at"])

    def clean_ends_at(self) -> datetime:
        """In UTC."""
        return _utc(self.cleaned_data["ends_at"])


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class NoteForm(forms.Form):
    """What was said; the team reads it."""

    text = forms.CharField(
        label=_("Note"),
        help_text=_("Names of those who spoke do not belong here: add them under a pseudonym."),
        max_length=40_000,
        widget=area_field(12),
    )
    language = forms.ChoiceField(label=_("Language"), choices=SPEAKS)
    handling = forms.ChoiceField(
        label=_("Handling"),
        choices=[(each.value, HANDLING[each]) for each in Handling],
        initial=Handling.RESTRICTED.value,
    )

    def clean_handling(self) -> Handling:
        """As the rules know it."""
        return Handling(self.cleaned_data["handling"])


class InterviewForm(forms.Form):
    """Somebody who spoke, under a pseudonym."""

    pseudonym = forms.CharField(label=_("Pseudonym"), max_length=40)
    role = forms.CharField(
        label=_("Speaks as"),
        help_text=_("In words that do not tell who it is: a lawyer, a prison director."),
        max_length=120,
        required=False,
    )
    reprisal = forms.BooleanField(
        label=_("Reprisals are feared"),
        help_text=_("Nothing that is quoted may lead to them."),
        required=False,
    )
    identity = forms.CharField(
        label=_("Who it is"),
        help_text=_(
            "Sealed at once, under a key that this desk's web does not have. You and the team's leader alone can have it opened, for a purpose, with a reason."
        ),
        max_length=LONGEST,
        required=False,
        widget=area_field(3),
    )


class DocumentForm(forms.Form):
    """A document with its file."""

    kind = forms.ChoiceField(label=_("Kind"), choices=options(DOCUMENTS))
    title = forms.CharField(label=_("Title"), max_length=300)
    dated_on = forms.DateField(
        label=_("Its date"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=SPEAKS)
    handling = forms.ChoiceField(
        label=_("Handling"),
        choices=[(each.value, HANDLING[each]) for each in Handling],
        initial=Handling.RESTRICTED.value,
    )
    shared = forms.BooleanField(label=_("The other side reads it too"), required=False)
    file = forms.FileField(label=_("File"))

    def clean_kind(self) -> DocumentKind:
        """As the rules know it."""
        return DocumentKind(self.cleaned_data["kind"])

    def clean_handling(self) -> Handling:
        """As the rules know it."""
        return Handling(self.cleaned_data["handling"])


class FactForm(forms.Form):
    """A comment on a fact of the draft."""

    about = forms.CharField(
        label=_("Section or paragraph"), help_text=_("Of the draft, as 3.2 or BOR."), max_length=200
    )
    text = forms.CharField(label=_("Comment"), max_length=10_000, widget=area_field(6))
    language = forms.ChoiceField(label=_("Language"), choices=SPEAKS)


class AnswerForm(forms.Form):
    """What the body did about it."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=options(OUTCOMES), widget=forms.RadioSelect)
    answer = forms.CharField(label=_("Answer"), max_length=10_000, widget=area_field(6))

    def clean_outcome(self) -> CommentOutcome:
        """As the rules know it."""
        return CommentOutcome(self.cleaned_data["outcome"])
