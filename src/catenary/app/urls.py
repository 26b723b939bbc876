"""Every address of the desk."""

from django.urls import include, path

from catenary.app.web_api import api

urlpatterns = [
    path("account/", include("catenary.desk.mandate.people.account_urls")),
    path("", include("catenary.desk.shell.urls")),
    path("organisations/", include("catenary.desk.directory.urls")),
    path("web-api/v1/", api.urls),
    path("mandate/", include("catenary.desk.mandate.urls")),
    path("ledger/", include("catenary.desk.ledger.urls")),
    path("assessment/", include("catenary.desk.assessment.rating.urls")),
    path("assessment/", include("catenary.desk.assessment.fighters.urls")),
    path("assessment/", include("catenary.desk.assessment.reports.urls")),
    path("assessment/", include("catenary.desk.assessment.states.urls")),
    path("assessment/", include("catenary.desk.assessment.packs.urls")),
    path("assessment/", include("catenary.desk.assessment.briefing.urls")),
    path("intake/", include("catenary.desk.intake.urls")),
    path("measures/", include("catenary.desk.measures.urls")),
    path("assessment/", include("catenary.desk.assessment.visits.urls")),
    path("screening/", include("catenary.desk.screening.urls")),
]

handler400 = "catenary.desk.shell.pages.bad_request"
handler403 = "catenary.desk.shell.pages.forbidden"
handler404 = "catenary.desk.shell.pages.not_found"
handler500 = "catenary.desk.shell.pages.failed"
