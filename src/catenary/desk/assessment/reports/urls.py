from django.urls import path

from catenary.desk.assessment.reports import pages, public_pages, report_pages

urlpatterns = [
    path("visits/<uuid:public_id>/findings", pages.findings, name="visit_findings"),
    path("visits/<uuid:public_id>/findings/propose", pages.propose, name="propose_findings"),
    path("visits/<uuid:public_id>/findings/new", pages.begin, name="begin_finding"),
    path("visits/<uuid:public_id>/concerns", pages.concerns, name="choose_concerns"),
    path("findings/<uuid:public_id>", pages.finding, name="visit_finding"),
    path("findings/<uuid:public_id>/write", pages.write, name="write_finding"),
    path("findings/<uuid:public_id>/leave", pages.leave, name="leave_finding"),
    path("visits/<uuid:public_id>/levels", report_pages.levels, name="visit_levels"),
    path("visits/<uuid:public_id>/report", report_pages.report, name="visit_report"),
    path(
        "visits/<uuid:public_id>/report/sections/<slug:section>/<slug:language>",
        report_pages.section,
        name="write_section",
    ),
    path(
        "visits/<uuid:public_id>/report/files/<slug:kind>/<slug:language>/<slug:form>",
        report_pages.file,
        name="report_file",
    ),
    path("visits/<uuid:public_id>/report/ratings", report_pages.ratings, name="ratings_file"),
    path("visits/<uuid:public_id>/report/comments", report_pages.comments, name="draft_comments"),
    path("visits/<uuid:public_id>/report/release", report_pages.release, name="release_report"),
    path("published", public_pages.published, name="published_reports"),
    path("published/<uuid:public_id>", public_pages.published_report, name="published_report"),
    path("published/<uuid:public_id>/<slug:form>", public_pages.published_file, name="published_file"),
]
