"""Template tags of forms."""

from django import template
from django.forms import BaseForm, BoundField

from catenary.desk.shell import fields

register = template.Library()


@register.simple_tag
def shown_field(field: BoundField) -> fields.FieldShown:
    """The field with its control, ids and classes."""
    return fields.shown(field)


@register.simple_tag
def error_links(form: BaseForm) -> list[tuple[str, str]]:
    """Each field error with the id of the control that it is about: the first option where there are several."""
    links = []
    for field in form:
        it = fields.shown(field) if field.errors else None
        if it is not None:
            target = it.options[0].id if it.options else it.id
            links += [(target, f"{it.label}: {error}") for error in it.errors]
    return links
