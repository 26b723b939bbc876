from django.urls import include, path

from catenary.desk.screening import figures_pages, links_pages, lists_pages, outcome_pages, pages, queue_pages
from catenary.desk.screening.outside import pages as outside_pages

urlpatterns = [
    path("outside", outside_pages.register, name="outside_register"),
    path("outside/connect", outside_pages.connect, name="connect_outside_register"),
    path("outside/leave", outside_pages.leave, name="leave_outside_register"),
    path("queue", queue_pages.candidates, name="candidates"),
    path("candidates/<uuid:public_id>", pages.candidate, name="candidate"),
    path("candidates/<uuid:public_id>/judge", pages.judge, name="judge_candidate"),
    path("candidates/<uuid:public_id>/claim", pages.claim, name="claim_candidate"),
    path("candidates/<uuid:public_id>/release", pages.release, name="release_candidate"),
    path("candidates/<uuid:public_id>/hand-over", pages.hand_over, name="hand_over_candidate"),
    path("candidates/<uuid:public_id>/border", pages.border, name="border_notice"),
    path("figures", figures_pages.unit_figures, name="unit_figures"),
    path("candidates/<uuid:public_id>/links", links_pages.links, name="candidate_links"),
    path("candidates/<uuid:public_id>/outcome", outcome_pages.outcome, name="border_outcome"),
    path("lists", lists_pages.lists, name="lists"),
    path("lists/new", lists_pages.make, name="make_list"),
    path("lists/build", lists_pages.build_again, name="build_index"),
    path("lists/past", lists_pages.rescreen_past, name="rescreen_past"),
    path("lists/past/from-now", lists_pages.past_from_now, name="past_from_now"),
    path("lists/past/no-more", lists_pages.past_no_more, name="past_no_more"),
    path("lists/<uuid:public_id>", lists_pages.watch_list, name="watch_list"),
    path("lists/<uuid:public_id>/load", lists_pages.load, name="load_edition"),
    path("lists/<uuid:public_id>/renew", lists_pages.renew, name="renew_list"),
    path("lists/<uuid:public_id>/close", lists_pages.close, name="close_list"),
    path("editions/<uuid:public_id>", lists_pages.edition, name="edition"),
    path("editions/<uuid:public_id>/names", lists_pages.names, name="edition_names"),
    path("editions/<uuid:public_id>/decide", lists_pages.decide, name="decide_edition"),
    path("", include("catenary.desk.screening.thresholds.urls")),
    path("", include("catenary.desk.screening.drills.urls")),
    path("", include("catenary.desk.screening.rules.urls")),
    path("", include("catenary.desk.screening.papers.urls")),
]
