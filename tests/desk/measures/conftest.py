import pytest
from attrs import evolve
from tests.core.measures.editions import small_edition

from catenary.desk.measures.writing import Head, make_edition, take_upload

INES = "ines.adaro@committee.example"
PAVEL = "pavel.oriska@committee.example"
LEONIE = "leonie.marchetal@committee.example"
ROSALBA = "rosalba.tenorio@marvona.example"
DIDIER = "didier.vauclair@bridge.example"
TOM = "tom.ashgrove@piu.utopia.example"


@pytest.fixture
def drafted(act_as):
    """`drafted(method)`: a draft of the committee in the words of an edition, a small sound one unless told, not called complete."""

    def draft(method=None, by=PAVEL):
        method = evolve(method or small_edition(), complete=False)
        with act_as(by) as here:
            row = make_edition(actor=here, head=Head(method.code, method.title))
            return take_upload(actor=here, edition=row.public_id, method=evolve(method, follows=""))

    return draft
