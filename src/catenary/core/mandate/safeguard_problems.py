"""What each safeguard asks, in our own words; the instruments themselves say it with authority."""

from catenary.basis.findings import Catalogue, Severity, Wording

_SENTENCES: dict[str, Wording] = {
    "purposes_limited": "Passenger records serve the fight against terrorism and serious crime, and nothing else",
    "purpose_stated": "Whoever opens personal data states a purpose and the law that allows it",
    "need_to_know": "Nobody reaches data that their organisation, role and purpose do not call for",
    "strong_sign_in": "Personal data opens only after a sign-in with a second factor",
    "duties_apart": "Those who operate, work, approve and watch are different people",
    "two_persons": "What opens or protects data takes two persons, and nobody decides their own matter",
    "emergency_bounded": "Emergency access takes two persons, is narrow, ends by itself and is told to oversight",
    "nothing_sensitive": "Data on religion, health, politics and the like is removed at the door and only counted",
    "cards_cut": "Payment cards are kept in part only",
    "erased_without_link": "Passenger records without an objective link to a crime are erased after six months",
    "erased_after_five_years": "No passenger record is kept longer than five years",
    "masked": "After six months whatever could directly identify the passenger is masked",
    "unmasking_by_authority": (
        "Masked data is shown again only after a second authority approved it, for a time, and the data protection "
        "officer is told"
    ),
    "information_erased": "Passenger information is erased a day after the border check",
    "state_law_bounded": "A State may shorten how long data is kept, and lengthen it only up to a limit",
    "holds_restrict": "What proceedings need is kept, but masked",
    "matches_remembered": "A cleared match is remembered, so that nobody is stopped twice for the same mistake",
    "travels_to_named_only": "Data goes only to organisations that its owner has named, and no further than the owner allows",
    "rights_answered": "People who ask what is kept about them, or to have it corrected or erased, are answered in time",
    "redress": "A person repeatedly mistaken for somebody else is told apart from them",
    "officer_for_data_protection": "A data protection officer sees every access and takes no part in the work",
    "independent_oversight": "An independent body watches, also from outside the organisation",
    "misuse_noticed": "Unusual accesses are noticed and shown to those who watch",
    "accesses_recorded": "Every access and act is recorded in a log that nobody can change unseen",
    "log_tells_nobody": "The log proves who did what, and tells nothing about the persons concerned",
    "figures_published": "Yearly figures say how many passengers were concerned",
    "matches_explained": "Every candidate says which value met which, so that a person can dispute it",
    "human_review": "No decision against a person is made by a machine alone",
    "criteria_fair": "Criteria that select passengers are targeted, and never a person's origin, belief or health",
    "sent_by_carriers": "Carriers send the data; authorities do not reach into their systems",
    "breach_told": "A breach is told to the authority, and to the people concerned",
    "children": "Data about children gets extra checks",
    "biometrics_error_rates": "Biometric comparisons state their error rates",
    "biometrics_examined_by_people": "A biometric candidate is examined by a trained person",
    "lists_reviewed": "Entries of watchlists have a ground and a date by which they are reviewed",
}

SAFEGUARD = Catalogue("safeguard", {code: (Severity.NOTICE, text) for code, text in _SENTENCES.items()})
"""The sentences by the codes of `safeguards.py`."""
