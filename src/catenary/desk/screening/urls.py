from django.urls import path

from catenary.desk.screening import pages, queue_pages

urlpatterns = [
    path("queue", queue_pages.candidates, name="candidates"),
    path("candidates/<uuid:public_id>", pages.candidate, name="candidate"),
    path("candidates/<uuid:public_id>/judge", pages.judge, name="judge_candidate"),
    path("candidates/<uuid:public_id>/claim", pages.claim, name="claim_candidate"),
    path("candidates/<uuid:public_id>/release", pages.release, name="release_candidate"),
    path("candidates/<uuid:public_id>/hand-over", pages.hand_over, name="hand_over_candidate"),
    path("candidates/<uuid:public_id>/border", pages.border, name="border_notice"),
]
