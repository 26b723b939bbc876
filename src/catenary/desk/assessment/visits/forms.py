"""What is filled in about visits, their steps and clocks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catenary.core.assessment.clocks import ClockKind
from catenary.core.assessment.visit_demands import Demand
from catenary.core.assessment.visit_flow import STEPS
from catenary.core.assessment.visit_words import Publication, Stage, VisitAct
from catenary.core.mandate.model import Handling, OrganisationKind
from catenary.core.measures.flow import EditionState
from catenary.core.measures.model import VisitKind
from catenary.desk.assessment.models import Visit
from catenary.desk.assessment.reports.sections import sections_of
from catenary.desk.assessment.visits.words import CLOCKS, KINDS, PUBLICATIONS, STAGES, options
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.editions import method_of
from catenary.desk.measures.models import Edition
from catenary.desk.shell.words import HANDLING

SPEAKS: Any = settings.LANGUAGES
LONGEST_YEARS_AHEAD = 10


def area_field(rows: int = 4) -> forms.Textarea:
    """A field of several lines."""
    return forms.Textarea(attrs={"rows": rows})


def reason_field(*, required: bool = True) -> forms.CharField:
    """Why; both sides read it."""
    return forms.CharField(
        label=_("Reason"),
        help_text=_("Both sides read it."),
        max_length=2000,
        widget=area_field(),
        required=required,
    )


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), required=required)


def areas_field(label: Any, hint: Any = "") -> forms.MultipleChoiceField:
    """Areas of an edition."""
    return forms.MultipleChoiceField(
        label=label, help_text=hint, required=False, choices=[], widget=forms.CheckboxSelectMultiple
    )


def areas_of(visit: Visit) -> list[tuple[str, str]]:
    """The areas that a visit's edition has, as choices; none before an edition is chosen."""
    if visit.edition is None:
        return []
    return [(each.code, f"{each.code} {each.name}") for each in method_of(visit.edition).areas]


class VisitsForm(forms.Form):
    """Which visits."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=1990, max_value=2200)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=lambda: [("", _("All")), *options(STAGES)]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=lambda: [("", _("All")), *options(KINDS)]
    )


class PlanForm(forms.Form):
    """A visit for the plan: of whom, of which kind, when."""

    visited = forms.ModelChoiceField(
        label=_("State"), queryset=Organisation.objects.none(), to_field_name="public_id"
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=options(KINDS))
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("The year of the plan; the days can be set later."),
        min_value=1990,
        max_value=2200,
    )
    begins_on = day_field(_("Begins on"), required=False)
    ends_on = day_field(_("Ends on"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=SPEAKS, required=False, widget=forms.CheckboxSelectMultiple
    )
    handling = forms.ChoiceField(
        label=_("Handling"),
        choices=[(each.value, HANDLING[each]) for each in Handling],
        initial=Handling.RESTRICTED.value,
    )
    mission = forms.CharField(
        label=_("Regional mission"),
        help_text=_("Where the visit is part of one: each of its States has a visit of its own."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, here: SignedIn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = Organisation.objects.filter(kind=OrganisationKind.STATE, closed_at=None)
        if here.organisation.kind != OrganisationKind.BODY:
            states = states.filter(pk=here.organisation.pk)
            self.fields["kind"].choices = [  # type: ignore[attr-defined]
                each for each in options(KINDS) if each[0] == VisitKind.SELF_ASSESSMENT
            ]
        self.fields["visited"].queryset = states  # type: ignore[attr-defined]

    def clean_visited(self) -> Any:
        """By its public id."""
        return self.cleaned_data["visited"].public_id

    def clean_kind(self) -> VisitKind:
        """As the rules know it."""
        return VisitKind(self.cleaned_data["kind"])

    def clean_handling(self) -> Handling:
        """As the rules know it."""
        return Handling(self.cleaned_data["handling"])


class DatesForm(forms.Form):
    """Other days, and why."""

    begins_on = day_field(_("Begins on"))
    ends_on = day_field(_("Ends on"))
    reason = reason_field()


class QuestionsForm(forms.Form):
    """By which edition a visit asks, and about what."""

    edition = forms.ModelChoiceField(
        label=_("Edition of the method"),
        help_text=_("Frozen ones only. It stands for this visit from when its team is settled."),
        queryset=Edition.objects.none(),
        to_field_name="public_id",
    )
    areas = areas_field(
        _("Areas"),
        _("A comprehensive visit asks about all of them. What every visit asks for is asked in any case."),
    )
    without = forms.CharField(
        label=_("Questions left out"),
        help_text=_("Their codes, separated by blanks. Safeguards cannot be left out."),
        max_length=4000,
        required=False,
        widget=area_field(2),
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frozen = Edition.objects.filter(state=EditionState.FROZEN)
        self.fields["edition"].queryset = frozen  # type: ignore[attr-defined]
        self.fields["areas"].choices = _areas_of_all(frozen)  # type: ignore[attr-defined]
        if visit.pk and not self.is_bound:
            edition = visit.edition.public_id if visit.edition else None
            self.initial = {"edition": edition, "areas": visit.areas, "without": " ".join(visit.without)}

    def clean_edition(self) -> Any:
        """By its public id."""
        return self.cleaned_data["edition"].public_id

    def clean_without(self) -> list[str]:
        """One by one."""
        return str(self.cleaned_data["without"]).replace(",", " ").split()


def _areas_of_all(editions: Iterable[Edition]) -> list[tuple[str, str]]:
    """The areas of every edition that can be chosen, each code once, in the newest one's words."""
    found: dict[str, str] = {}
    for edition in editions:
        for area in method_of(edition).areas:
            found.setdefault(area.code, f"{area.code} {area.name}")
    return list(found.items())


