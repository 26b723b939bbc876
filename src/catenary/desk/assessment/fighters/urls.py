from django.urls import path

from catenary.desk.assessment.fighters import pages

_VISIT = "visits/<uuid:public_id>/fighters"

urlpatterns = [
    path(_VISIT, pages.visit_fighters, name="visit_fighters"),
    path(f"{_VISIT}/hand-in", pages.hand_in_fighters, name="hand_in_fighters"),
    path(f"{_VISIT}/ask", pages.ask_about_fighters, name="ask_about_fighters"),
    path(f"{_VISIT}/<slug:fate>", pages.fighters_of, name="fighters_of"),
    path("figure-questions/<uuid:public_id>", pages.answer_about_fighters, name="answer_about_fighters"),
]
