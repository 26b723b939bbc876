from datetime import date

import pytest

from catenary.basis.dates import PartialDate
from catenary.basis.persons import Sex
from catenary.core.intake.model import Call, Flight, Leg, Purpose, Reference, Role, Series
from catenary.formats.reading import read_carrier_file

AS_OF = date(2026, 11, 22)
FLIGHT = "TDT+20+UX0123+++UX'LOC+125+NPT'DTM+189:2611220930:201'LOC+87+EVR'DTM+232:2611222110:201'"
PERSON = (
    "NAD+FL+++VARELA RUIZ:INES MARIA'ATT+2++F'DTM+329:800201'LOC+178+NPT'LOC+179+EVR'NAT+2+UTO'RFF+AVF:K3F9QZ'"
    "RFF+SEA:14C'DOC+P:110:111+AB123456'DTM+36:300101'LOC+91+UTO'"
)


def message(body, bgm="BGM+745'", heading="UNH+PAX001+PAXLST:D:05B:UN:IATA'"):
    count = (heading + bgm + body).replace("?'", "").count("'") + 1
    return f"UNB+UNOA:4+UTOPIA AIR+UTOPIA+261122:0800+R1'{heading}{bgm}{body}UNT+{count}+PAX001'UNZ+1+R1'"


def read(body, **parts):
    (understood,) = read_carrier_file(message(body, **parts).encode(), AS_OF)
    return understood


def codes(findings):
    return [finding.code.removeprefix("intake.") for finding in findings if "century" not in finding.code]


def person(body):
    (traveller,) = read(FLIGHT + body).travellers
    return traveller


def test_a_passenger_list_is_read_whole():
    list_ = read("RFF+TN:T1'NAD+MS+++OPS DESK'COM+0445550100:TE'" + FLIGHT + PERSON + "CNT+42:1'")
    (ines,) = list_.travellers
    assert (list_.message, list_.version, list_.reference, list_.function) == (
        "PAXLST",
        "D:05B:UN",
        "PAX001",
        "745",
    )
    assert (list_.purpose, list_.series, list_.sender) == (Purpose.PASSENGER_LIST, None, "UTOPIA AIR")
    assert (list_.reporting_party, list_.contacts) == ("OPS DESK", ("TE 0445550100",))
    assert list_.references == (Reference("TN", "T1"),)
    assert (ines.id, ines.role) == ("0-1", Role.PASSENGER)
    assert (ines.name.surname, ines.name.given_names, ines.name.full) == (
        "VARELA RUIZ",
        "INES MARIA",
        "INES MARIA VARELA RUIZ",
    )
    assert (ines.sex, ines.born, ines.nationality) == (Sex.FEMALE, PartialDate(1980, 2, 1), "UTO")
    assert (ines.booking_reference, ines.seat, ines.embarks, ines.disembarks) == (
        "K3F9QZ",
        "14C",
        "NPT",
        "EVR",
    )
    (passport,) = ines.documents
    assert (passport.type, passport.number, passport.issuer) == ("P", "AB123456", "UTO")
    assert passport.expires == PartialDate(2030, 1, 1)
    assert codes(list_.findings) == []


def test_the_rule_of_every_two_digit_year_is_recorded_once():
    found = [finding.code for finding in read(FLIGHT + PERSON * 3).findings]
    assert found == ["intake.century_nearest", "intake.century_past", "intake.century_expiry"]


def test_a_flight_has_carrier_number_and_local_times():
    (flight,) = read(FLIGHT).flights
    legs = (Leg(Call("NPT", "2026-11-22T09:30"), Call("EVR", "2026-11-22T21:10")),)
    assert flight == Flight("UX", "0123", legs)


def test_an_arrival_named_before_its_departure_is_the_arrival_still():
    (flight,) = read("TDT+20+UX1'LOC+87+EVR'DTM+232:261122:101'LOC+125+NPT'DTM+189:20261122:102'").flights
    assert flight.legs == (Leg(Call("NPT", "2026-11-22"), Call("EVR", "2026-11-22")),)