class StepForm(forms.Form):
    """What is said with a step: the reply; what is published; a reason, where one is asked for or wished."""

    words = forms.CharField(label=_("Reply"), max_length=40_000, widget=area_field(12), required=False)
    publication = forms.ChoiceField(
        label=_("Published"), choices=options(PUBLICATIONS), widget=forms.RadioSelect, required=False
    )
    sections = areas_field(_("Sections"), _("Where only some sections are published."))
    reason = reason_field(required=False)

    def __init__(
        self, *args: Any, act: VisitAct | None = None, visit: Visit | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if act is None or visit is None:
            return
        step = STEPS.get((Stage(visit.stage), act))
        self.fields["reason"].required = step is not None and Demand.REASON in step.demands
        self.fields["words"].required = self.fields["publication"].required = True
        if act is not VisitAct.REPLY:
            del self.fields["words"]
        if act is not VisitAct.DECIDE_PUBLICATION:
            del self.fields["publication"], self.fields["sections"]
            return
        self.fields["sections"].choices = sections_of(visit)  # type: ignore[attr-defined]

    def clean_publication(self) -> Publication | None:
        """As the rules know it; none where nothing was chosen."""
        chosen = self.cleaned_data["publication"]
        return Publication(chosen) if chosen else None


class PauseForm(forms.Form):
    """Why a clock stands still."""

    reason = reason_field()


class PauseAnswerForm(forms.Form):
    """What the body says to a pause that was asked for."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("grant", _("Stop it")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why it was declined"),
        help_text=_("Both sides read it."),
        max_length=2000,
        widget=area_field(),
        required=False,
    )


class ResumeForm(forms.Form):
    """Nothing has to be said."""


class TermForm(forms.Form):
    """How long a step may take."""

    clock = forms.ChoiceField(label=_("Step"), choices=options(CLOCKS))
    count = forms.IntegerField(label=_("Length"), min_value=1, max_value=1000)
    unit = forms.ChoiceField(
        label=_("Unit of time"),
        choices=[("days", _("days")), ("months", _("calendar months"))],
        widget=forms.RadioSelect,
    )
    reason = reason_field()

    def clean_clock(self) -> ClockKind:
        """As the rules know it."""
        return ClockKind(self.cleaned_data["clock"])


class RegisterForm(forms.Form):
    """A file of past visits."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV with the columns state, kind, begins and ends, and where wanted region. Days as 2020-03-31; States by code or name."
        ),
    )
