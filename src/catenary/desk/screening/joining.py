"""What the room has for the shared parts of the desk: checks after reading, links, things that are due, words of refusals, what goes with a record."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.grants import DESK_ACTS
from catenary.core.mandate.model import DeskAct, Role
from catenary.core.screening.judging import CandidateState
from catenary.desk.intake.border_checks import on_border_check_over
from catenary.desk.intake.channel_parts import register_channel_part
from catenary.desk.intake.history import on_history
from catenary.desk.intake.interactive import answer_with
from catenary.desk.intake.models import Message, Passage
from catenary.desk.intake.telling import on_answered, on_bookings, on_joined, on_passages
from catenary.desk.mandate.people.kept_labels import know_forms
from catenary.desk.mandate.records.holding import start_clock
from catenary.desk.mandate.retention.reach import on_erase
from catenary.desk.screening import flight_columns, lists_due
from catenary.desk.screening.answers_changed import find_changes, remember_outage
from catenary.desk.screening.carrier_answers import check_and_answer
from catenary.desk.screening.checking import on_checked
from catenary.desk.screening.drills import joining as drills
from catenary.desk.screening.erasing import erase_with
from catenary.desk.screening.kept_forms import KEPT_FORMS
from catenary.desk.screening.models import Candidate
from catenary.desk.screening.outside import shown as outside_shown
from catenary.desk.screening.papers import joining as papers
from catenary.desk.screening.queue import waiting
from catenary.desk.screening.rules import due as rules_due
from catenary.desk.screening.rules import words as rule_words
from catenary.desk.screening.rules.jobs import after_joining
from catenary.desk.screening.rules.jobs import after_reading as hold_against_rules
from catenary.desk.screening.rules.kept_forms import KEPT_FORMS as RULE_FORMS
from catenary.desk.screening.same_person import same_person
from catenary.desk.screening.tallying import tally
from catenary.desk.screening.tasks import check_message
from catenary.desk.screening.telling_part import telling_part
from catenary.desk.screening.words import STANDINGS, standing
from catenary.desk.shell.due import register_due
from catenary.desk.shell.navigation import register_link
from catenary.desk.shell.sentences import register_words


def join() -> None:
    """Join them all; once, when the room is ready."""
    on_passages(_check)
    on_passages(hold_against_rules)
    on_bookings(hold_against_rules)
    on_joined(after_joining)
    on_border_check_over(_begin_clocks)
    answer_with(check_and_answer)
    on_answered(remember_outage)
    on_checked(_tell_changes)
    register_channel_part(telling_part)
    on_erase(erase_with)
    on_history(same_person)
    flight_columns.register()
    outside_shown.register()
    know_forms(KEPT_FORMS)
    know_forms(RULE_FORMS)
    register_due(waiting)
    register_due(lists_due.waiting)
    register_due(rules_due.waiting)
    register_link(12, _("Candidates"), "candidates", _judges)
    register_link(14, _("Lists"), "lists", _loads)
    register_link(16, _("Targeting rules"), "rules", _sees_rules)
    register_link(90, _("Figures of the unit"), "unit_figures", _sees_figures)
    register_link(82, _("Outside register"), "outside_register", _connects)
    register_words("judging", state=_state)
    rule_words.register()
    papers.join()
    drills.join()


def _tell_changes(passages: Sequence[Passage], now: datetime) -> None:
    find_changes(passages=passages, now=now)


def _check(message: Message) -> None:
    if message.delivery.outage_answer:
        remember_outage(message.delivery)
    check_message.defer(message=str(message.public_id))


def _begin_clocks(passages: Sequence[Passage], at: datetime) -> None:
    """What candidates tell of travellers is kept no longer than what carriers told of them."""
    tally(passages)
    rows = Candidate.objects.filter(passage__in=passages, record__started_at=None)
    start_clock(records=rows.values_list("record__public_id", flat=True), at=at)


def _sees_figures(roles: Iterable[Role]) -> bool:
    return any(DeskAct.SEE_STATISTICS in DESK_ACTS.get(role, ()) for role in roles)


def _judges(roles: Iterable[Role]) -> bool:
    return any(DeskAct.JUDGE in DESK_ACTS.get(role, ()) for role in roles)


def _sees_rules(roles: Iterable[Role]) -> bool:
    return any(DeskAct.SEE_RULES in DESK_ACTS.get(role, ()) for role in roles)


def _connects(roles: Iterable[Role]) -> bool:
    return any(DeskAct.RUN_CHANNELS in DESK_ACTS.get(role, ()) for role in roles)


def _loads(roles: Iterable[Role]) -> bool:
    return any(DeskAct.LOAD_LIST in DESK_ACTS.get(role, ()) for role in roles)


def _state(code: str) -> str:
    return str(STANDINGS[standing(CandidateState(code), judged=False)])
