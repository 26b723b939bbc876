"""What the frame of every page shows: who is here, for whom, why, and in which language."""

from attrs import frozen
from django.conf import settings
from django.http import HttpRequest

from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import OpenTask, Person
from catenary.desk.shell.navigation import Link, links_for
from catenary.desk.shell.notices.queries import unread_count


@frozen
class Shell:
    """The frame; everything but the banner is empty where nobody is signed in."""

    demo: bool
    person: Person | None = None
    organisation: Organisation | None = None
    elsewhere: tuple[Organisation, ...] = ()
    roles: tuple[str, ...] = ()
    task: OpenTask | None = None
    strong: bool = False
    links: tuple[Link, ...] = ()
    notifications: int = 0
    """How many are unread."""


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor of every page."""
    here = getattr(request, "signed_in", None)
    if here is None:
        return {"shell": Shell(demo=settings.CATENARY.demo)}
    frame = Shell(
        demo=settings.CATENARY.demo,
        person=here.person,
        organisation=here.organisation,
        elsewhere=here.elsewhere,
        roles=tuple(sorted(here.roles)),
        task=here.task,
        strong=here.strong,
        links=links_for(here.roles),
        notifications=unread_count(here.person),
    )
    return {"shell": frame}
