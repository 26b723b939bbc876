"""Somebody of the fictional world at another time: what waits thirty days is tried at once."""

from datetime import timedelta

from attrs import frozen
from django.utils import timezone

from catenary.core.measures.flow import EditionAct
from catenary.desk.mandate.acting import acting
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.steps import Told, step


@frozen(kw_only=True)
class Later(SignedIn):
    """The same person, some days from now."""

    days: int

    @property
    def now(self):
        return timezone.now() + timedelta(days=self.days)


def later(here, days):
    """The person, some days from now."""
    return Later(
        person=here.person,
        organisation=here.organisation,
        roles=here.roles,
        strong=here.strong,
        days=days,
    )


def consulted(reviewer, row):
    """Put out for comments for thirty days."""
    with acting(reviewer.declaration):
        until = reviewer.now.date() + timedelta(days=30)
        return step(
            actor=reviewer, edition=row.public_id, act=EditionAct.CONSULT, told=Told(comments_until=until)
        )


def frozen_at_last(reviewer, secretary, row):
    """Put out for comments, and frozen when the round is over."""
    consulted(reviewer, row)
    actor = later(secretary, 31)
    with acting(actor.declaration):
        return step(actor=actor, edition=row.public_id, act=EditionAct.FREEZE, told=Told())
