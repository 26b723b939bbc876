"""What a kept form says, in words: the labels its page shows, and what was chosen as its page tells it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen
from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from catenary.core.mandate.rights import RightsKind
from catenary.desk.ledger.forms import HeldCheckpoint
from catenary.desk.mandate.oversight.forms import OfficerForm
from catenary.desk.mandate.people import forms as people
from catenary.desk.mandate.people.kept_work import Work
from catenary.desk.mandate.people.matters import neighbours
from catenary.desk.mandate.records import forms as records
from catenary.desk.mandate.retention.forms import LawForm
from catenary.desk.mandate.rights import forms as rights
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.mandate.tasks.forms import TaskForm
from catenary.desk.shell.comments.forms import CommentForm
from catenary.desk.shell.conflicts import VERSION, VERSION_OF
from catenary.desk.shell.notices.forms import PreferenceForm
from catenary.desk.shell.search.forms import SearchForm

_UNSEEN = frozenset({"next", "once", VERSION})
"""What pages send along and nobody writes: it is sent again, and not shown."""


@frozen
class Line:
    """A field, and everything that was written or chosen in it."""

    label: str
    values: tuple[str, ...]


def _afar(form: type[people.AfarForm]) -> Callable[[SignedIn], list[forms.Form]]:
    return lambda here: [form(neighbours=neighbours(here.organisation))]


def _deeds(here: SignedIn) -> list[forms.Form]:
    own = here.organisation
    asking = [form(own=own) for form in (records.MatterForm, records.UnmaskForm, records.ShareForm)]
    return [records.ReasonForm(), *asking, records.EraseForm(own=own, requests=())]


Build = Callable[[SignedIn], list[forms.Form]]

FORMS: dict[str, Build] = {
    "invite": lambda _here: [people.InviteForm()],
    "grant_role": _afar(people.GrantForm),
    "end_role": lambda _here: [people.ReasonForm()],
    "suspend": _afar(people.AfarForm),
    "reinstate": _afar(people.AfarForm),
    "reset_factors": _afar(people.AfarForm),
    "ask_emergency": _afar(people.EmergencyForm),
    "decide_matter": lambda _here: [people.DecisionForm()],
    "make_machine": _afar(people.MachineForm),
    "end_machine": lambda _here: [people.ReasonForm()],
    "state_purpose": lambda here: [TaskForm(roles=here.roles)],
    "record_deed": _deeds,
    "decide_record_matter": lambda _here: [people.DecisionForm()],
    "propose_retention": lambda _here: [LawForm()],
    "receive_rights_request": lambda _here: [rights.ReceiveForm()],
    "answer_rights_request": lambda _here: [rights.AnswerForm(kind=kind) for kind in RightsKind],
    "rights_step": lambda _here: [rights.NoteForm()],
    "make_redress": lambda _here: [rights.RedressForm()],
    "revoke_redress": lambda _here: [rights.NoteForm()],
    "oversight_officers": lambda _here: [OfficerForm()],
    "ledger_verify": lambda _here: [HeldCheckpoint()],
    "comments": lambda _here: [CommentForm()],
    "notice_preferences": lambda _here: [PreferenceForm()],
    "search": lambda _here: [SearchForm()],
}
"""The forms that a page may have shown, by the name of its route; a test fails for a form that none of them is."""


def know_forms(by_route: Mapping[str, Build]) -> None:
    """Let a later room say which forms its pages show; called once, when it is ready."""
    FORMS.update(by_route)


def lines(work: Work, here: SignedIn) -> tuple[Line, ...]:
    """The fields of kept work in their order, each with its label; what no form of the page knows goes together as others."""
    known = _fields_of(work.path, here)
    told: dict[str, list[str]] = {}
    for name, value in work.fields:
        if value and not _is_unseen(name):
            label = str(known[name][0].label) if name in known else _("Others")
            told.setdefault(label, []).append(_in_words(known.get(name, []), value))
    return tuple(Line(label, tuple(values)) for label, values in told.items())


def _is_unseen(name: str) -> bool:
    return name in _UNSEEN or name.startswith(VERSION_OF)


def _fields_of(path: str, here: SignedIn) -> dict[str, list[forms.Field]]:
    try:
        route = resolve(urlsplit(path).path).url_name or ""
    except Resolver404:
        return {}
    found: dict[str, list[forms.Field]] = {}
    for form in FORMS[route](here) if route in FORMS else ():
        for name, field in form.fields.items():
            found.setdefault(name, []).append(field)
    return found


def _in_words(fields: Iterable[forms.Field], value: str) -> str:
    told = (_chosen(field, value) for field in fields)
    return next((words for words in told if words), value)


def _chosen(field: forms.Field, value: str) -> str:
    """What a choice is called; nothing where the field has none, or not this one."""
    if isinstance(field, forms.BooleanField):
        return _("Yes")
    if isinstance(field, forms.ModelChoiceField):
        return _row(field, value)
    if not isinstance(field, forms.ChoiceField):
        return ""
    offered = field.widget.choices
    return next((str(words) for code, words in offered if str(code) == value), "")


def _row(field: "forms.ModelChoiceField[Any]", value: str) -> str:
    assert field.queryset is not None
    try:
        row = field.queryset.filter(**{field.to_field_name or "pk": value}).first()
    except (ValueError, ValidationError):
        return ""
    return "" if row is None else str(row)
