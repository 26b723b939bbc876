from django.urls import path

from catenary.desk.assessment.briefing import pages

urlpatterns = [
    path("members/<uuid:public_id>/briefing", pages.briefing, name="member_briefing"),
    path(
        "members/<uuid:public_id>/briefing/<slug:language>/<slug:form>",
        pages.file,
        name="briefing_file",
    ),
]
