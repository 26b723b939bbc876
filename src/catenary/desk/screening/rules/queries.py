"""What pages of rules show: frozen views, none of which tells of a traveller. Oversight sees those of whom it watches over."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from attrs import frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding, Severity
from catenary.core.mandate.model import DeskAct, Role
from catenary.core.screening.rule_counts import Counts
from catenary.core.screening.rule_flow import STEPS, RuleAct, RuleState, against
from catenary.core.screening.targeting import Criterion, Rule
from catenary.core.screening.targeting_facts import TRAITS
from catenary.desk.directory.models import Organisation
from catenary.desk.mandate.access import decision, demand, of_desk
from catenary.desk.mandate.models import Officer, Person
from catenary.desk.mandate.oversight.queries import organisations_of
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.screening.models import RuleStep, RuleTrial, RuleVersion, TargetingRule
from catenary.desk.screening.rules import figures
from catenary.desk.screening.rules.deciding import DECIDE, permission
from catenary.desk.screening.rules.reading import Reading, phrase, reading
from catenary.desk.screening.rules.versions import counts_in, rule_of, trial_of
from catenary.desk.screening.rules.words import DONE, SIDES, state_tag
from catenary.desk.screening.rules.words import STEPS as STEP_WORDS
from catenary.desk.screening.rules.writing import WRITE, Side
from catenary.desk.shell.parts import Answer, Event, Tag, Told, TwoPersons, Work
from catenary.desk.shell.sentences import sentence
from catenary.desk.shell.tables import Column, Row, Shown, Table
from catenary.desk.shell.words import citation, word

SEE = of_desk(DeskAct.SEE_RULES)
_DECIDED_ELSEWHERE = frozenset({RuleAct.PUT_IN_FORCE, RuleAct.SEND_BACK})
"""Steps that the panel of the second person takes."""


@frozen
class Line:
    """A criterion as the builder shows it, with what is wrong with it and what it leaves by itself."""

    place: int
    text: str
    trait: bool
    faults: tuple[str, ...]
    narrowing: str


@frozen
class Part:
    """The criteria of one side."""

    side: Side
    title: str
    lines: tuple[Line, ...]


@frozen
class NextStep:
    """A step that the reader may take."""

    act: RuleAct
    label: str


@frozen
class VersionPage:
    """Everything the page of a version shows to whoever is here."""

    row: RuleVersion
    tag: Tag
    reading: Reading
    parts: tuple[Part, ...]
    faults: tuple[str, ...]
    """What speaks against the next step, of the rule as a whole."""
    warnings: tuple[str, ...]
    answers: tuple[Answer, ...]
    may_write: bool
    steps: tuple[NextStep, ...]
    panel: TwoPersons | None
    work: Work | None
    trial: tuple[Answer, ...]
    judged: tuple[Answer, ...]
    tables: tuple[Table, ...]
    history: tuple[Event, ...]


def watched(here: SignedIn) -> tuple[Organisation, ...]:
    """Whose rules the reader may see. Raises ProblemError where there is nobody's."""
    found = organisations_of(here, DeskAct.SEE_RULES)
    if not found:
        demand(SEE, here)
    return found


def version_seen(here: SignedIn, public_id: UUID) -> RuleVersion:
    """A version the reader may see. Raises RuleVersion.DoesNotExist, ProblemError."""
    rows = RuleVersion.objects.select_related("rule", "organisation")
    return rows.get(public_id=public_id, organisation__in=watched(here))


def rule_seen(here: SignedIn, public_id: UUID) -> TargetingRule:
    """A rule the reader may see. Raises TargetingRule.DoesNotExist, ProblemError."""
    rows = TargetingRule.objects.select_related("organisation")
    return rows.get(public_id=public_id, organisation__in=watched(here))


def rules_table(organisation: Organisation) -> Table:
    """Every rule of an organisation, as its newest version stands."""
    rules = TargetingRule.objects.filter(organisation=organisation).prefetch_related("versions__trial")
    rows = tuple(map(_rule_row, rules))
    columns = (
        Column("code", _("Rule"), Shown.CODE),
        Column("name", _("Name"), Shown.NAME),
        Column("standing", _("Standing"), Shown.TAG),
        Column("review", _("Look again by"), Shown.DATE),
        Column("travellers", _("Travellers counted"), Shown.NUMBER),
        Column("hits", _("Meet the rule"), Shown.NUMBER),
        Column("judged", _("Judged to be looked at")),
    )
    empty = _("There is no rule: nobody is looked at for the way they travel.")
    return _table(_("Targeting rules"), columns, rows, empty, f"rules-{organisation.public_id}")


