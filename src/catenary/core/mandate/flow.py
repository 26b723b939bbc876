"""Two persons decide: asking, confirming, refusing, ending, and what each moment allows.

A matter falls or ends by its own clock, whether or not anything runs to say so: every step looks at the clock first.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from attrs import evolve, frozen

from catenary.basis.findings import Finding
from catenary.core.mandate.flow_table import ARRANGEMENTS, Arrangement, Flow, State, Step, Who
from catenary.core.mandate.model import ALLOWED, PERSONAL, Actor, Decision, Held, Role
from catenary.core.mandate.problems import MANDATE

_NEVER_APPROVED = frozenset({State.REFUSED, State.LAPSED, State.WITHDRAWN})


@frozen
class Matter:
    """Something two persons decide, as it stands.

    `about` is the person a grant, suspension, reinstatement or reset of second factors is about, the record of an unmasking, the class of data of a
    break-glass. `remote` are other organisations whose approvers may decide from afar.
    """

    flow: Flow
    organisation: str
    about: str
    asked_by: str
    asked_at: datetime
    remote: frozenset[str] = frozenset()
    lasts: timedelta | None = None
    """How long the asker wants it in force; None: as long as the arrangement allows."""
    state: State = State.ASKED
    decided_by: str | None = None
    decided_at: datetime | None = None
    until: datetime | None = None
    """When it ends by itself, once in force."""
    asked_again: bool = False
    """The same was asked before and nobody approved it: it has no effect before the second person confirms."""


def ask(
    flow: Flow,
    actor: Actor,
    about: str,
    now: datetime,
    *,
    reason: str,
    remote: Iterable[str] = (),
    lasts: timedelta | None = None,
    earlier: Iterable[Matter] = (),
) -> Matter:
    """A matter asked for by somebody in their own organisation. The reason is demanded here and kept by the caller.

    `earlier` are all matters of the same flow about the same in the organisation: they say whether this one acts at once.

    Where the matter is about a record, the caller also asks `may_do` whether this asker, and later this approver, may come to that
    record: a matter knows roles, not records.

    Raises ProblemError with the refusal of `may_ask`, or `mandate.own_matter` (nobody asks about themselves),
    `mandate.reason_missing`, `mandate.remote_own` (the own organisation is not afar), `mandate.lasts_too_long`.
    """
    may_ask(flow, actor).demand()
    if about == actor.person:
        raise MANDATE.problem("own_matter")
    if not reason.strip():
        raise MANDATE.problem("reason_missing")
    afar = frozenset(remote)
    if actor.organisation in afar:
        raise MANDATE.problem("remote_own")
    if lasts is not None and not timedelta(0) < lasts <= (ARRANGEMENTS[flow].lasts or timedelta(0)):
        raise MANDATE.problem("lasts_too_long")
    again = is_asked_again(flow, earlier, now)
    return Matter(flow, actor.organisation, about, actor.person, now, afar, lasts, asked_again=again)


def is_asked_again(flow: Flow, earlier: Iterable[Matter], now: datetime) -> bool:
    """Whether what else acts from the moment it is asked has to wait for the second person, whoever asks.

    So it is where the newest of the `earlier` matters (same flow, about the same, in one organisation) was refused, fell or was
    withdrawn: nobody alone has an effect renewed that a second person never approved.
    """
    if not ARRANGEMENTS[flow].acts_at_once:
        return False
    newest = max(earlier, key=_asked_at, default=None)
    return newest is not None and on_clock(newest, now).state in _NEVER_APPROVED


def may_ask(flow: Flow, actor: Actor) -> Decision:
    """Whether somebody may ask for such a matter in their organisation."""
    if not actor.strong:
        return Decision(MANDATE.finding("second_factor_missing"))
    if not actor.roles & ARRANGEMENTS[flow].askers:
        return Decision(MANDATE.finding("asker_lacks", flow=flow.value))
    return ALLOWED


def take(matter: Matter, step: Step, actor: Actor, now: datetime, *, reason: str = "") -> Matter:
    """The matter after somebody's step. Refusing and reviewing need a reason.

    Raises ProblemError with the refusal of `may_take`, or `mandate.reason_missing`.
    """
    may_take(matter, step, actor, now).demand()
    if step in {Step.REFUSE, Step.REVIEW} and not reason.strip():
        raise MANDATE.problem("reason_missing")
    standing = on_clock(matter, now)
    moved = evolve(standing, state=ARRANGEMENTS[matter.flow].steps[standing.state, step].to)
    if step not in {Step.CONFIRM, Step.REFUSE}:
        return moved
    return evolve(moved, decided_by=actor.person, decided_at=now, until=_until(moved, now))


def may_take(matter: Matter, step: Step, actor: Actor, now: datetime) -> Decision:
    """Whether somebody may take a step now; nobody decides their own matter, or one about themselves.

    Refusals: `mandate.clock_went_back`, `mandate.step_impossible`, `mandate.second_factor_missing`,
    `mandate.own_confirmation`, and the one the table names for the step.
    """
    if now < (matter.decided_at or matter.asked_at):
        return Decision(MANDATE.finding("clock_went_back"))
    standing = on_clock(matter, now)
    transition = ARRANGEMENTS[matter.flow].steps.get((standing.state, step))
    if transition is None:
        return Decision(MANDATE.finding("step_impossible", step=step.value, state=standing.state.value))
    if not actor.strong:
        return Decision(MANDATE.finding("second_factor_missing"))
    if transition.who in {Who.SECOND, Who.REVIEWER} and actor.person in {matter.asked_by, matter.about}:
        return Decision(MANDATE.finding("own_confirmation", flow=matter.flow.value))
    if not _is_who(transition.who, standing, actor):
        return Decision(MANDATE.finding(transition.problem, flow=matter.flow.value))
    return ALLOWED


def on_clock(matter: Matter, now: datetime) -> Matter:
    """The matter as its clock has left it: fallen if nobody decided in time, ended if its time is over."""
    if matter.state is State.ASKED and now >= lapses_at(matter):
        return evolve(matter, state=State.LAPSED)
    if matter.state is State.IN_FORCE and matter.until is not None and now >= matter.until:
        return evolve(matter, state=State.ENDED)
    return matter


def lapses_at(matter: Matter) -> datetime:
    """When the matter falls if nobody decides."""
    return matter.asked_at + ARRANGEMENTS[matter.flow].lapses_after


def escalates_at(matter: Matter) -> datetime:
    """When those are woken who can find a second person."""
    return matter.asked_at + ARRANGEMENTS[matter.flow].escalates_after


def is_in_force(matter: Matter, now: datetime) -> bool:
    """Whether what was asked holds now; a suspension holds from the moment it is asked, unless it is asked again."""
    standing = on_clock(matter, now)
    acts_at_once = ARRANGEMENTS[matter.flow].acts_at_once and not matter.asked_again
    meanwhile = standing.state is State.ASKED and acts_at_once
    return standing.state is State.IN_FORCE or meanwhile


def interim(matter: Matter) -> Finding:
    """What stands while the second person sleeps."""
    return MANDATE.finding("interim_asked_again" if matter.asked_again else ARRANGEMENTS[matter.flow].interim)


def to_tell(matter: Matter, now: datetime) -> frozenset[Role]:
    """The roles to be told of the matter as it stands now: who can confirm while it waits, and once it escalates who is woken."""
    arrangement, standing = ARRANGEMENTS[matter.flow], on_clock(matter, now)
    told = arrangement.tells.get(standing.state, frozenset())
    if standing.state is not State.ASKED:
        return told
    woken = arrangement.escalates_to if now >= escalates_at(matter) else frozenset()
    return told | arrangement.seconds | woken


def lifts_mask(matter: Matter, actor: Actor, record: str, now: datetime) -> Decision:
    """Whether an unmasking lets somebody see a record unmasked now: its asker, that record, while it is open.

    Refusals: `mandate.unmasking_other`, `mandate.unmasking_not_open`.
    """
    if (matter.flow, matter.about) != (Flow.UNMASKING, record) or not _is_askers(matter, actor):
        return Decision(MANDATE.finding("unmasking_other"))
    return ALLOWED if is_in_force(matter, now) else Decision(MANDATE.finding("unmasking_not_open"))


def breaks_glass(matter: Matter, actor: Actor, held: Held, now: datetime) -> Decision:
    """Whether a break-glass lets somebody see a record now without the role or purpose it asks for.

    Only its asker, only the class it names, only records of the own organisation, never an administrator, never without a second
    factor. Refusals: `mandate.break_glass_other`, `mandate.break_glass_not_open`, `mandate.administrator_personal`,
    `mandate.second_factor_missing`.
    """
    named = (Flow.BREAK_GLASS, held.data_class.value, held.organisation)
    if (matter.flow, matter.about, matter.organisation) != named or not _is_askers(matter, actor):
        return Decision(MANDATE.finding("break_glass_other"))
    if held.data_class in PERSONAL and Role.ADMINISTRATOR in actor.roles:
        return Decision(MANDATE.finding("administrator_personal"))
    if not actor.strong:
        return Decision(MANDATE.finding("second_factor_missing"))
    return ALLOWED if is_in_force(matter, now) else Decision(MANDATE.finding("break_glass_not_open"))


def _asked_at(matter: Matter) -> datetime:
    return matter.asked_at


def _until(matter: Matter, now: datetime) -> datetime | None:
    lasts = matter.lasts or ARRANGEMENTS[matter.flow].lasts
    return now + lasts if lasts is not None and matter.state is State.IN_FORCE else None


def _is_who(who: Who, matter: Matter, actor: Actor) -> bool:
    arrangement = ARRANGEMENTS[matter.flow]
    if who is Who.ASKER:
        return _is_askers(matter, actor)
    if who is Who.SECOND:
        return _is_second(arrangement, matter, actor)
    if who is Who.EITHER:
        return _is_askers(matter, actor) or _is_second(arrangement, matter, actor)
    if who is Who.REVIEWER:
        return _is_reviewer(arrangement, matter, actor)
    return False


def _is_askers(matter: Matter, actor: Actor) -> bool:
    return (actor.person, actor.organisation) == (matter.asked_by, matter.organisation)


def _is_second(arrangement: Arrangement, matter: Matter, actor: Actor) -> bool:
    other = actor.person not in {matter.asked_by, matter.about}
    near = actor.organisation in matter.remote | {matter.organisation}
    return other and near and bool(actor.roles & arrangement.seconds)


def _is_reviewer(arrangement: Arrangement, matter: Matter, actor: Actor) -> bool:
    near = actor.organisation == matter.organisation or matter.organisation in actor.supervises
    return near and actor.person != matter.decided_by and bool(actor.roles & arrangement.reviewers)