def test_a_progressive_flight_is_one_flight_of_several_legs():
    body = (
        "TDT+20+UX1'LOC+92+AAA'DTM+189:2611220800:201'LOC+92+BBB'DTM+232:2611220900:201'"
        "TDT+20+UX2'LOC+92+BBB'LOC+92+CCC'TDT+20+UX2'LOC+125+CCC'LOC+87+EVR'"
    )
    first, second = read(body).flights
    assert [(leg.departure.airport, leg.arrival.airport) for leg in first.legs] == [("AAA", "BBB")]
    assert [(leg.departure.airport, leg.arrival.airport) for leg in second.legs] == [
        ("BBB", "CCC"),
        ("CCC", "EVR"),
    ]


def test_calls_on_the_way_make_legs_within_one_transport():
    body = "TDT+20+UX1'LOC+125+AAA'DTM+189:2611220800:201'LOC+92+BBB'DTM+232:2611220900:201'DTM+189:2611221000:201'LOC+87+EVR'"
    (flight,) = read(body).flights
    assert flight.legs[0].arrival == Call("BBB", "2026-11-22T09:00")
    assert flight.legs[1].departure == Call("BBB", "2026-11-22T10:00")


@pytest.mark.parametrize(
    ("transport", "carrier", "number", "found"),
    [
        ("TDT+20+9W12A", "9W", "12A", []),
        ("TDT+20+UTA400", "UTA", "400", []),
        ("TDT+20+123+++UX", "UX", "123", []),
        ("TDT+20+UTABC", "", "UTABC", ["flight_number_unusual"]),
        ("TDT+20", "", "", ["flight_number_missing"]),
    ],
)
def test_flight_designators_of_any_kind_are_kept(transport, carrier, number, found):
    understood = read(f"{transport}'LOC+125+NPT'LOC+87+EVR'")
    assert (understood.flights[0].carrier, understood.flights[0].number) == (carrier, number)
    assert codes(understood.findings) == found


def test_a_transport_without_number_takes_it_from_the_message_header():
    heading = "UNH+PAX001+PAXLST:D:02B:UN:IATA+UX688/261122/1310'"
    understood = read("TDT+20'LOC+125+NPT'LOC+87+EVR'", heading=heading)
    assert (understood.flights[0].carrier, understood.flights[0].number) == ("UX", "688")
    assert codes(understood.findings) == ["flight_number_from_header"]


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (("2611220930", "2611222110"), []),
        (("2611220930", "2611220830"), []),
        (("2611220930", "2611200830"), ["flight_times_implausible"]),
        (("2611220930", "2611250830"), ["flight_times_implausible"]),
        (("2611229930", "2611222110"), ["date_unreadable"]),
    ],
)
def test_times_that_cannot_be_are_told(times, found):
    body = f"TDT+20+UX1'LOC+125+NPT'DTM+189:{times[0]}:201'LOC+87+EVR'DTM+232:{times[1]}:201'"
    assert codes(read(body).findings) == found


@pytest.mark.parametrize(
    ("bgm", "function", "purpose"),
    [
        ("745", "745", Purpose.PASSENGER_LIST),
        ("745+CP", "745+CP", Purpose.CHANGE),
        ("745+XR", "745+XR", Purpose.CANCELLATION),
        ("745+RP", "745+RP", Purpose.REDUCTION),
        ("250", "250", Purpose.CREW_LIST),
        ("250+C", "250+C", Purpose.CREW_LIST),
        ("266", "266", Purpose.FLIGHT_CLOSED),
        ("266+CLOB", "266+CLOB", Purpose.CLOSED_ON_BOARD),
        ("266+CLNB", "266+CLNB", Purpose.CLOSED_NOT_ON_BOARD),
        ("266+XF", "266+XF", Purpose.FLIGHT_CANCELLED),
    ],
)
def test_the_function_says_what_the_message_is_for(bgm, function, purpose):
    understood = read(FLIGHT, bgm=f"BGM+{bgm}'")
    assert (understood.function, understood.purpose) == (function, purpose)


def test_an_unknown_function_is_kept_and_told():
    understood = read(FLIGHT, bgm="BGM+999+ZZ'")
    assert (understood.function, understood.purpose, codes(understood.findings)) == (
        "999+ZZ",
        None,
        ["function_unknown"],
    )


@pytest.mark.parametrize(
    ("code", "role"),
    [("FL", Role.PASSENGER), ("FM", Role.CREW), ("DDU", Role.TRANSIT_PASSENGER), ("DDT", Role.TRANSIT_CREW)],
)
def test_passengers_crew_and_transit_are_told_apart(code, role):
    assert person(f"NAD+{code}+++DOE:ANA'").role is role


