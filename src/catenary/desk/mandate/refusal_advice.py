"""What a reader was lacking when something was refused, and who can help: worked out from the tables of core."""

from collections.abc import Callable, Iterable, Mapping

from attrs import field, frozen
from django.urls import reverse
from django.utils.translation import gettext as _

from catenary.basis.findings import Finding
from catenary.core.mandate.flow_table import ARRANGEMENTS, Arrangement, Flow
from catenary.core.mandate.grants import DESK_ACTS, PURPOSES
from catenary.core.mandate.model import DeskAct, Purpose, Role
from catenary.desk.mandate.signed_in import SignedIn
from catenary.desk.shell.parts import Place
from catenary.desk.shell.words import word


@frozen
class Advice:
    """What was missing, who can help, and where the reader can get it themselves."""

    lines: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    link: Place | None = None


Advise = Callable[[Finding, SignedIn], Advice]


def advice(finding: Finding, here: SignedIn | None) -> Advice:
    """For whoever is here; nothing for a refusal whose sentence says it all. Without a role anywhere, whom to ask for one."""
    if here is None:
        return Advice(
            [
                _(
                    "You hold no role in any organisation. Who invited you, or an administrator there, can propose one."
                )
            ]
        )
    advise = _BY_CODE.get(finding.code.removeprefix("mandate."))
    return advise(finding, here) if advise else Advice()


def _role_lacks(finding: Finding, here: SignedIn) -> Advice:
    told = finding.params.get("data"), finding.params.get("act")
    return _takes_role(role for role, about, act in PURPOSES if (about.value, act.value) == told)


def _desk_role_lacks(finding: Finding, here: SignedIn) -> Advice:
    wanted = finding.params.get("act")
    return _takes_role(role for role, acts in DESK_ACTS.items() if wanted in {act.value for act in acts})


def _asker_lacks(finding: Finding, here: SignedIn) -> Advice:
    arrangement = _arrangement(finding)
    return _takes_role(arrangement.askers) if arrangement else Advice()


def _takes_role(roles: Iterable[Role]) -> Advice:
    """Who has one of these can do it; who needs one is given it by two persons, whom the table of desk acts names."""
    able = frozenset(roles)
    if not able:
        return Advice([_("No role allows this.")])
    givers = (role for role, acts in DESK_ACTS.items() if DeskAct.GRANT_ROLE in acts)
    return Advice(
        [
            _("It takes one of these roles: %(roles)s. Whoever holds one can help.")
            % {"roles": _roles(able)},
            _(
                "If your own work needs it, ask one of these to give you the role: %(roles)s. A second person confirms it."
            )
            % {"roles": _roles(givers)},
        ]
    )


def _second_lacks(finding: Finding, here: SignedIn) -> Advice:
    arrangement = _arrangement(finding)
    if arrangement is None:
        return Advice()
    told = _("Somebody else decides this, in the organisation that asked or in one that it named: %(roles)s.")
    return Advice([told % {"roles": _roles(arrangement.seconds)}])


def _reviewer_lacks(finding: Finding, here: SignedIn) -> Advice:
    arrangement = _arrangement(finding)
    if arrangement is None or not arrangement.reviewers:
        return Advice()
    return Advice([_("It is reviewed by: %(roles)s.") % {"roles": _roles(arrangement.reviewers)}])


def _purpose_forbidden(finding: Finding, here: SignedIn) -> Advice:
    """The purposes that would open it to the reader's own roles; where there is none, whose work it is."""
    data, act = finding.params.get("data"), finding.params.get("act")
    rows = [
        (role, purposes)
        for (role, about, may), purposes in PURPOSES.items()
        if about.value == data and act in {None, may.value}
    ]
    mine = frozenset[Purpose]().union(*(purposes for role, purposes in rows if role in here.roles))
    if not mine:
        return _takes_role(role for role, _purposes in rows)
    named = ", ".join(sorted(word("purpose", each.value) for each in mine))
    told = _("With your role it takes one of these purposes, if it is what you work on: %(purposes)s.")
    return Advice([told % {"purposes": named}], _state_purpose())


def _other_basis(finding: Finding, here: SignedIn) -> Advice:
    return Advice([_("State a purpose of your work with a law that allows it.")], _state_purpose())


def _administrator(finding: Finding, here: SignedIn) -> Advice:
    return Advice(
        [
            _("No purpose and no other role opens personal data to whoever administers the organisation."),
            _("Colleagues who work with records can help; the data protection officer says who."),
        ]
    )


def _second_factor(finding: Finding, here: SignedIn) -> Advice:
    return Advice([], Place(_("Sign in with your second factor"), reverse("second_factor")))


def _others_record(finding: Finding, here: SignedIn) -> Advice:
    return Advice(
        [
            _(
                "The organisation that holds the record decides who else may see it and what they may do; a liaison officer can ask it."
            )
        ]
    )


def _review(finding: Finding, here: SignedIn) -> Advice:
    return Advice(
        [_("Begin at the list of accesses: each leads to the records it showed, for who watches over it.")]
    )


def _unmasking(finding: Finding, here: SignedIn) -> Advice:
    told = _("Whoever needs it asks for the unmasking on the page of the record. Then decides: %(roles)s.")
    return Advice([told % {"roles": _roles(ARRANGEMENTS[Flow.UNMASKING].seconds)}])


def _state_purpose() -> Place:
    return Place(_("State your purpose"), reverse("state_purpose"))


def _arrangement(finding: Finding) -> Arrangement | None:
    flow = str(finding.params.get("flow"))
    return ARRANGEMENTS[Flow(flow)] if flow in {*Flow} else None


def _roles(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(word("role", role.value) for role in roles))


_BY_CODE: Mapping[str, Advise] = {
    "administrator_personal": _administrator,
    "asker_lacks": _asker_lacks,
    "audience_lacks": _others_record,
    "basis_forbids": _other_basis,
    "basis_unknown": _other_basis,
    "closer_lacks": _second_lacks,
    "handling_forbids": _others_record,
    "organisation_other": _others_record,
    "own_confirmation": _second_lacks,
    "purpose_forbidden": _purpose_forbidden,
    "review_without_access": _review,
    "reviewer_lacks": _reviewer_lacks,
    "role_lacks": _role_lacks,
    "role_lacks_desk_act": _desk_role_lacks,
    "second_factor_missing": _second_factor,
    "second_person_lacks": _second_lacks,
    "task_missing": _other_basis,
    "task_purpose_forbidden": _other_basis,
    "unmasking_not_open": _unmasking,
    "unmasking_other": _unmasking,
}
