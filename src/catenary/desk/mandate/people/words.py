"""The codes of people and access in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catenary.core.mandate.flow_table import Flow, State, Step
from catenary.desk.mandate.models.attempts import AttemptKind
from catenary.desk.mandate.models.people import MembershipState

FLOWS: Mapping[Flow, Promise] = {
    Flow.GRANT: _("Giving a role that opens personal data or gives roles"),
    Flow.UNMASKING: _("Unmasking a record"),
    Flow.BREAK_GLASS: _("Emergency access"),
    Flow.SUSPENSION: _("Suspending a person"),
    Flow.REINSTATEMENT: _("Letting a suspended person return"),
    Flow.FACTOR_RESET: _("Removing the second factors of a person who lost them"),
}
STATES: Mapping[State, Promise] = {
    State.ASKED: _("waits for a second person"),
    State.IN_FORCE: _("in force"),
    State.REFUSED: _("refused"),
    State.WITHDRAWN: _("withdrawn"),
    State.LAPSED: _("fell, since nobody decided"),
    State.ENDED: _("ended"),
    State.REVIEWED: _("ended and reviewed"),
}
STEPS: Mapping[Step, Promise] = {
    Step.CONFIRM: _("Confirm"),
    Step.REFUSE: _("Refuse"),
    Step.WITHDRAW: _("Withdraw"),
    Step.CLOSE: _("End now"),
    Step.REVIEW: _("Record the review"),
}
MEMBERSHIPS: Mapping[MembershipState, Promise] = {
    MembershipState.PROPOSED: _("waits for a second person"),
    MembershipState.ACTIVE: pgettext_lazy("role", "held"),
    MembershipState.REFUSED: pgettext_lazy("role", "refused"),
    MembershipState.EXPIRED: _("fell, since nobody decided"),
    MembershipState.ENDED: pgettext_lazy("role", "ended"),
}
ATTEMPTS: Mapping[AttemptKind, Promise] = {
    AttemptKind.PASSWORD: _("Wrong address or password"),
    AttemptKind.CODE: _("Wrong code of the second factor"),
    AttemptKind.TOKEN: _("Wrong token of a program"),
    AttemptKind.INVITATION: _("Wrong or used invitation"),
    AttemptKind.PROVIDER: _("Somebody not invited, through an identity provider"),
}
