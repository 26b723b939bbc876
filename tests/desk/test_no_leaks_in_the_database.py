"""What the database shows of people, roles, matters and programs to whom, against an oracle that shares nothing with its rules."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from catenary.core.mandate.model import DataClass, Handling, Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import (
    AccessMatter,
    HeldRecord,
    MachineClient,
    Membership,
    Officer,
    Person,
    RecordAudience,
)

CASES = 300


class World:
    """Random rows of six organisations, and beside them, in plain sets, who has to do with what."""

    def __init__(self, dice):
        self.dice = dice
        self.organisations = [each.pk for each in Organisation.objects.all()]
        self.overseen = {
            each.pk: set(each.oversees.values_list("pk", flat=True)) for each in Organisation.objects.all()
        }
        self.holding = []
        self.people, self.roles, self.matters, self.programs, self.records = [], [], [], [], []
        with acting(Declaration(door=Door.SIGN_IN)):
            for _ in range(12):
                person = Person.objects.create(email=f"{uuid4()}@random.example", name="R", password="!")
                self.people.append(person.pk)
        for person in self.people:
            for organisation in dice.sample(self.organisations, dice.randint(0, 2)):
                self.add_role(person, organisation)
        for _ in range(15):
            self.add_matter()
            self.add_record()
        for organisation in self.organisations:
            self.add_program(organisation)

    def add_role(self, person, organisation):
        role = self.dice.choice([*Role, *[Role.OVERSIGHT] * 8])
        state = self.dice.choice(["active", "proposed", "ended"])
        with acting(Declaration(organisation=organisation)):
            row = Membership.objects.create(
                person_id=person, organisation_id=organisation, role=role, state=state
            )
        self.roles.append((row.pk, person, organisation))
        self.holding.append((row.pk, person, organisation, role.value, state))

    def add_matter(self):
        dice = self.dice
        organisation, *afar = dice.sample(self.organisations, dice.randint(1, 3))
        asker, about = dice.sample(self.people, 2)
        state = dice.choice(["asked", "in_force", "refused"])
        with acting(Declaration(organisation=organisation)):
            row = AccessMatter.objects.create(
                flow="suspension", organisation_id=organisation, asked_by_id=asker, about_person_id=about,
                asked_at=timezone.now(), reason="x", remote=afar, state=state,
            )  # fmt: skip
        self.matters.append((row.pk, organisation, asker, about, frozenset(afar), state))

    def add_record(self):
        dice = self.dice
        organisation, *audience = dice.sample(self.organisations, dice.randint(1, 3))
        with acting(Declaration(organisation=organisation)):
            row = HeldRecord.objects.create(
                organisation_id=organisation, data_class=dice.choice(list(DataClass)),
                handling=dice.choice(list(Handling)), kind="Traveller", room="test", received_at=timezone.now(),
            )  # fmt: skip
            for other in audience:
                RecordAudience.objects.create(record=row, owner_id=organisation, organisation_id=other)
        self.records.append((row.pk, {organisation, *audience}))

    def add_program(self, organisation):
        with acting(Declaration(organisation=organisation)):
            row = MachineClient.objects.create(
                organisation_id=organisation, name="R", roles=["researcher"], scopes=["trends:read"],
                prefix=uuid4().hex[:8], token_hash=uuid4().hex, made_by_id=self.people[0],
                expires_at=timezone.now() + timedelta(days=1),
            )  # fmt: skip
        self.programs.append((row.pk, organisation))

    def expected(self, person, organisation):
        """What somebody acting for an organisation may see of these rows, told from the plain sets."""
        colleagues = {who for _, who, where in self.roles if where == organisation}
        asked = [each for each in self.matters if organisation in each[4] and each[5] == "asked"]
        near_matters = {who for each in asked for who in each[2:4]}
        return {
            Person: {each for each in self.people if each == person or each in colleagues | near_matters},
            Membership: {pk for pk, who, where in self.roles if organisation == where or who == person},
            AccessMatter: {
                pk for pk, where, asker, about, afar, _ in self.matters
                if organisation == where or organisation in afar or person in {asker, about}
            },
            MachineClient: {pk for pk, where in self.programs if where == organisation},
            HeldRecord: {pk for pk, reaches in self.records if organisation in reaches},
            Officer: self.officers_for(person, organisation),
        }  # fmt: skip

    def officers_for(self, person, organisation):
        """Names and roles that are told to somebody because they watch over accesses."""
        acts_as = {
            role for _, who, where, role, state in self.holding
            if (who, where, state) == (person, organisation, "active")
        }  # fmt: skip
        watched = {organisation} if acts_as & {"oversight", "data_protection_officer"} else set()
        if "oversight" in acts_as:
            watched |= self.overseen[organisation]
        return {pk for pk, _, where, _, state in self.holding if where in watched and state != "proposed"}

    def mine(self):
        """The rows of this world by table, so that those of the fictional world are left aside."""
        return {
            Person: set(self.people),
            Membership: {each[0] for each in self.roles},
            AccessMatter: {each[0] for each in self.matters},
            MachineClient: {each[0] for each in self.programs},
            HeldRecord: {each[0] for each in self.records},
            Officer: {each[0] for each in self.holding},
        }


@pytest.mark.parametrize("seed", range(3))
def test_the_database_shows_everybody_what_concerns_them_and_nothing_else(db, seed):
    dice = random.Random(seed)
    world = World(dice)
    mine = world.mine()
    for _ in range(CASES // 3):
        person, organisation = dice.choice([*world.people, 0]), dice.choice([*world.organisations, 0])
        expected = world.expected(person, organisation)
        purpose = dice.choice(["", "terrorism", "rights", "operation"])
        with acting(Declaration(person, organisation, purpose)):
            for table, rows in expected.items():
                seen = set(table.objects.filter(pk__in=mine[table]).values_list("pk", flat=True))
                assert seen == rows, f"{table.__name__} to {person} for {organisation}"


@pytest.mark.parametrize("seed", range(3))
def test_nobody_changes_a_row_of_another_organisation(db, seed):
    dice = random.Random(seed)
    world = World(dice)
    for _ in range(30):
        person, organisation = dice.choice(world.people), dice.choice(world.organisations)
        with acting(Declaration(person, organisation)):
            changed = {
                MachineClient: MachineClient.objects.exclude(organisation=organisation).update(name="Y"),
                Membership: Membership.objects.exclude(organisation=organisation).update(reason="Y"),
                HeldRecord: HeldRecord.objects.exclude(organisation=organisation).update(label="Y"),
                Person: Person.objects.exclude(pk=person).update(name="Y"),
            }
        assert set(changed.values()) == {0}, changed
