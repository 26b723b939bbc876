"""The findings of screening: which value met which, and what it contributed."""

from catenary.basis.findings import Catalogue, Severity

_N, _W, _E = Severity.NOTICE, Severity.WARNING, Severity.ERROR

SCREENING = Catalogue(
    "screening",
    {
        "name_token": (_N, "%(query)s meets %(entry)s on the list"),
        "name_token_joined": (_N, "%(query)s meets %(entry)s on the list, written together or apart"),
        "name_token_initial": (_N, "%(query)s and %(entry)s: an initial that fits"),
        "name_token_contradicts": (_N, "%(query)s stands where the list has %(entry)s"),
        "name_token_absent": (_N, "%(query)s%(entry)s stands on one side only"),
        "name_saturated": (
            _N,
            "further parts of a name prove less than the first: relatives and namesakes share them",
        ),
        "name_first_absent": (_N, "the part that stands on one side only is the first of its name"),
        "name_order": (_N, "the parts of the name stand in another order"),
        "name_weak_alias": (_N, "the list calls this alias weak"),
        "name_least": (_N, "a listed person may use a name that shares nothing with those listed"),
        "name_none": (_N, "there is no name to compare: only the document has met"),
        "birth_date_agrees": (_N, "birth date %(query)s agrees with %(entry)s"),
        "birth_date_near": (_N, "birth date %(query)s is near %(entry)s"),
        "birth_date_contradicts": (_N, "birth date %(query)s contradicts %(entry)s"),
        "birth_date_absent": (_N, "a birth date is missing on one side"),
        "sex_agrees": (_N, "sex agrees: %(query)s"),
        "sex_contradicts": (_N, "sex contradicts: %(query)s, the list has %(entry)s"),
        "sex_absent": (_N, "sex is missing on one side"),
        "nationality_agrees": (_N, "nationality agrees: %(query)s"),
        "nationality_contradicts": (_N, "nationality contradicts: %(query)s, the list has %(entry)s"),
        "nationality_absent": (_N, "nationality is missing on one side"),
        "document_agrees": (_N, "document number %(query)s is on the list"),
        "document_confusable": (_N, "document number %(query)s reads like %(entry)s on the list"),
        "document_other_issuer": (
            _N,
            "document number %(query)s meets %(entry)s on the list, but two States may issue one number",
        ),
        "no_name": (
            _E,
            "there is no name to compare: not checked by name, only by document number where there is one",
        ),
        "name_damaged": (_E, "characters of a name are lost, so it is not compared"),
        "input_unreadable": (_E, "%(path)s cannot be read: %(reason)s"),
        "input_unknown": (_E, "neither a carrier message nor travellers as CSV or JSON lines"),
        "failed": (_E, "the check failed (%(fault)s); nothing is known of this person"),
        "no_register": (_W, "no register of lost and stolen documents was given"),
    },
)
