from django.urls import path

from catenary.desk.screening.papers import pages

urlpatterns = [
    path("documents", pages.papers, name="papers"),
    path("documents/<uuid:public_id>", pages.paper_case, name="paper_case"),
    path("documents/<uuid:public_id>/judge", pages.judge, name="judge_papers"),
]
