"""The coded problems of the room mandate; each sentence is written for the person whose act it concerns."""

from catenary.basis.findings import Catalogue, Counted, Severity, Wording

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

_ACCESS: dict[str, tuple[Severity, Wording]] = {
    "organisation_other": (_ERROR, "The record belongs to another organisation and does not name yours"),
    "handling_forbids": (
        _ERROR,
        "The handling code %(handling)s does not let another organisation do this (%(act)s)",
    ),
    "review_without_access": (
        _ERROR,
        "A record of an organisation that you watch over opens only behind an access to it that you review",
    ),
    "audience_lacks": (_ERROR, "The audience of the record does not name %(organisation)s"),
    "administrator_personal": (_ERROR, "Who administers the system never opens personal data"),
    "role_lacks": (_ERROR, "None of your roles allows this (%(act)s) on data of the class %(data)s"),
    "role_lacks_desk_act": (_ERROR, "None of your roles allows this (%(act)s)"),
    "second_factor_missing": (_ERROR, "Sign in with a second factor first"),
    "task_missing": (_ERROR, "Say for which purpose and on which legal basis you open personal data"),
    "purpose_forbidden": (
        _ERROR,
        "Your role may not open data of the class %(data)s for the purpose %(purpose)s",
    ),
    "task_purpose_forbidden": (_ERROR, "None of your roles has work for the purpose %(purpose)s"),
    "reference_not_a_number": (
        _ERROR,
        "A reference is a file number: letters, digits and . / _ - without spaces, with a digit, %(longest)s characters at most",
    ),
    "basis_unknown": (_ERROR, "%(basis)s is no legal basis that is known here"),
    "basis_forbids": (_ERROR, "The legal basis %(basis)s does not allow the purpose %(purpose)s"),
    "basis_incomplete": (
        _ERROR,
        "The legal basis %(basis)s needs a code that begins with national-, an instrument, a paragraph and a purpose",
    ),
    "basis_taken": (_ERROR, "There is a legal basis with the code %(basis)s already"),
    "roles_incompatible": (_ERROR, "One person cannot hold the roles %(role)s and %(other)s together"),
}

_RETENTION: dict[str, tuple[Severity, Wording]] = {
    "retention_longer": (
        _ERROR,
        "Data of the class %(data)s cannot be kept longer than the limit of its class (%(field)s)",
    ),
    "retention_not_positive": (
        _ERROR,
        "The time for which data of the class %(data)s is kept must be positive (%(field)s)",
    ),
    "retention_source_missing": (_ERROR, "Name the law that changes how long data is kept"),
}

_RECORDS: dict[str, tuple[Severity, Wording]] = {
    "record_erased": (_ERROR, "The record was erased; only its dates are left"),
    "link_alone_keeps": (
        _ERROR,
        "Only the objective link still keeps the record: ask for the erasure of the record instead, which a second person confirms",
    ),
    "linked_already": (_ERROR, "An objective link is recorded already"),
    "not_masked": (_ERROR, "The record is not masked"),
    "held_already": (_ERROR, "A legal hold keeps the record already"),
    "not_held": (_ERROR, "No legal hold keeps the record"),
    "erasure_ordered": (_ERROR, "The erasure of the record is ordered already"),
    "asked_already": (_ERROR, "This was asked already and is not decided, or is in force"),
}

