"""Where interchanges begin in a file, and which service characters each uses.

What a UNA string states is checked against the header it stands before: carriers send UNA strings that are too
short, that carry typographic quotes, or that contradict the message; then the message is believed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve, frozen

from catenary.basis.findings import Finding, Place
from catenary.core.intake.problems import INTAKE
from catenary.formats.edifact.delimiters import Delimiters

TYPOGRAPHIC = ("\xe2\x80\x99", "\xe2\x80\x98", "\xe2\x80\xb2", "\xc2\xb4", "\x92", "\x91", "\xb4", "`")
"""Quotes that word processors put where an apostrophe belongs, as Latin-1 text of their UTF-8 or Windows bytes."""

_MARK = r"[^A-Za-z0-9 \t\r\n]"
_START = re.compile(
    rf"UN(?:A(?P<una>[^A-Za-z0-9]{{2,40}})(?=UN[BGH])|B\s{{0,4}}(?P<e>{_MARK})[A-Z]{{4}}(?:{_MARK}\w|(?P=e)))"
)
_BARE = re.compile(
    rf"UNG\s{{0,4}}(?P<g>{_MARK})[^\r\n]{{0,80}}?(?P=g)|"
    rf"UNH\s{{0,4}}(?P<h>{_MARK})[^\r\n]{{0,40}}?(?P=h)\s{{0,4}}[A-Z]{{6}}{_MARK}|"
    rf"UNH{_MARK}|(?:BGM|MSG)(?P<m>[+*(]|\x1d)[^\r\n]{{1,40}}"
)
_START_IN_LOWER_CASE, _BARE_IN_LOWER_CASE = (
    re.compile(form.pattern, re.IGNORECASE) for form in (_START, _BARE)
)
_HEADER = re.compile(rf"UN[BGH]\s{{0,4}}(?P<element>{_MARK})|(?:BGM|MSG)(?P<body>{_MARK})", re.IGNORECASE)
_MESSAGE_COMPONENT = re.compile(
    rf"UNH\s{{0,4}}({_MARK})[^\r\n]{{0,40}}?\1\s{{0,4}}[A-Z]{{6}}({_MARK})", re.IGNORECASE
)
_SYNTAX = re.compile(rf"UNB\s{{0,4}}({_MARK})([A-Z]{{4}})(?:({_MARK})(\w)|\1)", re.IGNORECASE)
_BLANKS = " \t\r\n"
_FIRST_PART = 2000
_CONTROL_DELIMITERS = Delimiters("\x1f", "\x1d", ",", "", "", "\x1c")


@frozen
class Interchange:
    """A stretch of the file that uses one set of service characters, from its UNB (or first message) to `end`."""

    begin: int
    header: int
    end: int
    delimiters: Delimiters
    syntax: str
    findings: tuple[Finding, ...]


def find_interchanges(text: str) -> Iterator[Interchange]:
    """The interchanges of a file in order; none where nothing looks like a message."""
    starts = _starts(text, _START, _BARE)
    start = next(starts, None)
    if start is None:
        starts = _starts(text, _START_IN_LOWER_CASE, _BARE_IN_LOWER_CASE)
        start = next(starts, None)
    while start:
        following = next(starts, None)
        yield _interchange(text, start, following[0] if following else len(text))
        start = following


def _starts(
    text: str, with_header: re.Pattern[str], without: re.Pattern[str]
) -> Iterator[tuple[int, int, str | None]]:
    """Where each interchange begins, where its header stands, and what its UNA holds."""
    header = -1
    for found in with_header.finditer(text):
        if header < 0 and (bare := without.search(text, 0, found.start())):
            yield bare.start(), bare.start(), None
        if found.start() == header:
            continue
        header = found.end() if found["una"] else found.start()
        yield found.start(), header, found["una"]
    if header < 0 and (bare := without.search(text)):
        yield bare.start(), bare.start(), None


def _interchange(text: str, start: tuple[int, int, str | None], end: int) -> Interchange:
    begin, header, stated = start
    part = text[header : min(end, header + _FIRST_PART)]
    found = _SYNTAX.match(part)
    syntax, version = (found[2].upper(), found[4] or "") if found else ("", "")
    usual = _usual_delimiters(part, syntax, version)
    used, findings = _delimiters(part, stated, usual, Place(offset=begin))
    return Interchange(begin, header, end, used, syntax, findings)


def _usual_delimiters(part: str, syntax: str, version: str) -> Delimiters:
    """What holds without a UNA: ISO 9735 level A, level B (control characters), or version 4 with repetitions."""
    if part[3:4] == _CONTROL_DELIMITERS.element:
        return _CONTROL_DELIMITERS
    repeats = version == "4" or syntax == "IATA"
    return Delimiters(repetition="*" if repeats else "")


def _delimiters(
    part: str, stated: str | None, usual: Delimiters, at: Place
) -> tuple[Delimiters, tuple[Finding, ...]]:
    seen = _seen_in_header(part)
    if stated is None:
        used = _corrected(usual, seen)
        differs = used != usual
        return used, (INTAKE.finding("delimiters_inferred", at, used=str(used)),) if differs else ()
    characters = _una_characters(stated, seen.get("terminator"))
    if len(characters) != 6:
        used = _corrected(_from_short_una(characters, usual, seen), seen)
        return used, (INTAKE.finding("una_malformed", at, characters=len(characters)),)
    component, element, decimal, release, repetition, terminator = characters
    claimed = Delimiters(
        component, element, decimal, release.strip(_BLANKS), repetition.strip(_BLANKS), terminator
    )
    used = _corrected(claimed, seen)
    if used == claimed:
        return used, ()
    return used, (INTAKE.finding("una_contradicted", at, stated=str(claimed), used=str(used)),)


def _una_characters(stated: str, seen_terminator: str | None) -> list[str]:
    """What the UNA holds, a quote of several bytes counted as one character, blanks after it not counted."""
    encoding = "utf-8" if _is_utf8(stated) else "latin-1"
    characters = stated.encode("latin-1").decode(encoding)
    kept = characters if characters[6:].strip() else characters[:6]
    kept = kept if seen_terminator in {"\r", "\n"} else kept.rstrip(_BLANKS)
    return [character.encode(encoding).decode("latin-1") for character in kept]


def _is_utf8(bytes_text: str) -> bool:
    try:
        bytes_text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_short_una(characters: list[str], usual: Delimiters, seen: dict[str, str]) -> Delimiters:
    """A UNA with too few or too many characters: the decimal mark is the one usually left out."""
    component, element, *rest = [*characters, "", ""]
    terminator = seen.get("terminator") or (characters[-1] if len(characters) > 3 else usual.terminator)
    free = [mark for mark in rest if mark.strip() and mark != terminator]
    decimal = next((mark for mark in free if mark in ".,"), usual.decimal)
    release, repetition, *_ = [*(mark for mark in free if mark not in ".,"), "", ""]
    release, repetition = release or usual.release, repetition or usual.repetition
    return Delimiters(component, element, decimal, release, repetition, terminator)


def _seen_in_header(part: str) -> dict[str, str]:
    """The service characters that the first header itself shows; absent keys could not be seen."""
    header = _HEADER.match(part)
    element = (header["element"] or header["body"]) if header else None
    if element is None:
        return {}
    component = _component_seen(part)
    terminator = _terminator_seen(part, element)
    seen = {"element": element, "component": component, "terminator": terminator}
    return {name: character for name, character in seen.items() if character}


def _component_seen(part: str) -> str | None:
    message = _MESSAGE_COMPONENT.search(part)
    if message:
        return message[2]
    syntax = _SYNTAX.match(part)
    return syntax[3] if syntax else None


def _terminator_seen(part: str, element: str) -> str | None:
    """What stands between the first header and the segment after it; the line end where there is nothing else."""
    found = _following_segment(element).search(part, 3)
    if not found:
        return None
    for quote in TYPOGRAPHIC:
        if part.endswith(quote, 0, found.end(1)):
            return quote
    if not found[1].isalnum() and found[1] != element:
        return found[1]
    return None if "'" in part else found[2][-1:]


@lru_cache(maxsize=64)
def _following_segment(element: str) -> re.Pattern[str]:
    tags = r"(?:UN[GHT]|BGM|MSG|RFF|DTM|NAD|ORG)"
    return re.compile(rf"(\S)[ \t]*+([\r\n]*+)\s*+{tags}\s{{0,4}}{re.escape(element)}", re.IGNORECASE)


def _corrected(claimed: Delimiters, seen: dict[str, str]) -> Delimiters:
    """What is claimed, unless the header shows otherwise; no service character is blank or serves twice."""
    used = evolve(claimed, **seen)
    terminator = used.terminator.strip(" ") or "'"
    element = _free(used.element, "+", {terminator})
    component = _free(used.component, ":", {terminator, element})
    release = "" if used.release in {terminator, element, component} else used.release
    repetition = "" if used.repetition in {terminator, element, component, release} else used.repetition
    return Delimiters(component, element, used.decimal, release, repetition, terminator)


def _free(wanted: str, usual: str, taken: set[str]) -> str:
    """The wanted service character, or one that nothing else uses."""
    return next(
        mark for mark in (wanted.strip(_BLANKS), usual, "|", "\x1f", "\x1d") if mark and mark not in taken
    )