@pytest.mark.parametrize(
    ("code", "sex", "infant"),
    [
        ("M", Sex.MALE, False), ("F", Sex.FEMALE, False), ("X", Sex.UNSPECIFIED, False), ("U", Sex.UNSPECIFIED, False),
        ("MI", Sex.MALE, True), ("FI", Sex.FEMALE, True), ("f", Sex.FEMALE, False),
    ],
)  # fmt: skip
def test_sex_and_infants_are_read(code, sex, infant):
    traveller = person(f"NAD+FL+++DOE:ANA'ATT+2++{code}'")
    assert (traveller.sex, traveller.infant) == (sex, infant)


def test_an_unknown_code_for_sex_is_told_and_not_guessed():
    traveller = person("NAD+FL+++DOE:ANA'ATT+2++Q'")
    assert (traveller.sex, codes(traveller.findings)) == (None, ["sex_unknown"])


@pytest.mark.parametrize(
    ("written", "surname", "given", "full"),
    [
        ("DOE:ANA:LEA", "DOE", "ANA LEA", "ANA LEA DOE"),
        ("DOE:ANA:", "DOE", "ANA", "ANA DOE"),
        ("NIRMALA", "NIRMALA", None, "NIRMALA"),
        (":ANA", None, "ANA", "ANA"),
        ("DOE/ANA", "DOE", "ANA", "ANA DOE"),
        ("de la Roca:Ana", "de la Roca", "Ana", "Ana de la Roca"),
        ("O?'NEIL:ZO?+E", "O'NEIL", "ZO+E", "ZO+E O'NEIL"),
    ],
)
def test_names_are_kept_as_received(written, surname, given, full):
    name = person(f"NAD+FL+++{written}'").name
    assert (name.surname, name.given_names, name.full) == (surname, given, full)


def test_a_person_without_a_name_is_kept_and_told():
    traveller = person("NAD+FL'RFF+AVF:ABC123'")
    assert (traveller.name.full, traveller.booking_reference) == ("", "ABC123")
    assert codes(traveller.findings) == ["traveller_name_missing"]


def test_several_documents_each_keep_their_own_dates_and_issuer():
    body = PERSON + "DOC+V+VISA1'DTM+36:271231'DTM+182:251231'LOC+91+EVO:::EVERGREEN'"
    passport, visa = person(body).documents
    assert (passport.number, str(passport.expires), passport.issuer) == ("AB123456", "2030-01-01", "UTO")
    assert (visa.type, visa.number, visa.issuer, visa.issue_place) == ("V", "VISA1", "EVO", "EVERGREEN")
    assert (str(visa.expires), str(visa.issued)) == ("2027-12-31", "2025-12-31")


def test_a_document_without_type_or_number_is_kept_and_told():
    untyped, empty = person("NAD+FL+++DOE:ANA'DOC++X1'DOC++'DTM+36:270101'LOC+91+'").documents
    assert (untyped.type, untyped.number, untyped.findings) == ("", "X1", ())
    assert (str(empty.expires), codes(empty.findings)) == ("2027-01-01", ["document_number_missing"])


def test_what_belongs_to_the_person_is_found_even_after_a_document():
    traveller = person("NAD+FL+++DOE:ANA'DOC+P+X1'LOC+91+UTO'DTM+329:800201'LOC+178+NPT'ATT+2++F'")
    assert (str(traveller.born), traveller.embarks, traveller.sex) == ("1980-02-01", "NPT", Sex.FEMALE)


@pytest.mark.parametrize(
    ("written", "born", "found"),
    [
        ("329:800201", "1980-02-01", []),
        ("329:19800201:102", "1980-02-01", []),
        ("329:261122", "2026-11-22", []),
        ("329:261123", "1926-11-23", []),
        ("329:800000", "1980", []),
        ("329:800200", "1980-02", []),
        ("329:1980", "1980", []),
        ("329:800230", None, ["date_unreadable"]),
        ("329:UNKNOWN", None, ["date_unreadable"]),
        ("329", None, []),
        ("329:", None, []),
    ],
)
def test_birth_dates_lie_in_the_past_and_may_be_partial(written, born, found):
    traveller = person(f"NAD+FL+++DOE:ANA'DTM+{written}'")
    assert (str(traveller.born) if traveller.born else None, codes(traveller.findings)) == (born, found)


