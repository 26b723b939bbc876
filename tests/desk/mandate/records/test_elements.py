"""What stands inside a value is shown with its word, all of it; what is unknown keeps its code."""

import re
from types import UnionType
from typing import get_args, get_type_hints

import attrs
import pytest
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from catenary.basis.findings import Finding
from catenary.basis.persons import PersonName
from catenary.core.intake.booking import Booking
from catenary.core.intake.model import Traveller
from catenary.desk.mandate.records.element_words import ELEMENTS, VALUES
from catenary.desk.mandate.records.elements import laid_out

OFFICER, CRIME = "tom.ashgrove@piu.utopia.example", ("terrorism", "eu-2016-681-6")
ELSEWHERE = (Finding, PersonName)
"""Values told as a sentence or as a name."""


def values_inside(value, found):
    """Every frozen value of core that stands in this one, at any depth."""
    found.add(value)
    hints = get_type_hints(value)
    for field in attrs.fields(value):
        for inner in classes_in(hints[field.name]):
            if attrs.has(inner) and inner not in found and inner not in ELSEWHERE:
                values_inside(inner, found)
    return found


def classes_in(hint):
    if isinstance(hint, UnionType) or get_args(hint):
        return [each for part in get_args(hint) for each in classes_in(part)]
    return [hint] if isinstance(hint, type) else []


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(conditional_escape(html)))).strip()


@pytest.mark.parametrize("kind", [Booking, Traveller])
def test_every_part_of_every_value_that_core_reads_has_its_word(kind):
    found = values_inside(kind, set())
    assert len(found) > (15 if kind is Booking else 2)
    parts = {
        field.name for value in found if value.__name__ != "PartialDate" for field in attrs.fields(value)
    }
    assert parts - {*ELEMENTS} == set()


def test_parts_are_told_under_their_words_and_unknown_ones_under_their_code():
    payment = {"kind": "CC", "amount": "120.00", "vendor": None, "loyalty_tier": "gold", "details": []}
    html = str(conditional_escape(laid_out("payment", [payment])))
    assert plain(html) == "Kind CC Amount 120.00 loyalty_tier gold"
    assert '<code class="code">loyalty_tier</code>' in html


def test_what_somebody_wrote_is_no_markup_wherever_it_stands():
    value = {"<b>x</b>": "<i>y</i>", "text": {"text": "<script>"}}
    html = str(conditional_escape(laid_out("remarks", [value, {"text": "two"}])))
    assert not {"<b>", "<i>", "<script>"} & {*re.findall(r"<\w+>", html)}
    assert "&lt;script&gt;" in html


def test_codes_of_core_are_told_in_words_and_those_of_carriers_as_they_came():
    assert plain(laid_out("contacts", {"kind": "email", "text": "Z@MAIL.EXAMPLE"})) == (
        "Kind Mail address Text Z@MAIL.EXAMPLE"
    )
    assert laid_out("sex", "female") == str(VALUES["sex"]["female"])
    assert laid_out("kind", "YZY") == "YZY"


def test_a_finding_is_told_as_its_sentence():
    finding = {"code": "mandate.record_erased", "severity": "error", "params": {}, "segment": 3, "offset": 7}
    assert laid_out("findings", [finding]) == "The record was erased; only its dates are left"


@pytest.mark.parametrize("nothing", [None, "", [], {}, [{}], {"text": None}, [{"text": []}]])
def test_what_holds_nothing_is_left_out(nothing):
    assert laid_out("remarks", nothing) == ""


def test_a_record_shows_its_contacts_with_their_words(browser, held):
    row = held()
    page = browser(OFFICER, *CRIME).get(reverse("record", args=[row.public_id])).content.decode()
    shown = plain(SafeString(page))
    assert "Contacts Kind Mail address value Z@MAIL.EXAMPLE" in shown
    assert "Itinerary Carrier QM Number 12 Seats 1" in shown
