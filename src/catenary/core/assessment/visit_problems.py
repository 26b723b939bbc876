"""What can be said about a visit, its clocks, its team and its plan."""

from catenary.basis.findings import Catalogue, Counted, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

VISITS = Catalogue(
    "visits",
    {
        "step_impossible": (_E, "This step (%(act)s) is not possible from here (%(stage)s)"),
        "step_other_kind": (_E, "A visit of this kind (%(kind)s) has no such step (%(act)s)"),
        "step_other_side": (_E, "This step (%(act)s) is for the other side (%(side)s)"),
        "step_not_yours": (_E, "None of your roles takes this step (%(act)s)"),
        "not_on_team": (_E, "Only somebody on the team of this visit does this"),
        "not_leader": (_E, "Only the leader of the team does this"),
        "not_planner": (_E, "Your role does not plan visits"),
        "secretary_only": (_E, "Only a secretary of the committee opens this page"),
        "reason_missing": (_E, "Give a reason"),
        "words_missing": (_E, "Write the reply"),
        "publication_missing": (_E, "Say what may be published"),
        "sections_missing": (_E, "Name the sections that may be published"),
        "dates_missing": (_E, "Say first when the visit begins and ends"),
        "dates_odd": (_E, "Give both days, the last not before the first"),
        "not_a_state": (_E, "Only a State is visited"),
        "alone_is_own": (_E, "A body visits States; a State assesses itself"),
        "settled": (_E, "It can no longer be changed: the visit has gone on (%(stage)s)"),
        "edition_missing": (_E, "Choose a frozen edition of the method first"),
        "nothing_selected": (_E, "Choose first what the visit asks about"),
        "leader_missing": (_E, "The team has no leader who agreed to come"),
        "leaders_many": (_E, "A team has one leader; leaders of this one: %(count)s"),
        "team_small": (_E, "Members who agreed: %(count)s; a team has at least %(least)s"),
        "team_open": (
            _E,
            Counted(
                "count", "%(count)s person has not answered yet", "%(count)s persons have not answered yet"
            ),
        ),
        "conflicts_open": (
            _E,
            Counted(
                "count",
                "%(count)s conflict of interest is not decided yet",
                "%(count)s conflicts of interest are not decided yet",
            ),
        ),
        "programme_empty": (_E, "The programme has no meeting yet"),
        "preparation_open": (_E, "Not done yet: %(clock)s"),
        "not_late": (_E, "The time (%(clock)s) is not over yet; it ends on %(due)s"),
        "comments_unanswered": (
            _E,
            Counted(
                "count",
                "%(count)s comment of the State has no answer yet",
                "%(count)s comments of the State have no answer yet",
            ),
        ),
        "own_adoption": (_E, "Whoever sent the report for adoption does not adopt it"),
        "publication_open": (_E, "The State has not decided yet what is published"),
        "no_such_clock": (_E, "No such clock (%(clock)s) runs on this visit"),
        "clock_paused": (_E, "The clock (%(clock)s) stands still already"),
        "clock_runs": (_E, "The clock (%(clock)s) runs"),
        "pause_asked": (_E, "A pause of this clock (%(clock)s) is asked for already, and not answered yet"),
        "pause_answered": (_E, "This request for a pause (%(clock)s) was answered already"),
        "visit_still": (_E, "Nothing is done on this visit here (%(stage)s)"),
        "clock_went_back": (_E, "The clock shows a time before the last step; have it set right first"),
        "nobody_named": (_E, "Name a colleague, or the partner that is asked for an expert"),
        "not_a_partner": (_E, "Experts are asked of partners only"),
        "member_twice": (_E, "This person is on the list already"),
        "invited_already": (_E, "They were asked already"),
        "not_invited": (_E, "You are not asked to answer this invitation, or it was answered"),
        "nationality_missing": (_E, "Say which nationalities you have"),
        "too_late_to_object": (_E, "The State objects while the team is composed and prepares, not here"),
        "meeting_dropped": (_E, "The meeting was dropped"),
        "meeting_protected": (_E, "Meetings with civil society and with victims are not shown to the State"),
        "pseudonym_taken": (_E, "The pseudonym %(pseudonym)s is somebody else's in this visit"),
        "identity_key_missing": (_E, "Nothing can be sealed here: the key for identities is not set up"),
        "identity_gone": (_E, "It cannot be opened any more"),
        "identity_not_yours": (_E, "Only who wrote the note and who leads the team have it opened"),
        "document_kept": (_E, "What its originator controls is not shared here"),
        "not_yours": (_E, "Only who added it changes it"),
        "comments_closed": (_E, "Comments on facts are made while the draft is with the State"),
        "answers_closed": (_E, "Comments are answered once the State has handed them in"),
        "answer_missing": (_E, "Write what you answer"),
        "register_faulty": (
            _E,
            Counted(
                "count",
                "%(count)s fault in the file: nothing was loaded",
                "%(count)s faults in the file: nothing was loaded",
            ),
        ),
        "conflict_settled": (_E, "This conflict of interest is decided already"),
        "conflict_own": (_E, "Nobody decides about their own conflict of interest"),
        "keeping_not_proposed": (_E, "Nobody proposed to keep this person on the team"),
        "keeping_own": (_E, "Another person than who proposed it confirms it"),
        "clash_team": (
            _W,
            Counted(
                "count",
                "%(count)s person would be on two visits at once: %(state)s and %(other)s",
                "%(count)s persons would be on two visits at once: %(state)s and %(other)s",
            ),
        ),
        "clash_state": (_W, "%(state)s is in the plan more than once; visits: %(count)s"),
        "clash_load": (_W, "Visits under way at once on %(day)s: %(count)s"),
        "reason_never": (_N, "No visit is on record"),
        "reason_since": (
            _N,
            Counted(
                "count",
                "The last visit ended on %(day)s, %(count)s year ago",
                "The last visit ended on %(day)s, %(count)s years ago",
            ),
        ),
        "reason_long_since": (
            _N,
            Counted(
                "count",
                "The last visit was long ago: it ended on %(day)s, %(count)s year ago",
                "The last visit was long ago: it ended on %(day)s, %(count)s years ago",
            ),
        ),
        "reason_needs": (
            _N,
            Counted("count", "%(count)s need that nobody meets", "%(count)s needs that nobody meets"),
        ),
        "reason_refused": (_N, "It refused or took back its consent on %(day)s"),
        "reason_agreed": (_N, "It agreed to a visit on %(day)s"),
        "reason_region": (
            _N,
            Counted(
                "count",
                "%(count)s visit of the year is in its region; States there: %(states)s",
                "%(count)s visits of the year are in its region; States there: %(states)s",
            ),
        ),
        "term_too_short": (_E, "Give a time longer than zero (%(clock)s)"),
        "term_below_published": (
            _E,
            "The published time (%(clock)s) is not shortened; its days: %(published)s",
        ),
    },
)
"""The codes of visits; people are not named in any of them."""
