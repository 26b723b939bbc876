"""The codes of the mandate in words, as people read them in pages; the codes themselves live in core."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catenary.core.mandate.legal_bases import LEGAL_BASES
from catenary.core.mandate.model import DataClass, Handling, MaskedCategory, OrganisationKind, Purpose, Role

Words = Mapping[StrEnum, Promise]

ROLES: Words = {
    Role.ASSESSOR: _("Assessor"),
    Role.REVIEWER: _("Reviewer"),
    Role.COMMITTEE_SECRETARY: _("Committee secretary"),
    Role.FOCAL_POINT: _("National focal point"),
    Role.PARTNER: _("Assistance partner"),
    Role.ANALYST: _("Analyst"),
    Role.RESEARCHER: _("Researcher"),
    Role.PASSENGER_DATA_OFFICER: _("Passenger data officer"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.LIAISON: _("Liaison officer"),
    Role.COMPETENT_AUTHORITY: _("Competent authority"),
    Role.EVIDENCE_CUSTODIAN: _("Evidence custodian"),
    Role.PROSECUTOR: _("Prosecutor"),
    Role.DATA_PROTECTION_OFFICER: _("Data protection officer"),
    Role.OVERSIGHT: _("Oversight"),
    Role.ADMINISTRATOR: _("Administrator"),
}
ORGANISATIONS: Words = {
    OrganisationKind.STATE: _("State"),
    OrganisationKind.UNIT: _("Unit"),
    OrganisationKind.BODY: _("International body"),
    OrganisationKind.PARTNER: _("Partner"),
    OrganisationKind.CARRIER: _("Carrier"),
    OrganisationKind.OVERSIGHT: _("Oversight body"),
}
PURPOSES: Words = {
    Purpose.BORDER_CHECK: _("Border check"),
    Purpose.TERRORISM: _("Terrorism offences"),
    Purpose.SERIOUS_CRIME: _("Serious crime"),
    Purpose.COOPERATION: _("Cooperation with another State"),
    Purpose.EVIDENCE: _("Keeping of evidence"),
    Purpose.PROSECUTION: _("Prosecution"),
    Purpose.ASSESSMENT: _("Assessment of a State"),
    Purpose.ASSISTANCE: _("Assistance"),
    Purpose.RESEARCH: _("Research"),
    Purpose.RIGHTS: _("Rights of a person"),
    Purpose.OVERSIGHT: _("Oversight"),
    Purpose.OPERATION: _("Operation of the desk"),
}
DATA_CLASSES: Words = {
    DataClass.PASSENGER_RECORD: _("Passenger name record"),
    DataClass.PASSENGER_INFORMATION: _("Passenger information"),
    DataClass.CLEARED_MATCH: _("Cleared match"),
    DataClass.REQUEST: _("Request"),
    DataClass.EVIDENCE: _("Evidence"),
    DataClass.RIGHTS_REQUEST: _("Request about rights"),
    DataClass.REDRESS: _("Redress record"),
    DataClass.ASSESSMENT: _("Assessment"),
    DataClass.PRACTICE: _("Good practice"),
    DataClass.ACCOUNT: _("Account"),
}
HANDLING: Words = {
    Handling.PUBLIC: _("Public"),
    Handling.OFFICIAL: _("Official"),
    Handling.RESTRICTED: _("Restricted"),
    Handling.ORIGINATOR_CONTROLLED: _("Originator controlled"),
}
MASKED: Words = {
    MaskedCategory.NAMES: _("names"),
    MaskedCategory.ADDRESS_AND_CONTACT: _("address and contact"),
    MaskedCategory.PAYMENT: _("payment"),
    MaskedCategory.FREQUENT_FLYER: _("frequent flyer"),
    MaskedCategory.REMARKS: _("remarks"),
    MaskedCategory.PASSENGER_INFORMATION: _("passenger information"),
}
VOCABULARIES: Mapping[str, Words] = {
    "role": ROLES,
    "organisation": ORGANISATIONS,
    "purpose": PURPOSES,
    "data_class": DATA_CLASSES,
    "handling": HANDLING,
    "masked": MASKED,
}


def word(vocabulary: str, code: str) -> str:
    """What people read for a code of that vocabulary; the code itself where a newer version wrote one unknown here."""
    found = {str(key): told for key, told in VOCABULARIES[vocabulary].items()}
    return str(found.get(code, code))


def citation(code: str) -> str:
    """Instrument and paragraph of a legal basis; the code itself where it is unknown here."""
    basis = LEGAL_BASES.get(code)
    return f"{basis.instrument} {basis.paragraph}" if basis else code
