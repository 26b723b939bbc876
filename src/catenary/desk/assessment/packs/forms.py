"""What is filled in to take a pack, to bring one back, and to decide what stands."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catenary.core.assessment.pack_merging import Kept, PackField
from catenary.desk.assessment.packs.merging import Choices, Proposed
from catenary.formats.visit_pack.locks import SHORTEST_PASSPHRASE

_SECRET = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class TakeForm(forms.Form):
    """The passphrase of a pack, which nobody keeps."""

    password = forms.CharField(
        label=_("Passphrase"),
        help_text=_("It locks the file. Nobody else knows it, and nobody can open the pack without it."),
        min_length=SHORTEST_PASSPHRASE,
        max_length=500,
        strip=False,
        widget=_SECRET,
    )
    password_again = forms.CharField(
        label=_("The same passphrase again"), max_length=500, strip=False, widget=_SECRET
    )
    unscanned = forms.BooleanField(label=_("With documents that no scanner found clean"), required=False)

    def clean_password(self) -> str:
        """One that is not easily guessed."""
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        told = super().clean() or {}
        if told.get("password") and told.get("password_again") and told["password"] != told["password_again"]:
            raise ValidationError({"password_again": _("The two passphrases differ.")})
        return told


class BringForm(forms.Form):
    """The file that a laptop wrote."""

    file = forms.FileField(
        label=_("The file that the laptop wrote"), help_text=_("Its name ends in .brought.")
    )


class MergeForm(forms.Form):
    """Which side stands where both changed something."""

    def __init__(self, *args: Any, questions: Iterable[Proposed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked: list[tuple[str, PackField]] = []
        for each in questions:
            for which in each.merged.conflicts:
                self._ask(each.merged.question, which)

    def _ask(self, question: str, which: PackField) -> None:
        self._asked.append((question, which))
        self.fields[name_of_choice(question, which)] = forms.ChoiceField(
            label=_("Which one stands"),
            choices=[(Kept.LAPTOP.value, _("The laptop's")), (Kept.HUB.value, _("The hub's"))],
            widget=forms.RadioSelect,
        )

    @property
    def choices(self) -> Choices:
        """For the service."""
        found: dict[str, dict[PackField, Kept]] = {}
        for question, which in self._asked:
            chosen = Kept(self.cleaned_data[name_of_choice(question, which)])
            found.setdefault(question, {})[which] = chosen
        return found


def name_of_choice(question: str, which: PackField) -> str:
    """The field in which a conflict is decided."""
    return f"{which.value}_{question}"
