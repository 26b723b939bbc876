"""Who may do what to which data for which purpose, and what each role may do in its organisation: tables, no rules.

What no row grants is refused. A role's purposes are those its work has and the law of the data knows: passenger records
serve terrorism and serious crime alone (Directive (EU) 2016/681 art. 1(2)), never the border check.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from catenary.core.mandate.model import PERSONAL, Act, DataClass, DeskAct, Purpose, Role


@frozen
class Grant:
    """A role may do each of these acts to each of these classes for each of these purposes."""

    role: Role
    classes: frozenset[DataClass]
    acts: frozenset[Act]
    purposes: frozenset[Purpose]


_CRIME = frozenset({Purpose.TERRORISM, Purpose.SERIOUS_CRIME})
_BORDER = _CRIME | {Purpose.BORDER_CHECK}
_WATCH = frozenset({Purpose.RIGHTS, Purpose.OVERSIGHT})
_REQUESTING = _CRIME | {Purpose.COOPERATION}
_COURT = frozenset({Purpose.EVIDENCE, Purpose.PROSECUTION})
_HUB = frozenset({Purpose.ASSESSMENT, Purpose.ASSISTANCE, Purpose.RESEARCH})

_RECORD = frozenset({DataClass.PASSENGER_RECORD})
_TRAVEL = frozenset({DataClass.PASSENGER_INFORMATION, DataClass.CLEARED_MATCH})
_SCREENED = _RECORD | _TRAVEL
_REDRESS = frozenset({DataClass.REDRESS})
_RIGHTS = frozenset({DataClass.RIGHTS_REQUEST, DataClass.REDRESS})
_REQUEST = frozenset({DataClass.REQUEST})
_EVIDENCE = frozenset({DataClass.EVIDENCE})
_ASSESSMENT = frozenset({DataClass.ASSESSMENT})
_PRACTICE = frozenset({DataClass.PRACTICE})

_ASSESSING = frozenset({Purpose.ASSESSMENT})
_ASSISTING = frozenset({Purpose.ASSISTANCE})
_FOLLOWING = _ASSESSING | _ASSISTING
_ANALYSING = _ASSESSING | {Purpose.RESEARCH}

_SEE = frozenset({Act.SEE})
_WORK = frozenset({Act.SEE, Act.EDIT})
_SEND = frozenset({Act.EXPORT, Act.SHARE})

CLASS_PURPOSES: Final[Mapping[DataClass, frozenset[Purpose]]] = MappingProxyType(
    {
        DataClass.PASSENGER_RECORD: _CRIME | _WATCH,
        DataClass.PASSENGER_INFORMATION: _BORDER | _WATCH,
        DataClass.CLEARED_MATCH: _BORDER | _WATCH,
        DataClass.REQUEST: _REQUESTING | _COURT | _WATCH,
        DataClass.EVIDENCE: _COURT | _WATCH,
        DataClass.RIGHTS_REQUEST: _WATCH,
        DataClass.REDRESS: _BORDER | _WATCH,
        DataClass.ASSESSMENT: _HUB,
        DataClass.PRACTICE: _HUB | {Purpose.COOPERATION},
        DataClass.ACCOUNT: _WATCH,
    }
)
"""What each class of data may serve at all, whoever asks."""

GRANTS: Final[tuple[Grant, ...]] = (
    Grant(Role.PASSENGER_DATA_OFFICER, _RECORD, _WORK | {Act.ASK_UNMASKING}, _CRIME),
    Grant(Role.PASSENGER_DATA_OFFICER, _TRAVEL, _WORK, _BORDER),
    Grant(Role.PASSENGER_DATA_OFFICER, _REDRESS, _SEE, _BORDER),
    Grant(Role.SUPERVISOR, _RECORD, _WORK | _SEND | {Act.ASK_UNMASKING, Act.LINK, Act.HOLD}, _CRIME),
    Grant(Role.SUPERVISOR, _TRAVEL, _WORK | _SEND | {Act.HOLD}, _BORDER),
    Grant(Role.SUPERVISOR, _SCREENED | _REQUEST, _WORK | {Act.ERASE}, frozenset({Purpose.RIGHTS})),
    Grant(Role.SUPERVISOR, _REDRESS, _SEE, _BORDER),
    Grant(Role.SUPERVISOR, _REQUEST, _WORK, _REQUESTING),
    Grant(Role.LIAISON, _RECORD, frozenset({Act.SEE, Act.ASK_UNMASKING}), _CRIME),
    Grant(Role.LIAISON, _REQUEST, _WORK | _SEND, _REQUESTING),
    Grant(Role.LIAISON, _PRACTICE, _SEE, frozenset({Purpose.COOPERATION})),
    Grant(Role.COMPETENT_AUTHORITY, _RECORD, frozenset({Act.APPROVE_UNMASKING}), _CRIME),
    Grant(Role.COMPETENT_AUTHORITY, _REQUEST, _WORK | _SEND, _REQUESTING | _COURT),
    Grant(Role.COMPETENT_AUTHORITY, _EVIDENCE, frozenset({Act.SEE, Act.HOLD, Act.ERASE}), _COURT),
    Grant(Role.EVIDENCE_CUSTODIAN, _EVIDENCE, _WORK | _SEND | {Act.HOLD}, _COURT),
    Grant(Role.PROSECUTOR, _EVIDENCE, frozenset({Act.SEE, Act.EXPORT, Act.HOLD}), _COURT),
    Grant(Role.PROSECUTOR, _REQUEST, _WORK, _COURT),
    Grant(Role.DATA_PROTECTION_OFFICER, PERSONAL, _SEE, _WATCH),
    Grant(Role.DATA_PROTECTION_OFFICER, _RIGHTS, _WORK | {Act.EXPORT}, frozenset({Purpose.RIGHTS})),
    Grant(Role.OVERSIGHT, PERSONAL, _SEE, _WATCH),
    Grant(Role.ASSESSOR, _ASSESSMENT | _PRACTICE, _WORK, _ASSESSING),
    Grant(Role.REVIEWER, _ASSESSMENT | _PRACTICE, _WORK, _ASSESSING),
    Grant(Role.COMMITTEE_SECRETARY, _ASSESSMENT | _PRACTICE, _WORK | _SEND | {Act.PUBLISH}, _HUB),
    Grant(Role.FOCAL_POINT, _ASSESSMENT, _WORK | _SEND, _FOLLOWING),
    Grant(Role.FOCAL_POINT, _PRACTICE, _WORK, _FOLLOWING),
    Grant(Role.PARTNER, _ASSESSMENT, _SEE, _ASSISTING),
    Grant(Role.PARTNER, _PRACTICE, _WORK, _ASSISTING),
    Grant(Role.ANALYST, _ASSESSMENT, _SEE | {Act.EXPORT}, _ANALYSING),
    Grant(Role.ANALYST, _PRACTICE, _WORK | _SEND | {Act.PUBLISH}, _ANALYSING),
    Grant(Role.RESEARCHER, _PRACTICE, _WORK, frozenset({Purpose.RESEARCH})),
)
"""Everything that may be done to a record. The administrator has no row."""


def _indexed(grants: Iterable[Grant]) -> dict[tuple[Role, DataClass, Act], frozenset[Purpose]]:
    found: defaultdict[tuple[Role, DataClass, Act], frozenset[Purpose]] = defaultdict(frozenset)
    for grant in grants:
        for about in grant.classes:
            for act in grant.acts:
                found[grant.role, about, act] |= grant.purposes & CLASS_PURPOSES[about]
    return dict(found)


PURPOSES: Final[Mapping[tuple[Role, DataClass, Act], frozenset[Purpose]]] = MappingProxyType(_indexed(GRANTS))
"""The same, to look up: the purposes for which a role may do an act to a class of data; absent means never."""

_CARE = frozenset({DeskAct.SEE_ACCESSES, DeskAct.SEE_STATISTICS, DeskAct.SEE_RETENTION, DeskAct.SEE_RULES})
_SECOND = frozenset({DeskAct.SEE_PEOPLE, DeskAct.CONFIRM_ROLE, DeskAct.SUSPEND, DeskAct.CONFIRM_SUSPENSION})

_TRAFFIC = frozenset(
    {DeskAct.SEE_TRAFFIC, DeskAct.LOAD_LIST, DeskAct.JUDGE, DeskAct.SEE_RULES, DeskAct.WRITE_RULE}
)

DESK_ACTS: Final[Mapping[Role, frozenset[DeskAct]]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: _SECOND | {DeskAct.INVITE, DeskAct.GRANT_ROLE, DeskAct.OPERATE, DeskAct.SEE_RETENTION, DeskAct.RUN_CHANNELS},
        Role.SUPERVISOR: _SECOND
        | {DeskAct.SEE_STATISTICS, DeskAct.SEE_RETENTION, DeskAct.ASK_BREAK_GLASS, DeskAct.CONFIRM_BREAK_GLASS}
        | _TRAFFIC | {DeskAct.OPEN_ORIGINAL, DeskAct.PUBLISH_LIST, DeskAct.DECIDE_RULE},
        Role.PASSENGER_DATA_OFFICER: _TRAFFIC | {DeskAct.ASK_BREAK_GLASS},
        Role.LIAISON: frozenset({DeskAct.ASK_BREAK_GLASS}),
        Role.EVIDENCE_CUSTODIAN: frozenset({DeskAct.ASK_BREAK_GLASS}),
        Role.COMPETENT_AUTHORITY: frozenset({DeskAct.CONFIRM_BREAK_GLASS}),
        Role.ASSESSOR: frozenset({DeskAct.WRITE_EDITION}),
        Role.REVIEWER: frozenset({DeskAct.WRITE_EDITION, DeskAct.SETTLE_EDITION}),
        Role.COMMITTEE_SECRETARY: _SECOND | {DeskAct.SETTLE_EDITION},
        Role.FOCAL_POINT: frozenset({DeskAct.COMMENT_EDITION}),
        Role.PARTNER: frozenset({DeskAct.COMMENT_EDITION}),
        Role.DATA_PROTECTION_OFFICER: _CARE | _SECOND,
        Role.OVERSIGHT: _CARE,
    }
)  # fmt: skip
"""What each role may do in its own organisation; roles without a row do nothing to it."""

WITHOUT_SECOND_FACTOR: Final = frozenset({DeskAct.SEE_PEOPLE, DeskAct.SEE_STATISTICS})
"""Desk acts that neither tell about a person's doings nor change who may do what."""

