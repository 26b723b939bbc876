"""A matter of people that nobody decides wakes more of them in time, once."""

import json
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.urls import reverse

from catenary.core.mandate.flow_table import Flow
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import AccessMatter, Membership
from catenary.desk.mandate.people.matters import on_clock

SYSTEM = Declaration(door=Door.SYSTEM)


def told(matter):
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'shell.tell_roles'")
        found = [json.loads(row[0]) for row in cursor.fetchall()]
    return [each["roles"] for each in found if each["url"] == reverse("matter", args=[matter.public_id])]


def test_who_can_find_a_second_person_is_woken_once(worker):
    with worker:
        with acting(SYSTEM):
            asker, about = Membership.objects.select_related("person", "organisation").order_by("pk")[:2]
            matter = AccessMatter.objects.create(
                flow=Flow.SUSPENSION, organisation=asker.organisation, asked_by=asker.person,
                about_person=about.person, asked_at=datetime.now(UTC), reason="left the keys",
            )  # fmt: skip
        on_clock(datetime.now(UTC))
        assert told(matter) == []
        late = datetime.now(UTC) + timedelta(hours=25)
        on_clock(late)
        on_clock(late)
        assert len(told(matter)) == 1
