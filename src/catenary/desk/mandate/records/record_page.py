"""One record as its page shows it."""

from collections.abc import Iterable

from attrs import frozen
from django.utils.translation import gettext as _

from catenary.core.mandate.flow_table import Flow, State
from catenary.core.mandate.model import Act, DeskAct, Handling
from catenary.core.mandate.retention import RetentionRule
from catenary.desk.ledger.models import Event
from catenary.desk.ledger.words import act_word
from catenary.desk.mandate import access
from catenary.desk.mandate.models import HeldRecord, ObjectiveLink, Officer, Person, RecordMatter
from catenary.desk.mandate.records import queries
from catenary.desk.mandate.records.access import may
from catenary.desk.mandate.records.words import FLOWS, RULES, STATES
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.clocks import clock
from catenary.desk.shell.parts import Answer, Tag, Told
from catenary.desk.shell.parts import Event as Line
from catenary.desk.shell.words import word

_LATEST = 50


@frozen
class RecordPage:
    """Everything the page of a record shows to whoever is here."""

    record: HeldRecord
    standing: Tag
    sections: tuple[queries.Section, ...]
    clocks: tuple[Answer, ...]
    audience: tuple[str, ...]
    handling: str
    unmasking: RecordMatter | None
    link: ObjectiveLink | None
    matters: tuple[tuple[RecordMatter, str, str], ...]
    own_name: bool
    """The record bears the reader's own name."""
    lookers: tuple[Line, ...]


def record_page(here: SignedIn, record: HeldRecord) -> RecordPage:
    """The record as this person sees it now."""
    opened = queries.opened(here, record)
    may_ask = may(here, Act.ASK_UNMASKING, record).allowed
    return RecordPage(
        record=record,
        standing=queries.standing_tag(record, here.now),
        sections=queries.sections(record, opened, may_ask) if opened else (),
        clocks=_clocks(here, record),
        audience=tuple(each.name for each in record.audience.all()),
        handling=Handling(record.handling).value,
        unmasking=opened.unmasking if opened else None,
        link=ObjectiveLink.objects.filter(record=record, withdrawn_at=None).first(),
        matters=tuple(_matters(record)),
        own_name=opened is not None and queries.bears_name_of(here, opened.fields),
        lookers=_lookers(here, record),
    )


def _clocks(here: SignedIn, record: HeldRecord) -> tuple[Answer, ...]:
    answers = [Answer(_("Received"), record.received_at)]
    if record.started_at:
        answers.append(Answer(_("Its time counts from"), record.started_at))
    for label, at, rule in (
        (_("To be masked"), record.mask_at, record.mask_rule),
        (_("To be erased"), record.erase_at, record.erase_rule),
    ):
        if at is not None:
            answers.append(Answer(label, clock(at, here.now)))
            answers.append(Answer(_("By the rule"), str(RULES[RetentionRule(rule)])))
    past = ((_("Masked"), record.masked_at), (_("Erased"), record.erased_at))
    answers += [Answer(label, at) for label, at in past if at is not None]
    return tuple(answers)


def _matters(record: HeldRecord) -> Iterable[tuple[RecordMatter, str, str]]:
    for matter in RecordMatter.objects.filter(record=record):
        yield matter, str(FLOWS[Flow(matter.flow)]), str(STATES[State(matter.state)])


def _lookers(here: SignedIn, record: HeldRecord) -> tuple[Line, ...]:
    """Who looked at the record or did something to it: for those who watch over accesses."""
    if not access.decision(access.of_desk(DeskAct.SEE_ACCESSES), here).allowed:
        return ()
    events = list(Event.objects.filter(record=str(record.public_id))[:_LATEST])
    people = [each.person_id for each in events if each.person_id is not None]
    names = dict(Officer.objects.filter(person_id__in=people).values_list("person_id", "name"))
    names |= dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    return tuple(
        Line(
            at=each.at,
            what=act_word(each.room, each.act),
            who=names.get(each.person_id or 0, ""),
            why=Told(word("purpose", each.purpose)) if each.purpose else None,
        )
        for each in events
    )
