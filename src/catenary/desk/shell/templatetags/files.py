"""What pages say of files."""

from django import template

from catenary.desk.shell.attachments.scanning import scanner_of_this_desk

register = template.Library()


@register.simple_tag
def files_are_scanned() -> bool:
    """Whether this desk has a scanner; what pages promise depends on it."""
    return scanner_of_this_desk() is not None
