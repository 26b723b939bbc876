from django.urls import path

from catenary.desk.assessment.rating import meeting_pages, method_pages, own_pages, pages, team_pages

urlpatterns = [
    path("visits/<uuid:public_id>/rating", pages.my_rating, name="my_rating"),
    path("visits/<uuid:public_id>/raters", team_pages.assign_raters, name="assign_raters"),
    path("visits/<uuid:public_id>/raters/proposal", team_pages.proposal, name="rater_proposal"),
    path("visits/<uuid:public_id>/raters/use", team_pages.use_proposal, name="use_rater_proposal"),
    path("visits/<uuid:public_id>/raters/<uuid:member>/off", team_pages.recuse_rater, name="recuse_rater"),
    path("visits/<uuid:public_id>/scores", meeting_pages.visit_scores, name="visit_scores"),
    path("visits/<uuid:public_id>/own-score", own_pages.own_score, name="own_score"),
    path("visits/<uuid:public_id>/own-score/hand-in", own_pages.hand_in_own, name="hand_in_own_score"),
    path("visits/<uuid:public_id>/own-score/<slug:area>", own_pages.own_score_area, name="own_score_area"),
    path("panels/<uuid:public_id>", pages.rate, name="rate"),
    path("panels/<uuid:public_id>/counts", pages.name_counts, name="name_counts"),
    path("documents/<uuid:public_id>/counts", pages.check_counts, name="check_document_counts"),
    path("panels/<uuid:public_id>/take-back", pages.take_back, name="take_back_rating"),
    path("panels/<uuid:public_id>/withdraw", pages.withdraw, name="withdraw_rating"),
    path("panels/<uuid:public_id>/meeting", meeting_pages.panel_meeting, name="panel_meeting"),
    path("panels/<uuid:public_id>/close", meeting_pages.close_panel, name="close_panel"),
    path("panels/<uuid:public_id>/dissent", meeting_pages.add_dissent, name="add_dissent"),
    path("induction", own_pages.induction, name="induction"),
    path("induction/<uuid:public_id>/<slug:case>", own_pages.induction_case, name="induction_case"),
    path("agreement", method_pages.agreement, name="agreement"),
    path("agreement/<uuid:public_id>", method_pages.agreement_of_edition, name="agreement_of_edition"),
    path("agreement/<uuid:public_id>/fit", method_pages.fit_model, name="fit_model"),
    path("my-bearing", method_pages.my_bearing, name="my_bearing"),
]