@pytest.mark.parametrize(
    ("written", "expires"), [("300101", "2030-01-01"), ("060101", "2006-01-01"), ("051231", "2105-12-31")]
)
def test_expiry_lies_from_twenty_years_before_to_eighty_after(written, expires):
    assert str(person(f"NAD+FL+++DOE:ANA'DOC+P+X'DTM+36:{written}'").documents[0].expires) == expires


def test_bags_count_weight_and_tags_are_read():
    traveller = person("NAD+FL+++DOE:ANA'MEA+CT++4'MEA+WT++KGM:32'FTX+BAG+++UX0998:3'FTX+BAG+++ZZ7'")
    assert traveller.bags == ("UX0998", "UX0999", "UX1000", "ZZ7")
    assert (traveller.bag_count, traveller.bag_weight) == (4, "32 KGM")


def test_places_nationalities_verification_and_references_are_read():
    traveller = person(
        "NAD+FL+++DOE:ANA+1 MAIN ST+NEWPORT++1000+UTO'GEI+4+173'LOC+22+EVR'LOC+174+UTO'LOC+180+UTO:::NEWPORT+:::EAST'NAT+2+UTO'"
        "NAT+2+EVO'COM+ana?:1@example.org:EM'EMP+1+CR2'RFF+ABO:1001'RFF+YZY:780123C1'RFF+AVF:AAA'RFF+AVF:BBB'"
    )
    assert (traveller.verified, traveller.cleared_at, traveller.residence) == (True, "EVR", "UTO")
    assert (traveller.birth_place, traveller.address) == (
        "NEWPORT, EAST, UTO",
        "1 MAIN ST, NEWPORT, 1000, UTO",
    )
    assert (traveller.nationality, traveller.other_nationalities) == ("UTO", ("EVO",))
    assert (traveller.contacts, traveller.duty) == (("EM ana:1@example.org",), "CR2")
    assert (traveller.reference, traveller.booking_reference) == ("1001", "AAA")
    assert traveller.references == (Reference("YZY", "780123C1"), Reference("AVF", "BBB"))


def test_free_text_that_tells_belief_or_health_is_counted_and_not_kept():
    understood = read(FLIGHT + PERSON + "FTX+AAI+++PAX WANTS HALAL MEAL'FTX+AAI+++MEETS FRIEND AT GATE'")
    assert understood.travellers[0].remarks == ("MEETS FRIEND AT GATE",)
    assert understood.removed["religion"] == 1
    assert "HALAL" not in str(understood)


@pytest.mark.parametrize(
    ("total", "found"),
    [
        ("CNT+42:1", []),
        ("CNT+42+1", []),
        ("CNT+42:2", ["cnt_count"]),
        ("CNT+41:1", ["cnt_count"]),
        ("CNT+42:ONE", ["cnt_count"]),
    ],
)
def test_the_control_total_is_checked(total, found):
    assert codes(read(FLIGHT + PERSON + total + "'").findings) == found


def test_a_segment_without_a_use_is_told_once_by_tag_and_qualifier():
    understood = read(FLIGHT + PERSON + "QTY+52:1'QTY+52:2'ATT+9++Q'")
    assert codes(understood.findings) == ["segment_unused", "segment_unused"]


def test_a_message_without_any_flight_says_so():
    assert codes(read(PERSON).findings) == ["flight_missing"]


def test_a_series_part_is_recognised_and_its_total_left_to_the_series():
    part = read(FLIGHT + PERSON + "CNT+42:9'", heading="UNH+PAX001+PAXLST:D:05B:UN:IATA+AC1+02'")
    assert (part.series, part.stated_total, codes(part.findings)) == (Series(2, last=False), 9, [])


