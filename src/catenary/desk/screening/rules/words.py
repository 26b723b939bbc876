"""What pages of rules call things: facts, how a version stands, its steps, and by what travellers are counted."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.core.screening.judging import CandidateState, Compared, Verdict
from catenary.core.screening.rule_counts import Division
from catenary.core.screening.rule_flow import RuleAct, RuleState
from catenary.core.screening.targeting import Operator
from catenary.core.screening.targeting_facts import Fact
from catenary.desk.screening.rules.writing import Side
from catenary.desk.screening.words import Standing
from catenary.desk.shell.parts import Colour, Tag
from catenary.desk.shell.sentences import InWords, register_words

FACTS: Mapping[Fact, Promise] = {
    Fact.ORIGIN: _("Where the journey begins"),
    Fact.DESTINATION: _("Where the journey goes to"),
    Fact.VIA: _("Airports on the way"),
    Fact.CARRIER: _("Carrier"),
    Fact.AGENCY: _("Office that sold the ticket"),
    Fact.PAYMENT: _("Form of payment"),
    Fact.BOOKED_DAYS_BEFORE: _("Days from booking to departure"),
    Fact.TICKETED_HOURS_BEFORE: _("Hours from ticketing to departure"),
    Fact.CHANGES: _("Changes of the itinerary"),
    Fact.PARTY_SIZE: _("Persons in the booking"),
    Fact.BAGS: _("Checked bags"),
    Fact.STAY_DAYS: _("Days of the stay"),
    Fact.ONE_WAY: _("One way"),
    Fact.PAID_BY_ANOTHER: _("Paid by somebody else"),
    Fact.CHILD_WITH_UNRELATED_ADULTS: _("Child with adults of other surnames"),
    Fact.NATIONALITY: _("Nationality"),
    Fact.BIRTH_PLACE: _("Place of birth"),
    Fact.SEX: _("Sex"),
    Fact.AGE: _("Age"),
}
FORMS: Mapping[Fact, Promise] = {
    Fact.ORIGIN: _("Airports by their three letters, as UTP, with spaces or commas between them."),
    Fact.DESTINATION: _("Airports by their three letters, as UTP, with spaces or commas between them."),
    Fact.VIA: _("Airports by their three letters, as UTP, with spaces or commas between them."),
    Fact.CARRIER: _("Carriers by their two or three characters, as UW."),
    Fact.AGENCY: _("IATA numbers of offices, seven or eight digits."),
    Fact.PAYMENT: _("The carrier's codes, as CC for a card or CA for cash."),
    Fact.NATIONALITY: _("States by the three letters of travel documents (ISO 3166-1)."),
    Fact.BIRTH_PLACE: _("Places as travel documents write them, one on each line."),
}
"""How the values of a fact are written."""
OPERATORS: Mapping[Operator, Promise] = {
    Operator.ANY_OF: _("is one of"),
    Operator.BETWEEN: _("lies between"),
    Operator.HOLDS: _("holds"),
}
STATES: Mapping[RuleState, tuple[Promise, Colour]] = {
    RuleState.DRAFTED: (pgettext_lazy("rule", "draft"), Colour.GREY),
    RuleState.SHADOW: (_("in shadow mode: counts only"), Colour.PURPLE),
    RuleState.PROPOSED: (_("waits for a second person"), Colour.ORANGE),
    RuleState.IN_FORCE: (pgettext_lazy("rule", "in force"), Colour.GREEN),
    RuleState.SUSPENDED: (pgettext_lazy("rule", "suspended"), Colour.RED),
    RuleState.ENDED: (pgettext_lazy("rule", "ended"), Colour.GREY),
}
STEPS: Mapping[RuleAct, Promise] = {
    RuleAct.TRY: _("Try it in shadow mode"),
    RuleAct.PROPOSE: _("Propose to put it in force"),
    RuleAct.PUT_IN_FORCE: _("Put it in force"),
    RuleAct.SEND_BACK: _("Send it back"),
    RuleAct.SUSPEND: _("Suspend it"),
    RuleAct.END: _("End it"),
}
DONE: Mapping[RuleAct, Promise] = {
    RuleAct.TRY: _("Tried in shadow mode"),
    RuleAct.PROPOSE: _("Proposed"),
    RuleAct.PUT_IN_FORCE: _("Put in force"),
    RuleAct.SEND_BACK: _("Sent back"),
    RuleAct.SUSPEND: _("Suspended"),
    RuleAct.END: _("Ended"),
}
SIDES: Mapping[Side, Promise] = {
    Side.CRITERIA: _("All of this must hold"),
    Side.UNLESS: _("None of this may hold: it speaks for the traveller"),
}
DIVISIONS: Mapping[Division, Promise] = {
    Division.SEX: _("Sex"),
    Division.AGE: _("Age"),
    Division.NATIONALITY: _("Nationality"),
    Division.ROUTE: _("Route"),
    Division.FLIGHT: _("Flight"),
}
VERDICTS: Mapping[Verdict, Promise] = {
    Verdict.DIFFERENT: _("Nothing to look at: the journey explains itself"),
    Verdict.SAME: _("Should be looked at: it is what the rule looks for"),
    Verdict.CANNOT_TELL: _("Cannot tell"),
}
COMPARED: Mapping[Compared, Promise] = {
    Compared.SOURCE_DOCUMENT: _("The booking and the carrier's messages"),
    Compared.TRAVEL_HISTORY: _("Earlier journeys"),
    Compared.DOCUMENT: _("Travel document"),
    Compared.BIRTH: _("Date of birth"),
}
"""What a judge of a journey looks at."""
STANDINGS: Mapping[Standing, Promise] = {
    Standing.CLEARED: _("nothing to look at"),
    Standing.CONFIRMED: _("to be looked at, said two"),
}
"""How decided candidates of rules stand; the others stand as any candidate."""
OUTCOMES: Mapping[CandidateState, Promise] = {
    CandidateState.CLEARED: _("Nothing to look at. The rule's figures count it."),
    CandidateState.SECOND: _(
        "Your judgement is kept. Somebody else looks too and does not see it; until then nothing follows but an additional check."
    ),
    CandidateState.DISAGREED: _("Your judgement is kept. A supervisor who has not judged yet decides."),
    CandidateState.CONFIRMED: _("Two judges said that the journey should be looked at."),
}


def state_tag(state: str) -> Tag:
    """How a version stands."""
    words, colour = STATES[RuleState(state)]
    return Tag(str(words), colour)


def register() -> None:
    """Let pages word the codes in refusals; once, when the room is ready."""
    register_words(
        "targeting",
        field=_of(FACTS),
        operator=_of(OPERATORS),
        act=_of(STEPS),
        state=lambda code: str(STATES[RuleState(code)][0]) if code in set(RuleState) else code,
    )


def _of(words: Mapping[Any, Promise]) -> InWords:
    known = {code.value: told for code, told in words.items()}
    return lambda code: str(known.get(code, code))
