"""The fictional States that are assessed, as organisations, and the pool of raters as people with a role who cannot sign in."""

from django.contrib.auth.hashers import make_password

from catenary.core.mandate.model import OrganisationKind, Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.world.assessments.experts import Expert, experts
from catenary.world.assessments.states import assessed_states
from catenary.world.institutions import institutions


def load_pool() -> None:
    """Every State and everybody of the pool who is not there yet."""
    names = {each.key: each.name for each in institutions()}
    with acting(Declaration(door=Door.SYSTEM)):
        _states()
        known = set(Person.objects.values_list("email", flat=True))
        organisations = {each.name: each for each in Organisation.objects.all()}
        for expert in experts():
            if expert.email not in known:
                _rater(expert, organisations[names[expert.organisation]])


def _states() -> None:
    known = set(Organisation.objects.filter(kind=OrganisationKind.STATE).values_list("country", flat=True))
    for state in assessed_states():
        if state.code not in known:
            Organisation.objects.create(
                kind=OrganisationKind.STATE,
                name=state.name,
                country=state.code,
                language=state.languages[0],
                time_zone="UTC",
            )


def _rater(expert: Expert, organisation: Organisation) -> None:
    person = Person.objects.create(
        email=expert.email, name=expert.name, language=expert.languages[0], password=make_password(None)
    )
    role = Role.PARTNER if organisation.kind == OrganisationKind.PARTNER else Role.ASSESSOR
    Membership.objects.create(
        person=person, organisation=organisation, role=role, state=MembershipState.ACTIVE
    )
