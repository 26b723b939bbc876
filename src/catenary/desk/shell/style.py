"""The style page: every shared part with invented data, to look at in six languages, both schemes and on paper."""

from datetime import UTC, date, datetime, timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import (
    Answer,
    Attachment,
    Colour,
    Comment,
    Download,
    Event,
    Masked,
    Notice,
    Place,
    Tag,
    TaskItem,
    Told,
    TwoPersons,
    Work,
)
from catenary.desk.shell.style_figures import figures
from catenary.desk.shell.tables import Column, Row, Shown, Table

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
"""The moment all examples are told at, so that the page is the same whenever it is looked at."""


class FilterExample(forms.Form):
    """Two filters above a table."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=(
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("Open")),
            ("closed", gettext_lazy("Closed")),
        ),
    )
    flight = forms.CharField(label=gettext_lazy("Flight"), required=False, max_length=8)


class FormExample(forms.Form):
    """Each control a form may have."""

    reference = forms.CharField(
        label=gettext_lazy("Your reference"),
        help_text=gettext_lazy("A file number of your organisation; no names."),
        max_length=60,
    )
    due_on = forms.DateField(
        label=gettext_lazy("Needed by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Your judgement"),
        help_text=gettext_lazy("Nothing is chosen for you."),
        widget=forms.RadioSelect,
        choices=(("same", gettext_lazy("The same person")), ("other", gettext_lazy("Another person"))),
    )
    told = forms.MultipleChoiceField(
        label=gettext_lazy("Tell"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(
            ("shift", gettext_lazy("The next shift")),
            ("officer", gettext_lazy("The data protection officer")),
        ),
    )
    handling = forms.ChoiceField(
        label=gettext_lazy("Handling"),
        choices=(("official", gettext_lazy("Official")), ("restricted", gettext_lazy("Restricted"))),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    paper = forms.FileField(label=gettext_lazy("Paper"), required=False)
    sure = forms.BooleanField(label=gettext_lazy("I have read the safeguards of this purpose"))


def style_examples() -> dict[str, object]:
    """The context of `shell/style.html`."""
    return {
        "now": NOW,
        "colours": list(Colour),
        "handling_codes": ["public", "official", "restricted", "originator_controlled"],
        "trail": [Place(_("Home"), "#"), Place(_("Requests"), "#"), Place("AR-2026-0417")],
        "table": _table(),
        "bare_table": Table(
            _("Nothing found"),
            (),
            (),
            0,
            _("No row has these values. Take a filter away to see more."),
            id="bare",
        ),
        "tasks": _tasks(),
        "clocks": [clock(NOW + timedelta(hours=hours), NOW) for hours in (-50, 5, 90)],
        "events": _events(),
        "answers": _answers(),
        "step": _step(),
        "watched_step": _step(decide=False),
        "comments": _comments(),
        "files": _files(),
        "notices": _notices(),
        "work": Work(
            _("Screening again against the list of 21 November"),
            18_240,
            51_000,
            "#",
            Tag(_("Running"), Colour.BLUE),
            left=_("about 4 minutes"),
        ),
        "form": FormExample(),
        "wrong_form": FormExample(
            {"reference": "x" * 61, "handling": "official", "due_on": "31.02.2026"}, prefix="wrong"
        ),
        "told": Told("طُلب الحفاظ على البيانات قبل الجلسة.", "ar"),
        **figures(),
    }


def _table() -> Table:
    columns = (
        Column("name", _("Traveller"), Shown.NAME, sortable=True),
        Column("flight", _("Flight"), Shown.CODE, sortable=True),
        Column("born", _("Born"), Shown.DATE),
        Column("score", _("Score"), Shown.NUMBER, sortable=True),
        Column("due", _("Due"), Shown.CLOCK, sortable=True),
        Column("state", pgettext("condition", "State"), Shown.TAG),
    )
    rows = (
        Row({"name": "Vašek-Lindqvist, Maren", "flight": "QZ 417", "born": date(1984, 3, 9), "score": 0.973, "due": clock(NOW + timedelta(minutes=48), NOW), "state": Tag(_("To judge"), Colour.ORANGE)}, "#"),
        Row({"name": "العمراني، سليم", "flight": "QZ 417", "born": date(1991, 12, 30), "score": 0.912, "due": clock(NOW - timedelta(hours=3), NOW), "state": Tag(_("Undecided"), Colour.YELLOW)}, "#"),
        Row({"name": "欧阳 静雅", "flight": "XO 88", "born": None, "score": 0.655, "due": clock(NOW + timedelta(days=6), NOW), "state": Tag(_("Another person"), Colour.GREEN)}, "#"),
        Row({"name": Masked("names", "#"), "flight": "XO 88", "born": Masked("passenger_information"), "score": 0.5, "due": None, "state": Tag(_("Masked"))}),
    )  # fmt: skip
    return Table(
        _("Candidates of today"), columns, rows, 1204, "", asked={"sort": "-score", "state": "open", "page": "2"},
        page=2, pages=301, first=5, last=8, filters=FilterExample({"state": "open"}), handling="restricted",
        twins=(Download("CSV", "?format=csv"), Download("JSON", "?format=json")), id="candidates",
    )  # fmt: skip


def _tasks() -> list[TaskItem]:
    return [
        TaskItem(_("Judge the candidates of flight QZ 417"), "#", _("12 wait, the oldest for 40 minutes"), clock(NOW + timedelta(minutes=48), NOW), Tag(_("Started"), Colour.BLUE)),
        TaskItem(_("Answer request AR-2026-0417"), "#", "", clock(NOW - timedelta(days=2, hours=5), NOW), Tag(_("Waiting for you"), Colour.ORANGE)),
        TaskItem(_("Confirm a new supervisor"), "#", _("Proposed by another; needs a second person"), clock(NOW + timedelta(days=3), NOW)),
        TaskItem(_("Read the monthly report"), state=Tag(_("Done"), Colour.GREEN)),
    ]  # fmt: skip


def _events() -> list[Event]:
    return [
        Event(NOW - timedelta(days=3), _("Request received from Belmora"), "Ministry of Justice of Belmora"),
        Event(NOW - timedelta(days=2), _("Unmasking asked for"), "Amina Solheim-Vašek", Told("Le passager conteste la correspondance.", "fr")),
        Event(NOW - timedelta(hours=20), _("Unmasking refused"), "Teodor Ibáñez", Told("The purpose does not need the name."), tag=Tag(_("Refused"), Colour.RED)),
        Event(NOW, _("Answer sent"), "Amina Solheim-Vašek", url="#", tag=Tag(_("Sealed"), Colour.GREEN)),
    ]  # fmt: skip


def _answers() -> list[Answer]:
    return [
        Answer(_("Reference"), "AR-2026-0417", exact=True),
        Answer(_("Person"), Masked("names", "#")),
        Answer(_("Purpose"), _("Terrorism offences"), "#"),
        Answer(_("Needed by"), date(2026, 12, 1), "#"),
        Answer(_("Records asked for"), 12_500, "#"),
        Answer(_("Reason"), Told("Необходимо для судебного слушания.", "ru"), "#"),
        Answer(pgettext("condition", "State"), Tag(_("Draft"), Colour.GREY)),
        Answer(_("Telephone of the unit"), None, "#"),
    ]


def _step(*, decide: bool = True) -> TwoPersons:
    return TwoPersons(
        what=_("Give a colleague the role of supervisor")
        if decide
        else _("Open the masked names of one booking"),
        proposed_by="Teodor Ibáñez",
        proposed_at=NOW - timedelta(hours=4),
        reason=Told("Cubre el turno de noche desde diciembre.", "es"),
        meanwhile=_("Nothing changes until a second person confirms."),
        who_may=(_("Supervisor"), _("Data protection officer")),
        afar=_("the duty supervisor of the neighbouring unit"),
        escalates=clock(NOW + timedelta(hours=20), NOW),
        escalates_to=_("the head of the unit"),
        decide_url="#" if decide else "",
        why_not="" if decide else _("You proposed this, so somebody else decides."),
    )


def _comments() -> list[Comment]:
    return [
        Comment("Amina Solheim-Vašek", NOW - timedelta(hours=30), Told("The birth date on page 2 differs from the visa.\nPlease compare with the paper."), ("Teodor Ibáñez",)),
        Comment("سليم العمراني", NOW - timedelta(hours=2), Told("تم التحقق من الوثيقة الأصلية.", "ar")),
    ]  # fmt: skip


def _files() -> list[Attachment]:
    return [
        Attachment("order-of-the-court.pdf", 184_320, "PDF", "9f2c" * 16, "Amina Solheim-Vašek", NOW - timedelta(days=1), Tag(_("Scanned, clean"), Colour.GREEN), "#"),
        Attachment("قرار.docx", 48_000, "DOCX", "07be" * 16, "سليم العمراني", NOW, Tag(_("Being scanned"), Colour.YELLOW)),
    ]  # fmt: skip


def _notices() -> list[Notice]:
    return [
        Notice(_("Belmora answered your request AR-2026-0398"), NOW - timedelta(minutes=12), "#"),
        Notice(
            _("Your export is ready and will be erased tomorrow"), NOW - timedelta(days=1), "#", read=True
        ),
    ]
