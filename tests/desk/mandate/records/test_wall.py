"""Who sees records: the wall in the database shows what the rules of core allow, and nothing without a purpose."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catenary.core.mandate.grants import CLASS_PURPOSES
from catenary.core.mandate.handling import may_reach
from catenary.core.mandate.model import DataClass, Handling, Held, Purpose
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import NOBODY, Declaration, acting
from catenary.desk.mandate.models import HeldRecord, RecordAudience, RecordFields, SealedFields
from catenary.desk.mandate.records.holding import hold

CLASSES = [DataClass.PASSENGER_RECORD, DataClass.PASSENGER_INFORMATION, DataClass.REQUEST, DataClass.EVIDENCE]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_database_shows_a_record_exactly_where_core_lets_it_reach(db, booking, data):
    names = sorted(Organisation.objects.values_list("pk", flat=True))
    owner, asking = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    audience = data.draw(st.frozensets(st.sampled_from(names), max_size=3)) - {owner}
    about, code = data.draw(st.sampled_from(CLASSES)), data.draw(st.sampled_from(Handling))
    purpose = data.draw(st.sampled_from(["", *Purpose]))
    with transaction.atomic():
        with acting(Declaration(organisation=owner)):
            new = booking(1, data_class=about, handling=code, audience=tuple(audience))
            (row,) = hold(organisation=Organisation.objects.get(pk=owner), records=[new])
        with acting(Declaration(organisation=asking, purpose=purpose)):
            seen = HeldRecord.objects.filter(pk=row.pk).exists()
            opened = RecordFields.objects.filter(record=row.pk).exists()
        transaction.set_rollback(True)
    reaches = may_reach(Held(str(owner), about, code, map(str, audience)), str(asking)).allowed
    assert seen == reaches
    assert opened == (reaches and purpose in CLASS_PURPOSES[about])


def test_nobody_sees_a_record_without_a_declaration(db, held):
    held()
    with acting(NOBODY):
        assert not HeldRecord.objects.exists()
        assert not RecordFields.objects.exists()
        assert not RecordAudience.objects.exists()


def test_another_organisation_changes_nothing_even_where_a_record_is_shared_with_it(held, foreign_unit):
    row = held(audience=(foreign_unit.pk,))
    with acting(Declaration(organisation=foreign_unit.pk, purpose="terrorism")):
        assert HeldRecord.objects.filter(pk=row.pk).update(label="x") == 0
        assert RecordFields.objects.filter(record=row).update(fields={}) == 0


def test_nobody_shares_a_record_that_is_not_theirs(held, unit, foreign_unit):
    row = held()
    with (
        acting(Declaration(organisation=foreign_unit.pk)),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        RecordAudience.objects.create(record=row, owner=unit, organisation=foreign_unit)
    third = Organisation.objects.get(name="Utopia Public Prosecution Service")
    with (
        acting(Declaration(organisation=foreign_unit.pk)),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        RecordAudience.objects.create(record=row, owner=foreign_unit, organisation=third)


def test_the_web_can_neither_seal_nor_erase(held, unit):
    row = held()
    with acting(Declaration(organisation=unit.pk, purpose="terrorism")):
        for forbidden in (
            lambda: SealedFields.objects.create(record=row, fields={}, sealed_at=row.received_at),
            lambda: RecordFields.objects.filter(record=row).delete(),
            lambda: HeldRecord.objects.filter(pk=row.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                forbidden()


def test_nothing_is_held_that_core_cannot_mask(unit, booking):
    with acting(Declaration(organisation=unit.pk)), pytest.raises(ValueError, match="mask"):
        hold(organisation=unit, records=[booking(1, kind="Rumour")])
