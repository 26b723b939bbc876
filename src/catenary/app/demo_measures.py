"""The method of the fictional body: the first edition consulted on and frozen, and a draft of the next that is out for comments.

Everything goes the way it goes in earnest, at days in the past: comments are asked for and answered, another person freezes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from attrs import evolve, frozen
from django.utils import timezone

from catenary.core.mandate.model import Role
from catenary.core.measures.carrying import Carry, Pairing
from catenary.core.measures.flow import EditionAct
from catenary.core.measures.model import Question
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.acting import Declaration, Door, acting
from catenary.desk.mandate.models import Membership, Person
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.measures.commenting import answer, comment
from catenary.desk.measures.mapping import decide_pairing
from catenary.desk.measures.models import Edition
from catenary.desk.measures.steps import Told, step
from catenary.desk.measures.writing import Head, load_first_edition, make_edition, write_question
from catenary.formats.measures import first_edition

_ASSESSOR: Final = "ines.adaro@committee.example"
_REVIEWER: Final = "pavel.oriska@committee.example"
_SECRETARY: Final = "leonie.marchetal@committee.example"
_FOCAL_POINT: Final = "rosalba.tenorio@marvona.example"
_PARTNER: Final = "didier.vauclair@bridge.example"
_BEGUN, _OUT, _FROZEN, _NEXT = 1560, 1550, 1510, 12
"""How many days ago the first edition was begun, put out and frozen, and the next one put out."""
_COMMENTS: Final = (
    (
        _FOCAL_POINT,
        0,
        "Nuestra ley castiga la preparación, pero en una ley aparte del código penal. ¿Cuenta igual?",
    ),
    (_PARTNER, 40, "Un petit État ne reçoit que deux ou trois signalements par an ; une part n'y dit rien."),
)
_ANSWERS: Final = (
    "It does. Any law in force counts, wherever it stands.",
    "Thank you. With so few, please tell the number beside the share, in the reason for the answer.",
)


@frozen(kw_only=True)
class _Then(SignedIn):
    """Somebody of the fictional world, at a time in the past."""

    at: datetime

    @property
    def now(self) -> datetime:
        return self.at


def load_method() -> None:
    """Both editions; nothing where the body has one already."""
    with acting(Declaration(door=Door.SYSTEM)):
        if Edition.objects.exists():
            return
    first = _frozen_first()
    _next_one(first)


def _frozen_first() -> Edition:
    reviewer = _then(_REVIEWER, _BEGUN)
    with acting(reviewer.declaration):
        row = load_first_edition(actor=reviewer)
    _put_out(row, _OUT)
    _talk(row, _OUT - 5, _COMMENTS, _ANSWERS)
    secretary = _then(_SECRETARY, _FROZEN)
    with acting(secretary.declaration):
        return step(actor=secretary, edition=row.public_id, act=EditionAct.FREEZE, told=Told())


def _next_one(first: Edition) -> None:
    """A few questions asked otherwise: one decided to mean the same, one still to be decided; one comment waits for its answer."""
    codes = [each.code for each in first_edition().questions[:2]]
    reviewer, assessor = _then(_REVIEWER, _NEXT + 20), _then(_ASSESSOR, _NEXT + 18)
    with acting(reviewer.declaration):
        head = Head("2027-1", "Catenary second edition", first.public_id)
        row = make_edition(actor=reviewer, head=head)
    with acting(assessor.declaration):
        for code in codes:
            write_question(actor=assessor, edition=row.public_id, code=code, write=_asked_otherwise)
        pairing = Pairing(
            codes[0], codes[0], Carry.REWORDED, reason="The same share of the same thing is asked for."
        )
        decide_pairing(actor=assessor, edition=row.public_id, pairing=pairing)
    _put_out(row, _NEXT)
    _talk(row, _NEXT - 2, _COMMENTS, _ANSWERS[:1])


def _asked_otherwise(question: Question) -> Question:
    return evolve(question, text=f"At the time of the visit: {question.text}")


def _put_out(row: Edition, days: int) -> None:
    reviewer = _then(_REVIEWER, days)
    told = Told(comments_until=(reviewer.now + timedelta(days=30)).date())
    with acting(reviewer.declaration):
        step(actor=reviewer, edition=row.public_id, act=EditionAct.CONSULT, told=told)


def _talk(row: Edition, days: int, said: Iterable[tuple[str, int, str]], answers: Iterable[str]) -> None:
    """Comments, and answers to the first of them."""
    kept = [_comment(row, days, *each) for each in said]
    assessor = _then(_ASSESSOR, days - 1)
    with acting(assessor.declaration):
        for each, text in zip(kept, answers, strict=False):
            answer(actor=assessor, edition=row.public_id, said=each, text=text)


def _comment(row: Edition, days: int, email: str, place: int, text: str) -> UUID:
    who = _then(email, days)
    about = first_edition().questions[place].code
    with acting(who.declaration):
        return comment(actor=who, edition=row.public_id, about=about, text=text).public_id


def _then(email: str, days: int) -> _Then:
    """Somebody some days ago, with the roles that they hold."""
    with acting(Declaration(door=Door.SYSTEM)):
        person = Person.objects.get(email=email)
        held = list(Membership.objects.select_related("organisation").filter(person=person))
        organisation: Organisation = held[0].organisation
    roles = frozenset(Role(each.role) for each in held)
    at = timezone.now() - timedelta(days=days)
    return _Then(person=person, organisation=organisation, roles=roles, strong=True, at=at)
