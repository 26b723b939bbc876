"""The safeguards that ICAO Annex 9, the law of the European Union and the United Nations ask for, each with what proves it.

A safeguard is built when tests prove it, which are named here by file and function and run with all others; partly built when
a part of the product still owes something; otherwise not built yet, and the table says who owes it. A rule that decides
rightly is half of it: tests of the desk beside it show that rows and pages obey. The sentences
stand in `safeguard_problems.py`, in our own words. `docs/safeguards.md` is written from here.
"""

from enum import StrEnum
from typing import Final

from attrs import field, frozen

from catenary.basis.findings import Finding
from catenary.core.mandate.safeguard_problems import SAFEGUARD


@frozen
class Citation:
    """Where a safeguard is asked for; not `confirmed` where the paragraph is known from secondary sources only."""

    instrument: str
    paragraph: str
    confirmed: bool = False


class Built(StrEnum):
    """How far a safeguard is there."""

    BUILT = "built"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@frozen
class Safeguard:
    """One safeguard: who asks for it, the tests that prove it (`file::function`), and the part that owes the rest."""

    code: str
    citations: tuple[Citation, ...] = field(repr=False)
    tests: tuple[str, ...] = ()
    awaits: str | None = None

    @property
    def built(self) -> Built:
        """Told by the tests and by what is owed, so that no row can claim more than it proves."""
        if not self.tests:
            return Built.NOT_YET
        return Built.PARTLY if self.awaits else Built.BUILT

    @property
    def finding(self) -> Finding:
        """What the safeguard asks, as a finding with its sentence."""
        return SAFEGUARD.finding(self.code)


def _pnr(paragraph: str, confirmed: bool = False) -> Citation:
    return Citation("Directive (EU) 2016/681", paragraph, confirmed)


def _police(paragraph: str) -> Citation:
    return Citation("Directive (EU) 2016/680", paragraph)


def _icao(paragraph: str) -> Citation:
    return Citation("ICAO Annex 9", paragraph)


def _un(paragraph: str) -> Citation:
    return Citation("S/RES/2396 (2017)", paragraph)