def rule_answers(row: TargetingRule) -> tuple[Answer, ...]:
    """What a rule is called, what it serves, and the laws it stands on."""
    return (
        Answer(_("Name"), row.name, exact=True),
        Answer(_("Unit"), row.organisation.name, exact=True),
        Answer(_("Purpose"), word("purpose", row.purpose)),
        Answer(_("Law that opens the data"), citation(row.basis), exact=True),
        Answer(_("Law that lets the unit set criteria"), row.legal_ground, exact=True),
    )


def versions_table(row: TargetingRule) -> Table:
    """The versions of a rule, the newest first."""
    rows = tuple(
        Row(
            {
                "number": each.number,
                "standing": state_tag(each.state),
                "drafted": each.drafted_at,
                "review": each.review_on,
                "decided": each.decided_at,
            },
            reverse("rule_version", args=[each.public_id]),
        )
        for each in row.versions.all()
    )
    columns = (
        Column("number", _("Version"), Shown.NUMBER),
        Column("standing", _("Standing"), Shown.TAG),
        Column("drafted", _("Drafted"), Shown.TIME),
        Column("review", _("Look again by"), Shown.DATE),
        Column("decided", _("Put in force"), Shown.TIME),
    )
    return _table(_("Versions"), columns, rows, "", "versions")


def version_page(here: SignedIn, row: RuleVersion) -> VersionPage:
    """The version as this person sees it now."""
    rule, trial = rule_of(row), RuleTrial.objects.filter(version=row).first()
    counts = counts_in(trial) if trial else Counts()
    found = _speaks_against(here, row, rule)
    return VersionPage(
        row=row,
        tag=state_tag(row.state),
        reading=reading(rule),
        parts=tuple(_part(each, rule, counts, found) for each in Side),
        faults=tuple(sentence(each) for each in found if _is_general(each, rule)),
        warnings=tuple(sentence(each) for each in found if each.severity is Severity.WARNING),
        answers=_answers(row),
        may_write=may_write(here, row),
        steps=tuple(_steps(here, row)),
        panel=_panel(here, row),
        work=_work(row, trial),
        trial=figures.trial_answers(trial) if trial else (),
        judged=figures.judged_answers(row) if row.decided_at else (),
        tables=_tables(counts) if trial else (),
        history=_history(row),
    )


def may_write(here: SignedIn, row: RuleVersion) -> bool:
    """Whether the reader may rewrite the draft."""
    own = row.drafted_by_id == here.person.pk and row.organisation_id == here.organisation.pk
    return own and row.state == RuleState.DRAFTED and decision(WRITE, here).allowed


def names(people: Iterable[int | None], organisation: Organisation) -> Mapping[int, str]:
    """Names of officers by row: as a colleague knows them, or as oversight does."""
    wanted = {each for each in people if each is not None}
    known = dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name"))
    if wanted <= known.keys():
        return known
    officers = Officer.objects.filter(organisation=organisation, person_id__in=wanted)
    return {**dict(officers.values_list("person_id", "name")), **known}


def _rule_row(rule: TargetingRule) -> Row:
    newest = next(iter(rule.versions.all()))
    trial: RuleTrial | None = getattr(newest, "trial", None)
    return Row(
        {
            "code": rule.code,
            "name": rule.name,
            "standing": state_tag(newest.state),
            "review": newest.review_on,
            "travellers": trial.travellers if trial else 0,
            "hits": figures.number(trial.hits) if trial else 0,
            "judged": figures.share_words(figures.judged(newest).upheld) or _("nothing judged yet"),
        },
        reverse("targeting_rule", args=[rule.public_id]),
    )


def _speaks_against(here: SignedIn, row: RuleVersion, rule: Rule) -> tuple[Finding, ...]:
    """Everything that keeps a version from its next step, or should be known before it."""
    state = RuleState(row.state)
    act = RuleAct.TRY if state is RuleState.DRAFTED else RuleAct.PROPOSE
    if state in {RuleState.IN_FORCE, RuleState.ENDED}:
        return ()
    return against(rule, act, here.now.date(), trial_of(row))


def _is_general(finding: Finding, rule: Rule) -> bool:
    """Whether it speaks of no single criterion."""
    named = {each.fact.value for each in (*rule.criteria, *rule.unless)}
    return finding.severity is Severity.ERROR and finding.params.get("field") not in named


