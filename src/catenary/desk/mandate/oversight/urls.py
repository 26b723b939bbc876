from django.urls import path

from catenary.desk.mandate.oversight import pages

urlpatterns = [
    path("oversight", pages.oversight, name="oversight"),
    path("oversight/entries/<uuid:access>/records/<uuid:record>", pages.record, name="oversight_record"),
    path("oversight/statistics", pages.statistics, name="oversight_statistics"),
    path("oversight/officers", pages.officers, name="oversight_officers"),
    path("oversight/officers/<uuid:search>", pages.officers, name="oversight_officers_found"),
    path("safeguards", pages.safeguards, name="safeguards"),
]
