"""What the reader of a page may do, for pages that offer it."""

from django import template
from django.template import Context

from catenary.core.mandate.model import DeskAct
from catenary.desk.mandate.access import decision, of_desk

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, act: str) -> bool:
    """Whether the reader may act so in their organisation: `{% may "invite" as may_invite %}`, a code of `DeskAct`."""
    here = context["request"].signed_in
    return here is not None and decision(of_desk(DeskAct(act)), here).allowed
