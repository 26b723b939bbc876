"""Template tags of signing in and of people."""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from attrs import frozen
from django import template
from django.http import HttpRequest
from django.template import Context

from catenary.core.mandate.flow_table import Flow
from catenary.desk.mandate.models import AccessMatter, Membership
from catenary.desk.mandate.models.people import MembershipState
from catenary.desk.mandate.people import demonstration
from catenary.desk.mandate.people.words import FLOWS, MEMBERSHIPS

register = template.Library()


@frozen
class _Provider:
    name: str
    address: str


@register.simple_tag
def demo_accounts() -> demonstration.Accounts | None:
    """The accounts to try; None outside demo mode."""
    return demonstration.accounts()


@register.simple_tag(takes_context=True)
def demo_code(context: Context) -> str:
    """The code of the second factor of the demo account that is signing in; empty for any other, and outside demo mode."""
    request = context["request"]
    return demonstration.code_for(request) if isinstance(request, HttpRequest) else ""


@register.simple_tag(takes_context=True)
def identity_providers(context: Context) -> list[_Provider]:
    """The providers people may sign in through."""
    request: Any = context["request"]
    return [
        _Provider(each.name, each.get_login_url(request)) for each in get_adapter().list_providers(request)
    ]


@register.filter
def membership_state(membership: Membership) -> str:
    """Where a role stands, in words."""
    return str(MEMBERSHIPS[MembershipState(membership.state)])


@register.filter
def matter_words(row: AccessMatter) -> str:
    """What a matter asks for, in words."""
    return str(FLOWS[Flow(row.flow)])