_TWO_PERSONS: dict[str, tuple[Severity, Wording]] = {
    "interim_role_absent": (_NOTICE, "Until a second person confirms, the role is not held"),
    "interim_masked": (_NOTICE, "Until a second authority approves, the record stays masked"),
    "interim_closed": (_NOTICE, "Until a second person confirms, nothing is opened"),
    "interim_suspended": (
        _NOTICE,
        "The account is suspended already; without a second person it is free again",
    ),
    "interim_still_suspended": (_NOTICE, "Until a second person confirms, the account stays suspended"),
    "interim_factors_stand": (_NOTICE, "Until a second person confirms, the second factors stay as they are"),
    "interim_held": (_NOTICE, "The record is kept already; without a second person it is erased at its time"),
    "interim_still_held": (_NOTICE, "Until a second person confirms, the record is kept"),
    "interim_not_erased": (_NOTICE, "Until a second person confirms, the record is not erased"),
    "interim_times_stand": (_NOTICE, "Until a second person confirms, the times that stand go on"),
    "interim_asked_again": (
        _NOTICE,
        "This was asked before and no second person approved it: asked again, it has no effect until one confirms",
    ),
    "asker_lacks": (_ERROR, "None of your roles lets you ask for this (%(flow)s)"),
    "asker_only": (_ERROR, "Only the person who asked can take this step"),
    "own_matter": (_ERROR, "Nobody asks for this about themselves"),
    "own_confirmation": (_ERROR, "Nobody decides their own matter, or one about themselves"),
    "second_person_lacks": (_ERROR, "Your role or your organisation does not decide this matter"),
    "closer_lacks": (_ERROR, "Only the person who asked, or one who may decide, can close this"),
    "reviewer_lacks": (_ERROR, "Only somebody who watches over it and did not decide it can review this"),
    "clock_only": (_ERROR, "Only the passing of time takes this step"),
    "step_impossible": (_ERROR, "This step (%(step)s) is not possible from here (%(state)s)"),
    "clock_went_back": (_ERROR, "The clock shows a time before the last step; have it set right first"),
    "reason_missing": (_ERROR, "Give a reason"),
    "remote_own": (_ERROR, "Your own organisation is not a remote one"),
    "lasts_too_long": (_ERROR, "This cannot stay open for that long"),
    "unmasking_other": (_ERROR, "The unmasking is for another person or another record"),
    "unmasking_not_open": (_ERROR, "The unmasking is not open"),
    "break_glass_other": (
        _ERROR,
        "The emergency access is for another person, another class or another organisation",
    ),
    "break_glass_not_open": (_ERROR, "The emergency access is not open"),
}

_RIGHTS: dict[str, tuple[Severity, Wording]] = {
    "rights_closed": (_ERROR, "The request is closed"),
    "identity_asked_already": (_ERROR, "The person was asked already to prove who they are"),
    "identity_not_asked": (_ERROR, "The person was not asked to prove who they are"),
    "extended_already": (_ERROR, "The time to answer was extended already"),
    "extension_late": (_ERROR, "The time to answer is over and cannot be extended any more"),
    "answer_open": (_ERROR, "An answer grants the request, in whole or part, or refuses it"),
    "answer_lacks": (_ERROR, "The answer does not tell what it must (%(told)s)"),
    "ground_missing": (_ERROR, "Whatever is refused needs a ground"),
    "ground_needless": (_ERROR, "What is granted in whole has no ground for refusal"),
    "ground_not_allowed": (_ERROR, "%(ground)s is no ground to refuse a request of this kind (%(kind)s)"),
    "request_not_accepted": (
        _ERROR,
        "No request for erasure was accepted that names this record; a second person can decide instead",
    ),
    "record_not_here": (_ERROR, "No record that your organisation keeps has the number %(record)s"),
    "erases_nothing": (_ERROR, "Only a request for erasure that is granted names records to erase"),
    "redress_traits_few": (
        _ERROR,
        "A redress needs the whole birth date and a document of the person, or it would clear others",
    ),
    "redress_honoured": (
        _NOTICE,
        "The person is known not to be entry %(entry)s of %(list)s: redress %(redress)s",
    ),
}

_OVERSIGHT: dict[str, tuple[Severity, Wording]] = {
    "watch_own_name": (
        _WARNING,
        Counted(
            "accesses",
            "%(accesses)s access to records that bear the officer's own name",
            "%(accesses)s accesses to records that bear the officer's own name",
        ),
    ),
    "watch_night": (
        _WARNING,
        Counted(
            "accesses",
            "%(accesses)s access in the night after %(night)s, local time",
            "%(accesses)s accesses in the night after %(night)s, local time",
        ),
    ),
    "watch_bulk": (_WARNING, "%(records)s records shown within %(minutes)s minutes"),
    "watch_refusals": (_WARNING, "%(refusals)s refusals within %(hours)s hours"),
    "watch_purpose": (_WARNING, "The role %(role)s never named the purpose %(purpose)s before"),
    "figures_twice": (_ERROR, "There are two figures for %(day)s"),
    "figures_impossible": (_ERROR, "The figures for %(day)s cannot be"),
}

MANDATE = Catalogue("mandate", _ACCESS | _RETENTION | _RECORDS | _TWO_PERSONS | _RIGHTS | _OVERSIGHT)
"""The codes of the room mandate."""