def test_the_us_dialect_is_read():
    body = (
        "CTA+IC+:FRED NOOR+1-555-0100:TE'TDT++UX812+40+UX'LOC+005+UTNPT:50'DTM+136+261122+1030+M05'LOC+008+EVEVR:50'"
        "DTM+132+261122+2200+M05'UNS+D'PDT+P/182345345:290909:UTO+DOE:ANA:P:590429:FI+PAX+UTNPT:EVEVR'"
        "PDT+V12+ROE:IAN+CRW'"
    )
    understood = read(body, bgm="", heading="UNH+PAX001+PAXLST:001:000:NZ+UX812/261122/2300'")
    ana, ian = understood.travellers
    assert (understood.reporting_party, understood.contacts) == ("FRED NOOR", ("TE 1-555-0100",))
    assert understood.flights == (
        Flight("UX", "812", (Leg(Call("UTNPT", "2026-11-22T10:30"), Call("EVEVR", "2026-11-22T22:00")),)),
    )
    assert (ana.name.full, str(ana.born), ana.sex, ana.infant) == (
        "ANA P DOE",
        "1959-04-29",
        Sex.FEMALE,
        True,
    )
    assert (ana.embarks, ana.disembarks) == ("UTNPT", "EVEVR")
    (passport,) = ana.documents
    assert (passport.type, passport.number, passport.issuer, str(passport.expires)) == (
        "P",
        "182345345",
        "UTO",
        "2029-09-09",
    )
    assert (ian.role, ian.documents[0].number) == (Role.CREW, "V12")
    assert codes(understood.findings) == ["time_zone_unused"] * 2


@pytest.mark.parametrize(
    ("stated", "born"),
    [
        ("197103:610", PartialDate(1971, 3)),
        ("1971:602", PartialDate(1971)),
        ("220371:2", PartialDate(1971, 3, 22)),
        ("19710322:102", PartialDate(1971, 3, 22)),
        ("710322:101", PartialDate(1971, 3, 22)),
    ],
)
def test_a_date_is_read_in_the_format_that_it_states(stated, born):
    found = person(f"NAD+FL+++DOE:ANA'DTM+329:{stated}'")
    assert (found.born, codes(found.findings)) == (born, [])


def test_a_date_that_is_not_in_its_stated_format_is_read_by_its_digits_and_told():
    list_ = read(FLIGHT + "NAD+FL+++DOE:ANA'DTM+329:710322:102'")
    assert list_.travellers[0].born == PartialDate(1971, 3, 22)
    assert codes(list_.findings) == ["date_format_other"]


def test_a_flight_of_which_only_the_month_is_known_has_the_month():
    list_ = read("TDT+20+UX0123'LOC+125+NPT'DTM+189:202611:610'LOC+87+EVR'DTM+232:202611222110:203'")
    (leg,) = list_.flights[0].legs
    assert (leg.departure, leg.arrival) == (Call("NPT", "2026-11"), Call("EVR", "2026-11-22T21:10"))
    assert codes(list_.findings) == []


@pytest.mark.parametrize("time", ["20261122093075:204", "2611222430:201", "2611220960:201"])
def test_a_time_that_no_clock_shows_costs_only_itself(time):
    list_ = read(f"TDT+20+UX0123'LOC+125+NPT'DTM+189:{time}'LOC+87+EVR'DTM+232:2611222110:201'" + PERSON)
    assert codes(list_.findings) == ["date_unreadable"]
    assert len(list_.travellers) == 1


def test_a_second_different_date_or_issuer_is_told():
    found = person("NAD+FL+++DOE:ANA'DTM+329:710322'DTM+329:710323'DOC+P+AB1'LOC+91+UTO'LOC+91+EVO'")
    assert (found.born, codes(found.findings)) == (PartialDate(1971, 3, 22), ["value_repeated"])
    assert codes(found.documents[0].findings) == ["value_repeated"]


def test_a_list_in_small_letters_is_read_and_told_once():
    (list_,) = read_carrier_file(message(FLIGHT + PERSON).lower().encode(), AS_OF)
    (ines,) = list_.travellers
    assert (list_.message, ines.name.surname, ines.born) == ("PAXLST", "varela ruiz", PartialDate(1980, 2, 1))
    assert codes(list_.findings) == ["tags_in_lower_case", "airport_unusual", "airport_unusual"]


def test_one_segment_in_small_letters_is_read_and_told():
    list_ = read(FLIGHT + PERSON.replace("NAT+2", "nat+2"))
    assert list_.travellers[0].nationality == "UTO"
    assert codes(list_.findings) == ["tags_in_lower_case"]