def _part(side: Side, rule: Rule, counts: Counts, found: Iterable[Finding]) -> Part:
    criteria = rule.criteria if side is Side.CRITERIA else rule.unless
    listed = tuple(found)
    lines = (_line(side, place, each, counts, listed) for place, each in enumerate(criteria))
    return Part(side, str(SIDES[side]), tuple(lines))


def _line(side: Side, place: int, criterion: Criterion, counts: Counts, found: Iterable[Finding]) -> Line:
    of_this = [each for each in found if each.params.get("field") == criterion.fact.value]
    return Line(
        place=place,
        text=phrase(criterion),
        trait=criterion.fact in TRAITS,
        faults=tuple(sentence(each) for each in of_this),
        narrowing=figures.narrowing(counts, place) if side is Side.CRITERIA else "",
    )


def _answers(row: RuleVersion) -> tuple[Answer, ...]:
    known = names((row.drafted_by_id, row.proposed_by_id, row.decided_by_id), row.organisation)
    answers = [
        Answer(_("What it looks for, and why"), Told(row.aim) if row.aim else None),
        Answer(_("Look again by"), row.review_on),
        Answer(_("Drafted by"), known.get(row.drafted_by_id), exact=True),
    ]
    if row.proposed_by_id is not None:
        answers += [
            Answer(_("Proposed by"), known.get(row.proposed_by_id), exact=True),
            Answer(_("Why it is needed"), Told(row.proposed_for)),
        ]
    if row.decided_by_id is not None:
        answers += [
            Answer(_("Put in force by"), known.get(row.decided_by_id), exact=True),
            Answer(_("Put in force"), row.decided_at),
        ]
    return tuple(answers)


def _steps(here: SignedIn, row: RuleVersion) -> Iterator[NextStep]:
    if row.organisation_id != here.organisation.pk:
        return
    state, own = RuleState(row.state), row.drafted_by_id == here.person.pk
    for from_state, act in STEPS:
        takes = from_state is state and act not in _DECIDED_ELSEWHERE and (own or act is not RuleAct.TRY)
        if takes and decision(permission(act, state), here).allowed:
            yield NextStep(act, str(STEP_WORDS[act]))


def _panel(here: SignedIn, row: RuleVersion) -> TwoPersons | None:
    """The decision that a proposed version waits for."""
    if row.state != RuleState.PROPOSED or row.proposed_at is None:
        return None
    why_not = _why_not(here, row)
    return TwoPersons(
        what=_("Put this version of the rule in force"),
        proposed_by=names((row.proposed_by_id,), row.organisation).get(row.proposed_by_id or 0, ""),
        proposed_at=row.proposed_at,
        reason=Told(row.proposed_for),
        meanwhile=_("It is counted in shadow mode and finds nobody. A version in force before it stays so."),
        who_may=(word("role", Role.SUPERVISOR),),
        decide_url="" if why_not else reverse("decide_rule", args=[row.public_id]),
        why_not=why_not,
    )


def _why_not(here: SignedIn, row: RuleVersion) -> str:
    proposed = RuleStep.objects.filter(version=row, act=RuleAct.PROPOSE, by=here.person).exists()
    if proposed or row.drafted_by_id == here.person.pk:
        return _("You wrote or proposed it. Another person decides.")
    own = row.organisation_id == here.organisation.pk
    return "" if own and decision(DECIDE, here).allowed else _("A supervisor decides.")


def _work(row: RuleVersion, trial: RuleTrial | None) -> Work | None:
    """Past traffic that is being counted."""
    if trial is None or trial.counted_at is not None:
        return None
    return Work(
        title=_("Past traffic is being counted"),
        done=trial.travellers + trial.left_out,
        total=0,
        url=reverse("rule_version", args=[row.public_id]),
        state=Tag(_("under way")),
    )


def _tables(counts: Counts) -> tuple[Table, ...]:
    return (*figures.group_tables(counts), *figures.place_tables(counts), figures.overlap_table(counts))


def _history(row: RuleVersion) -> tuple[Event, ...]:
    steps = list(RuleStep.objects.filter(version=row))
    known = names((each.by_id for each in steps), row.organisation)
    return tuple(
        Event(
            each.at,
            str(DONE[RuleAct(each.act)]),
            known.get(each.by_id, "") if each.by_id else _("by itself: its review was missed"),
            Told(each.reason) if each.reason else None,
        )
        for each in steps
    )


def _table(
    caption: str, columns: tuple[Column, ...], rows: tuple[Row, ...], empty: str, identity: str
) -> Table:
    return Table(
        caption=caption,
        columns=columns,
        rows=rows,
        count=len(rows),
        first=min(1, len(rows)),
        last=len(rows),
        empty=empty,
        id=identity,
    )
