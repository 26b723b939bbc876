"""What the codes of PAXLST mean (WCO/IATA/ICAO API Guidelines; UN/EDIFACT D.02B and later)."""

from catenary.basis.persons import Sex
from catenary.core.intake.model import Purpose, Role

PURPOSES = {
    ("745", ""): Purpose.PASSENGER_LIST,
    ("745", "CP"): Purpose.CHANGE,
    ("745", "XR"): Purpose.CANCELLATION,
    ("745", "RP"): Purpose.REDUCTION,
    ("250", ""): Purpose.CREW_LIST,
    ("250", "CP"): Purpose.CHANGE,
    ("250", "XR"): Purpose.CANCELLATION,
    ("336", ""): Purpose.CREW_LIST,
    ("266", ""): Purpose.FLIGHT_CLOSED,
    ("266", "CLOB"): Purpose.CLOSED_ON_BOARD,
    ("266", "CLNB"): Purpose.CLOSED_NOT_ON_BOARD,
    ("266", "XF"): Purpose.FLIGHT_CANCELLED,
    ("655", ""): Purpose.GATE_PASS,
}
"""Document name and identifier of BGM; an identifier that is not listed does not change what the document is."""

ROLES = {
    "FL": Role.PASSENGER,
    "FM": Role.CREW,
    "DDU": Role.TRANSIT_PASSENGER,
    "DDT": Role.TRANSIT_CREW,
}
"""Party qualifier of NAD."""

STATED_ROLES = {"PAX": Role.PASSENGER, "CRW": Role.CREW, "CRE": Role.CREW, "INT": Role.TRANSIT_PASSENGER}
"""Status of PDT in the US dialect."""

SEXES = {
    "M": (Sex.MALE, False),
    "F": (Sex.FEMALE, False),
    "X": (Sex.UNSPECIFIED, False),
    "XX": (Sex.UNSPECIFIED, False),
    "U": (Sex.UNSPECIFIED, False),
    "MI": (Sex.MALE, True),
    "FI": (Sex.FEMALE, True),
    "XI": (Sex.UNSPECIFIED, True),
    "UI": (Sex.UNSPECIFIED, True),
}
"""Attribute of ATT+2: sex, and whether the person is an infant without a seat."""

VERIFIED = {"173": True, "174": False}
"""GEI+4: whether the carrier read the data from the document itself."""

COUNTED_ROLES = {
    "42": frozenset({Role.PASSENGER, Role.TRANSIT_PASSENGER}),
    "41": frozenset({Role.CREW, Role.TRANSIT_CREW}),
}
"""Control total qualifier of CNT."""
