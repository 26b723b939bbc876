"""What can be noticed when a carrier's message is read: every code, how much it weighs, its English sentence."""

from catenary.basis.findings import Catalogue, Severity

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

_ENVELOPE = {
    "no_message": (_ERROR, "No message begins anywhere in these %(bytes)s bytes"),
    "una_malformed": (_WARNING, "The UNA service string has %(characters)s characters where 6 belong"),
    "una_contradicted": (_WARNING, "The UNA service string states %(stated)s; the message uses %(used)s"),
    "delimiters_inferred": (
        _NOTICE,
        "There is no UNA service string; the message uses the delimiters %(used)s",
    ),
    "typographic_terminator": (_WARNING, "A typographic quote stands where the segment terminator belongs"),
    "terminator_missing": (_WARNING, "The segment %(tag)s has no terminator"),
    "release_dangling": (_WARNING, "A release character takes away the terminator of the segment %(tag)s"),
    "text_before_message": (_NOTICE, "%(bytes)s bytes stand before the message (such as a Type-B envelope)"),
    "text_outside_message": (_WARNING, "%(bytes)s bytes that belong to no message were left unread"),
    "segment_outside_message": (_WARNING, "The segment %(tag)s belongs to no message and was left unread"),
    "empty_segments": (_NOTICE, "Segments without any content were passed over"),
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

INTAKE = Catalogue("intake", _ENVELOPE)
"""The codes of the room intake; every sentence is written for the officer who sends the file back."""