AFAR: Final = _CARE
"""Desk acts that a supervising body may do in the organisations it supervises (ICAO Annex 9 s.9.29)."""

_OPENS_PERSONAL = frozenset(role for role, about, _act in PURPOSES if about in PERSONAL)

_CONFIRMING = frozenset({DeskAct.CONFIRM_ROLE, DeskAct.CONFIRM_SUSPENSION, DeskAct.CONFIRM_BREAK_GLASS})
_SECOND_PERSONS = frozenset(role for role, acts in DESK_ACTS.items() if acts & _CONFIRMING)

SENSITIVE: Final = _OPENS_PERSONAL | _SECOND_PERSONS | {Role.ADMINISTRATOR}
"""Roles that only two persons can give: all that open personal data, the one that gives roles, and those that confirm.

Otherwise who gives roles could make a second person of their own, and be both.
"""

INCOMPATIBLE: Final[Mapping[Role, frozenset[Role]]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: _OPENS_PERSONAL,
        Role.OVERSIGHT: frozenset(Role) - {Role.OVERSIGHT},
        Role.DATA_PROTECTION_OFFICER: frozenset(Role) - {Role.DATA_PROTECTION_OFFICER},
        Role.COMPETENT_AUTHORITY: frozenset({Role.PASSENGER_DATA_OFFICER, Role.SUPERVISOR}),
    }
)
"""Roles that one person never holds together: who operates, who works, who approves and who watches are different people."""
