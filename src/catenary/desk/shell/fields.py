"""How a field of a Django form looks: which control it is, and the attributes that tie label, hint and error to it.

Django gives hint and error their ids (`id_x_helptext`, `id_x_error`) and names them in `aria-describedby`; the template
uses the same ids, so that every form says the same with and without the shared parts.
"""

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen
from django.forms import BoundField, widgets
from django.utils.safestring import SafeString, mark_safe


class Control(StrEnum):
    """The kinds of control the templates know."""

    LINE = "line"
    PASSWORD = "password"  # noqa: S105  a kind of control, no secret
    TEXT = "text"
    CHOICE = "choice"
    FILE = "file"
    TICK = "tick"
    RADIOS = "radios"
    TICKS = "ticks"
    PARTS = "parts"
    HIDDEN = "hidden"


_CONTROLS: Sequence[tuple[type[widgets.Widget], Control]] = (
    (widgets.HiddenInput, Control.HIDDEN),
    (widgets.CheckboxSelectMultiple, Control.TICKS),
    (widgets.RadioSelect, Control.RADIOS),
    (widgets.CheckboxInput, Control.TICK),
    (widgets.FileInput, Control.FILE),
    (widgets.PasswordInput, Control.PASSWORD),
    (widgets.Textarea, Control.TEXT),
    (widgets.SelectDateWidget, Control.PARTS),
    (widgets.MultiWidget, Control.PARTS),
    (widgets.Select, Control.CHOICE),
)
_CLASSES = {
    Control.LINE: "govuk-input",
    Control.PASSWORD: "govuk-input govuk-password-input__input govuk-js-password-input-input",
    Control.TEXT: "govuk-textarea govuk-js-character-count",
    Control.CHOICE: "govuk-select",
    Control.FILE: "govuk-file-upload",
    Control.TICK: "govuk-checkboxes__input",
    Control.PARTS: "govuk-input govuk-input--width-4",
}
_WRONG = {Control.LINE: "govuk-input--error", Control.PASSWORD: "govuk-input--error",
          Control.TEXT: "govuk-textarea--error", Control.CHOICE: "govuk-select--error",
          Control.FILE: "govuk-file-upload--error", Control.PARTS: "govuk-input--error"}  # fmt: skip


@frozen
class Option:
    """One of several answers, with its own control and label."""

    id: str
    label: str
    control: SafeString


@frozen
class FieldShown:
    """A field as the template shows it."""

    control: Control
    id: str
    label: str
    hint: str
    errors: tuple[str, ...]
    required: bool
    rendered: SafeString
    options: tuple[Option, ...]
    longest: int | None

    @property
    def grouped(self) -> bool:
        """Several controls under one legend."""
        return self.control in {Control.RADIOS, Control.TICKS, Control.PARTS}


def shown(field: BoundField) -> FieldShown:
    """The field with its kit classes; what the form itself set on the widget stays."""
    control = control_of(field)
    grouped = control in {Control.RADIOS, Control.TICKS}
    return FieldShown(
        control=control,
        id=field.id_for_label or field.auto_id,
        label=str(field.label),
        hint=str(field.help_text),
        errors=tuple(str(error) for error in field.errors),
        required=field.field.required,
        rendered=SafeString("") if grouped else _rendered(field, control),
        options=_options(field) if grouped else (),
        longest=getattr(field.field, "max_length", None),
    )


def control_of(field: BoundField) -> Control:
    """Which control a field's widget is; a line of text where nothing else fits."""
    widget = field.field.widget
    return next((control for kind, control in _CONTROLS if isinstance(widget, kind)), Control.LINE)


def _rendered(field: BoundField, control: Control) -> SafeString:
    own = str(field.field.widget.attrs.get("class", ""))
    wrong = _WRONG.get(control, "") if field.errors else ""
    classes = " ".join(part for part in (_CLASSES.get(control, ""), wrong, own) if part)
    attrs: dict[str, str | bool] = {"class": classes} if classes else {}
    if control in {Control.LINE, Control.TEXT}:
        attrs["dir"] = "auto"
    return field.as_widget(attrs=attrs)


def _options(field: BoundField) -> tuple[Option, ...]:
    kind = "radios" if control_of(field) is Control.RADIOS else "checkboxes"
    return tuple(
        Option(part.id_for_label, str(part.choice_label), _option(field, part.data, kind))
        for part in field.subwidgets
    )


def _option(field: BoundField, data: dict[str, object], kind: str) -> SafeString:
    attrs = {**dict(data["attrs"]), "class": f"govuk-{kind}__input"}  # type: ignore[call-overload]
    shown = {"widget": {**data, "attrs": attrs, "wrap_label": False}}
    return mark_safe(field.form.renderer.render(str(data["template_name"]), shown))  # noqa: S308  the renderer escapes
