"""The fictional world as rows: organisations, people and their roles."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import make_password

from catenary.app.demo import demo_password
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.models.people import MembershipState
from catenary.world.institutions import Institution, Official, institutions, officials


def load_world() -> None:
    """Everything, in one transaction; nothing where there are organisations already."""
    with acting(Declaration(door=Door.SYSTEM)):
        if Organisation.objects.exists():
            return
        rows: dict[str, Organisation] = {}
        for institution in institutions():
            rows[institution.key] = _organisation(institution, rows)
        for institution in institutions():
            rows[institution.key].oversees.set(rows[key] for key in institution.oversees)
        password = make_password(demo_password(settings.SECRET_KEY))  # hashed once: it is everybody's
        for official in officials():
            _person(official, rows[official.organisation], password)


def _organisation(institution: Institution, rows: dict[str, Organisation]) -> Organisation:
    return Organisation.objects.create(
        kind=institution.kind,
        name=institution.name,
        language=institution.language,
        time_zone=institution.time_zone,
        country=institution.country,
        parent=rows.get(institution.parent),
    )


def _person(official: Official, organisation: Organisation, password: str) -> None:
    person = Person.objects.create(
        email=official.email, name=official.name, language=official.language, password=password, demo=True
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    TOTP.activate(person, generate_totp_secret())
    for role in official.roles:
        Membership.objects.create(
            person=person, organisation=organisation, role=role, state=MembershipState.ACTIVE
        )
