"""What a person states before personal data is opened."""

from collections.abc import Callable, Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from catenary.basis.findings import ProblemError
from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import Purpose, Role, Task
from catenary.core.mandate.tasks import LONGEST_REFERENCE, check_reference, may_begin, purposes_of
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import citation, word


class TaskForm(forms.Form):
    """A purpose that the roles have work for, a legal basis that allows it, and perhaps a file number."""

    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    basis = forms.ChoiceField(
        label=_("Legal basis"), help_text=_("The law that allows this purpose. Only those that fit pass.")
    )
    reference = forms.CharField(
        label=_("File number"),
        required=False,
        max_length=LONGEST_REFERENCE,
        help_text=_("Of your own files. No names, no document numbers: it stands in the ledger for good."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: object, roles: Iterable[Role], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._roles = frozenset(roles)
        offered = purposes_of(self._roles)
        choices = [(each.value, word("purpose", each.value)) for each in offered]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]
        # nothing is chosen for anybody: a law that happens to stand first would be stated unread
        self.fields["basis"].choices = [("", "—"), *laws_for(offered)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """Purpose and basis together, as core has it."""
        told = dict(super().clean() or {})
        self._demand("reference", check_reference(str(told.get("reference", ""))).demand)
        if told.get("purpose") and told.get("basis"):
            task = Task(Purpose(str(told["purpose"])), str(told["basis"]))
            self._demand("basis", may_begin(self._roles, task).demand)
        return told

    def _demand(self, field: str, demand: Callable[[], None]) -> None:
        try:
            demand()
        except ProblemError as refusal:
            self.add_error(field, sentence(refusal.finding))


def laws_for(offered: Iterable[Purpose]) -> Iterable[tuple[str, str]]:
    """Each law once, with the purposes among those offered that it allows."""
    wanted = frozenset(offered)
    for basis in LEGAL_BASES.values():
        allowed = [word("purpose", each.value) for each in Purpose if each in basis.purposes & wanted]
        if allowed:
            yield (
                basis.code,
                _("%(law)s: %(purposes)s")
                % {
                    "law": citation(basis.code),
                    "purposes": ", ".join(allowed),
                },
            )
