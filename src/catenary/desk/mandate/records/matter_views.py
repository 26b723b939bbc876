"""Matters about records as pages show them; a person of another organisation goes by their organisation."""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catenary.core.mandate import flow as two_persons
from catenary.core.mandate.flow_table import ARRANGEMENTS, Flow, State, Step
from catenary.core.mandate.model import Role
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.models import Person, RecordMatter
from catenary.desk.mandate.records.matters import by_rows
from catenary.desk.mandate.records.words import FLOWS, STATES
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import Answer, Colour, Tag, TaskItem, Told, TwoPersons
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.words import ROLES

_COLOURS = {State.ASKED: Colour.ORANGE, State.IN_FORCE: Colour.GREEN, State.REFUSED: Colour.RED}
_OTHER_STEPS = (Step.WITHDRAW, Step.CLOSE, Step.REVIEW)
_WATCH = frozenset({Role.DATA_PROTECTION_OFFICER, Role.OVERSIGHT})
LATEST = 100


@frozen
class MatterLine:
    """A matter in a list."""

    title: str
    url: str
    organisation: str
    asked_at: datetime
    standing: Tag


@frozen
class MatterPage:
    """A matter on its page: the panel of two persons, what was decided, and the other steps the reader may take."""

    row: RecordMatter
    title: str
    standing: Tag
    panel: TwoPersons | None
    answers: tuple[Answer, ...]
    steps: tuple[Step, ...]


def lines(here: SignedIn) -> tuple[MatterLine, ...]:
    """The latest matters that concern the organisation, those that wait first."""
    rows = list(RecordMatter.objects.select_related("organisation")[:LATEST])
    rows = [row for row in rows if concerns(here, row)]
    states = {row.pk: standing(row, here.now) for row in rows}
    rows.sort(key=lambda row: states[row.pk] is not State.ASKED)
    return tuple(
        MatterLine(title(row), _url(row), row.organisation.name, row.asked_at, tag(states[row.pk]))
        for row in rows
    )


def concerns(here: SignedIn, row: RecordMatter) -> bool:
    """Whether somebody may read a matter, whose reasons tell of a person: who asked, decides, decided, reviews or watches."""
    if here.person.pk in {row.asked_by_id, row.decided_by_id, row.reviewed_by_id} or here.roles & _WATCH:
        return True
    core, actor = row.as_core(), by_rows(here)
    return any(
        two_persons.may_take(core, step, actor, here.now).allowed for step in (Step.CONFIRM, *_OTHER_STEPS)
    )


def page_of(here: SignedIn, row: RecordMatter) -> MatterPage:
    """One matter for whoever is here."""
    state = standing(row, here.now)
    core, actor = row.as_core(), by_rows(here)
    steps = (step for step in _OTHER_STEPS if two_persons.may_take(core, step, actor, here.now).allowed)
    panel = _panel(here, row) if state is State.ASKED else None
    return MatterPage(row, title(row), tag(state), panel, _answers(row), tuple(steps))


def waiting(here: SignedIn) -> Iterable[TaskItem]:
    """What waits for this person to decide: for the home page."""
    open_rows = RecordMatter.objects.filter(~Q(asked_by=here.person), state=State.ASKED)
    for row in open_rows.select_related("organisation"):
        decision = two_persons.may_take(row.as_core(), Step.CONFIRM, by_rows(here), here.now)
        if decision.allowed:
            due = clock(two_persons.lapses_at(row.as_core()), here.now)
            yield TaskItem(title(row), _url(row), row.organisation.name, due, tag(State.ASKED))


def title(row: RecordMatter) -> str:
    """What the matter asks for."""
    return str(FLOWS[Flow(row.flow)])


def standing(row: RecordMatter, now: datetime) -> State:
    """Where the matter stands by its clock."""
    return two_persons.on_clock(row.as_core(), now).state


def tag(state: State) -> Tag:
    """A state in words and a colour."""
    return Tag(str(STATES[state]), _COLOURS.get(state, Colour.GREY))


def person_name(key: int | None, organisation: Organisation) -> str:
    """Who it is, or where they work if that is all one may know."""
    found = Person.objects.filter(pk=key).values_list("name", flat=True).first() if key else None
    return found or _("a person of %(organisation)s") % {"organisation": organisation.name}


def _decider(row: RecordMatter) -> str:
    """Who decided; of somebody afar, no more than that."""
    found = Person.objects.filter(pk__in=[row.decided_by_id]).values_list("name", flat=True).first()
    return found or _("somebody who may decide from afar")


def _url(row: RecordMatter) -> str:
    return reverse("record_matter", args=[row.public_id])


def _panel(here: SignedIn, row: RecordMatter) -> TwoPersons:
    core, arrangement = row.as_core(), ARRANGEMENTS[Flow(row.flow)]
    decision = two_persons.may_take(core, Step.CONFIRM, by_rows(here), here.now)
    afar = Organisation.objects.filter(pk__in=row.remote).values_list("name", flat=True)
    return TwoPersons(
        what=title(row),
        proposed_by=person_name(row.asked_by_id, row.organisation),
        proposed_at=row.asked_at,
        reason=_reason(row),
        meanwhile=sentence(two_persons.interim(core)),
        who_may=sorted(str(ROLES[role]) for role in arrangement.seconds),
        afar=", ".join(afar),
        escalates=clock(two_persons.escalates_at(core), here.now),
        escalates_to=", ".join(sorted(str(ROLES[role]) for role in arrangement.escalates_to)),
        decide_url=reverse("decide_record_matter", args=[row.public_id]) if decision.allowed else "",
        why_not=sentence(decision.refusal) if decision.refusal else "",
    )


def _reason(row: RecordMatter) -> Told:
    """Why it was asked; whoever asked had to say, so that nothing is left only where the record is gone."""
    return Told(row.reason or _("erased with the record"))


def _answers(row: RecordMatter) -> tuple[Answer, ...]:
    answers = [
        Answer(_("Asked by"), person_name(row.asked_by_id, row.organisation), exact=True),
        Answer(_("Asked"), row.asked_at),
        Answer(_("Reason"), _reason(row)),
        Answer(_("Open until"), row.until),
        Answer(_("Decided"), row.decided_at),
        Answer(_("Reason of the decision"), Told(row.decision) if row.decision else None),
        Answer(pgettext("noun", "Review"), Told(row.review) if row.review else None),
        *(Answer(name, value, exact=True) for name, value in row.proposal.items() if value),
    ]
    if row.decided_by_id:
        answers.append(Answer(_("Decided by"), _decider(row), exact=True))
    return tuple(answer for answer in answers if answer.value is not None)
