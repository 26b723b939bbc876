"""`{% once %}`: the token that lets a form do what it does once."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catenary.desk.shell.once import FIELD, new_token

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A hidden field with a new token."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_token())
