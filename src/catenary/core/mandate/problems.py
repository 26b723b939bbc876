"""The coded problems of the room mandate; each sentence is written for the person whose act it concerns."""

from catenary.basis.findings import Catalogue, Severity, Wording

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

_ACCESS: dict[str, tuple[Severity, Wording]] = {
    "organisation_other": (_ERROR, "The record belongs to another organisation and does not name yours"),
    "handling_forbids": (
        _ERROR,
        "The handling code %(handling)s does not let another organisation do this (%(act)s)",
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

MANDATE = Catalogue("mandate", _ACCESS | _RETENTION)
"""The codes of the room mandate."""
