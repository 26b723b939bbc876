"""What can be noticed when a carrier's message is read: every code, how much it weighs, its English sentence."""

from catenary.basis.findings import Catalogue, Counted, Severity, Wording

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

_ENVELOPE: dict[str, tuple[Severity, Wording]] = {
    "no_message": (
        _ERROR,
        Counted(
            "bytes",
            "No message begins anywhere in this %(bytes)s byte",
            "No message begins anywhere in these %(bytes)s bytes",
        ),
    ),
    "una_malformed": (_WARNING, "The UNA service string has %(characters)s characters where 6 belong"),
    "una_contradicted": (_WARNING, "The UNA service string states %(stated)s; the message uses %(used)s"),
    "delimiters_inferred": (
        _NOTICE,
        "There is no UNA service string; the message uses the delimiters %(used)s",
    ),
    "typographic_terminator": (_WARNING, "A typographic quote stands where the segment terminator belongs"),
    "terminator_missing": (_WARNING, "The segment %(tag)s has no terminator"),
    "release_dangling": (_WARNING, "A release character takes away the terminator of the segment %(tag)s"),
    "text_before_message": (
        _NOTICE,
        Counted(
            "bytes",
            "%(bytes)s byte stands before the message (such as a Type-B envelope)",
            "%(bytes)s bytes stand before the message (such as a Type-B envelope)",
        ),
    ),
    "text_outside_message": (
        _WARNING,
        Counted(
            "bytes",
            "%(bytes)s byte that belongs to no message was left unread",
            "%(bytes)s bytes that belong to no message were left unread",
        ),
    ),
    "segment_outside_message": (_WARNING, "The segment %(tag)s belongs to no message and was left unread"),
    "empty_segments": (_NOTICE, "Segments without any content were passed over"),
    "tags_in_lower_case": (_NOTICE, "Segment tags are written in small letters and were read as capitals"),
    "line_break_in_data": (_NOTICE, "Line breaks stand within data and were taken as line wrapping"),
    "transcoded": (_NOTICE, "The file is written in %(encoding)s; offsets count the bytes of its UTF-8 form"),
    "charset_other": (
        _NOTICE,
        "The interchange states %(stated)s; characters beyond it were read as %(read_as)s",
    ),
    "interchange_header_missing": (_WARNING, "The interchange header UNB is missing"),
    "interchange_trailer_missing": (_WARNING, "The interchange trailer UNZ is missing"),
    "group_trailer_missing": (_WARNING, "The group trailer UNE is missing"),
    "message_header_missing": (
        _WARNING,
        "The message header UNH is missing; the message begins with %(tag)s",
    ),
    "message_trailer_missing": (_WARNING, "The message trailer UNT is missing"),
    "trailer_without_header": (_WARNING, "The trailer %(tag)s closes nothing that was opened"),
    "message_too_long": (
        _ERROR,
        "The message has more than %(limit)s segments; those beyond were left unread",
    ),
    "unt_count": (_WARNING, "UNT states %(stated)s segments; there are %(counted)s"),
    "unt_reference": (_WARNING, "UNT names message %(stated)s; UNH named %(opened)s"),
    "une_count": (_WARNING, "UNE states %(stated)s messages; there are %(counted)s"),
    "une_reference": (_WARNING, "UNE names group %(stated)s; UNG named %(opened)s"),
    "unz_count": (_WARNING, "UNZ states %(stated)s groups or messages; there are %(counted)s"),
    "unz_reference": (_WARNING, "UNZ names interchange %(stated)s; UNB named %(opened)s"),
}

_CONTENT: dict[str, tuple[Severity, Wording]] = {
    "message_type_unknown": (_WARNING, "Messages of type %(type)s are not read; only the envelope was"),
    "segment_unused": (_NOTICE, "Segments %(tag)s+%(qualifier)s have no place here and were not kept"),
    "function_unknown": (_WARNING, "The function code %(value)s of BGM is not known"),
    "party_unknown": (_NOTICE, "NAD+%(value)s is neither a person nor the reporting party and was not kept"),
    "flight_missing": (_WARNING, "The message names no flight"),
    "flight_number_missing": (_WARNING, "TDT names no flight"),
    "flight_number_from_header": (_NOTICE, "TDT names no flight; %(used)s in the message header was taken"),
    "flight_number_unusual": (
        _NOTICE,
        "%(value)s has no carrier code; it may be a call sign or registration",
    ),
    "flight_times_implausible": (
        _WARNING,
        "The times of flight %(flight)s cannot be: too long, or back in time",
    ),
    "flight_legs_apart": (_WARNING, "A leg of flight %(flight)s begins where the one before it did not end"),
    "time_zone_unused": (_NOTICE, "%(value)s beside the local time of a flight was not kept"),
    "airport_unusual": (_WARNING, "%(value)s is no airport code"),
    "date_unreadable": (_WARNING, "%(value)s in %(tag)s is no date"),
    "date_format_other": (
        _WARNING,
        "The date %(value)s is not in the format %(stated)s that it states; it was read by its number of digits",
    ),
    "number_unreadable": (_WARNING, "%(value)s in %(tag)s is no number"),
    "sex_unknown": (_WARNING, "%(value)s is no code for sex"),
    "value_repeated": (_WARNING, "A second, different value of %(field)s was not kept"),
    "traveller_name_missing": (_ERROR, "The traveller has no name"),
    "document_number_missing": (_WARNING, "The document has no number"),
    "cnt_count": (_WARNING, "CNT+%(kind)s states %(stated)s persons; there are %(counted)s"),
    "century_past": (
        _NOTICE,
        "Two-digit years of birth or issue were taken as the latest not after %(as_of)s",
    ),
    "century_expiry": (
        _NOTICE,
        "Two-digit years of expiry were taken within 20 years before or 80 after %(as_of)s",
    ),
    "century_nearest": (_NOTICE, "Two-digit years of flights were taken as the nearest to %(as_of)s"),
    "answer_code_unknown": (
        _WARNING,
        "The answer code %(answer)s is not in the code table; it clears nobody",
    ),
    "answer_without_code": (_WARNING, "An answer has no code; it clears nobody"),
    "answer_table_unreadable": (_ERROR, "The table of answer codes cannot be used: %(reason)s"),
    "answer_meaning_without_code": (_ERROR, "The table of answer codes has no code for %(meaning)s"),
    "answer_without_person": (_WARNING, "An answer about a person names no reference"),
    "series_incomplete": (_ERROR, "Of the series %(series)s the parts %(missing)s are missing"),
    "series_part_repeated": (_WARNING, "Part %(part)s of the series %(series)s came more than once"),
    "series_total": (_WARNING, "The parts of the series name %(counted)s persons; CNT states %(stated)s"),
    "failed_unexpectedly": (
        _ERROR,
        "The content could not be read because of a fault of this software (%(fault)s)",
    ),
}

INTAKE = Catalogue("intake", _ENVELOPE | _CONTENT)
"""The codes of the room intake; every sentence is written for the officer who sends the file back."""
