"""What whoever serves the web cannot write, whatever its code would do: indexes in use, editions and judgements of others."""

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone
from tests.desk.conftest import person_of
from tests.desk.screening.made import BORDER, OFFICER, SECOND, candidate

from catenary.desk.screening.models import BuiltIndex, Judged, ListFile, Rescreening


def refused(act):
    with pytest.raises(ProgrammingError, match=r"permission denied|row-level security"), transaction.atomic():
        act()


@pytest.fixture
def row(db):
    return candidate()


def test_a_judgement_is_written_in_the_name_of_who_is_signed_in(row, act_as):
    other = person_of(SECOND)
    with act_as(OFFICER, *BORDER) as here:
        told = {
            "organisation": row.organisation, "candidate": row, "verdict": "same_person", "compared": ["name"],
            "reason": "They agree.", "at": timezone.now(),
        }  # fmt: skip
        refused(lambda: Judged.objects.create(judge=other, **told))
        assert Judged.objects.create(judge=here.person, **told).pk


def test_the_web_asks_for_an_index_and_says_of_none_that_it_is_in_use(row, act_as):
    with act_as(OFFICER, *BORDER):
        index = BuiltIndex.objects.create(organisation=row.organisation, asked_at=timezone.now())
        refused(lambda: BuiltIndex.objects.filter(pk=index.pk).update(state="in_use"))
        refused(
            lambda: BuiltIndex.objects.create(
                organisation=row.organisation, asked_at=timezone.now(), state="in_use"
            )
        )
        refused(lambda: index.files.through.objects.create(builtindex=index, listfile_id=1))
        refused(lambda: Rescreening.objects.update(finished_at=timezone.now()))


def test_an_edition_is_loaded_in_the_name_of_who_is_signed_in_and_published_later(row, act_as):
    other = person_of(SECOND)
    with act_as(OFFICER, *BORDER) as here:
        told = {
            "organisation": row.organisation, "list": row.list, "sha256": "0" * 64, "format": "csv", "entries": 1,
            "names": 1, "loaded_at": timezone.now(), "reason": "Weekly",
        }  # fmt: skip
        refused(lambda: ListFile.objects.create(loaded_by=other, **told))
        refused(lambda: ListFile.objects.create(loaded_by=here.person, state="published", **told))
        assert ListFile.objects.create(loaded_by=here.person, **told).pk