def _here(file: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/core/mandate/test_{file}.py::test_{name}" for name in names)


def _tree(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/core/ledger/test_merkle.py::test_{name}" for name in names)


def _rules(file: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/core/screening/test_rule_{file}.py::test_{name}" for name in names)


def _desk(place: str, *names: str) -> tuple[str, ...]:
    folder, _, file = place.rpartition("/")
    return tuple(f"tests/desk/{folder}/test_{file}.py::test_{name}".replace("//", "/") for name in names)


_COURT: Final = Citation("CJEU C-817/19", "judgment of 21 June 2022")
_COMPENDIUM: Final = Citation("UN Compendium on biometrics (2018)", "governance and data protection")

SAFEGUARDS: Final[tuple[Safeguard, ...]] = (
    Safeguard(
        "purposes_limited", (_pnr("art. 1(2)", confirmed=True), _icao("9.25"), _COURT),
        _here("rules", "no_passenger_record_serves_the_border_check",
              "no_role_works_for_a_purpose_that_the_data_must_not_serve"),
    ),
    Safeguard(
        "purpose_stated", (_icao("9.25"), _police("art. 4(1)(b)")),
        _here("rules", "a_refusal_says_why", "every_purpose_of_personal_data_has_a_legal_basis")
        + _desk("mandate/records/pages", "a_list_of_people_asks_for_a_purpose_first_and_comes_back",
                "a_purpose_opens_only_the_classes_it_may_serve",
                "opening_a_record_is_entered_once_with_its_purpose"),
    ),
    Safeguard(
        "need_to_know", (_icao("9.26"), _police("art. 29")),
        _here("no_leaks", "nothing_is_allowed_that_the_law_refuses_and_nothing_refused_that_it_allows")
        + _desk("no_leaks_in_the_database", "the_database_shows_everybody_what_concerns_them_and_nothing_else")
        + _desk("access_matrix", "an_address_opens_for_the_roles_of_its_row_and_for_nobody_else")
        + _desk("mandate/records/wall", "the_database_shows_a_record_exactly_where_core_lets_it_reach"),
    ),
    Safeguard(
        "strong_sign_in", (_icao("9.26"), _police("art. 29")),
        _here("rules", "a_refusal_says_why", "somebody_acts_in_their_own_organisation_only")
        + _desk("mandate/people/second_factor", "a_sensitive_role_with_one_factor_is_sent_to_the_second",
                "a_form_sent_with_one_factor_does_nothing")
        + _desk("mandate/people/signing_in", "a_password_alone_opens_nothing"),
    ),
    Safeguard(
        "duties_apart", (_pnr("art. 5"), _police("art. 33")),
        _here("rules", "who_operates_works_and_watches_are_different_people",
              "the_administrator_has_no_way_to_any_record")
        + _desk("mandate/records/pages", "an_administrator_is_refused_and_the_refusal_is_entered")
        + _desk("mandate/people/invitations", "nobody_is_invited_with_roles_that_exclude_each_other"),
    ),
    Safeguard(
        "two_persons", (_police("art. 29"),),
        _here("flow", "nobody_decides_about_themselves",
              "every_matter_names_what_stands_meanwhile_who_is_woken_and_when_it_falls")
        + _here("rights", "one_person_orders_an_erasure_only_as_another_granted_it_for_that_record")
        + _desk("mandate/records/erasure", "the_form_of_one_person_orders_no_erasure")
        + _desk("mandate/people/two_persons", "a_sensitive_role_is_held_once_a_second_person_confirms",
                "neither_who_asked_nor_whom_it_is_about_confirms"),
    ),
    Safeguard(
        "emergency_bounded", (_police("art. 29"),),
        _here("flow", "break_glass_opens_one_class_of_the_own_organisation_for_hours_and_tells_oversight")
        + _desk("mandate/people/two_persons", "an_emergency_opens_the_class_once_confirmed_and_ends_by_itself",
                "an_emergency_lasts_no_longer_than_core_allows",
                "oversight_sees_an_emergency_of_those_it_watches_and_reviews_it"),
    ),
    Safeguard(
        "nothing_sensitive", (_pnr("art. 13(4)"), _icao("9.30")),
        (
            "tests/core/intake/test_sensitive.py::test_every_row_of_the_default_table_is_recognised_in_text",
            "tests/core/intake/test_sensitive.py::test_a_state_may_not_shrink_the_table",
        ),
    ),
    Safeguard(
        "cards_cut", (_pnr("Annex I element 6"),),
        ("tests/formats/pnrgov/test_read.py::test_payment_shows_the_card_only_in_part_and_who_pays",),
    ),
    Safeguard(
        "erased_without_link", (_COURT,),
        _here("retention", "a_passenger_record_without_a_link_is_erased_after_six_months",
              "a_link_recorded_after_the_record_was_due_saves_nothing")
        + _desk("mandate/retention/carrying_out", "a_record_nobody_linked_is_erased_after_six_months",
                "a_round_that_falls_in_the_middle_is_finished_by_the_next"),
    ),
    Safeguard(
        "erased_after_five_years", (_pnr("art. 12(1)", confirmed=True), _pnr("art. 12(4)"), _icao("9.32")),
        _here("retention", "a_linked_passenger_record_is_masked_then_erased_after_five_years",
              "without_a_hold_nothing_outlives_its_class")
        + _desk("mandate/retention/carrying_out", "a_linked_record_is_erased_with_its_seal_and_the_words_of_its_link",
                "comments_and_files_of_an_erased_record_go_with_it"),
    ),
    Safeguard(
        "masked", (_pnr("art. 12(2)", confirmed=True), _icao("9.31, 9.33")),
        _here("masking", "every_field_of_intake_is_masked_or_stays_by_name",
              "all_six_categories_of_the_directive_are_used", "a_masked_traveller_tells_nobody")
        + _desk("mandate/retention/carrying_out", "a_linked_record_is_masked_after_six_months_and_what_it_told_is_sealed")
        + _desk("mandate/records/unmasking", "a_masked_record_says_so_and_every_look_while_it_is_open_is_recorded",
                "exports_of_a_masked_record_hold_nothing_masked")
        + _desk("shell/search", "a_masked_record_leaves_search_with_its_masking"),
    ),
    Safeguard(
        "unmasking_by_authority", (_pnr("art. 12(3)", confirmed=True), _icao("9.31"), _COURT),
        _here("flow", "a_court_approves_an_unmasking_from_afar_and_it_ends_by_itself",
              "a_supervisor_of_the_unit_is_no_second_authority", "an_unmasking_opens_one_record_to_one_person")
        + _desk("mandate/records/unmasking", "a_second_authority_opens_one_record_to_one_person",
                "neither_the_asker_nor_the_own_supervisor_approves",
                "the_database_looks_at_the_time_of_an_unmasking_itself",
                "the_data_protection_officer_is_told_when_an_unmasking_is_asked_and_when_it_is_open"),
    ),
    Safeguard(
        "information_erased",
        (Citation("Council Directive 2004/82/EC", "art. 6(1)", confirmed=True),),
        _here("retention", "passenger_information_goes_a_day_after_the_border_check",
              "a_border_check_that_never_comes_keeps_nothing_beyond_the_limit")
        + _desk("mandate/retention/border_check", "passenger_information_is_erased_a_day_after_the_check_that_was_told",
                "without_a_check_it_is_erased_at_the_limit"),
        awaits="intake",
    ),
    Safeguard(
        "state_law_bounded", (_COURT, _police("art. 5")),
        _here("retention", "a_state_may_not_go_beyond_the_limit"),
    ),
    Safeguard(
        "holds_restrict", (_police("art. 16(3)(b)"),),
        _here("retention", "a_hold_stops_erasure_and_not_masking",
              "under_a_hold_nothing_is_erased_and_nothing_is_masked_later")
        + _desk("mandate/retention/carrying_out", "a_legal_hold_stops_erasure_and_not_masking")
        + _desk("mandate/records/unmasking", "a_record_is_held_from_the_moment_it_is_asked_and_freed_by_two"),
    ),
    Safeguard(
        "matches_remembered", (_pnr("art. 12(5)"),), awaits="screening",
    ),
    Safeguard(
        "travels_to_named_only", (_pnr("art. 9, 11"), _icao("9.34-9.37")),
        _here("no_leaks", "no_chain_of_hands_carries_a_record_to_anybody_it_does_not_name",
              "no_export_reaches_anybody_whom_one_of_its_records_does_not_name"),
        awaits="exchange",
    ),
    Safeguard(
        "rights_answered", (_pnr("art. 13(1)", confirmed=True), _police("art. 12-17"), _icao("9.26")),
        _here("rights", "an_answer_is_due_in_a_month", "every_thing_an_answer_must_tell_is_demanded",
              "every_refusal_needs_a_ground_of_its_kind_and_tells_how_to_dispute_it")
        + _desk("mandate/rights/rights", "an_answer_that_leaves_something_out_is_not_sent",
                "a_request_is_taken_in_assigned_and_answered_in_the_browser",
                "the_letter_is_in_the_language_of_the_person"),
    ),
    Safeguard(
        "redress", (_icao("9.26"), _police("art. 16, 54")),
        _here("redress", "the_person_is_cleared_of_the_entry_they_are_not", "somebody_else_is_not_cleared"),
        awaits="screening",
    ),
    Safeguard(
        "officer_for_data_protection", (_pnr("art. 5"), _police("art. 32-34")),
        _here("rules", "who_watches_opens_personal_data_for_rights_and_oversight_only")
        + _desk("mandate/records/pages", "the_data_protection_officer_sees_who_looked")
        + _desk("ledger/entering", "an_entry_and_what_opens_it_is_seen_by_its_author_the_protection_officer_and_oversight_alone"),
    ),
    Safeguard(
        "independent_oversight", (_pnr("art. 15"), _icao("9.29")),
        _here("rules", "a_supervising_body_sees_accesses_afar_and_no_record")
        + _desk("mandate/oversight/oversight", "another_oversight_body_sees_nothing_of_it")
        + _desk("mandate/oversight/officers", "officers_are_told_to_those_who_watch_over_their_organisation_alone")
        + _desk("mandate/oversight/reviewing", "oversight_reads_the_record_behind_an_access_and_that_it_did_is_entered",
                "the_database_shows_a_record_to_oversight_behind_an_access_under_review_alone"),
    ),
    Safeguard(
        "misuse_noticed", (_pnr("art. 13(7)"), _police("art. 25")),
        _here("oversight", "the_own_name_is_always_told", "bulk_counts_records_not_pages_and_within_the_time_only",
              "night_is_that_of_the_organisation")
        + _desk("mandate/oversight/oversight", "many_refusals_stand_out_for_the_own_officer_and_for_the_body_that_watches",
                "a_look_at_a_record_with_ones_own_name_stands_out",
                "night_is_night_in_the_time_zone_of_the_organisation"),
    ),
    Safeguard(
        "accesses_recorded", (_pnr("art. 13(5)-(6)"), _police("art. 25"), _COMPENDIUM),
        _tree("a_flipped_bit_of_a_proof_is_found_wherever_it_is",
              "every_older_tree_is_proved_from_the_nodes_named_beforehand")
        + _desk("ledger/entering", "no_role_changes_or_removes_what_the_log_holds",
                "an_entry_is_there_with_the_act_or_not_at_all")
        + _desk("ledger/verifying", "what_was_changed_behind_the_triggers_is_found",
                "a_history_rewritten_and_signed_again_is_found_by_whoever_holds_an_older_checkpoint")
        + _desk("ledger/killing", "whoever_is_killed_whenever_no_acknowledged_entry_is_lost_or_doubled_and_the_log_holds")
        + _desk("mandate/records/pages", "the_list_shows_a_name_for_the_purpose_and_one_entry_commits_to_what_it_showed"),
    ),
    Safeguard(
        "log_tells_nobody", (_police("art. 25, 29"),),
        (
            "tests/core/ledger/test_entries.py::test_an_entry_cannot_hold_what_may_not_stand_in_the_log_and_the_refusal_does_not_tell_it",
        ),
    ),
    Safeguard(
        "figures_published", (_pnr("art. 20", confirmed=True),),
        _here("oversight", "a_years_figures_are_totals_and_say_which_days_are_missing"),
        awaits="statistics",
    ),
    Safeguard(
        "matches_explained", (_icao("9.28"), _COURT),
        ("tests/core/screening/test_explaining.py::test_contributions_add_up_to_the_score_of_every_candidate",),
    ),
    Safeguard("human_review", (_pnr("art. 6(5), 7(6)"), _icao("9.28"), _COURT), awaits="screening"),
    Safeguard(
        "criteria_fair", (_pnr("art. 6(4)"), _icao("9.28"), _COURT),
        _rules("reading", "a_protected_trait_cannot_be_named",
               "whatever_is_kept_reads_as_a_fact_of_the_vocabulary_or_not_at_all")
        + _rules("flow", "nothing_gets_in_force_but_what_was_admitted_that_day_by_who_neither_wrote_nor_proposed_it",
                 "a_rule_in_force_ends_on_the_day_after_its_review_was_missed")
        + _desk("screening/rules/rules", "a_trial_counts_past_traffic_and_leaves_no_trace_on_anybody",
                "a_trait_is_proposed_only_beside_conduct_that_narrowed_past_traffic",
                "the_database_itself_refuses_a_decision_by_the_author"),
    ),
    Safeguard("sent_by_carriers", (_pnr("art. 8"), _icao("9.24")), awaits="intake"),
    Safeguard("breach_told", (_pnr("art. 13(8)"), _police("art. 30-31")), awaits="mandate"),
    Safeguard("children", (_un("31"), _COMPENDIUM), awaits="biometrics"),
    Safeguard("biometrics_error_rates", (_un("15"), _COMPENDIUM), awaits="biometrics"),
    Safeguard("biometrics_examined_by_people", (_un("15"), _COMPENDIUM), awaits="biometrics"),
    Safeguard("lists_reviewed", (_un("13"), _COMPENDIUM), awaits="screening"),
)  # fmt: skip
"""Every safeguard the product knows of, built or not."""
