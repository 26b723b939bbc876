"""A State that assesses itself, for tests that ask for things that exist: its visit, one who rates, a panel, the edition it asks by."""

from django.utils import timezone
from tests.core.measures.editions import small_edition
from tests.desk.measures.made import edition_row

from catenary.core.measures.flow import EditionState
from catenary.desk.assessment.models import Member, Panel, Visit
from catenary.desk.mandate.models import Person


def of_rating(here, maker):
    """By the workers' door."""
    now, method = timezone.now(), small_edition(code="RATED")
    second = Person.objects.create(email="third@matrix.example", name="X", password="!")
    edition = edition_row(here, maker, method, state=EditionState.FROZEN, frozen_by=second, frozen_at=now)
    seat = f"{maker.pk}/{here.pk}"
    visit = Visit.objects.create(
        body=here, visited=here, kind="self_assessment", year=now.year, edition=edition, edition_digest=edition.digest,
        stage="preparing", asked_at=now, leader_seat=seat, seats_asked=[seat], seats_on=[seat], made_by=maker, made_at=now,
    )  # fmt: skip
    member = Member.objects.create(
        visit=visit, body=here, visited=here, person=maker, organisation=here, name="X", task="leader", state="on",
        proposed_by=maker, proposed_at=now,
    )  # fmt: skip
    panel = Panel.objects.create(
        body=here, visit=visit, question=method.questions[0].code, area="BOR", kind="law", digest=edition.digest,
        made_by=maker, made_at=now,
    )  # fmt: skip
    return {"rated_visit": visit, "rater": member, "panel": panel, "rated_edition": edition}
