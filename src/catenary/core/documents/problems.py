"""The coded findings and problems of the room."""

from catenary.basis.findings import Catalogue, Counted, Severity

DOCUMENTS = Catalogue(
    "documents",
    {
        # machine-readable zones
        "no_zone": (
            Severity.ERROR,
            "This is no machine-readable zone: %(lines)s lines, the longest of %(longest)s characters",
        ),
        "line_repaired": (
            Severity.NOTICE,
            "Line %(line)s had lower case or blanks; read as capitals and fillers",
        ),
        "line_short": (
            Severity.WARNING,
            "Line %(line)s has %(length)s characters instead of %(expected)s; filled up at its end",
        ),
        "line_long": (
            Severity.WARNING,
            "Line %(line)s has %(length)s characters instead of %(expected)s; the rest was not read",
        ),
        "character_strange": (
            Severity.WARNING,
            "Line %(line)s, column %(column)s: no zone may hold the character %(character)s",
        ),
        "check_digit": (
            Severity.WARNING,
            "The check digit %(digit)s does not belong to the %(field)s %(read)s",
        ),
        "check_digit_misreading": (
            Severity.NOTICE,
            "The check digit would belong to the %(field)s %(proposed)s: one look-alike character may be misread",
        ),
        "letter_for_digit": (
            Severity.NOTICE,
            "In the %(field)s %(read)s only digits may stand; read as %(taken)s",
        ),
        "digit_for_letter": (
            Severity.NOTICE,
            "In the %(field)s %(read)s only letters may stand; read as %(taken)s",
        ),
        "number_runs_on": (Severity.NOTICE, "The document number %(number)s runs on into the optional data"),
        "century_by_rule": (
            Severity.NOTICE,
            "The %(field)s %(read)s was taken to be in %(year)s: births lie in the past, expiries within 50 years",
        ),
        "date_impossible": (Severity.WARNING, "The %(field)s %(read)s is no date"),
        "sex_unknown": (Severity.WARNING, "The sex %(read)s is neither F, M, X nor a filler"),
        "name_may_be_cut": (Severity.NOTICE, "The name fills its field to the end and may have been cut"),
        "name_missing": (Severity.WARNING, "There is no name"),
        # plausibility
        "expired": (Severity.WARNING, "The document expired on %(expires)s, before %(as_of)s"),
        "expires_late": (
            Severity.WARNING,
            "The document expires on %(expires)s, more than %(years)s years ahead",
        ),
        "born_later": (Severity.WARNING, "The birth date %(born)s lies after %(as_of)s"),
        "issued_later": (Severity.WARNING, "The issue date %(issued)s lies after %(as_of)s"),
        "issued_before_birth": (
            Severity.WARNING,
            "The document was issued on %(issued)s, before the birth on %(born)s",
        ),
        "expires_before_issue": (
            Severity.WARNING,
            "The document expires on %(expires)s, before its issue on %(issued)s",
        ),
        "type_unknown": (
            Severity.WARNING,
            "The document type %(type)s is none of ICAO Doc 9303 (P, V, I, A, C)",
        ),
        "country_unknown": (Severity.WARNING, "The %(field)s code %(stated)s is none of ICAO Doc 9303-3 s.5"),
        "country_former": (
            Severity.NOTICE,
            "The %(field)s code %(stated)s is of a State or name that is no more",
        ),
        "country_specimen": (Severity.NOTICE, "The %(field)s code %(stated)s marks a specimen"),
        "number_unusual": (
            Severity.NOTICE,
            "The number %(number)s has not the form that %(issuer)s publishes for its passports",
        ),
        # lost and stolen: answers
        "listed": (Severity.WARNING, "Document %(number)s of %(issuer)s is on record as %(status)s"),
        "near_spelling": (
            Severity.WARNING,
            "A number that may be taken for %(number)s of %(issuer)s (O/0, I/1, B/8, S/5, Z/2, G/6) is on record as %(status)s",
        ),
        "near_class": (
            Severity.WARNING,
            "Number %(number)s of %(issuer)s is on record as %(status)s, but as a %(recorded_class)s, not a %(asked_class)s",
        ),
        "index_stale": (
            Severity.WARNING,
            "Not checked: the lost and stolen data is of %(data_as_of)s, more than %(max_age_days)s days before %(as_of)s",
        ),
        "number_missing": (Severity.WARNING, "Not checked: the document has no number"),
        "issuer_missing": (
            Severity.WARNING,
            "Not checked: the document has no issuer, and numbers are unique per issuer",
        ),
        "query_unreadable": (Severity.ERROR, "This line is no document to look up"),
        # lost and stolen: source rows
        "row_columns": (
            Severity.ERROR,
            Counted(
                "count",
                "The row has %(count)s column instead of 4",
                "The row has %(count)s columns instead of 4",
            ),
        ),
        "row_number": (Severity.ERROR, "The row has no document number"),
        "row_issuer": (Severity.ERROR, "The row has no issuer"),
        "row_encoding": (Severity.ERROR, "The row is not UTF-8"),
        "rows_left_out": (
            Severity.ERROR,
            Counted(
                "count",
                "%(count)s row could not be read; the first %(shown)s are named",
                "%(count)s rows could not be read; the first %(shown)s are named",
            ),
        ),
        "row_status_unknown": (
            Severity.NOTICE,
            "The status %(word)s is not known; its rows were kept as other",
        ),
        "row_issuer_unknown": (
            Severity.NOTICE,
            "The issuer %(issuer)s is no known code; its rows were kept under it as written",
        ),
        "removal_in_full_file": (
            Severity.NOTICE,
            Counted(
                "count",
                "%(count)s row of the full file says removed and was not entered",
                "%(count)s rows of the full file say removed and were not entered",
            ),
        ),
        "removals_met_nothing": (
            Severity.NOTICE,
            Counted("count", "%(count)s removal met no record", "%(count)s removals met no record"),
        ),
        "delta_of_another_base": (
            Severity.WARNING,
            "The changes of %(changes_of)s beside the index of %(data_as_of)s belong to another index and were not used",
        ),
        # lost and stolen: files
        "source_unreadable": (Severity.ERROR, "%(file)s cannot be read: %(reason)s"),
        "source_header": (
            Severity.ERROR,
            "%(file)s does not begin with the header number,issuer,type,status",
        ),
        "too_many": (Severity.ERROR, "%(count)s documents are more than an index can hold"),
        "index_missing": (Severity.ERROR, "There is no index %(file)s"),
        "index_unreadable": (Severity.ERROR, "%(file)s cannot be read: %(reason)s"),
        "index_foreign": (Severity.ERROR, "%(file)s is not an index of lost and stolen documents"),
        "index_version": (
            Severity.ERROR,
            "%(file)s has format %(version)s; this program reads format %(expected)s",
        ),
        "index_damaged": (Severity.ERROR, "%(file)s is damaged: its %(part)s is not what was written"),
        "index_key": (Severity.ERROR, "%(file)s was built with another key"),
        "index_byte_order": (Severity.ERROR, "An index can be read on little-endian machines only"),
        "write_failed": (
            Severity.ERROR,
            "%(file)s could not be written: %(reason)s; what was there before is untouched",
        ),
        "key_missing": (Severity.ERROR, "There is no key file %(file)s"),
        "key_not_named": (Severity.ERROR, "Name the key file: --key, or CATENARY_DOCUMENTS_KEY"),
        "key_unreadable": (Severity.ERROR, "The key file %(file)s cannot be read: %(reason)s"),
        "key_length": (
            Severity.ERROR,
            "The key file %(file)s must hold 32 bytes; it holds %(length)s",
        ),
        "key_open_to_others": (
            Severity.ERROR,
            "The key file %(file)s must be readable by its owner only (mode 0600)",
        ),
        "key_exists": (Severity.ERROR, "The key file %(file)s is there already; a key is never written over"),
        # an outside register
        "outside_match": (
            Severity.WARNING,
            "An outside register of lost and stolen documents has a document of this number, type and issuing State",
        ),
        "outside_awaited": (
            Severity.NOTICE,
            "An outside register of lost and stolen documents is being asked about the document",
        ),
        "outside_not_checked": (
            Severity.WARNING,
            "An outside register of lost and stolen documents could not be asked about the document; it is asked again",
        ),
    },
)
