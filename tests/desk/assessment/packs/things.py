"""Packs for tests that ask for things that exist: each person's own, and what came back of it."""

from django.utils import timezone
from tests.desk.assessment.visits.things import a_visit

from catenary.desk.assessment.models import BroughtPack, GivenPack


def own_packs(person, organisation):
    """By the workers' door: a pack that is signed, and what a laptop wrote."""
    now = timezone.now()
    whose = {"person": person, "organisation": organisation}
    pack = GivenPack.objects.create(
        visit=a_visit(organisation, person), state="X", edition_digest="0" * 64, language="en", given_at=now, questions=0,
        documents=0, lock_key="x", verifier_key="x", locked=b"x", note="x", **whose,
    )  # fmt: skip
    brought = BroughtPack.objects.create(
        pack=pack, copy="x", revision=1, digest="0" * 64, saved_at=now, brought_at=now, **whose
    )
    return {"given_pack": pack, "brought_pack": brought}
